//! What is wrong with what was loaded: one finding per defect, each with its place.
//!
//! Loading never stops at the first defect; every pass adds to one [`Findings`].

use std::fmt;

/// How bad a finding is. Only [`Severity::Error`] keeps a state from being served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place in a file. Lines and columns count from 1; 0 means that they are not known
/// (a descriptor set without source info, an answer of a reflection server).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    pub file: String,
    pub line: u32,
    pub column: u32,
}

impl Place {
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 0,
            column: 0,
        }
    }

    pub fn new(file: impl Into<String>, line: u32, column: u32) -> Self {
        Self {
            file: file.into(),
            line,
            column,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        Ok(())
    }
}

/// One defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub severity: Severity,
    /// A stable, machine-readable name of the kind of defect, such as `route-conflict`.
    pub rule: &'static str,
    pub place: Place,
    /// The configuration key or the full protobuf name that it is about; may be empty.
    pub subject: String,
    /// One sentence: what is wrong and what to change.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.file.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        if !self.subject.is_empty() && !self.message.contains(&self.subject) {
            write!(f, "{}: ", self.subject)?;
        }
        f.write_str(&self.message)
    }
}

/// All defects of one load.
#[derive(Debug, Clone, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub fn error(
        &mut self,
        rule: &'static str,
        place: Place,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) {
        self.add(Severity::Error, rule, place, subject.into(), message.into());
    }

    pub fn warning(
        &mut self,
        rule: &'static str,
        place: Place,
        subject: impl Into<String>,
        message: impl Into<String>,
    ) {
        self.add(
            Severity::Warning,
            rule,
            place,
            subject.into(),
            message.into(),
        );
    }

    fn add(
        &mut self,
        severity: Severity,
        rule: &'static str,
        place: Place,
        subject: String,
        message: String,
    ) {
        self.0.push(Finding {
            severity,
            rule,
            place,
            subject,
            message,
        });
    }

    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Sorts by place, so that a report reads like a compiler's.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| {
            (&a.place, a.severity, &a.message).cmp(&(&b.place, b.severity, &b.message))
        });
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// An error and its sources in one sentence.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some errors already quote their source.
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}
