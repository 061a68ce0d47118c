//! Messages whose fields are scattered over the wire: note where each stands, merge, then write.

use std::ops::Range;

use super::{Defaults, EncodeError, EncodeErrorKind, Encoder, field, well_known};
use crate::schema::{Cardinality, Kind, MessageId};
use crate::transcode::plan::{FieldPlan, MessagePlan, WireType};
use crate::transcode::seen::Seen;
use crate::transcode::wire::read::{ReadTag, Reader};

/// A value of a field on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Occurrence {
    field: u16,
    /// Where the value starts, behind its tag.
    at: usize,
    is_packed: bool,
}

impl<'p> Encoder<'p, '_> {
    /// Writes the fields of a message into an object that is open, in the order in which they are
    /// declared; see [`Self::members`].
    pub(super) fn gather(
        &mut self,
        plan: &'p MessagePlan,
        reader: Reader<'_>,
        mut is_first: bool,
    ) -> Result<bool, EncodeError> {
        let start = self.gathered.len();
        self.scan(plan, reader, None)?;
        let mut seen = Seen::open(plan, &mut self.seen);
        let mut from = start;
        while let Some(first) = self.gathered.get(from).copied() {
            let until = self.end_of_field(from, first.field);
            let field = plan.field(first.field);
            let is_set = self
                .gathered_field(field, reader, from..until, &mut is_first)
                .map_err(|error| error.in_field(&field.name))?;
            if is_set {
                seen.mark(&mut self.seen, usize::from(first.field));
            }
            self.check_size()?;
            from = until;
        }
        self.unset_fields(plan, &seen, &mut is_first)?;
        seen.close(&mut self.seen);
        self.gathered.truncate(start);
        Ok(is_first)
    }

    /// Writes one field of a message, without its key; see [`super::encode_field`].
    pub(super) fn lone_field(
        &mut self,
        message: MessageId,
        index: u16,
        reader: Reader<'_>,
    ) -> Result<(), EncodeError> {
        let plan = self.plans.message(message);
        let field = plan.field(index);
        self.enter()?;
        self.scan(plan, reader, Some(index))?;
        let run = 0..self.gathered.len();
        let is_message = field.kind.message().is_some() && !field.is_list() && !field.is_map();
        let written = match (run.is_empty(), is_message) {
            (true, true) => {
                self.out.extend_from_slice(b"null");
                Ok(())
            }
            (true, false) => self.unset_value(field),
            (false, _) => self.gathered_value(field, reader, run).map(drop),
        };
        written.map_err(|error| error.in_field(&field.name))?;
        self.check_size()
    }

    /// Notes the values of `only`, or of all fields, sorted by field and within it by place. Of a
    /// oneof only those are kept that stand behind the last value of another member.
    fn scan(
        &mut self,
        plan: &MessagePlan,
        mut reader: Reader<'_>,
        only: Option<u16>,
    ) -> Result<(), EncodeError> {
        let start = self.gathered.len();
        while !reader.is_empty() {
            let mut tag = reader.tag()?;
            let mut value = reader;
            reader.skip(tag)?;
            if plan.is_message_set && tag.wire_type == WireType::StartGroup && tag.number == 1 {
                match message_set_item(value.group(tag.number)?)? {
                    Some(item) => (tag, value) = item,
                    None => continue,
                }
            }
            let Some(index) = plan.index_of_number(tag.number) else {
                continue;
            };
            let field = plan.field(index);
            let is_wanted = only.is_none_or(|only| {
                only == index || (field.oneof.is_some() && field.oneof == plan.field(only).oneof)
            });
            if !is_wanted || !field::fits(field, tag.wire_type) {
                continue;
            }
            let is_packed = field::is_packed(field, tag.wire_type);
            let at = value.position();
            if !is_packed && self.skips_unknown(field, &mut value)? {
                continue;
            }
            self.gathered.push(Occurrence {
                field: index,
                at,
                is_packed,
            });
        }
        self.drop_overwritten(plan, start);
        if let Some(only) = only {
            // Only oneofs brought others, and of a oneof one member is left.
            let others = |found: &Occurrence| found.field != only;
            if self.gathered.get(start).is_some_and(others) {
                self.gathered.truncate(start);
            }
        }
        self.gathered
            .get_mut(start..)
            .unwrap_or_default()
            .sort_unstable();
        Ok(())
    }

    fn drop_overwritten(&mut self, plan: &MessagePlan, start: usize) {
        if plan.oneof_count == 0 {
            return;
        }
        // From the back: the first member met is the one that counts, and the second ends it.
        let mut counts: Vec<Option<u16>> = vec![None; usize::from(plan.oneof_count)];
        let mut is_over = vec![false; usize::from(plan.oneof_count)];
        let mut kept = self.gathered.split_off(start);
        kept.reverse();
        kept.retain(|found| {
            let Some(oneof) = plan.field(found.field).oneof.map(usize::from) else {
                return true;
            };
            let (Some(count), Some(over)) = (counts.get_mut(oneof), is_over.get_mut(oneof)) else {
                return true;
            };
            *over |= *count.get_or_insert(found.field) != found.field;
            !*over
        });
        kept.reverse();
        self.gathered.append(&mut kept);
    }

    /// Where the run of `field` that starts at `from` ends.
    fn end_of_field(&self, from: usize, field: u16) -> usize {
        let rest = self.gathered.get(from..).unwrap_or_default();
        from + rest.partition_point(|found| found.field <= field)
    }

    /// Writes a field from its run of values; returns whether it counts as set.
    fn gathered_field(
        &mut self,
        field: &'p FieldPlan,
        reader: Reader<'_>,
        run: Range<usize>,
        is_first: &mut bool,
    ) -> Result<bool, EncodeError> {
        if !field.has_presence && !field.is_list() && !field.is_map() {
            let mut last = reader.at(self.position(run.end - 1));
            if self.options.defaults == Defaults::Omit && field::skips_default(field, &mut last)? {
                return Ok(true);
            }
        }
        let before = self.out.len();
        let was_first = *is_first;
        self.key(field, is_first);
        if self.gathered_value(field, reader, run)? {
            return Ok(true);
        }
        // All of the list or the map is unknown fields.
        self.out.truncate(before);
        *is_first = was_first;
        Ok(false)
    }

    /// Writes the value of a run; returns whether it is other than an empty list or map.
    fn gathered_value(
        &mut self,
        field: &'p FieldPlan,
        reader: Reader<'_>,
        run: Range<usize>,
    ) -> Result<bool, EncodeError> {
        match field.cardinality {
            Cardinality::Repeated => {
                self.open(b'[');
                let mut count = 0;
                for index in run {
                    let is_packed = self.gathered.get(index).is_some_and(|one| one.is_packed);
                    let mut value = reader.at(self.position(index));
                    self.elements(field, is_packed, &mut value, &mut count)?;
                }
                self.close(b']', count == 0);
                Ok(count > 0)
            }
            Cardinality::Map => {
                let positions: Vec<_> = run.map(|index| self.position(index)).collect();
                self.deduplicated_map(field, reader, &positions)
            }
            Cardinality::Singular | Cardinality::Required => {
                let positions: Vec<_> = run.map(|index| self.position(index)).collect();
                match positions.as_slice() {
                    [.., _, _] if field.kind.message().is_some() => {
                        self.merged_message(field, reader, &positions)?;
                    }
                    [.., last] => self.value(field, &mut reader.at(*last))?,
                    [] => {}
                }
                Ok(true)
            }
        }
    }

    fn position(&self, index: usize) -> usize {
        self.gathered.get(index).map_or(0, |found| found.at)
    }

    /// Writes a message whose parts stand at `positions`: put together, they are the message.
    pub(super) fn merged_message(
        &mut self,
        field: &'p FieldPlan,
        reader: Reader<'_>,
        positions: &[usize],
    ) -> Result<(), EncodeError> {
        let mut whole = Vec::new();
        for &position in positions {
            let mut at = reader.at(position);
            let part = match field.kind {
                Kind::Group(_) => at.group(field.number)?,
                _ => at.message()?,
            };
            // A part that ends within a field must not go on in the next one.
            well_known::check(part)?;
            self.merge_left = self
                .merge_left
                .checked_sub(part.rest().len())
                .ok_or_else(|| EncodeError::new(EncodeErrorKind::TooScattered))?;
            whole.extend_from_slice(part.rest());
        }
        match field.kind.message() {
            Some(id) => self.message(id, Reader::new(&whole)),
            None => Ok(()),
        }
    }
}

/// The type and the message of an item of a message set: the field that it stands for.
fn message_set_item(mut item: Reader<'_>) -> Result<Option<(ReadTag, Reader<'_>)>, EncodeError> {
    let mut type_id = None;
    let mut message = None;
    while !item.is_empty() {
        let tag = item.tag()?;
        let mut value = item;
        item.skip(tag)?;
        match (tag.number, tag.wire_type) {
            (2, WireType::Varint) => type_id = Some(value.varint()?),
            (3, WireType::Length) => message = Some(value),
            _ => {}
        }
    }
    let number = type_id.and_then(|id| u32::try_from(id).ok());
    Ok(number.zip(message).map(|(number, value)| {
        let wire_type = WireType::Length;
        (ReadTag { number, wire_type }, value)
    }))
}
