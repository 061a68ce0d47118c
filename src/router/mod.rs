//! The router: host, method and raw path -> the route, and where its variables are in the path.
//!
//! Built once at load, immutable afterwards; it never allocates for a match with at most 16 segments. It never decodes a
//! path before it is split: [`percent`] decodes the captured values, once, after the match.
//!
//! Which route wins (`google/api/http.proto` is silent on all of this but the syntax):
//!
//! 1. a template of the request's own virtual host before one without a host;
//! 2. segment by segment from the left: literal, then `*`, then `**`; a template that ends before one that goes on with
//!    an empty `**`. Behind a `**` (an option of the parser) more segments win. The search backtracks, and the method is
//!    part of the match, so no template hides another that would answer;
//! 3. at one node of the trie: the reading of `:suffix` as a verb, then the reading as text;
//! 4. then the exact method, then (for HEAD) GET, then the rule for any method.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use http::Method;

use crate::http_rule::template::Template;

mod literals;
mod nearest;
#[cfg(test)]
mod oracle;
mod order;
mod target;
#[cfg(test)]
mod tests;
mod trie;

pub use crate::http_rule::binding::MethodPattern;
pub use crate::http_rule::percent;
pub use nearest::{Candidate, Difference, Near, Request};
pub use order::advantage;
pub use target::{Match, PathError, PathLimits};

use target::Target;
use trie::{Building, Node};

/// Names a route; what it means is the caller's affair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RouteId(pub u32);

/// Who wins when two routes have the same host, shape and method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// Neither: [`RouterBuilder::insert`] fails.
    Refuse,
    /// The one inserted first.
    First,
    /// The one inserted last, as `http.proto` has it for the rules of a service configuration.
    Last,
}

/// How the router is built, and what it makes of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub precedence: Precedence,
    /// Whether a `:suffix` of the last segment that no template registers as a verb fails to match, as ESPv2 and
    /// Envoy's `match_unregistered_custom_verb` have it. Otherwise it is part of the value.
    pub strict_verbs: bool,
    /// Whether one slash at the end of a path is overlooked. Otherwise such a path is unknown, for the grammar of
    /// templates has no empty segment.
    pub trailing_slash_ignored: bool,
    pub limits: PathLimits,
}

impl Settings {
    /// Conflicts are refused and paths are taken strictly; only unknown verb suffixes are left to the values.
    pub const DEFAULT: Self = Self {
        precedence: Precedence::Refuse,
        strict_verbs: false,
        trailing_slash_ignored: false,
        limits: PathLimits::DEFAULT,
    };
}

/// Two routes have the same host, shape and method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("another route has the same host, path shape and method")]
pub struct Conflict {
    /// The route that was there before.
    pub existing: RouteId,
}

/// A route that lost to another one under [`Precedence::First`] or [`Precedence::Last`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overridden {
    pub kept: RouteId,
    pub dropped: RouteId,
}

/// Collects routes for a [`Router`].
#[derive(Debug)]
pub struct RouterBuilder {
    settings: Settings,
    hosts: BTreeMap<Box<str>, Building>,
    hostless: Building,
    overridden: Vec<Overridden>,
}

impl RouterBuilder {
    /// A builder without routes.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings,
            hosts: BTreeMap::new(),
            hostless: Building::default(),
            overridden: Vec::new(),
        }
    }

    /// Adds a route. `host` is a virtual host; its port, if there is one, and its case do not matter.
    ///
    /// # Errors
    ///
    /// Under [`Precedence::Refuse`], when a route of the same host, shape and method exists. The router is unchanged.
    pub fn insert(
        &mut self,
        host: Option<&str>,
        method: MethodPattern,
        template: &Template,
        route: RouteId,
    ) -> Result<(), Conflict> {
        let precedence = self.settings.precedence;
        let Some(existing) = self.trie(host).end(template).slot(method, route) else {
            return Ok(());
        };
        let (kept, dropped) = match precedence {
            Precedence::Refuse => {
                return Err(Conflict {
                    existing: *existing,
                });
            }
            Precedence::First => (*existing, route),
            Precedence::Last => (route, std::mem::replace(existing, route)),
        };
        self.overridden.push(Overridden { kept, dropped });
        Ok(())
    }

    /// Adds a route where no other of its host and shape answers its method, whoever would win otherwise.
    ///
    /// # Errors
    ///
    /// When there is another one. The router is unchanged.
    pub fn insert_if_free(
        &mut self,
        host: Option<&str>,
        method: MethodPattern,
        template: &Template,
        route: RouteId,
    ) -> Result<(), Conflict> {
        let ends = self.trie(host).end(template);
        if let Some(existing) = ends.answers(&method) {
            return Err(Conflict { existing });
        }
        ends.slot(method, route);
        Ok(())
    }

    /// The routes that lost so far, in the order of their insertion; always empty under [`Precedence::Refuse`].
    pub fn overridden(&self) -> &[Overridden] {
        &self.overridden
    }

    fn trie(&mut self, host: Option<&str>) -> &mut Building {
        match host {
            Some(host) => {
                let name = without_port(host).to_ascii_lowercase().into_boxed_str();
                self.hosts.entry(name).or_default()
            }
            None => &mut self.hostless,
        }
    }

    /// The finished router.
    pub fn build(self) -> Router {
        Router {
            settings: self.settings,
            hosts: self
                .hosts
                .into_iter()
                .map(|(name, trie)| (name, trie.freeze()))
                .collect(),
            hostless: self.hostless.freeze(),
        }
    }
}

/// Finds the route of a request.
#[derive(Debug)]
pub struct Router {
    settings: Settings,
    /// Lower-case names without a port, sorted.
    hosts: Box<[(Box<str>, Node)]>,
    hostless: Node,
}

impl Router {
    /// Finds the route for a request.
    ///
    /// `path` is the raw path of the request target, without the query. `host` is the authority, with or without a port.
    ///
    /// # Errors
    ///
    /// When there is none, see [`NoMatch`]; the client is at fault.
    pub fn route<'p>(
        &self,
        host: Option<&str>,
        method: &Method,
        path: &'p str,
    ) -> Result<Match<'p>, NoMatch> {
        let Some(target) = Target::parse(path, &self.settings)? else {
            return Err(NoMatch::UnknownPath);
        };
        for trie in self.tries(host) {
            if let Some(found) = trie::find(trie, &target, method) {
                return Ok(target.into_match(found));
            }
        }
        Err(no_match(method, self.answered(host, &target)))
    }

    /// The methods that routes answer for a path, as in [`NoMatch::WrongMethod`]; none if no template matches it.
    pub fn allow(&self, host: Option<&str>, path: &str) -> Vec<Method> {
        match Target::parse(path, &self.settings) {
            Ok(Some(target)) => allow(self.answered(host, &target)),
            Ok(None) | Err(_) => Vec::new(),
        }
    }

    /// The methods of every route whose template matches.
    fn answered(&self, host: Option<&str>, target: &Target<'_>) -> Vec<Method> {
        let mut methods = Vec::new();
        for trie in self.tries(host) {
            trie::methods(trie, target, &mut methods);
        }
        methods
    }

    /// What is searched, in order.
    fn tries(&self, host: Option<&str>) -> impl Iterator<Item = &Node> {
        let own = host.and_then(|host| self.host(host));
        own.into_iter().chain([&self.hostless])
    }

    fn host(&self, host: &str) -> Option<&Node> {
        let wanted = without_port(host).as_bytes();
        self.hosts
            .binary_search_by(|(name, _)| compare_lowercase(name.as_bytes(), wanted))
            .ok()
            .and_then(|index| self.hosts.get(index))
            .map(|(_, trie)| trie)
    }
}

/// Why a request has no route.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoMatch {
    /// No template matches the path, whatever the method.
    #[error("no route has this path")]
    UnknownPath,
    /// Templates match the path, but none for this method.
    #[error("no route of this path has this method")]
    WrongMethod {
        /// RFC 9110 §15.5.6: a 405 must carry Allow. Sorted, each method once, with HEAD where GET is, and OPTIONS.
        allow: Vec<Method>,
    },
    /// The method is OPTIONS, the path is known, and no route answers OPTIONS itself.
    #[error("no route of this path has the method OPTIONS")]
    Options {
        /// As in [`NoMatch::WrongMethod`].
        allow: Vec<Method>,
    },
    /// The path is refused, whatever the routes are.
    #[error(transparent)]
    BadPath(#[from] PathError),
}

fn no_match(method: &Method, answered: Vec<Method>) -> NoMatch {
    if answered.is_empty() {
        return NoMatch::UnknownPath;
    }
    let allow = allow(answered);
    if method == Method::OPTIONS {
        NoMatch::Options { allow }
    } else {
        NoMatch::WrongMethod { allow }
    }
}

/// What `Allow` lists of a path whose routes answer these.
fn allow(mut methods: Vec<Method>) -> Vec<Method> {
    if methods.contains(&Method::GET) {
        methods.push(Method::HEAD);
    }
    methods.push(Method::OPTIONS);
    methods.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
    methods.dedup();
    methods
}

/// RFC 3986 §3.2: `host [ ":" port ]`, where the colons of an IPv6 address stand in brackets.
pub fn without_port(authority: &str) -> &str {
    let digits = authority
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count();
    let host = authority.get(..authority.len() - digits);
    host.and_then(|host| host.strip_suffix(':'))
        .unwrap_or(authority)
}

fn compare_lowercase(lowercase: &[u8], other: &[u8]) -> Ordering {
    let other = other.iter().map(u8::to_ascii_lowercase);
    lowercase.iter().copied().cmp(other)
}
