//! HTTP/2 with prior knowledge, through the `h2` crate's client.

use h2::client::{SendRequest, handshake};
use http::Request;

use super::*;

async fn connect(ingress: &Ingress) -> SendRequest<Bytes> {
    let tcp = TcpStream::connect(ingress.address).await.unwrap();
    let (sender, connection) = handshake(tcp).await.unwrap();
    tokio::spawn(async move {
        let _ = connection.await;
    });
    sender.ready().await.unwrap()
}

fn request(method: &str, path: &str) -> Request<()> {
    let uri = format!("http://localhost{path}");
    Request::builder().method(method).uri(uri).body(()).unwrap()
}

async fn collect(body: &mut h2::RecvStream) -> Result<String, h2::Error> {
    let mut text = Vec::new();
    while let Some(data) = body.data().await {
        let data = data?;
        body.flow_control().release_capacity(data.len())?;
        text.extend_from_slice(&data);
    }
    Ok(String::from_utf8(text).unwrap())
}

#[tokio::test]
async fn streams_share_a_connection() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let slow = client
        .send_request(request("GET", "/slow"), true)
        .unwrap()
        .0;
    let fast = client.send_request(request("GET", "/"), true).unwrap().0;
    assert_eq!(
        collect(fast.await.unwrap().body_mut()).await.unwrap(),
        "hello"
    );
    assert_eq!(
        collect(slow.await.unwrap().body_mut()).await.unwrap(),
        "slow"
    );
    assert_eq!(ingress.drain.connections().get(), 1);
}

#[tokio::test]
async fn both_directions_flow_at_once_and_respect_the_windows() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let (answer, mut sender) = client
        .send_request(request("POST", "/each"), false)
        .unwrap();
    let mut answer = answer.await.unwrap();
    let sending = async {
        // More than any window holds.
        let mut left = Bytes::from(vec![b'x'; 3 << 20]);
        while !left.is_empty() {
            sender.reserve_capacity(left.len());
            let capacity = std::future::poll_fn(|cx| sender.poll_capacity(cx)).await;
            let part = left.split_to(capacity.unwrap().unwrap().min(left.len()));
            sender.send_data(part, left.is_empty()).unwrap();
        }
    };
    let ((), text) = tokio::join!(sending, collect(answer.body_mut()));
    assert_eq!(text.unwrap().len(), 3 << 20);
}

#[tokio::test]
async fn an_answer_ends_in_trailers_or_with_its_head() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let answer = client.send_request(request("GET", "/trailers"), true);
    let mut answer = answer.unwrap().0.await.unwrap();
    assert_eq!(collect(answer.body_mut()).await.unwrap(), "body");
    let trailers = answer.body_mut().trailers().await.unwrap().unwrap();
    assert_eq!(trailers["grpc-status"], "0");
    for (method, path) in [("HEAD", "/"), ("GET", "/empty")] {
        let answer = client.send_request(request(method, path), true);
        let answer = answer.unwrap().0.await.unwrap();
        assert!(answer.body().is_end_stream(), "{method} {path}");
    }
}

#[tokio::test]
async fn a_broken_answer_is_a_reset() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let answer = client.send_request(request("GET", "/partial"), true);
    let ended = match answer.unwrap().0.await {
        Ok(mut answer) => collect(answer.body_mut()).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let reason = ended.unwrap_err().reason();
    assert_eq!(reason, Some(h2::Reason::INTERNAL_ERROR));
}

#[tokio::test]
async fn a_reset_and_a_lost_connection_cancel_the_request() {
    let ingress = Ingress::start(Settings::default());
    for with_connection in [false, true] {
        let tcp = TcpStream::connect(ingress.address).await.unwrap();
        let (mut client, connection) = handshake(tcp).await.unwrap();
        let connection = tokio::spawn(connection);
        let (answer, mut sender) = client
            .send_request(request("POST", "/hang"), false)
            .unwrap();
        while ingress.handler.hanging.get() == 0 {
            tasks::sleep(millis(1)).await;
        }
        if with_connection {
            connection.abort();
        } else {
            sender.send_reset(h2::Reason::CANCEL);
        }
        let cancelled = ingress.handler.hanging.zero();
        tasks::within(SOON, cancelled).await.expect("cancelled");
        drop(answer);
    }
}

#[tokio::test]
async fn a_client_that_does_not_read_its_stream_is_given_up() {
    let ingress = Ingress::start(Settings {
        write_timeout: millis(60),
        ..Settings::default()
    });
    let mut client = connect(&ingress).await;
    let answer = client.send_request(request("GET", "/flood"), true);
    let answer = answer.unwrap().0.await.unwrap();
    let given_up = ingress.handler.hanging.zero();
    tasks::within(SOON, given_up).await.expect("given up");
    drop(answer);
    // Only that stream: the connection goes on.
    let other = client.send_request(request("GET", "/"), true).unwrap().0;
    assert_eq!(other.await.unwrap().status(), 200);
}

#[tokio::test]
async fn pings_do_not_keep_an_idle_connection() {
    let ingress = Ingress::start(Settings {
        connection_idle_timeout: millis(100),
        ..Settings::default()
    });
    let tcp = TcpStream::connect(ingress.address).await.unwrap();
    let (mut client, mut connection) = handshake(tcp).await.unwrap();
    let mut pings = connection.ping_pong().unwrap();
    let ended = tokio::spawn(connection);
    let answer = client.send_request(request("GET", "/"), true).unwrap().0;
    collect(answer.await.unwrap().body_mut()).await.unwrap();
    let pinging = async { while pings.ping(h2::Ping::opaque()).await.is_ok() {} };
    tokio::select! {
        ended = ended => { ended.unwrap().unwrap(); }
        () = async { pinging.await; tasks::sleep(SOON).await } => panic!("kept open"),
    }
}

#[tokio::test]
async fn too_many_fields_are_refused_in_words() {
    let ingress = Ingress::start(Settings {
        header_count_max: 3,
        ..Settings::default()
    });
    let mut client = connect(&ingress).await;
    let mut many = request("GET", "/");
    for name in ["a", "b", "c", "d"] {
        many.headers_mut().insert(name, 1.into());
    }
    let mut answer = client.send_request(many, true).unwrap().0.await.unwrap();
    assert_eq!(answer.status(), 431);
    let body = collect(answer.body_mut()).await.unwrap();
    assert!(body.contains("more than 3 header fields"), "{body}");
}

#[tokio::test]
async fn ambiguous_heads_are_refused_in_words_and_not_forever() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let refused = async |client: &mut SendRequest<Bytes>| {
        let mut ambiguous = request("GET", "/");
        let other = http::HeaderValue::from_static("other");
        ambiguous.headers_mut().insert("host", other);
        let (answer, _) = client.send_request(ambiguous, true)?;
        let mut answer = answer.await?;
        assert_eq!(answer.status(), 400);
        collect(answer.body_mut()).await
    };
    let body = refused(&mut client).await.unwrap();
    assert!(body.contains("Host is not what :authority says"), "{body}");
    let fine = client.send_request(request("GET", "/"), true).unwrap().0;
    assert_eq!(fine.await.unwrap().status(), 200);
    let mut answered = 1;
    while refused(&mut client).await.is_ok() {
        answered += 1;
    }
    assert_eq!(answered, 31);
    let error = client.ready().await.unwrap_err();
    assert_eq!(error.reason(), Some(h2::Reason::ENHANCE_YOUR_CALM));
}

#[tokio::test]
async fn an_early_answer_reaches_a_client_that_is_still_sending() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let (answer, mut sender) = client
        .send_request(request("POST", "/refused"), false)
        .unwrap();
    let _ = sender.send_data(Bytes::from(vec![b'x'; 1 << 20]), false);
    let mut answer = answer.await.unwrap();
    assert_eq!(answer.status(), 413);
    assert_eq!(collect(answer.body_mut()).await.unwrap(), "too large");
    let next = client.send_request(request("GET", "/"), true).unwrap().0;
    assert_eq!(next.await.unwrap().status(), 200);
}

#[tokio::test]
async fn an_announced_length_holds() {
    let ingress = Ingress::start(Settings::default());
    let mut client = connect(&ingress).await;
    let mut short = request("POST", "/echo");
    short.headers_mut().insert("content-length", 9.into());
    let (answer, mut sender) = client.send_request(short, false).unwrap();
    sender.send_data(Bytes::from_static(b"abc"), true).unwrap();
    let reason = answer.await.unwrap_err().reason();
    assert_eq!(reason, Some(h2::Reason::PROTOCOL_ERROR));
}
