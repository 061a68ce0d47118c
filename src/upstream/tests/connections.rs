//! Connecting, reconnecting, and going on to the next endpoint.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use h2::Reason;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::super::{Address, CallError, Cluster, ConnectError, Doing, Upstreams};
use super::server::{Exchange, Server, echo, head, http2, requests, sockets};
use super::{call_with, cluster, frame, settings, unary, unary_to};
use crate::status::Code;

/// An address where nothing listens.
async fn nobody() -> Address {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    address.to_string().parse().unwrap()
}

/// A server that accepts connections and then says nothing.
async fn silent() -> Server {
    sockets(|socket, _| async move {
        pending::<()>().await;
        drop(socket);
    })
    .await
}

fn connect_error(error: &CallError) -> &ConnectError {
    assert_eq!(error.code(), Code::Unavailable);
    assert_eq!(error.reason(), "UPSTREAM_CONNECT");
    assert!(error.retry_safe());
    match error {
        CallError::Connect { source, .. } => source,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_back_end_that_is_down_cannot_be_connected_to() {
    let address = nobody().await;
    let error = unary_to(&address).await.unwrap_err();
    assert!(matches!(connect_error(&error), ConnectError::Tcp(_)));
    assert_eq!(error.endpoint(), &address);
    assert_eq!(error.to_string(), format!("cannot connect to {address}"));
}

#[tokio::test]
async fn a_name_that_does_not_resolve_cannot_be_connected_to() {
    // RFC 1035 §2.3.4: a label has at most 63 octets; nobody is asked about a longer one.
    let address = format!("{}:1", "a".repeat(64)).parse().unwrap();
    let error = unary_to(&address).await.unwrap_err();
    assert!(matches!(connect_error(&error), ConnectError::Resolve(_)));
}

#[tokio::test]
async fn a_back_end_that_says_nothing_is_not_connected_in_time() {
    let server = silent().await;
    let settings = super::ClusterSettings {
        connect_timeout: Duration::from_millis(30),
        ..settings()
    };
    let cluster = Cluster::new("test", [server.address], settings).unwrap();
    let error = unary(&Upstreams::new(), &cluster).await.unwrap_err();
    assert!(matches!(connect_error(&error), ConnectError::Timeout(_)));
}

#[tokio::test]
async fn a_deadline_that_passes_while_connecting_says_so() {
    let server = silent().await;
    let call = call_with(http::HeaderMap::new(), Duration::from_millis(30));
    let error = Upstreams::new()
        .unary(
            &cluster(&[&server.address]),
            call,
            frame(b""),
            super::RESPONSE_MAX,
        )
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::DeadlineExceeded);
    let CallError::Deadline { doing, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(doing, Doing::Connecting);
}

#[tokio::test]
async fn a_server_of_another_protocol_cannot_be_connected_to() {
    let garbage: &[&[u8]] = &[
        b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n",
        b"220 mail.example.com ESMTP ready\r\n",
        &[0; 64],
    ];
    for answer in garbage {
        let server = sockets(move |mut socket, _| async move {
            socket.write_all(answer).await.unwrap();
            // Reading keeps the answer from being cut off by a reset.
            let _ = socket.read_to_end(&mut Vec::new()).await;
        })
        .await;
        let error = unary_to(&server.address).await.unwrap_err();
        let found = connect_error(&error);
        assert!(matches!(found, ConnectError::Handshake(_)), "{found:?}");
    }
}

#[tokio::test]
async fn a_server_that_hangs_up_cannot_be_connected_to() {
    let server = sockets(|mut socket, _| async move {
        let _ = socket.read(&mut [0; 1024]).await;
    })
    .await;
    let error = unary_to(&server.address).await.unwrap_err();
    let found = connect_error(&error);
    assert!(
        matches!(found, ConnectError::Closed | ConnectError::Handshake(_)),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_in_mid_message_is_unavailable_and_not_retried() {
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let server = sockets(move |socket, _| {
        let count = Arc::clone(&count);
        async move {
            let mut connection = h2::server::handshake(socket).await.unwrap();
            let (_, mut respond) = connection.accept().await.unwrap().unwrap();
            count.fetch_add(1, Ordering::Relaxed);
            let head = head(200, &[("content-type", "application/grpc")]);
            let mut stream = respond.send_response(head, false).unwrap();
            let half = frame(b"pong").slice(..7);
            stream.send_data(half, false).unwrap();
            let _ = tokio::time::timeout(Duration::from_millis(10), connection.accept()).await;
        }
    })
    .await;
    let cluster = cluster(&[&server.address, &server.address]);
    let error = unary(&Upstreams::new(), &cluster).await.unwrap_err();
    assert!(matches!(error, CallError::Broken { .. }), "{error:?}");
    assert_eq!(error.code(), Code::Unavailable);
    assert_eq!(error.reason(), "UPSTREAM_RESET");
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn calls_that_arrive_while_connecting_share_one_connection() {
    let server = http2(echo).await;
    let upstreams = Arc::new(Upstreams::new());
    let cluster = Arc::new(cluster(&[&server.address]));
    let mut calls = JoinSet::new();
    for _ in 0..50 {
        let (upstreams, cluster) = (Arc::clone(&upstreams), Arc::clone(&cluster));
        calls.spawn(async move { unary(&upstreams, &cluster).await.unwrap() });
    }
    assert_eq!(calls.join_all().await.len(), 50);
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn a_failed_attempt_fails_all_that_wait_for_it_and_the_next_call_tries_again() {
    let server = sockets(|socket, number| async move {
        if number == 0 {
            drop(socket);
        } else {
            requests(socket, h2::server::Builder::new(), echo).await;
        }
    })
    .await;
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&server.address]);
    let (one, other) = tokio::join!(unary(&upstreams, &cluster), unary(&upstreams, &cluster));
    assert!(one.is_err() && other.is_err());
    assert_eq!(server.accepted(), 1);
    unary(&upstreams, &cluster).await.unwrap();
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn a_caller_that_gives_up_does_not_take_the_attempt_from_others() {
    let server = http2(echo).await;
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&server.address]);
    let mut first = Box::pin(unary(&upstreams, &cluster));
    let waits = std::future::poll_fn(|cx| std::task::Poll::Ready(first.as_mut().poll(cx))).await;
    assert!(waits.is_pending());
    drop(first);
    unary(&upstreams, &cluster).await.unwrap();
    assert_eq!(server.accepted(), 1);
}

#[tokio::test]
async fn calls_take_turns_among_endpoints() {
    let (a, b) = (http2(echo).await, http2(echo).await);
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&a.address, &b.address]);
    let mut seen = Vec::new();
    for _ in 0..4 {
        let reply = unary(&upstreams, &cluster).await.unwrap();
        seen.push(reply.endpoint.address().clone());
    }
    let (a, b) = (a.address, b.address);
    assert_eq!(seen, [a.clone(), b.clone(), a, b]);
}

#[tokio::test]
async fn a_call_goes_on_to_the_next_endpoint_when_nothing_was_done() {
    let refusing = http2(|mut exchange: Exchange| async move {
        exchange.respond.send_reset(Reason::REFUSED_STREAM);
    })
    .await;
    let good = http2(echo).await;
    let upstreams = Upstreams::new();
    let down = nobody().await;
    let cluster = cluster(&[&down, &refusing.address, &good.address]);
    for attempts in [3, 2, 1] {
        let reply = unary(&upstreams, &cluster).await.unwrap();
        assert_eq!(reply.attempts, attempts);
        assert_eq!(reply.endpoint.address(), &good.address);
    }
}

#[tokio::test]
async fn every_endpoint_is_tried_once_and_the_last_error_is_told() {
    let refusals = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&refusals);
    let refusing = http2(move |mut exchange: Exchange| {
        count.fetch_add(1, Ordering::Relaxed);
        async move { exchange.respond.send_reset(Reason::REFUSED_STREAM) }
    })
    .await;
    let down = nobody().await;
    let cluster = cluster(&[&refusing.address, &down]);
    let error = unary(&Upstreams::new(), &cluster).await.unwrap_err();
    assert_eq!(error.endpoint(), &down);
    assert_eq!(refusals.load(Ordering::Relaxed), 1);
}

/// A server whose first connection goes away with the first request unprocessed.
async fn going_away() -> Server {
    sockets(|socket, number| async move {
        if number > 0 {
            return requests(socket, h2::server::Builder::new(), echo).await;
        }
        // h2's server acts on every stream, so these frames are written by hand.
        let (mut reader, mut writer) = socket.into_split();
        writer
            .write_all(&[0, 0, 0, 4, 0, 0, 0, 0, 0])
            .await
            .unwrap(); // SETTINGS
        let mut seen = Vec::new();
        while !seen.ends_with(b"ping") {
            assert_ne!(reader.read_buf(&mut seen).await.unwrap(), 0);
        }
        // GOAWAY, last stream 0, NO_ERROR.
        let frame = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        writer.write_all(&frame).await.unwrap();
        let _ = reader.read_to_end(&mut seen).await;
    })
    .await
}

#[tokio::test]
async fn a_call_that_goaway_left_out_is_made_on_a_new_connection() {
    let server = going_away().await;
    let reply = unary_to(&server.address).await.unwrap();
    assert_eq!(reply.attempts, 2);
    assert_eq!(server.accepted(), 2);
}

#[tokio::test]
async fn after_a_graceful_goaway_calls_finish_and_new_ones_reconnect() {
    let server = sockets(|socket, _| async move {
        let mut connection = h2::server::handshake(socket).await.unwrap();
        while let Some(Ok((request, respond))) = connection.accept().await {
            connection.graceful_shutdown();
            tokio::spawn(echo(Exchange { request, respond }));
        }
    })
    .await;
    let upstreams = Upstreams::new();
    let cluster = cluster(&[&server.address]);
    for connections in 1..=3 {
        let reply = unary(&upstreams, &cluster).await.unwrap();
        assert_eq!(reply.attempts, 1);
        assert_eq!(server.accepted(), connections);
    }
}

#[tokio::test]
async fn connections_are_added_when_streams_are_used_up_and_then_calls_queue() {
    const CALLS: usize = 12;
    let arrived = Arc::new(AtomicUsize::new(0));
    let gate = Arc::new(tokio::sync::Semaphore::new(0));
    let (count, open) = (Arc::clone(&arrived), Arc::clone(&gate));
    let server = sockets(move |socket, _| {
        let mut builder = h2::server::Builder::new();
        builder.max_concurrent_streams(2);
        let (count, open) = (Arc::clone(&count), Arc::clone(&open));
        requests(socket, builder, move |exchange| {
            count.fetch_add(1, Ordering::Relaxed);
            let open = Arc::clone(&open);
            async move {
                let _permit = open.acquire().await.unwrap();
                echo(exchange).await;
            }
        })
    })
    .await;
    let settings = super::ClusterSettings {
        connections_max: 3,
        ..settings()
    };
    let cluster = Arc::new(Cluster::new("test", [server.address.clone()], settings).unwrap());
    let upstreams = Arc::new(Upstreams::new());
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        let (upstreams, cluster) = (Arc::clone(&upstreams), Arc::clone(&cluster));
        calls.spawn(async move { unary(&upstreams, &cluster).await.unwrap() });
    }
    while arrived.load(Ordering::Relaxed) < 6 {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.accepted(), 3);
    gate.add_permits(CALLS);
    assert_eq!(calls.join_all().await.len(), CALLS);
    assert_eq!(server.accepted(), 3);
}

#[tokio::test]
async fn connections_that_are_not_retained_are_closed_after_their_calls() {
    let (tell, mut closed) = tokio::sync::mpsc::channel(1);
    let server = sockets(move |socket, number| {
        let tell = tell.clone();
        async move {
            requests(socket, h2::server::Builder::new(), echo).await;
            tell.send(number).await.unwrap();
        }
    })
    .await;
    let upstreams = Upstreams::new();
    let (old, new) = (cluster(&[&server.address]), cluster(&[&server.address]));
    unary(&upstreams, &old).await.unwrap();
    let opened = upstreams
        .open(&old, &super::call(), super::RESPONSE_MAX)
        .await;
    let mut stream = opened.unwrap().stream;
    upstreams.retain(|id| new.has(id));
    assert_eq!(upstreams.endpoints(), 0);
    unary(&upstreams, &new).await.unwrap();
    assert_eq!(server.accepted(), 2);
    assert!(closed.try_recv().is_err());
    stream.send.send(frame(b"still"), true).unwrap();
    stream.receive.head().await.unwrap();
    assert_eq!(stream.receive.message().await.unwrap().unwrap(), "still");
    assert_eq!(stream.receive.end().await.unwrap().status.code, Code::Ok);
    drop(stream);
    assert_eq!(closed.recv().await, Some(0));
}
