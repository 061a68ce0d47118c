//! Depth, size, and what grows with them.

use super::*;

#[test]
fn messages_nest_and_lengths_fit() {
    let mut json = r#"{"name":"x"}"#.to_owned();
    for size in [1, 100, 130, 17_000, 2_100_000, 3] {
        json = format!(r#"{{"name":"{}","next":{json}}}"#, "y".repeat(size));
    }
    // Twice: the second time the widths of the lengths are guessed from the first.
    check(NODE, &json, "");
    check(NODE, &json, "");
    check(
        NODE,
        r#"{"inner":{"depth":"1","named":{"a":{"children":[{"weight":1}]}}}}"#,
        "",
    );
}

#[test]
fn many_keys_are_told_apart() {
    let members: Vec<_> = (0..1000)
        .map(|n| format!("\"{}\":\"{n}\"", n * 7919 % 1000))
        .collect();
    let json = format!("{{\"byInt32\":{{{}}}}}", members.join(","));
    let wire = decoded(MAPS, &json, &DecodeOptions::default()).unwrap();
    let message = EVERYTHING.oracle_from_wire(MAPS, &wire);
    let map = message.get_field_by_name("by_int32").unwrap();
    assert_eq!(map.as_map().unwrap().len(), 1000);
    let twice = format!(
        "{{\"byInt32\":{{{},\"7\":\"\",\"8\":\"\"}}}}",
        members.join(",")
    );
    let error = decoded(MAPS, &twice, &DecodeOptions::default()).unwrap_err();
    assert_eq!(
        error.cause,
        Cause::KeyTwice {
            key: "\"7\"".to_owned()
        }
    );
    // Entries whose length takes two bytes move once they are written.
    let long = "x".repeat(200);
    let twice = format!("{{\"byString\":{{\"a\":\"{long}\",\"b\":\"\",\"a\":\"{long}\"}}}}");
    let error = decoded(MAPS, &twice, &DecodeOptions::default()).unwrap_err();
    assert_eq!(
        error.cause,
        Cause::KeyTwice {
            key: "\"a\"".to_owned()
        }
    );
}

#[test]
fn nesting_has_a_limit_and_never_overflows() {
    let lenient = DecodeOptions {
        ignore_unknown_fields: true,
        depth_max: u32::MAX,
        ..DecodeOptions::default()
    };
    let ten_thousand = |before: &str, open: &str| format!("{before}{}", open.repeat(10_000));
    for (message, json) in [
        (NODE, ten_thousand("", r#"{"next":"#)),
        (NODE, ten_thousand("", r#"{"children":["#)),
        (NODE, ten_thousand("", r#"{"inner":{"named":{"":"#)),
        (NODE, ten_thousand(r#"{"x":"#, "[")),
        (NODE, ten_thousand(r#"{"x":"#, r#"{"":"#)),
        (KNOWN, ten_thousand(r#"{"struct":"#, r#"{"":"#)),
        (KNOWN, ten_thousand(r#"{"value":"#, "[")),
        (KNOWN, ten_thousand(r#"{"list":"#, "[")),
        (
            KNOWN,
            ten_thousand(r#"{"any":"#, r#"{"@type":"x/google.protobuf.Any","value":"#),
        ),
        (KNOWN, ten_thousand(r#"{"any":"#, r#"{"value":"#)),
    ] {
        for (options, limit) in [
            (DecodeOptions::default(), 100),
            (lenient, decode::DEPTH_CEILING),
        ] {
            let error = decoded(message, &json, &options).unwrap_err();
            let is_ours = error.cause == Cause::TooDeep { limit };
            let is_unknown = matches!(error.cause, Cause::UnknownField { .. });
            assert!(is_ours || is_unknown, "{error} {}", &json[..20]);
        }
    }
}

#[test]
fn the_depth_limit_counts_messages_maps_and_values() {
    let levels = |depth_max| DecodeOptions {
        depth_max,
        ..DecodeOptions::default()
    };
    for (message, json, depth) in [
        (NODE, "{}", 1),
        (NODE, r#"{"next":{"children":[{}]}}"#, 3),
        (NODE, r#"{"inner":{"named":{"a":{}}}}"#, 4),
        (KNOWN, r#"{"struct":{"a":[{}]}}"#, 4),
        (
            KNOWN,
            r#"{"any":{"@type":"x/everything.Node","next":{}}}"#,
            3,
        ),
        (KNOWN, r#"{"timestamp":"1970-01-01T00:00:00Z"}"#, 1),
    ] {
        assert!(decoded(message, json, &levels(depth)).is_ok(), "{json}");
        let error = decoded(message, json, &levels(depth - 1)).unwrap_err();
        assert_eq!(error.cause, Cause::TooDeep { limit: depth - 1 }, "{json}");
    }
}

#[test]
fn the_message_has_a_size_limit() {
    for (message, json) in [
        (NODE, r#"{"name":"abc","children":[{},{}]}"#),
        (LISTS, r#"{"fInt32":[-1,-2,-3,-4]}"#),
        (MAPS, r#"{"byString":{"a":"b","c":"d"}}"#),
        (KNOWN, r#"{"struct":{"a":[1,2,3]}}"#),
        ("google.protobuf.Int32Value", "5"),
    ] {
        let size = decoded(message, json, &DecodeOptions::default())
            .unwrap()
            .len();
        let limit = |output_max| DecodeOptions {
            output_max,
            ..DecodeOptions::default()
        };
        assert!(decoded(message, json, &limit(size)).is_ok());
        let error = decoded(message, json, &limit(size - 1)).unwrap_err();
        assert_eq!(error.cause, Cause::TooLarge { limit: size - 1 });
    }
}

#[test]
fn anys_inside_each_other_are_not_read_over_without_end() {
    let mut json = r#"{"name":"x","@type":"x/everything.Node"}"#.to_owned();
    for _ in 0..40 {
        json = format!(r#"{{"value":{json},"@type":"x/google.protobuf.Any"}}"#);
    }
    let error = decoded("google.protobuf.Any", &json, &DecodeOptions::default()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("\"@type\" before the other members"),
        "{error}"
    );
    let first = r#"{"@type":"x/google.protobuf.Any","value":"#.repeat(40) + "{}" + &"}".repeat(40);
    assert!(decoded("google.protobuf.Any", &first, &DecodeOptions::default()).is_ok());
}

#[test]
fn every_truncation_is_refused() {
    for (message, json) in [
        (
            OLD,
            r#"{"id":0,"label":"\u00e9\ud83d\ude00","sizes":["SMALL",5],"sizeOf":{"a":1},"single":{"deep":{"number":1e0}},"many":[{"number":-1},{"number":2}],"[everything.note]":"n","x":[{"y":[null,true,1.5e-3,"\\"]}]}"#,
        ),
        (
            KNOWN,
            r#" { "any" : {"name":"n","next":{"weight":1},"@type":"x/everything.Node"}, "timestamp":"2024-01-01T00:00:00.5Z","struct":{"a":{"b":[null,-1.5,"x",true,{}]}},"value":false,"wBytes":"AA==","null":null,"anys":[{"@type":"x/google.protobuf.Duration","value":"1s"}]} "#,
        ),
        (
            MAPS,
            r#"{"byInt64":{"-1":"a","2":"b"},"byBool":{"true":""},"toNode":{"é":{"inner":{"depth":"1"}}}}"#,
        ),
    ] {
        let options = DecodeOptions {
            ignore_unknown_fields: true,
            ..DecodeOptions::default()
        };
        assert!(decoded(message, json, &options).is_ok());
        for end in 0..json.trim_end().len() {
            let mut out = Vec::new();
            let part = &json.as_bytes()[..end];
            let id = EVERYTHING.id(message);
            let error = decode(&EVERYTHING.plans, id, part, &options, &mut out).unwrap_err();
            assert!(error.offset <= end && out.is_empty(), "{error}");
        }
    }
}
