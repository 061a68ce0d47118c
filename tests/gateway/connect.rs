//! Connect through the gateway: bytes as its clients send them, on both versions of HTTP.

mod refusals;
mod streams;
mod unary;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use bytes::Bytes;
use prost::Message;
use rialto::framing::compression::{Coding, Compressor, Decompressor, Levels};
use rialto::units::ByteSize;
use serde_json::Value;

use crate::h2_client::Client;
use crate::support::{Gateway, Reply};

const JSON: (&str, &str) = ("content-type", "application/json");
const PROTO: (&str, &str) = ("content-type", "application/proto");
const VERSION: (&str, &str) = ("connect-protocol-version", "1");

const GET_SHELF: &str = "/bookstore.v1.Bookstore/GetShelf";
const ECHO: &str = "/bookstore.v1.Lab/Echo";

/// The code of an error, and the reason in its details.
fn error(reply: &Reply) -> (u16, String, Option<String>) {
    assert_eq!(reply.header("content-type"), Some("application/json"));
    let json = reply.json();
    let info = json["details"].as_array().and_then(|details| {
        let mut details = details.iter();
        details.find(|detail| detail["type"] == "google.rpc.ErrorInfo")
    });
    let reason = info.map(|info| {
        let value = STANDARD_NO_PAD
            .decode(info["value"].as_str().unwrap())
            .unwrap();
        let read = bookstore::google::rpc::ErrorInfo::decode(&*value).unwrap();
        assert_eq!(info["debug"]["reason"], Value::from(read.reason.as_str()));
        read.reason
    });
    (
        reply.status,
        json["code"].as_str().unwrap().to_owned(),
        reason,
    )
}

fn assert_error(reply: &Reply, status: u16, code: &str, reason: &str) {
    let expected = (status, code.to_owned(), Some(reason.to_owned()));
    assert_eq!(error(reply), expected, "{}", reply.text());
}

fn compressed(coding: Coding, plain: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
    let mut out = Vec::new();
    compressor.push(plain, &mut out).unwrap();
    compressor.finish(&mut out).unwrap();
    out
}

fn plain(coding: Coding, body: &[u8]) -> Vec<u8> {
    let mut decompressor = Decompressor::new(coding, ByteSize::mib(64)).unwrap();
    decompressor
        .message(Bytes::copy_from_slice(body))
        .unwrap()
        .into()
}

/// Makes a call on both versions of HTTP, and checks both answers alike.
async fn each(
    gateway: &Gateway,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
    check: impl Fn(&Reply),
) {
    check(&gateway.call(method, target, headers, body));
    let client = Client::connect(gateway.address).await;
    let uri = format!("http://x{target}");
    let mut head = http::Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        head = head.header(*name, *value);
    }
    let answer = client.send(head.body(()).unwrap(), body).await;
    assert!(answer.trailers.is_none());
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().to_owned())
    };
    check(&Reply {
        status: answer.status,
        headers: answer.headers.iter().map(header).collect(),
        body: answer.body,
        is_cut: false,
    });
}
