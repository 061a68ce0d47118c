//! Answers that are streams, as REST/JSON: the formats, the errors, and when each message comes.

use std::io::Write as _;
use std::net::TcpStream;

use serde_json::{Value, json};

use crate::backend::{Script, Scripted};
use crate::h2_client::{Answer, Client};
use crate::sample::Sample;
use crate::support::{Folder, Gateway, connect, next_chunk, run};

const ARRAY: (&str, &str) = ("accept", "application/json");
const LINES: (&str, &str) = ("accept", "application/x-ndjson");
const EVENTS: (&str, &str) = ("accept", "text/event-stream");

/// A message that says `{"n":NUMBER}` where messages are those of [`API`].
fn number(n: u8) -> Vec<u8> {
    vec![0x08, n]
}

const API: &str = r#"
syntax = "proto3";
package t;
import "google/api/annotations.proto";
import "google/api/httpbody.proto";
service S {
  rpc M(Req) returns (stream Resp) {
    option (google.api.http) = {
      get: "/v1/watch"
      additional_bindings {get: "/v1/names" response_body: "names"}
      additional_bindings {get: "/v1/file" response_body: "file"}
      additional_bindings {post: "/v1/watch" body: "*"}
    };
  }
}
message Req {string name = 1;}
message Resp {
  int32 n = 1;
  repeated string names = 2;
  google.api.HttpBody file = 3;
}
"#;

/// A gateway for [`API`].
fn gateway(name: &str, backend: &Scripted, more: &[&str]) -> (Gateway, Folder) {
    let folder = Folder::new(name, &[("t.proto", API)]);
    let upstream = backend.address.to_string();
    let mut arguments = vec!["--proto", folder.path(), "--upstream", &upstream];
    arguments.extend(more);
    (Gateway::start(&arguments), folder)
}

fn saying(messages: &[Vec<u8>], status: &str, message: Option<&str>) -> Script {
    let mut trailers = vec![("grpc-status", status.to_owned())];
    trailers.extend(message.map(|message| ("grpc-message", message.to_owned())));
    Script::Stream {
        messages: messages.to_vec(),
        trailers,
    }
}

#[test]
fn a_stream_has_the_format_that_the_client_accepts() {
    let backend = Scripted::start(saying(&[number(1), number(2)], "0", None));
    let (gateway, _folder) = gateway("formats", &backend, &[]);
    for (accept, content_type, expected) in [
        (ARRAY.1, "application/json", r#"[{"n":1},{"n":2}]"#),
        ("*/*", "application/json", r#"[{"n":1},{"n":2}]"#),
        ("text/html", "application/json", r#"[{"n":1},{"n":2}]"#),
        (LINES.1, LINES.1, "{\"n\":1}\n{\"n\":2}\n"),
        (
            "application/jsonl",
            "application/jsonl",
            "{\"n\":1}\n{\"n\":2}\n",
        ),
        (
            EVENTS.1,
            EVENTS.1,
            "data: {\"n\":1}\n\ndata: {\"n\":2}\n\nevent: end\ndata: {}\n\n",
        ),
    ] {
        let reply = gateway.call("GET", "/v1/watch", &[("accept", accept)], b"");
        assert_eq!((reply.status, reply.text()), (200, expected), "{accept}");
        assert_eq!(reply.header("content-type"), Some(content_type));
        assert_eq!(reply.header("vary"), Some("accept"));
        let caching = (accept == EVENTS.1).then_some("no-cache");
        assert_eq!(reply.header("cache-control"), caching);
        assert!(!reply.is_cut);
    }
}

#[test]
fn an_indented_message_fits_every_format() {
    let backend = Scripted::start(saying(&[number(1)], "0", None));
    let (gateway, _folder) = gateway("indented", &backend, &["--set", "json.indent=1"]);
    let body = |accept| {
        gateway
            .call("GET", "/v1/watch", &[accept], b"")
            .text()
            .to_owned()
    };
    assert_eq!(body(ARRAY), "[{\n \"n\": 1\n}]");
    assert_eq!(body(LINES), "{  \"n\": 1 }\n");
    let events = "data: {\ndata:  \"n\": 1\ndata: }\n\nevent: end\ndata: {}\n\n";
    assert_eq!(body(EVENTS), events);
}

#[test]
fn an_envelope_is_an_option() {
    let backend = Scripted::start(saying(&[number(1), number(2)], "0", None));
    let (gateway, _folder) = gateway(
        "envelope",
        &backend,
        &["--set", "rest.stream_envelope=true"],
    );
    for (accept, expected) in [
        (ARRAY, r#"[{"result":{"n":1}},{"result":{"n":2}}]"#),
        (LINES, "{\"result\":{\"n\":1}}\n{\"result\":{\"n\":2}}\n"),
        (
            EVENTS,
            "data: {\"n\":1}\n\ndata: {\"n\":2}\n\nevent: end\ndata: {}\n\n",
        ),
    ] {
        let reply = gateway.call("GET", "/v1/watch", &[accept], b"");
        assert_eq!(reply.text(), expected);
    }
}

#[test]
fn an_answer_without_a_message_is_complete() {
    let backend = Scripted::start(saying(&[], "0", None));
    let (gateway, _folder) = gateway("empty", &backend, &[]);
    let body = |target, accept| {
        let reply = gateway.call("GET", target, &[accept], b"");
        assert_eq!(reply.status, 200);
        reply.text().to_owned()
    };
    assert_eq!(body("/v1/watch", ARRAY), "[]");
    assert_eq!(body("/v1/watch", LINES), "");
    assert_eq!(body("/v1/watch", EVENTS), "event: end\ndata: {}\n\n");
    assert_eq!(body("/v1/file", ARRAY), "");
}

#[test]
fn a_failure_before_the_first_message_sets_the_status() {
    let backend = Scripted::start(saying(&[], "7", Some("no")));
    let (gateway, _folder) = gateway("before", &backend, &[]);
    for accept in [ARRAY, LINES, EVENTS] {
        let reply = gateway.call("GET", "/v1/watch", &[accept], b"");
        assert_eq!(reply.status, 403);
        assert_eq!(reply.header("content-type"), Some("application/json"));
        let expected = json!({"code": 7, "message": "no", "details": []});
        assert_eq!(reply.json(), expected);
    }
    let problem = (
        "accept",
        "application/problem+json, application/x-ndjson;q=0.9",
    );
    let reply = gateway.call("GET", "/v1/watch", &[problem], b"");
    assert_eq!(reply.json()["status"], 403);
    // With its head it has not begun yet.
    backend.follow(Script::Raw {
        headers: Vec::new(),
        frames: Vec::new(),
        trailers: vec![("grpc-status", "5".to_owned())],
    });
    assert_eq!(gateway.get("/v1/watch").status, 404);
    // Nor with a message that cannot be written, or read.
    backend.follow(saying(&[b"\xff".to_vec()], "0", None));
    gateway
        .get("/v1/watch")
        .assert_rejected(500, 13, "RESPONSE_INVALID");
    gateway
        .get("/v1/file")
        .assert_rejected(500, 13, "RESPONSE_INVALID");
    backend.follow(Script::Raw {
        headers: Vec::new(),
        frames: b"\x01\0\0\0\x01x".to_vec(),
        trailers: vec![("grpc-status", "0".to_owned())],
    });
    gateway
        .get("/v1/watch")
        .assert_rejected(500, 13, "UPSTREAM_PROTOCOL");
    backend.follow(Script::Html);
    gateway
        .get("/v1/watch")
        .assert_rejected(503, 14, "UPSTREAM_PROTOCOL");
    // And a request that is refused is one.
    gateway
        .get("/v1/watch?x=1")
        .assert_rejected(400, 3, "QUERY_PARAMETER_UNKNOWN");
    let body = gateway.post("/v1/watch", r#"{"name":1}"#);
    body.assert_rejected(400, 3, "BODY_INVALID");
}

#[test]
fn a_failure_behind_a_message_is_the_last_record() {
    let backend = Scripted::start(saying(&[number(1)], "14", Some("gone")));
    let (gateway, _folder) = gateway("behind", &backend, &[]);
    let check = |accept, expected: &str| {
        let reply = gateway.call("GET", "/v1/watch", &[accept], b"");
        assert_eq!((reply.status, reply.is_cut), (200, false));
        assert_eq!(reply.text(), expected);
    };
    let status = r#"{"code":14,"message":"gone","details":[]}"#;
    check(ARRAY, &format!(r#"[{{"n":1}},{{"error":{status}}}"#));
    check(LINES, &format!("{{\"n\":1}}\n{{\"error\":{status}}}\n"));
    check(
        EVENTS,
        &format!("data: {{\"n\":1}}\n\nevent: error\ndata: {status}\n\n"),
    );
}

#[test]
fn a_message_that_cannot_be_written_is_a_failure_behind_the_one_before() {
    let broken = b"\x08".to_vec();
    let backend = Scripted::start(saying(&[number(1), broken, number(3)], "0", None));
    let (gateway, _folder) = gateway("unwritable", &backend, &[]);
    let reply = gateway.call("GET", "/v1/watch", &[LINES], b"");
    let lines: Vec<Value> = reply
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2, "{}", reply.text());
    assert_eq!(lines[0], json!({"n": 1}));
    let error = &lines[1]["error"];
    assert_eq!(error["code"], 13);
    assert_eq!(error["details"][0]["reason"], "RESPONSE_INVALID");
    let id = &error["details"][0]["metadata"]["request_id"];
    assert_eq!(id.as_str(), reply.header("x-request-id"));
}

#[test]
fn a_field_of_each_message_may_be_the_answer() {
    let named = |name: &str| [&[0x12, name.len() as u8], name.as_bytes()].concat();
    let messages = [named("a"), number(1), named("b")];
    let backend = Scripted::start(saying(&messages, "0", None));
    let (gateway, _folder) = gateway("fields", &backend, &[]);
    let reply = gateway.get("/v1/names");
    assert_eq!(reply.text(), r#"[["a"],[],["b"]]"#);
}

#[test]
fn a_download_is_its_data_in_pieces() {
    let piece = |content_type: &str, data: &[u8]| {
        let body = [
            &[0x0a, content_type.len() as u8],
            content_type.as_bytes(),
            &[0x12, data.len() as u8],
            data,
        ];
        body.concat()
    };
    let within = |body: Vec<u8>| [&[0x1a, body.len() as u8], &body[..]].concat();
    let messages = [
        within(piece("image/png", b"\x89PNG")),
        number(7),
        within(piece("text/plain", b"\0\xff")),
    ];
    let backend = Scripted::start(saying(&messages, "0", None));
    let (gateway, _folder) = gateway("download", &backend, &[]);
    let reply = gateway.call("GET", "/v1/file", &[EVENTS], b"");
    assert_eq!(reply.header("content-type"), Some("image/png"));
    assert_eq!(reply.header("vary"), None);
    assert_eq!(reply.body, b"\x89PNG\0\xff");
    assert!(!reply.is_cut);
    // There is no place for an error: it is cut.
    backend.follow(saying(&messages, "13", Some("disk")));
    let reply = gateway.get("/v1/file");
    assert_eq!((reply.status, reply.is_cut), (200, true));
    assert_eq!(reply.body, b"\x89PNG\0\xff");
    backend.follow(saying(
        &[messages[0].clone(), b"\x1a\x09".to_vec()],
        "0",
        None,
    ));
    let reply = gateway.get("/v1/file");
    assert_eq!((&reply.body[..], reply.is_cut), (&b"\x89PNG"[..], true));
    gateway.logged("reason=RESPONSE_INVALID");
}

#[test]
fn the_sample_streams() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let books = gateway.get("/v1/books:stream?count=2500").json();
    let books = books.as_array().unwrap();
    assert_eq!(books.len(), 2500);
    assert!(books.iter().all(|book| book["title"].is_string()));
    let catalog = gateway.get("/v1/catalog");
    let content_type = Some("text/csv; charset=utf-8");
    assert_eq!(catalog.header("content-type"), content_type);
    assert!(catalog.text().starts_with("isbn,title,author\n"));
    let failed = gateway.call(
        "POST",
        "/lab/v1/fail:stream",
        &[LINES],
        br#"{"messages":2,"code":9}"#,
    );
    assert_eq!(failed.text().lines().count(), 3);
    let failed = gateway.get("/lab/v1/fail/9/stream");
    assert_eq!(failed.status, 400);
}

/// A GET that goes on: its connection, behind the head of the answer, and what was read ahead.
fn open(gateway: &Gateway, target: &str, accept: &str) -> (TcpStream, Vec<u8>) {
    let mut stream = connect(gateway.address);
    let head = format!("GET {target} HTTP/1.1\r\nhost: x\r\naccept: {accept}\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        std::io::Read::read_exact(&mut stream, &mut byte).unwrap();
        read.push(byte[0]);
    }
    assert!(read.starts_with(b"HTTP/1.1 200"), "{read:?}");
    (stream, Vec::new())
}

#[test]
fn each_message_comes_when_it_is_there() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let target = "/v1/shelves/1/books:watch?include_existing=true&max_events=1000";
    let (mut stream, mut read) = open(&gateway, target, LINES.1);
    let mut seen = String::new();
    let mut until = |title: &str| {
        while !seen.contains(title) {
            let chunk = next_chunk(&mut stream, &mut read).expect("the stream goes on");
            seen.push_str(std::str::from_utf8(&chunk).unwrap());
        }
        assert!(seen.ends_with('\n'));
    };
    until("shelves/1/books/1");
    for title in ["Kindred", "Dawn"] {
        let created = gateway.post("/v1/shelves/1/books", &format!(r#"{{"title":"{title}"}}"#));
        assert_eq!(created.status, 200);
        until(title);
    }
}

#[tokio::test]
async fn a_client_that_leaves_cancels_a_stream_that_is_idle() {
    let sample = Sample::start(&[]).await;
    let target = "/v1/shelves/1/books:watch?include_existing=true";
    let (mut stream, mut read) = open(&sample.gateway, target, LINES.1);
    next_chunk(&mut stream, &mut read).unwrap();
    drop(stream);
    sample.cancelled("Bookstore/WatchBooks").await;
}

#[tokio::test]
async fn a_deadline_ends_a_stream() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let get = |target: &str, timeout| {
        let head = request("GET", target).header("grpc-timeout", timeout);
        head.header("accept", LINES.1).body(()).unwrap()
    };
    let answer = client
        .send(get("/lab/v1/slow:stream?delay=3600s", "100m"), b"")
        .await;
    assert_eq!(answer.status, 504);
    let target = "/v1/shelves/1/books:watch?include_existing=true";
    let answer = client.send(get(target, "200m"), b"").await;
    assert_eq!(answer.status, 200);
    let lines = String::from_utf8(answer.body).unwrap();
    let last: Value = serde_json::from_str(lines.lines().last().unwrap()).unwrap();
    assert_eq!(last["error"]["code"], 4, "{lines}");
    sample.cancelled("Bookstore/WatchBooks").await;
}

fn request(method: &str, target: &str) -> http::request::Builder {
    let uri = format!("http://x{target}");
    http::Request::builder().method(method).uri(uri)
}

fn trailer<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let value = answer.trailers.as_ref()?.get(name)?;
    Some(value.to_str().unwrap())
}

#[tokio::test]
async fn the_status_is_also_in_the_trailers_for_who_reads_them() {
    let backend = Scripted::start(Script::Raw {
        headers: vec![("shelf", "7".to_owned()), ("x-http-code", "203".to_owned())],
        frames: [&[0, 0, 0, 0, 2][..], &number(1)].concat(),
        trailers: vec![("grpc-status", "0".to_owned()), ("cost", "3".to_owned())],
    });
    let (gateway, _folder) = gateway("trailers", &backend, &[]);
    let client = Client::connect(gateway.address).await;
    let get = |te: bool| {
        let head = request("GET", "/v1/watch").header("accept", LINES.1);
        let head = if te {
            head.header("te", "trailers")
        } else {
            head
        };
        head.body(()).unwrap()
    };
    let answer = client.send(get(true), b"").await;
    assert_eq!(
        (answer.status, &answer.body[..]),
        (203, &b"{\"n\":1}\n"[..])
    );
    assert_eq!(answer.headers["grpc-metadata-shelf"], "7");
    assert_eq!(trailer(&answer, "grpc-status"), Some("0"));
    assert_eq!(trailer(&answer, "grpc-trailer-cost"), Some("3"));
    let answer = client.send(get(false), b"").await;
    assert_eq!(answer.trailers, None);

    backend.follow(saying(&[number(1)], "14", Some("gone")));
    let answer = client.send(get(true), b"").await;
    assert!(answer.body.ends_with(b"}}\n"));
    assert_eq!(trailer(&answer, "grpc-status"), Some("14"));
    assert_eq!(trailer(&answer, "grpc-message"), Some("gone"));
    backend.follow(saying(&[number(1), b"\x08".to_vec()], "0", None));
    let answer = client.send(get(true), b"").await;
    assert_eq!(trailer(&answer, "grpc-status"), Some("13"));
    assert_eq!(answer.reason(), "RESPONSE_INVALID");

    // A status without content has no room for messages.
    backend.follow(Script::Raw {
        headers: vec![("x-http-code", "204".to_owned())],
        frames: [&[0, 0, 0, 0, 2][..], &number(1)].concat(),
        trailers: vec![("grpc-status", "0".to_owned())],
    });
    let answer = client.send(get(false), b"").await;
    assert_eq!(
        (answer.status, &answer.body[..]),
        (200, &b"{\"n\":1}\n"[..])
    );
}

#[test]
fn a_stream_does_not_answer_head() {
    let backend = Scripted::start(saying(&[], "0", None));
    let (gateway, _folder) = gateway("head", &backend, &[]);
    let head = gateway.call("HEAD", "/v1/watch", &[], b"");
    assert_eq!(
        (head.status, head.header("allow")),
        (405, Some("GET, OPTIONS, POST"))
    );
    let options = gateway.call("OPTIONS", "/v1/watch", &[], b"");
    assert_eq!(options.header("allow"), Some("GET, OPTIONS, POST"));
    let put = gateway.call("PUT", "/v1/watch", &[], b"");
    assert_eq!(
        (put.status, put.header("allow")),
        (405, Some("GET, OPTIONS, POST"))
    );
    assert!(backend.received().is_empty());
}

#[test]
fn a_stream_of_events_shows_signs_of_life() {
    let backend = bookstore::Server::start().unwrap();
    let quick = ["--set", "rest.stream_keep_alive=20ms"];
    let gateway = Gateway::for_sample(backend.address(), &quick);
    // Also before there is a message: the head comes with the first of them.
    let (mut stream, mut read) = open(&gateway, "/v1/shelves/1/books:watch", EVENTS.1);
    for _ in 0..3 {
        assert_eq!(next_chunk(&mut stream, &mut read).unwrap(), b":\n\n");
    }
    gateway.post("/v1/shelves/1/books", r#"{"title":"Dawn"}"#);
    let mut seen = String::new();
    while !seen.contains("Dawn") {
        let chunk = next_chunk(&mut stream, &mut read).unwrap();
        seen.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    let message = seen.trim_start_matches(":\n\n");
    assert!(message.starts_with("data: {\"stored\""), "{seen}");
}

#[test]
fn events_have_the_ids_of_their_configuration() {
    let messages = [number(1), Vec::new(), number(7)];
    let backend = Scripted::start(saying(&messages, "0", None));
    let events = r#"rest.events."t.S.M"={id="n",last_id="name"}"#;
    let (gateway, _folder) = gateway("ids", &backend, &["--set", events]);
    let reply = gateway.call("GET", "/v1/watch", &[EVENTS], b"");
    let end = "event: end\ndata: {}\n\n";
    let expected = "id: 1\ndata: {\"n\":1}\n\nid: 0\ndata: {}\n\nid: 7\ndata: {\"n\":7}\n\n";
    assert_eq!(reply.text(), format!("{expected}{end}"));
    // Of what is sent of another part as well.
    let reply = gateway.call("GET", "/v1/names", &[EVENTS], b"");
    let expected = "id: 1\ndata: []\n\nid: 0\ndata: []\n\nid: 7\ndata: []\n\n";
    assert_eq!(reply.text(), format!("{expected}{end}"));
    let reply = gateway.call("GET", "/v1/watch", &[LINES], b"");
    assert_eq!(reply.text(), "{\"n\":1}\n{}\n{\"n\":7}\n");
}

#[test]
fn the_last_event_id_goes_to_the_back_end() {
    let backend = Scripted::start(saying(&[], "0", None));
    let call = |gateway: &Gateway, target: &str, id: &str| {
        let headers = [EVENTS, ("last-event-id", id)];
        let reply = gateway.call("GET", target, &headers, b"");
        assert_eq!(reply.status, 200, "{}", reply.text());
        let received = backend.received().remove(0);
        let metadata = received.headers.get("last-event-id");
        (
            received.message,
            metadata.map(|value| value.to_str().unwrap().to_owned()),
        )
    };
    let (plain, _folder) = gateway("last-metadata", &backend, &[]);
    assert_eq!(
        call(&plain, "/v1/watch", "7"),
        (Vec::new(), Some("7".to_owned()))
    );
    assert_eq!(call(&plain, "/v1/watch", ""), (Vec::new(), None));
    let refused = plain.call("GET", "/v1/watch", &[("last-event-id", "é")], b"");
    refused.assert_rejected(400, 3, "METADATA_INVALID");

    let events = r#"rest.events."t.S.M"={last_id="name"}"#;
    let (named, _folder) = gateway("last-field", &backend, &["--set", events]);
    assert_eq!(call(&named, "/v1/watch", "é"), ("\x0a\x02é".into(), None));
    // It is newer than what the request began with.
    let twice = call(&named, "/v1/watch?name=a", "b").0;
    assert_eq!(twice, b"\x0a\x01a\x0a\x01b");

    let events = r#"rest.events."bookstore.v1.Bookstore.StreamBooks"={last_id="count"}"#;
    let sample = Gateway::for_sample(backend.address, &["--set", events]);
    assert_eq!(call(&sample, "/v1/books:stream", "3").0, b"\x08\x03");
    let refused = sample.call("GET", "/v1/books:stream", &[("last-event-id", "x")], b"");
    refused.assert_rejected(400, 3, "LAST_EVENT_ID_INVALID");
    assert_eq!(
        refused.json()["details"][1]["fieldViolations"][0]["field"],
        "count"
    );
}

#[test]
fn ids_that_cannot_be_are_refused_at_load() {
    for (settings, expected) in [
        (r#""t.S.X"={id="n"}"#, "there is no method t.S.X"),
        (r#""t.S.M"={id="m"}"#, "has no field"),
        (r#""t.S.M"={id="names"}"#, "is repeated"),
        (r#""t.S.M"={last_id="id"}"#, "has no field"),
        (
            r#""google.longrunning.Operations.GetOperation"={id="name"}"#,
            "there is no method",
        ),
        (r#""t.S.M"={x="n"}"#, "x"),
    ] {
        let folder = Folder::new("refused-ids", &[("t.proto", API)]);
        let settings = format!("rest.events.{settings}");
        let output = run(&["check", "--proto", folder.path(), "--set", &settings]);
        let told = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!output.status.success(), "{settings}");
        assert!(told.contains(expected), "{settings}: {told}");
    }
}
