//! The entry points of the fuzzer: each takes any bytes, and panics where something is not as it must be. The replayed
//! corpus and the bounded run of mutations go in here too.

use std::sync::LazyLock;

use http::Method;
use rialto::http_rule::binding::{self, MethodPattern, RuleOptions};
use rialto::http_rule::template::{Segment, Template, TemplateOptions};
use rialto::router::{RouteId, RouterBuilder, Settings};
use rialto::transcode::request::{RequestOptions, RequestParts, RequestPlan};

use crate::fixture::{EVERYTHING, Fixture};
use crate::oracle;

/// One entry point, by the name of its corpus.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) run: fn(&[u8]),
}

pub(crate) const TARGETS: [Target; 4] = [
    Target {
        name: "json_to_wire",
        run: json_to_wire,
    },
    Target {
        name: "wire_to_json",
        run: wire_to_json,
    },
    Target {
        name: "template",
        run: template,
    },
    Target {
        name: "query",
        run: query,
    },
];

/// What the first byte of an input for the transcoder chooses from.
pub(crate) const MESSAGES: [&str; 8] = [
    "everything.Everything",
    "everything.Old",
    "everything.WellKnown",
    "everything.Maps",
    "everything.Choices",
    "everything.Lists",
    "everything.Scalars",
    "everything.Node",
];

fn message(data: &[u8]) -> Option<(&'static str, &[u8])> {
    let (first, rest) = data.split_first()?;
    Some((MESSAGES[usize::from(*first) % MESSAGES.len()], rest))
}

/// JSON is read as the oracle reads it, or refused as the oracle refuses it.
pub(crate) fn json_to_wire(data: &[u8]) {
    if let Some((name, json)) = message(data) {
        oracle::json_to_wire(&EVERYTHING, name, json);
    }
}

/// Wire bytes are written as the oracle writes them, or refused as the oracle refuses them.
pub(crate) fn wire_to_json(data: &[u8]) {
    if let Some((name, wire)) = message(data) {
        oracle::wire_to_json(&EVERYTHING, name, wire);
        oracle::any_to_json(&EVERYTHING, wire);
    }
}

/// A template that is read reads back from its canonical text, and matches the paths that it describes.
pub(crate) fn template(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let lenient = TemplateOptions {
        allow_segments_after_double_star: true,
    };
    let strict = Template::parse(text, &TemplateOptions::default());
    let Ok(parsed) = Template::parse(text, &lenient) else {
        assert!(strict.is_err(), "only the strict reader takes {text:?}");
        return;
    };
    if let Ok(strict) = strict {
        assert_eq!(strict, parsed, "{text:?}");
    }
    let canonical = parsed.to_string();
    assert_eq!(Template::parse(&canonical, &lenient), Ok(parsed.clone()));

    let mut router = RouterBuilder::new(Settings::DEFAULT);
    let get = MethodPattern::Exact(Method::GET);
    router
        .insert(None, get, &parsed, RouteId(0))
        .expect("it is the only route");
    let segments = parsed.segments().iter().zip(0..);
    let segments: Vec<_> = segments
        .map(|(segment, at)| match segment {
            Segment::Literal(literal) => literal.to_string(),
            Segment::Star => format!("one{at}"),
            Segment::DoubleStar => format!("many{at}/more"),
        })
        .collect();
    let verb = parsed.verb().map(|verb| format!(":{verb}"));
    let path = format!("/{}{}", segments.join("/"), verb.unwrap_or_default());
    let router = router.build();
    let Ok(found) = router.route(None, &Method::GET, &path) else {
        let limits = Settings::DEFAULT.limits;
        let is_long =
            path.len() > limits.length_max_bytes || path.matches('/').count() > limits.segments_max;
        assert!(is_long, "{text:?} does not match {path:?}");
        return;
    };
    for variable in parsed.variables() {
        let expected = segments[variable.segments()].join("/");
        assert_eq!(found.capture(variable), expected, "{text:?} and {path:?}");
    }
}

struct Query {
    fixture: Fixture,
    plan: RequestPlan,
}

static QUERY: LazyLock<Query> = LazyLock::new(|| {
    let fixture = Fixture::from_sources(&[
        (
            "everything.proto",
            include_str!("../../src/transcode/testdata/everything.proto"),
        ),
        ("query.proto", include_str!("query.proto")),
    ]);
    let schema = fixture.plans.schema();
    let (id, method) = schema.methods().next().expect("query.proto has one");
    let rule = method.http.as_deref().expect("it has a rule");
    let (bindings, errors) = binding::compile(schema, id, rule, &RuleOptions::default());
    assert_eq!(errors, []);
    let plan = RequestPlan::new(&fixture.plans, &bindings[0]);
    Query { fixture, plan }
});

/// A query that is read is a message, and the one that its parameters make one after the other.
pub(crate) fn query(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Some(whole) = assemble(text) else {
        return;
    };
    const NAME: &str = "everything.Everything";
    let mut parts = Vec::new();
    for pair in text.split('&') {
        let one = assemble(pair);
        parts.extend(one.unwrap_or_else(|| panic!("{pair:?} is refused, and not {text:?}")));
    }
    let fixture = &QUERY.fixture;
    // A mask may be spelled in a query as JSON cannot spell it: then both sides have no JSON for it.
    oracle::wire_to_json(fixture, NAME, &whole);
    assert!(
        oracle::is_same_wire(fixture, NAME, &whole, &parts),
        "{text:?} is not what its parts are: {whole:02x?} {parts:02x?}"
    );
}

fn assemble(query: &str) -> Option<Vec<u8>> {
    let parts = RequestParts {
        query: Some(query),
        ..RequestParts::default()
    };
    let mut out = Vec::new();
    let plans = &QUERY.fixture.plans;
    let read = QUERY
        .plan
        .assemble(plans, &parts, &RequestOptions::default(), &mut out);
    if read.is_err() {
        assert!(out.is_empty(), "something is left of {query:?}");
    }
    read.ok().map(|()| out)
}
