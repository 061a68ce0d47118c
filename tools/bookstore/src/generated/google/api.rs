// @generated from the package google.api by `cargo run -p codegen`: do not edit.

#[derive(Clone, PartialEq, ::prost::Message)]
pub struct HttpBody {
    #[prost(string, tag = "1")]
    pub content_type: ::prost::alloc::string::String,
    #[prost(bytes = "vec", tag = "2")]
    pub data: ::prost::alloc::vec::Vec<u8>,
    #[prost(message, repeated, tag = "3")]
    pub extensions: ::prost::alloc::vec::Vec<::prost_types::Any>,
}
