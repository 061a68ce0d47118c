//! `rialto serve`.

use std::process::ExitCode;

use super::arguments::ServeArguments;
use super::{log, report};
use crate::finding::{Findings, chain};
use crate::server::{self, Counts};

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
    let served = server::run(
        configuration,
        state,
        move |findings| again.configuration(findings),
        |api, admin| {
            for address in api {
                tracing::info!(%address, services, methods, bindings, "serving");
            }
            tracing::info!(address = %admin, "serving operators");
        },
    );
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
