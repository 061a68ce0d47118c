//! Methods by the path that gRPC calls them by.

use foldhash::HashMap;

use super::own::Own;
use crate::router::without_port;
use crate::schema::{MethodId, Schema, Service, ServiceId};

/// Every method that is served, whether it has routes or not.
#[derive(Debug, Default)]
pub(super) struct Rpcs {
    by_path: HashMap<Box<str>, MethodId>,
    /// The only hosts of a service, in lower case, by its index; none for all.
    hosts: Vec<Box<[String]>>,
    own_by_path: HashMap<Box<str>, (MethodId, Own)>,
    services: Vec<Box<str>>,
}

impl Rpcs {
    /// Adds a service, which answers on these hosts alone if there are any.
    pub(super) fn add(&mut self, schema: &Schema, service: &Service, hosts: &[String]) {
        let lower = hosts
            .iter()
            .map(|host| without_port(host).to_ascii_lowercase());
        let hosts: Box<[String]> = lower.collect();
        for id in &service.methods {
            let method = schema.method(*id);
            let index = method.service.index();
            if self.hosts.len() <= index {
                self.hosts.resize_with(index + 1, Box::default);
            }
            self.hosts[index].clone_from(&hosts);
            self.by_path
                .insert(schema.method_path(method).into_boxed_str(), *id);
        }
        self.services.push(service.name.clone());
    }

    /// Adds a service of the gateway's own, if it answers any of its methods.
    pub(super) fn add_own(&mut self, service: &Service, methods: Vec<(MethodId, Own)>) {
        if !methods.is_empty() {
            self.services.push(service.name.clone());
        }
        for (id, own) in methods {
            self.own_by_path.insert(own.path.clone(), (id, own));
        }
    }

    /// The only hosts of a service, in lower case; none for all.
    pub(super) fn hosts(&self, service: ServiceId) -> &[String] {
        self.hosts
            .get(service.index())
            .map_or(&[], |hosts| &**hosts)
    }

    /// The method of the gateway's own that is called by `path`, on any host.
    pub(super) fn own(&self, path: &str) -> Option<(MethodId, &Own)> {
        self.own_by_path.get(path).map(|(id, own)| (*id, own))
    }

    /// The names of all services, the gateway's own among them.
    pub(super) fn services(&self) -> impl Iterator<Item = &str> {
        self.services.iter().map(|name| &**name)
    }

    pub(super) fn find(&self, schema: &Schema, host: Option<&str>, path: &str) -> Option<MethodId> {
        let id = *self.by_path.get(path)?;
        let hosts = self.hosts.get(schema.method(id).service.index())?;
        let is_served = |host: &str| {
            let host = without_port(host);
            hosts.iter().any(|own| own.eq_ignore_ascii_case(host))
        };
        (hosts.is_empty() || host.is_some_and(is_served)).then_some(id)
    }
}
