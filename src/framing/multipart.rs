//! `multipart/form-data`: a form whose parts may be files (RFC 7578), of which the whole is in memory.
//!
//! `multer` takes the body apart. It reads from a stream; here that has everything at once, so nothing waits.

use std::convert::Infallible;
use std::future::{Future, ready};

use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::stream::once;
use multer::Multipart;

/// One part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    /// What the part says that it is; empty where it does not say.
    pub content_type: String,
    pub data: Bytes,
}

/// Why a body is no such form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MultipartError {
    #[error("there are more than {max} parts; send fewer")]
    TooMany { max: usize },
    #[error("a part has no name; give each a Content-Disposition of form-data with a name")]
    Unnamed,
    #[error("{0}")]
    Malformed(String),
}

impl From<multer::Error> for MultipartError {
    fn from(error: multer::Error) -> Self {
        Self::Malformed(error.to_string())
    }
}

/// The parts of a body of this content type, which has the boundary between them; no more than `max`.
///
/// # Errors
/// When the body is not of its type, or ends within a part.
pub fn parts(content_type: &str, body: &[u8], max: usize) -> Result<Vec<Part>, MultipartError> {
    let boundary = multer::parse_boundary(content_type)?;
    let body = once(ready(Ok::<_, Infallible>(Bytes::copy_from_slice(body))));
    let mut multipart = Multipart::new(body, boundary);
    let mut parts = Vec::new();
    while let Some(field) = at_once(multipart.next_field())? {
        if parts.len() == max {
            return Err(MultipartError::TooMany { max });
        }
        let name = field.name().ok_or(MultipartError::Unnamed)?.to_owned();
        let content_type = field.content_type().map(ToString::to_string);
        parts.push(Part {
            name,
            content_type: content_type.unwrap_or_default(),
            data: at_once(field.bytes())?,
        });
    }
    Ok(parts)
}

/// What a future is that has all it needs.
fn at_once<T>(future: impl Future<Output = multer::Result<T>>) -> Result<T, MultipartError> {
    let done = future.now_or_never();
    done.unwrap_or(Err(multer::Error::IncompleteStream))
        .map_err(MultipartError::from)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=XX";

    const FORM: &str = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n\
        --XX\r\ncontent-disposition: form-data; name=\"f\"; filename=\"x.png\"\r\nContent-Type: image/png\r\n\r\n\
        \r\n--XY\r\n\r\n--XX--\r\n";

    fn part(name: &str, content_type: &str, data: &str) -> Part {
        Part {
            name: name.to_owned(),
            content_type: content_type.to_owned(),
            data: Bytes::copy_from_slice(data.as_bytes()),
        }
    }

    #[test]
    fn parts_are_taken_apart() {
        let expected = [part("a", "", "1"), part("f", "image/png", "\r\n--XY\r\n")];
        assert_eq!(parts(TYPE, FORM.as_bytes(), 2).unwrap(), expected);
        assert_eq!(parts(TYPE, b"--XX--\r\n", 2).unwrap(), []);
        let quoted = "Multipart/Form-Data; charset=utf-8; boundary=\"XX\"";
        assert_eq!(parts(quoted, FORM.as_bytes(), 2).unwrap(), expected);
    }

    #[test]
    fn what_is_cut_off_is_no_form() {
        // What follows the last boundary is nothing.
        for end in 0..FORM.len() - 2 {
            let found = parts(TYPE, &FORM.as_bytes()[..end], 2);
            assert!(
                matches!(found, Err(MultipartError::Malformed(_))),
                "{end}: {found:?}"
            );
        }
    }

    #[test]
    fn what_is_no_form_is_an_error() {
        let malformed = |content_type, body: &[u8]| {
            let error = parts(content_type, body, 2).unwrap_err();
            assert!(matches!(error, MultipartError::Malformed(_)), "{error:?}");
        };
        malformed("multipart/form-data", FORM.as_bytes());
        malformed("multipart/mixed; boundary=XX", FORM.as_bytes());
        malformed("multipart/form-data; boundary=YY", FORM.as_bytes());
        malformed(TYPE, b"a=b");
        malformed(TYPE, b"--XX\r\nno header\r\n\r\nx\r\n--XX--\r\n");
        let unnamed = b"--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--\r\n";
        assert_eq!(parts(TYPE, unnamed, 2), Err(MultipartError::Unnamed));
        let many = parts(TYPE, FORM.as_bytes(), 1);
        assert_eq!(many, Err(MultipartError::TooMany { max: 1 }));
    }

    proptest::proptest! {
        #[test]
        fn no_body_makes_it_panic(body in "(--XX|\r\n|\r|--|[a-z:;=\"]|Content-Disposition: form-data; name=)*") {
            let _ = parts(TYPE, body.as_bytes(), 10);
        }
    }
}
