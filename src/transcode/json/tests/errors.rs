//! What is refused, with its path and its place.

use super::*;

#[test]
fn well_known_types_refuse_other_forms() {
    for (json, error) in [
        (
            r#"{"empty":{"a":1}}"#,
            "empty.a: google.protobuf.Empty has no field \"a\" (line 1, column 11, byte 10)",
        ),
        (
            r#"{"timestamp":{}}"#,
            &*format!(
                "timestamp: expected {}, found an object (line 1, column 14, byte 13)",
                crate::transcode::scalar::TIMESTAMP
            ),
        ),
        (
            r#"{"durations":["1s",null]}"#,
            &*format!(
                "durations[1]: expected {}, found null (line 1, column 20, byte 19)",
                crate::transcode::scalar::DURATION
            ),
        ),
        (
            r#"{"mask":"display_name"}"#,
            &*format!(
                "mask: expected {}, found the string \"display_name\" (line 1, column 9, byte 8)",
                crate::transcode::scalar::FIELD_MASK
            ),
        ),
        (
            r#"{"struct":[]}"#,
            "struct: expected a JSON object, found an array (line 1, column 11, byte 10)",
        ),
        (
            r#"{"struct":{"a":{"b":[1,{"c":1e999}]}}}"#,
            "struct[\"a\"][\"b\"][1][\"c\"]: expected a number that a double can hold, found the number 1e999 (line 1, column 29, byte 28)",
        ),
        (
            r#"{"value":NaN}"#,
            "value: expected a JSON value, found NaN (line 1, column 10, byte 9)",
        ),
        (
            r#"{"value":"#,
            "value: expected a JSON value, found the end of the text (line 1, column 10, byte 9)",
        ),
        (
            r#"{"struct":{"a":1,"b":2,"\u0061":3}}"#,
            "struct: expected each key once, found \"\\u0061\" again (line 1, column 24, byte 23)",
        ),
        (
            r#"{"wInt64s":[null]}"#,
            "w_int64s[0]: expected an int64 (-9223372036854775808 to 9223372036854775807), found null (line 1, column 13, byte 12)",
        ),
        (
            r#"{"wBool":{"value":true}}"#,
            "w_bool: expected true or false, found an object (line 1, column 10, byte 9)",
        ),
        (
            r#"{"list":{}}"#,
            "list: expected a JSON array, found an object (line 1, column 9, byte 8)",
        ),
        (
            r#"{"null":1.5}"#,
            "null: expected a value of enum google.protobuf.NullValue: NULL_VALUE or an int32, found the number 1.5 (line 1, column 9, byte 8)",
        ),
    ] {
        check_error(KNOWN, json, error);
    }
}

#[test]
fn any_refuses_what_it_cannot_hold() {
    for (json, error) in [
        (
            r#"{"any":{"name":"n"}}"#,
            "any: expected \"@type\" among the members of an Any, found an object (line 1, column 8, byte 7)",
        ),
        (
            r#"{"any":{"@type":5}}"#,
            "any.@type: expected a type URL such as \"type.googleapis.com/google.protobuf.Duration\", found the number 5 (line 1, column 17, byte 16)",
        ),
        (
            r#"{"any":{"@type":"x/no.Such"}}"#,
            "any.@type: expected the name of a message type in \"@type\", found \"x/no.Such\", which is not known here (line 1, column 17, byte 16)",
        ),
        (
            r#"{"any":{"@type":""}}"#,
            "any.@type: expected a type URL such as \"type.googleapis.com/google.protobuf.Duration\", found the string \"\" (line 1, column 17, byte 16)",
        ),
        (
            r#"{"any":{"name":"n","@type":"everything.Node"}}"#,
            "any.@type: expected a type URL such as \"type.googleapis.com/google.protobuf.Duration\", found the string \"everything.Node\" (line 1, column 28, byte 27)",
        ),
        (
            r#"{"any":{"@type":"everything.Node/"}}"#,
            "any.@type: expected the name of a message type in \"@type\", found \"everything.Node/\", which is not known here (line 1, column 17, byte 16)",
        ),
        (
            r#"{"any":{"@type":"x/everything.Maps.ByBoolEntry"}}"#,
            "any.@type: expected the name of a message type in \"@type\", found \"x/everything.Maps.ByBoolEntry\", which is not known here (line 1, column 17, byte 16)",
        ),
        (
            r#"{"any":{"@type":"x/everything.Node","@type":"x/everything.Node"}}"#,
            "any.@type: expected each field once, found \"@type\" again (under either of its names) (line 1, column 37, byte 36)",
        ),
        (
            r#"{"any":{"@type":"x/everything.Node","nam":1}}"#,
            "any.nam: everything.Node has no field \"nam\"; did you mean \"name\"? (line 1, column 37, byte 36)",
        ),
        (
            r#"{"any":{"@type":"x/google.protobuf.Duration"}}"#,
            "any.value: expected the required field \"value\" of google.protobuf.Duration, found none (line 1, column 45, byte 44)",
        ),
        (
            r#"{"any":{"@type":"x/google.protobuf.Int32Value","value":"x"}}"#,
            "any.value: expected an int32 (-2147483648 to 2147483647), found the string \"x\" (line 1, column 56, byte 55)",
        ),
        (
            r#"{"any":{"@type":"x/google.protobuf.Int32Value","value":1,"value":2}}"#,
            "any.value: expected each field once, found \"value\" again (under either of its names) (line 1, column 58, byte 57)",
        ),
        (
            r#"{"any":{"@type":"x/google.protobuf.Int32Value","value":1,"more":2}}"#,
            "any.more: google.protobuf.Int32Value has no field \"more\" (line 1, column 58, byte 57)",
        ),
        (
            r#"{"any":[]}"#,
            "any: expected a JSON object, found an array (line 1, column 8, byte 7)",
        ),
    ] {
        check_error(KNOWN, json, error);
    }
}

#[test]
fn errors_name_the_field_and_the_place() {
    for (message, json, path, offset, line, column, cause) in [
        (
            NODE,
            "",
            "",
            0,
            1,
            1,
            "expected a JSON object, found the end of the text",
        ),
        (
            NODE,
            " \n ",
            "",
            3,
            2,
            2,
            "expected a JSON object, found the end of the text",
        ),
        (
            NODE,
            "[\"a\"]",
            "",
            0,
            1,
            1,
            "expected a JSON object, found an array",
        ),
        (
            NODE,
            "null",
            "",
            0,
            1,
            1,
            "expected a JSON object, found null",
        ),
        (
            NODE,
            "{} {}",
            "",
            3,
            1,
            4,
            "expected nothing more, found an object",
        ),
        (
            NODE,
            "{}\0",
            "",
            2,
            1,
            3,
            "expected nothing more, found '\\0'",
        ),
        (
            NODE,
            "{\"name\":",
            "name",
            8,
            1,
            9,
            "expected a string, found the end of the text",
        ),
        (
            NODE,
            "{\"name\" 1}",
            "",
            8,
            1,
            9,
            "expected ':', found the number 1",
        ),
        (
            NODE,
            "{\"name\":\"a\",}",
            "",
            12,
            1,
            13,
            "expected a key in quotes, found '}'",
        ),
        (
            NODE,
            "{name:1}",
            "",
            1,
            1,
            2,
            "expected a key in quotes, found name",
        ),
        (
            NODE,
            "{\"name\":\"a\"\n\"next\":1}",
            "",
            12,
            2,
            1,
            "expected ',' or '}', found the string \"next\"",
        ),
        (
            NODE,
            "{\"name\":\"é\",\n \"next\": {\"weight\": true}}",
            "next.weight",
            34,
            2,
            21,
            "expected an int32 (-2147483648 to 2147483647), found true",
        ),
        (
            NODE,
            "{\"name\":\"😀\", \"weight\":1.5}",
            "weight",
            25,
            1,
            23,
            "expected an int32 (-2147483648 to 2147483647), found the number 1.5",
        ),
        (
            NODE,
            "{\"children\":[{},{\"children\":[{\"name\":1}]}]}",
            "children[1].children[0].name",
            37,
            1,
            38,
            "expected a string, found the number 1",
        ),
        (
            NODE,
            "{\"children\":[1 2]}",
            "children[0]",
            13,
            1,
            14,
            "expected a JSON object, found the number 1",
        ),
        (
            NODE,
            "{\"children\":[{} {}]}",
            "children",
            16,
            1,
            17,
            "expected ',' or ']', found an object",
        ),
        (
            NODE,
            "{\"children\":[null]}",
            "children[0]",
            13,
            1,
            14,
            "expected a JSON object, found null",
        ),
        (
            NODE,
            "{\"children\":{}}",
            "children",
            12,
            1,
            13,
            "expected a JSON array, found an object",
        ),
        (
            NODE,
            "{\"inner\":{\"named\":{\"k\\n\":{\"nme\":\"\"}}}}",
            "inner.named[\"k\\n\"].nme",
            26,
            1,
            27,
            "everything.Node has no field \"nme\"; did you mean \"name\"?",
        ),
        (
            NODE,
            "{\"titel\":1}",
            "titel",
            1,
            1,
            2,
            "everything.Node has no field \"titel\"",
        ),
        (
            NODE,
            "{\"name\":\"a\\q\"}",
            "name",
            11,
            1,
            12,
            "expected one of \", \\, /, b, f, n, r, t and u after a backslash, found q",
        ),
        (
            NODE,
            "{\"name\":\"a\tb\"}",
            "name",
            10,
            1,
            11,
            "expected control characters of a string to be escaped, found '\\t'",
        ),
        (
            NODE,
            "{\"name\":\"\\ud83d\"}",
            "name",
            9,
            1,
            10,
            "expected both halves of a surrogate pair, found '\\\\'",
        ),
        (
            NODE,
            "{\"name\":\"a",
            "name",
            10,
            1,
            11,
            "expected a closing '\"', found the end of the text",
        ),
        (
            NODE,
            "{\"name\":tru}",
            "name",
            8,
            1,
            9,
            "expected a string, found tru",
        ),
        (
            NODE,
            "{\"name\":\"a\",\"name\":\"b\"}",
            "name",
            12,
            1,
            13,
            "expected each field once, found \"name\" again (under either of its names)",
        ),
        (
            SCALARS,
            "{\"fBool\":true,\"f_bool\":true}",
            "f_bool",
            14,
            1,
            15,
            "expected each field once, found \"fBool\" again (under either of its names)",
        ),
        (
            SCALARS,
            "{\"fBool\":null,\"fBool\":true}",
            "f_bool",
            14,
            1,
            15,
            "expected each field once, found \"fBool\" again (under either of its names)",
        ),
        (
            SCALARS,
            "{\"fBool\":\"true\"}",
            "f_bool",
            9,
            1,
            10,
            "expected true or false, found the string \"true\"",
        ),
        (
            SCALARS,
            "{\"fInt32\":01}",
            "f_int32",
            10,
            1,
            11,
            "expected an int32 (-2147483648 to 2147483647), found the number 01",
        ),
        (
            SCALARS,
            "{\"fInt32\":12x}",
            "",
            12,
            1,
            13,
            "expected ',' or '}', found x",
        ),
        (
            SCALARS,
            "{\"fDouble\":NaN}",
            "f_double",
            11,
            1,
            12,
            "expected a double (a number, NaN, Infinity or -Infinity), found NaN",
        ),
        (
            SCALARS,
            "{\"fColor\":\"gren\"}",
            "f_color",
            10,
            1,
            11,
            "expected a value of enum everything.Color; did you mean \"GREEN\"?, found the string \"gren\"",
        ),
        (
            SCALARS,
            "{\"fBytes\":\"a\"}",
            "f_bytes",
            10,
            1,
            11,
            "expected bytes in base64, found the string \"a\"",
        ),
        (
            SCALARS,
            "{\"fString\":5}",
            "f_string",
            11,
            1,
            12,
            "expected a string, found the number 5",
        ),
        (
            LISTS,
            "{\"fInt32\":[1,null]}",
            "f_int32[1]",
            13,
            1,
            14,
            "expected an int32 (-2147483648 to 2147483647), found null",
        ),
        (
            LISTS,
            "{\"fInt32\":[1,]}",
            "f_int32[1]",
            13,
            1,
            14,
            "expected an int32 (-2147483648 to 2147483647), found ']'",
        ),
        (
            LISTS,
            "{\"fInt32\":1}",
            "f_int32",
            10,
            1,
            11,
            "expected a JSON array, found the number 1",
        ),
        (
            MAPS,
            "{\"byInt32\":{\"x\":\"a\"}}",
            "by_int32[\"x\"]",
            12,
            1,
            13,
            "expected as a key an int32 (-2147483648 to 2147483647), found the string \"x\"",
        ),
        (
            MAPS,
            "{\"byBool\":{\"1\":\"a\"}}",
            "by_bool[\"1\"]",
            11,
            1,
            12,
            "expected as a key true or false, found the string \"1\"",
        ),
        (
            MAPS,
            "{\"byInt32\":{1:\"a\"}}",
            "by_int32",
            12,
            1,
            13,
            "expected a key in quotes, found the number 1",
        ),
        (
            MAPS,
            "{\"byInt32\":{\"1\":\"a\",\"1.0\":\"b\"}}",
            "by_int32",
            20,
            1,
            21,
            "expected each key once, found \"1.0\" again",
        ),
        (
            MAPS,
            "{\"byString\":{\"a\":null}}",
            "by_string[\"a\"]",
            17,
            1,
            18,
            "expected a string, found null",
        ),
        (
            MAPS,
            "{\"toNode\":{\"a\":null}}",
            "to_node[\"a\"]",
            15,
            1,
            16,
            "expected a JSON object, found null",
        ),
        (
            MAPS,
            "{\"byString\":[]}",
            "by_string",
            12,
            1,
            13,
            "expected a JSON object, found an array",
        ),
    ] {
        let error = decoded(message, json, &DecodeOptions::default()).unwrap_err();
        let found = (
            &*error.path,
            error.offset,
            error.line,
            error.column,
            &*error.cause.to_string(),
        );
        assert_eq!(found, (path, offset, line, column, cause), "{json}");
    }
}

#[test]
fn text_that_is_not_utf8_is_refused_where_it_ends_to_be() {
    let mut out = Vec::new();
    let error = decode(
        &EVERYTHING.plans,
        EVERYTHING.id(NODE),
        b"{\n\"name\":\"a\xff\"}",
        &DecodeOptions::default(),
        &mut out,
    )
    .unwrap_err();
    assert_eq!((error.offset, error.line, error.column), (11, 2, 10));
    assert_eq!(error.cause, Cause::Utf8);
}
