//! Requests that end before there is anything to hand on: answered in words, on HTTP/1.

use bytes::Bytes;
use http::StatusCode;

use crate::status::{self, Code, error_info};
use crate::telemetry::metrics;

/// Why a request head was not taken. The client is to blame for all of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    #[error("this port speaks plain HTTP, and the connection began with a TLS handshake")]
    TlsOnPlainPort,
    #[error("the request is not HTTP: {0}")]
    Malformed(String),
    #[error("the request head is larger than {max} bytes")]
    HeadTooLarge { max: usize },
    #[error("the request has more than {max} header fields")]
    TooManyHeaders { max: usize },
    #[error("the request head did not arrive within {} ms", .limit.as_millis())]
    HeadTimeout { limit: std::time::Duration },
}

impl Refusal {
    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::TlsOnPlainPort | Self::Malformed(_) => StatusCode::BAD_REQUEST,
            // RFC 6585 §5: both for one field too large and for all of them together.
            Self::HeadTooLarge { .. } | Self::TooManyHeaders { .. } => {
                StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
            }
            Self::HeadTimeout { .. } => StatusCode::REQUEST_TIMEOUT,
        }
    }

    const fn code(&self) -> Code {
        match self {
            Self::TlsOnPlainPort
            | Self::Malformed(_)
            | Self::HeadTooLarge { .. }
            | Self::TooManyHeaders { .. } => Code::InvalidArgument,
            Self::HeadTimeout { .. } => Code::DeadlineExceeded,
        }
    }

    /// Counts it beside the gateway's own rejections.
    pub(super) fn count(&self) {
        metrics::count_rejection(self.reason(), "client");
    }

    /// A stable label, as those of the gateway's own rejections.
    const fn reason(&self) -> &'static str {
        match self {
            Self::TlsOnPlainPort | Self::Malformed(_) => "HEAD_INVALID",
            Self::HeadTooLarge { .. } | Self::TooManyHeaders { .. } => "HEAD_TOO_LARGE",
            Self::HeadTimeout { .. } => "HEAD_TIMEOUT",
        }
    }

    /// The body, as `google.rpc.Status` in JSON, like every other error of the gateway.
    pub(super) fn body(&self) -> Bytes {
        let details = [error_info(self.reason(), [])];
        Bytes::from(status::render(self.code(), &self.to_string(), &details))
    }

    /// The whole answer as HTTP/1.1 writes it.
    pub(super) fn http1(&self) -> Vec<u8> {
        let body = self.body();
        let status = self.status();
        let mut answer = format!(
            "HTTP/1.1 {} {}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n",
            status.as_str(),
            status.canonical_reason().unwrap_or_default(),
            body.len(),
        )
        .into_bytes();
        answer.extend_from_slice(&body);
        answer
    }
}
