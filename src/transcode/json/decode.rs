//! ProtoJSON to wire bytes: what is read, how, and within which limits.
//!
//! One pass, no value in memory: a key finds its field's plan, the plan says what its value must
//! be, and the value is appended to the output as it is read. A length that comes before what it
//! measures is filled in afterwards.

use smallvec::SmallVec;

use super::error::{Cause, Fault, FaultAt, JsonError};
use super::lexer::{Lexer, SkipFault};
use super::map::MapKey;
use super::message::path_name;
use super::well_known::Widths;
use crate::schema::MessageId;
use crate::transcode::DEPTH_MAX;
use crate::transcode::plan::{LengthWidth, Plans};
use crate::transcode::scalar::{MaskSpelling, TextRules};
use crate::transcode::seen::Spill;

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
    out: &mut Vec<u8>,
    read: impl FnOnce(&mut Decoder<'a>) -> Result<(), Fault>,
) -> Result<(), JsonError> {
    let Ok(text) = simdutf8::basic::from_utf8(json) else {
        return Err(not_utf8(json));
    };
    let start = out.len();
    // Owned while it is written to: one indirection less at each byte.
    let mut decoder = Decoder::new(plans, text, options, std::mem::take(out));
    let read = read(&mut decoder).and_then(|()| decoder.end());
    *out = decoder.out;
    read.map_err(|fault| {
        out.truncate(start);
        fault.report(json)
    })
}

#[cold]
fn not_utf8(json: &[u8]) -> JsonError {
    let valid = simdutf8::compat::from_utf8(json).map_or_else(|e| e.valid_up_to(), str::len);
    FaultAt::new(valid, Cause::Utf8).report(json)
}

/// Below this depth a length is guessed from what is left of the text instead of from the last
/// time: moving content once per level would let a deep text cost its size times its depth.
const LEARNING_DEPTH_MAX: u32 = 8;

/// How many times the text may be read again for the `@type` of nested Anys.
const SCANS_MAX: usize = 8;

/// The reading of one text.
pub(super) struct Decoder<'a> {
    pub(super) lexer: Lexer<'a>,
    pub(super) plans: &'a Plans,
    pub(super) out: Vec<u8>,
    pub(super) rules: TextRules,
    pub(super) ignores_unknown: bool,
    pub(super) allows_missing: bool,
    depth: u32,
    depth_max: u32,
    output_max: usize,
    /// The length of `out` that must not be passed.
    out_end_max: usize,
    /// The bits of the messages that are being read and have more than one word of them.
    pub(super) seen: Spill,
    /// The keys of every map that is being read.
    pub(super) keys: SmallVec<[MapKey; 8]>,
    pub(super) scratch: String,
    /// How many bytes may still be read twice.
    pub(super) scan_budget: usize,
    pub(super) json_widths: Widths,
}

impl<'a> Decoder<'a> {
    fn new(plans: &'a Plans, text: &'a str, options: &DecodeOptions, out: Vec<u8>) -> Self {
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
            seen: Spill::new(),
            keys: SmallVec::new(),
            scratch: String::new(),
            scan_budget: text.len().saturating_mul(SCANS_MAX),
            json_widths: Widths::default(),
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

    /// What comes is not of the type that is expected.
    #[cold]
    pub(super) fn mismatch(&self, expected: &'static str) -> Fault {
        FaultAt::value(self.lexer.text(), self.lexer.at(), expected)
    }
}
