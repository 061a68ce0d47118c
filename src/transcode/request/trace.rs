//! Where the parts of a request go, to be told to people; decided by what assembles the message.

use std::ops::Range;

use smallvec::SmallVec;

use super::{Assembly, RequestOptions, RequestPlan};
use crate::http_rule::percent;
use crate::transcode::plan::Plans;
use crate::transcode::query;

/// A variable's part of the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The field, as the template names it.
    pub field: String,
    pub raw: String,
    /// `None` when it cannot be decoded.
    pub value: Option<String>,
}

/// One query parameter, in the order of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Decoded, where that can be done.
    pub name: String,
    pub value: String,
    pub place: ParameterPlace,
}

/// What becomes of a query parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParameterPlace {
    /// It sets this field, in the names of the source.
    Field(String),
    /// It is passed over.
    Ignored,
    /// The request is refused because of its name.
    Refused,
}

impl RequestPlan {
    /// The variables of the path: `raw` has the text of each.
    pub fn trace_captures(&self, raw: &[&str], options: &RequestOptions) -> Vec<Capture> {
        let variables = self.variables.iter().zip(raw);
        let capture = variables.map(|(variable, raw)| Capture {
            field: variable.name.to_string(),
            raw: (*raw).to_owned(),
            value: percent::decode(raw, variable.multi_segment, options.unescape)
                .ok()
                .map(std::borrow::Cow::into_owned),
        });
        capture.collect()
    }

    /// Where each parameter of `query` goes.
    pub fn trace_query(
        &self,
        plans: &Plans,
        query: &str,
        options: &RequestOptions,
    ) -> Vec<Parameter> {
        let mut out = Vec::new();
        let assembly = Assembly {
            plan: self,
            plans,
            options,
            out: &mut out,
            body: Range::default(),
            form_paths: SmallVec::new(),
            captures: SmallVec::new(),
        };
        let pairs = query::pairs(query).take(options.query_parameters_max);
        pairs.map(|pair| assembly.trace(pair)).collect()
    }
}

impl Assembly<'_> {
    fn trace(&self, pair: query::Pair<'_>) -> Parameter {
        let decode = |raw| query::decode(raw, self.options.plus_is_space);
        let place = match decode(pair.name).map(|name| self.place(&name)) {
            Ok(place) => place,
            Err(_) => ParameterPlace::Refused,
        };
        let text = |raw| decode(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned);
        Parameter {
            name: text(pair.name),
            value: text(pair.value),
            place,
        }
    }

    fn place(&self, name: &str) -> ParameterPlace {
        match self.target(name) {
            Ok(Some(target)) => ParameterPlace::Field(self.field_name(&target)),
            Ok(None) => ParameterPlace::Ignored,
            Err(_) => ParameterPlace::Refused,
        }
    }
}
