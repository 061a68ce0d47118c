//! The router against a naive matcher: a plain loop over all templates, which decides by a sort key.

#![allow(clippy::unwrap_used)]

use std::cmp::Reverse;

use http::Method;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;

use super::*;
use crate::http_rule::template::{Literal, Segment, TemplateOptions, Variable};

const OPTIONS: TemplateOptions = TemplateOptions {
    allow_segments_after_double_star: true,
};

pub(super) struct Route {
    pub(super) host: Option<&'static str>,
    pub(super) method: MethodPattern,
    pub(super) template: Template,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let host = self.host.unwrap_or_default();
        write!(f, "{:?} {host}{}", self.method, self.template)
    }
}

/// How good a match is; the least wins. The middle part ranks a template's segments.
type Rank = (usize, PathRank, usize, usize);

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct PathRank {
    /// literal 0, `*` 1, the end of the template 2, `**` 3, up to and with the `**`.
    before: Vec<u8>,
    after: Reverse<usize>,
    kinds: Vec<u8>,
}

fn path_rank(template: &Template) -> PathRank {
    let kinds: Vec<u8> = template
        .segments()
        .iter()
        .map(|segment| match segment {
            Segment::Literal(_) => 0,
            Segment::Star => 1,
            Segment::DoubleStar => 3,
        })
        .collect();
    match kinds.iter().position(|kind| *kind == 3) {
        None => PathRank {
            before: [kinds, vec![2]].concat(),
            after: Reverse(0),
            kinds: Vec::new(),
        },
        Some(at) => PathRank {
            before: kinds[..=at].to_vec(),
            after: Reverse(kinds.len() - at),
            kinds: kinds[at + 1..].to_vec(),
        },
    }
}

fn equals(literal: &Literal, raw: &str) -> bool {
    percent_decode_str(raw).collect::<Vec<_>>() == literal.as_bytes()
}

/// The segments of the path as the template sees them, or nothing if it does not match.
fn matched<'p>(template: &Template, path: &'p str, strict: bool) -> Option<Vec<&'p str>> {
    let suffix = path
        .rfind(':')
        .filter(|colon| *colon > path.rfind('/').unwrap())
        .filter(|colon| colon + 1 < path.len());
    let path = match (template.verb(), suffix) {
        (Some(verb), Some(colon)) if equals(verb, &path[colon + 1..]) => &path[..colon],
        (Some(_), _) => return None,
        (None, Some(colon)) if strict && (!path[..colon].ends_with('/') || colon == 1) => {
            return None;
        }
        (None, _) => path,
    };
    let segments: Vec<&str> = match path {
        "/" => Vec::new(),
        _ => path[1..].split('/').collect(),
    };
    if segments.iter().any(|segment| segment.is_empty()) {
        return None;
    }
    let fits = |wanted: &[Segment], got: &[&str]| {
        wanted.len() == got.len()
            && wanted.iter().zip(got).all(|(wanted, got)| match wanted {
                Segment::Literal(literal) => equals(literal, got),
                _ => true,
            })
    };
    let wanted = template.segments();
    let good = match wanted.iter().position(|s| *s == Segment::DoubleStar) {
        None => fits(wanted, &segments),
        Some(at) => {
            let tail = wanted.len() - at - 1;
            segments.len() >= at + tail
                && fits(&wanted[..at], &segments[..at])
                && fits(&wanted[at + 1..], &segments[segments.len() - tail..])
        }
    };
    good.then_some(segments)
}

fn method_rank(pattern: &MethodPattern, method: &Method) -> Option<usize> {
    match pattern {
        MethodPattern::Exact(exact) if exact == method => Some(0),
        MethodPattern::Exact(exact) if method == Method::HEAD && exact == Method::GET => Some(1),
        MethodPattern::Exact(_) => None,
        MethodPattern::Any => Some(2),
    }
}

fn captured(template: &Template, segments: &[&str], variable: &Variable) -> String {
    let covered = variable.segments();
    let mut values = Vec::new();
    let mut rest = segments.iter();
    for (index, segment) in template.segments().iter().enumerate() {
        let takes = match segment {
            Segment::DoubleStar => segments.len() + 1 - template.segments().len(),
            _ => 1,
        };
        let taken: Vec<&str> = rest.by_ref().take(takes).copied().collect();
        if covered.contains(&index) {
            values.extend(taken);
        }
    }
    values.join("/")
}

type Answer = Result<(RouteId, Vec<String>), Vec<String>>;

fn naive(
    routes: &[Route],
    host: Option<&str>,
    method: &Method,
    path: &str,
    strict: bool,
) -> Answer {
    let mut best: Option<(Rank, Answer)> = None;
    let mut allow = Vec::new();
    for (index, route) in routes.iter().enumerate() {
        if route.host.is_some() && route.host != host {
            continue;
        }
        let Some(segments) = matched(&route.template, path, strict) else {
            continue;
        };
        if let MethodPattern::Exact(method) = &route.method {
            allow.push(method.to_string());
        }
        let Some(method) = method_rank(&route.method, method) else {
            continue;
        };
        let rank = (
            usize::from(route.host.is_none()),
            path_rank(&route.template),
            usize::from(route.template.verb().is_none()),
            method,
        );
        let values = route.template.variables().iter();
        let values = values
            .map(|v| captured(&route.template, &segments, v))
            .collect();
        let id = RouteId(u32::try_from(index).unwrap());
        if best.as_ref().is_none_or(|(least, _)| rank < *least) {
            best = Some((rank, Ok((id, values))));
        }
    }
    if allow.contains(&"GET".to_owned()) {
        allow.push("HEAD".to_owned());
    }
    if !allow.is_empty() {
        allow.push("OPTIONS".to_owned());
    }
    allow.sort();
    allow.dedup();
    best.map_or(Err(allow), |(_, answer)| answer)
}

fn ours(
    routes: &[Route],
    router: &Router,
    host: Option<&str>,
    method: &Method,
    path: &str,
) -> Answer {
    match router.route(host, method, path) {
        Ok(found) => {
            let variables = routes[found.route().0 as usize].template.variables();
            let values = variables.iter().map(|v| found.capture(v).to_owned());
            Ok((found.route(), values.collect()))
        }
        Err(NoMatch::UnknownPath) => Err(Vec::new()),
        Err(NoMatch::WrongMethod { allow } | NoMatch::Options { allow }) => {
            Err(allow.iter().map(Method::to_string).collect())
        }
        Err(NoMatch::BadPath(error)) => panic!("{path}: {error}"),
    }
}

fn template() -> impl Strategy<Value = Template> {
    let segment = prop_oneof![
        3 => Just("a"), 2 => Just("b"), 1 => Just("a%3Av"),
        3 => Just("*"), 2 => Just("**"),
    ];
    let verb = prop_oneof![3 => Just(""), 2 => Just(":v"), 1 => Just(":w")];
    (
        proptest::collection::vec((segment, any::<bool>()), 1..5),
        verb,
    )
        .prop_filter_map("two **", |(segments, verb)| {
            let mut text = String::new();
            for (index, (segment, bound)) in segments.iter().enumerate() {
                text += &match bound {
                    true => format!("/{{x{index}={segment}}}"),
                    false => format!("/{segment}"),
                };
            }
            Template::parse(&(text + verb), &OPTIONS).ok()
        })
}

pub(super) fn routes() -> impl Strategy<Value = Vec<Route>> {
    let host = prop_oneof![4 => Just(None), 1 => Just(Some("h"))];
    let method = prop_oneof![
        3 => Just(MethodPattern::Exact(Method::GET)),
        2 => Just(MethodPattern::Exact(Method::POST)),
        1 => Just(MethodPattern::Exact(Method::HEAD)),
        1 => Just(MethodPattern::Any),
    ];
    let route = (host, method, template()).prop_map(|(host, method, template)| Route {
        host,
        method,
        template,
    });
    proptest::collection::vec(route, 1..14)
}

pub(super) fn path() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        4 => Just("a"), 3 => Just("b"), 2 => Just("c"), 1 => Just("%61"),
        1 => Just("a%3Av"), 1 => Just("a:v"), 1 => Just(""),
    ];
    let end = prop_oneof![
        4 => Just(""), 3 => Just(":v"), 1 => Just(":w"), 1 => Just(":%76"),
        1 => Just(":"), 1 => Just("%3Av"), 1 => Just(":w:v"), 1 => Just("/"), 1 => Just("/:v"),
    ];
    (proptest::collection::vec(segment, 0..6), end).prop_map(|(segments, end)| {
        let path = format!("/{}{end}", segments.join("/"));
        path.replace("//", "/") + if segments.len() == 3 { "/" } else { "" }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn router_agrees_with_a_plain_loop(
        mut routes in routes(),
        paths in proptest::collection::vec(path(), 1..12),
        strict_verbs in any::<bool>(),
    ) {
        let mut builder = RouterBuilder::new(Settings { strict_verbs, ..Settings::DEFAULT });
        let mut next = 0;
        routes.retain(|route| {
            let inserted = builder
                .insert(route.host, route.method.clone(), &route.template, RouteId(next))
                .is_ok();
            next += u32::from(inserted);
            inserted
        });
        let router = builder.build();
        for path in &paths {
            for method in [Method::GET, Method::POST, Method::HEAD, Method::OPTIONS, Method::PUT] {
                for host in [None, Some("h"), Some("other")] {
                    prop_assert_eq!(
                        ours(&routes, &router, host, &method, path),
                        naive(&routes, host, &method, path, strict_verbs),
                        "{} {:?} {}", method, host, path
                    );
                }
            }
        }
    }

    #[test]
    fn any_path_is_answered(path in "[/a.:%2e0\\\\ é]{0,16}") {
        let mut builder = RouterBuilder::new(Settings {
            trailing_slash_ignored: true,
            ..Settings::DEFAULT
        });
        let template = Template::parse("/{x=**}:a", &OPTIONS).unwrap();
        builder.insert(None, MethodPattern::Any, &template, RouteId(0)).unwrap();
        if let Ok(found) = builder.build().route(None, &Method::GET, &path) {
            let value = found.capture(&template.variables()[0]);
            prop_assert!(path[1..].starts_with(value));
            prop_assert!(value.split('/').all(|segment| segment != "." && segment != ".."));
        }
    }
}
