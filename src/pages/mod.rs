//! Pages for people: what is served, as HTML that needs nothing from anywhere else.
//!
//! Owns the pages' text, style and scripts. It makes them of descriptors, whose every text is escaped, and never sees
//! a request: who serves them says where they stand.
//!
//! ```text
//! /docs                  index: the services, with a search           <- services.json, when somebody searches
//! /docs/services/NAME    service: its methods, calls of them, types
//! /docs/reference        reference: Swagger UI with the OpenAPI document of one service, or of all
//! /docs/assets/FILE      assets
//! ```

pub mod assets;
mod calls;
mod catalog;
mod html;
mod index;
mod markdown;
mod matching;
mod names;
mod reference;
mod sample;
mod service;
#[cfg(test)]
mod tests;
mod types;
mod typescript;
mod values;

pub use assets::Asset;
pub use catalog::{Catalog, Listed, Offered};

use crate::units::ByteSize;

/// Where pages find each other, and what they say about the API as a whole.
#[derive(Debug, Clone)]
pub struct Site {
    /// The path of the index; all others are below it.
    pub path: String,
    pub title: String,
    /// The path of the OpenAPI document in JSON, if it is served.
    pub document: Option<String>,
    /// The reference of all services together is offered up to as many methods.
    pub reference_methods_max: usize,
    /// The most types that the page of a service shows; the others are counted.
    pub types_max: usize,
    /// What is shown of one comment; a longer one is cut, and says so.
    pub comment_max: ByteSize,
    /// What the references to assets end with, so that browsers keep them until they change.
    pub version: fn() -> &'static str,
    /// Whether methods have WebSockets.
    pub has_sockets: bool,
    /// Where the API is served, if that is said; pages name their own address otherwise.
    pub server: Option<String>,
}

impl Site {
    fn asset(&self, asset: Asset) -> String {
        format!(
            "{}/assets/{}?v={}",
            self.path,
            asset.name(),
            (self.version)()
        )
    }

    fn service_path(&self, service: &str) -> String {
        format!("{}/services/{service}", self.path)
    }

    /// Where calls go as far as it is known: no more than an address, since it stands in texts for a shell.
    fn origin(&self) -> &str {
        const SOMEWHERE: &str = "http://localhost:8080";
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/.[]-_~%".contains(c);
        let server = self.server.as_deref();
        let server = server.filter(|server| server.contains("://") && server.chars().all(is_plain));
        server.unwrap_or(SOMEWHERE).trim_end_matches('/')
    }

    /// The list of services.
    pub fn index(&self, catalog: &Catalog<'_>) -> String {
        index::page(self, catalog)
    }

    /// The page of the one service of a catalog; nothing if there is none.
    pub fn service(&self, catalog: &Catalog<'_>) -> Option<String> {
        service::page(self, catalog)
    }

    /// The services with the names of their methods, as JSON.
    pub fn services(&self, catalog: &Catalog<'_>) -> String {
        index::services(catalog)
    }

    /// The page with the console: of one service, or of all.
    pub fn reference(&self) -> String {
        reference::page(self)
    }
}
