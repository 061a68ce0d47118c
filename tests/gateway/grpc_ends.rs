//! How calls of native gRPC end that nobody ends in order.
// The tasks of a test end with its runtime.
#![allow(clippy::disallowed_methods)]

use bookstore::google::rpc::ErrorInfo;
use bookstore::v1::{Everything, SlowRequest, WatchBooksRequest};
use prost::Message as _;
use tonic::{Code, Status};

use crate::backend::{Script, Scripted};
use crate::h2_client::{Answer, Client, framed};
use crate::sample::{HOUR, Sample};
use crate::support::Gateway;

fn reason(status: &Status) -> String {
    let details = bookstore::google::rpc::Status::decode(status.details()).unwrap();
    let any = &details.details[0];
    assert_eq!(any.type_url, "type.googleapis.com/google.rpc.ErrorInfo");
    let info = ErrorInfo::decode(any.value.as_slice()).unwrap();
    assert_eq!(info.domain, "rialto");
    info.reason
}

#[tokio::test]
async fn a_client_that_leaves_cancels_the_call() {
    let sample = Sample::start(&[]).await;
    let slow = SlowRequest {
        delay: Some(HOUR),
        ..SlowRequest::default()
    };
    // While it waits for the answer's beginning.
    let mut lab = sample.lab();
    let call = tokio::spawn(async move { lab.slow(slow).await });
    let path = "/bookstore.v1.Lab/Slow";
    sample.until(path, |counts| counts.started == 1).await;
    call.abort();
    sample.cancelled("Lab/Slow").await;
    // Between two messages.
    let numbers = sample.lab().slow_stream(slow).await.unwrap();
    drop(numbers);
    sample.cancelled("Lab/SlowStream").await;
    // While both sides are silent, and it may still send.
    let client = Client::connect(sample.gateway.address).await;
    let (answer, mut stream) = client.open("/bookstore.v1.Bookstore/Converse", &[]).await;
    answer.await.unwrap();
    stream.send_reset(h2::Reason::CANCEL);
    sample.cancelled("Bookstore/Converse").await;
    // With its connection.
    let (answer, _stream) = client.open("/bookstore.v1.Lab/EchoStream", &[]).await;
    answer.await.unwrap();
    drop(client);
    sample.cancelled("Lab/EchoStream").await;
}

#[tokio::test]
async fn a_deadline_ends_streams() {
    let sample = Sample::start(&["--set", "grpc.stream_timeout=200ms"]).await;
    // The client's own, of a call whose back end does not look at it.
    let hanging = Scripted::start(Script::HangAfterHead);
    let gateway = Gateway::for_sample(hanging.address, &[]);
    let client = Client::connect(gateway.address).await;
    let headers = [("grpc-timeout", "50m")];
    let answer = client
        .call("/bookstore.v1.Lab/Slow", &headers, &framed(b""))
        .await;
    answer.assert_status("4");
    // The gateway's, of a stream whose client and back end have time.
    let mut events = sample
        .bookstore()
        .watch_books(WatchBooksRequest {
            parent: "shelves/1".to_owned(),
            ..WatchBooksRequest::default()
        })
        .await
        .unwrap()
        .into_inner();
    let status = loop {
        match events.message().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("the stream ended in order"),
            Err(status) => break status,
        }
    };
    assert_eq!(
        (status.code(), &*reason(&status)),
        (Code::DeadlineExceeded, "UPSTREAM_TIMEOUT")
    );
    sample.cancelled("Bookstore/WatchBooks").await;
}

#[tokio::test]
async fn the_gateway_s_own_errors_are_grpc() {
    let sample = Sample::start(&[
        "--set",
        "grpc.request_max=100B",
        "--set",
        "grpc.response_max=100B",
    ])
    .await;
    let client = Client::connect(sample.gateway.address).await;
    let echo = "/bookstore.v1.Lab/Echo";
    let long = Everything {
        string_value: "x".repeat(99),
        ..Everything::default()
    }
    .encode_to_vec();
    let check = |answer: Answer, status: &str, reason: &str| {
        answer.assert_status(status);
        assert_eq!(answer.reason(), reason);
    };
    check(
        client.call("/bookstore.v1.Lab/None", &[], b"").await,
        "12",
        "RPC_UNKNOWN",
    );
    check(
        client.call("/v1/shelves/1", &[], b"").await,
        "12",
        "RPC_UNKNOWN",
    );
    check(client.call("/", &[], b"").await, "12", "RPC_UNKNOWN");
    check(
        client.call(echo, &[("grpc-timeout", "1")], b"").await,
        "3",
        "TIMEOUT_INVALID",
    );
    check(
        client.call(echo, &[], &framed(&long)).await,
        "8",
        "MESSAGE_TOO_LARGE",
    );
    check(
        client.call(echo, &[], b"\x07\0\0\0\0").await,
        "3",
        "FRAME_INVALID",
    );
    check(
        client.call(echo, &[], b"\0\0\0\0\x09cut").await,
        "3",
        "FRAME_INVALID",
    );
    check(
        client
            .call("/bookstore.v1.Lab/SampleTree", &[], &framed(b""))
            .await,
        "8",
        "RESPONSE_TOO_LARGE",
    );
    // A client without a message is told by the back end.
    client.call(echo, &[], b"").await.assert_status("13");
}

#[tokio::test]
async fn what_is_not_grpc_is_refused_as_http() {
    let sample = Sample::start(&[]).await;
    let client = Client::connect(sample.gateway.address).await;
    let send = async |method: &str, content_type: &str| {
        let head = http::Request::builder()
            .method(method)
            .uri("http://x/bookstore.v1.Lab/Echo")
            .header("content-type", content_type);
        client.send(head.body(()).unwrap(), b"").await
    };
    for (method, content_type, status, reason) in [
        ("GET", "application/grpc", 405, "METHOD_NOT_ALLOWED"),
        (
            "POST",
            "application/grpc+json",
            415,
            "CONTENT_TYPE_UNSUPPORTED",
        ),
        (
            "POST",
            "application/grpc+thrift",
            415,
            "CONTENT_TYPE_UNSUPPORTED",
        ),
    ] {
        let answer = send(method, content_type).await;
        assert_eq!(answer.status, status, "{method} {content_type}");
        assert!(String::from_utf8_lossy(&answer.body).contains(reason));
    }
    let reply = sample.gateway.call(
        "POST",
        "/bookstore.v1.Lab/Echo",
        &[("content-type", "application/grpc")],
        b"",
    );
    reply.assert_rejected(505, 12, "PROTOCOL_UNSUPPORTED");
}

#[tokio::test]
async fn back_ends_that_break_the_rules_end_calls_with_a_status() {
    let scripted = Scripted::start(Script::NoTrailers);
    let gateway = Gateway::for_sample(scripted.address, &[]);
    let client = Client::connect(gateway.address).await;
    for (script, status) in [
        (Script::NoTrailers, "13"),
        (Script::Html, "14"),
        (Script::Announce(5 << 20), "8"),
    ] {
        scripted.follow(script.clone());
        let answer = client
            .call("/bookstore.v1.Lab/Echo", &[], &framed(b""))
            .await;
        answer.assert_status(status);
    }
}

#[tokio::test]
async fn an_answer_that_breaks_off_within_a_message_is_reset() {
    let scripted = Scripted::start(Script::BreakInMessage);
    let gateway = Gateway::for_sample(scripted.address, &[]);
    let client = Client::connect(gateway.address).await;
    let (answer, mut stream) = client.open("/bookstore.v1.Lab/Echo", &[]).await;
    stream.send_data(framed(b"").into(), true).unwrap();
    // A reset may overtake what was not written yet, even the head.
    let error = match answer.await {
        Err(error) => error,
        Ok(answer) => {
            let mut body = answer.into_body();
            loop {
                match body.data().await {
                    Some(Ok(_)) => {}
                    Some(Err(error)) => break error,
                    None => panic!("the answer ended in order: {:?}", body.trailers().await),
                }
            }
        }
    };
    assert_eq!(error.reason(), Some(h2::Reason::INTERNAL_ERROR));
    let line = gateway.logged("access: ");
    assert!(line.contains("reason=UPSTREAM_RESET"), "{line}");
    // As tonic sees it.
    let channel = crate::sample::connect(&gateway).await;
    let mut lab = bookstore::v1::lab_client::LabClient::new(channel);
    let status = lab.echo(Everything::default()).await;
    assert_eq!(status.unwrap_err().code(), Code::Internal);
}
