//! The protobuf encoding, as far as the transcoder touches it.

pub mod write;
