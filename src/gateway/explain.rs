//! What the gateway makes of a request, without calling anything.
//!
//! The request goes through the same steps as one that is served, from a client that is only in memory; what is added
//! here is what those steps do not keep.

use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, request};

use super::answer::Answer;
use super::handle::{Planned, Step, find, host, plan, request_frame};
use super::{Exchange, ExchangeError, Rejection};
use crate::call::Peer;
use crate::framing::grpc;
use crate::router::{Candidate, Near, Request, RouteId};
use crate::snapshot::{MethodTarget, Snapshot};
use crate::transcode::encode::{self, EncodeError, EncodeOptions};
use crate::transcode::request::{Capture, Parameter};

/// The most routes that are proposed for a request without one.
pub const NEAREST_MAX: usize = 5;

/// What becomes of a request, and why.
#[derive(Debug)]
pub struct Explanation {
    /// What the route says, if there is one; also of a request that is refused later.
    pub matched: Option<Matched>,
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
    /// The request message in protobuf's encoding, if it could be assembled.
    pub message: Option<Bytes>,
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
            matched: None,
            outcome: Outcome::Answered {
                status: StatusCode::NO_CONTENT,
                headers,
            },
        };
    }
    let mut exchange = Stated {
        head,
        body: Some(body.clone()),
    };
    let planned = plan(snapshot, peer, &mut exchange).await;
    let head = &exchange.head;
    let mut matched = matched(snapshot, head);
    let message = |frame: Bytes| frame.slice(grpc::PREFIX.min(frame.len())..);
    let outcome = match planned {
        Ok(Step::Go(planned)) => {
            let Planned {
                target,
                call,
                timeout,
                frame,
                ..
            } = planned;
            if let Some(matched) = &mut matched {
                matched.message = Some(message(frame));
            }
            Outcome::Sent {
                target,
                metadata: call.into_inner().metadata,
                timeout,
            }
        }
        Ok(Step::Done(Answer {
            status, headers, ..
        })) => Outcome::Answered { status, headers },
        Err(rejection) => {
            if let Some(matched) = &mut matched {
                let route = snapshot.route(matched.route);
                let frame = request_frame(snapshot, route, head, &body);
                matched.message = frame.ok().map(message);
            }
            let nearest = match &rejection {
                Rejection::RouteNotFound { .. } | Rejection::MethodNotAllowed { .. } => snapshot
                    .router
                    .nearest(asked(head), candidates(snapshot), NEAREST_MAX),
                _ => Vec::new(),
            };
            Outcome::Refused { rejection, nearest }
        }
    };
    Explanation { matched, outcome }
}

impl Matched {
    /// The request message as ProtoJSON; `None` if it could not be assembled.
    ///
    /// # Errors
    /// When it is too deep or too large to be shown.
    pub fn message_json(
        &self,
        snapshot: &Snapshot,
        indent: Option<u8>,
    ) -> Result<Option<String>, EncodeError> {
        let Some(message) = &self.message else {
            return Ok(None);
        };
        let options = EncodeOptions {
            indent,
            any_fallback: true,
            ..EncodeOptions::default()
        };
        let method = snapshot.route(self.route).binding.method;
        let input = snapshot.schema().method(method).input;
        let mut json = Vec::new();
        encode::encode(&snapshot.plans, input, message, &options, &mut json)?;
        Ok(Some(String::from_utf8_lossy(&json).into_owned()))
    }
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
        message: None,
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
