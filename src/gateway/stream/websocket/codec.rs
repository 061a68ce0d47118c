//! A socket as the pump sees it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Response};

use super::super::codec::{Close, Codec, Ending};
use super::super::gather::Gather;
use super::super::rest::next_message;
use super::messages::{Messages, write};
use crate::framing::grpc::Decoder as FrameDecoder;
use crate::framing::websocket::{
    Decoder, Incoming, Kind, SocketError, close, write_close, write_ping,
};
use crate::gateway::Rejection;
use crate::policy::MethodPolicy;
use crate::protocol::websocket::{Handshake, Settings};
use crate::snapshot::Snapshot;
use crate::status::{self, Code};
use crate::transcode::encode;
use crate::upstream::{End, Violation};

/// Close codes that are private (RFC 6455 §7.4.2): this one and the number of a status of gRPC.
const STATUS: u16 = 4000;

/// The text message that ends a request. It is no JSON, so it is none of the request's own. That it is
/// not an empty one, as others have it, is for Chromium: over HTTP/2 it never sends an empty message that
/// is behind another one.
const END: &[u8] = b"end";

/// One socket.
///
/// ```text
/// request:  Open --"end" | the only message--> Over
/// client:   heard --silence--> pinged --a byte--> heard
///                                 '----silence--> gone
/// ```
pub(super) struct Socket<'c> {
    snapshot: &'c Snapshot,
    messages: Messages<'c>,
    client_streams: bool,
    server_streams: bool,
    decoder: Decoder,
    /// All of the request has come.
    is_over: bool,
    /// The client was pinged, and has not been heard of since.
    is_pinged: bool,
    /// The client has closed the socket.
    is_closed: bool,
    head: Option<Response<()>>,
    answer: FrameDecoder,
    /// The only message of an answer, which waits for the status.
    only: Option<Gather>,
}

impl<'c> Socket<'c> {
    pub(super) fn new(
        snapshot: &'c Snapshot,
        handshake: Handshake,
        messages: Messages<'c>,
        policy: &MethodPolicy,
    ) -> Self {
        let method = snapshot.schema().method(messages.method());
        Self {
            snapshot,
            client_streams: method.client_streaming,
            server_streams: method.server_streaming,
            decoder: Decoder::new(policy.request_max.min(snapshot.websocket.message_max)),
            is_over: false,
            is_pinged: false,
            is_closed: false,
            head: Some(handshake.head()),
            answer: FrameDecoder::new(policy.response_max),
            only: None,
            messages,
        }
    }

    fn heard(&mut self, incoming: Incoming, out: &mut Gather) -> Result<(), Rejection> {
        match incoming {
            Incoming::Sign => Ok(()),
            Incoming::Text(text) if text == END => self.end_request(out),
            Incoming::Text(text) => self.message(Kind::Text, &text, out),
            Incoming::Binary(data) => self.message(Kind::Binary, &data, out),
            Incoming::Closed => {
                self.is_closed = true;
                Err(Rejection::SocketClosed)
            }
        }
    }

    fn message(&mut self, kind: Kind, payload: &[u8], out: &mut Gather) -> Result<(), Rejection> {
        if self.is_over {
            return Err(Rejection::SocketOver);
        }
        let takes = self.messages.takes();
        if kind != takes {
            return Err(Rejection::SocketKind { takes });
        }
        self.messages.append(payload, out)?;
        // Of a method that takes one message it is the request.
        self.is_over = !self.client_streams;
        Ok(())
    }

    /// A request without its only message has an empty one, as one without a body does.
    fn end_request(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        if !self.is_over && !self.client_streams {
            self.messages.append(b"", out)?;
        }
        self.is_over = true;
        Ok(())
    }

    const fn settings(&self) -> &'c Settings {
        &self.snapshot.websocket
    }

    /// Says how the call has ended, and closes.
    fn fail(&self, code: u16, message: &str, status: Vec<u8>, out: &mut Gather) {
        let record = [&b"{\"error\":"[..], &status, b"}"].concat();
        write(Kind::Text, record.into(), out);
        write_close(code, message, out.buffer());
    }
}

impl Codec for Socket<'_> {
    fn read(&mut self, piece: Bytes) {
        self.is_pinged = false;
        self.decoder.push(piece);
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        if !self.is_over && self.messages.is_head_alone() {
            self.end_request(out)?;
        }
        while !out.is_full()
            && let Some(incoming) = self.decoder.next()?
        {
            self.heard(incoming, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Gather) -> Result<(), Rejection> {
        // Without a close, whatever has come may not be all.
        Err(Rejection::ClientGone)
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn listens(&self) -> bool {
        true
    }

    fn patience(&self) -> Option<Duration> {
        let interval = self.settings().ping_interval?;
        Some(if self.is_pinged {
            self.settings().ping_timeout
        } else {
            interval
        })
    }

    fn unheard(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        if self.is_pinged {
            return Err(Rejection::ClientGone);
        }
        self.is_pinged = true;
        write_ping(out.buffer());
        Ok(())
    }

    fn begin(&mut self, _: HeaderMap) -> Result<(), Rejection> {
        Ok(())
    }

    fn take(&mut self, frames: Bytes) {
        self.answer.push(frames);
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        let replies = self.decoder.replies();
        if !replies.is_empty() {
            out.push(replies.into());
        }
        while !out.is_full()
            && let Some(message) = next_message(&mut self.answer)?
        {
            if self.server_streams {
                self.messages.write(message, out)?;
                continue;
            }
            if self.only.is_some() {
                return Err(Rejection::AnswerBroken(Violation::SecondMessage));
            }
            self.messages
                .write(message, self.only.get_or_insert_default())?;
        }
        Ok(())
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    fn check(&self, end: &End) -> Result<(), Rejection> {
        if end.status.code == Code::Ok && !self.server_streams && self.only.is_none() {
            return Err(Rejection::AnswerBroken(Violation::NoMessage));
        }
        Ok(())
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        out.push(self.decoder.replies().into());
        match ending {
            Ending::BackEnd(End { status, .. }) if status.code == Code::Ok => {
                let mut only = self.only.take().unwrap_or_default();
                while let Some(piece) = only.take() {
                    out.push(piece);
                }
                write_close(close::NORMAL, "", out.buffer());
            }
            Ending::BackEnd(End { status, .. }) => {
                let mut rendered = Vec::new();
                encode::render_status(&self.snapshot.plans, &status, &mut rendered);
                let code = STATUS + u16::from(status.code.number());
                self.fail(code, &status.message, rendered, out);
            }
            // The answer to its close was the last word.
            Ending::Gateway { .. } if self.is_closed => {}
            Ending::Gateway {
                rejection,
                request_id,
                ..
            } => {
                let (message, details) = (rejection.message(), rejection.details(request_id));
                let rendered = status::render(rejection.code(), &message, &details);
                self.fail(close_code(rejection), &message, rendered, out);
            }
        }
        Close::End
    }
}

/// What breaks the rules of WebSocket has a code there; everything else says its status.
fn close_code(rejection: &Rejection) -> u16 {
    match rejection {
        Rejection::Socket(SocketError::Protocol(_)) => close::PROTOCOL,
        Rejection::Socket(SocketError::Utf8) => close::INVALID,
        Rejection::SocketKind { .. } => close::UNSUPPORTED,
        Rejection::MessageTooLarge { .. } => close::TOO_LARGE,
        rejection => STATUS + u16::from(rejection.code().number()),
    }
}
