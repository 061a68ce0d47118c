//! Addresses to listen on.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Why a text is not an address to listen on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an address to listen on: expected IP:PORT, such as 127.0.0.1:8080 or [::1]:8080, or :PORT for every interface"
)]
pub struct ListenError(String);

/// Reads `IP:PORT`, or `:PORT` for every IPv4 interface.
///
/// # Errors
/// When it is neither.
pub fn parse_listen(text: &str) -> Result<SocketAddr, ListenError> {
    let malformed = || ListenError(text.to_owned());
    match text.strip_prefix(':') {
        Some(port) => {
            let port = port.parse().map_err(|_| malformed())?;
            Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port))
        }
        None => text.parse().map_err(|_| malformed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ip_and_port() {
        for (text, expected) in [
            ("127.0.0.1:8080", Some("127.0.0.1:8080")),
            (":80", Some("0.0.0.0:80")),
            ("[::1]:0", Some("[::1]:0")),
            ("8080", None),
            ("localhost:80", None),
            (":99999", None),
        ] {
            assert_eq!(
                parse_listen(text)
                    .ok()
                    .map(|address| address.to_string())
                    .as_deref(),
                expected,
                "{text}"
            );
        }
    }
}
