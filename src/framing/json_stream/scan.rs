//! Where a JSON value ends, by its brackets and quotes.

/// How far a value was read. It goes on with the next chunk.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scan {
    kind: Kind,
    /// How many arrays and objects are open.
    depth: u32,
    in_string: bool,
    /// A backslash of a string was the last byte.
    is_escaped: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A string, an array or an object: ends with a byte of its own.
    Closed,
    /// A number or a word: ends before something else.
    Open,
}

/// What a chunk said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// The value ends after so many bytes.
    End(usize),
    /// It goes on.
    More,
    /// The bracket at this byte is one too many.
    TooDeep(usize),
}

impl Scan {
    /// The scan of a value, by its first byte, which is still to be scanned; `None` if no value
    /// begins so.
    pub(super) const fn of_value(first: u8) -> Option<Self> {
        let kind = match first {
            b'{' | b'[' | b'"' => Kind::Closed,
            b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Kind::Open,
            _ => return None,
        };
        Some(Self {
            kind,
            depth: 0,
            in_string: false,
            is_escaped: false,
        })
    }

    /// Whether nothing but the end of the body is missing.
    pub(super) fn ends_with_the_body(self) -> bool {
        self.kind == Kind::Open
    }

    /// Reads on.
    pub(super) fn advance(&mut self, text: &[u8], depth_max: u32) -> Step {
        if self.kind == Kind::Open {
            return text
                .iter()
                .position(|byte| is_delimiter(*byte))
                .map_or(Step::More, Step::End);
        }
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            if self.in_string {
                at += self.string(rest);
                if !self.in_string && self.depth == 0 {
                    return Step::End(at);
                }
                continue;
            }
            let Some(found) = rest.iter().position(|byte| is_structural(*byte)) else {
                return Step::More;
            };
            at += found + 1;
            match rest.get(found) {
                Some(b'"') => self.in_string = true,
                Some(b'{' | b'[') if self.depth >= depth_max => return Step::TooDeep(at - 1),
                Some(b'{' | b'[') => self.depth += 1,
                // Which bracket closes which is not looked at: a value that is closed by a wrong
                // one is not JSON, and its decoder says where.
                Some(_) | None => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Step::End(at);
                    }
                }
            }
        }
        Step::More
    }

    /// Reads on within a string; how far.
    fn string(&mut self, rest: &[u8]) -> usize {
        if self.is_escaped {
            self.is_escaped = false;
            return 1;
        }
        let Some(at) = memchr::memchr2(b'"', b'\\', rest) else {
            return rest.len();
        };
        match rest.get(at) {
            Some(b'\\') => self.is_escaped = true,
            Some(_) | None => self.in_string = false,
        }
        at + 1
    }
}

/// How many bytes of white space the text begins with.
pub(super) fn blank(text: &[u8]) -> usize {
    let end = text.iter().position(|byte| !is_white_space(*byte));
    end.unwrap_or(text.len())
}

pub(super) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(|byte| is_white_space(*byte))
}

const fn is_white_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

const fn is_structural(byte: u8) -> bool {
    matches!(byte, b'"' | b'{' | b'}' | b'[' | b']')
}

const fn is_delimiter(byte: u8) -> bool {
    is_white_space(byte) || is_structural(byte) || matches!(byte, b',' | b':')
}
