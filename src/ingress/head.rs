//! Where the head of an HTTP/1 request ends, found as its bytes arrive.
//!
//! Parsing is Pingora's; here only lines are counted, so that limits hold before the whole head is
//! in memory and so that nothing is handed on that is not complete.

use super::refusal::Refusal;

/// The HTTP/2 connection preface (RFC 9113 §3.4).
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// The first byte of a TLS record that carries a handshake (RFC 8446 §5.1).
const TLS_HANDSHAKE: u8 = 0x16;

/// How much of a head is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scanned {
    /// The head is the first `len` bytes.
    Complete {
        len: usize,
    },
    Partial,
    Refused(Refusal),
}

/// A scan of one head; never looks at a byte twice.
#[derive(Debug, Default)]
pub(super) struct Scan {
    line_start: usize,
    searched: usize,
    lines: usize,
}

/// The most that a head may have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) bytes: usize,
    pub(super) headers: usize,
}

impl Scan {
    /// Continues with `bytes`, which begin where the head begins and have grown since last time.
    pub(super) fn advance(&mut self, bytes: &[u8], limits: Limits) -> Scanned {
        if bytes.first() == Some(&TLS_HANDSHAKE) {
            return Scanned::Refused(Refusal::TlsOnPlainPort);
        }
        let within = bytes.get(..limits.bytes).unwrap_or(bytes);
        while let Some(found) = memchr::memchr(b'\n', within.get(self.searched..).unwrap_or(&[])) {
            let end = self.searched + found;
            let line = within.get(self.line_start..end).unwrap_or(&[]);
            self.line_start = end + 1;
            self.searched = end + 1;
            if !line.is_empty() && line != b"\r" {
                self.lines += 1;
                // The first line is the request line.
                if self.lines > limits.headers + 1 {
                    return Scanned::Refused(Refusal::TooManyHeaders {
                        max: limits.headers,
                    });
                }
            } else if self.lines > 0 {
                return Scanned::Complete { len: end + 1 };
            }
            // RFC 9112 §2.2: empty lines before the request line are ignored.
        }
        self.searched = within.len();
        if bytes.len() >= limits.bytes {
            return Scanned::Refused(Refusal::HeadTooLarge { max: limits.bytes });
        }
        Scanned::Partial
    }
}

/// Whether `bytes` begin an HTTP/2 connection; `None` while that is open.
pub(super) fn is_preface(bytes: &[u8]) -> Option<bool> {
    let len = bytes.len().min(PREFACE.len());
    if bytes.get(..len) != PREFACE.get(..len) {
        return Some(false);
    }
    (len == PREFACE.len()).then_some(true)
}

/// Says what is wrong with a head that Pingora has refused.
pub(super) fn explain(head: &[u8]) -> Refusal {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_EXPLAINED];
    let mut request = httparse::Request::new(&mut headers);
    let reason = match request.parse(head) {
        Err(error) => error.to_string(),
        Ok(_) => [
            "check that there is one Host, that Content-Length is one number, and that",
            "Transfer-Encoding, if any, ends in chunked",
        ]
        .join(" "),
    };
    Refusal::Malformed(reason)
}

/// How many fields are parsed to explain a refusal.
const HEADERS_EXPLAINED: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        bytes: 64,
        headers: 2,
    };

    #[test]
    fn a_head_ends_at_its_empty_line_wherever_it_is_split() {
        for (head, len) in [
            (&b"GET / HTTP/1.1\r\nhost: x\r\n\r\nrest"[..], 27),
            (b"GET / HTTP/1.0\n\n", 16),
            (b"\r\n\r\nGET / HTTP/1.1\r\nhost: x\r\n\r\n", 31),
            (b"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n", 18),
        ] {
            for step in 1..head.len() {
                let mut scan = Scan::default();
                let mut end = 0;
                let found = loop {
                    end = (end + step).min(head.len());
                    match scan.advance(&head[..end], LIMITS) {
                        Scanned::Partial if end < head.len() => {}
                        other => break other,
                    }
                };
                assert_eq!(found, Scanned::Complete { len }, "{head:?} by {step}");
            }
        }
    }

    #[test]
    fn limits_hold_before_the_head_is_complete() {
        let long = [b'a'; 64];
        assert_eq!(
            Scan::default().advance(&long, LIMITS),
            Scanned::Refused(Refusal::HeadTooLarge { max: 64 })
        );
        assert_eq!(
            Scan::default().advance(b"GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\n", LIMITS),
            Scanned::Refused(Refusal::TooManyHeaders { max: 2 })
        );
        assert_eq!(
            Scan::default().advance(b"\x16\x03\x01", LIMITS),
            Scanned::Refused(Refusal::TlsOnPlainPort)
        );
    }

    #[test]
    fn the_preface_is_told_from_any_other_first_byte() {
        assert_eq!(is_preface(b""), None);
        assert_eq!(is_preface(b"PRI * HT"), None);
        assert_eq!(is_preface(b"PRI /x HTTP/1.1"), Some(false));
        assert_eq!(is_preface(PREFACE), Some(true));
    }
}
