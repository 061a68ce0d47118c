//! The sections of a configuration file, one function each.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use http::HeaderName;

use super::reader::{Context, Section};
use super::{
    Configuration, compression, cors, following, grpc, json, openapi, parse_listen, rest,
    telemetry, tls, websocket,
};
use crate::call::{Forwarding, ResponseHeaders};
use crate::units::ByteSize;
use crate::upstream::Address;

const MILLISECOND: Duration = Duration::from_millis(1);
pub(super) const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

pub(super) fn root(
    configuration: &mut Configuration,
    mut root: Section<'_>,
    folder: &Path,
    context: &mut Context<'_>,
) {
    if let Some(section) = root.section(context, "server") {
        server(configuration, section, context);
    }
    if let Some(section) = root.section(context, "admin") {
        admin(configuration, section, context);
    }
    if let Some(section) = root.section(context, "descriptors") {
        descriptors(configuration, section, folder, context);
    }
    if let Some(section) = root.section(context, "rest") {
        rest::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "json") {
        json::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "compression") {
        compression::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "connect") {
        connect(configuration, section, context);
    }
    if let Some(section) = root.section(context, "headers") {
        headers(configuration, section, context);
    }
    if let Some(section) = root.section(context, "cors") {
        cors::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "websocket") {
        websocket::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "grpc") {
        grpc::section(configuration, section, folder, context);
    }
    if let Some(section) = root.section(context, "openapi") {
        openapi::section(configuration, section, context);
    }
    if let Some(section) = root.section(context, "docs") {
        openapi::docs(configuration, section, context);
    }
    if let Some(section) = root.section(context, "logging") {
        telemetry::logging(configuration, section, context);
    }
    if let Some(section) = root.section(context, "metrics") {
        telemetry::metrics(configuration, section, context);
    }
    if let Some(section) = root.section(context, "tls") {
        tls::section(configuration, section, folder, context);
    }
    for name in [
        "http3",
        "auth",
        "session",
        "security",
        "rate_limit",
        "messaging",
        "upstreams",
    ] {
        root.not_yet(context, name);
    }
    root.finish(context);
}

/// Puts a value where a key was given.
pub(super) fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

fn server(configuration: &mut Configuration, mut section: Section<'_>, context: &mut Context<'_>) {
    let ingress = &mut configuration.ingress;
    set(
        &mut configuration.listen,
        listeners(&mut section, context, "listen_addr"),
    );
    set(
        &mut configuration.listen_tls,
        listeners(&mut section, context, "listen_addr_tls"),
    );
    set(
        &mut configuration.workers,
        section.integer(context, "workers", 0..=1024),
    );
    let connections = section.integer(context, "max_connections", 1..=10_000_000);
    set(
        &mut ingress.max_connections,
        connections.map(|count| count as usize),
    );
    let requests = section.integer(context, "max_requests_per_connection", 0..=u32::MAX);
    set(
        &mut ingress.max_requests,
        requests.map(|count| (count > 0).then_some(count)),
    );
    set(
        &mut ingress.connection_idle_timeout,
        section.duration(context, "connection_idle_timeout", MILLISECOND..=DAY),
    );
    set(
        &mut ingress.head_timeout,
        section.duration(context, "head_timeout", MILLISECOND..=HOUR),
    );
    set(
        &mut ingress.body_timeout,
        section.duration(context, "body_timeout", MILLISECOND..=HOUR),
    );
    set(
        &mut ingress.write_timeout,
        section.duration(context, "write_timeout", MILLISECOND..=HOUR),
    );
    set(
        &mut ingress.linger_timeout,
        section.duration(context, "linger_timeout", MILLISECOND..=HOUR),
    );
    set(
        &mut ingress.head_max,
        section.size(context, "head_max", ByteSize::kib(1)..=ByteSize::mib(1)),
    );
    let count = section.integer(context, "head_count_max", 1..=256);
    set(
        &mut ingress.header_count_max,
        count.map(|count| count as usize),
    );
    let target = section.size(context, "target_max", ByteSize(16)..=ByteSize::mib(1));
    set(
        &mut configuration.snapshot.target_max,
        target.map(ByteSize::as_usize),
    );
    let path = section.size(context, "path_max", ByteSize(16)..=ByteSize::mib(1));
    set(
        &mut configuration.snapshot.router.limits.length_max_bytes,
        path.map(ByteSize::as_usize),
    );
    let segments = section.integer(context, "path_segments_max", 1..=1024);
    set(
        &mut configuration.snapshot.router.limits.segments_max,
        segments.map(|count| count as usize),
    );
    set(
        &mut ingress.lame_duck,
        section.duration(context, "lame_duck", Duration::ZERO..=HOUR),
    );
    set(
        &mut ingress.grace,
        section.duration(context, "drain_timeout", Duration::ZERO..=DAY),
    );
    set(
        &mut ingress.idle_drain,
        section.duration(context, "drain_idle_timeout", Duration::ZERO..=HOUR),
    );
    if let Some(http2) = section.section(context, "http2") {
        self::http2(configuration, http2, context);
    }
    section.finish(context);
}

/// Addresses to listen on; each that is none becomes a finding.
fn listeners(
    section: &mut Section<'_>,
    context: &mut Context<'_>,
    key: &str,
) -> Option<Vec<SocketAddr>> {
    let (offset, path) = (section.offset_of(key), section.path(key));
    let texts = section.strings(context, key)?;
    let mut addresses = Vec::with_capacity(texts.len());
    for text in &texts {
        match parse_listen(text) {
            Ok(address) => addresses.push(address),
            Err(error) => context.error(offset, &path, format!("{path}: {error}")),
        }
    }
    // With an error among them the list is not used.
    (addresses.len() == texts.len()).then_some(addresses)
}

fn http2(configuration: &mut Configuration, mut section: Section<'_>, context: &mut Context<'_>) {
    let ingress = &mut configuration.ingress;
    // RFC 9113 §6.9.1: a window has at most 2^31 - 1 bytes.
    let window = ByteSize::kib(64)..=ByteSize(i32::MAX.unsigned_abs().into());
    set(
        &mut ingress.max_concurrent_streams,
        section.integer(context, "max_concurrent_streams", 1..=10_000),
    );
    set(
        &mut ingress.stream_window,
        section.size(context, "stream_window", window.clone()),
    );
    set(
        &mut ingress.connection_window,
        section.size(context, "connection_window", window.clone()),
    );
    set(
        &mut ingress.send_buffer,
        section.size(context, "send_buffer", ByteSize::kib(16)..=*window.end()),
    );
    section.finish(context);
}

fn admin(configuration: &mut Configuration, mut section: Section<'_>, context: &mut Context<'_>) {
    let offset = section.offset_of("listen_addr");
    if let Some(text) = section.string(context, "listen_addr") {
        match parse_listen(&text) {
            Ok(address) => configuration.admin_listen = address,
            Err(error) => context.error(
                offset,
                "admin.listen_addr",
                format!("admin.listen_addr: {error}"),
            ),
        }
    }
    section.finish(context);
}

fn descriptors(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    folder: &Path,
    context: &mut Context<'_>,
) {
    let sources = &mut configuration.descriptors;
    let paths = |texts: Option<Vec<String>>| {
        texts.map(|texts| texts.into_iter().map(|text| folder.join(text)).collect())
    };
    set(&mut sources.proto, paths(section.strings(context, "proto")));
    set(
        &mut sources.descriptor_sets,
        paths(section.strings(context, "descriptor_sets")),
    );
    let offset = section.offset_of("reflect");
    if let Some(texts) = section.strings(context, "reflect") {
        sources.reflect = addresses(&texts, offset, "descriptors.reflect", context);
    }
    set(
        &mut sources.service_configs,
        paths(section.strings(context, "service_configs")),
    );
    following::keys(&mut configuration.following, &mut section, context);
    section.finish(context);
}

/// Back ends' addresses; each that is none becomes a finding.
pub(super) fn addresses(
    texts: &[String],
    offset: usize,
    key: &str,
    context: &mut Context<'_>,
) -> Vec<Address> {
    let mut addresses = Vec::with_capacity(texts.len());
    for text in texts {
        match text.parse() {
            Ok(address) => addresses.push(address),
            Err(error) => context.error(offset, key, format!("{key}: {error}")),
        }
    }
    addresses
}

fn connect(configuration: &mut Configuration, mut section: Section<'_>, context: &mut Context<'_>) {
    set(
        &mut configuration.snapshot.connect.requires_version,
        section.boolean(context, "require_version"),
    );
    section.finish(context);
}

fn headers(configuration: &mut Configuration, mut section: Section<'_>, context: &mut Context<'_>) {
    let offset = section.offset_of("response");
    let texts = section.strings(context, "response");
    let named = texts.map(|texts| names(&texts, offset, "headers.response", context));
    match named.map(ResponseHeaders::new) {
        None => {}
        Some(Ok(headers)) => configuration.snapshot.response_headers = headers,
        Some(Err(name)) => context.error(
            offset,
            "headers.response",
            format!("headers.response: {name} cannot be set by a back end; the gateway sets it"),
        ),
    }
    let offset = section.offset_of("forward");
    // What a later document does not name stays as an earlier one has it.
    let known = &configuration.snapshot.forwarding;
    let (mut more, mut hops) = (known.more().to_vec(), known.trusted_hops());
    if let Some(texts) = section.strings(context, "forward") {
        more = names(&texts, offset, "headers.forward", context);
    }
    let trusted = section.integer(context, "trusted_hops", 0..=32);
    set(&mut hops, trusted.and_then(|hops| u8::try_from(hops).ok()));
    match Forwarding::new(more, hops) {
        Ok(forwarding) => configuration.snapshot.forwarding = forwarding,
        Err(name) => context.error(
            offset,
            "headers.forward",
            format!(
                "headers.forward: {name} cannot be forwarded; the gateway or the connection sets it"
            ),
        ),
    }
    section.finish(context);
}

/// Names of headers; each that is none becomes a finding.
pub(super) fn names(
    texts: &[String],
    offset: usize,
    key: &str,
    context: &mut Context<'_>,
) -> Vec<HeaderName> {
    let mut names = Vec::with_capacity(texts.len());
    for text in texts {
        match HeaderName::try_from(text.as_str()) {
            Ok(name) => names.push(name),
            Err(_) => context.error(offset, key, format!("{key}: {text:?} is not a header name")),
        }
    }
    names
}
