//! [`Exchange`] over a Pingora session, for HTTP/1 and HTTP/2 alike.
//!
//! HTTP/1 writes through Pingora's resumable tasks, so that a blocked write holds up no read;
//! HTTP/2 has a sending half of its own. Limits on waiting are armed only when there is a wait.
//!
//! ```text
//! Awaited --send_head--> Open --last write | trailers--> Ended
//!    '--------abort--------'----> Broken
//! ```

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use h2::{Reason, SendStream};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Version, request};
use pingora::http::ResponseHeader;
use pingora::protocols::http::{HttpTask, ServerSession};
use pingora::{Error, ErrorType, Result};

use super::conn::Link;
use super::refusal::Refusal;
use super::{Drain, Settings, framing};
use crate::gateway::{self, Exchange, ExchangeError};
use crate::protocol::websocket::ExtendedConnect;
use crate::tasks::{self, Timer};

/// What is still read of a request body after an early answer, to keep the connection.
const REST_MAX: u64 = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Awaited,
    Open,
    Ended,
    Broken,
}

/// One request of a session.
pub(super) struct SessionExchange<'a> {
    session: &'a mut ServerSession,
    link: &'a Link,
    settings: &'a Settings,
    drain: &'a Drain,
    answer: Answer,
    /// HTTP/2's sending half, once the head is sent.
    stream: Option<SendStream<Bytes>>,
    /// The client waits for `100 Continue`.
    expects_continue: bool,
    /// The answer has no body, whatever is written: to HEAD, and by its status.
    bodiless: bool,
    /// The answer ends with the connection, as HTTP/1.0 knows no chunks.
    ends_with_connection: bool,
    /// After a 101 bytes flow unframed both ways.
    upgraded: bool,
    /// All of an HTTP/1 answer was written to the connection, which may hold some of it.
    flushing: bool,
    gone: bool,
    /// The client may pause its body before the answer begins.
    silence_allowed: bool,
    reading: Timer,
    writing: Timer,
    /// How far a slow client had got when its limit was started.
    written: u64,
    /// Bytes that flow control has let through, on HTTP/2.
    granted: u64,
}

impl<'a> SessionExchange<'a> {
    pub(super) fn new(
        session: &'a mut ServerSession,
        link: &'a Link,
        settings: &'a Settings,
        drain: &'a Drain,
    ) -> Self {
        session.set_proxy_tasks_enabled(true);
        if is_websocket_connect(session) {
            let head = session.req_header_mut();
            head.extensions_mut().insert(ExtendedConnect);
        }
        if let ServerSession::H1(http1) = session {
            // Decided in `send_head`, which also knows how much of the body is left.
            http1.set_close_on_response_before_downstream_finish(false);
        }
        let head = session.req_header();
        // RFC 9110 §10.1.1: of an HTTP/1.0 request it is ignored; HTTP/2 clients do not wait.
        let expects_continue = head.version == Version::HTTP_11
            && head
                .headers
                .get(EXPECT)
                .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"));
        Self {
            session,
            link,
            settings,
            drain,
            answer: Answer::Awaited,
            stream: None,
            expects_continue,
            bodiless: false,
            ends_with_connection: false,
            upgraded: false,
            flushing: false,
            gone: false,
            silence_allowed: false,
            reading: Timer::default(),
            writing: Timer::default(),
            written: 0,
            granted: 0,
        }
    }

    /// What is wrong with a head that was parsed.
    pub(super) fn refusal(&self) -> Option<Refusal> {
        let (head, max) = (self.head(), self.settings.header_count_max);
        // Of an HTTP/1 head that is known before it is parsed.
        if self.session.is_http2() && head.headers.len() > max {
            return Some(Refusal::TooManyHeaders { max });
        }
        // RFC 9112 §3.2; Pingora lets it pass.
        if head.version == Version::HTTP_11 && !head.headers.contains_key(HOST) {
            return Some(Refusal::Malformed("it has no Host".to_owned()));
        }
        None
    }

    /// Answers with a refusal.
    pub(super) async fn refuse(&mut self, refusal: &Refusal) {
        refusal.count();
        let body = refusal.body();
        let mut head = http::Response::new(());
        *head.status_mut() = refusal.status();
        let json = HeaderValue::from_static("application/json");
        head.headers_mut().insert(CONTENT_TYPE, json);
        head.headers_mut().insert(CONTENT_LENGTH, body.len().into());
        self.link.last.store(true, Relaxed);
        if self.send_head(head, false).is_ok() {
            // Where the client does not take it there is nobody to tell.
            let _ = gateway::write(self, body, true).await;
        }
    }

    /// Sees the answer to its end on the wire.
    ///
    /// # Errors
    /// When the answer was broken off or not given, so that Pingora breaks the connection too.
    pub(super) async fn finish(mut self) -> Result<()> {
        if self.answer != Answer::Ended {
            self.abort();
            return Error::e_explain(ErrorType::InternalError, "the answer was broken off");
        }
        if !self.session.is_http2() {
            let flushed = poll_fn(|cx| {
                let polled = self.poll_tasks(cx);
                self.limit_write(polled, cx)
            });
            if flushed.await.is_err() {
                return Error::e_explain(ErrorType::WriteError, "the client did not take it");
            }
            self.discard_rest().await?;
        } else if self.head().extensions.get::<ExtendedConnect>().is_some() {
            self.hear_goodbye().await;
        }
        Ok(())
    }

    /// Reads a socket of HTTP/2 to its end: a stream that is dropped before is reset, and browsers then
    /// forget the last words that they were sent, which HTTP/1 has its lingering for.
    async fn hear_goodbye(&mut self) {
        let limit = self.settings.linger_timeout;
        let rest = async { while let Ok(Some(_)) = gateway::read(self).await {} };
        tasks::within(limit, rest).await;
    }

    /// Reads the little that is left of a body, to keep the connection for the next request.
    async fn discard_rest(&mut self) -> Result<()> {
        if self.link.linger.load(Relaxed) || self.upgraded || self.session.is_body_done() {
            return Ok(());
        }
        let limit = self.settings.linger_timeout;
        let rest = async { while let Ok(Some(_)) = gateway::read(self).await {} };
        tasks::within(limit, rest).await;
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
                self.link.linger.store(true, Relaxed);
                self.session.set_keepalive(None);
            }
        }
        if self.drain.is_draining() || self.link.last.load(Relaxed) {
            self.session.set_keepalive(None);
        }
    }

    fn send_http1_head(&mut self, mut head: ResponseHeader, end: bool) -> Result<()> {
        self.upgraded =
            head.status == StatusCode::SWITCHING_PROTOCOLS && self.session.is_upgrade_req();
        if self.upgraded {
            // RFC 6455 §7.1.1: what the other side still says must not turn its last words into a reset.
            self.link.linger.store(true, Relaxed);
            self.link.last.store(true, Relaxed);
        } else {
            let ended = end || self.bodiless;
            self.ends_with_connection =
                framing::set_http1(&mut head, self.head().version, self.bodiless, ended)?;
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
        if self.link.corked.swap(false, Relaxed) {
            self.flushing = true;
        }
        if self.flushing {
            // The body has its end already: this only flushes.
            ready!(pin!(self.session.finish_body()).poll(cx)).map_err(|_| ExchangeError::Gone)?;
            self.flushing = false;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_read_http1(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        if !self.upgraded && self.session.is_body_done() {
            return Poll::Ready(Ok(None));
        }
        if std::mem::take(&mut self.expects_continue)
            && self.answer == Answer::Awaited
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
        self.link.last.store(true, Relaxed);
        self.link.linger.store(true, Relaxed);
        self.session.set_keepalive(None);
    }

    fn poll_write_http1(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        if self.answer == Answer::Open && (chunk.is_some() || end) {
            let task = if self.upgraded {
                HttpTask::UpgradedBody(chunk.take(), end)
            } else {
                HttpTask::Body(chunk.take(), end)
            };
            self.session.send_downstream_proxy_task(task);
            if end {
                self.answer = Answer::Ended;
                // The head, the body and the end of chunks leave in one write.
                self.link.corked.store(!self.upgraded, Relaxed);
            }
        }
        self.poll_tasks(cx)
    }

    fn poll_write_http2(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        let Some(stream) = &mut self.stream else {
            return Poll::Ready(Err(ExchangeError::Gone));
        };
        if self.answer != Answer::Open {
            return Poll::Ready(Ok(()));
        }
        while let Some(bytes) = chunk.as_mut().filter(|bytes| !bytes.is_empty()) {
            stream.reserve_capacity(bytes.len());
            let capacity = match stream.capacity() {
                0 => match ready!(stream.poll_capacity(cx)) {
                    Some(Ok(capacity)) => capacity,
                    Some(Err(_)) | None => return Poll::Ready(Err(ExchangeError::Gone)),
                },
                capacity => capacity,
            };
            let part = bytes.split_to(capacity.min(bytes.len()));
            let is_last = end && bytes.is_empty();
            self.granted += part.len() as u64;
            stream
                .send_data(part, is_last)
                .map_err(|_| ExchangeError::Gone)?;
            if is_last {
                self.answer = Answer::Ended;
            }
        }
        *chunk = None;
        if end && self.answer == Answer::Open {
            stream
                .send_data(Bytes::new(), true)
                .map_err(|_| ExchangeError::Gone)?;
            self.answer = Answer::Ended;
        }
        Poll::Ready(Ok(()))
    }

    /// Gives up on a client that does not take a byte for too long.
    fn limit_write(
        &mut self,
        polled: Poll<Result<(), ExchangeError>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<(), ExchangeError>> {
        match polled {
            Poll::Ready(Ok(())) => {
                self.writing.stop();
                return Poll::Ready(Ok(()));
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let written = self.granted + self.link.written.load(Relaxed);
                if written != self.written {
                    self.written = written;
                    self.writing.start(self.settings.write_timeout);
                }
                ready!(self.writing.poll(self.settings.write_timeout, cx));
                // What it has not read would be sent on and on after the close.
                self.link.reset.fetch_or(!self.session.is_http2(), Relaxed);
            }
        }
        self.gone = true;
        self.break_off();
        Poll::Ready(Err(ExchangeError::Gone))
    }

    fn break_off(&mut self) {
        self.answer = Answer::Broken;
        if let Some(stream) = &mut self.stream {
            stream.send_reset(Reason::INTERNAL_ERROR);
        } else if let ServerSession::H2(http2) = &mut *self.session {
            http2.shutdown();
        }
        // An orderly close would look like the end of such an answer.
        self.link.reset.fetch_or(self.ends_with_connection, Relaxed);
    }
}

/// Whether a request over HTTP/2 opens a WebSocket (RFC 8441 §5).
fn is_websocket_connect(session: &ServerSession) -> bool {
    let head = session.req_header();
    head.version == Version::HTTP_2
        && head.method == Method::CONNECT
        && head
            .extensions
            .get::<h2::ext::Protocol>()
            .is_some_and(|protocol| protocol.as_str() == "websocket")
}

impl Exchange for SessionExchange<'_> {
    fn head(&self) -> &request::Parts {
        self.session.req_header()
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        let polled = match &mut *self.session {
            ServerSession::H2(http2) => http2.poll_read_body_bytes(cx).map(|read| {
                read.transpose()
                    .map_err(|error| framing::http2_error(&error))
            }),
            ServerSession::H1(_) | ServerSession::Subrequest(_) | ServerSession::Custom(_) => {
                self.poll_read_http1(cx)
            }
        };
        if polled.is_ready() {
            self.reading.stop();
        } else if self.answer == Answer::Awaited && !self.silence_allowed {
            // Once the answer has begun, both sides may be silent for as long as the call is.
            ready!(self.reading.poll(self.settings.body_timeout, cx));
            self.give_up_body();
            return Poll::Ready(Err(ExchangeError::Timeout));
        }
        polled
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.gone {
            return Poll::Ready(());
        }
        let closed = if let Some(stream) = &mut self.stream {
            stream.poll_reset(cx).is_ready()
        } else if let Some(mut idle) = self.session.watch_h2_stream_close() {
            pin!(&mut idle).poll(cx).is_ready()
        } else {
            let written = self.poll_tasks(cx);
            // Before the body's end, reading is the only way to tell, and may not be wanted.
            let closed = (self.upgraded || self.session.is_body_done()) && {
                self.link.watching.store(true, Relaxed);
                let closed = pin!(self.session.read_body_or_idle(true)).poll(cx);
                self.link.watching.store(false, Relaxed);
                closed.is_ready()
            };
            closed || matches!(written, Poll::Ready(Err(_)))
        };
        self.gone = closed;
        if closed {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }

    fn send_head(&mut self, head: http::Response<()>, end: bool) -> Result<(), ExchangeError> {
        if self.gone || self.answer != Answer::Awaited {
            return Err(ExchangeError::Gone);
        }
        let (parts, ()) = head.into_parts();
        let head = ResponseHeader::from(parts);
        // RFC 9110 §6.4.1.
        self.bodiless = self.head().method == Method::HEAD
            || head.status == StatusCode::NO_CONTENT
            || head.status == StatusCode::NOT_MODIFIED;
        let sent = match &mut *self.session {
            ServerSession::H2(http2) => {
                let sent = http2.write_response_header(Box::new(head), end || self.bodiless);
                self.stream = http2.take_response_body_writer();
                sent
            }
            ServerSession::H1(_) | ServerSession::Subrequest(_) | ServerSession::Custom(_) => {
                self.send_http1_head(head, end)
            }
        };
        self.answer = if end { Answer::Ended } else { Answer::Open };
        sent.map_err(|_| {
            self.gone = true;
            self.answer = Answer::Broken;
            ExchangeError::Gone
        })
    }

    fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        if self.gone || matches!(self.answer, Answer::Awaited | Answer::Broken) {
            return Poll::Ready(Err(ExchangeError::Gone));
        }
        if self.bodiless {
            *chunk = None;
            if end {
                self.answer = Answer::Ended;
            }
            return Poll::Ready(Ok(()));
        }
        let polled = if self.session.is_http2() {
            self.poll_write_http2(cx, chunk, end)
        } else {
            self.poll_write_http1(cx, chunk, end)
        };
        self.limit_write(polled, cx)
    }

    fn send_trailers(&mut self, trailers: HeaderMap) -> Result<(), ExchangeError> {
        if self.gone || self.answer != Answer::Open {
            return Err(ExchangeError::Gone);
        }
        self.answer = Answer::Ended;
        if self.bodiless {
            return Ok(());
        }
        match &mut self.stream {
            Some(stream) => stream
                .send_trailers(trailers)
                .map_err(|_| ExchangeError::Gone),
            None => {
                // Pingora writes no trailers on HTTP/1: the answer just ends.
                self.session.send_downstream_proxy_task(HttpTask::Done);
                Ok(())
            }
        }
    }

    fn allow_silence(&mut self) {
        self.silence_allowed = true;
    }

    fn abort(&mut self) {
        if matches!(self.answer, Answer::Awaited | Answer::Open) {
            self.break_off();
        }
    }
}
