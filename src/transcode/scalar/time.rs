//! The strings of `google.protobuf.Timestamp` and `google.protobuf.Duration`.

const NANOS_PER_SECOND: u32 = 1_000_000_000;

/// 0001-01-01T00:00:00Z, as timestamp.proto limits it.
const TIMESTAMP_SECONDS_MIN: i64 = -62_135_596_800;

/// 9999-12-31T23:59:59Z.
const TIMESTAMP_SECONDS_MAX: i64 = 253_402_300_799;

/// Ten thousand years of 365.25 days, as duration.proto limits it.
const DURATION_SECONDS_MAX: i64 = 315_576_000_000;

/// What both messages hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) seconds: i64,
    pub(crate) nanos: i32,
}

/// RFC 3339 with an upper-case `T` and `Z`, up to nine digits of a second, any offset, no leap
/// second, from year 1 to year 9999 once the offset is applied.
pub(crate) fn timestamp(text: &[u8]) -> Option<Parts> {
    let (date, rest) = text.split_first_chunk()?;
    let (time, rest) = rest.split_first_chunk()?;
    let ([b':', s1, s2], mut rest) = rest.split_first_chunk()? else {
        return None;
    };
    let [century, _, years, _, _, month, _, _] = pairs(*date, *b"0000-00-")?;
    let [day, _, _, hour, _, _, minute, _] = pairs(*time, *b"00T00:00")?;
    let year = i64::from(century) * 100 + i64::from(years);
    let (month, day) = (i64::from(month), i64::from(day));
    let (hour, minute, second) = (i64::from(hour), i64::from(minute), two(*s1, *s2)?);
    let nanos = fraction(&mut rest)?;
    let is_date = (1..=12).contains(&month) && day >= 1 && day <= days_in(year, month);
    if !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = days_since_epoch(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    let seconds = local - offset_seconds(rest)?;
    (TIMESTAMP_SECONDS_MIN..=TIMESTAMP_SECONDS_MAX)
        .contains(&seconds)
        .then_some(Parts {
            seconds,
            nanos: nanos.cast_signed(),
        })
}

/// `-1.5s`: whole seconds, up to nine more digits, and the unit. Both parts have one sign.
pub(crate) fn duration(text: &[u8]) -> Option<Parts> {
    let text = text.strip_suffix(b"s")?;
    let (sign, mut rest) = match text {
        [b'-', rest @ ..] => (-1, rest),
        rest => (1, rest),
    };
    let mut seconds: i64 = 0;
    let mut digits = 0;
    while let [digit @ b'0'..=b'9', more @ ..] = rest {
        seconds = seconds
            .checked_mul(10)?
            .checked_add(i64::from(digit - b'0'))?;
        digits += 1;
        rest = more;
    }
    let nanos = fraction(&mut rest)?.cast_signed();
    let is_whole = digits > 0 && rest.is_empty() && seconds <= DURATION_SECONDS_MAX;
    is_whole.then_some(Parts {
        seconds: sign * seconds,
        nanos: if sign < 0 { -nanos } else { nanos },
    })
}

/// At the place of each digit the number that it and the next one write. The form has zeros where
/// digits are to stand; everything else must be as in it.
#[inline]
fn pairs(text: [u8; 8], form: [u8; 8]) -> Option<[u8; 8]> {
    // What is added sets the high bit of a byte that is too large: a digit above 9, or a
    // difference of any other byte.
    let limits = form.map(|byte| if byte == b'0' { 0x7f - 9 } else { 0x7f });
    let (text, form) = (u64::from_le_bytes(text), u64::from_le_bytes(form));
    let digits = text ^ form;
    let excess = (digits & !HIGHS) + u64::from_le_bytes(limits);
    let is_form = (digits | excess) & HIGHS == 0;
    // No byte overflows into the next one: two digits are at most 99.
    is_form.then(|| (digits * 10 + (digits >> 8)).to_le_bytes())
}

const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// The number that two digits write.
#[inline]
fn two(tens: u8, ones: u8) -> Option<i64> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| i64::from(tens) * 10 + i64::from(ones))
}

/// A point and one to nine digits, as nanoseconds; no point is no nanoseconds.
fn fraction(rest: &mut &[u8]) -> Option<u32> {
    let [b'.', after @ ..] = *rest else {
        return Some(0);
    };
    *rest = after;
    let mut unit = NANOS_PER_SECOND;
    let mut nanos = 0;
    while let [digit @ b'0'..=b'9', more @ ..] = *rest {
        unit /= 10;
        if unit == 0 {
            return None;
        }
        nanos += u32::from(digit - b'0') * unit;
        *rest = more;
    }
    (unit < NANOS_PER_SECOND).then_some(nanos)
}

/// `Z`, or an offset such as `+02:00`: how far the local time is ahead.
fn offset_seconds(text: &[u8]) -> Option<i64> {
    let (sign, rest) = match text {
        b"Z" => return Some(0),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let [h1, h2, b':', m1, m2] = *rest else {
        return None;
    };
    let (hours, minutes) = (two(h1, h2)?, two(m1, m2)?);
    let is_offset = hours <= 23 && minutes <= 59;
    is_offset.then_some(sign * (hours * 3600 + minutes * 60))
}

const fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date of the Gregorian calendar. Years are taken to start in March,
/// so that the leap day is their last day.
const fn days_since_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(seconds: i64, nanos: i32) -> Option<Parts> {
        Some(Parts { seconds, nanos })
    }

    #[test]
    fn timestamps_are_seconds_since_the_epoch() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", parts(0, 0)),
            ("1969-12-31T23:59:59.5Z", parts(-1, 500_000_000)),
            (
                "2024-02-29T12:34:56.123456789Z",
                parts(1_709_210_096, 123_456_789),
            ),
            ("2024-01-01T01:00:00+01:00", parts(1_704_067_200, 0)),
            ("2023-12-31T23:30:00-00:30", parts(1_704_067_200, 0)),
            ("2000-02-29T00:00:00Z", parts(951_782_400, 0)),
            ("0001-01-01T00:00:00Z", parts(TIMESTAMP_SECONDS_MIN, 0)),
            (
                "9999-12-31T23:59:59.999999999Z",
                parts(TIMESTAMP_SECONDS_MAX, 999_999_999),
            ),
            ("1900-03-01T00:00:00-00:00", parts(-2_203_891_200, 0)),
        ] {
            assert_eq!(timestamp(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_timestamp_is_refused() {
        for text in [
            "",
            "2024",
            "2024-01-01",
            "2024-01-01T00:00:00",
            "2024-01-01t00:00:00Z",
            "2024-01-01T00:00:00z",
            "2024-01-01 00:00:00Z",
            "2024-13-01T00:00:00Z",
            "2024-00-01T00:00:00Z",
            "2023-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2024-04-31T00:00:00Z",
            "2024-01-00T00:00:00Z",
            "2024-01-01T24:00:00Z",
            "2024-01-01T00:60:00Z",
            "2016-12-31T23:59:60Z",
            "2024-01-01T00:00:00.Z",
            "2024-01-01T00:00:00.1234567890Z",
            "2024-01-01T00:00:00+1:00",
            "2024-01-01T00:00:00+24:00",
            "2024-01-01T00:00:00+01:60",
            "2024-01-01T00:00:00+0100",
            "0000-12-31T00:00:00Z",
            "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59-00:01",
            "10000-01-01T00:00:00Z",
            "+024-01-01T00:00:00Z",
            "2024-01-01T00:00:00ZZ",
            "2024-01-01T00:00:0éZ",
            " 2024-01-01T00:00:00Z",
        ] {
            assert_eq!(timestamp(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn durations_carry_one_sign() {
        for (text, expected) in [
            ("0s", parts(0, 0)),
            ("1.5s", parts(1, 500_000_000)),
            ("-1.5s", parts(-1, -500_000_000)),
            ("-0.5s", parts(0, -500_000_000)),
            ("0.000000001s", parts(0, 1)),
            ("315576000000s", parts(DURATION_SECONDS_MAX, 0)),
            (
                "-315576000000.999999999s",
                parts(-DURATION_SECONDS_MAX, -999_999_999),
            ),
        ] {
            assert_eq!(duration(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_duration_is_refused() {
        for text in [
            "",
            "s",
            "1",
            "-s",
            "+1s",
            ".5s",
            "1.s",
            "1.0000000000s",
            "1m",
            "1h30m",
            "1 s",
            " 1s",
            "1s ",
            "1ss",
            "--1s",
            "1e3s",
            "315576000001s",
            "-315576000001s",
            "99999999999999999999s",
            "0x1s",
            "1,5s",
            "Infinitys",
        ] {
            assert_eq!(duration(text.as_bytes()), None, "{text}");
        }
    }
}
