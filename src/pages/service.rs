//! The page of a service: its methods, each with its routes and calls, and the types of their messages.

use super::calls::{self, Piece, Stream, Text};
use super::html::Html;
use super::sample::Samples;
use super::types::Types;
use super::{Asset, Catalog, Listed, Offered, Site, index, typescript};
use crate::http_rule::binding::{Binding, Body};
use crate::schema::MessageId;

pub(super) fn page(site: &Site, catalog: &Catalog<'_>) -> Option<String> {
    let listed = catalog.services.first()?;
    let name = &listed.service.name;
    let mut html = Html::begin(site, name, &[Asset::Script], &[Asset::Style]);
    html.raw("<body class=\"service\">\n<header class=\"bar\"><nav><a href=\"")
        .text(&site.path)
        .raw("\">")
        .text(&site.title)
        .raw("</a></nav>\n");
    links(&mut html, site, listed);
    html.raw("</header>\n<main>\n<h1><span class=\"faint\">");
    let (package, short) = index::split(name);
    if !package.is_empty() {
        html.text(package).raw(".<wbr>");
    }
    html.raw("</span>").text(short).raw("</h1>\n");
    if catalog.readers.is_service_deprecated(listed.service) {
        html.raw("<p><span class=\"tag\">deprecated</span></p>\n");
    }
    html.raw("<div class=\"comment\">")
        .comment(catalog.readers.service(listed.service))
        .raw("</div>\n");
    if let Some((first, others)) = listed.hosts.split_first() {
        html.raw("<p>Answers on the host <code>")
            .text(first)
            .raw("</code>");
        for host in others {
            html.raw(" or <code>").text(host).raw("</code>");
        }
        html.raw(" alone.</p>\n");
    }
    contents(&mut html, listed);
    let samples = Samples::new(catalog, listed);
    let types = Types::of(catalog, listed, site.types_max);
    for offered in &listed.methods {
        Entry {
            site,
            catalog,
            samples: &samples,
            hosts: &listed.hosts,
            types: &types,
            offered,
        }
        .write(&mut html);
    }
    html.raw("<h2 id=\"types\">Types</h2>\n");
    types.write(&mut html);
    html.raw("</main>\n");
    Some(html.end())
}

fn links(html: &mut Html, site: &Site, listed: &Listed<'_>) {
    let Some(document) = site
        .document
        .as_deref()
        .filter(|_| listed.route_count() > 0)
    else {
        return;
    };
    for (path, label) in [
        (&*format!("{}/reference", site.path), "Console"),
        (document, "OpenAPI"),
    ] {
        html.raw("<a href=\"")
            .text(path)
            .raw("?service=")
            .text(&listed.service.name)
            .raw("\">")
            .text(label)
            .raw("</a>\n");
    }
}

/// The list of methods, with a search.
fn contents(html: &mut Html, listed: &Listed<'_>) {
    html.raw("<search><label for=\"filter\">Search methods and types</label>")
        .raw("<input id=\"filter\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">")
        .raw("<p id=\"count\" role=\"status\"></p></search>\n<ul class=\"contents\">\n");
    for offered in &listed.methods {
        html.raw("<li><a href=\"#")
            .text(&offered.method.name)
            .raw("\">")
            .text(&offered.method.name)
            .raw("</a></li>\n");
    }
    html.raw("<li><a href=\"#types\">Types</a></li>\n</ul>\n");
}

/// A method of the page.
struct Entry<'e, 's> {
    site: &'e Site,
    catalog: &'e Catalog<'s>,
    samples: &'e Samples<'e, 's>,
    hosts: &'e [&'s str],
    types: &'e Types<'e, 's>,
    offered: &'e Offered<'s>,
}

impl Entry<'_, '_> {
    fn write(&self, html: &mut Html) {
        let method = self.offered.method;
        html.raw("<section class=\"entry method\" id=\"")
            .text(&method.name)
            .raw("\">\n<h2><a href=\"#")
            .text(&method.name)
            .raw("\">")
            .text(&method.name)
            .raw("</a> <span class=\"tag\">")
            .text(method.cardinality().name())
            .raw("</span>");
        if self.catalog.readers.is_method_deprecated(method) {
            html.raw(" <span class=\"tag\">deprecated</span>");
        }
        if method.has_no_side_effects {
            html.raw(" <span class=\"tag\">no side effects</span>");
        }
        html.raw("</h2>\n<div class=\"comment\">")
            .comment(self.catalog.readers.method(method))
            .raw("</div>\n<p class=\"signature\">");
        self.message(html, method.input, method.client_streaming);
        html.raw(" → ");
        self.message(html, method.output, method.server_streaming);
        html.raw("</p>\n");
        self.routes(html);
        self.calls(html);
        html.raw("</section>\n");
    }

    fn message(&self, html: &mut Html, id: MessageId, streams: bool) {
        html.raw(if streams { "<code>stream " } else { "<code>" });
        self.types.link(html, &self.catalog.schema.message(id).name);
        html.raw("</code>");
    }

    fn routes(&self, html: &mut Html) {
        if self.offered.routes.is_empty() {
            let path = self.catalog.schema.method_path(self.offered.method);
            html.raw("<p class=\"faint\">No route of REST leads here. gRPC, gRPC-Web and Connect call it at <code>")
                .text(&path)
                .raw("</code>.</p>\n");
            return;
        }
        html.raw("<ul class=\"routes\">\n");
        for route in &self.offered.routes {
            html.raw("<li><code>");
            self.route(html, route);
            html.raw("</code></li>\n");
        }
        html.raw("</ul>\n");
    }

    fn route(&self, html: &mut Html, route: &Binding) {
        let schema = self.catalog.schema;
        let method = self.offered.method;
        let field = |message, index: u16| {
            let fields = &schema.message(message).fields;
            fields.get(usize::from(index)).map(|field| &*field.name)
        };
        html.raw("<b>")
            .text(&route.verb.to_string())
            .raw("</b> ")
            .text(&route.template.to_string());
        match route.body {
            Body::None => {}
            Body::Whole => {
                html.raw(" <span class=\"faint\">body: *</span>");
            }
            Body::Field(index) => {
                html.raw(" <span class=\"faint\">body: ")
                    .text(field(method.input, index).unwrap_or_default())
                    .raw("</span>");
            }
        }
        if let Some(index) = route.response_body {
            html.raw(" <span class=\"faint\">answer: ")
                .text(field(method.output, index).unwrap_or_default())
                .raw("</span>");
        }
    }

    fn calls(&self, html: &mut Html) {
        let (schema, method) = (self.catalog.schema, self.offered.method);
        let first = self.offered.routes.first().copied();
        let sample = self.samples.request(method, first);
        let path = schema.method_path(method);
        let full = path.strip_prefix('/').unwrap_or(&path);
        html.raw("<div class=\"calls\">\n");
        if let Some((first, others)) = self.offered.routes.split_first() {
            html.raw("<section data-call=\"curl\"><h3>curl</h3>\n");
            self.code(html, &self.curl(first, Stream::Lines));
            if !others.is_empty() {
                html.raw("<details><summary>")
                    .number(others.len())
                    .raw(if others.len() == 1 {
                        " more route</summary>\n"
                    } else {
                        " more routes</summary>\n"
                    });
                for route in others {
                    self.code(html, &self.curl(route, Stream::Lines));
                }
                html.raw("</details>\n");
            }
            html.raw("</section>\n");
            if calls::has_events(schema, method, first) {
                html.raw("<section data-call=\"events\"><h3>Events</h3>\n");
                self.code(html, &self.curl(first, Stream::Events));
                html.raw("</section>\n");
            }
        }
        let socket = calls::socket(schema, &path, method, &sample);
        if let Some(call) = socket.filter(|_| self.site.has_sockets) {
            html.raw("<section data-call=\"websocket\"><h3>WebSocket</h3>\n");
            self.code(html, &call);
            html.raw("</section>\n");
        }
        html.raw("<section data-call=\"grpcurl\"><h3>grpcurl</h3>\n");
        self.code(html, &calls::grpcurl(full, &sample));
        html.raw("</section>\n<section data-call=\"connect\"><h3>Connect</h3>\n");
        self.code(html, &calls::connect(&path, method, &sample));
        html.raw("</section>\n");
        if let Some(call) = typescript::call(schema, method, &sample) {
            html.raw("<section data-call=\"typescript\"><h3>TypeScript</h3>\n");
            self.code(html, &call);
            html.raw("</section>\n");
        }
        html.raw("</div>\n");
    }

    fn curl(&self, route: &Binding, stream: Stream) -> Text {
        let (schema, method) = (self.catalog.schema, self.offered.method);
        calls::curl(schema, self.samples, method, route, stream)
    }

    /// A text to copy. Its addresses are those of the browser, which the script puts in.
    fn code(&self, html: &mut Html, text: &Text) {
        let address = Address {
            origin: self.site.origin(),
            hosts: &self.hosts.join(" "),
        };
        html.raw("<div class=\"code\"><pre tabindex=\"0\">");
        for piece in &text.0 {
            address.write(html, piece);
        }
        html.raw("</pre></div>\n");
    }
}

/// Where calls go, unless a browser knows better.
struct Address<'a> {
    origin: &'a str,
    /// The only ones of the service, separated by spaces.
    hosts: &'a str,
}

impl Address<'_> {
    fn write(&self, html: &mut Html, piece: &Piece) {
        let origin = self.origin;
        let host = self.hosts.split(' ').next().unwrap_or_default();
        match piece {
            Piece::Text(text) => {
                html.text(text);
            }
            Piece::Origin => self.part(html, "origin", origin),
            // A browser says itself which host it calls.
            Piece::ServiceOrigin if host.is_empty() => self.part(html, "origin", origin),
            Piece::ServiceOrigin => self.part(html, "service-origin", &format!("https://{host}")),
            Piece::ServiceSocket if host.is_empty() => {
                let socket = origin.strip_prefix("http").unwrap_or("s://localhost");
                self.part(html, "socket", &format!("ws{socket}"));
            }
            Piece::ServiceSocket => self.part(html, "service-socket", &format!("wss://{host}")),
            Piece::Authority => {
                let authority = origin.split_once("://").map_or(origin, |(_, after)| after);
                self.part(html, "authority", authority);
            }
            Piece::Plaintext if origin.starts_with("https:") => self.part(html, "plaintext", ""),
            Piece::Plaintext => self.part(html, "plaintext", " -plaintext"),
            Piece::HostHeader | Piece::HostOption if host.is_empty() => {}
            Piece::HostHeader => self.part(html, "host", &format!(" -H 'host: {host}'")),
            Piece::HostOption => self.part(html, "host", &format!(" -authority {host}")),
        }
    }

    fn part(&self, html: &mut Html, is: &'static str, text: &str) {
        html.raw("<span data-is=\"").raw(is);
        if matches!(is, "host" | "service-origin" | "service-socket") {
            html.raw("\" data-hosts=\"").text(self.hosts);
        }
        html.raw("\">").text(text).raw("</span>");
    }
}
