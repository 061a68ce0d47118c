//! Answers that are compressed while they are written.

use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, HeaderValue, Response};

use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use crate::framing::compression::{Coding, Compressor};
use crate::gateway::Rejection;
use crate::protocol::coding::{Settings, is_worth_compressing, set_coding};
use crate::protocol::rest;
use crate::upstream::End;

/// Compresses what another codec writes for the client, if its head says that it is worth it.
///
/// What leaves together is compressed together, and whatever is sent can be read at once.
pub(super) struct Coded<'c, C> {
    inner: C,
    coding: Coding,
    settings: &'c Settings,
    state: State,
    /// What the other codec has written; empty whenever the pump waits.
    plain: Gather,
    head: Option<Response<()>>,
}

enum State {
    /// The head is not known yet.
    Awaited,
    /// It goes as it is.
    Plain,
    Compressed {
        compressor: Compressor,
        /// There is something that a reader could not have yet.
        is_held: bool,
    },
    /// The library has failed: the rest cannot be sent.
    Broken,
}

impl<'c, C: Codec> Coded<'c, C> {
    pub(super) fn new(inner: C, coding: Coding, settings: &'c Settings) -> Self {
        Self {
            inner,
            coding,
            settings,
            state: State::Awaited,
            plain: Gather::default(),
            head: None,
        }
    }

    /// Hands on what the other codec has written.
    fn pass(&mut self, out: &mut Gather) {
        if let Some(mut head) = self.inner.head() {
            self.state = self.choose(head.headers_mut());
            self.head = Some(head);
        }
        while let Some(piece) = self.plain.take() {
            match &mut self.state {
                State::Awaited | State::Plain => out.push(piece),
                State::Compressed {
                    compressor,
                    is_held,
                } => {
                    *is_held = true;
                    if compressor.push(&piece, out.buffer()).is_err() {
                        self.state = State::Broken;
                    }
                }
                State::Broken => {}
            }
        }
    }

    fn choose(&self, headers: &mut HeaderMap) -> State {
        // One that is whole says how long it is.
        let is_small = rest::content_length(headers)
            .is_some_and(|length| length == 0 || length < self.settings.size_min.0);
        if is_small || !is_worth_compressing(headers) {
            return State::Plain;
        }
        match Compressor::new(self.coding, self.settings.levels) {
            Ok(compressor) => {
                set_coding(headers, self.coding);
                State::Compressed {
                    compressor,
                    is_held: false,
                }
            }
            // Without memory to compress it, it goes as it is.
            Err(_) => State::Plain,
        }
    }
}

impl<C: Codec> Codec for Coded<'_, C> {
    fn read(&mut self, piece: Bytes) {
        self.inner.read(piece);
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        self.inner.frames(out)
    }

    fn finish(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        self.inner.finish(out)
    }

    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection> {
        self.inner.begin(metadata)
    }

    fn take(&mut self, frames: Bytes) {
        self.inner.take(frames);
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        loop {
            self.inner.body(&mut self.plain)?;
            let may_be_more = self.plain.is_full();
            self.pass(out);
            if !may_be_more || out.is_full() {
                return Ok(());
            }
        }
    }

    fn flush(&mut self, out: &mut Gather) {
        self.inner.flush(&mut self.plain);
        self.pass(out);
        if let State::Compressed {
            compressor,
            is_held,
        } = &mut self.state
            && std::mem::take(is_held)
            && compressor.flush(out.buffer()).is_err()
        {
            self.state = State::Broken;
        }
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    fn keep_alive(&self) -> Option<Duration> {
        self.inner.keep_alive()
    }

    fn idle(&mut self, out: &mut Gather) {
        self.inner.idle(&mut self.plain);
        self.pass(out);
    }

    fn check(&self, end: &End) -> Result<(), Rejection> {
        self.inner.check(end)
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        let close = self.inner.end(ending, &mut self.plain);
        self.pass(out);
        match &mut self.state {
            State::Awaited | State::Plain => return close,
            State::Broken => return Close::Abort,
            State::Compressed { compressor, .. } => {
                if matches!(close, Close::Abort) {
                    // What came before can be read, and is not complete.
                    let _ = compressor.flush(out.buffer());
                    return close;
                }
                if compressor.finish(out.buffer()).is_err() {
                    return Close::Abort;
                }
            }
        }
        if let Some(head) = &mut self.head
            && head.headers().contains_key(CONTENT_LENGTH)
        {
            // All of it is here.
            let length = HeaderValue::from(out.len());
            head.headers_mut().insert(CONTENT_LENGTH, length);
        }
        close
    }
}
