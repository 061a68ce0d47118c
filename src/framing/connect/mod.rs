//! Connect's streams: gRPC's messages, and a last one that is JSON and says how the stream ended.
//!
//! Source: the Connect protocol reference:
//!
//! ```text
//! Enveloped-Message   = Envelope-Flags Message-Length Message
//! Envelope-Flags      = %d0-255            ; one byte: 1 is "compressed", 2 is "end of stream"
//! Message-Length      = {length of Message} ; four bytes, big endian
//! EndStreamResponse   = JSON               ; see the module `json`
//! ```

mod json;

pub use json::{
    ConnectError, EndOfStream, JsonError, code_name, code_of_name, read_end, read_error, write_end,
    write_error,
};

use bytes::Bytes;

use super::grpc::{self, COMPRESSED, FrameError, Message};
use crate::units::ByteSize;

/// The flag of the message that ends a stream of responses.
const END_OF_STREAM: u8 = 0x02;

/// Why bytes are not a stream of Connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StreamError {
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// What follows the end of the stream has no meaning.
    #[error("a message follows the one that ends the stream")]
    AfterEnd,
}

/// What an envelope holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    Message(Message),
    /// JSON, which may be compressed as messages are. Only in a response, as its last envelope.
    End(Message),
}

/// Cuts envelopes out of chunks of bytes.
#[derive(Debug)]
pub struct Decoder {
    frames: grpc::Decoder,
    has_ended: bool,
}

impl Decoder {
    /// A decoder that refuses envelopes of more than `limit` bytes.
    pub const fn new(limit: ByteSize) -> Self {
        Self {
            frames: grpc::Decoder::with_flags(limit, COMPRESSED | END_OF_STREAM),
            has_ended: false,
        }
    }

    /// Adds bytes, as [`grpc::Decoder::push`] does.
    pub fn push(&mut self, chunk: Bytes) {
        self.frames.push(chunk);
    }

    /// The next complete envelope; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the bytes are not an envelope, or it is over the limit.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Frame>, StreamError> {
        let Some((flags, bytes)) = self.frames.next_framed()? else {
            return Ok(None);
        };
        if self.has_ended {
            return Err(StreamError::AfterEnd);
        }
        let compressed = flags & COMPRESSED != 0;
        let message = Message { compressed, bytes };
        self.has_ended = flags & END_OF_STREAM != 0;
        Ok(Some(if self.has_ended {
            Frame::End(message)
        } else {
            Frame::Message(message)
        }))
    }

    /// Says that no more bytes will come. To be called when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// When the end is not between two envelopes.
    pub fn finish(&self) -> Result<(), StreamError> {
        Ok(self.frames.finish()?)
    }
}

/// Writes the prefix of a message that is compressed, as [`grpc::seal`] does for one that is not.
///
/// # Errors
/// As [`grpc::seal`].
pub fn seal_compressed(buffer: &mut [u8]) -> Result<(), FrameError> {
    grpc::seal_flags(buffer, COMPRESSED)
}

/// Writes the prefix of the envelope that ends a stream, as [`grpc::seal`] does for a message.
///
/// # Errors
/// As [`grpc::seal`].
pub fn seal_end(buffer: &mut [u8]) -> Result<(), FrameError> {
    grpc::seal_flags(buffer, END_OF_STREAM)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LIMIT: ByteSize = ByteSize(16);

    fn message(compressed: bool, bytes: &'static [u8]) -> Message {
        let bytes = Bytes::from_static(bytes);
        Message { compressed, bytes }
    }

    fn decode(chunks: &[&[u8]]) -> Result<Vec<Frame>, StreamError> {
        let mut decoder = Decoder::new(LIMIT);
        let mut frames = Vec::new();
        for chunk in chunks {
            decoder.push(Bytes::copy_from_slice(chunk));
            while let Some(frame) = decoder.next()? {
                frames.push(frame);
            }
        }
        decoder.finish()?;
        Ok(frames)
    }

    #[test]
    fn the_end_is_an_envelope_with_a_flag_of_its_own() {
        let mut buffer = b"12345{}".to_vec();
        seal_end(&mut buffer).unwrap();
        assert_eq!(buffer, b"\x02\0\0\0\x02{}");
        assert_eq!(seal_end(&mut [0; 4]), Err(FrameError::NoPrefix));
        let mut buffer = b"12345ab".to_vec();
        seal_compressed(&mut buffer).unwrap();
        assert_eq!(buffer, b"\x01\0\0\0\x02ab");
    }

    #[test]
    fn envelopes_are_the_same_at_every_pair_of_split_points() {
        let stream = b"\0\0\0\0\x02ab\x01\0\0\0\x01c\0\0\0\0\0\x03\0\0\0\x02{}";
        let expected = vec![
            Frame::Message(message(false, b"ab")),
            Frame::Message(message(true, b"c")),
            Frame::Message(message(false, b"")),
            Frame::End(message(true, b"{}")),
        ];
        for i in 0..=stream.len() {
            for j in i..=stream.len() {
                let chunks = [&stream[..i], &stream[i..j], &stream[j..]];
                assert_eq!(decode(&chunks).as_ref(), Ok(&expected), "{i} {j}");
            }
        }
    }

    #[test]
    fn what_is_no_stream_is_refused() {
        let too_large = FrameError::TooLarge {
            length: 17,
            limit: LIMIT,
        };
        for (stream, expected) in [
            (&b"\x04\0\0\0\0"[..], FrameError::Flag(4).into()),
            (b"\x80\0\0\0\0", FrameError::Flag(0x80).into()),
            (b"\x02\0\0\0\x11", too_large.into()),
            (b"\x02\0\0\0\x02{", FrameError::Truncated.into()),
            (b"\x02\0\0", FrameError::Truncated.into()),
            (b"\x02\0\0\0\0\0\0\0\0\0", StreamError::AfterEnd),
            (b"\x02\0\0\0\0\x02\0\0\0\0", StreamError::AfterEnd),
            (b"\x02\0\0\0\0\0", FrameError::Truncated.into()),
        ] {
            assert_eq!(decode(&[stream]), Err(expected), "{stream:?}");
        }
        let largest = [&b"\x02\0\0\0\x10"[..], &[b' '; 16]].concat();
        assert!(decode(&[&largest]).is_ok());
    }
}
