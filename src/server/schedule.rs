//! When to load again: after the files have come to rest, and after a source was down. Told the
//! time, so that the tests turn it by hand.

use std::time::{Duration, Instant};

/// The first and the longest wait for a source that is down.
const RETRY_FIRST: Duration = Duration::from_secs(1);
const RETRY_LONGEST: Duration = Duration::from_secs(30);

/// How many times the rest that files are waited for may begin anew before they are loaded anyway,
/// such as under a folder that something writes to all the time.
const RESTS_MAX: u32 = 10;

/// Changes that come together are loaded together.
#[derive(Debug, Default)]
pub(super) struct Debounce {
    first: Option<Instant>,
    due: Option<Instant>,
}

impl Debounce {
    /// Something has changed at `now`; it is loaded once nothing has for `rest`.
    pub(super) fn changed(&mut self, now: Instant, rest: Duration) {
        let first = *self.first.get_or_insert(now);
        self.due = Some((now + rest).min(first + rest * RESTS_MAX));
    }

    pub(super) const fn due(&self) -> Option<Instant> {
        self.due
    }

    /// What has changed is loaded now.
    pub(super) const fn clear(&mut self) {
        self.first = None;
        self.due = None;
    }
}

/// The waits between attempts at a source that is down: twice as long each time.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait after one more failure: `random` picks from the upper half of the wait, so
    /// that many gateways do not come back to a server at once.
    pub(super) fn next(&mut self, random: u32) -> Duration {
        let wait = RETRY_FIRST * 2_u32.saturating_pow(self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        let half = wait.min(RETRY_LONGEST) / 2;
        half + half.mul_f64(f64::from(random) / f64::from(u32::MAX))
    }

    pub(super) const fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]

    use super::*;

    const REST: Duration = Duration::from_millis(300);

    #[test]
    fn changes_are_loaded_when_they_have_come_to_rest() {
        let mut debounce = Debounce::default();
        let start = Instant::now();
        assert_eq!(debounce.due(), None);
        debounce.changed(start, REST);
        assert_eq!(debounce.due(), Some(start + REST));
        let later = start + Duration::from_millis(200);
        debounce.changed(later, REST);
        assert_eq!(debounce.due(), Some(later + REST));
        debounce.clear();
        assert_eq!(debounce.due(), None);
    }

    #[test]
    fn changes_that_never_rest_are_loaded_all_the_same() {
        let mut debounce = Debounce::default();
        let start = Instant::now();
        for step in 0..100 {
            debounce.changed(start + REST / 2 * step, REST);
        }
        assert_eq!(debounce.due(), Some(start + REST * RESTS_MAX));
    }

    #[test]
    fn waits_grow_to_their_limit_and_begin_anew() {
        let mut backoff = Backoff::default();
        let waits: Vec<Duration> = (0..7).map(|_| backoff.next(u32::MAX)).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30].map(Duration::from_secs));
        assert_eq!(backoff.next(0), RETRY_LONGEST / 2);
        backoff.reset();
        assert_eq!(backoff.next(0), RETRY_FIRST / 2);
    }
}
