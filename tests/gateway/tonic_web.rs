//! gRPC-Web through the gateway by tonic's own client for it, over HTTP/1.1.

use bookstore::google::rpc::{ErrorInfo, Status as RpcStatus};
use bookstore::v1::bookstore_client::BookstoreClient;
use bookstore::v1::lab_client::LabClient;
use bookstore::v1::{
    Everything, FailRequest, GetShelfRequest, MetadataRequest, SlowRequest, StreamBooksRequest,
};
use http::Uri;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use prost::Message as _;
use tonic::body::Body;
use tonic::codec::CompressionEncoding;
use tonic::{Code, Request};
use tonic_web::{GrpcWebCall, GrpcWebClientService};

use crate::sample::{HOUR, Sample};

type Web = GrpcWebClientService<Client<HttpConnector, GrpcWebCall<Body>>>;

/// A client, and where the gateway is.
fn web(sample: &Sample) -> (Web, Uri) {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let origin = format!("http://{}", sample.gateway.address);
    (GrpcWebClientService::new(client), origin.parse().unwrap())
}

fn lab(sample: &Sample) -> LabClient<Web> {
    let (client, origin) = web(sample);
    LabClient::with_origin(client, origin)
}

#[tokio::test]
async fn one_answer_and_many_come() {
    let sample = Sample::start(&[]).await;
    let (client, origin) = web(&sample);
    let mut client = BookstoreClient::with_origin(client, origin);
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
    assert!(books.trailers().await.unwrap().is_some());
}

#[tokio::test]
async fn metadata_and_compression_pass() {
    let sample = Sample::start(&[]).await;
    let mut request = Request::new(MetadataRequest {
        headers: [("shelf".to_owned(), "7".to_owned())].into(),
        ..MetadataRequest::default()
    });
    request
        .metadata_mut()
        .insert("tenant", "a".parse().unwrap());
    let answer = lab(&sample).metadata(request).await.unwrap();
    assert_eq!(answer.metadata().get("shelf").unwrap(), "7");
    assert_eq!(answer.into_inner().metadata["tenant"].values, ["a"]);
    let everything = Everything {
        string_value: "x".repeat(5000),
        ..Everything::default()
    };
    let mut client = lab(&sample)
        .send_compressed(CompressionEncoding::Gzip)
        .accept_compressed(CompressionEncoding::Gzip);
    let answer = client.echo(everything.clone()).await.unwrap();
    assert_eq!(answer.metadata().get("grpc-encoding").unwrap(), "gzip");
    assert_eq!(answer.into_inner(), everything);
}

#[tokio::test]
async fn statuses_come_before_and_behind_messages() {
    let sample = Sample::start(&[]).await;
    for messages in [0, 2] {
        let request = FailRequest {
            code: 5,
            message: "there is \u{e9}".to_owned(),
            messages,
            error_info: Some(ErrorInfo {
                reason: "GONE".to_owned(),
                ..ErrorInfo::default()
            }),
            ..FailRequest::default()
        };
        let mut count = 0;
        let status = match lab(&sample).fail_stream(request).await {
            Err(status) => status,
            Ok(numbers) => {
                let mut numbers = numbers.into_inner();
                loop {
                    match numbers.message().await {
                        Ok(Some(_)) => count += 1,
                        Ok(None) => panic!("the stream ended in order"),
                        Err(status) => break status,
                    }
                }
            }
        };
        assert_eq!(count, messages);
        assert_eq!(
            (status.code(), status.message()),
            (Code::NotFound, "there is \u{e9}")
        );
        let details = RpcStatus::decode(status.details()).unwrap().details;
        let info = ErrorInfo::decode(details[0].value.as_slice()).unwrap();
        assert_eq!(info.reason, "GONE");
    }
    // The gateway's own.
    let error = lab(&sample)
        .echo(Everything {
            string_value: "x".repeat(5 << 20),
            ..Everything::default()
        })
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::ResourceExhausted);
}

#[tokio::test]
async fn a_client_that_drops_a_stream_cancels_it() {
    let sample = Sample::start(&[]).await;
    let request = SlowRequest {
        delay: Some(HOUR),
        messages: 2,
    };
    let numbers = lab(&sample).slow_stream(request).await.unwrap();
    drop(numbers);
    sample.cancelled("Lab/SlowStream").await;
}
