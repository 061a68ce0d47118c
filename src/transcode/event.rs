//! The ids of Server-Sent Events: a field of each message, and a field of the request that takes the
//! last id that a client has seen.

use smallvec::SmallVec;

use super::plan::Plans;
use super::request::append_at;
use super::scalar::{self, ScalarError, TextRules};
use super::wire::read::{FieldStep, WireValue, last_value};
use crate::http_rule::field_path::{FieldPath, FieldPathError};
use crate::schema::{Field, Kind, MessageId, Schema};

/// The field that is the id of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventId {
    path: Box<[FieldStep]>,
    kind: Kind,
    /// A field that is not on the wire is 0.
    is_zero_when_absent: bool,
}

/// The field that takes what a client sends as `Last-Event-ID`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastEventId {
    message: MessageId,
    path: Box<[u16]>,
    /// As it was named.
    name: Box<str>,
}

/// Why a field is no id; the author of the configuration is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EventFieldError {
    #[error(transparent)]
    Path(#[from] FieldPathError),
    #[error("the field {0:?} is neither a string nor an integer")]
    NotAnId(Box<str>),
}

/// An id as text: digits or a string.
pub type Text = SmallVec<[u8; 24]>;

impl EventId {
    /// # Errors
    /// When `message` has no such field, or it cannot be an id.
    pub fn new(schema: &Schema, message: MessageId, name: &str) -> Result<Self, EventFieldError> {
        let (path, field) = resolve(schema, message, name)?;
        let steps = path.steps().iter().filter_map(|step| step.field(schema));
        Ok(Self {
            path: steps.map(|field| FieldStep(field.number)).collect(),
            kind: field.kind,
            is_zero_when_absent: path.steps().len() == 1
                && !field.has_presence
                && field.kind != Kind::String,
        })
    }

    /// The id of a message; `None` if it has none. Bytes that are not the message's have none.
    pub fn of(&self, wire: &[u8]) -> Option<Text> {
        let value = last_value(wire, &self.path).ok()?;
        if value.is_none() && self.is_zero_when_absent {
            return Some(digits(0));
        }
        text(self.kind, value?)
    }
}

impl LastEventId {
    /// # Errors
    /// When `message` has no such field, or it cannot be an id.
    pub fn new(schema: &Schema, message: MessageId, name: &str) -> Result<Self, EventFieldError> {
        let (path, _) = resolve(schema, message, name)?;
        Ok(Self {
            message,
            path: path.steps().iter().map(|step| step.field).collect(),
            name: name.into(),
        })
    }

    pub const fn name(&self) -> &str {
        &self.name
    }

    /// Appends the field to a message. It replaces what the message has: a client that connects
    /// again sends the request that it began with, and goes on from this.
    ///
    /// # Errors
    /// When the text is none of the field's values; `out` may then have a part of it.
    pub fn append(
        &self,
        plans: &Plans,
        text: &str,
        rules: TextRules,
        out: &mut Vec<u8>,
    ) -> Result<(), ScalarError> {
        append_at(out, plans, self.message, &self.path, |out, field| {
            scalar::append_field(out, plans, field, text, rules)
        })
    }
}

fn resolve<'s>(
    schema: &'s Schema,
    message: MessageId,
    name: &str,
) -> Result<(FieldPath, &'s Field), EventFieldError> {
    let names: Vec<Box<str>> = name.split('.').map(Into::into).collect();
    let path = FieldPath::resolve(schema, message, &names)?;
    let field = path.leaf(schema).filter(|field| is_id(field.kind));
    match field {
        Some(field) => Ok((path, field)),
        None => Err(EventFieldError::NotAnId(name.into())),
    }
}

const fn is_id(kind: Kind) -> bool {
    match kind {
        Kind::Int64
        | Kind::Uint64
        | Kind::Int32
        | Kind::Fixed64
        | Kind::Fixed32
        | Kind::String
        | Kind::Uint32
        | Kind::Sfixed32
        | Kind::Sfixed64
        | Kind::Sint32
        | Kind::Sint64 => true,
        Kind::Double
        | Kind::Float
        | Kind::Bool
        | Kind::Bytes
        | Kind::Enum(_)
        | Kind::Message(_)
        | Kind::Group(_) => false,
    }
}

/// A value of a kind that is an id. One of another form on the wire is an unknown field.
fn text(kind: Kind, value: WireValue<'_>) -> Option<Text> {
    let zigzag = |bits: u64| (bits >> 1).cast_signed() ^ -(bits & 1).cast_signed();
    let low = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).ok();
    Some(match (kind, value) {
        (Kind::String, WireValue::Length(bytes)) => {
            let text = std::str::from_utf8(bytes).ok()?;
            Text::from_slice(text.as_bytes())
        }
        (Kind::Int64, WireValue::Varint(bits)) | (Kind::Sfixed64, WireValue::Fixed64(bits)) => {
            digits(bits.cast_signed())
        }
        (Kind::Uint64, WireValue::Varint(bits)) | (Kind::Fixed64, WireValue::Fixed64(bits)) => {
            digits(bits)
        }
        (Kind::Int32, WireValue::Varint(bits)) => digits(low(bits)?.cast_signed()),
        (Kind::Uint32, WireValue::Varint(bits)) => digits(low(bits)?),
        (Kind::Sint32 | Kind::Sint64, WireValue::Varint(bits)) => digits(zigzag(bits)),
        (Kind::Sfixed32, WireValue::Fixed32(bits)) => digits(bits.cast_signed()),
        (Kind::Fixed32, WireValue::Fixed32(bits)) => digits(bits),
        _ => return None,
    })
}

fn digits(value: impl itoa::Integer) -> Text {
    Text::from_slice(itoa::Buffer::new().format(value).as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::transcode::testing::Fixture;

    fn fixture() -> Fixture {
        let text = "syntax = \"proto3\"; package t; message M { string s=1; int32 i=2; uint64 u=3; \
            sint32 z=4; sfixed32 f=5; fixed64 g=6; optional int64 o=7; M m=8; double d=9; repeated string r=10; \
            int64 l=11; uint32 w=12; sfixed64 h=13; fixed32 e=14; sint64 y=15; }";
        Fixture::new(&[("t.proto", text)])
    }

    fn id(name: &str, wire: &[u8]) -> Option<String> {
        let fixture = fixture();
        let message = fixture.id("t.M");
        let id = EventId::new(fixture.plans.schema(), message, name).unwrap();
        let text = id.of(wire)?;
        Some(String::from_utf8(text.to_vec()).unwrap())
    }

    #[test]
    fn the_id_of_a_message_is_its_field_as_text() {
        const MINUS_ONE: &[u8] = b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01";
        let varint = |tag: u8, value: &[u8]| [&[tag], value].concat();
        for (name, wire, expected) in [
            ("s", b"\x0a\x02a\n".to_vec(), Some("a\n")),
            ("s", b"\x0a\x01a\x0a\x01b".to_vec(), Some("b")),
            ("s", b"\x0a\x01\xff".to_vec(), None),
            ("s", Vec::new(), None),
            ("i", varint(0x10, MINUS_ONE), Some("-1")),
            ("i", Vec::new(), Some("0")),
            ("i", b"\x12\x01a".to_vec(), None),
            ("u", varint(0x18, MINUS_ONE), Some("18446744073709551615")),
            ("z", b"\x20\x03".to_vec(), Some("-2")),
            ("y", varint(0x78, MINUS_ONE), Some("-9223372036854775808")),
            ("f", b"\x2d\xff\xff\xff\xff".to_vec(), Some("-1")),
            ("e", b"\x75\xff\xff\xff\xff".to_vec(), Some("4294967295")),
            ("g", b"\x31\x01\0\0\0\0\0\0\0".to_vec(), Some("1")),
            (
                "h",
                b"\x69\xff\xff\xff\xff\xff\xff\xff\xff".to_vec(),
                Some("-1"),
            ),
            ("l", varint(0x58, MINUS_ONE), Some("-1")),
            ("w", b"\x60\x07".to_vec(), Some("7")),
            ("o", Vec::new(), None),
            ("o", b"\x38\x00".to_vec(), Some("0")),
            ("m.i", b"\x42\x02\x10\x07".to_vec(), Some("7")),
            ("m.i", Vec::new(), None),
            ("i", b"\x10".to_vec(), None),
        ] {
            assert_eq!(id(name, &wire).as_deref(), expected, "{name} {wire:?}");
        }
    }

    #[test]
    fn only_a_string_or_an_integer_is_an_id() {
        let fixture = fixture();
        let (schema, message) = (fixture.plans.schema(), fixture.id("t.M"));
        for name in ["d", "m", "r", "x", "s.x", "", "m.d"] {
            assert!(EventId::new(schema, message, name).is_err(), "{name}");
            assert!(LastEventId::new(schema, message, name).is_err(), "{name}");
        }
    }

    #[test]
    fn the_last_id_becomes_a_field_again() {
        let fixture = fixture();
        let (plans, message) = (&fixture.plans, fixture.id("t.M"));
        for (name, text, expected) in [
            ("s", "a", Some(&b"\x0a\x01a"[..])),
            (
                "i",
                "-1",
                Some(b"\x10\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
            ),
            ("m.m.i", "7", Some(b"\x42\x04\x42\x02\x10\x07")),
            ("i", "seven", None),
            ("i", "", None),
            ("w", "-1", None),
        ] {
            let field = LastEventId::new(plans.schema(), message, name).unwrap();
            let mut out = Vec::new();
            let appended = field.append(plans, text, TextRules::STRICT, &mut out);
            assert_eq!(appended.ok().map(|()| &*out), expected, "{name} {text}");
        }
    }
}
