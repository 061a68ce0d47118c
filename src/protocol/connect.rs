//! Connect: what the head of a request says, and how a unary answer carries its trailers.
//!
//! Source: the Connect protocol reference.
//!
//! ```text
//! POST, application/(proto|json)           one message, bare       -> one message, or an error as JSON
//! GET, ?encoding=...&message=...           the same in the query
//! POST, application/connect+(proto|json)   messages in envelopes   -> messages, and how they ended
//! ```

use std::time::Duration;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, request};
use percent_encoding::percent_decode;

use super::coding::{ACCEPTED, IDENTITY, UnknownCoding, coding_of};
use super::rest::{HeaderError, is_type, shown};
use crate::framing::compression::Coding;
use crate::transcode::query::pairs;

const PROTOCOL_VERSION: HeaderName = HeaderName::from_static("connect-protocol-version");
const TIMEOUT_MS: HeaderName = HeaderName::from_static("connect-timeout-ms");
/// The coding of a stream's messages.
pub const CONTENT_ENCODING: HeaderName = HeaderName::from_static("connect-content-encoding");
/// Those that a stream's answer may have.
pub const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("connect-accept-encoding");

const STREAM_PREFIX: &[u8] = b"application/connect+";
const TRAILER_PREFIX: &str = "trailer-";

/// Padded or not, as clients like it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What Connect's clients are held to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// A request without the version of the protocol is not served as one of Connect.
    pub requires_version: bool,
}

impl Settings {
    pub const DEFAULT: Self = Self {
        requires_version: false,
    };
}

/// How messages are written: Connect's Message-Codec.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Proto,
    Json,
}

/// The form of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One message, which is the body.
    Post(Format),
    /// One message, which is in the query.
    Get,
    /// Messages in envelopes.
    Stream(Format),
}

/// The content types of a unary request, and those of one that streams, as `Accept-Post` lists them.
pub const UNARY_TYPES: &str = "application/json, application/proto";
pub const STREAM_TYPES: &str = "application/connect+json, application/connect+proto";

impl Format {
    /// Of a media type, behind what stands before it; `None` for another one.
    fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"proto" => Some(Self::Proto),
            b"json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The content type of a unary answer.
    pub const fn unary_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Proto => "application/proto",
            Self::Json => "application/json",
        })
    }

    /// The content type of an answer that streams.
    pub const fn stream_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Proto => "application/connect+proto",
            Self::Json => "application/connect+json",
        })
    }
}

/// Whether a request says itself that it is Connect's.
pub fn is_marked(head: &request::Parts) -> bool {
    is_stream(&head.headers)
        || head.headers.contains_key(PROTOCOL_VERSION)
        || head.method == Method::GET && is_marked_query(head.uri.query())
}

/// Whether a request that does not say so can be Connect's, if its path is that of a method.
pub fn may_be_unmarked(head: &request::Parts) -> bool {
    let has = |name| {
        let mut pairs = pairs(head.uri.query().unwrap_or_default());
        pairs.any(|pair| pair.name == name)
    };
    match head.method {
        Method::POST => matches!(Form::of(head), Ok(Form::Post(_))),
        Method::GET => has(ENCODING) && has(MESSAGE),
        _ => false,
    }
}

fn is_stream(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let start = value.and_then(|value| value.get(..STREAM_PREFIX.len()));
    start.is_some_and(|start| start.eq_ignore_ascii_case(STREAM_PREFIX))
}

fn is_marked_query(query: Option<&str>) -> bool {
    query.is_some_and(|query| {
        pairs(query).any(|pair| pair.name == VERSION && pair.value == QUERY_VERSION)
    })
}

impl Form {
    /// The form of a request.
    ///
    /// # Errors
    /// When the messages are neither protobuf nor JSON.
    pub fn of(head: &request::Parts) -> Result<Self, HeaderError> {
        let value = head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let value = value.unwrap_or_default();
        let mut form = None;
        if is_stream(&head.headers) {
            is_type(value, |essence| {
                let name = essence.get(STREAM_PREFIX.len()..).unwrap_or_default();
                form = Format::of(name).map(Self::Stream);
                true
            });
            return form.ok_or_else(|| unsupported(value, STREAM_TYPES));
        }
        if head.method == Method::GET {
            return Ok(Self::Get);
        }
        let is_utf8 = is_type(value, |essence| {
            let name = essence.strip_prefix(b"application/").unwrap_or_default();
            form = Format::of(name).map(Self::Post);
            true
        });
        form.filter(|_| is_utf8)
            .ok_or_else(|| unsupported(value, UNARY_TYPES))
    }

    /// That a request which is of this form is not for the method that it names.
    pub fn mismatched(self, head: &request::Parts) -> HeaderError {
        let value = head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
        let accepted = match self {
            Self::Post(_) | Self::Get => STREAM_TYPES,
            Self::Stream(_) => UNARY_TYPES,
        };
        unsupported(value.unwrap_or_default(), accepted)
    }
}

fn unsupported(found: &[u8], accepted: &'static str) -> HeaderError {
    HeaderError::ConnectContentType {
        found: shown(found),
        accepted,
    }
}

/// Checks the version of the protocol, which a request need not name unless `is_required`.
///
/// # Errors
/// When it is another one, or missing and required.
pub fn check_version(head: &request::Parts, is_required: bool) -> Result<(), HeaderError> {
    let (found, expected) = if head.method == Method::GET {
        let mut pairs = pairs(head.uri.query().unwrap_or_default());
        let found = pairs.find(|pair| pair.name == VERSION);
        (found.map(|pair| pair.value.as_bytes()), QUERY_VERSION)
    } else {
        let found = head.headers.get(PROTOCOL_VERSION);
        (found.map(HeaderValue::as_bytes), "1")
    };
    match found {
        Some(version) if version == expected.as_bytes() => Ok(()),
        None if !is_required => Ok(()),
        found => Err(HeaderError::ConnectVersion {
            found: shown(found.unwrap_or_default()),
            is_get: head.method == Method::GET,
        }),
    }
}

/// The time that the client gives.
///
/// # Errors
/// When `Connect-Timeout-Ms` is malformed.
pub fn timeout(headers: &HeaderMap) -> Result<Option<Duration>, HeaderError> {
    let Some(value) = headers.get(TIMEOUT_MS) else {
        return Ok(None);
    };
    let digits = value.as_bytes();
    let is_number = (1..=10).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(digits)
        .ok()
        .filter(|_| is_number)
        .and_then(|text| text.parse().ok());
    match number {
        Some(millis) => Ok(Some(Duration::from_millis(millis))),
        None => Err(HeaderError::ConnectTimeout {
            found: shown(digits),
        }),
    }
}

/// How the body of a request is compressed, or its messages, by this header; `None` if not at all.
///
/// # Errors
/// When the coding is not known, or `is_allowed` is false.
pub fn coding(
    headers: &HeaderMap,
    header: &HeaderName,
    is_allowed: bool,
) -> Result<Option<Coding>, HeaderError> {
    let found = match coding_of(headers, header) {
        Ok(Some(coding)) if !is_allowed => coding.token().to_owned(),
        Ok(coding) => return Ok(coding),
        Err(UnknownCoding { found }) => found,
    };
    Err(unknown_coding(found.as_bytes(), is_allowed))
}

fn unknown_coding(found: &[u8], is_allowed: bool) -> HeaderError {
    HeaderError::ConnectCoding {
        found: shown(found),
        accepted: if is_allowed { ACCEPTED } else { IDENTITY },
    }
}

/// What the query of a GET says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    pub format: Format,
    /// How the message is compressed.
    pub coding: Option<Coding>,
    pub message: Bytes,
}

const VERSION: &str = "connect";
const QUERY_VERSION: &str = "v1";
const ENCODING: &str = "encoding";
const COMPRESSION: &str = "compression";
const IS_BASE64: &str = "base64";
const MESSAGE: &str = "message";

/// Why a query is not that of a request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    #[error("the query parameter {name:?} is missing")]
    Missing { name: &'static str },
    #[error("the query parameter {name:?} is there twice; send it once")]
    Repeated { name: &'static str },
    #[error(
        "the query parameter \"message\" is not the URL-safe base64 that \"base64=1\" says it is"
    )]
    Base64,
    #[error(transparent)]
    Header(#[from] HeaderError),
}

impl Query {
    /// Reads the query of a GET. Parameters that Connect does not have are passed over.
    ///
    /// # Errors
    /// When a parameter is missing, or not what it should be.
    pub fn read(query: &str, is_coding_allowed: bool) -> Result<Self, QueryError> {
        let mut values = [None; 4];
        const NAMES: [&str; 4] = [ENCODING, MESSAGE, IS_BASE64, COMPRESSION];
        for pair in pairs(query) {
            for (name, value) in NAMES.into_iter().zip(&mut values) {
                if pair.name == name && value.replace(pair.value).is_some() {
                    return Err(QueryError::Repeated { name });
                }
            }
        }
        let [format, message, is_base64, coding] = values;
        let format = decoded(format.ok_or(QueryError::Missing { name: ENCODING })?);
        let format = Format::of(&format).ok_or_else(|| unsupported(&format, UNARY_TYPES))?;
        let coding = decoded(coding.unwrap_or(IDENTITY));
        let coding = match Coding::of_token(&coding) {
            Some(coding) if is_coding_allowed => Some(coding),
            None if coding.eq_ignore_ascii_case(IDENTITY.as_bytes()) => None,
            Some(_) | None => return Err(unknown_coding(&coding, is_coding_allowed).into()),
        };
        let mut message = decoded(message.ok_or(QueryError::Missing { name: MESSAGE })?);
        if is_base64 == Some("1") {
            message = BASE64.decode(&message).map_err(|_| QueryError::Base64)?;
        }
        Ok(Self {
            format,
            coding,
            message: message.into(),
        })
    }
}

/// A value without its escapes. It may be binary, and what is no escape stands for itself.
fn decoded(value: &str) -> Vec<u8> {
    let spaced = value.replace('+', " ");
    percent_decode(spaced.as_bytes()).collect()
}

/// Adds the trailers of a unary call to the headers of its answer.
pub fn append_trailers(trailers: &HeaderMap, headers: &mut HeaderMap) {
    for (name, value) in trailers {
        if let Ok(name) = HeaderName::try_from(format!("{TRAILER_PREFIX}{name}")) {
            headers.append(name, value.clone());
        }
    }
}

#[cfg(test)]
mod tests;
