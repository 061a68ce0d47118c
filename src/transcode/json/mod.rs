//! ProtoJSON: the text on one side, wire bytes on the other.
//!
//! ```text
//! body --(one UTF-8 check)--> lexer --> decode --> wire bytes
//!                                |        +------> well_known: the messages with a form of their own
//!                                +-- errors carry an offset; path, line and column are found
//!                                    only when one is reported
//! ```

pub mod decode;
mod error;
mod lexer;
mod map;
mod message;
mod names;
mod value;
mod well_known;

pub use decode::{DecodeOptions, decode, decode_field};
pub use error::{Cause, JsonError};
pub(crate) use names::named_fields;

#[cfg(test)]
mod tests;
