//! Boot, serve, load again, drain: from a configuration to a process that answers and ends in
//! order.
//!
//! ```text
//! Configuration --read--> Inputs --compile--> State --run--> workers
//!       ^                                                       ^
//!       '-- reloader: SIGHUP, POST /reload, files, reflection --'  swaps the Snapshot
//! ```

mod certificate;
mod fixed;
mod reload;
mod run;
mod schedule;
mod sources;
mod stamp;
mod state;
mod thread;
mod watch;

pub use run::{Addresses, RunError, run};
pub use state::{State, load};

pub use crate::snapshot::Counts;
