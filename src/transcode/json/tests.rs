#![allow(clippy::unwrap_used, clippy::expect_used)]

mod editions;
mod errors;
mod limits;
mod message_set;
mod streams;

use prost::Message as _;

use super::*;
use crate::transcode::testing::EVERYTHING;

fn decoded(message: &str, json: &str, options: &DecodeOptions) -> Result<Vec<u8>, JsonError> {
    let mut out = vec![0xee];
    let result = decode(
        &EVERYTHING.plans,
        EVERYTHING.id(message),
        json.as_bytes(),
        options,
        &mut out,
    );
    if result.is_err() {
        assert_eq!(out, [0xee], "nothing is left of {json}");
    }
    result.map(|()| out.split_off(1))
}

/// What the wire bytes are as JSON, by the oracle.
fn printed(message: &str, json: &str, options: &DecodeOptions) -> Result<String, String> {
    let wire = decoded(message, json, options).map_err(|error| error.to_string())?;
    let message = EVERYTHING.oracle_from_wire(message, &wire);
    Ok(serde_json::to_string(&message).unwrap())
}

/// The message is read, and is what `expected` says; the empty string means: as it was written.
fn check(message: &str, json: &str, expected: &str) {
    let expected = if expected.is_empty() { json } else { expected };
    let found = printed(message, json, &DecodeOptions::default());
    assert_eq!(found.as_deref(), Ok(expected), "{json}");
}

fn check_error(message: &str, json: &str, expected: &str) {
    let found = printed(message, json, &DecodeOptions::default());
    assert_eq!(found, Err(expected.to_owned()), "{json}");
}

const SCALARS: &str = "everything.Scalars";
const OPTIONALS: &str = "everything.Optionals";
const LISTS: &str = "everything.Lists";
const MAPS: &str = "everything.Maps";
const NODE: &str = "everything.Node";
const CHOICES: &str = "everything.Choices";
const KNOWN: &str = "everything.WellKnown";
const OLD: &str = "everything.Old";

#[test]
fn scalars_of_every_kind() {
    check(
        SCALARS,
        r#"{"fDouble":1.5,"fFloat":-2.5,"fInt64":"-5","fUint64":"6","fInt32":7,"fFixed64":"8","fFixed32":9,"fBool":true,"fString":"é","fBytes":"+/8=","fUint32":10,"fSfixed32":-11,"fSfixed64":"-12","fSint32":-13,"fSint64":"-14","fColor":"GREEN"}"#,
        "",
    );
    for (json, expected) in [
        (r#"{"fInt32":"5"}"#, r#"{"fInt32":5}"#),
        (r#"{"fInt32":1e2}"#, r#"{"fInt32":100}"#),
        (r#"{"fInt32":"1.0"}"#, r#"{"fInt32":1}"#),
        (r#"{"fInt64":5}"#, r#"{"fInt64":"5"}"#),
        (
            r#"{"fUint64":18446744073709551615}"#,
            r#"{"fUint64":"18446744073709551615"}"#,
        ),
        (r#"{"fDouble":"1.5"}"#, r#"{"fDouble":1.5}"#),
        (r#"{"fDouble":"NaN"}"#, r#"{"fDouble":"NaN"}"#),
        (r#"{"fFloat":"-Infinity"}"#, r#"{"fFloat":"-Infinity"}"#),
        (r#"{"fColor":2}"#, r#"{"fColor":"GREEN"}"#),
        (r#"{"fColor":99}"#, r#"{"fColor":99}"#),
        (r#"{"fColor":"CRIMSON"}"#, r#"{"fColor":"RED"}"#),
        (r#"{"fBytes":"-_"}"#, r#"{"fBytes":"+w=="}"#),
        (
            r#"{"fString":"\ud83d\ude00\u0000\n"}"#,
            r#"{"fString":"😀\u0000\n"}"#,
        ),
        (r#"{"fInt32":"\u0031"}"#, r#"{"fInt32":1}"#),
        (
            " {\t\"fInt32\" :\r\n 1 , \"f_bool\": true } \n",
            r#"{"fInt32":1,"fBool":true}"#,
        ),
        ("{}", "{}"),
    ] {
        check(SCALARS, json, expected);
    }
}

#[test]
fn names_in_both_spellings_and_any_order() {
    for (json, expected) in [
        (
            r#"{"f_bool":true,"fInt32":1}"#,
            r#"{"fInt32":1,"fBool":true}"#,
        ),
        (r#"{"f\u0049nt32":1}"#, r#"{"fInt32":1}"#),
    ] {
        check(SCALARS, json, expected);
    }
    check(
        "everything.Names",
        r#"{"plain":"a","two_words":"b","Upper_case":"c","quite\"other":"d","_leading":"e","trailing_":"f","a_1":"g","far_away":1,"<html>":"h"}"#,
        r#"{"plain":"a","twoWords":"b","UpperCase":"c","quite\"other":"d","Leading":"e","trailing":"f","a1":"g","<html>":"h","farAway":1}"#,
    );
}

#[test]
fn defaults_are_written_only_where_there_is_presence() {
    let json = r#"{"fDouble":0.0,"fFloat":0.0,"fInt64":"0","fUint64":"0","fInt32":0,"fFixed64":"0","fFixed32":0,"fBool":false,"fString":"","fBytes":"","fUint32":0,"fSfixed32":0,"fSfixed64":"0","fSint32":0,"fSint64":"0","fColor":"COLOR_UNSPECIFIED"}"#;
    check(OPTIONALS, json, "");
    check(SCALARS, json, "{}");
    let wire = decoded(SCALARS, r#"{"fDouble":-0.0}"#, &DecodeOptions::default()).unwrap();
    assert_eq!(wire, [9, 0, 0, 0, 0, 0, 0, 0, 0x80]);
}

#[test]
fn null_is_absent() {
    check(
        OPTIONALS,
        r#"{"fInt32":null,"fString":null,"fColor":null}"#,
        "{}",
    );
    check(LISTS, r#"{"fInt32":null}"#, "{}");
    check(MAPS, r#"{"byString":null,"toValue":null}"#, "{}");
    check(NODE, r#"{"next":null,"children":null}"#, "{}");
    check(
        KNOWN,
        r#"{"timestamp":null,"any":null,"wInt64":null,"values":null}"#,
        "{}",
    );
    check(CHOICES, r#"{"text":null,"number":5}"#, r#"{"number":5}"#);
    check(KNOWN, r#"{"value":null,"oNull":null}"#, "");
    check(CHOICES, r#"{"nothing":null}"#, "");
    check(
        KNOWN,
        r#"{"nulls":[null,"NULL_VALUE",0],"values":[null]}"#,
        r#"{"values":[null],"nulls":[null,null,null]}"#,
    );
    check(MAPS, r#"{"toValue":{"a":null}}"#, "");
}

#[test]
fn lists_packed_and_not() {
    check(
        LISTS,
        r#"{"fDouble":[1.0,0.0],"fInt32":[0,-1,300],"fString":["","a"],"fColor":["RED",77],"fNode":[{},{"name":"n"}],"uInt32":[1,0],"uSint64":["-1"],"uColor":["GREEN"]}"#,
        "",
    );
    check(LISTS, r#"{"fInt32":[],"fNode":[ ],"uInt32":[]}"#, "{}");
    let packed = decoded(LISTS, r#"{"fInt32":[1,2]}"#, &DecodeOptions::default()).unwrap();
    assert_eq!(packed, [0x2a, 2, 1, 2]);
    let unpacked = decoded(LISTS, r#"{"uInt32":[1,2]}"#, &DecodeOptions::default()).unwrap();
    assert_eq!(unpacked, [0xc8, 1, 1, 0xc8, 1, 2]);
    let empty = decoded(LISTS, r#"{"fInt32":[]}"#, &DecodeOptions::default()).unwrap();
    assert!(empty.is_empty());
}

#[test]
fn maps_with_keys_of_every_kind() {
    check(
        MAPS,
        r#"{"byInt64":{"-1":"a"},"byUint64":{"18446744073709551615":"a"},"byInt32":{"-2147483648":""},"byFixed64":{"1":"a"},"byFixed32":{"1":"a"},"byBool":{"true":"a"},"byString":{"":"a"},"byUint32":{"1":"a"},"bySfixed32":{"-1":"a"},"bySfixed64":{"-1":"a"},"bySint32":{"-1":"a"},"bySint64":{"-1":"a"},"toDouble":{"a":0.0},"toInt64":{"a":"0"},"toBool":{"a":false},"toBytes":{"a":""},"toColor":{"a":"COLOR_UNSPECIFIED"},"toNode":{"a":{"name":"n"}},"toValue":{"a":{"b":[1.0]}},"toTimestamp":{"a":"1970-01-01T00:00:00Z"},"toWrapper":{"a":"0"}}"#,
        "",
    );
    check(
        MAPS,
        r#"{"byInt32":{"1.0":"a"},"byString":{}}"#,
        r#"{"byInt32":{"1":"a"}}"#,
    );
    // Both parts of an entry are written, also when they are defaults.
    let wire = decoded(MAPS, r#"{"toInt64":{"":0}}"#, &DecodeOptions::default()).unwrap();
    assert_eq!(wire, [0xb2, 1, 4, 0x0a, 0, 0x10, 0]);
}

#[test]
fn members_of_a_oneof() {
    for json in [
        r#"{"text":""}"#,
        r#"{"number":0}"#,
        r#"{"node":{}}"#,
        r#"{"nothing":null}"#,
        r#"{"wait":"1s"}"#,
        r#"{"value":null,"ratio":0.0}"#,
    ] {
        check(CHOICES, json, "");
    }
    check_error(
        CHOICES,
        r#"{"text":"a","after":"b","number":1}"#,
        "number: expected one field of oneof choice, found \"number\" beside \"text\" (line 1, column 25, byte 24)",
    );
    check_error(
        CHOICES,
        r#"{"value":null,"nothing":null}"#,
        "nothing: expected one field of oneof choice, found \"nothing\" beside \"value\" (line 1, column 15, byte 14)",
    );
}

#[test]
fn proto2_has_groups_extensions_closed_enums_and_required_fields() {
    check(
        OLD,
        r#"{"id":0,"label":"","size":"LARGE","sizes":["SMALL"],"numbers":[1,2],"packedNumbers":[1,2],"packedSizes":["LARGE"],"sizeOf":{"a":"SMALL"},"single":{"text":"t","deep":{"number":1}},"many":[{"number":1,"words":["a","b"]},{"number":2}],"next":{"id":2},"chosen":{"flag":true},"weight":1.5}"#,
        "",
    );
    check(
        OLD,
        r#"{"id":1,"[everything.note]":"n","[everything.marks]":[1,2],"[everything.part]":{"count":"1"},"[everything.Part.parts]":[{},{"count":"2"}],"[everything.Part.part_size]":"LARGE"}"#,
        "",
    );
    for (json, error) in [
        (
            "{}",
            r#"id: expected the required field "id" of everything.Old, found none (line 1, column 2, byte 1)"#,
        ),
        (
            r#"{"id":null}"#,
            r#"id: expected the required field "id" of everything.Old, found none (line 1, column 10, byte 9)"#,
        ),
        (
            r#"{"id":1,"many":[{"number":1},{"words":[]}]}"#,
            r#"many[1].number: expected the required field "number" of everything.Old.Many, found none (line 1, column 41, byte 40)"#,
        ),
        (
            r#"{"id":1,"size":2}"#,
            "size: expected a value of enum everything.Size: LARGE, SMALL or its declared numbers, found the number 2 (line 1, column 16, byte 15)",
        ),
        (
            r#"{"id":1,"[everything.note]":5}"#,
            "[everything.note]: expected a string, found the number 5 (line 1, column 29, byte 28)",
        ),
        (
            r#"{"id":1,"next":{"id":2,"[everything.part]":{"count":"x"}}}"#,
            "next.[everything.part].count: expected an int64 (-9223372036854775808 to 9223372036854775807), found the string \"x\" (line 1, column 53, byte 52)",
        ),
        (
            r#"{"id":1,"everything.note":"n"}"#,
            "everything.note: everything.Old has no field \"everything.note\"; did you mean \"[everything.note]\"? (line 1, column 9, byte 8)",
        ),
    ] {
        check_error(OLD, json, error);
    }
}

#[test]
fn well_known_types_have_their_forms() {
    check(
        KNOWN,
        r#"{"timestamp":"2024-01-01T00:00:00.500Z","duration":"-1.500s","mask":"displayName,a.bC","struct":{"a":{"b":[null,1.5,"x",true,{}]},"c":[]},"value":"v","list":[[],{}],"empty":{},"wDouble":0.0,"wFloat":1.5,"wInt64":"0","wUint64":"1","wInt32":2,"wUint32":3,"wBool":false,"wString":"","wBytes":"AA=="}"#,
        "",
    );
    check(
        KNOWN,
        r#"{"values":[1,"a",false,null,[],{}],"structs":[{},{"":0}]}"#,
        r#"{"structs":[{},{"":0.0}],"values":[1.0,"a",false,null,[],{}]}"#,
    );
    check(
        KNOWN,
        r#"{"timestamps":["1970-01-01T00:00:00Z"],"empties":[{},{}],"wInt64s":[0,"5"],"masks":[""]}"#,
        r#"{"timestamps":["1970-01-01T00:00:00Z"],"masks":[""],"empties":[{},{}],"wInt64s":["0","5"]}"#,
    );
    for (message, json, expected) in [
        ("google.protobuf.Value", "null", "null"),
        ("google.protobuf.Value", " [1, {}] ", "[1.0,{}]"),
        ("google.protobuf.Timestamp", r#""1970-01-01T00:00:00Z""#, ""),
        ("google.protobuf.Int64Value", "5", r#""5""#),
        ("google.protobuf.Struct", r#"{"a":1}"#, r#"{"a":1.0}"#),
        ("google.protobuf.ListValue", "[]", ""),
        ("google.protobuf.Empty", "{}", ""),
    ] {
        check(message, json, expected);
    }
}

#[test]
fn any_holds_what_its_type_says() {
    for json in [
        r#"{"any":{"@type":"type.googleapis.com/everything.Node","name":"n","next":{"name":"m"}}}"#,
        r#"{"any":{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.500s"}}"#,
        r#"{"any":{"@type":"type.googleapis.com/google.protobuf.Value","value":null}}"#,
        r#"{"any":{"@type":"type.googleapis.com/google.protobuf.Struct","value":{"a":1.0}}}"#,
        r#"{"any":{"@type":"type.googleapis.com/google.protobuf.Int32Value","value":0}}"#,
        r#"{"any":{"@type":"a/b/everything.Node"}}"#,
        r#"{"anys":[{"@type":"x/google.protobuf.Any","value":{"@type":"x/everything.Node","name":"n"}}]}"#,
    ] {
        check(KNOWN, json, "");
    }
    for (json, expected) in [
        (
            r#"{"any":{"name":"n","next":{"@type":1},"@type":"x/everything.Node"}}"#,
            None,
        ),
        (
            r#"{"any":{"name":"n","children":[{}],"@type":"x/everything.Node"}}"#,
            Some(r#"{"any":{"@type":"x/everything.Node","name":"n","children":[{}]}}"#),
        ),
        (
            r#"{"any":{"value":{"value":"1s","\u0040type":"x/google.protobuf.Duration"},"@type":"x/google.protobuf.Any"}}"#,
            Some(
                r#"{"any":{"@type":"x/google.protobuf.Any","value":{"@type":"x/google.protobuf.Duration","value":"1s"}}}"#,
            ),
        ),
        (
            r#"{"any":{"@type":"x/google.protobuf.Empty"}}"#,
            Some(r#"{"any":{"@type":"x/google.protobuf.Empty","value":{}}}"#),
        ),
    ] {
        let found = printed(KNOWN, json, &DecodeOptions::default());
        assert_eq!(found.as_deref().ok(), expected, "{json}");
    }
    // An empty object is an Any that holds nothing.
    let empty = decoded(KNOWN, r#"{"any":{}}"#, &DecodeOptions::default()).unwrap();
    assert_eq!(empty, [0x0a, 0]);
}

#[test]
fn unknown_members_are_read_over_on_demand() {
    let options = DecodeOptions {
        ignore_unknown_fields: true,
        ..DecodeOptions::default()
    };
    for (message, json, expected) in [
        (
            NODE,
            r#"{"x":{"y":[1,{"z":null}],"name":"no"},"name":"n","@type":1}"#,
            Ok(r#"{"name":"n"}"#),
        ),
        (
            SCALARS,
            r#"{"fColor":"MAUVE","fInt32":1}"#,
            Ok(r#"{"fInt32":1}"#),
        ),
        (
            LISTS,
            r#"{"fColor":["MAUVE","RED"],"uColor":["MAUVE","RED"]}"#,
            Ok(r#"{"fColor":["RED"],"uColor":["RED"]}"#),
        ),
        (LISTS, r#"{"fColor":["MAUVE"]}"#, Ok("{}")),
        (
            MAPS,
            r#"{"toColor":{"a":"MAUVE","b":"RED"}}"#,
            Ok(r#"{"toColor":{"b":"RED"}}"#),
        ),
        (CHOICES, r#"{"color":"MAUVE"}"#, Ok("{}")),
        (
            KNOWN,
            r#"{"empty":{"a":1},"any":{"@type":"x/google.protobuf.Duration","value":"1s","b":[]}}"#,
            Ok(r#"{"any":{"@type":"x/google.protobuf.Duration","value":"1s"},"empty":{}}"#),
        ),
        (
            NODE,
            r#"{"x":{"y":[1,{"z":nul}]}}"#,
            Err("expected a JSON value, found nul (line 1, column 19, byte 18)"),
        ),
        (
            NODE,
            r#"{"x":"\ud800"}"#,
            Err(
                "expected both halves of a surrogate pair, found '\\\\' (line 1, column 7, byte 6)",
            ),
        ),
        (
            NODE,
            r#"{"x":01}"#,
            Err("expected a JSON value, found the number 01 (line 1, column 6, byte 5)"),
        ),
    ] {
        let found = printed(message, json, &options);
        assert_eq!(found.as_deref().map_err(|e| &**e), expected, "{json}");
    }
}

#[test]
fn leniency_is_an_option() {
    let options = DecodeOptions {
        lenient_field_mask: true,
        case_insensitive_enums: true,
        ..DecodeOptions::default()
    };
    let mask = printed(KNOWN, r#"{"mask":"display_name"}"#, &options);
    assert_eq!(mask.as_deref(), Ok(r#"{"mask":"displayName"}"#));
    let color = printed(SCALARS, r#"{"fColor":"green"}"#, &options);
    assert_eq!(color.as_deref(), Ok(r#"{"fColor":"GREEN"}"#));
}

#[test]
fn a_field_alone_is_written_with_its_tags() {
    let read = |message: &str, name: &str, json: &str| {
        let id = EVERYTHING.id(message);
        let field = EVERYTHING.plans.message(id).index_of_name(name).unwrap();
        let mut out = Vec::new();
        decode_field(
            &EVERYTHING.plans,
            id,
            field,
            json.as_bytes(),
            &DecodeOptions::default(),
            &mut out,
        )
        .map_err(|error| error.to_string())?;
        let message = EVERYTHING.oracle_from_wire(message, &out);
        Ok(serde_json::to_string(&message).unwrap())
    };
    for (message, field, json, expected) in [
        (
            NODE,
            "next",
            r#"{"name":"n"}"#,
            Ok(r#"{"next":{"name":"n"}}"#),
        ),
        (NODE, "children", "[{},{}]", Ok(r#"{"children":[{},{}]}"#)),
        (NODE, "name", "\"n\"", Ok(r#"{"name":"n"}"#)),
        (NODE, "weight", "0", Ok("{}")),
        (NODE, "next", "null", Ok("{}")),
        (LISTS, "f_int32", "[1,2]", Ok(r#"{"fInt32":[1,2]}"#)),
        (
            MAPS,
            "by_bool",
            r#"{"true":"a"}"#,
            Ok(r#"{"byBool":{"true":"a"}}"#),
        ),
        (KNOWN, "value", "null", Ok(r#"{"value":null}"#)),
        (OLD, "id", "7", Ok(r#"{"id":7}"#)),
        (
            OLD,
            "many",
            r#"[{"number":1}]"#,
            Ok(r#"{"many":[{"number":1}]}"#),
        ),
        (
            NODE,
            "name",
            r#"{"name":"n"}"#,
            Err("name: expected a string, found an object (line 1, column 1, byte 0)"),
        ),
        (
            NODE,
            "name",
            "\"n\" 1",
            Err("expected nothing more, found the number 1 (line 1, column 5, byte 4)"),
        ),
        (
            NODE,
            "children",
            r#"[{},{"name":1}]"#,
            Err(
                "children[1].name: expected a string, found the number 1 (line 1, column 13, byte 12)",
            ),
        ),
        (
            NODE,
            "next",
            "",
            Err(
                "next: expected a JSON object, found the end of the text (line 1, column 1, byte 0)",
            ),
        ),
    ] {
        let found: Result<String, String> = read(message, field, json);
        assert_eq!(found.as_deref().map_err(|e| &**e), expected, "{json}");
    }
}

#[test]
fn wire_bytes_are_what_the_oracle_writes() {
    let json = r#"{"name":"a","next":{"weight":-1},"children":[{"name":"b"},{}],"inner":{"depth":"300"},"weight":5}"#;
    let ours = decoded(NODE, json, &DecodeOptions::default()).unwrap();
    assert_eq!(
        ours,
        EVERYTHING
            .oracle_from_json(NODE, json)
            .unwrap()
            .encode_to_vec()
    );
}
