//! Rules of protovalidate (`buf.validate`) as keywords of JSON Schema; what has no keyword is said in words.

use serde_json::{Value, json};

use super::annotated::{EnumRules, FieldRules, Rule, StringRules};
use super::annotations::{number_of, say};
use crate::schema::{Cardinality, EnumId, Field, Kind, Schema};

/// `buf.validate.Ignore.IGNORE_ALWAYS`.
const IGNORE_ALWAYS: i32 = 3;

/// Adds the rules of a field to its schema.
pub(super) fn field(of: &Schema, schema: &mut Value, field: &Field, rules: Option<&FieldRules>) {
    let Some(rules) = rules.filter(|rules| rules.ignore() != IGNORE_ALWAYS) else {
        return;
    };
    match field.cardinality {
        Cardinality::Singular | Cardinality::Required => one(of, schema, field.kind, rules),
        Cardinality::Repeated => {
            let Some(list) = &rules.repeated else { return };
            set(schema, "minItems", list.min_items);
            set(schema, "maxItems", list.max_items);
            set(schema, "uniqueItems", list.unique.filter(|unique| *unique));
            if let (Some(items), Some(rules)) = (schema.get_mut("items"), &list.items) {
                one(of, items, field.kind, rules);
            }
        }
        Cardinality::Map => {
            let Some(map) = &rules.map else { return };
            set(schema, "minProperties", map.min_pairs);
            set(schema, "maxProperties", map.max_pairs);
            if let Some(keys) = map.keys.as_ref().and_then(|keys| keys.string.as_ref()) {
                let mut names = schema.get("propertyNames").cloned().unwrap_or(json!({}));
                string(&mut names, keys);
                schema["propertyNames"] = names;
            }
            let entry = field.kind.message().map(|id| of.message(id));
            let value = entry.and_then(|entry| entry.fields.iter().find(|one| one.number == 2));
            if let (Some(values), Some(rules), Some(value)) =
                (schema.get_mut("additionalProperties"), &map.values, value)
            {
                one(of, values, value.kind, rules);
            }
        }
    }
    for rule in &rules.cel {
        say_rule(schema, rule);
    }
}

/// What a rule in CEL wants.
pub(super) fn say_rule(schema: &mut Value, rule: &Rule) {
    match (rule.message(), rule.expression()) {
        ("", "") => {}
        ("", expression) => say(schema, &format!("Must hold: `{expression}`")),
        (message, _) => say(schema, message),
    }
}

fn one(of: &Schema, schema: &mut Value, kind: Kind, rules: &FieldRules) {
    number(schema, rules);
    if let Some(rules) = &rules.string {
        string(schema, rules);
    }
    if let Some(wanted) = rules.bool.as_ref().and_then(|rules| rules.r#const) {
        schema["const"] = json!(wanted);
    }
    if let (Some(rules), Kind::Enum(id)) = (&rules.r#enum, kind) {
        enumeration(of, schema, id, rules);
    }
}

fn set(schema: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        schema[key] = value.into();
    }
}

/// The bounds of a number, whatever its type.
#[derive(Debug, Default)]
struct Bounds {
    exactly: Option<Value>,
    below: Option<Value>,
    at_most: Option<Value>,
    above: Option<Value>,
    at_least: Option<Value>,
    one_of: Vec<Value>,
}

macro_rules! bounds {
    ($rules:expr, $($name:ident: $value:expr),+ $(,)?) => {
        $(if let Some(rules) = &$rules.$name {
            let value = $value;
            return Some(Bounds {
                exactly: rules.r#const.map(value),
                below: rules.lt.map(value),
                at_most: rules.lte.map(value),
                above: rules.gt.map(value),
                at_least: rules.gte.map(value),
                one_of: rules.r#in.iter().copied().map(value).collect(),
            });
        })+
    };
}

fn bounds(rules: &FieldRules) -> Option<Bounds> {
    bounds!(rules,
        float: |value: f32| number_of(f64::from(value)), double: number_of,
        int32: Value::from, int64: Value::from, uint32: Value::from, uint64: Value::from,
        sint32: Value::from, sint64: Value::from, fixed32: Value::from, fixed64: Value::from,
        sfixed32: Value::from, sfixed64: Value::from,
    );
    None
}

/// The format of a number that is none of those which JSON has as strings.
fn finite(rules: &FieldRules) -> Option<&'static str> {
    let float = rules.float.as_ref().map(|rules| ("float", rules.finite()));
    let double = rules
        .double
        .as_ref()
        .map(|rules| ("double", rules.finite()));
    let (format, is_finite) = float.or(double)?;
    is_finite.then_some(format)
}

fn number(schema: &mut Value, rules: &FieldRules) {
    if let (Some(format), Some(words)) = (finite(rules), schema.as_object_mut()) {
        // Of a type that may be a string, or that and null.
        if words.shift_remove("$ref").is_some() {
            words.insert("type".to_owned(), json!("number"));
        } else if words.shift_remove("anyOf").is_some() {
            words.insert("type".to_owned(), json!(["number", "null"]));
        }
        words.insert("format".to_owned(), json!(format));
    }
    let Some(bounds) = bounds(rules) else { return };
    let is_text = schema["type"] == "string" || schema["type"][0] == "string";
    if !is_text {
        set(schema, "const", bounds.exactly);
        set(schema, "exclusiveMaximum", bounds.below);
        set(schema, "maximum", bounds.at_most);
        set(schema, "exclusiveMinimum", bounds.above);
        set(schema, "minimum", bounds.at_least);
        if !bounds.one_of.is_empty() {
            schema["enum"] = Value::Array(bounds.one_of);
        }
        return;
    }
    // Integers of 64 bits are text in JSON, which no keyword compares by its value.
    set(
        schema,
        "const",
        bounds.exactly.map(|value| value.to_string()),
    );
    for (words, value) in [
        ("Less than", bounds.below),
        ("At most", bounds.at_most),
        ("Greater than", bounds.above),
        ("At least", bounds.at_least),
    ] {
        if let Some(value) = value {
            say(schema, &format!("{words} {value}."));
        }
    }
    if !bounds.one_of.is_empty() {
        let values = bounds
            .one_of
            .iter()
            .map(|value| Value::from(value.to_string()));
        schema["enum"] = Value::Array(values.collect());
    }
}

fn string(schema: &mut Value, rules: &StringRules) {
    set(schema, "const", rules.r#const.clone());
    set(schema, "minLength", rules.len.or(rules.min_len));
    set(schema, "maxLength", rules.len.or(rules.max_len));
    let parts = [&rules.prefix, &rules.contains, &rules.suffix];
    let [prefix, contains, suffix] = parts.map(|part| part.as_deref().map(escape));
    let pattern = rules
        .pattern
        .clone()
        .or_else(|| match (prefix, contains, suffix) {
            (None, None, None) => None,
            (Some(prefix), None, None) => Some(format!("^{prefix}")),
            (None, None, Some(suffix)) => Some(format!("{suffix}$")),
            (None, Some(contains), None) => Some(contains),
            (prefix, contains, suffix) => {
                let parts = [prefix, contains, suffix].map(Option::unwrap_or_default);
                Some(format!("^{}$", parts.join(".*")))
            }
        });
    set(schema, "pattern", pattern);
    if !rules.r#in.is_empty() {
        schema["enum"] = json!(rules.r#in);
    }
    if !rules.not_in.is_empty() {
        schema["not"] = json!({"enum": rules.not_in});
    } else if let Some(text) = &rules.not_contains {
        schema["not"] = json!({"pattern": escape(text)});
    }
    for (is_set, format) in [
        (rules.email(), "email"),
        (rules.hostname(), "hostname"),
        (rules.ipv4(), "ipv4"),
        (rules.ipv6(), "ipv6"),
        (rules.uri(), "uri"),
        (rules.uri_ref(), "uri-reference"),
        (rules.uuid(), "uuid"),
    ] {
        set(schema, "format", is_set.then_some(format));
    }
    if rules.ip() {
        schema["anyOf"] = json!([{"format": "ipv4"}, {"format": "ipv6"}]);
    }
}

/// Text that stands for itself in a regular expression.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\.+*?()|[]{}^$/".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn enumeration(of: &Schema, schema: &mut Value, id: EnumId, rules: &EnumRules) {
    let values = &of.enumeration(id).values;
    let allowed: Vec<i32> = match (rules.r#const, &*rules.r#in, &*rules.not_in) {
        (Some(number), ..) => vec![number],
        (None, [_, ..], _) => rules.r#in.clone(),
        (None, [], [_, ..]) => {
            let numbers = values.iter().map(|value| value.number);
            numbers
                .filter(|number| !rules.not_in.contains(number))
                .collect()
        }
        (None, [], []) => return,
    };
    let names = values
        .iter()
        .filter(|value| allowed.contains(&value.number));
    let names: Vec<Value> = names.map(|value| Value::from(&*value.name)).collect();
    if !names.is_empty() {
        schema["enum"] = Value::Array(names);
    }
}
