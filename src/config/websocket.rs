//! `[websocket]`: sockets for the messages of a call.

use std::time::Duration;

use super::Configuration;
use super::grpc::MESSAGE_MAX;
use super::reader::{Context, Section};
use super::sections::set;
use crate::units::ByteSize;

const HOUR: Duration = Duration::from_secs(3600);

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let settings = &mut configuration.snapshot.websocket;
    set(&mut settings.is_on, section.boolean(context, "enabled"));
    let interval = section.duration(context, "ping_interval", Duration::ZERO..=HOUR);
    set(
        &mut settings.ping_interval,
        interval.map(|interval| (!interval.is_zero()).then_some(interval)),
    );
    let least = Duration::from_millis(1);
    set(
        &mut settings.ping_timeout,
        section.duration(context, "ping_timeout", least..=HOUR),
    );
    let most = ByteSize(1)..=MESSAGE_MAX;
    set(
        &mut settings.message_max,
        section.size(context, "message_max", most),
    );
    section.finish(context);
}
