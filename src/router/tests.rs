//! Routing by example: what matches, who wins, what is refused.

#![allow(clippy::unwrap_used)]

use http::Method;

use super::percent::{UnescapeMode, decode};
use super::*;
use crate::http_rule::template::TemplateOptions;

mod refusals;

const LENIENT: TemplateOptions = TemplateOptions {
    allow_segments_after_double_star: true,
};

struct Fixture {
    routes: Vec<Template>,
    router: Router,
}

/// A router of rules written `METHOD /template` or `METHOD host/template`; the route id is the position.
fn with(settings: Settings, rules: &[&str]) -> Fixture {
    let mut builder = RouterBuilder::new(settings);
    let mut routes = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let (method, target) = rule.split_once(' ').unwrap();
        let (host, text) = target.split_at(target.find('/').unwrap());
        let method = match method {
            "*" => MethodPattern::Any,
            _ => MethodPattern::Exact(method.parse().unwrap()),
        };
        let template = Template::parse(text, &LENIENT).unwrap();
        let id = RouteId(u32::try_from(index).unwrap());
        let host = (!host.is_empty()).then_some(host);
        builder.insert(host, method, &template, id).unwrap();
        routes.push(template);
    }
    let router = builder.build();
    Fixture { routes, router }
}

fn router(rules: &[&str]) -> Fixture {
    with(Settings::DEFAULT, rules)
}

impl Fixture {
    /// `INDEX name=value ...` with decoded values, or what was refused. The request is written like a rule.
    fn answer(&self, request: &str) -> String {
        let (method, target) = request.split_once(' ').unwrap();
        let (host, path) = target.split_at(target.find('/').unwrap_or(0));
        let host = (!host.is_empty()).then_some(host);
        let method: Method = method.parse().unwrap();
        let list = |allow: Vec<Method>| {
            let names: Vec<_> = allow.iter().map(Method::as_str).collect();
            names.join(", ")
        };
        match self.router.route(host, &method, path) {
            Ok(found) => {
                let mut answer = found.route().0.to_string();
                for variable in self.routes[found.route().0 as usize].variables() {
                    let raw = found.capture(variable);
                    let mode = UnescapeMode::ExceptSlash;
                    let value = match decode(raw, variable.multi_segment(), mode) {
                        Ok(value) => value.into_owned(),
                        Err(error) => format!("<{error}>"),
                    };
                    answer += &format!(" {}={value}", variable.dotted());
                }
                answer
            }
            Err(NoMatch::UnknownPath) => "404".to_owned(),
            Err(NoMatch::WrongMethod { allow }) => {
                assert_eq!(self.router.allow(host, path), allow, "{request}");
                format!("405 {}", list(allow))
            }
            Err(NoMatch::Options { allow }) => {
                assert_eq!(self.router.allow(host, path), allow, "{request}");
                format!("204 {}", list(allow))
            }
            Err(NoMatch::BadPath(error)) => format!("400 {error}"),
        }
    }

    fn check(&self, table: &[(&str, &str)]) {
        for (request, expected) in table {
            assert_eq!(self.answer(request), *expected, "{request}");
        }
    }
}

/// One rule (and others after it), one request, the answer.
fn check(table: &[(&[&str], &str, &str)]) {
    for (rules, request, expected) in table {
        assert_eq!(
            router(rules).answer(request),
            *expected,
            "{rules:?} {request}"
        );
    }
}

#[test]
fn paths_match_templates() {
    check(&[
        (
            &["GET /v1/{name=messages/*}"],
            "GET /v1/messages/123456",
            "0 name=messages/123456",
        ),
        (
            &["GET /v1/messages/{message_id}"],
            "GET /v1/messages/123456",
            "0 message_id=123456",
        ),
        (
            &["GET /v1/messages/{id}/{sub.field}"],
            "GET /v1/messages/7/foo",
            "0 id=7 sub.field=foo",
        ),
        (
            &["GET /v1/{name=shelves/*/books/*}"],
            "GET /v1/shelves/3/books/9",
            "0 name=shelves/3/books/9",
        ),
        (&["GET /a/*/d/{x=**}"], "GET /a/zz/d/e/f", "0 x=e/f"),
        (&["GET /v1/shelves"], "GET /v1/shelves/", "404"),
        (
            &["GET /v1/shelves/{x}/books"],
            "GET /v1/shelves//books",
            "404",
        ),
        (&["GET /v1/shelves"], "GET /V1/Shelves", "404"),
        (&["GET /v1/shelves"], "GET /v1", "404"),
        (&["GET /v1/shelves"], "GET /v1/shelves/1", "404"),
        (&["GET /v1/shelves"], "GET /", "404"),
        (&["GET /v1/{x}"], "GET /v1/a/b", "404"),
        (&["GET /v1/{x}"], "GET /v1/", "404"),
        (&["GET /v1/{x=only}"], "GET /v1/only", "0 x=only"),
        (&["GET /v1/{x=only}"], "GET /v1/other", "404"),
        (&["GET /{x}"], "GET /", "404"),
    ]);
}

#[test]
fn double_star_matches_zero_or_more_segments() {
    check(&[
        (&["GET /f/{x=**}"], "GET /f", "0 x="),
        (&["GET /f/{x=**}"], "GET /f/", "404"),
        (&["GET /f/{x=**}"], "GET /f/a", "0 x=a"),
        (&["GET /f/{x=**}"], "GET /f/a/b/c", "0 x=a/b/c"),
        (&["GET /f/{x=**}"], "GET /f/a//c", "404"),
        (&["GET /f/{x=**}"], "GET /f/a/", "404"),
        (&["GET /f/{x=g/**}"], "GET /f/g", "0 x=g"),
        (&["GET /f/{x=g/*/**}"], "GET /f/g", "404"),
        (&["GET /f/{x=g/*/**}"], "GET /f/g/1", "0 x=g/1"),
        (&["GET /{x=**}"], "GET /", "0 x="),
        (&["GET /{x=**}"], "GET //", "404"),
        (&["GET /{x=**}"], "GET /a/b", "0 x=a/b"),
        (&["GET /{y}/{x=**}"], "GET /a", "0 y=a x="),
    ]);
}

#[test]
fn segments_after_double_star() {
    let routes = router(&[
        "GET /a/{x=**}/z",
        "GET /a/{x=**}/{y=y/*}/{z}",
        "GET /a/{x=**}",
        "GET /a/{x=p/**/q}/{y}:go",
    ]);
    routes.check(&[
        ("GET /a/z", "0 x="),
        ("GET /a/b/z", "0 x=b"),
        ("GET /a/b/c/z", "0 x=b/c"),
        ("GET /a/z/z/z", "0 x=z/z"),
        ("GET /a/b/c/y/1/2", "1 x=b/c y=y/1 z=2"),
        ("GET /a/y/1/z", "1 x= y=y/1 z=z"),
        ("GET /a/y/1", "2 x=y/1"),
        ("GET /a", "2 x="),
        ("GET /a/p/q/1:go", "3 x=p/q y=1"),
        ("GET /a/p/m/n/q/1:go", "3 x=p/m/n/q y=1"),
        ("GET /a/p/m/n/q/1", "2 x=p/m/n/q/1"),
    ]);
}

#[test]
fn literal_beats_star_beats_double_star() {
    let routes = router(&[
        "GET /v1/{x=**}",
        "GET /v1/{x}",
        "GET /v1/a",
        "GET /v1/a/{x=**}",
        "GET /v1/{x}/b",
        "GET /v1/a/c/{x}",
        "GET /v1",
    ]);
    routes.check(&[
        ("GET /v1", "6"),
        ("GET /v1/a", "2"),
        ("GET /v1/b", "1 x=b"),
        ("GET /v1/a/b", "3 x=b"),
        ("GET /v1/b/b", "4 x=b"),
        ("GET /v1/b/c", "0 x=b/c"),
        ("GET /v1/a/c/1", "5 x=1"),
        ("GET /v1/a/c/1/2", "3 x=c/1/2"),
        ("GET /v1/%61", "2"),
    ]);
}

#[test]
fn search_backtracks() {
    let rules = ["GET /foo/{x}/baz/qux", "GET /foo/bar/{x}"];
    check(&[
        (&rules, "GET /foo/bar/baz/qux", "0 x=bar"),
        (&rules, "GET /foo/bar/baz", "1 x=baz"),
        (
            &["GET /a/*/c", "GET /a/b/d", "GET /{x=**}"],
            "GET /a/b/e",
            "2 x=a/b/e",
        ),
    ]);
}

#[test]
fn method_is_part_of_the_match() {
    let routes = router(&["POST /v1/a", "GET /v1/{x}", "* /v1/{x=**}", "PUT /v1/{x}"]);
    routes.check(&[
        ("POST /v1/a", "0"),
        ("GET /v1/a", "1 x=a"),
        ("HEAD /v1/a", "1 x=a"),
        ("PUT /v1/a", "3 x=a"),
        ("PURGE /v1/a", "2 x=a"),
        ("OPTIONS /v1/a", "2 x=a"),
    ]);
}

#[test]
fn exact_method_beats_any_at_one_node_only() {
    let routes = router(&[
        "* /v1/{x}",
        "GET /v1/{x}",
        "* /v1/a",
        "HEAD /v1/b",
        "GET /v1/b",
    ]);
    routes.check(&[
        ("GET /v1/c", "1 x=c"),
        ("HEAD /v1/c", "1 x=c"),
        ("DELETE /v1/c", "0 x=c"),
        ("GET /v1/a", "2"),
        ("HEAD /v1/b", "3"),
        ("GET /v1/b", "4"),
        ("POST /v1/b", "0 x=b"),
    ]);
    check(&[
        (&["* /v1/any/{x}"], "PURGE /v1/any/1", "0 x=1"),
        (&["HEAD /v1/ping"], "HEAD /v1/ping", "0"),
        (&["HEAD /v1/ping"], "GET /v1/ping", "405 HEAD, OPTIONS"),
        (&["GET /v1/messages/{id}"], "HEAD /v1/messages/1", "0 id=1"),
        (&["OPTIONS /v1/a", "GET /v1/a"], "OPTIONS /v1/a", "0"),
    ]);
}

#[test]
fn wrong_method_lists_all_that_match_the_path() {
    let routes = router(&[
        "DELETE /v1/{name=shelves/*}",
        "GET /v1/{name=shelves/*}",
        "POST /v1/{x=**}",
        "DELETE /v1/shelves/1",
        "PATCH /v1/shelves/{x}:go",
        "BREW h/v1/{x=**}",
    ]);
    routes.check(&[
        ("PUT /v1/shelves/1", "405 DELETE, GET, HEAD, OPTIONS, POST"),
        (
            "OPTIONS /v1/shelves/1",
            "204 DELETE, GET, HEAD, OPTIONS, POST",
        ),
        (
            "PUT /v1/shelves/1:go",
            "405 DELETE, GET, HEAD, OPTIONS, PATCH, POST",
        ),
        ("PUT /v1/other", "405 OPTIONS, POST"),
        ("PUT h/v1/other", "405 BREW, OPTIONS, POST"),
        ("OPTIONS /v2", "404"),
        ("PUT /v2", "404"),
    ]);
    check(&[(
        &["GET /v1/messages/{id}"],
        "OPTIONS /v1/messages/1",
        "204 GET, HEAD, OPTIONS",
    )]);
}

#[test]
fn verbs() {
    check(&[
        (
            &["POST /v1/{name=events/*}:cancel"],
            "POST /v1/events/1:cancel",
            "0 name=events/1",
        ),
        (
            &["POST /v1/{name=events/*}:cancel"],
            "POST /v1/events/1",
            "404",
        ),
        (
            &["POST /v1/{name=events/*}:cancel"],
            "POST /v1/events/1:Cancel",
            "404",
        ),
        (
            &["POST /v1/shelves:batchGet"],
            "POST /v1/shelves:batchGet",
            "0",
        ),
        (
            &["POST /v1/shelves:batchGet"],
            "POST /v1/shelves%3AbatchGet",
            "404",
        ),
        (
            &["POST /v1/shelves%3AbatchGet"],
            "POST /v1/shelves:batchGet",
            "0",
        ),
        (
            &["POST /v1/shelves%3AbatchGet"],
            "POST /v1/shelves%3abatchGet",
            "0",
        ),
        (
            &["GET /{x=**}:verb"],
            "GET /person/jason:verb",
            "0 x=person/jason",
        ),
        (&["GET /{x=**}:verb"], "GET /:verb", "0 x="),
        (&["GET /{x=**}:verb"], "GET /a/:verb", "404"),
        (&["GET /{x}:verb"], "GET /:verb", "404"),
        (&["GET /v1/{x=**}:verb"], "GET /v1:verb", "0 x="),
        (&["GET /v1/{x=**}:verb"], "GET /v1:verb/a", "404"),
        (
            &["GET /person/{x=*}"],
            "GET /person/jason:other",
            "0 x=jason:other",
        ),
        (
            &["GET /v0/users/{x}"],
            "GET /v0/users/user%3A123",
            "0 x=user:123",
        ),
        (&["GET /v1/{x}:go"], "GET /v1/a:b:go", "0 x=a:b"),
        (&["GET /v1/{x}:go"], "GET /v1/a:go:b", "404"),
        (&["GET /v1/{x}:go"], "GET /v1/a:%67o", "0 x=a"),
        (&["GET /v1/{x}:go", "GET /v1/{x}"], "GET /v1/a:", "1 x=a:"),
        (&["GET /v1/{x}:go", "GET /v1/{x}"], "GET /v1/:go", "1 x=:go"),
        (&["GET /v1/{x}/b:go"], "GET /v1/a:go/b:go", "0 x=a:go"),
    ]);
}

#[test]
fn verb_is_one_only_where_it_is_registered_for_the_method() {
    let routes = router(&[
        "POST /v1/jobs/{x}",
        "POST /v1/jobs/{x}:cancel",
        "GET /v1/jobs/{x}",
        "GET /v1/{x=**}:cancel",
        "* /v1/jobs/{x}:any",
    ]);
    routes.check(&[
        ("POST /v1/jobs/a:cancel", "1 x=a"),
        ("POST /v1/jobs/a%3Acancel", "0 x=a:cancel"),
        ("POST /v1/jobs/a:stop", "0 x=a:stop"),
        // The better path wins over the worse one's verb.
        ("GET /v1/jobs/a:cancel", "2 x=a:cancel"),
        ("GET /v1/runs/a:cancel", "3 x=runs/a"),
        ("GET /v1/jobs/a:any", "4 x=a"),
    ]);
}

#[test]
fn strict_verbs_refuse_unknown_suffixes() {
    let settings = Settings {
        strict_verbs: true,
        ..Settings::DEFAULT
    };
    let routes = with(
        settings,
        &["GET /v1/{x}", "GET /v1/{x}:go", "GET /v1/{x}/y"],
    );
    routes.check(&[
        ("GET /v1/a", "0 x=a"),
        ("GET /v1/a:go", "1 x=a"),
        ("GET /v1/a:stop", "404"),
        ("PUT /v1/a:go", "405 GET, HEAD, OPTIONS"),
        ("GET /v1/a%3Astop", "0 x=a:stop"),
        ("GET /v1/a:", "0 x=a:"),
        ("GET /v1/a:b/y", "2 x=a:b"),
    ]);
}

#[test]
fn trailing_slash_can_be_ignored() {
    let settings = Settings {
        trailing_slash_ignored: true,
        ..Settings::DEFAULT
    };
    let routes = with(
        settings,
        &[
            "GET /v1/{x}",
            "GET /f/{x=**}",
            "GET /v1/{x}:go",
            "GET /{x=**}",
        ],
    );
    routes.check(&[
        ("GET /v1/a/", "0 x=a"),
        ("GET /v1/a", "0 x=a"),
        ("GET /v1/a//", "404"),
        ("GET /v1//a/", "404"),
        ("GET /f/", "1 x="),
        ("GET /v1/a:go/", "2 x=a"),
        ("GET /", "3 x="),
        ("GET //", "404"),
        (
            "GET /v1/..:go/",
            "400 the path holds a '.' or '..' segment at byte 4",
        ),
    ]);
}

#[test]
fn values_are_decoded_once_after_the_match() {
    check(&[
        (&["GET /a/{x}/c"], "GET /a/p%20q%2Fr+/c", "0 x=p q/r+"),
        (
            &["GET /a/{x=p/*/q/*}/c"],
            "GET /a/p/foo%20foo/q/bar%2Fbar/c",
            "0 x=p/foo foo/q/bar%2Fbar",
        ),
        (&["GET /f/{x=**}"], "GET /f/a%2Fb", "0 x=a%2Fb"),
        (
            &["GET /v1/{name=shelves/*}"],
            "GET /v1/shelves/a%2Fb",
            "0 name=shelves/a%2Fb",
        ),
        (&["GET /f/{x=**}"], "GET /f/%21%3A%40", "0 x=!:@"),
        (&["GET /v1/{x}"], "GET /v1/%25%34%31", "0 x=%41"),
        (
            &["GET /v1/{x}"],
            "GET /v1/%ff",
            "0 x=<the escapes do not give valid UTF-8>",
        ),
        (&["GET /v1/caf%C3%A9/{x}"], "GET /v1/caf%C3%A9/1", "0 x=1"),
        (&["GET /v1/café/{x}"], "GET /v1/%63af%c3%a9/1", "0 x=1"),
        (&["GET /v1/a%2Fb"], "GET /v1/a%2fb", "0"),
        (&["GET /v1/a%2Fb"], "GET /v1/a/b", "404"),
        (&["GET /v1/a%25"], "GET /v1/a%2525", "404"),
    ]);
}

#[test]
fn captures_hold_beyond_the_inline_segments() {
    let tail = "/s".repeat(63);
    let routes = router(&["GET /{x}/{y=**}"]);
    let expected = format!("0 x=a y={}", &tail[1..]);
    assert_eq!(routes.answer(&format!("GET /a{tail}")), expected);
}

#[test]
fn hosts() {
    let routes = router(&[
        "GET /v1/{x}",
        "GET a.example/v1/{x=**}",
        "POST b.example:8080/v1/{x}",
        "GET [::1]/v1/{x}",
        "GET /only/hostless",
        "GET C.Example/v1/{x}",
    ]);
    routes.check(&[
        ("GET /v1/1", "0 x=1"),
        ("GET other.example/v1/1", "0 x=1"),
        // The host comes before the path.
        ("GET a.example/v1/1", "1 x=1"),
        ("GET A.EXAMPLE:443/v1/1", "1 x=1"),
        ("GET a.example:/v1/1", "1 x=1"),
        ("GET a.example/only/hostless", "4"),
        ("POST b.example/v1/1", "2 x=1"),
        ("GET b.example/v1/1", "0 x=1"),
        ("PUT b.example/v1/1", "405 GET, HEAD, OPTIONS, POST"),
        ("GET [::1]:8080/v1/1", "3 x=1"),
        ("GET [::1]/v1/1", "3 x=1"),
        ("GET c.example/v1/1", "5 x=1"),
    ]);
}
