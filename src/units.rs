//! Durations and sizes as people write them: a number and a unit, such as `30s` or `4MiB`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A number of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ByteSize(pub u64);

impl ByteSize {
    pub const fn kib(n: u64) -> Self {
        Self(n * 1024)
    }

    pub const fn mib(n: u64) -> Self {
        Self(n * 1024 * 1024)
    }

    /// The size as an index; saturates where `usize` is smaller than 64 bits.
    pub fn as_usize(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (unit, size) in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)] {
            if self.0 >= size && self.0.is_multiple_of(size) {
                return write!(f, "{}{unit}", self.0 / size);
            }
        }
        write!(f, "{}B", self.0)
    }
}

/// Why a text is not a duration or a size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    #[error("expected a number and a unit ({units}), such as \"{example}\"; found {found:?}")]
    Malformed {
        found: String,
        units: &'static str,
        example: &'static str,
    },
    #[error("{found:?} is too large")]
    TooLarge { found: String },
}

impl FromStr for ByteSize {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let factor = |unit: &str| {
            Some(match unit {
                "B" => 1,
                "KiB" => 1 << 10,
                "MiB" => 1 << 20,
                "GiB" => 1 << 30,
                "kB" | "KB" => 1000,
                "MB" => 1_000_000,
                "GB" => 1_000_000_000,
                _ => return None,
            })
        };
        parse(text, factor, "B, KiB, MiB, GiB, kB, MB, GB", "4MiB").map(Self)
    }
}

/// Reads a duration such as `250ms`, `30s`, `5m`, `1h`.
///
/// # Errors
/// When the text is not a whole number and one of the units, or does not fit.
pub fn parse_duration(text: &str) -> Result<Duration, UnitError> {
    let factor = |unit: &str| {
        Some(match unit {
            "us" => 1,
            "ms" => 1000,
            "s" => 1_000_000,
            "m" => 60_000_000,
            "h" => 3_600_000_000,
            "d" => 86_400_000_000,
            _ => return None,
        })
    };
    parse(text, factor, "us, ms, s, m, h, d", "30s").map(Duration::from_micros)
}

/// The duration in the largest unit that expresses it exactly; what [`parse_duration`] reads.
pub fn format_duration(duration: Duration) -> String {
    let micros = duration.as_micros();
    for (unit, size) in [
        ("d", 86_400_000_000),
        ("h", 3_600_000_000),
        ("m", 60_000_000),
        ("s", 1_000_000),
        ("ms", 1000),
    ] {
        if micros >= size && micros.is_multiple_of(size) {
            return format!("{}{unit}", micros / size);
        }
    }
    if micros == 0 {
        "0s".to_owned()
    } else {
        format!("{micros}us")
    }
}

fn parse(
    text: &str,
    factor: impl Fn(&str) -> Option<u64>,
    units: &'static str,
    example: &'static str,
) -> Result<u64, UnitError> {
    let malformed = || UnitError::Malformed {
        found: text.to_owned(),
        units,
        example,
    };
    let split = text
        .find(|c: char| !c.is_ascii_digit())
        .ok_or_else(malformed)?;
    let (digits, unit) = text.split_at(split);
    if digits.is_empty() {
        return Err(malformed());
    }
    let factor = factor(unit.trim_start()).ok_or_else(malformed)?;
    let too_large = || UnitError::TooLarge {
        found: text.to_owned(),
    };
    let number: u64 = digits.parse().map_err(|_| too_large())?;
    number.checked_mul(factor).ok_or_else(too_large)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_take_a_number_and_a_unit() {
        for (text, expected) in [
            ("250ms", Some(Duration::from_millis(250))),
            ("30s", Some(Duration::from_secs(30))),
            ("5 m", Some(Duration::from_secs(300))),
            ("0s", Some(Duration::ZERO)),
            ("30", None),
            ("s", None),
            ("-1s", None),
            ("1.5s", None),
            ("99999999999999999999s", None),
            ("18446744073709551615h", None),
        ] {
            assert_eq!(parse_duration(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn durations_print_as_they_are_read() {
        for text in ["250ms", "30s", "5m", "2h", "1d", "0s", "7us"] {
            assert_eq!(
                parse_duration(text).map(format_duration).as_deref(),
                Ok(text)
            );
        }
    }

    #[test]
    fn sizes_take_binary_and_decimal_units() {
        for (text, expected) in [
            ("4MiB", Some(4 << 20)),
            ("1GiB", Some(1 << 30)),
            ("10kB", Some(10_000)),
            ("1B", Some(1)),
            ("4", None),
            ("4mb", None),
            ("", None),
        ] {
            assert_eq!(
                text.parse::<ByteSize>().ok().map(|size| size.0),
                expected,
                "{text}"
            );
        }
    }
}
