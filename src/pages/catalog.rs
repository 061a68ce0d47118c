//! What the pages show: the services that are served, with their routes.

use crate::http_rule::binding::Binding;
use crate::openapi::Readers;
use crate::schema::{Method, Schema, Service};

/// Services by name, and what is said of them.
#[derive(Debug)]
pub struct Catalog<'s> {
    pub schema: &'s Schema,
    pub readers: Readers<'s>,
    pub services: Vec<Listed<'s>>,
}

/// A service that is served.
#[derive(Debug)]
pub struct Listed<'s> {
    pub service: &'s Service,
    /// The only hosts that it answers on; none for all.
    pub hosts: Vec<&'s str>,
    pub methods: Vec<Offered<'s>>,
}

/// A method, with the routes that lead to it.
#[derive(Debug)]
pub struct Offered<'s> {
    pub method: &'s Method,
    pub routes: Vec<&'s Binding>,
}

impl<'s> Catalog<'s> {
    /// Of the services with their hosts, without what restricted visibility hides. `routes` are all those of their
    /// methods.
    pub fn new(
        schema: &'s Schema,
        readers: Readers<'s>,
        services: impl Iterator<Item = (&'s Service, &'s [String])>,
        routes: impl Iterator<Item = &'s Binding>,
    ) -> Self {
        let mut by_method: Vec<Vec<&Binding>> = vec![Vec::new(); schema.method_count()];
        for route in routes {
            if let Some(routes) = by_method.get_mut(route.method.index()) {
                routes.push(route);
            }
        }
        let shown = services.filter(|(service, _)| readers.is_service_visible(service));
        let mut services: Vec<Listed<'s>> = shown
            .map(|(service, hosts)| {
                let methods = service.methods.iter().map(|id| Offered {
                    method: schema.method(*id),
                    routes: by_method
                        .get_mut(id.index())
                        .map(std::mem::take)
                        .unwrap_or_default(),
                });
                let methods = methods.filter(|offered| readers.is_method_visible(offered.method));
                Listed {
                    service,
                    hosts: plain(hosts),
                    methods: methods.collect(),
                }
            })
            .collect();
        services.sort_by(|a, b| a.service.name.cmp(&b.service.name));
        Self {
            schema,
            readers,
            services,
        }
    }
}

/// What is a name of a host, and nothing else, as it stands in texts to copy.
fn plain(hosts: &[String]) -> Vec<&str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    let hosts = hosts.iter().map(|host| &**host);
    hosts
        .filter(|host| !host.is_empty() && host.chars().all(is_plain))
        .collect()
}

impl Listed<'_> {
    /// How many routes lead to its methods.
    pub(super) fn route_count(&self) -> usize {
        self.methods.iter().map(|method| method.routes.len()).sum()
    }
}
