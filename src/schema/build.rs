//! Collects files from every source into one [`Schema`].
//!
//! Each file is decoded once and dropped: a type's slot is made when its name is first mentioned
//! and filled when its definition comes, so the order of files does not matter.

use foldhash::HashMap;

use bytes::Bytes;
use prost::Message as _;

use super::descriptor::FileDescriptorProto;
use super::types::{Extension, Field, FileId, Message, MessageId, Method, Service, ServiceId};
use super::{Enum, EnumId, File, Schema, builtin, compare, link};
use crate::finding::{Finding, Findings, Place, Severity};

/// Gathers files; [`SchemaBuilder::finish`] links them.
#[derive(Debug, Default)]
pub struct SchemaBuilder {
    pub(super) files: Vec<File>,
    files_by_name: HashMap<Box<str>, FileId>,
    imports: Vec<(FileId, Vec<String>)>,
    /// Every full name that is defined, and by which file.
    symbols: HashMap<Box<str>, FileId>,
    pub(super) messages: Slots<Message>,
    pub(super) enums: Slots<Enum>,
    pub(super) services: Vec<Service>,
    pub(super) methods: Vec<Method>,
    pub(super) extensions: Vec<(MessageId, Field)>,
    /// Where the extensions are declared, in the same order.
    pub(super) extension_files: Vec<FileId>,
    /// The entry messages of maps: what makes a repeated message field a map.
    pub(super) map_entries: foldhash::HashSet<Box<str>>,
    /// The comparable forms of files that were asked about; see [`compare`].
    forms: HashMap<FileId, HashMap<String, Vec<u8>>>,
    pub(super) findings: Findings,
}

/// Definitions by name, in the order in which their names came up.
#[derive(Debug)]
pub(super) struct Slots<T> {
    names: HashMap<Box<str>, u32>,
    items: Vec<Slot<T>>,
}

#[derive(Debug)]
enum Slot<T> {
    Defined(T),
    /// Where the name was first used.
    Mentioned {
        name: Box<str>,
        by: Box<str>,
        file: FileId,
    },
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self {
            names: HashMap::default(),
            items: Vec::new(),
        }
    }
}

impl<T> Slots<T> {
    /// The slot of `name`, which `by` in `file` mentions.
    pub(super) fn mention(
        &mut self,
        name: &str,
        by: impl FnOnce() -> Box<str>,
        file: FileId,
    ) -> u32 {
        if let Some(slot) = self.names.get(name) {
            return *slot;
        }
        self.push(
            name,
            Slot::Mentioned {
                name: name.into(),
                by: by(),
                file,
            },
        )
    }

    /// Fills the slot of `name`; `None` when it was filled before.
    pub(super) fn define(&mut self, name: &str, item: T) -> Option<u32> {
        let Some(slot) = self.names.get(name).copied() else {
            return Some(self.push(name, Slot::Defined(item)));
        };
        match self.items.get_mut(slot as usize) {
            Some(place @ Slot::Mentioned { .. }) => {
                *place = Slot::Defined(item);
                Some(slot)
            }
            Some(Slot::Defined(_)) | None => None,
        }
    }

    fn push(&mut self, name: &str, slot: Slot<T>) -> u32 {
        let id = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        self.names.insert(name.into(), id);
        self.items.push(slot);
        id
    }

    /// The definitions; `missing` makes up for a name that nothing defines and reports it.
    fn finish(self, mut missing: impl FnMut(&str, &str, FileId) -> T) -> Vec<T> {
        self.items
            .into_iter()
            .map(|slot| match slot {
                Slot::Defined(item) => item,
                Slot::Mentioned { name, by, file } => missing(&name, &by, file),
            })
            .collect()
    }
}

impl SchemaBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one encoded `FileDescriptorProto`. `origin` tells people where it came from; imports that
    /// sources took from the built-in files say so there and are not counted.
    pub fn add(&mut self, origin: &str, bytes: Bytes) {
        // Every schema gets the built-in files at the end, after what users bring.
        if origin != builtin::ORIGIN {
            self.add_file(origin, bytes, false);
        }
    }

    fn add_file(&mut self, origin: &str, bytes: Bytes, is_builtin: bool) {
        let file = match FileDescriptorProto::decode(bytes.clone()) {
            Ok(file) => file,
            Err(error) => {
                self.findings.error(
                    "descriptor",
                    Place::file(origin),
                    "",
                    format!("a file of this set cannot be read: {error}"),
                );
                return;
            }
        };
        let name: Box<str> = file.name().into();
        if self
            .files_by_name
            .get(&name)
            .is_some_and(|known| self.files[known.index()].bytes == bytes)
        {
            return;
        }
        let id = FileId::from_index(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let origin = if is_builtin || origin == &*name || origin.ends_with(&*name) {
            origin.into()
        } else {
            format!("{origin}: {name}").into()
        };
        let has_own_origin = !is_builtin && self.files_by_name.contains_key(&name);
        self.files.push(File {
            name: name.clone(),
            origin,
            bytes,
            is_builtin,
        });
        let news = self.claim(&file, id);
        if has_own_origin && news.is_empty() {
            // The same file from a second source: nothing in it is new, and its id is free again.
            self.files.pop();
            self.forms.remove(&id);
            return;
        }
        self.files_by_name.entry(name).or_insert(id);
        self.imports.push((id, file.dependency.clone()));
        link::file(self, id, &file, &news);
    }

    /// The top-level names that this file is the first to define; conflicts become findings.
    fn claim(&mut self, file: &FileDescriptorProto, id: FileId) -> Claimed {
        let mut news = Claimed::default();
        let prefix = if file.package().is_empty() {
            String::new()
        } else {
            format!("{}.", file.package())
        };
        let names = (file.message_type.iter().map(|one| one.name()))
            .chain(file.enum_type.iter().map(|one| one.name()))
            .chain(file.service.iter().map(|one| one.name()))
            .chain(file.extension.iter().map(|one| one.name()));
        for name in names {
            let full = format!("{prefix}{name}");
            match self.symbols.get(full.as_str()).copied() {
                None => {
                    self.symbols.insert(full.as_str().into(), id);
                    news.0.insert(name.to_owned());
                }
                // What users bring goes before what the gateway has built in.
                Some(_) if self.files[id.index()].is_builtin => {}
                Some(first) => self.compare(&full, first, id),
            }
        }
        news
    }

    fn compare(&mut self, name: &str, first: FileId, second: FileId) {
        for file in [first, second] {
            if !self.forms.contains_key(&file) {
                let decoded = FileDescriptorProto::decode(self.files[file.index()].bytes.clone());
                let forms = decoded
                    .map(|file| compare::definitions(&file))
                    .unwrap_or_default();
                self.forms.insert(file, forms.into_iter().collect());
            }
        }
        let form = |file: FileId| self.forms.get(&file).and_then(|forms| forms.get(name));
        if form(first) == form(second) {
            return;
        }
        let [first, second] = [first, second].map(|file| self.files[file.index()].origin.clone());
        self.findings.error(
            "symbol-conflict",
            Place::file(&*second),
            name,
            format!("{name} is defined here and differently in {first}; keep one of the two"),
        );
    }

    /// Links everything that was added.
    ///
    /// A schema comes back even when there are findings, so that everything can still be counted.
    pub fn finish(mut self) -> (Schema, Findings) {
        let mut names: Vec<_> = builtin::FILES.keys().collect();
        names.sort_unstable();
        for name in names {
            if let Some(bytes) = builtin::FILES.get(name) {
                self.add_file(builtin::ORIGIN, bytes.clone(), true);
            }
        }
        self.report_imports();
        let Self {
            files,
            files_by_name,
            messages,
            enums,
            services,
            methods,
            extensions,
            extension_files,
            mut findings,
            ..
        } = self;
        let mut files_by_name: Box<[FileId]> = files_by_name.into_values().collect();
        files_by_name.sort_unstable_by_key(|id| &files[id.index()].name);
        let declared = extensions.iter().zip(extension_files);
        let declared = declared.map(|((extendee, field), file)| Extension {
            extendee: *extendee,
            number: field.number,
            file,
        });
        let mut declared: Box<[Extension]> = declared.collect();
        declared.sort_unstable();
        let messages_by_name = messages
            .names
            .iter()
            .map(|(name, slot)| (name.clone(), MessageId(*slot)))
            .collect();
        let enums_by_name = enums
            .names
            .iter()
            .map(|(name, slot)| (name.clone(), EnumId(*slot)))
            .collect();
        let mut messages = messages.finish(|name, by, file| {
            findings.push(unresolved(&files, name, by, file));
            link::placeholder_message(name, file)
        });
        let enums = enums.finish(|name, by, file| {
            findings.push(unresolved(&files, name, by, file));
            link::placeholder_enum(name, file)
        });
        link::attach(&mut messages, extensions);
        let schema = Schema {
            files,
            messages,
            enums,
            services,
            methods,
            messages_by_name,
            enums_by_name,
            files_by_name,
            extensions: declared,
        };
        (schema, findings)
    }

    /// An import that is nowhere matters only if a type of it is used, which is an error of its
    /// own: many descriptor sets leave out files that only bring options.
    fn report_imports(&mut self) {
        for (file, imports) in &self.imports {
            for import in imports
                .iter()
                .filter(|import| !self.files_by_name.contains_key(import.as_str()))
            {
                self.findings.warning(
                    "missing-import",
                    Place::file(&*self.files[file.index()].origin),
                    import.as_str(),
                    format!("imports {import}, which no source brings; build the set with its imports (`buf build`, or `protoc --include_imports`)"),
                );
            }
        }
    }

    pub(super) fn next_service(&self) -> ServiceId {
        ServiceId(u32::try_from(self.services.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn origin(&self, file: FileId) -> Place {
        Place::file(&*self.files[file.index()].origin)
    }
}

/// The top-level names of a file that are its own to define.
#[derive(Debug, Default)]
pub(super) struct Claimed(foldhash::HashSet<String>);

impl Claimed {
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn unresolved(files: &[File], name: &str, by: &str, file: FileId) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: "unresolved-type",
        place: files
            .get(file.index())
            .map(|file| Place::file(&*file.origin))
            .unwrap_or_default(),
        subject: by.to_owned(),
        message: format!(
            "{by} is of type {name}, which no source brings; build the set with its imports (`buf build`, or `protoc --include_imports`)"
        ),
    }
}
