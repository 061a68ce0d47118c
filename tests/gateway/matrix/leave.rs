//! A client that leaves in the middle of a call, whatever it speaks: the back end sees it within a second.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use bookstore::v1::stats_response::Counts;
use bytes::Bytes;
use h2::{Reason, RecvStream, SendStream};
use http::Request as Head;

use super::calls::Call;
use super::{Codec, Protocol, Request, connect, grpc, open_socket, rest};
use crate::h2_client::Client;
use crate::sample::Sample;
use crate::socket::{Over, Socket};
use crate::support::{self, PATIENCE};

/// In which the back end has to know. A machine that is busy elsewhere may be late once.
const LIMIT: Duration = Duration::from_secs(1);
const TRIES: usize = 2;

pub(super) async fn check(
    sample: &Sample,
    call: &'static Call,
    protocol: Protocol,
    over: Over,
    answers: bool,
    cell: &str,
) {
    for _ in 0..TRIES {
        let before = counts(sample, call);
        let client = begin(sample, call, protocol, over, answers).await;
        let has_started = |now: &Counts| now.started > before.started;
        assert!(until(sample, call, has_started, PATIENCE).await, "{cell}");
        let _connection = client.leave();
        // None ends by itself. One that is given up while its message is read ends with an error.
        let ended = |counts: &Counts| counts.cancelled + counts.completed;
        let has_ended = |now: &Counts| ended(now) > ended(&before);
        if until(sample, call, has_ended, LIMIT).await {
            return;
        }
        assert!(until(sample, call, has_ended, PATIENCE).await, "{cell}");
    }
    panic!("{cell}: the back end saw too late that the client had left");
}

fn counts(sample: &Sample, call: &Call) -> Counts {
    let stats = sample.backend.stats();
    stats.methods.get(call.rpc).copied().unwrap_or_default()
}

/// Whether this becomes so in time.
async fn until(
    sample: &Sample,
    call: &Call,
    is_so: impl Fn(&Counts) -> bool,
    limit: Duration,
) -> bool {
    let seen = async {
        while !is_so(&counts(sample, call)) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(limit, seen).await.is_ok()
}

/// A client in the middle of a call.
enum Busy {
    Http1(TcpStream),
    Http2(Client, SendStream<Bytes>, Option<RecvStream>),
    Socket(Box<Socket>),
}

impl Busy {
    /// Closes the connection, but of HTTP/2, which has a word for one call: that is returned.
    fn leave(self) -> Option<Client> {
        match self {
            Self::Http1(connection) => {
                drop(connection);
                None
            }
            Self::Socket(socket) => {
                drop(socket);
                None
            }
            Self::Http2(client, mut stream, _answer) => {
                stream.send_reset(Reason::CANCEL);
                Some(client)
            }
        }
    }
}

/// Makes a call up to the point where nobody says anything any more.
async fn begin(
    sample: &Sample,
    call: &'static Call,
    protocol: Protocol,
    over: Over,
    answers: bool,
) -> Busy {
    let address = sample.gateway.address;
    let request = match protocol {
        Protocol::Rest(accept) => rest(call, accept, false),
        Protocol::Grpc | Protocol::GrpcWeb | Protocol::GrpcWebText => grpc(call, protocol, false),
        Protocol::Connect(codec) => connect(call, codec, false),
        Protocol::Socket(codec, on_route) => {
            let open = move || by_socket(address, call, codec, on_route, over, answers);
            return tokio::task::spawn_blocking(open).await.unwrap();
        }
    };
    match over {
        Over::Http1 => {
            let is_open = call.client_streams;
            let open = move || by_http1(address, &request, is_open, answers);
            tokio::task::spawn_blocking(open).await.unwrap()
        }
        Over::Http2 => by_http2(address, request, !call.client_streams, answers).await,
    }
}

fn by_socket(
    address: SocketAddr,
    call: &Call,
    codec: Codec,
    on_route: bool,
    over: Over,
    answers: bool,
) -> Busy {
    let mut socket = open_socket(address, call, codec, on_route, over);
    if answers {
        socket.hear();
    }
    Busy::Socket(Box::new(socket))
}

fn by_http1(address: SocketAddr, request: &Request, is_open: bool, answers: bool) -> Busy {
    let mut stream = support::connect(address);
    let mut head = format!(
        "{} {} HTTP/1.1\r\nhost: x\r\n",
        request.method, request.target
    );
    for (name, value) in &request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let length = request.body.len();
    match is_open {
        true => head.push_str(&format!("transfer-encoding: chunked\r\n\r\n{length:x}\r\n")),
        false => head.push_str(&format!("content-length: {length}\r\n\r\n")),
    }
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(&request.body);
    if is_open {
        bytes.extend_from_slice(b"\r\n");
    }
    stream.write_all(&bytes).unwrap();
    let mut read = Vec::new();
    // Something behind the head.
    while answers
        && !read
            .windows(5)
            .any(|window| window.starts_with(b"\r\n\r\n"))
    {
        let mut some = [0; 1024];
        let length = stream.read(&mut some).unwrap();
        assert!(length > 0, "{}", String::from_utf8_lossy(&read));
        read.extend_from_slice(&some[..length]);
    }
    Busy::Http1(stream)
}

async fn by_http2(address: SocketAddr, request: Request, is_all: bool, answers: bool) -> Busy {
    let client = Client::connect(address).await;
    let mut head = Head::builder()
        .method(request.method)
        .uri(format!("http://x{}", request.target));
    for (name, value) in request.headers {
        head = head.header(name, value);
    }
    let (answer, mut stream) = client.begin(head.body(()).unwrap()).await;
    stream.send_data(request.body.into(), is_all).unwrap();
    let mut body = None;
    if answers {
        let mut answer = answer.await.unwrap().into_body();
        let first = answer.data().await.unwrap().unwrap();
        assert!(!first.is_empty());
        body = Some(answer);
    }
    Busy::Http2(client, stream, body)
}
