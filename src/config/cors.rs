//! `[cors]`: which pages of other origins may call the API.

use std::time::Duration;

use http::HeaderName;

use super::Configuration;
use super::reader::{Context, Section};
use super::sections::names;
use crate::protocol::cors::{Names, Origin, Settings};

const DAY: Duration = Duration::from_secs(86_400);
pub(super) const MAX_AGE: Duration = Duration::from_secs(7200);

/// What clients of gRPC-Web and Connect send, and what the gateway reads.
const ALLOWED_HEADERS: [&str; 17] = [
    "content-type",
    "authorization",
    "x-grpc-web",
    "x-user-agent",
    "grpc-timeout",
    "grpc-encoding",
    "grpc-accept-encoding",
    "connect-protocol-version",
    "connect-timeout-ms",
    "connect-content-encoding",
    "connect-accept-encoding",
    "x-server-timeout",
    "x-request-id",
    "last-event-id",
    "traceparent",
    "tracestate",
    "baggage",
];

/// What they have to read.
const EXPOSED_HEADERS: [&str; 11] = [
    "grpc-status",
    "grpc-message",
    "grpc-status-details-bin",
    "grpc-encoding",
    "connect-content-encoding",
    "content-encoding",
    "x-request-id",
    "location",
    "etag",
    "retry-after",
    "content-disposition",
];

/// Nobody is allowed anything.
pub(super) fn default() -> Settings {
    let listed = |names: &[&'static str]| {
        Names::Listed(
            names
                .iter()
                .map(|name| HeaderName::from_static(name))
                .collect(),
        )
    };
    Settings {
        origins: Vec::new(),
        allowed_headers: listed(&ALLOWED_HEADERS),
        exposed_headers: listed(&EXPOSED_HEADERS),
        max_age: MAX_AGE,
        credentials: false,
    }
}

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let cors = &mut configuration.snapshot.cors;
    let offset = section.offset_of("allowed_origins");
    if let Some(texts) = section.strings(context, "allowed_origins") {
        cors.origins.clear();
        for text in texts {
            match text.parse() {
                Ok(origin) => cors.origins.push(origin),
                Err(error) => context.error(
                    offset,
                    "cors.allowed_origins",
                    format!("cors.allowed_origins: {error}"),
                ),
            }
        }
    }
    if let Some(headers) = header_names(&mut section, "allowed_headers", context) {
        cors.allowed_headers = headers;
    }
    if let Some(headers) = header_names(&mut section, "exposed_headers", context) {
        cors.exposed_headers = headers;
    }
    if let Some(age) = section.duration(context, "max_age", Duration::ZERO..=DAY) {
        cors.max_age = age;
    }
    if let Some(credentials) = section.boolean(context, "credentials") {
        cors.credentials = credentials;
    }
    section.finish(context);
}

fn header_names(section: &mut Section<'_>, key: &str, context: &mut Context<'_>) -> Option<Names> {
    let (offset, path) = (section.offset_of(key), section.path(key));
    let texts = section.strings(context, key)?;
    Some(if texts.iter().any(|text| text == "*") {
        Names::Any
    } else {
        Names::Listed(names(&texts, offset, &path, context))
    })
}

/// With credentials, the Fetch standard takes `*` for no wildcard, so that nobody opens what only
/// their own pages should reach without noticing.
pub(super) fn check(configuration: &Configuration, impossible: &mut impl FnMut(&str, String)) {
    let cors = &configuration.snapshot.cors;
    if !cors.credentials {
        return;
    }
    if cors.origins.contains(&Origin::Any) {
        impossible(
            "cors.credentials",
            "cors.credentials does not go with cors.allowed_origins = \"*\"; list the origins"
                .to_owned(),
        );
    }
    if cors.exposed_headers == Names::Any {
        impossible(
            "cors.credentials",
            "cors.credentials does not go with cors.exposed_headers = \"*\"; list the headers"
                .to_owned(),
        );
    }
}

/// As a list of the configuration has them.
pub(super) fn shown(names: &Names) -> Vec<&str> {
    match names {
        Names::Any => vec!["*"],
        Names::Listed(names) => names.iter().map(HeaderName::as_str).collect(),
    }
}
