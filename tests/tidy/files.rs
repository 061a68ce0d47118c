//! The files of the repository, and what is wrong with one.

use std::fmt;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A text file. Its path is relative to the root, with `/`.
#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether a generator wrote it. [`crate::shape::check_generated`] holds that the mark is not used elsewhere.
    pub(crate) fn is_generated(&self) -> bool {
        self.text.starts_with("// @generated")
    }

    /// Whether it holds tests, or what only tests use: under `tests/`, or by its name.
    pub(crate) fn is_test(&self) -> bool {
        let mut parts = self.path.split('/').rev();
        let name = parts.next().unwrap_or_default();
        matches!(name, "tests.rs" | "testing.rs" | "oracle.rs")
            || parts.any(|folder| folder == "tests")
    }

    pub(crate) fn finding(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding {
            path: self.path.clone(),
            line,
            message: message.into(),
        }
    }
}

/// Something to mend, and how. Line 0 means the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) path: String,
    pub(crate) line: usize,
    pub(crate) message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.message),
            line => write!(f, "{}:{line}: {}", self.path, self.message),
        }
    }
}

/// Every file that git knows or would take, deleted ones left out.
pub(crate) fn paths() -> Vec<String> {
    let listing = Command::new("git")
        // A build may run as another user than the one who owns the clone.
        .args([
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(ROOT)
        .output()
        .expect("tidy needs git, which lists the files to check");
    assert!(
        listing.status.success(),
        "tidy must run in a clone, where git lists the files to check: {}",
        String::from_utf8_lossy(&listing.stderr)
    );
    let listing = String::from_utf8(listing.stdout).expect("paths of this repository are UTF-8");
    let exists = |path: &&str| !path.is_empty() && Path::new(ROOT).join(path).is_file();
    listing
        .split('\0')
        .filter(exists)
        .map(str::to_owned)
        .collect()
}

pub(crate) fn read(path: &str) -> File {
    let text = std::fs::read_to_string(Path::new(ROOT).join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"));
    File::new(path, &text)
}

/// Every file that is text, except what others wrote: the vendored schemas and the lock file.
pub(crate) fn text_files() -> Vec<File> {
    let ours = |path: &String| {
        !path.starts_with("proto/google/") && path != "Cargo.lock" && path != "LICENSE"
    };
    let text = |path: String| {
        let bytes = std::fs::read(Path::new(ROOT).join(&path))
            .ok()
            .filter(|bytes| !bytes.contains(&0))?;
        Some(File {
            text: String::from_utf8(bytes).ok()?,
            path,
        })
    };
    paths().into_iter().filter(ours).filter_map(text).collect()
}

pub(crate) fn rust_files() -> Vec<File> {
    paths()
        .iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| read(path))
        .collect()
}

#[test]
fn this_file_is_listed() {
    assert!(
        rust_files()
            .iter()
            .any(|file| file.path == "tests/tidy/files.rs")
    );
}

#[test]
fn tests_are_known_by_their_place() {
    for (path, expected) in [
        ("src/router/tests.rs", true),
        ("src/router/tests/refusals.rs", true),
        ("src/router/oracle.rs", true),
        ("src/transcode/testing.rs", true),
        ("tests/tidy.rs", true),
        ("src/router/trie.rs", false),
        ("src/router/latests.rs", false),
    ] {
        assert_eq!(File::new(path, "").is_test(), expected, "{path}");
    }
}
