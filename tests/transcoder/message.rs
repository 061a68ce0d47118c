//! Random messages of any schema.

use crate::choices::Choices;
use crate::records::encoded;
use prost_reflect::{
    Cardinality, DynamicMessage, EnumDescriptor, ExtensionDescriptor, FieldDescriptor, Kind,
    MessageDescriptor, ReflectMessage as _, Syntax, Value,
};

/// The deepest nesting of a message in a message.
const DEPTH_MAX: usize = 4;

/// A message; about half of its fields are set.
pub(crate) fn random(of: &MessageDescriptor, choices: &mut Choices) -> DynamicMessage {
    message(of, choices, 0)
}

fn message(of: &MessageDescriptor, choices: &mut Choices, depth: usize) -> DynamicMessage {
    let mut made = DynamicMessage::new(of.clone());
    match of.full_name() {
        "google.protobuf.Timestamp" => {
            let seconds = (choices.next() % 315_537_897_600) as i64 - 62_135_596_800;
            set(&mut made, 1, Value::I64(seconds));
            set(&mut made, 2, Value::I32(nanos(choices)));
        }
        "google.protobuf.Duration" => {
            let sign = if choices.one_in(2) { 1 } else { -1 };
            let seconds = (choices.next() % 315_576_000_000) as i64;
            let seconds = if choices.one_in(4) { 0 } else { seconds };
            set(&mut made, 1, Value::I64(seconds * i64::from(sign)));
            set(&mut made, 2, Value::I32(nanos(choices) * sign));
        }
        "google.protobuf.FieldMask" => {
            const PATHS: [&str; 5] = ["a", "foo_bar", "a.b_c.d", "x1.y", "_leading"];
            let paths = (0..choices.below(4)).map(|_| Value::String(choices.pick(&PATHS).into()));
            let paths = paths.collect();
            set(&mut made, 1, Value::List(paths));
        }
        "google.protobuf.Any" => any(&mut made, choices, depth),
        "google.protobuf.Value" => {
            // One kind is always set, and it is a container only so deep.
            let number = 1 + choices.below(if depth >= DEPTH_MAX { 4 } else { 6 }) as u32;
            let field = of.get_field(number).expect("struct.proto has six kinds");
            let of_kind = match number {
                1 => Value::EnumNumber(0),
                2 => Value::F64(finite(choices)),
                _ => value(&field, choices, depth),
            };
            made.set_field(&field, of_kind);
        }
        // The oracle cannot write a number that is none in a wrapper.
        "google.protobuf.DoubleValue" => set(&mut made, 1, Value::F64(finite(choices))),
        "google.protobuf.FloatValue" => {
            let value = finite(choices) as f32;
            let value = if value.is_finite() { value } else { 0.5 };
            set(&mut made, 1, Value::F32(value));
        }
        _ => fill(&mut made, of, choices, depth),
    }
    made
}

fn set(message: &mut DynamicMessage, number: u32, value: Value) {
    message.set_field_by_number(number, value);
}

fn finite(choices: &mut Choices) -> f64 {
    Some(choices.float())
        .filter(|value| value.is_finite())
        .unwrap_or(0.25)
}

fn nanos(choices: &mut Choices) -> i32 {
    let unit = [1, 1_000, 1_000_000, 1_000_000_000][choices.below(4)];
    (choices.next() % 1_000_000_000 / unit * unit) as i32
}

/// Holds any message of the schema, or one that has a form of its own.
fn any(made: &mut DynamicMessage, choices: &mut Choices, depth: usize) {
    if depth >= DEPTH_MAX {
        // The oracle has no JSON for an empty Any.
        let held = "type.googleapis.com/google.protobuf.Empty".to_owned();
        set(made, 1, Value::String(held));
        return;
    }
    let pool = made.descriptor().parent_pool().clone();
    let known: Vec<_> = pool
        .all_messages()
        .filter(|one| !one.is_map_entry() && can_be_held(one))
        .collect();
    let of = &known[choices.below(known.len())];
    let held = message(of, choices, depth + 1);
    let host = choices.pick(&["type.googleapis.com", "x", "a.example/b"]);
    set(made, 1, Value::String(format!("{host}/{}", of.full_name())));
    set(made, 2, Value::Bytes(encoded(&held).into()));
}

/// The oracle knows no message sets; tables have them.
pub(crate) fn is_message_set(of: &MessageDescriptor) -> bool {
    let options = of.descriptor_proto().options.as_ref();
    options.is_some_and(|options| options.message_set_wire_format())
}

/// Descriptors are messages as well, but large and dull.
fn can_be_held(of: &MessageDescriptor) -> bool {
    !is_message_set(of)
        && !matches!(
            of.parent_file().name(),
            "google/protobuf/descriptor.proto"
                | "google/protobuf/compiler/plugin.proto"
                | "google/protobuf/api.proto"
                | "google/protobuf/type.proto"
        )
}

fn fill(made: &mut DynamicMessage, of: &MessageDescriptor, choices: &mut Choices, depth: usize) {
    for field in of.fields() {
        let is_required = field.cardinality() == Cardinality::Required;
        let is_deep = depth >= DEPTH_MAX && field.kind().as_message().is_some();
        if is_required || (!is_deep && choices.one_in(2)) {
            let value = value(&field, choices, depth);
            made.set_field(&field, value);
        }
    }
    for extension in of.extensions() {
        if depth < DEPTH_MAX && choices.one_in(2) {
            let value = extension_value(&extension, choices, depth);
            made.set_extension(&extension, value);
        }
    }
}

fn value(field: &FieldDescriptor, choices: &mut Choices, depth: usize) -> Value {
    let kind = field.kind();
    let count = choices.below(4);
    if field.is_map() {
        let entry = kind.as_message().expect("a map's entry is a message");
        let (key, of) = (
            entry.map_entry_key_field().kind(),
            entry.map_entry_value_field().kind(),
        );
        let entries = (0..count).map(|_| {
            let key = scalar(&key, choices, depth).into_map_key();
            (key.expect("the kind of a key"), scalar(&of, choices, depth))
        });
        return Value::Map(entries.collect());
    }
    if field.is_list() {
        return Value::List((0..count).map(|_| scalar(&kind, choices, depth)).collect());
    }
    scalar(&kind, choices, depth)
}

fn extension_value(field: &ExtensionDescriptor, choices: &mut Choices, depth: usize) -> Value {
    if field.is_list() {
        let count = choices.below(4);
        let items = (0..count).map(|_| scalar(&field.kind(), choices, depth));
        return Value::List(items.collect());
    }
    scalar(&field.kind(), choices, depth)
}

fn scalar(kind: &Kind, choices: &mut Choices, depth: usize) -> Value {
    match kind {
        Kind::Double if choices.one_in(16) => Value::F64(f64::NAN),
        Kind::Double => Value::F64(choices.float()),
        Kind::Float => Value::F32(choices.float() as f32),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(choices.number() as i32),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(choices.number() as i64),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(choices.number() as u32),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(choices.number()),
        Kind::Bool => Value::Bool(choices.one_in(2)),
        Kind::String => Value::String(choices.text()),
        Kind::Bytes => Value::Bytes(choices.bytes().into()),
        Kind::Enum(one) => Value::EnumNumber(enum_number(one, choices)),
        Kind::Message(one) => Value::Message(message(one, choices, depth + 1)),
    }
}

fn enum_number(one: &EnumDescriptor, choices: &mut Choices) -> i32 {
    if one.full_name() == "google.protobuf.NullValue" {
        return 0;
    }
    let is_open = one.parent_file().syntax() == Syntax::Proto3;
    if is_open && choices.one_in(8) {
        return choices.number() as i32;
    }
    let values: Vec<i32> = one.values().map(|value| value.number()).collect();
    values[choices.below(values.len())]
}
