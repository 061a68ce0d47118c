//! The answer to what a back end said: its message, or its error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Rejection;
use super::answer::Answer;
use crate::call::forward_response;
use crate::snapshot::{Route, Snapshot};
use crate::status::Code;
use crate::transcode::encode;
use crate::transcode::response::ResponseBody;
use crate::upstream::Reply;

pub(super) fn answer(
    snapshot: &Snapshot,
    route: &Route,
    reply: &Reply,
) -> Result<Answer, Rejection> {
    let mut headers = HeaderMap::with_capacity(8);
    forward_response(&reply.metadata, &reply.trailers, &mut headers);
    if reply.status.code != Code::Ok {
        let mut body = Vec::new();
        encode::render_status(&snapshot.plans, &reply.status, &mut body);
        return Ok(Answer::json(reply.status.code.http(), headers, body));
    }
    let nothing = Bytes::new();
    let message = reply.message.as_ref().unwrap_or(&nothing);
    let body = route
        .response
        .body(&snapshot.plans, message, &snapshot.response)
        .map_err(|source| Rejection::Response {
            rpc: rpc(snapshot, route),
            source,
        })?;
    Ok(match body {
        ResponseBody::Json(body) => Answer::json(StatusCode::OK, headers, body),
        ResponseBody::Raw { content_type, data } => {
            Answer::of_type(StatusCode::OK, headers, content_type, data)
        }
    })
}

#[cold]
fn rpc(snapshot: &Snapshot, route: &Route) -> String {
    let schema = snapshot.schema();
    schema.method_name(schema.method(route.binding.method))
}
