//! `google.protobuf.Any`: the message inside, by the loaded descriptors.

use super::{EncodeError, EncodeErrorKind, Encoder, scalar};
use crate::transcode::plan::WireType;
use crate::transcode::wire::read::{Reader, WireError};

/// The two fields of an Any. The value is read in place, so that offsets stay those of the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Packed<'a> {
    pub(super) type_url: &'a [u8],
    pub(super) value: Reader<'a>,
}

impl<'a> Packed<'a> {
    /// The last value of each field counts.
    fn read(mut reader: Reader<'a>) -> Result<Self, WireError> {
        let mut packed = Self {
            type_url: &[],
            value: Reader::new(&[]),
        };
        while !reader.is_empty() {
            let tag = reader.tag()?;
            match (tag.number, tag.wire_type) {
                (1, WireType::Length) => packed.type_url = reader.length()?,
                (2, WireType::Length) => packed.value = reader.message()?,
                _ => reader.skip(tag)?,
            }
        }
        Ok(packed)
    }
}

impl Encoder<'_, '_> {
    pub(super) fn any(&mut self, reader: Reader<'_>) -> Result<(), EncodeError> {
        let packed = Packed::read(reader)?;
        if !self.options.any_fallback {
            return self.expanded(packed);
        }
        let mark = self.mark();
        match self.expanded(packed) {
            Err(error) if !error.is_limit() => {
                self.restore(mark);
                self.opaque(packed);
                Ok(())
            }
            written => written,
        }
    }

    /// Writes `@type` and, beside it, the members of the message; of one with a JSON form of its
    /// own that form, as `value`.
    pub(super) fn expanded(&mut self, packed: Packed<'_>) -> Result<(), EncodeError> {
        if packed.type_url.is_empty() && packed.value.is_empty() {
            // An Any that was never set.
            self.out.extend_from_slice(b"{}");
            return Ok(());
        }
        let type_url = simdutf8::basic::from_utf8(packed.type_url)
            .map_err(|_| EncodeError::new(EncodeErrorKind::Utf8))?;
        let name = match type_url.rsplit_once('/') {
            Some((_, name)) if !name.is_empty() => name,
            Some(_) | None => {
                return Err(EncodeError::new(EncodeErrorKind::AnyTypeUrl(
                    type_url.to_owned(),
                )));
            }
        };
        let Some(id) = self.plans.schema().message_by_name(name) else {
            return Err(EncodeError::new(EncodeErrorKind::AnyUnknown(
                name.to_owned(),
            )));
        };
        let plan = self.plans.message(id);
        self.type_member(type_url);
        if plan.well_known.is_some() {
            self.name("value");
            self.message(id, packed.value)?;
        } else {
            self.enter()?;
            self.members(plan, packed.value, false)?;
            self.depth -= 1;
        }
        self.close(b'}', false);
        Ok(())
    }

    /// Writes `@type` and, as `value`, the bytes in base64.
    pub(super) fn opaque(&mut self, packed: Packed<'_>) {
        self.type_member(&String::from_utf8_lossy(packed.type_url));
        self.name("value");
        scalar::base64(self.out, packed.value.rest());
        self.close(b'}', false);
    }

    fn type_member(&mut self, type_url: &str) {
        self.open(b'{');
        self.separate(&mut true);
        self.out.extend_from_slice(b"\"@type\":");
        self.space();
        scalar::string(self.out, type_url);
    }

    /// Starts a further member.
    fn name(&mut self, name: &str) {
        self.separate(&mut false);
        scalar::string(self.out, name);
        self.out.push(b':');
        self.space();
    }
}
