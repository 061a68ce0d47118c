//! JSON's tokens (RFC 8259), found in one pass over text that is known to be UTF-8.

use smallvec::SmallVec;

use super::error::{Fault, FaultAt};
use crate::transcode::scalar::number::{Integer, few_digits, leading_digits};
use crate::transcode::scan;

/// Where in a JSON text the reader stands.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

/// A JSON string that was checked but not unescaped.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringToken<'a> {
    text: &'a str,
    /// Behind the opening quote.
    start: usize,
    /// At the closing quote.
    end: usize,
    has_escapes: bool,
}

impl<'a> StringToken<'a> {
    /// Where the opening quote stands.
    pub(super) const fn at(&self) -> usize {
        self.start - 1
    }

    /// What stands between the quotes.
    pub(super) fn raw(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or_default()
    }

    /// The bytes of [`Self::unescape`].
    #[inline]
    pub(super) fn bytes<'s>(&self, scratch: &'s mut String) -> &'s [u8]
    where
        'a: 's,
    {
        if self.has_escapes {
            return self.unescape(scratch).as_bytes();
        }
        let text = self.text.as_bytes();
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The string's value. `scratch` holds it if it must be built.
    pub(super) fn unescape<'s>(&self, scratch: &'s mut String) -> &'s str
    where
        'a: 's,
    {
        if !self.has_escapes {
            return self.raw();
        }
        unescape(self.raw(), scratch);
        scratch
    }
}

impl<'a> Lexer<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Goes back to, or on to, a place that was reached before.
    pub(super) const fn seek(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is not white space, which stays to be read. The end is 0, which no
    /// token starts with.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if *byte > b' ' => *byte,
            _ => self.peek_past_space(),
        }
    }

    fn peek_past_space(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        // Indented JSON has long runs of spaces.
        while bytes
            .get(self.at..)
            .is_some_and(|rest| rest.starts_with(b"        "))
        {
            self.at += 8;
        }
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return *byte;
            }
            self.at += 1;
        }
        0
    }

    /// Steps over the byte that was peeked.
    #[inline]
    pub(super) const fn step(&mut self) {
        self.at += 1;
    }

    pub(super) const fn step_by(&mut self, count: usize) {
        self.at += count;
    }

    /// Reads one byte of punctuation.
    #[inline]
    pub(super) fn punctuation(&mut self, byte: u8, expected: &'static str) -> Result<(), Fault> {
        if self.peek() != byte {
            return Err(self.syntax(expected));
        }
        self.step();
        Ok(())
    }

    /// Reads `true`, `false` or `null`, if it is what comes.
    #[inline]
    pub(super) fn word(&mut self, word: &str) -> bool {
        let is_here = self.rest().starts_with(word.as_bytes());
        if is_here {
            self.at += word.len();
        }
        is_here
    }

    /// Reads a JSON string; the opening quote was peeked.
    // Always inline: the token would go through memory.
    #[inline(always)]
    pub(super) fn string(&mut self) -> Result<StringToken<'a>, Fault> {
        let start = self.at + 1;
        let end = scan::end_of_plain(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return self.string_from(start, end);
        }
        self.at = end + 1;
        Ok(StringToken {
            text: self.text,
            start,
            end,
            has_escapes: false,
        })
    }

    /// Reads a JSON string without escapes, whose opening quote was peeked: its length, and the
    /// text from its first byte on. If it is no such string, nothing is read.
    #[inline(always)]
    pub(super) fn plain_string(&mut self) -> Option<(&'a [u8], usize)> {
        let rest = self.text.as_bytes().get(self.at + 1..)?;
        let size = scan::end_of_plain(rest, 0);
        let is_end = rest.get(size) == Some(&b'"');
        self.at += if is_end { size + 2 } else { 0 };
        is_end.then_some((rest, size))
    }

    /// Reads on where a string is no longer plain.
    fn string_from(&mut self, start: usize, mut at: usize) -> Result<StringToken<'a>, Fault> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => at = scan::end_of_plain(bytes, self.escape(at)?),
                Some(_) => {
                    return Err(FaultAt::syntax(
                        self.text,
                        at,
                        "control characters of a string to be escaped",
                    ));
                }
                None => return Err(FaultAt::syntax(self.text, at, "a closing '\"'")),
            }
        }
        self.at = at + 1;
        Ok(StringToken {
            text: self.text,
            start,
            end: at,
            has_escapes: true,
        })
    }

    /// Reads a whole number of at most nineteen digits, in quotes or not, if that is what comes:
    /// most integers are, and no such number can overflow.
    #[inline(always)]
    pub(super) fn short_integer(&mut self) -> Option<Integer> {
        let rest = self.rest();
        let (is_quoted, rest) = match rest {
            [b'"', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (is_negative, digits) = match rest {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        // Those in quotes have 64 bits, and often many digits.
        let (magnitude, count) = if is_quoted {
            leading_digits(digits)
        } else {
            few_digits(digits)
        };
        // JSON has no leading zeros.
        let is_number =
            (1..=SHORT_DIGITS).contains(&count) && (count == 1 || digits.first() != Some(&b'0'));
        let ends = match digits.get(count) {
            Some(b'"') => is_quoted,
            Some(b'.' | b'e' | b'E' | b'+' | b'-') => false,
            _ => !is_quoted,
        };
        if !is_number || !ends {
            return None;
        }
        self.at += count + usize::from(is_negative) + 2 * usize::from(is_quoted);
        Some(Integer::new(is_negative, magnitude))
    }

    /// Checks the escape at `at` and answers where it ends.
    fn escape(&self, at: usize) -> Result<usize, Fault> {
        let bytes = self.text.as_bytes();
        match bytes.get(at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
            Some(b'u') => match hex_at(bytes, at + 2) {
                None => Err(FaultAt::syntax(
                    self.text,
                    at + 2,
                    "four hexadecimal digits",
                )),
                Some(0xd800..=0xdbff) => {
                    let low = (bytes.get(at + 6..at + 8) == Some(b"\\u"))
                        .then(|| hex_at(bytes, at + 8))
                        .flatten();
                    match low {
                        Some(0xdc00..=0xdfff) => Ok(at + 12),
                        _ => Err(FaultAt::syntax(self.text, at, LONE_SURROGATE)),
                    }
                }
                Some(0xdc00..=0xdfff) => Err(FaultAt::syntax(self.text, at, LONE_SURROGATE)),
                Some(_) => Ok(at + 6),
            },
            Some(_) | None => Err(FaultAt::syntax(
                self.text,
                at + 1,
                "one of \", \\, /, b, f, n, r, t and u after a backslash",
            )),
        }
    }

    /// Takes the bytes that can be part of a number; whether they are one is for the caller.
    #[inline]
    pub(super) fn number(&mut self) -> &'a str {
        let start = self.at;
        let rest = self.rest();
        let length = rest
            .iter()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        self.at += length.unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads over one value of any kind without a call per level. At most `depth_max` levels.
    pub(super) fn skip(&mut self, depth_max: usize) -> Result<(), SkipFault> {
        // True for an object.
        let mut open: SmallVec<[bool; 64]> = SmallVec::new();
        loop {
            match self.peek() {
                b'{' | b'[' if open.len() >= depth_max => return Err(SkipFault::TooDeep(self.at)),
                byte @ (b'{' | b'[') => {
                    self.step();
                    open.push(byte == b'{');
                    let closing = if byte == b'{' { b'}' } else { b']' };
                    if self.peek() != closing {
                        if byte == b'{' {
                            self.skip_key()?;
                        }
                        continue;
                    }
                    self.step();
                    open.pop();
                }
                _ => self.skip_scalar()?,
            }
            // A value has ended: so may what it stands in.
            loop {
                let Some(is_object) = open.last() else {
                    return Ok(());
                };
                match (self.peek(), is_object) {
                    (b',', true) => {
                        self.step();
                        self.skip_key()?;
                        break;
                    }
                    (b',', false) => {
                        self.step();
                        break;
                    }
                    (b'}', true) | (b']', false) => {
                        self.step();
                        open.pop();
                    }
                    (_, true) => return Err(self.syntax("',' or '}'").into()),
                    (_, false) => return Err(self.syntax("',' or ']'").into()),
                }
            }
        }
    }

    fn skip_key(&mut self) -> Result<(), Fault> {
        if self.peek() != b'"' {
            return Err(self.syntax(KEY));
        }
        self.string()?;
        self.punctuation(b':', "':'")
    }

    fn skip_scalar(&mut self) -> Result<(), Fault> {
        let start = self.at;
        let is_value = match self.peek() {
            b'"' => return self.string().map(|_| ()),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            b'-' | b'0'..=b'9' => {
                let number = self.number();
                crate::transcode::scalar::number::is_number(number.as_bytes())
            }
            _ => false,
        };
        if is_value {
            Ok(())
        } else {
            Err(FaultAt::syntax(self.text, start, "a JSON value"))
        }
    }

    /// What is next is not what JSON has here.
    #[cold]
    pub(super) fn syntax(&self, expected: &'static str) -> Fault {
        FaultAt::syntax(self.text, self.at, expected)
    }
}

/// Why a value could not be read over.
pub(super) enum SkipFault {
    TooDeep(usize),
    Other(Fault),
}

impl From<Fault> for SkipFault {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

pub(super) const KEY: &str = "a key in quotes";
const LONE_SURROGATE: &str = "both halves of a surrogate pair";

/// 10^19 is below 2^64.
const SHORT_DIGITS: usize = 19;

/// The number that four hexadecimal digits write.
fn hex_at(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |sum, byte| {
        Some(sum << 4 | char::from(*byte).to_digit(16)?)
    })
}

/// Writes the value of a string whose escapes were checked.
fn unescape(raw: &str, scratch: &mut String) {
    scratch.clear();
    scratch.reserve(raw.len());
    let mut rest = raw;
    loop {
        let at = scan::end_of_plain(rest.as_bytes(), 0);
        let (plain, escape) = rest.split_at_checked(at).unwrap_or((rest, ""));
        scratch.push_str(plain);
        let bytes = escape.as_bytes();
        let (letter, length) = match bytes.get(1) {
            Some(b'b') => ('\u{8}', 2),
            Some(b'f') => ('\u{c}', 2),
            Some(b'n') => ('\n', 2),
            Some(b'r') => ('\r', 2),
            Some(b't') => ('\t', 2),
            Some(b'u') => match hex_at(bytes, 2) {
                Some(high @ 0xd800..=0xdbff) => {
                    let low = hex_at(bytes, 8).unwrap_or_default();
                    let code = 0x1_0000 + ((high & 0x3ff) << 10 | low & 0x3ff);
                    (char::from_u32(code).unwrap_or_default(), 12)
                }
                code => (code.and_then(char::from_u32).unwrap_or_default(), 6),
            },
            Some(other) => (char::from(*other), 2),
            None => return,
        };
        scratch.push(letter);
        rest = escape.get(length..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn strings_are_unescaped() {
        for (json, value) in [
            (r#""""#, ""),
            (r#""a""#, "a"),
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""x\u00e9y\u0000z""#, "xéy\0z"),
            (r#""\ud83d\uDE00!""#, "😀!"),
            (r#""\ue000\uffff""#, "\u{e000}\u{ffff}"),
            ("\"é😀\u{7f}\"", "é😀\u{7f}"),
        ] {
            let mut lexer = Lexer::new(json);
            let token = lexer.string().unwrap();
            assert_eq!(token.unescape(&mut String::new()), value, "{json}");
            assert_eq!(lexer.at(), json.len());
            let oracle: String = serde_json::from_str(json).unwrap();
            assert_eq!(oracle, value);
        }
    }

    #[test]
    fn strings_that_are_not_json_are_refused_where_they_go_wrong() {
        for (json, at) in [
            (r#"""#, 1),
            (r#""ab"#, 3),
            ("\"a\nb\"", 2),
            ("\"\u{0}\"", 1),
            ("\"\u{1f}\"", 1),
            (r#""\x""#, 2),
            (r#""\"#, 2),
            (r#""\u12""#, 3),
            (r#""\u12g4""#, 3),
            (r#""\ud83d""#, 1),
            (r#""\ud83dx""#, 1),
            (r#""\ud83d\n""#, 1),
            (r#""\ud83d\ud83d""#, 1),
            (r#""a\udc00""#, 2),
        ] {
            let mut lexer = Lexer::new(json);
            assert_eq!(lexer.string().unwrap_err().at, at, "{json}");
        }
    }

    #[test]
    fn skipping_agrees_with_serde() {
        for json in [
            "null",
            "true",
            "1",
            "-1.5e3",
            r#""a\n""#,
            "[]",
            "{}",
            "[[],{}]",
            r#"{"a":[1,{"b":null}],"c":{}}"#,
            " [ 1 , 2 ] ",
            "",
            "[",
            "]",
            "{",
            "}",
            "[1,]",
            "[,1]",
            "[1 2]",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{a:1}"#,
            "01",
            "1.",
            "-",
            "nul",
            "nulll",
            "tru",
            "[1}",
            "{]",
            "'a'",
            r#"{"a":1]"#,
            "NaN",
            "1e5",
            "+1",
        ] {
            let mut lexer = Lexer::new(json);
            let ours = lexer.skip(10).is_ok() && lexer.peek() == 0;
            let theirs = serde_json::from_str::<serde_json::Value>(json).is_ok();
            assert_eq!(ours, theirs, "{json}");
        }
    }
}
