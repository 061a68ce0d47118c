//! The command line of the sample back end.

use std::error::Error;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use bookstore::{NewBooks, Tls};
use clap::Parser;
use tokio::net::TcpListener;

/// A bookstore that speaks gRPC, with reflection and health.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 takes a free one
    #[arg(long, default_value = "127.0.0.1:50051")]
    listen: SocketAddr,
    /// The certificate chain to serve TLS with, in PEM
    #[arg(long, requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM
    #[arg(long, requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Forget books once they are created, for load that creates any number
    #[arg(long)]
    forgetful: bool,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let tls = match (arguments.tls_cert, arguments.tls_key) {
        (Some(certificate), Some(key)) => Some(Tls {
            certificate_pem: std::fs::read(certificate)?,
            key_pem: std::fs::read(key)?,
        }),
        _ => None,
    };
    let listener = TcpListener::bind(arguments.listen).await?;
    writeln!(io::stdout(), "listening on {}", listener.local_addr()?)?;

    let (drain, draining) = tokio::sync::oneshot::channel();
    let new_books = if arguments.forgetful {
        NewBooks::Forgotten
    } else {
        NewBooks::Kept
    };
    let serving = bookstore::serve(listener, tls, new_books, async {
        // A dropped sender ends the server like a sent message.
        let _ = draining.await;
    });
    tokio::pin!(serving);
    // Cancel safe: the server is pinned and goes on below, and a Ctrl-C that was seen ends the wait for it.
    tokio::select! {
        ended = &mut serving => return Ok(ended?),
        signal = tokio::signal::ctrl_c() => signal?,
    }
    let _ = drain.send(());
    match tokio::time::timeout(GRACE, serving).await {
        Ok(ended) => Ok(ended?),
        Err(_elapsed) => Ok(()),
    }
}

/// How long calls in flight may go on after Ctrl-C. Watchers never end by themselves.
const GRACE: Duration = Duration::from_secs(2);
