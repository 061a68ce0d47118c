//! TLS: both versions of HTTP by ALPN, and what the handler learns of the client.

use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::*;

fn configs() -> (Arc<rustls::ServerConfig>, rustls::ClientConfig) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let names = vec!["localhost".to_owned()];
    let pair = rcgen::generate_simple_self_signed(names).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(pair.signing_key.serialize_der()).unwrap();
    let mut server = rustls::ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![pair.cert.der().clone()], key)
        .unwrap();
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let mut roots = rustls::RootCertStore::empty();
    roots.add(pair.cert.der().clone()).unwrap();
    let client = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    (Arc::new(server), client)
}

async fn connect(
    ingress: &Ingress,
    mut config: rustls::ClientConfig,
    alpn: &[u8],
) -> TlsStream<TcpStream> {
    config.alpn_protocols = vec![alpn.to_vec()];
    let tcp = TcpStream::connect(ingress.address).await.unwrap();
    let name = "localhost".try_into().unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
        .unwrap()
}

#[tokio::test]
async fn http1_over_tls_keeps_its_connection_and_notices_pipelined_requests() {
    let (server, client) = configs();
    let ingress = Ingress::start_with(Settings::default(), Some(server));
    let mut client = Client(connect(&ingress, client, b"http/1.1").await);
    let peer = client.get("/peer").await.body;
    assert!(
        peer.contains("localhost") && peer.contains("TLSv1.3"),
        "{peer}"
    );
    // One TLS record with two requests: the second is plaintext already when the first is done.
    let get = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    client.send(format!("{get}{get}")).await;
    for _ in 0..2 {
        assert_eq!(client.answer().await.body, "hello");
    }
}

#[tokio::test]
async fn http2_is_chosen_by_alpn() {
    let (server, client) = configs();
    let ingress = Ingress::start_with(Settings::default(), Some(server));
    let tls = connect(&ingress, client, b"h2").await;
    let (mut client, connection) = h2::client::handshake(tls).await.unwrap();
    tokio::spawn(connection);
    let request = http::Request::get("https://localhost/").body(()).unwrap();
    let answer = client.send_request(request, true).unwrap().0;
    assert_eq!(answer.await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_handshake_that_does_not_begin_is_cut() {
    let (server, _) = configs();
    let settings = Settings {
        head_timeout: millis(60),
        ..Settings::default()
    };
    let ingress = Ingress::start_with(settings, Some(server));
    let mut client = ingress.connect().await;
    let started = tasks::now().instant;
    assert_eq!(client.rest().await.0, "");
    assert!(started.elapsed() < millis(1000));
}

#[tokio::test]
async fn a_client_that_leaves_over_tls_cancels_its_request() {
    let (server, client) = configs();
    let ingress = Ingress::start_with(Settings::default(), Some(server));
    let mut client = Client(connect(&ingress, client, b"http/1.1").await);
    client.send("GET /hang HTTP/1.1\r\nhost: x\r\n\r\n").await;
    while ingress.handler.hanging.get() == 0 {
        tasks::sleep(millis(1)).await;
    }
    drop(client);
    let cancelled = ingress.handler.hanging.zero();
    tasks::within(SOON, cancelled).await.expect("cancelled");
}
