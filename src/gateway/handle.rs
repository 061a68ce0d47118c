//! The life of a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use arc_swap::ArcSwap;
use bytes::Bytes;
use http::{HeaderMap, Method};

use super::answer::Answer;
use super::documents::{self, Found};
use super::messages::RequestMessages;
use super::metered::Metered;
use super::stream::{self, Context};
use super::{
    Exchange, ExchangeError, Handle, Readiness, Rejection, body, connect, failure, last_event_id,
    reply, unknown_query, unless_closed,
};
use crate::call::{Call, Deadline, Peer, forward_request};
use crate::framing::compression::Coding;
use crate::framing::grpc;
use crate::framing::json_stream::Layout;
use crate::policy::{self, Admitted};
use crate::protocol::problem::ErrorFormat;
use crate::protocol::{Protocol, rest};
use crate::router::{Match, NoMatch, RouteId};
use crate::schema::MethodCardinality;
use crate::snapshot::{MethodTarget, Route, Snapshot};
use crate::status::Code;
use crate::tasks;
use crate::telemetry::Recorder;
use crate::transcode::request::BodyKind;
use crate::units::ByteSize;
use crate::upstream::Upstreams;

/// Answers requests. One per worker: it owns that worker's connections to back ends.
#[derive(Debug)]
pub struct Gateway {
    snapshot: Arc<ArcSwap<Snapshot>>,
    readiness: Readiness,
    upstreams: Upstreams,
    /// The snapshot whose endpoints alone have connections here.
    generation: AtomicU64,
    recorder: Recorder,
}

/// A request that was accepted: where it goes, and what its headers said.
struct Accepted {
    route: RouteId,
    target: MethodTarget,
    metadata: HeaderMap,
    timeout: Duration,
    deadline: Deadline,
    /// How the body is compressed.
    coding: Option<Coding>,
    /// How the messages of the request are laid out, if it is a stream of them.
    layout: Option<Layout>,
    streams_answer: bool,
}

impl Handle for Gateway {
    async fn handle<E: Exchange>(&self, peer: &Peer, exchange: &mut E) {
        let snapshot = self.snapshot.load_full();
        self.forget_gone(&snapshot);
        let record = self.recorder.begin(&snapshot.series, peer, exchange.head());
        // Whichever way this ends, the record is sealed with it.
        let mut exchange = Metered::new(exchange, record, &snapshot);
        let context = Context {
            upstreams: &self.upstreams,
            current: &self.snapshot,
            readiness: &self.readiness,
            snapshot: &snapshot,
            peer,
        };
        if let Some(headers) = snapshot.cors.preflight(exchange.head()) {
            exchange.record.ended(Code::Ok, None);
            let sent = Answer::preflight(headers).send(&mut exchange).await;
            return exchange.end(sent);
        }
        let sent = match exchange.record.protocol() {
            Protocol::Rest => self.rest(context, &mut exchange).await,
            Protocol::Grpc => stream::serve_grpc(context, &mut exchange).await,
            Protocol::GrpcWeb => stream::serve_grpc_web(context, &mut exchange).await,
            Protocol::WebSocket => stream::serve_websocket(context, &mut exchange).await,
            Protocol::Connect => connect::serve(context, &mut exchange).await,
        };
        exchange.end(sent);
        // A call that began before a reload may have connected to an endpoint that is gone since.
        // This worker has looked for those once, so it is made to look again.
        let current = self.snapshot.load();
        if current.generation() != snapshot.generation() {
            self.generation.store(0, Ordering::Relaxed);
            self.forget_gone(&current);
        }
    }
}

impl Gateway {
    pub fn new(snapshot: Arc<ArcSwap<Snapshot>>, readiness: Readiness, recorder: Recorder) -> Self {
        Self {
            snapshot,
            readiness,
            upstreams: Upstreams::new(),
            generation: AtomicU64::new(0),
            recorder,
        }
    }

    /// Closes the connections to endpoints that a reload has removed, once per reload. A worker is
    /// one thread, so nothing else happens in between.
    fn forget_gone(&self, snapshot: &Snapshot) {
        let generation = snapshot.generation();
        if self.generation.load(Ordering::Relaxed) != generation {
            self.generation.store(generation, Ordering::Relaxed);
            self.upstreams.retain(|id| snapshot.has_endpoint(id));
        }
    }

    async fn rest<'s>(
        &self,
        context: Context<'s>,
        exchange: &mut Metered<'_, 's, impl Exchange>,
    ) -> Result<(), ExchangeError> {
        let Context { snapshot, peer, .. } = context;
        let mut step = plan(snapshot, peer, exchange).await;
        if let Err(Rejection::RouteNotFound { .. }) = step
            && let Some(found) = documents::find(snapshot, exchange.head())
        {
            step = self.document(found, exchange).await.map(Step::Done);
        }
        let answer = match step.inspect_err(|_| exchange.refused()) {
            Ok(Step::Go(Planned {
                request: PlannedRequest::Unary(frame),
                route,
                target,
                call,
                ..
            })) => {
                let route = snapshot.route(route);
                self.unary(snapshot, route, &target, (call, frame), exchange)
                    .await
            }
            Ok(Step::Go(planned)) => {
                // Boxed: the few calls that stream are not to make every other one as large.
                return Box::pin(stream::serve_rest(context, exchange, planned)).await;
            }
            Ok(Step::Done(answer)) => {
                exchange.record.ended(Code::Ok, None);
                Ok(answer)
            }
            Err(rejection) => Err(rejection),
        };
        match answer {
            Ok(answer) => {
                let settings = &snapshot.compression;
                match settings.of_answer(&exchange.head().headers) {
                    Some(coding) => answer.compressed(coding, settings).await,
                    None => answer,
                }
                .send(exchange)
                .await
            }
            Err(Rejection::ClientGone) => Err(ExchangeError::Gone),
            Err(Rejection::RouteNotFound { .. } | Rejection::MethodNotAllowed { .. })
                if connect::is_unmarked(snapshot, exchange.head()) =>
            {
                exchange.record.speaks(Protocol::Connect);
                connect::serve(context, exchange).await
            }
            Err(rejection) => failure::refuse(exchange, &rejection).await,
        }
    }

    /// Nothing of it is on the way of a request that has a route.
    async fn document(
        &self,
        found: Result<Found, Rejection>,
        exchange: &mut Metered<'_, '_, impl Exchange>,
    ) -> Result<Answer, Rejection> {
        match found? {
            Found::Answer(answer) => Ok(answer),
            Found::Document(asked) => {
                let answer = documents::answer(self.snapshot.load_full(), asked);
                let answer = unless_closed(exchange, answer).await;
                answer
                    .ok_or(Rejection::ClientGone)?
                    .ok_or(Rejection::DocumentFailed)
            }
        }
    }

    async fn unary(
        &self,
        snapshot: &Snapshot,
        route: &Route,
        target: &MethodTarget,
        (call, frame): (Admitted<Call>, Bytes),
        exchange: &mut Metered<'_, '_, impl Exchange>,
    ) -> Result<Answer, Rejection> {
        let MethodTarget {
            cluster, policy, ..
        } = target;
        let reply = unless_closed(
            exchange,
            self.upstreams
                .unary(cluster, call, frame, policy.response_max),
        )
        .await
        .ok_or(Rejection::ClientGone)?
        .inspect_err(|error| exchange.record.attempted(error.endpoint().text(), 0))?;
        exchange
            .record
            .attempted(reply.endpoint.address().text(), reply.attempts);
        let format = ErrorFormat::of(&exchange.head().headers);
        let answer = reply::answer(snapshot, route, &reply, format)?;
        exchange.record.ended(reply.status.code, None);
        Ok(answer)
    }
}

/// A request that is ready to be sent to a back end.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) route: RouteId,
    pub(super) target: MethodTarget,
    pub(super) call: Admitted<Call>,
    /// From the request's arrival to the call's deadline.
    pub(super) timeout: Duration,
    pub(super) request: PlannedRequest,
}

/// What goes to the back end; messages are behind gRPC's length prefix.
#[derive(Debug)]
pub(super) enum PlannedRequest {
    Unary(Bytes),
    /// A message whose answer is any number of them.
    Message(Bytes),
    /// Messages, which are read while the call lasts.
    Stream(Laid),
}

/// How the body of a request is laid out that is a stream of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Laid {
    pub(super) coding: Option<Coding>,
    pub(super) layout: Layout,
    /// The largest message.
    pub(super) message_max: ByteSize,
}

/// A step goes on, or the gateway answers by itself.
#[derive(Debug)]
pub(super) enum Step<T> {
    Go(T),
    Done(Answer),
}

/// Everything before a back end is called: it takes the same steps to serve a request and to explain it.
pub(super) async fn plan(
    snapshot: &Snapshot,
    peer: &Peer,
    exchange: &mut impl Exchange,
) -> Result<Step<Planned>, Rejection> {
    let accepted = match accept(snapshot, peer, exchange)? {
        Step::Go(accepted) => accepted,
        Step::Done(answer) => return Ok(Step::Done(answer)),
    };
    let Accepted {
        route: id,
        target,
        mut metadata,
        timeout,
        deadline,
        coding,
        layout,
        streams_answer,
    } = accepted;
    exchange.accepted(id, &mut metadata);
    let route = snapshot.route(id);
    let max = target.policy.request_max;
    let request = match layout {
        Some(layout) => PlannedRequest::Stream(Laid {
            coding,
            layout,
            message_max: max,
        }),
        None => {
            let left = deadline.remaining(tasks::now().instant);
            let reading = async {
                match coding {
                    Some(coding) => body::read_coded(exchange, coding, max).await,
                    None => body::read_whole(exchange, max).await,
                }
            };
            let read = tasks::within(left, reading).await;
            let body = read.ok_or(Rejection::BodyTimeout)??;
            let frame = request_frame(snapshot, route, exchange.head(), &body)?;
            if streams_answer {
                PlannedRequest::Message(frame)
            } else {
                PlannedRequest::Unary(frame)
            }
        }
    };
    let query = exchange.head().uri.query();
    unknown_query::capture(snapshot, route, query, &mut metadata);
    if streams_answer {
        last_event_id::forward(snapshot, route, &exchange.head().headers, &mut metadata)?;
    }
    let call = Call {
        method: route.binding.method,
        path: target.path.clone(),
        metadata,
        deadline,
    };
    let call = policy::admit(call, tasks::now().instant)?;
    Ok(Step::Go(Planned {
        route: id,
        target,
        call,
        timeout,
        request,
    }))
}

/// Everything that the head decides. Nothing of the body was read yet.
fn accept(
    snapshot: &Snapshot,
    peer: &Peer,
    exchange: &impl Exchange,
) -> Result<Step<Accepted>, Rejection> {
    if !snapshot.is_loaded() {
        return Err(Rejection::NotReady);
    }
    let received = tasks::now().instant;
    let head = exchange.head();
    let target_length = head
        .uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if target_length > snapshot.target_max {
        return Err(Rejection::TargetTooLong {
            max: snapshot.target_max,
        });
    }
    let protocol = Protocol::detect(head);
    if protocol != Protocol::Rest {
        return Err(Rejection::ProtocolUnsupported { protocol });
    }
    let matched = match find(snapshot, head) {
        Ok(matched) => matched,
        Err(NoMatch::Options { allow }) => {
            let allow = without_streams(snapshot, head, allow);
            return Ok(Step::Done(Answer::options(&allow)));
        }
        Err(error) => return Err(rejection_of(snapshot, error, head)),
    };
    let route = snapshot.route(matched.route());
    let schema = snapshot.schema();
    let method = schema.method(route.binding.method);
    if head.method == Method::HEAD && method.cardinality() != MethodCardinality::Unary {
        let allow = snapshot.router.allow(host(head), head.uri.path());
        return Err(rejection_of(snapshot, NoMatch::WrongMethod { allow }, head));
    }
    let Some(target) = snapshot.target(route.binding.method) else {
        return Err(Rejection::NoBackEnd {
            rpc: schema.method_name(method),
        });
    };
    let kind = route.plan.body_kind();
    let coding = match kind {
        BodyKind::None => None,
        BodyKind::Json | BodyKind::JsonOrForm | BodyKind::Raw => {
            rest::body_coding(&head.headers, snapshot.compression.requests)?
        }
    };
    let layout = if method.client_streaming {
        Some(rest::check_stream_type(&head.headers, kind)?)
    } else {
        rest::check_body_type(&head.headers, kind)?;
        None
    };
    let timeout = rest::timeout(&head.headers)?;
    let metadata = forward_request(head, peer, &snapshot.forwarding)?;
    let deadline = target.policy.deadline(received, timeout);
    Ok(Step::Go(Accepted {
        route: matched.route(),
        timeout: deadline.remaining(received),
        deadline,
        target: target.clone(),
        metadata,
        coding,
        layout,
        streams_answer: method.server_streaming,
    }))
}

pub(super) fn find<'p>(
    snapshot: &Snapshot,
    head: &'p http::request::Parts,
) -> Result<Match<'p>, NoMatch> {
    snapshot
        .router
        .route(host(head), &head.method, head.uri.path())
}

pub(super) fn host(head: &http::request::Parts) -> Option<&str> {
    let authority = head.uri.authority().map(http::uri::Authority::as_str);
    authority.or_else(|| head.headers.get(http::header::HOST)?.to_str().ok())
}

/// What of `allow` is served: a stream has no answer to HEAD, whose length and end nobody knows.
fn without_streams(
    snapshot: &Snapshot,
    head: &http::request::Parts,
    mut allow: Vec<Method>,
) -> Vec<Method> {
    let path = head.uri.path();
    if let Ok(matched) = snapshot.router.route(host(head), &Method::HEAD, path) {
        let method = snapshot.route(matched.route()).binding.method;
        if snapshot.schema().method(method).cardinality() != MethodCardinality::Unary {
            allow.retain(|method| *method != Method::HEAD);
        }
    }
    allow
}

pub(super) fn rejection_of(
    snapshot: &Snapshot,
    error: NoMatch,
    head: &http::request::Parts,
) -> Rejection {
    let path = || head.uri.path().to_owned();
    match error {
        NoMatch::UnknownPath | NoMatch::Options { .. } => Rejection::RouteNotFound { path: path() },
        NoMatch::WrongMethod { allow } => Rejection::MethodNotAllowed {
            method: head.method.clone(),
            path: path(),
            allow: without_streams(snapshot, head, allow),
        },
        NoMatch::BadPath(error) => Rejection::Path(error),
    }
}

/// The framed request message of a body that is one.
pub(super) fn request_frame(
    snapshot: &Snapshot,
    route: &Route,
    head: &http::request::Parts,
    body: &[u8],
) -> Result<Bytes, Rejection> {
    let messages = RequestMessages::new(snapshot, route, head)?;
    let mut frame = Vec::with_capacity(grpc::PREFIX + 64 + body.len());
    messages.append_frame(body, rest::body_format(&head.headers), &mut frame)?;
    Ok(frame.into())
}
