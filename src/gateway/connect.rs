//! Connect's unary calls: one message each way, without a frame, in a body or in a query.

use std::future::poll_fn;
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap};
use http::{Method, StatusCode, request};

use super::answer::Answer;
use super::explain::Lowered;
use super::handle::host;
use super::metered::Metered;
use super::stream::{self, BackEnd, Callee, Context, Explained, Found, OwnBackEnd};
use super::{Exchange, ExchangeError, Rejection, body, failure, unless_closed};
use crate::call::{Call, Deadline, Peer, forward_connect, return_connect};
use crate::framing::compression::{Coding, Decompressor};
use crate::framing::grpc::{Decoder, Message, PREFIX, seal};
use crate::policy;
use crate::protocol::Protocol;
use crate::protocol::connect::{self, Form, Format, Query};
use crate::protocol::problem::ErrorFormat;
use crate::schema::{MethodCardinality, MethodId};
use crate::snapshot::{MethodTarget, Snapshot};
use crate::status::{Code, Status};
use crate::tasks;
use crate::transcode::encode;
use crate::transcode::json;
use crate::transcode::request::RequestError;
use crate::units::ByteSize;
use crate::upstream::Violation;

/// What the length prefix of gRPC can say.
const MESSAGE_MAX: ByteSize = ByteSize(u32::MAX as u64);

/// Serves a request of a client that speaks Connect. Fails when the client is gone.
pub(super) async fn serve<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
) -> Result<(), ExchangeError> {
    let answered = match Form::of(exchange.head()) {
        Ok(Form::Stream(format)) => {
            return stream::serve_connect(context, exchange, format).await;
        }
        Ok(form @ (Form::Post(_) | Form::Get)) => unary(context, exchange, form).await,
        Err(error) => Err(error.into()),
    };
    match answered {
        Ok(answer) => answer.send(exchange).await,
        Err(Rejection::ClientGone) => Err(ExchangeError::Gone),
        Err(rejection) => failure::refuse(exchange, &rejection).await,
    }
}

/// Whether a request that no route of REST takes is one of Connect that does not say so.
pub(super) fn is_unmarked(snapshot: &Snapshot, head: &request::Parts) -> bool {
    let path = head.uri.path();
    !snapshot.connect.requires_version
        && connect::may_be_unmarked(head)
        && (snapshot.rpc(host(head), path).is_some() || snapshot.own_rpc(path).is_some())
}

/// What answers a call that is unary.
struct Reply {
    metadata: HeaderMap,
    trailers: HeaderMap,
    status: Status,
    message: Option<Bytes>,
}

async fn unary<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
    form: Form,
) -> Result<Answer, Rejection> {
    let snapshot = context.snapshot;
    let found = Found::find(snapshot, exchange.head())?;
    found.record(exchange);
    let Planned {
        format,
        frame,
        deadline,
        ..
    } = plan(snapshot, exchange, &found, form).await?;
    let reply = match found.callee {
        Callee::BackEnd(target) => {
            call(context, exchange, (found.method, target), frame, deadline).await?
        }
        Callee::Own(own) => ask(OwnBackEnd::new(context, own), frame).await?,
    };
    exchange.record.ended(reply.status.code, None);
    let answer = answer(snapshot, found.method, format, &reply);
    let settings = &snapshot.compression;
    match settings.of_answer(&exchange.head().headers) {
        // Errors are small, and some clients read them as they are.
        Some(coding) if reply.status.code == Code::Ok => {
            Ok(answer?.compressed(coding, settings).await)
        }
        Some(_) | None => answer,
    }
}

/// A request that is ready to be sent to a back end, but for its metadata.
struct Planned {
    format: Format,
    /// Its message, behind gRPC's prefix.
    frame: Bytes,
    deadline: Deadline,
    /// From the request's arrival to the deadline.
    timeout: Duration,
}

/// Everything before a back end is called: it takes the same steps to serve a request and to explain it.
async fn plan<E: Exchange>(
    snapshot: &Snapshot,
    exchange: &mut E,
    found: &Found<'_>,
    form: Form,
) -> Result<Planned, Rejection> {
    let received = tasks::now().instant;
    check(snapshot, found, exchange.head(), form)?;
    let timeout = connect::timeout(&exchange.head().headers)?;
    let deadline = found.policy().deadline(received, timeout);
    let request_max = found.policy().request_max;
    let (format, message) = message(snapshot, exchange, form, request_max, deadline).await?;
    Ok(Planned {
        format,
        frame: frame(snapshot, found.method, format, &message)?,
        deadline,
        timeout: deadline.remaining(received),
    })
}

/// Explains a request without a call, whether it streams or not.
pub(super) async fn explain<E: Exchange>(
    snapshot: &Snapshot,
    peer: &Peer,
    exchange: &mut E,
    body: Bytes,
) -> Explained {
    let planned = match Form::of(exchange.head()) {
        Ok(Form::Stream(_)) => {
            return stream::explain(snapshot, peer, exchange.head(), body, Protocol::Connect);
        }
        Ok(form @ (Form::Post(_) | Form::Get)) => match Found::find(snapshot, exchange.head()) {
            Ok(found) => plan(snapshot, exchange, &found, form).await,
            Err(rejection) => Err(rejection),
        },
        Err(error) => Err(error.into()),
    };
    match planned {
        Ok(planned) => {
            let lowered = Lowered {
                metadata: forward_connect(exchange.head(), peer, &snapshot.forwarding),
                timeout: planned.timeout,
            };
            (vec![planned.frame.slice(PREFIX..)], Ok(lowered))
        }
        Err(rejection) => {
            let status = rejection.connect_status();
            (Vec::new(), Err((rejection, status)))
        }
    }
}

/// Whether a method can be called like this.
fn check(
    snapshot: &Snapshot,
    found: &Found<'_>,
    head: &request::Parts,
    form: Form,
) -> Result<(), Rejection> {
    let method = snapshot.schema().method(found.method);
    if method.cardinality() != MethodCardinality::Unary {
        return Err(form.mismatched(head).into());
    }
    let is_allowed = match form {
        Form::Get => method.has_no_side_effects,
        Form::Post(_) | Form::Stream(_) => head.method == Method::POST,
    };
    if !is_allowed {
        let mut allow = vec![Method::POST];
        if method.has_no_side_effects {
            allow.insert(0, Method::GET);
        }
        return Err(Rejection::MethodNotAllowed {
            method: head.method.clone(),
            path: head.uri.path().to_owned(),
            allow,
        });
    }
    let target = head.uri.path_and_query();
    if target.is_some_and(|target| target.as_str().len() > snapshot.target_max) {
        return Err(Rejection::TargetTooLong {
            max: snapshot.target_max,
        });
    }
    Ok(connect::check_version(
        head,
        snapshot.connect.requires_version,
    )?)
}

/// The message of a request, as it is written.
async fn message<E: Exchange>(
    snapshot: &Snapshot,
    exchange: &mut E,
    form: Form,
    max: ByteSize,
    deadline: Deadline,
) -> Result<(Format, Bytes), Rejection> {
    let head = exchange.head();
    let is_coding_allowed = snapshot.compression.requests;
    let format = match form {
        Form::Post(format) | Form::Stream(format) => format,
        Form::Get => {
            let query = head.uri.query().unwrap_or_default();
            let query = Query::read(query, is_coding_allowed)?;
            let message = plain(query.message, query.coding, max)?;
            return Ok((query.format, message));
        }
    };
    let coding = connect::coding(&head.headers, &header::CONTENT_ENCODING, is_coding_allowed)?;
    let left = deadline.remaining(tasks::now().instant);
    let reading = async {
        match coding {
            Some(coding) => body::read_coded(exchange, coding, max).await,
            None => body::read_whole(exchange, max).await,
        }
    };
    let read = tasks::within(left, reading).await;
    Ok((format, read.ok_or(Rejection::BodyTimeout)??))
}

/// A message of a query, within its limit.
fn plain(message: Bytes, coding: Option<Coding>, max: ByteSize) -> Result<Bytes, Rejection> {
    if message.len() > max.as_usize() {
        return Err(Rejection::BodyTooLarge { max });
    }
    match coding {
        Some(coding) => Ok(Decompressor::new(coding, max)?.message(message)?),
        None => Ok(message),
    }
}

fn frame(
    snapshot: &Snapshot,
    method: MethodId,
    format: Format,
    message: &[u8],
) -> Result<Bytes, Rejection> {
    let mut frame = Vec::with_capacity(PREFIX + 64 + message.len());
    append_frame(snapshot, method, format, message, &mut frame)?;
    Ok(frame.into())
}

/// Appends a message of a request in protobuf's encoding, behind gRPC's prefix.
pub(super) fn append_frame(
    snapshot: &Snapshot,
    method: MethodId,
    format: Format,
    message: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Rejection> {
    let start = out.len();
    out.extend_from_slice(&[0; PREFIX]);
    let appended = match format {
        Format::Proto => {
            out.extend_from_slice(message);
            Ok(())
        }
        Format::Json => {
            let input = snapshot.schema().method(method).input;
            let options = &snapshot.json(method).request.json;
            json::decode(&snapshot.plans, input, message, options, out)
                .map_err(|error| RequestError::BodyInvalid(Box::new(error)).into())
        }
    };
    let sealed = appended.and_then(|()| {
        let frame = out.get_mut(start..).unwrap_or_default();
        seal(frame).map_err(|_| Rejection::BodyTooLarge { max: MESSAGE_MAX })
    });
    sealed.inspect_err(|_| out.truncate(start))
}

/// Calls a back end.
async fn call<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
    (method, target): (MethodId, &MethodTarget),
    frame: Bytes,
    deadline: Deadline,
) -> Result<Reply, Rejection> {
    let forwarding = &context.snapshot.forwarding;
    let mut metadata = forward_connect(exchange.head(), context.peer, forwarding);
    exchange.record.name(&mut metadata);
    let call = Call {
        method,
        path: target.path.clone(),
        metadata,
        deadline,
    };
    let call = policy::admit(call, tasks::now().instant)?;
    let MethodTarget {
        cluster, policy, ..
    } = target;
    let calling = context
        .upstreams
        .unary(cluster, call, frame, policy.response_max);
    let reply = unless_closed(exchange, calling)
        .await
        .ok_or(Rejection::ClientGone)?
        .inspect_err(|error| exchange.record.attempted(error.endpoint().text(), 0))?;
    exchange
        .record
        .attempted(reply.endpoint.address().text(), reply.attempts);
    Ok(Reply {
        metadata: reply.metadata,
        trailers: reply.trailers,
        status: reply.status,
        message: reply.message,
    })
}

/// Asks the gateway itself, which answers a unary call at once.
async fn ask(mut own: OwnBackEnd<'_>, frame: Bytes) -> Result<Reply, Rejection> {
    own.send(frame, true)?;
    let head = poll_fn(|cx| own.poll_head(cx)).await?;
    let mut decoder = Decoder::new(MESSAGE_MAX);
    let end = match head.end {
        Some(end) => end,
        None => {
            while let Some(frames) = poll_fn(|cx| own.poll_frames(cx)).await? {
                decoder.push(frames);
            }
            poll_fn(|cx| own.poll_end(cx)).await?
        }
    };
    let message = decoder.next()?.map(Message::identity).transpose()?;
    Ok(Reply {
        metadata: head.metadata,
        trailers: end.trailers,
        status: end.status,
        message,
    })
}

/// The answer that a reply becomes.
fn answer(
    snapshot: &Snapshot,
    method: MethodId,
    format: Format,
    reply: &Reply,
) -> Result<Answer, Rejection> {
    let mut headers = return_connect(&reply.metadata);
    connect::append_trailers(&return_connect(&reply.trailers), &mut headers);
    if reply.status.code != Code::Ok {
        let status = reply.status.code.http();
        let plans = &snapshot.plans;
        return Ok(failure::of_status(
            plans,
            &reply.status,
            status,
            headers,
            ErrorFormat::Connect,
        ));
    }
    let message = reply.message.clone();
    let message = message.ok_or(Rejection::AnswerBroken(Violation::NoMessage))?;
    let body = match format {
        Format::Proto => message,
        Format::Json => {
            let mut json = Vec::new();
            append_json(snapshot, method, &message, &mut json)?;
            json.into()
        }
    };
    let content_type = format.unary_type();
    Ok(Answer::of_type(StatusCode::OK, headers, content_type, body))
}

/// Appends a message of an answer as JSON. One that cannot be written leaves nothing.
pub(super) fn append_json(
    snapshot: &Snapshot,
    method: MethodId,
    message: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Rejection> {
    let output = snapshot.schema().method(method).output;
    let options = &snapshot.json(method).response;
    let written = encode::encode(&snapshot.plans, output, message, options, out);
    written.map_err(|source| super::reply::unwritable(snapshot, method, source))
}
