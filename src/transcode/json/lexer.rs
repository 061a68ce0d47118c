//! JSON's tokens (RFC 8259), found in one pass over text that is known to be UTF-8.

use smallvec::SmallVec;

use super::error::{Fault, FaultAt};

/// Where in a JSON text the reader stands.
#[derive(Debug)]
pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

/// A JSON string that was checked but not unescaped.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringToken<'a> {
    /// Between the quotes.
    pub(super) raw: &'a str,
    /// Where the opening quote stands.
    pub(super) at: usize,
    has_escapes: bool,
}

impl<'a> StringToken<'a> {
    /// The string's value. `scratch` holds it if it must be built.
    pub(super) fn unescape<'s>(&self, scratch: &'s mut String) -> &'s str
    where
        'a: 's,
    {
        if !self.has_escapes {
            return self.raw;
        }
        unescape(self.raw, scratch);
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
    #[inline]
    pub(super) fn string(&mut self) -> Result<StringToken<'a>, Fault> {
        let bytes = self.text.as_bytes();
        let opening = self.at;
        let start = opening + 1;
        let mut at = start;
        let mut has_escapes = false;
        loop {
            at = scan(bytes, at);
            match bytes.get(at) {
                Some(b'"') => break,
                Some(b'\\') => {
                    has_escapes = true;
                    at = self.escape(at)?;
                }
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
            raw: self.text.get(start..at).unwrap_or_default(),
            at: opening,
            has_escapes,
        })
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

const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The first quote, backslash or control character at or after `at`, or the end.
#[inline]
fn scan(bytes: &[u8], mut at: usize) -> usize {
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((eight, more)) = rest.split_first_chunk() {
        let found = special(u64::from_le_bytes(*eight));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
        rest = more;
    }
    at + rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))
        .unwrap_or(rest.len())
}

/// Sets the high bit of the first byte that ends a run of plain characters. Bytes after it may be
/// marked falsely, by the borrow of the subtraction.
#[inline]
const fn special(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGHS
}

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
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
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
            None => break,
        };
        scratch.push(letter);
        rest = escape.get(length..).unwrap_or_default();
    }
    scratch.push_str(rest);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_scan_stops_at_each_special_byte_at_every_place() {
        for special in (0..0x20).chain([b'"', b'\\']) {
            for before in 0..40 {
                let mut bytes = vec![b'~'; before];
                // Letters beyond ASCII, and the neighbours of what is looked for.
                let plain = [0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff];
                for (byte, with) in bytes.iter_mut().zip(plain.iter().cycle()) {
                    *byte = *with;
                }
                bytes.push(special);
                bytes.extend_from_slice(b"\"\\xxxxxxxxxxxx");
                assert_eq!(scan(&bytes, 0), before, "{special}");
                assert_eq!(scan(&bytes[..before], 0), before);
            }
        }
    }

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
