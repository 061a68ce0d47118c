//! What is seen of the gateway: a record of every call, which becomes one line and some metrics.
//!
//! ```text
//! request -> CallRecord::begin -> what the gateway learns -> drop -> a line of the worker's lane -> writer -> stderr
//!                                                                '-> counters of the method     -> /metrics
//! ```
//! A record is sealed when it is dropped, so exactly once and also when the client went away. No
//! body, no token and no value of a query comes in here, and labels of metrics are only ever names
//! of the schema or of an enum.

mod access_log;
mod line;
pub mod metrics;
mod record;
mod request_id;
mod series;

pub use access_log::{AccessLog, Recorder, Recorders};
pub use record::{CallRecord, Failure};
pub use request_id::RequestId;
pub use series::{MethodSeries, SeriesTable};

use std::time::Duration;

/// What is recorded of calls, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub lines: Lines,
    pub format: Format,
    /// Every request has an id: its `x-request-id`, or a new one.
    pub request_id: bool,
    /// The upper bounds of the buckets of durations, growing.
    pub duration_buckets: Vec<Duration>,
}

/// Which calls are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    All,
    /// Those whose code is not OK.
    Errors,
    Off,
}

/// How a line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `key=value`, for people.
    Text,
    Json,
}
