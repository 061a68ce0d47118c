//! Serving: sockets first, then workers, until a signal has drained them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::admin::Admin;
use crate::config::Configuration;
use crate::gateway::Gateway;
use crate::ingress::{self, Bound, Drain};
use crate::snapshot::Snapshot;

/// Why the gateway cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("cannot listen on {address} ({key}): {source}")]
    Bind {
        address: SocketAddr,
        key: &'static str,
        source: io::Error,
    },
}

/// Serves until a signal has ended it. Blocks; `ready` is told the addresses once they are open.
///
/// # Errors
/// When an address cannot be listened on.
pub fn run(
    configuration: &Configuration,
    snapshot: Snapshot,
    ready: impl FnOnce(&[SocketAddr], SocketAddr),
) -> Result<(), RunError> {
    let workers = configuration.worker_count();
    let (bound, addresses) = bind(&configuration.listen, workers, "server.listen_addr")?;
    let (admin_bound, admin_addresses) =
        bind(&[configuration.admin_listen], 1, "admin.listen_addr")?;
    let snapshot = Arc::new(ArcSwap::from_pointee(snapshot));
    let settings = Arc::new(configuration.ingress.clone());
    let drain = Drain::default();
    let shared = Arc::clone(&snapshot);
    let api = ingress::workers(workers, bound, &settings, &drain, move |_| {
        Arc::new(Gateway::new(Arc::clone(&shared)))
    });
    // Operators are answered until the very end, so their workers drain on their own.
    let (api_drain, admin_drain) = (drain.clone(), Drain::default());
    let admin = ingress::workers(1, admin_bound, &settings, &admin_drain, move |_| {
        Arc::new(Admin::new(Arc::clone(&snapshot), api_drain.clone()))
    });
    if let Some(admin_address) = admin_addresses.first() {
        ready(&addresses, *admin_address);
    }
    ingress::run(api, admin, settings, drain);
    Ok(())
}

/// Sockets for every worker on every address, and the addresses that the system gave.
fn bind(
    addresses: &[SocketAddr],
    workers: usize,
    key: &'static str,
) -> Result<(Vec<Bound>, Vec<SocketAddr>), RunError> {
    let mut bound = Vec::with_capacity(addresses.len());
    let mut real = Vec::with_capacity(addresses.len());
    for address in addresses {
        let failed = |source| RunError::Bind {
            address: *address,
            key,
            source,
        };
        let sockets = ingress::bind(*address, workers).map_err(failed)?;
        real.extend(
            sockets
                .first()
                .map(std::net::TcpListener::local_addr)
                .transpose()
                .map_err(failed)?,
        );
        bound.push(Bound { sockets, tls: None });
    }
    Ok((bound, real))
}
