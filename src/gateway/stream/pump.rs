//! Moves a call's bytes, both ways at once, until it has ended.
//!
//! One poll does what can be done in each direction and leaves a waker with whatever holds it up:
//! the request with the client or the back end's window, the answer with the back end or the
//! client's window. Neither direction waits for the other, so two sides that only write do not
//! block each other. Nothing is read before there is room for what becomes of it, so what a stream
//! holds is bounded by one piece each way, whoever is slow.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::back_end::BackEnd;
use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use crate::call::Deadline;
use crate::gateway::{Exchange, ExchangeError, Rejection};
use crate::tasks::{self, Timer};
use crate::upstream::{End, Head};

/// One call between a client and whatever answers it.
pub(super) struct Pump<'p, E> {
    pub(super) client: &'p mut E,
    pub(super) codec: &'p mut dyn Codec,
    request: Request,
    answer: Answer,
    /// For the back end; empty whenever the pump waits, unless it hears a client while that takes no more.
    up: Gather,
    /// For the client.
    down: Gather,
    /// What the client is being sent; `Some(None)` when it was taken and is on its way.
    write: Option<Option<Bytes>>,
    /// Since the client was sent something, for a codec that keeps it alive.
    silence: Timer,
    /// Since the client has said something, for a codec that listens.
    heard: Timer,
    /// Set when the call has ended: whether the client has a part of a message.
    pub(super) within_message: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Request {
    Open,
    /// As [`Self::Ended`], but the client has other things to say.
    Heard,
    /// All was sent, or the back end takes no more.
    Ended,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Head,
    Frames,
    Trailers,
}

/// Why no more is gathered for now.
enum Gathered {
    Full,
    Ended(End),
}

impl<'p, E: Exchange> Pump<'p, E> {
    pub(super) fn new(client: &'p mut E, codec: &'p mut dyn Codec) -> Self {
        Self {
            client,
            codec,
            request: Request::Open,
            answer: Answer::Head,
            up: Gather::default(),
            down: Gather::default(),
            write: None,
            silence: Timer::default(),
            heard: Timer::default(),
            within_message: false,
        }
    }

    /// Runs the call until the back end has ended it; [`Self::close`] tells the client.
    ///
    /// # Errors
    /// When the call ends in another way: by its deadline, by a mistake of either side, or because
    /// one of them is gone.
    pub(super) async fn run(
        &mut self,
        back_end: &mut impl BackEnd,
        deadline: Deadline,
    ) -> Result<End, Rejection> {
        let mut overdue = pin!(tasks::sleep_until(deadline.0));
        let ended = poll_fn(|cx| {
            let polled = self.poll(back_end, cx);
            if polled.is_pending() {
                // Only a call that waits can be too late, and only then is a timer armed.
                ready!(overdue.as_mut().poll(cx));
                return Poll::Ready(Err(back_end.overdue()));
            }
            polled
        })
        .await;
        self.within_message = back_end.is_within_message();
        let end = ended?;
        self.codec.check(&end)?;
        Ok(end)
    }

    fn poll(
        &mut self,
        back_end: &mut impl BackEnd,
        cx: &mut Context<'_>,
    ) -> Poll<Result<End, Rejection>> {
        // First, so that a codec can answer the client by itself.
        let request = self.poll_request(back_end, cx)?;
        if request == Waiting::ForClient {
            self.poll_patience(cx)?;
        }
        let mut answer = self.poll_answer(back_end, cx)?;
        while answer.is_pending() && self.poll_silence(cx)?.is_ready() {
            answer = self.poll_answer(back_end, cx)?;
        }
        if answer.is_pending() && request == Waiting::Elsewhere {
            // Nothing is read from the client now, so its leaving has to be looked for.
            ready!(self.client.poll_closed(cx));
            return Poll::Ready(Err(Rejection::ClientGone));
        }
        answer.map(Ok)
    }

    /// Moves the request as far as it goes.
    fn poll_request(
        &mut self,
        back_end: &mut impl BackEnd,
        cx: &mut Context<'_>,
    ) -> Result<Waiting, Rejection> {
        while self.request == Request::Open {
            match back_end.poll_ready(cx) {
                Poll::Pending if self.codec.listens() => return self.poll_ahead(cx),
                Poll::Pending => return Ok(Waiting::Elsewhere),
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(_)) => {
                    self.end_request();
                    break;
                }
            }
            let read = self.fill_up(cx);
            let is_last = matches!(read, Ok(Poll::Ready(Filled::Last)));
            // What was read before an error counts.
            self.send_up(back_end, is_last);
            if read?.is_pending() {
                return Ok(Waiting::ForClient);
            }
        }
        match self.request {
            Request::Open | Request::Ended => Ok(Waiting::Elsewhere),
            Request::Heard => self.poll_heard(cx),
        }
    }

    /// Hears what the client says beside its request while the back end takes no more of that. What
    /// comes of the request meanwhile waits, up to a write's worth.
    fn poll_ahead(&mut self, cx: &mut Context<'_>) -> Result<Waiting, Rejection> {
        loop {
            self.codec.frames(&mut self.up)?;
            if self.up.is_full() {
                return Ok(Waiting::Elsewhere);
            }
            match self.client.poll_read(cx) {
                Poll::Pending => return Ok(Waiting::ForClient),
                Poll::Ready(Ok(Some(piece))) => self.read(piece),
                Poll::Ready(Ok(None)) => {
                    self.codec.finish(&mut self.up)?;
                    return Ok(Waiting::Elsewhere);
                }
                Poll::Ready(Err(error)) => return Err(of_reading(error)),
            }
        }
    }

    fn end_request(&mut self) {
        self.request = if self.codec.listens() {
            Request::Heard
        } else {
            Request::Ended
        };
    }

    /// Hears what the client says beside its request.
    fn poll_heard(&mut self, cx: &mut Context<'_>) -> Result<Waiting, Rejection> {
        loop {
            self.codec.frames(&mut self.up)?;
            while self.up.take().is_some() {
                // The back end takes no more.
            }
            match self.client.poll_read(cx) {
                Poll::Pending => return Ok(Waiting::ForClient),
                Poll::Ready(Ok(Some(piece))) => self.read(piece),
                Poll::Ready(Ok(None)) => {
                    self.request = Request::Ended;
                    self.codec.finish(&mut self.up)?;
                    return Ok(Waiting::Elsewhere);
                }
                Poll::Ready(Err(error)) => return Err(of_reading(error)),
            }
        }
    }

    fn read(&mut self, piece: Bytes) {
        self.heard.stop();
        self.codec.read(piece);
    }

    /// Asks a client that is silent whether it is there.
    fn poll_patience(&mut self, cx: &mut Context<'_>) -> Result<(), Rejection> {
        while let Some(limit) = self.codec.patience()
            && self.heard.poll(limit, cx).is_ready()
        {
            self.codec.unheard(&mut self.down)?;
            self.heard.stop();
        }
        Ok(())
    }

    /// Reads and decodes until there is a write's worth, the client has no more, or it pauses.
    fn fill_up(&mut self, cx: &mut Context<'_>) -> Result<Poll<Filled>, Rejection> {
        loop {
            self.codec.frames(&mut self.up)?;
            if self.codec.is_over() {
                return Ok(Poll::Ready(Filled::Last));
            }
            if self.up.is_full() {
                return Ok(Poll::Ready(Filled::Full));
            }
            match self.client.poll_read(cx) {
                Poll::Pending => return Ok(Poll::Pending),
                Poll::Ready(Ok(Some(piece))) => self.read(piece),
                Poll::Ready(Ok(None)) => {
                    self.codec.finish(&mut self.up)?;
                    return Ok(Poll::Ready(Filled::Last));
                }
                Poll::Ready(Err(error)) => return Err(of_reading(error)),
            }
        }
    }

    fn send_up(&mut self, back_end: &mut impl BackEnd, is_last: bool) {
        let mut next = self.up.take();
        if is_last {
            self.end_request();
            next.get_or_insert_default();
        }
        while let Some(frames) = next {
            next = self.up.take();
            if back_end.send(frames, is_last && next.is_none()).is_err() {
                // The answer says why.
                self.end_request();
            }
        }
    }

    /// Moves the answer as far as it goes; ready when the back end has ended it.
    fn poll_answer(
        &mut self,
        back_end: &mut impl BackEnd,
        cx: &mut Context<'_>,
    ) -> Result<Poll<End>, Rejection> {
        loop {
            match self.poll_write(cx, false) {
                Poll::Pending => return Ok(Poll::Pending),
                Poll::Ready(written) => written.map_err(gone)?,
            }
            let gathered = self.gather(back_end, cx)?;
            if let Poll::Ready(Gathered::Ended(end)) = gathered {
                return Ok(Poll::Ready(end));
            }
            self.codec.flush(&mut self.down);
            let is_begun = self.begin()?;
            if !is_begun && self.down.is_empty() && gathered.is_pending() {
                return Ok(Poll::Pending);
            }
        }
    }

    /// Ready when the client had to be sent something, and will be.
    fn poll_silence(&mut self, cx: &mut Context<'_>) -> Result<Poll<()>, Rejection> {
        let Some(limit) = self.codec.keep_alive() else {
            return Ok(Poll::Pending);
        };
        // One that does not take what there is needs no more.
        if self.write.is_some() || self.silence.poll(limit, cx).is_pending() {
            return Ok(Poll::Pending);
        }
        self.silence.start(limit);
        self.codec.idle(&mut self.down);
        self.codec.flush(&mut self.down);
        self.begin()?;
        Ok(Poll::Ready(()))
    }

    /// Sends the head if it has become known; nothing that was gathered goes before it.
    pub(super) fn begin(&mut self) -> Result<bool, Rejection> {
        let Some(head) = self.codec.head() else {
            return Ok(false);
        };
        self.client.send_head(head, false).map_err(gone)?;
        self.send_head_alone();
        Ok(true)
    }

    /// Takes what the back end has, until it makes a write, or has no more for now.
    fn gather(
        &mut self,
        back_end: &mut impl BackEnd,
        cx: &mut Context<'_>,
    ) -> Result<Poll<Gathered>, Rejection> {
        loop {
            self.codec.body(&mut self.down)?;
            if self.down.is_full() {
                return Ok(Poll::Ready(Gathered::Full));
            }
            match self.answer {
                Answer::Head => {
                    let Poll::Ready(head) = back_end.poll_head(cx)? else {
                        return Ok(Poll::Pending);
                    };
                    let Head { metadata, end } = head;
                    if let Some(end) = end {
                        return Ok(Poll::Ready(Gathered::Ended(end)));
                    }
                    self.codec.begin(metadata)?;
                    self.answer = Answer::Frames;
                }
                Answer::Frames => match back_end.poll_frames(cx)? {
                    Poll::Ready(Some(frames)) => self.codec.take(frames),
                    Poll::Ready(None) => self.answer = Answer::Trailers,
                    Poll::Pending => return Ok(Poll::Pending),
                },
                Answer::Trailers => {
                    return Ok(back_end.poll_end(cx)?.map(Gathered::Ended));
                }
            }
        }
    }

    /// Tells the client how the call has ended, behind everything that is still to be written.
    ///
    /// # Errors
    /// When the client is gone, or cannot be told.
    pub(super) async fn close(&mut self, ending: Ending<'_>) -> Result<(), ExchangeError> {
        let close = self.codec.end(ending, &mut self.down);
        let is_end = matches!(close, Close::End);
        let head = self.codec.head();
        if is_end || head.is_some() {
            self.send_head_alone();
        }
        if let Some(head) = head {
            let is_all = is_end && self.down.is_empty();
            self.client.send_head(head, is_all)?;
        }
        poll_fn(|cx| self.poll_flush(cx, is_end)).await?;
        match close {
            Close::End => Ok(()),
            Close::Trailers(trailers) => self.client.send_trailers(trailers),
            Close::Abort => {
                self.client.abort();
                Ok(())
            }
        }
    }

    /// Even without a byte there is something to be sent; with one, it leaves together with that.
    fn send_head_alone(&mut self) {
        if self.down.is_empty() {
            self.write.get_or_insert_default();
        }
    }

    /// Writes the rest, and reads on: a client may first want to be rid of its request.
    fn poll_flush(&mut self, cx: &mut Context<'_>, end: bool) -> Poll<Result<(), ExchangeError>> {
        let written = self.poll_write(cx, end);
        while written.is_pending() && self.request != Request::Ended {
            match self.client.poll_read(cx) {
                Poll::Pending => break,
                Poll::Ready(Ok(Some(_))) => {}
                Poll::Ready(Ok(None) | Err(_)) => self.request = Request::Ended,
            }
        }
        written
    }

    /// Writes what has been gathered; ready when the client has taken all of it. With `end`, the
    /// answer ends with its last byte.
    fn poll_write(&mut self, cx: &mut Context<'_>, end: bool) -> Poll<Result<(), ExchangeError>> {
        loop {
            if self.write.is_none() {
                self.write = self.down.take().map(Some);
            }
            let is_last = self.down.is_empty();
            let Some(chunk) = &mut self.write else {
                return Poll::Ready(Ok(()));
            };
            ready!(self.client.poll_write(cx, chunk, end && is_last))?;
            self.write = None;
            if let Some(limit) = self.codec.keep_alive() {
                self.silence.start(limit);
            }
        }
    }
}

/// What the request waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Waiting {
    ForClient,
    /// For the back end, or for nothing any more.
    Elsewhere,
}

/// What has been gathered of the request.
enum Filled {
    Full,
    Last,
}

fn of_reading(error: ExchangeError) -> Rejection {
    match error {
        ExchangeError::Gone => Rejection::ClientGone,
        ExchangeError::Timeout => Rejection::BodyTimeout,
        ExchangeError::Malformed(what) => Rejection::BodyMalformed(what),
    }
}

fn gone(_: ExchangeError) -> Rejection {
    Rejection::ClientGone
}
