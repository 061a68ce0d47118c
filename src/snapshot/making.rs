//! Whose turn it is to make what takes long and is for everybody.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::tasks;

/// Makes one thing at a time, each on a thread of its own, so that whoever asks for thousands takes one CPU and the memory
/// of one at most.
#[derive(Debug, Clone, Default)]
pub(super) struct Making(Arc<Mutex<()>>);

impl Making {
    /// Runs `work` when it is its turn; `None` when it has panicked. Once it has begun it keeps its turn to its end, also
    /// when nobody waits for it any more: one who asks and leaves, over and over, would start as many threads otherwise.
    pub(super) async fn make<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = Arc::clone(&self.0).lock_owned().await;
        tasks::blocking(move || {
            let made = work();
            drop(turn);
            made
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn one_who_leaves_does_not_give_up_the_turn() {
        let making = Making::default();
        let running = Arc::new(AtomicUsize::new(0));
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let count = Arc::clone(&running);
        let first = making.make(move || {
            count.fetch_add(1, Ordering::SeqCst);
            let _ = may_go_on.recv();
            count.fetch_sub(1, Ordering::SeqCst);
        });
        let mut first = Box::pin(first);
        assert!(futures_util::poll!(first.as_mut()).is_pending());
        drop(first);
        let count = Arc::clone(&running);
        let mut second = Box::pin(making.make(move || count.load(Ordering::SeqCst)));
        assert!(futures_util::poll!(second.as_mut()).is_pending());
        drop(go_on);
        assert_eq!(second.await, Some(0), "both ran at once");
    }
}
