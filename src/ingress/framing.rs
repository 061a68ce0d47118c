//! Where an HTTP/1 answer ends, and what a body that did not end in order means.

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{StatusCode, Version};
use pingora::http::ResponseHeader;
use pingora::{Error, ErrorType, Result};

use crate::gateway::ExchangeError;

/// Sets the length of an answer, or its chunks. `version` is the client's; `ended` when nothing
/// follows the head. Returns whether only the end of the connection ends the body.
pub(super) fn set_http1(
    head: &mut ResponseHeader,
    version: Version,
    bodiless: bool,
    ended: bool,
) -> Result<bool> {
    let has_length = head.headers.contains_key(CONTENT_LENGTH);
    if ended {
        head.remove_header(&TRANSFER_ENCODING);
        if head.status == StatusCode::NO_CONTENT {
            // RFC 9110 §8.6: a 204 must not have one.
            head.remove_header(&CONTENT_LENGTH);
        } else if !bodiless && !has_length {
            head.insert_header(CONTENT_LENGTH, 0)?;
        }
    } else if !has_length && version == Version::HTTP_11 {
        head.insert_header(TRANSFER_ENCODING, "chunked")?;
    } else if !has_length {
        // RFC 9112 §6.1: HTTP/1.0 does not know it.
        head.remove_header(&TRANSFER_ENCODING);
        return Ok(true);
    }
    Ok(false)
}

pub(super) fn http1_error(error: &Error) -> ExchangeError {
    match error.etype() {
        ErrorType::ReadError | ErrorType::ConnectionClosed | ErrorType::WriteError => {
            ExchangeError::Gone
        }
        other => ExchangeError::Malformed(other.as_str().to_owned()),
    }
}

pub(super) fn http2_error(error: &h2::Error) -> ExchangeError {
    // What the peer did to the stream means that it left; what our side had to do to it means
    // that the body broke a rule, such as a length that is not the announced one.
    if error.is_remote() || error.is_io() || error.is_go_away() {
        ExchangeError::Gone
    } else {
        ExchangeError::Malformed(error.to_string())
    }
}
