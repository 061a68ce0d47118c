//! Query parameters that name no field: refused, passed over, or kept for the back end.

use super::{RequestOptions, RequestPlan};
use crate::http_rule::percent::PercentError;
use crate::transcode::plan::Plans;
use crate::transcode::query;

/// What becomes of query parameters that name no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownParameters {
    /// The request is refused.
    Refuse,
    /// They are passed over.
    Ignore,
    /// They are handed to the back end beside the message, by whoever makes the call.
    Capture,
}

impl RequestPlan {
    /// The parameters of `query` that name no field and are not on the list of those to ignore:
    /// as they were sent, in their order, with `&` between them. `None` if there are none.
    ///
    /// Names are looked up again: only who captures pays for it.
    pub fn unknown_parameters(
        &self,
        plans: &Plans,
        query: &str,
        options: &RequestOptions,
    ) -> Option<String> {
        let is_unknown = |pair: &query::Pair<'_>| {
            let name = query::decode(pair.name, options.plus_is_space)?;
            let target = query::resolve(plans, self.input, &name);
            let ignored = &options.ignored_query_parameters;
            Ok::<_, PercentError>(
                target.is_err_and(|error| error.is_unknown())
                    && !ignored.iter().any(|known| **known == *name),
            )
        };
        // What cannot be decoded has been refused.
        let unknown = query::pairs(query).filter(|pair| is_unknown(pair) == Ok(true));
        let mut captured = String::new();
        for pair in unknown {
            if !captured.is_empty() {
                captured.push('&');
            }
            captured.push_str(pair.text);
        }
        (!captured.is_empty()).then_some(captured)
    }
}
