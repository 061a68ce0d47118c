//! The sample's messages with pbjson's JSON, for comparison.

pub(crate) mod bookstore {
    #[rustfmt::skip]
    #[allow(clippy::all, clippy::cloned_instead_of_copied, clippy::use_self, dead_code, unnameable_types, unreachable_pub, unused_qualifications)]
    pub(crate) mod v1;
}

pub(crate) mod google {
    pub(crate) use rialto::status::rpc;
    #[rustfmt::skip]
    #[allow(clippy::all, clippy::cloned_instead_of_copied, clippy::use_self, dead_code, unnameable_types, unreachable_pub, unused_qualifications)]
    pub(crate) mod api;
}
