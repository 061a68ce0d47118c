//! Which cluster serves a service, on which hosts, and what its methods are held to.

use std::collections::HashMap;
use std::sync::Arc;

use http::uri::PathAndQuery;

use super::{MethodTarget, Selector, ServiceSettings, Settings, VirtualHosts};
use crate::finding::{Findings, Place};
use crate::policy::MethodPolicy;
use crate::schema::{Schema, Service};
use crate::upstream::{Address, Cluster, ClusterSettings};

/// Services that a gateway answers for itself; a back end's own are never routed.
pub(super) fn is_routed(service: &str) -> bool {
    !service.starts_with("grpc.health.") && !service.starts_with("grpc.reflection.")
}

/// The clusters of one snapshot, made once per setting.
pub(super) struct Clusters<'a> {
    settings: &'a Settings,
    by_selector: Vec<Option<Arc<Cluster>>>,
    by_reflection: HashMap<Address, Arc<Cluster>>,
    used: Vec<bool>,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(settings: &'a Settings, findings: &mut Findings) -> Self {
        let by_selector = settings
            .services
            .iter()
            .map(|service| cluster(service, findings))
            .collect();
        let mut clusters = Self {
            settings,
            by_selector,
            by_reflection: HashMap::new(),
            used: vec![false; settings.services.len()],
        };
        for (_, address) in &settings.reflected {
            if clusters.by_reflection.contains_key(address) {
                continue;
            }
            match Cluster::new(
                address.to_string(),
                [address.clone()],
                clusters.reflected_settings(),
            ) {
                Ok(cluster) => {
                    clusters
                        .by_reflection
                        .insert(address.clone(), Arc::new(cluster));
                }
                Err(error) => findings.error(
                    "cluster",
                    Place::default(),
                    address.to_string(),
                    crate::finding::chain(&error),
                ),
            }
        }
        clusters
    }

    /// Reflected addresses are talked to as the setting for all services says.
    fn reflected_settings(&self) -> ClusterSettings {
        let all = self
            .settings
            .services
            .iter()
            .find(|service| service.selector == Selector::All);
        all.map_or_else(ClusterSettings::default, |service| service.cluster.clone())
    }

    /// The most specific setting with an address, or else where reflection found the service.
    fn of(&self, service: &str) -> Option<Arc<Cluster>> {
        let reflected = self
            .settings
            .reflected
            .iter()
            .find(|(name, _)| name == service);
        let by_reflection = reflected
            .and_then(|(_, address)| self.by_reflection.get(address))
            .cloned();
        let best = self
            .settings
            .services
            .iter()
            .enumerate()
            .filter(|(_, settings)| !settings.endpoints.is_empty())
            .filter_map(|(index, settings)| Some((settings.selector.rank(service)?, index)))
            // What is said of every service is weaker than what a server says of itself.
            .filter(|(rank, _)| *rank > 0 || by_reflection.is_none())
            .max();
        match best {
            Some((_, index)) => self.by_selector.get(index).cloned().flatten(),
            None => by_reflection,
        }
    }

    /// The settings that apply to `service`, most specific first.
    fn settings_of(&mut self, service: &str) -> Vec<&'a ServiceSettings> {
        let mut ranked: Vec<(usize, usize)> = self
            .settings
            .services
            .iter()
            .enumerate()
            .filter_map(|(index, settings)| Some((settings.selector.rank(service)?, index)))
            .collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        for (_, index) in &ranked {
            self.used[*index] = true;
        }
        ranked
            .into_iter()
            .filter_map(|(_, index)| self.settings.services.get(index))
            .collect()
    }

    /// The targets of a service's methods, in the order of its methods; `None` without an address.
    pub(super) fn targets(
        &mut self,
        schema: &Schema,
        service: &Service,
        findings: &mut Findings,
    ) -> Option<Vec<MethodTarget>> {
        let applying = self.settings_of(&service.name);
        let Some(cluster) = self.of(&service.name) else {
            let is_broken = applying
                .iter()
                .any(|settings| !settings.endpoints.is_empty());
            if self.settings.requires_addresses && !is_broken {
                findings.error(
                    "no-address",
                    schema.service_place(service),
                    &*service.name,
                    format!(
                        "{name} has no address: add --upstream {name}=HOST:PORT (or --upstream HOST:PORT for all services), \
                         or endpoints under [grpc.services.\"{name}\"]",
                        name = service.name
                    ),
                );
            }
            return None;
        };
        let policy = policy(&self.settings.policy, &applying);
        let target = |path| MethodTarget {
            path,
            cluster: Arc::clone(&cluster),
            policy: policy.clone(),
        };
        let paths = service
            .methods
            .iter()
            .map(|id| schema.method_path(schema.method(*id)));
        Some(
            paths
                .filter_map(|path| PathAndQuery::try_from(path).ok())
                .map(target)
                .collect(),
        )
    }

    /// The hosts that a service's routes answer on; empty for all.
    pub(super) fn hosts(&self, service: &Service) -> Vec<String> {
        let named = self
            .settings
            .services
            .iter()
            .filter(|settings| !settings.hosts.is_empty())
            .filter_map(|settings| Some((settings.selector.rank(&service.name)?, settings)))
            .max_by_key(|(rank, _)| *rank);
        if let Some((_, settings)) = named {
            return settings.hosts.clone();
        }
        match self.settings.virtual_hosts {
            VirtualHosts::Off => Vec::new(),
            VirtualHosts::DefaultHost => service
                .default_host
                .iter()
                .map(|host| host.to_string())
                .collect(),
        }
    }

    /// Settings that select nothing are most likely misspelt.
    pub(super) fn report_unused(&self, findings: &mut Findings) {
        for (settings, used) in self.settings.services.iter().zip(&self.used) {
            if !used && settings.selector != Selector::All {
                findings.error(
                    "unknown-service",
                    settings.place.clone(),
                    settings.selector.to_string(),
                    format!("{} selects no service that is loaded", settings.selector),
                );
            }
        }
    }

    pub(super) fn into_all(self) -> Vec<Arc<Cluster>> {
        self.by_selector
            .into_iter()
            .flatten()
            .chain(self.by_reflection.into_values())
            .collect()
    }
}

fn cluster(service: &ServiceSettings, findings: &mut Findings) -> Option<Arc<Cluster>> {
    if service.endpoints.is_empty() {
        return None;
    }
    let made = Cluster::new(
        service.selector.to_string(),
        service.endpoints.iter().cloned(),
        service.cluster.clone(),
    );
    made.map(Arc::new)
        .map_err(|error| {
            findings.error(
                "cluster",
                service.place.clone(),
                service.selector.to_string(),
                crate::finding::chain(&error),
            );
        })
        .ok()
}

/// Each value from the most specific setting that has one.
fn policy(default: &MethodPolicy, applying: &[&ServiceSettings]) -> MethodPolicy {
    let timeout = applying.iter().find_map(|settings| settings.timeout);
    let timeout_max = applying.iter().find_map(|settings| settings.timeout_max);
    MethodPolicy {
        timeout: timeout.unwrap_or(default.timeout),
        timeout_max: timeout_max
            .unwrap_or_else(|| default.timeout_max.max(timeout.unwrap_or_default())),
        ..default.clone()
    }
}
