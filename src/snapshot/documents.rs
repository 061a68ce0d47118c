//! The API's own description: OpenAPI documents of a snapshot, made when they are first asked for.
//!
//! A document of many services takes a second and as much memory as all else, so that nothing is made at load, nor by
//! a worker, whose connections would wait: a thread of its own makes each once, and each coding of it, one at a time.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderValue, Method};

use super::making::Making;
use super::{Route, Selector, Snapshot};
use crate::finding::{Findings, Place};
use crate::framing::compression::{Coding, Compressor, Levels};
use crate::openapi::{self, Document, Format, Resources, Served, Style, render};
use crate::router::Router;

/// `[openapi]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenApiSettings {
    /// The API's listeners serve documents.
    pub enabled: bool,
    /// Of the document in JSON and of that in YAML.
    pub json_path: String,
    pub yaml_path: String,
    /// The version of OpenAPI that is served.
    pub version: openapi::Version,
    pub about: openapi::Settings,
}

impl OpenApiSettings {
    pub fn new() -> Self {
        Self {
            enabled: true,
            json_path: "/openapi.json".to_owned(),
            yaml_path: "/openapi.yaml".to_owned(),
            version: openapi::Version::V31,
            about: openapi::Settings::default(),
        }
    }

    /// The document that is served at a path where no route is.
    fn format_at(&self, path: &str) -> Option<Format> {
        if !self.enabled {
            return None;
        }
        match path {
            _ if path == self.json_path => Some(Format::Json),
            _ if path == self.yaml_path => Some(Format::Yaml),
            _ => None,
        }
    }

    /// Routes of the API go before documents; whoever loads both is told.
    pub(super) fn report_hidden(&self, router: &Router, routes: &[Route], findings: &mut Findings) {
        if !self.enabled {
            return;
        }
        for (key, path) in [
            ("json_path", &self.json_path),
            ("yaml_path", &self.yaml_path),
        ] {
            if hidden(router, routes, &Method::GET, path) {
                let message = format!(
                    "a route answers GET {path}, which goes before the OpenAPI document; choose another openapi.{key}, or \
                     say openapi.enabled = false"
                );
                findings.warning("openapi-hidden", Place::default(), path, message);
            }
        }
    }
}

impl Default for OpenApiSettings {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a route answers, on whatever host.
pub(super) fn hidden(router: &Router, routes: &[Route], method: &Method, path: &str) -> bool {
    let hosts: HashSet<&str> = routes
        .iter()
        .flat_map(|route| &*route.hosts)
        .map(String::as_str)
        .collect();
    let mut hosts = std::iter::once(None).chain(hosts.into_iter().map(Some));
    hosts.any(|host| router.route(host, method, path).is_ok())
}

/// The documents of a snapshot, as they are sent.
#[derive(Debug)]
pub(super) struct Documents {
    settings: OpenApiSettings,
    levels: Levels,
    json: Codings,
    yaml: Codings,
    making: Making,
    /// Read with the first document.
    resources: OnceLock<Resources>,
}

/// One document in each coding, as far as somebody has asked for it.
#[derive(Debug, Default)]
struct Codings {
    plain: OnceLock<Rendition>,
    zstd: OnceLock<Rendition>,
    brotli: OnceLock<Rendition>,
    gzip: OnceLock<Rendition>,
}

impl Codings {
    const fn cell(&self, coding: Option<Coding>) -> &OnceLock<Rendition> {
        match coding {
            None => &self.plain,
            Some(Coding::Zstd) => &self.zstd,
            Some(Coding::Brotli) => &self.brotli,
            Some(Coding::Gzip | Coding::Deflate) => &self.gzip,
        }
    }
}

/// A document as it is sent.
#[derive(Debug, Clone)]
pub struct Rendition {
    pub body: Bytes,
    /// A strong validator: each coding has its own (RFC 9110 §8.8.3.3).
    pub etag: HeaderValue,
    pub coding: Option<Coding>,
}

impl Documents {
    pub(super) fn new(settings: &OpenApiSettings, levels: Levels, making: Making) -> Self {
        Self {
            settings: settings.clone(),
            levels,
            making,
            json: Codings::default(),
            yaml: Codings::default(),
            resources: OnceLock::new(),
        }
    }

    pub(super) const fn settings(&self) -> &OpenApiSettings {
        &self.settings
    }

    /// What is said of the API in a document that is read from where it is served.
    pub(super) fn about(&self) -> openapi::Settings {
        let mut about = self.settings.about.clone();
        if about.servers.is_empty() {
            // Wherever the document is read from.
            about.servers.push("/".to_owned());
        }
        about
    }

    const fn codings(&self, format: Format) -> &Codings {
        match format {
            Format::Json => &self.json,
            Format::Yaml => &self.yaml,
        }
    }
}

impl Snapshot {
    /// The version of documents that are asked for without one.
    pub const fn document_version(&self) -> openapi::Version {
        self.documents.settings.version
    }

    /// The document that is served at a path where no route is.
    pub fn document_at(&self, path: &str) -> Option<Format> {
        self.documents.settings.format_at(path)
    }

    /// The document as it is sent; `None` when it cannot be made.
    pub async fn rendition(
        self: Arc<Self>,
        format: Format,
        coding: Option<Coding>,
    ) -> Option<Rendition> {
        let cell = self.documents.codings(format).cell(coding);
        if let Some(made) = cell.get() {
            return Some(made.clone());
        }
        let snapshot = Arc::clone(&self);
        let make = move || snapshot.make_document(format, coding);
        self.documents.making.make(make).await?
    }

    /// Takes as long as the API is large, unless somebody else has waited for the same.
    fn make_document(&self, format: Format, coding: Option<Coding>) -> Option<Rendition> {
        let codings = self.documents.codings(format);
        let cell = codings.cell(coding);
        if let Some(made) = cell.get() {
            return Some(made.clone());
        }
        let made = match coding {
            None => self.plain(format)?,
            Some(coding) => {
                let plain = self.make_document(format, None)?;
                plain.coded(coding, self.documents.levels)?
            }
        };
        Some(cell.get_or_init(|| made).clone())
    }

    fn plain(&self, format: Format) -> Option<Rendition> {
        let settings = &self.documents.settings;
        let document = self.document(&[], &self.documents.about());
        let text = render(document.value, settings.version, format)
            .inspect_err(|error| tracing::error!(%error, "there is no OpenAPI document"));
        Some(Rendition::new(text.ok()?.into(), None, &[]))
    }

    /// Describes the services that one of the selectors selects, or all of them without a selector.
    pub fn document(&self, selectors: &[Selector], settings: &openapi::Settings) -> Document {
        let schema = self.schema();
        let routes = self.routes.iter().zip(&self.is_reachable);
        let reachable = routes.filter(|(_, is_reachable)| **is_reachable);
        let served: Vec<Served<'_>> = reachable
            .map(|(route, _)| route)
            .filter(|route| {
                let method = schema.method(route.binding.method);
                let name = &schema.service(method.service).name;
                let mut selectors_of = selectors.iter();
                selectors.is_empty() || selectors_of.any(|one| one.rank(name).is_some())
            })
            .map(|route| self.served(route))
            .collect();
        openapi::document(
            schema,
            self.resources(),
            &served,
            self.streams.envelope,
            settings,
        )
    }

    pub(super) fn resources(&self) -> &Resources {
        let resources = &self.documents.resources;
        resources.get_or_init(|| Resources::new(self.schema()))
    }

    fn served<'s>(&'s self, route: &'s Route) -> Served<'s> {
        let method = route.binding.method;
        let options = self.json(method);
        Served {
            binding: &route.binding,
            hosts: &route.hosts,
            style: Style::new(&options.response),
            fills_mask: options.request.fill_update_mask,
            has_event_id: self.streams.event_id(method).is_some(),
        }
    }
}

impl Rendition {
    /// `of` is what the body was made of, if it is only another coding of that.
    pub(super) fn new(body: Bytes, coding: Option<Coding>, of: &[u8]) -> Self {
        let hashed = if coding.is_some() { of } else { &body };
        let digest = ring::digest::digest(&ring::digest::SHA256, hashed);
        let mut tag = String::from("\"");
        for byte in digest.as_ref().iter().take(16) {
            tag.push_str(&format!("{byte:02x}"));
        }
        if let Some(coding) = coding {
            tag.push('-');
            tag.push_str(coding.token());
        }
        tag.push('"');
        Self {
            body,
            etag: HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\"")),
            coding,
        }
    }

    pub(super) fn coded(&self, coding: Coding, levels: Levels) -> Option<Self> {
        let mut out = Vec::with_capacity(self.body.len() / 8);
        let mut compressor = Compressor::new(coding, levels).ok()?;
        compressor.push(&self.body, &mut out).ok()?;
        compressor.finish(&mut out).ok()?;
        Some(Self::new(out.into(), Some(coding), &self.body))
    }
}
