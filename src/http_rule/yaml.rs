//! YAML as a tree that knows where everything is written.
//!
//! A reader of a configuration has to tell every error with its line, so the tree keeps the place of each key and value.
//! What YAML has beyond JSON is either plain text to us or refused: aliases are followed, within limits; a duplicate key,
//! a key that is no text, an own tag and a second document are problems. The parser holds no more than the limits below,
//! whatever the text is.

use std::collections::HashMap;
use std::rc::Rc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span, Tag};

/// The deepest nesting, aliases followed.
const DEPTH_MAX: usize = 64;
/// The most values, those that aliases repeat counted each time.
const NODES_MAX: usize = 1_000_000;
/// The most problems that are told; a file that is something else has one on each line.
const PROBLEMS_MAX: usize = 100;

/// Where something is written; both count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Mark {
    /// Where a file begins.
    const START: Self = Self { line: 1, column: 1 };

    fn new(marker: &granit_parser::Marker) -> Self {
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            line: number(marker.line()),
            column: number(marker.col().saturating_add(1)),
        }
    }
}

/// A value.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) mark: Mark,
    pub(super) value: Value,
    /// How many values it is, itself included.
    size: usize,
    /// How deep it is; 1 for a scalar.
    height: usize,
}

#[derive(Debug)]
pub(super) enum Value {
    /// An empty value, `null` or `~`.
    Null,
    Bool(bool),
    /// A number, as it is written.
    Number(Box<str>),
    Text(Box<str>),
    Sequence(Vec<Rc<Node>>),
    Mapping(Vec<Entry>),
}

impl Value {
    /// The kind of value, with its article.
    pub(super) const fn article(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: Box<str>,
    pub(super) mark: Mark,
    pub(super) value: Rc<Node>,
}

/// What is wrong with the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) mark: Mark,
    pub(super) message: String,
}

/// Reads a document. There is no tree if the text is no YAML, or over a limit; problems may come with or without one.
pub(super) fn parse(text: &str) -> (Option<Rc<Node>>, Vec<Problem>) {
    let mut builder = Builder::default();
    for item in Parser::new_from_str(text) {
        let stopped = match item {
            Ok((event, span)) => builder.event(event, &span),
            Err(error) => {
                builder.problem(Mark::new(error.marker()), explain(&error));
                Err(Stop)
            }
        };
        if stopped.is_err() {
            return (None, builder.problems);
        }
    }
    let root = builder.root.unwrap_or_else(|| {
        Rc::new(Node {
            mark: Mark::START,
            value: Value::Null,
            size: 1,
            height: 1,
        })
    });
    (Some(root), builder.problems)
}

/// The parser's words, and what to do about the most frequent slip.
fn explain(error: &ScanError) -> String {
    if *error.kind() == ErrorKind::MissingAnchorOrAliasName {
        return "not valid YAML: a bare * begins an alias; put it in quotes: \"*\"".to_owned();
    }
    format!("not valid YAML: {}", error.info())
}

/// Reading on makes no sense.
#[derive(Debug)]
struct Stop;

/// A collection whose end has not come.
#[derive(Debug)]
struct Open {
    mark: Mark,
    anchor: usize,
    size: usize,
    height: usize,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Sequence(Vec<Rc<Node>>),
    Mapping {
        entries: Vec<Entry>,
        /// The lines of the keys so far.
        lines: HashMap<Box<str>, u32>,
        key: Key,
    },
}

/// What the next value in a mapping is.
#[derive(Debug)]
enum Key {
    /// A key.
    Expected,
    /// The value of this key.
    Read(Box<str>, Mark),
    /// The value of a key that was refused.
    Refused,
}

#[derive(Debug, Default)]
struct Builder {
    open: Vec<Open>,
    /// Finished values that an alias may name.
    anchored: HashMap<usize, Rc<Node>>,
    root: Option<Rc<Node>>,
    has_document: bool,
    count: usize,
    problems: Vec<Problem>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: &Span) -> Result<(), Stop> {
        let mark = Mark::new(&span.start);
        match event {
            Event::DocumentStart(..) => self.document(mark),
            Event::Scalar(text, style, anchor, tag) => {
                let tag = tag.as_deref();
                self.check_tag(tag, span);
                let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
                let value = if style == ScalarStyle::Plain && !is_text {
                    plain(&text)
                } else {
                    Value::Text(text.into())
                };
                self.add(mark, anchor, value, 1, 1)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                self.begin(mark, anchor, Content::Sequence(Vec::new()))
            }
            Event::MappingStart(_, anchor, tag) => {
                self.check_tag(tag.as_deref(), span);
                let content = Content::Mapping {
                    entries: Vec::new(),
                    lines: HashMap::new(),
                    key: Key::Expected,
                };
                self.begin(mark, anchor, content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::Alias(anchor) => self.alias(anchor, mark),
            // Comments, and what only tools for editing ask for.
            _ => Ok(()),
        }
    }

    fn document(&mut self, mark: Mark) -> Result<(), Stop> {
        if self.has_document {
            self.problem(mark, "a second document begins here; use a file for each");
            return Err(Stop);
        }
        self.has_document = true;
        Ok(())
    }

    /// A tag of YAML itself says what the text says anyway; others ask for a type that does not exist here.
    fn check_tag(&mut self, tag: Option<&Tag>, span: &Span) {
        if let Some(tag) = tag
            && !tag.is_yaml_core_schema()
        {
            let start = span.tag_start().unwrap_or(span.start);
            self.problem(
                Mark::new(&start),
                format!("the tag {tag} has no meaning here; remove it"),
            );
        }
    }

    fn begin(&mut self, mark: Mark, anchor: usize, content: Content) -> Result<(), Stop> {
        self.check_depth(mark, 1)?;
        self.open.push(Open {
            mark,
            anchor,
            size: 1,
            height: 1,
            content,
        });
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let value = match open.content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { entries, .. } => Value::Mapping(entries),
        };
        self.add(open.mark, open.anchor, value, open.size, open.height)
    }

    fn alias(&mut self, anchor: usize, mark: Mark) -> Result<(), Stop> {
        let Some(named) = self.anchored.get(&anchor).cloned() else {
            self.problem(mark, "the alias is inside of what it names");
            return Err(Stop);
        };
        self.check_depth(mark, named.height)?;
        self.count(mark, named.size)?;
        self.place(named, mark);
        Ok(())
    }

    fn add(
        &mut self,
        mark: Mark,
        anchor: usize,
        value: Value,
        size: usize,
        height: usize,
    ) -> Result<(), Stop> {
        self.count(mark, 1)?;
        let node = Rc::new(Node {
            mark,
            value,
            size,
            height,
        });
        // The parser counts anchors from 1.
        if anchor > 0 {
            self.anchored.insert(anchor, Rc::clone(&node));
        }
        self.place(node, mark);
        Ok(())
    }

    /// Puts a finished value where it belongs; `mark` is where it stands, which for an alias is not where it is written.
    fn place(&mut self, node: Rc<Node>, mark: Mark) {
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        parent.size += node.size;
        parent.height = parent.height.max(node.height + 1);
        let mut problem = None;
        match &mut parent.content {
            Content::Sequence(items) => items.push(node),
            Content::Mapping {
                entries,
                lines,
                key,
            } => {
                *key = match std::mem::replace(key, Key::Expected) {
                    Key::Expected => read_key(&node, mark, lines).unwrap_or_else(|message| {
                        problem = Some(message);
                        Key::Refused
                    }),
                    Key::Read(key, mark) => {
                        entries.push(Entry {
                            key,
                            mark,
                            value: node,
                        });
                        Key::Expected
                    }
                    Key::Refused => Key::Expected,
                };
            }
        }
        if let Some(message) = problem {
            self.problem(mark, message);
        }
    }

    fn check_depth(&mut self, mark: Mark, height: usize) -> Result<(), Stop> {
        if self.open.len() + height > DEPTH_MAX {
            self.problem(mark, format!("nested deeper than {DEPTH_MAX} levels"));
            return Err(Stop);
        }
        Ok(())
    }

    fn count(&mut self, mark: Mark, more: usize) -> Result<(), Stop> {
        self.count += more;
        if self.count > NODES_MAX {
            self.problem(
                mark,
                format!("more than {NODES_MAX} values, those that aliases repeat included"),
            );
            return Err(Stop);
        }
        Ok(())
    }

    fn problem(&mut self, mark: Mark, message: impl Into<String>) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(Problem {
                mark,
                message: message.into(),
            });
        }
    }
}

/// A key is text that was not there before. A number or `true` as a key is the text that it is written with.
fn read_key(node: &Node, mark: Mark, lines: &mut HashMap<Box<str>, u32>) -> Result<Key, String> {
    let key: Box<str> = match &node.value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Bool(truth) => truth.to_string().into(),
        Value::Null => "null".into(),
        other @ (Value::Sequence(_) | Value::Mapping(_)) => {
            return Err(format!("a key must be text, not {}", other.article()));
        }
    };
    match lines.insert(key.clone(), mark.line) {
        Some(line) => Err(format!("the key {key} is already on line {line}")),
        None => Ok(Key::Read(key, mark)),
    }
}

/// YAML 1.2.2 §10.3.2: what a plain scalar is.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.into()),
        _ => Value::Text(text.into()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = |text: &str, radix| !text.is_empty() && text.chars().all(|c| c.is_digit(radix));
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        return digits(hexadecimal, 16);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(text, ".nan" | ".NaN" | ".NAN")
        || (unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && unsigned.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests;
