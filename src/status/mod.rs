//! gRPC status codes, their HTTP statuses, and `google.rpc.Status` with its details.
//!
//! Source of the tables: `google/rpc/code.proto`, which names the HTTP status of every code.

mod code;
mod details;

#[rustfmt::skip]
#[allow(clippy::all, clippy::use_self, clippy::pedantic, unreachable_pub, missing_debug_implementations, unused_qualifications)]
pub mod rpc;

pub use code::{CLIENT_CLOSED_REQUEST, Code};
pub use details::{
    DOMAIN, Detail, bad_request, encode, error_info, render, render_detail, render_details,
};

use bytes::Bytes;

/// The outcome of a call: a code, a message for people, and typed details.
///
/// `details` are still encoded: each is one `google.protobuf.Any` as the back end sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub code: Code,
    pub message: String,
    pub details: Vec<Any>,
}

/// A `google.protobuf.Any` whose value is not looked into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Any {
    pub type_url: String,
    pub value: Bytes,
}

impl Status {
    pub const fn new(code: Code, message: String) -> Self {
        Self {
            code,
            message,
            details: Vec::new(),
        }
    }

    pub const fn ok() -> Self {
        Self::new(Code::Ok, String::new())
    }

    /// The reason of its `ErrorInfo`.
    pub fn reason(&self) -> Option<String> {
        let info: rpc::ErrorInfo = self.detail()?;
        Some(info.reason).filter(|reason| !reason.is_empty())
    }

    /// What its `BadRequest` says of fields.
    pub fn violations(&self) -> Vec<rpc::bad_request::FieldViolation> {
        let request: Option<rpc::BadRequest> = self.detail();
        request.map_or_else(Vec::new, |request| request.field_violations)
    }

    /// The first detail of a type, if it can be read.
    fn detail<T: prost::Message + prost::Name + Default>(&self) -> Option<T> {
        let name = T::full_name();
        let found = self.details.iter().find(|detail| {
            let (_, type_name) = detail.type_url.rsplit_once('/').unwrap_or_default();
            type_name == name
        })?;
        T::decode(found.value.clone()).ok()
    }

    /// Reads the details out of a `grpc-status-details-bin` trailer, which holds a whole
    /// `google.rpc.Status`.
    ///
    /// # Errors
    /// When the bytes are not a `google.rpc.Status`.
    pub fn details_of(encoded: &[u8]) -> Result<Vec<Any>, prost::DecodeError> {
        let status = <rpc::Status as prost::Message>::decode(encoded)?;
        Ok(status
            .details
            .into_iter()
            .map(|any| Any {
                type_url: any.type_url,
                value: any.value,
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use prost::{Message as _, Name as _};

    #[test]
    fn what_details_say_is_read_by_their_type() {
        let mut status = Status::new(Code::InvalidArgument, String::new());
        assert_eq!((status.reason(), status.violations()), (None, Vec::new()));
        let violation = rpc::bad_request::FieldViolation {
            field: "a.b".to_owned(),
            ..Default::default()
        };
        let request = rpc::BadRequest {
            field_violations: vec![violation.clone()],
        };
        let info = rpc::ErrorInfo {
            reason: "NO".to_owned(),
            ..Default::default()
        };
        let any = |type_url: String, value: Vec<u8>| Any {
            type_url,
            value: value.into(),
        };
        status.details = vec![
            any("x".to_owned(), Vec::new()),
            any(rpc::BadRequest::type_url(), request.encode_to_vec()),
            any(rpc::ErrorInfo::type_url(), info.encode_to_vec()),
        ];
        assert_eq!(status.reason().as_deref(), Some("NO"));
        assert_eq!(status.violations(), [violation]);
        status.details = vec![any(rpc::ErrorInfo::type_url(), vec![0xff])];
        assert_eq!(status.reason(), None);
    }
}
