//! What the schema knows of each definition, in the words of descriptor.proto.

use super::descriptor::HttpRule;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(super) u32);

        impl $name {
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A message of a [`super::Schema`].
    MessageId,
    /// An enum of a [`super::Schema`].
    EnumId,
    /// A service of a [`super::Schema`].
    ServiceId,
    /// A method of a [`super::Schema`].
    MethodId,
    /// A file of a [`super::Schema`].
    FileId,
}

/// A message: its fields in declaration order, its extensions after them.
#[derive(Debug, Clone)]
pub struct Message {
    /// The full name without a leading dot.
    pub name: Box<str>,
    pub file: FileId,
    pub fields: Box<[Field]>,
    /// The names of its oneofs; those that only carry a proto3 `optional` are left out.
    pub oneofs: Box<[Box<str>]>,
    pub is_map_entry: bool,
    /// Fields are on the wire as items of a group (`option message_set_wire_format`).
    pub is_message_set: bool,
    pub well_known: Option<WellKnown>,
}

/// A field or an extension of a message.
#[derive(Debug, Clone)]
pub struct Field {
    /// The name in the source; of an extension its full name.
    pub name: Box<str>,
    /// The name in ProtoJSON; of an extension `[full.name]`.
    pub json_name: Box<str>,
    pub number: u32,
    pub kind: Kind,
    pub cardinality: Cardinality,
    /// An unset field can be told from one that holds its default value.
    pub has_presence: bool,
    /// Written packed; both forms are read.
    pub is_packed: bool,
    /// A string that is not UTF-8 is refused.
    pub checks_utf8: bool,
    pub is_extension: bool,
    /// An index into [`Message::oneofs`].
    pub oneof: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cardinality {
    Singular,
    Required,
    Repeated,
    /// A repeated field of entries; [`Field::kind`] names the entry message.
    Map,
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Double,
    Float,
    Int64,
    Uint64,
    Int32,
    Fixed64,
    Fixed32,
    Bool,
    String,
    Bytes,
    Uint32,
    Sfixed32,
    Sfixed64,
    Sint32,
    Sint64,
    Enum(EnumId),
    Message(MessageId),
    /// A message between a start and an end tag: proto2's `group`, or the feature `DELIMITED`.
    Group(MessageId),
}

impl Kind {
    /// The message type of a message or group field.
    pub const fn message(self) -> Option<MessageId> {
        match self {
            Self::Message(id) | Self::Group(id) => Some(id),
            _ => None,
        }
    }

    /// The keyword of a scalar type; `None` of a message or an enum, which have names of their own.
    pub const fn scalar_name(self) -> Option<&'static str> {
        Some(match self {
            Self::Double => "double",
            Self::Float => "float",
            Self::Int64 => "int64",
            Self::Uint64 => "uint64",
            Self::Int32 => "int32",
            Self::Fixed64 => "fixed64",
            Self::Fixed32 => "fixed32",
            Self::Bool => "bool",
            Self::String => "string",
            Self::Bytes => "bytes",
            Self::Uint32 => "uint32",
            Self::Sfixed32 => "sfixed32",
            Self::Sfixed64 => "sfixed64",
            Self::Sint32 => "sint32",
            Self::Sint64 => "sint64",
            Self::Enum(_) | Self::Message(_) | Self::Group(_) => return None,
        })
    }
}

#[derive(Debug, Clone)]
pub struct Enum {
    pub name: Box<str>,
    pub file: FileId,
    /// In declaration order; aliases share a number and the first one is printed.
    pub values: Box<[EnumValue]>,
    /// A closed enum refuses numbers that it does not declare.
    pub is_closed: bool,
}

#[derive(Debug, Clone)]
pub struct EnumValue {
    pub name: Box<str>,
    pub number: i32,
}

#[derive(Debug, Clone)]
pub struct Service {
    /// The full name without a leading dot.
    pub name: Box<str>,
    pub file: FileId,
    /// `option (google.api.default_host)`.
    pub default_host: Option<Box<str>>,
    pub methods: Vec<MethodId>,
}

/// Whether a service, or something in it, is one that every gRPC server answers for itself, and not
/// a part of an API.
pub fn is_of_server(name: &str) -> bool {
    name.starts_with("grpc.health.") || name.starts_with("grpc.reflection.")
}

/// Where an extension is declared, which may be in another file than the message that it extends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extension {
    pub extendee: MessageId,
    pub number: u32,
    pub file: FileId,
}

#[derive(Debug, Clone)]
pub struct Method {
    pub name: Box<str>,
    pub service: ServiceId,
    pub input: MessageId,
    pub output: MessageId,
    pub client_streaming: bool,
    pub server_streaming: bool,
    /// `option idempotency_level = NO_SIDE_EFFECTS`.
    pub has_no_side_effects: bool,
    /// `option (google.api.http)`.
    pub http: Option<Box<HttpRule>>,
    /// The service's and the method's index in their file, for finding their source positions.
    pub(super) path: (u32, u32),
}

impl Method {
    pub const fn cardinality(&self) -> MethodCardinality {
        match (self.client_streaming, self.server_streaming) {
            (false, false) => MethodCardinality::Unary,
            (false, true) => MethodCardinality::ServerStreaming,
            (true, false) => MethodCardinality::ClientStreaming,
            (true, true) => MethodCardinality::BidiStreaming,
        }
    }
}

/// How many messages go each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodCardinality {
    Unary,
    ServerStreaming,
    ClientStreaming,
    BidiStreaming,
}

impl MethodCardinality {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unary => "unary",
            Self::ServerStreaming => "server streaming",
            Self::ClientStreaming => "client streaming",
            Self::BidiStreaming => "bidi streaming",
        }
    }
}

/// The messages that ProtoJSON gives a form of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WellKnown {
    Any,
    Timestamp,
    Duration,
    FieldMask,
    Struct,
    Value,
    ListValue,
    Empty,
    /// A `google.protobuf.*Value` wrapper: the JSON is that of its one field.
    Wrapper,
}

impl WellKnown {
    /// By full name, as ProtoJSON defines it.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name.strip_prefix("google.protobuf.")? {
            "Any" => Self::Any,
            "Timestamp" => Self::Timestamp,
            "Duration" => Self::Duration,
            "FieldMask" => Self::FieldMask,
            "Struct" => Self::Struct,
            "Value" => Self::Value,
            "ListValue" => Self::ListValue,
            "Empty" => Self::Empty,
            "DoubleValue" | "FloatValue" | "Int64Value" | "UInt64Value" | "Int32Value"
            | "UInt32Value" | "BoolValue" | "StringValue" | "BytesValue" => Self::Wrapper,
            _ => return None,
        })
    }
}

/// The full name of `google.protobuf.NullValue`, the enum whose value is JSON's `null`.
pub const NULL_VALUE: &str = "google.protobuf.NullValue";
