//! Requests that are streams, as REST/JSON: values that are read as they come, and uploads.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use crate::backend::{Script, Scripted};
use crate::h2_client::Client;
use crate::sample::Sample;
use crate::support::{Folder, Gateway, PATIENCE, Reply, connect, next_chunk, read_reply};

const JSON: (&str, &str) = ("content-type", "application/json");
const LINES: (&str, &str) = ("content-type", "application/x-ndjson");

const API: &str = r#"
syntax = "proto3";
package t;
import "google/api/annotations.proto";
import "google/api/httpbody.proto";
service S {
  rpc M(stream Req) returns (Resp) {
    option (google.api.http) = {
      post: "/v1/{name}/whole" body: "*"
      additional_bindings {post: "/v1/{name}/number" body: "n"}
      additional_bindings {post: "/v1/{name}/file" body: "file"}
      additional_bindings {get: "/v1/{name}"}
    };
  }
}
message Req {
  string name = 1;
  int32 n = 2;
  google.api.HttpBody file = 3;
  string tag = 4;
}
message Resp {int32 n = 1;}
"#;

/// A gateway for [`API`], whose back end says `{"n":7}`.
fn start(name: &str, more: &[&str]) -> (Scripted, Gateway, Folder) {
    let backend = Scripted::start(Script::ok(&[0x08, 7]));
    let folder = Folder::new(name, &[("t.proto", API)]);
    let upstream = backend.address.to_string();
    let mut arguments = vec!["--proto", folder.path(), "--upstream", &upstream];
    arguments.extend(more);
    let gateway = Gateway::start(&arguments);
    (backend, gateway, folder)
}

/// The messages that the only call was sent.
fn received(backend: &Scripted) -> Vec<Vec<u8>> {
    let calls = backend.received();
    assert_eq!(calls.len(), 1);
    calls[0].messages()
}

#[test]
fn values_come_in_any_layout() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let book = |title: &str| format!(r#"{{"parent":"shelves/1","book":{{"title":"{title}"}}}}"#);
    let (a, b) = (book("Kindred"), book("Dawn"));
    for (header, body, count) in [
        (JSON, format!("[{a},{b}]"), 2),
        (JSON, format!(" [ {a} ] \n"), 1),
        (JSON, "[]".to_owned(), 0),
        (JSON, String::new(), 0),
        (JSON, format!("{a}{b}\n{a}"), 3),
        (LINES, format!("{a}\n\n{b}\r\n{a}"), 3),
        (LINES, String::new(), 0),
    ] {
        let reply = gateway.call("POST", "/v1/books:import", &[header], body.as_bytes());
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(
            reply.header("content-length"),
            Some(&*reply.body.len().to_string())
        );
        let expected = match count {
            0 => json!({}),
            count => json!({"importedCount": count}),
        };
        assert_eq!(reply.json(), expected, "{body}");
    }
}

#[test]
fn path_and_query_are_in_every_message() {
    let (backend, gateway, _folder) = start("every-message", &[]);
    let post = |target: &str, body: &str| {
        let reply = gateway.call("POST", target, &[JSON], body.as_bytes());
        assert_eq!(
            (reply.status, reply.text()),
            (200, r#"{"n":7}"#),
            "{target}"
        );
        received(&backend)
    };
    // Of a whole message, with a path; of a field, with a query too.
    let whole = post("/v1/a/whole", r#"[{"n":1},{"n":2,"name":"a"}]"#);
    assert_eq!(whole, [&b"\x10\x01\x0a\x01a"[..], b"\x10\x02\x0a\x01a"]);
    let fields = post("/v1/a/number?tag=t", "[1, 2]");
    let message = |n| [&[0x10, n][..], b"\x0a\x01a\x22\x01t"].concat();
    assert_eq!(fields, [message(1), message(2)]);
    // Without a body there is one.
    let reply = gateway.get("/v1/a?n=3");
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(received(&backend), [b"\x0a\x01a\x10\x03"]);
}

#[test]
fn what_is_wrong_is_told_with_its_place_in_the_whole_body() {
    let (_backend, gateway, _folder) = start("places", &[]);
    let check = |header: (&str, &str), body: &str, field: &str, place: &str| {
        let reply = gateway.call("POST", "/v1/a/whole", &[header], body.as_bytes());
        reply.assert_rejected(400, 3, "BODY_INVALID");
        assert!(reply.text().contains(place), "{body}: {}", reply.text());
        let violation = &reply.json()["details"][1]["fieldViolations"][0];
        assert_eq!(violation["field"].as_str().unwrap_or_default(), field);
    };
    check(
        JSON,
        "[{\"n\":1},\n {\"n\":true}]",
        "n",
        "(line 2, column 7, byte 16)",
    );
    check(JSON, "[{\"n\":1}, 7]", "", "(line 1, column 11, byte 10)");
    check(
        JSON,
        "[{\"n\":1} {\"n\":2}]",
        "",
        "(line 1, column 10, byte 9)",
    );
    check(JSON, "[{\"n\":1},", "", "(line 1, column 10, byte 9)");
    check(
        JSON,
        "{\"n\":1}\n{\"x\":1}",
        "x",
        "(line 2, column 2, byte 9)",
    );
    check(JSON, "{\"n\":1", "", "(line 1, column 7, byte 6)");
    check(
        LINES,
        "{\"n\":1}\n\n{\"n\":}\n",
        "n",
        "(line 3, column 6, byte 14)",
    );
    check(
        LINES,
        "{\"n\":1}{\"n\":2}\n",
        "",
        "(line 1, column 8, byte 7)",
    );
    let reply = gateway.call("POST", "/v1/a/whole", &[JSON], br#"[{"name":"b"}]"#);
    reply.assert_rejected(400, 3, "FIELD_BOUND_TWICE");
    let reply = gateway.call("POST", "/v1/a/number?x=1", &[JSON], b"[1]");
    reply.assert_rejected(400, 3, "QUERY_PARAMETER_UNKNOWN");
}

#[test]
fn other_types_and_bodies_without_a_place_are_refused() {
    let (backend, gateway, _folder) = start("types", &[]);
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let refused = gateway.call("POST", "/v1/a/whole", &form, b"n=1");
    refused.assert_rejected(415, 3, "CONTENT_TYPE_UNSUPPORTED");
    assert!(
        refused
            .text()
            .contains("send application/json or application/x-ndjson")
    );
    let zipped = [JSON, ("content-encoding", "compress")];
    let refused = gateway.call("POST", "/v1/a/whole", &zipped, b"x");
    refused.assert_rejected(415, 3, "CONTENT_ENCODING_UNSUPPORTED");
    let refused = gateway.call("GET", "/v1/a", &[JSON], b"{}");
    refused.assert_rejected(400, 3, "BODY_UNEXPECTED");
    let head = gateway.call("HEAD", "/v1/a", &[], b"");
    assert_eq!(
        (head.status, head.header("allow")),
        (405, Some("GET, OPTIONS"))
    );
    let limited = ["--set", "grpc.request_max=100B"];
    let (_backend, gateway, _folder) = start("limits", &limited);
    let value = |length: usize| format!("{{\"tag\":\"{}\"}}", "x".repeat(length - 10));
    for (length, status) in [(100, 200), (101, 413)] {
        // Together they are larger than any of them may be.
        let body = format!("[{},{}]", value(90), value(length));
        let reply = gateway.call("POST", "/v1/a/whole", &[JSON], body.as_bytes());
        assert_eq!(reply.status, status, "{}", reply.text());
    }
    let reply = gateway.call("POST", "/v1/a/whole", &[LINES], value(101).as_bytes());
    reply.assert_rejected(413, 8, "MESSAGE_TOO_LARGE");
    let facts = &reply.json()["details"][0]["metadata"];
    assert_eq!(facts["limit"], "100B");
    drop(backend);
}

#[test]
fn an_answer_is_one_message_and_a_status() {
    let (backend, gateway, _folder) = start("one", &[]);
    let post = || gateway.call("POST", "/v1/a/whole", &[JSON], b"[{}]");
    let stream = |messages: usize, status: &str| Script::Raw {
        headers: vec![("shelf", "7".to_owned())],
        frames: b"\0\0\0\0\x02\x08\x07".repeat(messages),
        trailers: vec![("grpc-status", status.to_owned()), ("cost", "3".to_owned())],
    };
    backend.follow(stream(1, "0"));
    let reply = post();
    assert_eq!(reply.text(), r#"{"n":7}"#);
    assert_eq!(reply.header("grpc-metadata-shelf"), Some("7"));
    assert_eq!(reply.header("grpc-trailer-cost"), Some("3"));
    backend.follow(stream(1, "5"));
    let reply = post();
    assert_eq!(
        (reply.status, reply.json()["code"].clone()),
        (404, json!(5))
    );
    for messages in [0, 2] {
        backend.follow(stream(messages, "0"));
        post().assert_rejected(500, 13, "UPSTREAM_PROTOCOL");
        gateway.logged("reason=UPSTREAM_PROTOCOL");
    }
    backend.follow(Script::NotProtobuf);
    post().assert_rejected(500, 13, "RESPONSE_INVALID");
}

#[test]
fn a_file_of_any_size_is_uploaded_in_pieces() {
    let backend = bookstore::Server::start().unwrap();
    let limited = ["--set", "grpc.request_max=1MiB"];
    let gateway = Gateway::for_sample(backend.address(), &limited);
    let csv = ("content-type", "text/csv");
    let file = vec![b'x'; 20 << 20];
    let reply = gateway.call("POST", "/v1/catalog", &[csv], &file);
    assert_eq!(reply.status, 200, "{}", reply.text());
    let answer = reply.json();
    assert_eq!(answer["sizeBytes"], (20 << 20).to_string());
    assert_eq!(answer["mediaType"], "text/csv");
    let count = answer["messageCount"].as_u64().unwrap();
    assert!((20 << 4..=20 << 12).contains(&count), "{count}");
    // An empty one is a file as well.
    let reply = gateway.call("POST", "/v1/catalog", &[csv], b"");
    assert_eq!(
        reply.json(),
        json!({"messageCount": 1, "mediaType": "text/csv"})
    );

    // In a field, each with what the path and the query say.
    let (backend, gateway, _folder) = start("pieces", &[]);
    let reply = gateway.call("POST", "/v1/a/file?tag=t", &[csv], b"data");
    assert_eq!(reply.status, 200, "{}", reply.text());
    let head = b"\x1a\x0a\x0a\x08text/csv\x0a\x01a\x22\x01t";
    let piece = [&head[..], b"\x1a\x06\x12\x04data"].concat();
    assert_eq!(received(&backend), [piece]);
}

/// A POST that goes on, in chunks.
fn open(gateway: &Gateway, target: &str) -> TcpStream {
    let mut stream = connect(gateway.address);
    let head = format!(
        "POST {target} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\n\
         accept: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

fn say(stream: &mut TcpStream, text: &str) {
    let chunk = format!("{:x}\r\n{text}\r\n", text.len());
    stream.write_all(chunk.as_bytes()).unwrap();
}

#[test]
fn a_conversation_goes_both_ways_at_once_over_http_1() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let mut stream = open(&gateway, "/v1/conversation");
    // The head comes before anything was said.
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        std::io::Read::read_exact(&mut stream, &mut byte).unwrap();
        read.push(byte[0]);
    }
    assert!(read.starts_with(b"HTTP/1.1 200"));
    let mut read = Vec::new();
    for turn in 1..=3 {
        // In two pieces, the first of which is no message.
        say(&mut stream, "{\"text\":");
        say(&mut stream, "\"hello\"}\n");
        let line = next_chunk(&mut stream, &mut read).unwrap();
        let answer: Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(answer, json!({"text": "You said: hello", "turn": turn}));
    }
    say(&mut stream, "{\"text\":7}\n");
    let line = next_chunk(&mut stream, &mut read).unwrap();
    let error = &serde_json::from_slice::<Value>(&line).unwrap()["error"];
    assert_eq!(error["code"], 3);
    assert!(
        error["message"]
            .as_str()
            .unwrap()
            .contains("(line 4, column 9, byte "),
        "{error}"
    );
    assert_eq!(next_chunk(&mut stream, &mut read), Some(Vec::new()));
}

fn post(target: &str) -> http::request::Builder {
    let head = http::Request::builder().method("POST");
    head.uri(format!("http://x{target}"))
        .header(LINES.0, LINES.1)
        .header("accept", "application/x-ndjson")
}

#[tokio::test]
async fn a_conversation_goes_both_ways_at_once_over_http_2() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let head = post("/v1/conversation").body(()).unwrap();
    let (response, mut request) = client.begin(head).await;
    let response = tokio::time::timeout(PATIENCE, response)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(response.status(), 200);
    let mut answers = response.into_body();
    for turn in 1..=3 {
        let line = Bytes::from_static(b"{\"text\":\"hello\"}\n");
        request.send_data(line, false).unwrap();
        let line = answers.data().await.unwrap().unwrap();
        let answer: Value = serde_json::from_slice(&line).unwrap();
        assert_eq!(answer["turn"], turn);
    }
    request.send_data(Bytes::new(), true).unwrap();
    ended(&mut answers).await;
    // A client that leaves cancels the call, also while both are silent.
    let head = post("/v1/conversation").body(()).unwrap();
    let (response, request) = client.begin(head).await;
    response.await.unwrap();
    drop(request);
    drop(client);
    sample.cancelled("Bookstore/Converse").await;
}

/// Fails if there is more than the end.
async fn ended(answers: &mut h2::RecvStream) {
    while let Some(data) = answers.data().await {
        assert_eq!(data.unwrap(), "");
    }
}

#[tokio::test]
async fn a_request_is_handed_on_as_it_comes() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let head = post("/lab/v1/echo:stream").body(()).unwrap();
    let (response, mut request) = client.begin(head).await;
    let mut answers = response.await.unwrap().into_body();
    // More than any buffer between takes, by a client that does not read meanwhile: it is stopped,
    // and goes on when it does.
    let line = Bytes::from(format!("{{\"stringValue\":\"{}\"}}\n", "x".repeat(10_000)));
    let (count, mut sent, mut seen) = (2_000, 0, 0);
    request.reserve_capacity(line.len());
    while seen < count * line.len() {
        tokio::select! {
            biased;
            capacity = std::future::poll_fn(|cx| request.poll_capacity(cx)), if sent < count => {
                if capacity.unwrap().unwrap() >= line.len() {
                    sent += 1;
                    request.send_data(line.clone(), sent == count).unwrap();
                }
                request.reserve_capacity(line.len());
            }
            data = answers.data() => {
                let data = data.unwrap().unwrap();
                seen += data.len();
                answers.flow_control().release_capacity(data.len()).unwrap();
            }
        }
    }
    assert_eq!(seen, count * line.len());
    ended(&mut answers).await;
}

#[tokio::test]
async fn a_client_that_pauses_is_waited_for() {
    let backend = bookstore::Server::start().unwrap();
    let hasty = ["--set", "server.body_timeout=50ms"];
    let gateway = Gateway::for_sample(backend.address(), &hasty);
    let mut stream = open(&gateway, "/v1/books:import");
    say(&mut stream, "{\"parent\":\"shelves/1\",");
    // Longer than a body may pause that is read whole.
    tokio::time::sleep(Duration::from_millis(200)).await;
    say(&mut stream, "\"book\":{\"title\":\"Dawn\"}}\n");
    stream.write_all(b"0\r\n\r\n").unwrap();
    let reply: Reply = read_reply(&mut stream, false);
    assert_eq!(reply.json(), json!({"importedCount": 1}));
}
