//! Rialto.

pub mod http_rule;
