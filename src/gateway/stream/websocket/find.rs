//! What a socket is opened for: a handshake has no method of its own, so the path alone decides.

use http::{Method, request};

use crate::gateway::Rejection;
use crate::gateway::handle::{host, rejection_of};
use crate::gateway::stream::rpc::{Callee, Found};
use crate::router::{NoMatch, RouteId};
use crate::schema::MethodCardinality;
use crate::snapshot::Snapshot;

/// The methods of routes in the order in which they are preferred; others come last.
const PREFERRED: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

/// What a handshake asks for.
pub(super) struct Asked<'s> {
    pub(super) found: Found<'s>,
    /// The route and the method of HTTP that it is for; `None` by the path of gRPC.
    pub(super) route: Option<(RouteId, Method)>,
}

/// Finds the route of a path, whatever its method is, or else the method of gRPC with that path.
pub(super) fn find<'s>(
    snapshot: &'s Snapshot,
    head: &request::Parts,
) -> Result<Asked<'s>, Rejection> {
    if !snapshot.websocket.is_on {
        return Err(Rejection::WebSocketOff);
    }
    let length = head
        .uri
        .path_and_query()
        .map_or(0, |target| target.as_str().len());
    if length > snapshot.target_max {
        return Err(Rejection::TargetTooLong {
            max: snapshot.target_max,
        });
    }
    if let Some((id, verb)) = route(snapshot, head)? {
        let method = snapshot.route(id).binding.method;
        let target = snapshot.target(method).ok_or_else(|| {
            let schema = snapshot.schema();
            Rejection::NoBackEnd {
                rpc: schema.method_name(schema.method(method)),
            }
        })?;
        let callee = Callee::BackEnd(target);
        return Ok(Asked {
            found: Found { method, callee },
            route: Some((id, verb)),
        });
    }
    let found = Found::find(snapshot, head).map_err(|rejection| match rejection {
        Rejection::RpcUnknown { path } => Rejection::RouteNotFound { path },
        other => other,
    })?;
    Ok(Asked { found, route: None })
}

/// The route of a path. Of several it is one of a method that streams, and of these the first in the
/// order of [`PREFERRED`].
fn route(
    snapshot: &Snapshot,
    head: &request::Parts,
) -> Result<Option<(RouteId, Method)>, Rejection> {
    if !snapshot.is_loaded() {
        return Ok(None);
    }
    let (host, path) = (host(head), head.uri.path());
    let mut methods = snapshot.router.allow(host, path);
    methods.retain(|method| !matches!(*method, Method::HEAD | Method::OPTIONS));
    methods.sort_by_key(|method| {
        let position = PREFERRED.iter().position(|preferred| preferred == method);
        position.unwrap_or(PREFERRED.len())
    });
    let mut first = None;
    for method in methods {
        let Ok(matched) = snapshot.router.route(host, &method, path) else {
            continue;
        };
        let id = matched.route();
        let called = snapshot.schema().method(snapshot.route(id).binding.method);
        if called.cardinality() != MethodCardinality::Unary {
            return Ok(Some((id, method)));
        }
        first.get_or_insert((id, method));
    }
    if first.is_none()
        && let Err(error @ NoMatch::BadPath(_)) = snapshot.router.route(host, &Method::GET, path)
    {
        return Err(rejection_of(snapshot, error, head));
    }
    Ok(first)
}
