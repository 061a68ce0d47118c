//! The configuration as it is in effect, written as a file that would lead to it again.
//!
//! Every key is there, with its value. A [`Secret`](crate::secret::Secret) has no text to write:
//! its key is left out, in a comment.

use std::fmt::Display;
use std::path::Path;
use std::time::Duration;

use super::{Configuration, LogFormat, LogLevel, Service};
use crate::framing::json_stream::Envelope;
use crate::ingress::TlsVersion;
use crate::openapi;
use crate::router::Precedence;
use crate::router::percent::UnescapeMode;
use crate::snapshot::{JsonOverrides, UnboundMethods, VirtualHosts};
use crate::telemetry::Lines;
use crate::transcode::encode::Defaults;
use crate::transcode::request::UnknownParameters;
use crate::units::{ByteSize, format_duration};

impl Configuration {
    /// The effective configuration in TOML.
    pub fn show(&self) -> String {
        let mut page = Page(String::new());
        self.show_server(&mut page);
        self.show_tls(&mut page);
        page.table("admin");
        page.text("listen_addr", self.admin_listen);
        page.table("descriptors");
        page.list(
            "proto",
            self.descriptors.proto.iter().map(|path| path.display()),
        );
        page.list(
            "descriptor_sets",
            self.descriptors
                .descriptor_sets
                .iter()
                .map(|path| path.display()),
        );
        page.list("reflect", &self.descriptors.reflect);
        page.list(
            "service_configs",
            self.descriptors
                .service_configs
                .iter()
                .map(|path| path.display()),
        );
        page.plain("watch", self.following.watch);
        page.duration("watch_debounce", self.following.debounce);
        page.duration("reflect_refresh", self.following.reflect_refresh);
        self.show_rest(&mut page);
        self.show_json(&mut page);
        self.show_compression(&mut page);
        page.table("connect");
        page.plain("require_version", self.snapshot.connect.requires_version);
        page.table("headers");
        page.list("forward", self.snapshot.forwarding.more());
        page.list("response", self.snapshot.response_headers.names());
        page.plain("trusted_hops", self.snapshot.forwarding.trusted_hops());
        self.show_cors(&mut page);
        self.show_websocket(&mut page);
        self.show_grpc(&mut page);
        self.services
            .iter()
            .for_each(|service| show_service(service, &mut page));
        self.show_openapi(&mut page);
        self.show_docs(&mut page);
        self.show_telemetry(&mut page);
        page.0
    }

    fn show_server(&self, page: &mut Page) {
        let ingress = &self.ingress;
        let limits = &self.snapshot.router.limits;
        page.table("server");
        page.list("listen_addr", &self.listen);
        page.list("listen_addr_tls", &self.listen_tls);
        page.plain("workers", self.workers);
        page.plain("max_connections", ingress.max_connections);
        page.plain(
            "max_requests_per_connection",
            ingress.max_requests.unwrap_or(0),
        );
        page.duration("connection_idle_timeout", ingress.connection_idle_timeout);
        page.duration("head_timeout", ingress.head_timeout);
        page.duration("body_timeout", ingress.body_timeout);
        page.duration("write_timeout", ingress.write_timeout);
        page.duration("linger_timeout", ingress.linger_timeout);
        page.text("head_max", ingress.head_max);
        page.plain("head_count_max", ingress.header_count_max);
        page.size("target_max", self.snapshot.target_max);
        page.size("path_max", limits.length_max_bytes);
        page.plain("path_segments_max", limits.segments_max);
        page.duration("lame_duck", ingress.lame_duck);
        page.duration("drain_timeout", ingress.grace);
        page.duration("drain_idle_timeout", ingress.idle_drain);
        page.table("server.http2");
        page.plain("max_concurrent_streams", ingress.max_concurrent_streams);
        page.text("stream_window", ingress.stream_window);
        page.text("connection_window", ingress.connection_window);
        page.text("send_buffer", ingress.send_buffer);
    }

    fn show_tls(&self, page: &mut Page) {
        page.table("tls");
        if self.tls.self_signed {
            page.comment("a self-signed certificate, by --tls-dev");
        }
        page.path("cert_file", self.tls.cert_file.as_deref());
        page.path("key_file", self.tls.key_file.as_deref());
        let version = match self.tls.version_min {
            TlsVersion::Tls12 => "1.2",
            TlsVersion::Tls13 => "1.3",
        };
        page.text("min_version", version);
    }

    fn show_rest(&self, page: &mut Page) {
        let router = &self.snapshot.router;
        let request = &self.snapshot.request;
        page.table("rest");
        let conflicts = match router.precedence {
            Precedence::Refuse => "refuse",
            Precedence::First => "first",
            Precedence::Last => "last",
        };
        page.text("conflicts", conflicts);
        let hosts = match self.snapshot.virtual_hosts {
            VirtualHosts::Off => "off",
            VirtualHosts::DefaultHost => "default_host",
        };
        page.text("virtual_hosts", hosts);
        page.plain(
            "allow_segments_after_double_star",
            self.snapshot.allow_segments_after_double_star,
        );
        page.plain("strict_verbs", router.strict_verbs);
        page.plain("ignore_trailing_slash", router.trailing_slash_ignored);
        let unbound = match self.snapshot.unbound_methods {
            UnboundMethods::Off => "off",
            UnboundMethods::Post => "post",
        };
        page.text("unbound_methods", unbound);
        let unescape = match self.snapshot.unescape {
            None => "auto",
            Some(UnescapeMode::ExceptSlash) => "except_slash",
            Some(UnescapeMode::ExceptReserved) => "except_reserved",
            Some(UnescapeMode::All) => "all",
        };
        page.text("unescape", unescape);
        page.list(
            "ignored_query_parameters",
            &request.ignored_query_parameters,
        );
        let unknown = match request.unknown_query_parameters {
            UnknownParameters::Refuse => "refuse",
            UnknownParameters::Ignore => "ignore",
            UnknownParameters::Capture => "capture",
        };
        page.text("unknown_query_parameters", unknown);
        page.plain("query_plus_is_space", request.plus_is_space);
        page.plain("query_parameters_max", request.query_parameters_max);
        page.plain("ignore_unexpected_body", request.ignore_unexpected_body);
        page.plain("fill_update_mask", request.fill_update_mask);
        let envelope = self.snapshot.rest_streams.envelope;
        page.plain("stream_envelope", envelope == Envelope::Result);
        let keep_alive = self.snapshot.rest_streams.keep_alive;
        page.duration("stream_keep_alive", keep_alive.unwrap_or_default());
        for events in &self.snapshot.rest_streams.events {
            page.table(&format!("rest.events.{}", quoted(&events.method)));
            for (key, field) in [("id", &events.id), ("last_id", &events.last_id)] {
                if let Some(field) = field {
                    page.text(key, field);
                }
            }
        }
    }

    fn show_json(&self, page: &mut Page) {
        let decode = &self.snapshot.request.json;
        let encode = &self.snapshot.response;
        page.table("json");
        page.plain("ignore_unknown_fields", decode.ignore_unknown_fields);
        page.plain("case_insensitive_enums", decode.case_insensitive_enums);
        page.plain("lenient_field_mask", decode.lenient_field_mask);
        page.plain("depth_max", decode.depth_max);
        page.text("emit_defaults", emit_defaults(encode.defaults));
        page.plain("indent", encode.indent.unwrap_or(0));
        page.plain(
            "preserve_proto_field_names",
            encode.preserve_proto_field_names,
        );
        page.plain("enums_as_numbers", encode.enums_as_numbers);
        page.plain("int64_as_numbers", encode.int64_as_numbers);
        page.size("response_max", encode.output_max);
    }

    fn show_compression(&self, page: &mut Page) {
        let settings = &self.snapshot.compression;
        page.table("compression");
        page.plain("responses", settings.responses);
        page.plain("requests", settings.requests);
        page.text("size_min", settings.size_min);
        page.plain("gzip_level", settings.levels.zlib);
        page.plain("br_level", settings.levels.brotli);
        page.plain("zstd_level", settings.levels.zstd);
    }

    fn show_cors(&self, page: &mut Page) {
        let cors = &self.snapshot.cors;
        page.table("cors");
        page.list("allowed_origins", &cors.origins);
        page.list("allowed_headers", super::cors::shown(&cors.allowed_headers));
        page.list("exposed_headers", super::cors::shown(&cors.exposed_headers));
        page.duration("max_age", cors.max_age);
        page.plain("credentials", cors.credentials);
    }

    fn show_websocket(&self, page: &mut Page) {
        let settings = &self.snapshot.websocket;
        page.table("websocket");
        page.plain("enabled", settings.is_on);
        let interval = settings.ping_interval.unwrap_or_default();
        page.duration("ping_interval", interval);
        page.duration("ping_timeout", settings.ping_timeout);
        page.text("message_max", settings.message_max);
    }

    fn show_grpc(&self, page: &mut Page) {
        let policy = &self.snapshot.policy;
        let cluster = &self.cluster;
        page.table("grpc");
        page.duration("timeout", policy.timeout);
        page.duration("timeout_max", policy.timeout_max);
        page.duration("stream_timeout", self.snapshot.streams.timeout);
        page.duration("stream_timeout_max", self.snapshot.streams.timeout_max);
        page.plain("reflection", self.snapshot.reflection);
        page.text("request_max", policy.request_max);
        page.text("response_max", policy.response_max);
        page.text("retry_buffer", policy.retry_buffer);
        page.duration("connect_timeout", cluster.connect_timeout);
        page.text("stream_window", cluster.stream_window);
        page.text("connection_window", cluster.connection_window);
        page.text("response_header_max", cluster.response_header_max);
        page.plain("connections_max", cluster.connections_max);
    }

    fn show_openapi(&self, page: &mut Page) {
        let settings = &self.snapshot.openapi;
        let about = &settings.about;
        page.table("openapi");
        page.plain("enabled", settings.enabled);
        page.text("json_path", &settings.json_path);
        page.text("yaml_path", &settings.yaml_path);
        let version = match settings.version {
            openapi::Version::V31 => "3.1",
            openapi::Version::V30 => "3.0",
        };
        page.text("spec_version", version);
        for (key, text) in [
            ("title", &about.title),
            ("version", &about.version),
            ("description", &about.description),
        ] {
            page.text(key, text.as_deref().unwrap_or_default());
        }
        page.list("servers", &about.servers);
        page.list("visibility", &about.visible);
        page.plain("finite_numbers", about.finite_numbers);
        let forms = match about.forms {
            openapi::Forms::None => "none",
            openapi::Forms::Files => "files",
            openapi::Forms::All => "all",
        };
        page.text("forms", forms);
    }

    fn show_docs(&self, page: &mut Page) {
        let settings = &self.snapshot.docs;
        page.table("docs");
        page.plain("enabled", settings.enabled);
        page.text("path", &settings.path);
        page.plain("reference_methods_max", settings.reference_methods_max);
        page.plain("types_max", settings.types_max);
        page.text("comment_max", settings.comment_max);
        page.text("cache_max", settings.cache_max);
    }

    fn show_telemetry(&self, page: &mut Page) {
        let logging = &self.logging;
        page.table("logging");
        let level = match logging.level {
            LogLevel::Error => "error",
            LogLevel::Warn => "warn",
            LogLevel::Info => "info",
            LogLevel::Debug => "debug",
        };
        page.text("level", level);
        let format = match logging.format {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        page.text("format", format);
        let access = match logging.access {
            Lines::All => "all",
            Lines::Errors => "errors",
            Lines::Off => "off",
        };
        page.text("access", access);
        page.plain("request_id", logging.request_id);
        page.table("metrics");
        let buckets = self.duration_buckets.iter().copied().map(format_duration);
        page.list("duration_buckets", buckets);
    }
}

fn show_service(service: &Service, page: &mut Page) {
    let selector = quoted(&service.selector);
    page.table(&format!("grpc.services.{selector}"));
    page.list("endpoints", &service.endpoints);
    for (key, duration) in [
        ("timeout", service.timeout),
        ("timeout_max", service.timeout_max),
        ("stream_timeout", service.stream_timeout),
        ("connect_timeout", service.connect_timeout),
    ] {
        if let Some(duration) = duration {
            page.duration(key, duration);
        }
    }
    page.list("hosts", &service.hosts);
    page.path("ca_file", service.ca_file.as_deref());
    if let Some(name) = &service.tls.server_name {
        page.text("server_name", name);
    }
    show_json_overrides(&selector, &service.json, page);
}

fn emit_defaults(defaults: Defaults) -> &'static str {
    match defaults {
        Defaults::Omit => "off",
        Defaults::NoPresence => "no_presence",
        Defaults::Unpopulated => "unpopulated",
    }
}

/// The keys of `[json]` that a service has of its own.
fn show_json_overrides(selector: &str, json: &JsonOverrides, page: &mut Page) {
    if *json == JsonOverrides::default() {
        return;
    }
    page.table(&format!("grpc.services.{selector}.json"));
    for (key, value) in [
        ("ignore_unknown_fields", json.ignore_unknown_fields),
        ("case_insensitive_enums", json.case_insensitive_enums),
        ("lenient_field_mask", json.lenient_field_mask),
        (
            "preserve_proto_field_names",
            json.preserve_proto_field_names,
        ),
        ("enums_as_numbers", json.enums_as_numbers),
        ("int64_as_numbers", json.int64_as_numbers),
    ] {
        if let Some(value) = value {
            page.plain(key, value);
        }
    }
    if let Some(depth) = json.depth_max {
        page.plain("depth_max", depth);
    }
    if let Some(defaults) = json.emit_defaults {
        page.text("emit_defaults", emit_defaults(defaults));
    }
    if let Some(spaces) = json.indent {
        page.plain("indent", spaces);
    }
    if let Some(size) = json.response_max {
        page.size("response_max", size);
    }
}

/// A document that grows line by line.
struct Page(String);

impl Page {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn table(&mut self, name: &str) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.line(&format!("[{name}]"));
    }

    fn comment(&mut self, text: &str) {
        self.line(&format!("# {text}"));
    }

    /// A number or a truth value.
    fn plain(&mut self, key: &str, value: impl Display) {
        self.line(&format!("{key} = {value}"));
    }

    fn text(&mut self, key: &str, value: impl Display) {
        self.line(&format!("{key} = {}", quoted(value)));
    }

    fn duration(&mut self, key: &str, value: Duration) {
        self.text(key, format_duration(value));
    }

    fn size(&mut self, key: &str, value: usize) {
        self.text(key, ByteSize(value as u64));
    }

    /// A file, or a comment where there is none: TOML has no value for that.
    fn path(&mut self, key: &str, value: Option<&Path>) {
        match value {
            Some(path) => self.text(key, path.display()),
            None => self.comment(&format!("{key} is not set")),
        }
    }

    fn list(&mut self, key: &str, values: impl IntoIterator<Item = impl Display>) {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        self.line(&format!("{key} = [{}]", values.join(", ")));
    }
}

/// A basic string of TOML, which JSON's strings are too.
fn quoted(value: impl Display) -> String {
    serde_json::Value::from(value.to_string()).to_string()
}
