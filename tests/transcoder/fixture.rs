//! One schema, in the transcoder's form and in the oracle's.

use std::sync::{Arc, LazyLock};

use bytes::Bytes;
use prost_reflect::{DescriptorPool, MessageDescriptor};
use rialto::schema::source::Sources;
use rialto::schema::{MessageId, SchemaBuilder, set};
use rialto::transcode::plan::Plans;

pub(crate) struct Fixture {
    pub(crate) plans: Plans,
    pub(crate) pool: DescriptorPool,
}

/// Every kind of field of proto3 and of proto2, by the sources of the transcoder's own tests.
pub(crate) static EVERYTHING: LazyLock<Fixture> = LazyLock::new(|| {
    Fixture::from_sources(&[
        (
            "everything.proto",
            include_str!("../../src/transcode/testdata/everything.proto"),
        ),
        (
            "everything_proto2.proto",
            include_str!("../../src/transcode/testdata/everything_proto2.proto"),
        ),
    ])
});

impl Fixture {
    pub(crate) fn from_sources(files: &[(&str, &str)]) -> Self {
        let mut sources = Sources::new();
        for (name, text) in files {
            sources.add((*name).into(), (*name).into(), (*text).into(), true);
        }
        let compiled = sources.compile();
        assert!(compiled.findings.is_empty(), "{:?}", compiled.findings);
        let mut set = Vec::new();
        for (_, bytes) in &compiled.files {
            prost::encoding::bytes::encode(1, bytes, &mut set);
        }
        Self::from_set(set)
    }

    /// From an encoded `google.protobuf.FileDescriptorSet`.
    pub(crate) fn from_set(set: Vec<u8>) -> Self {
        let pool = DescriptorPool::decode(&*set).expect("the oracle takes the set");
        let mut builder = SchemaBuilder::new();
        for file in set::files(&Bytes::from(set)).expect("it is a set") {
            builder.add("set", file);
        }
        let (schema, findings) = builder.finish();
        assert!(!findings.has_errors(), "{findings:?}");
        Self {
            plans: Plans::new(Arc::new(schema)),
            pool,
        }
    }

    pub(crate) fn id(&self, name: &str) -> MessageId {
        let id = self.plans.schema().message_by_name(name);
        id.unwrap_or_else(|| panic!("{name} is not loaded"))
    }

    pub(crate) fn descriptor(&self, name: &str) -> MessageDescriptor {
        let found = self.pool.get_message_by_name(name);
        found.unwrap_or_else(|| panic!("the oracle does not know {name}"))
    }
}
