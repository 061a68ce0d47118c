//! The edge towards clients: sockets, TLS, HTTP/1.1 and HTTP/2, limits, and the drain.
//!
//! ```text
//! socket -> worker -> conn (TLS, the first bytes) -> http1 | http2 -> Pingora -> pipeline -> Handle
//!                                                                  exchange <-----------'
//! ```
//! A worker is one thread with its own sockets; a connection stays on the worker that was given it. Ingress owns every limit
//! that protects the gateway from clients as such: how many connections, how long for a head, how
//! long without a byte. It knows no route, no protocol above HTTP and no policy.
//!
//! Life of an HTTP/1 connection: its heads are read here, not by Pingora, so that a client which
//! waits or trickles costs a few kilobytes and is refused in words; a complete head goes through
//! a session of Pingora's to [`Handle`](crate::gateway::Handle), and the connection comes back for the next one.

mod balance;
mod certificate;
mod conn;
mod drain;
mod exchange;
mod framing;
mod head;
mod http1;
mod http2;
mod pipeline;
mod refusal;
mod stream_head;
mod tls;
mod transport;
mod worker;

#[cfg(test)]
mod tests;

pub use certificate::{CertificateError, CertificateSource, TlsSettings, TlsStore, TlsVersion};
pub use drain::{Drain, Signals};
pub use worker::{Bound, Worker, bind, run, workers};

use std::time::Duration;

use crate::units::ByteSize;

/// What ingress allows its clients. Any values are fine, but see each one's range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// From the first byte of a head to its last; for a new connection from its acceptance, so
    /// that one clock covers the TLS handshake, the HTTP/2 preface and the first head. 10 s.
    pub head_timeout: Duration,
    /// The longest wait for the next piece of a request body. 30 s.
    pub body_timeout: Duration,
    /// The longest wait for a client that does not read its answer. 30 s.
    pub write_timeout: Duration,
    /// The longest time between two requests of an HTTP/1 connection, and without a stream on an
    /// HTTP/2 connection, where a PING does not count as life. 60 s.
    pub connection_idle_timeout: Duration,
    /// How long a connection is read on after an answer that came before the end of the request
    /// body, so that the answer is not lost in a TCP reset. 10 s.
    pub linger_timeout: Duration,
    /// Connections of the process at one time; further ones wait in the kernel's queue. 10 000.
    pub max_connections: usize,
    /// Requests on one HTTP/1 connection, after which it is closed. No limit.
    pub max_requests: Option<u32>,
    /// Bytes of a request head (the header list, for HTTP/2); more is a 431. 64 KiB, at most 1 MiB.
    pub head_max: ByteSize,
    /// Header fields of a request; more is a 431. 100, at most 256.
    pub header_count_max: usize,
    /// HTTP/2 streams of one connection at one time. 100.
    pub max_concurrent_streams: u32,
    /// What a client may send on one HTTP/2 stream before the gateway reads it. 256 KiB. With
    /// `connection_window` this is what one connection can hold in memory. At most 2 GiB - 1.
    pub stream_window: ByteSize,
    /// The same for all streams of a connection together. 1 MiB.
    pub connection_window: ByteSize,
    /// What the gateway holds of answers on one HTTP/2 stream that the client has not read. 256 KiB.
    pub send_buffer: ByteSize,
    /// How long the process stays open to new connections after it stopped being ready, for load
    /// balancers to notice. 0 s.
    pub lame_duck: Duration,
    /// How long idle keep-alive connections live once the drain has begun, so that their next
    /// answer can say `Connection: close`. 500 ms.
    pub idle_drain: Duration,
    /// The longest time for requests in flight to end once the drain has begun. 30 s.
    pub grace: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            head_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            connection_idle_timeout: Duration::from_secs(60),
            linger_timeout: Duration::from_secs(10),
            max_connections: 10_000,
            max_requests: None,
            head_max: ByteSize::kib(64),
            header_count_max: 100,
            max_concurrent_streams: 100,
            stream_window: ByteSize::kib(256),
            connection_window: ByteSize::mib(1),
            send_buffer: ByteSize::kib(256),
            lame_duck: Duration::ZERO,
            idle_drain: Duration::from_millis(500),
            grace: Duration::from_secs(30),
        }
    }
}
