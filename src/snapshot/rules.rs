//! Which rule a method has: the last one of the service configurations, or else its annotation.

use foldhash::HashMap;

use super::services::is_routed;
use crate::finding::{Findings, Place};
use crate::http_rule::nearest;
use crate::http_rule::percent::UnescapeMode;
use crate::http_rule::service_config::{ConfiguredRule, ServiceConfig};
use crate::schema::descriptor::HttpRule;
use crate::schema::descriptor::http_rule::Pattern;
use crate::schema::{Method, MethodId, Schema};

/// Where the rule of a route comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleSource {
    /// `option (google.api.http)` of the method.
    Annotation,
    /// A service configuration; where the pattern stands.
    ServiceConfig(Place),
    /// Nobody wrote one, see [`UnboundMethods::Post`].
    Unbound,
}

impl RuleSource {
    /// A stable, machine-readable name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Annotation => "annotation",
            Self::ServiceConfig(_) => "service_config",
            Self::Unbound => "unbound",
        }
    }
}

/// What becomes of methods that have no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnboundMethods {
    /// They have no route.
    Off,
    /// `POST /package.Service/Method`, the body is the request.
    Post,
}

/// The rule of a method without one: what grpc-gateway's `generate_unbound_methods` has.
pub(super) fn unbound(schema: &Schema, method: &Method) -> HttpRule {
    HttpRule {
        pattern: Some(Pattern::Post(schema.method_path(method))),
        body: Some("*".to_owned()),
        ..HttpRule::default()
    }
}

/// What multi-segment variables keep encoded. The last configuration that says it decides, as for everything in them.
pub(super) fn unescape(configs: &[ServiceConfig]) -> UnescapeMode {
    let told = configs
        .iter()
        .rev()
        .find_map(|config| config.fully_decode_reserved_expansion);
    match told {
        Some(true) => UnescapeMode::All,
        Some(false) | None => UnescapeMode::default(),
    }
}

/// The rules of the service configurations, by method.
pub(super) struct Rules<'c> {
    by_method: HashMap<MethodId, &'c ConfiguredRule>,
}

impl<'c> Rules<'c> {
    /// Looks every selector up; a selector that selects nothing is an error, a rule that is overridden a warning.
    pub(super) fn new(
        schema: &Schema,
        configs: &'c [ServiceConfig],
        findings: &mut Findings,
    ) -> Self {
        let mut rules = Self {
            by_method: HashMap::default(),
        };
        let mut configured = configs.iter().flat_map(|config| &config.rules).peekable();
        if configured.peek().is_none() {
            return rules;
        }
        let methods: HashMap<String, MethodId> = schema
            .methods()
            .map(|(id, method)| (schema.method_name(method), id))
            .collect();
        for rule in configured {
            match methods.get(&rule.selector) {
                Some(id) if is_routed(&rule.selector) => rules.add(*id, rule, findings),
                Some(_) => findings.error(
                    RULE,
                    rule.place.clone(),
                    &*rule.selector,
                    format!("{} is of a service that never has routes", rule.selector),
                ),
                None => findings.error(
                    RULE,
                    rule.place.clone(),
                    &*rule.selector,
                    unknown(schema, &rule.selector),
                ),
            }
        }
        rules.report_overridden(schema, findings);
        rules
    }

    /// The rule that replaces the method's annotation.
    pub(super) fn of(&self, method: MethodId) -> Option<&'c ConfiguredRule> {
        self.by_method.get(&method).copied()
    }

    /// `google.api.Http.rules`: all rules of a service configuration follow "last one wins" order.
    fn add(&mut self, id: MethodId, rule: &'c ConfiguredRule, findings: &mut Findings) {
        if let Some(earlier) = self.by_method.insert(id, rule) {
            findings.warning(
                OVERRIDDEN,
                earlier.place.clone(),
                &*rule.selector,
                format!(
                    "this rule of {} is overridden by {}: the last one wins",
                    rule.selector, rule.place
                ),
            );
        }
    }

    fn report_overridden(&self, schema: &Schema, findings: &mut Findings) {
        for (id, rule) in &self.by_method {
            let method = schema.method(*id);
            if method.http.is_some() {
                findings.warning(
                    OVERRIDDEN,
                    schema.method_place(method),
                    &*rule.selector,
                    format!(
                        "the annotation of {} is overridden by {}",
                        rule.selector, rule.place
                    ),
                );
            }
        }
    }
}

/// [`crate::finding::Finding::rule`] of a selector that selects nothing.
const RULE: &str = "service-config";
/// That of what a service configuration replaces.
const OVERRIDDEN: &str = "rule-overridden";

fn unknown(schema: &Schema, selector: &str) -> String {
    let services = || schema.services().map(|(_, service)| service);
    if let Some(service) = services().find(|service| *service.name == *selector) {
        let example = service.methods.first().map_or_else(String::new, |id| {
            format!(", such as {}", schema.method_name(schema.method(*id)))
        });
        return format!("{selector} is a service; an HTTP rule is for one method{example}");
    }
    let hint = close_to(schema, selector)
        .map_or_else(String::new, |near| format!("; did you mean {near}?"));
    format!("{selector} selects no method that is loaded{hint}")
}

/// What may have been meant: a method of the same service, the same method of another service, or a name much like it.
fn close_to(schema: &Schema, selector: &str) -> Option<String> {
    let (service, name) = selector.rsplit_once('.')?;
    let services: Vec<_> = schema
        .services()
        .map(|(_, service)| service)
        .filter(|service| is_routed(&service.name))
        .collect();
    let method_names = |service: &str| -> Vec<&str> {
        let found = services.iter().find(|known| *known.name == *service);
        found.map_or_else(Vec::new, |found| {
            let names = found.methods.iter().map(|id| &*schema.method(*id).name);
            names.collect()
        })
    };
    let near_service = if services.iter().any(|known| *known.name == *service) {
        Some(service)
    } else {
        nearest(service, services.iter().map(|known| &*known.name))
    };
    if let Some(service) = near_service
        && let Some(near) = nearest(name, method_names(service).into_iter())
    {
        return Some(format!("{service}.{near}"));
    }
    let elsewhere = services
        .iter()
        .find(|known| method_names(&known.name).contains(&name))?;
    Some(format!("{}.{name}", elsewhere.name))
}

#[cfg(test)]
mod tests;
