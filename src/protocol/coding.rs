//! Content codings by the headers: of a request's body, and which one its answer should have.

use http::HeaderMap;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    HeaderName, HeaderValue, VARY,
};

use super::quality::{Weight, weighed};
use crate::framing::compression::{Coding, Levels};
use crate::units::ByteSize;

/// What answers are compressed with; of equal ones the first. Not with deflate: RFC 9110 §8.4.1.2
/// knows of readers that take it for something else.
pub const OFFERED: &[Coding] = &[Coding::Zstd, Coding::Brotli, Coding::Gzip];

/// What is coded of REST/JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Answers are compressed where the client accepts it and it is worth it.
    pub responses: bool,
    /// Bodies of requests may be compressed.
    pub requests: bool,
    /// Smaller answers are left alone. Not of streams, whose size nobody knows.
    pub size_min: ByteSize,
    pub levels: Levels,
}

impl Settings {
    /// Below 1 KiB a body fits into one packet either way.
    pub const DEFAULT: Self = Self {
        responses: true,
        requests: true,
        size_min: ByteSize::kib(1),
        levels: Levels::DEFAULT,
    };

    /// The coding that an answer should have.
    pub fn of_answer(&self, request: &HeaderMap) -> Option<Coding> {
        if !self.responses || !request.contains_key(ACCEPT_ENCODING) {
            return None;
        }
        accepted(request, &ACCEPT_ENCODING, OFFERED)
    }
}

/// Says in the headers of an answer that its body is coded.
pub fn set_coding(headers: &mut HeaderMap, coding: Coding) {
    let token = HeaderValue::from_static(coding.token());
    headers.insert(CONTENT_ENCODING, token);
    headers.append(VARY, HeaderValue::from(ACCEPT_ENCODING));
    // RFC 9110 §8.8.3.3: a strong validator is of one representation, and each coding is another.
    if let Some(tag) = headers.get(ETAG)
        && tag.as_bytes().starts_with(b"\"")
        && let Ok(weak) = HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat())
    {
        headers.insert(ETAG, weak);
    }
}

/// What bodies of requests may be coded with, as `Accept-Encoding` lists it (RFC 9110 §12.5.3).
pub const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// A coding that is not known here, or more than one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the coding {found:?} is not served here; send one of gzip, deflate, br and zstd, or none")]
pub struct UnknownCoding {
    pub found: String,
}

/// How a request's body is coded, or the messages in it, by a header such as `Content-Encoding` or
/// `grpc-encoding`; `None` if not at all.
///
/// # Errors
/// When the coding is not known, or there are several.
pub fn coding_of(
    headers: &HeaderMap,
    header: &HeaderName,
) -> Result<Option<Coding>, UnknownCoding> {
    let mut values = headers.get_all(header).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    let token = value.as_bytes().trim_ascii();
    let coding = if token.eq_ignore_ascii_case(IDENTITY.as_bytes()) {
        Some(None)
    } else {
        Coding::of_token(token).map(Some)
    };
    coding
        .filter(|_| values.next().is_none())
        .ok_or_else(|| UnknownCoding {
            found: String::from_utf8_lossy(token).into_owned(),
        })
}

/// The coding that a client prefers among those offered, by a header such as `Accept-Encoding` or
/// `grpc-accept-encoding`; `None` for no coding.
///
/// So also for a client that accepts nothing that there is, not even no coding: RFC 9110 §12.5.3
/// leaves the choice between that and 406, and whoever forbids everything can still read it.
pub fn accepted(headers: &HeaderMap, header: &HeaderName, offered: &[Coding]) -> Option<Coding> {
    let weight_of = |coding: Coding| {
        let is_coding = |name: &str| Coding::of_token(name.as_bytes()) == Some(coding);
        weight(headers, header, is_coding).or_else(|| {
            // `*` is every coding. Clients that write it do not know them all: it gets the one
            // that everybody knows.
            let is_any = |name: &str| name == "*" && coding == Coding::Gzip;
            weight(headers, header, is_any)
        })
    };
    let mut best: Option<(Coding, Weight)> = None;
    for coding in offered {
        let weight = weight_of(*coding).unwrap_or(0);
        if weight > best.map_or(0, |(_, most)| most) {
            best = Some((*coding, weight));
        }
    }
    let (coding, weight_of_coding) = best?;
    let is_identity = |name: &str| name.eq_ignore_ascii_case(IDENTITY);
    let identity = weight(headers, header, is_identity).unwrap_or(0);
    (weight_of_coding >= identity).then_some(coding)
}

/// The greatest weight of a member.
fn weight(headers: &HeaderMap, header: &HeaderName, is: impl Fn(&str) -> bool) -> Option<Weight> {
    let members = weighed(headers, header)?;
    let matches = members.filter(|member| is(member.name));
    matches.map(|member| member.weight).max()
}

/// No coding at all.
pub const IDENTITY: &str = "identity";

/// Whether a body with these headers gets much smaller by compression, and may be compressed: it
/// is text or the like, not coded, not a part of something, and nobody forbids it.
pub fn is_worth_compressing(headers: &HeaderMap) -> bool {
    // RFC 9111 §5.2.2.6.
    let no_transform = headers.get_all(CACHE_CONTROL).iter().any(|value| {
        let mut directives = value.as_bytes().split(|byte| *byte == b',');
        directives.any(|directive| directive.trim_ascii().eq_ignore_ascii_case(b"no-transform"))
    });
    if no_transform || headers.contains_key(CONTENT_ENCODING) || headers.contains_key(CONTENT_RANGE)
    {
        return false;
    }
    let value = headers.get(CONTENT_TYPE);
    let essence = value
        .and_then(|value| value.as_bytes().split(|byte| *byte == b';').next())
        .map(|essence| essence.trim_ascii().to_ascii_lowercase());
    essence.is_some_and(|essence| is_compressible(&essence))
}

fn is_compressible(essence: &[u8]) -> bool {
    // Everything else is binary, and nearly all of that is compressed already.
    const TYPES: [&[u8]; 10] = [
        b"application/json",
        // Connect's messages in protobuf.
        b"application/proto",
        b"application/x-ndjson",
        b"application/jsonl",
        b"application/javascript",
        b"application/xml",
        b"application/yaml",
        b"application/graphql",
        b"application/x-www-form-urlencoded",
        b"application/wasm",
    ];
    const SUFFIXES: [&[u8]; 3] = [b"+json", b"+xml", b"+yaml"];
    essence.starts_with(b"text/")
        || TYPES.contains(&essence)
        || SUFFIXES.iter().any(|suffix| essence.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn headers(name: &HeaderName, values: &[&str]) -> HeaderMap {
        values
            .iter()
            .map(|value| (name.clone(), value.parse::<HeaderValue>().unwrap()))
            .collect()
    }

    #[test]
    fn the_client_chooses_the_coding_of_the_answer() {
        let (gzip, brotli, zstd) = (Some(Coding::Gzip), Some(Coding::Brotli), Some(Coding::Zstd));
        for (accept, expected) in [
            (&[][..], None),
            (&[""], None),
            (&["gzip"], gzip),
            (&["GZIP;Q=0.1"], gzip),
            (&["x-gzip"], gzip),
            (&["deflate"], None),
            // What browsers send.
            (&["gzip, deflate, br, zstd"], zstd),
            (&["gzip, deflate, br"], brotli),
            (&["gzip, deflate"], gzip),
            (&["gzip", "br"], brotli),
            (&["gzip;q=1.0, br;q=0.9, zstd;q=0.8"], gzip),
            (&["gzip;q=0, br;q=0"], None),
            (&["br;q=0.001"], brotli),
            (&["identity"], None),
            (&["identity;q=0.5, gzip;q=0.5"], gzip),
            (&["identity, gzip;q=0.5"], None),
            (&["identity;q=0, gzip"], gzip),
            (&["*"], gzip),
            (&["*;q=0.5, br;q=0.4"], gzip),
            (&["*;q=0.5, br"], brotli),
            (&["gzip;q=0, *"], None),
            (&["*;q=0"], None),
            (&["gzip, *;q=0"], gzip),
            // Nothing is left, and that is what is sent.
            (&["identity;q=0"], None),
            (&["identity;q=0, compress"], None),
            // What is malformed is passed over.
            (&["gzip;q=2, br;q=x, zstd;q=0.1234"], None),
            (&[",;q=1, ,gzip"], gzip),
        ] {
            let headers = headers(&ACCEPT_ENCODING, accept);
            let found = accepted(&headers, &ACCEPT_ENCODING, OFFERED);
            assert_eq!(found, expected, "{accept:?}");
        }
    }

    #[test]
    fn the_headers_say_how_an_answer_is_coded() {
        for (tag, expected) in [
            (None, None),
            (Some("\"1\""), Some("W/\"1\"")),
            (Some("W/\"1\""), Some("W/\"1\"")),
            (Some("1"), Some("1")),
        ] {
            let mut headers = headers(&VARY, &["accept"]);
            headers.extend(tag.map(|tag| (ETAG, tag.parse().unwrap())));
            set_coding(&mut headers, Coding::Brotli);
            assert_eq!(headers[CONTENT_ENCODING], "br");
            let vary: Vec<_> = headers.get_all(VARY).iter().collect();
            assert_eq!(vary, ["accept", "accept-encoding"]);
            assert_eq!(headers.get(ETAG).map(|tag| tag.to_str().unwrap()), expected);
        }
    }

    #[test]
    fn answers_are_coded_unless_that_is_off() {
        let accept = headers(&ACCEPT_ENCODING, &["gzip"]);
        let off = Settings {
            responses: false,
            ..Settings::DEFAULT
        };
        assert_eq!(Settings::DEFAULT.of_answer(&accept), Some(Coding::Gzip));
        assert_eq!(Settings::DEFAULT.of_answer(&HeaderMap::new()), None);
        assert_eq!(off.of_answer(&accept), None);
    }

    #[test]
    fn only_what_is_offered_is_chosen() {
        let name = HeaderName::from_static("grpc-accept-encoding");
        let headers = headers(&name, &["identity,deflate,gzip"]);
        assert_eq!(accepted(&headers, &name, &[]), None);
        assert_eq!(accepted(&headers, &name, OFFERED), Some(Coding::Gzip));
        assert_eq!(accepted(&headers, &ACCEPT_ENCODING, OFFERED), None);
        let offered = [Coding::Deflate, Coding::Gzip];
        assert_eq!(accepted(&headers, &name, &offered), Some(Coding::Deflate));
    }

    #[test]
    fn a_body_has_one_coding_that_is_known() {
        for (values, expected) in [
            (&[][..], Ok(None)),
            (&["identity"], Ok(None)),
            (&["gzip"], Ok(Some(Coding::Gzip))),
            (&[" Br "], Ok(Some(Coding::Brotli))),
            (&["zstd"], Ok(Some(Coding::Zstd))),
            (&["deflate"], Ok(Some(Coding::Deflate))),
            (&["compress"], Err("compress")),
            (&["gzip, br"], Err("gzip, br")),
            (&["gzip", "gzip"], Err("gzip")),
            (&["identity", "gzip"], Err("identity")),
            (&[""], Err("")),
        ] {
            let headers = headers(&CONTENT_ENCODING, values);
            let found = coding_of(&headers, &CONTENT_ENCODING).map_err(|error| error.found);
            assert_eq!(found, expected.map_err(str::to_owned), "{values:?}");
        }
    }

    #[test]
    fn only_text_is_worth_compressing() {
        for (content_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/problem+json", true),
            ("application/x-ndjson", true),
            ("text/event-stream", true),
            ("text/html", true),
            ("image/svg+xml", true),
            ("image/png", false),
            ("application/zip", false),
            ("application/gzip", false),
            ("application/pdf", false),
            ("video/mp4", false),
            ("application/octet-stream", false),
            ("application/protobuf", false),
            ("application/proto", true),
            ("font/woff2", false),
            ("", false),
        ] {
            let headers = headers(&CONTENT_TYPE, &[content_type]);
            assert_eq!(is_worth_compressing(&headers), expected, "{content_type}");
        }
        assert!(!is_worth_compressing(&HeaderMap::new()));
    }

    #[test]
    fn what_is_coded_or_not_to_be_changed_is_left_alone() {
        for (name, value, expected) in [
            (CONTENT_ENCODING, "gzip", false),
            (CONTENT_ENCODING, "identity", false),
            (CONTENT_RANGE, "bytes 0-1/2", false),
            (CACHE_CONTROL, "private, No-Transform", false),
            (CACHE_CONTROL, "no-cache", true),
        ] {
            let mut headers = headers(&CONTENT_TYPE, &["application/json"]);
            headers.insert(name.clone(), value.parse().unwrap());
            assert_eq!(is_worth_compressing(&headers), expected, "{name} {value}");
        }
    }
}
