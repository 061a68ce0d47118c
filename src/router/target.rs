//! The path of a request: checked and split, but not decoded; and the match that cuts values out of it.
//!
//! Everything here is an offset into the raw path. Only what is refused is looked at through its escapes.

use smallvec::SmallVec;

use super::trie::Place;
use super::{RouteId, Settings};
use crate::http_rule::template::Variable;

/// How large a path may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathLimits {
    /// The longest path, as it is sent.
    pub length_max_bytes: usize,
    /// The most segments, counted by their slashes.
    pub segments_max: usize,
}

impl PathLimits {
    /// 8192 bytes, as RFC 9110 §4.1 recommends at least 8000; and 64 segments.
    pub const DEFAULT: Self = Self {
        length_max_bytes: 8192,
        segments_max: 64,
    };
}

/// Why a path is refused, whatever the routes are.
///
/// Positions are byte offsets into the raw path, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    #[error("the path must begin with '/'")]
    NotAbsolute,
    #[error("the path is longer than {max} bytes")]
    TooLong { max: usize },
    #[error("the path has more than {max} segments")]
    TooManySegments { max: usize },
    #[error("'%' at byte {at} of the path is not followed by two hexadecimal digits")]
    MalformedEscape { at: usize },
    #[error("the path holds an encoded NUL at byte {at}")]
    DecodedNul { at: usize },
    #[error("the path holds a '.' or '..' segment at byte {at}")]
    DotSegment { at: usize },
    #[error("byte {at} of the path is 0x{byte:02x}, which must be percent-encoded")]
    InvalidByte { at: usize, byte: u8 },
}

/// A checked path.
#[derive(Debug)]
pub(super) struct Target<'p> {
    path: &'p str,
    starts: Starts,
    /// The offset of the colon before what may be a verb.
    colon: Option<usize>,
    /// Whether there is a `%` anywhere.
    escaped: bool,
    strict_verbs: bool,
}

/// Where each segment begins, in bytes; it ends before the slash of the next one, or with the path.
type Starts = SmallVec<[u32; 16]>;

/// What the search in the trie came to.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) route: RouteId,
    pub(super) place: Place,
    pub(super) as_verb: bool,
}

impl<'p> Target<'p> {
    /// Checks and splits a path; `None` if it has an empty segment, which nothing matches.
    pub(super) fn parse(path: &'p str, settings: &Settings) -> Result<Option<Self>, PathError> {
        let limits = &settings.limits;
        if path.len() > limits.length_max_bytes {
            let max = limits.length_max_bytes;
            return Err(PathError::TooLong { max });
        }
        if !path.starts_with('/') {
            return Err(PathError::NotAbsolute);
        }
        let mut starts = scan(path, limits.segments_max)?;
        check_dot_segments(path, &starts)?;
        let mut path = path;
        if path == "/" {
            // The root has no segments: there is no shorter way to write it, so it is not an empty segment.
            starts.clear();
        } else if settings.trailing_slash_ignored
            && !path.ends_with("//")
            && let Some(shorter) = path.strip_suffix('/')
        {
            path = shorter;
            starts.pop();
        }
        let last = starts.last().map_or(1, |start| *start as usize);
        let target = Self {
            path,
            starts,
            colon: colon_after(path, last),
            escaped: memchr::memchr(b'%', path.as_bytes()).is_some(),
            strict_verbs: settings.strict_verbs,
        };
        if target.last_before_verb().is_some_and(is_dot_segment) {
            // The verb reading would make the value a dot segment.
            let at = last_start(path);
            return Err(PathError::DotSegment { at });
        }
        let has_empty = (0..target.len()).any(|index| target.segment(index).is_empty());
        Ok((!has_empty).then_some(target))
    }

    /// The number of segments.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether any segment holds an escape.
    pub(super) fn escaped(&self) -> bool {
        self.escaped
    }

    /// A raw segment; empty out of range.
    pub(super) fn segment(&self, index: usize) -> &'p str {
        slice(self.path, &self.starts, index, index + 1)
    }

    /// The text after the last colon of the last segment: perhaps a verb.
    pub(super) fn verb(&self) -> Option<&'p str> {
        self.path.get(self.colon? + 1..)
    }

    /// The last segment without what may be a verb. Empty only in `/:verb`, the root with a verb.
    pub(super) fn last_before_verb(&self) -> Option<&'p str> {
        let colon = self.colon?;
        self.path.get(last_start(self.path)..colon)
    }

    /// Whether the last segment may be read as text, its colons included.
    pub(super) fn text_allowed(&self) -> bool {
        self.colon.is_none() || !self.strict_verbs
    }

    pub(super) fn into_match(self, found: Found) -> Match<'p> {
        let mut starts = self.starts;
        let mut path = self.path;
        if let Some(colon) = self.colon.filter(|_| found.as_verb) {
            path = path.get(..colon).unwrap_or(path);
        }
        if path == "/" {
            starts.clear();
        }
        Match {
            route: found.route,
            path,
            starts,
            place: found.place,
        }
    }
}

/// The route of a request, with the means to cut its variables out of the path.
#[derive(Debug)]
pub struct Match<'p> {
    route: RouteId,
    /// Without the verb.
    path: &'p str,
    starts: Starts,
    place: Place,
}

impl<'p> Match<'p> {
    /// The route.
    pub fn route(&self) -> RouteId {
        self.route
    }

    /// The raw text of a variable of the matched route's template; [`percent`](super::percent) decodes it.
    ///
    /// Empty where a `**` matched no segment.
    pub fn capture(&self, variable: &Variable) -> &'p str {
        let covered = variable.segments();
        let first = self.in_path(covered.start);
        let end = self.in_path(covered.end);
        slice(self.path, &self.starts, first, end)
    }

    /// The index in the path that belongs to a boundary between segments of the template: behind the `**` it is shifted
    /// by what that took more, or less, than one segment.
    fn in_path(&self, boundary: usize) -> usize {
        match self.place.double_star {
            Some(double_star) if boundary > double_star => {
                (boundary + self.starts.len()).saturating_sub(self.place.depth)
            }
            _ => boundary,
        }
    }
}

/// The raw text from one segment up to, not including, another.
fn slice<'p>(path: &'p str, starts: &[u32], first: usize, end: usize) -> &'p str {
    if first >= end {
        return "";
    }
    let Some(&from) = starts.get(first) else {
        return "";
    };
    let to = match starts.get(end) {
        Some(&next) => next as usize - 1,
        None => path.len(),
    };
    path.get(from as usize..to).unwrap_or_default()
}

/// Checks each byte and finds where the segments begin.
fn scan(path: &str, segments_max: usize) -> Result<Starts, PathError> {
    let bytes = path.as_bytes();
    let mut starts = Starts::new();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'/' => {
                if starts.len() == segments_max {
                    let max = segments_max;
                    return Err(PathError::TooManySegments { max });
                }
                let start = u32::try_from(at + 1);
                starts.push(start.map_err(|_| PathError::TooLong { max: at })?);
            }
            b'%' => match bytes.get(at + 1..at + 3) {
                Some(b"00") => return Err(PathError::DecodedNul { at }),
                Some(digits) if digits.iter().all(u8::is_ascii_hexdigit) => {}
                _ => return Err(PathError::MalformedEscape { at }),
            },
            _ if is_invalid(byte) => return Err(PathError::InvalidByte { at, byte }),
            _ => {}
        }
    }
    Ok(starts)
}

/// RFC 3986 §3.3 has no place for these in a path. What it also forbids but browsers send unencoded is let through, since
/// nothing here gives it a meaning: `[ ] { } | ^ "` and the backquote. The backslash is refused: some take it for a slash.
fn is_invalid(byte: u8) -> bool {
    byte <= b' ' || byte >= 0x7f || matches!(byte, b'?' | b'#' | b'\\' | b'<' | b'>')
}

fn check_dot_segments(path: &str, starts: &[u32]) -> Result<(), PathError> {
    for (index, &start) in starts.iter().enumerate() {
        if is_dot_segment(slice(path, starts, index, index + 1)) {
            let at = start as usize;
            return Err(PathError::DotSegment { at });
        }
    }
    Ok(())
}

/// RFC 3986 §6.2.2.2 makes `%2e` equivalent to the dot.
fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment.as_bytes();
    let mut dots = 0;
    while let [b'.', after @ ..] | [b'%', b'2', b'e' | b'E', after @ ..] = rest {
        rest = after;
        dots += 1;
    }
    rest.is_empty() && (dots == 1 || dots == 2)
}

fn last_start(path: &str) -> usize {
    path.rfind('/').map_or(0, |slash| slash + 1)
}

/// The last colon of the last segment, if text follows it and something stands before it. An encoded colon is none.
pub(super) fn verb_colon(path: &str) -> Option<usize> {
    colon_after(path, last_start(path))
}

/// [`verb_colon`] of a path whose last segment begins at `start`.
fn colon_after(path: &str, start: usize) -> Option<usize> {
    let last = path.as_bytes().get(start..)?;
    let colon = start + last.iter().rposition(|byte| *byte == b':')?;
    let follows = colon + 1 < path.len();
    // `/:verb` is the root with a verb; elsewhere there would be an empty segment before the colon.
    let precedes = colon > start || start == 1;
    (follows && precedes).then_some(colon)
}
