//! Serving: sockets first, then the reloader and the workers, until a signal has drained them.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use super::state::State;
use super::thread::Reloading;
use crate::admin::Admin;
use crate::config::Configuration;
use crate::finding::Findings;
use crate::gateway::Gateway;
use crate::ingress::{self, Bound, CertificateError, Drain, TlsStore};
use crate::telemetry::AccessLog;

/// Why the gateway cannot serve.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error("cannot listen on {address} ({key}): {source}")]
    Bind {
        address: SocketAddr,
        key: &'static str,
        source: io::Error,
    },
    #[error("cannot start the thread that loads again")]
    Reloader(#[source] io::Error),
    #[error("cannot serve TLS")]
    Tls(#[source] CertificateError),
    #[error("cannot start the thread that writes the log of calls")]
    Telemetry(#[source] io::Error),
}

/// Where the process listens, as the system has given the addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    pub api: Vec<SocketAddr>,
    pub api_tls: Vec<SocketAddr>,
    pub admin: SocketAddr,
}

/// Serves until a signal has ended it. Blocks; `ready` is told the addresses once they are open.
/// A state whose sources are waited for is not served: there is no API until they are there.
/// `reread` makes the configuration anew whenever everything is loaded again.
///
/// # Errors
/// When an address cannot be listened on, or a thread cannot be started.
pub fn run(
    configuration: Configuration,
    state: State,
    reread: impl Fn(&mut Findings) -> Configuration + Send + 'static,
    ready: impl FnOnce(&Addresses),
) -> Result<(), RunError> {
    let workers = configuration.worker_count();
    let (mut bound, api) = bind(&configuration.listen, workers, "server.listen_addr")?;
    let (bound_tls, api_tls) = bind_tls(&configuration, state.tls.as_deref(), workers)?;
    bound.extend(bound_tls);
    let (admin_bound, admin_addresses) =
        bind(&[configuration.admin_listen], 1, "admin.listen_addr")?;
    let access_log =
        AccessLog::start(configuration.telemetry_settings()).map_err(RunError::Telemetry)?;
    let recorders = access_log.recorders();
    let settings = Arc::new(configuration.ingress.clone());
    let drain = Drain::default();
    let readiness = drain.readiness().clone();
    let reloading = Reloading::start(configuration, state, Box::new(reread), readiness.clone())
        .map_err(RunError::Reloader)?;
    let served = reloading.served.clone();
    let (snapshot, shown, control) = (served.snapshot, served.shown, reloading.control.clone());
    let shared = Arc::clone(&snapshot);
    let gateways = ingress::workers(workers, bound, &settings, &drain, move |_| {
        Arc::new(Gateway::new(
            Arc::clone(&shared),
            readiness.clone(),
            recorders.recorder(),
        ))
    });
    // Operators are answered until the very end, so their workers drain on their own.
    let (api_drain, admin_drain) = (drain.clone(), Drain::default());
    let admin = ingress::workers(1, admin_bound, &settings, &admin_drain, move |_| {
        Arc::new(Admin::new(
            Arc::clone(&snapshot),
            api_drain.clone(),
            control.clone(),
            Arc::clone(&shown),
        ))
    });
    if let Some(admin) = admin_addresses.first() {
        ready(&Addresses {
            api,
            api_tls,
            admin: *admin,
        });
    }
    ingress::run(gateways, admin, settings, drain);
    // Writes the lines of the last calls.
    drop(access_log);
    drop(reloading);
    Ok(())
}

/// The TLS listeners; there are none without a certificate.
fn bind_tls(
    configuration: &Configuration,
    tls: Option<&TlsStore>,
    workers: usize,
) -> Result<(Vec<Bound>, Vec<SocketAddr>), RunError> {
    let Some(store) = tls else {
        return Ok((Vec::new(), Vec::new()));
    };
    let config = store.server_config().map_err(RunError::Tls)?;
    let (mut bound, addresses) =
        bind(&configuration.listen_tls, workers, "server.listen_addr_tls")?;
    for listener in &mut bound {
        listener.tls = Some(Arc::clone(&config));
    }
    Ok((bound, addresses))
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
