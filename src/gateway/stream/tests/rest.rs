//! Streams of REST: what is held for a client that is slow, and what leaves together.

use std::sync::{Arc, LazyLock};
use std::task::Poll;

use http::header::ACCEPT;

use super::super::rest::{Reply, Request, Rest};
use super::*;
use crate::config::Configuration;
use crate::framing::json_stream::Layout;
use crate::gateway::handle::{Laid, find};
use crate::snapshot::Snapshot;
use crate::transcode::testing::Fixture;

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let api = "syntax = \"proto3\"; package t; import \"google/api/annotations.proto\"; \
        import \"google/api/httpbody.proto\"; \
        service S { rpc Get(Req) returns (stream Text) { option (google.api.http) = { get: \"/get\" }; } \
        rpc Put(stream Text) returns (Text) { option (google.api.http) = { post: \"/put\" body: \"*\" }; } \
        rpc Talk(stream Text) returns (stream Text) { option (google.api.http) = { post: \"/talk\" body: \"*\" }; } \
        rpc Upload(stream google.api.HttpBody) returns (Text) { \
        option (google.api.http) = { post: \"/upload\" body: \"*\" }; } } \
        message Req {} message Text { string text = 1; }";
    let fixture = Fixture::new(&[("t.proto", api)]);
    let mut settings = Configuration::default().snapshot;
    settings.requires_addresses = false;
    let schema = Arc::clone(fixture.plans.schema());
    let (snapshot, findings) = Snapshot::compile(schema, &settings, None);
    assert!(!findings.has_errors());
    snapshot
});

/// A message with a text of this length, at most 127.
fn text(length: u8) -> Bytes {
    frame(&[&[0x0a, length], &vec![b'x'; length.into()][..]].concat())
}

/// The same as the client reads it, in a line.
fn line(length: u8) -> String {
    format!("{{\"text\":\"{}\"}}\n", "x".repeat(length.into()))
}

/// A call whose client accepts this, and whose request has been read.
fn start_rest(accept: &str) -> (Shared, Task) {
    let (shared, task) = start_call("GET", "/get", accept, None);
    shared.sides().body.push_back(Ok(None));
    (shared, task)
}

fn laid(layout: Layout) -> Laid {
    Laid {
        coding: None,
        layout,
        message_max: REQUEST_MAX,
    }
}

/// A call with this target, whose request is a stream in `layout`, or an empty message.
fn start_call(method: &str, path: &str, accept: &str, layout: Option<Layout>) -> (Shared, Task) {
    let shared = Shared::default();
    shared.sides().room = usize::MAX;
    shared.sides().send_room = usize::MAX;
    shared.sides().head = Some(head());
    let head = http::Request::builder()
        .method(method)
        .uri(path)
        .header(ACCEPT, accept);
    let head = head.body(()).unwrap().into_parts().0;
    let deadline = Deadline::after(tasks::now().instant, PATIENCE * 60);
    let (mut client, mut called) = (
        Client {
            head,
            sides: shared.clone(),
        },
        Called {
            sides: shared.clone(),
        },
    );
    let task = async move {
        let head = client.head().clone();
        let found = find(&SNAPSHOT, &head).unwrap().route();
        let route = SNAPSHOT.route(found);
        let reply = Reply::new(&SNAPSHOT, route, &head, REQUEST_MAX);
        let request = match layout {
            None => Request::message(frame(b"")),
            Some(layout) => Request::stream(&SNAPSHOT, route, &head, laid(layout)).unwrap(),
        };
        let mut codec = Rest::new(request, reply);
        let mut pump = Pump::new(&mut client, &mut codec);
        let ended = pump.run(&mut called, deadline).await?;
        let code = ended.status.code;
        pump.close(Ending::BackEnd(ended)).await.unwrap();
        Ok(code)
    };
    (shared, Task(Box::pin(task)))
}

fn is_ok(polled: &Poll<Result<Code, Rejection>>) -> bool {
    matches!(polled, Poll::Ready(Ok(Code::Ok)))
}

#[tokio::test]
async fn the_request_goes_with_its_end_and_the_head_waits_for_a_message() {
    let (shared, mut task) = start_rest("application/x-ndjson");
    task.waits();
    assert!(shared.sides().is_sent && shared.sides().sent == frame(b""));
    assert!(shared.sides().answer_head.is_none());
    for sent in 1..=3 {
        shared.sides().frames.push_back(text(3));
        task.waits();
        assert_eq!(shared.sides().answer, line(3).repeat(sent).as_bytes());
    }
}

#[tokio::test]
async fn messages_that_are_ready_together_leave_in_one_write() {
    let (shared, mut task) = start_rest("application/json");
    shared.sides().frames.extend(vec![text(1); 100]);
    task.waits();
    assert_eq!(shared.sides().writes, 1);
    shared.sides().frames.push_back(text(1));
    shared.sides().end = Some(end(Code::Ok));
    assert!(is_ok(&task.poll()));
    // The end goes with what is ready before it.
    let sides = shared.sides();
    assert_eq!(sides.writes, 2);
    let expected = vec![line(1).trim_end().to_owned(); 101].join(",");
    assert_eq!(sides.answer, format!("[{expected}]").as_bytes());
}

#[tokio::test]
async fn a_client_that_does_not_read_stops_the_back_end() {
    let (shared, mut task) = start_rest("application/x-ndjson");
    shared.sides().room = 10;
    shared.sides().frames.extend(vec![text(100); 100_000]);
    for _ in 0..3 {
        task.waits();
    }
    let taken = 100_000 - shared.sides().frames.len();
    assert!(taken < 1000, "{taken} messages are held");
    shared.sides().room = usize::MAX;
    shared.sides().end = Some(end(Code::Ok));
    assert!(is_ok(&task.poll()));
    assert!(shared.sides().answer == line(100).repeat(100_000).as_bytes());
}

#[tokio::test]
async fn a_client_that_leaves_ends_the_call_on_an_idle_stream() {
    let (shared, mut task) = start_rest("text/event-stream");
    shared.sides().frames.push_back(text(1));
    task.waits();
    shared.sides().is_gone = true;
    let is_gone = matches!(task.poll(), Poll::Ready(Err(Rejection::ClientGone)));
    assert!(is_gone);
}

#[tokio::test]
async fn messages_may_come_in_any_pieces() {
    let frames = [text(1), text(127), text(0)].concat();
    let expected = [line(1), line(127), "{}\n".to_owned()].concat();
    for size in 1..frames.len() {
        let (shared, mut task) = start_rest("application/jsonl");
        let pieces = frames.chunks(size).map(Bytes::copy_from_slice);
        shared.sides().frames.extend(pieces);
        shared.sides().end = Some(end(Code::Ok));
        assert!(is_ok(&task.poll()), "{size}");
        assert_eq!(shared.sides().answer, expected.as_bytes(), "{size}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_of_events_is_kept_alive() {
    let interval = SNAPSHOT.streams.keep_alive.unwrap();
    let almost = interval - Duration::from_millis(1);
    let (shared, mut task) = start_rest("text/event-stream");
    task.waits();
    tokio::time::advance(almost).await;
    task.waits();
    assert!(shared.sides().answer_head.is_none());
    tokio::time::advance(Duration::from_millis(2)).await;
    task.waits();
    assert!(shared.sides().answer_head.is_some());
    assert_eq!(shared.sides().answer, b":\n\n");
    // It is silent since its last message, and not while its client does not read.
    tokio::time::advance(almost).await;
    shared.sides().frames.push_back(text(1));
    task.waits();
    tokio::time::advance(almost).await;
    task.waits();
    let seen = b":\n\ndata: {\"text\":\"x\"}\n\n";
    assert_eq!(shared.sides().answer, seen);
    shared.sides().room = 0;
    shared.sides().frames.push_back(text(1));
    task.waits();
    tokio::time::advance(interval * 3).await;
    task.waits();
    shared.sides().room = usize::MAX;
    task.waits();
    let seen = [&seen[..], &seen[3..]].concat();
    assert_eq!(shared.sides().answer, seen);
    shared.sides().end = Some(end(Code::Ok));
    assert!(is_ok(&task.poll()));
}

#[tokio::test(start_paused = true)]
async fn a_silent_stream_of_lines_is_left_alone() {
    let (shared, mut task) = start_rest("application/x-ndjson");
    task.waits();
    tokio::time::advance(Duration::from_secs(59)).await;
    task.waits();
    assert!(shared.sides().answer_head.is_none());
}

#[tokio::test]
async fn a_request_may_come_in_any_pieces() {
    let (array, lines) = (Layout::Json, Layout::Lines);
    let sent = [text(1), text(1)].concat();
    for (layout, body) in [
        (array, "[{\"text\":\"x\"} , {\"text\":\"x\"}]"),
        (array, "{\"text\":\"x\"}{\"text\":\"x\"} "),
        (lines, "{\"text\":\"x\"}\r\n\n{\"text\":\"x\"}"),
    ] {
        for size in 1..=body.len() {
            let (shared, mut task) = start_call("POST", "/put", "*/*", Some(layout));
            let pieces = body.as_bytes().chunks(size).map(Bytes::copy_from_slice);
            shared
                .sides()
                .body
                .extend(pieces.map(|piece| Ok(Some(piece))));
            shared.sides().body.push_back(Ok(None));
            task.waits();
            assert!(shared.sides().is_sent);
            assert_eq!(shared.sides().sent, sent, "{body} {size}");
            shared.sides().frames.push_back(text(1));
            shared.sides().end = Some(end(Code::Ok));
            assert!(is_ok(&task.poll()));
            assert_eq!(shared.sides().answer, line(1).trim_end().as_bytes());
        }
    }
}

#[tokio::test]
async fn values_that_come_together_leave_in_one_write_and_none_waits() {
    let (shared, mut task) = start_call("POST", "/talk", "application/jsonl", Some(Layout::Lines));
    task.waits();
    assert!(
        shared.sides().answer_head.is_some(),
        "a conversation begins with the back end's head"
    );
    shared.sides().send_room = 1;
    shared
        .sides()
        .body
        .push_back(Ok(Some(line(1).repeat(100).into())));
    task.waits();
    assert_eq!(shared.sides().sent, text(1).repeat(100));
    for turn in 1..=3 {
        shared.sides().send_room = 1;
        shared.sides().body.push_back(Ok(Some(line(2).into())));
        shared.sides().frames.push_back(text(3));
        task.waits();
        assert!(shared.sides().sent.ends_with(&text(2).repeat(turn)));
        assert_eq!(shared.sides().answer, line(3).repeat(turn).as_bytes());
    }
}

#[tokio::test]
async fn a_back_end_that_does_not_read_stops_the_client() {
    for (path, piece) in [("/talk", line(100)), ("/upload", "x".repeat(10_000))] {
        let (shared, mut task) = start_call("POST", path, "*/*", Some(Layout::Lines));
        shared.sides().send_room = 1;
        let pieces = vec![Ok(Some(Bytes::from(piece))); 10_000];
        shared.sides().body.extend(pieces);
        task.waits();
        let read = 10_000 - shared.sides().body.len();
        assert!(
            shared.sides().sent.len() < 30_000 && read < 300,
            "{read} pieces are held"
        );
    }
}

#[tokio::test]
async fn an_upload_goes_on_in_pieces_of_its_own() {
    let (shared, mut task) = start_call("POST", "/upload", "*/*", Some(Layout::Json));
    for piece in [&b"one"[..], b"", b"two"] {
        shared.sides().body.push_back(Ok(Some(piece.into())));
        task.waits();
    }
    assert_eq!(
        shared.sides().sent,
        [frame(b"\x12\x03one"), frame(b"\x12\x03two")].concat()
    );
    shared
        .sides()
        .body
        .push_back(Ok(Some(vec![0; 80_000].into())));
    shared.sides().body.push_back(Ok(None));
    shared.sides().sent.clear();
    task.waits();
    // No message is larger than a back end takes, however much comes at once.
    // The length of the data takes three bytes in the first, and two in the second.
    let lengths = (65_536 + PREFIX + 4) + (80_000 - 65_536 + PREFIX + 3);
    assert_eq!(shared.sides().sent.len(), lengths);
    assert!(shared.sides().is_sent);
}

#[tokio::test]
async fn a_request_that_cannot_be_read_ends_the_call_behind_what_was_good() {
    let (shared, mut task) = start_call("POST", "/talk", "application/jsonl", Some(Layout::Lines));
    let body = [line(1), "{\"text\":1}\n".to_owned()].concat();
    shared.sides().body.push_back(Ok(Some(body.into())));
    let ended = task.poll();
    assert!(matches!(ended, Poll::Ready(Err(Rejection::Request(_)))));
    assert_eq!(shared.sides().sent, text(1));
}
