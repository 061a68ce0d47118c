//! Connections, spread evenly over the workers.
//!
//! The kernel chooses the worker of a new connection by a hash of its addresses, which may give
//! most of a few connections to one. So the worker that accepts a connection hands it to the one
//! that has the fewest, unless it has hardly more itself. From then on the connection stays.

use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

use rustls::ServerConfig;
use tokio::sync::mpsc::{Receiver, Sender, channel, error::TrySendError};

use crate::tasks::{Count, Counted};

/// A worker keeps what it has accepted if it has at most this part more than the one with the
/// fewest: handing over costs a few microseconds.
const SLACK: usize = 8;
/// Connections on their way to one worker; with more, who has accepted one keeps it.
const ARRIVALS_MAX: usize = 256;

/// A connection on its way to the worker that serves it.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) tcp: TcpStream,
    pub(super) address: SocketAddr,
    pub(super) tls: Option<Arc<ServerConfig>>,
    pub(super) held: Held,
}

/// A connection's place among those of the process and among those of its worker.
#[derive(Debug)]
#[expect(dead_code, reason = "they count for as long as they are kept")]
pub(super) struct Held {
    pub(super) of_process: Counted,
    pub(super) of_worker: Counted,
}

/// Where the connections of one worker are counted, and where others put one for it.
#[derive(Debug)]
struct Seat {
    connections: Count,
    arrivals: Sender<Arrival>,
}

/// What the workers of a process know of each other.
#[derive(Debug, Clone)]
pub(super) struct Balance(Arc<[Seat]>);

impl Balance {
    /// For as many workers, each of which gets one of the receivers.
    pub(super) fn new(workers: usize) -> (Self, Vec<Receiver<Arrival>>) {
        let (seats, receivers): (Vec<_>, Vec<_>) = (0..workers)
            .map(|_| {
                let (arrivals, receiver) = channel(ARRIVALS_MAX);
                let connections = Count::default();
                (
                    Seat {
                        connections,
                        arrivals,
                    },
                    receiver,
                )
            })
            .unzip();
        (Self(seats.into()), receivers)
    }

    /// The worker that is to serve what `own` has accepted.
    pub(super) fn choose(&self, own: usize) -> (usize, Counted) {
        let counts = || self.0.iter().map(|seat| seat.connections.get()).enumerate();
        let (least, fewest) = counts().min_by_key(|(_, count)| *count).unwrap_or((own, 0));
        let has = self.0.get(own).map_or(0, |seat| seat.connections.get());
        let chosen = if has <= fewest + fewest / SLACK {
            own
        } else {
            least
        };
        (chosen, self.enter(chosen))
    }

    /// One more connection of a worker.
    pub(super) fn enter(&self, worker: usize) -> Counted {
        self.0
            .get(worker)
            .map_or_else(|| Count::default().enter(), |seat| seat.connections.enter())
    }

    /// Gives a connection to another worker; it comes back if that one takes no more.
    pub(super) fn hand_over(&self, to: usize, arrival: Arrival) -> Result<(), Arrival> {
        match self.0.get(to) {
            Some(seat) => seat
                .arrivals
                .try_send(arrival)
                .map_err(TrySendError::into_inner),
            None => Err(arrival),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_accepts_no_worker_has_many_more_than_another() {
        for workers in 1..5 {
            for accepting in 0..workers {
                let (balance, _receivers) = Balance::new(workers);
                // All of them arrive at one worker, as a hash may have it.
                let held: Vec<_> = (0..64).map(|_| balance.choose(accepting)).collect();
                for worker in 0..workers {
                    let count = held.iter().filter(|(chosen, _)| *chosen == worker).count();
                    assert!(
                        count * workers <= 64 * 6 / 5,
                        "{worker} of {workers}: {count}"
                    );
                }
            }
        }
    }

    #[test]
    fn who_has_hardly_more_keeps_what_it_accepts() {
        let (balance, _receivers) = Balance::new(2);
        let held: Vec<_> = (0..80).map(|at| balance.enter(at % 2)).collect();
        let more: Vec<_> = (0..5).map(|_| balance.enter(0)).collect();
        assert_eq!(balance.choose(0).0, 0);
        let one_too_many = balance.enter(0);
        assert_eq!(balance.choose(0).0, 1);
        drop((held, more, one_too_many));
        // What has ended counts no more.
        assert_eq!(balance.choose(1).0, 1);
    }
}
