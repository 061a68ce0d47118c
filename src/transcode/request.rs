//! An HTTP request to the wire bytes of a request message, by a plan made at load.
//!
//! ```text
//! body ---json::decode, form---> fields --+
//! captures --percent, scalar---> fields --+--> one message
//! query -----query, scalar-----> fields --+
//! ```
//!
//! Each part is appended as wire fields: concatenation is protobuf's own merge. What is left is to see that the parts
//! do not contradict each other. A field that the path binds decides who may do what to which resource, so a second
//! value for it, in the query or in the body, is refused unless it is the same; so are two members of one oneof.
//! `http.proto` says that such fields are in the path alone, and nothing of what happens if they are not.

use std::ops::Range;

use smallvec::SmallVec;

use super::http_body;
use super::json;
use super::plan::{FieldPlan, Plans, Tag, WireType};
use super::query::FieldIndexes;
use super::scalar::{self, MaskSpelling, ScalarError, TextRules};
use super::wire::read::{FieldStep, WireValue};
use super::wire::write::{self, Length};
use crate::http_rule::binding::{Binding, Body};
use crate::http_rule::field_path::FieldPath;
use crate::http_rule::percent::{self, UnescapeMode};
use crate::schema::{Kind, MessageId, Schema};

mod bound;
mod error;
mod form;
mod mask;
mod multipart;
mod parameters;
mod raw;
mod required;
#[cfg(test)]
mod tests;
mod trace;
mod unknown;
mod whole;

use mask::MaskPlan;
use required::Required;

pub use error::{Origin, Place, RequestError, TextError};
pub use raw::RawPart;
pub use trace::{Capture, Parameter, ParameterPlace};
pub use unknown::UnknownParameters;

/// What may be lenient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestOptions {
    /// What is decoded in the value of a multi-segment variable.
    pub unescape: UnescapeMode,
    /// How values in the path and in the query are read.
    pub text: TextRules,
    /// How the body is read.
    pub json: json::DecodeOptions,
    /// A `+` in a query is a space, as in forms; otherwise it is itself.
    pub plus_is_space: bool,
    /// Parameters that are passed over where they name no field, by their decoded names.
    pub ignored_query_parameters: Vec<Box<str>>,
    /// Of those that name no field and are not on that list.
    pub unknown_query_parameters: UnknownParameters,
    /// More parameters than this are refused.
    pub query_parameters_max: usize,
    /// Passes over a body where the rule has none.
    pub ignore_unexpected_body: bool,
    /// A PATCH without a field mask gets the one that its body means.
    pub fill_update_mask: bool,
}

/// The most query parameters, unless configured: each is compared with those before it.
pub const QUERY_PARAMETERS_MAX: usize = 512;

/// What Google's own clients send beside the fields (`google/api/system_parameter.proto`).
pub const IGNORED_QUERY_PARAMETERS: [&str; 5] =
    ["$alt", "alt", "$prettyPrint", "prettyPrint", "$.xgafv"];

/// Strict: what has no meaning is refused.
impl Default for RequestOptions {
    fn default() -> Self {
        Self {
            unescape: UnescapeMode::ExceptSlash,
            // A mask in a query is written by hand, often in the names of the source.
            text: TextRules {
                mask_spelling: MaskSpelling::Either,
                ..TextRules::STRICT
            },
            json: json::DecodeOptions::default(),
            plus_is_space: true,
            ignored_query_parameters: IGNORED_QUERY_PARAMETERS.map(Into::into).into(),
            unknown_query_parameters: UnknownParameters::Refuse,
            query_parameters_max: QUERY_PARAMETERS_MAX,
            ignore_unexpected_body: false,
            fill_update_mask: true,
        }
    }
}

/// What of an HTTP request goes into the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RequestParts<'r> {
    /// The raw texts of the template's variables, in their order.
    pub captures: &'r [&'r str],
    /// The raw query, without its `?`.
    pub query: Option<&'r str>,
    /// Absent and empty are the same.
    pub body: Option<&'r [u8]>,
    pub format: BodyFormat,
    /// What the request says that its body is; only for a [`BodyKind::Raw`] and a
    /// [`BodyFormat::Multipart`].
    pub content_type: &'r str,
}

/// How a body is written that is no [`BodyKind::Raw`] one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BodyFormat {
    #[default]
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
}

/// What the bodies of a binding's requests are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKind {
    /// There is none.
    None,
    Json,
    /// Either: the binding's body is a message, whose fields a form of either kind can name.
    JsonOrForm,
    /// Of any type: the binding's body is a `google.api.HttpBody`, which takes it as it is.
    Raw,
}

/// How requests of one binding become messages.
#[derive(Debug)]
pub struct RequestPlan {
    input: MessageId,
    body: Body,
    kind: BodyKind,
    variables: Box<[VariablePlan]>,
    required: Required,
    mask: Option<MaskPlan>,
}

/// A variable and where in the message its field is.
#[derive(Debug)]
struct VariablePlan {
    /// As it is written in the rule.
    name: Box<str>,
    multi_segment: bool,
    path: Box<[u16]>,
    numbers: Box<[FieldStep]>,
    /// The oneofs along the path.
    oneofs: Box<[OneofPlan]>,
    /// The body holds messages that the field is in.
    can_be_in_body: bool,
}

#[derive(Debug)]
struct OneofPlan {
    name: Box<str>,
    /// How many steps of the path lead to the message that has the oneof.
    depth: usize,
    /// The numbers of the other members.
    siblings: Box<[u32]>,
}

impl RequestPlan {
    /// The plan of a binding, made at load.
    pub fn new(plans: &Plans, binding: &Binding) -> Self {
        let schema = plans.schema();
        let variables = binding.template.variables().iter();
        let variables = variables.zip(&binding.variables).map(|(variable, path)| {
            let first = path.steps().first().map(|step| step.field);
            VariablePlan {
                name: variable.dotted().into(),
                multi_segment: variable.multi_segment(),
                path: path.steps().iter().map(|step| step.field).collect(),
                numbers: numbers(schema, path),
                oneofs: oneofs(schema, path),
                can_be_in_body: match binding.body {
                    Body::None => false,
                    Body::Whole => true,
                    Body::Field(index) => first == Some(index),
                },
            }
        });
        let input = schema.method(binding.method).input;
        Self {
            input,
            body: binding.body,
            kind: BodyKind::new(schema, input, binding.body),
            variables: variables.collect(),
            required: Required::new(schema, input),
            mask: MaskPlan::new(schema, binding),
        }
    }

    pub const fn body_kind(&self) -> BodyKind {
        self.kind
    }

    /// Appends the message's wire bytes to `out`.
    ///
    /// # Errors
    /// When a part is wrong by itself or contradicts another one; the client is at fault, and `out` is as it was.
    pub fn assemble(
        &self,
        plans: &Plans,
        parts: &RequestParts<'_>,
        options: &RequestOptions,
        out: &mut Vec<u8>,
    ) -> Result<(), RequestError> {
        let start = out.len();
        let assembly = Assembly {
            plan: self,
            plans,
            options,
            out,
            body: start..start,
            form_paths: SmallVec::new(),
            captures: SmallVec::new(),
        };
        let result = assembly.run(parts);
        if result.is_err() {
            out.truncate(start);
        }
        result
    }
}

impl BodyKind {
    fn new(schema: &Schema, input: MessageId, body: Body) -> Self {
        let is_raw = match body {
            Body::None => return Self::None,
            Body::Whole => http_body::is_http_body(schema, input),
            Body::Field(index) => http_body::is_field(schema, input, index),
        };
        if is_raw {
            Self::Raw
        } else if form::root(schema, input, body).is_some() {
            Self::JsonOrForm
        } else {
            Self::Json
        }
    }
}

fn numbers(schema: &Schema, path: &FieldPath) -> Box<[FieldStep]> {
    let fields = path.steps().iter().filter_map(|step| step.field(schema));
    fields.map(|field| FieldStep(field.number)).collect()
}

fn oneofs(schema: &Schema, path: &FieldPath) -> Box<[OneofPlan]> {
    let steps = path.steps().iter().enumerate();
    let oneofs = steps.filter_map(|(depth, step)| {
        let field = step.field(schema)?;
        let oneof = field.oneof?;
        let message = schema.message(step.message);
        let others = message
            .fields
            .iter()
            .filter(|other| other.oneof == Some(oneof) && other.number != field.number);
        Some(OneofPlan {
            name: message.oneofs.get(usize::from(oneof))?.clone(),
            depth,
            siblings: others.map(|other| other.number).collect(),
        })
    });
    oneofs.collect()
}

/// One message in the making. Ranges are of `out`.
struct Assembly<'a> {
    plan: &'a RequestPlan,
    plans: &'a Plans,
    options: &'a RequestOptions,
    out: &'a mut Vec<u8>,
    /// What came from the body.
    body: Range<usize>,
    /// The fields that a form names.
    form_paths: SmallVec<[FieldIndexes; 4]>,
    /// What came from each variable.
    captures: SmallVec<[Range<usize>; 4]>,
}

impl Assembly<'_> {
    fn run(mut self, parts: &RequestParts<'_>) -> Result<(), RequestError> {
        self.append_body(parts)?;
        for (variable, raw) in self.plan.variables.iter().zip(parts.captures) {
            self.append_capture(variable, raw)?;
        }
        self.append_query(parts.query.unwrap_or_default())?;
        self.append_mask(parts)?;
        self.check_required()
    }

    fn check_required(&self) -> Result<(), RequestError> {
        let (plans, required) = (self.plans, &self.plan.required);
        if required.is_empty() {
            return Ok(());
        }
        let wire = self.out.get(self.body.start..).unwrap_or_default();
        match required.missing(plans, self.plan.input, &[wire]) {
            None => Ok(()),
            Some(missing) => Err(RequestError::RequiredMissing {
                field: missing.path,
                message: plans.schema().message(missing.message).name.clone(),
            }),
        }
    }

    fn append_body(&mut self, parts: &RequestParts<'_>) -> Result<(), RequestError> {
        let start = self.out.len();
        let body = parts.body.unwrap_or_default();
        if self.plan.kind == BodyKind::Raw {
            self.append_raw(parts.content_type, body);
            self.body = start..self.out.len();
            return Ok(());
        }
        if body.is_empty() {
            return Ok(());
        }
        if parts.format != BodyFormat::Json && self.plan.kind == BodyKind::JsonOrForm {
            match parts.format {
                BodyFormat::Multipart => self.append_multipart(parts.content_type, body)?,
                BodyFormat::Form | BodyFormat::Json => self.append_form(body)?,
            }
            self.body = start..self.out.len();
            return Ok(());
        }
        let options = json::DecodeOptions {
            // The path may bring them.
            allow_missing_required: !self.plan.required.is_empty(),
            ..self.options.json
        };
        let (plans, input) = (self.plans, self.plan.input);
        match self.plan.body {
            Body::None if self.options.ignore_unexpected_body => return Ok(()),
            Body::None => return Err(RequestError::BodyUnexpected),
            Body::Whole => json::decode(plans, input, body, &options, self.out),
            Body::Field(index) => json::decode_field(plans, input, index, body, &options, self.out),
        }
        .map_err(|error| RequestError::BodyInvalid(Box::new(error)))?;
        self.body = start..self.out.len();
        Ok(())
    }

    /// Appends a body that is not looked into. An empty one is one too: a file may be empty.
    fn append_raw(&mut self, content_type: &str, body: &[u8]) {
        let Body::Field(index) = self.plan.body else {
            return http_body::append(self.out, content_type, body);
        };
        let field = self.plans.message(self.plan.input).field(index);
        write::tag(self.out, &field.tag);
        if matches!(field.kind, Kind::Group(_)) {
            http_body::append(self.out, content_type, body);
            return write::tag(self.out, &Tag::new(field.number, WireType::EndGroup));
        }
        let guess = field.length_width.guess();
        let length = Length::open(self.out, guess);
        http_body::append(self.out, content_type, body);
        field.length_width.learn(guess, length.close(self.out));
    }

    fn append_capture(&mut self, variable: &VariablePlan, raw: &str) -> Result<(), RequestError> {
        let start = self.out.len();
        let (plans, rules) = (self.plans, self.options.text);
        let text = percent::decode(raw, variable.multi_segment, self.options.unescape)
            .map_err(|error| error::path_parameter(variable, error))?;
        append_at(
            self.out,
            plans,
            self.plan.input,
            &variable.path,
            |out, field| scalar::append_field(out, plans, field, &text, rules),
        )
        .map_err(|error| error::path_parameter(variable, error))?;
        if variable.can_be_in_body && self.is_in_body(variable, start)? {
            // Once is enough; and a mask that came twice would merge to one with each path twice.
            self.out.truncate(start);
        }
        self.captures.push(start..self.out.len());
        Ok(())
    }

    /// Whether the body holds the variable's value, which was also written at `start`. Any other value is refused.
    fn is_in_body(&self, variable: &VariablePlan, start: usize) -> Result<bool, RequestError> {
        let body = self.out.get(self.body.clone()).unwrap_or_default();
        variable.check(body, self.out.get(start..).unwrap_or_default())
    }
}

fn is_default(value: Option<WireValue<'_>>) -> bool {
    match value {
        Some(WireValue::Varint(bits) | WireValue::Fixed64(bits)) => bits == 0,
        Some(WireValue::Fixed32(bits)) => bits == 0,
        Some(WireValue::Length(bytes) | WireValue::Group(bytes)) => bytes.is_empty(),
        None => true,
    }
}

/// Writes a field of a message within messages, these around it; `write` appends the field itself.
pub(super) fn append_at(
    out: &mut Vec<u8>,
    plans: &Plans,
    message: MessageId,
    path: &[u16],
    write: impl FnOnce(&mut Vec<u8>, &FieldPlan) -> Result<(), ScalarError>,
) -> Result<(), ScalarError> {
    let Some((first, rest)) = path.split_first() else {
        return Ok(());
    };
    let field = plans.message(message).field(*first);
    if rest.is_empty() {
        return write(out, field);
    }
    write::tag(out, &field.tag);
    match field.kind {
        Kind::Group(inner) => {
            append_at(out, plans, inner, rest, write)?;
            write::tag(out, &Tag::new(field.number, WireType::EndGroup));
            Ok(())
        }
        Kind::Message(inner) => {
            let length = Length::open(out, 1);
            append_at(out, plans, inner, rest, write)?;
            length.close(out);
            Ok(())
        }
        _ => write(out, field),
    }
}
