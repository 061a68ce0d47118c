//! What the gateway answers by itself: health and reflection, to every kind of client.

use bytes::Bytes;
use h2::RecvStream;
use prost::Message as _;
use rialto::framing::compression::{Coding, Compressor, Levels};
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::{
    ExtensionRequest, ServerReflectionRequest, ServerReflectionResponse,
};

use crate::backend::{Script, Scripted, closed_port};
use crate::h2_client::{Answer, Client, framed};
use crate::sample::{Sample, connect};
use crate::support::{Folder, Gateway, PATIENCE, call};

const CHECK: &str = "/grpc.health.v1.Health/Check";
const WATCH: &str = "/grpc.health.v1.Health/Watch";
const SERVING: &[u8] = b"\x08\x01";
const NOT_SERVING: &[u8] = b"\x08\x02";
const SERVICE_UNKNOWN: &[u8] = b"\x08\x03";

/// A message of one field, which is a string with the number 1.
fn named(name: &str) -> Vec<u8> {
    if name.is_empty() {
        return Vec::new();
    }
    let length = u8::try_from(name.len()).unwrap();
    [&[0x0a, length], name.as_bytes()].concat()
}

async fn check(gateway: &Gateway, service: &str) -> Answer {
    let client = Client::connect(gateway.address).await;
    client.call(CHECK, &[], &framed(&named(service))).await
}

#[tokio::test]
async fn health_is_that_of_what_is_served() {
    let sample = Sample::start(&[]).await;
    for service in [
        "",
        "bookstore.v1.Lab",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
    ] {
        let answer = check(&sample.gateway, service).await;
        answer.assert_status("0");
        assert_eq!(answer.body, framed(SERVING), "{service}");
    }
    for service in ["bookstore.v1.Nothing", "bookstore.v1.Book"] {
        let answer = check(&sample.gateway, service).await;
        answer.assert_status("5");
        assert!(answer.trailers.is_none() && answer.body.is_empty());
    }
    let client = Client::connect(sample.gateway.address).await;
    let list = client
        .call("/grpc.health.v1.Health/List", &[], &framed(b""))
        .await;
    list.assert_status("0");
    let text = String::from_utf8_lossy(&list.body);
    for service in [
        "bookstore.v1.Bookstore",
        "bookstore.v1.Lab",
        "grpc.health.v1.Health",
    ] {
        assert!(text.contains(service), "{text}");
    }
    // Nothing of it comes from the back end, which has a health service too.
    assert!(
        sample
            .backend
            .stats()
            .methods
            .keys()
            .all(|path| !path.contains("grpc.health"))
    );
}

#[tokio::test]
async fn calls_of_the_gateways_own_may_be_wrong() {
    let sample = Sample::start(&["--set", "grpc.request_max=100B"]).await;
    let client = Client::connect(sample.gateway.address).await;
    for (body, status) in [
        (b"".to_vec(), "3"),
        (framed(b"\x0a\x05a"), "3"),
        (framed(&[0; 101]), "8"),
        // What it says is gzip is not.
        (b"\x01\0\0\0\x02\x0a\0".to_vec(), "3"),
        (b"\x09\0\0\0\0".to_vec(), "3"),
        (b"\0\0\0\0\x05a".to_vec(), "3"),
    ] {
        let headers = [("grpc-encoding", "gzip")];
        client
            .call(CHECK, &headers, &body)
            .await
            .assert_status(status);
    }
    client
        .call("/grpc.health.v1.Health/Nothing", &[], &framed(b""))
        .await
        .assert_status("12");
    // Only the first message of a unary call counts, whatever follows it.
    client
        .call(CHECK, &[], &framed(b"").repeat(3))
        .await
        .assert_status("0");
}

/// A message that says that it is compressed.
fn compressed(coding: Coding, message: &[u8]) -> Vec<u8> {
    let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
    let mut out = Vec::new();
    compressor.push(message, &mut out).unwrap();
    compressor.finish(&mut out).unwrap();
    let mut envelope = framed(&out);
    envelope[0] = 1;
    envelope
}

#[tokio::test]
async fn requests_of_the_gateways_own_may_be_compressed() {
    let sample = Sample::start(&["--set", "grpc.request_max=100B"]).await;
    let client = Client::connect(sample.gateway.address).await;
    let lab = named("bookstore.v1.Lab");
    for coding in Coding::ALL {
        let headers = [("grpc-encoding", coding.token())];
        let body = compressed(coding, &lab);
        let answer = client.call(CHECK, &headers, &body).await;
        answer.assert_status("0");
        assert_eq!(answer.body, framed(SERVING), "{coding:?}");
        // Zeros are fields of no message, but that is not looked at before their number.
        for (length, status) in [(100, "3"), (101, "8")] {
            let body = compressed(coding, &vec![0; length]);
            client
                .call(CHECK, &headers, &body)
                .await
                .assert_status(status);
        }
    }
    let body = compressed(Coding::Gzip, &lab);
    let unknown = client.call(CHECK, &[("grpc-encoding", "snappy")], &body);
    let unknown = unknown.await;
    unknown.assert_status("12");
    let accepted = &unknown.end()["grpc-accept-encoding"];
    assert_eq!(accepted, "identity,gzip,deflate,br,zstd");
    client.call(CHECK, &[], &body).await.assert_status("13");
    // Reflection, of a client of gRPC-Web. Of its messages any may be compressed.
    let list = b"\x3a\x01*";
    let body = [compressed(Coding::Gzip, list), framed(list)].concat();
    let headers = [
        ("content-type", "application/grpc-web+proto"),
        ("grpc-encoding", "gzip"),
    ];
    let path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    let reply = sample.gateway.call("POST", path, &headers, &body);
    let text = String::from_utf8_lossy(&reply.body);
    assert_eq!(text.matches("bookstore.v1.Lab").count(), 2, "{text}");
    assert!(text.contains("grpc-status: 0"), "{text}");
}

#[tokio::test]
async fn browsers_may_ask_for_health() {
    let sample = Sample::start(&[]).await;
    let headers = [("content-type", "application/grpc-web+proto")];
    let reply = sample.gateway.call("POST", CHECK, &headers, &framed(b""));
    let expected = [&framed(SERVING), &b"\x80\0\0\0\x10grpc-status: 0\r\n"[..]].concat();
    assert_eq!((reply.status, reply.body), (200, expected));
    let line = sample.gateway.logged("access: ");
    assert!(
        line.contains("rpc.service=grpc.health.v1.Health rpc.method=Check"),
        "{line}"
    );
}

/// The next message of a stream.
async fn next(stream: &mut RecvStream) -> Option<Vec<u8>> {
    let chunk = tokio::time::timeout(PATIENCE, stream.data()).await.unwrap();
    let chunk = chunk?.unwrap();
    stream.flow_control().release_capacity(chunk.len()).unwrap();
    Some(chunk[5..].to_vec())
}

async fn watch(client: &Client, service: &str) -> RecvStream {
    let (answer, mut stream) = client.open(WATCH, &[]).await;
    stream
        .send_data(Bytes::from(framed(&named(service))), true)
        .unwrap();
    answer.await.unwrap().into_body()
}

#[tokio::test]
async fn watchers_are_told_of_changes() {
    let proto = |service: &str| {
        format!("syntax = \"proto3\"; package w; service {service} {{ rpc Get(M) returns (M); }} message M{service} {{}}")
            .replace("(M)", &format!("(M{service})"))
    };
    let folder = Folder::new("watched", &[("a.proto", &proto("A"))]);
    let backend = Scripted::start(Script::ok(b""));
    let upstream = backend.address.to_string();
    let gateway = Gateway::start(&[
        "--proto",
        folder.path(),
        "--upstream",
        &upstream,
        "--set",
        "descriptors.watch=false",
        "--set",
        "server.lame_duck=300ms",
    ]);
    let client = Client::connect(gateway.address).await;
    let (mut all, mut later) = (watch(&client, "").await, watch(&client, "w.B").await);
    assert_eq!(next(&mut all).await.unwrap(), SERVING);
    assert_eq!(next(&mut later).await.unwrap(), SERVICE_UNKNOWN);

    std::fs::write(folder.0.join("b.proto"), proto("B")).unwrap();
    let reloaded = call(gateway.admin, "POST", "/reload", &[], b"");
    assert_eq!(reloaded.status, 200, "{reloaded:?}");
    assert_eq!(next(&mut later).await.unwrap(), SERVING);

    gateway.signal("-TERM");
    for stream in [&mut all, &mut later] {
        assert_eq!(next(stream).await.unwrap(), NOT_SERVING);
        // The process does not wait for those who would watch it for good.
        assert!(next(stream).await.is_none());
        let trailers = stream.trailers().await.unwrap().unwrap();
        assert_eq!(trailers["grpc-status"], "14");
    }
    drop(client);
    assert!(gateway.terminate().success());
}

#[tokio::test]
async fn a_gateway_without_its_api_is_not_serving() {
    let reflect = closed_port().to_string();
    let gateway = Gateway::start(&["--reflect", &reflect]);
    for service in ["", "bookstore.v1.Lab"] {
        let answer = check(&gateway, service).await;
        assert_eq!(answer.body, framed(NOT_SERVING));
    }
    let client = Client::connect(gateway.address).await;
    for version in ["v1", "v1alpha"] {
        let path = format!("/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo");
        let answer = client.call(&path, &[], b"").await;
        assert_eq!(answer.reason(), "NOT_READY");
    }
}

/// Asks on one stream of a client that waits for each answer.
async fn reflect(gateway: &Gateway, questions: Vec<MessageRequest>) -> Vec<MessageResponse> {
    let (ask, asked) = tokio::sync::mpsc::channel(1);
    let mut client = ServerReflectionClient::new(connect(gateway).await);
    let asked = tokio_stream::wrappers::ReceiverStream::new(asked);
    let mut answers = client
        .server_reflection_info(asked)
        .await
        .unwrap()
        .into_inner();
    let mut found = Vec::new();
    for question in questions {
        let request = ServerReflectionRequest {
            host: "h".to_owned(),
            message_request: Some(question),
        };
        ask.send(request.clone()).await.unwrap();
        let answer = answers.message().await.unwrap().unwrap();
        assert_eq!(answer.original_request, Some(request));
        assert_eq!(answer.valid_host, "h");
        found.push(answer.message_response.unwrap());
    }
    drop(ask);
    assert!(answers.message().await.unwrap().is_none());
    found
}

/// The names of the files of an answer, or its error.
fn files(answer: &MessageResponse) -> Result<Vec<String>, i32> {
    match answer {
        MessageResponse::FileDescriptorResponse(files) => {
            let files = files.file_descriptor_proto.iter();
            let name = |file: &Vec<u8>| {
                prost_types::FileDescriptorProto::decode(file.as_slice())
                    .unwrap()
                    .name
                    .unwrap()
            };
            Ok(files.map(name).collect())
        }
        MessageResponse::ErrorResponse(error) => Err(error.error_code),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn reflection_tells_what_is_served() {
    let sample = Sample::start(&[]).await;
    let symbol = |name: &str| MessageRequest::FileContainingSymbol(name.to_owned());
    let file = |name: &str| MessageRequest::FileByFilename(name.to_owned());
    let extension = |name: &str, extension_number| {
        MessageRequest::FileContainingExtension(ExtensionRequest {
            containing_type: name.to_owned(),
            extension_number,
        })
    };
    let answers = reflect(
        &sample.gateway,
        vec![
            MessageRequest::ListServices(String::new()),
            symbol("bookstore.v1.Bookstore"),
            symbol("bookstore.v1.Lab.Echo"),
            file("google/api/http.proto"),
            extension("google.protobuf.MethodOptions", 72_295_728),
            MessageRequest::AllExtensionNumbersOfType("google.protobuf.MethodOptions".to_owned()),
            symbol("bookstore.v1.Nothing"),
            file("nothing.proto"),
            extension("google.protobuf.MethodOptions", 1),
            extension("nothing", -1),
        ],
    )
    .await;
    let MessageResponse::ListServicesResponse(list) = &answers[0] else {
        panic!("{answers:?}");
    };
    let names: Vec<&str> = list.service.iter().map(|service| &*service.name).collect();
    for name in [
        "bookstore.v1.Bookstore",
        "bookstore.v1.Lab",
        "grpc.health.v1.Health",
        "grpc.reflection.v1.ServerReflection",
        "grpc.reflection.v1alpha.ServerReflection",
    ] {
        assert_eq!(
            names.iter().filter(|known| **known == name).count(),
            1,
            "{names:?}"
        );
    }
    // A file comes with its imports, which are sent once.
    let bookstore = files(&answers[1]).unwrap();
    assert_eq!(bookstore[0], "bookstore/v1/bookstore.proto");
    assert!(
        bookstore.contains(&"google/api/annotations.proto".to_owned()),
        "{bookstore:?}"
    );
    assert!(
        bookstore.contains(&"google/protobuf/descriptor.proto".to_owned()),
        "{bookstore:?}"
    );
    let lab = files(&answers[2]).unwrap();
    assert_eq!(lab[0], "bookstore/v1/lab.proto");
    assert!(
        !lab.contains(&"google/api/annotations.proto".to_owned()),
        "{lab:?}"
    );
    assert_eq!(files(&answers[3]).unwrap(), ["google/api/http.proto"]);
    assert_eq!(
        files(&answers[4]).unwrap()[0],
        "google/api/annotations.proto"
    );
    let MessageResponse::AllExtensionNumbersResponse(numbers) = &answers[5] else {
        panic!("{answers:?}");
    };
    assert!(numbers.extension_number.contains(&72_295_728));
    for answer in &answers[6..] {
        assert_eq!(files(answer), Err(5));
    }
}

#[tokio::test]
async fn a_gateway_can_be_explored_by_another_one() {
    let sample = Sample::start(&[]).await;
    let gateway = Gateway::start(&["--reflect", &sample.gateway.address.to_string()]);
    let reply = gateway.get("/v1/shelves/1");
    assert_eq!(
        (reply.status, &reply.json()["name"]),
        (200, &"shelves/1".into())
    );
}

#[tokio::test]
async fn the_older_reflection_has_the_same_answers() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let request = ServerReflectionRequest {
        host: String::new(),
        message_request: Some(MessageRequest::FileContainingSymbol(
            "bookstore.v1.Book".to_owned(),
        )),
    };
    // Many questions at once, of which the client reads no answer before it has asked them all.
    let body = framed(&request.encode_to_vec()).repeat(200);
    let path = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
    let answer = client.call(path, &[], &body).await;
    answer.assert_status("0");
    let (mut rest, mut count) = (&answer.body[..], 0);
    while let [0, a, b, c, d, tail @ ..] = rest {
        let (message, tail) = tail.split_at(u32::from_be_bytes([*a, *b, *c, *d]) as usize);
        let response = ServerReflectionResponse::decode(message).unwrap();
        let found = files(&response.message_response.unwrap()).unwrap();
        assert_eq!(found[0], "bookstore/v1/bookstore.proto");
        (rest, count) = (tail, count + 1);
    }
    assert_eq!((rest.len(), count), (0, 200));
}

#[tokio::test]
async fn reflection_can_be_switched_off() {
    let sample = Sample::start(&["--set", "grpc.reflection=false"]).await;
    let client = Client::connect(sample.gateway.address).await;
    for version in ["v1", "v1alpha"] {
        let path = format!("/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo");
        client.call(&path, &[], b"").await.assert_status("12");
    }
    let list = client
        .call("/grpc.health.v1.Health/List", &[], &framed(b""))
        .await;
    list.assert_status("0");
    assert!(!String::from_utf8_lossy(&list.body).contains("reflection"));
}
