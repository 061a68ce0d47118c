//! How a process stops serving: what its workers share, and the order of the end.
//!
//! ```text
//! signal -> not ready -> lame duck -> soft: no new connections, answers say `Connection: close`
//!        -> (idle_drain) -> hard: idle connections are closed
//!        -> nothing left | grace over | second signal -> return
//! ```

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use pingora::server::{ShutdownSignal, ShutdownSignalWatch};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::Settings;
use crate::gateway::{Readiness, Stage};
use crate::tasks::{self, Count};

/// The state of the end, shared by all workers of a process.
#[derive(Debug, Clone, Default)]
pub struct Drain(Arc<Stages>);

#[derive(Debug)]
struct Stages {
    readiness: Readiness,
    requested: watch::Sender<bool>,
    soft: watch::Sender<bool>,
    hard: watch::Sender<bool>,
    connections: Count,
    workers: Count,
}

impl Default for Stages {
    fn default() -> Self {
        Self {
            readiness: Readiness::default(),
            requested: watch::Sender::new(false),
            soft: watch::Sender::new(false),
            hard: watch::Sender::new(false),
            connections: Count::default(),
            workers: Count::default(),
        }
    }
}

impl Drain {
    /// Whether load balancers should send new connections.
    pub fn is_ready(&self) -> bool {
        self.0.readiness.stage() == Stage::Serving
    }

    /// The same for those who wait for a change.
    pub fn readiness(&self) -> &Readiness {
        &self.0.readiness
    }

    /// Starts the end without a signal, for tests and for operators.
    pub fn request(&self) {
        self.0.requested.send_replace(true);
    }

    /// Whether connections are being brought to their end.
    pub fn is_draining(&self) -> bool {
        *self.0.soft.borrow()
    }

    /// The connections of the process.
    pub fn connections(&self) -> &Count {
        &self.0.connections
    }

    pub(super) fn workers(&self) -> &Count {
        &self.0.workers
    }

    /// Waits for the end of accepting.
    pub(super) async fn softened(&self) {
        set(self.0.soft.subscribe()).await;
    }

    /// Waits for the end of idle connections.
    pub(super) async fn hardened(&self) {
        set(self.0.hard.subscribe()).await;
    }

    /// Brings everything to its end: from readiness to the last connection, or the grace's end.
    pub async fn finish(&self, settings: &Settings) {
        self.0.readiness.set(Stage::LameDuck);
        tasks::sleep(settings.lame_duck).await;
        tracing::info!(connections = self.0.connections.get(), "draining");
        self.0.soft.send_replace(true);
        self.0.readiness.set(Stage::Draining);
        let end = async {
            tasks::within(settings.idle_drain, self.0.connections.zero()).await;
            self.0.hard.send_replace(true);
            self.0.connections.zero().await;
            self.0.workers.zero().await;
        };
        if tasks::within(settings.grace, end).await.is_none() {
            tracing::warn!(
                connections = self.0.connections.get(),
                "the grace period is over; connections are cut"
            );
        }
    }

    async fn requested(&self) {
        set(self.0.requested.subscribe()).await;
    }
}

/// A function of its own, so that the value's lock guard is gone before the caller awaits again.
async fn set(mut flag: watch::Receiver<bool>) {
    if flag.wait_for(|set| *set).await.is_err() {
        // Without a sender nobody will ever set it.
        pending::<()>().await;
    }
}

/// What tells Pingora's server to stop. Pingora's own grace period is a fixed sleep, so the whole
/// drain happens in here and Pingora is told when nothing is left.
#[derive(Debug)]
pub struct Signals {
    pub drain: Drain,
    pub settings: Arc<Settings>,
}

#[async_trait]
impl ShutdownSignalWatch for Signals {
    async fn recv(&self) -> ShutdownSignal {
        let mut terminate = listen(SignalKind::terminate());
        let mut interrupt = listen(SignalKind::interrupt());
        // Every branch only waits and can be dropped: a signal is not lost with its waiter.
        tokio::select! {
            () = next(&mut terminate) => {}
            () = next(&mut interrupt) => {}
            () = self.drain.requested() => {}
        }
        // As above; dropping the drain half way leaves it to the process's end.
        tokio::select! {
            () = self.drain.finish(&self.settings) => {}
            () = next(&mut terminate) => tracing::warn!("second signal; not draining"),
            () = next(&mut interrupt) => tracing::warn!("second signal; not draining"),
        }
        // `FastShutdown` would not tell the other services.
        ShutdownSignal::GracefulTerminate
    }
}

fn listen(kind: SignalKind) -> Option<Signal> {
    signal(kind)
        .inspect_err(|error| tracing::error!(%error, ?kind, "cannot listen for a signal"))
        .ok()
}

async fn next(signal: &mut Option<Signal>) {
    if let Some(signal) = signal
        && signal.recv().await.is_some()
    {
        return;
    }
    pending().await
}

/// How long an HTTP/2 connection has to close once it was told to.
pub(super) const CLOSE_LIMIT: Duration = Duration::from_secs(1);
