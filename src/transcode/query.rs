//! Query parameters: pairs out of the text, names to fields.
//!
//! ```text
//! query = [ pair ] { "&" [ pair ] }
//! pair  = name [ "=" value ]
//! name  = part { "." part } [ "[" key "]" ]      a field path; the key is that of a map's entry
//! ```
//!
//! A part is a field's name or its JSON name. Escapes are decoded once, in name and value each, after the split. Only
//! `&` separates (WHATWG URL, application/x-www-form-urlencoded), never `;`. Owns no idea of what may be said twice:
//! that is [`super::request`]'s.

use std::borrow::Cow;

use smallvec::SmallVec;

use super::plan::{FieldPlan, MessagePlan, Plans};
use super::scalar;
use crate::http_rule::percent::{self, PercentError, UnescapeMode};
use crate::schema::{Cardinality, MessageId};

/// The deepest field path of a parameter.
pub const DEPTH_MAX: usize = 32;

/// A field by the indexes of the fields that lead to it.
pub(crate) type FieldIndexes = SmallVec<[u16; 8]>;

/// A parameter as it is sent, escapes and all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'q> {
    pub name: &'q str,
    /// Empty without a `=`.
    pub value: &'q str,
    /// Both, as they stand there.
    pub text: &'q str,
}

/// The parameters of a query; pairs without a byte are passed over.
pub fn pairs(query: &str) -> impl Iterator<Item = Pair<'_>> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|text| {
            let (name, value) = text.split_once('=').unwrap_or((text, ""));
            Pair { name, value, text }
        })
}

/// Decodes a name or a value; borrows where there is nothing to decode.
///
/// # Errors
/// When an escape is malformed or the result is not UTF-8.
pub fn decode(raw: &str, plus_is_space: bool) -> Result<Cow<'_, str>, PercentError> {
    if !plus_is_space || memchr::memchr(b'+', raw.as_bytes()).is_none() {
        return percent::decode(raw, false, UnescapeMode::All);
    }
    let spaced = raw.replace('+', " ");
    percent::decode(&spaced, false, UnescapeMode::All).map(|text| Cow::Owned(text.into_owned()))
}

/// The field that a parameter's name leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target<'n> {
    pub(crate) path: FieldIndexes,
    /// Of an entry, when the field is a map.
    pub(crate) key: Option<&'n str>,
}

/// Why a name leads to nothing that a parameter can set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// No field has this name.
    #[error("{message} has no field {part:?}")]
    Unknown {
        message: Box<str>,
        part: String,
        /// The name of the field that it resembles most.
        near: Option<Box<str>>,
    },
    #[error("{part:?} is no message, so nothing in it can be set")]
    NotAMessage { part: String },
    #[error(
        "{part:?} is a repeated message, which cannot be a parameter; only a request body in JSON can hold it"
    )]
    RepeatedMessage { part: String },
    #[error("{part:?} is a message; set its fields, as in \"{part}.FIELD=value\"")]
    Message { part: String },
    #[error("{part:?} is a map of messages, which cannot be a parameter")]
    MapOfMessages { part: String },
    #[error("{part:?} is a map; set its entries, as in \"{part}[KEY]=value\"")]
    MapWithoutKey { part: String },
    #[error("{part:?} is not a map, so it has no entry to set in brackets")]
    NotAMap { part: String },
    #[error("the path has more than {max} names", max = DEPTH_MAX)]
    TooDeep,
}

impl NameError {
    /// There is no field that the name could mean.
    pub(crate) const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown { .. } | Self::NotAMessage { .. })
    }
}

/// Follows a decoded name from the message `root`.
pub(crate) fn resolve<'n>(
    plans: &Plans,
    root: MessageId,
    name: &'n str,
) -> Result<Target<'n>, NameError> {
    resolve_values(plans, root, name, &|id| scalar::has_text(plans, id))
}

/// As [`resolve`]; `is_value` says which messages a parameter can be.
pub(crate) fn resolve_values<'n>(
    plans: &Plans,
    root: MessageId,
    name: &'n str,
    is_value: &dyn Fn(MessageId) -> bool,
) -> Result<Target<'n>, NameError> {
    let mut path = FieldIndexes::new();
    let mut message = plans.message(root);
    let mut rest = name;
    loop {
        if path.len() == DEPTH_MAX {
            return Err(NameError::TooDeep);
        }
        // A JSON name may hold any character, so the whole is tried before it is taken apart.
        let (part, after) = match message.index_of_name(rest) {
            Some(_) => (rest, After::End),
            None => split(rest),
        };
        let Some(index) = message.index_of_name(part) else {
            return Err(unknown(plans, message, part));
        };
        path.push(index);
        let field = message.field(index);
        match after {
            After::End => {
                check_leaf(field, part, is_value)?;
                return Ok(Target { path, key: None });
            }
            After::Key(key) => {
                check_map(plans, field, part)?;
                let key = Some(key);
                return Ok(Target { path, key });
            }
            After::Path(more) => {
                message = inner(plans, field, part)?;
                rest = more;
            }
        }
    }
}

/// What follows a part of a name.
enum After<'n> {
    End,
    Path(&'n str),
    Key(&'n str),
}

fn split(name: &str) -> (&str, After<'_>) {
    let bytes = name.as_bytes();
    let Some(at) = memchr::memchr2(b'.', b'[', bytes) else {
        return (name, After::End);
    };
    let (part, rest) = name.split_at(at);
    if let Some(more) = rest.strip_prefix('.') {
        return (part, After::Path(more));
    }
    let key = rest
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    // Without the bracket's end the whole is a name that nothing has.
    key.map_or((name, After::End), |key| (part, After::Key(key)))
}

fn check_leaf(
    field: &FieldPlan,
    part: &str,
    is_value: &dyn Fn(MessageId) -> bool,
) -> Result<(), NameError> {
    let part = || part.to_owned();
    match (field.cardinality, field.kind.message()) {
        (Cardinality::Map, _) => Err(NameError::MapWithoutKey { part: part() }),
        (_, None) => Ok(()),
        (_, Some(id)) if is_value(id) => Ok(()),
        (Cardinality::Repeated, Some(_)) => Err(NameError::RepeatedMessage { part: part() }),
        (Cardinality::Singular | Cardinality::Required, Some(_)) => {
            Err(NameError::Message { part: part() })
        }
    }
}

fn check_map(plans: &Plans, field: &FieldPlan, part: &str) -> Result<(), NameError> {
    let part = || part.to_owned();
    let entry = field.kind.message().filter(|_| field.is_map());
    let Some((_, value)) = entry.and_then(|id| plans.message(id).entry()) else {
        return Err(NameError::NotAMap { part: part() });
    };
    match value.kind.message() {
        Some(id) if !scalar::has_text(plans, id) => Err(NameError::MapOfMessages { part: part() }),
        Some(_) | None => Ok(()),
    }
}

/// The message that a path goes through.
fn inner<'s>(
    plans: &'s Plans,
    field: &FieldPlan,
    part: &str,
) -> Result<&'s MessagePlan, NameError> {
    let part = || part.to_owned();
    match (field.cardinality, field.kind.message()) {
        (_, None) => Err(NameError::NotAMessage { part: part() }),
        (Cardinality::Map, Some(_)) => Err(NameError::MapWithoutKey { part: part() }),
        (Cardinality::Repeated, Some(_)) => Err(NameError::RepeatedMessage { part: part() }),
        (Cardinality::Singular | Cardinality::Required, Some(id)) => Ok(plans.message(id)),
    }
}

#[cold]
fn unknown(plans: &Plans, message: &MessagePlan, part: &str) -> NameError {
    let names = message.fields.iter().map(|field| &*field.name);
    NameError::Unknown {
        message: plans.schema().message(message.id).name.clone(),
        part: part.to_owned(),
        near: crate::http_rule::nearest(part, names).map(Into::into),
    }
}

/// The field path in the names of the source, for errors.
#[cold]
pub(crate) fn dotted(plans: &Plans, root: MessageId, path: &[u16]) -> String {
    let mut message = Some(root);
    let names = path.iter().map_while(|index| {
        let field = plans.message(message?).fields.get(usize::from(*index))?;
        message = field.kind.message();
        Some(&*field.name)
    });
    names.collect::<Vec<_>>().join(".")
}
