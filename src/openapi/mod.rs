//! OpenAPI documents of what is served, from descriptors and bindings.
//!
//! Owns how an API that is described by protobuf is described to the users of its REST form. It makes OpenAPI 3.1;
//! [`Version::V30`] is the same document in the words of 3.0. It never reads a file and never sees a request.
//!
//! ```text
//! Schema --notes--> comments and options --+
//! Served (binding, hosts, style) ----------+--> operations --> Document --> JSON, YAML
//!          path: {name=shelves/*} -> {shelf}      |  schema: messages and enums they refer to
//! ```
//! The documents are JSON values: what options of the descriptors may add is open, and a type for each object of the
//! specification would only be in its way.

#[rustfmt::skip]
#[allow(clippy::all, clippy::use_self, unreachable_pub, unnameable_types, missing_debug_implementations, unused_qualifications)]
mod annotated;
mod annotations;
mod comments;
mod downgrade;
mod forms;
mod info;
mod notes;
mod oneofs;
mod operation;
mod operation_options;
mod parameters;
mod path;
mod readers;
mod render;
mod schema;
mod security;
#[cfg(test)]
mod tests;
mod validate;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

pub use comments::summary;
pub use path::singular;
pub use readers::{FieldReader, Readers};
pub use render::{Format, RenderError, Version, render};
pub use schema::Style;

use crate::framing::json_stream::Envelope;
use crate::http_rule::binding::{Binding, MethodPattern};
use crate::http_rule::template::Template;
use crate::schema::{Schema, Service};
use notes::{FileNotes, Notes};
use operation::Context;
use path::{Naming, Path, Patterns};
use schema::Schemas;

/// What descriptors do not say of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// Otherwise the annotation's, or the name of the service or the package.
    pub title: Option<String>,
    /// Otherwise the annotation's, or that of the packages.
    pub version: Option<String>,
    pub description: Option<String>,
    /// Where the API is served.
    pub servers: Vec<String>,
    /// Elements that `google.api.*_visibility` restricts are left out, but for those with one of these labels.
    pub visible: Vec<String>,
    /// Numbers are described without `NaN` and the infinities, which are strings in JSON.
    pub finite_numbers: bool,
    pub forms: Forms,
}

/// Which bodies are described as forms beside JSON.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Forms {
    None,
    /// In parts, where one may be a file.
    #[default]
    Files,
    /// In parts and as text, wherever they are taken.
    All,
}

/// A binding that is served, and how.
#[derive(Debug, Clone, Copy)]
pub struct Served<'s> {
    pub binding: &'s Binding,
    /// The virtual hosts that it answers on; empty for all.
    pub hosts: &'s [String],
    pub style: Style,
    /// A PATCH without a field mask gets the one that its body means.
    pub fills_mask: bool,
    /// Its events are numbered.
    pub has_event_id: bool,
}

/// A document, and what it could not say.
#[derive(Debug)]
pub struct Document {
    /// In OpenAPI 3.1.
    pub value: Value,
    /// Operations that are served and that a document has no place for, each with the reason.
    pub left_out: Vec<String>,
}

/// The methods that OpenAPI 3.1 has a place for.
const VERBS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Those that a rule for any method is listed under.
const ANY_VERBS: [&str; 5] = ["get", "put", "post", "patch", "delete"];

/// Where operations with other methods stand; OpenAPI 3.2 calls it `additionalOperations`.
const OTHER_VERBS: &str = "x-additionalOperations";

impl Served<'_> {
    const fn is_any(&self) -> bool {
        matches!(self.binding.verb, MethodPattern::Any)
    }

    /// The full name of the method, with a number for each binding behind the first. It depends on nothing else, so
    /// it stays when methods come and go.
    fn id(&self, schema: &Schema) -> String {
        let name = schema.method_name(schema.method(self.binding.method));
        match self.binding.index {
            0 => name,
            index => format!("{name}.{}", index + 1),
        }
    }
}

/// The resources that are described anywhere, by their type.
#[derive(Debug)]
pub struct Resources(Patterns);

impl Resources {
    /// Reads every file, one after the other.
    pub fn new(schema: &Schema) -> Self {
        let mut patterns = Patterns::new();
        for id in schema.file_ids() {
            for resource in FileNotes::without_comments(schema, id).resources() {
                patterns.insert(resource.r#type().to_owned(), resource.clone());
            }
        }
        Self(patterns)
    }

    /// The patterns of a type's names.
    pub(crate) fn patterns(&self, name: &str) -> Vec<&str> {
        let patterns = self.0.get(name).map(|resource| resource.pattern.iter());
        patterns.into_iter().flatten().map(|one| &**one).collect()
    }

    /// The patterns of the names of what resources of a type are in.
    pub(crate) fn parents(&self, child: &str) -> Vec<&str> {
        let patterns = self.patterns(child).into_iter();
        patterns.filter_map(path::parent).collect()
    }
}

/// The document of what is served, in OpenAPI 3.1.
pub fn document(
    schema: &Schema,
    resources: &Resources,
    served: &[Served<'_>],
    envelope: Envelope,
    settings: &Settings,
) -> Document {
    let notes = Notes::new(schema);
    let mut schemas = Schemas::new(schema, &notes, settings);
    let visible: Vec<&Served<'_>> = served
        .iter()
        .filter(|served| is_visible(&schemas, served))
        .collect();
    let services = services(schema, &visible);
    let mut paths = Paths {
        context: Context {
            schemas: &mut schemas,
            envelope,
        },
        patterns: &resources.0,
        names: HashMap::new(),
        items: Map::new(),
        ids: HashSet::new(),
        left_out: Vec::new(),
    };
    // A rule for any method takes what the others leave.
    for served in visible.iter().filter(|served| !served.is_any()) {
        let verb = served.binding.verb.to_string().to_ascii_lowercase();
        paths.add(served, &verb, None);
    }
    for served in visible.iter().filter(|served| served.is_any()) {
        for verb in ANY_VERBS {
            paths.add(served, verb, Some(verb));
        }
    }
    let Paths {
        items, left_out, ..
    } = paths;
    schema::add_status(&mut schemas);
    operation::add_problem(&mut schemas);
    let about = info::About::new(&notes, &services, settings);
    let mut value = json!({"openapi": "3.1.1"});
    about.write(&mut value);
    value["paths"] = Value::Object(items);
    let mut components = json!({});
    components["schemas"] = Value::Object(schemas.finish());
    components["responses"] = operation::shared_responses();
    about.write_security(&mut components);
    value["components"] = components;
    Document { value, left_out }
}

/// Whether a method is part of the document.
fn is_visible(schemas: &Schemas<'_, '_>, served: &Served<'_>) -> bool {
    let method = schemas.schema.method(served.binding.method);
    let service = schemas.schema.service(method.service);
    let rules = [
        &schemas.notes.service(service).options.visibility,
        &schemas.notes.method(method).options.visibility,
    ];
    let mut rules = rules.into_iter();
    rules.all(|rule| schemas.is_visible(rule.as_ref().map(|rule| rule.restriction())))
}

/// The services of a document, in the order in which they come up.
fn services<'s>(schema: &'s Schema, served: &[&Served<'_>]) -> Vec<&'s Service> {
    let mut seen = HashSet::new();
    let ids = served
        .iter()
        .map(|served| schema.method(served.binding.method).service);
    let new = ids.filter(|id| seen.insert(*id));
    new.map(|id| schema.service(id)).collect()
}

/// The operations of a document by path and method.
struct Paths<'c, 'a, 's> {
    context: Context<'c, 'a, 's>,
    patterns: &'c Patterns,
    /// The names of the parameters by the shape of the path: the first binding of a shape gives them.
    names: HashMap<String, Vec<String>>,
    items: Map<String, Value>,
    ids: HashSet<String>,
    left_out: Vec<String>,
}

impl Paths<'_, '_, '_> {
    /// Adds an operation; `mark` tells those of one binding apart.
    fn add(&mut self, served: &Served<'_>, verb: &str, mark: Option<&str>) {
        let schema = self.context.schemas.schema;
        let path = self.path(served);
        let id = self.id(served, mark);
        let place = self
            .items
            .entry(path.text.clone())
            .or_insert_with(|| json!({}));
        let verbs = if VERBS.contains(&verb) {
            place
        } else {
            &mut place[OTHER_VERBS]
        };
        let upper = verb.to_ascii_uppercase();
        let key = if VERBS.contains(&verb) { verb } else { &upper };
        if !verbs[key].is_null() {
            if mark.is_none() {
                let text = format!(
                    "{upper} {} of {} has the path and the method of another operation, on another host",
                    path.text,
                    served.id(schema)
                );
                self.left_out.push(text);
            }
            return;
        }
        let found =
            operation::operation(&mut self.context, served, &path, verb, &served.id(schema));
        let id = self.unique(id);
        let mut operation = json!({"operationId": id});
        operation["tags"] = json!([info::tag(self.context.schemas.notes, schema, served)]);
        if let (Some(operation), Value::Object(found)) = (operation.as_object_mut(), found) {
            operation.extend(found);
        }
        let place = &mut self.items[&path.text];
        if VERBS.contains(&verb) {
            place[key] = operation;
        } else {
            place[OTHER_VERBS][key] = operation;
        }
    }

    fn path(&mut self, served: &Served<'_>) -> Path {
        let naming = Naming {
            schema: self.context.schemas.schema,
            notes: self.context.schemas.notes,
            patterns: self.patterns,
            style: served.style,
        };
        let path = Path::new(served.binding, &naming);
        let template: &Template = &served.binding.template;
        let names = || path.parameters.iter().map(|one| one.name.clone()).collect();
        // Both wildcards are one in OpenAPI.
        let shape = template.shape().to_string().replace("**", "*");
        let names = self.names.entry(shape).or_insert_with(names).clone();
        path.renamed(template, &names)
    }

    /// What the authors call it, or else [`Served::id`].
    fn id(&self, served: &Served<'_>, mark: Option<&str>) -> String {
        let schemas = &self.context.schemas;
        let method = schemas.schema.method(served.binding.method);
        let options = &schemas.notes.method(method).options;
        let gnostic = options
            .openapiv3_operation
            .as_ref()
            .map(|one| one.operation_id());
        let swagger = options
            .openapiv2_operation
            .as_ref()
            .map(|one| one.operation_id());
        let chosen = gnostic.or(swagger).filter(|id| !id.is_empty());
        let id = match (chosen, served.binding.index) {
            (None, _) => served.id(schemas.schema),
            (Some(id), 0) => id.to_owned(),
            (Some(id), index) => format!("{id}{}", index + 1),
        };
        match mark {
            None => id,
            Some(mark) => format!("{id}.{mark}"),
        }
    }

    /// Authors may have called two operations the same.
    fn unique(&mut self, wanted: String) -> String {
        let mut id = wanted.clone();
        let mut count = 1;
        while !self.ids.insert(id.clone()) {
            count += 1;
            id = format!("{wanted}_{count}");
        }
        id
    }
}
