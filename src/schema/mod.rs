//! Descriptors, read by our own types into flat tables.
//!
//! Owns what is known of files, messages, enums, services and methods, from any mix of sources:
//! `.proto` text (compiled in memory by protox), descriptor sets, reflection. It never touches a
//! file or a socket: whoever loads hands over texts and bytes.
//!
//! ```text
//! text --source--> FileDescriptorSet --+
//!            descriptor set bytes -----+--> SchemaBuilder::add --> finish --> Schema
//!            reflection's files -------+        (dedupe, conflicts)   (links checked)
//! ```

mod build;
mod builtin;
mod compare;
#[rustfmt::skip]
#[allow(clippy::all, clippy::use_self, unreachable_pub, missing_debug_implementations, unused_qualifications)]
pub mod descriptor;
mod features;
mod link;
mod place;
pub mod set;
pub mod source;
mod symbols;
#[cfg(test)]
mod tests;
mod types;

use foldhash::HashMap;

use bytes::Bytes;

pub use build::SchemaBuilder;
pub use link::json_name_of;
pub use types::{
    Cardinality, Enum, EnumId, EnumValue, Field, FileId, Kind, Message, MessageId, Method,
    MethodCardinality, MethodId, NULL_VALUE, Service, ServiceId, WellKnown, is_of_server,
};

use crate::finding::Place;

/// Everything that was loaded. Nothing changes it once it is built.
#[derive(Debug)]
pub struct Schema {
    files: Vec<File>,
    messages: Vec<Message>,
    enums: Vec<Enum>,
    services: Vec<Service>,
    methods: Vec<Method>,
    messages_by_name: HashMap<Box<str>, MessageId>,
    enums_by_name: HashMap<Box<str>, EnumId>,
    /// The first file of each name, by name.
    files_by_name: Box<[FileId]>,
    /// Sorted.
    extensions: Box<[types::Extension]>,
}

/// A loaded file. Its bytes are kept for reflection, for OpenAPI and for source positions.
#[derive(Debug, Clone)]
pub struct File {
    /// The name that other files import it by.
    pub name: Box<str>,
    /// Where a person finds it: a path, or the set or server that it came from.
    pub origin: Box<str>,
    /// The encoded `google.protobuf.FileDescriptorProto`.
    pub bytes: Bytes,
    /// Part of the gateway, not of what the user loaded; not counted.
    pub is_builtin: bool,
}

/// How much was loaded; built-in files are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub files: usize,
    pub services: usize,
    pub methods: usize,
}

impl Schema {
    pub fn message(&self, id: MessageId) -> &Message {
        &self.messages[id.index()]
    }

    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.index()]
    }

    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    pub fn method(&self, id: MethodId) -> &Method {
        &self.methods[id.index()]
    }

    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.index()]
    }

    pub fn message_count(&self) -> usize {
        self.messages.len()
    }

    pub fn enum_count(&self) -> usize {
        self.enums.len()
    }

    /// The message with this full name, without a leading dot.
    pub fn message_by_name(&self, name: &str) -> Option<MessageId> {
        self.messages_by_name.get(name).copied()
    }

    pub fn enum_by_name(&self, name: &str) -> Option<EnumId> {
        self.enums_by_name.get(name).copied()
    }

    pub fn files(&self) -> &[File] {
        &self.files
    }

    pub fn file_ids(&self) -> impl Iterator<Item = FileId> {
        (0..).take(self.files.len()).map(FileId::from_index)
    }

    pub fn services(&self) -> impl Iterator<Item = (ServiceId, &Service)> {
        (0..).map(ServiceId).zip(&self.services)
    }

    pub fn methods(&self) -> impl Iterator<Item = (MethodId, &Method)> {
        (0..).map(MethodId).zip(&self.methods)
    }

    pub fn method_count(&self) -> usize {
        self.methods.len()
    }

    /// `package.Service.Method`, as selectors of a service configuration spell it.
    pub fn method_name(&self, method: &Method) -> String {
        format!("{}.{}", self.service(method.service).name, method.name)
    }

    /// `/package.Service/Method`, the `:path` of its calls.
    pub fn method_path(&self, method: &Method) -> String {
        format!("/{}/{}", self.service(method.service).name, method.name)
    }

    pub fn counts(&self) -> Counts {
        let counted = |service: &&Service| {
            !self.file(service.file).is_builtin && !is_of_server(&service.name)
        };
        let services = || self.services.iter().filter(counted);
        Counts {
            files: self.files.iter().filter(|file| !file.is_builtin).count(),
            services: services().count(),
            methods: services().map(|service| service.methods.len()).sum(),
        }
    }

    /// Where a method's `google.api.http` annotation stands, or the method if that is not known.
    pub fn method_place(&self, method: &Method) -> Place {
        let file = self.file(self.service(method.service).file);
        place::of_method(file, method.path)
    }

    /// Where a service stands.
    pub fn service_place(&self, service: &Service) -> Place {
        Place::file(&*self.file(service.file).origin)
    }
}
