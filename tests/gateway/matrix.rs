//! Every protocol, codec and compression with every shape of call and every way that it can end: each
//! client must see the same messages and the same status, and the back end must see a client leave.

mod calls;
mod leave;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use rialto::framing::compression::{Coding, Compressor, Decompressor, Levels};
use rialto::units::ByteSize;
use serde_json::Value;
use tungstenite::protocol::Message;

use calls::{CALLS, Call, End};

use crate::h2_client::{Client, framed};
use crate::sample::Sample;
use crate::socket::{Over, Socket};

/// The number of each message of an answer, and the code of its status.
type Seen = (Vec<u64>, u64);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Codec {
    Json,
    Proto,
}

/// How a client speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    /// By what it accepts.
    Rest(&'static str),
    Grpc,
    GrpcWeb,
    GrpcWebText,
    Connect(Codec),
    /// On the route, or by gRPC's path.
    Socket(Codec, bool),
}

const PROTOCOLS: [Protocol; 12] = [
    Protocol::Rest("application/json"),
    Protocol::Rest("application/x-ndjson"),
    Protocol::Rest("text/event-stream"),
    Protocol::Grpc,
    Protocol::GrpcWeb,
    Protocol::GrpcWebText,
    Protocol::Connect(Codec::Json),
    Protocol::Connect(Codec::Proto),
    Protocol::Socket(Codec::Json, true),
    Protocol::Socket(Codec::Json, false),
    Protocol::Socket(Codec::Proto, true),
    Protocol::Socket(Codec::Proto, false),
];

impl Protocol {
    const fn is_socket(self) -> bool {
        matches!(self, Self::Socket(..))
    }
}

#[tokio::test]
async fn every_client_sees_the_same() {
    let sample = Sample::start(&["--set", "compression.size_min=0B"]).await;
    let mut cells = 0;
    for call in &CALLS {
        for protocol in PROTOCOLS {
            for over in [Over::Http1, Over::Http2] {
                if protocol == Protocol::Grpc && over == Over::Http1 {
                    continue;
                }
                // Sockets have no compression, and one who leaves has not seen any.
                let codings: &[bool] = match call.end {
                    End::Seen(..) if !protocol.is_socket() => &[false, true],
                    End::Seen(..) | End::Left { .. } => &[false],
                };
                for &is_compressed in codings {
                    let cell = format!("{}: {protocol:?} {over:?} {is_compressed}", call.name);
                    match call.end {
                        End::Seen(numbers, code) => {
                            let seen = make(&sample, call, protocol, over, is_compressed).await;
                            assert_eq!(seen, (numbers.to_vec(), code), "{cell}");
                        }
                        End::Left { answers } => {
                            leave::check(&sample, call, protocol, over, answers, &cell).await;
                        }
                    }
                    cells += 1;
                }
            }
        }
    }
    // 12 protocols over both versions but one; eight of them compressed too, unless the client leaves.
    let left = CALLS
        .iter()
        .filter(|call| matches!(call.end, End::Left { .. }));
    assert_eq!(cells, CALLS.len() * (23 + 15) - left.count() * 15);
}

async fn make(
    sample: &Sample,
    call: &'static Call,
    protocol: Protocol,
    over: Over,
    is_compressed: bool,
) -> Seen {
    match protocol {
        Protocol::Socket(codec, on_route) => {
            let address = sample.gateway.address;
            let seen = move || by_socket(address, call, codec, on_route, over);
            tokio::task::spawn_blocking(seen).await.unwrap()
        }
        Protocol::Rest(accept) => {
            let request = rest(call, accept, is_compressed);
            read_rest(call, accept, &request.send(sample, over).await)
        }
        Protocol::Grpc | Protocol::GrpcWeb | Protocol::GrpcWebText => {
            let request = grpc(call, protocol, is_compressed);
            read_grpc(call, protocol, &request.send(sample, over).await)
        }
        Protocol::Connect(codec) => {
            let request = connect(call, codec, is_compressed);
            read_connect(call, codec, &request.send(sample, over).await)
        }
    }
}

/// A request of HTTP.
struct Request {
    method: &'static str,
    target: &'static str,
    headers: Vec<(&'static str, &'static str)>,
    body: Vec<u8>,
}

/// An answer, whose body is not compressed any more.
struct Answer {
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
    trailers: Option<http::HeaderMap>,
}

impl Request {
    async fn send(self, sample: &Sample, over: Over) -> Answer {
        let mut answer = match over {
            Over::Http1 => {
                let reply =
                    sample
                        .gateway
                        .call(self.method, self.target, &self.headers, &self.body);
                let headers = reply.headers.iter().map(|(name, value)| {
                    let name: http::HeaderName = name.parse().unwrap();
                    (name, value.parse().unwrap())
                });
                Answer {
                    status: reply.status,
                    headers: headers.collect(),
                    body: reply.body,
                    trailers: None,
                }
            }
            Over::Http2 => {
                let client = Client::connect(sample.gateway.address).await;
                let mut head = http::Request::builder()
                    .method(self.method)
                    .uri(format!("http://x{}", self.target));
                for (name, value) in self.headers {
                    head = head.header(name, value);
                }
                let answer = client.send(head.body(()).unwrap(), &self.body).await;
                Answer {
                    status: answer.status,
                    headers: answer.headers,
                    body: answer.body,
                    trailers: answer.trailers,
                }
            }
        };
        if answer
            .headers
            .get("content-encoding")
            .is_some_and(|coding| coding == "gzip")
        {
            answer.body = inflated(&answer.body);
        }
        answer
    }
}

fn deflated(plain: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(Coding::Gzip, Levels::DEFAULT).unwrap();
    let mut out = Vec::new();
    compressor.push(plain, &mut out).unwrap();
    compressor.finish(&mut out).unwrap();
    out
}

fn inflated(body: &[u8]) -> Vec<u8> {
    let mut decompressor = Decompressor::new(Coding::Gzip, ByteSize::mib(1)).unwrap();
    let message = decompressor.message(Bytes::copy_from_slice(body));
    message.unwrap().into()
}

/// The number in a message of protobuf that has no other field before it.
fn number_of_wire(call: &Call, wire: &[u8]) -> u64 {
    assert_eq!(wire.first(), Some(&(call.field.0 << 3)), "{wire:?}");
    wire[1].into()
}

fn number_of_json(call: &Call, message: &Value) -> u64 {
    let number = &message[call.field.1];
    number.as_u64().unwrap_or_else(|| panic!("{message}"))
}

/// The messages of a text, and the code of a status that is its last one.
fn records(call: &Call, records: impl Iterator<Item = Value>) -> Seen {
    let (mut numbers, mut code) = (Vec::new(), 0);
    for record in records {
        assert_eq!(code, 0, "an error is the last record");
        match record.get("error") {
            Some(error) => code = error["code"].as_u64().unwrap(),
            None => numbers.push(number_of_json(call, &record)),
        }
    }
    (numbers, code)
}

fn rest(call: &Call, accept: &'static str, is_compressed: bool) -> Request {
    let mut headers = vec![("accept", accept)];
    let mut body = Vec::new();
    if call.method == "POST" {
        let is_lines = call.client_streams && accept == "application/x-ndjson";
        headers.push(match is_lines {
            true => ("content-type", "application/x-ndjson"),
            false => ("content-type", "application/json"),
        });
        for (_, json) in call.messages {
            body.extend_from_slice(json.as_bytes());
            body.push(b'\n');
        }
        if is_compressed {
            headers.push(("content-encoding", "gzip"));
            body = deflated(&body);
        }
    }
    if is_compressed {
        headers.push(("accept-encoding", "gzip"));
    }
    if call.has_deadline {
        headers.push(("grpc-timeout", "100m"));
    }
    Request {
        method: call.method,
        target: call.target,
        headers,
        body,
    }
}

fn read_rest(call: &Call, accept: &str, answer: &Answer) -> Seen {
    let text = std::str::from_utf8(&answer.body).unwrap();
    let value = |text: &str| -> Value {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
    };
    if answer.status != 200 {
        let code = value(text)["code"].as_u64().unwrap();
        let expected = [(4, 504), (5, 404)];
        assert!(expected.contains(&(code, answer.status)), "{text}");
        return (Vec::new(), code);
    }
    if !call.server_streams {
        return (vec![number_of_json(call, &value(text))], 0);
    }
    match accept {
        "application/x-ndjson" => records(call, text.lines().map(value)),
        "text/event-stream" => {
            let events: Vec<&str> = text
                .split("\n\n")
                .filter(|event| !event.is_empty())
                .collect();
            let (last, messages) = events.split_last().unwrap();
            let data = |event: &str| value(event.strip_prefix("data: ").unwrap());
            let numbers = messages
                .iter()
                .map(|event| number_of_json(call, &data(event)));
            let code = match last.strip_prefix("event: error\ndata: ") {
                Some(status) => value(status)["code"].as_u64().unwrap(),
                None => {
                    assert_eq!(*last, "event: end\ndata: {}");
                    0
                }
            };
            (numbers.collect(), code)
        }
        _ => {
            // An array that failed has no end.
            let whole = match text.strip_suffix(']') {
                Some(_) => value(text),
                None => value(&format!("{text}]")),
            };
            let seen = records(call, whole.as_array().unwrap().iter().cloned());
            assert_eq!(text.ends_with(']'), seen.1 == 0);
            seen
        }
    }
}

/// A message behind its prefix.
fn enveloped(message: &[u8], is_compressed: bool) -> Vec<u8> {
    if !is_compressed {
        return framed(message);
    }
    let mut envelope = framed(&deflated(message));
    envelope[0] = 1;
    envelope
}

fn grpc(call: &Call, protocol: Protocol, is_compressed: bool) -> Request {
    let frames: Vec<u8> = call
        .messages
        .iter()
        .flat_map(|(wire, _)| enveloped(wire, is_compressed))
        .collect();
    let (content_type, body) = match protocol {
        Protocol::GrpcWeb => ("application/grpc-web+proto", frames),
        Protocol::GrpcWebText => (
            "application/grpc-web-text",
            STANDARD.encode(&frames).into_bytes(),
        ),
        _ => ("application/grpc", frames),
    };
    let mut headers = vec![("content-type", content_type)];
    if is_compressed {
        headers.extend([("grpc-encoding", "gzip"), ("grpc-accept-encoding", "gzip")]);
    }
    if call.has_deadline {
        headers.push(("grpc-timeout", "100m"));
    }
    Request {
        method: "POST",
        target: call.rpc,
        headers,
        body,
    }
}

fn read_grpc(call: &Call, protocol: Protocol, answer: &Answer) -> Seen {
    assert_eq!(answer.status, 200);
    let body = match protocol {
        // Parts are padded each for itself.
        Protocol::GrpcWebText => {
            let groups = answer.body.chunks(4);
            groups
                .flat_map(|group| STANDARD.decode(group).unwrap())
                .collect()
        }
        _ => answer.body.clone(),
    };
    let code_of = |headers: &http::HeaderMap| {
        let status = headers.get("grpc-status")?;
        status.to_str().unwrap().parse().ok()
    };
    let mut code = answer
        .trailers
        .as_ref()
        .and_then(code_of)
        .or_else(|| code_of(&answer.headers));
    let mut numbers = Vec::new();
    for (flags, message) in frames(&body) {
        if flags & 0x80 == 0 {
            numbers.push(number_of_wire(
                call,
                &plain(answer, "grpc-encoding", flags, message),
            ));
            continue;
        }
        assert_eq!(flags, 0x80);
        let text = std::str::from_utf8(message).unwrap();
        let mut lines = text.lines();
        code = lines.find_map(|line| line.strip_prefix("grpc-status:")?.trim().parse().ok());
    }
    (numbers, code.expect("a status"))
}

/// A message that is compressed where its flags say so, as the head of the answer says it is.
fn plain(answer: &Answer, encoding: &str, flags: u8, message: &[u8]) -> Vec<u8> {
    if flags & 1 == 0 {
        return message.to_vec();
    }
    assert_eq!(answer.headers[encoding], "gzip");
    inflated(message)
}

/// What is behind length prefixes.
fn frames(mut body: &[u8]) -> Vec<(u8, &[u8])> {
    let mut frames = Vec::new();
    while let Some((prefix, rest)) = body.split_first_chunk::<5>() {
        let [flags, length @ ..] = *prefix;
        let (message, behind) = rest.split_at(u32::from_be_bytes(length) as usize);
        frames.push((flags, message));
        body = behind;
    }
    assert!(body.is_empty());
    frames
}

fn connect(call: &Call, codec: Codec, is_compressed: bool) -> Request {
    let messages = call.messages.iter().map(|(wire, json)| match codec {
        Codec::Json => json.as_bytes(),
        Codec::Proto => wire,
    });
    let mut headers = vec![("connect-protocol-version", "1")];
    let body = if call.is_unary() {
        headers.push(match codec {
            Codec::Json => ("content-type", "application/json"),
            Codec::Proto => ("content-type", "application/proto"),
        });
        let message = messages.flatten().copied().collect::<Vec<u8>>();
        if is_compressed {
            headers.extend([("content-encoding", "gzip"), ("accept-encoding", "gzip")]);
            deflated(&message)
        } else {
            message
        }
    } else {
        headers.push(match codec {
            Codec::Json => ("content-type", "application/connect+json"),
            Codec::Proto => ("content-type", "application/connect+proto"),
        });
        if is_compressed {
            headers.push(("connect-accept-encoding", "gzip"));
            headers.push(("connect-content-encoding", "gzip"));
        }
        messages
            .flat_map(|message| enveloped(message, is_compressed))
            .collect()
    };
    if call.has_deadline {
        headers.push(("connect-timeout-ms", "100"));
    }
    Request {
        method: "POST",
        target: call.rpc,
        headers,
        body,
    }
}

fn read_connect(call: &Call, codec: Codec, answer: &Answer) -> Seen {
    let number = |message: &[u8]| match codec {
        Codec::Json => number_of_json(call, &serde_json::from_slice(message).unwrap()),
        Codec::Proto => number_of_wire(call, message),
    };
    if call.is_unary() {
        if answer.status == 200 {
            return (vec![number(&answer.body)], 0);
        }
        let error: Value = serde_json::from_slice(&answer.body).unwrap();
        return (Vec::new(), code_of_connect(&error));
    }
    assert_eq!(answer.status, 200);
    let (mut numbers, mut code) = (Vec::new(), None);
    for (flags, message) in frames(&answer.body) {
        assert_eq!(code, None, "an end is the last one");
        let plain = plain(answer, "connect-content-encoding", flags, message);
        if flags & 2 == 0 {
            numbers.push(number(&plain));
            continue;
        }
        let end: Value = serde_json::from_slice(&plain).unwrap();
        code = Some(end.get("error").map_or(0, code_of_connect));
    }
    (numbers, code.expect("an end"))
}

fn code_of_connect(error: &Value) -> u64 {
    match error["code"].as_str() {
        Some("not_found") => 5,
        Some("deadline_exceeded") => 4,
        _ => panic!("{error}"),
    }
}

/// Opens a socket and sends the messages of a request.
fn open_socket(
    address: std::net::SocketAddr,
    call: &Call,
    codec: Codec,
    on_route: bool,
    over: Over,
) -> Socket {
    let handshake = call.handshake.filter(|_| on_route);
    let target = match on_route {
        true => handshake.unwrap_or(call.target),
        false => call.rpc,
    };
    let mut headers = vec![match codec {
        Codec::Json => ("sec-websocket-protocol", "rialto.json"),
        Codec::Proto => ("sec-websocket-protocol", "rialto.proto"),
    }];
    if call.has_deadline {
        headers.push(("grpc-timeout", "100m"));
    }
    let mut socket = Socket::open(over, address, target, &headers)
        .unwrap_or_else(|refused| panic!("{target}: {refused:?}"));
    if handshake.is_none() {
        for (wire, json) in call.messages {
            socket.say(match codec {
                Codec::Json => Message::text(*json),
                Codec::Proto => Message::Binary(Bytes::from_static(wire)),
            });
        }
    }
    socket
}

fn by_socket(
    address: std::net::SocketAddr,
    call: &Call,
    codec: Codec,
    on_route: bool,
    over: Over,
) -> Seen {
    let mut socket = open_socket(address, call, codec, on_route, over);
    if call.client_streams {
        socket.say("end");
    }
    let (mut numbers, mut told) = (Vec::new(), 0);
    loop {
        match socket.hear() {
            Message::Binary(wire) => numbers.push(number_of_wire(call, &wire)),
            Message::Text(text) => {
                let record: Value = serde_json::from_str(&text).unwrap();
                match record.get("error") {
                    Some(error) => told = error["code"].as_u64().unwrap(),
                    None => numbers.push(number_of_json(call, &record)),
                }
            }
            Message::Close(Some(frame)) => {
                let code = u64::from(u16::from(frame.code));
                let code = if code == 1000 { 0 } else { code - 4000 };
                assert_eq!(code, told);
                return (numbers, code);
            }
            other => panic!("{other:?}"),
        }
    }
}
