//! Back ends that fail in every way: each with its clear error, and the gateway still serving.

use std::io::{Read as _, Write as _};
use std::time::Duration;

use crate::backend::{Script, Scripted, closed_port, shouting, silent};
use crate::support::{Gateway, PATIENCE, Reply, connect};

const SHORT: [&str; 4] = [
    "--set",
    "grpc.timeout=300ms",
    "--set",
    "grpc.connect_timeout=200ms",
];

/// Nothing of the inside is told: no address, no library's text, no back end's body.
fn assert_discreet(reply: &Reply, backend: std::net::SocketAddr) {
    for secret in [
        &backend.to_string(),
        "secret internals",
        "h2",
        "os error",
        "tokio",
    ] {
        assert!(
            !reply.text().contains(secret),
            "{} tells {secret:?}",
            reply.text()
        );
    }
}

fn check(backend: std::net::SocketAddr, status: u16, code: u8, reason: &str) {
    let mut gateway = Gateway::for_sample(backend, &SHORT);
    let reply = gateway.get("/v1/shelves");
    reply.assert_rejected(status, code, reason);
    assert_eq!(reply.json()["details"][0]["domain"], "rialto");
    assert_discreet(&reply, backend);
    gateway.assert_alive();
    // What the gateway answers by itself is not hurt.
    gateway
        .get("/nothing")
        .assert_rejected(404, 5, "ROUTE_NOT_FOUND");
}

#[test]
fn a_back_end_that_is_down_is_unavailable() {
    check(closed_port(), 503, 14, "UPSTREAM_CONNECT");
}

#[test]
fn a_back_end_that_says_nothing_cannot_be_connected_to() {
    let (_listener, address) = silent();
    check(address, 503, 14, "UPSTREAM_CONNECT");
}

#[test]
fn a_back_end_that_speaks_something_else_cannot_be_connected_to() {
    check(
        shouting(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
        503,
        14,
        "UPSTREAM_CONNECT",
    );
    check(shouting(&[0xff; 64]), 503, 14, "UPSTREAM_CONNECT");
}

#[test]
fn answers_that_break_the_rules_have_a_reason_each() {
    let backend = Scripted::start(Script::HangAfterHead);
    let mut gateway = Gateway::for_sample(backend.address, &SHORT);
    for (script, status, code, reason) in [
        (Script::HangAfterHead, 504, 4, "UPSTREAM_TIMEOUT"),
        (Script::BreakInMessage, 503, 14, "UPSTREAM_RESET"),
        (Script::NoTrailers, 500, 13, "UPSTREAM_PROTOCOL"),
        (Script::Html, 503, 14, "UPSTREAM_PROTOCOL"),
        (Script::NotProtobuf, 500, 13, "RESPONSE_INVALID"),
        (Script::Announce(1 << 30), 429, 8, "RESPONSE_TOO_LARGE"),
    ] {
        backend.follow(script.clone());
        let reply = gateway.get("/v1/shelves");
        assert_eq!(
            (reply.status, &*reply.reason()),
            (status, reason),
            "{script:?}: {}",
            reply.text()
        );
        reply.assert_rejected(status, code, reason);
        assert_discreet(&reply, backend.address);
    }
    gateway.assert_alive();
    backend.follow(Script::ok(b""));
    assert_eq!(gateway.get("/v1/shelves").text(), "{}");
}

/// Messages that are valid and have no ProtoJSON: the answer is an error, and says which field it is about.
#[test]
fn what_json_cannot_express_is_named() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    for (message, field) in [
        // A Value without a kind.
        (&b"\xfa\x05\x00"[..], "value"),
        // A timestamp with a second's worth of nanoseconds.
        (
            b"\xfa\x06\x06\x10\x80\x94\xeb\xdc\x03",
            "repeated_timestamp[0]",
        ),
        // A mask whose path has no lowerCamelCase.
        (b"\xea\x05\x04\x0a\x02_1", "field_mask"),
        // An Any of a type that nobody knows.
        (b"\xd2\x05\x05\x0a\x03t/x", "any"),
    ] {
        backend.follow(Script::ok(message));
        let reply = gateway.get("/lab/v1/echo");
        reply.assert_rejected(500, 13, "RESPONSE_INVALID");
        assert_eq!(
            reply.json()["details"][0]["metadata"]["field"],
            field,
            "{}",
            reply.text()
        );
    }
}

/// Legal on the wire, and enough to crash another gateway: an entry of a map without its value.
#[test]
fn map_entries_without_a_value_have_the_default() {
    // string_to_int64 (field 51) with an entry that has only the key "k".
    let backend = Scripted::start(Script::ok(b"\x9a\x03\x03\x0a\x01k"));
    let gateway = Gateway::for_sample(backend.address, &[]);
    assert_eq!(
        gateway.get("/lab/v1/echo").text(),
        r#"{"stringToInt64":{"k":"0"}}"#
    );
}

#[test]
fn a_client_that_leaves_cancels_the_call() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let mut stream = connect(gateway.address);
    std::io::Write::write_all(
        &mut stream,
        b"GET /lab/v1/slow?delay=60s HTTP/1.1\r\nhost: x\r\n\r\n",
    )
    .unwrap();
    let count = |name: &str| {
        let stats = gateway.get("/lab/v1/stats").json();
        let slow = stats["methods"]["/bookstore.v1.Lab/Slow"][name].clone();
        slow.as_str().map_or(0, |count| count.parse().unwrap())
    };
    let until = |name: &str| {
        // Each question is a call of its own, so this waits for as long as anybody would.
        let seen = (0..10_000).any(|_| count(name) > 0);
        assert!(seen, "the call is never {name}");
    };
    until("started");
    drop(stream);
    until("cancelled");
}

#[test]
fn calls_in_flight_end_before_the_process_does() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let mut stream = connect(gateway.address);
    std::io::Write::write_all(
        &mut stream,
        b"GET /lab/v1/slow?delay=0.5s HTTP/1.1\r\nhost: x\r\n\r\n",
    )
    .unwrap();
    let started = || {
        gateway.get("/lab/v1/stats").json()["methods"]["/bookstore.v1.Lab/Slow"]["started"].clone()
    };
    while started() != "1" {}
    let reading = std::thread::spawn(move || crate::support::read_reply(&mut stream, false));
    assert!(gateway.terminate().success());
    assert_eq!(reading.join().unwrap().status, 200);
}

#[tokio::test]
async fn a_client_that_leaves_a_stalled_upload_is_noticed() {
    let backend = Scripted::start(Script::NeverReads);
    let gateway = Gateway::for_sample(backend.address, &[]);
    let mut client = connect(gateway.address);
    // More than the back end's window, and less than what the connection holds back.
    let message = vec![0x0a; 100 * 1024];
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    let head = "POST /bookstore.v1.Bookstore/ImportBooks HTTP/1.1\r\nhost: x\r\n\
                content-type: application/grpc-web+proto\r\ncontent-length: 1000000\r\n\r\n";
    let request = [head.as_bytes(), &[0], &length, &message].concat();
    client.write_all(&request).unwrap();
    // The answer has begun, so the back end has the call.
    let mut begun = [0; 12];
    client.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    drop(client);
    let cancelled = async {
        while backend.received().is_empty() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let cancelled = tokio::time::timeout(PATIENCE, cancelled).await;
    assert!(cancelled.is_ok(), "the call goes on");
}
