//! Connect's streams: messages in envelopes, which are gRPC's frames, and how the call ended as the
//! last of them.
//!
//! ```text
//! request:  protobuf, not compressed --> as it is
//!           otherwise ----inflate, JSON to protobuf----> message by message
//! answer:   protobuf --> as it is, compressed or not
//!           JSON <--protobuf to JSON, deflate-- message by message
//! ```

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, request};

use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use crate::call::{Forwarding, Peer, forward_connect, return_connect};
use crate::framing::compression::{Coding, CodingError, Compressor, Decompressor};
use crate::framing::connect::{seal_compressed, seal_end, write_end};
use crate::framing::grpc::{Decoder, FrameError, Message, PREFIX, seal};
use crate::framing::scan::Scanner;
use crate::gateway::connect::{append_frame, append_json};
use crate::gateway::{Rejection, failure};
use crate::policy::MethodPolicy;
use crate::protocol::coding::{OFFERED, accepted};
use crate::protocol::connect::{self, Format};
use crate::schema::MethodId;
use crate::snapshot::Snapshot;
use crate::status::Any;
use crate::transcode::encode;
use crate::units::ByteSize;
use crate::upstream::Violation;

/// What gRPC says that the messages of an answer are compressed with.
const GRPC_ENCODING: &str = "grpc-encoding";
const GRPC_ACCEPT_ENCODING: &str = "grpc-accept-encoding";

/// One call of a client that speaks Connect.
pub(super) struct Connect<'c> {
    snapshot: &'c Snapshot,
    format: Format,
    /// The method, and the largest message of its requests.
    found: Option<(MethodId, ByteSize)>,
    /// Of a call that has been opened.
    request: Option<Request<'c>>,
    answer: Answer<'c>,
    head: Option<Response<()>>,
    has_begun: bool,
}

/// What the client sends.
enum Request<'c> {
    /// It passes as it is.
    Passed(Scanner),
    Read {
        snapshot: &'c Snapshot,
        method: MethodId,
        format: Format,
        limit: ByteSize,
        decoder: Decoder,
        inflating: Option<Decompressor>,
    },
}

/// What the client is sent.
enum Answer<'c> {
    /// Frames that were not written yet.
    Passed(Bytes),
    Json(Json<'c>),
}

struct Json<'c> {
    snapshot: &'c Snapshot,
    method: MethodId,
    decoder: Decoder,
    compressor: Option<Compressor>,
    /// What is behind the prefix of a message that is compressed, before it is.
    plain: Vec<u8>,
}

impl<'c> Connect<'c> {
    /// A codec for calls of `found`, or one that can only tell that there is no such method.
    pub(super) fn new(
        snapshot: &'c Snapshot,
        head: &request::Parts,
        format: Format,
        found: Option<(MethodId, &MethodPolicy)>,
    ) -> Self {
        let answer = match (format, found) {
            (Format::Json, Some((method, policy))) => Answer::Json(Json::new(
                snapshot,
                &head.headers,
                method,
                policy.response_max,
            )),
            (Format::Json | Format::Proto, _) => Answer::Passed(Bytes::new()),
        };
        Self {
            snapshot,
            format,
            found: found.map(|(method, policy)| (method, policy.request_max)),
            request: None,
            answer,
            head: None,
            has_begun: false,
        }
    }

    fn set_head(&mut self, metadata: &HeaderMap) {
        self.has_begun = true;
        let mut head = Response::new(());
        let headers = head.headers_mut();
        *headers = return_connect(metadata);
        headers.insert(CONTENT_TYPE, self.format.stream_type());
        let coding = match &self.answer {
            Answer::Passed(_) => metadata.get(GRPC_ENCODING).cloned(),
            Answer::Json(json) => json
                .compressor
                .as_ref()
                .map(|compressor| HeaderValue::from_static(compressor.coding().token())),
        };
        if let Some(coding) = coding {
            headers.insert(connect::CONTENT_ENCODING, coding);
        }
        self.head = Some(head);
    }

    /// Writes the last envelope.
    fn write_end(&self, ending: &Ending<'_>, out: &mut Vec<u8>) -> Result<(), FrameError> {
        let start = out.len();
        out.extend_from_slice(&[0; PREFIX]);
        match ending {
            Ending::BackEnd(end) => {
                let trailers = return_connect(&end.trailers);
                let plans = &self.snapshot.plans;
                let debug =
                    |detail: &Any, out: &mut Vec<u8>| encode::render_detail(plans, detail, out);
                write_end(&end.status, &trailers, debug, out);
            }
            Ending::Gateway {
                rejection,
                request_id,
                ..
            } => failure::told_by_connect(rejection, *request_id, |status, debug| {
                write_end(status, &HeaderMap::new(), debug, out);
            }),
        }
        seal_end(out.get_mut(start..).unwrap_or_default())
    }
}

impl Codec for Connect<'_> {
    fn metadata(&self, head: &request::Parts, peer: &Peer, forwarding: &Forwarding) -> HeaderMap {
        let mut metadata = forward_connect(head, peer, forwarding);
        if let Answer::Passed(_) = self.answer
            && let Some(value) = accepted_codings(&head.headers)
        {
            metadata.insert(GRPC_ACCEPT_ENCODING, value);
        }
        metadata
    }

    fn open(&mut self, head: &request::Parts) -> Result<Option<Duration>, Rejection> {
        let timeout = connect::timeout(&head.headers)?;
        if let Some((method, limit)) = self.found {
            let request = Request::new(self.snapshot, head, self.format, method, limit)?;
            self.request = Some(request);
        }
        Ok(timeout)
    }

    fn read(&mut self, piece: Bytes) {
        match &mut self.request {
            Some(Request::Passed(scanner)) => scanner.push(piece),
            Some(Request::Read { decoder, .. }) => decoder.push(piece),
            None => {}
        }
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match &mut self.request {
            Some(request) => request.frames(out),
            None => Ok(()),
        }
    }

    fn finish(&mut self, _: &mut Gather) -> Result<(), Rejection> {
        match &self.request {
            Some(Request::Passed(scanner)) => scanner.finish()?,
            Some(Request::Read { decoder, .. }) => decoder.finish()?,
            None => {}
        }
        Ok(())
    }

    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection> {
        self.set_head(&metadata);
        Ok(())
    }

    fn take(&mut self, frames: Bytes) {
        match &mut self.answer {
            Answer::Passed(passed) => *passed = frames,
            Answer::Json(json) => json.decoder.push(frames),
        }
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match &mut self.answer {
            Answer::Passed(frames) => {
                out.push(std::mem::take(frames));
                Ok(())
            }
            Answer::Json(json) => json.body(out),
        }
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        if let Ending::Gateway {
            within_message: true,
            ..
        } = ending
            && let Answer::Passed(_) = self.answer
        {
            // The last envelope would be taken for the rest of the message.
            return Close::Abort;
        }
        if !self.has_begun {
            self.set_head(&HeaderMap::new());
        }
        let written = self.write_end(&ending, out.buffer());
        written.map_or(Close::Abort, |()| Close::End)
    }
}

impl<'c> Request<'c> {
    fn new(
        snapshot: &'c Snapshot,
        head: &request::Parts,
        format: Format,
        method: MethodId,
        limit: ByteSize,
    ) -> Result<Self, Rejection> {
        connect::check_version(head, snapshot.connect.requires_version)?;
        let is_allowed = snapshot.compression.requests;
        let coding = connect::coding(&head.headers, &connect::CONTENT_ENCODING, is_allowed)?;
        let inflating = coding.map(|coding| Decompressor::new(coding, limit));
        Ok(match (format, inflating.transpose()?) {
            (Format::Proto, None) => Self::Passed(Scanner::uncompressed(limit)),
            (Format::Proto | Format::Json, inflating) => Self::Read {
                snapshot,
                method,
                format,
                limit,
                decoder: Decoder::new(limit),
                inflating,
            },
        })
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        match self {
            Self::Passed(scanner) => {
                while !out.is_full()
                    && let Some(frames) = scanner.next()?
                {
                    out.push(frames);
                }
            }
            Self::Read {
                snapshot,
                method,
                format,
                limit,
                decoder,
                inflating,
            } => {
                while !out.is_full()
                    && let Some(message) = decoder.next()?
                {
                    let message = plain(message, inflating.as_mut(), *limit)?;
                    append_frame(snapshot, *method, *format, &message, out.buffer())?;
                }
            }
        }
        Ok(())
    }
}

/// A message that is not compressed, or not any more.
fn plain(
    message: Message,
    inflating: Option<&mut Decompressor>,
    limit: ByteSize,
) -> Result<Bytes, Rejection> {
    match inflating {
        Some(inflating) if message.compressed => {
            inflating
                .message(message.bytes)
                .map_err(|error| match error {
                    CodingError::TooLarge { .. } => Rejection::MessageTooLarge {
                        length: None,
                        limit,
                    },
                    CodingError::Corrupt(_)
                    | CodingError::Truncated(_)
                    | CodingError::Library(_) => error.into(),
                })
        }
        Some(_) | None => Ok(message.identity()?),
    }
}

impl<'c> Json<'c> {
    fn new(
        snapshot: &'c Snapshot,
        headers: &HeaderMap,
        method: MethodId,
        response_max: ByteSize,
    ) -> Self {
        let settings = &snapshot.compression;
        let coding = accepted(headers, &connect::ACCEPT_ENCODING, OFFERED);
        let coding = coding.filter(|_| settings.responses);
        // Without memory to compress it, it goes as it is.
        let compressor = coding.and_then(|coding| Compressor::new(coding, settings.levels).ok());
        Self {
            snapshot,
            method,
            decoder: Decoder::new(response_max),
            compressor,
            plain: Vec::new(),
        }
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        let broken = |error| Rejection::AnswerBroken(Violation::Frame(error));
        while !out.is_full()
            && let Some(message) = self.decoder.next().map_err(broken)?
        {
            let message = message.identity().map_err(broken)?;
            self.message(&message, out.buffer())?;
        }
        Ok(())
    }

    fn message(&mut self, message: &[u8], out: &mut Vec<u8>) -> Result<(), Rejection> {
        let start = out.len();
        out.extend_from_slice(&[0; PREFIX]);
        let json = start + PREFIX;
        append_json(self.snapshot, self.method, message, out)
            .inspect_err(|_| out.truncate(start))?;
        let is_small = ((out.len() - json) as u64) < self.snapshot.compression.size_min.0;
        let sealed = match &mut self.compressor {
            Some(compressor) if !is_small => {
                self.plain.clear();
                self.plain.extend(out.drain(json..));
                compressor.push(&self.plain, out)?;
                compressor.finish(out)?;
                seal_compressed(out.get_mut(start..).unwrap_or_default())
            }
            Some(_) | None => seal(out.get_mut(start..).unwrap_or_default()),
        };
        sealed.map_err(|error| Rejection::AnswerBroken(Violation::Frame(error)))
    }
}

/// What a client says that answers may be compressed with, for a back end: its messages pass as they
/// are.
fn accepted_codings(headers: &HeaderMap) -> Option<HeaderValue> {
    let mut list = String::new();
    for coding in Coding::ALL {
        if accepted(headers, &connect::ACCEPT_ENCODING, &[coding]).is_some() {
            list.push_str(coding.token());
            list.push(',');
        }
    }
    list.push_str("identity");
    HeaderValue::try_from(list).ok()
}
