//! `[descriptors]`, the part of it that says when a running gateway loads again.

use std::time::Duration;

use super::reader::{Context, Section};

/// When a running gateway loads again without being told to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    /// Whether the files of the sources and of the configuration are followed.
    pub watch: bool,
    /// How long the files have to be left alone before they are loaded. Default: 300 ms.
    pub debounce: Duration,
    /// How often servers with reflection are asked again; zero is never. Default: 5 min.
    pub reflect_refresh: Duration,
}

const DEBOUNCE: Duration = Duration::from_millis(300);
const REFLECT_REFRESH: Duration = Duration::from_secs(300);
const MILLISECOND: Duration = Duration::from_millis(1);
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);

impl Default for Following {
    fn default() -> Self {
        Self {
            watch: false,
            debounce: DEBOUNCE,
            reflect_refresh: REFLECT_REFRESH,
        }
    }
}

pub(super) fn keys(
    following: &mut Following,
    section: &mut Section<'_>,
    context: &mut Context<'_>,
) {
    if let Some(watch) = section.boolean(context, "watch") {
        following.watch = watch;
    }
    if let Some(debounce) = section.duration(context, "watch_debounce", MILLISECOND..=MINUTE) {
        following.debounce = debounce;
    }
    if let Some(refresh) = section.duration(context, "reflect_refresh", Duration::ZERO..=DAY) {
        following.reflect_refresh = refresh;
    }
}
