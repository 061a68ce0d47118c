//! The core is pure: which crates it may name, and what of the standard library it may not.

use crate::files::{File, Finding};
use crate::layers;
use crate::scan::{CodePath, paths, shipped_code};

/// The rule for the modules of the core.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) modules: Vec<&'static str>,
    pub(crate) allowed: &'static [&'static str],
    /// The names of all dependencies, as code writes them.
    pub(crate) dependencies: Vec<String>,
}

/// What of the standard library waits, looks at the time or leaves the process. Matched at the beginning of a path.
const IMPURE: &[&[&str]] = &[
    &["std", "env"],
    &["std", "fs"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "io", "stdin"],
    &["std", "io", "stdout"],
    &["std", "io", "stderr"],
    &["std", "os"],
];

/// Readings of a clock. Matched at the end of a path, since the type is imported by its name.
const CLOCKS: &[&[&str]] = &[
    &["Instant", "now"],
    &["SystemTime", "now"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
];

const CLOCKLESS: &str = "the core reads no clock; take the time as an argument";

/// What of `std::net` is only a value.
const ADDRESSES: &[&str] = &[
    "AddrParseError",
    "IpAddr",
    "Ipv4Addr",
    "Ipv6Addr",
    "SocketAddr",
    "SocketAddrV4",
    "SocketAddrV6",
];

impl Rule {
    pub(crate) fn check(&self, file: &File) -> Vec<Finding> {
        let in_core =
            layers::module(&file.path).is_some_and(|module| self.modules.contains(&module));
        if !in_core || file.is_test() {
            return Vec::new();
        }
        let code = shipped_code(&file.text);
        let refused = paths(&code).into_iter().filter_map(|path| {
            let why = self.refusal(&path)?;
            Some(file.finding(path.line, format!("{}: {why}", path.segments.join("::"))))
        });
        // The method of Instant and SystemTime that reads the clock.
        let elapsed = code
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(".elapsed()"));
        refused
            .chain(elapsed.map(|(at, _)| file.finding(at + 1, format!(".elapsed(): {CLOCKLESS}"))))
            .collect()
    }

    fn refusal(&self, path: &CodePath) -> Option<&'static str> {
        let first = path.segments.first()?;
        if self.dependencies.contains(first) && !self.allowed.contains(&first.as_str()) {
            return Some("this crate is not for the core; move the code to a layer above it");
        }
        if CLOCKS.iter().any(|clock| path.ends_with(clock)) {
            return Some(CLOCKLESS);
        }
        if IMPURE.iter().any(|module| path.starts_with(module)) {
            return Some(
                "the core does no I/O and does not wait; move the code to a layer above it",
            );
        }
        let of_net = path.starts_with(&["std", "net"]);
        let is_address = path
            .segments
            .get(2)
            .is_some_and(|name| ADDRESSES.contains(&name.as_str()));
        (of_net && !is_address)
            .then_some("the core has no sockets; it may name addresses, one by one")
    }
}

/// The dependencies of a manifest, as code writes them.
pub(crate) fn dependencies(manifest: &str) -> Vec<String> {
    let mut dependencies = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.starts_with("dependencies]");
            // `[dependencies.NAME]` is the long form of one entry.
            let long = section
                .strip_prefix("dependencies.")
                .and_then(|rest| rest.strip_suffix(']'));
            dependencies.extend(long.map(|name| name.replace('-', "_")));
        } else if inside
            && let Some(end) = line
                .find(['=', '.', ' '])
                .filter(|_| !line.starts_with('#'))
        {
            dependencies.push(line[..end].replace('-', "_"));
        }
    }
    dependencies
}

#[cfg(test)]
fn findings(path: &str, text: &str) -> usize {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\nbytes.workspace = true\ntokio-util = \"1\"\n\
        tokio = { version = \"1\" }\n\n[dependencies.h2]\nversion = \"0.4\"\n[dev-dependencies]\nproptest = \"1\"\n";
    let rule = Rule {
        modules: vec!["schema", "call"],
        allowed: &["bytes"],
        dependencies: dependencies(manifest),
    };
    assert_eq!(rule.dependencies, ["bytes", "tokio_util", "tokio", "h2"]);
    rule.check(&File::new(path, text)).len()
}

#[test]
fn a_crate_of_the_shells_is_found_in_the_core() {
    assert_eq!(
        findings(
            "src/schema/set.rs",
            "use tokio::net::TcpStream;\nfn f() { tokio_util::x() }"
        ),
        2
    );
    assert_eq!(
        findings("src/schema/set.rs", "use bytes::Bytes;\nuse h2;"),
        1
    );
}

#[test]
fn the_shells_and_tests_are_free() {
    assert_eq!(
        findings("src/upstream/mod.rs", "use tokio::net::TcpStream;"),
        0
    );
    assert_eq!(findings("src/schema/tests.rs", "use std::fs;"), 0);
    assert_eq!(
        findings(
            "src/schema/set.rs",
            "#[cfg(test)]\nmod tests { use std::fs; }"
        ),
        0
    );
}

#[test]
fn clocks_files_and_sockets_are_found_in_the_core() {
    for (text, expected) in [
        ("use std::time::Instant;\nfn f() { Instant::now() }", 1),
        ("fn f() { std::time::SystemTime::now() }", 1),
        ("fn f() { received.elapsed() }", 1),
        ("use std::{fs, io::Read};", 1),
        ("use std::env::args;", 1),
        ("use std::net;", 1),
        ("use std::net::{IpAddr, TcpStream};", 1),
        ("use std::net::*;", 1),
        ("use std::net::SocketAddr;\nuse std::time::Instant;", 0),
    ] {
        assert_eq!(findings("src/call/peer.rs", text), expected, "{text}");
    }
}
