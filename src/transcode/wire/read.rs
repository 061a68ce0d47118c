//! Reads the wire format with every bound checked.
//!
//! A [`Reader`] is a cursor over a whole buffer with an end; the reader of a message inside is the
//! same buffer with a nearer end, so that the offset in an error is always that of the buffer.
//! Nothing is allocated. Source of the rules: protobuf.dev, "Encoding"; where it is silent, the
//! C++ parser.

use crate::transcode::DEPTH_MAX;
use crate::transcode::plan::WireType;

/// A cursor over wire bytes.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Ends where the message that is read ends.
    bytes: &'a [u8],
    at: usize,
}

/// A field's number and the form of the value that follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadTag {
    pub number: u32,
    pub wire_type: WireType,
}

/// A value as it stands on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WireValue<'a> {
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    /// A string, bytes, a message, or packed elements.
    Length(&'a [u8]),
    /// What stands between the two tags of a group.
    Group(&'a [u8]),
}

/// Bytes that are not the wire format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at byte {at}")]
pub struct WireError {
    pub kind: WireErrorKind,
    /// The offset in the buffer that was given.
    pub at: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireErrorKind {
    #[error("the bytes end inside a value")]
    Truncated,
    #[error("a varint is longer than ten bytes")]
    VarintTooLong,
    #[error("a tag is larger than 32 bits")]
    TagTooLarge,
    #[error("field number 0")]
    FieldNumber,
    #[error("wire type {0} does not exist")]
    WireType(u8),
    #[error("a group ends that did not start")]
    GroupEnd,
    #[error("groups nest too deeply")]
    GroupDepth,
}

/// One step of a path into nested messages: a field's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldStep(pub u32);

/// The last occurrence of the field at `path`, whose steps but the last are singular messages.
///
/// Messages that occur more than once merge, so the last occurrence counts, whichever of them it
/// is in. `None` when the field does not occur, or the path is empty.
///
/// # Errors
/// When `wire` is not a message.
pub fn last_value<'a>(
    wire: &'a [u8],
    path: &[FieldStep],
) -> Result<Option<WireValue<'a>>, WireError> {
    let mut last = None;
    if let Some((field, parents)) = path.split_last() {
        visit(Reader::new(wire), parents, &mut |tag, value| {
            if tag.number == field.0 {
                last = Some(value);
            }
        })?;
    }
    Ok(last)
}

/// Whether the message at `path` (the outermost, if it is empty) has one of the fields `numbers`.
///
/// # Errors
/// When `wire` is not a message.
pub fn contains_any(wire: &[u8], path: &[FieldStep], numbers: &[u32]) -> Result<bool, WireError> {
    let mut is_found = false;
    visit(Reader::new(wire), path, &mut |tag, _| {
        is_found |= numbers.contains(&tag.number);
    })?;
    Ok(is_found)
}

/// Shows `found` every field of every message that stands at `path`.
fn visit<'a>(
    mut reader: Reader<'a>,
    path: &[FieldStep],
    found: &mut dyn FnMut(ReadTag, WireValue<'a>),
) -> Result<(), WireError> {
    while !reader.is_empty() {
        let tag = reader.tag()?;
        let start = reader;
        let value = reader.value(tag)?;
        match path.split_first() {
            None => found(tag, value),
            Some((step, rest)) if step.0 == tag.number => {
                if let Some(inner) = start.inner(tag)? {
                    visit(inner, rest, found)?;
                }
            }
            Some(_) => {}
        }
    }
    Ok(())
}

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub const fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The offset of the next byte.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// The same bytes, read from `position` on.
    pub const fn at(self, position: usize) -> Self {
        Self {
            bytes: self.bytes,
            at: position,
        }
    }

    /// What is left to read.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next byte, which stays.
    pub fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads a tag.
    ///
    /// # Errors
    /// When there is none, its number is 0, or its wire type does not exist.
    #[inline]
    pub fn tag(&mut self) -> Result<ReadTag, WireError> {
        let start = self.at;
        let raw = match self.bytes.get(self.at) {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                u32::from(byte)
            }
            _ => self.long_tag()?,
        };
        let wire_type = match raw & 7 {
            0 => WireType::Varint,
            1 => WireType::Fixed64,
            2 => WireType::Length,
            3 => WireType::StartGroup,
            4 => WireType::EndGroup,
            5 => WireType::Fixed32,
            6 => return Err(fault(WireErrorKind::WireType(6), start)),
            _ => return Err(fault(WireErrorKind::WireType(7), start)),
        };
        match raw >> 3 {
            0 => Err(fault(WireErrorKind::FieldNumber, start)),
            number => Ok(ReadTag { number, wire_type }),
        }
    }

    fn long_tag(&mut self) -> Result<u32, WireError> {
        let start = self.at;
        let raw = self.varint()?;
        // The C++ parser takes an over-long tag of up to five bytes.
        if self.at - start > TAG_BYTES_MAX {
            return Err(fault(WireErrorKind::TagTooLarge, start));
        }
        u32::try_from(raw).map_err(|_| fault(WireErrorKind::TagTooLarge, start))
    }

    /// Reads a varint. What its tenth byte has above the 64th bit is lost, as in the C++ parser.
    ///
    /// # Errors
    /// When it does not end, or not within ten bytes.
    #[inline]
    pub fn varint(&mut self) -> Result<u64, WireError> {
        match self.bytes.get(self.at) {
            Some(&byte) if byte < 0x80 => {
                self.at += 1;
                Ok(u64::from(byte))
            }
            _ => self.long_varint(),
        }
    }

    fn long_varint(&mut self) -> Result<u64, WireError> {
        let start = self.at;
        let mut value = 0;
        for (index, &byte) in (0_usize..).zip(self.rest().iter().take(VARINT_BYTES_MAX)) {
            value |= u64::from(byte & 0x7f) << (7 * index);
            if byte < 0x80 {
                self.at = start + index + 1;
                return Ok(value);
            }
        }
        Err(fault(
            if self.rest().len() < VARINT_BYTES_MAX {
                WireErrorKind::Truncated
            } else {
                WireErrorKind::VarintTooLong
            },
            start,
        ))
    }

    /// Reads four bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn fixed32(&mut self) -> Result<u32, WireError> {
        match self.rest().first_chunk() {
            Some(bytes) => {
                self.at += bytes.len();
                Ok(u32::from_le_bytes(*bytes))
            }
            None => Err(fault(WireErrorKind::Truncated, self.at)),
        }
    }

    /// Reads eight bytes.
    ///
    /// # Errors
    /// When there are fewer.
    pub fn fixed64(&mut self) -> Result<u64, WireError> {
        match self.rest().first_chunk() {
            Some(bytes) => {
                self.at += bytes.len();
                Ok(u64::from_le_bytes(*bytes))
            }
            None => Err(fault(WireErrorKind::Truncated, self.at)),
        }
    }

    /// Reads a length and as many bytes.
    ///
    /// # Errors
    /// When there are fewer.
    #[inline]
    pub fn length(&mut self) -> Result<&'a [u8], WireError> {
        let inner = self.message()?;
        Ok(inner.rest())
    }

    /// Reads a length and gives a reader of as many bytes.
    ///
    /// # Errors
    /// When there are fewer.
    #[inline]
    pub fn message(&mut self) -> Result<Self, WireError> {
        let start = self.at;
        let length = self.varint()?;
        let inner = usize::try_from(length)
            .ok()
            .and_then(|length| self.at.checked_add(length))
            .and_then(|end| self.bytes.get(..end))
            .map(|bytes| Self { bytes, at: self.at })
            .ok_or_else(|| fault(WireErrorKind::Truncated, start))?;
        self.at = inner.bytes.len();
        Ok(inner)
    }

    /// Reads a group, whose start tag was read, and gives a reader of what is in it.
    ///
    /// # Errors
    /// When it does not end, or what is in it is not a message.
    pub fn group(&mut self, number: u32) -> Result<Self, WireError> {
        let start = self.at;
        let end = self.skip_group(number, DEPTH_MAX)?;
        let bytes = self.bytes.get(..end).unwrap_or_default();
        Ok(Self { bytes, at: start })
    }

    /// Skips to behind the end tag of a group; returns where that tag starts.
    fn skip_group(&mut self, number: u32, depth_left: u32) -> Result<usize, WireError> {
        let depth_left = depth_left
            .checked_sub(1)
            .ok_or_else(|| fault(WireErrorKind::GroupDepth, self.at))?;
        loop {
            let end = self.at;
            let tag = self.tag()?;
            match tag.wire_type {
                WireType::EndGroup if tag.number == number => return Ok(end),
                WireType::EndGroup => return Err(fault(WireErrorKind::GroupEnd, end)),
                WireType::StartGroup => {
                    self.skip_group(tag.number, depth_left)?;
                }
                WireType::Varint | WireType::Fixed64 | WireType::Length | WireType::Fixed32 => {
                    self.skip(tag)?;
                }
            }
        }
    }

    /// Skips the value of a tag that was read.
    ///
    /// # Errors
    /// When it is cut, or it is a group and what is in it is not a message.
    #[inline]
    pub fn skip(&mut self, tag: ReadTag) -> Result<(), WireError> {
        match tag.wire_type {
            WireType::Varint => self.varint().map(drop),
            WireType::Fixed64 => self.fixed64().map(drop),
            WireType::Fixed32 => self.fixed32().map(drop),
            WireType::Length => self.message().map(drop),
            WireType::StartGroup => self.skip_group(tag.number, DEPTH_MAX).map(drop),
            WireType::EndGroup => Err(fault(WireErrorKind::GroupEnd, self.at)),
        }
    }

    /// Reads the value of a tag that was read.
    ///
    /// # Errors
    /// As [`Self::skip`].
    pub fn value(&mut self, tag: ReadTag) -> Result<WireValue<'a>, WireError> {
        Ok(match tag.wire_type {
            WireType::Varint => WireValue::Varint(self.varint()?),
            WireType::Fixed64 => WireValue::Fixed64(self.fixed64()?),
            WireType::Fixed32 => WireValue::Fixed32(self.fixed32()?),
            WireType::Length => WireValue::Length(self.length()?),
            WireType::StartGroup => WireValue::Group(self.group(tag.number)?.rest()),
            WireType::EndGroup => return Err(fault(WireErrorKind::GroupEnd, self.at)),
        })
    }

    /// A reader of the message or group that follows a tag; `None` of any other value.
    fn inner(mut self, tag: ReadTag) -> Result<Option<Self>, WireError> {
        match tag.wire_type {
            WireType::Length => self.message().map(Some),
            WireType::StartGroup => self.group(tag.number).map(Some),
            WireType::Varint | WireType::Fixed64 | WireType::Fixed32 | WireType::EndGroup => {
                Ok(None)
            }
        }
    }
}

#[cold]
const fn fault(kind: WireErrorKind, at: usize) -> WireError {
    WireError { kind, at }
}

const VARINT_BYTES_MAX: usize = 10;
const TAG_BYTES_MAX: usize = 5;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn varint(bytes: &[u8]) -> Result<u64, WireErrorKind> {
        Reader::new(bytes).varint().map_err(|error| error.kind)
    }

    #[test]
    fn varints_are_read_up_to_ten_bytes() {
        let mut longest = [0xff; 10];
        longest[9] = 0x01;
        let mut spilling = [0xff; 10];
        spilling[9] = 0x7f;
        for (bytes, expected) in [
            (&[0x00][..], Ok(0)),
            (&[0x7f], Ok(127)),
            (&[0x96, 0x01], Ok(150)),
            (&[0x80, 0x80, 0x00], Ok(0)),
            (&longest, Ok(u64::MAX)),
            (&spilling, Ok(u64::MAX)),
            (&[], Err(WireErrorKind::Truncated)),
            (&[0x80], Err(WireErrorKind::Truncated)),
            (&[0x80; 9], Err(WireErrorKind::Truncated)),
            (&[0x80; 10], Err(WireErrorKind::VarintTooLong)),
            (&[0x80; 11], Err(WireErrorKind::VarintTooLong)),
        ] {
            assert_eq!(varint(bytes), expected, "{bytes:x?}");
        }
    }

    #[test]
    fn tags_that_cannot_be_are_refused() {
        for (bytes, expected) in [
            (&[0x08][..], Ok((1, WireType::Varint))),
            (&[0x88, 0x80, 0x80, 0x80, 0x00], Ok((1, WireType::Varint))),
            (
                &[0xfd, 0xff, 0xff, 0xff, 0x0f],
                Ok(((1 << 29) - 1, WireType::Fixed32)),
            ),
            (
                &[0x88, 0x80, 0x80, 0x80, 0x80, 0x00],
                Err(WireErrorKind::TagTooLarge),
            ),
            (
                &[0xff, 0xff, 0xff, 0xff, 0x1f],
                Err(WireErrorKind::TagTooLarge),
            ),
            (&[0x00], Err(WireErrorKind::FieldNumber)),
            (&[0x0e], Err(WireErrorKind::WireType(6))),
            (&[0x0f], Err(WireErrorKind::WireType(7))),
            (&[], Err(WireErrorKind::Truncated)),
        ] {
            let tag = Reader::new(bytes).tag();
            let read = tag
                .map(|tag| (tag.number, tag.wire_type))
                .map_err(|error| error.kind);
            assert_eq!(read, expected, "{bytes:x?}");
        }
    }

    fn skip(bytes: &[u8]) -> Result<usize, WireError> {
        let mut reader = Reader::new(bytes);
        let tag = reader.tag()?;
        reader.skip(tag)?;
        Ok(reader.position())
    }

    #[test]
    fn values_are_skipped_whole() {
        for (bytes, expected) in [
            (&[0x08, 0x96, 0x01][..], Ok(3)),
            (&[0x09, 1, 2, 3, 4, 5, 6, 7, 8], Ok(9)),
            (&[0x0d, 1, 2, 3, 4], Ok(5)),
            (&[0x0a, 2, 3, 4, 9], Ok(4)),
            // Field 1 is a group of field 2 = 5 and of a group 3.
            (&[0x0b, 0x10, 5, 0x1b, 0x1c, 0x0c], Ok(6)),
            (&[0x0a, 2, 3], Err((WireErrorKind::Truncated, 1))),
            (&[0x0d, 1, 2, 3], Err((WireErrorKind::Truncated, 1))),
            (&[0x09, 1, 2, 3], Err((WireErrorKind::Truncated, 1))),
            (&[0x0b, 0x10, 5], Err((WireErrorKind::Truncated, 3))),
            (&[0x0b, 0x14], Err((WireErrorKind::GroupEnd, 1))),
            (&[0x0c], Err((WireErrorKind::GroupEnd, 1))),
            (
                &[
                    0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
                ],
                Err((WireErrorKind::Truncated, 1)),
            ),
        ] {
            let read = skip(bytes).map_err(|error| (error.kind, error.at));
            assert_eq!(read, expected, "{bytes:x?}");
        }
    }

    #[test]
    fn groups_nest_to_the_limit() {
        let nested = |depth: usize| [vec![0x0b; depth], vec![0x0c; depth]].concat();
        let limit = DEPTH_MAX as usize;
        assert_eq!(skip(&nested(limit)), Ok(2 * limit));
        for depth in [limit + 1, 10_000] {
            let error = skip(&nested(depth)).unwrap_err();
            assert_eq!(error.kind, WireErrorKind::GroupDepth);
        }
    }

    #[test]
    fn the_offset_in_a_nested_message_is_that_of_the_buffer() {
        let bytes = [0x0a, 0x03, 0x08, 0x01, 0x0f];
        let mut reader = Reader::new(&bytes);
        reader.tag().unwrap();
        let mut inner = reader.message().unwrap();
        assert!(reader.is_empty());
        inner.tag().unwrap();
        inner.varint().unwrap();
        assert_eq!(inner.tag().unwrap_err().at, 4);
    }

    #[test]
    fn the_last_value_at_a_path_counts() {
        // 1 { 2: 3 }, 1 { 2: 4, 3: 1 }, 1 { 3: 2 }, 4: "ab", group 5 { 6: 7 }
        let wire = [
            0x0a, 2, 0x10, 3, 0x0a, 4, 0x10, 4, 0x18, 1, 0x0a, 2, 0x18, 2, 0x22, 2, b'a', b'b',
            0x2b, 0x30, 7, 0x2c,
        ];
        for (path, expected) in [
            (&[1, 2][..], Some(WireValue::Varint(4))),
            (&[1, 3], Some(WireValue::Varint(2))),
            (&[4], Some(WireValue::Length(b"ab"))),
            (&[5, 6], Some(WireValue::Varint(7))),
            (&[5], Some(WireValue::Group(&[0x30, 7]))),
            (&[1], Some(WireValue::Length(&[0x18, 2]))),
            (&[6], None),
            (&[1, 1], None),
            (&[], None),
        ] {
            let path: Vec<_> = path.iter().copied().map(FieldStep).collect();
            assert_eq!(last_value(&wire, &path), Ok(expected), "{path:?}");
        }
        assert_eq!(contains_any(&wire, &[FieldStep(1)], &[9, 3]), Ok(true));
        assert_eq!(contains_any(&wire, &[FieldStep(1)], &[9]), Ok(false));
        assert_eq!(contains_any(&wire, &[], &[5]), Ok(true));
        assert!(contains_any(&wire[..5], &[], &[5]).is_err());
    }
}
