//! Rules of moments and of spans of time, which are text in JSON.

use std::fmt;

use prost_types::{Duration, Timestamp};
use serde_json::json;

use super::range::{Range, Words};
use super::said::Said;
use crate::openapi::annotated::{DurationRules, TimestampRules};

/// One of both, which compare by their numbers and are written as JSON has them.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
struct Time {
    seconds: i64,
    nanos: i32,
    text: String,
}

const OF_DURATIONS: Words = ["Less than", "At most", "Greater than", "At least"];
const OF_TIMESTAMPS: Words = ["Before", "Not after", "After", "Not before"];

pub(super) fn duration(said: &mut Said, rules: &DurationRules) {
    let time = |duration: &Option<Duration>| Time::of_duration(duration.as_ref()?);
    let times = |all: &[Duration]| all.iter().filter_map(Time::of_duration).collect();
    let range = Range {
        exactly: time(&rules.r#const),
        below: time(&rules.lt),
        at_most: time(&rules.lte),
        above: time(&rules.gt),
        at_least: time(&rules.gte),
        one_of: times(&rules.r#in),
        none_of: times(&rules.not_in),
        examples: times(&rules.example),
    };
    range.values(said, |time| json!(time.text));
    range.say(said, OF_DURATIONS);
}

pub(super) fn timestamp(said: &mut Said, rules: &TimestampRules) {
    let time = |timestamp: &Option<Timestamp>| Time::of_timestamp(timestamp.as_ref()?);
    let examples = rules.example.iter().filter_map(Time::of_timestamp);
    let range = Range {
        exactly: time(&rules.r#const),
        below: time(&rules.lt),
        at_most: time(&rules.lte),
        above: time(&rules.gt),
        at_least: time(&rules.gte),
        one_of: Vec::new(),
        none_of: Vec::new(),
        examples: examples.collect(),
    };
    range.values(said, |time| json!(time.text));
    range.say(said, OF_TIMESTAMPS);
    if rules.lt_now() {
        said.say("Not in the future.".to_owned());
    }
    if rules.gt_now() {
        said.say("Not in the past.".to_owned());
    }
    if let Some(within) = rules.within.as_ref().and_then(Time::of_duration) {
        said.say(format!("Within {within} of now."));
    }
}

impl Time {
    /// Nothing of what JSON has no text for.
    fn of_duration(duration: &Duration) -> Option<Self> {
        const SECONDS_MAX: u64 = 315_576_000_000;
        let Duration { seconds, nanos } = *duration;
        let is_time = seconds.unsigned_abs() <= SECONDS_MAX && is_fraction(nanos.unsigned_abs());
        is_time.then(|| Self {
            seconds,
            nanos,
            text: duration.to_string(),
        })
    }

    /// The same.
    fn of_timestamp(timestamp: &Timestamp) -> Option<Self> {
        // From the year 1 to the year 9999.
        const SECONDS: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;
        let Timestamp { seconds, nanos } = *timestamp;
        let is_time = SECONDS.contains(&seconds) && nanos >= 0 && is_fraction(nanos.unsigned_abs());
        is_time.then(|| Self {
            seconds,
            nanos,
            text: timestamp.to_string(),
        })
    }
}

const fn is_fraction(nanos: u32) -> bool {
    nanos < 1_000_000_000
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
