//! Files and flags, turned into the settings of every module below.
//!
//! A configuration starts as the defaults; a file and then each `--set KEY=VALUE` is applied on
//! top, and flags last. Nothing is refused until everything was read, so that every error is told
//! at once with its file, line and key. `config/default.toml` documents every key.

mod compression;
mod cors;
mod following;
mod grpc;
mod json;
mod listen;
mod openapi;
mod reader;
mod rest;
mod sections;
mod show;
mod telemetry;
mod tls;
mod websocket;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use following::Following;
pub use listen::{ListenError, parse_listen};
pub use openapi::OPENAPI_VERSIONS;
pub use tls::Tls;

use crate::call::{Forwarding, ResponseHeaders};
use crate::finding::{Findings, Place};
use crate::ingress;
use crate::policy::MethodPolicy;
use crate::protocol::{self, coding, connect};
use crate::router;
use crate::snapshot::{
    self, DocsSettings, JsonOverrides, OpenApiSettings, Selector, ServiceSettings, StreamSettings,
    StreamTimes, UnboundMethods, VirtualHosts,
};
use crate::telemetry::Lines;
use crate::transcode::encode::EncodeOptions;
use crate::transcode::request::RequestOptions;
use crate::units::ByteSize;
use crate::upstream::{Address, ClusterSettings, TlsSettings};
use reader::{Context, Document};

/// Everything that the gateway can be told.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Where the API is served.
    pub listen: Vec<SocketAddr>,
    /// Where it is served with TLS.
    pub listen_tls: Vec<SocketAddr>,
    pub tls: Tls,
    /// Worker threads; 0 is one per CPU.
    pub workers: u32,
    pub ingress: ingress::Settings,
    /// Where operators are served.
    pub admin_listen: SocketAddr,
    pub descriptors: DescriptorSources,
    pub following: Following,
    /// Every file that was read, or should have been, to make this.
    pub files: Vec<PathBuf>,
    pub snapshot: snapshot::Settings,
    /// For clusters whose service says nothing else.
    pub cluster: ClusterSettings,
    pub services: Vec<Service>,
    pub logging: Logging,
    /// The upper bounds of the buckets of durations, growing.
    pub duration_buckets: Vec<Duration>,
}

/// Where descriptors come from.
#[derive(Debug, Clone, Default)]
pub struct DescriptorSources {
    /// Folders or files of `.proto` source.
    pub proto: Vec<PathBuf>,
    /// Files with a binary FileDescriptorSet.
    pub descriptor_sets: Vec<PathBuf>,
    /// Servers with gRPC reflection; their services are also served there.
    pub reflect: Vec<Address>,
    /// Files of `google.api.Service`, whose rules replace annotations.
    pub service_configs: Vec<PathBuf>,
}

impl DescriptorSources {
    /// Whether nothing describes a service; rules alone do not.
    pub const fn is_empty(&self) -> bool {
        self.proto.is_empty() && self.descriptor_sets.is_empty() && self.reflect.is_empty()
    }
}

/// What was said of the services that a selector selects.
#[derive(Debug, Clone)]
pub struct Service {
    pub selector: Selector,
    pub endpoints: Vec<Address>,
    pub connect_timeout: Option<Duration>,
    pub tls: TlsSettings,
    /// Where `tls.ca` was read from.
    pub ca_file: Option<PathBuf>,
    pub timeout: Option<Duration>,
    pub timeout_max: Option<Duration>,
    pub stream_timeout: Option<Duration>,
    pub hosts: Vec<String>,
    pub json: JsonOverrides,
    pub place: Place,
}

impl Service {
    pub fn new(selector: Selector, place: Place) -> Self {
        Self {
            selector,
            endpoints: Vec::new(),
            connect_timeout: None,
            tls: TlsSettings::default(),
            ca_file: None,
            timeout: None,
            timeout_max: None,
            stream_timeout: None,
            hosts: Vec::new(),
            json: JsonOverrides::default(),
            place,
        }
    }
}

/// What is written to standard error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Logging {
    pub level: LogLevel,
    pub format: LogFormat,
    /// Which calls have a line.
    pub access: Lines,
    /// Whether every request has an id.
    pub request_id: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

pub const LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 8080);
/// Where TLS is served by a flag that names a certificate and no address.
pub const LISTEN_TLS: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), 8443);
pub const ADMIN_LISTEN: SocketAddr =
    SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 9090);
const TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT_MAX: Duration = Duration::from_secs(300);
const STREAM_TIMEOUT: Duration = Duration::from_secs(3600);
const STREAM_TIMEOUT_MAX: Duration = Duration::from_secs(86_400);
const REQUEST_MAX: ByteSize = ByteSize::mib(4);
const RETRY_BUFFER: ByteSize = ByteSize::kib(64);
const RESPONSE_MAX: ByteSize = ByteSize::mib(4);
const TARGET_MAX: usize = 16 * 1024;

impl Default for Configuration {
    fn default() -> Self {
        let mut request = RequestOptions::default();
        // The wire form of a body is held to the limit of the body.
        request.json.output_max = REQUEST_MAX.as_usize();
        Self {
            listen: vec![LISTEN],
            listen_tls: Vec::new(),
            tls: Tls::default(),
            workers: 0,
            ingress: ingress::Settings::default(),
            admin_listen: ADMIN_LISTEN,
            descriptors: DescriptorSources::default(),
            following: Following::default(),
            files: Vec::new(),
            snapshot: snapshot::Settings {
                router: router::Settings::DEFAULT,
                allow_segments_after_double_star: false,
                virtual_hosts: VirtualHosts::Off,
                request,
                unescape: None,
                service_configs: Vec::new(),
                unbound_methods: UnboundMethods::Off,
                response: EncodeOptions::default(),
                rest_streams: StreamSettings::DEFAULT,
                compression: coding::Settings::DEFAULT,
                connect: connect::Settings::DEFAULT,
                forwarding: Forwarding::default(),
                cors: cors::default(),
                websocket: protocol::websocket::Settings::DEFAULT,
                response_headers: ResponseHeaders::default(),
                target_max: TARGET_MAX,
                policy: MethodPolicy {
                    timeout: TIMEOUT,
                    timeout_max: TIMEOUT_MAX,
                    request_max: REQUEST_MAX,
                    response_max: RESPONSE_MAX,
                    retry_buffer: RETRY_BUFFER,
                },
                streams: StreamTimes {
                    timeout: STREAM_TIMEOUT,
                    timeout_max: STREAM_TIMEOUT_MAX,
                },
                reflection: true,
                openapi: OpenApiSettings::new(),
                docs: DocsSettings::new(),
                services: Vec::new(),
                reflected: Vec::new(),
                requires_addresses: true,
            },
            cluster: ClusterSettings::default(),
            services: Vec::new(),
            logging: Logging {
                level: LogLevel::Info,
                format: LogFormat::Text,
                access: Lines::All,
                request_id: true,
            },
            duration_buckets: telemetry::DURATION_BUCKETS.into(),
        }
    }
}

impl Configuration {
    /// Applies a file. Relative paths in it are relative to its folder.
    pub fn apply_file(&mut self, path: &Path, findings: &mut Findings) {
        let shown = path.display().to_string();
        self.files.push(path.to_owned());
        match std::fs::read_to_string(path) {
            Ok(text) => {
                let folder = path.parent().unwrap_or_else(|| Path::new(""));
                self.apply(&shown, &text, folder, findings);
            }
            Err(error) => findings.error(
                "config",
                Place::file(shown),
                "",
                format!("cannot read the configuration: {error}"),
            ),
        }
    }

    /// Applies one `KEY=VALUE`, where VALUE is a TOML value or else a plain string.
    pub fn apply_override(&mut self, text: &str, findings: &mut Findings) {
        let shown = format!("--set {text}");
        let Some((key, value)) = text.split_once('=') else {
            findings.error(
                "config",
                Place::file(shown),
                "",
                "expected KEY=VALUE, such as --set rest.conflicts=first",
            );
            return;
        };
        let as_toml = format!("{key} = {value}");
        let document = if toml_span::parse(&as_toml).is_ok() {
            as_toml
        } else {
            // serde_json quotes like TOML's basic strings do.
            format!("{key} = {}", serde_json::Value::from(value))
        };
        self.apply(&shown, &document, Path::new(""), findings);
    }

    fn apply(
        &mut self,
        file: &str,
        text: &str,
        folder: &Path,
        findings: &mut Findings,
    ) -> BTreeSet<String> {
        let mut context = Context {
            document: Document { file, text },
            findings,
            known: BTreeSet::new(),
        };
        if let Some(root) = reader::parse(&mut context, text) {
            sections::root(self, root, folder, &mut context);
        }
        context.known
    }

    /// What no key alone can tell: limits that do not fit each other.
    pub fn check(&self, findings: &mut Findings) {
        let mut impossible =
            |key: &str, message: String| findings.error("config", Place::default(), key, message);
        let policy = &self.snapshot.policy;
        if policy.timeout > policy.timeout_max {
            impossible(
                "grpc.timeout",
                "grpc.timeout is longer than grpc.timeout_max".to_owned(),
            );
        }
        let streams = &self.snapshot.streams;
        if streams.timeout > streams.timeout_max {
            impossible(
                "grpc.stream_timeout",
                "grpc.stream_timeout is longer than grpc.stream_timeout_max".to_owned(),
            );
        }
        self.check_listeners(&mut impossible);
        cors::check(self, &mut impossible);
        let ingress = &self.ingress;
        if ingress.stream_window > ingress.connection_window {
            impossible(
                "server.http2.stream_window",
                "server.http2.stream_window is larger than server.http2.connection_window"
                    .to_owned(),
            );
        }
        tls::check(self, findings);
    }

    fn check_listeners(&self, impossible: &mut impl FnMut(&str, String)) {
        if self.listen.is_empty() && self.listen_tls.is_empty() {
            impossible(
                "server.listen_addr",
                "server.listen_addr is empty, and so is server.listen_addr_tls; name at least one address".to_owned(),
            );
        }
        let admin = self.admin_listen;
        // Port 0 is a different one each time.
        let clash = |one: &SocketAddr, other: &SocketAddr| one == other && one.port() != 0;
        let mut both = |key: &str, other: &str, address: SocketAddr| {
            impossible(key, format!("{key} and {other} are both {address}"));
        };
        if self.listen.iter().any(|address| clash(address, &admin)) {
            both("admin.listen_addr", "server.listen_addr", admin);
        }
        for address in &self.listen_tls {
            if clash(address, &admin) {
                both("admin.listen_addr", "server.listen_addr_tls", admin);
            }
            if self.listen.iter().any(|plain| clash(plain, address)) {
                both("server.listen_addr_tls", "server.listen_addr", *address);
            }
        }
    }

    /// What is said later of the same services replaces what was said earlier.
    fn add_service(&mut self, service: Service) {
        self.services
            .retain(|known| known.selector != service.selector);
        self.services.push(service);
    }

    /// Adds endpoints that flags name. They replace what a file says of the same selector.
    pub fn add_upstreams(&mut self, upstreams: impl IntoIterator<Item = (Selector, Address)>) {
        let mut replaced = BTreeSet::new();
        for (selector, address) in upstreams {
            let known = self
                .services
                .iter_mut()
                .position(|service| service.selector == selector);
            let index = known.unwrap_or_else(|| {
                self.services
                    .push(Service::new(selector.clone(), Place::file("--upstream")));
                self.services.len() - 1
            });
            let endpoints = &mut self.services[index].endpoints;
            if replaced.insert(selector) {
                endpoints.clear();
            }
            endpoints.push(address);
        }
    }

    /// What a snapshot is compiled with, once it is known which services reflection found where.
    pub fn snapshot_settings(&self, reflected: Vec<(String, Address)>) -> snapshot::Settings {
        let cluster = |service: &Service| ClusterSettings {
            connect_timeout: service
                .connect_timeout
                .unwrap_or(self.cluster.connect_timeout),
            tls: service.tls.clone(),
            ..self.cluster.clone()
        };
        let services = self.services.iter().map(|service| ServiceSettings {
            selector: service.selector.clone(),
            endpoints: service.endpoints.clone(),
            cluster: cluster(service),
            timeout: service.timeout,
            timeout_max: service.timeout_max,
            stream_timeout: service.stream_timeout,
            hosts: service.hosts.clone(),
            json: service.json.clone(),
            place: service.place.clone(),
        });
        snapshot::Settings {
            services: services.collect(),
            reflected,
            ..self.snapshot.clone()
        }
    }

    /// The number of worker threads.
    pub fn worker_count(&self) -> usize {
        match self.workers {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            workers => workers as usize,
        }
    }
}

#[cfg(test)]
mod tests;
