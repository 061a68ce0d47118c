//! What is no call, or a call that fails, and how it is told.

use bookstore::v1::{FailRequest, SlowRequest};
use prost::Message;
use rialto::framing::compression::Coding;

use super::{ECHO, GET_SHELF, JSON, PROTO, VERSION, assert_error, compressed, each};
use crate::backend::{Script, Scripted};
use crate::sample::{HOUR, Sample};
use crate::support::{Gateway, connect};

#[tokio::test]
async fn a_request_without_the_version_is_connects_where_rest_has_no_route() {
    let sample = Sample::start(&[]).await;
    let body = br#"{"name":"shelves/1"}"#;
    each(&sample.gateway, "POST", GET_SHELF, &[JSON], body, |reply| {
        assert_eq!(reply.json()["name"], "shelves/1");
    })
    .await;
    let target = format!("{GET_SHELF}?encoding=json&message=%7B%22name%22:%22shelves/1%22%7D");
    each(&sample.gateway, "GET", &target, &[], b"", |reply| {
        assert_eq!(reply.json()["name"], "shelves/1");
    })
    .await;
    let line = sample.gateway.logged("protocol=connect");
    assert!(
        line.contains("rpc.method=GetShelf") && line.contains("grpc.code=OK"),
        "{line}"
    );
    // Of nothing that is a method, REST speaks.
    for (method, target, headers) in [
        ("POST", "/bookstore.v1.Lab/Nothing", &[JSON][..]),
        ("POST", GET_SHELF, &[("content-type", "text/plain")]),
        ("GET", GET_SHELF, &[]),
    ] {
        let reply = sample.gateway.call(method, target, headers, b"");
        reply.assert_rejected(404, 5, "ROUTE_NOT_FOUND");
    }
}

#[tokio::test]
async fn the_version_can_be_required() {
    let sample = Sample::start(&["--set", "connect.require_version=true"]).await;
    let body = br#"{"name":"shelves/1"}"#;
    let call = |headers: &[(&str, &str)]| sample.gateway.call("POST", GET_SHELF, headers, body);
    assert_eq!(call(&[JSON, VERSION]).status, 200);
    call(&[JSON]).assert_rejected(404, 5, "ROUTE_NOT_FOUND");
    let wrong = call(&[JSON, ("connect-protocol-version", "2")]);
    assert_error(
        &wrong,
        400,
        "invalid_argument",
        "CONNECT_VERSION_UNSUPPORTED",
    );
}

#[tokio::test]
async fn errors_are_json_with_the_status_of_their_code() {
    let sample = Sample::start(&[]).await;
    let codes = [
        (1, 499, "canceled"),
        (2, 500, "unknown"),
        (3, 400, "invalid_argument"),
        (4, 504, "deadline_exceeded"),
        (5, 404, "not_found"),
        (6, 409, "already_exists"),
        (7, 403, "permission_denied"),
        (8, 429, "resource_exhausted"),
        (9, 400, "failed_precondition"),
        (10, 409, "aborted"),
        (11, 400, "out_of_range"),
        (12, 501, "unimplemented"),
        (13, 500, "internal"),
        (14, 503, "unavailable"),
        (15, 500, "data_loss"),
        (16, 401, "unauthenticated"),
    ];
    for (code, status, name) in codes {
        let request = FailRequest {
            code,
            message: "caf\u{e9}".to_owned(),
            error_info: Some(bookstore::google::rpc::ErrorInfo {
                reason: "GONE".to_owned(),
                ..Default::default()
            }),
            ..FailRequest::default()
        };
        // Whatever it accepts, an error is not compressed.
        let headers = [PROTO, VERSION, ("accept-encoding", "gzip")];
        let reply = sample.gateway.call(
            "POST",
            "/bookstore.v1.Lab/Fail",
            &headers,
            &request.encode_to_vec(),
        );
        assert_error(&reply, status, name, "GONE");
        assert_eq!(reply.json()["message"], "caf\u{e9}");
    }
}

#[tokio::test]
async fn what_is_refused_before_a_call_is_told_as_clients_expect() {
    let sample = Sample::start(&["--set", "grpc.request_max=100B"]).await;
    let gateway = &sample.gateway;
    let gzip = compressed(Coding::Gzip, &[b' '; 101]);
    assert!(gzip.len() < 100);
    const GZIP: (&str, &str) = ("content-encoding", "gzip");
    type Case<'c> = (
        &'c str,
        &'c str,
        &'c [(&'c str, &'c str)],
        &'c [u8],
        u16,
        &'c str,
        &'c str,
    );
    let cases: &[Case<'_>] = &[
        (
            "POST",
            "/bookstore.v1.Lab/Nothing",
            &[PROTO, VERSION],
            b"",
            404,
            "unimplemented",
            "RPC_UNKNOWN",
        ),
        (
            "PUT",
            ECHO,
            &[PROTO, VERSION],
            b"",
            405,
            "unimplemented",
            "METHOD_NOT_ALLOWED",
        ),
        (
            "POST",
            ECHO,
            &[("content-type", "application/xml"), VERSION],
            b"",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "POST",
            ECHO,
            &[VERSION],
            b"",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "POST",
            ECHO,
            &[("content-type", "application/connect+xml")],
            b"",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        // Each kind of method has its own types.
        (
            "POST",
            ECHO,
            &[("content-type", "application/connect+json")],
            b"",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "POST",
            "/bookstore.v1.Lab/EchoStream",
            &[JSON, VERSION],
            b"{}",
            415,
            "invalid_argument",
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "POST",
            ECHO,
            &[JSON, VERSION, ("connect-timeout-ms", "soon")],
            b"{}",
            400,
            "invalid_argument",
            "TIMEOUT_INVALID",
        ),
        (
            "POST",
            ECHO,
            &[JSON, VERSION, ("connect-timeout-ms", "0")],
            b"{}",
            504,
            "deadline_exceeded",
            "DEADLINE_PASSED",
        ),
        (
            "POST",
            ECHO,
            &[JSON, ("connect-protocol-version", "1.0")],
            b"{}",
            400,
            "invalid_argument",
            "CONNECT_VERSION_UNSUPPORTED",
        ),
        (
            "POST",
            ECHO,
            &[JSON, VERSION, ("content-encoding", "lzw")],
            b"{}",
            501,
            "unimplemented",
            "CONTENT_ENCODING_UNSUPPORTED",
        ),
        (
            "POST",
            ECHO,
            &[JSON, VERSION],
            b"",
            400,
            "invalid_argument",
            "BODY_INVALID",
        ),
        (
            "POST",
            ECHO,
            &[JSON, VERSION],
            b"{\"nothing\":1}",
            400,
            "invalid_argument",
            "BODY_INVALID",
        ),
        (
            "POST",
            ECHO,
            &[PROTO, VERSION],
            &[0; 101],
            429,
            "resource_exhausted",
            "BODY_TOO_LARGE",
        ),
        (
            "POST",
            ECHO,
            &[PROTO, VERSION, GZIP],
            &gzip,
            429,
            "resource_exhausted",
            "BODY_TOO_LARGE",
        ),
        (
            "POST",
            ECHO,
            &[PROTO, VERSION, GZIP],
            b"gzip?",
            400,
            "invalid_argument",
            "BODY_MALFORMED",
        ),
    ];
    for (method, path, headers, body, status, code, reason) in cases {
        each(gateway, method, path, headers, body, |reply| {
            assert_error(reply, *status, code, reason);
            match status {
                405 => assert_eq!(reply.header("allow"), Some("POST")),
                415 => assert!(reply.header("accept-post").is_some()),
                _ => {}
            }
        })
        .await;
    }
    let reply = gateway.call(
        "POST",
        "/bookstore.v1.Lab/EchoStream",
        &[JSON, VERSION],
        b"{}",
    );
    let types = "application/connect+json, application/connect+proto";
    assert_eq!(reply.header("accept-post"), Some(types));
    // In a method that GET may ask, it is in Allow.
    let reply = gateway.call("PUT", GET_SHELF, &[JSON, VERSION], b"{}");
    assert_eq!(reply.header("allow"), Some("GET, POST"));
}

#[tokio::test]
async fn a_client_that_leaves_cancels_the_call() {
    use std::io::Write as _;

    let sample = Sample::start(&[]).await;
    let path = "/bookstore.v1.Lab/Slow";
    let body = SlowRequest {
        delay: Some(HOUR),
        ..SlowRequest::default()
    }
    .encode_to_vec();
    let mut socket = connect(sample.gateway.address);
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/proto\r\nconnect-protocol-version: 1\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    socket
        .write_all(&[head.as_bytes(), &body].concat())
        .unwrap();
    sample.until(path, |counts| counts.started == 1).await;
    drop(socket);
    sample.until(path, |counts| counts.cancelled == 1).await;
}

#[tokio::test]
async fn a_deadline_ends_the_call() {
    let backend = Scripted::start(Script::HangAfterHead);
    let gateway = Gateway::for_sample(backend.address, &[]);
    let path = "/bookstore.v1.Lab/Slow";
    let headers = [PROTO, VERSION, ("connect-timeout-ms", "50")];
    let reply = gateway.call("POST", path, &headers, b"");
    assert_error(&reply, 504, "deadline_exceeded", "UPSTREAM_TIMEOUT");
}
