//! What an OpenAPI document says of JSON, by a validator of JSON Schema that knows nothing of protobuf.
//!
//! The schemas are read as their authors mean them: formats of OpenAPI's registry are checked, and objects have the
//! properties that they list and no others. A document leaves them open, since the next version of an API may have more.

use std::collections::HashMap;

use jsonschema::{Draft, Registry, ValidationError, Validator};
use rialto::openapi::{Format, Version, render};
use serde_json::{Map, Value, json};

/// A document in one version, by its operations.
pub(crate) struct Described {
    registry: Registry<'static>,
    draft: Draft,
    /// The schemas of JSON by `operationId`.
    answers: HashMap<String, Value>,
    bodies: HashMap<String, Value>,
    parameters: HashMap<String, Vec<Parameter>>,
    forms: HashMap<String, Vec<Parameter>>,
}

/// A parameter of the path or of the query, or a field of a form.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) is_in_path: bool,
    pub(crate) schema: Value,
}

/// What annotations say of values beyond their types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Claims {
    Checked,
    /// Which fields must be set is passed over: random messages know nothing of it.
    WithoutRequired,
}

/// The properties of a form that is text.
const FORM: &str = "/requestBody/content/application~1x-www-form-urlencoded/schema/properties";

const DOCUMENT: &str = "urn:document";

/// The larger half of the numbers that round to the largest `float` and not to infinity.
const FLOAT_MAX: f64 = 3.402_823_567_797_336_6e38;

impl Described {
    /// Reads a document that was made in OpenAPI 3.1, in the words of either version.
    pub(crate) fn new(document: &Value, version: Version, claims: Claims) -> Self {
        let reader = DocumentReader { version, claims };
        let text = render(document.clone(), version, Format::Json);
        let text = text.expect("JSON has a form for every text");
        let mut document: Value = serde_json::from_str(&text).expect("it is JSON");
        let mut schemas = document["components"]["schemas"].take();
        for schema in members(&mut schemas) {
            reader.read(schema, true);
        }
        let draft = match version {
            Version::V31 => Draft::Draft202012,
            // That 3.0 says it takes its words from.
            Version::V30 => Draft::Draft4,
        };
        let registry = Registry::new()
            .draft(draft)
            .add(DOCUMENT, json!({"components": {"schemas": schemas}}))
            .and_then(|registry| registry.prepare());
        let mut made = Self {
            registry: registry.expect("references lead into the document"),
            draft,
            answers: HashMap::new(),
            bodies: HashMap::new(),
            parameters: HashMap::new(),
            forms: HashMap::new(),
        };
        for operation in members(&mut document["paths"]).flat_map(members) {
            // Those of other methods are one level deeper.
            let Some(id) = operation["operationId"].as_str().map(str::to_owned) else {
                continue;
            };
            let form = operation.pointer_mut(FORM).map(|form| reader.fields(form));
            made.forms.insert(id.clone(), form.unwrap_or_default());
            let parameters = operation["parameters"].as_array_mut().into_iter().flatten();
            let parameters = parameters.map(|one| reader.parameter(one));
            made.parameters.insert(id.clone(), parameters.collect());
            let mut keep = |schemas: &mut HashMap<_, _>, pointer| {
                if let Some(schema) = operation.pointer_mut(pointer) {
                    reader.read(schema, true);
                    schemas.insert(id.clone(), schema.take());
                }
            };
            keep(
                &mut made.answers,
                "/responses/200/content/application~1json/schema",
            );
            keep(
                &mut made.bodies,
                "/requestBody/content/application~1json/schema",
            );
        }
        made
    }

    /// The schema of what an operation answers with, if the document has the operation and that is JSON.
    pub(crate) fn answer(&self, operation: &str) -> Option<&Value> {
        self.answers.get(operation)
    }

    /// The schema of what an operation takes.
    pub(crate) fn body(&self, operation: &str) -> Option<&Value> {
        self.bodies.get(operation)
    }

    pub(crate) fn parameters(&self, operation: &str) -> &[Parameter] {
        &self.parameters[operation]
    }

    /// The fields of the form that an operation takes.
    pub(crate) fn form(&self, operation: &str) -> &[Parameter] {
        &self.forms[operation]
    }

    pub(crate) fn validator(&self, schema: &Value) -> Validator {
        let options = jsonschema::options()
            .with_draft(self.draft)
            .with_registry(&self.registry)
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .with_format("byte", is_base64)
            .with_format("int64", |text: &str| text.parse::<i64>().is_ok())
            .with_format("uint64", |text: &str| text.parse::<u64>().is_ok());
        options
            .build(schema)
            .unwrap_or_else(|error| panic!("{schema}: {error}"))
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

fn members(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    let members = value.as_object_mut().into_iter();
    members.flat_map(Map::values_mut)
}

#[derive(Debug, Clone, Copy)]
struct DocumentReader {
    version: Version,
    claims: Claims,
}

impl DocumentReader {
    fn parameter(self, parameter: &mut Value) -> Parameter {
        let mut schema = parameter["schema"].take();
        self.read(&mut schema, true);
        Parameter {
            name: parameter["name"]
                .as_str()
                .expect("it has a name")
                .to_owned(),
            is_in_path: parameter["in"] == "path",
            schema,
        }
    }

    fn fields(self, properties: &mut Value) -> Vec<Parameter> {
        let properties = properties.as_object_mut().into_iter().flatten();
        let fields = properties.map(|(name, schema)| {
            self.parameter(&mut json!({"name": name, "in": "form", "schema": schema.take()}))
        });
        fields.collect()
    }

    /// Says in words of JSON Schema what a schema says otherwise; `is_whole` tells whether it is all that is said of a
    /// value.
    fn read(self, schema: &mut Value, is_whole: bool) {
        if self.version == Version::V30 {
            read_nullable(schema);
        }
        read_format(schema);
        let Some(words) = schema.as_object_mut() else {
            return;
        };
        if let Some(Value::String(target)) = words.get_mut("$ref") {
            target.insert_str(0, DOCUMENT);
        }
        for key in ["items", "additionalProperties", "not"] {
            if let Some(inner) = words.get_mut(key) {
                self.read(inner, true);
            }
        }
        for property in words.get_mut("properties").into_iter().flat_map(members) {
            self.read(property, true);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let choices = words.get_mut(key).and_then(Value::as_array_mut);
            for choice in choices.into_iter().flatten() {
                self.read(choice, false);
            }
        }
        if let Some(values) = words.get("enum").and_then(Value::as_array) {
            let mut all = values.iter().enumerate();
            assert!(
                !all.any(|(at, value)| values[..at].contains(value)),
                "{values:?}"
            );
        }
        let kind = words.get("type").unwrap_or(&Value::Null);
        let is_object = is_whole && (kind == "object" || kind[0] == "object");
        if is_object && self.claims == Claims::WithoutRequired {
            words.shift_remove("required");
        }
        // Draft 4 has no word for it.
        let is_open = self.version == Version::V30 || words.contains_key("additionalProperties");
        if is_object && !is_open {
            words.insert("unevaluatedProperties".to_owned(), json!(false));
        }
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
