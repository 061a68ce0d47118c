//! Which file declares what: the questions of gRPC's reflection.
//!
//! Nobody asks while a call is served, so most of it is searched for and not indexed.

use prost::Message as _;

use super::types::{Extension, FileId, MessageId};
use super::{Schema, Service};

/// The imports of a file; everything else of it is passed over.
#[derive(Clone, PartialEq, ::prost::Message)]
struct Imports {
    #[prost(string, repeated, tag = "3")]
    dependency: Vec<String>,
}

impl Schema {
    /// The file that others import by this name.
    pub fn file_by_name(&self, name: &str) -> Option<FileId> {
        let found = self
            .files_by_name
            .binary_search_by(|id| (*self.file(*id).name).cmp(name));
        found
            .ok()
            .and_then(|at| self.files_by_name.get(at))
            .copied()
    }

    /// The file that declares a full name: a message, an enum or a value of one, a service or a
    /// method, a field, a oneof or an extension.
    pub fn file_of_symbol(&self, name: &str) -> Option<FileId> {
        let message = |name: &str| self.message_by_name(name).map(|id| self.message(id));
        let enumeration = |name: &str| self.enum_by_name(name).map(|id| self.enumeration(id));
        if let Some(found) = message(name) {
            return Some(found.file);
        }
        if let Some(found) = enumeration(name) {
            return Some(found.file);
        }
        if let Some(found) = self.service_by_name(name) {
            return Some(found.file);
        }
        let (parent, last) = name.rsplit_once('.').unwrap_or(("", name));
        if let Some(service) = self.service_by_name(parent) {
            let mut methods = service.methods.iter();
            let has_method = methods.any(|id| *self.method(*id).name == *last);
            return has_method.then_some(service.file);
        }
        if let Some(message) = message(parent) {
            let mut fields = message.fields.iter().filter(|field| !field.is_extension);
            let has_field = fields.any(|field| *field.name == *last);
            if has_field || message.oneofs.iter().any(|oneof| **oneof == *last) {
                return Some(message.file);
            }
        }
        self.file_of_enum_value(parent, last)
            .or_else(|| self.file_of_extension_named(name))
    }

    /// Values are declared beside their enum, and not in it.
    fn file_of_enum_value(&self, parent: &str, name: &str) -> Option<FileId> {
        let is_beside = |of: &str| of.rsplit_once('.').map_or("", |(scope, _)| scope) == parent;
        let found = self.enums.iter().find(|one| {
            is_beside(&one.name) && one.values.iter().any(|value| *value.name == *name)
        });
        found.map(|one| one.file)
    }

    fn file_of_extension_named(&self, name: &str) -> Option<FileId> {
        let is_named = |extension: &&Extension| {
            let mut fields = self.message(extension.extendee).fields.iter();
            fields.any(|field| field.number == extension.number && *field.name == *name)
        };
        let found = self.extensions.iter().find(is_named);
        found.map(|extension| extension.file)
    }

    /// The file that declares the extension of a message with this number.
    pub fn file_of_extension(&self, extendee: MessageId, number: u32) -> Option<FileId> {
        let mut found = self.extensions_of(extendee);
        let found = found.find(|extension| extension.number == number);
        found.map(|extension| extension.file)
    }

    /// The numbers of all extensions of a message, growing.
    pub fn extension_numbers(&self, extendee: MessageId) -> impl Iterator<Item = u32> {
        self.extensions_of(extendee)
            .map(|extension| extension.number)
    }

    fn extensions_of(&self, extendee: MessageId) -> impl Iterator<Item = &Extension> {
        let start = self
            .extensions
            .partition_point(|extension| extension.extendee < extendee);
        let rest = self.extensions.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(move |extension| extension.extendee == extendee)
    }

    /// The files that a file imports, without those that are not there.
    pub fn imports(&self, file: FileId) -> Vec<FileId> {
        let imports = Imports::decode(self.file(file).bytes.clone()).unwrap_or_default();
        let names = imports.dependency.iter();
        names.filter_map(|name| self.file_by_name(name)).collect()
    }

    pub fn service_by_name(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|service| *service.name == *name)
    }
}
