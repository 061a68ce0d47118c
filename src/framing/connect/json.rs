//! Connect's error and its end of a stream, as JSON.
//!
//! ```text
//! error = {"code": "not_found", "message": "...", "details": [detail, ...]}
//! detail = {"type": "google.rpc.ErrorInfo", "value": "base64", "debug": {...}}
//! end   = {"error": error, "metadata": {"name": ["value", ...], ...}}
//! ```
//!
//! What is empty is left out.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD_NO_PAD};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::Deserialize;

use crate::status::{Any, Code, Status};

/// Written without padding, read with or without it.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What stands before the name of a type in an `Any`.
const TYPE_PREFIX: &str = "type.googleapis.com/";

/// The name of an error's code.
pub const fn code_name(code: Code) -> &'static str {
    match code {
        Code::Cancelled => "canceled",
        // An error always has a code, and Connect has no name for success.
        Code::Ok | Code::Unknown => "unknown",
        Code::InvalidArgument => "invalid_argument",
        Code::DeadlineExceeded => "deadline_exceeded",
        Code::NotFound => "not_found",
        Code::AlreadyExists => "already_exists",
        Code::PermissionDenied => "permission_denied",
        Code::ResourceExhausted => "resource_exhausted",
        Code::FailedPrecondition => "failed_precondition",
        Code::Aborted => "aborted",
        Code::OutOfRange => "out_of_range",
        Code::Unimplemented => "unimplemented",
        Code::Internal => "internal",
        Code::Unavailable => "unavailable",
        Code::DataLoss => "data_loss",
        Code::Unauthenticated => "unauthenticated",
    }
}

/// The code that a name stands for; `None` for a name that Connect does not have.
pub fn code_of_name(name: &str) -> Option<Code> {
    let mut errors = Code::ALL.into_iter().filter(|code| *code != Code::Ok);
    errors.find(|code| code_name(*code) == name)
}

/// Appends an error.
///
/// `debug` appends what a detail says as JSON, for people to read, or nothing if it cannot be said.
pub fn write_error(status: &Status, mut debug: impl FnMut(&Any, &mut Vec<u8>), out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"code\":\"");
    out.extend_from_slice(code_name(status.code).as_bytes());
    out.push(b'"');
    if !status.message.is_empty() {
        out.extend_from_slice(b",\"message\":");
        write_string(&status.message, out);
    }
    for (index, detail) in status.details.iter().enumerate() {
        out.extend_from_slice(if index == 0 { b",\"details\":[" } else { b"," });
        write_detail(detail, &mut debug, out);
    }
    if !status.details.is_empty() {
        out.push(b']');
    }
    out.push(b'}');
}

fn write_detail(detail: &Any, debug: &mut impl FnMut(&Any, &mut Vec<u8>), out: &mut Vec<u8>) {
    let url = detail.type_url.as_str();
    let name = url.rsplit_once('/').map_or(url, |(_, name)| name);
    out.extend_from_slice(b"{\"type\":");
    write_string(name, out);
    out.extend_from_slice(b",\"value\":\"");
    out.extend_from_slice(STANDARD_NO_PAD.encode(&detail.value).as_bytes());
    out.push(b'"');
    let before = out.len();
    out.extend_from_slice(b",\"debug\":");
    let key_end = out.len();
    debug(detail, out);
    if out.len() == key_end {
        out.truncate(before);
    }
    out.push(b'}');
}

/// Appends the end of a stream: its status, and its trailers.
pub fn write_end(
    status: &Status,
    trailers: &HeaderMap,
    debug: impl FnMut(&Any, &mut Vec<u8>),
    out: &mut Vec<u8>,
) {
    out.push(b'{');
    if status.code != Code::Ok {
        out.extend_from_slice(b"\"error\":");
        write_error(status, debug, out);
    }
    if !trailers.is_empty() {
        if status.code != Code::Ok {
            out.push(b',');
        }
        out.extend_from_slice(b"\"metadata\":");
        write_metadata(trailers, out);
    }
    out.push(b'}');
}

fn write_metadata(trailers: &HeaderMap, out: &mut Vec<u8>) {
    for (index, name) in trailers.keys().enumerate() {
        out.push(if index == 0 { b'{' } else { b',' });
        write_string(name.as_str(), out);
        out.push(b':');
        for (index, value) in trailers.get_all(name).iter().enumerate() {
            out.push(if index == 0 { b'[' } else { b',' });
            // gRPC's metadata is ASCII; what is not has no other place in JSON.
            write_string(&String::from_utf8_lossy(value.as_bytes()), out);
        }
        out.push(b']');
    }
    out.push(b'}');
}

fn write_string(text: &str, out: &mut Vec<u8>) {
    // Writing text to memory does not fail.
    let _ = serde_json::to_writer(out, text);
}

/// Why bytes are not the JSON of an error, or of the end of a stream.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    #[error("not the JSON of Connect")]
    Json(#[from] serde_json::Error),
    #[error("the value of a detail is not base64")]
    Detail(#[from] base64::DecodeError),
    #[error("the metadata {name:?} cannot be a header")]
    Metadata { name: String },
}

/// An error as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectError {
    /// `None` where it has none, or one that Connect does not have: the HTTP status decides.
    pub code: Option<Code>,
    pub message: String,
    pub details: Vec<Any>,
}

/// The end of a stream as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndOfStream {
    /// `None` if the call succeeded.
    pub error: Option<ConnectError>,
    pub trailers: HeaderMap,
}

/// Reads an error.
///
/// # Errors
/// When it is not JSON, or a detail is not base64.
pub fn read_error(json: &[u8]) -> Result<ConnectError, JsonError> {
    let error: ErrorJson<'_> = serde_json::from_slice(json)?;
    error.lower()
}

/// Reads the end of a stream.
///
/// # Errors
/// As [`read_error`], and when the metadata cannot be headers.
pub fn read_end(json: &[u8]) -> Result<EndOfStream, JsonError> {
    let end: EndJson<'_> = serde_json::from_slice(json)?;
    let mut trailers = HeaderMap::new();
    for (name, values) in end.metadata.unwrap_or_default() {
        for value in values {
            let refused = || JsonError::Metadata {
                name: name.clone().into_owned(),
            };
            let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| refused())?;
            let value = HeaderValue::from_str(&value).map_err(|_| refused())?;
            trailers.try_append(key, value).map_err(|_| refused())?;
        }
    }
    let error = end.error.map(ErrorJson::lower).transpose()?;
    Ok(EndOfStream { error, trailers })
}

// Unknown keys are passed over, as every implementation does: the protocol may get more.

#[derive(Deserialize)]
struct EndJson<'a> {
    #[serde(borrow)]
    error: Option<ErrorJson<'a>>,
    #[serde(borrow)]
    metadata: Option<BTreeMap<Cow<'a, str>, Vec<Cow<'a, str>>>>,
}

#[derive(Deserialize)]
struct ErrorJson<'a> {
    #[serde(borrow)]
    code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    message: Option<Cow<'a, str>>,
    #[serde(borrow)]
    details: Option<Vec<DetailJson<'a>>>,
}

#[derive(Deserialize)]
struct DetailJson<'a> {
    #[serde(borrow, rename = "type")]
    type_name: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

impl ErrorJson<'_> {
    fn lower(self) -> Result<ConnectError, JsonError> {
        let details = self.details.unwrap_or_default();
        let details = details.into_iter().map(|detail| {
            Ok(Any {
                type_url: format!("{TYPE_PREFIX}{}", detail.type_name),
                value: BASE64.decode(detail.value.as_bytes())?.into(),
            })
        });
        Ok(ConnectError {
            code: self.code.and_then(|name| code_of_name(&name)),
            message: self.message.unwrap_or_default().into_owned(),
            details: details.collect::<Result<_, JsonError>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use bytes::Bytes;

    fn status(code: Code, message: &str, details: &[(&str, &'static [u8])]) -> Status {
        let any = |(type_url, value): &(&str, &'static [u8])| Any {
            type_url: (*type_url).to_owned(),
            value: Bytes::from_static(value),
        };
        Status {
            code,
            message: message.to_owned(),
            details: details.iter().map(any).collect(),
        }
    }

    fn trailers(pairs: &[(&'static str, &'static [u8])]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static [u8])| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_bytes(value).unwrap(),
            )
        };
        pairs.iter().map(pair).collect()
    }

    /// Says what is in a detail that is called `t.Known`.
    fn debug(detail: &Any, out: &mut Vec<u8>) {
        if detail.type_url.ends_with("/t.Known") {
            out.extend_from_slice(br#"{"known":true}"#);
        }
    }

    fn check_error(status: &Status, expected: &str) {
        let mut out = b">".to_vec();
        write_error(status, debug, &mut out);
        assert_eq!(out, format!(">{expected}").as_bytes());
        let read = read_error(expected.as_bytes()).unwrap();
        let names = |details: &[Any]| -> Vec<String> {
            let name = |url: &str| url.rsplit('/').next().unwrap().to_owned();
            details.iter().map(|any| name(&any.type_url)).collect()
        };
        assert_eq!(read.code, Some(status.code));
        assert_eq!(read.message, status.message);
        assert_eq!(names(&read.details), names(&status.details));
    }

    #[test]
    fn errors_have_what_is_not_empty() {
        check_error(&status(Code::NotFound, "", &[]), r#"{"code":"not_found"}"#);
        check_error(
            &status(Code::Cancelled, "a \"b\"\n\u{1}é", &[]),
            r#"{"code":"canceled","message":"a \"b\"\n\u0001é"}"#,
        );
        check_error(
            &status(
                Code::Internal,
                "m",
                &[
                    ("type.googleapis.com/t.Known", b"\x08\x01"),
                    ("t.Other", b""),
                    ("x/y/t.Z", b"abc"),
                ],
            ),
            concat!(
                r#"{"code":"internal","message":"m","details":["#,
                r#"{"type":"t.Known","value":"CAE","debug":{"known":true}},"#,
                r#"{"type":"t.Other","value":""},{"type":"t.Z","value":"YWJj"}]}"#
            ),
        );
    }

    #[test]
    fn every_code_but_success_has_a_name() {
        for code in Code::ALL.into_iter().filter(|code| *code != Code::Ok) {
            assert_eq!(code_of_name(code_name(code)), Some(code));
            let differs = code == Code::Cancelled;
            assert_eq!(
                code_name(code) != code.name().to_lowercase(),
                differs,
                "{code:?}"
            );
        }
        for name in ["ok", "cancelled", "NOT_FOUND", "", "5"] {
            assert_eq!(code_of_name(name), None, "{name}");
        }
    }

    fn check_end(status: &Status, metadata: &HeaderMap, expected: &str) {
        let mut out = Vec::new();
        write_end(status, metadata, debug, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        let read = read_end(expected.as_bytes()).unwrap();
        assert_eq!(read.error.is_some(), status.code != Code::Ok);
        assert_eq!(read.trailers.len(), metadata.len());
    }

    #[test]
    fn the_end_has_an_error_and_trailers_if_there_are_any() {
        check_end(&Status::ok(), &HeaderMap::new(), "{}");
        check_end(
            &Status::ok(),
            &trailers(&[("a", b"1"), ("b-bin", b"AAE"), ("a", b"\"2\"")]),
            r#"{"metadata":{"a":["1","\"2\""],"b-bin":["AAE"]}}"#,
        );
        check_end(
            &status(Code::Unavailable, "gone", &[]),
            &HeaderMap::new(),
            r#"{"error":{"code":"unavailable","message":"gone"}}"#,
        );
        check_end(
            &status(Code::Aborted, "", &[]),
            &trailers(&[("a", b"")]),
            r#"{"error":{"code":"aborted"},"metadata":{"a":[""]}}"#,
        );
    }

    #[test]
    fn what_is_read_may_have_more_and_less() {
        let read = read_error(br#"{"code":"new_code","more":[{}],"details":[{"type":"a.B","value":"YQ==","debug":1}]}"#).unwrap();
        let any = Any {
            type_url: "type.googleapis.com/a.B".to_owned(),
            value: Bytes::from_static(b"a"),
        };
        let expected = ConnectError {
            code: None,
            message: String::new(),
            details: vec![any],
        };
        assert_eq!(read, expected);
        let empty = read_end(br#" {"error":null,"metadata":null,"x":1} "#).unwrap();
        assert_eq!((empty.error, empty.trailers.len()), (None, 0));
    }

    #[test]
    fn what_is_not_connects_json_is_refused() {
        for json in [
            "",
            "[]",
            "{",
            "{} {}",
            r#"{"code":5}"#,
            r#"{"details":[{"type":"a"}]}"#,
            r#"{"details":[{"type":"a","value":"*"}]}"#,
        ] {
            assert!(read_error(json.as_bytes()).is_err(), "{json}");
            let end = format!(r#"{{"error":{json}}}"#);
            assert!(read_end(end.as_bytes()).is_err(), "{json}");
        }
        for metadata in [
            r#"{"a b":["1"]}"#,
            r#"{"a":["\n"]}"#,
            r#"{"a":"1"}"#,
            r#"{"a":[1]}"#,
        ] {
            let end = format!(r#"{{"metadata":{metadata}}}"#);
            assert!(read_end(end.as_bytes()).is_err(), "{metadata}");
        }
        let whole = br#"{"error":{"code":"aborted","details":[{"type":"a","value":"YQ"}]},"metadata":{"a":["1"]}}"#;
        for end in 0..whole.len() {
            assert!(read_end(&whole[..end]).is_err(), "{end}");
        }
    }
}
