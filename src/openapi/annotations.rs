//! Options that say more than a type does, as keywords: `google.api`, `openapiv2` of grpc-gateway and `openapi.v3` of
//! gnostic. Where several say the same thing, the last of these wins.

use prost::Message as _;
use serde_json::{Map, Value, json};

use super::annotated::field_info::Format;
use super::annotated::{
    Any, EnumOptions, Extension, ExternalDocs, JsonSchema, MessageOptions, ResourceDescriptor,
    Schema, SwaggerSchema,
};
use super::notes::FieldNotes;
use super::schema::{make_nullable, push_paragraph, set_text};
use super::validate::is_pattern;

/// Numbers of `google.api.FieldBehavior`.
mod behavior {
    pub(super) const OUTPUT_ONLY: i32 = 3;
    pub(super) const INPUT_ONLY: i32 = 4;
    pub(super) const IMMUTABLE: i32 = 5;
    pub(super) const NON_EMPTY_DEFAULT: i32 = 7;
}

/// What is said of a field.
pub(super) fn of_field(schema: &mut Value, notes: &FieldNotes) {
    let options = &notes.options;
    let behaves = |behavior| options.field_behavior.contains(&behavior);
    if options.deprecated() {
        schema["deprecated"] = json!(true);
    }
    // Before there was an annotation, it was the comment that said so.
    if behaves(behavior::OUTPUT_ONLY) || notes.comment.starts_with("Output only.") {
        schema["readOnly"] = json!(true);
    }
    if behaves(behavior::INPUT_ONLY) {
        schema["writeOnly"] = json!(true);
    }
    if behaves(behavior::IMMUTABLE) {
        say(schema, "Cannot be changed once it is set.");
    }
    if behaves(behavior::NON_EMPTY_DEFAULT) {
        say(schema, "The server chooses a value where there is none.");
    }
    if let Some(reference) = &options.resource_reference {
        let (of, below) = (reference.r#type(), reference.child_type());
        match (of, below) {
            ("" | "*", "") => {}
            ("" | "*", below) => say(schema, &format!("Names the parent of a `{below}`.")),
            (of, _) => say(schema, &format!("Names a `{of}`.")),
        }
    }
    if let Some(format) = options.field_info.as_ref().map(|info| info.format()) {
        let name = match format {
            Format::Unspecified | Format::Ipv4OrIpv6 => "",
            Format::Uuid4 => "uuid",
            Format::Ipv4 => "ipv4",
            Format::Ipv6 => "ipv6",
        };
        set_text(schema, "format", name);
        if format == Format::Ipv4OrIpv6 {
            schema["anyOf"] = json!([{"format": "ipv4"}, {"format": "ipv6"}]);
        }
    }
    if let Some(swagger) = &options.openapiv2_field {
        Keywords::of_swagger(swagger).apply(schema);
        extend(schema, &swagger.extensions, ExtensionForm::Swagger);
    }
    if let Some(property) = &options.openapiv3_property {
        of_gnostic_schema(schema, property);
    }
}

/// What is said of a message.
pub(super) fn of_message(schema: &mut Value, options: &MessageOptions) {
    if options.deprecated() {
        schema["deprecated"] = json!(true);
    }
    if let Some(resource) = &options.resource {
        say(schema, &of_resource(resource));
    }
    if let Some(swagger) = &options.openapiv2_schema {
        of_swagger_schema(schema, swagger);
    }
    if let Some(gnostic) = &options.openapiv3_schema {
        of_gnostic_schema(schema, gnostic);
    }
}

fn of_resource(resource: &ResourceDescriptor) -> String {
    let patterns = resource
        .pattern
        .iter()
        .map(|pattern| format!("`{pattern}`"));
    let patterns: Vec<_> = patterns.collect();
    match patterns.is_empty() {
        true => format!("A resource of the type `{}`.", resource.r#type()),
        false => format!(
            "A resource of the type `{}`, named {}.",
            resource.r#type(),
            patterns.join(" or ")
        ),
    }
}

pub(super) fn of_swagger_schema(schema: &mut Value, swagger: &SwaggerSchema) {
    if let Some(json_schema) = &swagger.json_schema {
        Keywords::of_swagger(json_schema).apply(schema);
        extend(schema, &json_schema.extensions, ExtensionForm::Swagger);
    }
    if swagger.read_only() {
        schema["readOnly"] = json!(true);
    }
    if !swagger.example().is_empty() {
        schema["examples"] = json!([json_of(swagger.example())]);
    }
    external_docs(schema, swagger.external_docs.as_ref());
}

pub(super) fn of_gnostic_schema(schema: &mut Value, gnostic: &Schema) {
    Keywords::of_gnostic(gnostic).apply(schema);
    external_docs(schema, gnostic.external_docs.as_ref());
    extend(schema, &gnostic.extensions, ExtensionForm::Gnostic);
}

/// What is said of an enum.
pub(super) fn of_enum(schema: &mut Value, options: &EnumOptions) {
    if options.deprecated() {
        schema["deprecated"] = json!(true);
    }
    if let Some(swagger) = &options.openapiv2_enum {
        set_text(schema, "title", swagger.title());
        set_text(schema, "description", swagger.description());
        set_text(schema, "default", swagger.default());
        if !swagger.example().is_empty() {
            schema["examples"] = json!([json_of(swagger.example())]);
        }
    }
}

/// Adds a paragraph to a description.
pub(super) fn say(schema: &mut Value, paragraph: &str) {
    let mut text = schema["description"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    push_paragraph(&mut text, paragraph);
    set_text(schema, "description", &text);
}

pub(super) fn external_docs(schema: &mut Value, docs: Option<&ExternalDocs>) {
    // A link without a target is none, and no document may have it.
    if let Some(docs) = docs.filter(|docs| !docs.url().is_empty()) {
        let mut value = json!({});
        set_text(&mut value, "description", docs.description());
        set_text(&mut value, "url", docs.url());
        schema["externalDocs"] = value;
    }
}

/// What the bytes of an extension's value are.
#[derive(Debug, Clone, Copy)]
pub(super) enum ExtensionForm {
    /// `google.protobuf.Value`, in options of grpc-gateway.
    Swagger,
    /// `openapi.v3.Any`, whose text is YAML, in those of gnostic.
    Gnostic,
}

/// Extensions of the document, which begin with `x-`.
pub(super) fn extend(schema: &mut Value, extensions: &[Extension], form: ExtensionForm) {
    for extension in extensions {
        let bytes = extension.value();
        let value = match form {
            ExtensionForm::Swagger => {
                prost_types::Value::decode(bytes).map(|value| value_of(&value, 0))
            }
            ExtensionForm::Gnostic => Any::decode(bytes).map(|any| json_of(any.yaml().trim())),
        };
        if let (true, Ok(value)) = (extension.name().starts_with("x-"), value) {
            schema[extension.name()] = value;
        }
    }
}

/// The deepest nesting of an extension's value.
const DEPTH_MAX: usize = 32;

fn value_of(value: &prost_types::Value, depth: usize) -> Value {
    use prost_types::value::Kind;
    if depth > DEPTH_MAX {
        return Value::Null;
    }
    match &value.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::NumberValue(number)) => number_of(*number),
        Some(Kind::StringValue(text)) => Value::from(text.as_str()),
        Some(Kind::BoolValue(value)) => Value::from(*value),
        Some(Kind::StructValue(fields)) => {
            let fields = fields.fields.iter();
            let fields = fields.map(|(name, value)| (name.clone(), value_of(value, depth + 1)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Some(Kind::ListValue(list)) => {
            let values = list.values.iter().map(|value| value_of(value, depth + 1));
            Value::Array(values.collect())
        }
    }
}

/// Whole numbers without a fraction, as people write them.
pub(super) fn number_of(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it has no fraction and is small"
        )]
        return Value::from(number as i64);
    }
    Value::from(number)
}

/// A text that is JSON, or else the text itself.
pub(super) fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

/// Keywords of JSON Schema in the words of OpenAPI 3.1.
#[derive(Debug, Default)]
struct Keywords {
    entries: Vec<(&'static str, Value)>,
    /// What has no keyword.
    sentence: String,
    is_nullable: bool,
}

impl Keywords {
    fn text(&mut self, key: &'static str, text: &str) {
        if !text.is_empty() {
            self.entries.push((key, Value::from(text)));
        }
    }

    /// Readers of documents compile every pattern, and many take none of a document in which one is no pattern.
    fn pattern(&mut self, text: &str) {
        if is_pattern(text) {
            self.text("pattern", text);
        } else {
            self.sentence = format!("Matches `{text}`.");
        }
    }

    fn truth(&mut self, key: &'static str, value: bool) {
        if value {
            self.entries.push((key, Value::from(true)));
        }
    }

    fn number(&mut self, key: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.entries.push((key, value.into()));
        }
    }

    /// A bound and whether it is out of bounds itself, which are one keyword in JSON Schema.
    fn bound(&mut self, keys: [&'static str; 2], value: Option<f64>, is_exclusive: bool) {
        let [inclusive, exclusive] = keys;
        let key = if is_exclusive { exclusive } else { inclusive };
        self.number(key, value.map(number_of));
    }

    fn list(&mut self, key: &'static str, values: Vec<Value>) {
        if !values.is_empty() {
            self.entries.push((key, Value::Array(values)));
        }
    }

    fn of_swagger(schema: &JsonSchema) -> Self {
        const TYPES: [&str; 8] = [
            "", "array", "boolean", "integer", "null", "number", "object", "string",
        ];
        let mut words = Self::default();
        words.text("title", schema.title());
        words.text("description", schema.description());
        let kind = schema
            .r#type
            .first()
            .and_then(|kind| usize::try_from(*kind).ok());
        words.text("type", kind.and_then(|kind| TYPES.get(kind)).unwrap_or(&""));
        words.text("format", schema.format());
        words.pattern(schema.pattern());
        let text = |text: &str| (!text.is_empty()).then(|| json_of(text));
        words.number("default", text(schema.default()));
        words.list("examples", text(schema.example()).into_iter().collect());
        words.list(
            "enum",
            schema.r#enum.iter().map(|text| json_of(text)).collect(),
        );
        words.truth("readOnly", schema.read_only());
        words.truth("uniqueItems", schema.unique_items());
        words.number("multipleOf", schema.multiple_of.map(number_of));
        words.bound(MAXIMUM, schema.maximum, schema.exclusive_maximum());
        words.bound(MINIMUM, schema.minimum, schema.exclusive_minimum());
        words.number("maxLength", schema.max_length);
        words.number("minLength", schema.min_length);
        words.number("maxItems", schema.max_items);
        words.number("minItems", schema.min_items);
        words.number("maxProperties", schema.max_properties);
        words.number("minProperties", schema.min_properties);
        words
    }

    fn of_gnostic(schema: &Schema) -> Self {
        let mut words = Self {
            is_nullable: schema.nullable(),
            ..Self::default()
        };
        words.text("title", schema.title());
        words.text("description", schema.description());
        words.text("type", schema.r#type());
        words.text("format", schema.format());
        words.pattern(schema.pattern());
        let default = schema.default.as_ref().and_then(|default| {
            let number = default.number.map(number_of);
            let boolean = || default.boolean.map(Value::from);
            number
                .or_else(boolean)
                .or_else(|| default.string.clone().map(Value::from))
        });
        words.number("default", default);
        let example = schema
            .example
            .as_ref()
            .map(|any| json_of(any.yaml().trim()));
        words.list("examples", example.into_iter().collect());
        let values = schema.r#enum.iter().map(|any| json_of(any.yaml().trim()));
        words.list("enum", values.collect());
        words.truth("readOnly", schema.read_only());
        words.truth("writeOnly", schema.write_only());
        words.truth("deprecated", schema.deprecated());
        words.truth("uniqueItems", schema.unique_items());
        words.number("multipleOf", schema.multiple_of.map(number_of));
        words.bound(MAXIMUM, schema.maximum, schema.exclusive_maximum());
        words.bound(MINIMUM, schema.minimum, schema.exclusive_minimum());
        words.number("maxLength", schema.max_length);
        words.number("minLength", schema.min_length);
        words.number("maxItems", schema.max_items);
        words.number("minItems", schema.min_items);
        words.number("maxProperties", schema.max_properties);
        words.number("minProperties", schema.min_properties);
        words
    }

    fn apply(self, schema: &mut Value) {
        for (key, value) in self.entries {
            if key == "type"
                && schema["type"] != value
                && let Some(schema) = schema.as_object_mut()
            {
                // Another type than the field's: nothing that was said of that one holds, but for how wide an
                // integer is.
                for gone in ["$ref", "items", "additionalProperties", "pattern"] {
                    schema.shift_remove(gone);
                }
                if value != "integer" {
                    schema.shift_remove("format");
                }
            }
            if OF_ITEMS.contains(&key) && schema["items"].is_object() {
                schema["items"][key] = value;
            } else {
                schema[key] = value;
            }
        }
        if !self.sentence.is_empty() {
            say(schema, &self.sentence);
        }
        if self.is_nullable {
            make_nullable(schema);
        }
    }
}

/// What is said of a list and can only be meant for what is in it.
const OF_ITEMS: [&str; 10] = [
    "format",
    "pattern",
    "enum",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
];

const MAXIMUM: [&str; 2] = ["maximum", "exclusiveMaximum"];
const MINIMUM: [&str; 2] = ["minimum", "exclusiveMinimum"];
