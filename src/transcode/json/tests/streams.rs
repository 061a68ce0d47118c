//! Errors within a stream of values: their places are those of the whole body.

use bytes::Bytes;

use super::*;
use crate::framing::json_stream::{Decoder, Layout, Limits, Value};
use crate::units::ByteSize;

const LIMITS: Limits = Limits {
    value: ByteSize(100),
    depth_max: 10,
};

/// What is wrong with one of the messages of a body.
fn fault(body: &'static str) -> JsonError {
    let mut decoder = Decoder::new(Layout::Json, LIMITS);
    decoder.push(Bytes::from_static(body.as_bytes()));
    let refused = |value: Value| {
        let text = std::str::from_utf8(&value.bytes).unwrap();
        let result = decoded(SCALARS, text, &DecodeOptions::default());
        result.err().map(|error| error.shifted(value.start))
    };
    while let Some(value) = decoder.next().unwrap() {
        if let Some(error) = refused(value) {
            return error;
        }
    }
    refused(decoder.finish().unwrap().unwrap()).unwrap()
}

#[test]
fn an_error_has_its_place_in_the_body() {
    for (body, at, expected) in [
        (
            "[{\"fInt32\":1}, {\"fBool\":2}]",
            24,
            "f_bool: expected true or false, found the number 2 (line 1, column 25, byte 24)",
        ),
        (
            "[{\"fString\":\"é\"}, {\"fBool\":2}]",
            28,
            "f_bool: expected true or false, found the number 2 (line 1, column 28, byte 28)",
        ),
        (
            "[{\"fString\":\"é\"},\n {\n\"fBool\":2}]",
            30,
            "f_bool: expected true or false, found the number 2 (line 3, column 9, byte 30)",
        ),
        (
            "[{\"fInt32\":1},{\"fInt32\":1]]",
            25,
            "expected ',' or '}', found ']' (line 1, column 26, byte 25)",
        ),
        (
            "{} nul",
            3,
            "expected a JSON object, found nul (line 1, column 4, byte 3)",
        ),
    ] {
        let error = fault(body);
        assert_eq!(error.to_string(), expected, "{body}");
        assert_eq!(error.offset, at, "{body}");
    }
}
