//! Compiles the sources under `proto/` in memory, without protoc.

use std::error::Error;

use protox::Compiler;

use crate::root;

/// Compiles the named files, relative to `proto/`, with everything they import.
///
/// # Errors
/// A file is missing or does not compile; the message says where.
pub(crate) fn compile(files: &[&str]) -> Result<Compiler, Box<dyn Error>> {
    let mut compiler = Compiler::new([root().join("proto")])?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(files)?;
    Ok(compiler)
}
