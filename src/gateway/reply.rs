//! The answer to what a back end said: its message, or its error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::{Rejection, failure};
use crate::call::{chosen_status, forward_response};
use crate::protocol::problem::ErrorFormat;
use crate::snapshot::{Route, Snapshot};
use crate::status::Code;
use crate::transcode::encode::EncodeError;
use crate::transcode::response::ResponseBody;
use crate::upstream::Reply;

pub(super) fn answer(
    snapshot: &Snapshot,
    route: &Route,
    reply: &Reply,
    format: ErrorFormat,
) -> Result<Answer, Rejection> {
    let mut headers = HeaderMap::with_capacity(8);
    forward_response(
        &reply.metadata,
        &reply.trailers,
        &snapshot.response_headers,
        &mut headers,
    );
    let chosen = chosen_status(&reply.metadata, &reply.trailers).unwrap_or_else(|error| {
        tracing::debug!(%error, endpoint = %reply.endpoint.address(), "the back end's status is ignored");
        None
    });
    if reply.status.code != Code::Ok {
        let status = chosen.unwrap_or_else(|| reply.status.code.http());
        return Ok(failure::of_status(
            &snapshot.plans,
            &reply.status,
            status,
            headers,
            format,
        ));
    }
    let nothing = Bytes::new();
    let message = reply.message.as_ref().unwrap_or(&nothing);
    let body = route
        .response
        .body(
            &snapshot.plans,
            message,
            &snapshot.json(route.binding.method).response,
        )
        .map_err(|source| unwritable(snapshot, route, source))?;
    let status = chosen.unwrap_or(StatusCode::OK);
    Ok(match body {
        ResponseBody::Json(body) => Answer::json(status, headers, body),
        ResponseBody::Raw { content_type, data } => {
            Answer::of_type(status, headers, content_type, data)
        }
    })
}

/// A message of a back end has no form that a client could be sent.
#[cold]
pub(super) fn unwritable(snapshot: &Snapshot, route: &Route, source: EncodeError) -> Rejection {
    let schema = snapshot.schema();
    Rejection::Response {
        rpc: schema.method_name(schema.method(route.binding.method)),
        source,
    }
}
