//! `.proto` text, compiled in memory by protox.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use bytes::Bytes;
use miette::Diagnostic;
use protox::file::{File, FileResolver};

use super::builtin;
use crate::finding::{Findings, Place};

/// Sources by the name that imports use. A file's text is held once.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<String, Source>,
}

#[derive(Debug, Clone)]
struct Source {
    /// Where a person finds it.
    path: String,
    text: String,
    /// Asked for by the user, not only there to be imported.
    is_root: bool,
}

/// What sources compile to.
#[derive(Debug)]
pub struct Compiled {
    /// Every file that compiled, with its imports: where it stands, and its encoded
    /// `FileDescriptorProto`.
    pub files: Vec<(String, Bytes)>,
    pub findings: Findings,
}

impl Sources {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. The first of two files of one name is kept, as protoc's include paths do;
    /// but it is compiled if either was asked for.
    pub fn add(&mut self, name: String, path: String, text: String, is_root: bool) {
        let file = self.files.entry(name).or_insert(Source {
            path,
            text,
            is_root,
        });
        file.is_root |= is_root;
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The number of files that were asked for.
    pub fn root_count(&self) -> usize {
        self.files.values().filter(|file| file.is_root).count()
    }

    /// Compiles every file that was asked for; a broken file does not keep the others from it.
    pub fn compile(self) -> Compiled {
        let sources = Arc::new(self);
        let mut compiler = protox::Compiler::with_file_resolver(Resolver(Arc::clone(&sources)));
        compiler.include_imports(true).include_source_info(true);
        let mut report = Report {
            sources: &sources,
            findings: Findings::new(),
            seen: HashSet::new(),
        };
        for (name, file) in sources.files.iter().filter(|(_, file)| file.is_root) {
            if let Some((line, column)) = edition_position(&file.text) {
                report.edition(&file.path, line, column);
            } else if let Err(error) = compiler.open_file(name) {
                report.failure(name, &error);
            }
        }
        let findings = report.findings;
        let set = Bytes::from(compiler.encode_file_descriptor_set());
        // The order of a set is that of the compiler's files.
        let files = super::set::files(&set).unwrap_or_default();
        let paths = compiler.files().map(|file| {
            let own = sources.files.get(file.name());
            own.map_or_else(|| builtin::ORIGIN.to_owned(), |source| source.path.clone())
        });
        Compiled {
            files: paths.zip(files).collect(),
            findings,
        }
    }
}

struct Resolver(Arc<Sources>);

impl FileResolver for Resolver {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        // The well-known types are what the transcoder knows by heart: the built-in ones count.
        if name.starts_with("google/protobuf/")
            && let Some(bytes) = builtin::FILES.get(name)
        {
            return File::decode_file_descriptor_proto(bytes.clone()).map_err(protox::Error::new);
        }
        if let Some(file) = self.0.files.get(name) {
            return if edition_position(&file.text).is_some() {
                Err(protox::Error::new(EditionImport(name.to_owned())))
            } else {
                File::from_source(name, &file.text)
            };
        }
        match builtin::FILES.get(name) {
            Some(bytes) => {
                File::decode_file_descriptor_proto(bytes.clone()).map_err(protox::Error::new)
            }
            None => Err(protox::Error::file_not_found(name)),
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[error("import '{0}' uses editions, which cannot be compiled from source here")]
struct EditionImport(String);

struct Report<'a> {
    sources: &'a Sources,
    findings: Findings,
    /// A broken import is found again by every file that imports it.
    seen: HashSet<(Place, String)>,
}

impl Report<'_> {
    fn edition(&mut self, path: &str, line: u32, column: u32) {
        self.findings.error(
            "edition-source",
            Place::new(path, line, column),
            "",
            "this file uses editions, which cannot be compiled from source here: make a descriptor set with \
             `buf build -o api.binpb` or `protoc --include_imports --descriptor_set_out=api.binpb FILE...` \
             and pass it with --descriptor-set api.binpb",
        );
    }

    fn failure(&mut self, name: &str, error: &protox::Error) {
        let culprit = error.file().unwrap_or(name);
        if culprit != name {
            let place = Place::file(self.path(name));
            let message = format!("not loaded, because its import {culprit} has errors");
            self.findings.error("broken-import", place, "", message);
        }
        self.diagnostic(culprit, error);
        for related in error.related().into_iter().flatten() {
            self.diagnostic(culprit, related);
        }
    }

    fn diagnostic(&mut self, file: &str, diagnostic: &dyn Diagnostic) {
        let text = self
            .sources
            .files
            .get(file)
            .map_or("", |source| source.text.as_str());
        let label = diagnostic.labels().and_then(|mut labels| labels.next());
        let (line, column) = label.map_or((0, 0), |label| position(text, label.offset()));
        let place = Place::new(self.path(file), line, column);
        let mut message = diagnostic.to_string();
        if let Some(help) = diagnostic.help() {
            message = format!("{message}; {help}");
        }
        if self.seen.insert((place.clone(), message.clone())) {
            self.findings.error("proto-source", place, "", message);
        }
    }

    fn path(&self, name: &str) -> String {
        self.sources
            .files
            .get(name)
            .map_or_else(|| name.to_owned(), |source| source.path.clone())
    }
}

/// What a file imports; nothing where its text does not parse, which compiling it will tell.
pub fn imports(text: &str) -> Vec<String> {
    let parsed = File::from_source("", text);
    parsed
        .map(|file| file.file_descriptor_proto().dependency.clone())
        .unwrap_or_default()
}

/// The line and column, from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (u32, u32) {
    let before = text.as_bytes().get(..offset).unwrap_or(text.as_bytes());
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    (
        u32::try_from(line).unwrap_or(0),
        u32::try_from(column).unwrap_or(0),
    )
}

/// Where a file says `edition`, if that is its first statement.
fn edition_position(text: &str) -> Option<(u32, u32)> {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, rest)| rest);
        } else {
            let after = rest.strip_prefix("edition")?;
            let is_keyword = after.trim_start().starts_with('=');
            return is_keyword.then(|| position(text, text.len() - rest.len()));
        }
    }
}
