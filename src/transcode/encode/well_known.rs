//! The messages that have a JSON form of their own.

use super::{EncodeError, EncodeErrorKind, Encoder, field, scalar};
use crate::schema::{Kind, WellKnown};
use crate::transcode::plan::{FieldPlan, MessagePlan, WireType};
use crate::transcode::wire::read::Reader;

impl<'p> Encoder<'p, '_> {
    /// Writes the JSON form of a well-known type.
    pub(super) fn well_known(
        &mut self,
        kind: WellKnown,
        plan: &'p MessagePlan,
        reader: Reader<'_>,
    ) -> Result<(), EncodeError> {
        match kind {
            WellKnown::Any => self.any(reader),
            WellKnown::Timestamp => self.timestamp(reader),
            WellKnown::Duration => self.duration(reader),
            WellKnown::FieldMask => self.field_mask(reader),
            WellKnown::Struct => self.structure(plan, reader),
            WellKnown::Value => self.json_value(plan, reader),
            WellKnown::ListValue => self.list_value(plan, reader),
            WellKnown::Empty => {
                check(reader)?;
                self.out.extend_from_slice(b"{}");
                Ok(())
            }
            WellKnown::Wrapper => self.wrapper(plan, reader),
        }
    }

    fn timestamp(&mut self, reader: Reader<'_>) -> Result<(), EncodeError> {
        let (seconds, nanos) = seconds_and_nanos(reader)?;
        let fraction = u32::try_from(nanos).ok().filter(|nanos| *nanos < NANOS);
        let (true, Some(fraction)) = (SECONDS_OF_YEARS.contains(&seconds), fraction) else {
            return Err(EncodeError::new(EncodeErrorKind::Timestamp {
                seconds,
                nanos,
            }));
        };
        let (year, month, day) = date(seconds.div_euclid(DAY_SECONDS));
        let second = seconds.rem_euclid(DAY_SECONDS);
        let mut text = *b"\"0000-00-00T00:00:00";
        for (at, width, value) in [
            (1, 4, year),
            (6, 2, month),
            (9, 2, day),
            (12, 2, second / 3600),
            (15, 2, second / 60 % 60),
            (18, 2, second % 60),
        ] {
            digits(text.get_mut(at..at + width).unwrap_or_default(), value);
        }
        self.out.extend_from_slice(&text);
        self.fraction(fraction);
        self.out.extend_from_slice(b"Z\"");
        Ok(())
    }

    fn duration(&mut self, reader: Reader<'_>) -> Result<(), EncodeError> {
        let (seconds, nanos) = seconds_and_nanos(reader)?;
        let fraction = nanos.unsigned_abs();
        let mixes_signs = seconds.signum() * i64::from(nanos.signum()) < 0;
        if seconds.unsigned_abs() > DURATION_SECONDS_MAX || fraction >= NANOS || mixes_signs {
            return Err(EncodeError::new(EncodeErrorKind::Duration {
                seconds,
                nanos,
            }));
        }
        self.out.push(b'"');
        if seconds < 0 || nanos < 0 {
            self.out.push(b'-');
        }
        scalar::integer(self.out, seconds.unsigned_abs());
        self.fraction(fraction);
        self.out.extend_from_slice(b"s\"");
        Ok(())
    }

    /// Writes 0, 3, 6 or 9 digits, as many as it takes.
    fn fraction(&mut self, nanos: u32) {
        if nanos == 0 {
            return;
        }
        let mut text = *b".000000000";
        digits(text.get_mut(1..).unwrap_or_default(), i64::from(nanos));
        let length = match nanos {
            _ if nanos.is_multiple_of(1_000_000) => 4,
            _ if nanos.is_multiple_of(1_000) => 7,
            _ => 10,
        };
        self.out
            .extend_from_slice(text.get(..length).unwrap_or_default());
    }

    fn field_mask(&mut self, mut reader: Reader<'_>) -> Result<(), EncodeError> {
        let mut text = String::new();
        let mut is_first = true;
        while !reader.is_empty() {
            let tag = reader.tag()?;
            if (tag.number, tag.wire_type) != (1, WireType::Length) {
                reader.skip(tag)?;
                continue;
            }
            let path = simdutf8::basic::from_utf8(reader.length()?)
                .map_err(|_| EncodeError::new(EncodeErrorKind::Utf8))?;
            if !is_first {
                text.push(',');
            }
            is_first = false;
            if !camel_path(path, &mut text) {
                return Err(EncodeError::new(EncodeErrorKind::FieldMask(path.into())));
            }
        }
        scalar::string(self.out, &text);
        Ok(())
    }

    /// `google.protobuf.Struct`: its one map.
    fn structure(&mut self, plan: &'p MessagePlan, reader: Reader<'_>) -> Result<(), EncodeError> {
        let Some(field) = field_of(plan, 1).filter(|field| field.is_map()) else {
            self.out.extend_from_slice(b"{}");
            return Ok(());
        };
        let mark = self.mark();
        if !self.is_gathering {
            match self.stream_structure(field, reader) {
                Ok(true) => return Ok(()),
                Err(error) if error.is_final() => return Err(error),
                // A key came twice, or what is wrong may be overwritten by what comes later.
                Ok(false) | Err(_) => self.restore(mark),
            }
        }
        self.is_gathering = true;
        let positions = positions(field, reader)?;
        self.deduplicated_map(field, reader, &positions)?;
        self.is_gathering = mark.is_gathering;
        Ok(())
    }

    /// Writes entries as they come; returns false when a key came twice.
    fn stream_structure(
        &mut self,
        field: &'p FieldPlan,
        mut reader: Reader<'_>,
    ) -> Result<bool, EncodeError> {
        let Some(parts) = self.parts(field) else {
            return Ok(false);
        };
        let keys = self.keys.len();
        let mut is_empty = true;
        self.open(b'{');
        while !reader.is_empty() {
            let tag = reader.tag()?;
            if tag.number == field.number && field::fits(field, tag.wire_type) {
                self.entry(parts, reader.message()?, &mut is_empty)?;
            } else {
                reader.skip(tag)?;
            }
        }
        self.close(b'}', is_empty);
        Ok(!self.closes_with_duplicate(keys))
    }

    /// `google.protobuf.Value`: a oneof, of which the last member on the wire counts.
    fn json_value(
        &mut self,
        plan: &'p MessagePlan,
        mut reader: Reader<'_>,
    ) -> Result<(), EncodeError> {
        let start = reader;
        let mut last: Option<(&'p FieldPlan, usize)> = None;
        // Where the first of several messages stands that are all of the last member.
        let mut run: Option<usize> = None;
        while !reader.is_empty() {
            let tag = reader.tag()?;
            let at = reader.position();
            reader.skip(tag)?;
            let Some(field) =
                field_of(plan, tag.number).filter(|field| field::fits(field, tag.wire_type))
            else {
                continue;
            };
            run = match last {
                Some((same, first)) if same.number == field.number => {
                    run.or_else(|| field.kind.message().map(|_| first))
                }
                Some(_) | None => None,
            };
            last = Some((field, at));
        }
        let Some((field, at)) = last else {
            return Err(EncodeError::new(EncodeErrorKind::ValueUnset));
        };
        if let Some(first) = run {
            let mut positions = positions(field, start)?;
            positions.retain(|position| *position >= first);
            return self.merged_message(field, start, &positions);
        }
        let mut value = start.at(at);
        if field.kind == Kind::Double {
            let number = f64::from_bits({ value }.fixed64()?);
            if !number.is_finite() {
                return Err(EncodeError::new(EncodeErrorKind::ValueNotFinite));
            }
        }
        self.value(field, &mut value)
    }

    /// `google.protobuf.ListValue`: its one list.
    fn list_value(
        &mut self,
        plan: &'p MessagePlan,
        mut reader: Reader<'_>,
    ) -> Result<(), EncodeError> {
        let field = field_of(plan, 1);
        let mut count = 0;
        self.open(b'[');
        while !reader.is_empty() {
            let tag = reader.tag()?;
            match field
                .filter(|field| tag.number == field.number && field::fits(field, tag.wire_type))
            {
                Some(field) => self.elements(field, false, &mut reader, &mut count)?,
                None => reader.skip(tag)?,
            }
        }
        self.close(b']', count == 0);
        Ok(())
    }

    /// A wrapper: the value of its one field.
    fn wrapper(&mut self, plan: &'p MessagePlan, reader: Reader<'_>) -> Result<(), EncodeError> {
        let Some(field) = field_of(plan, 1) else {
            self.out.extend_from_slice(b"null");
            return Ok(());
        };
        match last_position(field, reader)? {
            Some(at) => self.value(field, &mut reader.at(at)),
            None => self.default_value(field),
        }
    }
}

fn field_of(plan: &MessagePlan, number: u32) -> Option<&FieldPlan> {
    plan.index_of_number(number).map(|index| plan.field(index))
}

/// Reads over the fields of a message of which nothing is needed.
pub(super) fn check(mut reader: Reader<'_>) -> Result<(), EncodeError> {
    while !reader.is_empty() {
        let tag = reader.tag()?;
        reader.skip(tag)?;
    }
    Ok(())
}

/// Where the values of a field stand.
fn positions(field: &FieldPlan, mut reader: Reader<'_>) -> Result<Vec<usize>, EncodeError> {
    let mut found = Vec::new();
    while !reader.is_empty() {
        let tag = reader.tag()?;
        if tag.number == field.number && field::fits(field, tag.wire_type) {
            found.push(reader.position());
        }
        reader.skip(tag)?;
    }
    Ok(found)
}

fn last_position(field: &FieldPlan, mut reader: Reader<'_>) -> Result<Option<usize>, EncodeError> {
    let mut last = None;
    while !reader.is_empty() {
        let tag = reader.tag()?;
        if tag.number == field.number && field::fits(field, tag.wire_type) {
            last = Some(reader.position());
        }
        reader.skip(tag)?;
    }
    Ok(last)
}

/// Fields 1 and 2, of a timestamp and of a duration.
fn seconds_and_nanos(mut reader: Reader<'_>) -> Result<(i64, i32), EncodeError> {
    let (mut seconds, mut nanos) = (0, 0);
    while !reader.is_empty() {
        let tag = reader.tag()?;
        match (tag.number, tag.wire_type) {
            (1, WireType::Varint) => seconds = reader.varint()? as i64,
            (2, WireType::Varint) => nanos = reader.varint()? as i32,
            _ => reader.skip(tag)?,
        }
    }
    Ok((seconds, nanos))
}

/// Year, month and day of a day counted from 1970-01-01.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`: years
/// start in March, so that the leap day is the last one.
const fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = era * 400 + year_of_era + (month <= 2) as i64;
    (year, month, day)
}

/// Fills `text` with the decimal digits of `value`, which has no more of them.
fn digits(text: &mut [u8], mut value: i64) {
    for digit in text.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

/// Appends the lowerCamelCase form of a path; false if that does not read back as the same path.
fn camel_path(path: &str, out: &mut String) -> bool {
    let mut raise = false;
    for letter in path.chars() {
        match (raise, letter) {
            (true, 'a'..='z') => {
                out.push(letter.to_ascii_uppercase());
                raise = false;
            }
            (true, _) | (false, 'A'..='Z' | ',') => return false,
            (false, '_') => raise = true,
            (false, _) if letter.is_whitespace() || letter.is_control() => return false,
            (false, _) => out.push(letter),
        }
    }
    !raise && !path.split('.').any(str::is_empty)
}

const NANOS: u32 = 1_000_000_000;
const DAY_SECONDS: i64 = 86_400;

/// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z. Source: timestamp.proto.
const SECONDS_OF_YEARS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

/// About 10 000 years. Source: duration.proto.
const DURATION_SECONDS_MAX: u64 = 315_576_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_read_back_have_a_form_in_json() {
        for (path, expected) in [
            ("a", Some("a")),
            ("foo_bar.baz_qux", Some("fooBar.bazQux")),
            ("a1.b2_c", Some("a1.b2C")),
            ("_a", Some("A")),
            ("fooBar", None),
            ("foo__bar", None),
            ("foo_", None),
            ("foo_1", None),
            ("foo_.a", None),
            ("a,b", None),
            ("a b", None),
            ("a..b", None),
            (".a", None),
            ("", None),
            ("*", Some("*")),
        ] {
            let mut out = String::new();
            let has_form = camel_path(path, &mut out);
            assert_eq!(has_form.then_some(out.as_str()), expected, "{path}");
        }
    }

    #[test]
    fn days_have_dates() {
        for (days, expected) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (11_016, (2000, 2, 29)),
            (11_017, (2000, 3, 1)),
            (-719_162, (1, 1, 1)),
            (2_932_896, (9999, 12, 31)),
            (19_782, (2024, 2, 29)),
        ] {
            assert_eq!(date(days), expected);
        }
    }
}
