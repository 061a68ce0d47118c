//! An explanation as people read it.

use std::fmt::Write as _;
use std::time::Duration;

use anstyle::{AnsiColor, Style};

use super::view::{
    Answered, CalledView, ErrorView, MatchedView, NearView, ParameterView, PlaceView, Refused,
    Sent, VariableView, View,
};
use crate::units::format_duration;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const LABEL: Style = AnsiColor::Blue.on_default().bold();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The width of the column of labels.
const LABEL_WIDTH: usize = 10;
/// The most of a line of the body that is shown on either side of an error, in characters.
const AROUND: usize = 40;

/// The text; a terminal's escapes are taken out by whoever prints it where there is none.
pub(super) fn of(view: &View) -> String {
    let mut page = Page(String::new());
    match view {
        View::Sent(sent) => page.sent(sent),
        View::Answered(answered) => page.answered(answered),
        View::Refused(refused) => page.refused(refused),
    }
    page.0
}

struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        self.0.push_str(text);
        self.0.push('\n');
    }

    /// Lines behind a label, which only the first one has.
    fn entry(&mut self, label: &str, lines: impl IntoIterator<Item = String>) {
        for (index, line) in lines.into_iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            // Writing to a String does not fail.
            let _ = writeln!(
                self.0,
                "  {LABEL}{label:LABEL_WIDTH$}{LABEL:#}{}",
                line.trim_end()
            );
        }
    }

    fn sent(&mut self, sent: &Sent) {
        self.line(&format!(
            "{GOOD}sent{GOOD:#} to {BOLD}{}{BOLD:#}",
            sent.path
        ));
        if let Some(matched) = &sent.matched {
            self.matched(matched);
        }
        self.called(sent.called.as_ref());
        let metadata = sent.metadata.iter();
        self.entry(
            "metadata",
            metadata.map(|pair| format!("{}: {}", pair.name, pair.value)),
        );
        let timeout = Duration::from_millis(u64::try_from(sent.timeout_ms).unwrap_or(u64::MAX));
        self.entry("timeout", [format_duration(timeout)]);
        self.entry("stream", sent.stream.clone());
        let cluster = match &sent.cluster {
            Some(cluster) => format!("{} ({})", cluster.name, cluster.endpoints.join(", ")),
            None => "no address is named (--upstream)".to_owned(),
        };
        self.entry("cluster", [cluster]);
        self.messages(sent.matched.as_ref(), sent.called.as_ref());
    }

    fn answered(&mut self, answered: &Answered) {
        self.line(&format!(
            "{GOOD}{}{GOOD:#} answered by the gateway itself",
            answered.http_status
        ));
        self.entry("allow", answered.allow.clone());
        let headers = answered.headers.iter();
        self.entry(
            "headers",
            headers.map(|pair| format!("{}: {}", pair.name, pair.value)),
        );
    }

    fn refused(&mut self, refused: &Refused) {
        let ErrorView {
            http_status,
            code,
            reason,
            message,
            place,
            ..
        } = &refused.error;
        self.line(&format!(
            "{BAD}{http_status} {reason}{BAD:#} {DIM}({code}){DIM:#}"
        ));
        self.entry("error", [message.clone()]);
        if let Some(place) = place {
            self.entry("body", excerpt(place));
        }
        if let Some(matched) = &refused.matched {
            self.matched(matched);
        }
        self.called(refused.called.as_ref());
        self.messages(refused.matched.as_ref(), refused.called.as_ref());
        let nearest = refused.nearest.iter();
        self.entry("nearest", nearest.flat_map(|near| route_lines(near, "")));
    }

    fn matched(&mut self, matched: &MatchedView) {
        let MatchedView {
            rpc,
            template,
            binding,
            ..
        } = matched;
        self.entry("rpc", [rpc.clone()]);
        let which = match binding.index {
            0 => String::new(),
            index => format!(" {DIM}(additional binding {index}){DIM:#}"),
        };
        self.entry(
            "route",
            [format!(
                "{BOLD}{} {template}{BOLD:#}{which}",
                binding.method
            )],
        );
        let why = if matched.wins_over.is_empty() {
            vec!["no other route matches".to_owned()]
        } else {
            let losers = matched.wins_over.iter();
            losers
                .flat_map(|loser| route_lines(loser, "wins over "))
                .collect()
        };
        self.entry("why", why);
        self.entry("path", matched.variables.iter().map(variable));
        self.entry("query", matched.query.iter().map(parameter));
    }

    fn called(&mut self, called: Option<&CalledView>) {
        if let Some(called) = called {
            self.entry("rpc", [called.rpc.clone()]);
            self.entry("protocol", [called.protocol.to_owned()]);
        }
    }

    fn messages(&mut self, matched: Option<&MatchedView>, called: Option<&CalledView>) {
        let matched = matched.map(|matched| &matched.messages);
        let messages = matched.or_else(|| called.map(|called| &called.messages));
        for text in messages.iter().flat_map(|messages| &messages.texts) {
            self.entry("message", text.lines().map(str::to_owned));
        }
    }
}

fn route_lines(near: &NearView, before: &str) -> [String; 2] {
    let NearView {
        method,
        template,
        rpc,
        why,
    } = near;
    [
        format!("{before}{BOLD}{method} {template}{BOLD:#} {DIM}{rpc}{DIM:#}"),
        format!("  {why}"),
    ]
}

fn variable(variable: &VariableView) -> String {
    let VariableView { field, raw, value } = variable;
    match value {
        Some(value) if value == raw => format!("{field} = {value:?}"),
        Some(value) => format!("{field} = {value:?} {DIM}(sent as {raw:?}){DIM:#}"),
        None => format!("{field} cannot be decoded {DIM}(sent as {raw:?}){DIM:#}"),
    }
}

fn parameter(parameter: &ParameterView) -> String {
    let ParameterView {
        name,
        value,
        field,
        ignored,
    } = parameter;
    match field {
        Some(field) => format!("{field} = {value:?} {DIM}(parameter {name:?}){DIM:#}"),
        None if *ignored => format!("{name:?} is ignored"),
        None => format!("{name:?} is refused"),
    }
}

/// The line of the body that the error is in, with a mark below its column.
fn excerpt(place: &PlaceView) -> Vec<String> {
    let column = (place.column as usize).saturating_sub(1);
    let from = column.saturating_sub(AROUND);
    let shown: String = place
        .text
        .chars()
        .skip(from)
        .take(2 * AROUND)
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    let mark = " ".repeat(column - from);
    let at = format!("line {}, column {}", place.line, place.column);
    let at = match &*place.path {
        "" => at,
        path => format!("{path}: {at}"),
    };
    vec![at, shown, format!("{mark}{BAD}^{BAD:#}")]
}
