//! What is in an input, by the oracle's descriptors and without either side: for telling differences apart.

use prost_reflect::{DescriptorPool, Kind, MessageDescriptor};
use rialto::transcode::plan::WireType;
use rialto::transcode::wire::read::Reader;

use crate::tree::Tree;

/// A field on the wire that its message knows.
pub(crate) struct Found<'w> {
    pub(crate) of: &'w MessageDescriptor,
    pub(crate) kind: Kind,
    pub(crate) is_map: bool,
    pub(crate) wire_type: WireType,
    /// Stands behind the tag.
    pub(crate) value: Reader<'w>,
}

/// Whether a field is so, of what can be read of a message, and of what is in it.
pub(crate) fn any_field(
    of: &MessageDescriptor,
    mut reader: Reader<'_>,
    is_so: &dyn Fn(&Found<'_>) -> bool,
) -> bool {
    let start = reader;
    while !reader.is_empty() {
        let Ok(tag) = reader.tag() else { break };
        let field = of.get_field(tag.number);
        let extension = of.get_extension(tag.number);
        let kind = field.as_ref().map(|field| field.kind());
        let Some(kind) = kind.or_else(|| Some(extension?.kind())) else {
            if reader.skip(tag).is_err() {
                break;
            }
            continue;
        };
        let found = Found {
            kind,
            of,
            is_map: field.is_some_and(|field| field.is_map()),
            wire_type: tag.wire_type,
            value: reader,
        };
        if is_so(&found) {
            return true;
        }
        let mut value = reader;
        let inner = match tag.wire_type {
            WireType::Length => value.message().ok(),
            WireType::StartGroup => value.group(tag.number).ok(),
            _ => None,
        };
        if let (Kind::Message(of), Some(inner)) = (&found.kind, inner)
            && any_field(of, inner, is_so)
        {
            return true;
        }
        if reader.skip(tag).is_err() {
            break;
        }
    }
    of.full_name() == "google.protobuf.Any" && is_held_so(of.parent_pool(), start, is_so)
}

/// The same of what an Any holds.
fn is_held_so(
    pool: &DescriptorPool,
    mut any: Reader<'_>,
    is_so: &dyn Fn(&Found<'_>) -> bool,
) -> bool {
    let (mut held, mut content) = (None, Reader::new(&[]));
    while let Ok(tag) = any.tag() {
        let mut value = any;
        match (tag.number, value.length()) {
            (1, Ok(url)) => {
                let url = String::from_utf8_lossy(url);
                let name = url.rsplit('/').next().unwrap_or_default();
                held = pool.get_message_by_name(name);
            }
            (2, Ok(bytes)) => content = Reader::new(bytes),
            _ => {}
        }
        if any.skip(tag).is_err() {
            break;
        }
    }
    held.is_some_and(|of| any_field(&of, content, is_so))
}

/// An enum's number that has no name.
pub(crate) fn is_undeclared(found: &Found<'_>) -> bool {
    let Kind::Enum(one) = &found.kind else {
        return false;
    };
    let declares = |value: u64| one.values().any(|known| known.number() == value as i32);
    let mut reader = found.value;
    let values = match found.wire_type {
        WireType::Varint => vec![reader.varint()],
        WireType::Length => {
            let mut packed = reader.message().unwrap_or(Reader::new(&[]));
            let mut values = Vec::new();
            while !packed.is_empty() && !matches!(values.last(), Some(Err(_))) {
                values.push(packed.varint());
            }
            values
        }
        _ => Vec::new(),
    };
    values.into_iter().flatten().any(|value| !declares(value))
}

/// Whether anything comes twice that counts once, in a message or in what is in it; of maps, any two entries.
pub(crate) fn has_overwritten(of: &MessageDescriptor, mut reader: Reader<'_>) -> bool {
    let mut seen = Vec::new();
    while let Ok(tag) = reader.tag() {
        let mut value = reader;
        if let Some(field) = of.get_field(tag.number).filter(|field| !field.is_list()) {
            let oneof = field
                .containing_oneof()
                .map(|oneof| oneof.full_name().to_owned());
            let slot = oneof.unwrap_or_else(|| field.full_name().to_owned());
            if seen.contains(&slot) {
                return true;
            }
            seen.push(slot);
        }
        let kind = of.get_field(tag.number).map(|field| field.kind());
        let kind = kind.or_else(|| Some(of.get_extension(tag.number)?.kind()));
        let inner = match tag.wire_type {
            WireType::Length => value.message().ok(),
            WireType::StartGroup => value.group(tag.number).ok(),
            _ => None,
        };
        if let (Some(Kind::Message(of)), Some(inner)) = (kind, inner)
            && has_overwritten(&of, inner)
        {
            return true;
        }
        if reader.skip(tag).is_err() {
            break;
        }
    }
    false
}

/// Whether a list or a map of `Value` or `NullValue` is given as `null`.
pub(crate) fn has_null_list(pool: &DescriptorPool, of: &MessageDescriptor, tree: &Tree) -> bool {
    let Tree::Object(members) = tree else {
        return false;
    };
    let held = members.iter().find_map(|(key, value)| match value {
        Tree::Text(url) if key == "@type" && of.full_name() == "google.protobuf.Any" => {
            pool.get_message_by_name(url.rsplit('/').next()?)
        }
        _ => None,
    });
    let of = held.as_ref().unwrap_or(of);
    members.iter().any(|(key, value)| {
        let field = of
            .get_field_by_json_name(key)
            .or_else(|| of.get_field_by_name(key));
        let known = match (field, of.get_extension_by_json_name(key)) {
            (Some(field), _) => (field.kind(), field.is_list(), field.is_map()),
            (None, Some(extension)) => (extension.kind(), extension.is_list(), false),
            // Of an Any: the value of what has a form of its own.
            (None, None) => {
                return key == "value" && held.is_some() && has_null_list(pool, of, value);
            }
        };
        let (mut kind, is_list, is_map) = known;
        if let (Kind::Message(entry), true) = (&kind, is_map) {
            kind = entry.map_entry_value_field().kind();
        }
        let takes_null = match &kind {
            Kind::Message(one) => one.full_name() == "google.protobuf.Value",
            Kind::Enum(one) => one.full_name() == "google.protobuf.NullValue",
            _ => false,
        };
        if matches!(value, Tree::Leaf(_)) {
            return is_list && takes_null;
        }
        let Kind::Message(inner) = kind else {
            return false;
        };
        match value {
            Tree::List(items) => items.iter().any(|one| has_null_list(pool, &inner, one)),
            Tree::Object(entries) if is_map => {
                let mut values = entries.iter().map(|(_, value)| value);
                values.any(|one| has_null_list(pool, &inner, one))
            }
            value => has_null_list(pool, &inner, value),
        }
    })
}
