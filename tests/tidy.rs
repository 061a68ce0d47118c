//! What review forgets: the layers, the crates of the core, the length of files, words and places.
//!
//! Each rule is a function from a file to what is wrong with it, in a module of its own together with the proof that
//! it can fail. Here are the tables that the rules apply, and the run of each rule over the repository. It reads the
//! list of files from git, new ones included, so a file is checked before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "tidy/files.rs"]
mod files;
#[path = "tidy/layers.rs"]
mod layers;
#[path = "tidy/pure.rs"]
mod pure;
#[path = "tidy/repository.rs"]
mod repository;
#[path = "tidy/scan.rs"]
mod scan;
#[path = "tidy/shape.rs"]
mod shape;
#[path = "tidy/words.rs"]
mod words;

use files::{Finding, rust_files, text_files};

/// The layers of `src/`, lowest first. A module uses only modules of lines above its own here, or itself: two modules
/// of one line do not know each other. A line may be split; two are never merged.
const LAYERS: &[(&str, &[&str])] = &[
    ("L0", &["status", "units", "clock", "secret", "finding"]),
    ("L1a", &["schema"]),
    ("L1b", &["http_rule", "framing"]),
    ("L1c", &["router", "transcode"]),
    ("L2a", &["call"]),
    ("L2b", &["policy"]),
    ("L2c", &["protocol", "openapi"]),
    ("L2d", &["pages"]),
    // Nothing above this line knows a runtime, a socket, a file, or what time it is unless told.
    ("L3a", &["tasks"]),
    ("L3b", &["store", "telemetry"]),
    ("L4", &["upstream", "events"]),
    ("L5", &["snapshot"]),
    ("L6", &["gateway"]),
    ("L7a", &["ingress"]),
    ("L7b", &["admin"]),
    ("L8", &["config"]),
    ("L9", &["server"]),
    ("L10", &["cli"]),
    ("main", &["main"]),
];

/// The last line of [`LAYERS`] that is pure.
const PURE_UP_TO: &str = "L2d";

/// The dependencies that the pure layers may name. Nothing here does I/O, waits or reads a clock when it is used as
/// the core uses it: protox compiles in memory, jsonwebtoken verifies signatures only, governor is told the time.
const PURE_CRATES: &[&str] = &[
    "base64",
    "brotli",
    "bytes",
    "flate2",
    "foldhash",
    // Over bytes in memory.
    "futures_util",
    "governor",
    "granit_parser",
    "http",
    "http_body",
    "itoa",
    "jiff",
    "jsonwebtoken",
    "memchr",
    // The diagnostics of protox.
    "miette",
    "multer",
    "pbjson",
    "pbjson_types",
    "percent_encoding",
    "prost",
    "prost_reflect",
    "prost_types",
    "protox",
    "pulldown_cmark",
    "regress",
    "regex_syntax",
    "serde",
    // Writes YAML.
    "serde_saphyr",
    "serde_json",
    "simdutf8",
    "smallvec",
    "thiserror",
    // Over bytes in memory.
    "tungstenite",
    "wide",
    "zmij",
    "zstd",
];

/// The longest file, in lines.
const LINES_MAX: usize = 600;

/// Files that are longer than [`LINES_MAX`], with their length. An entry only ever gets smaller, and then goes.
const RATCHET: &[(&str, usize)] = &[];

/// What may stand at the top of the repository.
const TOP_LEVEL: &[&str] = &[
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "benches",
    "clippy.toml",
    "config",
    "deny.toml",
    "descriptors",
    "proto",
    "rustfmt.toml",
    "src",
    "tests",
    "tools",
];

#[test]
fn modules_use_only_layers_below() {
    report(
        rust_files()
            .iter()
            .flat_map(|file| layers::check(LAYERS, file)),
    );
}

#[test]
fn every_module_has_a_layer() {
    let root = files::read("src/lib.rs");
    report(layers::check_root(LAYERS, &root));
}

#[test]
fn the_core_is_pure() {
    let manifest = files::read("Cargo.toml").text;
    let rule = pure::Rule {
        modules: layers::up_to(LAYERS, PURE_UP_TO),
        allowed: PURE_CRATES,
        dependencies: pure::dependencies(&manifest),
    };
    report(rust_files().iter().flat_map(|file| rule.check(file)));
}

#[test]
fn files_are_short() {
    let files = rust_files();
    let long = files
        .iter()
        .filter_map(|file| shape::check_length(LINES_MAX, RATCHET, file));
    report(long.chain(shape::check_ratchet(RATCHET, &files)));
}

#[test]
fn generated_files_are_outputs_of_codegen() {
    let outputs = files::read("tools/codegen/src/outputs.rs").text;
    report(
        rust_files()
            .iter()
            .flat_map(|file| shape::check_generated(&outputs, file)),
    );
}

#[test]
fn modules_say_what_they_are() {
    report(rust_files().iter().flat_map(shape::check_doc));
}

#[test]
fn code_is_safe_and_tests_run() {
    report(rust_files().iter().flat_map(words::check_code));
}

#[test]
fn nothing_is_unfinished_or_of_one_machine() {
    report(text_files().iter().flat_map(words::check_text));
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    report(text_files().iter().flat_map(repository::check_manifest));
}

#[test]
fn the_top_of_the_repository_is_known() {
    report(repository::check_top_level(TOP_LEVEL, &files::paths()));
}

/// Fails with every finding at once.
fn report(findings: impl IntoIterator<Item = Finding>) {
    let findings: Vec<String> = findings
        .into_iter()
        .map(|finding| finding.to_string())
        .collect();
    assert!(
        findings.is_empty(),
        "{} to mend:\n  {}",
        findings.len(),
        findings.join("\n  ")
    );
}
