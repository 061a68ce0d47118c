#![allow(clippy::unwrap_used)]
use super::*;

const LIMIT: ByteSize = ByteSize(1000);

/// A frame of a client: the first byte as it is, and the payload masked.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x12, 0x34, 0x56, 0x78];
    let length = payload.len();
    let mut out = vec![first];
    match length {
        0..126 => out.push(0x80 | u8::try_from(length).unwrap()),
        126..=0xffff => {
            out.push(0x80 | 126);
            out.extend_from_slice(&u16::try_from(length).unwrap().to_be_bytes());
        }
        _ => {
            out.push(0x80 | 127);
            out.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(&mask);
    let masked = payload.iter().zip(mask.iter().cycle());
    out.extend(masked.map(|(byte, key)| byte ^ key));
    out
}

/// What comes of bytes that arrive `step` at a time, and what is answered.
fn read(bytes: &[u8], step: usize) -> (Vec<Incoming>, Option<SocketError>, Vec<u8>) {
    let mut decoder = Decoder::new(LIMIT);
    let (mut found, mut replies) = (Vec::new(), Vec::new());
    for piece in bytes.chunks(step) {
        decoder.push(Bytes::copy_from_slice(piece));
        loop {
            let next = decoder.next();
            replies.extend(decoder.replies());
            match next {
                Ok(Some(Incoming::Closed)) => {
                    found.push(Incoming::Closed);
                    return (found, None, replies);
                }
                Ok(Some(incoming)) => found.push(incoming),
                Ok(None) => break,
                Err(error) => return (found, Some(error), replies),
            }
        }
    }
    (found, None, replies)
}

/// Reads the frames at every split point, and in one piece.
fn check(frames: &[Vec<u8>], expected: &[Incoming], error: Option<&SocketError>, replies: &[u8]) {
    let bytes = frames.concat();
    for step in 1..=bytes.len() {
        let (found, failed, replied) = read(&bytes, step);
        assert_eq!(found, expected, "{step}: {bytes:?}");
        assert_eq!(failed.as_ref(), error, "{step}: {bytes:?}");
        assert_eq!(replied, replies, "{step}: {bytes:?}");
    }
}

fn text(text: &str) -> Incoming {
    Incoming::Text(Bytes::copy_from_slice(text.as_bytes()))
}

fn binary(data: &[u8]) -> Incoming {
    Incoming::Binary(Bytes::copy_from_slice(data))
}

#[test]
fn messages_are_read_wherever_they_are_cut() {
    check(&[frame(0x81, "é".as_bytes())], &[text("é")], None, b"");
    check(&[frame(0x81, b"")], &[text("")], None, b"");
    let long = vec![b'x'; 130];
    let both = [frame(0x82, &long), frame(0x81, b"y")];
    check(&both, &[binary(&long), text("y")], None, b"");
    // A fragmented one, cut within a letter, with a ping between its pieces.
    let pieces = [
        frame(0x01, b"a\xc3"),
        frame(0x89, b"?"),
        frame(0x00, b"\xa9"),
        frame(0x80, b"b"),
    ];
    check(&pieces, &[Incoming::Sign, text("aéb")], None, b"\x8a\x01?");
    check(&[frame(0x8a, b"")], &[Incoming::Sign], None, b"");
}

#[test]
fn a_close_is_answered_with_its_own_code() {
    let close = [frame(0x88, b"\x03\xe8bye"), frame(0x81, b"late")];
    check(&close, &[Incoming::Closed], None, b"\x88\x05\x03\xe8bye");
    check(&[frame(0x88, b"")], &[Incoming::Closed], None, b"\x88\x00");
    // 1005 is not for the wire.
    let (found, _, replies) = read(&frame(0x88, b"\x03\xed"), 100);
    assert_eq!(found, [Incoming::Closed]);
    assert_eq!(replies.get(2..4), Some(&b"\x03\xea"[..]));
}

#[test]
fn what_breaks_the_rules_is_an_error() {
    let mut unmasked = frame(0x81, b"x");
    unmasked[1] &= 0x7f;
    for bytes in [
        unmasked,
        frame(0xc1, b"rsv"),
        frame(0x83, b"opcode"),
        frame(0x8b, b"opcode"),
        frame(0x80, b"nothing to continue"),
        frame(0x09, b"a ping in pieces"),
        frame(0x89, &[0; 126]),
        frame(0x88, b"x"),
        [frame(0x01, b"a"), frame(0x81, b"b")].concat(),
    ] {
        let (found, error, _) = read(&bytes, bytes.len());
        assert!(found.is_empty(), "{bytes:?}");
        assert!(
            matches!(error, Some(SocketError::Protocol(_))),
            "{bytes:?}: {error:?}"
        );
    }
    for bytes in [
        frame(0x81, b"\xff"),
        frame(0x81, b"\xc3"),
        [frame(0x01, b"\xc3"), frame(0x80, b"x")].concat(),
    ] {
        let (_, error, _) = read(&bytes, 1);
        assert_eq!(error, Some(SocketError::Utf8), "{bytes:?}");
    }
}

#[test]
fn a_message_is_held_to_its_limit_however_it_comes() {
    let at = vec![1; 1000];
    check(&[frame(0x82, &at)], &[binary(&at)], None, b"");
    let pieces = [frame(0x02, &at[..500]), frame(0x80, &at[500..])];
    check(&pieces, &[binary(&at)], None, b"");
    let over = [
        vec![frame(0x82, &[1; 1001])],
        vec![frame(0x02, &at), frame(0x80, b"x")],
        // The header of a frame that will never come.
        vec![vec![0x82, 0xff, 0, 0, 0, 0, 0, 0, 0x03, 0xe9, 0, 0, 0, 0]],
    ];
    for frames in over {
        let too_large = SocketError::TooLarge {
            length: 1001,
            limit: LIMIT,
        };
        check(&frames, &[], Some(&too_large), b"");
    }
    let huge = [
        0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0,
    ];
    let (_, error, _) = read(&huge, 1);
    assert!(matches!(error, Some(SocketError::TooLarge { .. })));
}

#[test]
fn what_is_written_is_not_masked_and_no_longer_than_it_must_be() {
    let header = |kind, length| {
        let mut out = Vec::new();
        write_header(kind, length, &mut out);
        out
    };
    assert_eq!(header(Kind::Text, 0), [0x81, 0]);
    assert_eq!(header(Kind::Binary, 125), [0x82, 125]);
    assert_eq!(header(Kind::Text, 126), [0x81, 126, 0, 126]);
    assert_eq!(header(Kind::Text, 65_535), [0x81, 126, 0xff, 0xff]);
    let long = [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0];
    assert_eq!(header(Kind::Binary, 65_536), long);
    let mut out = Vec::new();
    write_ping(&mut out);
    assert_eq!(out, [0x89, 0]);
}

#[test]
fn a_reason_is_cut_between_letters() {
    for (reason, expected) in [
        ("", 0),
        ("x", 1),
        (&*"x".repeat(123), 123),
        (&*"x".repeat(124), 123),
        (&*"é".repeat(62), 122),
    ] {
        let mut out = Vec::new();
        write_close(4005, reason, &mut out);
        assert_eq!(out[..4], [0x88, expected + 2, 0x0f, 0xa5], "{reason}");
        assert!(std::str::from_utf8(&out[4..]).is_ok());
        assert_eq!(out.len(), usize::from(expected) + 4);
    }
}

#[test]
fn the_key_is_answered_as_the_rfc_says() {
    let answer = accept_key(b"dGhlIHNhbXBsZSBub25jZQ==");
    assert_eq!(answer, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}
