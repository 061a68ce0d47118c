//! What the gateway makes of a request, without calling anything.
//!
//! The request goes through the same steps as one that is served, from a client that is only in memory; what is added
//! here is what those steps do not keep.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Version, request};

use super::answer::Answer;
use super::documents;
use super::handle::{Planned, PlannedRequest, Step, find, host, plan, request_frame};
use super::stream::{self, Callee, ExplainedSocket, Found};
use super::{Exchange, ExchangeError, Rejection, connect};
use crate::call::Peer;
use crate::framing::grpc;
use crate::protocol::Protocol;
use crate::router::{Candidate, Near, Request, RouteId};
use crate::schema::MethodId;
use crate::snapshot::{MethodTarget, Snapshot};
use crate::transcode::encode::{self, EncodeError, EncodeOptions};
use crate::transcode::request::{Capture, Parameter};

/// The most routes that are proposed for a request without one.
pub const NEAREST_MAX: usize = 5;

/// What becomes of a request, and why.
#[derive(Debug)]
pub struct Explanation {
    pub protocol: Protocol,
    /// What the route says, if there is one; also of a request that is refused later.
    pub matched: Option<Matched>,
    /// The method that is called by its own path; also by a request that is refused later.
    pub called: Option<Called>,
    pub outcome: Outcome,
}

/// A request has a route.
#[derive(Debug)]
pub struct Matched {
    pub route: RouteId,
    /// Other routes that would have answered, in the order of their declaration.
    pub beaten: Vec<RouteId>,
    pub captures: Vec<Capture>,
    pub query: Vec<Parameter>,
    /// The request's messages in protobuf's encoding, as far as they could be assembled.
    pub messages: Vec<Bytes>,
    /// There may be any number of them.
    pub is_stream: bool,
}

/// A request names a method, as those of gRPC, gRPC-Web and Connect do.
#[derive(Debug)]
pub struct Called {
    pub method: MethodId,
    /// The request's messages in protobuf's encoding, as far as they could be read.
    pub messages: Vec<Bytes>,
    /// There may be any number of them.
    pub is_stream: bool,
}

/// What goes to a back end beside the messages.
#[derive(Debug)]
pub(super) struct Lowered {
    pub(super) metadata: HeaderMap,
    pub(super) timeout: Duration,
}

/// Where a request ends.
#[derive(Debug)]
pub enum Outcome {
    /// A back end would be called.
    Sent {
        target: MethodTarget,
        /// As it goes on the wire: lower-case names, `-bin` values in base64.
        metadata: HeaderMap,
        timeout: Duration,
    },
    /// The gateway answers by itself, as to OPTIONS.
    Answered {
        status: StatusCode,
        headers: HeaderMap,
    },
    Refused {
        rejection: Rejection,
        /// The HTTP status of the answer, which is 200 where the protocol has its own place for errors.
        status: StatusCode,
        /// Of a request without a route: those that it almost has, by their position.
        nearest: Vec<Near>,
    },
}

/// Explains a request that `peer` sends.
pub async fn explain(
    snapshot: &Snapshot,
    peer: &Peer,
    head: request::Parts,
    body: Bytes,
) -> Explanation {
    if let Some(mut headers) = snapshot.cors.preflight(&head) {
        snapshot.cors.expose(&head.headers, &mut headers);
        return Explanation {
            protocol: Protocol::detect(&head),
            matched: None,
            called: None,
            outcome: Outcome::Answered {
                status: StatusCode::NO_CONTENT,
                headers,
            },
        };
    }
    let protocol = Protocol::detect(&head);
    let mut exchange = Stated {
        head,
        body: Some(body.clone()),
    };
    match protocol {
        Protocol::Grpc | Protocol::GrpcWeb | Protocol::Connect => {
            return called(snapshot, peer, exchange, body, protocol).await;
        }
        Protocol::WebSocket => return socket(snapshot, peer, exchange.head, &body),
        Protocol::Rest => {}
    }
    let planned = plan(snapshot, peer, &mut exchange).await;
    if let Err(Rejection::RouteNotFound { .. } | Rejection::MethodNotAllowed { .. }) = planned
        && connect::is_unmarked(snapshot, &exchange.head)
    {
        return called(snapshot, peer, exchange, body, Protocol::Connect).await;
    }
    let head = &exchange.head;
    let mut matched = matched(snapshot, head);
    let outcome = match planned {
        Ok(Step::Go(planned)) => {
            let (messages, read) = messages(snapshot, head, &planned, body);
            if let Some(matched) = &mut matched {
                matched.messages = messages;
            }
            match read {
                Ok(()) => Outcome::Sent {
                    target: planned.target,
                    metadata: planned.call.into_inner().metadata,
                    timeout: planned.timeout,
                },
                Err(rejection) => refused(snapshot, head, rejection),
            }
        }
        Ok(Step::Done(Answer {
            status, headers, ..
        })) => Outcome::Answered { status, headers },
        Err(Rejection::RouteNotFound { .. })
            if let Some(found) = documents::find(snapshot, head) =>
        {
            match found {
                Ok(documents::Found::Document(asked)) => Outcome::Answered {
                    status: StatusCode::OK,
                    headers: asked.headers(),
                },
                Ok(documents::Found::Answer(Answer {
                    status, headers, ..
                })) => Outcome::Answered { status, headers },
                Err(rejection) => refused(snapshot, head, rejection),
            }
        }
        Err(rejection) => {
            if let Some(matched) = &mut matched
                && !matched.is_stream
            {
                let route = snapshot.route(matched.route);
                let frame = request_frame(snapshot, route, head, &body);
                matched.messages = frame.ok().map(message).into_iter().collect();
            }
            refused(snapshot, head, rejection)
        }
    };
    Explanation {
        protocol,
        matched,
        called: None,
        outcome,
    }
}

/// Explains a handshake, and a message behind it.
fn socket(
    snapshot: &Snapshot,
    peer: &Peer,
    mut head: request::Parts,
    message: &Bytes,
) -> Explanation {
    let ExplainedSocket {
        asked,
        messages,
        lowered,
    } = stream::explain_socket(snapshot, peer, &head, message);
    let (found, route) = asked.map_or((None, None), |(found, route)| (Some(found), route));
    let (mut by_route, mut called) = (None, None);
    match (route, &found) {
        (Some((_, verb)), _) => {
            // From here on it is a request of the route's own method.
            head.method = verb;
            by_route = matched(snapshot, &head);
            if let Some(matched) = &mut by_route {
                matched.messages = messages;
            }
        }
        (None, Some(found)) => {
            called = Some(Called {
                method: found.method,
                messages,
                is_stream: snapshot.schema().method(found.method).client_streaming,
            });
        }
        (None, None) => {}
    }
    let outcome = match (lowered, found.map(|found| found.callee)) {
        (Ok(Lowered { metadata, timeout }), Some(Callee::BackEnd(target))) => Outcome::Sent {
            target: target.clone(),
            metadata,
            timeout,
        },
        (Ok(_), Some(Callee::Own(_)) | None) => Outcome::Answered {
            status: StatusCode::SWITCHING_PROTOCOLS,
            headers: HeaderMap::new(),
        },
        (Err((rejection, status)), _) => match refused(snapshot, &head, rejection) {
            Outcome::Refused {
                rejection, nearest, ..
            } => Outcome::Refused {
                rejection,
                status,
                nearest,
            },
            other => other,
        },
    };
    Explanation {
        protocol: Protocol::WebSocket,
        matched: by_route,
        called,
        outcome,
    }
}

/// Explains a request for a method by its own path.
async fn called(
    snapshot: &Snapshot,
    peer: &Peer,
    mut exchange: Stated,
    body: Bytes,
    protocol: Protocol,
) -> Explanation {
    // Which version of HTTP it is nobody has said, and gRPC has only one.
    exchange.head.version = Version::HTTP_2;
    let (messages, lowered) = match protocol {
        Protocol::Connect => connect::explain(snapshot, peer, &mut exchange, body).await,
        Protocol::Rest | Protocol::Grpc | Protocol::GrpcWeb | Protocol::WebSocket => {
            stream::explain(snapshot, peer, &exchange.head, body, protocol)
        }
    };
    let found = Found::find(snapshot, &exchange.head).ok();
    let outcome = match (lowered, found.as_ref().map(|found| found.callee)) {
        (Ok(Lowered { metadata, timeout }), Some(Callee::BackEnd(target))) => Outcome::Sent {
            target: target.clone(),
            metadata,
            timeout,
        },
        (Ok(_), Some(Callee::Own(_)) | None) => Outcome::Answered {
            status: StatusCode::OK,
            headers: HeaderMap::new(),
        },
        (Err((rejection, status)), _) => Outcome::Refused {
            rejection,
            status,
            nearest: Vec::new(),
        },
    };
    let called = found.map(|found| Called {
        method: found.method,
        messages,
        is_stream: snapshot.schema().method(found.method).client_streaming,
    });
    Explanation {
        protocol,
        matched: None,
        called,
        outcome,
    }
}

fn refused(snapshot: &Snapshot, head: &request::Parts, rejection: Rejection) -> Outcome {
    let nearest = match &rejection {
        Rejection::RouteNotFound { .. } | Rejection::MethodNotAllowed { .. } => snapshot
            .router
            .nearest(asked(head), candidates(snapshot), NEAREST_MAX),
        _ => Vec::new(),
    };
    let status = rejection.status();
    Outcome::Refused {
        rejection,
        status,
        nearest,
    }
}

/// The messages that a back end would be sent, and what is wrong behind them.
fn messages(
    snapshot: &Snapshot,
    head: &request::Parts,
    planned: &Planned,
    body: Bytes,
) -> (Vec<Bytes>, Result<(), Rejection>) {
    match &planned.request {
        PlannedRequest::Unary(frame) | PlannedRequest::Message(frame) => {
            (vec![message(frame.clone())], Ok(()))
        }
        PlannedRequest::Stream(laid) => {
            let route = snapshot.route(planned.route);
            stream::messages(snapshot, route, head, *laid, body)
        }
    }
}

/// Without its prefix.
fn message(frame: Bytes) -> Bytes {
    frame.slice(grpc::PREFIX.min(frame.len())..)
}

impl Matched {
    /// The request's messages as ProtoJSON, as far as they could be assembled.
    ///
    /// # Errors
    /// When it is too deep or too large to be shown.
    pub fn messages_json(
        &self,
        snapshot: &Snapshot,
        indent: Option<u8>,
    ) -> Result<Vec<String>, EncodeError> {
        let method = snapshot.route(self.route).binding.method;
        messages_json(snapshot, method, &self.messages, indent)
    }
}

impl Called {
    /// As [`Matched::messages_json`].
    ///
    /// # Errors
    /// As there.
    pub fn messages_json(
        &self,
        snapshot: &Snapshot,
        indent: Option<u8>,
    ) -> Result<Vec<String>, EncodeError> {
        messages_json(snapshot, self.method, &self.messages, indent)
    }
}

fn messages_json(
    snapshot: &Snapshot,
    method: MethodId,
    messages: &[Bytes],
    indent: Option<u8>,
) -> Result<Vec<String>, EncodeError> {
    let options = EncodeOptions {
        indent,
        any_fallback: true,
        ..EncodeOptions::default()
    };
    let input = snapshot.schema().method(method).input;
    let text = |message: &Bytes| {
        let mut json = Vec::new();
        encode::encode(&snapshot.plans, input, message, &options, &mut json)?;
        Ok(String::from_utf8_lossy(&json).into_owned())
    };
    messages.iter().map(text).collect()
}

fn matched(snapshot: &Snapshot, head: &request::Parts) -> Option<Matched> {
    let found = find(snapshot, head).ok()?;
    let id = found.route();
    let route = snapshot.route(id);
    let variables = route.binding.template.variables().iter();
    let raw: Vec<&str> = variables.map(|variable| found.capture(variable)).collect();
    let query = head.uri.query().unwrap_or_default();
    let options = &snapshot.json(route.binding.method).request;
    let matching = snapshot.router.matching(asked(head), candidates(snapshot));
    let beaten = matching
        .into_iter()
        .map(route_id)
        .filter(|other| *other != id);
    Some(Matched {
        route: id,
        beaten: beaten.collect(),
        captures: route.plan.trace_captures(&raw, options),
        query: route.plan.trace_query(&snapshot.plans, query, options),
        messages: Vec::new(),
        is_stream: snapshot
            .schema()
            .method(route.binding.method)
            .client_streaming,
    })
}

/// Routes are candidates in the order of their ids.
fn route_id(index: usize) -> RouteId {
    RouteId(u32::try_from(index).unwrap_or(u32::MAX))
}

fn asked(head: &request::Parts) -> Request<'_> {
    Request {
        host: host(head),
        method: &head.method,
        path: head.uri.path(),
    }
}

fn candidates(snapshot: &Snapshot) -> impl Iterator<Item = Candidate<'_>> {
    snapshot.routes().iter().map(|route| Candidate {
        method: &route.binding.verb,
        template: &route.binding.template,
        hosts: &route.hosts,
    })
}

/// A client that says all at once and takes no answer.
struct Stated {
    head: request::Parts,
    body: Option<Bytes>,
}

impl Exchange for Stated {
    fn head(&self) -> &request::Parts {
        &self.head
    }

    fn poll_read(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Bytes>, ExchangeError>> {
        Poll::Ready(Ok(self.body.take()))
    }

    fn poll_closed(&mut self, _: &mut Context<'_>) -> Poll<()> {
        Poll::Pending
    }

    fn send_head(&mut self, _: http::Response<()>, _: bool) -> Result<(), ExchangeError> {
        Err(ExchangeError::Gone)
    }

    fn poll_write(
        &mut self,
        _: &mut Context<'_>,
        _: &mut Option<Bytes>,
        _: bool,
    ) -> Poll<Result<(), ExchangeError>> {
        Poll::Ready(Err(ExchangeError::Gone))
    }

    fn send_trailers(&mut self, _: HeaderMap) -> Result<(), ExchangeError> {
        Err(ExchangeError::Gone)
    }

    fn abort(&mut self) {}
}
