//! A call to a back end, made once more where it is certain that nothing was done about it.
//!
//! ```text
//! Held --head--> Open                      the answer has begun
//!   |--too much was sent--> Open           and cannot be sent again
//!   '--refused--> Again --opened, sent again--> Open
//! ```
//! RFC 9113 §8.7 and gRPC's transparent retry: a stream above the last one of a GOAWAY, and one that is
//! refused with REFUSED_STREAM, was not acted on. Until the answer begins what was sent is held, up to
//! a limit, so that the client need not know.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use smallvec::SmallVec;

use super::back_end::BackEnd;
use crate::call::Call;
use crate::gateway::Rejection;
use crate::policy::Admitted;
use crate::snapshot::MethodTarget;
use crate::upstream::{CallError, Doing, End, Head, Opened, Upstreams};

/// A call that has been opened.
pub(super) struct Calling<'c> {
    upstreams: &'c Upstreams,
    target: &'c MethodTarget,
    call: &'c Admitted<Call>,
    pub(super) opened: Opened,
    state: State<'c>,
}

enum State<'c> {
    Held(Sent),
    Again(Sent, Opening<'c>),
    Open,
}

type Opening<'c> = Pin<Box<dyn Future<Output = Result<Opened, CallError>> + Send + 'c>>;

/// What was sent so far.
#[derive(Default)]
struct Sent {
    pieces: SmallVec<[Bytes; 2]>,
    length: usize,
    is_all: bool,
    /// The back end takes no more, and nobody has been told yet.
    is_stopped: bool,
}

impl<'c> Calling<'c> {
    pub(super) fn new(
        upstreams: &'c Upstreams,
        target: &'c MethodTarget,
        call: &'c Admitted<Call>,
        opened: Opened,
    ) -> Self {
        Self {
            upstreams,
            target,
            call,
            opened,
            state: State::Held(Sent::default()),
        }
    }

    /// Opens the call once more, if it may be. Fails with `error` otherwise.
    fn again(&mut self, error: CallError) -> Result<(), Rejection> {
        let is_untouched = matches!(error, CallError::Unprocessed { .. });
        match std::mem::replace(&mut self.state, State::Open) {
            State::Held(sent) if is_untouched => {
                let MethodTarget {
                    cluster, policy, ..
                } = self.target;
                let opening = self.upstreams.open(cluster, self.call, policy.response_max);
                self.state = State::Again(sent, Box::pin(opening));
                Ok(())
            }
            State::Held(_) | State::Again(..) | State::Open => Err(error.into()),
        }
    }

    fn reopened(&mut self, sent: Sent, opened: Opened) {
        let attempts = self.opened.attempts.saturating_add(opened.attempts);
        self.opened = Opened { attempts, ..opened };
        let last = sent.pieces.len();
        for (at, piece) in (1..).zip(sent.pieces) {
            // Where it takes no more the answer says why.
            let _ = self
                .opened
                .stream
                .send
                .send(piece, sent.is_all && at == last);
        }
    }
}

impl BackEnd for Calling<'_> {
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Rejection>> {
        if let State::Again(..) = self.state {
            // Whoever sees the end of that wakes this task.
            return Poll::Pending;
        }
        let polled = ready!(self.opened.stream.send.poll_ready(cx));
        match (polled, &mut self.state) {
            (Err(_), State::Held(sent)) => {
                sent.is_stopped = true;
                Poll::Pending
            }
            (polled, _) => Poll::Ready(polled.map_err(Rejection::from)),
        }
    }

    fn send(&mut self, frames: Bytes, end: bool) -> Result<(), Rejection> {
        let State::Held(sent) = &mut self.state else {
            return Ok(self.opened.stream.send.send(frames, end)?);
        };
        sent.length += frames.len();
        sent.is_all = end;
        if sent.length > self.target.policy.retry_buffer.as_usize() {
            self.state = State::Open;
            return Ok(self.opened.stream.send.send(frames, end)?);
        }
        sent.pieces.push(frames.clone());
        // The answer says why it fails, and whether it matters.
        let _ = self.opened.stream.send.send(frames, end);
        Ok(())
    }

    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<Head, Rejection>> {
        loop {
            if let State::Again(_, opening) = &mut self.state {
                let opened = ready!(opening.as_mut().poll(cx));
                if let State::Again(sent, _) = std::mem::replace(&mut self.state, State::Open) {
                    self.reopened(sent, opened?);
                }
                // The rest of the request may go on.
                cx.waker().wake_by_ref();
            }
            match ready!(self.opened.stream.receive.poll_head(cx)) {
                Ok(head) => {
                    if let State::Held(Sent {
                        is_stopped: true, ..
                    }) = self.state
                    {
                        cx.waker().wake_by_ref();
                    }
                    self.state = State::Open;
                    return Poll::Ready(Ok(head));
                }
                Err(error) => self.again(error)?,
            }
        }
    }

    fn poll_frames(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Rejection>> {
        let receive = &mut self.opened.stream.receive;
        receive.poll_frames(cx).map_err(Rejection::from)
    }

    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<End, Rejection>> {
        let receive = &mut self.opened.stream.receive;
        receive.poll_end(cx).map_err(Rejection::from)
    }

    fn is_within_message(&self) -> bool {
        self.opened.stream.receive.is_within_message()
    }

    fn overdue(&self) -> Rejection {
        let error = CallError::Deadline {
            endpoint: self.opened.endpoint.address().clone(),
            doing: match self.state {
                State::Again(..) => Doing::Connecting,
                State::Held(_) | State::Open => Doing::Answering,
            },
        };
        error.into()
    }
}
