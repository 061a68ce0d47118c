//! A random request of a binding, and the message that it must become.

use std::collections::BTreeMap;

use prost::Message as _;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, SerializeOptions, Value,
};

use crate::random::{self, Choices};
use crate::rules::{Binding, Piece, Rules, Variable};
use crate::text;

/// How often a path is made anew that another template takes.
const PATHS_MAX: usize = 20;
/// The most parameters, those of lists and maps apart.
const PARAMETERS_MAX: usize = 6;
/// The deepest field path of a parameter.
const PARAMETER_DEPTH_MAX: usize = 4;

/// What is sent and what must arrive.
#[derive(Debug)]
pub(crate) struct Request {
    /// Path and query.
    pub(crate) target: String,
    pub(crate) body: Option<String>,
    pub(crate) expected: DynamicMessage,
}

/// Fields from the request message down to the one that is meant.
type Path = Vec<FieldDescriptor>;
/// A variable's field and value.
type Bound = (Path, Value);

/// Makes a request; the error says why there is none.
pub(crate) fn make(
    rules: &Rules,
    binding: &Binding,
    choices: &mut Choices,
) -> Result<Request, &'static str> {
    let input = binding.method.input();
    let (path, bound) = path(rules, binding, choices)?;
    let mut taken = Taken::default();
    for (fields, _) in &bound {
        taken.take(fields);
    }
    let (body, mut expected) = body(binding, &input, &bound, choices);
    for (fields, value) in &bound {
        set_at(&mut expected, fields, |message, field| {
            message.set_field(field, value.clone())
        });
    }
    let mut target = path;
    if binding.body != "*" {
        if let Some(field) = input.get_field_by_name(&binding.body) {
            taken.take(&[field]);
        }
        let query = query(&input, &mut taken, &mut expected, choices);
        if !query.is_empty() || choices.one_in(8) {
            target = format!("{target}?{query}");
        }
    }
    let wire = expected.encode_to_vec();
    let expected = DynamicMessage::decode(input, &*wire).expect("what was encoded is decoded");
    Ok(Request {
        target,
        body,
        expected,
    })
}

/// A path that the binding's template is the best for, and what its variables bind.
fn path(
    rules: &Rules,
    binding: &Binding,
    choices: &mut Choices,
) -> Result<(String, Vec<Bound>), &'static str> {
    for _ in 0..PATHS_MAX {
        let mut segments: Vec<String> = Vec::new();
        let mut bound = Vec::new();
        let template = &binding.template;
        let mut at = 0;
        while at < template.pieces.len() {
            let variable = template
                .variables
                .iter()
                .find(|variable| variable.start == at);
            match variable {
                Some(variable) => {
                    let fields = resolve(&binding.method.input(), &variable.path);
                    let (raw, value) = capture(&template.pieces, variable, &fields, choices)?;
                    segments.push(raw);
                    bound.push((fields, value));
                    at = variable.end;
                }
                None => {
                    segments.push(raw_and_text(&template.pieces[at], false, choices).0);
                    at += 1;
                }
            }
        }
        let mut path = format!("/{}", joined(&segments));
        if let Some(verb) = &template.verb {
            path.push(':');
            path.push_str(verb);
        }
        if rules.wins(binding, &path) {
            return Ok((path, bound));
        }
    }
    Err("hidden: a better template takes its paths")
}

/// Segments with slashes between them; a `**` may bring none.
fn joined(segments: &[impl AsRef<str>]) -> String {
    let segments: Vec<&str> = segments
        .iter()
        .map(AsRef::as_ref)
        .filter(|segment| !segment.is_empty())
        .collect();
    segments.join("/")
}

fn resolve(input: &MessageDescriptor, dotted: &str) -> Path {
    let mut message = Some(input.clone());
    let fields = dotted.split('.').map(|name| {
        let field = message
            .take()
            .and_then(|message| message.get_field_by_name(name));
        let field = field.expect("rules name fields that are there");
        message = field.kind().as_message().cloned();
        field
    });
    fields.collect()
}

/// A variable's raw text and its value.
fn capture(
    pieces: &[Piece],
    variable: &Variable,
    fields: &[FieldDescriptor],
    choices: &mut Choices,
) -> Result<(String, Value), &'static str> {
    let kind = fields.last().expect("a field path has a field").kind();
    if matches!(kind, Kind::String) {
        let parts: Vec<_> = pieces[variable.start..variable.end]
            .iter()
            .map(|piece| raw_and_text(piece, variable.multi, choices))
            .collect();
        let raw: Vec<_> = parts.iter().map(|(raw, _)| &**raw).collect();
        let text: Vec<_> = parts.iter().map(|(_, text)| &**text).collect();
        return Ok((joined(&raw), Value::String(joined(&text))));
    }
    if variable.multi || pieces[variable.start] != Piece::Star || !text::has_text(&kind) {
        return Err("a variable of several segments that is no string");
    }
    loop {
        let value = random::scalar(&kind, choices, 0);
        let text = text::of_value(&value, &kind, choices);
        if !text.is_empty() {
            return Ok((text::escaped(&text, text::IN_PATH, choices), value));
        }
    }
}

/// What stands for a piece in the path, and in the value. A value of several segments keeps `%2F` as it is sent.
fn raw_and_text(piece: &Piece, keeps_slash: bool, choices: &mut Choices) -> (String, String) {
    const PARTS: [&str; 20] = [
        "a", "B", "7", "-", ".", "_", "~", ":", "@", "!", "$&", "+", "(x)", "%", " ", "é", "😀",
        "\"", "?#", "/",
    ];
    match piece {
        Piece::Literal(literal) => (literal.clone(), literal.clone()),
        Piece::DoubleStar => {
            let count = if choices.one_in(5) {
                0
            } else {
                1 + choices.below(3)
            };
            let parts: Vec<_> = (0..count)
                .map(|_| raw_and_text(&Piece::Star, keeps_slash, choices))
                .collect();
            let (raw, text): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
            (raw.join("/"), text.join("/"))
        }
        Piece::Star => {
            // It begins with a letter, so that it is no dot segment and no empty one.
            let mut raw = "q".to_owned();
            let mut text = raw.clone();
            for _ in 0..choices.below(7) {
                let part = *choices.pick(&PARTS);
                let sent = text::escaped(part, text::IN_PATH, choices);
                text.push_str(if part == "/" && keeps_slash {
                    &sent
                } else {
                    part
                });
                raw.push_str(&sent);
            }
            (raw, text)
        }
    }
}

/// The body and the message that it is by the oracle.
fn body(
    binding: &Binding,
    input: &MessageDescriptor,
    bound: &[Bound],
    choices: &mut Choices,
) -> (Option<String>, DynamicMessage) {
    let nothing = DynamicMessage::new(input.clone());
    if binding.body.is_empty() {
        return (None, nothing);
    }
    let mut message = random::message(input, choices, 0);
    let mut is_field = None;
    if binding.body != "*" {
        let field = input
            .get_field_by_name(&binding.body)
            .expect("rules name fields that are there");
        let value = random::value(&field, choices, 0);
        message = nothing.clone();
        message.set_field(&field, value);
        is_field = Some(field);
    }
    for (fields, value) in bound {
        clear_at(&mut message, fields);
        let is_inside = is_field
            .as_ref()
            .is_none_or(|field| fields.first() == Some(field));
        // The value of the path may come again.
        if is_inside && choices.one_in(4) {
            set_at(&mut message, fields, |message, field| {
                message.set_field(field, value.clone())
            });
        }
    }
    let json = to_json(&message, choices);
    let json = match &is_field {
        None => Some(json),
        Some(field) => [field.json_name(), field.name()]
            .iter()
            .find_map(|name| json.get(name))
            .cloned(),
    };
    // An empty body is one without a field.
    let is_left_out =
        is_field.is_none() && json.as_ref().is_some_and(is_empty) && choices.one_in(2);
    let Some(json) = json.filter(|_| !is_left_out) else {
        return (None, nothing);
    };
    let written = if choices.one_in(2) {
        serde_json::to_string_pretty(&json)
    } else {
        serde_json::to_string(&json)
    };
    let written = with_escapes(&written.expect("JSON is written"), choices);
    let whole = match &is_field {
        None => written.clone(),
        Some(field) => format!("{{{:?}:{written}}}", field.json_name()),
    };
    let parsed = from_json(input, whole.as_bytes());
    (
        Some(written),
        parsed.unwrap_or_else(|error| panic!("the oracle reads what it wrote: {error}: {whole}")),
    )
}

fn is_empty(json: &serde_json::Value) -> bool {
    json.as_object().is_some_and(serde_json::Map::is_empty)
}

fn to_json(message: &DynamicMessage, choices: &mut Choices) -> serde_json::Value {
    let options = SerializeOptions::new()
        .use_proto_field_name(choices.one_in(2))
        .use_enum_numbers(choices.one_in(4))
        .stringify_64_bit_integers(!choices.one_in(4));
    let json = message.serialize_with_options(serde_json::value::Serializer, &options);
    json.expect("random messages can be JSON")
}

pub(crate) fn from_json(of: &MessageDescriptor, json: &[u8]) -> serde_json::Result<DynamicMessage> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let message = DynamicMessage::deserialize(of.clone(), &mut deserializer)?;
    deserializer.end()?;
    Ok(message)
}

/// Some letters beyond ASCII as `\u` escapes; they stand in strings only.
fn with_escapes(json: &str, choices: &mut Choices) -> String {
    let mut text = String::new();
    for letter in json.chars() {
        if letter.is_ascii() || !choices.one_in(3) {
            text.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut [0; 2]) {
            text.push_str(&format!("\\u{unit:04x}"));
        }
    }
    text
}

/// Applies `set` to the message that holds the last field, making those around it.
fn set_at(
    message: &mut DynamicMessage,
    fields: &[FieldDescriptor],
    set: impl FnOnce(&mut DynamicMessage, &FieldDescriptor),
) {
    let (last, around) = fields.split_last().expect("a field path has a field");
    let mut inner = message;
    for field in around {
        if !inner.has_field(field) {
            inner.set_field(field, Value::default_value_for_field(field));
        }
        inner = inner
            .get_field_mut(field)
            .as_message_mut()
            .expect("the fields around are messages");
    }
    set(inner, last);
}

/// Takes a field out of a message, and what excludes it.
fn clear_at(message: &mut DynamicMessage, fields: &[FieldDescriptor]) {
    let Some((first, rest)) = fields.split_first() else {
        return;
    };
    let siblings = first
        .containing_oneof()
        .into_iter()
        .flat_map(|oneof| oneof.fields().collect::<Vec<_>>());
    for sibling in siblings.filter(|sibling| sibling != first) {
        message.clear_field(&sibling);
    }
    if rest.is_empty() {
        message.clear_field(first);
    } else if message.has_field(first)
        && let Some(inner) = message.get_field_mut(first).as_message_mut()
    {
        clear_at(inner, rest);
    }
}

/// What is bound already: by field paths, as the names of the source, and which member every oneof has.
#[derive(Debug, Default)]
struct Taken {
    paths: Vec<Vec<String>>,
    oneofs: BTreeMap<(Vec<String>, String), String>,
}

impl Taken {
    fn take(&mut self, fields: &[FieldDescriptor]) {
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
fn query(
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
