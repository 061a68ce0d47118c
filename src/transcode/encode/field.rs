//! The values of fields: singular, lists, and what stands for a value that is not set.

use super::{Defaults, EncodeError, EncodeErrorKind, Encoder, scalar};
use crate::schema::{Cardinality, EnumId, Kind};
use crate::transcode::plan::{FieldPlan, WireType};
use crate::transcode::scan;
use crate::transcode::wire::read::{ReadTag, Reader, WireError};

/// Whether a value of this wire type can be one of the field; otherwise it is an unknown field.
#[inline]
pub(super) fn fits(field: &FieldPlan, wire_type: WireType) -> bool {
    wire_type == field.element || is_packed(field, wire_type)
}

/// Packed elements. Both forms of a repeated scalar are read, whichever it declares.
pub(super) fn is_packed(field: &FieldPlan, wire_type: WireType) -> bool {
    wire_type == WireType::Length
        && field.cardinality == Cardinality::Repeated
        && field.element != WireType::Length
        && field.element != WireType::StartGroup
}

impl<'p> Encoder<'p, '_> {
    /// Writes a singular field; returns whether it counts as set.
    pub(super) fn singular(
        &mut self,
        field: &'p FieldPlan,
        reader: &mut Reader<'_>,
        is_first: &mut bool,
    ) -> Result<bool, EncodeError> {
        if self.skips_unknown(field, reader)? {
            return Ok(false);
        }
        if !field.has_presence
            && self.options.defaults == Defaults::Omit
            && skips_default(field, reader)?
        {
            return Ok(true);
        }
        self.key(field, is_first);
        self.value(field, reader)?;
        Ok(true)
    }

    /// Writes a list from its run of elements; returns whether there were any.
    pub(super) fn list(
        &mut self,
        field: &'p FieldPlan,
        mut tag: ReadTag,
        reader: &mut Reader<'_>,
        is_first: &mut bool,
    ) -> Result<bool, EncodeError> {
        let before = self.out.len();
        let was_first = *is_first;
        self.key(field, is_first);
        self.open(b'[');
        let mut count = 0;
        loop {
            self.elements(field, is_packed(field, tag.wire_type), reader, &mut count)?;
            match next_of_run(field, reader)? {
                Some(next) => tag = next,
                None => break,
            }
        }
        self.close(b']', count == 0);
        if count == 0 {
            self.out.truncate(before);
            *is_first = was_first;
        }
        Ok(count > 0)
    }

    /// Writes the elements of one value on the wire into a list that is open.
    pub(super) fn elements(
        &mut self,
        field: &'p FieldPlan,
        is_packed: bool,
        reader: &mut Reader<'_>,
        count: &mut usize,
    ) -> Result<(), EncodeError> {
        if !is_packed {
            return self.element(field, reader, count);
        }
        let mut packed = reader.message()?;
        while !packed.is_empty() {
            self.element(field, &mut packed, count)?;
        }
        Ok(())
    }

    fn element(
        &mut self,
        field: &'p FieldPlan,
        reader: &mut Reader<'_>,
        count: &mut usize,
    ) -> Result<(), EncodeError> {
        if self.skips_unknown(field, reader)? {
            return Ok(());
        }
        self.separate(&mut (*count == 0));
        self.value(field, reader).map_err(|error| error.at(count))?;
        *count += 1;
        self.check_size()
    }

    /// Reads past the value of a closed enum that does not declare it: it is an unknown field.
    #[inline]
    pub(super) fn skips_unknown(
        &self,
        field: &FieldPlan,
        reader: &mut Reader<'_>,
    ) -> Result<bool, EncodeError> {
        match field.kind {
            Kind::Enum(id) if field.is_closed_enum => self.skips_undeclared(id, reader),
            _ => Ok(false),
        }
    }

    fn skips_undeclared(&self, id: EnumId, reader: &mut Reader<'_>) -> Result<bool, EncodeError> {
        let plan = self.plans.enumeration(id);
        let mut behind = *reader;
        let is_known = plan.name(behind.varint()? as i32).is_some();
        if !is_known {
            *reader = behind;
        }
        Ok(!is_known)
    }

    /// Writes one value, whose tag was read.
    pub(super) fn value(
        &mut self,
        field: &'p FieldPlan,
        reader: &mut Reader<'_>,
    ) -> Result<(), EncodeError> {
        let out = &mut *self.out;
        // A varint that is too large for a narrower type is cut to its low bits, by protobuf.dev.
        match field.kind {
            Kind::Double => scalar::double(out, f64::from_bits(reader.fixed64()?)),
            Kind::Float => scalar::float(out, f32::from_bits(reader.fixed32()?)),
            Kind::Int32 => scalar::integer(out, reader.varint()? as i32),
            Kind::Uint32 => scalar::integer(out, reader.varint()? as u32),
            Kind::Sint32 => scalar::integer(out, zigzag(u64::from(reader.varint()? as u32)) as i32),
            Kind::Fixed32 => scalar::integer(out, reader.fixed32()?),
            Kind::Sfixed32 => scalar::integer(out, reader.fixed32()? as i32),
            Kind::Int64 => self.int64(reader.varint()? as i64),
            Kind::Uint64 => self.int64(reader.varint()?),
            Kind::Sint64 => self.int64(zigzag(reader.varint()?)),
            Kind::Fixed64 => self.int64(reader.fixed64()?),
            Kind::Sfixed64 => self.int64(reader.fixed64()? as i64),
            Kind::Bool => scalar::boolean(out, reader.varint()? != 0),
            Kind::String => self.string(reader.length()?, field.checks_utf8)?,
            Kind::Bytes => scalar::base64(out, reader.length()?),
            Kind::Enum(id) => self.enum_value(id, reader.varint()? as i32),
            Kind::Message(id) => self.message(id, reader.message()?)?,
            Kind::Group(id) => self.message(id, reader.group(field.number)?)?,
        }
        Ok(())
    }

    fn int64<I: itoa::Integer>(&mut self, value: I) {
        if self.options.int64_as_numbers {
            scalar::integer(self.out, value);
        } else {
            scalar::quoted_integer(self.out, value);
        }
    }

    /// Writes a string.
    ///
    /// One that need not be UTF-8 and is not has its broken parts replaced by U+FFFD, as the C++
    /// encoder does: proto2 allows them, so the back end is not at fault.
    pub(super) fn string(&mut self, bytes: &[u8], checks_utf8: bool) -> Result<(), EncodeError> {
        if scan::is_plain_ascii(bytes) {
            scalar::plain(self.out, bytes);
            return Ok(());
        }
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => scalar::string(self.out, text),
            Err(_) if checks_utf8 => return Err(EncodeError::new(EncodeErrorKind::Utf8)),
            Err(_) => scalar::string(self.out, &String::from_utf8_lossy(bytes)),
        }
        Ok(())
    }

    fn enum_value(&mut self, id: EnumId, number: i32) {
        let plan = self.plans.enumeration(id);
        if plan.is_null_value {
            self.out.extend_from_slice(b"null");
            return;
        }
        match plan.name(number) {
            Some(name) if !self.options.enums_as_numbers => {
                self.out.reserve(name.len() + 2);
                self.out.push(b'"');
                self.out.extend_from_slice(name.as_bytes());
                self.out.push(b'"');
            }
            Some(_) | None => scalar::integer(self.out, number),
        }
    }

    /// Writes what stands for a field that is not set.
    pub(super) fn unset_value(&mut self, field: &'p FieldPlan) -> Result<(), EncodeError> {
        match field.cardinality {
            Cardinality::Repeated => self.out.extend_from_slice(b"[]"),
            Cardinality::Map => self.out.extend_from_slice(b"{}"),
            Cardinality::Singular | Cardinality::Required => return self.default_value(field),
        }
        Ok(())
    }

    /// Writes the value that a scalar has by default; of a message, the empty one.
    pub(super) fn default_value(&mut self, field: &'p FieldPlan) -> Result<(), EncodeError> {
        match field.kind {
            Kind::Double
            | Kind::Float
            | Kind::Int32
            | Kind::Uint32
            | Kind::Sint32
            | Kind::Fixed32
            | Kind::Sfixed32 => self.out.push(b'0'),
            Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64 => {
                self.int64(0);
            }
            Kind::Bool => scalar::boolean(self.out, false),
            Kind::String | Kind::Bytes => self.out.extend_from_slice(b"\"\""),
            Kind::Enum(id) => self.enum_value(id, self.plans.enumeration(id).first),
            Kind::Message(id) | Kind::Group(id) => return self.message(id, Reader::new(&[])),
        }
        Ok(())
    }
}

/// Reads the next tag, if the next field is the same one.
pub(super) fn next_of_run(
    field: &FieldPlan,
    reader: &mut Reader<'_>,
) -> Result<Option<ReadTag>, WireError> {
    if reader.is_empty() {
        return Ok(None);
    }
    let mut behind = *reader;
    let tag = behind.tag()?;
    let is_same = tag.number == field.number && fits(field, tag.wire_type);
    if is_same {
        *reader = behind;
    }
    Ok(is_same.then_some(tag))
}

/// Reads past a value that is the default of its type.
#[inline]
pub(super) fn skips_default(field: &FieldPlan, reader: &mut Reader<'_>) -> Result<bool, WireError> {
    // A varint or a length that is not 0, most likely.
    if matches!(field.element, WireType::Varint | WireType::Length)
        && reader.peek().is_some_and(|byte| (1..0x80).contains(&byte))
    {
        return Ok(false);
    }
    skips_any_default(field, reader)
}

fn skips_any_default(field: &FieldPlan, reader: &mut Reader<'_>) -> Result<bool, WireError> {
    let mut behind = *reader;
    let is_default = match field.element {
        WireType::Varint => {
            let value = behind.varint()?;
            match field.kind {
                Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Bool => value == 0,
                _ => value as u32 == 0,
            }
        }
        WireType::Fixed64 => behind.fixed64()? == 0,
        WireType::Fixed32 => behind.fixed32()? == 0,
        WireType::Length => behind.length()?.is_empty(),
        WireType::StartGroup | WireType::EndGroup => false,
    };
    if is_default {
        *reader = behind;
    }
    Ok(is_default)
}

pub(super) const fn zigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
