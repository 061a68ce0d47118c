//! Why a request has not the route that was meant: what each route differs in, and which differ least.
//!
//! Off the path of requests: a plain loop over all routes, each compared segment by segment. A route that matches
//! differs in nothing, so the same comparison says which routes would have answered beside the one that did.

use std::borrow::Cow;
use std::fmt;

use http::Method;
use percent_encoding::percent_decode_str;

use super::target::verb_colon;
use super::{MethodPattern, Router, without_port};
use crate::http_rule::slips;
use crate::http_rule::template::{Literal, Segment, Template};

/// What is routed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The authority, with or without a port.
    pub host: Option<&'r str>,
    pub method: &'r Method,
    /// Raw, without the query.
    pub path: &'r str,
}

/// A route to compare a request with.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'c> {
    pub method: &'c MethodPattern,
    pub template: &'c Template,
    /// The virtual hosts that it answers on; empty for all.
    pub hosts: &'c [String],
}

/// A route that almost matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// The position of the candidate.
    pub index: usize,
    /// At least one.
    pub differences: Vec<Difference>,
}

/// What keeps a route from matching. Segments are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    Method {
        found: Method,
        expected: MethodPattern,
    },
    Host {
        expected: Vec<String>,
    },
    TrailingSlash,
    EmptySegment {
        at: usize,
    },
    Case {
        at: usize,
        found: String,
        expected: String,
    },
    Spelling {
        at: usize,
        found: String,
        expected: String,
        /// How many letters would have to change.
        edits: usize,
    },
    Literal {
        at: usize,
        found: String,
        expected: String,
    },
    /// The template has these segments after the first `after` of the path.
    Missing {
        after: usize,
        segments: String,
    },
    /// The path has these segments after its first `after`, and the template none.
    Extra {
        after: usize,
        segments: String,
    },
    VerbMissing {
        expected: String,
    },
    VerbDiffers {
        found: String,
        expected: String,
    },
    VerbUnknown {
        found: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method { found, expected } => write!(f, "the method is {found}, not {expected}"),
            Self::Host { expected } => write!(f, "it answers only on {}", expected.join(", ")),
            Self::TrailingSlash => f.write_str("the path ends in \"/\""),
            Self::EmptySegment { at } => write!(f, "segment {at} is empty"),
            Self::Case {
                at,
                found,
                expected,
            } => write!(
                f,
                "segment {at} is {found:?}, not {expected:?}: the case matters"
            ),
            Self::Spelling {
                at,
                found,
                expected,
                ..
            }
            | Self::Literal {
                at,
                found,
                expected,
            } => write!(f, "segment {at} is {found:?}, not {expected:?}"),
            Self::Missing { after: 0, segments } => {
                write!(f, "{segments:?} is missing at the beginning")
            }
            Self::Missing { after, segments } => {
                write!(f, "{segments:?} is missing after segment {after}")
            }
            Self::Extra { after: 0, segments } => {
                write!(f, "{segments:?} at the beginning is too much")
            }
            Self::Extra { after, segments } => {
                write!(f, "{segments:?} after segment {after} is too much")
            }
            Self::VerbMissing { expected } => {
                write!(f, "the verb {:?} is missing", format!(":{expected}"))
            }
            Self::VerbDiffers { found, expected } => {
                let (found, expected) = (format!(":{found}"), format!(":{expected}"));
                write!(f, "the verb is {found:?}, not {expected:?}")
            }
            Self::VerbUnknown { found } => write!(f, "it has no verb {:?}", format!(":{found}")),
        }
    }
}

impl Difference {
    /// How far from a match it is; what a slip of the hand explains is little.
    fn cost(&self) -> usize {
        match self {
            Self::TrailingSlash | Self::Case { .. } => 1,
            Self::Host { .. } | Self::EmptySegment { .. } => 2,
            Self::Spelling { edits, .. } => 1 + edits,
            Self::Method { .. } | Self::VerbMissing { .. } => 3,
            Self::VerbUnknown { .. } => 4,
            Self::VerbDiffers { found, expected } => {
                1 + slips(found, expected).unwrap_or(DIFFERENT_VERB)
            }
            Self::Literal {
                found, expected, ..
            } if resembles(found, expected) => SIMILAR_SEGMENT,
            Self::Literal { .. } => DIFFERENT_SEGMENT,
            Self::Missing { segments, .. } | Self::Extra { segments, .. } => {
                3 + 2 * segments.matches('/').count()
            }
        }
    }

    /// A segment that is another word, or that one side lacks.
    const fn is_large(&self) -> bool {
        matches!(
            self,
            Self::Literal { .. } | Self::Missing { .. } | Self::Extra { .. }
        )
    }
}

/// Words with one beginning, such as the singular and the plural.
fn resembles(found: &str, expected: &str) -> bool {
    let pairs = found.bytes().zip(expected.bytes());
    let common = pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    common >= 3 && 2 * common >= found.len().min(expected.len())
}

const DIFFERENT_VERB: usize = 4;
const SIMILAR_SEGMENT: usize = 4;
const DIFFERENT_SEGMENT: usize = 8;
/// Routes that differ in more are not what was meant.
const COST_MAX: usize = 10;
/// Nor are those that differ in so much more than the nearest.
const COST_ABOVE_LEAST_MAX: usize = 4;

impl Router {
    /// The routes that almost match `request`, the nearest first; at most `max`.
    pub fn nearest<'c>(
        &self,
        request: Request<'_>,
        candidates: impl IntoIterator<Item = Candidate<'c>>,
        max: usize,
    ) -> Vec<Near> {
        let wanted = Wanted::new(self, request);
        let mut found: Vec<(usize, Near)> = Vec::new();
        for (index, candidate) in candidates.into_iter().enumerate() {
            let Some(differences) = wanted.differences(&candidate) else {
                continue;
            };
            let cost = differences.iter().map(Difference::cost).sum();
            if (1..=COST_MAX).contains(&cost) {
                found.push((cost, Near { index, differences }));
            }
        }
        // The sort is stable: of equals, the one that was declared first.
        found.sort_by_key(|(cost, _)| *cost);
        let least = found.first().map_or(0, |(cost, _)| *cost);
        found
            .into_iter()
            .take_while(|(cost, _)| *cost <= least + COST_ABOVE_LEAST_MAX)
            .take(max)
            .map(|(_, near)| near)
            .collect()
    }

    /// The positions of all routes that match `request`, whichever of them wins.
    pub fn matching<'c>(
        &self,
        request: Request<'_>,
        candidates: impl IntoIterator<Item = Candidate<'c>>,
    ) -> Vec<usize> {
        let wanted = Wanted::new(self, request);
        candidates
            .into_iter()
            .enumerate()
            .filter(|(_, candidate)| wanted.differences(candidate).is_some_and(|d| d.is_empty()))
            .map(|(index, _)| index)
            .collect()
    }
}

/// A request, taken apart once for all candidates.
struct Wanted<'r> {
    request: Request<'r>,
    host: Option<String>,
    /// One slash at the end is overlooked here, but it is a difference.
    has_trailing_slash: bool,
    strict_verbs: bool,
    /// The last segment with its colons.
    text: Vec<Part<'r>>,
    /// The last segment without what may be a verb, and that.
    verb: Option<(Vec<Part<'r>>, Cow<'r, [u8]>)>,
}

/// A segment of the path, decoded.
type Part<'r> = Cow<'r, [u8]>;

impl<'r> Wanted<'r> {
    fn new(router: &Router, request: Request<'r>) -> Self {
        let shorter = request.path.strip_suffix('/');
        let shorter = shorter.filter(|shorter| !shorter.is_empty());
        let ignored = router.settings.trailing_slash_ignored && !request.path.ends_with("//");
        let path = shorter.unwrap_or(request.path);
        let verb = verb_colon(path).map(|colon| {
            let (before, verb) = path.split_at(colon);
            (parts(before), decoded(verb.get(1..).unwrap_or_default()))
        });
        Self {
            request,
            host: request
                .host
                .map(|host| without_port(host).to_ascii_lowercase()),
            has_trailing_slash: shorter.is_some() && !ignored,
            strict_verbs: router.settings.strict_verbs,
            text: parts(path),
            verb,
        }
    }

    /// What `candidate` differs in; `None` if it is another path altogether.
    fn differences(&self, candidate: &Candidate<'_>) -> Option<Vec<Difference>> {
        let mut differences = self.path_differences(candidate.template)?;
        if self.has_trailing_slash {
            differences.push(Difference::TrailingSlash);
        }
        let method = self.request.method;
        let answers = match candidate.method {
            MethodPattern::Any => true,
            // RFC 9110 §9.3.2: GET answers HEAD.
            MethodPattern::Exact(known) => {
                known == method || (method == Method::HEAD && known == Method::GET)
            }
        };
        if !answers {
            differences.push(Difference::Method {
                found: method.clone(),
                expected: candidate.method.clone(),
            });
        }
        let is_host = |known: &String| {
            let known = without_port(known);
            self.host
                .as_ref()
                .is_some_and(|host| known.eq_ignore_ascii_case(host))
        };
        if !candidate.hosts.is_empty() && !candidate.hosts.iter().any(is_host) {
            differences.push(Difference::Host {
                expected: candidate.hosts.to_vec(),
            });
        }
        Some(differences)
    }

    /// By the better of the readings of the last segment's colon.
    fn path_differences(&self, template: &Template) -> Option<Vec<Difference>> {
        let as_text = compare(template.segments(), &self.text).map(|mut differences| {
            match (template.verb(), &self.verb) {
                (Some(verb), _) => differences.push(Difference::VerbMissing {
                    expected: verb.to_string(),
                }),
                (None, Some((_, found))) if self.strict_verbs => {
                    differences.push(Difference::VerbUnknown {
                        found: shown(found),
                    });
                }
                (None, _) => {}
            }
            differences
        });
        let as_verb = self.verb.as_ref().and_then(|(before, found)| {
            let mut differences = compare(template.segments(), before)?;
            match template.verb() {
                Some(verb) if verb.as_bytes() == &**found => {}
                Some(verb) => differences.push(Difference::VerbDiffers {
                    found: shown(found),
                    expected: verb.to_string(),
                }),
                None => differences.push(Difference::VerbUnknown {
                    found: shown(found),
                }),
            }
            Some(differences)
        });
        let cost = |differences: &Vec<Difference>| -> usize {
            differences.iter().map(Difference::cost).sum()
        };
        [as_verb, as_text].into_iter().flatten().min_by_key(cost)
    }
}

fn parts(path: &str) -> Vec<Part<'_>> {
    match path.strip_prefix('/') {
        None | Some("") => Vec::new(),
        Some(rest) => rest.split('/').map(decoded).collect(),
    }
}

fn decoded(raw: &str) -> Cow<'_, [u8]> {
    percent_decode_str(raw).into()
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What the segments differ in; `None` if that is too much.
fn compare(template: &[Segment], path: &[Part<'_>]) -> Option<Vec<Difference>> {
    let double_star = template
        .iter()
        .position(|segment| *segment == Segment::DoubleStar);
    let mut differences = match double_star {
        None if template.len() == path.len() => pairwise(template, path, 0)?,
        None => vec![shifted(template, path)?],
        Some(at) => {
            let (before, after) = (template.get(..at)?, template.get(at + 1..)?);
            match path.len().checked_sub(after.len()) {
                Some(end) if end >= at => {
                    let mut differences = pairwise(before, path.get(..at)?, 0)?;
                    let taken = path.get(at..end)?.iter().enumerate();
                    let empty = taken.filter(|(_, part)| part.is_empty());
                    differences.extend(
                        empty.map(|(index, _)| Difference::EmptySegment { at: at + index + 1 }),
                    );
                    differences.extend(pairwise(after, path.get(end..)?, end)?);
                    differences
                }
                _ => vec![shifted(&[before, after].concat(), path)?],
            }
        }
    };
    let is_related = !differences.iter().any(Difference::is_large)
        || template.iter().any(|segment| match segment {
            Segment::Literal(literal) => path.iter().any(|part| **part == *literal.as_bytes()),
            Segment::Star | Segment::DoubleStar => false,
        });
    differences.truncate(COST_MAX + 1);
    is_related.then_some(differences)
}

/// Compares as many segments; gives up at the second one that is another word.
fn pairwise(template: &[Segment], path: &[Part<'_>], from: usize) -> Option<Vec<Difference>> {
    let mut differences = Vec::new();
    for (index, (segment, part)) in template.iter().zip(path).enumerate() {
        let Some(difference) = difference(segment, part, from + index + 1) else {
            continue;
        };
        if difference.is_large() && differences.iter().any(Difference::is_large) {
            return None;
        }
        differences.push(difference);
    }
    Some(differences)
}

fn difference(segment: &Segment, part: &[u8], at: usize) -> Option<Difference> {
    if part.is_empty() {
        return Some(Difference::EmptySegment { at });
    }
    let Segment::Literal(literal) = segment else {
        return None;
    };
    (literal.as_bytes() != part).then(|| word(literal, part, at))
}

fn word(literal: &Literal, part: &[u8], at: usize) -> Difference {
    let (found, expected) = (shown(part), shown(literal.as_bytes()));
    if literal.as_bytes().eq_ignore_ascii_case(part) {
        return Difference::Case {
            at,
            found,
            expected,
        };
    }
    match slips(&found, &expected) {
        Some(edits) => Difference::Spelling {
            at,
            found,
            expected,
            edits,
        },
        None => Difference::Literal {
            at,
            found,
            expected,
        },
    }
}

/// Segments in one place that the other side lacks, if everything else matches.
fn shifted(template: &[Segment], path: &[Part<'_>]) -> Option<Difference> {
    let matches = |(segment, part): &(&Segment, &Part<'_>)| difference(segment, part, 0).is_none();
    let shorter = template.len().min(path.len());
    let prefix = template.iter().zip(path).take_while(matches).count();
    let backwards = template.iter().rev().zip(path.iter().rev());
    let suffix = backwards.take_while(matches).count();
    if prefix + suffix < shorter {
        return None;
    }
    let after = prefix.min(shorter);
    let count = template.len().abs_diff(path.len());
    Some(if path.len() < template.len() {
        let lacking = template.get(after..after + count)?;
        let segments = lacking.iter().map(|segment| format!("/{segment}"));
        Difference::Missing {
            after,
            segments: segments.collect(),
        }
    } else {
        let extra = path.get(after..after + count)?;
        let segments = extra.iter().map(|part| format!("/{}", shown(part)));
        Difference::Extra {
            after,
            segments: segments.collect(),
        }
    })
}

#[cfg(test)]
mod tests;
