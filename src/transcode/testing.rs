//! The schemas of the transcoder's tests, as plans and as a pool of the oracle.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::{Arc, LazyLock};

use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor};

use super::plan::Plans;
use crate::schema::source::Sources;
use crate::schema::{MessageId, SchemaBuilder};

/// Proto3 with every kind of field, and what only proto2 has.
const FILES: [(&str, &str); 2] = [
    (
        "everything.proto",
        include_str!("testdata/everything.proto"),
    ),
    (
        "everything_proto2.proto",
        include_str!("testdata/everything_proto2.proto"),
    ),
];

/// One schema, in our form and in prost-reflect's.
pub(crate) struct Fixture {
    pub(crate) plans: Plans,
    pub(crate) pool: DescriptorPool,
}

/// `everything.proto` and `everything_proto2.proto`, compiled once.
pub(crate) static EVERYTHING: LazyLock<Fixture> = LazyLock::new(|| Fixture::new(&FILES));

impl Fixture {
    /// Compiles the texts, each under its name.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let mut sources = Sources::new();
        for (name, text) in files {
            sources.add((*name).into(), (*name).into(), (*text).into(), true);
        }
        let compiled = sources.compile();
        assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
        let mut builder = SchemaBuilder::new();
        let mut set = Vec::new();
        for (origin, bytes) in &compiled.files {
            builder.add(origin, bytes.clone());
            prost::encoding::bytes::encode(1, bytes, &mut set);
        }
        let (schema, findings) = builder.finish();
        assert!(findings.is_empty(), "{findings:?}");
        Self {
            plans: Plans::new(Arc::new(schema)),
            pool: DescriptorPool::decode(set.as_slice()).unwrap(),
        }
    }

    /// The message with this full name.
    pub(crate) fn id(&self, name: &str) -> MessageId {
        self.plans.schema().message_by_name(name).expect(name)
    }

    pub(crate) fn descriptor(&self, name: &str) -> MessageDescriptor {
        self.pool.get_message_by_name(name).expect(name)
    }

    /// What the oracle makes of JSON.
    pub(crate) fn oracle_from_json(&self, name: &str, json: &str) -> Option<DynamicMessage> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let message = DynamicMessage::deserialize(self.descriptor(name), &mut deserializer).ok()?;
        deserializer.end().ok()?;
        Some(message)
    }

    /// What the oracle makes of wire bytes.
    pub(crate) fn oracle_from_wire(&self, name: &str, wire: &[u8]) -> DynamicMessage {
        DynamicMessage::decode(self.descriptor(name), wire).unwrap()
    }
}

#[test]
fn the_test_schemas_compile() {
    for name in ["everything.Everything", "everything.Old", "everything.Set"] {
        assert_eq!(EVERYTHING.descriptor(name).full_name(), name);
        assert!(
            !EVERYTHING
                .plans
                .message(EVERYTHING.id(name))
                .fields
                .is_empty()
                || name.ends_with("Set")
        );
    }
}
