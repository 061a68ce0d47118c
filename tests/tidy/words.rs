//! Words that do not land: unsafe code, ignored tests, unfinished work, and the place where it was written.

use crate::files::{File, Finding};
use crate::scan::code;

/// Marks of unfinished work. Split, so that this file does not find itself.
const UNFINISHED: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
];

/// Folders of one machine, as the beginning of an absolute path.
const MACHINE: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
];

/// Words about how the text came to be, in lower case. A reader of the project has no use for them.
const ORIGIN: &[&str] = &[
    concat!("an", "thropic"),
    concat!("chat", "gpt"),
    concat!("clau", "de"),
    concat!("co-auth", "ored-by"),
    concat!("issue", " #"),
    concat!("language", " model"),
    concat!("sub", "agent"),
    concat!("the", " brief"),
    concat!("the", " prompt"),
    concat!("work", "tree"),
];

/// Unsafe code and tests that do not run.
pub(crate) fn check_code(file: &File) -> Vec<Finding> {
    let code = code(&file.text);
    let mut findings = Vec::new();
    for (at, line) in code.lines().enumerate() {
        if has_word(line, "unsafe") {
            findings.push(file.finding(
                at + 1,
                "unsafe code: the project has none; use a safe interface",
            ));
        }
        if line.contains("#[ignore") {
            findings.push(file.finding(
                at + 1,
                "an ignored test proves nothing: mend it or delete it",
            ));
        }
    }
    findings
}

pub(crate) fn check_text(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        for word in UNFINISHED.iter().filter(|word| has_word(line, word)) {
            findings.push(file.finding(
                at + 1,
                format!("{word}: finish it, or say what is absent in words"),
            ));
        }
        for folder in MACHINE.iter().filter(|folder| has_path(line, folder)) {
            findings.push(file.finding(
                at + 1,
                format!("{folder} is a folder of one machine: use a relative path"),
            ));
        }
        let lower = line.to_lowercase();
        for word in ORIGIN.iter().filter(|word| lower.contains(**word)) {
            findings.push(file.finding(
                at + 1,
                format!("\"{word}\" says how it was written: say what it is"),
            ));
        }
    }
    findings
}

fn has_word(line: &str, word: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        !line[..at].ends_with(is_word) && !line[at + word.len()..].starts_with(is_word)
    })
}

/// `folder` where a path begins: after a name, a dot or a closed expansion, it is a part of a relative one.
fn has_path(line: &str, folder: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '*' | '}' | ')');
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(goes_on))
}

#[cfg(test)]
fn text(line: &str) -> usize {
    check_text(&File::new("README.md", line)).len()
}

#[test]
fn unfinished_work_is_found() {
    for word in UNFINISHED {
        assert_eq!(text(&format!("// {word}: later")), 1, "{word}");
    }
    assert_eq!(text("mktemp -d rialto.XXXXXX"), 0);
}

#[test]
fn folders_of_one_machine_are_found() {
    for folder in MACHINE {
        assert_eq!(text(&format!("see {folder}rialto")), 1, "{folder}");
        assert_eq!(text(&format!("GET shelves/*{folder}books")), 0, "{folder}");
    }
}

#[test]
fn words_about_the_origin_are_found() {
    for word in ORIGIN {
        assert_eq!(
            text(&format!("as {} 1 says", word.to_uppercase())),
            1,
            "{word}"
        );
    }
}

#[test]
fn unsafe_code_and_ignored_tests_are_found() {
    let found = |line| check_code(&File::new("src/call/mod.rs", line)).len();
    assert_eq!(found("fn f() { unsafe { g() } }"), 1);
    assert_eq!(found("#[test]\n#[ignore = \"slow\"]\nfn f() {}"), 1);
    assert_eq!(
        found("#![forbid(unsafe_code)]\n// unsafe { #[ignore] }\nconst A: &str = \"unsafe\";"),
        0
    );
}
