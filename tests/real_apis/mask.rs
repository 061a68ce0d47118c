//! The field mask that a PATCH without one must get: what the JSON of its body names.

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value};
use serde_json::Value as Json;

use crate::rules::Binding;

const FIELD_MASK: &str = "google.protobuf.FieldMask";

/// Sets the mask in the expected message, if the binding is one that gets it and the query brought none.
pub(crate) fn fill(binding: &Binding, json: &Json, expected: &mut DynamicMessage) {
    let Some((mask, resource)) = mask_field(binding) else {
        return;
    };
    if expected.has_field(&mask) {
        return;
    }
    let mut paths = Vec::new();
    add_names(&resource, json, "", &mut paths);
    let of = mask
        .kind()
        .as_message()
        .expect("a mask is a message")
        .clone();
    let mut filled = DynamicMessage::new(of);
    let paths = paths.into_iter().map(Value::String).collect();
    filled.set_field_by_name("paths", Value::List(paths));
    expected.set_field(&mask, Value::Message(filled));
}

/// The only mask beside the body, if the body is a message and the path leaves the mask alone; and the body's type.
fn mask_field(binding: &Binding) -> Option<(FieldDescriptor, MessageDescriptor)> {
    let input = binding.method.input();
    let body = input.get_field_by_name(&binding.body)?;
    let resource = plain_message(&body)?;
    let masks: Vec<_> = input
        .fields()
        .filter(|field| is_mask(&field.kind()))
        .collect();
    let [mask] = &*masks else { return None };
    let in_path = |path: &str| path.split('.').next() == Some(mask.name());
    let is_bound = binding
        .template
        .variables
        .iter()
        .any(|variable| in_path(&variable.path));
    let gets_one = binding.verb == "PATCH" && !mask.is_list() && !is_bound;
    gets_one.then(|| (mask.clone(), resource))
}

fn is_mask(kind: &Kind) -> bool {
    kind.as_message()
        .is_some_and(|message| message.full_name() == FIELD_MASK)
}

/// The type of a single message whose JSON is its fields.
fn plain_message(field: &FieldDescriptor) -> Option<MessageDescriptor> {
    let kind = field.kind();
    let message = kind.as_message()?;
    let is_plain =
        !field.is_list() && !field.is_map() && !message.full_name().starts_with("google.protobuf.");
    is_plain.then(|| message.clone())
}

fn add_names(message: &MessageDescriptor, json: &Json, prefix: &str, paths: &mut Vec<String>) {
    for (name, value) in json.as_object().into_iter().flatten() {
        let field = message
            .get_field_by_json_name(name)
            .or_else(|| message.get_field_by_name(name));
        let field = field.expect("the oracle wrote this JSON");
        let path = format!("{prefix}{}", field.name());
        match plain_message(&field) {
            Some(inner) if value.as_object().is_some_and(|object| !object.is_empty()) => {
                add_names(&inner, value, &format!("{path}."), paths);
            }
            Some(_) | None => paths.push(path),
        }
    }
}
