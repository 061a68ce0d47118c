//! gRPC's length-prefixed messages.
//!
//! Source: gRPC over HTTP/2, "Length-Prefixed-Message":
//!
//! ```text
//! Length-Prefixed-Message = Compressed-Flag Message-Length Message
//! Compressed-Flag         = 0 / 1                  ; one byte
//! Message-Length          = {length of Message}    ; four bytes, big endian
//! ```

use bytes::{Bytes, BytesMut};

use crate::units::ByteSize;

/// The length of what stands in front of every message.
pub const PREFIX: usize = 5;

/// The flag of a message that is compressed.
pub(super) const COMPRESSED: u8 = 0x01;

/// Why bytes are not length-prefixed messages, or a message cannot become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The message is longer than the reader accepts.
    #[error("a message of {length} bytes is over the limit of {limit}")]
    TooLarge { length: u64, limit: ByteSize },
    /// The first byte of a message has a bit that the protocol does not define.
    #[error("a message starts with the flags {0:#04x}, which this protocol does not have")]
    Flag(u8),
    /// A message is compressed, and no encoding was agreed on.
    #[error("a message is compressed, but no encoding was agreed on")]
    Compressed,
    /// The stream ended inside a message or its prefix.
    #[error("the stream ended in the middle of a message")]
    Truncated,
    /// A buffer to be sealed has no room for the prefix.
    #[error("the buffer has no room for the prefix of a message")]
    NoPrefix,
}

/// Writes the prefix into the first [`PREFIX`] bytes of `buffer`; the message stands behind them.
///
/// Whoever encodes a message reserves those bytes first, so that framing copies nothing.
///
/// # Errors
/// [`FrameError::NoPrefix`] when the buffer is shorter than a prefix, [`FrameError::TooLarge`]
/// when the message is longer than four bytes can say.
pub fn seal(buffer: &mut [u8]) -> Result<(), FrameError> {
    seal_flags(buffer, 0)
}

/// As [`seal`], with the first byte of the prefix.
pub(super) fn seal_flags(buffer: &mut [u8], flags: u8) -> Result<(), FrameError> {
    let (prefix, message) = buffer
        .split_first_chunk_mut::<PREFIX>()
        .ok_or(FrameError::NoPrefix)?;
    let length = u32::try_from(message.len()).map_err(|_| FrameError::TooLarge {
        length: message.len() as u64,
        limit: ByteSize(u64::from(u32::MAX)),
    })?;
    let [a, b, c, d] = length.to_be_bytes();
    *prefix = [flags, a, b, c, d];
    Ok(())
}

/// One message of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Whether `bytes` are encoded as the stream's `grpc-encoding` says.
    pub compressed: bool,
    pub bytes: Bytes,
}

impl Message {
    /// The bytes of a message on a stream without an agreed encoding.
    ///
    /// # Errors
    /// [`FrameError::Compressed`] when the message says that it is compressed.
    pub fn identity(self) -> Result<Bytes, FrameError> {
        if self.compressed {
            return Err(FrameError::Compressed);
        }
        Ok(self.bytes)
    }
}

/// Cuts messages out of chunks of bytes.
///
/// A message that lies within one chunk is a slice of it; one that spans chunks is put together
/// in a buffer of exactly its length, which is never above the limit.
#[derive(Debug)]
pub struct Decoder {
    limit: ByteSize,
    /// The bits that the first byte of a message may have.
    known_flags: u8,
    /// What was pushed and not yet looked at.
    chunk: Bytes,
    state: State,
}

#[derive(Debug)]
enum State {
    Prefix {
        bytes: [u8; PREFIX],
        filled: usize,
    },
    Message(Pending),
    /// After an error nothing that follows has a meaning: the error is repeated.
    Failed(FrameError),
}

#[derive(Debug)]
struct Pending {
    flags: u8,
    length: usize,
    /// Empty until the message turns out not to lie within one chunk.
    partial: BytesMut,
}

impl State {
    const START: Self = Self::Prefix {
        bytes: [0; PREFIX],
        filled: 0,
    };
}

impl Decoder {
    /// A decoder that refuses messages of more than `limit` bytes.
    pub const fn new(limit: ByteSize) -> Self {
        Self::with_flags(limit, COMPRESSED)
    }

    /// A decoder of a protocol that has more flags.
    pub(super) const fn with_flags(limit: ByteSize, known_flags: u8) -> Self {
        Self {
            limit,
            known_flags,
            chunk: Bytes::new(),
            state: State::START,
        }
    }

    /// Adds bytes. Without a copy, when [`Self::next`] has returned `None` since the last time.
    pub fn push(&mut self, chunk: Bytes) {
        if self.chunk.is_empty() {
            self.chunk = chunk;
        } else if !chunk.is_empty() {
            let mut joined = BytesMut::with_capacity(self.chunk.len() + chunk.len());
            joined.extend_from_slice(&self.chunk);
            joined.extend_from_slice(&chunk);
            self.chunk = joined.freeze();
        }
    }

    /// Whether everything that was pushed has been taken, but for the beginning of a message.
    pub const fn is_empty(&self) -> bool {
        self.chunk.is_empty()
    }

    /// The next complete message; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the bytes are not a message, or it is over the limit. Every later call fails alike.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Message>, FrameError> {
        let framed = self.next_framed()?;
        Ok(framed.map(|(flags, bytes)| Message {
            compressed: flags & COMPRESSED != 0,
            bytes,
        }))
    }

    /// As [`Self::next`], with the first byte as it is.
    pub(super) fn next_framed(&mut self) -> Result<Option<(u8, Bytes)>, FrameError> {
        loop {
            match &mut self.state {
                State::Failed(error) => return Err(*error),
                State::Prefix { bytes, filled } => {
                    let missing = &mut bytes[*filled..];
                    let taken = missing.len().min(self.chunk.len());
                    missing[..taken].copy_from_slice(&self.chunk.split_to(taken));
                    *filled += taken;
                    if *filled < PREFIX {
                        return Ok(None);
                    }
                    self.state = match read_prefix(*bytes, self.known_flags, self.limit) {
                        Ok((flags, length)) => State::Message(Pending {
                            flags,
                            length,
                            partial: BytesMut::new(),
                        }),
                        Err(error) => State::Failed(error),
                    };
                }
                State::Message(pending) => {
                    let Some(bytes) = pending.take(&mut self.chunk) else {
                        return Ok(None);
                    };
                    let flags = pending.flags;
                    self.state = State::START;
                    return Ok(Some((flags, bytes)));
                }
            }
        }
    }

    /// Says that no more bytes will come. To be called when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// [`FrameError::Truncated`] when the end is not between two messages.
    pub fn finish(&self) -> Result<(), FrameError> {
        match &self.state {
            State::Prefix { filled: 0, .. } if self.chunk.is_empty() => Ok(()),
            State::Prefix { .. } | State::Message(_) => Err(FrameError::Truncated),
            State::Failed(error) => Err(*error),
        }
    }
}

impl Pending {
    fn take(&mut self, chunk: &mut Bytes) -> Option<Bytes> {
        if self.partial.is_empty() && chunk.len() >= self.length {
            return Some(chunk.split_to(self.length));
        }
        if chunk.is_empty() {
            return None;
        }
        if self.partial.is_empty() {
            self.partial.reserve(self.length);
        }
        let taken = (self.length - self.partial.len()).min(chunk.len());
        self.partial.extend_from_slice(&chunk.split_to(taken));
        (self.partial.len() == self.length).then(|| std::mem::take(&mut self.partial).freeze())
    }
}

/// The flags and the length of the message behind a prefix.
pub(super) fn read_prefix(
    prefix: [u8; PREFIX],
    known_flags: u8,
    limit: ByteSize,
) -> Result<(u8, usize), FrameError> {
    let [flags, a, b, c, d] = prefix;
    if flags & !known_flags != 0 {
        return Err(FrameError::Flag(flags));
    }
    let length = u32::from_be_bytes([a, b, c, d]);
    let too_large = FrameError::TooLarge {
        length: u64::from(length),
        limit,
    };
    if u64::from(length) > limit.0 {
        return Err(too_large);
    }
    let length = usize::try_from(length).map_err(|_| too_large)?;
    Ok((flags, length))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LIMIT: ByteSize = ByteSize(16);

    fn frame(message: &[u8]) -> Vec<u8> {
        let mut buffer = vec![0xff; PREFIX];
        buffer.extend_from_slice(message);
        seal(&mut buffer).unwrap();
        buffer
    }

    /// All messages of the chunks, and how the stream ends.
    fn decode(chunks: &[&[u8]]) -> Result<Vec<Message>, FrameError> {
        let mut decoder = Decoder::new(LIMIT);
        let mut messages = Vec::new();
        for chunk in chunks {
            decoder.push(Bytes::copy_from_slice(chunk));
            while let Some(message) = decoder.next()? {
                messages.push(message);
            }
        }
        decoder.finish()?;
        Ok(messages)
    }

    fn plain(bytes: &'static [u8]) -> Message {
        Message {
            compressed: false,
            bytes: Bytes::from_static(bytes),
        }
    }

    #[test]
    fn the_prefix_is_written_in_front_of_the_message() {
        assert_eq!(frame(b"abc"), b"\0\0\0\0\x03abc");
        assert_eq!(frame(b""), b"\0\0\0\0\0");
        assert_eq!(seal(&mut [0; 4]), Err(FrameError::NoPrefix));
    }

    #[test]
    fn messages_are_the_same_at_every_pair_of_split_points() {
        let stream = [frame(b"first"), frame(b""), frame(b"third!")].concat();
        let expected = vec![plain(b"first"), plain(b""), plain(b"third!")];
        for i in 0..=stream.len() {
            for j in i..=stream.len() {
                let chunks = [&stream[..i], &stream[i..j], &stream[j..]];
                assert_eq!(decode(&chunks).as_ref(), Ok(&expected), "{i} {j}");
            }
        }
    }

    #[test]
    fn every_proper_prefix_of_a_stream_is_truncated_or_at_a_boundary() {
        let stream = [frame(b"first"), frame(b"second")].concat();
        for end in 0..stream.len() {
            let expected = if end == 0 || end == 10 {
                Ok(usize::from(end == 10))
            } else {
                Err(FrameError::Truncated)
            };
            let found = decode(&[&stream[..end]]).map(|messages| messages.len());
            assert_eq!(found, expected, "{end}");
        }
    }

    #[test]
    fn the_limit_is_the_largest_length_that_passes() {
        assert!(decode(&[&frame(&[7; 15])]).is_ok());
        assert!(decode(&[&frame(&[7; 16])]).is_ok());
        let refused = FrameError::TooLarge {
            length: 17,
            limit: LIMIT,
        };
        assert_eq!(decode(&[&frame(&[7; 17])]), Err(refused));
        // The length alone is enough: nothing is buffered for a message that will be refused.
        assert_eq!(decode(&[b"\0\0\0\0\x11"]), Err(refused));
    }

    #[test]
    fn a_message_within_a_chunk_is_not_copied() {
        let stream = Bytes::from([frame(b"first"), frame(b"second")].concat());
        let mut decoder = Decoder::new(LIMIT);
        decoder.push(stream.clone());
        let first = decoder.next().unwrap().unwrap();
        let second = decoder.next().unwrap().unwrap();
        assert_eq!(first.bytes.as_ptr(), stream[PREFIX..].as_ptr());
        assert_eq!(second.bytes.as_ptr(), stream[2 * PREFIX + 5..].as_ptr());
    }

    #[test]
    fn chunks_may_be_pushed_before_messages_are_taken() {
        let mut decoder = Decoder::new(LIMIT);
        for byte in [frame(b"first"), frame(b"second")].concat() {
            decoder.push(Bytes::from(vec![byte]));
        }
        assert_eq!(decoder.finish(), Err(FrameError::Truncated));
        assert_eq!(decoder.next(), Ok(Some(plain(b"first"))));
        assert_eq!(decoder.next(), Ok(Some(plain(b"second"))));
        assert_eq!(decoder.next(), Ok(None));
        assert_eq!(decoder.finish(), Ok(()));
    }

    #[test]
    fn flags_other_than_0_and_1_are_errors_for_good() {
        for flag in 2..=u8::MAX {
            let mut decoder = Decoder::new(LIMIT);
            decoder.push(Bytes::from(vec![flag, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
            for _ in 0..2 {
                assert_eq!(decoder.next(), Err(FrameError::Flag(flag)));
                assert_eq!(decoder.finish(), Err(FrameError::Flag(flag)));
            }
        }
    }

    #[test]
    fn a_compressed_message_is_reported_and_is_not_identity() {
        let messages = decode(&[b"\x01\0\0\0\x02ab"]).unwrap();
        let message = messages.into_iter().next().unwrap();
        assert!(message.compressed);
        assert_eq!(message.identity(), Err(FrameError::Compressed));
    }
}
