//! Whole requests, by rules compiled from source; prost-reflect reads the messages.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use http::Method;
use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::http_rule::binding::{RuleOptions, compile};
use crate::router::{RouteId, RouterBuilder, Settings};
use crate::transcode::testing::Fixture;

mod body;
mod form;
mod http_body;
mod mask;
mod multipart;
mod query;

/// A service with one method and one rule.
struct Api {
    fixture: Fixture,
    binding: Binding,
    plan: RequestPlan,
    options: RequestOptions,
    format: BodyFormat,
    content_type: &'static str,
}

impl Api {
    /// `sketch` holds imports and messages, one of them `Req`; `rule` is the inside of a `google.api.http` option.
    fn new(sketch: &str, rule: &str) -> Self {
        let (head, syntax) = match sketch.strip_prefix("proto2;") {
            Some(rest) => (rest, "proto2"),
            None => (sketch, "proto3"),
        };
        let text = format!(
            "syntax = \"{syntax}\"; package t; import \"google/api/annotations.proto\"; {head}
             service S {{ rpc M(Req) returns (Req) {{ option (google.api.http) = {{ {rule} }}; }} }}"
        );
        let fixture = Fixture::new(&[("t.proto", &text)]);
        let schema = fixture.plans.schema();
        let (id, method) = schema.methods().find(|(_, m)| &*m.name == "M").unwrap();
        let http = method.http.as_deref().unwrap();
        let (mut bindings, errors) = compile(schema, id, http, &RuleOptions::default());
        assert_eq!(errors, []);
        let binding = bindings.remove(0);
        let plan = RequestPlan::new(&fixture.plans, &binding);
        Self {
            binding,
            plan,
            fixture,
            options: RequestOptions::default(),
            format: BodyFormat::Json,
            content_type: "text/plain",
        }
    }

    fn with(mut self, change: impl FnOnce(&mut RequestOptions)) -> Self {
        change(&mut self.options);
        self
    }

    /// Routes `path`, which may have a query, and assembles; the message's bytes.
    fn wire(&self, target: &str, body: &str) -> Result<Vec<u8>, RequestError> {
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        let mut router = RouterBuilder::new(Settings::DEFAULT);
        let verb = self.binding.verb.clone();
        router
            .insert(None, verb, &self.binding.template, RouteId(0))
            .unwrap();
        let router = router.build();
        let method = match &self.binding.verb {
            crate::router::MethodPattern::Exact(method) => method.clone(),
            crate::router::MethodPattern::Any => Method::GET,
        };
        let found = router.route(None, &method, path).unwrap();
        let variables = self.binding.template.variables().iter();
        let captures: Vec<_> = variables.map(|one| found.capture(one)).collect();
        let parts = RequestParts {
            captures: &captures,
            query,
            body: (!body.is_empty()).then_some(body.as_bytes()),
            content_type: self.content_type,
            format: self.format,
        };
        // What is there already, such as the prefix of a frame, stays.
        let mut out = b"12345".to_vec();
        let result = self
            .plan
            .assemble(&self.fixture.plans, &parts, &self.options, &mut out);
        assert!(out.starts_with(b"12345"));
        if result.is_err() {
            assert_eq!(out, b"12345");
        }
        result.map(|()| out.split_off(5))
    }

    fn json(&self, target: &str, body: &str) -> Result<Value, RequestError> {
        let wire = self.wire(target, body)?;
        let message = self.fixture.oracle_from_wire("t.Req", &wire);
        Ok(serde_json::to_value(&message).unwrap())
    }

    /// Expects JSON, in any spelling.
    fn gives(&self, target: &str, body: &str, expected: &str) {
        let expected = self.fixture.oracle_from_json("t.Req", expected).unwrap();
        let expected = serde_json::to_value(&expected).unwrap();
        assert_eq!(
            self.json(target, body).unwrap(),
            expected,
            "{target} {body}"
        );
    }

    /// Expects an error: its reason, and what its text contains.
    fn fails(&self, target: &str, body: &str, reason: &str, text: &str) {
        match self.json(target, body) {
            Ok(json) => panic!("{target} {body} gives {json}"),
            Err(error) => {
                let seen = error.to_string();
                assert_eq!(error.reason(), reason, "{target} {body}: {seen}");
                assert!(seen.contains(text), "{target} {body}: {seen}");
            }
        }
    }
}

const MESSAGES: &str = "message Req { string message_id=1; int64 revision=2; Sub sub=3; \
    Message message=4; string text=5; string user_id=6; } \
    message Sub { string subfield=1; } message Message { string text=1; }";

#[test]
fn captures_of_every_type() {
    for (sketch, template, path, json) in [
        (
            "message Req { int64 n=1; }",
            "/v1/n/{n}",
            "/v1/n/42",
            r#"{"n":"42"}"#,
        ),
        ("message Req { int64 n=1; }", "/v1/n/{n}", "/v1/n/-0", "{}"),
        (
            "message Req { State s=1; } enum State { UNKNOWN=0; ACTIVE=1; }",
            "/{s}",
            "/ACTIVE",
            r#"{"s":"ACTIVE"}"#,
        ),
        (
            "message Req { State s=1; } enum State { UNKNOWN=0; ACTIVE=1; }",
            "/{s}",
            "/7",
            r#"{"s":7}"#,
        ),
        (
            "import \"google/protobuf/timestamp.proto\"; message Req { google.protobuf.Timestamp t=1; }",
            "/v1/t/{t}",
            "/v1/t/2024-01-02T03:04:05Z",
            r#"{"t":"2024-01-02T03:04:05Z"}"#,
        ),
        (
            "import \"google/protobuf/wrappers.proto\"; message Req { google.protobuf.UInt64Value w=1; }",
            "/{w}",
            "/0",
            r#"{"w":"0"}"#,
        ),
        (
            "message Req { bytes b=1; }",
            "/{b}",
            "/-_-_",
            r#"{"b":"+/+/"}"#,
        ),
        (
            "message Req { optional string s=1; }",
            "/f/{s=**}",
            "/f",
            r#"{"s":""}"#,
        ),
        (
            "message Req { A a=1; } message A { A a=1; string s=2; }",
            "/{a.a.s}",
            "/x",
            r#"{"a":{"a":{"s":"x"}}}"#,
        ),
        (
            "message Req { A a=1; } message A { string s=1; int32 n=2; }",
            "/{a.s}/{a.n}",
            "/x/1",
            r#"{"a":{"s":"x","n":1}}"#,
        ),
        (
            "message Req { string x=1; }",
            "/a/{x}/c",
            "/a/p%20q%2Fr+/c",
            r#"{"x":"p q/r+"}"#,
        ),
        (
            "message Req { string x=1; }",
            "/a/{x=p/*/q/*}/c",
            "/a/p/foo%20foo/q/bar%2Fbar/c",
            r#"{"x":"p/foo foo/q/bar%2Fbar"}"#,
        ),
        (
            "message Req { string x=1; }",
            "/{x}",
            "/%25%34%31",
            r#"{"x":"%41"}"#,
        ),
        (
            MESSAGES,
            "/v1/{message_id}/{sub.subfield}",
            "/v1/7/foo",
            r#"{"messageId":"7","sub":{"subfield":"foo"}}"#,
        ),
        (
            "proto2; message Req { optional group G = 1 { optional group H = 2 { optional string s = 3; } } }",
            "/{g.h.s}",
            "/x",
            r#"{"g":{"h":{"s":"x"}}}"#,
        ),
    ] {
        Api::new(sketch, &format!("get: {template:?}")).gives(path, "", json);
    }
}

#[test]
fn a_long_value_within_messages_has_its_lengths() {
    let api = Api::new(
        "message Req { A a=1; } message A { A a=1; string s=2; }",
        "get: \"/{a.a.a.s}\"",
    );
    for length in [1, 120, 127, 128, 129, 5000] {
        let value = "x".repeat(length);
        let json = format!(r#"{{"a":{{"a":{{"a":{{"s":"{value}"}}}}}}}}"#);
        api.gives(&format!("/{value}"), "", &json);
    }
}

#[test]
fn wrong_captures() {
    for (sketch, path, text) in [
        (
            "message Req { int64 x=1; }",
            "/1.5",
            "path parameter \"x\": expected an int64",
        ),
        (
            "message Req { bool x=1; }",
            "/1",
            "path parameter \"x\": expected true or false",
        ),
        (
            "message Req { string x=1; }",
            "/%ff",
            "path parameter \"x\": the escapes do not give valid UTF-8",
        ),
        (
            "message Req { State x=1; } enum State { UNKNOWN=0; ACTIVE=1; }",
            "/ACTIV",
            "did you mean \"ACTIVE\"?",
        ),
    ] {
        Api::new(sketch, "get: \"/{x}\"").fails(path, "", "PATH_PARAMETER_INVALID", text);
    }
}

#[test]
fn unescaping_and_enum_case_are_options() {
    let api = Api::new("message Req { string x=1; }", "get: \"/f/{x=**}\"");
    api.gives("/f/%21%2F", "", r#"{"x":"!%2F"}"#);
    let api = api.with(|options| options.unescape = UnescapeMode::All);
    api.gives("/f/%21%2F", "", r#"{"x":"!/"}"#);
    let sketch = "message Req { State x=1; } enum State { UNKNOWN=0; ACTIVE=1; }";
    let api = Api::new(sketch, "get: \"/{x}\"");
    let api = api.with(|options| options.text.case_insensitive_enums = true);
    api.gives("/active", "", r#"{"x":"ACTIVE"}"#);
}

#[test]
fn violations_name_fields_of_the_message() {
    let api = Api::new(MESSAGES, "get: \"/v1/{message_id}\"");
    for (target, field, description) in [
        ("/v1/1?revision=x", "revision", "expected an int64"),
        ("/v1/1?messageId=2", "message_id", "path parameter"),
        ("/v1/1?userId=2&user_id=2", "user_id", "set the same field"),
        ("/v1/1?colour=2", "colour", "is unknown"),
    ] {
        let violations = api.json(target, "").unwrap_err().violations();
        let [(seen, text)] = violations.as_slice() else {
            panic!("{violations:?}")
        };
        assert_eq!(seen, field);
        assert!(text.contains(description), "{text}");
    }
    assert_eq!(api.json("/v1/1", "{}").unwrap_err().violations(), []);
}

const REQUIRED: &str = "proto2; message Req { required string id = 1; optional A a = 2; repeated A list = 3; \
     map<string, A> by = 4; optional group G = 5 { required int32 n = 6; } optional string note = 7; } \
     message A { required string s = 1; required int32 n = 2; optional A a = 3; }";

#[test]
fn required_fields_may_come_from_any_part() {
    let missing = "REQUIRED_FIELD_MISSING";
    let api = Api::new(REQUIRED, "get: \"/{id}/{a.s}\"");
    api.gives(
        "/x/y?a.n=1&g.n=2",
        "",
        r#"{"id":"x","a":{"s":"y","n":1},"g":{"n":2}}"#,
    );
    api.fails("/x/y", "", missing, "the field \"a.n\" is required by t.A");
    api.fails("/x/y?a.n=0&a.a.n=1", "", missing, "\"a.a.s\"");
    let api = Api::new(REQUIRED, "get: \"/q\"");
    api.fails("/q", "", missing, "\"id\"");
    api.gives("/q?id=", "", r#"{"id":""}"#);
    let wrong = api.json("/q?note=x", "").unwrap_err();
    assert_eq!(wrong.violations()[0].0, "id");
}

proptest! {
    /// Whoever authorizes by the path must be able to rely on it.
    #[test]
    fn no_body_and_no_query_changes_what_the_path_binds(
        name in "[ab]",
        pages in 0..3_i32,
        whole: bool,
        members in prop::collection::vec(("name|pages|title|left|right|secret|hidden", "\"[ab]?\"|[0-2]|null|\\{\\}|\\{\"first\":\"x\"\\}"), 0..4),
        query in prop::collection::vec("(book\\.)?(name|pages|title|left|right\\.first|a|b\\.name)=[ab0-2]?", 0..3),
    ) {
        thread_local! {
            static APIS: [Api; 3] = ["*", "book", ""].map(|body| {
                Api::new(body::BOOK, &format!("patch: \"/{{book.name}}/{{book.pages}}\" body: {body:?}"))
            });
        }
        let members: Vec<_> = members.iter().map(|(key, value)| format!("{key:?}:{value}")).collect();
        let members = members.join(",");
        let query = query.join("&");
        let target = format!("/{name}/{pages}?{query}");
        let body = if whole { format!("{{\"book\":{{{members}}}}}") } else { format!("{{{members}}}") };
        APIS.with(|apis| {
            for (api, body) in apis.iter().zip([&*body, &*body, ""]) {
                if let Ok(json) = api.json(&target, body) {
                    prop_assert_eq!(&json["book"]["name"], &Value::from(&*name));
                    prop_assert_eq!(&json["book"]["pages"], &Value::from(pages));
                }
            }
            Ok(())
        })?;
    }
}
