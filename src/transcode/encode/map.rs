//! Maps: entries with a key, a value, both or neither, and keys that come back.

use std::hash::BuildHasher as _;

use super::{EncodeError, Encoder, field, scalar};
use crate::schema::Kind;
use crate::transcode::plan::FieldPlan;
use crate::transcode::wire::read::Reader;

/// Where the parts of an entry stand; the last of each counts.
struct Entry {
    key: Option<usize>,
    value: Option<usize>,
    /// The value is a message that occurs more than once.
    is_split: bool,
}

/// The key and the value of a map's entries.
#[derive(Clone, Copy)]
pub(super) struct Parts<'p> {
    key: &'p FieldPlan,
    value: &'p FieldPlan,
}

impl<'p> Encoder<'p, '_> {
    /// The parts of a map's entries; `None` of a map that was not linked.
    pub(super) fn parts(&self, field: &FieldPlan) -> Option<Parts<'p>> {
        let entry = self.plans.message(field.kind.message()?);
        let (key, value) = entry.entry()?;
        Some(Parts { key, value })
    }

    /// Writes a map from its run of entries, the first of which has its tag read. Returns whether
    /// there were any; `None` if a key comes back.
    pub(super) fn map(
        &mut self,
        field: &'p FieldPlan,
        reader: &mut Reader<'_>,
        is_first: &mut bool,
    ) -> Result<Option<bool>, EncodeError> {
        let Some(parts) = self.parts(field) else {
            reader.message()?;
            return Ok(Some(false));
        };
        let keys = self.keys.len();
        let before = self.out.len();
        let was_first = *is_first;
        self.key(field, is_first);
        self.open(b'{');
        let mut is_empty = true;
        loop {
            let entry = reader.message()?;
            self.entry(parts, entry, &mut is_empty)?;
            if field::next_of_run(field, reader)?.is_none() {
                break;
            }
        }
        self.close(b'}', is_empty);
        if is_empty {
            self.out.truncate(before);
            *is_first = was_first;
        }
        Ok((!self.closes_with_duplicate(keys)).then_some(!is_empty))
    }

    /// Writes the entries at `positions`, of each key the last, as an object; returns whether
    /// there were any.
    pub(super) fn deduplicated_map(
        &mut self,
        field: &'p FieldPlan,
        reader: Reader<'_>,
        positions: &[usize],
    ) -> Result<bool, EncodeError> {
        let Some(parts) = self.parts(field) else {
            self.out.extend_from_slice(b"{}");
            return Ok(false);
        };
        let mut keyed = Vec::with_capacity(positions.len());
        for &position in positions {
            let entry = reader.at(position).message()?;
            if let Some(found) = self.parse(parts, entry)? {
                let start = self.out.len();
                self.map_key(parts.key, found.key.map(|at| entry.at(at)))?;
                keyed.push((self.out.split_off(start), position));
            }
        }
        keyed.sort_unstable();
        let mut last: Vec<_> = keyed
            .chunk_by(|(a, _), (b, _)| a == b)
            .filter_map(|same| same.last().map(|(_, position)| *position))
            .collect();
        last.sort_unstable();
        self.open(b'{');
        let keys = self.keys.len();
        let mut is_empty = true;
        for position in last {
            self.entry(parts, reader.at(position).message()?, &mut is_empty)?;
        }
        self.keys.truncate(keys);
        self.close(b'}', is_empty);
        Ok(!is_empty)
    }

    /// Forgets the keys of a map; tells whether one of them came twice. Two different keys with
    /// one hash do no harm: the map is then written in the slower way.
    pub(super) fn closes_with_duplicate(&mut self, start: usize) -> bool {
        let keys = self.keys.get_mut(start..).unwrap_or_default();
        keys.sort_unstable();
        let is_duplicate = keys.windows(2).any(|pair| pair.first() == pair.last());
        self.keys.truncate(start);
        is_duplicate
    }

    /// Writes an entry into an object that is open, unless it is an unknown field because its
    /// value is one that a closed enum does not declare.
    pub(super) fn entry(
        &mut self,
        parts: Parts<'p>,
        reader: Reader<'_>,
        is_empty: &mut bool,
    ) -> Result<(), EncodeError> {
        let Some(entry) = self.parse(parts, reader)? else {
            return Ok(());
        };
        self.separate(is_empty);
        let start = self.out.len();
        self.map_key(parts.key, entry.key.map(|at| reader.at(at)))?;
        let end = self.out.len();
        let key = self.out.get(start..end).unwrap_or_default();
        self.keys.push(self.hasher.hash_one(key));
        self.out.push(b':');
        self.space();
        let written = match entry.value {
            Some(_) if entry.is_split => self.split_value(parts.value, reader),
            Some(at) => self.value(parts.value, &mut reader.at(at)),
            None => self.default_value(parts.value),
        };
        if let Err(error) = written {
            let key = self.out.get(start..end).unwrap_or_default();
            return Err(error.at(&String::from_utf8_lossy(key)));
        }
        self.check_size()
    }

    /// Finds the parts of an entry; `None` if the entry is an unknown field.
    fn parse(
        &self,
        parts: Parts<'_>,
        mut reader: Reader<'_>,
    ) -> Result<Option<Entry>, EncodeError> {
        let mut entry = Entry {
            key: None,
            value: None,
            is_split: false,
        };
        while !reader.is_empty() {
            let tag = reader.tag()?;
            let at = reader.position();
            reader.skip(tag)?;
            if tag.number == parts.key.number && field::fits(parts.key, tag.wire_type) {
                entry.key = Some(at);
            } else if tag.number == parts.value.number && field::fits(parts.value, tag.wire_type) {
                entry.is_split = entry.value.is_some() && parts.value.kind.message().is_some();
                entry.value = Some(at);
            }
        }
        if let Some(at) = entry.value
            && self.skips_unknown(parts.value, &mut reader.at(at))?
        {
            return Ok(None);
        }
        Ok(Some(entry))
    }

    /// Writes a value that occurs more than once in its entry: messages merge.
    fn split_value(
        &mut self,
        value: &'p FieldPlan,
        mut reader: Reader<'_>,
    ) -> Result<(), EncodeError> {
        let mut positions = Vec::new();
        let start = reader;
        while !reader.is_empty() {
            let tag = reader.tag()?;
            if tag.number == value.number && field::fits(value, tag.wire_type) {
                positions.push(reader.position());
            }
            reader.skip(tag)?;
        }
        self.merged_message(value, start, &positions)
    }

    fn map_key(
        &mut self,
        field: &FieldPlan,
        reader: Option<Reader<'_>>,
    ) -> Result<(), EncodeError> {
        let Some(mut reader) = reader else {
            let text: &[u8] = match field.kind {
                Kind::String => b"\"\"",
                Kind::Bool => b"\"false\"",
                _ => b"\"0\"",
            };
            self.out.extend_from_slice(text);
            return Ok(());
        };
        let out = &mut *self.out;
        match field.kind {
            Kind::String => self.string(reader.length()?, field.checks_utf8)?,
            Kind::Bool => {
                let is_true = reader.varint()? != 0;
                out.extend_from_slice(if is_true { b"\"true\"" } else { b"\"false\"" });
            }
            Kind::Int32 => scalar::quoted_integer(out, reader.varint()? as i32),
            Kind::Uint32 => scalar::quoted_integer(out, reader.varint()? as u32),
            Kind::Sint32 => {
                let value = field::zigzag(u64::from(reader.varint()? as u32));
                scalar::quoted_integer(out, value as i32);
            }
            Kind::Fixed32 => scalar::quoted_integer(out, reader.fixed32()?),
            Kind::Sfixed32 => scalar::quoted_integer(out, reader.fixed32()? as i32),
            Kind::Int64 => scalar::quoted_integer(out, reader.varint()? as i64),
            Kind::Uint64 => scalar::quoted_integer(out, reader.varint()?),
            Kind::Sint64 => scalar::quoted_integer(out, field::zigzag(reader.varint()?)),
            Kind::Fixed64 => scalar::quoted_integer(out, reader.fixed64()?),
            Kind::Sfixed64 => scalar::quoted_integer(out, reader.fixed64()? as i64),
            // No compiler lets these be keys; an entry is read as an empty key at worst.
            Kind::Double
            | Kind::Float
            | Kind::Bytes
            | Kind::Enum(_)
            | Kind::Message(_)
            | Kind::Group(_) => out.extend_from_slice(b"\"\""),
        }
        Ok(())
    }
}
