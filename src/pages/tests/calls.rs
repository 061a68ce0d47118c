//! The calls of a method, and that nothing in an API changes what a shell or JavaScript makes of them.

use std::process::Command;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::pages::calls::{self, Piece, Stream, Text};
use crate::pages::typescript;

/// With an address in the places that are for one.
fn written(text: &Text) -> String {
    let pieces = text.0.iter().map(|piece| match piece {
        Piece::Text(text) => text,
        Piece::Origin | Piece::ServiceOrigin => "http://h",
        Piece::ServiceSocket => "ws://h",
        Piece::Authority => "h:80",
        Piece::Plaintext => " -plaintext",
        Piece::HostHeader | Piece::HostOption => "",
    });
    pieces.collect()
}

fn curl(api: &Api) -> String {
    api.of_method("M", |samples, offered| {
        let route = offered.routes.first().expect("a route");
        written(&calls::curl(
            &api.schema,
            samples,
            offered.method,
            route,
            Stream::Lines,
        ))
    })
}

#[test]
fn routes_are_called_with_curl() {
    const MESSAGES: &str =
        "message Req { string name = 1; int64 id = 2; Inner inner = 3; string it = 4; }
        message Inner { string a = 1; bool b = 2; }";
    for (rule, expected) in [
        ("get: '/v1/{name=things/*}'", "curl 'http://h/v1/things/1'"),
        (
            "get: '/v1/{name=things/*}:look'",
            "curl 'http://h/v1/things/1:look'",
        ),
        ("get: '/v1/{name=**}'", "curl 'http://h/v1/index.html'"),
        ("get: '/v1/*/x/{id}'", "curl 'http://h/v1/1/x/1'"),
        (
            "delete: '/v1/{name=things/*}'",
            "curl -X DELETE 'http://h/v1/things/1'",
        ),
        (
            "delete: '/v1/{name=things/*}' body: 'inner'",
            "curl -X DELETE 'http://h/v1/things/1' \\\n  -H 'content-type: application/json' -d '{\"a\":\"text\",\"b\":true}'",
        ),
        (
            "get: '/v1/{name=things/*}' body: 'inner'",
            "curl -X GET 'http://h/v1/things/1' \\\n  -H 'content-type: application/json' -d '{\"a\":\"text\",\"b\":true}'",
        ),
        (
            "post: '/v1/{inner.a=things/*}' body: 'inner'",
            "curl 'http://h/v1/things/1' \\\n  -H 'content-type: application/json' -d '{\"b\":true}'",
        ),
        (
            "post: '/v1/{name=things/*}' body: 'it'",
            "curl 'http://h/v1/things/1' \\\n  -H 'content-type: application/json' -d '\"text\"'",
        ),
        ("post: '/v1/things'", "curl -X POST 'http://h/v1/things'"),
        (
            "custom: {kind: 'HEAD' path: '/v1/x'}",
            "curl --head 'http://h/v1/x'",
        ),
        ("custom: {kind: '*' path: '/v1/x'}", "curl 'http://h/v1/x'"),
        (
            "custom: {kind: 'PURGE' path: '/v1/x'}",
            "curl -X PURGE 'http://h/v1/x'",
        ),
        // A method of HTTP may be made of signs that a shell knows.
        (
            "custom: {kind: 'A`$B|' path: '/v1/x'}",
            "curl -X 'A`$B|' 'http://h/v1/x'",
        ),
        (
            "custom: {kind: \"A'B\" path: '/v1/x'}",
            "curl -X 'A'\\''B' 'http://h/v1/x'",
        ),
        // Literals may hold what a path may.
        (
            "get: \"/v1/o'hara/$x/caf\\u00e9\"",
            "curl 'http://h/v1/o%27hara/%24x/caf%C3%A9'",
        ),
        ("get: \"/v1/x:it's\"", "curl 'http://h/v1/x:it'\\''s'"),
    ] {
        assert_eq!(curl(&Api::of_rule(MESSAGES, rule)), expected, "{rule}");
    }
}

#[test]
fn queries_are_encoded() {
    for (messages, expected) in [
        (
            "message Req { string a = 1; string b = 2 [(google.api.field_behavior) = REQUIRED]; }",
            "?b=text",
        ),
        (
            "message Req { repeated string b = 1 [(google.api.field_behavior) = REQUIRED, (options.rules).repeated.min_items = 2]; }",
            "?b=text&b=text",
        ),
        (
            "message Req { string b = 1 [(google.api.field_behavior) = REQUIRED, (options.rules).string.const = \"a b&c=d'\\n\\u00e9\"]; }",
            "?b=a%20b%26c%3Dd%27%0A%C3%A9",
        ),
        (
            "message Req { string b = 1 [(google.api.field_behavior) = REQUIRED, json_name = \"a'b[1]\"]; }",
            "?a%27b%5B1%5D=text",
        ),
        (
            "message Req { google.protobuf.Timestamp b = 1 [(google.api.field_behavior) = REQUIRED]; }",
            "?b=2026-01-01T00%3A00%3A00Z",
        ),
        (
            "message Req { In in = 1 [(google.api.field_behavior) = REQUIRED]; } message In { bool x_y = 1 [(google.api.field_behavior) = REQUIRED]; }",
            "?in.xY=true",
        ),
    ] {
        let found = curl(&Api::of_rule(messages, "get: '/v1/x'"));
        assert_eq!(
            found,
            format!("curl 'http://h/v1/x{expected}'"),
            "{messages}"
        );
    }
}

#[test]
fn bodies_of_any_type_and_streams_have_their_own_calls() {
    const MESSAGES: &str = "message Req { string name = 1; google.api.HttpBody file = 2; }";
    const ANY: &str = " \\\n  -H 'content-type: text/plain' --data-binary 'hello'";
    for (method, expected) in [
        (
            "rpc M(google.api.HttpBody) returns (Req) { option (google.api.http) = {post: '/x' body: '*'}; }",
            format!("curl 'http://h/x'{ANY}"),
        ),
        (
            "rpc M(Req) returns (Req) { option (google.api.http) = {put: '/{name}' body: 'file'}; }",
            format!("curl -X PUT 'http://h/1'{ANY}"),
        ),
        (
            "rpc M(Req) returns (google.api.HttpBody) { option (google.api.http) = {get: '/{name}'}; }",
            "curl --output - 'http://h/1'".to_owned(),
        ),
        (
            "rpc M(Req) returns (Req) { option (google.api.http) = {get: '/{name}' response_body: 'file'}; }",
            "curl --output - 'http://h/1'".to_owned(),
        ),
        (
            "rpc M(Req) returns (stream Req) { option (google.api.http) = {get: '/{name}'}; }",
            "curl -N -H 'accept: application/x-ndjson' 'http://h/1'".to_owned(),
        ),
    ] {
        assert_eq!(curl(&Api::new(MESSAGES, method)), expected, "{method}");
    }
}

#[test]
fn streams_have_events_and_sockets() {
    const END: &str = "socket.onmessage = (event) => console.log(event.data);\n\
         socket.onclose = (event) => console.log(event.code, event.reason);";
    let rule = "{ option (google.api.http) = {post: '/x' body: '*'}; }";
    for (signature, has_events, expected) in [
        ("(Req) returns (Req)", false, None),
        (
            "(Req) returns (stream Req)",
            true,
            Some("  socket.send(JSON.stringify({\"a\":\"text\"}));"),
        ),
        (
            "(stream Req) returns (Req)",
            false,
            Some("  socket.send(JSON.stringify({\"a\":\"text\"}));\n  socket.send(\"end\");"),
        ),
        (
            "(stream Req) returns (stream Req)",
            true,
            Some("  socket.send(JSON.stringify({\"a\":\"text\"}));\n  socket.send(\"end\");"),
        ),
        ("(Req) returns (stream google.api.HttpBody)", false, None),
        ("(stream google.api.HttpBody) returns (Req)", false, None),
    ] {
        let api = Api::new(
            "message Req { string a = 1; }",
            &format!("rpc M{signature} {rule}"),
        );
        let (events, socket) = api.of_method("M", |samples, offered| {
            let (method, route) = (offered.method, offered.routes.first().expect("a route"));
            let sample = samples.request(method, None);
            let events = calls::curl(&api.schema, samples, method, route, Stream::Events);
            assert_eq!(
                calls::has_events(&api.schema, method, route),
                has_events,
                "{signature}"
            );
            (
                written(&events),
                calls::socket(&api.schema, "/t.v1.S/M", method, &sample),
            )
        });
        assert_eq!(
            events.contains("accept: text/event-stream"),
            has_events,
            "{events}"
        );
        let expected = expected.map(|send| {
            format!("const socket = new WebSocket(\"ws://h/t.v1.S/M\");\nsocket.onopen = () => {{\n{send}\n}};\n{END}")
        });
        assert_eq!(socket.as_ref().map(written), expected, "{signature}");
    }
}

#[test]
fn grpcurl_and_connect_say_the_message() {
    let api = Api::of_rule("message Req { string a = 1; }", "post: '/x' body: '*'");
    let (grpcurl, connect) = api.of_method("M", |_, offered| {
        let sample = json!({"a": "it's"});
        (
            written(&calls::grpcurl("t.v1.S/M", &sample)),
            written(&calls::connect("/t.v1.S/M", offered.method, &sample)),
        )
    });
    assert_eq!(
        grpcurl,
        "grpcurl -plaintext -d '{\"a\":\"it'\\''s\"}' \\\n  h:80 t.v1.S/M"
    );
    assert_eq!(
        connect,
        "curl 'http://h/t.v1.S/M' \\\n  -H 'content-type: application/json' -H 'connect-protocol-version: 1' \\\n  -d '{\"a\":\"it'\\''s\"}'"
    );
    assert_eq!(
        written(&calls::grpcurl("x/$(id)", &json!({}))),
        "grpcurl -plaintext \\\n  h:80 'x/$(id)'"
    );
}

/// What `sh` makes of the words of a call: its arguments.
fn arguments(call: &str) -> Vec<String> {
    let script = format!("for_each() {{ printf '%s\\0' \"$@\"; }}\nfor_each {call}");
    let output = Command::new("sh").arg("-c").arg(&script).output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{script} {output:?}"
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn services_of_some_hosts_are_called_there() {
    let mut api = Api::of_rule("message Req { string a = 1; }", "post: '/x' body: '*'");
    let page = |api: &Api| {
        let catalog = api.catalog();
        let site = crate::pages::Site {
            path: "/docs".to_owned(),
            title: "API".to_owned(),
            document: None,
            reference_methods_max: 10,
            types_max: 100,
            has_sockets: true,
            comment_max: crate::units::ByteSize(1 << 16),
            version: || "1",
            server: None,
        };
        site.service(&catalog).expect("a service")
    };
    assert!(!page(&api).contains("data-hosts"));
    // What is no host is none.
    api.hosts = ["a.example", "b.example", "x';id;'"]
        .map(str::to_owned)
        .into();
    let page = page(&api);
    for (kind, part, count) in [
        ("host", " -H &#39;host: a.example&#39;", 2),
        ("host", " -authority a.example", 1),
        ("service-origin", "https://a.example", 1),
    ] {
        let span =
            format!("<span data-is=\"{kind}\" data-hosts=\"a.example b.example\">{part}</span>");
        assert_eq!(page.matches(&span).count(), count, "{span}");
    }
    assert!(page.contains(
        "<p>Answers on the host <code>a.example</code> or <code>b.example</code> alone.</p>"
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_shell_gets_exactly_the_message(
        text in prop_oneof!["[^\\x00]{0,40}", "['\"$`\\\\ \\n!*?~#&;|<>(){}\\[\\]-]{0,20}"],
        name in "[^\\x00]{1,12}",
    ) {
        let sample = json!({ &name: text });
        let found = arguments(&written(&calls::grpcurl(&name, &sample)));
        prop_assert_eq!(&found[..3], ["grpcurl", "-plaintext", "-d"]);
        prop_assert_eq!(serde_json::from_str::<Value>(&found[3]).unwrap(), sample);
        prop_assert_eq!(&found[4..], ["h:80", &*name]);
    }
}

/// The call in TypeScript from the line on that calls.
fn typescript(api: &Api) -> String {
    let text = api.of_method("M", |samples, offered| {
        let sample = samples.request(offered.method, offered.routes.first().copied());
        typescript::call(&api.schema, offered.method, &sample)
    });
    text.as_ref().map(written).unwrap_or_default()
}

#[test]
fn messages_are_objects_where_they_are_the_same_in_javascript() {
    for (messages, expected) in [
        ("message Req {}", "client.m({})"),
        (
            "message Req { string a_b = 1; int32 c = 2; double d = 3; }",
            "client.m({ aB: \"text\", c: 1, d: 1.5 })",
        ),
        (
            "message Req { repeated string a = 1; In in = 2; } message In { bool b = 1; }",
            "client.m({ a: [\"text\"], in: { b: true } })",
        ),
        (
            "message Req { string to_string = 1; string constructor = 2; string delete = 3; }",
            "client.m({ toString$: \"text\", constructor$: \"text\", delete: \"text\" })",
        ),
        (
            "message Req { string the_first = 1; string the_second = 2; repeated string third_of_three = 3; }",
            "client.m({\n  theFirst: \"text\",\n  theSecond: \"text\",\n  thirdOfThree: [\"text\"]\n})",
        ),
        // protoc-gen-es goes by the name in the source.
        (
            "message Req { string a = 1 [json_name = \"x y\"]; }",
            "client.m({ a: \"text\" })",
        ),
        // What is another value in JavaScript comes from JSON.
        (
            "message Req { int64 a = 1; }",
            "client.m(fromJson(ReqSchema, {\"a\":\"1\"}))",
        ),
        (
            "message Req { bytes a = 1; }",
            "client.m(fromJson(ReqSchema, {\"a\":\"aGVsbG8=\"}))",
        ),
        (
            "message Req { map<string, int32> a = 1; }",
            "client.m(fromJson(ReqSchema, {\"a\":{\"key\":1}}))",
        ),
        (
            "message Req { oneof o { int32 a = 1; } }",
            "client.m(fromJson(ReqSchema, {\"a\":1}))",
        ),
        (
            "message Req { E a = 1; } enum E { Z = 0; A = 1; }",
            "client.m(fromJson(ReqSchema, {\"a\":\"A\"}))",
        ),
        (
            "message Req { google.protobuf.Timestamp a = 1; }",
            "client.m(fromJson(ReqSchema, {\"a\":\"2026-01-01T00:00:00Z\"}))",
        ),
        (
            "message Req { In in = 1; } message In { Req again = 1; bool b = 2; }",
            "client.m({ in: { b: true } })",
        ),
    ] {
        let found = typescript(&Api::of_rule(messages, "post: '/x' body: '*'"));
        assert!(
            found.contains(&format!("await {expected};")),
            "{messages}\n{found}"
        );
    }
}

#[test]
fn names_are_imported_as_protoc_gen_es_exports_them() {
    for (file, text, expected) in [
        (
            "a/b.proto",
            "package a; message Req { int64 x = 1; } service S { rpc M(Req) returns (Req); }",
            &[
                "import { ReqSchema } from \"./gen/a/b_pb\";",
                "import { S } from \"./gen/a/b_pb\";",
                "createClient(S, ",
            ][..],
        ),
        (
            "b.proto",
            "package a; message Out { message Req { int64 x = 1; } } service S { rpc M(Out.Req) returns (Out); }",
            &["import { Out_ReqSchema } from \"./gen/b_pb\";"],
        ),
        (
            "c.proto",
            "import 'google/protobuf/timestamp.proto'; service S { rpc M(google.protobuf.Timestamp) returns (google.protobuf.Timestamp); }",
            &["import { TimestampSchema } from \"@bufbuild/protobuf/wkt\";"],
        ),
        (
            "d.proto",
            "message Req {} service delete { rpc M(Req) returns (Req); }",
            &["import { delete$ } from ", "createClient(delete$, "],
        ),
        (
            "e.proto",
            "message Req {} service client { rpc M(Req) returns (Req); }",
            &[
                "import { client as clientService } from ",
                "createClient(clientService, ",
            ],
        ),
        (
            "f.proto",
            "message Req {} service S { rpc M(stream Req) returns (stream Req); }",
            &[
                "@connectrpc/connect-node",
                "async function* requests() {",
                "for await (const answer of client.m(requests()))",
            ],
        ),
        (
            "g.proto",
            "message Req {} service S { rpc M(Req) returns (stream Req); }",
            &[
                "@connectrpc/connect-web",
                "for await (const answer of client.m({}))",
            ],
        ),
    ] {
        let api = Api::of_file(file, &format!("syntax = \"proto3\"; {text}"));
        let found = typescript(&api);
        for part in expected {
            assert!(found.contains(part), "{part} is not in\n{found}");
        }
    }
}

#[test]
fn groups_and_extensions_of_proto2_are_called() {
    let api = Api::of_file("t.proto", "syntax = \"proto2\"; package t.v1;
        message Req { required group Origin = 1 { required string place = 1; } optional string note = 2; extensions 100 to 200; }
        extend Req { optional string more = 100; }
        service S { rpc M(Req) returns (Req); }");
    assert_eq!(
        api.sample("M"),
        json!({"origin": {"place": "text"}, "note": "text"})
    );
    assert!(
        typescript(&api)
            .contains("fromJson(ReqSchema, {\"origin\":{\"place\":\"text\"},\"note\":\"text\"})")
    );
}
