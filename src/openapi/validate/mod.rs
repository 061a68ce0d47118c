//! Rules of protovalidate (`buf.validate`) as keywords of JSON Schema. A rule that no keyword means is a sentence.
//!
//! What becomes a keyword is what back ends check, no more and no less, but for the forms of a value that ProtoJSON
//! takes beside the one that it writes. Source: the comments and the expressions in buf/validate/validate.proto.

mod pattern;
mod predefined;
mod range;
mod rules;
mod said;
mod text;
mod times;

use serde_json::{Map, Value, json};

use super::annotated::{AnyRules, EnumRules, FieldMaskRules, Ignore, MessageRules, Rule};
use super::schema::{Schemas, Style};
use crate::schema::{Cardinality, EnumId, Field, Kind, MessageId};
pub(super) use pattern::is_pattern;
pub(super) use rules::Rules;
use said::{Said, Zero, listed};

/// Adds the rules of a field to its schema.
pub(super) fn field(
    schemas: &Schemas<'_, '_>,
    schema: &mut Value,
    message: MessageId,
    field: &Field,
    style: Style,
) {
    let Some(rules) = &schemas.notes.field(message, field).rules else {
        return;
    };
    let checked = Checked { schemas, style };
    let ignore = match rules.typed.ignore() {
        // A field of such a oneof is not checked where it is not the one that is set.
        Ignore::Unspecified if is_in_oneof(schemas, message, field) => Ignore::IfZeroValue,
        ignore => ignore,
    };
    // A field with presence is not checked where it is not set.
    let ignore = match ignore {
        Ignore::IfZeroValue if field.has_presence => Ignore::Unspecified,
        ignore => ignore,
    };
    match field.cardinality {
        _ if ignore == Ignore::Always => {}
        Cardinality::Singular | Cardinality::Required => {
            checked.value(schema, field.kind, rules, ignore);
        }
        Cardinality::Repeated => checked.list(schema, field.kind, rules, ignore),
        Cardinality::Map => checked.map(schema, field.kind, rules, ignore),
    }
}

/// Adds the rules of a message that no keyword means to its schema.
pub(super) fn message(schema: &mut Value, rules: &MessageRules) {
    let mut said = Said::default();
    say_rules(&mut said, &rules.cel, &rules.cel_expression);
    said.write(schema, None);
}

fn is_in_oneof(schemas: &Schemas<'_, '_>, message: MessageId, field: &Field) -> bool {
    let rules = &schemas.notes.message(message).options.validate;
    let mut oneofs = rules.iter().flat_map(|rules| &rules.oneof);
    oneofs.any(|oneof| oneof.fields.iter().any(|name| *name == *field.name))
}

/// What a rule in CEL wants, if it says so.
fn wanted(rule: &Rule) -> Option<String> {
    match (rule.message(), rule.expression()) {
        ("", "") => None,
        ("", expression) => Some(format!("Must hold: `{expression}`")),
        (message, _) => Some(message.to_owned()),
    }
}

/// What rules in CEL want.
fn say_rules(said: &mut Said, rules: &[Rule], expressions: &[String]) {
    for sentence in rules.iter().filter_map(wanted) {
        said.say(sentence);
    }
    for expression in expressions {
        said.say(format!("Must hold: `{expression}`"));
    }
}

/// The values that rules are for.
struct Checked<'c, 'a, 's> {
    schemas: &'c Schemas<'a, 's>,
    style: Style,
}

impl Checked<'_, '_, '_> {
    /// One value, which may be an item of a list.
    fn value(&self, schema: &mut Value, kind: Kind, rules: &Rules, ignore: Ignore) {
        if ignore == Ignore::Always {
            return;
        }
        let mut said = Said::default();
        range::special(&mut said, schema, &rules.typed);
        let is_text = schema["type"] == "string" || schema["type"][0] == "string";
        let zero = match ignore {
            Ignore::IfZeroValue => self.zero(kind, is_text),
            Ignore::Unspecified | Ignore::Always => None,
        };
        self.say(&mut said, kind, rules, is_text);
        said.write(schema, zero);
    }

    fn list(&self, schema: &mut Value, kind: Kind, rules: &Rules, ignore: Ignore) {
        let mut said = Said::default();
        let list = rules.typed.repeated.as_ref();
        if let Some(list) = list {
            said.set("minItems", list.min_items);
            said.set("maxItems", list.max_items);
            said.set("uniqueItems", list.unique.filter(|unique| *unique));
        }
        self.say_written(&mut said, rules);
        said.write(schema, Zero::empty(ignore, json!([])));
        let items = list.and_then(|list| list.items.as_ref());
        if let (Some(schema), Some(items)) = (schema.get_mut("items"), items) {
            let items = rules.within([18, 4], items);
            self.value(schema, kind, &items, items.typed.ignore());
        }
    }

    fn map(&self, schema: &mut Value, kind: Kind, rules: &Rules, ignore: Ignore) {
        let map = rules.typed.map.clone().unwrap_or_default();
        let mut said = Said::default();
        said.set("minProperties", map.min_pairs);
        said.set("maxProperties", map.max_pairs);
        self.say_written(&mut said, rules);
        let entry = kind.message().map(|id| self.schemas.schema.message(id));
        let kind = |number| {
            let mut fields = entry.iter().flat_map(|entry| &entry.fields);
            fields.find(|one| one.number == number).map(|one| one.kind)
        };
        if let (Some(keys), Some(kind)) = (&map.keys, kind(1)) {
            self.keys(schema, kind, &rules.within([19, 4], keys), &mut said);
        }
        said.write(schema, Zero::empty(ignore, json!({})));
        if let (Some(schema), Some(values), Some(kind)) =
            (schema.get_mut("additionalProperties"), &map.values, kind(2))
        {
            let values = rules.within([19, 5], values);
            self.value(schema, kind, &values, values.typed.ignore());
        }
    }

    /// Keys are text, whatever their type; nothing describes them, so that `of_map` has the sentences.
    fn keys(&self, schema: &mut Value, kind: Kind, rules: &Rules, of_map: &mut Said) {
        let zero = match rules.typed.ignore() {
            Ignore::Always => return,
            Ignore::IfZeroValue => self.zero(kind, true),
            Ignore::Unspecified => None,
        };
        let mut names = schema.get("propertyNames").cloned().unwrap_or(json!({}));
        let mut said = Said::default();
        self.say(&mut said, kind, rules, true);
        said.write(&mut names, zero);
        let text = names.as_object_mut().and_then(take_description);
        for sentence in text.unwrap_or_default().split_terminator("\n\n") {
            of_map.say(format!("Of each key: {sentence}"));
        }
        if names != json!({}) {
            schema["propertyNames"] = names;
        }
    }

    fn say(&self, said: &mut Said, kind: Kind, rules: &Rules, is_text: bool) {
        let typed = &rules.typed;
        range::numbers(said, typed, is_text);
        if let Some(rules) = &typed.string {
            text::string(said, rules);
        }
        if let Some(rules) = &typed.bytes {
            text::bytes(said, rules);
        }
        if let Some(rules) = &typed.bool {
            let json = |value: bool| match is_text {
                true => json!(value.to_string()),
                false => json!(value),
            };
            said.set("const", rules.r#const.map(json));
            said.list("examples", rules.example.iter().copied().map(json));
        }
        if let (Some(rules), Kind::Enum(id)) = (&typed.r#enum, kind) {
            self.enumeration(said, id, rules);
        }
        if let Some(rules) = &typed.any {
            any(said, rules);
        }
        if let Some(rules) = &typed.duration {
            times::duration(said, rules);
        }
        if let Some(rules) = &typed.timestamp {
            times::timestamp(said, rules);
        }
        if let Some(rules) = &typed.field_mask {
            field_mask(said, rules);
        }
        self.say_written(said, rules);
    }

    /// The rules that authors have written themselves.
    fn say_written(&self, said: &mut Said, rules: &Rules) {
        say_rules(said, &rules.typed.cel, &rules.typed.cel_expression);
        predefined::say(said, self.schemas, &rules.raw);
    }

    fn enumeration(&self, said: &mut Said, id: EnumId, rules: &EnumRules) {
        let json = |value: &crate::schema::EnumValue| self.style.enum_value(value);
        let values = self.schemas.visible_values(id);
        let is_allowed = |number: i32| {
            rules.r#const.is_none_or(|wanted| wanted == number)
                && (rules.r#in.is_empty() || rules.r#in.contains(&number))
                && !rules.not_in.contains(&number)
        };
        let is_limited =
            rules.r#const.is_some() || !rules.r#in.is_empty() || !rules.not_in.is_empty();
        if is_limited {
            let allowed = values.iter().filter(|value| is_allowed(value.number));
            said.list("enum", allowed.map(|value| json(value)));
        }
        let examples = rules.example.iter().filter_map(|number| {
            let mut values = values.iter();
            values.find(|value| value.number == *number)
        });
        said.list("examples", examples.map(|value| json(value)));
    }

    /// What a field without presence is where it is not set.
    fn zero(&self, kind: Kind, is_text: bool) -> Option<Zero> {
        Some(match kind {
            Kind::String | Kind::Bytes => Zero::new(json!(""), "empty"),
            Kind::Bool if is_text => Zero::new(json!("false"), "false"),
            Kind::Bool => Zero::new(json!(false), "false"),
            Kind::Enum(id) => {
                let first = self.schemas.visible_values(id).into_iter().next()?;
                Zero::new(self.style.enum_value(first), &format!("`{}`", first.name))
            }
            Kind::Message(_) | Kind::Group(_) => return None,
            _ if is_text => Zero::new(json!("0"), "0"),
            _ => Zero::new(json!(0), "0"),
        })
    }
}

fn take_description(words: &mut Map<String, Value>) -> Option<String> {
    let text = words.shift_remove("description")?;
    Some(text.as_str()?.to_owned())
}

/// In words: generators of clients make nothing of a keyword within beside the reference to the type, or fail.
fn any(said: &mut Said, rules: &AnyRules) {
    if !rules.r#in.is_empty() {
        said.say(format!("Of one of the types {}.", listed(&rules.r#in)));
    }
    if !rules.not_in.is_empty() {
        said.say(format!("Of none of the types {}.", listed(&rules.not_in)));
    }
}

fn field_mask(said: &mut Said, rules: &FieldMaskRules) {
    let paths = |paths: &[String]| paths.iter().map(|path| camel(path)).collect::<Vec<_>>();
    let json = |mask: &prost_types::FieldMask| json!(paths(&mask.paths).join(","));
    said.set("const", rules.r#const.as_ref().map(json));
    said.list("examples", rules.example.iter().map(json));
    if !rules.r#in.is_empty() {
        let names = listed(&paths(&rules.r#in));
        said.say(format!("Names only {names}, and what is within them."));
    }
    if !rules.not_in.is_empty() {
        let names = listed(&paths(&rules.not_in));
        said.say(format!("Names none of {names}, nor what is within them."));
    }
}

/// A path as JSON spells it.
fn camel(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut is_upper = false;
    for c in path.chars() {
        if c == '_' {
            is_upper = true;
        } else if std::mem::take(&mut is_upper) {
            out.push(c.to_ascii_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}
