//! What was loaded and what is wrong with it, as machines read it: the JSON of `rialto check`, of
//! `POST /reload` and of `/status`.

use std::time::SystemTime;

use serde::Serialize;

use super::control::{Outcome, ReloadState, Reloaded};
use crate::finding::{Finding, Findings};
use crate::snapshot::Counts;

/// The counts and the findings of one load.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    counts: CountsJson,
    findings: Vec<FindingJson<'a>>,
}

#[derive(Debug, Serialize)]
struct CountsJson {
    files: usize,
    services: usize,
    methods: usize,
    bindings: usize,
}

#[derive(Debug, Serialize)]
struct FindingJson<'a> {
    severity: &'static str,
    file: &'a str,
    /// From 1; 0 when it is not known.
    line: u32,
    column: u32,
    message: &'a str,
    rule: &'static str,
    subject: &'a str,
}

impl<'a> Report<'a> {
    pub fn new(counts: Counts, findings: &'a Findings) -> Self {
        let Counts {
            files,
            services,
            methods,
            bindings,
        } = counts;
        let finding = |finding: &'a Finding| FindingJson {
            severity: finding.severity.name(),
            file: &finding.place.file,
            line: finding.place.line,
            column: finding.place.column,
            message: &finding.message,
            rule: finding.rule,
            subject: &finding.subject,
        };
        Self {
            counts: CountsJson {
                files,
                services,
                methods,
                bindings,
            },
            findings: findings.iter().map(finding).collect(),
        }
    }

    pub fn to_json(&self) -> String {
        to_json(self)
    }
}

#[derive(Serialize)]
struct ReloadedJson<'a> {
    changed: bool,
    generation: u64,
    #[serde(flatten)]
    report: Report<'a>,
}

/// The answer to `POST /reload`.
pub(super) fn reloaded(reloaded: &Reloaded) -> String {
    to_json(&ReloadedJson {
        changed: reloaded.outcome == Outcome::Changed,
        generation: reloaded.generation,
        report: Report::new(reloaded.counts, &reloaded.findings),
    })
}

#[derive(Serialize)]
struct StatusJson<'a> {
    ready: bool,
    /// Why it is not ready; empty when it is.
    reason: &'a str,
    generation: u64,
    reloads: ReloadsJson,
    /// Of the state that is served, and what the last attempt to load has found.
    #[serde(flatten)]
    report: Report<'a>,
}

#[derive(Serialize)]
struct ReloadsJson {
    successes: u64,
    failures: u64,
    last_successful: bool,
    /// Seconds since 1970, as Prometheus writes times.
    last_success_s: Option<u64>,
    last_failure_s: Option<u64>,
}

/// The answer of `/status`.
pub(super) fn status(state: &ReloadState, not_ready: Option<&str>) -> String {
    to_json(&StatusJson {
        ready: not_ready.is_none(),
        reason: not_ready.unwrap_or_default(),
        generation: state.generation,
        reloads: ReloadsJson {
            successes: state.successes,
            failures: state.failures,
            last_successful: state.is_last_successful,
            last_success_s: state.last_success.and_then(unix_s),
            last_failure_s: state.last_failure.and_then(unix_s),
        },
        report: Report::new(state.counts, &state.findings),
    })
}

fn unix_s(time: SystemTime) -> Option<u64> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(since.as_secs())
}

fn to_json(value: &impl Serialize) -> String {
    // Nothing in these types can fail to be written.
    serde_json::to_string_pretty(value).map_or_else(|_| String::new(), |json| json + "\n")
}
