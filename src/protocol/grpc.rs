//! Native gRPC: what the head of a request says, and how an answer begins and ends.
//!
//! Source: gRPC over HTTP/2, "Requests" and "Responses".

use std::borrow::Cow;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use percent_encoding::{AsciiSet, CONTROLS, percent_encode};

use super::rest::{HeaderError, grpc_timeout, shown};
use crate::status::{Code, Detail, encode};

pub const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");
pub const GRPC_MESSAGE: HeaderName = HeaderName::from_static("grpc-message");
pub const GRPC_DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");

/// "Status-Message": space to `~` stand for themselves, but for `%`.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%');

/// The content type of a request, which is that of its answer too.
///
/// # Errors
/// When its messages are not protobuf: what the descriptors say of them would not be true.
pub fn content_type(headers: &HeaderMap) -> Result<HeaderValue, HeaderError> {
    let value = headers.get(CONTENT_TYPE);
    let bytes = value.map_or(&b""[..], HeaderValue::as_bytes);
    let mut parts = bytes.split(|byte| *byte == b';');
    let essence = parts.next().unwrap_or_default().trim_ascii();
    let is_protobuf = essence.eq_ignore_ascii_case(b"application/grpc")
        || essence.eq_ignore_ascii_case(b"application/grpc+proto");
    match value {
        Some(value) if is_protobuf => Ok(value.clone()),
        Some(_) | None => Err(HeaderError::GrpcContentType {
            found: shown(bytes),
            expected: "application/grpc or application/grpc+proto",
        }),
    }
}

/// The time that the client gives.
///
/// # Errors
/// When `grpc-timeout` is malformed.
pub fn timeout(headers: &HeaderMap) -> Result<Option<Duration>, HeaderError> {
    grpc_timeout(headers)
}

/// The trailers of a call that the gateway ends itself.
pub fn trailers(code: Code, message: &str, details: &[Detail]) -> HeaderMap {
    let mut trailers = HeaderMap::with_capacity(4);
    trailers.insert(GRPC_STATUS, HeaderValue::from(u16::from(code.number())));
    let escaped = Cow::from(percent_encode(message.as_bytes(), ESCAPED));
    if let Ok(message) = HeaderValue::try_from(&*escaped)
        && !escaped.is_empty()
    {
        trailers.insert(GRPC_MESSAGE, message);
    }
    let encoded = STANDARD_NO_PAD.encode(encode(code, message, details));
    if let Ok(value) = HeaderValue::try_from(encoded)
        && !details.is_empty()
    {
        trailers.insert(GRPC_DETAILS, value);
    }
    trailers
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::status::{Status, error_info};

    #[test]
    fn messages_are_protobuf() {
        for (value, expected) in [
            (Some("application/grpc"), true),
            (Some("Application/gRPC+Proto"), true),
            (Some("application/grpc; charset=x"), true),
            (Some("application/grpc+json"), false),
            (Some("application/grpc+"), false),
            (Some("application/grpc-web"), false),
            (Some(""), false),
            (None, false),
        ] {
            let headers: HeaderMap = value
                .map(|value| (CONTENT_TYPE, value.parse().unwrap()))
                .into_iter()
                .collect();
            let found = content_type(&headers).ok();
            assert_eq!(found.is_some(), expected, "{value:?}");
            assert!(found.is_none_or(|found| Some(&found) == headers.get(CONTENT_TYPE)));
        }
    }

    #[test]
    fn the_status_is_in_the_trailers() {
        let trailers = trailers(
            Code::NotFound,
            "50% of \"é\"\n",
            &[error_info("GONE", [("a", "b".to_owned())])],
        );
        assert_eq!(trailers[GRPC_STATUS], "5");
        assert_eq!(trailers[GRPC_MESSAGE], "50%25 of \"%C3%A9\"%0A");
        let details = STANDARD_NO_PAD.decode(&trailers[GRPC_DETAILS]).unwrap();
        let status = Status {
            details: Status::details_of(&details).unwrap(),
            ..Status::ok()
        };
        assert_eq!(status.reason().as_deref(), Some("GONE"));
    }

    #[test]
    fn nothing_is_said_where_there_is_nothing_to_say() {
        let trailers = trailers(Code::Ok, "", &[]);
        assert_eq!(trailers.len(), 1);
        assert_eq!(trailers[GRPC_STATUS], "0");
    }
}
