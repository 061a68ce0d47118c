//! The flags of every command, and the configuration that they lead to.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Parser, Subcommand, ValueHint};
use http::{HeaderName, HeaderValue, Method};

use super::explain::{Target, parse_header};
use super::openapi::{Format, SpecVersion};
use crate::config::{Configuration, LISTEN_TLS, parse_listen};
use crate::finding::{Findings, Place};
use crate::snapshot::Selector;
use crate::upstream::Address;

/// An API gateway that serves gRPC services as REST/JSON from their descriptors.
#[derive(Debug, Parser)]
#[command(name = "rialto", version, propagate_version = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub color: colorchoice_clap::Color,

    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serve gRPC services as REST/JSON until SIGTERM or Ctrl-C
    Serve(ServeArguments),
    /// Load everything and report every problem; exits with 1 if there is an error
    Check(CheckArguments),
    /// List the routes that would be served
    Routes(RoutesArguments),
    /// Say what would become of a request, and why, without calling anything; exits with 1 if it
    /// would be refused
    Explain(ExplainArguments),
    /// Print the OpenAPI document of the routes that would be served
    Openapi(OpenApiArguments),
}

#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  rialto serve --proto ./protos --upstream 127.0.0.1:50051
  rialto serve --reflect 127.0.0.1:50051 --listen 127.0.0.1:8080
  rialto serve --proto ./protos --upstream 127.0.0.1:50051 --listen-tls 127.0.0.1:8443 --tls-dev
  rialto serve --descriptor-set api.binpb --upstream shop.v1.Cart=10.0.0.7:50051 --upstream 10.0.0.8:50051
  rialto serve -c rialto.toml --set rest.conflicts=first")]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub source: SourceArguments,

    /// Serve the API on this address; repeatable [default: 0.0.0.0:8080]
    #[arg(long, value_name = "IP:PORT", value_parser = parse_listen)]
    pub listen: Vec<SocketAddr>,

    /// Serve the API with TLS on this address; repeatable [default with a certificate: 0.0.0.0:8443]
    #[arg(long, value_name = "IP:PORT", value_parser = parse_listen)]
    pub listen_tls: Vec<SocketAddr>,

    /// The certificate of TLS in PEM, followed by those that lead to its root
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// The key of the certificate in PEM
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// Make a self-signed certificate for localhost in memory: for development only
    #[arg(long, conflicts_with_all = ["tls_cert", "tls_key"])]
    pub tls_dev: bool,

    /// Serve operators on this address [default: 127.0.0.1:9090]
    #[arg(long, value_name = "IP:PORT", value_parser = parse_listen)]
    pub admin_listen: Option<SocketAddr>,

    /// Follow the descriptors and the configuration file, and load them again when they change
    /// [default: true without a configuration file]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true",
          overrides_with = "no_watch")]
    pub watch: Option<bool>,

    /// The same as --watch=false
    #[arg(long, overrides_with = "watch")]
    pub no_watch: bool,

    /// Exit with 1 if a server that --reflect names is down, instead of waiting for it
    #[arg(long)]
    pub require_sources: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub source: SourceArguments,

    /// Print the counts and the findings as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct RoutesArguments {
    #[command(flatten)]
    pub source: SourceArguments,

    /// Print the routes as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  rialto explain --proto ./protos GET '/v1/shelves/1/books?page_size=5'
  rialto explain --proto ./protos --data '{\"title\": \"Kindred\"}' POST /v1/shelves/1/books
  rialto explain -c rialto.toml -H 'authorization: Bearer abc' GET https://api.example.com/v1/shelves")]
pub(super) struct ExplainArguments {
    #[command(flatten)]
    pub source: SourceArguments,

    /// Print the explanation as JSON
    #[arg(long)]
    pub json: bool,

    /// The request body: a text, @FILE, or @- for standard input
    #[arg(short, long, value_name = "BODY|@FILE|@-")]
    pub data: Option<String>,

    /// A request header; repeatable
    #[arg(short = 'H', long, value_name = "NAME: VALUE", value_parser = parse_header)]
    pub header: Vec<(HeaderName, HeaderValue)>,

    /// The HTTP method; its case matters
    #[arg(value_name = "METHOD")]
    pub method: Method,

    /// The path with its query, or a URL, whose host may select a virtual host
    #[arg(value_name = "TARGET")]
    pub target: Target,
}

#[derive(Debug, Args)]
// `--version` is that of the document here.
#[command(
    disable_version_flag = true,
    after_help = "\
Examples:
  rialto openapi --proto ./protos -o openapi.json
  rialto openapi --descriptor-set api.binpb --format yaml --version 3.0 --service shop.v1.Cart
  rialto openapi --proto ./protos --service 'shop.v1.*' --set openapi.title=Shop"
)]
pub(super) struct OpenApiArguments {
    #[command(flatten)]
    pub source: SourceArguments,

    /// The language of the document
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: Format,

    /// The version of OpenAPI [default: openapi.spec_version, which is 3.1]
    #[arg(long = "version", value_name = "VERSION")]
    pub spec_version: Option<SpecVersion>,

    /// Describe only this service, or these of a package (pkg.*); repeatable
    #[arg(long, value_name = "SELECTOR")]
    pub service: Vec<Selector>,

    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
}

/// What every command loads.
#[derive(Debug, Clone, Args)]
pub(super) struct SourceArguments {
    /// Read the configuration from this file; flags go before it
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,

    /// Read .proto source from this folder or file; repeatable
    #[arg(long, value_name = "DIR|FILE", value_hint = ValueHint::AnyPath)]
    pub proto: Vec<PathBuf>,

    /// Read a binary FileDescriptorSet; repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub descriptor_set: Vec<PathBuf>,

    /// Ask a server with gRPC reflection, and serve its services there; repeatable
    #[arg(long, value_name = "ADDR")]
    pub reflect: Vec<Address>,

    /// Read HTTP rules from this google.api.Service (YAML); they replace annotations; repeatable
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub service_config: Vec<PathBuf>,

    /// Send calls to this address; with SELECTOR= (pkg.Service or pkg.*) only of these services.
    /// The longest selector wins; repeat one to add endpoints
    #[arg(long, value_name = "[SELECTOR=]ADDR")]
    pub upstream: Vec<Upstream>,

    /// Pass over this query parameter where it names no field; repeatable, adds to
    /// rest.ignored_query_parameters
    #[arg(long, value_name = "NAME")]
    pub ignore_query_parameter: Vec<String>,

    /// Set any key of the configuration, such as rest.conflicts=first; repeatable
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// `[SELECTOR=]ADDR`.
#[derive(Debug, Clone)]
pub(super) struct Upstream {
    selector: Selector,
    address: Address,
}

impl FromStr for Upstream {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (selector, address) = match text.split_once('=') {
            Some((selector, address)) => (
                selector.parse().map_err(|error| format!("{error}"))?,
                address,
            ),
            None => (Selector::All, text),
        };
        let address = address.parse().map_err(|error| format!("{error}"))?;
        Ok(Self { selector, address })
    }
}

impl SourceArguments {
    /// The defaults, the file, the overrides and the flags, in this order.
    pub(super) fn configuration(&self, findings: &mut Findings) -> Configuration {
        let mut configuration = Configuration::default();
        // Whoever tries something out edits it; whoever deploys a file decides in it.
        configuration.following.watch = self.config.is_none();
        if let Some(file) = &self.config {
            configuration.apply_file(file, findings);
        }
        for text in &self.set {
            configuration.apply_override(text, findings);
        }
        let sources = &mut configuration.descriptors;
        if !(self.proto.is_empty() && self.descriptor_set.is_empty() && self.reflect.is_empty()) {
            sources.proto.clone_from(&self.proto);
            sources.descriptor_sets.clone_from(&self.descriptor_set);
            sources.reflect.clone_from(&self.reflect);
        }
        if !self.service_config.is_empty() {
            sources.service_configs.clone_from(&self.service_config);
        }
        let upstreams = self
            .upstream
            .iter()
            .map(|upstream| (upstream.selector.clone(), upstream.address.clone()));
        configuration.add_upstreams(upstreams);
        let ignored = &mut configuration.snapshot.request.ignored_query_parameters;
        ignored.extend(
            self.ignore_query_parameter
                .iter()
                .map(|name| name.as_str().into()),
        );
        configuration
    }
}

impl ServeArguments {
    pub(super) fn configuration(&self, findings: &mut Findings) -> Configuration {
        let mut configuration = self.source.configuration(findings);
        if !self.listen.is_empty() {
            configuration.listen.clone_from(&self.listen);
        }
        self.apply_tls(&mut configuration);
        if let Some(address) = self.admin_listen {
            configuration.admin_listen = address;
        }
        if let Some(watch) = self.watch.or_else(|| self.no_watch.then_some(false)) {
            configuration.following.watch = watch;
        }
        configuration.check(findings);
        configuration
    }

    fn apply_tls(&self, configuration: &mut Configuration) {
        if !self.listen_tls.is_empty() {
            configuration.listen_tls.clone_from(&self.listen_tls);
        }
        let place = |flag| Place::file(flag);
        // They are followed like those that a configuration names.
        let files = self.tls_cert.iter().chain(&self.tls_key).cloned();
        configuration.files.extend(files);
        let tls = &mut configuration.tls;
        if self.tls_cert.is_some() {
            tls.cert_file.clone_from(&self.tls_cert);
            tls.cert_place = place("--tls-cert");
        }
        if self.tls_key.is_some() {
            tls.key_file.clone_from(&self.tls_key);
            tls.key_place = place("--tls-key");
        }
        tls.self_signed = self.tls_dev;
        if configuration.listen_tls.is_empty() && (self.tls_dev || self.tls_cert.is_some()) {
            configuration.listen_tls = vec![LISTEN_TLS];
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn upstreams_are_an_address_with_or_without_a_selector() {
        for (text, expected) in [
            ("host:1", Some("*=http://host:1")),
            ("a.B=host:1", Some("a.B=http://host:1")),
            ("a.*=https://host:1", Some("a.*=https://host:1")),
            ("=host:1", None),
            ("a b=host:1", None),
            ("a.B=", None),
        ] {
            let parsed = text.parse::<Upstream>().ok();
            let shown =
                parsed.map(|upstream| format!("{}={}", upstream.selector, upstream.address));
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }
}
