//! Options that say more than types do, one keyword at a time.

use super::*;

/// `(type, option, what the option adds to the schema of the type)`; null for a keyword that it takes away.
pub(super) fn check_fields(cases: &[(&str, &str, Value)], option: impl Fn(&str) -> String) {
    let (mut plain, mut with_options) = (String::new(), String::new());
    for (index, (kind, text, _)) in cases.iter().enumerate() {
        plain += &format!("{kind} f{index} = {}; ", index + 1);
        with_options += &format!("{kind} f{index} = {} [{}]; ", index + 1, option(text));
    }
    let document = described(
        &format!(
            "enum Kind {{ NONE = 0; SOME = 1; MORE = 2; }}
             message Plain {{ {plain} }} message Req {{ {with_options} Plain plain = 1000; }}"
        ),
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let schemas = &document.value["components"]["schemas"];
    for (index, (kind, option, added)) in cases.iter().enumerate() {
        let name = format!("f{index}");
        let mut expected = schemas["t.v1.Plain"]["properties"][&name].clone();
        for (key, value) in added.as_object().unwrap() {
            match value {
                Value::Null => drop(expected.as_object_mut().unwrap().shift_remove(key)),
                value => expected[key] = value.clone(),
            }
        }
        let found = &schemas["t.v1.Req"]["properties"][&name];
        assert_eq!(*found, expected, "{kind} with {option}");
    }
}

#[test]
fn options_of_grpc_gateway_are_keywords() {
    let strings = |rest: Value| {
        let mut items = json!({"type": "string"});
        items
            .as_object_mut()
            .unwrap()
            .extend(rest.as_object().unwrap().clone());
        json!({ "items": items })
    };
    let cases = [
        ("string", "title: 'T'", json!({"title": "T"})),
        ("string", "description: 'D'", json!({"description": "D"})),
        ("string", "default: 'D'", json!({"default": "D"})),
        ("int32", "default: '5'", json!({"default": 5})),
        ("string", "read_only: true", json!({"readOnly": true})),
        ("string", "example: '\"E\"'", json!({"examples": ["E"]})),
        ("int32", "example: '7'", json!({"examples": [7]})),
        ("double", "multiple_of: 2", json!({"multipleOf": 2})),
        ("double", "maximum: 1.5", json!({"maximum": 1.5})),
        (
            "double",
            "maximum: 1 exclusive_maximum: true",
            json!({"exclusiveMaximum": 1}),
        ),
        ("double", "minimum: 1", json!({"minimum": 1})),
        (
            "double",
            "minimum: 1 exclusive_minimum: true",
            json!({"exclusiveMinimum": 1}),
        ),
        ("string", "max_length: 9", json!({"maxLength": 9})),
        ("string", "min_length: 1", json!({"minLength": 1})),
        ("string", "pattern: 'a+'", json!({"pattern": "a+"})),
        // Not in the grammar with the flag `u`, by which readers compile it.
        (
            "string",
            "pattern: '[a-z]{1, 32}'",
            json!({"pattern": null, "description": "Matches `[a-z]{1, 32}`."}),
        ),
        (
            "string",
            "pattern: '^(?=.*a)'",
            json!({"pattern": "^(?=.*a)"}),
        ),
        ("string", "format: 'uuid'", json!({"format": "uuid"})),
        ("string", "enum: 'a' enum: 'b'", json!({"enum": ["a", "b"]})),
        ("repeated string", "max_items: 9", json!({"maxItems": 9})),
        ("repeated string", "min_items: 1", json!({"minItems": 1})),
        (
            "repeated string",
            "unique_items: true",
            json!({"uniqueItems": true}),
        ),
        (
            "map<string, string>",
            "max_properties: 9",
            json!({"maxProperties": 9}),
        ),
        (
            "map<string, string>",
            "min_properties: 1",
            json!({"minProperties": 1}),
        ),
        // Of what is in the list.
        (
            "repeated string",
            "pattern: 'a+' max_length: 9",
            strings(json!({"pattern": "a+", "maxLength": 9})),
        ),
        (
            "repeated string",
            "format: 'uuid'",
            strings(json!({"format": "uuid"})),
        ),
        // Another type than that of the field.
        (
            "int64",
            "type: 3",
            json!({"type": "integer", "pattern": null}),
        ),
        (
            "int64",
            "type: 5",
            json!({"type": "number", "pattern": null, "format": null}),
        ),
    ];
    check_fields(&cases, |text| format!("(options.field) = {{ {text} }}"));
}

#[test]
fn options_of_gnostic_are_keywords() {
    let cases = [
        (
            "string",
            "title: 'T' description: 'D'",
            json!({"title": "T", "description": "D"}),
        ),
        ("string", "read_only: true", json!({"readOnly": true})),
        ("string", "write_only: true", json!({"writeOnly": true})),
        ("string", "deprecated: true", json!({"deprecated": true})),
        (
            "string",
            "nullable: true",
            json!({"type": ["string", "null"]}),
        ),
        (
            "string",
            "example: { yaml: '\"E\"' }",
            json!({"examples": ["E"]}),
        ),
        (
            "string",
            "default: { string: 'D' }",
            json!({"default": "D"}),
        ),
        ("int32", "default: { number: 5 }", json!({"default": 5})),
        (
            "bool",
            "default: { boolean: true }",
            json!({"default": true}),
        ),
        ("double", "multiple_of: 2", json!({"multipleOf": 2})),
        (
            "double",
            "maximum: 1 minimum: 0",
            json!({"maximum": 1, "minimum": 0}),
        ),
        (
            "double",
            "maximum: 1 exclusive_maximum: true",
            json!({"exclusiveMaximum": 1}),
        ),
        (
            "double",
            "minimum: 1 exclusive_minimum: true",
            json!({"exclusiveMinimum": 1}),
        ),
        (
            "string",
            "max_length: 9 min_length: 1",
            json!({"maxLength": 9, "minLength": 1}),
        ),
        (
            "string",
            "pattern: 'a+' format: 'uuid'",
            json!({"pattern": "a+", "format": "uuid"}),
        ),
        ("string", "enum: { yaml: 'a' }", json!({"enum": ["a"]})),
        (
            "repeated string",
            "max_items: 9 min_items: 1 unique_items: true",
            json!({"maxItems": 9, "minItems": 1, "uniqueItems": true}),
        ),
        (
            "map<string, string>",
            "max_properties: 9 min_properties: 1",
            json!({"maxProperties": 9, "minProperties": 1}),
        ),
        (
            "string",
            "external_docs: { url: 'https://x' }",
            json!({"externalDocs": {"url": "https://x"}}),
        ),
    ];
    check_fields(&cases, |text| format!("(options.property) = {{ {text} }}"));
}

#[test]
fn fields_of_google_are_keywords() {
    let cases = [
        (
            "string",
            "(google.api.field_behavior) = OUTPUT_ONLY",
            json!({"readOnly": true}),
        ),
        (
            "string",
            "(google.api.field_behavior) = INPUT_ONLY",
            json!({"writeOnly": true}),
        ),
        (
            "string",
            "(google.api.field_behavior) = IMMUTABLE",
            json!({"description": "Cannot be changed once it is set."}),
        ),
        (
            "string",
            "(google.api.field_behavior) = NON_EMPTY_DEFAULT",
            json!({"description": "The server chooses a value where there is none."}),
        ),
        (
            "string",
            "(google.api.field_info).format = UUID4",
            json!({"format": "uuid"}),
        ),
        (
            "string",
            "(google.api.field_info).format = IPV4",
            json!({"format": "ipv4"}),
        ),
        (
            "string",
            "(google.api.field_info).format = IPV6",
            json!({"format": "ipv6"}),
        ),
        (
            "string",
            "(google.api.field_info).format = IPV4_OR_IPV6",
            json!({"anyOf": [{"format": "ipv4"}, {"format": "ipv6"}]}),
        ),
        (
            "string",
            "(google.api.resource_reference).type = 't.example.com/Shelf'",
            json!({"description": "Names a `t.example.com/Shelf`."}),
        ),
        (
            "string",
            "(google.api.resource_reference).child_type = 't.example.com/Shelf'",
            json!({"description": "Names the parent of a `t.example.com/Shelf`."}),
        ),
        ("string", "deprecated = true", json!({"deprecated": true})),
    ];
    check_fields(&cases, str::to_owned);
}

#[test]
fn fields_are_required_by_whichever_option_says_so() {
    for (options, declaration, expected) in [
        (
            "",
            "string a_b = 1 [(google.api.field_behavior) = REQUIRED];",
            json!(["aB"]),
        ),
        (
            "",
            "string a_b = 1 [(options.rules).required = true];",
            json!(["aB"]),
        ),
        (
            "",
            "string a_b = 1 [(options.field) = { required: 'a_b' }];",
            json!(["aB"]),
        ),
        (
            "option (options.schema) = { json_schema: { required: 'a_b' } };",
            "string a_b = 1;",
            json!(["aB"]),
        ),
        (
            "option (options.schema) = { json_schema: { required: 'aB' } };",
            "string a_b = 1;",
            json!(["aB"]),
        ),
        (
            "option (options.v3_schema) = { required: 'a_b' };",
            "string a_b = 1;",
            json!(["aB"]),
        ),
        (
            "option (options.schema) = { json_schema: { required: 'other' } };",
            "string a_b = 1;",
            Value::Null,
        ),
    ] {
        let document = described(
            &format!("message Req {{ {options} {declaration} }}"),
            "rpc M(Req) returns (Req) { option (google.api.http) = { post: '/v1' body: '*' }; }
             rpc Q(Req) returns (Req) { option (google.api.http) = { get: '/v1' }; }",
            &Settings::default(),
        );
        let is_required = if expected.is_null() {
            Value::Null
        } else {
            json!(true)
        };
        check(
            &document,
            &[
                ("/components/schemas/t.v1.Req/required", expected),
                ("/paths/~1v1/get/parameters/0/required", is_required),
            ],
        );
    }
}
