//! A protocol as the pump sees it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, request};

use super::gather::Gather;
use crate::call::{Forwarding, Peer, forward_custom};
use crate::gateway::Rejection;
use crate::protocol::grpc;
use crate::upstream::End;

/// Turns a client's bytes into gRPC's frames, and gRPC's frames into its answer.
///
/// ```text
/// request:  open -> (read -> frames*)* -> finish | is_over
/// answer:   [begin -> head] -> (take -> body*)* -> end -> [head]
/// ```
/// `frames` and `body` write until there is nothing left of what was handed in, or `out` is full;
/// then they are called again before more is handed in. So a codec holds one piece of each way, and
/// what it has made of it is never more than one message beyond a full [`Gather`].
pub(super) trait Codec: Send {
    /// Reads the head of the request before there is a call: the time that the client gives.
    ///
    /// # Errors
    /// When there can be no call, because the head is wrong.
    fn open(&mut self, head: &request::Parts) -> Result<Option<Duration>, Rejection> {
        Ok(grpc::timeout(&head.headers)?)
    }

    /// The metadata of the call.
    fn metadata(&self, head: &request::Parts, peer: &Peer, forwarding: &Forwarding) -> HeaderMap {
        forward_custom(head, peer, forwarding)
    }

    /// Takes a piece of the request's body. Only called when [`Self::frames`] has nothing left.
    fn read(&mut self, piece: Bytes);

    /// Writes frames for the back end.
    ///
    /// # Errors
    /// When the request cannot be read.
    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection>;

    /// The request's body has ended: writes what is left of it.
    ///
    /// # Errors
    /// When the request cannot be read.
    fn finish(&mut self, out: &mut Gather) -> Result<(), Rejection>;

    /// The request has ended, although the client may say more.
    fn is_over(&self) -> bool {
        false
    }

    /// The client is read until the call has ended: it says things that are not for the back end.
    fn listens(&self) -> bool {
        false
    }

    /// The longest time without a byte of a client that is read before [`Self::unheard`] is told;
    /// `None` if it may be silent.
    fn patience(&self) -> Option<Duration> {
        None
    }

    /// The client was silent for that long: writes something for it to answer.
    ///
    /// # Errors
    /// When it has not answered.
    fn unheard(&mut self, _: &mut Gather) -> Result<(), Rejection> {
        Ok(())
    }

    /// The back end has begun to answer. Not called for an answer that is nothing but a status.
    ///
    /// # Errors
    /// When the answer cannot be given to this client.
    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection>;

    /// Takes frames of the answer. Only called when [`Self::body`] has nothing left.
    fn take(&mut self, frames: Bytes);

    /// Writes what the client reads.
    ///
    /// # Errors
    /// When the answer cannot be given to this client.
    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection>;

    /// What was written is about to be sent: writes what was held back to be written together.
    fn flush(&mut self, _: &mut Gather) {}

    /// The answer's head, once, when it is known. It goes out before anything that was written.
    fn head(&mut self) -> Option<Response<()>>;

    /// The longest time that passes without a byte for the client before [`Self::idle`] is asked for
    /// some; `None` if it may be silent.
    fn keep_alive(&self) -> Option<Duration> {
        None
    }

    /// The client was sent nothing for that long: writes what says nothing but that there is somebody.
    fn idle(&mut self, _: &mut Gather) {}

    /// The back end has ended the call: whether its answer is one that this protocol has.
    ///
    /// # Errors
    /// When it is not; the call then ends with that.
    fn check(&self, _: &End) -> Result<(), Rejection> {
        Ok(())
    }

    /// The call has ended: writes what is left, and says how the answer ends.
    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close;
}

/// How a call has ended.
#[derive(Debug)]
pub(super) enum Ending<'e> {
    /// As the back end says.
    BackEnd(End),
    /// As the gateway says.
    Gateway {
        rejection: &'e Rejection,
        request_id: Option<&'e str>,
        /// The client has been sent a part of a message whose rest will not come.
        within_message: bool,
    },
}

/// How an answer ends.
#[derive(Debug)]
pub(super) enum Close {
    /// With its last byte.
    End,
    /// With trailers.
    Trailers(HeaderMap),
    /// In no order: there is no way left to tell the client what happened.
    Abort,
}
