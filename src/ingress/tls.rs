//! TLS towards clients. The configuration, certificates and their reload are the caller's.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Poll, ready};

use rustls::{ProtocolVersion, ServerConfig};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::Settings;
use crate::call::TlsFacts;
use crate::tasks::Timer;

/// The name of HTTP/2 in ALPN (RFC 9113 §3.2).
pub(super) const ALPN_HTTP2: &[u8] = b"h2";
/// That of HTTP/1.1 (RFC 7301 §6).
pub(super) const ALPN_HTTP1: &[u8] = b"http/1.1";

/// A finished handshake.
#[derive(Debug)]
pub(super) struct Handshake {
    pub(super) stream: Box<TlsStream<TcpStream>>,
    pub(super) facts: TlsFacts,
    /// Whether the client chose HTTP/2.
    pub(super) http2: bool,
}

/// Shakes hands before `timer` is over; it goes on to limit the first head.
pub(super) async fn accept(
    tcp: TcpStream,
    config: Arc<ServerConfig>,
    timer: &mut Timer,
    settings: &Settings,
) -> io::Result<Handshake> {
    let mut handshake = pin!(TlsAcceptor::from(config).accept(tcp));
    let stream = poll_fn(|cx| {
        if let Poll::Ready(done) = handshake.as_mut().poll(cx) {
            return Poll::Ready(done);
        }
        ready!(timer.poll(settings.head_timeout, cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    })
    .await?;
    let (_, session) = stream.get_ref();
    Ok(Handshake {
        facts: TlsFacts {
            server_name: session.server_name().map(str::to_owned),
            // rustls speaks no other version than these two.
            version: match session.protocol_version() {
                Some(ProtocolVersion::TLSv1_3) => "TLSv1.3",
                _ => "TLSv1.2",
            },
        },
        http2: session.alpn_protocol() == Some(ALPN_HTTP2),
        stream: Box::new(stream),
    })
}
