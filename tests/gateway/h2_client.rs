//! A client that speaks HTTP/2 and says exactly what it is told to.
// The tasks of a test end with its runtime.
#![allow(clippy::disallowed_methods)]

use std::net::SocketAddr;

use base64::Engine as _;
use bookstore::google::rpc::{ErrorInfo, Status};
use bytes::Bytes;
use h2::SendStream;
use h2::client::{ResponseFuture, SendRequest};
use http::{HeaderMap, Request};
use prost::Message as _;

use crate::support::PATIENCE;

/// One connection.
pub(crate) struct Client {
    requests: SendRequest<Bytes>,
    connection: tokio::task::JoinHandle<Result<(), h2::Error>>,
}

impl Drop for Client {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) trailers: Option<HeaderMap>,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let socket = tokio::net::TcpStream::connect(address).await.unwrap();
        let (requests, connection) = h2::client::handshake(socket).await.unwrap();
        Self {
            requests,
            connection: tokio::spawn(connection),
        }
    }

    /// A call of gRPC whose body goes on.
    pub(crate) async fn open(
        &self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> (ResponseFuture, SendStream<Bytes>) {
        let mut requests = self.requests.clone().ready().await.unwrap();
        requests.send_request(grpc(path, headers), false).unwrap()
    }

    /// A request whose body goes on.
    pub(crate) async fn begin(&self, head: Request<()>) -> (ResponseFuture, SendStream<Bytes>) {
        let mut requests = self.requests.clone().ready().await.unwrap();
        requests.send_request(head, false).unwrap()
    }

    /// A call of gRPC whose body are these bytes.
    pub(crate) async fn call(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.send(grpc(path, headers), body).await
    }

    pub(crate) async fn send(&self, head: Request<()>, body: &[u8]) -> Answer {
        let answer = self.exchange(head, Bytes::copy_from_slice(body));
        tokio::time::timeout(PATIENCE, answer)
            .await
            .expect("an answer")
    }

    async fn exchange(&self, head: Request<()>, body: Bytes) -> Answer {
        let mut requests = self.requests.clone().ready().await.unwrap();
        let (response, mut stream) = requests.send_request(head, body.is_empty()).unwrap();
        if !body.is_empty() {
            stream.send_data(body, true).unwrap();
        }
        let (head, mut stream) = response.await.unwrap().into_parts();
        let mut body = Vec::new();
        while let Some(chunk) = stream.data().await {
            let chunk = chunk.unwrap();
            stream.flow_control().release_capacity(chunk.len()).unwrap();
            body.extend_from_slice(&chunk);
        }
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body,
            trailers: stream.trailers().await.unwrap(),
        }
    }
}

fn grpc(path: &str, headers: &[(&str, &str)]) -> Request<()> {
    let mut head = Request::builder()
        .method("POST")
        .uri(format!("http://x{path}"))
        .header("te", "trailers")
        .header("content-type", "application/grpc");
    for (name, value) in headers {
        head = head.header(*name, *value);
    }
    head.body(()).unwrap()
}

impl Answer {
    /// The headers that end the call: trailers, or the head of a Trailers-Only answer.
    pub(crate) fn end(&self) -> &HeaderMap {
        self.trailers.as_ref().unwrap_or(&self.headers)
    }

    /// Fails unless this is gRPC that ends with this status.
    pub(crate) fn assert_status(&self, status: &str) {
        assert_eq!(self.status, 200, "{self:?}");
        assert_eq!(self.headers["content-type"], "application/grpc", "{self:?}");
        assert_eq!(self.end()["grpc-status"], status, "{self:?}");
    }

    /// Why the gateway says that the call has ended.
    pub(crate) fn reason(&self) -> String {
        let details = self.end()["grpc-status-details-bin"].as_bytes();
        let details = base64::engine::general_purpose::STANDARD_NO_PAD.decode(details);
        let status = Status::decode(details.unwrap().as_slice()).unwrap();
        let info = ErrorInfo::decode(status.details[0].value.as_slice()).unwrap();
        assert_eq!(info.domain, "rialto");
        info.reason
    }
}

/// A message with its prefix.
pub(crate) fn framed(message: &[u8]) -> Vec<u8> {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0], &length[..], message].concat()
}
