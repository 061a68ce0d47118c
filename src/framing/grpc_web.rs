//! gRPC-Web: gRPC's messages with the trailers among them, in binary or as base64.
//!
//! Source: PROTOCOL-WEB.md of gRPC:
//!
//! ```text
//! body     = *Message [Trailers]
//! Message  = as in framing::grpc
//! Trailers = 1000000c  Length  Block      ; one byte, four bytes big endian
//! Block    = *( name ":" [ " " ] value CRLF )
//! text     = *( base64 of a part of the body, each padded for itself )
//! ```

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::grpc::{self, COMPRESSED, FrameError, Message, PREFIX};
use crate::units::ByteSize;

/// The flag of the frame that holds trailers.
const TRAILERS: u8 = 0x80;

/// Why bytes are not a body of gRPC-Web.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// What follows the trailers has no meaning.
    #[error("a frame follows the trailers, which are the last one")]
    AfterTrailers,
    /// The trailers are not lines of `name: value`.
    #[error("the trailers are not lines of \"name: value\"")]
    Trailers,
}

/// What a frame of a body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Frame {
    Message(Message),
    /// Only in the body of a response, as its last frame.
    Trailers(HeaderMap),
}

/// Cuts frames out of chunks of a binary body.
#[derive(Debug)]
pub struct Decoder {
    frames: grpc::Decoder,
    has_ended: bool,
}

impl Decoder {
    /// A decoder that refuses frames of more than `limit` bytes.
    pub const fn new(limit: ByteSize) -> Self {
        Self {
            frames: grpc::Decoder::with_flags(limit, COMPRESSED | TRAILERS),
            has_ended: false,
        }
    }

    /// Adds bytes, as [`grpc::Decoder::push`] does.
    pub fn push(&mut self, chunk: Bytes) {
        self.frames.push(chunk);
    }

    /// The next complete frame; `None` until more bytes are pushed.
    ///
    /// # Errors
    /// When the bytes are not a frame, or it is over the limit.
    #[expect(
        clippy::should_implement_trait,
        reason = "push, next, finish are the verbs of every decoder; the end is not the iterator's"
    )]
    pub fn next(&mut self) -> Result<Option<Frame>, WebError> {
        let Some((flags, bytes)) = self.frames.next_framed()? else {
            return Ok(None);
        };
        if self.has_ended {
            return Err(WebError::AfterTrailers);
        }
        let compressed = flags & COMPRESSED != 0;
        if flags & TRAILERS == 0 {
            return Ok(Some(Frame::Message(Message { compressed, bytes })));
        }
        self.has_ended = true;
        if compressed {
            // No implementation compresses them, and few would read them.
            return Err(FrameError::Compressed.into());
        }
        read_block(&bytes).map(|trailers| Some(Frame::Trailers(trailers)))
    }

    /// Says that no more bytes will come. To be called when [`Self::next`] has returned `None`.
    ///
    /// # Errors
    /// When the end is not between two frames.
    pub fn finish(&self) -> Result<(), WebError> {
        Ok(self.frames.finish()?)
    }
}

/// Appends the frame of trailers, which ends the body of a response.
///
/// # Errors
/// When they are longer than four bytes can say.
pub fn write_trailers(trailers: &HeaderMap, out: &mut Vec<u8>) -> Result<(), FrameError> {
    let start = out.len();
    out.extend_from_slice(&[0; PREFIX]);
    for (name, value) in trailers {
        // Names are in lower case, as the protocol wants them: that is how `http` keeps them.
        out.extend_from_slice(name.as_str().as_bytes());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    let frame = out.get_mut(start..).unwrap_or_default();
    grpc::seal_flags(frame, TRAILERS)
}

fn read_block(block: &[u8]) -> Result<HeaderMap, WebError> {
    let mut trailers = HeaderMap::new();
    for line in block.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let colon = memchr::memchr(b':', line).ok_or(WebError::Trailers)?;
        let (name, value) = line.split_at_checked(colon).ok_or(WebError::Trailers)?;
        let value = value.strip_prefix(b":").unwrap_or_default().trim_ascii();
        let name = HeaderName::from_bytes(name).map_err(|_| WebError::Trailers)?;
        let value = HeaderValue::from_bytes(value).map_err(|_| WebError::Trailers)?;
        trailers
            .try_append(name, value)
            .map_err(|_| WebError::Trailers)?;
    }
    Ok(trailers)
}

/// Why text is not a body of `application/grpc-web-text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("the body is not base64 at the byte {offset}")]
    Base64 { offset: u64 },
    /// The text does not consist of whole groups of four.
    #[error("the body ended in the middle of a base64 group")]
    Truncated,
}

/// Turns the chunks of a text body into those of a binary one.
///
/// Browsers' clients encode what they have at a time and pad it, so padding may stand between any
/// two groups. Nothing but an unfinished group is kept.
#[derive(Debug, Default)]
pub struct TextDecoder {
    /// A group that is cut off by the end of a chunk.
    group: [u8; GROUP],
    filled: usize,
    /// How many bytes of text were decoded.
    offset: u64,
    failed: Option<TextError>,
}

/// The characters that three bytes become.
const GROUP: usize = 4;

impl TextDecoder {
    /// The bytes that a chunk of text adds; empty if it completes no group.
    ///
    /// # Errors
    /// When it is not base64. Every later call fails alike.
    pub fn push(&mut self, text: &[u8]) -> Result<Bytes, TextError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let mut out = Vec::with_capacity((self.filled + text.len()) / GROUP * 3);
        let decoded = self.decode(text, &mut out);
        self.failed = decoded.err();
        decoded.map(|()| out.into())
    }

    fn decode(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), TextError> {
        let mut rest = text;
        if self.filled > 0 {
            let missing = GROUP - self.filled;
            let (head, tail) = rest.split_at(missing.min(rest.len()));
            self.keep(head);
            rest = tail;
            if self.filled < GROUP {
                return Ok(());
            }
            self.filled = 0;
            let group = self.group;
            self.decode_groups(&group, out)?;
        }
        let (groups, tail) = rest.split_at(rest.len() - rest.len() % GROUP);
        self.decode_groups(groups, out)?;
        self.keep(tail);
        Ok(())
    }

    /// Decodes whole groups: those up to one with padding at a time.
    fn decode_groups(&mut self, groups: &[u8], out: &mut Vec<u8>) -> Result<(), TextError> {
        let mut rest = groups;
        while !rest.is_empty() {
            let end = memchr::memchr(b'=', rest).map_or(rest.len(), |at| (at / GROUP + 1) * GROUP);
            let (padded, tail) = rest.split_at(end.min(rest.len()));
            STANDARD
                .decode_vec(padded, out)
                .map_err(|error| TextError::Base64 {
                    offset: self.offset + offset_of(error),
                })?;
            self.offset += padded.len() as u64;
            rest = tail;
        }
        Ok(())
    }

    fn keep(&mut self, text: &[u8]) {
        for (slot, byte) in self.group.iter_mut().skip(self.filled).zip(text) {
            *slot = *byte;
        }
        self.filled += text.len();
    }

    /// Says that no more text will come.
    ///
    /// # Errors
    /// [`TextError::Truncated`] when the end is not between two groups.
    pub fn finish(&self) -> Result<(), TextError> {
        match self.failed {
            Some(error) => Err(error),
            None if self.filled > 0 => Err(TextError::Truncated),
            None => Ok(()),
        }
    }
}

fn offset_of(error: base64::DecodeError) -> u64 {
    match error {
        base64::DecodeError::InvalidByte(at, _)
        | base64::DecodeError::InvalidLastSymbol { offset: at, .. } => at as u64,
        base64::DecodeError::InvalidLength(_) | base64::DecodeError::InvalidPadding => 0,
    }
}

/// A part of a binary body as text. What is encoded at once is padded at its end.
pub fn encode_text(binary: &[u8]) -> Bytes {
    STANDARD.encode(binary).into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const LIMIT: ByteSize = ByteSize(40);

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    fn message(compressed: bool, bytes: &'static [u8]) -> Frame {
        let bytes = Bytes::from_static(bytes);
        Frame::Message(Message { compressed, bytes })
    }

    /// A body of two messages and trailers, and its frames.
    fn sample() -> (Vec<u8>, Vec<Frame>) {
        let trailers = headers(&[
            ("grpc-status", "0"),
            ("a", "1"),
            ("a", "2"),
            ("grpc-message", ""),
        ]);
        let mut body = b"\0\0\0\0\x03abc\x01\0\0\0\0".to_vec();
        write_trailers(&trailers, &mut body).unwrap();
        let frames = vec![
            message(false, b"abc"),
            message(true, b""),
            Frame::Trailers(trailers),
        ];
        (body, frames)
    }

    fn decode(limit: ByteSize, chunks: &[&[u8]]) -> Result<Vec<Frame>, WebError> {
        let mut decoder = Decoder::new(limit);
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
    fn trailers_are_lines_in_a_frame_of_their_own() {
        let mut body = b"x".to_vec();
        write_trailers(
            &headers(&[("grpc-status", "5"), ("b-bin", "AA")]),
            &mut body,
        )
        .unwrap();
        assert_eq!(body, b"x\x80\0\0\0\x1bgrpc-status: 5\r\nb-bin: AA\r\n");
        let mut empty = Vec::new();
        write_trailers(&HeaderMap::new(), &mut empty).unwrap();
        assert_eq!(empty, b"\x80\0\0\0\0");
    }

    #[test]
    fn frames_are_the_same_at_every_pair_of_split_points() {
        let (body, frames) = sample();
        for i in 0..=body.len() {
            for j in i..=body.len() {
                let chunks = [&body[..i], &body[i..j], &body[j..]];
                assert_eq!(
                    decode(ByteSize(99), &chunks).as_ref(),
                    Ok(&frames),
                    "{i} {j}"
                );
            }
        }
    }

    #[test]
    fn every_proper_prefix_of_a_body_is_truncated_or_at_a_boundary() {
        let (body, frames) = sample();
        for end in 0..body.len() {
            let found = decode(ByteSize(99), &[&body[..end]]);
            match end {
                0 | 8 | 13 => assert_eq!(
                    found,
                    Ok(frames[..[0, 8, 13].partition_point(|at| *at < end)].to_vec())
                ),
                _ => assert_eq!(found, Err(FrameError::Truncated.into()), "{end}"),
            }
        }
    }

    #[test]
    fn the_limit_is_for_every_frame() {
        for flags in [0, TRAILERS] {
            let frame = |length: u8| {
                let mut frame = vec![flags, 0, 0, 0, length, b'a', b':'];
                frame.resize(PREFIX + usize::from(length), b'1');
                frame
            };
            assert!(decode(LIMIT, &[&frame(39)]).is_ok());
            assert!(decode(LIMIT, &[&frame(40)]).is_ok());
            let refused = FrameError::TooLarge {
                length: 41,
                limit: LIMIT,
            };
            assert_eq!(decode(LIMIT, &[&frame(41)]), Err(refused.into()));
        }
    }

    #[test]
    fn what_is_no_body_is_refused() {
        for (body, expected) in [
            (&b"\x02\0\0\0\0"[..], FrameError::Flag(2).into()),
            (b"\x40\0\0\0\0", FrameError::Flag(0x40).into()),
            (b"\x82\0\0\0\0", FrameError::Flag(0x82).into()),
            (b"\x81\0\0\0\0", FrameError::Compressed.into()),
            (b"\x80\0\0\0\0\0\0\0\0\0", WebError::AfterTrailers),
            (b"\x80\0\0\0\0\x80\0\0\0\0", WebError::AfterTrailers),
            (b"\x80\0\0\0\x01a", WebError::Trailers),
            (b"\x80\0\0\0\x04\r\n:b", WebError::Trailers),
            (b"\x80\0\0\0\x04a b:", WebError::Trailers),
            (b"\x80\0\0\0\x04a:\0b", WebError::Trailers),
        ] {
            assert_eq!(decode(LIMIT, &[body]), Err(expected), "{body:?}");
        }
    }

    #[test]
    fn blocks_are_read_as_other_implementations_write_them() {
        let expected = Frame::Trailers(headers(&[("grpc-status", "0"), ("a", "b c")]));
        for block in [
            &b"grpc-status:0\r\na:b c\r\n"[..],
            b"grpc-status: 0\r\na: b c",
            b"Grpc-Status: 0\r\nA:  b c \r\n\r\n",
            b"grpc-status:0\na:b c\n",
        ] {
            let mut frame = vec![0; PREFIX];
            frame.extend_from_slice(block);
            grpc::seal_flags(&mut frame, TRAILERS).unwrap();
            assert_eq!(
                decode(LIMIT, &[&frame]),
                Ok(vec![expected.clone()]),
                "{block:?}"
            );
        }
    }

    fn text(chunks: &[&[u8]]) -> Result<Vec<u8>, TextError> {
        let mut decoder = TextDecoder::default();
        let mut binary = Vec::new();
        for chunk in chunks {
            binary.extend_from_slice(&decoder.push(chunk)?);
        }
        decoder.finish()?;
        Ok(binary)
    }

    #[test]
    fn padded_parts_may_follow_each_other_at_every_pair_of_split_points() {
        let parts = [
            &b"a"[..],
            b"",
            b"bc",
            b"def",
            b"\xff\xfe\xfd\xfc",
            b"0123456789",
        ];
        let whole: Vec<u8> = parts.iter().flat_map(|part| encode_text(part)).collect();
        assert!(whole.starts_with(b"YQ==YmM=ZGVm"));
        let expected = parts.concat();
        for i in 0..=whole.len() {
            for j in i..=whole.len() {
                let chunks = [&whole[..i], &whole[i..j], &whole[j..]];
                assert_eq!(text(&chunks).as_ref(), Ok(&expected), "{i} {j}");
            }
        }
    }

    #[test]
    fn text_that_is_not_base64_is_refused_where_it_goes_wrong() {
        for (body, offset) in [
            ("!AAA", 0),
            ("AAAAA*AA", 5),
            ("YQ==YQ=A", 6),
            ("AAAAYR==", 5),
            ("AAAA\r\nAA", 4),
            ("AAAA-_AA", 4),
            ("AAAA====", 4),
        ] {
            for split in 0..=body.len() {
                let (first, second) = body.as_bytes().split_at(split);
                let mut decoder = TextDecoder::default();
                let found = decoder.push(first).and_then(|_| decoder.push(second));
                let expected = TextError::Base64 { offset };
                assert_eq!(found, Err(expected), "{body} {split}");
                assert_eq!(decoder.push(b"AAAA"), Err(expected));
                assert_eq!(decoder.finish(), Err(expected));
            }
        }
    }

    #[test]
    fn text_ends_between_groups() {
        for (body, expected) in [
            ("", Ok(0)),
            ("YWJj", Ok(3)),
            ("YWJjY", Err(TextError::Truncated)),
            ("YWI", Err(TextError::Truncated)),
        ] {
            assert_eq!(
                text(&[body.as_bytes()]).map(|binary| binary.len()),
                expected,
                "{body}"
            );
        }
    }
}
