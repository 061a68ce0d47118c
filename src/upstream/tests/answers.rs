//! What back ends answer, and what becomes of it.

use std::time::Duration;

use bytes::Bytes;
use h2::Reason;

use super::super::{CallError, Doing, Reply, Stream, Unprocessed, Upstreams, Violation};
use super::server::{Exchange, echo, head, http2, map};
use super::{call_with, cluster, frame, unary_to};
use crate::framing::grpc::FrameError;
use crate::status::Code;
use crate::units::ByteSize;

const OK: &[(&str, &str)] = &[("grpc-status", "0")];

/// The error of a call that a gRPC server answers with this body and these trailers.
async fn refused(body: Vec<u8>, trailers: &'static [(&'static str, &'static str)]) -> CallError {
    let server = http2(move |exchange: Exchange| {
        let body = body.clone();
        async move { exchange.answer(body, trailers) }
    })
    .await;
    unary_to(&server.address).await.unwrap_err()
}

fn check(error: &CallError, code: Code, reason: &str) {
    assert_eq!((error.code(), error.reason()), (code, reason), "{error:?}");
    assert!(!error.retry_safe(), "{error:?}");
}

fn violation(error: CallError) -> Violation {
    match error {
        CallError::Protocol { violation, .. } => violation,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_reply_has_metadata_message_trailers_and_status() {
    let server = http2(|mut exchange: Exchange| async move {
        let mut response = head(200, &[("content-type", "application/grpc+proto")]);
        response.headers_mut().extend(map(&[("shelf", "7")]));
        let mut stream = exchange.respond.send_response(response, false).unwrap();
        stream.send_data(frame(b"pong"), false).unwrap();
        let trailers = map(&[("grpc-status", "0"), ("cost", "3")]);
        stream.send_trailers(trailers).unwrap();
    })
    .await;
    let reply = unary_to(&server.address).await.unwrap();
    assert_eq!(reply.metadata["shelf"], "7");
    assert_eq!(reply.trailers["cost"], "3");
    assert_eq!(reply.status.code, Code::Ok);
    assert_eq!(reply.message, Some(Bytes::from_static(b"pong")));
    assert_eq!(reply.endpoint.address(), &server.address);
    assert_eq!(reply.attempts, 1);
}

/// A server that answers in these pieces, each a DATA frame of its own.
async fn reply_in_pieces(pieces: Vec<Bytes>) -> Result<Reply, CallError> {
    let server = http2(move |mut exchange: Exchange| {
        let pieces = pieces.clone();
        async move {
            let head = head(200, &[("content-type", "application/grpc")]);
            let mut stream = exchange.respond.send_response(head, false).unwrap();
            for piece in pieces {
                stream.send_data(piece, false).unwrap();
            }
            stream.send_trailers(map(OK)).unwrap();
        }
    })
    .await;
    unary_to(&server.address).await
}

#[tokio::test]
async fn a_reply_is_the_same_wherever_its_frames_are_cut() {
    let framed = frame(b"a message");
    let mut ways: Vec<Vec<Bytes>> = (0..=framed.len())
        .map(|cut| vec![framed.slice(..cut), framed.slice(cut..)])
        .collect();
    ways.push((0..framed.len()).map(|at| framed.slice(at..=at)).collect());
    for pieces in ways {
        let reply = reply_in_pieces(pieces.clone()).await.unwrap();
        assert_eq!(
            reply.message.as_deref(),
            Some(&b"a message"[..]),
            "{pieces:?}"
        );
    }
    for cut in 0..framed.len() {
        // Without a byte there is no message; with some, it is cut off.
        let error = reply_in_pieces(vec![framed.slice(..cut)])
            .await
            .unwrap_err();
        assert_eq!(error.code(), Code::Internal, "{cut}: {error:?}");
    }
}

#[tokio::test]
async fn the_request_is_what_grpc_asks_for() {
    let server = http2(|mut exchange: Exchange| async move {
        let request = &exchange.request;
        let headers = request.headers();
        assert_eq!(request.method(), "POST");
        assert_eq!(request.uri().path(), "/test.Service/Method");
        assert_eq!(request.uri().scheme_str(), Some("http"));
        assert_eq!(headers["te"], "trailers");
        assert_eq!(headers["content-type"], "application/grpc");
        assert_eq!(headers["grpc-accept-encoding"], "identity");
        assert!(
            headers["user-agent"]
                .to_str()
                .unwrap()
                .starts_with("grpc-rust-rialto/")
        );
        assert_eq!(headers["authorization"], "Bearer x");
        let timeout = headers["grpc-timeout"].as_bytes();
        let timeout = crate::call::parse_timeout(timeout).unwrap();
        assert!(timeout <= Duration::from_secs(9) && timeout > Duration::from_secs(5));
        let body = exchange.body().await;
        exchange.answer(body, &[("grpc-status", "0")]);
    })
    .await;
    let metadata = map(&[("authorization", "Bearer x"), ("te", "gzip")]);
    let call = call_with(metadata, Duration::from_secs(9));
    let reply = Upstreams::new()
        .unary(
            &cluster(&[&server.address]),
            call,
            frame(b"ping"),
            super::RESPONSE_MAX,
        )
        .await
        .unwrap();
    assert_eq!(reply.message.unwrap(), "ping");
}

#[tokio::test]
async fn a_trailers_only_answer_is_a_status_and_no_metadata() {
    let server = http2(|mut exchange: Exchange| async move {
        let head = head(
            200,
            &[
                ("content-type", "application/grpc"),
                ("grpc-status", "5"),
                ("grpc-message", "no such shelf%21"),
                ("reason", "moved"),
            ],
        );
        exchange.respond.send_response(head, true).unwrap();
    })
    .await;
    let reply = unary_to(&server.address).await.unwrap();
    assert_eq!(reply.status.code, Code::NotFound);
    assert_eq!(reply.status.message, "no such shelf!");
    assert!(reply.metadata.is_empty() && reply.message.is_none());
    assert_eq!(reply.trailers["reason"], "moved");
}

#[tokio::test]
async fn an_error_after_a_message_is_the_status_without_the_message() {
    let server = http2(|exchange: Exchange| async move {
        exchange.answer(frame(b"half"), &[("grpc-status", "10")]);
    })
    .await;
    let reply = unary_to(&server.address).await.unwrap();
    assert_eq!((reply.status.code, reply.message), (Code::Aborted, None));
}

#[tokio::test]
async fn unary_answers_have_exactly_one_message() {
    let error = refused(Vec::new(), OK).await;
    check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::NoMessage));
    let error = refused([frame(b"a"), frame(b"b")].concat(), OK).await;
    check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::SecondMessage));
}

#[tokio::test]
async fn trailers_without_a_status_are_an_error() {
    let error = refused(frame(b"pong").to_vec(), &[]).await;
    check(&error, Code::Unknown, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::NoStatus));
    let error = refused(frame(b"pong").to_vec(), &[("grpc-status", "fine")]).await;
    check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::MalformedStatus));
}

#[tokio::test]
async fn an_answer_without_trailers_is_an_error_and_never_ok() {
    let server = http2(|mut exchange: Exchange| async move {
        let head = head(200, &[("content-type", "application/grpc")]);
        let mut stream = exchange.respond.send_response(head, false).unwrap();
        stream.send_data(frame(b"pong"), true).unwrap();
    })
    .await;
    let error = unary_to(&server.address).await.unwrap_err();
    check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::NoTrailers));
}

#[tokio::test]
async fn messages_that_cannot_be_read_are_errors() {
    for (body, expected) in [
        (b"\x01\0\0\0\x01a".to_vec(), FrameError::Compressed),
        (b"\x02\0\0\0\x01a".to_vec(), FrameError::Flag(2)),
        (b"\0\0\0\0\x02a".to_vec(), FrameError::Truncated),
        (b"\0\0".to_vec(), FrameError::Truncated),
    ] {
        let error = refused(body, OK).await;
        check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
        let Violation::Frame(found) = violation(error) else {
            panic!("{expected:?}");
        };
        assert_eq!(found, expected);
    }
}

#[tokio::test]
async fn the_limit_is_the_largest_message_that_passes() {
    let server = http2(echo).await;
    for (length, fits) in [(15, true), (16, true), (17, false)] {
        let reply = Upstreams::new()
            .unary(
                &cluster(&[&server.address]),
                super::call(),
                frame(&vec![1; length]),
                ByteSize(16),
            )
            .await;
        match reply {
            Ok(reply) => assert!(fits && reply.message.unwrap().len() == length),
            Err(error) => {
                assert!(!fits);
                check(&error, Code::ResourceExhausted, "RESPONSE_TOO_LARGE");
            }
        }
    }
}

#[tokio::test]
async fn http_answers_become_codes_by_their_status() {
    for (status, code) in [
        (200, Code::Unknown),
        (401, Code::Unauthenticated),
        (404, Code::Unimplemented),
        (503, Code::Unavailable),
    ] {
        let server = http2(move |mut exchange: Exchange| async move {
            let head = head(status, &[("content-type", "text/html")]);
            let mut stream = exchange.respond.send_response(head, false).unwrap();
            stream.send_data("<h1>Oops</h1>".into(), true).unwrap();
        })
        .await;
        let error = unary_to(&server.address).await.unwrap_err();
        check(&error, code, "UPSTREAM_PROTOCOL");
        let text = format!("{error:?}");
        assert!(text.contains("text/html"), "{text}");
    }
}

#[tokio::test]
async fn a_grpc_status_counts_more_than_the_http_status() {
    let server = http2(|mut exchange: Exchange| async move {
        let headers = [("content-type", "application/grpc"), ("grpc-status", "7")];
        exchange
            .respond
            .send_response(head(500, &headers), true)
            .unwrap();
    })
    .await;
    let reply = unary_to(&server.address).await.unwrap();
    assert_eq!(reply.status.code, Code::PermissionDenied);
}

#[tokio::test]
async fn resets_become_codes_by_their_reason() {
    for (reason, code) in [
        (Reason::CANCEL, Code::Cancelled),
        (Reason::ENHANCE_YOUR_CALM, Code::ResourceExhausted),
        (Reason::INADEQUATE_SECURITY, Code::PermissionDenied),
        (Reason::NO_ERROR, Code::Internal),
        (Reason::INTERNAL_ERROR, Code::Internal),
        (Reason::from(0x77), Code::Internal),
    ] {
        let server = http2(move |mut exchange: Exchange| async move {
            exchange.respond.send_reset(reason);
        })
        .await;
        let error = unary_to(&server.address).await.unwrap_err();
        check(&error, code, "UPSTREAM_RESET");
    }
}

#[tokio::test]
async fn a_refused_stream_is_safe_to_retry() {
    let server = http2(|mut exchange: Exchange| async move {
        exchange.respond.send_reset(Reason::REFUSED_STREAM);
    })
    .await;
    let error = unary_to(&server.address).await.unwrap_err();
    assert!(error.retry_safe());
    assert_eq!(error.code(), Code::Unavailable);
    let CallError::Unprocessed { cause, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(cause, Unprocessed::Refused);
}

#[tokio::test]
async fn an_answer_is_taken_from_a_server_that_reads_no_request() {
    // RFC 9113 §8.1: a server may answer early and reset the stream with NO_ERROR.
    let server = http2(|mut exchange: Exchange| async move {
        let headers = [("content-type", "application/grpc"), ("grpc-status", "8")];
        let head = head(200, &headers);
        // h2 adds the reset when the request is dropped.
        exchange.respond.send_response(head, true).unwrap();
    })
    .await;
    let reply = Upstreams::new()
        .unary(
            &cluster(&[&server.address]),
            super::call(),
            frame(&vec![0; 8 << 20]),
            super::RESPONSE_MAX,
        )
        .await
        .unwrap();
    assert_eq!(reply.status.code, Code::ResourceExhausted);
}

/// The answer of a server with a header of this size among its headers, or its trailers.
async fn with_header(kib: usize, in_trailers: bool) -> Result<Reply, CallError> {
    let server = http2(move |mut exchange: Exchange| async move {
        let large = "m".repeat(kib * 1024);
        if in_trailers {
            let trailers = [("grpc-status", "3"), ("grpc-message", large.as_str())];
            return exchange.answer(Bytes::new(), &trailers);
        }
        let headers = [
            ("content-type", "application/grpc"),
            ("grpc-status", "3"),
            ("large", large.as_str()),
        ];
        let head = head(200, &headers);
        exchange.respond.send_response(head, true).unwrap();
    })
    .await;
    unary_to(&server.address).await
}

#[tokio::test]
async fn response_headers_over_the_limit_are_an_error() {
    let reply = with_header(63, false).await.unwrap();
    assert_eq!(reply.trailers["large"].len(), 63 << 10);
    let error = with_header(65, false).await.unwrap_err();
    check(&error, Code::Internal, "UPSTREAM_PROTOCOL");
    assert!(matches!(violation(error), Violation::Http2(_)));
}

#[tokio::test]
async fn trailers_over_the_limit_lose_what_does_not_fit() {
    let reply = with_header(63, true).await.unwrap();
    assert_eq!(reply.status.message.len(), 63 << 10);
    // h2 keeps those trailers that came before the limit: the status survives its huge message.
    let reply = with_header(65, true).await.unwrap();
    assert_eq!(reply.status.code, Code::InvalidArgument);
    assert_eq!(reply.status.message, "");
}

#[tokio::test]
async fn metadata_that_http2_forbids_is_not_sent() {
    let server = http2(echo).await;
    let call = call_with(map(&[("connection", "close")]), super::PATIENCE);
    let error = Upstreams::new()
        .unary(
            &cluster(&[&server.address]),
            call,
            frame(b""),
            super::RESPONSE_MAX,
        )
        .await
        .unwrap_err();
    check(&error, Code::Internal, "UPSTREAM_REQUEST");
}

#[tokio::test]
async fn a_deadline_that_passes_before_the_answer_says_so() {
    for with_head in [false, true] {
        let server = http2(move |mut exchange: Exchange| async move {
            let stream = with_head.then(|| {
                let head = head(200, &[("content-type", "application/grpc")]);
                exchange.respond.send_response(head, false).unwrap()
            });
            std::future::pending::<()>().await;
            drop((exchange, stream));
        })
        .await;
        let call = call_with(http::HeaderMap::new(), Duration::from_millis(40));
        let error = Upstreams::new()
            .unary(
                &cluster(&[&server.address]),
                call,
                frame(b""),
                super::RESPONSE_MAX,
            )
            .await
            .unwrap_err();
        check(&error, Code::DeadlineExceeded, "UPSTREAM_TIMEOUT");
        let CallError::Deadline { doing, endpoint } = error else {
            panic!("{error:?}");
        };
        assert_eq!((doing, endpoint), (Doing::Answering, server.address));
    }
}

/// How a server gives a call up.
#[derive(Debug, Clone, Copy)]
enum GivesUp {
    TrailersOnly(&'static str),
    Trailers(&'static str),
    Reset(Reason),
}

/// The code of a call that the server gives up, before its deadline or behind it.
async fn given_up(how: GivesUp, is_late: bool) -> Code {
    let server = http2(move |mut exchange: Exchange| async move {
        exchange.body().await;
        match how {
            GivesUp::TrailersOnly(status) => {
                let headers = [
                    ("content-type", "application/grpc"),
                    ("grpc-status", status),
                ];
                let head = head(200, &headers);
                exchange.respond.send_response(head, true).unwrap();
            }
            GivesUp::Trailers(status) => {
                exchange.answer(frame(b"one"), &[("grpc-status", status)]);
            }
            GivesUp::Reset(reason) => exchange.respond.send_reset(reason),
        }
    })
    .await;
    let upstreams = Upstreams::new();
    let call = call_with(http::HeaderMap::new(), super::PATIENCE);
    let cluster = cluster(&[&server.address]);
    let mut opened = upstreams
        .open(&cluster, &call, super::RESPONSE_MAX)
        .await
        .unwrap();
    if is_late {
        tokio::time::pause();
        tokio::time::advance(super::PATIENCE).await;
        tokio::time::resume();
    }
    let Stream { send, receive } = &mut opened.stream;
    send.send(Bytes::new(), true).unwrap();
    let ended = async {
        if let Some(end) = receive.head().await?.end {
            return Ok(end);
        }
        while receive.message().await?.is_some() {}
        receive.end().await
    };
    match ended.await {
        Ok(end) => end.status.code,
        Err(error) => error.code(),
    }
}

#[tokio::test]
async fn a_call_that_is_cancelled_behind_its_deadline_was_too_late() {
    for (how, in_time, late) in [
        (
            GivesUp::TrailersOnly("1"),
            Code::Cancelled,
            Code::DeadlineExceeded,
        ),
        (
            GivesUp::Trailers("1"),
            Code::Cancelled,
            Code::DeadlineExceeded,
        ),
        (
            GivesUp::Reset(Reason::CANCEL),
            Code::Cancelled,
            Code::DeadlineExceeded,
        ),
        // Whatever else it says stays.
        (GivesUp::TrailersOnly("5"), Code::NotFound, Code::NotFound),
        (GivesUp::Trailers("0"), Code::Ok, Code::Ok),
        (
            GivesUp::Reset(Reason::INTERNAL_ERROR),
            Code::Internal,
            Code::Internal,
        ),
    ] {
        assert_eq!(given_up(how, false).await, in_time, "{how:?}");
        assert_eq!(given_up(how, true).await, late, "{how:?}");
    }
}
