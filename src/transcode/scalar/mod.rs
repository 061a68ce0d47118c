//! The text of one value to its wire form: what a JSON string, a path segment or a query
//! parameter can hold.
//!
//! Owns ProtoJSON's rules for the texts of scalars, enums and of the messages that are written as
//! strings. It knows nothing of where the text stood.

mod mask;
pub(crate) mod number;
pub(crate) mod time;

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

pub use mask::MaskSpelling;
pub(crate) use mask::paths as mask_paths;
use number::Integer;

use super::json::{self, DecodeOptions, JsonError};
use super::plan::{EnumPlan, FieldPlan, Plans, Tag, WireType};
use super::wire::write::{self, Length};
use crate::http_rule::nearest;
use crate::schema::{EnumId, Kind, MessageId, WellKnown};

/// What is read beyond the letter of ProtoJSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextRules {
    pub mask_spelling: MaskSpelling,
    /// `red` is read as `RED`.
    pub case_insensitive_enums: bool,
}

impl TextRules {
    /// ProtoJSON and nothing more.
    pub const STRICT: Self = Self {
        mask_spelling: MaskSpelling::JsonOnly,
        case_insensitive_enums: false,
    };
}

/// A text that is not of its type. The message is one clause: `expected ...`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScalarError {
    #[error("expected {0}")]
    Expected(&'static str),
    #[error("expected {0}")]
    ExpectedEnum(Box<str>),
    /// The type can only be written as JSON of its own; whoever binds it to text must not.
    #[error("expected no text: a {0} cannot be written as one")]
    NoText(Box<str>),
    /// A message whose form is any JSON.
    #[error("expected the JSON of a {message}; {error}")]
    Json {
        message: Box<str>,
        error: Box<JsonError>,
    },
}

impl ScalarError {
    /// What was expected, for a sentence that goes on.
    pub(crate) fn into_expected(self) -> Cow<'static, str> {
        match self {
            Self::Expected(expected) => expected.into(),
            Self::ExpectedEnum(expected) => expected.into_string().into(),
            Self::NoText(_) | Self::Json { .. } => self.to_string().into(),
        }
    }
}

/// Appends the value of one scalar or enum without its tag, lengths included.
///
/// # Errors
/// Says what was expected, when the text is not of the type; nothing is left appended. A message
/// kind goes to [`append_message`].
pub fn append(
    out: &mut Vec<u8>,
    plans: &Plans,
    kind: Kind,
    text: &str,
    rules: TextRules,
) -> Result<(), ScalarError> {
    match kind {
        Kind::String => write::bytes(out, text.as_bytes()),
        Kind::Bool => out.push(match text {
            "true" => 1,
            "false" => 0,
            _ => return Err(ScalarError::Expected(expected(kind))),
        }),
        Kind::Bytes => {
            append_bytes(out, text).ok_or_else(|| ScalarError::Expected(expected(kind)))?
        }
        Kind::Enum(id) => {
            let plan = plans.enumeration(id);
            let number = enum_number(plan, text.as_bytes(), rules.case_insensitive_enums)
                .ok_or_else(|| expected_enum(plans, id, text))?;
            write::varint_i32(out, number);
        }
        Kind::Message(id) => return append_message(out, plans, id, text, rules),
        Kind::Group(id) => return append_contents(out, plans, id, text, rules),
        Kind::Double
        | Kind::Float
        | Kind::Int64
        | Kind::Uint64
        | Kind::Int32
        | Kind::Fixed64
        | Kind::Fixed32
        | Kind::Uint32
        | Kind::Sfixed32
        | Kind::Sfixed64
        | Kind::Sint32
        | Kind::Sint64 => {
            append_number(out, kind, text).ok_or_else(|| ScalarError::Expected(expected(kind)))?;
        }
    }
    Ok(())
}

/// Appends one value of a field with its tag: the whole of a singular field, one element of a
/// repeated one. A default value of a field without presence is left out, as it is the same.
///
/// # Errors
/// As [`append`]. A map has no text.
pub fn append_field(
    out: &mut Vec<u8>,
    plans: &Plans,
    field: &FieldPlan,
    text: &str,
    rules: TextRules,
) -> Result<(), ScalarError> {
    let start = out.len();
    let tag = if field.is_packed {
        // Parsers read elements of a packed field that stand alone.
        Tag::new(field.number, WireType::of(field.kind))
    } else {
        field.tag
    };
    write::tag(out, &tag);
    let value = out.len();
    if let Err(error) = append(out, plans, field.kind, text, rules) {
        out.truncate(start);
        return Err(error);
    }
    if matches!(field.kind, Kind::Group(_)) {
        write::tag(out, &Tag::new(field.number, WireType::EndGroup));
    }
    let may_be_absent = !field.has_presence && !field.is_list();
    if may_be_absent && is_default(out.get(value..).unwrap_or_default()) {
        out.truncate(start);
    }
    Ok(())
}

/// Whether the encoded value of a scalar is the default: zero, false or empty. Negative zero is not.
pub(crate) fn is_default(value: &[u8]) -> bool {
    value.iter().all(|byte| *byte == 0)
}

/// Whether values of this message can be written as one text: a string of its own, the text of a
/// scalar, or JSON where the message holds any JSON.
pub fn has_text(plans: &Plans, message: MessageId) -> bool {
    match plans.message(message).well_known {
        Some(
            WellKnown::Timestamp | WellKnown::Duration | WellKnown::FieldMask | WellKnown::Wrapper,
        ) => true,
        Some(
            WellKnown::Any
            | WellKnown::Empty
            | WellKnown::Struct
            | WellKnown::Value
            | WellKnown::ListValue,
        )
        | None => false,
    }
}

/// Appends a message that is written as a text, with its length before it.
///
/// # Errors
/// As [`append`], and when the message has no such form; see [`has_text`].
pub fn append_message(
    out: &mut Vec<u8>,
    plans: &Plans,
    message: MessageId,
    text: &str,
    rules: TextRules,
) -> Result<(), ScalarError> {
    let length = Length::open(out, 1);
    match append_contents(out, plans, message, text, rules) {
        Ok(()) => {
            length.close(out);
            Ok(())
        }
        Err(error) => {
            length.abandon(out);
            Err(error)
        }
    }
}

/// The fields of a message that is written as a text, without anything around them.
pub(crate) fn append_contents(
    out: &mut Vec<u8>,
    plans: &Plans,
    message: MessageId,
    text: &str,
    rules: TextRules,
) -> Result<(), ScalarError> {
    let plan = plans.message(message);
    match plan.well_known {
        Some(WellKnown::Timestamp) => {
            let parts = time::timestamp(text.as_bytes()).ok_or(ScalarError::Expected(TIMESTAMP))?;
            append_time(out, parts);
            Ok(())
        }
        Some(WellKnown::Duration) => {
            let parts = time::duration(text.as_bytes()).ok_or(ScalarError::Expected(DURATION))?;
            append_time(out, parts);
            Ok(())
        }
        Some(WellKnown::FieldMask) => append_mask(out, text, rules.mask_spelling),
        Some(WellKnown::Wrapper) => {
            let Some(value) = plan.fields.first() else {
                return Err(ScalarError::Expected("nothing: the wrapper has no field"));
            };
            append_field(out, plans, value, text, rules)
        }
        Some(WellKnown::Struct | WellKnown::Value | WellKnown::ListValue) => {
            let options = DecodeOptions::default();
            json::decode(plans, message, text.as_bytes(), &options, out).map_err(|error| {
                ScalarError::Json {
                    message: plans.schema().message(message).name.clone(),
                    error: Box::new(error),
                }
            })
        }
        Some(WellKnown::Any | WellKnown::Empty) | None => Err(ScalarError::NoText(
            plans.schema().message(message).name.clone(),
        )),
    }
}

/// Both messages have `int64 seconds = 1` and `int32 nanos = 2`.
pub(crate) fn append_time(out: &mut Vec<u8>, parts: time::Parts) {
    if parts.seconds != 0 {
        out.push(0x08);
        write::varint(out, parts.seconds.cast_unsigned());
    }
    if parts.nanos != 0 {
        out.push(0x10);
        write::varint_i32(out, parts.nanos);
    }
}

/// `repeated string paths = 1`.
fn append_mask(out: &mut Vec<u8>, text: &str, spelling: MaskSpelling) -> Result<(), ScalarError> {
    let start = out.len();
    let read = mask_paths(text, spelling, |path| {
        out.push(0x0a);
        write::bytes(out, path.as_bytes());
    });
    read.ok_or_else(|| {
        out.truncate(start);
        ScalarError::Expected(match spelling {
            MaskSpelling::JsonOnly => FIELD_MASK,
            MaskSpelling::Either => FIELD_MASK_EITHER,
        })
    })
}

/// The value of a numeric kind, as [`number_bits`].
pub(crate) fn append_number(out: &mut Vec<u8>, kind: Kind, text: &str) -> Option<()> {
    let bits = number_bits(kind, text)?;
    write::bits(out, WireType::of(kind), bits);
    Some(())
}

/// The value of a numeric kind as a varint holds it, or the bits of a fixed one; `None` when the
/// text is not one, or when the kind is not numeric.
pub(crate) fn number_bits(kind: Kind, text: &str) -> Option<u64> {
    match kind {
        Kind::Double => number::double(text).map(f64::to_bits),
        Kind::Float => number::float(text).map(|value| u64::from(value.to_bits())),
        kind => Integer::parse(text.as_bytes())?.bits(kind),
    }
}

/// Padding may be there or not, and bits beyond the last byte may be set: protobuf's own parsers
/// read both.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Base64 of either alphabet, decoded in place behind its length.
pub(crate) fn append_bytes(out: &mut Vec<u8>, text: &str) -> Option<()> {
    let start = out.len();
    let digits = text.trim_end_matches('=').len();
    let size = digits / 4 * 3 + digits % 4 * 3 / 4;
    write::varint(out, size as u64);
    let at = out.len();
    out.resize(at + size, 0);
    let is_url_safe = memchr::memchr2(b'-', b'_', text.as_bytes()).is_some();
    let engine = if is_url_safe { &URL_SAFE } else { &STANDARD };
    let place = out.get_mut(at..).unwrap_or_default();
    if engine.decode_slice(text, place) == Ok(size) {
        Some(())
    } else {
        out.truncate(start);
        None
    }
}

/// The number of an enum's value by its name, or by a number: any `int32` of an open enum, a
/// declared one of a closed enum.
#[inline]
pub(crate) fn enum_number(plan: &EnumPlan, text: &[u8], ignore_case: bool) -> Option<i32> {
    if let Some(number) = plan.number(text) {
        return Some(number);
    }
    enum_number_otherwise(plan, text, ignore_case)
}

/// Of a text that is no name as it was declared.
fn enum_number_otherwise(plan: &EnumPlan, text: &[u8], ignore_case: bool) -> Option<i32> {
    if matches!(text.first(), Some(b'-' | b'0'..=b'9')) {
        let number = Integer::parse(text)?.as_i32()?;
        return (!plan.is_closed || plan.name(number).is_some()).then_some(number);
    }
    if !ignore_case {
        return None;
    }
    plan.names()
        .find(|name| name.as_bytes().eq_ignore_ascii_case(text))
        .and_then(|name| plan.number(name.as_bytes()))
}

/// How many names of an enum an error lists.
const NAMES_LISTED_MAX: usize = 8;

#[cold]
pub(crate) fn expected_enum(plans: &Plans, id: EnumId, text: &str) -> ScalarError {
    let plan = plans.enumeration(id);
    let name = &plans.schema().enumeration(id).name;
    if let Some(near) = nearest(text, plan.names()) {
        let message = format!("a value of enum {name}; did you mean {near:?}?");
        return ScalarError::ExpectedEnum(message.into());
    }
    let mut names: Vec<&str> = plan.names().take(NAMES_LISTED_MAX).collect();
    if plan.names().nth(NAMES_LISTED_MAX).is_some() {
        names.push("...");
    }
    let numbers = if plan.is_closed {
        "its declared numbers"
    } else {
        "an int32"
    };
    let message = format!("a value of enum {name}: {} or {numbers}", names.join(", "));
    ScalarError::ExpectedEnum(message.into())
}

pub(crate) const TIMESTAMP: &str = "an RFC 3339 timestamp such as \"2026-01-31T08:00:00Z\" (year 0001 to 9999, at most nine digits of a second)";
pub(crate) const DURATION: &str = "a duration in seconds such as \"1.5s\" (at most 315576000000 seconds and nine digits after the point)";
pub(crate) const FIELD_MASK: &str = "a field mask: paths in lowerCamelCase with commas between them, such as \"displayName,author.lastName\"";
pub(crate) const FIELD_MASK_EITHER: &str =
    "a field mask: paths with commas between them, such as \"display_name,author.last_name\"";

/// What a scalar's text or JSON should have been.
pub(crate) const fn expected(kind: Kind) -> &'static str {
    match kind {
        Kind::Double => "a double (a number, NaN, Infinity or -Infinity)",
        Kind::Float => "a float (a number up to 3.4028235e38, NaN, Infinity or -Infinity)",
        Kind::Int32 => "an int32 (-2147483648 to 2147483647)",
        Kind::Sint32 => "a sint32 (-2147483648 to 2147483647)",
        Kind::Sfixed32 => "a sfixed32 (-2147483648 to 2147483647)",
        Kind::Int64 => "an int64 (-9223372036854775808 to 9223372036854775807)",
        Kind::Sint64 => "a sint64 (-9223372036854775808 to 9223372036854775807)",
        Kind::Sfixed64 => "a sfixed64 (-9223372036854775808 to 9223372036854775807)",
        Kind::Uint32 => "a uint32 (0 to 4294967295)",
        Kind::Fixed32 => "a fixed32 (0 to 4294967295)",
        Kind::Uint64 => "a uint64 (0 to 18446744073709551615)",
        Kind::Fixed64 => "a fixed64 (0 to 18446744073709551615)",
        Kind::Bool => "true or false",
        Kind::String => "a string",
        Kind::Bytes => "bytes in base64",
        Kind::Enum(_) => "the name or the number of an enum value",
        Kind::Message(_) | Kind::Group(_) => "a message",
    }
}

#[cfg(test)]
mod tests;
