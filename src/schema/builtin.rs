//! The files that users need not bring: google/api, google/rpc, google/type, the well-known types,
//! and the services that gRPC servers answer for themselves, compiled into one committed set.

use std::collections::HashMap;
use std::sync::LazyLock;

use bytes::Bytes;
use prost::Message as _;

use super::descriptor::FileDescriptorProto;
use super::set;

/// Made from `proto/google` and `proto/grpc` by `cargo run -p codegen`.
static BUILTIN: &[u8] = include_bytes!("../../descriptors/builtin.binpb");

/// What stands for where these files came from.
pub(super) const ORIGIN: &str = "built in";

/// The built-in files by name.
pub(super) static FILES: LazyLock<HashMap<String, Bytes>> = LazyLock::new(|| {
    let files = set::files(&Bytes::from_static(BUILTIN)).unwrap_or_default();
    files
        .into_iter()
        .filter_map(|bytes| {
            let file = FileDescriptorProto::decode(bytes.clone()).ok()?;
            Some((file.name?, bytes))
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_set_has_what_users_import() {
        for name in [
            "google/api/annotations.proto",
            "google/api/httpbody.proto",
            "google/rpc/error_details.proto",
            "google/type/date.proto",
            "google/protobuf/descriptor.proto",
            "google/protobuf/struct.proto",
            "grpc/health/v1/health.proto",
            "grpc/reflection/v1alpha/reflection.proto",
        ] {
            assert!(FILES.contains_key(name), "{name}");
        }
    }
}
