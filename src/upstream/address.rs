//! Where a back end listens, as people write it.
//!
//! ```text
//! address = [ scheme "://" ] host [ ":" port ] [ "/" ]
//! scheme  = "http" / "grpc" / "https" / "grpcs"     ; none: "http"
//! host    = name / IPv4 / "[" IPv6 "]"
//! port    = 1-65535                                 ; only with https and grpcs optional: 443
//! ```

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;
use std::sync::Arc;

/// The port of `https://` and `grpcs://` addresses that name none.
const TLS_PORT: u16 = 443;

/// RFC 1035 §2.3.4, without the final dot.
const NAME_LENGTH_MAX: usize = 253;

/// Whether bytes are encrypted on the way to a back end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// HTTP/2 by prior knowledge on a plain socket.
    Http,
    /// HTTP/2 agreed on by ALPN within TLS.
    Https,
}

impl Scheme {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// A host and a port to connect to. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    scheme: Scheme,
    port: u16,
    /// `scheme://host:port`, in lower case, an IPv6 address in brackets.
    text: Arc<str>,
}

impl Address {
    /// An IPv6 address is without brackets.
    fn new(scheme: Scheme, host: &str, port: u16) -> Self {
        let name = scheme.name();
        let text = if host.contains(':') {
            format!("{name}://[{host}]:{port}")
        } else {
            format!("{name}://{host}:{port}")
        };
        Self {
            scheme,
            port,
            text: text.into(),
        }
    }

    pub const fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The name or IP address; IPv6 without brackets.
    pub fn host(&self) -> &str {
        let host = self.authority().rsplit_once(':').map(|(host, _)| host);
        host.unwrap_or_default().trim_matches(['[', ']'])
    }

    pub const fn port(&self) -> u16 {
        self.port
    }

    /// `host:port` as it stands in `:authority`.
    pub fn authority(&self) -> &str {
        let authority = self.text.split_once("://").map(|(_, rest)| rest);
        authority.unwrap_or_default()
    }

    /// The whole address: the scheme, the host and the port.
    pub const fn text(&self) -> &Arc<str> {
        &self.text
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is not an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("expected host:port, such as \"localhost:50051\" or \"https://api.example.com\"")]
    Empty,
    #[error("unknown scheme {0:?}; expected http, https, grpc or grpcs")]
    Scheme(String),
    #[error("{0:?} needs a port, such as \"{0}:50051\"")]
    NoPort(String),
    #[error("{0:?} is not a port; expected a number from 1 to 65535")]
    Port(String),
    #[error("{0:?} is not a host name, an IPv4 address, or an IPv6 address in brackets")]
    Host(String),
    #[error("the IPv6 address {0:?} needs brackets, such as \"[::1]:50051\"")]
    Brackets(String),
    #[error("unexpected {0:?} after the host and port; an address has no user, path or query")]
    Excess(String),
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let (scheme, rest) = split_scheme(text)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if let Some(at) = rest.find(['/', '?', '#', '@']) {
            return Err(AddressError::Excess(rest[at..].to_owned()));
        }
        if rest.is_empty() {
            return Err(AddressError::Empty);
        }
        let (host, port) = split_host(rest)?;
        let port = match (port, scheme) {
            (Some(port), _) => parse_port(port)?,
            (None, Scheme::Https) => TLS_PORT,
            (None, Scheme::Http) => return Err(AddressError::NoPort(rest.to_owned())),
        };
        Ok(Self::new(scheme, &host, port))
    }
}

fn split_scheme(text: &str) -> Result<(Scheme, &str), AddressError> {
    let Some((name, rest)) = text.split_once("://") else {
        return Ok((Scheme::Http, text));
    };
    match name.to_ascii_lowercase().as_str() {
        "http" | "grpc" => Ok((Scheme::Http, rest)),
        "https" | "grpcs" => Ok((Scheme::Https, rest)),
        _ => Err(AddressError::Scheme(name.to_owned())),
    }
}

fn split_host(text: &str) -> Result<(Arc<str>, Option<&str>), AddressError> {
    let bad = || AddressError::Host(text.to_owned());
    if let Some(rest) = text.strip_prefix('[') {
        let (host, rest) = rest.split_once(']').ok_or_else(bad)?;
        let host: Ipv6Addr = host.parse().map_err(|_| bad())?;
        let port = match rest.strip_prefix(':') {
            Some(port) => Some(port),
            None if rest.is_empty() => None,
            None => return Err(AddressError::Excess(rest.to_owned())),
        };
        return Ok((host.to_string().into(), port));
    }
    let (host, port) = match text.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (text, None),
    };
    if port.is_some_and(|port| port.contains(':')) {
        return Err(AddressError::Brackets(text.to_owned()));
    }
    if !is_host(host) {
        return Err(AddressError::Host(host.to_owned()));
    }
    Ok((host.to_ascii_lowercase().into(), port))
}

fn is_host(host: &str) -> bool {
    let digits_and_dots = host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if digits_and_dots {
        // RFC 3986 §3.2.2: what looks like an IPv4 address has to be one.
        return host.parse::<Ipv4Addr>().is_ok();
    }
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= NAME_LENGTH_MAX
        && name.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && label
                    .bytes()
                    // Underscores are no host names, but Docker's and Kubernetes' resolvers know them.
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

fn parse_port(text: &str) -> Result<u16, AddressError> {
    let bad = || AddressError::Port(text.to_owned());
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(bad());
    }
    match text.parse() {
        Ok(0) | Err(_) => Err(bad()),
        Ok(port) => Ok(port),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_print_with_scheme_and_port() {
        for (text, expected) in [
            ("localhost:50051", "http://localhost:50051"),
            ("LocalHost:1", "http://localhost:1"),
            ("http://10.0.0.1:65535/", "http://10.0.0.1:65535"),
            ("grpc://book_store.svc:80", "http://book_store.svc:80"),
            ("https://api.example.com", "https://api.example.com:443"),
            (
                "GRPCS://api.example.com.:8443",
                "https://api.example.com.:8443",
            ),
            ("[::1]:50051", "http://[::1]:50051"),
            ("https://[2001:DB8::1]", "https://[2001:db8::1]:443"),
        ] {
            let address: Address = text.parse().unwrap();
            assert_eq!(address.to_string(), expected, "{text}");
            assert_eq!(address.to_string().parse(), Ok(address), "{text}");
        }
    }

    #[test]
    fn an_ipv6_host_is_without_brackets_and_its_authority_with() {
        let address: Address = "[::1]:50051".parse().unwrap();
        assert_eq!(address.host(), "::1");
        assert_eq!(address.authority(), "[::1]:50051");
    }

    #[test]
    fn what_is_wrong_with_an_address_is_said() {
        let owned = |text: &str| text.to_owned();
        for (text, expected) in [
            ("", AddressError::Empty),
            ("http://", AddressError::Empty),
            ("ftp://host:1", AddressError::Scheme(owned("ftp"))),
            ("host", AddressError::NoPort(owned("host"))),
            ("http://host", AddressError::NoPort(owned("host"))),
            ("[::1]", AddressError::NoPort(owned("[::1]"))),
            ("host:", AddressError::Port(owned(""))),
            ("host:0", AddressError::Port(owned("0"))),
            ("host:65536", AddressError::Port(owned("65536"))),
            ("host:+1", AddressError::Port(owned("+1"))),
            ("host:grpc", AddressError::Port(owned("grpc"))),
            (":50051", AddressError::Host(owned(""))),
            ("a b:1", AddressError::Host(owned("a b"))),
            ("-a:1", AddressError::Host(owned("-a"))),
            ("a..b:1", AddressError::Host(owned("a..b"))),
            ("1.2.3:1", AddressError::Host(owned("1.2.3"))),
            ("1.2.3.256:1", AddressError::Host(owned("1.2.3.256"))),
            ("[::1:1", AddressError::Host(owned("[::1:1"))),
            ("[host]:1", AddressError::Host(owned("[host]:1"))),
            ("::1:50051", AddressError::Brackets(owned("::1:50051"))),
            ("[::1]50051", AddressError::Excess(owned("50051"))),
            ("host:1/api", AddressError::Excess(owned("/api"))),
            ("host:1?x", AddressError::Excess(owned("?x"))),
            ("user@host:1", AddressError::Excess(owned("@host:1"))),
        ] {
            assert_eq!(text.parse::<Address>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn messages_show_what_was_found_and_what_to_write() {
        let error = "host".parse::<Address>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"host\" needs a port, such as \"host:50051\""
        );
    }
}
