//! What is wrong with a JSON text, and where.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use crate::framing::json_stream::Position;

/// A text that is not the ProtoJSON of its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    pub cause: Cause,
    /// The protobuf field path to what is wrong, such as `book.tags[2].name`; empty at the root.
    pub path: String,
    /// In bytes, from 0.
    pub offset: usize,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl JsonError {
    /// Where it is wrong.
    pub const fn position(&self) -> Position {
        Position {
            offset: self.offset as u64,
            line: self.line,
            column: self.column,
        }
    }

    /// The same, of a text that begins at `start` of a longer one.
    #[must_use]
    pub fn shifted(self, start: Position) -> Self {
        let at = start.shifted(self.position());
        Self {
            offset: usize::try_from(at.offset).unwrap_or(usize::MAX),
            line: at.line,
            column: at.column,
            ..self
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} ({})", self.cause, self.position())
    }
}

impl std::error::Error for JsonError {}

/// What is wrong with the text. Its message is one clause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Not JSON.
    #[error("expected {expected}, found {found}")]
    Syntax {
        expected: Cow<'static, str>,
        found: String,
    },
    #[error("expected UTF-8")]
    Utf8,
    /// JSON, but not of the field's type or range.
    #[error("expected {expected}, found {found}")]
    Value {
        expected: Cow<'static, str>,
        found: String,
    },
    #[error("{message} has no field {name:?}{}", hint(.near.as_deref()))]
    UnknownField {
        name: String,
        message: String,
        /// A known name that looks like it.
        near: Option<String>,
    },
    #[error("expected each field once, found {name:?} again (under either of its names)")]
    FieldTwice { name: String },
    #[error("expected one field of oneof {oneof}, found {second:?} beside {first:?}")]
    OneofTwice {
        oneof: String,
        first: String,
        second: String,
    },
    #[error("expected each key once, found {key} again")]
    KeyTwice { key: String },
    #[error("expected the required field {field:?} of {message}, found none")]
    RequiredMissing { field: String, message: String },
    #[error(
        "expected the name of a message type in \"@type\", found {url:?}, which is not known here"
    )]
    UnknownType { url: String },
    #[error("expected nesting of at most {limit} levels")]
    TooDeep { limit: u32 },
    #[error("expected a message of at most {limit} bytes")]
    TooLarge { limit: usize },
}

fn hint(near: Option<&str>) -> String {
    near.map_or_else(String::new, |near| format!("; did you mean {near:?}?"))
}

/// An error on its way up: every level adds its part of the path. One word, so that results stay
/// small where there is none.
pub(super) type Fault = Box<FaultAt>;

#[derive(Debug)]
pub(super) struct FaultAt {
    pub(super) at: usize,
    pub(super) cause: Cause,
    /// From the innermost outwards.
    path: Vec<Segment>,
}

#[derive(Debug)]
enum Segment {
    Field(Box<str>),
    /// An index or a key, in brackets.
    Inside(String),
}

impl FaultAt {
    #[cold]
    pub(super) fn new(at: usize, cause: Cause) -> Fault {
        Box::new(Self {
            at,
            cause,
            path: Vec::new(),
        })
    }

    #[cold]
    pub(super) fn syntax(text: &str, at: usize, expected: impl Into<Cow<'static, str>>) -> Fault {
        let expected = expected.into();
        let found = found(text, at);
        Self::new(at, Cause::Syntax { expected, found })
    }

    /// What stands at `at` is not the value that was expected; if it is no value, it is not JSON.
    #[cold]
    pub(super) fn value(text: &str, at: usize, expected: impl Into<Cow<'static, str>>) -> Fault {
        let rest = text.get(at..).unwrap_or_default();
        let is_value = match rest.as_bytes().first() {
            Some(b'{' | b'[' | b'"' | b'-' | b'0'..=b'9') => true,
            _ => ["true", "false", "null"]
                .iter()
                .any(|word| rest.starts_with(word)),
        };
        if !is_value {
            return Self::syntax(text, at, expected);
        }
        let expected = expected.into();
        let found = found(text, at);
        Self::new(at, Cause::Value { expected, found })
    }

    /// The key at `at` was in its object before.
    #[cold]
    pub(super) fn key_twice(text: &str, at: usize) -> Fault {
        let key = excerpt(string_at(text.get(at..).unwrap_or_default()));
        Self::new(at, Cause::KeyTwice { key })
    }

    #[cold]
    pub(super) fn in_field(mut self: Box<Self>, name: &str) -> Fault {
        self.path.push(Segment::Field(name.into()));
        self
    }

    #[cold]
    pub(super) fn in_element(mut self: Box<Self>, index: usize) -> Fault {
        self.path.push(Segment::Inside(index.to_string()));
        self
    }

    /// `key` is what stands between the quotes of the key.
    #[cold]
    pub(super) fn in_key(mut self: Box<Self>, key: &str) -> Fault {
        self.path
            .push(Segment::Inside(format!("\"{}\"", excerpt(key))));
        self
    }

    #[cold]
    pub(super) fn report(self, json: &[u8]) -> JsonError {
        let mut path = String::new();
        for segment in self.path.iter().rev() {
            // Writing to a string does not fail.
            let _ = match segment {
                Segment::Field(name) if path.is_empty() => write!(path, "{name}"),
                Segment::Field(name) => write!(path, ".{name}"),
                Segment::Inside(inside) => write!(path, "[{inside}]"),
            };
        }
        let before = json.get(..self.at).unwrap_or(json);
        let newlines = memchr::memchr_iter(b'\n', before).count();
        let start = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
        let column = String::from_utf8_lossy(before.get(start..).unwrap_or_default())
            .chars()
            .count();
        JsonError {
            cause: self.cause,
            path,
            offset: self.at,
            line: u32::try_from(newlines + 1).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}

/// The longest piece of a text that an error repeats.
const EXCERPT_CHARS_MAX: usize = 40;

pub(super) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS_MAX) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Names what stands at an offset.
fn found(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    let Some(first) = rest.chars().next() else {
        return "the end of the text".to_owned();
    };
    match first {
        '{' => "an object".to_owned(),
        '[' => "an array".to_owned(),
        '"' => format!("the string {}", excerpt(string_at(rest))),
        '-' | '0'..='9' => {
            let end = rest.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'));
            let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
            format!("the number {}", excerpt(number))
        }
        'a'..='z' | 'A'..='Z' => {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric());
            excerpt(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default())
        }
        other => format!("{other:?}"),
    }
}

/// The JSON string at the start, quotes included, or what there is of it.
fn string_at(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, letter)| {
        let is_end = *letter == '"' && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        is_end
    });
    end.and_then(|(at, _)| text.get(..=at)).unwrap_or(text)
}
