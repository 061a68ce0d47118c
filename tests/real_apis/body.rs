//! A random body, and the message that it is by the oracle.

use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, ReflectMessage as _,
    SerializeOptions, Value,
};

use crate::random::{self, Choices};
use crate::request::{Bound, set_at};
use crate::rules::Binding;

/// A body and its type.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) bytes: Vec<u8>,
    /// What it says, if it is JSON.
    pub(crate) json: Option<serde_json::Value>,
}

const HTTP_BODY: &str = "google.api.HttpBody";

/// Makes the body that the rule of the binding has a place for.
pub(crate) fn make(
    binding: &Binding,
    input: &MessageDescriptor,
    bound: &[Bound],
    choices: &mut Choices,
) -> (Option<Body>, DynamicMessage) {
    let nothing = DynamicMessage::new(input.clone());
    if binding.body.is_empty() {
        return (None, nothing);
    }
    let Some(field) = input.get_field_by_name(&binding.body) else {
        if is_http_body(&Kind::Message(input.clone())) {
            let (body, message) = raw(input, choices);
            return (Some(body), message);
        }
        let message = random::message(input, choices, 0);
        return of_message(message, None, bound, choices);
    };
    let mut message = nothing;
    if is_http_body(&field.kind()) {
        let of = field.kind();
        let (body, value) = raw(of.as_message().expect("it is one"), choices);
        message.set_field(&field, Value::Message(value));
        return (Some(body), message);
    }
    message.set_field(&field, random::value(&field, choices, 0));
    of_message(message, Some(&field), bound, choices)
}

pub(crate) fn is_http_body(kind: &Kind) -> bool {
    kind.as_message()
        .is_some_and(|message| message.full_name() == HTTP_BODY)
}

/// A body that goes through as it is.
fn raw(of: &MessageDescriptor, choices: &mut Choices) -> (Body, DynamicMessage) {
    let message = random_http_body(of, choices);
    let text = |name| {
        message
            .get_field_by_name(name)
            .expect("httpbody.proto has it")
            .into_owned()
    };
    let body = Body {
        content_type: text("content_type").as_str().expect("a string").to_owned(),
        bytes: text("data").as_bytes().expect("bytes").to_vec(),
        json: None,
    };
    (body, message)
}

/// With a type and at least one byte, and without extensions, which HTTP has no place for.
pub(crate) fn random_http_body(of: &MessageDescriptor, choices: &mut Choices) -> DynamicMessage {
    const TYPES: [&str; 4] = [
        "text/html",
        "image/png",
        "application/json",
        "text/csv; charset=utf-16",
    ];
    let bytes: Vec<u8> = (0..=choices.below(40))
        .map(|_| choices.next() as u8)
        .collect();
    let mut message = DynamicMessage::new(of.clone());
    let kind = (*choices.pick(&TYPES)).to_owned();
    message.set_field_by_name("content_type", Value::String(kind));
    message.set_field_by_name("data", Value::Bytes(bytes.into()));
    message
}

/// The JSON of a message, or of one field of it, without what the path binds or with the same value.
fn of_message(
    mut message: DynamicMessage,
    field: Option<&FieldDescriptor>,
    bound: &[Bound],
    choices: &mut Choices,
) -> (Option<Body>, DynamicMessage) {
    let input = message.descriptor();
    for (fields, value) in bound {
        clear_at(&mut message, fields);
        let is_inside = field.is_none_or(|field| fields.first() == Some(field));
        if is_inside && choices.one_in(4) {
            set_at(&mut message, fields, |message, field| {
                message.set_field(field, value.clone())
            });
        }
    }
    let whole = to_json(&message, choices);
    let json = match field {
        None => Some(whole),
        Some(field) => {
            let mut names = [field.json_name(), field.name()].into_iter();
            names.find_map(|name| whole.get(name)).cloned()
        }
    };
    // An empty body is one without a field.
    let is_left_out = field.is_none() && json.as_ref().is_some_and(is_empty) && choices.one_in(2);
    let Some(json) = json.filter(|_| !is_left_out) else {
        return (None, DynamicMessage::new(input));
    };
    let written = if choices.one_in(2) {
        serde_json::to_string_pretty(&json)
    } else {
        serde_json::to_string(&json)
    };
    let written = with_escapes(&written.expect("JSON is written"), choices);
    let whole = match field {
        None => written.clone(),
        Some(field) => format!("{{{:?}:{written}}}", field.json_name()),
    };
    let parsed = from_json(&input, whole.as_bytes());
    let parsed =
        parsed.unwrap_or_else(|error| panic!("the oracle reads what it wrote: {error}: {whole}"));
    let content_type = choices.pick(&["application/json", "application/json; charset=utf-8"]);
    let body = Body {
        content_type: (*content_type).to_owned(),
        bytes: written.into_bytes(),
        json: Some(json),
    };
    (Some(body), parsed)
}

fn is_empty(json: &serde_json::Value) -> bool {
    json.as_object().is_some_and(serde_json::Map::is_empty)
}

fn to_json(message: &DynamicMessage, choices: &mut Choices) -> serde_json::Value {
    let options = SerializeOptions::new()
        .use_proto_field_name(choices.one_in(2))
        .use_enum_numbers(choices.one_in(4))
        .stringify_64_bit_integers(!choices.one_in(4));
    let json = message.serialize_with_options(serde_json::value::Serializer, &options);
    json.expect("random messages can be JSON")
}

pub(crate) fn from_json(of: &MessageDescriptor, json: &[u8]) -> serde_json::Result<DynamicMessage> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let message = DynamicMessage::deserialize(of.clone(), &mut deserializer)?;
    deserializer.end()?;
    Ok(message)
}

/// Some letters beyond ASCII as `\u` escapes; they stand in strings only.
fn with_escapes(json: &str, choices: &mut Choices) -> String {
    let mut text = String::new();
    for letter in json.chars() {
        if letter.is_ascii() || !choices.one_in(3) {
            text.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            text.push_str(&format!("\\u{unit:04x}"));
        }
    }
    text
}

/// Takes a field out of a message, and what excludes it.
fn clear_at(message: &mut DynamicMessage, fields: &[FieldDescriptor]) {
    let Some((first, rest)) = fields.split_first() else {
        return;
    };
    let siblings = first
        .containing_oneof()
        .into_iter()
        .flat_map(|oneof| oneof.fields().collect::<Vec<_>>());
    for sibling in siblings.filter(|sibling| sibling != first) {
        message.clear_field(&sibling);
    }
    if rest.is_empty() {
        message.clear_field(first);
    } else if message.has_field(first)
        && let Some(inner) = message.get_field_mut(first).as_message_mut()
    {
        clear_at(inner, rest);
    }
}
