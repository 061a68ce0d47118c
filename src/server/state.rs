//! A configuration, loaded: its snapshot, what was counted, and everything that is wrong with it.

use std::sync::Arc;

use super::certificate;
use super::sources::{self, Answers, Inputs};
use super::stamp::Stamp;
use crate::config::Configuration;
use crate::finding::{Findings, Place, Severity};
use crate::ingress::TlsStore;
use crate::snapshot::{self, Counts, Snapshot};

/// What a configuration leads to.
#[derive(Debug)]
pub struct State {
    pub snapshot: Snapshot,
    pub counts: Counts,
    pub findings: Findings,
    /// What TLS listeners show; set if there are any, and nothing is wrong with it.
    pub tls: Option<Arc<TlsStore>>,
    waiting: Option<Findings>,
    pub(super) basis: Basis,
    pub(super) stamp: Stamp,
}

/// What a snapshot was made of, for the next load to compare with.
#[derive(Debug)]
pub(super) struct Basis {
    pub inputs: Inputs,
    pub settings: snapshot::Settings,
    /// What making it has found, which making it again would find again.
    pub compiled: Findings,
}

impl State {
    /// What is wrong, if all that is wrong is that servers with reflection are not there yet. What
    /// follows from their absence is left out.
    pub const fn waiting(&self) -> Option<&Findings> {
        self.waiting.as_ref()
    }
}

/// What was read, before it is made into a snapshot.
#[derive(Debug)]
pub(super) struct Read {
    pub inputs: Inputs,
    pub settings: snapshot::Settings,
    pub findings: Findings,
    /// Servers with reflection that are not there.
    pub down: usize,
    /// Of the files, from before they were read: a change meanwhile is a change since.
    pub stamp: Stamp,
    pub tls: Option<Arc<TlsStore>>,
}

/// Loads everything. Never fails: what is wrong is in [`State::findings`], sorted by place.
pub async fn load(configuration: &Configuration) -> State {
    compile(read(configuration, &Answers::new()).await, None)
}

/// Reads every source. `known` is what servers said the last time.
pub(super) async fn read(configuration: &Configuration, known: &Answers) -> Read {
    let stamp = Stamp::of(configuration);
    let mut findings = Findings::new();
    if configuration.descriptors.is_empty() {
        findings.error(
            "no-descriptors",
            Place::default(),
            "",
            "no descriptors: name .proto files (--proto DIR), a descriptor set (--descriptor-set FILE) or a server with \
             reflection (--reflect HOST:PORT)",
        );
    }
    let tls = certificate::load(configuration, &mut findings);
    let files = sources::read(configuration, &mut findings);
    let service_configs = sources::service_configs(configuration, &mut findings);
    let asked = sources::ask(configuration, known).await;
    findings.extend(asked.findings);
    let inputs = Inputs {
        files,
        answers: asked.answers,
        service_configs,
    };
    Read {
        settings: inputs.settings(configuration),
        inputs,
        findings,
        down: asked.down,
        stamp,
        tls,
    }
}

/// Makes what was read into a snapshot, which takes over what it can of `previous`.
pub(super) fn compile(read: Read, previous: Option<&Snapshot>) -> State {
    let Read {
        inputs,
        settings,
        mut findings,
        down,
        stamp,
        tls,
    } = read;
    let errors = findings.count(Severity::Error);
    let waiting = (down > 0 && errors == down).then(|| findings.clone());
    let (schema, mut compiled) = inputs.schema();
    let (snapshot, more) = Snapshot::compile(Arc::new(schema), &settings, previous);
    compiled.extend(more);
    findings.extend(compiled.clone());
    findings.sort();
    State {
        counts: snapshot.counts(),
        snapshot,
        findings,
        tls,
        waiting,
        basis: Basis {
            inputs,
            settings,
            compiled,
        },
        stamp,
    }
}
