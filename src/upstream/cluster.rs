//! A named set of endpoints that serve the same methods.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::endpoint::{Endpoint, EndpointError, EndpointId};
use super::tls::{TlsError, TlsSettings, client_config};
use super::{Address, Scheme};
use crate::units::ByteSize;

/// How the endpoints of a cluster are talked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterSettings {
    /// The longest time from the first SYN to the peer's first HTTP/2 frame. Default: 5 s.
    pub connect_timeout: Duration,
    /// For addresses with `https://` or `grpcs://`.
    pub tls: TlsSettings,
    /// How many bytes of one answer a back end may send ahead of its reader. Default: 1 MiB,
    /// up to 2 GiB - 1. Worst case memory per slow reader of a stream.
    pub stream_window: ByteSize,
    /// The same for all answers of one connection. Default: 256 MiB, up to 2 GiB - 1. It is far
    /// above the stream's, because a few slow readers that fill it would stop all the others.
    pub connection_window: ByteSize,
    /// The largest header list that is taken as response headers or trailers. Default: 64 KiB.
    pub response_header_max: ByteSize,
    /// How many connections a worker opens to one endpoint, when the streams of those that it has
    /// are used up. Default: 8. Beyond that, calls wait for a stream within their deadline.
    pub connections_max: usize,
}

pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
pub const STREAM_WINDOW: ByteSize = ByteSize::mib(1);
pub const CONNECTION_WINDOW: ByteSize = ByteSize::mib(256);
pub const RESPONSE_HEADER_MAX: ByteSize = ByteSize::kib(64);
pub const CONNECTIONS_MAX: usize = 8;

/// RFC 9113 §6.9.1: a window is at most 2^31 - 1.
pub(super) const WINDOW_MAX: u32 = (1 << 31) - 1;
/// RFC 9113 §6.9.2: what a connection's window starts with, and cannot be below.
pub(super) const WINDOW_MIN: u32 = 65_535;

impl Default for ClusterSettings {
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT_TIMEOUT,
            tls: TlsSettings::default(),
            stream_window: STREAM_WINDOW,
            connection_window: CONNECTION_WINDOW,
            response_header_max: RESPONSE_HEADER_MAX,
            connections_max: CONNECTIONS_MAX,
        }
    }
}

/// Endpoints that serve the same methods. Shared by all workers.
#[derive(Debug)]
pub struct Cluster {
    name: String,
    settings: Arc<ClusterSettings>,
    endpoints: Vec<Arc<Endpoint>>,
    turn: AtomicUsize,
}

/// Why a cluster cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    #[error("the cluster {cluster:?} has no address")]
    NoAddress { cluster: String },
    #[error("the cluster {cluster:?} cannot use TLS")]
    Tls {
        cluster: String,
        #[source]
        source: TlsError,
    },
    #[error("the cluster {cluster:?} has an address that cannot be used")]
    Endpoint {
        cluster: String,
        #[source]
        source: EndpointError,
    },
}

impl Cluster {
    /// A cluster of the endpoints at `addresses`, in this order. Connects to none of them.
    ///
    /// # Errors
    /// When there is no address, or TLS is asked for and cannot be set up.
    pub fn new(
        name: impl Into<String>,
        addresses: impl IntoIterator<Item = Address>,
        settings: ClusterSettings,
    ) -> Result<Self, ClusterError> {
        let name = name.into();
        let addresses: Vec<_> = addresses.into_iter().collect();
        if addresses.is_empty() {
            return Err(ClusterError::NoAddress { cluster: name });
        }
        // The system's certificates are only read where one of the addresses needs them.
        let any_tls = addresses
            .iter()
            .any(|address| address.scheme() == Scheme::Https);
        let tls = any_tls
            .then(|| client_config(&settings.tls))
            .transpose()
            .map_err(|source| ClusterError::Tls {
                cluster: name.clone(),
                source,
            })?;
        let endpoints = addresses
            .into_iter()
            .map(|address| Endpoint::new(address, tls.as_ref(), &settings.tls).map(Arc::new))
            .collect::<Result<_, _>>()
            .map_err(|source| ClusterError::Endpoint {
                cluster: name.clone(),
                source,
            })?;
        Ok(Self {
            name,
            settings: Arc::new(settings),
            endpoints,
            turn: AtomicUsize::new(0),
        })
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn settings(&self) -> &ClusterSettings {
        &self.settings
    }

    pub fn endpoints(&self) -> &[Arc<Endpoint>] {
        &self.endpoints
    }

    /// Whether a worker may keep its connections to `id` because this cluster uses them.
    pub fn has(&self, id: EndpointId) -> bool {
        self.endpoints.iter().any(|endpoint| endpoint.id() == id)
    }

    /// Whether [`Cluster::new`] would make the same one of these, so that a reload can keep this
    /// one with its connections. The system's certificates count as the same: they are read anew
    /// when the process starts.
    pub fn is_made_of(
        &self,
        name: &str,
        addresses: &[Address],
        settings: &ClusterSettings,
    ) -> bool {
        self.name == name
            && *self.settings == *settings
            && self.endpoints.iter().map(|e| e.address()).eq(addresses)
    }

    pub(super) const fn shared_settings(&self) -> &Arc<ClusterSettings> {
        &self.settings
    }

    /// Where one call starts in the rotation: behind the call before it.
    pub(super) fn turn(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed) % self.endpoints.len()
    }

    /// The endpoint that a call which started at `turn` tries after `step` others.
    pub(super) fn endpoint(&self, turn: usize, step: usize) -> &Arc<Endpoint> {
        // `new` refuses to make a cluster without endpoints, and nothing removes one.
        &self.endpoints[turn.wrapping_add(step) % self.endpoints.len()]
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn addresses(ports: &[u16]) -> Vec<Address> {
        let parse = |port: &u16| format!("host:{port}").parse().unwrap();
        ports.iter().map(parse).collect()
    }

    #[test]
    fn every_call_starts_with_the_next_endpoint_and_tries_each_once() {
        let cluster = Cluster::new("c", addresses(&[1, 2, 3]), ClusterSettings::default()).unwrap();
        let ports = || -> Vec<u16> {
            let turn = cluster.turn();
            let port = |step| cluster.endpoint(turn, step).address().port();
            (0..3).map(port).collect()
        };
        assert_eq!(ports(), [1, 2, 3]);
        assert_eq!(ports(), [2, 3, 1]);
        assert_eq!(ports(), [3, 1, 2]);
        assert_eq!(ports(), [1, 2, 3]);
    }

    #[test]
    fn endpoints_of_different_clusters_have_different_ids() {
        let cluster = || Cluster::new("c", addresses(&[1]), ClusterSettings::default()).unwrap();
        let (one, other) = (cluster(), cluster());
        assert!(one.has(one.endpoints()[0].id()));
        assert!(!one.has(other.endpoints()[0].id()));
    }

    #[test]
    fn a_cluster_is_the_same_while_nothing_of_it_changes() {
        let cluster = Cluster::new("c", addresses(&[1, 2]), ClusterSettings::default()).unwrap();
        let same =
            |name, ports: &[u16], settings| cluster.is_made_of(name, &addresses(ports), &settings);
        let default = ClusterSettings::default;
        assert!(same("c", &[1, 2], default()));
        assert!(!same("d", &[1, 2], default()));
        assert!(!same("c", &[1], default()));
        assert!(!same("c", &[2, 1], default()));
        let other = ClusterSettings {
            connections_max: 1,
            ..default()
        };
        assert!(!same("c", &[1, 2], other));
    }

    #[test]
    fn a_cluster_needs_an_address_and_certificates_to_trust() {
        let none = Cluster::new("c", [], ClusterSettings::default()).unwrap_err();
        assert!(matches!(none, ClusterError::NoAddress { .. }));
        let mut settings = ClusterSettings::default();
        settings.tls.ca = Some(Vec::new());
        let address: Address = "https://host".parse().unwrap();
        let refused = Cluster::new("c", [address], settings).unwrap_err();
        assert!(matches!(refused, ClusterError::Tls { .. }));
    }

    #[test]
    fn a_server_name_that_tls_cannot_ask_for_is_refused() {
        let key = rcgen::generate_simple_self_signed(["host".to_owned()]).unwrap();
        let settings = ClusterSettings {
            tls: TlsSettings {
                ca: Some(key.cert.pem().into_bytes()),
                server_name: Some("a b".to_owned()),
            },
            ..ClusterSettings::default()
        };
        let refused = Cluster::new("c", ["https://host".parse().unwrap()], settings).unwrap_err();
        assert!(matches!(refused, ClusterError::Endpoint { .. }));
    }
}
