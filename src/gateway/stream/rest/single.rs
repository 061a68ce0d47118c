//! The answer to a REST request whose call streams only its request: as that of a unary call.

use bytes::Bytes;
use http::{HeaderMap, Response, request};

use super::super::codec::{Close, Ending};
use super::super::gather::Gather;
use super::next_message;
use crate::framing::grpc::Decoder;
use crate::gateway::reply::{self, Said};
use crate::gateway::{Rejection, failure};
use crate::protocol::problem::ErrorFormat;
use crate::snapshot::{Route, Snapshot};
use crate::status::Code;
use crate::transcode::response::ResponseBody;
use crate::units::ByteSize;
use crate::upstream::{End, Violation};

/// Waits for the one message, and the status behind it.
pub(in super::super) struct Single<'c> {
    snapshot: &'c Snapshot,
    route: &'c Route,
    errors: ErrorFormat,
    decoder: Decoder,
    metadata: HeaderMap,
    /// What the message has become.
    body: Option<ResponseBody>,
    head: Option<Response<()>>,
}

impl<'c> Single<'c> {
    pub(super) fn new(
        snapshot: &'c Snapshot,
        route: &'c Route,
        head: &request::Parts,
        response_max: ByteSize,
    ) -> Self {
        Self {
            snapshot,
            route,
            errors: ErrorFormat::of(&head.headers),
            decoder: Decoder::new(response_max),
            metadata: HeaderMap::new(),
            body: None,
            head: None,
        }
    }

    pub(super) fn begin(&mut self, metadata: HeaderMap) {
        self.metadata = metadata;
    }

    pub(super) fn take(&mut self, frames: Bytes) {
        self.decoder.push(frames);
    }

    pub(super) const fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    /// Reads the message when it has come; nothing is written before the status.
    pub(super) fn read(&mut self) -> Result<(), Rejection> {
        while let Some(message) = next_message(&mut self.decoder)? {
            if self.body.is_some() {
                return Err(Rejection::AnswerBroken(Violation::SecondMessage));
            }
            self.body = Some(reply::body(self.snapshot, self.route, &message)?);
        }
        Ok(())
    }

    /// Whether the answer is whole.
    pub(super) fn check(&self, end: &End) -> Result<(), Rejection> {
        if end.status.code == Code::Ok && self.body.is_none() {
            return Err(Rejection::AnswerBroken(Violation::NoMessage));
        }
        Ok(())
    }

    pub(super) fn end(&mut self, ending: &Ending<'_>, out: &mut Gather) -> Close {
        let answer = match ending {
            Ending::BackEnd(end) => {
                let said = Said {
                    metadata: &self.metadata,
                    trailers: &end.trailers,
                };
                match self.body.take() {
                    Some(body) if end.status.code == Code::Ok => said.success(self.snapshot, body),
                    Some(_) | None => said.failure(self.snapshot, &end.status, self.errors),
                }
            }
            Ending::Gateway {
                rejection,
                request_id,
                ..
            } => failure::of_rejection(rejection, self.errors, *request_id),
        };
        let (head, body) = answer.into_parts();
        self.head = Some(head);
        out.push(body);
        Close::End
    }
}
