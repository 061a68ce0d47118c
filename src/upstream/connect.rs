//! Making one connection: a socket, TLS where it is asked for, and HTTP/2.

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use h2::client::SendRequest;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use super::cluster::{ClusterSettings, WINDOW_MAX, WINDOW_MIN};
use super::endpoint::{Endpoint, EndpointTls};
use super::tls::ALPN_H2;
use crate::units::ByteSize;

/// What h2 reports as the peer's stream limit until its SETTINGS are here. They set it to another
/// value in any case: without a limit of the peer it is `usize::MAX`.
const LIMIT_UNKNOWN: usize = usize::MAX - 1;

/// How many bytes of one stream's requests are kept beyond what the peer's window takes.
const SEND_BUFFER_MAX: usize = 1 << 20;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("the host name cannot be resolved")]
    Resolve(#[source] io::Error),
    #[error("the host cannot be reached")]
    Tcp(#[source] io::Error),
    #[error("the TLS handshake failed")]
    Tls(#[source] io::Error),
    /// RFC 9113 §3.2: HTTP/2 over TLS is agreed on by ALPN.
    #[error("the server does not offer HTTP/2 (\"h2\" in ALPN), which gRPC needs")]
    NoHttp2,
    #[error("the server does not speak HTTP/2")]
    Handshake(#[source] h2::Error),
    #[error("the server closed the connection before it spoke HTTP/2")]
    Closed,
    #[error("there was no connection within {0:?}")]
    Timeout(Duration),
    #[error("the gateway stopped connecting")]
    Stopped,
}

/// Moves a connection's bytes; ends with the connection.
pub(super) struct Driver(Pin<Box<dyn Future<Output = Result<(), h2::Error>> + Send>>);

impl Driver {
    pub(super) async fn run(self) -> Result<(), h2::Error> {
        self.0.await
    }
}

/// Connects to `endpoint`.
///
/// Returns when the peer's first frame has shown that it speaks HTTP/2: a peer that accepts and
/// says nothing is a failed connection, and not a call that hangs.
///
/// # Errors
/// When any step fails, or all of them together take longer than the settings allow.
pub(super) async fn connect(
    endpoint: &Endpoint,
    settings: &ClusterSettings,
) -> Result<(SendRequest<Bytes>, Driver), ConnectError> {
    let limit = settings.connect_timeout;
    match tokio::time::timeout(limit, connect_all(endpoint, settings)).await {
        Ok(outcome) => outcome,
        Err(_) => Err(ConnectError::Timeout(limit)),
    }
}

async fn connect_all(
    endpoint: &Endpoint,
    settings: &ClusterSettings,
) -> Result<(SendRequest<Bytes>, Driver), ConnectError> {
    let host = (endpoint.address().host(), endpoint.address().port());
    let addresses: Vec<_> = lookup_host(host)
        .await
        .map_err(ConnectError::Resolve)?
        .collect();
    let socket = TcpStream::connect(addresses.as_slice())
        .await
        .map_err(ConnectError::Tcp)?;
    // h2 writes whole frames: waiting for more would only delay them.
    socket.set_nodelay(true).map_err(ConnectError::Tcp)?;
    match &endpoint.tls {
        None => handshake(socket, settings).await,
        Some(tls) => handshake(secure(socket, tls).await?, settings).await,
    }
}

async fn secure(
    socket: TcpStream,
    tls: &EndpointTls,
) -> Result<tokio_rustls::client::TlsStream<TcpStream>, ConnectError> {
    let stream = TlsConnector::from(tls.config.clone())
        .connect(tls.server_name.clone(), socket)
        .await
        .map_err(|error| match error.get_ref().and_then(tls_error) {
            Some(rustls::Error::AlertReceived(rustls::AlertDescription::NoApplicationProtocol)) => {
                ConnectError::NoHttp2
            }
            _ => ConnectError::Tls(error),
        })?;
    if stream.get_ref().1.alpn_protocol() != Some(ALPN_H2) {
        return Err(ConnectError::NoHttp2);
    }
    Ok(stream)
}

fn tls_error<'a>(
    error: &'a (dyn std::error::Error + Send + Sync + 'static),
) -> Option<&'a rustls::Error> {
    error.downcast_ref()
}

async fn handshake<T>(
    io: T,
    settings: &ClusterSettings,
) -> Result<(SendRequest<Bytes>, Driver), ConnectError>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (requests, mut connection) = h2::client::Builder::new()
        .initial_window_size(clamp(settings.stream_window, 1, WINDOW_MAX))
        .initial_connection_window_size(clamp(settings.connection_window, WINDOW_MIN, WINDOW_MAX))
        .max_header_list_size(clamp(settings.response_header_max, 1, u32::MAX))
        .max_send_buffer_size(SEND_BUFFER_MAX)
        .initial_max_send_streams(LIMIT_UNKNOWN)
        .enable_push(false)
        .handshake::<T, Bytes>(io)
        .await
        .map_err(ConnectError::Handshake)?;
    poll_fn(|cx| {
        if let Poll::Ready(end) = Pin::new(&mut connection).poll(cx) {
            return Poll::Ready(Err(match end {
                Ok(()) => ConnectError::Closed,
                Err(error) => ConnectError::Handshake(error),
            }));
        }
        if requests.current_max_send_streams() == LIMIT_UNKNOWN {
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    })
    .await?;
    Ok((requests, Driver(Box::pin(connection))))
}

fn clamp(size: ByteSize, least: u32, most: u32) -> u32 {
    u32::try_from(size.0).unwrap_or(most).clamp(least, most)
}
