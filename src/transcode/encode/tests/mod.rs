#![allow(clippy::unwrap_used, clippy::expect_used)]

mod hostile;
mod rules;
mod scattered;
mod well_known;

use super::{EncodeError, EncodeErrorKind, EncodeOptions, encode, encode_field};
use crate::transcode::testing::EVERYTHING;

/// Wire bytes, field by field.
#[derive(Debug, Clone, Default)]
struct Wire(Vec<u8>);

fn wire() -> Wire {
    Wire::default()
}

impl Wire {
    fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    fn tag(self, number: u32, wire_type: u64) -> Self {
        self.bare(u64::from(number) << 3 | wire_type)
    }

    /// A varint without a tag.
    fn bare(mut self, value: u64) -> Self {
        prost::encoding::encode_varint(value, &mut self.0);
        self
    }

    fn varint(self, number: u32, value: i64) -> Self {
        self.tag(number, 0).bare(value.cast_unsigned())
    }

    fn fixed64(self, number: u32, value: u64) -> Self {
        self.tag(number, 1).raw(&value.to_le_bytes())
    }

    fn fixed32(self, number: u32, value: u32) -> Self {
        self.tag(number, 5).raw(&value.to_le_bytes())
    }

    fn bytes(self, number: u32, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        self.tag(number, 2).bare(bytes.len() as u64).raw(bytes)
    }

    fn message(self, number: u32, inner: Self) -> Self {
        self.bytes(number, inner.0)
    }

    fn group(self, number: u32, inner: Self) -> Self {
        self.tag(number, 3).raw(&inner.0).tag(number, 4)
    }

    /// An entry of a map from strings.
    fn entry(self, number: u32, key: &str, value: Self) -> Self {
        self.message(number, wire().bytes(1, key).raw(&value.0))
    }
}

fn encoded(message: &str, wire: &[u8], options: &EncodeOptions) -> Result<String, EncodeError> {
    let mut out = b"before".to_vec();
    let id = EVERYTHING.id(message);
    let result = encode(&EVERYTHING.plans, id, wire, options, &mut out);
    let text = String::from_utf8(out).unwrap();
    let json = text.strip_prefix("before").unwrap().to_owned();
    assert!(result.is_ok() || json.is_empty(), "{json}");
    result.map(|()| json)
}

#[track_caller]
fn check_with(options: &EncodeOptions, message: &str, wire: Wire, expected: &str) {
    let json = encoded(message, &wire.0, options).unwrap();
    assert_eq!(json, expected);
}

#[track_caller]
fn check(message: &str, wire: Wire, expected: &str) {
    check_with(&EncodeOptions::default(), message, wire, expected);
}

#[track_caller]
fn check_error(message: &str, wire: Wire, path: &str, kind: &EncodeErrorKind) {
    let error = encoded(message, &wire.0, &EncodeOptions::default()).unwrap_err();
    assert_eq!((error.path(), error.kind()), (path, kind));
}

#[track_caller]
fn check_field(message: &str, field: &str, wire: Wire, expected: &str) {
    let id = EVERYTHING.id(message);
    let index = EVERYTHING.plans.message(id).index_of_name(field).unwrap();
    let options = EncodeOptions::default();
    let mut out = Vec::new();
    encode_field(&EVERYTHING.plans, id, index, &wire.0, &options, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}
