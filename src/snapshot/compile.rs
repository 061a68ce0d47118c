//! From a schema and settings to a snapshot.

use std::sync::Arc;

use super::services::{Clusters, is_routed};
use super::{MethodTarget, Route, Settings, Snapshot};
use crate::finding::{Findings, Place};
use crate::http_rule::binding::{self, Binding, RuleOptions};
use crate::http_rule::template::TemplateOptions;
use crate::router::{RouteId, RouterBuilder};
use crate::schema::{MethodId, Schema, SchemaBuilder};
use crate::transcode::plan::Plans;
use crate::transcode::request::RequestPlan;
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
        for (_, service) in schema
            .services()
            .filter(|(_, service)| is_routed(&service.name))
        {
            let hosts = clusters.hosts(service);
            for id in &service.methods {
                routes.method(*id, &hosts, &options);
            }
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
        let snapshot = Self {
            generation: previous.map_or(0, Self::generation) + 1,
            plans,
            router: builder.build(),
            routes,
            methods,
            clusters: clusters.into_all(),
            forwarding: settings.forwarding.clone(),
            request: settings.request.clone(),
            response: settings.response.clone(),
            target_max: settings.target_max,
            binding_count,
        };
        (snapshot, findings)
    }
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
    fn method(&mut self, id: MethodId, hosts: &[String], options: &RuleOptions) {
        let method = self.schema.method(id);
        let Some(rule) = &method.http else { return };
        self.binding_count += 1 + rule.additional_bindings.len();
        let (bindings, errors) = binding::compile(self.schema, id, rule, options);
        if !errors.is_empty() {
            let place = self.schema.method_place(method);
            let name = self.schema.method_name(method);
            for error in errors {
                self.findings.error(
                    "http-rule",
                    place.clone(),
                    name.as_str(),
                    format!("{name}: {error}"),
                );
            }
        }
        for binding in bindings {
            self.binding(binding, hosts);
        }
    }

    fn binding(&mut self, binding: Binding, hosts: &[String]) {
        let id = RouteId(u32::try_from(self.routes.len()).unwrap_or(u32::MAX));
        let tries: Vec<Option<&str>> = if hosts.is_empty() {
            vec![None]
        } else {
            hosts.iter().map(|host| Some(host.as_str())).collect()
        };
        for host in tries {
            let inserted = self
                .builder
                .insert(host, binding.verb.clone(), &binding.template, id);
            if let Err(conflict) = inserted {
                self.conflict(&binding, conflict.existing);
            }
        }
        let plan = RequestPlan::new(&self.plans, &binding);
        let response = ResponsePlan::new(self.schema, &binding);
        self.routes.push(Route {
            binding,
            plan,
            response,
            hosts: hosts.into(),
        });
    }

    fn conflict(&mut self, binding: &Binding, existing: RouteId) {
        let Some(first) = self.routes.get(existing.0 as usize) else {
            return;
        };
        let (place, message) = self.both(binding, &first.binding);
        let name = self.name(binding);
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
            let find = |id: RouteId| self.routes.get(id.0 as usize).map(|route| &route.binding);
            let (Some(kept), Some(dropped)) = (find(overridden.kept), find(overridden.dropped))
            else {
                continue;
            };
            let (place, message) = self.both(dropped, kept);
            let (name, winner) = (self.name(dropped), self.name(kept));
            self.findings.warning(
                "route-conflict",
                place,
                name,
                format!("{message}; {winner} wins"),
            );
        }
    }

    fn both(&self, binding: &Binding, other: &Binding) -> (Place, String) {
        let method = self.schema.method(binding.method);
        let place = self.schema.method_place(method);
        let other_place = self.schema.method_place(self.schema.method(other.method));
        let message = format!(
            "{} {} of {} is also {} of {} ({other_place})",
            binding.verb,
            binding.template,
            self.name(binding),
            other.template,
            self.name(other),
        );
        (place, message)
    }

    fn name(&self, binding: &Binding) -> String {
        self.schema.method_name(self.schema.method(binding.method))
    }
}
