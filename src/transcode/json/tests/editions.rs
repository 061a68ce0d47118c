//! What only editions have: their sources are no text that can be compiled here, so these are descriptors.

use std::sync::Arc;

use bytes::Bytes;

use super::*;
use crate::schema::SchemaBuilder;
use crate::schema::descriptor::field_descriptor_proto::{Label, Type};
use crate::schema::descriptor::{
    DescriptorProto, FeatureSet, FieldDescriptorProto, FieldOptions, FileDescriptorProto,
};
use crate::transcode::encode::{EncodeOptions, encode};
use crate::transcode::plan::Plans;

/// `features.message_encoding = DELIMITED`.
const DELIMITED: i32 = 2;

/// A message of edition 2023 whose one field is of a well-known type, between the tags of a group.
fn delimited(type_name: &str) -> Plans {
    let field = FieldDescriptorProto {
        name: Some("one".to_owned()),
        number: Some(1),
        label: Some(Label::Optional.into()),
        r#type: Some(Type::Message.into()),
        type_name: Some(format!(".google.protobuf.{type_name}")),
        options: Some(FieldOptions {
            features: Some(FeatureSet {
                message_encoding: Some(DELIMITED),
                ..Default::default()
            }),
            ..Default::default()
        }),
        ..Default::default()
    };
    let file = FileDescriptorProto {
        name: Some("e.proto".to_owned()),
        syntax: Some("editions".to_owned()),
        edition: Some(1000),
        message_type: vec![DescriptorProto {
            name: Some("M".to_owned()),
            field: vec![field],
            ..Default::default()
        }],
        ..Default::default()
    };
    let mut builder = SchemaBuilder::new();
    builder.add("e.binpb", Bytes::from(file.encode_to_vec()));
    let (schema, findings) = builder.finish();
    assert!(findings.is_empty(), "{findings:?}");
    Plans::new(Arc::new(schema))
}

#[test]
fn well_known_types_may_be_delimited() {
    for (type_name, json, wire) in [
        ("Value", r#"{"one":null}"#, &[0x0b, 0x08, 0, 0x0c][..]),
        ("Value", r#"{"one":true}"#, &[0x0b, 0x20, 1, 0x0c]),
        ("Int32Value", r#"{"one":7}"#, &[0x0b, 0x08, 7, 0x0c]),
        ("Duration", r#"{"one":"1s"}"#, &[0x0b, 0x08, 1, 0x0c]),
        ("Struct", r#"{"one":{}}"#, &[0x0b, 0x0c]),
    ] {
        let plans = delimited(type_name);
        let id = plans.schema().message_by_name("M").unwrap();
        let (mut read, mut written) = (Vec::new(), Vec::new());
        let options = DecodeOptions::default();
        decode(&plans, id, json.as_bytes(), &options, &mut read).unwrap();
        assert_eq!(read, wire, "{json}");
        encode(&plans, id, wire, &EncodeOptions::default(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), json);
    }
}
