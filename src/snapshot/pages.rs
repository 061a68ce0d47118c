//! Pages about the API, and the documents of single services: made when they are asked for, and kept while there is
//! room.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use bytes::Bytes;
use http::Method;

use super::documents::{OpenApiSettings, Rendition, hidden};
use super::making::Making;
use super::{Route, Selector, Snapshot};
use crate::finding::Findings;
use crate::framing::compression::{Coding, Decompressor};
use crate::openapi::{Format, Readers, Version, render};
use crate::pages::assets::Stored;
use crate::pages::{Asset, Catalog, Site};
use crate::router::Router;
use crate::schema::{Service, ServiceId};
use crate::units::ByteSize;

/// `[docs]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocsSettings {
    /// The API's listeners serve pages.
    pub enabled: bool,
    /// Of the index. All other pages are below it.
    pub path: String,
    /// The most methods whose document the console offers as one.
    pub reference_methods_max: u32,
    /// The most types on the page of a service.
    pub types_max: u32,
    /// What is shown of one comment.
    pub comment_max: ByteSize,
    /// What is kept of pages and of documents of some services or in the other version.
    pub cache_max: ByteSize,
}

impl DocsSettings {
    pub fn new() -> Self {
        Self {
            enabled: true,
            path: "/docs".to_owned(),
            reference_methods_max: 300,
            types_max: 500,
            comment_max: ByteSize(64 << 10),
            cache_max: ByteSize(32 << 20),
        }
    }

    /// Routes of the API go before pages; whoever loads both is told.
    pub(super) fn report_hidden(&self, router: &Router, routes: &[Route], findings: &mut Findings) {
        if !self.enabled {
            return;
        }
        let path = &self.path;
        let below = [
            String::new(),
            "/reference".to_owned(),
            "/services.json".to_owned(),
            "/services/p.S".to_owned(),
            format!("/assets/{}", Asset::Style.name()),
        ];
        let mut paths = below.iter().map(|below| format!("{path}{below}"));
        if let Some(path) = paths.find(|path| hidden(router, routes, &Method::GET, path)) {
            let message = format!(
                "a route answers GET {path}, which goes before the pages about the API; choose another docs.path, or say \
                 docs.enabled = false"
            );
            findings.warning(
                "docs-hidden",
                crate::finding::Place::default(),
                path,
                message,
            );
        }
    }
}

impl Default for DocsSettings {
    fn default() -> Self {
        Self::new()
    }
}

/// What is served beside the API and is not a document of all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    Index,
    /// The services as JSON, for the scripts of the pages.
    Services,
    Service(ServiceId),
    Reference,
    Asset(Asset),
    /// An OpenAPI document of some services, or in the other version.
    Document(Selection, Format, Version),
}

/// What a document is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    All,
    /// The package that so many bytes of the name of a service are, the first that is in it.
    Package(ServiceId, usize),
    Service(ServiceId),
}

impl Page {
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Index | Self::Service(_) | Self::Reference => "text/html; charset=utf-8",
            Self::Services | Self::Document(_, Format::Json, _) => "application/json",
            Self::Document(_, Format::Yaml, _) => "application/yaml",
            Self::Asset(asset) => asset.content_type(),
        }
    }

    pub const fn is_html(self) -> bool {
        matches!(self, Self::Index | Self::Service(_) | Self::Reference)
    }
}

/// The pages of a snapshot.
#[derive(Debug)]
pub(super) struct Pages {
    settings: DocsSettings,
    site: Site,
    kept: Mutex<Kept>,
    making: Making,
}

/// The pages that were made last, as far as there is room.
#[derive(Debug, Default)]
struct Kept {
    /// The oldest first.
    pages: VecDeque<(Page, Option<Coding>, Rendition)>,
    size: u64,
}

impl Kept {
    fn find(&self, page: Page, coding: Option<Coding>) -> Option<Rendition> {
        let mut pages = self.pages.iter();
        let found = pages.find(|(kept, kept_as, _)| (*kept, *kept_as) == (page, coding));
        found.map(|(_, _, rendition)| rendition.clone())
    }

    fn keep(&mut self, page: Page, coding: Option<Coding>, rendition: Rendition, max: ByteSize) {
        let size = rendition.body.len() as u64;
        if size > max.0 || self.find(page, coding).is_some() {
            return;
        }
        self.size += size;
        self.pages.push_back((page, coding, rendition));
        while self.size > max.0 {
            let oldest = self.pages.pop_front();
            self.size -= oldest.map_or(self.size, |(_, _, gone)| gone.body.len() as u64);
        }
    }
}

/// Of the assets, so that browsers keep each until the program has another.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut digest = ring::digest::Context::new(&ring::digest::SHA256);
    for asset in Asset::ALL {
        digest.update(asset.stored().bytes());
    }
    let digest = digest.finish();
    let start = digest.as_ref().iter().take(6);
    start.map(|byte| format!("{byte:02x}")).collect()
});

impl Pages {
    pub(super) fn new(
        settings: &DocsSettings,
        openapi: &OpenApiSettings,
        has_sockets: bool,
        making: Making,
    ) -> Self {
        let title = openapi.about.title.clone();
        let site = Site {
            path: settings.path.clone(),
            title: title.unwrap_or_else(|| "API".to_owned()),
            document: openapi.enabled.then(|| openapi.json_path.clone()),
            reference_methods_max: settings.reference_methods_max as usize,
            types_max: settings.types_max as usize,
            comment_max: settings.comment_max,
            version: || &VERSION,
            has_sockets,
            server: openapi.about.servers.first().cloned(),
        };
        Self {
            settings: settings.clone(),
            site,
            kept: Mutex::default(),
            making,
        }
    }

    fn kept(&self, page: Page, coding: Option<Coding>) -> Option<Rendition> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.find(page, coding)
    }
}

impl Snapshot {
    /// The page at a path where no route is.
    pub fn page_at(&self, path: &str) -> Option<Page> {
        let Pages { settings, site, .. } = &self.pages;
        let below = path.strip_prefix(&*settings.path)?;
        if !settings.enabled {
            return None;
        }
        if let Some(name) = below.strip_prefix("/services/") {
            return self.service_named(name).map(Page::Service);
        }
        if let Some(name) = below.strip_prefix("/assets/") {
            return Asset::by_name(name).map(Page::Asset);
        }
        match below {
            "" | "/" => Some(Page::Index),
            "/services.json" => Some(Page::Services),
            "/reference" => Some(Page::Reference).filter(|_| site.document.is_some()),
            _ => None,
        }
    }

    /// Whether a page that is asked for with this query stays as it is for good.
    pub fn is_lasting(&self, page: Page, query: Option<&str>) -> bool {
        let version = query.and_then(|query| query.strip_prefix("v="));
        matches!(page, Page::Asset(_)) && version == Some(&*VERSION)
    }

    /// A service that is served and has descriptors to show.
    fn service_named(&self, name: &str) -> Option<ServiceId> {
        let mut services = self.schema().services();
        let (id, _) =
            services.find(|(_, service)| self.is_shown(service) && &*service.name == name)?;
        Some(id)
    }

    /// What a selector of services selects, if there is one.
    pub fn selection(&self, selector: &str) -> Option<Selection> {
        Some(match selector.parse().ok()? {
            Selector::All => Selection::All,
            Selector::Service(name) => Selection::Service(self.service_named(&name)?),
            package @ Selector::Package(_) => {
                let mut services = self.schema().services();
                let (id, _) = services.find(|(_, service)| {
                    self.is_shown(service) && package.rank(&service.name).is_some()
                })?;
                Selection::Package(id, selector.len() - ".*".len())
            }
        })
    }

    /// The document of some services, in this version or in the one that is configured.
    pub fn document_of(
        &self,
        selection: Selection,
        format: Format,
        version: Option<Version>,
    ) -> Page {
        let version = version.unwrap_or_else(|| self.documents.settings().version);
        Page::Document(selection, format, version)
    }

    fn selectors(&self, selection: Selection) -> Option<Vec<Selector>> {
        let name = |id| &self.schema().service(id).name;
        Some(match selection {
            Selection::All => Vec::new(),
            Selection::Package(id, length) => {
                let package = name(id).get(..length)?;
                vec![Selector::Package(package.to_owned())]
            }
            Selection::Service(id) => vec![Selector::Service(name(id).to_string())],
        })
    }

    fn is_shown(&self, service: &Service) -> bool {
        let schema = self.schema();
        let is_of_server = crate::schema::is_of_server(&service.name);
        !is_of_server && !schema.file(service.file).is_builtin
    }

    /// The page as it is sent; `None` when it cannot be made.
    pub async fn page(self: Arc<Self>, page: Page, coding: Option<Coding>) -> Option<Rendition> {
        if let Some(kept) = self.pages.kept(page, coding) {
            return Some(kept);
        }
        let snapshot = Arc::clone(&self);
        let make = move || snapshot.make_page(page, coding);
        self.pages.making.make(make).await?
    }

    fn make_page(&self, page: Page, coding: Option<Coding>) -> Option<Rendition> {
        // Somebody else may have waited for the same.
        if let Some(kept) = self.pages.kept(page, coding) {
            return Some(kept);
        }
        let plain = match self.pages.kept(page, None) {
            Some(plain) => plain,
            None => self.keep(page, None, Rendition::new(self.written(page)?, None, &[])),
        };
        let Some(coding) = coding else {
            return Some(plain);
        };
        let stored = match page {
            Page::Asset(asset) => Some(asset.stored()),
            _ => None,
        };
        let coded = match (stored, coding) {
            (Some(Stored::Brotli(bytes)), Coding::Brotli) => {
                Rendition::new(Bytes::from_static(bytes), Some(coding), &plain.body)
            }
            _ => plain.coded(coding, self.compression.levels)?,
        };
        Some(self.keep(page, Some(coding), coded))
    }

    fn keep(&self, page: Page, coding: Option<Coding>, made: Rendition) -> Rendition {
        let pages = &self.pages;
        let mut kept = pages.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.keep(page, coding, made.clone(), pages.settings.cache_max);
        made
    }

    /// What a page says.
    fn written(&self, page: Page) -> Option<Bytes> {
        let site = &self.pages.site;
        Some(match page {
            Page::Index => site.index(&self.catalog(None)).into(),
            Page::Services => site.services(&self.catalog(None)).into(),
            Page::Service(id) => site.service(&self.catalog(Some(id)))?.into(),
            Page::Reference => site.reference().into(),
            Page::Asset(asset) => match asset.stored() {
                Stored::Plain(bytes) => Bytes::from_static(bytes),
                Stored::Brotli(bytes) => unpacked(bytes)?,
            },
            Page::Document(selection, format, version) => {
                let about = self.documents.about();
                let document = self.document(&self.selectors(selection)?, &about);
                render(document.value, version, format).ok()?.into()
            }
        })
    }

    /// What is served, or one service of it.
    fn catalog(&self, only: Option<ServiceId>) -> Catalog<'_> {
        let schema = self.schema();
        let routes = self.routes.iter().zip(&self.is_reachable);
        let reachable = routes.filter(|(_, is_reachable)| **is_reachable);
        let shown = schema
            .services()
            .filter(|(id, service)| self.is_shown(service) && only.is_none_or(|only| only == *id));
        let visible = &self.documents.settings().about.visible;
        let readers = match only {
            Some(_) => Readers::new(schema, self.resources(), visible),
            None => Readers::of_services(schema, visible),
        };
        Catalog::new(
            schema,
            readers,
            shown.map(|(id, service)| (service, self.rpcs.hosts(id))),
            reachable.map(|(route, _)| &route.binding),
        )
    }
}

/// The bytes of a file that is packed in the program.
fn unpacked(bytes: &'static [u8]) -> Option<Bytes> {
    /// More than any of them.
    const MAX: ByteSize = ByteSize(16 << 20);
    let mut decompressor = Decompressor::new(Coding::Brotli, MAX).ok()?;
    decompressor.push(Bytes::from_static(bytes));
    let mut out = Vec::new();
    while let Some(piece) = decompressor.next().ok()? {
        out.extend_from_slice(&piece);
    }
    decompressor.finish().ok()?;
    Some(out.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_kept_has_a_limit_and_the_oldest_goes_first() {
        let max = ByteSize(10);
        let mut kept = Kept::default();
        let body = |size: usize| Rendition::new(vec![0; size].into(), None, &[]);
        for (page, size, expected) in [
            (Page::Index, 4, &[Page::Index][..]),
            (Page::Services, 6, &[Page::Index, Page::Services]),
            (Page::Reference, 1, &[Page::Services, Page::Reference]),
            (Page::Index, 11, &[Page::Services, Page::Reference]),
            (Page::Services, 6, &[Page::Services, Page::Reference]),
            (Page::Index, 10, &[Page::Index]),
        ] {
            kept.keep(page, None, body(size), max);
            let pages: Vec<Page> = kept.pages.iter().map(|(page, _, _)| *page).collect();
            assert_eq!(pages, expected);
            let size: usize = kept.pages.iter().map(|(_, _, one)| one.body.len()).sum();
            assert_eq!(kept.size, size as u64);
        }
    }

    /// The sums are of what the package has; `tools/swagger-ui --check` compares with the package itself.
    #[test]
    fn packed_files_are_what_their_sums_say() {
        let sums = include_str!("../pages/swagger-ui/SHA256SUMS");
        let mut checked = 0;
        for line in sums.lines() {
            let (sum, name) = line.split_once("  ").unwrap();
            let Stored::Brotli(bytes) = Asset::by_name(name).unwrap().stored() else {
                panic!("{name} is not packed");
            };
            let plain = unpacked(bytes).unwrap();
            let digest = ring::digest::digest(&ring::digest::SHA256, &plain);
            let hex: String = digest.as_ref().iter().map(|b| format!("{b:02x}")).collect();
            assert_eq!(hex, sum, "{name}");
            checked += 1;
        }
        assert_eq!(checked, 2);
    }
}
