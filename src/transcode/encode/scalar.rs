//! Scalars as JSON text. Everything here only appends to `out`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::transcode::scan;

/// Writes what needs no escape in quotes.
#[inline]
pub(super) fn plain(out: &mut Vec<u8>, text: &[u8]) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    out.extend_from_slice(text);
    out.push(b'"');
}

/// Writes `text` in quotes, with what JSON reserves escaped.
pub(super) fn string(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    out.reserve(rest.len() + 2);
    out.push(b'"');
    loop {
        let at = scan::end_of_plain(rest, 0);
        let (clean, dirty) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        out.extend_from_slice(clean);
        let Some((&byte, behind)) = dirty.split_first() else {
            break;
        };
        escape(out, byte);
        rest = behind;
    }
    out.push(b'"');
}

#[cold]
fn escape(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        b'\n' => b'n',
        b'\r' => b'r',
        b'\t' => b't',
        0x08 => b'b',
        0x0c => b'f',
        _ => {
            let digit = |value: u8| HEX.get(usize::from(value)).copied().unwrap_or(b'0');
            out.extend_from_slice(b"\\u00");
            out.extend_from_slice(&[digit(byte >> 4), digit(byte & 0xf)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

pub(super) fn integer<I: itoa::Integer>(out: &mut Vec<u8>, value: I) {
    out.extend_from_slice(itoa::Buffer::new().format(value).as_bytes());
}

pub(super) fn quoted_integer<I: itoa::Integer>(out: &mut Vec<u8>, value: I) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(value).as_bytes();
    out.reserve(digits.len() + 2);
    out.push(b'"');
    out.extend_from_slice(digits);
    out.push(b'"');
}

pub(super) fn double(out: &mut Vec<u8>, value: f64) {
    if value.is_finite() {
        finite(out, zmij::Buffer::new().format_finite(value));
    } else {
        out.extend_from_slice(special(value.is_nan(), value > 0.0));
    }
}

/// As the shortest text that reads back as the same 32 bits.
pub(super) fn float(out: &mut Vec<u8>, value: f32) {
    if value.is_finite() {
        finite(out, zmij::Buffer::new().format_finite(value));
    } else {
        out.extend_from_slice(special(value.is_nan(), value > 0.0));
    }
}

/// Whole numbers go without a fraction, as the encoders of protobuf itself write them.
fn finite(out: &mut Vec<u8>, digits: &str) {
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    out.extend_from_slice(digits.as_bytes());
}

const fn special(is_nan: bool, is_positive: bool) -> &'static [u8] {
    match (is_nan, is_positive) {
        (true, _) => b"\"NaN\"",
        (false, true) => b"\"Infinity\"",
        (false, false) => b"\"-Infinity\"",
    }
}

pub(super) fn boolean(out: &mut Vec<u8>, value: bool) {
    out.extend_from_slice(if value { b"true" } else { b"false" });
}

/// Writes standard base64 with padding, in quotes.
pub(super) fn base64(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'"');
    let start = out.len();
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    let room = out.get_mut(start..).unwrap_or_default();
    // The room is what the padded form takes, so that this cannot fail.
    let written = STANDARD.encode_slice(bytes, room).unwrap_or(0);
    out.truncate(start + written);
    out.push(b'"');
}

const HEX: &[u8; 16] = b"0123456789abcdef";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_byte_is_escaped_at_every_place() {
        let characters = (0..=0x7f_u8)
            .map(char::from)
            .chain(['é', '€', '𝄞', '\u{2028}']);
        for character in characters {
            for place in 0..70 {
                let mut plain = "x".repeat(place);
                plain.push(character);
                plain.push_str("yyyyyyyyy\"");
                let json = text(|out| string(out, &plain));
                let read: String = serde_json::from_str(&json).unwrap();
                assert_eq!(read, plain, "{json}");
            }
        }
    }

    #[test]
    fn controls_have_their_short_forms() {
        let json = text(|out| string(out, "\u{0}\u{8}\t\n\u{c}\r\u{1f}\"\\/<\u{7f}"));
        assert_eq!(json, "\"\\u0000\\b\\t\\n\\f\\r\\u001f\\\"\\\\/<\u{7f}\"");
    }

    #[test]
    fn doubles_are_the_shortest_that_read_back() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (0.1, "0.1"),
            (-2.5, "-2.5"),
            (100_000.0, "100000"),
            (1e20, "1e20"),
            (1e-7, "1e-7"),
            (f64::MAX, "1.7976931348623157e308"),
            (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
            (f64::NAN, "\"NaN\""),
            (f64::INFINITY, "\"Infinity\""),
            (f64::NEG_INFINITY, "\"-Infinity\""),
        ] {
            let json = text(|out| double(out, value));
            // Peers differ in how they write an exponent; what counts is the number.
            assert_eq!(json.replace("e+", "e"), expected);
            if value.is_finite() {
                let read: f64 = json.parse().unwrap();
                assert_eq!(read.to_bits(), value.to_bits());
            }
        }
    }

    #[test]
    fn floats_are_written_as_floats() {
        for (value, expected) in [
            (0.1_f32, "0.1"),
            (16_777_216.0, "16777216"),
            (f32::MAX, "3.4028235e38"),
            (f32::NAN, "\"NaN\""),
            (f32::INFINITY, "\"Infinity\""),
            (f32::NEG_INFINITY, "\"-Infinity\""),
        ] {
            let json = text(|out| float(out, value));
            assert_eq!(json.replace("e+", "e"), expected);
        }
    }

    proptest! {
        #[test]
        fn numbers_read_back(double: f64, single: f32) {
            let json = text(|out| super::double(out, double));
            prop_assert_eq!(json.parse::<f64>().unwrap().to_bits(), double.to_bits());
            prop_assert!(serde_json::from_str::<serde_json::Number>(&json).is_ok());
            let json = text(|out| float(out, single));
            prop_assert_eq!(json.parse::<f32>().unwrap().to_bits(), single.to_bits());
            prop_assert!(serde_json::from_str::<serde_json::Number>(&json).is_ok());
        }
    }

    #[test]
    fn bytes_are_padded_base64() {
        for (bytes, expected) in [
            (&b""[..], "\"\""),
            (b"a", "\"YQ==\""),
            (b"ab", "\"YWI=\""),
            (b"abc", "\"YWJj\""),
            (&[0xfb, 0xff], "\"+/8=\""),
        ] {
            assert_eq!(text(|out| base64(out, bytes)), expected);
        }
    }
}
