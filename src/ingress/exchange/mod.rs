//! [`Exchange`] over a client's connection: one request and its answer, for each version of HTTP.
//!
//! Here is what they share: how far an answer is, and the limits on waiting, which are armed only
//! when there is a wait.
//!
//! ```text
//! Awaited --send_head--> Open --last write | trailers--> Ended
//!    '--------abort--------'----> Broken
//! ```

mod http1;
mod http2;

use std::future::Future;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};
use pingora::Result;

pub(super) use self::http1::Http1Exchange;
pub(super) use self::http2::Http2Exchange;
use super::Settings;
use super::conn::Link;
use super::refusal::Refusal;
use crate::gateway::{self, Exchange, ExchangeError};
use crate::tasks::{self, Timer};

/// An exchange that is seen to its end on the wire.
pub(super) trait Finish: Exchange + Sized {
    /// # Errors
    /// When the answer was broken off or not given: no other request may follow on its connection.
    fn finish(self) -> impl Future<Output = Result<()>> + Send;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Awaited,
    Open,
    Ended,
    Broken,
}

/// What there is of an answer, and who waits for it.
struct Progress<'a> {
    link: &'a Link,
    settings: &'a Settings,
    answer: Answer,
    /// The answer has no body, whatever is written: to HEAD, and by its status.
    bodiless: bool,
    gone: bool,
    /// The client may pause its body before the answer begins.
    silence_allowed: bool,
    reading: Timer,
    writing: Timer,
    /// How far a slow client had got when its limit was started.
    written: u64,
}

impl<'a> Progress<'a> {
    fn new(link: &'a Link, settings: &'a Settings) -> Self {
        Self {
            link,
            settings,
            answer: Answer::Awaited,
            bodiless: false,
            gone: false,
            silence_allowed: false,
            reading: Timer::default(),
            writing: Timer::default(),
            written: 0,
        }
    }

    /// The head of the answer is about to be sent; `end` when nothing follows it.
    fn begin(
        &mut self,
        method: &Method,
        status: StatusCode,
        end: bool,
    ) -> Result<(), ExchangeError> {
        if self.gone || self.answer != Answer::Awaited {
            return Err(ExchangeError::Gone);
        }
        // RFC 9110 §6.4.1.
        self.bodiless = method == Method::HEAD
            || status == StatusCode::NO_CONTENT
            || status == StatusCode::NOT_MODIFIED;
        self.answer = if end { Answer::Ended } else { Answer::Open };
        Ok(())
    }

    /// What becomes of a piece of the body without being sent; `None` when it is to be sent.
    fn withheld(
        &mut self,
        chunk: &mut Option<Bytes>,
        end: bool,
    ) -> Option<Result<(), ExchangeError>> {
        if self.gone || matches!(self.answer, Answer::Awaited | Answer::Broken) {
            return Some(Err(ExchangeError::Gone));
        }
        if !self.bodiless {
            return None;
        }
        *chunk = None;
        if end {
            self.answer = Answer::Ended;
        }
        Some(Ok(()))
    }

    /// Trailers end the answer. Returns whether they are to be sent.
    fn end_in_trailers(&mut self) -> Result<bool, ExchangeError> {
        if self.gone || self.answer != Answer::Open {
            return Err(ExchangeError::Gone);
        }
        self.answer = Answer::Ended;
        Ok(!self.bodiless)
    }

    /// Nobody is left to answer.
    fn lose(&mut self) -> ExchangeError {
        self.gone = true;
        self.answer = Answer::Broken;
        ExchangeError::Gone
    }

    /// Ready when a client that owes its body has been silent for too long.
    fn limit_read(&mut self, is_ready: bool, cx: &mut Context<'_>) -> Poll<()> {
        if is_ready {
            self.reading.stop();
        } else if self.answer == Answer::Awaited && !self.silence_allowed {
            // Once the answer has begun, both sides may be silent for as long as the call is.
            return self.reading.poll(self.settings.body_timeout, cx);
        }
        Poll::Pending
    }

    /// Ready when a client that is owed bytes has not taken one for too long; `written` is how many it has taken.
    fn limit_write(&mut self, written: u64, cx: &mut Context<'_>) -> Poll<()> {
        if written != self.written {
            self.written = written;
            self.writing.start(self.settings.write_timeout);
        }
        self.writing.poll(self.settings.write_timeout, cx)
    }
}

/// Answers with a refusal.
pub(super) async fn refuse(exchange: &mut impl Exchange, link: &Link, refusal: &Refusal) {
    refusal.count();
    let body = refusal.body();
    let mut head = http::Response::new(());
    *head.status_mut() = refusal.status();
    let json = HeaderValue::from_static("application/json");
    head.headers_mut().insert(CONTENT_TYPE, json);
    head.headers_mut().insert(CONTENT_LENGTH, body.len().into());
    link.last.store(true, Relaxed);
    if exchange.send_head(head, false).is_ok() {
        // Where the client does not take it there is nobody to tell.
        let _ = gateway::write(exchange, body, true).await;
    }
}

/// Reads what the client still sends, for as long as a connection that is closed lingers.
async fn read_on(exchange: &mut impl Exchange, settings: &Settings) {
    let rest = async { while let Ok(Some(_)) = gateway::read(exchange).await {} };
    tasks::within(settings.linger_timeout, rest).await;
}
