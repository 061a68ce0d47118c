//! What is refused: bad paths, and routes that conflict.

use http::Method;

use super::{LENIENT, router, with};
use crate::http_rule::template::Template;
use crate::router::{
    MethodPattern, NoMatch, Overridden, PathLimits, Precedence, RouteId, RouterBuilder, Settings,
};

#[test]
fn bad_paths_are_refused() {
    let dots = |at: usize| format!("400 the path holds a '.' or '..' segment at byte {at}");
    let escape =
        |at| format!("400 '%' at byte {at} of the path is not followed by two hexadecimal digits");
    let byte = |at, byte: u8| {
        format!("400 byte {at} of the path is 0x{byte:02x}, which must be percent-encoded")
    };
    let routes = router(&["* /{x=**}", "* /{x=**}:go"]);
    for (path, expected) in [
        ("/v1/files/../secret", dots(10)),
        ("/v1/.", dots(4)),
        ("/./v1", dots(1)),
        ("/v1/%2e%2E/a", dots(4)),
        ("/v1/.%2e", dots(4)),
        ("/v1/%2E", dots(4)),
        ("/v1/..:go", dots(4)),
        ("/.:go", dots(1)),
        ("/a/%", escape(3)),
        ("/a/%4", escape(3)),
        ("/a/%4g", escape(3)),
        ("/%/a", escape(1)),
        (
            "/a%00",
            "400 the path holds an encoded NUL at byte 2".to_owned(),
        ),
        ("/a b", byte(2, b' ')),
        ("/a\\b", byte(2, b'\\')),
        ("/a?b", byte(2, b'?')),
        ("/a#b", byte(2, b'#')),
        ("/a\u{7f}", byte(2, 0x7f)),
        ("/a\0", byte(2, 0)),
        ("/é", byte(1, 0xc3)),
        ("", "400 the path must begin with '/'".to_owned()),
        ("*", "400 the path must begin with '/'".to_owned()),
        // Three dots and hidden files are ordinary names.
        ("/v1/...", "0 x=v1/...".to_owned()),
        ("/v1/.a", "0 x=v1/.a".to_owned()),
        ("/v1/..a:go", "1 x=v1/..a".to_owned()),
        ("/[a]{b}|c^d\"e`", "0 x=[a]{b}|c^d\"e`".to_owned()),
    ] {
        let actual = match routes.router.route(None, &Method::GET, path) {
            Err(NoMatch::BadPath(error)) => format!("400 {error}"),
            _ => routes.answer(&format!("GET {path}")),
        };
        assert_eq!(actual, expected, "{path:?}");
    }
}

#[test]
fn paths_are_limited() {
    let limits = PathLimits {
        length_max_bytes: 12,
        segments_max: 3,
    };
    let settings = Settings {
        limits,
        ..Settings::DEFAULT
    };
    with(settings, &["GET /{x=**}"]).check(&[
        ("GET /a/b/c", "0 x=a/b/c"),
        ("GET /a/b/c/d", "400 the path has more than 3 segments"),
        ("GET /12345678901", "0 x=12345678901"),
        ("GET /123456789012", "400 the path is longer than 12 bytes"),
    ]);
}

fn insert_all(
    precedence: Precedence,
    rules: &[(Option<&str>, &str, &str)],
) -> (RouterBuilder, Vec<Option<u32>>) {
    let settings = Settings {
        precedence,
        ..Settings::DEFAULT
    };
    let mut builder = RouterBuilder::new(settings);
    let mut conflicts = Vec::new();
    for (index, (host, method, text)) in rules.iter().enumerate() {
        let template = Template::parse(text, &LENIENT).unwrap();
        let method = match *method {
            "*" => MethodPattern::Any,
            method => MethodPattern::Exact(method.parse().unwrap()),
        };
        let id = RouteId(u32::try_from(index).unwrap());
        let inserted = builder.insert(*host, method, &template, id);
        conflicts.push(inserted.err().map(|conflict| conflict.existing.0));
    }
    (builder, conflicts)
}

#[test]
fn same_shape_and_method_conflict() {
    let (builder, conflicts) = insert_all(
        Precedence::Refuse,
        &[
            (None, "GET", "/v1/{x}"),
            (None, "GET", "/v1/{y}"),
            (None, "GET", "/v1/*"),
            (None, "POST", "/v1/{x}"),
            (None, "*", "/v1/{x}"),
            (None, "*", "/v1/{y}"),
            (None, "GET", "/v1/{x}:go"),
            (None, "GET", "/v1/{y}:go"),
            (None, "GET", "/v1/{x=**}"),
            (Some("h"), "GET", "/v1/{x}"),
            (Some("H:80"), "GET", "/v1/{x}"),
            (None, "GET", "/%761/{x}"),
        ],
    );
    let expected = [
        None,
        Some(0),
        Some(0),
        None,
        None,
        Some(4),
        None,
        Some(6),
        None,
        None,
        Some(9),
        Some(0),
    ];
    assert_eq!(conflicts, expected);
    assert!(builder.overridden().is_empty());
}

#[test]
fn first_or_last_may_win() {
    let rules = [(None, "GET", "/v1/{x}"), (None, "GET", "/v1/{y}")];
    for (precedence, kept, dropped) in [(Precedence::First, 0, 1), (Precedence::Last, 1, 0)] {
        let (builder, conflicts) = insert_all(precedence, &rules);
        assert_eq!(conflicts, [None, None]);
        let (kept, dropped) = (RouteId(kept), RouteId(dropped));
        assert_eq!(builder.overridden(), [Overridden { kept, dropped }]);
        let router = builder.build();
        let found = router.route(None, &Method::GET, "/v1/1").unwrap();
        assert_eq!(found.route(), kept);
    }
}
