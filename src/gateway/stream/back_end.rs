//! The other end of a call, as the pump sees it.

use std::task::{Context, Poll};

use bytes::Bytes;

use crate::gateway::Rejection;
use crate::upstream::{End, Head};

/// What answers a call.
pub(in crate::gateway) trait BackEnd: Send {
    /// Ready when there is room for more frames.
    ///
    /// # Errors
    /// When no more are taken; the answer says why.
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Rejection>>;

    /// Sends frames; `end` when they are the last ones.
    ///
    /// # Errors
    /// As [`Self::poll_ready`].
    fn send(&mut self, frames: Bytes, end: bool) -> Result<(), Rejection>;

    /// The beginning of the answer.
    ///
    /// # Errors
    /// When there is none.
    fn poll_head(&mut self, cx: &mut Context<'_>) -> Poll<Result<Head, Rejection>>;

    /// The next part of the answer's frames, whose limits hold; `None` when all have come.
    ///
    /// # Errors
    /// When the answer breaks off, or breaks the rules.
    fn poll_frames(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>, Rejection>>;

    /// The end of the answer, after the last frame.
    ///
    /// # Errors
    /// When the answer breaks off, or breaks the rules.
    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<End, Rejection>>;

    /// Whether the frames so far end within a message.
    fn is_within_message(&self) -> bool;

    /// What is said of a call whose deadline has passed.
    fn overdue(&self) -> Rejection;
}
