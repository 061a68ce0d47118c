//! The transcoder through its public interface, against an oracle: random schemas, damaged messages, and whatever a
//! fuzzer has found.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    missing_debug_implementations
)]

mod allocations;
mod choices;
mod corpus;
mod damage;
mod described;
mod differences;
mod disagreements;
mod documented;
mod fixture;
mod growth;
mod inspect;
mod message;
mod oracle;
mod parameters;
mod properties;
mod records;
mod schema;
mod targets;
mod tree;
mod truth;
