//! The name of a request: in the client's answer, in the call to the back end and in the log.

use std::time::{SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderValue};

use crate::call::REQUEST_ID;

/// The longest id that is taken from a client, in bytes.
const LENGTH_MAX: usize = 128;

/// An id of visible ASCII characters, at most 128 of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// The client's own id if it is sane, or else a new one for a request that came at `time`.
    pub fn of(headers: &HeaderMap, time: SystemTime) -> Self {
        let given = headers.get(&REQUEST_ID);
        let mut value = match given.filter(|value| is_sane(value.as_bytes())) {
            Some(value) => value.clone(),
            None => generated(time),
        };
        // No secret, but no other request has it: HPACK need not remember it (RFC 7541 §7.1.3), and
        // does not forget for it what does come again.
        value.set_sensitive(true);
        Self(value)
    }

    pub const fn value(&self) -> &HeaderValue {
        &self.0
    }

    pub fn as_str(&self) -> &str {
        // Both ways to make one leave only visible ASCII.
        self.0.to_str().unwrap_or_default()
    }
}

/// A UUID of version 7 (RFC 9562 §5.7): ids sort by time, and the chance of two that are equal
/// needs two requests in one millisecond. It only has to be unique, not hard to guess.
fn generated(time: SystemTime) -> HeaderValue {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    // 48 bits last until the year 10889.
    let millis = since.as_millis() & ((1 << 48) - 1);
    let random = fastrand::u128(..) & !(0xffff << 76) & !(0b11 << 62);
    let uuid = (random & ((1 << 80) - 1)) | (millis << 80) | (0x7 << 76) | (0b10 << 62);
    let text = hyphenated(uuid);
    HeaderValue::from_bytes(&text).unwrap_or(HeaderValue::from_static("-"))
}

fn is_sane(value: &[u8]) -> bool {
    (1..=LENGTH_MAX).contains(&value.len()) && value.iter().all(u8::is_ascii_graphic)
}

/// RFC 9562 §4: 8-4-4-4-12 hexadecimal digits.
fn hyphenated(uuid: u128) -> [u8; 36] {
    let mut text = [b'-'; 36];
    let mut rest = uuid;
    for (at, place) in text.iter_mut().enumerate().rev() {
        if !matches!(at, 8 | 13 | 18 | 23) {
            *place = HEX[(rest & 0xf) as usize];
            rest >>= 4;
        }
    }
    text
}

const HEX: &[u8; 16] = b"0123456789abcdef";

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::time::Duration;

    fn of(value: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(
            REQUEST_ID,
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
        RequestId::of(&headers, UNIX_EPOCH).as_str().to_owned()
    }

    #[test]
    fn sane_ids_of_clients_are_kept() {
        for id in ["a", "3e4d-\"quoted\"", &"x".repeat(128)] {
            assert_eq!(of(id), id);
        }
        for id in ["", "a b", "é", &"x".repeat(129)] {
            assert_ne!(of(id), id);
            assert_eq!(of(id).len(), 36);
        }
    }

    #[test]
    fn new_ids_are_uuids_of_version_7() {
        // The example of RFC 9562, appendix A.6.
        let time = UNIX_EPOCH + Duration::from_millis(0x017F_22E2_79B0);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..1000 {
            let id = RequestId::of(&HeaderMap::new(), time).as_str().to_owned();
            assert!(id.starts_with("017f22e2-79b0-7"), "{id}");
            assert!(
                matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'),
                "{id}"
            );
            assert!(seen.insert(id));
        }
    }

    #[test]
    fn digits_and_hyphens_have_their_places() {
        let text = hyphenated(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
        assert_eq!(&text, b"01234567-89ab-cdef-0123-456789abcdef");
    }
}
