//! Where in a body something stands.

use std::fmt;

/// A place in a text, also one that is read in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// In bytes, from 0.
    pub offset: u64,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl Position {
    pub const START: Self = Self {
        offset: 0,
        line: 1,
        column: 1,
    };

    /// Goes on behind `text`, which may begin and end within a character.
    pub(super) fn advance(&mut self, text: &[u8]) {
        self.offset += text.len() as u64;
        let last_line = match memchr::memrchr(b'\n', text) {
            None => text,
            Some(newline) => {
                self.line = plus(self.line, memchr::memchr_iter(b'\n', text).count());
                self.column = 1;
                text.get(newline + 1..).unwrap_or_default()
            }
        };
        // UTF-8: every byte that does not continue a character begins one.
        let characters = last_line.iter().filter(|byte| **byte & 0xc0 != 0x80);
        self.column = plus(self.column, characters.count());
    }

    /// The place in the whole of what is at `inner` within a part that begins here.
    pub fn shifted(self, inner: Self) -> Self {
        Self {
            offset: self.offset + inner.offset,
            line: self.line.saturating_add(inner.line - 1),
            column: match inner.line {
                1 => self.column.saturating_add(inner.column - 1),
                _ => inner.column,
            },
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}, byte {}",
            self.line, self.column, self.offset
        )
    }
}

fn plus(number: u32, count: usize) -> u32 {
    number.saturating_add(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The place behind a text.
    fn behind(text: &[u8]) -> Position {
        let mut position = Position::START;
        position.advance(text);
        position
    }

    #[test]
    fn lines_and_characters_are_counted() {
        for (text, line, column) in [
            ("", 1, 1),
            ("ab", 1, 3),
            ("aé😀", 1, 4),
            ("\n", 2, 1),
            ("a\r\nb", 2, 2),
            ("é\n\n😀b", 3, 3),
        ] {
            let offset = text.len() as u64;
            let expected = Position {
                offset,
                line,
                column,
            };
            assert_eq!(behind(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_text_in_pieces_ends_where_the_whole_does() {
        let text = "é\nab😀\n\n c€".as_bytes();
        for split in 0..=text.len() {
            let (head, tail) = text.split_at(split);
            let mut position = behind(head);
            position.advance(tail);
            assert_eq!(position, behind(text), "{split}");
            // The same by shifting, where the pieces are text themselves.
            if std::str::from_utf8(tail).is_ok() {
                assert_eq!(behind(head).shifted(behind(tail)), behind(text), "{split}");
            }
        }
    }
}
