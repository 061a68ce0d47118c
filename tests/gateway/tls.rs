//! TLS towards clients: both versions of HTTP, its certificates, and what is wrong with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use http::Request;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::backend::{Script, Scripted};
use crate::support::{Gateway, call, run};

const BOTH: &[&SupportedProtocolVersion] = &[&version::TLS13, &version::TLS12];

/// A certificate for localhost, its key, and the folder that they are in.
struct Certificate {
    folder: PathBuf,
    der: CertificateDer<'static>,
}

impl Certificate {
    fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("tls-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let pair = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(folder.join("cert.pem"), pair.cert.pem()).unwrap();
        fs::write(folder.join("key.pem"), pair.signing_key.serialize_pem()).unwrap();
        Self {
            folder,
            der: pair.cert.der().clone(),
        }
    }

    fn file(&self, name: &str) -> String {
        self.folder.join(name).to_str().unwrap().to_owned()
    }

    /// A gateway that shows it.
    fn gateway(&self, backend: &Scripted, more: &[&str]) -> Gateway {
        let (certificate, key) = (self.file("cert.pem"), self.file("key.pem"));
        let mut arguments = vec!["--listen-tls", "127.0.0.1:0"];
        arguments.extend(["--tls-cert", &certificate, "--tls-key", &key]);
        arguments.extend(more);
        Gateway::for_sample(backend.address, &arguments)
    }
}

impl Drop for Certificate {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Shakes hands as a client that trusts `trusted` alone.
async fn connect(
    gateway: &Gateway,
    trusted: &CertificateDer<'static>,
    versions: &[&'static SupportedProtocolVersion],
    alpn: &[&[u8]],
) -> std::io::Result<TlsStream<tokio::net::TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(trusted.clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    let tcp = tokio::net::TcpStream::connect(gateway.tls.unwrap()).await?;
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(work)
}

async fn get_http1(mut stream: TlsStream<tokio::net::TcpStream>) -> String {
    let request = b"GET /v1/shelves HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

#[test]
fn both_versions_of_http_are_chosen_by_alpn() {
    let backend = Scripted::start(Script::ok(b""));
    let certificate = Certificate::new("alpn");
    let gateway = certificate.gateway(&backend, &[]);
    block_on(async {
        for versions in [BOTH, &[&version::TLS12], &[&version::TLS13]] {
            for alpn in [&[][..], &[&b"http/1.1"[..]]] {
                let stream = connect(&gateway, &certificate.der, versions, alpn)
                    .await
                    .unwrap();
                let answer = get_http1(stream).await;
                assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
            }
            let stream = connect(&gateway, &certificate.der, versions, &[b"h2", b"http/1.1"]);
            let stream = stream.await.unwrap();
            assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
            let (mut client, connection) = h2::client::handshake(stream).await.unwrap();
            // Runs until the set is dropped.
            let mut running = tokio::task::JoinSet::new();
            running.spawn(connection);
            let request = Request::get("https://localhost/v1/shelves")
                .body(())
                .unwrap();
            let answer = client.send_request(request, true).unwrap().0.await.unwrap();
            assert_eq!(answer.status(), 200);
        }
    });
    let received = backend.received();
    assert_eq!(received.len(), 9);
    for call in received {
        assert_eq!(call.headers["x-forwarded-proto"], "https");
    }
    assert_eq!(gateway.get("/v1/shelves").status, 200);
    assert_eq!(backend.received()[0].headers["x-forwarded-proto"], "http");
}

#[test]
fn the_lowest_version_is_held() {
    let backend = Scripted::start(Script::ok(b""));
    let certificate = Certificate::new("version");
    let gateway = certificate.gateway(&backend, &["--set", "tls.min_version=\"1.3\""]);
    block_on(async {
        let old = connect(&gateway, &certificate.der, &[&version::TLS12], &[]).await;
        assert!(old.unwrap_err().to_string().contains("ProtocolVersion"));
        connect(&gateway, &certificate.der, &[&version::TLS13], &[])
            .await
            .unwrap();
    });
}

#[test]
fn a_new_certificate_is_shown_without_a_restart() {
    let backend = Scripted::start(Script::ok(b""));
    let certificate = Certificate::new("renewed");
    let gateway = certificate.gateway(&backend, &[]);
    let renewed = Certificate::new("renewal");
    for name in ["cert.pem", "key.pem"] {
        fs::copy(renewed.file(name), certificate.file(name)).unwrap();
    }
    let reload = || call(gateway.admin, "POST", "/reload", &[], b"").status;
    // Without a configuration file the files are followed, so somebody else may have been faster.
    assert_eq!(reload(), 200);
    gateway.logged("another certificate");
    block_on(async {
        connect(&gateway, &renewed.der, BOTH, &[]).await.unwrap();
        connect(&gateway, &certificate.der, BOTH, &[])
            .await
            .unwrap_err();
    });
    fs::write(certificate.file("key.pem"), "").unwrap();
    assert_eq!(reload(), 422);
    block_on(async {
        connect(&gateway, &renewed.der, BOTH, &[]).await.unwrap();
    });
}

#[test]
fn plain_http_on_the_tls_port_is_no_danger() {
    let backend = Scripted::start(Script::ok(b""));
    let certificate = Certificate::new("plain");
    let mut gateway = certificate.gateway(&backend, &[]);
    let mut stream = crate::support::connect(gateway.tls.unwrap());
    std::io::Write::write_all(&mut stream, b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    let _ = std::io::Read::read_to_end(&mut stream, &mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
    gateway.assert_alive();
}

#[test]
fn a_certificate_for_development_is_made_and_warned_of() {
    let backend = Scripted::start(Script::ok(b""));
    let arguments = [
        "--listen-tls",
        "127.0.0.1:0",
        "--tls-dev",
        "--set",
        "logging.level=info",
    ];
    let gateway = Gateway::for_sample(backend.address, &arguments);
    gateway.line(|line| line.contains("warning: self-signed certificate: for development only"));
    let told = gateway.line(|line| line.contains("SHA-256 fingerprint: "));
    let port = gateway.tls.unwrap().port().to_string();
    gateway.line(|line| line.contains("curl -k https://localhost:") && line.contains(&port));
    // Not trusted as it is; what was shown is what was told.
    let other = Certificate::new("other");
    let shown = block_on(async {
        let refused = connect(&gateway, &other.der, BOTH, &[]).await;
        refused.unwrap_err();
        shown_certificate(&gateway).await
    });
    let digest = ring::digest::digest(&ring::digest::SHA256, &shown);
    let hex: Vec<String> = digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    assert!(told.contains(&hex.join(":")), "{told}");
    block_on(async {
        let stream = connect(&gateway, &shown, BOTH, &[]).await.unwrap();
        assert!(get_http1(stream).await.starts_with("HTTP/1.1 200"));
    });
}

/// The certificate that the gateway shows to whoever asks: told by a client that checks nothing
/// but writes down what it sees.
async fn shown_certificate(gateway: &Gateway) -> CertificateDer<'static> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_protocol_versions(BOTH)
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Unchecked(provider)))
        .with_no_client_auth();
    let tcp = tokio::net::TcpStream::connect(gateway.tls.unwrap())
        .await
        .unwrap();
    let name = ServerName::try_from("localhost").unwrap();
    let stream = TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
        .unwrap();
    stream.get_ref().1.peer_certificates().unwrap()[0]
        .clone()
        .into_owned()
}

#[derive(Debug)]
struct Unchecked(Arc<rustls::crypto::CryptoProvider>);

impl rustls::client::danger::ServerCertVerifier for Unchecked {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: rustls::pki_types::UnixTime,
    ) -> Result<rustls::client::danger::ServerCertVerified, rustls::Error> {
        Ok(rustls::client::danger::ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &rustls::DigitallySignedStruct,
    ) -> Result<rustls::client::danger::HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<rustls::SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

#[test]
fn what_is_wrong_with_a_certificate_is_told_at_load() {
    let certificate = Certificate::new("load");
    let other = Certificate::new("load-other");
    let (cert, key) = (certificate.file("cert.pem"), certificate.file("key.pem"));
    let other_key = other.file("key.pem");
    let empty = certificate.file("empty.pem");
    fs::write(&empty, "").unwrap();
    let file = certificate.file("rialto.toml");
    let check = |settings: &str, told: &[&str]| {
        let text = format!("[server]\nlisten_addr_tls = \"127.0.0.1:0\"\n[tls]\n{settings}");
        fs::write(&file, text).unwrap();
        let output = run(&["check", "--proto", "proto", "-c", &file]);
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{err}");
        for told in told {
            assert!(err.contains(told), "{told:?} is not in {err}");
        }
    };
    check(
        &format!("cert_file = {empty:?}\nkey_file = {key:?}\n"),
        &["tls.cert_file: ", "has no certificate", "rialto.toml:4:"],
    );
    check(
        &format!("cert_file = {cert:?}\nkey_file = {other_key:?}\n"),
        &[
            "tls.key_file: ",
            "does not match the certificate",
            "rialto.toml:5:",
        ],
    );
    check(
        "cert_file = \"cert.pem\"\nkey_file = \"none.pem\"\n",
        &["cannot read the key", "none.pem"],
    );
    check("", &["server.listen_addr_tls needs a certificate"]);
    let output = run(&["serve", "--tls-cert", &cert]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["serve", "--tls-dev", "--tls-cert", &cert, "--tls-key", &key]);
    assert_eq!(output.status.code(), Some(2));
}
