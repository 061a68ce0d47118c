//! The `rialto` program; everything is in the library's `cli`.

use std::process::ExitCode;

/// Small calls are a good part allocation; mimalloc is measurably cheaper than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rialto::cli::main()
}
