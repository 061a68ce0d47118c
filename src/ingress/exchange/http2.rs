//! A stream of HTTP/2, as the `h2` crate gives it.

use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream, SendStream};
use http::header::{DATE, UPGRADE};
use http::{HeaderMap, StatusCode, request};
use pingora::protocols::http::date::get_cached_date;
use pingora::{Error, ErrorType, Result};

use super::{Answer, Finish, Progress, read_on};
use crate::gateway::{Exchange, ExchangeError};
use crate::ingress::Settings;
use crate::ingress::conn::Link;
use crate::ingress::framing::http2_error;
use crate::protocol::websocket::ExtendedConnect;

/// One request of a connection.
pub(in crate::ingress) struct Http2Exchange<'a> {
    head: request::Parts,
    body: RecvStream,
    respond: SendResponse<Bytes>,
    /// The sending half, once the head is sent.
    stream: Option<SendStream<Bytes>>,
    /// Bytes that flow control has let through.
    granted: u64,
    progress: Progress<'a>,
}

impl<'a> Http2Exchange<'a> {
    pub(in crate::ingress) fn new(
        mut head: request::Parts,
        body: RecvStream,
        respond: SendResponse<Bytes>,
        link: &'a Link,
        settings: &'a Settings,
    ) -> Self {
        if opens_websocket(&head) {
            head.extensions.insert(ExtendedConnect);
        }
        Self {
            head,
            body,
            respond,
            stream: None,
            granted: 0,
            progress: Progress::new(link, settings),
        }
    }

    fn poll_send(
        &mut self,
        cx: &mut Context<'_>,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        let Some(stream) = &mut self.stream else {
            return Poll::Ready(Err(ExchangeError::Gone));
        };
        if self.progress.answer != Answer::Open {
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
                self.progress.answer = Answer::Ended;
            }
        }
        *chunk = None;
        if end && self.progress.answer == Answer::Open {
            stream
                .send_data(Bytes::new(), true)
                .map_err(|_| ExchangeError::Gone)?;
            self.progress.answer = Answer::Ended;
        }
        Poll::Ready(Ok(()))
    }

    fn break_off(&mut self) {
        self.progress.answer = Answer::Broken;
        match &mut self.stream {
            Some(stream) => stream.send_reset(Reason::INTERNAL_ERROR),
            None => self.respond.send_reset(Reason::INTERNAL_ERROR),
        }
    }
}

/// Whether a request opens a WebSocket (RFC 8441 §5).
fn opens_websocket(head: &request::Parts) -> bool {
    head.method == http::Method::CONNECT
        && head
            .extensions
            .get::<h2::ext::Protocol>()
            .is_some_and(|protocol| protocol.as_str() == "websocket")
}

impl Finish for Http2Exchange<'_> {
    async fn finish(mut self) -> Result<()> {
        if self.progress.answer != Answer::Ended {
            self.abort();
            return Error::e_explain(ErrorType::InternalError, "the answer was broken off");
        }
        if self.head.extensions.get::<ExtendedConnect>().is_some() {
            // A stream that is dropped before its client has ended is reset, and browsers then forget the last
            // words that they were sent.
            let settings = self.progress.settings;
            read_on(&mut self, settings).await;
        }
        Ok(())
    }
}

impl Exchange for Http2Exchange<'_> {
    fn head(&self) -> &request::Parts {
        &self.head
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        let polled = self.body.poll_data(cx);
        if self.progress.limit_read(polled.is_ready(), cx).is_ready() {
            return Poll::Ready(Err(ExchangeError::Timeout));
        }
        let read = ready!(polled)
            .transpose()
            .map_err(|error| http2_error(&error))?;
        if let Some(data) = &read {
            // It fails only on a stream that is gone, which the next read tells.
            let _ = self.body.flow_control().release_capacity(data.len());
        }
        Poll::Ready(Ok(read))
    }

    fn poll_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if self.progress.gone {
            return Poll::Ready(());
        }
        let reset = match &mut self.stream {
            Some(stream) => stream.poll_reset(cx),
            None => self.respond.poll_reset(cx),
        };
        self.progress.gone = reset.is_ready();
        reset.map(|_| ())
    }

    fn send_head(&mut self, mut head: http::Response<()>, end: bool) -> Result<(), ExchangeError> {
        self.progress.begin(&self.head.method, head.status(), end)?;
        head.headers_mut().insert(DATE, get_cached_date());
        if head.status() == StatusCode::UPGRADE_REQUIRED {
            // RFC 9113 §8.2.2 knows no fields of one connection, and nothing else sets one.
            head.headers_mut().remove(UPGRADE);
        }
        match self
            .respond
            .send_response(head, end || self.progress.bodiless)
        {
            Ok(stream) => {
                self.stream = Some(stream);
                Ok(())
            }
            Err(_) => Err(self.progress.lose()),
        }
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
        match self.poll_send(cx, chunk, end) {
            Poll::Ready(Ok(())) => {
                self.progress.writing.stop();
                return Poll::Ready(Ok(()));
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let written = self.granted + self.progress.link.written.load(Relaxed);
                ready!(self.progress.limit_write(written, cx));
            }
        }
        self.progress.gone = true;
        self.break_off();
        Poll::Ready(Err(ExchangeError::Gone))
    }

    fn send_trailers(&mut self, trailers: HeaderMap) -> Result<(), ExchangeError> {
        if !self.progress.end_in_trailers()? {
            return Ok(());
        }
        let stream = self.stream.as_mut().ok_or(ExchangeError::Gone)?;
        stream
            .send_trailers(trailers)
            .map_err(|_| ExchangeError::Gone)
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
