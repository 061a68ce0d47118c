//! Where documents and the transcoder disagree on purpose: documents describe the JSON that is written, in words that
//! there are. Every exception from "valid and taken, or neither" is here, with the reason, and nowhere else.

use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use prost_reflect::DescriptorPool;
use rialto::transcode::json::{Cause, JsonError};
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Disagreement {
    /// An enum of proto3 may hold numbers that have no name yet, and they are written as numbers. A document that let
    /// every enum be any integer too would give clients no names to choose from.
    UndeclaredNumber,
    /// What an annotation says of texts is the word of whoever keeps the API, and the gateway takes it.
    Claim,
    /// `null` is taken for any field that is not set.
    Null,
    /// A number may stand in a string, and an integer of 64 bits outside one.
    NumberOrString,
    /// A number may have another spelling, such as `1e2` or `1.0` in a string.
    NumberSpelling,
    /// Of a number with a point or a power a validator sees what a double holds.
    Rounded,
    /// A value of an enum may be its number where documents have the name, and the other way round.
    EnumNumberOrName,
    /// A field may have the name of its source where documents have the one of JSON, and the other way round.
    OtherName,
    /// Base64 of the other alphabet, or without padding.
    Base64,
    /// What an Any holds depends on its type, which is one of all that are loaded.
    Any,
    /// Names of the source, with `_`, are taken in a query and not in a body.
    FieldMask,
    /// Keys of maps are strings, whose range no pattern says.
    KeyRange,
    /// Nor that of a duration.
    DurationRange,
    /// RFC 3339 has seconds of any precision, a year 0, leap seconds and letters in lower case; a timestamp has not.
    TimestampRange,
}

/// Why JSON that was written is not as documented.
pub(crate) fn of_written(errors: &[ValidationError<'_>]) -> Option<BTreeSet<Disagreement>> {
    explain(errors, &|error| match error.kind() {
        Kind::Format { format } if matches!(&**format, "uuid" | "ipv4" | "ipv6") => {
            Some(Disagreement::Claim)
        }
        Kind::Enum { .. } | Kind::Type { .. } if error.instance().is_i64() => {
            Some(Disagreement::UndeclaredNumber)
        }
        _ => None,
    })
}

/// Why JSON that is not as documented is taken.
pub(crate) fn of_taken(
    errors: &[ValidationError<'_>],
    names: &Names,
) -> Option<BTreeSet<Disagreement>> {
    explain(errors, &|error| taken(error, names))
}

fn taken(error: &ValidationError<'_>, names: &Names) -> Option<Disagreement> {
    let instance = &**error.instance();
    let is_number = |text: &str| text.parse::<f64>().is_ok();
    match (error.kind(), instance) {
        (Kind::Type { .. }, Value::Null) => Some(Disagreement::Null),
        (Kind::Enum { .. }, Value::Number(_)) => Some(Disagreement::EnumNumberOrName),
        (Kind::Enum { .. } | Kind::Constant { .. }, Value::Null) => Some(Disagreement::Null),
        (Kind::Enum { .. } | Kind::Constant { .. }, Value::String(_) | Value::Number(_)) => {
            Some(Disagreement::EnumNumberOrName)
        }
        (Kind::Type { .. }, Value::Number(_)) => Some(Disagreement::NumberOrString),
        (Kind::Type { .. }, Value::String(text)) if is_number(text) => {
            Some(Disagreement::NumberOrString)
        }
        (Kind::Type { .. }, Value::String(_)) => Some(Disagreement::EnumNumberOrName),
        (Kind::Pattern { .. }, Value::String(text)) if is_number(text) => {
            Some(Disagreement::NumberSpelling)
        }
        (Kind::Maximum { .. } | Kind::Minimum { .. }, Value::Number(number)) if number.is_f64() => {
            Some(Disagreement::Rounded)
        }
        (Kind::Format { format }, Value::String(_)) if format == "byte" => {
            Some(Disagreement::Base64)
        }
        (Kind::Format { format }, Value::String(_)) if format.ends_with("int64") => {
            Some(Disagreement::NumberSpelling)
        }
        (Kind::PropertyNames { error }, _) => taken(error, names),
        (Kind::UnevaluatedProperties { unexpected }, _) => unexpected
            .iter()
            .all(|name| names.is_other(name))
            .then_some(Disagreement::OtherName),
        // A member of a oneof is not set where it is null.
        (Kind::OneOfMultipleValid { .. }, Value::Null) => Some(Disagreement::Null),
        (Kind::OneOfMultipleValid { .. }, Value::Object(members)) => {
            let has_null = members.values().any(Value::is_null);
            has_null.then_some(Disagreement::Null)
        }
        (Kind::Required { property }, Value::Object(members)) => {
            let name = property.as_str().unwrap_or_default();
            let has_other = members.keys().any(|key| names.is_same(key, name));
            has_other.then_some(Disagreement::OtherName)
        }
        _ => None,
    }
}

/// Why JSON that is as documented is refused.
pub(crate) fn of_refused(error: &JsonError) -> Option<Disagreement> {
    let (expected, found) = match &error.cause {
        Cause::UnknownType { .. } => return Some(Disagreement::Any),
        Cause::Value { expected, found } => (expected, found),
        _ => return None,
    };
    if expected.contains("@type") {
        Some(Disagreement::Any)
    } else if expected.starts_with("a field mask") {
        Some(Disagreement::FieldMask)
    } else if found.starts_with("the number") && found.contains('.') {
        Some(Disagreement::Rounded)
    } else if expected.starts_with("as a key ") {
        Some(Disagreement::KeyRange)
    } else if expected.starts_with("a duration") {
        Some(Disagreement::DurationRange)
    } else if expected.starts_with("an RFC 3339 timestamp") {
        Some(Disagreement::TimestampRange)
    } else {
        None
    }
}

/// What explains all errors, if anything does: of choices, those of any one.
fn explain(
    errors: &[ValidationError<'_>],
    leaf: &dyn Fn(&ValidationError<'_>) -> Option<Disagreement>,
) -> Option<BTreeSet<Disagreement>> {
    let mut found = BTreeSet::new();
    for error in errors {
        // Of what is none of an enum's values the type is wrong as well, and of what is none of a message's choices no
        // member is known.
        let is_beside = |kind: fn(&Kind) -> bool| {
            let mut others = errors.iter().filter(|other| kind(other.kind()));
            others.any(|other| other.instance_path() == error.instance_path())
        };
        match error.kind() {
            Kind::Type { .. } if is_beside(|kind| matches!(kind, Kind::Enum { .. })) => {}
            Kind::UnevaluatedProperties { .. }
                if is_beside(|kind| matches!(kind, Kind::OneOfNotValid { .. })) => {}
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                let mut choices = context.iter();
                found.extend(choices.find_map(|errors| explain(errors, leaf))?);
            }
            _ => found.extend([leaf(error)?]),
        }
    }
    Some(found)
}

/// The fields that have two names.
#[derive(Debug)]
pub(crate) struct Names(BTreeSet<(String, String)>);

impl Names {
    pub(crate) fn new(pool: &DescriptorPool) -> Self {
        let fields = pool
            .all_messages()
            .flat_map(|one| one.fields().collect::<Vec<_>>());
        Self(
            fields
                .map(|field| (field.name().to_owned(), field.json_name().to_owned()))
                .collect(),
        )
    }

    fn is_other(&self, name: &str) -> bool {
        self.0
            .iter()
            .any(|(source, json)| source == name || json == name)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let pair = |a: &str, b: &str| self.0.contains(&(a.to_owned(), b.to_owned()));
        pair(one, other) || pair(other, one)
    }
}
