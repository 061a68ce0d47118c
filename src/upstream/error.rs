//! Why a call to a back end did not come to an end of its own.
//!
//! A back end that answers with a status other than OK is no error here: that is its answer.

use std::sync::Arc;

use h2::Reason;
use http::StatusCode;

use super::Address;
use super::connect::ConnectError;
use crate::framing::grpc::FrameError;
use crate::status::Code;
use crate::units::ByteSize;

/// Why there is no answer. The texts name addresses: they are for logs, not for clients.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    #[error("cannot connect to {endpoint}")]
    Connect {
        endpoint: Address,
        #[source]
        source: Arc<ConnectError>,
    },
    /// The metadata has a header that HTTP/2 forbids.
    #[error("the request to {endpoint} cannot be sent")]
    Request {
        endpoint: Address,
        #[source]
        source: h2::Error,
    },
    #[error("the deadline passed while {endpoint} was {doing}")]
    Deadline { endpoint: Address, doing: Doing },
    /// The peer has said that it did nothing about the call.
    #[error("{endpoint} did not process the call: {cause}")]
    Unprocessed {
        endpoint: Address,
        cause: Unprocessed,
    },
    /// The peer broke the call off with RST_STREAM.
    #[error("{endpoint} reset the call: {reason}")]
    Reset { endpoint: Address, reason: Reason },
    #[error("the connection to {endpoint} broke during the call")]
    Broken {
        endpoint: Address,
        #[source]
        source: h2::Error,
    },
    /// Something in front of the back end, or no gRPC server at all, has answered.
    #[error("{endpoint} answered with HTTP status {status} ({content_type}) instead of gRPC")]
    Http {
        endpoint: Address,
        status: StatusCode,
        content_type: String,
    },
    #[error("{endpoint} answered with a message of {length} bytes, over the limit of {limit}")]
    TooLarge {
        endpoint: Address,
        length: u64,
        limit: ByteSize,
    },
    #[error("{endpoint} broke the rules of gRPC")]
    Protocol {
        endpoint: Address,
        #[source]
        violation: Violation,
    },
}

/// What a call was waiting for when its deadline passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Connecting,
    Answering,
}

impl std::fmt::Display for Doing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connecting => "being connected to",
            Self::Answering => "answering",
        })
    }
}

/// How a peer says that it did nothing about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unprocessed {
    /// RFC 9113 §6.8: streams above the one that GOAWAY names were not acted on.
    #[error("it is going away")]
    GoAway,
    /// RFC 9113 §8.7: REFUSED_STREAM guarantees that nothing was done.
    #[error("it refused the stream")]
    Refused,
}

/// A rule of gRPC, or of HTTP/2, that an answer breaks.
#[derive(Debug, thiserror::Error)]
pub enum Violation {
    #[error("its content type is {0}, not application/grpc")]
    ContentType(String),
    #[error("its answer ended without trailers")]
    NoTrailers,
    #[error("its trailers have no grpc-status")]
    NoStatus,
    #[error("its grpc-status is not a number")]
    MalformedStatus,
    #[error("it answered a unary call with the status OK and no message")]
    NoMessage,
    #[error("it answered a unary call with more than one message")]
    SecondMessage,
    #[error("its message cannot be read")]
    Frame(#[source] FrameError),
    #[error("its frames are not HTTP/2, or its headers are over the limit")]
    Http2(#[source] h2::Error),
}

impl CallError {
    /// The gRPC code that the call ends with.
    pub const fn code(&self) -> Code {
        match self {
            Self::Connect { .. } | Self::Unprocessed { .. } | Self::Broken { .. } => {
                Code::Unavailable
            }
            Self::Request { .. } => Code::Internal,
            Self::Deadline { .. } => Code::DeadlineExceeded,
            Self::Reset { reason, .. } => code_of_reset(*reason),
            Self::Http { status, .. } => Code::from_http(status.as_u16()),
            Self::TooLarge { .. } => Code::ResourceExhausted,
            Self::Protocol { violation, .. } => match violation {
                // As grpc-go does: the call may well have been carried out.
                Violation::ContentType(_) | Violation::NoStatus => Code::Unknown,
                Violation::NoTrailers
                | Violation::MalformedStatus
                | Violation::NoMessage
                | Violation::SecondMessage
                | Violation::Frame(_)
                | Violation::Http2(_) => Code::Internal,
            },
        }
    }

    /// Whether it is certain that the back end did nothing about the call.
    pub const fn retry_safe(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Unprocessed { .. } => true,
            Self::Request { .. }
            | Self::Deadline { .. }
            | Self::Reset { .. }
            | Self::Broken { .. }
            | Self::Http { .. }
            | Self::TooLarge { .. }
            | Self::Protocol { .. } => false,
        }
    }

    /// The endpoint that the error is about: the last one that was tried.
    pub const fn endpoint(&self) -> &Address {
        match self {
            Self::Connect { endpoint, .. }
            | Self::Request { endpoint, .. }
            | Self::Deadline { endpoint, .. }
            | Self::Unprocessed { endpoint, .. }
            | Self::Reset { endpoint, .. }
            | Self::Broken { endpoint, .. }
            | Self::Http { endpoint, .. }
            | Self::TooLarge { endpoint, .. }
            | Self::Protocol { endpoint, .. } => endpoint,
        }
    }

    /// A stable label that names no address.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Connect { .. } => "UPSTREAM_CONNECT",
            Self::Request { .. } => "UPSTREAM_REQUEST",
            Self::Deadline { .. } => "UPSTREAM_TIMEOUT",
            Self::Unprocessed { .. } | Self::Reset { .. } | Self::Broken { .. } => "UPSTREAM_RESET",
            Self::Http { .. } | Self::Protocol { .. } => "UPSTREAM_PROTOCOL",
            Self::TooLarge { .. } => "RESPONSE_TOO_LARGE",
        }
    }

    /// The error of a stream, as h2 reports it.
    pub(super) fn of_stream(endpoint: &Address, error: h2::Error) -> Self {
        let endpoint = endpoint.clone();
        if error.is_remote() {
            if error.is_go_away() {
                // h2 only ends those streams with a peer's GOAWAY that are above its last one.
                let cause = Unprocessed::GoAway;
                return Self::Unprocessed { endpoint, cause };
            }
            if let Some(reason) = error.reason() {
                let cause = Unprocessed::Refused;
                return match reason {
                    Reason::REFUSED_STREAM => Self::Unprocessed { endpoint, cause },
                    reason => Self::Reset { endpoint, reason },
                };
            }
        }
        if error.is_library() {
            let violation = Violation::Http2(error);
            return Self::Protocol {
                endpoint,
                violation,
            };
        }
        Self::Broken {
            endpoint,
            source: error,
        }
    }

    pub(super) fn of_frame(endpoint: &Address, error: FrameError) -> Self {
        let endpoint = endpoint.clone();
        match error {
            FrameError::TooLarge { length, limit } => Self::TooLarge {
                endpoint,
                length,
                limit,
            },
            FrameError::Flag(_)
            | FrameError::Compressed
            | FrameError::Truncated
            | FrameError::NoPrefix => Self::Protocol {
                endpoint,
                violation: Violation::Frame(error),
            },
        }
    }
}

/// Source: gRPC over HTTP/2, "Errors": the table from HTTP/2 error codes to status codes.
const fn code_of_reset(reason: Reason) -> Code {
    match reason {
        Reason::REFUSED_STREAM => Code::Unavailable,
        Reason::CANCEL => Code::Cancelled,
        Reason::ENHANCE_YOUR_CALM => Code::ResourceExhausted,
        Reason::INADEQUATE_SECURITY => Code::PermissionDenied,
        _ => Code::Internal,
    }
}
