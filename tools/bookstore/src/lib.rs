//! The sample back end of the demonstration, the tests and the benchmarks: a bookstore in memory, and a laboratory.
//!
//! `proto/bookstore/v1` says what it serves. Its contents are the same at each start and nothing is kept.

mod calls;
mod fault;
mod lab;
mod legacy;
mod samples;
mod server;
mod shop;
mod stock;
mod store;

/// The messages and services of `proto/`, in modules named like their packages.
pub mod generated {
    pub mod bookstore {
        #[rustfmt::skip]
        #[allow(clippy::all, clippy::use_self, unused_qualifications)]
        pub mod v1;
    }
    pub mod google {
        #[rustfmt::skip]
        #[allow(clippy::all, clippy::use_self, unused_qualifications)]
        pub mod api;
        #[rustfmt::skip]
        #[allow(clippy::all, clippy::use_self, unused_qualifications)]
        pub mod rpc;
    }
}

pub use generated::bookstore::v1;
pub use generated::google;
pub use samples::{sample_tree, sample_types};
pub use server::{ServeError, Server, Tls, serve};
pub use store::NewBooks;

/// The FileDescriptorSet of all that is served, with its imports.
pub const DESCRIPTORS: &[u8] = include_bytes!("../../../descriptors/bookstore.binpb");
