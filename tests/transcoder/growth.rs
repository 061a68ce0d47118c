//! What little input can become: each way it grows by a factor and no more, in what is written and in what memory is
//! taken on the way, and the limit of the output holds for all of it.

use rialto::transcode::encode::{Defaults, EncodeErrorKind, EncodeOptions, encode};
use rialto::transcode::json::{Cause, DecodeOptions, decode};

use crate::fixture::EVERYTHING;
use crate::records::record;

/// About how long an input is.
const BYTES: usize = 64 << 10;
/// Far below what the inputs become.
const OUTPUT_MAX: usize = 8 << 10;

/// What has taken most: a list of zeros as the list of a `Value`, two letters each.
const WIRE_FACTOR: usize = 6;
const REQUEST_MEMORY_FACTOR: usize = 16;
/// What has taken most: an enum's value of one byte with a name of seventeen letters.
const JSON_FACTOR: usize = 20;
const RESPONSE_MEMORY_FACTOR: usize = 64;

fn many(unit: &[u8]) -> Vec<u8> {
    unit.repeat(BYTES / unit.len())
}

/// A JSON text with this in the middle, again and again.
fn text(before: &str, unit: &str, after: &str) -> Vec<u8> {
    let middle = many(unit.as_bytes());
    let middle = &middle[..middle.len() - 1];
    [before.as_bytes(), middle, after.as_bytes()].concat()
}

#[test]
fn a_body_grows_by_a_factor() {
    for (name, json) in [
        ("Lists", text("{\"fFixed64\":[", "0,", "]}")),
        ("Lists", text("{\"fDouble\":[", "0,", "]}")),
        ("Lists", text("{\"uColor\":[", "-3,", "]}")),
        ("Lists", text("{\"fNode\":[", "{},", "]}")),
        ("Lists", text("{\"fString\":[", "\"\",", "]}")),
        ("WellKnown", text("{\"value\":[", "0,", "]}")),
        ("WellKnown", text("{\"value\":[", "[],", "]}")),
        ("WellKnown", text("{\"mask\":\"", "A,", "\"}")),
        ("WellKnown", text("{\"masks\":[\"", "aA", "\"]}")),
        ("WellKnown", text("{\"nulls\":[", "0,", "]}")),
        ("WellKnown", text("{\"durations\":[", "\"1s\",", "]}")),
        ("WellKnown", text("{\"anys\":[", "{},", "]}")),
    ] {
        let (id, mut out) = (EVERYTHING.id(&format!("everything.{name}")), Vec::new());
        let mut options = DecodeOptions::default();
        let memory = allocation_counter::measure(|| {
            decode(&EVERYTHING.plans, id, &json, &options, &mut out).unwrap();
        });
        let shown = String::from_utf8_lossy(&json[..24]);
        println!(
            "{shown}: {} of wire, {} of memory",
            out.len(),
            memory.bytes_max
        );
        assert!(out.len() <= json.len() * WIRE_FACTOR, "{shown}");
        let memory_max = (json.len() * REQUEST_MEMORY_FACTOR) as u64;
        assert!(memory.bytes_max <= memory_max, "{shown}");

        options.output_max = OUTPUT_MAX;
        let error = decode(&EVERYTHING.plans, id, &json, &options, &mut Vec::new()).unwrap_err();
        let is_limit = matches!(error.cause, Cause::TooLarge { limit: OUTPUT_MAX });
        assert!(is_limit, "{shown}: {error}");
    }
}

#[test]
fn an_answer_grows_by_a_factor() {
    let value_of_values = record(6, &record(6, &many(&[0x0a, 0x02, 0x08, 0x00])));
    for (what, name, wire) in [
        ("packed bools", "Lists", record(8, &many(&[0]))),
        ("packed enums", "Lists", record(16, &many(&[0]))),
        ("unpacked enums", "Lists", many(&[0xa0, 0x02, 0x00])),
        ("empty messages", "Lists", many(&[0x8a, 0x01, 0x00])),
        ("controls", "Scalars", record(9, &many(&[1]))),
        ("bytes", "Scalars", record(10, &many(&[1]))),
        ("empty entries", "Maps", many(&[0x4a, 0x00])),
        ("empty nodes in a map", "Maps", many(&[0xd2, 0x01, 0x00])),
        ("nulls of values", "WellKnown", value_of_values),
        ("empty Anys", "WellKnown", many(&[0xfa, 0x01, 0x00])),
        (
            "one message in parts",
            "Node",
            many(&[0x12, 0x00, 0x28, 0x01]),
        ),
        ("lists in turn", "Lists", many(&[0x28, 0x01, 0x4a, 0x00])),
        (
            "a oneof in turn",
            "Choices",
            many(&[0x0a, 0x00, 0x10, 0x01]),
        ),
        ("unknown fields", "Node", many(&[0x98, 0x01, 0x01])),
    ] {
        let (id, mut out) = (EVERYTHING.id(&format!("everything.{name}")), Vec::new());
        let mut options = EncodeOptions::default();
        let memory = allocation_counter::measure(|| {
            encode(&EVERYTHING.plans, id, &wire, &options, &mut out).unwrap();
        });
        println!(
            "{what}: {} of JSON, {} of memory",
            out.len(),
            memory.bytes_max
        );
        assert!(out.len() <= wire.len() * JSON_FACTOR, "{what}");
        let memory_max = (wire.len() * RESPONSE_MEMORY_FACTOR) as u64;
        assert!(memory.bytes_max <= memory_max, "{what}");

        let is_large = out.len() > OUTPUT_MAX;
        options.output_max = OUTPUT_MAX;
        let limited = encode(&EVERYTHING.plans, id, &wire, &options, &mut Vec::new());
        match limited.map_err(|error| error.kind().clone()) {
            Ok(()) => assert!(!is_large, "{what}"),
            // Keys that come twice are written before that is seen.
            Err(kind) => assert!(
                matches!(kind, EncodeErrorKind::TooLarge { max: OUTPUT_MAX }),
                "{what}: {kind}"
            ),
        }
    }
}

/// Defaults make a line of two bytes; only the limit keeps that small, and the memory with it.
#[test]
fn defaults_grow_up_to_the_limit() {
    let wire = many(&[0x4a, 0x00]);
    let options = EncodeOptions {
        defaults: Defaults::Unpopulated,
        output_max: 1 << 20,
        ..EncodeOptions::default()
    };
    let id = EVERYTHING.id("everything.Everything");
    let memory = allocation_counter::measure(|| {
        let mut out = Vec::new();
        let error = encode(&EVERYTHING.plans, id, &wire, &options, &mut out).unwrap_err();
        assert!(matches!(error.kind(), EncodeErrorKind::TooLarge { .. }));
    });
    println!(
        "{} bytes of memory for {} of wire",
        memory.bytes_max,
        wire.len()
    );
    assert!(memory.bytes_max < 4 << 20);
}
