//! Rules compiled from source, and what is said of wrong ones.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::schema::SchemaBuilder;
use crate::schema::source::Sources;

const MESSAGES: &str = r#"
    enum State { UNKNOWN = 0; ACTIVE = 1; }
    message Sub { string subfield = 1; Sub next = 2; repeated string tags = 3; oneof way { string left = 4; Sub right = 5; } }
    message Req {
      string name = 1;
      int64 revision = 2;
      Sub sub = 3;
      repeated string tags = 4;
      map<string, string> labels = 5;
      State state = 6;
      bytes data = 7;
      google.protobuf.Timestamp since = 8;
      google.protobuf.Int32Value limit = 9;
      google.protobuf.StringValue title = 10;
      google.protobuf.FieldMask update_mask = 11;
      google.protobuf.Struct extra = 12;
      google.protobuf.Duration ttl = 13;
      oneof kind { string a = 14; Sub b = 15; }
      int32 renamed = 16 [json_name = "other"];
      repeated Sub subs = 17;
    }
    message Resp { string text = 1; repeated string lines = 2; }
"#;

fn rule_of(rule: &str) -> (Schema, MethodId) {
    let text = format!(
        "syntax = \"proto3\"; package t;
        import \"google/api/annotations.proto\";
        import \"google/protobuf/duration.proto\";
        import \"google/protobuf/field_mask.proto\";
        import \"google/protobuf/struct.proto\";
        import \"google/protobuf/timestamp.proto\";
        import \"google/protobuf/wrappers.proto\";
        {MESSAGES}
        service S {{ rpc M(Req) returns (Resp) {{ option (google.api.http) = {{ {rule} }}; }} }}"
    );
    let mut sources = Sources::new();
    sources.add("t.proto".into(), "t.proto".into(), text, true);
    let compiled = sources.compile();
    assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
    let mut builder = SchemaBuilder::new();
    for (origin, bytes) in compiled.files {
        builder.add(&origin, bytes);
    }
    let (schema, findings) = builder.finish();
    assert!(!findings.has_errors(), "{findings:?}");
    let method = schema
        .methods()
        .find(|(_, method)| method.name.as_ref() == "M")
        .unwrap()
        .0;
    (schema, method)
}

fn compiled(rule: &str) -> (Schema, Vec<Binding>, Vec<RuleError>) {
    let (schema, method) = rule_of(rule);
    let rule = schema.method(method).http.clone().unwrap();
    let (bindings, errors) = compile(&schema, method, &rule, &RuleOptions::default());
    (schema, bindings, errors)
}

/// The errors as text, one per line.
fn errors(rule: &str) -> String {
    let (_, _, errors) = compiled(rule);
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn rule_and_additional_bindings_are_flattened_in_order() {
    let (schema, bindings, errors) = compiled(
        r#"patch: "/v1/{name=things/*}:edit" body: "sub" response_body: "lines"
           additional_bindings { get: "/v1/{sub.next.subfield}/{revision}" }
           additional_bindings { custom { kind: "*" path: "/any" } body: "*" }
           additional_bindings { custom { kind: "REPORT" path: "/r" } }"#,
    );
    assert_eq!(errors, []);
    let seen: Vec<_> = bindings
        .iter()
        .map(|b| (b.index, b.verb.clone(), b.template.to_string(), b.body))
        .collect();
    let report = Method::from_bytes(b"REPORT").unwrap();
    assert_eq!(
        seen,
        [
            (
                0,
                MethodPattern::Exact(Method::PATCH),
                "/v1/{name=things/*}:edit".to_owned(),
                Body::Field(2)
            ),
            (
                1,
                MethodPattern::Exact(Method::GET),
                "/v1/{sub.next.subfield}/{revision}".to_owned(),
                Body::None
            ),
            (2, MethodPattern::Any, "/any".to_owned(), Body::Whole),
            (3, MethodPattern::Exact(report), "/r".to_owned(), Body::None),
        ]
    );
    assert_eq!(bindings[0].response_body, Some(1));
    assert_eq!(bindings[1].response_body, None);
    let fields = |path: &FieldPath| -> Vec<u16> { path.steps().iter().map(|s| s.field).collect() };
    let variables = &bindings[1].variables;
    assert_eq!(fields(&variables[0]), [2, 1, 0]);
    assert_eq!(fields(&variables[1]), [1]);
    assert_eq!(&*variables[0].leaf(&schema).unwrap().name, "subfield");
}

#[test]
fn every_type_with_a_text_form_can_be_a_variable() {
    for field in [
        "name",
        "revision",
        "sub.subfield",
        "state",
        "data",
        "since",
        "limit",
        "title",
        "update_mask",
        "ttl",
        "since.seconds",
        "limit.value",
        "a",
        "b.subfield",
        "renamed",
    ] {
        assert_eq!(errors(&format!("get: \"/v1/{{{field}}}\"")), "", "{field}");
    }
}

#[test]
fn each_method_of_a_pattern() {
    for (key, method) in [
        ("get", Method::GET),
        ("put", Method::PUT),
        ("post", Method::POST),
        ("delete", Method::DELETE),
        ("patch", Method::PATCH),
    ] {
        let (_, bindings, _) = compiled(&format!("{key}: \"/v1\""));
        assert_eq!(bindings[0].verb, MethodPattern::Exact(method), "{key}");
    }
    let (_, bindings, _) = compiled(r#"custom { kind: "get" path: "/v1" }"#);
    let MethodPattern::Exact(method) = &bindings[0].verb else {
        panic!("exact")
    };
    assert_eq!(method.as_str(), "get");
}

#[test]
fn wrong_patterns() {
    for (rule, expected) in [
        (
            r#"body: "*""#,
            "the rule has no pattern; it needs one of get, put, post, delete, patch or custom",
        ),
        (
            r#"custom { kind: "" path: "/v1" }"#,
            "\"\" is not an HTTP method; the kind of a custom pattern is a token, or '*'",
        ),
        (
            r#"custom { kind: "A B" path: "/v1" }"#,
            "\"A B\" is not an HTTP method; the kind of a custom pattern is a token, or '*'",
        ),
        (
            r#"get: "v1/foo""#,
            "\"v1/foo\", column 1: a template must begin with '/'",
        ),
        (
            r#"get: "/v1/{name}/{name}""#,
            "\"/v1/{name}/{name}\", column 13: duplicate variable: a field may be bound only once",
        ),
        (
            r#"get: "/v1" additional_bindings { get: "/v2" additional_bindings { get: "/v3" } }"#,
            "additional binding 1: an additional binding has additional bindings; only the rule itself may have them",
        ),
        (
            r#"get: "/v1" additional_bindings { get: "/v2/" }"#,
            "additional binding 1: \"/v2/\", column 5: empty segment: there must be text between slashes, and none may end the template",
        ),
    ] {
        assert_eq!(errors(rule), expected, "{rule}");
    }
}

#[test]
fn wrong_variables() {
    for (path, expected) in [
        ("/v1/{zzz}", "column 6: t.Req has no field \"zzz\""),
        (
            "/v1/{nam}",
            "column 6: t.Req has no field \"nam\"; did you mean \"name\"?",
        ),
        (
            "/v1/{updateMask}",
            "column 6: t.Req has no field \"updateMask\"; rules use the names of the .proto source: write \"update_mask\"",
        ),
        (
            "/v1/{other}",
            "column 6: t.Req has no field \"other\"; rules use the names of the .proto source: write \"renamed\"",
        ),
        (
            "/{name}/{sub.next.subfeild}",
            "column 19: t.Sub has no field \"subfeild\"; did you mean \"subfield\"?",
        ),
        (
            "/v1/{name.x}",
            "column 11: \"name\" is not a message, so it has no field \"x\"",
        ),
        (
            "/v1/{sub.subfield.x}",
            "column 19: \"sub.subfield\" is not a message, so it has no field \"x\"",
        ),
        (
            "/v1/{tags}",
            "column 6: \"tags\" of t.Req is repeated; a variable binds a single value",
        ),
        (
            "/v1/{sub.tags}",
            "column 10: \"tags\" of t.Sub is repeated; a variable binds a single value",
        ),
        (
            "/v1/{subs.subfield}",
            "column 6: \"subs\" of t.Req is repeated; a variable binds a single value",
        ),
        (
            "/v1/{labels.value}",
            "column 6: \"labels\" of t.Req is a map; a variable binds a single value",
        ),
        (
            "/v1/{sub.next}",
            "column 10: \"sub.next\" is a message (t.Sub) without a form as text; bind one of its fields",
        ),
        (
            "/v1/{extra}",
            "column 6: \"extra\" is a message (google.protobuf.Struct) without a form as text; bind one of its fields",
        ),
        (
            "/v1/{revision=a/*}",
            "column 6: \"revision\" has the type int64, whose text holds no '/'; only string fields take several segments",
        ),
        (
            "/v1/{since=**}",
            "column 6: \"since\" has the type google.protobuf.Timestamp, whose text holds no '/'; only string fields take several segments",
        ),
        (
            "/v1/{limit}/{limit.value}",
            "column 14: \"limit\" and \"limit.value\" bind the same field",
        ),
        (
            "/v1/{a}/{b.subfield}",
            "column 10: \"a\" and \"b.subfield\" are both of the oneof \"kind\"",
        ),
        (
            "/v1/{sub.right.subfield}/{sub.left}",
            "column 27: \"sub.right.subfield\" and \"sub.left\" are both of the oneof \"way\"",
        ),
    ] {
        let expected = format!("{path:?}, {expected}");
        assert_eq!(errors(&format!("get: {path:?}")), expected, "{path}");
    }
    for fine in ["/v1/{title=a/*}", "/v1/{state=ACTIVE}", "/v1/{revision=*}"] {
        assert_eq!(errors(&format!("get: {fine:?}")), "", "{fine}");
    }
}

#[test]
fn wrong_bodies() {
    for (rule, expected) in [
        (
            r#"post: "/v1" body: "nmae""#,
            "body: t.Req has no field \"nmae\"",
        ),
        (
            r#"post: "/v1" body: "nam""#,
            "body: t.Req has no field \"nam\"; did you mean \"name\"?",
        ),
        (
            r#"post: "/v1" body: "updateMask""#,
            "body: t.Req has no field \"updateMask\"; rules use the names of the .proto source: write \"update_mask\"",
        ),
        (
            r#"post: "/v1" body: "sub.next""#,
            "body: \"sub.next\" is a path; it takes the name of a field at the top of the message",
        ),
        (
            r#"post: "/v1/{name}" body: "name""#,
            "body: the variable \"name\" already binds the field \"name\"",
        ),
        (
            r#"post: "/v1/{limit.value}" body: "limit""#,
            "body: the variable \"limit.value\" already binds the field \"limit\"",
        ),
        (
            r#"post: "/v1/{a}" body: "b""#,
            "\"a\" and \"b\" are both of the oneof \"kind\"",
        ),
        (
            r#"post: "/v1" response_body: "*""#,
            "response_body: '*' is no field; leave it out to answer with the whole message",
        ),
        (
            r#"post: "/v1" response_body: "a.b""#,
            "response_body: \"a.b\" is a path; it takes the name of a field at the top of the message",
        ),
        (
            r#"post: "/v1" response_body: "txet""#,
            "response_body: t.Resp has no field \"txet\"",
        ),
    ] {
        assert_eq!(errors(rule), expected, "{rule}");
    }
    assert_eq!(
        errors(r#"post: "/v1/{sub.subfield}/{b.subfield}" body: "b""#),
        ""
    );
}

#[test]
fn every_error_of_every_binding_comes_back_beside_the_good_ones() {
    let (_, bindings, errors) = compiled(
        r#"get: "/v1/{zzz}/{tags}" body: "qqq" response_body: "*"
           additional_bindings { get: "/v2" }
           additional_bindings { get: "v3" }"#,
    );
    assert_eq!(bindings.len(), 1);
    assert_eq!(bindings[0].index, 1);
    let at: Vec<_> = errors.iter().map(|error| error.binding).collect();
    assert_eq!(at, [0, 0, 0, 0, 2]);
}
