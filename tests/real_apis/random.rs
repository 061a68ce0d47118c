//! Random values and messages: everything that ProtoJSON can say, and small enough to read.

use prost::Message as _;
use prost_reflect::{
    DescriptorPool, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, Value,
};

/// The deepest nesting of a message in a message.
const DEPTH_MAX: usize = 4;
/// What an `Any` holds, where the API knows it: none has a map, whose order on the wire is open.
const ANY_TYPES: [&str; 6] = [
    "google.protobuf.Duration",
    "google.protobuf.StringValue",
    "google.protobuf.Timestamp",
    "google.rpc.RequestInfo",
    "google.rpc.Help",
    "google.type.LatLng",
];

/// Random choices, all of them from one seed.
#[derive(Debug)]
pub(crate) struct Choices(u64);

impl Choices {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        let mut choices = Self(seed);
        for byte in name.bytes() {
            choices.0 = choices.next() ^ u64::from(byte);
        }
        choices
    }

    /// splitmix64.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ word >> 31
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("it is below a usize")
    }

    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }

    fn number(&mut self) -> u64 {
        match self.below(5) {
            0 => self.next() % 3,
            1 => self.next() % 1000,
            2 => u64::MAX - self.next() % 3,
            3 => 1 << (self.next() % 64),
            _ => self.next(),
        }
    }

    /// Never NaN, which equals nothing, and of few digits: serde_json reads long ones inexactly.
    fn float(&mut self) -> f64 {
        let value = (self.next() % 2_000_001) as f64 - 1_000_000.0;
        match self.below(12) {
            0 => f64::INFINITY,
            1 => f64::NEG_INFINITY,
            2 => value * 1024.0,
            _ => value / [1.0, 4.0, 64.0][self.below(3)],
        }
    }

    pub(crate) fn text(&mut self) -> String {
        const PIECES: [&str; 22] = [
            "a",
            "Z",
            "0",
            " ",
            "\"",
            "\\",
            "\n",
            "\u{1}",
            "\u{7f}",
            "é",
            "漢",
            "😀",
            "\u{2028}",
            "<&>",
            "+",
            "%",
            "%41",
            "=",
            "/",
            ";",
            ".",
            "some words",
        ];
        (0..self.below(7)).map(|_| *self.pick(&PIECES)).collect()
    }

    fn bytes(&mut self) -> Vec<u8> {
        (0..self.below(9)).map(|_| self.next() as u8).collect()
    }
}

/// A value of a field that is one value.
pub(crate) fn scalar(kind: &Kind, choices: &mut Choices, depth: usize) -> Value {
    match kind {
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
    let is_open = one.parent_file().syntax() == prost_reflect::Syntax::Proto3;
    if is_open && choices.one_in(16) {
        return choices.number() as i32;
    }
    let values: Vec<i32> = one.values().map(|value| value.number()).collect();
    *choices.pick(&values)
}

/// A value of a field, lists and maps included; at least one element.
pub(crate) fn value(field: &FieldDescriptor, choices: &mut Choices, depth: usize) -> Value {
    let kind = field.kind();
    let count = 1 + choices.below(3);
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

pub(crate) fn message(
    of: &MessageDescriptor,
    choices: &mut Choices,
    depth: usize,
) -> DynamicMessage {
    let mut made = DynamicMessage::new(of.clone());
    match of.full_name() {
        "google.protobuf.Timestamp" => {
            let seconds = (choices.next() % 315_537_897_600) as i64 - 62_135_596_800;
            made.set_field_by_name("seconds", Value::I64(seconds));
            made.set_field_by_name("nanos", Value::I32(nanos(choices)));
        }
        "google.protobuf.Duration" => {
            let sign = *choices.pick(&[1, -1]);
            let seconds = (choices.next() % 315_576_000_000) as i64 * i64::from(sign);
            let seconds = if choices.one_in(4) { 0 } else { seconds };
            made.set_field_by_name("seconds", Value::I64(seconds));
            made.set_field_by_name("nanos", Value::I32(nanos(choices) * sign));
        }
        "google.protobuf.FieldMask" => {
            const PATHS: [&str; 5] = ["a", "display_name", "author.last_name", "x.y_z.w", "labels"];
            let paths =
                (0..choices.below(4)).map(|_| Value::String((*choices.pick(&PATHS)).to_owned()));
            made.set_field_by_name("paths", Value::List(paths.collect()));
        }
        "google.protobuf.Value" => {
            // One kind is always set, and it is a container only so deep. The null has no other number.
            let count = if depth >= DEPTH_MAX { 4 } else { 6 };
            let number = 1 + choices.below(count) as u32;
            let field = of.get_field(number).expect("struct.proto has six kinds");
            let null = number == 1;
            let mut of_kind = if null {
                Value::EnumNumber(0)
            } else {
                value(&field, choices, depth)
            };
            if let Value::F64(number) = &mut of_kind
                && number.is_infinite()
            {
                *number = 0.5;
            }
            made.set_field(&field, of_kind);
        }
        "google.protobuf.Any" => any(&mut made, choices, depth),
        _ => fill(&mut made, of, choices, depth),
    }
    made
}

fn nanos(choices: &mut Choices) -> i32 {
    let unit = *choices.pick(&[1, 1000, 1_000_000]);
    let is_whole = choices.one_in(3);
    if is_whole {
        0
    } else {
        (choices.next() % (1_000_000_000 / unit)) as i32 * unit as i32
    }
}

fn any(made: &mut DynamicMessage, choices: &mut Choices, depth: usize) {
    let pool: DescriptorPool = made.descriptor_pool();
    let known: Vec<_> = ANY_TYPES
        .iter()
        .filter_map(|name| pool.get_message_by_name(name))
        .collect();
    if known.is_empty() {
        return;
    }
    let of = choices.pick(&known).clone();
    let held = message(&of, choices, depth + 1);
    let url = format!("type.googleapis.com/{}", of.full_name());
    made.set_field_by_name("type_url", Value::String(url));
    made.set_field_by_name("value", Value::Bytes(held.encode_to_vec().into()));
}

trait Pool {
    fn descriptor_pool(&self) -> DescriptorPool;
}

impl Pool for DynamicMessage {
    fn descriptor_pool(&self) -> DescriptorPool {
        use prost_reflect::ReflectMessage as _;
        self.descriptor().parent_pool().clone()
    }
}

/// A few fields of any message.
fn fill(made: &mut DynamicMessage, of: &MessageDescriptor, choices: &mut Choices, depth: usize) {
    let fields: Vec<_> = of
        .fields()
        .filter(|field| can_be_random(field, depth))
        .collect();
    if fields.is_empty() {
        return;
    }
    let most = if depth == 0 { 9 } else { 4 };
    for field in of.fields().filter(FieldDescriptor::is_required) {
        let value = value(&field, choices, depth);
        made.set_field(&field, value);
    }
    for _ in 0..choices.below(most + 1).min(fields.len()) {
        let field = choices.pick(&fields);
        let value = value(field, choices, depth);
        made.set_field(field, value);
    }
}

fn can_be_random(field: &FieldDescriptor, depth: usize) -> bool {
    let mut kind = field.kind();
    if field.is_map() {
        kind = kind
            .as_message()
            .expect("a map's entry is a message")
            .map_entry_value_field()
            .kind();
    }
    match kind {
        Kind::Message(_) => depth < DEPTH_MAX,
        // Its JSON is null, which in most places means a field that is not set.
        Kind::Enum(one) => one.full_name() != "google.protobuf.NullValue",
        _ => true,
    }
}
