//! The transcoder as a program that protobuf's conformance suite can test.
//!
//! The suite's runner starts it and writes requests to its standard input, each a length in four bytes, the lowest
//! first, and a `conformance.ConformanceRequest`; answers go back in the same form. At the end of the input it says on
//! standard error how many requests it skipped, and why.
//!
//! With the argument `through-json` a request from protobuf to protobuf, which the gateway never converts, is not
//! skipped: the message becomes JSON, and a message again, and must have lost nothing.
//!
//! With `--descriptor-set FILE` it converts the messages of that set instead of the suite's: others that speak the
//! suite's protocol compare themselves with the transcoder.

#[rustfmt::skip]
#[allow(clippy::all, clippy::use_self, unreachable_pub, unnameable_types, missing_debug_implementations, unused_qualifications)]
mod protocol;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{self, Read, Write};
use std::sync::Arc;

use bytes::Bytes;
use prost::Message;

use protocol::conformance_request::Payload;
use protocol::conformance_response::Result as Answer;
use protocol::{ConformanceRequest, ConformanceResponse, FailureSet, TestCategory, WireFormat};
use rialto::schema::{MessageId, SchemaBuilder, set};
use rialto::transcode::encode::{EncodeError, EncodeErrorKind, EncodeOptions, encode};
use rialto::transcode::json::{DecodeOptions, decode};
use rialto::transcode::plan::Plans;

/// The suite's messages, as protoc compiles them; `tests/conformance/update` writes it.
const MESSAGES: &[u8] = include_bytes!("messages.binpb");

/// The runner asks for the tests that are expected to fail as if this was a message to convert.
const FAILURE_SET: &str = "conformance.FailureSet";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (set, is_through_json) = match arguments.iter().map(|one| &**one).collect::<Vec<_>>()[..] {
        [] => (Bytes::from_static(MESSAGES), false),
        ["through-json"] => (Bytes::from_static(MESSAGES), true),
        ["--descriptor-set", file] => (std::fs::read(file)?.into(), false),
        _ => return Err("usage: conformance_testee [through-json | --descriptor-set FILE]".into()),
    };
    let mut testee = Testee {
        plans: plans(&set)?,
        is_through_json,
        skipped: BTreeMap::new(),
    };
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    while let Some(request) = next_request(&mut input)? {
        let result = testee.answer(ConformanceRequest::decode(&*request)?);
        let response = ConformanceResponse {
            result: Some(result),
        };
        let response = response.encode_to_vec();
        output.write_all(&u32::try_from(response.len())?.to_le_bytes())?;
        output.write_all(&response)?;
        output.flush()?;
    }
    for (reason, count) in testee.skipped {
        writeln!(io::stderr(), "testee: skipped {count} of {reason}")?;
    }
    Ok(())
}

fn plans(set: &Bytes) -> Result<Plans, Box<dyn Error>> {
    let mut builder = SchemaBuilder::new();
    for file in set::files(set)? {
        builder.add("the descriptor set", file);
    }
    let (schema, findings) = builder.finish();
    if !findings.is_empty() {
        return Err(format!("the messages do not link: {findings:?}").into());
    }
    Ok(Plans::new(Arc::new(schema)))
}

/// The next request, or nothing where the input ends in front of one.
fn next_request(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    // The runner is a trusted peer: what it says is coming is coming.
    let mut request = vec![0; u32::from_le_bytes(length) as usize];
    input.read_exact(&mut request)?;
    Ok(Some(request))
}

struct Testee {
    plans: Plans,
    is_through_json: bool,
    skipped: BTreeMap<&'static str, usize>,
}

impl Testee {
    fn answer(&mut self, request: ConformanceRequest) -> Answer {
        if request.message_type == FAILURE_SET {
            return Answer::ProtobufPayload(FailureSet::default().encode_to_vec());
        }
        if let Some(reason) = self.out_of_scope(&request) {
            *self.skipped.entry(reason).or_default() += 1;
            return Answer::Skipped(reason.to_owned());
        }
        let schema = self.plans.schema();
        let Some(id) = schema.message_by_name(&request.message_type) else {
            return Answer::RuntimeError(format!("{} is not loaded", request.message_type));
        };
        self.convert(id, &request).unwrap_or_else(|failure| failure)
    }

    /// What the gateway does not do, so that there is nothing to test: it knows no other formats, and where both
    /// sides speak protobuf it hands the bytes on as they are.
    fn out_of_scope(&self, request: &ConformanceRequest) -> Option<&'static str> {
        match (&request.payload, request.requested_output_format()) {
            (Some(Payload::TextPayload(_)), _) | (_, WireFormat::TextFormat) => Some("text format"),
            (Some(Payload::JspbPayload(_)), _) | (_, WireFormat::Jspb) => Some("JSPB"),
            (Some(Payload::ProtobufPayload(_)), WireFormat::Protobuf) if !self.is_through_json => {
                Some("protobuf to protobuf")
            }
            _ => None,
        }
    }

    fn convert(&self, id: MessageId, request: &ConformanceRequest) -> Result<Answer, Answer> {
        let is_wire_wanted = request.requested_output_format() == WireFormat::Protobuf;
        let category = request.test_category();
        let json = match &request.payload {
            Some(Payload::ProtobufPayload(wire)) => {
                let json = self.json(id, wire)?;
                if is_wire_wanted {
                    return Ok(Answer::ProtobufPayload(self.wire(id, &json, category)?));
                }
                json
            }
            Some(Payload::JsonPayload(json)) => {
                let wire = self.wire(id, json, category)?;
                if is_wire_wanted {
                    return Ok(Answer::ProtobufPayload(wire));
                }
                self.json(id, &wire)?
            }
            Some(Payload::JspbPayload(_) | Payload::TextPayload(_)) | None => {
                return Err(Answer::RuntimeError("a request without input".to_owned()));
            }
        };
        Ok(Answer::JsonPayload(json))
    }

    fn json(&self, id: MessageId, wire: &[u8]) -> Result<String, Answer> {
        let mut json = Vec::new();
        encode(&self.plans, id, wire, &EncodeOptions::default(), &mut json)
            .map_err(|error| not_json(&error))?;
        String::from_utf8(json).map_err(|error| Answer::RuntimeError(error.to_string()))
    }

    fn wire(&self, id: MessageId, json: &str, category: TestCategory) -> Result<Vec<u8>, Answer> {
        let options = DecodeOptions {
            ignore_unknown_fields: category == TestCategory::JsonIgnoreUnknownParsingTest,
            ..DecodeOptions::default()
        };
        let mut wire = Vec::new();
        decode(&self.plans, id, json.as_bytes(), &options, &mut wire)
            .map_err(|error| Answer::ParseError(error.to_string()))?;
        Ok(wire)
    }
}

/// The suite tells input that is no message from a message that has no JSON.
fn not_json(error: &EncodeError) -> Answer {
    match error.kind() {
        EncodeErrorKind::Wire(_) | EncodeErrorKind::Utf8 | EncodeErrorKind::TooDeep { .. } => {
            Answer::ParseError(error.to_string())
        }
        _ => Answer::SerializeError(error.to_string()),
    }
}
