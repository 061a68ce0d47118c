//! The command line: what is asked, what is printed, and the exit code.
//!
//! 0: done. 1: it could not be done, `check` found errors, or `explain` a refusal. 2: the command line is wrong.
//! Results go to standard output, everything else to standard error.

mod arguments;
mod check;
mod explain;
mod log;
mod openapi;
mod report;
mod routes;
mod serve;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.color.write_global();
    match arguments.command {
        Command::Serve(serve) => serve::run(&serve),
        Command::Check(check) => check::run(&check),
        Command::Routes(routes) => routes::run(&routes),
        Command::Explain(explain) => explain::run(&explain),
        Command::Openapi(openapi) => openapi::run(&openapi),
    }
}

/// Runs what waits for descriptors; nothing else runs yet.
fn block_on<T>(work: impl Future<Output = T>) -> std::io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    Ok(runtime.block_on(work))
}
