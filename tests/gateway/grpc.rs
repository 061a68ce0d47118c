//! Native gRPC through the gateway: tonic's clients, and HTTP/2 by hand for what they do not send.

use std::time::Duration;

use bookstore::google::rpc::ErrorInfo;
use bookstore::v1::lab_client::LabClient;
use bookstore::v1::{
    ConverseRequest, CreateBookRequest, Everything, FailRequest, GetShelfRequest, MetadataRequest,
    StreamBooksRequest, Tree,
};
use prost::Message as _;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::codec::CompressionEncoding;
use tonic::metadata::MetadataValue;
use tonic::{Code, Request, Status};

use crate::backend::{Script, Scripted};
use crate::h2_client::{Client, framed};
use crate::sample::{Sample, connect};
use crate::support::{Gateway, PATIENCE};

fn lines(texts: &[&str]) -> Vec<ConverseRequest> {
    let line = |text: &&str| ConverseRequest {
        text: (*text).to_owned(),
    };
    texts.iter().map(line).collect()
}

#[tokio::test]
async fn every_cardinality_passes() {
    let sample = Sample::start(&[]).await;
    let mut client = sample.bookstore();
    let request = GetShelfRequest {
        name: "shelves/1".to_owned(),
    };
    let shelf = client.get_shelf(request).await.unwrap().into_inner();
    assert_eq!(shelf.name, "shelves/1");

    let request = StreamBooksRequest { count: 1000 };
    let mut books = client.stream_books(request).await.unwrap().into_inner();
    let mut count = 0;
    while books.message().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 1000);

    let book = |title: &str| CreateBookRequest {
        parent: "shelves/1".to_owned(),
        book: Some(bookstore::v1::Book {
            title: title.to_owned(),
            ..Default::default()
        }),
        ..CreateBookRequest::default()
    };
    let books = tokio_stream::iter(["Kindred", "Dawn"].map(book));
    let imported = client.import_books(books).await.unwrap().into_inner();
    assert_eq!(imported.imported_count, 2, "{imported:?}");

    let (say, said) = mpsc::channel(1);
    let answers = client.converse(ReceiverStream::new(said));
    let mut answers = tokio::time::timeout(PATIENCE, answers)
        .await
        .unwrap()
        .unwrap()
        .into_inner();
    for (line, turn) in lines(&["one", "two", "three"]).into_iter().zip(1..) {
        say.send(line).await.unwrap();
        assert_eq!(answers.message().await.unwrap().unwrap().turn, turn);
    }
    drop(say);
    assert!(answers.message().await.unwrap().is_none());
}

#[tokio::test]
async fn large_messages_pass_both_ways_at_once() {
    let sample = Sample::start(&[]).await;
    let message = |i: u8| Everything {
        string_value: String::from_utf8(vec![b'a' + i; 1 << 20]).unwrap(),
        ..Everything::default()
    };
    let messages = tokio_stream::iter((0..20).map(message));
    let mut client = sample.lab().max_decoding_message_size(usize::MAX);
    let mut answers = client.echo_stream(messages).await.unwrap().into_inner();
    for i in 0..20 {
        assert!(answers.message().await.unwrap().unwrap() == message(i));
    }
    assert!(answers.message().await.unwrap().is_none());
}

#[tokio::test]
async fn metadata_passes_both_ways() {
    let sample = Sample::start(&[]).await;
    let mut request = Request::new(MetadataRequest {
        headers: [("shelf".to_owned(), "7".to_owned())].into(),
        binary_headers: [("shelf-bin".to_owned(), vec![0, 255])].into(),
        trailers: [("cost".to_owned(), "3".to_owned())].into(),
        binary_trailers: [("cost-bin".to_owned(), vec![1, 254])].into(),
        code: 0,
    });
    let metadata = request.metadata_mut();
    metadata.append("tenant", "a".parse().unwrap());
    metadata.append("tenant", "b".parse().unwrap());
    metadata.insert("cookie", "session=1".parse().unwrap());
    metadata.insert("x-forwarded-for", "6.6.6.6".parse().unwrap());
    metadata.insert_bin("blob-bin", MetadataValue::from_bytes(&[0, 1, 2]));
    request.set_timeout(Duration::from_secs(5));
    let answer = sample.lab().metadata(request).await.unwrap();
    assert_eq!(answer.metadata().get("shelf").unwrap(), "7");
    let shelf = answer.metadata().get_bin("shelf-bin").unwrap();
    assert_eq!(shelf.to_bytes().unwrap().as_ref(), [0, 255]);
    let seen = answer.into_inner();
    let values = |name: &str| seen.metadata.get(name).map(|values| values.values.clone());
    assert_eq!(values("tenant").unwrap(), ["a", "b"]);
    assert_eq!(values("cookie").unwrap(), ["session=1"]);
    assert_eq!(values("x-forwarded-for").unwrap(), ["127.0.0.1"]);
    assert!(values("user-agent").unwrap()[0].starts_with("tonic/"));
    assert_eq!(values("x-request-id").unwrap().len(), 1);
    assert_eq!(seen.binary_metadata["blob-bin"].values, [[0, 1, 2]]);
    // What is left of five seconds.
    let left: u64 = seen.grpc_timeout.trim_end_matches('u').parse().unwrap();
    assert!(
        (3_000_000..5_000_000).contains(&left),
        "{}",
        seen.grpc_timeout
    );
}

#[tokio::test]
async fn trailers_pass_with_the_status() {
    let sample = Sample::start(&[]).await;
    let request = MetadataRequest {
        trailers: [("cost".to_owned(), "3".to_owned())].into(),
        binary_trailers: [("cost-bin".to_owned(), vec![1, 254])].into(),
        ..MetadataRequest::default()
    };
    let client = Client::connect(sample.gateway.address).await;
    let answer = client
        .call(
            "/bookstore.v1.Lab/Metadata",
            &[],
            &framed(&request.encode_to_vec()),
        )
        .await;
    let trailers = answer.trailers.as_ref().unwrap();
    assert_eq!(
        (
            trailers["cost"].as_bytes(),
            trailers["grpc-status"].as_bytes()
        ),
        (&b"3"[..], &b"0"[..])
    );
    assert_eq!(trailers["cost-bin"], "Af4");

    let request = MetadataRequest { code: 7, ..request };
    let status = sample.lab().metadata(request).await.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::PermissionDenied, "as the request asked")
    );
    assert_eq!(status.metadata().get("cost").unwrap(), "3");
}

#[tokio::test]
async fn errors_pass_with_their_details_before_and_after_messages() {
    let sample = Sample::start(&[]).await;
    let request = |messages| FailRequest {
        code: 9,
        message: "caf\u{e9} 100%".to_owned(),
        error_info: Some(ErrorInfo {
            reason: "CLOSED".to_owned(),
            ..ErrorInfo::default()
        }),
        messages,
        ..FailRequest::default()
    };
    let check = |status: &Status| {
        assert_eq!(
            (status.code(), status.message()),
            (Code::FailedPrecondition, "caf\u{e9} 100%")
        );
        let details = bookstore::google::rpc::Status::decode(status.details()).unwrap();
        let info = ErrorInfo::decode(details.details[0].value.as_slice()).unwrap();
        assert_eq!(info.reason, "CLOSED");
    };
    check(&sample.lab().fail(request(0)).await.unwrap_err());
    for messages in [0, 2] {
        let numbers = sample.lab().fail_stream(request(messages)).await;
        let mut numbers = numbers.unwrap().into_inner();
        for _ in 0..messages {
            numbers.message().await.unwrap().unwrap();
        }
        check(&numbers.message().await.unwrap_err());
    }
}

#[tokio::test]
async fn compressed_messages_pass_as_they_are() {
    let scripted = Scripted::start(Script::Raw {
        headers: vec![("grpc-encoding", "gzip".to_owned())],
        frames: b"\x01\0\0\0\x03zip\0\0\0\0\x05plain".to_vec(),
        trailers: vec![("grpc-status", "0".to_owned())],
    });
    let gateway = Gateway::for_sample(scripted.address, &[]);
    let client = Client::connect(gateway.address).await;
    let headers = [
        ("grpc-encoding", "gzip"),
        ("grpc-accept-encoding", "gzip,identity"),
    ];
    let answer = client
        .call("/bookstore.v1.Lab/Echo", &headers, b"\x01\0\0\0\x04zipp")
        .await;
    assert_eq!(answer.headers["grpc-encoding"], "gzip");
    assert_eq!(answer.body, b"\x01\0\0\0\x03zip\0\0\0\0\x05plain");
    let received = scripted.received().remove(0);
    assert_eq!(received.headers["grpc-encoding"], "gzip");
    assert_eq!(received.headers["grpc-accept-encoding"], "gzip,identity");
    assert_eq!(received.message, b"zipp");
}

#[tokio::test]
async fn tonic_decompresses_what_the_back_end_has_compressed() {
    let scripted = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(scripted.address, &[]);
    let mut client = LabClient::new(connect(&gateway).await)
        .send_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Gzip);
    client.echo_large(Tree::default()).await.unwrap();
    let received = scripted.received().remove(0);
    assert_eq!(received.headers["grpc-encoding"], "gzip");
    assert_eq!(received.headers["grpc-accept-encoding"], "gzip,identity");
}

#[tokio::test]
async fn a_slow_reader_stops_the_back_end() {
    let sample = Sample::start(&[]).await;
    let (say, said) = mpsc::channel(1);
    let mut client = sample.lab();
    let mut answers = client
        .echo_stream(ReceiverStream::new(said))
        .await
        .unwrap()
        .into_inner();
    let message = Everything {
        string_value: "x".repeat(64 << 10),
        ..Everything::default()
    };
    // Nobody reads, so at some point nobody may write; what fits between is windows and buffers.
    let mut written = 0;
    while tokio::time::timeout(Duration::from_millis(500), say.send(message.clone()))
        .await
        .is_ok()
    {
        written += 1;
        assert!(written < 1000, "64 MB are held somewhere");
    }
    for _ in 0..written {
        assert!(answers.message().await.unwrap().unwrap() == message);
    }
}

#[tokio::test]
async fn a_silent_client_may_take_its_time() {
    let sample = Sample::start(&["--set", "server.body_timeout=50ms"]).await;
    let (say, said) = mpsc::channel(1);
    let mut client = sample.bookstore();
    let import = client.import_books(ReceiverStream::new(said));
    let talk = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        say.send(CreateBookRequest {
            parent: "shelves/1".to_owned(),
            book: Some(Default::default()),
            ..Default::default()
        })
        .await
        .unwrap();
        drop(say);
    };
    let (imported, ()) = tokio::join!(import, talk);
    imported.unwrap();
}

#[tokio::test]
async fn hosts_of_a_service_are_its_only_ones() {
    let sample = Sample::start(&[
        "--set",
        "grpc.services.\"bookstore.v1.Lab\".hosts=[\"Lab.example\"]",
    ])
    .await;
    let client = Client::connect(sample.gateway.address).await;
    for (host, status) in [("lab.example:81", "0"), ("x", "12")] {
        let head = http::Request::builder()
            .method("POST")
            .uri(format!("http://{host}/bookstore.v1.Lab/Echo"))
            .header("content-type", "application/grpc");
        client
            .send(head.body(()).unwrap(), &framed(b""))
            .await
            .assert_status(status);
    }
}

#[tokio::test]
async fn a_call_has_one_line_and_its_metrics() {
    let sample = Sample::start(&[]).await;
    let fail = FailRequest {
        code: 5,
        ..FailRequest::default()
    };
    sample.lab().fail(fail).await.unwrap_err();
    let line = sample.gateway.logged("access: ");
    for part in [
        "protocol=grpc ",
        "rpc.service=bookstore.v1.Lab rpc.method=Fail http.method=POST http.route=/bookstore.v1.Lab/Fail",
        "http.status=200 grpc.code=NOT_FOUND",
        "attempts=1",
    ] {
        assert!(line.contains(part), "{part} is not in {line}");
    }
    let metrics = crate::support::call(sample.gateway.admin, "GET", "/metrics", &[], b"");
    let metrics = metrics.text();
    let series = r#"rialto_calls_total{service="bookstore.v1.Lab",method="Fail",protocol="grpc",code="NOT_FOUND"} 1"#;
    assert!(metrics.contains(series), "{metrics}");
}
