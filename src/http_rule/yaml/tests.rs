#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;

/// The tree in one line, without places.
fn show(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(text) => format!("#{text}"),
        Value::Text(text) => format!("{text:?}"),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(|item| show(item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}: {}", entry.key, show(&entry.value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn check(text: &str, expected: &str) {
    let (root, problems) = parse(text);
    assert_eq!(problems, [], "{text:?}");
    assert_eq!(show(&root.unwrap()), expected, "{text:?}");
}

fn refuse(text: &str, expected: &[(u32, u32, &str)]) {
    let (_, problems) = parse(text);
    assert_eq!(problems.len(), expected.len(), "{text:?}: {problems:#?}");
    for (problem, (line, column, message)) in problems.iter().zip(expected) {
        let (line, column) = (*line, *column);
        assert_eq!(problem.mark, Mark { line, column }, "{text:?}: {problem:?}");
        assert!(problem.message.contains(message), "{text:?}: {problem:?}");
    }
}

#[test]
fn trees() {
    for (text, expected) in [
        ("", "null"),
        ("# nothing\n", "null"),
        (
            "a: b\nc: [1, 'two', \"3\"]\n",
            r#"{a: "b", c: [#1, "two", "3"]}"#,
        ),
        (
            "- x: 1\n  y: ~\n- null\n-\n",
            "[{x: #1, y: null}, null, null]",
        ),
        (r#"{"a": {"b": true}}"#, "{a: {b: true}}"),
        ("---\na: |\n  one\n  two\n...\n", r#"{a: "one\ntwo\n"}"#),
        ("a: !!str 5\nb: !!int 5\n", r#"{a: "5", b: #5}"#),
        ("1: a\ntrue: b\n", r#"{1: "a", true: "b"}"#),
        (
            "get: /v1/{name=shelves/*}:move\n",
            r#"{get: "/v1/{name=shelves/*}:move"}"#,
        ),
        ("\u{feff}a: b\n", r#"{a: "b"}"#),
    ] {
        check(text, expected);
    }
}

#[test]
fn plain_scalars_follow_the_core_schema() {
    for (text, expected) in [
        ("True", "true"),
        ("FALSE", "false"),
        ("yes", r#""yes""#),
        ("0x1F", "#0x1F"),
        ("0o17", "#0o17"),
        ("-1.5e3", "#-1.5e3"),
        (".5", "#.5"),
        ("-.inf", "#-.inf"),
        (".nan", "#.nan"),
        ("nan", r#""nan""#),
        ("infinity", r#""infinity""#),
        ("1.2.3", r#""1.2.3""#),
        ("'null'", r#""null""#),
    ] {
        check(text, expected);
    }
}

#[test]
fn aliases_are_followed() {
    check(
        "a: &x {b: 1}\nc: *x\nd: [*x, *x]\n",
        "{a: {b: #1}, c: {b: #1}, d: [{b: #1}, {b: #1}]}",
    );
    check("&k a: b\nc: *k\n", r#"{a: "b", c: "a"}"#);
}

#[test]
fn problems_have_their_place_and_the_reading_goes_on() {
    for (text, expected) in [
        (
            "a: 1\nb: 2\na: 3\n",
            &[(3, 1, "the key a is already on line 1")][..],
        ),
        (
            "a: 1\na: 2\nc:\n  d: 1\n  d: 2\n",
            &[
                (2, 1, "already on line 1"),
                (5, 3, "the key d is already on line 4"),
            ],
        ),
        (
            "? [a]\n: b\nc: d\n",
            &[(1, 3, "a key must be text, not a list")],
        ),
        (
            "a: !Ref b\nc: !x [1]\n",
            &[(1, 4, "the tag !Ref"), (2, 4, "the tag !x")],
        ),
        ("a: 1\n---\nb: 2\n", &[(2, 1, "a second document")]),
        ("a: &x [1, *x]\n", &[(1, 11, "inside of what it names")]),
        ("a: *nope\n", &[(1, 4, "not valid YAML")]),
        ("post: /x\nbody: *\n", &[(2, 7, "put it in quotes: \"*\"")]),
        ("a: [1\nb: 2\n", &[(2, 2, "not valid YAML")]),
        ("a: 'b\n", &[(1, 4, "not valid YAML")]),
    ] {
        refuse(text, expected);
    }
}

#[test]
fn nesting_has_a_limit_with_and_without_aliases() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(DEPTH_MAX)).0.is_some());
    refuse(
        &nested(DEPTH_MAX + 1),
        &[(1, 65, "nested deeper than 64 levels")],
    );
    assert!(parse(&nested(100_000)).0.is_none());
    // Each line is one level deeper than the one before it.
    let mut chain = "- &a0 []\n".to_owned();
    for level in 1..100 {
        chain.push_str(&format!("- &a{level} [*a{}]\n", level - 1));
    }
    refuse(&chain, &[(64, 9, "nested deeper than 64 levels")]);
}

#[test]
fn what_aliases_repeat_has_a_limit() {
    let mut bomb = "- &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let again = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("- &a{level} [{again}]\n"));
    }
    let (root, problems) = parse(&bomb);
    assert!(root.is_none());
    assert!(
        problems[0].message.contains("more than 1000000 values"),
        "{problems:?}"
    );
}

#[test]
fn no_prefix_of_a_document_panics() {
    let text = "http:\n  rules:\n  - &r {selector: a.B.C, get: \"/v1/{x=**}\"}\n  - *r\n  - |\n    ü\n  - !t 'q'\n...\n";
    for (end, _) in text.char_indices() {
        let _ = parse(&text[..end]);
    }
}
