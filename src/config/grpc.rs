//! `[grpc]` and `[grpc.services]`: back ends, their time and their sizes.

use std::path::Path;
use std::time::Duration;

use super::json;
use super::reader::{Context, Section};
use super::sections::{HOUR, addresses};
use super::{Configuration, Service};
use crate::snapshot::Selector;
use crate::units::ByteSize;
use crate::upstream::ClusterSettings;

const MILLISECOND: Duration = Duration::from_millis(1);
const DAY: Duration = Duration::from_secs(86_400);
const MONTH: Duration = Duration::from_secs(30 * 86_400);
/// gRPC's length prefix has 32 bits, protobuf's own limit is 2 GiB.
pub(super) const MESSAGE_MAX: ByteSize = ByteSize((1 << 31) - 1);

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    folder: &Path,
    context: &mut Context<'_>,
) {
    let policy = &mut configuration.snapshot.policy;
    if let Some(timeout) = section.duration(context, "timeout", MILLISECOND..=DAY) {
        policy.timeout = timeout;
    }
    if let Some(timeout) = section.duration(context, "timeout_max", MILLISECOND..=DAY) {
        policy.timeout_max = timeout;
    }
    let streams = &mut configuration.snapshot.streams;
    if let Some(timeout) = section.duration(context, "stream_timeout", MILLISECOND..=MONTH) {
        streams.timeout = timeout;
    }
    if let Some(timeout) = section.duration(context, "stream_timeout_max", MILLISECOND..=MONTH) {
        streams.timeout_max = timeout;
    }
    if let Some(reflection) = section.boolean(context, "reflection") {
        configuration.snapshot.reflection = reflection;
    }
    if let Some(size) = section.size(context, "request_max", ByteSize(1)..=MESSAGE_MAX) {
        policy.request_max = size;
        configuration.snapshot.request.json.output_max = size.as_usize();
    }
    if let Some(size) = section.size(context, "response_max", ByteSize(1)..=MESSAGE_MAX) {
        policy.response_max = size;
    }
    if let Some(size) = section.size(context, "retry_buffer", ByteSize(0)..=ByteSize::mib(64)) {
        policy.retry_buffer = size;
    }
    cluster(&mut configuration.cluster, &mut section, context);
    if let Some(services) = section.section(context, "services") {
        for (name, service) in services.named(context) {
            self::service(configuration, &name, service, folder, context);
        }
    }
    section.finish(context);
}

fn cluster(cluster: &mut ClusterSettings, section: &mut Section<'_>, context: &mut Context<'_>) {
    let window = ByteSize::kib(64)..=ByteSize(i32::MAX.unsigned_abs().into());
    if let Some(timeout) = section.duration(context, "connect_timeout", MILLISECOND..=HOUR) {
        cluster.connect_timeout = timeout;
    }
    if let Some(size) = section.size(context, "stream_window", window.clone()) {
        cluster.stream_window = size;
    }
    if let Some(size) = section.size(context, "connection_window", window) {
        cluster.connection_window = size;
    }
    if let Some(size) = section.size(
        context,
        "response_header_max",
        ByteSize::kib(1)..=ByteSize::mib(16),
    ) {
        cluster.response_header_max = size;
    }
    if let Some(count) = section.integer(context, "connections_max", 1..=1024) {
        cluster.connections_max = count as usize;
    }
}

fn service(
    configuration: &mut Configuration,
    name: &str,
    mut section: Section<'_>,
    folder: &Path,
    context: &mut Context<'_>,
) {
    let selector: Selector = match name.parse() {
        Ok(selector) => selector,
        Err(error) => {
            context.error(
                section.offset(),
                "grpc.services",
                format!("grpc.services: {error}"),
            );
            return;
        }
    };
    let mut service = Service::new(selector, context.place(section.offset()));
    let (offset, key) = (section.offset_of("endpoints"), section.path("endpoints"));
    let endpoints = section.strings(context, "endpoints").unwrap_or_default();
    service.endpoints = addresses(&endpoints, offset, &key, context);
    service.connect_timeout = section.duration(context, "connect_timeout", MILLISECOND..=HOUR);
    let (offset, key) = (section.offset_of("ca_file"), section.path("ca_file"));
    if let Some(file) = section.string(context, "ca_file") {
        let path = folder.join(&file);
        configuration.files.push(path.clone());
        match std::fs::read(&path) {
            Ok(pem) => service.tls.ca = Some(pem),
            Err(error) => {
                context.error(offset, &key, format!("{key}: cannot read {file}: {error}"))
            }
        }
        service.ca_file = Some(path);
    }
    service.tls.server_name = section.string(context, "server_name");
    let offset = section.offset_of("timeout");
    service.timeout = section.duration(context, "timeout", MILLISECOND..=DAY);
    service.timeout_max = section.duration(context, "timeout_max", MILLISECOND..=DAY);
    service.stream_timeout = section.duration(context, "stream_timeout", MILLISECOND..=MONTH);
    if let (Some(timeout), Some(max)) = (service.timeout, service.timeout_max)
        && timeout > max
    {
        let key = section.path("timeout");
        context.error(offset, &key, format!("{key} is longer than timeout_max"));
    }
    service.hosts = section.strings(context, "hosts").unwrap_or_default();
    if let Some(section) = section.section(context, "json") {
        service.json = json::overrides(section, context);
    }
    section.not_yet(context, "retries");
    section.finish(context);
    configuration.add_service(service);
}
