//! The only place that spawns tasks and reads the real clock.
//!
//! A [`Scope`] owns the tasks of one thing, such as a worker or a connection: they are counted
//! while they run, joined when their owner ends in order, and aborted when it is dropped. A
//! [`Timer`] is a limit that costs nothing while it is not waited for.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;
use tokio::task::{JoinError, JoinSet};
use tokio::time::Sleep;

use crate::clock::Moment;

/// Reads both clocks, once.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place that reads the real clock"
)]
pub fn now() -> Moment {
    Moment {
        // Tokio's clock is the real one, until a test stops it to turn it by hand.
        instant: tokio::time::Instant::now().into_std(),
        unix: SystemTime::now(),
    }
}

/// Waits for `duration`.
pub async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Waits until `instant`. Nothing is armed before it is first polled.
pub fn sleep_until(instant: Instant) -> Sleep {
    tokio::time::sleep_until(instant.into())
}

/// Lets the other tasks of this thread run.
pub async fn yield_now() {
    tokio::task::yield_now().await;
}

/// Runs what takes long on a thread of its own; `None` when it has panicked. It goes on if nobody waits for it any more.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// Runs `work` for at most `limit`; `None` when it took longer and was dropped.
pub async fn within<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(limit, work).await.ok()
}

/// How many of something there are, for all who hold a clone of it.
#[derive(Debug, Clone, Default)]
pub struct Count(Arc<Counter>);

#[derive(Debug, Default)]
struct Counter {
    live: AtomicUsize,
    changed: Notify,
}

impl Count {
    /// Counts one more until the guard is dropped.
    pub fn enter(&self) -> Counted {
        self.0.live.fetch_add(1, Ordering::SeqCst);
        Counted(self.0.clone())
    }

    /// Counts one more if there are fewer than `max`.
    pub fn try_enter(&self, max: usize) -> Option<Counted> {
        let below = |live: usize| (live < max).then_some(live + 1);
        self.0
            .live
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, below)
            .ok()
            .map(|_| Counted(self.0.clone()))
    }

    /// Waits until there are fewer than `max`, then counts one more.
    pub async fn enter_below(&self, max: usize) -> Counted {
        loop {
            // Asked for before the check: a change in between wakes it (`Notify::notified`).
            let changed = self.0.changed.notified();
            if let Some(counted) = self.try_enter(max) {
                return counted;
            }
            changed.await;
        }
    }

    pub fn get(&self) -> usize {
        self.0.live.load(Ordering::SeqCst)
    }

    /// Waits until there are none.
    pub async fn zero(&self) {
        loop {
            let changed = self.0.changed.notified();
            if self.get() == 0 {
                return;
            }
            changed.await;
        }
    }
}

/// One of a [`Count`], until it is dropped.
#[derive(Debug)]
pub struct Counted(Arc<Counter>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.live.fetch_sub(1, Ordering::SeqCst);
        self.0.changed.notify_waiters();
    }
}

/// Tasks with one owner: counted, and aborted when the scope is dropped.
#[derive(Debug)]
pub struct Scope {
    name: &'static str,
    tasks: Mutex<JoinSet<()>>,
    count: Count,
}

impl Scope {
    /// `name` says in the log what a task of this scope is.
    pub fn new(name: &'static str) -> Self {
        Self::counted_by(name, Count::default())
    }

    /// A scope whose tasks are counted together with those of other scopes.
    pub fn counted_by(name: &'static str, count: Count) -> Self {
        Self {
            name,
            tasks: Mutex::new(JoinSet::new()),
            count,
        }
    }

    /// How many tasks run.
    pub const fn count(&self) -> &Count {
        &self.count
    }

    /// Starts a task on the runtime of the caller; in a worker that is the worker's own thread.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let counted = self.count.enter();
        let task = async move {
            let _counted = counted;
            task.await;
        };
        let mut tasks = self.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        // What has ended is collected here, so that the set holds only what runs, and a little.
        while let Some(ended) = tasks.try_join_next() {
            self.report(ended);
        }
        tasks.spawn(task);
    }

    /// Waits until every task has ended.
    pub async fn join(self) {
        let name = self.name;
        let mut tasks = self
            .tasks
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        while let Some(ended) = tasks.join_next().await {
            report(name, ended);
        }
    }

    /// Waits at most `limit` for the tasks to end, then aborts those that have not.
    pub async fn join_within(self, limit: Duration) {
        if self.count.get() > 0 {
            within(limit, self.join()).await;
        }
    }

    fn report(&self, ended: Result<(), JoinError>) {
        report(self.name, ended);
    }
}

fn report(name: &'static str, ended: Result<(), JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!(task = name, %error, "a task panicked");
    }
}

/// A limit on waiting. Nothing is armed before [`Timer::poll`] has to wait, and an armed timer
/// that would fire too early is left alone until it does: starting again costs no timer call.
#[derive(Debug, Default)]
pub struct Timer {
    deadline: Option<tokio::time::Instant>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Timer {
    /// A timer that is already running.
    pub fn started(limit: Duration) -> Self {
        let mut timer = Self::default();
        timer.start(limit);
        timer
    }

    /// Begins, or begins again.
    pub fn start(&mut self, limit: Duration) {
        self.deadline = Some(tokio::time::Instant::now() + limit);
    }

    pub const fn stop(&mut self) {
        self.deadline = None;
    }

    pub const fn is_running(&self) -> bool {
        self.deadline.is_some()
    }

    /// Whether a running timer's time is over; for callers that always have something to do.
    pub fn is_over(&self) -> bool {
        self.deadline
            .is_some_and(|deadline| tokio::time::Instant::now() >= deadline)
    }

    /// Ready when `limit` has passed since the start; starts where it is not running.
    pub fn poll(&mut self, limit: Duration, cx: &mut Context<'_>) -> Poll<()> {
        let deadline = *self
            .deadline
            .get_or_insert_with(|| tokio::time::Instant::now() + limit);
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
        loop {
            if sleep.deadline() > deadline {
                sleep.as_mut().reset(deadline);
            }
            ready!(sleep.as_mut().poll(cx));
            if sleep.deadline() >= deadline {
                return Poll::Ready(());
            }
            sleep.as_mut().reset(deadline);
        }
    }

    /// Frees the armed timer; for the long idle phases in which memory counts.
    pub fn release(&mut self) {
        self.deadline = None;
        self.sleep = None;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::disallowed_methods)]
    #![allow(clippy::unwrap_used)]

    use std::future::poll_fn;

    use super::*;

    #[tokio::test]
    async fn a_scope_counts_its_tasks_and_joins_them() {
        let scope = Scope::new("test");
        let count = scope.count().clone();
        for _ in 0..3 {
            scope.spawn(sleep(Duration::from_millis(5)));
        }
        assert_eq!(count.get(), 3);
        scope.join().await;
        assert_eq!(count.get(), 0);
    }

    #[tokio::test]
    async fn a_dropped_scope_aborts_its_tasks() {
        let scope = Scope::new("test");
        let count = scope.count().clone();
        scope.spawn(std::future::pending());
        drop(scope);
        within(Duration::from_secs(1), count.zero()).await.unwrap();
    }

    #[tokio::test]
    async fn a_full_count_waits_for_one_to_leave() {
        let count = Count::default();
        let first = count.try_enter(1).unwrap();
        assert!(count.try_enter(1).is_none());
        let waiting = tokio::spawn({
            let count = count.clone();
            async move { count.enter_below(1).await }
        });
        tokio::task::yield_now().await;
        drop(first);
        let second = within(Duration::from_secs(1), waiting).await.unwrap();
        assert!(second.is_ok());
    }

    #[tokio::test]
    async fn a_timer_counts_from_its_last_start() {
        let mut timer = Timer::default();
        let limit = Duration::from_millis(20);
        assert!(poll_fn(|cx| Poll::Ready(timer.poll(limit, cx).is_pending())).await);
        sleep(Duration::from_millis(12)).await;
        timer.start(limit);
        let started = now().instant;
        poll_fn(|cx| timer.poll(limit, cx)).await;
        assert!(started.elapsed() >= limit);
        assert!(timer.is_over());
    }
}
