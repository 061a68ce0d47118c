//! Connect's streams: what its clients send and read, in protobuf and in JSON.

use std::sync::{Arc, LazyLock};
use std::task::Poll;

use http::StatusCode;

use super::super::connect::Connect;
use super::*;
use crate::config::Configuration;
use crate::framing::compression::{Coding, Compressor, Decompressor, Levels};
use crate::framing::connect::{Decoder, EndOfStream, Frame, read_end, seal_compressed};
use crate::framing::grpc;
use crate::policy::MethodPolicy;
use crate::protocol::connect::Format;
use crate::snapshot::Snapshot;
use crate::transcode::testing::Fixture;

const PROTO: &str = "application/connect+proto";
const JSON: &str = "application/connect+json";
const LIMIT: ByteSize = ByteSize(40);

static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| {
    let api = "syntax = \"proto3\"; package t; message Text { string text = 1; } \
        service S { rpc Talk(stream Text) returns (stream Text); }";
    let fixture = Fixture::new(&[("t.proto", api)]);
    let mut settings = Configuration::default().snapshot;
    settings.requires_addresses = false;
    settings.compression.size_min = ByteSize(30);
    let schema = Arc::clone(fixture.plans.schema());
    let (snapshot, findings) = Snapshot::compile(schema, &settings, None);
    assert!(!findings.has_errors());
    snapshot
});

/// A codec for a head, which also says how messages are compressed.
fn codec(head: &request::Parts, coding: Option<&'static str>) -> Box<dyn Codec> {
    let snapshot = &*SNAPSHOT;
    let method = snapshot.rpc(None, "/t.S/Talk").unwrap();
    let policy = MethodPolicy {
        timeout: PATIENCE,
        timeout_max: PATIENCE,
        request_max: LIMIT,
        response_max: ByteSize::mib(1),
        retry_buffer: ByteSize::kib(64),
    };
    let format = if head.headers[CONTENT_TYPE] == JSON {
        Format::Json
    } else {
        Format::Proto
    };
    let mut head = head.clone();
    if let Some(coding) = coding {
        let coding = http::HeaderValue::from_static(coding);
        head.headers
            .insert("connect-content-encoding", coding.clone());
        head.headers.insert("connect-accept-encoding", coding);
    }
    let mut codec = Connect::new(snapshot, &head, format, Some((method, &policy)));
    codec.open(&head).unwrap();
    Box::new(codec)
}

fn start_connect(content_type: &str, is_compressed: bool) -> (Shared, Task) {
    if is_compressed {
        start_as(content_type, PATIENCE, |head| codec(head, Some("gzip")))
    } else {
        start_as(content_type, PATIENCE, |head| codec(head, None))
    }
}

/// A message with this text, in protobuf.
fn text(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    [&[0x0a, length], text.as_bytes()].concat()
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut frame = vec![0; PREFIX];
    let mut compressor = Compressor::new(Coding::Gzip, Levels::DEFAULT).unwrap();
    compressor.push(plain, &mut frame).unwrap();
    compressor.finish(&mut frame).unwrap();
    seal_compressed(&mut frame).unwrap();
    frame.into()
}

/// What reaches the back end of a request in these pieces, and how the call ends.
fn requested(content_type: &str, is_compressed: bool, pieces: &[&[u8]]) -> (Vec<u8>, Code) {
    let (shared, mut task) = start_connect(content_type, is_compressed);
    let pieces = pieces
        .iter()
        .map(|piece| Ok(Some(Bytes::copy_from_slice(piece))));
    shared.sides().body.extend(pieces.chain([Ok(None)]));
    shared.sides().head = Some(head());
    shared.sides().end = Some(end(Code::Ok));
    let Poll::Ready(Ok(code)) = task.poll() else {
        panic!("the call has not ended");
    };
    let sides = shared.sides();
    assert!(sides.is_ended && sides.trailers.is_none());
    let (messages, end) = read(&sides.answer);
    assert!(messages.is_empty());
    let error = end.error.map_or(Code::Ok, |error| error.code.unwrap());
    assert_eq!(error, code);
    (sides.sent.clone(), code)
}

/// The messages of an answer, uncompressed, and its end.
fn read(answer: &[u8]) -> (Vec<Vec<u8>>, EndOfStream) {
    let (messages, end) = read_so_far(answer);
    (messages, end.expect("the answer has an end"))
}

fn read_so_far(answer: &[u8]) -> (Vec<Vec<u8>>, Option<EndOfStream>) {
    let mut decoder = Decoder::new(ByteSize::mib(1));
    decoder.push(Bytes::copy_from_slice(answer));
    let mut inflating = Decompressor::new(Coding::Gzip, ByteSize::mib(1)).unwrap();
    let mut plain = |message: grpc::Message| match message.compressed {
        true => inflating.message(message.bytes).unwrap(),
        false => message.bytes,
    };
    let (mut messages, mut end) = (Vec::new(), None);
    while let Some(frame) = decoder.next().unwrap() {
        match frame {
            Frame::Message(message) => messages.push(plain(message).to_vec()),
            Frame::End(message) => end = Some(read_end(&plain(message)).unwrap()),
        }
    }
    (messages, end)
}

#[tokio::test]
async fn requests_are_the_same_at_every_pair_of_split_points() {
    let expected = [frame(&text("ab")), frame(b""), frame(&text("c"))].concat();
    let json = [
        frame(br#"{"text":"ab"}"#),
        frame(b"{}"),
        frame(br#"{"text":"c"}"#),
    ];
    let mixed = [gzip(&text("ab")), frame(b""), gzip(&text("c"))].concat();
    let mixed_json = [
        gzip(br#"{"text":"ab"}"#),
        frame(b"{}"),
        gzip(br#"{"text":"c"}"#),
    ];
    for (content_type, is_compressed, body) in [
        (PROTO, false, expected.clone()),
        (PROTO, true, expected.clone()),
        (JSON, false, json.concat()),
        (PROTO, true, mixed),
        (JSON, true, mixed_json.concat()),
    ] {
        // Every byte of one that is not compressed; of others all that is near a cut.
        let step = if is_compressed { 7 } else { 1 };
        for i in (0..=body.len()).step_by(step) {
            for j in i..=body.len() {
                let pieces = [&body[..i], &body[i..j], &body[j..]];
                let found = requested(content_type, is_compressed, &pieces);
                assert_eq!(
                    found,
                    (expected.clone(), Code::Ok),
                    "{content_type} {i} {j}"
                );
            }
        }
    }
}

#[tokio::test]
async fn requests_that_are_none_are_refused_where_they_go_wrong() {
    let good = frame(&text("good"));
    let large = "x".repeat(100);
    for (is_compressed, bad, code) in [
        (false, &b"\0\0\0\0\x29"[..], Code::ResourceExhausted),
        (false, b"\x01\0\0\0\x01x", Code::InvalidArgument),
        (true, b"\0\0\0\0\x29", Code::ResourceExhausted),
        (true, &gzip(&text(&large)), Code::ResourceExhausted),
        (true, b"\x01\0\0\0\x04gzip", Code::InvalidArgument),
        (true, &gzip(b"x").slice(..20), Code::InvalidArgument),
    ]
    .into_iter()
    .chain([false, true].into_iter().flat_map(|is_compressed| {
        // The end is for answers, other flags for nobody, and the rest is cut.
        let bad: [&[u8]; 5] = [
            b"\x02\0\0\0\0",
            b"\x03\0\0\0\0",
            b"\x80\0\0\0\0",
            b"\0\0\0",
            b"\0\0\0\0\x03ab",
        ];
        bad.map(|bad| (is_compressed, bad, Code::InvalidArgument))
    })) {
        let body = [&good[..], bad].concat();
        let (sent, found) = requested(PROTO, is_compressed, &[&body]);
        assert_eq!(found, code, "{bad:?}");
        // What passes as it is goes on up to where it ends.
        assert!(sent.starts_with(&good), "{bad:?}");
    }
    let good_json = frame(br#"{"text":"good"}"#);
    for bad in [
        &b""[..],
        b"{",
        b"[]",
        b"{\"a\":1}",
        b"{\"text\":1}",
        b"\xff",
        b"{} {}",
    ] {
        let body = [&good_json[..], &frame(bad)].concat();
        let found = requested(JSON, false, &[&body]);
        assert_eq!(found, (good.to_vec(), Code::InvalidArgument), "{bad:?}");
    }
}

#[tokio::test]
async fn answers_are_the_same_however_the_back_end_cuts_them() {
    let frames = [frame(&text("ab")), frame(b""), frame(&text("c"))].concat();
    for i in 0..=frames.len() {
        for j in i..=frames.len() {
            for (content_type, expected) in [
                (PROTO, [text("ab"), Vec::new(), text("c")]),
                (
                    JSON,
                    [&br#"{"text":"ab"}"#[..], b"{}", br#"{"text":"c"}"#].map(<[u8]>::to_vec),
                ),
            ] {
                let (shared, mut task) = start_connect(content_type, false);
                shared.sides().head = Some(head());
                let bytes = Bytes::from(frames.clone());
                let pieces = [bytes.slice(..i), bytes.slice(i..j), bytes.slice(j..)];
                shared.sides().frames.extend(pieces);
                shared.sides().end = Some(end(Code::Ok));
                assert!(matches!(task.poll(), Poll::Ready(Ok(Code::Ok))));
                let sides = shared.sides();
                let (messages, end) = read(&sides.answer);
                assert_eq!((&messages[..], end.error), (&expected[..], None), "{i} {j}");
            }
        }
    }
}

#[tokio::test]
async fn the_end_is_the_last_envelope() {
    for (content_type, written) in [(PROTO, &text("one")[..]), (JSON, br#"{"text":"one"}"#)] {
        let (shared, mut task) = start_connect(content_type, false);
        let mut begun = head();
        begun.metadata.insert("shelf", "7".parse().unwrap());
        shared.sides().head = Some(begun);
        task.waits();
        {
            let sides = shared.sides();
            let head = sides.answer_head.as_ref().unwrap();
            assert_eq!(head.status(), StatusCode::OK);
            assert_eq!(
                (&head.headers()[CONTENT_TYPE], &head.headers()["shelf"]),
                (&content_type.parse().unwrap(), &"7".parse().unwrap())
            );
        }
        shared.sides().frames.push_back(frame(&text("one")));
        task.waits();
        // A message does not wait for the next one.
        let (messages, ended) = read_so_far(&shared.sides().answer);
        assert_eq!((&messages[..], ended), (&[written.to_vec()][..], None));
        let mut ended = end(Code::NotFound);
        for (name, value) in [("cost", "3"), ("date", "x"), ("grpc-message", "x")] {
            ended.trailers.insert(name, value.parse().unwrap());
        }
        shared.sides().end = Some(ended);
        assert!(matches!(task.poll(), Poll::Ready(Ok(Code::NotFound))));
        let sides = shared.sides();
        let (messages, end) = read(&sides.answer);
        assert_eq!(messages.len(), 1);
        assert_eq!(end.error.unwrap().code, Some(Code::NotFound));
        assert_eq!(
            (end.trailers.len(), &end.trailers["cost"]),
            (1, &"3".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn an_end_without_messages_is_an_envelope_too() {
    for head in [
        // Trailers-Only.
        Head {
            end: Some(end(Code::NotFound)),
            ..head()
        },
        head(),
    ] {
        let (shared, mut task) = start_connect(JSON, false);
        shared.sides().head = Some(head);
        shared.sides().end = Some(end(Code::NotFound));
        assert!(matches!(task.poll(), Poll::Ready(Ok(Code::NotFound))));
        let sides = shared.sides();
        let head = sides.answer_head.as_ref().unwrap();
        assert_eq!(
            (head.status(), &head.headers()[CONTENT_TYPE]),
            (StatusCode::OK, &JSON.parse().unwrap())
        );
        let (messages, end) = read(&sides.answer);
        assert!(messages.is_empty());
        assert_eq!(end.error.unwrap().code, Some(Code::NotFound));
    }
}

#[tokio::test]
async fn messages_in_json_are_compressed_if_they_are_large() {
    let (shared, mut task) = start_connect(JSON, true);
    shared.sides().head = Some(head());
    let large = "x".repeat(100);
    shared.sides().frames.extend([
        frame(&text("a")),
        frame(&text(&large)),
        frame(&text(&large)),
    ]);
    shared.sides().end = Some(end(Code::Ok));
    assert!(matches!(task.poll(), Poll::Ready(Ok(Code::Ok))));
    let sides = shared.sides();
    assert_eq!(
        sides.answer_head.as_ref().unwrap().headers()["connect-content-encoding"],
        "gzip"
    );
    assert!(sides.answer.len() < 150, "{}", sides.answer.len());
    assert_eq!(sides.answer[0], 0);
    let (messages, _) = read(&sides.answer);
    let large = format!("{{\"text\":\"{large}\"}}");
    assert_eq!(
        messages,
        [br#"{"text":"a"}"#, large.as_bytes(), large.as_bytes()]
    );
}

#[tokio::test]
async fn what_a_back_end_has_compressed_passes_with_its_name() {
    let (shared, mut task) = start_connect(PROTO, true);
    let mut begun = head();
    begun
        .metadata
        .insert("grpc-encoding", "gzip".parse().unwrap());
    shared.sides().head = Some(begun);
    shared.sides().frames.push_back(gzip(&text("one")));
    shared.sides().end = Some(end(Code::Ok));
    assert!(task.poll().is_ready());
    let sides = shared.sides();
    let headers = sides.answer_head.as_ref().unwrap().headers();
    assert_eq!(headers["connect-content-encoding"], "gzip");
    assert!(!headers.contains_key("grpc-encoding"));
    assert_eq!(read(&sides.answer).0, [text("one")]);
}

#[tokio::test]
async fn an_answer_that_breaks_off_within_a_message_has_no_end() {
    for (content_type, is_cut) in [(PROTO, true), (JSON, false)] {
        let (shared, mut task) = start_connect(content_type, false);
        shared.sides().head = Some(head());
        shared
            .sides()
            .frames
            .push_back(frame(&text("one")).slice(..6));
        task.waits();
        shared.sides().is_within_message = true;
        let bad = Bytes::from_static(b"\x09\0\0\0\0");
        shared.sides().body.push_back(Ok(Some(bad)));
        assert!(task.poll().is_ready());
        let sides = shared.sides();
        assert_eq!((sides.is_aborted, sides.is_ended), (is_cut, !is_cut));
        if !is_cut {
            // No part of a message has been written.
            let (messages, end) = read(&sides.answer);
            assert!(messages.is_empty());
            assert_eq!(end.error.unwrap().code, Some(Code::InvalidArgument));
        }
    }
}

#[tokio::test]
async fn a_message_that_is_not_one_ends_an_answer_in_json() {
    let (shared, mut task) = start_connect(JSON, false);
    shared.sides().head = Some(head());
    shared
        .sides()
        .frames
        .extend([frame(&text("one")), frame(b"\x0a\x05x")]);
    assert!(matches!(task.poll(), Poll::Ready(Ok(Code::Internal))));
    let sides = shared.sides();
    let (messages, end) = read(&sides.answer);
    assert_eq!(messages, [br#"{"text":"one"}"#]);
    let error = end.error.unwrap();
    assert_eq!(error.code, Some(Code::Internal));
    assert_eq!(error.details.len(), 1);
}
