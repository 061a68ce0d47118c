//! What the transcoder must know of a message, in the order in which it needs it.

mod names;

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use crate::schema::{
    Cardinality, EnumId, Field, Kind, Message, MessageId, NULL_VALUE, Schema, WellKnown,
};

use names::NameIndex;

/// The plans of a schema's messages and enums, each compiled when it is first asked for.
#[derive(Debug)]
pub struct Plans {
    schema: Arc<Schema>,
    messages: Box<[OnceLock<MessagePlan>]>,
    enums: Box<[OnceLock<EnumPlan>]>,
}

impl Plans {
    pub fn new(schema: Arc<Schema>) -> Self {
        let messages = (0..schema.message_count())
            .map(|_| OnceLock::new())
            .collect();
        let enums = (0..schema.enum_count()).map(|_| OnceLock::new()).collect();
        Self {
            schema,
            messages,
            enums,
        }
    }

    pub const fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    pub fn message(&self, id: MessageId) -> &MessagePlan {
        self.messages[id.index()].get_or_init(|| MessagePlan::new(&self.schema, id))
    }

    pub fn enumeration(&self, id: EnumId) -> &EnumPlan {
        self.enums[id.index()].get_or_init(|| EnumPlan::new(&self.schema, id))
    }
}

/// One message.
#[derive(Debug)]
pub struct MessagePlan {
    pub id: MessageId,
    /// In declaration order: JSON written by a generated encoder has its keys in this order.
    pub fields: Box<[FieldPlan]>,
    pub well_known: Option<WellKnown>,
    pub is_message_set: bool,
    pub oneof_count: u16,
    /// The fields that proto2 requires.
    pub required: Box<[u16]>,
    by_number: NumberIndex,
    /// Both spellings of every field.
    by_name: NameIndex<u16>,
}

/// One field.
#[derive(Debug)]
pub struct FieldPlan {
    pub number: u32,
    /// The tag as it is written, with the wire type of one element (of the whole if packed).
    pub tag: Tag,
    /// The JSON name as a rendered key, with the comma before it: `,"name":`, escaped.
    pub member: Box<str>,
    key_head: KeyHead,
    key_size: usize,
    pub json_name: Box<str>,
    pub name: Box<str>,
    pub kind: Kind,
    /// The wire type of one element.
    pub element: WireType,
    pub cardinality: Cardinality,
    pub has_presence: bool,
    /// Its JSON name stands in brackets.
    pub is_extension: bool,
    pub is_packed: bool,
    pub checks_utf8: bool,
    pub oneof: Option<u16>,
    /// The field is of type `google.protobuf.NullValue`, or a `google.protobuf.Value`: JSON `null` is a value of it.
    pub takes_null: bool,
    /// Values that the enum does not declare are unknown fields.
    pub is_closed_enum: bool,
    pub lane: Lane,
    pub length_width: LengthWidth,
}

/// What there is to do for a field that JSON names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// To read one string.
    Text,
    /// To read one number, boolean or enum.
    Number,
    /// To read one message.
    Message(MessageId),
    /// To read bytes, or a group.
    Sized,
    /// To read a list or a map.
    Many,
    /// There is more to look after than the value: a oneof, a required field, a message set.
    Special,
}

impl Lane {
    const fn of(message: &Message, field: &Field) -> Self {
        if field.oneof.is_some() || message.is_message_set {
            return Self::Special;
        }
        match (field.cardinality, field.kind) {
            (Cardinality::Required, _) => Self::Special,
            (Cardinality::Repeated | Cardinality::Map, _) => Self::Many,
            (Cardinality::Singular, Kind::String) => Self::Text,
            (Cardinality::Singular, Kind::Message(id)) => Self::Message(id),
            (Cardinality::Singular, Kind::Group(_) | Kind::Bytes) => Self::Sized,
            (Cardinality::Singular, _) => Self::Number,
        }
    }
}

/// The first sixteen bytes of a key, to be compared at once.
#[derive(Debug, Clone, Copy)]
struct KeyHead {
    bits: u128,
    /// Set where the key has a byte.
    mask: u128,
}

impl KeyHead {
    const SIZE: usize = size_of::<u128>();

    fn new(key: &str) -> Self {
        let (mut bits, mut mask) = ([0; Self::SIZE], [0; Self::SIZE]);
        for ((bit, mask), byte) in bits.iter_mut().zip(&mut mask).zip(key.bytes()) {
            (*bit, *mask) = (byte, u8::MAX);
        }
        Self {
            bits: u128::from_le_bytes(bits),
            mask: u128::from_le_bytes(mask),
        }
    }
}

/// How many bytes the length prefix of a field took the last time: a guess at the next one, so
/// that what was written before its length was known need not be moved. Any value is right.
#[derive(Debug)]
pub struct LengthWidth(AtomicU8);

impl LengthWidth {
    const fn new() -> Self {
        Self(AtomicU8::new(1))
    }

    pub fn guess(&self) -> u8 {
        self.0.load(Ordering::Relaxed)
    }

    /// Written only when it changes: workers share the plan.
    pub fn learn(&self, guessed: u8, width: u8) {
        if guessed != width {
            self.0.store(width, Ordering::Relaxed);
        }
    }
}

/// A tag in varint form: at most five bytes, and zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag {
    bytes: [u8; 8],
    size: u8,
}

impl Tag {
    pub fn new(number: u32, wire_type: WireType) -> Self {
        let mut value = u64::from(number) << 3 | u64::from(wire_type as u8);
        let mut bytes = [0; 8];
        let mut size = 0;
        for byte in &mut bytes {
            size += 1;
            let low = (value & 0x7f) as u8;
            value >>= 7;
            *byte = if value == 0 { low } else { low | 0x80 };
            if value == 0 {
                break;
            }
        }
        Self { bytes, size }
    }

    #[inline]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.size()).unwrap_or_default()
    }

    /// All the bytes there are, to be written at once.
    #[inline]
    pub const fn padded(&self) -> [u8; 8] {
        self.bytes
    }

    #[inline]
    pub fn size(&self) -> usize {
        usize::from(self.size)
    }

    /// The tag if it takes one byte, as those of the numbers up to 15 do.
    #[inline]
    pub const fn as_byte(&self) -> Option<u8> {
        let [first, ..] = self.bytes;
        if self.size == 1 { Some(first) } else { None }
    }
}

/// The wire types of the protobuf encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum WireType {
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}

impl WireType {
    /// Of one element of a field.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Int64
            | Kind::Uint64
            | Kind::Int32
            | Kind::Uint32
            | Kind::Sint32
            | Kind::Sint64
            | Kind::Bool
            | Kind::Enum(_) => Self::Varint,
            Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => Self::Fixed64,
            Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => Self::Fixed32,
            Kind::String | Kind::Bytes | Kind::Message(_) => Self::Length,
            Kind::Group(_) => Self::StartGroup,
        }
    }
}

/// Finds a field by its number.
#[derive(Debug)]
enum NumberIndex {
    /// `table[number]` is the field's index plus one; 0 means none. For numbers that lie close together.
    Dense(Box<[u16]>),
    Sparse(Box<[(u32, u16)]>),
}

impl NumberIndex {
    fn new(fields: &[FieldPlan]) -> Self {
        let numbered = || {
            (0..)
                .zip(fields)
                .map(|(index, field): (u16, _)| (field.number, index))
        };
        let largest = fields
            .iter()
            .map(|field| field.number as usize)
            .max()
            .unwrap_or(0);
        if largest > fields.len() * 4 + 16 {
            let mut sparse: Vec<_> = numbered().collect();
            sparse.sort_unstable();
            return Self::Sparse(sparse.into());
        }
        let mut dense = vec![0; largest + 1];
        for (number, index) in numbered() {
            dense[number as usize] = index + 1;
        }
        Self::Dense(dense.into())
    }

    fn get(&self, number: u32) -> Option<u16> {
        match self {
            Self::Dense(table) => table.get(number as usize)?.checked_sub(1),
            Self::Sparse(table) => {
                let at = table
                    .binary_search_by_key(&number, |(number, _)| *number)
                    .ok()?;
                table.get(at).map(|(_, index)| *index)
            }
        }
    }
}

impl MessagePlan {
    fn new(schema: &Schema, id: MessageId) -> Self {
        let message = schema.message(id);
        let fields: Box<[FieldPlan]> = message
            .fields
            .iter()
            .map(|field| FieldPlan::new(schema, message, field))
            .collect();
        let required = (0..)
            .zip(&fields)
            .filter(|(_, field)| field.cardinality == Cardinality::Required);
        Self {
            id,
            required: required.map(|(index, _)| index).collect(),
            by_number: NumberIndex::new(&fields),
            by_name: name_index(message),
            fields,
            well_known: message.well_known,
            is_message_set: message.is_message_set,
            oneof_count: u16::try_from(message.oneofs.len()).unwrap_or(u16::MAX),
        }
    }

    /// The index of the field with this number.
    pub fn index_of_number(&self, number: u32) -> Option<u16> {
        self.by_number.get(number)
    }

    /// The index of the field with this name, in either spelling.
    #[inline]
    pub fn index_of_name(&self, name: impl AsRef<[u8]>) -> Option<u16> {
        self.by_name.get(name.as_ref())
    }

    pub fn field(&self, index: u16) -> &FieldPlan {
        &self.fields[usize::from(index)]
    }

    /// The key and the value field of a map's entry. A map whose entry lacks one is not linked.
    pub fn entry(&self) -> Option<(&FieldPlan, &FieldPlan)> {
        Some((
            self.field(self.index_of_number(1)?),
            self.field(self.index_of_number(2)?),
        ))
    }
}

/// JSON names go before source names where the two clash, as they do in protobuf's own parsers.
fn name_index(message: &Message) -> NameIndex<u16> {
    let fields = || (0..).zip(&message.fields);
    let json_names = fields().map(|(index, field): (u16, _)| (field.json_name.clone(), index));
    let names = fields()
        .filter(|(_, field)| !field.is_extension)
        .map(|(index, field)| (field.name.clone(), index));
    NameIndex::new(json_names.chain(names))
}

impl FieldPlan {
    fn new(schema: &Schema, message: &Message, field: &Field) -> Self {
        let wire_type = if field.is_packed {
            WireType::Length
        } else {
            WireType::of(field.kind)
        };
        let member = format!(",{}:", serde_json::Value::from(&*field.json_name));
        Self {
            number: field.number,
            tag: Tag::new(field.number, wire_type),
            key_head: KeyHead::new(&member[1..]),
            key_size: member.len() - 1,
            member: member.into(),
            is_closed_enum: match field.kind {
                Kind::Enum(id) => schema.enumeration(id).is_closed,
                _ => false,
            },
            json_name: field.json_name.clone(),
            name: field.name.clone(),
            kind: field.kind,
            element: WireType::of(field.kind),
            cardinality: field.cardinality,
            has_presence: field.has_presence,
            is_extension: field.is_extension,
            is_packed: field.is_packed,
            checks_utf8: field.checks_utf8,
            oneof: field.oneof,
            lane: Lane::of(message, field),
            takes_null: match field.kind {
                Kind::Enum(id) => &*schema.enumeration(id).name == NULL_VALUE,
                // In editions it can stand between the tags of a group.
                Kind::Message(id) | Kind::Group(id) => {
                    schema.message(id).well_known == Some(WellKnown::Value)
                }
                _ => false,
            },
            length_width: LengthWidth::new(),
        }
    }

    /// The JSON name as a rendered key: `"name":`, escaped.
    #[inline]
    pub fn key(&self) -> &str {
        self.member.get(1..).unwrap_or_default()
    }

    /// How long this field's key is, colon included, if the text goes on with it.
    #[inline]
    pub fn is_next(&self, text: &[u8]) -> Option<usize> {
        let is_next = match text.split_first_chunk() {
            Some((head, rest)) => {
                let differ = (u128::from_le_bytes(*head) ^ self.key_head.bits) & self.key_head.mask;
                differ == 0 && (self.key_size <= KeyHead::SIZE || self.ends(rest))
            }
            None => text.starts_with(self.key().as_bytes()),
        };
        is_next.then_some(self.key_size)
    }

    /// Whether what follows the first bytes of the key is the rest of it.
    fn ends(&self, rest: &[u8]) -> bool {
        let tail = self.key().as_bytes().get(KeyHead::SIZE..);
        tail.is_none_or(|tail| rest.starts_with(tail))
    }

    /// A list in JSON: repeated fields but not maps.
    pub fn is_list(&self) -> bool {
        self.cardinality == Cardinality::Repeated
    }

    pub fn is_map(&self) -> bool {
        self.cardinality == Cardinality::Map
    }
}

/// One enum.
#[derive(Debug)]
pub struct EnumPlan {
    pub is_closed: bool,
    /// `google.protobuf.NullValue`: printed as `null`.
    pub is_null_value: bool,
    /// The number that a closed enum falls back to, its first value's.
    pub first: i32,
    /// Aliases are each here.
    by_name: NameIndex<i32>,
    /// Sorted; of aliases only the first declared.
    by_number: Box<[(i32, Box<str>)]>,
}

impl EnumPlan {
    fn new(schema: &Schema, id: EnumId) -> Self {
        let one = schema.enumeration(id);
        let named = one.values.iter();
        let by_name = NameIndex::new(named.map(|value| (value.name.clone(), value.number)));
        let mut by_number: Vec<_> = one
            .values
            .iter()
            .map(|value| (value.number, value.name.clone()))
            .collect();
        by_number.sort_by_key(|(number, _)| *number);
        by_number.dedup_by_key(|(number, _)| *number);
        Self {
            is_closed: one.is_closed,
            is_null_value: &*one.name == NULL_VALUE,
            first: one.values.first().map_or(0, |value| value.number),
            by_name,
            by_number: by_number.into(),
        }
    }

    #[inline]
    pub fn number(&self, name: &[u8]) -> Option<i32> {
        self.by_name.get(name)
    }

    /// The names, sorted; for messages about a name that is not known.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.names()
    }

    pub fn name(&self, number: i32) -> Option<&str> {
        let at = self
            .by_number
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()?;
        self.by_number.get(at).map(|(_, name)| &**name)
    }
}
