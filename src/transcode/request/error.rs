//! What can be wrong with a request; the client is at fault in every case.

use std::fmt;

use super::VariablePlan;
use crate::framing::json_stream::{Position, StreamError};
use crate::framing::multipart::MultipartError;
use crate::http_rule::percent::PercentError;
use crate::transcode::json::JsonError;
use crate::transcode::query::NameError;
use crate::transcode::scalar::ScalarError;
use crate::transcode::wire::read::WireError;

/// Why an HTTP request is no message.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    #[error("path parameter {field:?}: {problem}")]
    PathParameterInvalid {
        field: Box<str>,
        #[source]
        problem: TextError,
    },
    #[error("{place} {name:?} is unknown: {problem}{}", suggestion(.problem))]
    ParameterUnknown {
        place: Place,
        name: String,
        #[source]
        problem: NameError,
    },
    /// The name leads to a field that no parameter can set.
    #[error("{place} {name:?} cannot be set: {problem}")]
    ParameterMisplaced {
        place: Place,
        name: String,
        #[source]
        problem: NameError,
    },
    #[error("query parameter {name:?} is not allowed here: {}", in_body(.body.as_deref()))]
    QueryParameterUnexpected {
        name: String,
        /// The field that is the body; none when the body is the whole message.
        body: Option<Box<str>>,
    },
    #[error("{place} {name:?}: {problem}")]
    ParameterInvalid {
        place: Place,
        name: String,
        #[source]
        problem: TextError,
    },
    #[error("{}; send it once", repeated(*.place, .name, .first, .field))]
    ParameterRepeated {
        place: Place,
        /// The parameter, decoded.
        name: String,
        /// The earlier parameter that sets the same field, as it is sent.
        first: String,
        field: String,
    },
    #[error("there are more than {max} {place}s; send fewer, or JSON in a request body")]
    ParametersTooMany { place: Place, max: usize },
    #[error("the request body is invalid: a form is text in UTF-8")]
    FormNotText,
    #[error("the request body is invalid: {0}")]
    MultipartInvalid(MultipartError),
    #[error("the request body is invalid: {0}")]
    BodyInvalid(#[source] Box<JsonError>),
    /// A body that is a stream of values.
    #[error("the request body is invalid: {0}")]
    StreamInvalid(StreamError),
    /// A message that is sent as it is.
    #[error("the request body is invalid: it is no protobuf: {0}")]
    NotProtobuf(#[source] WireError),
    #[error("this method takes no request body; send the fields as query parameters")]
    BodyUnexpected,
    #[error("field {field:?} has one value in {first} and another one in {second}; send it once")]
    FieldBoundTwice {
        field: String,
        first: Origin,
        second: Origin,
    },
    #[error("{first} and {second} set two fields of the oneof {oneof:?}; send only one of them")]
    OneofConflict {
        oneof: Box<str>,
        first: Origin,
        second: Origin,
    },
    #[error(
        "the request body names too many fields for a mask; name them in the query parameter {field:?}"
    )]
    MaskTooLarge { field: String },
    #[error("the header \"last-event-id\" is no value of the field {field:?}: {problem}")]
    LastEventIdInvalid {
        field: Box<str>,
        #[source]
        problem: ScalarError,
    },
    /// proto2 only.
    #[error("the field {field:?} is required by {message}, and missing")]
    RequiredMissing { field: String, message: Box<str> },
}

/// Where parameters stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Query,
    /// A body of the type `application/x-www-form-urlencoded` or `multipart/form-data`.
    Form,
}

impl Place {
    pub(super) fn origin(self, name: &str) -> Origin {
        match self {
            Self::Query => Origin::Query(name.into()),
            Self::Form => Origin::Form(name.into()),
        }
    }

    /// A form is a body, and that is what is wrong.
    const fn reason(self, of_query: &'static str) -> &'static str {
        match self {
            Self::Query => of_query,
            Self::Form => "BODY_INVALID",
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Query => "query parameter",
            Self::Form => "form parameter",
        })
    }
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The variable of this name.
    Path(Box<str>),
    /// The parameter of this name.
    Query(Box<str>),
    /// The parameter of this name, in a form.
    Form(Box<str>),
    Body,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(name) => write!(f, "path parameter {name:?}"),
            Self::Query(name) => write!(f, "{} {name:?}", Place::Query),
            Self::Form(name) => write!(f, "{} {name:?}", Place::Form),
            Self::Body => f.write_str("the request body"),
        }
    }
}

/// Why a text in the path or in the query is no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error(transparent)]
    Escape(#[from] PercentError),
    #[error(transparent)]
    Value(#[from] ScalarError),
}

impl RequestError {
    /// The same, of a body that begins at `start` of a longer one.
    #[must_use]
    pub fn shifted(self, start: Position) -> Self {
        match self {
            Self::BodyInvalid(error) => Self::BodyInvalid(Box::new(error.shifted(start))),
            other => other,
        }
    }

    /// A stable label of the kind of error.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::PathParameterInvalid { .. } => "PATH_PARAMETER_INVALID",
            Self::ParameterUnknown { place, .. } => place.reason("QUERY_PARAMETER_UNKNOWN"),
            Self::ParameterMisplaced { place, .. } | Self::ParameterInvalid { place, .. } => {
                place.reason("QUERY_PARAMETER_INVALID")
            }
            Self::QueryParameterUnexpected { .. } => "QUERY_PARAMETER_UNEXPECTED",
            Self::ParameterRepeated { place, .. } => place.reason("QUERY_PARAMETER_REPEATED"),
            Self::ParametersTooMany { place, .. } => place.reason("QUERY_PARAMETERS_TOO_MANY"),
            Self::BodyInvalid(_)
            | Self::StreamInvalid(_)
            | Self::FormNotText
            | Self::NotProtobuf(_)
            | Self::MultipartInvalid(_) => "BODY_INVALID",
            Self::BodyUnexpected => "BODY_UNEXPECTED",
            Self::FieldBoundTwice { .. } => "FIELD_BOUND_TWICE",
            Self::OneofConflict { .. } => "ONEOF_CONFLICT",
            Self::MaskTooLarge { .. } => "FIELD_MASK_TOO_LARGE",
            Self::LastEventIdInvalid { .. } => "LAST_EVENT_ID_INVALID",
            Self::RequiredMissing { .. } => "REQUIRED_FIELD_MISSING",
        }
    }

    /// What is wrong with which field, for `google.rpc.BadRequest`.
    ///
    /// Paths are from the request message, in the names of the source where they are known. Empty when nothing is wrong
    /// with a field.
    pub fn violations(&self) -> Vec<(String, String)> {
        let one = |field: &str| vec![(field.to_owned(), self.to_string())];
        match self {
            Self::PathParameterInvalid { field, problem } => {
                vec![(field.to_string(), problem.to_string())]
            }
            Self::ParameterInvalid { name, problem, .. } => {
                vec![(name.clone(), problem.to_string())]
            }
            Self::ParameterUnknown { name, .. }
            | Self::ParameterMisplaced { name, .. }
            | Self::QueryParameterUnexpected { name, .. } => one(name),
            Self::ParameterRepeated { field, .. }
            | Self::FieldBoundTwice { field, .. }
            | Self::MaskTooLarge { field }
            | Self::RequiredMissing { field, .. } => one(field),
            Self::OneofConflict { oneof, .. } => one(oneof),
            Self::LastEventIdInvalid { field, .. } => one(field),
            Self::BodyInvalid(error) => vec![(error.path.clone(), error.cause.to_string())],
            Self::StreamInvalid(error) => vec![(String::new(), error.cause.to_string())],
            Self::ParametersTooMany { .. }
            | Self::FormNotText
            | Self::NotProtobuf(_)
            | Self::MultipartInvalid(_)
            | Self::BodyUnexpected => Vec::new(),
        }
    }
}

fn suggestion(problem: &NameError) -> String {
    match problem {
        NameError::Unknown {
            near: Some(near), ..
        } => format!("; did you mean {near:?}?"),
        _ => String::new(),
    }
}

fn in_body(body: Option<&str>) -> String {
    match body {
        None => "every field of this method that is not in the path is in the request body".into(),
        Some(field) => format!("the field {field:?} is the request body"),
    }
}

fn repeated(place: Place, name: &str, first: &str, field: &str) -> String {
    if name == first {
        format!("{place} {name:?} is repeated, but the field {field:?} has one value")
    } else {
        format!("{place}s {first:?} and {name:?} set the same field {field:?}")
    }
}

#[cold]
pub(super) fn path_parameter(
    variable: &VariablePlan,
    problem: impl Into<TextError>,
) -> RequestError {
    RequestError::PathParameterInvalid {
        field: variable.name.clone(),
        problem: problem.into(),
    }
}

#[cold]
pub(super) fn parameter(place: Place, name: &str, problem: impl Into<TextError>) -> RequestError {
    RequestError::ParameterInvalid {
        place,
        name: name.to_owned(),
        problem: problem.into(),
    }
}

#[cold]
pub(super) fn no_target(place: Place, name: String, problem: NameError) -> RequestError {
    if problem.is_unknown() {
        RequestError::ParameterUnknown {
            place,
            name,
            problem,
        }
    } else {
        RequestError::ParameterMisplaced {
            place,
            name,
            problem,
        }
    }
}
