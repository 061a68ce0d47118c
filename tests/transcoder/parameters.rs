//! What OpenAPI documents say of parameters is true: random messages are sent as the documents describe it, in paths,
//! queries and forms, and must come out as they went in.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rialto::http_rule::binding::{Binding, Body};
use rialto::http_rule::field_path::has_text_form;
use rialto::schema::descriptor::HttpRule;
use rialto::schema::descriptor::http_rule::Pattern;
use rialto::schema::{Cardinality, Field, Kind, Method, NULL_VALUE, Schema};
use rialto::transcode::encode::{Defaults, EncodeOptions, encode};
use rialto::transcode::request::{BodyFormat, RequestOptions, RequestParts, RequestPlan};
use rialto::transcode::wire::read::Reader;
use serde_json::{Map, Value, json};

use crate::choices::Choices;
use crate::described::{self, Parameter};
use crate::disagreements;
use crate::documented::Documented;
use crate::{inspect, message, records};

/// Messages of each type, in each look.
const MESSAGES: usize = 4;

/// How many values were sent in each place, and how many requests.
type Tally = BTreeMap<&'static str, usize>;

#[test]
fn documents_are_true_of_parameters() {
    let mut tally = Tally::new();
    Documented::each_random(rule, |documented, choices| {
        for binding in &documented.bindings {
            for _ in 0..MESSAGES {
                round(documented, binding, choices, &mut tally);
            }
        }
    });
    println!("{tally:?}");
    for place in [
        "path", "query", "list", "map", "within", "forms", "requests",
    ] {
        assert!(tally.contains_key(place), "{place}: none");
    }
}

/// All in the query, or one field in the path, or all in a form.
fn rule(schema: &Schema, method: &Method, choices: &mut Choices) -> HttpRule {
    let path = format!("/{}", method.name);
    let get = |path: String| HttpRule {
        pattern: Some(Pattern::Get(path)),
        ..HttpRule::default()
    };
    let mut rule = get(path.clone());
    rule.additional_bindings.push(HttpRule {
        pattern: Some(Pattern::Post(format!("{path}/form"))),
        body: Some("*".to_owned()),
        ..HttpRule::default()
    });
    let fields = schema.message(method.input).fields.iter();
    let fields = fields.filter(|field| is_value(schema, field) && is_one(field));
    let fields: Vec<&Field> = fields.collect();
    if !fields.is_empty() {
        let name = &fields[choices.below(fields.len())].name;
        rule.additional_bindings
            .push(get(format!("{path}/one/{{{name}}}")));
    }
    rule
}

fn is_one(field: &Field) -> bool {
    matches!(
        field.cardinality,
        Cardinality::Singular | Cardinality::Required
    )
}

/// Whether the values of a field are parameters.
fn is_value(schema: &Schema, field: &Field) -> bool {
    let is_text = |kind| {
        let is_null = matches!(kind, Kind::Enum(id) if &*schema.enumeration(id).name == NULL_VALUE);
        has_text_form(schema, kind) && !is_null
    };
    let mut kind = field.kind;
    if let (Cardinality::Map, Some(entry)) = (field.cardinality, kind.message()) {
        let mut fields = schema.message(entry).fields.iter();
        kind = fields
            .find(|one| one.number == 2)
            .expect("an entry has a value")
            .kind;
    }
    !field.is_extension && is_text(kind)
}

fn round(documented: &Documented, binding: &Binding, choices: &mut Choices, tally: &mut Tally) {
    let fixture = &documented.fixture;
    let (name, id) = (documented.message(binding), documented.id(binding));
    let descriptor = fixture.descriptor(name);
    // Nothing that is not set is sent.
    let look = EncodeOptions {
        defaults: Defaults::Omit,
        ..documented.look(binding).clone()
    };
    let wire = records::encoded(&message::random(&descriptor, choices));
    let to_json = |wire: &[u8]| {
        let mut json = Vec::new();
        encode(&fixture.plans, fixture.id(name), wire, &look, &mut json).expect("it has JSON");
        serde_json::from_slice::<Value>(&json).expect("it is JSON")
    };
    let whole = to_json(&wire);
    let has_body = binding.body != Body::None;
    let listed = documented.versions.each_ref().map(|one| {
        if has_body {
            one.form(&id)
        } else {
            one.parameters(&id)
        }
    });
    check_listed(documented, binding, listed[0]);
    let is_undeclared =
        inspect::any_field(&descriptor, Reader::new(&wire), &inspect::is_undeclared);
    let mut sent = Sent::default();
    for (at, parameter) in listed[0].iter().enumerate() {
        let name = match parameter.is_in_path {
            true => field_in_path(documented, binding).expect("it is bound"),
            false => &parameter.name,
        };
        let Some(value) = at_path(&whole, name).filter(|value| !value.is_null()) else {
            if parameter.is_in_path {
                return;
            }
            continue;
        };
        for (described, listed) in documented.versions.iter().zip(listed) {
            let validator = described.validator(&listed[at].schema);
            let errors: Vec<_> = validator.iter_errors(value).collect();
            let is_explained = is_undeclared && disagreements::of_written(&errors).is_some();
            assert!(
                errors.is_empty() || is_explained,
                "{id}, {}: {value}\n{}",
                parameter.name,
                described::shown(&errors)
            );
        }
        sent.add(parameter, name, value, tally);
    }
    if sent.captures.iter().any(String::is_empty) {
        // No template matches it.
        return;
    }
    let captures: Vec<&str> = sent.captures.iter().map(String::as_str).collect();
    let parts = RequestParts {
        captures: &captures,
        query: Some(&*sent.pairs).filter(|_| !has_body),
        body: Some(sent.pairs.as_bytes()).filter(|_| has_body),
        format: if has_body {
            BodyFormat::Form
        } else {
            BodyFormat::Json
        },
        content_type: "",
    };
    let mut read = Vec::new();
    let plan = RequestPlan::new(&fixture.plans, binding);
    let result = plan.assemble(
        &fixture.plans,
        &parts,
        &RequestOptions::default(),
        &mut read,
    );
    result.unwrap_or_else(|error| panic!("{id} of {name}: {parts:?}: {error}"));
    assert_eq!(to_json(&read), sent.expected, "{id} of {name}: {parts:?}");
    let kind = if has_body { "forms" } else { "requests" };
    *tally.entry(kind).or_default() += 1;
}

/// Fails unless every field at the top that can be a parameter is one.
fn check_listed(documented: &Documented, binding: &Binding, listed: &[Parameter]) {
    let schema = documented.fixture.plans.schema();
    let method = schema.method(binding.method);
    let is_source = documented.look(binding).preserve_proto_field_names;
    let in_path = field_in_path(documented, binding);
    for field in &schema.message(method.input).fields {
        let name = if is_source {
            &*field.name
        } else {
            &*field.json_name
        };
        let is_listed = listed.iter().any(|one| !one.is_in_path && one.name == name);
        let is_parameter = is_value(schema, field) && in_path != Some(name);
        let id = documented.id(binding);
        assert_eq!(is_listed, is_parameter, "{id}, {name}");
    }
}

/// The name of the field that the path has, which the document may give another.
fn field_in_path<'d>(documented: &'d Documented, binding: &Binding) -> Option<&'d str> {
    let step = binding.variables.first()?.steps().last()?;
    let field = step.field(documented.fixture.plans.schema())?;
    let is_source = documented.look(binding).preserve_proto_field_names;
    Some(if is_source {
        &field.name
    } else {
        &field.json_name
    })
}

/// What of a message a path leads to.
fn at_path<'v>(whole: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .try_fold(whole, |value, name| value.get(name))
}

/// A request in the making, and the message that it should be.
struct Sent {
    captures: Vec<String>,
    pairs: String,
    expected: Value,
}

impl Default for Sent {
    fn default() -> Self {
        Self {
            captures: Vec::new(),
            pairs: String::new(),
            expected: json!({}),
        }
    }
}

impl Sent {
    fn add(&mut self, parameter: &Parameter, name: &str, value: &Value, tally: &mut Tally) {
        let place = match value {
            _ if parameter.is_in_path => "path",
            Value::Array(_) => "list",
            Value::Object(_) => "map",
            _ if name.contains('.') => "within",
            _ => "query",
        };
        *tally.entry(place).or_default() += 1;
        match value {
            value if parameter.is_in_path => self.captures.push(escaped(&text(value))),
            Value::Array(items) => items.iter().for_each(|item| self.pair(name, item)),
            Value::Object(entries) => {
                for (key, value) in entries {
                    self.pair(&format!("{name}[{key}]"), value);
                }
            }
            value => self.pair(name, value),
        }
        let mut at = &mut self.expected;
        for name in name.split('.') {
            let members = at.as_object_mut().expect("only messages have fields");
            at = members
                .entry(name)
                .or_insert_with(|| Value::Object(Map::new()));
        }
        *at = value.clone();
    }

    fn pair(&mut self, name: &str, value: &Value) {
        let pair = format!("&{}={}", escaped(name), escaped(&text(value)));
        self.pairs.push_str(&pair);
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
