//! The details of errors that the gateway makes itself, and their JSON.
//!
//! AIP-193: every error has an `ErrorInfo`; each type of detail is there at most once. The types
//! are generated from `google/rpc/error_details.proto`, their JSON by pbjson.

use pbjson_types::Any;
use prost::{Message, Name};
use serde::Serialize;

use super::{Code, Status, rpc};

/// `ErrorInfo.domain` of every error that the gateway makes. A back end's errors have their own,
/// which is how the two can be told apart.
pub const DOMAIN: &str = "rialto";

/// One typed detail.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    ErrorInfo(rpc::ErrorInfo),
    BadRequest(rpc::BadRequest),
}

/// What is wrong, by a name that never changes; `metadata` has the facts.
pub fn error_info<'m>(
    reason: &str,
    metadata: impl IntoIterator<Item = (&'m str, String)>,
) -> Detail {
    Detail::ErrorInfo(rpc::ErrorInfo {
        reason: reason.to_owned(),
        domain: DOMAIN.to_owned(),
        metadata: metadata
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect(),
    })
}

/// Which fields of the request are wrong: their paths, and what each should be.
pub fn bad_request(violations: Vec<(String, String)>) -> Detail {
    let violation = |(field, description)| rpc::bad_request::FieldViolation {
        field,
        description,
        ..Default::default()
    };
    Detail::BadRequest(rpc::BadRequest {
        field_violations: violations.into_iter().map(violation).collect(),
    })
}

/// `google.rpc.Status` as JSON.
pub fn render(code: Code, message: &str, details: &[Detail]) -> Vec<u8> {
    let body = StatusJson {
        code: code.number(),
        message,
        details: details.iter().map(DetailJson::from).collect(),
    };
    // The types have no map with keys that JSON cannot have, so this cannot fail.
    serde_json::to_vec(&body).unwrap_or_default()
}

/// `google.rpc.Status` on the wire.
pub fn encode(code: Code, message: &str, details: &[Detail]) -> Vec<u8> {
    let status = rpc::Status {
        code: code.number().into(),
        message: message.to_owned(),
        details: details.iter().map(Any::from).collect(),
    };
    status.encode_to_vec()
}

impl From<&Detail> for Any {
    fn from(detail: &Detail) -> Self {
        fn any<T: Message + Name>(detail: &T) -> Any {
            Any {
                type_url: T::type_url(),
                value: detail.encode_to_vec().into(),
            }
        }
        match detail {
            Detail::ErrorInfo(info) => any(info),
            Detail::BadRequest(request) => any(request),
        }
    }
}

/// A detail as JSON, without its type.
pub fn render_detail(detail: &Detail) -> Vec<u8> {
    let written = match detail {
        Detail::ErrorInfo(info) => serde_json::to_vec(info),
        Detail::BadRequest(request) => serde_json::to_vec(request),
    };
    // As above.
    written.unwrap_or_default()
}

impl Status {
    /// The status of an error that the gateway makes itself.
    pub fn of_details(code: Code, message: String, details: &[Detail]) -> Self {
        let any = |detail: &Detail| {
            let Any { type_url, value } = detail.into();
            super::Any { type_url, value }
        };
        Self {
            code,
            message,
            details: details.iter().map(any).collect(),
        }
    }
}

/// The details alone, as a JSON array.
pub fn render_details(details: &[Detail]) -> Vec<u8> {
    let details: Vec<_> = details.iter().map(DetailJson::from).collect();
    // As above.
    serde_json::to_vec(&details).unwrap_or_default()
}

#[derive(Serialize)]
struct StatusJson<'a> {
    code: u8,
    message: &'a str,
    details: Vec<DetailJson<'a>>,
}

/// A detail as the JSON of a `google.protobuf.Any`: its fields beside its type.
#[derive(Serialize)]
#[serde(tag = "@type")]
enum DetailJson<'a> {
    #[serde(rename = "type.googleapis.com/google.rpc.ErrorInfo")]
    ErrorInfo(&'a rpc::ErrorInfo),
    #[serde(rename = "type.googleapis.com/google.rpc.BadRequest")]
    BadRequest(&'a rpc::BadRequest),
}

impl<'a> From<&'a Detail> for DetailJson<'a> {
    fn from(detail: &'a Detail) -> Self {
        match detail {
            Detail::ErrorInfo(info) => Self::ErrorInfo(info),
            Detail::BadRequest(request) => Self::BadRequest(request),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn details_on_the_wire_are_read_back() {
        let encoded = encode(
            Code::NotFound,
            "no",
            &[
                error_info("GONE", []),
                bad_request(vec![("a".to_owned(), "b".to_owned())]),
            ],
        );
        let decoded = rpc::Status::decode(encoded.as_slice()).unwrap();
        assert_eq!((decoded.code, &*decoded.message), (5, "no"));
        let status = Status {
            details: Status::details_of(&encoded).unwrap(),
            ..Status::ok()
        };
        assert_eq!(status.reason().as_deref(), Some("GONE"));
        assert_eq!(status.violations()[0].field, "a");
    }

    #[test]
    fn details_are_those_of_a_status() {
        let details = [error_info("GONE", [("a", "b".to_owned())])];
        let status = Status::of_details(Code::NotFound, "no".to_owned(), &details);
        assert_eq!(status.reason().as_deref(), Some("GONE"));
        assert_eq!(
            render_detail(&details[0]),
            br#"{"reason":"GONE","domain":"rialto","metadata":{"a":"b"}}"#
        );
    }

    #[test]
    fn details_are_any_in_json() {
        let details = [
            error_info("QUERY_PARAMETER_UNKNOWN", [("parameter", "foo".to_owned())]),
            bad_request(vec![("foo".to_owned(), "is not a field".to_owned())]),
        ];
        let body = String::from_utf8(render(Code::InvalidArgument, "no", &details));
        assert_eq!(
            body.as_deref(),
            Ok(concat!(
                r#"{"code":3,"message":"no","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","#,
                r#""reason":"QUERY_PARAMETER_UNKNOWN","domain":"rialto","metadata":{"parameter":"foo"}},"#,
                r#"{"@type":"type.googleapis.com/google.rpc.BadRequest","#,
                r#""fieldViolations":[{"field":"foo","description":"is not a field"}]}]}"#
            ))
        );
    }
}
