//! The table of generated files: what is written where, and from which sources.

use std::error::Error;

use crate::rust::{self, Extra};
use crate::source;

/// One generated file.
pub(crate) struct Output {
    /// Relative to the root of the workspace.
    pub(crate) path: &'static str,
    kind: Kind,
}

enum Kind {
    /// The Rust of one package, generated from these files.
    Rust {
        package: &'static str,
        files: &'static [&'static str],
        extra: Extra,
    },
    /// Every file under these folders, the well-known types and their imports, without positions.
    Builtin { folders: &'static [&'static str] },
    /// A FileDescriptorSet of these files with their imports and the positions of their declarations.
    Descriptors { files: &'static [&'static str] },
}

impl Output {
    /// Computes the contents of the file.
    ///
    /// # Errors
    /// A source does not compile, or a generator refuses it.
    pub(crate) fn generate(&self) -> Result<Vec<u8>, Box<dyn Error>> {
        match self.kind {
            Kind::Rust {
                package,
                files,
                extra,
            } => rust::generate(package, files, extra),
            Kind::Builtin { folders } => source::compile_folders(folders),
            Kind::Descriptors { files } => Ok(source::compile(files)?.encode_file_descriptor_set()),
        }
    }
}

const BOOKSTORE: &[&str] = &[
    "bookstore/v1/bookstore.proto",
    "bookstore/v1/lab.proto",
    "bookstore/v1/legacy.proto",
    "google/api/httpbody.proto",
    "google/rpc/error_details.proto",
    "google/rpc/status.proto",
];

pub(crate) const OUTPUTS: &[Output] = &[
    Output {
        path: "src/schema/descriptor.rs",
        kind: Kind::Rust {
            package: "rialto.descriptor",
            files: &["rialto/descriptor/descriptor.proto"],
            extra: Extra::None,
        },
    },
    Output {
        path: "src/openapi/annotated.rs",
        kind: Kind::Rust {
            package: "rialto.openapi",
            files: &["rialto/openapi/annotated.proto"],
            extra: Extra::None,
        },
    },
    Output {
        path: "src/status/rpc.rs",
        kind: Kind::Rust {
            package: "google.rpc",
            files: &["google/rpc/status.proto", "google/rpc/error_details.proto"],
            extra: Extra::Serde,
        },
    },
    Output {
        path: "descriptors/builtin.binpb",
        kind: Kind::Builtin {
            folders: &["google/api", "google/rpc", "google/type", "grpc"],
        },
    },
    Output {
        path: "descriptors/bookstore.binpb",
        kind: Kind::Descriptors { files: BOOKSTORE },
    },
    Output {
        path: "tools/bookstore/src/generated/bookstore/v1.rs",
        kind: Kind::Rust {
            package: "bookstore.v1",
            files: BOOKSTORE,
            extra: Extra::Services,
        },
    },
    Output {
        path: "tools/bookstore/src/generated/google/api.rs",
        kind: Kind::Rust {
            package: "google.api",
            files: BOOKSTORE,
            extra: Extra::None,
        },
    },
    Output {
        path: "tools/bookstore/src/generated/google/rpc.rs",
        kind: Kind::Rust {
            package: "google.rpc",
            files: BOOKSTORE,
            extra: Extra::Services,
        },
    },
    Output {
        path: "benches/generated/bookstore/v1.rs",
        kind: Kind::Rust {
            package: "bookstore.v1",
            files: &["bookstore/v1/bookstore.proto", "bookstore/v1/lab.proto"],
            extra: Extra::Serde,
        },
    },
    Output {
        path: "benches/generated/google/api.rs",
        kind: Kind::Rust {
            package: "google.api",
            files: &["google/api/httpbody.proto"],
            extra: Extra::Serde,
        },
    },
    Output {
        path: "tests/conformance/protocol.rs",
        kind: Kind::Rust {
            package: "conformance",
            files: &["conformance/conformance.proto"],
            extra: Extra::None,
        },
    },
];
