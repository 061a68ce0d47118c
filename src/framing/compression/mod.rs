//! Content codings: bytes that are compressed, as a stream or message by message.
//!
//! ```text
//! gzip    RFC 1952, one or more members      deflate  RFC 1950 (zlib)
//! br      RFC 7932, window of at most 16 MiB zstd     RFC 8878, one or more frames, window of at most 8 MiB
//! ```
//!
//! The libraries are those that Pingora brings along.

mod compress;
mod decompress;

#[cfg(test)]
mod tests;

pub use compress::{Compressor, Levels};
pub use decompress::Decompressor;

use crate::units::ByteSize;

/// A way to compress that HTTP, gRPC and Connect have a name for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Coding {
    pub const ALL: [Self; 4] = [Self::Gzip, Self::Deflate, Self::Brotli, Self::Zstd];

    /// The name in headers such as `Content-Encoding` and `grpc-encoding`.
    pub const fn token(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    /// The coding of a name, in any case; `None` for `identity` and for names that are not known.
    pub fn of_token(token: &[u8]) -> Option<Self> {
        // RFC 9110 §8.4.1.3: x-gzip is the same.
        let token = if token.eq_ignore_ascii_case(b"x-gzip") {
            b"gzip"
        } else {
            token
        };
        let mut all = Self::ALL.into_iter();
        all.find(|coding| token.eq_ignore_ascii_case(coding.token().as_bytes()))
    }
}

/// Why bytes cannot be decompressed, or compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodingError {
    /// The bytes are not of their coding, or need a larger window than is allowed.
    #[error("the bytes are not {}", .0.token())]
    Corrupt(Coding),
    /// They end before the coding says so.
    #[error("the {} bytes end too early", .0.token())]
    Truncated(Coding),
    /// What they stand for is larger than the reader accepts.
    #[error("the {} bytes are more than {limit} when decompressed", coding.token())]
    TooLarge { coding: Coding, limit: ByteSize },
    /// The library refused, as when there is no memory.
    #[error("{} cannot compress", .0.token())]
    Library(Coding),
}
