//! `rialto serve`.

use std::net::SocketAddr;
use std::process::ExitCode;

use super::arguments::ServeArguments;
use super::{log, report};
use crate::finding::{Findings, chain};
use crate::ingress::{CertificateSource, TlsStore};
use crate::server::{self, Addresses, Counts};

pub(super) fn run(arguments: &ServeArguments) -> ExitCode {
    let mut findings = Findings::new();
    let configuration = arguments.configuration(&mut findings);
    log::start(configuration.logging);
    let state = match super::block_on(server::load(&configuration)) {
        Ok(state) => state,
        Err(error) => {
            report::error(&format!("cannot start a runtime: {error}"));
            return ExitCode::FAILURE;
        }
    };
    // What has to be changed is told now; what only has to be waited for is waited for.
    let waiting = state
        .waiting()
        .filter(|_| !arguments.require_sources && !findings.has_errors())
        .cloned();
    let is_waiting = waiting.is_some();
    findings.extend(waiting.unwrap_or_else(|| state.findings.clone()));
    report::print(&findings);
    if findings.has_errors() && !is_waiting {
        report::error(&format!(
            "not serving: {}",
            report::summary(&findings).unwrap_or_default()
        ));
        return ExitCode::FAILURE;
    }
    if is_waiting {
        tracing::warn!("waiting for a source that is down; calls are answered with 503");
    }
    let Counts {
        services,
        methods,
        bindings,
        ..
    } = state.counts;
    let again = arguments.clone();
    let tls = state.tls.clone();
    let ready = |addresses: &Addresses| {
        for address in &addresses.api {
            tracing::info!(%address, services, methods, bindings, "serving");
        }
        for address in &addresses.api_tls {
            tracing::info!(%address, services, methods, bindings, "serving TLS");
        }
        tracing::info!(address = %addresses.admin, "serving operators");
        if let Some(store) = tls {
            warn_self_signed(&store, &addresses.api_tls);
        }
    };
    let reread = move |findings: &mut Findings| again.configuration(findings);
    let served = server::run(configuration, state, reread, ready);
    match served {
        Ok(()) => {
            tracing::info!("stopped");
            ExitCode::SUCCESS
        }
        Err(error) => {
            report::error(&chain(&error));
            ExitCode::FAILURE
        }
    }
}

/// Whatever the level of the log is: nobody should find out from a client.
fn warn_self_signed(store: &TlsStore, addresses: &[SocketAddr]) {
    if store.settings().certificate != CertificateSource::SelfSigned {
        return;
    }
    let port = addresses.first().map_or(0, SocketAddr::port);
    report::warning(&format!(
        "self-signed certificate: for development only\n  \
         SHA-256 fingerprint: {}\n  \
         clients must be told to trust it, such as: curl -k https://localhost:{port}/",
        store.fingerprint()
    ));
}
