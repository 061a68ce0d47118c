//! A client of WebSockets, over HTTP/1.1 and over HTTP/2.
// The tasks of a test end with its runtime.
#![allow(clippy::disallowed_methods)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::net::UnixStream;

use bytes::Bytes;
use h2::ext::Protocol;
use http::HeaderMap;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tungstenite::protocol::{Message, Role, WebSocket};

use crate::support::{PATIENCE, connect};

/// How a socket is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    Http1,
    Http2,
}

pub(crate) const BOTH: [Over; 2] = [Over::Http1, Over::Http2];

pub(crate) trait Wire: Read + Write + Send {
    /// Another hold of the same socket.
    fn another(&self) -> Box<dyn Wire>;
}

impl Wire for TcpStream {
    fn another(&self) -> Box<dyn Wire> {
        Box::new(self.try_clone().unwrap())
    }
}

impl Wire for UnixStream {
    fn another(&self) -> Box<dyn Wire> {
        Box::new(self.try_clone().unwrap())
    }
}

/// An open socket.
pub(crate) struct Socket {
    socket: WebSocket<Box<dyn Wire>>,
    pub(crate) headers: HeaderMap,
}

/// The last word of a gateway.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    pub(crate) code: u16,
    pub(crate) reason: String,
}

impl Socket {
    /// Opens a socket at this target; fails with the status and the body of an answer that refuses it.
    pub(crate) fn open(
        over: Over,
        address: SocketAddr,
        target: &str,
        headers: &[(&str, &str)],
    ) -> Result<Self, (u16, String)> {
        match over {
            Over::Http1 => open_http1(address, target, headers),
            Over::Http2 => open_http2(address, target, headers),
        }
    }

    fn new(wire: Box<dyn Wire>, headers: HeaderMap) -> Self {
        Self {
            socket: WebSocket::from_raw_socket(wire, Role::Client, None),
            headers,
        }
    }

    pub(crate) fn subprotocol(&self) -> Option<&str> {
        let value = self.headers.get("sec-websocket-protocol")?;
        Some(value.to_str().unwrap())
    }

    pub(crate) fn say(&mut self, message: impl Into<Message>) {
        self.socket.send(message.into()).unwrap();
    }

    /// What speaks, so that another thread can do that while this hears.
    pub(crate) fn speaker(&self) -> WebSocket<Box<dyn Wire>> {
        WebSocket::from_raw_socket(self.socket.get_ref().another(), Role::Client, None)
    }

    /// Writes bytes that are no frames.
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        let wire = self.socket.get_mut();
        wire.write_all(bytes).unwrap();
        wire.flush().unwrap();
    }

    /// The next message.
    pub(crate) fn hear(&mut self) -> Message {
        self.socket.read().expect("a message")
    }

    /// The next message, which is text, as JSON.
    pub(crate) fn json(&mut self) -> Value {
        match self.hear() {
            Message::Text(text) => serde_json::from_str(&text).unwrap(),
            other => panic!("{other:?} is not text"),
        }
    }

    pub(crate) fn binary(&mut self) -> Bytes {
        match self.hear() {
            Message::Binary(data) => data,
            other => panic!("{other:?} is not binary"),
        }
    }

    /// Fails unless the next thing is a close; sees the socket to its end.
    pub(crate) fn closed(mut self) -> Closed {
        let closed = match self.hear() {
            Message::Close(Some(frame)) => Closed {
                code: frame.code.into(),
                reason: frame.reason.to_string(),
            },
            other => panic!("{other:?} is not a close with a code"),
        };
        let end = self.socket.read();
        assert!(
            matches!(end, Err(tungstenite::Error::ConnectionClosed)),
            "{end:?}"
        );
        closed
    }

    /// Fails unless an error comes, and then the close that says it; returns the status.
    pub(crate) fn failed(mut self, code: u16) -> Value {
        let error = self.json()["error"].take();
        let closed = self.closed();
        assert_eq!(closed.code, code, "{error}");
        let message = error["message"].as_str().unwrap();
        assert!(message.starts_with(&closed.reason), "{closed:?} {error}");
        error
    }

    /// Closes, and fails unless that is answered.
    pub(crate) fn close(mut self) {
        self.socket.close(None).unwrap();
        loop {
            match self.socket.read() {
                Ok(_) => {}
                Err(tungstenite::Error::ConnectionClosed) => return,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn open_http1(
    address: SocketAddr,
    target: &str,
    headers: &[(&str, &str)],
) -> Result<Socket, (u16, String)> {
    let mut stream = connect(address);
    let mut head = format!(
        "GET {target} HTTP/1.1\r\nhost: {address}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n"
    );
    let defaults = [
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    let missing = defaults
        .iter()
        .filter(|(name, _)| !headers.iter().any(|(own, _)| own == name));
    for (name, value) in missing.chain(headers) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("the head of an answer");
        answer.push(byte[0]);
    }
    let text = String::from_utf8(answer).unwrap();
    let mut lines = text.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let status: u16 = status.parse().unwrap();
    let headers: HeaderMap = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| {
            let name: http::HeaderName = name.parse().unwrap();
            (name, value.parse().unwrap())
        })
        .collect();
    if status != 101 {
        let length = headers["content-length"].to_str().unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        stream.read_exact(&mut body).unwrap();
        return Err((status, String::from_utf8(body).unwrap()));
    }
    let key = &headers["sec-websocket-accept"];
    assert_eq!(key, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    Ok(Socket::new(Box::new(stream), headers))
}

/// The stream of HTTP/2 is carried on by a thread, behind a pair of sockets.
fn open_http2(
    address: SocketAddr,
    target: &str,
    headers: &[(&str, &str)],
) -> Result<Socket, (u16, String)> {
    let mut head = http::Request::builder()
        .method("CONNECT")
        .uri(format!("http://{address}{target}"))
        .extension(Protocol::from_static("websocket"));
    let defaults = [("sec-websocket-version", "13")];
    let missing = defaults
        .iter()
        .filter(|(name, _)| !headers.iter().any(|(own, _)| own == name));
    for (name, value) in missing.chain(headers) {
        head = head.header(*name, *value);
    }
    let head = head.body(()).unwrap();
    let (near, far) = UnixStream::pair().unwrap();
    near.set_read_timeout(Some(PATIENCE)).unwrap();
    near.set_write_timeout(Some(PATIENCE)).unwrap();
    let (opened, answer) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(carry(address, head, far, opened));
    });
    let answer = answer.recv_timeout(PATIENCE).expect("an answer");
    answer.map(|headers| Socket::new(Box::new(near), headers))
}

type Opened = std::sync::mpsc::Sender<Result<HeaderMap, (u16, String)>>;

async fn carry(address: SocketAddr, head: http::Request<()>, far: UnixStream, opened: Opened) {
    far.set_nonblocking(true).unwrap();
    let (mut reader, mut writer) = tokio::net::UnixStream::from_std(far).unwrap().into_split();
    let tcp = tokio::net::TcpStream::connect(address).await.unwrap();
    let (requests, connection) = h2::client::handshake(tcp).await.unwrap();
    tokio::spawn(connection);
    let mut requests = requests.ready().await.unwrap();
    while !requests.is_extended_connect_protocol_enabled() {
        // It is in the first frame of the gateway.
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
    }
    let (response, mut up) = requests.send_request(head, false).unwrap();
    let (answer, mut down) = response.await.unwrap().into_parts();
    if answer.status != 200 {
        let mut body = Vec::new();
        while let Some(data) = down.data().await {
            body.extend_from_slice(&data.unwrap());
        }
        let body = String::from_utf8(body).unwrap();
        opened.send(Err((answer.status.as_u16(), body))).unwrap();
        return;
    }
    opened.send(Ok(answer.headers)).unwrap();
    let upwards = async {
        let mut piece = vec![0; 4096];
        loop {
            match reader.read(&mut piece).await {
                Ok(0) | Err(_) => return,
                Ok(length) => {
                    let mut rest = Bytes::copy_from_slice(&piece[..length]);
                    while !rest.is_empty() {
                        up.reserve_capacity(rest.len());
                        let capacity = std::future::poll_fn(|cx| up.poll_capacity(cx)).await;
                        let Some(Ok(capacity)) = capacity else {
                            return;
                        };
                        let part = rest.split_to(capacity.min(rest.len()));
                        up.send_data(part, false).unwrap();
                    }
                }
            }
        }
    };
    let downwards = async {
        while let Some(Ok(data)) = down.data().await {
            if writer.write_all(&data).await.is_err() {
                return;
            }
            down.flow_control().release_capacity(data.len()).unwrap();
        }
        writer.shutdown().await.unwrap();
    };
    tokio::pin!(upwards, downwards);
    tokio::select! {
        () = &mut upwards => {}
        // What the client says behind it is for nobody.
        () = &mut downwards => upwards.await,
    }
}
