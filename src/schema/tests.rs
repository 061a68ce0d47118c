#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use prost::Message as _;
use prost_reflect::{DescriptorPool, Kind as OracleKind};

use super::descriptor::field_descriptor_proto::{Label, Type};
use super::descriptor::{
    DescriptorProto, EnumDescriptorProto, EnumValueDescriptorProto, FeatureSet,
    FieldDescriptorProto, FieldOptions, FileDescriptorProto, FileOptions, ServiceDescriptorProto,
};
use super::source::Sources;
use super::*;
use crate::finding::Findings;

fn compile(files: &[(&str, &str)]) -> (Schema, Findings) {
    let mut sources = Sources::new();
    for (name, text) in files {
        sources.add(
            (*name).to_owned(),
            format!("dir/{name}"),
            (*text).to_owned(),
            true,
        );
    }
    let compiled = sources.compile();
    let mut builder = SchemaBuilder::new();
    for (origin, bytes) in compiled.files {
        builder.add(&origin, bytes);
    }
    let (schema, linked) = builder.finish();
    let mut findings = compiled.findings;
    findings.extend(linked);
    (schema, findings)
}

/// The findings of a load, as a person reads them.
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let (_, findings) = compile(files);
    let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.contains(expected), "{told:?} has no {expected:?}");
    }
}

fn build(sources: &[(&str, FileDescriptorProto)]) -> (Schema, Vec<String>) {
    let mut builder = SchemaBuilder::new();
    for (origin, file) in sources {
        builder.add(origin, Bytes::from(file.encode_to_vec()));
    }
    let (schema, findings) = builder.finish();
    (schema, findings.iter().map(ToString::to_string).collect())
}

fn message(name: &str, fields: Vec<FieldDescriptorProto>) -> DescriptorProto {
    DescriptorProto {
        name: Some(name.to_owned()),
        field: fields,
        ..Default::default()
    }
}

fn field(name: &str, number: i32, kind: Type, label: Label) -> FieldDescriptorProto {
    FieldDescriptorProto {
        name: Some(name.to_owned()),
        number: Some(number),
        r#type: Some(kind as i32),
        label: Some(label as i32),
        ..Default::default()
    }
}

fn file(name: &str, messages: Vec<DescriptorProto>) -> FileDescriptorProto {
    FileDescriptorProto {
        name: Some(name.to_owned()),
        package: Some("p".to_owned()),
        syntax: Some("proto3".to_owned()),
        message_type: messages,
        ..Default::default()
    }
}

#[test]
fn sources_compile_with_nothing_vendored_and_places_are_known() {
    let text = r#"syntax = "proto3";
package shop;
import "google/api/annotations.proto";
import "google/protobuf/timestamp.proto";
import "google/type/money.proto";
service Shop {
  rpc Buy(Order) returns (Order) {
    option (google.api.http) = { post: "/v1/orders" body: "*" };
  }
}
message Order { string id = 1; google.protobuf.Timestamp at = 2; google.type.Money price = 3; }
"#;
    let (schema, findings) = compile(&[("shop.proto", text)]);
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(
        schema.counts(),
        Counts {
            files: 1,
            services: 1,
            methods: 1
        }
    );
    let (_, method) = schema
        .methods()
        .find(|(_, method)| &*method.name == "Buy")
        .unwrap();
    assert_eq!(schema.method_path(method), "/shop.Shop/Buy");
    assert_eq!(
        schema.method_place(method).to_string(),
        "dir/shop.proto:8:5"
    );
    assert_eq!(method.http.as_ref().unwrap().body(), "*");
    let order = schema.message(schema.message_by_name("shop.Order").unwrap());
    assert_eq!(order.fields.len(), 3);
}

#[test]
fn every_broken_file_is_told_and_the_others_are_loaded() {
    let files = [
        (
            "a.proto",
            "syntax = \"proto3\";\npackage a;\nmessage A { Missing m = 1; }\n",
        ),
        (
            "b.proto",
            "syntax = \"proto3\";\nimport \"a.proto\";\nmessage B {}\n",
        ),
        (
            "c.proto",
            "syntax = \"proto3\";\nimport \"nowhere.proto\";\n",
        ),
        (
            "d.proto",
            "// A comment.\n/* Another. */ edition = \"2023\";\n",
        ),
        ("e.proto", "syntax = \"proto3\";\nmessage E {}\n"),
    ];
    check(
        &files,
        &[
            "dir/a.proto:3:13: ",
            "dir/b.proto: not loaded, because its import a.proto has errors",
            "dir/c.proto:2:1: import 'nowhere.proto' not found",
            "dir/d.proto:2:16: this file uses editions",
        ],
    );
    let (schema, _) = compile(&files);
    assert!(schema.message_by_name("E").is_some());
}

#[test]
fn two_sources_of_one_definition_agree_or_are_both_named() {
    let one = file(
        "p.proto",
        vec![message(
            "M",
            vec![field("a", 1, Type::String, Label::Optional)],
        )],
    );
    let mut other = one.clone();
    other.message_type[0].field[0].json_name = Some("a".to_owned());
    let (schema, told) = build(&[("one.binpb", one.clone()), ("two.binpb", other)]);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(schema.counts().files, 1);

    let different = file(
        "p.proto",
        vec![message(
            "M",
            vec![field("a", 1, Type::Int32, Label::Optional)],
        )],
    );
    let (_, told) = build(&[("one.binpb", one.clone()), ("two.binpb", different)]);
    assert_eq!(
        told,
        [
            "two.binpb: p.proto: p.M is defined here and differently in one.binpb: p.proto; keep one of the two"
        ]
    );

    let more = file(
        "p.proto",
        vec![one.message_type[0].clone(), message("N", Vec::new())],
    );
    let (schema, told) = build(&[("one.binpb", one), ("two.binpb", more)]);
    assert!(told.is_empty(), "{told:?}");
    assert!(schema.message_by_name("p.N").is_some());
}

#[test]
fn what_a_set_leaves_out_is_named_with_its_user() {
    let mut broken = field("other", 1, Type::Message, Label::Optional);
    broken.type_name = Some(".q.Other".to_owned());
    let mut set = file(
        "p.proto",
        vec![message(
            "M",
            vec![broken, field("zero", 0, Type::Int32, Label::Optional)],
        )],
    );
    set.dependency = vec![
        "q.proto".to_owned(),
        "google/protobuf/timestamp.proto".to_owned(),
    ];
    let (_, told) = build(&[("api.binpb", set)]);
    assert_eq!(told.len(), 3, "{told:#?}");
    assert!(told[0].contains("p.M.zero has the number 0"), "{told:?}");
    assert!(
        told[1].contains("imports q.proto, which no source brings"),
        "{told:?}"
    );
    assert!(
        told[2].contains("p.M.other is of type q.Other, which no source brings"),
        "{told:?}"
    );
}

#[test]
fn editions_resolve_their_features() {
    const EXPLICIT: i32 = 1;
    const IMPLICIT: i32 = 2;
    const LEGACY_REQUIRED: i32 = 3;
    const CLOSED: i32 = 2;
    const EXPANDED: i32 = 2;
    const DELIMITED: i32 = 2;
    let with = |mut field: FieldDescriptorProto, features: FeatureSet| {
        field.options = Some(FieldOptions {
            features: Some(features),
            ..Default::default()
        });
        field
    };
    let presence = |presence| FeatureSet {
        field_presence: Some(presence),
        ..Default::default()
    };
    let mut group = field("group", 5, Type::Message, Label::Optional);
    group.type_name = Some(".p.M".to_owned());
    let fields = vec![
        field("plain", 1, Type::Int32, Label::Optional),
        with(
            field("implicit", 2, Type::Int32, Label::Optional),
            presence(IMPLICIT),
        ),
        with(
            field("needed", 3, Type::Int32, Label::Optional),
            presence(LEGACY_REQUIRED),
        ),
        with(
            field("loose", 4, Type::Int32, Label::Repeated),
            FeatureSet {
                repeated_field_encoding: Some(EXPANDED),
                ..Default::default()
            },
        ),
        with(
            group,
            FeatureSet {
                message_encoding: Some(DELIMITED),
                ..Default::default()
            },
        ),
        field("packed", 6, Type::Int32, Label::Repeated),
    ];
    let mut set = file("p.proto", vec![message("M", fields)]);
    set.syntax = Some("editions".to_owned());
    set.edition = Some(1000);
    set.options = Some(FileOptions {
        features: Some(FeatureSet {
            enum_type: Some(CLOSED),
            field_presence: Some(EXPLICIT),
            ..Default::default()
        }),
        ..Default::default()
    });
    set.enum_type = vec![EnumDescriptorProto {
        name: Some("E".to_owned()),
        value: vec![EnumValueDescriptorProto {
            name: Some("A".to_owned()),
            number: Some(1),
            ..Default::default()
        }],
        ..Default::default()
    }];
    let (schema, told) = build(&[("api.binpb", set.clone())]);
    assert!(told.is_empty(), "{told:?}");
    let message = schema.message(schema.message_by_name("p.M").unwrap());
    let [plain, implicit, needed, loose, group, packed] = &*message.fields else {
        panic!("six fields")
    };
    assert!(plain.has_presence && !implicit.has_presence);
    assert_eq!(needed.cardinality, Cardinality::Required);
    assert!(!loose.is_packed && packed.is_packed);
    assert!(matches!(group.kind, Kind::Group(_)));
    assert!(
        schema
            .enumeration(schema.enum_by_name("p.E").unwrap())
            .is_closed
    );

    set.edition = Some(9999);
    let (_, told) = build(&[("api.binpb", set)]);
    assert!(
        told[0].contains("edition number 9999 is not supported"),
        "{told:?}"
    );
}

#[test]
fn a_service_that_is_loaded_twice_is_one() {
    let mut one = file("p.proto", Vec::new());
    one.service = vec![ServiceDescriptorProto {
        name: Some("S".to_owned()),
        ..Default::default()
    }];
    let mut other = one.clone();
    other.name = Some("elsewhere/p.proto".to_owned());
    let (schema, told) = build(&[("one.binpb", one), ("two.binpb", other)]);
    assert!(told.is_empty(), "{told:?}");
    assert_eq!(schema.counts().services, 1);
}

/// Every field of the sample's descriptors, as prost-reflect reads them.
#[test]
fn tables_agree_with_an_independent_reader() {
    static SET: &[u8] = include_bytes!("../../descriptors/bookstore.binpb");
    let pool = DescriptorPool::decode(SET).unwrap();
    let mut builder = SchemaBuilder::new();
    for file in set::files(&Bytes::from_static(SET)).unwrap() {
        builder.add("bookstore.binpb", file);
    }
    let (schema, findings) = builder.finish();
    assert!(findings.is_empty(), "{findings:#?}");
    for oracle in pool.all_messages() {
        let message = schema.message(schema.message_by_name(oracle.full_name()).unwrap());
        assert_eq!(message.is_map_entry, oracle.is_map_entry());
        let own = message.fields.iter().filter(|field| !field.is_extension);
        assert_eq!(own.count(), oracle.fields().len(), "{}", message.name);
        for field in message.fields.iter().filter(|field| !field.is_extension) {
            let expected = oracle.get_field(field.number).unwrap();
            let told = format!("{}.{}", message.name, field.name);
            assert_eq!(&*field.name, expected.name(), "{told}");
            assert_eq!(&*field.json_name, expected.json_name(), "{told}");
            assert_eq!(field.has_presence, expected.supports_presence(), "{told}");
            assert_eq!(field.is_packed, expected.is_packed(), "{told}");
            assert_eq!(
                field.cardinality == Cardinality::Map,
                expected.is_map(),
                "{told}"
            );
            assert_eq!(
                field.cardinality == Cardinality::Repeated,
                expected.is_list(),
                "{told}"
            );
            let real = expected
                .containing_oneof()
                .filter(|oneof| !oneof.is_synthetic());
            assert_eq!(field.oneof.is_some(), real.is_some(), "{told}");
            assert_eq!(
                matches!(field.kind, Kind::Group(_)),
                expected.is_group(),
                "{told}"
            );
            if let OracleKind::Message(of) = expected.kind() {
                assert_eq!(
                    &*schema.message(field.kind.message().unwrap()).name,
                    of.full_name(),
                    "{told}"
                );
            }
        }
    }
}

#[test]
fn every_symbol_is_declared_by_a_file() {
    let (schema, findings) = compile(&[
        (
            "a.proto",
            "syntax = \"proto2\"; package p; message M { optional int32 f = 1; oneof o { string s = 2; }\n\
             message Inner { enum E { DEEP = 0; } } extensions 100 to 200; }\n\
             enum E { VALUE = 0; } extend M { optional int32 late = 150; }",
        ),
        (
            "b.proto",
            "syntax = \"proto2\"; package p.q; import \"a.proto\"; service S { rpc Get(p.M) returns (p.M); }\n\
             extend p.M { optional int32 early = 101; }\n\
             message Scope { extend p.M { optional int32 scoped = 102; } }",
        ),
        (
            "c.proto",
            "syntax = \"proto3\"; message Bare { int32 f = 1; } enum Plain { NONE = 0; }",
        ),
    ]);
    assert!(findings.is_empty(), "{findings:?}");
    for (symbol, expected) in [
        ("p.M", Some("a.proto")),
        ("p.M.f", Some("a.proto")),
        ("p.M.o", Some("a.proto")),
        ("p.M.s", Some("a.proto")),
        ("p.M.Inner", Some("a.proto")),
        ("p.M.Inner.E", Some("a.proto")),
        ("p.M.Inner.DEEP", Some("a.proto")),
        ("p.E", Some("a.proto")),
        ("p.VALUE", Some("a.proto")),
        ("p.late", Some("a.proto")),
        ("p.q.S", Some("b.proto")),
        ("p.q.S.Get", Some("b.proto")),
        ("p.q.early", Some("b.proto")),
        ("p.q.Scope.scoped", Some("b.proto")),
        ("Bare", Some("c.proto")),
        ("Bare.f", Some("c.proto")),
        ("Plain", Some("c.proto")),
        ("NONE", Some("c.proto")),
        ("google.protobuf.Any", Some("google/protobuf/any.proto")),
        ("p", None),
        ("p.M.g", None),
        ("p.E.VALUE", None),
        ("p.q.S.Put", None),
        ("p.q.late", None),
        ("p.M.late", None),
        ("", None),
        (".p.M", None),
    ] {
        let found = schema.file_of_symbol(symbol);
        let found = found.map(|file| &*schema.file(file).name);
        assert_eq!(found, expected, "{symbol}");
    }
    let name_of = |file: Option<FileId>| file.map(|file| &*schema.file(file).name);
    let message = schema.message_by_name("p.M").unwrap();
    for (number, expected) in [(150, Some("a.proto")), (101, Some("b.proto")), (103, None)] {
        let found = name_of(schema.file_of_extension(message, number));
        assert_eq!(found, expected, "{number}");
    }
    let numbers: Vec<u32> = schema.extension_numbers(message).collect();
    assert_eq!(numbers, [101, 102, 150]);
    assert_eq!(name_of(schema.file_by_name("b.proto")), Some("b.proto"));
    assert_eq!(schema.file_by_name("d.proto"), None);
    let imports = schema.imports(schema.file_by_name("b.proto").unwrap());
    assert_eq!(imports, [schema.file_by_name("a.proto").unwrap()]);
}
