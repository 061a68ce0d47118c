//! The messages of a socket, and those of its call.
//!
//! ```text
//! rialto.json   on a route          text: the body of a request; binary where that is a google.api.HttpBody
//!               its rule has none   text: the whole message, where the client streams
//!               by gRPC's path      text: the whole message
//! rialto.proto                      binary: the whole message
//! ```
//! What a route's path and query bind goes into every message, as in every stream of REST. It comes
//! behind a whole message; one that has another value for a field of the path is refused, as a body is.

use bytes::Bytes;
use http::request;

use super::super::gather::Gather;
use crate::framing::grpc::{PREFIX, seal};
use crate::framing::json_stream::Envelope;
use crate::framing::websocket::{Kind, write_header};
use crate::gateway::Rejection;
use crate::gateway::messages::RequestMessages;
use crate::protocol::websocket::SocketFormat;
use crate::schema::MethodId;
use crate::snapshot::{Route, Snapshot};
use crate::transcode::encode::{self, EncodeError};
use crate::transcode::json;
use crate::transcode::request::{BodyFormat, BodyKind, RequestError};
use crate::transcode::response::{ResponsePlan, raw};
use crate::units::ByteSize;

/// Makes messages of a call of what a client sends, and the other way round.
pub(super) struct Messages<'c> {
    snapshot: &'c Snapshot,
    method: MethodId,
    format: SocketFormat,
    request: Request<'c>,
    /// By gRPC's path there is none.
    response: Option<ResponsePlan>,
    /// What is made of an answer before its length is known.
    scratch: Vec<u8>,
}

/// What a message of the client is.
enum Request<'c> {
    /// The body of a request like this one.
    Body {
        route: &'c Route,
        head: Box<request::Parts>,
        kind: Kind,
    },
    /// The whole message, but for what comes behind it: protobuf merges the two.
    Whole {
        /// By gRPC's path there is none.
        route: Option<&'c Route>,
        bound: Vec<u8>,
    },
    /// There is none: this is the message.
    Head { message: Vec<u8> },
}

impl<'c> Messages<'c> {
    /// `head` has the method of the route.
    pub(super) fn of_route(
        snapshot: &'c Snapshot,
        route: &'c Route,
        head: request::Parts,
        format: SocketFormat,
    ) -> Result<Self, Rejection> {
        let method = route.binding.method;
        let streams = snapshot.schema().method(method).client_streaming;
        let kind = route.plan.body_kind();
        // Also refuses what is wrong with the path and the query, before there is a socket.
        let bound = bound(&RequestMessages::new(snapshot, route, &head)?)?;
        let request = match (kind, format) {
            (BodyKind::None, _) if !streams => Request::Head { message: bound },
            (BodyKind::None, _) | (_, SocketFormat::Proto) => Request::Whole {
                route: Some(route),
                bound,
            },
            (BodyKind::Json | BodyKind::JsonOrForm | BodyKind::Raw, SocketFormat::Json) => {
                let kind = if kind == BodyKind::Raw {
                    Kind::Binary
                } else {
                    Kind::Text
                };
                Request::Body {
                    route,
                    head: Box::new(head),
                    kind,
                }
            }
        };
        Ok(Self {
            snapshot,
            method,
            format,
            request,
            response: Some(route.response),
            scratch: Vec::new(),
        })
    }

    pub(super) const fn of_rpc(
        snapshot: &'c Snapshot,
        method: MethodId,
        format: SocketFormat,
    ) -> Self {
        Self {
            snapshot,
            method,
            format,
            request: Request::Whole {
                route: None,
                bound: Vec::new(),
            },
            response: None,
            scratch: Vec::new(),
        }
    }

    pub(super) const fn method(&self) -> MethodId {
        self.method
    }

    /// The kind of messages that a client may send.
    pub(super) const fn takes(&self) -> Kind {
        match (&self.request, self.format) {
            (Request::Body { kind, .. }, _) => *kind,
            (Request::Whole { .. } | Request::Head { .. }, SocketFormat::Json) => Kind::Text,
            (Request::Whole { .. } | Request::Head { .. }, SocketFormat::Proto) => Kind::Binary,
        }
    }

    /// The handshake is the whole request: the client has nothing to add.
    pub(super) const fn is_head_alone(&self) -> bool {
        matches!(self.request, Request::Head { .. })
    }

    /// Appends a message of the client, of the kind that it may send, as a frame of gRPC. An empty one
    /// stands for a request without a body.
    pub(super) fn append(&self, payload: &[u8], out: &mut Gather) -> Result<(), Rejection> {
        match &self.request {
            Request::Body { route, head, .. } => {
                let messages = RequestMessages::new(self.snapshot, route, head)?;
                messages.append_frame(payload, BodyFormat::Json, out.buffer())
            }
            Request::Whole { route, bound } => frame(out, |buffer| {
                let start = buffer.len();
                self.append_whole(payload, buffer)?;
                if let Some(route) = route {
                    let message = buffer.get(start..).unwrap_or_default();
                    route.plan.check_whole(message, bound)?;
                }
                buffer.extend_from_slice(bound);
                Ok(())
            }),
            Request::Head { message } => frame(out, |buffer| {
                buffer.extend_from_slice(message);
                Ok(())
            }),
        }
    }

    fn append_whole(&self, payload: &[u8], out: &mut Vec<u8>) -> Result<(), Rejection> {
        match self.format {
            SocketFormat::Proto => out.extend_from_slice(payload),
            SocketFormat::Json if payload.is_empty() => {}
            SocketFormat::Json => {
                let input = self.snapshot.schema().method(self.method).input;
                let options = &self.snapshot.json(self.method).request.json;
                json::decode(&self.snapshot.plans, input, payload, options, out)
                    .map_err(|error| RequestError::BodyInvalid(Box::new(error)))?;
            }
        }
        Ok(())
    }

    /// Writes a message of the answer as one of the socket.
    pub(super) fn write(&mut self, message: Bytes, out: &mut Gather) -> Result<(), Rejection> {
        if self.format == SocketFormat::Proto {
            write(Kind::Binary, message, out);
            return Ok(());
        }
        if let Some(ResponsePlan::HttpBody { field }) = self.response {
            let (_, data) = raw(&message, field).map_err(|error| self.unwritable(error))?;
            write(Kind::Binary, data, out);
            return Ok(());
        }
        self.scratch.clear();
        let mut json = std::mem::take(&mut self.scratch);
        let encoded = self.encode(&message, &mut json);
        encoded.map_err(|error| self.unwritable(error))?;
        let buffer = out.buffer();
        write_header(Kind::Text, json.len(), buffer);
        buffer.extend_from_slice(&json);
        self.scratch = json;
        Ok(())
    }

    fn encode(&self, message: &[u8], out: &mut Vec<u8>) -> Result<(), EncodeError> {
        let Self {
            snapshot, method, ..
        } = self;
        let options = &snapshot.json(*method).response;
        let is_wrapped = snapshot.streams.envelope == Envelope::Result;
        if is_wrapped {
            out.extend_from_slice(b"{\"result\":");
        }
        match self.response {
            Some(plan) => plan.append(&snapshot.plans, message, options, out)?,
            None => {
                let output = snapshot.schema().method(*method).output;
                encode::encode(&snapshot.plans, output, message, options, out)?;
            }
        }
        if is_wrapped {
            out.push(b'}');
        }
        Ok(())
    }

    fn unwritable(&self, source: EncodeError) -> Rejection {
        let schema = self.snapshot.schema();
        Rejection::Response {
            rpc: schema.method_name(schema.method(self.method)),
            source,
        }
    }
}

/// What a request's path and query bind.
fn bound(messages: &RequestMessages<'_>) -> Result<Vec<u8>, Rejection> {
    let mut bound = Vec::new();
    match messages.append(b"", BodyFormat::Json, &mut bound) {
        // The messages bring them.
        Err(Rejection::Request(error))
            if matches!(*error, RequestError::RequiredMissing { .. }) =>
        {
            Ok(bound)
        }
        other => other.map(|()| bound),
    }
}

/// Appends a message behind the prefix of gRPC.
fn frame(
    out: &mut Gather,
    append: impl FnOnce(&mut Vec<u8>) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    let buffer = out.buffer();
    let start = buffer.len();
    buffer.extend_from_slice(&[0; PREFIX]);
    let appended = append(buffer).and_then(|()| {
        let frame = buffer.get_mut(start..).unwrap_or_default();
        seal(frame).map_err(|_| Rejection::BodyTooLarge {
            max: ByteSize(u32::MAX.into()),
        })
    });
    appended.inspect_err(|_| buffer.truncate(start))
}

/// Writes a message of the socket.
pub(super) fn write(kind: Kind, payload: Bytes, out: &mut Gather) {
    write_header(kind, payload.len(), out.buffer());
    out.push(payload);
}
