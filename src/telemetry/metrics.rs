//! The metrics of the process: their names, their registry, and their text for Prometheus.
//!
//! | metric | labels |
//! | --- | --- |
//! | `rialto_calls_total` | service, method, protocol, code |
//! | `rialto_call_duration_seconds` | service, method |
//! | `rialto_request_bytes_total`, `rialto_response_bytes_total` | service, method |
//! | `rialto_rejections_total` | reason, fault |
//! | `rialto_access_lines_dropped_total` | |
//! | `rialto_connections_open` | |
//! | `rialto_reloads_total` | result |
//! | `rialto_config_last_reload_successful` | |
//! | `rialto_build_info` | version |
//! | `process_start_time_seconds` | |
//!
//! The registry is one of the process, as the `metrics` crate has it; where none was installed, as
//! in tests and in other commands than `serve`, everything here counts for nothing.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics::{Counter, Histogram, Label};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

/// How often observations are gathered into buckets when nobody asks for metrics: the registry
/// keeps them one by one until then, 16 bytes each.
pub(super) const UPKEEP: Duration = Duration::from_secs(1);

static REGISTRY: OnceLock<PrometheusHandle> = OnceLock::new();

const CALLS: &str = "rialto_calls_total";
const DURATION: &str = "rialto_call_duration_seconds";
const REQUEST_BYTES: &str = "rialto_request_bytes_total";
const RESPONSE_BYTES: &str = "rialto_response_bytes_total";
const REJECTIONS: &str = "rialto_rejections_total";
const LINES_DROPPED: &str = "rialto_access_lines_dropped_total";
const CONNECTIONS: &str = "rialto_connections_open";
const RELOADS: &str = "rialto_reloads_total";
const RELOADED: &str = "rialto_config_last_reload_successful";
const BUILD: &str = "rialto_build_info";
const STARTED: &str = "process_start_time_seconds";

/// Begins to count, from `now` on. Only the first call of a process does anything.
pub(super) fn install(duration_buckets: &[Duration], now: SystemTime) {
    let bounds: Vec<f64> = duration_buckets.iter().map(Duration::as_secs_f64).collect();
    // The only way to fail is an empty list, which leaves the registry's own form of histograms.
    let builder = PrometheusBuilder::new();
    let Ok(builder) = builder.set_buckets(&bounds) else {
        return;
    };
    let recorder = builder.build_recorder();
    let registry = recorder.handle();
    if metrics::set_global_recorder(recorder).is_err() || REGISTRY.set(registry).is_err() {
        return;
    }
    describe();
    let started = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    metrics::gauge!(STARTED).set(started.as_secs_f64());
    metrics::gauge!(BUILD, "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    metrics::counter!(LINES_DROPPED).absolute(0);
}

fn describe() {
    metrics::describe_counter!(
        CALLS,
        "Calls that have ended, also those that were refused."
    );
    metrics::describe_histogram!(
        DURATION,
        "Seconds from a request's head to the end of its answer."
    );
    metrics::describe_counter!(REQUEST_BYTES, "Bytes of request bodies that were read.");
    metrics::describe_counter!(
        RESPONSE_BYTES,
        "Bytes of response bodies that were written."
    );
    metrics::describe_counter!(
        REJECTIONS,
        "Requests that no back end has answered, by reason."
    );
    metrics::describe_counter!(
        LINES_DROPPED,
        "Access lines that were lost because standard error is too slow."
    );
    metrics::describe_gauge!(CONNECTIONS, "Client connections that are open.");
    metrics::describe_counter!(RELOADS, "Times that everything was loaded again.");
    metrics::describe_gauge!(
        RELOADED,
        "1 when what was loaded last is served, 0 when it was refused."
    );
    metrics::describe_gauge!(BUILD, "The version, as a label.");
    metrics::describe_gauge!(STARTED, "When the process started, in seconds since 1970.");
}

/// What others count, as it is when metrics are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Readings {
    pub connections_open: usize,
    /// By their result.
    pub reloads: [(&'static str, u64); 2],
    /// 1 or 0.
    pub last_reload_successful: u64,
}

/// Everything that was counted, in Prometheus' text format 0.0.4.
pub fn render(readings: &Readings) -> String {
    metrics::gauge!(CONNECTIONS).set(readings.connections_open as f64);
    for (result, count) in readings.reloads {
        metrics::counter!(RELOADS, "result" => result).absolute(count);
    }
    metrics::gauge!(RELOADED).set(readings.last_reload_successful as f64);
    REGISTRY
        .get()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}

/// The media type of what [`render`] gives.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Gathers observations; to be called every [`UPKEEP`].
pub(super) fn upkeep() {
    if let Some(registry) = REGISTRY.get() {
        registry.run_upkeep();
    }
}

/// Counts a request that the gateway did not take. `reason` and `fault` are labels, so constants.
pub fn count_rejection(reason: &'static str, fault: &'static str) {
    metrics::counter!(REJECTIONS, "reason" => reason, "fault" => fault).increment(1);
}

pub(super) fn count_dropped_line() {
    metrics::counter!(LINES_DROPPED).increment(1);
}

pub(super) fn calls(labels: Vec<Label>) -> Counter {
    metrics::counter!(CALLS, labels)
}

pub(super) fn durations(labels: Vec<Label>) -> Histogram {
    metrics::histogram!(DURATION, labels)
}

pub(super) fn request_bytes(labels: Vec<Label>) -> Counter {
    metrics::counter!(REQUEST_BYTES, labels)
}

pub(super) fn response_bytes(labels: Vec<Label>) -> Counter {
    metrics::counter!(RESPONSE_BYTES, labels)
}
