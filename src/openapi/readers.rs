//! What descriptors say to readers, for whoever writes other pages than documents.

use super::notes::Notes;
use super::schema::is_visible;
use crate::schema::{EnumId, Field, MessageId, Method, Schema, Service};

/// Comments and the like of a schema, read when they are asked for.
#[derive(Debug)]
pub struct Readers<'s> {
    notes: Notes<'s>,
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
    pub fn new(schema: &'s Schema, visible: &'s [String]) -> Self {
        Self {
            notes: Notes::new(schema),
            visible,
        }
    }

    /// What is said of services and methods alone.
    pub fn of_services(schema: &'s Schema, visible: &'s [String]) -> Self {
        Self {
            notes: Notes::of_services(schema),
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

    pub fn enumeration(&self, id: EnumId) -> &str {
        &self.notes.enumeration(id).comment
    }

    pub fn value(&self, id: EnumId, value: &str) -> &str {
        let notes = self.notes.enumeration(id).values.get(value);
        notes.map_or("", |notes| &notes.comment)
    }
}
