//! Regular expressions of RE2, which rules are written in, as those of ECMAScript, which JSON Schema has.
//!
//! What both have and mean the same by is kept, and what has another spelling gets it: readers of documents compile
//! patterns with the flag `u`, which takes no needless escape. The rest has no pattern.

use std::iter::Peekable;
use std::str::Chars;

/// The pattern that matches the same; none where there is none, or where it is no expression at all.
pub(super) fn shared(pattern: &str) -> Option<String> {
    let mut writer = Writer {
        rest: pattern.chars().peekable(),
        out: String::with_capacity(pattern.len()),
        groups: 0,
        repeats: false,
    };
    while let Some(c) = writer.rest.next() {
        writer.part(c)?;
    }
    let is_balanced = writer.groups == 0;
    Some(writer.out).filter(|out| is_balanced && is_pattern(out))
}

/// Whether readers of documents can compile it: as a regular expression of ECMAScript, with the flag `u`.
pub(in crate::openapi) fn is_pattern(text: &str) -> bool {
    regress::Regex::with_flags(text, "u").is_ok()
}

/// Text that stands for itself.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if SYNTAX.contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What must be escaped to stand for itself, and nothing else may be.
const SYNTAX: &str = r"\.+*?()|[]{}^$/";

/// What RE2 takes for white space.
const SPACES: &str = r"\t\n\f\r ";

struct Writer<'p> {
    rest: Peekable<Chars<'p>>,
    out: String,
    /// Those that are open.
    groups: usize,
    /// What was written last may be repeated.
    repeats: bool,
}

impl Writer<'_> {
    fn part(&mut self, c: char) -> Option<()> {
        match c {
            '\\' => self.escaped(false)?,
            '[' => self.class()?,
            '(' => self.group()?,
            ')' => {
                self.groups = self.groups.checked_sub(1)?;
                self.out.push(c);
                self.repeats = true;
            }
            '|' | '^' | '$' => {
                self.out.push(c);
                self.repeats = false;
            }
            '*' | '+' | '?' => self.repeated(&c.to_string())?,
            '{' => match self.count() {
                Some(count) => self.repeated(&count)?,
                None => self.literal(c),
            },
            c => self.literal(c),
        }
        Some(())
    }

    fn literal(&mut self, c: char) {
        if SYNTAX.contains(c) && c != '.' {
            self.out.push('\\');
        }
        self.out.push(c);
        self.repeats = true;
    }

    fn repeated(&mut self, how: &str) -> Option<()> {
        self.repeats.then_some(())?;
        self.out.push_str(how);
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        self.repeats = false;
        Some(())
    }

    /// `{2}`, `{2,}` or `{2,3}`; anything else behind a brace makes it one that stands for itself.
    fn count(&mut self) -> Option<String> {
        let inner: String = self.rest.clone().take_while(|c| *c != '}').collect();
        let mut ends = self.rest.clone();
        let is_closed = ends.nth(inner.chars().count()) == Some('}');
        let (min, max) = inner.split_once(',').unwrap_or((&inner, ""));
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        if !is_closed || min.is_empty() || !is_number(min) || !is_number(max) {
            return None;
        }
        self.rest = ends;
        Some(format!("{{{inner}}}"))
    }

    fn group(&mut self) -> Option<()> {
        self.groups += 1;
        self.repeats = false;
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Some(());
        }
        match self.rest.next()? {
            ':' => self.out.push_str("?:"),
            // A name is of no use here, and languages write it differently.
            'P' if self.rest.next()? == '<' => self.name()?,
            '<' => self.name()?,
            _ => return None,
        }
        Some(())
    }

    fn name(&mut self) -> Option<()> {
        let mut length = 0;
        loop {
            match self.rest.next()? {
                '>' => return (length > 0).then_some(()),
                c if c.is_ascii_alphanumeric() || c == '_' => length += 1,
                _ => return None,
            }
        }
    }

    fn class(&mut self) -> Option<()> {
        self.out.push('[');
        if self.rest.next_if_eq(&'^').is_some() {
            self.out.push('^');
        }
        if self.rest.next_if_eq(&']').is_some() {
            self.out.push_str("\\]");
        }
        loop {
            match self.rest.next()? {
                ']' => break,
                '\\' => self.escaped(true)?,
                // Of POSIX: `[[:alpha:]]`.
                '[' if self.rest.peek() == Some(&':') => return None,
                '[' => self.out.push_str("\\["),
                c => self.out.push(c),
            }
        }
        self.out.push(']');
        self.repeats = true;
        Some(())
    }

    /// What stands behind a backslash.
    fn escaped(&mut self, in_class: bool) -> Option<()> {
        let c = self.rest.next()?;
        self.repeats = true;
        match c {
            'd' | 'D' | 'w' | 'W' | 't' | 'n' | 'r' | 'f' | 'v' => self.out.extend(['\\', c]),
            // That of ECMAScript has more.
            's' if in_class => self.out.push_str(SPACES),
            's' => self.out.push_str(&format!("[{SPACES}]")),
            'S' if !in_class => self.out.push_str(&format!("[^{SPACES}]")),
            'b' | 'B' if !in_class => {
                self.out.extend(['\\', c]);
                self.repeats = false;
            }
            'A' | 'z' if !in_class => {
                self.out.push(if c == 'A' { '^' } else { '$' });
                self.repeats = false;
            }
            'a' => self.out.push_str("\\x07"),
            'x' => self.hexadecimal()?,
            '-' if in_class => self.out.push_str("\\-"),
            c if SYNTAX.contains(c) => self.out.extend(['\\', c]),
            c if c.is_ascii_punctuation() => self.out.push(c),
            _ => return None,
        }
        Some(())
    }

    fn hexadecimal(&mut self) -> Option<()> {
        let mut digits = String::new();
        if self.rest.next_if_eq(&'{').is_some() {
            loop {
                match self.rest.next()? {
                    '}' => break,
                    c => digits.push(c),
                }
            }
        } else {
            digits.extend([self.rest.next()?, self.rest.next()?]);
        }
        let is_hexadecimal = digits.chars().all(|c| c.is_ascii_hexdigit());
        let code = u32::from_str_radix(&digits, 16).ok()?;
        match code {
            _ if !is_hexadecimal => return None,
            0..=0xff => self.out.push_str(&format!("\\x{code:02X}")),
            0x100..=0xffff => self.out.push_str(&format!("\\u{code:04X}")),
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_languages_have_is_kept() {
        for pattern in [
            "",
            "^[a-z]+$",
            r"^\d{3}-\d{2,}x{1,2}?$",
            r"^(?:a|b)*?c+?$",
            r"[^\]\\a-z\-]",
            r"\bword\B",
            r"^[\w.+-]+@\w+\.\w+$",
            "é.日",
            r"\x41\t",
        ] {
            assert_eq!(shared(pattern).as_deref(), Some(pattern));
        }
    }

    #[test]
    fn another_spelling_is_taken() {
        for (pattern, expected) in [
            (r"\Aa\z", "^a$"),
            (r"\-\_\@\:", "-_@:"),
            (r"[\_\@\-\.]", r"[_@\-\.]"),
            ("a{", r"a\{"),
            ("a{,2}", r"a\{,2\}"),
            ("a{b}c", r"a\{b\}c"),
            ("a]/", r"a\]\/"),
            ("[]a]", r"[\]a]"),
            ("[^]a[]", r"[^\]a\[]"),
            ("(?P<year>a)(?<b_1>c)", "(a)(c)"),
            (r"\s[a\s]\S", r"[\t\n\f\r ][a\t\n\f\r ][^\t\n\f\r ]"),
            (r"\x{41}\x{263a}\a", r"\x41\u263A\x07"),
        ] {
            assert_eq!(shared(pattern).as_deref(), Some(expected), "{pattern}");
        }
    }

    #[test]
    fn what_only_one_has_is_none() {
        for pattern in [
            "(?i)a",
            "(?s:a)",
            r"\pL",
            r"\p{Greek}",
            r"\Qa\E",
            r"\C",
            r"\123",
            r"\x{1F600}",
            r"\xg0",
            r"\x{+1}",
            r"[\b]",
            r"[\S]",
            "[[:alpha:]]",
            "(?=a)",
            "(?P=a)",
            "(?P<>a)",
            // None at all.
            "(",
            ")",
            "a)",
            "[a",
            "[]",
            "*a",
            "a**",
            "(?",
            "a|*",
            "\\",
            r"\x4",
            "(?P<a",
        ] {
            assert_eq!(shared(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn text_stands_for_itself() {
        assert_eq!(escape("a.b-c/d"), r"a\.b-c\/d");
    }
}
