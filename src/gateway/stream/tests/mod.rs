//! The pump between a client and a back end that are only in memory: a test says when either has
//! something, or room for something, and polls by hand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod connect;
mod random;
mod rest;
mod scripted;
mod web;

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, request};

use super::back_end::BackEnd;
use super::codec::{Codec, Ending};
use super::grpc::Grpc;
use super::pump::Pump;
use crate::call::Deadline;
use crate::framing::grpc::{PREFIX, seal};
use crate::gateway::{Exchange, ExchangeError, Rejection};
use crate::status::{Code, Status};
use crate::tasks;
use crate::units::ByteSize;
use crate::upstream::{End, Head};

/// The largest message of a request here.
const REQUEST_MAX: ByteSize = ByteSize(100_000);

/// Both sides of a call.
#[derive(Default)]
struct Sides {
    // The client.
    body: VecDeque<Result<Option<Bytes>, ExchangeError>>,
    is_gone: bool,
    /// How many bytes it takes.
    room: usize,
    answer_head: Option<Response<()>>,
    answer: Vec<u8>,
    writes: usize,
    trailers: Option<HeaderMap>,
    is_ended: bool,
    is_aborted: bool,
    // The back end.
    /// How many frames it takes.
    send_room: usize,
    sent: Vec<u8>,
    is_sent: bool,
    head: Option<Head>,
    frames: VecDeque<Bytes>,
    end: Option<End>,
    is_within_message: bool,
}

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Sides>>);

impl Shared {
    fn sides(&self) -> MutexGuard<'_, Sides> {
        self.0.lock().unwrap()
    }
}

fn when<T>(ready: Option<T>) -> Poll<T> {
    ready.map_or(Poll::Pending, Poll::Ready)
}

struct Client {
    head: request::Parts,
    sides: Shared,
}

impl Exchange for Client {
    fn head(&self) -> &request::Parts {
        &self.head
    }

    fn poll_read(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        when(self.sides.sides().body.pop_front())
    }

    fn poll_closed(&mut self, _: &mut Context<'_>) -> Poll<()> {
        when(self.sides.sides().is_gone.then_some(()))
    }

    fn send_head(&mut self, head: Response<()>, end: bool) -> Result<(), ExchangeError> {
        let mut sides = self.sides.sides();
        assert!(sides.answer_head.is_none(), "there is one head");
        sides.answer_head = Some(head);
        sides.is_ended = end;
        Ok(())
    }

    fn poll_write(
        &mut self,
        _: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        let mut sides = self.sides.sides();
        assert!(sides.answer_head.is_some(), "the head comes first");
        if let Some(bytes) = chunk {
            let taken = bytes.split_to(bytes.len().min(sides.room));
            sides.room -= taken.len();
            sides.answer.extend_from_slice(&taken);
            if !bytes.is_empty() {
                return Poll::Pending;
            }
            sides.writes += 1;
            *chunk = None;
        }
        sides.is_ended |= end;
        Poll::Ready(Ok(()))
    }

    fn send_trailers(&mut self, trailers: HeaderMap) -> Result<(), ExchangeError> {
        let mut sides = self.sides.sides();
        sides.trailers = Some(trailers);
        sides.is_ended = true;
        Ok(())
    }

    fn abort(&mut self) {
        self.sides.sides().is_aborted = true;
    }
}

struct Called {
    sides: Shared,
}

impl BackEnd for Called {
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Rejection>> {
        when((self.sides.sides().send_room > 0).then_some(Ok(())))
    }

    fn send(&mut self, frames: Bytes, end: bool) -> Result<(), Rejection> {
        let mut sides = self.sides.sides();
        sides.send_room = sides.send_room.saturating_sub(1);
        sides.sent.extend_from_slice(&frames);
        sides.is_sent |= end;
        Ok(())
    }

    fn poll_head(&mut self, _: &mut Context<'_>) -> Poll<Result<Head, Rejection>> {
        when(self.sides.sides().head.take().map(Ok))
    }

    fn poll_frames(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Rejection>> {
        let mut sides = self.sides.sides();
        match sides.frames.pop_front() {
            Some(frames) => Poll::Ready(Ok(Some(frames))),
            None => when(sides.end.is_some().then_some(Ok(None))),
        }
    }

    fn poll_end(&mut self, _: &mut Context<'_>) -> Poll<Result<End, Rejection>> {
        when(self.sides.sides().end.take().map(Ok))
    }

    fn is_within_message(&self) -> bool {
        self.sides.sides().is_within_message
    }

    fn overdue(&self) -> Rejection {
        Rejection::BodyTimeout
    }
}

/// A call that is polled by hand: how it ended, once it has.
struct Task(Pin<Box<dyn Future<Output = Result<Code, Rejection>>>>);

impl Task {
    fn poll(&mut self) -> Poll<Result<Code, Rejection>> {
        self.0
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
    }

    fn waits(&mut self) {
        assert!(self.poll().is_pending());
    }
}

/// A call of native gRPC that has `left` to its deadline.
fn start(left: Duration) -> (Shared, Task) {
    start_as("application/grpc", left, |head| {
        Box::new(Grpc::new(head, REQUEST_MAX).unwrap())
    })
}

/// A call whose client speaks what `codec` reads.
fn start_as(
    content_type: &str,
    left: Duration,
    codec: fn(&request::Parts) -> Box<dyn Codec>,
) -> (Shared, Task) {
    let shared = Shared::default();
    shared.sides().room = usize::MAX;
    shared.sides().send_room = usize::MAX;
    let mut head = http::Request::new(()).into_parts().0;
    head.headers
        .insert(CONTENT_TYPE, content_type.parse().unwrap());
    let deadline = Deadline::after(tasks::now().instant, left);
    let (mut client, mut called) = (
        Client {
            head,
            sides: shared.clone(),
        },
        Called {
            sides: shared.clone(),
        },
    );
    let task = async move {
        let mut codec = codec(client.head());
        let mut pump = Pump::new(&mut client, &mut *codec);
        let ended = pump.run(&mut called, deadline).await;
        let (ending, result) = match &ended {
            Ok(end) => (Ending::BackEnd(end.clone()), Ok(end.status.code)),
            Err(Rejection::ClientGone) => return Err(Rejection::ClientGone),
            Err(rejection) => (
                Ending::Gateway {
                    rejection,
                    request_id: None,
                    within_message: pump.within_message,
                },
                Ok(rejection.code()),
            ),
        };
        pump.close(ending).await.unwrap();
        result
    };
    (shared, Task(Box::pin(task)))
}

fn frame(message: &[u8]) -> Bytes {
    let mut buffer = vec![0; PREFIX];
    buffer.extend_from_slice(message);
    seal(&mut buffer).unwrap();
    buffer.into()
}

fn head() -> Head {
    Head {
        metadata: HeaderMap::new(),
        end: None,
    }
}

fn end(code: Code) -> End {
    let mut trailers = HeaderMap::new();
    trailers.insert("grpc-status", u16::from(code.number()).into());
    End {
        trailers,
        status: Status::new(code, String::new()),
    }
}

const PATIENCE: Duration = Duration::from_secs(60);
