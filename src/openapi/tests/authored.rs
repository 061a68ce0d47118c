//! What authors say of operations and of the API as a whole.

use super::*;

#[test]
fn what_authors_say_of_an_operation_stands_in_it() {
    let document = described(
        "option (options.swagger) = { responses: [
           { key: '403' value { description: 'Never.' } }, { key: '418' value { description: 'A teapot.' } }] };
         message Req { string name = 1; }",
        "rpc M(Req) returns (Req) {
           option (google.api.http) = { post: '/v1' body: '*' additional_bindings { put: '/v1' body: '*' } };
           option (options.operation) = { summary: 'Does it' operation_id: 'doIt' tags: 'things' deprecated: true
             external_docs: { url: 'https://x' description: 'More' }
             parameters: { headers: { name: 'X-It' type: 3 format: 'int32' required: true description: 'Which.' } }
             responses: { key: '418' value { description: 'A kettle.' schema: { json_schema: { ref: '.t.v1.Req' } }
               headers: { key: 'X-A' value { type: 'integer' default: '5' } } } }
             security: { security_requirement: { key: 'key' value {} } } }; }
         rpc N(Req) returns (Req) { option (google.api.http) = { post: '/v2' body: '*' };
           option (options.operation) = { operation_id: 'doIt' security: {} }; }
         rpc O(Req) returns (Req) { option (google.api.http) = { post: '/v3' body: '*' };
           option (options.v3_operation) = { summary: 'Does' operation_id: 'o' tags: 'others' deprecated: true
             external_docs: { url: 'https://x' } security: { security_requirement: { key: 'key' value {} } }
             parameters: { parameter: { name: 'X-It' in: 'header' required: true } }
             parameters: { parameter: { name: 'n' in: 'cookie' deprecated: true description: 'Old.'
               schema: { schema: { type: 'integer' maximum: 9 } } } }
             parameters: { parameter: { name: 'name' in: 'query' } }
             responses: { response_or_reference: { name: '409' value: { response: { description: 'Twice.' } } } } }; }",
        &Settings::default(),
    );
    let header = json!({"name": "X-It", "in": "header", "description": "Which.", "required": true,
                        "schema": {"type": "integer", "format": "int32"}});
    let other =
        json!({"name": "X-It", "in": "header", "required": true, "schema": {"type": "string"}});
    let cookie = json!({"name": "n", "in": "cookie", "description": "Old.", "deprecated": true,
                        "schema": {"type": "integer", "maximum": 9}});
    check(
        &document,
        &[
            ("/paths/~1v1/post/summary", json!("Does it")),
            ("/paths/~1v1/post/operationId", json!("doIt")),
            ("/paths/~1v1/put/operationId", json!("doIt2")),
            ("/paths/~1v2/post/operationId", json!("doIt_2")),
            ("/paths/~1v3/post/operationId", json!("o")),
            ("/paths/~1v1/post/tags", json!(["things"])),
            ("/paths/~1v3/post/tags", json!(["others"])),
            ("/paths/~1v3/post/deprecated", json!(true)),
            ("/paths/~1v1/post/deprecated", json!(true)),
            (
                "/paths/~1v1/post/externalDocs",
                json!({"description": "More", "url": "https://x"}),
            ),
            ("/paths/~1v1/post/parameters", json!([header])),
            ("/paths/~1v3/post/parameters", json!([other, cookie])),
            ("/paths/~1v3/post/externalDocs", json!({"url": "https://x"})),
            ("/paths/~1v3/post/security", json!([{"key": []}])),
            (
                "/paths/~1v1/post/responses/403/description",
                json!("Never."),
            ),
            (
                "/paths/~1v1/post/responses/418/description",
                json!("A kettle."),
            ),
            (
                "/paths/~1v2/post/responses/418/description",
                json!("A teapot."),
            ),
            (
                "/paths/~1v3/post/responses/409/description",
                json!("Twice."),
            ),
            (
                "/paths/~1v1/post/responses/418/content/application~1json/schema",
                reference("t.v1.Req"),
            ),
            (
                "/paths/~1v1/post/responses/418/headers/X-A/schema",
                json!({"type": "integer", "default": 5}),
            ),
            ("/paths/~1v1/post/security", json!([{"key": []}])),
            ("/paths/~1v2/post/security", json!([])),
        ],
    );
}

/// What the gateway and every back end may answer; what follows from no code of an operation is the default.
#[test]
fn errors_are_those_that_can_occur() {
    for (rule, expected) in [
        ("get: '/v1/all'", "200 400 414 429 500 503 504 default"),
        (
            "get: '/v1/{name}'",
            "200 400 404 414 429 500 503 504 default",
        ),
        (
            "post: '/v1' body: '*'",
            "200 400 408 413 415 429 500 503 504 default",
        ),
        (
            "put: '/v1/{name}' body: '*'",
            "200 400 404 408 413 414 415 429 500 503 504 default",
        ),
    ] {
        let document = described(
            "message Req { string name = 1; }",
            &get(rule),
            &Settings::default(),
        );
        let item = document.value["paths"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap();
        let operation = item.as_object().unwrap().values().next().unwrap();
        let statuses = operation["responses"].as_object().unwrap().keys().cloned();
        assert_eq!(statuses.collect::<Vec<_>>().join(" "), expected, "{rule}");
    }
}

#[test]
fn signatures_say_what_a_call_is_about() {
    for (signatures, expected) in [
        ("'parent_name'", json!("Mostly called with `parentName`.")),
        (
            "'parent_name, sub.page_size', 'sub'",
            json!("Mostly called with `parentName`, `sub.pageSize`, or with `sub`."),
        ),
        ("''", Value::Null),
        ("'', 'sub'", json!("Mostly called with `sub`.")),
        ("'unknown'", Value::Null),
        ("'parent_name.x'", Value::Null),
    ] {
        let document = described(
            "message Req { string parent_name = 1; Sub sub = 2; } message Sub { int32 page_size = 1; }",
            &format!(
                "rpc M(Req) returns (Req) {{ option (google.api.http) = {{ get: '/v1' }};
                   option (google.api.method_signature) = {}; }}",
                signatures.replace(", '", ";\n option (google.api.method_signature) = '")
            ),
            &Settings::default(),
        );
        check(&document, &[("/paths/~1v1/get/description", expected)]);
    }
}

#[test]
fn what_authors_say_of_the_api_stands_around_it() {
    let swagger = described(
        "option (options.swagger) = {
           info: { title: 'T' version: '7' description: 'D' terms_of_service: 'https://t'
             contact: { name: 'N' url: 'https://n' email: 'n@n' } license: { name: 'L' url: 'https://l' } }
           tags: { name: 'things' description: 'All.' }
           security: { security_requirement: { key: 'key' value {} } }
           security_definitions: { security: [
             { key: 'key' value { type: 2 in: 2 name: 'X-Key' } },
             { key: 'basic' value { type: 1 } },
             { key: 'oauth' value { type: 3 flow: 4 authorization_url: 'https://a' token_url: 'https://t'
                 scopes: { scope: { key: 'read' value: 'Reads' } } } }] } };
         message Req { string name = 1; }",
        &get("get: '/v1'"),
        &Settings::default(),
    );
    let flow = json!({"authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {"read": "Reads"}});
    check(
        &swagger,
        &[
            (
                "/info",
                json!({"title": "T", "version": "7", "description": "D", "termsOfService": "https://t",
                       "contact": {"name": "N", "url": "https://n", "email": "n@n"},
                       "license": {"name": "L", "url": "https://l"}}),
            ),
            ("/tags/1", json!({"name": "things", "description": "All."})),
            ("/security", json!([{"key": []}])),
            (
                "/components/securitySchemes/key",
                json!({"type": "apiKey", "name": "X-Key", "in": "header"}),
            ),
            (
                "/components/securitySchemes/basic",
                json!({"type": "http", "scheme": "basic"}),
            ),
            (
                "/components/securitySchemes/oauth",
                json!({"type": "oauth2", "flows": {"authorizationCode": flow}}),
            ),
        ],
    );
    let gnostic = described(
        "option (options.document) = { info: { title: 'T' version: '7' } external_docs: { url: 'https://x' }
           tags: { name: 'things' description: 'All.' } security: { security_requirement: { key: 'bearer' value {} } }
           extensions: { name: 'x-it' value: '\x12\x03yes' }
           components: { security_schemes: { additional_properties: { name: 'bearer' value: { security_scheme: {
             type: 'http' scheme: 'bearer' bearer_format: 'JWT' } } } } } };
         message Req { string name = 1; }",
        &get("get: '/v1'"),
        &Settings::default(),
    );
    check(
        &gnostic,
        &[
            ("/info", json!({"title": "T", "version": "7"})),
            ("/externalDocs/url", json!("https://x")),
            ("/tags/1", json!({"name": "things", "description": "All."})),
            ("/security", json!([{"bearer": []}])),
            ("/x-it", json!("yes")),
            (
                "/components/securitySchemes/bearer",
                json!({"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
            ),
        ],
    );
}

#[test]
fn what_gnostic_says_of_a_message_stands_in_its_schema_in_both_versions() {
    let document = described(
        "message Req { option (options.v3_schema) = { title: 'T' description: 'D' deprecated: true min_properties: 1
             external_docs: { url: 'https://x' } example: { yaml: '{\"name\": \"a\"}' } required: 'name' };
           string name = 1 [(options.property) = { nullable: true example: { yaml: 'b' } minimum: 1 exclusive_minimum: true }]; }",
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let at = "/components/schemas/t.v1.Req";
    check(
        &document,
        &[(
            at,
            json!({"type": "object", "required": ["name"], "title": "T", "description": "D", "deprecated": true,
                   "minProperties": 1, "externalDocs": {"url": "https://x"}, "examples": [{"name": "a"}],
                   "properties": {"name": {"type": ["string", "null"], "examples": ["b"], "exclusiveMinimum": 1}}}),
        )],
    );
    let older = render(document.value, Version::V30, Format::Json).unwrap();
    let older: Value = serde_json::from_str(&older).unwrap();
    assert_eq!(
        *older.pointer(at).unwrap(),
        json!({"type": "object", "required": ["name"], "title": "T", "description": "D", "deprecated": true,
               "minProperties": 1, "externalDocs": {"url": "https://x"}, "example": {"name": "a"},
               "properties": {"name": {"type": "string", "nullable": true, "example": "b", "minimum": 1,
                                       "exclusiveMinimum": true}}})
    );
}
