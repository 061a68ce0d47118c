//! Fields of which only one may be set.

use super::*;

/// The schema of a message, without its properties.
fn of_message(messages: &str) -> Value {
    let document = described(
        messages,
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let mut schema = document.value["components"]["schemas"]["t.v1.Req"].clone();
    schema.as_object_mut().unwrap().shift_remove("properties");
    schema
}

const REQUIRED: &str = "option (options.oneof_rules).required = true;";

#[test]
fn oneofs_beside_other_fields_are_keywords_of_validators() {
    let set = |name: &str| json!({"required": [name], "properties": {name: {}}});
    let not_null =
        |name: &str| json!({"required": [name], "properties": {name: {"not": {"type": "null"}}}});
    let with = |all: Value| json!({"type": "object", "if": {"not": {}}, "else": all});
    for (fields, expected) in [
        (
            "string id = 1; oneof x { string a_b = 2; int32 c = 3; }".to_owned(),
            with(
                json!({"oneOf": [set("aB"), set("c"), {"properties": {"aB": false, "c": false}}]}),
            ),
        ),
        // Null is not set.
        (
            "string id = 1; oneof x { google.protobuf.BoolValue a = 2; Req b = 3; }".to_owned(),
            with(
                json!({"oneOf": [not_null("a"), set("b"), {"properties": {"a": {"type": "null"}, "b": false}}]}),
            ),
        ),
        (
            format!(
                "string id = 1; oneof x {{ {REQUIRED} string a = 2; google.protobuf.BoolValue b = 3; }}"
            ),
            with(json!({"oneOf": [set("a"), not_null("b")]})),
        ),
        (
            format!("string id = 1; oneof x {{ {REQUIRED} string a = 2; }}"),
            with(set("a")),
        ),
        (
            format!(
                "oneof x {{ {REQUIRED} string a = 1; string b = 2; }} oneof y {{ string c = 3; string d = 4; }}"
            ),
            with(json!({"allOf": [
                {"oneOf": [set("a"), set("b")]},
                {"oneOf": [set("c"), set("d"), {"properties": {"c": false, "d": false}}]},
            ]})),
        ),
        // Presence, and no oneof.
        (
            "optional string a = 1; optional string b = 2;".to_owned(),
            json!({"type": "object"}),
        ),
        (
            "string id = 1; oneof x { string a = 2; }".to_owned(),
            json!({"type": "object"}),
        ),
    ] {
        assert_eq!(
            of_message(&format!("message Req {{ {fields} }}")),
            expected,
            "{fields}"
        );
    }
}

#[test]
fn words_say_how_many_are_set() {
    for (option, expected) in [
        ("", "At most one field of `x` is set."),
        (REQUIRED, "Exactly one field of `x` is set."),
    ] {
        let document = described(
            &format!(
                "message Req {{ string id = 1; oneof x {{ {option} string a = 2; string b = 3; }} }}"
            ),
            &get("get: '/v1'"),
            &Settings::default(),
        );
        check(
            &document,
            &[
                (
                    "/components/schemas/t.v1.Req/properties/b/description",
                    json!(expected),
                ),
                ("/paths/~1v1/get/parameters/1/description", json!(expected)),
            ],
        );
    }
}

#[test]
fn rules_make_oneofs_of_other_fields() {
    let (a, b) = (
        json!({"required": ["a"], "properties": {"a": {}}}),
        json!({"required": ["b"], "properties": {"b": {}}}),
    );
    for (rule, expected) in [
        // Where there is presence, keywords say it too.
        (
            "{ fields: ['a', 'b'] }",
            json!({"type": "object", "description": "At most one of `a` and `b` is set.",
                   "if": {"not": {}}, "else": {"oneOf": [a, b, {"properties": {"a": false, "b": false}}]}}),
        ),
        (
            "{ fields: ['a', 'b'], required: true }",
            json!({"type": "object", "description": "Exactly one of `a` and `b` is set.",
                   "if": {"not": {}}, "else": {"oneOf": [a, b]}}),
        ),
        (
            "{ fields: ['a', 'c_d', 'e'], required: true }",
            json!({"type": "object", "description": "Exactly one of `a`, `cD` and `e` is set."}),
        ),
        ("{ fields: ['unknown', 'a'] }", json!({"type": "object"})),
    ] {
        let message = format!(
            "message Req {{ option (options.message_rules).oneof = {rule};
               optional string a = 1; Req b = 2; string c_d = 3; repeated string e = 4; }}"
        );
        assert_eq!(of_message(&message), expected, "{rule}");
    }
}

#[test]
fn a_field_of_such_a_rule_is_checked_only_where_it_is_set() {
    let document = described(
        "message Req { option (options.message_rules).oneof = { fields: ['a', 'b'] };
           string a = 1 [(options.rules).string.min_len = 3];
           string b = 2 [(options.rules) = { string: { min_len: 3 } ignore: IGNORE_ALWAYS }]; }",
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    check(
        &document,
        &[
            (
                "/components/schemas/t.v1.Req/properties/a/else",
                json!({"minLength": 3}),
            ),
            (
                "/components/schemas/t.v1.Req/properties/b",
                json!({"type": "string"}),
            ),
        ],
    );
}

/// What the path binds is not in the body, which may have no other member then.
#[test]
fn the_path_may_set_what_is_required() {
    let document = described(
        &format!(
            "message Req {{ string id = 1; oneof x {{ {REQUIRED} string a = 2; string b = 3; string c = 4; }} }}"
        ),
        &get("post: '/v1/{a}' body: '*'"),
        &Settings::default(),
    );
    let at = "/components/schemas/t.v1.S.M.Body";
    check(
        &document,
        &[(
            &format!("{at}/else"),
            json!({"oneOf": [{"required": ["b"], "properties": {"b": {}}}, {"required": ["c"], "properties": {"c": {}}}, {"properties": {"b": false, "c": false}}]}),
        )],
    );
}

#[test]
fn older_documents_have_the_words() {
    let document = described(
        &format!(
            "message Req {{ string id = 1; oneof x {{ {REQUIRED} string a = 2; string b = 3; }} }}"
        ),
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let older = render(document.value, Version::V30, Format::Json).unwrap();
    let older: Value = serde_json::from_str(&older).unwrap();
    let schema = &older["components"]["schemas"]["t.v1.Req"];
    let keywords: Vec<&String> = schema.as_object().unwrap().keys().collect();
    assert_eq!(keywords, ["type", "properties"]);
    assert_eq!(
        schema["properties"]["a"]["description"],
        "Exactly one field of `x` is set."
    );
}
