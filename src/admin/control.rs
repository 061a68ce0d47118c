//! What operators may ask of the process: to load again, and how that went.
//!
//! The edge asks through a [`Control`]; whoever loads holds the other end, [`Requests`].

use std::sync::Arc;
use std::time::SystemTime;

use arc_swap::ArcSwap;
use tokio::sync::{mpsc, oneshot};

use crate::finding::Findings;
use crate::snapshot::Counts;

/// Requests to load again that may wait; further ones are refused. Those that wait are answered
/// together, so this is how many operators may wait, not how many times is loaded.
const REQUESTS_MAX: usize = 64;

/// How one attempt to load again has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The new state is served.
    Changed,
    /// It would be the state that is served.
    Unchanged,
    /// It has errors; the state before it is served on.
    Refused,
}

/// What came of one attempt to load again.
#[derive(Debug, Clone)]
pub struct Reloaded {
    pub outcome: Outcome,
    /// Of the state that was loaded, also if it was refused.
    pub counts: Counts,
    pub findings: Findings,
    /// The state that is served now, as [`crate::snapshot::Snapshot::generation`].
    pub generation: u64,
}

/// What has become of loading since the process started.
#[derive(Debug, Clone, Default)]
pub struct ReloadState {
    /// The state that is served; 0 while there is none.
    pub generation: u64,
    pub counts: Counts,
    /// Why there is no state yet.
    pub not_ready: Option<String>,
    /// Loads after the first one.
    pub successes: u64,
    pub failures: u64,
    pub last_success: Option<SystemTime>,
    pub last_failure: Option<SystemTime>,
    /// Whether the last attempt succeeded.
    pub is_last_successful: bool,
    /// What the last attempt has found.
    pub findings: Arc<Findings>,
}

impl ReloadState {
    /// `rialto_reloads_total`, by its label `result`.
    pub const fn reloads_total(&self) -> [(&'static str, u64); 2] {
        [("success", self.successes), ("failure", self.failures)]
    }

    /// `rialto_config_last_reload_successful`: 1 or 0.
    pub const fn last_reload_successful(&self) -> u64 {
        self.is_last_successful as u64
    }
}

/// The end of those who ask.
#[derive(Debug, Clone)]
pub struct Control {
    requests: mpsc::Sender<Request>,
    state: Arc<ArcSwap<ReloadState>>,
}

/// The end of the one who loads.
#[derive(Debug)]
pub struct Requests {
    requests: mpsc::Receiver<Request>,
    state: Arc<ArcSwap<ReloadState>>,
}

/// Somebody who waits for the next load.
#[derive(Debug)]
pub struct Request(oneshot::Sender<Arc<Reloaded>>);

/// Why nobody can be asked to load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    #[error("too many requests to load again are waiting")]
    Full,
    #[error("the process is ending")]
    Ended,
}

impl Control {
    pub fn new(state: ReloadState) -> (Self, Requests) {
        let (sender, receiver) = mpsc::channel(REQUESTS_MAX);
        let state = Arc::new(ArcSwap::from_pointee(state));
        let requests = Requests {
            requests: receiver,
            state: Arc::clone(&state),
        };
        let control = Self {
            requests: sender,
            state,
        };
        (control, requests)
    }

    /// Loads again, and waits for what came of it.
    ///
    /// # Errors
    /// When it cannot be asked for; nothing is loaded then.
    pub async fn reload(&self) -> Result<Arc<Reloaded>, ControlError> {
        let (answer, answered) = oneshot::channel();
        self.requests
            .try_send(Request(answer))
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => ControlError::Full,
                mpsc::error::TrySendError::Closed(_) => ControlError::Ended,
            })?;
        answered.await.map_err(|_| ControlError::Ended)
    }

    pub fn state(&self) -> Arc<ReloadState> {
        self.state.load_full()
    }
}

impl Requests {
    /// The next request; `None` when nobody is left to ask. May be dropped while it waits.
    pub async fn next(&mut self) -> Option<Request> {
        self.requests.recv().await
    }

    /// Those who are waiting already.
    pub fn waiting(&mut self) -> Vec<Request> {
        std::iter::from_fn(|| self.requests.try_recv().ok())
            .take(REQUESTS_MAX)
            .collect()
    }

    /// Changes what operators read.
    pub fn update(&self, change: impl FnOnce(&mut ReloadState)) {
        let mut state = ReloadState::clone(&self.state.load());
        change(&mut state);
        self.state.store(Arc::new(state));
    }
}

impl Request {
    /// Answers whoever asked, if they still wait.
    pub fn answer(self, reloaded: &Arc<Reloaded>) {
        let _ = self.0.send(Arc::clone(reloaded));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::disallowed_methods)]

    use super::*;

    fn unchanged() -> Arc<Reloaded> {
        Arc::new(Reloaded {
            outcome: Outcome::Unchanged,
            counts: Counts::default(),
            findings: Findings::new(),
            generation: 7,
        })
    }

    #[tokio::test]
    async fn all_who_wait_are_answered_by_one_load() {
        let (control, mut requests) = Control::new(ReloadState::default());
        let asking: Vec<_> = (0..3)
            .map(|_| {
                let control = control.clone();
                tokio::spawn(async move { control.reload().await })
            })
            .collect();
        let first = requests.next().await.unwrap();
        let others = requests.waiting();
        assert_eq!(others.len(), 2);
        for request in others.into_iter().chain([first]) {
            request.answer(&unchanged());
        }
        for asked in asking {
            assert_eq!(asked.await.unwrap().unwrap().generation, 7);
        }
    }

    #[tokio::test]
    async fn more_than_may_wait_are_refused() {
        let (control, requests) = Control::new(ReloadState::default());
        for _ in 0..REQUESTS_MAX {
            let control = control.clone();
            tokio::spawn(async move { control.reload().await });
        }
        // A runtime runs so many tasks between two looks at the system.
        for _ in 0..REQUESTS_MAX {
            tokio::task::yield_now().await;
        }
        assert_eq!(control.reload().await.unwrap_err(), ControlError::Full);
        drop(requests);
        assert_eq!(control.reload().await.unwrap_err(), ControlError::Ended);
    }

    #[test]
    fn the_numbers_for_metrics_are_those_of_the_state() {
        let (control, requests) = Control::new(ReloadState::default());
        requests.update(|state| {
            state.successes = 2;
            state.failures = 1;
            state.is_last_successful = true;
        });
        let state = control.state();
        assert_eq!(state.reloads_total(), [("success", 2), ("failure", 1)]);
        assert_eq!(state.last_reload_successful(), 1);
    }
}
