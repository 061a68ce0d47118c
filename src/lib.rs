//! Rialto: an API gateway that serves gRPC services as REST/JSON from their descriptors.
//!
//! `ARCHITECTURE.md` is the map: the layers, the life of a request, where to add what.

pub mod admin;
pub mod call;
pub mod cli;
pub mod clock;
pub mod config;
pub mod finding;
pub mod framing;
pub mod gateway;
pub mod http_rule;
pub mod ingress;
pub mod openapi;
pub mod pages;
pub mod policy;
pub mod protocol;
pub mod router;
pub mod schema;
pub mod secret;
pub mod server;
pub mod snapshot;
pub mod status;
pub mod tasks;
pub mod telemetry;
pub mod transcode;
pub mod units;
pub mod upstream;
