//! Rules that authors add to those of a type: extensions of `buf.validate.StringRules` and the like whose own options,
//! `(buf.validate.predefined)`, say what they want.

use super::said::Said;
use super::wanted;
use crate::openapi::schema::Schemas;
use crate::schema::Kind;
use crate::transcode::wire::read::{FieldStep, WireValue, last_value};

/// The messages of `buf.validate` that may be extended, by the number of their field in `FieldRules`.
const EXTENDED: [(u32, &str); 21] = [
    (1, "FloatRules"),
    (2, "DoubleRules"),
    (3, "Int32Rules"),
    (4, "Int64Rules"),
    (5, "UInt32Rules"),
    (6, "UInt64Rules"),
    (7, "SInt32Rules"),
    (8, "SInt64Rules"),
    (9, "Fixed32Rules"),
    (10, "Fixed64Rules"),
    (11, "SFixed32Rules"),
    (12, "SFixed64Rules"),
    (13, "BoolRules"),
    (14, "StringRules"),
    (15, "BytesRules"),
    (16, "EnumRules"),
    (18, "RepeatedRules"),
    (19, "MapRules"),
    (21, "DurationRules"),
    (22, "TimestampRules"),
    (28, "FieldMaskRules"),
];

/// Says what they want of a value. `rules` are the bytes of a `FieldRules`.
pub(super) fn say(said: &mut Said, schemas: &Schemas<'_, '_>, rules: &[u8]) {
    for (number, name) in EXTENDED {
        let schema = schemas.schema;
        let Some(id) = schema.message_by_name(&format!("buf.validate.{name}")) else {
            continue;
        };
        let fields = schema.message(id).fields.iter();
        for field in fields.filter(|field| field.is_extension) {
            let path = [FieldStep(number), FieldStep(field.number)];
            let Ok(Some(value)) = last_value(rules, &path) else {
                continue;
            };
            let value = match written(field.kind, value) {
                Written::No => continue,
                Written::Yes => None,
                Written::Text(text) => Some(text),
            };
            let predefined = schemas.notes.field(id, field).options.predefined.as_ref();
            let rules = predefined.iter().flat_map(|rules| &rules.cel);
            for wanted in rules.filter_map(wanted) {
                said.say(match &value {
                    None => wanted,
                    Some(value) => format!("{wanted} (`rule` is {value})"),
                });
            }
        }
    }
}

/// What stands behind a rule.
enum Written {
    /// `false`, which wants nothing.
    No,
    /// Everything that is not said in a sentence.
    Yes,
    Text(String),
}

fn written(kind: Kind, value: WireValue<'_>) -> Written {
    match (kind, value) {
        (Kind::Bool, WireValue::Varint(0)) => Written::No,
        (Kind::Int32 | Kind::Int64 | Kind::Enum(_), WireValue::Varint(value)) => {
            Written::Text(value.cast_signed().to_string())
        }
        (Kind::Uint32 | Kind::Uint64, WireValue::Varint(value)) => Written::Text(value.to_string()),
        (Kind::Sint32 | Kind::Sint64, WireValue::Varint(value)) => {
            let value = (value >> 1).cast_signed() ^ -(value & 1).cast_signed();
            Written::Text(value.to_string())
        }
        (Kind::Fixed32, WireValue::Fixed32(value)) => Written::Text(value.to_string()),
        (Kind::Sfixed32, WireValue::Fixed32(value)) => {
            Written::Text(value.cast_signed().to_string())
        }
        (Kind::Float, WireValue::Fixed32(value)) => {
            Written::Text(f32::from_bits(value).to_string())
        }
        (Kind::Fixed64, WireValue::Fixed64(value)) => Written::Text(value.to_string()),
        (Kind::Sfixed64, WireValue::Fixed64(value)) => {
            Written::Text(value.cast_signed().to_string())
        }
        (Kind::Double, WireValue::Fixed64(value)) => {
            Written::Text(f64::from_bits(value).to_string())
        }
        (Kind::String, WireValue::Length(text)) => match str::from_utf8(text) {
            Ok(text) => Written::Text(format!("`{text}`")),
            Err(_) => Written::Yes,
        },
        _ => Written::Yes,
    }
}
