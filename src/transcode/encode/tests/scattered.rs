//! Fields that come back on the wire after another one.

use super::*;

#[test]
fn fields_that_come_back_are_merged() {
    let (node, lists, choices) = ("everything.Node", "everything.Lists", "everything.Choices");
    let named = |name| wire().bytes(1, name);
    for (message, wire, expected) in [
        // Of a scalar the last counts, also when that is the default.
        (node, named("a").bytes(1, "b"), r#"{"name":"b"}"#),
        (
            node,
            named("a").varint(5, 1).bytes(1, "b"),
            r#"{"name":"b","weight":1}"#,
        ),
        (
            node,
            named("a").varint(5, 1).bytes(1, ""),
            r#"{"weight":1}"#,
        ),
        // Lists join.
        (
            lists,
            wire().varint(5, 1).bytes(9, "x").bytes(5, [2, 3]),
            r#"{"fInt32":[1,2,3],"fString":["x"]}"#,
        ),
        (
            lists,
            wire()
                .message(17, named("a"))
                .bytes(9, "x")
                .message(17, named("b")),
            r#"{"fString":["x"],"fNode":[{"name":"a"},{"name":"b"}]}"#,
        ),
        // Messages merge, at every depth.
        (
            node,
            wire()
                .message(2, named("a").message(2, named("b")))
                .message(2, wire().message(2, wire().varint(5, 1)).varint(5, 2)),
            r#"{"next":{"name":"a","next":{"name":"b","weight":1},"weight":2}}"#,
        ),
        // Of a oneof the last member counts; a message in it merges only with its own run.
        (
            choices,
            wire().bytes(1, "a").varint(2, 1),
            r#"{"number":1}"#,
        ),
        (
            choices,
            wire()
                .message(4, named("a"))
                .varint(2, 1)
                .message(4, wire().varint(5, 1)),
            r#"{"node":{"weight":1}}"#,
        ),
        (
            choices,
            wire()
                .message(4, named("a"))
                .message(4, wire().varint(5, 1)),
            r#"{"node":{"name":"a","weight":1}}"#,
        ),
        (
            choices,
            wire().bytes(11, "a").bytes(1, "x").fixed64(12, 0),
            r#"{"text":"x","ratio":0}"#,
        ),
        // Maps join, and of each key the last entry counts.
        (
            "everything.Maps",
            wire()
                .entry(9, "a", wire().bytes(2, "1"))
                .entry(9, "b", wire().bytes(2, "2"))
                .entry(23, "x", wire().varint(2, 1))
                .entry(9, "a", wire().bytes(2, "3")),
            r#"{"byString":{"b":"2","a":"3"},"toBool":{"x":true}}"#,
        ),
        (
            "everything.Old",
            wire()
                .group(9, wire().bytes(1, "a"))
                .varint(1, 1)
                .group(9, wire().group(2, wire().varint(1, 4))),
            r#"{"id":1,"single":{"text":"a","deep":{"number":4}}}"#,
        ),
        (
            "everything.Old",
            wire()
                .entry(8, "a", wire().varint(2, 1))
                .varint(1, 1)
                .entry(8, "a", wire().varint(2, 9)),
            r#"{"id":1,"sizeOf":{"a":"SMALL"}}"#,
        ),
        // All of it is unknown to a closed enum.
        (
            "everything.Old",
            wire()
                .varint(1, 1)
                .bytes(7, [9])
                .varint(1, 2)
                .bytes(7, [8])
                .entry(8, "a", wire().varint(2, 9)),
            r#"{"id":2}"#,
        ),
    ] {
        check(message, wire, expected);
    }
}

#[test]
fn well_known_types_merge_too() {
    let value = |number, inner| wire().message(6, wire().message(number, inner));
    let text = |text| wire().message(2, wire().bytes(3, text));
    for (wire, expected) in [
        (
            wire()
                .message(2, wire().varint(1, 1))
                .varint(999, 1)
                .message(2, wire().varint(2, 500_000_000)),
            r#"{"timestamp":"1970-01-01T00:00:01.500Z"}"#,
        ),
        (
            wire()
                .message(5, wire().entry(1, "a", text("1")))
                .message(5, wire().entry(1, "b", text("2")).entry(1, "a", text("3"))),
            r#"{"struct":{"b":"2","a":"3"}}"#,
        ),
        // A value that is wrong alone, but not together with its second half.
        (
            wire().message(6, wire()).message(6, wire().bytes(3, "x")),
            r#"{"value":"x"}"#,
        ),
        (
            value(5, wire().entry(1, "a", text("1")))
                .raw(&value(5, wire().entry(1, "b", text("2"))).0),
            r#"{"value":{"a":"1","b":"2"}}"#,
        ),
        (
            value(5, wire().entry(1, "a", text("1")))
                .raw(&value(6, wire().message(1, wire().bytes(3, "2"))).0),
            r#"{"value":["2"]}"#,
        ),
        (
            wire().message(6, wire().bytes(3, "a").message(6, wire()).bytes(3, "b")),
            r#"{"value":"b"}"#,
        ),
        (
            wire()
                .message(1, wire().bytes(1, "x/everything.Names"))
                .message(1, wire().message(2, wire().bytes(1, "p"))),
            r#"{"any":{"@type":"x/everything.Names","plain":"p"}}"#,
        ),
    ] {
        check("everything.WellKnown", wire, expected);
    }
}

#[test]
fn deep_scattering_takes_no_exponential_time() {
    // At every level a field comes back behind the nested message.
    let mut node = wire().bytes(1, "x");
    for _ in 0..90 {
        node = wire().varint(5, 1).message(2, node).varint(5, 2);
    }
    let json = encoded("everything.Node", &node.0, &EncodeOptions::default()).unwrap();
    assert!(json.ends_with(&format!(
        "\"x\"{}",
        ",\"weight\":2}".repeat(90).replacen(',', "},", 1)
    )));
}

#[test]
fn merging_is_limited() {
    // Each level is split in two, so that each would copy all that is below it.
    let mut node = wire().bytes(1, "x".repeat(1000));
    for _ in 0..50 {
        node = wire().message(2, wire().varint(5, 1)).message(2, node);
    }
    let error = encoded("everything.Node", &node.0, &EncodeOptions::default()).unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::TooScattered);
}

#[test]
fn a_part_ends_where_its_last_field_does() {
    // The first part ends within a tag that the second one would complete.
    for (first, second) in [
        (wire().varint(5, 1).raw(&[0x92]), wire().raw(&[0x01, 0x00])),
        (wire().raw(&[0x0a, 2, b'a']), wire().raw(b"b")),
        (wire().raw(&[0x4b]), wire().raw(&[0x4c])),
    ] {
        let scattered = wire().varint(5, 1).varint(5, 2);
        let whole = scattered.message(2, first).message(2, second);
        let error = encoded("everything.Node", &whole.0, &EncodeOptions::default()).unwrap_err();
        assert!(matches!(error.kind(), EncodeErrorKind::Wire(_)), "{error}");
        assert_eq!(error.path(), "next");
    }
}
