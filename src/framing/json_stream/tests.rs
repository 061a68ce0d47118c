#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

const LIMITS: Limits = Limits {
    value: ByteSize(64),
    depth_max: 4,
};

/// The values of a body in chunks, each with where it begins.
fn decode(
    layout: Layout,
    limits: Limits,
    chunks: &[&[u8]],
) -> Result<Vec<(String, Position)>, StreamError> {
    let mut decoder = Decoder::new(layout, limits);
    let mut values = Vec::new();
    let text = |value: Value| {
        (
            String::from_utf8(value.bytes.to_vec()).unwrap(),
            value.start,
        )
    };
    for chunk in chunks {
        decoder.push(Bytes::copy_from_slice(chunk));
        while let Some(value) = decoder.next()? {
            values.push(text(value));
        }
        assert!(decoder.partial.len() as u64 <= limits.value.0);
    }
    values.extend(decoder.finish()?.map(text));
    Ok(values)
}

/// The texts of the values, which are the same however the body is cut in two or three.
fn check(layout: Layout, body: &str, expected: &[&str]) {
    let whole = decode(layout, LIMITS, &[body.as_bytes()]).unwrap();
    let found: Vec<&str> = whole.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(found, expected, "{body:?}");
    for (text, start) in &whole {
        let offset = usize::try_from(start.offset).unwrap();
        assert!(body[offset..].starts_with(text), "{body:?} {start:?}");
        let mut place = Position::START;
        place.advance(&body.as_bytes()[..offset]);
        assert_eq!(*start, place, "{body:?}");
    }
    each_split(body.as_bytes(), |chunks| {
        assert_eq!(
            decode(layout, LIMITS, chunks).as_ref(),
            Ok(&whole),
            "{chunks:?}"
        );
    });
}

fn each_split(body: &[u8], check: impl Fn(&[&[u8]])) {
    for i in 0..=body.len() {
        for j in i..=body.len() {
            check(&[&body[..i], &body[i..j], &body[j..]]);
        }
    }
    check(&body.chunks(1).collect::<Vec<_>>());
}

#[test]
fn an_array_is_a_stream_of_its_elements() {
    let check = |body, expected| check(Layout::Json, body, expected);
    check("[]", &[]);
    check(" [ \r\n\t ] \n", &[]);
    check(r#"[{"a":1},{"a":[2]}]"#, &[r#"{"a":1}"#, r#"{"a":[2]}"#]);
    check(
        "[1,-2.5e3,true,null,\"a\"]",
        &["1", "-2.5e3", "true", "null", "\"a\""],
    );
    check(" [ 1 , {} ,\n[] ] ", &["1", "{}", "[]"]);
    check(
        r#"["]","\"","\\",{"}":"{\\\""}]"#,
        &[r#""]""#, r#""\"""#, r#""\\""#, r#"{"}":"{\\\""}"#],
    );
    check("[\"é\",\n{\"é\":\"😀\"}]", &["\"é\"", "{\"é\":\"😀\"}"]);
    // What is not JSON within a value is for its decoder to say.
    check("[nul,{],{\"a\"}]", &["nul", "{]", "{\"a\"}"]);
}

#[test]
fn values_may_follow_each_other() {
    let check = |body, expected| check(Layout::Json, body, expected);
    check("", &[]);
    check(" \n", &[]);
    check("{}", &["{}"]);
    check("{\"a\":1}{\"b\":2}", &["{\"a\":1}", "{\"b\":2}"]);
    check("\n{}\n\n[1]\n", &["{}", "[1]"]);
    check("1 2", &["1", "2"]);
    check(
        "\"a\"\"b\"true{}-1[]",
        &["\"a\"", "\"b\"", "true", "{}", "-1", "[]"],
    );
}

#[test]
fn lines_are_values() {
    let check = |body, expected| check(Layout::Lines, body, expected);
    check("", &[]);
    check("{\"a\":1}\n{\"b\":2}\n", &["{\"a\":1}", "{\"b\":2}"]);
    check("1\n2", &["1", "2"]);
    check("\n \r\n{}\r\n\n\t\n", &["{}\r"]);
    // A line is a value, also if there are two in it or none: its decoder says so.
    check("{} {}\n{\n", &["{} {}", "{"]);
    check("\u{feff}{}\n", &["\u{feff}{}"]);
}

/// The error and its place, which are the same however the body is cut.
fn check_error(layout: Layout, body: &[u8], expected: &str) {
    let failed = |chunks: &[&[u8]]| decode(layout, LIMITS, chunks).unwrap_err();
    assert_eq!(failed(&[body]).to_string(), expected, "{body:?}");
    each_split(body, |chunks| {
        assert_eq!(failed(chunks), failed(&[body]), "{chunks:?}");
    });
}

#[test]
fn what_is_no_stream_is_refused_where_it_goes_wrong() {
    let check = |body: &str, expected: &str| check_error(Layout::Json, body.as_bytes(), expected);
    check(
        "[",
        "expected a JSON value or ']', found the end of the body (line 1, column 2, byte 1)",
    );
    check(
        "[1",
        "expected the rest of a value, found the end of the body (line 1, column 3, byte 2)",
    );
    check(
        "[1 ",
        "expected ',' or ']', found the end of the body (line 1, column 4, byte 3)",
    );
    check(
        "[1,\n",
        "expected a JSON value, found the end of the body (line 2, column 1, byte 4)",
    );
    check(
        "[1 2]",
        "expected ',' or ']', found '2' (line 1, column 4, byte 3)",
    );
    check(
        "[{}{}]",
        "expected ',' or ']', found '{' (line 1, column 4, byte 3)",
    );
    check(
        "[1,]",
        "expected a JSON value, found ']' (line 1, column 4, byte 3)",
    );
    check(
        "[,1]",
        "expected a JSON value or ']', found ',' (line 1, column 2, byte 1)",
    );
    check(
        "[1,,2]",
        "expected a JSON value, found ',' (line 1, column 4, byte 3)",
    );
    check(
        "[1:2]",
        "expected ',' or ']', found ':' (line 1, column 3, byte 2)",
    );
    check(
        "[\n{}}]",
        "expected ',' or ']', found '}' (line 2, column 3, byte 4)",
    );
    check(
        "[]x",
        "expected nothing after the array, found 'x' (line 1, column 3, byte 2)",
    );
    check(
        "[] []",
        "expected nothing after the array, found '[' (line 1, column 4, byte 3)",
    );
    check(
        "{},{}",
        "expected a JSON value, found ',' (line 1, column 3, byte 2)",
    );
    check(
        "{}]",
        "expected a JSON value, found ']' (line 1, column 3, byte 2)",
    );
    check(
        "{\"é\":\n[\"😀",
        "expected the rest of a value, found the end of the body (line 2, column 4, byte 13)",
    );
    check(
        "\"a\\\"",
        "expected the rest of a value, found the end of the body (line 1, column 5, byte 4)",
    );
    check(
        "[\"é\", 'a']",
        "expected a JSON value, found '\\'' (line 1, column 7, byte 7)",
    );
    check(
        "\u{feff}{}",
        "expected a JSON value, found the byte 0xef, as of a byte order mark (line 1, column 1, byte 0)",
    );
    check(
        "[é]",
        "expected a JSON value or ']', found the byte 0xc3 (line 1, column 2, byte 1)",
    );
    check(
        "\0",
        "expected a JSON value, found '\\0' (line 1, column 1, byte 0)",
    );
}

#[test]
fn nesting_has_a_limit_without_the_array_of_the_stream() {
    check(
        Layout::Json,
        "[[[[[]]]],{\"a\":[{\"a\":[]}]}]",
        &["[[[[]]]]", "{\"a\":[{\"a\":[]}]}"],
    );
    check(Layout::Json, "{} {\"a\":[[[]]]}", &["{}", "{\"a\":[[[]]]}"]);
    let expected =
        |byte| format!("expected nesting of at most 4 levels (line 2, column 5, byte {byte})");
    check_error(Layout::Json, b"[\n[[[[[]]]]]]", &expected(6));
    check_error(Layout::Json, b"{}\n[[[[[", &expected(7));
}

#[test]
fn a_value_is_at_most_as_long_as_the_limit() {
    let string = |length: usize| format!("\"{}\"", "a".repeat(length - 2));
    let number = |length: usize| "1".repeat(length);
    let object = |length: usize| format!("{{\"{}\":1}}", "a".repeat(length - 6));
    for value in [string, number, object] {
        for length in [63, 64] {
            let value = value(length);
            check(
                Layout::Json,
                &format!("[{value},{value}]"),
                &[&value, &value],
            );
            check(Layout::Json, &format!("{value} {value}"), &[&value, &value]);
            check(
                Layout::Lines,
                &format!("{value}\n{value}"),
                &[&value, &value],
            );
        }
        let long = value(65);
        let expected =
            |byte| format!("expected values of at most 64B (line 2, column 1, byte {byte})");
        for (before, after) in [("[1,\n", "]"), ("1\n", ""), ("{}\n", " 1")] {
            let body = format!("{before}{long}{after}");
            check_error(Layout::Json, body.as_bytes(), &expected(before.len()));
        }
        for end in ["", "\n"] {
            let body = format!("1\n{long}{end}");
            check_error(Layout::Lines, body.as_bytes(), &expected(2));
        }
        // It is refused before its end came, and nothing beyond the limit is kept.
        let start = format!("[1,\n{}", &long[..65]);
        let mut decoder = Decoder::new(Layout::Json, LIMITS);
        decoder.push(start.into());
        decoder.next().unwrap();
        assert_eq!(decoder.next().unwrap_err().to_string(), expected(4));
    }
}

#[test]
fn an_error_is_repeated() {
    for (layout, body) in [(Layout::Json, "[1 2]"), (Layout::Lines, &"a".repeat(65))] {
        let mut decoder = Decoder::new(layout, LIMITS);
        decoder.push(Bytes::copy_from_slice(body.as_bytes()));
        let error = loop {
            match decoder.next() {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        decoder.push(Bytes::from_static(b"\n1\n"));
        assert_eq!(decoder.next(), Err(error));
        assert_eq!(decoder.finish(), Err(error));
    }
}

#[test]
fn a_value_within_a_chunk_is_not_copied() {
    for (layout, text) in [
        (Layout::Json, "[{\"a\":1}, 2 ]"),
        (Layout::Lines, "{\"a\":1}\n2\n"),
    ] {
        let body = Bytes::from_static(text.as_bytes());
        let mut decoder = Decoder::new(layout, LIMITS);
        decoder.push(body.clone());
        for expected in ["{\"a\":1}", "2"] {
            let value = decoder.next().unwrap().unwrap();
            assert_eq!(value.bytes, expected);
            let at = usize::try_from(value.start.offset).unwrap();
            assert_eq!(value.bytes.as_ptr(), body[at..].as_ptr());
        }
    }
}

#[test]
fn a_value_comes_as_soon_as_it_ends() {
    let mut decoder = Decoder::new(Layout::Json, LIMITS);
    let mut seen = Vec::new();
    for byte in b"[{},1,\"a\"]" {
        decoder.push(Bytes::from(vec![*byte]));
        let next = decoder.next().unwrap();
        seen.push(next.map_or_else(String::new, |value| {
            String::from_utf8_lossy(&value.bytes).into_owned()
        }));
    }
    assert_eq!(seen, ["", "", "{}", "", "", "1", "", "", "\"a\"", ""]);
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i32>().prop_map(Into::into),
        "[\"\\\\{}\\[\\],: a-cé😀\n]{0,6}".prop_map(Into::into),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::hash_map("[\"{a-c]{0,3}", inner, 0..4)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever serde writes, in any layout and cut anywhere, comes back value by value.
    #[test]
    fn values_are_found_as_serde_writes_them(
        values in prop::collection::vec(json(), 0..6),
        indented: bool,
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
    ) {
        let limits = Limits { value: ByteSize(1 << 20), depth_max: 9 };
        let text = |value: &serde_json::Value| if indented {
            serde_json::to_string_pretty(value).unwrap()
        } else {
            value.to_string()
        };
        let joined = |separator: &str| values.iter().map(text).collect::<Vec<_>>().join(separator);
        let first_is_array = values.first().is_some_and(serde_json::Value::is_array);
        let mut bodies = vec![(Layout::Json, format!("[{}]", joined(",")))];
        if !first_is_array {
            bodies.push((Layout::Json, joined(" ")));
        }
        if !indented {
            bodies.push((Layout::Lines, joined("\n")));
        }
        for (layout, body) in bodies {
            let body = body.as_bytes();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(body.len() + 1)).collect();
            at.extend([0, body.len()]);
            at.sort_unstable();
            let chunks: Vec<&[u8]> = at.windows(2).map(|pair| &body[pair[0]..pair[1]]).collect();
            let found = decode(layout, limits, &chunks).unwrap();
            let found: Vec<serde_json::Value> = found
                .iter()
                .map(|(text, _)| serde_json::from_str(text).unwrap())
                .collect();
            prop_assert_eq!(&found, &values);
        }
    }

    /// Garbage is an error or values; never a panic, and the same however it is cut.
    #[test]
    fn garbage_ends_the_same_however_it_is_cut(body in "[\\[\\]{}\",:\\\\ \n1a\u{e9}]{0,40}", cut: prop::sample::Index) {
        for layout in [Layout::Json, Layout::Lines] {
            let at = cut.index(body.len() + 1);
            let (head, tail) = body.as_bytes().split_at(at);
            prop_assert_eq!(
                decode(layout, LIMITS, &[head, tail]),
                decode(layout, LIMITS, &[body.as_bytes()])
            );
        }
    }

    /// Every array that serde reads is read, and none that it refuses where its values are sound.
    #[test]
    fn arrays_are_those_of_serde(body in "[\\[\\],12 {}]{0,12}") {
        let body = format!("[{body}]");
        let ours = decode(Layout::Json, Limits { value: ByteSize(99), depth_max: 99 }, &[body.as_bytes()]);
        let ours = ours.is_ok_and(|values| {
            values.iter().all(|(text, _)| serde_json::from_str::<serde_json::Value>(text).is_ok())
        });
        let theirs = serde_json::from_str::<serde_json::Value>(&body).is_ok();
        prop_assert_eq!(ours, theirs);
    }
}
