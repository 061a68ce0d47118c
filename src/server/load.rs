//! A configuration, loaded: its snapshot, what was counted, and everything that is wrong with it.

use std::sync::Arc;

use super::sources;
use crate::config::Configuration;
use crate::finding::{Findings, Place};
use crate::snapshot::Snapshot;

/// What a configuration leads to.
#[derive(Debug)]
pub struct State {
    pub snapshot: Snapshot,
    pub counts: Counts,
    pub findings: Findings,
}

/// How much was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub files: usize,
    pub services: usize,
    pub methods: usize,
    /// Also those that were refused.
    pub bindings: usize,
}

/// Loads everything. Never fails: what is wrong is in [`State::findings`], sorted by place.
pub async fn load(configuration: &Configuration) -> State {
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
    let loaded = sources::load(configuration).await;
    findings.extend(loaded.findings);
    let settings = configuration.snapshot_settings(loaded.reflected);
    let (snapshot, compiled) = Snapshot::compile(Arc::new(loaded.schema), &settings);
    findings.extend(compiled);
    findings.sort();
    let counted = snapshot.schema().counts();
    let counts = Counts {
        files: counted.files,
        services: counted.services,
        methods: counted.methods,
        bindings: snapshot.binding_count,
    };
    State {
        snapshot,
        counts,
        findings,
    }
}
