//! The list of services, and what its search knows.

use serde_json::json;

use super::html::Html;
use super::{Asset, Catalog, Site};
use crate::openapi::summary;

pub(super) fn page(site: &Site, catalog: &Catalog<'_>) -> String {
    let mut html = Html::begin(site, &site.title, &[Asset::Script], &[Asset::Style]);
    let methods: usize = catalog.services.iter().map(|one| one.methods.len()).sum();
    html.raw("<body class=\"index\" data-services=\"")
        .text(&site.path)
        .raw("/services.json\">\n<header class=\"bar\"><nav><a href=\"")
        .text(&site.path)
        .raw("\">")
        .text(&site.title)
        .raw("</a></nav>\n");
    if site.document.is_some() {
        html.raw("<a href=\"")
            .text(&site.path)
            .raw("/reference\">Reference and console</a>\n");
    }
    html.raw("</header>\n<main>\n<h1>Services</h1>\n<p class=\"faint\">")
        .number(catalog.services.len())
        .raw(" services, ")
        .number(methods)
        .raw(" methods</p>\n")
        .raw("<search><label for=\"query\">Search services, methods and paths</label>")
        .raw("<input id=\"query\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">")
        .raw("<p id=\"count\" role=\"status\"></p></search>\n<ul id=\"found\" hidden></ul>\n<div id=\"all\">\n");
    list(&mut html, site, catalog);
    html.raw("</div>\n</main>\n");
    html.end()
}

/// By package, so that long lists can be read.
fn list(html: &mut Html, site: &Site, catalog: &Catalog<'_>) {
    let mut package = None;
    for listed in &catalog.services {
        let (of, name) = split(&listed.service.name);
        if package != Some(of) {
            if package.is_some() {
                html.raw("</ul></section>\n");
            }
            html.raw("<section><h2>")
                .text(if of.is_empty() { "(no package)" } else { of })
                .raw("</h2><ul class=\"services\">\n");
            package = Some(of);
        }
        html.raw("<li><a href=\"")
            .text(&site.service_path(&listed.service.name))
            .raw("\">")
            .text(name)
            .raw("</a> <span class=\"faint\">")
            .number(listed.methods.len())
            .raw(if listed.methods.len() == 1 {
                " method</span>"
            } else {
                " methods</span>"
            });
        if catalog.readers.is_service_deprecated(listed.service) {
            html.raw(" <span class=\"tag\">deprecated</span>");
        }
        if let Some(summary) = summary(catalog.readers.service(listed.service)) {
            html.raw("<p>").text(&summary).raw("</p>");
        }
        html.raw("</li>\n");
    }
    match package {
        Some(_) => html.raw("</ul></section>\n"),
        None => html.raw("<p>No service is served.</p>\n"),
    };
}

/// A name as its package and what is behind it.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.rsplit_once('.').unwrap_or(("", name))
}

/// For the search, and for the console's list.
pub(super) fn services(catalog: &Catalog<'_>) -> String {
    let services = catalog.services.iter().map(|listed| {
        let methods = listed.methods.iter().map(|offered| {
            let routes = offered.routes.iter();
            let routes: Vec<String> = routes
                .map(|route| format!("{} {}", route.verb, route.template))
                .collect();
            json!({"name": &*offered.method.name, "routes": routes})
        });
        json!({
            "name": &*listed.service.name,
            "routes": listed.route_count(),
            "methods": methods.collect::<Vec<_>>(),
        })
    });
    json!({"services": services.collect::<Vec<_>>()}).to_string()
}
