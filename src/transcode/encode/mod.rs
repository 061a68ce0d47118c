//! Protobuf wire bytes to ProtoJSON text, in one pass.
//!
//! ```text
//! message --+-- a form of its own ----------------------------------> well_known, any
//!           +-- stream: as the wire has it, while no field comes back
//!                  |  a field comes back, or something is wrong
//!                  +--> gather: note where each field stands, merge, write in field order
//! ```
//!
//! An encoder writes a list in one run and a singular field once, so streaming nearly always
//! suffices. Where it does not, what was written of the message is cut off again and the message
//! is gathered. Everything inside a gathered message is gathered too: a message is thus read at
//! most twice for each level that it is nested in.

mod any;
mod error;
mod field;
mod gather;
mod map;
mod scalar;
mod status;
#[cfg(test)]
mod tests;
mod well_known;

use foldhash::fast::RandomState;
use smallvec::SmallVec;

pub use error::{EncodeError, EncodeErrorKind};
pub use status::{render_detail, render_details, render_status};

use super::DEPTH_MAX;
use super::plan::{FieldPlan, MessagePlan, Plans};
use super::seen::{Seen, Spill, oneof_bit};
use super::wire::read::Reader;
use crate::schema::{Cardinality, MessageId};
use gather::Occurrence;

/// How the JSON is to look, and its limits. The default is ProtoJSON's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeOptions {
    pub defaults: Defaults,
    /// Keys are the names in the source, not lowerCamelCase.
    pub preserve_proto_field_names: bool,
    pub enums_as_numbers: bool,
    /// 64-bit integers without quotes. Many readers of JSON then lose digits above 2^53.
    pub int64_as_numbers: bool,
    /// Spaces per level; `None` writes no white space at all.
    pub indent: Option<u8>,
    /// Levels of messages below the outermost. Default 100. Each takes stack: 5 KiB when
    /// not optimized, so that a thread's usual 2 MiB do for 400.
    pub depth_max: u32,
    /// Bytes of JSON for one message; what is over by less than one value may be written before
    /// it is noticed. Default 64 MiB.
    pub output_max: usize,
    /// An Any whose type is not loaded, or whose value is broken, becomes its `@type` and its
    /// `value` in base64 instead of an error.
    pub any_fallback: bool,
}

/// What is written for a field that is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Defaults {
    /// Nothing, nor for a field without presence that holds its default value.
    Omit,
    /// The default value of every field without presence, `[]` and `{}` too; what protobuf calls
    /// `always_print_fields_with_no_presence`.
    NoPresence,
    /// The same, and `null` for a message field that is in no oneof; Go's `EmitUnpopulated`.
    Unpopulated,
}

/// The default of [`EncodeOptions::output_max`].
pub const OUTPUT_BYTES_MAX: usize = 64 << 20;

impl Default for EncodeOptions {
    fn default() -> Self {
        Self::PROTO_JSON
    }
}

impl EncodeOptions {
    pub(super) const PROTO_JSON: Self = Self {
        defaults: Defaults::Omit,
        preserve_proto_field_names: false,
        enums_as_numbers: false,
        int64_as_numbers: false,
        indent: None,
        depth_max: DEPTH_MAX,
        output_max: OUTPUT_BYTES_MAX,
        any_fallback: false,
    };
}

/// Appends a message as JSON.
///
/// # Errors
/// When the message has no JSON form or a limit is reached; `out` is then as it was.
pub fn encode(
    plans: &Plans,
    message: MessageId,
    wire: &[u8],
    options: &EncodeOptions,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let start = out.len();
    Encoder::new(plans, options, wire.len(), out)
        .message(message, Reader::new(wire))
        .inspect_err(|_| out.truncate(start))
}

/// Appends one field of a message as JSON: a `response_body`.
///
/// A list that is not set is `[]`, a map `{}`, a message `null`, a scalar its default value.
///
/// # Errors
/// As [`encode`].
pub fn encode_field(
    plans: &Plans,
    message: MessageId,
    field: u16,
    wire: &[u8],
    options: &EncodeOptions,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let start = out.len();
    Encoder::new(plans, options, wire.len(), out)
        .lone_field(message, field, Reader::new(wire))
        .inspect_err(|_| out.truncate(start))
}

/// One call of [`encode`]. The stacks are shared by all messages that are open.
struct Encoder<'p, 'o> {
    plans: &'p Plans,
    options: &'p EncodeOptions,
    out: &'o mut Vec<u8>,
    /// The length of `out` that must not be passed.
    out_end: usize,
    seen: Spill,
    /// The hash of each key of each open map.
    keys: SmallVec<[u64; 16]>,
    hasher: RandomState,
    gathered: Vec<Occurrence>,
    /// Bytes that may still be copied to merge what is split.
    merge_left: usize,
    depth: u32,
    /// Of indentation.
    level: usize,
    is_gathering: bool,
}

/// What to go back to when what was written must be cut off.
#[derive(Clone, Copy)]
struct Mark {
    out: usize,
    seen: usize,
    keys: usize,
    gathered: usize,
    depth: u32,
    level: usize,
    is_gathering: bool,
}

/// Nothing but a hostile message is copied more than this times in merging its parts.
const MERGE_FACTOR: usize = 8;

impl<'p, 'o> Encoder<'p, 'o> {
    fn new(
        plans: &'p Plans,
        options: &'p EncodeOptions,
        wire_length: usize,
        out: &'o mut Vec<u8>,
    ) -> Self {
        Self {
            plans,
            options,
            out_end: out.len().saturating_add(options.output_max),
            out,
            seen: Spill::new(),
            keys: SmallVec::new(),
            hasher: RandomState::default(),
            gathered: Vec::new(),
            merge_left: wire_length.saturating_mul(MERGE_FACTOR),
            depth: 0,
            level: 0,
            is_gathering: false,
        }
    }

    /// Writes a message in its own JSON form.
    fn message(&mut self, id: MessageId, reader: Reader<'_>) -> Result<(), EncodeError> {
        let plan = self.plans.message(id);
        self.enter()?;
        match plan.well_known {
            None => {
                self.open(b'{');
                let is_empty = self.members(plan, reader, true)?;
                self.close(b'}', is_empty);
            }
            Some(kind) => self.well_known(kind, plan, reader)?,
        }
        self.depth -= 1;
        Ok(())
    }

    fn enter(&mut self) -> Result<(), EncodeError> {
        let max = self.options.depth_max;
        if self.depth > max {
            return Err(EncodeError::new(EncodeErrorKind::TooDeep { max }));
        }
        self.depth += 1;
        Ok(())
    }

    /// Writes the fields of a message into an object that is open, and returns whether the object
    /// is still empty; `is_first` says whether it was.
    fn members(
        &mut self,
        plan: &'p MessagePlan,
        reader: Reader<'_>,
        is_first: bool,
    ) -> Result<bool, EncodeError> {
        let mark = self.mark();
        if !self.is_gathering && !plan.is_message_set {
            match self.stream(plan, reader, is_first) {
                Ok(Some(is_first)) => return Ok(is_first),
                Err(error) if error.is_final() => return Err(error),
                // What is wrong may be overwritten by what comes later.
                Ok(None) | Err(_) => self.restore(mark),
            }
        }
        self.is_gathering = true;
        let is_first = self.gather(plan, reader, is_first)?;
        self.is_gathering = mark.is_gathering;
        Ok(is_first)
    }

    /// Writes fields as they come; `None` when one comes back.
    fn stream(
        &mut self,
        plan: &'p MessagePlan,
        mut reader: Reader<'_>,
        mut is_first: bool,
    ) -> Result<Option<bool>, EncodeError> {
        let mut seen = Seen::open(plan, &mut self.seen);
        while !reader.is_empty() {
            let tag = reader.tag()?;
            let known = plan.index_of_number(tag.number);
            let Some((index, field)) = known
                .map(|index| (index, plan.field(index)))
                .filter(|(_, field)| field::fits(field, tag.wire_type))
            else {
                reader.skip(tag)?;
                continue;
            };
            let index = usize::from(index);
            if seen.has(&self.seen, index) {
                return Ok(None);
            }
            let oneof = field.oneof.map(|oneof| oneof_bit(plan, oneof));
            if oneof.is_some_and(|bit| seen.has(&self.seen, bit)) {
                return Ok(None);
            }
            let written = match field.cardinality {
                Cardinality::Singular | Cardinality::Required => {
                    self.singular(field, &mut reader, &mut is_first).map(Some)
                }
                Cardinality::Repeated => {
                    self.list(field, tag, &mut reader, &mut is_first).map(Some)
                }
                Cardinality::Map => self.map(field, &mut reader, &mut is_first),
            };
            let Some(is_set) = written.map_err(|error| error.in_field(&field.name))? else {
                return Ok(None);
            };
            if is_set {
                seen.mark(&mut self.seen, index);
                if let Some(bit) = oneof {
                    seen.mark(&mut self.seen, bit);
                }
            }
            self.check_size()?;
        }
        self.unset_fields(plan, &seen, &mut is_first)?;
        seen.close(&mut self.seen);
        Ok(Some(is_first))
    }

    /// Writes what is to be written for the fields that are not set.
    fn unset_fields(
        &mut self,
        plan: &'p MessagePlan,
        seen: &Seen,
        is_first: &mut bool,
    ) -> Result<(), EncodeError> {
        if self.options.defaults == Defaults::Omit {
            return Ok(());
        }
        let with_null = self.options.defaults == Defaults::Unpopulated;
        for (index, field) in plan.fields.iter().enumerate() {
            // Extensions are not part of what a message is known to have.
            if seen.has(&self.seen, index) || field.is_extension {
                continue;
            }
            if field.is_list() || field.is_map() || !field.has_presence {
                self.key(field, is_first);
                self.unset_value(field)?;
            } else if with_null && field.kind.message().is_some() && field.oneof.is_none() {
                self.key(field, is_first);
                self.out.extend_from_slice(b"null");
            }
            self.check_size()?;
        }
        Ok(())
    }

    fn check_size(&self) -> Result<(), EncodeError> {
        if self.out.len() > self.out_end {
            let max = self.options.output_max;
            return Err(EncodeError::new(EncodeErrorKind::TooLarge { max }));
        }
        Ok(())
    }

    /// Writes the key of a member, and the comma in front of it.
    #[inline]
    fn key(&mut self, field: &FieldPlan, is_first: &mut bool) {
        if self.options.indent.is_none() && !self.options.preserve_proto_field_names {
            let member = field.member.as_bytes();
            let from = usize::from(std::mem::take(is_first));
            self.out
                .extend_from_slice(member.get(from..).unwrap_or_default());
            return;
        }
        self.other_key(field, is_first);
    }

    fn other_key(&mut self, field: &FieldPlan, is_first: &mut bool) {
        self.separate(is_first);
        if self.options.preserve_proto_field_names && !field.is_extension {
            // A name in the source is an identifier: there is nothing to escape.
            self.out.push(b'"');
            self.out.extend_from_slice(field.name.as_bytes());
            self.out.extend_from_slice(b"\":");
        } else {
            self.out.extend_from_slice(field.key().as_bytes());
        }
        self.space();
    }

    /// What stands in front of every member of an object and every item of a list.
    fn separate(&mut self, is_first: &mut bool) {
        if !*is_first {
            self.out.push(b',');
        }
        *is_first = false;
        self.break_line();
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.level += 1;
    }

    fn close(&mut self, bracket: u8, is_empty: bool) {
        self.level -= 1;
        if !is_empty {
            self.break_line();
        }
        self.out.push(bracket);
    }

    fn break_line(&mut self) {
        if let Some(spaces) = self.options.indent {
            self.out.push(b'\n');
            let width = self.level * usize::from(spaces);
            self.out.resize(self.out.len() + width, b' ');
        }
    }

    fn space(&mut self) {
        if self.options.indent.is_some() {
            self.out.push(b' ');
        }
    }

    fn mark(&self) -> Mark {
        Mark {
            out: self.out.len(),
            seen: self.seen.len(),
            keys: self.keys.len(),
            gathered: self.gathered.len(),
            depth: self.depth,
            level: self.level,
            is_gathering: self.is_gathering,
        }
    }

    fn restore(&mut self, mark: Mark) {
        self.out.truncate(mark.out);
        self.seen.truncate(mark.seen);
        self.keys.truncate(mark.keys);
        self.gathered.truncate(mark.gathered);
        self.depth = mark.depth;
        self.level = mark.level;
        self.is_gathering = mark.is_gathering;
    }
}
