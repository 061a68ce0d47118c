//! Calls that a back end has not acted on are made once more, and the client does not notice.

use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;

use crate::backend::{Script, Scripted, going_away};
use crate::h2_client::{Client, framed};
use crate::support::Gateway;

const STREAM: &str = "/bookstore.v1.Lab/FailStream";
const ECHO: &str = "/bookstore.v1.Lab/EchoStream";

/// Three numbers.
fn numbers() -> Script {
    Script::Stream {
        messages: [1, 2, 3].map(|number| vec![8, number]).to_vec(),
        trailers: vec![("grpc-status", "0".to_owned())],
    }
}

fn expected() -> Vec<u8> {
    [1, 2, 3].map(|number| framed(&[8, number])).concat()
}

#[tokio::test]
async fn a_stream_that_is_refused_once_is_made_again() {
    let backend = Scripted::start(numbers());
    let gateway = Gateway::for_sample(backend.address, &[]);
    let client = Client::connect(gateway.address).await;
    let once = || backend.follow(Script::refusing(1, numbers()));
    let called = || {
        let calls = backend.received();
        assert_eq!(calls.len(), 1);
        calls[0].messages()
    };

    once();
    let answer = client.call(STREAM, &[], &framed(b"\x18\x03")).await;
    answer.assert_status("0");
    assert_eq!(
        (answer.body, called()),
        (expected(), vec![b"\x18\x03".to_vec()])
    );
    let line = gateway.logged("access: ");
    assert!(line.contains("attempts=2"), "{line}");

    once();
    let headers = [("content-type", "application/json")];
    let headers = [&headers[..], &[("accept", "application/x-ndjson")]].concat();
    let reply = gateway.call("POST", "/lab/v1/fail:stream", &headers, b"{}");
    assert_eq!(
        reply.text(),
        "{\"number\":1}\n{\"number\":2}\n{\"number\":3}\n"
    );
    assert_eq!(called(), [b""]);

    // One message to REST, which waits for nothing but the answer.
    backend.follow(Script::refusing(1, Script::ok(b"\x08\x01")));
    let reply = gateway.get("/lab/v1/slow");
    assert_eq!((reply.status, reply.text()), (200, "{\"number\":1}"));
    called();

    // The rest of a request that is still being sent.
    let script = Script::refusing(1, numbers());
    let Script::Refuses(left, _) = &script else {
        unreachable!()
    };
    backend.follow(script.clone());
    let (answer, mut stream) = client.open(ECHO, &[]).await;
    stream
        .send_data(Bytes::from(framed(b"\x18\x01")), false)
        .unwrap();
    while left.load(Ordering::SeqCst) > 0 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    stream
        .send_data(Bytes::from(framed(b"\x18\x02")), true)
        .unwrap();
    let head = answer.await.unwrap();
    assert!(!head.headers().contains_key("grpc-status"));
    assert_eq!(called(), [b"\x18\x01", b"\x18\x02"]);
}

#[tokio::test]
async fn a_stream_that_goaway_left_out_is_made_again() {
    let backend = Scripted::start(numbers());
    let away = going_away(b"\x18\x63", backend.address);
    let gateway = Gateway::for_sample(away, &[]);
    let client = Client::connect(gateway.address).await;
    let answer = client.call(STREAM, &[], &framed(b"\x18\x63")).await;
    answer.assert_status("0");
    assert_eq!(answer.body, expected());
    assert_eq!(backend.received().len(), 1);
}

#[tokio::test]
async fn a_call_is_made_twice_at_most() {
    let backend = Scripted::start(Script::refusing(2, numbers()));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let client = Client::connect(gateway.address).await;
    let answer = client.call(STREAM, &[], &framed(b"")).await;
    answer.assert_status("14");
    assert_eq!(answer.reason(), "UPSTREAM_RESET");
    // Nor where too much of it was sent to be held.
    backend.follow(Script::refusing(1, numbers()));
    let large = vec![0x0a; 100 * 1024];
    let answer = client.call(STREAM, &[], &framed(&large)).await;
    answer.assert_status("14");
    assert!(backend.received().is_empty());
}
