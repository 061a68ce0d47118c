//! ProtoJSON to wire bytes: messages, their fields, and lists.
//!
//! One pass, no value in memory: a key finds its field's plan, the plan says what its value must
//! be, and the value is appended to the output as it is read. A length that comes before what it
//! measures is filled in afterwards.

use smallvec::SmallVec;

use super::error::{Cause, Fault, FaultAt, JsonError, excerpt};
use super::lexer::{KEY, Lexer, SkipFault, StringToken};
use super::map::MapKey;
use crate::http_rule::nearest;
use crate::schema::{Cardinality, MessageId};
use crate::transcode::DEPTH_MAX;
use crate::transcode::plan::{FieldPlan, LengthWidth, MessagePlan, Plans};
use crate::transcode::scalar::{MaskSpelling, TextRules, is_default};
use crate::transcode::wire::write::{self, Length};

/// How deep nesting may be allowed to go at all: the stack is as deep.
pub const DEPTH_CEILING: u32 = 256;

/// How large a message may grow unless it is said otherwise.
pub const OUTPUT_MAX: usize = 64 << 20;

/// How a body is read. The default is ProtoJSON to the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecodeOptions {
    /// Members that are no field, and enum names that are not known, are read over.
    pub ignore_unknown_fields: bool,
    /// How many levels of messages, maps and values may stand inside each other; 1 to
    /// [`DEPTH_CEILING`], larger numbers count as that.
    pub depth_max: u32,
    /// How many bytes the message may take on the wire.
    pub output_max: usize,
    /// Field masks may spell names as the source does.
    pub lenient_field_mask: bool,
    pub case_insensitive_enums: bool,
    /// Required fields may be absent: other parts bring them, and the caller checks the whole.
    pub allow_missing_required: bool,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self {
            ignore_unknown_fields: false,
            depth_max: DEPTH_MAX,
            output_max: OUTPUT_MAX,
            lenient_field_mask: false,
            case_insensitive_enums: false,
            allow_missing_required: false,
        }
    }
}

/// Appends the wire bytes of a message that is written as JSON.
///
/// # Errors
/// When the text is not JSON, or not the JSON of this message; `out` is left as it was.
pub fn decode(
    plans: &Plans,
    message: MessageId,
    json: &[u8],
    options: &DecodeOptions,
    out: &mut Vec<u8>,
) -> Result<(), JsonError> {
    run(plans, json, options, out, |decoder| {
        decoder.message(message)
    })
}

/// Appends one field of a message, tags included, that is written as JSON: the value that its key
/// would have, so an array for a list. `null` appends nothing, as in a message.
///
/// # Errors
/// As [`decode`].
pub fn decode_field(
    plans: &Plans,
    message: MessageId,
    field: u16,
    json: &[u8],
    options: &DecodeOptions,
    out: &mut Vec<u8>,
) -> Result<(), JsonError> {
    let plan = plans.message(message);
    let field = plan.field(field);
    run(plans, json, options, out, |decoder| {
        let value = decoder.unless_null(plan, field, |decoder| decoder.field_value(field));
        value.map_err(|fault| fault.in_field(path_name(field)))
    })
}

fn run<'a>(
    plans: &'a Plans,
    json: &'a [u8],
    options: &DecodeOptions,
    out: &'a mut Vec<u8>,
    read: impl FnOnce(&mut Decoder<'a>) -> Result<(), Fault>,
) -> Result<(), JsonError> {
    let Ok(text) = simdutf8::basic::from_utf8(json) else {
        return Err(not_utf8(json));
    };
    let start = out.len();
    let mut decoder = Decoder::new(plans, text, options, out);
    match read(&mut decoder).and_then(|()| decoder.end()) {
        Ok(()) => Ok(()),
        Err(fault) => {
            decoder.out.truncate(start);
            Err(fault.report(json))
        }
    }
}

#[cold]
fn not_utf8(json: &[u8]) -> JsonError {
    let valid = simdutf8::compat::from_utf8(json).map_or_else(|e| e.valid_up_to(), str::len);
    FaultAt::new(valid, Cause::Utf8).report(json)
}

/// How many fields after the last one are tried as the next key, before it is looked up.
const FIELDS_AHEAD: usize = 3;

/// Below this depth a length is guessed from what is left of the text instead of from the last
/// time: moving content once per level would let a deep text cost its size times its depth.
const LEARNING_DEPTH_MAX: u32 = 8;

/// How many times the text may be read again for the `@type` of nested Anys.
const SCANS_MAX: usize = 8;

/// The reading of one text.
pub(super) struct Decoder<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) plans: &'a Plans,
    pub(super) out: &'a mut Vec<u8>,
    pub(super) rules: TextRules,
    pub(super) ignores_unknown: bool,
    allows_missing: bool,
    depth: u32,
    depth_max: u32,
    output_max: usize,
    /// The length of `out` that must not be passed.
    out_end_max: usize,
    /// One bit per field and per oneof of every message that is being read.
    seen: SmallVec<[u64; 16]>,
    /// The keys of every map that is being read.
    pub(super) keys: SmallVec<[MapKey; 8]>,
    pub(super) scratch: String,
    /// How many bytes may still be read twice.
    pub(super) scan_budget: usize,
    pub(super) json_widths: super::well_known::Widths,
}

impl<'a> Decoder<'a> {
    fn new(plans: &'a Plans, text: &'a str, options: &DecodeOptions, out: &'a mut Vec<u8>) -> Self {
        let mask_spelling = if options.lenient_field_mask {
            MaskSpelling::Either
        } else {
            MaskSpelling::JsonOnly
        };
        Self {
            lexer: Lexer::new(text),
            plans,
            rules: TextRules {
                mask_spelling,
                case_insensitive_enums: options.case_insensitive_enums,
            },
            ignores_unknown: options.ignore_unknown_fields,
            allows_missing: options.allow_missing_required,
            depth: 0,
            depth_max: options.depth_max.min(DEPTH_CEILING),
            output_max: options.output_max,
            out_end_max: out.len().saturating_add(options.output_max),
            out,
            seen: SmallVec::new(),
            keys: SmallVec::new(),
            scratch: String::new(),
            scan_budget: text.len().saturating_mul(SCANS_MAX),
            json_widths: super::well_known::Widths::default(),
        }
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.lexer.peek();
        if self.lexer.rest().is_empty() {
            self.check_size()
        } else {
            Err(self.lexer.syntax("nothing more"))
        }
    }

    /// The content of a message, without anything around it.
    pub(super) fn message(&mut self, id: MessageId) -> Result<(), Fault> {
        let plan = self.plans.message(id);
        match plan.well_known {
            None => self.members(plan, false),
            Some(known) => self.well_known(plan, known),
        }
    }

    /// The members of an object as the fields of a message. In an Any, `@type` was read before.
    pub(super) fn members(&mut self, plan: &'a MessagePlan, in_any: bool) -> Result<(), Fault> {
        self.enter(b'{', OBJECT)?;
        let seen = self.seen.len();
        let bits = plan.fields.len() + usize::from(plan.oneof_count);
        self.seen.resize(seen + bits / 64 + 1, 0);
        if self.lexer.peek() == b'}' {
            self.lexer.step();
        } else {
            let mut expected = 0;
            let mut has_type = false;
            loop {
                let at = self.lexer.at();
                match self.key(plan, expected)? {
                    Key::Field(index) => {
                        expected = usize::from(index) + 1;
                        let field = plan.field(index);
                        self.member(plan, field, seen, usize::from(index), at)
                            .map_err(|fault| fault.in_field(path_name(field)))?;
                    }
                    Key::Unknown(key) if in_any && self.is_type_key(&key) => {
                        self.type_again(&key, &mut has_type)?;
                    }
                    Key::Unknown(key) => self.unknown_member(plan, &key)?,
                }
                self.check_size()?;
                if !self.has_next_member()? {
                    break;
                }
            }
        }
        self.check_required(plan, seen)?;
        self.seen.truncate(seen);
        self.leave();
        Ok(())
    }

    /// Finds the field of the next key and reads the key and its colon.
    #[inline]
    fn key(&mut self, plan: &'a MessagePlan, expected: usize) -> Result<Key<'a>, Fault> {
        let rest = self.lexer.rest();
        let ahead = plan.fields.iter().enumerate().skip(expected);
        for (index, field) in ahead.take(FIELDS_AHEAD) {
            if rest.starts_with(field.key.as_bytes())
                && let Ok(index) = u16::try_from(index)
            {
                self.lexer.step_by(field.key.len());
                return Ok(Key::Field(index));
            }
        }
        let token = self.any_key()?;
        let name = token.unescape(&mut self.scratch);
        Ok(plan
            .index_of_name(name)
            .map_or(Key::Unknown(token), Key::Field))
    }

    /// Reads a key and its colon.
    pub(super) fn any_key(&mut self) -> Result<StringToken<'a>, Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.lexer.syntax(KEY));
        }
        let token = self.lexer.string()?;
        self.lexer.punctuation(b':', "':'")?;
        Ok(token)
    }

    /// After a member: whether there is another, which then comes next, or the object ends.
    #[inline]
    pub(super) fn has_next_member(&mut self) -> Result<bool, Fault> {
        let next = self.lexer.peek();
        if next == b',' {
            self.lexer.step();
            self.lexer.peek();
            return Ok(true);
        }
        if next != b'}' {
            return Err(self.lexer.syntax("',' or '}'"));
        }
        self.lexer.step();
        Ok(false)
    }

    /// After an element: whether there is another, or the array ends.
    #[inline]
    pub(super) fn has_next_element(&mut self) -> Result<bool, Fault> {
        let next = self.lexer.peek();
        if next != b',' && next != b']' {
            return Err(self.lexer.syntax("',' or ']'"));
        }
        self.lexer.step();
        Ok(next == b',')
    }

    fn member(
        &mut self,
        plan: &'a MessagePlan,
        field: &'a FieldPlan,
        seen: usize,
        index: usize,
        at: usize,
    ) -> Result<(), Fault> {
        if !self.mark(seen, index) {
            let name = field.json_name.to_string();
            return Err(FaultAt::new(at, Cause::FieldTwice { name }));
        }
        self.unless_null(plan, field, |decoder| {
            if let Some(oneof) = field.oneof
                && !decoder.mark(seen, plan.fields.len() + usize::from(oneof))
            {
                return Err(decoder.oneof_twice(plan, field, seen, at));
            }
            decoder.field_value(field)
        })
    }

    /// Reads a `null` that says that a field is absent, or else the value.
    pub(super) fn unless_null(
        &mut self,
        plan: &'a MessagePlan,
        field: &'a FieldPlan,
        value: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let is_null = self.lexer.peek() == b'n'
            && (!field.takes_null || field.is_list() || field.is_map())
            && self.lexer.word("null");
        if !is_null {
            return value(self);
        }
        if field.cardinality == Cardinality::Required && !self.allows_missing {
            return Err(self.required_missing(plan, field));
        }
        Ok(())
    }

    #[inline]
    fn field_value(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        match field.cardinality {
            Cardinality::Singular | Cardinality::Required => self.singular(field),
            Cardinality::Repeated if field.is_packed => self.packed(field),
            Cardinality::Repeated => self.list(field),
            Cardinality::Map => self.map(field),
        }
    }

    #[inline]
    pub(super) fn singular(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let start = self.out.len();
        write::tag(self.out, &field.tag);
        let value = self.out.len();
        let is_written = self.value(field)?;
        let is_absent = !is_written
            || (!field.has_presence && is_default(self.out.get(value..).unwrap_or_default()));
        if is_absent {
            self.out.truncate(start);
        }
        Ok(())
    }

    fn list(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        self.elements(|decoder| {
            let start = decoder.out.len();
            write::tag(decoder.out, &field.tag);
            if !decoder.value(field)? {
                decoder.out.truncate(start);
            }
            Ok(())
        })
    }

    fn packed(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let start = self.out.len();
        write::tag(self.out, &field.tag);
        let guess = self.guess(&field.length_width);
        let length = Length::open(self.out, guess);
        self.elements(|decoder| decoder.value(field).map(|_| ()))?;
        if self.out.len() == length.start() {
            self.out.truncate(start);
        } else {
            field.length_width.learn(guess, length.close(self.out));
        }
        Ok(())
    }

    /// The elements of an array.
    #[inline]
    pub(super) fn elements(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.lexer.peek() != b'[' {
            return Err(self.mismatch("a JSON array"));
        }
        self.lexer.step();
        if self.lexer.peek() == b']' {
            self.lexer.step();
            return Ok(());
        }
        let mut index = 0;
        loop {
            element(self).map_err(|fault| fault.in_element(index))?;
            self.check_size()?;
            if !self.has_next_element()? {
                return Ok(());
            }
            index += 1;
        }
    }

    /// Notes a field or oneof of a message; false if it was noted before.
    #[inline]
    fn mark(&mut self, seen: usize, bit: usize) -> bool {
        let Some(word) = self.seen.get_mut(seen + bit / 64) else {
            return true;
        };
        let mask = 1 << (bit % 64);
        let is_new = *word & mask == 0;
        *word |= mask;
        is_new
    }

    fn is_marked(&self, seen: usize, bit: usize) -> bool {
        let word = self.seen.get(seen + bit / 64).copied().unwrap_or_default();
        word & 1 << (bit % 64) != 0
    }

    fn check_required(&self, plan: &MessagePlan, seen: usize) -> Result<(), Fault> {
        if self.allows_missing {
            return Ok(());
        }
        for index in &plan.required {
            if !self.is_marked(seen, usize::from(*index)) {
                let field = plan.field(*index);
                return Err(self
                    .required_missing(plan, field)
                    .in_field(path_name(field)));
            }
        }
        Ok(())
    }

    /// The width that a length prefix is expected to take.
    #[inline]
    pub(super) fn guess(&self, learned: &LengthWidth) -> u8 {
        if self.depth <= LEARNING_DEPTH_MAX {
            learned.guess()
        } else {
            self.guess_by_rest()
        }
    }

    /// The width of the length of all that is left.
    fn guess_by_rest(&self) -> u8 {
        match self.lexer.rest().len() {
            0..0x80 => 1,
            0x80..0x4000 => 2,
            0x4000..0x20_0000 => 3,
            _ => 4,
        }
    }

    /// As [`Decoder::guess`], for what no plan remembers.
    pub(super) fn guess_or(&self, learned: u8) -> u8 {
        if self.depth <= LEARNING_DEPTH_MAX {
            learned
        } else {
            self.guess_by_rest()
        }
    }

    /// Reads an opening bracket, one level deeper.
    #[inline]
    pub(super) fn enter(&mut self, bracket: u8, expected: &'static str) -> Result<(), Fault> {
        if self.lexer.peek() != bracket {
            return Err(self.mismatch(expected));
        }
        if self.depth >= self.depth_max {
            return Err(self.too_deep(self.lexer.at()));
        }
        self.depth += 1;
        self.lexer.step();
        Ok(())
    }

    #[inline]
    pub(super) const fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Reads over a value that nobody asked for.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let left = self.depth_max.saturating_sub(self.depth);
        match self.lexer.skip(left as usize) {
            Ok(()) => Ok(()),
            Err(SkipFault::TooDeep(at)) => Err(self.too_deep(at)),
            Err(SkipFault::Other(fault)) => Err(fault),
        }
    }

    pub(super) fn unknown_member(
        &mut self,
        plan: &MessagePlan,
        key: &StringToken<'a>,
    ) -> Result<(), Fault> {
        if self.ignores_unknown {
            return self.skip();
        }
        let name = excerpt(key.unescape(&mut self.scratch));
        let known = plan.fields.iter();
        let near = nearest(
            &name,
            known.flat_map(|field| [&*field.json_name, &*field.name]),
        );
        let cause = Cause::UnknownField {
            near: near.map(str::to_owned),
            message: self.plans.schema().message(plan.id).name.to_string(),
            name: name.clone(),
        };
        Err(FaultAt::new(key.at, cause).in_field(&name))
    }

    #[inline]
    pub(super) fn check_size(&self) -> Result<(), Fault> {
        if self.out.len() > self.out_end_max {
            return Err(self.too_large());
        }
        Ok(())
    }

    #[cold]
    fn too_large(&self) -> Fault {
        let limit = self.output_max;
        FaultAt::new(self.lexer.at(), Cause::TooLarge { limit })
    }

    #[cold]
    fn too_deep(&self, at: usize) -> Fault {
        let limit = self.depth_max;
        FaultAt::new(at, Cause::TooDeep { limit })
    }

    #[cold]
    fn required_missing(&self, plan: &MessagePlan, field: &FieldPlan) -> Fault {
        let cause = Cause::RequiredMissing {
            field: field.json_name.to_string(),
            message: self.plans.schema().message(plan.id).name.to_string(),
        };
        // The place is where the object, or the null, ended.
        FaultAt::new(self.lexer.at().saturating_sub(1), cause)
    }

    #[cold]
    fn oneof_twice(&self, plan: &MessagePlan, field: &FieldPlan, seen: usize, at: usize) -> Fault {
        let first = plan.fields.iter().enumerate().find(|(index, other)| {
            other.oneof == field.oneof
                && other.number != field.number
                && self.is_marked(seen, *index)
        });
        let schema = self.plans.schema().message(plan.id);
        let oneof = field
            .oneof
            .and_then(|at| schema.oneofs.get(usize::from(at)));
        let cause = Cause::OneofTwice {
            oneof: oneof.map(ToString::to_string).unwrap_or_default(),
            first: first
                .map(|(_, first)| first.json_name.to_string())
                .unwrap_or_default(),
            second: field.json_name.to_string(),
        };
        FaultAt::new(at, cause)
    }

    /// What comes is not of the type that is expected.
    #[cold]
    pub(super) fn mismatch(&self, expected: &'static str) -> Fault {
        FaultAt::value(self.lexer.text(), self.lexer.at(), expected)
    }
}

enum Key<'a> {
    Field(u16),
    Unknown(StringToken<'a>),
}

pub(super) const OBJECT: &str = "a JSON object";

/// A field in a path: an extension stands in brackets.
fn path_name(field: &FieldPlan) -> &str {
    if field.json_name.starts_with('[') {
        &field.json_name
    } else {
        &field.name
    }
}
