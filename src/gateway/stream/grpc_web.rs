//! gRPC-Web: gRPC's frames with the trailers as the last one, in binary or as text.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};
use http::{Response, request};

use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use crate::call::return_custom;
use crate::framing::grpc_web::{TextDecoder, encode_text, write_trailers};
use crate::framing::scan::Scanner;
use crate::gateway::Rejection;
use crate::protocol::grpc;
use crate::protocol::grpc_web::{Form, Forms};
use crate::protocol::rest::HeaderError;
use crate::units::ByteSize;

/// One call of a client that speaks gRPC-Web.
pub(super) struct GrpcWeb {
    forms: Forms,
    /// A piece of the request that was not looked at yet.
    piece: Bytes,
    text: TextDecoder,
    request: Scanner,
    /// Frames of the answer that were not written yet.
    frames: Bytes,
    head: Option<Response<()>>,
    has_begun: bool,
}

impl GrpcWeb {
    /// `request_max` is the largest message of the request.
    ///
    /// # Errors
    /// When the messages are not protobuf.
    pub(super) fn new(head: &request::Parts, request_max: ByteSize) -> Result<Self, HeaderError> {
        Ok(Self {
            forms: Forms::of_request(&head.headers)?,
            piece: Bytes::new(),
            text: TextDecoder::default(),
            request: Scanner::new(request_max),
            frames: Bytes::new(),
            head: None,
            has_begun: false,
        })
    }

    fn set_head(&mut self, headers: HeaderMap) {
        let mut head = Response::new(());
        *head.headers_mut() = headers;
        let content_type = self.forms.answer.content_type();
        head.headers_mut().insert(CONTENT_TYPE, content_type);
        self.head = Some(head);
    }

    /// The last frame of the body.
    fn write_trailers(&self, trailers: &HeaderMap, out: &mut Gather) -> Close {
        let written = match self.forms.answer {
            Form::Binary => write_trailers(trailers, out.buffer()),
            Form::Text => {
                let mut frame = Vec::new();
                let written = write_trailers(trailers, &mut frame);
                out.push(encode_text(&frame));
                written
            }
        };
        written.map_or(Close::Abort, |()| Close::End)
    }
}

impl Codec for GrpcWeb {
    fn read(&mut self, piece: Bytes) {
        self.piece = piece;
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        if !self.piece.is_empty() {
            let piece = std::mem::take(&mut self.piece);
            self.request.push(match self.forms.request {
                Form::Binary => piece,
                Form::Text => self.text.push(&piece)?,
            });
        }
        while !out.is_full()
            && let Some(frames) = self.request.next()?
        {
            out.push(frames);
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Gather) -> Result<(), Rejection> {
        self.text.finish()?;
        Ok(self.request.finish()?)
    }

    fn begin(&mut self, metadata: HeaderMap) -> Result<(), Rejection> {
        self.has_begun = true;
        self.set_head(return_custom(metadata));
        Ok(())
    }

    fn take(&mut self, frames: Bytes) {
        self.frames = frames;
    }

    fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        let frames = std::mem::take(&mut self.frames);
        out.push(match self.forms.answer {
            Form::Binary => frames,
            Form::Text => encode_text(&frames),
        });
        Ok(())
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        let trailers = match ending {
            Ending::BackEnd(end) => return_custom(end.trailers),
            Ending::Gateway {
                within_message: true,
                ..
            } => {
                // A frame of trailers would be taken for the rest of the message.
                return Close::Abort;
            }
            Ending::Gateway {
                rejection,
                request_id,
                within_message: false,
            } => {
                let details = rejection.details(request_id);
                grpc::trailers(rejection.code(), &rejection.message(), &details)
            }
        };
        if self.has_begun {
            return self.write_trailers(&trailers, out);
        }
        // "Trailers-Only": without a message the status is in the head, where a client that reads
        // no body finds it.
        self.set_head(trailers);
        Close::End
    }
}
