//! Decodes captured values, exactly once and only after the match.
//!
//! `google/api/http.proto` has a single-segment variable decoded completely. On multi-segment variables it contradicts
//! itself: by the text of `HttpRule` all but `%2F` is decoded, by `Http.fully_decode_reserved_expansion` RFC 6570's
//! reserved characters are left alone by default. Hence [`UnescapeMode`].

use std::borrow::Cow;

use memchr::memchr;
use percent_encoding::percent_decode_str;

/// Which escapes are decoded in the value of a multi-segment variable. The others stay as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UnescapeMode {
    /// All but `%2F` and `%2f`: the text of `HttpRule`.
    #[default]
    ExceptSlash,
    /// All but those of RFC 6570's reserved characters (RFC 3986 §2.2): Envoy's default.
    ExceptReserved,
    /// All, as in a single-segment variable.
    All,
}

impl UnescapeMode {
    fn keeps(self, decoded: u8) -> bool {
        match self {
            Self::ExceptSlash => decoded == b'/',
            Self::ExceptReserved => is_reserved(decoded),
            Self::All => false,
        }
    }
}

/// Why a captured value is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// The router refuses such paths already.
    #[error("'%' at byte {at} is not followed by two hexadecimal digits")]
    MalformedEscape { at: usize },
    #[error("the escapes do not give valid UTF-8")]
    InvalidUtf8,
}

/// Decodes the raw text of a variable.
///
/// `mode` applies to multi-segment variables only. Borrows where there is nothing to decode. A `+` stays a `+`: it means
/// a space in queries only.
///
/// # Errors
///
/// When an escape is malformed or the result is not UTF-8; the client is at fault.
pub fn decode(
    raw: &str,
    multi_segment: bool,
    mode: UnescapeMode,
) -> Result<Cow<'_, str>, PercentError> {
    let mode = if multi_segment {
        mode
    } else {
        UnescapeMode::All
    };
    check_escapes(raw)?;
    if mode == UnescapeMode::All {
        let decoded = percent_decode_str(raw).decode_utf8();
        return decoded.map_err(|_| PercentError::InvalidUtf8);
    }
    decode_except(raw, mode)
}

fn check_escapes(raw: &str) -> Result<(), PercentError> {
    let bytes = raw.as_bytes();
    let mut from = 0;
    while let Some(offset) = memchr(b'%', bytes.get(from..).unwrap_or_default()) {
        let at = from + offset;
        let digits = bytes.get(at + 1..at + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(PercentError::MalformedEscape { at });
        }
        from = at + 3;
    }
    Ok(())
}

/// Decodes the escapes that `mode` does not keep; all of them are well-formed.
fn decode_except(raw: &str, mode: UnescapeMode) -> Result<Cow<'_, str>, PercentError> {
    let mut pieces = raw.split('%');
    let mut decoded = Vec::new();
    let mut changed = false;
    decoded.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
    for piece in pieces {
        let (digits, rest) = piece.split_at_checked(2).unwrap_or((piece, ""));
        match u8::from_str_radix(digits, 16) {
            Ok(byte) if !mode.keeps(byte) => {
                changed = true;
                decoded.push(byte);
            }
            Ok(_) | Err(_) => {
                decoded.push(b'%');
                decoded.extend_from_slice(digits.as_bytes());
            }
        }
        decoded.extend_from_slice(rest.as_bytes());
    }
    if !changed {
        return Ok(Cow::Borrowed(raw));
    }
    let text = String::from_utf8(decoded).map_err(|_| PercentError::InvalidUtf8)?;
    Ok(Cow::Owned(text))
}

/// RFC 3986 §2.2: gen-delims and sub-delims.
fn is_reserved(byte: u8) -> bool {
    matches!(
        byte,
        b':' | b'/'
            | b'?'
            | b'#'
            | b'['
            | b']'
            | b'@'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'='
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;

    use super::UnescapeMode::{All, ExceptReserved, ExceptSlash};
    use super::*;

    #[test]
    fn single_segment_values_are_decoded_completely() {
        for (raw, value) in [
            ("", ""),
            ("plain", "plain"),
            ("p%20q%2Fr+", "p q/r+"),
            ("user%3A123", "user:123"),
            ("%25%34%31", "%41"),
            ("%252F", "%2F"),
            ("a%2fb", "a/b"),
            ("%E6%BC%a2", "漢"),
        ] {
            for mode in [ExceptSlash, ExceptReserved, All] {
                assert_eq!(decode(raw, false, mode).unwrap(), value, "{raw}");
            }
        }
    }

    #[test]
    fn multi_segment_values_are_decoded_by_mode() {
        let reserved = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D";
        for (raw, mode, value) in [
            (
                "p/foo%20foo/q/bar%2Fbar",
                ExceptSlash,
                "p/foo foo/q/bar%2Fbar",
            ),
            ("a%2Fb%2fc", ExceptSlash, "a%2Fb%2fc"),
            ("a%2Fb%2fc", ExceptReserved, "a%2Fb%2fc"),
            ("a%2Fb%2fc", All, "a/b/c"),
            ("%21%3A%40", ExceptSlash, "!:@"),
            ("%21%3a%40", ExceptReserved, "%21%3a%40"),
            (reserved, ExceptSlash, ":%2F?#[]@!$&'()*+,;="),
            (reserved, ExceptReserved, reserved),
            (reserved, All, ":/?#[]@!$&'()*+,;="),
            ("%20%2D%7e%41%25%22", ExceptReserved, " -~A%\""),
            ("%252F", ExceptSlash, "%2F"),
            ("%25%32%46", ExceptSlash, "%2F"),
            ("%C3%A9/%2f", ExceptSlash, "é/%2f"),
        ] {
            assert_eq!(decode(raw, true, mode).unwrap(), value, "{raw} {mode:?}");
        }
    }

    #[test]
    fn what_needs_no_decoding_is_borrowed() {
        for (raw, multi_segment) in [("a/b", true), ("a", false), ("a%2Fb", true)] {
            let value = decode(raw, multi_segment, ExceptSlash).unwrap();
            assert!(matches!(value, Cow::Borrowed(_)), "{raw}");
        }
    }

    #[test]
    fn bad_escapes_are_refused() {
        for (raw, at) in [
            ("%", 0),
            ("a%4", 1),
            ("%41%4g", 3),
            ("%+1", 0),
            ("%%41", 0),
            ("%2%46", 0),
            ("%é", 0),
        ] {
            for multi_segment in [false, true] {
                assert_eq!(
                    decode(raw, multi_segment, ExceptSlash),
                    Err(PercentError::MalformedEscape { at }),
                    "{raw}"
                );
            }
        }
        for raw in ["%ff", "a%C3", "%C3/%A9", "%C3%2F", "%ED%A0%80"] {
            for multi_segment in [false, true] {
                assert_eq!(
                    decode(raw, multi_segment, ExceptSlash),
                    Err(PercentError::InvalidUtf8),
                    "{raw}"
                );
            }
        }
    }

    proptest! {
        #[test]
        fn agrees_with_percent_encoding(raw in "([a-z/é]|%[0-9a-fA-F]{2}|%2[fF]|%C3%A9){0,8}") {
            let oracle = |text: &str| percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned);
            let ours = |multi, mode| decode(&raw, multi, mode).ok().map(Cow::into_owned);
            prop_assert_eq!(ours(false, ExceptReserved), oracle(&raw));
            prop_assert_eq!(ours(true, All), oracle(&raw));
            // Escaping the escapes that are to be kept makes the crate keep them.
            let kept = raw.replace("%2F", "%252F").replace("%2f", "%252f");
            prop_assert_eq!(ours(true, ExceptSlash), oracle(&kept));
        }

        #[test]
        fn reverses_the_clients_encoding(value in any::<String>()) {
            let raw = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
            let decoded = decode(&raw, false, ExceptSlash);
            prop_assert_eq!(decoded.as_deref(), Ok(value.as_str()));
        }
    }
}
