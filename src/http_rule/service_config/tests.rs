#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

fn parse(text: &str) -> (ServiceConfig, Vec<String>) {
    let (config, mut findings) = ServiceConfig::parse("api.yaml", text);
    findings.sort();
    (config, findings.iter().map(ToString::to_string).collect())
}

fn read(text: &str) -> ServiceConfig {
    let (config, told) = parse(text);
    assert!(told.is_empty(), "{text}\n{told:#?}");
    config
}

/// Every finding begins with its place and has the words that follow `|`.
fn refuse(text: &str, expected: &[&str]) {
    let (_, told) = parse(text);
    assert_eq!(told.len(), expected.len(), "{text}\n{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        let (place, words) = expected.split_once('|').unwrap();
        assert!(
            told.starts_with(&format!("api.yaml:{place}: ")) && told.contains(words),
            "{text}\n{told:?} is not {expected:?}"
        );
    }
}

#[test]
fn a_whole_service_is_read() {
    let config = read(
        r#"
type: google.api.Service
config_version: 3
name: library.example.com
title: Library
apis:
- name: library.v1.Library
documentation:
  rules: [{selector: library.v1.Library.GetBook, description: A book.}]
http:
  rules:
  - selector: library.v1.Library.GetBook
    get: /v1/{name=shelves/*/books/*}
    response_body: book
    additional_bindings:
    - post: "/v1/{name=shelves/*/books/*}:get"
      body: "*"
    - custom: {kind: HEAD, path: "/v1/books/{id}"}
  - selector: library.v1.Library.Any
    custom:
      kind: "*"
      path: /any
  fully_decode_reserved_expansion: true
"#,
    );
    assert_eq!(config.fully_decode_reserved_expansion, Some(true));
    let [get, any] = config.rules.as_slice() else {
        panic!("{config:?}")
    };
    assert_eq!(get.selector, "library.v1.Library.GetBook");
    assert_eq!(get.place, Place::new("api.yaml", 12, 15));
    let places: Vec<String> = get
        .pattern_places
        .iter()
        .flatten()
        .map(Place::to_string)
        .collect();
    assert_eq!(
        places,
        ["api.yaml:13:10", "api.yaml:16:13", "api.yaml:18:15"]
    );
    let rule = &get.rule;
    assert_eq!(
        rule.pattern,
        Some(Pattern::Get("/v1/{name=shelves/*/books/*}".to_owned()))
    );
    assert_eq!((rule.body(), rule.response_body()), ("", "book"));
    let [post, head] = rule.additional_bindings.as_slice() else {
        panic!("{rule:?}")
    };
    assert_eq!(
        (&post.pattern, post.body()),
        (
            &Some(Pattern::Post("/v1/{name=shelves/*/books/*}:get".to_owned())),
            "*"
        )
    );
    let Some(Pattern::Custom(custom)) = &head.pattern else {
        panic!("{head:?}")
    };
    assert_eq!((custom.kind(), custom.path()), ("HEAD", "/v1/books/{id}"));
    assert_eq!(any.pattern_place(0), Some(&Place::new("api.yaml", 21, 7)));
}

#[test]
fn every_pattern_and_both_spellings_of_a_name_are_read() {
    for (pattern, expected) in [
        ("get: /x", Pattern::Get("/x".to_owned())),
        ("put: /x", Pattern::Put("/x".to_owned())),
        ("post: /x", Pattern::Post("/x".to_owned())),
        ("delete: /x", Pattern::Delete("/x".to_owned())),
        ("patch: /x", Pattern::Patch("/x".to_owned())),
        (
            "custom: {kind: PURGE, path: /x}",
            Pattern::Custom(CustomHttpPattern {
                kind: Some("PURGE".to_owned()),
                path: Some("/x".to_owned()),
            }),
        ),
    ] {
        for (response_body, additional) in [
            ("response_body", "additional_bindings"),
            ("responseBody", "additionalBindings"),
        ] {
            let config = read(&format!(
                "http: {{rules: [{{selector: a.B.C, {pattern}, {response_body}: r, {additional}: [{{{pattern}}}]}}]}}"
            ));
            let rule = &config.rules[0].rule;
            assert_eq!(rule.pattern.as_ref(), Some(&expected));
            assert_eq!(rule.response_body(), "r");
            assert_eq!(
                rule.additional_bindings[0].pattern.as_ref(),
                Some(&expected)
            );
        }
    }
    for (text, expected) in [
        ("{fullyDecodeReservedExpansion: true}", Some(true)),
        ("{fully_decode_reserved_expansion: false}", Some(false)),
        ("{fully_decode_reserved_expansion: null}", None),
        ("{rules: }", None),
    ] {
        let config = read(&format!("http: {text}"));
        assert_eq!(config.fully_decode_reserved_expansion, expected, "{text}");
    }
}

#[test]
fn json_is_read_as_well() {
    let config = read(
        r#"{"http": {"rules": [{"selector": "a.B.C", "post": "/x", "body": "*", "get": null}]}}"#,
    );
    assert_eq!(config.rules[0].rule.body(), "*");
}

#[test]
fn an_alias_repeats_a_binding() {
    let config = read(
        "http:\n  rules:\n  - selector: a.B.C\n    get: /x\n    additional_bindings: [&p {post: /x, body: \"*\"}]\n\
         \x20 - selector: a.B.D\n    get: /y\n    additional_bindings: [*p]\n",
    );
    assert_eq!(
        config.rules[0].rule.additional_bindings,
        config.rules[1].rule.additional_bindings,
    );
}

#[test]
fn what_is_no_service_is_refused() {
    for (text, expected) in [
        ("", &["1:1|the file is empty"][..]),
        ("- http\n", &["1:1|the file must be a mapping, not a list"]),
        ("http: []\n", &["1:7|http must be a mapping, not a list"]),
        (
            "http:\n  rules: 5\n",
            &["2:10|http.rules must be a list, not a number"],
        ),
        (
            "type: google.api.Servce\nhttp: {}\n",
            &["1:7|type must be google.api.Service"],
        ),
        (
            "type: 3\nhttp: {}\n",
            &["1:7|type must be google.api.Service"],
        ),
        (
            "htp: {}\nhttp: {}\n",
            &["1:1|unknown key htp; did you mean http?"],
        ),
        (
            "http: {rule: []}\n",
            &["1:8|unknown key http.rule; did you mean rules?"],
        ),
        (
            "http: {fully_decode_reserved_expansion: yes}\n",
            &["1:41|http.fully_decode_reserved_expansion must be true or false, not text"],
        ),
        (
            "http: {}\nhttp: {}\n",
            &["2:1|the key http is already on line 1"],
        ),
        ("http: {rules: [}\n", &["1:15|not valid YAML"]),
    ] {
        refuse(text, expected);
    }
}

#[test]
fn a_file_without_rules_is_told() {
    let (_, told) = parse("name: a\n");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("api.yaml: there is no http"), "{told:?}");
}

#[test]
fn every_error_of_a_rule_has_its_place() {
    for (rule, expected) in [
        (
            "text",
            &["3:5|http.rules[0] must be a mapping, not text"][..],
        ),
        ("get: /x", &["3:5|http.rules[0] has no selector"]),
        ("{selector: a.B.C}", &["3:5|http.rules[0] has no pattern"]),
        (
            "{selector: 5, get: /x}",
            &["3:16|http.rules[0].selector must be text, not a number; put it in quotes"],
        ),
        (
            "{selector: a.B.*, get: /x}",
            &["3:16|\"a.B.*\" has a wildcard"],
        ),
        ("{selector: '*', get: /x}", &["3:16|\"*\" has a wildcard"]),
        ("{selector: 'a.B.C,a.B.D', get: /x}", &["3:16|is a list"]),
        (
            "{selector: C, get: /x}",
            &["3:16|not the full name of a method"],
        ),
        (
            "{selector: .a.B.C, get: /x}",
            &["3:16|not the full name of a method"],
        ),
        (
            "{selector: a.B.C, get: /x, post: /y}",
            &["3:32|has both get and post; a rule has one pattern"],
        ),
        (
            "{selector: a.B.C, post: /y, custom: {}, get: /x}",
            &[
                "3:33|has both post and custom",
                "3:45|has both post and get",
            ],
        ),
        (
            "{selector: a.B.C, gett: /x}",
            &[
                "3:5|has no pattern",
                "3:23|unknown key http.rules[0].gett; did you mean get?",
            ],
        ),
        (
            "{selector: a.B.C, get: [/x]}",
            &["3:28|http.rules[0].get must be text, not a list"],
        ),
        (
            "{selector: a.B.C, get: /x, body: true}",
            &["3:38|http.rules[0].body must be text, not a boolean; put it in"],
        ),
        (
            "{selector: a.B.C, get: /x, response_body: {}}",
            &["3:47|response_body must be text, not a mapping"],
        ),
        (
            "{selector: a.B.C, get: /x, response_body: a, responseBody: b}",
            &["3:50|responseBody is response_body again, which is already on line 3"],
        ),
        (
            "{selector: a.B.C, get: /x, get: /y}",
            &["3:32|the key get is already on line 3"],
        ),
        (
            "{selector: a.B.C, custom: /x}",
            &["3:31|http.rules[0].custom must be a mapping, not text"],
        ),
        (
            "{selector: a.B.C, custom: {kind: A}}",
            &["3:31|http.rules[0].custom has no path"],
        ),
        (
            "{selector: a.B.C, custom: {path: /x}}",
            &["3:31|http.rules[0].custom has no kind"],
        ),
        (
            "{selector: a.B.C, custom: {kind: A, path: /x, verb: B}}",
            &["3:51|unknown key http.rules[0].custom.verb"],
        ),
        (
            "{selector: a.B.C, get: /x, additional_bindings: {}}",
            &["3:53|additional_bindings must be a list, not a mapping"],
        ),
        (
            "{selector: a.B.C, get: /x, additional_bindings: [{}, 5]}",
            &[
                "3:54|http.rules[0].additional_bindings[0] has no pattern",
                "3:58|http.rules[0].additional_bindings[1] must be a mapping, not a number",
            ],
        ),
        (
            "{selector: a.B.C, get: /x, additional_bindings: [{selector: a.B.C, get: /y}]}",
            &[
                "3:55|remove http.rules[0].additional_bindings[0].selector: the rule around it has it",
            ],
        ),
        (
            "{selector: a.B.C, get: /x, additional_bindings: [{get: /y, additional_bindings: []}]}",
            &["3:64|only the rule itself may have additional bindings"],
        ),
        (
            "{selector: a.B.C, get: !t /x}",
            &["3:28|the tag !t has no meaning here"],
        ),
        (
            "{selector: a.B.C, post: /x, body: *}",
            &["3:39|put it in quotes: \"*\""],
        ),
    ] {
        refuse(&format!("http:\n  rules:\n  - {rule}\n"), expected);
    }
}

#[test]
fn all_errors_are_told_at_once_and_the_selectors_are_kept() {
    let text = "nme: a\nhttp:\n  rules:\n  - selector: a.B.C\n    gett: /x\n  - selector: a.B.*\n    get: /x\n\
                \x20 - selector: a.B.D\n    get: /d\n    get: /e\n  - selector: a.B.E\n    get: /e\n";
    refuse(
        text,
        &[
            "1:1|unknown key nme; did you mean name?",
            "4:5|no pattern",
            "5:5|unknown key http.rules[0].gett",
            "6:15|wildcard",
            "10:5|the key get is already on line 9",
        ],
    );
    let (config, _) = parse(text);
    let kept: Vec<_> = config
        .rules
        .iter()
        .map(|rule| (rule.selector.as_str(), rule.pattern_place(0).is_some()))
        .collect();
    assert_eq!(kept, [("a.B.C", false), ("a.B.D", true), ("a.B.E", true)]);
}
