//! Reads descriptors and HTTP rules from where the configuration says: folders and files of source, descriptor
//! sets, servers with reflection, service configurations.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::config::Configuration;
use crate::finding::{Findings, Place, chain};
use crate::http_rule::service_config::ServiceConfig;
use crate::schema::source::{self, Sources};
use crate::schema::{Schema, SchemaBuilder, set};
use crate::snapshot;
use crate::units::ByteSize;
use crate::upstream::reflection::{self, Reflected};
use crate::upstream::{Address, TlsSettings};

/// The most `.proto` files that are read.
const SOURCE_FILES_MAX: usize = 100_000;
/// The largest `.proto` file.
const SOURCE_MAX: ByteSize = ByteSize::mib(64);
/// The largest descriptor set.
const SET_MAX: ByteSize = ByteSize::mib(1024);
/// The largest service configuration.
const SERVICE_CONFIG_MAX: ByteSize = ByteSize::mib(16);

/// What the sources said. A reload changes nothing while it is the same.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Inputs {
    /// Where each file comes from, and its encoded `FileDescriptorProto`.
    pub files: Vec<(String, Bytes)>,
    pub answers: Answers,
    /// In the order of the configuration.
    pub service_configs: Vec<ServiceConfig>,
}

/// What servers said of themselves, in the order of the configuration.
pub(super) type Answers = Vec<(Address, Reflected)>;

/// What came of asking the servers with reflection.
#[derive(Debug)]
pub(super) struct Asked {
    pub answers: Answers,
    pub findings: Findings,
    /// Servers that are not there now, and have not been before; each is a finding too.
    pub down: usize,
}

impl Inputs {
    /// Links everything into one schema.
    pub(super) fn schema(&self) -> (Schema, Findings) {
        let mut builder = SchemaBuilder::new();
        for (origin, bytes) in &self.files {
            builder.add(origin, bytes.clone());
        }
        for (address, reflected) in &self.answers {
            let origin = reflection_of(address);
            for (_, bytes) in &reflected.files {
                builder.add(&origin, bytes.clone());
            }
        }
        builder.finish()
    }

    /// What a snapshot of them is compiled with.
    pub(super) fn settings(&self, configuration: &Configuration) -> snapshot::Settings {
        snapshot::Settings {
            service_configs: self.service_configs.clone(),
            ..configuration.snapshot_settings(self.reflected())
        }
    }

    /// The services that reflection found, and where.
    fn reflected(&self) -> Vec<(String, Address)> {
        let services = |(address, reflected): &(Address, Reflected)| {
            let address = address.clone();
            let services = reflected.services.clone().into_iter();
            services.map(move |service| (service, address.clone()))
        };
        self.answers.iter().flat_map(services).collect()
    }
}

/// Reads and compiles every file; what cannot be read is a finding, and the rest is still read.
pub(super) fn read(configuration: &Configuration, findings: &mut Findings) -> Vec<(String, Bytes)> {
    let descriptors = &configuration.descriptors;
    let mut files = Vec::new();
    let mut sources = Sources::new();
    for path in &descriptors.proto {
        read_sources(path, &mut sources, findings);
    }
    if !sources.is_empty() {
        tracing::debug!(files = sources.root_count(), "compiling sources");
        let compiled = sources.compile();
        findings.extend(compiled.findings);
        files.extend(compiled.files);
    }
    for path in &descriptors.descriptor_sets {
        read_set(path, &mut files, findings);
    }
    files
}

/// Reads every service configuration; what is wrong with one is a finding, and the rest is still read.
pub(super) fn service_configs(
    configuration: &Configuration,
    findings: &mut Findings,
) -> Vec<ServiceConfig> {
    let files = &configuration.descriptors.service_configs;
    files
        .iter()
        .filter_map(|path| read_service_config(path, findings))
        .collect()
}

/// Asks every server with reflection. What one that is not there now said before still stands: a
/// back end may be restarted while the gateway is reloaded.
pub(super) async fn ask(configuration: &Configuration, known: &Answers) -> Asked {
    let mut asked = Asked {
        answers: Vec::new(),
        findings: Findings::new(),
        down: 0,
    };
    for address in &configuration.descriptors.reflect {
        let tls = tls_for(address, configuration);
        let limits = reflection::ReflectionLimits::default();
        let error = match reflection::fetch(address, &tls, limits).await {
            Ok(reflected) => {
                asked.answers.push((address.clone(), reflected));
                continue;
            }
            Err(error) => error,
        };
        let place = Place::file(reflection_of(address));
        let before = known.iter().find(|(known, _)| known == address);
        match before.filter(|_| error.is_transient()) {
            Some(before) => {
                asked.answers.push(before.clone());
                let message = format!("{}; what it said before stands", chain(&error));
                asked.findings.warning("reflection", place, "", message);
            }
            None => {
                asked.down += usize::from(error.is_transient());
                asked.findings.error("reflection", place, "", chain(&error));
            }
        }
    }
    asked
}

fn reflection_of(address: &Address) -> String {
    format!("reflection of {address}")
}

/// A folder is the root of its files' names; a file's folder is the root of its imports.
fn read_sources(path: &Path, sources: &mut Sources, findings: &mut Findings) {
    let place = || Place::file(path.display().to_string());
    if let Err(error) = fs::metadata(path) {
        let message = format!("cannot read {}: {error}", path.display());
        return findings.error("source", place(), "", message);
    }
    let is_folder = path.is_dir();
    let files = source_files(path, findings);
    if is_folder && files.is_empty() {
        let message = format!("{} has no .proto file in it", path.display());
        findings.error("source", place(), "", message);
    }
    let root = if is_folder { path } else { folder_of(path) };
    for file in files {
        // Names in imports have forward slashes on every system.
        let parts = file.strip_prefix(root).unwrap_or(&file).iter();
        let name: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
        let is_root = is_folder || file == path;
        let shown = file.display().to_string();
        match read_text(&file) {
            Ok(text) => sources.add(name.join("/"), shown, text, is_root),
            // A file that is only there to be imported matters when it is.
            Err(error) if is_root => {
                findings.error(
                    "source",
                    Place::file(shown),
                    "",
                    format!("cannot be read: {error}"),
                );
            }
            Err(_) => {}
        }
    }
}

fn read_text(file: &Path) -> std::io::Result<String> {
    let bytes = read_limited(file, SOURCE_MAX)?;
    String::from_utf8(bytes).map_err(|_| std::io::Error::other("it is not UTF-8 text"))
}

/// The files that a `--proto` path brings: those below a folder; or a file, and of its imports,
/// and theirs, those that are found from its folder. What is beside them is not looked at: the
/// folder may be somebody's home.
pub(super) fn source_files(path: &Path, findings: &mut Findings) -> Vec<PathBuf> {
    if path.is_dir() {
        return proto_files(path, findings);
    }
    let root = folder_of(path);
    let mut files = vec![path.to_owned()];
    let mut next = 0;
    while let Some(file) = files.get(next) {
        next += 1;
        let imports = read_text(file)
            .map(|text| source::imports(&text))
            .unwrap_or_default();
        for import in imports {
            let imported = root.join(import);
            if imported.is_file() && !files.contains(&imported) && files.len() < SOURCE_FILES_MAX {
                files.push(imported);
            }
        }
    }
    files
}

/// The folder that a file is in; empty for the current one, so that joined names stay short.
fn folder_of(file: &Path) -> &Path {
    file.parent().unwrap_or_else(|| Path::new(""))
}

/// Every `.proto` file below a folder, in the order of their names.
fn proto_files(root: &Path, findings: &mut Findings) -> Vec<PathBuf> {
    let mut files = Vec::new();
    // walkdir notices links that lead back to a folder that it is in.
    for entry in walkdir::WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
    {
        match entry {
            Ok(entry)
                if entry.file_type().is_file()
                    && entry
                        .path()
                        .extension()
                        .is_some_and(|extension| extension == "proto") =>
            {
                files.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => {
                let place = Place::file(error.path().unwrap_or(root).display().to_string());
                findings.warning(
                    "source",
                    place,
                    "",
                    format!("cannot be looked into: {error}"),
                );
            }
        }
        if files.len() >= SOURCE_FILES_MAX {
            findings.error(
                "source",
                Place::file(root.display().to_string()),
                "",
                format!("more than {SOURCE_FILES_MAX} .proto files; name a smaller folder"),
            );
            break;
        }
    }
    files
}

fn read_service_config(path: &Path, findings: &mut Findings) -> Option<ServiceConfig> {
    let file = path.display().to_string();
    let told = match read_limited(path, SERVICE_CONFIG_MAX).map(String::from_utf8) {
        Ok(Ok(text)) => {
            let (config, found) = ServiceConfig::parse(&file, &text);
            findings.extend(found);
            return Some(config);
        }
        Ok(Err(_)) => "this file is not UTF-8 text".to_owned(),
        Err(error) => format!("cannot be read: {error}"),
    };
    findings.error("service-config", Place::file(file), "", told);
    None
}

fn read_limited(path: &Path, max: ByteSize) -> std::io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > max.0 {
        return Err(std::io::Error::other(format!("it is larger than {max}")));
    }
    fs::read(path)
}

fn read_set(path: &Path, into: &mut Vec<(String, Bytes)>, findings: &mut Findings) {
    let origin = path.display().to_string();
    let bytes = match read_limited(path, SET_MAX) {
        Ok(bytes) => Bytes::from(bytes),
        Err(error) => {
            return findings.error(
                "descriptor-set",
                Place::file(&*origin),
                "",
                format!("cannot be read: {error}"),
            );
        }
    };
    match set::files(&bytes) {
        Ok(files) => into.extend(files.into_iter().map(|file| (origin.clone(), file))),
        Err(error) => findings.error(
            "descriptor-set",
            Place::file(&*origin),
            "",
            error.to_string(),
        ),
    }
}

/// The TLS settings of the services that are configured at this address, or of all services.
fn tls_for(address: &Address, configuration: &Configuration) -> TlsSettings {
    let services = &configuration.services;
    let at_address = services
        .iter()
        .find(|service| service.endpoints.contains(address));
    let all = || {
        services
            .iter()
            .find(|service| service.selector == snapshot::Selector::All)
    };
    at_address
        .or_else(all)
        .map_or_else(TlsSettings::default, |service| service.tls.clone())
}
