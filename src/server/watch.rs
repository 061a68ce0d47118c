//! Follows the files of a configuration, and says when they have changed and come to rest.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;

use super::schedule::Debounce;
use super::stamp;
use crate::config::Configuration;
use crate::tasks;

/// Follows folders with what the system has for it.
#[derive(Debug, Default)]
pub(super) struct Watch {
    watcher: Option<RecommendedWatcher>,
    /// Holds one wake-up at most, however many events there are.
    events: Arc<Notify>,
    debounce: Debounce,
    rest: Duration,
    /// What could not be followed and was told.
    told: BTreeSet<PathBuf>,
}

impl Watch {
    /// Follows what this configuration is loaded from, and nothing else any more. Folders that have
    /// been replaced meanwhile are found anew.
    pub(super) fn follow(&mut self, configuration: &Configuration) {
        self.watcher = None;
        self.rest = configuration.following.debounce;
        if !configuration.following.watch {
            return;
        }
        let events = Arc::clone(&self.events);
        let told = move |event: notify::Result<Event>| {
            // Loading reads the files itself, and must not lead to loading. Any other event, such
            // as that some were lost, is a reason to look.
            if !matches!(
                event,
                Ok(Event {
                    kind: EventKind::Access(_),
                    ..
                })
            ) {
                events.notify_one();
            }
        };
        let mut watcher = match notify::recommended_watcher(told) {
            Ok(watcher) => watcher,
            Err(error) => {
                return tracing::warn!(
                    %error,
                    "files cannot be followed; SIGHUP or POST /reload loads them again"
                );
            }
        };
        for (folder, below) in stamp::folders(configuration) {
            let mode = if below {
                RecursiveMode::Recursive
            } else {
                RecursiveMode::NonRecursive
            };
            if let Err(error) = watcher.watch(&folder, mode)
                && self.told.insert(folder.clone())
            {
                tracing::warn!(
                    folder = %folder.display(),
                    %error,
                    "changes in this folder are not noticed; SIGHUP or POST /reload loads them"
                );
            }
        }
        self.watcher = Some(watcher);
    }

    /// Waits until something has changed and come to rest. May be dropped while it waits: what has
    /// changed is kept.
    pub(super) async fn changed(&mut self) {
        loop {
            match self.debounce.due() {
                None => self.events.notified().await,
                Some(due) => {
                    let left = due.saturating_duration_since(tasks::now().instant);
                    // Both only wait.
                    if tasks::within(left, self.events.notified()).await.is_none() {
                        self.debounce.clear();
                        return;
                    }
                }
            }
            self.debounce.changed(tasks::now().instant, self.rest);
        }
    }
}
