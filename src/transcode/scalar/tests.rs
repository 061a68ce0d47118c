#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::transcode::testing::EVERYTHING;

const EITHER: TextRules = TextRules {
    mask_spelling: MaskSpelling::Either,
    case_insensitive_enums: true,
};

/// The text as a field of a message, read back and printed by the oracle.
fn read(message: &str, field: &str, text: &str, rules: TextRules) -> Result<String, String> {
    let plan = EVERYTHING.plans.message(EVERYTHING.id(message));
    let field = plan.field(plan.index_of_name(field).expect(field));
    let mut out = vec![];
    append_field(&mut out, &EVERYTHING.plans, field, text, rules)
        .map_err(|error| error.to_string())?;
    let message = EVERYTHING.oracle_from_wire(message, &out);
    Ok(serde_json::to_string(&message).unwrap())
}

#[test]
fn texts_of_every_scalar_kind() {
    for (field, text, json) in [
        ("f_double", "1.5", r#"{"fDouble":1.5}"#),
        ("f_double", "NaN", r#"{"fDouble":"NaN"}"#),
        ("f_float", "-Infinity", r#"{"fFloat":"-Infinity"}"#),
        (
            "f_int64",
            "-9223372036854775808",
            r#"{"fInt64":"-9223372036854775808"}"#,
        ),
        (
            "f_uint64",
            "18446744073709551615",
            r#"{"fUint64":"18446744073709551615"}"#,
        ),
        ("f_int32", "-1", r#"{"fInt32":-1}"#),
        ("f_int32", "1e2", r#"{"fInt32":100}"#),
        ("f_fixed64", "1.0", r#"{"fFixed64":"1"}"#),
        ("f_fixed32", "4294967295", r#"{"fFixed32":4294967295}"#),
        ("f_bool", "true", r#"{"fBool":true}"#),
        ("f_string", "añ\u{0}", r#"{"fString":"añ\u0000"}"#),
        ("f_bytes", "-_-_", r#"{"fBytes":"+/+/"}"#),
        ("f_bytes", "+/+/", r#"{"fBytes":"+/+/"}"#),
        ("f_bytes", "YQ", r#"{"fBytes":"YQ=="}"#),
        ("f_bytes", "YQ=", r#"{"fBytes":"YQ=="}"#),
        ("f_bytes", "-_", r#"{"fBytes":"+w=="}"#),
        ("f_uint32", "7", r#"{"fUint32":7}"#),
        ("f_sfixed32", "-7", r#"{"fSfixed32":-7}"#),
        ("f_sfixed64", "-7", r#"{"fSfixed64":"-7"}"#),
        ("f_sint32", "-2147483648", r#"{"fSint32":-2147483648}"#),
        ("f_sint64", "-7", r#"{"fSint64":"-7"}"#),
        ("f_color", "GREEN", r#"{"fColor":"GREEN"}"#),
        ("f_color", "CRIMSON", r#"{"fColor":"RED"}"#),
        ("f_color", "-3", r#"{"fColor":"BLUE"}"#),
        ("f_color", "99", r#"{"fColor":99}"#),
    ] {
        for message in ["everything.Scalars", "everything.Optionals"] {
            let found = read(message, field, text, TextRules::STRICT);
            assert_eq!(found.as_deref(), Ok(json), "{field} {text}");
        }
    }
}

#[test]
fn default_values_are_written_where_there_is_presence() {
    for (field, text, json) in [
        ("f_int32", "0", r#"{"fInt32":0}"#),
        ("f_fixed64", "-0", r#"{"fFixed64":"0"}"#),
        ("f_string", "", r#"{"fString":""}"#),
        ("f_bytes", "", r#"{"fBytes":""}"#),
        ("f_bool", "false", r#"{"fBool":false}"#),
        ("f_double", "0.0", r#"{"fDouble":0.0}"#),
        (
            "f_color",
            "COLOR_UNSPECIFIED",
            r#"{"fColor":"COLOR_UNSPECIFIED"}"#,
        ),
    ] {
        let present = read("everything.Optionals", field, text, TextRules::STRICT);
        assert_eq!(present.as_deref(), Ok(json), "{field}");
        let absent = read("everything.Scalars", field, text, TextRules::STRICT);
        assert_eq!(absent.as_deref(), Ok("{}"), "{field}");
    }
    assert!(is_default(&0.0_f64.to_le_bytes()));
    assert!(!is_default(&(-0.0_f64).to_le_bytes()));
}

#[test]
fn elements_of_lists_stand_alone() {
    for (field, text, json) in [
        ("f_int32", "0", r#"{"fInt32":[0]}"#),
        ("u_int32", "5", r#"{"uInt32":[5]}"#),
        ("f_string", "", r#"{"fString":[""]}"#),
        ("f_color", "RED", r#"{"fColor":["RED"]}"#),
    ] {
        let found = read("everything.Lists", field, text, TextRules::STRICT);
        assert_eq!(found.as_deref(), Ok(json), "{field}");
    }
}

#[test]
fn texts_that_are_not_of_their_type_are_refused() {
    for (field, text, error) in [
        (
            "f_int32",
            "2147483648",
            "expected an int32 (-2147483648 to 2147483647)",
        ),
        (
            "f_int32",
            "",
            "expected an int32 (-2147483648 to 2147483647)",
        ),
        (
            "f_int32",
            "1.5",
            "expected an int32 (-2147483648 to 2147483647)",
        ),
        ("f_uint32", "-1", "expected a uint32 (0 to 4294967295)"),
        (
            "f_uint64",
            "18446744073709551616",
            "expected a uint64 (0 to 18446744073709551615)",
        ),
        ("f_bool", "1", "expected true or false"),
        ("f_bool", "True", "expected true or false"),
        ("f_bool", "", "expected true or false"),
        (
            "f_float",
            "1e39",
            "expected a float (a number up to 3.4028235e38, NaN, Infinity or -Infinity)",
        ),
        (
            "f_double",
            "inf",
            "expected a double (a number, NaN, Infinity or -Infinity)",
        ),
        ("f_bytes", "a", "expected bytes in base64"),
        ("f_bytes", "YQ===", "expected bytes in base64"),
        ("f_bytes", "+_+_", "expected bytes in base64"),
        ("f_bytes", "a b=", "expected bytes in base64"),
        ("f_bytes", "YQ==YQ==", "expected bytes in base64"),
        (
            "f_color",
            "green",
            "expected a value of enum everything.Color; did you mean \"GREEN\"?",
        ),
        (
            "f_color",
            "2147483648",
            "expected a value of enum everything.Color: BLUE, COLOR_UNSPECIFIED, CRIMSON, GREEN, RED or an int32",
        ),
        (
            "f_color",
            "",
            "expected a value of enum everything.Color: BLUE, COLOR_UNSPECIFIED, CRIMSON, GREEN, RED or an int32",
        ),
    ] {
        let found = read("everything.Scalars", field, text, TextRules::STRICT);
        assert_eq!(found, Err(error.to_owned()), "{field} {text}");
    }
}

#[test]
fn enum_names_in_any_case_are_an_option() {
    let found = read("everything.Scalars", "f_color", "green", EITHER);
    assert_eq!(found.as_deref(), Ok(r#"{"fColor":"GREEN"}"#));
}

#[test]
fn a_closed_enum_has_no_other_numbers() {
    let read = |text| {
        let id = EVERYTHING
            .plans
            .schema()
            .enum_by_name("everything.Size")
            .unwrap();
        let mut out = vec![];
        append(
            &mut out,
            &EVERYTHING.plans,
            Kind::Enum(id),
            text,
            TextRules::STRICT,
        )
        .map(|()| out)
    };
    assert_eq!(read("5"), Ok(vec![5]));
    assert_eq!(
        read("2").unwrap_err().to_string(),
        "expected a value of enum everything.Size: LARGE, SMALL or its declared numbers"
    );
}

#[test]
fn messages_that_are_written_as_text() {
    for (field, text, json) in [
        (
            "timestamp",
            "2024-01-01T01:00:00.5+01:00",
            r#"{"timestamp":"2024-01-01T00:00:00.500Z"}"#,
        ),
        (
            "timestamp",
            "1970-01-01T00:00:00Z",
            r#"{"timestamp":"1970-01-01T00:00:00Z"}"#,
        ),
        ("duration", "-1.5s", r#"{"duration":"-1.500s"}"#),
        ("mask", "displayName,a.bC", r#"{"mask":"displayName,a.bC"}"#),
        ("mask", "", r#"{"mask":""}"#),
        ("w_int64", "5", r#"{"wInt64":"5"}"#),
        ("w_int64", "0", r#"{"wInt64":"0"}"#),
        ("w_string", "", r#"{"wString":""}"#),
        ("w_bytes", "YQ", r#"{"wBytes":"YQ=="}"#),
        ("w_bool", "false", r#"{"wBool":false}"#),
        (
            "timestamps",
            "1970-01-01T00:00:01Z",
            r#"{"timestamps":["1970-01-01T00:00:01Z"]}"#,
        ),
        ("null", "NULL_VALUE", "{}"),
        ("struct", r#"{"a":[1]}"#, r#"{"struct":{"a":[1.0]}}"#),
        ("value", "null", r#"{"value":null}"#),
        ("list", "[true,\"x\"]", r#"{"list":[true,"x"]}"#),
    ] {
        let found = read("everything.WellKnown", field, text, TextRules::STRICT);
        assert_eq!(found.as_deref(), Ok(json), "{field} {text}");
    }
    let either = read("everything.WellKnown", "mask", "display_name", EITHER);
    assert_eq!(either.as_deref(), Ok(r#"{"mask":"displayName"}"#));
}

#[test]
fn refused_messages_say_what_they_are() {
    for (field, text, error) in [
        ("timestamp", "yesterday", TIMESTAMP),
        ("duration", "1h30m", DURATION),
        ("mask", "display_name", FIELD_MASK),
        ("w_bool", "1", expected(Kind::Bool)),
    ] {
        let found = read("everything.WellKnown", field, text, TextRules::STRICT);
        assert_eq!(found, Err(format!("expected {error}")), "{field} {text}");
    }
    assert_eq!(
        read("everything.WellKnown", "struct", "{\"a\":", TextRules::STRICT),
        Err("expected the JSON of a google.protobuf.Struct; [\"a\"]: expected a JSON value, found the end of the text (line 1, column 6, byte 5)".to_owned())
    );
    let either = read("everything.WellKnown", "mask", "a,,b", EITHER);
    assert_eq!(either, Err(format!("expected {FIELD_MASK_EITHER}")));
    assert_eq!(
        read("everything.WellKnown", "any", "{}", TextRules::STRICT),
        Err("expected no text: a google.protobuf.Any cannot be written as one".to_owned())
    );
}

#[test]
fn a_refused_text_leaves_nothing_behind() {
    let plan = EVERYTHING
        .plans
        .message(EVERYTHING.id("everything.WellKnown"));
    for (field, text) in [
        ("mask", "a,,b"),
        ("timestamp", "x"),
        ("w_bytes", "?"),
        ("any", ""),
    ] {
        let field = plan.field(plan.index_of_name(field).unwrap());
        let mut out = vec![1, 2, 3];
        append_field(&mut out, &EVERYTHING.plans, field, text, TextRules::STRICT).unwrap_err();
        assert_eq!(out, [1, 2, 3], "{text}");
    }
}
