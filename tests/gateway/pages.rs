//! The pages about the API that the listeners serve.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Folder, Gateway, run};

fn gateway(more: &[&str]) -> Gateway {
    let arguments = ["--proto", "proto", "--upstream", "127.0.0.1:9"];
    Gateway::start(&[&arguments[..], more].concat())
}

/// What follows each `before` in a page, up to the next quote.
fn quoted<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let parts = text.split(before).skip(1);
    parts.filter_map(|part| part.split('"').next()).collect()
}

#[test]
fn every_page_and_everything_that_it_loads_is_there() {
    let gateway = gateway(&[]);
    let pages = [
        "/docs",
        "/docs/",
        "/docs/reference",
        "/docs/reference?service=bookstore.v1.Lab",
        "/docs/services/bookstore.v1.Bookstore",
        "/docs/services/bookstore.v1.Lab",
        "/docs/services/bookstore.v1.Legacy",
    ];
    for path in pages {
        let reply = gateway.get(path);
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        let text = reply.text();
        let loaded: BTreeSet<&str> = ["src=\"", "href=\""]
            .iter()
            .flat_map(|before| quoted(text, before))
            .filter(|link| !link.starts_with('#'))
            .collect();
        assert!(loaded.len() > 2, "{path} {loaded:?}");
        for link in loaded {
            let is_ours = link.starts_with("/docs") || link.starts_with("/openapi.json?");
            assert!(is_ours, "{path} has {link}");
            let link = link.split('#').next().unwrap_or_default();
            assert_eq!(gateway.get(link).status, 200, "{path} has {link}");
        }
    }
}

#[test]
fn pages_load_from_where_they_are_and_run_no_script_of_their_text() {
    let gateway = gateway(&[]);
    for path in [
        "/docs",
        "/docs/reference",
        "/docs/services/bookstore.v1.Lab",
    ] {
        let reply = gateway.get(path);
        let policy = reply.header("content-security-policy").unwrap().to_owned();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(policy.contains("connect-src 'self'"), "{policy}");
        assert!(
            !policy.contains("unsafe") && !policy.contains("http"),
            "{policy}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(name), Some(value), "{path} {name}");
        }
        let text = reply.text();
        assert!(
            !text.contains("style=\"") && !text.contains(" onclick"),
            "{path}"
        );
    }
}

#[test]
fn assets_are_kept_by_their_version_and_compressed() {
    let gateway = gateway(&[]);
    let page = gateway.get("/docs/reference").text().to_owned();
    let scripts = quoted(&page, "src=\"");
    assert_eq!(scripts.len(), 2);
    for script in scripts {
        let plain = gateway.get(script);
        assert_eq!(
            plain.header("content-type"),
            Some("text/javascript; charset=utf-8")
        );
        assert_eq!(
            plain.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        let path = script.split('?').next().unwrap();
        let unversioned = gateway.get(path);
        assert_eq!(unversioned.header("cache-control"), Some("no-cache"));
        assert_eq!(unversioned.body, plain.body);
        let mut tags = BTreeSet::from([plain.header("etag").unwrap().to_owned()]);
        for coding in ["gzip", "br", "zstd"] {
            let accept = ("accept-encoding", coding);
            let reply = gateway.call("GET", script, &[accept], b"");
            assert_eq!(reply.header("content-encoding"), Some(coding));
            assert_eq!(crate::openapi::decompressed(&reply), plain.body);
            let tag = reply.header("etag").unwrap().to_owned();
            let known = [accept, ("if-none-match", &*tag)];
            assert_eq!(gateway.call("GET", script, &known, b"").status, 304);
            tags.insert(tag);
        }
        assert_eq!(tags.len(), 4);
    }
}

#[test]
fn the_list_names_every_method_with_its_routes() {
    let gateway = gateway(&[]);
    let list: Value = serde_json::from_slice(&gateway.get("/docs/services.json").body).unwrap();
    let services = list["services"].as_array().unwrap();
    let names: Vec<&str> = services
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(
        names,
        [
            "bookstore.v1.Bookstore",
            "bookstore.v1.Lab",
            "bookstore.v1.Legacy"
        ]
    );
    let routes: u64 = services
        .iter()
        .filter_map(|one| one["routes"].as_u64())
        .sum();
    assert_eq!(routes, 90);
    assert_eq!(
        services[2]["methods"][1]["routes"][0],
        "POST /legacy/v1/records:echo"
    );
    let index = gateway.get("/docs").text().to_owned();
    for name in names {
        assert!(index.contains(&format!("href=\"/docs/services/{name}\"")));
    }
}

#[test]
fn a_document_is_of_the_service_that_the_query_names() {
    let gateway = gateway(&[]);
    let reply = gateway.get("/openapi.json?service=bookstore.v1.Legacy");
    let document: Value = serde_json::from_slice(&reply.body).unwrap();
    assert_eq!(document["paths"].as_object().unwrap().len(), 2);
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let tag = reply.header("etag").unwrap().to_owned();
    assert_ne!(gateway.get("/openapi.json").header("etag"), Some(&*tag));
    let again = gateway.call(
        "GET",
        "/openapi.json?service=bookstore.v1.Legacy",
        &[("if-none-match", &tag)],
        b"",
    );
    assert_eq!(again.status, 304);
    let yaml = gateway.get("/openapi.yaml?service=bookstore%2Ev1.Legacy");
    assert!(yaml.text().contains("/legacy/v1/records/{id}"));
    for service in [
        "bookstore.v1.Nope",
        "",
        "grpc.health.v1.Health",
        "grpc.*",
        "bookstore.v.*",
        "bookstore.v1.Legacy.*",
        "book*",
        "..*",
    ] {
        let reply = gateway.get(&format!("/openapi.json?service={service}"));
        reply.assert_rejected(404, 5, "SERVICE_UNKNOWN");
        assert!(
            reply.text().contains("a package such as pkg.*"),
            "{service}"
        );
    }
}

#[test]
fn a_document_is_of_a_package_and_in_either_version() {
    let gateway = gateway(&[]);
    let read = |query: &str| -> Value {
        let reply = gateway.get(&format!("/openapi.json{query}"));
        assert_eq!(reply.status, 200, "{query}");
        serde_json::from_slice(&reply.body).unwrap()
    };
    let all = read("");
    for (query, version) in [
        ("?service=*", "3.1.1"),
        ("?service=bookstore.*", "3.1.1"),
        ("?service=bookstore.v1.*", "3.1.1"),
        ("?version=3.1", "3.1.1"),
        ("?version=3.0", "3.0.3"),
        ("?version=3.0&service=bookstore%2E*", "3.0.3"),
    ] {
        let document = read(query);
        assert_eq!(document["openapi"], version, "{query}");
        let paths = |document: &Value| document["paths"].as_object().unwrap().len();
        assert_eq!(paths(&document), paths(&all), "{query}");
    }
    let one = read("?service=bookstore.v1.Legacy&version=3.0");
    assert_eq!(one["openapi"], "3.0.3");
    assert_eq!(one["paths"].as_object().unwrap().len(), 2);
    // The same document has the same tag, however it is asked for.
    let tag = |query: &str| {
        let reply = gateway.get(&format!("/openapi.json{query}"));
        reply.header("etag").unwrap().to_owned()
    };
    assert_eq!(tag(""), tag("?version=3.1&service=*"));
    assert_ne!(tag(""), tag("?version=3.0"));
    for version in ["3", "2.0", "", "3.0.3"] {
        let reply = gateway.get(&format!("/openapi.json?version={version}"));
        reply.assert_rejected(400, 3, "DOCUMENT_VERSION");
        assert!(reply.text().contains("3.1 or 3.0"), "{version}");
    }
}

#[test]
fn what_is_no_page_is_no_route() {
    let gateway = gateway(&[]);
    for path in [
        "/docs/nope",
        "/docsx",
        "/docs/services/bookstore.v1.Nope",
        "/docs/services/",
        "/docs/assets/mod.rs",
        "/docs/assets/",
    ] {
        gateway.get(path).assert_rejected(404, 5, "ROUTE_NOT_FOUND");
    }
    let reply = gateway.post("/docs", "{}");
    reply.assert_rejected(405, 12, "METHOD_NOT_ALLOWED");
    assert_eq!(reply.header("allow"), Some("GET, HEAD, OPTIONS"));
    let reply = gateway.call("HEAD", "/docs", &[], b"");
    assert_eq!((reply.status, reply.body.len()), (200, 0));
}

#[test]
fn pages_are_where_the_configuration_says() {
    let moved = gateway(&[
        "--set",
        "docs.path=/api/help",
        "--set",
        "openapi.title=Books & <more>",
    ]);
    assert_eq!(moved.get("/docs").status, 404);
    let index = moved.get("/api/help").text().to_owned();
    assert!(index.contains("Books &amp; &lt;more&gt;") && index.contains("/api/help/assets/"));
    let off = gateway(&["--set", "docs.enabled=false"]);
    for path in ["/docs", "/docs/reference", "/docs/assets/docs.css"] {
        assert_eq!(off.get(path).status, 404, "{path}");
    }
    assert_eq!(off.get("/openapi.json").status, 200);
    let no_document = gateway(&["--set", "openapi.enabled=false"]);
    assert_eq!(no_document.get("/docs/reference").status, 404);
    assert!(!no_document.get("/docs").text().contains("/docs/reference"));
}

/// Texts that would be markup if they were not escaped.
const HOSTILE: &str = r#"syntax = "proto3";
package p;
import "google/api/annotations.proto";
// <script>alert(1)</script> <img src=x onerror=alert(2)> [link](javascript:alert(3)) ![x](http://outside.example/x.png)
service S {
  // "><script>alert(4)</script>
  rpc Get(Req) returns (Req) { option (google.api.http) = { get: "PATH" }; }
}
// </table><script>alert(5)</script>
message Req {
  // <b onmouseover=alert(6)>x</b>
  string name = 1;
}
"#;

#[test]
fn comments_are_text_and_no_markup() {
    let folder = Folder::new(
        "pages-hostile",
        &[("a.proto", &HOSTILE.replace("PATH", "/v1/x"))],
    );
    let gateway = Gateway::start(&["--proto", folder.path(), "--upstream", "127.0.0.1:9"]);
    for path in ["/docs", "/docs/services/p.S"] {
        let text = gateway.get(path).text().to_owned();
        assert!(
            !text.contains("<script>") && !text.contains("<img") && !text.contains("<b "),
            "{text}"
        );
        assert!(!text.contains("href=\"javascript"), "{text}");
        assert!(text.contains("&lt;script&gt;alert(1)"), "{text}");
    }
}

#[test]
fn a_route_of_the_api_goes_before_a_page() {
    let folder = Folder::new(
        "pages-own",
        &[("a.proto", &HOSTILE.replace("PATH", "/docs"))],
    );
    let arguments = ["--proto", folder.path(), "--upstream", "127.0.0.1:9"];
    let gateway = Gateway::start(&arguments);
    gateway
        .get("/docs")
        .assert_rejected(503, 14, "UPSTREAM_CONNECT");
    assert_eq!(gateway.get("/docs/services/p.S").status, 200);
    let output = run(&[&["check"], &arguments[..]].concat());
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{err}");
    assert!(
        err.contains("warning[docs-hidden]: a route answers GET /docs"),
        "{err}"
    );
}

#[test]
fn a_page_says_where_it_shows_less() {
    let comment = format!("// {}\n", "word ".repeat(300));
    let text = format!(
        "syntax = \"proto3\"; package t;\n{comment}message A {{ B b = 1; }} message B {{ C c = 1; }} message C {{}}\n\
         service S {{ rpc M(A) returns (A); }}"
    );
    let folder = Folder::new("docs-limits", &[("t.proto", &*text)]);
    let arguments = ["--proto", folder.path(), "--upstream", "127.0.0.1:9"];
    for (more, types, is_cut) in [
        (&[][..], "", false),
        (&["--set", "docs.types_max=3"], "", false),
        (
            &["--set", "docs.types_max=2"],
            "1 more types are not shown here (docs.types_max)",
            false,
        ),
        (
            &["--set", "docs.types_max=0"],
            "3 more types are not shown here (docs.types_max)",
            false,
        ),
        (&["--set", "docs.comment_max=1KiB"], "", true),
    ] {
        let gateway = Gateway::start(&[&arguments[..], more].concat());
        let reply = gateway.get("/docs/services/t.S");
        let page = reply.text();
        assert_eq!(page.contains("more types"), !types.is_empty(), "{more:?}");
        assert!(page.contains(types), "{more:?}");
        let cut = "The comment is longer than 1KiB, and is cut here (docs.comment_max).";
        assert_eq!(page.contains(cut), is_cut, "{more:?}");
    }
}
