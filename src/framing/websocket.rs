//! WebSocket: messages in a stream of bytes, as a server reads and writes them (RFC 6455 §5).
//!
//! Reading is `tungstenite`'s, over bytes that are in memory: masks, fragments, control frames between
//! them, UTF-8, and the answers to pings and closes. It has no permessage-deflate (RFC 7692), so no extension is
//! negotiated, and a frame with the bit of one is refused. Writing needs a header and nothing else, so messages
//! are written where they are to stand.

use std::io::{self, Read, Write};

use bytes::{Buf as _, Bytes};
use tungstenite::error::{CapacityError, Error};
use tungstenite::handshake::derive_accept_key;
use tungstenite::protocol::frame::coding::{CloseCode, Control, Data, OpCode};
use tungstenite::protocol::frame::{Frame, FrameHeader};
use tungstenite::protocol::{CloseFrame, Message, Role, WebSocket, WebSocketConfig};

use crate::units::ByteSize;

/// What is read at once, and held while a client is silent.
const READ_BUFFER: usize = 4 * 1024;

/// RFC 6455 §5.5: a control frame has at most 125 bytes, of which a close code takes two.
pub const REASON_MAX: usize = 123;

/// The codes of RFC 6455 §7.4.1 that are used here.
pub mod close {
    pub const NORMAL: u16 = 1000;
    pub const PROTOCOL: u16 = 1002;
    pub const UNSUPPORTED: u16 = 1003;
    pub const INVALID: u16 = 1007;
    pub const TOO_LARGE: u16 = 1009;
}

/// What a client has said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoming {
    Text(Bytes),
    Binary(Bytes),
    /// It is still there.
    Sign,
    /// It has closed the socket; [`Decoder::replies`] has the answer.
    Closed,
}

/// Why bytes are not WebSocket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SocketError {
    #[error("{0}")]
    Protocol(String),
    #[error("a text message is not UTF-8")]
    Utf8,
    #[error("a message is larger than {limit}")]
    TooLarge { length: u64, limit: ByteSize },
}

/// Takes bytes of a client as they arrive, and gives its messages.
#[derive(Debug)]
pub struct Decoder {
    socket: WebSocket<Pipe>,
    limit: ByteSize,
}

/// What was received, and what is to be answered.
#[derive(Debug, Default)]
struct Pipe {
    received: Bytes,
    replies: Vec<u8>,
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.received.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let taken = (&*self.received).read(buffer)?;
        self.received.advance(taken);
        Ok(taken)
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.replies.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Decoder {
    /// `limit` is the largest message, and so the largest frame.
    pub fn new(limit: ByteSize) -> Self {
        let max = Some(limit.as_usize());
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(max)
            .max_frame_size(max);
        Self {
            socket: WebSocket::from_raw_socket(Pipe::default(), Role::Server, Some(config)),
            limit,
        }
    }

    /// Takes a piece. Only called when [`Self::next`] has nothing left.
    pub fn push(&mut self, piece: Bytes) {
        self.socket.get_mut().received = piece;
    }

    /// The next thing that the client says; `None` when it takes more bytes to know.
    ///
    /// # Errors
    /// When the bytes break the rules; nothing can be read behind them.
    #[expect(
        clippy::should_implement_trait,
        reason = "push and next are the verbs of every decoder; there may be more later"
    )]
    pub fn next(&mut self) -> Result<Option<Incoming>, SocketError> {
        let message = match self.socket.read() {
            Ok(message) => message,
            Err(error) => return self.failed(error),
        };
        Ok(Some(match message {
            Message::Text(text) => Incoming::Text(text.into()),
            Message::Binary(data) => Incoming::Binary(data),
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {
                self.reply();
                Incoming::Sign
            }
            Message::Close(_) => {
                self.reply();
                Incoming::Closed
            }
        }))
    }

    fn failed(&self, error: Error) -> Result<Option<Incoming>, SocketError> {
        Err(match error {
            Error::Io(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(None),
            Error::Utf8(_) => SocketError::Utf8,
            Error::Capacity(CapacityError::MessageTooLong { size, .. }) => SocketError::TooLarge {
                length: size as u64,
                limit: self.limit,
            },
            error => SocketError::Protocol(error.to_string()),
        })
    }

    /// Writes the answer to a ping or a close; the last one alone where there are several.
    fn reply(&mut self) {
        // It can only say that the socket is closed now.
        let _ = self.socket.flush();
    }

    /// Takes the answers to what was read, in frames.
    pub fn replies(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.socket.get_mut().replies)
    }
}

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Binary,
}

/// Appends what stands before a message of this length, which the caller appends.
pub fn write_header(kind: Kind, length: usize, out: &mut Vec<u8>) {
    let header = FrameHeader {
        opcode: OpCode::Data(match kind {
            Kind::Text => Data::Text,
            Kind::Binary => Data::Binary,
        }),
        ..FrameHeader::default()
    };
    // A vector takes everything.
    let _ = header.format(length as u64, out);
}

/// Appends a question whether the client is there.
pub fn write_ping(out: &mut Vec<u8>) {
    let header = FrameHeader {
        opcode: OpCode::Control(Control::Ping),
        ..FrameHeader::default()
    };
    let _ = header.format(0, out);
}

/// Appends the last frame: why the socket closes, the reason cut to what has room.
pub fn write_close(code: u16, reason: &str, out: &mut Vec<u8>) {
    let frame = Frame::close(Some(CloseFrame {
        code: CloseCode::from(code),
        reason: cut(reason).into(),
    }));
    let _ = frame.format(out);
}

fn cut(reason: &str) -> &str {
    let end = reason.floor_char_boundary(REASON_MAX);
    reason.get(..end).unwrap_or_default()
}

/// What answers a handshake's `Sec-WebSocket-Key` (RFC 6455 §4.2.2).
pub fn accept_key(key: &[u8]) -> String {
    derive_accept_key(key)
}

#[cfg(test)]
mod tests;
