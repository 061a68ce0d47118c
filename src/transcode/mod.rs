//! ProtoJSON text to protobuf wire bytes and back, straight, by plans.
//!
//! There is no message in memory in between: a [`plan::MessagePlan`], compiled from descriptors
//! at first use, says for every key of the JSON what to write on the wire, and for every tag of
//! the wire what to write as JSON. Source of the rules: the ProtoJSON chapter of protobuf.dev;
//! where it is silent, the conformance suite.

pub mod encode;
pub mod event;
mod http_body;
pub mod json;
pub mod plan;
pub mod query;
pub mod request;
pub mod response;
pub mod scalar;
mod scan;
mod seen;
#[cfg(test)]
pub(crate) mod testing;
pub mod wire;

/// The deepest nesting of messages, as protobuf's own parsers limit it.
pub const DEPTH_MAX: u32 = 100;
