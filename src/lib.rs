//! Rialto.

pub mod http_rule;
pub mod router;
