//! Values that a field takes, by what its options say of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::matching;
use crate::schema::{Kind, Schema};

/// The longest text that is made to be long enough.
const LENGTH_MAX: usize = 64;

/// What a text of a format looks like.
const FORMATS: [(&str, &str); 11] = [
    ("uuid", "f47ac10b-58cc-4372-a567-0e02b2c3d479"),
    ("ipv4", "192.0.2.1"),
    ("ipv6", "2001:db8::1"),
    ("email", "reader@example.com"),
    ("hostname", "example.com"),
    ("uri", "https://example.com/"),
    ("uri-reference", "https://example.com/"),
    ("url", "https://example.com/"),
    ("date", "2026-01-01"),
    ("date-time", "2026-01-01T00:00:00Z"),
    ("time", "00:00:00Z"),
];

/// A value for which the rules hold, as far as that can be told: what they name as one, or else one that is made.
/// `plain` is what stands where there are no rules.
pub(super) fn fitting(schema: &Schema, rules: &Value, kind: Kind, plain: Value) -> Value {
    let listed = ["examples", "enum"].map(|key| rules[key].as_array());
    let [examples, enumerated] = listed.map(|values| values.into_iter().flatten());
    let is_plain_allowed = rules["enum"]
        .as_array()
        .is_some_and(|values| values.contains(&plain));
    let named = rules.get("const").into_iter().chain(examples);
    let named = named.chain(Some(&plain).filter(|_| is_plain_allowed));
    let named = named.chain(enumerated).chain(rules.get("default"));
    let mut typed = named.filter_map(|value| typed(schema, kind, value));
    if let Some(value) = typed.next() {
        return value;
    }
    match plain {
        Value::String(text) if kind == Kind::String => json!(text_of(rules, &text)),
        Value::Number(_) | Value::String(_) if is_number(kind) => number_of(rules, kind, plain),
        plain => plain,
    }
}

/// The value in the form that the type has in JSON, if it is one of it.
fn typed(schema: &Schema, kind: Kind, value: &Value) -> Option<Value> {
    let integer = || match value {
        Value::Number(number) => number.as_i128(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    };
    match kind {
        Kind::String => match value {
            Value::String(_) => Some(value.clone()),
            // A text that was taken for JSON.
            Value::Number(_) | Value::Bool(_) => Some(json!(value.to_string())),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        },
        Kind::Bytes => {
            let text = value.as_str().filter(|text| STANDARD.decode(text).is_ok());
            text.map(Value::from)
        }
        Kind::Bool => value.as_bool().map(Value::from),
        Kind::Double | Kind::Float => value.as_f64().map(|_| value.clone()),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            i32::try_from(integer()?).ok().map(Value::from)
        }
        Kind::Uint32 | Kind::Fixed32 => u32::try_from(integer()?).ok().map(Value::from),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => {
            let value = i64::try_from(integer()?).ok();
            value.map(|value| json!(value.to_string()))
        }
        Kind::Uint64 | Kind::Fixed64 => {
            let value = u64::try_from(integer()?).ok();
            value.map(|value| json!(value.to_string()))
        }
        Kind::Enum(id) => {
            let mut values = schema.enumeration(id).values.iter();
            let found = match value {
                Value::String(name) => values.find(|one| *one.name == **name),
                _ => values.find(|one| Some(i128::from(one.number)) == integer()),
            };
            found.map(|one| json!(&*one.name))
        }
        Kind::Message(_) | Kind::Group(_) => None,
    }
}

const fn is_number(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Bool | Kind::String | Kind::Bytes | Kind::Enum(_) | Kind::Message(_) | Kind::Group(_)
    )
}

/// A text of the format or the pattern, of the length that is wanted.
fn text_of(rules: &Value, plain: &str) -> String {
    let any = rules["anyOf"].as_array().and_then(|any| any.first());
    let format = rules["format"].as_str();
    let format = format.or_else(|| any?["format"].as_str());
    if let Some((_, text)) = FORMATS.iter().find(|(name, _)| Some(*name) == format) {
        return (*text).to_owned();
    }
    if let Some(pattern) = rules["pattern"].as_str()
        && let Some(text) = matching::text(pattern)
    {
        return text;
    }
    let length = |key: &str| {
        let length = rules[key].as_u64();
        length.map(|length| usize::try_from(length).unwrap_or(usize::MAX))
    };
    let min = length("minLength").unwrap_or(0).min(LENGTH_MAX);
    let max = length("maxLength").unwrap_or(LENGTH_MAX).max(min);
    let count = plain.chars().count().clamp(min, max);
    plain.chars().cycle().take(count).collect()
}

/// A number within the bounds, the nearest to what is plain.
fn number_of(rules: &Value, kind: Kind, plain: Value) -> Value {
    let bound = |key: &str| rules[key].as_f64();
    let is_whole = !matches!(kind, Kind::Double | Kind::Float);
    let Some(mut number) = plain
        .as_f64()
        .or_else(|| plain.as_str().and_then(|text| text.parse().ok()))
    else {
        return plain;
    };
    let step = if is_whole { 1.0 } else { 0.5 };
    let at_least = bound("minimum").or_else(|| bound("exclusiveMinimum").map(|min| min + step));
    let at_most = bound("maximum").or_else(|| bound("exclusiveMaximum").map(|max| max - step));
    let before = number;
    if let Some(min) = at_least.filter(|min| number < *min) {
        number = min;
    }
    if let Some(max) = at_most.filter(|max| number > *max) {
        number = max;
    }
    if let Some(multiple) = bound("multipleOf").filter(|multiple| *multiple > 0.0) {
        number = (number / multiple).ceil() * multiple;
    }
    if number == before {
        return plain;
    }
    written(number, kind).unwrap_or(plain)
}

/// A number in the form that its type has in JSON.
fn written(number: f64, kind: Kind) -> Option<Value> {
    if matches!(kind, Kind::Double | Kind::Float) {
        return Some(json!(number));
    }
    // What is larger has lost its last digits on the way.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() > EXACT {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "it has no fraction and is small"
    )]
    let whole = number as i64;
    let is_text = matches!(
        kind,
        Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64
    );
    Some(if is_text {
        json!(whole.to_string())
    } else {
        json!(whole)
    })
}
