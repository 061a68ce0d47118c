//! gRPC status codes, their HTTP statuses, and `google.rpc.Status` with its details.
//!
//! Source of the tables: `google/rpc/code.proto`, which names the HTTP status of every code.

mod code;
mod details;

#[rustfmt::skip]
#[allow(clippy::all, clippy::use_self, clippy::pedantic, unreachable_pub, missing_debug_implementations, unused_qualifications)]
pub mod rpc;

pub use code::{CLIENT_CLOSED_REQUEST, Code};
pub use details::{DOMAIN, Detail, bad_request, error_info, render};

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
