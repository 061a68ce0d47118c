//! ProtoJSON to wire bytes: maps, and that no key is in one twice.

use super::decode::Decoder;
use super::error::{Fault, FaultAt};
use super::lexer::StringToken;
use super::message::OBJECT;
use crate::schema::Kind;
use crate::transcode::plan::FieldPlan;
use crate::transcode::scalar::{append_number, expected};
use crate::transcode::wire::write::{self, Length};

/// A key that was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct MapKey {
    /// Where its bytes are in the output.
    start: usize,
    end: usize,
    /// Where it stands in the text.
    at: usize,
}

impl<'a> Decoder<'a> {
    /// The members of an object as the entries of a map. Key and value of an entry are both
    /// written, also when they are defaults: there are parsers that want both.
    pub(super) fn map(&mut self, field: &'a FieldPlan) -> Result<(), Fault> {
        let entry = field.kind.message().map(|id| self.plans.message(id));
        let Some((key, value)) = entry.and_then(|entry| entry.entry()) else {
            return Err(self.mismatch("nothing: the map's entry lacks its key or value"));
        };
        self.enter(b'{', OBJECT)?;
        let first = self.keys.len();
        if self.lexer.peek() == b'}' {
            self.lexer.step();
        } else {
            loop {
                let token = self.any_key()?;
                self.entry(field, key, value, &token)
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

    fn entry(
        &mut self,
        field: &'a FieldPlan,
        key: &'a FieldPlan,
        value: &'a FieldPlan,
        token: &StringToken<'a>,
    ) -> Result<(), Fault> {
        let start = self.out.len();
        write::tag(&mut self.out, &field.tag);
        let guess = self.guess(&field.length_width);
        let length = Length::open(&mut self.out, guess);
        write::tag(&mut self.out, &key.tag);
        let key_start = self.out.len();
        self.key_value(key.kind, token)?;
        let key_size = self.out.len() - key_start;
        write::tag(&mut self.out, &value.tag);
        if !self.value(value)? {
            self.out.truncate(start);
            return Ok(());
        }
        let width = length.close(&mut self.out);
        field.length_width.learn(guess, width);
        self.note_key(key_start, key_size, (guess, width), token.at());
        Ok(())
    }

    fn key_value(&mut self, kind: Kind, token: &StringToken<'a>) -> Result<(), Fault> {
        if kind == Kind::String {
            let text = token.bytes(&mut self.scratch);
            write::bytes(&mut self.out, text);
            return Ok(());
        }
        let text = token.unescape(&mut self.scratch);
        let written = match (kind, text) {
            (Kind::Bool, "true") => {
                self.out.push(1);
                Some(())
            }
            (Kind::Bool, "false") => {
                self.out.push(0);
                Some(())
            }
            (kind, text) => append_number(&mut self.out, kind, text),
        };
        written.ok_or_else(|| {
            let expected = format!("as a key {}", expected(kind));
            FaultAt::value(self.lexer.text(), token.at(), expected)
        })
    }

    /// Remembers a key. Where the entry's length took another width than was guessed (first),
    /// the entry has moved.
    pub(super) fn note_key(
        &mut self,
        start: usize,
        size: usize,
        (guess, width): (u8, u8),
        at: usize,
    ) {
        let start = start + usize::from(width) - usize::from(guess);
        let end = start + size;
        self.keys.push(MapKey { start, end, at });
    }

    /// Refuses a key that is in the map twice; the keys since `first` are its own. They are
    /// compared as they were written, because one key has many spellings in JSON.
    pub(super) fn check_keys(&mut self, first: usize) -> Result<(), Fault> {
        let out = &self.out;
        let keys = self.keys.get_mut(first..).unwrap_or_default();
        if keys.len() > 1 {
            let bytes = |key: &MapKey| out.get(key.start..key.end).unwrap_or_default();
            keys.sort_unstable_by(|a, b| bytes(a).cmp(bytes(b)).then(a.at.cmp(&b.at)));
            let twice = keys.array_windows().filter(|[a, b]| bytes(a) == bytes(b));
            if let Some([_, again]) = twice.min_by_key(|[_, again]| again.at) {
                return Err(FaultAt::key_twice(self.lexer.text(), again.at));
            }
        }
        self.keys.truncate(first);
        Ok(())
    }
}
