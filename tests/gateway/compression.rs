//! Bodies that are compressed, of requests and of answers.

use std::io::Write as _;

use bytes::Bytes;
use rialto::framing::compression::{Coding, Compressor, Decompressor, Levels};
use rialto::units::ByteSize;
use serde_json::{Value, json};

use crate::backend::{Script, Scripted};
use crate::support::{Gateway, Reply, connect, next_chunk};

const JSON: (&str, &str) = ("content-type", "application/json");

fn compressed(coding: Coding, plain: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
    let mut out = Vec::new();
    compressor.push(plain, &mut out).unwrap();
    compressor.finish(&mut out).unwrap();
    out
}

/// What can be read of compressed bytes, and whether that is all.
fn readable(decompressor: &mut Decompressor, bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut plain = Vec::new();
    decompressor.push(Bytes::copy_from_slice(bytes));
    while let Some(piece) = decompressor.next().unwrap() {
        plain.extend_from_slice(&piece);
    }
    (plain, decompressor.finish().is_ok())
}

fn decompressor(coding: Coding) -> Decompressor {
    Decompressor::new(coding, ByteSize::mib(64)).unwrap()
}

/// The body of an answer that says how it is compressed.
fn plain(reply: &Reply) -> Vec<u8> {
    let token = reply.header("content-encoding").expect("it is compressed");
    let coding = Coding::of_token(token.as_bytes()).unwrap();
    let (plain, is_all) = readable(&mut decompressor(coding), &reply.body);
    assert!(is_all);
    plain
}

fn sample(more: &[&str]) -> (bookstore::Server, Gateway) {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), more);
    (backend, gateway)
}

#[test]
fn an_answer_is_compressed_as_the_client_asks() {
    let (_backend, gateway) = sample(&[]);
    let target = "/v1/books";
    let expected = gateway.get(target);
    assert!(expected.body.len() > 1024);
    assert_eq!(expected.header("content-encoding"), None);
    assert_eq!(expected.header("vary"), None);
    for (accept, token) in [
        ("gzip", Some("gzip")),
        ("gzip, deflate, br", Some("br")),
        ("gzip, deflate, br, zstd", Some("zstd")),
        ("br;q=0.5, gzip", Some("gzip")),
        ("identity", None),
        ("deflate", None),
        ("*;q=0", None),
    ] {
        let headers = [("accept-encoding", accept)];
        let reply = gateway.call("GET", target, &headers, b"");
        assert_eq!(reply.header("content-encoding"), token, "{accept}");
        assert_eq!(reply.header("content-type"), Some("application/json"));
        let Some(_) = token else {
            assert_eq!(reply.body, expected.body);
            continue;
        };
        assert_eq!(reply.header("vary"), Some("accept-encoding"));
        assert!(reply.body.len() < expected.body.len() / 2);
        assert_eq!(plain(&reply), expected.body);
        // The same but for the body.
        let head = gateway.call("HEAD", target, &headers, b"");
        assert_eq!(head.header("content-encoding"), token);
        assert_eq!(
            head.header("content-length"),
            reply.header("content-length")
        );
    }
}

#[test]
fn what_is_small_or_compressed_already_goes_as_it_is() {
    let (_backend, gateway) = sample(&[]);
    let gzip = ("accept-encoding", "gzip");
    let small = gateway.call("GET", "/v1/shelves/1", &[gzip], b"");
    assert_eq!(small.header("content-encoding"), None);
    let image = vec![0; 10_000];
    let cover = "/v1/shelves/1/books/1/cover";
    let put = gateway.call("PUT", cover, &[("content-type", "image/png"), gzip], &image);
    assert_eq!(put.status, 200, "{}", put.text());
    let cover = gateway.call("GET", cover, &[gzip], b"");
    assert_eq!(cover.header("content-encoding"), None);
    assert_eq!(cover.body, image);
    let (_backend, eager) = sample(&["--set", "compression.size_min=1B"]);
    let shelf = eager.call("GET", "/v1/shelves/1", &[gzip], b"");
    assert_eq!(plain(&shelf), small.body);
    let missing = eager.call("GET", "/v1/shelves/99", &[gzip], b"");
    assert_eq!(missing.status, 404);
    assert!(plain(&missing).starts_with(b"{\"code\":5"));
    let (_backend, off) = sample(&["--set", "compression.responses=false"]);
    let books = off.call("GET", "/v1/books", &[gzip], b"");
    assert_eq!(books.header("content-encoding"), None);
}

#[test]
fn a_back_end_may_forbid_it_and_its_tags_become_weak() {
    let text = "x".repeat(5_000);
    let message = [b"\x12\x88\x27", text.as_bytes()].concat();
    let answer = |header: (&'static str, &str)| Script::Answer {
        message: [b"\x0a\x0atext/plain", &message[..]].concat(),
        headers: vec![(header.0, header.1.to_owned())],
        trailers: vec![("grpc-status", "0".to_owned())],
    };
    let backend = Scripted::start(answer(("etag", "\"1\"")));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let get = || gateway.call("GET", "/v1/pages/a", &[("accept-encoding", "zstd")], b"");
    let page = get();
    assert_eq!(plain(&page), text.as_bytes());
    assert_eq!(page.header("etag"), Some("W/\"1\""));
    backend.follow(answer(("cache-control", "no-transform")));
    assert_eq!(get().header("content-encoding"), None);
}

#[test]
fn a_stream_is_compressed_and_each_message_can_be_read_when_it_comes() {
    let (_backend, gateway) = sample(&[]);
    for (token, coding) in [
        ("gzip", Coding::Gzip),
        ("br", Coding::Brotli),
        ("zstd", Coding::Zstd),
    ] {
        let mut stream = connect(gateway.address);
        let head = format!(
            "GET /v1/shelves/1/books:watch?include_existing=true HTTP/1.1\r\nhost: x\r\n\
             accept: application/x-ndjson\r\naccept-encoding: {token}\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut read = Vec::new();
        while !read.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            std::io::Read::read_exact(&mut stream, &mut byte).unwrap();
            read.push(byte[0]);
        }
        let head = String::from_utf8(std::mem::take(&mut read))
            .unwrap()
            .to_lowercase();
        assert!(
            head.contains(&format!("content-encoding: {token}\r\n")),
            "{head}"
        );
        let mut decompressor = decompressor(coding);
        let mut seen = String::new();
        let mut until = |text: &str| {
            while !seen.contains(text) {
                let chunk = next_chunk(&mut stream, &mut read).expect("the stream goes on");
                let (plain, _) = readable(&mut decompressor, &chunk);
                seen.push_str(std::str::from_utf8(&plain).unwrap());
                assert!(seen.ends_with('\n'), "{seen}");
            }
        };
        until("shelves/1/books/1");
        for title in ["Kindred", "Dawn"] {
            let title = format!("{title} {token}");
            let created = gateway.post("/v1/shelves/1/books", &format!(r#"{{"title":"{title}"}}"#));
            assert_eq!(created.status, 200);
            until(&title);
        }
    }
}

#[test]
fn every_kind_of_stream_is_the_same_when_it_is_read() {
    let (_backend, gateway) = sample(&[]);
    let fail = br#"{"messages":2,"code":9}"#;
    for (method, target, accept, body) in [
        (
            "GET",
            "/v1/books:stream?count=3000",
            "application/json",
            &b""[..],
        ),
        ("GET", "/v1/books:stream?count=3", "text/event-stream", b""),
        ("GET", "/v1/catalog", "*/*", b""),
        ("POST", "/lab/v1/fail:stream", "application/x-ndjson", fail),
    ] {
        let accept = ("accept", accept);
        let expected = gateway.call(method, target, &[accept, JSON], body);
        let headers = [accept, JSON, ("accept-encoding", "gzip")];
        let reply = gateway.call(method, target, &headers, body);
        assert_eq!(reply.status, 200);
        assert_eq!(plain(&reply), expected.body, "{target}");
        assert_eq!(
            reply.header("content-type"),
            expected.header("content-type")
        );
    }
    // An error before the first message, and the one answer of a stream that was sent.
    let headers = [JSON, ("accept-encoding", "gzip")];
    let failed = gateway.call("GET", "/lab/v1/fail/9/stream", &headers, b"");
    assert_eq!(
        (failed.status, failed.json()["code"].clone()),
        (400, json!(9))
    );
    let (_backend, eager) = sample(&["--set", "compression.size_min=1B"]);
    let reply = eager.call("POST", "/v1/books:import", &headers, b"[{}]");
    let answer: Value = serde_json::from_slice(&plain(&reply)).unwrap();
    assert_eq!(answer["errors"].as_array().unwrap().len(), 1, "{answer}");
    assert_eq!(
        reply.header("content-length"),
        Some(&*reply.body.len().to_string())
    );
}

#[test]
fn a_download_that_fails_is_cut_when_it_is_compressed_too() {
    let piece = [&b"\x0a\x0atext/plain\x12\x64"[..], &[b'x'; 100]].concat();
    let backend = Scripted::start(Script::Stream {
        messages: vec![piece],
        trailers: vec![("grpc-status", "13".to_owned())],
    });
    let gateway = Gateway::for_sample(backend.address, &[]);
    let reply = gateway.call("GET", "/v1/catalog", &[("accept-encoding", "gzip")], b"");
    assert!(reply.is_cut);
    let (read, is_all) = readable(&mut decompressor(Coding::Gzip), &reply.body);
    assert_eq!((read, is_all), (vec![b'x'; 100], false));
}

#[test]
fn a_request_may_be_compressed() {
    let (_backend, gateway) = sample(&[]);
    for coding in Coding::ALL {
        let encoding = ("content-encoding", coding.token());
        let body = compressed(coding, br#"{"theme":"Poetry"}"#);
        let reply = gateway.call("POST", "/v1/shelves", &[JSON, encoding], &body);
        assert_eq!(reply.json()["theme"], "Poetry", "{coding:?}");
        let image = compressed(coding, &[7; 50_000]);
        let png = ("content-type", "image/png");
        let cover = "/v1/shelves/1/books/1/cover";
        let reply = gateway.call("PUT", cover, &[png, encoding], &image);
        assert_eq!(reply.json()["sizeBytes"], "50000");
        assert!(gateway.get(cover).body == [7; 50_000]);
        // Streams too, of values and of bytes.
        let book = br#"{"parent":"shelves/1","book":{"title":"Dawn"}}"#;
        let body = compressed(coding, &book.repeat(200));
        let reply = gateway.call("POST", "/v1/books:import", &[JSON, encoding], &body);
        assert_eq!(reply.json(), json!({"importedCount": 200}));
        let file = compressed(coding, &vec![7; 20 << 20]);
        let reply = gateway.call("POST", "/v1/catalog", &[png, encoding], &file);
        assert_eq!(reply.json()["sizeBytes"], (20 << 20).to_string());
    }
}

#[test]
fn what_a_request_is_when_it_is_read_is_limited() {
    let (_backend, gateway) = sample(&["--set", "grpc.request_max=10KiB"]);
    for coding in Coding::ALL {
        let encoding = ("content-encoding", coding.token());
        let png = ("content-type", "image/png");
        let put = |size: usize| {
            let body = compressed(coding, &vec![7; size]);
            gateway.call(
                "PUT",
                "/v1/shelves/1/books/1/cover",
                &[png, encoding],
                &body,
            )
        };
        assert_eq!(put(10 << 10).status, 200);
        put((10 << 10) + 1).assert_rejected(413, 8, "BODY_TOO_LARGE");
        put(100 << 20).assert_rejected(413, 8, "BODY_TOO_LARGE");
        let value = format!("{{\"text\":\"{}\"}}", "x".repeat(20_000));
        let body = compressed(coding, value.as_bytes());
        let reply = gateway.call("POST", "/v1/conversation", &[JSON, encoding], &body);
        assert!(
            reply.text().contains("MESSAGE_TOO_LARGE"),
            "{}",
            reply.text()
        );
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let (_backend, gateway) = sample(&[]);
    let post = |encoding: &str, body: &[u8]| {
        let headers = [JSON, ("content-encoding", encoding)];
        gateway.call("POST", "/v1/shelves", &headers, body)
    };
    for coding in Coding::ALL {
        let token = coding.token();
        let whole = compressed(coding, br#"{"theme":"Poetry"}"#);
        post(token, &whole[..whole.len() - 1]).assert_rejected(400, 3, "BODY_MALFORMED");
        post(token, br#"{"theme":"Poetry"}"#).assert_rejected(400, 3, "BODY_MALFORMED");
        // Nothing is nothing in every coding.
        assert_eq!(post(token, b"").status, 400);
    }
    for encoding in ["compress", "gzip, br", "x"] {
        let refused = post(encoding, b"x");
        refused.assert_rejected(415, 3, "CONTENT_ENCODING_UNSUPPORTED");
        let accepted = refused.header("accept-encoding");
        assert_eq!(accepted, Some("gzip, deflate, br, zstd"));
    }
    let headers = [JSON, ("content-encoding", "gzip")];
    let broken = gateway.call("POST", "/v1/books:import", &headers, b"[{}]");
    broken.assert_rejected(400, 3, "BODY_MALFORMED");
    let (_backend, off) = sample(&["--set", "compression.requests=false"]);
    let refused = off.call("POST", "/v1/shelves", &headers, b"x");
    refused.assert_rejected(415, 3, "CONTENT_ENCODING_UNSUPPORTED");
    assert_eq!(refused.header("accept-encoding"), Some("identity"));
}
