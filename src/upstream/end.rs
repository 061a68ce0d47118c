//! How a back end ends a call: trailers, and the status in them.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use http::{HeaderMap, HeaderName};
use percent_encoding::percent_decode;
use prost::Message as _;

use super::error::Violation;
use crate::status::{Any, Code, Status, rpc};

pub(super) const GRPC_STATUS: HeaderName = HeaderName::from_static("grpc-status");
const GRPC_MESSAGE: HeaderName = HeaderName::from_static("grpc-message");
const GRPC_DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");

/// gRPC over HTTP/2: "accept padded and un-padded values".
const BINARY: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The end of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// As they came, `grpc-status` and the like among them. In a Trailers-Only answer these are
    /// its headers.
    pub trailers: HeaderMap,
    pub status: Status,
}

impl End {
    pub(super) fn new(trailers: HeaderMap) -> Result<Self, Violation> {
        let status = read_status(&trailers)?;
        Ok(Self { trailers, status })
    }
}

fn read_status(trailers: &HeaderMap) -> Result<Status, Violation> {
    let code = trailers.get(GRPC_STATUS).ok_or(Violation::NoStatus)?;
    let code = Code::from_header(code.as_bytes()).ok_or(Violation::MalformedStatus)?;
    let message = trailers.get(GRPC_MESSAGE).map(|message| {
        // gRPC over HTTP/2, "Status-Message": what is malformed is shown rather than refused.
        let decoded = percent_decode(message.as_bytes()).decode_utf8_lossy();
        decoded.into_owned()
    });
    Ok(Status {
        code,
        message: message.unwrap_or_default(),
        details: read_details(trailers),
    })
}

/// The typed details. Broken ones never hide the status itself: they are left out.
fn read_details(trailers: &HeaderMap) -> Vec<Any> {
    let Some(encoded) = trailers.get(GRPC_DETAILS) else {
        return Vec::new();
    };
    let Ok(bytes) = BINARY.decode(encoded.as_bytes()) else {
        return Vec::new();
    };
    let Ok(status) = rpc::Status::decode(bytes.as_slice()) else {
        return Vec::new();
    };
    let any = |any: pbjson_types::Any| Any {
        type_url: any.type_url,
        value: any.value,
    };
    status.details.into_iter().map(any).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use bytes::Bytes;

    fn end(trailers: &[(&'static str, &str)]) -> Result<Status, Violation> {
        let mut map = HeaderMap::new();
        for (name, value) in trailers {
            map.append(*name, value.parse().unwrap());
        }
        End::new(map).map(|end| end.status)
    }

    #[test]
    fn messages_are_percent_decoded_and_never_refused() {
        for (message, expected) in [
            ("not found", "not found"),
            ("caf%C3%A9 100%25", "café 100%"),
            ("cut %C3", "cut \u{fffd}"),
            ("50% off", "50% off"),
            ("%", "%"),
            ("", ""),
        ] {
            let status = end(&[("grpc-status", "5"), ("grpc-message", message)]).unwrap();
            assert_eq!(status, Status::new(Code::NotFound, expected.to_owned()));
        }
    }

    #[test]
    fn details_are_read_padded_and_unpadded() {
        let status = rpc::Status {
            code: 3,
            message: "bad".to_owned(),
            details: vec![pbjson_types::Any {
                type_url: "type.googleapis.com/google.rpc.BadRequest".to_owned(),
                value: Bytes::from_static(b"\x0a\x02\x0a\x00"),
            }],
        };
        let padded = base64::engine::general_purpose::STANDARD.encode(status.encode_to_vec());
        assert!(padded.ends_with('='), "{padded}");
        for value in [padded.as_str(), padded.trim_end_matches('=')] {
            let status = end(&[("grpc-status", "3"), ("grpc-status-details-bin", value)]).unwrap();
            let [detail] = status.details.try_into().unwrap();
            assert_eq!(detail.type_url, "type.googleapis.com/google.rpc.BadRequest");
            assert_eq!(detail.value, b"\x0a\x02\x0a\x00".as_slice());
        }
    }

    #[test]
    fn broken_details_are_dropped_and_the_status_stays() {
        // No base64; base64 of no protobuf.
        for value in ["!!", "////"] {
            let found = end(&[
                ("grpc-status", "3"),
                ("grpc-message", "bad"),
                ("grpc-status-details-bin", value),
            ]);
            let expected = Status::new(Code::InvalidArgument, "bad".to_owned());
            assert_eq!(found.unwrap(), expected, "{value}");
        }
    }

    #[test]
    fn a_status_that_is_missing_or_no_number_is_an_error() {
        assert!(matches!(end(&[]), Err(Violation::NoStatus)));
        let malformed = end(&[("grpc-status", "OK")]);
        assert!(matches!(malformed, Err(Violation::MalformedStatus)));
        assert_eq!(end(&[("grpc-status", "99")]).unwrap().code, Code::Unknown);
    }
}
