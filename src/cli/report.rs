//! Findings as people read a compiler's.

use std::io::Write as _;

use anstyle::{AnsiColor, Style};

use crate::finding::{Finding, Findings, Severity};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const BOLD: Style = Style::new().bold();
const ARROW: Style = AnsiColor::Blue.on_default().bold();

/// Every finding on standard error.
pub(super) fn print(findings: &Findings) {
    let mut out = anstream::stderr().lock();
    for finding in findings {
        // Nothing is left to report to when standard error is gone.
        let _ = write_finding(&mut out, finding);
    }
}

fn write_finding(out: &mut impl std::io::Write, finding: &Finding) -> std::io::Result<()> {
    let style = match finding.severity {
        Severity::Error => ERROR,
        Severity::Warning => WARNING,
    };
    let Finding {
        severity,
        rule,
        place,
        message,
        ..
    } = finding;
    writeln!(
        out,
        "{style}{}[{rule}]{style:#}{BOLD}: {message}{BOLD:#}",
        severity.name()
    )?;
    if !place.file.is_empty() {
        writeln!(out, " {ARROW}-->{ARROW:#} {place}")?;
    }
    Ok(())
}

/// One line on standard error, as cargo does.
pub(super) fn error(message: &str) {
    let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
}

/// The same for what works, and should not stay so.
pub(super) fn warning(message: &str) {
    let _ = writeln!(anstream::stderr(), "{WARNING}warning{WARNING:#}: {message}");
}

/// `3 errors, 1 warning`, or nothing.
pub(super) fn summary(findings: &Findings) -> Option<String> {
    let count = |severity| {
        let count = findings.count(severity);
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", severity.name()))
    };
    let parts: Vec<String> = [count(Severity::Error), count(Severity::Warning)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// Result text on standard output. A reader that has gone away (`| head`) is no error.
pub(super) fn print_result(text: &str) {
    let _ = anstream::stdout().write_all(text.as_bytes());
}
