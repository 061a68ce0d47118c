//! The request that the command line describes.

use std::io::Read as _;
use std::str::FromStr;

use bytes::Bytes;
use http::header::HOST;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Method, Uri, request};

/// What is asked for: a path with a query, or a URL.
#[derive(Debug, Clone)]
pub(in crate::cli) struct Target {
    path_and_query: PathAndQuery,
    /// The authority of a URL.
    pub(super) host: Option<String>,
    pub(super) is_https: bool,
}

impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "expected a path such as /v1/shelves?page_size=5, or a URL such as \
                                https://api.example.com/v1/shelves";
        let uri: Uri = text
            .parse()
            .map_err(|error| format!("{error}; {EXPECTED}"))?;
        if text.starts_with('/') {
            let path_and_query = uri.path_and_query().cloned();
            return Ok(Self {
                path_and_query: path_and_query.ok_or(EXPECTED)?,
                host: None,
                is_https: false,
            });
        }
        let is_https = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(EXPECTED.to_owned()),
        };
        let parts = uri.into_parts();
        Ok(Self {
            path_and_query: parts
                .path_and_query
                .unwrap_or_else(|| PathAndQuery::from_static("/")),
            // RFC 9110 §4.2.4: what stands before the "@" is not sent.
            host: parts
                .authority
                .map(|authority| match authority.as_str().rsplit_once('@') {
                    Some((_, host)) => host.to_owned(),
                    None => authority.to_string(),
                }),
            is_https,
        })
    }
}

/// Reads `name: value`.
pub(in crate::cli) fn parse_header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("expected \"name: value\", such as -H 'authorization: Bearer abc'")?;
    let name = name
        .trim()
        .parse()
        .map_err(|error| format!("{name:?}: {error}"))?;
    let value = value.trim();
    let value = HeaderValue::from_str(value)
        .or_else(|_| HeaderValue::from_bytes(value.as_bytes()))
        .map_err(|error| format!("{value:?}: {error}"))?;
    Ok((name, value))
}

/// The head as a client sends it; a header that is given wins over what the URL says.
pub(super) fn head(
    method: &Method,
    target: &Target,
    headers: Vec<(HeaderName, HeaderValue)>,
) -> request::Parts {
    let (mut head, ()) = http::Request::new(()).into_parts();
    head.method = method.clone();
    head.uri = Uri::from(target.path_and_query.clone());
    for (name, value) in headers {
        head.headers.append(name, value);
    }
    if !head.headers.contains_key(HOST)
        && let Some(host) = &target.host
        && let Ok(value) = HeaderValue::from_str(host)
    {
        head.headers.insert(HOST, value);
    }
    head
}

/// The body: a text, `@FILE`, or `@-` for standard input.
pub(super) fn body(data: Option<&str>) -> Result<Bytes, String> {
    let Some(data) = data else {
        return Ok(Bytes::new());
    };
    let Some(file) = data.strip_prefix('@') else {
        return Ok(Bytes::copy_from_slice(data.as_bytes()));
    };
    let mut bytes = Vec::new();
    let read = if file == "-" {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes.into()),
        Err(error) => Err(format!("cannot read the body from {file:?}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_target_is_a_path_or_a_url() {
        for (text, expected) in [
            ("/v1/a?b=c", Some(("/v1/a?b=c", None, false))),
            (
                "https://user@h:8443/v1",
                Some(("/v1", Some("h:8443"), true)),
            ),
            ("http://h", Some(("/", Some("h"), false))),
            ("v1/a", None),
            ("ftp://h/v1", None),
            ("/v1/a b", None),
            ("", None),
        ] {
            let parsed = text.parse::<Target>().ok();
            let seen = parsed.as_ref().map(|target| {
                (
                    target.path_and_query.as_str(),
                    target.host.as_deref(),
                    target.is_https,
                )
            });
            assert_eq!(seen, expected, "{text}");
        }
    }

    #[test]
    fn a_header_that_is_given_wins_over_the_url() {
        let target: Target = "http://a/v1".parse().unwrap();
        let host = |headers| {
            head(&Method::GET, &target, headers).headers[HOST]
                .to_str()
                .unwrap()
                .to_owned()
        };
        assert_eq!(host(Vec::new()), "a");
        assert_eq!(host(vec![parse_header("Host:  b").unwrap()]), "b");
        for text in ["x", "a b: c", ": c", "a: b\nc"] {
            assert!(parse_header(text).is_err(), "{text}");
        }
    }
}
