//! Reads descriptors from where the configuration says: folders and files of source, descriptor
//! sets, servers with reflection.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;

use crate::config::{Configuration, DescriptorSources};
use crate::finding::{Findings, Place, chain};
use crate::schema::source::Sources;
use crate::schema::{Schema, SchemaBuilder, set};
use crate::units::ByteSize;
use crate::upstream::{Address, TlsSettings, reflection};

/// The most `.proto` files that are read.
const SOURCE_FILES_MAX: usize = 100_000;
/// The largest `.proto` file.
const SOURCE_MAX: ByteSize = ByteSize::mib(64);
/// The largest descriptor set.
const SET_MAX: ByteSize = ByteSize::mib(1024);

/// What was read.
#[derive(Debug)]
pub(super) struct Loaded {
    pub schema: Schema,
    /// The services that reflection found, and where.
    pub reflected: Vec<(String, Address)>,
    pub findings: Findings,
}

/// Reads every source; what cannot be read is a finding, and the rest is still read.
pub(super) async fn load(configuration: &Configuration) -> Loaded {
    let DescriptorSources {
        proto,
        descriptor_sets,
        reflect,
    } = &configuration.descriptors;
    let mut findings = Findings::new();
    let mut builder = SchemaBuilder::new();
    let mut sources = Sources::new();
    for path in proto {
        read_sources(path, &mut sources, &mut findings);
    }
    if !sources.is_empty() {
        tracing::debug!(files = sources.root_count(), "compiling sources");
        let compiled = sources.compile();
        findings.extend(compiled.findings);
        for (origin, bytes) in compiled.files {
            builder.add(&origin, bytes);
        }
    }
    for path in descriptor_sets {
        read_set(path, &mut builder, &mut findings);
    }
    let mut reflected = Vec::new();
    for address in reflect {
        reflected.extend(ask(address, configuration, &mut builder, &mut findings).await);
    }
    let (schema, linked) = builder.finish();
    findings.extend(linked);
    Loaded {
        schema,
        reflected,
        findings,
    }
}

/// A folder is the root of its files' names; a file's folder is the root of its imports.
fn read_sources(path: &Path, sources: &mut Sources, findings: &mut Findings) {
    let place = || Place::file(path.display().to_string());
    let is_folder = match fs::metadata(path) {
        Ok(metadata) => metadata.is_dir(),
        Err(error) => {
            return findings.error(
                "source",
                place(),
                "",
                format!("cannot read {}: {error}", path.display()),
            );
        }
    };
    let root = if is_folder {
        path
    } else {
        path.parent().unwrap_or_else(|| Path::new(""))
    };
    let asked_for = |file: &Path| is_folder || file == path;
    let files = proto_files(
        if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            root
        },
        findings,
    );
    if is_folder && files.is_empty() {
        findings.error(
            "source",
            place(),
            "",
            format!("{} has no .proto file in it", path.display()),
        );
    }
    for file in files {
        let shown = file.strip_prefix(".").unwrap_or(&file);
        let name = file
            .strip_prefix(root)
            .or_else(|_| file.strip_prefix("."))
            .unwrap_or(&file);
        // Names in imports have forward slashes on every system.
        let name = name
            .iter()
            .map(|part| part.to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        let is_root = asked_for(shown) || asked_for(&file);
        match read_limited(&file, SOURCE_MAX).map(String::from_utf8) {
            Ok(Ok(text)) => sources.add(name, shown.display().to_string(), text, is_root),
            Ok(Err(_)) if is_root => findings.error(
                "source",
                Place::file(shown.display().to_string()),
                "",
                "this file is not UTF-8 text",
            ),
            Err(error) if is_root => findings.error(
                "source",
                Place::file(shown.display().to_string()),
                "",
                format!("cannot be read: {error}"),
            ),
            // Files that are only there to be imported matter when they are.
            Ok(Err(_)) | Err(_) => {}
        }
    }
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

fn read_limited(path: &Path, max: ByteSize) -> std::io::Result<Vec<u8>> {
    let size = fs::metadata(path)?.len();
    if size > max.0 {
        return Err(std::io::Error::other(format!("it is larger than {max}")));
    }
    fs::read(path)
}

fn read_set(path: &Path, builder: &mut SchemaBuilder, findings: &mut Findings) {
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
        Ok(files) => files
            .into_iter()
            .for_each(|file| builder.add(&origin, file)),
        Err(error) => findings.error(
            "descriptor-set",
            Place::file(&*origin),
            "",
            error.to_string(),
        ),
    }
}

async fn ask(
    address: &Address,
    configuration: &Configuration,
    builder: &mut SchemaBuilder,
    findings: &mut Findings,
) -> Vec<(String, Address)> {
    let origin = format!("reflection of {address}");
    let tls = tls_for(address, configuration);
    let found = reflection::fetch(address, &tls, reflection::ReflectionLimits::default()).await;
    let reflected = match found {
        Ok(reflected) => reflected,
        Err(error) => {
            findings.error("reflection", Place::file(&*origin), "", chain(&error));
            return Vec::new();
        }
    };
    for (_, bytes) in reflected.files {
        builder.add(&origin, bytes);
    }
    reflected
        .services
        .into_iter()
        .map(|service| (service, address.clone()))
        .collect()
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
            .find(|service| service.selector == crate::snapshot::Selector::All)
    };
    at_address
        .or_else(all)
        .map_or_else(TlsSettings::default, |service| service.tls.clone())
}
