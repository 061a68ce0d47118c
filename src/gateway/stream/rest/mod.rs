//! REST/JSON whose request or answer is a stream of messages.
//!
//! Requests are JSON arrays, values or lines of JSON, or bytes of any type. Answers are JSON arrays,
//! lines of JSON, Server-Sent Events, or the bytes of `google.api.HttpBody`.

mod answer;
mod incoming;
mod single;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response, request};

use super::codec::{Close, Codec, Ending};
use super::coded::Coded;
use super::gather::Gather;
use super::pump::Pump;
use super::rpc::{self, Context};
use crate::framing::grpc::{Decoder, Message};
use crate::gateway::handle::{Laid, Planned, PlannedRequest};
use crate::gateway::metered::Metered;
use crate::gateway::{Exchange, ExchangeError, Rejection, failure};
use crate::schema::MethodCardinality;
use crate::snapshot::{Route, Snapshot};
use crate::units::ByteSize;
use crate::upstream::{End, Violation};
use single::Single;

pub(super) use answer::Answer;
pub(super) use incoming::Request;

/// Makes a call. Its request has been read, or is to be while it lasts. Fails when the client is gone.
pub(in crate::gateway) async fn serve<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
    planned: Planned,
) -> Result<(), ExchangeError> {
    let Planned {
        route,
        target,
        call,
        request,
        ..
    } = planned;
    let snapshot = context.snapshot;
    let route = snapshot.route(route);
    let response_max = target.policy.response_max;
    // Every message of a stream needs the head, and the pump has the exchange to itself.
    let head;
    let request = match request {
        PlannedRequest::Unary(frame) | PlannedRequest::Message(frame) => {
            Ok(Request::message(frame))
        }
        PlannedRequest::Stream(laid) => {
            exchange.allow_silence();
            head = exchange.head().clone();
            Request::stream(snapshot, route, &head, laid)
        }
    };
    let request = match request {
        Ok(request) => request,
        Err(rejection) => return failure::refuse(exchange, &rejection).await,
    };
    let reply = Reply::new(snapshot, route, exchange.head(), response_max);
    let mut plain = Rest::new(request, reply);
    let mut coded;
    let settings = &snapshot.compression;
    let codec: &mut dyn Codec = match settings.of_answer(&exchange.head().headers) {
        None => &mut plain,
        Some(coding) => {
            coded = Coded::new(plain, coding, settings);
            &mut coded
        }
    };
    let mut pump = Pump::new(exchange, codec);
    let ended = rpc::run(context.upstreams, &target, &call, &mut pump).await;
    rpc::conclude(pump, ended).await
}

/// The messages of a request whose whole body is there, and what is wrong behind them.
pub(in crate::gateway) fn messages(
    snapshot: &Snapshot,
    route: &Route,
    head: &request::Parts,
    laid: Laid,
    body: Bytes,
) -> (Vec<Bytes>, Result<(), Rejection>) {
    let mut frames = Gather::default();
    let mut decoder = Decoder::new(ByteSize(u64::MAX));
    let mut messages = Vec::new();
    let mut drain = |frames: &mut Gather| {
        while let Some(piece) = frames.take() {
            decoder.push(piece);
            while let Ok(Some(message)) = decoder.next() {
                messages.push(message.bytes);
            }
        }
    };
    let run = |frames: &mut Gather, drain: &mut dyn FnMut(&mut Gather)| {
        let mut request = Request::stream(snapshot, route, head, laid)?;
        request.read(body);
        loop {
            request.frames(frames)?;
            if !frames.is_full() {
                break;
            }
            drain(frames);
        }
        request.finish(frames)
    };
    let result = run(&mut frames, &mut drain);
    drain(&mut frames);
    (messages, result)
}

/// One call.
pub(super) struct Rest<'c> {
    request: Request<'c>,
    reply: Reply<'c>,
}

pub(super) enum Reply<'c> {
    /// One message.
    Single(Single<'c>),
    /// Any number.
    Stream(Answer<'c>),
}

impl<'c> Reply<'c> {
    pub(super) fn new(
        snapshot: &'c Snapshot,
        route: &'c Route,
        head: &request::Parts,
        response_max: ByteSize,
    ) -> Self {
        let method = snapshot.schema().method(route.binding.method);
        let stream = |is_conversation| {
            Self::Stream(Answer::new(
                snapshot,
                route,
                head,
                response_max,
                is_conversation,
            ))
        };
        match method.cardinality() {
            MethodCardinality::Unary | MethodCardinality::ClientStreaming => {
                Self::Single(Single::new(snapshot, route, head, response_max))
            }
            MethodCardinality::ServerStreaming => stream(false),
            MethodCardinality::BidiStreaming => stream(true),
        }
    }
}

impl<'c> Rest<'c> {
    pub(super) const fn new(request: Request<'c>, reply: Reply<'c>) -> Self {
        Self { request, reply }
    }
}

impl Codec for Rest<'_> {
    fn read(&mut self, piece: Bytes) {
        self.request.read(piece);
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        self.request.frames(out)
    }

    fn finish(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        self.request.finish(out)
    }

    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection> {
        match &mut self.reply {
            Reply::Single(single) => single.begin(metadata),
            Reply::Stream(answer) => answer.begin(metadata),
        }
        Ok(())
    }

    fn take(&mut self, frames: Bytes) {
        match &mut self.reply {
            Reply::Single(single) => single.take(frames),
            Reply::Stream(answer) => answer.take(frames),
        }
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match &mut self.reply {
            Reply::Single(single) => single.read(),
            Reply::Stream(answer) => answer.body(out),
        }
    }

    fn head(&mut self) -> Option<Response<()>> {
        match &mut self.reply {
            Reply::Single(single) => single.head(),
            Reply::Stream(answer) => answer.head(),
        }
    }

    fn keep_alive(&self) -> Option<Duration> {
        match &self.reply {
            Reply::Single(_) => None,
            Reply::Stream(answer) => answer.keep_alive(),
        }
    }

    fn idle(&mut self, out: &mut Gather) {
        match &mut self.reply {
            Reply::Single(_) => {}
            Reply::Stream(answer) => answer.idle(out),
        }
    }

    fn check(&self, end: &End) -> Result<(), Rejection> {
        match &self.reply {
            Reply::Single(single) => single.check(end),
            Reply::Stream(_) => Ok(()),
        }
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        match &mut self.reply {
            Reply::Single(single) => single.end(&ending, out),
            Reply::Stream(answer) => answer.end(ending, out),
        }
    }
}

/// The next message of an answer.
pub(super) fn next_message(decoder: &mut Decoder) -> Result<Option<Bytes>, Rejection> {
    let message = decoder
        .next()
        .and_then(|next| next.map(Message::identity).transpose());
    message.map_err(|error| Rejection::AnswerBroken(Violation::Frame(error)))
}
