// @generated from the package conformance by `cargo run -p codegen`: do not edit.

/// Meant to encapsulate all types of tests: successes, skips, failures, etc.
/// Therefore, this may or may not have a failure message. Failure messages
/// may be truncated for our failure lists.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct TestStatus {
    #[prost(string, tag = "1")]
    pub name: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub failure_message: ::prost::alloc::string::String,
    /// What an actual test name matched to in a failure list. Can be wildcarded or
    /// an exact match without wildcards.
    #[prost(string, tag = "3")]
    pub matched_name: ::prost::alloc::string::String,
}
/// The conformance runner will request a list of failures as the first request.
/// This will be known by message_type == "conformance.FailureSet", a conformance
/// test should return a serialized FailureSet in protobuf_payload.
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct FailureSet {
    #[prost(message, repeated, tag = "2")]
    pub test: ::prost::alloc::vec::Vec<TestStatus>,
}
/// Represents a single test case's input.  The testee should:
///
///    1. parse this proto (which should always succeed)
///    2. parse the protobuf or JSON payload in "payload" (which may fail)
///    3. if the parse succeeded, serialize the message in the requested format.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConformanceRequest {
    /// Which format should the testee serialize its message to?
    #[prost(enumeration = "WireFormat", tag = "3")]
    pub requested_output_format: i32,
    /// The full name for the test message to use; for the moment, either:
    /// protobuf_test_messages.proto3.TestAllTypesProto3 or
    /// protobuf_test_messages.proto2.TestAllTypesProto2 or
    /// protobuf_test_messages.editions.proto2.TestAllTypesProto2 or
    /// protobuf_test_messages.editions.proto3.TestAllTypesProto3 or
    /// protobuf_test_messages.editions.TestAllTypesEdition2023.
    #[prost(string, tag = "4")]
    pub message_type: ::prost::alloc::string::String,
    /// Each test is given a specific test category. Some category may need
    /// specific support in testee programs. Refer to the definition of
    /// TestCategory for more information.
    #[prost(enumeration = "TestCategory", tag = "5")]
    pub test_category: i32,
    /// Specify details for how to encode jspb.
    #[prost(message, optional, tag = "6")]
    pub jspb_encoding_options: ::core::option::Option<JspbEncodingConfig>,
    /// This can be used in json and text format. If true, testee should print
    /// unknown fields instead of ignore. This feature is optional.
    #[prost(bool, tag = "9")]
    pub print_unknown_fields: bool,
    /// The payload (whether protobuf of JSON) is always for a
    /// protobuf_test_messages.proto3.TestAllTypes proto (as defined in
    /// src/google/protobuf/proto3_test_messages.proto).
    #[prost(oneof = "conformance_request::Payload", tags = "1, 2, 7, 8")]
    pub payload: ::core::option::Option<conformance_request::Payload>,
}
/// Nested message and enum types in `ConformanceRequest`.
pub mod conformance_request {
    /// The payload (whether protobuf of JSON) is always for a
    /// protobuf_test_messages.proto3.TestAllTypes proto (as defined in
    /// src/google/protobuf/proto3_test_messages.proto).
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Payload {
        #[prost(bytes, tag = "1")]
        ProtobufPayload(::prost::alloc::vec::Vec<u8>),
        #[prost(string, tag = "2")]
        JsonPayload(::prost::alloc::string::String),
        /// Only used inside Google.  Opensource testees just skip it.
        #[prost(string, tag = "7")]
        JspbPayload(::prost::alloc::string::String),
        #[prost(string, tag = "8")]
        TextPayload(::prost::alloc::string::String),
    }
}
/// Represents a single test case's output.
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ConformanceResponse {
    #[prost(oneof = "conformance_response::Result", tags = "1, 6, 9, 2, 3, 4, 5, 7, 8")]
    pub result: ::core::option::Option<conformance_response::Result>,
}
/// Nested message and enum types in `ConformanceResponse`.
pub mod conformance_response {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Oneof)]
    pub enum Result {
        /// This string should be set to indicate parsing failed.  The string can
        /// provide more information about the parse error if it is available.
        ///
        /// Setting this string does not necessarily mean the testee failed the
        /// test.  Some of the test cases are intentionally invalid input.
        #[prost(string, tag = "1")]
        ParseError(::prost::alloc::string::String),
        /// If the input was successfully parsed but errors occurred when
        /// serializing it to the requested output format, set the error message in
        /// this field.
        #[prost(string, tag = "6")]
        SerializeError(::prost::alloc::string::String),
        /// This should be set if the test program timed out.  The string should
        /// provide more information about what the child process was doing when it
        /// was killed.
        #[prost(string, tag = "9")]
        TimeoutError(::prost::alloc::string::String),
        /// This should be set if some other error occurred.  This will always
        /// indicate that the test failed.  The string can provide more information
        /// about the failure.
        #[prost(string, tag = "2")]
        RuntimeError(::prost::alloc::string::String),
        /// If the input was successfully parsed and the requested output was
        /// protobuf, serialize it to protobuf and set it in this field.
        #[prost(bytes, tag = "3")]
        ProtobufPayload(::prost::alloc::vec::Vec<u8>),
        /// If the input was successfully parsed and the requested output was JSON,
        /// serialize to JSON and set it in this field.
        #[prost(string, tag = "4")]
        JsonPayload(::prost::alloc::string::String),
        /// For when the testee skipped the test, likely because a certain feature
        /// wasn't supported, like JSON input/output.
        #[prost(string, tag = "5")]
        Skipped(::prost::alloc::string::String),
        /// If the input was successfully parsed and the requested output was JSPB,
        /// serialize to JSPB and set it in this field. JSPB is only used inside
        /// Google. Opensource testees can just skip it.
        #[prost(string, tag = "7")]
        JspbPayload(::prost::alloc::string::String),
        /// If the input was successfully parsed and the requested output was
        /// TEXT_FORMAT, serialize to TEXT_FORMAT and set it in this field.
        #[prost(string, tag = "8")]
        TextPayload(::prost::alloc::string::String),
    }
}
/// Encoding options for jspb format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct JspbEncodingConfig {
    /// Encode the value field of Any as jspb array if true, otherwise binary.
    #[prost(bool, tag = "1")]
    pub use_jspb_array_any_format: bool,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum WireFormat {
    Unspecified = 0,
    Protobuf = 1,
    Json = 2,
    /// Only used inside Google. Opensource testees just skip it.
    Jspb = 3,
    TextFormat = 4,
}
impl WireFormat {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::Unspecified => "UNSPECIFIED",
            Self::Protobuf => "PROTOBUF",
            Self::Json => "JSON",
            Self::Jspb => "JSPB",
            Self::TextFormat => "TEXT_FORMAT",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UNSPECIFIED" => Some(Self::Unspecified),
            "PROTOBUF" => Some(Self::Protobuf),
            "JSON" => Some(Self::Json),
            "JSPB" => Some(Self::Jspb),
            "TEXT_FORMAT" => Some(Self::TextFormat),
            _ => None,
        }
    }
}
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::prost::Enumeration)]
#[repr(i32)]
pub enum TestCategory {
    UnspecifiedTest = 0,
    /// Test binary wire format.
    BinaryTest = 1,
    /// Test json wire format.
    JsonTest = 2,
    /// Similar to JSON_TEST. However, during parsing json, testee should ignore
    /// unknown fields. This feature is optional. Each implementation can decide
    /// whether to support it.  See
    /// <https://developers.google.com/protocol-buffers/docs/proto3#json_options>
    /// for more detail.
    JsonIgnoreUnknownParsingTest = 3,
    /// Test jspb wire format. Only used inside Google. Opensource testees just
    /// skip it.
    JspbTest = 4,
    /// Test text format. For cpp, java and python, testees can already deal with
    /// this type. Testees of other languages can simply skip it.
    TextFormatTest = 5,
}
impl TestCategory {
    /// String value of the enum field names used in the ProtoBuf definition.
    ///
    /// The values are not transformed in any way and thus are considered stable
    /// (if the ProtoBuf definition does not change) and safe for programmatic use.
    pub fn as_str_name(&self) -> &'static str {
        match self {
            Self::UnspecifiedTest => "UNSPECIFIED_TEST",
            Self::BinaryTest => "BINARY_TEST",
            Self::JsonTest => "JSON_TEST",
            Self::JsonIgnoreUnknownParsingTest => "JSON_IGNORE_UNKNOWN_PARSING_TEST",
            Self::JspbTest => "JSPB_TEST",
            Self::TextFormatTest => "TEXT_FORMAT_TEST",
        }
    }
    /// Creates an enum from field names used in the ProtoBuf definition.
    pub fn from_str_name(value: &str) -> ::core::option::Option<Self> {
        match value {
            "UNSPECIFIED_TEST" => Some(Self::UnspecifiedTest),
            "BINARY_TEST" => Some(Self::BinaryTest),
            "JSON_TEST" => Some(Self::JsonTest),
            "JSON_IGNORE_UNKNOWN_PARSING_TEST" => {
                Some(Self::JsonIgnoreUnknownParsingTest)
            }
            "JSPB_TEST" => Some(Self::JspbTest),
            "TEXT_FORMAT_TEST" => Some(Self::TextFormatTest),
            _ => None,
        }
    }
}
