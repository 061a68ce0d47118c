//! Servers with chosen behaviours.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use h2::RecvStream;
use h2::server::SendResponse;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};

use super::super::Address;

/// A server that runs as long as its test.
pub(super) struct Server {
    pub(super) address: Address,
    accepted: Arc<AtomicUsize>,
}

impl Server {
    /// How many connections it has had.
    pub(super) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::Relaxed)
    }
}

/// One request and the way to answer it.
pub(super) struct Exchange {
    pub(super) request: Request<RecvStream>,
    pub(super) respond: SendResponse<Bytes>,
}

/// Does `serve` with every connection and its number, from 0.
pub(super) async fn sockets<F, S>(serve: S) -> Server
where
    F: Future<Output = ()> + Send + 'static,
    S: Fn(TcpStream, usize) -> F + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&accepted);
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            tokio::spawn(serve(socket, count.fetch_add(1, Ordering::Relaxed)));
        }
    });
    Server { address, accepted }
}

/// Answers every request over HTTP/2 with `answer`.
pub(super) async fn http2<F, A>(answer: A) -> Server
where
    F: Future<Output = ()> + Send + 'static,
    A: Fn(Exchange) -> F + Clone + Send + Sync + 'static,
{
    sockets(move |socket, _| requests(socket, h2::server::Builder::new(), answer.clone())).await
}

/// Answers every request of one connection with `answer`.
pub(super) async fn requests<T, F, A>(socket: T, builder: h2::server::Builder, answer: A)
where
    T: AsyncRead + AsyncWrite + Unpin,
    F: Future<Output = ()> + Send + 'static,
    A: Fn(Exchange) -> F,
{
    let Ok(mut connection) = builder.handshake(socket).await else {
        return;
    };
    while let Some(Ok((request, respond))) = connection.accept().await {
        tokio::spawn(answer(Exchange { request, respond }));
    }
}

/// A response's head, with a status and headers.
pub(super) fn head(status: u16, headers: &[(&'static str, &str)]) -> Response<()> {
    let mut head = Response::new(());
    *head.status_mut() = status.try_into().unwrap();
    *head.headers_mut() = map(headers);
    head
}

pub(super) fn map(headers: &[(&'static str, &str)]) -> HeaderMap {
    let entry = |(name, value): &(&'static str, &str)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_str(value).unwrap(),
        )
    };
    headers.iter().map(entry).collect()
}

impl Exchange {
    /// Answers as a gRPC server: these body bytes, and these trailers.
    pub(super) fn answer(mut self, body: impl Into<Bytes>, trailers: &[(&'static str, &str)]) {
        let head = head(200, &[("content-type", "application/grpc")]);
        let mut stream = self.respond.send_response(head, false).unwrap();
        let body = body.into();
        if !body.is_empty() {
            stream.send_data(body, false).unwrap();
        }
        stream.send_trailers(map(trailers)).unwrap();
    }

    /// The whole request body.
    pub(super) async fn body(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        let stream = self.request.body_mut();
        while let Some(Ok(chunk)) = stream.data().await {
            stream.flow_control().release_capacity(chunk.len()).unwrap();
            body.extend_from_slice(&chunk);
        }
        body
    }
}

/// Answers with the request's message and OK.
pub(super) async fn echo(mut exchange: Exchange) {
    let body = exchange.body().await;
    exchange.answer(body, &[("grpc-status", "0")]);
}
