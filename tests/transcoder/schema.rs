//! Random schemas of proto2 and proto3, as descriptor sets: what a compiler would make of sources that have a bit of
//! everything.

use prost::Message as _;
use prost_reflect::DescriptorPool;
use prost_types::descriptor_proto::ExtensionRange;
use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumOptions, EnumValueDescriptorProto,
    FieldDescriptorProto, FieldOptions, FileDescriptorProto, FileDescriptorSet, MessageOptions,
    OneofDescriptorProto,
};

use crate::choices::Choices;

/// A schema: its set, and its messages by name.
#[derive(Debug)]
pub(crate) struct Sketch {
    pub(crate) set: FileDescriptorSet,
    pub(crate) messages: Vec<String>,
}

/// Messages of protobuf's own that have a form of their own in JSON.
const WELL_KNOWN: [&str; 18] = [
    "Any",
    "Timestamp",
    "Duration",
    "FieldMask",
    "Struct",
    "Value",
    "ListValue",
    "Empty",
    "DoubleValue",
    "FloatValue",
    "Int64Value",
    "UInt64Value",
    "Int32Value",
    "UInt32Value",
    "BoolValue",
    "StringValue",
    "BytesValue",
    "Value",
];

const SCALARS: [Type; 15] = [
    Type::Double,
    Type::Float,
    Type::Int64,
    Type::Uint64,
    Type::Int32,
    Type::Fixed64,
    Type::Fixed32,
    Type::Bool,
    Type::String,
    Type::Bytes,
    Type::Uint32,
    Type::Sfixed32,
    Type::Sfixed64,
    Type::Sint32,
    Type::Sint64,
];

const KEYS: [Type; 12] = [
    Type::Int64,
    Type::Uint64,
    Type::Int32,
    Type::Fixed64,
    Type::Fixed32,
    Type::Bool,
    Type::String,
    Type::Uint32,
    Type::Sfixed32,
    Type::Sfixed64,
    Type::Sint32,
    Type::Sint64,
];

/// Where the extensions of a proto2 message may have their numbers.
const EXTENSIONS: std::ops::Range<i32> = 1000..2000;
/// Numbers that the norm keeps for itself, and the largest.
const RESERVED: std::ops::Range<i32> = 19_000..20_000;
const NUMBER_MAX: i32 = 536_870_911;

/// Makes a schema. `size` is about how many fields a message has.
pub(crate) fn random(choices: &mut Choices, size: usize) -> Sketch {
    let known = DescriptorPool::global();
    let mut set = FileDescriptorSet {
        file: known.file_descriptor_protos().cloned().collect(),
    };
    let imports: Vec<_> = set.file.iter().map(|file| file.name().to_owned()).collect();
    let mut messages = Vec::new();
    for (syntax, package) in [("proto2", "old"), ("proto3", "new")] {
        let mut maker = Maker {
            choices,
            is_old: syntax == "proto2",
            package,
            messages: messages.clone(),
            enums: Vec::new(),
            extendable: Vec::new(),
            names: 0,
            size,
        };
        let mut file = maker.file();
        let made: Vec<String> = maker.messages.drain(messages.len()..).collect();
        messages.extend(made);
        file.name = Some(format!("{package}.proto"));
        file.package = Some(package.to_owned());
        file.syntax = (syntax != "proto2").then(|| syntax.to_owned());
        file.dependency.clone_from(&imports);
        if package == "new" {
            file.dependency.push("old.proto".to_owned());
        }
        set.file.push(file);
    }
    Sketch { set, messages }
}

struct Maker<'c> {
    choices: &'c mut Choices,
    is_old: bool,
    package: &'static str,
    /// What fields can be of: full names.
    messages: Vec<String>,
    enums: Vec<String>,
    extendable: Vec<String>,
    names: usize,
    size: usize,
}

impl Maker<'_> {
    fn file(&mut self) -> FileDescriptorProto {
        let mut file = FileDescriptorProto::default();
        for _ in 0..=self.choices.below(2) {
            let one = self.enumeration();
            self.enums.push(format!("{}.{}", self.package, one.name()));
            file.enum_type.push(one);
        }
        // The names first: any message can be in any other, and in itself.
        let count = 1 + self.choices.below(3);
        for at in 0..count {
            self.messages.push(format!("{}.M{at}", self.package));
            if self.choices.one_in(2) {
                self.messages.push(format!("{}.M{at}.Inner", self.package));
            }
        }
        for at in 0..count {
            let full = format!("{}.M{at}", self.package);
            let mut message = self.message(&full, &format!("M{at}"));
            let inner = format!("{full}.Inner");
            if self.messages.contains(&inner) {
                let nested = self.message(&inner, "Inner");
                message.nested_type.push(nested);
            }
            file.message_type.push(message);
        }
        for at in 0..self.choices.below(4) {
            if let Some(extension) = self.extension(at) {
                // In a message or at the top: only its name differs.
                if self.choices.one_in(2) {
                    file.message_type[0].extension.push(extension);
                } else {
                    file.extension.push(extension);
                }
            }
        }
        file
    }

    fn enumeration(&mut self) -> EnumDescriptorProto {
        self.names += 1;
        let name = format!("E{}", self.names);
        let first = if self.is_old {
            self.choices.below(5) as i32 - 2
        } else {
            0
        };
        let mut numbers = vec![first];
        for _ in 0..self.choices.below(5) {
            numbers.push(match self.choices.below(4) {
                0 => i32::MIN,
                1 => i32::MAX,
                // Often one that is there already.
                _ => self.choices.below(4) as i32 - 1,
            });
        }
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        let has_alias = sorted.windows(2).any(|pair| pair[0] == pair[1]);
        let values = numbers.iter().zip(0..);
        let values = values.map(|(number, at)| EnumValueDescriptorProto {
            name: Some(format!("{name}_{at}")),
            number: Some(*number),
            ..Default::default()
        });
        EnumDescriptorProto {
            value: values.collect(),
            options: has_alias.then(|| EnumOptions {
                allow_alias: Some(true),
                ..Default::default()
            }),
            name: Some(name),
            ..Default::default()
        }
    }

    fn message(&mut self, full: &str, name: &str) -> DescriptorProto {
        let mut made = DescriptorProto {
            name: Some(name.to_owned()),
            ..Default::default()
        };
        let mut number = 0;
        for _ in 0..self.choices.below(self.size + 1) {
            let Some(next) = self.next_number(number) else {
                break;
            };
            number = next;
            self.field(full, &mut made, number);
        }
        if self.is_old && self.choices.one_in(2) {
            made.extension_range.push(ExtensionRange {
                start: Some(EXTENSIONS.start),
                end: Some(EXTENSIONS.end),
                ..Default::default()
            });
            self.extendable.push(full.to_owned());
        }
        // A proto3 `optional` is a oneof of its own, behind those that were written.
        for at in 0..made.field.len() {
            if made.field[at].proto3_optional() {
                made.field[at].oneof_index = Some(made.oneof_decl.len() as i32);
                made.oneof_decl.push(OneofDescriptorProto {
                    name: Some(format!("_{}", made.field[at].name())),
                    ..Default::default()
                });
            }
        }
        made
    }

    fn next_number(&mut self, last: i32) -> Option<i32> {
        let next = last
            + match self.choices.below(16) {
                0 => 1 + self.choices.below(40) as i32,
                1 => 5000,
                2 => 1 << 25,
                _ => 1,
            };
        if EXTENSIONS.contains(&next) {
            return Some(EXTENSIONS.end);
        }
        if RESERVED.contains(&next) {
            return Some(RESERVED.end);
        }
        (next <= NUMBER_MAX).then_some(next)
    }

    /// A name, and the JSON name where it was written.
    fn name(&mut self) -> (String, Option<String>) {
        self.names += 1;
        let at = self.names;
        let name = match self.choices.below(8) {
            0 => format!("camelCase{at}"),
            1 => format!("_leading{at}"),
            2 => format!("trailing{at}_"),
            3 => format!("two__lines{at}"),
            4 => format!("x_{at}_y"),
            5 => format!("Upper_case{at}"),
            _ => format!("some_field{at}"),
        };
        let json_name = self.choices.one_in(6).then(|| {
            let form = self.choices.pick(&[
                "plain#",
                "é#",
                "quo\"te#",
                "back\\#",
                "two words#",
                "@#",
                "<#>",
            ]);
            form.replace('#', &at.to_string())
        });
        (name, json_name)
    }

    fn field(&mut self, full: &str, made: &mut DescriptorProto, number: i32) {
        let (name, json_name) = self.name();
        let mut field = FieldDescriptorProto {
            name: Some(name),
            json_name,
            number: Some(number),
            label: Some(Label::Optional.into()),
            ..Default::default()
        };
        match self.choices.below(12) {
            0 | 1 => {
                self.map(full, made, &mut field);
                made.field.push(field);
                return;
            }
            2 if self.is_old => {
                self.group(full, made, field);
                return;
            }
            3..=5 => {
                self.set_type(&mut field);
                field.label = Some(Label::Repeated.into());
                self.set_packed(&mut field);
                made.field.push(field);
                return;
            }
            6 | 7 => {
                self.set_type(&mut field);
                let count = made.oneof_decl.len();
                let oneof = self.choices.below(count + 1);
                if oneof == count {
                    made.oneof_decl.push(OneofDescriptorProto {
                        name: Some(format!("choice{number}")),
                        ..Default::default()
                    });
                }
                field.oneof_index = Some(oneof as i32);
            }
            8 if self.is_old => {
                // A message that requires itself has no value.
                field.set_type(SCALARS[self.choices.below(SCALARS.len())]);
                field.label = Some(Label::Required.into());
            }
            8 | 9 if !self.is_old => {
                self.set_type(&mut field);
                field.proto3_optional = Some(true);
            }
            _ => self.set_type(&mut field),
        }
        made.field.push(field);
    }

    fn set_type(&mut self, field: &mut FieldDescriptorProto) {
        match self.choices.below(8) {
            0 => self.set_enum(field),
            1 => {
                let name = &self.messages[self.choices.below(self.messages.len())];
                field.set_type(Type::Message);
                field.type_name = Some(format!(".{name}"));
            }
            2 | 3 => {
                field.set_type(Type::Message);
                let name = self.choices.pick(&WELL_KNOWN);
                field.type_name = Some(format!(".google.protobuf.{name}"));
            }
            _ => field.set_type(SCALARS[self.choices.below(SCALARS.len())]),
        }
    }

    fn set_enum(&mut self, field: &mut FieldDescriptorProto) {
        field.set_type(Type::Enum);
        // protoc lets no enum of proto2, which is closed, into proto3.
        field.type_name = Some(if self.choices.one_in(5) {
            ".google.protobuf.NullValue".to_owned()
        } else {
            format!(".{}", self.enums[self.choices.below(self.enums.len())])
        });
    }

    fn set_packed(&mut self, field: &mut FieldDescriptorProto) {
        let can_be = !matches!(
            field.r#type(),
            Type::String | Type::Bytes | Type::Message | Type::Group
        );
        if can_be && self.choices.one_in(2) {
            field.options = Some(FieldOptions {
                packed: Some(self.choices.one_in(2)),
                ..Default::default()
            });
        }
    }

    fn map(&mut self, full: &str, made: &mut DescriptorProto, field: &mut FieldDescriptorProto) {
        let entry = format!("{}Entry", camel(field.name()));
        let part = |name: &str, number| FieldDescriptorProto {
            name: Some(name.to_owned()),
            number: Some(number),
            label: Some(Label::Optional.into()),
            ..Default::default()
        };
        let (mut key, mut value) = (part("key", 1), part("value", 2));
        key.set_type(KEYS[self.choices.below(KEYS.len())]);
        self.set_type(&mut value);
        made.nested_type.push(DescriptorProto {
            name: Some(entry.clone()),
            field: vec![key, value],
            options: Some(MessageOptions {
                map_entry: Some(true),
                ..Default::default()
            }),
            ..Default::default()
        });
        field.set_type(Type::Message);
        field.label = Some(Label::Repeated.into());
        field.type_name = Some(format!(".{full}.{entry}"));
    }

    fn group(&mut self, full: &str, made: &mut DescriptorProto, mut field: FieldDescriptorProto) {
        let name = format!("Group{}", field.number());
        let inner = format!("{full}.{name}");
        let size = std::mem::replace(&mut self.size, 3);
        let group = self.message(&inner, &name);
        self.size = size;
        made.nested_type.push(group);
        field.name = Some(name.to_lowercase());
        field.json_name = None;
        field.set_type(Type::Group);
        field.type_name = Some(format!(".{inner}"));
        if self.choices.one_in(3) {
            field.label = Some(Label::Repeated.into());
        }
        made.field.push(field);
    }

    fn extension(&mut self, at: usize) -> Option<FieldDescriptorProto> {
        if self.extendable.is_empty() {
            return None;
        }
        let extendee = &self.extendable[self.choices.below(self.extendable.len())];
        let mut field = FieldDescriptorProto {
            name: Some(format!("extension{at}")),
            extendee: Some(format!(".{extendee}")),
            number: Some(EXTENSIONS.start + at as i32),
            label: Some(Label::Optional.into()),
            ..Default::default()
        };
        self.set_type(&mut field);
        if self.choices.one_in(3) {
            field.label = Some(Label::Repeated.into());
            self.set_packed(&mut field);
        }
        Some(field)
    }
}

/// protoc's name of a map's entry is made of this.
fn camel(name: &str) -> String {
    let mut raise = true;
    let mut made = String::new();
    for letter in name.chars() {
        if letter == '_' {
            raise = true;
        } else if std::mem::take(&mut raise) {
            made.extend(letter.to_uppercase());
        } else {
            made.push(letter);
        }
    }
    made
}

impl Sketch {
    pub(crate) fn encode(&self) -> Vec<u8> {
        self.set.encode_to_vec()
    }
}
