//! The types of time. Nothing here reads a clock: whoever needs the time is told it.

use std::time::{Duration, Instant, SystemTime};

/// One reading of both clocks, taken once per request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// For durations and deadlines; never goes back.
    pub instant: Instant,
    /// For people and for token expiry; may jump.
    pub unix: SystemTime,
}

impl Moment {
    /// This moment `elapsed` later, for clocks turned by hand.
    #[must_use]
    pub fn after(self, elapsed: Duration) -> Self {
        Self {
            instant: self.instant + elapsed,
            unix: self.unix + elapsed,
        }
    }
}
