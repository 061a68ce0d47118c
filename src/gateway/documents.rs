//! The OpenAPI documents and the pages that are served beside the API, at paths that no route has.

use std::sync::Arc;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, HeaderName, IF_NONE_MATCH, REFERRER_POLICY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request};

use super::Rejection;
use super::answer::Answer;
use crate::framing::compression::Coding;
use crate::openapi::{Format, Version};
use crate::protocol::coding;
use crate::snapshot::{Page, Rendition, Selection, Snapshot};

/// What a request for a document asks for.
#[derive(Debug)]
pub(super) struct Asked {
    what: What,
    coding: Option<Coding>,
    /// Whoever has it need not ask again.
    is_lasting: bool,
    /// Of the documents that the client has.
    tags: Vec<HeaderValue>,
}

#[derive(Debug, Clone, Copy)]
enum What {
    /// The document of all services, in the version that is configured.
    Document(Format),
    Page(Page),
}

impl What {
    /// What stands at the path, if that is served.
    fn at(snapshot: &Snapshot, path: &str, query: Option<&str>) -> Option<Result<Self, Rejection>> {
        let Some(format) = snapshot.document_at(path) else {
            return snapshot.page_at(path).map(|page| Ok(Self::Page(page)));
        };
        Some(Self::document(snapshot, format, query))
    }

    /// The document that the query asks for: of some services, or in another version than the configured one.
    fn document(
        snapshot: &Snapshot,
        format: Format,
        query: Option<&str>,
    ) -> Result<Self, Rejection> {
        let version = match parameter(query, "version").as_deref() {
            None => None,
            Some("3.1") => Some(Version::V31),
            Some("3.0") => Some(Version::V30),
            Some(version) => {
                let version = version.to_owned();
                return Err(Rejection::DocumentVersion { version });
            }
        };
        let selection = match parameter(query, "service") {
            None => Selection::All,
            Some(service) => snapshot
                .selection(&service)
                .ok_or(Rejection::ServiceUnknown { service })?,
        };
        let is_configured = version.is_none_or(|version| version == snapshot.document_version());
        if selection == Selection::All && is_configured {
            return Ok(Self::Document(format));
        }
        Ok(Self::Page(snapshot.document_of(selection, format, version)))
    }

    const fn content_type(self) -> HeaderValue {
        match self {
            Self::Document(format) => content_type(format),
            Self::Page(page) => HeaderValue::from_static(page.content_type()),
        }
    }
}

impl Asked {
    /// What is known of the answer's headers before there is a document.
    pub(super) fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, self.what.content_type());
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
    let query = head.uri.query();
    let what = match What::at(snapshot, path, query)? {
        Ok(what) => what,
        Err(rejection) => return Some(Err(rejection)),
    };
    let is_lasting = match what {
        What::Document(_) => false,
        What::Page(page) => snapshot.is_lasting(page, query),
    };
    let allow = [Method::GET, Method::HEAD, Method::OPTIONS];
    Some(match head.method {
        Method::GET | Method::HEAD => Ok(Found::Document(Asked {
            what,
            is_lasting,
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
        what,
        coding,
        is_lasting,
        tags,
    } = asked;
    let (min, varies) = (
        snapshot.compression.size_min,
        snapshot.compression.responses,
    );
    let mut rendition = rendition(&snapshot, what, None).await?;
    if coding.is_some() && rendition.body.len() as u64 >= min.0 {
        rendition = self::rendition(&snapshot, what, coding).await?;
    }
    let Rendition { body, etag, coding } = rendition;
    let mut headers = HeaderMap::new();
    // Whoever keeps it asks whether it still is what is served.
    let kept = if is_lasting {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let What::Page(page) = what
        && page.is_html()
    {
        for (name, value) in OF_HTML {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
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
    Some(Answer::of_type(status, headers, what.content_type(), body))
}

async fn rendition(
    snapshot: &Arc<Snapshot>,
    what: What,
    coding: Option<Coding>,
) -> Option<Rendition> {
    let snapshot = Arc::clone(snapshot);
    match what {
        What::Document(format) => snapshot.rendition(format, coding).await,
        What::Page(page) => snapshot.page(page, coding).await,
    }
}

/// What the query says of this name, if anything.
fn parameter(query: Option<&str>, name: &str) -> Option<String> {
    let mut parameters = query?.split('&');
    let value = parameters.find_map(|one| one.strip_prefix(name)?.strip_prefix('='))?;
    let value = percent_encoding::percent_decode_str(value).decode_utf8_lossy();
    Some(value.into_owned())
}

/// What browsers are held to. Pages load from where they are themselves and from nowhere else, whatever stands in
/// descriptors; answers that are images, sounds or files are shown by the console as `blob:`.
const OF_HTML: [(HeaderName, &str); 4] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src blob:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (REFERRER_POLICY, "no-referrer"),
    (X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

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
