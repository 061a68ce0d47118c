//! Templates as paths of OpenAPI, which has variables of one segment only.
//!
//! ```text
//! /v1/{name=shelves/*/books/*}:move  ->  /v1/shelves/{shelf}/books/{book}:move
//! ```
//! A variable of several segments becomes the segments that it matches, with a parameter for each `*`. It is named by
//! the pattern of the resource that the field refers to, or else by the collection in front of it, as authors name the
//! parts of a resource's name. Paths that differ only in their variables thus never collide.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::annotated::ResourceDescriptor;
use super::notes::Notes;
use super::schema::Style;
use crate::http_rule::binding::Binding;
use crate::http_rule::field_path::Step;
use crate::http_rule::template::{Segment, Template, Variable};
use crate::schema::Schema;

/// A template's path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// With a parameter's name in braces for each wildcard.
    pub(super) text: String,
    /// In the order of the path.
    pub(super) parameters: Vec<PathParameter>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct PathParameter {
    pub(super) name: String,
    /// Which of the template's variables it is a part of; none for a wildcard outside of them.
    pub(super) variable: Option<usize>,
    /// It is all that the variable covers.
    pub(super) is_whole: bool,
    /// It may be several segments (`**`).
    pub(super) is_multi: bool,
}

/// What names the parts of resources' names: the patterns of resources by their type.
pub(super) type Patterns = std::collections::HashMap<String, ResourceDescriptor>;

/// What is known beside the template.
pub(super) struct Naming<'a, 's> {
    pub(super) schema: &'s Schema,
    pub(super) notes: &'a Notes<'s>,
    pub(super) patterns: &'a Patterns,
    pub(super) style: Style,
}

impl Path {
    /// The path of a binding, with names of its own.
    pub(super) fn new(binding: &Binding, naming: &Naming<'_, '_>) -> Self {
        let template = &binding.template;
        let mut taken = HashSet::new();
        let mut parameters = Vec::new();
        for (index, segment) in template.segments().iter().enumerate() {
            if matches!(segment, Segment::Literal(_)) {
                continue;
            }
            let found = template.variables().iter().enumerate();
            let found = found
                .into_iter()
                .find(|(_, variable)| variable.segments().contains(&index));
            let wanted = match found {
                Some((at, variable)) => naming.in_variable(binding, at, variable, index),
                None => before(template, index).unwrap_or_else(|| "segment".to_owned()),
            };
            parameters.push(PathParameter {
                name: unique(&wanted, &mut taken),
                variable: found.map(|(at, _)| at),
                is_whole: found.is_some_and(|(_, variable)| variable.segments().len() == 1),
                is_multi: *segment == Segment::DoubleStar,
            });
        }
        let names: Vec<&str> = parameters.iter().map(|one| &*one.name).collect();
        let text = text(template, &names);
        Self { text, parameters }
    }

    /// The same with the names of a path that was there before: OpenAPI takes paths that differ in names for the same.
    pub(super) fn renamed(mut self, template: &Template, names: &[String]) -> Self {
        for (parameter, name) in self.parameters.iter_mut().zip(names) {
            parameter.name.clone_from(name);
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.text = text(template, &names);
        self
    }
}

fn text(template: &Template, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut text = String::new();
    for segment in template.segments() {
        // Writing to a string does not fail.
        let _ = match segment {
            Segment::Literal(literal) => write!(text, "/{literal}"),
            Segment::Star | Segment::DoubleStar => {
                write!(text, "/{{{}}}", names.next().unwrap_or(&""))
            }
        };
    }
    if let Some(verb) = template.verb() {
        let _ = write!(text, ":{verb}");
    }
    text
}

/// What a variable's value looks like, in the names of the parameters: `shelves/{shelf}`.
pub(super) fn value_of(template: &Template, variable: &Variable, names: &[&str]) -> String {
    let mut names = names.iter();
    let covered = template.segments().get(variable.segments());
    let parts = covered
        .unwrap_or_default()
        .iter()
        .map(|segment| match segment {
            Segment::Literal(literal) => literal.to_string(),
            Segment::Star | Segment::DoubleStar => format!("{{{}}}", names.next().unwrap_or(&"")),
        });
    parts.collect::<Vec<_>>().join("/")
}

impl Naming<'_, '_> {
    /// The name of a wildcard in a variable.
    fn in_variable(
        &self,
        binding: &Binding,
        at: usize,
        variable: &Variable,
        index: usize,
    ) -> String {
        let steps = binding
            .variables
            .get(at)
            .map_or(&[][..], |path| path.steps());
        if let Some(name) = self.configured(steps) {
            return name;
        }
        if !variable.multi_segment() {
            return self.joined(steps);
        }
        let segments = binding.template.segments();
        let covered = segments.get(variable.segments()).unwrap_or_default();
        let offset = index - variable.segments().start;
        if let Some(name) = self.by_resource(steps, covered, offset) {
            return name;
        }
        let is_multi = covered.get(offset) == Some(&Segment::DoubleStar);
        if is_multi {
            return self.joined(steps);
        }
        before(&binding.template, index).unwrap_or_else(|| self.joined(steps))
    }

    /// `openapiv2_field.field_configuration.path_param_name`.
    fn configured(&self, steps: &[Step]) -> Option<String> {
        let step = steps.last()?;
        let notes = self.notes.field(step.message, step.field(self.schema)?);
        let configuration = notes.options.openapiv2_field.as_ref()?;
        let name = configuration
            .field_configuration
            .as_ref()?
            .path_param_name();
        let is_usable = !name.is_empty() && !name.contains(['{', '}', '/']);
        is_usable.then(|| name.to_owned())
    }

    /// The field path as one word in the names that JSON has: `{point.x}` is `{pointX}`. The specification takes dots,
    /// but Spectral and schemathesis do not.
    fn joined(&self, steps: &[Step]) -> String {
        let names = steps.iter().filter_map(|step| step.field(self.schema));
        let mut word = String::new();
        for field in names {
            append(
                &mut word,
                self.style.name(field),
                self.style.has_source_names(),
            );
        }
        word
    }

    /// By the first pattern that fits, of the resource that the field names.
    fn by_resource(&self, steps: &[Step], covered: &[Segment], offset: usize) -> Option<String> {
        let step = steps.last()?;
        let field = step.field(self.schema)?;
        let reference = &self
            .notes
            .field(step.message, field)
            .options
            .resource_reference;
        let own = self.notes.message(step.message).options.resource.as_ref();
        let child = reference
            .as_ref()
            .map_or("", |reference| reference.child_type());
        let resource = match reference {
            Some(_) if !child.is_empty() => self.patterns.get(child),
            Some(reference) => self.patterns.get(reference.r#type()),
            None => own.filter(|_| &*field.name == "name"),
        };
        let patterns = resource?.pattern.iter();
        let mut fitting = patterns.filter_map(|pattern| {
            let is_child = !child.is_empty();
            let pattern = if is_child { parent(pattern)? } else { pattern };
            names_of(pattern, covered)
        });
        fitting
            .next()?
            .into_iter()
            .nth(wildcards_before(covered, offset))
    }
}

/// Adds a name to a word, in the manner of the names of JSON or of those in the source. Authors may give a field any name
/// in JSON; what is no letter, digit, `_` or `-` becomes `_`.
fn append(word: &mut String, name: &str, is_source: bool) {
    let is_first = word.is_empty();
    if !is_first && is_source {
        word.push('_');
    }
    for (index, c) in name.chars().enumerate() {
        word.push(match c {
            c if !is_plain(c) => '_',
            c if index == 0 && !is_first && !is_source => c.to_ascii_uppercase(),
            c => c,
        });
    }
}

/// What every reader of documents takes in the name of a path's parameter.
const fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

/// The pattern of what a resource is in: it ends before the resource's collection.
pub(super) fn parent(pattern: &str) -> Option<&str> {
    let (collection, _) = pattern.rsplit_once('/')?;
    Some(collection.rsplit_once('/')?.0)
}

fn wildcards_before(covered: &[Segment], offset: usize) -> usize {
    let before = covered.get(..offset).unwrap_or_default().iter();
    before
        .filter(|segment| !matches!(segment, Segment::Literal(_)))
        .count()
}

/// The names of a resource's pattern, if it has a name exactly where the template has a wildcard.
fn names_of(pattern: &str, covered: &[Segment]) -> Option<Vec<String>> {
    let parts: Vec<&str> = pattern.split('/').collect();
    if parts.len() != covered.len() {
        return None;
    }
    let mut names = Vec::new();
    for (part, segment) in parts.into_iter().zip(covered) {
        let name = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'));
        match (name, segment) {
            (Some(name), Segment::Star) => names.push(plain(name)),
            (None, Segment::Literal(literal)) if literal.as_bytes() == part.as_bytes() => {}
            _ => return None,
        }
    }
    Some(names)
}

/// The name in a pattern without a template of its own. AIP-122: a segment may hold several, as `{a}~{b}` does.
fn plain(name: &str) -> String {
    let name = name.split('=').next().unwrap_or(name);
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let parts = name.split(|c| !is_part(c)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

/// By the collection in front of a wildcard.
fn before(template: &Template, index: usize) -> Option<String> {
    let previous = template.segments().get(index.checked_sub(1)?)?;
    let Segment::Literal(literal) = previous else {
        return None;
    };
    let text = std::str::from_utf8(literal.as_bytes()).ok()?;
    let is_word = text.chars().all(is_plain);
    let is_version =
        text.starts_with('v') && text.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    (is_word && !is_version).then(|| singular(text))
}

/// One of what a collection's name is the plural of. Good enough for names: nothing depends on it.
pub fn singular(word: &str) -> String {
    const IRREGULAR: [(&str, &str); 8] = [
        ("people", "person"),
        ("children", "child"),
        ("statuses", "status"),
        ("aliases", "alias"),
        ("indices", "index"),
        ("movies", "movie"),
        ("series", "series"),
        ("caches", "cache"),
    ];
    // Only the last word of a compound is a plural: keyRings.
    if let Some((plural, one)) = IRREGULAR.iter().find(|(plural, _)| {
        word.len() >= plural.len() && word.to_ascii_lowercase().ends_with(plural)
    }) {
        let kept = word.len() - plural.len() + 1;
        let head = word.get(..kept).unwrap_or_default();
        return format!("{head}{}", one.get(1..).unwrap_or_default());
    }
    let cut = |suffix: &str, instead: &str| {
        let stem = word.strip_suffix(suffix).filter(|stem| stem.len() > 1)?;
        Some(format!("{stem}{instead}"))
    };
    cut("ies", "y")
        .or_else(|| cut("elves", "elf"))
        .or_else(|| cut("alves", "alf"))
        .or_else(|| cut("olves", "olf"))
        .or_else(|| cut("sses", "ss"))
        .or_else(|| cut("shes", "sh"))
        .or_else(|| cut("ches", "ch"))
        .or_else(|| cut("xes", "x"))
        .or_else(|| {
            (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is"))
                .then(|| word.to_owned())
        })
        .or_else(|| cut("s", ""))
        .unwrap_or_else(|| word.to_owned())
}

fn unique(wanted: &str, taken: &mut HashSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{wanted}{count}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_patterns_are_plain() {
        for (name, expected) in [
            ("book", "book"),
            ("book_id=*", "book_id"),
            ("ad_group_id}~{ad_id", "ad_group_id_ad_id"),
        ] {
            assert_eq!(plain(name), expected, "{name}");
        }
    }

    #[test]
    fn collections_name_one_of_them() {
        for (plural, one) in [
            ("shelves", "shelf"),
            ("books", "book"),
            ("keyRings", "keyRing"),
            ("policies", "policy"),
            ("addresses", "address"),
            ("branches", "branch"),
            ("indexes", "index"),
            ("statuses", "status"),
            ("jobStatuses", "jobStatus"),
            ("databases", "database"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("one", "one"),
            ("s", "s"),
            ("people", "person"),
        ] {
            assert_eq!(singular(plural), one, "{plural}");
        }
    }
}
