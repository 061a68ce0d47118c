//! Unary calls, by POST and by GET.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use bookstore::v1::{Everything, GetShelfRequest, MetadataRequest, MetadataResponse, Shelf};
use prost::Message;
use rialto::framing::compression::Coding;
use serde_json::json;

use super::{ECHO, GET_SHELF, JSON, PROTO, VERSION, assert_error, compressed, each, error, plain};
use crate::sample::Sample;

#[tokio::test]
async fn unary_calls_pass_in_both_formats() {
    let sample = Sample::start(&[]).await;
    let gateway = &sample.gateway;
    let shelf = GetShelfRequest {
        name: "shelves/1".to_owned(),
    };
    each(
        gateway,
        "POST",
        GET_SHELF,
        &[PROTO, VERSION],
        &shelf.encode_to_vec(),
        |reply| {
            assert_eq!(
                (reply.status, reply.header("content-type")),
                (200, Some("application/proto"))
            );
            assert_eq!(Shelf::decode(&*reply.body).unwrap().name, "shelves/1");
        },
    )
    .await;
    each(
        gateway,
        "POST",
        GET_SHELF,
        &[JSON, VERSION],
        br#"{"name":"shelves/1"}"#,
        |reply| {
            assert_eq!(
                (reply.status, reply.header("content-type")),
                (200, Some("application/json"))
            );
            assert_eq!(reply.json()["name"], "shelves/1");
        },
    )
    .await;
    // A method without a rule, and a message of nothing.
    each(
        gateway,
        "POST",
        "/bookstore.v1.Lab/Unbound",
        &[PROTO, VERSION],
        b"",
        |reply| {
            assert_eq!((reply.status, &*reply.body), (200, &b""[..]));
        },
    )
    .await;
    let large = Everything {
        string_value: "x".repeat(1 << 20),
        ..Everything::default()
    };
    each(
        gateway,
        "POST",
        ECHO,
        &[PROTO, VERSION],
        &large.encode_to_vec(),
        |reply| {
            assert!(Everything::decode(&*reply.body).unwrap() == large);
        },
    )
    .await;
}

#[tokio::test]
async fn a_method_without_side_effects_can_be_asked_by_get() {
    let sample = Sample::start(&[]).await;
    let gateway = &sample.gateway;
    let shelf = GetShelfRequest {
        name: "shelves/1".to_owned(),
    };
    let proto = shelf.encode_to_vec();
    let base64 = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let query = format!(
        "?connect=v1&base64=1&encoding=proto&message={}",
        base64(&proto)
    );
    each(
        gateway,
        "GET",
        &format!("{GET_SHELF}{query}"),
        &[],
        b"",
        |reply| {
            assert_eq!(reply.header("content-type"), Some("application/proto"));
            assert_eq!(Shelf::decode(&*reply.body).unwrap().name, "shelves/1");
        },
    )
    .await;
    let gzip = base64(&compressed(Coding::Gzip, br#"{"name":"shelves/1"}"#));
    let query = format!("?connect=v1&base64=1&encoding=json&compression=gzip&message={gzip}");
    each(
        gateway,
        "GET",
        &format!("{GET_SHELF}{query}"),
        &[],
        b"",
        |reply| {
            assert_eq!(reply.json()["name"], "shelves/1");
        },
    )
    .await;
    for (query, status, code, reason) in [
        (
            "encoding=json",
            400,
            "invalid_argument",
            "CONNECT_QUERY_INVALID",
        ),
        (
            "message=%7B%7D",
            400,
            "invalid_argument",
            "CONNECT_QUERY_INVALID",
        ),
        (
            "encoding=json&message=!&base64=1",
            400,
            "invalid_argument",
            "CONNECT_QUERY_INVALID",
        ),
        (
            "encoding=xml&message=x",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "encoding=json&message=x&compression=lzw",
            501,
            "unimplemented",
            "CONTENT_ENCODING_UNSUPPORTED",
        ),
        (
            "encoding=json&message=%7B",
            400,
            "invalid_argument",
            "BODY_INVALID",
        ),
        (
            "encoding=json&message=%7B%7D&compression=gzip",
            400,
            "invalid_argument",
            "BODY_MALFORMED",
        ),
    ] {
        let reply = gateway.get(&format!("{GET_SHELF}?connect=v1&{query}"));
        assert_error(&reply, status, code, reason);
    }
    let reply = gateway.get(&format!("{ECHO}?connect=v1&encoding=json&message=%7B%7D"));
    assert_error(&reply, 405, "unimplemented", "METHOD_NOT_ALLOWED");
    assert_eq!(reply.header("allow"), Some("POST"));
    let long = format!(
        "{GET_SHELF}?connect=v1&encoding=json&message={}",
        "x".repeat(16 << 10)
    );
    assert_error(
        &gateway.get(&long),
        414,
        "invalid_argument",
        "TARGET_TOO_LONG",
    );
}

#[tokio::test]
async fn metadata_passes_both_ways_and_trailers_have_a_prefix() {
    let sample = Sample::start(&[]).await;
    let request = MetadataRequest {
        headers: [("shelf".to_owned(), "7".to_owned())].into(),
        trailers: [("cost".to_owned(), "3".to_owned())].into(),
        binary_headers: [("a-bin".to_owned(), vec![1, 0xff])].into(),
        binary_trailers: [("b-bin".to_owned(), vec![2, 0xfe])].into(),
        ..MetadataRequest::default()
    };
    let headers = [
        PROTO,
        VERSION,
        ("tenant", "a"),
        ("c-bin", "Av8"),
        ("d-bin", "Av8="),
        ("connect-timeout-ms", "5000"),
        ("grpc-timeout", "1n"),
    ];
    let path = "/bookstore.v1.Lab/Metadata";
    let body = request.encode_to_vec();
    each(&sample.gateway, "POST", path, &headers, &body, |reply| {
        assert_eq!(reply.status, 200, "{reply:?}");
        let binary = |name| {
            STANDARD.decode(format!(
                "{}=",
                reply.header(name).unwrap().trim_end_matches('=')
            ))
        };
        assert_eq!(
            (reply.header("shelf"), reply.header("trailer-cost")),
            (Some("7"), Some("3"))
        );
        assert_eq!(binary("a-bin").unwrap(), [1, 0xff]);
        assert_eq!(binary("trailer-b-bin").unwrap(), [2, 0xfe]);
        for (name, _) in &reply.headers {
            assert!(!name.contains("grpc-"), "{name}");
        }
        let seen = MetadataResponse::decode(&*reply.body).unwrap();
        assert_eq!(seen.metadata["tenant"].values, ["a"]);
        for name in ["c-bin", "d-bin"] {
            assert_eq!(seen.binary_metadata[name].values, [[2, 0xff]], "{name}");
        }
        for name in seen.metadata.keys() {
            assert!(!name.starts_with("connect-"), "{name}");
        }
        // Less than five seconds, and not what gRPC's header says.
        let timeout = &seen.grpc_timeout;
        assert!(
            timeout.starts_with("4") && timeout.ends_with('u'),
            "{timeout}"
        );
    })
    .await;
}

#[tokio::test]
async fn bodies_are_compressed_both_ways() {
    let sample = Sample::start(&[]).await;
    let everything = Everything {
        string_value: "x".repeat(5000),
        ..Everything::default()
    };
    let proto = everything.encode_to_vec();
    let text = serde_json::to_vec(&json!({"stringValue": everything.string_value})).unwrap();
    for coding in [Coding::Gzip, Coding::Brotli, Coding::Zstd] {
        for (content_type, body) in [(PROTO, &proto), (JSON, &text)] {
            let headers = [
                content_type,
                VERSION,
                ("content-encoding", coding.token()),
                ("accept-encoding", coding.token()),
            ];
            let body_in = compressed(coding, body);
            each(&sample.gateway, "POST", ECHO, &headers, &body_in, |reply| {
                assert_eq!(reply.status, 200);
                assert_eq!(reply.header("content-encoding"), Some(coding.token()));
                assert!(reply.body.len() < 1000);
                assert_eq!(plain(coding, &reply.body), *body);
            })
            .await;
        }
    }
    // Nothing at all is no message of a coding (the protocol's own rule), and small answers stay as they are.
    let headers = [
        PROTO,
        VERSION,
        ("content-encoding", "gzip"),
        ("accept-encoding", "gzip"),
    ];
    let reply = sample.gateway.call("POST", ECHO, &headers, b"");
    assert_eq!(
        (reply.status, reply.header("content-encoding")),
        (200, None)
    );
}

#[tokio::test]
async fn the_gateways_own_health_answers() {
    let sample = Sample::start(&[]).await;
    let check = "/grpc.health.v1.Health/Check";
    each(
        &sample.gateway,
        "POST",
        check,
        &[JSON, VERSION],
        b"{}",
        |reply| {
            assert_eq!(
                (reply.status, reply.json()),
                (200, json!({"status": "SERVING"}))
            );
        },
    )
    .await;
    let body = br#"{"service":"nothing.V1"}"#;
    each(&sample.gateway, "POST", check, &[JSON], body, |reply| {
        assert_eq!(error(reply).0, 404);
        assert_eq!(reply.json()["code"], "not_found");
    })
    .await;
}

#[tokio::test]
async fn pages_of_other_origins_may_ask() {
    let sample = Sample::start(&["--set", r#"cors.allowed_origins=["https://app.example"]"#]).await;
    let origin = ("origin", "https://app.example");
    let asked = "connect-protocol-version,connect-timeout-ms,content-type";
    let preflight = [
        origin,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", asked),
    ];
    let reply = sample.gateway.call("OPTIONS", GET_SHELF, &preflight, b"");
    assert_eq!(reply.status, 204);
    let allowed = reply.header("access-control-allow-headers").unwrap();
    for name in asked.split(',') {
        assert!(allowed.split(", ").any(|known| known == name), "{name}");
    }
    let reply = sample.gateway.call(
        "POST",
        GET_SHELF,
        &[JSON, VERSION, origin],
        br#"{"name":"shelves/1"}"#,
    );
    let name = "access-control-allow-origin";
    assert_eq!(reply.header(name), Some("https://app.example"));
    let refused = sample
        .gateway
        .call("POST", GET_SHELF, &[JSON, VERSION, origin], b"x");
    assert_eq!(
        (refused.status, refused.header(name)),
        (400, Some("https://app.example"))
    );
}
