//! Calls over TLS.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use super::super::{Address, CallError, Cluster, ConnectError, Reply, TlsSettings, Upstreams};
use super::server::{Server, echo, requests, sockets};
use super::{settings, unary};

struct Secure {
    server: Server,
    ca: Vec<u8>,
}

/// A server with a certificate for `name` that offers these protocols in ALPN.
async fn secure(name: &str, protocols: &[&[u8]]) -> Secure {
    let key = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![key.cert.der().clone()], private)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = sockets(move |socket, _| {
        let acceptor = acceptor.clone();
        async move {
            if let Ok(stream) = acceptor.accept(socket).await {
                requests(stream, h2::server::Builder::new(), echo).await;
            }
        }
    })
    .await;
    let ca = key.cert.pem().into_bytes();
    Secure { server, ca }
}

async fn call(server: &Server, ca: Vec<u8>, server_name: Option<&str>) -> Result<Reply, CallError> {
    let port = server.address.port();
    let address: Address = format!("https://127.0.0.1:{port}").parse().unwrap();
    let settings = super::ClusterSettings {
        tls: TlsSettings {
            ca: Some(ca),
            server_name: server_name.map(str::to_owned),
        },
        ..settings()
    };
    let cluster = Cluster::new("test", [address], settings).unwrap();
    unary(&Upstreams::new(), &cluster).await
}

fn connect_error(outcome: Result<Reply, CallError>) -> Arc<ConnectError> {
    match outcome.unwrap_err() {
        CallError::Connect { source, .. } => source,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_certificate_of_the_given_ca_is_trusted_under_its_name() {
    let Secure { server, ca } = secure("books.example.com", &[b"h2"]).await;
    let reply = call(&server, ca.clone(), Some("books.example.com")).await;
    assert_eq!(reply.unwrap().message.unwrap(), "ping");
    let other = call(&server, ca.clone(), Some("films.example.com")).await;
    assert!(matches!(*connect_error(other), ConnectError::Tls(_)));
    let by_address = call(&server, ca, None).await;
    assert!(matches!(*connect_error(by_address), ConnectError::Tls(_)));
}

#[tokio::test]
async fn an_address_can_be_the_name_in_a_certificate() {
    let Secure { server, ca } = secure("127.0.0.1", &[b"h2", b"http/1.1"]).await;
    call(&server, ca, None).await.unwrap();
}

#[tokio::test]
async fn a_certificate_of_another_ca_is_refused() {
    let one = secure("127.0.0.1", &[b"h2"]).await;
    let other = secure("127.0.0.1", &[b"h2"]).await;
    let error = connect_error(call(&one.server, other.ca, None).await);
    assert!(matches!(*error, ConnectError::Tls(_)), "{error:?}");
}

#[tokio::test]
async fn a_server_that_does_not_agree_on_http2_is_refused() {
    // One offers only another protocol, which is an alert; one has no ALPN at all.
    for protocols in [&[b"http/1.1".as_slice()] as &[&[u8]], &[]] {
        let Secure { server, ca } = secure("127.0.0.1", protocols).await;
        let error = connect_error(call(&server, ca, None).await);
        assert!(matches!(*error, ConnectError::NoHttp2), "{error:?}");
    }
}

#[tokio::test]
async fn a_server_without_tls_is_refused() {
    let server = super::server::http2(echo).await;
    let ca = secure("127.0.0.1", &[b"h2"]).await.ca;
    let error = connect_error(call(&server, ca, None).await);
    assert!(matches!(*error, ConnectError::Tls(_)), "{error:?}");
}
