//! The API's own description: which part of a snapshot an OpenAPI document is of.

use super::{Route, Selector, Snapshot};
use crate::openapi::{self, Document, Served, Style};

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
}

impl Default for OpenApiSettings {
    fn default() -> Self {
        Self::new()
    }
}

impl Snapshot {
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
        openapi::document(schema, &served, self.streams.envelope, settings)
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
