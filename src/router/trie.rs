//! The trie over the segments of templates, and the search in it.
//!
//! A node stands for a prefix of templates; a template ends at exactly one node, and all that end there with the same
//! verb have the same shape. A `**` child has no `**` below it, since a template has at most one.
//!
//! The cost of a search is bounded. A node above every `**` has a fixed depth, so it is reached at most once, at one
//! position of the path. A node below a `**` is reached at most once for each position where that `**` can end, because
//! the way from the `**` to the node is unique and has a fixed length. So each node is visited at most once per position,
//! and only along segments that match; the depth of the recursion is the depth of the trie, which the template parser
//! limits, and not the length of the path.

use std::collections::BTreeMap;

use http::Method;

use super::literals::Literals;
use super::target::{Found, Target};
use super::{MethodPattern, RouteId};
use crate::http_rule::template::{Literal, Segment, Template};

/// A node of the finished trie.
#[derive(Debug)]
pub(super) struct Node {
    literals: Literals<Box<Self>>,
    star: Option<Box<Self>>,
    double_star: Option<Box<Self>>,
    /// The templates that end here without a verb.
    plain: Ends,
    /// Those with a verb.
    verbs: Literals<Ends>,
    place: Place,
}

/// Where in its templates a node is: enough to find a template's segments in a path.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// The number of segments up to here.
    pub(super) depth: usize,
    /// The index of the `**` among them.
    pub(super) double_star: Option<usize>,
}

/// What the templates that end at a node answer, by method.
#[derive(Debug, Default)]
pub(super) struct Ends {
    exact: Vec<(Method, RouteId)>,
    any: Option<RouteId>,
}

impl Ends {
    /// Puts a route into an empty place, or gives back what is there.
    pub(super) fn slot(&mut self, method: MethodPattern, route: RouteId) -> Option<&mut RouteId> {
        match method {
            MethodPattern::Any if self.any.is_some() => self.any.as_mut(),
            MethodPattern::Any => {
                self.any = Some(route);
                None
            }
            MethodPattern::Exact(method) => {
                match self.exact.iter().position(|(known, _)| *known == method) {
                    Some(index) => self.exact.get_mut(index).map(|(_, existing)| existing),
                    None => {
                        self.exact.push((method, route));
                        None
                    }
                }
            }
        }
    }

    /// The route that answers `method` already, by name or as any method.
    pub(super) fn answers(&self, method: &MethodPattern) -> Option<RouteId> {
        match method {
            MethodPattern::Any => self.any,
            MethodPattern::Exact(method) => self
                .exact
                .iter()
                .find(|(known, _)| known == method)
                .map(|(_, route)| *route)
                .or(self.any),
        }
    }

    /// An exact method beats `*`; GET answers HEAD (RFC 9110 §9.3.2) unless there is a rule for HEAD.
    fn find(&self, method: &Method) -> Option<RouteId> {
        let exact = |wanted: &Method| {
            let found = self.exact.iter().find(|(method, _)| method == wanted);
            found.map(|(_, route)| *route)
        };
        exact(method)
            .or_else(|| exact(&Method::GET).filter(|_| method == Method::HEAD))
            .or(self.any)
    }
}

/// A node while routes are added.
#[derive(Debug, Default)]
pub(super) struct Building {
    literals: BTreeMap<Literal, Self>,
    star: Option<Box<Self>>,
    double_star: Option<Box<Self>>,
    plain: Ends,
    verbs: BTreeMap<Literal, Ends>,
}

impl Building {
    /// The place where a template ends, seen from the root.
    pub(super) fn end(&mut self, template: &Template) -> &mut Ends {
        let mut node = self;
        for segment in template.segments() {
            node = match segment {
                Segment::Literal(literal) => node.literals.entry(literal.clone()).or_default(),
                Segment::Star => node.star.get_or_insert_default(),
                Segment::DoubleStar => node.double_star.get_or_insert_default(),
            };
        }
        match template.verb() {
            None => &mut node.plain,
            Some(verb) => node.verbs.entry(verb.clone()).or_default(),
        }
    }

    /// The finished trie below the root.
    pub(super) fn freeze(self) -> Node {
        self.freeze_at(Place::default())
    }

    fn freeze_at(self, place: Place) -> Node {
        let below = Place {
            depth: place.depth + 1,
            ..place
        };
        let below_double_star = Place {
            double_star: Some(place.depth),
            ..below
        };
        let freeze = |child: Self, place| Box::new(child.freeze_at(place));
        let literals = self.literals.into_iter();
        let literals = literals.map(|(literal, child)| (literal, freeze(child, below)));
        Node {
            literals: Literals::new(literals),
            star: self.star.map(|child| freeze(*child, below)),
            double_star: self
                .double_star
                .map(|child| freeze(*child, below_double_star)),
            plain: self.plain,
            verbs: Literals::new(self.verbs.into_iter()),
            place,
        }
    }
}

impl Node {
    fn is_leaf(&self) -> bool {
        self.literals.is_empty() && self.star.is_none()
    }
}

/// The best route for the path and method.
pub(super) fn find(root: &Node, target: &Target<'_>, method: &Method) -> Option<Found> {
    search(root, target, |ends, place, as_verb| {
        let route = ends.find(method)?;
        Some(Found {
            route,
            place,
            as_verb,
        })
    })
}

/// Adds the methods of every template that matches the path.
pub(super) fn methods(root: &Node, target: &Target<'_>, into: &mut Vec<Method>) {
    let _nothing: Option<()> = search(root, target, |ends, _, _| {
        into.extend(ends.exact.iter().map(|(method, _)| method.clone()));
        None
    });
}

/// Offers every end that the path reaches, best first, until one is accepted.
fn search<T, F>(root: &Node, target: &Target<'_>, accept: F) -> Option<T>
where
    F: FnMut(&Ends, Place, bool) -> Option<T>,
{
    let mut search = Search { target, accept };
    if target.len() == 0 {
        search.end(&[Some((root, Readings::PLAIN))])
    } else {
        search.below(root, 0)
    }
}

struct Search<'s, 'p, F> {
    target: &'s Target<'p>,
    accept: F,
}

/// How the last segment may still be understood, given what matched it.
#[derive(Debug, Clone, Copy)]
struct Readings {
    as_verb: bool,
    as_text: bool,
}

impl Readings {
    const VERB: Self = Self {
        as_verb: true,
        as_text: false,
    };
    const PLAIN: Self = Self {
        as_verb: false,
        as_text: true,
    };
    const BOTH: Self = Self {
        as_verb: true,
        as_text: true,
    };
}

impl<T, F> Search<'_, '_, F>
where
    F: FnMut(&Ends, Place, bool) -> Option<T>,
{
    /// Matches the segments from `position` on, of which there is at least one, with what is below `node`.
    fn below(&mut self, node: &Node, position: usize) -> Option<T> {
        let segment = self.target.segment(position);
        let found = if position + 1 == self.target.len() {
            self.last(node, segment)
        } else {
            let literal = self.literal(node, segment);
            literal
                .and_then(|child| self.below(child, position + 1))
                .or_else(|| self.below(node.star.as_deref()?, position + 1))
        };
        found.or_else(|| self.through_double_star(node.double_star.as_deref()?, position))
    }

    /// Matches the last segment with a literal or a `*`.
    fn last(&mut self, node: &Node, segment: &str) -> Option<T> {
        let before_verb = self.target.last_before_verb();
        let with_verb = before_verb.and_then(|segment| self.literal(node, segment));
        self.end(&[
            with_verb.map(|child| (child, Readings::VERB)),
            self.literal(node, segment)
                .map(|child| (child, Readings::PLAIN)),
        ])
        .or_else(|| {
            // The verb reading of `/:verb` has no segment at all that a `*` could match.
            let readings = match before_verb {
                Some("") | None => Readings::PLAIN,
                Some(_) => Readings::BOTH,
            };
            self.end(&[Some((node.star.as_deref()?, readings))])
        })
    }

    /// Lets a `**` take no segment, then one, and so on: the fewer it takes, the more the rest of the template says.
    fn through_double_star(&mut self, node: &Node, position: usize) -> Option<T> {
        if !node.is_leaf() {
            for next in position..self.target.len() {
                if let Some(found) = self.below(node, next) {
                    return Some(found);
                }
            }
        }
        self.offer(node, Readings::BOTH)
    }

    /// Offers nodes that the whole path has reached, then what an empty `**` reaches from them.
    fn end(&mut self, nodes: &[Option<(&Node, Readings)>]) -> Option<T> {
        for (node, readings) in nodes.iter().flatten() {
            if let Some(found) = self.offer(node, *readings) {
                return Some(found);
            }
        }
        for (node, readings) in nodes.iter().flatten() {
            let below = node.double_star.as_deref();
            if let Some(found) = below.and_then(|below| self.offer(below, *readings)) {
                return Some(found);
            }
        }
        None
    }

    fn offer(&mut self, node: &Node, readings: Readings) -> Option<T> {
        let verb = self.target.verb().filter(|_| readings.as_verb);
        let with_verb = verb.and_then(|verb| node.verbs.get(verb, self.target.escaped()));
        with_verb
            .and_then(|ends| (self.accept)(ends, node.place, true))
            .or_else(|| {
                let as_text = readings.as_text && self.target.text_allowed();
                let ends = as_text.then_some(&node.plain)?;
                (self.accept)(ends, node.place, false)
            })
    }

    /// The literal child for a segment, which is decoded only where it has to be.
    fn literal<'n>(&self, node: &'n Node, segment: &str) -> Option<&'n Node> {
        let child = node.literals.get(segment, self.target.escaped())?;
        Some(child)
    }
}
