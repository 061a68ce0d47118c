//! Clients that are slow, silent, too many, or not HTTP.

use super::*;

fn short() -> Settings {
    Settings {
        head_timeout: millis(60),
        body_timeout: millis(60),
        write_timeout: millis(60),
        connection_idle_timeout: millis(120),
        head_max: ByteSize(1024),
        header_count_max: 10,
        ..Settings::default()
    }
}

#[tokio::test]
async fn a_head_that_trickles_is_cut_at_the_limit() {
    let ingress = Ingress::start(short());
    let mut client = ingress.connect().await;
    let started = tasks::now().instant;
    let (mut reader, mut writer) = client.0.split();
    let trickle = async {
        for byte in std::iter::once(&b'G').chain(std::iter::repeat(&b'E')) {
            if writer.write_all(&[*byte]).await.is_err() {
                break;
            }
            tasks::sleep(millis(5)).await;
        }
    };
    let mut text = String::new();
    tokio::select! {
        () = trickle => {}
        read = reader.read_to_string(&mut text) => { read.unwrap(); }
    }
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
    assert!(text.contains("\"message\""), "{text}");
    assert!(started.elapsed() >= millis(60));
    assert!(started.elapsed() < millis(1000));
}

#[tokio::test]
async fn silence_is_cut_wherever_it_falls() {
    let ingress = Ingress::start(short());
    for start in [
        "",
        "PRI * HTTP/2.0\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        // The preface and empty SETTINGS: everything but a request.
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
    ] {
        let mut client = ingress.connect().await;
        let started = tasks::now().instant;
        client.send(start).await;
        client.rest().await;
        assert!(started.elapsed() < millis(1000), "{start:?}");
    }
    tasks::within(SOON, ingress.drain.connections().zero())
        .await
        .expect("every connection is gone");
}

#[tokio::test]
async fn a_later_head_has_the_limit_of_its_own() {
    let ingress = Ingress::start(short());
    let mut client = ingress.connect().await;
    client.get("/").await;
    // Longer than a head may take, but idle.
    tasks::sleep(millis(80)).await;
    client.send("GET / HT").await;
    let (text, _) = client.rest().await;
    assert!(text.starts_with("HTTP/1.1 408 "), "{text}");
}

#[tokio::test]
async fn an_idle_connection_is_closed_in_silence() {
    let ingress = Ingress::start(short());
    let mut client = ingress.connect().await;
    client.get("/").await;
    let started = tasks::now().instant;
    assert_eq!(client.rest().await, (String::new(), true));
    assert!(started.elapsed() >= millis(110), "{:?}", started.elapsed());
}

#[tokio::test]
async fn heads_beyond_the_limits_are_refused_in_words() {
    let ingress = Ingress::start(short());
    let fields = "a: 1\r\n".repeat(11);
    let long = "a".repeat(2000);
    for (request, status, word) in [
        (format!("GET / HTTP/1.1\r\n{fields}\r\n"), "431", "fields"),
        (format!("GET /{long} HTTP/1.1\r\n"), "431", "1024 bytes"),
        ("\x16\x03\x01\x02\0".to_owned(), "400", "TLS"),
        (
            "GET / HTTP/1.1\r\nbad header\r\n\r\n".to_owned(),
            "400",
            "header",
        ),
        ("GET / HTTP/1.1\r\n\r\n".to_owned(), "400", "Host"),
        (
            "GET / HTTP/7.1\r\nhost: x\r\n\r\n".to_owned(),
            "400",
            "version",
        ),
        (
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1x\r\n\r\n".to_owned(),
            "400",
            "Content-Length",
        ),
    ] {
        let mut client = ingress.connect().await;
        client.send(&request).await;
        let answer = client.answer().await;
        let status = format!("http/1.1 {status}");
        assert!(answer.head.starts_with(&status), "{request:?}: {answer:?}");
        assert!(answer.body.starts_with(r#"{"code":3,"#), "{answer:?}");
        assert!(answer.body.contains(word), "{request:?}: {answer:?}");
        assert!(client.rest().await.1, "{request:?}");
    }
}

#[tokio::test]
async fn a_body_that_stops_times_out() {
    let ingress = Ingress::start(short());
    let mut client = ingress.connect().await;
    client
        .send("POST /timeout HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nabc")
        .await;
    let answer = client.answer().await;
    assert_eq!(answer.body, "the request body did not arrive in time");
}

#[tokio::test]
async fn a_client_that_does_not_read_is_given_up() {
    let ingress = Ingress::start(short());
    let mut client = ingress.connect().await;
    client.send("GET /flood HTTP/1.1\r\nhost: x\r\n\r\n").await;
    while ingress.handler.hanging.get() == 0 {
        tasks::sleep(millis(1)).await;
    }
    let given_up = ingress.handler.hanging.zero();
    tasks::within(SOON, given_up).await.expect("given up");
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_for_a_place() {
    let ingress = Ingress::start(Settings {
        max_connections: 1,
        ..Settings::default()
    });
    let mut first = ingress.connect().await;
    assert_eq!(first.get("/").await.body, "hello");
    let mut second = ingress.connect().await;
    second.send("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
    let early = tasks::within(millis(50), second.0.read_u8()).await;
    assert!(early.is_none());
    drop(first);
    assert_eq!(second.answer().await.body, "hello");
    assert_eq!(ingress.drain.connections().get(), 1);
}

#[tokio::test]
async fn connections_are_spread_over_the_workers_whoever_accepts_them() {
    let (settings, drain) = (Arc::new(Settings::default()), Drain::default());
    // Only the first of the workers has a socket.
    let sockets = bind(([127, 0, 0, 1], 0).into(), 1).unwrap();
    let address = sockets[0].local_addr().unwrap();
    let bound = vec![Bound { sockets, tls: None }];
    let handlers: [Arc<Behaviours>; 2] = Default::default();
    let of_workers = handlers.clone();
    let make = move |index: usize| of_workers[index].clone();
    for mut worker in workers(2, bound, &settings, &drain, make) {
        tokio::spawn(async move {
            let (_keep, shutdown) = tokio::sync::watch::channel(false);
            worker.start_service(None, shutdown, 1).await;
        });
    }
    let mut clients = Vec::new();
    for _ in 0..64 {
        let mut client = Client(TcpStream::connect(address).await.unwrap());
        client.send("GET /hang HTTP/1.1\r\nhost: x\r\n\r\n").await;
        clients.push(client);
    }
    let served = || handlers.each_ref().map(|handler| handler.hanging.get());
    let all = async {
        while served().iter().sum::<usize>() < clients.len() {
            tokio::task::yield_now().await;
        }
    };
    tasks::within(SOON, all).await.expect("all are served");
    assert!(
        served().iter().all(|served| *served <= 36),
        "{:?}",
        served()
    );
    // The drain waits for those that were handed over, too.
    drop(clients);
    drain.finish(&settings).await;
    assert_eq!(drain.connections().get(), 0);
}
