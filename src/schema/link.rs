//! From a file's descriptors to the schema's tables.

use foldhash::HashMap;

use super::build::{Claimed, SchemaBuilder};
use super::descriptor::field_descriptor_proto::{Label, Type};
use super::descriptor::method_options::IdempotencyLevel;
use super::descriptor::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    ServiceDescriptorProto,
};
use super::features::{Features, Presence, Syntax};
use super::types::{
    Cardinality, Enum, EnumId, EnumValue, Field, FileId, Kind, Message, MessageId, Method,
    MethodId, Service, WellKnown,
};

/// The largest field number, 2^29 - 1.
const FIELD_NUMBER_MAX: i32 = 536_870_911;

struct Linker<'a> {
    builder: &'a mut SchemaBuilder,
    file: FileId,
    syntax: Syntax,
}

/// Adds the definitions of `file` that are in `news`.
pub(super) fn file(
    builder: &mut SchemaBuilder,
    id: FileId,
    file: &FileDescriptorProto,
    news: &Claimed,
) {
    let (syntax, features) = match Features::of_file(file) {
        Ok(known) => known,
        Err(message) => {
            let place = builder.origin(id);
            builder
                .findings
                .error("syntax", place, file.name(), message);
            return;
        }
    };
    let prefix = if file.package().is_empty() {
        String::new()
    } else {
        format!("{}.", file.package())
    };
    let mut linker = Linker {
        builder,
        file: id,
        syntax,
    };
    for message in file.message_type.iter().filter(|one| news.has(one.name())) {
        linker.message(&prefix, message, features);
    }
    for one in file.enum_type.iter().filter(|one| news.has(one.name())) {
        linker.enumeration(&prefix, one, features);
    }
    for extension in file.extension.iter().filter(|one| news.has(one.name())) {
        linker.extension(&prefix, extension, features);
    }
    for (index, service) in (0..).zip(&file.service) {
        if news.has(service.name()) {
            linker.service(&prefix, index, service);
        }
    }
}

impl Linker<'_> {
    fn message(&mut self, prefix: &str, message: &DescriptorProto, outer: Features) {
        let name = format!("{prefix}{}", message.name());
        let options = message.options.unwrap_or_default();
        let mut features = outer.with(options.features);
        // Entries of maps and what is in them are length-prefixed whatever the file says.
        features.delimited &= !options.map_entry();
        let inner = format!("{name}.");
        for nested in &message.nested_type {
            self.message(&inner, nested, features);
        }
        for one in &message.enum_type {
            self.enumeration(&inner, one, features);
        }
        for extension in &message.extension {
            self.extension(&inner, extension, features);
        }
        let (oneofs, oneof_of) = real_oneofs(message);
        let mut fields = Vec::with_capacity(message.field.len());
        for field in &message.field {
            let oneof = field
                .oneof_index
                .and_then(|index| oneof_of.get(&index).copied());
            fields.extend(self.field(&name, field, features, oneof));
        }
        // Entries of maps are written whole: both parts always count as set.
        let is_map_entry = options.map_entry();
        let item = Message {
            name: name.as_str().into(),
            file: self.file,
            fields: fields.into(),
            oneofs,
            is_map_entry,
            is_message_set: options.message_set_wire_format(),
            well_known: WellKnown::of(&name),
        };
        if is_map_entry {
            // A map field knows its entry only by this mark; see `cardinality`.
            self.builder.map_entries.insert(name.as_str().into());
        }
        if self.builder.messages.define(&name, item).is_none() {
            self.twice(&name);
        }
    }

    fn enumeration(&mut self, prefix: &str, one: &EnumDescriptorProto, outer: Features) {
        let name = format!("{prefix}{}", one.name());
        let features = outer.with(one.options.and_then(|options| options.features));
        let values = one.value.iter().map(|value| EnumValue {
            name: value.name().into(),
            number: value.number(),
        });
        let item = Enum {
            name: name.as_str().into(),
            file: self.file,
            values: values.collect(),
            is_closed: features.closed_enums,
        };
        if self.builder.enums.define(&name, item).is_none() {
            self.twice(&name);
        }
    }

    fn extension(&mut self, prefix: &str, extension: &FieldDescriptorProto, outer: Features) {
        let name = format!("{prefix}{}", extension.name());
        let Some(mut field) = self.field(prefix.trim_end_matches('.'), extension, outer, None)
        else {
            return;
        };
        field.json_name = format!("[{name}]").into();
        field.name = name.as_str().into();
        field.is_extension = true;
        field.has_presence = !matches!(field.cardinality, Cardinality::Repeated | Cardinality::Map);
        let extendee = extension.extendee().trim_start_matches('.');
        let message = self
            .builder
            .messages
            .mention(extendee, || name.into(), self.file);
        self.builder.extensions.push((MessageId(message), field));
        self.builder.extension_files.push(self.file);
    }

    fn service(&mut self, prefix: &str, index: u32, service: &ServiceDescriptorProto) {
        let name = format!("{prefix}{}", service.name());
        let id = self.builder.next_service();
        let mut methods = Vec::with_capacity(service.method.len());
        for (method_index, method) in (0..).zip(&service.method) {
            let full = || format!("{name}.{}", method.name()).into();
            let input = self.builder.messages.mention(
                method.input_type().trim_start_matches('.'),
                full,
                self.file,
            );
            let output = self.builder.messages.mention(
                method.output_type().trim_start_matches('.'),
                full,
                self.file,
            );
            methods.push(MethodId(
                u32::try_from(self.builder.methods.len()).unwrap_or(u32::MAX),
            ));
            self.builder.methods.push(Method {
                name: method.name().into(),
                service: id,
                input: MessageId(input),
                output: MessageId(output),
                client_streaming: method.client_streaming(),
                server_streaming: method.server_streaming(),
                has_no_side_effects: method.options.as_ref().is_some_and(|options| {
                    options.idempotency_level() == IdempotencyLevel::NoSideEffects
                }),
                http: method
                    .options
                    .as_ref()
                    .and_then(|options| options.http.clone())
                    .map(Box::new),
                path: (index, method_index),
            });
        }
        let default_host = service
            .options
            .as_ref()
            .and_then(|options| options.default_host.clone());
        self.builder.services.push(Service {
            name: name.into(),
            file: self.file,
            default_host: default_host.filter(|host| !host.is_empty()).map(Into::into),
            methods,
        });
    }

    fn field(
        &mut self,
        message: &str,
        field: &FieldDescriptorProto,
        outer: Features,
        oneof: Option<u16>,
    ) -> Option<Field> {
        let number = field.number();
        if !(1..=FIELD_NUMBER_MAX).contains(&number) {
            return self.refuse(
                message,
                field,
                &format!("has the number {number}, which is not a field number"),
            );
        }
        let options = field.options.unwrap_or_default();
        let features = outer.with(options.features);
        let Some(kind) = self.kind(message, field, features) else {
            return self.refuse(
                message,
                field,
                "has no type; the set was not made by a compiler",
            );
        };
        let cardinality = self.cardinality(field, kind, features);
        let is_singular = matches!(cardinality, Cardinality::Singular | Cardinality::Required);
        let is_explicit = features.presence != Presence::Implicit
            || kind.message().is_some()
            || field.oneof_index.is_some()
            || field.proto3_optional();
        Some(Field {
            name: field.name().into(),
            json_name: field
                .json_name
                .clone()
                .unwrap_or_else(|| json_name_of(field.name()))
                .into(),
            number: number.unsigned_abs(),
            // A map's field is a message for every purpose but its encoding.
            kind: match kind {
                Kind::Group(id) if cardinality == Cardinality::Map => Kind::Message(id),
                kind => kind,
            },
            cardinality,
            has_presence: is_singular && is_explicit,
            is_packed: cardinality == Cardinality::Repeated
                && options.packed.unwrap_or(features.packed)
                && is_packable(kind),
            checks_utf8: features.checks_utf8,
            is_extension: false,
            oneof,
        })
    }

    fn kind(
        &mut self,
        message: &str,
        field: &FieldDescriptorProto,
        features: Features,
    ) -> Option<Kind> {
        let by = || format!("{message}.{}", field.name()).into();
        let type_name = field.type_name().trim_start_matches('.');
        Some(match Type::try_from(field.r#type?).ok()? {
            Type::Double => Kind::Double,
            Type::Float => Kind::Float,
            Type::Int64 => Kind::Int64,
            Type::Uint64 => Kind::Uint64,
            Type::Int32 => Kind::Int32,
            Type::Fixed64 => Kind::Fixed64,
            Type::Fixed32 => Kind::Fixed32,
            Type::Bool => Kind::Bool,
            Type::String => Kind::String,
            Type::Bytes => Kind::Bytes,
            Type::Uint32 => Kind::Uint32,
            Type::Sfixed32 => Kind::Sfixed32,
            Type::Sfixed64 => Kind::Sfixed64,
            Type::Sint32 => Kind::Sint32,
            Type::Sint64 => Kind::Sint64,
            Type::Enum => Kind::Enum(EnumId(self.builder.enums.mention(type_name, by, self.file))),
            Type::Message if !features.delimited => Kind::Message(MessageId(
                self.builder.messages.mention(type_name, by, self.file),
            )),
            Type::Group | Type::Message => Kind::Group(MessageId(
                self.builder.messages.mention(type_name, by, self.file),
            )),
        })
    }

    fn cardinality(
        &self,
        field: &FieldDescriptorProto,
        kind: Kind,
        features: Features,
    ) -> Cardinality {
        match field.label() {
            // Entries are nested types, so they are known before the fields that use them.
            Label::Repeated if kind.message().is_some() && self.is_map_entry(field) => {
                Cardinality::Map
            }
            Label::Repeated => Cardinality::Repeated,
            Label::Required => Cardinality::Required,
            Label::Optional
                if self.syntax == Syntax::Editions && features.presence == Presence::Required =>
            {
                Cardinality::Required
            }
            Label::Optional => Cardinality::Singular,
        }
    }

    fn is_map_entry(&self, field: &FieldDescriptorProto) -> bool {
        self.builder
            .map_entries
            .contains(field.type_name().trim_start_matches('.'))
    }

    fn refuse(&mut self, message: &str, field: &FieldDescriptorProto, what: &str) -> Option<Field> {
        let name = format!("{message}.{}", field.name());
        let place = self.builder.origin(self.file);
        self.builder
            .findings
            .error("descriptor", place, name.as_str(), format!("{name} {what}"));
        None
    }

    fn twice(&mut self, name: &str) {
        let place = self.builder.origin(self.file);
        self.builder.findings.error(
            "symbol-conflict",
            place,
            name,
            format!("{name} is defined twice"),
        );
    }
}

/// The names of oneofs that were written, and the new index of each. A proto3 `optional` is a
/// oneof of one field by descriptor.proto's convention; it is presence and nothing else.
fn real_oneofs(message: &DescriptorProto) -> (Box<[Box<str>]>, HashMap<i32, u16>) {
    let mut names: Vec<Box<str>> = Vec::new();
    let mut index_of = HashMap::default();
    for (index, oneof) in (0..).zip(&message.oneof_decl) {
        let is_synthetic = message
            .field
            .iter()
            .any(|field| field.oneof_index == Some(index) && field.proto3_optional());
        if !is_synthetic {
            index_of.insert(index, u16::try_from(names.len()).unwrap_or(u16::MAX));
            names.push(oneof.name().into());
        }
    }
    (names.into(), index_of)
}

const fn is_packable(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::String | Kind::Bytes | Kind::Message(_) | Kind::Group(_)
    )
}

/// protoc's lowerCamelCase: an underscore goes and the next letter is made upper-case.
pub fn json_name_of(name: &str) -> String {
    let mut json_name = String::with_capacity(name.len());
    let mut raise = false;
    for letter in name.chars() {
        if letter == '_' {
            raise = true;
        } else {
            json_name.push(if raise {
                letter.to_ascii_uppercase()
            } else {
                letter
            });
            raise = false;
        }
    }
    json_name
}

/// Extensions join the fields of the messages that they extend.
pub(super) fn attach(messages: &mut [Message], extensions: Vec<(MessageId, Field)>) {
    let mut by_message: HashMap<MessageId, Vec<Field>> = HashMap::default();
    for (message, field) in extensions {
        by_message.entry(message).or_default().push(field);
    }
    for (id, more) in by_message {
        if let Some(message) = messages.get_mut(id.index()) {
            let fields = std::mem::take(&mut message.fields);
            message.fields = fields.into_vec().into_iter().chain(more).collect();
        }
    }
}

/// Stands for a message that is mentioned and nowhere defined; an error was reported.
pub(super) fn placeholder_message(name: &str, file: FileId) -> Message {
    Message {
        name: name.into(),
        file,
        fields: Box::default(),
        oneofs: Box::default(),
        is_map_entry: false,
        is_message_set: false,
        well_known: None,
    }
}

pub(super) fn placeholder_enum(name: &str, file: FileId) -> Enum {
    Enum {
        name: name.into(),
        file,
        values: Box::default(),
        is_closed: false,
    }
}
