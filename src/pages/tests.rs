//! Pages of small APIs.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod calls;
mod markup;
mod samples;

use serde_json::Value;

use super::sample::Samples;
use super::{Catalog, Offered};
use crate::http_rule::binding::{Binding, RuleOptions, compile};
use crate::openapi::{Readers, Resources};
use crate::schema::source::Sources;
use crate::schema::{Schema, SchemaBuilder};

const IMPORTS: &str = r#"
    import "google/api/annotations.proto";
    import "google/api/field_behavior.proto";
    import "google/api/field_info.proto";
    import "google/api/httpbody.proto";
    import "google/api/resource.proto";
    import "google/protobuf/any.proto";
    import "google/protobuf/duration.proto";
    import "google/protobuf/empty.proto";
    import "google/protobuf/field_mask.proto";
    import "google/protobuf/struct.proto";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/wrappers.proto";
"#;

/// Options that users bring the files of: what the descriptors are read as stands for them.
const OPTIONS: &str = r#"
    syntax = "proto2";
    package options;
    import "google/protobuf/descriptor.proto";
    import "rialto/openapi/annotated.proto";
    extend google.protobuf.FieldOptions { optional rialto.openapi.JSONSchema field = 1042;
                                          optional rialto.openapi.FieldRules rules = 1159; }
    extend google.protobuf.OneofOptions { optional rialto.openapi.OneofRules oneof_rules = 1159; }
"#;

const ANNOTATED: &str = include_str!("../../proto/rialto/openapi/annotated.proto");

/// An API that is served.
struct Api {
    schema: Schema,
    resources: Resources,
    bindings: Vec<Binding>,
    /// The only ones of every service.
    hosts: Vec<String>,
}

impl Api {
    /// A service `t.v1.S` with these methods.
    fn new(messages: &str, methods: &str) -> Self {
        // Not read unless it is used, since it is long.
        let uses_options = messages.contains("(options.");
        let options = if uses_options {
            "import 'options.proto';"
        } else {
            ""
        };
        Self::of_file(
            "t.proto",
            &format!(
                "syntax = \"proto3\"; package t.v1; {IMPORTS} {options}\n{messages}\n// Things.\nservice S {{ {methods} }}"
            ),
        )
    }

    /// Of a method `M` of the message `Req` with this rule.
    fn of_rule(messages: &str, rule: &str) -> Self {
        let method =
            format!("rpc M(Req) returns (Req) {{ option (google.api.http) = {{ {rule} }}; }}");
        Self::new(messages, &method)
    }

    fn of_file(file: &str, text_of_file: &str) -> Self {
        let mut sources = Sources::new();
        for (name, text) in [
            ("options.proto", OPTIONS),
            ("rialto/openapi/annotated.proto", ANNOTATED),
            (file, text_of_file),
        ] {
            if name == file || text_of_file.contains("options.proto") {
                sources.add(name.into(), name.into(), text.into(), true);
            }
        }
        let compiled = sources.compile();
        assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
        Self::of_files(compiled.files)
    }

    fn of_files(files: impl IntoIterator<Item = (String, bytes::Bytes)>) -> Self {
        let mut builder = SchemaBuilder::new();
        for (origin, bytes) in files {
            builder.add(&origin, bytes);
        }
        let (schema, findings) = builder.finish();
        assert!(!findings.has_errors(), "{findings:?}");
        let rules = schema
            .methods()
            .filter_map(|(id, method)| Some((id, method.http.as_deref()?)));
        let bindings = rules.flat_map(|(id, rule)| {
            let (bindings, errors) = compile(&schema, id, rule, &RuleOptions::default());
            assert!(errors.is_empty(), "{errors:?}");
            bindings
        });
        let bindings = bindings.collect();
        Self {
            resources: Resources::new(&schema),
            bindings,
            hosts: Vec::new(),
            schema,
        }
    }

    fn catalog(&self) -> Catalog<'_> {
        let readers = Readers::new(&self.schema, &self.resources, &[]);
        let services = self.schema.services().map(|(_, service)| service);
        let services = services.filter(|service| !self.schema.file(service.file).is_builtin);
        let services = services.filter(|service| !crate::schema::is_of_server(&service.name));
        let services = services.map(|service| (service, &*self.hosts));
        Catalog::new(&self.schema, readers, services, self.bindings.iter())
    }

    /// What is made of a method of the first service.
    fn of_method<T>(
        &self,
        name: &str,
        make: impl FnOnce(&Samples<'_, '_>, &Offered<'_>) -> T,
    ) -> T {
        let catalog = self.catalog();
        let listed = catalog.services.first().unwrap();
        let samples = Samples::new(&catalog, listed);
        let mut methods = listed.methods.iter();
        make(
            &samples,
            methods.find(|one| &*one.method.name == name).expect(name),
        )
    }

    /// The sample of a request, for its first route if there is one.
    fn sample(&self, method: &str) -> Value {
        self.of_method(method, |samples, offered| {
            samples.request(offered.method, offered.routes.first().copied())
        })
    }
}
