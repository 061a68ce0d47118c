//! Messages that a client brings whole, beside what the path binds.

use super::{Origin, RequestError, RequestPlan, VariablePlan, is_default};
use crate::transcode::wire::read;

impl RequestPlan {
    /// Whether `message` may stand in front of `bound`, which was assembled without a body: a field of the
    /// path decides who may do what to which resource, so that another value for it is refused here too.
    /// What the query binds comes behind it, and counts.
    ///
    /// # Errors
    /// When the message has another value for a field of the path, or another member of its oneof, or is no
    /// protobuf, so that nobody can tell.
    pub fn check_whole(&self, message: &[u8], bound: &[u8]) -> Result<(), RequestError> {
        if message.is_empty() {
            return Ok(());
        }
        let mut variables = self.variables.iter();
        variables.try_for_each(|variable| variable.check(message, bound).map(drop))
    }
}

impl VariablePlan {
    /// Whether `message` holds the value that the path has, which is in `written`. Any other value is refused.
    pub(super) fn check(&self, message: &[u8], written: &[u8]) -> Result<bool, RequestError> {
        for oneof in &self.oneofs {
            let parents = self.numbers.get(..oneof.depth).unwrap_or_default();
            if read::contains_any(message, parents, &oneof.siblings)
                .map_err(RequestError::NotProtobuf)?
            {
                return Err(RequestError::OneofConflict {
                    oneof: oneof.name.clone(),
                    first: Origin::Path(self.name.clone()),
                    second: Origin::Body,
                });
            }
        }
        let in_body =
            read::last_value(message, &self.numbers).map_err(RequestError::NotProtobuf)?;
        if in_body.is_none() {
            return Ok(false);
        }
        let in_path = read::last_value(written, &self.numbers);
        // A default value of a field without presence is not written.
        if Ok(in_body) == in_path || in_path == Ok(None) && is_default(in_body) {
            return Ok(true);
        }
        Err(RequestError::FieldBoundTwice {
            field: self.name.to_string(),
            first: Origin::Path(self.name.clone()),
            second: Origin::Body,
        })
    }
}
