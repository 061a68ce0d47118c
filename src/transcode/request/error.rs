//! What can be wrong with a request; the client is at fault in every case.

use std::fmt;

use super::VariablePlan;
use crate::http_rule::percent::PercentError;
use crate::transcode::json::JsonError;
use crate::transcode::query::NameError;
use crate::transcode::scalar::ScalarError;

/// Why an HTTP request is no message.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    #[error("path parameter {field:?}: {problem}")]
    PathParameterInvalid {
        field: Box<str>,
        #[source]
        problem: TextError,
    },
    #[error("query parameter {name:?} is unknown: {problem}{}", suggestion(.problem))]
    QueryParameterUnknown {
        name: String,
        #[source]
        problem: NameError,
    },
    /// The name leads to a field that no parameter can set.
    #[error("query parameter {name:?} cannot be set: {problem}")]
    QueryParameterMisplaced {
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
    #[error("query parameter {name:?}: {problem}")]
    QueryParameterInvalid {
        name: String,
        #[source]
        problem: TextError,
    },
    #[error("{}; send it once", repeated(.name, .first, .field))]
    QueryParameterRepeated {
        /// The parameter, decoded.
        name: String,
        /// The earlier parameter that sets the same field, as it is sent.
        first: String,
        field: String,
    },
    #[error("there are more than {max} query parameters; send fewer, or a request body")]
    QueryParametersTooMany { max: usize },
    #[error("the request body is invalid: {0}")]
    BodyInvalid(#[source] Box<JsonError>),
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
    /// proto2 only.
    #[error("the field {field:?} is required by {message}, and missing")]
    RequiredMissing { field: String, message: Box<str> },
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The variable of this name.
    Path(Box<str>),
    /// The parameter of this name.
    Query(Box<str>),
    Body,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(name) => write!(f, "path parameter {name:?}"),
            Self::Query(name) => write!(f, "query parameter {name:?}"),
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
    /// A stable label of the kind of error.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::PathParameterInvalid { .. } => "PATH_PARAMETER_INVALID",
            Self::QueryParameterUnknown { .. } => "QUERY_PARAMETER_UNKNOWN",
            Self::QueryParameterMisplaced { .. } | Self::QueryParameterInvalid { .. } => {
                "QUERY_PARAMETER_INVALID"
            }
            Self::QueryParameterUnexpected { .. } => "QUERY_PARAMETER_UNEXPECTED",
            Self::QueryParameterRepeated { .. } => "QUERY_PARAMETER_REPEATED",
            Self::QueryParametersTooMany { .. } => "QUERY_PARAMETERS_TOO_MANY",
            Self::BodyInvalid(_) => "BODY_INVALID",
            Self::BodyUnexpected => "BODY_UNEXPECTED",
            Self::FieldBoundTwice { .. } => "FIELD_BOUND_TWICE",
            Self::OneofConflict { .. } => "ONEOF_CONFLICT",
            Self::MaskTooLarge { .. } => "FIELD_MASK_TOO_LARGE",
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
            Self::QueryParameterInvalid { name, problem } => {
                vec![(name.clone(), problem.to_string())]
            }
            Self::QueryParameterUnknown { name, .. }
            | Self::QueryParameterMisplaced { name, .. }
            | Self::QueryParameterUnexpected { name, .. } => one(name),
            Self::QueryParameterRepeated { field, .. }
            | Self::FieldBoundTwice { field, .. }
            | Self::MaskTooLarge { field }
            | Self::RequiredMissing { field, .. } => one(field),
            Self::OneofConflict { oneof, .. } => one(oneof),
            Self::BodyInvalid(error) => vec![(error.path.clone(), error.cause.to_string())],
            Self::QueryParametersTooMany { .. } | Self::BodyUnexpected => Vec::new(),
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

fn repeated(name: &str, first: &str, field: &str) -> String {
    if name == first {
        format!("query parameter {name:?} is repeated, but the field {field:?} has one value")
    } else {
        format!("query parameters {first:?} and {name:?} set the same field {field:?}")
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
pub(super) fn query_parameter(name: &str, problem: impl Into<TextError>) -> RequestError {
    RequestError::QueryParameterInvalid {
        name: name.to_owned(),
        problem: problem.into(),
    }
}
