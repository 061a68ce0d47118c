//! Server-Sent Events: a stream of messages as browsers' `EventSource` reads it.
//!
//! Source: HTML, "Server-sent events":
//!
//! ```text
//! message = [ "id: " id LF ] 1*( "data: " line LF ) LF
//! end     = "event: end" LF "data: {}" LF LF
//! error   = "event: error" LF 1*( "data: " line LF ) LF
//! idle    = ":" LF LF                                    ; a comment
//! ```
//!
//! `EventSource` connects again after every end, also a clean one, and so would call the method
//! again: the end is an event that a page listens for, and closes the source.

/// What is sent while there is nothing to say, so that nobody between takes the stream for dead.
pub const KEEP_ALIVE: &[u8] = b":\n\n";

const END: &[u8] = b"event: end\ndata: {}\n\n";
const DATA: &[u8] = b"data: ";

/// Appends what stands before a message, and answers where that begins: the caller appends it,
/// and seals it. `id` is what the browser sends back as `Last-Event-ID` when it connects again.
pub fn begin(id: Option<&[u8]>, out: &mut Vec<u8>) -> usize {
    if let Some(id) = id.filter(|id| is_id(id)) {
        out.extend_from_slice(b"id: ");
        out.extend_from_slice(id);
        out.push(b'\n');
    }
    out.extend_from_slice(DATA);
    out.len()
}

/// Ends the message that was appended at `start`. One of several lines becomes as many lines of
/// data, which a browser joins again.
pub fn seal(start: usize, out: &mut Vec<u8>) {
    let message = out.get(start..).unwrap_or_default();
    if memchr::memchr2(b'\n', b'\r', message).is_some() {
        let message = out.split_off(start);
        write_lines(&message, out);
    }
    out.extend_from_slice(b"\n\n");
}

/// Ends a stream that succeeded.
pub fn finish(out: &mut Vec<u8>) {
    out.extend_from_slice(END);
}

/// Ends a stream that failed, with its status as JSON.
pub fn fail(status: &[u8], out: &mut Vec<u8>) {
    out.extend_from_slice(b"event: error\n");
    let start = begin(None, out);
    out.extend_from_slice(status);
    seal(start, out);
}

/// Whether a text can be an id: it is one line, and browsers pass over one with a NUL.
fn is_id(id: &[u8]) -> bool {
    memchr::memchr3(b'\n', b'\r', 0, id).is_none()
}

/// Lines end with LF, CR or both.
fn write_lines(message: &[u8], out: &mut Vec<u8>) {
    let mut rest = message;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        let (line, tail) = rest.split_at_checked(end).unwrap_or((rest, b""));
        out.extend_from_slice(line);
        out.push(b'\n');
        out.extend_from_slice(DATA);
        rest = tail
            .strip_prefix(b"\r\n")
            .or_else(|| tail.get(1..))
            .unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn message(id: Option<&str>, text: &str) -> String {
        let mut out = Vec::new();
        let start = begin(id.map(str::as_bytes), &mut out);
        out.extend_from_slice(text.as_bytes());
        seal(start, &mut out);
        String::from_utf8(out).unwrap()
    }

    /// What a browser's event source makes of a stream, by the algorithm of the standard: the
    /// type, the data and the last id of each event.
    fn read(stream: &str) -> Vec<(String, String, String)> {
        let (mut events, mut id) = (Vec::new(), String::new());
        let (mut kind, mut data) = (String::new(), Vec::new());
        let stream = stream.replace("\r\n", "\n").replace('\r', "\n");
        for line in stream.split_terminator('\n') {
            if line.is_empty() {
                if !data.is_empty() {
                    let kind = if kind.is_empty() { "message" } else { &kind };
                    events.push((kind.to_owned(), data.join("\n"), id.clone()));
                }
                kind.clear();
                data.clear();
                continue;
            }
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => value.clone_into(&mut kind),
                "data" => data.push(value.to_owned()),
                "id" if !value.contains('\0') => value.clone_into(&mut id),
                _ => {}
            }
        }
        events
    }

    #[test]
    fn a_message_is_an_event_with_its_data() {
        for (id, text, expected) in [
            (None, r#"{"n":1}"#, "data: {\"n\":1}\n\n"),
            (None, "", "data: \n\n"),
            (Some("7"), "{}", "id: 7\ndata: {}\n\n"),
            (Some(""), "{}", "id: \ndata: {}\n\n"),
            // An id that would be something else is left out.
            (Some("7\ndata: x"), "{}", "data: {}\n\n"),
            (Some("7\r"), "{}", "data: {}\n\n"),
            (Some("7\0"), "{}", "data: {}\n\n"),
            (
                None,
                "{\n  \"n\": 1\n}",
                "data: {\ndata:   \"n\": 1\ndata: }\n\n",
            ),
            (None, "a\r\nb\rc\n", "data: a\ndata: b\ndata: c\ndata: \n\n"),
            (None, "a\n\nevent: x", "data: a\ndata: \ndata: event: x\n\n"),
        ] {
            assert_eq!(message(id, text), expected, "{id:?} {text:?}");
        }
    }

    #[test]
    fn a_browser_reads_what_was_written() {
        let texts = [
            "{\n  \"n\": 1\n}",
            "{}",
            "\"a\u{2028}b\"",
            "{\"data\":\":\\n\"}",
        ];
        let mut stream = String::new();
        for (index, text) in texts.iter().enumerate() {
            stream += &message(Some(&index.to_string()), text);
            stream += std::str::from_utf8(KEEP_ALIVE).unwrap();
        }
        let mut end = Vec::new();
        fail(b"{\n\"code\": 14 }", &mut end);
        finish(&mut end);
        stream += &String::from_utf8(end).unwrap();
        let event =
            |kind: &str, data: &str, id: usize| (kind.to_owned(), data.to_owned(), id.to_string());
        let mut expected: Vec<_> = texts
            .iter()
            .enumerate()
            .map(|(index, text)| event("message", text, index))
            .collect();
        expected.push(event("error", "{\n\"code\": 14 }", 3));
        expected.push(event("end", "{}", 3));
        assert_eq!(read(&stream), expected);
    }

    #[test]
    fn the_ends_are_events() {
        let mut out = Vec::new();
        finish(&mut out);
        assert_eq!(out, b"event: end\ndata: {}\n\n");
        out.clear();
        fail(br#"{"code":14}"#, &mut out);
        assert_eq!(out, b"event: error\ndata: {\"code\":14}\n\n");
    }
}
