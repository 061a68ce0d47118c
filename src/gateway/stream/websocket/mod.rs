//! WebSocket: a socket is one call, its messages those of the call, and its close says how it ended.
//!
//! ```text
//! handshake --refused--> an answer of HTTP
//!     '--101--> messages both ways --the call's end--> [{"error": status}] close
//! ```
//! The handshake is answered before the back end is called: what a browser tells its page of a refused
//! one is nothing at all, so all that can be said in the socket is said there.

mod codec;
mod explain;
mod find;
mod messages;

use http::{HeaderMap, request};

use super::Context;
use super::own::OwnBackEnd;
use super::pump::Pump;
use super::rpc::{Callee, conclude, run};
use crate::call::{Call, Deadline, forward_request};
use crate::gateway::metered::Metered;
use crate::gateway::{Exchange, ExchangeError, Rejection, failure, last_event_id, unknown_query};
use crate::policy::{self, Admitted};
use crate::protocol::rest;
use crate::protocol::websocket::Handshake;
use crate::snapshot::{MethodTarget, Own, Snapshot};
use crate::tasks;
use crate::upstream::End;
pub(in crate::gateway) use explain::{Explained, explain};

use codec::Socket;
use find::{Asked, find};
use messages::Messages;

/// Serves a request to open a socket. Fails when the client is gone.
pub(in crate::gateway) async fn serve<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
) -> Result<(), ExchangeError> {
    // What a route binds goes into every message, and the pump has the exchange to itself.
    let head = exchange.head().clone();
    let (mut socket, called) = match accept(context, exchange, &head) {
        Ok(accepted) => accepted,
        Err(rejection) => return failure::refuse(exchange, &rejection).await,
    };
    exchange.allow_silence();
    let mut pump = Pump::new(exchange, &mut socket);
    let ended = match pump.begin() {
        Ok(_) => converse(context, &called, &mut pump).await,
        Err(rejection) => Err(rejection),
    };
    conclude(pump, ended).await
}

/// A call that is ready to be made.
enum Called<'s> {
    BackEnd(&'s MethodTarget, Box<Admitted<Call>>),
    Own(&'s Own, Deadline),
}

/// Everything that the handshake decides.
fn accept<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
    head: &request::Parts,
) -> Result<(Socket<'s>, Called<'s>), Rejection> {
    let snapshot = context.snapshot;
    let asked = find(snapshot, head)?;
    let mut metadata = forward_request(head, context.peer, &snapshot.forwarding)?;
    match &asked.route {
        Some((id, _)) => exchange.accepted(*id, &mut metadata),
        None => {
            asked.found.record(exchange);
            exchange.record.name(&mut metadata);
        }
    }
    let Opening {
        handshake,
        messages,
        deadline,
    } = open(snapshot, head, &asked, &mut metadata)?;
    let found = asked.found;
    let called = match found.callee {
        Callee::BackEnd(target) => {
            let call = Call {
                method: found.method,
                path: target.path.clone(),
                metadata,
                deadline,
            };
            let call = policy::admit(call, tasks::now().instant)?;
            Called::BackEnd(target, Box::new(call))
        }
        Callee::Own(own) => Called::Own(own, deadline),
    };
    let socket = Socket::new(snapshot, handshake, messages, found.policy());
    Ok((socket, called))
}

/// What a handshake says of a socket.
struct Opening<'s> {
    handshake: Handshake,
    messages: Messages<'s>,
    deadline: Deadline,
}

/// Reads a handshake for what it asks for.
fn open<'s>(
    snapshot: &'s Snapshot,
    head: &request::Parts,
    asked: &Asked<'s>,
    metadata: &mut HeaderMap,
) -> Result<Opening<'s>, Rejection> {
    let handshake = Handshake::new(head, &snapshot.cors)?;
    let format = handshake.format;
    let messages = match &asked.route {
        Some((id, verb)) => {
            let route = snapshot.route(*id);
            unknown_query::capture(snapshot, route, head.uri.query(), metadata);
            last_event_id::forward(snapshot, route, &head.headers, metadata)?;
            // The route's own method; a handshake has none to choose.
            let mut head = head.clone();
            head.method = verb.clone();
            Messages::of_route(snapshot, route, head, format)?
        }
        None => Messages::of_rpc(snapshot, asked.found.method, format),
    };
    let timeout = rest::timeout(&head.headers)?;
    let policy = asked.found.policy();
    Ok(Opening {
        handshake,
        messages,
        deadline: policy.deadline(tasks::now().instant, timeout),
    })
}

async fn converse<E: Exchange>(
    context: Context<'_>,
    called: &Called<'_>,
    pump: &mut Pump<'_, Metered<'_, '_, E>>,
) -> Result<End, Rejection> {
    match called {
        Called::BackEnd(target, call) => run(context.upstreams, target, call, pump).await,
        Called::Own(own, deadline) => {
            let mut back_end = OwnBackEnd::new(context, own);
            pump.run(&mut back_end, *deadline).await
        }
    }
}
