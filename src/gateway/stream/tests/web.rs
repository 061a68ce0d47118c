//! gRPC-Web: what its clients send and read, in binary and as text.

use std::task::Poll;

use super::*;
use crate::framing::grpc_web::{Decoder, Frame, TextDecoder, encode_text};
use crate::gateway::stream::grpc_web::GrpcWeb;

const BINARY: &str = "application/grpc-web+proto";
const TEXT: &str = "application/grpc-web-text+proto";

fn web(content_type: &str) -> (Shared, Task) {
    start_as(content_type, PATIENCE, |head| {
        Box::new(GrpcWeb::new(head, ByteSize(20)).unwrap())
    })
}

/// What reaches the back end of a request in these pieces, and how the call ends.
fn requested(content_type: &str, pieces: &[&[u8]]) -> (Vec<u8>, Code) {
    let (shared, mut task) = web(content_type);
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
    (sides.sent.clone(), code)
}

/// The frames of an answer's body.
fn decoded(content_type: &str, answer: &[u8]) -> Vec<Frame> {
    let mut decoder = Decoder::new(ByteSize::mib(1));
    decoder.push(if content_type == TEXT {
        let mut text = TextDecoder::default();
        let binary = text.push(answer).unwrap();
        text.finish().unwrap();
        binary
    } else {
        Bytes::copy_from_slice(answer)
    });
    let frames = std::iter::from_fn(|| decoder.next().unwrap()).collect();
    decoder.finish().unwrap();
    frames
}

fn message(frame: &Frame) -> &[u8] {
    match frame {
        Frame::Message(message) => &message.bytes,
        Frame::Trailers(trailers) => panic!("{trailers:?}"),
    }
}

fn trailers(frame: &Frame) -> &HeaderMap {
    match frame {
        Frame::Trailers(trailers) => trailers,
        Frame::Message(message) => panic!("{message:?}"),
    }
}

#[tokio::test]
async fn requests_are_the_same_at_every_pair_of_split_points() {
    let frames = [frame(b"first"), frame(b""), frame(b"third")].concat();
    // As a client sends it that encodes each message for itself.
    let text: Vec<u8> = [frame(b"first"), frame(b""), frame(b"third")]
        .iter()
        .flat_map(|frame| encode_text(frame))
        .collect();
    assert!(text.contains(&b'='));
    for (content_type, body) in [(BINARY, &frames), (TEXT, &text)] {
        for i in 0..=body.len() {
            for j in i..=body.len() {
                let found = requested(content_type, &[&body[..i], &body[i..j], &body[j..]]);
                assert_eq!(found, (frames.clone(), Code::Ok), "{content_type} {i} {j}");
            }
        }
    }
}

#[tokio::test]
async fn bodies_that_are_none_are_refused_where_they_go_wrong() {
    let good = frame(b"good");
    for (bad, code) in [
        (&b"\0\0\0\0\x15"[..], Code::ResourceExhausted),
        (b"\x02\0\0\0\0", Code::InvalidArgument),
        (b"\x80\0\0\0\0", Code::InvalidArgument),
        (b"\0\0\0", Code::InvalidArgument),
    ] {
        let body = [&good[..], bad].concat();
        let text = encode_text(&body);
        for (content_type, body) in [(BINARY, &body[..]), (TEXT, &text)] {
            assert_eq!(
                requested(content_type, &[body]),
                (good.to_vec(), code),
                "{bad:?}"
            );
        }
    }
    for text in ["AAAA!AAA", "AAAAA", "AAA\r\n"] {
        let (_, code) = requested(TEXT, &[text.as_bytes()]);
        assert_eq!(code, Code::InvalidArgument, "{text}");
    }
}

#[tokio::test]
async fn the_trailers_are_the_last_frame_of_the_body() {
    for content_type in [BINARY, TEXT] {
        let (shared, mut task) = web(content_type);
        shared.sides().head = Some(head());
        task.waits();
        assert_eq!(
            shared.sides().answer_head.as_ref().unwrap().headers()[CONTENT_TYPE],
            content_type
        );
        shared.sides().frames.push_back(frame(b"one"));
        task.waits();
        // A message does not wait for the next one.
        let first = decoded(content_type, &shared.sides().answer);
        assert_eq!(message(&first[0]), b"one");
        let two = frame(b"two");
        shared
            .sides()
            .frames
            .extend([two.slice(..3), two.slice(3..)]);
        let mut ended = end(Code::NotFound);
        let date = "date".parse::<http::HeaderName>().unwrap();
        ended.trailers.insert(date, "x".parse().unwrap());
        shared.sides().end = Some(ended);
        assert!(matches!(task.poll(), Poll::Ready(Ok(Code::NotFound))));
        let sides = shared.sides();
        assert!(sides.is_ended && sides.trailers.is_none());
        let frames = decoded(content_type, &sides.answer);
        assert_eq!(frames.len(), 3);
        assert_eq!(message(&frames[1]), b"two");
        let trailers = trailers(&frames[2]);
        assert_eq!(trailers["grpc-status"], "5");
        assert_eq!(trailers.len(), 1);
    }
}

#[tokio::test]
async fn a_status_without_messages_is_in_the_head() {
    let (shared, mut task) = web(TEXT);
    shared.sides().head = Some(Head {
        end: Some(end(Code::NotFound)),
        ..head()
    });
    assert!(matches!(task.poll(), Poll::Ready(Ok(Code::NotFound))));
    let sides = shared.sides();
    let headers = sides.answer_head.as_ref().unwrap().headers();
    assert_eq!(headers["grpc-status"], "5");
    assert_eq!(headers[CONTENT_TYPE], TEXT);
    assert!(sides.is_ended && sides.answer.is_empty());
}

#[tokio::test]
async fn the_gateways_own_end_is_in_the_head_or_the_last_frame() {
    for has_begun in [false, true] {
        let (shared, mut task) = web(BINARY);
        if has_begun {
            shared.sides().head = Some(head());
            shared.sides().frames.push_back(frame(b"one"));
            task.waits();
        }
        let bad = Bytes::from_static(b"\x09\0\0\0\0");
        shared.sides().body.push_back(Ok(Some(bad)));
        assert!(matches!(
            task.poll(),
            Poll::Ready(Ok(Code::InvalidArgument))
        ));
        let sides = shared.sides();
        let frames = decoded(BINARY, &sides.answer);
        let headers = if has_begun {
            assert_eq!(frames.len(), 2);
            trailers(&frames[1])
        } else {
            assert!(frames.is_empty());
            sides.answer_head.as_ref().unwrap().headers()
        };
        assert_eq!(headers["grpc-status"], "3");
        assert!(headers.contains_key("grpc-status-details-bin"));
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_within_a_message_has_no_end() {
    let (shared, mut task) = web(BINARY);
    shared.sides().head = Some(head());
    shared.sides().frames.push_back(frame(b"one").slice(..6));
    task.waits();
    shared.sides().is_within_message = true;
    let bad = Bytes::from_static(b"\x09\0\0\0\0");
    shared.sides().body.push_back(Ok(Some(bad)));
    assert!(task.poll().is_ready());
    let sides = shared.sides();
    assert!(sides.is_aborted && !sides.is_ended);
    assert_eq!(sides.answer.len(), 6);
}
