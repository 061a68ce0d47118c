//! Deadlines and the `grpc-timeout` header.
//!
//! Source: gRPC over HTTP/2, "Timeout": at most eight digits and one of `H M S m u n`.

use std::time::{Duration, Instant};

use smallvec::SmallVec;

/// The instant after which a call is answered with DEADLINE_EXCEEDED.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deadline(pub Instant);

impl Deadline {
    pub fn after(start: Instant, timeout: Duration) -> Self {
        Self(start + timeout)
    }

    /// The time that is left; zero once it has passed.
    pub fn remaining(self, now: Instant) -> Duration {
        self.0.saturating_duration_since(now)
    }
}

/// Why a `grpc-timeout` value was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected at most eight digits and one of H, M, S, m, u, n, such as \"250m\" for 250 milliseconds"
)]
pub struct TimeoutError;

/// Reads a `grpc-timeout` value.
///
/// # Errors
/// When it is not one to eight digits and a unit.
pub fn parse_timeout(value: &[u8]) -> Result<Duration, TimeoutError> {
    let (unit, digits) = value.split_last().ok_or(TimeoutError)?;
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_digit) {
        return Err(TimeoutError);
    }
    let number = digits
        .iter()
        .fold(0_u64, |n, digit| n * 10 + u64::from(digit - b'0'));
    Ok(match unit {
        b'H' => Duration::from_secs(number * 3600),
        b'M' => Duration::from_secs(number * 60),
        b'S' => Duration::from_secs(number),
        b'm' => Duration::from_millis(number),
        b'u' => Duration::from_micros(number),
        b'n' => Duration::from_nanos(number),
        _ => return Err(TimeoutError),
    })
}

/// The `grpc-timeout` value for the time that is left, in the finest unit that fits eight digits.
///
/// Rounded down, so that a back end never believes it has more time than the client gave;
/// but never to zero, which some servers take for "no timeout".
pub fn format_timeout(left: Duration) -> SmallVec<[u8; 9]> {
    const DIGITS_MAX: u64 = 99_999_999;
    // More than 584 years of nanoseconds are counted in a larger unit all the same.
    let nanos = u64::try_from(left.as_nanos()).unwrap_or(u64::MAX);
    let (number, unit) = if nanos <= DIGITS_MAX {
        (nanos.max(1), b'n')
    } else if nanos / 1_000 <= DIGITS_MAX {
        (nanos / 1_000, b'u')
    } else if nanos / 1_000_000 <= DIGITS_MAX {
        (nanos / 1_000_000, b'm')
    } else if left.as_secs() <= DIGITS_MAX {
        (left.as_secs(), b'S')
    } else {
        ((left.as_secs() / 3600).min(DIGITS_MAX), b'H')
    };
    let mut text = SmallVec::from_slice(itoa::Buffer::new().format(number).as_bytes());
    text.push(unit);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_follow_the_grammar() {
        for (value, expected) in [
            ("250m", Some(Duration::from_millis(250))),
            ("1H", Some(Duration::from_secs(3600))),
            ("99999999n", Some(Duration::from_nanos(99_999_999))),
            ("2S", Some(Duration::from_secs(2))),
            ("3M", Some(Duration::from_secs(180))),
            ("7u", Some(Duration::from_micros(7))),
            ("123456789S", None),
            ("S", None),
            ("", None),
            ("5", None),
            ("-5S", None),
            ("5s", None),
        ] {
            assert_eq!(parse_timeout(value.as_bytes()).ok(), expected, "{value}");
        }
    }

    #[test]
    fn what_is_printed_is_read_back_and_never_more() {
        for nanos in [
            1_u64,
            999,
            99_999_999,
            100_000_001,
            30_000_000_000,
            86_400_000_000_000,
        ] {
            let left = Duration::from_nanos(nanos);
            let read = parse_timeout(&format_timeout(left));
            assert!(
                read.is_ok_and(|read| read <= left && read * 2 > left),
                "{nanos}"
            );
        }
        assert_eq!(format_timeout(Duration::ZERO).as_slice(), b"1n");
    }
}
