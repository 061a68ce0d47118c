//! The reference of the REST form, with a console. Which service it shows is in the query, which its script reads.

use super::html::Html;
use super::{Asset, Site};

pub(super) fn page(site: &Site) -> String {
    let title = format!("{} – reference", site.title);
    let scripts = [Asset::SwaggerScript, Asset::ReferenceScript];
    let styles = [Asset::SwaggerStyle, Asset::Style];
    let mut html = Html::begin(site, &title, &scripts, &styles);
    html.raw("<body class=\"reference\" data-document=\"")
        .text(site.document.as_deref().unwrap_or_default())
        .raw("\" data-services=\"")
        .text(&site.path)
        .raw("/services.json\" data-methods-max=\"")
        .number(site.reference_methods_max)
        .raw("\">\n<header class=\"bar\"><nav><a href=\"")
        .text(&site.path)
        .raw("\">")
        .text(&site.title)
        .raw("</a></nav>\n<label>Service <select id=\"service\"></select></label>\n")
        .raw("<a id=\"grpc\" hidden href=\"")
        .text(&site.path)
        .raw("\">Calls and types</a>\n</header>\n<main>\n")
        .raw("<p id=\"note\" role=\"status\">Reading the document …</p>\n<div id=\"console\"></div>\n")
        .raw("<noscript><p>The console needs JavaScript. The <a href=\"")
        .text(&site.path)
        .raw("\">services</a> do without.</p></noscript>\n</main>\n");
    html.end()
}
