//! The same message in another form, nearly the same one, and none at all.

use prost_reflect::{Kind, MessageDescriptor};
use rialto::transcode::wire::read::Reader;

use crate::choices::Choices;
use crate::records::{record, records};
use crate::tree::Tree;

/// Values that are right for one field and wrong for the next.
const LEAVES: [&str; 60] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "1e2",
    "1E-2",
    "1.5",
    "-0.0",
    "0.1",
    "100e-2",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "4294967295",
    "4294967296",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "3.4028235e38",
    "3.5e38",
    "1e308",
    "\"\"",
    "\"0\"",
    "\"-1\"",
    "\"1.0\"",
    "\"1e2\"",
    "\"1.5\"",
    "\" 1\"",
    "\"+1\"",
    "\"01\"",
    "\"0x1\"",
    "\"NaN\"",
    "\"nan\"",
    "\"Infinity\"",
    "\"-Infinity\"",
    "\"inf\"",
    "\"AA==\"",
    "\"-_\"",
    "\"+/\"",
    "\"A\"",
    "\"a b\"",
    "\"true\"",
    "\"2024-02-29T00:00:00.5Z\"",
    "\"2023-02-29T00:00:00Z\"",
    "\"2024-01-01T00:00:00+23:59\"",
    "\"1.5s\"",
    "\"-0.000000001s\"",
    "\"1\\u0073\"",
    "\"a.bC,d\"",
    "{}",
    "[]",
    "[null]",
    "{\"a\":null}",
];

/// Damages JSON as a whole: values, keys and their number.
pub(crate) fn json_values(json: &[u8], names: &[String], choices: &mut Choices) -> Vec<u8> {
    let mut tree = Tree::parse(json).expect("it was written by a serializer");
    for _ in 0..=choices.below(3) {
        let at = choices.below(tree.count());
        let other = at_random(&mut tree.clone(), choices);
        let mut place = at;
        let Some(value) = tree.nth(&mut place) else {
            continue;
        };
        match (choices.below(6), &mut *value) {
            (0, Tree::Object(members)) if !members.is_empty() => {
                let again = members[choices.below(members.len())].clone();
                members.push(again);
            }
            (1, Tree::Object(members)) if !members.is_empty() => {
                let gone = choices.below(members.len());
                members.remove(gone);
            }
            (2, Tree::Object(members)) if !members.is_empty() => {
                let renamed = choices.below(members.len());
                members[renamed]
                    .0
                    .clone_from(&names[choices.below(names.len())]);
            }
            (3, Tree::Object(members)) => {
                members.push((names[choices.below(names.len())].clone(), other));
            }
            (4, Tree::List(items)) => items.push(other),
            (5, value) => *value = other,
            (_, value) => *value = Tree::Leaf(choices.pick(&LEAVES).to_owned()),
        }
    }
    tree.to_string().into_bytes()
}

/// Changes one value a little, or leaves one member out: what comes of it is often right, and in another spelling.
pub(crate) fn json_nearly(json: &[u8], choices: &mut Choices) -> Vec<u8> {
    let mut tree = Tree::parse(json).expect("it was written by a serializer");
    let mut at = choices.below(tree.count());
    let value = tree.nth(&mut at).expect("it is below the count");
    match value {
        Tree::Object(members) if !members.is_empty() => {
            members.remove(choices.below(members.len()));
        }
        Tree::List(items) if !items.is_empty() => {
            items.remove(choices.below(items.len()));
        }
        Tree::Number(number) => {
            let form = choices.pick(&["\"#\"", "-#", "#0", "#.0", "#.5", "#e0", "#e9", "#e38"]);
            // Of those that make no number of a fraction or a power, none does.
            let number = form.replace('#', number);
            if Tree::parse(number.as_bytes()).is_ok() {
                *value = Tree::Leaf(number);
            }
        }
        Tree::Text(text) => {
            let form = choices.pick(&["0#", "#0", "#=", "-#", " #", "#.0", "#,", "#_", "+#", "#Z"]);
            *text = match choices.below(6) {
                0 => text.to_lowercase(),
                1 => text.chars().skip(1).collect(),
                2 => text
                    .chars()
                    .take(text.chars().count().saturating_sub(1))
                    .collect(),
                3 => text.replace('+', "-").replace('/', "_"),
                4 => text.replace('Z', "+23:59"),
                _ => form.replace('#', text),
            };
        }
        Tree::Bool(_) | Tree::Leaf(_) | Tree::Object(_) | Tree::List(_) => {
            *value = Tree::Leaf(choices.pick(&LEAVES).to_owned());
        }
    }
    tree.to_string().into_bytes()
}

fn at_random(tree: &mut Tree, choices: &mut Choices) -> Tree {
    let mut at = choices.below(tree.count());
    let leaf = || Tree::Leaf("0".to_owned());
    tree.nth(&mut at).cloned().unwrap_or_else(leaf)
}

/// Damages a few bytes of a text.
pub(crate) fn json_bytes(mut json: Vec<u8>, choices: &mut Choices) -> Vec<u8> {
    const BYTES: &[u8] = b"\"\\{}[]:,0123456789-+.eEnulltruefalse \n\x00\x7f\xc3\xa9\xffaAzZ_u";
    for _ in 0..=choices.below(3) {
        let at = choices.below(json.len());
        let byte = BYTES[choices.below(BYTES.len())];
        match choices.below(4) {
            0 if !json.is_empty() => json[at] = byte,
            1 => json.insert(at, byte),
            2 if json.len() > 1 => drop(json.remove(at)),
            3 => json.truncate(at),
            _ => {}
        }
    }
    json
}

/// Damages a few bytes of wire.
pub(crate) fn wire_bytes(mut wire: Vec<u8>, choices: &mut Choices) -> Vec<u8> {
    for _ in 0..=choices.below(3) {
        let at = choices.below(wire.len());
        let byte = [choices.next() as u8, 0, 0x7f, 0x80, 0xff][choices.below(5)];
        match choices.below(5) {
            0 if !wire.is_empty() => wire[at] = byte,
            1 if !wire.is_empty() => wire[at] ^= 1 << choices.below(8),
            2 => wire.insert(at, byte),
            3 if wire.len() > 1 => drop(wire.remove(at)),
            4 => wire.truncate(at),
            _ => {}
        }
    }
    wire
}

/// The same message in another form, or nearly the same one: fields moved and doubled, messages split, lists packed
/// and unpacked, unknown fields in between.
pub(crate) fn scattered(of: &MessageDescriptor, wire: &[u8], choices: &mut Choices) -> Vec<u8> {
    let mut out: Vec<Vec<u8>> = Vec::new();
    for one in records(wire) {
        let mut reader = Reader::new(&one);
        let tag = reader.tag().expect("an encoder wrote it");
        let field = of.get_field(tag.number);
        match (field.map(|field| (field.kind(), field)), reader.length()) {
            (Some((Kind::Message(inner), field)), Ok(payload)) if !field.is_group() => {
                let payload = scattered(&inner, payload, choices);
                if field.is_list() || field.is_map() || choices.one_in(2) {
                    out.push(record(tag.number, &payload));
                } else {
                    let parts = records(&payload);
                    let (front, back) = parts.split_at(choices.below(parts.len() + 1));
                    out.push(record(tag.number, &front.concat()));
                    out.push(record(tag.number, &back.concat()));
                }
            }
            (Some((kind, field)), Ok(payload))
                if field.is_list() && field.is_packed() && choices.one_in(2) =>
            {
                out.extend(unpacked(&kind, tag.number, payload));
            }
            _ => out.push(one),
        }
    }
    if choices.one_in(2) && !out.is_empty() {
        let again = out[choices.below(out.len())].clone();
        out.push(again);
    }
    if choices.one_in(3) && of.get_field(UNKNOWN).is_none() {
        let at = choices.below(out.len() + 1);
        out.insert(at, record(UNKNOWN, b"of a later version"));
    }
    for _ in 0..choices.below(3) {
        let (from, to) = (choices.below(out.len()), choices.below(out.len()));
        if from != to {
            out.swap(from, to);
        }
    }
    out.concat()
}

/// No message has a field with it.
const UNKNOWN: u32 = 18_999;

fn unpacked(kind: &Kind, number: u32, payload: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = Reader::new(payload);
    let mut out = Vec::new();
    while !reader.is_empty() {
        let start = reader.position();
        let wire_type = match kind {
            Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => {
                reader.fixed64().map(drop).expect("an encoder wrote it");
                1
            }
            Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => {
                reader.fixed32().map(drop).expect("an encoder wrote it");
                5
            }
            _ => {
                reader.varint().map(drop).expect("an encoder wrote it");
                0
            }
        };
        let mut one = Vec::new();
        prost::encoding::encode_varint(u64::from(number) << 3 | wire_type, &mut one);
        one.extend_from_slice(&payload[start..reader.position()]);
        out.push(one);
    }
    out
}
