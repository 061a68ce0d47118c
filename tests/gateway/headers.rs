//! What of headers reaches back ends, what comes back, and how much time a call has.

use crate::backend::{Script, Scripted};
use crate::support::Gateway;

fn call(gateway: &Gateway, headers: &[(&str, &str)]) {
    let reply = gateway.call("GET", "/v1/shelves", headers, b"");
    assert_eq!(reply.status, 200, "{}", reply.text());
}

#[test]
fn listed_and_prefixed_headers_reach_the_back_end() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(
        backend.address,
        &["--set", "headers.forward=[\"x-tenant\"]"],
    );
    call(
        &gateway,
        &[
            ("Authorization", "Bearer t"),
            ("Grpc-Metadata-Shelf", "7"),
            ("Grpc-Metadata-Trace-Bin", "AAE="),
            ("X-Tenant", "blue"),
            ("Cookie", "secret=1"),
            ("User-Agent", "curl"),
            ("X-Forwarded-For", "6.6.6.6"),
        ],
    );
    let received = backend.received().remove(0);
    assert_eq!(received.path, "/bookstore.v1.Bookstore/ListShelves");
    assert!(received.message.is_empty());
    for (name, expected) in [
        ("authorization", Some("Bearer t")),
        ("shelf", Some("7")),
        ("trace-bin", Some("AAE")),
        ("x-tenant", Some("blue")),
        ("x-forwarded-for", Some("127.0.0.1")),
        ("x-forwarded-proto", Some("http")),
        ("te", Some("trailers")),
        ("content-type", Some("application/grpc")),
        ("cookie", None),
    ] {
        let found = received
            .headers
            .get(name)
            .map(|value| value.to_str().unwrap());
        assert_eq!(found, expected, "{name}");
    }
    assert!(
        received.headers["user-agent"]
            .to_str()
            .unwrap()
            .contains("rialto")
    );
}

#[test]
fn metadata_and_trailers_come_back_under_their_prefixes() {
    let backend = Scripted::start(Script::Answer {
        message: Vec::new(),
        headers: vec![("shelf", "7".to_owned()), ("x-bin", "AAE".to_owned())],
        trailers: vec![("grpc-status", "0".to_owned()), ("cost", "3".to_owned())],
    });
    let gateway = Gateway::for_sample(backend.address, &[]);
    let reply = gateway.get("/v1/shelves");
    assert_eq!(reply.header("grpc-metadata-shelf"), Some("7"));
    assert_eq!(reply.header("grpc-metadata-x-bin"), Some("AAE"));
    assert_eq!(reply.header("grpc-trailer-cost"), Some("3"));
    assert_eq!(reply.header("grpc-status"), None);
}

#[test]
fn the_smallest_timeout_goes_to_the_back_end() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(
        backend.address,
        &["--set", "grpc.timeout=5s", "--set", "grpc.timeout_max=10s"],
    );
    for (headers, most) in [
        (&[][..], 5000),
        (&[("Grpc-Timeout", "250m")][..], 250),
        (&[("Grpc-Timeout", "1H")][..], 10_000),
        (
            &[("X-Server-Timeout", "2.5"), ("Grpc-Timeout", "9S")][..],
            2500,
        ),
    ] {
        call(&gateway, headers);
        let received = backend.received().remove(0);
        let value = received.headers["grpc-timeout"].as_bytes();
        let timeout = rialto::call::parse_timeout(value).unwrap().as_millis();
        assert!(
            timeout <= most && timeout > most * 8 / 10,
            "{headers:?}: {timeout} of {most}"
        );
    }
}

#[test]
fn headers_that_metadata_cannot_be_are_refused() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let call = |header| gateway.call("GET", "/v1/shelves", &[header], b"");
    call(("Grpc-Timeout", "soon")).assert_rejected(400, 3, "TIMEOUT_INVALID");
    call(("Grpc-Metadata-A-Bin", "!")).assert_rejected(400, 3, "METADATA_INVALID");
    call(("Grpc-Metadata-Te", "x")).assert_rejected(400, 3, "METADATA_INVALID");
    assert!(backend.received().is_empty());
}
