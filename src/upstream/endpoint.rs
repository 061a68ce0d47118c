//! One back end of a cluster.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use http::uri::Authority;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;

use super::tls::{TlsError, TlsSettings, server_name};
use super::{Address, Scheme};

/// Names an endpoint within this process.
///
/// A reload that keeps a cluster keeps its endpoints' ids; one that makes it anew, perhaps with
/// other settings, gives it new ones, so that no connection is used under settings that it was not
/// made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointId(u64);

impl EndpointId {
    fn next() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// One back end: where it is and how to talk to it. Shared by all workers.
pub struct Endpoint {
    pub(super) id: EndpointId,
    pub(super) address: Address,
    pub(super) authority: Authority,
    pub(super) tls: Option<EndpointTls>,
}

/// What a TLS handshake with one endpoint needs.
#[derive(Clone)]
pub(super) struct EndpointTls {
    pub(super) config: Arc<ClientConfig>,
    pub(super) server_name: ServerName<'static>,
}

impl Endpoint {
    /// An endpoint at `address`; `config` is there for addresses with TLS.
    pub(super) fn new(
        address: Address,
        config: Option<&Arc<ClientConfig>>,
        settings: &TlsSettings,
    ) -> Result<Self, EndpointError> {
        let tls = match (address.scheme(), config) {
            (Scheme::Https, Some(config)) => Some(EndpointTls {
                config: Arc::clone(config),
                server_name: server_name(settings, &address).map_err(|source| {
                    EndpointError::Tls {
                        address: address.clone(),
                        source,
                    }
                })?,
            }),
            (Scheme::Https, None) | (Scheme::Http, _) => None,
        };
        let authority = Authority::try_from(address.authority()).map_err(|source| {
            EndpointError::Authority {
                address: address.clone(),
                source,
            }
        })?;
        Ok(Self {
            id: EndpointId::next(),
            address,
            authority,
            tls,
        })
    }

    pub const fn id(&self) -> EndpointId {
        self.id
    }

    pub const fn address(&self) -> &Address {
        &self.address
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("id", &self.id)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Why an address cannot be an endpoint.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    #[error("cannot use TLS towards {address}")]
    Tls {
        address: Address,
        #[source]
        source: TlsError,
    },
    #[error("{address} cannot be named in a request")]
    Authority {
        address: Address,
        #[source]
        source: http::uri::InvalidUri,
    },
}
