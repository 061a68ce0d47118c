//! Runs of plain characters in strings, found sixteen bytes at a time.
//!
//! Plain is what stands in a JSON string as it is: everything but a quote, a backslash and the
//! control characters (RFC 8259 §7).

use wide::u8x16;

/// The first byte at or after `from` that is not plain, or the end.
#[inline]
pub(super) fn end_of_plain(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let mut rest = bytes.get(at..).unwrap_or_default();
    while let Some((block, more)) = rest.split_first_chunk() {
        let found = special(u8x16::new(*block));
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += BLOCK;
        rest = more;
    }
    at + end_of_short(rest)
}

/// Whether all bytes are plain and ASCII.
#[inline]
pub(super) fn is_plain_ascii(bytes: &[u8]) -> bool {
    if let (Some((first, _)), Some((_, last))) =
        (bytes.split_first_chunk(), bytes.split_last_chunk())
    {
        let mut bad = reserved(u8x16::new(*first)) | reserved(u8x16::new(*last));
        // The last block overlaps the one before, so that nothing is left over.
        for block in bytes.chunks_exact(BLOCK).skip(1) {
            if let Some(block) = block.first_chunk() {
                bad |= reserved(u8x16::new(*block));
            }
        }
        return bad.to_bitmask() == 0;
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let (first, last) = (u64::from_le_bytes(*first), u64::from_le_bytes(*last));
        return special_of_word(first) | special_of_word(last) | (first | last) & HIGHS == 0;
    }
    bytes.iter().all(|byte| is_plain(*byte) && byte.is_ascii())
}

/// Of fewer than [`BLOCK`] bytes.
#[inline]
fn end_of_short(bytes: &[u8]) -> usize {
    let mut at = 0;
    let mut rest = bytes;
    while let Some((eight, more)) = rest.split_first_chunk() {
        let found = special_of_word(u64::from_le_bytes(*eight));
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
        rest = more;
    }
    let end = rest.iter().position(|byte| !is_plain(*byte));
    at + end.unwrap_or(rest.len())
}

/// A bit for each byte that is not plain.
#[inline]
fn special(block: u8x16) -> u32 {
    let quotes = block.simd_eq(u8x16::splat(b'"'));
    let backslashes = block.simd_eq(u8x16::splat(b'\\'));
    let controls = block.simd_le(u8x16::splat(CONTROL_MAX));
    (quotes | backslashes | controls).to_bitmask()
}

/// The high bit of each byte that is not plain, or not ASCII.
#[inline]
fn reserved(block: u8x16) -> u8x16 {
    let quotes = block.simd_eq(u8x16::splat(b'"'));
    let backslashes = block.simd_eq(u8x16::splat(b'\\'));
    let controls = block.simd_le(u8x16::splat(CONTROL_MAX));
    quotes | backslashes | controls | block
}

/// Sets the high bit of the first byte that is not plain. Bytes after it may be marked falsely,
/// by the borrow of the subtraction.
#[inline]
const fn special_of_word(word: u64) -> u64 {
    let quote = word ^ (ONES * b'"' as u64);
    let backslash = word ^ (ONES * b'\\' as u64);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (quote | backslash | control) & HIGHS
}

const fn is_plain(byte: u8) -> bool {
    !matches!(byte, b'"' | b'\\' | 0..=CONTROL_MAX)
}

const BLOCK: usize = 16;
const CONTROL_MAX: u8 = 0x1f;
const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters beyond ASCII, and the neighbours of what is looked for.
    const PLAIN: [u8; 10] = [0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f, 0x80, 0xa2, 0xdc, 0xff];

    fn plain(length: usize, of: &[u8]) -> Vec<u8> {
        of.iter().copied().cycle().take(length).collect()
    }

    #[test]
    fn the_scan_stops_at_each_special_byte_at_every_place() {
        for special in (0..0x20).chain([b'"', b'\\']) {
            for before in 0..70 {
                let mut bytes = plain(before, &PLAIN);
                bytes.push(special);
                bytes.extend_from_slice(b"\"\\xxxxxxxxxxxxxxxxxxxxxxx");
                for after in before..bytes.len() {
                    assert_eq!(end_of_plain(&bytes[..after], 0), before, "{special}");
                }
                let from = before / 2;
                assert_eq!(end_of_plain(&bytes, from), before);
            }
        }
    }

    #[test]
    fn one_byte_that_is_not_plain_ascii_is_found_at_every_place() {
        for length in 0..70 {
            let mut bytes = plain(length, PLAIN.get(..6).unwrap_or_default());
            assert!(is_plain_ascii(&bytes), "{length}");
            for at in 0..length {
                for bad in (0..0x20).chain([b'"', b'\\', 0x80, 0xc3, 0xff]) {
                    let good = std::mem::replace(&mut bytes[at], bad);
                    assert!(!is_plain_ascii(&bytes), "{bad} at {at} of {length}");
                    bytes[at] = good;
                }
            }
        }
    }
}
