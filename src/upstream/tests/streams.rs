//! Both halves of a stream: flow control, all cardinalities, cancelling.

use std::future::poll_fn;
use std::sync::Arc;

use bytes::Bytes;
use h2::Reason;
use tokio::sync::oneshot;

use super::super::{Opened, Stream, Upstreams};
use super::server::{Exchange, echo, head, http2, map};
use super::{RESPONSE_MAX, call, cluster, frame, unary};
use crate::status::Code;

async fn open(upstreams: &Upstreams, address: &super::Address) -> Stream {
    let cluster = cluster(&[address]);
    let Opened { stream, .. } = upstreams
        .open(&cluster, &call(), RESPONSE_MAX)
        .await
        .unwrap();
    stream
}

#[tokio::test]
async fn large_messages_go_both_ways() {
    let server = http2(echo).await;
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&server.address]);
    let message = Bytes::from(
        (0..8 << 20)
            .map(|i: u32| i.to_le_bytes()[1])
            .collect::<Vec<_>>(),
    );
    // Twice, so that a window that was not given back would show.
    for _ in 0..2 {
        let reply = upstreams
            .unary(&cluster, call(), frame(&message), RESPONSE_MAX)
            .await
            .unwrap();
        assert!(reply.message.unwrap() == message);
    }
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn messages_are_answered_one_by_one() {
    let server = http2(|mut exchange: Exchange| async move {
        let head = head(200, &[("content-type", "application/grpc"), ("shelf", "7")]);
        let mut stream = exchange.respond.send_response(head, false).unwrap();
        while let Some(chunk) = exchange.request.body_mut().data().await {
            stream.send_data(chunk.unwrap(), false).unwrap();
        }
        stream
            .send_trailers(map(&[("grpc-status", "0"), ("cost", "3")]))
            .unwrap();
    })
    .await;
    let upstreams = Upstreams::new();
    let Stream {
        mut send,
        mut receive,
    } = open(&upstreams, &server.address).await;
    let head = receive.head().await.unwrap();
    assert_eq!(head.metadata["shelf"], "7");
    for message in ["one", "two", "three"] {
        poll_fn(|cx| send.poll_ready(cx)).await.unwrap();
        send.send(frame(message.as_bytes()), false).unwrap();
        assert_eq!(receive.message().await.unwrap().unwrap(), message);
    }
    send.send(Bytes::new(), true).unwrap();
    assert_eq!(receive.message().await.unwrap(), None);
    let end = receive.end().await.unwrap();
    assert_eq!(
        (end.status.code, &end.trailers["cost"]),
        (Code::Ok, &"3".parse().unwrap())
    );
}

#[tokio::test]
async fn a_sender_waits_for_a_reader_that_does_not_read() {
    let (go, wait) = oneshot::channel::<()>();
    let wait = Arc::new(tokio::sync::Mutex::new(Some(wait)));
    let server = http2(move |exchange: Exchange| {
        let wait = Arc::clone(&wait);
        async move {
            wait.lock().await.take().unwrap().await.unwrap();
            echo(exchange).await;
        }
    })
    .await;
    let upstreams = Upstreams::new();
    let Stream {
        mut send,
        mut receive,
    } = open(&upstreams, &server.address).await;
    // The server's window is 64 KiB: the second message does not fit, so a third has to wait.
    let message = frame(&vec![1; 48 << 10]);
    for _ in 0..2 {
        poll_fn(|cx| send.poll_ready(cx)).await.unwrap();
        send.send(message.clone(), false).unwrap();
    }
    for _ in 0..100 {
        let ready = poll_fn(|cx| std::task::Poll::Ready(send.poll_ready(cx).is_ready())).await;
        assert!(!ready);
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    poll_fn(|cx| send.poll_ready(cx)).await.unwrap();
    send.send(Bytes::new(), true).unwrap();
    receive.head().await.unwrap();
    for _ in 0..2 {
        assert_eq!(receive.message().await.unwrap().unwrap().len(), 48 << 10);
    }
    assert_eq!(receive.message().await.unwrap(), None);
}

#[tokio::test]
async fn a_reader_that_does_not_read_stops_its_own_stream_and_no_other() {
    let server = http2(|mut exchange: Exchange| async move {
        let body = exchange.body().await;
        if body.ends_with(b"ping") {
            return exchange.answer(body, &[("grpc-status", "0")]);
        }
        exchange.answer(frame(&vec![1; 4 << 20]), &[("grpc-status", "0")]);
    })
    .await;
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&server.address]);
    let opened = upstreams
        .open(&cluster, &call(), RESPONSE_MAX)
        .await
        .unwrap();
    let mut slow = opened.stream;
    slow.send.send(frame(b"much"), true).unwrap();
    slow.receive.head().await.unwrap();
    for _ in 0..20 {
        unary(&upstreams, &cluster).await.unwrap();
    }
    assert_eq!(
        slow.receive.message().await.unwrap().unwrap().len(),
        4 << 20
    );
    assert_eq!(slow.receive.message().await.unwrap(), None);
    assert_eq!(slow.receive.end().await.unwrap().status.code, Code::Ok);
    assert_eq!(server.accepted(), 1);
}

/// A server that tells why its one stream was reset.
async fn watched() -> (super::server::Server, oneshot::Receiver<Reason>) {
    let (tell, told) = oneshot::channel();
    let tell = Arc::new(tokio::sync::Mutex::new(Some(tell)));
    let server = http2(move |mut exchange: Exchange| {
        let tell = Arc::clone(&tell);
        async move {
            let head = head(200, &[("content-type", "application/grpc")]);
            let mut stream = exchange.respond.send_response(head, false).unwrap();
            let reason = poll_fn(|cx| stream.poll_reset(cx)).await.unwrap();
            tell.lock().await.take().unwrap().send(reason).unwrap();
        }
    })
    .await;
    (server, told)
}

#[tokio::test]
async fn dropping_a_stream_cancels_it() {
    let (server, reason) = watched().await;
    let upstreams = Upstreams::new();
    let mut stream = open(&upstreams, &server.address).await;
    stream.receive.head().await.unwrap();
    drop(stream);
    assert_eq!(reason.await.unwrap(), Reason::CANCEL);
}

#[tokio::test]
async fn a_deadline_that_passes_cancels_the_call() {
    let (server, reason) = watched().await;
    let upstreams = Upstreams::new();
    let call = super::call_with(http::HeaderMap::new(), std::time::Duration::from_millis(40));
    let cluster = cluster(&[&server.address]);
    let outcome = upstreams
        .unary(&cluster, call, frame(b""), RESPONSE_MAX)
        .await;
    assert_eq!(outcome.unwrap_err().code(), Code::DeadlineExceeded);
    assert_eq!(reason.await.unwrap(), Reason::CANCEL);
}
