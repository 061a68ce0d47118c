//! `[logging]` and `[metrics]`: what is written and what is counted.

use std::time::Duration;

use super::reader::{Context, Section};
use super::sections::set;
use super::{Configuration, LogFormat, LogLevel, Logging};
use crate::telemetry::{self, Format, Lines};
use crate::units::parse_duration;

/// The upper bounds of the buckets of durations: from what a call in memory takes to what clients
/// wait for.
pub(super) const DURATION_BUCKETS: [Duration; 15] = {
    const fn millis(millis: u64) -> Duration {
        Duration::from_millis(millis)
    }
    [
        Duration::from_micros(500),
        millis(1),
        Duration::from_micros(2500),
        millis(5),
        millis(10),
        millis(25),
        millis(50),
        millis(100),
        millis(250),
        millis(500),
        millis(1000),
        millis(2500),
        millis(5000),
        millis(10_000),
        millis(30_000),
    ]
};
/// Each bucket is a line per method.
const BUCKETS_MAX: usize = 64;

pub(super) const LEVELS: [(&str, LogLevel); 4] = [
    ("error", LogLevel::Error),
    ("warn", LogLevel::Warn),
    ("info", LogLevel::Info),
    ("debug", LogLevel::Debug),
];
pub(super) const FORMATS: [(&str, LogFormat); 2] =
    [("text", LogFormat::Text), ("json", LogFormat::Json)];
pub(super) const ACCESS: [(&str, Lines); 3] = [
    ("all", Lines::All),
    ("errors", Lines::Errors),
    ("off", Lines::Off),
];

pub(super) fn logging(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let logging = &mut configuration.logging;
    set(
        &mut logging.level,
        section.choice(context, "level", &LEVELS),
    );
    set(
        &mut logging.format,
        section.choice(context, "format", &FORMATS),
    );
    set(
        &mut logging.access,
        section.choice(context, "access", &ACCESS),
    );
    set(
        &mut logging.request_id,
        section.boolean(context, "request_id"),
    );
    section.finish(context);
}

pub(super) fn metrics(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    const KEY: &str = "metrics.duration_buckets";
    let offset = section.offset_of("duration_buckets");
    if let Some(texts) = section.strings(context, "duration_buckets") {
        match buckets(&texts) {
            Ok(buckets) => configuration.duration_buckets = buckets,
            Err(why) => context.error(offset, KEY, format!("{KEY}: {why}")),
        }
    }
    section.finish(context);
}

fn buckets(texts: &[String]) -> Result<Vec<Duration>, String> {
    let buckets = texts
        .iter()
        .map(|text| parse_duration(text).map_err(|error| error.to_string()))
        .collect::<Result<Vec<_>, _>>()?;
    if !(1..=BUCKETS_MAX).contains(&buckets.len()) {
        let count = buckets.len();
        return Err(format!("{count} bounds; there must be 1 to {BUCKETS_MAX}"));
    }
    let grows = buckets.windows(2).all(|pair| pair[0] < pair[1]);
    if !grows || buckets.first().is_some_and(Duration::is_zero) {
        return Err("each bound must be larger than the one before it".to_owned());
    }
    Ok(buckets)
}

impl Configuration {
    /// What is recorded of calls. Their lines are of level info.
    pub fn telemetry_settings(&self) -> telemetry::Settings {
        let Logging {
            level,
            format,
            access,
            request_id,
        } = self.logging;
        telemetry::Settings {
            lines: match level {
                LogLevel::Error | LogLevel::Warn => Lines::Off,
                LogLevel::Info | LogLevel::Debug => access,
            },
            format: match format {
                LogFormat::Text => Format::Text,
                LogFormat::Json => Format::Json,
            },
            request_id,
            duration_buckets: self.duration_buckets.clone(),
        }
    }
}
