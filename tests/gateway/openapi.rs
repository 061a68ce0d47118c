//! `rialto openapi`, and the documents that the API's listeners serve.

use serde_json::Value;

use crate::support::{Folder, run};

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
    assert_eq!(std::fs::read_to_string(&file).unwrap(), described(&[]));
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
