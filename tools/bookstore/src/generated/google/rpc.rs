// @generated from the package google.rpc by `cargo run -p codegen`: do not edit.

#[derive(Clone, PartialEq, ::prost::Message)]
pub struct ErrorInfo {
    #[prost(string, tag = "1")]
    pub reason: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub domain: ::prost::alloc::string::String,
    #[prost(btree_map = "string, string", tag = "3")]
    pub metadata: ::prost::alloc::collections::BTreeMap<
        ::prost::alloc::string::String,
        ::prost::alloc::string::String,
    >,
}
impl ::prost::Name for ErrorInfo {
    const NAME: &'static str = "ErrorInfo";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.ErrorInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.ErrorInfo".into()
    }
}
#[derive(Clone, Copy, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RetryInfo {
    #[prost(message, optional, tag = "1")]
    pub retry_delay: ::core::option::Option<::prost_types::Duration>,
}
impl ::prost::Name for RetryInfo {
    const NAME: &'static str = "RetryInfo";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.RetryInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.RetryInfo".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct DebugInfo {
    #[prost(string, repeated, tag = "1")]
    pub stack_entries: ::prost::alloc::vec::Vec<::prost::alloc::string::String>,
    #[prost(string, tag = "2")]
    pub detail: ::prost::alloc::string::String,
}
impl ::prost::Name for DebugInfo {
    const NAME: &'static str = "DebugInfo";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.DebugInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.DebugInfo".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct QuotaFailure {
    #[prost(message, repeated, tag = "1")]
    pub violations: ::prost::alloc::vec::Vec<quota_failure::Violation>,
}
/// Nested message and enum types in `QuotaFailure`.
pub mod quota_failure {
    #[derive(Clone, PartialEq, ::prost::Message)]
    pub struct Violation {
        #[prost(string, tag = "1")]
        pub subject: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub description: ::prost::alloc::string::String,
        #[prost(string, tag = "3")]
        pub api_service: ::prost::alloc::string::String,
        #[prost(string, tag = "4")]
        pub quota_metric: ::prost::alloc::string::String,
        #[prost(string, tag = "5")]
        pub quota_id: ::prost::alloc::string::String,
        #[prost(btree_map = "string, string", tag = "6")]
        pub quota_dimensions: ::prost::alloc::collections::BTreeMap<
            ::prost::alloc::string::String,
            ::prost::alloc::string::String,
        >,
        #[prost(int64, tag = "7")]
        pub quota_value: i64,
        #[prost(int64, optional, tag = "8")]
        pub future_quota_value: ::core::option::Option<i64>,
    }
    impl ::prost::Name for Violation {
        const NAME: &'static str = "Violation";
        const PACKAGE: &'static str = "google.rpc";
        fn full_name() -> ::prost::alloc::string::String {
            "google.rpc.QuotaFailure.Violation".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/google.rpc.QuotaFailure.Violation".into()
        }
    }
}
impl ::prost::Name for QuotaFailure {
    const NAME: &'static str = "QuotaFailure";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.QuotaFailure".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.QuotaFailure".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct PreconditionFailure {
    #[prost(message, repeated, tag = "1")]
    pub violations: ::prost::alloc::vec::Vec<precondition_failure::Violation>,
}
/// Nested message and enum types in `PreconditionFailure`.
pub mod precondition_failure {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Violation {
        #[prost(string, tag = "1")]
        pub r#type: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub subject: ::prost::alloc::string::String,
        #[prost(string, tag = "3")]
        pub description: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Violation {
        const NAME: &'static str = "Violation";
        const PACKAGE: &'static str = "google.rpc";
        fn full_name() -> ::prost::alloc::string::String {
            "google.rpc.PreconditionFailure.Violation".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/google.rpc.PreconditionFailure.Violation".into()
        }
    }
}
impl ::prost::Name for PreconditionFailure {
    const NAME: &'static str = "PreconditionFailure";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.PreconditionFailure".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.PreconditionFailure".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct BadRequest {
    #[prost(message, repeated, tag = "1")]
    pub field_violations: ::prost::alloc::vec::Vec<bad_request::FieldViolation>,
}
/// Nested message and enum types in `BadRequest`.
pub mod bad_request {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct FieldViolation {
        #[prost(string, tag = "1")]
        pub field: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub description: ::prost::alloc::string::String,
        #[prost(string, tag = "3")]
        pub reason: ::prost::alloc::string::String,
        #[prost(message, optional, tag = "4")]
        pub localized_message: ::core::option::Option<super::LocalizedMessage>,
    }
    impl ::prost::Name for FieldViolation {
        const NAME: &'static str = "FieldViolation";
        const PACKAGE: &'static str = "google.rpc";
        fn full_name() -> ::prost::alloc::string::String {
            "google.rpc.BadRequest.FieldViolation".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/google.rpc.BadRequest.FieldViolation".into()
        }
    }
}
impl ::prost::Name for BadRequest {
    const NAME: &'static str = "BadRequest";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.BadRequest".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.BadRequest".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct RequestInfo {
    #[prost(string, tag = "1")]
    pub request_id: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub serving_data: ::prost::alloc::string::String,
}
impl ::prost::Name for RequestInfo {
    const NAME: &'static str = "RequestInfo";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.RequestInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.RequestInfo".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct ResourceInfo {
    #[prost(string, tag = "1")]
    pub resource_type: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub resource_name: ::prost::alloc::string::String,
    #[prost(string, tag = "3")]
    pub owner: ::prost::alloc::string::String,
    #[prost(string, tag = "4")]
    pub description: ::prost::alloc::string::String,
}
impl ::prost::Name for ResourceInfo {
    const NAME: &'static str = "ResourceInfo";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.ResourceInfo".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.ResourceInfo".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Help {
    #[prost(message, repeated, tag = "1")]
    pub links: ::prost::alloc::vec::Vec<help::Link>,
}
/// Nested message and enum types in `Help`.
pub mod help {
    #[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
    pub struct Link {
        #[prost(string, tag = "1")]
        pub description: ::prost::alloc::string::String,
        #[prost(string, tag = "2")]
        pub url: ::prost::alloc::string::String,
    }
    impl ::prost::Name for Link {
        const NAME: &'static str = "Link";
        const PACKAGE: &'static str = "google.rpc";
        fn full_name() -> ::prost::alloc::string::String {
            "google.rpc.Help.Link".into()
        }
        fn type_url() -> ::prost::alloc::string::String {
            "type.googleapis.com/google.rpc.Help.Link".into()
        }
    }
}
impl ::prost::Name for Help {
    const NAME: &'static str = "Help";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.Help".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.Help".into()
    }
}
#[derive(Clone, PartialEq, Eq, Hash, ::prost::Message)]
pub struct LocalizedMessage {
    #[prost(string, tag = "1")]
    pub locale: ::prost::alloc::string::String,
    #[prost(string, tag = "2")]
    pub message: ::prost::alloc::string::String,
}
impl ::prost::Name for LocalizedMessage {
    const NAME: &'static str = "LocalizedMessage";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.LocalizedMessage".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.LocalizedMessage".into()
    }
}
#[derive(Clone, PartialEq, ::prost::Message)]
pub struct Status {
    #[prost(int32, tag = "1")]
    pub code: i32,
    #[prost(string, tag = "2")]
    pub message: ::prost::alloc::string::String,
    #[prost(message, repeated, tag = "3")]
    pub details: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
impl ::prost::Name for Status {
    const NAME: &'static str = "Status";
    const PACKAGE: &'static str = "google.rpc";
    fn full_name() -> ::prost::alloc::string::String {
        "google.rpc.Status".into()
    }
    fn type_url() -> ::prost::alloc::string::String {
        "type.googleapis.com/google.rpc.Status".into()
    }
}
