//! Random query parameters, and which may stand beside each other.

use std::collections::BTreeMap;

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value};

use crate::random::{self, Choices};
use crate::request::{Path, set_at};
use crate::text;

/// The most parameters, those of lists and maps apart.
const PARAMETERS_MAX: usize = 6;
/// The deepest field path of a parameter.
const PARAMETER_DEPTH_MAX: usize = 4;

/// What is bound already: by field paths, as the names of the source, and which member every oneof has.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    paths: Vec<Vec<String>>,
    oneofs: BTreeMap<(Vec<String>, String), String>,
}

impl Taken {
    pub(crate) fn take(&mut self, fields: &[FieldDescriptor]) {
        self.paths.push(names(fields));
        for (key, member) in oneofs(fields) {
            self.oneofs.insert(key, member);
        }
    }

    fn allows(&self, fields: &[FieldDescriptor]) -> bool {
        let path = names(fields);
        let overlaps = |other: &Vec<String>| other.starts_with(&path) || path.starts_with(other);
        let fits = |(key, member)| self.oneofs.get(&key).is_none_or(|known| *known == member);
        !self.paths.iter().any(overlaps) && oneofs(fields).into_iter().all(fits)
    }
}

fn names(fields: &[FieldDescriptor]) -> Vec<String> {
    fields.iter().map(|field| field.name().to_owned()).collect()
}

fn oneofs(fields: &[FieldDescriptor]) -> Vec<((Vec<String>, String), String)> {
    let members = fields.iter().enumerate().filter_map(|(depth, field)| {
        let oneof = field.containing_oneof()?.name().to_owned();
        Some(((names(&fields[..depth]), oneof), field.name().to_owned()))
    });
    members.collect()
}

/// Random parameters, as they are sent, and what they set.
pub(crate) fn query(
    input: &MessageDescriptor,
    taken: &mut Taken,
    expected: &mut DynamicMessage,
    choices: &mut Choices,
) -> String {
    // Parameters come in any order, but the elements of a list in theirs.
    let mut pairs: Vec<(u64, String)> = Vec::new();
    for _ in 0..choices.below(PARAMETERS_MAX + 1) {
        let Some(fields) = parameter(input, choices).filter(|fields| taken.allows(fields)) else {
            continue;
        };
        taken.take(&fields);
        let field = fields.last().expect("a field path has a field");
        let value = random::value(field, choices, 0);
        let name = name(&fields, choices);
        let sent = parameters(field, &name, &value, choices);
        let mut places: Vec<u64> = sent.iter().map(|_| choices.next()).collect();
        places.sort_unstable();
        pairs.extend(places.into_iter().zip(sent));
        set_at(expected, &fields, |message, field| {
            message.set_field(field, value)
        });
    }
    pairs.sort();
    pairs
        .into_iter()
        .map(|(_, pair)| pair)
        .collect::<Vec<_>>()
        .join("&")
}

/// A field that a parameter can set, found by walking down at random.
fn parameter(input: &MessageDescriptor, choices: &mut Choices) -> Option<Path> {
    let mut message = input.clone();
    let mut path = Path::new();
    while path.len() < PARAMETER_DEPTH_MAX {
        let fields: Vec<_> = message.fields().collect();
        if fields.is_empty() {
            return None;
        }
        let field = choices.pick(&fields).clone();
        path.push(field.clone());
        let kind = field.kind();
        if field.is_map() {
            let of = kind.as_message()?.map_entry_value_field().kind();
            return (text::has_text(&of) && !is_null(&of)).then_some(path);
        }
        if text::has_text(&kind) {
            return (!is_null(&kind)).then_some(path);
        }
        let inner = kind.as_message()?.clone();
        if field.is_list() || inner.full_name().starts_with("google.protobuf.") {
            return None;
        }
        message = inner;
    }
    None
}

fn is_null(kind: &Kind) -> bool {
    kind.as_enum()
        .is_some_and(|one| one.full_name() == "google.protobuf.NullValue")
}

/// The name of a parameter: each part in the spelling of the source or of JSON.
fn name(fields: &[FieldDescriptor], choices: &mut Choices) -> String {
    let parts = fields.iter().map(|field| {
        if choices.one_in(2) {
            field.name()
        } else {
            field.json_name()
        }
        .to_owned()
    });
    parts.collect::<Vec<_>>().join(".")
}

/// The pairs that set a field to a value, escaped.
fn parameters(
    field: &FieldDescriptor,
    name: &str,
    value: &Value,
    choices: &mut Choices,
) -> Vec<String> {
    let mut pair = |name: &str, value: &Value, kind: &Kind| {
        let text = text::of_value(value, kind, choices);
        let mut sent = text::escaped(name, text::IN_QUERY, choices);
        if !text.is_empty() || !choices.one_in(4) {
            sent.push('=');
        }
        let value = text::escaped(&text, text::IN_QUERY, choices);
        let plus = choices.one_in(2);
        sent + &if plus {
            value.replace("%20", "+")
        } else {
            value
        }
    };
    let kind = field.kind();
    match value {
        Value::List(values) => values
            .iter()
            .map(|value| pair(name, value, &kind))
            .collect(),
        Value::Map(entries) => {
            let of = kind
                .as_message()
                .expect("a map's entry is a message")
                .map_entry_value_field()
                .kind();
            // In the order of their keys: a run with the same seed is the same.
            let entries: BTreeMap<_, _> = entries
                .iter()
                .map(|(key, value)| (text::of_key(key), value))
                .collect();
            let sent = entries
                .iter()
                .map(|(key, value)| pair(&format!("{name}[{key}]"), value, &of));
            sent.collect()
        }
        single => vec![pair(name, single, &kind)],
    }
}
