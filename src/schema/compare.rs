//! Are two definitions of one symbol the same? Only asked when two sources bring the same name.

use prost::Message as _;

use super::descriptor::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    ServiceDescriptorProto,
};
use super::link::json_name_of;

/// Top-level definitions of a file, each in an encoding that does not depend on who wrote it.
pub(super) fn definitions(file: &FileDescriptorProto) -> Vec<(String, Vec<u8>)> {
    let prefix = match file.package() {
        "" => String::new(),
        package => format!("{package}."),
    };
    // The same text means another thing under another syntax.
    let rules = format!(
        "{}/{}",
        if file.syntax() == "proto2" {
            ""
        } else {
            file.syntax()
        },
        file.edition()
    );
    let named = |name: &str, encoded: Vec<u8>| {
        (
            format!("{prefix}{name}"),
            [encoded, rules.clone().into_bytes()].concat(),
        )
    };
    let messages = file
        .message_type
        .iter()
        .map(|message| named(message.name(), message_form(message)));
    let enums = file
        .enum_type
        .iter()
        .map(|one| named(one.name(), enum_form(one)));
    let services = file
        .service
        .iter()
        .map(|one| named(one.name(), service_form(one)));
    let extensions = file
        .extension
        .iter()
        .map(|one| named(one.name(), field_form(one).encode_to_vec()));
    messages
        .chain(enums)
        .chain(services)
        .chain(extensions)
        .collect()
}

fn message_form(message: &DescriptorProto) -> Vec<u8> {
    normal_message(message).encode_to_vec()
}

fn normal_message(message: &DescriptorProto) -> DescriptorProto {
    let mut normal = message.clone();
    normal.field = message.field.iter().map(field_form).collect();
    normal.extension = message.extension.iter().map(field_form).collect();
    normal.nested_type = message.nested_type.iter().map(normal_message).collect();
    // Tools differ in whether they write an options message that says nothing.
    normal.options = message
        .options
        .filter(|options| *options != Default::default());
    normal
}

fn field_form(field: &FieldDescriptorProto) -> FieldDescriptorProto {
    let mut normal = field.clone();
    normal.json_name = Some(
        field
            .json_name
            .clone()
            .unwrap_or_else(|| json_name_of(field.name())),
    );
    normal.options = field
        .options
        .filter(|options| *options != Default::default());
    normal
}

fn enum_form(one: &EnumDescriptorProto) -> Vec<u8> {
    let mut normal = one.clone();
    normal.options = one.options.filter(|options| *options != Default::default());
    for value in &mut normal.value {
        value.options = value
            .options
            .filter(|options| *options != Default::default());
    }
    normal.encode_to_vec()
}

fn service_form(service: &ServiceDescriptorProto) -> Vec<u8> {
    let mut normal = service.clone();
    normal.options = service
        .options
        .clone()
        .filter(|options| *options != Default::default());
    for method in &mut normal.method {
        method.client_streaming = Some(method.client_streaming());
        method.server_streaming = Some(method.server_streaming());
        method.options = method
            .options
            .clone()
            .filter(|options| *options != Default::default());
    }
    normal.encode_to_vec()
}
