//! The parameters of an operation: what the path binds, and every field that a query may set.

use serde_json::{Value, json};

use super::operation::{file, is_raw};
use super::path::{Path, value_of};
use super::schema::{Schemas, Style, push_paragraph, set_text};
use crate::http_rule::binding::{Binding, Body};
use crate::http_rule::field_path::{Step, has_text_form};
use crate::schema::{Cardinality, Field, Kind, MessageId, NULL_VALUE};

/// The most fields on the way to a parameter that is listed. Deeper ones are served, and nobody could read the list.
const DEPTH_MAX: usize = 6;

/// The most query parameters of one operation that are listed.
const LISTED_MAX: usize = 512;

/// The parameters of the path, in its order.
pub(super) fn of_path(
    schemas: &mut Schemas<'_, '_>,
    binding: &Binding,
    path: &Path,
    style: Style,
) -> Vec<Value> {
    let mut parameters = Vec::with_capacity(path.parameters.len());
    for parameter in &path.parameters {
        let steps = parameter.variable.and_then(|at| binding.variables.get(at));
        let last = steps.and_then(|path| path.steps().last().copied());
        let leaf = last.and_then(|step| Some((step, step.field(schemas.schema)?)));
        let (mut schema, mut text) = match leaf {
            Some((step, field)) if parameter.is_whole => of_field(schemas, step, field, style),
            _ => (json!({"type": "string"}), String::new()),
        };
        if !parameter.is_whole
            && let Some(variable) = parameter.variable
        {
            let first = path
                .parameters
                .iter()
                .find(|one| one.variable == Some(variable));
            if let Some((step, field)) = leaf
                && first == Some(parameter)
            {
                text = of_field(schemas, step, field, style).1;
            }
            push_paragraph(&mut text, &part_of(schemas, binding, path, variable, style));
        }
        if parameter.is_multi {
            push_paragraph(&mut text, "Any number of segments, with `/` between them.");
            schema = json!({"type": "string"});
        }
        let mut value = json!({"name": parameter.name, "in": "path", "required": true});
        set_text(&mut value, "description", &text);
        value["schema"] = schema;
        parameters.push(value);
    }
    parameters
}

/// What a parameter is that is not a field by itself.
fn part_of(
    schemas: &Schemas<'_, '_>,
    binding: &Binding,
    path: &Path,
    variable: usize,
    style: Style,
) -> String {
    let steps = binding
        .variables
        .get(variable)
        .map_or(&[][..], |path| path.steps());
    let names = steps.iter().filter_map(|step| step.field(schemas.schema));
    let names: Vec<&str> = names.map(|field| style.name(field)).collect();
    let parts = path.parameters.iter();
    let parts = parts.filter(|one| one.variable == Some(variable));
    let parts: Vec<&str> = parts.map(|one| &*one.name).collect();
    let template = &binding.template;
    let value = template.variables().get(variable);
    let value = value.map(|variable| value_of(template, variable, &parts));
    format!(
        "Part of `{}`: `{}`.",
        names.join("."),
        value.unwrap_or_default()
    )
}

/// The schema of a field that is a parameter, and what is said of it.
fn of_field(
    schemas: &mut Schemas<'_, '_>,
    step: Step,
    field: &Field,
    style: Style,
) -> (Value, String) {
    let mut schema = schemas.field(step.message, field, style);
    // A parameter is there or not: it is never null.
    if let Some(kinds) = schema["type"].as_array() {
        schema["type"] = kinds.first().cloned().unwrap_or_default();
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.retain(|value| !value.is_null());
        }
    }
    let mut choices = schema["anyOf"].take();
    let is_null = |choice: &Value| choice["type"] == "null";
    if let Some(choices) = choices.as_array_mut() {
        choices.retain(|choice| !is_null(choice));
    }
    schema["anyOf"] = choices;
    if let Some([one]) = schema["anyOf"].as_array().map(Vec::as_slice) {
        let one = one.clone();
        if let (Some(schema), Value::Object(one)) = (schema.as_object_mut(), one) {
            schema.shift_remove("anyOf");
            schema.extend(one);
        }
    }
    let mut text = String::new();
    if let Some(schema) = schema.as_object_mut() {
        if let Some(Value::String(description)) = schema.shift_remove("description") {
            text = description;
        }
        // An index into an object adds what it does not find.
        for other in ["readOnly", "writeOnly", "deprecated"] {
            schema.shift_remove(other);
        }
        for added in ["type", "anyOf"] {
            if schema.get(added).is_some_and(Value::is_null) {
                schema.shift_remove(added);
            }
        }
    }
    (schema, text)
}

/// The query parameters of an operation.
pub(super) fn of_query(
    schemas: &mut Schemas<'_, '_>,
    binding: &Binding,
    style: Style,
    fills_mask: bool,
) -> Vec<Value> {
    let schema = schemas.schema;
    let input = schema.method(binding.method).input;
    let elsewhere = binding.variables.iter().map(|path| path.steps()).collect();
    let mut query = Query::new(schemas, style, elsewhere, false);
    query.fills_mask = fills_mask;
    let body = match binding.body {
        Body::Whole => return Vec::new(),
        Body::None => None,
        Body::Field(index) => Some(index),
    };
    for (index, field) in (0..).zip(&schema.message(input).fields) {
        if body == Some(index) {
            continue;
        }
        let step = Step {
            message: input,
            field: index,
        };
        query.field(&[], &mut vec![step], field, true);
    }
    query.found
}

/// The fields of a form that is a body, as they would be in a query, and whether one of them may be a file. Those of a
/// form in parts may.
pub(super) fn of_form(
    schemas: &mut Schemas<'_, '_>,
    binding: &Binding,
    style: Style,
    in_parts: bool,
) -> (Vec<Value>, bool) {
    let schema = schemas.schema;
    let input = schema.method(binding.method).input;
    let mut steps = Vec::new();
    let mut root = input;
    if let Body::Field(index) = binding.body {
        let step = Step {
            message: input,
            field: index,
        };
        let field = step.field(schema);
        root = field
            .and_then(|field| field.kind.message())
            .unwrap_or(input);
        steps.push(step);
    }
    let elsewhere = binding.variables.iter().map(|path| path.steps()).collect();
    let mut query = Query::new(schemas, style, elsewhere, in_parts);
    for (index, field) in (0..).zip(&schema.message(root).fields) {
        steps.push(Step {
            message: root,
            field: index,
        });
        query.field(&[], &mut steps, field, true);
        steps.pop();
    }
    (query.found, query.has_file)
}

struct Query<'q, 'a, 's> {
    schemas: &'q mut Schemas<'a, 's>,
    style: Style,
    /// What the path binds.
    elsewhere: Vec<&'q [Step]>,
    /// A field mask is filled where it is left out.
    fills_mask: bool,
    /// Bytes and `google.api.HttpBody` come as files.
    in_parts: bool,
    has_file: bool,
    found: Vec<Value>,
}

impl<'q, 'a, 's> Query<'q, 'a, 's> {
    const fn new(
        schemas: &'q mut Schemas<'a, 's>,
        style: Style,
        elsewhere: Vec<&'q [Step]>,
        in_parts: bool,
    ) -> Self {
        Self {
            schemas,
            style,
            elsewhere,
            fills_mask: false,
            in_parts,
            has_file: false,
            found: Vec::new(),
        }
    }

    /// The parameters that a field is, or that the fields within it are. `steps` lead to it.
    fn field(&mut self, names: &[&str], steps: &mut Vec<Step>, field: &Field, required: bool) {
        let Some(step) = steps.last().copied() else {
            return;
        };
        let schema = self.schemas.schema;
        let is_bound = self.elsewhere.iter().any(|path| *path == &**steps);
        let is_listed =
            self.found.len() < LISTED_MAX && self.schemas.is_field_visible(step.message, field);
        if is_bound || field.is_extension || !is_listed {
            return;
        }
        let names = [names, &[self.style.name(field)]].concat();
        let required = required && self.schemas.notes.is_required(step.message, field);
        let inner = field.kind.message();
        match (field.cardinality, inner) {
            (Cardinality::Map, Some(entry)) => self.map(&names, step, field, entry),
            (Cardinality::Map, None) => {}
            _ if self.is_file(field) || has_text_form(schema, field.kind) => {
                self.leaf(&names, step, field, required);
            }
            (Cardinality::Repeated, _) | (_, None) => {}
            (Cardinality::Singular | Cardinality::Required, Some(inner)) => {
                let message = schema.message(inner);
                let is_open = steps.iter().any(|step| step.message == inner);
                if message.well_known.is_some() || is_open || steps.len() >= DEPTH_MAX {
                    return;
                }
                for (index, field) in (0..).zip(&message.fields) {
                    steps.push(Step {
                        message: inner,
                        field: index,
                    });
                    self.field(&names, steps, field, required);
                    steps.pop();
                }
            }
        }
    }

    fn is_file(&self, field: &Field) -> bool {
        let is_raw = |id| is_raw(self.schemas.schema, id);
        self.in_parts && (field.kind == Kind::Bytes || field.kind.message().is_some_and(is_raw))
    }

    /// Nothing but null, for which a parameter has no text.
    fn is_null(&self, kind: Kind) -> bool {
        matches!(kind, Kind::Enum(id) if &*self.schemas.schema.enumeration(id).name == NULL_VALUE)
    }

    fn leaf(&mut self, names: &[&str], step: Step, field: &Field, required: bool) {
        if self.is_null(field.kind) {
            return;
        }
        let (mut schema, mut text) = of_field(self.schemas, step, field, self.style);
        if self.is_file(field) {
            self.has_file = true;
            let is_list = field.cardinality == Cardinality::Repeated;
            schema = file();
            if is_list {
                schema = json!({"type": "array", "items": schema});
            }
        }
        let message = field.kind.message();
        let is_mask = message.is_some_and(|id| {
            &*self.schemas.schema.message(id).name == "google.protobuf.FieldMask"
        });
        if is_mask && self.fills_mask {
            push_paragraph(&mut text, "The fields of the body where it is left out.");
        }
        let mut value = json!({"name": names.join("."), "in": "query"});
        if required {
            value["required"] = json!(true);
        }
        set_text(&mut value, "description", &text);
        if self
            .schemas
            .notes
            .field(step.message, field)
            .options
            .deprecated()
        {
            value["deprecated"] = json!(true);
        }
        value["schema"] = schema;
        self.found.push(value);
    }

    /// `labels[KEY]=VALUE`, which OpenAPI calls a deep object.
    fn map(&mut self, names: &[&str], step: Step, field: &Field, entry: MessageId) {
        let schema = self.schemas.schema;
        let mut fields = schema.message(entry).fields.iter();
        let value = fields.find(|field| field.number == 2);
        let is_text = |kind| has_text_form(schema, kind) && !self.is_null(kind);
        if !value.is_some_and(|value| is_text(value.kind)) {
            return;
        }
        let (schema, mut text) = of_field(self.schemas, step, field, self.style);
        let name = names.join(".");
        push_paragraph(&mut text, &format!("An entry is `{name}[KEY]=VALUE`."));
        self.found.push(json!({
            "name": name,
            "in": "query",
            "description": text,
            "style": "deepObject",
            "explode": true,
            "schema": schema,
        }));
    }
}
