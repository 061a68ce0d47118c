//! A request for a method by its own path, `/package.Service/Method`.

use http::{Method, Version, request};

use super::codec::{Codec, Ending};
use super::grpc::Grpc;
use super::grpc_web::GrpcWeb;
use super::pump::Pump;
use crate::call::{Call, Peer, forward_custom};
use crate::gateway::handle::host;
use crate::gateway::metered::Metered;
use crate::gateway::{Exchange, ExchangeError, Rejection, failure, unless_closed};
use crate::policy::{self, Admitted};
use crate::protocol::grpc;
use crate::schema::MethodId;
use crate::snapshot::{MethodTarget, Snapshot};
use crate::tasks;
use crate::telemetry::RequestId;
use crate::units::ByteSize;
use crate::upstream::{End, Upstreams};

/// What a call needs beside its client and its protocol.
#[derive(Clone, Copy)]
pub(in crate::gateway) struct Context<'c> {
    pub(in crate::gateway) upstreams: &'c Upstreams,
    pub(in crate::gateway) snapshot: &'c Snapshot,
    pub(in crate::gateway) peer: &'c Peer,
}

/// Serves a request of a client that speaks gRPC. Fails when the client is gone.
pub(in crate::gateway) async fn serve_grpc<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
) -> Result<(), ExchangeError> {
    let codec = |head: &request::Parts, request_max| {
        if head.version != Version::HTTP_2 {
            return Err(Rejection::Http2Needed);
        }
        let codec = Grpc::new(head, request_max)?;
        only_post(head)?;
        Ok(codec)
    };
    serve(context, exchange, codec).await
}

/// Serves a request of a client that speaks gRPC-Web. Fails when the client is gone.
pub(in crate::gateway) async fn serve_grpc_web<E: Exchange>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
) -> Result<(), ExchangeError> {
    let codec = |head: &request::Parts, request_max| {
        let codec = GrpcWeb::new(head, request_max)?;
        only_post(head)?;
        Ok(codec)
    };
    serve(context, exchange, codec).await
}

/// `codec` makes a codec for the largest message of a request.
async fn serve<E: Exchange, C: Codec>(
    context: Context<'_>,
    exchange: &mut Metered<'_, '_, E>,
    codec: impl FnOnce(&request::Parts, ByteSize) -> Result<C, Rejection>,
) -> Result<(), ExchangeError> {
    let found = find(context.snapshot, exchange.head());
    if let Ok(found) = &found {
        exchange.record_method(found.method);
    }
    let request_max = found.as_ref().ok().map(Found::request_max);
    match codec(exchange.head(), request_max.unwrap_or(ByteSize(0))) {
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
    let Context { snapshot, peer, .. } = context;
    let client = &mut *pump.client;
    let mut call = found.call(snapshot, peer, client.head())?;
    client.record.name(&mut call.metadata);
    let call = policy::admit(call, tasks::now().instant)?;
    run(context.upstreams, found.target, &call, pump).await
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
    let mut opened = unless_closed(client, opening)
        .await
        .ok_or(Rejection::ClientGone)?
        .inspect_err(|error| client.record.attempted(error.endpoint(), 0))?;
    let endpoint = opened.endpoint.address();
    client.record.attempted(endpoint, opened.attempts);
    pump.run(&mut opened, call.deadline).await
}

/// A method that a request names, and where it goes.
struct Found<'s> {
    method: MethodId,
    target: &'s MethodTarget,
}

/// The method that a request's path names.
fn find<'s>(snapshot: &'s Snapshot, head: &request::Parts) -> Result<Found<'s>, Rejection> {
    if !snapshot.is_loaded() {
        return Err(Rejection::NotReady);
    }
    let path = head.uri.path();
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
    Ok(Found { method, target })
}

impl Found<'_> {
    const fn request_max(&self) -> ByteSize {
        self.target.policy.request_max
    }

    /// The call that a request's head asks for.
    fn call(
        &self,
        snapshot: &Snapshot,
        peer: &Peer,
        head: &request::Parts,
    ) -> Result<Call, Rejection> {
        let received = tasks::now().instant;
        let timeout = grpc::timeout(&head.headers)?;
        Ok(Call {
            method: self.method,
            path: self.target.path.clone(),
            metadata: forward_custom(head, peer, &snapshot.forwarding),
            deadline: self.target.policy.deadline(received, timeout),
        })
    }
}
