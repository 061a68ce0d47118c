//! The request of a REST call: one message, or a stream of them that is read as it arrives.
//!
//! ```text
//! JSON array | values | lines --value--> message     path and query are in every message
//! bytes of any type -----------piece---> message     google.api.HttpBody
//! ```
//! Envoy gives what is in the path and in the query to the first message alone. Here each message is
//! what a unary request with the same target and that value as its body would be, so that no message
//! depends on where in the stream it stands.

use bytes::Bytes;
use http::request;

use super::super::gather::Gather;
use crate::framing::compression::Decompressor;
use crate::framing::grpc::PREFIX;
use crate::framing::json_stream::{Decoder, Limits, Value};
use crate::gateway::Rejection;
use crate::gateway::handle::Laid;
use crate::gateway::messages::RequestMessages;
use crate::snapshot::{Route, Snapshot};
use crate::transcode::request::{BodyFormat, BodyKind, RawPart, RequestError};
use crate::units::ByteSize;

/// The most of an upload that becomes one message. Large enough that the prefixes cost nothing, and
/// far below what back ends take.
const UPLOAD_PIECE_MAX: usize = 64 * 1024;

/// Turns what the client sends into frames.
pub(in super::super) struct Request<'r> {
    body: Body<'r>,
    /// Of a body that is compressed.
    inflating: Option<Decompressor>,
}

enum Body<'r> {
    /// The only message, with its prefix. The body has been read.
    Message(Bytes),
    /// Streams of JSON values.
    Json {
        messages: RequestMessages<'r>,
        decoder: Decoder,
    },
    /// Bytes that are not looked into.
    Upload(Upload),
    /// A binding without a body: the head is one message.
    Head {
        messages: RequestMessages<'r>,
        has_body: bool,
    },
}

/// An upload under way.
struct Upload {
    /// What each message has beside its piece of the data.
    head: Vec<u8>,
    part: RawPart,
    piece: Bytes,
    piece_max: usize,
    is_empty: bool,
}

impl<'r> Request<'r> {
    /// A request that has been read: a message with its prefix.
    pub(in super::super) const fn message(frame: Bytes) -> Self {
        Self {
            body: Body::Message(frame),
            inflating: None,
        }
    }

    /// The request of a method that takes a stream.
    ///
    /// # Errors
    /// When what the head brings to every message is wrong by itself.
    pub(in super::super) fn stream(
        snapshot: &'r Snapshot,
        route: &'r Route,
        head: &'r request::Parts,
        laid: Laid,
    ) -> Result<Self, Rejection> {
        // Whatever the bytes stand for, it is made in small pieces, and each message has a limit.
        let unlimited = ByteSize(u64::MAX);
        let inflating = laid
            .coding
            .map(|coding| Decompressor::new(coding, unlimited));
        let messages = RequestMessages::new(snapshot, route, head)?;
        Ok(Self {
            body: Body::new(messages, laid)?,
            inflating: inflating.transpose()?,
        })
    }

    /// Takes a piece of the body.
    pub(super) fn read(&mut self, piece: Bytes) {
        match &mut self.inflating {
            Some(decompressor) => decompressor.push(piece),
            None => self.body.read(piece),
        }
    }

    /// Writes the frames of what was read.
    pub(super) fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        loop {
            self.body.frames(out)?;
            let Some(decompressor) = &mut self.inflating else {
                return Ok(());
            };
            if out.is_full() {
                return Ok(());
            }
            match decompressor.next()? {
                Some(piece) => self.body.read(piece),
                None => return Ok(()),
            }
        }
    }

    /// Writes what only the end of the body completes.
    pub(super) fn finish(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        if let Some(decompressor) = &self.inflating {
            decompressor.finish()?;
        }
        self.body.finish(out)
    }
}

impl<'r> Body<'r> {
    fn new(messages: RequestMessages<'r>, laid: Laid) -> Result<Self, Rejection> {
        match messages.route.plan.body_kind() {
            BodyKind::None => Ok(Self::Head {
                messages,
                has_body: false,
            }),
            BodyKind::Json | BodyKind::JsonOrForm => {
                let limits = Limits {
                    value: laid.message_max,
                    // The decoder of the messages has its own limit, and counts otherwise.
                    depth_max: u32::MAX,
                };
                Ok(Self::Json {
                    decoder: Decoder::new(laid.layout, limits),
                    messages,
                })
            }
            BodyKind::Raw => Upload::new(&messages, laid.message_max).map(Self::Upload),
        }
    }

    fn read(&mut self, piece: Bytes) {
        match self {
            Self::Message(_) => {}
            Self::Json { decoder, .. } => decoder.push(piece),
            Self::Upload(upload) => upload.piece = piece,
            Self::Head { has_body, .. } => *has_body |= !piece.is_empty(),
        }
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match self {
            Self::Message(frame) => out.push(std::mem::take(frame)),
            Self::Json { messages, decoder } => {
                while !out.is_full()
                    && let Some(value) = decoder.next()?
                {
                    append(messages, value, out)?;
                }
            }
            Self::Upload(upload) => {
                while !out.is_full() && !upload.piece.is_empty() {
                    upload.append(out);
                }
            }
            Self::Head { messages, has_body } => {
                if *has_body && !messages.options().ignore_unexpected_body {
                    return Err(RequestError::BodyUnexpected.into());
                }
            }
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match self {
            Self::Message(_) => Ok(()),
            Self::Json { messages, decoder } => match decoder.finish()? {
                Some(value) => append(messages, value, out),
                None => Ok(()),
            },
            Self::Upload(upload) => {
                if upload.is_empty {
                    // A file may be empty, and the back end is to know its type.
                    upload.append(out);
                }
                Ok(())
            }
            Self::Head { messages, .. } => {
                messages.append_frame(b"", BodyFormat::Json, out.buffer())
            }
        }
    }
}

/// Appends the message of a value; where it is wrong is told of the whole body.
fn append(messages: &RequestMessages<'_>, value: Value, out: &mut Gather) -> Result<(), Rejection> {
    let appended = messages.append_frame(&value.bytes, BodyFormat::Json, out.buffer());
    appended.map_err(|rejection| match rejection {
        Rejection::Request(error) => error.shifted(value.start).into(),
        other => other,
    })
}

impl Upload {
    fn new(messages: &RequestMessages<'_>, request_max: ByteSize) -> Result<Self, Rejection> {
        let mut head = Vec::new();
        messages.append(b"", BodyFormat::Json, &mut head)?;
        Ok(Self {
            head,
            part: messages.route.plan.raw_part(&messages.snapshot.plans),
            piece: Bytes::new(),
            piece_max: UPLOAD_PIECE_MAX.min(request_max.as_usize()),
            is_empty: true,
        })
    }

    /// Appends a message with the next piece of the data. The piece itself is not copied.
    fn append(&mut self, out: &mut Gather) {
        let data = self.piece.split_to(self.piece.len().min(self.piece_max));
        let buffer = out.buffer();
        let start = buffer.len();
        buffer.extend_from_slice(&[0; PREFIX]);
        buffer.extend_from_slice(&self.head);
        let end = self.part.open(data.len(), buffer);
        let message = buffer.len() - start - PREFIX + data.len() + end.len();
        set_length(buffer.get_mut(start..).unwrap_or_default(), message);
        out.push(data);
        if !end.is_empty() {
            out.buffer().extend_from_slice(end);
        }
        self.is_empty = false;
    }
}

/// Writes the length of a message into its prefix. A piece of an upload is far from what does not fit.
fn set_length(frame: &mut [u8], message: usize) {
    let length = u32::try_from(message).unwrap_or(u32::MAX).to_be_bytes();
    for (place, byte) in frame.iter_mut().skip(1).zip(length) {
        *place = byte;
    }
}
