//! Messages that a reader can send as they stand.
//!
//! A sample has what a method needs to know, and no more: what the path of a route binds, what is required, and the
//! body. Fields that every API means alike and may do without are left out (AIP-132 to AIP-162): page tokens, masks,
//! filters, ids of new resources, what the server sets. Names of resources are as the routes of the service have them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::{Catalog, Listed};
use crate::http_rule::binding::{Binding, Body, MethodPattern};
use crate::http_rule::field_path::Step;
use crate::http_rule::template::Segment;
use crate::schema::{
    Cardinality, EnumId, Field, Kind, Message, MessageId, Method, NULL_VALUE, Schema, WellKnown,
};

/// Leaves of one sample that need not be there. It is an example, and no list.
const LEAVES_MAX: usize = 24;
/// The deepest nesting of what need not be there.
const DEPTH_MAX: usize = 4;

/// What `*` and `**` of a path match.
const SEGMENT: &str = "1";
const SEGMENTS: &str = "index.html";
const TEXT: &str = "text";
/// `hello` in base64.
const BYTES: &str = "aGVsbG8=";
const TIMESTAMP: &str = "2026-01-01T00:00:00Z";
const DURATION: &str = "1.5s";
const HTTP_BODY: &str = "google.api.HttpBody";

/// Fields of requests that may be left out, by the names that AIPs give them.
const OPTIONAL: [&str; 14] = [
    "page_size",
    "page_token",
    "skip",
    "filter",
    "order_by",
    "show_deleted",
    "update_mask",
    "read_mask",
    "view",
    "allow_missing",
    "validate_only",
    "request_id",
    "etag",
    "force",
];
/// Fields of resources that the server sets, wherever they are.
const OF_SERVER: [&str; 8] = [
    "create_time",
    "update_time",
    "delete_time",
    "expire_time",
    "purge_time",
    "uid",
    "etag",
    "reconciling",
];

/// What is known of a service's fields by its routes: the value of the variable that binds them.
#[derive(Debug)]
pub(super) struct Samples<'c, 's> {
    catalog: &'c Catalog<'s>,
    names: HashMap<(MessageId, u16), String>,
}

impl<'c, 's> Samples<'c, 's> {
    pub(super) fn new(catalog: &'c Catalog<'s>, listed: &Listed<'s>) -> Self {
        let mut names = HashMap::new();
        for route in listed.methods.iter().flat_map(|one| &one.routes) {
            for (at, path) in route.variables.iter().enumerate() {
                let is_text = path
                    .leaf(catalog.schema)
                    .is_some_and(|leaf| leaf.kind == Kind::String);
                let Some(step) = path.steps().last().filter(|_| is_text) else {
                    continue;
                };
                // The longest says the most: `shelves/*` before `*`.
                let value = value_of(route, at);
                let known: &mut String = names.entry((step.message, step.field)).or_default();
                if value.len() > known.len() {
                    *known = value;
                }
            }
        }
        Self { catalog, names }
    }

    const fn schema(&self) -> &'s Schema {
        self.catalog.schema
    }

    /// The request of a method as JSON, for a route of it or for none.
    pub(super) fn request(&self, method: &Method, route: Option<&Binding>) -> Value {
        let mut writer = Writer {
            samples: self,
            method,
            route,
            leaves: 0,
            open: Vec::new(),
        };
        writer.message(method.input, &[])
    }

    /// The text of a variable of a route, as it stands in the message.
    pub(super) fn variable(&self, route: &Binding, at: usize) -> String {
        let path = route.variables.get(at);
        let leaf = path.and_then(|path| path.leaf(self.schema()));
        match leaf.map(|leaf| leaf.kind) {
            Some(Kind::String) | None => {
                let value = value_of(route, at);
                let step = path.and_then(|path| path.steps().last());
                let known = step.and_then(|step| self.names.get(&(step.message, step.field)));
                let is_plain = value == SEGMENT;
                known
                    .filter(|known| is_plain && !known.contains('/'))
                    .cloned()
                    .unwrap_or(value)
            }
            Some(kind) => match self.leaf(kind) {
                Value::String(text) => text,
                other => other.to_string(),
            },
        }
    }

    /// A value of a type that is not a message, or of a message with a form of its own.
    fn leaf(&self, kind: Kind) -> Value {
        match kind {
            Kind::Double | Kind::Float => json!(1.5),
            Kind::Int64 | Kind::Uint64 | Kind::Fixed64 | Kind::Sfixed64 | Kind::Sint64 => {
                json!("1")
            }
            Kind::Int32 | Kind::Fixed32 | Kind::Uint32 | Kind::Sfixed32 | Kind::Sint32 => json!(1),
            Kind::Bool => json!(true),
            Kind::String => json!(TEXT),
            Kind::Bytes => json!(BYTES),
            Kind::Enum(id) => self.enumeration(id),
            Kind::Message(id) | Kind::Group(id) => {
                let message = self.schema().message(id);
                well_known(message).unwrap_or_else(|| match message.fields.first() {
                    Some(field) if message.well_known.is_some() => self.leaf(field.kind),
                    _ => json!({}),
                })
            }
        }
    }

    /// The first value that means something.
    fn enumeration(&self, id: EnumId) -> Value {
        let enumeration = self.schema().enumeration(id);
        if &*enumeration.name == NULL_VALUE {
            return Value::Null;
        }
        let readers = &self.catalog.readers;
        let mut values = enumeration.values.iter();
        let found =
            values.find(|value| value.number != 0 && readers.is_value_visible(id, &value.name));
        let found = found.or_else(|| enumeration.values.first());
        found.map_or(Value::Null, |value| json!(&*value.name))
    }
}

/// The form of messages whose JSON is not that of their fields; wrappers have that of their one field.
fn well_known(message: &Message) -> Option<Value> {
    if &*message.name == HTTP_BODY {
        return Some(json!({"contentType": "text/plain", "data": BYTES}));
    }
    Some(match message.well_known? {
        WellKnown::Any => {
            json!({"@type": "type.googleapis.com/google.protobuf.Duration", "value": DURATION})
        }
        WellKnown::Timestamp => json!(TIMESTAMP),
        WellKnown::Duration => json!(DURATION),
        WellKnown::FieldMask => json!("name"),
        WellKnown::Struct => json!({"key": TEXT}),
        WellKnown::Value => json!(TEXT),
        WellKnown::ListValue => json!([TEXT]),
        WellKnown::Empty => json!({}),
        WellKnown::Wrapper => return None,
    })
}

/// What a variable covers of a path that matches.
fn value_of(route: &Binding, at: usize) -> String {
    let template = &route.template;
    let variable = template.variables().get(at);
    let covered = variable.and_then(|variable| template.segments().get(variable.segments()));
    let parts = covered.unwrap_or_default().iter().map(segment);
    parts.collect::<Vec<_>>().join("/")
}

/// A segment of a path that matches, decoded.
pub(super) fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(literal) => String::from_utf8_lossy(literal.as_bytes()).into_owned(),
        Segment::Star => SEGMENT.to_owned(),
        Segment::DoubleStar => SEGMENTS.to_owned(),
    }
}

/// Writes one sample.
struct Writer<'w, 'c, 's> {
    samples: &'w Samples<'c, 's>,
    method: &'w Method,
    route: Option<&'w Binding>,
    leaves: usize,
    /// The messages around the one that is written.
    open: Vec<MessageId>,
}

impl Writer<'_, '_, '_> {
    fn message(&mut self, id: MessageId, steps: &[Step]) -> Value {
        let schema = self.samples.schema();
        let message = schema.message(id);
        if message.well_known.is_some() || &*message.name == HTTP_BODY {
            return self.samples.leaf(Kind::Message(id));
        }
        self.open.push(id);
        let mut members = Map::new();
        let mut oneofs = self.bound_oneofs(message, steps);
        for (index, field) in (0..).zip(&message.fields) {
            let step = Step {
                message: id,
                field: index,
            };
            let steps = [steps, &[step]].concat();
            let is_bound = self.bound(&steps).is_some();
            let is_taken = field.oneof.is_some_and(|oneof| oneofs.contains(&oneof));
            if field.is_extension
                || (is_taken && !is_bound)
                || !(is_bound || self.is_wanted(&steps, field))
            {
                continue;
            }
            let Some(value) = self.field(&steps, field) else {
                continue;
            };
            oneofs.extend(field.oneof);
            members.insert(field.json_name.to_string(), value);
        }
        self.open.pop();
        Value::Object(members)
    }

    /// The oneofs of which the path binds a member.
    fn bound_oneofs(&self, message: &Message, steps: &[Step]) -> Vec<u16> {
        let depth = steps.len();
        let variables = self.route.into_iter().flat_map(|route| &route.variables);
        let below = variables.filter(|path| path.steps().starts_with(steps));
        let fields = below.filter_map(|path| path.steps().get(depth));
        let fields = fields.filter_map(|step| message.fields.get(usize::from(step.field)));
        fields.filter_map(|field| field.oneof).collect()
    }

    /// The variable that a field is, or that something in it is.
    fn bound(&self, steps: &[Step]) -> Option<usize> {
        let mut variables = self.route?.variables.iter();
        variables.position(|path| path.steps().starts_with(steps))
    }

    fn field(&mut self, steps: &[Step], field: &Field) -> Option<Value> {
        if let Some(at) = self.bound(steps)
            && let Some(route) = self.route
            && route
                .variables
                .get(at)
                .is_some_and(|path| path.steps() == steps)
        {
            return Some(self.bound_value(route, at, field));
        }
        match field.cardinality {
            Cardinality::Singular | Cardinality::Required => self.value(steps, field),
            Cardinality::Repeated => self.value(steps, field).map(|value| json!([value])),
            Cardinality::Map => {
                let entry = self.samples.schema().message(field.kind.message()?);
                let [key, value] = &*entry.fields else {
                    return None;
                };
                let key = match self.samples.leaf(key.kind) {
                    Value::String(text) if key.kind == Kind::String => text.replace(TEXT, "key"),
                    Value::String(text) => text,
                    other => other.to_string(),
                };
                let value = self.value(steps, value)?;
                Some(json!({ key: value }))
            }
        }
    }

    /// What the path says, in the type of its field.
    fn bound_value(&self, route: &Binding, at: usize, field: &Field) -> Value {
        match field.kind {
            Kind::String => json!(self.samples.variable(route, at)),
            kind => self.samples.leaf(kind),
        }
    }

    fn value(&mut self, steps: &[Step], field: &Field) -> Option<Value> {
        if let Some(id) = field.kind.message() {
            // What holds itself has to end somewhere.
            return (!self.open.contains(&id)).then(|| self.message(id, steps));
        }
        self.leaves += 1;
        let step = steps.last()?;
        if let (Kind::String, Some(name)) = (
            field.kind,
            self.samples.names.get(&(step.message, step.field)),
        ) {
            return Some(json!(name));
        }
        Some(self.samples.leaf(field.kind)).filter(|value| !value.is_null())
    }

    /// Whether a field that the path does not bind belongs into the sample.
    fn is_wanted(&self, steps: &[Step], field: &Field) -> bool {
        let Some(step) = steps.last() else {
            return false;
        };
        let readers = &self.samples.catalog.readers;
        let said = readers.field(step.message, field);
        if said.is_output_only || !readers.is_field_visible(step.message, field) {
            return false;
        }
        if said.is_required || field.cardinality == Cardinality::Required {
            return true;
        }
        if said.is_optional
            || said.is_deprecated
            || self.leaves >= LEAVES_MAX
            || steps.len() > DEPTH_MAX
        {
            return false;
        }
        self.is_of_body(steps) && !self.is_spare(steps, field) && !self.is_deep_change(steps, field)
    }

    /// Whether the field is in the body; of a method without routes all are.
    fn is_of_body(&self, steps: &[Step]) -> bool {
        match (self.route.map(|route| route.body), steps.first()) {
            (None | Some(Body::Whole), _) => true,
            (Some(Body::None), _) | (_, None) => false,
            (Some(Body::Field(index)), Some(first)) => first.field == index,
        }
    }

    /// A change is of few fields: a PATCH leaves messages within its body as they are.
    fn is_deep_change(&self, steps: &[Step], field: &Field) -> bool {
        let is_patch = self
            .route
            .is_some_and(|route| route.verb == MethodPattern::Exact(http::Method::PATCH));
        let inner = field
            .kind
            .message()
            .map(|id| self.samples.schema().message(id));
        is_patch
            && steps.len() > 1
            && inner.is_some_and(|inner| inner.well_known.is_none() && !inner.is_map_entry)
    }

    /// Whether calls do without the field, whatever the API is.
    fn is_spare(&self, steps: &[Step], field: &Field) -> bool {
        let name = &*field.name;
        let creates =
            self.method.name.starts_with("Create") || self.method.name.starts_with("Import");
        let is_any = field
            .kind
            .message()
            .is_some_and(|id| self.samples.schema().message(id).well_known == Some(WellKnown::Any));
        if steps.len() > 1 {
            return is_any || OF_SERVER.contains(&name) || (creates && name == "name");
        }
        // AIP-133: the id of what is created may be chosen, or not.
        let resource = name.strip_suffix("_id");
        let input = self.samples.schema().message(self.method.input);
        let is_new_id = resource
            .is_some_and(|resource| input.fields.iter().any(|field| &*field.name == resource));
        is_any || OPTIONAL.contains(&name) || is_new_id
    }
}
