//! Documents of small APIs, looked at by the place of what matters.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod authored;
mod choices;
mod oneofs;
mod options;
mod rules_of_fields;
mod rules_of_values;

use super::*;
use crate::http_rule::binding::{RuleOptions, compile};
use crate::schema::SchemaBuilder;
use crate::schema::source::Sources;
use crate::transcode::encode::EncodeOptions;

const IMPORTS: &str = r#"
    import "google/api/annotations.proto";
    import "google/api/client.proto";
    import "google/api/field_behavior.proto";
    import "google/api/field_info.proto";
    import "google/api/httpbody.proto";
    import "google/api/resource.proto";
    import "google/api/visibility.proto";
    import "google/protobuf/any.proto";
    import "google/protobuf/duration.proto";
    import "google/protobuf/empty.proto";
    import "google/protobuf/field_mask.proto";
    import "google/protobuf/struct.proto";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/wrappers.proto";
"#;

/// Options that users bring the files of: what the descriptors are read as stands for them.
const OPTIONS: &str = r#"
    syntax = "proto2";
    package options;
    import "google/protobuf/descriptor.proto";
    import "rialto/openapi/annotated.proto";
    extend google.protobuf.FileOptions { optional rialto.openapi.Swagger swagger = 1042;
                                         optional rialto.openapi.Document document = 1143; }
    extend google.protobuf.MethodOptions { optional rialto.openapi.SwaggerOperation operation = 1042;
                                           optional rialto.openapi.Operation v3_operation = 1143; }
    extend google.protobuf.ServiceOptions { optional rialto.openapi.Tag tag = 1042; }
    extend google.protobuf.MessageOptions { optional rialto.openapi.SwaggerSchema schema = 1042;
                                            optional rialto.openapi.Schema v3_schema = 1143;
                                            optional rialto.openapi.MessageRules message_rules = 1159; }
    extend google.protobuf.FieldOptions { optional rialto.openapi.JSONSchema field = 1042;
                                          optional rialto.openapi.Schema property = 1143;
                                          optional rialto.openapi.FieldRules rules = 1159; }
    extend google.protobuf.OneofOptions { optional rialto.openapi.OneofRules oneof_rules = 1159; }
    extend google.protobuf.EnumOptions { optional rialto.openapi.EnumSchema enum_schema = 1042; }
"#;

/// Where rules may be added to those of a type: by extensions, of messages with these names.
const EXTENDED_RULES: &str = r#"
    syntax = "proto2";
    package buf.validate;
    import "google/protobuf/descriptor.proto";
    extend google.protobuf.FieldOptions { optional FieldRules field = 1159; optional PredefinedRules predefined = 1160; }
    message FieldRules { optional Int32Rules int32 = 3; optional StringRules string = 14; optional RepeatedRules repeated = 18; }
    message Int32Rules { optional int32 gt = 4; extensions 1000 to max; }
    message StringRules { extensions 1000 to max; }
    message RepeatedRules { optional FieldRules items = 4; extensions 1000 to max; }
    message PredefinedRules { repeated Rule cel = 1; }
    message Rule { optional string message = 2; optional string expression = 3; }
"#;

/// The document of a service `t.S` with these methods.
fn described(messages: &str, methods: &str, settings: &Settings) -> Document {
    // Not read unless it is used, since it is long.
    let uses_options = messages.contains("(options.") || methods.contains("(options.");
    let extends_rules = messages.contains("buf.validate.");
    let options = match (uses_options, extends_rules) {
        (true, _) => "import \"options.proto\";",
        (false, true) => "import \"buf/validate/validate.proto\";",
        (false, false) => "",
    };
    let text = format!(
        "syntax = \"proto3\"; package t.v1; {IMPORTS} {options}\n{messages}\n\
         // Things.\nservice S {{ {methods} }}"
    );
    let mut sources = Sources::new();
    for (name, text) in [
        ("options.proto", OPTIONS),
        (
            "rialto/openapi/annotated.proto",
            include_str!("../../proto/rialto/openapi/annotated.proto"),
        ),
        ("buf/validate/validate.proto", EXTENDED_RULES),
        ("t.proto", &text),
    ] {
        let is_used = match name {
            "t.proto" => true,
            "buf/validate/validate.proto" => extends_rules,
            _ => uses_options,
        };
        if is_used {
            sources.add(name.into(), name.into(), text.into(), true);
        }
    }
    let compiled = sources.compile();
    assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
    let mut builder = SchemaBuilder::new();
    for (origin, bytes) in compiled.files {
        builder.add(&origin, bytes);
    }
    let (schema, findings) = builder.finish();
    assert!(!findings.has_errors(), "{findings:?}");
    let bindings: Vec<Binding> = schema
        .methods()
        .filter_map(|(id, method)| Some((id, method.http.as_deref()?)))
        .flat_map(|(id, rule)| {
            let (bindings, errors) = compile(&schema, id, rule, &RuleOptions::default());
            assert!(errors.is_empty(), "{errors:?}");
            bindings
        })
        .collect();
    let served: Vec<_> = bindings
        .iter()
        .map(|binding| Served {
            binding,
            hosts: &[],
            style: Style::new(&EncodeOptions::default()),
            fills_mask: true,
            has_event_id: false,
        })
        .collect();
    let resources = Resources::new(&schema);
    document(&schema, &resources, &served, Envelope::None, settings)
}

fn get(rule: &str) -> String {
    format!("rpc M(Req) returns (Req) {{ option (google.api.http) = {{ {rule} }}; }}")
}

fn paths(document: &Document) -> Vec<String> {
    let items = document.value["paths"].as_object().unwrap();
    items.keys().cloned().collect()
}

/// What is found at each place of the document.
fn check(document: &Document, expected: &[(&str, Value)]) {
    for (pointer, expected) in expected {
        let found = document.value.pointer(pointer).unwrap_or(&Value::Null);
        assert_eq!(found, expected, "{pointer}");
    }
}

#[test]
fn templates_become_the_segments_that_they_match() {
    let messages =
        "message Req { string name = 1; string other = 2; int64 id = 3; Sub sub_message = 4; }
        message Sub { string name = 1; string odd = 2 [json_name = 'o.d!']; }";
    for (rule, expected) in [
        ("get: '/v1/{name=shelves/*}'", "/v1/shelves/{shelf}"),
        (
            "get: '/v1/{name=shelves/*/books/*}:move'",
            "/v1/shelves/{shelf}/books/{book}:move",
        ),
        ("get: '/v1/{id}'", "/v1/{id}"),
        ("get: '/v1/things/{id}'", "/v1/things/{id}"),
        ("get: '/v1/{sub_message.name}'", "/v1/{subMessageName}"),
        ("get: '/v1/{sub_message.odd}'", "/v1/{subMessageO_d_}"),
        (
            "get: '/v1/größe/{other=*}/*'",
            "/v1/gr%C3%B6%C3%9Fe/{other}/{segment}",
        ),
        (
            "get: '/v1/{sub_message.name=policies/*}'",
            "/v1/policies/{policy}",
        ),
        ("get: '/v1/{name=**}'", "/v1/{name}"),
        ("get: '/v1/{name=files/**}'", "/v1/files/{name}"),
        ("get: '/v1/{name=a/*}/{other=a/*}'", "/v1/a/{a}/a/{a2}"),
        ("get: '/v1/{name=*/*}'", "/v1/{name}/{name2}"),
        ("get: '/v1/*/x/{name}'", "/v1/{segment}/x/{name}"),
        ("get: '/v1/{name=only}'", "/v1/only"),
        ("get: '/v1/a%7Bb'", "/v1/a%7Bb"),
    ] {
        let document = described(messages, &get(rule), &Settings::default());
        assert_eq!(paths(&document), [expected], "{rule}");
    }
}

#[test]
fn resources_name_the_parameters() {
    let messages = r#"
        message Shelf {
          option (google.api.resource) = { type: "t.example.com/Shelf" pattern: "racks/{rack}/shelves/{shelf_id}" };
          string name = 1;
        }
        message Req {
          string name = 1 [(google.api.resource_reference).type = "t.example.com/Shelf"];
          string parent = 2 [(google.api.resource_reference).child_type = "t.example.com/Shelf"];
          Shelf shelf = 3;
        }"#;
    for (rule, expected) in [
        (
            "get: '/v1/{name=racks/*/shelves/*}'",
            "/v1/racks/{rack}/shelves/{shelf_id}",
        ),
        (
            "get: '/v1/{shelf.name=racks/*/shelves/*}'",
            "/v1/racks/{rack}/shelves/{shelf_id}",
        ),
        (
            "get: '/v1/{parent=racks/*}/shelves'",
            "/v1/racks/{rack}/shelves",
        ),
        ("get: '/v1/{name=others/*}'", "/v1/others/{other}"),
    ] {
        let document = described(messages, &get(rule), &Settings::default());
        assert_eq!(paths(&document), [expected], "{rule}");
    }
}

#[test]
fn paths_of_one_shape_share_an_item() {
    let document = described(
        "message Req { string a = 1; string b = 2; }",
        "rpc Get(Req) returns (Req) { option (google.api.http) = { get: '/v1/{a}' }; }
         rpc Put(Req) returns (Req) { option (google.api.http) = { put: '/v1/{b}' body: '*' }; }
         rpc Any(Req) returns (Req) { option (google.api.http) = { custom: { kind: '*' path: '/v1/{b}' } body: '*' }; }
         rpc Purge(Req) returns (Req) { option (google.api.http) = { custom: { kind: 'PURGE' path: '/v1/{b}' } }; }",
        &Settings::default(),
    );
    assert_eq!(paths(&document), ["/v1/{a}"]);
    check(
        &document,
        &[
            ("/paths/~1v1~1{a}/get/operationId", json!("t.v1.S.Get")),
            ("/paths/~1v1~1{a}/put/operationId", json!("t.v1.S.Put")),
            ("/paths/~1v1~1{a}/put/parameters/0/name", json!("a")),
            (
                "/paths/~1v1~1{a}/post/operationId",
                json!("t.v1.S.Any.post"),
            ),
            (
                "/paths/~1v1~1{a}/patch/operationId",
                json!("t.v1.S.Any.patch"),
            ),
            (
                "/paths/~1v1~1{a}/x-additionalOperations/PURGE/operationId",
                json!("t.v1.S.Purge"),
            ),
            // What the path binds is no part of the body.
            (
                "/components/schemas/t.v1.S.Put.Body/properties",
                json!({"a": {"type": "string"}}),
            ),
        ],
    );
    assert!(document.left_out.is_empty(), "{:?}", document.left_out);
}

#[test]
fn fields_that_nothing_else_binds_are_query_parameters() {
    let document = described(
        "message Req { string name = 1; repeated string tags = 2; map<string, int32> counts = 3; Sub sub = 4;
           repeated Sub subs = 5; google.protobuf.Timestamp since = 6; google.protobuf.BoolValue really = 7;
           map<string, Sub> by_name = 8; google.protobuf.Struct extra = 9; Req again = 10;
           map<string, google.protobuf.NullValue> nulls = 12; repeated google.protobuf.NullValue nothing = 13;
           int64 page_size = 11 [(google.api.field_behavior) = REQUIRED, deprecated = true]; }
         message Sub { string name = 1; Sub deeper = 2; bytes data = 3; }",
        &get("get: '/v1/{name}/{sub.name}'"),
        &Settings::default(),
    );
    let parameters = document
        .value
        .pointer("/paths/~1v1~1{name}~1{subName}/get/parameters")
        .unwrap();
    let names: Vec<&str> = parameters
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "name", "subName", "tags", "counts", "sub.data", "since", "really", "pageSize"
        ]
    );
    assert_eq!(
        parameters[2]["schema"],
        json!({"type": "array", "items": {"type": "string"}})
    );
    assert_eq!(parameters[3]["style"], "deepObject");
    assert_eq!(parameters[6]["schema"], json!({"type": "boolean"}));
    assert_eq!(parameters[7]["required"], true);
    assert_eq!(parameters[7]["deprecated"], true);
}

#[test]
fn bodies_are_what_the_rule_says() {
    let messages = "message Req { string name = 1; Sub sub = 2; google.api.HttpBody file = 3; repeated string list = 4;
           google.protobuf.FieldMask update_mask = 5; }
         message Sub { string name = 1; string title = 2; }
         message Resp { Sub sub = 1; google.api.HttpBody file = 2; repeated Sub list = 3; string text = 4; }";
    for (rule, pointer, expected) in [
        (
            "post: '/v1' body: '*'",
            "requestBody/content/application~1json/schema",
            reference("t.v1.Req"),
        ),
        (
            "post: '/v1' body: 'sub'",
            "requestBody/content/application~1json/schema",
            reference("t.v1.Sub"),
        ),
        (
            "patch: '/v1/{sub.name}' body: 'sub'",
            "requestBody/content/application~1json/schema",
            reference("t.v1.S.M.Body"),
        ),
        (
            "post: '/v1' body: 'list'",
            "requestBody/content/application~1json/schema",
            json!({"type": "array", "items": {"type": "string"}}),
        ),
        (
            "post: '/v1' body: 'file'",
            "requestBody/content",
            json!({"*/*": {"schema": {"type": "string", "format": "binary"}}}),
        ),
        ("get: '/v1'", "requestBody", Value::Null),
        (
            "get: '/v1' response_body: 'sub'",
            "responses/200/content/application~1json/schema",
            json!({"anyOf": [reference("t.v1.Sub"), {"type": "null"}]}),
        ),
        (
            "get: '/v1' response_body: 'file'",
            "responses/200/content",
            json!({"*/*": {"schema": {"type": "string", "format": "binary"}}}),
        ),
        (
            "get: '/v1' response_body: 'text'",
            "responses/200/content/application~1json/schema",
            json!({"type": "string"}),
        ),
        (
            "custom: { kind: 'HEAD' path: '/v1' }",
            "responses/200",
            json!({"description": "OK"}),
        ),
    ] {
        let method =
            format!("rpc M(Req) returns (Resp) {{ option (google.api.http) = {{ {rule} }}; }}");
        let document = described(messages, &method, &Settings::default());
        let item = document.value["paths"]
            .as_object()
            .unwrap()
            .values()
            .next()
            .unwrap();
        let operation = item.as_object().unwrap().values().next().unwrap();
        let found = operation
            .pointer(&format!("/{pointer}"))
            .unwrap_or(&Value::Null);
        assert_eq!(*found, expected, "{rule}");
    }
}

#[test]
fn messages_are_what_json_makes_of_them() {
    let document = described(
        r#"
        // What it is about.
        //
        // (-- Not for readers. --)
        enum Kind {
          NONE = 0; // Not said.
          SOME = 1;
        }
        // A thing.
        message Req {
          option (google.api.resource) = { type: "t.example.com/Thing" pattern: "things/{thing}" };
          // How many.
          int64 count = 1 [(google.api.field_behavior) = OUTPUT_ONLY];
          uint32 small = 2;
          bytes data = 3 [deprecated = true];
          Kind kind = 4;
          Req child = 5;
          map<int32, Kind> kinds = 6;
          google.protobuf.Value value = 7;
          google.protobuf.StringValue text = 8;
          google.protobuf.Duration time = 9;
          google.protobuf.Any any = 10;
          string id = 11 [(google.api.field_info).format = UUID4, (google.api.field_behavior) = REQUIRED];
          oneof choice { string a = 12; Req b = 13; }
          google.protobuf.NullValue nothing = 14;
          Only only = 15;
          string other_name = 16 [json_name = "@other", (google.api.field_behavior) = INPUT_ONLY];
        }
        message Only { oneof one { string x = 1; Req y = 2; } }"#,
        &get("post: '/v1' body: '*'"),
        &Settings::default(),
    );
    let at = "/components/schemas/t.v1.Req/properties";
    let at = |name: &str| format!("{at}/{name}");
    for (pointer, expected) in [
        (
            at("count"),
            json!({"type": "string", "format": "int64", "pattern": "^-?(0|[1-9][0-9]*)$", "description": "How many.",
                   "readOnly": true}),
        ),
        (at("small/maximum"), json!(u32::MAX)),
        (
            at("data"),
            json!({"type": "string", "format": "byte", "contentEncoding": "base64", "deprecated": true}),
        ),
        (at("kind"), reference("t.v1.Kind")),
        (at("child"), reference("t.v1.Req")),
        (
            at("kinds"),
            json!({"type": "object", "propertyNames": {"pattern": "^-?(0|[1-9][0-9]*)$"},
                   "additionalProperties": reference("t.v1.Kind")}),
        ),
        (at("value"), reference("google.protobuf.Value")),
        (at("text"), json!({"type": ["string", "null"]})),
        (at("time/type"), json!("string")),
        (at("any"), reference("google.protobuf.Any")),
        (at("id"), json!({"type": "string", "format": "uuid"})),
        (
            at("a/description"),
            json!("At most one field of `choice` is set."),
        ),
        (at("nothing"), json!({"const": null})),
        (at("@other"), json!({"type": "string", "writeOnly": true})),
        (
            "/components/schemas/t.v1.Req/required".to_owned(),
            json!(["id"]),
        ),
        (
            "/components/schemas/t.v1.Req/description".to_owned(),
            json!(
                "A thing.\n\nA resource of the type `t.example.com/Thing`, named `things/{thing}`."
            ),
        ),
        (
            "/components/schemas/t.v1.Kind".to_owned(),
            json!({"type": "string", "enum": ["NONE", "SOME"],
                   "description": "What it is about.\n\n- `NONE`: Not said."}),
        ),
        (
            "/components/schemas/t.v1.Only/oneOf".to_owned(),
            json!([
                {"type": "object", "title": "Only.x", "required": ["x"], "properties": {"x": {"type": "string"}}},
                {"type": "object", "title": "Only.y", "required": ["y"], "properties": {"y": reference("t.v1.Req")}},
                {"type": "object", "title": "Only.none", "maxProperties": 0},
            ]),
        ),
    ] {
        check(&document, &[(&pointer, expected)]);
    }
}

#[test]
fn streams_have_a_schema_for_each_media_type() {
    let document = described(
        "message Req { string name = 1; }",
        "rpc Both(stream Req) returns (stream Req) { option (google.api.http) = { post: '/v1' body: '*' }; }",
        &Settings::default(),
    );
    let list = json!({"type": "array", "items": reference("t.v1.Req")});
    let body = "/paths/~1v1/post/requestBody/content";
    let answer = "/paths/~1v1/post/responses/200/content";
    let at = |base: &str, rest: &str| format!("{base}/{rest}");
    for (pointer, expected) in [
        (at(body, "application~1json/schema"), list.clone()),
        (
            at(body, "application~1x-ndjson/schema"),
            reference("t.v1.Req"),
        ),
        (at(answer, "application~1json/schema"), list),
        (
            at(answer, "application~1x-ndjson/x-itemSchema"),
            json!({"anyOf": [reference("t.v1.Req"), reference("rialto.StreamError")]}),
        ),
        (
            at(answer, "text~1event-stream/schema/properties/data"),
            json!({"anyOf": [reference("t.v1.Req"), reference("google.rpc.Status")]}),
        ),
    ] {
        check(&document, &[(&pointer, expected)]);
    }
}

#[test]
fn restricted_elements_are_left_out_unless_they_are_asked_for() {
    let messages = "message Req { string open = 1;
        string secret = 2 [(google.api.field_visibility).restriction = 'INTERNAL, PREVIEW']; Own own = 3; Kind kind = 4; }
        message Own { option (google.api.message_visibility).restriction = 'INTERNAL'; }
        enum Kind { option (google.api.enum_visibility).restriction = 'INTERNAL'; NONE = 0; }";
    let methods = "rpc Get(Req) returns (Req) { option (google.api.http) = { get: '/v1/open' }; }
        rpc Secret(Req) returns (Req) { option (google.api.http) = { get: '/v1/secret' };
          option (google.api.method_visibility).restriction = 'PREVIEW'; }";
    for (visible, expected_paths, properties) in [
        (&[][..], &["/v1/open"][..], 1),
        (&["INTERNAL"], &["/v1/open"], 4),
        (&["PREVIEW"], &["/v1/open", "/v1/secret"], 2),
    ] {
        let settings = Settings {
            visible: visible.iter().map(|label| (*label).to_owned()).collect(),
            ..Settings::default()
        };
        let document = described(messages, methods, &settings);
        assert_eq!(paths(&document), expected_paths, "{visible:?}");
        let found = &document.value["components"]["schemas"]["t.v1.Req"]["properties"];
        assert_eq!(found.as_object().unwrap().len(), properties, "{visible:?}");
    }
}

#[test]
fn what_is_said_of_the_api_comes_from_its_names_unless_it_is_configured() {
    let described = |settings: &Settings| {
        described(
            "message Req { string name = 1; }",
            &get("get: '/v1'"),
            settings,
        )
    };
    check(
        &described(&Settings::default()),
        &[
            ("/openapi", json!("3.1.1")),
            ("/info", json!({"title": "t.v1.S", "version": "v1"})),
            (
                "/tags",
                json!([{"name": "t.v1.S", "description": "Things."}]),
            ),
            ("/servers", Value::Null),
        ],
    );
    let settings = Settings {
        title: Some("Things".into()),
        version: Some("2".into()),
        description: Some("All of them.".into()),
        servers: vec!["https://api.example.com".into()],
        ..Settings::default()
    };
    check(
        &described(&settings),
        &[
            (
                "/info",
                json!({"title": "Things", "version": "2", "description": "All of them."}),
            ),
            ("/servers", json!([{"url": "https://api.example.com"}])),
        ],
    );
}

fn reference(name: &str) -> Value {
    schema::reference(name)
}
