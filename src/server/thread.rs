//! The reloader's thread: a runtime of its own, which ends with the process's serving.

use std::io;
use std::sync::Arc;
use std::thread::JoinHandle;

use arc_swap::ArcSwap;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::oneshot;

use super::reload::{self, Reloader, Reread};
use super::state::State;
use crate::admin::Control;
use crate::config::Configuration;
use crate::gateway::Readiness;
use crate::ingress::TlsStore;
use crate::snapshot::Snapshot;

/// What is served, and what a load replaces.
#[derive(Debug, Clone)]
pub(super) struct Served {
    pub snapshot: Arc<ArcSwap<Snapshot>>,
    /// What TLS listeners show.
    pub tls: Option<Arc<TlsStore>>,
    /// The configuration that is in effect, for operators to read.
    pub shown: Arc<ArcSwap<String>>,
    /// Told of every snapshot that is swapped in.
    pub readiness: Readiness,
}

/// A running reloader; stopped and joined when it is dropped.
#[derive(Debug)]
pub(super) struct Reloading {
    pub served: Served,
    pub control: Control,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Reloading {
    /// Takes over a state: what it serves is in `served` from here on, and what operators ask
    /// goes through `control`. SIGHUP no longer ends the process once this returns.
    ///
    /// # Errors
    /// When the system gives no thread or no runtime for it.
    pub(super) fn start(
        configuration: Configuration,
        state: State,
        reread: Reread,
        readiness: Readiness,
    ) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let hangup = {
            let _entered = runtime.enter();
            signal(SignalKind::hangup())?
        };
        // Without its sources there is no API, but there is everything else.
        let empty = state
            .waiting()
            .map(|_| Snapshot::empty(&state.basis.settings));
        let first = reload::first_state(&state, empty.as_ref().unwrap_or(&state.snapshot));
        let (control, requests) = Control::new(first);
        let served = Served {
            snapshot: Arc::new(ArcSwap::from_pointee(empty.unwrap_or(state.snapshot))),
            tls: state.tls,
            shown: Arc::new(ArcSwap::from_pointee(configuration.show())),
            readiness,
        };
        let reloader = Reloader::new(
            configuration,
            (state.basis, state.stamp),
            served.clone(),
            requests,
            hangup,
            reread,
        );
        let (stop, stopped) = oneshot::channel::<()>();
        let work = move || {
            runtime.block_on(async {
                // Both may be dropped half way: nothing is swapped in but complete snapshots.
                tokio::select! {
                    () = reloader.run() => {}
                    _ = stopped => {}
                }
            });
        };
        let thread = std::thread::Builder::new()
            .name("reloader".to_owned())
            .spawn(work)?;
        Ok(Self {
            served,
            control,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Reloading {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that loads again has panicked");
        }
    }
}
