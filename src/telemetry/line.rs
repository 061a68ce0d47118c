//! The line of a call, written by hand: this is on the way of every request.
//!
//! Most of it comes from the schema and from enums; what comes from a client or from a
//! configuration is quoted as JSON does it, so no value can end a line or begin another field.

use std::io::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Format;
use super::record::{CallRecord, End};

/// Appends the line of a call that has ended.
pub(super) fn write(out: &mut Vec<u8>, format: Format, record: &CallRecord<'_>, end: &End) {
    let ended = record.started.unix + std::time::Duration::from_micros(end.micros);
    match format {
        Format::Text => {
            timestamp(out, ended);
            out.extend_from_slice(b"  INFO access:");
        }
        Format::Json => {
            out.extend_from_slice(b"{\"timestamp\":\"");
            timestamp(out, ended);
            out.extend_from_slice(b"\",\"level\":\"INFO\",\"target\":\"access\"");
        }
    }
    fields(&mut Fields { out, format }, record, end);
    if format == Format::Json {
        out.push(b'}');
    }
    out.push(b'\n');
}

/// A name as both formats write it. Names need no escaping.
struct Key {
    text: &'static str,
    json: &'static str,
}

macro_rules! key {
    ($name:literal) => {
        Key {
            text: concat!(" ", $name, "="),
            json: concat!(",\"", $name, "\":"),
        }
    };
}

fn fields(fields: &mut Fields<'_>, record: &CallRecord<'_>, end: &End) {
    if let Some(id) = &record.request_id {
        fields.text(key!("request_id"), id.as_str());
    }
    if let Some(id) = record
        .trace_id
        .as_ref()
        .and_then(|id| std::str::from_utf8(id).ok())
    {
        fields.text(key!("trace_id"), id);
    }
    fields.text(key!("peer"), record.peer);
    fields.text(key!("protocol"), record.protocol.name());
    fields.text_if_any(key!("rpc.service"), record.service());
    fields.text_if_any(key!("rpc.method"), record.method());
    fields.text(key!("http.method"), record.http_method.as_str());
    fields.text_if_any(key!("http.route"), record.route.unwrap_or_default());
    fields.number(key!("http.status"), end.status.as_u16().into());
    fields.text(key!("grpc.code"), end.code.name());
    if let Some(failure) = end.failure {
        fields.text(key!("fault"), failure.fault);
        fields.text(key!("reason"), failure.reason);
    }
    fields.text_if_any(key!("cluster"), record.cluster.unwrap_or_default());
    fields.text_if_any(
        key!("endpoint"),
        record.endpoint.as_deref().unwrap_or_default(),
    );
    if record.attempts > 0 {
        fields.number(key!("attempts"), record.attempts.into());
    }
    fields.millis(key!("duration_ms"), end.micros);
    fields.number(key!("bytes_in"), end.bytes_in);
    fields.number(key!("bytes_out"), end.bytes_out);
}

/// Writes fields one after the other.
struct Fields<'a> {
    out: &'a mut Vec<u8>,
    format: Format,
}

impl Fields<'_> {
    fn key(&mut self, key: Key) {
        let key = match self.format {
            Format::Text => key.text,
            Format::Json => key.json,
        };
        self.out.extend_from_slice(key.as_bytes());
    }

    fn text_if_any(&mut self, key: Key, value: &str) {
        if !value.is_empty() {
            self.text(key, value);
        }
    }

    fn text(&mut self, key: Key, value: &str) {
        self.key(key);
        if self.format == Format::Text && is_bare(value) {
            self.out.extend_from_slice(value.as_bytes());
        } else {
            quote(self.out, value);
        }
    }

    fn number(&mut self, key: Key, value: u64) {
        self.key(key);
        let mut digits = itoa::Buffer::new();
        self.out.extend_from_slice(digits.format(value).as_bytes());
    }

    /// Microseconds as milliseconds with three decimals.
    fn millis(&mut self, key: Key, micros: u64) {
        self.number(key, micros / 1000);
        let [hundreds, tens, ones] = [100, 10, 1].map(|unit| b'0' + (micros / unit % 10) as u8);
        self.out.extend_from_slice(&[b'.', hundreds, tens, ones]);
    }
}

/// Whether a value of the text format needs no quotes.
fn is_bare(value: &str) -> bool {
    // Without a way out of the loop it looks at many bytes at once.
    let is_special = |byte: &u8| !byte.is_ascii_graphic() || matches!(byte, b'"' | b'\\' | b'=');
    !value.is_empty()
        && !value
            .bytes()
            .fold(false, |any, byte| any | is_special(&byte))
}

/// A JSON string (RFC 8259 §7).
fn quote(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    for byte in value.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // DEL is no control character of JSON's, but it is one of terminals.
            ..0x20 | 0x7f => {
                let _ = write!(out, "\\u{byte:04x}");
            }
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

/// RFC 3339 in UTC, with microseconds, as the other lines of the log have it.
fn timestamp(out: &mut Vec<u8>, time: SystemTime) {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, second) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let [c1, c2] = pair(year / 100);
    let [y1, y2] = pair(year % 100);
    let ([m1, m2], [d1, d2]) = (pair(month), pair(day));
    let ([h1, h2], [i1, i2]) = (pair(second / 3600), pair(second / 60 % 60));
    let [s1, s2] = pair(second % 60);
    let micros = u64::from(since.subsec_micros());
    let ([f1, f2], [f3, f4]) = (pair(micros / 10_000), pair(micros / 100 % 100));
    let [f5, f6] = pair(micros % 100);
    #[rustfmt::skip]
    out.extend_from_slice(&[
        c1, c2, y1, y2, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2,
        b'.', f1, f2, f3, f4, f5, f6, b'Z',
    ]);
}

/// The two digits of a number below 100.
const fn pair(number: u64) -> [u8; 2] {
    [b'0' + (number / 10 % 10) as u8, b'0' + (number % 10) as u8]
}

/// The date that is `days` after 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level
/// Date Algorithms", `civil_from_days`, for days since then.
const fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::time::Duration;

    use super::*;

    #[test]
    fn times_are_rfc_3339() {
        for (seconds, micros, expected) in [
            (0, 0, "1970-01-01T00:00:00.000000Z"),
            (951_782_399, 999_999, "2000-02-28T23:59:59.999999Z"),
            (951_868_799, 0, "2000-02-29T23:59:59.000000Z"),
            (1_785_628_800, 5, "2026-08-02T00:00:00.000005Z"),
            (4_107_542_400, 0, "2100-03-01T00:00:00.000000Z"),
        ] {
            let mut out = Vec::new();
            let since = Duration::from_secs(seconds) + Duration::from_micros(micros);
            timestamp(&mut out, UNIX_EPOCH + since);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    fn field(format: Format, value: &str) -> String {
        let mut out = Vec::new();
        Fields {
            out: &mut out,
            format,
        }
        .text(key!("k"), value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_is_quoted_where_it_could_be_taken_for_more() {
        for (value, expected) in [
            ("/v1/{name=shelves/*}", " k=\"/v1/{name=shelves/*}\""),
            ("a.b-c:1", " k=a.b-c:1"),
            ("", " k=\"\""),
            ("a b", " k=\"a b\""),
            ("a\"\\", " k=\"a\\\"\\\\\""),
            ("a\r\n\x1b[m\x7f", " k=\"a\\u000d\\u000a\\u001b[m\\u007f\""),
            ("ä", " k=\"ä\""),
        ] {
            assert_eq!(field(Format::Text, value), expected, "{value:?}");
        }
    }

    #[test]
    fn json_reads_back_as_it_was() {
        for value in [
            "",
            "plain",
            "a\"b\\c",
            "\u{0}\n\r\t\u{1f}\u{7f}",
            "日本 \u{2028}",
        ] {
            let line = format!("{{\"a\":1{}}}", field(Format::Json, value));
            let read: serde_json::Value = serde_json::from_str(&line).unwrap();
            assert_eq!(read["k"], value);
        }
    }

    #[test]
    fn durations_have_three_decimals() {
        for (micros, expected) in [
            (0, " k=0.000"),
            (1_234_567, " k=1234.567"),
            (42, " k=0.042"),
        ] {
            let mut out = Vec::new();
            let format = Format::Text;
            Fields {
                out: &mut out,
                format,
            }
            .millis(key!("k"), micros);
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }
}
