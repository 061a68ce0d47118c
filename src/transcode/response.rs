//! A response message to the body of an HTTP answer, by a plan made at load.

use bytes::Bytes;
use http::HeaderValue;

use super::encode::{self, EncodeError, EncodeErrorKind, EncodeOptions};
use super::http_body;
use super::plan::Plans;
use super::wire::read::FieldStep;
use crate::http_rule::binding::Binding;
use crate::schema::{MessageId, Schema};

/// RFC 9110 §8.3: what a reader may take data for that says nothing of itself. Envoy sends an empty
/// Content-Type then.
const OCTET_STREAM: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// How the answers of one binding become bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponsePlan {
    /// The whole message as JSON.
    Message(MessageId),
    /// One field of it as JSON: its `response_body`.
    Field(MessageId, u16),
    /// The data of the `google.api.HttpBody` that the message is, or that its field is.
    HttpBody { field: Option<FieldStep> },
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResponseBody {
    Json(Vec<u8>),
    Raw {
        content_type: HeaderValue,
        data: Bytes,
    },
}

impl ResponsePlan {
    /// The plan of a binding, made at load.
    pub fn new(schema: &Schema, binding: &Binding) -> Self {
        let output = schema.method(binding.method).output;
        let Some(field) = binding.response_body else {
            return if http_body::is_http_body(schema, output) {
                Self::HttpBody { field: None }
            } else {
                Self::Message(output)
            };
        };
        if !http_body::is_field(schema, output, field) {
            return Self::Field(output, field);
        }
        let field = schema.message(output).fields.get(usize::from(field));
        Self::HttpBody {
            field: field.map(|field| FieldStep(field.number)),
        }
    }

    /// The body that a message becomes. Raw data is not copied.
    ///
    /// # Errors
    /// When the message cannot be written so; the back end is at fault, or a limit was reached.
    pub fn body(
        self,
        plans: &Plans,
        message: &Bytes,
        options: &EncodeOptions,
    ) -> Result<ResponseBody, EncodeError> {
        if let Self::HttpBody { field } = self {
            let (content_type, data) = raw(message, field)?;
            return Ok(ResponseBody::Raw { content_type, data });
        }
        // Of most messages JSON is two to two and a half times as long.
        let mut out = Vec::with_capacity(message.len() * 5 / 2 + 64);
        self.append(plans, message, options, &mut out)?;
        Ok(ResponseBody::Json(out))
    }

    /// Appends a message as JSON; nothing of one that is not JSON, see [`raw`].
    ///
    /// # Errors
    /// As [`Self::body`]; `out` is then as it was.
    pub fn append(
        self,
        plans: &Plans,
        message: &[u8],
        options: &EncodeOptions,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        match self {
            Self::Message(id) => encode::encode(plans, id, message, options, out),
            Self::Field(id, field) => encode::encode_field(plans, id, field, message, options, out),
            Self::HttpBody { .. } => Ok(()),
        }
    }
}

/// The content type and the data of a message that is a `google.api.HttpBody`, or whose `field` is.
///
/// # Errors
/// When the message cannot be read, or its content type is none; the back end is at fault.
pub fn raw(message: &Bytes, field: Option<FieldStep>) -> Result<(HeaderValue, Bytes), EncodeError> {
    let (content_type, data) = http_body::read(message, field)?;
    let content_type = match content_type {
        b"" => OCTET_STREAM,
        text => HeaderValue::from_bytes(text)
            .map_err(|_| EncodeError::new(EncodeErrorKind::ContentType))?,
    };
    Ok((content_type, message.slice_ref(data)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;
    use crate::http_rule::binding::{RuleOptions, compile};
    use crate::transcode::testing::Fixture;

    const MESSAGES: &str = "message Resp { repeated Shelf shelves=1; map<string,int64> counts=2; Shelf one=3; \
        string text=4; int64 number=5; Genre genre=6; google.protobuf.Int64Value wrapped=7; \
        google.protobuf.Timestamp at=8; google.api.HttpBody file=9; repeated google.api.HttpBody files=10; \
        optional bool flag=11; } \
        message Shelf { string name=1; } enum Genre { NONE=0; POETRY=1; }";

    /// The plans of a rule's bindings.
    fn plans(output: &str, rule: &str) -> (Fixture, Vec<ResponsePlan>) {
        let text = format!(
            "syntax = \"proto3\"; package t; import \"google/api/annotations.proto\"; \
             import \"google/api/httpbody.proto\"; import \"google/protobuf/timestamp.proto\"; \
             import \"google/protobuf/wrappers.proto\"; {MESSAGES} \
             service S {{ rpc M(Shelf) returns ({output}) {{ option (google.api.http) = {{ {rule} }}; }} }}"
        );
        let fixture = Fixture::new(&[("t.proto", &text)]);
        let schema = fixture.plans.schema();
        let (id, method) = schema.methods().find(|(_, m)| &*m.name == "M").unwrap();
        let http = method.http.as_deref().unwrap();
        let (bindings, errors) = compile(schema, id, http, &RuleOptions::default());
        assert_eq!(errors, []);
        let plans = bindings
            .iter()
            .map(|one| ResponsePlan::new(schema, one))
            .collect();
        (fixture, plans)
    }

    fn check(field: &str, wire: &[u8], expected: &str) {
        let (fixture, plans) = plans("Resp", &format!("get: \"/v1\" response_body: \"{field}\""));
        let wire = Bytes::copy_from_slice(wire);
        let body = plans[0].body(&fixture.plans, &wire, &EncodeOptions::default());
        let ResponseBody::Json(body) = body.unwrap() else {
            panic!("{field} is not JSON")
        };
        assert_eq!(
            String::from_utf8(body).unwrap(),
            expected,
            "{field} of {wire:?}"
        );
    }

    #[test]
    fn a_response_body_may_be_any_field() {
        for (field, wire, expected) in [
            (
                "shelves",
                &b"\x0a\x03\x0a\x01a\x0a\x00\x22\x01x"[..],
                r#"[{"name":"a"},{}]"#,
            ),
            ("counts", b"\x12\x05\x0a\x01k\x10\x07", r#"{"k":"7"}"#),
            ("one", b"\x1a\x03\x0a\x01a", r#"{"name":"a"}"#),
            ("text", b"\x22\x02\"a", r#""\"a""#),
            ("number", b"\x28\x07", r#""7""#),
            ("genre", b"\x30\x01", r#""POETRY""#),
            ("genre", b"\x30\x09", "9"),
            ("wrapped", b"\x3a\x02\x08\x07", r#""7""#),
            ("at", b"\x42\x02\x08\x01", r#""1970-01-01T00:00:01Z""#),
            ("files", b"\x52\x03\x0a\x01a", r#"[{"contentType":"a"}]"#),
            ("flag", b"\x58\x01", "true"),
        ] {
            check(field, wire, expected);
        }
    }

    #[test]
    fn a_response_body_that_is_not_set_has_its_default() {
        for (field, expected) in [
            ("shelves", "[]"),
            ("counts", "{}"),
            ("one", "null"),
            ("text", r#""""#),
            ("number", r#""0""#),
            ("genre", r#""NONE""#),
            ("wrapped", "null"),
            ("at", "null"),
            ("files", "[]"),
            ("flag", "false"),
        ] {
            check(field, b"", expected);
        }
    }

    #[test]
    fn each_binding_has_its_own_response_body() {
        let (_, plans) = plans(
            "Resp",
            r#"get: "/v1/a" response_body: "text" additional_bindings { get: "/v1/b" response_body: "shelves" }
               additional_bindings { get: "/v1/c" } additional_bindings { get: "/v1/d" response_body: "file" }"#,
        );
        let ResponsePlan::Message(output) = plans[2] else {
            panic!("{plans:?}")
        };
        let expected = [
            ResponsePlan::Field(output, 3),
            ResponsePlan::Field(output, 0),
            ResponsePlan::Message(output),
            ResponsePlan::HttpBody {
                field: Some(FieldStep(9)),
            },
        ];
        assert_eq!(plans, expected);
    }

    #[test]
    fn an_http_body_is_sent_as_it_is() {
        let (whole, one) = (r#"get: "/v1""#, r#"get: "/v1" response_body: "file""#);
        for (output, rule, wire, content_type, data) in [
            (
                "google.api.HttpBody",
                whole,
                &b"\x0a\x09text/html\x12\x03<p>"[..],
                "text/html",
                "<p>",
            ),
            (
                "google.api.HttpBody",
                whole,
                b"\x12\x01x",
                "application/octet-stream",
                "x",
            ),
            (
                "google.api.HttpBody",
                whole,
                b"",
                "application/octet-stream",
                "",
            ),
            (
                "Resp",
                one,
                b"\x22\x01x\x4a\x06\x0a\x01a\x12\x01b",
                "a",
                "b",
            ),
            ("Resp", one, b"", "application/octet-stream", ""),
        ] {
            let (fixture, plans) = plans(output, rule);
            let wire = Bytes::copy_from_slice(wire);
            let body = plans[0].body(&fixture.plans, &wire, &EncodeOptions::default());
            let expected = ResponseBody::Raw {
                content_type: content_type.parse().unwrap(),
                data: Bytes::from_static(data.as_bytes()),
            };
            assert_eq!(body, Ok(expected));
        }
        let (fixture, plans) = plans("google.api.HttpBody", whole);
        for wire in [&b"\x0a\x03a\r\n"[..], b"\x12\x09x"] {
            let wire = Bytes::copy_from_slice(wire);
            assert!(
                plans[0]
                    .body(&fixture.plans, &wire, &EncodeOptions::default())
                    .is_err()
            );
        }
    }
}
