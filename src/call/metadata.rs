//! Which headers become metadata of the call.
//!
//! An allow-list decides what reaches a back end: `Forwarding::default` has what tracing and
//! authorization need, `Grpc-Metadata-NAME` passes anything else under its own name (as
//! grpc-gateway does), and `X-Forwarded-*` is always rebuilt, because a client could write it.

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, NO_PAD};
use base64::{alphabet, engine::DecodePaddingMode};
use http::header::{CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue};
use http::request;

use super::Peer;
use super::trace_context::{self, TRACEPARENT, TRACESTATE};

/// The prefix of headers that become metadata under the rest of their name.
const REQUEST_PREFIX: &str = "grpc-metadata-";

/// gRPC over HTTP/2: "accept padded and un-padded values and should emit un-padded".
const BINARY: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
const BINARY_OUT: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, NO_PAD);

/// Forwarded without being asked for. `cookie` and `user-agent` are not: they belong to the edge.
const FORWARDED_BY_DEFAULT: [HeaderName; 6] = [
    http::header::AUTHORIZATION,
    TRACEPARENT,
    TRACESTATE,
    HeaderName::from_static("baggage"),
    http::header::ACCEPT_LANGUAGE,
    REQUEST_ID,
];

/// What a client, or a proxy before it, calls the request.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// What is forwarded to back ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forwarding {
    request: Vec<HeaderName>,
    /// How many proxies in front of this one are trusted to have written `X-Forwarded-*`.
    /// 0: incoming ones are dropped.
    trusted_hops: u8,
}

impl Forwarding {
    /// The default list and `more` names.
    ///
    /// # Errors
    /// Names a header that can never be forwarded (hop-by-hop, `grpc-*`, `x-forwarded-*`).
    pub fn new(more: Vec<HeaderName>, trusted_hops: u8) -> Result<Self, HeaderName> {
        if let Some(refused) = more.iter().find(|name| is_reserved(name.as_str())) {
            return Err(refused.clone());
        }
        let mut request = FORWARDED_BY_DEFAULT.to_vec();
        request.extend(more);
        Ok(Self {
            request,
            trusted_hops,
        })
    }
}

impl Forwarding {
    /// The names beside the default list.
    pub fn more(&self) -> &[HeaderName] {
        self.request
            .get(FORWARDED_BY_DEFAULT.len()..)
            .unwrap_or_default()
    }

    pub const fn trusted_hops(&self) -> u8 {
        self.trusted_hops
    }
}

impl Default for Forwarding {
    fn default() -> Self {
        Self {
            request: FORWARDED_BY_DEFAULT.to_vec(),
            trusted_hops: 0,
        }
    }
}

/// Why a request's headers cannot become metadata.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    #[error(
        "the header {header:?} cannot set the metadata {name:?}, which the gateway sets itself"
    )]
    Reserved { header: String, name: String },
    #[error("the header {header:?} is not base64, which metadata with a name in \"-bin\" must be")]
    NotBase64 { header: String },
    #[error(
        "the header {header:?} has a character that gRPC metadata cannot carry; name it with the suffix \"-bin\" and send base64"
    )]
    NotAscii { header: String },
    #[error("the header {header:?} does not leave a valid metadata name")]
    BadName { header: String },
}

impl MetadataError {
    pub fn header(&self) -> &str {
        match self {
            Self::Reserved { header, .. }
            | Self::NotBase64 { header }
            | Self::NotAscii { header }
            | Self::BadName { header } => header,
        }
    }
}

/// The metadata of a call, from its request's headers.
///
/// # Errors
/// When a header that is to be forwarded cannot be carried as gRPC metadata.
pub fn forward_request(
    head: &request::Parts,
    peer: &Peer,
    forwarding: &Forwarding,
) -> Result<HeaderMap, MetadataError> {
    let mut metadata = HeaderMap::with_capacity(16);
    let nominates = head.headers.contains_key(CONNECTION);
    for (name, value) in &head.headers {
        if let Some(rest) = name.as_str().strip_prefix(REQUEST_PREFIX) {
            append_prefixed(&mut metadata, name, rest, value)?;
        } else if is_optional(name, value) {
            // Left out, or read as a whole below.
        } else if forwarding.request.contains(name)
            && !(nominates && is_nominated(&head.headers, name))
        {
            metadata.append(name.clone(), checked(name, value)?);
        }
    }
    trace(&head.headers, &mut metadata);
    append_forwarded(&mut metadata, head, peer, forwarding.trusted_hops);
    Ok(metadata)
}

/// Adds the trace context, read as a whole.
pub(super) fn trace(headers: &HeaderMap, metadata: &mut HeaderMap) {
    if !is_nominated(headers, &TRACEPARENT) {
        trace_context::forward(headers, metadata);
    }
}

/// Whether a header only helps those who operate the back end: malformed, it is left out, and is no
/// reason to refuse the request.
pub(super) fn is_optional(name: &HeaderName, value: &HeaderValue) -> bool {
    *name == TRACEPARENT || *name == TRACESTATE || (*name == REQUEST_ID && !is_plain(value))
}

fn append_prefixed(
    metadata: &mut HeaderMap,
    header: &HeaderName,
    rest: &str,
    value: &HeaderValue,
) -> Result<(), MetadataError> {
    let header_text = || header.as_str().to_owned();
    // A second `authorization` would reach the back end beside the one that was checked here.
    if is_reserved(rest)
        || FORWARDED_BY_DEFAULT
            .iter()
            .any(|name| name.as_str() == rest)
    {
        return Err(MetadataError::Reserved {
            header: header_text(),
            name: rest.to_owned(),
        });
    }
    let name = HeaderName::from_bytes(rest.as_bytes()).map_err(|_| MetadataError::BadName {
        header: header_text(),
    })?;
    let value = checked(&name, value).map_err(|error| match error {
        MetadataError::NotBase64 { .. } => MetadataError::NotBase64 {
            header: header_text(),
        },
        MetadataError::NotAscii { .. } => MetadataError::NotAscii {
            header: header_text(),
        },
        other @ (MetadataError::Reserved { .. } | MetadataError::BadName { .. }) => other,
    })?;
    metadata.append(name, value);
    Ok(())
}

/// The value as gRPC over HTTP/2 carries it.
fn checked(name: &HeaderName, value: &HeaderValue) -> Result<HeaderValue, MetadataError> {
    if name.as_str().ends_with("-bin") {
        let not_base64 = || MetadataError::NotBase64 {
            header: name.as_str().to_owned(),
        };
        let decoded = BINARY.decode(value.as_bytes()).map_err(|_| not_base64())?;
        return HeaderValue::try_from(BINARY_OUT.encode(decoded)).map_err(|_| not_base64());
    }
    if value
        .as_bytes()
        .iter()
        .any(|byte| !(0x20..=0x7e).contains(byte))
    {
        return Err(MetadataError::NotAscii {
            header: name.as_str().to_owned(),
        });
    }
    Ok(value.clone())
}

/// Names that no client may set: those of HTTP's hops, of gRPC itself and of this gateway.
pub(super) fn is_reserved(name: &str) -> bool {
    is_hop_by_hop(name)
        || name.starts_with("grpc-")
        || name.starts_with("x-forwarded-")
        || matches!(
            name,
            "" | "host" | "content-type" | "content-length" | "expect" | "accept-encoding"
        )
}

/// RFC 9110 §7.6.1 and the older ones that proxies still strip.
pub(super) fn is_hop_by_hop(name: &str) -> bool {
    matches!(
        name,
        "connection"
            | "keep-alive"
            | "proxy-connection"
            | "proxy-authenticate"
            | "proxy-authorization"
            | "te"
            | "trailer"
            | "transfer-encoding"
            | "upgrade"
    )
}

/// RFC 9110 §7.6.1: a header that `Connection` names is for this hop alone.
pub(super) fn is_nominated(headers: &HeaderMap, name: &HeaderName) -> bool {
    headers.get_all(CONNECTION).iter().any(|value| {
        value.as_bytes().split(|byte| *byte == b',').any(|option| {
            option
                .trim_ascii()
                .eq_ignore_ascii_case(name.as_str().as_bytes())
        })
    })
}

pub(super) fn append_forwarded(
    metadata: &mut HeaderMap,
    head: &request::Parts,
    peer: &Peer,
    trusted_hops: u8,
) {
    let trusted = |name: &HeaderName| {
        if trusted_hops > 0 {
            head.headers.get(name).filter(|value| is_plain(value))
        } else {
            None
        }
    };
    let proto = HeaderValue::from_static(if peer.tls.is_some() { "https" } else { "http" });
    metadata.insert(
        FORWARDED_PROTO,
        trusted(&FORWARDED_PROTO).cloned().unwrap_or(proto),
    );
    let authority = head.uri.authority().map(http::uri::Authority::as_str);
    let host = match trusted(&FORWARDED_HOST) {
        Some(value) => Some(value.clone()),
        None => authority
            .and_then(|authority| HeaderValue::from_str(authority).ok())
            .or_else(|| head.headers.get(HOST).cloned()),
    };
    if let Some(host) = host.filter(is_plain) {
        metadata.insert(FORWARDED_HOST, host);
    }
    metadata.insert(FORWARDED_FOR, forwarded_for(head, peer, trusted_hops));
}

fn forwarded_for(head: &request::Parts, peer: &Peer, trusted_hops: u8) -> HeaderValue {
    let client = peer.ip_text();
    let chain = match trusted_hops {
        0 => String::new(),
        hops => trusted_chain(head, hops),
    };
    if chain.is_empty() {
        return client.clone();
    }
    let whole = [chain.as_bytes(), b", ", client.as_bytes()].concat();
    HeaderValue::try_from(whole).unwrap_or_else(|_| client.clone())
}

/// The entries that trusted proxies wrote: with N trusted hops, the last N (the Nth names the
/// client); whatever stands before them was written by the client and is dropped.
fn trusted_chain(head: &request::Parts, trusted_hops: u8) -> String {
    let mut entries: Vec<&str> = head
        .headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
        .collect();
    let keep = entries.len().min(usize::from(trusted_hops));
    entries.drain(..entries.len() - keep);
    entries.join(", ")
}

fn is_plain(value: &HeaderValue) -> bool {
    value
        .as_bytes()
        .iter()
        .all(|byte| (0x20..=0x7e).contains(byte))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn peer() -> Peer {
        Peer::new("[::ffff:10.1.2.3]:5555".parse().unwrap(), None)
    }

    fn request(headers: &[(&str, &str)]) -> request::Parts {
        let mut builder = http::Request::builder().uri("/v1/x");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        builder.body(()).unwrap().into_parts().0
    }

    fn check(headers: &[(&str, &str)], hops: u8, name: &str, expected: Option<&str>) {
        let forwarding = Forwarding {
            trusted_hops: hops,
            ..Forwarding::default()
        };
        let metadata = forward_request(&request(headers), &peer(), &forwarding).unwrap();
        let found = metadata.get(name).map(|value| value.to_str().unwrap());
        assert_eq!(found, expected, "{name} from {headers:?}");
    }

    #[test]
    fn listed_and_prefixed_headers_are_forwarded() {
        check(
            &[("Authorization", "Bearer t")],
            0,
            "authorization",
            Some("Bearer t"),
        );
        check(&[("Grpc-Metadata-Shelf", "7")], 0, "shelf", Some("7"));
        check(&[("Cookie", "a=b")], 0, "cookie", None);
        check(&[("User-Agent", "curl")], 0, "user-agent", None);
        check(&[("X-Other", "1")], 0, "x-other", None);
    }

    #[test]
    fn connection_nominated_headers_stay_behind() {
        check(
            &[("Connection", "close, Baggage"), ("Baggage", "a=1")],
            0,
            "baggage",
            None,
        );
    }

    #[test]
    fn binary_values_are_base64_with_or_without_padding() {
        check(
            &[("Grpc-Metadata-Trace-Bin", "AAE")],
            0,
            "trace-bin",
            Some("AAE"),
        );
        check(
            &[("Grpc-Metadata-Trace-Bin", "AAE=")],
            0,
            "trace-bin",
            Some("AAE"),
        );
    }

    #[test]
    fn forwarded_headers_are_rebuilt() {
        let spoofed = [
            ("Host", "api.example"),
            ("X-Forwarded-For", "6.6.6.6"),
            ("X-Forwarded-Proto", "https"),
        ];
        check(&spoofed, 0, "x-forwarded-for", Some("10.1.2.3"));
        check(&spoofed, 0, "x-forwarded-proto", Some("http"));
        check(&spoofed, 0, "x-forwarded-host", Some("api.example"));
        check(&spoofed, 1, "x-forwarded-proto", Some("https"));
        let chain = [
            ("X-Forwarded-For", "6.6.6.6, 1.1.1.1"),
            ("X-Forwarded-For", "2.2.2.2"),
        ];
        check(&chain, 1, "x-forwarded-for", Some("2.2.2.2, 10.1.2.3"));
        check(
            &chain,
            2,
            "x-forwarded-for",
            Some("1.1.1.1, 2.2.2.2, 10.1.2.3"),
        );
    }

    #[test]
    fn what_metadata_cannot_carry_is_refused() {
        for (name, value, expected) in [
            ("Grpc-Metadata-Grpc-Timeout", "1S", "sets itself"),
            ("Grpc-Metadata-Te", "x", "sets itself"),
            (
                "Grpc-Metadata-Authorization",
                "Bearer forged",
                "sets itself",
            ),
            ("Grpc-Metadata-X-Forwarded-For", "1.1.1.1", "sets itself"),
            ("Grpc-Metadata-", "x", "sets itself"),
            ("Grpc-Metadata-A-Bin", "!!", "not base64"),
            ("Grpc-Metadata-A", "é", "cannot carry"),
        ] {
            let error =
                forward_request(&request(&[(name, value)]), &peer(), &Forwarding::default())
                    .unwrap_err();
            assert!(error.to_string().contains(expected), "{name}: {error}");
            assert_eq!(error.header(), name.to_ascii_lowercase());
        }
    }
}
