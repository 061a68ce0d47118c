//! What the configuration chooses of a document.

use super::*;

#[test]
fn forms_have_the_fields_as_a_query_has_them() {
    let messages = "message Req { string name = 1; Sub sub = 2; string open = 3; }
        message Sub { string title = 1 [(google.api.field_behavior) = REQUIRED]; bytes data = 2; Deep deep = 3;
          google.api.HttpBody file = 4; map<string, int32> counts = 5; repeated bytes more = 6; }
        message Deep { int32 size = 1; }";
    let described = |forms| {
        let settings = Settings {
            forms,
            ..Settings::default()
        };
        described(
            messages,
            "rpc M(Req) returns (Req) { option (google.api.http) = { post: '/v1/{sub.deep.size}' body: 'sub' }; }
             rpc N(Deep) returns (Req) { option (google.api.http) = { post: '/v2' body: '*' }; }
             rpc O(stream Sub) returns (Req) { option (google.api.http) = { post: '/v3' body: '*' }; }",
            &settings,
        )
    };
    let media = |document: &Document, path: &str| {
        let content = &document.value["paths"][path]["post"]["requestBody"]["content"];
        let names = content.as_object().unwrap().keys().cloned();
        names.collect::<Vec<_>>().join(" ")
    };
    const JSON: &str = "application/json";
    const PARTS: &str = "application/json multipart/form-data";
    const BOTH: &str = "application/json multipart/form-data application/x-www-form-urlencoded";
    for (forms, with_file, without) in [
        (Forms::None, JSON, JSON),
        (Forms::Files, PARTS, JSON),
        (Forms::All, BOTH, BOTH),
    ] {
        let document = described(forms);
        assert_eq!(media(&document, "/v1/{subDeepSize}"), with_file);
        assert_eq!(media(&document, "/v2"), without);
        assert_eq!(
            media(&document, "/v3"),
            "application/json application/x-ndjson"
        );
    }
    let file = json!({"type": "string", "format": "binary"});
    let counts = json!({"type": "object", "additionalProperties": {"type": "integer", "format": "int32"},
                        "description": "An entry is `counts[KEY]=VALUE`."});
    let at = "/paths/~1v1~1{subDeepSize}/post/requestBody/content/multipart~1form-data";
    check(
        &described(Forms::All),
        &[
            (
                &format!("{at}/schema"),
                json!({"type": "object", "required": ["title"], "properties": {
                    "title": {"type": "string"}, "data": file, "file": file, "counts": counts,
                    "more": {"type": "array", "items": file}}}),
            ),
            (
                &format!("{at}/encoding"),
                json!({"counts": {"style": "deepObject", "explode": true}}),
            ),
            // Text has no files.
            (
                "/paths/~1v1~1{subDeepSize}/post/requestBody/content/application~1x-www-form-urlencoded/schema/properties/data",
                json!({"type": "string", "format": "byte", "contentEncoding": "base64"}),
            ),
        ],
    );
}

#[test]
fn numbers_are_finite_if_nobody_says_otherwise() {
    let messages = "message Req { double d = 1; float f = 2; google.protobuf.DoubleValue w = 3; repeated float l = 4;
          double finite = 5 [(options.rules).double = { finite: true gt: 0 }];
          google.protobuf.FloatValue known = 6 [(options.rules).float.finite = true]; }";
    let described = |finite_numbers| {
        let settings = Settings {
            finite_numbers,
            ..Settings::default()
        };
        described(
            messages,
            "rpc M(Req) returns (Req) { option (google.api.http) = { post: '/v1' body: '*' }; }
             rpc Q(Req) returns (Req) { option (google.api.http) = { get: '/v1' }; }",
            &settings,
        )
    };
    let (double, float) = (reference("rialto.Double"), reference("rialto.Float"));
    let of_field = |name: &str| format!("/components/schemas/t.v1.Req/properties/{name}");
    for (document, double, float, nullable) in [
        (
            described(false),
            double.clone(),
            float,
            json!({"anyOf": [double, {"type": "null"}]}),
        ),
        (
            described(true),
            json!({"type": "number", "format": "double"}),
            json!({"type": "number", "format": "float"}),
            json!({"type": ["number", "null"], "format": "double"}),
        ),
    ] {
        for (pointer, expected) in [
            (of_field("d"), double.clone()),
            (of_field("f"), float.clone()),
            (of_field("w"), nullable),
            (of_field("l"), json!({"type": "array", "items": float})),
            (
                of_field("finite"),
                json!({"type": "number", "format": "double", "exclusiveMinimum": 0}),
            ),
            (
                of_field("known"),
                json!({"type": ["number", "null"], "format": "float"}),
            ),
            // A parameter is never null.
            ("/paths/~1v1/get/parameters/2/schema".to_owned(), double),
        ] {
            check(&document, &[(&pointer, expected)]);
        }
    }
    let document = described(false);
    let choices = document
        .value
        .pointer("/components/schemas/rialto.Double/anyOf");
    let words = json!({"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]});
    assert_eq!(choices.unwrap()[1], words);
}
