//! One call on one connection, with messages as raw bytes.
//!
//! ```text
//! send:     poll_ready -> send -> ... -> send(end)
//! receive:  head -> message | frames -> ... -> None -> end
//! ```
//!
//! Whoever looks into messages takes them one by one, uncompressed; whoever hands them on takes
//! frames as they come, which costs no buffer whatever their size is. The halves work side by side, so that all four cardinalities are the same to them. Dropping
//! both before the end cancels the call: the peer is sent RST_STREAM with CANCEL.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use h2::client::ResponseFuture;
use h2::{RecvStream, SendStream};
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, TE, USER_AGENT};
use http::uri::{self, Uri};
use http::{Method, Request, StatusCode, Version, response};

use super::connection::{Connection, Slot, StreamCount};
use super::end::{End, GRPC_STATUS};
use super::endpoint::Endpoint;
use super::error::{CallError, Doing, Unprocessed, Violation};
use crate::call::{Call, Deadline, format_timeout};
use crate::framing::grpc::{Decoder, FrameError};
use crate::framing::scan::Scanner;
use crate::status::Code;
use crate::tasks;
use crate::units::ByteSize;

const GRPC_TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
const GRPC_ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");

const APPLICATION_GRPC: HeaderValue = HeaderValue::from_static("application/grpc");
const TRAILERS: HeaderValue = HeaderValue::from_static("trailers");
const IDENTITY: HeaderValue = HeaderValue::from_static("identity");
const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("grpc-rust-rialto/", env!("CARGO_PKG_VERSION")));

/// The headers that a request has beside its metadata.
const OWN_HEADERS: usize = 5;

/// RFC 9113 §5.1.1: stream ids are used once and end at 2^31 - 1. A connection that comes near is
/// replaced before it fails a call; at 50000 calls per second that is once in six hours.
const STREAM_ID_LAST: u32 = (1 << 31) - (1 << 20);

/// A call that is under way.
#[derive(Debug)]
pub struct Stream {
    pub send: SendHalf,
    pub receive: ReceiveHalf,
}

/// Where the request's messages go.
pub struct SendHalf {
    stream: SendStream<Bytes>,
    /// Nothing was sent yet.
    is_fresh: bool,
    endpoint: Arc<Endpoint>,
}

/// Where the answer comes from.
pub struct ReceiveHalf {
    endpoint: Arc<Endpoint>,
    deadline: Deadline,
    response: Option<ResponseFuture>,
    body: Option<RecvStream>,
    /// How much of the peer's window is used up by bytes that have been given to the reader.
    unreleased: usize,
    decoder: Decoder,
    scanner: Scanner,
    _count: StreamCount,
}

/// The beginning of an answer.
#[derive(Debug)]
pub struct Head {
    /// Empty in a Trailers-Only answer.
    pub metadata: HeaderMap,
    /// Set in a Trailers-Only answer: there is nothing more to read.
    pub end: Option<End>,
}

/// Opens a stream for `call`, whose answer's messages may be as large as `response_max`.
///
/// A connection that turns out to have gone away has been sent nothing: the next one is taken.
pub(super) async fn open(
    slot: &Arc<Slot>,
    call: &Call,
    response_max: ByteSize,
) -> Result<Stream, CallError> {
    let endpoint = slot.endpoint();
    for _ in 0..=slot.connections_max() {
        let connection = slot
            .connection()
            .await
            .map_err(|source| CallError::Connect {
                endpoint: endpoint.address().clone(),
                source,
            })?;
        let id = connection.id;
        match open_on(connection, endpoint, call, response_max) {
            Ok(stream) => {
                if stream.send.stream.stream_id().as_u32() > STREAM_ID_LAST {
                    slot.discard(id);
                }
                return Ok(stream);
            }
            Err(error) if is_gone(&error) => slot.discard(id),
            Err(source) => {
                return Err(CallError::Request {
                    endpoint: endpoint.address().clone(),
                    source,
                });
            }
        }
    }
    Err(CallError::Unprocessed {
        endpoint: endpoint.address().clone(),
        cause: Unprocessed::GoAway,
    })
}

fn open_on(
    mut connection: Connection,
    endpoint: &Arc<Endpoint>,
    call: &Call,
    response_max: ByteSize,
) -> Result<Stream, h2::Error> {
    let count = connection.count();
    let request = request(endpoint, call);
    let (response, stream) = connection.requests.send_request(request, false)?;
    Ok(Stream {
        send: SendHalf {
            stream,
            is_fresh: true,
            endpoint: Arc::clone(endpoint),
        },
        receive: ReceiveHalf {
            endpoint: Arc::clone(endpoint),
            deadline: call.deadline,
            response: Some(response),
            body: None,
            unreleased: 0,
            decoder: Decoder::new(response_max),
            scanner: Scanner::new(response_max),
            _count: count,
        },
    })
}

/// Whether a request was not taken because its connection is broken or closing.
fn is_gone(error: &h2::Error) -> bool {
    error.is_io() || error.is_go_away() || error.is_reset()
}

/// The request's head. Source: gRPC over HTTP/2, "Requests".
fn request(endpoint: &Endpoint, call: &Call) -> Request<()> {
    let mut parts = uri::Parts::default();
    parts.scheme = Some(match endpoint.tls {
        Some(_) => uri::Scheme::HTTPS,
        None => uri::Scheme::HTTP,
    });
    parts.authority = Some(endpoint.authority.clone());
    parts.path_and_query = Some(call.path.clone());
    let mut request = Request::new(());
    *request.method_mut() = Method::POST;
    // A URI with all three parts is always one.
    *request.uri_mut() = Uri::from_parts(parts).unwrap_or_default();
    *request.version_mut() = Version::HTTP_2;
    let mut headers = call.metadata.clone();
    headers.reserve(OWN_HEADERS);
    headers.insert(TE, TRAILERS);
    headers.insert(CONTENT_TYPE, APPLICATION_GRPC);
    // Clients that speak gRPC themselves say who they are, and which compression they understand.
    headers.entry(USER_AGENT).or_insert(AGENT);
    headers.entry(GRPC_ACCEPT_ENCODING).or_insert(IDENTITY);
    let left = call.deadline.remaining(tasks::now().instant);
    if let Ok(mut timeout) = HeaderValue::from_bytes(&format_timeout(left)) {
        // Never the same twice: HPACK is not to remember it, nor to forget for it what is.
        timeout.set_sensitive(true);
        headers.insert(GRPC_TIMEOUT, timeout);
    }
    *request.headers_mut() = headers;
    request
}

impl SendHalf {
    /// Ready when everything that was sent has room in the peer's window. The first piece need
    /// not wait for that, so that it leaves with the head.
    ///
    /// # Errors
    /// When the stream takes no more; [`ReceiveHalf`] knows why, and may yet have an answer.
    pub fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), CallError>> {
        if self.is_fresh {
            return Poll::Ready(Ok(()));
        }
        if self.stream.capacity() == 0 {
            self.stream.reserve_capacity(1);
        }
        while self.stream.capacity() == 0 {
            match ready!(self.stream.poll_capacity(cx)) {
                Some(Ok(_)) => {}
                Some(Err(error)) => {
                    return Poll::Ready(Err(CallError::of_stream(self.endpoint.address(), error)));
                }
                // The stream has been closed; sending says so.
                None => break,
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Sends framed bytes; `end` when they are the last ones. Never waits: whoever has more than
    /// one message to send asks [`Self::poll_ready`] first.
    ///
    /// # Errors
    /// As [`Self::poll_ready`].
    pub fn send(&mut self, frame: Bytes, end: bool) -> Result<(), CallError> {
        self.is_fresh = false;
        self.stream
            .send_data(frame, end)
            .map_err(|error| CallError::of_stream(self.endpoint.address(), error))
    }
}

impl ReceiveHalf {
    /// The first thing to wait for.
    ///
    /// # Errors
    /// When there is no answer, or it is not one of a gRPC server.
    pub async fn head(&mut self) -> Result<Head, CallError> {
        poll_fn(|cx| self.poll_head(cx)).await
    }

    /// [`Self::head`] for those who wait for other things as well.
    ///
    /// # Errors
    /// As [`Self::head`].
    pub fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<Head, CallError>> {
        let Some(response) = &mut self.response else {
            return Poll::Ready(Ok(Head {
                metadata: HeaderMap::new(),
                end: None,
            }));
        };
        let response = ready!(Pin::new(response).poll(cx)).map_err(|error| self.failed(error))?;
        self.response = None;
        let (head, body) = response.into_parts();
        Poll::Ready(self.read_head(head, body))
    }

    fn read_head(&mut self, head: response::Parts, body: RecvStream) -> Result<Head, CallError> {
        // RFC 9113 §8.1: the only frame may carry both the headers and the stream's end.
        if body.is_end_stream() && head.headers.contains_key(GRPC_STATUS) && is_grpc(&head.headers)
        {
            let end = self.ended(End::new(head.headers))?;
            return Ok(Head {
                metadata: HeaderMap::new(),
                end: Some(end),
            });
        }
        self.check_head(&head)?;
        if body.is_end_stream() {
            return Err(self.broke(Violation::NoStatus));
        }
        self.body = Some(body);
        Ok(Head {
            metadata: head.headers,
            end: None,
        })
    }

    /// The next message; `None` when all have come and [`Self::end`] is next.
    ///
    /// May be dropped while it waits: nothing is lost. Reading on is what lets the peer send on.
    ///
    /// # Errors
    /// When the answer breaks off, or a message cannot be taken.
    pub async fn message(&mut self) -> Result<Option<Bytes>, CallError> {
        poll_fn(|cx| self.poll_message(cx)).await
    }

    /// [`Self::message`] for those who wait for other things as well.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, CallError>> {
        loop {
            let next = self.decoder.next().map_err(|error| self.malformed(error))?;
            if let Some(message) = next {
                let message = message.identity().map_err(|error| self.malformed(error));
                return Poll::Ready(message.map(Some));
            }
            match ready!(self.poll_data(cx))? {
                Some(chunk) => self.decoder.push(chunk),
                None => {
                    self.decoder
                        .finish()
                        .map_err(|error| self.malformed(error))?;
                    return Poll::Ready(Ok(None));
                }
            }
        }
    }

    /// The next part of the frames, compressed or not; `None` when all have come. Parts end where
    /// the chunks on the wire do, but never within a prefix.
    ///
    /// # Errors
    /// As [`Self::message`].
    pub fn poll_frames(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, CallError>> {
        loop {
            let next = self.scanner.next().map_err(|error| self.malformed(error))?;
            if next.is_some() {
                return Poll::Ready(Ok(next));
            }
            match ready!(self.poll_data(cx))? {
                Some(chunk) => self.scanner.push(chunk),
                None => {
                    self.scanner
                        .finish()
                        .map_err(|error| self.malformed(error))?;
                    return Poll::Ready(Ok(None));
                }
            }
        }
    }

    /// Whether the frames that were taken end within a message.
    pub const fn is_within_message(&self) -> bool {
        self.scanner.is_within_message()
    }

    /// The end of the answer. To be called when [`Self::message`] has returned `None`.
    ///
    /// # Errors
    /// When there are no trailers, or no status in them.
    pub async fn end(&mut self) -> Result<End, CallError> {
        poll_fn(|cx| self.poll_end(cx)).await
    }

    /// [`Self::end`] for those who wait for other things as well.
    ///
    /// # Errors
    /// As [`Self::end`].
    pub fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<End, CallError>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Err(self.broke(Violation::NoTrailers)));
        };
        let trailers = ready!(body.poll_trailers(cx)).map_err(|error| self.failed(error))?;
        let end = trailers.ok_or(Violation::NoTrailers).and_then(End::new);
        Poll::Ready(self.ended(end))
    }

    /// The next bytes. The peer may send as many again only when they are asked for: by then the
    /// reader is done with the ones before. What is left at the end h2 gives back by itself.
    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, CallError>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(Ok(None));
        };
        if self.unreleased > 0 {
            // It fails only for more than was received.
            let _ = body.flow_control().release_capacity(self.unreleased);
        }
        self.unreleased = 0;
        Poll::Ready(match ready!(body.poll_data(cx)) {
            Some(Ok(chunk)) => {
                self.unreleased = chunk.len();
                Ok(Some(chunk))
            }
            Some(Err(error)) => Err(self.failed(error)),
            None => Ok(None),
        })
    }

    fn check_head(&self, head: &response::Parts) -> Result<(), CallError> {
        let content_type = || match head.headers.get(CONTENT_TYPE) {
            Some(value) => format!("{value:?}"),
            None => "no content type".to_owned(),
        };
        if head.status != StatusCode::OK {
            return Err(CallError::Http {
                endpoint: self.endpoint.address().clone(),
                status: head.status,
                content_type: content_type(),
            });
        }
        if !is_grpc(&head.headers) {
            return Err(self.broke(Violation::ContentType(content_type())));
        }
        Ok(())
    }

    /// The end of the call, as the back end says it. One that looks at the deadline too may give up
    /// first, and many say CANCELLED then: to the client it is the deadline that has passed.
    fn ended(&self, end: Result<End, Violation>) -> Result<End, CallError> {
        let end = end.map_err(|violation| self.broke(violation))?;
        if end.status.code == Code::Cancelled && self.is_overdue() {
            return Err(self.overdue());
        }
        Ok(end)
    }

    fn failed(&self, error: h2::Error) -> CallError {
        let error = CallError::of_stream(self.endpoint.address(), error);
        // As grpc-go does: the deadline is the likely cause of a reset with CANCEL behind it.
        if error.code() == Code::Cancelled && self.is_overdue() {
            return self.overdue();
        }
        error
    }

    /// No clock is read for a call that nobody has given up.
    fn is_overdue(&self) -> bool {
        self.deadline.remaining(tasks::now().instant).is_zero()
    }

    fn overdue(&self) -> CallError {
        CallError::Deadline {
            endpoint: self.endpoint.address().clone(),
            doing: Doing::Answering,
        }
    }

    fn malformed(&self, error: FrameError) -> CallError {
        CallError::of_frame(self.endpoint.address(), error)
    }

    fn broke(&self, violation: Violation) -> CallError {
        CallError::Protocol {
            endpoint: self.endpoint.address().clone(),
            violation,
        }
    }
}

/// gRPC over HTTP/2, "Content-Type": `application/grpc`, alone or with a codec behind a `+`.
fn is_grpc(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(CONTENT_TYPE) else {
        return false;
    };
    let prefix = b"application/grpc";
    let Some((start, rest)) = value.as_bytes().split_at_checked(prefix.len()) else {
        return false;
    };
    start.eq_ignore_ascii_case(prefix) && matches!(rest.first(), None | Some(b'+' | b';' | b' '))
}

impl fmt::Debug for SendHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendHalf")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ReceiveHalf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiveHalf")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}
