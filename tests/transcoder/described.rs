//! What an OpenAPI document says of JSON, by a validator of JSON Schema that knows nothing of protobuf.
//!
//! The schemas are read as their authors mean them: formats of OpenAPI's registry are checked, and objects have the
//! properties that they list and no others. A document leaves them open, since the next version of an API may have more.

use jsonschema::{Draft, Registry, ValidationError, Validator};
use rialto::openapi::{Format, Version, render};
use serde_json::{Map, Value, json};

/// The operations of a document in one version, each with what its JSON must be.
pub(crate) struct Described {
    registry: Registry<'static>,
    draft: Draft,
}

const DOCUMENT: &str = "urn:document";

/// The larger half of the numbers that round to the largest `float` and not to infinity.
const FLOAT_MAX: f64 = 3.402_823_567_797_336_6e38;

impl Described {
    /// Reads a document that was made in OpenAPI 3.1, in the words of either version.
    pub(crate) fn new(document: &Value, version: Version) -> Self {
        let text = render(document.clone(), version, Format::Json)
            .expect("JSON has a form for every text");
        let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut schemas = document["components"]["schemas"].take();
        for schema in members(&mut schemas) {
            read(schema, version, true);
        }
        let mut operations = json!({});
        for operation in members(&mut document["paths"]).flat_map(members) {
            let id = operation["operationId"]
                .as_str()
                .expect("every one has an id");
            let id = escaped(id);
            let answer = operation.pointer("/responses/200/content/application~1json/schema");
            let body = operation.pointer("/requestBody/content/application~1json/schema");
            for (name, schema) in [("answer", answer), ("body", body)] {
                if let Some(schema) = schema {
                    let mut schema = schema.clone();
                    read(&mut schema, version, true);
                    operations[&id][name] = schema;
                }
            }
        }
        let draft = match version {
            Version::V31 => Draft::Draft202012,
            // That 3.0 says it takes its words from.
            Version::V30 => Draft::Draft4,
        };
        let resource = json!({"components": {"schemas": schemas}, "operations": operations});
        let registry = Registry::new()
            .draft(draft)
            .add(DOCUMENT, resource)
            .and_then(|registry| registry.prepare());
        Self {
            registry: registry.expect("every reference leads into the document"),
            draft,
        }
    }

    /// What an operation answers with.
    pub(crate) fn answer(&self, operation: &str) -> Validator {
        self.validator(operation, "answer")
    }

    /// What an operation takes.
    pub(crate) fn body(&self, operation: &str) -> Validator {
        self.validator(operation, "body")
    }

    fn validator(&self, operation: &str, part: &str) -> Validator {
        let reference = format!("{DOCUMENT}#/operations/{}/{part}", escaped(operation));
        let options = jsonschema::options()
            .with_draft(self.draft)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_format("byte", is_base64)
            .with_format("int64", |text: &str| text.parse::<i64>().is_ok())
            .with_format("uint64", |text: &str| text.parse::<u64>().is_ok());
        let built = options.build(&json!({ "$ref": reference }));
        built.unwrap_or_else(|error| panic!("{operation}, {part}: {error}"))
    }
}

/// Every error, with those of each choice that was none.
pub(crate) fn shown(errors: &[ValidationError<'_>]) -> String {
    use jsonschema::error::ValidationErrorKind::{AnyOf, OneOfMultipleValid, OneOfNotValid};
    let lines = errors.iter().map(|error| {
        let inner = match error.kind() {
            AnyOf { context } | OneOfNotValid { context } | OneOfMultipleValid { context } => {
                let choices = context.iter().map(|errors| shown(errors));
                choices.collect::<Vec<_>>().join(" or ")
            }
            _ => String::new(),
        };
        let at = error.instance_path();
        let path = error.evaluation_path();
        format!("{at}: {error} ({path}) [{inner}]")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn is_base64(text: &str) -> bool {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.decode(text).is_ok()
}

/// Of what a pointer in a URI's fragment goes through.
fn escaped(name: &str) -> String {
    name.replace('/', "_")
}

fn members(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    let members = value.as_object_mut().into_iter();
    members.flat_map(Map::values_mut)
}

/// Says in words of JSON Schema what a schema says otherwise; `is_whole` tells whether it is all that is said of a
/// value.
fn read(schema: &mut Value, version: Version, is_whole: bool) {
    if version == Version::V30 {
        read_nullable(schema);
    }
    read_format(schema);
    let Some(words) = schema.as_object_mut() else {
        return;
    };
    for key in ["items", "additionalProperties", "not"] {
        if let Some(inner) = words.get_mut(key) {
            read(inner, version, true);
        }
    }
    let values = words.get("enum").and_then(Value::as_array);
    let mut values = values.into_iter().flatten().enumerate();
    let is_twice = |(at, value)| {
        words["enum"]
            .as_array()
            .is_some_and(|all| all[..at].contains(value))
    };
    assert!(!values.any(is_twice), "{:?}", words["enum"]);
    for property in words.get_mut("properties").into_iter().flat_map(members) {
        read(property, version, true);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let choices = words.get_mut(key).and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            read(choice, version, false);
        }
    }
    let kind = words.get("type").unwrap_or(&Value::Null);
    let is_object = is_whole && (kind == "object" || kind[0] == "object");
    // Draft 4 has no word for it.
    if is_object && version == Version::V31 && !words.contains_key("additionalProperties") {
        words.insert("unevaluatedProperties".to_owned(), json!(false));
    }
}

/// `nullable` of 3.0. Beside an `allOf` of one schema it means this schema or null, by wide custom: strictly it means
/// nothing there, as that schema takes no null.
fn read_nullable(schema: &mut Value) {
    let Some(words) = schema.as_object_mut() else {
        return;
    };
    if words.shift_remove("nullable") != Some(json!(true)) {
        return;
    }
    if let Some(one) = words.shift_remove("allOf") {
        words.shift_remove("type");
        words.insert(
            "anyOf".to_owned(),
            json!([{ "allOf": one }, {"type": "null"}]),
        );
    } else if let Some(kind) = words.get_mut("type") {
        *kind = json!([kind.take(), "null"]);
    }
}

/// The ranges of formats for numbers, which a validator has no place for.
fn read_format(schema: &mut Value) {
    let kind = &schema["type"];
    let is_number = [kind, &kind[0]]
        .iter()
        .any(|kind| **kind == "integer" || **kind == "number");
    let bounds = match schema["format"].as_str() {
        Some("int32") => [json!(i32::MIN), json!(i32::MAX)],
        Some("int64") => [json!(i64::MIN), json!(i64::MAX)],
        Some("uint64") => [json!(0), json!(u64::MAX)],
        Some("float") => [json!(-FLOAT_MAX), json!(FLOAT_MAX)],
        _ => return,
    };
    let Some(words) = schema.as_object_mut().filter(|_| is_number) else {
        return;
    };
    for (key, bound) in ["minimum", "maximum"].into_iter().zip(bounds) {
        words.entry(key).or_insert(bound);
    }
}
