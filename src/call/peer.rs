//! Who is on the other side of a client's connection.

use std::net::SocketAddr;

/// The client of a connection, as its listener saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The address of the socket, or the one that a PROXY header names.
    pub address: SocketAddr,
    /// Set on TLS listeners.
    pub tls: Option<TlsFacts>,
}

/// What the handshake of a TLS connection agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFacts {
    /// The server name that the client asked for.
    pub server_name: Option<String>,
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: &'static str,
}
