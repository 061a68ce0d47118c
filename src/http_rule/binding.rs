//! A rule of `google.api.http`, flattened to bindings whose every name is resolved.

use http::Method;

use super::field_path::{self, FieldPath, FieldPathProblem};
use super::template::{Template, TemplateOptions, TemplateProblem, Variable};
use crate::schema::descriptor::HttpRule;
use crate::schema::descriptor::http_rule::Pattern;
use crate::schema::{Kind, MessageId, MethodId, Schema};

/// One way to call a method over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub method: MethodId,
    /// 0 is the rule itself, then come its additional bindings in their order.
    pub index: usize,
    pub verb: MethodPattern,
    pub template: Template,
    /// The fields of the request that [`Template::variables`] fill, in the same order.
    pub variables: Box<[FieldPath]>,
    pub body: Body,
    /// The field of the response that is the HTTP body, as an index; otherwise that is the whole message.
    pub response_body: Option<u16>,
}

/// The methods that a binding answers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum MethodPattern {
    Exact(Method),
    /// The custom kind `*`: whatever method no other rule of the same shape names.
    Any,
}

impl std::fmt::Display for MethodPattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Exact(method) => method.as_str(),
            Self::Any => "*",
        })
    }
}

/// What the HTTP request body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// There is none.
    None,
    /// `*`: the request message.
    Whole,
    /// This field of the request message, as an index.
    Field(u16),
}

/// How rules are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleOptions {
    pub template: TemplateOptions,
}

/// Why a binding is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleError {
    /// [`Binding::index`].
    pub binding: usize,
    /// The template as it is written, where the problem is in it.
    pub template: Option<String>,
    /// The byte position in the template, counted from 1.
    pub column: Option<usize>,
    pub problem: RuleProblem,
}

/// The author of the rule is at fault.
impl std::error::Error for RuleError {}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.binding > 0 {
            write!(f, "additional binding {}: ", self.binding)?;
        }
        if let Some(template) = &self.template {
            write!(f, "{template:?}")?;
            if let Some(column) = self.column {
                write!(f, ", column {column}")?;
            }
            f.write_str(": ")?;
        }
        self.problem.fmt(f)
    }
}

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleProblem {
    #[error("the rule has no pattern; it needs one of get, put, post, delete, patch or custom")]
    NoPattern,
    #[error("{0:?} is not an HTTP method; the kind of a custom pattern is a token, or '*'")]
    InvalidMethod(String),
    #[error("an additional binding has additional bindings; only the rule itself may have them")]
    NestedBindings,
    #[error(transparent)]
    Template(TemplateProblem),
    #[error(transparent)]
    Variable(FieldPathProblem),
    #[error(
        "\"{field}\" has the type {kind}, whose text holds no '/'; only string fields take several segments"
    )]
    SegmentsOfScalar { field: String, kind: Box<str> },
    #[error("\"{first}\" and \"{second}\" bind the same field")]
    BoundTwice { first: String, second: String },
    #[error("\"{first}\" and \"{second}\" are both of the oneof \"{oneof}\"")]
    OneofConflict {
        oneof: Box<str>,
        first: String,
        second: String,
    },
    #[error("{key}: {problem}")]
    UnknownBody {
        key: BodyKey,
        problem: FieldPathProblem,
    },
    #[error("{key}: \"{path}\" is a path; it takes the name of a field at the top of the message")]
    DottedBody { key: BodyKey, path: String },
    #[error("response_body: '*' is no field; leave it out to answer with the whole message")]
    WholeResponseBody,
    #[error("body: the variable \"{variable}\" already binds the field \"{body}\"")]
    BodyBoundByVariable { body: Box<str>, variable: String },
}

use RuleProblem as Problem;

/// The part of a rule that names a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyKey {
    Body,
    ResponseBody,
}

impl std::fmt::Display for BodyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Body => "body",
            Self::ResponseBody => "response_body",
        })
    }
}

/// Flattens a rule of a method to its bindings.
///
/// Every error of every binding comes back, beside the bindings that have none.
pub fn compile(
    schema: &Schema,
    method: MethodId,
    rule: &HttpRule,
    options: &RuleOptions,
) -> (Vec<Binding>, Vec<RuleError>) {
    let mut bindings = Vec::new();
    let mut errors = Vec::new();
    let rules = std::iter::once(rule).chain(&rule.additional_bindings);
    for (index, rule) in rules.enumerate() {
        let mut compiler = Compiler {
            schema,
            method,
            index,
            errors: Vec::new(),
        };
        let binding = compiler.binding(rule, options);
        match binding.filter(|_| compiler.errors.is_empty()) {
            Some(binding) => bindings.push(binding),
            None => errors.append(&mut compiler.errors),
        }
    }
    (bindings, errors)
}

/// Compiles one binding. What it returns counts only if it met no error.
struct Compiler<'s> {
    schema: &'s Schema,
    method: MethodId,
    index: usize,
    errors: Vec<RuleError>,
}

impl Compiler<'_> {
    fn binding(&mut self, rule: &HttpRule, options: &RuleOptions) -> Option<Binding> {
        let method = self.schema.method(self.method);
        if self.index > 0 && !rule.additional_bindings.is_empty() {
            self.error(Problem::NestedBindings);
        }
        let body = self.body(rule.body(), method.input);
        let response_body = self.response_body(rule.response_body(), method.output);
        let Some(pattern) = &rule.pattern else {
            self.error(Problem::NoPattern);
            return None;
        };
        let (verb, text) = self.pattern(pattern);
        let template = match Template::parse(text, &options.template) {
            Ok(template) => template,
            Err(error) => {
                let problem = Problem::Template(error.problem);
                self.error_in(text, error.column, problem);
                return None;
            }
        };
        let variables = self.variables(&template, text, method.input)?;
        self.check_overlaps(&template, text, &variables);
        self.check_body(&template, &variables, body?, method.input);
        Some(Binding {
            method: self.method,
            index: self.index,
            verb: verb?,
            template,
            variables,
            body: body?,
            response_body: response_body?,
        })
    }

    fn pattern<'r>(&mut self, pattern: &'r Pattern) -> (Option<MethodPattern>, &'r str) {
        let (method, path) = match pattern {
            Pattern::Get(path) => (Method::GET, path),
            Pattern::Put(path) => (Method::PUT, path),
            Pattern::Post(path) => (Method::POST, path),
            Pattern::Delete(path) => (Method::DELETE, path),
            Pattern::Patch(path) => (Method::PATCH, path),
            Pattern::Custom(custom) if custom.kind() == "*" => {
                return (Some(MethodPattern::Any), custom.path());
            }
            // RFC 9110 §9.1: methods are case-sensitive, so the kind counts as it is written.
            Pattern::Custom(custom) => match Method::from_bytes(custom.kind().as_bytes()) {
                Ok(method) => return (Some(MethodPattern::Exact(method)), custom.path()),
                Err(_) => {
                    self.error(Problem::InvalidMethod(custom.kind().to_owned()));
                    return (None, custom.path());
                }
            },
        };
        (Some(MethodPattern::Exact(method)), path)
    }

    /// Resolves every variable; `None` if one of them cannot be.
    fn variables(
        &mut self,
        template: &Template,
        text: &str,
        input: MessageId,
    ) -> Option<Box<[FieldPath]>> {
        let mut paths = Vec::new();
        for (index, variable) in template.variables().iter().enumerate() {
            match FieldPath::resolve(self.schema, input, variable.path()) {
                Ok(path) => {
                    self.check_segments(template, text, index, &path);
                    paths.push(path);
                }
                Err(error) => {
                    let column = column(text, variable, index, error.part);
                    self.error_in(text, column, Problem::Variable(error.problem));
                }
            }
        }
        (paths.len() == template.variables().len()).then(|| paths.into())
    }

    /// The value of a variable with several segments has a slash, which no text of a number has.
    fn check_segments(&mut self, template: &Template, text: &str, index: usize, path: &FieldPath) {
        let Some(variable) = template.variables().get(index) else {
            return;
        };
        let covered = template.segments().get(variable.segments());
        let is_one = matches!(
            covered.unwrap_or_default(),
            [super::template::Segment::Star | super::template::Segment::Literal(_)]
        );
        let kind = path
            .leaf(self.schema)
            .map_or(Kind::String, |leaf| leaf.kind);
        if !is_one && !field_path::takes_slashes(self.schema, kind) {
            let problem = Problem::SegmentsOfScalar {
                field: variable.dotted(),
                kind: field_path::type_name(self.schema, kind),
            };
            self.error_in(text, column(text, variable, index, 0), problem);
        }
    }

    /// The template refuses a variable of the same name; other pairs clash by what they mean.
    fn check_overlaps(&mut self, template: &Template, text: &str, paths: &[FieldPath]) {
        let named: Vec<_> = template.variables().iter().zip(paths).collect();
        for (later, (variable, path)) in named.iter().enumerate() {
            for (earlier, other) in named.iter().take(later) {
                let (first, second) = (earlier.dotted(), variable.dotted());
                let problem = if path.overlaps(other) {
                    Problem::BoundTwice { first, second }
                } else if let Some(oneof) = path.oneof_conflict(other, self.schema) {
                    let oneof = oneof.into();
                    Problem::OneofConflict {
                        oneof,
                        first,
                        second,
                    }
                } else {
                    continue;
                };
                self.error_in(text, column(text, variable, later, 0), problem);
            }
        }
    }

    fn body(&mut self, body: &str, input: MessageId) -> Option<Body> {
        match body {
            "" => Some(Body::None),
            "*" => Some(Body::Whole),
            name => self.top_field(BodyKey::Body, name, input).map(Body::Field),
        }
    }

    fn response_body(&mut self, body: &str, output: MessageId) -> Option<Option<u16>> {
        match body {
            "" => Some(None),
            "*" => {
                self.error(Problem::WholeResponseBody);
                None
            }
            name => self
                .top_field(BodyKey::ResponseBody, name, output)
                .map(Some),
        }
    }

    /// `http.proto`: the referred field must be present at the top level of the message type.
    fn top_field(&mut self, key: BodyKey, name: &str, message: MessageId) -> Option<u16> {
        if name.contains('.') {
            let path = name.to_owned();
            self.error(Problem::DottedBody { key, path });
            return None;
        }
        match field_path::find(self.schema.message(message), name) {
            Ok((index, _)) => Some(index),
            Err(problem) => {
                self.error(Problem::UnknownBody { key, problem });
                None
            }
        }
    }

    /// A variable below the body's field adds to what the body holds; one that is the whole field, or that goes into a
    /// message whose JSON is one value, leaves nothing for the body to say.
    fn check_body(
        &mut self,
        template: &Template,
        paths: &[FieldPath],
        body: Body,
        input: MessageId,
    ) {
        let Body::Field(index) = body else { return };
        let message = self.schema.message(input);
        let Some(body) = message.fields.get(usize::from(index)) else {
            return;
        };
        let is_one_value = field_path::has_text_form(self.schema, body.kind);
        for (variable, path) in template.variables().iter().zip(paths) {
            let Some(step) = path.steps().first() else {
                continue;
            };
            if step.field == index && (is_one_value || path.steps().len() == 1) {
                self.error(Problem::BodyBoundByVariable {
                    body: body.name.clone(),
                    variable: variable.dotted(),
                });
            }
            let first = message.fields.get(usize::from(step.field));
            if let Some(oneof) = body.oneof
                && step.field != index
                && first.is_some_and(|field| field.oneof == Some(oneof))
            {
                let oneof = message.oneofs.get(usize::from(oneof)).cloned();
                self.error(Problem::OneofConflict {
                    oneof: oneof.unwrap_or_default(),
                    first: variable.dotted(),
                    second: body.name.to_string(),
                });
            }
        }
    }

    fn error(&mut self, problem: RuleProblem) {
        self.errors.push(RuleError {
            binding: self.index,
            template: None,
            column: None,
            problem,
        });
    }

    fn error_in(&mut self, template: &str, column: usize, problem: RuleProblem) {
        self.errors.push(RuleError {
            binding: self.index,
            template: Some(template.to_owned()),
            column: Some(column),
            problem,
        });
    }
}

/// Where a name of a variable stands. In a valid template a brace opens a variable and nothing else.
fn column(text: &str, variable: &Variable, index: usize, part: usize) -> usize {
    let brace = text.match_indices('{').nth(index).map_or(0, |(at, _)| at);
    let before: usize = variable.path().iter().take(part).map(|n| n.len() + 1).sum();
    brace + 2 + before
}

#[cfg(test)]
mod tests;
