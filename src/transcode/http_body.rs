//! `google.api.HttpBody`: bytes that are not JSON, with their content type.
//!
//! ```text
//! message HttpBody { string content_type = 1; bytes data = 2; repeated Any extensions = 3; }
//! ```

use crate::schema::{Cardinality, Kind, MessageId, Schema};
use crate::transcode::wire::read::{FieldStep, WireError, WireValue, last_value};
use crate::transcode::wire::write;

const NAME: &str = "google.api.HttpBody";
const CONTENT_TYPE: FieldStep = FieldStep(1);
const DATA: FieldStep = FieldStep(2);
const CONTENT_TYPE_TAG: u8 = 0x0a;
const DATA_TAG: u8 = 0x12;

/// Whether a message is `google.api.HttpBody`, and has the fields that it is known for: its
/// descriptor comes from whoever describes the API.
pub(crate) fn is_http_body(schema: &Schema, message: MessageId) -> bool {
    let message = schema.message(message);
    let has = |step: FieldStep, kind: Kind| {
        message.fields.iter().any(|field| {
            field.number == step.0
                && field.kind == kind
                && field.cardinality == Cardinality::Singular
        })
    };
    &*message.name == NAME && has(CONTENT_TYPE, Kind::String) && has(DATA, Kind::Bytes)
}

/// Whether a field is one `google.api.HttpBody`.
pub(crate) fn is_field(schema: &Schema, message: MessageId, field: u16) -> bool {
    let field = schema.message(message).fields.get(usize::from(field));
    field.is_some_and(|field| {
        let is_one = matches!(
            field.cardinality,
            Cardinality::Singular | Cardinality::Required
        );
        let inner = field.kind.message();
        is_one && inner.is_some_and(|inner| is_http_body(schema, inner))
    })
}

/// Appends the fields of the message.
pub(crate) fn append(out: &mut Vec<u8>, content_type: &str, data: &[u8]) {
    if !content_type.is_empty() {
        out.push(CONTENT_TYPE_TAG);
        write::bytes(out, content_type.as_bytes());
    }
    if !data.is_empty() {
        out.push(DATA_TAG);
        write::bytes(out, data);
    }
}

/// Appends what stands before so many bytes of data.
pub(crate) fn open_data(out: &mut Vec<u8>, length: usize) {
    out.push(DATA_TAG);
    write::varint(out, length as u64);
}

/// The content type and the data of the message at `path`, which is empty for `wire` itself.
/// What is not there is empty.
///
/// # Errors
/// When `wire` is not a message.
pub(crate) fn read(wire: &[u8], path: Option<FieldStep>) -> Result<(&[u8], &[u8]), WireError> {
    let value = |step| {
        let value = match path {
            None => last_value(wire, &[step]),
            Some(outer) => last_value(wire, &[outer, step]),
        };
        Ok(match value? {
            Some(WireValue::Length(bytes)) => bytes,
            // Of another type than the field has: an unknown field, by protobuf's rules.
            Some(
                WireValue::Varint(_)
                | WireValue::Fixed64(_)
                | WireValue::Fixed32(_)
                | WireValue::Group(_),
            )
            | None => &[],
        })
    };
    Ok((value(CONTENT_TYPE)?, value(DATA)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        for (content_type, data) in [
            ("image/png", &b"\x89PNG"[..]),
            ("", b"x"),
            ("a/b", b""),
            ("", b""),
        ] {
            let mut wire = Vec::new();
            append(&mut wire, content_type, data);
            assert_eq!(read(&wire, None), Ok((content_type.as_bytes(), data)));
            let mut outer = vec![0x3a];
            write::bytes(&mut outer, &wire);
            assert_eq!(
                read(&outer, Some(FieldStep(7))),
                Ok((content_type.as_bytes(), data))
            );
            assert_eq!(read(&outer, Some(FieldStep(6))), Ok((&b""[..], &b""[..])));
        }
    }

    #[test]
    fn parts_merge_and_what_is_no_message_is_an_error() {
        let wire = b"\x12\x01a\x0a\x01t\x12\x01b\x18\x05";
        assert_eq!(read(wire, None), Ok((&b"t"[..], &b"b"[..])));
        assert!(read(b"\x12\x05a", None).is_err());
        assert_eq!(read(b"\x08\x05", None), Ok((&b""[..], &b""[..])));
    }
}
