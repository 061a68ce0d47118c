//! Streams of JSON values: cut out of the body of a request, and put into that of a response.
//!
//! ```text
//! array        = ws "[" ws [ value ws *( "," ws value ws ) ] "]" ws
//! concatenated = ws *( value ws )
//! lines        = *( [ value ] LF ) [ value ]        ; NDJSON, JSON Lines
//! ```
//!
//! What is cut out is told apart by brackets and quotes alone; whether it is JSON is for whoever
//! decodes it, and finds out with its [`Position`] in the whole body.

mod position;
mod scan;
mod write;

#[cfg(test)]
mod tests;

pub use position::Position;
pub use write::{Envelope, Writer};

use std::fmt;

use bytes::{Bytes, BytesMut};

use self::scan::{Scan, Step};
use crate::units::ByteSize;

/// How a body says where one value ends and the next begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// By itself. An array, if it begins with one; otherwise values one after the other, with or
    /// without white space between them, as grpc-gateway takes them.
    Json,
    /// By the end of a line. Lines of white space are passed over.
    Lines,
}

/// What a decoder refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest value; with [`Layout::Lines`] the longest line.
    pub value: ByteSize,
    /// How deep arrays and objects of one value may nest. Lines are not looked into: there the
    /// limit of the decoder of values is the only one.
    pub depth_max: u32,
}

/// One value of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// Its text, in a line together with the white space around it.
    pub bytes: Bytes,
    /// Where it begins.
    pub start: Position,
}

/// Why a body is not a stream of values, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{cause} ({at})")]
pub struct StreamError {
    pub cause: Cause,
    pub at: Position,
}

/// What is wrong with a body. Its message is one clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    #[error("expected {expected}, found {found}")]
    Syntax {
        expected: &'static str,
        found: Found,
    },
    #[error("expected nesting of at most {limit} levels")]
    TooDeep { limit: u32 },
    #[error("expected values of at most {limit}")]
    TooLarge { limit: ByteSize },
}

/// What stands where something else was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Byte(u8),
    End,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::End => f.write_str("the end of the body"),
            Self::Byte(byte) if byte.is_ascii() => write!(f, "{:?}", char::from(*byte)),
            // RFC 8259 §8.1: there must be none.
            Self::Byte(0xef) => f.write_str("the byte 0xef, as of a byte order mark"),
            Self::Byte(byte) => write!(f, "the byte {byte:#04x}"),
        }
    }
}

/// Cuts values out of chunks of bytes.
///
/// A value that lies within one chunk is a slice of it; one that spans chunks is put together, and
/// never grows above the limit.
#[derive(Debug)]
pub struct Decoder {
    limits: Limits,
    /// What was pushed and not yet looked at.
    chunk: Bytes,
    /// The beginning of a value that did not end within its chunk.
    partial: BytesMut,
    /// Where `partial` begins, or `chunk` if there is none.
    at: Position,
    state: State,
}

#[derive(Debug, Clone, Copy)]
enum State {
    /// Nothing but white space came so far.
    Start,
    /// Before a value of a concatenation, or after the last.
    Concatenated,
    /// After the opening bracket.
    ArrayStart,
    /// After a comma of the array.
    ArrayValue,
    /// After a value of the array.
    ArraySeparator,
    /// After the closing bracket.
    ArrayEnd,
    Value {
        scan: Scan,
        in_array: bool,
    },
    Line,
    /// After an error nothing that follows has a meaning: the error is repeated.
    Failed(StreamError),
}

impl Decoder {
    pub fn new(layout: Layout, limits: Limits) -> Self {
        Self {
            limits,
            chunk: Bytes::new(),
            partial: BytesMut::new(),
            at: Position::START,
            state: match layout {
                Layout::Json => State::Start,
                Layout::Lines => State::Line,
            },
        }
    }

    /// Adds bytes. Without a copy, when [`Self::next`] has returned `None` since the last time.
    pub fn push(&mut self, chunk: Bytes) {
        if self.chunk.is_empty() {
            self.chunk = chunk;
        } else if !chunk.is_empty() {
            self.chunk = [&self.chunk[..], &chunk[..]].concat().into();
        }
    }

    /// The next complete value; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the body is not such a stream, or over a limit. Every later call fails alike.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Value>, StreamError> {
        let next = self.advance();
        if let Err(error) = next {
            self.state = State::Failed(error);
            self.chunk = Bytes::new();
            self.partial = BytesMut::new();
        }
        next
    }

    /// Says that no more bytes will come, and gives the value that only their end completes, such
    /// as a number or a line. To be called once, when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// When the end is inside an array or a value.
    pub fn finish(&mut self) -> Result<Option<Value>, StreamError> {
        let expected = match self.state {
            State::Failed(error) => return Err(error),
            State::Start | State::Concatenated | State::ArrayEnd => return Ok(None),
            State::Line if scan::is_blank(&self.partial) => return Ok(None),
            State::Line => return Ok(Some(self.take(0))),
            State::Value { scan, in_array } if scan.ends_with_the_body() && !in_array => {
                self.state = State::Concatenated;
                return Ok(Some(self.take(0)));
            }
            State::Value { .. } => "the rest of a value",
            State::ArrayStart => VALUE_OR_BRACKET,
            State::ArrayValue => VALUE,
            State::ArraySeparator => COMMA_OR_BRACKET,
        };
        self.skip_partial();
        Err(self.syntax(expected, Found::End))
    }

    fn advance(&mut self) -> Result<Option<Value>, StreamError> {
        loop {
            match self.state {
                State::Failed(error) => return Err(error),
                State::Line => match self.line()? {
                    Some(line) if scan::is_blank(&line.bytes) => {}
                    other => return Ok(other),
                },
                State::Value { scan, in_array } => return self.value(scan, in_array),
                State::Start
                | State::Concatenated
                | State::ArrayStart
                | State::ArrayValue
                | State::ArraySeparator
                | State::ArrayEnd => {
                    let blank = scan::blank(&self.chunk);
                    self.skip(blank);
                    let Some(byte) = self.chunk.first() else {
                        return Ok(None);
                    };
                    self.between(*byte)?;
                }
            }
        }
    }

    /// Goes on from between two values, where `byte` comes next.
    fn between(&mut self, byte: u8) -> Result<(), StreamError> {
        let (expected, in_array) = match (self.state, byte) {
            // A message that is an array itself, such as a list, has to stand in the array of the
            // stream: the first bracket is always the stream's.
            (State::Start, b'[') => {
                self.skip(1);
                self.state = State::ArrayStart;
                return Ok(());
            }
            (State::ArraySeparator, b',') => {
                self.skip(1);
                self.state = State::ArrayValue;
                return Ok(());
            }
            (State::ArrayStart | State::ArraySeparator, b']') => {
                self.skip(1);
                self.state = State::ArrayEnd;
                return Ok(());
            }
            (State::ArraySeparator, _) => return Err(self.unexpected(COMMA_OR_BRACKET, byte)),
            (State::ArrayEnd, _) => {
                return Err(self.unexpected("nothing after the array", byte));
            }
            (State::ArrayStart, _) => (VALUE_OR_BRACKET, true),
            (State::ArrayValue, _) => (VALUE, true),
            (State::Start | State::Concatenated, _) => (VALUE, false),
            (State::Value { .. } | State::Line | State::Failed(_), _) => return Ok(()),
        };
        let scan = Scan::of_value(byte).ok_or_else(|| self.unexpected(expected, byte))?;
        self.state = State::Value { scan, in_array };
        Ok(())
    }

    /// Goes on within a value.
    fn value(&mut self, mut scan: Scan, in_array: bool) -> Result<Option<Value>, StreamError> {
        let room = self.room();
        // One byte more shows whether a number that is as long as the limit ends there.
        let window = self.chunk.len().min(room.saturating_add(1));
        let text = self.chunk.get(..window).unwrap_or_default();
        match scan.advance(text, self.limits.depth_max) {
            Step::End(length) if length <= room => {
                self.state = if in_array {
                    State::ArraySeparator
                } else {
                    State::Concatenated
                };
                Ok(Some(self.take(length)))
            }
            Step::TooDeep(at) => {
                self.skip_partial();
                self.skip(at);
                Err(self.refused(Cause::TooDeep {
                    limit: self.limits.depth_max,
                }))
            }
            Step::End(_) | Step::More if window > room => Err(self.too_large()),
            Step::End(_) | Step::More => {
                self.state = State::Value { scan, in_array };
                self.keep();
                Ok(None)
            }
        }
    }

    /// The next line, without its end.
    fn line(&mut self) -> Result<Option<Value>, StreamError> {
        let end = memchr::memchr(b'\n', &self.chunk);
        if end.unwrap_or(self.chunk.len()) > self.room() {
            return Err(self.too_large());
        }
        let Some(end) = end else {
            self.keep();
            return Ok(None);
        };
        let line = self.take(end);
        self.skip(1);
        Ok(Some(line))
    }

    /// How much longer the value may get.
    fn room(&self) -> usize {
        let limit = usize::try_from(self.limits.value.0).unwrap_or(usize::MAX);
        limit.saturating_sub(self.partial.len())
    }

    /// Puts what is left of the chunk aside, as the beginning of a value.
    fn keep(&mut self) {
        self.partial.extend_from_slice(&self.chunk);
        self.chunk = Bytes::new();
    }

    /// The value that ends after `length` bytes of the chunk.
    fn take(&mut self, length: usize) -> Value {
        let end = self.chunk.split_to(length);
        let bytes = if self.partial.is_empty() {
            end
        } else {
            self.partial.extend_from_slice(&end);
            std::mem::take(&mut self.partial).freeze()
        };
        let start = self.at;
        self.at.advance(&bytes);
        Value { bytes, start }
    }

    fn skip(&mut self, length: usize) {
        self.at.advance(&self.chunk.split_to(length));
    }

    fn skip_partial(&mut self) {
        self.at.advance(&std::mem::take(&mut self.partial));
    }

    fn unexpected(&self, expected: &'static str, byte: u8) -> StreamError {
        self.syntax(expected, Found::Byte(byte))
    }

    const fn syntax(&self, expected: &'static str, found: Found) -> StreamError {
        self.refused(Cause::Syntax { expected, found })
    }

    const fn too_large(&self) -> StreamError {
        self.refused(Cause::TooLarge {
            limit: self.limits.value,
        })
    }

    const fn refused(&self, cause: Cause) -> StreamError {
        StreamError { cause, at: self.at }
    }
}

const VALUE: &str = "a JSON value";
const VALUE_OR_BRACKET: &str = "a JSON value or ']'";
const COMMA_OR_BRACKET: &str = "',' or ']'";
