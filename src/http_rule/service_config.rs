//! Rules without annotations: the `http` part of a `google.api.Service`, written as YAML or JSON.
//!
//! ```text
//! type: google.api.Service                  name, title, apis, documentation, ...: known and passed over
//! http:
//!   rules:                                  the last rule of a method wins, also over its annotation
//!   - selector: pkg.Service.Method          one method
//!     get: /v1/{name=shelves/*}             or put, post, delete, patch, custom: {kind, path}
//!     additional_bindings: [{post: /v1/shelves, body: "*"}]
//!   fully_decode_reserved_expansion: true
//! ```
//!
//! Keys are those of ProtoJSON: the field's own name or its lowerCamelCase. Reading goes on behind an error, so that all
//! of a file's errors are told at once, each with its line and column. Whether a selector names a method is for the
//! schema to say; see [`ConfiguredRule`].

use super::nearest;
use super::yaml::{self, Entry, Mark, Node, Value};
use crate::finding::{Findings, Place};
use crate::schema::descriptor::http_rule::Pattern;
use crate::schema::descriptor::{CustomHttpPattern, HttpRule};
use crate::schema::json_name_of;

/// What a file says about HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ServiceConfig {
    /// In the order of the file.
    pub rules: Vec<ConfiguredRule>,
    /// `http.fully_decode_reserved_expansion`, if the file says it.
    pub fully_decode_reserved_expansion: Option<bool>,
}

/// One of `http.rules`.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfiguredRule {
    /// `package.Service.Method`; it looks like a method's name, but may be none.
    pub selector: String,
    /// Where the selector stands.
    pub place: Place,
    pub rule: HttpRule,
    /// Where the patterns stand: the rule's own, then those of its additional bindings. `None` stands for a binding whose
    /// error was told; in the rule there is an empty one instead, so that the others keep their numbers.
    pub pattern_places: Vec<Option<Place>>,
}

/// A rule is text throughout.
impl Eq for ConfiguredRule {}

impl ConfiguredRule {
    /// Where the pattern of a binding stands, by [`super::binding::Binding::index`]; `None` if its error was told.
    pub fn pattern_place(&self, binding: usize) -> Option<&Place> {
        self.pattern_places.get(binding)?.as_ref()
    }
}

/// What can stand at the top of a `google.api.Service` (googleapis `google/api/service.proto`), beside `http`. `type` is
/// not a field: Google's tools tell the kinds of their files apart by it.
const SERVICE_FIELDS: &[&str] = &[
    "type",
    "config_version",
    "name",
    "title",
    "producer_project_id",
    "id",
    "apis",
    "types",
    "enums",
    "documentation",
    "backend",
    "quota",
    "authentication",
    "context",
    "usage",
    "endpoints",
    "control",
    "logs",
    "metrics",
    "monitored_resources",
    "billing",
    "logging",
    "monitoring",
    "system_parameters",
    "source_info",
    "publishing",
];

/// What `type` may say.
const SERVICE_TYPE: &str = "google.api.Service";

/// The oneof `pattern` of a rule.
const PATTERNS: [&str; 6] = ["get", "put", "post", "delete", "patch", "custom"];

impl ServiceConfig {
    /// Reads a file's text; `file` is its name for the findings.
    pub fn parse(file: &str, text: &str) -> (Self, Findings) {
        let mut reader = Reader {
            file,
            findings: Findings::new(),
        };
        let (root, problems) = yaml::parse(text);
        for problem in problems {
            reader.error(problem.mark, "", problem.message);
        }
        let config = root.map_or_else(Self::default, |root| reader.service(&root));
        (config, reader.findings)
    }
}

struct Reader<'f> {
    file: &'f str,
    findings: Findings,
}

impl Reader<'_> {
    fn service(&mut self, root: &Node) -> ServiceConfig {
        if matches!(root.value, Value::Null) {
            self.error(
                root.mark,
                "",
                "the file is empty; a service configuration has http: {rules: [...]}",
            );
            return ServiceConfig::default();
        }
        let Some(mut fields) = self.mapping(root, String::new()) else {
            return ServiceConfig::default();
        };
        if let Some(kind) = fields.take(self, "type")
            && !matches!(&kind.value, Value::Text(text) if **text == *SERVICE_TYPE)
        {
            self.error(
                kind.mark,
                "type",
                format!("type must be {SERVICE_TYPE}; nothing else has HTTP rules"),
            );
        }
        for field in SERVICE_FIELDS {
            fields.take(self, field);
        }
        let http = fields.take(self, "http");
        fields.finish(self);
        match http {
            Some(http) => self.http(http),
            None => {
                self.findings.warning(
                    RULE,
                    Place::file(self.file),
                    "http",
                    "there is no http: {rules: [...]} in this file, so it changes nothing",
                );
                ServiceConfig::default()
            }
        }
    }

    fn http(&mut self, node: &Node) -> ServiceConfig {
        let Some(mut fields) = self.mapping(node, "http".to_owned()) else {
            return ServiceConfig::default();
        };
        let rules = fields.take(self, "rules");
        let decode = fields.take(self, "fully_decode_reserved_expansion");
        fields.finish(self);
        let rules = rules.map_or_else(Vec::new, |rules| {
            self.list(rules, "http.rules")
                .iter()
                .enumerate()
                .filter_map(|(index, rule)| self.rule(rule, format!("http.rules[{index}]")))
                .collect()
        });
        ServiceConfig {
            rules,
            fully_decode_reserved_expansion: decode
                .and_then(|node| self.boolean(node, "http.fully_decode_reserved_expansion")),
        }
    }

    /// A rule whose selector can be looked up; what else is wrong with it only loses a binding.
    fn rule(&mut self, node: &Node, path: String) -> Option<ConfiguredRule> {
        let mut fields = self.mapping(node, path)?;
        let selector = fields.take(self, "selector");
        let additional = fields.take(self, "additional_bindings");
        let path = fields.path.clone();
        let own = self.binding(node, fields);
        let mut more = Vec::new();
        if let Some(additional) = additional {
            let path = format!("{path}.additional_bindings");
            for (index, node) in self.list(additional, &path).iter().enumerate() {
                more.push(self.additional_binding(node, format!("{path}[{index}]")));
            }
        }
        let Some(selector) = selector else {
            self.error(
                node.mark,
                &path,
                format!("{path} has no selector; name its method, such as pkg.Service.Method"),
            );
            return None;
        };
        let name = self.selector(selector, &format!("{path}.selector"))?;
        let places = std::iter::once(&own).chain(&more);
        let pattern_places = places
            .map(|binding| binding.as_ref().map(|(_, mark)| self.place(*mark)))
            .collect();
        let rule = |binding: Option<(HttpRule, Mark)>| {
            binding.map_or_else(HttpRule::default, |(rule, _)| rule)
        };
        Some(ConfiguredRule {
            rule: HttpRule {
                selector: Some(name.clone()),
                additional_bindings: more.into_iter().map(rule).collect(),
                ..rule(own)
            },
            selector: name,
            place: self.place(selector.mark),
            pattern_places,
        })
    }

    fn additional_binding(&mut self, node: &Node, path: String) -> Option<(HttpRule, Mark)> {
        let mut fields = self.mapping(node, path)?;
        let mut is_sound = true;
        for (key, why) in [
            ("selector", "the rule around it has it"),
            (
                "additional_bindings",
                "only the rule itself may have additional bindings",
            ),
        ] {
            if let Some(entry) = fields.take_entry(self, key) {
                let path = fields.path(key);
                self.error(entry.mark, &path, format!("remove {path}: {why}"));
                is_sound = false;
            }
        }
        self.binding(node, fields).filter(|_| is_sound)
    }

    /// What every binding has, with the place of its pattern; `None` after an error.
    fn binding(&mut self, node: &Node, mut fields: Fields<'_>) -> Option<(HttpRule, Mark)> {
        let errors = self.findings.count(crate::finding::Severity::Error);
        let pattern = self.pattern(node, &mut fields);
        let [body, response_body] = ["body", "response_body"].map(|key| {
            let node = fields.take(self, key)?;
            self.text(node, &fields.path(key))
        });
        fields.finish(self);
        let (pattern, mark) = pattern?;
        let rule = HttpRule {
            pattern: Some(pattern),
            body,
            response_body,
            ..HttpRule::default()
        };
        (self.findings.count(crate::finding::Severity::Error) == errors).then_some((rule, mark))
    }

    /// The one of a oneof that is given.
    fn pattern(&mut self, node: &Node, fields: &mut Fields<'_>) -> Option<(Pattern, Mark)> {
        let mut given: Vec<(&str, &Entry)> = PATTERNS
            .into_iter()
            .filter_map(|key| Some((key, fields.take_entry(self, key)?)))
            .collect();
        given.sort_by_key(|(_, entry)| entry.mark);
        let path = &fields.path;
        let Some(((key, first), others)) = given.split_first() else {
            let message = format!(
                "{path} has no pattern; it needs one of get, put, post, delete, patch or custom"
            );
            self.error(node.mark, path, message);
            return None;
        };
        for (other, entry) in others {
            let message = format!(
                "{path} has both {key} and {other}; a rule has one pattern, put the other one into additional_bindings"
            );
            self.error(entry.mark, &fields.path(other), message);
        }
        let value = &first.value;
        let path = fields.path(key);
        let pattern = match *key {
            "get" => Pattern::Get(self.text(value, &path)?),
            "put" => Pattern::Put(self.text(value, &path)?),
            "post" => Pattern::Post(self.text(value, &path)?),
            "delete" => Pattern::Delete(self.text(value, &path)?),
            "patch" => Pattern::Patch(self.text(value, &path)?),
            _ => Pattern::Custom(self.custom(value, path)?),
        };
        Some((pattern, value.mark))
    }

    fn custom(&mut self, node: &Node, path: String) -> Option<CustomHttpPattern> {
        let mut fields = self.mapping(node, path)?;
        let [kind, template] = ["kind", "path"].map(|key| {
            let path = fields.path(key);
            match fields.take(self, key) {
                Some(node) => self.text(node, &path),
                None => {
                    self.error(node.mark, &path, format!("{} has no {key}", fields.path));
                    None
                }
            }
        });
        fields.finish(self);
        Some(CustomHttpPattern {
            kind: Some(kind?),
            path: Some(template?),
        })
    }

    /// The name of one method. Elsewhere in a service configuration selectors may be lists and have wildcards; two
    /// methods with one route would be no use.
    fn selector(&mut self, node: &Node, path: &str) -> Option<String> {
        let text = self.text(node, path)?;
        let is_name = |part: &str| {
            part.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                && part
                    .chars()
                    .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        };
        let message = if text.contains('*') {
            format!(
                "{path}: {text:?} has a wildcard; an HTTP rule is for one method, name it in full, such as \
                 pkg.Service.Method"
            )
        } else if text.contains(',') {
            format!("{path}: {text:?} is a list; an HTTP rule is for one method")
        } else if text.contains('.') && text.split('.').all(is_name) {
            return Some(text);
        } else {
            format!("{path}: {text:?} is not the full name of a method, such as pkg.Service.Method")
        };
        self.error(node.mark, path, message);
        None
    }

    fn mapping<'n>(&mut self, node: &'n Node, path: String) -> Option<Fields<'n>> {
        let Value::Mapping(entries) = &node.value else {
            let name = if path.is_empty() { "the file" } else { &path };
            let found = node.value.article();
            self.error(
                node.mark,
                &path,
                format!("{name} must be a mapping, not {found}"),
            );
            return None;
        };
        Some(Fields {
            path,
            left: entries.iter().collect(),
            known: Vec::new(),
        })
    }

    fn list<'n>(&mut self, node: &'n Node, path: &str) -> &'n [std::rc::Rc<Node>] {
        if let Value::Sequence(items) = &node.value {
            return items;
        }
        let found = node.value.article();
        self.error(
            node.mark,
            path,
            format!("{path} must be a list, not {found}"),
        );
        &[]
    }

    fn text(&mut self, node: &Node, path: &str) -> Option<String> {
        let hint = match &node.value {
            Value::Text(text) => return Some(text.to_string()),
            Value::Number(_) | Value::Bool(_) => "; put it in quotes",
            Value::Mapping(_) | Value::Sequence(_) | Value::Null => "",
        };
        let found = node.value.article();
        self.error(
            node.mark,
            path,
            format!("{path} must be text, not {found}{hint}"),
        );
        None
    }

    fn boolean(&mut self, node: &Node, path: &str) -> Option<bool> {
        if let Value::Bool(truth) = node.value {
            return Some(truth);
        }
        let found = node.value.article();
        self.error(
            node.mark,
            path,
            format!("{path} must be true or false, not {found}"),
        );
        None
    }

    fn place(&self, mark: Mark) -> Place {
        Place::new(self.file, mark.line, mark.column)
    }

    fn error(&mut self, mark: Mark, path: &str, message: impl Into<String>) {
        self.findings.error(RULE, self.place(mark), path, message);
    }
}

/// [`crate::finding::Finding::rule`] of everything that is told here.
const RULE: &str = "service-config";

/// A mapping whose keys are taken one by one; [`Fields::finish`] refuses those that are left.
struct Fields<'n> {
    path: String,
    left: Vec<&'n Entry>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// ProtoJSON: a field has two names, and `null` is the same as its absence.
    fn take_entry(&mut self, reader: &mut Reader<'_>, field: &'static str) -> Option<&'n Entry> {
        self.known.push(field);
        let camel = json_name_of(field);
        let is_named = |entry: &&&Entry| *entry.key == *field || *entry.key == *camel;
        let named: Vec<&Entry> = self.left.iter().filter(is_named).copied().collect();
        self.left.retain(|entry| !is_named(&entry));
        if let [first, second, ..] = named.as_slice() {
            let message = format!(
                "{} is {} again, which is already on line {}",
                second.key, first.key, first.mark.line
            );
            reader.error(second.mark, &self.path(field), message);
        }
        named
            .into_iter()
            .next()
            .filter(|entry| !matches!(entry.value.value, Value::Null))
    }

    fn take(&mut self, reader: &mut Reader<'_>, field: &'static str) -> Option<&'n Node> {
        self.take_entry(reader, field).map(|entry| &*entry.value)
    }

    fn finish(self, reader: &mut Reader<'_>) {
        for entry in &self.left {
            let path = self.path(&entry.key);
            let near = nearest(&entry.key, self.known.iter().copied());
            let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            reader.error(entry.mark, &path, format!("unknown key {path}{hint}"));
        }
    }
}

#[cfg(test)]
mod tests;
