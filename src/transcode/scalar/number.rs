//! Numbers as ProtoJSON writes them, in JSON and in strings: JSON's own grammar and nothing more.
//!
//! An integer may have a fraction or an exponent as long as its value is one: `1e2` and `1.0`.

use crate::schema::Kind;
use crate::transcode::wire::write;

/// A whole number with its sign; `-0` is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Integer {
    is_negative: bool,
    magnitude: u64,
}

impl Integer {
    /// Reads a number that is whole and has a magnitude below 2^64.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        let (is_negative, digits) = match text {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        let mut magnitude: u64 = 0;
        for (at, byte) in digits.iter().enumerate() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return Self::with_fraction(text, is_negative);
            }
            // JSON has no leading zeros.
            if at > 0 && magnitude == 0 {
                return None;
            }
            magnitude = magnitude.checked_mul(10)?.checked_add(u64::from(digit))?;
        }
        (!digits.is_empty()).then_some(Self {
            is_negative,
            magnitude,
        })
    }

    pub(crate) const fn new(is_negative: bool, magnitude: u64) -> Self {
        Self {
            is_negative,
            magnitude,
        }
    }

    /// As a varint holds it, or the bits of a fixed value; `None` if it is out of the type's
    /// range, or the type is no integer.
    #[inline]
    pub(crate) fn bits(self, kind: Kind) -> Option<u64> {
        Some(match kind {
            // Negative numbers are extended to 64 bits.
            Kind::Int32 => i64::from(self.as_i32()?).cast_unsigned(),
            Kind::Int64 | Kind::Sfixed64 => self.as_i64()?.cast_unsigned(),
            Kind::Uint32 | Kind::Fixed32 => u64::from(self.as_u32()?),
            Kind::Uint64 | Kind::Fixed64 => self.as_u64()?,
            Kind::Sint32 => u64::from(write::zigzag32(self.as_i32()?)),
            Kind::Sint64 => write::zigzag64(self.as_i64()?),
            Kind::Sfixed32 => u64::from(self.as_i32()?.cast_unsigned()),
            Kind::Double
            | Kind::Float
            | Kind::Bool
            | Kind::String
            | Kind::Bytes
            | Kind::Enum(_)
            | Kind::Message(_)
            | Kind::Group(_) => return None,
        })
    }

    pub(crate) fn as_i64(self) -> Option<i64> {
        if self.is_negative {
            0_i64.checked_sub_unsigned(self.magnitude)
        } else {
            i64::try_from(self.magnitude).ok()
        }
    }

    pub(crate) fn as_u64(self) -> Option<u64> {
        (!self.is_negative || self.magnitude == 0).then_some(self.magnitude)
    }

    pub(crate) fn as_i32(self) -> Option<i32> {
        i32::try_from(self.as_i64()?).ok()
    }

    pub(crate) fn as_u32(self) -> Option<u32> {
        u32::try_from(self.as_u64()?).ok()
    }

    /// The value of a number with a fraction or an exponent, if that is a whole number.
    #[cold]
    fn with_fraction(text: &[u8], is_negative: bool) -> Option<Self> {
        let parts = Parts::of(text)?;
        let digits = || parts.whole.iter().chain(parts.fraction);
        // Zeros at the end of the digits only move the point.
        let significant = digits().count() - digits().rev().take_while(|d| **d == b'0').count();
        if significant == 0 {
            return Some(Self {
                is_negative,
                magnitude: 0,
            });
        }
        // How many digits stand before the point once the exponent has moved it.
        let whole = i64::try_from(parts.whole.len())
            .ok()?
            .saturating_add(parts.exponent);
        let zeros = usize::try_from(whole).ok()?.checked_sub(significant)?;
        let mut magnitude: u64 = 0;
        // Digits that matter end the loop by overflow after twenty of them, leading zeros by
        // their own count; so do the zeros, as something other than zero stands before them.
        let zeros = std::iter::repeat_n(&b'0', zeros);
        for digit in digits().take(significant).chain(zeros) {
            magnitude = magnitude
                .checked_mul(10)?
                .checked_add(u64::from(digit - b'0'))?;
        }
        Some(Self {
            is_negative,
            magnitude,
        })
    }
}

/// A number by JSON's grammar (RFC 8259 section 6).
struct Parts<'a> {
    whole: &'a [u8],
    fraction: &'a [u8],
    exponent: i64,
}

impl<'a> Parts<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        let rest = text.strip_prefix(b"-").unwrap_or(text);
        let (whole, rest) = digits(rest);
        if whole.is_empty() || (whole.len() > 1 && whole.first() == Some(&b'0')) {
            return None;
        }
        let (fraction, rest) = match rest.strip_prefix(b".") {
            Some(rest) => {
                let (fraction, rest) = digits(rest);
                if fraction.is_empty() {
                    return None;
                }
                (fraction, rest)
            }
            None => (&[][..], rest),
        };
        let exponent = match rest {
            [] => 0,
            [b'e' | b'E', rest @ ..] => {
                let (is_negative, rest) = match rest {
                    [b'-', rest @ ..] => (true, rest),
                    [b'+', rest @ ..] => (false, rest),
                    rest => (false, rest),
                };
                let (exponent, rest) = digits(rest);
                if exponent.is_empty() || !rest.is_empty() {
                    return None;
                }
                let magnitude = exponent.iter().fold(0_i64, |sum, digit| {
                    sum.saturating_mul(10)
                        .saturating_add(i64::from(digit - b'0'))
                });
                if is_negative { -magnitude } else { magnitude }
            }
            _ => return None,
        };
        Some(Self {
            whole,
            fraction,
            exponent,
        })
    }
}

/// The digits at the start, and what follows them.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// The number that the digits at the start write, modulo 2^64, and how many they are. Eight are
/// read at a time.
#[inline]
pub(crate) fn leading_digits(text: &[u8]) -> (u64, usize) {
    let (mut value, mut count) = (0_u64, 0);
    let mut rest = text;
    while let Some((eight, more)) = rest.split_first_chunk() {
        let digits = u64::from_le_bytes(*eight) ^ ZEROS;
        // The high bit of what is above 9.
        let others = (digits | ((digits & !HIGHS) + ABOVE_NINE)) & HIGHS;
        let here = others.trailing_zeros() as usize / 8;
        // What is no digit is shifted out, and zeros come before the others.
        let unused = u64::BITS - 8 * here as u32;
        let digits = digits.checked_shl(unused).unwrap_or_default();
        let power = POWERS.get(here).copied().unwrap_or_default();
        value = value.wrapping_mul(power).wrapping_add(eight_digits(digits));
        count += here;
        if here < 8 {
            return (value, count);
        }
        rest = more;
    }
    let (last, more) = few_digits(rest);
    let power = POWERS.get(more).copied().unwrap_or_default();
    (value.wrapping_mul(power).wrapping_add(last), count + more)
}

/// As [`leading_digits`], one at a time.
#[inline]
pub(crate) fn few_digits(text: &[u8]) -> (u64, usize) {
    let (mut value, mut count) = (0_u64, 0);
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
        count += 1;
    }
    (value, count)
}

/// The number of eight digits, the first of them in the lowest byte: by pairs, then all four pairs
/// by two multiplications (Daniel Lemire, "Quickly parsing eight digits", 2018).
const fn eight_digits(digits: u64) -> u64 {
    const PAIRS: u64 = 0x0000_00ff_0000_00ff;
    const FIRST_AND_THIRD: u64 = 100 + (1_000_000 << 32);
    const SECOND_AND_FOURTH: u64 = 1 + (10_000 << 32);
    let pairs = digits * 10 + (digits >> 8);
    let firsts = (pairs & PAIRS).wrapping_mul(FIRST_AND_THIRD);
    let seconds = (pairs >> 16 & PAIRS).wrapping_mul(SECOND_AND_FOURTH);
    firsts.wrapping_add(seconds) >> 32
}

const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const ZEROS: u64 = u64::from_ne_bytes([b'0'; 8]);
const ABOVE_NINE: u64 = u64::from_ne_bytes([0x7f - 9; 8]);

/// The powers of ten that 64 bits hold.
const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut at = 1;
    while at < powers.len() {
        powers[at] = powers[at - 1] * 10;
        at += 1;
    }
    powers
};

/// Whether this is a number by JSON's grammar.
pub(crate) fn is_number(text: &[u8]) -> bool {
    Parts::of(text).is_some()
}

/// A double, with ProtoJSON's names for what JSON cannot write. Overflow is refused.
pub(crate) fn double(text: &str) -> Option<f64> {
    if let Some(value) = Decimal::short(text.as_bytes()).and_then(Decimal::to_f64) {
        return Some(value);
    }
    match text {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ if !is_number(text.as_bytes()) => None,
        _ => text.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// A float, as [`double`]. It is rounded once, from the decimal digits.
pub(crate) fn float(text: &str) -> Option<f32> {
    if let Some(value) = Decimal::short(text.as_bytes()).and_then(Decimal::to_f32) {
        return Some(value);
    }
    match text {
        "NaN" => Some(f32::NAN),
        "Infinity" => Some(f32::INFINITY),
        "-Infinity" => Some(f32::NEG_INFINITY),
        _ if !is_number(text.as_bytes()) => None,
        _ => text.parse().ok().filter(|value: &f32| value.is_finite()),
    }
}

/// A number of few digits without an exponent, as most are: it takes one pass, and one division
/// that rounds once, because both sides of it are exact (Clinger, 1990).
#[derive(Debug, Clone, Copy)]
struct Decimal {
    is_negative: bool,
    digits: u64,
    /// How many of the digits stand behind the point.
    fraction: usize,
}

impl Decimal {
    /// `None` also of what is no number.
    fn short(text: &[u8]) -> Option<Self> {
        let (is_negative, rest) = match text {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        // Nineteen digits and a point.
        if rest.len() > 20 {
            return None;
        }
        let (whole, whole_count) = few_digits(rest);
        let (digits, fraction) = match rest.get(whole_count..)? {
            [] => (whole, 0),
            [b'.', rest @ ..] => {
                let (digits, count) = few_digits(rest);
                if count == 0 || count < rest.len() {
                    return None;
                }
                let whole = whole.wrapping_mul(*POWERS.get(count)?);
                (whole.wrapping_add(digits), count)
            }
            _ => return None,
        };
        let is_number = whole_count > 0
            && whole_count + fraction <= 19
            && (whole_count == 1 || rest.first() != Some(&b'0'));
        is_number.then_some(Self {
            is_negative,
            digits,
            fraction,
        })
    }

    fn to_f64(self) -> Option<f64> {
        const POWERS: [f64; 20] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
            1e16, 1e17, 1e18, 1e19,
        ];
        let power = POWERS.get(self.fraction)?;
        let value = (self.digits < 1 << f64::MANTISSA_DIGITS).then(|| self.digits as f64 / power);
        value.map(|value| if self.is_negative { -value } else { value })
    }

    fn to_f32(self) -> Option<f32> {
        const POWERS: [f32; 11] = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10];
        let power = POWERS.get(self.fraction)?;
        let value = (self.digits < 1 << f32::MANTISSA_DIGITS).then(|| self.digits as f32 / power);
        value.map(|value| if self.is_negative { -value } else { value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_in_every_spelling() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("-0.0", 0),
            ("0e5", 0),
            ("0e99999999999999999999", 0),
            ("0.000e-3", 0),
            ("1.0", 1),
            ("1e2", 100),
            ("1E+2", 100),
            ("-1.5e1", -15),
            ("100e-2", 1),
            ("12300.0e-2", 123),
            ("1e0", 1),
            ("0.001e3", 1),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("9.223372036854775807e18", i64::MAX),
        ] {
            let parsed = Integer::parse(text.as_bytes()).and_then(Integer::as_i64);
            assert_eq!(parsed, Some(value), "{text}");
        }
        let largest = Integer::parse(b"18446744073709551615").and_then(Integer::as_u64);
        assert_eq!(largest, Some(u64::MAX));
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for text in [
            "",
            "-",
            "+1",
            " 1",
            "1 ",
            "0x1",
            "01",
            "-01",
            "00",
            "1.",
            ".5",
            "1.5",
            "1e",
            "1e+",
            "1e-1",
            "0.1",
            "1e99",
            "1e9999999999999999999999",
            "--1",
            "1-",
            "1e5x",
            "1_0",
            "NaN",
            "18446744073709551616",
            "0.1e0",
            "1e-99999999999999999999999",
            "é",
        ] {
            assert_eq!(Integer::parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn digits_are_read_up_to_the_first_other_byte() {
        let check = |digits: &str, after: &str| {
            let text = format!("{digits}{after}");
            let expected = digits.parse().unwrap_or_default();
            for read in [leading_digits, few_digits] {
                assert_eq!(read(text.as_bytes()), (expected, digits.len()), "{text}");
            }
        };
        for count in 0..=19 {
            let digits = &"9081726354908172635"[..count];
            for after in [
                "",
                "/",
                ":",
                " ",
                "\0\0\0\0\0\0\0\0\0",
                "éééééé",
                ".1234567",
                "\u{b1}00000000",
            ] {
                check(digits, after);
                check(&"9".repeat(count), after);
                check(&"0".repeat(count), after);
            }
        }
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        let parse = |text: &str| Integer::parse(text.as_bytes());
        assert_eq!(parse("2147483648").and_then(Integer::as_i32), None);
        assert_eq!(parse("-2147483649").and_then(Integer::as_i32), None);
        assert_eq!(parse("4294967296").and_then(Integer::as_u32), None);
        assert_eq!(parse("-1").and_then(Integer::as_u32), None);
        assert_eq!(parse("-1").and_then(Integer::as_u64), None);
        assert_eq!(parse("9223372036854775808").and_then(Integer::as_i64), None);
        assert_eq!(
            parse("-9223372036854775809").and_then(Integer::as_i64),
            None
        );
    }

    #[test]
    fn floats_overflow_by_their_own_width() {
        assert_eq!(double("1.89769e308"), None);
        assert_eq!(double("1e308"), Some(1e308));
        assert_eq!(float("3.4028235e38"), Some(f32::MAX));
        assert_eq!(float("3.502823e38"), None);
        assert_eq!(float("1e-60"), Some(0.0));
        assert_eq!(double("-Infinity"), Some(f64::NEG_INFINITY));
        assert!(float("NaN").is_some_and(f32::is_nan));
    }

    #[test]
    fn short_decimals_are_what_the_standard_library_reads() {
        for whole in [
            "0",
            "1",
            "9",
            "10",
            "123",
            "16777215",
            "16777217",
            "9007199254740993",
        ] {
            for fraction in [
                "",
                ".0",
                ".1",
                ".5",
                ".25",
                ".001",
                ".123456789",
                ".3333333333333333",
            ] {
                for sign in ["", "-"] {
                    let text = format!("{sign}{whole}{fraction}");
                    let bits = |value: Option<f64>| value.map(f64::to_bits);
                    assert_eq!(bits(double(&text)), bits(text.parse().ok()), "{text}");
                    let bits = |value: Option<f32>| value.map(f32::to_bits);
                    assert_eq!(bits(float(&text)), bits(text.parse().ok()), "{text}");
                }
            }
        }
        for text in [
            "00", "01.5", "-", "-.5", "1.2.3", "1..2", "--1", "1,5", "-00.1",
        ] {
            assert_eq!((double(text), float(text)), (None, None), "{text}");
        }
    }

    #[test]
    fn what_only_rust_takes_for_a_float_is_refused() {
        for text in [
            "inf", "nan", "infinity", "+1", "1.", ".5", "", "1e", "-NaN", "0x1p3", "1 ",
        ] {
            assert_eq!(double(text), None, "{text}");
            assert_eq!(float(text), None, "{text}");
        }
    }
}
