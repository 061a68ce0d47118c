//! The field mask of a PATCH that came without one (AIP-134; grpc-gateway has it too).
//!
//! A back end that gets a resource cannot tell a field that the client left out from one that it
//! set to the default. The JSON can: its keys are the mask.

use super::form;
use super::{Assembly, Body, BodyFormat, Place, RequestError, RequestParts, append_at, error};
use crate::http_rule::binding::{Binding, MethodPattern};
use crate::schema::{Cardinality, MessageId, Schema, WellKnown};
use crate::transcode::json;
use crate::transcode::wire::read;
use crate::transcode::wire::write;

/// A mask with more bytes than this is refused: nested names can make the mask a multiple of the
/// body.
pub(super) const MASK_BYTES_MAX: usize = 64 << 10;

/// A binding whose requests get a mask.
#[derive(Debug)]
pub(super) struct MaskPlan {
    /// The field of the request that is the mask.
    mask: u16,
    number: u32,
    /// The type of the body.
    resource: MessageId,
}

impl MaskPlan {
    /// A PATCH with a message as its named body, and exactly one mask beside it that no variable
    /// of the path fills.
    pub(super) fn new(schema: &Schema, binding: &Binding) -> Option<Self> {
        let is_patch = binding.verb == MethodPattern::Exact(http::Method::PATCH);
        let Body::Field(body) = binding.body else {
            return None;
        };
        let input = schema.message(schema.method(binding.method).input);
        let body_field = input.fields.get(usize::from(body))?;
        let resource = body_field.kind.message()?;
        let is_one =
            |cardinality| matches!(cardinality, Cardinality::Singular | Cardinality::Required);
        let is_resource =
            is_one(body_field.cardinality) && schema.message(resource).well_known.is_none();
        let mut masks = (0..).zip(&input.fields).filter(|(_, field)| {
            let message = field.kind.message().map(|id| schema.message(id));
            message.is_some_and(|message| message.well_known == Some(WellKnown::FieldMask))
        });
        let (mask, field) = masks.next()?;
        let is_only = masks.next().is_none() && is_one(field.cardinality);
        let in_path = binding
            .variables
            .iter()
            .any(|path| path.steps().first().is_some_and(|step| step.field == mask));
        (is_patch && is_resource && is_only && !in_path).then_some(Self {
            mask,
            number: field.number,
            resource,
        })
    }
}

impl Assembly<'_> {
    /// Appends the mask of what the body names, unless there is a mask. A body that names nothing
    /// has an empty one.
    pub(super) fn append_mask(&mut self, parts: &RequestParts<'_>) -> Result<(), RequestError> {
        let body = parts.body.unwrap_or_default();
        let Some(plan) = &self.plan.mask else {
            return Ok(());
        };
        if !self.options.fill_update_mask || body.is_empty() || self.has_mask(plan) {
            return Ok(());
        }
        let plans = self.plans;
        let mut is_too_large = false;
        let path = [plan.mask, PATHS];
        let named = form::named_fields(plans, plan.resource, &self.form_paths);
        let mut named = named.into_iter();
        append_at(self.out, plans, self.plan.input, &path, |out, paths| {
            let start = out.len();
            let mut add = |path: &str| {
                write::tag(out, &paths.tag);
                write::bytes(out, path.as_bytes());
                is_too_large = out.len() - start > MASK_BYTES_MAX;
                !is_too_large
            };
            match parts.format {
                BodyFormat::Json => json::named_fields(plans, plan.resource, body, add),
                BodyFormat::Form | BodyFormat::Multipart => {
                    named.all(|path| add(&path));
                }
            }
            Ok(())
        })
        .map_err(|error| error::parameter(Place::Query, &self.mask_name(plan), error))?;
        if is_too_large {
            return Err(RequestError::MaskTooLarge {
                field: self.mask_name(plan),
            });
        }
        Ok(())
    }

    fn mask_name(&self, plan: &MaskPlan) -> String {
        let field = self.plans.message(self.plan.input).field(plan.mask);
        field.name.to_string()
    }

    /// Whether the query brought one, even an empty one: what a client says is never changed.
    fn has_mask(&self, plan: &MaskPlan) -> bool {
        let wire = self.out.get(self.body.start..).unwrap_or_default();
        read::contains_any(wire, &[], &[plan.number]) != Ok(false)
    }
}

/// The index of `repeated string paths`.
const PATHS: u16 = 0;
