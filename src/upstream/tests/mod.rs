//! Calls against servers that are started by each test, on ports that the system picks.
#![allow(clippy::unwrap_used, clippy::expect_used)]
// The tasks of a test's own servers and clients end with its runtime.
#![allow(clippy::disallowed_methods)]

mod answers;
mod connections;
mod reflection;
mod server;
mod streams;
mod tls;

use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::uri::PathAndQuery;
use prost::Message as _;
use prost_types::{
    DescriptorProto, FileDescriptorProto, MethodDescriptorProto, ServiceDescriptorProto,
};
use tokio::time::Instant;

use super::{Address, CallError, Cluster, ClusterSettings, Reply, Upstreams};
use crate::call::{Call, Deadline};
use crate::framing::grpc::{PREFIX, seal};
use crate::policy::{Admitted, admit};
use crate::schema::{MethodId, SchemaBuilder};
use crate::units::ByteSize;

/// The path of every call's method; the back ends here do not look at it.
const PATH: PathAndQuery = PathAndQuery::from_static("/test.Service/Method");

/// A method, which only a schema can name.
static METHOD: LazyLock<MethodId> = LazyLock::new(|| {
    let text = |text: &str| Some(text.to_owned());
    let file = FileDescriptorProto {
        name: text("test.proto"),
        package: text("test"),
        message_type: vec![DescriptorProto {
            name: text("Message"),
            ..DescriptorProto::default()
        }],
        service: vec![ServiceDescriptorProto {
            name: text("Service"),
            method: vec![MethodDescriptorProto {
                name: text("Method"),
                input_type: text(".test.Message"),
                output_type: text(".test.Message"),
                ..MethodDescriptorProto::default()
            }],
            ..ServiceDescriptorProto::default()
        }],
        ..FileDescriptorProto::default()
    };
    let mut schema = SchemaBuilder::new();
    schema.add("test", file.encode_to_vec().into());
    let (schema, findings) = schema.finish();
    let (id, method) = schema.methods().next().expect("a method");
    assert!(!findings.has_errors() && schema.method_path(method) == PATH.as_str());
    id
});

/// Far away for what should end at once.
const PATIENCE: Duration = Duration::from_secs(20);

const RESPONSE_MAX: ByteSize = ByteSize::mib(16);

fn call_with(metadata: HeaderMap, timeout: Duration) -> Admitted<Call> {
    let now = Instant::now().into_std();
    let call = Call {
        method: *METHOD,
        path: PATH,
        metadata,
        deadline: Deadline::after(now, timeout),
    };
    admit(call, now).unwrap()
}

fn call() -> Admitted<Call> {
    call_with(HeaderMap::new(), PATIENCE)
}

fn frame(message: &[u8]) -> Bytes {
    let mut buffer = vec![0; PREFIX];
    buffer.extend_from_slice(message);
    seal(&mut buffer).unwrap();
    buffer.into()
}

fn settings() -> ClusterSettings {
    ClusterSettings::default()
}

fn cluster(addresses: &[&Address]) -> Cluster {
    let addresses = addresses.iter().map(|address| (*address).clone());
    Cluster::new("test", addresses, settings()).unwrap()
}

/// One unary call with the message `ping`.
async fn unary(upstreams: &Upstreams, cluster: &Cluster) -> Result<Reply, CallError> {
    upstreams
        .unary(cluster, call(), frame(b"ping"), RESPONSE_MAX)
        .await
}

/// One unary call by a worker that has not connected yet.
async fn unary_to(address: &Address) -> Result<Reply, CallError> {
    unary(&Upstreams::new(), &cluster(&[address])).await
}
