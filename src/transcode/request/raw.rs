//! Bodies that are not looked into and come in pieces, each a message of its own.

use super::{Body, RequestPlan};
use crate::schema::Kind;
use crate::transcode::http_body;
use crate::transcode::plan::{Plans, Tag, WireType};
use crate::transcode::wire::write;

/// What stands around a piece of data. Appended to a message that was assembled without data, it
/// completes it: the parts of a `google.api.HttpBody` merge.
#[derive(Debug, Clone)]
pub struct RawPart {
    /// The field that the body is; `None` where it is the whole message.
    field: Option<(Tag, Option<Tag>)>,
}

impl RequestPlan {
    /// For a plan whose [`body_kind`](Self::body_kind) is raw.
    pub fn raw_part(&self, plans: &Plans) -> RawPart {
        let field = match self.body {
            Body::None | Body::Whole => None,
            Body::Field(index) => {
                let field = plans.message(self.input).field(index);
                let end = matches!(field.kind, Kind::Group(_))
                    .then(|| Tag::new(field.number, WireType::EndGroup));
                Some((field.tag, end))
            }
        };
        RawPart { field }
    }
}

impl RawPart {
    /// Appends what stands before so many bytes, and answers what stands behind them.
    pub fn open(&self, length: usize, out: &mut Vec<u8>) -> &[u8] {
        if length == 0 {
            return b"";
        }
        let Some((tag, end)) = &self.field else {
            http_body::open_data(out, length);
            return b"";
        };
        write::tag(out, tag);
        if let Some(end) = end {
            http_body::open_data(out, length);
            return end.as_bytes();
        }
        let mut header = Vec::with_capacity(16);
        http_body::open_data(&mut header, length);
        write::varint(out, (header.len() + length) as u64);
        out.extend_from_slice(&header);
        b""
    }
}
