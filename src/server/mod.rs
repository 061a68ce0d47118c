//! Boot, serve, drain: from a configuration to a process that answers and ends in order.

mod load;
mod run;
mod sources;

pub use load::{Counts, State, load};
pub use run::{RunError, run};
