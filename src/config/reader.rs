//! Reads a TOML table key by key; whatever is wrong becomes a finding and the reading goes on.
//!
//! A `serde` derive stops at the first error. A configuration is corrected in one go only if all
//! of its errors are told at once, each with its line and the full path of its key.

use std::collections::BTreeSet;
use std::time::Duration;

use toml_span::value::{Key, Table, Value, ValueInner};

use crate::finding::{Findings, Place};
use crate::units::{ByteSize, parse_duration};

/// Where a document came from, to turn its spans into lines.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

impl Document<'_> {
    fn place(&self, offset: usize) -> Place {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(0);
        Place::new(self.file, number(line), number(column))
    }
}

/// What one reading of a document shares: where it is, what was wrong, which keys exist.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub document: Document<'a>,
    pub findings: &'a mut Findings,
    /// Every key path that was asked for: what the configuration knows.
    pub known: BTreeSet<String>,
}

impl Context<'_> {
    pub(super) fn place(&self, offset: usize) -> Place {
        self.document.place(offset)
    }

    pub(super) fn error(&mut self, offset: usize, key: &str, message: impl Into<String>) {
        let place = self.document.place(offset);
        self.findings.error("config", place, key, message);
    }
}

/// Parses a document into its root table; a syntax error is a finding.
pub(super) fn parse<'a>(context: &mut Context<'_>, text: &'a str) -> Option<Section<'a>> {
    match toml_span::parse(text) {
        Ok(mut value) => match value.take() {
            ValueInner::Table(table) => Some(Section {
                path: String::new(),
                offset: 0,
                table,
            }),
            _ => None,
        },
        Err(error) => {
            context.error(error.span.start, "", format!("not valid TOML: {error}"));
            None
        }
    }
}

/// A table whose keys are taken one by one; [`Section::finish`] refuses those that are left.
#[derive(Debug)]
pub(super) struct Section<'a> {
    path: String,
    offset: usize,
    table: Table<'a>,
}

impl<'a> Section<'a> {
    pub(super) fn path(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    pub(super) const fn offset(&self) -> usize {
        self.offset
    }

    fn take(&mut self, context: &mut Context<'_>, key: &str) -> Option<Value<'a>> {
        context.known.insert(self.path(key));
        self.table.remove(key)
    }

    /// A sub-table.
    pub(super) fn section(&mut self, context: &mut Context<'_>, key: &str) -> Option<Self> {
        let path = self.path(key);
        let mut value = self.table.remove(key)?;
        match value.take() {
            ValueInner::Table(table) => Some(Section {
                path,
                offset: value.span.start,
                table,
            }),
            other => {
                context.error(
                    value.span.start,
                    &path,
                    format!("{path} must be a table, not {}", article(&other)),
                );
                None
            }
        }
    }

    /// Sub-tables whose names the user chose.
    pub(super) fn named(mut self, context: &mut Context<'_>) -> Vec<(String, Self)> {
        let names: Vec<String> = self.table.keys().map(|key| key.name.to_string()).collect();
        let mut sections = Vec::with_capacity(names.len());
        for name in names {
            sections.extend(self.section(context, &name).map(|section| (name, section)));
        }
        sections
    }

    pub(super) fn string(&mut self, context: &mut Context<'_>, key: &str) -> Option<String> {
        let path = self.path(key);
        let mut value = self.take(context, key)?;
        match value.take() {
            ValueInner::String(text) => Some(text.into_owned()),
            other => {
                context.error(
                    value.span.start,
                    &path,
                    format!("{path} must be a string, not {}", article(&other)),
                );
                None
            }
        }
    }

    /// A string, or a list of strings.
    pub(super) fn strings(&mut self, context: &mut Context<'_>, key: &str) -> Option<Vec<String>> {
        let path = self.path(key);
        let mut value = self.take(context, key)?;
        let start = value.span.start;
        let items = match value.take() {
            ValueInner::String(text) => return Some(vec![text.into_owned()]),
            ValueInner::Array(items) => items,
            other => {
                context.error(
                    start,
                    &path,
                    format!(
                        "{path} must be a string or a list of strings, not {}",
                        article(&other)
                    ),
                );
                return None;
            }
        };
        let mut texts = Vec::with_capacity(items.len());
        for mut item in items {
            match item.take() {
                ValueInner::String(text) => texts.push(text.into_owned()),
                other => context.error(
                    item.span.start,
                    &path,
                    format!(
                        "{path} must have only strings in it, not {}",
                        article(&other)
                    ),
                ),
            }
        }
        Some(texts)
    }

    pub(super) fn boolean(&mut self, context: &mut Context<'_>, key: &str) -> Option<bool> {
        let path = self.path(key);
        let mut value = self.take(context, key)?;
        match value.take() {
            ValueInner::Boolean(truth) => Some(truth),
            other => {
                context.error(
                    value.span.start,
                    &path,
                    format!("{path} must be true or false, not {}", article(&other)),
                );
                None
            }
        }
    }

    /// A whole number in `range`.
    pub(super) fn integer(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        range: std::ops::RangeInclusive<u32>,
    ) -> Option<u32> {
        let path = self.path(key);
        let mut value = self.take(context, key)?;
        let start = value.span.start;
        let number = match value.take() {
            ValueInner::Integer(number) => number,
            other => {
                context.error(
                    start,
                    &path,
                    format!("{path} must be a whole number, not {}", article(&other)),
                );
                return None;
            }
        };
        let inside = u32::try_from(number)
            .ok()
            .filter(|number| range.contains(number));
        if inside.is_none() {
            context.error(
                start,
                &path,
                format!(
                    "{path} is {number}; it must be from {} to {}",
                    range.start(),
                    range.end()
                ),
            );
        }
        inside
    }

    /// A duration such as `"30s"`, in `range`.
    pub(super) fn duration(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        range: std::ops::RangeInclusive<Duration>,
    ) -> Option<Duration> {
        let show = crate::units::format_duration;
        self.unit(context, key, parse_duration, |value| {
            (!range.contains(value)).then(|| {
                format!(
                    "it must be from {} to {}",
                    show(*range.start()),
                    show(*range.end())
                )
            })
        })
    }

    /// A size such as `"4MiB"`, in `range`.
    pub(super) fn size(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        range: std::ops::RangeInclusive<ByteSize>,
    ) -> Option<ByteSize> {
        self.unit(context, key, str::parse, |value| {
            (!range.contains(value))
                .then(|| format!("it must be from {} to {}", range.start(), range.end()))
        })
    }

    fn unit<T, E: std::fmt::Display>(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        parse: impl Fn(&str) -> Result<T, E>,
        refuse: impl Fn(&T) -> Option<String>,
    ) -> Option<T> {
        let path = self.path(key);
        let mut value = self.take(context, key)?;
        let start = value.span.start;
        let text = match value.take() {
            ValueInner::String(text) => text,
            other => {
                context.error(
                    start,
                    &path,
                    format!(
                        "{path} must be a string with a number and a unit, not {}",
                        article(&other)
                    ),
                );
                return None;
            }
        };
        match parse(&text) {
            Ok(parsed) => match refuse(&parsed) {
                None => return Some(parsed),
                Some(why) => context.error(start, &path, format!("{path} is {text:?}; {why}")),
            },
            Err(error) => context.error(start, &path, format!("{path}: {error}")),
        }
        None
    }

    /// One of a closed set of words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        context: &mut Context<'_>,
        key: &str,
        choices: &[(&str, T)],
    ) -> Option<T> {
        let start = self
            .table
            .get(key)
            .map_or(self.offset, |value| value.span.start);
        let path = self.path(key);
        let word = self.string(context, key)?;
        let chosen = choices
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, value)| *value);
        if chosen.is_none() {
            let names: Vec<String> = choices
                .iter()
                .map(|(name, _)| format!("{name:?}"))
                .collect();
            context.error(
                start,
                &path,
                format!("{path} is {word:?}; it must be one of {}", names.join(", ")),
            );
        }
        chosen
    }

    /// The offset of a key's value, for findings that come up later.
    pub(super) fn offset_of(&self, key: &str) -> usize {
        self.table
            .get(key)
            .map_or(self.offset, |value| value.span.start)
    }

    /// Refuses a key or a section that this build does not have.
    pub(super) fn not_yet(&mut self, context: &mut Context<'_>, key: &str) {
        if let Some((Key { span, .. }, _)) = self.table.remove_entry(key) {
            let path = self.path(key);
            context.error(
                span.start,
                &path,
                format!("{path} is not in this build yet; remove it"),
            );
        }
    }

    /// Every key that nothing asked for is an error; the nearest known one is named.
    pub(super) fn finish(self, context: &mut Context<'_>) {
        let Self { path, table, .. } = self;
        for key in table.into_keys() {
            let full = if path.is_empty() {
                key.name.to_string()
            } else {
                format!("{path}.{}", key.name)
            };
            let near = nearest(&full, context.known.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
            context.error(key.span.start, &full, format!("unknown key {full}{hint}"));
        }
    }
}

fn article(value: &ValueInner<'_>) -> &'static str {
    match value {
        ValueInner::String(_) => "a string",
        ValueInner::Integer(_) => "an integer",
        ValueInner::Float(_) => "a float",
        ValueInner::Boolean(_) => "a boolean",
        ValueInner::Array(_) => "a list",
        ValueInner::Table(_) => "a table",
    }
}

/// The known word that is at most two edits away.
fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .filter(|(edits, _)| *edits <= 2)
        .min()
        .map(|(_, known)| known)
}
