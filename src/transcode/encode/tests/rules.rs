//! The rules of ProtoJSON for fields, one table each.

use super::*;
use crate::transcode::encode::Defaults;

const SCALARS: &str = "everything.Scalars";

#[test]
fn scalars_have_their_forms() {
    for (wire, expected) in [
        (wire(), "{}"),
        (wire().fixed64(1, 1.5_f64.to_bits()), r#"{"fDouble":1.5}"#),
        (
            wire().fixed64(1, f64::NAN.to_bits()),
            r#"{"fDouble":"NaN"}"#,
        ),
        (wire().fixed32(2, 0.1_f32.to_bits()), r#"{"fFloat":0.1}"#),
        (
            wire().fixed32(2, f32::NEG_INFINITY.to_bits()),
            r#"{"fFloat":"-Infinity"}"#,
        ),
        (
            wire().varint(3, i64::MIN),
            r#"{"fInt64":"-9223372036854775808"}"#,
        ),
        (
            wire().varint(4, -1),
            r#"{"fUint64":"18446744073709551615"}"#,
        ),
        (wire().varint(5, -1), r#"{"fInt32":-1}"#),
        (wire().varint(5, 1 << 32 | 7), r#"{"fInt32":7}"#),
        (
            wire().fixed64(6, u64::MAX),
            r#"{"fFixed64":"18446744073709551615"}"#,
        ),
        (wire().fixed32(7, u32::MAX), r#"{"fFixed32":4294967295}"#),
        (wire().varint(8, 2), r#"{"fBool":true}"#),
        (wire().bytes(9, "a\"\n"), r#"{"fString":"a\"\n"}"#),
        (wire().bytes(10, [0xff, 0xfe]), r#"{"fBytes":"//4="}"#),
        (wire().varint(11, -1), r#"{"fUint32":4294967295}"#),
        (wire().fixed32(12, u32::MAX), r#"{"fSfixed32":-1}"#),
        (wire().fixed64(13, u64::MAX), r#"{"fSfixed64":"-1"}"#),
        (wire().varint(14, 3), r#"{"fSint32":-2}"#),
        (wire().varint(14, 0xffff_ffff), r#"{"fSint32":-2147483648}"#),
        (
            wire().varint(15, -1),
            r#"{"fSint64":"-9223372036854775808"}"#,
        ),
        (wire().varint(16, 1), r#"{"fColor":"RED"}"#),
        (wire().varint(16, -3), r#"{"fColor":"BLUE"}"#),
        (wire().varint(16, 77), r#"{"fColor":77}"#),
    ] {
        check(SCALARS, wire, expected);
    }
}

#[test]
fn a_default_without_presence_is_not_printed() {
    let defaults = wire()
        .fixed64(1, 0)
        .fixed32(2, 0)
        .varint(3, 0)
        .raw(&[0x20, 0x80, 0x00])
        .varint(5, 1 << 32)
        .fixed64(6, 0)
        .varint(8, 0)
        .bytes(9, "")
        .bytes(10, "")
        .varint(16, 0);
    check(SCALARS, defaults.clone(), "{}");
    check(
        "everything.Optionals",
        defaults,
        r#"{"fDouble":0,"fFloat":0,"fInt64":"0","fUint64":"0","fInt32":0,"fFixed64":"0","fBool":false,"fString":"","fBytes":"","fColor":"COLOR_UNSPECIFIED"}"#,
    );
    // Minus zero is not the default.
    check(
        SCALARS,
        wire().fixed64(1, (-0.0_f64).to_bits()),
        r#"{"fDouble":-0}"#,
    );
}

#[test]
fn lists_are_read_packed_and_one_by_one() {
    let packed = |bytes: &[u8]| wire().bytes(5, bytes);
    for (wire, expected) in [
        (packed(&[1, 2, 3]), r#"{"fInt32":[1,2,3]}"#),
        (wire().varint(5, 1).varint(5, 2), r#"{"fInt32":[1,2]}"#),
        (packed(&[1]).varint(5, 0), r#"{"fInt32":[1,0]}"#),
        (packed(&[]), "{}"),
        (packed(&[]).varint(5, 1), r#"{"fInt32":[1]}"#),
        (wire().bytes(25, [1, 2]), r#"{"uInt32":[1,2]}"#),
        (
            wire().bytes(16, [0, 1, 9]),
            r#"{"fColor":["COLOR_UNSPECIFIED","RED",9]}"#,
        ),
        (wire().bytes(9, "").bytes(9, "x"), r#"{"fString":["","x"]}"#),
        (
            wire().message(17, wire()).message(17, wire().varint(5, 1)),
            r#"{"fNode":[{},{"weight":1}]}"#,
        ),
        // An unknown field in between splits nothing.
        (
            wire().varint(5, 1).varint(999, 1).varint(5, 2),
            r#"{"fInt32":[1,2]}"#,
        ),
    ] {
        check("everything.Lists", wire, expected);
    }
}

#[test]
fn maps_are_objects_with_string_keys() {
    let maps = "everything.Maps";
    let text = |wire: Wire| wire.bytes(2, "v");
    for (wire, expected) in [
        (
            wire().message(3, text(wire().varint(1, -5))),
            r#"{"byInt64":{"-5":"v"}}"#,
        ),
        (
            wire().message(8, text(wire().varint(1, 1))),
            r#"{"byBool":{"true":"v"}}"#,
        ),
        (
            wire().message(14, text(wire().varint(1, 1))),
            r#"{"bySint32":{"-1":"v"}}"#,
        ),
        (
            wire().message(13, text(wire().fixed64(1, u64::MAX))),
            r#"{"bySfixed64":{"-1":"v"}}"#,
        ),
        // A missing key or value is the default.
        (wire().message(8, wire()), r#"{"byBool":{"false":""}}"#),
        (wire().message(9, wire()), r#"{"byString":{"":""}}"#),
        (wire().message(3, wire()), r#"{"byInt64":{"0":""}}"#),
        (
            wire().message(26, wire().bytes(1, "k")),
            r#"{"toNode":{"k":{}}}"#,
        ),
        (
            wire().message(28, wire().bytes(1, "k")),
            r#"{"toTimestamp":{"k":"1970-01-01T00:00:00Z"}}"#,
        ),
        (
            wire().message(25, wire().bytes(1, "k")),
            r#"{"toColor":{"k":"COLOR_UNSPECIFIED"}}"#,
        ),
        // The value may come first, and the last of each counts.
        (
            wire().message(9, wire().bytes(2, "v").bytes(1, "x").bytes(1, "k")),
            r#"{"byString":{"k":"v"}}"#,
        ),
        (
            wire()
                .entry(9, "b", wire().bytes(2, "1"))
                .entry(9, "a", wire().bytes(2, "2")),
            r#"{"byString":{"b":"1","a":"2"}}"#,
        ),
        // Of two entries with one key the last counts.
        (
            wire()
                .entry(9, "a", wire().bytes(2, "1"))
                .entry(9, "b", wire().bytes(2, "2"))
                .entry(9, "a", wire().bytes(2, "3")),
            r#"{"byString":{"b":"2","a":"3"}}"#,
        ),
        // A message that occurs twice in an entry merges.
        (
            wire().entry(
                26,
                "k",
                wire()
                    .message(2, wire().bytes(1, "n"))
                    .message(2, wire().varint(5, 4)),
            ),
            r#"{"toNode":{"k":{"name":"n","weight":4}}}"#,
        ),
    ] {
        check(maps, wire, expected);
    }
}

#[test]
fn unknown_fields_are_dropped() {
    let unknown = wire()
        .varint(500, 1)
        .fixed64(501, 1)
        .fixed32(502, 1)
        .bytes(503, "x")
        .group(504, wire().varint(1, 1).group(7, wire()))
        // A known number with a wire type that its field cannot have.
        .bytes(8, "x")
        .varint(9, 1)
        .fixed32(1, 1);
    check(SCALARS, unknown.clone(), "{}");
    check(SCALARS, unknown.varint(8, 1), r#"{"fBool":true}"#);
}

#[test]
fn closed_enums_drop_what_they_do_not_declare() {
    let old = "everything.Old";
    for (wire, expected) in [
        (wire().varint(3, 1), r#"{"size":"SMALL"}"#),
        (wire().varint(3, 2), "{}"),
        (wire().varint(3, 5).varint(3, 2), r#"{"size":"LARGE"}"#),
        (
            wire().varint(4, 2).varint(4, 1).varint(4, 3),
            r#"{"sizes":["SMALL"]}"#,
        ),
        (wire().varint(4, 2), "{}"),
        (
            wire().bytes(7, [1, 2, 5, 3]),
            r#"{"packedSizes":["SMALL","LARGE"]}"#,
        ),
        (
            wire()
                .entry(8, "a", wire().varint(2, 9))
                .entry(8, "b", wire().varint(2, 5)),
            r#"{"sizeOf":{"b":"LARGE"}}"#,
        ),
        (wire().entry(8, "a", wire().varint(2, 9)), "{}"),
        (wire().bytes(8, []), r#"{"sizeOf":{"":"SMALL"}}"#),
        // An unknown member does not displace a known one of its oneof.
        (wire().bytes(21, "t").varint(23, 9), r#"{"text":"t"}"#),
    ] {
        check(old, wire, expected);
    }
}

#[test]
fn groups_extensions_and_message_sets_are_members() {
    let deep = wire().group(9, wire().group(2, wire().varint(1, 3)));
    let many = wire()
        .group(10, wire().varint(1, 1).bytes(2, "a"))
        .group(10, wire().varint(1, 2));
    for (message, wire, expected) in [
        (
            "everything.Old",
            deep,
            r#"{"single":{"deep":{"number":3}}}"#,
        ),
        (
            "everything.Old",
            many,
            r#"{"many":[{"number":1,"words":["a"]},{"number":2}]}"#,
        ),
        (
            "everything.Old",
            wire().bytes(100, "n").bytes(101, [1, 2]),
            r#"{"[everything.note]":"n","[everything.marks]":[1,2]}"#,
        ),
        (
            "everything.Old",
            wire().message(110, wire().varint(1, 1)),
            r#"{"[everything.Part.parts]":[{"count":"1"}]}"#,
        ),
        (
            "everything.Set",
            wire().group(1, wire().varint(2, 1000).message(3, wire().bytes(1, "x"))),
            r#"{"[everything.Item.item]":{"text":"x"}}"#,
        ),
        (
            "everything.Set",
            wire().group(1, wire().message(3, wire().bytes(1, "x")).varint(2, 1000)),
            r#"{"[everything.Item.item]":{"text":"x"}}"#,
        ),
        (
            "everything.Set",
            wire()
                .group(1, wire().varint(2, 1001).bytes(3, "x"))
                .group(1, wire().varint(2, 1000)),
            "{}",
        ),
    ] {
        check(message, wire, expected);
    }
}

#[test]
fn names_are_as_declared() {
    let names = wire()
        .bytes(1, "a")
        .bytes(2, "b")
        .bytes(3, "c")
        .bytes(4, "d")
        .bytes(5, "e")
        .bytes(6, "f")
        .bytes(7, "g")
        .varint(536_870_911, 1)
        .bytes(8, "<i>");
    check(
        "everything.Names",
        names.clone(),
        r#"{"plain":"a","twoWords":"b","UpperCase":"c","quite\"other":"d","Leading":"e","trailing":"f","a1":"g","farAway":1,"<html>":"<i>"}"#,
    );
    let options = EncodeOptions {
        preserve_proto_field_names: true,
        ..EncodeOptions::default()
    };
    check_with(
        &options,
        "everything.Names",
        names,
        r#"{"plain":"a","two_words":"b","Upper_case":"c","custom":"d","_leading":"e","trailing_":"f","a_1":"g","far_away":1,"html":"<i>"}"#,
    );
    let extension = wire().bytes(100, "n");
    check_with(
        &options,
        "everything.Old",
        extension,
        r#"{"[everything.note]":"n"}"#,
    );
}

#[test]
fn options_change_numbers_and_enums() {
    let options = EncodeOptions {
        enums_as_numbers: true,
        int64_as_numbers: true,
        ..EncodeOptions::default()
    };
    let scalars = wire().varint(3, -1).fixed64(6, 2).varint(16, 1);
    check_with(
        &options,
        SCALARS,
        scalars,
        r#"{"fInt64":-1,"fFixed64":2,"fColor":1}"#,
    );
    let null = wire().varint(20, 0).message(13, wire().varint(1, 7));
    check_with(
        &options,
        "everything.WellKnown",
        null,
        r#"{"oNull":null,"wInt64":7}"#,
    );
}

#[test]
fn defaults_are_printed_on_request() {
    let no_presence = EncodeOptions {
        defaults: Defaults::NoPresence,
        ..EncodeOptions::default()
    };
    let unpopulated = EncodeOptions {
        defaults: Defaults::Unpopulated,
        ..EncodeOptions::default()
    };
    let node = wire().varint(5, 0);
    check_with(
        &no_presence,
        "everything.Node",
        node.clone(),
        r#"{"weight":0,"name":"","children":[]}"#,
    );
    check_with(
        &unpopulated,
        "everything.Node",
        node.message(4, wire()),
        r#"{"weight":0,"inner":{"depth":"0","named":{}},"name":"","next":null,"children":[]}"#,
    );
    check_with(
        &unpopulated,
        "everything.Choices",
        wire(),
        r#"{"after":""}"#,
    );
    check_with(&unpopulated, "everything.Optionals", wire(), "{}");
    check_with(
        &no_presence,
        SCALARS,
        wire(),
        r#"{"fDouble":0,"fFloat":0,"fInt64":"0","fUint64":"0","fInt32":0,"fFixed64":"0","fFixed32":0,"fBool":false,"fString":"","fBytes":"","fUint32":0,"fSfixed32":0,"fSfixed64":"0","fSint32":0,"fSint64":"0","fColor":"COLOR_UNSPECIFIED"}"#,
    );
    let old = encoded("everything.Old", &[], &no_presence).unwrap();
    assert_eq!(
        old,
        r#"{"sizes":[],"numbers":[],"packedNumbers":[],"packedSizes":[],"sizeOf":{},"many":[],"all":[]}"#
    );
}

#[test]
fn white_space_is_added_on_request() {
    let options = EncodeOptions {
        indent: Some(2),
        ..EncodeOptions::default()
    };
    let node = wire()
        .bytes(1, "a")
        .message(3, wire())
        .message(3, wire().varint(5, 1))
        .message(4, wire().entry(2, "k", wire()));
    check_with(
        &options,
        "everything.Node",
        node,
        "{\n  \"name\": \"a\",\n  \"children\": [\n    {},\n    {\n      \"weight\": 1\n    }\n  ],\n  \"inner\": {\n    \"named\": {\n      \"k\": {}\n    }\n  }\n}",
    );
    let any = wire().message(1, wire().bytes(1, "x/google.protobuf.Empty").bytes(2, ""));
    check_with(
        &options,
        "everything.WellKnown",
        any,
        "{\n  \"any\": {\n    \"@type\": \"x/google.protobuf.Empty\",\n    \"value\": {}\n  }\n}",
    );
}

#[test]
fn one_field_can_be_the_whole_body() {
    let node = wire().bytes(1, "a").message(3, wire()).message(2, wire());
    for (message, field, wire, expected) in [
        ("everything.Node", "name", node.clone(), r#""a""#),
        ("everything.Node", "children", node.clone(), "[{}]"),
        ("everything.Node", "next", node.clone(), "{}"),
        ("everything.Node", "inner", node.clone(), "null"),
        ("everything.Node", "weight", node, "0"),
        ("everything.Node", "children", wire(), "[]"),
        ("everything.Node", "name", wire().bytes(1, ""), r#""""#),
        (
            "everything.Node",
            "name",
            wire().bytes(1, "a").bytes(1, "b"),
            r#""b""#,
        ),
        ("everything.Maps", "by_string", wire(), "{}"),
        (
            "everything.Maps",
            "byString",
            wire().entry(9, "k", wire().bytes(2, "v")),
            r#"{"k":"v"}"#,
        ),
        (
            "everything.Lists",
            "f_int32",
            wire().bytes(5, [1]).varint(5, 2),
            "[1,2]",
        ),
        (
            "everything.Scalars",
            "f_color",
            wire(),
            r#""COLOR_UNSPECIFIED""#,
        ),
        ("everything.WellKnown", "timestamp", wire(), "null"),
        (
            "everything.WellKnown",
            "w_int64",
            wire().message(13, wire()),
            r#""0""#,
        ),
        ("everything.WellKnown", "null", wire(), "null"),
        // The last member of a oneof counts, whichever is asked for.
        (
            "everything.Choices",
            "text",
            wire().bytes(1, "a").varint(2, 1),
            r#""""#,
        ),
        (
            "everything.Choices",
            "number",
            wire().bytes(1, "a").varint(2, 1),
            "1",
        ),
        (
            "everything.Choices",
            "node",
            wire().message(4, wire()).varint(2, 1),
            "null",
        ),
        (
            "everything.Node",
            "next",
            wire()
                .message(2, wire().bytes(1, "n"))
                .message(2, wire().varint(5, 1)),
            r#"{"name":"n","weight":1}"#,
        ),
    ] {
        check_field(message, field, wire, expected);
    }
}

#[test]
fn strings_that_are_not_utf8_are_refused_or_mended() {
    check_error(
        SCALARS,
        wire().bytes(9, [b'a', 0xff]),
        "f_string",
        &EncodeErrorKind::Utf8,
    );
    check_error(
        "everything.Maps",
        wire().message(9, wire().bytes(1, [0xff])),
        "by_string",
        &EncodeErrorKind::Utf8,
    );
    check(
        "everything.Old",
        wire().bytes(2, [b'a', 0xff, b'b']),
        "{\"label\":\"a\u{fffd}b\"}",
    );
}

#[test]
fn errors_name_the_field() {
    let broken = || wire().bytes(1, [0xff]);
    let utf8 = &EncodeErrorKind::Utf8;
    let node = "everything.Node";
    check_error(node, broken(), "name", utf8);
    check_error(node, wire().message(2, broken()), "next.name", utf8);
    let children = wire()
        .message(3, wire())
        .message(3, wire())
        .message(3, broken());
    check_error(
        node,
        wire().message(2, children),
        "next.children[2].name",
        utf8,
    );
    let named = wire()
        .entry(2, "a", wire())
        .entry(2, "k", wire().message(2, broken()));
    check_error(
        node,
        wire().message(4, named),
        "inner.named[\"k\"].name",
        utf8,
    );
    let error = encoded(
        node,
        &wire().message(2, broken()).0,
        &EncodeOptions::default(),
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "next.name: a string is not UTF-8"
    );
}
