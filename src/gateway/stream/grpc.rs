//! Native gRPC: frames pass as they are, both ways, compressed or not.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, request};

use super::codec::{Close, Codec, Ending};
use super::gather::Gather;
use crate::call::return_custom;
use crate::framing::scan::Scanner;
use crate::gateway::Rejection;
use crate::protocol::grpc;
use crate::protocol::rest::HeaderError;
use crate::units::ByteSize;

/// One call of a client that speaks gRPC.
pub(super) struct Grpc {
    content_type: HeaderValue,
    request: Scanner,
    /// Frames of the answer that were not written yet.
    frames: Bytes,
    head: Option<Response<()>>,
    has_begun: bool,
}

impl Grpc {
    /// `request_max` is the largest message of the request.
    ///
    /// # Errors
    /// When the messages are not protobuf.
    pub(super) fn new(head: &request::Parts, request_max: ByteSize) -> Result<Self, HeaderError> {
        Ok(Self {
            content_type: grpc::content_type(&head.headers)?,
            request: Scanner::new(request_max),
            frames: Bytes::new(),
            head: None,
            has_begun: false,
        })
    }

    fn set_head(&mut self, headers: HeaderMap) {
        let mut head = Response::new(());
        *head.headers_mut() = headers;
        let content_type = self.content_type.clone();
        head.headers_mut().insert(CONTENT_TYPE, content_type);
        self.head = Some(head);
    }
}

impl Codec for Grpc {
    fn read(&mut self, piece: Bytes) {
        self.request.push(piece);
    }

    fn frames(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        while !out.is_full()
            && let Some(frames) = self.request.next()?
        {
            out.push(frames);
        }
        Ok(())
    }

    fn finish(&mut self, _: &mut Gather) -> Result<(), Rejection> {
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
        out.push(std::mem::take(&mut self.frames));
        Ok(())
    }

    fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    fn end(&mut self, ending: Ending<'_>, _: &mut Gather) -> Close {
        if let Ending::Gateway {
            within_message: true,
            ..
        } = ending
        {
            // Trailers behind half a message would be an end in order: the reset is INTERNAL to the client.
            return Close::Abort;
        }
        let trailers = match ending {
            Ending::BackEnd(end) => end.trailers,
            Ending::Gateway {
                rejection,
                request_id,
                ..
            } => {
                let details = rejection.details(request_id);
                grpc::trailers(rejection.code(), &rejection.message(), &details)
            }
        };
        if self.has_begun {
            return Close::Trailers(trailers);
        }
        // gRPC over HTTP/2, "Trailers-Only": without a message the status is in the head.
        self.set_head(return_custom(trailers));
        Close::End
    }
}
