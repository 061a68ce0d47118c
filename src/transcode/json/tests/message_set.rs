//! Message sets, and required fields inside them. The oracle knows no message sets: these are bytes by hand.

use super::*;

const SET: &str = "everything.Set";
const ITEM: &str = r#"{"[everything.Item.item]":{"text":"x"}}"#;
const REQUIRED: &str = r#"{"[everything.Strict.strict]":{}}"#;

#[test]
fn extensions_of_a_message_set_are_items() {
    let wire = decoded(SET, ITEM, &DecodeOptions::default()).unwrap();
    let item = b"\x0b\x10\xe8\x07\x1a\x03\x0a\x01x\x0c";
    assert_eq!(wire, item);
    let mut json = Vec::new();
    let options = crate::transcode::encode::EncodeOptions::default();
    crate::transcode::encode::encode(
        &EVERYTHING.plans,
        EVERYTHING.id(SET),
        &wire,
        &options,
        &mut json,
    )
    .unwrap();
    assert_eq!(json, ITEM.as_bytes());
}

#[test]
fn an_item_longer_than_guessed_moves_as_a_whole() {
    for length in [0, 1, 127, 128, 16_384, 1] {
        let text = "x".repeat(length);
        let json = format!(r#"{{"[everything.Item.item]":{{"text":"{text}"}}}}"#);
        let wire = decoded(SET, &json, &DecodeOptions::default()).unwrap();
        let mut message = Vec::new();
        prost::encoding::string::encode(1, &text, &mut message);
        let mut expected = b"\x0b\x10\xe8\x07".to_vec();
        prost::encoding::bytes::encode(3, &message, &mut expected);
        expected.push(0x0c);
        assert_eq!(wire, expected);
    }
}

#[test]
fn null_is_no_item() {
    let json = r#"{"[everything.Item.item]":null}"#;
    let wire = decoded(SET, json, &DecodeOptions::default()).unwrap();
    assert_eq!(wire, b"");
}

#[test]
fn an_item_must_have_its_required_fields_whatever_other_parts_bring() {
    let options = DecodeOptions {
        allow_missing_required: true,
        ..DecodeOptions::default()
    };
    for options in [DecodeOptions::default(), options] {
        let error = decoded(SET, REQUIRED, &options).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"[everything.Strict.strict].number: expected the required field "number" of everything.Strict, found none (line 1, column 32, byte 31)"#
        );
    }
}

#[test]
fn an_enum_name_that_is_ignored_does_not_set_a_required_field() {
    const JSON: &str = r#"{"[everything.Strict.strict]":{"number":1,"size":"HUGE"}}"#;
    let ignore = DecodeOptions {
        ignore_unknown_fields: true,
        ..DecodeOptions::default()
    };
    let error = decoded(SET, JSON, &ignore).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"[everything.Strict.strict].size: expected the required field "size" of everything.Strict, found none (line 1, column 55, byte 54)"#
    );
    // On its own it may come from another part of the request.
    let lenient = DecodeOptions {
        allow_missing_required: true,
        ..ignore
    };
    let json = r#"{"number":1,"size":"HUGE"}"#;
    assert_eq!(
        decoded("everything.Strict", json, &lenient).unwrap(),
        [8, 1]
    );
}
