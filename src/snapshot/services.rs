//! Which cluster serves a service, on which hosts, and what its methods are held to.

use std::collections::HashMap;
use std::sync::Arc;

use http::uri::PathAndQuery;

use super::{MethodTarget, Selector, ServiceSettings, Settings, StreamTimes, VirtualHosts};
use crate::finding::{Findings, Place};
use crate::policy::MethodPolicy;
use crate::schema::{MethodCardinality, MethodId, Schema, Service, is_of_server};
use crate::upstream::{Address, Cluster, ClusterSettings};

/// Services that a gateway answers for itself; a back end's own are never routed.
pub(super) fn is_routed(service: &str) -> bool {
    !is_of_server(service)
}

/// The clusters of one snapshot, made once per setting.
pub(super) struct Clusters<'a> {
    settings: &'a Settings,
    /// Those of the snapshot before.
    adoptable: &'a [Arc<Cluster>],
    by_selector: Vec<Option<Arc<Cluster>>>,
    by_reflection: HashMap<Address, Arc<Cluster>>,
    used: Vec<bool>,
}

impl<'a> Clusters<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        adoptable: &'a [Arc<Cluster>],
        findings: &mut Findings,
    ) -> Self {
        let mut clusters = Self {
            settings,
            adoptable,
            by_selector: Vec::with_capacity(settings.services.len()),
            by_reflection: HashMap::new(),
            used: vec![false; settings.services.len()],
        };
        for service in &settings.services {
            let cluster = (!service.endpoints.is_empty())
                .then(|| {
                    clusters.cluster(
                        service.selector.to_string(),
                        &service.endpoints,
                        service.cluster.clone(),
                        &service.place,
                        findings,
                    )
                })
                .flatten();
            clusters.by_selector.push(cluster);
        }
        for (_, address) in &settings.reflected {
            if clusters.by_reflection.contains_key(address) {
                continue;
            }
            let cluster = clusters.cluster(
                address.to_string(),
                std::slice::from_ref(address),
                clusters.reflected_settings(),
                &Place::default(),
                findings,
            );
            let found = cluster.map(|cluster| (address.clone(), cluster));
            clusters.by_reflection.extend(found);
        }
        clusters
    }

    /// The cluster of the snapshot before if it is the same one, or else a new one.
    fn cluster(
        &self,
        name: String,
        addresses: &[Address],
        settings: ClusterSettings,
        place: &Place,
        findings: &mut Findings,
    ) -> Option<Arc<Cluster>> {
        let is_same = |known: &&Arc<Cluster>| known.is_made_of(&name, addresses, &settings);
        if let Some(known) = self.adoptable.iter().find(is_same) {
            return Some(Arc::clone(known));
        }
        match Cluster::new(name.as_str(), addresses.iter().cloned(), settings) {
            Ok(cluster) => Some(Arc::new(cluster)),
            Err(error) => {
                findings.error(
                    "cluster",
                    place.clone(),
                    name,
                    crate::finding::chain(&error),
                );
                None
            }
        }
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
        let unary = policy(&self.settings.policy, &applying);
        let streaming = streaming(&self.settings.policy, &self.settings.streams, &applying);
        let target = |id: &MethodId| {
            let method = schema.method(*id);
            let policy = match method.cardinality() {
                MethodCardinality::Unary => &unary,
                MethodCardinality::ServerStreaming
                | MethodCardinality::ClientStreaming
                | MethodCardinality::BidiStreaming => &streaming,
            };
            Some(MethodTarget {
                path: PathAndQuery::try_from(schema.method_path(method)).ok()?,
                cluster: Arc::clone(&cluster),
                policy: policy.clone(),
            })
        };
        Some(service.methods.iter().filter_map(target).collect())
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

/// The same for methods that stream, which may take as long as there is something to tell.
pub(super) fn streaming(
    default: &MethodPolicy,
    streams: &StreamTimes,
    applying: &[&ServiceSettings],
) -> MethodPolicy {
    let timeout = applying.iter().find_map(|settings| settings.stream_timeout);
    let timeout = timeout.unwrap_or(streams.timeout);
    MethodPolicy {
        timeout,
        timeout_max: streams.timeout_max.max(timeout),
        ..default.clone()
    }
}

/// Each value from the most specific setting that has one.
pub(super) fn policy(default: &MethodPolicy, applying: &[&ServiceSettings]) -> MethodPolicy {
    let timeout = applying.iter().find_map(|settings| settings.timeout);
    let timeout_max = applying.iter().find_map(|settings| settings.timeout_max);
    MethodPolicy {
        timeout: timeout.unwrap_or(default.timeout),
        timeout_max: timeout_max
            .unwrap_or_else(|| default.timeout_max.max(timeout.unwrap_or_default())),
        ..default.clone()
    }
}
