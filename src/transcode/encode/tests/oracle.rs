//! Random messages, compared with prost-reflect.

use proptest::prelude::*;
use prost::Message as _;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, ReflectMessage as _, Value,
};

use super::*;

/// What random choices are made from: a seed that proptest finds and prints.
struct Choices(u64);

impl Choices {
    /// splitmix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ word >> 31
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).unwrap()
    }

    fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    fn number(&mut self) -> u64 {
        match self.below(4) {
            0 => self.next() % 3,
            1 => self.next() % 1000,
            2 => u64::MAX - self.next() % 3,
            _ => self.next(),
        }
    }

    fn text(&mut self) -> String {
        let letters = [
            'a', 'Z', '0', ' ', '"', '\\', '\n', '\u{1}', '\u{7f}', 'é', '€', '😀',
        ];
        (0..self.below(20))
            .map(|_| letters[self.below(letters.len())])
            .collect()
    }
}

fn message(descriptor: &MessageDescriptor, choices: &mut Choices, depth: usize) -> DynamicMessage {
    let mut message = DynamicMessage::new(descriptor.clone());
    let set = |message: &mut DynamicMessage, number, value| {
        message.set_field_by_number(number, value);
    };
    match descriptor.full_name() {
        "google.protobuf.Timestamp" => {
            let seconds = choices.next() % 315_537_897_600;
            set(
                &mut message,
                1,
                Value::I64(seconds.cast_signed() - 62_135_596_800),
            );
            set(&mut message, 2, Value::I32(nanos(choices)));
        }
        "google.protobuf.Duration" => {
            let sign = if choices.one_in(2) { 1 } else { -1 };
            let seconds = choices.next() % 315_576_000_000;
            set(
                &mut message,
                1,
                Value::I64(seconds.cast_signed() * i64::from(sign)),
            );
            set(&mut message, 2, Value::I32(nanos(choices) * sign));
        }
        "google.protobuf.FieldMask" => {
            let paths = ["a", "foo_bar", "a.b_c.d", "x1.y"];
            let some = (0..choices.below(4)).map(|_| Value::String(paths[choices.below(4)].into()));
            let some = some.collect();
            set(&mut message, 1, Value::List(some));
        }
        // An empty one, which the oracle refuses, is in a table.
        "google.protobuf.Any" => {
            // No maps in it: their order on the wire is not determined.
            let name = [
                "everything.Scalars",
                "google.protobuf.Timestamp",
                "everything.Lists",
            ][choices.below(3)];
            let inner = self::message(&EVERYTHING.descriptor(name), choices, 0);
            set(
                &mut message,
                1,
                Value::String(format!("type.example/{name}")),
            );
            set(&mut message, 2, Value::Bytes(inner.encode_to_vec().into()));
        }
        "google.protobuf.Value" => {
            let choice = if depth == 0 {
                choices.below(4)
            } else {
                choices.below(6)
            };
            let field = descriptor.fields().nth(choice).unwrap();
            let one = value(&field, &field.kind(), choices, depth);
            message.set_field(&field, one);
        }
        _ => {
            for field in descriptor.fields() {
                random_field(&mut message, &field, choices, depth);
            }
        }
    }
    message
}

fn nanos(choices: &mut Choices) -> i32 {
    let unit = [1, 1_000, 1_000_000, 1_000_000_000][choices.below(4)];
    i32::try_from(choices.next() % 1_000_000_000 / unit * unit).unwrap()
}

fn random_field(
    message: &mut DynamicMessage,
    field: &FieldDescriptor,
    choices: &mut Choices,
    depth: usize,
) {
    let is_message = matches!(field.kind(), Kind::Message(_));
    let is_required = field.cardinality() == prost_reflect::Cardinality::Required;
    if !is_required && ((is_message && depth == 0) || choices.one_in(2)) {
        return;
    }
    let field_value = if field.is_map() {
        let kind = field.kind();
        let entry = kind.as_message().unwrap();
        let (key, one) = (entry.map_entry_key_field(), entry.map_entry_value_field());
        if matches!(one.kind(), Kind::Message(_)) && depth == 0 {
            return;
        }
        let entries = (0..choices.below(5)).map(|_| {
            let key: MapKey = value(&key, &key.kind(), choices, 0).into_map_key().unwrap();
            (
                key,
                value(&one, &one.kind(), choices, depth.saturating_sub(1)),
            )
        });
        Value::Map(entries.collect())
    } else if field.is_list() {
        let items = (0..choices.below(4))
            .map(|_| value(field, &field.kind(), choices, depth.saturating_sub(1)));
        Value::List(items.collect())
    } else {
        value(field, &field.kind(), choices, depth.saturating_sub(1))
    };
    message.set_field(field, field_value);
}

fn value(field: &FieldDescriptor, kind: &Kind, choices: &mut Choices, depth: usize) -> Value {
    let number = choices.number();
    match kind {
        Kind::Double => Value::F64(plain_number(number, field)),
        Kind::Float => Value::F32(plain_number(number, field) as f32),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(number as i32),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(number.cast_signed()),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(number as u32),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(number),
        Kind::Bool => Value::Bool(choices.one_in(2)),
        Kind::String => Value::String(choices.text()),
        Kind::Bytes => Value::Bytes(choices.text().into_bytes().into()),
        Kind::Enum(one) => {
            let numbers: Vec<_> = one.values().map(|value| value.number()).collect();
            Value::EnumNumber(numbers[choices.below(numbers.len())])
        }
        Kind::Message(one) => Value::Message(message(one, choices, depth)),
    }
}

/// A number that serde_json, which reads numbers of many digits inexactly, reads exactly. Not a
/// number is not equal to itself; tables have it. A Value must be finite, and of a wrapper the
/// oracle makes `null` if it is not.
fn plain_number(number: u64, field: &FieldDescriptor) -> f64 {
    let with_infinity = field.parent_message().package_name() != "google.protobuf";
    match number % 16 {
        0 if with_infinity => f64::INFINITY,
        1 if with_infinity => f64::NEG_INFINITY,
        _ => f64::from(number as i16) / 8.0,
    }
}

/// Parses one record after the other.
fn records(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let mut reader = crate::transcode::wire::read::Reader::new(bytes);
        let tag = reader.tag().unwrap();
        reader.skip(tag).unwrap();
        let (one, rest) = bytes.split_at(reader.position());
        found.push(one.to_vec());
        bytes = rest;
    }
    found
}

/// The same message in another form, or nearly the same one: records moved and doubled, messages
/// split, lists packed and unpacked.
fn scattered(descriptor: &MessageDescriptor, bytes: &[u8], choices: &mut Choices) -> Vec<u8> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    for record in records(bytes) {
        let mut reader = crate::transcode::wire::read::Reader::new(&record);
        let tag = reader.tag().unwrap();
        let field = descriptor.get_field(tag.number);
        match (field.map(|field| (field.kind(), field)), reader.length()) {
            (Some((Kind::Message(inner), field)), Ok(payload)) if !field.is_group() => {
                let payload = scattered(&inner, payload, choices);
                if field.is_list() || field.is_map() || choices.one_in(2) {
                    out.push(wire().bytes(tag.number, payload).0);
                } else {
                    let parts = records(&payload);
                    let (front, back) = parts.split_at(choices.below(parts.len() + 1));
                    out.push(wire().bytes(tag.number, front.concat()).0);
                    out.push(wire().bytes(tag.number, back.concat()).0);
                }
            }
            (Some((kind, field)), Ok(payload)) if field.is_packed() && choices.one_in(2) => {
                out.extend(unpacked(&kind, tag.number, payload));
            }
            _ => out.push(record),
        }
    }
    if choices.one_in(2) && !out.is_empty() {
        let again = out[choices.below(out.len())].clone();
        out.push(again);
    }
    for _ in 0..choices.below(3) {
        if out.len() > 1 {
            let from = choices.below(out.len());
            let to = choices.below(out.len());
            out.swap(from, to);
        }
    }
    out.concat()
}

fn unpacked(kind: &Kind, number: u32, payload: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = crate::transcode::wire::read::Reader::new(payload);
    let mut out = Vec::new();
    while !reader.is_empty() {
        out.push(match kind {
            Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => {
                wire().fixed64(number, reader.fixed64().unwrap()).0
            }
            Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => {
                wire().fixed32(number, reader.fixed32().unwrap()).0
            }
            _ => {
                wire()
                    .varint(number, reader.varint().unwrap().cast_signed())
                    .0
            }
        });
    }
    out
}

/// JSON with every number as a double: `1` and `1.0` are the same.
fn normal(json: serde_json::Value) -> serde_json::Value {
    match json {
        serde_json::Value::Number(number) => number.as_f64().into(),
        serde_json::Value::Array(items) => items.into_iter().map(normal).collect(),
        serde_json::Value::Object(members) => members
            .into_iter()
            .map(|(key, value)| (key, normal(value)))
            .collect(),
        other => other,
    }
}

const MESSAGES: [&str; 9] = [
    "everything.Everything",
    "everything.Scalars",
    "everything.Optionals",
    "everything.Lists",
    "everything.Maps",
    "everything.Node",
    "everything.Choices",
    "everything.WellKnown",
    "everything.Old",
];

fn random(name: &str, seed: u64) -> (DynamicMessage, Choices) {
    let mut choices = Choices(seed);
    let one = message(&EVERYTHING.descriptor(name), &mut choices, 4);
    (one, choices)
}

proptest! {
    #[test]
    fn random_messages_read_back(name in prop::sample::select(&MESSAGES[..]), seed: u64) {
        let (message, _) = random(name, seed);
        let wire = message.encode_to_vec();
        let json = encoded(name, &wire, &EncodeOptions::default()).unwrap();
        let read = EVERYTHING.oracle_from_json(name, &json);
        // No `prop_assert_eq`: the debug form of a recursive message has no end.
        let is_same = read == Some(EVERYTHING.oracle_from_wire(name, &wire));
        prop_assert!(is_same, "{} and not {}", json, serde_json::to_string(&message).unwrap_or_default());
        let pretty = EncodeOptions { indent: Some(2), ..EncodeOptions::default() };
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let spaced = encoded(name, &wire, &pretty).unwrap();
        prop_assert_eq!(json, serde_json::from_str::<serde_json::Value>(&spaced).unwrap());
    }

    #[test]
    fn scattered_messages_are_what_the_oracle_reads(
        name in prop::sample::select(&MESSAGES[..]),
        seed: u64,
    ) {
        let (message, mut choices) = random(name, seed);
        let wire = scattered(&message.descriptor(), &message.encode_to_vec(), &mut choices);
        let message = EVERYTHING.oracle_from_wire(name, &wire);
        let expected = serde_json::to_value(&message);
        let json = encoded(name, &wire, &EncodeOptions::default());
        match (json, expected) {
            (Ok(json), Ok(expected)) => {
                let json: serde_json::Value = serde_json::from_str(&json).unwrap();
                prop_assert_eq!(normal(json), normal(expected));
            }
            (Err(_), Err(_)) => {}
            (json, expected) => prop_assert!(false, "{:?} {:?}", json, expected),
        }
    }

    #[test]
    fn whatever_the_bytes_the_output_is_json(
        name in prop::sample::select(&MESSAGES[..]),
        seed: u64,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let (message, mut choices) = random(name, seed);
        let mut wire = scattered(&message.descriptor(), &message.encode_to_vec(), &mut choices);
        for (at, byte) in changes {
            if !wire.is_empty() {
                let at = at.index(wire.len());
                wire[at] = byte;
            }
        }
        for any_fallback in [false, true] {
            let options = EncodeOptions { any_fallback, ..EncodeOptions::default() };
            if let Ok(json) = encoded(name, &wire, &options) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&json).is_ok(), "{}", json);
            }
        }
    }
}

#[test]
fn every_truncation_is_an_error_or_json() {
    for (name, seed) in MESSAGES.into_iter().zip(1..) {
        let (message, _) = random(name, seed);
        let wire = message.encode_to_vec();
        let length = wire.len().min(3000);
        for end in 0..length {
            let options = EncodeOptions::default();
            if let Ok(json) = encoded(name, &wire[..end], &options) {
                assert!(
                    serde_json::from_str::<serde_json::Value>(&json).is_ok(),
                    "{json}"
                );
            }
        }
    }
}
