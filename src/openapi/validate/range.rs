//! Rules that compare a value: with bounds, or with the values that it may or may not have.

use std::fmt::Display;

use serde_json::{Value, json};

use super::said::Said;
use crate::openapi::annotated::FieldRules;
use crate::openapi::annotations::number_of;

/// What a value is compared with.
#[derive(Debug)]
pub(super) struct Range<T> {
    pub(super) exactly: Option<T>,
    pub(super) below: Option<T>,
    pub(super) at_most: Option<T>,
    pub(super) above: Option<T>,
    pub(super) at_least: Option<T>,
    pub(super) one_of: Vec<T>,
    pub(super) none_of: Vec<T>,
    pub(super) examples: Vec<T>,
}

/// How a bound is said, by its kind: below, at most, above, at least.
pub(super) type Words = [&'static str; 4];

const OF_NUMBERS: Words = ["Less than", "At most", "Greater than", "At least"];

macro_rules! ranges {
    ($said:expr, $rules:expr, $is_text:expr; $($name:ident: $json:expr),+ $(,)?) => {
        $(if let Some(rules) = $rules.$name.clone() {
            let range = Range {
                exactly: rules.r#const,
                below: rules.lt,
                at_most: rules.lte,
                above: rules.gt,
                at_least: rules.gte,
                one_of: rules.r#in,
                none_of: rules.not_in,
                examples: rules.example,
            };
            range.of_numbers($said, $is_text, $json);
        })+
    };
}

/// The rules of a number, whatever its type. Integers of 64 bits are text in JSON, and all keys are.
pub(super) fn numbers(said: &mut Said, rules: &FieldRules, is_text: bool) {
    ranges!(said, rules, is_text;
        float: |value: f32| real(shortest(value)), double: real,
        int32: Value::from, int64: Value::from, uint32: Value::from, uint64: Value::from,
        sint32: Value::from, sint64: Value::from, fixed32: Value::from, fixed64: Value::from,
        sfixed32: Value::from, sfixed64: Value::from,
    );
}

/// Takes away which of `NaN` and the infinities, which JSON has as strings, the rules of a number refuse.
pub(super) fn special(said: &mut Said, schema: &mut Value, rules: &FieldRules) {
    macro_rules! refused {
        ($rules:expr, $format:literal) => {
            $rules.as_ref().map(|rules| {
                let upper = rules.lt.or(rules.lte).filter(|bound| bound.is_finite());
                let lower = rules.gt.or(rules.gte).filter(|bound| bound.is_finite());
                let is_reversed = upper.zip(lower).is_some_and(|(upper, lower)| upper < lower);
                let is_finite = rules.finite();
                // NaN compares with nothing, so that every bound refuses it.
                let refused = [
                    (is_finite || upper.is_some() || lower.is_some(), "NaN"),
                    (is_finite || (upper.is_some() && !is_reversed), "Infinity"),
                    (is_finite || (lower.is_some() && !is_reversed), "-Infinity"),
                ];
                (refused, $format)
            })
        };
    }
    let refused = refused!(rules.float, "float").or_else(|| refused!(rules.double, "double"));
    let (Some((refused, format)), Some(words)) = (refused, schema.as_object_mut()) else {
        return;
    };
    // Of a type that may be a string, or that and null.
    let (key, kind) = match (words.contains_key("$ref"), words.contains_key("anyOf")) {
        (true, _) => ("$ref", json!("number")),
        (false, true) => ("anyOf", json!(["number", "null"])),
        (false, false) => return,
    };
    let names: Vec<&str> = refused
        .iter()
        .filter_map(|(is_refused, name)| is_refused.then_some(*name))
        .collect();
    match names.len() {
        0 => {}
        3 => {
            words.shift_remove(key);
            words.insert("type".to_owned(), kind);
            words.insert("format".to_owned(), json!(format));
        }
        _ => said.forbid(json!({ "enum": names })),
    }
}

/// What people have written, and what JSON has: not all the digits of the nearest number of 32 bits.
fn shortest(value: f32) -> f64 {
    value
        .to_string()
        .parse()
        .unwrap_or_else(|_| f64::from(value))
}

fn real(value: f64) -> Value {
    match value {
        value if value.is_nan() => json!("NaN"),
        f64::INFINITY => json!("Infinity"),
        f64::NEG_INFINITY => json!("-Infinity"),
        value => number_of(value),
    }
}

impl<T: Clone + PartialOrd + Display> Range<T> {
    fn of_numbers(self, said: &mut Said, is_text: bool, json: impl Fn(T) -> Value) {
        let as_text = |value: T| Value::from(value.to_string());
        if is_text {
            self.values(said, as_text);
            self.say(said, OF_NUMBERS);
            return;
        }
        self.values(said, &json);
        let bounds = [&self.below, &self.at_most, &self.above, &self.at_least];
        let bounds = bounds.map(|bound| bound.clone().map(&json));
        if bounds.iter().flatten().all(Value::is_number) {
            self.keywords(said, bounds);
        } else {
            // No keyword compares with what JSON has no number for.
            self.say(said, OF_NUMBERS);
        }
    }

    /// The values that it may have, and those that it may not have.
    pub(super) fn values(&self, said: &mut Said, json: impl Fn(T) -> Value) {
        let all = |values: &[T]| values.iter().cloned().map(&json).collect::<Vec<_>>();
        said.set("const", self.exactly.clone().map(&json));
        said.list("enum", all(&self.one_of).into_iter());
        if !self.none_of.is_empty() {
            said.forbid(json!({"enum": all(&self.none_of)}));
        }
        said.list("examples", all(&self.examples).into_iter());
    }

    /// A lower bound above the upper one: the value is outside.
    fn is_reversed(&self) -> bool {
        let upper = self.below.as_ref().or(self.at_most.as_ref());
        let lower = self.above.as_ref().or(self.at_least.as_ref());
        matches!((upper, lower), (Some(upper), Some(lower)) if upper < lower)
    }

    fn keywords(&self, said: &mut Said, [below, at_most, above, at_least]: [Option<Value>; 4]) {
        if !self.is_reversed() {
            said.set("exclusiveMaximum", below);
            said.set("maximum", at_most);
            said.set("exclusiveMinimum", above);
            said.set("minimum", at_least);
            return;
        }
        // What may be no number at all is not between two of them.
        let mut between = json!({"type": "number"});
        for (key, value) in [
            ("minimum", below),
            ("exclusiveMinimum", at_most),
            ("maximum", above),
            ("exclusiveMaximum", at_least),
        ] {
            if let Some(value) = value {
                between[key] = value;
            }
        }
        said.forbid(between);
    }

    /// The bounds of what no keyword compares by its value.
    pub(super) fn say(&self, said: &mut Said, [below, at_most, above, at_least]: Words) {
        let bound = |words: &str, value: &Option<T>| {
            let value = value.as_ref()?;
            Some(format!("{words} {value}"))
        };
        let upper = bound(below, &self.below).or_else(|| bound(at_most, &self.at_most));
        let lower = bound(above, &self.above).or_else(|| bound(at_least, &self.at_least));
        match (upper, lower) {
            (Some(upper), Some(lower)) if self.is_reversed() => {
                said.say(format!("{upper}, or {}.", uncapitalized(&lower)));
            }
            (upper, lower) => {
                for bound in [upper, lower].into_iter().flatten() {
                    said.say(format!("{bound}."));
                }
            }
        }
    }
}

fn uncapitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
