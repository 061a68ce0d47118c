#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use proptest::prelude::*;

use super::*;

const NO_LIMIT: ByteSize = ByteSize(u64::MAX);
const HELLO: &[u8] = b"hello hello hello hello";

/// [`HELLO`] as other programs compress it: Python, Python, Node and zstd.
const FOREIGN: [(Coding, &[u8]); 4] = [
    (
        Coding::Gzip,
        b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcbH\xcd\xc9\xc9W\xc8@'\x01\xe3Q=\x8d\x17\0\0\0",
    ),
    (
        Coding::Deflate,
        b"x\x9c\xcbH\xcd\xc9\xc9W\xc8@'\x01h\x03\x08\xb1",
    ),
    (
        Coding::Brotli,
        b"\x1b\x16\0\xf8\x8d\x94n\xdeDU\x86\x96l o!O\x1c\xe08",
    ),
    (Coding::Zstd, ZSTD),
];
const ZSTD: &[u8] = b"(\xb5/\xfd\x04Xe\x00\x000hello \x01\x00\x99K\x11\x17^\xae\x0d";

fn compress(coding: Coding, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
    compressor.push(bytes, &mut out).unwrap();
    compressor.finish(&mut out).unwrap();
    out
}

/// Everything that comes out of chunks, and the largest piece of it.
fn decompress(
    coding: Coding,
    limit: ByteSize,
    chunks: &[&[u8]],
) -> Result<(Vec<u8>, usize), CodingError> {
    let mut decompressor = Decompressor::new(coding, limit).unwrap();
    let (mut plain, mut largest) = (Vec::new(), 0);
    for chunk in chunks {
        decompressor.push(Bytes::copy_from_slice(chunk));
        while let Some(piece) = decompressor.next()? {
            assert!(!piece.is_empty());
            largest = largest.max(piece.len());
            plain.extend_from_slice(&piece);
        }
    }
    decompressor.finish()?;
    Ok((plain, largest))
}

fn plain(coding: Coding, bytes: &[u8]) -> Result<Vec<u8>, CodingError> {
    decompress(coding, NO_LIMIT, &[bytes]).map(|(plain, _)| plain)
}

/// Text that compresses a little, as JSON does.
fn text(length: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let mut letters = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b"{\"name\":12, true}"[(state >> 24) as usize % 17]
    });
    letters.by_ref().take(length).collect()
}

#[test]
fn names_are_those_of_the_registry() {
    for (token, expected) in [
        ("gzip", Some(Coding::Gzip)),
        ("GZip", Some(Coding::Gzip)),
        ("x-gzip", Some(Coding::Gzip)),
        ("deflate", Some(Coding::Deflate)),
        ("br", Some(Coding::Brotli)),
        ("zstd", Some(Coding::Zstd)),
        ("identity", None),
        ("brotli", None),
        ("", None),
        ("gzip ", None),
    ] {
        assert_eq!(Coding::of_token(token.as_bytes()), expected, "{token}");
    }
}

#[test]
fn what_other_programs_compress_is_read_at_every_split_point() {
    for (coding, bytes) in FOREIGN {
        for split in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(split);
            let found = decompress(coding, NO_LIMIT, &[head, tail]);
            assert_eq!(found.unwrap().0, HELLO, "{coding:?} {split}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decompress(coding, NO_LIMIT, &single).unwrap().0, HELLO);
    }
}

#[test]
fn a_stream_that_breaks_off_is_truncated() {
    for (coding, bytes) in FOREIGN {
        for end in 1..bytes.len() {
            let found = plain(coding, &bytes[..end]);
            assert_eq!(
                found,
                Err(CodingError::Truncated(coding)),
                "{coding:?} {end}"
            );
        }
        assert_eq!(plain(coding, b""), Ok(Vec::new()));
    }
}

#[test]
fn bytes_that_are_something_else_are_corrupt_for_good() {
    for (coding, bytes) in FOREIGN {
        let garbage = [&b"\xff\xff\xff\xff"[..], bytes].concat();
        let corrupt = Err(CodingError::Corrupt(coding));
        assert_eq!(plain(coding, &garbage), corrupt, "{coding:?}");
        let mut decompressor = Decompressor::new(coding, NO_LIMIT).unwrap();
        decompressor.push(garbage.into());
        for _ in 0..2 {
            assert_eq!(
                decompressor.next().map(|_| ()),
                Err(CodingError::Corrupt(coding))
            );
            assert_eq!(decompressor.finish(), Err(CodingError::Corrupt(coding)));
            decompressor.push(Bytes::copy_from_slice(bytes));
        }
        for (other, foreign) in FOREIGN {
            assert_eq!(
                plain(coding, foreign).is_ok(),
                coding == other,
                "{coding:?} {other:?}"
            );
        }
    }
}

#[test]
fn a_wrong_checksum_is_corrupt() {
    for (coding, from_end) in [
        (Coding::Gzip, 8),
        (Coding::Gzip, 1),
        (Coding::Deflate, 1),
        (Coding::Zstd, 1),
    ] {
        let bytes = FOREIGN.iter().find(|(one, _)| *one == coding).unwrap().1;
        let mut bytes = bytes.to_vec();
        let at = bytes.len() - from_end;
        bytes[at] ^= 1;
        assert_eq!(
            plain(coding, &bytes),
            Err(CodingError::Corrupt(coding)),
            "{coding:?}"
        );
    }
}

#[test]
fn members_and_frames_follow_each_other_where_the_coding_has_them() {
    for (coding, bytes) in FOREIGN {
        let twice = [bytes, bytes].concat();
        let has_more = matches!(coding, Coding::Gzip | Coding::Zstd);
        for split in 1..=twice.len() {
            let (head, tail) = twice.split_at(split);
            let found = decompress(coding, NO_LIMIT, &[head, tail]).map(|(plain, _)| plain);
            let expected = if has_more {
                Ok([HELLO, HELLO].concat())
            } else {
                Err(CodingError::Corrupt(coding))
            };
            assert_eq!(found, expected, "{coding:?} {split}");
        }
        let trailing = [bytes, b"\0\0\0\0\0\0\0\0\0\0"].concat();
        assert_eq!(
            plain(coding, &trailing),
            Err(CodingError::Corrupt(coding)),
            "{coding:?}"
        );
    }
}

#[test]
fn what_needs_much_memory_or_old_code_is_refused() {
    for bytes in [
        // A window of 128 MiB.
        &b"(\xb5/\xfd\x04\x88e\x00\x000hello \x01\x00\x99K\x11\x17^\xae\x0d"[..],
        // A frame to be skipped, and the format of zstd 0.7.
        b"\x50\x2a\x4d\x18\0\0\0\0",
        b"\x27\xb5\x2f\xfd\x60\x01\0\0\0",
    ] {
        assert_eq!(
            plain(Coding::Zstd, bytes),
            Err(CodingError::Corrupt(Coding::Zstd)),
            "{bytes:?}"
        );
    }
    // A window of 8 MiB is read.
    assert_eq!(
        plain(
            Coding::Zstd,
            b"(\xb5/\xfd\x04he\x00\x000hello \x01\x00\x99K\x11\x17^\xae\x0d"
        )
        .as_deref(),
        Ok(HELLO)
    );
    // The header of a large window, of 2^26 bytes.
    let large = b"\x11ZX\x00\xe07R\xbay\x13U\x19Z\xb2\x81\xbc\x85<q\x00\xc7\x01";
    assert_eq!(
        plain(Coding::Brotli, large),
        Err(CodingError::Corrupt(Coding::Brotli))
    );
}

#[test]
fn what_comes_out_has_a_limit_and_comes_in_small_pieces() {
    // A thousandth of what it stands for, or less.
    let bomb = vec![0; 4 << 20];
    for coding in Coding::ALL {
        let bytes = compress(coding, &bomb);
        assert!(bytes.len() < bomb.len() / 200, "{coding:?} {}", bytes.len());
        let size = ByteSize(bomb.len() as u64);
        let (plain, largest) = decompress(coding, size, &[&bytes]).unwrap();
        assert_eq!(plain.len(), bomb.len());
        assert!(largest <= 16 * 1024, "{largest}");
        let limit = ByteSize(size.0 - 1);
        let too_large = CodingError::TooLarge { coding, limit };
        assert_eq!(decompress(coding, limit, &[&bytes]), Err(too_large));
        // The limit ends the work where it is reached.
        let mut decompressor = Decompressor::new(coding, ByteSize(100)).unwrap();
        decompressor.push(bytes.into());
        let mut produced = 0;
        while let Ok(piece) = decompressor.next() {
            produced += piece.unwrap().len();
        }
        assert!(produced <= 100, "{coding:?}");
    }
}

#[test]
fn messages_of_a_stream_are_codings_of_their_own() {
    let messages = [HELLO.to_vec(), Vec::new(), text(100_000), vec![7; 50_000]];
    for coding in Coding::ALL {
        let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
        let limit = ByteSize(100_000);
        let mut decompressor = Decompressor::new(coding, limit).unwrap();
        for message in &messages {
            let mut bytes = Vec::new();
            compressor.push(message, &mut bytes).unwrap();
            compressor.finish(&mut bytes).unwrap();
            assert_eq!(plain(coding, &bytes).as_ref(), Ok(message));
            // Of nothing, brotli makes one byte.
            let cut = Bytes::copy_from_slice(&bytes[..bytes.len() - 1]);
            let is_cut = !cut.is_empty();
            let found = decompressor.message(cut).map(|_| ());
            let expected = Err(CodingError::Truncated(coding));
            assert_eq!(found, if is_cut { expected } else { Ok(()) });
            assert_eq!(decompressor.message(bytes.into()).unwrap(), message);
            assert_eq!(decompressor.message(Bytes::new()), Ok(Bytes::new()));
        }
        let large = compress(coding, &text(100_001));
        let too_large = CodingError::TooLarge { coding, limit };
        assert_eq!(decompressor.message(large.into()), Err(too_large));
    }
}

#[test]
fn everything_before_a_flush_can_be_read() {
    for coding in Coding::ALL {
        let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
        let mut decompressor = Decompressor::new(coding, NO_LIMIT).unwrap();
        for round in 0..50 {
            let message = text(round * 500);
            let mut out = Vec::new();
            compressor.push(&message, &mut out).unwrap();
            compressor.flush(&mut out).unwrap();
            decompressor.push(out.into());
            let mut plain = Vec::new();
            while let Some(piece) = decompressor.next().unwrap() {
                plain.extend_from_slice(&piece);
            }
            assert_eq!(plain, message, "{coding:?} {round}");
        }
        assert_eq!(decompressor.finish(), Err(CodingError::Truncated(coding)));
        let mut out = Vec::new();
        compressor.finish(&mut out).unwrap();
        decompressor.push(out.into());
        assert_eq!(decompressor.next(), Ok(None));
        assert_eq!(decompressor.finish(), Ok(()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is compressed, flushed and cut anywhere comes back.
    #[test]
    fn what_goes_in_comes_out(
        parts in prop::collection::vec(prop::collection::vec(0..4_u8, 0..3000), 0..5),
        noise in prop::collection::vec(any::<u8>(), 0..20_000),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
    ) {
        let mut expected = parts.concat();
        expected.extend_from_slice(&noise);
        for coding in Coding::ALL {
            let mut compressor = Compressor::new(coding, Levels::DEFAULT).unwrap();
            let mut bytes = Vec::new();
            for part in &parts {
                compressor.push(part, &mut bytes).unwrap();
                compressor.flush(&mut bytes).unwrap();
            }
            compressor.push(&noise, &mut bytes).unwrap();
            compressor.finish(&mut bytes).unwrap();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            at.extend([0, bytes.len()]);
            at.sort_unstable();
            let chunks: Vec<&[u8]> = at.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
            let (found, _) = decompress(coding, NO_LIMIT, &chunks).unwrap();
            prop_assert_eq!(&found, &expected);
        }
    }

    /// Garbage behind a sound beginning is an error or bytes; never a panic or a hang.
    #[test]
    fn garbage_is_survived(start in 0..12_usize, garbage in prop::collection::vec(any::<u8>(), 0..300)) {
        for (coding, bytes) in FOREIGN {
            let bytes = [&bytes[..start.min(bytes.len())], &garbage].concat();
            let whole = decompress(coding, ByteSize(1 << 16), &[&bytes]).map(|(plain, _)| plain);
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            let single = decompress(coding, ByteSize(1 << 16), &single).map(|(plain, _)| plain);
            prop_assert_eq!(whole, single);
        }
    }
}
