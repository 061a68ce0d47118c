//! Reflection against tonic's server, and against servers that do less.

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use prost::Message as _;
use protox::file::{ChainFileResolver, File, FileResolver, GoogleFileResolver};
use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic_reflection::pb::v1::server_reflection_response::MessageResponse;
use tonic_reflection::pb::v1::{
    ErrorResponse, FileDescriptorResponse, ListServiceResponse, ServerReflectionRequest,
    ServerReflectionResponse, ServiceResponse,
};
use tonic_reflection::server::Builder;

use super::super::reflection::{Reflected, ReflectionError, ReflectionLimits, fetch};
use super::super::{Address, TlsSettings};
use super::frame;
use super::server::{Exchange, Server, head, http2, map, sockets};
use crate::framing::grpc::Decoder;
use crate::units::ByteSize;

const SOURCES: [(&str, &str); 3] = [
    (
        "shop.proto",
        r#"syntax = "proto3"; package shop;
        import "books.proto"; import "google/protobuf/empty.proto";
        service Books { rpc Get(Book) returns (google.protobuf.Empty); }
        service Carts { rpc Get(Book) returns (Book); }"#,
    ),
    (
        "books.proto",
        r#"syntax = "proto3"; package shop; import "money.proto";
        message Book { Money price = 1; }"#,
    ),
    (
        "money.proto",
        r#"syntax = "proto3"; package shop; message Money { int64 units = 1; }"#,
    ),
];

struct Sources;

impl FileResolver for Sources {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        match SOURCES.iter().find(|(file, _)| *file == name) {
            Some((_, source)) => File::from_source(name, source),
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

fn descriptors() -> prost_types::FileDescriptorSet {
    let mut resolver = ChainFileResolver::new();
    resolver.add(Sources);
    resolver.add(GoogleFileResolver::new());
    let mut compiler = protox::Compiler::with_file_resolver(resolver);
    compiler.include_imports(true).include_source_info(false);
    compiler
        .open_file("shop.proto")
        .unwrap()
        .file_descriptor_set()
}

async fn tonic_server(alpha: bool) -> Address {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string().parse().unwrap();
    let builder = Builder::configure().register_file_descriptor_set(descriptors());
    let mut server = tonic::transport::Server::builder();
    let router = if alpha {
        server.add_service(builder.build_v1alpha().unwrap())
    } else {
        server.add_service(builder.build_v1().unwrap())
    };
    tokio::spawn(router.serve_with_incoming(TcpIncoming::from(listener)));
    address
}

async fn reflect(address: &Address) -> Result<Reflected, ReflectionError> {
    reflect_within(address, ReflectionLimits::default()).await
}

async fn reflect_within(
    address: &Address,
    limits: ReflectionLimits,
) -> Result<Reflected, ReflectionError> {
    fetch(address, &TlsSettings::default(), limits).await
}

fn names(reflected: &Reflected) -> Vec<&str> {
    reflected
        .files
        .iter()
        .map(|(name, _)| name.as_str())
        .collect()
}

#[tokio::test]
async fn services_and_all_their_files_are_fetched() {
    for alpha in [false, true] {
        let address = tonic_server(alpha).await;
        let reflected = reflect(&address).await.unwrap();
        assert_eq!(reflected.services, ["shop.Books", "shop.Carts"]);
        let files = [
            "books.proto",
            "google/protobuf/empty.proto",
            "money.proto",
            "shop.proto",
        ];
        assert_eq!(names(&reflected), files);
        assert!(reflected.missing.is_empty() && reflected.unresolved.is_empty());
        for file in descriptors().file {
            let found = reflected.files.iter().find(|(name, _)| name == file.name());
            let found = prost_types::FileDescriptorProto::decode(found.unwrap().1.clone());
            assert_eq!(found.unwrap(), file);
        }
    }
}

#[tokio::test]
async fn limits_are_what_still_passes() {
    let address = tonic_server(false).await;
    let size = |files: &[(String, Bytes)]| files.iter().map(|(_, file)| file.len() as u64).sum();
    let bytes = ByteSize(size(&reflect(&address).await.unwrap().files));
    let fits = ReflectionLimits {
        files_max: 4,
        bytes_max: bytes,
        ..ReflectionLimits::default()
    };
    assert!(reflect_within(&address, fits).await.is_ok());
    let files = ReflectionLimits {
        files_max: 3,
        ..fits
    };
    let error = reflect_within(&address, files).await.unwrap_err();
    assert!(matches!(
        error,
        ReflectionError::TooManyFiles { limit: 3, .. }
    ));
    let bytes = ReflectionLimits {
        bytes_max: ByteSize(bytes.0 - 1),
        ..fits
    };
    let error = reflect_within(&address, bytes).await.unwrap_err();
    assert!(
        matches!(error, ReflectionError::TooLarge { .. }),
        "{error:?}"
    );
}

/// A server that answers every question with what `answer` gives.
async fn scripted(answer: fn(ServerReflectionRequest) -> Vec<MessageResponse>) -> Server {
    http2(move |mut exchange: Exchange| async move {
        let mut decoder = Decoder::new(ByteSize::mib(1));
        decoder.push(exchange.body().await.into());
        let mut body = Vec::new();
        while let Some(question) = decoder.next().unwrap() {
            let question = ServerReflectionRequest::decode(question.bytes).unwrap();
            for answer in answer(question) {
                let answer = ServerReflectionResponse {
                    message_response: Some(answer),
                    ..ServerReflectionResponse::default()
                };
                body.extend_from_slice(&frame(&answer.encode_to_vec()));
            }
        }
        exchange.answer(body, &[("grpc-status", "0")]);
    })
    .await
}

fn list(names: &[&str]) -> MessageResponse {
    let service = |name: &&str| ServiceResponse {
        name: (*name).to_owned(),
    };
    MessageResponse::ListServicesResponse(ListServiceResponse {
        service: names.iter().map(service).collect(),
    })
}

fn file(bytes: Vec<u8>) -> MessageResponse {
    MessageResponse::FileDescriptorResponse(FileDescriptorResponse {
        file_descriptor_proto: vec![bytes],
    })
}

fn is_list(question: &ServerReflectionRequest) -> bool {
    use tonic_reflection::pb::v1::server_reflection_request::MessageRequest;
    matches!(
        question.message_request,
        Some(MessageRequest::ListServices(_))
    )
}

fn named(question: &ServerReflectionRequest, name: &str) -> bool {
    format!("{question:?}").contains(&format!("\"{name}\""))
}

#[tokio::test]
async fn what_a_server_does_not_have_is_reported() {
    let server = scripted(|question| {
        let not_found = MessageResponse::ErrorResponse(ErrorResponse {
            error_code: 5,
            error_message: "not found".to_owned(),
        });
        let shop = prost_types::FileDescriptorProto {
            name: Some("shop.proto".to_owned()),
            dependency: vec!["google/protobuf/empty.proto".to_owned()],
            ..prost_types::FileDescriptorProto::default()
        };
        vec![if is_list(&question) {
            list(&[
                "shop.Books",
                "gone.Service",
                "grpc.health.v1.Health",
                "grpc.reflection.v1.X",
            ])
        } else if named(&question, "shop.Books") {
            file(shop.encode_to_vec())
        } else {
            not_found
        }]
    })
    .await;
    let reflected = reflect(&server.address).await.unwrap();
    assert_eq!(reflected.services, ["shop.Books"]);
    assert_eq!(reflected.unresolved, ["gone.Service"]);
    assert_eq!(names(&reflected), ["shop.proto"]);
    assert_eq!(reflected.missing, ["google/protobuf/empty.proto"]);
}

#[tokio::test]
async fn a_file_that_is_no_descriptor_is_an_error() {
    let server = scripted(|question| {
        vec![if is_list(&question) {
            list(&["shop.Books"])
        } else {
            file(b"\xff\xff".to_vec())
        }]
    })
    .await;
    let error = reflect(&server.address).await.unwrap_err();
    assert!(
        matches!(error, ReflectionError::Malformed { .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn answers_that_are_too_few_or_too_many_or_of_another_kind_are_an_error() {
    let servers = [
        scripted(|_| Vec::new()).await,
        scripted(|_| vec![list(&[]), list(&[])]).await,
        scripted(|_| vec![file(Vec::new())]).await,
        scripted(|_| vec![list(&["shop.Books"])]).await,
    ];
    for server in servers {
        let error = reflect(&server.address).await.unwrap_err();
        assert!(
            matches!(error, ReflectionError::OutOfTurn { .. }),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_server_without_reflection_is_told_from_one_that_fails() {
    for (status, unsupported) in [("12", true), ("7", false)] {
        let server = http2(move |mut exchange: Exchange| async move {
            let mut head = head(200, &[("content-type", "application/grpc")]);
            head.headers_mut().extend(map(&[("grpc-status", status)]));
            exchange.respond.send_response(head, true).unwrap();
        })
        .await;
        match reflect(&server.address).await.unwrap_err() {
            ReflectionError::Unsupported { address } => {
                assert!(unsupported && address == server.address);
            }
            ReflectionError::Call { source, .. } => {
                assert!(!unsupported && source.code() == tonic::Code::PermissionDenied);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_is_down_or_silent_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let down = listener.local_addr().unwrap().to_string().parse().unwrap();
    drop(listener);
    let error = reflect(&down).await.unwrap_err();
    assert!(
        matches!(error, ReflectionError::Connect { .. }),
        "{error:?}"
    );
    let silent = sockets(|socket, _| async move {
        pending::<()>().await;
        drop(socket);
    })
    .await;
    let limits = ReflectionLimits {
        timeout: Duration::from_millis(40),
        ..ReflectionLimits::default()
    };
    let error = reflect_within(&silent.address, limits).await.unwrap_err();
    assert!(
        matches!(error, ReflectionError::Timeout { .. }),
        "{error:?}"
    );
}
