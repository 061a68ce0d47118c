//! The answer to a REST request: a body of messages.
//!
//! ```text
//! Awaited --first message | success--> Begun --end | error record | cut-->
//!    '------error before a message------> an answer that is an error, as of a unary call
//! ```
//! The head waits for the first message, or for the first sign of life that a long silence makes
//! necessary, so that an error before it sets the HTTP status. An error behind it is one last record
//! in a body that ends in order; a download has no place for one, and is cut.
//!
//! In a conversation the client's first message may wait for the head, and the back end's for the
//! client's: there the head goes out with that of the back end.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use http::{HeaderMap, HeaderValue, Response, StatusCode, Version, request};

use super::super::codec::{Close, Ending};
use super::super::gather::Gather;
use super::next_message;
use crate::call::forward_response;
use crate::framing::grpc::Decoder;
use crate::framing::json_stream::{Layout, Writer};
use crate::framing::sse;
use crate::gateway::reply::{Said, unwritable};
use crate::gateway::{Rejection, failure};
use crate::protocol::grpc;
use crate::protocol::problem::ErrorFormat;
use crate::protocol::stream::{StreamFormat, takes_trailers};
use crate::snapshot::{Route, Snapshot};
use crate::status::{self, Code};
use crate::transcode::encode;
use crate::transcode::encode::EncodeOptions;
use crate::transcode::event::EventId;
use crate::transcode::response::{ResponsePlan, raw};
use crate::units::ByteSize;
use crate::upstream::End;

/// Turns the frames of an answer into its body.
pub(in super::super) struct Answer<'c> {
    snapshot: &'c Snapshot,
    route: &'c Route,
    options: &'c EncodeOptions,
    format: Format,
    errors: ErrorFormat,
    /// The client reads trailers.
    takes_trailers: bool,
    /// What of a message is the id of its event.
    event_id: Option<&'c EventId>,
    decoder: Decoder,
    /// What the back end has said before its first message.
    metadata: HeaderMap,
    /// The client streams too.
    is_conversation: bool,
    has_begun: bool,
    head: Option<Response<()>>,
}

/// How the messages stand in the body.
enum Format {
    Json(StreamFormat, Writer),
    Events,
    /// The data of each, one after the other.
    Raw,
}

/// Why an answer ends that is not complete.
enum Failure<'f> {
    BackEnd(&'f End),
    Gateway {
        rejection: &'f Rejection,
        request_id: Option<&'f str>,
    },
}

impl<'c> Answer<'c> {
    /// `response_max` is the largest message.
    pub(in super::super) fn new(
        snapshot: &'c Snapshot,
        route: &'c Route,
        head: &request::Parts,
        response_max: ByteSize,
        is_conversation: bool,
    ) -> Self {
        let envelope = snapshot.streams.envelope;
        let format = match (route.response, StreamFormat::of_request(&head.headers)) {
            (ResponsePlan::HttpBody { .. }, _) => Format::Raw,
            (_, StreamFormat::Events) => Format::Events,
            (_, array @ StreamFormat::Array) => {
                Format::Json(array, Writer::new(Layout::Json, envelope))
            }
            (_, lines @ (StreamFormat::Ndjson | StreamFormat::JsonLines)) => {
                Format::Json(lines, Writer::new(Layout::Lines, envelope))
            }
        };
        Self {
            snapshot,
            route,
            options: &snapshot.json(route.binding.method).response,
            format,
            errors: ErrorFormat::of(&head.headers),
            takes_trailers: head.version == Version::HTTP_2 && takes_trailers(&head.headers),
            event_id: snapshot.streams.event_id(route.binding.method),
            decoder: Decoder::new(response_max),
            metadata: HeaderMap::new(),
            is_conversation,
            has_begun: false,
            head: None,
        }
    }

    pub(super) fn begin(&mut self, metadata: HeaderMap) {
        self.metadata = metadata;
        // The first message tells the type of a download.
        if self.is_conversation && !matches!(self.format, Format::Raw) {
            self.set_head(self.format.content_type(), &HeaderMap::new());
        }
    }

    pub(super) fn take(&mut self, frames: Bytes) {
        self.decoder.push(frames);
    }

    pub(super) const fn head(&mut self) -> Option<Response<()>> {
        self.head.take()
    }

    /// Writes the messages that are there.
    pub(super) fn body(&mut self, out: &mut Gather) -> Result<(), Rejection> {
        while !out.is_full() {
            let Some(message) = next_message(&mut self.decoder)? else {
                break;
            };
            self.message(&message, out)?;
        }
        Ok(())
    }

    fn message(&mut self, message: &Bytes, out: &mut Gather) -> Result<(), Rejection> {
        let written = if let ResponsePlan::HttpBody { field } = self.route.response {
            raw(message, field).map(|(content_type, data)| {
                out.push(data);
                content_type
            })
        } else {
            self.json(message, out.buffer())
        };
        let content_type = written
            .map_err(|source| unwritable(self.snapshot, self.route.binding.method, source))?;
        if !self.has_begun {
            self.set_head(content_type, &HeaderMap::new());
        }
        Ok(())
    }

    /// Appends a message that is JSON, and what belongs to it. One that cannot be written leaves
    /// nothing.
    fn json(
        &mut self,
        message: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<HeaderValue, encode::EncodeError> {
        let before = out.len();
        let start = match &self.format {
            Format::Json(_, writer) => writer.begin(out),
            Format::Events => {
                let id = self.event_id.and_then(|field| field.of(message));
                sse::begin(id.as_deref(), out)
            }
            Format::Raw => before,
        };
        let plans = &self.snapshot.plans;
        let written = self
            .route
            .response
            .append(plans, message, self.options, out);
        written.inspect_err(|_| out.truncate(before))?;
        match &mut self.format {
            Format::Json(_, writer) => writer.seal(start, out),
            Format::Events => sse::seal(start, out),
            Format::Raw => {}
        }
        Ok(self.format.content_type())
    }

    /// The head of an answer that is a success so far.
    fn set_head(&mut self, content_type: HeaderValue, trailers: &HeaderMap) {
        self.has_begun = true;
        let said = self.said(trailers);
        let mut head = Response::new(());
        if let Some(status) = said.status().filter(|status| has_content(*status)) {
            *head.status_mut() = status;
        }
        let headers = head.headers_mut();
        *headers = said.headers(self.snapshot);
        headers.insert(CONTENT_TYPE, content_type);
        match self.format {
            Format::Raw => {}
            Format::Json(..) => {
                headers.append(VARY, HeaderValue::from(ACCEPT));
            }
            Format::Events => {
                headers.append(VARY, HeaderValue::from(ACCEPT));
                let no_cache = HeaderValue::from_static("no-cache");
                headers.entry(CACHE_CONTROL).or_insert(no_cache);
            }
        }
        self.head = Some(head);
    }

    pub(super) const fn keep_alive(&self) -> Option<Duration> {
        match self.format {
            Format::Events => self.snapshot.streams.keep_alive,
            Format::Json(..) | Format::Raw => None,
        }
    }

    /// Writes a comment. It begins the answer: an error from here on is a record.
    pub(super) fn idle(&mut self, out: &mut Gather) {
        if !self.has_begun {
            self.set_head(self.format.content_type(), &HeaderMap::new());
        }
        out.buffer().extend_from_slice(sse::KEEP_ALIVE);
    }

    /// Ends the answer as the call has ended.
    pub(super) fn end(&mut self, ending: Ending<'_>, out: &mut Gather) -> Close {
        match ending {
            Ending::BackEnd(end) if end.status.code == Code::Ok => self.succeed(end, out),
            Ending::BackEnd(end) => self.fail(&Failure::BackEnd(&end), out),
            Ending::Gateway {
                rejection,
                request_id,
                ..
            } => {
                let failure = Failure::Gateway {
                    rejection,
                    request_id,
                };
                self.fail(&failure, out)
            }
        }
    }

    fn succeed(&mut self, end: End, out: &mut Gather) -> Close {
        if !self.has_begun {
            let content_type = self.format.content_type();
            self.set_head(content_type, &end.trailers);
        }
        match &self.format {
            Format::Json(_, writer) => writer.finish(out.buffer()),
            Format::Events => sse::finish(out.buffer()),
            Format::Raw => {}
        }
        self.close(|this| this.trailers(end.trailers))
    }

    fn fail(&mut self, failure: &Failure<'_>, out: &mut Gather) -> Close {
        if !self.has_begun {
            let (head, body) = self.refusal(failure).into_parts();
            self.head = Some(head);
            out.push(body);
            return Close::End;
        }
        let status = failure.render(self.snapshot);
        match &self.format {
            Format::Json(_, writer) => writer.fail(&status, out.buffer()),
            Format::Events => sse::fail(&status, out.buffer()),
            Format::Raw => return Close::Abort,
        }
        self.close(|this| match failure {
            Failure::BackEnd(end) => this.trailers(end.trailers.clone()),
            Failure::Gateway {
                rejection,
                request_id,
            } => {
                let details = rejection.details(*request_id);
                grpc::trailers(rejection.code(), &rejection.message(), &details)
            }
        })
    }

    /// The answer to a call that has failed before its first message.
    fn refusal(&self, failure: &Failure<'_>) -> crate::gateway::answer::Answer {
        match failure {
            Failure::BackEnd(end) => {
                let said = self.said(&end.trailers);
                said.failure(self.snapshot, &end.status, self.errors)
            }
            Failure::Gateway {
                rejection,
                request_id,
            } => failure::of_rejection(rejection, self.errors, *request_id),
        }
    }

    const fn said<'s>(&'s self, trailers: &'s HeaderMap) -> Said<'s> {
        Said {
            metadata: &self.metadata,
            trailers,
        }
    }

    fn close(&self, trailers: impl FnOnce(&Self) -> HeaderMap) -> Close {
        if self.takes_trailers {
            Close::Trailers(trailers(self))
        } else {
            Close::End
        }
    }

    /// What the back end has said at its end: the status as gRPC has it, all else as headers have it.
    fn trailers(&self, mut of_back_end: HeaderMap) -> HeaderMap {
        let mut trailers = HeaderMap::with_capacity(of_back_end.len());
        let unprefixed = &self.snapshot.response_headers;
        forward_response(&HeaderMap::new(), &of_back_end, unprefixed, &mut trailers);
        for name in [grpc::GRPC_STATUS, grpc::GRPC_MESSAGE, grpc::GRPC_DETAILS] {
            if let Some(value) = of_back_end.remove(&name) {
                trailers.insert(name, value);
            }
        }
        trailers
    }
}

impl Format {
    const fn content_type(&self) -> HeaderValue {
        match self {
            Self::Json(format, _) => format.content_type(),
            Self::Events => StreamFormat::Events.content_type(),
            // That of a download without a message: nothing has told its type.
            Self::Raw => HeaderValue::from_static("application/octet-stream"),
        }
    }
}

impl Failure<'_> {
    /// The status as JSON.
    fn render(&self, snapshot: &Snapshot) -> Vec<u8> {
        match self {
            Self::BackEnd(end) => {
                let mut out = Vec::new();
                encode::render_status(&snapshot.plans, &end.status, &mut out);
                out
            }
            Self::Gateway {
                rejection,
                request_id,
            } => {
                let details = rejection.details(*request_id);
                status::render(rejection.code(), &rejection.message(), &details)
            }
        }
    }
}

/// RFC 9110 §15.3.5, §15.3.6, §15.4.5: with these there would be no room for the messages, so a
/// back end cannot choose them here.
const fn has_content(status: StatusCode) -> bool {
    !matches!(
        status,
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED
    )
}
