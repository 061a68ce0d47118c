//! A text that a regular expression matches, made from its parts.

use regex_syntax::Parser;
use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text, in bytes; an expression that wants more gets none.
const LENGTH_MAX: usize = 256;
/// The longest expression that is read.
const PATTERN_MAX: usize = 4096;
/// The deepest nesting of one.
const NEST_MAX: u32 = 32;

/// The plainest text that the expression matches as a whole; none if it has no such text, or is not understood.
pub(super) fn text(pattern: &str) -> Option<String> {
    if pattern.len() > PATTERN_MAX {
        return None;
    }
    let mut parser = regex_syntax::ParserBuilder::new()
        .nest_limit(NEST_MAX)
        .build();
    let hir = Parser::parse(&mut parser, pattern).ok()?;
    let mut out = Vec::new();
    write(&hir, &mut out)?;
    String::from_utf8(out).ok()
}

fn write(hir: &Hir, out: &mut Vec<u8>) -> Option<()> {
    match hir.kind() {
        // Where a text begins and ends needs nothing in it.
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.extend_from_slice(&literal.0),
        HirKind::Class(class) => {
            let mut buffer = [0; 4];
            out.extend_from_slice(plainest(class)?.encode_utf8(&mut buffer).as_bytes());
        }
        HirKind::Repetition(repetition) => {
            // What may be left out and may be repeated is there once: `[a-z]*` is "a".
            let is_open = repetition.max.is_none_or(|max| max > 1);
            let count = repetition.min.max(u32::from(is_open));
            for _ in 0..count {
                write(&repetition.sub, out)?;
                if out.len() > LENGTH_MAX {
                    return None;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, out)?,
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, out)?;
            }
        }
        HirKind::Alternation(parts) => write(parts.first()?, out)?,
    }
    (out.len() <= LENGTH_MAX).then_some(())
}

/// A character of the class that is easy to read.
fn plainest(class: &Class) -> Option<char> {
    let has = |c: char| match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .any(|range| (range.start()..=range.end()).contains(&c)),
        Class::Bytes(class) => u8::try_from(c).is_ok_and(|c| {
            let mut ranges = class.ranges().iter();
            ranges.any(|range| (range.start()..=range.end()).contains(&c))
        }),
    };
    let first = match class {
        Class::Unicode(class) => class.ranges().first().map(|range| range.start()),
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start()))
            .filter(char::is_ascii),
    };
    let letters = ('a'..='z').chain('A'..='Z').chain('1'..='9');
    letters.chain(['-', '_']).find(|c| has(*c)).or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_texts() {
        for (pattern, expected) in [
            ("^[a-z]+$", Some("a")),
            ("^[A-Z]{2}$", Some("AA")),
            ("[a-z]([-a-z0-9]{0,61}[a-z0-9])?", Some("a")),
            ("^projects/[^/]+/topics/.*$", Some("projects/a/topics/a")),
            ("^(red|green)$", Some("red")),
            (r"^\+[0-9]{3,}$", Some("+111")),
            (r"^\d{4}-\d{2}$", Some("1111-11")),
            (r"^v\.x\$$", Some("v.x$")),
            ("^é+$", Some("é")),
            ("(?i)^ab$", Some("ab")),
            ("^$", Some("")),
            // There is none, it is too long, or it is no expression.
            ("[^\\s\\S]", None),
            ("^a{300}$", None),
            ("^(a{200}){200}$", None),
            ("(", None),
            ("(?=a)b", None),
        ] {
            assert_eq!(text(pattern).as_deref(), expected, "{pattern}");
        }
        assert_eq!(text(&"(".repeat(100_000)), None);
        let deep = format!("{}a{}", "(".repeat(100), ")".repeat(100));
        assert_eq!(text(&deep), None);
    }
}
