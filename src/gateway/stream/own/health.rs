//! `grpc.health.v1`: the gateway's readiness, and which services it serves.

use std::collections::HashMap;
use std::future::{Future, pending};
use std::pin::Pin;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use tokio::sync::watch;

use super::{Context, decoded, encoded};
use crate::gateway::readiness::Stage;
use crate::snapshot::Snapshot;
use crate::status::{Code, Status};

#[derive(Clone, PartialEq, ::prost::Message)]
struct HealthCheckRequest {
    #[prost(string, tag = "1")]
    service: String,
}

#[derive(Clone, PartialEq, ::prost::Message)]
struct HealthCheckResponse {
    #[prost(enumeration = "Health", tag = "1")]
    status: i32,
}

#[derive(Clone, PartialEq, ::prost::Message)]
struct HealthListResponse {
    #[prost(map = "string, message", tag = "1")]
    statuses: HashMap<String, HealthCheckResponse>,
}

/// `HealthCheckResponse.ServingStatus`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ::prost::Enumeration)]
#[repr(i32)]
enum Health {
    Unspecified = 0,
    Serving = 1,
    NotServing = 2,
    UnknownService = 3,
}

pub(super) fn check(call: Context<'_>, message: &Bytes) -> Result<Vec<u8>, Status> {
    let request: HealthCheckRequest = decoded(message)?;
    match status(call.snapshot, call.readiness.stage(), &request.service) {
        Health::UnknownService => Err(Status::new(
            Code::NotFound,
            format!("there is no service {:?} here", request.service),
        )),
        known @ (Health::Unspecified | Health::Serving | Health::NotServing) => {
            Ok(encoded(&response(known)))
        }
    }
}

pub(super) fn list(call: Context<'_>, _: &Bytes) -> Result<Vec<u8>, Status> {
    let (snapshot, stage) = (call.snapshot, call.readiness.stage());
    let names = [""].into_iter().chain(snapshot.served_services());
    let statuses = names.map(|name| (name.to_owned(), response(status(snapshot, stage, name))));
    Ok(encoded(&HealthListResponse {
        statuses: statuses.collect(),
    }))
}

const fn response(status: Health) -> HealthCheckResponse {
    HealthCheckResponse {
        status: status as i32,
    }
}

/// How it is with a service, or with the gateway as a whole, which has no name.
fn status(snapshot: &Snapshot, stage: Stage, service: &str) -> Health {
    if !snapshot.is_loaded() {
        // Nobody knows yet what there will be.
        return Health::NotServing;
    }
    if !service.is_empty() && !snapshot.served_services().any(|name| name == service) {
        return Health::UnknownService;
    }
    match stage {
        Stage::Serving => Health::Serving,
        Stage::LameDuck | Stage::Draining => Health::NotServing,
    }
}

/// A client that wants to be told of changes.
pub(super) struct Watch {
    service: String,
    told: Option<Health>,
    changed: Changed,
}

type Changed = Pin<Box<dyn Future<Output = watch::Receiver<Stage>> + Send>>;

impl Watch {
    pub(super) fn new(call: Context<'_>, message: &Bytes) -> Result<Self, Status> {
        let request: HealthCheckRequest = decoded(message)?;
        Ok(Self {
            service: request.service,
            told: None,
            changed: changed(call.readiness.subscribe()),
        })
    }

    /// The next status that differs from the one before. A process that ends would wait for its
    /// watchers for good, so they are sent elsewhere.
    pub(super) fn poll_next(
        &mut self,
        call: Context<'_>,
        cx: &mut task::Context<'_>,
    ) -> Poll<Result<Vec<u8>, Status>> {
        loop {
            let stage = call.readiness.stage();
            let status = status(&call.current.load(), stage, &self.service);
            if self.told != Some(status) {
                self.told = Some(status);
                return Poll::Ready(Ok(encoded(&response(status))));
            }
            if stage == Stage::Draining {
                let message = "the gateway is ending; watch another one".to_owned();
                return Poll::Ready(Err(Status::new(Code::Unavailable, message)));
            }
            let receiver = ready!(self.changed.as_mut().poll(cx));
            self.changed = changed(receiver);
        }
    }
}

fn changed(mut receiver: watch::Receiver<Stage>) -> Changed {
    Box::pin(async move {
        if receiver.changed().await.is_err() {
            // Without a sender nothing changes any more.
            pending::<()>().await;
        }
        receiver
    })
}
