//! `google.rpc.Status` as the JSON body of an error.

use super::any::Packed;
use super::{EncodeOptions, Encoder, encode, scalar};
use crate::status::{Any, Status};
use crate::transcode::plan::Plans;
use crate::transcode::wire::read::Reader;

/// Appends a status as JSON, with all of its three keys.
///
/// Details are written by the loaded descriptors. One that cannot be, for whatever reason, becomes
/// its `@type` and its `value` in base64: an error is never lost to another one.
pub fn render_status(plans: &Plans, status: &Status, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"code\":");
    scalar::integer(out, status.code.number());
    out.extend_from_slice(b",\"message\":");
    scalar::string(out, &status.message);
    out.extend_from_slice(b",\"details\":");
    render_details(plans, &status.details, out);
    out.push(b'}');
}

const OPTIONS: EncodeOptions = EncodeOptions {
    any_fallback: true,
    ..EncodeOptions::PROTO_JSON
};

/// Appends a detail as JSON, without its type; nothing if it is not loaded, or broken.
pub fn render_detail(plans: &Plans, detail: &Any, out: &mut Vec<u8>) {
    let url = &*detail.type_url;
    let name = url.rsplit_once('/').map_or(url, |(_, name)| name);
    if let Some(id) = plans.schema().message_by_name(name) {
        // One that cannot be written leaves nothing.
        let _ = encode(plans, id, &detail.value, &OPTIONS, out);
    }
}

/// Appends the details of a status alone, as a JSON array.
pub fn render_details(plans: &Plans, details: &[Any], out: &mut Vec<u8>) {
    out.push(b'[');
    for (index, detail) in details.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        let packed = Packed {
            type_url: detail.type_url.as_bytes(),
            value: Reader::new(&detail.value),
        };
        let mut encoder = Encoder::new(plans, &OPTIONS, detail.value.len(), out);
        let start = encoder.mark();
        if encoder.expanded(packed).is_err() {
            encoder.restore(start);
            encoder.opaque(packed);
        }
    }
    out.push(b']');
}
