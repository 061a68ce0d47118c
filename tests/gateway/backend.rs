//! Back ends that misbehave on purpose: scripted at the level of HTTP/2, or below it.

use std::collections::HashMap;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::server::SendResponse;
use http::{HeaderMap, Response};

/// What a scripted back end does with each call.
#[derive(Debug, Clone)]
pub(crate) enum Script {
    /// Answers with this message and status.
    Answer {
        message: Vec<u8>,
        headers: Vec<(&'static str, String)>,
        trailers: Vec<(&'static str, String)>,
    },
    /// Answers with these bytes.
    Raw {
        headers: Vec<(&'static str, String)>,
        frames: Vec<u8>,
        trailers: Vec<(&'static str, String)>,
    },
    /// Answers with these messages; as a Trailers-Only answer if there are none.
    Stream {
        messages: Vec<Vec<u8>>,
        trailers: Vec<(&'static str, String)>,
    },
    /// Follows the script of the called path, and otherwise answers that there is no such method.
    ByPath(Arc<HashMap<String, Self>>),
    /// Sends the head of an answer and then nothing.
    HangAfterHead,
    /// Sends the head of an answer and reads nothing; it has received the call when that is cancelled.
    NeverReads,
    /// Refuses this many calls with REFUSED_STREAM, and then follows another script.
    Refuses(Arc<AtomicUsize>, Box<Self>),
    /// Sends the start of a message and closes the connection.
    BreakInMessage,
    /// Ends the answer without trailers.
    NoTrailers,
    /// Answers as a web server would.
    Html,
    /// Sends a message that is not protobuf.
    NotProtobuf,
    /// Announces a message of this many bytes.
    Announce(u32),
}

impl Script {
    /// A message and the status OK.
    pub(crate) fn ok(message: &[u8]) -> Self {
        Self::Answer {
            message: message.to_vec(),
            headers: Vec::new(),
            trailers: vec![("grpc-status", "0".to_owned())],
        }
    }

    /// What is done with a call of `path`.
    fn of(&self, path: &str) -> Self {
        match self {
            Self::ByPath(scripts) => scripts.get(path).cloned().unwrap_or_else(|| Self::Stream {
                messages: Vec::new(),
                trailers: vec![("grpc-status", "12".to_owned())],
            }),
            Self::Refuses(left, then) => {
                let refuse = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                });
                match refuse {
                    Ok(_) => self.clone(),
                    Err(_) => then.of(path),
                }
            }
            script => script.clone(),
        }
    }

    pub(crate) fn refusing(count: usize, then: Self) -> Self {
        Self::Refuses(Arc::new(AtomicUsize::new(count)), Box::new(then))
    }
}

/// What a back end was called with.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    /// The message without its prefix; of several, all that follows the first prefix.
    pub(crate) message: Vec<u8>,
    /// As it came.
    body: Vec<u8>,
}

impl Received {
    /// All messages.
    pub(crate) fn messages(&self) -> Vec<Vec<u8>> {
        let (mut rest, mut messages) = (&self.body[..], Vec::new());
        while let Some((prefix, behind)) = rest.split_first_chunk::<5>() {
            let [_, length @ ..] = *prefix;
            let (message, behind) = behind.split_at(u32::from_be_bytes(length) as usize);
            messages.push(message.to_vec());
            rest = behind;
        }
        messages
    }
}

/// A back end that follows a script; it ends with the test's process.
pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    script: Arc<Mutex<Script>>,
    received: Arc<Mutex<Vec<Received>>>,
    accepted: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
}

impl Scripted {
    pub(crate) fn start(script: Script) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(script));
        let received = Arc::new(Mutex::new(Vec::new()));
        let (accepted, open) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (scripted, calls) = (Arc::clone(&script), Arc::clone(&received));
        let (accepting, serving) = (Arc::clone(&accepted), Arc::clone(&open));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let mut connections = tokio::task::JoinSet::new();
                while let Ok((socket, _)) = listener.accept().await {
                    accepting.fetch_add(1, Ordering::SeqCst);
                    serving.fetch_add(1, Ordering::SeqCst);
                    let serving = Arc::clone(&serving);
                    let work = serve(socket, Arc::clone(&scripted), Arc::clone(&calls));
                    connections.spawn(async move {
                        work.await;
                        serving.fetch_sub(1, Ordering::SeqCst);
                    });
                }
            });
        });
        Self {
            address,
            script,
            received,
            accepted,
            open,
        }
    }

    /// How many connections there have been, and how many there are.
    pub(crate) fn connections(&self) -> (usize, usize) {
        (
            self.accepted.load(Ordering::SeqCst),
            self.open.load(Ordering::SeqCst),
        )
    }

    pub(crate) fn follow(&self, script: Script) {
        *self.script.lock().unwrap() = script;
    }

    /// The calls since the last time that this was asked.
    pub(crate) fn received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap())
    }
}

async fn serve(
    socket: tokio::net::TcpStream,
    script: Arc<Mutex<Script>>,
    received: Arc<Mutex<Vec<Received>>>,
) {
    let Ok(mut connection) = h2::server::handshake(socket).await else {
        return;
    };
    let mut calls = tokio::task::JoinSet::new();
    while let Some(Ok((request, respond))) = connection.accept().await {
        let (head, body) = request.into_parts();
        let script = script.lock().unwrap().of(head.uri.path());
        if matches!(script, Script::BreakInMessage) {
            // Dropping the connection with the task closes the socket in the middle of a message.
            let mut stream = respond_head(respond, &[]);
            let _ = stream.send_data(Bytes::from_static(b"\0\0\0\0\x10half"), false);
            let _ = tokio::time::timeout(std::time::Duration::from_millis(20), connection.accept())
                .await;
            return;
        }
        calls.spawn(answer(head, body, respond, script, Arc::clone(&received)));
    }
}

fn respond_head(
    mut respond: SendResponse<Bytes>,
    headers: &[(&'static str, String)],
) -> h2::SendStream<Bytes> {
    let mut response = Response::builder().header("content-type", "application/grpc");
    for (name, value) in headers {
        response = response.header(*name, value);
    }
    respond
        .send_response(response.body(()).unwrap(), false)
        .unwrap()
}

async fn answer(
    head: http::request::Parts,
    mut body: h2::RecvStream,
    mut respond: SendResponse<Bytes>,
    script: Script,
    received: Arc<Mutex<Vec<Received>>>,
) {
    if matches!(script, Script::Refuses(..)) {
        return respond.send_reset(h2::Reason::REFUSED_STREAM);
    }
    if matches!(script, Script::NeverReads) {
        let mut stream = respond_head(respond, &[]);
        let _ = std::future::poll_fn(|cx| stream.poll_reset(cx)).await;
        received.lock().unwrap().push(Received {
            path: head.uri.path().to_owned(),
            headers: head.headers,
            message: Vec::new(),
            body: Vec::new(),
        });
        return;
    }
    let mut whole = Vec::new();
    while let Some(chunk) = body.data().await {
        // A call that is cancelled is not answered.
        let Ok(chunk) = chunk else { return };
        let _ = body.flow_control().release_capacity(chunk.len());
        whole.extend_from_slice(&chunk);
    }
    let message = whole[5.min(whole.len())..].to_vec();
    received.lock().unwrap().push(Received {
        path: head.uri.path().to_owned(),
        headers: head.headers,
        message,
        body: whole,
    });
    match script {
        Script::Answer {
            message,
            headers,
            trailers,
        } => {
            let mut stream = respond_head(respond, &headers);
            let is_ok = trailers
                .iter()
                .any(|(name, value)| *name == "grpc-status" && value == "0");
            if is_ok {
                stream.send_data(framed(&message), false).unwrap();
            }
            stream.send_trailers(header_map(&trailers)).unwrap();
        }
        Script::Raw {
            headers,
            frames,
            trailers,
        } => {
            let mut stream = respond_head(respond, &headers);
            stream.send_data(frames.into(), false).unwrap();
            stream.send_trailers(header_map(&trailers)).unwrap();
        }
        Script::Stream { messages, trailers } if messages.is_empty() => {
            let mut response = Response::builder()
                .header("content-type", "application/grpc")
                .body(())
                .unwrap();
            response.headers_mut().extend(header_map(&trailers));
            respond.send_response(response, true).unwrap();
        }
        Script::Stream { messages, trailers } => {
            let mut stream = respond_head(respond, &[]);
            for message in &messages {
                stream.send_data(framed(message), false).unwrap();
            }
            stream.send_trailers(header_map(&trailers)).unwrap();
        }
        Script::ByPath(_) => unreachable!("a path has a script of its own"),
        Script::HangAfterHead => {
            let _stream = respond_head(respond, &[]);
            std::future::pending::<()>().await;
        }
        Script::BreakInMessage | Script::NeverReads | Script::Refuses(..) => {}
        Script::NoTrailers => {
            let mut stream = respond_head(respond, &[]);
            stream
                .send_data(Bytes::from_static(b"\0\0\0\0\0"), true)
                .unwrap();
        }
        Script::Html => {
            let response = Response::builder()
                .status(503)
                .header("content-type", "text/html")
                .body(())
                .unwrap();
            let mut stream = respond.send_response(response, false).unwrap();
            stream
                .send_data(Bytes::from_static(b"<h1>secret internals</h1>"), true)
                .unwrap();
        }
        Script::NotProtobuf => {
            let mut stream = respond_head(respond, &[]);
            stream
                .send_data(Bytes::from_static(b"\0\0\0\0\x03\xff\xff\xff"), false)
                .unwrap();
            let mut trailers = HeaderMap::new();
            trailers.insert("grpc-status", "0".parse().unwrap());
            stream.send_trailers(trailers).unwrap();
        }
        Script::Announce(length) => {
            let mut stream = respond_head(respond, &[]);
            let prefix = [&[0], &length.to_be_bytes()[..]].concat();
            stream.send_data(prefix.into(), false).unwrap();
            std::future::pending::<()>().await;
        }
    }
}

/// A message with its prefix.
fn framed(message: &[u8]) -> Bytes {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    [&[0], &length[..], message].concat().into()
}

fn header_map(pairs: &[(&'static str, String)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(*name, value.parse().unwrap());
    }
    map
}

/// A port that nobody listens on.
pub(crate) fn closed_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
}

/// A server whose first connection goes away when it has read `last`, with no stream acted on; the others
/// lead to another server.
pub(crate) fn going_away(last: &'static [u8], then: SocketAddr) -> SocketAddr {
    // SETTINGS; GOAWAY with the last stream 0 and NO_ERROR.
    const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GOAWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut first, _) = listener.accept().unwrap();
        first.write_all(&SETTINGS).unwrap();
        let (mut seen, mut byte) = (Vec::new(), [0]);
        while !seen.ends_with(last) {
            first.read_exact(&mut byte).unwrap();
            seen.push(byte[0]);
        }
        first.write_all(&GOAWAY).unwrap();
        for near in listener.incoming() {
            let near = near.unwrap();
            let far = TcpStream::connect(then).unwrap();
            for (mut from, mut to) in [
                (near.try_clone().unwrap(), far.try_clone().unwrap()),
                (far, near),
            ] {
                std::thread::spawn(move || std::io::copy(&mut from, &mut to));
            }
        }
    });
    address
}

/// A server that accepts connections and says nothing.
pub(crate) fn silent() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// A server that answers every connection with these bytes.
pub(crate) fn shouting(bytes: &'static [u8]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let _ = stream.write_all(bytes);
        }
    });
    address
}
