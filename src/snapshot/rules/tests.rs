#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::schema::SchemaBuilder;
use crate::schema::source::Sources;

const SOURCE: &str = r#"syntax = "proto3";
package shop.v1;
import "google/api/annotations.proto";
service Cart {
  rpc GetItem(Item) returns (Item) { option (google.api.http) = { get: "/v1/items/{id}" }; }
  rpc AddItem(Item) returns (Item);
}
service Orders { rpc Cancel(Item) returns (Item); }
service Empty {}
message Item { string id = 1; }
"#;

const HEALTH: &str = r#"syntax = "proto3";
package grpc.health.v1;
service Health { rpc Check(Request) returns (Request); }
message Request {}
"#;

fn schema() -> Schema {
    let mut sources = Sources::new();
    for (name, text) in [("shop.proto", SOURCE), ("health.proto", HEALTH)] {
        sources.add(name.to_owned(), name.to_owned(), text.to_owned(), true);
    }
    let compiled = sources.compile();
    assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
    let mut builder = SchemaBuilder::new();
    for (origin, bytes) in compiled.files {
        builder.add(&origin, bytes);
    }
    builder.finish().0
}

/// The rules of these files, which are called 0.yaml, 1.yaml and so on.
fn configs(texts: &[&str]) -> Vec<ServiceConfig> {
    let read = |(index, text): (usize, &&str)| {
        let (config, findings) = ServiceConfig::parse(&format!("{index}.yaml"), text);
        assert!(findings.is_empty(), "{findings:?}");
        config
    };
    texts.iter().enumerate().map(read).collect()
}

fn check(texts: &[&str], expected: &[&str]) {
    let configs = configs(texts);
    let mut findings = Findings::new();
    let _ = Rules::new(&schema(), &configs, &mut findings);
    findings.sort();
    let told: Vec<String> = findings
        .iter()
        .map(|finding| format!("{} {finding}", finding.severity.name()))
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn a_selector_that_selects_nothing_names_what_may_be_meant() {
    for (selector, told) in [
        (
            "shop.v1.Cart.GetItm",
            "shop.v1.Cart.GetItm selects no method that is loaded; did you mean shop.v1.Cart.GetItem?",
        ),
        (
            "shop.v1.Crat.GetItem",
            "shop.v1.Crat.GetItem selects no method that is loaded; did you mean shop.v1.Cart.GetItem?",
        ),
        (
            "shop.v1.Cart.Cancel",
            "shop.v1.Cart.Cancel selects no method that is loaded; did you mean shop.v1.Orders.Cancel?",
        ),
        (
            "a.B.Unheard",
            "a.B.Unheard selects no method that is loaded",
        ),
        (
            "shop.v1.Cart",
            "shop.v1.Cart is a service; an HTTP rule is for one method, such as shop.v1.Cart.GetItem",
        ),
        (
            "shop.v1.Empty",
            "shop.v1.Empty is a service; an HTTP rule is for one method",
        ),
        (
            "grpc.health.v1.Health.Check",
            "grpc.health.v1.Health.Check is of a service that never has routes",
        ),
    ] {
        let text = format!("http:\n  rules:\n  - selector: {selector}\n    get: /x\n");
        check(&[&text], &[&format!("error 0.yaml:3:15: {told}")]);
    }
}

#[test]
fn the_last_rule_wins_and_what_it_overrides_is_told() {
    let rule = |method: &str, path: &str| {
        format!("http:\n  rules:\n  - selector: shop.v1.Cart.{method}\n    get: {path}\n")
    };
    let twice = format!(
        "{}  - selector: shop.v1.Cart.GetItem\n    get: /b\n",
        rule("GetItem", "/a")
    );
    let texts = [&*twice, &rule("GetItem", "/c"), &rule("AddItem", "/d")];
    check(
        &texts,
        &[
            "warning 0.yaml:3:15: this rule of shop.v1.Cart.GetItem is overridden by 0.yaml:5:15: the last one wins",
            "warning 0.yaml:5:15: this rule of shop.v1.Cart.GetItem is overridden by 1.yaml:3:15: the last one wins",
            "warning shop.proto:5:38: the annotation of shop.v1.Cart.GetItem is overridden by 1.yaml:3:15",
        ],
    );
    let schema = schema();
    let configs = configs(&texts);
    let rules = Rules::new(&schema, &configs, &mut Findings::new());
    let path = |method: &str| {
        let (id, _) = schema
            .methods()
            .find(|(_, known)| schema.method_name(known) == method)
            .unwrap();
        rules.of(id).and_then(|rule| rule.rule.pattern.clone())
    };
    for (method, expected) in [
        ("shop.v1.Cart.GetItem", Some("/c")),
        ("shop.v1.Cart.AddItem", Some("/d")),
        ("shop.v1.Orders.Cancel", None),
    ] {
        let expected = expected.map(|path| Pattern::Get(path.to_owned()));
        assert_eq!(path(method), expected, "{method}");
    }
}

#[test]
fn the_last_file_that_says_it_decides_what_is_decoded() {
    let (yes, no, silent) = (
        "http: {fully_decode_reserved_expansion: true}",
        "http: {fully_decode_reserved_expansion: false}",
        "http: {rules: []}",
    );
    for (texts, expected) in [
        (vec![], UnescapeMode::ExceptSlash),
        (vec![silent], UnescapeMode::ExceptSlash),
        (vec![no], UnescapeMode::ExceptSlash),
        (vec![yes, silent], UnescapeMode::All),
        (vec![yes, no], UnescapeMode::ExceptSlash),
        (vec![no, yes], UnescapeMode::All),
    ] {
        assert_eq!(unescape(&configs(&texts)), expected, "{texts:?}");
    }
}
