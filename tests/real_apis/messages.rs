//! Every message type there and back: random wire bytes to JSON and to wire bytes again, by the transcoder alone.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use bytes::Bytes;
use prost::Message as _;
use prost_reflect::{DynamicMessage, MessageDescriptor};
use rialto::schema::{SchemaBuilder, set};
use rialto::transcode::encode::{EncodeOptions, encode};
use rialto::transcode::json::{DecodeOptions, decode};
use rialto::transcode::plan::Plans;

use crate::SHOWN_MAX;
use crate::apis::{Arguments, Loaded};
use crate::random::{self, Choices};

/// Tries `rounds` messages of every type.
pub(crate) fn run(loaded: &Loaded, arguments: &Arguments, rounds: usize) -> Result<(), String> {
    let plans = plans(&loaded.set)?;
    let (mut types, mut wire_bytes, mut json_bytes) = (0, 0, 0);
    let mut empty = 0;
    let mut failed = Vec::new();
    let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
    for of in loaded.pool.all_messages() {
        if let Some(why) = left_out_of(&of, &arguments.only) {
            *left_out.entry(why).or_default() += 1;
            continue;
        }
        types += 1;
        let mut choices = Choices::new(arguments.seed, of.full_name());
        for _ in 0..rounds {
            let wire = random::message(&of, &mut choices, 0).encode_to_vec();
            // Read again: a field without presence that was set to its default is the same as none.
            let made = DynamicMessage::decode(of.clone(), &*wire)
                .map_err(|error| format!("the oracle: {error}"))?;
            empty += usize::from(wire.is_empty());
            match there_and_back(&plans, &made, &wire) {
                Ok(json) => {
                    wire_bytes += wire.len();
                    json_bytes += json;
                }
                Err(problem) => failed.push(format!("{}: {problem}", of.full_name())),
            }
        }
    }
    println!(
        "{types} message types, {rounds} messages of each; seed {}\n  {wire_bytes} bytes of wire, {json_bytes} of JSON; \
         {empty} messages are empty",
        arguments.seed
    );
    for (why, count) in left_out {
        println!("  left out, {count} types, {why}");
    }
    for problem in failed.iter().take(SHOWN_MAX) {
        println!("FAILED {problem}\n");
    }
    match failed.len() {
        0 if types == 0 => Err("no type was tried".to_owned()),
        0 => Ok(()),
        count => Err(format!("{count} of {} messages failed", types * rounds)),
    }
}

fn left_out_of(of: &MessageDescriptor, only: &str) -> Option<&'static str> {
    if of.is_map_entry() {
        return Some("entries of maps");
    }
    let options = of.descriptor_proto().options.as_ref();
    if options.is_some_and(|options| options.message_set_wire_format()) {
        return Some("message sets");
    }
    (!of.full_name().contains(only)).then_some("not asked for")
}

/// The transcoder's plans of a descriptor set.
pub(crate) fn plans(path: &str) -> Result<Plans, String> {
    let bytes = fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let files = set::files(&Bytes::from(bytes)).map_err(|error| format!("{path}: {error}"))?;
    let mut builder = SchemaBuilder::new();
    for file in files {
        builder.add(path, file);
    }
    let (schema, findings) = builder.finish();
    if findings.has_errors() {
        return Err(format!("{path}: {findings:?}"));
    }
    Ok(Plans::new(Arc::new(schema)))
}

/// The length of the JSON, of which the transcoder and the oracle make the message that it was.
fn there_and_back(plans: &Plans, made: &DynamicMessage, wire: &[u8]) -> Result<usize, String> {
    use prost_reflect::ReflectMessage as _;
    let of = made.descriptor();
    let id = plans.schema().message_by_name(of.full_name());
    let id = id.ok_or("the transcoder does not know it")?;
    let mut json = Vec::new();
    encode(plans, id, wire, &EncodeOptions::default(), &mut json)
        .map_err(|error| format!("to JSON: {error}: {wire:02x?}"))?;
    let shown = || String::from_utf8_lossy(&json);
    let mut back = Vec::new();
    decode(plans, id, &json, &DecodeOptions::default(), &mut back)
        .map_err(|error| format!("from JSON: {error}: {}", shown()))?;
    let read = DynamicMessage::decode(of.clone(), &*back)
        .map_err(|error| format!("{error}: {}: {back:02x?}", shown()))?;
    if read != *made {
        return Err(format!("there and back, it is another one: {}", shown()));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(&json);
    let theirs = DynamicMessage::deserialize(of, &mut deserializer)
        .map_err(|error| format!("the oracle: {error}: {}", shown()))?;
    if theirs != *made {
        return Err(format!("to the oracle it is another one: {}", shown()));
    }
    Ok(json.len())
}
