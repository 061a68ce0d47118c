//! ProtoJSON to wire bytes: the messages that have a form of their own.

use super::decode::Decoder;
use super::error::{Cause, Fault, FaultAt};
use super::lexer::StringToken;
use super::message::OBJECT;
use crate::schema::{MessageId, WellKnown};
use crate::transcode::plan::MessagePlan;
use crate::transcode::scalar::{
    DURATION, FIELD_MASK, TIMESTAMP, append_contents, append_time, number, time,
};
use crate::transcode::wire::write::{self, Length};

/// The tags of struct.proto and any.proto.
mod tag {
    pub(super) const STRUCT_FIELDS: u8 = 0x0a;
    pub(super) const ENTRY_KEY: u8 = 0x0a;
    pub(super) const ENTRY_VALUE: u8 = 0x12;
    pub(super) const VALUE_NULL: u8 = 0x08;
    pub(super) const VALUE_NUMBER: u8 = 0x11;
    pub(super) const VALUE_STRING: u8 = 0x1a;
    pub(super) const VALUE_BOOL: u8 = 0x20;
    pub(super) const VALUE_STRUCT: u8 = 0x2a;
    pub(super) const VALUE_LIST: u8 = 0x32;
    pub(super) const LIST_VALUES: u8 = 0x0a;
    pub(super) const ANY_TYPE_URL: u8 = 0x0a;
    pub(super) const ANY_VALUE: u8 = 0x12;
}

const TYPE_KEY: &str = "@type";

/// The widths that lengths of a `Struct`'s parts took the last time.
#[derive(Debug)]
pub(super) struct Widths {
    entry: u8,
    value: u8,
    inner: u8,
    any: u8,
}

impl Default for Widths {
    fn default() -> Self {
        Self {
            entry: 1,
            value: 1,
            inner: 1,
            any: 1,
        }
    }
}

impl<'a> Decoder<'a> {
    pub(super) fn well_known(
        &mut self,
        plan: &'a MessagePlan,
        known: WellKnown,
    ) -> Result<(), Fault> {
        match known {
            WellKnown::Timestamp => self.time(time::timestamp, TIMESTAMP),
            WellKnown::Duration => self.time(time::duration, DURATION),
            WellKnown::FieldMask => self.text(plan.id, FIELD_MASK),
            WellKnown::Wrapper => match plan.fields.first() {
                Some(value) => self.singular(value),
                None => Err(self.mismatch("nothing: the wrapper has no field")),
            },
            WellKnown::Empty => self.members(plan, false),
            WellKnown::Struct => self.structure(),
            WellKnown::ListValue => self.list_value(),
            WellKnown::Value => self.json_value(),
            WellKnown::Any => self.any(),
        }
    }

    /// A point in time, or a span of it.
    pub(super) fn time(
        &mut self,
        parse: fn(&[u8]) -> Option<time::Parts>,
        expected: &'static str,
    ) -> Result<(), Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected));
        }
        let at = self.lexer.at();
        let parts = match self.lexer.plain_string() {
            Some((rest, size)) => parse(rest.get(..size).unwrap_or_default()),
            None => parse(self.lexer.string()?.bytes(&mut self.scratch)),
        };
        let Some(parts) = parts else {
            return Err(FaultAt::value(self.lexer.text(), at, expected));
        };
        append_time(&mut self.out, parts);
        Ok(())
    }

    /// A message that is written as a string.
    fn text(&mut self, id: MessageId, expected: &'static str) -> Result<(), Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(expected));
        }
        let token = self.lexer.string()?;
        let text = token.unescape(&mut self.scratch);
        append_contents(&mut self.out, self.plans, id, text, self.rules)
            .map_err(|error| FaultAt::value(self.lexer.text(), token.at(), error.into_expected()))
    }

    /// `google.protobuf.Struct`: any object.
    fn structure(&mut self) -> Result<(), Fault> {
        self.enter(b'{', OBJECT)?;
        let first = self.keys.len();
        if self.lexer.peek() == b'}' {
            self.lexer.step();
        } else {
            loop {
                let token = self.any_key()?;
                self.struct_entry(&token)
                    .map_err(|fault| fault.in_key(token.raw()))?;
                self.check_size()?;
                if !self.has_next_member()? {
                    break;
                }
            }
        }
        self.check_keys(first)?;
        self.leave();
        Ok(())
    }

    fn struct_entry(&mut self, token: &StringToken<'a>) -> Result<(), Fault> {
        self.out.push(tag::STRUCT_FIELDS);
        let guess = self.guess_or(self.json_widths.entry);
        let length = Length::open(&mut self.out, guess);
        self.out.push(tag::ENTRY_KEY);
        let key = token.unescape(&mut self.scratch);
        let start = self.out.len();
        write::bytes(&mut self.out, key.as_bytes());
        let size = self.out.len() - start;
        self.out.push(tag::ENTRY_VALUE);
        self.measured_value()?;
        let width = length.close(&mut self.out);
        self.json_widths.entry = width;
        self.note_key(start, size, (guess, width), token.at());
        Ok(())
    }

    /// A `google.protobuf.Value` with its length.
    fn measured_value(&mut self) -> Result<(), Fault> {
        let guess = self.guess_or(self.json_widths.value);
        let length = Length::open(&mut self.out, guess);
        self.json_value()?;
        self.json_widths.value = length.close(&mut self.out);
        Ok(())
    }

    /// `google.protobuf.ListValue`: any array.
    fn list_value(&mut self) -> Result<(), Fault> {
        self.enter(b'[', "a JSON array")?;
        if self.lexer.peek() == b']' {
            self.lexer.step();
        } else {
            let mut index = 0;
            loop {
                self.out.push(tag::LIST_VALUES);
                self.measured_value()
                    .map_err(|fault| fault.in_element(index))?;
                self.check_size()?;
                if !self.has_next_element()? {
                    break;
                }
                index += 1;
            }
        }
        self.leave();
        Ok(())
    }

    /// The content of a `google.protobuf.Value`: any JSON.
    fn json_value(&mut self) -> Result<(), Fault> {
        match self.lexer.peek() {
            b'"' => {
                self.out.push(tag::VALUE_STRING);
                self.string()
            }
            b'-' | b'0'..=b'9' => {
                let at = self.lexer.at();
                let value = number::double(self.lexer.number())
                    .ok_or_else(|| FaultAt::value(self.lexer.text(), at, DOUBLE))?;
                self.out.push(tag::VALUE_NUMBER);
                self.out.extend_from_slice(&value.to_le_bytes());
                Ok(())
            }
            b't' | b'f' => {
                let value = self.boolean()?;
                self.out
                    .extend_from_slice(&[tag::VALUE_BOOL, u8::from(value)]);
                Ok(())
            }
            b'{' => {
                self.out.push(tag::VALUE_STRUCT);
                self.measured(Self::structure)
            }
            b'[' => {
                self.out.push(tag::VALUE_LIST);
                self.measured(Self::list_value)
            }
            _ if self.lexer.word("null") => {
                self.out.extend_from_slice(&[tag::VALUE_NULL, 0]);
                Ok(())
            }
            _ => Err(self.lexer.syntax("a JSON value")),
        }
    }

    fn measured(&mut self, content: fn(&mut Self) -> Result<(), Fault>) -> Result<(), Fault> {
        let guess = self.guess_or(self.json_widths.inner);
        let length = Length::open(&mut self.out, guess);
        content(self)?;
        self.json_widths.inner = length.close(&mut self.out);
        Ok(())
    }

    /// `google.protobuf.Any`: the JSON of the message that it holds, with `@type` among its
    /// members, or beside a member `value` if that message has a form of its own.
    fn any(&mut self) -> Result<(), Fault> {
        if self.lexer.peek() != b'{' {
            return Err(self.mismatch(OBJECT));
        }
        let opening = self.lexer.at();
        let Some(url) = self.find_type()? else {
            // An empty object is an empty Any.
            return Ok(());
        };
        self.lexer.seek(opening);
        let text = url.unescape(&mut self.scratch);
        // any.proto: there is a slash, and what stands behind the last one is the name.
        let Some((_, name)) = text.rsplit_once('/') else {
            let fault = FaultAt::value(self.lexer.text(), url.at(), TYPE_URL);
            return Err(fault.in_field(TYPE_KEY));
        };
        let schema = self.plans.schema();
        let id = schema
            .message_by_name(name)
            .filter(|id| !schema.message(*id).is_map_entry);
        let Some(id) = id else {
            let url_text = text.to_owned();
            let fault = FaultAt::new(url.at(), Cause::UnknownType { url: url_text });
            return Err(fault.in_field(TYPE_KEY));
        };
        self.out.push(tag::ANY_TYPE_URL);
        write::bytes(&mut self.out, text.as_bytes());
        let start = self.out.len();
        self.out.push(tag::ANY_VALUE);
        let guess = self.guess_or(self.json_widths.any);
        let length = Length::open(&mut self.out, guess);
        let plan = self.plans.message(id);
        match plan.well_known {
            None => self.members(plan, true)?,
            Some(known) => self.any_well_known(plan, known)?,
        }
        if self.out.len() == length.start() {
            self.out.truncate(start);
        } else {
            self.json_widths.any = length.close(&mut self.out);
        }
        Ok(())
    }

    /// Looks through the members of the object that comes for `@type`, which may stand anywhere.
    /// `None` if the object is empty, which is then read.
    fn find_type(&mut self) -> Result<Option<StringToken<'a>>, Fault> {
        let opening = self.lexer.at();
        self.lexer.step();
        if self.lexer.peek() == b'}' {
            self.lexer.step();
            return Ok(None);
        }
        loop {
            let key = self.any_key()?;
            if self.is_type_key(&key) {
                return self.type_url().map(Some);
            }
            let start = self.lexer.at();
            self.skip()?;
            // What stands in several Anys is read over once for each of them.
            let Some(left) = self.scan_budget.checked_sub(self.lexer.at() - start) else {
                return Err(FaultAt::value(self.lexer.text(), opening, TYPE_FIRST));
            };
            self.scan_budget = left;
            if !self.has_next_member()? {
                return Err(FaultAt::value(self.lexer.text(), opening, TYPE_SOMEWHERE));
            }
        }
    }

    fn type_url(&mut self) -> Result<StringToken<'a>, Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.mismatch(TYPE_URL).in_field(TYPE_KEY));
        }
        self.lexer.string()
    }

    pub(super) fn is_type_key(&mut self, key: &StringToken<'a>) -> bool {
        key.unescape(&mut self.scratch) == TYPE_KEY
    }

    /// Reads over the value of an `@type` that was found before; there is one of it.
    pub(super) fn type_again(
        &mut self,
        key: &StringToken<'a>,
        has_type: &mut bool,
    ) -> Result<(), Fault> {
        once(has_type, key, TYPE_KEY)?;
        self.type_url().map(|_| ())
    }

    /// The members of an Any around a message that has a form of its own: that form is `value`.
    fn any_well_known(&mut self, plan: &'a MessagePlan, known: WellKnown) -> Result<(), Fault> {
        self.enter(b'{', OBJECT)?;
        self.lexer.peek();
        let (mut has_type, mut has_value) = (false, false);
        loop {
            let key = self.any_key()?;
            match key.unescape(&mut self.scratch) {
                TYPE_KEY => self.type_again(&key, &mut has_type)?,
                "value" => {
                    once(&mut has_value, &key, "value")?;
                    self.message(plan.id)
                        .map_err(|fault| fault.in_field("value"))?;
                }
                _ => self.unknown_member(plan, &key)?,
            }
            self.check_size()?;
            if !self.has_next_member()? {
                break;
            }
        }
        // protobuf's own printers differ in whether an Empty has a value: it holds nothing.
        if !has_value && known != WellKnown::Empty {
            let cause = Cause::RequiredMissing {
                field: "value".to_owned(),
                message: self.plans.schema().message(plan.id).name.to_string(),
            };
            let fault = FaultAt::new(self.lexer.at().saturating_sub(1), cause);
            return Err(fault.in_field("value"));
        }
        self.leave();
        Ok(())
    }
}

fn once(seen: &mut bool, key: &StringToken<'_>, name: &str) -> Result<(), Fault> {
    if std::mem::replace(seen, true) {
        let name_twice = name.to_owned();
        let fault = FaultAt::new(key.at(), Cause::FieldTwice { name: name_twice });
        return Err(fault.in_field(name));
    }
    Ok(())
}

const DOUBLE: &str = "a number that a double can hold";
const TYPE_URL: &str = "a type URL such as \"type.googleapis.com/google.protobuf.Duration\"";
const TYPE_SOMEWHERE: &str = "\"@type\" among the members of an Any";
const TYPE_FIRST: &str = "\"@type\" before the other members, so deep inside other Anys";
