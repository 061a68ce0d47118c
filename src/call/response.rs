//! Which metadata of a back end becomes headers of the answer, and which decides its status.

use http::{HeaderMap, HeaderName, StatusCode};

use super::metadata::is_reserved;

const METADATA_PREFIX: &str = "grpc-metadata-";
const TRAILER_PREFIX: &str = "grpc-trailer-";
/// What users of grpc-gateway write in their back ends, and its documentation proposes.
const HTTP_CODE: HeaderName = HeaderName::from_static("x-http-code");

/// The metadata that goes out under its own name; all other goes out behind a prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResponseHeaders(Vec<HeaderName>);

/// What describes the resource and its representation. Not what binds the client to something, or
/// what a browser grants by: `set-cookie` and `access-control-*` are for who asks for them.
const UNPREFIXED_BY_DEFAULT: [HeaderName; 8] = [
    http::header::LOCATION,
    http::header::ETAG,
    http::header::CACHE_CONTROL,
    http::header::CONTENT_DISPOSITION,
    http::header::CONTENT_LANGUAGE,
    http::header::LAST_MODIFIED,
    http::header::LINK,
    http::header::RETRY_AFTER,
];

impl ResponseHeaders {
    /// # Errors
    /// Names a header that a back end cannot set: hop-by-hop ones, and those that say what the
    /// gateway alone knows of its answer.
    pub fn new(names: Vec<HeaderName>) -> Result<Self, HeaderName> {
        match names.iter().find(|name| is_fixed(name)) {
            Some(refused) => Err(refused.clone()),
            None => Ok(Self(names)),
        }
    }

    pub fn names(&self) -> &[HeaderName] {
        &self.0
    }
}

impl Default for ResponseHeaders {
    fn default() -> Self {
        Self(UNPREFIXED_BY_DEFAULT.to_vec())
    }
}

/// What stays behind whatever is configured.
fn is_fixed(name: &HeaderName) -> bool {
    is_reserved(name.as_str())
        || *name == HTTP_CODE
        || matches!(name.as_str(), "date" | "server" | "content-encoding")
}

/// Adds a back end's metadata and trailers to the headers of an answer: under their own names if
/// `unprefixed` has them, otherwise under their prefixes.
///
/// What belongs to the hop or to gRPC itself stays behind. A trailer does not add to metadata of
/// the same name that has none: `location` and the like have one value.
pub fn forward_response(
    metadata: &HeaderMap,
    trailers: &HeaderMap,
    unprefixed: &ResponseHeaders,
    out: &mut HeaderMap,
) {
    for (name, value) in metadata {
        append(METADATA_PREFIX, name, value, unprefixed, out);
    }
    for (name, value) in trailers {
        if !(unprefixed.0.contains(name) && metadata.contains_key(name)) {
            append(TRAILER_PREFIX, name, value, unprefixed, out);
        }
    }
}

fn append(
    prefix: &str,
    name: &HeaderName,
    value: &http::HeaderValue,
    unprefixed: &ResponseHeaders,
    out: &mut HeaderMap,
) {
    let text = name.as_str();
    if unprefixed.0.contains(name) {
        out.append(name.clone(), value.clone());
        return;
    }
    let stays = is_reserved(text) || *name == HTTP_CODE || matches!(text, "date" | "server");
    if !stays && let Ok(name) = HeaderName::try_from(format!("{prefix}{text}")) {
        out.append(name, value.clone());
    }
}

/// The back end's `x-http-code` says no status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatusChoiceError {
    #[error("x-http-code is sent more than once")]
    Repeated,
    #[error("x-http-code is not a number from 200 to 599")]
    NotAStatus,
}

/// The HTTP status that a back end chooses for an answer, with the metadata or the trailer
/// `x-http-code`.
///
/// # Errors
/// When it is no final status, or there are several.
pub fn chosen_status(
    metadata: &HeaderMap,
    trailers: &HeaderMap,
) -> Result<Option<StatusCode>, StatusChoiceError> {
    let mut values = metadata
        .get_all(HTTP_CODE)
        .iter()
        .chain(trailers.get_all(HTTP_CODE));
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(StatusChoiceError::Repeated);
    }
    let status = StatusCode::from_bytes(value.as_bytes()).ok();
    status
        .filter(|status| (200..600).contains(&status.as_u16()))
        .map(Some)
        .ok_or(StatusChoiceError::NotAStatus)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn map(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()))
            .collect()
    }

    /// The headers as `name: value`, sorted.
    fn forwarded(
        metadata: &[(&'static str, &str)],
        trailers: &[(&'static str, &str)],
        unprefixed: &ResponseHeaders,
    ) -> Vec<String> {
        let mut out = HeaderMap::new();
        forward_response(&map(metadata), &map(trailers), unprefixed, &mut out);
        let line = |(name, value): (&HeaderName, &http::HeaderValue)| {
            format!("{name}: {}", value.to_str().unwrap())
        };
        let mut lines: Vec<_> = out.iter().map(line).collect();
        lines.sort();
        lines
    }

    #[test]
    fn back_end_metadata_goes_out_under_prefixes() {
        let found = forwarded(
            &[
                ("shelf", "7"),
                ("content-type", "application/grpc"),
                ("date", "x"),
                ("content-encoding", "gzip"),
                ("x-http-code", "201"),
            ],
            &[("cost", "3"), ("grpc-status", "0"), ("x-http-code", "201")],
            &ResponseHeaders::default(),
        );
        let expected = [
            "grpc-metadata-content-encoding: gzip",
            "grpc-metadata-shelf: 7",
            "grpc-trailer-cost: 3",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn listed_names_go_out_as_they_are() {
        let default = ResponseHeaders::default();
        let metadata = [
            ("location", "/a"),
            ("link", "1"),
            ("link", "2"),
            ("set-cookie", "a=b"),
        ];
        let trailers = [("etag", "\"x\""), ("location", "/b")];
        let expected = [
            "etag: \"x\"",
            "grpc-metadata-set-cookie: a=b",
            "link: 1",
            "link: 2",
            "location: /a",
        ];
        assert_eq!(forwarded(&metadata, &trailers, &default), expected);
        let cookies = ResponseHeaders::new(vec![http::header::SET_COOKIE]).unwrap();
        let expected = ["grpc-metadata-location: /a", "set-cookie: a=b"];
        assert_eq!(
            forwarded(&[metadata[0], metadata[3]], &[], &cookies),
            expected
        );
    }

    #[test]
    fn what_the_gateway_says_itself_cannot_be_listed() {
        for name in [
            "content-length",
            "content-type",
            "content-encoding",
            "connection",
            "transfer-encoding",
            "date",
            "server",
            "grpc-status",
            "x-http-code",
        ] {
            let name = HeaderName::from_static(name);
            assert_eq!(ResponseHeaders::new(vec![name.clone()]), Err(name));
        }
    }

    #[test]
    fn one_final_status_can_be_chosen() {
        let check = |metadata: &[&str], trailers: &[&str], expected| {
            let map = |values: &[&str]| {
                values
                    .iter()
                    .map(|v| (HTTP_CODE, v.parse().unwrap()))
                    .collect()
            };
            let found = chosen_status(&map(metadata), &map(trailers));
            assert_eq!(
                found.map(|s| s.map(|s| s.as_u16())),
                expected,
                "{metadata:?} {trailers:?}"
            );
        };
        check(&[], &[], Ok(None));
        for status in [200, 201, 204, 304, 418, 599] {
            check(&[&status.to_string()], &[], Ok(Some(status)));
            check(&[], &[&status.to_string()], Ok(Some(status)));
        }
        for wrong in [
            "", "100", "199", "600", "999", "20", "2000", "0200", "+201", " 201x", "abc",
        ] {
            check(&[wrong], &[], Err(StatusChoiceError::NotAStatus));
        }
        check(&["201", "201"], &[], Err(StatusChoiceError::Repeated));
        check(&["201"], &["202"], Err(StatusChoiceError::Repeated));
    }
}
