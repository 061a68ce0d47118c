//! Where the transcoder and prost-reflect differ on purpose: every exception from "both read it alike, or both refuse
//! it" is here, with the reason, and nowhere else.

use prost_reflect::{Kind, MessageDescriptor, Syntax};
use rialto::transcode::encode::{EncodeError, EncodeErrorKind};
use rialto::transcode::json::{Cause, JsonError};
use rialto::transcode::plan::WireType;
use rialto::transcode::wire::read::{Reader, WireErrorKind};

use crate::fixture::Fixture;
use crate::inspect::{self, Found};
use crate::tree::Tree;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// The oracle panics at a `null` for a list or a map of `Value` or `NullValue`. To us the field is absent.
    NullList,
    /// We refuse a field, a oneof or a key of a map that is given twice; the oracle takes the last.
    Twice,
    /// The oracle does not check that proto2's required fields are there.
    Required,
    /// A string holds a number as JSON writes it, or NaN or Infinity; the oracle reads what Rust reads, such as `+1`,
    /// `01`, `inf` and numbers out of range, and no `1e2`.
    NumberInString,
    /// The oracle's JSON reader makes doubles of integers from 2^63 on, and the oracle the nearest integer of those.
    LargeInteger,
    /// A float is rounded before it is out of range: `3.4028235e38` is the largest one.
    FloatRange,
    /// The number of an enum's value may stand in a string too, as C++ and Python have it, and be written `1.0`; so may
    /// the 0 of a `NullValue`.
    EnumNumber,
    /// The oracle takes numbers that proto2's closed enums do not declare. In JSON we refuse them, on the wire they are
    /// unknown fields.
    ClosedEnum,
    /// To us `{}` is an empty Any, and an Any of an Empty needs no `value`.
    EmptyAny,
    /// We refuse paths of a mask that have white space, controls or empty parts in them.
    FieldMask,
    /// We refuse to write a `Value` without a kind, as struct.proto demands; to the oracle it is null.
    ValueUnset,
    /// Nanoseconds count forward in a timestamp, and have the sign of the seconds in a duration, as their sources say.
    /// The oracle adds up whatever there is.
    Nanos,
    /// A wrapper of a double or a float that is no number is `"NaN"` and the like to us, as to C++; to the oracle it is
    /// null.
    WrapperNotFinite,
    /// The oracle takes a value of any wire type for an entry of a map; to us, as to C++, it is an unknown field.
    MapWireType,
    /// A known field with another wire type is an unknown field to us, as to C++; the oracle refuses it.
    WireType,
    /// A string of proto2 need not be UTF-8: its broken parts are replaced, as C++ does.
    Utf8,
    /// What a later value of the same field, oneof or key overwrites is not looked into: to us it may be broken inside.
    Overwritten,
    /// An Any is expanded where it stands, so that a broken one is refused also where a later one overwrites it.
    OverwrittenAny,
    /// A tag has at most five bytes, as in C++; the oracle takes more that say nothing.
    LongTag,
    /// A varint may have bits above the 64th, which are lost, as in C++.
    Varint,
}

/// What to try neither side with, as the oracle breaks over it.
pub(crate) fn oracle_cannot_read(fixture: &Fixture, name: &str, json: &[u8]) -> Option<Difference> {
    let tree = Tree::parse(json).ok()?;
    let has = inspect::has_null_list(&fixture.pool, &fixture.descriptor(name), &tree);
    has.then_some(Difference::NullList)
}

/// Both read the text, and it means something else to us.
pub(crate) const fn json_meaning() -> Option<Difference> {
    None
}

/// We refuse what the oracle reads.
pub(crate) fn json_refused(error: &JsonError) -> Option<Difference> {
    let (expected, found) = match &error.cause {
        Cause::FieldTwice { .. } | Cause::OneofTwice { .. } | Cause::KeyTwice { .. } => {
            return Some(Difference::Twice);
        }
        Cause::RequiredMissing { .. } => return Some(Difference::Required),
        Cause::Value { expected, found } => (expected, found),
        _ => return None,
    };
    if expected.starts_with("a field mask") && found.starts_with("the string") {
        return Some(Difference::FieldMask);
    }
    if expected.contains("or its declared numbers") && found.starts_with("the number") {
        return Some(Difference::ClosedEnum);
    }
    const NUMBERS: [&str; 7] = ["int", "uint", "sint", "fixed", "sfixed", "double", "float"];
    let kind = expected.trim_start_matches("as a key ");
    let mut words = kind
        .split(' ')
        .skip_while(|word| *word != "a" && *word != "an");
    let is_number = words
        .nth(1)
        .is_some_and(|kind| NUMBERS.iter().any(|number| kind.starts_with(number)));
    match found.strip_prefix("the number ") {
        Some(number) if is_number && number.trim_start_matches('-').len() >= 19 => {
            Some(Difference::LargeInteger)
        }
        None if is_number && found.starts_with("the string") => Some(Difference::NumberInString),
        _ => None,
    }
}

/// We read what the oracle refuses.
pub(crate) fn json_read(error: &str) -> Option<Difference> {
    let unknown = error.split_once("unrecognized enum value '");
    let unknown = unknown.and_then(|(_, rest)| rest.split_once('\''));
    if unknown.is_some_and(|(name, _)| name.parse::<f64>().is_ok()) {
        return Some(Difference::EnumNumber);
    }
    by_text(
        error,
        &[
            ("invalid digit found in string", Difference::NumberInString),
            ("expected a string or integer", Difference::EnumNumber),
            ("expected null", Difference::EnumNumber),
            ("float value out of range", Difference::FloatRange),
            ("expected '@type' field", Difference::EmptyAny),
            ("expected 'value' field", Difference::EmptyAny),
        ],
    )
}

/// What to try neither side with, as the oracle reads it as nobody else does.
pub(crate) fn oracle_reads_otherwise(of: &MessageDescriptor, wire: &[u8]) -> Option<Difference> {
    let has = inspect::any_field(of, Reader::new(wire), &|found| {
        found.is_map && found.wire_type != WireType::Length
    });
    has.then_some(Difference::MapWireType)
}

/// Both write the message, and we write something else.
pub(crate) fn wire_meaning(of: &MessageDescriptor, wire: &[u8]) -> Option<Difference> {
    if inspect::any_field(of, Reader::new(wire), &is_undeclared) {
        return Some(Difference::ClosedEnum);
    }
    let has = inspect::any_field(of, Reader::new(wire), &is_wrapped_and_not_finite);
    has.then_some(Difference::WrapperNotFinite)
}

fn is_wrapped_and_not_finite(found: &Found<'_>) -> bool {
    let mut reader = found.value;
    match found.of.full_name() {
        "google.protobuf.DoubleValue" => reader
            .fixed64()
            .is_ok_and(|bits| !f64::from_bits(bits).is_finite()),
        "google.protobuf.FloatValue" => reader
            .fixed32()
            .is_ok_and(|bits| !f32::from_bits(bits).is_finite()),
        _ => false,
    }
}

fn is_undeclared(found: &Found<'_>) -> bool {
    inspect::is_undeclared(found) && found.of.parent_file().syntax() == Syntax::Proto2
}

/// We refuse what the oracle writes.
pub(crate) fn wire_refused(
    of: &MessageDescriptor,
    wire: &[u8],
    error: &EncodeError,
) -> Option<Difference> {
    match error.kind() {
        EncodeErrorKind::Duration { seconds, nanos }
            if seconds.signum() * i64::from(*nanos) < 0 =>
        {
            Some(Difference::Nanos)
        }
        EncodeErrorKind::Timestamp { nanos, .. } if !(0..1_000_000_000).contains(nanos) => {
            Some(Difference::Nanos)
        }
        EncodeErrorKind::Wire(error) if error.kind == WireErrorKind::TagTooLarge => {
            Some(Difference::LongTag)
        }
        EncodeErrorKind::Wire(_) if inspect::has_overwritten(of, Reader::new(wire)) => {
            Some(Difference::OverwrittenAny)
        }
        EncodeErrorKind::FieldMask(_) => Some(Difference::FieldMask),
        EncodeErrorKind::ValueUnset => Some(Difference::ValueUnset),
        _ => None,
    }
}

/// We write what the oracle refuses.
pub(crate) fn wire_read(of: &MessageDescriptor, wire: &[u8], error: &str) -> Option<Difference> {
    let known = by_text(
        error,
        &[
            ("invalid wire type: ", Difference::WireType),
            ("data is not UTF-8 encoded", Difference::Utf8),
            ("invalid varint", Difference::Varint),
            ("missing at least one '/'", Difference::EmptyAny),
        ],
    );
    let overwritten = || inspect::has_overwritten(of, Reader::new(wire));
    match known {
        Some(Difference::Utf8) if !inspect::any_field(of, Reader::new(wire), &is_broken_text) => {}
        Some(known) => return Some(known),
        None => {}
    }
    overwritten().then_some(Difference::Overwritten)
}

fn is_broken_text(found: &Found<'_>) -> bool {
    let mut reader = found.value;
    found.of.parent_file().syntax() == Syntax::Proto2
        && found.kind == Kind::String
        && found.wire_type == WireType::Length
        && reader
            .length()
            .is_ok_and(|text| std::str::from_utf8(text).is_err())
}

fn by_text(error: &str, table: &[(&str, Difference)]) -> Option<Difference> {
    let row = table.iter().find(|(text, _)| error.contains(text));
    row.map(|(_, difference)| *difference)
}
