//! Messages and enums as JSON Schema: what ProtoJSON makes of them.
//!
//! Every message and enum that is met becomes a component under its full name, once for each [`Style`] in use; the
//! forms that ProtoJSON gives to well-known types stand where they are used.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::notes::Notes;
use super::oneofs::Oneofs;
use super::{Settings, annotations, oneofs, validate};
use crate::http_rule::field_path::Step;
use crate::schema::{
    Cardinality, EnumId, EnumValue, Field, Kind, MessageId, NULL_VALUE, Schema, WellKnown,
};
use crate::transcode::encode::{Defaults, EncodeOptions};

/// What of the options of a service's JSON changes how its messages look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Style {
    source_names: bool,
    enums_as_numbers: bool,
    int64_as_numbers: bool,
    /// Messages that are not set are `null`.
    writes_null: bool,
}

impl Style {
    pub fn new(options: &EncodeOptions) -> Self {
        Self {
            source_names: options.preserve_proto_field_names,
            enums_as_numbers: options.enums_as_numbers,
            int64_as_numbers: options.int64_as_numbers,
            writes_null: options.defaults == Defaults::Unpopulated,
        }
    }

    /// The JSON of an enum's value.
    pub(super) fn enum_value(self, value: &EnumValue) -> Value {
        if self.enums_as_numbers {
            Value::from(value.number)
        } else {
            Value::from(&*value.name)
        }
    }

    pub(super) const fn has_source_names(self) -> bool {
        self.source_names
    }

    /// Integers of 64 bits are numbers.
    pub(super) fn of_plain_integers() -> Self {
        Self {
            int64_as_numbers: true,
            ..Self::default()
        }
    }

    /// The key of a field.
    pub(super) fn name(self, field: &Field) -> &str {
        if self.source_names && !field.is_extension {
            &field.name
        } else {
            &field.json_name
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Definition {
    Message(MessageId),
    Enum(EnumId),
}

/// The components that have been referred to.
#[derive(Debug)]
pub(super) struct Schemas<'a, 's> {
    pub(super) schema: &'s Schema,
    pub(super) notes: &'a Notes<'s>,
    pub(super) settings: &'a Settings,
    /// In the order in which they came up: the first needs no mark in the names of its components.
    styles: Vec<Style>,
    names: HashMap<(Definition, Style), String>,
    waiting: VecDeque<(Definition, Style)>,
    components: BTreeMap<String, Value>,
}

/// Where references to components begin.
const COMPONENTS: &str = "#/components/schemas/";

/// The schema of an error, and of the values within it.
pub(super) const STATUS: &str = "google.rpc.Status";
const ANY: &str = "google.protobuf.Any";
const VALUE: &str = "google.protobuf.Value";

pub(super) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{COMPONENTS}{name}") })
}

impl<'a, 's> Schemas<'a, 's> {
    pub(super) fn new(schema: &'s Schema, notes: &'a Notes<'s>, settings: &'a Settings) -> Self {
        Self {
            schema,
            notes,
            settings,
            styles: Vec::new(),
            names: HashMap::new(),
            waiting: VecDeque::new(),
            components: BTreeMap::new(),
        }
    }

    /// Whether what has this restriction is part of the document.
    pub(super) fn is_visible(&self, restriction: Option<&str>) -> bool {
        is_visible(&self.settings.visible, restriction)
    }

    pub(super) fn is_field_visible(&self, message: MessageId, field: &Field) -> bool {
        let rule = &self.notes.field(message, field).options.visibility;
        let own = rule.as_ref().and_then(|rule| rule.restriction.as_deref());
        let of_type = match field.kind {
            Kind::Message(id) | Kind::Group(id) => &self.notes.message(id).options.visibility,
            Kind::Enum(id) => &self.notes.enumeration(id).options.visibility,
            _ => &None,
        };
        let of_type = of_type
            .as_ref()
            .and_then(|rule| rule.restriction.as_deref());
        self.is_visible(own) && self.is_visible(of_type)
    }

    /// A component of the gateway's own, unless it is there already.
    pub(super) fn add(&mut self, name: &str, schema: Value) {
        self.components.entry(name.to_owned()).or_insert(schema);
    }

    /// Every component that is needed, and those that they need.
    pub(super) fn finish(mut self) -> Map<String, Value> {
        while let Some((definition, style)) = self.waiting.pop_front() {
            let schema = match definition {
                Definition::Message(id) => self.object(id, style, &[]),
                Definition::Enum(id) => self.enumeration(id, style),
            };
            let name = self.name(definition, style);
            self.components.entry(name).or_insert(schema);
        }
        self.components.into_iter().collect()
    }

    fn name(&mut self, definition: Definition, style: Style) -> String {
        if let Some(name) = self.names.get(&(definition, style)) {
            return name.clone();
        }
        let full = match definition {
            Definition::Message(id) => &self.schema.message(id).name,
            Definition::Enum(id) => &self.schema.enumeration(id).name,
        };
        let index = self.styles.iter().position(|known| *known == style);
        let index = index.unwrap_or_else(|| {
            self.styles.push(style);
            self.styles.len() - 1
        });
        // No part of a full name is a number.
        let name = match index {
            0 => full.to_string(),
            _ => format!("{full}.{}", index + 1),
        };
        self.names.insert((definition, style), name.clone());
        self.waiting.push_back((definition, style));
        name
    }

    /// A message or an enum by its full name; any value if there is none.
    pub(super) fn named(&mut self, name: &str, style: Style) -> Value {
        if let Some(id) = self.schema.message_by_name(name) {
            return self.message(id, style);
        }
        let found = self.schema.enum_by_name(name);
        found.map_or(json!({}), |id| self.kind(Kind::Enum(id), style))
    }

    /// A value of this type.
    pub(super) fn kind(&mut self, kind: Kind, style: Style) -> Value {
        match kind {
            // Not the type "null", which means the same: openapi-generator has no type for a property that is one.
            Kind::Enum(id) if &*self.schema.enumeration(id).name == NULL_VALUE => {
                json!({"const": null})
            }
            Kind::Enum(id) => reference(&self.name(Definition::Enum(id), style)),
            Kind::Message(id) | Kind::Group(id) => self.message(id, style),
            _ => self.scalar(kind, style),
        }
    }

    /// A value that is neither an object nor an enum.
    fn scalar(&mut self, kind: Kind, style: Style) -> Value {
        let name = match kind {
            Kind::Double if !self.settings.finite_numbers => DOUBLE,
            Kind::Float if !self.settings.finite_numbers => FLOAT,
            _ => return scalar(kind, style),
        };
        self.add(name, any_number(scalar(kind, style)));
        reference(name)
    }

    /// A message, by whatever form its JSON has.
    pub(super) fn message(&mut self, id: MessageId, style: Style) -> Value {
        let message = self.schema.message(id);
        let Some(well_known) = message.well_known else {
            return reference(&self.name(Definition::Message(id), style));
        };
        match well_known {
            WellKnown::Timestamp => json!({"type": "string", "format": "date-time"}),
            WellKnown::Duration => json!({"type": "string", "pattern": DURATION}),
            WellKnown::FieldMask => json!({"type": "string", "pattern": FIELD_MASK}),
            WellKnown::Empty => json!({"type": "object"}),
            WellKnown::Struct => json!({"type": "object", "additionalProperties": true}),
            WellKnown::ListValue => json!({"type": "array", "items": {}}),
            WellKnown::Value => {
                self.add(VALUE, value());
                reference(VALUE)
            }
            WellKnown::Any => {
                self.add(ANY, any());
                reference(ANY)
            }
            WellKnown::Wrapper => match message.fields.first() {
                Some(field) => self.scalar(field.kind, style),
                None => json!({}),
            },
        }
    }

    /// A field's value, without what is said of the field.
    pub(super) fn value(&mut self, field: &Field, style: Style) -> Value {
        match field.cardinality {
            Cardinality::Singular | Cardinality::Required => self.kind(field.kind, style),
            Cardinality::Repeated => {
                let items = self.kind(field.kind, style);
                json!({"type": "array", "items": items})
            }
            Cardinality::Map => self.map(field, style),
        }
    }

    fn map(&mut self, field: &Field, style: Style) -> Value {
        let entry = field.kind.message().map(|id| self.schema.message(id));
        let part = |number| {
            let mut fields = entry?.fields.iter();
            fields.find(|field| field.number == number)
        };
        let (Some(key), Some(value)) = (part(1), part(2)) else {
            return json!({"type": "object"});
        };
        let mut schema = json!({"type": "object"});
        let keys = match key.kind {
            Kind::String => None,
            Kind::Bool => Some(json!({"enum": ["true", "false"]})),
            Kind::Uint32 | Kind::Uint64 | Kind::Fixed32 | Kind::Fixed64 => {
                Some(json!({ "pattern": NATURAL }))
            }
            _ => Some(json!({ "pattern": INTEGER })),
        };
        if let Some(keys) = keys {
            schema["propertyNames"] = keys;
        }
        schema["additionalProperties"] = self.kind(value.kind, style);
        schema
    }

    /// A field of a message, with what is said of it.
    pub(super) fn field(&mut self, message: MessageId, field: &Field, style: Style) -> Value {
        let mut schema = self.value(field, style);
        self.describe(message, field, style, &mut schema);
        schema
    }

    /// Adds what is said of a field to the schema of its value.
    fn describe(&self, message: MessageId, field: &Field, style: Style, schema: &mut Value) {
        let notes = self.notes;
        let notes = notes.field(message, field);
        if self.takes_null(field, style) {
            make_nullable(schema);
        }
        let mut comment = notes.comment.clone();
        push_paragraph(&mut comment, &oneofs::of_field(self, message, field));
        set_text(schema, "description", &comment);
        if let Some(default) = &notes.default {
            set_default(schema, field.kind, default);
        }
        annotations::of_field(schema, notes);
        validate::field(self, schema, message, field, style);
    }

    pub(super) fn takes_null(&self, field: &Field, style: Style) -> bool {
        let is_one = matches!(
            field.cardinality,
            Cardinality::Singular | Cardinality::Required
        );
        let Some(id) = field.kind.message().filter(|_| is_one) else {
            return false;
        };
        match self.schema.message(id).well_known {
            Some(WellKnown::Wrapper) => true,
            Some(WellKnown::Value) => false,
            _ => style.writes_null && field.oneof.is_none(),
        }
    }

    /// The object of a message that has no other form, without the fields that `elsewhere` leads to.
    pub(super) fn object(&mut self, id: MessageId, style: Style, elsewhere: &[&[Step]]) -> Value {
        let message = self.schema.message(id);
        let notes = self.notes;
        let mut schema = json!({"type": "object"});
        set_text(&mut schema, "description", &notes.message(id).comment);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for (index, field) in (0..).zip(&message.fields) {
            if !self.is_field_visible(id, field) {
                continue;
            }
            let step = Step {
                message: id,
                field: index,
            };
            let below: Vec<&[Step]> = elsewhere
                .iter()
                .filter_map(|path| path.strip_prefix(&[step]))
                .collect();
            if below.iter().any(|path| path.is_empty()) {
                continue;
            }
            let name = style.name(field).to_owned();
            let described = match field.kind.message().filter(|_| !below.is_empty()) {
                Some(inner) => {
                    let mut object = self.object(inner, style, &below);
                    self.describe(id, field, style, &mut object);
                    object
                }
                None => self.field(id, field, style),
            };
            if notes.is_required(id, field) {
                required.push(Value::from(name.clone()));
            }
            properties.insert(name, described);
        }
        let mut oneofs = Oneofs::default();
        if elsewhere.is_empty() && oneofs::is_union(message) {
            schema["oneOf"] = oneofs::union(self, id, properties);
        } else {
            oneofs = oneofs::of_message(self, id, &properties, style, elsewhere.is_empty());
            if !properties.is_empty() {
                schema["properties"] = Value::Object(properties);
            }
            if !required.is_empty() {
                schema["required"] = Value::Array(required);
            }
        }
        let options = &notes.message(id).options;
        annotations::of_message(&mut schema, options);
        if let Some(rules) = &options.validate {
            validate::message(&mut schema, rules);
        }
        oneofs.write(&mut schema);
        schema
    }

    /// The values of an enum that are part of the document.
    pub(super) fn visible_values(&self, id: EnumId) -> Vec<&'s EnumValue> {
        let notes = self.notes.enumeration(id);
        let restriction = |name: &str| notes.values.get(name)?.restriction.as_deref();
        let values = self.schema.enumeration(id).values.iter();
        values
            .filter(|value| self.is_visible(restriction(&value.name)))
            .collect()
    }

    fn enumeration(&self, id: EnumId, style: Style) -> Value {
        let notes = self.notes.enumeration(id);
        let values = self.visible_values(id);
        // Values may be aliases of others.
        let mut seen = HashSet::new();
        let numbers = values.iter().map(|value| value.number);
        let numbers: Vec<i32> = numbers.filter(|number| seen.insert(*number)).collect();
        let mut schema = if style.enums_as_numbers {
            json!({"type": "integer", "format": "int32", "enum": numbers})
        } else {
            let names = values.iter().map(|value| Value::from(&*value.name));
            json!({"type": "string", "enum": names.collect::<Vec<_>>()})
        };
        let mut text = notes.comment.clone();
        let mut lines = String::new();
        for value in values {
            let comment = notes.values.get(&*value.name).map(|notes| &*notes.comment);
            let comment = comment.unwrap_or_default().replace('\n', " ");
            if style.enums_as_numbers || !comment.is_empty() {
                let number = style.enums_as_numbers.then(|| format!("{} ", value.number));
                let number = number.unwrap_or_default();
                let name = &value.name;
                let line = format!("- {number}`{name}`: {comment}");
                lines.push_str(line.trim_end_matches([' ', ':']));
                lines.push('\n');
            }
        }
        push_paragraph(&mut text, lines.trim_end());
        set_text(&mut schema, "description", &text);
        annotations::of_enum(&mut schema, &notes.options);
        schema
    }
}

/// Numbers with those that JSON has no number for.
const DOUBLE: &str = "rialto.Double";
const FLOAT: &str = "rialto.Float";

fn any_number(finite: Value) -> Value {
    json!({
        "description": "A number. JSON has none for three of them, which are strings.",
        "anyOf": [finite, {"type": "string", "enum": ["NaN", "Infinity", "-Infinity"]}],
    })
}

/// Integers in strings, as JSON writes them: without zeros before them.
const INTEGER: &str = "^-?(0|[1-9][0-9]*)$";
const NATURAL: &str = "^(0|[1-9][0-9]*)$";

/// `google.protobuf.Duration` as ProtoJSON writes it.
const DURATION: &str = r"^-?[0-9]+(\.[0-9]{1,9})?s$";

/// `google.protobuf.FieldMask`: paths of names. In a query they may be those of the source, so that `_` is left in.
const FIELD_MASK: &str = r"^([^,.\s]+([,.][^,.\s]+)*)?$";

fn scalar(kind: Kind, style: Style) -> Value {
    let long = |format: &str, pattern: &str| {
        if style.int64_as_numbers {
            json!({"type": "integer", "format": format})
        } else {
            json!({"type": "string", "format": format, "pattern": pattern})
        }
    };
    match kind {
        Kind::Double => json!({"type": "number", "format": "double"}),
        Kind::Float => json!({"type": "number", "format": "float"}),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => long("int64", INTEGER),
        Kind::Uint64 | Kind::Fixed64 => long("uint64", NATURAL),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            json!({"type": "integer", "format": "int32"})
        }
        // Generators that do not know "uint32" would take a type that is too small.
        Kind::Uint32 | Kind::Fixed32 => {
            json!({"type": "integer", "format": "int64", "minimum": 0, "maximum": u32::MAX})
        }
        Kind::Bool => json!({"type": "boolean"}),
        // The format is for the many that read documents of OpenAPI 3.0 and do not know the keyword.
        Kind::Bytes => json!({"type": "string", "format": "byte", "contentEncoding": "base64"}),
        Kind::String | Kind::Enum(_) | Kind::Message(_) | Kind::Group(_) => {
            json!({"type": "string"})
        }
    }
}

fn any() -> Value {
    json!({
        "type": "object",
        "description": "A message of any type. A type with a JSON form of its own has it in `value`.",
        "properties": {
            "@type": {
                "type": "string",
                "description": "The type, such as `type.googleapis.com/google.rpc.ErrorInfo`.",
            },
        },
        "additionalProperties": true,
    })
}

fn value() -> Value {
    json!({"description": "Any JSON value: null, a number, a string, a boolean, an object or an array."})
}

/// `google.rpc.Status`, as errors have it.
pub(super) fn add_status(schemas: &mut Schemas<'_, '_>) {
    schemas.add(ANY, any());
    schemas.add(
        STATUS,
        json!({
            "type": "object",
            "description": "An error.",
            "properties": {
                "code": {"type": "integer", "format": "int32", "description": "A number of google.rpc.Code."},
                "message": {"type": "string", "description": "What is wrong, for developers, in English."},
                "details": {"type": "array", "items": reference(ANY), "description": "More, for programs."},
            },
        }),
    );
}

/// Whether one who is shown these labels sees what has this restriction.
pub(super) fn is_visible(visible: &[String], restriction: Option<&str>) -> bool {
    let Some(labels) = restriction.filter(|labels| !labels.trim().is_empty()) else {
        return true;
    };
    let mut labels = labels.split(',').map(str::trim);
    labels.any(|label| visible.iter().any(|visible| visible == label))
}

/// Lets a value be `null` too.
pub(super) fn make_nullable(schema: &mut Value) {
    if let Some(kind) = schema.get_mut("type") {
        if kind.is_string() {
            *kind = json!([kind.take(), "null"]);
        }
    } else if schema.get("$ref").is_some() {
        *schema = json!({"anyOf": [schema.take(), {"type": "null"}]});
    }
}

pub(super) fn set_text(schema: &mut Value, key: &str, text: &str) {
    if !text.is_empty() {
        schema[key] = Value::from(text);
    }
}

pub(super) fn push_paragraph(text: &mut String, paragraph: &str) {
    if !text.is_empty() && !paragraph.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(paragraph);
}

/// The default of a proto2 field, from how descriptors write it.
fn set_default(schema: &mut Value, kind: Kind, text: &str) {
    let value = match kind {
        Kind::Bool => text.parse::<bool>().ok().map(Value::from),
        Kind::Double | Kind::Float => text.parse::<f64>().ok().map(Value::from),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 | Kind::Uint32 | Kind::Fixed32 => {
            text.parse::<i64>().ok().map(Value::from)
        }
        Kind::String | Kind::Enum(_) => Some(Value::from(text)),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 | Kind::Uint64 | Kind::Fixed64 => {
            Some(Value::from(text))
        }
        Kind::Bytes | Kind::Message(_) | Kind::Group(_) => None,
    };
    if let Some(value) = value.filter(|value| !value.is_null()) {
        schema["default"] = value;
    }
}
