//! What rules come to: keywords of JSON Schema, and sentences.

use serde_json::{Map, Value, json};

use crate::openapi::annotated::Ignore;
use crate::openapi::annotations::say;

/// What is said of one value.
#[derive(Debug, Default)]
pub(super) struct Said {
    keywords: Map<String, Value>,
    /// Schemas that the value does not have.
    not: Vec<Value>,
    sentences: Vec<String>,
}

/// A value that is taken whatever the rules say.
#[derive(Debug)]
pub(super) struct Zero {
    json: Value,
    name: String,
}

impl Zero {
    pub(super) fn new(json: Value, name: &str) -> Self {
        Self {
            json,
            name: name.to_owned(),
        }
    }

    /// Of a list or a map.
    pub(super) fn empty(ignore: Ignore, json: Value) -> Option<Self> {
        (ignore == Ignore::IfZeroValue).then(|| Self::new(json, "empty"))
    }

    /// Whether the value has what a keyword wants.
    fn has(&self, key: &str, value: &Value) -> bool {
        let number = value.as_f64().unwrap_or(f64::NAN);
        match key {
            "maxLength" | "maxItems" | "maxProperties" | "uniqueItems" | "examples" => true,
            "minLength" | "minItems" | "minProperties" => number == 0.0,
            "minimum" => number <= 0.0,
            "exclusiveMinimum" => number < 0.0,
            "maximum" => number >= 0.0,
            "exclusiveMaximum" => number > 0.0,
            "const" => *value == self.json,
            "not" if value["enum"].is_array() => !self.has("enum", &value["enum"]),
            "enum" => value.as_array().is_some_and(|all| all.contains(&self.json)),
            _ => false,
        }
    }
}

impl Said {
    pub(super) fn set(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.keywords.insert(key.to_owned(), value.into());
        }
    }

    pub(super) fn list(&mut self, key: &str, values: impl Iterator<Item = Value>) {
        let values: Vec<Value> = values.collect();
        if !values.is_empty() {
            self.keywords.insert(key.to_owned(), Value::Array(values));
        }
    }

    /// A schema has one pattern: what comes behind the first is said, as is what has none.
    pub(super) fn pattern(&mut self, pattern: Option<String>, sentence: String) {
        match pattern {
            Some(pattern) if !self.keywords.contains_key("pattern") => {
                self.keywords
                    .insert("pattern".to_owned(), Value::from(pattern));
            }
            _ => self.say(sentence),
        }
    }

    pub(super) fn forbid(&mut self, schema: Value) {
        self.not.push(schema);
    }

    pub(super) fn say(&mut self, sentence: String) {
        self.sentences.push(sentence);
    }

    /// Adds it to the schema of the value, which need not hold for `zero`.
    pub(super) fn write(self, schema: &mut Value, zero: Option<Zero>) {
        let Self {
            mut keywords,
            mut not,
            sentences,
        } = self;
        let has_sentences = !sentences.is_empty();
        for sentence in sentences {
            say(schema, &sentence);
        }
        // Null is a value that is not set, and no rule is for it.
        if takes_null(schema) {
            if let Some(value) = keywords.shift_remove("const") {
                keywords.insert("enum".to_owned(), json!([value]));
            }
            if let Some(Value::Array(values)) = keywords.get_mut("enum") {
                values.push(Value::Null);
            }
            if let Some(Value::Array(choices)) = keywords.get_mut("anyOf") {
                choices.push(json!({"type": "null"}));
            }
        }
        let not = match (not.pop(), not.is_empty()) {
            (None, _) => None,
            (Some(one), true) => Some(one),
            (Some(last), false) => {
                not.push(last);
                Some(json!({ "anyOf": not }))
            }
        };
        keywords.extend(not.map(|not| ("not".to_owned(), not)));
        let Some(words) = schema.as_object_mut() else {
            return;
        };
        let Some(zero) = zero else {
            words.extend(keywords);
            return;
        };
        let (always, otherwise): (Map<_, _>, Map<_, _>) = keywords
            .into_iter()
            .partition(|(key, value)| zero.has(key, value));
        words.extend(always);
        if !otherwise.is_empty() {
            words.insert("if".to_owned(), json!({"const": zero.json}));
            words.insert("else".to_owned(), Value::Object(otherwise.clone()));
        }
        if has_sentences || !otherwise.is_empty() {
            say(
                schema,
                &format!("It may be {} whatever else is said of it.", zero.name),
            );
        }
    }
}

fn takes_null(schema: &Value) -> bool {
    let is_null = |value: &Value| *value == "null" || value["type"] == "null";
    [&schema["type"], &schema["anyOf"]]
        .iter()
        .any(|list| list.as_array().is_some_and(|list| list.iter().any(is_null)))
}

/// Names in a sentence.
pub(super) fn listed(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
