//! Rialto.
