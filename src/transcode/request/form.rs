//! Bodies that are forms: the rules of the query, for the fields of the body.

use super::{Assembly, Body, Place, RequestError, error};
use crate::schema::{Cardinality, MessageId, Schema};
use crate::transcode::http_body;
use crate::transcode::plan::Plans;
use crate::transcode::query::{self, FieldIndexes, Target};
use crate::transcode::scalar;

/// The message whose fields a form names; `None` where the body is no message, or one whose JSON
/// is no object of its fields.
pub(super) fn root(schema: &Schema, input: MessageId, body: Body) -> Option<MessageId> {
    let root = match body {
        Body::None => return None,
        Body::Whole => input,
        Body::Field(index) => {
            let field = schema.message(input).fields.get(usize::from(index))?;
            match field.cardinality {
                Cardinality::Singular | Cardinality::Required => field.kind.message()?,
                Cardinality::Repeated | Cardinality::Map => return None,
            }
        }
    };
    schema.message(root).well_known.is_none().then_some(root)
}

/// The paths of the fields that a form has named, from the body's message on, each once.
pub(super) fn named_fields(
    plans: &Plans,
    resource: MessageId,
    paths: &[FieldIndexes],
) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(paths.len());
    for path in paths {
        let name = query::dotted(plans, resource, path.get(1..).unwrap_or_default());
        // Only the entries of a map come more than once.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

impl Assembly<'_> {
    pub(super) fn append_form(&mut self, body: &[u8]) -> Result<(), RequestError> {
        let text = std::str::from_utf8(body).map_err(|_| RequestError::FormNotText)?;
        self.append_parameters(text, Place::Form)
    }

    /// The field that a parameter of a form sets; `None` if it is passed over.
    pub(super) fn form_target<'n>(
        &self,
        name: &'n str,
    ) -> Result<Option<Target<'n>>, RequestError> {
        self.target_in_body(name, |id| scalar::has_text(self.plans, id))
    }

    /// As [`Self::form_target`], of a part that may be a file.
    pub(super) fn part_target<'n>(
        &self,
        name: &'n str,
    ) -> Result<Option<Target<'n>>, RequestError> {
        self.target_in_body(name, |id| {
            scalar::has_text(self.plans, id) || http_body::is_http_body(self.plans.schema(), id)
        })
    }

    /// `is_value` says which messages a parameter can be.
    fn target_in_body<'n>(
        &self,
        name: &'n str,
        is_value: impl Fn(MessageId) -> bool,
    ) -> Result<Option<Target<'n>>, RequestError> {
        let (plans, input) = (self.plans, self.plan.input);
        let resolved = match (self.plan.body, root(plans.schema(), input, self.plan.body)) {
            (Body::Field(index), Some(root)) => query::resolve_values(plans, root, name, &is_value)
                .map(|mut target| {
                    target.path.insert(0, index);
                    target
                }),
            (Body::None | Body::Whole | Body::Field(_), _) => {
                query::resolve_values(plans, input, name, &is_value)
            }
        };
        match resolved {
            Ok(target) => Ok(Some(target)),
            Err(problem) if problem.is_unknown() && self.options.json.ignore_unknown_fields => {
                Ok(None)
            }
            Err(problem) => Err(error::no_target(Place::Form, name.to_owned(), problem)),
        }
    }
}
