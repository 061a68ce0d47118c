//! `rialto explain`: what would become of a request, without sending it.

mod request;
mod text;
mod view;

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use super::arguments::ExplainArguments;
use super::report;
use crate::call::{Peer, TlsFacts};
use crate::config::Configuration;
use crate::finding::Findings;
use crate::gateway;
use crate::server;
use crate::snapshot::Selector;
use crate::upstream::Address;

pub(super) use request::{Target, parse_header};
use view::View;

/// The exit code of a command line that is wrong, as clap has it.
const USAGE: u8 = 2;

pub(super) fn run(arguments: &ExplainArguments) -> ExitCode {
    let body = match request::body(arguments.data.as_deref()) {
        Ok(body) => body,
        Err(error) => {
            report::error(&error);
            return ExitCode::from(USAGE);
        }
    };
    let mut findings = Findings::new();
    let mut configuration = arguments.source.configuration(&mut findings);
    configuration.check(&mut findings);
    let is_placeless = place_services(&mut configuration);
    let head = request::head(
        &arguments.method,
        &arguments.target,
        arguments.header.clone(),
    );
    let explained = super::block_on(async {
        let state = server::load(&configuration).await;
        findings.extend(state.findings);
        if findings.has_errors() {
            return None;
        }
        let snapshot = state.snapshot;
        let peer = peer(&arguments.target);
        let explanation = gateway::explain(&snapshot, &peer, head.clone(), body.clone()).await;
        Some(View::new(
            &snapshot,
            &head,
            &body,
            explanation,
            is_placeless,
        ))
    });
    let view = match explained {
        Ok(Some(view)) => view,
        Ok(None) => {
            report::print(&findings);
            let summary = report::summary(&findings).unwrap_or_default();
            report::error(&format!("nothing to explain a request with: {summary}"));
            return ExitCode::FAILURE;
        }
        Err(error) => {
            report::error(&format!("cannot start a runtime: {error}"));
            return ExitCode::FAILURE;
        }
    };
    report::print(&findings);
    report::print_result(&if arguments.json {
        view.to_json()
    } else {
        text::of(&view)
    });
    match view {
        View::Sent(_) | View::Answered(_) => ExitCode::SUCCESS,
        View::Refused(_) => ExitCode::FAILURE,
    }
}

/// Where nobody asked where the services run, they run somewhere: a request is explained by the descriptors alone.
fn place_services(configuration: &mut Configuration) -> bool {
    let has_addresses = configuration
        .services
        .iter()
        .any(|service| !service.endpoints.is_empty());
    if has_addresses || !configuration.descriptors.reflect.is_empty() {
        return false;
    }
    // RFC 6761 §6.4: a name that never resolves; nothing is called anyway.
    if let Ok(address) = "no-address.invalid:1".parse::<Address>() {
        configuration.add_upstreams([(Selector::All, address)]);
    }
    true
}

/// A client on this machine, with TLS if the URL says so.
fn peer(target: &Target) -> Peer {
    let facts = target.is_https.then(|| TlsFacts {
        server_name: target.host.clone(),
        version: "TLSv1.3",
    });
    Peer::new(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), facts)
}
