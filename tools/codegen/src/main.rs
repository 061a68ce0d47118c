//! Regenerates the files that are committed but derived from `proto/`.
//!
//! `cargo run -p codegen` writes every output; `cargo run -p codegen -- --check` writes nothing, names each file that
//! differs from what it would write, and exits 1 if there is one. The outputs are the table in `outputs`.

mod outputs;
mod rust;
mod source;

use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use outputs::OUTPUTS;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments[..] {
        [] => write_all(),
        ["--check"] => check_all(),
        _ => Err("usage: cargo run -p codegen [-- --check]".into()),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            // Nothing is left to report to when stderr is gone.
            let _ = writeln!(io::stderr(), "codegen: {error}");
            ExitCode::from(2)
        }
    }
}

/// Brings every output up to date. A file that is already right is not touched, so cargo does not rebuild it.
fn write_all() -> Result<ExitCode, Box<dyn Error>> {
    for output in OUTPUTS {
        let contents = output.generate()?;
        let path = root().join(output.path);
        if is_stale(&path, &contents) {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(&path, contents)?;
            writeln!(io::stdout(), "wrote {}", output.path)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Names every output that is not what it should be.
fn check_all() -> Result<ExitCode, Box<dyn Error>> {
    let mut code = ExitCode::SUCCESS;
    for output in OUTPUTS {
        if is_stale(&root().join(output.path), &output.generate()?) {
            writeln!(
                io::stderr(),
                "stale: {} (run `cargo run -p codegen`)",
                output.path
            )?;
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

/// An unreadable or missing file is as stale as a different one.
fn is_stale(path: &Path, contents: &[u8]) -> bool {
    fs::read(path).ok().as_deref() != Some(contents)
}

/// The root of the workspace, two levels above this crate.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
