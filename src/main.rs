//! The `rialto` program; everything is in the library's `cli`.

use std::process::ExitCode;

/// Small calls are a good part allocation; mimalloc is measurably cheaper than the system's.
/// Without huge pages (its feature `no_thp`): they would take twice the memory, and save no time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    rialto::cli::main()
}
