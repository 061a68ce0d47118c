//! HTTP/1: framing, reuse, pipelining, early answers, broken answers.

use super::*;

#[tokio::test]
async fn a_connection_serves_one_request_after_the_other() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    for _ in 0..3 {
        let answer = client.get("/hello").await;
        assert!(answer.head.starts_with("http/1.1 200"), "{answer:?}");
        assert!(answer.head.contains("connection: keep-alive"), "{answer:?}");
        assert_eq!(answer.body, "hello");
    }
    assert_eq!(ingress.drain.connections().get(), 1);
}

#[tokio::test]
async fn three_pipelined_requests_get_three_answers() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    let post = "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\n";
    client
        .send(format!(
            "GET /slow HTTP/1.1\r\nhost: x\r\n\r\n{post}one{post}two"
        ))
        .await;
    for expected in ["slow", "one", "two"] {
        assert_eq!(client.answer().await.body, expected);
    }
    assert_eq!(client.get("/hello").await.body, "hello");
}

#[tokio::test]
async fn a_request_that_arrives_during_another_waits_for_it() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client.send("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tasks::sleep(millis(20)).await;
    client.send("GET /hello HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert_eq!(client.answer().await.body, "slow");
    assert_eq!(client.answer().await.body, "hello");
}

#[tokio::test]
async fn bodies_come_with_a_length_or_in_chunks() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n")
        .await;
    for chunk in ["3\r\none\r\n", "5\r\n-two-\r\n", "0\r\n\r\n"] {
        tasks::sleep(millis(5)).await;
        client.send(chunk).await;
    }
    assert_eq!(client.answer().await.body, "one-two-");
    let body = "x".repeat(300_000);
    let head = "POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 300000\r\n\r\n";
    client.send(format!("{head}{body}")).await;
    assert_eq!(client.answer().await.body, body);
}

#[tokio::test]
async fn an_answer_without_a_length_is_chunked() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /each HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\n\r\nabc")
        .await;
    let head = client.until("\r\n\r\n").await.to_ascii_lowercase();
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    assert_eq!(client.until("0\r\n\r\n").await, "3\r\nabc\r\n0\r\n\r\n");
    assert_eq!(client.get("/hello").await.body, "hello");
}

#[tokio::test]
async fn http_1_0_gets_no_chunks_and_its_connection_ends_the_body() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /each HTTP/1.0\r\ncontent-length: 3\r\n\r\nabc")
        .await;
    let (text, orderly) = client.rest().await;
    assert!(!text.contains("chunked"), "{text}");
    assert!(text.ends_with("\r\n\r\nabc") && orderly, "{text}");
    // The shortest request there is must not wait for the length of an HTTP/2 preface.
    let mut client = ingress.connect().await;
    client.send("GET / HTTP/1.0\n\n").await;
    assert!(client.rest().await.0.ends_with("hello"));
}

#[tokio::test]
async fn an_http_1_0_answer_that_breaks_off_ends_in_a_reset() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client.send("GET /partial HTTP/1.0\r\n\r\n").await;
    assert!(!client.rest().await.1);
}

#[tokio::test]
async fn head_and_no_content_have_no_body() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client.send("HEAD /hello HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let head = client.until("\r\n\r\n").await.to_ascii_lowercase();
    assert!(head.contains("content-length: 5"), "{head}");
    let empty = client.get("/empty").await;
    assert!(empty.head.starts_with("http/1.1 204"), "{empty:?}");
    assert!(!empty.head.contains("content-length"), "{empty:?}");
    assert_eq!(client.get("/hello").await.body, "hello");
}

#[tokio::test]
async fn a_client_that_expects_100_continue_gets_it_when_its_body_is_read() {
    let ingress = Ingress::start(Settings::default());
    let head = "HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\nexpect: 100-continue\r\n\r\n";
    let mut client = ingress.connect().await;
    client.send(format!("POST /echo {head}")).await;
    let interim = client.until("\r\n\r\n").await;
    assert!(interim.starts_with("HTTP/1.1 100 "), "{interim}");
    client.send("abc").await;
    assert_eq!(client.answer().await.body, "abc");
    assert_eq!(client.get("/hello").await.body, "hello");
    // Without reading, the answer comes at once, and the connection is not used again.
    client.send(format!("POST /refused {head}")).await;
    let refused = client.answer().await;
    assert!(refused.head.starts_with("http/1.1 413"), "{refused:?}");
    assert!(refused.head.contains("connection: close"), "{refused:?}");
}

#[tokio::test]
async fn an_early_answer_to_a_small_body_keeps_the_connection() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 6\r\n\r\nabc")
        .await;
    assert_eq!(client.answer().await.body, "too large");
    client.send("def").await;
    assert_eq!(client.get("/hello").await.body, "hello");
}

#[tokio::test]
async fn an_early_answer_reaches_a_client_that_sends_its_whole_body_first() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /refused HTTP/1.1\r\nhost: x\r\ncontent-length: 1073741824\r\n\r\n")
        .await;
    // More than all socket buffers hold: without reading on, the kernel would reset.
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..64 {
        client.send(&piece).await;
    }
    let answer = client.answer().await;
    assert!(answer.head.starts_with("http/1.1 413"), "{answer:?}");
    assert_eq!(answer.body, "too large");
    assert_eq!(client.rest().await, (String::new(), true));
}

#[tokio::test]
async fn a_broken_answer_is_seen_to_be_broken() {
    let ingress = Ingress::start(Settings::default());
    for path in ["/partial", "/forgotten"] {
        let mut client = ingress.connect().await;
        client
            .send(format!("GET {path} HTTP/1.1\r\nhost: x\r\n\r\n"))
            .await;
        let (text, _) = client.rest().await;
        assert!(!text.ends_with("0\r\n\r\n"), "{path}: {text}");
    }
}

#[tokio::test]
async fn a_client_that_leaves_cancels_its_request() {
    let ingress = Ingress::start(Settings::default());
    for request in [
        "GET /hang HTTP/1.1\r\nhost: x\r\n\r\n",
        // The next request is there already; it must not hide that the client left.
        "GET /hang HTTP/1.1\r\nhost: x\r\n\r\nGET /hello HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let mut client = ingress.connect().await;
        client.send(request).await;
        while ingress.handler.hanging.get() == 0 {
            tasks::sleep(millis(1)).await;
        }
        drop(client);
        let cancelled = ingress.handler.hanging.zero();
        tasks::within(SOON, cancelled).await.expect("cancelled");
    }
}

#[tokio::test]
async fn a_broken_chunk_is_told_from_a_client_that_left() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("POST /timeout HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n")
        .await;
    let answer = client.answer().await;
    assert!(answer.body.starts_with("malformed"), "{answer:?}");
    assert!(answer.head.contains("connection: close"), "{answer:?}");
}

#[tokio::test]
async fn a_connection_ends_after_its_last_request() {
    let ingress = Ingress::start(Settings {
        max_requests: Some(2),
        ..Settings::default()
    });
    let mut client = ingress.connect().await;
    assert!(client.get("/").await.head.contains("keep-alive"));
    assert!(client.get("/").await.head.contains("connection: close"));
    assert_eq!(client.rest().await, (String::new(), true));
}

#[tokio::test]
async fn after_an_upgrade_bytes_flow_both_ways() {
    let ingress = Ingress::start(Settings::default());
    let mut client = ingress.connect().await;
    client
        .send("GET /upgrade HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\n\r\n")
        .await;
    let head = client.until("\r\n\r\n").await;
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    for word in ["one", "two"] {
        client.send(word).await;
        assert_eq!(client.until(word).await, word);
    }
    client.0.shutdown().await.unwrap();
    assert_eq!(client.rest().await.0, "bye");
}

#[tokio::test]
async fn a_body_that_broke_off_ends_its_connection() {
    let ingress = Ingress::start(Settings {
        body_timeout: millis(30),
        ..Settings::default()
    });
    for body in [
        "content-length: 9\r\n\r\nabc",
        "transfer-encoding: chunked\r\n\r\n3\r\nabcGET / HTTP/1.1\r\nhost: x\r\n\r\n",
    ] {
        let mut client = ingress.connect().await;
        client
            .send(format!("POST /timeout HTTP/1.1\r\nhost: x\r\n{body}"))
            .await;
        let answer = client.answer().await;
        assert!(answer.head.contains("connection: close"), "{answer:?}");
        assert_eq!(client.rest().await, (String::new(), true), "{body}");
    }
}
