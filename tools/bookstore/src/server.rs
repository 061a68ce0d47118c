//! The services put together and served, for the command line and for tests.

use std::future::Future;
use std::io;
use std::net::{SocketAddr, TcpListener as StdListener};
use std::thread::JoinHandle;

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::oneshot;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::codec::CompressionEncoding;
use tonic::transport::{Identity, ServerTlsConfig};

use crate::DESCRIPTORS;
use crate::calls::Calls;
use crate::lab::LabService;
use crate::legacy::LegacyService;
use crate::shop::BookstoreService;
use crate::store::NewBooks;
use crate::v1::StatsResponse;
use crate::v1::bookstore_server::BookstoreServer;
use crate::v1::lab_server::LabServer;
use crate::v1::legacy_server::LegacyServer;

/// A certificate chain and its private key.
#[derive(Clone)]
pub struct Tls {
    pub certificate_pem: Vec<u8>,
    pub key_pem: Vec<u8>,
}

impl std::fmt::Debug for Tls {
    /// Shows nothing: there is a private key.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tls")
    }
}

/// Why a server could not serve.
#[derive(Debug)]
pub enum ServeError {
    /// The descriptor set was refused by the reflection service.
    Reflection(tonic_reflection::server::Error),
    /// The certificate or the key is unusable, or a connection could not be accepted.
    Transport(tonic::transport::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Reflection(_) => f.write_str("preparing reflection"),
            Self::Transport(_) => f.write_str("serving"),
        }
    }
}

impl std::error::Error for ServeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Reflection(error) => Some(error),
            Self::Transport(error) => Some(error),
        }
    }
}

/// Serves on `listener` until `shutdown` ends and the calls then in flight have ended.
///
/// # Errors
/// The certificate is unusable or accepting failed.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    new_books: NewBooks,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    serve_counting(listener, tls, new_books, Calls::default(), shutdown).await
}

/// A server in a thread of its own, for tests. Dropping it cuts every connection, as a crash would.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    calls: Calls,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts a server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// No port or no thread can be had.
    pub fn start() -> io::Result<Self> {
        Self::start_on(StdListener::bind("127.0.0.1:0")?, None)
    }

    /// Starts a server on `listener`. A certificate that cannot be used shows as connections that are refused.
    ///
    /// # Errors
    /// No thread can be had, or the listener is not one.
    pub fn start_on(listener: StdListener, tls: Option<Tls>) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _entered = runtime.enter();
            TcpListener::from_std(listener)?
        };
        let calls = Calls::default();
        let counted = calls.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::Builder::new()
            .name("bookstore".to_owned())
            .spawn(move || {
                runtime.block_on(async move {
                    let serving = serve_counting(
                        listener,
                        tls,
                        NewBooks::Kept,
                        counted,
                        std::future::pending::<()>(),
                    );
                    // Cancel safe: whichever ends first, both are dropped.
                    tokio::select! {
                        _ = serving => {}
                        _ = stopped => {}
                    }
                });
                // Dropping the runtime drops the connections, which are tasks of it.
            })?;
        Ok(Self {
            address,
            calls,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What happened to the calls so far.
    pub fn stats(&self) -> StatsResponse {
        self.calls.stats()
    }

    /// Cuts every connection and frees the port.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The thread may have ended by itself, and has nothing to say either way.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

async fn serve_counting(
    listener: TcpListener,
    tls: Option<Tls>,
    new_books: NewBooks,
    calls: Calls,
    shutdown: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    let reflection = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(DESCRIPTORS)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    let (reporter, health) = tonic_health::server::health_reporter();
    reporter
        .set_serving::<BookstoreServer<BookstoreService>>()
        .await;
    reporter.set_serving::<LabServer<LabService>>().await;
    reporter.set_serving::<LegacyServer<LegacyService>>().await;

    let mut server = tonic::transport::Server::builder();
    if let Some(tls) = tls {
        let identity = Identity::from_pem(tls.certificate_pem, tls.key_pem);
        server = server
            .tls_config(ServerTlsConfig::new().identity(identity))
            .map_err(ServeError::Transport)?;
    }
    let bookstore = BookstoreServer::new(BookstoreService::new(new_books));
    let lab = LabServer::new(LabService::new(calls.clone()));
    server
        .layer(calls)
        .add_service(
            bookstore
                .max_decoding_message_size(MESSAGE_BYTES_MAX)
                .accept_compressed(CompressionEncoding::Gzip)
                .send_compressed(CompressionEncoding::Gzip),
        )
        .add_service(
            lab.max_decoding_message_size(MESSAGE_BYTES_MAX)
                .accept_compressed(CompressionEncoding::Gzip)
                .send_compressed(CompressionEncoding::Gzip),
        )
        .add_service(LegacyServer::new(LegacyService))
        .add_service(health)
        .add_service(reflection().build_v1().map_err(ServeError::Reflection)?)
        .add_service(
            reflection()
                .build_v1alpha()
                .map_err(ServeError::Reflection)?,
        )
        .serve_with_incoming_shutdown(TcpListenerStream::new(listener), shutdown)
        .await
        .map_err(ServeError::Transport)
}

/// The largest message taken, above all that the tests and benchmarks send.
const MESSAGE_BYTES_MAX: usize = 64 * 1024 * 1024;
