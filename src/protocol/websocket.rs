//! WebSocket: what a handshake says, and how it is answered.
//!
//! Source: RFC 6455 §4.2 over HTTP/1.1, where a GET is upgraded; RFC 8441 over HTTP/2, where it is an
//! extended CONNECT.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{
    CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, SEC_WEBSOCKET_ACCEPT,
    SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{Method, Response, StatusCode, Version, request};

use super::cors::Cors;
use super::rest::shown;
use crate::framing::websocket::accept_key;
use crate::units::ByteSize;

/// The only version that there is.
pub const VERSION: HeaderValue = HeaderValue::from_static("13");

const WEBSOCKET: HeaderValue = HeaderValue::from_static("websocket");
const UPGRADED: HeaderValue = HeaderValue::from_static("Upgrade");
/// RFC 6455 §4.1: a nonce.
const KEY_LENGTH: usize = 16;

/// How sockets are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub is_on: bool,
    /// After this long without a byte of the client it is pinged; `None` for never.
    pub ping_interval: Option<Duration>,
    /// How long its answer may take.
    pub ping_timeout: Duration,
    /// The largest message of a client, whatever a method takes.
    pub message_max: ByteSize,
}

impl Settings {
    pub const DEFAULT: Self = Self {
        is_on: true,
        ping_interval: Some(Duration::from_secs(30)),
        ping_timeout: Duration::from_secs(10),
        message_max: ByteSize::mib(4),
    };
}

/// In the extensions of a request over HTTP/2: it is an extended CONNECT whose `:protocol` is `websocket`.
#[derive(Debug, Clone, Copy)]
pub struct ExtendedConnect;

/// How the messages of a socket are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketFormat {
    /// JSON in text messages.
    Json,
    /// Protobuf in binary messages.
    Proto,
}

impl SocketFormat {
    const ALL: [Self; 2] = [Self::Json, Self::Proto];

    /// The subprotocol's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "rialto.json",
            Self::Proto => "rialto.proto",
        }
    }
}

/// Why a handshake is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    #[error("Sec-WebSocket-Version is {found:?}; send 13")]
    Version { found: String },
    #[error("Sec-WebSocket-Key is {found:?}; send 16 random bytes in base64")]
    Key { found: String },
    #[error(
        "none of the subprotocols {found:?} is served here; offer rialto.json or rialto.proto, or none"
    )]
    Subprotocol { found: String },
    #[error("pages of {origin:?} may not open a socket; cors.allowed_origins has those that may")]
    Origin { origin: String },
}

/// Whether a request wants to become a socket. What asks for it in another way is an ordinary request:
/// RFC 9110 §7.8 lets a server pass over an upgrade.
pub fn is_handshake(head: &request::Parts) -> bool {
    if head.version == Version::HTTP_2 {
        return head.extensions.get::<ExtendedConnect>().is_some();
    }
    head.version == Version::HTTP_11
        && head.method == Method::GET
        && has_token(&head.headers, &UPGRADE, b"websocket")
        && has_token(&head.headers, &CONNECTION, b"upgrade")
}

/// A handshake that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handshake {
    pub format: SocketFormat,
    /// The subprotocol was asked for by name.
    is_named: bool,
    /// What answers the key, which HTTP/2 does not need.
    accept: Option<HeaderValue>,
}

impl Handshake {
    /// # Errors
    /// When the handshake is not one, or not one of a client that may open a socket.
    pub fn new(head: &request::Parts, cors: &Cors) -> Result<Self, HandshakeError> {
        let headers = &head.headers;
        let version = headers.get(SEC_WEBSOCKET_VERSION);
        if version != Some(&VERSION) {
            let found = said(version);
            return Err(HandshakeError::Version { found });
        }
        check_origin(head, cors)?;
        let accept = if head.version == Version::HTTP_2 {
            None
        } else {
            let key = headers.get(SEC_WEBSOCKET_KEY);
            let answer = key
                .filter(|key| is_key(key))
                .and_then(|key| HeaderValue::try_from(accept_key(key.as_bytes())).ok());
            Some(answer.ok_or_else(|| HandshakeError::Key { found: said(key) })?)
        };
        let format = subprotocol(headers)?;
        Ok(Self {
            format: format.unwrap_or(SocketFormat::Json),
            is_named: format.is_some(),
            accept,
        })
    }

    /// The head of the answer, behind which there are frames.
    pub fn head(self) -> Response<()> {
        let mut head = Response::new(());
        let is_upgrade = self.accept.is_some();
        let headers = head.headers_mut();
        if let Some(accept) = self.accept {
            headers.insert(UPGRADE, WEBSOCKET);
            headers.insert(CONNECTION, UPGRADED);
            headers.insert(SEC_WEBSOCKET_ACCEPT, accept);
        }
        if self.is_named {
            let name = HeaderValue::from_static(self.format.name());
            headers.insert(SEC_WEBSOCKET_PROTOCOL, name);
        }
        if is_upgrade {
            *head.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
        }
        head
    }
}

/// The first of the subprotocols that a client offers which is served.
fn subprotocol(headers: &HeaderMap) -> Result<Option<SocketFormat>, HandshakeError> {
    let mut offered = tokens(headers, &SEC_WEBSOCKET_PROTOCOL).peekable();
    if offered.peek().is_none() {
        return Ok(None);
    }
    // They are compared as they are (RFC 6455 §4.1).
    let known = |name: &[u8]| {
        let mut all = SocketFormat::ALL.into_iter();
        all.find(|format| format.name().as_bytes() == name)
    };
    match offered.find_map(known) {
        Some(format) => Ok(Some(format)),
        None => {
            let names: Vec<_> = tokens(headers, &SEC_WEBSOCKET_PROTOCOL).collect();
            let found = shown(&names.join(&b", "[..]));
            Err(HandshakeError::Subprotocol { found })
        }
    }
}

/// RFC 6455 §10.2: browsers let every page open a socket to every server, with its cookies, and leave
/// it to the server to look where the page is from. A client that is no browser says nothing.
fn check_origin(head: &request::Parts, cors: &Cors) -> Result<(), HandshakeError> {
    let Some(origin) = head.headers.get(ORIGIN) else {
        return Ok(());
    };
    let authority = head.uri.authority().map(|authority| authority.as_str());
    let host = authority.or_else(|| head.headers.get(HOST)?.to_str().ok());
    let is_own = host.is_some_and(|host| {
        let text = origin.to_str().unwrap_or_default();
        text.split_once("://")
            .is_some_and(|(_, own)| own.eq_ignore_ascii_case(host))
    });
    if is_own || cors.allows(&head.headers) {
        return Ok(());
    }
    Err(HandshakeError::Origin {
        origin: shown(origin.as_bytes()),
    })
}

fn is_key(key: &HeaderValue) -> bool {
    let decoded = STANDARD.decode(key.as_bytes());
    decoded.is_ok_and(|nonce| nonce.len() == KEY_LENGTH)
}

fn said(value: Option<&HeaderValue>) -> String {
    shown(value.map_or(&b""[..], HeaderValue::as_bytes))
}

fn has_token(headers: &HeaderMap, name: &HeaderName, token: &[u8]) -> bool {
    tokens(headers, name).any(|found| found.eq_ignore_ascii_case(token))
}

/// The elements of a header that is a list.
fn tokens<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h [u8]> {
    let values = headers.get_all(name).into_iter();
    values
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|token| !token.is_empty())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::protocol::cors::{self, Names};

    const KEY: (&str, &str) = ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");

    fn head(method: &str, version: Version, headers: &[(&str, &str)]) -> request::Parts {
        let mut head = http::Request::builder()
            .method(method)
            .version(version)
            .uri("/v1/watch")
            .header("host", "api.example.com:8080");
        for (name, value) in headers {
            head = head.header(*name, *value);
        }
        head.body(()).unwrap().into_parts().0
    }

    fn upgrade(headers: &[(&str, &str)]) -> request::Parts {
        let asked = [
            ("connection", "keep-alive, Upgrade"),
            ("upgrade", "WebSocket"),
        ];
        head("GET", Version::HTTP_11, &[&asked, headers].concat())
    }

    fn cors(origins: &[&str]) -> Cors {
        Cors::new(&cors::Settings {
            origins: origins.iter().map(|text| text.parse().unwrap()).collect(),
            allowed_headers: Names::Any,
            exposed_headers: Names::Any,
            max_age: Duration::ZERO,
            credentials: false,
        })
    }

    #[test]
    fn a_handshake_is_told_from_a_request() {
        assert!(is_handshake(&upgrade(&[])));
        let both = [("connection", "upgrade"), ("upgrade", "websocket")];
        let mut connect = head("CONNECT", Version::HTTP_2, &[]);
        assert!(!is_handshake(&connect));
        connect.extensions.insert(ExtendedConnect);
        assert!(is_handshake(&connect));
        for other in [
            head("GET", Version::HTTP_11, &both[..1]),
            head("GET", Version::HTTP_11, &both[1..]),
            head("POST", Version::HTTP_11, &both),
            head("GET", Version::HTTP_10, &both),
            head("GET", Version::HTTP_2, &both),
            head(
                "GET",
                Version::HTTP_11,
                &[("connection", "upgrade"), ("upgrade", "h2c")],
            ),
        ] {
            assert!(!is_handshake(&other), "{other:?}");
        }
    }

    #[test]
    fn a_handshake_is_answered() {
        let version = ("sec-websocket-version", "13");
        let accepted = |more: &[(&str, &str)]| {
            let head = upgrade(&[&[version, KEY], more].concat());
            Handshake::new(&head, &cors(&[])).unwrap()
        };
        let plain = accepted(&[]);
        assert_eq!(plain.format, SocketFormat::Json);
        let answer = plain.head();
        assert_eq!(answer.status(), 101);
        assert_eq!(
            answer.headers()["sec-websocket-accept"],
            "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
        );
        assert_eq!(answer.headers()["upgrade"], "websocket");
        assert!(!answer.headers().contains_key("sec-websocket-protocol"));
        for (offered, expected) in [
            ("rialto.proto", SocketFormat::Proto),
            ("rialto.json", SocketFormat::Json),
            ("token.abc, rialto.proto, rialto.json", SocketFormat::Proto),
        ] {
            let handshake = accepted(&[("sec-websocket-protocol", offered)]);
            assert_eq!(handshake.format, expected);
            let answer = handshake.head();
            assert_eq!(answer.headers()["sec-websocket-protocol"], expected.name());
        }
        let mut connect = head("CONNECT", Version::HTTP_2, &[version]);
        connect.extensions.insert(ExtendedConnect);
        let answer = Handshake::new(&connect, &cors(&[])).unwrap().head();
        assert_eq!(answer.status(), 200);
        assert!(answer.headers().is_empty());
    }

    #[test]
    fn what_is_no_handshake_is_refused() {
        let version = ("sec-websocket-version", "13");
        let refusal = |headers: &[(&str, &str)]| {
            let error = Handshake::new(&upgrade(headers), &cors(&[])).unwrap_err();
            error.to_string()
        };
        for (headers, expected) in [
            (&[KEY][..], "Sec-WebSocket-Version is \"\"; send 13"),
            (
                &[("sec-websocket-version", "8"), KEY],
                "Sec-WebSocket-Version is \"8\"",
            ),
            (&[version], "Sec-WebSocket-Key is \"\""),
            (
                &[version, ("sec-websocket-key", "c2hvcnQ=")],
                "send 16 random bytes in base64",
            ),
            (
                &[version, KEY, ("sec-websocket-protocol", "RIALTO.json, x")],
                "none of the subprotocols \"RIALTO.json, x\"",
            ),
        ] {
            let refused = refusal(headers);
            assert!(refused.contains(expected), "{refused}");
        }
    }

    #[test]
    fn only_pages_that_may_open_a_socket_do() {
        let open = ["https://app.example.com"];
        for (origin, allowed, expected) in [
            ("http://api.example.com:8080", &[][..], true),
            ("https://API.example.com:8080", &[], true),
            ("https://api.example.com", &[], false),
            ("null", &[], false),
            ("https://app.example.com", &[], false),
            ("https://app.example.com", &open, true),
            ("https://evil.example.com", &open, false),
            ("https://evil.example.com", &["*"], true),
        ] {
            let headers = [("sec-websocket-version", "13"), KEY, ("origin", origin)];
            let found = Handshake::new(&upgrade(&headers), &cors(allowed));
            assert_eq!(found.is_ok(), expected, "{origin} {allowed:?}");
        }
    }
}
