//! `rialto check`: load everything, say what is wrong and how much there is.

use std::process::ExitCode;

use super::arguments::CheckArguments;
use super::report;
use crate::admin::Report;
use crate::finding::Findings;
use crate::server::{self, Counts};

pub(super) fn run(arguments: &CheckArguments) -> ExitCode {
    let mut findings = Findings::new();
    let mut configuration = arguments.source.configuration(&mut findings);
    configuration.check(&mut findings);
    // Where only descriptors are checked, nobody asked where the services run.
    let has_addresses = configuration
        .services
        .iter()
        .any(|service| !service.endpoints.is_empty());
    configuration.snapshot.requires_addresses = has_addresses;
    let state = match super::block_on(server::load(&configuration)) {
        Ok(state) => state,
        Err(error) => {
            report::error(&format!("cannot start a runtime: {error}"));
            return ExitCode::FAILURE;
        }
    };
    findings.extend(state.findings);
    if arguments.json {
        report::print_result(&Report::new(state.counts, &findings).to_json());
    } else {
        report::print(&findings);
        report::print_result(&text(state.counts, &findings));
    }
    if findings.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn text(counts: Counts, findings: &Findings) -> String {
    let Counts {
        files,
        services,
        methods,
        bindings,
    } = counts;
    let found = report::summary(findings).unwrap_or_else(|| "no problem found".to_owned());
    format!("{files} files, {services} services, {methods} methods, {bindings} bindings: {found}\n")
}
