//! A random request of a binding, and the message that it must become.

use prost::Message as _;
use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value};

use crate::body::{self, Body};
use crate::mask;
use crate::query::{Taken, query};
use crate::random::{self, Choices};
use crate::rules::{Binding, Piece, Rules, Variable};
use crate::text;

/// How often a path is made anew that another template takes.
const PATHS_MAX: usize = 20;

/// What is sent and what must arrive.
#[derive(Debug)]
pub(crate) struct Request {
    /// Path and query.
    pub(crate) target: String,
    pub(crate) body: Option<Body>,
    pub(crate) expected: DynamicMessage,
}

/// Fields from the request message down to the one that is meant.
pub(crate) type Path = Vec<FieldDescriptor>;
/// A variable's field and value.
pub(crate) type Bound = (Path, Value);

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
    let (body, mut expected) = body::make(binding, &input, &bound, choices);
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
    if let Some(json) = body.as_ref().and_then(|body| body.json.as_ref()) {
        mask::fill(binding, json, &mut expected);
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

/// Applies `set` to the message that holds the last field, making those around it.
pub(crate) fn set_at(
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
