//! REST streams: how a client sends messages, and how it wants to have them.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, TE};

use super::accept::preference;
use super::rest;
use crate::framing::json_stream::Layout;

const NDJSON: &str = "application/x-ndjson";
const JSON_LINES: &str = "application/jsonl";

/// How the messages of a stream are written into a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamFormat {
    /// One JSON array.
    Array,
    /// A line of JSON for each.
    Ndjson,
    /// The same by its other name.
    JsonLines,
    /// Server-Sent Events.
    Events,
}

impl StreamFormat {
    /// Of equal ones, a client gets the first.
    const ALL: [Self; 4] = [Self::Array, Self::Ndjson, Self::JsonLines, Self::Events];

    /// What a request's `Accept` asks for.
    ///
    /// A client that accepts none of them gets an array all the same. RFC 9110 §12.5.1 leaves the
    /// choice between that and 406; Envoy and grpc-gateway do so, and a client that sends
    /// `Accept: text/html` by habit is served better.
    pub fn of_request(headers: &HeaderMap) -> Self {
        let (mut chosen, mut most) = (Self::Array, (0, false));
        for format in Self::ALL {
            let preference = preference(headers, format.media_type());
            let rank = (preference.weight, preference.is_named);
            if preference.weight > 0 && rank > most {
                (chosen, most) = (format, rank);
            }
        }
        chosen
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Array => "application/json",
            Self::Ndjson => NDJSON,
            Self::JsonLines => JSON_LINES,
            Self::Events => "text/event-stream",
        }
    }

    pub const fn content_type(self) -> HeaderValue {
        HeaderValue::from_static(self.media_type())
    }
}

/// Whether a client says that it reads trailers (RFC 9110 §10.1.4).
pub fn takes_trailers(headers: &HeaderMap) -> bool {
    headers.get_all(TE).iter().any(|value| {
        let mut codings = value.as_bytes().split(|byte| *byte == b',');
        codings.any(|coding| coding.trim_ascii().eq_ignore_ascii_case(b"trailers"))
    })
}

/// How a request's content type says that its messages are laid out; `None` if it is no stream of
/// JSON. Without a content type it is taken for JSON, as the body of a unary call is.
pub fn request_layout(headers: &HeaderMap) -> Option<Layout> {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return Some(Layout::Json);
    };
    let is_lines = |essence: &[u8]| {
        [NDJSON, JSON_LINES]
            .iter()
            .any(|lines| essence == lines.as_bytes())
    };
    if rest::is_json(value.as_bytes()) {
        Some(Layout::Json)
    } else if rest::is_type(value.as_bytes(), is_lines) {
        Some(Layout::Lines)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use StreamFormat::{Array, Events, JsonLines, Ndjson};
    use http::header::ACCEPT;

    #[test]
    fn accept_chooses_the_format() {
        for (accept, expected) in [
            (&[][..], Array),
            (&["*/*"], Array),
            (&["application/json"], Array),
            (&["application/*"], Array),
            (&["application/x-ndjson"], Ndjson),
            (&["Application/X-NDJSON; q=0.1"], Ndjson),
            (&["application/jsonl"], JsonLines),
            // What a browser's `EventSource` sends.
            (&["text/event-stream"], Events),
            (&["text/*"], Events),
            // Of equal ones the one that is named, and the first.
            (&["*/*, text/event-stream"], Events),
            (&["text/event-stream, application/json"], Array),
            (&["text/event-stream", "application/x-ndjson"], Ndjson),
            (&["application/jsonl, application/x-ndjson"], Ndjson),
            // Weights come before that.
            (&["text/event-stream;q=0.5, */*"], Array),
            (&["application/json;q=0.5, text/event-stream;q=0.6"], Events),
            (&["application/json;q=0, */*;q=0.1"], Ndjson),
            (&["application/*;q=0, */*;q=0.1"], Events),
            // Nothing fits: an array, and no 406.
            (&["text/html"], Array),
            (&["image/*, application/xml"], Array),
            (&["application/json;q=0"], Array),
            (&["*/*;q=0"], Array),
            (&[""], Array),
            (&["text/event-stream;q=0"], Array),
        ] {
            let headers = accept
                .iter()
                .map(|value| (ACCEPT, value.parse().unwrap()))
                .collect();
            assert_eq!(StreamFormat::of_request(&headers), expected, "{accept:?}");
        }
    }

    #[test]
    fn a_client_says_that_it_reads_trailers() {
        for (values, expected) in [
            (&[][..], false),
            (&["trailers"], true),
            (&["gzip;q=0.5, Trailers"], true),
            (&["gzip", "trailers"], true),
            (&["gzip"], false),
            (&["trailersx"], false),
        ] {
            let headers = values
                .iter()
                .map(|value| (TE, value.parse().unwrap()))
                .collect();
            assert_eq!(takes_trailers(&headers), expected, "{values:?}");
        }
    }

    #[test]
    fn the_content_type_tells_the_layout() {
        for (content_type, expected) in [
            ("application/json", Some(Layout::Json)),
            ("application/json; charset=utf-8", Some(Layout::Json)),
            ("application/vnd.a+json", Some(Layout::Json)),
            ("application/x-ndjson", Some(Layout::Lines)),
            ("application/JSONL;charset=UTF-8", Some(Layout::Lines)),
            ("application/x-ndjson; charset=latin1", None),
            ("application/x-ndjsonx", None),
            ("text/event-stream", None),
            ("", None),
        ] {
            let value: HeaderValue = content_type.parse().unwrap();
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value)]);
            assert_eq!(request_layout(&headers), expected, "{content_type}");
        }
        assert_eq!(request_layout(&HeaderMap::new()), Some(Layout::Json));
    }

    #[test]
    fn a_response_says_its_format() {
        for (format, expected) in [
            (Array, "application/json"),
            (Ndjson, "application/x-ndjson"),
            (JsonLines, "application/jsonl"),
            (Events, "text/event-stream"),
        ] {
            assert_eq!(format.content_type(), expected);
        }
    }
}
