//! OpenAPI 3.1 in the words of 3.0.
//!
//! 3.0 has a dialect of JSON Schema of its own: no `null` as a type, no `const`, exclusive bounds as flags, nothing
//! beside a `$ref`. What it has no word for is left out, which makes a schema wider, never wrong.

use serde_json::{Map, Value, json};

/// Rewrites a document.
pub(super) fn to_v30(document: &mut Value) {
    document["openapi"] = json!("3.0.3");
    let types = types(&document["components"]["schemas"]);
    let schemas = document["components"]["schemas"].as_object_mut();
    for schema in schemas.into_iter().flat_map(Map::values_mut) {
        rewrite(schema, &types);
    }
    let responses = document["components"]["responses"].as_object_mut();
    for response in responses.into_iter().flat_map(Map::values_mut) {
        contents(response, &types);
    }
    let items = document["paths"].as_object_mut();
    for item in items.into_iter().flat_map(Map::values_mut) {
        operations(item, &types);
    }
}

/// Keywords that 3.0 has no word for.
const UNKNOWN: [&str; 6] = [
    "contentEncoding",
    "contentMediaType",
    "propertyNames",
    "if",
    "then",
    "else",
];

/// The type of each component.
type Types = Map<String, Value>;

fn types(schemas: &Value) -> Types {
    let schemas = schemas.as_object().into_iter().flatten();
    let types = schemas.map(|(name, schema)| {
        let kind = schema.get("type").cloned().unwrap_or_default();
        (format!("#/components/schemas/{name}"), kind)
    });
    types.collect()
}

fn operations(item: &mut Value, types: &Types) {
    for (key, operation) in item.as_object_mut().into_iter().flatten() {
        if key.starts_with("x-") {
            operations(operation, types);
            continue;
        }
        let Some(operation) = operation.as_object_mut() else {
            continue;
        };
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            if let Some(schema) = parameter.get_mut("schema") {
                rewrite(schema, types);
            }
        }
        if let Some(body) = operation.get_mut("requestBody") {
            contents(body, types);
        }
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(Map::values_mut) {
            contents(response, types);
        }
    }
}

/// The schemas of a body's media types.
fn contents(body: &mut Value, types: &Types) {
    let content = body.get_mut("content").and_then(Value::as_object_mut);
    for media in content.into_iter().flat_map(Map::values_mut) {
        for key in ["schema", "x-itemSchema"] {
            if let Some(schema) = media.get_mut(key) {
                rewrite(schema, types);
            }
        }
    }
}

fn rewrite(schema: &mut Value, types: &Types) {
    let Some(words) = schema.as_object_mut() else {
        return;
    };
    for key in UNKNOWN {
        words.shift_remove(key);
    }
    if let Some(value) = words.shift_remove("const") {
        words.insert("enum".to_owned(), json!([value]));
    }
    if let Some(Value::Array(examples)) = words.shift_remove("examples")
        && let Some(example) = examples.into_iter().next()
    {
        words.insert("example".to_owned(), example);
    }
    for (exclusive, inclusive) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if words.get(exclusive).is_some_and(Value::is_number)
            && let Some(bound) = words.shift_remove(exclusive)
        {
            words.insert(inclusive.to_owned(), bound);
            words.insert(exclusive.to_owned(), json!(true));
        }
    }
    if words.len() > 1
        && let Some(target) = words.shift_remove("$ref")
    {
        words.insert("allOf".to_owned(), json!([{ "$ref": target }]));
    }
    nullable(words, types);
    within(words, types);
}

/// `null` is no type in 3.0, but a flag beside one.
fn nullable(words: &mut Map<String, Value>, types: &Types) {
    let is_null = |value: &Value| value == "null" || value["type"] == "null";
    match words.get("type") {
        Some(Value::Array(kinds)) if kinds.iter().any(is_null) => {
            let kind = kinds.iter().find(|kind| !is_null(kind)).cloned();
            words.insert("type".to_owned(), kind.unwrap_or_default());
            words.insert("nullable".to_owned(), json!(true));
        }
        kind if kind.is_some_and(is_null) || words.get("enum") == Some(&json!([null])) => {
            // Nothing but null: 3.0 has no type for it.
            words.insert("type".to_owned(), json!("string"));
            words.insert("nullable".to_owned(), json!(true));
            words.insert("enum".to_owned(), json!([null]));
        }
        _ => {}
    }
    let Some(Value::Array(choices)) = words.get("anyOf") else {
        return;
    };
    if let [one, null] = &**choices
        && is_null(null)
    {
        let target = one["$ref"].as_str().unwrap_or_default();
        // `nullable` means nothing without a type beside it.
        let Some(kind) = types.get(target).filter(|kind| kind.is_string()).cloned() else {
            return;
        };
        let one = one.clone();
        words.shift_remove("anyOf");
        words.insert("type".to_owned(), kind);
        words.insert("nullable".to_owned(), json!(true));
        words.insert("allOf".to_owned(), json!([one]));
    }
}

/// The schemas within a schema.
fn within(words: &mut Map<String, Value>, types: &Types) {
    let properties = words.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        rewrite(property, types);
    }
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = words.get_mut(key) {
            rewrite(inner, types);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let choices = words.get_mut(key).and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            rewrite(choice, types);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_version_says_the_same_in_its_own_words() {
        for (newer, older) in [
            (
                json!({"type": ["string", "null"]}),
                json!({"type": "string", "nullable": true}),
            ),
            (
                json!({"type": "null"}),
                json!({"type": "string", "nullable": true, "enum": [null]}),
            ),
            (json!({"const": 1}), json!({"enum": [1]})),
            (
                json!({"const": null}),
                json!({"enum": [null], "type": "string", "nullable": true}),
            ),
            (json!({"examples": [1]}), json!({"example": 1})),
            (
                json!({"exclusiveMinimum": 0}),
                json!({"minimum": 0, "exclusiveMinimum": true}),
            ),
            (
                json!({"contentEncoding": "base64", "type": "string"}),
                json!({"type": "string"}),
            ),
            (
                json!({"$ref": "#/components/schemas/A", "description": "x"}),
                json!({"description": "x", "allOf": [{"$ref": "#/components/schemas/A"}]}),
            ),
            (
                json!({"$ref": "#/components/schemas/A"}),
                json!({"$ref": "#/components/schemas/A"}),
            ),
            (
                json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}),
                json!({"type": "object", "nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]}),
            ),
            (
                json!({"anyOf": [{"$ref": "#/components/schemas/C"}, {"type": "null"}]}),
                json!({"anyOf": [{"$ref": "#/components/schemas/C"},
                                 {"type": "string", "nullable": true, "enum": [null]}]}),
            ),
            (
                json!({"type": "object", "properties": {"const": {"type": ["integer", "null"]}}}),
                json!({"type": "object", "properties": {"const": {"type": "integer", "nullable": true}}}),
            ),
        ] {
            let mut document = json!({
                "components": {"schemas": {"A": {"type": "object"}, "B": newer.clone(), "C": {}}},
                "paths": {"/": {"get": {"responses": {"200": {"content": {"*/*": {"schema": newer}}}}}}},
            });
            to_v30(&mut document);
            assert_eq!(document["components"]["schemas"]["B"], older);
            let schema = document.pointer("/paths/~1/get/responses/200/content/*~1*/schema");
            assert_eq!(schema, Some(&older));
        }
    }
}
