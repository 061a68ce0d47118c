//! The layer rule: a module uses only modules of layers below its own.

use crate::files::{File, Finding};
use crate::scan::{paths, shipped_code};

/// Layers by name, lowest first, each with its modules.
pub(crate) type Layers = [(&'static str, &'static [&'static str])];

/// What `file` uses of the crate that it must not use.
pub(crate) fn check(layers: &Layers, file: &File) -> Vec<Finding> {
    let Some(module) = module(&file.path).filter(|_| !file.is_test()) else {
        return Vec::new();
    };
    let Some(own) = layer(layers, module) else {
        return vec![file.finding(
            0,
            format!("the module {module} has no layer: give it one in tests/tidy.rs"),
        )];
    };
    // The program uses its library by name.
    let root = if module == "main" { "rialto" } else { "crate" };
    let mut findings = Vec::new();
    for path in paths(&shipped_code(&file.text)) {
        if !file.is_generated() && reaches_root(&file.path, &path.segments) {
            findings.push(file.finding(
                path.line,
                "`super` leaves the top-level module here: write `crate::`",
            ));
        }
        let [first, used, ..] = &path.segments[..] else {
            continue;
        };
        if first != root || used == module {
            continue;
        }
        match layer(layers, used) {
            None => findings.push(file.finding(path.line, format!("{root}::{used} is not a module with a layer"))),
            Some(other) if other >= own => findings.push(file.finding(
                path.line,
                format!(
                    "{module} ({}) must not use {used} ({}): only layers below its own; move what both need down",
                    layers[own].0, layers[other].0
                ),
            )),
            Some(_below) => {}
        }
    }
    findings
}

/// What the root of the library declares and the layers do not know.
pub(crate) fn check_root(layers: &Layers, file: &File) -> Vec<Finding> {
    let code = shipped_code(&file.text);
    let declared = code.lines().enumerate().filter_map(|(at, line)| {
        let name = line.trim().strip_suffix(';')?.rsplit_once("mod ")?.1;
        Some((at + 1, name.trim().to_owned()))
    });
    let unknown = declared.filter(|(_, name)| layer(layers, name).is_none());
    unknown
        .map(|(line, name)| {
            file.finding(
                line,
                format!("the module {name} has no layer: give it one in tests/tidy.rs"),
            )
        })
        .collect()
}

/// The modules of the layers up to the one called `last`.
pub(crate) fn up_to(layers: &Layers, last: &str) -> Vec<&'static str> {
    let end = layers
        .iter()
        .position(|(name, _)| *name == last)
        .expect("the last pure layer is in the table");
    layers[..=end]
        .iter()
        .flat_map(|(_, modules)| modules.iter().copied())
        .collect()
}

/// The top-level module that a file of `src/` belongs to; `None` for the root and for files of other crates.
pub(crate) fn module(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let module = inside
        .split_once('/')
        .map_or_else(|| inside.strip_suffix(".rs"), |(folder, _)| Some(folder));
    module.filter(|module| *module != "lib")
}

fn layer(layers: &Layers, module: &str) -> Option<usize> {
    layers
        .iter()
        .position(|(_, modules)| modules.contains(&module))
}

/// Whether a path climbs by `super` to the root of the crate, as far as the file's place tells.
fn reaches_root(path: &str, segments: &[String]) -> bool {
    let depth = path.trim_end_matches("/mod.rs").split('/').count() - 1;
    segments
        .iter()
        .take_while(|segment| *segment == "super")
        .count()
        >= depth
}

#[cfg(test)]
const SAMPLE: &Layers = &[
    ("low", &["status", "units"]),
    ("mid", &["call"]),
    ("high", &["gateway"]),
];

#[cfg(test)]
fn findings(path: &str, text: &str) -> Vec<(usize, String)> {
    check(SAMPLE, &File::new(path, text))
        .into_iter()
        .map(|finding| (finding.line, finding.message))
        .collect()
}

#[test]
fn a_use_of_a_layer_above_is_found() {
    let found = findings(
        "src/call/mod.rs",
        "//! Calls.\nuse crate::{\n    units::A,\n    gateway::B,\n};\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, 4);
    assert!(
        found[0]
            .1
            .starts_with("call (mid) must not use gateway (high)"),
        "{}",
        found[0].1
    );
}

#[test]
fn a_use_of_the_same_layer_is_found() {
    assert_eq!(
        findings("src/status/code.rs", "fn f() -> crate::units::A {}").len(),
        1
    );
}

#[test]
fn uses_below_and_inside_are_fine() {
    let text = "use crate::status::A;\nuse crate::call::B;\n// crate::gateway::C\nconst D: &str = \"crate::gateway\";";
    assert_eq!(findings("src/call/peer.rs", text), []);
}

#[test]
fn tests_may_use_what_they_like() {
    let text = "#[cfg(test)]\nmod tests {\n    use crate::gateway::A;\n}\n";
    assert_eq!(findings("src/call/mod.rs", text), []);
    assert_eq!(findings("src/call/tests.rs", "use crate::gateway::A;"), []);
}

#[test]
fn a_module_without_a_layer_is_found() {
    assert_eq!(findings("src/helpers.rs", "").len(), 1);
    assert_eq!(
        findings("src/call/mod.rs", "use crate::helpers::A;").len(),
        1
    );
    let root = File::new(
        "src/lib.rs",
        "//! Root.\n\npub mod call;\npub mod helpers;\n",
    );
    assert_eq!(
        check_root(SAMPLE, &root),
        [root.finding(
            4,
            "the module helpers has no layer: give it one in tests/tidy.rs"
        )]
    );
}

#[test]
fn super_does_not_leave_the_module() {
    assert_eq!(findings("src/units.rs", "use super::status::A;").len(), 1);
    assert_eq!(
        findings("src/call/mod.rs", "use super::status::A;").len(),
        1
    );
    assert_eq!(
        findings("src/call/peer.rs", "use super::super::status::A;").len(),
        1
    );
    assert_eq!(findings("src/call/peer.rs", "use super::A;"), []);
}

#[test]
fn the_program_is_checked_by_the_name_of_the_library() {
    let layers: &Layers = &[("low", &["cli"]), ("main", &["main"])];
    let program = |text| check(layers, &File::new("src/main.rs", text)).len();
    assert_eq!(program("fn main() { rialto::cli::run() }"), 0);
    assert_eq!(program("fn main() { rialto::helpers::run() }"), 1);
}
