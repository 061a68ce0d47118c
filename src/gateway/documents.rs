//! The OpenAPI documents that are served beside the API, at paths that no route has.

use std::sync::Arc;

use http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH, VARY};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request};

use super::Rejection;
use super::answer::Answer;
use crate::framing::compression::Coding;
use crate::openapi::Format;
use crate::protocol::coding;
use crate::snapshot::{Rendition, Snapshot};

/// What a request for a document asks for.
#[derive(Debug)]
pub(super) struct Asked {
    format: Format,
    coding: Option<Coding>,
    /// Of the documents that the client has.
    tags: Vec<HeaderValue>,
}

impl Asked {
    /// What is known of the answer's headers before there is a document.
    pub(super) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, content_type(self.format));
        headers
    }
}

/// What becomes of a request without a route.
#[derive(Debug)]
pub(super) enum Found {
    Document(Asked),
    Answer(Answer),
}

/// The document that a request asks for, if its path is that of one.
pub(super) fn find(snapshot: &Snapshot, head: &request::Parts) -> Option<Result<Found, Rejection>> {
    let path = head.uri.path();
    let format = snapshot.document_at(path)?;
    let allow = [Method::GET, Method::HEAD, Method::OPTIONS];
    Some(match head.method {
        Method::GET | Method::HEAD => Ok(Found::Document(Asked {
            format,
            coding: snapshot.compression.of_answer(&head.headers),
            tags: head
                .headers
                .get_all(IF_NONE_MATCH)
                .iter()
                .cloned()
                .collect(),
        })),
        Method::OPTIONS => Ok(Found::Answer(Answer::options(&allow))),
        _ => Err(Rejection::MethodNotAllowed {
            method: head.method.clone(),
            path: path.to_owned(),
            allow: allow.into(),
        }),
    })
}

/// The answer to a request for a document of what is served now.
pub(super) async fn answer(snapshot: Arc<Snapshot>, asked: Asked) -> Option<Answer> {
    let Asked {
        format,
        coding,
        tags,
    } = asked;
    let (min, varies) = (
        snapshot.compression.size_min,
        snapshot.compression.responses,
    );
    let mut rendition = Arc::clone(&snapshot).rendition(format, None).await?;
    if coding.is_some() && rendition.body.len() as u64 >= min.0 {
        rendition = snapshot.rendition(format, coding).await?;
    }
    let Rendition { body, etag, coding } = rendition;
    let mut headers = HeaderMap::new();
    // Whoever keeps it asks whether it still is what is served.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    let is_known = tags.iter().any(|tag| names(tag, &etag));
    if let Some(coding) = coding {
        coding::set_coding(&mut headers, coding);
    } else if varies {
        headers.insert(VARY, HeaderValue::from(header::ACCEPT_ENCODING));
    }
    headers.insert(ETAG, etag);
    let (status, body) = if is_known {
        headers.remove(header::CONTENT_ENCODING);
        (StatusCode::NOT_MODIFIED, bytes::Bytes::new())
    } else {
        (StatusCode::OK, body)
    };
    Some(Answer::of_type(status, headers, content_type(format), body))
}

const fn content_type(format: Format) -> HeaderValue {
    match format {
        Format::Json => HeaderValue::from_static("application/json"),
        Format::Yaml => HeaderValue::from_static("application/yaml"),
    }
}

/// RFC 9110 §13.1.2: a list of tags, which are compared without regard to their weakness, or `*`.
fn names(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let mut tags = tags.as_bytes().split(|byte| *byte == b',');
    tags.any(|tag| {
        let tag = tag.trim_ascii();
        let tag = tag.strip_prefix(b"W/").unwrap_or(tag);
        tag == b"*" || tag == etag.as_bytes()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_found_in_a_list() {
        let etag = HeaderValue::from_static("\"a\"");
        for (tags, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(
                names(&HeaderValue::from_static(tags), &etag),
                expected,
                "{tags}"
            );
        }
    }
}
