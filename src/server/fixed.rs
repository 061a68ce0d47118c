//! The settings that cannot change while the process runs.

use crate::config::Configuration;
use crate::finding::{Findings, Place};
use crate::ingress;

/// Warns of every key that has another value than the process was started with.
pub(super) fn compare(started: &Configuration, now: &Configuration, findings: &mut Findings) {
    for ((key, before), (_, after)) in values(started).into_iter().zip(values(now)) {
        if before != after {
            findings.warning(
                "restart",
                Place::default(),
                key,
                format!("{key} changed; restart to apply"),
            );
        }
    }
}

/// What is in effect once `now` is loaded: its values, but for those that wait for a restart.
pub(super) fn effective(started: &Configuration, now: &Configuration) -> Configuration {
    let mut effective = now.clone();
    effective.listen.clone_from(&started.listen);
    effective.listen_tls.clone_from(&started.listen_tls);
    effective.workers = started.workers;
    effective.ingress.clone_from(&started.ingress);
    effective.tls.version_min = started.tls.version_min;
    effective.tls.self_signed = started.tls.self_signed;
    effective.admin_listen = started.admin_listen;
    effective.logging = started.logging;
    effective
        .duration_buckets
        .clone_from(&started.duration_buckets);
    effective
}

/// Each key with its value as text. The fields are listed one by one, so that a new one has to be
/// given its place here.
fn values(configuration: &Configuration) -> Vec<(&'static str, String)> {
    fn text(value: &impl std::fmt::Debug) -> String {
        format!("{value:?}")
    }
    let ingress::Settings {
        head_timeout,
        body_timeout,
        write_timeout,
        connection_idle_timeout,
        linger_timeout,
        max_connections,
        max_requests,
        head_max,
        header_count_max,
        max_concurrent_streams,
        stream_window,
        connection_window,
        send_buffer,
        lame_duck,
        idle_drain,
        grace,
    } = &configuration.ingress;
    vec![
        ("server.listen_addr", text(&configuration.listen)),
        ("server.listen_addr_tls", text(&configuration.listen_tls)),
        ("server.workers", text(&configuration.workers)),
        ("server.head_timeout", text(head_timeout)),
        ("server.body_timeout", text(body_timeout)),
        ("server.write_timeout", text(write_timeout)),
        (
            "server.connection_idle_timeout",
            text(connection_idle_timeout),
        ),
        ("server.linger_timeout", text(linger_timeout)),
        ("server.max_connections", text(max_connections)),
        ("server.max_requests_per_connection", text(max_requests)),
        ("server.head_max", text(head_max)),
        ("server.head_count_max", text(header_count_max)),
        (
            "server.http2.max_concurrent_streams",
            text(max_concurrent_streams),
        ),
        ("server.http2.stream_window", text(stream_window)),
        ("server.http2.connection_window", text(connection_window)),
        ("server.http2.send_buffer", text(send_buffer)),
        ("server.lame_duck", text(lame_duck)),
        ("server.drain_idle_timeout", text(idle_drain)),
        ("server.drain_timeout", text(grace)),
        ("tls.min_version", text(&configuration.tls.version_min)),
        ("admin.listen_addr", text(&configuration.admin_listen)),
        ("logging.level", text(&configuration.logging.level)),
        ("logging.format", text(&configuration.logging.format)),
        ("logging.access", text(&configuration.logging.access)),
        (
            "logging.request_id",
            text(&configuration.logging.request_id),
        ),
        (
            "metrics.duration_buckets",
            text(&configuration.duration_buckets),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;

    #[test]
    fn keys_that_need_a_restart_are_named() {
        let started = Configuration::default();
        let mut now = Configuration::default();
        let mut findings = Findings::new();
        compare(&started, &now, &mut findings);
        assert!(findings.is_empty());
        now.listen.clear();
        now.ingress.grace = Duration::ZERO;
        now.cluster.connections_max = 1;
        compare(&started, &now, &mut findings);
        let told: Vec<_> = findings.iter().map(|finding| &*finding.message).collect();
        assert_eq!(
            told,
            [
                "server.listen_addr changed; restart to apply",
                "server.drain_timeout changed; restart to apply"
            ]
        );
    }

    #[test]
    fn what_needs_a_restart_is_not_in_effect() {
        let started = Configuration::default();
        let mut now = Configuration::default();
        now.listen.clear();
        now.listen_tls = started.listen.clone();
        now.tls.version_min = ingress::TlsVersion::Tls13;
        now.workers = 7;
        now.ingress.grace = Duration::ZERO;
        now.logging.request_id = false;
        now.duration_buckets.clear();
        now.cluster.connections_max = 1;
        let effective = effective(&started, &now);
        let shown = effective.show();
        let changed = started
            .show()
            .replace("connections_max = 8", "connections_max = 1");
        assert_eq!(shown, changed);
        let mut findings = Findings::new();
        compare(&started, &effective, &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn the_keys_are_those_of_the_configuration() {
        let mut findings = Findings::new();
        let mut configuration = Configuration::default();
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/default.toml");
        configuration.apply_file(&file, &mut findings);
        let text = std::fs::read_to_string(file).unwrap_or_default();
        for (key, _) in values(&configuration) {
            let (section, name) = key.rsplit_once('.').unwrap_or_default();
            let table = text.split(&format!("\n[{section}]\n")).nth(1);
            let table = table.and_then(|rest| rest.split("\n[").next());
            let known = table.is_some_and(|table| table.contains(&format!("\n{name} = ")));
            assert!(known, "{key} is not in config/default.toml");
        }
    }
}
