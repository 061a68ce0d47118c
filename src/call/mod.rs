//! A call: what every front-door protocol lowers a request to.

mod custom;
mod deadline;
mod metadata;
mod peer;
mod response;
mod trace_context;

pub use custom::{forward_connect, forward_custom, return_connect, return_custom};
pub use deadline::{Deadline, TimeoutError, format_timeout, parse_timeout};
pub use metadata::{Forwarding, MetadataError, REQUEST_ID, forward_request};
pub use peer::{Peer, TlsFacts};
pub use response::{ResponseHeaders, StatusChoiceError, chosen_status, forward_response};
pub use trace_context::trace_id;

use http::HeaderMap;
use http::uri::PathAndQuery;

use crate::schema::MethodId;

/// A call to one method, ready to be admitted.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: MethodId,
    /// `/package.Service/Method`.
    pub path: PathAndQuery,
    /// The request metadata as it goes on the wire: lower-case names, `-bin` values in base64.
    pub metadata: HeaderMap,
    pub deadline: Deadline,
}
