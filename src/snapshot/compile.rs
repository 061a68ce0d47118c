//! From a schema and settings to a snapshot.

use std::sync::Arc;

use super::documents::Documents;
use super::json::{JsonOptions, JsonTable};
use super::making::Making;
use super::own;
use super::pages::Pages;
use super::rpcs::Rpcs;
use super::rules::{self, Rules};
use super::services::{Clusters, is_routed};
use super::streams::RestStreams;
use super::{MethodTarget, Route, RuleSource, Settings, Snapshot, UnboundMethods};
use crate::finding::{Findings, Place};
use crate::http_rule::binding::{self, Binding, RuleOptions};
use crate::http_rule::template::TemplateOptions;
use crate::protocol::cors::Cors;
use crate::router::{Overridden, RouteId, RouterBuilder};
use crate::schema::{Method, MethodId, Schema, SchemaBuilder, Service};
use crate::telemetry::SeriesTable;
use crate::transcode::plan::Plans;
use crate::transcode::request::{RequestOptions, RequestPlan};
use crate::transcode::response::ResponsePlan;

impl Snapshot {
    /// What stands in until the sources can be read: it has the settings, and no API.
    pub fn empty(settings: &Settings) -> Self {
        let schema = Arc::new(SchemaBuilder::new().finish().0);
        // What is wrong with the settings is found again with the first real state.
        let (snapshot, _) = Self::compile(schema, settings, None);
        Self {
            generation: 0,
            ..snapshot
        }
    }

    /// Compiles everything that is loaded; every defect becomes a finding. Clusters of `previous`
    /// whose settings are the same are taken over.
    pub fn compile(
        schema: Arc<Schema>,
        settings: &Settings,
        previous: Option<&Self>,
    ) -> (Self, Findings) {
        let mut findings = Findings::new();
        let adoptable = previous.map_or(&[][..], |previous| &previous.clusters);
        let mut clusters = Clusters::new(settings, adoptable, &mut findings);
        let methods = targets(&schema, &mut clusters, &mut findings);
        let streams = RestStreams::new(&schema, &settings.rest_streams, &mut findings);
        let json = JsonTable::new(&schema, settings, base(settings));
        let rules = Rules::new(&schema, &settings.service_configs, &mut findings);
        let mut routes = Routes {
            schema: &schema,
            plans: Plans::new(Arc::clone(&schema)),
            builder: RouterBuilder::new(settings.router),
            routes: Vec::new(),
            findings,
            binding_count: 0,
        };
        let options = RuleOptions {
            template: TemplateOptions {
                allow_segments_after_double_star: settings.allow_segments_after_double_star,
            },
        };
        let mut rpcs = Rpcs::default();
        for (_, service) in schema.services() {
            if !is_routed(&service.name) {
                rpcs.add_own(service, own::of_service(&schema, service, settings));
                continue;
            }
            let hosts = clusters.hosts(service);
            if !schema.file(service.file).is_builtin {
                rpcs.add(&schema, service, &hosts);
            }
            for id in &service.methods {
                routes.method(*id, &rules, &hosts, &options);
            }
        }
        if settings.unbound_methods == UnboundMethods::Post {
            routes.unbound(&rules, |service| clusters.hosts(service), &options);
        }
        routes.report_overridden();
        let Routes {
            plans,
            builder,
            routes,
            mut findings,
            binding_count,
            ..
        } = routes;
        clusters.report_unused(&mut findings);
        let is_reachable = reachable(&routes, builder.overridden());
        let router = builder.build();
        let openapi = &settings.openapi;
        openapi.report_hidden(&router, &routes, &mut findings);
        let docs = &settings.docs;
        docs.report_hidden(&router, &routes, &mut findings);
        let making = Making::default();
        let snapshot = Self {
            generation: previous.map_or(0, Self::generation) + 1,
            plans,
            router,
            routes,
            is_reachable,
            documents: Documents::new(openapi, settings.compression.levels, making.clone()),
            pages: Pages::new(docs, openapi, settings.websocket.is_on, making),
            methods,
            rpcs,
            clusters: clusters.into_all(),
            forwarding: settings.forwarding.clone(),
            response_headers: settings.response_headers.clone(),
            streams,
            compression: settings.compression.clone(),
            connect: settings.connect,
            cors: Cors::new(&settings.cors),
            websocket: settings.websocket.clone(),
            json,
            target_max: settings.target_max,
            binding_count,
            series: series(&schema),
        };
        (snapshot, findings)
    }
}

/// The options of services that change nothing of them.
fn base(settings: &Settings) -> JsonOptions {
    let of_configs = || rules::unescape(&settings.service_configs);
    JsonOptions {
        request: RequestOptions {
            unescape: settings.unescape.unwrap_or_else(of_configs),
            ..settings.request.clone()
        },
        response: settings.response.clone(),
    }
}

/// Which routes win somewhere: a route is tried on each of its hosts, or once for all of them.
fn reachable(routes: &[Route], overridden: &[Overridden]) -> Vec<bool> {
    let mut tries: Vec<usize> = routes
        .iter()
        .map(|route| route.hosts.len().max(1))
        .collect();
    for lost in overridden {
        if let Some(tries) = tries.get_mut(lost.dropped.0 as usize) {
            *tries = tries.saturating_sub(1);
        }
    }
    tries.into_iter().map(|tries| tries > 0).collect()
}

fn series(schema: &Schema) -> SeriesTable {
    SeriesTable::new(schema.methods().map(|(_, method)| {
        let service = schema.service(method.service);
        (&*service.name, &*method.name)
    }))
}

fn targets(
    schema: &Schema,
    clusters: &mut Clusters<'_>,
    findings: &mut Findings,
) -> Vec<Option<MethodTarget>> {
    let mut methods = vec![None; schema.method_count()];
    for (_, service) in schema
        .services()
        .filter(|(_, service)| is_routed(&service.name))
    {
        if schema.file(service.file).is_builtin {
            continue;
        }
        let found = clusters
            .targets(schema, service, findings)
            .unwrap_or_default();
        for (id, target) in service.methods.iter().zip(found) {
            if let Some(slot) = methods.get_mut(id.index()) {
                *slot = Some(target);
            }
        }
    }
    methods
}

struct Routes<'a> {
    schema: &'a Schema,
    plans: Plans,
    builder: RouterBuilder,
    routes: Vec<Route>,
    findings: Findings,
    /// Also those that were refused.
    binding_count: usize,
}

impl Routes<'_> {
    /// The routes of a method's rule, if it has one.
    fn method(&mut self, id: MethodId, rules: &Rules<'_>, hosts: &[String], options: &RuleOptions) {
        let method = self.schema.method(id);
        let configured = rules.of(id);
        let rule = match configured {
            Some(configured) => Some(&configured.rule),
            None => method.http.as_deref(),
        };
        let Some(rule) = rule else { return };
        self.binding_count += 1 + rule.additional_bindings.len();
        let source = |binding| {
            configured.map_or(RuleSource::Annotation, |rule| {
                let place = rule.pattern_place(binding).unwrap_or(&rule.place);
                RuleSource::ServiceConfig(place.clone())
            })
        };
        let (bindings, errors) = binding::compile(self.schema, id, rule, options);
        let name = self.schema.method_name(method);
        for error in errors {
            if configured.is_some_and(|rule| rule.pattern_place(error.binding).is_none()) {
                // Whoever read the configuration has told what is wrong with it.
                continue;
            }
            let place = self.place(method, &source(error.binding));
            let message = format!("{name}: {error}");
            self.findings
                .error("http-rule", place, name.as_str(), message);
        }
        for binding in bindings {
            let route = self.route(binding, &source, hosts);
            self.add(route);
        }
    }

    /// A route for every method without a rule. They come last, so that they take no route from a rule.
    fn unbound(
        &mut self,
        rules: &Rules<'_>,
        hosts: impl Fn(&Service) -> Vec<String>,
        options: &RuleOptions,
    ) {
        let schema = self.schema;
        let services = schema.services().map(|(_, service)| service);
        for service in services
            .filter(|service| is_routed(&service.name) && !schema.file(service.file).is_builtin)
        {
            let hosts = hosts(service);
            for id in &service.methods {
                let method = schema.method(*id);
                if method.http.is_some() || rules.of(*id).is_some() {
                    continue;
                }
                let rule = rules::unbound(schema, method);
                // Names of services and methods are literals, and `*` is the body of any message.
                let (bindings, _) = binding::compile(schema, *id, &rule, options);
                for binding in bindings {
                    let route = self.route(binding, &|_| RuleSource::Unbound, &hosts);
                    self.add(route);
                }
            }
        }
    }

    fn route(
        &self,
        binding: Binding,
        source: &impl Fn(usize) -> RuleSource,
        hosts: &[String],
    ) -> Route {
        let plan = RequestPlan::new(&self.plans, &binding);
        let response = ResponsePlan::new(self.schema, &binding);
        let source = source(binding.index);
        let label = binding.template.to_string().into();
        Route {
            binding,
            plan,
            response,
            source,
            hosts: hosts.into(),
            label,
        }
    }

    fn add(&mut self, route: Route) {
        let id = RouteId(u32::try_from(self.routes.len()).unwrap_or(u32::MAX));
        let tries: Vec<Option<&str>> = if route.hosts.is_empty() {
            vec![None]
        } else {
            route.hosts.iter().map(|host| Some(host.as_str())).collect()
        };
        let is_unbound = route.source == RuleSource::Unbound;
        let mut is_free = !is_unbound;
        for host in tries {
            let Binding { verb, template, .. } = &route.binding;
            let inserted = if is_unbound {
                self.builder
                    .insert_if_free(host, verb.clone(), template, id)
            } else {
                self.builder.insert(host, verb.clone(), template, id)
            };
            match inserted {
                Ok(()) => is_free = true,
                Err(conflict) if is_unbound => self.taken(&route, conflict.existing),
                Err(conflict) => self.conflict(&route, conflict.existing),
            }
        }
        if is_free {
            self.routes.push(route);
        }
    }

    /// A rule goes before the route of a method without one.
    fn taken(&mut self, route: &Route, existing: RouteId) {
        let Some(first) = self.routes.get(existing.0 as usize) else {
            return;
        };
        let place = self.place(self.schema.method(first.binding.method), &first.source);
        let (name, winner) = (self.name(&route.binding), self.name(&first.binding));
        let message = format!(
            "{} {} is also where {name} would be, which has no rule (rest.unbound_methods); {winner} wins",
            first.binding.verb, first.binding.template
        );
        self.findings
            .warning("route-conflict", place, name, message);
    }

    fn conflict(&mut self, route: &Route, existing: RouteId) {
        let Some(first) = self.routes.get(existing.0 as usize) else {
            return;
        };
        let (place, message) = self.both(route, first);
        let name = self.name(&route.binding);
        self.findings.error(
            "route-conflict",
            place,
            name,
            format!(
                "{message}; change one of them, serve them on hosts of their own (rest.virtual_hosts, or hosts of a \
                 service), or say which wins (rest.conflicts)"
            ),
        );
    }

    /// Under first-wins and last-wins, what lost is still told.
    fn report_overridden(&mut self) {
        for overridden in self.builder.overridden().to_vec() {
            let find = |id: RouteId| self.routes.get(id.0 as usize);
            let (Some(kept), Some(dropped)) = (find(overridden.kept), find(overridden.dropped))
            else {
                continue;
            };
            let (place, message) = self.both(dropped, kept);
            let (name, winner) = (self.name(&dropped.binding), self.name(&kept.binding));
            self.findings.warning(
                "route-conflict",
                place,
                name,
                format!("{message}; {winner} wins"),
            );
        }
    }

    fn both(&self, route: &Route, other: &Route) -> (Place, String) {
        let place = |route: &Route| {
            let method = self.schema.method(route.binding.method);
            self.place(method, &route.source)
        };
        let message = format!(
            "{} {} of {} is also {} of {} ({})",
            route.binding.verb,
            route.binding.template,
            self.name(&route.binding),
            other.binding.template,
            self.name(&other.binding),
            place(other),
        );
        (place(route), message)
    }

    /// Where a rule of a method is written.
    fn place(&self, method: &Method, source: &RuleSource) -> Place {
        match source {
            RuleSource::ServiceConfig(place) => place.clone(),
            RuleSource::Annotation | RuleSource::Unbound => self.schema.method_place(method),
        }
    }

    fn name(&self, binding: &Binding) -> String {
        self.schema.method_name(self.schema.method(binding.method))
    }
}
