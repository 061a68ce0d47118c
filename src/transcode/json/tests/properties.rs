//! Random messages, written by the oracle and read by us, whole and damaged.

use proptest::prelude::*;
use prost_reflect::{
    DynamicMessage, FieldDescriptor, Kind as Type, MapKey, MessageDescriptor, Value,
};

use super::*;

/// Decides what a random message looks like; when it is used up, everything is zero and small.
struct Entropy<'a>(std::slice::Iter<'a, u8>);

impl Entropy<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    /// A number with many of the values at which encodings change.
    fn number(&mut self) -> u64 {
        match self.byte() {
            kind @ 0..128 => u64::from(kind),
            kind @ 128..192 => 1 << (kind - 128),
            kind @ 192..224 => (u64::from(kind) << 56).wrapping_neg(),
            kind => u64::from(kind) << 32 | u64::from(self.byte()) << 16 | u64::from(self.byte()),
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.number() % limit
    }

    fn float(&mut self) -> f64 {
        let value = f64::from(self.number() as f32) / [1.0, 3.0, 1e10][self.byte() as usize % 3];
        if self.byte() % 2 == 1 && value != 0.0 {
            -value
        } else {
            value
        }
    }

    fn text(&mut self) -> String {
        const PIECES: [&str; 8] = [
            "a",
            "\"",
            "\\",
            "\n",
            "é",
            "😀",
            "\u{0}",
            "plain text of some length ",
        ];
        (0..self.byte() % 5)
            .map(|_| PIECES[self.byte() as usize % 8])
            .collect()
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.byte() % 6).map(|_| self.byte()).collect()
    }
}

fn scalar(kind: &Type, entropy: &mut Entropy<'_>, depth: u32) -> Value {
    match kind {
        Type::Double => Value::F64(entropy.float()),
        Type::Float => Value::F32(entropy.float() as f32),
        Type::Int32 | Type::Sint32 | Type::Sfixed32 => Value::I32(entropy.number() as i32),
        Type::Int64 | Type::Sint64 | Type::Sfixed64 => Value::I64(entropy.number() as i64),
        Type::Uint32 | Type::Fixed32 => Value::U32(entropy.number() as u32),
        Type::Uint64 | Type::Fixed64 => Value::U64(entropy.number()),
        Type::Bool => Value::Bool(entropy.byte() % 2 == 1),
        Type::String => Value::String(entropy.text()),
        Type::Bytes => Value::Bytes(entropy.bytes().into()),
        Type::Enum(one) => {
            let values: Vec<_> = one.values().collect();
            Value::EnumNumber(values[entropy.byte() as usize % values.len()].number())
        }
        Type::Message(message) => Value::Message(random(message, entropy, depth + 1)),
    }
}

fn key(kind: &Type, entropy: &mut Entropy<'_>) -> MapKey {
    match scalar(kind, entropy, 0) {
        Value::Bool(value) => MapKey::Bool(value),
        Value::I32(value) => MapKey::I32(value),
        Value::I64(value) => MapKey::I64(value),
        Value::U32(value) => MapKey::U32(value),
        Value::U64(value) => MapKey::U64(value),
        Value::String(value) => MapKey::String(value),
        other => panic!("{other:?} is no key"),
    }
}

fn value(field: &FieldDescriptor, entropy: &mut Entropy<'_>, depth: u32) -> Value {
    let kind = field.kind();
    let count = 1 + entropy.byte() % 3;
    if field.is_map() {
        let entry = kind.as_message().unwrap();
        let (of_key, of_value) = (entry.map_entry_key_field(), entry.map_entry_value_field());
        let entries = (0..count).map(|_| {
            (
                key(&of_key.kind(), entropy),
                scalar(&of_value.kind(), entropy, depth + 1),
            )
        });
        return Value::Map(entries.collect());
    }
    if field.is_list() {
        return Value::List((0..count).map(|_| scalar(&kind, entropy, depth)).collect());
    }
    scalar(&kind, entropy, depth)
}

fn random(message: &MessageDescriptor, entropy: &mut Entropy<'_>, depth: u32) -> DynamicMessage {
    let mut made = DynamicMessage::new(message.clone());
    match message.full_name() {
        "google.protobuf.Timestamp" | "google.protobuf.Duration" => {
            let seconds = entropy.below(200_000_000_000) as i64;
            made.set_field_by_name("seconds", Value::I64(seconds));
            made.set_field_by_name("nanos", Value::I32(entropy.below(1_000_000_000) as i32));
        }
        "google.protobuf.FieldMask" => {
            let paths = ["display_name", "a.b_c", "z"]
                .into_iter()
                .take(entropy.byte() as usize % 4);
            let paths = paths.map(|path| Value::String(path.to_owned())).collect();
            made.set_field_by_name("paths", Value::List(paths));
        }
        "google.protobuf.Any" => {
            let names = [
                "everything.Scalars",
                "google.protobuf.Duration",
                "google.protobuf.Int64Value",
            ];
            let name = names[entropy.byte() as usize % names.len()];
            let held = random(&EVERYTHING.descriptor(name), entropy, depth + 1);
            made.set_field_by_name(
                "type_url",
                Value::String(format!("type.googleapis.com/{name}")),
            );
            made.set_field_by_name("value", Value::Bytes(held.encode_to_vec().into()));
        }
        "google.protobuf.Value" => {
            // Exactly one kind, and containers only so deep.
            let kinds: Vec<_> = message.oneofs().next().unwrap().fields().collect();
            let count = if depth > 6 { 4 } else { kinds.len() };
            let kind = &kinds[entropy.byte() as usize % count];
            made.set_field(kind, value(kind, entropy, depth));
        }
        _ => {
            for field in message.fields() {
                let is_deep = depth > 6 && field.kind().as_message().is_some();
                let is_required = field.cardinality() == prost_reflect::Cardinality::Required;
                if is_required || (!is_deep && entropy.byte() % 4 == 1) {
                    let value = value(&field, entropy, depth);
                    made.set_field(&field, value);
                }
            }
            for extension in message.extensions() {
                if depth < 6 && entropy.byte() % 4 == 1 {
                    let value = if extension.is_list() {
                        Value::List(vec![scalar(&extension.kind(), entropy, depth)])
                    } else {
                        scalar(&extension.kind(), entropy, depth)
                    };
                    made.set_extension(&extension, value);
                }
            }
        }
    }
    made
}

const MESSAGES: [&str; 3] = ["everything.Everything", OLD, KNOWN];

fn message_of(which: usize, entropy: &[u8]) -> DynamicMessage {
    let descriptor = EVERYTHING.descriptor(MESSAGES[which]);
    random(&descriptor, &mut Entropy(entropy.iter()), 0)
}

/// What JSON, damaged perhaps, is to us and to the oracle.
fn compare(which: usize, json: &[u8]) {
    let mut out = Vec::new();
    let name = MESSAGES[which];
    let options = DecodeOptions::default();
    let id = EVERYTHING.id(name);
    let ours = decode(&EVERYTHING.plans, id, json, &options, &mut out);
    let text = String::from_utf8_lossy(json);
    match (ours, oracle(name, json)) {
        (Ok(()), Ok(theirs)) => {
            let ours = EVERYTHING.oracle_from_wire(name, &out);
            match [ours, theirs].map(serde_json::to_value) {
                [Ok(ours), Ok(theirs)] => assert!(is_same(&ours, &theirs), "{text}"),
                results => assert!(results.iter().all(Result::is_err), "{text}"),
            }
        }
        (Err(error), Ok(_)) => assert!(is_stricter(&error), "{error}: {text}"),
        (Ok(()), Err(error)) => assert!(is_more_lenient(&error), "{error}: {text}"),
        (Err(_), Err(_)) => {}
    }
}

fn oracle(name: &str, json: &[u8]) -> serde_json::Result<DynamicMessage> {
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let message = DynamicMessage::deserialize(EVERYTHING.descriptor(name), &mut deserializer)?;
    deserializer.end()?;
    Ok(message)
}

/// Equal, but for the last bit of a number: serde_json does not read them to the letter.
fn is_same(ours: &serde_json::Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (ours, theirs) {
        (Json::Number(a), Json::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= a.abs() * 1e-6
        }
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Json::Object(a), Json::Object(b)) => {
            let other = |key| b.get(key).unwrap_or(&Json::Null);
            a.len() == b.len() && a.iter().all(|(key, value)| is_same(value, other(key)))
        }
        _ => ours == theirs,
    }
}

/// Where we refuse what prost-reflect reads: more than nine digits of a second, odd masks, numbers
/// in strings that JSON would not have (`+1`, `01`), and what is given twice.
fn is_stricter(error: &JsonError) -> bool {
    match &error.cause {
        Cause::Value { found, .. } => found.starts_with("the string"),
        Cause::FieldTwice { .. } | Cause::OneofTwice { .. } | Cause::KeyTwice { .. } => true,
        _ => false,
    }
}

/// Where we read what prost-reflect refuses: keys of maps such as `1e2`.
fn is_more_lenient(error: &serde_json::Error) -> bool {
    error.to_string().contains("invalid digit found in string")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_oracle_writes_is_read(
        which in 0..MESSAGES.len(),
        entropy in prop::collection::vec(any::<u8>(), 0..2000),
    ) {
        let message = message_of(which, &entropy);
        let json = serde_json::to_string(&message).unwrap();
        let wire = decoded(MESSAGES[which], &json, &DecodeOptions::default());
        let wire = wire.unwrap_or_else(|error| panic!("{error}: {json}"));
        let read = EVERYTHING.oracle_from_wire(MESSAGES[which], &wire);
        let [read, written] = [read, message].map(|one| serde_json::to_value(one).unwrap());
        prop_assert_eq!(read, written);
    }

    #[test]
    fn damaged_text_is_read_as_the_oracle_reads_it(
        which in 0..MESSAGES.len(),
        entropy in prop::collection::vec(any::<u8>(), 0..400),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..3, any::<prop::sample::Index>()), 1..4),
    ) {
        const BYTES: &[u8] = b"\"\\{}[]:,0123456789-+.eEnulltruefalse \n\x00\x7f\xc3\xa9\xffaAzZ_u";
        let json = serde_json::to_string(&message_of(which, &entropy)).unwrap();
        let mut json = json.into_bytes();
        for (place, how, byte) in damage {
            let at = place.index(json.len());
            let byte = BYTES[byte.index(BYTES.len())];
            match how {
                0 => json[at] = byte,
                1 => json.insert(at, byte),
                _ if json.len() > 1 => { json.remove(at); }
                _ => {}
            }
        }
        compare(which, &json);
    }
}

#[test]
fn every_truncation_is_refused() {
    for (message, json) in [
        (
            OLD,
            r#"{"id":0,"label":"\u00e9\ud83d\ude00","sizes":["SMALL",5],"sizeOf":{"a":1},"single":{"deep":{"number":1e0}},"many":[{"number":-1},{"number":2}],"[everything.note]":"n","x":[{"y":[null,true,1.5e-3,"\\"]}]}"#,
        ),
        (
            KNOWN,
            r#" { "any" : {"name":"n","next":{"weight":1},"@type":"x/everything.Node"}, "timestamp":"2024-01-01T00:00:00.5Z","struct":{"a":{"b":[null,-1.5,"x",true,{}]}},"value":false,"wBytes":"AA==","null":null,"anys":[{"@type":"x/google.protobuf.Duration","value":"1s"}]} "#,
        ),
        (
            MAPS,
            r#"{"byInt64":{"-1":"a","2":"b"},"byBool":{"true":""},"toNode":{"é":{"inner":{"depth":"1"}}}}"#,
        ),
    ] {
        let options = DecodeOptions {
            ignore_unknown_fields: true,
            ..DecodeOptions::default()
        };
        assert!(decoded(message, json, &options).is_ok());
        for end in 0..json.trim_end().len() {
            let mut out = Vec::new();
            let part = &json.as_bytes()[..end];
            let id = EVERYTHING.id(message);
            let error = decode(&EVERYTHING.plans, id, part, &options, &mut out).unwrap_err();
            assert!(error.offset <= end && out.is_empty(), "{error}");
        }
    }
}
