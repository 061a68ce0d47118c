//! `rialto openapi`, and the documents that the API's listeners serve.

use std::fs;

use bytes::Bytes;
use rialto::framing::compression::{Coding, Decompressor};
use rialto::units::ByteSize;
use serde_json::Value;

use crate::support::{Folder, Gateway, Reply, call, run};

/// `rialto openapi` for the sample's sources.
fn described(more: &[&str]) -> String {
    let mut arguments = vec!["openapi", "--proto", "proto"];
    arguments.extend(more);
    let output = run(&arguments);
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(output.status.success(), "{arguments:?}\n{err}");
    out
}

fn operations(document: &Value) -> Vec<&Value> {
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| {
        let other = item["x-additionalOperations"].as_object();
        let own = item.as_object().unwrap().iter();
        let own = own.filter(|(verb, _)| !verb.starts_with("x-"));
        own.chain(other.into_iter().flatten())
    });
    operations.map(|(_, operation)| operation).collect()
}

#[test]
fn every_binding_is_an_operation_with_an_id_of_its_own() {
    let document: Value = serde_json::from_str(&described(&[])).unwrap();
    assert_eq!(document["openapi"], "3.1.1");
    let operations = operations(&document);
    // 90 bindings, one of which is for any method: five operations.
    assert_eq!(operations.len(), 94);
    let ids: std::collections::BTreeSet<&str> = operations
        .iter()
        .map(|operation| operation["operationId"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), operations.len());
    let read = &document["paths"]["/v1/shelves/{shelf}/books/{book}"]["get"];
    assert_eq!(read["operationId"], "bookstore.v1.Bookstore.GetBook");
    assert_eq!(document["servers"][0]["url"], "http://localhost:8080");
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    for more in [
        &[][..],
        &["--version", "3.0"],
        &["--set", "json.preserve_proto_field_names=true"],
    ] {
        let text = described(more);
        let document: Value = serde_json::from_str(&text).unwrap();
        let mut wanted = std::collections::BTreeSet::new();
        references(&document, &mut wanted);
        for target in &wanted {
            let pointer = target.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{target}");
        }
        for name in document["components"]["schemas"]
            .as_object()
            .unwrap()
            .keys()
        {
            let target = format!("#/components/schemas/{name}");
            assert!(wanted.contains(&target), "{target} is not used");
        }
    }
}

fn references(value: &Value, found: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(target) if key == "$ref" => {
                        found.insert(target.clone());
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[test]
fn a_document_is_of_the_services_that_are_asked_for() {
    for (selectors, expected) in [
        (&["bookstore.v1.Legacy"][..], 3),
        (&["bookstore.v1.Legacy", "bookstore.v1.Bookstore"], 30),
        (&["bookstore.*"], 94),
        (&["*"], 94),
    ] {
        let mut more = Vec::new();
        for selector in selectors {
            more.extend(["--service", selector]);
        }
        let document: Value = serde_json::from_str(&described(&more)).unwrap();
        assert_eq!(operations(&document).len(), expected, "{selectors:?}");
    }
    let output = run(&[
        "openapi",
        "--proto",
        "proto",
        "--service",
        "bookstore.v1.Nope",
    ]);
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.contains("bookstore.v1.Nope") && err.contains("bookstore.v1.Legacy"),
        "{err}"
    );
}

#[test]
fn documents_are_written_in_either_language_and_version() {
    let yaml = described(&["--format", "yaml", "--version", "3.0"]);
    assert!(
        yaml.starts_with("openapi: \"3.0.3\"\n") || yaml.starts_with("openapi: 3.0.3\n"),
        "{yaml}"
    );
    let json = described(&["--set", "openapi.spec_version='3.0'"]);
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["openapi"], "3.0.3");
    assert!(!json.contains("contentEncoding") && !json.contains("\"null\""));
    let folder = Folder::new("openapi", &[("kept", "")]);
    let file = format!("{}/api.json", folder.path());
    assert_eq!(described(&["-o", &file]), "");
    assert_eq!(fs::read_to_string(&file).unwrap(), described(&[]));
}

#[test]
fn options_of_json_are_options_of_the_document() {
    let property = |more: &[&str], name: &str| {
        let document: Value = serde_json::from_str(&described(more)).unwrap();
        document["components"]["schemas"]["bookstore.v1.Book"]["properties"][name].clone()
    };
    assert_eq!(property(&[], "priceCents")["type"], "integer");
    let names = ["--set", "json.preserve_proto_field_names=true"];
    assert_eq!(property(&names, "price_cents")["type"], "integer");
    assert_eq!(property(&[], "isbn")["type"], "string");
    let numbers = ["--set", "json.int64_as_numbers=true"];
    assert_eq!(property(&numbers, "isbn")["type"], "integer");
}

#[test]
fn what_does_not_load_is_not_described() {
    let folder = Folder::new(
        "openapi-broken",
        &[("a.proto", "syntax = \"proto3\";\nmessage A { B b = 1; }\n")],
    );
    let output = run(&["openapi", "--proto", folder.path()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("nothing is described: 1 error"), "{err}");
}

/// The sample's routes; nothing is behind them.
fn gateway(more: &[&str]) -> Gateway {
    Gateway::for_sample("127.0.0.1:9".parse().unwrap(), more)
}

pub(crate) fn decompressed(reply: &Reply) -> Vec<u8> {
    let Some(token) = reply.header("content-encoding") else {
        return reply.body.clone();
    };
    let coding = Coding::of_token(token.as_bytes()).unwrap();
    let mut decompressor = Decompressor::new(coding, ByteSize::mib(64)).unwrap();
    decompressor.push(Bytes::copy_from_slice(&reply.body));
    let mut plain = Vec::new();
    while let Some(piece) = decompressor.next().unwrap() {
        plain.extend_from_slice(&piece);
    }
    decompressor.finish().unwrap();
    plain
}

#[test]
fn the_gateway_serves_what_the_command_line_prints() {
    let gateway = gateway(&[]);
    let here = ["--set", "openapi.servers=[\"/\"]"];
    for (path, content_type, more) in [
        ("/openapi.json", "application/json", &[][..]),
        ("/openapi.yaml", "application/yaml", &["--format", "yaml"]),
    ] {
        let reply = gateway.get(path);
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), Some(content_type));
        assert_eq!(reply.text(), described(&[&here, more].concat()));
    }
}

#[test]
fn each_coding_of_a_document_has_a_strong_etag_of_its_own() {
    let gateway = gateway(&[]);
    let plain = gateway.get("/openapi.json");
    let mut tags = std::collections::BTreeSet::new();
    for accept in ["identity", "gzip", "br", "zstd"] {
        let ask = |more: &[(&str, &str)]| {
            let headers = [&[("accept-encoding", accept)], more].concat();
            gateway.call("GET", "/openapi.json", &headers, b"")
        };
        let reply = ask(&[]);
        let coding = (accept != "identity").then_some(accept);
        assert_eq!(reply.header("content-encoding"), coding);
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
        assert_eq!(decompressed(&reply), plain.body, "{accept}");
        let tag = reply.header("etag").unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag}");
        for (known, status) in [(&*tag, 304), ("\"other\", W/\"x\"", 200), ("*", 304)] {
            let reply = ask(&[("if-none-match", known)]);
            assert_eq!(reply.status, status, "{accept} {known}");
            assert_eq!(reply.header("etag"), Some(&*tag));
            assert_eq!(reply.body.is_empty(), status == 304);
        }
        tags.insert(tag);
    }
    assert_eq!(tags.len(), 4);
}

#[test]
fn documents_can_be_read_and_nothing_else() {
    let gateway = gateway(&[]);
    let length = gateway.get("/openapi.json").body.len().to_string();
    let reply = gateway.call("HEAD", "/openapi.json", &[], b"");
    assert_eq!((reply.status, reply.body.len()), (200, 0));
    assert_eq!(reply.header("content-length"), Some(&*length));
    let reply = gateway.post("/openapi.json", "{}");
    reply.assert_rejected(405, 12, "METHOD_NOT_ALLOWED");
    assert_eq!(reply.header("allow"), Some("GET, HEAD, OPTIONS"));
    let reply = gateway.call("OPTIONS", "/openapi.json", &[], b"");
    assert_eq!(
        (reply.status, reply.header("allow")),
        (204, Some("GET, HEAD, OPTIONS"))
    );
    assert_eq!(gateway.get("/openapi.json/").status, 404);
}

#[test]
fn documents_are_where_the_configuration_says() {
    let moved = gateway(&["--set", "openapi.json_path=/docs/api.json"]);
    assert_eq!(moved.get("/docs/api.json").status, 200);
    assert_eq!(moved.get("/openapi.json").status, 404);
    let off = gateway(&["--set", "openapi.enabled=false"]);
    assert_eq!(off.get("/openapi.json").status, 404);
    assert_eq!(off.get("/openapi.yaml").status, 404);
    let output = run(&[
        "check",
        "--proto",
        "proto",
        "--set",
        "openapi.json_path=docs?x",
    ]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("is not a path such as"), "{err}");
}

const ROUTE: &str = r#"syntax = "proto3";
package p;
import "google/api/annotations.proto";
service S { rpc Get(Req) returns (Req) { option (google.api.http) = { get: "PATH" }; } }
message Req { string name = 1; }
"#;

#[test]
fn documents_are_of_what_is_loaded() {
    let folder = Folder::new(
        "openapi-reload",
        &[("a.proto", &ROUTE.replace("PATH", "/v1/one"))],
    );
    let gateway = Gateway::start(&[
        "--proto",
        folder.path(),
        "--upstream",
        "127.0.0.1:9",
        "--no-watch",
    ]);
    let before = gateway.get("/openapi.json");
    assert!(before.text().contains("/v1/one"));
    fs::write(
        format!("{}/a.proto", folder.path()),
        ROUTE.replace("PATH", "/v1/two"),
    )
    .unwrap();
    assert_eq!(call(gateway.admin, "POST", "/reload", &[], b"").status, 200);
    let tag = before.header("etag").unwrap();
    let after = gateway.call("GET", "/openapi.json", &[("if-none-match", tag)], b"");
    assert_eq!(after.status, 200);
    assert!(after.text().contains("/v1/two") && !after.text().contains("/v1/one"));
    assert_ne!(after.header("etag"), Some(tag));
}

#[test]
fn a_route_of_the_api_goes_before_a_document() {
    let folder = Folder::new(
        "openapi-own",
        &[("a.proto", &ROUTE.replace("PATH", "/openapi.json"))],
    );
    let arguments = ["--proto", folder.path(), "--upstream", "127.0.0.1:9"];
    let gateway = Gateway::start(&arguments);
    gateway
        .get("/openapi.json")
        .assert_rejected(503, 14, "UPSTREAM_CONNECT");
    assert_eq!(gateway.get("/openapi.yaml").status, 200);
    let output = run(&[&["check"], &arguments[..]].concat());
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{err}");
    assert!(
        err.contains("warning[openapi-hidden]: a route answers GET /openapi.json"),
        "{err}"
    );
}

#[test]
fn a_request_for_a_document_is_explained() {
    for (method, status, expected) in [
        ("GET", 0, "application/json"),
        ("POST", 1, "METHOD_NOT_ALLOWED"),
    ] {
        let output = run(&["explain", "--proto", "proto", method, "/openapi.json"]);
        let out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(status), "{out}");
        assert!(out.contains(expected), "{out}");
    }
}
