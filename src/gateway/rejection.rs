//! Why a request was not answered by a back end, and what the client is told.
//!
//! The only place where an error becomes an HTTP status. `reason` never changes once it was
//! published: it is `ErrorInfo.reason`, the metrics' label and a row of the README's table.

use http::{Method, StatusCode};

use crate::call::MetadataError;
use crate::framing::compression::CodingError;
use crate::framing::grpc::FrameError;
use crate::framing::grpc_web::TextError;
use crate::framing::json_stream::{Cause, StreamError};
use crate::framing::websocket::{Kind, SocketError};
use crate::policy::Denied;
use crate::protocol::Protocol;
use crate::protocol::connect::QueryError;
use crate::protocol::rest::HeaderError;
use crate::protocol::websocket::HandshakeError;
use crate::router::PathError;
use crate::status::{CLIENT_CLOSED_REQUEST, Code, Detail, bad_request, error_info};
use crate::telemetry::Failure;
use crate::transcode::encode::EncodeError;
use crate::transcode::request::RequestError;
use crate::units::ByteSize;
use crate::upstream::{CallError, Violation};

/// Why a request was refused or failed, without a back end having said so.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// The descriptors could not be loaded since the process started.
    #[error("the gateway has not loaded its API yet; try again")]
    NotReady,
    #[error("no route matches the path {path:?}")]
    RouteNotFound { path: String },
    #[error(
        "the path {path:?} is not served for {method}; it is for {}",
        list(allow)
    )]
    MethodNotAllowed {
        method: Method,
        path: String,
        allow: Vec<Method>,
    },
    /// The log says why.
    #[error("the OpenAPI document cannot be made")]
    DocumentFailed,
    /// Of a document that is asked for by service.
    #[error(
        "there is no service {service:?}: expected the name of one, a package such as pkg.*, or *"
    )]
    ServiceUnknown { service: String },
    #[error("there are no documents of OpenAPI {version:?}: expected 3.1 or 3.0")]
    DocumentVersion { version: String },
    #[error(transparent)]
    Path(PathError),
    #[error("the request target is longer than {max} bytes")]
    TargetTooLong { max: usize },
    #[error("{} is not served on this listener", protocol.name())]
    ProtocolUnsupported { protocol: Protocol },
    /// gRPC ends an answer with trailers, which HTTP/1 clients do not read.
    #[error("gRPC needs HTTP/2")]
    Http2Needed,
    #[error("there is no method {path:?}")]
    RpcUnknown { path: String },
    /// The frames of a request.
    #[error("the request is malformed: {0}")]
    Frame(FrameError),
    /// The base64 of a request.
    #[error("the request is malformed: {0}")]
    Text(#[from] TextError),
    #[error("WebSocket is switched off")]
    WebSocketOff,
    #[error(transparent)]
    Handshake(#[from] HandshakeError),
    /// The bytes of a socket.
    #[error("the socket is malformed: {0}")]
    Socket(SocketError),
    #[error("messages of this socket are {}", match takes { Kind::Text => "text", Kind::Binary => "binary" })]
    SocketKind { takes: Kind },
    #[error("a message came behind the end of the request")]
    SocketOver,
    /// It was asked to be closed before the call had ended.
    #[error("the client has closed the socket")]
    SocketClosed,
    #[error("a message of the request is larger than {limit}{}", length.map_or_else(String::new, |length| format!(": it has {length} bytes")))]
    MessageTooLarge {
        /// Where it is known before the message has come.
        length: Option<u64>,
        limit: ByteSize,
    },
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// The query of a GET of Connect.
    #[error(transparent)]
    ConnectQuery(QueryError),
    #[error(transparent)]
    Metadata(#[from] MetadataError),
    #[error("the request body is larger than {max}")]
    BodyTooLarge { max: ByteSize },
    #[error("the request body did not arrive in time")]
    BodyTimeout,
    #[error("the request body is malformed: {0}")]
    BodyMalformed(String),
    #[error("the client went away")]
    ClientGone,
    #[error(transparent)]
    Request(Box<RequestError>),
    #[error("no back end is configured for {rpc}")]
    NoBackEnd { rpc: String },
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Upstream(Box<CallError>),
    /// An answer that is looked into while it passes.
    #[error("the back end broke the rules of gRPC: {0}")]
    AnswerBroken(#[source] Violation),
    #[error("the answer of {rpc} cannot be written as JSON: {source}")]
    Response { rpc: String, source: EncodeError },
}

impl From<RequestError> for Rejection {
    fn from(error: RequestError) -> Self {
        Self::Request(Box::new(error))
    }
}

impl From<QueryError> for Rejection {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Header(error) => Self::Header(error),
            QueryError::Missing { .. } | QueryError::Repeated { .. } | QueryError::Base64 => {
                Self::ConnectQuery(error)
            }
        }
    }
}

impl From<FrameError> for Rejection {
    /// What is wrong with the frames of a request.
    fn from(error: FrameError) -> Self {
        match error {
            FrameError::TooLarge { length, limit } => Self::MessageTooLarge {
                length: Some(length),
                limit,
            },
            FrameError::Flag(_)
            | FrameError::Compressed
            | FrameError::Truncated
            | FrameError::NoPrefix => Self::Frame(error),
        }
    }
}

impl From<SocketError> for Rejection {
    fn from(error: SocketError) -> Self {
        match error {
            SocketError::TooLarge { length, limit } => Self::MessageTooLarge {
                length: Some(length),
                limit,
            },
            SocketError::Protocol(_) | SocketError::Utf8 => Self::Socket(error),
        }
    }
}

impl From<StreamError> for Rejection {
    fn from(error: StreamError) -> Self {
        match error.cause {
            Cause::TooLarge { limit } => Self::MessageTooLarge {
                length: None,
                limit,
            },
            Cause::Syntax { .. } | Cause::TooDeep { .. } => {
                RequestError::StreamInvalid(error).into()
            }
        }
    }
}

impl From<CodingError> for Rejection {
    /// What is wrong with a compressed body.
    fn from(error: CodingError) -> Self {
        match error {
            CodingError::TooLarge { limit, .. } => Self::BodyTooLarge { max: limit },
            // A library that has no memory cannot be told from bytes that it cannot read.
            CodingError::Corrupt(_) | CodingError::Truncated(_) | CodingError::Library(_) => {
                Self::BodyMalformed(error.to_string())
            }
        }
    }
}

impl From<CallError> for Rejection {
    fn from(error: CallError) -> Self {
        Self::Upstream(Box::new(error))
    }
}

/// Whose fault a rejection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Client,
    Upstream,
    Gateway,
}

impl Fault {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Upstream => "upstream",
            Self::Gateway => "gateway",
        }
    }
}

impl Rejection {
    pub fn code(&self) -> Code {
        match self {
            Self::RouteNotFound { .. } | Self::ServiceUnknown { .. } => Code::NotFound,
            Self::MethodNotAllowed { .. }
            | Self::RpcUnknown { .. }
            | Self::Http2Needed
            | Self::WebSocketOff
            | Self::Header(HeaderError::ConnectCoding { .. }) => Code::Unimplemented,
            Self::Handshake(HandshakeError::Origin { .. }) => Code::PermissionDenied,
            Self::DocumentVersion { .. }
            | Self::Path(_)
            | Self::TargetTooLong { .. }
            | Self::ProtocolUnsupported { .. }
            | Self::Header(_)
            | Self::ConnectQuery(_)
            | Self::Metadata(_)
            | Self::BodyMalformed(_)
            | Self::Frame(_)
            | Self::Text(_)
            | Self::Handshake(_)
            | Self::Socket(_)
            | Self::SocketKind { .. }
            | Self::SocketOver
            | Self::Request(_) => Code::InvalidArgument,
            Self::BodyTooLarge { .. } | Self::MessageTooLarge { .. } => Code::ResourceExhausted,
            Self::BodyTimeout | Self::Denied(Denied::DeadlinePassed) => Code::DeadlineExceeded,
            Self::ClientGone | Self::SocketClosed => Code::Cancelled,
            Self::NoBackEnd { .. } | Self::NotReady => Code::Unavailable,
            Self::Upstream(error) => error.code(),
            Self::AnswerBroken(_) | Self::Response { .. } | Self::DocumentFailed => Code::Internal,
        }
    }

    /// The HTTP status: that of the code, but for what HTTP has a better word for.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::Path(PathError::TooLong { .. }) | Self::TargetTooLong { .. } => {
                StatusCode::URI_TOO_LONG
            }
            Self::ProtocolUnsupported { .. }
            | Self::Header(
                HeaderError::ContentType { .. }
                | HeaderError::GrpcContentType { .. }
                | HeaderError::ConnectContentType { .. }
                | HeaderError::ContentEncoding { .. },
            ) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Http2Needed => StatusCode::HTTP_VERSION_NOT_SUPPORTED,
            Self::Handshake(HandshakeError::Version { .. }) => StatusCode::UPGRADE_REQUIRED,
            Self::BodyTooLarge { .. } | Self::MessageTooLarge { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::RpcUnknown { .. } => StatusCode::NOT_FOUND,
            Self::BodyTimeout | Self::Denied(Denied::DeadlinePassed) => StatusCode::REQUEST_TIMEOUT,
            Self::ClientGone | Self::SocketClosed => CLIENT_CLOSED_REQUEST,
            Self::RouteNotFound { .. }
            | Self::ServiceUnknown { .. }
            | Self::DocumentVersion { .. }
            | Self::Path(_)
            | Self::Header(
                HeaderError::GrpcTimeout { .. }
                | HeaderError::ServerTimeout { .. }
                | HeaderError::ConnectCoding { .. }
                | HeaderError::ConnectVersion { .. }
                | HeaderError::ConnectTimeout { .. },
            )
            | Self::ConnectQuery(_)
            | Self::Metadata(_)
            | Self::BodyMalformed(_)
            | Self::Frame(_)
            | Self::Text(_)
            | Self::WebSocketOff
            | Self::Handshake(_)
            | Self::Socket(_)
            | Self::SocketKind { .. }
            | Self::SocketOver
            | Self::Request(_)
            | Self::NoBackEnd { .. }
            | Self::NotReady
            | Self::DocumentFailed
            | Self::Upstream(_)
            | Self::AnswerBroken(_)
            | Self::Response { .. } => self.code().http(),
        }
    }

    /// The HTTP status of an answer by Connect, whose own table is that of the codes; but what is
    /// refused before it is a call is refused as HTTP does.
    pub fn connect_status(&self) -> StatusCode {
        match self {
            Self::MethodNotAllowed { .. }
            | Self::RpcUnknown { .. }
            | Self::TargetTooLong { .. }
            | Self::Header(HeaderError::ConnectContentType { .. }) => self.status(),
            _ => self.code().http(),
        }
    }

    pub const fn fault(&self) -> Fault {
        match self {
            Self::RouteNotFound { .. }
            | Self::ServiceUnknown { .. }
            | Self::DocumentVersion { .. }
            | Self::MethodNotAllowed { .. }
            | Self::Path(_)
            | Self::TargetTooLong { .. }
            | Self::ProtocolUnsupported { .. }
            | Self::Http2Needed
            | Self::RpcUnknown { .. }
            | Self::Frame(_)
            | Self::Text(_)
            | Self::WebSocketOff
            | Self::Handshake(_)
            | Self::Socket(_)
            | Self::SocketKind { .. }
            | Self::SocketOver
            | Self::SocketClosed
            | Self::MessageTooLarge { .. }
            | Self::Header(_)
            | Self::ConnectQuery(_)
            | Self::Metadata(_)
            | Self::BodyTooLarge { .. }
            | Self::BodyTimeout
            | Self::BodyMalformed(_)
            | Self::ClientGone
            | Self::Request(_)
            | Self::Denied(Denied::DeadlinePassed) => Fault::Client,
            Self::Upstream(_) | Self::AnswerBroken(_) | Self::Response { .. } => Fault::Upstream,
            Self::NoBackEnd { .. } | Self::NotReady | Self::DocumentFailed => Fault::Gateway,
        }
    }

    pub fn reason(&self) -> &'static str {
        match self {
            Self::RouteNotFound { .. } => "ROUTE_NOT_FOUND",
            Self::ServiceUnknown { .. } => "SERVICE_UNKNOWN",
            Self::DocumentVersion { .. } => "DOCUMENT_VERSION",
            Self::MethodNotAllowed { .. } => "METHOD_NOT_ALLOWED",
            Self::Path(_) => "PATH_INVALID",
            Self::TargetTooLong { .. } => "TARGET_TOO_LONG",
            Self::ProtocolUnsupported { .. } | Self::Http2Needed | Self::WebSocketOff => {
                "PROTOCOL_UNSUPPORTED"
            }
            Self::Handshake(HandshakeError::Origin { .. }) => "ORIGIN_NOT_ALLOWED",
            Self::Handshake(_) => "HANDSHAKE_INVALID",
            Self::RpcUnknown { .. } => "RPC_UNKNOWN",
            Self::Frame(_)
            | Self::Text(_)
            | Self::Socket(_)
            | Self::SocketKind { .. }
            | Self::SocketOver => "FRAME_INVALID",
            Self::MessageTooLarge { .. } => "MESSAGE_TOO_LARGE",
            Self::Header(
                HeaderError::ContentType { .. }
                | HeaderError::GrpcContentType { .. }
                | HeaderError::ConnectContentType { .. },
            ) => "CONTENT_TYPE_UNSUPPORTED",
            Self::Header(
                HeaderError::ContentEncoding { .. } | HeaderError::ConnectCoding { .. },
            ) => "CONTENT_ENCODING_UNSUPPORTED",
            Self::Header(
                HeaderError::GrpcTimeout { .. }
                | HeaderError::ServerTimeout { .. }
                | HeaderError::ConnectTimeout { .. },
            ) => "TIMEOUT_INVALID",
            Self::Header(HeaderError::ConnectVersion { .. }) => "CONNECT_VERSION_UNSUPPORTED",
            Self::ConnectQuery(_) => "CONNECT_QUERY_INVALID",
            Self::Metadata(_) => "METADATA_INVALID",
            Self::BodyTooLarge { .. } => "BODY_TOO_LARGE",
            Self::BodyTimeout => "BODY_TIMEOUT",
            Self::BodyMalformed(_) => "BODY_MALFORMED",
            Self::ClientGone | Self::SocketClosed => "CLIENT_GONE",
            Self::Request(error) => error.reason(),
            Self::NoBackEnd { .. } => "NO_BACK_END",
            Self::NotReady => "NOT_READY",
            Self::DocumentFailed => "DOCUMENT_FAILED",
            Self::Denied(Denied::DeadlinePassed) => "DEADLINE_PASSED",
            Self::Upstream(error) => error.reason(),
            Self::AnswerBroken(_) => "UPSTREAM_PROTOCOL",
            Self::Response { .. } => "RESPONSE_INVALID",
        }
    }

    /// What a call's record has of it.
    pub fn failure(&self) -> Failure {
        Failure {
            fault: self.fault().name(),
            reason: self.reason(),
        }
    }

    /// What the client reads: what to change where it can change something, and nothing of the
    /// inside where it cannot.
    pub fn message(&self) -> String {
        match self {
            Self::Upstream(error) => public_message(error),
            Self::AnswerBroken(_) => BROKEN_RULES.to_owned(),
            other => other.to_string(),
        }
    }

    /// AIP-193: `ErrorInfo` always, and the fields that are wrong where there are any.
    /// A rejection that is not the client's fault names the request.
    pub fn details(&self, request_id: Option<&str>) -> Vec<Detail> {
        let mut facts = match self {
            Self::MethodNotAllowed { allow, .. } => vec![("allow", list(allow))],
            Self::Metadata(error) => vec![("header", error.header().to_owned())],
            Self::BodyTooLarge { max: limit } | Self::MessageTooLarge { limit, .. } => {
                vec![("limit", limit.to_string())]
            }
            Self::TargetTooLong { max } => vec![("limit", max.to_string())],
            Self::Response { source, .. } if !source.path().is_empty() => {
                vec![("field", source.path().to_owned())]
            }
            _ => Vec::new(),
        };
        if let Some(id) = request_id
            && self.fault() != Fault::Client
        {
            facts.push(("request_id", id.to_owned()));
        }
        let mut details = vec![error_info(self.reason(), facts)];
        if let Self::Request(error) = self {
            let violations = error.violations();
            if !violations.is_empty() {
                details.push(bad_request(violations));
            }
        }
        details
    }
}

const BROKEN_RULES: &str = "the back end's answer breaks the rules of gRPC";

/// What a client may know of a failed call: not where the back end is, nor what it sent.
fn public_message(error: &CallError) -> String {
    match error {
        CallError::Connect { .. } => "the back end cannot be reached".to_owned(),
        CallError::Request { .. } => "the call cannot be sent to the back end".to_owned(),
        CallError::Deadline { .. } => "the back end did not answer before the deadline".to_owned(),
        CallError::Unprocessed { .. } => "the back end did not take the call".to_owned(),
        CallError::Reset { .. } => "the back end broke the call off".to_owned(),
        CallError::Broken { .. } => {
            "the connection to the back end broke during the call".to_owned()
        }
        CallError::Http { .. } => "what answered is not a gRPC back end".to_owned(),
        CallError::TooLarge { limit, .. } => {
            format!("the back end's answer is larger than {limit}")
        }
        CallError::Protocol { .. } => BROKEN_RULES.to_owned(),
    }
}

/// Methods as `Allow` lists them.
pub(super) fn list(methods: &[Method]) -> String {
    methods
        .iter()
        .map(Method::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
