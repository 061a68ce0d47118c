//! gRPC-Web: what the head of a request says about its body and about the answer's.
//!
//! Source: PROTOCOL-WEB.md of gRPC, "Protocol differences vs gRPC over HTTP2".

use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::rest::{HeaderError, shown};

const BINARY: &str = "application/grpc-web";
const TEXT: &str = "application/grpc-web-text";

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Binary,
    /// In base64, for clients that can only read text while it comes.
    Text,
}

/// The forms of a request and of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms {
    pub request: Form,
    pub answer: Form,
}

impl Forms {
    /// What a request says. Its answer has the form that `Accept` names, or else its own.
    ///
    /// # Errors
    /// When its messages are not protobuf.
    pub fn of_request(headers: &HeaderMap) -> Result<Self, HeaderError> {
        let value = headers
            .get(CONTENT_TYPE)
            .map_or(&b""[..], HeaderValue::as_bytes);
        let request = form(value).ok_or_else(|| HeaderError::GrpcContentType {
            found: shown(value),
            expected: "application/grpc-web+proto or application/grpc-web-text+proto",
        })?;
        let accepted = headers.get_all(ACCEPT).iter();
        let mut accepted = accepted.flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
        Ok(Self {
            request,
            answer: accepted.find_map(form).unwrap_or(request),
        })
    }
}

impl Form {
    /// The content type of an answer.
    pub const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Binary => "application/grpc-web+proto",
            Self::Text => "application/grpc-web-text+proto",
        })
    }
}

/// The form that a media type stands for, if its messages are protobuf.
fn form(value: &[u8]) -> Option<Form> {
    let essence = value.split(|byte| *byte == b';').next()?.trim_ascii();
    let is = |name: &str| {
        let start = essence.get(..name.len())?;
        let rest = essence.get(name.len()..)?;
        let is_protobuf = rest.is_empty() || rest.eq_ignore_ascii_case(b"+proto");
        (start.eq_ignore_ascii_case(name.as_bytes()) && is_protobuf).then_some(())
    };
    let text = is(TEXT).map(|()| Form::Text);
    text.or_else(|| is(BINARY).map(|()| Form::Binary))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::Form::{Binary, Text};
    use super::*;

    #[test]
    fn the_content_type_and_accept_tell_the_forms() {
        for (content_type, accept, expected) in [
            ("application/grpc-web", "", Some((Binary, Binary))),
            ("application/grpc-web+proto", "*/*", Some((Binary, Binary))),
            (
                "Application/gRPC-Web+Proto; a=b",
                "",
                Some((Binary, Binary)),
            ),
            ("application/grpc-web-text", "", Some((Text, Text))),
            ("application/grpc-web-text+proto", "", Some((Text, Text))),
            // What the official client sends.
            (
                "application/grpc-web-text",
                "application/grpc-web-text",
                Some((Text, Text)),
            ),
            (
                "application/grpc-web-text",
                "application/grpc-web+proto",
                Some((Text, Binary)),
            ),
            (
                "application/grpc-web",
                "text/html, application/grpc-web-text;q=1",
                Some((Binary, Text)),
            ),
            ("application/grpc-web+json", "", None),
            ("application/grpc-web-text+thrift", "", None),
            ("application/grpc-web-", "", None),
            ("application/grpc-webtext", "", None),
            ("application/grpc", "", None),
            ("", "", None),
        ] {
            let headers = HeaderMap::from_iter([
                (CONTENT_TYPE, content_type.parse::<HeaderValue>().unwrap()),
                (ACCEPT, accept.parse().unwrap()),
            ]);
            let found = Forms::of_request(&headers).ok();
            let found = found.map(|forms| (forms.request, forms.answer));
            assert_eq!(found, expected, "{content_type} {accept}");
        }
    }
}
