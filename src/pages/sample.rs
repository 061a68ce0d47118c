//! Messages that a reader can send as they stand.
//!
//! A sample has what a method needs to know, and no more: what the path of a route binds, what is required, and the
//! body. Fields that every API means alike and may do without are left out (AIP-132 to AIP-162): page tokens, masks,
//! filters, ids of new resources, what the server sets. Names of resources are as the routes of the service have them,
//! and values are such that what options say of them holds.

use serde_json::{Map, Value, json};

use super::names::Names;
use super::{Catalog, Listed, values};
use crate::http_rule::binding::{Binding, Body, MethodPattern};
use crate::http_rule::field_path::Step;
use crate::schema::{
    Cardinality, EnumId, Field, Kind, Message, MessageId, Method, NULL_VALUE, Schema, WellKnown,
};

/// Leaves of one sample that need not be there. It is an example, and no list.
const LEAVES_MAX: usize = 24;
/// Fields of one sample, whatever is required: a message that requires two of another one, and so on, has very many.
const FIELDS_MAX: usize = 500;
/// The most items of a list that wants several.
const ITEMS_MAX: usize = 8;
/// The deepest nesting of what need not be there.
const DEPTH_MAX: usize = 4;

const TEXT: &str = "text";
const KEY: &str = "key";
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

/// Makes the samples of a service.
#[derive(Debug)]
pub(super) struct Samples<'c, 's> {
    catalog: &'c Catalog<'s>,
    names: Names<'c, 's>,
}

impl<'c, 's> Samples<'c, 's> {
    pub(super) fn new(catalog: &'c Catalog<'s>, listed: &Listed<'s>) -> Self {
        Self {
            catalog,
            names: Names::new(catalog, listed),
        }
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
            fields: 0,
            leaves: 0,
            open: Vec::new(),
        };
        writer.message(method.input, &[])
    }

    /// The text of a variable of a route, as it stands in the message.
    pub(super) fn variable(&self, route: &Binding, at: usize) -> String {
        let path = route.variables.get(at);
        let leaf = path.and_then(|path| path.leaf(self.schema()));
        let step = path.and_then(|path| path.steps().last());
        match (leaf, step) {
            (Some(leaf), Some(step)) if leaf.kind != Kind::String => {
                match self.stated(step.message, leaf) {
                    Value::String(text) => text,
                    other => other.to_string(),
                }
            }
            _ => self.names.variable(route, at),
        }
    }

    /// A value of one field, or of what it holds several of, for which holds what its options say.
    fn stated(&self, message: MessageId, field: &Field) -> Value {
        let rules = self.catalog.readers.rules(message, field);
        let is_list = field.cardinality == Cardinality::Repeated;
        let rules = if is_list { &rules["items"] } else { &rules };
        self.fitting(rules, field.kind)
    }

    fn fitting(&self, rules: &Value, kind: Kind) -> Value {
        let plain = self.leaf(kind);
        let inner = self.wrapped(kind).map_or(kind, |inner| inner.kind);
        values::fitting(self.schema(), rules, inner, plain)
    }

    /// The field of a wrapper.
    fn wrapped(&self, kind: Kind) -> Option<&'s Field> {
        let message = self.schema().message(kind.message()?);
        let is_wrapper = message.well_known == Some(WellKnown::Wrapper);
        message.fields.first().filter(|_| is_wrapper)
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
                well_known(message).unwrap_or_else(|| match self.wrapped(kind) {
                    Some(field) => self.leaf(field.kind),
                    None => json!({}),
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

/// Writes one sample.
struct Writer<'w, 'c, 's> {
    samples: &'w Samples<'c, 's>,
    method: &'w Method,
    route: Option<&'w Binding>,
    fields: usize,
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
            self.fields += 1;
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
            Cardinality::Repeated => {
                let value = self.value(steps, field)?;
                Some(Value::Array(vec![value; self.least_items(steps, field)]))
            }
            Cardinality::Map => self.map(steps, field),
        }
    }

    fn least_items(&self, steps: &[Step], field: &Field) -> usize {
        let readers = &self.samples.catalog.readers;
        let rules = steps.last().map(|step| readers.rules(step.message, field));
        let least = rules.and_then(|rules| rules["minItems"].as_u64());
        least.map_or(1, |least| {
            usize::try_from(least)
                .unwrap_or(ITEMS_MAX)
                .clamp(1, ITEMS_MAX)
        })
    }

    fn map(&mut self, steps: &[Step], field: &Field) -> Option<Value> {
        let samples = self.samples;
        let entry = samples.schema().message(field.kind.message()?);
        let [key, value] = &*entry.fields else {
            return None;
        };
        let step = steps.last()?;
        let rules = samples.catalog.readers.rules(step.message, field);
        let key = match samples.leaf(key.kind) {
            Value::String(_) if key.kind == Kind::String => values::fitting(
                samples.schema(),
                &rules["propertyNames"],
                key.kind,
                json!(KEY),
            ),
            other => other,
        };
        let key = match key {
            Value::String(text) => text,
            other => other.to_string(),
        };
        let value = match value.kind.message() {
            Some(id) => self.inner(id, steps)?,
            None => {
                self.leaves += 1;
                samples.fitting(&rules["additionalProperties"], value.kind)
            }
        };
        Some(json!({ key: value }))
    }

    /// What the path says, in the type of its field.
    fn bound_value(&self, route: &Binding, at: usize, field: &Field) -> Value {
        match (
            field.kind,
            route.variables.get(at).and_then(|path| path.steps().last()),
        ) {
            (Kind::String, _) | (_, None) => json!(self.samples.variable(route, at)),
            (_, Some(step)) => self.samples.stated(step.message, field),
        }
    }

    fn value(&mut self, steps: &[Step], field: &Field) -> Option<Value> {
        let is_wrapper = self.samples.wrapped(field.kind).is_some();
        if let Some(id) = field.kind.message().filter(|_| !is_wrapper) {
            return self.inner(id, steps);
        }
        self.leaves += 1;
        let step = steps.last()?;
        if field.kind == Kind::String
            && let Some(name) = self.samples.names.of(step, field)
        {
            return Some(json!(name));
        }
        Some(self.samples.stated(step.message, field)).filter(|value| !value.is_null())
    }

    /// What holds itself has to end somewhere.
    fn inner(&mut self, id: MessageId, steps: &[Step]) -> Option<Value> {
        (!self.open.contains(&id)).then(|| self.message(id, steps))
    }

    /// Whether a field that the path does not bind belongs into the sample.
    fn is_wanted(&self, steps: &[Step], field: &Field) -> bool {
        let Some(step) = steps.last() else {
            return false;
        };
        let readers = &self.samples.catalog.readers;
        let said = readers.field(step.message, field);
        if self.fields >= FIELDS_MAX
            || said.is_output_only
            || !readers.is_field_visible(step.message, field)
        {
            return false;
        }
        if said.is_required || field.cardinality == Cardinality::Required {
            return true;
        }
        let message = self.samples.schema().message(step.message);
        let oneof = field
            .oneof
            .and_then(|at| message.oneofs.get(usize::from(at)));
        if oneof.is_some_and(|oneof| readers.is_oneof_required(step.message, oneof)) {
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
