//! One request, top to bottom: [`Gateway::handle`](Handle::handle).
//!
//! ```text
//! head -> detect -> route -> headers -> body -> request message -> admit -> dispatch -> answer
//! ```
//! Every step either goes on or ends in a [`Rejection`], which is the only thing that knows HTTP
//! statuses. Nothing here touches a socket: the client is an [`Exchange`], back ends are
//! `upstream`'s.

mod answer;
mod body;
mod connect;
mod documents;
mod exchange;
mod explain;
mod failure;
mod handle;
mod last_event_id;
mod messages;
mod metered;
mod readiness;
mod rejection;
mod reply;
mod stream;
mod unknown_query;

pub use exchange::{Exchange, ExchangeError, Handle, read, unless_closed, write};
pub use explain::{Called, Explanation, Matched, NEAREST_MAX, Outcome, explain};
pub use handle::Gateway;
pub use readiness::{Readiness, Stage};
pub use rejection::{Fault, Rejection};
