//! One request, top to bottom.

mod exchange;

pub use exchange::{Exchange, ExchangeError, Handle, read, unless_closed, write};
