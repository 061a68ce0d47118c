//! WebSockets through the gateway, over HTTP/1.1 and over HTTP/2.

mod heard;

use bookstore::v1::{Book, ConverseRequest, ConverseResponse, CreateBookRequest, GetBookRequest};
use bytes::Bytes;
use prost::Message as _;
use serde_json::json;
use tungstenite::protocol::Message;

use crate::backend::{Script, Scripted};
use crate::sample::Sample;
use crate::socket::{BOTH, Closed, Over, Socket};
use crate::support::{Folder, Gateway};

const PROTO: (&str, &str) = ("sec-websocket-protocol", "rialto.proto");

/// What ends a request.
const END: &str = "end";

fn normal() -> Closed {
    Closed {
        code: 1000,
        reason: String::new(),
    }
}

/// The sample behind a gateway.
struct Bookstore {
    _backend: bookstore::Server,
    gateway: Gateway,
}

impl Bookstore {
    fn start(more: &[&str]) -> Self {
        let backend = bookstore::Server::start().unwrap();
        let gateway = Gateway::for_sample(backend.address(), more);
        Self {
            _backend: backend,
            gateway,
        }
    }

    fn open(&self, over: Over, target: &str, headers: &[(&str, &str)]) -> Socket {
        Socket::open(over, self.gateway.address, target, headers)
            .unwrap_or_else(|(status, body)| panic!("{target}: {status} {body}"))
    }

    /// The status and the body of an answer that refuses a handshake.
    fn refused(&self, over: Over, target: &str, headers: &[(&str, &str)]) -> (u16, String) {
        match Socket::open(over, self.gateway.address, target, headers) {
            Ok(_) => panic!("{target} is open"),
            Err(refused) => refused,
        }
    }
}

#[test]
fn a_conversation_goes_both_ways() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        for target in ["/v1/conversation", "/bookstore.v1.Bookstore/Converse"] {
            let mut socket = store.open(over, target, &[]);
            assert_eq!(socket.subprotocol(), None);
            for turn in 1..=3 {
                socket.say(r#"{"text":"hello"}"#);
                let answer = json!({"text": "You said: hello", "turn": turn});
                assert_eq!(socket.json(), answer);
            }
            socket.say(END);
            assert_eq!(socket.closed(), normal(), "{over:?} {target}");

            let mut socket = store.open(over, target, &[PROTO]);
            assert_eq!(socket.subprotocol(), Some("rialto.proto"));
            let text = "hello".to_owned();
            socket.say(ConverseRequest { text }.encode_to_vec());
            let answer = ConverseResponse::decode(socket.binary()).unwrap();
            assert_eq!((&*answer.text, answer.turn), ("You said: hello", 1));
            socket.say(END);
            assert_eq!(socket.closed(), normal(), "{over:?} {target}");
        }
    }
    store.gateway.logged("protocol=websocket");
}

#[test]
fn every_shape_of_call_is_served() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        // One message each way: the handshake is the request, on a route without a body.
        let mut socket = store.open(over, "/v1/shelves/1/books/1", &[]);
        assert_eq!(socket.json()["name"], "shelves/1/books/1");
        assert_eq!(socket.closed(), normal());
        // By the path of gRPC there is a message, which is all of the request.
        let mut socket = store.open(over, "/bookstore.v1.Bookstore/GetBook", &[PROTO]);
        let name = "shelves/1/books/1".to_owned();
        let request = GetBookRequest {
            name,
            ..GetBookRequest::default()
        };
        socket.say(request.encode_to_vec());
        let book = Book::decode(socket.binary()).unwrap();
        assert_eq!(book.name, "shelves/1/books/1");
        assert_eq!(socket.closed(), normal());
        // Many answers, as many as the query says.
        let mut socket = store.open(over, "/v1/books:stream?count=3", &[]);
        for _ in 0..3 {
            assert!(socket.json()["title"].is_string());
        }
        assert_eq!(socket.closed(), normal());
        let mut socket = store.open(over, "/bookstore.v1.Bookstore/StreamBooks", &[]);
        socket.say(r#"{"count":1}"#);
        socket.json();
        assert_eq!(socket.closed(), normal());
        // Many messages and one answer, behind the empty text that ends them.
        let mut socket = store.open(over, "/v1/books:import", &[]);
        for _ in 0..2 {
            socket.say(r#"{"parent":"shelves/1","book":{"title":"Dawn"}}"#);
        }
        socket.say(END);
        assert_eq!(socket.json(), json!({"importedCount": 2}));
        assert_eq!(socket.closed(), normal());
        let mut socket = store.open(over, "/v1/books:import", &[PROTO]);
        let book = Book {
            title: "Dawn".to_owned(),
            ..Book::default()
        };
        let request = CreateBookRequest {
            parent: "shelves/1".to_owned(),
            book: Some(book),
            ..CreateBookRequest::default()
        };
        socket.say(request.encode_to_vec());
        socket.say(END);
        assert_eq!(&socket.binary()[..], b"\x08\x01");
        assert_eq!(socket.closed(), normal());
        // A request with a body and one message needs no end; one without it has an empty one.
        let mut socket = store.open(over, "/lab/v1/fail:stream", &[]);
        socket.say(r#"{"messages":1}"#);
        assert_eq!(socket.json(), json!({"number": 1}));
        assert_eq!(socket.closed(), normal());
        let mut socket = store.open(over, "/lab/v1/fail:stream", &[]);
        socket.say(END);
        assert_eq!(socket.closed(), normal());
    }
}

#[test]
fn files_are_binary() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        let mut socket = store.open(over, "/v1/catalog", &[]);
        // An upload and a download share the path: the first in the order of methods wins.
        let data = socket.binary();
        assert!(data.starts_with(b"isbn,title,author\n"), "{data:?}");
        socket.close();
    }
}

#[test]
fn a_failure_is_told_and_then_closed_with() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        let mut socket = store.open(over, "/lab/v1/fail:stream", &[]);
        socket.say(r#"{"code":5,"message":"no such thing","messages":2}"#);
        assert_eq!(socket.json(), json!({"number": 1}));
        assert_eq!(socket.json(), json!({"number": 2}));
        let error = socket.failed(4005);
        assert_eq!(error["message"], "no such thing");
        // Also before any message, and in protobuf.
        let socket = store.open(over, "/lab/v1/fail/16/stream", &[PROTO]);
        assert_eq!(socket.failed(4016)["code"], 16);
        let socket = store.open(over, "/v1/shelves/1/books/999", &[]);
        socket.failed(4005);
        // A reason is no longer than it may be.
        let mut socket = store.open(over, "/lab/v1/fail", &[]);
        let message = "é".repeat(100);
        socket.say(format!(r#"{{"code":7,"message":"{message}"}}"#));
        let error = socket.failed(4007);
        assert_eq!(error["message"], message);
    }
}

#[test]
fn what_a_client_does_wrong_is_told() {
    let store = Bookstore::start(&["--set", "grpc.request_max=1KiB"]);
    let converse = |over| store.open(over, "/v1/conversation", &[]);
    for over in BOTH {
        let mut socket = converse(over);
        socket.say(r#"{"text":7}"#);
        let error = socket.failed(4003);
        assert_eq!(error["details"][0]["reason"], "BODY_INVALID");
        let message = error["message"].as_str().unwrap();
        assert!(message.contains("(line 1, column 9, byte 8)"), "{message}");
        let mut socket = store.open(over, "/bookstore.v1.Bookstore/Converse", &[]);
        socket.say("{");
        socket.failed(4003);
        // Binary where text is read, and the other way round.
        let mut socket = converse(over);
        socket.say(vec![1]);
        let error = socket.failed(1003);
        assert_eq!(error["message"], "messages of this socket are text");
        let mut socket = store.open(over, "/v1/conversation", &[PROTO]);
        socket.say("{}");
        socket.failed(1003);
        // Behind the end.
        for (target, first) in [
            ("/v1/conversation", END),
            ("/v1/books:stream?count=1000000", END),
        ] {
            let mut socket = store.open(over, target, &[]);
            socket.say(first);
            socket.say("{}");
            loop {
                match socket.hear() {
                    Message::Text(text) if text.starts_with("{\"error\":") => break,
                    Message::Text(_) => {}
                    Message::Close(frame) if target == "/v1/conversation" => {
                        // The back end may have been faster.
                        assert_eq!(u16::from(frame.unwrap().code), 1000);
                        break;
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
        // One message at its limit, and one over it.
        let text = |length: usize| format!(r#"{{"text":"{}"}}"#, "x".repeat(length - 11));
        let mut socket = converse(over);
        socket.say(text(1024));
        socket.json();
        socket.say(text(1025));
        let error = socket.failed(1009);
        assert_eq!(error["details"][0]["reason"], "MESSAGE_TOO_LARGE");
        // What is no frame.
        for (bytes, code) in [
            (&b"\x81\x01x"[..], 1002),
            (b"\x83\x80\0\0\0\0", 1002),
            (b"\x81\x81\0\0\0\0\xff", 1007),
        ] {
            let mut socket = converse(over);
            socket.write(bytes);
            let error = socket.failed(code);
            assert_eq!(error["details"][0]["reason"], "FRAME_INVALID");
        }
    }
}

#[test]
fn handshakes_are_refused_as_requests_are() {
    let store = Bookstore::start(&[]);
    let check = |over, target, headers: &[(&str, &str)], status, reason| {
        let (found, body) = store.refused(over, target, headers);
        assert_eq!(found, status, "{target} {headers:?}: {body}");
        assert!(body.contains(reason), "{body}");
    };
    for over in BOTH {
        check(over, "/nothing", &[], 404, "ROUTE_NOT_FOUND");
        check(over, "/v1/%zz", &[], 400, "PATH_INVALID");
        check(
            over,
            "/v1/books:stream?x=1",
            &[],
            400,
            "QUERY_PARAMETER_UNKNOWN",
        );
        check(
            over,
            "/v1/books:stream?count=x",
            &[],
            400,
            "QUERY_PARAMETER_INVALID",
        );
        let old = ("sec-websocket-version", "8");
        check(over, "/v1/conversation", &[old], 426, "HANDSHAKE_INVALID");
        let other = ("sec-websocket-protocol", "graphql-ws");
        check(over, "/v1/conversation", &[other], 400, "HANDSHAKE_INVALID");
        let page = ("origin", "https://evil.example.com");
        check(over, "/v1/conversation", &[page], 403, "ORIGIN_NOT_ALLOWED");
        let timeout = ("grpc-timeout", "soon");
        check(over, "/v1/conversation", &[timeout], 400, "TIMEOUT_INVALID");
    }
    let key = ("sec-websocket-key", "short");
    check(
        Over::Http1,
        "/v1/conversation",
        &[key],
        400,
        "HANDSHAKE_INVALID",
    );
    // Its own pages may.
    let own = format!("http://{}", store.gateway.address);
    for over in BOTH {
        let socket = store.open(over, "/v1/conversation", &[("origin", &own)]);
        socket.close();
    }
    let off = Bookstore::start(&["--set", "websocket.enabled=false"]);
    for over in BOTH {
        let (status, body) = off.refused(over, "/v1/conversation", &[]);
        assert_eq!(status, 501, "{body}");
    }
    let pages = [
        "--set",
        "cors.allowed_origins=[\"https://app.example.com\"]",
    ];
    let open = Bookstore::start(&pages);
    let page = ("origin", "https://app.example.com");
    open.open(Over::Http1, "/v1/conversation", &[page]).close();
}

#[test]
fn a_deadline_ends_a_socket() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        let socket = store.open(over, "/v1/conversation", &[("grpc-timeout", "50m")]);
        let error = socket.failed(4004);
        assert_eq!(error["details"][0]["reason"], "UPSTREAM_TIMEOUT");
    }
}

#[tokio::test]
async fn a_client_that_leaves_cancels_the_call() {
    let leave: [fn(Socket); 2] = [Socket::close, |socket| drop(socket)];
    for over in BOTH {
        for leave in leave {
            let sample = Sample::start(&[]).await;
            let address = sample.gateway.address;
            let idle = Socket::open(over, address, "/v1/conversation", &[]).ok();
            sample
                .until("/bookstore.v1.Bookstore/Converse", |counts| {
                    counts.started == 1
                })
                .await;
            leave(idle.unwrap());
            sample.cancelled("Bookstore/Converse").await;
            // Also one whose request is over.
            let target = "/v1/shelves/1/books:watch?include_existing=true";
            let mut watching = Socket::open(over, address, target, &[]).ok().unwrap();
            watching.json();
            leave(watching);
            sample.cancelled("Bookstore/WatchBooks").await;
        }
    }
}

#[tokio::test]
async fn a_silent_client_is_pinged_and_one_that_is_gone_is_noticed() {
    let often = [
        "--set",
        "websocket.ping_interval=50ms",
        "--set",
        "websocket.ping_timeout=100ms",
    ];
    for over in BOTH {
        let sample = Sample::start(&often).await;
        let address = sample.gateway.address;
        let mut socket = Socket::open(over, address, "/v1/conversation", &[])
            .ok()
            .unwrap();
        for _ in 0..5 {
            // Reading answers it.
            assert_eq!(socket.hear(), Message::Ping(Bytes::new()));
        }
        socket.say(Message::Ping(Bytes::from_static(b"?")));
        while socket.hear() != Message::Pong(Bytes::from_static(b"?")) {}
        // Not any more.
        sample.cancelled("Bookstore/Converse").await;
        drop(socket);
    }
}

#[test]
fn two_sides_that_only_write_do_not_block_each_other() {
    let store = Bookstore::start(&[]);
    for over in BOTH {
        let mut socket = store.open(over, "/lab/v1/echo:stream", &[]);
        // More than all buffers between take, while the client says what it has to say all at once.
        let text = format!(r#"{{"stringValue":"{}"}}"#, "x".repeat(10_000));
        let count = 2000;
        let mut other = socket.speaker();
        let said = text.clone();
        let speaking = std::thread::spawn(move || {
            for _ in 0..count {
                other.send(Message::text(&*said)).unwrap();
            }
            other.send(Message::text(END)).unwrap();
        });
        for _ in 0..count {
            assert_eq!(socket.hear(), Message::text(&*text));
        }
        speaking.join().unwrap();
        assert_eq!(socket.closed(), normal());
    }
}

#[test]
fn a_route_without_a_body_takes_whole_messages_of_a_stream() {
    const API: &str = r#"
syntax = "proto3";
package t;
import "google/api/annotations.proto";
import "google/api/httpbody.proto";
service S {
  rpc Talk(stream Req) returns (stream Resp) {
    option (google.api.http) = {get: "/v1/{name}/talk"};
  }
  rpc Send(stream Req) returns (Resp) {
    option (google.api.http) = {
      post: "/v1/{name}/number" body: "n"
      additional_bindings {post: "/v1/{name}/file" body: "file"}
    };
  }
}
message Req {
  string name = 1;
  int32 n = 2;
  string tag = 3;
  google.api.HttpBody file = 4;
}
message Resp {int32 n = 1;}
"#;
    let backend = Scripted::start(Script::ok(&[0x08, 7]));
    let folder = Folder::new("sockets", &[("t.proto", API)]);
    let upstream = backend.address.to_string();
    let envelope = ["--set", "rest.stream_envelope=true"];
    let arguments = ["--proto", folder.path(), "--upstream", &upstream];
    let gateway = Gateway::start(&[&arguments[..], &envelope].concat());
    let check =
        |target: &str, headers: &[(&str, &str)], say: [Message; 2], expected: [&[u8]; 2]| {
            let mut socket = Socket::open(Over::Http1, gateway.address, target, headers)
                .unwrap_or_else(|refused| panic!("{target}: {refused:?}"));
            for message in say {
                socket.say(message);
            }
            socket.say(END);
            if headers.is_empty() {
                assert_eq!(socket.json(), json!({"result": {"n": 7}}));
            } else {
                assert_eq!(&socket.binary()[..], b"\x08\x07");
            }
            assert_eq!(socket.closed(), normal());
            let calls = backend.received();
            assert_eq!(calls.len(), 1);
            assert_eq!(calls[0].messages(), expected, "{target}");
        };
    let texts = |one: &str, two: &str| [Message::text(one), Message::text(two)];
    let bytes = |one: &'static [u8], two: &'static [u8]| {
        [
            Message::Binary(Bytes::from_static(one)),
            Message::Binary(Bytes::from_static(two)),
        ]
    };
    check(
        "/v1/a/talk?tag=t",
        &[],
        texts(r#"{"n":1}"#, "{}"),
        [b"\x10\x01\x0a\x01a\x1a\x01t", b"\x0a\x01a\x1a\x01t"],
    );
    check(
        "/v1/a/number?tag=t",
        &[],
        texts("1", "2"),
        [b"\x10\x01\x0a\x01a\x1a\x01t", b"\x10\x02\x0a\x01a\x1a\x01t"],
    );
    check(
        "/v1/a/number",
        &[PROTO],
        bytes(b"\x10\x01", b""),
        [b"\x10\x01\x0a\x01a", b"\x0a\x01a"],
    );
    check(
        "/v1/a/file",
        &[],
        bytes(b"x", b"yz"),
        [
            b"\x22\x03\x12\x01x\x0a\x01a",
            b"\x22\x04\x12\x02yz\x0a\x01a",
        ],
    );
    // The path's value may be there again.
    check(
        "/v1/a/number",
        &[PROTO],
        bytes(b"\x10\x01\x0a\x01a", b"\x0a\x01b\x0a\x01a"),
        [
            b"\x10\x01\x0a\x01a\x0a\x01a",
            b"\x0a\x01b\x0a\x01a\x0a\x01a",
        ],
    );
    let not_protobuf = Message::Binary(Bytes::from_static(b"\x0a\x05b"));
    for (target, headers, message, reason) in [
        (
            "/v1/a/number",
            &[PROTO][..],
            bytes(b"\x0a\x01b", b"")[0].clone(),
            "FIELD_BOUND_TWICE",
        ),
        ("/v1/a/number", &[PROTO], not_protobuf, "BODY_INVALID"),
        (
            "/v1/a/talk",
            &[],
            Message::text(r#"{"name":"b"}"#),
            "FIELD_BOUND_TWICE",
        ),
    ] {
        let mut socket = Socket::open(Over::Http1, gateway.address, target, headers)
            .ok()
            .unwrap();
        socket.say(message);
        assert_eq!(
            socket.failed(4003)["details"][0]["reason"],
            reason,
            "{target}"
        );
        // What it has begun is cancelled before it says anything.
        assert!(backend.received().is_empty());
    }
    // What the back end says that it may not.
    backend.follow(Script::Html);
    for (script, code, reason) in [
        (Script::Html, 4014, "UPSTREAM_PROTOCOL"),
        (Script::NotProtobuf, 4013, "RESPONSE_INVALID"),
    ] {
        backend.follow(script);
        let mut socket = Socket::open(Over::Http1, gateway.address, "/v1/a/talk", &[])
            .ok()
            .unwrap();
        socket.say(END);
        assert_eq!(socket.failed(code)["details"][0]["reason"], reason);
    }
}

#[test]
fn a_gateway_answers_by_itself_too() {
    let store = Bookstore::start(&[]);
    let mut socket = store.open(Over::Http2, "/grpc.health.v1.Health/Watch", &[]);
    socket.say("{}");
    assert_eq!(socket.json(), json!({"status": "SERVING"}));
    socket.close();
}
