//! A worker in the test's own runtime, a handler with a few behaviours, and plain clients.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The tasks of a test's own servers and clients end with its runtime.
#![allow(clippy::disallowed_methods)]

mod drain;
mod http1;
mod http2;
mod limits;
mod tls;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use pingora::services::Service;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Bound, Drain, Settings, bind, run, workers};
use crate::call::Peer;
use crate::gateway::{Exchange, Handle, read, unless_closed, write};
use crate::tasks::{self, Count};
use crate::units::ByteSize;

/// The longest that anything may take that should happen at once.
const SOON: Duration = Duration::from_secs(5);

/// Answers by path.
#[derive(Debug, Default)]
struct Behaviours {
    /// Requests to `/hang` whose client is still there.
    hanging: Count,
}

impl Handle for Behaviours {
    async fn handle<E: Exchange>(&self, peer: &Peer, exchange: &mut E) {
        let path = exchange.head().uri.path().to_owned();
        match path.as_str() {
            "/echo" => {
                let mut body = Vec::new();
                while let Ok(Some(piece)) = read(exchange).await {
                    body.extend_from_slice(&piece);
                }
                answer(exchange, StatusCode::OK, body.into()).await;
            }
            "/each" => {
                exchange.send_head(Response::new(()), false).unwrap();
                while let Ok(Some(piece)) = read(exchange).await {
                    let _ = write(exchange, piece, false).await;
                }
                let _ = write(exchange, Bytes::new(), true).await;
            }
            "/hang" => {
                let _hanging = self.hanging.enter();
                unless_closed(exchange, std::future::pending::<()>()).await;
            }
            "/slow" => {
                unless_closed(exchange, tasks::sleep(Duration::from_millis(100))).await;
                answer(exchange, StatusCode::OK, Bytes::from_static(b"slow")).await;
            }
            "/partial" => {
                exchange.send_head(Response::new(()), false).unwrap();
                let _ = write(exchange, Bytes::from_static(b"partial"), false).await;
                exchange.abort();
            }
            "/forgotten" => exchange.send_head(Response::new(()), false).unwrap(),
            "/empty" => {
                let mut head = Response::new(());
                *head.status_mut() = StatusCode::NO_CONTENT;
                exchange.send_head(head, true).unwrap();
            }
            "/refused" => {
                let body = Bytes::from_static(b"too large");
                answer(exchange, StatusCode::PAYLOAD_TOO_LARGE, body).await;
            }
            "/trailers" => {
                exchange.send_head(Response::new(()), false).unwrap();
                let _ = write(exchange, Bytes::from_static(b"body"), false).await;
                let mut trailers = http::HeaderMap::new();
                trailers.insert("grpc-status", 0.into());
                exchange.send_trailers(trailers).unwrap();
            }
            "/flood" => {
                let _hanging = self.hanging.enter();
                exchange.send_head(Response::new(()), false).unwrap();
                let piece = Bytes::from(vec![b'x'; 256 * 1024]);
                while write(exchange, piece.clone(), false).await.is_ok() {}
            }
            "/upgrade" => upgrade(exchange).await,
            "/peer" => {
                let body = format!("{peer:?}");
                answer(exchange, StatusCode::OK, body.into()).await;
            }
            "/timeout" => {
                let why = loop {
                    match read(exchange).await {
                        Ok(Some(_)) => {}
                        Ok(None) => break "complete".to_owned(),
                        Err(error) => break error.to_string(),
                    }
                };
                answer(exchange, StatusCode::OK, why.into()).await;
            }
            _ => answer(exchange, StatusCode::OK, Bytes::from_static(b"hello")).await,
        }
    }
}

async fn upgrade(exchange: &mut impl Exchange) {
    let head = Response::builder()
        .status(StatusCode::SWITCHING_PROTOCOLS)
        .header("upgrade", "echo");
    exchange.send_head(head.body(()).unwrap(), false).unwrap();
    while let Ok(Some(piece)) = read(exchange).await {
        let _ = write(exchange, piece, false).await;
    }
    let _ = write(exchange, Bytes::from_static(b"bye"), true).await;
}

async fn answer(exchange: &mut impl Exchange, status: StatusCode, body: Bytes) {
    let head = Response::builder()
        .status(status)
        .header("content-length", body.len());
    if exchange.send_head(head.body(()).unwrap(), false).is_ok() {
        let _ = write(exchange, body, true).await;
    }
}

/// A worker that serves until the test ends.
struct Ingress {
    address: SocketAddr,
    drain: Drain,
    settings: Arc<Settings>,
    handler: Arc<Behaviours>,
    worker: tokio::task::JoinHandle<()>,
}

impl Ingress {
    fn start(settings: Settings) -> Self {
        Self::start_with(settings, None)
    }

    fn start_with(settings: Settings, tls: Option<Arc<rustls::ServerConfig>>) -> Self {
        let (settings, drain) = (Arc::new(settings), Drain::default());
        let sockets = bind(([127, 0, 0, 1], 0).into(), 1).unwrap();
        let address = sockets[0].local_addr().unwrap();
        let handler = Arc::new(Behaviours::default());
        let bound = vec![Bound { sockets, tls }];
        let of_worker = handler.clone();
        let make = move |_| of_worker.clone();
        let mut worker = workers(1, bound, &settings, &drain, make).remove(0);
        let worker = tokio::spawn(async move {
            let (_keep, shutdown) = tokio::sync::watch::channel(false);
            worker.start_service(None, shutdown, 1).await;
        });
        Self {
            address,
            drain,
            settings,
            handler,
            worker,
        }
    }

    async fn connect(&self) -> Client<TcpStream> {
        Client(TcpStream::connect(self.address).await.unwrap())
    }
}

/// An HTTP/1 client that sees every byte.
struct Client<S>(S);

#[derive(Debug)]
struct Answer {
    head: String,
    body: String,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n"))
            .await;
        self.answer().await
    }

    async fn until(&mut self, end: &str) -> String {
        let mut text = String::new();
        while !text.ends_with(end) {
            let byte = tasks::within(SOON, self.0.read_u8()).await.unwrap();
            text.push(char::from(byte.expect("the answer goes on")));
        }
        text
    }

    /// Reads one answer with a length.
    async fn answer(&mut self) -> Answer {
        let head = self.until("\r\n\r\n").await.to_ascii_lowercase();
        let length = head.split("content-length: ").nth(1);
        let length = length.map_or(0, |rest| rest.lines().next().unwrap().parse().unwrap());
        let mut body = vec![0; length];
        let all = tasks::within(SOON, self.0.read_exact(&mut body)).await;
        all.unwrap().unwrap();
        let body = String::from_utf8(body).unwrap();
        Answer { head, body }
    }

    /// Reads to the end of the connection; the text so far and whether it ended in order.
    async fn rest(&mut self) -> (String, bool) {
        let mut bytes = Vec::new();
        let read = tasks::within(SOON, self.0.read_to_end(&mut bytes)).await;
        let orderly = read.expect("the connection ends").is_ok();
        (String::from_utf8_lossy(&bytes).into_owned(), orderly)
    }
}

fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}
