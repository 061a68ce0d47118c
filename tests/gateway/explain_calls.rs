//! `explain` of requests for methods by their own path, as clients of gRPC, gRPC-Web and Connect send them.

use serde_json::{Value, json};

use crate::explain::{explain, explain_json, get, post, with};
use crate::support::Folder;

const JSON: (&str, &str) = ("content-type", "application/json");
const VERSION: (&str, &str) = ("connect-protocol-version", "1");
const GET_SHELF: &str = "/bookstore.v1.Bookstore/GetShelf";

#[test]
fn a_call_of_connect_is_told_with_its_message() {
    let marked = post(GET_SHELF, r#"{"name":"shelves/1"}"#);
    let query = "/bookstore.v1.Bookstore/GetShelf?connect=v1&encoding=json&message=%7B%22name%22:%22shelves/1%22%7D";
    for request in [
        with(
            marked,
            &[
                JSON,
                VERSION,
                ("connect-timeout-ms", "250"),
                ("tenant", "a"),
            ],
        ),
        // No route of REST takes it.
        with(
            marked,
            &[JSON, ("connect-timeout-ms", "250"), ("tenant", "a")],
        ),
        with(
            get(query),
            &[("connect-timeout-ms", "250"), ("tenant", "a")],
        ),
    ] {
        let (code, told) = explain_json(&request, &["--upstream", "127.0.0.1:1"]);
        assert_eq!(code, 0, "{told}");
        for (key, expected) in [
            ("rpc", json!("bookstore.v1.Bookstore.GetShelf")),
            ("protocol", json!("connect")),
            ("path", json!(GET_SHELF)),
            ("message", json!({"name": "shelves/1"})),
            ("timeout_ms", json!(250)),
            (
                "cluster",
                json!({"name": "*", "endpoints": ["http://127.0.0.1:1"]}),
            ),
            ("template", Value::Null),
        ] {
            assert_eq!(told[key], expected, "{key} of {request:?}");
        }
        let metadata = told["metadata"].as_array().unwrap();
        assert!(metadata.contains(&json!({"name": "tenant", "value": "a"})));
        assert!(
            !metadata
                .iter()
                .any(|pair| pair["name"].as_str().unwrap().starts_with("connect-"))
        );
    }
}

#[test]
fn the_messages_of_a_stream_are_those_of_its_frames() {
    let protobuf = b"\0\0\0\0\x02\x18\x01\0\0\0\0\0";
    let json = b"\0\0\0\0\x10{\"int32Value\":1}\0\0\0\0\x02{}";
    let folder = Folder::new(
        "explain-calls",
        &[
            ("proto", std::str::from_utf8(protobuf).unwrap()),
            ("json", std::str::from_utf8(json).unwrap()),
            ("cut", std::str::from_utf8(&protobuf[..9]).unwrap()),
        ],
    );
    let data = |name: &str| format!("@{}/{name}", folder.path());
    for (content_type, file, protocol) in [
        ("application/grpc", "proto", "grpc"),
        ("application/grpc-web+proto", "proto", "grpc-web"),
        ("application/connect+proto", "proto", "connect"),
        ("application/connect+json", "json", "connect"),
    ] {
        let header = format!("content-type: {content_type}");
        let call = |file: &str| {
            let more = ["-H", &header, "--data", &data(file)];
            explain_json(&post("/bookstore.v1.Lab/EchoStream", ""), &more)
        };
        let (code, told) = call(file);
        assert_eq!((code, &told["protocol"]), (0, &json!(protocol)), "{told}");
        assert_eq!(
            told["messages"],
            json!([{"int32Value": 1}, {}]),
            "{content_type}"
        );
        assert_eq!(told["message"], Value::Null);
        // What is before an error is told too, and that the answer itself is a success of HTTP.
        let (code, told) = call("cut");
        assert_eq!(
            (code, &told["error"]["http_status"]),
            (1, &json!(200)),
            "{told}"
        );
        let reason = if file == "json" {
            "BODY_INVALID"
        } else {
            "FRAME_INVALID"
        };
        assert_eq!(told["error"]["reason"], reason, "{told}");
        assert_eq!(told["called"]["rpc"], "bookstore.v1.Lab.EchoStream");
        let read = if file == "json" {
            json!([])
        } else {
            json!([{"int32Value": 1}])
        };
        assert_eq!(told["called"]["messages"], read, "{content_type}");
    }
}

#[test]
fn a_refusal_has_the_status_that_its_client_gets() {
    const CONNECT: (&str, &str) = ("content-type", "application/connect+json");
    const GRPC: (&str, &str) = ("content-type", "application/grpc");
    for (request, status, reason) in [
        (
            with(post(GET_SHELF, "{"), &[JSON, VERSION]),
            400,
            "BODY_INVALID",
        ),
        (
            with(
                post(GET_SHELF, "{}"),
                &[JSON, ("connect-protocol-version", "2")],
            ),
            400,
            "CONNECT_VERSION_UNSUPPORTED",
        ),
        (
            with(post("/bookstore.v1.Lab/Nothing", "{}"), &[JSON, VERSION]),
            404,
            "RPC_UNKNOWN",
        ),
        (
            with(post(GET_SHELF, "{}"), &[CONNECT]),
            415,
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            with(post("/bookstore.v1.Lab/Nothing", "{}"), &[CONNECT]),
            200,
            "RPC_UNKNOWN",
        ),
        (
            with(
                get("/bookstore.v1.Lab/Echo?connect=v1&encoding=json&message=%7B%7D"),
                &[],
            ),
            405,
            "METHOD_NOT_ALLOWED",
        ),
        (
            with(get("/bookstore.v1.Lab/Echo"), &[GRPC]),
            405,
            "METHOD_NOT_ALLOWED",
        ),
        (
            with(
                post("/bookstore.v1.Lab/Echo", ""),
                &[GRPC, ("grpc-timeout", "soon")],
            ),
            200,
            "TIMEOUT_INVALID",
        ),
    ] {
        let (code, told) = explain_json(&request, &[]);
        assert_eq!(code, 1, "{request:?}: {told}");
        let error = &told["error"];
        assert_eq!(
            (&error["http_status"], &error["reason"]),
            (&json!(status), &json!(reason)),
            "{request:?}"
        );
    }
}

#[test]
fn what_the_gateway_answers_itself_is_told() {
    let check = with(post("/grpc.health.v1.Health/Check", "{}"), &[JSON, VERSION]);
    let (code, text) = explain(&check, &[]);
    assert_eq!((code, &*text), (0, "200 answered by the gateway itself\n"));
}

const UPGRADE: [(&str, &str); 2] = [("connection", "upgrade"), ("upgrade", "websocket")];

#[test]
fn a_socket_is_told_with_a_message() {
    const ORIGIN: [(&str, &str); 3] = [UPGRADE[0], UPGRADE[1], ("origin", "https://other.example")];
    let opening = |target| with(get(target), &UPGRADE);
    let saying = |target, body| crate::explain::Request {
        body,
        ..opening(target)
    };
    for (request, rpc, messages) in [
        // The route of another method of HTTP, and no message yet.
        (opening("/v1/conversation"), "Converse", json!([])),
        (
            saying("/v1/conversation", r#"{"text":"a"}"#),
            "Converse",
            json!([{"text": "a"}]),
        ),
        (
            saying("/bookstore.v1.Bookstore/Converse", r#"{"text":"a"}"#),
            "Converse",
            json!([{"text": "a"}]),
        ),
        // The handshake is the message.
        (
            opening("/v1/books:stream?count=3"),
            "StreamBooks",
            json!({"count": 3}),
        ),
    ] {
        let (code, told) = explain_json(&request, &[]);
        assert_eq!(code, 0, "{told}");
        assert_eq!(told["rpc"], format!("bookstore.v1.Bookstore.{rpc}"));
        assert_eq!(told["stream"], "a WebSocket");
        let key = if messages.is_array() {
            "messages"
        } else {
            "message"
        };
        assert_eq!(told[key], messages, "{request:?}");
    }
    for (request, status, reason) in [
        (opening("/nothing"), 404, "ROUTE_NOT_FOUND"),
        (
            opening("/v1/books:stream?x=1"),
            400,
            "QUERY_PARAMETER_UNKNOWN",
        ),
        (
            with(get("/v1/conversation"), &ORIGIN),
            403,
            "ORIGIN_NOT_ALLOWED",
        ),
        // Behind the handshake, the socket has the last word.
        (saying("/v1/conversation", "{"), 101, "BODY_INVALID"),
        (saying("/v1/books:stream", "{}"), 101, "FRAME_INVALID"),
    ] {
        let (code, told) = explain_json(&request, &[]);
        assert_eq!(code, 1, "{told}");
        assert_eq!(told["error"]["http_status"], status, "{told}");
        assert_eq!(told["error"]["reason"], reason, "{told}");
    }
    let (_, told) = explain(&saying("/v1/conversation", r#"{"text":"a"}"#), &[]);
    assert!(told.contains("a WebSocket"), "{told}");
    assert!(told.contains("POST /v1/conversation"), "{told}");
}
