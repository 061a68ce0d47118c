//! What descriptors say to readers, for whoever writes other pages than documents.

use serde_json::Value;

use super::notes::Notes;
use super::schema::{Schemas, Style, is_visible};
use super::{Resources, Settings};
use crate::schema::{EnumId, Field, MessageId, Method, Schema, Service};

/// Comments and the like of a schema, read when they are asked for.
#[derive(Debug)]
pub struct Readers<'s> {
    schema: &'s Schema,
    notes: Notes<'s>,
    resources: Option<&'s Resources>,
    /// The labels of [`super::Settings::visible`].
    visible: &'s [String],
}

/// What is said of a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldReader<'n> {
    /// Markdown.
    pub comment: &'n str,
    pub is_deprecated: bool,
    pub is_required: bool,
    /// Set by the server alone.
    pub is_output_only: bool,
    /// Said to be optional by `google.api.field_behavior`.
    pub is_optional: bool,
    /// `google.api.resource_reference`: the type of what it names, and of what it is the parent of.
    pub resource: Option<&'n str>,
    pub child: Option<&'n str>,
}

const OPTIONAL: i32 = 1;
const OUTPUT_ONLY: i32 = 3;

impl<'s> Readers<'s> {
    pub fn new(schema: &'s Schema, resources: &'s Resources, visible: &'s [String]) -> Self {
        Self {
            schema,
            notes: Notes::new(schema),
            resources: Some(resources),
            visible,
        }
    }

    /// What is said of services and methods alone.
    pub fn of_services(schema: &'s Schema, visible: &'s [String]) -> Self {
        Self {
            schema,
            notes: Notes::of_services(schema),
            resources: None,
            visible,
        }
    }

    pub fn is_service_visible(&self, service: &Service) -> bool {
        let rule = self.notes.service(service).options.visibility.as_ref();
        is_visible(self.visible, rule.map(|rule| rule.restriction()))
    }

    pub fn is_method_visible(&self, method: &Method) -> bool {
        let rule = self.notes.method(method).options.visibility.as_ref();
        is_visible(self.visible, rule.map(|rule| rule.restriction()))
    }

    pub fn is_field_visible(&self, message: MessageId, field: &Field) -> bool {
        let rule = &self.notes.field(message, field).options.visibility;
        is_visible(self.visible, rule.as_ref().map(|rule| rule.restriction()))
    }

    pub fn is_value_visible(&self, id: EnumId, value: &str) -> bool {
        let notes = self.notes.enumeration(id).values.get(value);
        let restriction = notes.and_then(|notes| notes.restriction.as_deref());
        is_visible(self.visible, restriction)
    }

    pub fn service(&self, service: &Service) -> &str {
        &self.notes.service(service).comment
    }

    pub fn is_service_deprecated(&self, service: &Service) -> bool {
        let file = &self.notes.file(service.file).options;
        self.notes.service(service).options.deprecated() || file.deprecated()
    }

    pub fn method(&self, method: &Method) -> &str {
        &self.notes.method(method).comment
    }

    pub fn is_method_deprecated(&self, method: &Method) -> bool {
        self.notes.method(method).options.deprecated()
    }

    pub fn message(&self, id: MessageId) -> &str {
        &self.notes.message(id).comment
    }

    pub fn field(&self, message: MessageId, field: &Field) -> FieldReader<'_> {
        let notes = self.notes.field(message, field);
        let options = &notes.options;
        let behaves = |behavior: i32| options.field_behavior.contains(&behavior);
        let reference = options.resource_reference.as_ref();
        let named = |name: &'_ str| !name.is_empty();
        FieldReader {
            comment: &notes.comment,
            is_deprecated: options.deprecated(),
            is_required: self.notes.is_required(message, field),
            is_output_only: behaves(OUTPUT_ONLY),
            is_optional: behaves(OPTIONAL),
            resource: reference.map(|one| one.r#type()).filter(|one| named(one)),
            child: reference
                .map(|one| one.child_type())
                .filter(|one| named(one)),
        }
    }

    /// What options say of a field's values, in the words of JSON Schema; of the values in a list, in its `items`.
    /// Integers are numbers, whatever their width, so that they can be compared.
    pub fn rules(&self, message: MessageId, field: &Field) -> Value {
        let settings = Settings {
            finite_numbers: true,
            ..Settings::default()
        };
        let schemas = &mut Schemas::new(self.schema, &self.notes, &settings);
        schemas.field(message, field, Style::of_plain_integers())
    }

    /// Whether one member of the oneof has to be set.
    pub fn is_oneof_required(&self, message: MessageId, oneof: &str) -> bool {
        let mut required = self.notes.message(message).required_oneofs.iter();
        required.any(|one| one == oneof)
    }

    /// What the field's text is the name of: the patterns of resources, each with variables in braces.
    pub fn patterns(&self, message: MessageId, field: &Field) -> Vec<&str> {
        let Some(resources) = self.resources else {
            return Vec::new();
        };
        let reference = &self.notes.field(message, field).options.resource_reference;
        let own = self.notes.message(message).options.resource.as_ref();
        match reference {
            Some(reference) if !reference.child_type().is_empty() => {
                resources.parents(reference.child_type())
            }
            Some(reference) => resources.patterns(reference.r#type()),
            None => {
                let own = own.filter(|_| &*field.name == "name");
                let patterns = own.map(|own| own.pattern.iter());
                patterns.into_iter().flatten().map(|one| &**one).collect()
            }
        }
    }

    pub fn enumeration(&self, id: EnumId) -> &str {
        &self.notes.enumeration(id).comment
    }

    pub fn value(&self, id: EnumId, value: &str) -> &str {
        let notes = self.notes.enumeration(id).values.get(value);
        notes.map_or("", |notes| &notes.comment)
    }
}
