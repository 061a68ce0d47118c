//! A request of HTTP/1, through a Pingora session.
//!
//! It writes through Pingora's resumable tasks, so that a blocked write holds up no read.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, EXPECT, HOST};
use http::{HeaderMap, StatusCode, Version, request};
use pingora::http::ResponseHeader;
use pingora::protocols::http::{HttpTask, ServerSession};
use pingora::{Error, ErrorType, Result};

use super::{Answer, Finish, Progress, read_on};
use crate::gateway::{Exchange, ExchangeError};
use crate::ingress::conn::Link;
use crate::ingress::refusal::Refusal;
use crate::ingress::{Drain, Settings, framing};
use crate::tasks::Timer;

/// What is still read of a request body after an early answer, to keep the connection.
const REST_MAX: u64 = 64 * 1024;

/// How long a body is left unread before its client is watched: a back end that only takes a moment is not
/// to cost a copy of what comes meanwhile, and one who leaves is noticed within a second.
const STALLED: Duration = Duration::from_millis(250);

/// One request of a session.
pub(in crate::ingress) struct Http1Exchange<'a> {
    session: &'a mut ServerSession,
    drain: &'a Drain,
    /// The client waits for `100 Continue`.
    expects_continue: bool,
    /// The answer ends with the connection, as HTTP/1.0 knows no chunks.
    ends_with_connection: bool,
    /// After a 101 bytes flow unframed both ways.
    upgraded: bool,
    /// All of an answer was written to the connection, which may hold some of it.
    flushing: bool,
    /// How long no more of the body was wanted.
    stalled: Timer,
    progress: Progress<'a>,
}

impl<'a> Http1Exchange<'a> {
    pub(in crate::ingress) fn new(
        session: &'a mut ServerSession,
        link: &'a Link,
        settings: &'a Settings,
        drain: &'a Drain,
    ) -> Self {
        session.set_proxy_tasks_enabled(true);
        if let ServerSession::H1(http1) = session {
            // Decided in `send_head`, which also knows how much of the body is left.
            http1.set_close_on_response_before_downstream_finish(false);
        }
        let head = session.req_header();
        // RFC 9110 §10.1.1: of an HTTP/1.0 request it is ignored.
        let expects_continue = head.version == Version::HTTP_11
            && head
                .headers
                .get(EXPECT)
                .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"));
        Self {
            session,
            drain,
            expects_continue,
            ends_with_connection: false,
            upgraded: false,
            flushing: false,
            stalled: Timer::default(),
            progress: Progress::new(link, settings),
        }
    }

    /// What is wrong with a head that was parsed.
    pub(in crate::ingress) fn refusal(&self) -> Option<Refusal> {
        let head = self.head();
        // RFC 9112 §3.2; Pingora lets it pass.
        (head.version == Version::HTTP_11 && !head.headers.contains_key(HOST))
            .then(|| Refusal::Malformed("it has no Host".to_owned()))
    }

    /// Reads the little that is left of a body, to keep the connection for the next request.
    async fn discard_rest(&mut self) -> Result<()> {
        if self.progress.link.linger.load(Relaxed) || self.upgraded || self.session.is_body_done() {
            return Ok(());
        }
        let settings = self.progress.settings;
        read_on(self, settings).await;
        if self.session.is_body_done() {
            return Ok(());
        }
        Error::e_explain(ErrorType::ReadError, "the rest of the body did not arrive")
    }

    /// How many bytes of the body have not been read; `None` where only its end will tell.
    fn rest(&self) -> Option<u64> {
        let length = self.head().headers.get(CONTENT_LENGTH)?;
        // Pingora has checked that all values are the same number.
        let first = length.to_str().ok()?.split(',').next()?;
        let length = first.trim().parse::<u64>().ok()?;
        length.checked_sub(self.session.body_bytes_read() as u64)
    }

    /// Decides whether the connection is used again; the head says it.
    fn set_keepalive(&mut self) {
        if !self.session.is_body_done() {
            let little = self.rest().is_some_and(|rest| rest <= REST_MAX);
            if !little || self.expects_continue {
                self.progress.link.linger.store(true, Relaxed);
                self.session.set_keepalive(None);
            }
        }
        if self.drain.is_draining() || self.progress.link.last.load(Relaxed) {
            self.session.set_keepalive(None);
        }
    }

    fn queue_head(&mut self, mut head: ResponseHeader, end: bool) -> Result<()> {
        self.upgraded =
            head.status == StatusCode::SWITCHING_PROTOCOLS && self.session.is_upgrade_req();
        if self.upgraded {
            // RFC 6455 §7.1.1: what the other side still says must not turn its last words into a reset.
            self.progress.link.linger.store(true, Relaxed);
            self.progress.link.last.store(true, Relaxed);
        } else {
            let ended = end || self.progress.bodiless;
            self.ends_with_connection = framing::set_http1(
                &mut head,
                self.head().version,
                self.progress.bodiless,
                ended,
            )?;
        }
        self.set_keepalive();
        let task = HttpTask::Header(Box::new(head), end);
        self.session.send_downstream_proxy_task(task);
        Ok(())
    }

    /// Writes what is queued on HTTP/1.
    fn poll_tasks(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), ExchangeError>> {
        if self.session.has_pending_downstream_proxy_tasks() {
            // A fresh future each time: what it has done is kept in the session.
            ready!(pin!(self.session.write_downstream_proxy_tasks()).poll(cx))
                .map_err(|_| ExchangeError::Gone)?;
        }
        if self.progress.link.corked.swap(false, Relaxed) {
            self.flushing = true;
        }
        if self.flushing {
            // The body has its end already: this only flushes.
            ready!(pin!(self.session.finish_body()).poll(cx)).map_err(|_| ExchangeError::Gone)?;
            self.flushing = false;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_body(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        if !self.upgraded && self.session.is_body_done() {
            return Poll::Ready(Ok(None));
        }
        if std::mem::take(&mut self.expects_continue)
            && self.progress.answer == Answer::Awaited
            && let Ok(head) = ResponseHeader::build(StatusCode::CONTINUE, Some(0))
        {
            let task = HttpTask::Header(Box::new(head), false);
            self.session.send_downstream_proxy_task(task);
        }
        let sent = self.poll_tasks(cx)?;
        if self.upgraded && sent.is_pending() {
            // Before the 101 is out the session still reads a framed body.
            return Poll::Pending;
        }
        let read = ready!(pin!(self.session.read_request_body()).poll(cx));
        Poll::Ready(read.map_err(|error| {
            self.give_up_body();
            framing::http1_error(&error)
        }))
    }

    /// Where a body ends that broke off is not known: no request can follow it. Its session may
    /// even call it complete, and would read the rest as the next request.
    fn give_up_body(&mut self) {
        self.progress.link.last.store(true, Relaxed);
        self.progress.link.linger.store(true, Relaxed);
        self.session.set_keepalive(None);
    }

    fn poll_send(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        if self.progress.answer == Answer::Open && (chunk.is_some() || end) {
            let task = if self.upgraded {
                HttpTask::UpgradedBody(chunk.take(), end)
            } else {
                HttpTask::Body(chunk.take(), end)
            };
            self.session.send_downstream_proxy_task(task);
            if end {
                self.progress.answer = Answer::Ended;
                // The head, the body and the end of chunks leave in one write.
                self.progress.link.corked.store(!self.upgraded, Relaxed);
            }
        }
        self.poll_tasks(cx)
    }

    /// Gives up on a client that does not take a byte for too long.
    fn limit_write(
        &mut self,
        polled: Poll<Result<(), ExchangeError>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), ExchangeError>> {
        match polled {
            Poll::Ready(Ok(())) => {
                self.progress.writing.stop();
                return Poll::Ready(Ok(()));
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let written = self.progress.link.written.load(Relaxed);
                ready!(self.progress.limit_write(written, cx));
                // What it has not read would be sent on and on after the close.
                self.progress.link.reset.store(true, Relaxed);
            }
        }
        self.progress.gone = true;
        self.break_off();
        Poll::Ready(Err(ExchangeError::Gone))
    }

    fn break_off(&mut self) {
        self.progress.answer = Answer::Broken;
        // An orderly close would look like the end of such an answer.
        let reset = &self.progress.link.reset;
        reset.fetch_or(self.ends_with_connection, Relaxed);
    }
}

impl Finish for Http1Exchange<'_> {
    async fn finish(mut self) -> Result<()> {
        if self.progress.answer != Answer::Ended {
            // Pingora would complete the answer's framing otherwise.
            self.abort();
            return Error::e_explain(ErrorType::InternalError, "the answer was broken off");
        }
        let flushed = poll_fn(|cx| {
            let polled = self.poll_tasks(cx);
            self.limit_write(polled, cx)
        });
        if flushed.await.is_err() {
            return Error::e_explain(ErrorType::WriteError, "the client did not take it");
        }
        self.discard_rest().await
    }
}

impl Exchange for Http1Exchange<'_> {
    fn head(&self) -> &request::Parts {
        self.session.req_header()
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        self.stalled.stop();
        let polled = self.poll_body(cx);
        if self.progress.limit_read(polled.is_ready(), cx).is_ready() {
            self.give_up_body();
            return Poll::Ready(Err(ExchangeError::Timeout));
        }
        polled
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.progress.gone {
            return Poll::Ready(());
        }
        let written = self.poll_tasks(cx);
        // Before the body's end, reading is the only way to tell. It may not be wanted now, and fills the
        // inbox, so that only a client that is not read for longer is looked for.
        let is_watched = self.upgraded
            || self.session.is_body_done()
            || self.stalled.poll(STALLED, cx).is_ready();
        let closed = is_watched && {
            self.progress.link.watching.store(true, Relaxed);
            let closed = pin!(self.session.read_body_or_idle(true)).poll(cx);
            self.progress.link.watching.store(false, Relaxed);
            closed.is_ready()
        };
        self.progress.gone = closed || matches!(written, Poll::Ready(Err(_)));
        if self.progress.gone {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn send_head(&mut self, head: http::Response<()>, end: bool) -> Result<(), ExchangeError> {
        let (parts, ()) = head.into_parts();
        let method = &self.session.req_header().method;
        self.progress.begin(method, parts.status, end)?;
        self.queue_head(ResponseHeader::from(parts), end)
            .map_err(|_| self.progress.lose())
    }

    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        if let Some(withheld) = self.progress.withheld(chunk, end) {
            return Poll::Ready(withheld);
        }
        let polled = self.poll_send(cx, chunk, end);
        self.limit_write(polled, cx)
    }

    fn send_trailers(&mut self, _trailers: HeaderMap) -> Result<(), ExchangeError> {
        if !self.progress.end_in_trailers()? {
            return Ok(());
        }
        // Pingora writes no trailers on HTTP/1: the answer just ends.
        self.session.send_downstream_proxy_task(HttpTask::Done);
        Ok(())
    }

    fn allow_silence(&mut self) {
        self.progress.silence_allowed = true;
    }

    fn abort(&mut self) {
        if matches!(self.progress.answer, Answer::Awaited | Answer::Open) {
            self.break_off();
        }
    }
}
