//! A stream of gRPC's length-prefixed messages that is handed on without being taken apart.

use bytes::Bytes;

use super::grpc::{COMPRESSED, FrameError, PREFIX, read_prefix};
use crate::units::ByteSize;

/// Checks frames while they pass. What comes out is what went in, in pieces that are slices of the
/// chunks; only a prefix that spans chunks is held back until it is complete and was checked. So a
/// stream that is refused has been handed on up to the end of a message, or of a part of one.
#[derive(Debug)]
pub struct Scanner {
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
    Message {
        left: usize,
    },
    /// After an error nothing that follows has a meaning: the error is repeated.
    Failed(FrameError),
}

impl State {
    const START: Self = Self::Prefix {
        bytes: [0; PREFIX],
        filled: 0,
    };

    const fn message(left: usize) -> Self {
        match left {
            0 => Self::START,
            left => Self::Message { left },
        }
    }
}

impl Scanner {
    /// A scanner that refuses messages of more than `limit` bytes.
    pub const fn new(limit: ByteSize) -> Self {
        Self::with_flags(limit, COMPRESSED)
    }

    /// One that refuses messages that are compressed too.
    pub const fn uncompressed(limit: ByteSize) -> Self {
        Self::with_flags(limit, 0)
    }

    const fn with_flags(limit: ByteSize, known_flags: u8) -> Self {
        Self {
            limit,
            known_flags,
            chunk: Bytes::new(),
            state: State::START,
        }
    }

    /// Adds bytes. To be called when [`Self::next`] has returned `None`.
    pub fn push(&mut self, chunk: Bytes) {
        debug_assert!(self.chunk.is_empty(), "next() has not returned None");
        self.chunk = chunk;
    }

    /// The next piece; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the bytes are not messages, or one is over the limit. Every later call fails alike.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Bytes>, FrameError> {
        if let State::Prefix { bytes, filled } = &mut self.state
            && *filled > 0
        {
            let missing = &mut bytes[*filled..];
            let taken = missing.len().min(self.chunk.len());
            missing[..taken].copy_from_slice(&self.chunk.split_to(taken));
            *filled += taken;
            if *filled < PREFIX {
                return Ok(None);
            }
            let prefix = *bytes;
            self.begin(prefix)?;
            return Ok(Some(Bytes::copy_from_slice(&prefix)));
        }
        let passed = self.pass();
        if passed == 0 {
            return match self.state {
                State::Failed(error) => Err(error),
                State::Prefix { .. } | State::Message { .. } => Ok(None),
            };
        }
        Ok(Some(self.chunk.split_to(passed)))
    }

    /// Says that no more bytes will come. To be called when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// [`FrameError::Truncated`] when the end is not between two messages.
    pub const fn finish(&self) -> Result<(), FrameError> {
        match self.state {
            State::Prefix { filled: 0, .. } => Ok(()),
            State::Prefix { .. } | State::Message { .. } => Err(FrameError::Truncated),
            State::Failed(error) => Err(error),
        }
    }

    /// Whether what has come out ends within a message.
    pub const fn is_within_message(&self) -> bool {
        matches!(self.state, State::Message { .. })
    }

    /// How much of the chunk can be handed on. What stays behind are the first bytes of a prefix,
    /// which are taken from the chunk, or what cannot be read.
    fn pass(&mut self) -> usize {
        let mut passed = 0;
        loop {
            match &mut self.state {
                State::Message { left } => {
                    let taken = (*left).min(self.chunk.len() - passed);
                    passed += taken;
                    if taken < *left {
                        *left -= taken;
                        return passed;
                    }
                    self.state = State::START;
                }
                State::Prefix { bytes, filled } => {
                    let rest = &self.chunk[passed..];
                    let Some(prefix) = rest.first_chunk::<PREFIX>() else {
                        bytes[..rest.len()].copy_from_slice(rest);
                        *filled = rest.len();
                        self.chunk.truncate(passed);
                        return passed;
                    };
                    let prefix = *prefix;
                    if self.begin(prefix).is_err() {
                        return passed;
                    }
                    passed += PREFIX;
                }
                State::Failed(_) => return passed,
            }
        }
    }

    fn begin(&mut self, prefix: [u8; PREFIX]) -> Result<(), FrameError> {
        match read_prefix(prefix, self.known_flags, self.limit) {
            Ok((_, length)) => self.state = State::message(length),
            Err(error) => {
                let error = match error {
                    FrameError::Flag(COMPRESSED) => FrameError::Compressed,
                    other => other,
                };
                self.state = State::Failed(error);
                return Err(error);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::grpc::seal;
    use super::*;

    const LIMIT: ByteSize = ByteSize(16);

    fn frame(message: &[u8]) -> Vec<u8> {
        let mut buffer = vec![0; PREFIX];
        buffer.extend_from_slice(message);
        seal(&mut buffer).unwrap();
        buffer
    }

    /// What came out of the chunks, and how the stream ended.
    fn scan(chunks: &[&[u8]]) -> (Vec<u8>, Result<(), FrameError>) {
        let mut scanner = Scanner::new(LIMIT);
        let mut out = Vec::new();
        for chunk in chunks {
            scanner.push(Bytes::copy_from_slice(chunk));
            loop {
                match scanner.next() {
                    Ok(Some(piece)) => out.extend_from_slice(&piece),
                    Ok(None) => break,
                    Err(error) => return (out, Err(error)),
                }
            }
        }
        (out, scanner.finish())
    }

    fn at_every_pair_of_split_points(stream: &[u8], check: impl Fn(&[&[u8]])) {
        for i in 0..=stream.len() {
            for j in i..=stream.len() {
                check(&[&stream[..i], &stream[i..j], &stream[j..]]);
            }
        }
    }

    #[test]
    fn what_goes_in_comes_out_however_it_is_cut() {
        let mut stream = [frame(b"first"), frame(b""), frame(b"third!")].concat();
        // Compressed, which is not the scanner's business.
        stream[0] = 1;
        at_every_pair_of_split_points(&stream, |chunks| {
            assert_eq!(scan(chunks), (stream.clone(), Ok(())), "{chunks:?}");
        });
    }

    #[test]
    fn a_stream_is_handed_on_up_to_what_is_refused() {
        let good = [frame(b"first"), frame(b"")].concat();
        let too_large = FrameError::TooLarge {
            length: 17,
            limit: LIMIT,
        };
        for (bad, error) in [
            (frame(&[7; 17]), too_large),
            (b"\x02\0\0\0\x01a".to_vec(), FrameError::Flag(2)),
        ] {
            let stream = [good.clone(), bad].concat();
            at_every_pair_of_split_points(&stream, |chunks| {
                assert_eq!(scan(chunks), (good.clone(), Err(error)), "{chunks:?}");
            });
        }
    }

    #[test]
    fn the_limit_is_the_largest_length_that_passes() {
        assert_eq!(scan(&[&frame(&[7; 16])]), (frame(&[7; 16]), Ok(())));
    }

    #[test]
    fn an_end_within_a_message_is_truncated() {
        let stream = [frame(b"first"), frame(b"second")].concat();
        for end in 0..stream.len() {
            let (out, ended) = scan(&[&stream[..end]]);
            let is_boundary = end == 0 || end == 10;
            assert_eq!(ended.is_ok(), is_boundary, "{end}");
            assert!(stream.starts_with(&out), "{end}");
        }
    }

    #[test]
    fn an_error_is_repeated() {
        let mut scanner = Scanner::new(LIMIT);
        scanner.push(Bytes::from_static(b"\x09\0\0\0\0\0"));
        for _ in 0..2 {
            assert_eq!(scanner.next(), Err(FrameError::Flag(9)));
            assert_eq!(scanner.finish(), Err(FrameError::Flag(9)));
        }
    }

    #[test]
    fn pieces_are_slices_and_tell_where_they_end() {
        let stream = Bytes::from([frame(b"first"), frame(b"second")].concat());
        let mut scanner = Scanner::new(LIMIT);
        scanner.push(stream.slice(..12));
        assert_eq!(scanner.next().unwrap().unwrap().as_ptr(), stream.as_ptr());
        assert!(!scanner.is_within_message());
        assert_eq!(scanner.next(), Ok(None));
        scanner.push(stream.slice(12..17));
        assert_eq!(scanner.next().unwrap().unwrap(), stream.slice(10..15));
        assert_eq!(scanner.next().unwrap().unwrap(), stream.slice(15..17));
        assert!(scanner.is_within_message());
    }
}
