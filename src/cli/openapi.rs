//! `rialto openapi`: the document that describes the API, as it would be served.

use std::net::SocketAddr;
use std::process::ExitCode;

use super::arguments::OpenApiArguments;
use super::report;
use crate::config::Configuration;
use crate::finding::Findings;
use crate::openapi::{self, render};
use crate::server;
use crate::snapshot::{Selector, Snapshot};

pub(super) fn run(arguments: &OpenApiArguments) -> ExitCode {
    let mut findings = Findings::new();
    let mut configuration = arguments.source.configuration(&mut findings);
    configuration.check(&mut findings);
    // Nothing is called, so nobody asked where the services run.
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
    if findings.has_errors() {
        let summary = report::summary(&findings).unwrap_or_default();
        report::error(&format!("nothing is described: {summary}"));
        return ExitCode::FAILURE;
    }
    match write(arguments, &configuration, &state.snapshot) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report::error(&error);
            ExitCode::FAILURE
        }
    }
}

fn write(
    arguments: &OpenApiArguments,
    configuration: &Configuration,
    snapshot: &Snapshot,
) -> Result<(), String> {
    for selector in &arguments.service {
        if !selects(snapshot, selector) {
            return Err(unknown(snapshot, selector));
        }
    }
    let mut about = configuration.snapshot.openapi.about.clone();
    if about.servers.is_empty() {
        about.servers = listeners(configuration);
    }
    let document = snapshot.document(&arguments.service, &about);
    for left_out in &document.left_out {
        report::warning(left_out);
    }
    let version = arguments
        .spec_version
        .map_or(configuration.snapshot.openapi.version, Into::into);
    let text = render(document.value, version, arguments.format.into());
    let text = text.map_err(|error| error.to_string())?;
    match &arguments.output {
        None => report::print_result(&text),
        Some(file) => std::fs::write(file, text)
            .map_err(|error| format!("cannot write {}: {error}", file.display()))?,
    }
    Ok(())
}

/// Whether a selector selects a service that has routes.
fn selects(snapshot: &Snapshot, selector: &Selector) -> bool {
    routed(snapshot).any(|name| selector.rank(name).is_some())
}

/// The services of the routes; again for each route.
fn routed(snapshot: &Snapshot) -> impl Iterator<Item = &str> {
    let schema = snapshot.schema();
    snapshot.routes().iter().map(|route| {
        let method = schema.method(route.binding.method);
        &*schema.service(method.service).name
    })
}

fn unknown(snapshot: &Snapshot, selector: &Selector) -> String {
    const LISTED_MAX: usize = 10;
    let names: std::collections::BTreeSet<&str> = routed(snapshot).collect();
    let more = names.len().saturating_sub(LISTED_MAX);
    let mut listed: Vec<String> = names
        .into_iter()
        .take(LISTED_MAX)
        .map(str::to_owned)
        .collect();
    if more > 0 {
        listed.push(format!("{more} more"));
    }
    format!(
        "--service {selector}: no service with routes has this name; there are {}",
        listed.join(", ")
    )
}

/// Where the gateway listens, as this machine reaches it.
fn listeners(configuration: &Configuration) -> Vec<String> {
    let url = |scheme: &str, address: &SocketAddr| {
        let port = address.port();
        if address.ip().is_unspecified() || address.ip().is_loopback() {
            format!("{scheme}://localhost:{port}")
        } else {
            format!("{scheme}://{address}")
        }
    };
    let secure = configuration
        .listen_tls
        .iter()
        .map(|address| url("https", address));
    let plain = configuration
        .listen
        .iter()
        .map(|address| url("http", address));
    let mut urls: Vec<String> = secure.chain(plain).collect();
    urls.dedup();
    urls
}

/// The format of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    Json,
    Yaml,
}

impl From<Format> for openapi::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Json => Self::Json,
            Format::Yaml => Self::Yaml,
        }
    }
}

/// The version of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SpecVersion {
    #[value(name = "3.1")]
    V31,
    #[value(name = "3.0")]
    V30,
}

impl From<SpecVersion> for openapi::Version {
    fn from(version: SpecVersion) -> Self {
        match version {
            SpecVersion::V31 => Self::V31,
            SpecVersion::V30 => Self::V30,
        }
    }
}
