//! What the documents promise.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The reasons that the sources can give, which are written in no other form.
fn reasons() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = [
        "src/gateway/rejection.rs",
        "src/upstream/error.rs",
        "src/transcode/request/error.rs",
        "src/ingress/refusal.rs",
    ];
    let mut reasons = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(root.join(file)).unwrap();
        let words = text.split('"').filter(|word| {
            word.len() > 5
                && word.contains('_')
                && word
                    .chars()
                    .all(|letter| letter.is_ascii_uppercase() || letter == '_')
        });
        reasons.extend(words.map(str::to_owned));
    }
    assert!(reasons.len() > 30, "{reasons:?}");
    reasons
}

#[test]
fn the_readme_has_every_reason_and_no_other() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let rows = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let is_reason = |word: &str| {
        word.contains('_')
            && word
                .chars()
                .all(|letter| letter.is_ascii_uppercase() || letter == '_')
    };
    let documented: BTreeSet<String> = rows
        .map(|(word, _)| word.to_owned())
        .filter(|word| is_reason(word))
        .collect();
    assert_eq!(documented, reasons());
}
