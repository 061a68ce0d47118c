//! Why one route wins over another that matches too, in the words of the router's rules.

use super::{Candidate, MethodPattern};
use crate::http_rule::template::Segment;

/// What makes `winner` win over `loser`, both of which match one request.
///
/// Off the path of requests; the trie decides, this tells.
pub fn advantage(winner: &Candidate<'_>, loser: &Candidate<'_>) -> String {
    if winner.hosts.is_empty() != loser.hosts.is_empty() {
        return "a route of the request's virtual host comes first".to_owned();
    }
    let (ours, theirs) = (winner.template.segments(), loser.template.segments());
    let pairs = ours.iter().zip(theirs).enumerate();
    for (index, (our, their)) in pairs {
        if let Some(kinds) = kinds(our, their) {
            return format!("{kinds} in segment {}", index + 1);
        }
    }
    if ours.len() < theirs.len() {
        return "a template that ends comes before an empty **".to_owned();
    }
    if ours.len() > theirs.len() {
        return "more segments behind the ** come first".to_owned();
    }
    if winner.template.verb().is_some() != loser.template.verb().is_some() {
        return "a verb comes before the same text in a value".to_owned();
    }
    match (winner.method, loser.method) {
        (MethodPattern::Exact(_), MethodPattern::Any) => "a method comes before *".to_owned(),
        (MethodPattern::Exact(our), MethodPattern::Exact(their)) if our != their => {
            format!("a route for {our} comes before one for {their}")
        }
        _ => "the two have one path and method, and rest.conflicts chose".to_owned(),
    }
}

fn kinds(winner: &Segment, loser: &Segment) -> Option<&'static str> {
    match (winner, loser) {
        (Segment::Literal(_), Segment::Star) => Some("a literal comes before *"),
        (Segment::Literal(_), Segment::DoubleStar) => Some("a literal comes before **"),
        (Segment::Star, Segment::DoubleStar) => Some("* comes before **"),
        (Segment::Literal(_), Segment::Literal(_))
        | (Segment::Star, Segment::Star)
        | (Segment::DoubleStar, Segment::DoubleStar) => None,
        // Behind a `**` it is the number of segments that decides.
        (Segment::Star, Segment::Literal(_))
        | (Segment::DoubleStar, Segment::Literal(_) | Segment::Star) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::http_rule::template::{Template, TemplateOptions};

    #[test]
    fn each_rule_of_precedence_has_its_words() {
        let options = TemplateOptions {
            allow_segments_after_double_star: true,
        };
        for (winner, loser, expected) in [
            (
                "GET /v1/a",
                "GET /v1/{x}",
                "a literal comes before * in segment 2",
            ),
            (
                "GET /v1/a",
                "GET /{x=**}",
                "a literal comes before ** in segment 1",
            ),
            (
                "GET /v1/{x}",
                "GET /v1/{x=**}",
                "* comes before ** in segment 2",
            ),
            (
                "GET /v1",
                "GET /v1/{x=**}",
                "a template that ends comes before an empty **",
            ),
            (
                "GET /{x=**}/a/b",
                "GET /{x=**}/b",
                "more segments behind the ** come first",
            ),
            (
                "GET /{x}:go",
                "GET /{x}",
                "a verb comes before the same text in a value",
            ),
            (
                "HEAD /a",
                "GET /a",
                "a route for HEAD comes before one for GET",
            ),
            ("GET /a", "* /a", "a method comes before *"),
            (
                "GET h/{x}",
                "GET /a",
                "a route of the request's virtual host comes first",
            ),
            (
                "GET /{x}",
                "GET /{y}",
                "the two have one path and method, and rest.conflicts chose",
            ),
        ] {
            let parse = |rule: &str| {
                let (method, target) = rule.split_once(' ').unwrap();
                let (host, path) = target.split_at(target.find('/').unwrap());
                let method = match method {
                    "*" => MethodPattern::Any,
                    _ => MethodPattern::Exact(method.parse().unwrap()),
                };
                let hosts: Vec<String> = host.split_terminator(' ').map(str::to_owned).collect();
                (method, Template::parse(path, &options).unwrap(), hosts)
            };
            let (ours, theirs) = (parse(winner), parse(loser));
            let [winning, losing] = [&ours, &theirs].map(|(method, template, hosts)| Candidate {
                method,
                template,
                hosts,
            });
            let seen = advantage(&winning, &losing);
            assert_eq!(seen, expected, "{winner} {loser}");
        }
    }
}
