//! Judgement about a call: may it go on, and under which limits.
//!
//! Only this module makes an [`Admitted`]; `upstream` takes nothing else, so a call that skipped
//! the checks does not compile.

use std::time::{Duration, Instant};

use crate::call::{Call, Deadline};
use crate::units::ByteSize;

/// What one method's callers are held to. Compiled at load, one per method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodPolicy {
    /// For calls that name no timeout of their own.
    pub timeout: Duration,
    /// The longest timeout that a client may ask for.
    pub timeout_max: Duration,
    /// The largest request body, and the largest request message.
    pub request_max: ByteSize,
    /// The largest message that a back end may answer with.
    pub response_max: ByteSize,
    /// The most of a request that is held until its answer begins, to be sent once more.
    pub retry_buffer: ByteSize,
}

impl MethodPolicy {
    /// The deadline of a call that arrived at `received` and asked for `timeout`:
    /// the smaller of what was asked for, or else the default, and the cap.
    pub fn deadline(&self, received: Instant, timeout: Option<Duration>) -> Deadline {
        Deadline::after(
            received,
            timeout.unwrap_or(self.timeout).min(self.timeout_max),
        )
    }
}

/// A value that has passed every check. The field is private: only `policy` makes one.
#[derive(Debug)]
pub struct Admitted<T>(T);

impl<T> Admitted<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> std::ops::Deref for Admitted<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// Why a call may not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// Its deadline passed while its request was read.
    #[error("the deadline passed before the call could be made")]
    DeadlinePassed,
}

/// Decides about a call at `now`.
///
/// # Errors
/// [`Denied`] says why not.
pub fn admit(call: Call, now: Instant) -> Result<Admitted<Call>, Denied> {
    if call.deadline.remaining(now).is_zero() {
        return Err(Denied::DeadlinePassed);
    }
    Ok(Admitted(call))
}
