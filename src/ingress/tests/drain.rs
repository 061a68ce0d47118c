//! The end of a process, seen by its clients.

use super::*;

fn quick() -> Settings {
    Settings {
        idle_drain: millis(300),
        grace: millis(2000),
        ..Settings::default()
    }
}

#[tokio::test]
async fn requests_in_flight_finish_and_idle_connections_are_told() {
    let ingress = Ingress::start(quick());
    let mut idle = ingress.connect().await;
    idle.get("/").await;
    let mut used = ingress.connect().await;
    used.get("/").await;
    let mut busy = ingress.connect().await;
    busy.send("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tasks::sleep(millis(20)).await;

    let finish = tokio::spawn({
        let (drain, settings) = (ingress.drain.clone(), ingress.settings.clone());
        async move { drain.finish(&settings).await }
    });
    tasks::sleep(millis(20)).await;
    assert!(!ingress.drain.is_ready());
    let refused = TcpStream::connect(ingress.address).await;
    assert!(refused.is_err());
    // Begun before the drain and after it: both are told by their answers.
    assert!(used.get("/").await.head.contains("connection: close"));
    let answer = busy.answer().await;
    assert_eq!(answer.body, "slow");
    assert!(answer.head.contains("connection: close"), "{answer:?}");
    assert_eq!(idle.rest().await, (String::new(), true));
    tasks::within(SOON, finish).await.unwrap().unwrap();
    tasks::within(SOON, ingress.worker).await.unwrap().unwrap();
}

#[tokio::test]
async fn with_nothing_open_the_end_is_immediate() {
    let ingress = Ingress::start(quick());
    tasks::sleep(millis(5)).await;
    let started = tasks::now().instant;
    ingress.drain.finish(&ingress.settings).await;
    assert!(started.elapsed() < millis(250), "{:?}", started.elapsed());
}

#[tokio::test]
async fn what_hangs_is_cut_when_the_grace_is_over() {
    let ingress = Ingress::start(Settings {
        grace: millis(80),
        idle_drain: millis(10),
        ..quick()
    });
    let mut client = ingress.connect().await;
    client.send("GET /hang HTTP/1.1\r\nhost: x\r\n\r\n").await;
    tasks::sleep(millis(20)).await;
    let started = tasks::now().instant;
    ingress.drain.finish(&ingress.settings).await;
    assert!(started.elapsed() >= millis(80));
    assert!(started.elapsed() < millis(1000));
}

#[tokio::test]
async fn an_http2_connection_says_goodbye_and_finishes_its_streams() {
    let ingress = Ingress::start(quick());
    let tcp = TcpStream::connect(ingress.address).await.unwrap();
    let (mut client, connection) = h2::client::handshake(tcp).await.unwrap();
    let ended = tokio::spawn(connection);
    let request = http::Request::get("http://localhost/slow")
        .body(())
        .unwrap();
    let answer = client.send_request(request, true).unwrap().0;
    tasks::sleep(millis(20)).await;
    let finish = ingress.drain.finish(&ingress.settings);
    let (answer, ()) = tokio::join!(answer, finish);
    assert_eq!(answer.unwrap().status(), 200);
    tasks::within(SOON, ended).await.unwrap().unwrap().unwrap();
}

#[test]
fn pingoras_server_runs_the_workers_and_returns() {
    let (settings, drain) = (Arc::new(quick()), Drain::default());
    let sockets = bind(([127, 0, 0, 1], 0).into(), 2).unwrap();
    let address = sockets[0].local_addr().unwrap();
    assert_eq!(sockets[1].local_addr().unwrap(), address);
    let bound = vec![Bound { sockets, tls: None }];
    let handler = Arc::new(Behaviours::default());
    let workers = workers(2, bound, &settings, &drain, move |_| handler.clone());
    let server = std::thread::spawn({
        let (settings, drain) = (settings, drain.clone());
        move || {
            run(
                workers,
                Vec::<crate::ingress::Worker<Behaviours>>::new(),
                settings,
                drain,
            )
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        for _ in 0..8 {
            let mut client = Client(TcpStream::connect(address).await.unwrap());
            assert_eq!(client.get("/").await.body, "hello");
        }
    });
    drain.request();
    server.join().unwrap();
    assert_eq!(drain.connections().get(), 0);
}
