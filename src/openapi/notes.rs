//! What descriptors say of an API for its readers: comments, and options beside those that change what is served.
//!
//! A file is read when something in it is first asked about. What it does not say is empty, not an error: descriptors
//! without comments describe an API too.

use std::cell::OnceCell;
use std::collections::HashMap;

use prost::Message as _;

use super::annotated::{
    DescriptorProto, EnumDescriptorProto, EnumOptions, FieldDescriptorProto, FieldOptions,
    FileDescriptorProto, FileOptions, Ignore, MessageOptions, MethodOptions, ResourceDescriptor,
    ServiceDescriptorProto, ServiceOptions, SourceCodeInfo,
};
use super::comments;
use super::schema::push_paragraph;
use super::validate::Rules;
use crate::schema::{Cardinality, EnumId, Field, FileId, MessageId, Method, Schema, Service};

/// Field numbers in descriptor.proto, from which the paths of SourceCodeInfo are made.
mod part {
    pub(super) const FILE_PACKAGE: i32 = 2;
    pub(super) const FILE_MESSAGE: i32 = 4;
    pub(super) const FILE_ENUM: i32 = 5;
    pub(super) const FILE_SERVICE: i32 = 6;
    pub(super) const FILE_EXTENSION: i32 = 7;
    pub(super) const MESSAGE_FIELD: i32 = 2;
    pub(super) const MESSAGE_MESSAGE: i32 = 3;
    pub(super) const MESSAGE_ENUM: i32 = 4;
    pub(super) const MESSAGE_EXTENSION: i32 = 6;
    pub(super) const ENUM_VALUE: i32 = 2;
    pub(super) const SERVICE_METHOD: i32 = 2;
}

/// The notes of every file of a schema.
#[derive(Debug)]
pub(super) struct Notes<'s> {
    schema: &'s Schema,
    files: Vec<OnceCell<FileNotes>>,
    /// Messages and enums are passed over.
    of_services: bool,
    nothing: FileNotes,
    no_message: MessageNotes,
    no_field: FieldNotes,
    no_enum: EnumNotes,
    no_service: ServiceNotes,
    no_method: MethodNotes,
}

#[derive(Debug, Default)]
pub(super) struct FileNotes {
    /// What stands at its package.
    pub(super) comment: String,
    pub(super) options: FileOptions,
    messages: HashMap<String, MessageNotes>,
    enums: HashMap<String, EnumNotes>,
    services: HashMap<String, ServiceNotes>,
    /// By full name.
    extensions: HashMap<String, FieldNotes>,
}

#[derive(Debug, Default)]
pub(super) struct MessageNotes {
    pub(super) comment: String,
    pub(super) options: MessageOptions,
    /// By number.
    fields: HashMap<u32, FieldNotes>,
    /// The oneofs of which one member must be set.
    pub(super) required_oneofs: Vec<String>,
    /// The fields that options of other generators require, by either of their names.
    required: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct FieldNotes {
    pub(super) comment: String,
    pub(super) options: FieldOptions,
    /// Those of protovalidate.
    pub(super) rules: Option<Box<Rules>>,
    /// As it is written in proto2.
    pub(super) default: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct EnumNotes {
    pub(super) comment: String,
    pub(super) options: EnumOptions,
    pub(super) values: HashMap<String, ValueNotes>,
}

#[derive(Debug, Default)]
pub(super) struct ValueNotes {
    pub(super) comment: String,
    pub(super) restriction: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct ServiceNotes {
    pub(super) comment: String,
    pub(super) options: ServiceOptions,
    methods: HashMap<String, MethodNotes>,
}

#[derive(Debug, Default)]
pub(super) struct MethodNotes {
    pub(super) comment: String,
    pub(super) options: MethodOptions,
}

impl<'s> Notes<'s> {
    pub(super) fn new(schema: &'s Schema) -> Self {
        Self {
            schema,
            files: schema.files().iter().map(|_| OnceCell::new()).collect(),
            of_services: false,
            nothing: FileNotes::default(),
            no_message: MessageNotes::default(),
            no_field: FieldNotes::default(),
            no_enum: EnumNotes::default(),
            no_service: ServiceNotes::default(),
            no_method: MethodNotes::default(),
        }
    }

    /// Of services and methods alone, for lists of many: what is in their files beside is many times as much.
    pub(super) fn of_services(schema: &'s Schema) -> Self {
        Self {
            of_services: true,
            ..Self::new(schema)
        }
    }

    pub(super) fn file(&self, id: FileId) -> &FileNotes {
        let Some(cell) = self.files.get(id.index()) else {
            return &self.nothing;
        };
        cell.get_or_init(|| {
            let mut file = decoded(self.schema, id);
            if self.of_services {
                file.message_type.clear();
                file.enum_type.clear();
                file.extension.clear();
            }
            FileNotes::new(file)
        })
    }

    pub(super) fn message(&self, id: MessageId) -> &MessageNotes {
        let message = self.schema.message(id);
        let found = self.file(message.file).messages.get(&*message.name);
        found.unwrap_or(&self.no_message)
    }

    /// Whether whoever sends the message must set the field.
    pub(super) fn is_required(&self, id: MessageId, field: &Field) -> bool {
        const REQUIRED: i32 = 2;
        let notes = self.field(id, field);
        let rules = notes.rules.as_ref().map(|rules| &rules.typed);
        let rules = rules.filter(|rules| rules.ignore() != Ignore::Always);
        let mut names = self.message(id).required.iter();
        field.cardinality == Cardinality::Required
            || notes.options.field_behavior.contains(&REQUIRED)
            || rules.is_some_and(|rules| rules.required())
            || names.any(|name| *name == *field.name || *name == *field.json_name)
    }

    pub(super) fn field(&self, id: MessageId, field: &Field) -> &FieldNotes {
        let found = if field.is_extension {
            let file = self.schema.file_of_extension(id, field.number);
            file.and_then(|file| self.file(file).extensions.get(&*field.name))
        } else {
            self.message(id).fields.get(&field.number)
        };
        found.unwrap_or(&self.no_field)
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &EnumNotes {
        let enumeration = self.schema.enumeration(id);
        let found = self.file(enumeration.file).enums.get(&*enumeration.name);
        found.unwrap_or(&self.no_enum)
    }

    pub(super) fn service(&self, service: &Service) -> &ServiceNotes {
        let found = self.file(service.file).services.get(&*service.name);
        found.unwrap_or(&self.no_service)
    }

    pub(super) fn method(&self, method: &Method) -> &MethodNotes {
        let service = self.service(self.schema.service(method.service));
        service
            .methods
            .get(&*method.name)
            .unwrap_or(&self.no_method)
    }
}

fn decoded(schema: &Schema, id: FileId) -> FileDescriptorProto {
    FileDescriptorProto::decode(schema.file(id).bytes.clone()).unwrap_or_default()
}

/// The comments of a file by the path of what they stand at, before it and behind it.
struct Comments(HashMap<Vec<i32>, [Option<String>; 2]>);

impl Comments {
    fn new(info: Option<SourceCodeInfo>) -> Self {
        let locations = info.unwrap_or_default().location.into_iter();
        let comments = locations.filter_map(|location| {
            let comments = [location.leading_comments, location.trailing_comments];
            let is_any = comments.iter().any(Option::is_some);
            is_any.then_some((location.path, comments))
        });
        Self(comments.collect())
    }

    fn take(&mut self, path: &[i32]) -> String {
        let mut text = String::new();
        for comment in self.0.remove(path).into_iter().flatten().flatten() {
            push_paragraph(&mut text, &comments::clean(&comment));
        }
        text
    }
}

/// The path of a part of what `path` leads to.
fn below(path: &[i32], part: i32, index: usize) -> Vec<i32> {
    let index = i32::try_from(index).unwrap_or(i32::MAX);
    [path, &[part, index]].concat()
}

fn joined(scope: &str, name: &str) -> String {
    if scope.is_empty() {
        name.to_owned()
    } else {
        format!("{scope}.{name}")
    }
}

impl FileNotes {
    /// What a file says of resources, and nothing that is written for readers.
    pub(super) fn without_comments(schema: &Schema, id: FileId) -> Self {
        let mut file = decoded(schema, id);
        file.source_code_info = None;
        Self::new(file)
    }

    /// The resources that are described in the file.
    pub(super) fn resources(&self) -> impl Iterator<Item = &ResourceDescriptor> {
        let messages = self.messages.values();
        let of_messages = messages.filter_map(|message| message.options.resource.as_ref());
        self.options.resource_definition.iter().chain(of_messages)
    }

    fn new(file: FileDescriptorProto) -> Self {
        let mut comments = Comments::new(file.source_code_info);
        let mut notes = Self {
            comment: comments.take(&[part::FILE_PACKAGE]),
            options: file.options.unwrap_or_default(),
            ..Self::default()
        };
        let package = file.package.unwrap_or_default();
        for (index, message) in file.message_type.into_iter().enumerate() {
            let path = below(&[], part::FILE_MESSAGE, index);
            notes.message(&package, message, &path, &mut comments);
        }
        for (index, enumeration) in file.enum_type.into_iter().enumerate() {
            let path = below(&[], part::FILE_ENUM, index);
            notes.enumeration(&package, enumeration, &path, &mut comments);
        }
        for (index, service) in file.service.into_iter().enumerate() {
            let path = below(&[], part::FILE_SERVICE, index);
            let name = joined(&package, service.name());
            let service = ServiceNotes::new(service, &path, &mut comments);
            notes.services.insert(name, service);
        }
        let extensions = file.extension.into_iter();
        notes.extensions(
            &package,
            extensions,
            &[],
            part::FILE_EXTENSION,
            &mut comments,
        );
        notes
    }

    /// Nesting is no deeper than what the schema was built from, whose reader limits it.
    fn message(
        &mut self,
        scope: &str,
        message: DescriptorProto,
        path: &[i32],
        comments: &mut Comments,
    ) {
        let name = joined(scope, message.name());
        for (index, nested) in message.nested_type.into_iter().enumerate() {
            let path = below(path, part::MESSAGE_MESSAGE, index);
            self.message(&name, nested, &path, comments);
        }
        for (index, enumeration) in message.enum_type.into_iter().enumerate() {
            let path = below(path, part::MESSAGE_ENUM, index);
            self.enumeration(&name, enumeration, &path, comments);
        }
        let extensions = message.extension.into_iter();
        self.extensions(&name, extensions, path, part::MESSAGE_EXTENSION, comments);
        let mut notes = MessageNotes {
            comment: comments.take(path),
            options: message.options.unwrap_or_default(),
            ..MessageNotes::default()
        };
        for (index, field) in message.field.into_iter().enumerate() {
            let path = below(path, part::MESSAGE_FIELD, index);
            let number = u32::try_from(field.number()).unwrap_or_default();
            let mut field = FieldNotes::new(field, &path, comments);
            if let Some(swagger) = &mut field.options.openapiv2_field {
                notes.required.append(&mut swagger.required);
            }
            notes.fields.insert(number, field);
        }
        for oneof in message.oneof_decl {
            let rules = oneof.options.unwrap_or_default().validate;
            if rules.is_some_and(|rules| rules.required()) {
                notes.required_oneofs.extend(oneof.name);
            }
        }
        let options = &notes.options;
        let swagger = options.openapiv2_schema.as_ref();
        let swagger = swagger.and_then(|swagger| swagger.json_schema.as_ref());
        let swagger = swagger.map(|schema| &schema.required);
        let gnostic = options.openapiv3_schema.as_ref();
        let gnostic = gnostic.map(|schema| &schema.required);
        let names = swagger.into_iter().chain(gnostic).flatten();
        notes.required.extend(names.cloned());
        self.messages.insert(name, notes);
    }

    fn extensions(
        &mut self,
        scope: &str,
        extensions: impl Iterator<Item = FieldDescriptorProto>,
        path: &[i32],
        part: i32,
        comments: &mut Comments,
    ) {
        for (index, extension) in extensions.enumerate() {
            let name = joined(scope, extension.name());
            let path = below(path, part, index);
            let notes = FieldNotes::new(extension, &path, comments);
            self.extensions.insert(name, notes);
        }
    }

    fn enumeration(
        &mut self,
        scope: &str,
        enumeration: EnumDescriptorProto,
        path: &[i32],
        comments: &mut Comments,
    ) {
        let name = joined(scope, enumeration.name());
        let values = enumeration.value.into_iter().enumerate();
        let values = values.map(|(index, value)| {
            let comment = comments.take(&below(path, part::ENUM_VALUE, index));
            let visibility = value.options.unwrap_or_default().visibility;
            let notes = ValueNotes {
                comment,
                restriction: visibility.and_then(|rule| rule.restriction),
            };
            (value.name.unwrap_or_default(), notes)
        });
        let values = values.collect();
        let notes = EnumNotes {
            comment: comments.take(path),
            options: enumeration.options.unwrap_or_default(),
            values,
        };
        self.enums.insert(name, notes);
    }
}

impl FieldNotes {
    fn new(field: FieldDescriptorProto, path: &[i32], comments: &mut Comments) -> Self {
        let options = field.options.unwrap_or_default();
        Self {
            comment: comments.take(path),
            rules: Rules::new(&options.validate).map(Box::new),
            options,
            default: field.default_value,
        }
    }
}

impl ServiceNotes {
    fn new(service: ServiceDescriptorProto, path: &[i32], comments: &mut Comments) -> Self {
        let methods = service.method.into_iter().enumerate();
        let methods = methods.map(|(index, method)| {
            let path = below(path, part::SERVICE_METHOD, index);
            let notes = MethodNotes {
                comment: comments.take(&path),
                options: method.options.unwrap_or_default(),
            };
            (method.name.unwrap_or_default(), notes)
        });
        Self {
            methods: methods.collect(),
            comment: comments.take(path),
            options: service.options.unwrap_or_default(),
        }
    }
}
