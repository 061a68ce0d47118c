//! Answers that are errors, of the gateway and of back ends, in the form that the client asks for.

use std::time::Duration;

use http::header::{ACCEPT, ACCEPT_ENCODING, RETRY_AFTER, SEC_WEBSOCKET_VERSION, UPGRADE, VARY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::answer::{Answer, insert_allow};
use super::metered::Metered;
use super::{Exchange, ExchangeError, Rejection};
use crate::framing::connect::write_error;
use crate::protocol::Protocol;
use crate::protocol::problem::{self, ErrorFormat, PROBLEM_JSON, Problem};
use crate::protocol::rest::HeaderError;
use crate::protocol::websocket::{self, HandshakeError};
use crate::status::{self, Any, Detail, Status};
use crate::telemetry::{CallRecord, RequestId};
use crate::transcode::encode;
use crate::transcode::plan::Plans;

/// When to come back to a gateway that has not loaded its API: sources are tried again that often,
/// give or take.
const NOT_READY_RETRY: Duration = Duration::from_secs(5);

/// RFC 5789 has `Accept-Patch`; the W3C's Linked Data Platform (§7.1) has this, and Connect's servers use it.
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

const PROBLEM: HeaderValue = HeaderValue::from_static(PROBLEM_JSON);

/// Answers a request that was refused, or whose call failed, as HTTP does.
pub(super) async fn refuse<E: Exchange>(
    exchange: &mut Metered<'_, '_, E>,
    rejection: &Rejection,
) -> Result<(), ExchangeError> {
    record(&mut exchange.record, rejection);
    let format = match exchange.record.protocol() {
        Protocol::Connect => ErrorFormat::Connect,
        Protocol::Rest | Protocol::Grpc | Protocol::GrpcWeb | Protocol::WebSocket => {
            ErrorFormat::of(&exchange.head().headers)
        }
    };
    let request_id = exchange.record.request_id().map(RequestId::as_str);
    let answer = of_rejection(rejection, format, request_id);
    answer.send(exchange).await
}

/// Keeps for its record why a call ends.
pub(super) fn record(record: &mut CallRecord<'_>, rejection: &Rejection) {
    let (reason, code) = (rejection.reason(), rejection.code());
    tracing::debug!(reason, %code, %rejection, "rejected");
    record.ended(code, Some(rejection.failure()));
}

/// The answer to a request that was refused, or whose call failed. What is not the client's fault
/// names the request, for whoever it is reported to.
pub(super) fn of_rejection(
    rejection: &Rejection,
    format: ErrorFormat,
    request_id: Option<&str>,
) -> Answer {
    let mut headers = HeaderMap::with_capacity(4);
    if let Rejection::MethodNotAllowed { allow, .. } = rejection {
        // RFC 9110 §15.5.6: a 405 must carry Allow.
        insert_allow(&mut headers, allow);
    }
    if let Rejection::Header(HeaderError::ContentEncoding { accepted, .. }) = rejection {
        // RFC 9110 §12.5.3: a 415 says what would have been taken.
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(accepted));
    }
    if let Rejection::Handshake(HandshakeError::Version { .. }) = rejection {
        // RFC 6455 §4.4; RFC 9110 §15.5.22: a 426 must say what to upgrade to.
        headers.insert(SEC_WEBSOCKET_VERSION, websocket::VERSION);
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
    }
    if let Rejection::Header(HeaderError::ConnectContentType { accepted, .. }) = rejection {
        headers.insert(ACCEPT_POST, HeaderValue::from_static(accepted));
    }
    if let Rejection::NotReady = rejection {
        headers.insert(RETRY_AFTER, HeaderValue::from(NOT_READY_RETRY.as_secs()));
    }
    let (message, details) = (rejection.message(), rejection.details(request_id));
    let (code, status) = (rejection.code(), rejection.status());
    match format {
        ErrorFormat::Status => json(status, headers, status::render(code, &message, &details)),
        ErrorFormat::Problem => {
            let violations = details.iter().find_map(|detail| match detail {
                Detail::BadRequest(request) => Some(&*request.field_violations),
                Detail::ErrorInfo(_) => None,
            });
            let body = problem::render(&Problem {
                status,
                code,
                message: &message,
                reason: Some(rejection.reason()),
                violations: violations.unwrap_or_default(),
                details: &status::render_details(&details),
            });
            problem(status, headers, body)
        }
        ErrorFormat::Connect => {
            let mut body = Vec::new();
            told_by_connect(rejection, request_id, |status, debug| {
                write_error(status, debug, &mut body);
            });
            Answer::json(rejection.connect_status(), headers, body)
        }
    }
}

/// What Connect tells of a rejection: its status, and each of its details as JSON for people to read.
pub(super) fn told_by_connect(
    rejection: &Rejection,
    request_id: Option<&str>,
    tell: impl FnOnce(&Status, &mut dyn FnMut(&Any, &mut Vec<u8>)),
) {
    let details = rejection.details(request_id);
    let status = Status::of_details(rejection.code(), rejection.message(), &details);
    let mut details = details.iter();
    tell(&status, &mut |_, out| {
        out.extend(
            details
                .next()
                .map(status::render_detail)
                .unwrap_or_default(),
        );
    });
}

/// The answer of a back end that ended a call with an error.
pub(super) fn of_status(
    plans: &Plans,
    error: &Status,
    status: StatusCode,
    headers: HeaderMap,
    format: ErrorFormat,
) -> Answer {
    let mut body = Vec::new();
    match format {
        ErrorFormat::Status => {
            encode::render_status(plans, error, &mut body);
            json(status, headers, body)
        }
        ErrorFormat::Problem => {
            encode::render_details(plans, &error.details, &mut body);
            let body = problem::render(&Problem {
                status,
                code: error.code,
                message: &error.message,
                reason: error.reason().as_deref(),
                violations: &error.violations(),
                details: &body,
            });
            problem(status, headers, body)
        }
        ErrorFormat::Connect => {
            let debug = |detail: &Any, out: &mut Vec<u8>| encode::render_detail(plans, detail, out);
            write_error(error, debug, &mut body);
            Answer::json(status, headers, body)
        }
    }
}

fn json(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Answer {
    Answer::json(status, varying(headers), body)
}

fn problem(status: StatusCode, headers: HeaderMap, body: Vec<u8>) -> Answer {
    Answer::of_type(status, varying(headers), PROBLEM, body.into())
}

/// RFC 9110 §12.5.5: a cache must not give one client the form that another one asked for.
fn varying(mut headers: HeaderMap) -> HeaderMap {
    headers.append(VARY, HeaderValue::from(ACCEPT));
    headers
}
