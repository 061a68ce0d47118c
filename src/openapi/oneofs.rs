//! Fields of which only one may be set: the oneofs of a message, and those that rules of protovalidate make.
//!
//! A message that is nothing but one oneof is a `oneOf` of objects, which generators make a union of. Beside other fields
//! a oneof is said in words, and in keywords that validators read and generators do not: an `else` behind an `if` that
//! nothing has. Elsewhere they would spoil something. A `oneOf` beside `properties` leaves openapi-generator's class in
//! Python without any of them, a `not` of pairs becomes a class of its own there, an `if` with a `then` makes any value of
//! what refers to the message, and an `allOf` of choices is `& (unknown | unknown)` to openapi-typescript. A choice of
//! objects with the common fields in each repeats them, and has as many members as the oneofs of a message multiply to.
//! OpenAPI 3.0, which has no `if`, has the words alone.

use serde_json::{Map, Value, json};

use super::annotations::say;
use super::schema::{Schemas, Style};
use crate::schema::{Field, Message, MessageId};

/// All fields of a message are of one oneof, so that it is one of several things and nothing more. An extension is
/// beside it.
pub(super) fn is_union(message: &Message) -> bool {
    let mut fields = message.fields.iter();
    let first = fields.next().and_then(|field| field.oneof);
    message.fields.len() > 1 && first.is_some() && fields.all(|field| field.oneof == first)
}

/// One object for each member, and one for none of them. Generators name types by the titles.
pub(super) fn union(
    schemas: &Schemas<'_, '_>,
    id: MessageId,
    properties: Map<String, Value>,
) -> Value {
    let message = schemas.schema.message(id);
    let simple = message.name.rsplit('.').next().unwrap_or(&message.name);
    let title = |name: &str| format!("{simple}.{name}");
    let mut members: Vec<Value> = properties
        .into_iter()
        .map(|(name, schema)| {
            json!({
                "type": "object",
                "title": title(&name),
                "required": [&name],
                "properties": {&name: schema},
            })
        })
        .collect();
    let oneof = message.oneofs.first();
    if !oneof.is_some_and(|oneof| is_required(schemas, id, oneof)) {
        members.push(json!({"type": "object", "title": title("none"), "maxProperties": 0}));
    }
    Value::Array(members)
}

/// `(buf.validate.oneof).required`.
fn is_required(schemas: &Schemas<'_, '_>, id: MessageId, oneof: &str) -> bool {
    let required = &schemas.notes.message(id).required_oneofs;
    required.iter().any(|name| name == oneof)
}

/// What is said of a field that is of a oneof beside other fields.
pub(super) fn of_field(schemas: &Schemas<'_, '_>, id: MessageId, field: &Field) -> String {
    let message = schemas.schema.message(id);
    let oneof = field.oneof.map(usize::from);
    match oneof.and_then(|at| message.oneofs.get(at)) {
        Some(oneof) if !is_union(message) => {
            let many = how_many(is_required(schemas, id, oneof));
            format!("{many} one field of `{oneof}` is set.")
        }
        _ => String::new(),
    }
}

const fn how_many(is_required: bool) -> &'static str {
    if is_required { "Exactly" } else { "At most" }
}

/// What is said of a message and its oneofs.
#[derive(Debug, Default)]
pub(super) struct Oneofs {
    sentences: Vec<String>,
    /// A schema for each, which the message has.
    choices: Vec<Value>,
}

/// A property of a oneof.
struct Member {
    name: String,
    /// Null, where it is not set.
    takes_null: bool,
}

/// Those of a message with these properties. Of one that is not whole, other fields come from elsewhere.
pub(super) fn of_message(
    schemas: &Schemas<'_, '_>,
    id: MessageId,
    properties: &Map<String, Value>,
    style: Style,
    is_whole: bool,
) -> Oneofs {
    let message = schemas.schema.message(id);
    let member = |field: &Field| {
        let name = style.name(field);
        properties.contains_key(name).then(|| Member {
            name: name.to_owned(),
            takes_null: schemas.takes_null(field, style),
        })
    };
    let mut found = Oneofs::default();
    // Not where a member is not part of the document, and may be the one that is set.
    let needs_one = |members: &[Member], count: usize| is_whole && members.len() == count;
    for (index, oneof) in (0..).zip(&message.oneofs) {
        let fields = message.fields.iter();
        let fields: Vec<&Field> = fields.filter(|field| field.oneof == Some(index)).collect();
        let members: Vec<Member> = fields.iter().filter_map(|field| member(field)).collect();
        let is_required = is_required(schemas, id, oneof) && needs_one(&members, fields.len());
        found.keywords(&members, is_required);
    }
    let rules = schemas.notes.message(id).options.validate.as_ref();
    for rule in rules.iter().flat_map(|rules| &rules.oneof) {
        let fields = rule.fields.iter().filter_map(|name| {
            let mut fields = message.fields.iter();
            fields.find(|field| *field.name == **name)
        });
        let fields: Vec<&Field> = fields.collect();
        let members = fields.iter().filter_map(|field| member(field));
        let members: Vec<Member> = members.collect();
        found.sentence(&members, rule.required());
        // What has no presence is not set where it is empty, and answers may have it then.
        if fields.iter().all(|field| field.has_presence) {
            let is_required = rule.required() && needs_one(&members, rule.fields.len());
            found.keywords(&members, is_required);
        }
    }
    found
}

impl Oneofs {
    fn sentence(&mut self, members: &[Member], is_required: bool) {
        let names = members.iter().map(|member| format!("`{}`", member.name));
        let names: Vec<String> = names.collect();
        if let Some((last, others)) = names.split_last()
            && !others.is_empty()
        {
            let many = how_many(is_required);
            let others = others.join(", ");
            self.sentences
                .push(format!("{many} one of {others} and {last} is set."));
        }
    }

    fn keywords(&mut self, members: &[Member], is_required: bool) {
        let mut choices: Vec<Value> = members.iter().map(Member::set).collect();
        if !is_required {
            let unset = members
                .iter()
                .map(|member| (member.name.clone(), member.unset()));
            choices.push(json!({"properties": unset.collect::<Map<_, _>>()}));
        }
        match (members, &mut *choices) {
            ([], _) => {}
            ([_], [one]) => self.choices.push(one.take()),
            ([_], _) => {}
            _ => self.choices.push(json!({ "oneOf": choices })),
        }
    }

    /// Adds it to the schema of the message.
    pub(super) fn write(mut self, schema: &mut Value) {
        for sentence in &self.sentences {
            say(schema, sentence);
        }
        let all = match &mut *self.choices {
            [] => return,
            [one] => one.take(),
            choices => json!({ "allOf": choices }),
        };
        // `false`, in the words that Redocly takes.
        schema["if"] = json!({"not": {}});
        schema["else"] = all;
    }
}

impl Member {
    /// An object in which it is set. Redocly warns of what is required and no property.
    fn set(&self) -> Value {
        let value = match self.takes_null {
            true => json!({"not": {"type": "null"}}),
            false => json!({}),
        };
        json!({"required": [self.name], "properties": {&self.name: value}})
    }

    /// What it is where it is not set.
    fn unset(&self) -> Value {
        match self.takes_null {
            true => json!({"type": "null"}),
            false => json!(false),
        }
    }
}
