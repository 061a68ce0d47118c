//! The protobuf wire format: tags, varints, lengths, groups; nothing of messages' meaning.

pub mod read;
pub mod write;
