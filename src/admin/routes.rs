//! The routes of a snapshot as rows, for the table of `rialto routes` and for `/routes`.

use serde::Serialize;

use crate::http_rule::binding::Body;
use crate::snapshot::{Route, Snapshot};

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RouteRow {
    pub method: String,
    pub template: String,
    pub rpc: String,
    /// `unary`, `server streaming`, `client streaming` or `bidi streaming`.
    pub cardinality: &'static str,
    /// `*`, a field, or nothing.
    pub body: String,
    pub response_body: String,
    /// The selector or the address whose back ends serve it; empty without one.
    pub cluster: String,
    /// Where the rule is from: `annotation`, `service_config` or `unbound`.
    pub source: &'static str,
}

/// The routes in the order of their paths.
pub fn rows(snapshot: &Snapshot) -> Vec<RouteRow> {
    let mut rows: Vec<_> = snapshot
        .routes()
        .iter()
        .map(|route| RouteRow::new(snapshot, route))
        .collect();
    rows.sort_by(|a, b| (&a.template, &a.method, &a.rpc).cmp(&(&b.template, &b.method, &b.rpc)));
    rows
}

impl RouteRow {
    /// The row of one route.
    pub fn new(snapshot: &Snapshot, route: &Route) -> Self {
        let binding = &route.binding;
        let schema = snapshot.schema();
        let method = schema.method(binding.method);
        let field_of = |message, index: u16| {
            let field = schema.message(message).fields.get(usize::from(index));
            field
                .map(|field| field.name.to_string())
                .unwrap_or_default()
        };
        Self {
            method: binding.verb.to_string(),
            template: binding.template.to_string(),
            rpc: schema.method_name(method),
            cardinality: method.cardinality().name(),
            body: match binding.body {
                Body::None => String::new(),
                Body::Whole => "*".to_owned(),
                Body::Field(index) => field_of(method.input, index),
            },
            response_body: binding
                .response_body
                .map(|index| field_of(method.output, index))
                .unwrap_or_default(),
            cluster: snapshot
                .target(binding.method)
                .map(|target| target.cluster.name().to_owned())
                .unwrap_or_default(),
            source: route.source.name(),
        }
    }
}
