//! gRPC-Web through the gateway: bytes as its clients send them, on both versions of HTTP.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bookstore::v1::{
    Book, CreateBookRequest, Everything, FailRequest, GetShelfRequest, MetadataRequest,
    MetadataResponse, Shelf, SlowRequest, StreamBooksRequest,
};
use prost::Message;

use crate::h2_client::{Client, framed};
use crate::sample::{HOUR, Sample};
use crate::support::{connect, read_reply};

const BINARY: &str = "application/grpc-web+proto";
const TEXT: &str = "application/grpc-web-text+proto";

/// An answer as a client of gRPC-Web reads it.
#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    messages: Vec<Vec<u8>>,
    trailers: Option<String>,
}

impl Answer {
    fn read(status: u16, headers: Vec<(String, String)>, body: &[u8]) -> Self {
        let is_text = headers.iter().any(|(_, value)| value == TEXT);
        let body = if is_text {
            decoded(body)
        } else {
            body.to_vec()
        };
        let (mut messages, mut trailers) = (Vec::new(), None);
        let mut rest = &body[..];
        while let [flag, a, b, c, d, tail @ ..] = rest {
            assert!(trailers.is_none(), "the trailers are the last frame");
            let length = u32::from_be_bytes([*a, *b, *c, *d]) as usize;
            let (message, tail) = tail.split_at(length);
            match flag {
                0 => messages.push(message.to_vec()),
                0x80 => trailers = Some(String::from_utf8(message.to_vec()).unwrap()),
                other => panic!("flag {other}"),
            }
            rest = tail;
        }
        assert!(rest.is_empty());
        Self {
            status,
            headers,
            messages,
            trailers,
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn message<M: Message + Default>(&self) -> M {
        assert_eq!(self.messages.len(), 1, "{self:?}");
        M::decode(self.messages[0].as_slice()).unwrap()
    }
}

/// Text of parts that are padded each for itself.
fn decoded(text: &[u8]) -> Vec<u8> {
    text.chunks(4)
        .flat_map(|group| STANDARD.decode(group).unwrap())
        .collect()
}

/// Makes a call in both forms on both versions of HTTP, and checks every answer alike.
async fn each(
    sample: &Sample,
    path: &str,
    more: &[(&str, &str)],
    body: &[u8],
    check: impl Fn(&Answer),
) {
    for content_type in [BINARY, TEXT] {
        let text = STANDARD.encode(body).into_bytes();
        let body = if content_type == TEXT { &text } else { body };
        let headers = [&[("content-type", content_type), ("x-grpc-web", "1")], more].concat();
        let reply = sample.gateway.call("POST", path, &headers, body);
        check(&Answer::read(reply.status, reply.headers, &reply.body));
        let client = Client::connect(sample.gateway.address).await;
        let mut head = http::Request::builder()
            .method("POST")
            .uri(format!("http://x{path}"));
        for (name, value) in headers {
            head = head.header(name, value);
        }
        let reply = client.send(head.body(()).unwrap(), body).await;
        assert!(reply.trailers.is_none());
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.to_string(), value.to_str().unwrap().to_owned())
        };
        let headers = reply.headers.iter().map(header).collect();
        check(&Answer::read(reply.status, headers, &reply.body));
    }
}

#[tokio::test]
async fn unary_and_streaming_calls_pass() {
    let sample = Sample::start(&[]).await;
    let shelf = GetShelfRequest {
        name: "shelves/1".to_owned(),
    };
    let body = framed(&shelf.encode_to_vec());
    each(
        &sample,
        "/bookstore.v1.Bookstore/GetShelf",
        &[],
        &body,
        |answer| {
            assert_eq!(answer.status, 200);
            assert_eq!(answer.message::<Shelf>().name, "shelves/1");
            assert_eq!(answer.trailers.as_deref(), Some("grpc-status: 0\r\n"));
        },
    )
    .await;

    let body = framed(&StreamBooksRequest { count: 1000 }.encode_to_vec());
    each(
        &sample,
        "/bookstore.v1.Bookstore/StreamBooks",
        &[],
        &body,
        |answer| {
            assert_eq!(answer.messages.len(), 1000);
            for message in &answer.messages {
                Book::decode(message.as_slice()).unwrap();
            }
            assert_eq!(answer.trailers.as_deref(), Some("grpc-status: 0\r\n"));
        },
    )
    .await;

    let book = CreateBookRequest {
        parent: "shelves/1".to_owned(),
        book: Some(Book {
            title: "Kindred".to_owned(),
            ..Book::default()
        }),
        ..CreateBookRequest::default()
    };
    let body = framed(&book.encode_to_vec()).repeat(3);
    each(
        &sample,
        "/bookstore.v1.Bookstore/ImportBooks",
        &[],
        &body,
        |answer| {
            let imported: bookstore::v1::ImportBooksResponse = answer.message();
            assert_eq!(imported.imported_count, 3);
        },
    )
    .await;

    let large = Everything {
        string_value: "x".repeat(1 << 20),
        ..Everything::default()
    };
    let body = framed(&large.encode_to_vec());
    each(
        &sample,
        "/bookstore.v1.Lab/EchoStream",
        &[],
        &body,
        |answer| {
            assert!(answer.message::<Everything>() == large);
        },
    )
    .await;
}

#[tokio::test]
async fn metadata_passes_both_ways_and_trailers_are_in_the_body() {
    let sample = Sample::start(&[]).await;
    let request = MetadataRequest {
        headers: [("shelf".to_owned(), "7".to_owned())].into(),
        trailers: [("cost".to_owned(), "3".to_owned())].into(),
        ..MetadataRequest::default()
    };
    let body = framed(&request.encode_to_vec());
    let headers = [
        ("tenant", "a"),
        ("grpc-timeout", "5S"),
        ("x-user-agent", "grpc-web-javascript/0.1"),
    ];
    each(
        &sample,
        "/bookstore.v1.Lab/Metadata",
        &headers,
        &body,
        |answer| {
            assert_eq!(answer.header("shelf"), Some("7"));
            assert!(answer.header("x-request-id").is_some());
            let trailers = answer.trailers.as_deref().unwrap();
            assert!(trailers.contains("cost: 3\r\n") && trailers.contains("grpc-status: 0\r\n"));
            let seen: MetadataResponse = answer.message();
            assert_eq!(seen.metadata["tenant"].values, ["a"]);
            assert_eq!(seen.metadata["x-user-agent"].values, [headers[2].1]);
            assert!(!seen.metadata.contains_key("x-grpc-web"));
            assert!(seen.grpc_timeout.ends_with('u'), "{}", seen.grpc_timeout);
        },
    )
    .await;
}

#[tokio::test]
async fn an_error_is_in_the_head_or_behind_the_messages() {
    let sample = Sample::start(&[]).await;
    for messages in [0, 2] {
        let request = FailRequest {
            code: 9,
            message: "caf\u{e9}".to_owned(),
            messages,
            ..FailRequest::default()
        };
        let body = framed(&request.encode_to_vec());
        each(
            &sample,
            "/bookstore.v1.Lab/FailStream",
            &[],
            &body,
            |answer| {
                assert_eq!(answer.status, 200);
                assert_eq!(answer.messages.len(), usize::try_from(messages).unwrap());
                match &answer.trailers {
                    None => {
                        assert_eq!(messages, 0);
                        assert_eq!(answer.header("grpc-status"), Some("9"));
                        assert_eq!(answer.header("grpc-message"), Some("caf%C3%A9"));
                    }
                    Some(trailers) => {
                        assert!(trailers.contains("grpc-status: 9\r\n"), "{trailers}");
                        assert!(
                            trailers.contains("grpc-message: caf%C3%A9\r\n"),
                            "{trailers}"
                        );
                    }
                }
            },
        )
        .await;
    }
}

#[tokio::test]
async fn the_gateways_own_errors_are_statuses() {
    let sample = Sample::start(&["--set", "grpc.request_max=100B"]).await;
    let echo = "/bookstore.v1.Lab/Echo";
    for (path, headers, body, status) in [
        ("/bookstore.v1.Lab/Nothing", &[][..], framed(b""), "12"),
        (echo, &[("grpc-timeout", "soon")], framed(b""), "3"),
        (echo, &[], framed(&[0; 101]), "8"),
        (echo, &[], b"\x80\0\0\0\0".to_vec(), "3"),
        (echo, &[], b"\0\0\0\0\x05a".to_vec(), "3"),
    ] {
        each(&sample, path, headers, &body, |answer| {
            assert_eq!(
                (answer.status, answer.header("grpc-status")),
                (200, Some(status)),
                "{answer:?}"
            );
            assert!(answer.header("grpc-status-details-bin").is_some());
        })
        .await;
    }
    let call = |method: &str, content_type: &str| {
        sample.gateway.call(
            method,
            echo,
            &[("content-type", content_type)],
            &framed(b""),
        )
    };
    call("PUT", BINARY).assert_rejected(405, 12, "METHOD_NOT_ALLOWED");
    let json = call("POST", "application/grpc-web+json");
    json.assert_rejected(415, 3, "CONTENT_TYPE_UNSUPPORTED");
    // What is no base64.
    let reply = sample
        .gateway
        .call("POST", echo, &[("content-type", TEXT)], b"AAAAAA!A");
    assert_eq!(reply.header("grpc-status"), Some("3"));
}

#[tokio::test]
async fn a_client_that_leaves_cancels_the_call() {
    use std::io::Write as _;

    let sample = Sample::start(&[]).await;
    let slow = SlowRequest {
        delay: Some(HOUR),
        ..SlowRequest::default()
    };
    let body = framed(&slow.encode_to_vec());
    let mut socket = connect(sample.gateway.address);
    let head = format!(
        "POST /bookstore.v1.Lab/SlowStream HTTP/1.1\r\nhost: x\r\ncontent-type: {BINARY}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    socket
        .write_all(&[head.as_bytes(), &body].concat())
        .unwrap();
    let path = "/bookstore.v1.Lab/SlowStream";
    sample.until(path, |counts| counts.started == 1).await;
    drop(socket);
    sample.cancelled("Lab/SlowStream").await;
}

#[tokio::test]
async fn a_connection_is_used_again_after_a_stream() {
    use std::io::Write as _;

    let sample = Sample::start(&[]).await;
    let body = framed(&StreamBooksRequest { count: 3 }.encode_to_vec());
    let head = format!(
        "POST /bookstore.v1.Bookstore/StreamBooks HTTP/1.1\r\nhost: x\r\ncontent-type: {TEXT}\r\ncontent-length: {}\r\n\r\n",
        STANDARD.encode(&body).len()
    );
    let mut socket = connect(sample.gateway.address);
    for _ in 0..2 {
        socket
            .write_all(&[head.as_bytes(), STANDARD.encode(&body).as_bytes()].concat())
            .unwrap();
        let reply = read_reply(&mut socket, false);
        let answer = Answer::read(reply.status, reply.headers, &reply.body);
        assert_eq!(answer.messages.len(), 3);
    }
}
