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
    findings.extend(state.findings);
    report::print(&findings);
    if findings.has_errors() {
        report::error(&format!(
            "not serving: {}",
            report::summary(&findings).unwrap_or_default()
        ));
        return ExitCode::FAILURE;
    }
    let Counts {
        services,
        methods,
        bindings,
        ..
    } = state.counts;
    let served = server::run(&configuration, state.snapshot, |api, admin| {
        for address in api {
            tracing::info!(%address, services, methods, bindings, "serving");
        }
        tracing::info!(address = %admin, "serving operators");
    });
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
