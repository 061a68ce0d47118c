//! How answers that are streams are written as REST/JSON.

use crate::framing::json_stream::Envelope;

/// What is said of all methods that stream their answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamSettings {
    pub envelope: Envelope,
}

impl StreamSettings {
    pub const DEFAULT: Self = Self {
        envelope: Envelope::None,
    };
}
