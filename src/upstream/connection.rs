//! The connections of one worker.
//!
//! A worker connects to an endpoint when a call first needs it. Calls that arrive meanwhile wait
//! for the same attempt. A connection is used until the peer goes away or says that it will; when
//! all its streams are in use, another is opened, up to a limit, beyond which calls queue.

use std::collections::HashMap;
use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use bytes::Bytes;
use h2::client::SendRequest;
use tokio::sync::watch;

use super::cluster::{Cluster, ClusterSettings};
use super::connect::{ConnectError, connect};
use super::endpoint::{Endpoint, EndpointId};
use crate::tasks::Scope;

/// The connections of one worker to all endpoints that it has called.
///
/// Made and used within the worker's runtime: the tasks that move the bytes run there.
pub struct Upstreams {
    slots: Mutex<HashMap<EndpointId, Arc<Slot>>>,
    /// What drives the connections; it ends with this worker's calls.
    tasks: Arc<Scope>,
}

impl Default for Upstreams {
    fn default() -> Self {
        Self {
            slots: Mutex::default(),
            tasks: Arc::new(Scope::new("connection to a back end")),
        }
    }
}

impl Upstreams {
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets the connections to all endpoints that `keep` refuses.
    ///
    /// Calls on them are finished; then they are closed.
    pub fn retain(&self, keep: impl Fn(EndpointId) -> bool) {
        lock(&self.slots).retain(|id, _| keep(*id));
    }

    /// How many endpoints this worker has connected to or tried to.
    pub fn endpoints(&self) -> usize {
        lock(&self.slots).len()
    }

    pub(super) fn slot(&self, cluster: &Cluster, endpoint: &Arc<Endpoint>) -> Arc<Slot> {
        let mut slots = lock(&self.slots);
        if let Some(slot) = slots.get(&endpoint.id()) {
            return Arc::clone(slot);
        }
        let slot = Arc::new(Slot {
            endpoint: Arc::clone(endpoint),
            settings: Arc::clone(cluster.shared_settings()),
            state: Mutex::default(),
            tasks: Arc::clone(&self.tasks),
        });
        slots.insert(endpoint.id(), Arc::clone(&slot));
        slot
    }
}

impl fmt::Debug for Upstreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upstreams")
            .field("endpoints", &self.endpoints())
            .finish_non_exhaustive()
    }
}

/// The connections of one worker to one endpoint.
pub(super) struct Slot {
    endpoint: Arc<Endpoint>,
    settings: Arc<ClusterSettings>,
    state: Mutex<State>,
    tasks: Arc<Scope>,
}

#[derive(Default)]
struct State {
    connections: Vec<Connection>,
    attempt: Option<watch::Receiver<Option<Outcome>>>,
    last_id: u64,
}

/// How an attempt to connect ended, for all who wait for it.
#[derive(Clone)]
struct Outcome(Result<Connection, Arc<ConnectError>>);

/// One connection, as its users see it.
#[derive(Clone)]
pub(super) struct Connection {
    pub(super) id: u64,
    pub(super) requests: SendRequest<Bytes>,
    /// The streams that are open; whoever opens one holds a [`StreamCount`].
    streams: Arc<AtomicUsize>,
}

impl Connection {
    fn has_room(&self) -> bool {
        self.streams.load(Ordering::Relaxed) < self.requests.current_max_send_streams()
    }

    pub(super) fn count(&self) -> StreamCount {
        self.streams.fetch_add(1, Ordering::Relaxed);
        StreamCount(Arc::clone(&self.streams))
    }
}

/// One open stream of a connection; dropped with the stream.
pub(super) struct StreamCount(Arc<AtomicUsize>);

impl Drop for StreamCount {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

enum Choice {
    Ready(Connection),
    Wait {
        attempt: watch::Receiver<Option<Outcome>>,
        /// A connection without room, to queue on should the attempt fail.
        full: Option<Connection>,
    },
}

impl Slot {
    pub(super) fn endpoint(&self) -> &Arc<Endpoint> {
        &self.endpoint
    }

    /// How often an open may find that its connection has just gone away.
    pub(super) fn connections_max(&self) -> usize {
        self.settings.connections_max.max(1)
    }

    /// A connection with room for a stream, or with the shortest queue.
    ///
    /// Waits for at most as many attempts as there may be connections: with more callers than a
    /// new connection has streams, some have to wait for the next one.
    pub(super) async fn connection(self: &Arc<Self>) -> Result<Connection, Arc<ConnectError>> {
        let mut rounds = self.connections_max();
        loop {
            let (attempt, full) = match self.choose() {
                Choice::Ready(connection) => return Ok(connection),
                Choice::Wait { attempt, full } => (attempt, full),
            };
            rounds -= 1;
            match (outcome(attempt).await, full) {
                (Ok(connection), _) if connection.has_room() || rounds == 0 => {
                    return Ok(connection);
                }
                (Ok(_), _) => {}
                (Err(_), Some(full)) => return Ok(full),
                (Err(error), None) => return Err(error),
            }
        }
    }

    /// Forgets a connection that takes no more streams.
    pub(super) fn discard(&self, id: u64) {
        let connections = &mut lock(&self.state).connections;
        connections.retain(|connection| connection.id != id);
    }

    fn choose(self: &Arc<Self>) -> Choice {
        let mut state = lock(&self.state);
        if let Some(free) = state.connections.iter().find(|c| c.has_room()) {
            return Choice::Ready(free.clone());
        }
        let shortest = |c: &&Connection| c.streams.load(Ordering::Relaxed);
        let full = state.connections.iter().min_by_key(shortest).cloned();
        if let Some(attempt) = state.attempt.clone() {
            return Choice::Wait { attempt, full };
        }
        match full {
            Some(full) if state.connections.len() >= self.connections_max() => Choice::Ready(full),
            full => Choice::Wait {
                attempt: self.start(&mut state),
                full,
            },
        }
    }

    /// Starts the one attempt. It belongs to nobody's call: a caller that gives up does not take
    /// it from the others.
    fn start(self: &Arc<Self>, state: &mut State) -> watch::Receiver<Option<Outcome>> {
        let (done, attempt) = watch::channel(None);
        state.attempt = Some(attempt.clone());
        self.tasks.spawn(serve(
            Arc::downgrade(self),
            Arc::clone(&self.endpoint),
            Arc::clone(&self.settings),
            done,
        ));
        attempt
    }

    fn connected(&self, requests: SendRequest<Bytes>) -> Connection {
        let mut state = lock(&self.state);
        state.attempt = None;
        state.last_id += 1;
        let connection = Connection {
            id: state.last_id,
            requests,
            streams: Arc::default(),
        };
        state.connections.push(connection.clone());
        connection
    }
}

async fn outcome(
    mut attempt: watch::Receiver<Option<Outcome>>,
) -> Result<Connection, Arc<ConnectError>> {
    let stopped = || Err(Arc::new(ConnectError::Stopped));
    match attempt.wait_for(Option::is_some).await {
        Ok(outcome) => match &*outcome {
            Some(Outcome(outcome)) => outcome.clone(),
            None => stopped(),
        },
        Err(_) => stopped(),
    }
}

/// One connection's life: connect, tell those who wait, move bytes, be forgotten.
///
/// The slot is only held for moments: with its last connection's users gone, the connection ends.
async fn serve(
    slot: Weak<Slot>,
    endpoint: Arc<Endpoint>,
    settings: Arc<ClusterSettings>,
    done: watch::Sender<Option<Outcome>>,
) {
    let address = endpoint.address();
    let (requests, driver) = match connect(&endpoint, &settings).await {
        Ok(connected) => connected,
        Err(error) => {
            tracing::debug!(endpoint = %address, error = &error as &dyn std::error::Error, "not connected");
            if let Some(slot) = slot.upgrade() {
                lock(&slot.state).attempt = None;
            }
            done.send_replace(Some(Outcome(Err(Arc::new(error)))));
            return;
        }
    };
    let Some(connection) = slot.upgrade().map(|slot| slot.connected(requests)) else {
        return;
    };
    let id = connection.id;
    tracing::debug!(endpoint = %address, connection = id, "connected");
    done.send_replace(Some(Outcome(Ok(connection))));
    drop(done);
    match driver.run().await {
        Ok(()) => tracing::debug!(endpoint = %address, connection = id, "connection closed"),
        Err(error) => {
            tracing::debug!(endpoint = %address, connection = id, %error, "connection broken");
        }
    }
    if let Some(slot) = slot.upgrade() {
        slot.discard(id);
    }
}

/// None of the short sections under these locks can leave what they guard half changed.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
