//! Compiles the sources under `proto/`, and those that a test has beside it, in memory and without protoc.

use std::error::Error;

use protox::Compiler;

use crate::root;

/// Compiles the named files, relative to `proto/` or `tests/`, with everything they import.
///
/// # Errors
/// A file is missing or does not compile; the message says where.
pub(crate) fn compile(files: &[&str]) -> Result<Compiler, Box<dyn Error>> {
    let mut compiler = Compiler::new([root().join("proto"), root().join("tests")])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(files)?;
    Ok(compiler)
}

/// The well-known types that protoc brings along.
const WELL_KNOWN: [&str; 12] = [
    "google/protobuf/any.proto",
    "google/protobuf/api.proto",
    "google/protobuf/compiler/plugin.proto",
    "google/protobuf/descriptor.proto",
    "google/protobuf/duration.proto",
    "google/protobuf/empty.proto",
    "google/protobuf/field_mask.proto",
    "google/protobuf/source_context.proto",
    "google/protobuf/struct.proto",
    "google/protobuf/timestamp.proto",
    "google/protobuf/type.proto",
    "google/protobuf/wrappers.proto",
];

/// A FileDescriptorSet of the well-known types and of every file under `folders` of `proto/`.
///
/// # Errors
/// A folder cannot be read, or a file does not compile.
pub(crate) fn compile_folders(folders: &[&str]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut files: Vec<String> = WELL_KNOWN.map(str::to_owned).to_vec();
    for folder in folders {
        collect(folder, &mut files)?;
    }
    // The order of a folder's entries is the machine's; the output must not be.
    files.sort_unstable();
    let mut compiler = Compiler::new([root().join("proto")])?;
    compiler.include_imports(true).open_files(&files)?;
    Ok(compiler.encode_file_descriptor_set())
}

fn collect(folder: &str, files: &mut Vec<String>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(root().join("proto").join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&name, files)?;
        } else if name.ends_with(".proto") {
            files.push(name);
        }
    }
    Ok(())
}
