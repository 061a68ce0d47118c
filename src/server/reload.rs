//! Loads again while the process serves: on a thread of its own, so that no call waits for it.
//!
//! ```text
//! SIGHUP | POST /reload | files have changed | retry --> read everything --> apply
//! reflection is due ------------------------------> ask the servers again ----^
//!
//! apply: the same as before -> Unchanged
//!        it has errors      -> Refused; what was served is served on
//!        otherwise          -> Changed; calls in flight end on the snapshot that they began with
//! ```

use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::signal::unix::Signal;

use super::schedule::Backoff;
use super::sources::{self, Inputs};
use super::stamp::Stamp;
use super::state::{self, Basis, Read, State};
use super::thread::Served;
use super::watch::Watch;
use super::{Counts, fixed};
use crate::admin::{Outcome, ReloadState, Reloaded, Request, Requests};
use crate::config::Configuration;
use crate::finding::{Finding, Findings, Severity};
use crate::ingress::TlsStore;
use crate::snapshot::Snapshot;
use crate::tasks;

/// How often snapshots that calls still used are looked at again.
const TIDY: Duration = Duration::from_secs(1);
/// Snapshots that are looked at. Each is held by calls anyway; one more is left to them.
const RETIRED_MAX: usize = 64;

/// Makes the configuration anew, from the same command line.
pub(super) type Reread = Box<dyn Fn(&mut Findings) -> Configuration + Send>;

/// Who loads again, and all that it compares with.
pub(super) struct Reloader {
    reread: Reread,
    /// What the process was started with.
    started: Configuration,
    /// What is served.
    configuration: Configuration,
    basis: Basis,
    served: Served,
    /// What was loaded last, served or not: its files are followed.
    followed: Configuration,
    stamp: Stamp,
    watch: Watch,
    requests: Requests,
    hangup: Signal,
    backoff: Backoff,
    retry_at: Option<Instant>,
    refresh_at: Option<Instant>,
    /// Snapshots that are not served any more. They are dropped here when the last call has ended,
    /// because to take a large one apart would hold a worker up.
    retired: Vec<Arc<Snapshot>>,
}

/// What there is to do.
enum Event {
    Asked(Request),
    Hangup,
    Files,
    Retry,
    Refresh,
    Tidy,
    Ended,
}

/// What operators read when the process starts.
pub(super) fn first_state(state: &State, served: &Snapshot) -> ReloadState {
    let is_loaded = served.is_loaded();
    let findings = state.waiting().unwrap_or(&state.findings);
    ReloadState {
        generation: served.generation(),
        counts: served.counts(),
        not_ready: (!is_loaded).then(|| reason(findings)),
        last_success: is_loaded.then(|| tasks::now().unix),
        last_failure: (!is_loaded).then(|| tasks::now().unix),
        is_last_successful: is_loaded,
        findings: Arc::new(findings.clone()),
        ..ReloadState::default()
    }
}

/// The first error, for those who only see one line.
fn reason(findings: &Findings) -> String {
    let error = findings
        .iter()
        .find(|finding| finding.severity == Severity::Error);
    error.map_or_else(|| "nothing is loaded".to_owned(), Finding::to_string)
}

impl Reloader {
    /// `served` has the snapshot of `state`, or an empty one while its sources are waited for.
    pub(super) fn new(
        configuration: Configuration,
        (basis, stamp): (Basis, Stamp),
        served: Served,
        requests: Requests,
        hangup: Signal,
        reread: Reread,
    ) -> Self {
        Self {
            reread,
            started: configuration.clone(),
            followed: configuration.clone(),
            configuration,
            basis,
            served,
            stamp,
            watch: Watch::default(),
            requests,
            hangup,
            backoff: Backoff::default(),
            retry_at: None,
            refresh_at: None,
            retired: Vec::new(),
        }
    }

    /// Loads again whenever there is a reason to, until nobody is left to ask for it.
    pub(super) async fn run(mut self) {
        self.watch.follow(&self.followed);
        // Between the first load and here, nobody followed the files.
        self.look().await;
        self.schedule();
        if !self.served.snapshot.load().is_loaded() && self.retry_at.is_none() {
            self.retry();
        }
        loop {
            match self.next().await {
                Event::Asked(request) => {
                    let mut asking = self.requests.waiting();
                    asking.push(request);
                    let reloaded = Arc::new(self.reload("POST /reload").await);
                    asking
                        .into_iter()
                        .for_each(|request| request.answer(&reloaded));
                }
                Event::Hangup => {
                    self.reload("SIGHUP").await;
                }
                Event::Files => {
                    self.watch.follow(&self.followed);
                    self.look().await;
                }
                Event::Retry => {
                    self.reload("retry").await;
                }
                Event::Refresh => self.refresh().await,
                Event::Tidy => {}
                Event::Ended => return,
            }
            self.retired
                .retain(|snapshot| Arc::strong_count(snapshot) > 1);
        }
    }

    async fn next(&mut self) -> Event {
        let tidy = (!self.retired.is_empty()).then_some(TIDY);
        // Every branch only waits: a request stays in its queue, a signal is not lost with its
        // waiter, and `Watch` keeps what has changed.
        tokio::select! {
            request = self.requests.next() => request.map_or(Event::Ended, Event::Asked),
            Some(()) = self.hangup.recv() => Event::Hangup,
            () = self.watch.changed() => Event::Files,
            () = until(self.retry_at) => Event::Retry,
            () = until(self.refresh_at) => Event::Refresh,
            () = after(tidy) => Event::Tidy,
        }
    }

    /// Loads again if a file looks different than when it was loaded.
    async fn look(&mut self) {
        if self.followed.following.watch && Stamp::of(&self.followed) != self.stamp {
            self.reload("files").await;
        }
    }

    /// Reads everything anew.
    async fn reload(&mut self, why: &'static str) -> Reloaded {
        let mut findings = Findings::new();
        let configuration = (self.reread)(&mut findings);
        fixed::compare(&self.started, &configuration, &mut findings);
        // Followed before it is read: what changes meanwhile is noticed.
        self.watch.follow(&configuration);
        self.followed = configuration.clone();
        let mut read = state::read(&configuration, &self.basis.inputs.answers).await;
        self.stamp = read.stamp.clone();
        findings.extend(read.findings);
        read.findings = findings;
        self.apply(why, configuration, read)
    }

    /// Asks the servers with reflection alone; files stay as they were loaded.
    async fn refresh(&mut self) {
        let asked = sources::ask(&self.configuration, &self.basis.inputs.answers).await;
        if asked.answers == self.basis.inputs.answers && !asked.findings.has_errors() {
            log(&asked.findings);
            return self.schedule();
        }
        let inputs = Inputs {
            files: self.basis.inputs.files.clone(),
            answers: asked.answers,
            service_configs: self.basis.inputs.service_configs.clone(),
        };
        let read = Read {
            settings: inputs.settings(&self.configuration),
            inputs,
            findings: asked.findings,
            down: asked.down,
            stamp: self.stamp.clone(),
            tls: None,
        };
        let configuration = self.configuration.clone();
        self.apply("reflection", configuration, read);
    }

    /// Serves what was read, if it differs and has no errors.
    fn apply(&mut self, why: &'static str, configuration: Configuration, read: Read) -> Reloaded {
        let current = self.served.snapshot.load_full();
        let tls = read.tls.clone();
        let is_same = read.inputs == self.basis.inputs && read.settings == self.basis.settings;
        let mut is_down = false;
        let reloaded = if is_same && current.is_loaded() && !read.findings.has_errors() {
            self.serve(configuration, tls);
            let mut findings = read.findings;
            findings.extend(self.basis.compiled.clone());
            findings.sort();
            reloaded(Outcome::Unchanged, &current, current.counts(), findings)
        } else {
            let state = state::compile(read, Some(&current));
            is_down = state.waiting().is_some();
            if state.findings.has_errors() {
                let findings = state.waiting().unwrap_or(&state.findings).clone();
                reloaded(Outcome::Refused, &current, state.counts, findings)
            } else {
                self.serve(configuration, tls);
                self.swap(state)
            }
        };
        drop(current);
        self.tell(why, &reloaded);
        if reloaded.outcome == Outcome::Refused && (is_down || reloaded.generation == 0) {
            self.retry();
        } else {
            self.retry_at = None;
            self.backoff.reset();
        }
        self.schedule();
        reloaded
    }

    /// Everything but the snapshot.
    fn serve(&mut self, configuration: Configuration, tls: Option<Arc<TlsStore>>) {
        if let (Some(serving), Some(loaded)) = (&self.served.tls, tls)
            && serving.adopt(&loaded)
        {
            tracing::info!(fingerprint = serving.fingerprint(), "another certificate");
        }
        let effective = fixed::effective(&self.started, &configuration);
        self.served.shown.store(Arc::new(effective.show()));
        self.configuration = configuration;
    }

    fn swap(&mut self, state: State) -> Reloaded {
        let snapshot = Arc::new(state.snapshot);
        let retired = self.served.snapshot.swap(Arc::clone(&snapshot));
        self.served.readiness.reloaded();
        if self.retired.len() < RETIRED_MAX {
            self.retired.push(retired);
        }
        self.basis = state.basis;
        reloaded(Outcome::Changed, &snapshot, state.counts, state.findings)
    }

    /// Tells people and operators' tools what has become of it.
    fn tell(&self, why: &'static str, reloaded: &Reloaded) {
        let generation = reloaded.generation;
        let Counts {
            services,
            methods,
            bindings,
            ..
        } = reloaded.counts;
        match reloaded.outcome {
            Outcome::Changed => {
                tracing::info!(why, generation, services, methods, bindings, "loaded again");
            }
            Outcome::Unchanged => tracing::info!(why, generation, "loaded again: nothing changed"),
            Outcome::Refused if generation == 0 => tracing::warn!(why, "nothing is loaded yet"),
            Outcome::Refused => {
                tracing::error!(
                    why,
                    generation,
                    "refused; what was loaded before is served on"
                );
            }
        }
        log(&reloaded.findings);
        self.requests.update(|state| record(state, reloaded));
    }

    /// Sets when the servers with reflection are asked again.
    fn schedule(&mut self) {
        let every = self.configuration.following.reflect_refresh;
        let is_wanted = !every.is_zero()
            && !self.configuration.descriptors.reflect.is_empty()
            && self.served.snapshot.load().is_loaded();
        self.refresh_at = is_wanted.then(|| tasks::now().instant + every);
    }

    /// Sets when a source that is down is tried again.
    fn retry(&mut self) {
        // A hash with keys of its own each time is random enough to spread gateways.
        let [a, b, c, d, ..] = RandomState::new().hash_one(()).to_ne_bytes();
        let wait = self.backoff.next(u32::from_ne_bytes([a, b, c, d]));
        tracing::info!(?wait, "trying again");
        self.retry_at = Some(tasks::now().instant + wait);
    }
}

fn reloaded(outcome: Outcome, served: &Snapshot, counts: Counts, findings: Findings) -> Reloaded {
    Reloaded {
        outcome,
        counts,
        findings,
        generation: served.generation(),
    }
}

/// One line each, with its place.
fn log(findings: &Findings) {
    for finding in findings {
        match finding.severity {
            Severity::Error => tracing::error!(rule = finding.rule, "{finding}"),
            Severity::Warning => tracing::warn!(rule = finding.rule, "{finding}"),
        }
    }
}

fn record(state: &mut ReloadState, reloaded: &Reloaded) {
    let now = tasks::now().unix;
    let is_success = reloaded.outcome != Outcome::Refused;
    if is_success {
        state.successes += 1;
        state.last_success = Some(now);
        state.counts = reloaded.counts;
    } else {
        state.failures += 1;
        state.last_failure = Some(now);
    }
    state.is_last_successful = is_success;
    state.generation = reloaded.generation;
    state.not_ready = (reloaded.generation == 0).then(|| reason(&reloaded.findings));
    state.findings = Arc::new(reloaded.findings.clone());
}

async fn until(instant: Option<Instant>) {
    let left = |instant: Instant| instant.saturating_duration_since(tasks::now().instant);
    after(instant.map(left)).await;
}

async fn after(wait: Option<Duration>) {
    match wait {
        Some(wait) => tasks::sleep(wait).await,
        None => std::future::pending().await,
    }
}
