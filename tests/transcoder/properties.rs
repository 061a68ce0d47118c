//! Random schemas and random messages, both ways, whole and damaged.

use std::collections::BTreeMap;

use prost_reflect::{DynamicMessage, SerializeOptions};

use crate::choices::Choices;
use crate::fixture::{EVERYTHING, Fixture};
use crate::oracle::{self, Outcome};
use crate::tree::Tree;
use crate::{damage, message, records, schema};

/// How many schemas a run makes, and where it begins. `RIALTO_CASES` and `RIALTO_SEED` change them.
const CASES: u64 = 80;
const SEED: u64 = 0;
/// Messages of each type of a schema.
const MESSAGES: usize = 2;
/// Damaged forms of each message, each way.
const DAMAGED: usize = 3;

/// Bytes of a message that is cut at every place.
const TRUNCATED_MAX: usize = 600;

/// What became of all inputs; a run that refuses nearly everything proves nearly nothing.
type Tally = BTreeMap<(&'static str, Outcome), usize>;

#[test]
fn random_schemas_are_read_and_written_as_the_oracle_does() {
    let (cases, seed) = (setting("RIALTO_CASES", CASES), setting("RIALTO_SEED", SEED));
    let mut tally = Tally::new();
    for seed in seed..seed + cases {
        println!("seed {seed}: RIALTO_SEED={seed} RIALTO_CASES=1 runs it alone");
        let mut choices = Choices::new(seed);
        // The first ones are small: of several that fail they are the ones to look at.
        let size = 2 + usize::try_from(seed % cases).unwrap_or(0) / 8;
        let sketch = schema::random(&mut choices, size.min(16));
        let fixture = Fixture::from_set(sketch.encode());
        let context = Context {
            names: names(&fixture, &sketch.messages),
            fixture: &fixture,
        };
        for name in &sketch.messages {
            context.round(name, &mut choices, &mut tally);
        }
    }
    report(&tally);
}

#[test]
fn random_messages_are_read_and_written_as_the_oracle_does() {
    let (cases, seed) = (
        setting("RIALTO_CASES", CASES / 3),
        setting("RIALTO_SEED", SEED),
    );
    let mut tally = Tally::new();
    let messages: Vec<String> = EVERYTHING
        .pool
        .all_messages()
        .filter(|one| one.package_name() == "everything" && !one.is_map_entry())
        .filter(|one| !message::is_message_set(one))
        .map(|one| one.full_name().to_owned())
        .collect();
    let context = Context {
        names: names(&EVERYTHING, &messages),
        fixture: &EVERYTHING,
    };
    for seed in seed..seed + cases {
        println!("seed {seed}: RIALTO_SEED={seed} RIALTO_CASES=1 runs it alone");
        let mut choices = Choices::new(seed);
        for name in &messages {
            context.round(name, &mut choices, &mut tally);
        }
    }
    report(&tally);
}

#[test]
fn every_truncation_is_refused_or_read_as_the_oracle_does() {
    for (name, seed) in ["everything.Everything", "everything.Old"].iter().zip(1..) {
        let message = message::random(&EVERYTHING.descriptor(name), &mut Choices::new(seed));
        let wire = records::encoded(&message);
        let json = written(&message);
        for end in 0..wire.len().min(TRUNCATED_MAX) {
            oracle::wire_to_json(&EVERYTHING, name, &wire[..end]);
            oracle::any_to_json(&EVERYTHING, &wire[..end]);
        }
        for end in 0..json.len().min(TRUNCATED_MAX) {
            let outcome = oracle::json_to_wire(&EVERYTHING, name, &json[..end]);
            assert_eq!(outcome, Outcome::BothRefuse);
        }
    }
}

/// A number from the environment.
pub(crate) fn setting(name: &str, otherwise: u64) -> u64 {
    text_setting(name).map_or(otherwise, |text| text.parse().expect(name))
}

#[expect(
    clippy::disallowed_methods,
    reason = "`cargo test` passes no arguments that a test could read"
)]
pub(crate) fn text_setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Every name that a key can have, in both spellings.
pub(crate) fn names(fixture: &Fixture, messages: &[String]) -> Vec<String> {
    let mut names = vec!["@type".to_owned(), "value".to_owned(), "unknown".to_owned()];
    for name in messages {
        for field in fixture.descriptor(name).fields() {
            names.push(field.name().to_owned());
            names.push(field.json_name().to_owned());
        }
    }
    names
}

struct Context<'f> {
    fixture: &'f Fixture,
    names: Vec<String>,
}

impl Context<'_> {
    fn round(&self, name: &str, choices: &mut Choices, tally: &mut Tally) {
        let descriptor = self.fixture.descriptor(name);
        for _ in 0..MESSAGES {
            let message = message::random(&descriptor, choices);
            let wire = records::encoded(&message);
            let mut note = |what, outcome| *tally.entry((what, outcome)).or_default() += 1;
            let to_json = |wire: &[u8]| oracle::wire_to_json(self.fixture, name, wire);
            let to_wire = |json: &[u8]| oracle::json_to_wire(self.fixture, name, json);

            note("wire", to_json(&wire));
            let json = written(&message);
            note("JSON", to_wire(&json));
            for _ in 0..DAMAGED {
                let scattered = damage::scattered(&descriptor, &wire, choices);
                note("wire, scattered", to_json(&scattered));
                note(
                    "wire, damaged",
                    to_json(&damage::wire_bytes(scattered, choices)),
                );
                let other = damage::json_values(&json, &self.names, choices);
                note("JSON, other values", to_wire(&other));
                note(
                    "JSON, damaged",
                    to_wire(&damage::json_bytes(other, choices)),
                );
            }
        }
    }
}

/// The oracle's JSON of a message. Its maps have another order in every run, so all of it is brought into one.
fn written(message: &DynamicMessage) -> Vec<u8> {
    let mut json = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut json);
    let written = message.serialize_with_options(&mut serializer, &SerializeOptions::new());
    written.expect("the generator makes nothing that has no JSON");
    let tree = Tree::parse(&json).expect("it is JSON");
    tree.in_order().to_string().into_bytes()
}

fn report(tally: &Tally) {
    for ((what, outcome), count) in tally {
        println!("{count:7} {what}: {outcome:?}");
    }
    for what in ["wire", "JSON", "wire, scattered"] {
        let of = |outcome| tally.get(&(what, outcome)).copied().unwrap_or_default();
        assert_eq!(of(Outcome::BothRefuse), 0, "{what} is not damaged");
        assert!(of(Outcome::BothRead) > 0, "{what} was read");
    }
}
