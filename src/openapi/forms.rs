//! Bodies that are forms, beside JSON: the fields of the message by the names and values that they have in a query.

use serde_json::{Map, Value, json};

use super::parameters;
use super::schema::{Schemas, set_text};
use super::{Forms, Served};
use crate::schema::MessageId;

/// Adds the forms that a body which is this message may be.
pub(super) fn add(
    schemas: &mut Schemas<'_, '_>,
    served: &Served<'_>,
    root: MessageId,
    content: &mut Value,
) {
    let schema = schemas.schema;
    let has_fields = schema.message(root).well_known.is_none();
    let forms = schemas.settings.forms;
    if forms == Forms::None || !has_fields || schema.method(served.binding.method).client_streaming
    {
        return;
    }
    let mut add = |media: &str, in_parts| {
        let (fields, has_file) =
            parameters::of_form(schemas, served.binding, served.style, in_parts);
        if has_file || (forms == Forms::All && !fields.is_empty()) {
            content[media] = form(fields);
        }
    };
    add("multipart/form-data", true);
    if forms == Forms::All {
        add("application/x-www-form-urlencoded", false);
    }
}

/// One object of all fields: OpenAPI repeats the name of a list for each item.
fn form(fields: Vec<Value>) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let mut encoding = Map::new();
    for field in fields {
        let name = field["name"].as_str().unwrap_or_default().to_owned();
        let mut property = field["schema"].clone();
        set_text(
            &mut property,
            "description",
            field["description"].as_str().unwrap_or_default(),
        );
        if field["deprecated"] == true {
            property["deprecated"] = json!(true);
        }
        if field["required"] == true {
            required.push(json!(name));
        }
        if let Some(style) = field.get("style") {
            encoding.insert(name.clone(), json!({"style": style, "explode": true}));
        }
        properties.insert(name, property);
    }
    let mut media = json!({"schema": {"type": "object", "properties": properties}});
    if !required.is_empty() {
        media["schema"]["required"] = Value::Array(required);
    }
    if !encoding.is_empty() {
        media["encoding"] = Value::Object(encoding);
    }
    media
}
