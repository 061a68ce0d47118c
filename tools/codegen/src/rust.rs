//! Descriptors to Rust: prost messages, and on request tonic services and serde impls of the proto3 JSON mapping.

use std::error::Error;

use prost_build::{Config, Module};
use prost_types::{FieldDescriptorProto, FileDescriptorProto};

use crate::source;

/// What is generated beside the messages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extra {
    /// Nothing: the messages alone.
    None,
    /// A tonic client and server for each service, and the names of the messages, for `Any`.
    Services,
    /// `Serialize` and `Deserialize` by the proto3 JSON mapping, and the names of the messages; well-known types come
    /// from pbjson-types.
    Serde,
}

/// Generates the Rust of one package from `files`, which must contain all that the package's messages refer to, the
/// well-known types aside. References between packages become paths relative to a tree of modules named like them.
///
/// # Errors
/// A file does not compile, or declares nothing in `package`.
pub(crate) fn generate(
    package: &str,
    files: &[&str],
    extra: Extra,
) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut descriptors = source::compile(files)?.file_descriptor_set().file;
    descriptors.iter_mut().for_each(fold_extensions);
    let mut config = Config::new();
    // Google's comments are not written for rustdoc: their links and brackets would be warnings there.
    config.disable_comments([".google"]);
    // Maps in the order of their keys make what is sent the same each time.
    config.btree_map(["."]);
    if extra != Extra::None {
        config.enable_type_names();
        config.type_name_domain(["."], "type.googleapis.com");
    }
    match extra {
        Extra::None => {}
        Extra::Services => {
            config.service_generator(tonic_prost_build::configure().service_generator());
        }
        Extra::Serde => {
            config.compile_well_known_types();
            config.extern_path(".google.protobuf", "::pbjson_types");
        }
    }
    let requests = descriptors
        .iter()
        .map(|file| {
            // prost-build must see the imports to know the shapes of their messages. Their code goes to a module that
            // nobody asks for.
            let module = if files.contains(&file.name()) {
                file.package()
            } else {
                "imported"
            };
            (Module::from_protobuf_package_name(module), file.clone())
        })
        .collect();
    let messages = config
        .generate(requests)?
        .remove(&Module::from_protobuf_package_name(package))
        .ok_or_else(|| format!("{package} is declared by none of {files:?}"))?;
    // prost-build signs the first line of its output; ours says how to run it here.
    let (_, messages) = messages.split_once('\n').unwrap_or_default();

    let mut output = header(package).into_bytes();
    output.extend_from_slice(messages.as_bytes());
    if extra == Extra::Serde {
        let mut builder = pbjson_build::Builder::new();
        for file in descriptors {
            builder.register_file_descriptor(file);
        }
        builder.btree_map(["."]);
        builder.extern_path(".google.protobuf", "::pbjson_types");
        // An unknown field of an error detail is no reason to lose the detail.
        builder.ignore_unknown_fields();
        for (_, impls) in builder.generate(&[format!(".{package}")], |_| Ok(Vec::new()))? {
            output.extend_from_slice(&impls);
        }
    }
    Ok(output)
}

/// prost knows no extensions and drops them. Those of a message of the same file become fields of it, which are the
/// same bytes on the wire.
fn fold_extensions(file: &mut FileDescriptorProto) {
    let package = file.package().to_owned();
    let mut extensions = std::mem::take(&mut file.extension);
    for message in &mut file.message_type {
        extensions.append(&mut message.extension);
    }
    for extension in extensions {
        let extended = file
            .message_type
            .iter_mut()
            .find(|message| extension.extendee() == format!(".{package}.{}", message.name()));
        if let Some(message) = extended {
            message.field.push(FieldDescriptorProto {
                extendee: None,
                ..extension
            });
            // prost-build wants a position for each field, and this one has none. The file loses its comments.
            file.source_code_info = None;
        }
    }
}

fn header(package: &str) -> String {
    format!("// @generated from the package {package} by `cargo run -p codegen`: do not edit.\n\n")
}
