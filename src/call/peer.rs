//! Who is on the other side of a client's connection.

use std::net::SocketAddr;

use http::HeaderValue;

/// The client of a connection, as its listener saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// The address of the socket, or the one that a PROXY header names.
    pub address: SocketAddr,
    /// Set on TLS listeners.
    pub tls: Option<TlsFacts>,
    /// Written once per connection, for every call's line and metadata.
    address_text: Box<str>,
    ip_text: HeaderValue,
}

impl Peer {
    pub fn new(address: SocketAddr, tls: Option<TlsFacts>) -> Self {
        let ip = address.ip().to_canonical();
        Self {
            address,
            tls,
            address_text: SocketAddr::new(ip, address.port()).to_string().into(),
            ip_text: HeaderValue::try_from(ip.to_string())
                .unwrap_or(HeaderValue::from_static("unknown")),
        }
    }

    /// The address and the port; one of IPv4 that came as IPv6 as what it is.
    pub fn address_text(&self) -> &str {
        &self.address_text
    }

    /// The same without the port, as `x-forwarded-for` has it.
    pub const fn ip_text(&self) -> &HeaderValue {
        &self.ip_text
    }
}

/// What the handshake of a TLS connection agreed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFacts {
    /// The server name that the client asked for.
    pub server_name: Option<String>,
    /// `TLSv1.2` or `TLSv1.3`.
    pub version: &'static str,
}
