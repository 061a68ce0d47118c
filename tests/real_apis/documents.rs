//! OpenAPI documents beside what the transcoder writes: services one by one, and of their operations every answer and
//! every body, of random messages.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jsonschema::Validator;
use prost::Message as _;
use prost_reflect::MessageDescriptor;
use rialto::framing::json_stream::Envelope;
use rialto::http_rule::binding::{Binding, Body, RuleOptions, compile};
use rialto::http_rule::template::TemplateOptions;
use rialto::openapi::{Resources, Served, Settings, Style, Version, document};
use rialto::schema::{Field, MessageId, ServiceId};
use rialto::transcode::encode::{Defaults, EncodeOptions, encode};
use rialto::transcode::plan::Plans;
use rialto::transcode::response::ResponsePlan;
use rialto::transcode::wire::read::Reader;
use serde_json::{Value, json};

use crate::SHOWN_MAX;
use crate::apis::{Arguments, Loaded};
use crate::described::{self, Claims, Described};
use crate::disagreements::{self, Disagreement};
use crate::inspect;
use crate::messages;
use crate::random::{self, Choices};

/// Messages of each type, in each look.
const ROUNDS: usize = 3;

/// Tries the documents of so many services.
pub(crate) fn run(loaded: &Loaded, arguments: &Arguments, most: usize) -> Result<(), String> {
    let plans = messages::plans(&loaded.set)?;
    let schema = plans.schema();
    let mut services: BTreeMap<ServiceId, Vec<Binding>> = BTreeMap::new();
    let template = TemplateOptions {
        allow_segments_after_double_star: true,
    };
    for (id, method) in schema.methods() {
        let name = schema.method_name(method);
        let Some(rule) = method
            .http
            .as_deref()
            .filter(|_| name.contains(&arguments.only))
        else {
            continue;
        };
        let (bindings, errors) = compile(schema, id, rule, &RuleOptions { template });
        if let Some(error) = errors.first() {
            return Err(format!("{name}: {error}"));
        }
        services.entry(method.service).or_default().extend(bindings);
    }
    let mut services: Vec<_> = services.into_values().collect();
    Choices::new(arguments.seed, "documents").shuffle(&mut services);
    let resources = Resources::new(schema);
    let mut tally = Tally::default();
    for bindings in services.iter().take(most) {
        for look in looks() {
            let service = Documented {
                loaded,
                plans: &plans,
                look: &look,
                seed: arguments.seed,
            };
            service.check(bindings, &resources, &mut tally);
        }
        tally.services += 1;
    }
    tally.report(services.len(), arguments)
}

/// What of the options of JSON changes nothing of a document, and what changes most.
fn looks() -> [EncodeOptions; 2] {
    let plain = EncodeOptions::default();
    [
        plain.clone(),
        EncodeOptions {
            defaults: Defaults::Unpopulated,
            preserve_proto_field_names: true,
            enums_as_numbers: true,
            int64_as_numbers: true,
            ..plain
        },
    ]
}

/// How a service is written.
struct Documented<'d> {
    loaded: &'d Loaded,
    plans: &'d Plans,
    look: &'d EncodeOptions,
    seed: u64,
}

impl Documented<'_> {
    fn check(&self, bindings: &[Binding], resources: &Resources, tally: &mut Tally) {
        let schema = self.plans.schema();
        let served = bindings.iter().map(|binding| Served {
            binding,
            hosts: &[],
            style: Style::new(self.look),
            fills_mask: true,
            has_event_id: false,
        });
        let served: Vec<_> = served.collect();
        let document = document(
            schema,
            resources,
            &served,
            Envelope::None,
            &Settings::default(),
        );
        for version in [Version::V31, Version::V30] {
            let described = Described::new(&document.value, version, Claims::WithoutRequired);
            // Many operations answer alike.
            let mut known = HashMap::new();
            for binding in bindings {
                let name = schema.method_name(schema.method(binding.method));
                let id = match binding.index {
                    0 => name,
                    index => format!("{name}.{}", index + 1),
                };
                if let Some(answer) = described.answer(&id) {
                    let validator = validator(&described, answer, &mut known);
                    self.answers(binding, &id, validator, tally);
                }
                if let Some(body) = described.body(&id) {
                    let validator = validator(&described, body, &mut known);
                    self.bodies(binding, &id, validator, tally);
                }
            }
            tally.documents += 1;
            tally.operations += bindings.len();
        }
    }

    fn answers(&self, binding: &Binding, id: &str, validator: &Validator, tally: &mut Tally) {
        let schema = self.plans.schema();
        let method = schema.method(binding.method);
        let plan = ResponsePlan::new(schema, binding);
        for (wire, of) in self.random(method.output, id, tally) {
            let mut json = Vec::new();
            let written = plan.append(self.plans, &wire, self.look, &mut json);
            written.unwrap_or_else(|error| panic!("{id}: {error}"));
            let value = serde_json::from_slice(&json).expect("it is JSON");
            let value = if method.server_streaming {
                json!([value])
            } else {
                value
            };
            tally.count(id, validator, &value, &wire, &of);
        }
    }

    /// A body is what the whole message would be, without what the path has.
    fn bodies(&self, binding: &Binding, id: &str, validator: &Validator, tally: &mut Tally) {
        let schema = self.plans.schema();
        let method = schema.method(binding.method);
        for (wire, of) in self.random(method.input, id, tally) {
            let mut json = Vec::new();
            let written = encode(self.plans, method.input, &wire, self.look, &mut json);
            written.unwrap_or_else(|error| panic!("{id}: {error}"));
            let mut value: Value = serde_json::from_slice(&json).expect("it is JSON");
            for path in &binding.variables {
                let mut place = Some(&mut value);
                let (last, above) = path.steps().split_last().expect("a path has a field");
                for step in above {
                    let name = self.name(step.field(schema).expect("it was resolved"));
                    place = place.and_then(|value| value.get_mut(name));
                }
                let name = self.name(last.field(schema).expect("it was resolved"));
                if let Some(members) = place.and_then(Value::as_object_mut) {
                    members.shift_remove(name);
                }
            }
            if let Body::Field(index) = binding.body {
                let field = &schema.message(method.input).fields[usize::from(index)];
                value = value[self.name(field)].take();
                if value.is_null() {
                    continue;
                }
            }
            let value = if method.client_streaming {
                json!([value])
            } else {
                value
            };
            tally.count(id, validator, &value, &wire, &of);
        }
    }

    fn name<'f>(&self, field: &'f Field) -> &'f str {
        if self.look.preserve_proto_field_names {
            &field.name
        } else {
            &field.json_name
        }
    }

    fn random(
        &self,
        message: MessageId,
        id: &str,
        tally: &mut Tally,
    ) -> Vec<(Vec<u8>, MessageDescriptor)> {
        let name = &self.plans.schema().message(message).name;
        let of = self.loaded.pool.get_message_by_name(name);
        let of = of.expect("the oracle knows what the schema has");
        tally.types.insert(name.to_string());
        let mut choices = Choices::new(self.seed, &format!("{id} {name}"));
        let wires = (0..ROUNDS).map(|_| random::message(&of, &mut choices, 0).encode_to_vec());
        wires.map(|wire| (wire, of.clone())).collect()
    }
}

fn validator<'k>(
    described: &Described,
    schema: &Value,
    known: &'k mut HashMap<String, Validator>,
) -> &'k Validator {
    let made = known.entry(schema.to_string());
    made.or_insert_with(|| described.validator(schema))
}

/// What became of all messages.
#[derive(Debug, Default)]
struct Tally {
    services: usize,
    documents: usize,
    operations: usize,
    types: BTreeSet<String>,
    valid: usize,
    explained: BTreeMap<BTreeSet<Disagreement>, usize>,
    failed: Vec<String>,
}

impl Tally {
    fn count(
        &mut self,
        id: &str,
        validator: &Validator,
        value: &Value,
        wire: &[u8],
        of: &MessageDescriptor,
    ) {
        let errors: Vec<_> = validator.iter_errors(value).collect();
        if errors.is_empty() {
            self.valid += 1;
            return;
        }
        let is_undeclared = inspect::any_field(of, Reader::new(wire), &inspect::is_undeclared);
        let explained = disagreements::of_written(&errors);
        let explained =
            explained.filter(|why| is_undeclared || !why.contains(&Disagreement::UndeclaredNumber));
        match explained {
            Some(why) => *self.explained.entry(why).or_default() += 1,
            None => self
                .failed
                .push(format!("{id}: {value}\n{}", described::shown(&errors))),
        }
    }

    fn report(&self, all: usize, arguments: &Arguments) -> Result<(), String> {
        println!(
            "{} documents of {} services of {all}, with {} operations and {} types; seed {}\n  \
             {} written messages are as documented; not so, and meant: {:?}",
            self.documents,
            self.services,
            self.operations,
            self.types.len(),
            arguments.seed,
            self.valid,
            self.explained
        );
        for problem in self.failed.iter().take(SHOWN_MAX) {
            println!("FAILED {problem}\n");
        }
        match self.failed.len() {
            0 if self.valid == 0 => Err("no document was tried".to_owned()),
            0 => Ok(()),
            count => Err(format!("{count} messages are not as documented")),
        }
    }
}
