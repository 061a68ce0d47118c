//! Names of resources, as routes and descriptors have them: `shelves/1/books/1`.

use std::collections::HashMap;

use super::{Catalog, Listed};
use crate::http_rule::binding::Binding;
use crate::http_rule::field_path::Step;
use crate::http_rule::template::Segment;
use crate::openapi::singular;
use crate::schema::{Cardinality, Field, Kind, MessageId};

/// What `*` and `**` of a path match, and the variables of patterns.
pub(super) const SEGMENT: &str = "1";
const SEGMENTS: &str = "index.html";
/// The id of something else of the same kind, and what fields that name such a thing begin with.
const OTHER_SEGMENT: &str = "2";
const ANOTHER: [&str; 4] = ["destination_", "target_", "new_", "other_"];

/// What is known of the names that a service's fields hold.
#[derive(Debug)]
pub(super) struct Names<'c, 's> {
    catalog: &'c Catalog<'s>,
    /// Of the fields that paths bind: the value of the variable.
    by_field: HashMap<(MessageId, u16), String>,
    /// By what is named, in the singular: `book`.
    by_word: HashMap<String, String>,
}

impl<'c, 's> Names<'c, 's> {
    pub(super) fn new(catalog: &'c Catalog<'s>, listed: &Listed<'s>) -> Self {
        let mut names = Self {
            catalog,
            by_field: HashMap::new(),
            by_word: HashMap::new(),
        };
        for route in listed.methods.iter().flat_map(|one| &one.routes) {
            for (at, path) in route.variables.iter().enumerate() {
                let is_text = path
                    .leaf(catalog.schema)
                    .is_some_and(|leaf| leaf.kind == Kind::String);
                let Some(step) = path.steps().last().filter(|_| is_text) else {
                    continue;
                };
                let value = names.covered(route, at);
                names.learn(&value);
                // The longest says the most: `shelves/*` before `*`.
                let known = names
                    .by_field
                    .entry((step.message, step.field))
                    .or_default();
                if value.len() > known.len() {
                    *known = value;
                }
            }
        }
        names
    }

    /// A name that ends in a collection and an id is one of what the collection is of.
    fn learn(&mut self, name: &str) {
        if let Some((before, SEGMENT)) = name.rsplit_once('/') {
            let collection = before.rsplit('/').next().unwrap_or(before);
            let word = singular(collection).to_ascii_lowercase();
            self.by_word.entry(word).or_insert_with(|| name.to_owned());
        }
    }

    /// The text of a variable of a route, which is a text.
    pub(super) fn variable(&self, route: &Binding, at: usize) -> String {
        let value = self.covered(route, at);
        let step = route.variables.get(at).and_then(|path| path.steps().last());
        let known = step.and_then(|step| self.by_field.get(&(step.message, step.field)));
        let is_plain = value == SEGMENT;
        known
            .filter(|known| is_plain && !known.contains('/'))
            .cloned()
            .unwrap_or(value)
    }

    /// What a variable covers of a path that matches: a name of the resource, if the path is that of one.
    fn covered(&self, route: &Binding, at: usize) -> String {
        let template = &route.template;
        let variable = template.variables().get(at);
        let covered = variable.and_then(|variable| template.segments().get(variable.segments()));
        let covered = covered.unwrap_or_default();
        let step = route.variables.get(at).and_then(|path| path.steps().last());
        let named = step.and_then(|step| {
            let field = step.field(self.catalog.schema)?;
            let mut names = self.described(step.message, field);
            names.find(|name| matches(covered, name))
        });
        named.unwrap_or_else(|| {
            let parts = covered.iter().map(segment);
            parts.collect::<Vec<_>>().join("/")
        })
    }

    /// What a field that holds text names, by a route, by its options or by what it is called.
    pub(super) fn of(&self, step: &Step, field: &Field) -> Option<String> {
        if let Some(known) = self.by_field.get(&(step.message, step.field)) {
            return Some(known.clone());
        }
        let described = self.described(step.message, field).next();
        let name = described.or_else(|| self.called(field))?;
        let is_another = ANOTHER.iter().any(|start| field.name.starts_with(start));
        let before = name.strip_suffix(SEGMENT).filter(|_| is_another);
        Some(before.map_or_else(|| name.clone(), |before| format!("{before}{OTHER_SEGMENT}")))
    }

    /// Names by the patterns of the resource that the field refers to.
    fn described(&self, message: MessageId, field: &Field) -> impl Iterator<Item = String> {
        let patterns = self.catalog.readers.patterns(message, field);
        patterns.into_iter().filter_map(name)
    }

    /// `destination_shelf` names a shelf, if there are names of shelves; `shelf_id` has the last part of one.
    fn called(&self, field: &Field) -> Option<String> {
        let mut word = field.name.to_ascii_lowercase();
        if field.cardinality == Cardinality::Repeated {
            word = singular(&word);
        }
        let is_id = word.ends_with("_id");
        let word = ["_id", "_name"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(&word);
        let starts = word.match_indices('_').map(|(at, _)| at + 1);
        let mut ends = std::iter::once(0)
            .chain(starts)
            .filter_map(|at| word.get(at..));
        // The longest says the most.
        let known = ends.find_map(|end| self.by_word.get(&end.replace('_', "")))?;
        Some(if is_id {
            SEGMENT.to_owned()
        } else {
            known.clone()
        })
    }
}

/// A segment of a path that matches, decoded.
pub(super) fn segment(segment: &Segment) -> String {
    match segment {
        Segment::Literal(literal) => String::from_utf8_lossy(literal.as_bytes()).into_owned(),
        Segment::Star => SEGMENT.to_owned(),
        Segment::DoubleStar => SEGMENTS.to_owned(),
    }
}

/// A name of a pattern: `shelves/{shelf}` has `shelves/1`. `*` says nothing.
fn name(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        out.push_str(SEGMENT);
        rest = behind.split_once('}')?.1;
    }
    out.push_str(rest);
    let is_plain = !out.is_empty() && !out.contains(['*', '}']);
    is_plain.then_some(out)
}

/// Whether the segments of a template cover a name.
fn matches(covered: &[Segment], name: &str) -> bool {
    let parts: Vec<&str> = name.split('/').collect();
    let is = |segment: &Segment, part: &str| match segment {
        Segment::Literal(literal) => literal.as_bytes() == part.as_bytes(),
        Segment::Star => !part.is_empty(),
        Segment::DoubleStar => true,
    };
    let at = covered.iter().position(|one| *one == Segment::DoubleStar);
    let Some(at) = at else {
        return parts.len() == covered.len()
            && covered.iter().zip(&parts).all(|(one, part)| is(one, part));
    };
    // There is at most one `**`, and a name has no empty part to be it.
    let behind = covered.len() - at - 1;
    let (front, back) = (covered.iter().take(at), covered.iter().rev().take(behind));
    parts.len() >= covered.len()
        && front.zip(&parts).all(|(one, part)| is(one, part))
        && back
            .zip(parts.iter().rev())
            .all(|(one, part)| is(one, part))
}
