//! Errors as `application/problem+json` (RFC 9457), for clients that ask for it.
//!
//! The members of the RFC say what every reader of problems understands; the others carry what
//! `google.rpc.Status` has beside that, under names that are easy to reach.

use http::{HeaderMap, StatusCode};
use serde::Serialize;

use super::accept::preference;
use crate::status::Code;
use crate::status::rpc::bad_request::FieldViolation;

/// The content type.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// How errors are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorFormat {
    /// `google.rpc.Status` as JSON.
    Status,
    /// This one.
    Problem,
    /// That of Connect, with its HTTP statuses.
    Connect,
}

impl ErrorFormat {
    /// What the headers of a request ask for.
    pub fn of(headers: &HeaderMap) -> Self {
        if is_preferred(headers) {
            Self::Problem
        } else {
            Self::Status
        }
    }
}

/// Whether a client wants its errors in this form: it names the type, and does not like JSON
/// better.
fn is_preferred(headers: &HeaderMap) -> bool {
    let problem = preference(headers, PROBLEM_JSON);
    problem.is_named
        && problem.weight > 0
        && problem.weight >= preference(headers, "application/json").weight
}

/// An error, as every form of it tells it.
#[derive(Debug)]
pub struct Problem<'a> {
    pub status: StatusCode,
    pub code: Code,
    pub message: &'a str,
    /// `ErrorInfo.reason`, where there is one.
    pub reason: Option<&'a str>,
    /// What is wrong with which field.
    pub violations: &'a [FieldViolation],
    /// The details as a JSON array.
    pub details: &'a [u8],
}

#[derive(Serialize)]
struct Members<'a> {
    // RFC 9457 §4.2.1: no more is to be said than the status does. The codes of gRPC are finer than
    // that, so the title is the code's and not the status's phrase.
    r#type: &'static str,
    title: String,
    status: u16,
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError<'a>>,
}

#[derive(Serialize)]
struct FieldError<'a> {
    field: &'a str,
    description: &'a str,
}

impl<'a> FieldError<'a> {
    fn of(violation: &'a FieldViolation) -> Self {
        Self {
            field: &violation.field,
            description: &violation.description,
        }
    }
}

/// The body.
pub fn render(problem: &Problem<'_>) -> Vec<u8> {
    let members = Members {
        r#type: "about:blank",
        title: title(problem.code),
        status: problem.status.as_u16(),
        detail: problem.message,
        code: problem.code.name(),
        reason: problem.reason,
        errors: problem.violations.iter().map(FieldError::of).collect(),
    };
    // There is no map with keys that JSON cannot have, so this cannot fail.
    let mut out = serde_json::to_vec(&members).unwrap_or_default();
    // The details are JSON already; they take the place of the closing brace.
    out.pop();
    out.extend_from_slice(b",\"details\":");
    out.extend_from_slice(problem.details);
    out.push(b'}');
    out
}

/// `INVALID_ARGUMENT` as `Invalid argument`.
fn title(code: Code) -> String {
    let mut words = code.name().replace('_', " ").to_ascii_lowercase();
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use http::header::ACCEPT;
    use serde_json::{Value, json};

    #[test]
    fn a_problem_is_sent_to_who_asks_for_it() {
        for (accept, expected) in [
            ("application/problem+json", true),
            ("application/problem+json, application/json", true),
            ("application/json, application/problem+json", true),
            ("application/json;q=0.9, application/problem+json", true),
            ("application/problem+json, */*", true),
            ("application/problem+json;q=0.5, */*;q=0.1", true),
            ("application/json, application/problem+json;q=0.9", false),
            ("application/problem+json;q=0.5, */*", false),
            ("application/problem+json;q=0", false),
            ("application/problem+json;q=0, application/json;q=0", false),
            ("*/*", false),
            ("application/*", false),
            ("application/json", false),
            ("text/html", false),
        ] {
            let headers: HeaderMap = [(ACCEPT, accept.parse().unwrap())].into_iter().collect();
            assert_eq!(is_preferred(&headers), expected, "{accept}");
        }
        assert!(!is_preferred(&HeaderMap::new()));
    }

    #[test]
    fn a_problem_has_the_members_of_the_rfc_and_those_of_the_status() {
        let violation = FieldViolation {
            field: "book.title".to_owned(),
            description: "expected a \"string\"".to_owned(),
            ..FieldViolation::default()
        };
        let body = render(&Problem {
            status: StatusCode::BAD_REQUEST,
            code: Code::InvalidArgument,
            message: "no",
            reason: Some("BODY_INVALID"),
            violations: &[violation],
            details: br#"[{"@type":"x"}]"#,
        });
        let expected = json!({
            "type": "about:blank", "title": "Invalid argument", "status": 400, "detail": "no",
            "code": "INVALID_ARGUMENT", "reason": "BODY_INVALID",
            "errors": [{"field": "book.title", "description": "expected a \"string\""}],
            "details": [{"@type": "x"}],
        });
        assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), expected);
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let body = render(&Problem {
            status: StatusCode::NOT_FOUND,
            code: Code::NotFound,
            message: "",
            reason: None,
            violations: &[],
            details: b"[]",
        });
        assert_eq!(
            String::from_utf8(body).unwrap(),
            r#"{"type":"about:blank","title":"Not found","status":404,"code":"NOT_FOUND","details":[]}"#
        );
    }
}
