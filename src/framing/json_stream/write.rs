//! The body of a response that is a stream of JSON values.
//!
//! ```text
//! array = "[" message *( "," message ) "]"          ; "[]" without any
//!       | "[" message *( "," message ) "," error    ; a failure leaves it open
//! lines = *( message LF ) [ error LF ]
//! error = {"error": status}
//! message may be wrapped as {"result": message}
//! ```

use super::Layout;

/// Whether a message is wrapped, as grpc-gateway does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    None,
    /// `{"result": message}`: tells a message from an error by its key alone.
    Result,
}

/// Writes what stands around messages.
#[derive(Debug)]
pub struct Writer {
    layout: Layout,
    envelope: Envelope,
    /// Whether no message was written yet.
    is_empty: bool,
}

impl Writer {
    /// A writer of an array ([`Layout::Json`]) or of lines.
    pub const fn new(layout: Layout, envelope: Envelope) -> Self {
        Self {
            layout,
            envelope,
            is_empty: true,
        }
    }

    /// Appends what stands before the next message, and answers where that begins: the caller
    /// appends it, and seals it. If it turns out that it cannot be written, the caller cuts `out`
    /// where it was before.
    pub fn begin(&self, out: &mut Vec<u8>) -> usize {
        self.separate(out);
        if self.envelope == Envelope::Result {
            out.extend_from_slice(b"{\"result\":");
        }
        out.len()
    }

    /// Ends the message that was appended at `start`.
    pub fn seal(&mut self, start: usize, out: &mut Vec<u8>) {
        self.is_empty = false;
        if self.layout == Layout::Lines {
            // Within JSON a line ends only between tokens, where a space says the same.
            let message = out.get_mut(start..).unwrap_or_default();
            if memchr::memchr2(b'\n', b'\r', message).is_some() {
                let ends = message
                    .iter_mut()
                    .filter(|byte| matches!(byte, b'\n' | b'\r'));
                ends.for_each(|byte| *byte = b' ');
            }
        }
        if self.envelope == Envelope::Result {
            out.push(b'}');
        }
        self.end_line(out);
    }

    /// Ends a stream that succeeded.
    pub fn finish(&self, out: &mut Vec<u8>) {
        match self.layout {
            Layout::Json if self.is_empty => out.extend_from_slice(b"[]"),
            Layout::Json => out.push(b']'),
            Layout::Lines => {}
        }
    }

    /// Ends a stream that failed. An array is left open, so that nobody takes it for complete.
    pub fn fail(&self, status: &[u8], out: &mut Vec<u8>) {
        self.separate(out);
        out.extend_from_slice(b"{\"error\":");
        out.extend_from_slice(status);
        out.push(b'}');
        self.end_line(out);
    }

    fn separate(&self, out: &mut Vec<u8>) {
        if self.layout == Layout::Json {
            out.push(if self.is_empty { b'[' } else { b',' });
        }
    }

    fn end_line(&self, out: &mut Vec<u8>) {
        if self.layout == Layout::Lines {
            out.push(b'\n');
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use Envelope::{None as Bare, Result as Wrapped};
    use Layout::{Json as Array, Lines};

    const STATUS: &str = r#"{"code":14,"message":"gone","details":[]}"#;

    /// The body of messages, and of an error if there is one.
    fn body(layout: Layout, envelope: Envelope, messages: &[&str], error: Option<&str>) -> String {
        let mut writer = Writer::new(layout, envelope);
        let mut out = Vec::new();
        for message in messages {
            let start = writer.begin(&mut out);
            out.extend_from_slice(message.as_bytes());
            writer.seal(start, &mut out);
        }
        match error {
            None => writer.finish(&mut out),
            Some(status) => writer.fail(status.as_bytes(), &mut out),
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn messages_and_ends_have_the_form_of_the_stream() {
        let (one, two) = (&[r#"{"n":1}"#][..], &[r#"{"n":1}"#, r#"{"n":2}"#][..]);
        for (layout, envelope, messages, error, expected) in [
            (Array, Bare, two, None, r#"[{"n":1},{"n":2}]"#),
            (Array, Bare, one, None, r#"[{"n":1}]"#),
            (Array, Bare, &[], None, "[]"),
            (Array, Bare, one, Some("{}"), r#"[{"n":1},{"error":{}}"#),
            (Array, Bare, &[], Some("{}"), r#"[{"error":{}}"#),
            (
                Array,
                Wrapped,
                two,
                None,
                r#"[{"result":{"n":1}},{"result":{"n":2}}]"#,
            ),
            (
                Array,
                Wrapped,
                one,
                Some("{}"),
                r#"[{"result":{"n":1}},{"error":{}}"#,
            ),
            (Lines, Bare, two, None, "{\"n\":1}\n{\"n\":2}\n"),
            (Lines, Bare, &[], None, ""),
            (Lines, Wrapped, one, None, "{\"result\":{\"n\":1}}\n"),
            (
                Lines,
                Bare,
                one,
                Some(STATUS),
                "{\"n\":1}\n{\"error\":{\"code\":14,\"message\":\"gone\",\"details\":[]}}\n",
            ),
            (Lines, Bare, &[], Some("{}"), "{\"error\":{}}\n"),
        ] {
            assert_eq!(body(layout, envelope, messages, error), expected);
        }
    }

    #[test]
    fn a_message_of_several_lines_becomes_one() {
        let indented = "{\r\n  \"a\": \"b\\n\"\n}";
        assert_eq!(
            body(Lines, Bare, &[indented], None),
            "{    \"a\": \"b\\n\" }\n"
        );
        assert_eq!(
            body(Array, Bare, &[indented], None),
            format!("[{indented}]")
        );
    }

    #[test]
    fn a_message_that_cannot_be_written_leaves_no_trace() {
        for layout in [Array, Lines] {
            let mut writer = Writer::new(layout, Wrapped);
            let mut out = Vec::new();
            for text in ["1", "broken", "2", "broken"] {
                let before = out.len();
                let start = writer.begin(&mut out);
                out.extend_from_slice(text.as_bytes());
                if text == "broken" {
                    out.truncate(before);
                } else {
                    writer.seal(start, &mut out);
                }
            }
            writer.finish(&mut out);
            let expected = body(layout, Wrapped, &["1", "2"], None);
            assert_eq!(out, expected.as_bytes());
        }
    }
}
