//! `[openapi]` and `[docs]`: the documents and the pages that describe the API to its users.

use super::Configuration;
use super::reader::{Context, Section};
use super::sections::set;
use crate::openapi::{Forms, Version};
use crate::units::ByteSize;

/// The versions by the names that the configuration and the command line have for them.
pub const OPENAPI_VERSIONS: [(&str, Version); 2] = [("3.1", Version::V31), ("3.0", Version::V30)];

/// Which bodies are described as forms, by their names.
const OPENAPI_FORMS: [(&str, Forms); 3] = [
    ("none", Forms::None),
    ("files", Forms::Files),
    ("all", Forms::All),
];

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let settings = &mut configuration.snapshot.openapi;
    set(&mut settings.enabled, section.boolean(context, "enabled"));
    set(
        &mut settings.json_path,
        path(&mut section, context, "json_path"),
    );
    set(
        &mut settings.yaml_path,
        path(&mut section, context, "yaml_path"),
    );
    set(
        &mut settings.version,
        section.choice(context, "spec_version", &OPENAPI_VERSIONS),
    );
    let about = &mut settings.about;
    for (key, place) in [
        ("title", &mut about.title),
        ("version", &mut about.version),
        ("description", &mut about.description),
    ] {
        if let Some(text) = section.string(context, key) {
            *place = Some(text).filter(|text| !text.is_empty());
        }
    }
    let offset = section.offset_of("servers");
    if let Some(servers) = section.strings(context, "servers") {
        for server in &servers {
            if !is_server(server) {
                let key = section.path("servers");
                let message =
                    format!("{server:?} is not a URL such as https://api.example.com or /v2");
                context.error(offset, &key, message);
            }
        }
        about.servers = servers;
    }
    set(&mut about.visible, section.strings(context, "visibility"));
    set(
        &mut about.finite_numbers,
        section.boolean(context, "finite_numbers"),
    );
    set(
        &mut about.forms,
        section.choice(context, "forms", &OPENAPI_FORMS),
    );
    section.finish(context);
}

pub(super) fn docs(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let settings = &mut configuration.snapshot.docs;
    set(&mut settings.enabled, section.boolean(context, "enabled"));
    set(&mut settings.path, path(&mut section, context, "path"));
    set(
        &mut settings.reference_methods_max,
        section.integer(context, "reference_methods_max", 0..=100_000),
    );
    set(
        &mut settings.types_max,
        section.integer(context, "types_max", 0..=100_000),
    );
    set(
        &mut settings.comment_max,
        section.size(
            context,
            "comment_max",
            ByteSize(1 << 10)..=ByteSize(16 << 20),
        ),
    );
    set(
        &mut settings.cache_max,
        section.size(context, "cache_max", ByteSize(1 << 20)..=ByteSize(1 << 30)),
    );
    section.finish(context);
}

/// The path of a document, as it stands in a request.
fn path(section: &mut Section<'_>, context: &mut Context<'_>, key: &str) -> Option<String> {
    let offset = section.offset_of(key);
    let text = section.string(context, key)?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()+,;=:@/".contains(c);
    let has_segments = text
        .split('/')
        .skip(1)
        .all(|segment| !matches!(segment, "" | "." | ".."));
    if text.starts_with('/') && has_segments && text.chars().all(is_plain) {
        return Some(text);
    }
    let message = format!("{text:?} is not a path such as \"/openapi.json\"");
    context.error(offset, &section.path(key), message);
    None
}

fn is_server(text: &str) -> bool {
    let is_absolute = ["https://", "http://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme));
    let is_plain = text
        .chars()
        .all(|c| c.is_ascii_graphic() && !"{}?#\"<>\\".contains(c));
    (is_absolute || text.starts_with('/')) && is_plain
}
