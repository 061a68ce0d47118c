//! `rialto routes`: the routes that would be served.

use std::process::ExitCode;

use super::arguments::RoutesArguments;
use super::report;
use crate::admin::{RouteRow, rows};
use crate::finding::Findings;
use crate::server;

pub(super) fn run(arguments: &RoutesArguments) -> ExitCode {
    let mut findings = Findings::new();
    let mut configuration = arguments.source.configuration(&mut findings);
    configuration.check(&mut findings);
    configuration.snapshot.requires_addresses = false;
    let state = match super::block_on(server::load(&configuration)) {
        Ok(state) => state,
        Err(error) => {
            report::error(&format!("cannot start a runtime: {error}"));
            return ExitCode::FAILURE;
        }
    };
    findings.extend(state.findings);
    report::print(&findings);
    let rows = rows(&state.snapshot);
    if arguments.json {
        let json = serde_json::to_string_pretty(&rows).unwrap_or_default();
        report::print_result(&format!("{json}\n"));
    } else {
        report::print_result(&table(&rows));
    }
    if findings.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Columns as wide as their widest cell, as kubectl prints them.
fn table(rows: &[RouteRow]) -> String {
    let header = [
        "METHOD",
        "TEMPLATE",
        "RPC",
        "CARDINALITY",
        "BODY",
        "CLUSTER",
        "SOURCE",
    ]
    .map(str::to_owned);
    let cells = rows.iter().map(|row| {
        let or_dash = |text: &str| {
            if text.is_empty() {
                "-".to_owned()
            } else {
                text.to_owned()
            }
        };
        [
            row.method.clone(),
            row.template.clone(),
            row.rpc.clone(),
            row.cardinality.to_owned(),
            or_dash(&row.body),
            or_dash(&row.cluster),
            row.source.to_owned(),
        ]
    });
    let lines: Vec<[String; 7]> = std::iter::once(header).chain(cells).collect();
    let width = |column: usize| {
        lines
            .iter()
            .map(|line| line[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: [usize; 7] = std::array::from_fn(width);
    let mut text = String::new();
    for line in &lines {
        let cells = line
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        text.push_str(cells.collect::<Vec<_>>().join("   ").trim_end());
        text.push('\n');
    }
    text
}
