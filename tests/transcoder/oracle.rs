//! What prost-reflect makes of the same input: both sides read it alike, or both refuse it, or the difference is one of
//! [`crate::differences`]. These are the entry points of the properties, of the replayed corpus and of the fuzzer.

use prost_reflect::{DynamicMessage, SerializeOptions};
use rialto::transcode::encode::{Defaults, EncodeErrorKind, EncodeOptions, encode};
use rialto::transcode::json::{DecodeOptions, decode};

use crate::differences::{self, Difference};
use crate::fixture::Fixture;
use crate::records::{encoded, record};
use crate::tree::Tree;

/// What became of one input on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    BothRead,
    BothRefuse,
    Differs(Difference),
}

/// JSON as a message.
///
/// # Panics
/// When the two sides differ, and not as it is meant.
pub(crate) fn json_to_wire(fixture: &Fixture, name: &str, json: &[u8]) -> Outcome {
    let mut wire = Vec::new();
    let options = DecodeOptions::default();
    let ours = decode(&fixture.plans, fixture.id(name), json, &options, &mut wire);
    if let Some(difference) = differences::oracle_cannot_read(fixture, name, json) {
        return Outcome::Differs(difference);
    }
    let theirs = read(fixture, name, json);
    let shown = || format!("{name}: {}", String::from_utf8_lossy(json));
    match (ours, theirs) {
        (Ok(()), Ok(theirs)) => {
            let ours = DynamicMessage::decode(fixture.descriptor(name), &*wire)
                .unwrap_or_else(|error| panic!("{error}: {}", shown()));
            if is_same_message(&ours, &theirs) {
                return Outcome::BothRead;
            }
            let difference = differences::json_meaning();
            let difference = difference
                .unwrap_or_else(|| panic!("it means something else: {}\n{wire:02x?}", shown()));
            Outcome::Differs(difference)
        }
        (Err(_), Err(_)) => Outcome::BothRefuse,
        (Err(error), Ok(_)) => {
            let difference = differences::json_refused(&error);
            let difference = difference.unwrap_or_else(|| panic!("refused, {error}: {}", shown()));
            Outcome::Differs(difference)
        }
        (Ok(()), Err(error)) => {
            let difference = differences::json_read(&error.to_string());
            let difference =
                difference.unwrap_or_else(|| panic!("read, and not {error}: {}", shown()));
            Outcome::Differs(difference)
        }
    }
}

fn read(fixture: &Fixture, name: &str, json: &[u8]) -> serde_json::Result<DynamicMessage> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let message = DynamicMessage::deserialize(fixture.descriptor(name), &mut deserializer)?;
    deserializer.end()?;
    Ok(message)
}

/// Whether two texts of wire are the same message to the oracle.
pub(crate) fn is_same_wire(fixture: &Fixture, name: &str, a: &[u8], b: &[u8]) -> bool {
    let [a, b] = [a, b].map(|wire| DynamicMessage::decode(fixture.descriptor(name), wire));
    is_same_message(&a.expect("it is a message"), &b.expect("it is a message"))
}

/// Messages are compared as JSON: maps in an Any are bytes without an order, and NaN is not equal to itself.
fn is_same_message(ours: &DynamicMessage, theirs: &DynamicMessage) -> bool {
    match [ours, theirs].map(|message| to_tree(message, &SerializeOptions::new())) {
        [Ok(ours), Ok(theirs)] => difference(&ours, &theirs).is_none(),
        // What a wrapper or a Value of JSON cannot hold; then the bytes tell.
        _ => encoded(ours) == encoded(theirs),
    }
}

fn to_tree(message: &DynamicMessage, options: &SerializeOptions) -> serde_json::Result<Tree> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    message.serialize_with_options(&mut serializer, options)?;
    Tree::parse(&text)
}

/// Wire bytes as JSON, in every look that both sides have.
///
/// # Panics
/// When the two sides differ, and not as it is meant, or when what was written is not JSON with each key once.
pub(crate) fn wire_to_json(fixture: &Fixture, name: &str, wire: &[u8]) -> Outcome {
    let mut outcome = Outcome::BothRefuse;
    for (options, theirs) in looks() {
        outcome = written(fixture, name, wire, &options, &theirs);
        if outcome != Outcome::BothRead {
            break;
        }
    }
    outcome
}

fn looks() -> [(EncodeOptions, SerializeOptions); 3] {
    let plain = EncodeOptions::default();
    [
        (plain.clone(), SerializeOptions::new()),
        (
            EncodeOptions {
                enums_as_numbers: true,
                int64_as_numbers: true,
                preserve_proto_field_names: true,
                indent: Some(2),
                ..plain.clone()
            },
            SerializeOptions::new()
                .use_enum_numbers(true)
                .stringify_64_bit_integers(false)
                .use_proto_field_name(true),
        ),
        (
            EncodeOptions {
                defaults: Defaults::NoPresence,
                ..plain
            },
            SerializeOptions::new().skip_default_fields(false),
        ),
    ]
}

fn written(
    fixture: &Fixture,
    name: &str,
    wire: &[u8],
    options: &EncodeOptions,
    theirs: &SerializeOptions,
) -> Outcome {
    let shown = || format!("{name}: {wire:02x?}");
    if let Some(difference) = differences::oracle_reads_otherwise(&fixture.descriptor(name), wire) {
        return Outcome::Differs(difference);
    }
    let mut json = Vec::new();
    let ours = encode(&fixture.plans, fixture.id(name), wire, options, &mut json);
    let ours = ours.map(|()| {
        let text = String::from_utf8_lossy(&json);
        let tree =
            Tree::parse(&json).unwrap_or_else(|error| panic!("{error}: {text}, {}", shown()));
        assert_eq!(tree.duplicate(), None, "{text}: {}", shown());
        tree
    });
    let message = DynamicMessage::decode(fixture.descriptor(name), wire);
    let theirs = message
        .map_err(|error| error.to_string())
        .and_then(|message| to_tree(&message, theirs).map_err(|error| error.to_string()));
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            let Some(what) = difference(&ours, &theirs) else {
                return Outcome::BothRead;
            };
            let difference = differences::wire_meaning(&fixture.descriptor(name), wire);
            let difference =
                difference.unwrap_or_else(|| panic!("{what}\n{ours}\n{options:?}\n{}", shown()));
            Outcome::Differs(difference)
        }
        (Err(_), Err(_)) => Outcome::BothRefuse,
        (Err(error), Ok(theirs)) => {
            let difference = differences::wire_refused(&fixture.descriptor(name), wire, &error);
            let difference =
                difference.unwrap_or_else(|| panic!("{error}, and not {theirs}: {}", shown()));
            Outcome::Differs(difference)
        }
        (Ok(ours), Err(error)) => {
            let difference = differences::wire_read(&fixture.descriptor(name), wire, &error);
            let difference =
                difference.unwrap_or_else(|| panic!("{ours}, and not {error}: {}", shown()));
            Outcome::Differs(difference)
        }
    }
}

/// A detail of an error never fails: whatever the bytes, there is JSON unless a limit was reached.
pub(crate) fn any_to_json(fixture: &Fixture, wire: &[u8]) {
    let options = EncodeOptions {
        any_fallback: true,
        ..EncodeOptions::default()
    };
    let mut any = record(1, b"type.googleapis.com/everything.Everything");
    any.extend(record(2, wire));
    let mut json = Vec::new();
    let id = fixture.id("google.protobuf.Any");
    match encode(&fixture.plans, id, &any, &options, &mut json) {
        Ok(()) => drop(Tree::parse(&json).expect("it is JSON")),
        Err(error) => assert!(
            matches!(error.kind(), EncodeErrorKind::TooDeep { .. }),
            "{error}: {wire:02x?}"
        ),
    }
}

/// Where the two differ, but for the order of members, and for the last digits of numbers: `serde_json` reads many
/// digits inexactly, and the oracle writes a float as the double that it is. That every number is exact is tested where
/// they are written.
fn difference(ours: &Tree, theirs: &Tree) -> Option<String> {
    let is_same = match (ours, theirs) {
        (Tree::Number(a), Tree::Number(b)) => {
            let [a, b] = [a, b].map(|text| text.parse::<f64>().expect("it was a number"));
            a == b || (a - b).abs() <= a.abs().max(b.abs()) * 1e-6
        }
        (Tree::List(a), Tree::List(b)) if a.len() == b.len() => {
            let mut pairs = a.iter().zip(b).zip(0..);
            return pairs.find_map(|((a, b), at)| Some(format!("[{at}]{}", difference(a, b)?)));
        }
        (Tree::Object(a), Tree::Object(b)) if a.len() == b.len() => {
            return a.iter().find_map(|(key, ours)| {
                match b.iter().find(|(other, _)| other == key) {
                    Some((_, theirs)) => Some(format!(".{key}{}", difference(ours, theirs)?)),
                    None => Some(format!(".{key}: {ours} and not there")),
                }
            });
        }
        _ => ours == theirs,
    };
    (!is_same).then(|| format!(": {ours} and not {theirs}"))
}
