//! Calls of a method, as people type them: curl, grpcurl, Connect and TypeScript.
//!
//! Where the gateway is, nobody knows before a browser shows the page: [`Piece::Origin`] and its like stand for it.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::names::segment;
use super::sample::Samples;
use crate::http_rule::binding::{Binding, Body, MethodPattern};
use crate::http_rule::field_path::Step;
use crate::http_rule::template::Variable;
use crate::schema::{MessageId, Method, Schema};

/// A part of a call's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// `http://localhost:8080`
    Origin,
    /// That of the service, if it is on other hosts than the one that the gateway is reached by.
    ServiceOrigin,
    /// The same of WebSockets: `ws://localhost:8080`.
    ServiceSocket,
    /// `localhost:8080`
    Authority,
    /// ` -plaintext`, unless the gateway is reached by TLS.
    Plaintext,
    /// ` -H 'host: books.example.com'`, if the service is on other hosts than the one that the gateway is reached by.
    HostHeader,
    /// The same for grpcurl.
    HostOption,
}

/// A text that may have an address in it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Text(pub(super) Vec<Piece>);

impl Text {
    fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.0.push(Piece::Text(text.into()));
        self
    }

    fn piece(&mut self, piece: Piece) -> &mut Self {
        self.0.push(piece);
        self
    }
}

/// The longest JSON that stays on one line.
pub(super) const LINE_MAX: usize = 60;

/// What a segment of a path, or a part of a query, holds as it is (RFC 3986 §3.3, without what curl or a shell minds).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

pub(super) fn json(value: &Value) -> String {
    let line = value.to_string();
    if line.len() <= LINE_MAX {
        return line;
    }
    serde_json::to_string_pretty(value).unwrap_or(line)
}

/// A word of a shell, whatever is in the text.
fn quoted(text: &str) -> String {
    format!("'{}'", within_quotes(text))
}

/// A part of a word that is between single quotes: nothing but such a quote means anything there.
fn within_quotes(text: &str) -> String {
    text.replace('\'', "'\\''")
}

/// A word of a shell, without quotes where none are needed.
fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./:-".contains(c);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    quoted(text)
}

/// How the messages of an answer that streams are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    Lines,
    Events,
}

/// Whether the answer of a route is a stream of messages, and not one of bytes.
pub(super) fn has_events(schema: &Schema, method: &Method, route: &Binding) -> bool {
    let is_raw =
        is_raw(schema, method.output) || raw_field(schema, method.output, route.response_body);
    method.server_streaming && !is_raw
}

/// A call of a route.
pub(super) fn curl(
    schema: &Schema,
    samples: &Samples<'_, '_>,
    method: &Method,
    route: &Binding,
    stream: Stream,
) -> Text {
    let sample = samples.request(method, Some(route));
    let mut text = Text::default();
    text.text("curl").piece(Piece::HostHeader);
    let has_body = route.body != Body::None;
    match &route.verb {
        MethodPattern::Exact(verb) if verb == "HEAD" => text.text(" --head"),
        MethodPattern::Exact(verb) if verb == "GET" && !has_body => &mut text,
        MethodPattern::Exact(verb) if verb == "POST" && has_body => &mut text,
        MethodPattern::Exact(verb) => text.text(format!(" -X {}", word(verb.as_str()))),
        MethodPattern::Any => &mut text,
    };
    if is_raw(schema, method.output) || raw_field(schema, method.output, route.response_body) {
        text.text(" --output -");
    } else if method.server_streaming {
        text.text(match stream {
            Stream::Lines => " -N -H 'accept: application/x-ndjson'",
            Stream::Events => " -N -H 'accept: text/event-stream'",
        });
    }
    text.text(" '").piece(Piece::Origin);
    text.text(within_quotes(&path(samples, route)));
    text.text(query(&sample, route, schema, method)).text("'");
    if has_body {
        let body = match route.body {
            Body::Field(index) => {
                let field = schema.message(method.input).fields.get(usize::from(index));
                let name = field.map_or("", |field| &*field.json_name);
                sample.get(name).cloned().unwrap_or(Value::Null)
            }
            Body::Whole | Body::None => without_bound(&sample, route, schema),
        };
        let inner = match route.body {
            Body::Field(_) => raw_field(schema, method.input, field_of(route)),
            Body::Whole | Body::None => is_raw(schema, method.input),
        };
        if inner {
            text.text(" \\\n  -H 'content-type: text/plain' --data-binary 'hello'");
        } else {
            let body = without_bound_below(body, route, schema);
            let body = if method.client_streaming {
                Value::Array(vec![body])
            } else {
                body
            };
            text.text(" \\\n  -H 'content-type: application/json' -d ");
            text.text(quoted(&json(&body)));
        }
    }
    text
}

const fn field_of(route: &Binding) -> Option<u16> {
    match route.body {
        Body::Field(index) => Some(index),
        Body::None | Body::Whole => None,
    }
}

fn is_raw(schema: &Schema, message: MessageId) -> bool {
    &*schema.message(message).name == "google.api.HttpBody"
}

fn raw_field(schema: &Schema, message: MessageId, index: Option<u16>) -> bool {
    let field = index.and_then(|index| schema.message(message).fields.get(usize::from(index)));
    let inner = field.and_then(|field| field.kind.message());
    inner.is_some_and(|inner| is_raw(schema, inner))
}

/// A path that the route matches.
fn path(samples: &Samples<'_, '_>, route: &Binding) -> String {
    let template = &route.template;
    let mut out = String::new();
    let mut push = |text: &str| {
        // A value of several segments is their text.
        for part in text.split('/') {
            let _ = write!(out, "/{}", utf8_percent_encode(part, ENCODED));
        }
    };
    let mut rest = template.segments().iter().enumerate();
    while let Some((index, part)) = rest.next() {
        let mut variables = template.variables().iter();
        let variable = variables.position(|one| one.segments().start == index);
        let Some(at) = variable else {
            push(&segment(part));
            continue;
        };
        push(&samples.variable(route, at));
        let covered = template.variables().get(at).map(Variable::segments);
        // The first of them has been taken.
        for _ in 1..covered.map_or(1, |covered| covered.len()) {
            rest.next();
        }
    }
    if let Some(verb) = template.verb() {
        let _ = write!(out, ":{verb}");
    }
    out
}

/// The names of a path of fields, as the sample has them.
fn names<'s>(steps: &[Step], schema: &'s Schema) -> Vec<&'s str> {
    let fields = steps.iter().filter_map(|step| step.field(schema));
    fields.map(|field| &*field.json_name).collect()
}

fn remove(value: &mut Value, names: &[&str]) {
    let (Some((first, rest)), Value::Object(members)) = (names.split_first(), value) else {
        return;
    };
    if rest.is_empty() {
        members.shift_remove(*first);
    } else if let Some(inner) = members.get_mut(*first) {
        remove(inner, rest);
    }
}

/// The request without what the path says.
fn without_bound(sample: &Value, route: &Binding, schema: &Schema) -> Value {
    let mut rest = sample.clone();
    for path in &route.variables {
        remove(&mut rest, &names(path.steps(), schema));
    }
    rest
}

/// The body's field without what the path says of it.
fn without_bound_below(mut body: Value, route: &Binding, schema: &Schema) -> Value {
    if let Some(index) = field_of(route) {
        for path in &route.variables {
            if let Some((first, below)) = path.steps().split_first()
                && first.field == index
            {
                remove(&mut body, &names(below, schema));
            }
        }
    }
    body
}

/// What is neither in the path nor in the body.
fn query(sample: &Value, route: &Binding, schema: &Schema, method: &Method) -> String {
    if route.body == Body::Whole {
        return String::new();
    }
    let mut rest = without_bound(sample, route, schema);
    if let Some(index) = field_of(route)
        && let Some(field) = schema.message(method.input).fields.get(usize::from(index))
    {
        remove(&mut rest, &[&field.json_name]);
    }
    let mut found = Vec::new();
    parameters("", &rest, &mut found);
    if found.is_empty() {
        return String::new();
    }
    format!("?{}", found.join("&"))
}

fn parameters(name: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                let key = utf8_percent_encode(key, ENCODED).to_string();
                let key = if name.is_empty() {
                    key
                } else {
                    format!("{name}.{key}")
                };
                parameters(&key, value, found);
            }
        }
        Value::Array(values) => {
            for value in values {
                parameters(name, value, found);
            }
        }
        Value::String(text) => found.push(format!("{name}={}", utf8_percent_encode(text, ENCODED))),
        Value::Null => {}
        other => found.push(format!("{name}={other}")),
    }
}

pub(super) fn grpcurl(full: &str, sample: &Value) -> Text {
    let mut text = Text::default();
    text.text("grpcurl")
        .piece(Piece::Plaintext)
        .piece(Piece::HostOption);
    if *sample != Value::Object(serde_json::Map::new()) {
        text.text(format!(" -d {}", quoted(&json(sample))));
    }
    text.text(" \\\n  ").piece(Piece::Authority);
    text.text(format!(" {}", word(full)));
    text
}

/// The WebSocket of a method that streams, at its own path: each message is the whole request. None where messages are
/// bytes of any type, or the path could be more than one.
pub(super) fn socket(schema: &Schema, path: &str, method: &Method, sample: &Value) -> Option<Text> {
    let streams = method.client_streaming || method.server_streaming;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._".contains(c);
    if !streams
        || is_raw(schema, method.input)
        || is_raw(schema, method.output)
        || !path.chars().all(is_plain)
    {
        return None;
    }
    let message = json(sample);
    let send = format!("socket.send(JSON.stringify({message}));");
    let send = if method.client_streaming {
        format!("{send}\n  socket.send(\"end\");")
    } else {
        send
    };
    let mut text = Text::default();
    text.text("const socket = new WebSocket(\"")
        .piece(Piece::ServiceSocket);
    text.text(format!(
        "{path}\");\nsocket.onopen = () => {{\n  {send}\n}};\n\
         socket.onmessage = (event) => console.log(event.data);\n\
         socket.onclose = (event) => console.log(event.code, event.reason);"
    ));
    Some(text)
}

/// A call of Connect with curl. Messages of a stream have five bytes in front: flags and the length.
pub(super) fn connect(path: &str, method: &Method, sample: &Value) -> Text {
    let sample = json(sample);
    let path = within_quotes(path);
    let mut text = Text::default();
    if !method.client_streaming && !method.server_streaming {
        text.text("curl").piece(Piece::HostHeader);
        text.text(" '").piece(Piece::Origin);
        text.text(format!(
            "{path}' \\\n  -H 'content-type: application/json' -H 'connect-protocol-version: 1' \\\n  -d {}",
            quoted(&sample)
        ));
        return text;
    }
    let length = u32::try_from(sample.len())
        .unwrap_or(u32::MAX)
        .to_be_bytes();
    let length: String = length.iter().map(|byte| format!("\\0{byte:03o}")).collect();
    text.text(format!(
        "printf '%b%s' '\\0000{length}' {} |\n  curl -N --output -",
        quoted(&sample)
    ));
    text.piece(Piece::HostHeader).text(" '").piece(Piece::Origin).text(format!(
        "{path}' \\\n  -H 'content-type: application/connect+json' -H 'connect-protocol-version: 1' --data-binary @-"
    ));
    text
}
