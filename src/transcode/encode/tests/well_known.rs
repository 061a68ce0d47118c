//! The well-known types, Any, and statuses.

use super::*;
use crate::status::{Any, Code, Status};
use crate::transcode::encode::render_status;

const WELL_KNOWN: &str = "everything.WellKnown";

fn time(seconds: i64, nanos: i64) -> Wire {
    wire().varint(1, seconds).varint(2, nanos)
}

#[test]
fn timestamps_have_0_3_6_or_9_digits() {
    for (seconds, nanos, expected) in [
        (0, 0, "1970-01-01T00:00:00Z"),
        (1_709_210_096, 10_000_000, "2024-02-29T12:34:56.010Z"),
        (-1, 999_999_000, "1969-12-31T23:59:59.999999Z"),
        (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        (
            253_402_300_799,
            999_999_999,
            "9999-12-31T23:59:59.999999999Z",
        ),
    ] {
        let expected = format!("{{\"timestamp\":\"{expected}\"}}");
        check(
            WELL_KNOWN,
            wire().message(2, time(seconds, nanos)),
            &expected,
        );
    }
    for (seconds, nanos) in [
        (-62_135_596_801, 0),
        (253_402_300_800, 0),
        (i64::MAX, 0),
        (i64::MIN, 0),
        (0, -1),
        (0, 1_000_000_000),
    ] {
        let kind = EncodeErrorKind::Timestamp {
            seconds,
            nanos: i32::try_from(nanos).unwrap(),
        };
        check_error(
            WELL_KNOWN,
            wire().message(2, time(seconds, nanos)),
            "timestamp",
            &kind,
        );
    }
}

#[test]
fn durations_have_a_sign_and_0_3_6_or_9_digits() {
    for (seconds, nanos, expected) in [
        (0, 0, "0s"),
        (3, 1_000_000, "3.001s"),
        (3, 1_000, "3.000001s"),
        (0, -1, "-0.000000001s"),
        (-3, -500_000_000, "-3.500s"),
        (315_576_000_000, 999_999_999, "315576000000.999999999s"),
        (-315_576_000_000, 0, "-315576000000s"),
    ] {
        let expected = format!("{{\"duration\":\"{expected}\"}}");
        check(
            WELL_KNOWN,
            wire().message(3, time(seconds, nanos)),
            &expected,
        );
    }
    for (seconds, nanos) in [
        (315_576_000_001, 0),
        (i64::MIN, 0),
        (1, -1),
        (-1, 1),
        (0, 1_000_000_000),
        (0, -1_000_000_000),
    ] {
        let kind = EncodeErrorKind::Duration {
            seconds,
            nanos: i32::try_from(nanos).unwrap(),
        };
        check_error(
            WELL_KNOWN,
            wire().message(3, time(seconds, nanos)),
            "duration",
            &kind,
        );
    }
}

#[test]
fn field_masks_are_camel_case_paths() {
    let mask = |paths: &[&str]| {
        let inner = paths
            .iter()
            .fold(wire(), |inner, path| inner.bytes(1, path));
        wire().message(4, inner)
    };
    check(WELL_KNOWN, mask(&[]), r#"{"mask":""}"#);
    check(
        WELL_KNOWN,
        mask(&["foo_bar.baz", "x"]),
        r#"{"mask":"fooBar.baz,x"}"#,
    );
    let kind = EncodeErrorKind::FieldMask("fooBar".to_owned());
    check_error(WELL_KNOWN, mask(&["a", "fooBar"]), "mask", &kind);
    let broken = wire().message(4, wire().bytes(1, [0xff]));
    check_error(WELL_KNOWN, broken, "mask", &EncodeErrorKind::Utf8);
}

#[test]
fn struct_values_are_plain_json() {
    let value = |inner| wire().message(6, inner);
    let list = |items: &[Wire]| {
        let inner = items
            .iter()
            .fold(wire(), |list, item| list.message(1, item.clone()));
        wire().message(6, inner)
    };
    for (wire, expected) in [
        (value(wire().varint(1, 0)), "null"),
        (value(wire().fixed64(2, 1.5_f64.to_bits())), "1.5"),
        (value(wire().fixed64(2, 1e20_f64.to_bits())), "1e20"),
        (value(wire().bytes(3, "")), r#""""#),
        (value(wire().varint(4, 0)), "false"),
        (value(wire().message(5, wire())), "{}"),
        (value(list(&[])), "[]"),
        (
            value(list(&[wire().varint(1, 0), list(&[wire().varint(4, 1)])])),
            "[null,[true]]",
        ),
        (
            value(
                wire().message(
                    5,
                    wire()
                        .entry(1, "a", wire().message(2, wire().varint(1, 0)))
                        .entry(1, "b", wire().message(2, list(&[]))),
                ),
            ),
            r#"{"a":null,"b":[]}"#,
        ),
    ] {
        let json = encoded(WELL_KNOWN, &wire.0, &EncodeOptions::default()).unwrap();
        assert_eq!(json.replace("e+", "e"), format!("{{\"value\":{expected}}}"));
    }
    check_error(
        WELL_KNOWN,
        value(wire()),
        "value",
        &EncodeErrorKind::ValueUnset,
    );
    for number in [f64::NAN, f64::INFINITY] {
        check_error(
            WELL_KNOWN,
            value(wire().fixed64(2, number.to_bits())),
            "value",
            &EncodeErrorKind::ValueNotFinite,
        );
    }
    // An entry without a value holds a Value without a kind.
    check_error(
        WELL_KNOWN,
        wire().message(5, wire().entry(1, "k", wire())),
        "struct[\"k\"]",
        &EncodeErrorKind::ValueUnset,
    );
    check_error(
        WELL_KNOWN,
        wire().message(7, wire().message(1, wire().varint(4, 1)).message(1, wire())),
        "list[1]",
        &EncodeErrorKind::ValueUnset,
    );
}

#[test]
fn wrappers_are_their_value() {
    for (wire, expected) in [
        (wire().message(11, wire()), r#"{"wDouble":0}"#),
        (
            wire().message(12, wire().fixed32(1, 0.1_f32.to_bits())),
            r#"{"wFloat":0.1}"#,
        ),
        (wire().message(13, wire().varint(1, 5)), r#"{"wInt64":"5"}"#),
        (
            wire().message(15, wire().varint(1, 5).varint(1, 6)),
            r#"{"wInt32":6}"#,
        ),
        (wire().message(17, wire()), r#"{"wBool":false}"#),
        (wire().message(18, wire()), r#"{"wString":""}"#),
        (
            wire().message(19, wire().bytes(1, "a")),
            r#"{"wBytes":"YQ=="}"#,
        ),
        (wire().message(9, wire().varint(5, 5)), r#"{"empty":{}}"#),
        (wire().varint(8, 0), "{}"),
        (wire().varint(20, 0), r#"{"oNull":null}"#),
        (wire().bytes(38, [0, 0]), r#"{"nulls":[null,null]}"#),
    ] {
        check(WELL_KNOWN, wire, expected);
    }
}

fn any(type_url: &str, value: Wire) -> Wire {
    wire().bytes(1, type_url).message(2, value)
}

#[test]
fn anys_are_expanded() {
    for (packed, expected) in [
        (wire(), "{}"),
        (
            any("x.com/a/everything.Node", wire()),
            r#"{"@type":"x.com/a/everything.Node"}"#,
        ),
        (
            any("/everything.Node", wire().bytes(1, "n")),
            r#"{"@type":"/everything.Node","name":"n"}"#,
        ),
        (
            any("x/google.protobuf.Duration", time(1, 0)),
            r#"{"@type":"x/google.protobuf.Duration","value":"1s"}"#,
        ),
        (
            any("x/google.protobuf.Int64Value", wire()),
            r#"{"@type":"x/google.protobuf.Int64Value","value":"0"}"#,
        ),
        (
            any("x/google.protobuf.Any", any("x/everything.Node", wire())),
            r#"{"@type":"x/google.protobuf.Any","value":{"@type":"x/everything.Node"}}"#,
        ),
        // A field that comes back is gathered behind the type.
        (
            any(
                "x/everything.Node",
                wire().varint(5, 1).bytes(1, "n").varint(5, 2),
            ),
            r#"{"@type":"x/everything.Node","name":"n","weight":2}"#,
        ),
    ] {
        check(
            WELL_KNOWN,
            wire().message(1, packed),
            &format!("{{\"any\":{expected}}}"),
        );
    }
}

#[test]
fn anys_that_cannot_be_expanded_are_errors_or_stay_packed() {
    let fallback = EncodeOptions {
        any_fallback: true,
        ..EncodeOptions::default()
    };
    let broken = wire().raw(&[0xff]);
    for (packed, path, kind, expected) in [
        (
            any("x/no.Such", wire().raw(b"abc")),
            "any",
            Some(EncodeErrorKind::AnyUnknown("no.Such".to_owned())),
            r#"{"@type":"x/no.Such","value":"YWJj"}"#,
        ),
        (
            any("everything.Node", wire()),
            "any",
            Some(EncodeErrorKind::AnyTypeUrl("everything.Node".to_owned())),
            r#"{"@type":"everything.Node","value":""}"#,
        ),
        (
            any("", wire().varint(1, 1)),
            "any",
            Some(EncodeErrorKind::AnyTypeUrl(String::new())),
            r#"{"@type":"","value":"CAE="}"#,
        ),
        (
            any("x/everything.Node", broken),
            "any",
            None,
            r#"{"@type":"x/everything.Node","value":"/w=="}"#,
        ),
        (
            any(
                "x/everything.Node",
                wire().message(2, wire().bytes(1, [0xff])),
            ),
            "any.next.name",
            Some(EncodeErrorKind::Utf8),
            r#"{"@type":"x/everything.Node","value":"EgMKAf8="}"#,
        ),
        (
            any("x/google.protobuf.Any", any("x/no.Such", wire())),
            "any",
            Some(EncodeErrorKind::AnyUnknown("no.Such".to_owned())),
            r#"{"@type":"x/google.protobuf.Any","value":{"@type":"x/no.Such","value":""}}"#,
        ),
    ] {
        let all = wire().message(1, packed);
        let error = encoded(WELL_KNOWN, &all.0, &EncodeOptions::default()).unwrap_err();
        assert_eq!(error.path(), path);
        match kind {
            Some(kind) => assert_eq!(error.kind(), &kind),
            None => assert!(matches!(error.kind(), EncodeErrorKind::Wire(_))),
        }
        check_with(
            &fallback,
            WELL_KNOWN,
            all,
            &format!("{{\"any\":{expected}}}"),
        );
    }
}

#[test]
fn a_status_always_has_its_three_keys() {
    let plans = &EVERYTHING.plans;
    let render = |status: &Status| {
        let mut out = Vec::new();
        render_status(plans, status, &mut out);
        String::from_utf8(out).unwrap()
    };
    assert_eq!(
        render(&Status::ok()),
        r#"{"code":0,"message":"","details":[]}"#
    );
    let detail = |type_url: &str, value: Wire| Any {
        type_url: type_url.to_owned(),
        value: value.0.into(),
    };
    let mut status = Status::new(Code::NotFound, "no \"such\" book".to_owned());
    let mut deep = wire();
    for _ in 0..200 {
        deep = wire().message(2, deep);
    }
    let deep = detail("x/everything.Node", deep);
    status.details = vec![
        detail(
            "type.googleapis.com/google.rpc.ErrorInfo",
            wire().bytes(1, "GONE").entry(3, "k", wire().bytes(2, "v")),
        ),
        detail("x/no.Such", wire().raw(b"abc")),
        detail("x/everything.Node", wire().raw(&[0xff])),
        deep,
        detail("", wire()),
    ];
    let json = render(&status);
    let start = concat!(
        r#"{"code":5,"message":"no \"such\" book","details":["#,
        r#"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"GONE","metadata":{"k":"v"}},"#,
        r#"{"@type":"x/no.Such","value":"YWJj"},"#,
        r#"{"@type":"x/everything.Node","value":"/w=="},"#,
        r#"{"@type":"x/everything.Node","value":"#,
    );
    assert!(json.starts_with(start), "{json}");
    assert!(json.ends_with("\"},{}]}"), "{json}");
    serde_json::from_str::<serde_json::Value>(&json).unwrap();
}
