//! Calls to back ends: gRPC over HTTP/2, with messages as raw bytes.
//!
//! Owns the connections to back ends and what is known about a call's way there: which endpoint,
//! whether it answered, whether another may be tried. Never looks into a message, and never turns
//! an error into an HTTP status.
//!
//! ```text
//! Upstreams::unary -> dispatch (which endpoint) -> connection (which connection) -> attempt
//! ```
//!
//! A [`Cluster`] is shared by all workers; [`Upstreams`] belongs to one.

mod address;
mod attempt;
mod cluster;
mod connect;
mod connection;
mod dispatch;
mod end;
mod endpoint;
mod error;
pub mod reflection;
#[cfg(test)]
mod tests;
mod tls;

pub use address::{Address, AddressError, Scheme};
pub use attempt::{Head, ReceiveHalf, SendHalf, Stream};
pub use cluster::{
    CONNECT_TIMEOUT, CONNECTION_WINDOW, CONNECTIONS_MAX, Cluster, ClusterError, ClusterSettings,
    RESPONSE_HEADER_MAX, STREAM_WINDOW,
};
pub use connect::ConnectError;
pub use connection::Upstreams;
pub use dispatch::{Opened, Reply};
pub use end::End;
pub use endpoint::{Endpoint, EndpointError, EndpointId};
pub use error::{CallError, Doing, Unprocessed, Violation};
pub use tls::{TlsError, TlsSettings};
