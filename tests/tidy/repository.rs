//! What stands where in the repository.

use std::collections::BTreeSet;

use crate::files::{File, Finding};

/// What stands at the top and is not known to.
pub(crate) fn check_top_level(allowed: &[&str], paths: &[String]) -> Vec<Finding> {
    let top = |path: &String| path.split('/').next().unwrap_or_default().to_owned();
    let tops: BTreeSet<String> = paths.iter().map(top).collect();
    let unknown = tops
        .into_iter()
        .filter(|name| !allowed.contains(&name.as_str()));
    let message = "does not belong to the top of the repository: put it in a folder, or into TOP_LEVEL of tests/tidy.rs";
    unknown
        .map(|name| File::new(&name, "").finding(0, message))
        .collect()
}

/// The lints of the workspace, the ban of unsafe code among them, hold only for a crate that takes them.
pub(crate) fn check_manifest(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    if file.path == "Cargo.toml" && !file.text.contains("\nunsafe_code = \"forbid\"\n") {
        findings.push(file.finding(
            0,
            "[workspace.lints.rust] must have `unsafe_code = \"forbid\"`",
        ));
    }
    let is_manifest = file.path == "Cargo.toml" || file.path.ends_with("/Cargo.toml");
    if is_manifest && !file.text.contains("\n[lints]\nworkspace = true\n") {
        findings.push(file.finding(0, "takes no lints: add `[lints]` with `workspace = true`"));
    }
    findings
}

#[test]
fn a_stranger_at_the_top_is_found() {
    let paths = [
        "src/lib.rs",
        "notes.md",
        "src/main.rs",
        "scratch/a",
        "scratch/b",
    ]
    .map(str::to_owned);
    let found = check_top_level(&["src"], &paths);
    let names: Vec<&str> = found.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(names, ["notes.md", "scratch"]);
}

#[test]
fn a_crate_without_the_lints_is_found() {
    let lints = "[package]\n\n[lints]\nworkspace = true\n";
    assert_eq!(check_manifest(&File::new("tools/x/Cargo.toml", lints)), []);
    assert_eq!(
        check_manifest(&File::new("tools/x/Cargo.toml", "[package]\n")).len(),
        1
    );
    assert_eq!(check_manifest(&File::new("Cargo.toml", lints)).len(), 1);
    assert_eq!(check_manifest(&File::new("src/lib.rs", "")), []);
}
