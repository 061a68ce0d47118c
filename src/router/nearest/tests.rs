//! What is proposed for a path that was mistyped, and that a match has no difference.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::super::oracle;
use super::super::{RouteId, RouterBuilder, Settings};
use super::*;
use crate::http_rule::template::TemplateOptions;

const OPTIONS: TemplateOptions = TemplateOptions {
    allow_segments_after_double_star: true,
};

const ROUTES: [&str; 9] = [
    "GET /v1/shelves",
    "POST /v1/shelves",
    "GET /v1/{name=shelves/*}",
    "GET /v1/{parent=shelves/*}/books",
    "POST /v1/{name=shelves/*/books/*}:move",
    "GET /v1/books:search",
    "GET /v1/pages/{path=**}",
    "GET /v2/authors",
    "GET books.example.com/v1/genres",
];

fn nearest(settings: Settings, request: &str, max: usize) -> Vec<String> {
    let parse = |rule: &str| {
        let (method, target) = rule.split_once(' ').unwrap();
        let (host, path) = target.split_at(target.find('/').unwrap());
        let hosts = (!host.is_empty()).then(|| host.to_owned());
        let method: Method = method.parse().unwrap();
        (method, hosts, path.to_owned())
    };
    let routes = ROUTES.map(|rule| {
        let (method, hosts, path) = parse(rule);
        let template = Template::parse(&path, &OPTIONS).unwrap();
        (
            MethodPattern::Exact(method),
            template,
            Vec::from_iter(hosts),
        )
    });
    let candidates = routes.iter().map(|(method, template, hosts)| Candidate {
        method,
        template,
        hosts,
    });
    let (method, host, path) = parse(request);
    let request = Request {
        host: host.as_deref(),
        method: &method,
        path: &path,
    };
    let found = RouterBuilder::new(settings)
        .build()
        .nearest(request, candidates, max);
    let line = |near: &Near| {
        let why: Vec<_> = near.differences.iter().map(ToString::to_string).collect();
        format!("{}: {}", ROUTES[near.index], why.join("; "))
    };
    found.iter().map(line).collect()
}

#[test]
fn the_nearest_route_says_what_it_differs_in() {
    for (request, expected) in [
        (
            "GET /v1/shelfes",
            "GET /v1/shelves: segment 2 is \"shelfes\", not \"shelves\"",
        ),
        (
            "GET /v1/shelf",
            "GET /v1/shelves: segment 2 is \"shelf\", not \"shelves\"",
        ),
        (
            "GET /v1/books:serch",
            "GET /v1/books:search: the verb is \":serch\", not \":search\"",
        ),
        (
            "GET /v1/Shelves/1",
            "GET /v1/{name=shelves/*}: segment 2 is \"Shelves\", not \"shelves\": the case matters",
        ),
        (
            "GET /v1/shelves/",
            "GET /v1/shelves: the path ends in \"/\"",
        ),
        (
            "DELETE /v1/shelves/1",
            "GET /v1/{name=shelves/*}: the method is DELETE, not GET",
        ),
        (
            "GET /shelves/1/books",
            "GET /v1/{parent=shelves/*}/books: \"/v1\" is missing at the beginning",
        ),
        (
            "POST /v1/shelves/1/books/2/x:move",
            "POST /v1/{name=shelves/*/books/*}:move: \"/x\" after segment 5 is too much",
        ),
        (
            "POST /v1/shelves/1/books/2:mov",
            "POST /v1/{name=shelves/*/books/*}:move: the verb is \":mov\", not \":move\"",
        ),
        (
            "POST /v1/shelves/1/books/2",
            "POST /v1/{name=shelves/*/books/*}:move: the verb \":move\" is missing",
        ),
        (
            "GET /v1/shelves:find",
            "GET /v1/shelves: it has no verb \":find\"",
        ),
        (
            "GET /v1/shelves//books",
            "GET /v1/{parent=shelves/*}/books: segment 3 is empty",
        ),
        (
            "GET /v3/authors",
            "GET /v2/authors: segment 1 is \"v3\", not \"v2\"",
        ),
        (
            "GET other.example.com/v1/genres",
            "GET books.example.com/v1/genres: it answers only on books.example.com",
        ),
    ] {
        let found = nearest(Settings::DEFAULT, request, 1);
        assert_eq!(found, [expected], "{request}");
    }
}

#[test]
fn what_is_far_from_every_route_has_no_nearest() {
    for request in ["GET /", "GET /x/y/z", "GET /a/b/c/d/e/f/g", "PUT /metrics"] {
        assert_eq!(
            nearest(Settings::DEFAULT, request, 5),
            Vec::<String>::new(),
            "{request}"
        );
    }
    assert_eq!(nearest(Settings::DEFAULT, "GET /v1/shelvez", 2).len(), 2);
}

#[test]
fn settings_of_the_router_change_what_differs() {
    let lenient = Settings {
        trailing_slash_ignored: true,
        strict_verbs: true,
        ..Settings::DEFAULT
    };
    assert_eq!(
        nearest(lenient, "PUT /v1/shelves/", 1),
        ["GET /v1/shelves: the method is PUT, not GET"]
    );
    assert_eq!(
        nearest(lenient, "GET /v1/shelves/a:b", 1),
        ["GET /v1/{name=shelves/*}: it has no verb \":b\""]
    );
}

#[test]
fn twenty_thousand_routes_are_compared() {
    let templates: Vec<Template> = (0..20_000)
        .map(|number| Template::parse(&format!("/v1/thing{number}/{{id}}"), &OPTIONS).unwrap())
        .collect();
    let candidates = templates.iter().map(|template| Candidate {
        method: &MethodPattern::Any,
        template,
        hosts: &[],
    });
    let request = Request {
        host: None,
        method: &Method::GET,
        path: "/v1/thinng19999/7",
    };
    let found = RouterBuilder::new(Settings::DEFAULT)
        .build()
        .nearest(request, candidates, 5);
    assert_eq!(found.len(), 5);
    assert_eq!(found[0].index, 19_999);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// A route has no difference exactly if a router with it alone matches.
    #[test]
    fn only_what_matches_has_no_difference(
        routes in oracle::routes(),
        paths in proptest::collection::vec(oracle::path(), 1..12),
        strict_verbs in any::<bool>(),
        trailing_slash_ignored in any::<bool>(),
    ) {
        let settings = Settings { strict_verbs, trailing_slash_ignored, ..Settings::DEFAULT };
        for route in &routes {
            let mut builder = RouterBuilder::new(settings);
            builder.insert(route.host, route.method.clone(), &route.template, RouteId(0)).unwrap();
            let router = builder.build();
            let hosts: Vec<String> = route.host.iter().map(|host| (*host).to_owned()).collect();
            let candidate = Candidate { method: &route.method, template: &route.template, hosts: &hosts };
            for path in &paths {
                for (host, method) in [(None, Method::GET), (Some("H:80"), Method::HEAD), (Some("other"), Method::POST)] {
                    let request = Request { host, method: &method, path };
                    prop_assert_eq!(
                        router.route(host, &method, path).is_ok(),
                        router.matching(request, [candidate]) == [0],
                        "{:?} {} {:?} {}", route, method, host, path
                    );
                }
            }
        }
    }
}
