//! A `google.protobuf.FileDescriptorSet`, taken apart without decoding its files.

use bytes::{Buf, Bytes};
use prost::encoding::{WireType, decode_key, decode_varint, skip_field};

/// The field number of `FileDescriptorSet.file`.
const FILE: u32 = 1;

/// Why bytes are not a descriptor set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    #[error(
        "not a binary FileDescriptorSet (byte {offset}): make one with `buf build -o FILE` or \
         `protoc --include_imports --descriptor_set_out=FILE`"
    )]
    Malformed { offset: usize },
    #[error("the descriptor set has no file in it")]
    Empty,
    #[error("this is .proto source, not a binary FileDescriptorSet: pass it with --proto")]
    IsSource,
}

/// The encoded files of a set, each a view of the set's bytes.
///
/// # Errors
/// When the bytes are not a descriptor set, or an empty one.
pub fn files(set: &Bytes) -> Result<Vec<Bytes>, SetError> {
    let mut rest = set.clone();
    let mut files = Vec::new();
    while rest.has_remaining() {
        let offset = set.len() - rest.len();
        let file = next(&mut rest).map_err(|_| malformed(set, offset))?;
        files.extend(file);
    }
    if files.is_empty() {
        Err(SetError::Empty)
    } else {
        Ok(files)
    }
}

fn next(rest: &mut Bytes) -> Result<Option<Bytes>, prost::DecodeError> {
    let (number, wire_type) = decode_key(rest)?;
    if number != FILE || wire_type != WireType::LengthDelimited {
        skip_field(
            wire_type,
            number,
            rest,
            prost::encoding::DecodeContext::default(),
        )?;
        return Ok(None);
    }
    let length = usize::try_from(decode_varint(rest)?).unwrap_or(usize::MAX);
    if length > rest.len() {
        // A varint cannot end here; the error only needs to be one.
        return decode_varint(&mut &[][..]).map(|_| None);
    }
    Ok(Some(rest.split_to(length)))
}

fn malformed(set: &Bytes, offset: usize) -> SetError {
    let start = set.trim_ascii_start();
    let is_source = [
        &b"syntax"[..],
        b"edition",
        b"package",
        b"//",
        b"/*",
        b"import",
    ];
    if is_source.iter().any(|word| start.starts_with(word)) {
        return SetError::IsSource;
    }
    SetError::Malformed { offset }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &'static [u8], expected: Result<Vec<&'static [u8]>, SetError>) {
        let found = files(&Bytes::from_static(bytes));
        assert_eq!(
            found.map(|files| files.iter().map(|file| file.to_vec()).collect::<Vec<_>>()),
            expected.map(|files| files.into_iter().map(<[u8]>::to_vec).collect())
        );
    }

    #[test]
    fn a_set_is_cut_into_its_files() {
        check(
            b"\x0a\x02ab\x0a\x00\x10\x07\x0a\x01c",
            Ok(vec![b"ab", b"", b"c"]),
        );
    }

    #[test]
    fn what_is_not_a_set_says_so() {
        check(b"", Err(SetError::Empty));
        check(b"\x10\x07", Err(SetError::Empty));
        check(b"\x0a\x05ab", Err(SetError::Malformed { offset: 0 }));
        check(b"\x0a\x00\xff", Err(SetError::Malformed { offset: 2 }));
        check(b"syntax = \"proto3\";", Err(SetError::IsSource));
    }
}
