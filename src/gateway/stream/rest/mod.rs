//! REST/JSON whose answer is a stream of messages: a JSON array, lines of JSON, Server-Sent Events,
//! or the bytes of `google.api.HttpBody`.
//!
//! The request is read whole, as that of a unary call is.

mod answer;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use super::pump::Pump;
use super::rpc::{self, Context};
use crate::gateway::handle::Planned;
use crate::gateway::metered::Metered;
use crate::gateway::{Exchange, ExchangeError, Rejection};

pub(super) use answer::Answer;

/// Makes a call whose request has been read. Fails when the client is gone.
pub(in crate::gateway) async fn serve<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
    planned: Planned,
) -> Result<(), ExchangeError> {
    let Planned {
        route,
        target,
        call,
        frame,
        ..
    } = planned;
    let snapshot = context.snapshot;
    let response_max = target.policy.response_max;
    let route = snapshot.route(route);
    let answer = Answer::new(snapshot, route, exchange.head(), response_max);
    let mut codec = Rest::new(frame, answer);
    let mut pump = Pump::new(exchange, &mut codec);
    let ended = rpc::run(context.upstreams, &target, &call, &mut pump).await;
    rpc::conclude(pump, ended).await
}

/// One call.
pub(super) struct Rest<'c> {
    /// The request's only message, until it was sent.
    request: Bytes,
    answer: Answer<'c>,
}

impl<'c> Rest<'c> {
    /// `request` is the message with its prefix.
    pub(super) const fn new(request: Bytes, answer: Answer<'c>) -> Self {
        Self { request, answer }
    }
}

impl Codec for Rest<'_> {
    /// The body has been read: nothing comes.
    fn read(&mut self, _: Bytes) {}

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        out.push(std::mem::take(&mut self.request));
        Ok(())
    }

    fn finish(&mut self, _: &mut Gather) -> Result<(), Rejection> {
        Ok(())
    }

    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection> {
        self.answer.begin(metadata);
        Ok(())
    }

    fn take(&mut self, frames: Bytes) {
        self.answer.take(frames);
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        self.answer.body(out)
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.answer.head()
    }

    fn keep_alive(&self) -> Option<Duration> {
        self.answer.keep_alive()
    }

    fn idle(&mut self, out: &mut Gather) {
        self.answer.idle(out);
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        self.answer.end(ending, out)
    }
}
