//! Methods that stream, in every direction.

use bookstore::v1::{
    Book, CreateBookRequest, Everything, FailRequest, ImportBooksResponse, MetadataRequest,
    MetadataResponse, Numbered, SlowRequest, StreamBooksRequest,
};
use bytes::Bytes;
use http::HeaderMap;
use prost::Message;
use rialto::framing::compression::{Coding, Decompressor};
use rialto::framing::connect::{Decoder, EndOfStream, Frame, read_end, seal_compressed};
use rialto::status::Code;
use rialto::units::ByteSize;
use serde_json::{Value, json};

use super::{VERSION, compressed, each};
use crate::backend::{Script, Scripted};
use crate::h2_client::{Client, framed};
use crate::sample::{HOUR, Sample};
use crate::support::{Gateway, Reply, connect};

const PROTO: (&str, &str) = ("content-type", "application/connect+proto");
const JSON: (&str, &str) = ("content-type", "application/connect+json");

const ECHO: &str = "/bookstore.v1.Lab/EchoStream";

/// The messages of an answer, and its end.
fn read(reply: &Reply) -> (Vec<Bytes>, EndOfStream) {
    assert_eq!(reply.status, 200, "{reply:?}");
    let coding = reply.header("connect-content-encoding");
    let coding = coding.map(|token| Coding::of_token(token.as_bytes()).unwrap());
    let inflating = coding.map(|coding| Decompressor::new(coding, ByteSize::mib(64)).unwrap());
    let mut inflating = inflating;
    let mut decoder = Decoder::new(ByteSize::mib(64));
    decoder.push(Bytes::copy_from_slice(&reply.body));
    let (mut messages, mut end) = (Vec::new(), None);
    while let Some(frame) = decoder.next().unwrap() {
        match frame {
            Frame::Message(message) if message.compressed => {
                let inflating = inflating.as_mut().expect("a coding is named");
                messages.push(inflating.message(message.bytes).unwrap());
            }
            Frame::Message(message) => messages.push(message.bytes),
            Frame::End(message) => end = Some(read_end(&message.bytes).unwrap()),
        }
    }
    decoder.finish().unwrap();
    (messages, end.expect("an answer has an end"))
}

/// The messages of an answer that is a success.
fn succeeded(reply: &Reply) -> Vec<Bytes> {
    let (messages, end) = read(reply);
    assert_eq!(end.error, None);
    messages
}

/// Makes a call in both formats, on both versions of HTTP, with the same message `times` times.
async fn in_both<M: Message + Default, A: Message + Default>(
    sample: &Sample,
    path: &str,
    (message, json): (&M, &Value),
    times: usize,
    check: impl Fn(Vec<A>),
    check_json: impl Fn(Vec<Value>),
) {
    let gateway = &sample.gateway;
    let body = framed(&message.encode_to_vec()).repeat(times);
    each(gateway, "POST", path, &[PROTO, VERSION], &body, |reply| {
        assert_eq!(reply.header("content-type"), Some(PROTO.1));
        let messages = succeeded(reply).into_iter();
        check(
            messages
                .map(|message| A::decode(message).unwrap())
                .collect(),
        );
    })
    .await;
    let body = framed(json.to_string().as_bytes()).repeat(times);
    each(gateway, "POST", path, &[JSON], &body, |reply| {
        assert_eq!(reply.header("content-type"), Some(JSON.1));
        let messages = succeeded(reply).into_iter();
        check_json(
            messages
                .map(|message| serde_json::from_slice(&message).unwrap())
                .collect(),
        );
    })
    .await;
}

#[tokio::test]
async fn every_direction_streams_in_both_formats() {
    let sample = Sample::start(&[]).await;
    in_both::<_, Book>(
        &sample,
        "/bookstore.v1.Bookstore/StreamBooks",
        (&StreamBooksRequest { count: 1000 }, &json!({"count": 1000})),
        1,
        |books| assert_eq!(books.len(), 1000),
        |books| {
            assert_eq!(books.len(), 1000);
            assert!(books.iter().all(|book| book["title"].is_string()));
        },
    )
    .await;
    let request = CreateBookRequest {
        parent: "shelves/1".to_owned(),
        book: Some(Book {
            title: "Kindred".to_owned(),
            ..Book::default()
        }),
        ..CreateBookRequest::default()
    };
    in_both::<_, ImportBooksResponse>(
        &sample,
        "/bookstore.v1.Bookstore/ImportBooks",
        (
            &request,
            &json!({"parent": "shelves/1", "book": {"title": "Kindred"}}),
        ),
        3,
        |imported| assert_eq!(imported[0].imported_count, 3),
        |imported| assert_eq!(imported[0]["importedCount"], 3),
    )
    .await;
    let large = Everything {
        string_value: "x".repeat(100_000),
        ..Everything::default()
    };
    in_both::<_, Everything>(
        &sample,
        ECHO,
        (&large, &json!({"stringValue": large.string_value})),
        20,
        |echoed| assert!(echoed.len() == 20 && echoed.iter().all(|one| *one == large)),
        |echoed| {
            assert_eq!(echoed.len(), 20);
            assert!(
                echoed
                    .iter()
                    .all(|one| one["stringValue"] == large.string_value.as_str())
            );
        },
    )
    .await;
}

#[tokio::test]
async fn a_conversation_goes_on_message_by_message() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let head = http::Request::post(format!("http://x{ECHO}"))
        .header(JSON.0, JSON.1)
        .body(())
        .unwrap();
    let (response, mut sending) = client.begin(head).await;
    // The head does not wait for a message.
    let mut body = response.await.unwrap().into_body();
    let mut decoder = Decoder::new(ByteSize::mib(1));
    for number in 1..=3 {
        let text = format!("{{\"int32Value\":{number}}}");
        sending
            .send_data(framed(text.as_bytes()).into(), false)
            .unwrap();
        let message = loop {
            if let Some(frame) = decoder.next().unwrap() {
                break frame;
            }
            decoder.push(body.data().await.unwrap().unwrap());
        };
        let Frame::Message(message) = message else {
            panic!("{message:?}");
        };
        assert_eq!(message.bytes, text);
    }
    sending.send_data(Bytes::new(), true).unwrap();
    decoder.push(body.data().await.unwrap().unwrap());
    assert!(matches!(decoder.next().unwrap(), Some(Frame::End(_))));
    assert!(body.data().await.is_none());
}

#[tokio::test]
async fn errors_and_trailers_are_in_the_end() {
    let sample = Sample::start(&[]).await;
    let path = "/bookstore.v1.Lab/FailStream";
    for messages in [0, 2] {
        let request = FailRequest {
            code: 9,
            message: "caf\u{e9}".to_owned(),
            messages,
            ..FailRequest::default()
        };
        let json = json!({"code": 9, "message": "caf\u{e9}", "messages": messages});
        for (content_type, body) in [
            (PROTO, framed(&request.encode_to_vec())),
            (JSON, framed(json.to_string().as_bytes())),
        ] {
            each(
                &sample.gateway,
                "POST",
                path,
                &[content_type],
                &body,
                |reply| {
                    let (numbered, end) = read(reply);
                    assert_eq!(numbered.len(), usize::try_from(messages).unwrap());
                    let error = end.error.unwrap();
                    assert_eq!(
                        (error.code, &*error.message),
                        (Some(Code::FailedPrecondition), "caf\u{e9}")
                    );
                },
            )
            .await;
        }
    }
    // A method with one message each way cannot be called so; what it says of metadata holds for all.
    let request = MetadataRequest::default().encode_to_vec();
    let reply = sample.gateway.call(
        "POST",
        "/bookstore.v1.Lab/Metadata",
        &[PROTO],
        &framed(&request),
    );
    assert_eq!(reply.status, 415);
    assert!(MetadataResponse::decode(&*reply.body).is_err());
}

#[tokio::test]
async fn the_gateways_own_errors_are_in_the_end_too() {
    let sample = Sample::start(&["--set", "grpc.request_max=100B"]).await;
    const GZIP: (&str, &str) = ("connect-content-encoding", "gzip");
    let inflated = envelope(&compressed(Coding::Gzip, &[b' '; 101]));
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], Vec<u8>, Code, &'c str);
    let cases: Vec<Case<'_>> = vec![
        (
            "/bookstore.v1.Lab/Nothing",
            &[],
            framed(b""),
            Code::Unimplemented,
            "RPC_UNKNOWN",
        ),
        (
            ECHO,
            &[("connect-timeout-ms", "soon")],
            framed(b""),
            Code::InvalidArgument,
            "TIMEOUT_INVALID",
        ),
        (
            ECHO,
            &[("connect-protocol-version", "2")],
            framed(b""),
            Code::InvalidArgument,
            "CONNECT_VERSION_UNSUPPORTED",
        ),
        (
            ECHO,
            &[("connect-content-encoding", "lzw")],
            framed(b""),
            Code::Unimplemented,
            "CONTENT_ENCODING_UNSUPPORTED",
        ),
        (
            ECHO,
            &[],
            framed(&[0; 101]),
            Code::ResourceExhausted,
            "MESSAGE_TOO_LARGE",
        ),
        (
            ECHO,
            &[GZIP],
            inflated,
            Code::ResourceExhausted,
            "MESSAGE_TOO_LARGE",
        ),
        (
            ECHO,
            &[GZIP],
            envelope(b"gzip?"),
            Code::InvalidArgument,
            "BODY_MALFORMED",
        ),
        (
            ECHO,
            &[],
            envelope(b"gzip?"),
            Code::InvalidArgument,
            "FRAME_INVALID",
        ),
        (
            ECHO,
            &[],
            b"\x02\0\0\0\x02{}".to_vec(),
            Code::InvalidArgument,
            "FRAME_INVALID",
        ),
        (
            ECHO,
            &[],
            b"\0\0\0\0\x05a".to_vec(),
            Code::InvalidArgument,
            "FRAME_INVALID",
        ),
    ];
    for (path, headers, body, code, reason) in cases {
        for content_type in [PROTO, JSON] {
            let headers = [&[content_type], headers].concat();
            each(&sample.gateway, "POST", path, &headers, &body, |reply| {
                let (messages, end) = read(reply);
                assert!(messages.is_empty());
                let error = end.error.unwrap();
                assert_eq!(error.code, Some(code), "{path} {headers:?} {error:?}");
                let info =
                    bookstore::google::rpc::ErrorInfo::decode(error.details[0].value.clone());
                assert_eq!(info.unwrap().reason, reason, "{path} {headers:?}");
            })
            .await;
        }
    }
    // Their count is not what the limit is for.
    let body = framed(&[]).repeat(1000);
    let reply = sample.gateway.call("POST", ECHO, &[PROTO], &body);
    assert_eq!(succeeded(&reply).len(), 1000);
    let reply = sample.gateway.call("PUT", ECHO, &[PROTO], &body);
    assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")));
}

/// A message that says that it is compressed.
fn envelope(message: &[u8]) -> Vec<u8> {
    let mut envelope = [&[0; 5], message].concat();
    seal_compressed(&mut envelope).unwrap();
    envelope
}

#[tokio::test]
async fn messages_are_compressed_both_ways() {
    let sample = Sample::start(&[]).await;
    let everything = Everything {
        string_value: "x".repeat(5000),
        ..Everything::default()
    };
    let proto = everything.encode_to_vec();
    let text = json!({"stringValue": everything.string_value})
        .to_string()
        .into_bytes();
    for coding in [Coding::Gzip, Coding::Brotli, Coding::Zstd] {
        for (content_type, message) in [(PROTO, &proto), (JSON, &text)] {
            let headers = [
                content_type,
                ("connect-content-encoding", coding.token()),
                ("connect-accept-encoding", coding.token()),
            ];
            // A client may leave any of them as they are.
            let body = [envelope(&compressed(coding, message)), framed(message)].concat();
            each(&sample.gateway, "POST", ECHO, &headers, &body, |reply| {
                let messages = succeeded(reply);
                assert_eq!(messages.len(), 2);
                assert!(messages.iter().all(|found| *found == message[..]));
                // Those in protobuf are for the back end to compress, which knows gzip alone.
                let is_compressed = content_type == JSON || coding == Coding::Gzip;
                let found = reply.header("connect-content-encoding");
                assert_eq!(found, is_compressed.then(|| coding.token()));
                assert_eq!(reply.body.len() < 5000, is_compressed);
            })
            .await;
        }
    }
}

#[tokio::test]
async fn a_back_end_compresses_for_a_client_that_reads_it() {
    let message = compressed(Coding::Gzip, &Numbered { number: 7 }.encode_to_vec());
    let backend = Scripted::start(Script::Raw {
        headers: vec![("grpc-encoding", "gzip".to_owned())],
        frames: envelope(&message),
        trailers: vec![("grpc-status", "0".to_owned())],
    });
    let gateway = Gateway::for_sample(backend.address, &[]);
    let path = "/bookstore.v1.Lab/SlowStream";
    let headers = [PROTO, ("connect-accept-encoding", "br, gzip")];
    let reply = gateway.call("POST", path, &headers, &framed(b""));
    let messages = succeeded(&reply);
    assert_eq!(Numbered::decode(messages[0].clone()).unwrap().number, 7);
    let asked: Vec<HeaderMap> = backend
        .received()
        .into_iter()
        .map(|call| call.headers)
        .collect();
    assert_eq!(asked[0]["grpc-accept-encoding"], "gzip,br,identity");
    assert!(!asked[0].contains_key("connect-accept-encoding"));
    // What is to become JSON is asked for as it is, and a back end that does otherwise is at fault.
    let reply = gateway.call("POST", path, &[JSON, headers[1]], &framed(b"{}"));
    let (_, end) = read(&reply);
    assert_eq!(end.error.unwrap().code, Some(Code::Internal));
    backend.follow(Script::ok(&Numbered { number: 7 }.encode_to_vec()));
    let reply = gateway.call("POST", path, &[JSON, headers[1]], &framed(b"{}"));
    assert_eq!(succeeded(&reply)[0], r#"{"number":7}"#);
    let asked = backend.received().pop().unwrap().headers;
    assert_eq!(asked["grpc-accept-encoding"], "identity");
}

#[tokio::test]
async fn a_client_that_leaves_cancels_the_stream() {
    use std::io::Write as _;

    let sample = Sample::start(&[]).await;
    let path = "/bookstore.v1.Lab/SlowStream";
    let slow = SlowRequest {
        delay: Some(HOUR),
        ..SlowRequest::default()
    };
    let body = framed(&slow.encode_to_vec());
    let mut socket = connect(sample.gateway.address);
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: {}\r\ncontent-length: {}\r\n\r\n",
        PROTO.1,
        body.len()
    );
    socket
        .write_all(&[head.as_bytes(), &body].concat())
        .unwrap();
    sample.until(path, |counts| counts.started == 1).await;
    drop(socket);
    sample.until(path, |counts| counts.cancelled == 1).await;
}

#[tokio::test]
async fn health_and_reflection_answer() {
    let sample = Sample::start(&[]).await;
    let path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    let body = framed(br#"{"listServices":""}"#);
    each(&sample.gateway, "POST", path, &[JSON], &body, |reply| {
        let messages = succeeded(reply);
        let listed: Value = serde_json::from_slice(&messages[0]).unwrap();
        let services = listed["listServicesResponse"]["service"]
            .as_array()
            .unwrap();
        assert!(
            services.contains(&json!({"name": "bookstore.v1.Lab"})),
            "{listed}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_deadline_ends_the_stream() {
    let backend = Scripted::start(Script::HangAfterHead);
    let gateway = Gateway::for_sample(backend.address, &[]);
    let headers = [PROTO, ("connect-timeout-ms", "50")];
    let reply = gateway.call("POST", ECHO, &headers, &framed(b""));
    let error = read(&reply).1.error.unwrap();
    assert_eq!(error.code, Some(Code::DeadlineExceeded));
}
