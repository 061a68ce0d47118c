//! Rialto: an API gateway that serves gRPC services as REST/JSON from their descriptors.
//!
//! `ARCHITECTURE.md` is the map: the layers, the life of a request, where to add what.

pub mod call;
pub mod clock;
pub mod finding;
pub mod gateway;
pub mod http_rule;
pub mod policy;
pub mod router;
pub mod schema;
pub mod secret;
pub mod status;
pub mod transcode;
pub mod units;
