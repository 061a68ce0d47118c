//! REST/JSON: what the headers of a request say about its body and its time.

use std::time::Duration;

use http::header::{
    CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
};

use super::coding::{ACCEPTED, IDENTITY, UnknownCoding, coding_of};
use super::stream::request_layout;
use crate::call::{TimeoutError, parse_timeout};
use crate::framing::compression::Coding;
use crate::framing::json_stream::Layout;
use crate::transcode::request::{BodyFormat, BodyKind};

const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
const FORM: &[u8] = b"application/x-www-form-urlencoded";
const MULTIPART: &[u8] = b"multipart/form-data";
/// Seconds, as vanguard takes them.
const SERVER_TIMEOUT: HeaderName = HeaderName::from_static("x-server-timeout");

/// Why a request's headers are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("the content type {found:?} is not served here; send {taken}")]
    ContentType { found: String, taken: &'static str },
    #[error("the content type {found:?} is not served here; send {expected}")]
    GrpcContentType {
        found: String,
        expected: &'static str,
    },
    #[error("the content encoding {found:?} is not served here; send one of: {accepted}")]
    ContentEncoding {
        found: String,
        /// As `Accept-Encoding` lists it.
        accepted: &'static str,
    },
    #[error("the content type {found:?} is not served here; send one of: {accepted}")]
    ConnectContentType {
        found: String,
        /// As `Accept-Post` lists it.
        accepted: &'static str,
    },
    /// Connect has another code for it.
    #[error("the content encoding {found:?} is not served here; send one of: {accepted}")]
    ConnectCoding {
        found: String,
        accepted: &'static str,
    },
    #[error("the version of Connect is {found:?}; send {}", if *is_get { "connect=v1 in the query" } else { "the header Connect-Protocol-Version: 1" })]
    ConnectVersion { found: String, is_get: bool },
    #[error("Connect-Timeout-Ms is {found:?}; expected one to ten digits, such as \"250\"")]
    ConnectTimeout { found: String },
    #[error("Grpc-Timeout is {found:?}; {source}")]
    GrpcTimeout { found: String, source: TimeoutError },
    #[error("X-Server-Timeout is {found:?}; expected a number of seconds, such as \"1.5\"")]
    ServerTimeout { found: String },
}

/// Checks that a body is of its binding's kind, as it says itself. A request without a content
/// type is taken as JSON, because curl and many clients leave it out where there is no body.
///
/// # Errors
/// When the body has another type.
pub fn check_body_type(headers: &HeaderMap, kind: BodyKind) -> Result<(), HeaderError> {
    if kind == BodyKind::None {
        return Ok(());
    }
    match headers.get(CONTENT_TYPE) {
        Some(value) if !is_of_kind(value, kind) => Err(HeaderError::ContentType {
            found: shown(value.as_bytes()),
            taken: if kind == BodyKind::JsonOrForm {
                "application/json, application/x-www-form-urlencoded or multipart/form-data"
            } else {
                "application/json"
            },
        }),
        Some(_) | None => Ok(()),
    }
}

/// As [`check_body_type`], of a body that is a stream of messages: how they are laid out, where they
/// are JSON.
///
/// # Errors
/// As [`check_body_type`].
pub fn check_stream_type(headers: &HeaderMap, kind: BodyKind) -> Result<Layout, HeaderError> {
    match kind {
        BodyKind::None | BodyKind::Raw => {
            check_body_type(headers, kind)?;
            Ok(Layout::Json)
        }
        BodyKind::Json | BodyKind::JsonOrForm => {
            request_layout(headers).ok_or_else(|| HeaderError::ContentType {
                found: shown(content_type(headers).as_bytes()),
                taken: "application/json or application/x-ndjson",
            })
        }
    }
}

/// How a body is compressed; `None` if it is not.
///
/// # Errors
/// When it is, and `is_allowed` is false, or its coding is not known.
pub fn body_coding(headers: &HeaderMap, is_allowed: bool) -> Result<Option<Coding>, HeaderError> {
    let accepted = if is_allowed { ACCEPTED } else { IDENTITY };
    match coding_of(headers, &CONTENT_ENCODING) {
        Ok(None) => Ok(None),
        Ok(Some(coding)) if is_allowed => Ok(Some(coding)),
        Ok(Some(coding)) => Err(HeaderError::ContentEncoding {
            found: coding.token().to_owned(),
            accepted,
        }),
        Err(UnknownCoding { found }) => Err(HeaderError::ContentEncoding {
            found: shown(found.as_bytes()),
            accepted,
        }),
    }
}

fn is_of_kind(value: &HeaderValue, kind: BodyKind) -> bool {
    match kind {
        BodyKind::None => true,
        BodyKind::Json => is_json(value.as_bytes()),
        BodyKind::JsonOrForm => {
            let value = value.as_bytes();
            is_json(value) || is_form(value) || is_multipart(value)
        }
        // It becomes a protobuf string.
        BodyKind::Raw => value.to_str().is_ok(),
    }
}

/// What a request says that its body is; empty where it does not say, or cannot be read.
pub fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

/// How the body of a request is written, by its content type.
pub fn body_format(headers: &HeaderMap) -> BodyFormat {
    match headers.get(CONTENT_TYPE) {
        Some(value) if is_form(value.as_bytes()) => BodyFormat::Form,
        Some(value) if is_multipart(value.as_bytes()) => BodyFormat::Multipart,
        Some(_) | None => BodyFormat::Json,
    }
}

/// What its parts are in, they say themselves.
fn is_multipart(value: &[u8]) -> bool {
    let essence = value.split(|byte| *byte == b';').next();
    essence.is_some_and(|essence| essence.trim_ascii().eq_ignore_ascii_case(MULTIPART))
}

/// WHATWG URL's forms are in UTF-8.
fn is_form(value: &[u8]) -> bool {
    is_type(value, |essence| essence == FORM)
}

/// `application/json` and every `+json` (RFC 6839 §3.1), in UTF-8, which is JSON's only encoding
/// on the wire (RFC 8259 §8.1).
pub(super) fn is_json(value: &[u8]) -> bool {
    if value == b"application/json" {
        return true;
    }
    is_type(value, |essence| {
        essence == b"application/json"
            || (essence.starts_with(b"application/") && essence.ends_with(b"+json"))
    })
}

/// Whether a content type is one of these, in lower case, and in UTF-8.
pub(super) fn is_type(value: &[u8], is: impl FnOnce(&[u8]) -> bool) -> bool {
    let mut parts = value.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_utf8 = |parameter: &[u8]| {
        let parameter = parameter.to_ascii_lowercase();
        parameter
            .strip_prefix(b"charset=")
            .is_none_or(|charset| matches!(charset, b"utf-8" | b"\"utf-8\"" | b"us-ascii"))
    };
    is(&essence) && parts.all(is_utf8)
}

/// The timeout that a client asks for; the smaller of the two headers.
///
/// # Errors
/// When one of them is malformed.
pub fn timeout(headers: &HeaderMap) -> Result<Option<Duration>, HeaderError> {
    let grpc = grpc_timeout(headers)?;
    let server = headers
        .get(SERVER_TIMEOUT)
        .map(|value| seconds(value.as_bytes()));
    match (grpc, server.transpose()?) {
        (Some(grpc), Some(server)) => Ok(Some(grpc.min(server))),
        (one, other) => Ok(one.or(other)),
    }
}

/// What `grpc-timeout` says.
pub(super) fn grpc_timeout(headers: &HeaderMap) -> Result<Option<Duration>, HeaderError> {
    let Some(value) = headers.get(GRPC_TIMEOUT) else {
        return Ok(None);
    };
    let timeout = parse_timeout(value.as_bytes());
    timeout
        .map(Some)
        .map_err(|source| HeaderError::GrpcTimeout {
            found: shown(value.as_bytes()),
            source,
        })
}

fn seconds(value: &[u8]) -> Result<Duration, HeaderError> {
    let malformed = || HeaderError::ServerTimeout {
        found: shown(value),
    };
    let is_number = !value.is_empty()
        && value
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'.');
    let text = std::str::from_utf8(value)
        .ok()
        .filter(|_| is_number)
        .ok_or_else(malformed)?;
    let seconds: f64 = text.parse().map_err(|_| malformed())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| malformed())
}

/// What `Content-Length` announces, if it does.
pub fn content_length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A header's value for a message: short, and without what a terminal would act on.
pub(super) fn shown(value: &[u8]) -> String {
    let short = String::from_utf8_lossy(value.get(..100).unwrap_or(value));
    short
        .chars()
        .filter(|letter| !letter.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn json_by_any_of_its_names_is_taken() {
        for (content_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=UTF-8", true),
            ("application/problem+json", true),
            ("application/json; charset=latin1", false),
            ("text/plain", false),
            ("application/x-www-form-urlencoded", false),
            ("", false),
        ] {
            let found =
                check_body_type(&headers(&[("content-type", content_type)]), BodyKind::Json);
            assert_eq!(found.is_ok(), expected, "{content_type}");
        }
        let check = |pairs: &[(&'static str, &str)], kind| check_body_type(&headers(pairs), kind);
        assert!(check(&[], BodyKind::Json).is_ok());
    }

    #[test]
    fn a_body_may_be_compressed_unless_that_is_off() {
        let check = |coding, is_allowed| {
            let headers = headers(&[("content-encoding", coding)]);
            body_coding(&headers, is_allowed).map_err(|error| error.to_string())
        };
        assert_eq!(check("gzip", true), Ok(Some(Coding::Gzip)));
        assert_eq!(check("identity", true), Ok(None));
        assert_eq!(check("identity", false), Ok(None));
        assert_eq!(body_coding(&HeaderMap::new(), false), Ok(None));
        for (coding, is_allowed, expected) in [
            ("gzip", false, "send one of: identity"),
            ("compress", true, "send one of: gzip, deflate, br, zstd"),
            ("gzip, br", true, "\"gzip, br\" is not served"),
        ] {
            let error = check(coding, is_allowed).unwrap_err();
            assert!(error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_form_is_taken_where_it_can_be() {
        for (content_type, kind, expected) in [
            (
                "application/x-www-form-urlencoded",
                BodyKind::JsonOrForm,
                true,
            ),
            (
                "Application/X-WWW-Form-Urlencoded; charset=utf-8",
                BodyKind::JsonOrForm,
                true,
            ),
            (
                "application/x-www-form-urlencoded; charset=latin1",
                BodyKind::JsonOrForm,
                false,
            ),
            ("application/x-www-form-urlencoded", BodyKind::Json, false),
            ("multipart/mixed; boundary=x", BodyKind::JsonOrForm, false),
            ("multipart/form-data; boundary=x", BodyKind::Json, false),
        ] {
            let headers = headers(&[("content-type", content_type)]);
            assert_eq!(
                check_body_type(&headers, kind).is_ok(),
                expected,
                "{content_type}"
            );
            if expected {
                assert_eq!(body_format(&headers), BodyFormat::Form);
            }
        }
        let multipart = headers(&[("content-type", "Multipart/Form-Data ; boundary=x")]);
        assert!(check_body_type(&multipart, BodyKind::JsonOrForm).is_ok());
        assert_eq!(body_format(&multipart), BodyFormat::Multipart);
        assert_eq!(body_format(&HeaderMap::new()), BodyFormat::Json);
    }

    #[test]
    fn a_stream_is_json_in_any_layout_or_bytes() {
        let check = |pairs: &[(&'static str, &str)], kind| {
            check_stream_type(&headers(pairs), kind).map_err(|error| error.to_string())
        };
        let typed = |content_type| check(&[("content-type", content_type)], BodyKind::JsonOrForm);
        assert_eq!(typed("application/json"), Ok(Layout::Json));
        assert_eq!(typed("application/x-ndjson"), Ok(Layout::Lines));
        assert_eq!(check(&[], BodyKind::Json), Ok(Layout::Json));
        let refused = typed("application/x-www-form-urlencoded").unwrap_err();
        assert!(
            refused.ends_with("send application/json or application/x-ndjson"),
            "{refused}"
        );
        assert!(check(&[("content-type", "image/png")], BodyKind::Raw).is_ok());
        assert!(check(&[("content-type", "image/png")], BodyKind::None).is_ok());
    }

    #[test]
    fn a_raw_body_is_of_any_type_that_is_text() {
        let check = |value: &[u8]| {
            let value = HeaderValue::from_bytes(value).unwrap();
            let headers: HeaderMap = [(CONTENT_TYPE, value)].into_iter().collect();
            (
                check_body_type(&headers, BodyKind::Raw).is_ok(),
                content_type(&headers).to_owned(),
            )
        };
        for text in ["image/png", "multipart/form-data; boundary=x", ""] {
            assert_eq!(check(text.as_bytes()), (true, text.to_owned()));
        }
        assert_eq!(check(b"image/\xff"), (false, String::new()));
    }

    #[test]
    fn the_smaller_timeout_counts_and_malformed_ones_are_refused() {
        let millis = |n| Ok(Some(Duration::from_millis(n)));
        assert_eq!(timeout(&headers(&[("grpc-timeout", "250m")])), millis(250));
        assert_eq!(
            timeout(&headers(&[("x-server-timeout", "1.5")])),
            millis(1500)
        );
        assert_eq!(
            timeout(&headers(&[
                ("grpc-timeout", "2S"),
                ("x-server-timeout", "1")
            ])),
            millis(1000)
        );
        assert_eq!(timeout(&HeaderMap::new()), Ok(None));
        for (name, value) in [
            ("grpc-timeout", "2"),
            ("x-server-timeout", "-1"),
            ("x-server-timeout", "inf"),
            ("x-server-timeout", "99999999999999999999999"),
        ] {
            assert!(timeout(&headers(&[(name, value)])).is_err(), "{value}");
        }
    }
}
