//! The field paths of variables, resolved against a schema.
//!
//! A path names a field by field names joined with dots; each name but the last is that of a singular message. The last
//! one is a field that a piece of text can fill: `http.proto` has scalars only, and like its peers we add the messages
//! whose ProtoJSON form is a string or that of a scalar.

use std::fmt;

use super::nearest;
use crate::schema::{Cardinality, Field, Kind, Message, MessageId, Schema, WellKnown};

/// A way from a message to a field within it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(Box<[Step]>);

/// One field of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The message that has the field.
    pub message: MessageId,
    /// The field's index in [`Message::fields`].
    pub field: u16,
}

impl Step {
    pub fn field(self, schema: &Schema) -> Option<&Field> {
        schema
            .message(self.message)
            .fields
            .get(usize::from(self.field))
    }
}

impl FieldPath {
    /// Resolves names as they are written in a rule, beginning at the message `root`.
    ///
    /// # Errors
    ///
    /// When there is no such field or it cannot take text; the author of the rule is at fault.
    pub fn resolve(
        schema: &Schema,
        root: MessageId,
        names: &[Box<str>],
    ) -> Result<Self, FieldPathError> {
        let mut steps = Vec::with_capacity(names.len());
        let mut message = Some(root);
        for (part, name) in names.iter().enumerate() {
            let fail = |problem| FieldPathError { part, problem };
            let Some(id) = message else {
                return Err(fail(Problem::NotAMessage {
                    parent: names[..part].join("."),
                    name: name.clone(),
                }));
            };
            let (index, field) = find(schema.message(id), name).map_err(&fail)?;
            singular(schema.message(id), field).map_err(&fail)?;
            steps.push(Step {
                message: id,
                field: index,
            });
            message = field.kind.message();
        }
        let path = Self(steps.into());
        if let Some(field) = path.leaf(schema)
            && !has_text_form(schema, field.kind)
        {
            return Err(FieldPathError {
                part: names.len().saturating_sub(1),
                problem: Problem::NoTextForm {
                    field: names.join("."),
                    message: type_name(schema, field.kind),
                },
            });
        }
        Ok(path)
    }

    /// The fields, outermost first; at least one.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// The field that takes the value.
    pub fn leaf<'s>(&self, schema: &'s Schema) -> Option<&'s Field> {
        self.0.last()?.field(schema)
    }

    /// Whether one path is the other one's beginning, or both are the same.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0) || other.0.starts_with(&self.0)
    }

    /// The oneof of which the two paths set different members, if there is one.
    pub fn oneof_conflict<'s>(&self, other: &Self, schema: &'s Schema) -> Option<&'s str> {
        let (mine, theirs) = self.0.iter().zip(&*other.0).find(|(a, b)| a != b)?;
        let message = schema.message(mine.message);
        let oneof = mine.field(schema)?.oneof?;
        let conflicts = theirs.field(schema)?.oneof == Some(oneof);
        conflicts.then(|| message.oneofs.get(usize::from(oneof)).map(|name| &**name))?
    }
}

/// Looks a field up by the name it has in its source.
pub(super) fn find<'s>(message: &'s Message, name: &str) -> Result<(u16, &'s Field), Problem> {
    let own = || (0..).zip(&message.fields).filter(|(_, f)| !f.is_extension);
    if let Some(found) = own().find(|(_, field)| &*field.name == name) {
        return Ok(found);
    }
    let spelled = own().find(|(_, field)| &*field.json_name == name);
    let hint = match spelled {
        Some((_, field)) => Hint::SourceName(field.name.clone()),
        None => match nearest(name, own().map(|(_, field)| &*field.name)) {
            Some(near) => Hint::Near(near.into()),
            None => Hint::None,
        },
    };
    Err(Problem::UnknownField {
        name: name.into(),
        message: message.name.clone(),
        hint,
    })
}

/// `http.proto`: path variables must not refer to any repeated or mapped field.
fn singular(message: &Message, field: &Field) -> Result<(), Problem> {
    let cardinality = match field.cardinality {
        Cardinality::Singular | Cardinality::Required => return Ok(()),
        Cardinality::Repeated => "repeated",
        Cardinality::Map => "a map",
    };
    Err(Problem::NotSingular {
        name: field.name.clone(),
        message: message.name.clone(),
        cardinality,
    })
}

/// Whether a piece of text can be the value of a field of this type.
pub fn has_text_form(schema: &Schema, kind: Kind) -> bool {
    let Some(message) = kind.message() else {
        return true;
    };
    match schema.message(message).well_known {
        Some(
            WellKnown::Timestamp | WellKnown::Duration | WellKnown::FieldMask | WellKnown::Wrapper,
        ) => true,
        Some(
            WellKnown::Any
            | WellKnown::Struct
            | WellKnown::Value
            | WellKnown::ListValue
            | WellKnown::Empty,
        )
        | None => false,
    }
}

/// Whether values of this type are text that may hold a slash.
pub(super) fn takes_slashes(schema: &Schema, kind: Kind) -> bool {
    match kind.message() {
        Some(id) => &*schema.message(id).name == "google.protobuf.StringValue",
        None => kind == Kind::String,
    }
}

/// The type as it is written in a source.
pub(super) fn type_name(schema: &Schema, kind: Kind) -> Box<str> {
    let name = match kind {
        Kind::Enum(id) => &*schema.enumeration(id).name,
        Kind::Message(id) | Kind::Group(id) => &*schema.message(id).name,
        scalar => scalar.scalar_name().unwrap_or_default(),
    };
    name.into()
}

/// Why a path leads nowhere, and at which of its names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct FieldPathError {
    /// The index of the name that is wrong.
    pub part: usize,
    pub problem: FieldPathProblem,
}

/// What is wrong with a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldPathProblem {
    #[error("{message} has no field \"{name}\"{hint}")]
    UnknownField {
        name: Box<str>,
        message: Box<str>,
        hint: Hint,
    },
    #[error("\"{name}\" of {message} is {cardinality}; a variable binds a single value")]
    NotSingular {
        name: Box<str>,
        message: Box<str>,
        cardinality: &'static str,
    },
    #[error("\"{parent}\" is not a message, so it has no field \"{name}\"")]
    NotAMessage { parent: String, name: Box<str> },
    #[error("\"{field}\" is a message ({message}) without a form as text; bind one of its fields")]
    NoTextForm { field: String, message: Box<str> },
}

use FieldPathProblem as Problem;

/// What to write instead of an unknown name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    None,
    /// It is the JSON name of this field.
    SourceName(Box<str>),
    /// This name is close to it.
    Near(Box<str>),
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::SourceName(name) => {
                write!(
                    f,
                    "; rules use the names of the .proto source: write \"{name}\""
                )
            }
            Self::Near(name) => write!(f, "; did you mean \"{name}\"?"),
        }
    }
}
