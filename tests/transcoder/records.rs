//! Wire as a list of its fields.

use prost::Message as _;
use prost_reflect::{DynamicMessage, Kind, MessageDescriptor, ReflectMessage as _};
use rialto::transcode::plan::WireType;
use rialto::transcode::wire::read::Reader;

/// The wire bytes of a message, the entries of its maps in order: the oracle's maps have another one in every run.
pub(crate) fn encoded(message: &DynamicMessage) -> Vec<u8> {
    in_order(&message.descriptor(), &message.encode_to_vec())
}

fn in_order(of: &MessageDescriptor, wire: &[u8]) -> Vec<u8> {
    let mut fields: Vec<(usize, Vec<u8>)> = Vec::new();
    for (at, record) in records(wire).into_iter().enumerate() {
        let mut reader = Reader::new(&record);
        let tag = reader.tag().expect("an encoder wrote it");
        let field = of.get_field(tag.number);
        let kind = field.as_ref().map(|field| field.kind());
        let kind = kind.or_else(|| Some(of.get_extension(tag.number)?.kind()));
        let record = match (kind, tag.wire_type) {
            (Some(Kind::Message(inner)), WireType::Length) => {
                let payload = reader.length().expect("an encoder wrote it");
                self::record(tag.number, &in_order(&inner, payload))
            }
            (Some(Kind::Message(inner)), WireType::StartGroup) => {
                let content = reader.group(tag.number).expect("an encoder wrote it");
                let mut group = Vec::new();
                prost::encoding::encode_varint(u64::from(tag.number) << 3 | 3, &mut group);
                group.extend(in_order(&inner, content.rest()));
                prost::encoding::encode_varint(u64::from(tag.number) << 3 | 4, &mut group);
                group
            }
            _ => record,
        };
        // Entries of one map stand together; everything else keeps its place.
        let place = match fields.last() {
            Some((place, last)) if field.is_some_and(|field| field.is_map()) => {
                let same = Reader::new(last).tag().is_ok_and(|other| other == tag);
                if same { *place } else { at }
            }
            _ => at,
        };
        fields.push((place, record));
    }
    fields.sort();
    fields.into_iter().flat_map(|(_, record)| record).collect()
}

/// Wire that is cut into its fields.
pub(crate) fn records(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let mut reader = Reader::new(bytes);
        let tag = reader.tag().expect("an encoder wrote it");
        reader.skip(tag).expect("an encoder wrote it");
        let (one, rest) = bytes.split_at(reader.position());
        found.push(one.to_vec());
        bytes = rest;
    }
    found
}

/// A field of bytes, or of a message.
pub(crate) fn record(number: u32, payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    prost::encoding::encode_varint(u64::from(number) << 3 | 2, &mut out);
    prost::encoding::encode_varint(payload.len() as u64, &mut out);
    out.extend_from_slice(payload);
    out
}
