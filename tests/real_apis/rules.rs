//! The bindings of an API as the oracle reads them: from the options of its methods, with its own idea of templates.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet};

use prost_reflect::{DescriptorPool, DynamicMessage, MethodDescriptor, Value};

/// One HTTP rule.
#[derive(Debug, Clone)]
pub(crate) struct Binding {
    /// `package.Service.Method`.
    pub(crate) rpc: String,
    pub(crate) method: MethodDescriptor,
    /// `google.api.default_host`, in lower case and without a port.
    pub(crate) host: Option<String>,
    pub(crate) verb: String,
    pub(crate) template: Template,
    pub(crate) body: String,
    pub(crate) response_body: String,
}

/// All bindings, and how much there is.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) bindings: Vec<Binding>,
    pub(crate) services: usize,
    pub(crate) methods: usize,
    /// Bindings by host and verb.
    index: BTreeMap<(Option<String>, String), Vec<usize>>,
}

impl Rules {
    pub(crate) fn read(pool: &DescriptorPool) -> Self {
        let http = pool.get_extension_by_name("google.api.http");
        let default_host = pool.get_extension_by_name("google.api.default_host");
        let http = http.expect("the APIs have rules, so the extension is there");
        let mut rules = Self {
            bindings: Vec::new(),
            services: 0,
            methods: 0,
            index: BTreeMap::new(),
        };
        for service in pool.services() {
            rules.services += 1;
            let host = default_host.as_ref().and_then(|extension| {
                let options = service.options();
                let host = options.get_extension(extension);
                let host = host.as_str()?.split(':').next()?.to_lowercase();
                (!host.is_empty()).then_some(host)
            });
            for method in service.methods() {
                rules.methods += 1;
                let options = method.options();
                if !options.has_extension(&http) {
                    continue;
                }
                let rule = options.get_extension(&http);
                let rule = rule.as_message().expect("HttpRule is a message");
                rules.add(&method, host.as_ref(), rule);
                for more in field(rule, "additional_bindings")
                    .as_list()
                    .expect("a list")
                {
                    rules.add(&method, host.as_ref(), more.as_message().expect("HttpRule"));
                }
            }
        }
        rules
    }

    fn add(&mut self, method: &MethodDescriptor, host: Option<&String>, rule: &DynamicMessage) {
        let text = |name: &str| field(rule, name).as_str().expect("a string").to_owned();
        let verbs = ["get", "put", "post", "delete", "patch"];
        let pattern = verbs
            .into_iter()
            .find(|verb| rule.has_field_by_name(verb))
            .map(|verb| (verb.to_uppercase(), text(verb)));
        let (verb, template) = pattern.unwrap_or_else(|| {
            let custom = field(rule, "custom");
            let custom = custom.as_message().expect("CustomHttpPattern");
            let text = |name: &str| field(custom, name).as_str().expect("a string").to_owned();
            (text("kind"), text("path"))
        });
        let key = (host.cloned(), verb.clone());
        self.index.entry(key).or_default().push(self.bindings.len());
        self.bindings.push(Binding {
            rpc: method.full_name().to_owned(),
            method: method.clone(),
            host: host.cloned(),
            verb,
            template: Template::parse(&template),
            body: text("body"),
            response_body: text("response_body"),
        });
    }

    /// The bindings that an earlier one of the same host, verb and shape hides, by their index.
    pub(crate) fn hidden(&self) -> HashSet<usize> {
        let mut hidden = HashSet::new();
        for of_host in self.index.values() {
            let mut seen = HashSet::new();
            for at in of_host {
                let template = &self.bindings[*at].template;
                if !seen.insert((&template.pieces, &template.verb)) {
                    hidden.insert(*at);
                }
            }
        }
        hidden
    }

    /// Whether no other template is the better one for this path (`src/router/mod.rs` says which one is).
    pub(crate) fn wins(&self, binding: &Binding, path: &str) -> bool {
        let key = (binding.host.clone(), binding.verb.clone());
        let ours = &binding.template;
        self.index[&key]
            .iter()
            .map(|at| &self.bindings[*at].template)
            .filter(|other| other.pieces != ours.pieces || other.verb != ours.verb)
            .filter(|other| other.matches(path))
            .all(|other| ours.is_better_than(other))
    }
}

fn field<'m>(message: &'m DynamicMessage, name: &str) -> std::borrow::Cow<'m, Value> {
    message.get_field_by_name(name).expect("http.proto has it")
}

/// A path template.
#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) verb: Option<String>,
}

/// A segment; in the order of precedence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    Literal(String),
    Star,
    DoubleStar,
}

/// A variable and its segments, from the first up to the one after the last.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) path: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) multi: bool,
}

impl Template {
    fn parse(text: &str) -> Self {
        let mut template = Self {
            text: text.to_owned(),
            pieces: Vec::new(),
            variables: Vec::new(),
            verb: None,
        };
        let mut rest = text.strip_prefix('/').expect("a template begins with '/'");
        while !rest.is_empty() {
            if let Some(inner) = rest.strip_prefix('{') {
                let (variable, after) = inner.split_once('}').expect("a variable ends");
                let (path, segments) = variable.split_once('=').unwrap_or((variable, "*"));
                let start = template.pieces.len();
                template.pieces.extend(segments.split('/').map(piece));
                let end = template.pieces.len();
                let multi = end - start > 1 || template.pieces[start] == Piece::DoubleStar;
                template.variables.push(Variable {
                    path: path.to_owned(),
                    start,
                    end,
                    multi,
                });
                rest = after;
            } else {
                let end = rest.find(['/', ':']).unwrap_or(rest.len());
                if end > 0 {
                    template.pieces.push(piece(&rest[..end]));
                }
                rest = &rest[end..];
            }
            if let Some(verb) = rest.strip_prefix(':') {
                template.verb = Some(verb.to_owned());
                break;
            }
            rest = rest.strip_prefix('/').unwrap_or(rest);
        }
        template
    }

    fn matches(&self, path: &str) -> bool {
        let path = match &self.verb {
            None => path,
            Some(verb) => {
                let rest = path
                    .strip_suffix(verb.as_str())
                    .and_then(|rest| rest.strip_suffix(':'));
                match rest {
                    Some(rest) if !rest.ends_with('/') => rest,
                    _ => return false,
                }
            }
        };
        let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        matches(&self.pieces, &segments)
    }

    /// For a path that both match.
    fn is_better_than(&self, other: &Self) -> bool {
        let rank = |piece: &Piece| match piece {
            Piece::Literal(_) => 0,
            Piece::Star => 1,
            Piece::DoubleStar => 2,
        };
        let pairs = self.pieces.iter().zip(&other.pieces);
        let mut differences = pairs
            .map(|(ours, theirs)| (rank(ours), rank(theirs)))
            .filter(|(ours, theirs)| ours != theirs);
        let longer = self.pieces.len().cmp(&other.pieces.len());
        match (differences.next(), longer) {
            (Some((ours, theirs)), _) => ours < theirs,
            (None, Ordering::Equal) => {
                self.verb.as_ref().map(String::len) > other.verb.as_ref().map(String::len)
            }
            // One goes on with an empty `**`, or both have one and share the segments behind it differently.
            (None, Ordering::Less) => !self.pieces.contains(&Piece::DoubleStar),
            (None, Ordering::Greater) => other.pieces.contains(&Piece::DoubleStar),
        }
    }
}

fn piece(text: &str) -> Piece {
    match text {
        "*" => Piece::Star,
        "**" => Piece::DoubleStar,
        literal => Piece::Literal(literal.to_owned()),
    }
}

fn matches(pieces: &[Piece], segments: &[&str]) -> bool {
    match (pieces.split_first(), segments.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some((Piece::DoubleStar, rest)), _) => {
            (0..=segments.len()).any(|taken| matches(rest, &segments[taken..]))
        }
        (Some(_), None) => false,
        (Some((Piece::Star, rest)), Some((_, more))) => matches(rest, more),
        (Some((Piece::Literal(literal), rest)), Some((first, more))) => {
            literal == first && matches(rest, more)
        }
    }
}
