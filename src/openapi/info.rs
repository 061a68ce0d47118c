//! What a document says of the API as a whole: its name, its servers, its services, how clients prove who they are.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::annotated::{FileOptions, Info};
use super::annotations::{ExtensionForm, extend, external_docs};
use super::notes::Notes;
use super::schema::set_text;
use super::{Served, Settings, security};
use crate::schema::{Schema, Service};

/// Everything around the operations.
pub(super) struct About<'a, 's> {
    notes: &'a Notes<'s>,
    services: &'a [&'s Service],
    settings: &'a Settings,
}

/// The tag of a service's operations.
pub(super) fn tag(notes: &Notes<'_>, schema: &Schema, served: &Served<'_>) -> String {
    let service = schema.service(schema.method(served.binding.method).service);
    name_of(notes, service)
}

fn name_of(notes: &Notes<'_>, service: &Service) -> String {
    let tag = notes.service(service).options.openapiv2_tag.as_ref();
    let name = tag.map(|tag| tag.name()).filter(|name| !name.is_empty());
    name.unwrap_or(&service.name).to_owned()
}

impl<'a, 's> About<'a, 's> {
    pub(super) const fn new(
        notes: &'a Notes<'s>,
        services: &'a [&'s Service],
        settings: &'a Settings,
    ) -> Self {
        Self {
            notes,
            services,
            settings,
        }
    }

    /// The options of the files of the services.
    fn files(&self) -> impl Iterator<Item = &'a FileOptions> {
        self.services
            .iter()
            .map(|service| &self.notes.file(service.file).options)
    }

    pub(super) fn write(&self, document: &mut Value) {
        document["info"] = self.info();
        let servers = self.servers();
        if !servers.is_empty() {
            document["servers"] = Value::Array(servers);
        }
        for options in self.files() {
            if let Some(gnostic) = &options.openapiv3_document {
                security::require(document, &gnostic.security);
                external_docs(document, gnostic.external_docs.as_ref());
                extend(document, &gnostic.extensions, ExtensionForm::Gnostic);
            }
            if let Some(swagger) = &options.openapiv2_swagger {
                security::require(document, &swagger.security);
                external_docs(document, swagger.external_docs.as_ref());
                extend(document, &swagger.extensions, ExtensionForm::Swagger);
            }
        }
        if document["security"].is_null() {
            // Said, so that readers do not take it for forgotten.
            document["security"] = json!([]);
        }
        document["tags"] = Value::Array(self.tags());
    }

    fn info(&self) -> Value {
        let annotated = self.files().find_map(|options| {
            let gnostic = options.openapiv3_document.as_ref();
            let swagger = options.openapiv2_swagger.as_ref();
            let gnostic = gnostic.and_then(|document| document.info.as_ref());
            let gnostic = gnostic.map(|info| (info, ExtensionForm::Gnostic));
            let swagger = || Some((swagger?.info.as_ref()?, ExtensionForm::Swagger));
            gnostic.or_else(swagger)
        });
        let form = annotated.map(|(_, form)| form);
        let annotated = annotated.map(|(info, _)| info);
        let of = |text: fn(&Info) -> &str| annotated.map(text).filter(|text| !text.is_empty());
        let chosen = |own: &Option<String>, annotated: Option<&str>| {
            own.clone().or_else(|| annotated.map(str::to_owned))
        };
        let settings = self.settings;
        let (heading, comment) = self.comment();
        let title = chosen(&settings.title, of(Info::title).or(heading));
        let title = title.unwrap_or_else(|| self.title());
        let version = chosen(&settings.version, of(Info::version));
        let mut info = json!({"title": title});
        info["version"] = json!(version.unwrap_or_else(|| self.version()));
        let text = chosen(&settings.description, of(Info::description).or(comment));
        set_text(&mut info, "description", &text.unwrap_or_default());
        set_text(
            &mut info,
            "termsOfService",
            of(Info::terms_of_service).unwrap_or_default(),
        );
        if let Some(contact) = annotated.and_then(|info| info.contact.as_ref()) {
            let mut value = json!({});
            set_text(&mut value, "name", contact.name());
            set_text(&mut value, "url", contact.url());
            set_text(&mut value, "email", contact.email());
            info["contact"] = value;
        }
        if let Some(license) = annotated.and_then(|info| info.license.as_ref()) {
            let mut value = json!({"name": license.name()});
            set_text(&mut value, "url", license.url());
            info["license"] = value;
        }
        if let (Some(annotated), Some(form)) = (annotated, form) {
            extend(&mut info, &annotated.extensions, form);
        }
        info
    }

    /// The service, or the package of all of them.
    fn title(&self) -> String {
        if let [service] = self.services {
            return service.name.to_string();
        }
        let packages: BTreeSet<&str> = self
            .services
            .iter()
            .map(|service| package(service))
            .collect();
        let mut packages = packages.into_iter();
        match (packages.next(), packages.next()) {
            (Some(package), None) if !package.is_empty() => package.to_owned(),
            _ => "API".to_owned(),
        }
    }

    /// What is said of the package, if there is only one: the line that it begins with, if it is a heading, and the rest.
    fn comment(&self) -> (Option<&'a str>, Option<&'a str>) {
        let packages = self.services.iter().map(|service| package(service));
        if packages.collect::<BTreeSet<_>>().len() > 1 {
            return (None, None);
        }
        let mut files = self
            .services
            .iter()
            .map(|service| self.notes.file(service.file));
        let Some(file) = files.find(|file| !file.comment.is_empty()) else {
            return (None, None);
        };
        let text = &*file.comment;
        let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
        if first.contains('\n') || first.ends_with('.') {
            return (None, Some(text));
        }
        (Some(first), Some(rest.trim_start()))
    }

    /// The version that all packages have in their name.
    fn version(&self) -> String {
        let last = |service: &&Service| package(service).rsplit('.').next().map(str::to_owned);
        let versions: BTreeSet<Option<String>> = self.services.iter().map(last).collect();
        let mut versions = versions.into_iter().flatten();
        let is_version = |text: &String| {
            text.strip_prefix('v')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        match (versions.next(), versions.next()) {
            (Some(version), None) if is_version(&version) => version,
            _ => "unversioned".to_owned(),
        }
    }

    fn servers(&self) -> Vec<Value> {
        let servers = self.settings.servers.iter();
        servers.map(|url| json!({ "url": url })).collect()
    }

    fn tags(&self) -> Vec<Value> {
        let mut tags: Vec<Value> = Vec::new();
        for service in self.services {
            let notes = self.notes.service(service);
            let name = name_of(self.notes, service);
            if tags.iter().any(|tag| tag["name"] == *name) {
                continue;
            }
            let mut tag = json!({"name": name});
            set_text(&mut tag, "description", &notes.comment);
            if let Some(swagger) = &notes.options.openapiv2_tag {
                set_text(&mut tag, "description", swagger.description());
                external_docs(&mut tag, swagger.external_docs.as_ref());
                extend(&mut tag, &swagger.extensions, ExtensionForm::Swagger);
            }
            tags.push(tag);
        }
        for options in self.files() {
            let gnostic = options.openapiv3_document.iter().flat_map(|one| &one.tags);
            let gnostic = gnostic.map(|tag| (tag, ExtensionForm::Gnostic));
            let swagger = options.openapiv2_swagger.iter().flat_map(|one| &one.tags);
            let swagger = swagger.map(|tag| (tag, ExtensionForm::Swagger));
            for (described, form) in gnostic.chain(swagger) {
                let at = tags.iter().position(|tag| tag["name"] == described.name());
                let at = at.unwrap_or_else(|| {
                    tags.push(json!({"name": described.name()}));
                    tags.len() - 1
                });
                if let Some(tag) = tags.get_mut(at) {
                    set_text(tag, "description", described.description());
                    external_docs(tag, described.external_docs.as_ref());
                    extend(tag, &described.extensions, form);
                }
            }
        }
        tags
    }

    pub(super) fn write_security(&self, components: &mut Value) {
        let mut schemes = Map::new();
        for options in self.files() {
            let swagger = options.openapiv2_swagger.as_ref();
            let definitions = swagger.and_then(|swagger| swagger.security_definitions.as_ref());
            for (name, scheme) in definitions.iter().flat_map(|one| &one.security) {
                schemes.extend(security::of_swagger(scheme).map(|value| (name.clone(), value)));
            }
            let gnostic = options.openapiv3_document.as_ref();
            let components = gnostic.and_then(|document| document.components.as_ref());
            let named = components.and_then(|components| components.security_schemes.as_ref());
            for named in named.iter().flat_map(|one| &one.additional_properties) {
                let scheme = named.value.as_ref();
                if let Some(scheme) = scheme.and_then(|value| value.security_scheme.as_ref()) {
                    schemes.insert(named.name().to_owned(), security::of_gnostic(scheme));
                }
            }
        }
        if !schemes.is_empty() {
            components["securitySchemes"] = Value::Object(schemes);
        }
    }
}

fn package(service: &Service) -> &str {
    service
        .name
        .rsplit_once('.')
        .map_or("", |(package, _)| package)
}
