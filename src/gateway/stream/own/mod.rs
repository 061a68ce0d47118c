//! The services that the gateway answers by itself, as back ends: health and reflection.
//!
//! A request's messages come from the pump, in the same task and before the answer is asked for, so
//! nothing has to be woken for them. A message is only taken when the one before was answered.

mod health;
mod inflate;
mod reflection;

use std::task::{self, Poll, Waker, ready};

use bytes::Bytes;
use http::HeaderMap;
use http::request::Parts;

use self::health::Watch;
use self::inflate::Inflater;
use self::reflection::Reflection;
use super::Context;
use super::back_end::BackEnd;
use crate::framing::grpc::{Decoder, PREFIX, seal};
use crate::gateway::Rejection;
use crate::policy::Denied;
use crate::protocol::grpc;
use crate::snapshot::{Own, OwnMethod};
use crate::status::{Code, Status};
use crate::upstream::{End, Head};

/// One call of a method of the gateway's own.
pub(in crate::gateway) struct OwnBackEnd<'c> {
    context: Context<'c>,
    request: Decoder,
    inflater: Inflater,
    /// All of the request has come.
    is_complete: bool,
    /// Who wants to send more, while a message is not answered yet.
    blocked: Option<Waker>,
    method: Method,
    /// What a head that says how the call ends had to look for first.
    first: Option<Result<Option<Vec<u8>>, Status>>,
    status: Status,
}

enum Method {
    /// A method with one message each way, which has been answered or not.
    Unary {
        answer: fn(Context<'_>, &Bytes) -> Result<Vec<u8>, Status>,
        is_answered: bool,
    },
    Watch(Option<Watch>),
    Reflection(Reflection),
}

impl<'c> OwnBackEnd<'c> {
    pub(in crate::gateway) fn new(context: Context<'c>, own: &Own) -> Self {
        let unary = |answer| Method::Unary {
            answer,
            is_answered: false,
        };
        Self {
            context,
            request: Decoder::new(own.policy.request_max),
            inflater: Inflater::new(own.policy.request_max),
            is_complete: false,
            blocked: None,
            method: match own.method {
                OwnMethod::HealthCheck => unary(health::check),
                OwnMethod::HealthList => unary(health::list),
                OwnMethod::HealthWatch => Method::Watch(None),
                OwnMethod::Reflection => Method::Reflection(Reflection::default()),
            },
            first: None,
            status: Status::ok(),
        }
    }

    /// For a request whose messages are as its head says, compressed or not.
    pub(in crate::gateway) fn of_head(context: Context<'c>, own: &Own, head: &Parts) -> Self {
        Self {
            inflater: Inflater::of_headers(own.policy.request_max, &head.headers),
            ..Self::new(context, own)
        }
    }

    /// The next message of the answer; `None` when there are no more.
    fn poll_answer(&mut self, cx: &mut task::Context<'_>) -> Poll<Result<Option<Vec<u8>>, Status>> {
        if let Method::Watch(Some(watch)) = &mut self.method {
            return watch.poll_next(self.context, cx).map_ok(Some);
        }
        if let Method::Unary {
            is_answered: true, ..
        } = self.method
        {
            return Poll::Ready(Ok(None));
        }
        let Some(message) = ready!(self.poll_message())? else {
            return Poll::Ready(match self.method {
                Method::Reflection(_) => Ok(None),
                Method::Unary { .. } | Method::Watch(_) => Err(Status::new(
                    Code::InvalidArgument,
                    "the request has no message".to_owned(),
                )),
            });
        };
        match &mut self.method {
            Method::Unary {
                answer,
                is_answered,
            } => {
                *is_answered = true;
                Poll::Ready(answer(self.context, &message).map(Some))
            }
            Method::Watch(watch) => {
                let watch = watch.insert(Watch::new(self.context, &message)?);
                watch.poll_next(self.context, cx).map_ok(Some)
            }
            Method::Reflection(reflection) => {
                Poll::Ready(reflection.answer(self.context.snapshot, &message).map(Some))
            }
        }
    }

    /// The next message of the request; `None` when there are no more.
    fn poll_message(&mut self) -> Poll<Result<Option<Bytes>, Status>> {
        match self.request.next() {
            Ok(Some(message)) => Poll::Ready(self.inflater.message(message).map(Some)),
            Ok(None) if self.is_complete => Poll::Ready(Ok(None)),
            Ok(None) => {
                if let Some(waker) = self.blocked.take() {
                    waker.wake();
                }
                Poll::Pending
            }
            Err(error) => Poll::Ready(Err(Status::new(Code::InvalidArgument, error.to_string()))),
        }
    }

    fn end(&self, status: Status) -> End {
        let mut trailers = grpc::trailers(status.code, &status.message, &[]);
        if status.code == Code::Unimplemented {
            self.inflater.advise(&mut trailers);
        }
        End { trailers, status }
    }
}

impl BackEnd for OwnBackEnd<'_> {
    fn poll_ready(&mut self, cx: &mut task::Context<'_>) -> Poll<Result<(), Rejection>> {
        if self.request.is_empty() {
            return Poll::Ready(Ok(()));
        }
        self.blocked = Some(cx.waker().clone());
        Poll::Pending
    }

    fn send(&mut self, frames: Bytes, end: bool) -> Result<(), Rejection> {
        self.request.push(frames);
        self.is_complete |= end;
        Ok(())
    }

    fn poll_head(&mut self, cx: &mut task::Context<'_>) -> Poll<Result<Head, Rejection>> {
        let mut head = Head {
            metadata: HeaderMap::new(),
            end: None,
        };
        // Clients may wait for the head of a stream before they send anything.
        if let Method::Unary { .. } = self.method {
            match ready!(self.poll_answer(cx)) {
                Ok(answer) => self.first = Some(Ok(answer)),
                Err(status) => head.end = Some(self.end(status)),
            }
        }
        Poll::Ready(Ok(head))
    }

    fn poll_frames(
        &mut self,
        cx: &mut task::Context<'_>,
    ) -> Poll<Result<Option<Bytes>, Rejection>> {
        let answer = match self.first.take() {
            Some(first) => first,
            None => ready!(self.poll_answer(cx)),
        };
        Poll::Ready(Ok(match answer {
            Ok(answer) => answer.map(framed),
            Err(status) => {
                self.status = status;
                None
            }
        }))
    }

    fn poll_end(&mut self, _: &mut task::Context<'_>) -> Poll<Result<End, Rejection>> {
        let status = std::mem::replace(&mut self.status, Status::ok());
        Poll::Ready(Ok(self.end(status)))
    }

    fn is_within_message(&self) -> bool {
        false
    }

    fn overdue(&self) -> Rejection {
        Denied::DeadlinePassed.into()
    }
}

/// A message of an answer, written by [`encoded`], with its prefix.
fn framed(mut frame: Vec<u8>) -> Bytes {
    // It was made in memory, far below the four gigabytes that a prefix can say.
    let _ = seal(&mut frame);
    frame.into()
}

/// A message behind the room for its prefix.
fn encoded(message: &impl prost::Message) -> Vec<u8> {
    let mut frame = Vec::with_capacity(PREFIX + message.encoded_len());
    frame.resize(PREFIX, 0);
    // It has the room.
    let _ = message.encode(&mut frame);
    frame
}

fn decoded<M: prost::Message + Default>(message: &Bytes) -> Result<M, Status> {
    M::decode(message.clone()).map_err(|error| {
        let message = format!("the message cannot be read: {error}");
        Status::new(Code::InvalidArgument, message)
    })
}
