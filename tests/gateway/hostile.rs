//! Clients that send what they should not: each with its clear error, and the gateway still serving.

use std::io::{Read as _, Write as _};

use crate::support::{Gateway, connect, read_reply, send};

fn sample() -> (bookstore::Server, Gateway) {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    (backend, gateway)
}

#[test]
fn malformed_bodies_are_refused_with_the_place() {
    let (_backend, mut gateway) = sample();
    for (body, told) in [
        (r#"{"title":"#, "line 1, column"),
        (r#"{"title":7}"#, "title"),
        (r#"{"title":"a","nope":1}"#, "nope"),
        (r#"{"title":"a","title":"b"}"#, "title"),
        (r#"["a"]"#, "expected"),
        ("{\"title\":\"a\"} x", "column 15"),
        (r#"{"publishTime":"yesterday"}"#, "publish_time"),
        (r#"{"priceCents":"1e99"}"#, "price_cents"),
        (r#"{"genre":"GENRE_NONE"}"#, "genre"),
    ] {
        let reply = gateway.post("/v1/shelves/1/books", body);
        reply.assert_rejected(400, 3, "BODY_INVALID");
        assert!(reply.text().contains(told), "{body}: {}", reply.text());
    }
    gateway.assert_alive();
}

#[test]
fn truncated_utf8_is_refused() {
    let (_backend, gateway) = sample();
    let headers = [("content-type", "application/json")];
    for body in [
        &b"{\"title\":\"\xe2\x82\"}"[..],
        b"{\"title\":\"\xff\"}",
        b"\xef\xbb\xbf{}",
        b"{\"title\":\"\\ud800\"}",
    ] {
        gateway
            .call("POST", "/v1/shelves/1/books", &headers, body)
            .assert_rejected(400, 3, "BODY_INVALID");
    }
}

#[test]
fn ten_thousand_levels_are_refused() {
    let (_backend, mut gateway) = sample();
    let child = format!("{}{}", r#"{"child":"#.repeat(10_000), "}".repeat(10_000));
    let list = format!(
        r#"{{"value":{}{}}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let object = format!(
        r#"{{"struct":{}1{}}}"#,
        r#"{"a":"#.repeat(10_000),
        "}".repeat(10_000)
    );
    for body in [child, list, object] {
        let reply = gateway.post("/lab/v1/echo", &body);
        reply.assert_rejected(400, 3, "BODY_INVALID");
        assert!(reply.text().contains("nest"), "{}", reply.text());
    }
    gateway.assert_alive();
}

#[test]
fn a_body_of_a_gibibyte_is_refused_before_it_is_sent() {
    let (_backend, mut gateway) = sample();
    let mut stream = connect(gateway.address);
    let head = format!(
        "POST /v1/shelves/1/books HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        1 << 30
    );
    stream.write_all(head.as_bytes()).unwrap();
    let reply = read_reply(&mut stream, false);
    reply.assert_rejected(413, 8, "BODY_TOO_LARGE");
    gateway.assert_alive();
}

#[test]
fn a_client_that_streams_a_gibibyte_still_reads_the_refusal() {
    let (_backend, mut gateway) = sample();
    let mut stream = connect(gateway.address);
    stream
        .write_all(
            b"POST /v1/shelves/1/books HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n",
        )
        .unwrap();
    let chunk = [b"100000\r\n", &[b' '; 1 << 20][..], b"\r\n"].concat();
    // The gateway reads on for a while, so that its answer is not lost in a reset.
    for _ in 0..1024 {
        if stream.write_all(&chunk).is_err() {
            break;
        }
        if stream.set_nonblocking(true).is_ok() {
            let answered = stream.peek(&mut [0]).is_ok();
            stream.set_nonblocking(false).unwrap();
            if answered {
                break;
            }
        }
    }
    read_reply(&mut stream, false).assert_rejected(413, 8, "BODY_TOO_LARGE");
    gateway.assert_alive();
}

#[test]
fn heads_over_the_limits_are_refused() {
    let (_backend, mut gateway) = sample();
    let long = format!(
        "GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n",
        "a".repeat(1 << 20)
    );
    send(gateway.address, long.as_bytes()).assert_rejected(431, 3, "HEAD_TOO_LARGE");
    let many = format!(
        "GET / HTTP/1.1\r\nhost: x\r\n{}\r\n",
        "a: b\r\n".repeat(200)
    );
    send(gateway.address, many.as_bytes()).assert_rejected(431, 3, "HEAD_TOO_LARGE");
    gateway
        .get(&format!("/{}", "a".repeat(9000)))
        .assert_rejected(414, 3, "PATH_INVALID");
    gateway
        .get(&format!("/v1/shelves?a={}", "a".repeat(20_000)))
        .assert_rejected(414, 3, "TARGET_TOO_LONG");
    gateway.assert_alive();
}

#[test]
fn paths_that_mean_something_else_elsewhere_are_refused() {
    let (_backend, gateway) = sample();
    for target in [
        "/v1/shelves/../shelves",
        "/v1/shelves/%2e%2e",
        "/v1/./shelves",
        "/v1/shelves/%00",
        "/v1/shelves/%zz",
        "/v1/shelves/%ff",
    ] {
        let reply = gateway.get(target);
        assert_eq!(
            (reply.status, reply.json()["code"].as_u64()),
            (400, Some(3)),
            "{target}: {}",
            reply.text()
        );
    }
}

#[test]
fn bodies_of_another_kind_are_refused() {
    let (_backend, gateway) = sample();
    let call =
        |headers: &[(&str, &str)]| gateway.call("POST", "/v1/shelves/1/books", headers, b"{}");
    call(&[("content-type", "text/plain")]).assert_rejected(415, 3, "CONTENT_TYPE_UNSUPPORTED");
    call(&[
        ("content-type", "application/json"),
        ("content-encoding", "compress"),
    ])
    .assert_rejected(415, 3, "CONTENT_ENCODING_UNSUPPORTED");
    gateway
        .call("GET", "/v1/shelves", &[], b"{}")
        .assert_rejected(400, 3, "BODY_UNEXPECTED");
}

#[test]
fn what_is_not_http_is_told_so_or_cut() {
    let (_backend, mut gateway) = sample();
    send(gateway.address, b"NONSENSE\r\n\r\n").assert_rejected(400, 3, "HEAD_INVALID");
    // A TLS client at the plain port.
    let mut stream = connect(gateway.address);
    stream
        .write_all(&[0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])
        .unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    gateway.assert_alive();
}

#[test]
fn a_slow_head_is_cut() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &["--set", "server.head_timeout=100ms"]);
    let mut stream = connect(gateway.address);
    stream.write_all(b"GET / HTTP/1.1\r\nhost").unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    let told = String::from_utf8_lossy(&rest);
    assert!(told.starts_with("HTTP/1.1 408"), "{told}");
}
