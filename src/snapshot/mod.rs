//! What was compiled at load: everything a request needs to know that does not depend on it.
//!
//! ```text
//! Schema + Settings --services--> clusters and policies by method
//!                   --rules-----> one rule by method
//!                   --routes----> Router, and a Route per binding
//! ```
//! Compiling goes through in passes and collects every finding; a snapshot with errors is only
//! good for counting. Nothing changes a snapshot once it is made: a reload compiles the next one
//! beside it, and takes over the clusters whose settings are the same, with their connections.

mod compile;
mod documents;
mod json;
mod making;
mod own;
mod pages;
mod rpcs;
mod rules;
mod selector;
mod services;
mod streams;

pub use documents::{OpenApiSettings, Rendition};
pub use json::{JsonOptions, JsonOverrides};
pub use own::{Own, OwnMethod};
pub use pages::{DocsSettings, Page, Selection};
pub use rules::{RuleSource, UnboundMethods};
pub use selector::{Selector, SelectorError};
pub use streams::{EventSettings, RestStreams, StreamSettings};

use std::sync::Arc;
use std::time::Duration;

use http::uri::PathAndQuery;

use self::pages::Pages;
use self::rpcs::Rpcs;
use crate::call::{Forwarding, ResponseHeaders};
use crate::finding::Place;
use crate::http_rule::binding::Binding;
use crate::http_rule::percent::UnescapeMode;
use crate::http_rule::service_config::ServiceConfig;
use crate::policy::MethodPolicy;
use crate::protocol::cors::{self, Cors};
use crate::protocol::{coding, connect, websocket};
use crate::router::{self, RouteId, Router};
use crate::schema::{MethodId, Schema};
use crate::telemetry::SeriesTable;
use crate::transcode::encode::EncodeOptions;
use crate::transcode::plan::Plans;
use crate::transcode::request::{RequestOptions, RequestPlan};
use crate::transcode::response::ResponsePlan;
use crate::upstream::{Address, Cluster, ClusterSettings, EndpointId};
use documents::Documents;
use json::JsonTable;

/// What to compile a schema with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub router: router::Settings,
    /// Segments after `**` are against http.proto, but some published APIs have them.
    pub allow_segments_after_double_star: bool,
    pub virtual_hosts: VirtualHosts,
    pub request: RequestOptions,
    /// What [`RequestOptions::unescape`] is, whatever the service configurations say.
    pub unescape: Option<UnescapeMode>,
    /// Rules that replace annotations; the last one of a method wins.
    pub service_configs: Vec<ServiceConfig>,
    pub unbound_methods: UnboundMethods,
    pub response: EncodeOptions,
    pub rest_streams: StreamSettings,
    pub compression: coding::Settings,
    pub connect: connect::Settings,
    pub forwarding: Forwarding,
    pub response_headers: ResponseHeaders,
    pub cors: cors::Settings,
    pub websocket: websocket::Settings,
    /// The longest request target (path and query), in bytes.
    pub target_max: usize,
    /// What methods are held to unless their service says otherwise.
    pub policy: MethodPolicy,
    /// The time of those that stream.
    pub streams: StreamTimes,
    /// Whether the gateway answers questions about what it serves.
    pub reflection: bool,
    pub openapi: OpenApiSettings,
    pub docs: DocsSettings,
    pub services: Vec<ServiceSettings>,
    /// Services that were found by reflection, and where.
    pub reflected: Vec<(String, Address)>,
    /// A service without an address is an error. Off where only descriptors are checked.
    pub requires_addresses: bool,
}

/// How long calls of methods that stream may take, both ways taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamTimes {
    /// For calls that name no timeout of their own.
    pub timeout: Duration,
    /// The longest timeout that a client may ask for.
    pub timeout_max: Duration,
}

/// Whether a service's routes belong to one host alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VirtualHosts {
    /// Routes answer on every host, unless the service's settings name hosts.
    Off,
    /// A service answers on its `google.api.default_host`.
    DefaultHost,
}

/// The settings of the services that a selector selects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSettings {
    pub selector: Selector,
    pub endpoints: Vec<Address>,
    pub cluster: ClusterSettings,
    pub timeout: Option<Duration>,
    pub timeout_max: Option<Duration>,
    /// The timeout of methods that stream.
    pub stream_timeout: Option<Duration>,
    pub json: JsonOverrides,
    /// The hosts that the service's routes answer on; empty for all.
    pub hosts: Vec<String>,
    /// Where it was said, for findings.
    pub place: Place,
}

/// How much was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub files: usize,
    pub services: usize,
    pub methods: usize,
    /// Also those that were refused.
    pub bindings: usize,
}

/// A compiled state.
#[derive(Debug)]
pub struct Snapshot {
    generation: u64,
    pub plans: Plans,
    pub router: Router,
    routes: Vec<Route>,
    /// Whether some request gets to the route of the same index: not where others win everywhere.
    is_reachable: Vec<bool>,
    documents: Documents,
    pages: Pages,
    methods: Vec<Option<MethodTarget>>,
    rpcs: Rpcs,
    pub clusters: Vec<Arc<Cluster>>,
    pub forwarding: Forwarding,
    pub response_headers: ResponseHeaders,
    pub streams: RestStreams,
    pub compression: coding::Settings,
    pub connect: connect::Settings,
    pub cors: Cors,
    pub websocket: websocket::Settings,
    json: JsonTable,
    /// The longest request target (path and query), in bytes.
    pub target_max: usize,
    /// Of rules that somebody wrote; also those that were refused.
    pub binding_count: usize,
    /// The names and the metrics of every method.
    pub series: SeriesTable,
}

/// One binding of a method, as it is served.
#[derive(Debug)]
pub struct Route {
    pub binding: Binding,
    pub plan: RequestPlan,
    pub response: ResponsePlan,
    /// The virtual hosts that it answers on; empty for all.
    pub hosts: Box<[String]>,
    pub source: RuleSource,
    /// The template, as the log names the route.
    pub label: Box<str>,
}

/// Where the calls of a method go, and under which limits.
#[derive(Debug, Clone)]
pub struct MethodTarget {
    pub path: PathAndQuery,
    pub cluster: Arc<Cluster>,
    pub policy: MethodPolicy,
}

impl Snapshot {
    /// Which state of the process this is: 1 is the first that was loaded, and each that replaces
    /// another is one more. 0 stands in while nothing has been loaded yet.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Whether this is an API, and not what stands in for one until it can be loaded.
    pub const fn is_loaded(&self) -> bool {
        self.generation > 0
    }

    /// Whether a worker may keep its connections to an endpoint.
    pub fn has_endpoint(&self, id: EndpointId) -> bool {
        self.clusters.iter().any(|cluster| cluster.has(id))
    }

    pub fn counts(&self) -> Counts {
        let counted = self.schema().counts();
        Counts {
            files: counted.files,
            services: counted.services,
            methods: counted.methods,
            bindings: self.binding_count,
        }
    }

    pub const fn schema(&self) -> &Arc<Schema> {
        self.plans.schema()
    }

    /// How a method's JSON is read and written.
    pub fn json(&self, method: MethodId) -> &JsonOptions {
        self.json.of(method)
    }

    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    pub fn route(&self, id: RouteId) -> &Route {
        &self.routes[id.0 as usize]
    }

    /// The method that gRPC calls by `path` on `host`.
    pub fn rpc(&self, host: Option<&str>, path: &str) -> Option<MethodId> {
        self.rpcs.find(self.schema(), host, path)
    }

    /// The method of the gateway's own that is called by `path`.
    pub fn own_rpc(&self, path: &str) -> Option<(MethodId, &Own)> {
        self.rpcs.own(path)
    }

    /// The names of all services that can be called, the gateway's own among them.
    pub fn served_services(&self) -> impl Iterator<Item = &str> {
        self.rpcs.services()
    }

    /// Where a method goes; `None` if its service has no address.
    pub fn target(&self, method: MethodId) -> Option<&MethodTarget> {
        self.methods.get(method.index())?.as_ref()
    }
}
