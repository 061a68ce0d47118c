//! APIs of messages that are served in two looks, and their documents in both versions of OpenAPI.

use prost_types::{FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto};
use rialto::framing::json_stream::Envelope;
use rialto::http_rule::binding::{Binding, RuleOptions, compile};
use rialto::openapi::{Forms, Resources, Served, Settings, Style, Version, document};
use rialto::schema::descriptor::HttpRule;
use rialto::schema::{Method, Schema};
use rialto::transcode::encode::{Defaults, EncodeOptions};

use crate::choices::Choices;
use crate::described::{Claims, Described};
use crate::fixture::Fixture;
use crate::properties::setting;
use crate::schema;

/// How many schemas a run makes, and where it begins. `RIALTO_CASES` and `RIALTO_SEED` change them.
const CASES: u64 = 30;
const SEED: u64 = 0;

/// The service whose methods are served. The second look is that of those whose names end in `L1`.
const SERVICE: &str = "described.Messages";

pub(crate) struct Documented {
    pub(crate) fixture: Fixture,
    pub(crate) bindings: Vec<Binding>,
    pub(crate) versions: [Described; 2],
    looks: [EncodeOptions; 2],
}

/// Makes the rule of a method.
pub(crate) type Rule = fn(&Schema, &Method, &mut Choices) -> HttpRule;

impl Documented {
    /// Shows a run's random APIs, one for each seed.
    pub(crate) fn each_random(rule: Rule, mut show: impl FnMut(&Self, &mut Choices)) {
        let (cases, seed) = (setting("RIALTO_CASES", CASES), setting("RIALTO_SEED", SEED));
        for seed in seed..seed + cases {
            println!("seed {seed}: RIALTO_SEED={seed} RIALTO_CASES=1 runs it alone");
            let mut choices = Choices::new(seed);
            let size = 2 + usize::try_from(seed % cases).unwrap_or(0) / 3;
            let documented = Self::random(&mut choices, size.min(16), rule);
            show(&documented, &mut choices);
        }
    }

    /// A random schema, with two methods for each of its messages.
    fn random(choices: &mut Choices, size: usize, rule: Rule) -> Self {
        let mut sketch = schema::random(choices, size);
        sketch.set.file.push(service(&sketch.messages));
        let looks = [look(choices), look(choices)];
        Self::new(Fixture::from_set(sketch.encode()), looks, rule, choices)
    }

    pub(crate) fn new(
        fixture: Fixture,
        looks: [EncodeOptions; 2],
        rule: Rule,
        choices: &mut Choices,
    ) -> Self {
        let schema = fixture.plans.schema();
        let is_served = |method: &Method| &*schema.service(method.service).name == SERVICE;
        let mut bindings = Vec::new();
        for (id, method) in schema.methods().filter(|(_, method)| is_served(method)) {
            let rule = rule(schema, method, choices);
            let (made, errors) = compile(schema, id, &rule, &RuleOptions::default());
            assert!(errors.is_empty(), "{errors:?}");
            bindings.extend(made);
        }
        let served = bindings.iter().map(|binding| Served {
            binding,
            hosts: &[],
            style: Style::new(&looks[look_of(schema.method(binding.method))]),
            fills_mask: true,
            has_event_id: false,
        });
        let served: Vec<_> = served.collect();
        let settings = Settings {
            forms: Forms::All,
            ..Settings::default()
        };
        let resources = Resources::new(schema);
        let document = document(schema, &resources, &served, Envelope::None, &settings);
        let described = |version| Described::new(&document.value, version, Claims::Checked);
        Self {
            versions: [Version::V31, Version::V30].map(described),
            fixture,
            bindings,
            looks,
        }
    }

    /// The `operationId` of a binding.
    pub(crate) fn id(&self, binding: &Binding) -> String {
        let schema = self.fixture.plans.schema();
        let name = schema.method_name(schema.method(binding.method));
        match binding.index {
            0 => name,
            index => format!("{name}.{}", index + 1),
        }
    }

    /// The name of the message that a binding takes, and answers with.
    pub(crate) fn message(&self, binding: &Binding) -> &str {
        let schema = self.fixture.plans.schema();
        &schema.message(schema.method(binding.method).input).name
    }

    pub(crate) fn look(&self, binding: &Binding) -> &EncodeOptions {
        let schema = self.fixture.plans.schema();
        &self.looks[look_of(schema.method(binding.method))]
    }
}

fn look_of(method: &Method) -> usize {
    usize::from(method.name.ends_with("L1"))
}

/// What of the options of JSON changes its documents.
fn look(choices: &mut Choices) -> EncodeOptions {
    let defaults = [Defaults::Omit, Defaults::NoPresence, Defaults::Unpopulated];
    EncodeOptions {
        defaults: defaults[choices.below(3)],
        preserve_proto_field_names: choices.one_in(2),
        enums_as_numbers: choices.one_in(2),
        int64_as_numbers: choices.one_in(2),
        ..EncodeOptions::default()
    }
}

fn service(messages: &[String]) -> FileDescriptorProto {
    let (package, name) = SERVICE.split_once('.').expect("it has a package");
    let methods = messages.iter().enumerate().flat_map(|(at, message)| {
        let method = move |look: usize| MethodDescriptorProto {
            name: Some(format!("M{at}L{look}")),
            input_type: Some(format!(".{message}")),
            output_type: Some(format!(".{message}")),
            ..Default::default()
        };
        (0..2).map(method)
    });
    FileDescriptorProto {
        name: Some("described.proto".to_owned()),
        package: Some(package.to_owned()),
        syntax: Some("proto3".to_owned()),
        dependency: vec!["old.proto".to_owned(), "new.proto".to_owned()],
        service: vec![ServiceDescriptorProto {
            name: Some(name.to_owned()),
            method: methods.collect(),
            ..Default::default()
        }],
        ..Default::default()
    }
}
