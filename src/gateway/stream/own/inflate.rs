//! Messages of a request that the client has compressed.
//!
//! Source: gRPC, "Compression": what is not known is UNIMPLEMENTED, with the names of what is.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::framing::compression::{Coding, CodingError, Decompressor};
use crate::framing::grpc::Message;
use crate::status::{Code, Status};
use crate::units::ByteSize;

const GRPC_ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const GRPC_ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");
const ACCEPTED: HeaderValue = HeaderValue::from_static("identity,gzip,deflate,br,zstd");

/// Takes the messages of one request.
pub(super) struct Inflater {
    /// The largest message, when it is not compressed any more.
    limit: ByteSize,
    encoding: Encoding,
    /// From the first message on that is compressed.
    decompressor: Option<Decompressor>,
}

/// What a request says that its messages are compressed with.
enum Encoding {
    /// Nothing, so that none may be.
    Identity,
    Known(Coding),
    Unknown(String),
}

impl Inflater {
    /// For messages that are as they are.
    pub(super) const fn new(limit: ByteSize) -> Self {
        Self {
            limit,
            encoding: Encoding::Identity,
            decompressor: None,
        }
    }

    /// For those of a request of gRPC, or one in its manner, with these headers.
    pub(super) fn of_headers(limit: ByteSize, headers: &HeaderMap) -> Self {
        let name = headers.get(GRPC_ENCODING).map(HeaderValue::as_bytes);
        let encoding = match name {
            None | Some(b"identity") => Encoding::Identity,
            Some(name) => Coding::of_token(name).map_or_else(
                || Encoding::Unknown(String::from_utf8_lossy(name).into_owned()),
                Encoding::Known,
            ),
        };
        Self {
            encoding,
            ..Self::new(limit)
        }
    }

    /// # Errors
    /// When a message that is compressed cannot be read.
    pub(super) fn message(&mut self, message: Message) -> Result<Bytes, Status> {
        if !message.compressed {
            return Ok(message.bytes);
        }
        let coding = match &self.encoding {
            Encoding::Known(coding) => *coding,
            Encoding::Identity => {
                let message = "a message is compressed, but grpc-encoding names no compression";
                return Err(Status::new(Code::Internal, message.to_owned()));
            }
            Encoding::Unknown(name) => {
                let message = format!("messages that are compressed with {name:?} are not read");
                return Err(Status::new(Code::Unimplemented, message));
            }
        };
        let decompressor = match &mut self.decompressor {
            Some(decompressor) => decompressor,
            none => none.insert(Decompressor::new(coding, self.limit).map_err(refused)?),
        };
        decompressor.message(message.bytes).map_err(refused)
    }

    /// Adds what a client may compress with to the end of a call that was refused for it.
    pub(super) fn advise(&self, trailers: &mut HeaderMap) {
        if let Encoding::Unknown(_) = self.encoding {
            trailers.insert(GRPC_ACCEPT_ENCODING, ACCEPTED);
        }
    }
}

fn refused(error: CodingError) -> Status {
    let code = match error {
        CodingError::TooLarge { .. } => Code::ResourceExhausted,
        CodingError::Corrupt(_) | CodingError::Truncated(_) | CodingError::Library(_) => {
            Code::InvalidArgument
        }
    };
    Status::new(code, format!("a message cannot be read: {error}"))
}
