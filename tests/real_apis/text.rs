//! Values as texts in paths and queries, and the escapes around them.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use prost_reflect::{DynamicMessage, Kind, MapKey, Value};

use crate::random::Choices;

/// The messages that are written as one text.
pub(crate) fn has_text(kind: &Kind) -> bool {
    let Kind::Message(message) = kind else {
        return true;
    };
    let name = message.full_name();
    matches!(
        name,
        "google.protobuf.Timestamp" | "google.protobuf.Duration" | "google.protobuf.FieldMask"
    ) || is_wrapper(name)
}

fn is_wrapper(name: &str) -> bool {
    let inner = name.strip_prefix("google.protobuf.");
    matches!(inner.and_then(|name| name.strip_suffix("Value")), Some(of) if !matches!(of, "" | "List" | "Null"))
}

/// One of the texts of a value.
pub(crate) fn of_value(value: &Value, kind: &Kind, choices: &mut Choices) -> String {
    match value {
        Value::Bool(value) => value.to_string(),
        Value::I32(value) => value.to_string(),
        Value::I64(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::F32(value) => of_float(value.is_infinite(), *value > 0.0, value.to_string()),
        Value::F64(value) => of_float(value.is_infinite(), *value > 0.0, value.to_string()),
        Value::String(value) => value.clone(),
        Value::Bytes(bytes) => {
            let engine = choices.pick(&[STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD]);
            engine.encode(bytes)
        }
        Value::EnumNumber(number) => {
            let one = kind.as_enum().expect("the value is of the kind");
            match one.get_value(*number) {
                Some(value) if !choices.one_in(3) => value.name().to_owned(),
                _ => number.to_string(),
            }
        }
        Value::Message(message) => of_message(message, kind, choices),
        Value::List(_) | Value::Map(_) => unreachable!("only single values have a text"),
    }
}

fn of_float(is_infinite: bool, is_positive: bool, digits: String) -> String {
    match (is_infinite, is_positive) {
        (true, true) => "Infinity".to_owned(),
        (true, false) => "-Infinity".to_owned(),
        (false, _) => digits,
    }
}

fn of_message(message: &DynamicMessage, kind: &Kind, choices: &mut Choices) -> String {
    let name = kind
        .as_message()
        .expect("the value is of the kind")
        .full_name()
        .to_owned();
    match &*name {
        "google.protobuf.Timestamp" => {
            let time: prost_types::Timestamp = message.transcode_to().expect("it is one");
            time.to_string()
        }
        "google.protobuf.Duration" => {
            let time: prost_types::Duration = message.transcode_to().expect("it is one");
            time.to_string()
        }
        "google.protobuf.FieldMask" => {
            let mask: prost_types::FieldMask = message.transcode_to().expect("it is one");
            let is_camel = choices.one_in(2);
            let paths = mask
                .paths
                .iter()
                .map(|path| if is_camel { camel(path) } else { path.clone() });
            paths.collect::<Vec<_>>().join(",")
        }
        _ => {
            let field = kind
                .as_message()
                .and_then(|of| of.get_field(1))
                .expect("a wrapper has a field");
            of_value(&message.get_field(&field), &field.kind(), choices)
        }
    }
}

fn camel(path: &str) -> String {
    let mut text = String::new();
    let mut is_upper = false;
    for letter in path.chars() {
        match letter {
            '_' => is_upper = true,
            letter if is_upper => {
                text.push(letter.to_ascii_uppercase());
                is_upper = false;
            }
            letter => text.push(letter),
        }
    }
    text
}

pub(crate) fn of_key(key: &MapKey) -> String {
    match key {
        MapKey::Bool(key) => key.to_string(),
        MapKey::I32(key) => key.to_string(),
        MapKey::I64(key) => key.to_string(),
        MapKey::U32(key) => key.to_string(),
        MapKey::U64(key) => key.to_string(),
        MapKey::String(key) => key.clone(),
    }
}

/// A text as it is sent: what must be escaped is, some of the rest too, in either case.
pub(crate) fn escaped(text: &str, free: &str, choices: &mut Choices) -> String {
    let mut sent = String::new();
    for letter in text.chars() {
        let is_free =
            letter.is_ascii_alphanumeric() || "-._~".contains(letter) || free.contains(letter);
        if is_free && !choices.one_in(20) {
            sent.push(letter);
            continue;
        }
        let is_upper = choices.one_in(2);
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            let escape = if is_upper {
                format!("%{byte:02X}")
            } else {
                format!("%{byte:02x}")
            };
            sent.push_str(&escape);
        }
    }
    sent
}

/// What RFC 3986 lets stand in a segment of a path, beside the unreserved.
pub(crate) const IN_PATH: &str = "!$&'()*+,;=:@";
/// What can stand in a name or a value of a query; `+` is a space there.
pub(crate) const IN_QUERY: &str = "!$'()*,;:@/?[]";
