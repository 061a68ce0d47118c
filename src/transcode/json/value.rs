//! ProtoJSON to wire bytes: one value of a field.

use super::decode::Decoder;
use super::error::{Fault, FaultAt};
use crate::schema::{EnumId, Kind};
use crate::transcode::plan::{FieldPlan, Tag, WireType};
use crate::transcode::scalar::number::Integer;
use crate::transcode::scalar::{append_bytes, append_number, enum_number, expected, expected_enum};
use crate::transcode::wire::write::{self, Length};

impl<'a> Decoder<'a> {
    /// Appends one value, without the field's tag. False, and nothing is appended, if it is an
    /// enum's name that is not known and may be ignored.
    #[inline]
    pub(super) fn value(&mut self, field: &'a FieldPlan) -> Result<bool, Fault> {
        match field.kind {
            Kind::String => self.string()?,
            Kind::Message(id) => {
                let guess = self.guess(&field.length_width);
                let length = Length::open(self.out, guess);
                self.message(id)?;
                field.length_width.learn(guess, length.close(self.out));
            }
            Kind::Group(id) => {
                self.message(id)?;
                write::tag(self.out, &Tag::new(field.number, WireType::EndGroup));
            }
            Kind::Bool => self.boolean()?,
            Kind::Bytes => self.bytes()?,
            Kind::Enum(id) => return self.enumeration(id),
            Kind::Double
            | Kind::Float
            | Kind::Int64
            | Kind::Uint64
            | Kind::Int32
            | Kind::Fixed64
            | Kind::Fixed32
            | Kind::Uint32
            | Kind::Sfixed32
            | Kind::Sfixed64
            | Kind::Sint32
            | Kind::Sint64 => self.number(field.kind)?,
        }
        Ok(true)
    }

    #[inline]
    pub(super) fn string(&mut self) -> Result<(), Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected(Kind::String)));
        }
        let token = self.lexer.string()?;
        let text = token.unescape(&mut self.scratch);
        write::bytes(self.out, text.as_bytes());
        Ok(())
    }

    /// A number, or a string that holds one.
    fn number(&mut self, kind: Kind) -> Result<(), Fault> {
        let appended = match self.lexer.peek() {
            b'-' | b'0'..=b'9' => {
                let at = self.lexer.at();
                let text = self.lexer.number();
                append_number(self.out, kind, text).ok_or(at)
            }
            b'"' => {
                let token = self.lexer.string()?;
                let text = token.unescape(&mut self.scratch);
                append_number(self.out, kind, text).ok_or(token.at)
            }
            _ => Err(self.lexer.at()),
        };
        appended.map_err(|at| FaultAt::value(self.lexer.text(), at, expected(kind)))
    }

    pub(super) fn boolean(&mut self) -> Result<(), Fault> {
        self.lexer.peek();
        if self.lexer.word("true") {
            self.out.push(1);
        } else if self.lexer.word("false") {
            self.out.push(0);
        } else {
            return Err(self.mismatch(expected(Kind::Bool)));
        }
        Ok(())
    }

    fn bytes(&mut self) -> Result<(), Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected(Kind::Bytes)));
        }
        let token = self.lexer.string()?;
        let text = token.unescape(&mut self.scratch);
        append_bytes(self.out, text)
            .ok_or_else(|| FaultAt::value(self.lexer.text(), token.at, expected(Kind::Bytes)))
    }

    fn enumeration(&mut self, id: EnumId) -> Result<bool, Fault> {
        let plan = self.plans.enumeration(id);
        let next = self.lexer.peek();
        let at = self.lexer.at();
        let number = match next {
            b'"' => {
                let token = self.lexer.string()?;
                let text = token.unescape(&mut self.scratch);
                let number = enum_number(plan, text, self.rules.case_insensitive_enums);
                if number.is_none() && self.ignores_unknown {
                    return Ok(false);
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
        write::varint_i32(self.out, number);
        Ok(true)
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
