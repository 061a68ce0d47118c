//! Whether the gateway takes calls, for those who ask and for those who wait for a change.

use std::sync::Arc;

use tokio::sync::watch;

/// How far the process is from its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Serving,
    /// Calls are still taken, but better go elsewhere.
    LameDuck,
    /// Calls in flight are brought to their end.
    Draining,
}

/// Shared by all who change it, and all who want to know.
#[derive(Debug, Clone)]
pub struct Readiness(Arc<watch::Sender<Stage>>);

impl Default for Readiness {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Stage::Serving)))
    }
}

impl Readiness {
    pub fn stage(&self) -> Stage {
        *self.0.borrow()
    }

    pub fn set(&self, stage: Stage) {
        self.0.send_replace(stage);
    }

    /// Another state of the API is served: whoever waits looks again.
    pub fn reloaded(&self) {
        self.0.send_modify(|_| {});
    }

    /// Waits for changes from now on.
    pub fn subscribe(&self) -> watch::Receiver<Stage> {
        self.0.subscribe()
    }
}
