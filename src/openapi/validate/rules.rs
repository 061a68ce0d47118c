//! The rules of a field as its descriptor has them.

use prost::Message as _;

use crate::openapi::annotated::FieldRules;
use crate::transcode::wire::read::{Reader, WireValue};

/// Those that are known by their names, and the bytes of all.
#[derive(Debug, Default)]
pub(in crate::openapi) struct Rules {
    pub(in crate::openapi) typed: FieldRules,
    pub(super) raw: Vec<u8>,
}

impl Rules {
    /// Of an option that may be written in several parts.
    pub(in crate::openapi) fn new(parts: &[Vec<u8>]) -> Option<Self> {
        // One part behind the other is one message.
        let raw = parts.concat();
        let typed = FieldRules::decode(&*raw).ok()?;
        (!raw.is_empty()).then_some(Self { typed, raw })
    }

    /// The rules of items, of keys or of values, which `path` leads to.
    pub(super) fn within(&self, path: [u32; 2], typed: &FieldRules) -> Self {
        let raw = path
            .iter()
            .fold(self.raw.clone(), |raw, number| merged(&raw, *number));
        Self {
            typed: typed.clone(),
            raw,
        }
    }
}

/// The messages of a field, one behind the other.
fn merged(message: &[u8], number: u32) -> Vec<u8> {
    let mut found = Vec::new();
    let mut reader = Reader::new(message);
    while let Ok(tag) = reader.tag() {
        match reader.value(tag) {
            Ok(WireValue::Length(bytes)) if tag.number == number => found.extend(bytes),
            Ok(_) => {}
            Err(_) => break,
        }
    }
    found
}
