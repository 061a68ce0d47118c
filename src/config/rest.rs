//! `[rest]`: routes, requests and streams of REST/JSON.

use std::time::Duration;

use super::Configuration;
use super::reader::{Context, Section};
use super::sections::{HOUR, set};
use crate::framing::json_stream::Envelope;
use crate::router::Precedence;
use crate::router::percent::UnescapeMode;
use crate::snapshot::{EventSettings, StreamSettings, UnboundMethods, VirtualHosts};
use crate::transcode::request::UnknownParameters;

pub(super) fn section(
    configuration: &mut Configuration,
    mut section: Section<'_>,
    context: &mut Context<'_>,
) {
    let snapshot = &mut configuration.snapshot;
    let conflicts = [
        ("refuse", Precedence::Refuse),
        ("first", Precedence::First),
        ("last", Precedence::Last),
    ];
    set(
        &mut snapshot.router.precedence,
        section.choice(context, "conflicts", &conflicts),
    );
    let hosts = [
        ("off", VirtualHosts::Off),
        ("default_host", VirtualHosts::DefaultHost),
    ];
    set(
        &mut snapshot.virtual_hosts,
        section.choice(context, "virtual_hosts", &hosts),
    );
    set(
        &mut snapshot.allow_segments_after_double_star,
        section.boolean(context, "allow_segments_after_double_star"),
    );
    set(
        &mut snapshot.router.strict_verbs,
        section.boolean(context, "strict_verbs"),
    );
    set(
        &mut snapshot.router.trailing_slash_ignored,
        section.boolean(context, "ignore_trailing_slash"),
    );
    let unbound = [("off", UnboundMethods::Off), ("post", UnboundMethods::Post)];
    set(
        &mut snapshot.unbound_methods,
        section.choice(context, "unbound_methods", &unbound),
    );
    let modes = [
        ("auto", None),
        ("except_slash", Some(UnescapeMode::ExceptSlash)),
        ("except_reserved", Some(UnescapeMode::ExceptReserved)),
        ("all", Some(UnescapeMode::All)),
    ];
    let request = &mut snapshot.request;
    set(
        &mut snapshot.unescape,
        section.choice(context, "unescape", &modes),
    );
    let ignored = section.strings(context, "ignored_query_parameters");
    set(
        &mut request.ignored_query_parameters,
        ignored.map(|names| names.into_iter().map(Into::into).collect()),
    );
    let unknown = [
        ("refuse", UnknownParameters::Refuse),
        ("ignore", UnknownParameters::Ignore),
        ("capture", UnknownParameters::Capture),
    ];
    set(
        &mut request.unknown_query_parameters,
        section.choice(context, "unknown_query_parameters", &unknown),
    );
    set(
        &mut request.plus_is_space,
        section.boolean(context, "query_plus_is_space"),
    );
    let parameters = section.integer(context, "query_parameters_max", 1..=100_000);
    set(
        &mut request.query_parameters_max,
        parameters.map(|count| count as usize),
    );
    set(
        &mut request.fill_update_mask,
        section.boolean(context, "fill_update_mask"),
    );
    set(
        &mut request.ignore_unexpected_body,
        section.boolean(context, "ignore_unexpected_body"),
    );
    streams(&mut snapshot.rest_streams, &mut section, context);
    section.finish(context);
}

fn streams(streams: &mut StreamSettings, section: &mut Section<'_>, context: &mut Context<'_>) {
    let wrapped = section.boolean(context, "stream_envelope");
    set(
        &mut streams.envelope,
        wrapped.map(|is_wrapped| {
            if is_wrapped {
                Envelope::Result
            } else {
                Envelope::None
            }
        }),
    );
    let keep_alive = section.duration(context, "stream_keep_alive", Duration::ZERO..=HOUR);
    set(
        &mut streams.keep_alive,
        keep_alive.map(|interval| (!interval.is_zero()).then_some(interval)),
    );
    let Some(events) = section.section(context, "events") else {
        return;
    };
    for (method, mut section) in events.named(context) {
        let settings = EventSettings {
            method,
            id: section.string(context, "id"),
            last_id: section.string(context, "last_id"),
            place: context.place(section.offset()),
        };
        section.finish(context);
        // What is said later of the same method replaces what was said earlier.
        streams
            .events
            .retain(|known| known.method != settings.method);
        streams.events.push(settings);
    }
}
