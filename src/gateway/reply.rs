//! The answer to what a back end said: its message, or its error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::{Rejection, failure};
use crate::call::{chosen_status, forward_response};
use crate::protocol::problem::ErrorFormat;
use crate::schema::MethodId;
use crate::snapshot::{Route, Snapshot};
use crate::status::{Code, Status};
use crate::transcode::encode::EncodeError;
use crate::transcode::response::ResponseBody;
use crate::upstream::Reply;

pub(super) fn answer(
    snapshot: &Snapshot,
    route: &Route,
    reply: &Reply,
    format: ErrorFormat,
) -> Result<Answer, Rejection> {
    let said = Said {
        metadata: &reply.metadata,
        trailers: &reply.trailers,
    };
    if reply.status.code != Code::Ok {
        return Ok(said.failure(snapshot, &reply.status, format));
    }
    let nothing = Bytes::new();
    let message = reply.message.as_ref().unwrap_or(&nothing);
    Ok(said.success(snapshot, body(snapshot, route, message)?))
}

/// The body that a message becomes.
pub(super) fn body(
    snapshot: &Snapshot,
    route: &Route,
    message: &Bytes,
) -> Result<ResponseBody, Rejection> {
    let options = &snapshot.json(route.binding.method).response;
    let body = route.response.body(&snapshot.plans, message, options);
    body.map_err(|source| unwritable(snapshot, route.binding.method, source))
}

/// What a back end has said beside its message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'r> {
    pub(super) metadata: &'r HeaderMap,
    pub(super) trailers: &'r HeaderMap,
}

impl Said<'_> {
    pub(super) fn success(self, snapshot: &Snapshot, body: ResponseBody) -> Answer {
        let headers = self.headers(snapshot);
        let status = self.status().unwrap_or(StatusCode::OK);
        match body {
            ResponseBody::Json(body) => Answer::json(status, headers, body),
            ResponseBody::Raw { content_type, data } => {
                Answer::of_type(status, headers, content_type, data)
            }
        }
    }

    pub(super) fn failure(
        self,
        snapshot: &Snapshot,
        error: &Status,
        format: ErrorFormat,
    ) -> Answer {
        let headers = self.headers(snapshot);
        let status = self.status().unwrap_or_else(|| error.code.http());
        failure::of_status(&snapshot.plans, error, status, headers, format)
    }

    /// What goes out as headers.
    pub(super) fn headers(self, snapshot: &Snapshot) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(8);
        forward_response(
            self.metadata,
            self.trailers,
            &snapshot.response_headers,
            &mut headers,
        );
        headers
    }

    /// The status that the back end chooses, if it chooses one.
    pub(super) fn status(self) -> Option<StatusCode> {
        chosen_status(self.metadata, self.trailers).unwrap_or_else(|error| {
            tracing::debug!(%error, "the back end's status is ignored");
            None
        })
    }
}

/// A message of a back end has no form that a client could be sent.
#[cold]
pub(super) fn unwritable(snapshot: &Snapshot, method: MethodId, source: EncodeError) -> Rejection {
    let schema = snapshot.schema();
    Rejection::Response {
        rpc: schema.method_name(schema.method(method)),
        source,
    }
}
