//! ProtoJSON to wire bytes: the members of an object as the fields of a message.

use super::decode::Decoder;
use super::error::{Cause, Fault, FaultAt, excerpt};
use super::lexer::{KEY, StringToken};
use crate::http_rule::nearest;
use crate::schema::{Cardinality, Kind, MessageId};
use crate::transcode::plan::{FieldPlan, Lane, MessagePlan};
use crate::transcode::scalar::{expected, is_default};
use crate::transcode::seen::{Seen, oneof_bit};
use crate::transcode::wire::write::{self, Length};

/// How many fields after the last one are tried as the next key, before it is looked up.
const FIELDS_AHEAD: usize = 3;

impl<'a> Decoder<'a> {
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
        let mut seen = Seen::open(plan, &mut self.seen);
        if self.lexer.peek() == b'}' {
            self.lexer.step();
        } else {
            let mut expected = 0;
            let mut has_type = false;
            loop {
                let at = self.lexer.at();
                let key = match self.expected_key(plan, expected) {
                    Some(index) => Key::Field(index),
                    None => self.key(plan)?,
                };
                match key {
                    Key::Field(index) => {
                        expected = index + 1;
                        let field = &plan.fields[index];
                        self.member(plan, field, &mut seen, index, at)
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
        self.check_required(plan, &seen)?;
        seen.close(&mut self.seen);
        self.leave();
        Ok(())
    }

    /// Reads the next key and its colon, if it is that of one of the fields that are likely next.
    #[inline]
    fn expected_key(&mut self, plan: &'a MessagePlan, expected: usize) -> Option<usize> {
        let rest = self.lexer.rest();
        let ahead = plan.fields.get(expected..)?.iter().take(FIELDS_AHEAD);
        for (skipped, field) in ahead.enumerate() {
            if let Some(size) = field.is_next(rest) {
                self.lexer.step_by(size);
                return Some(expected + skipped);
            }
        }
        None
    }

    /// Finds the field of the next key and reads the key and its colon.
    fn key(&mut self, plan: &'a MessagePlan) -> Result<Key<'a>, Fault> {
        let at = self.lexer.at();
        if self.lexer.peek() == b'"'
            && let Some((rest, size)) = self.lexer.plain_string()
            && let Some(index) = plan.index_of_name(rest.get(..size).unwrap_or_default())
        {
            self.lexer.punctuation(b':', COLON)?;
            return Ok(Key::Field(usize::from(index)));
        }
        self.lexer.seek(at);
        let token = self.any_key()?;
        let name = token.bytes(&mut self.scratch);
        Ok(match plan.index_of_name(name) {
            Some(index) => Key::Field(usize::from(index)),
            None => Key::Unknown(token),
        })
    }

    /// Reads a key and its colon.
    pub(super) fn any_key(&mut self) -> Result<StringToken<'a>, Fault> {
        if self.lexer.peek() != b'"' {
            return Err(self.lexer.syntax(KEY));
        }
        let token = self.lexer.string()?;
        self.lexer.punctuation(b':', COLON)?;
        Ok(token)
    }

    /// After a member: whether there is another, which then comes next, or the object ends.
    #[inline(always)]
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

    #[inline]
    fn member(
        &mut self,
        plan: &'a MessagePlan,
        field: &'a FieldPlan,
        seen: &mut Seen,
        index: usize,
        at: usize,
    ) -> Result<(), Fault> {
        if !seen.mark(&mut self.seen, index) {
            let name = field.json_name.to_string();
            return Err(FaultAt::new(at, Cause::FieldTwice { name }));
        }
        match (field.lane, self.lexer.peek()) {
            (Lane::Text, b'"') => self.text_field(field),
            (_, b'n') | (Lane::Text | Lane::Special, _) => {
                self.special_member(plan, field, seen, at)
            }
            (Lane::Number, _) => self.number_field(field),
            (Lane::Message(id), _) => {
                write::tag(&mut self.out, &field.tag);
                self.measured_message(field, id)
            }
            (Lane::Sized, _) => self.sized(field),
            (Lane::Many, _) => self.field_value(field),
        }
    }

    /// A member of which there is more to know, or a null.
    fn special_member(
        &mut self,
        plan: &'a MessagePlan,
        field: &'a FieldPlan,
        seen: &mut Seen,
        at: usize,
    ) -> Result<(), Fault> {
        self.unless_null(plan, field, |decoder| {
            if let Some(oneof) = field.oneof
                && !seen.mark(&mut decoder.seen, oneof_bit(plan, oneof))
            {
                return Err(decoder.oneof_twice(plan, field, seen, at));
            }
            if plan.is_message_set {
                return decoder.message_set_item(field);
            }
            let start = decoder.out.len();
            decoder.field_value(field)?;
            // The name of an enum's value that is not known was read over.
            if field.cardinality == Cardinality::Required
                && decoder.out.len() == start
                && !decoder.allows_missing
            {
                return Err(decoder.required_missing(plan, field));
            }
            Ok(())
        })
    }

    /// An extension of a message set: not a field of its own but an item with the field's number
    /// in it. Source: descriptor.proto, `message_set_wire_format`.
    #[cold]
    fn message_set_item(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let (Kind::Message(id), false) = (field.kind, field.is_list()) else {
            return Err(self.mismatch("nothing: a message set holds single messages"));
        };
        self.out.extend_from_slice(&ITEM_AND_TYPE_ID);
        write::varint(&mut self.out, u64::from(field.number));
        self.out.push(ITEM_MESSAGE);
        let guess = self.guess(&field.length_width);
        let length = Length::open(&mut self.out, guess);
        // Nothing but a body can name an extension: whatever the item lacks stays away.
        let allows_missing = std::mem::replace(&mut self.allows_missing, false);
        self.message(id)?;
        self.allows_missing = allows_missing;
        field.length_width.learn(guess, length.close(&mut self.out));
        self.out.push(ITEM_END);
        Ok(())
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

    pub(super) fn field_value(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        match field.cardinality {
            Cardinality::Singular | Cardinality::Required => self.singular(field),
            Cardinality::Repeated if field.is_packed => self.packed(field),
            Cardinality::Repeated => self.list(field),
            Cardinality::Map => self.map(field),
        }
    }

    /// A field with one value; without presence, its default is the same as nothing.
    pub(super) fn singular(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        match field.kind {
            Kind::String if self.lexer.peek() == b'"' => self.text_field(field),
            Kind::String => Err(self.mismatch(expected(Kind::String))),
            Kind::Message(_) | Kind::Group(_) | Kind::Bytes => self.sized(field),
            _ => self.number_field(field),
        }
    }

    /// A string, whose quote was peeked.
    #[inline(always)]
    fn text_field(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let Some((rest, size)) = self.lexer.plain_string() else {
            return self.escaped_field(field);
        };
        if field.has_presence || size > 0 {
            write::tag(&mut self.out, &field.tag);
            write::start_of(&mut self.out, rest, size);
        }
        Ok(())
    }

    /// A string that has escapes, or an error.
    fn escaped_field(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let text = self.lexer.string()?.bytes(&mut self.scratch);
        if field.has_presence || !text.is_empty() {
            write::tagged_bytes(&mut self.out, &field.tag, text);
        }
        Ok(())
    }

    /// A number, a boolean or an enum.
    fn number_field(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let bits = self.bits(field.kind)?;
        if let Some(bits) = bits.filter(|bits| *bits != 0 || field.has_presence) {
            write::tag(&mut self.out, &field.tag);
            write::bits(&mut self.out, field.element, bits);
        }
        Ok(())
    }

    /// A singular message, or bytes.
    fn sized(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let start = self.out.len();
        write::tag(&mut self.out, &field.tag);
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
        if field.kind == Kind::String {
            return self.elements(|decoder| {
                write::tag(&mut decoder.out, &field.tag);
                decoder.string()
            });
        }
        self.elements(|decoder| {
            let start = decoder.out.len();
            write::tag(&mut decoder.out, &field.tag);
            if !decoder.value(field)? {
                decoder.out.truncate(start);
            }
            Ok(())
        })
    }

    /// Elements of one number each, behind one length.
    fn packed(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let start = self.out.len();
        write::tag(&mut self.out, &field.tag);
        let guess = self.guess(&field.length_width);
        let length = Length::open(&mut self.out, guess);
        self.elements(|decoder| {
            if let Some(bits) = decoder.bits(field.kind)? {
                write::bits(&mut decoder.out, field.element, bits);
            }
            Ok(())
        })?;
        if self.out.len() == length.start() {
            self.out.truncate(start);
        } else {
            field.length_width.learn(guess, length.close(&mut self.out));
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

    fn check_required(&self, plan: &MessagePlan, seen: &Seen) -> Result<(), Fault> {
        if self.allows_missing {
            return Ok(());
        }
        for index in &plan.required {
            if !seen.has(&self.seen, usize::from(*index)) {
                let field = plan.field(*index);
                return Err(self
                    .required_missing(plan, field)
                    .in_field(path_name(field)));
            }
        }
        Ok(())
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
        let names = plan.fields.iter().map(path_name);
        let known = plan.fields.iter().map(|field| &*field.json_name);
        let near = nearest(&name, known.chain(names));
        let cause = Cause::UnknownField {
            near: near.map(str::to_owned),
            message: self.plans.schema().message(plan.id).name.to_string(),
            name: name.clone(),
        };
        Err(FaultAt::new(key.at(), cause).in_field(&name))
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
    fn oneof_twice(&self, plan: &MessagePlan, field: &FieldPlan, seen: &Seen, at: usize) -> Fault {
        let first = plan.fields.iter().enumerate().find(|(index, other)| {
            other.oneof == field.oneof
                && other.number != field.number
                && seen.has(&self.seen, *index)
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
}

enum Key<'a> {
    Field(usize),
    Unknown(StringToken<'a>),
}

/// `group Item = 1 { int32 type_id = 2; bytes message = 3; }`
const ITEM_AND_TYPE_ID: [u8; 2] = [0x0b, 0x10];
const ITEM_MESSAGE: u8 = 0x1a;
const ITEM_END: u8 = 0x0c;

const COLON: &str = "':'";

pub(super) const OBJECT: &str = "a JSON object";

/// A field in a path: an extension stands in brackets.
pub(super) fn path_name(field: &FieldPlan) -> &str {
    if field.is_extension {
        &field.json_name
    } else {
        &field.name
    }
}
