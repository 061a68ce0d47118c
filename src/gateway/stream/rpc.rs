//! A request for a method by its own path, `/package.Service/Method`.

use arc_swap::ArcSwap;
use http::{Method, Version, request};

use super::calling::Calling;
use super::codec::{Codec, Ending};
use super::connect::Connect;
use super::grpc::Grpc;
use super::grpc_web::GrpcWeb;
use super::own::OwnBackEnd;
use super::pump::Pump;
use crate::call::{Call, Peer};
use crate::gateway::handle::host;
use crate::gateway::metered::Metered;
use crate::gateway::{Exchange, ExchangeError, Readiness, Rejection, failure, unless_closed};
use crate::policy::{self, Admitted, MethodPolicy};
use crate::protocol::connect::{Form, Format};
use crate::schema::{MethodCardinality, MethodId};
use crate::snapshot::{MethodTarget, Own, OwnMethod, Snapshot};
use crate::tasks;
use crate::telemetry::RequestId;
use crate::units::ByteSize;
use crate::upstream::{End, Opened, Upstreams};

/// What a call needs beside its client and its protocol.
#[derive(Clone, Copy)]
pub(in crate::gateway) struct Context<'c> {
    pub(in crate::gateway) upstreams: &'c Upstreams,
    /// What this call began with.
    pub(in crate::gateway) snapshot: &'c Snapshot,
    /// What calls begin with now.
    pub(in crate::gateway) current: &'c ArcSwap<Snapshot>,
    pub(in crate::gateway) readiness: &'c Readiness,
    pub(in crate::gateway) peer: &'c Peer,
}

/// Serves a request of a client that speaks gRPC. Fails when the client is gone.
pub(in crate::gateway) async fn serve_grpc<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
) -> Result<(), ExchangeError> {
    serve(context, exchange, grpc).await
}

/// Serves a request of a client that speaks gRPC-Web. Fails when the client is gone.
pub(in crate::gateway) async fn serve_grpc_web<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
) -> Result<(), ExchangeError> {
    serve(context, exchange, grpc_web).await
}

/// Serves a request of a client that speaks Connect, for a method that streams. Fails when the client
/// is gone.
pub(in crate::gateway) async fn serve_connect<'s, E: Exchange>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
    format: Format,
) -> Result<(), ExchangeError> {
    serve(context, exchange, |head, found| {
        connect(context.snapshot, head, format, found)
    })
    .await
}

/// A codec for a request of gRPC.
pub(super) fn grpc(head: &request::Parts, found: Option<&Found<'_>>) -> Result<Grpc, Rejection> {
    if head.version != Version::HTTP_2 {
        return Err(Rejection::Http2Needed);
    }
    let codec = Grpc::new(head, request_max(found))?;
    only_post(head)?;
    Ok(codec)
}

/// A codec for a request of gRPC-Web.
pub(super) fn grpc_web(
    head: &request::Parts,
    found: Option<&Found<'_>>,
) -> Result<GrpcWeb, Rejection> {
    let codec = GrpcWeb::new(head, request_max(found))?;
    only_post(head)?;
    Ok(codec)
}

/// A codec for a request of Connect that streams.
pub(super) fn connect<'s>(
    snapshot: &'s Snapshot,
    head: &request::Parts,
    format: Format,
    found: Option<&Found<'s>>,
) -> Result<Connect<'s>, Rejection> {
    if let Some(found) = found
        && snapshot.schema().method(found.method).cardinality() == MethodCardinality::Unary
    {
        return Err(Form::Stream(format).mismatched(head).into());
    }
    only_post(head)?;
    let found = found.map(|found| (found.method, found.policy()));
    Ok(Connect::new(snapshot, head, format, found))
}

/// The largest message of a request.
fn request_max(found: Option<&Found<'_>>) -> ByteSize {
    found.map_or(ByteSize(0), |found| found.policy().request_max)
}

/// `codec` makes a codec for the calls of a method, or, where there is none, for saying so.
async fn serve<'s, E: Exchange, C: Codec>(
    context: Context<'s>,
    exchange: &mut Metered<'_, 's, E>,
    codec: impl FnOnce(&request::Parts, Option<&Found<'s>>) -> Result<C, Rejection>,
) -> Result<(), ExchangeError> {
    let found = Found::find(context.snapshot, exchange.head());
    if let Ok(found) = &found {
        found.record(exchange);
    }
    match codec(exchange.head(), found.as_ref().ok()) {
        Ok(mut codec) => call(context, exchange, found, &mut codec).await,
        // Without its protocol there is only HTTP to answer in.
        Err(rejection) => failure::refuse(exchange, &rejection).await,
    }
}

fn only_post(head: &request::Parts) -> Result<(), Rejection> {
    if head.method == Method::POST {
        return Ok(());
    }
    Err(Rejection::MethodNotAllowed {
        method: head.method.clone(),
        path: head.uri.path().to_owned(),
        allow: vec![Method::POST],
    })
}

/// Makes a call, whatever its protocol, and tells the client how it ended, whichever way it did.
async fn call<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
    found: Result<Found<'_>, Rejection>,
    codec: &mut dyn Codec,
) -> Result<(), ExchangeError> {
    exchange.allow_silence();
    let mut pump = Pump::new(exchange, codec);
    let ended = match found {
        Ok(found) => begin(context, &found, &mut pump).await,
        Err(rejection) => Err(rejection),
    };
    conclude(pump, ended).await
}

/// Records how a call has ended and tells the client.
pub(super) async fn conclude<E: Exchange>(
    mut pump: Pump<'_, Metered<'_, '_, E>>,
    ended: Result<End, Rejection>,
) -> Result<(), ExchangeError> {
    let rejection = match ended {
        Ok(end) => {
            pump.client.record.ended(end.status.code, None);
            return pump.close(Ending::BackEnd(end)).await;
        }
        Err(Rejection::ClientGone) => return Err(ExchangeError::Gone),
        Err(rejection) => rejection,
    };
    failure::record(&mut pump.client.record, &rejection);
    let request_id = pump.client.record.request_id().cloned();
    let ending = Ending::Gateway {
        rejection: &rejection,
        request_id: request_id.as_ref().map(RequestId::as_str),
        within_message: pump.within_message,
    };
    pump.close(ending).await
}

async fn begin<E: Exchange>(
    context: Context<'_>,
    found: &Found<'_>,
    pump: &mut Pump<'_, Metered<'_, '_, E>>,
) -> Result<End, Rejection> {
    let client = &mut *pump.client;
    let received = tasks::now().instant;
    let timeout = pump.codec.open(client.head())?;
    let deadline = found.policy().deadline(received, timeout);
    match found.callee {
        Callee::BackEnd(target) => {
            let mut metadata =
                pump.codec
                    .metadata(client.head(), context.peer, &context.snapshot.forwarding);
            client.record.name(&mut metadata);
            let call = Call {
                method: found.method,
                path: target.path.clone(),
                metadata,
                deadline,
            };
            let call = policy::admit(call, tasks::now().instant)?;
            run(context.upstreams, target, &call, pump).await
        }
        Callee::Own(own) => {
            let mut back_end = OwnBackEnd::of_head(context, own, client.head());
            pump.run(&mut back_end, deadline).await
        }
    }
}

/// Opens a call and runs it to its end.
pub(super) async fn run<E: Exchange>(
    upstreams: &Upstreams,
    target: &MethodTarget,
    call: &Admitted<Call>,
    pump: &mut Pump<'_, Metered<'_, '_, E>>,
) -> Result<End, Rejection> {
    let client = &mut *pump.client;
    let MethodTarget {
        cluster, policy, ..
    } = target;
    let opening = upstreams.open(cluster, call, policy.response_max);
    let opened = unless_closed(client, opening)
        .await
        .ok_or(Rejection::ClientGone)?
        .inspect_err(|error| client.record.attempted(error.endpoint().text(), 0))?;
    let endpoint = opened.endpoint.address().text();
    client.record.attempted(endpoint, opened.attempts);
    let mut calling = Calling::new(upstreams, target, call, opened);
    let ended = pump.run(&mut calling, call.deadline).await;
    // It may have been made once more.
    let Opened {
        endpoint, attempts, ..
    } = &calling.opened;
    let record = &mut pump.client.record;
    record.attempted(endpoint.address().text(), *attempts);
    ended
}

/// A method that a request names, and who answers it.
pub(in crate::gateway) struct Found<'s> {
    pub(in crate::gateway) method: MethodId,
    pub(in crate::gateway) callee: Callee<'s>,
}

#[derive(Clone, Copy)]
pub(in crate::gateway) enum Callee<'s> {
    BackEnd(&'s MethodTarget),
    /// The gateway itself.
    Own(&'s Own),
}

impl<'s> Found<'s> {
    /// The method that a request's path names.
    pub(in crate::gateway) fn find(
        snapshot: &'s Snapshot,
        head: &request::Parts,
    ) -> Result<Self, Rejection> {
        let path = head.uri.path();
        let own = snapshot.own_rpc(path);
        // Health has something to say of a gateway that has nothing to serve.
        if !snapshot.is_loaded() && own.is_none_or(|(_, own)| own.method == OwnMethod::Reflection) {
            return Err(Rejection::NotReady);
        }
        if let Some((method, own)) = own {
            let callee = Callee::Own(own);
            return Ok(Self { method, callee });
        }
        let unknown = || Rejection::RpcUnknown {
            path: path.to_owned(),
        };
        let method = snapshot.rpc(host(head), path).ok_or_else(unknown)?;
        let target = snapshot.target(method).ok_or_else(|| {
            let schema = snapshot.schema();
            Rejection::NoBackEnd {
                rpc: schema.method_name(schema.method(method)),
            }
        })?;
        let callee = Callee::BackEnd(target);
        Ok(Self { method, callee })
    }

    pub(in crate::gateway) const fn policy(&self) -> &'s MethodPolicy {
        match self.callee {
            Callee::BackEnd(target) => &target.policy,
            Callee::Own(own) => &own.policy,
        }
    }

    pub(in crate::gateway) fn record<E: Exchange>(&self, exchange: &mut Metered<'_, 's, E>) {
        let (path, cluster) = match self.callee {
            Callee::BackEnd(target) => (target.path.as_str(), Some(target.cluster.name())),
            Callee::Own(own) => (&*own.path, None),
        };
        exchange.record_method(self.method, path, cluster);
    }
}
