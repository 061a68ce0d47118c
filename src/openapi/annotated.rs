// @generated from the package rialto.openapi by `cargo run -p codegen`: do not edit.

#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FileDescriptorProto {
    #[prost(string, optional, tag = "2")]
    pub package: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "4")]
    pub message_type: ::prost::alloc::vec::Vec<DescriptorProto>,
    #[prost(message, repeated, tag = "5")]
    pub enum_type: ::prost::alloc::vec::Vec<EnumDescriptorProto>,
    #[prost(message, repeated, tag = "6")]
    pub service: ::prost::alloc::vec::Vec<ServiceDescriptorProto>,
    #[prost(message, repeated, tag = "7")]
    pub extension: ::prost::alloc::vec::Vec<FieldDescriptorProto>,
    #[prost(message, optional, tag = "8")]
    pub options: ::core::option::Option<FileOptions>,
    #[prost(message, optional, tag = "9")]
    pub source_code_info: ::core::option::Option<SourceCodeInfo>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "2")]
    pub field: ::prost::alloc::vec::Vec<FieldDescriptorProto>,
    #[prost(message, repeated, tag = "3")]
    pub nested_type: ::prost::alloc::vec::Vec<DescriptorProto>,
    #[prost(message, repeated, tag = "4")]
    pub enum_type: ::prost::alloc::vec::Vec<EnumDescriptorProto>,
    #[prost(message, repeated, tag = "6")]
    pub extension: ::prost::alloc::vec::Vec<FieldDescriptorProto>,
    #[prost(message, optional, tag = "7")]
    pub options: ::core::option::Option<MessageOptions>,
    #[prost(message, repeated, tag = "8")]
    pub oneof_decl: ::prost::alloc::vec::Vec<OneofDescriptorProto>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FieldDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub extendee: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(int32, optional, tag = "3")]
    pub number: ::core::option::Option<i32>,
    #[prost(string, optional, tag = "7")]
    pub default_value: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "8")]
    pub options: ::core::option::Option<FieldOptions>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OneofDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "2")]
    pub options: ::core::option::Option<OneofOptions>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct EnumDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "2")]
    pub value: ::prost::alloc::vec::Vec<EnumValueDescriptorProto>,
    #[prost(message, optional, tag = "3")]
    pub options: ::core::option::Option<EnumOptions>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnumValueDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "3")]
    pub options: ::core::option::Option<EnumValueOptions>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ServiceDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "2")]
    pub method: ::prost::alloc::vec::Vec<MethodDescriptorProto>,
    #[prost(message, optional, tag = "3")]
    pub options: ::core::option::Option<ServiceOptions>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MethodDescriptorProto {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    pub options: ::core::option::Option<MethodOptions>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SourceCodeInfo {
    #[prost(message, repeated, tag = "1")]
    pub location: ::prost::alloc::vec::Vec<source_code_info::Location>,
}
/// Nested message and enum types in `SourceCodeInfo`.
pub mod source_code_info {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Location {
        #[prost(int32, repeated, tag = "1")]
        pub path: ::prost::alloc::vec::Vec<i32>,
        #[prost(string, optional, tag = "3")]
        pub leading_comments: ::core::option::Option<::prost::alloc::string::String>,
        #[prost(string, optional, tag = "4")]
        pub trailing_comments: ::core::option::Option<::prost::alloc::string::String>,
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FileOptions {
    #[prost(bool, optional, tag = "23")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, repeated, tag = "1053")]
    pub resource_definition: ::prost::alloc::vec::Vec<ResourceDescriptor>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_swagger: ::core::option::Option<Swagger>,
    #[prost(message, optional, tag = "1143")]
    pub openapiv3_document: ::core::option::Option<Document>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MessageOptions {
    #[prost(bool, optional, tag = "3")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "1053")]
    pub resource: ::core::option::Option<ResourceDescriptor>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_schema: ::core::option::Option<SwaggerSchema>,
    #[prost(message, optional, tag = "1143")]
    pub openapiv3_schema: ::core::option::Option<Schema>,
    #[prost(message, optional, tag = "1159")]
    pub validate: ::core::option::Option<MessageRules>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FieldOptions {
    #[prost(bool, optional, tag = "3")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(int32, repeated, packed = "false", tag = "1052")]
    pub field_behavior: ::prost::alloc::vec::Vec<i32>,
    #[prost(message, optional, tag = "1055")]
    pub resource_reference: ::core::option::Option<ResourceReference>,
    #[prost(message, optional, tag = "291403980")]
    pub field_info: ::core::option::Option<FieldInfo>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_field: ::core::option::Option<JsonSchema>,
    #[prost(message, optional, tag = "1143")]
    pub openapiv3_property: ::core::option::Option<Schema>,
    /// FieldRules. Whoever reads them reads the rules that authors add to them too, whose numbers are not known here.
    #[prost(bytes = "vec", repeated, tag = "1159")]
    pub validate: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
    #[prost(message, optional, tag = "1160")]
    pub predefined: ::core::option::Option<PredefinedRules>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OneofOptions {
    #[prost(message, optional, tag = "1159")]
    pub validate: ::core::option::Option<OneofRules>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnumOptions {
    #[prost(bool, optional, tag = "3")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_enum: ::core::option::Option<EnumSchema>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnumValueOptions {
    #[prost(bool, optional, tag = "1")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ServiceOptions {
    #[prost(bool, optional, tag = "33")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_tag: ::core::option::Option<Tag>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MethodOptions {
    #[prost(bool, optional, tag = "33")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(string, repeated, tag = "1051")]
    pub method_signature: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "72295727")]
    pub visibility: ::core::option::Option<VisibilityRule>,
    #[prost(message, optional, tag = "1042")]
    pub openapiv2_operation: ::core::option::Option<SwaggerOperation>,
    #[prost(message, optional, tag = "1143")]
    pub openapiv3_operation: ::core::option::Option<Operation>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceDescriptor {
    #[prost(string, optional, tag = "1")]
    pub r#type: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "2")]
    pub pattern: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceReference {
    #[prost(string, optional, tag = "1")]
    pub r#type: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub child_type: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct FieldInfo {
    #[prost(enumeration = "field_info::Format", optional, tag = "1")]
    pub format: ::core::option::Option<i32>,
}
/// Nested message and enum types in `FieldInfo`.
pub mod field_info {
    #[derive(
        Clone,
        Copy,
        Debug,
        PartialEq,
        Eq,
        Hash,
        PartialOrd,
        Ord,
        ::prost::Enumeration
    )]
    #[repr(i32)]
    pub enum Format {
        Unspecified = 0,
        Uuid4 = 1,
        Ipv4 = 2,
        Ipv6 = 3,
        Ipv4OrIpv6 = 4,
    }
    impl Format {
        /// String value of the enum field names used in the ProtoBuf definition.
        ///
        /// The values are not transformed in any way and thus are considered stable
        /// (if the ProtoBuf definition does not change) and safe for programmatic use.
        pub fn as_str_name(&self) -> &'static str {
            match self {
                Self::Unspecified => "FORMAT_UNSPECIFIED",
                Self::Uuid4 => "UUID4",
                Self::Ipv4 => "IPV4",
                Self::Ipv6 => "IPV6",
                Self::Ipv4OrIpv6 => "IPV4_OR_IPV6",
            }
        }
        /// Creates an enum from field names used in the ProtoBuf definition.
        pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
            match value {
                "FORMAT_UNSPECIFIED" => Some(Self::Unspecified),
                "UUID4" => Some(Self::Uuid4),
                "IPV4" => Some(Self::Ipv4),
                "IPV6" => Some(Self::Ipv6),
                "IPV4_OR_IPV6" => Some(Self::Ipv4OrIpv6),
                _ => None,
            }
        }
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct VisibilityRule {
    #[prost(string, optional, tag = "2")]
    pub restriction: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Swagger {
    #[prost(message, optional, tag = "2")]
    pub info: ::core::option::Option<Info>,
    #[prost(btree_map = "string, message", tag = "10")]
    pub responses: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        SwaggerResponse,
    >,
    #[prost(message, optional, tag = "11")]
    pub security_definitions: ::core::option::Option<SecurityDefinitions>,
    #[prost(message, repeated, tag = "12")]
    pub security: ::prost::alloc::vec::Vec<SecurityRequirement>,
    #[prost(message, repeated, tag = "13")]
    pub tags: ::prost::alloc::vec::Vec<Tag>,
    #[prost(message, optional, tag = "14")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(message, repeated, tag = "15")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
/// The fields of both formats' Info are the same but for what extensions are.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Info {
    #[prost(string, optional, tag = "1")]
    pub title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub terms_of_service: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    pub contact: ::core::option::Option<Contact>,
    #[prost(message, optional, tag = "5")]
    pub license: ::core::option::Option<License>,
    #[prost(string, optional, tag = "6")]
    pub version: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "7")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
/// An extension of the document. Its value is google.protobuf.Value in openapiv2, and Any in openapi.v3.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Extension {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bytes = "vec", optional, tag = "2")]
    pub value: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Contact {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub email: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct License {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub url: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ExternalDocs {
    #[prost(string, optional, tag = "1")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub url: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Tag {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "3")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(message, repeated, tag = "4")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SwaggerOperation {
    #[prost(string, repeated, tag = "1")]
    pub tags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub summary: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(string, optional, tag = "5")]
    pub operation_id: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(btree_map = "string, message", tag = "9")]
    pub responses: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        SwaggerResponse,
    >,
    #[prost(bool, optional, tag = "11")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, repeated, tag = "12")]
    pub security: ::prost::alloc::vec::Vec<SecurityRequirement>,
    #[prost(message, repeated, tag = "13")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
    #[prost(message, optional, tag = "14")]
    pub parameters: ::core::option::Option<Headers>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Headers {
    #[prost(message, repeated, tag = "1")]
    pub headers: ::prost::alloc::vec::Vec<HeaderParameter>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct HeaderParameter {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(int32, optional, tag = "3")]
    pub r#type: ::core::option::Option<i32>,
    #[prost(string, optional, tag = "4")]
    pub format: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "5")]
    pub required: ::core::option::Option<bool>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SwaggerResponse {
    #[prost(string, optional, tag = "1")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "2")]
    pub schema: ::core::option::Option<SwaggerSchema>,
    #[prost(btree_map = "string, message", tag = "3")]
    pub headers: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        Header,
    >,
    #[prost(btree_map = "string, string", tag = "4")]
    pub examples: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
    #[prost(message, repeated, tag = "5")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Header {
    #[prost(string, optional, tag = "1")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub r#type: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub format: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "6")]
    pub default: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "13")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SwaggerSchema {
    #[prost(message, optional, tag = "1")]
    pub json_schema: ::core::option::Option<JsonSchema>,
    #[prost(bool, optional, tag = "3")]
    pub read_only: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "5")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(string, optional, tag = "6")]
    pub example: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct JsonSchema {
    #[prost(string, optional, tag = "3")]
    pub r#ref: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    pub title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "6")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    pub default: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "8")]
    pub read_only: ::core::option::Option<bool>,
    #[prost(string, optional, tag = "9")]
    pub example: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(double, optional, tag = "10")]
    pub multiple_of: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "11")]
    pub maximum: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "12")]
    pub exclusive_maximum: ::core::option::Option<bool>,
    #[prost(double, optional, tag = "13")]
    pub minimum: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "14")]
    pub exclusive_minimum: ::core::option::Option<bool>,
    #[prost(uint64, optional, tag = "15")]
    pub max_length: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "16")]
    pub min_length: ::core::option::Option<u64>,
    #[prost(string, optional, tag = "17")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(uint64, optional, tag = "20")]
    pub max_items: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "21")]
    pub min_items: ::core::option::Option<u64>,
    #[prost(bool, optional, tag = "22")]
    pub unique_items: ::core::option::Option<bool>,
    #[prost(uint64, optional, tag = "24")]
    pub max_properties: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "25")]
    pub min_properties: ::core::option::Option<u64>,
    #[prost(string, repeated, tag = "26")]
    pub required: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(int32, repeated, tag = "35")]
    pub r#type: ::prost::alloc::vec::Vec<i32>,
    #[prost(string, optional, tag = "36")]
    pub format: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "46")]
    pub r#enum: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "1001")]
    pub field_configuration: ::core::option::Option<json_schema::FieldConfiguration>,
    #[prost(message, repeated, tag = "48")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
/// Nested message and enum types in `JSONSchema`.
pub mod json_schema {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct FieldConfiguration {
        #[prost(string, optional, tag = "47")]
        pub path_param_name: ::core::option::Option<::prost::alloc::string::String>,
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnumSchema {
    #[prost(string, optional, tag = "1")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub default: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    pub example: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecurityDefinitions {
    #[prost(btree_map = "string, message", tag = "1")]
    pub security: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        SwaggerSecurityScheme,
    >,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SwaggerSecurityScheme {
    #[prost(int32, optional, tag = "1")]
    pub r#type: ::core::option::Option<i32>,
    #[prost(string, optional, tag = "2")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(int32, optional, tag = "4")]
    pub r#in: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "5")]
    pub flow: ::core::option::Option<i32>,
    #[prost(string, optional, tag = "6")]
    pub authorization_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    pub token_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "8")]
    pub scopes: ::core::option::Option<Scopes>,
    #[prost(message, repeated, tag = "9")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecurityRequirement {
    #[prost(btree_map = "string, message", tag = "1")]
    pub security_requirement: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        security_requirement::Value,
    >,
}
/// Nested message and enum types in `SecurityRequirement`.
pub mod security_requirement {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Value {
        #[prost(string, repeated, tag = "1")]
        pub scope: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Scopes {
    #[prost(btree_map = "string, string", tag = "1")]
    pub scope: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Document {
    #[prost(message, optional, tag = "2")]
    pub info: ::core::option::Option<Info>,
    #[prost(message, optional, tag = "5")]
    pub components: ::core::option::Option<Components>,
    /// Its entries have the encoding of the other format's.
    #[prost(message, repeated, tag = "6")]
    pub security: ::prost::alloc::vec::Vec<SecurityRequirement>,
    #[prost(message, repeated, tag = "7")]
    pub tags: ::prost::alloc::vec::Vec<Tag>,
    #[prost(message, optional, tag = "8")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(message, repeated, tag = "9")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Components {
    #[prost(message, optional, tag = "7")]
    pub security_schemes: ::core::option::Option<SecuritySchemes>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecuritySchemes {
    #[prost(message, repeated, tag = "1")]
    pub additional_properties: ::prost::alloc::vec::Vec<NamedSecurityScheme>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct NamedSecurityScheme {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "2")]
    pub value: ::core::option::Option<SecuritySchemeOrReference>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecuritySchemeOrReference {
    #[prost(message, optional, tag = "1")]
    pub security_scheme: ::core::option::Option<SecurityScheme>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SecurityScheme {
    #[prost(string, optional, tag = "1")]
    pub r#type: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "4")]
    pub r#in: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "5")]
    pub scheme: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "6")]
    pub bearer_format: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "7")]
    pub flows: ::core::option::Option<OauthFlows>,
    #[prost(string, optional, tag = "8")]
    pub open_id_connect_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "9")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OauthFlows {
    #[prost(message, optional, tag = "1")]
    pub implicit: ::core::option::Option<OauthFlow>,
    #[prost(message, optional, tag = "2")]
    pub password: ::core::option::Option<OauthFlow>,
    #[prost(message, optional, tag = "3")]
    pub client_credentials: ::core::option::Option<OauthFlow>,
    #[prost(message, optional, tag = "4")]
    pub authorization_code: ::core::option::Option<OauthFlow>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct OauthFlow {
    #[prost(string, optional, tag = "1")]
    pub authorization_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub token_url: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub refresh_url: ::core::option::Option<::prost::alloc::string::String>,
    /// Its entries have the encoding of the other format's scopes.
    #[prost(message, optional, tag = "4")]
    pub scopes: ::core::option::Option<Scopes>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Operation {
    #[prost(string, repeated, tag = "1")]
    pub tags: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub summary: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "4")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(string, optional, tag = "5")]
    pub operation_id: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "6")]
    pub parameters: ::prost::alloc::vec::Vec<ParameterOrReference>,
    #[prost(message, optional, tag = "8")]
    pub responses: ::core::option::Option<Responses>,
    #[prost(bool, optional, tag = "10")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, repeated, tag = "11")]
    pub security: ::prost::alloc::vec::Vec<SecurityRequirement>,
    #[prost(message, repeated, tag = "13")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Responses {
    #[prost(message, optional, tag = "1")]
    pub default: ::core::option::Option<ResponseOrReference>,
    #[prost(message, repeated, tag = "2")]
    pub response_or_reference: ::prost::alloc::vec::Vec<NamedResponse>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct NamedResponse {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "2")]
    pub value: ::core::option::Option<ResponseOrReference>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResponseOrReference {
    #[prost(message, optional, tag = "1")]
    pub response: ::core::option::Option<Response>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Response {
    #[prost(string, optional, tag = "1")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ParameterOrReference {
    #[prost(message, optional, tag = "1")]
    pub parameter: ::core::option::Option<Parameter>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Parameter {
    #[prost(string, optional, tag = "1")]
    pub name: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub r#in: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "4")]
    pub required: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "5")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "10")]
    pub schema: ::core::option::Option<SchemaOrReference>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct SchemaOrReference {
    #[prost(message, optional, tag = "1")]
    pub schema: ::core::option::Option<Schema>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Any {
    #[prost(string, optional, tag = "2")]
    pub yaml: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Schema {
    #[prost(bool, optional, tag = "1")]
    pub nullable: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "3")]
    pub read_only: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "4")]
    pub write_only: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "6")]
    pub external_docs: ::core::option::Option<ExternalDocs>,
    #[prost(message, optional, tag = "7")]
    pub example: ::core::option::Option<Any>,
    #[prost(bool, optional, tag = "8")]
    pub deprecated: ::core::option::Option<bool>,
    #[prost(string, optional, tag = "9")]
    pub title: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(double, optional, tag = "10")]
    pub multiple_of: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "11")]
    pub maximum: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "12")]
    pub exclusive_maximum: ::core::option::Option<bool>,
    #[prost(double, optional, tag = "13")]
    pub minimum: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "14")]
    pub exclusive_minimum: ::core::option::Option<bool>,
    #[prost(int64, optional, tag = "15")]
    pub max_length: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "16")]
    pub min_length: ::core::option::Option<i64>,
    #[prost(string, optional, tag = "17")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(int64, optional, tag = "18")]
    pub max_items: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "19")]
    pub min_items: ::core::option::Option<i64>,
    #[prost(bool, optional, tag = "20")]
    pub unique_items: ::core::option::Option<bool>,
    #[prost(int64, optional, tag = "21")]
    pub max_properties: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "22")]
    pub min_properties: ::core::option::Option<i64>,
    #[prost(string, repeated, tag = "23")]
    pub required: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "24")]
    pub r#enum: ::prost::alloc::vec::Vec<Any>,
    #[prost(string, optional, tag = "25")]
    pub r#type: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, optional, tag = "33")]
    pub default: ::core::option::Option<DefaultType>,
    #[prost(string, optional, tag = "34")]
    pub description: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "35")]
    pub format: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "36")]
    pub extensions: ::prost::alloc::vec::Vec<Extension>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DefaultType {
    #[prost(double, optional, tag = "1")]
    pub number: ::core::option::Option<f64>,
    #[prost(bool, optional, tag = "2")]
    pub boolean: ::core::option::Option<bool>,
    #[prost(string, optional, tag = "3")]
    pub string: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MessageRules {
    #[prost(message, repeated, tag = "3")]
    pub cel: ::prost::alloc::vec::Vec<Rule>,
    #[prost(message, repeated, tag = "4")]
    pub oneof: ::prost::alloc::vec::Vec<MessageOneofRule>,
    #[prost(string, repeated, tag = "5")]
    pub cel_expression: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct MessageOneofRule {
    #[prost(string, repeated, tag = "1")]
    pub fields: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "2")]
    pub required: ::core::option::Option<bool>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Rule {
    #[prost(string, optional, tag = "1")]
    pub id: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "2")]
    pub message: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "3")]
    pub expression: ::core::option::Option<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PredefinedRules {
    #[prost(message, repeated, tag = "1")]
    pub cel: ::prost::alloc::vec::Vec<Rule>,
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct OneofRules {
    #[prost(bool, optional, tag = "1")]
    pub required: ::core::option::Option<bool>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FieldRules {
    #[prost(message, repeated, tag = "23")]
    pub cel: ::prost::alloc::vec::Vec<Rule>,
    #[prost(string, repeated, tag = "29")]
    pub cel_expression: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "25")]
    pub required: ::core::option::Option<bool>,
    #[prost(enumeration = "Ignore", optional, tag = "27")]
    pub ignore: ::core::option::Option<i32>,
    #[prost(message, optional, tag = "1")]
    pub float: ::core::option::Option<FloatRules>,
    #[prost(message, optional, tag = "2")]
    pub double: ::core::option::Option<DoubleRules>,
    #[prost(message, optional, tag = "3")]
    pub int32: ::core::option::Option<Int32Rules>,
    #[prost(message, optional, tag = "4")]
    pub int64: ::core::option::Option<Int64Rules>,
    #[prost(message, optional, tag = "5")]
    pub uint32: ::core::option::Option<UInt32Rules>,
    #[prost(message, optional, tag = "6")]
    pub uint64: ::core::option::Option<UInt64Rules>,
    #[prost(message, optional, tag = "7")]
    pub sint32: ::core::option::Option<SInt32Rules>,
    #[prost(message, optional, tag = "8")]
    pub sint64: ::core::option::Option<SInt64Rules>,
    #[prost(message, optional, tag = "9")]
    pub fixed32: ::core::option::Option<Fixed32Rules>,
    #[prost(message, optional, tag = "10")]
    pub fixed64: ::core::option::Option<Fixed64Rules>,
    #[prost(message, optional, tag = "11")]
    pub sfixed32: ::core::option::Option<SFixed32Rules>,
    #[prost(message, optional, tag = "12")]
    pub sfixed64: ::core::option::Option<SFixed64Rules>,
    #[prost(message, optional, tag = "13")]
    pub bool: ::core::option::Option<BoolRules>,
    #[prost(message, optional, tag = "14")]
    pub string: ::core::option::Option<StringRules>,
    #[prost(message, optional, tag = "15")]
    pub bytes: ::core::option::Option<BytesRules>,
    #[prost(message, optional, tag = "16")]
    pub r#enum: ::core::option::Option<EnumRules>,
    #[prost(message, optional, boxed, tag = "18")]
    pub repeated: ::core::option::Option<::prost::alloc::boxed::Box<RepeatedRules>>,
    #[prost(message, optional, boxed, tag = "19")]
    pub map: ::core::option::Option<::prost::alloc::boxed::Box<MapRules>>,
    #[prost(message, optional, tag = "20")]
    pub any: ::core::option::Option<AnyRules>,
    #[prost(message, optional, tag = "21")]
    pub duration: ::core::option::Option<DurationRules>,
    #[prost(message, optional, tag = "22")]
    pub timestamp: ::core::option::Option<TimestampRules>,
    #[prost(message, optional, tag = "28")]
    pub field_mask: ::core::option::Option<FieldMaskRules>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FloatRules {
    #[prost(float, optional, tag = "1")]
    pub r#const: ::core::option::Option<f32>,
    #[prost(float, optional, tag = "2")]
    pub lt: ::core::option::Option<f32>,
    #[prost(float, optional, tag = "3")]
    pub lte: ::core::option::Option<f32>,
    #[prost(float, optional, tag = "4")]
    pub gt: ::core::option::Option<f32>,
    #[prost(float, optional, tag = "5")]
    pub gte: ::core::option::Option<f32>,
    #[prost(float, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<f32>,
    #[prost(float, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<f32>,
    #[prost(bool, optional, tag = "8")]
    pub finite: ::core::option::Option<bool>,
    #[prost(float, repeated, packed = "false", tag = "9")]
    pub example: ::prost::alloc::vec::Vec<f32>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DoubleRules {
    #[prost(double, optional, tag = "1")]
    pub r#const: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "2")]
    pub lt: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "3")]
    pub lte: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "4")]
    pub gt: ::core::option::Option<f64>,
    #[prost(double, optional, tag = "5")]
    pub gte: ::core::option::Option<f64>,
    #[prost(double, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<f64>,
    #[prost(double, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<f64>,
    #[prost(bool, optional, tag = "8")]
    pub finite: ::core::option::Option<bool>,
    #[prost(double, repeated, packed = "false", tag = "9")]
    pub example: ::prost::alloc::vec::Vec<f64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Int32Rules {
    #[prost(int32, optional, tag = "1")]
    pub r#const: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "2")]
    pub lt: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "3")]
    pub lte: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "4")]
    pub gt: ::core::option::Option<i32>,
    #[prost(int32, optional, tag = "5")]
    pub gte: ::core::option::Option<i32>,
    #[prost(int32, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i32>,
    #[prost(int32, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i32>,
    #[prost(int32, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<i32>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Int64Rules {
    #[prost(int64, optional, tag = "1")]
    pub r#const: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "2")]
    pub lt: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "3")]
    pub lte: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "4")]
    pub gt: ::core::option::Option<i64>,
    #[prost(int64, optional, tag = "5")]
    pub gte: ::core::option::Option<i64>,
    #[prost(int64, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i64>,
    #[prost(int64, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i64>,
    #[prost(int64, repeated, packed = "false", tag = "9")]
    pub example: ::prost::alloc::vec::Vec<i64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UInt32Rules {
    #[prost(uint32, optional, tag = "1")]
    pub r#const: ::core::option::Option<u32>,
    #[prost(uint32, optional, tag = "2")]
    pub lt: ::core::option::Option<u32>,
    #[prost(uint32, optional, tag = "3")]
    pub lte: ::core::option::Option<u32>,
    #[prost(uint32, optional, tag = "4")]
    pub gt: ::core::option::Option<u32>,
    #[prost(uint32, optional, tag = "5")]
    pub gte: ::core::option::Option<u32>,
    #[prost(uint32, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<u32>,
    #[prost(uint32, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<u32>,
    #[prost(uint32, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<u32>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct UInt64Rules {
    #[prost(uint64, optional, tag = "1")]
    pub r#const: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub lt: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    pub lte: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    pub gt: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    pub gte: ::core::option::Option<u64>,
    #[prost(uint64, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<u64>,
    #[prost(uint64, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<u64>,
    #[prost(uint64, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<u64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SInt32Rules {
    #[prost(sint32, optional, tag = "1")]
    pub r#const: ::core::option::Option<i32>,
    #[prost(sint32, optional, tag = "2")]
    pub lt: ::core::option::Option<i32>,
    #[prost(sint32, optional, tag = "3")]
    pub lte: ::core::option::Option<i32>,
    #[prost(sint32, optional, tag = "4")]
    pub gt: ::core::option::Option<i32>,
    #[prost(sint32, optional, tag = "5")]
    pub gte: ::core::option::Option<i32>,
    #[prost(sint32, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i32>,
    #[prost(sint32, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i32>,
    #[prost(sint32, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<i32>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SInt64Rules {
    #[prost(sint64, optional, tag = "1")]
    pub r#const: ::core::option::Option<i64>,
    #[prost(sint64, optional, tag = "2")]
    pub lt: ::core::option::Option<i64>,
    #[prost(sint64, optional, tag = "3")]
    pub lte: ::core::option::Option<i64>,
    #[prost(sint64, optional, tag = "4")]
    pub gt: ::core::option::Option<i64>,
    #[prost(sint64, optional, tag = "5")]
    pub gte: ::core::option::Option<i64>,
    #[prost(sint64, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i64>,
    #[prost(sint64, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i64>,
    #[prost(sint64, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<i64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Fixed32Rules {
    #[prost(fixed32, optional, tag = "1")]
    pub r#const: ::core::option::Option<u32>,
    #[prost(fixed32, optional, tag = "2")]
    pub lt: ::core::option::Option<u32>,
    #[prost(fixed32, optional, tag = "3")]
    pub lte: ::core::option::Option<u32>,
    #[prost(fixed32, optional, tag = "4")]
    pub gt: ::core::option::Option<u32>,
    #[prost(fixed32, optional, tag = "5")]
    pub gte: ::core::option::Option<u32>,
    #[prost(fixed32, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<u32>,
    #[prost(fixed32, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<u32>,
    #[prost(fixed32, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<u32>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct Fixed64Rules {
    #[prost(fixed64, optional, tag = "1")]
    pub r#const: ::core::option::Option<u64>,
    #[prost(fixed64, optional, tag = "2")]
    pub lt: ::core::option::Option<u64>,
    #[prost(fixed64, optional, tag = "3")]
    pub lte: ::core::option::Option<u64>,
    #[prost(fixed64, optional, tag = "4")]
    pub gt: ::core::option::Option<u64>,
    #[prost(fixed64, optional, tag = "5")]
    pub gte: ::core::option::Option<u64>,
    #[prost(fixed64, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<u64>,
    #[prost(fixed64, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<u64>,
    #[prost(fixed64, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<u64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SFixed32Rules {
    #[prost(sfixed32, optional, tag = "1")]
    pub r#const: ::core::option::Option<i32>,
    #[prost(sfixed32, optional, tag = "2")]
    pub lt: ::core::option::Option<i32>,
    #[prost(sfixed32, optional, tag = "3")]
    pub lte: ::core::option::Option<i32>,
    #[prost(sfixed32, optional, tag = "4")]
    pub gt: ::core::option::Option<i32>,
    #[prost(sfixed32, optional, tag = "5")]
    pub gte: ::core::option::Option<i32>,
    #[prost(sfixed32, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i32>,
    #[prost(sfixed32, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i32>,
    #[prost(sfixed32, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<i32>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct SFixed64Rules {
    #[prost(sfixed64, optional, tag = "1")]
    pub r#const: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "2")]
    pub lt: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "3")]
    pub lte: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "4")]
    pub gt: ::core::option::Option<i64>,
    #[prost(sfixed64, optional, tag = "5")]
    pub gte: ::core::option::Option<i64>,
    #[prost(sfixed64, repeated, packed = "false", tag = "6")]
    pub r#in: ::prost::alloc::vec::Vec<i64>,
    #[prost(sfixed64, repeated, packed = "false", tag = "7")]
    pub not_in: ::prost::alloc::vec::Vec<i64>,
    #[prost(sfixed64, repeated, packed = "false", tag = "8")]
    pub example: ::prost::alloc::vec::Vec<i64>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BoolRules {
    #[prost(bool, optional, tag = "1")]
    pub r#const: ::core::option::Option<bool>,
    #[prost(bool, repeated, packed = "false", tag = "2")]
    pub example: ::prost::alloc::vec::Vec<bool>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct StringRules {
    #[prost(string, optional, tag = "1")]
    pub r#const: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(uint64, optional, tag = "19")]
    pub len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub min_len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    pub max_len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "20")]
    pub len_bytes: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "4")]
    pub min_bytes: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "5")]
    pub max_bytes: ::core::option::Option<u64>,
    #[prost(string, optional, tag = "6")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "7")]
    pub prefix: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "8")]
    pub suffix: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "9")]
    pub contains: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, optional, tag = "23")]
    pub not_contains: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "10")]
    pub r#in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "11")]
    pub not_in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(bool, optional, tag = "12")]
    pub email: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "13")]
    pub hostname: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "14")]
    pub ip: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "15")]
    pub ipv4: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "16")]
    pub ipv6: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "17")]
    pub uri: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "18")]
    pub uri_ref: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "21")]
    pub address: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "22")]
    pub uuid: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "33")]
    pub tuuid: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "26")]
    pub ip_with_prefixlen: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "27")]
    pub ipv4_with_prefixlen: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "28")]
    pub ipv6_with_prefixlen: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "29")]
    pub ip_prefix: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "30")]
    pub ipv4_prefix: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "31")]
    pub ipv6_prefix: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "32")]
    pub host_and_port: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "35")]
    pub ulid: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "37")]
    pub protobuf_fqn: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "38")]
    pub protobuf_dot_fqn: ::core::option::Option<bool>,
    #[prost(enumeration = "KnownRegex", optional, tag = "24")]
    pub well_known_regex: ::core::option::Option<i32>,
    #[prost(bool, optional, tag = "25")]
    pub strict: ::core::option::Option<bool>,
    #[prost(string, repeated, tag = "34")]
    pub example: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct BytesRules {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub r#const: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(uint64, optional, tag = "13")]
    pub len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub min_len: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "3")]
    pub max_len: ::core::option::Option<u64>,
    #[prost(string, optional, tag = "4")]
    pub pattern: ::core::option::Option<::prost::alloc::string::String>,
    #[prost(bytes = "vec", optional, tag = "5")]
    pub prefix: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "6")]
    pub suffix: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "7")]
    pub contains: ::core::option::Option<::prost::alloc::vec::Vec<u8>>,
    #[prost(bytes = "vec", repeated, tag = "8")]
    pub r#in: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
    #[prost(bytes = "vec", repeated, tag = "9")]
    pub not_in: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
    #[prost(bool, optional, tag = "10")]
    pub ip: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "11")]
    pub ipv4: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "12")]
    pub ipv6: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "15")]
    pub uuid: ::core::option::Option<bool>,
    #[prost(bytes = "vec", repeated, tag = "14")]
    pub example: ::prost::alloc::vec::Vec<::prost::alloc::vec::Vec<u8>>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct EnumRules {
    #[prost(int32, optional, tag = "1")]
    pub r#const: ::core::option::Option<i32>,
    #[prost(bool, optional, tag = "2")]
    pub defined_only: ::core::option::Option<bool>,
    #[prost(int32, repeated, packed = "false", tag = "3")]
    pub r#in: ::prost::alloc::vec::Vec<i32>,
    #[prost(int32, repeated, packed = "false", tag = "4")]
    pub not_in: ::prost::alloc::vec::Vec<i32>,
    #[prost(int32, repeated, packed = "false", tag = "5")]
    pub example: ::prost::alloc::vec::Vec<i32>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct RepeatedRules {
    #[prost(uint64, optional, tag = "1")]
    pub min_items: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub max_items: ::core::option::Option<u64>,
    #[prost(bool, optional, tag = "3")]
    pub unique: ::core::option::Option<bool>,
    #[prost(message, optional, boxed, tag = "4")]
    pub items: ::core::option::Option<::prost::alloc::boxed::Box<FieldRules>>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct MapRules {
    #[prost(uint64, optional, tag = "1")]
    pub min_pairs: ::core::option::Option<u64>,
    #[prost(uint64, optional, tag = "2")]
    pub max_pairs: ::core::option::Option<u64>,
    #[prost(message, optional, boxed, tag = "4")]
    pub keys: ::core::option::Option<::prost::alloc::boxed::Box<FieldRules>>,
    #[prost(message, optional, boxed, tag = "5")]
    pub values: ::core::option::Option<::prost::alloc::boxed::Box<FieldRules>>,
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct AnyRules {
    #[prost(string, repeated, tag = "2")]
    pub r#in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "3")]
    pub not_in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct DurationRules {
    #[prost(message, optional, tag = "2")]
    pub r#const: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "3")]
    pub lt: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "4")]
    pub lte: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "5")]
    pub gt: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, optional, tag = "6")]
    pub gte: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, repeated, tag = "7")]
    pub r#in: ::prost::alloc::vec::Vec<::prost_types::Duration>,
    #[prost(message, repeated, tag = "8")]
    pub not_in: ::prost::alloc::vec::Vec<::prost_types::Duration>,
    #[prost(message, repeated, tag = "9")]
    pub example: ::prost::alloc::vec::Vec<::prost_types::Duration>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FieldMaskRules {
    #[prost(message, optional, tag = "1")]
    pub r#const: ::core::option::Option<::prost_types::FieldMask>,
    #[prost(string, repeated, tag = "2")]
    pub r#in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, repeated, tag = "3")]
    pub not_in: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(message, repeated, tag = "4")]
    pub example: ::prost::alloc::vec::Vec<::prost_types::FieldMask>,
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct TimestampRules {
    #[prost(message, optional, tag = "2")]
    pub r#const: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "3")]
    pub lt: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "4")]
    pub lte: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "5")]
    pub gt: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(message, optional, tag = "6")]
    pub gte: ::core::option::Option<::prost_types::Timestamp>,
    #[prost(bool, optional, tag = "7")]
    pub lt_now: ::core::option::Option<bool>,
    #[prost(bool, optional, tag = "8")]
    pub gt_now: ::core::option::Option<bool>,
    #[prost(message, optional, tag = "9")]
    pub within: ::core::option::Option<::prost_types::Duration>,
    #[prost(message, repeated, tag = "10")]
    pub example: ::prost::alloc::vec::Vec<::prost_types::Timestamp>,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum Ignore {
    Unspecified = 0,
    IfZeroValue = 1,
    Always = 3,
}
impl Ignore {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "IGNORE_UNSPECIFIED",
            Self::IfZeroValue => "IGNORE_IF_ZERO_VALUE",
            Self::Always => "IGNORE_ALWAYS",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "IGNORE_UNSPECIFIED" => Some(Self::Unspecified),
            "IGNORE_IF_ZERO_VALUE" => Some(Self::IfZeroValue),
            "IGNORE_ALWAYS" => Some(Self::Always),
            _ => None,
        }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum KnownRegex {
    Unspecified = 0,
    HttpHeaderName = 1,
    HttpHeaderValue = 2,
}
impl KnownRegex {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "KNOWN_REGEX_UNSPECIFIED",
            Self::HttpHeaderName => "KNOWN_REGEX_HTTP_HEADER_NAME",
            Self::HttpHeaderValue => "KNOWN_REGEX_HTTP_HEADER_VALUE",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "KNOWN_REGEX_UNSPECIFIED" => Some(Self::Unspecified),
            "KNOWN_REGEX_HTTP_HEADER_NAME" => Some(Self::HttpHeaderName),
            "KNOWN_REGEX_HTTP_HEADER_VALUE" => Some(Self::HttpHeaderValue),
            _ => None,
        }
    }
}
