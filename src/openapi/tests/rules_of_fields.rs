//! Rules of protovalidate for fields as wholes: lists and maps, rules in CEL, what is ignored and what is required.

use super::rules_of_values::{check_rules, says};
use super::*;

#[test]
fn rules_of_lists_and_maps_are_for_them_and_for_what_is_in_them() {
    check_rules(&[
        (
            "repeated string",
            "repeated: { min_items: 1 max_items: 2 unique: true items: { string: { min_len: 2 } } }",
            json!({"items": {"type": "string", "minLength": 2}, "minItems": 1, "maxItems": 2, "uniqueItems": true}),
        ),
        (
            "repeated google.protobuf.Duration",
            "repeated: { items: { duration: { gt: {} } cel: { message: 'Is even.' } } }",
            json!({"items": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]{1,9})?s$",
                             "description": "Greater than 0s.\n\nIs even."}}),
        ),
        (
            "repeated string",
            "repeated: { items: { string: { min_len: 2 } ignore: IGNORE_ALWAYS } } cel: { message: 'Is good.' }",
            json!({"description": "Is good."}),
        ),
        (
            "map<string, int32>",
            "map: { min_pairs: 1 max_pairs: 2 keys: { string: { min_len: 2 } } values: { int32: { gt: 0 } } }",
            json!({"additionalProperties": {"type": "integer", "format": "int32", "exclusiveMinimum": 0},
                   "minProperties": 1, "maxProperties": 2, "propertyNames": {"minLength": 2}}),
        ),
        (
            "map<string, int32>",
            "map: { keys: { string: { len_bytes: 2 } cel_expression: 'x' } } cel: { message: 'Is good.' }",
            says(&[
                "Is good.",
                "Of each key: Exactly 2 bytes in UTF-8.",
                "Of each key: Must hold: `x`",
            ]),
        ),
        (
            "map<int32, int32>",
            "map: { keys: { int32: { gt: 0 in: 1 in: 2 } } }",
            json!({"propertyNames": {"pattern": "^-?(0|[1-9][0-9]*)$", "enum": ["1", "2"]},
                   "description": "Of each key: Greater than 0."}),
        ),
        (
            "map<bool, int32>",
            "map: { keys: { bool: { const: true } } }",
            json!({"propertyNames": {"enum": ["true", "false"], "const": "true"}}),
        ),
    ]);
}

#[test]
fn rules_in_cel_are_what_they_say_of_themselves() {
    check_rules(&[
        (
            "string",
            "cel: { message: 'Is good.' expression: 'x' }",
            says(&["Is good."]),
        ),
        (
            "string",
            "cel: { expression: 'this != \"\"' } cel_expression: 'this != \"a\"'",
            says(&["Must hold: `this != \"\"`", "Must hold: `this != \"a\"`"]),
        ),
        ("string", "cel: { id: 'x' }", json!({})),
    ]);
    let document = described(
        "message Req { option (options.message_rules) = { cel: { message: 'Is good.' } cel_expression: 'this.a > 1' };
           int32 a = 1; }",
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    check(
        &document,
        &[(
            "/components/schemas/t.v1.Req/description",
            json!("Is good.\n\nMust hold: `this.a > 1`"),
        )],
    );
}

#[test]
fn what_is_ignored_is_taken_whatever_the_rules_say() {
    let unless = |zero: Value, then: Value, name: &str| {
        json!({"if": {"const": zero}, "else": then,
               "description": format!("It may be {name} whatever else is said of it.")})
    };
    check_rules(&[
        // Not checked by anybody.
        (
            "string",
            "string: { min_len: 3 } ignore: IGNORE_ALWAYS",
            json!({}),
        ),
        (
            "string",
            "string: { min_len: 3 } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!(""), json!({"minLength": 3}), "empty"),
        ),
        (
            "int32",
            "int32: { gt: 0 } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!(0), json!({"exclusiveMinimum": 0}), "0"),
        ),
        (
            "bool",
            "bool: { const: true } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!(false), json!({"const": true}), "false"),
        ),
        (
            "Kind",
            "enum: { in: 1 } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!("NONE"), json!({"enum": ["SOME"]}), "`NONE`"),
        ),
        (
            "repeated int32",
            "repeated: { min_items: 2 } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!([]), json!({"minItems": 2}), "empty"),
        ),
        (
            "map<string, string>",
            "map: { min_pairs: 2 } ignore: IGNORE_IF_ZERO_VALUE",
            unless(json!({}), json!({"minProperties": 2}), "empty"),
        ),
        (
            "int64",
            "int64: { gt: 5 } ignore: IGNORE_IF_ZERO_VALUE",
            says(&[
                "Greater than 5.",
                "It may be 0 whatever else is said of it.",
            ]),
        ),
        // It has what these want.
        (
            "string",
            "string: { max_len: 3 in: '' in: 'a' } ignore: IGNORE_IF_ZERO_VALUE",
            json!({"maxLength": 3, "enum": ["", "a"]}),
        ),
        (
            "int32",
            "int32: { gte: 0 lt: 5 } ignore: IGNORE_IF_ZERO_VALUE",
            json!({"minimum": 0, "exclusiveMaximum": 5}),
        ),
        // What is not set is not sent.
        (
            "optional string",
            "string: { min_len: 3 } ignore: IGNORE_IF_ZERO_VALUE",
            json!({"minLength": 3}),
        ),
        (
            "google.protobuf.StringValue",
            "string: { min_len: 3 } ignore: IGNORE_IF_ZERO_VALUE",
            json!({"minLength": 3}),
        ),
    ]);
}

#[test]
fn what_is_always_ignored_is_not_required() {
    for (rules, expected) in [
        ("required: true", json!(["a"])),
        ("required: true ignore: IGNORE_ALWAYS", Value::Null),
    ] {
        let document = described(
            &format!("message Req {{ string a = 1 [(options.rules) = {{ {rules} }}]; }}"),
            &get("post: '/v1' body: '*'"),
            &Settings::default(),
        );
        check(
            &document,
            &[("/components/schemas/t.v1.Req/required", expected)],
        );
    }
}

#[test]
fn parameters_are_never_null() {
    let document = described(
        "message Req { google.protobuf.Int32Value a = 1 [(options.rules).int32 = { in: 1 in: 2 }];
           google.protobuf.StringValue b = 2 [(options.rules).string.ip = true]; }",
        &get("get: '/v1'"),
        &Settings::default(),
    );
    check(
        &document,
        &[
            (
                "/paths/~1v1/get/parameters/0/schema",
                json!({"type": "integer", "format": "int32", "enum": [1, 2]}),
            ),
            (
                "/paths/~1v1/get/parameters/1/schema/anyOf",
                json!([{"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"}]),
            ),
        ],
    );
}

#[test]
fn rules_that_authors_add_say_what_they_want() {
    let document = described(
        r#"
        extend buf.validate.Int32Rules {
          optional bool is_zero = 1001 [(buf.validate.predefined).cel = { message: "Is zero." expression: "!rule || this == 0" }];
          optional sint32 multiple_of = 1002 [(buf.validate.predefined).cel = { expression: "this % rule == 0" }];
        }
        extend buf.validate.StringRules {
          optional string starts = 1001 [(buf.validate.predefined).cel = { message: "Starts like that." }];
          repeated string several = 1002 [(buf.validate.predefined).cel = { message: "Is one of them." }];
        }
        extend buf.validate.RepeatedRules {
          optional bool is_sorted = 1001 [(buf.validate.predefined).cel = { message: "Is sorted." }];
        }
        message Req {
          int32 a = 1 [(buf.validate.field).int32.(is_zero) = true, (buf.validate.field).int32.gt = -1];
          int32 b = 2 [(buf.validate.field).int32.(is_zero) = false];
          int32 c = 3 [(buf.validate.field).int32.(multiple_of) = -5];
          string d = 4 [(buf.validate.field).string = { [t.v1.starts]: "x" [t.v1.several]: ["a", "b"] }];
          repeated int32 e = 5 [(buf.validate.field).repeated = { [t.v1.is_sorted]: true items: { int32: { [t.v1.is_zero]: true } } }];
        }"#,
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let property = |name: &str| format!("/components/schemas/t.v1.Req/properties/{name}");
    let int32 = json!({"type": "integer", "format": "int32"});
    for (name, expected) in [
        (
            "a",
            json!({"type": "integer", "format": "int32", "exclusiveMinimum": -1, "description": "Is zero."}),
        ),
        ("b", int32),
        (
            "c",
            json!({"type": "integer", "format": "int32",
                   "description": "Must hold: `this % rule == 0` (`rule` is -5)"}),
        ),
        (
            "d",
            json!({"type": "string", "description": "Starts like that. (`rule` is `x`)\n\nIs one of them. (`rule` is `b`)"}),
        ),
        (
            "e",
            json!({"type": "array", "description": "Is sorted.",
                   "items": {"type": "integer", "format": "int32", "description": "Is zero."}}),
        ),
    ] {
        check(&document, &[(&property(name), expected)]);
    }
}

#[test]
fn what_is_not_shown_is_not_named_by_rules() {
    let document = described(
        "enum Hidden { NONE = 0; OPEN = 1; SECRET = 2 [(google.api.value_visibility).restriction = 'INTERNAL']; }
         message Req { Hidden kind = 1 [(options.rules).enum = { not_in: 0 example: 2 }]; }",
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    check(
        &document,
        &[(
            "/components/schemas/t.v1.Req/properties/kind/enum",
            json!(["OPEN"]),
        )],
    );
    assert!(!document.value.to_string().contains("SECRET"));
}
