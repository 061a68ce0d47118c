//! What can be wrong with a message that is to be JSON. It is the back end's fault or a limit's.

use std::fmt;

use crate::transcode::wire::read::WireError;

/// A message that has no JSON form, and the field in which that was found.
///
/// Boxed: it is rare, and every step of the way there returns a `Result`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Fault>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    kind: EncodeErrorKind,
    path: String,
}

/// Why a message has no JSON form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeErrorKind {
    #[error("not a message: {0}")]
    Wire(#[from] WireError),
    #[error("a string is not UTF-8")]
    Utf8,
    #[error("a timestamp of {seconds} s and {nanos} ns is not within the years 1 to 9999")]
    Timestamp { seconds: i64, nanos: i32 },
    #[error("a duration of {seconds} s and {nanos} ns is out of range or mixes signs")]
    Duration { seconds: i64, nanos: i32 },
    #[error("the path {0:?} of a field mask has no form in JSON")]
    FieldMask(String),
    #[error("a google.protobuf.Value has no kind")]
    ValueUnset,
    #[error("a google.protobuf.Value is not a finite number")]
    ValueNotFinite,
    #[error("the type URL {0:?} of an Any names no type")]
    AnyTypeUrl(String),
    #[error("the type {0:?} of an Any is not loaded")]
    AnyUnknown(String),
    #[error("messages nest deeper than {max}")]
    TooDeep { max: u32 },
    #[error("the JSON is larger than {max} bytes")]
    TooLarge { max: usize },
    #[error("the content_type of a google.api.HttpBody is not the value of a header")]
    ContentType,
    #[error("too much of it is split over several places of the wire")]
    TooScattered,
}

impl EncodeError {
    #[cold]
    pub(in crate::transcode) fn new(kind: EncodeErrorKind) -> Self {
        Self(Box::new(Fault {
            kind,
            path: String::new(),
        }))
    }

    pub fn kind(&self) -> &EncodeErrorKind {
        &self.0.kind
    }

    /// Such as `book.tags[2]`, by the names in the source; empty for the message itself.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// A limit stopped it: no other reading of the message helps.
    pub(super) fn is_limit(&self) -> bool {
        matches!(
            self.0.kind,
            EncodeErrorKind::TooDeep { .. }
                | EncodeErrorKind::TooLarge { .. }
                | EncodeErrorKind::TooScattered
        )
    }

    /// The wire itself is broken, or a limit was reached; otherwise what was wrong may be
    /// overwritten by what comes later.
    pub(super) fn is_final(&self) -> bool {
        self.is_limit() || matches!(self.0.kind, EncodeErrorKind::Wire(_))
    }

    /// The same error, seen from the message that has the field `name`.
    #[cold]
    pub(super) fn in_field(mut self, name: &str) -> Self {
        let path = &mut self.0.path;
        if !path.is_empty() && !path.starts_with('[') {
            path.insert(0, '.');
        }
        path.insert_str(0, name);
        self
    }

    /// The same error, seen from the list or the map that it is in.
    #[cold]
    pub(super) fn at(mut self, place: &dyn fmt::Display) -> Self {
        let path = &mut self.0.path;
        let dot = if path.is_empty() || path.starts_with('[') {
            ""
        } else {
            "."
        };
        *path = format!("[{place}]{dot}{path}");
        self
    }
}

impl From<WireError> for EncodeError {
    #[cold]
    fn from(error: WireError) -> Self {
        Self::new(error.into())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path().is_empty() {
            return self.kind().fmt(f);
        }
        write!(f, "{}: {}", self.path(), self.kind())
    }
}

impl std::error::Error for EncodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.kind())
    }
}
