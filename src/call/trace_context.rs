//! W3C Trace Context: what of `traceparent` and `tracestate` goes on to a back end.
//!
//! Valid ones go on as they came. A `traceparent` that cannot be read is dropped together with its
//! `tracestate` (§4.3: the trace restarts behind it), and nothing is made up where there is none.

use http::header::{HeaderMap, HeaderName, HeaderValue};

pub(super) const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
pub(super) const TRACESTATE: HeaderName = HeaderName::from_static("tracestate");

/// §3.2.2 of version 00: `00-` trace id `-` parent id `-` flags.
const LENGTH: usize = 55;
const TRACE_ID: std::ops::Range<usize> = 3..35;
const PARENT_ID: std::ops::Range<usize> = 36..52;
const FLAGS: std::ops::Range<usize> = 53..55;
/// §3.3.1.1: the members of a list.
const MEMBERS_MAX: usize = 32;
/// §3.3.1.3.2: the characters of a value, and of a key.
const PART_MAX: usize = 256;

/// The trace that a request belongs to, as 32 lower-case hexadecimal digits.
pub fn trace_id(headers: &HeaderMap) -> Option<[u8; 32]> {
    let value = traceparent(headers)?;
    value.as_bytes().get(TRACE_ID)?.try_into().ok()
}

/// Puts what is valid of a request's trace context into the metadata of its call.
pub(super) fn forward(headers: &HeaderMap, metadata: &mut HeaderMap) {
    let Some(parent) = traceparent(headers) else {
        return;
    };
    let mut parent = parent.clone();
    // Never the same twice: HPACK is not to remember it, nor to forget for it what is.
    parent.set_sensitive(true);
    metadata.insert(TRACEPARENT, parent);
    // §3.3.1: several fields are one list; one that is malformed is left out as a whole.
    if is_tracestate(headers) {
        for value in headers.get_all(&TRACESTATE) {
            metadata.append(TRACESTATE, value.clone());
        }
    }
}

/// The one `traceparent`, if it is valid; of two it is not known which is true.
fn traceparent(headers: &HeaderMap) -> Option<&HeaderValue> {
    let mut values = headers.get_all(&TRACEPARENT).iter();
    let value = values.next()?;
    (values.next().is_none() && is_traceparent(value.as_bytes())).then_some(value)
}

fn is_traceparent(value: &[u8]) -> bool {
    let Some((version, rest)) = value.split_first_chunk::<2>() else {
        return false;
    };
    // §3.2.4: a later version may be longer, and is read as this one up to there; ff is no version.
    let length_fits = match version {
        b"00" => value.len() == LENGTH,
        _ => value.len() == LENGTH || value.get(LENGTH) == Some(&b'-'),
    };
    let id = |range| {
        let digits = value.get(range).unwrap_or_default();
        is_hex(digits) && digits.iter().any(|digit| *digit != b'0')
    };
    let dashes = [0, 33, 50].map(|at| rest.get(at));
    is_hex(version)
        && version != b"ff"
        && length_fits
        && dashes == [Some(&b'-'); 3]
        && id(TRACE_ID)
        && id(PARENT_ID)
        && is_hex(value.get(FLAGS).unwrap_or_default())
}

fn is_hex(digits: &[u8]) -> bool {
    !digits.is_empty()
        && digits
            .iter()
            .all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_tracestate(headers: &HeaderMap) -> bool {
    let mut members = 0;
    headers.get_all(&TRACESTATE).iter().all(|value| {
        value.as_bytes().split(|byte| *byte == b',').all(|member| {
            let member = member.trim_ascii();
            // §3.3.1.1: empty members are allowed, and count for nothing.
            members += usize::from(!member.is_empty());
            members <= MEMBERS_MAX && (member.is_empty() || is_member(member))
        })
    })
}

fn is_member(member: &[u8]) -> bool {
    let Some(split) = member.iter().position(|byte| *byte == b'=') else {
        return false;
    };
    let (key, value) = (
        member.get(..split).unwrap_or_default(),
        member.get(split + 1..).unwrap_or_default(),
    );
    let of_key =
        |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b'*' | b'/' | b'@');
    let of_value = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'=';
    (1..=PART_MAX).contains(&key.len())
        && (1..=PART_MAX).contains(&value.len())
        && key.iter().all(of_key)
        && value.iter().all(of_value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const VALID: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    fn forwarded(headers: &[(&str, &str)]) -> Vec<String> {
        let mut from = HeaderMap::new();
        for (name, value) in headers {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            from.append(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let mut metadata = HeaderMap::new();
        forward(&from, &mut metadata);
        let text = |value: &HeaderValue| value.to_str().unwrap().to_owned();
        metadata.values().map(text).collect()
    }

    #[test]
    fn only_a_valid_parent_goes_on() {
        for (value, valid) in [
            (VALID, true),
            (
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                true,
            ),
            (
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                true,
            ),
            (
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01x",
                false,
            ),
            (
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                false,
            ),
            (
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                false,
            ),
            (
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                false,
            ),
            (
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                false,
            ),
            (
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                false,
            ),
            (
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                false,
            ),
            (
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                false,
            ),
            ("é", false),
            ("", false),
        ] {
            let found = forwarded(&[("traceparent", value), ("tracestate", "a=1")]);
            let expected = if valid { vec![value, "a=1"] } else { vec![] };
            assert_eq!(found, expected, "{value}");
        }
        assert!(forwarded(&[("traceparent", VALID), ("traceparent", VALID)]).is_empty());
        assert!(forwarded(&[("tracestate", "a=1")]).is_empty());
    }

    #[test]
    fn a_malformed_state_is_left_out() {
        let long = format!("a={}", "v".repeat(257));
        let many = vec!["a=1"; 33].join(",");
        for (state, valid) in [
            ("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE", true),
            ("a@b=1, , c=2", true),
            ("a", false),
            ("A=1", false),
            ("a=b=c", false),
            ("a=é", false),
            (&long, false),
            (&many, false),
        ] {
            let found = forwarded(&[("traceparent", VALID), ("tracestate", state)]);
            assert_eq!(found.len(), if valid { 2 } else { 1 }, "{state}");
        }
    }

    #[test]
    fn the_trace_id_is_the_second_part() {
        let mut headers = HeaderMap::new();
        assert_eq!(trace_id(&headers), None);
        headers.insert(TRACEPARENT, HeaderValue::from_static(VALID));
        assert_eq!(
            trace_id(&headers),
            Some(*b"4bf92f3577b34da6a3ce929d0e0e4736")
        );
    }
}
