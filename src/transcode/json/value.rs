//! ProtoJSON to wire bytes: one value of a field.

use super::decode::Decoder;
use super::error::{Fault, FaultAt};
use super::lexer::StringToken;
use crate::schema::{EnumId, Kind, MessageId, WellKnown};
use crate::transcode::plan::{EnumPlan, FieldPlan, Tag, WireType};
use crate::transcode::scalar::number::Integer;
use crate::transcode::scalar::{
    TIMESTAMP, append_bytes, enum_number, expected, expected_enum, number_bits, time,
};
use crate::transcode::wire::write::{self, Length};

impl<'a> Decoder<'a> {
    /// Appends one value, without the field's tag. False, and nothing is appended, if it is an
    /// enum's name that is not known and may be ignored.
    #[inline]
    pub(super) fn value(&mut self, field: &'a FieldPlan) -> Result<bool, Fault> {
        match field.kind {
            Kind::String => self.string()?,
            Kind::Message(id) => self.measured_message(field, id)?,
            Kind::Group(id) => {
                self.message(id)?;
                write::tag(&mut self.out, &Tag::new(field.number, WireType::EndGroup));
            }
            Kind::Bytes => self.bytes()?,
            kind => match self.bits(kind)? {
                Some(bits) => write::bits(&mut self.out, field.element, bits),
                None => return Ok(false),
            },
        }
        Ok(true)
    }

    /// A message behind its length.
    pub(super) fn measured_message(
        &mut self,
        field: &'a FieldPlan,
        id: MessageId,
    ) -> Result<(), Fault> {
        let plan = self.plans.message(id);
        if let Some(WellKnown::Timestamp) = plan.well_known {
            // Never longer than a length of one byte says.
            let length = Length::open(&mut self.out, 1);
            self.time(time::timestamp, TIMESTAMP)?;
            length.close(&mut self.out);
            return Ok(());
        }
        let guess = self.guess(&field.length_width);
        let length = Length::open(&mut self.out, guess);
        self.message(id)?;
        field.length_width.learn(guess, length.close(&mut self.out));
        Ok(())
    }

    /// A number, a boolean or an enum, as [`write::bits`] takes it; `None` for an enum's name that
    /// is not known and may be ignored.
    // Always inline: what it answers would go through memory.
    #[inline(always)]
    pub(super) fn bits(&mut self, kind: Kind) -> Result<Option<u64>, Fault> {
        match kind {
            Kind::Bool => self.boolean().map(|value| Some(u64::from(value))),
            Kind::Enum(id) => self.enumeration(id),
            Kind::Double | Kind::Float => {
                let next = self.lexer.peek();
                self.any_number(kind, next).map(Some)
            }
            kind => self.number(kind).map(Some),
        }
    }

    #[inline]
    pub(super) fn string(&mut self) -> Result<(), Fault> {
        if self.lexer.peek() == b'"'
            && let Some((rest, size)) = self.lexer.plain_string()
        {
            write::start_of(&mut self.out, rest, size);
            return Ok(());
        }
        self.escaped_string()
    }

    /// A string that has escapes, or an error.
    fn escaped_string(&mut self) -> Result<(), Fault> {
        let text = self.string_token()?.bytes(&mut self.scratch);
        write::bytes(&mut self.out, text);
        Ok(())
    }

    fn string_token(&mut self) -> Result<StringToken<'a>, Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected(Kind::String)));
        }
        self.lexer.string()
    }

    /// A number, or a string that holds one.
    #[inline(always)]
    fn number(&mut self, kind: Kind) -> Result<u64, Fault> {
        let next = self.lexer.peek();
        let at = self.lexer.at();
        if let Some(bits) = self
            .lexer
            .short_integer()
            .and_then(|value| value.bits(kind))
        {
            return Ok(bits);
        }
        self.lexer.seek(at);
        self.any_number(kind, next)
    }

    /// What is not a short integer, or not one of the kind.
    fn any_number(&mut self, kind: Kind, next: u8) -> Result<u64, Fault> {
        let at = self.lexer.at();
        let bits = match next {
            b'-' | b'0'..=b'9' => number_bits(kind, self.lexer.number()),
            b'"' => {
                let token = self.lexer.string()?;
                number_bits(kind, token.unescape(&mut self.scratch))
            }
            _ => None,
        };
        bits.ok_or_else(|| FaultAt::value(self.lexer.text(), at, expected(kind)))
    }

    pub(super) fn boolean(&mut self) -> Result<bool, Fault> {
        self.lexer.peek();
        if self.lexer.word("true") {
            Ok(true)
        } else if self.lexer.word("false") {
            Ok(false)
        } else {
            Err(self.mismatch(expected(Kind::Bool)))
        }
    }

    fn bytes(&mut self) -> Result<(), Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected(Kind::Bytes)));
        }
        let token = self.lexer.string()?;
        let text = token.unescape(&mut self.scratch);
        append_bytes(&mut self.out, text)
            .ok_or_else(|| FaultAt::value(self.lexer.text(), token.at(), expected(Kind::Bytes)))
    }

    fn enumeration(&mut self, id: EnumId) -> Result<Option<u64>, Fault> {
        let plan = self.plans.enumeration(id);
        let next = self.lexer.peek();
        let at = self.lexer.at();
        if next == b'"'
            && let Some((rest, size)) = self.lexer.plain_string()
            && let Some(number) = plan.number(rest.get(..size).unwrap_or_default())
        {
            return Ok(Some(i64::from(number).cast_unsigned()));
        }
        self.lexer.seek(at);
        self.other_enumeration(plan, id, next)
    }

    /// An enum's value that is not a name as it was declared.
    fn other_enumeration(
        &mut self,
        plan: &EnumPlan,
        id: EnumId,
        next: u8,
    ) -> Result<Option<u64>, Fault> {
        let at = self.lexer.at();
        let number = match next {
            b'"' => {
                let token = self.lexer.string()?;
                let text = token.bytes(&mut self.scratch);
                let number = enum_number(plan, text, self.rules.case_insensitive_enums);
                if number.is_none() && self.ignores_unknown {
                    return Ok(None);
                }
                number
            }
            b'-' | b'0'..=b'9' => Integer::parse(self.lexer.number().as_bytes())
                .and_then(Integer::as_i32)
                .filter(|number| !plan.is_closed || plan.name(*number).is_some()),
            b'n' if plan.is_null_value && self.lexer.word("null") => Some(0),
            _ => None,
        };
        let Some(number) = number else {
            return Err(self.not_in_enum(id, next, at));
        };
        Ok(Some(i64::from(number).cast_unsigned()))
    }

    #[cold]
    fn not_in_enum(&self, id: EnumId, next: u8, at: usize) -> Fault {
        // Only a string can be a misspelled name; that it may hold escapes matters to no hint.
        let rest = self.lexer.text().get(at + 1..self.lexer.at());
        let text = match rest {
            Some(text) if next == b'"' => text.trim_end_matches('"'),
            _ => "",
        };
        let expected = expected_enum(self.plans, id, text).into_expected();
        FaultAt::value(self.lexer.text(), at, expected)
    }
}
