//! Writing wire bytes: varints, tags, and length prefixes that are filled in afterwards.

use crate::transcode::plan::{Tag, WireType};

/// A varint of 64 bits takes at most ten bytes.
const VARINT_SIZE_MAX: usize = 10;

const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

#[inline]
pub fn varint(out: &mut Vec<u8>, value: u64) {
    if value < 0x80 {
        out.push(low_bits(value));
    } else {
        long_varint(out, value);
    }
}

fn long_varint(out: &mut Vec<u8>, value: u64) {
    let mut bytes = [0; VARINT_SIZE_MAX];
    let size = fill(&mut bytes, value);
    // All of them at once: a fixed number of bytes is a store or two.
    let end = out.len() + size;
    out.extend_from_slice(&bytes);
    out.truncate(end);
}

/// The varint of an `int32` or an enum: negative numbers are extended to 64 bits.
pub fn varint_i32(out: &mut Vec<u8>, value: i32) {
    varint(out, i64::from(value).cast_unsigned());
}

pub const fn zigzag32(value: i32) -> u32 {
    ((value << 1) ^ (value >> 31)).cast_unsigned()
}

pub const fn zigzag64(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)).cast_unsigned()
}

/// The value of a number, a boolean or an enum: what a varint holds, or the bits of a fixed one.
#[inline]
pub fn bits(out: &mut Vec<u8>, wire_type: WireType, bits: u64) {
    match wire_type {
        WireType::Fixed64 => out.extend_from_slice(&bits.to_le_bytes()),
        WireType::Fixed32 => out.extend_from_slice(&(bits as u32).to_le_bytes()),
        WireType::Varint | WireType::Length | WireType::StartGroup | WireType::EndGroup => {
            varint(out, bits);
        }
    }
}

#[inline]
pub fn tag(out: &mut Vec<u8>, tag: &Tag) {
    if let Some(byte) = tag.as_byte() {
        return out.push(byte);
    }
    // A fixed number of bytes is one store; what is not wanted of them goes again.
    let end = out.len() + tag.size();
    out.extend_from_slice(&tag.padded());
    out.truncate(end);
}

/// A string or bytes with its tag and length.
#[inline]
pub fn tagged_bytes(out: &mut Vec<u8>, tag: &Tag, content: &[u8]) {
    self::tag(out, tag);
    bytes(out, content);
}

/// The first `size` bytes of a text with their length before them.
// Always inline: most strings take the short way.
#[inline(always)]
pub fn start_of(out: &mut Vec<u8>, text: &[u8], size: usize) {
    let (Some(block), ..=BLOCK) = (text.first_chunk::<BLOCK>(), size) else {
        return bytes(out, text.get(..size).unwrap_or_default());
    };
    out.push(low_bits(size as u64));
    let end = out.len() + size;
    out.extend_from_slice(block);
    out.truncate(end);
}

/// Strings of up to this size are copied by a few stores, without a call.
const BLOCK: usize = 48;

/// Bytes or a string with the length before it.
#[inline]
pub fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A length prefix that is not known yet: its place is reserved and filled when what it measures
/// has been written.
#[derive(Debug)]
#[must_use = "a length that is not closed is not written"]
pub struct Length {
    /// Where the prefix starts.
    at: usize,
    width: u8,
}

impl Length {
    /// Reserves as many bytes as the prefix is expected to take.
    #[inline]
    pub fn open(out: &mut Vec<u8>, width: u8) -> Self {
        let width = width.clamp(1, 5);
        let at = out.len();
        // At once as wide as it can be: a fixed number of bytes is one store.
        out.extend_from_slice(&[0; 8]);
        out.truncate(at + usize::from(width));
        Self { at, width }
    }

    /// Where what is measured starts.
    pub fn start(&self) -> usize {
        self.at + usize::from(self.width)
    }

    /// Writes the length, moving what it measures if the guess was wrong. Answers the width that
    /// it took, to be expected the next time.
    #[inline]
    pub fn close(self, out: &mut Vec<u8>) -> u8 {
        let length = out.len().saturating_sub(self.start());
        if self.width == 1
            && length < 0x80
            && let Some(place) = out.get_mut(self.at)
        {
            *place = low_bits(length as u64);
            return 1;
        }
        self.close_wide(out, length)
    }

    fn close_wide(self, out: &mut Vec<u8>, length: usize) -> u8 {
        let mut bytes = [0; VARINT_SIZE_MAX];
        let size = fill(&mut bytes, length as u64);
        let prefix = bytes.get(..size).unwrap_or_default();
        let start = self.start();
        if size == usize::from(self.width)
            && let Some(place) = out.get_mut(self.at..start)
        {
            place.copy_from_slice(prefix);
        } else {
            self.resize(out, prefix);
        }
        u8::try_from(size).unwrap_or(u8::MAX)
    }

    /// Moves what follows, so that exactly `prefix` fits before it.
    #[cold]
    fn resize(&self, out: &mut Vec<u8>, prefix: &[u8]) {
        let (from, to) = (self.start(), self.at + prefix.len());
        let end = out.len();
        if to > from {
            out.resize(end + (to - from), 0);
        }
        out.copy_within(from..end, to);
        out.truncate(end - from + to);
        if let Some(place) = out.get_mut(self.at..to) {
            place.copy_from_slice(prefix);
        }
    }

    /// Takes back the prefix and all that follows it.
    pub fn abandon(self, out: &mut Vec<u8>) {
        out.truncate(self.at);
    }
}

/// The bytes that a varint takes, and how many of them.
#[inline]
fn fill(bytes: &mut [u8; VARINT_SIZE_MAX], value: u64) -> usize {
    let size = (70 - (value | 1).leading_zeros() as usize) / 7;
    // All bytes but the last have their high bit set.
    let marked = 8 * (size - 1).min(8) as u32;
    let marks = HIGHS & u64::MAX.checked_shr(u64::BITS - marked).unwrap_or_default();
    let [b0, b1, b2, b3, b4, b5, b6, b7] = (spread(value) | marks).to_le_bytes();
    let b8 = low_bits(value >> 56) | if size > 9 { 0x80 } else { 0 };
    let b9 = low_bits(value >> 63);
    *bytes = [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9];
    size
}

/// Puts the lower 56 bits into the lower seven bits of eight bytes, halving groups.
#[inline]
const fn spread(value: u64) -> u64 {
    let fours = (value & 0x0fff_ffff) | (value & 0x00ff_ffff_f000_0000) << 4;
    let twos = (fours & 0x0000_3fff_0000_3fff) | (fours & 0x0fff_c000_0fff_c000) << 2;
    (twos & 0x007f_007f_007f_007f) | (twos & 0x3f80_3f80_3f80_3f80) << 1
}

const fn low_bits(value: u64) -> u8 {
    let [low, ..] = value.to_le_bytes();
    low & 0x7f
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints_are_what_prost_writes() {
        for shift in 0..64 {
            for value in [1_u64 << shift, (1 << shift) - 1, u64::MAX >> shift] {
                let (mut ours, mut theirs) = (Vec::new(), Vec::new());
                varint(&mut ours, value);
                prost::encoding::encode_varint(value, &mut theirs);
                assert_eq!(ours, theirs, "{value}");
            }
        }
    }

    #[test]
    fn negative_numbers_zigzag() {
        assert_eq!(
            [0, -1, 1, i32::MAX, i32::MIN].map(zigzag32),
            [0, 1, 2, u32::MAX - 1, u32::MAX]
        );
        assert_eq!([0, -1, 1, i64::MIN].map(zigzag64), [0, 1, 2, u64::MAX]);
    }

    #[test]
    fn a_length_is_right_whatever_width_was_guessed() {
        for length in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, 0x1f_ffff, 0x20_0000] {
            for width in 0..7 {
                let content = vec![7; length];
                let mut out = vec![1, 2];
                let prefix = Length::open(&mut out, width);
                out.extend_from_slice(&content);
                let mut expected = vec![1, 2];
                bytes(&mut expected, &content);
                let took = prefix.close(&mut out);
                assert_eq!(usize::from(took), expected.len() - length - 2);
                assert!(out == expected, "length {length}, width {width}");
            }
        }
    }

    #[test]
    fn an_abandoned_length_leaves_nothing() {
        let mut out = vec![1];
        let prefix = Length::open(&mut out, 2);
        out.push(9);
        prefix.abandon(&mut out);
        assert_eq!(out, [1]);
    }

    #[test]
    fn tags_of_every_width() {
        for number in [1, 16, 2048, 536_870_911] {
            let mut out = Vec::new();
            tag(&mut out, &Tag::new(number, WireType::Length));
            assert_eq!(out, Tag::new(number, WireType::Length).as_bytes());
        }
    }
}
