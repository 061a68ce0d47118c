#![allow(clippy::unwrap_used)]

use std::path::Path;

use super::*;
use crate::finding::Severity;

fn apply(text: &str) -> (Configuration, Vec<String>) {
    let mut configuration = Configuration::default();
    let mut findings = Findings::new();
    configuration.apply("rialto.toml", text, Path::new(""), &mut findings);
    configuration.check(&mut findings);
    assert_eq!(findings.count(Severity::Warning), 0);
    (
        configuration,
        findings.iter().map(ToString::to_string).collect(),
    )
}

fn check(text: &str, expected: &[&str]) {
    let (_, found) = apply(text);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.contains(expected), "{found} has no {expected:?}");
    }
}

#[test]
fn the_default_file_is_the_default_and_has_every_key() {
    let text = include_str!("../../config/default.toml");
    let mut configuration = Configuration::default();
    let mut findings = Findings::new();
    let known = configuration.apply("default.toml", text, Path::new(""), &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(
        format!("{configuration:?}"),
        format!("{:?}", Configuration::default())
    );
    for key in known {
        let last = key.rsplit('.').next().unwrap();
        let documented = text.lines().any(|line| {
            line.trim_start_matches("# ")
                .starts_with(&format!("{last} = "))
        });
        assert!(documented, "{key} is not in config/default.toml");
    }
}

#[test]
fn every_error_is_told_at_once_with_line_and_key() {
    check(
        "[server]\nlisten_addr = \"nowhere\"\nworkers = -1\nbody_timeout = 30\nhead_max = \"1TiB\"\n\
         [rest]\nconflicts = \"maybe\"\nconflict = \"first\"\n\
         [grpc.services.\"a b\"]\nendpoints = []\n\
         [grpc.services.\"a.B\"]\nendpoints = [\"host\", 7]\nca_file = \"missing.pem\"\nretries = 3\n\
         [auth]\n",
        &[
            "rialto.toml:2:",
            "rialto.toml:3:",
            "rialto.toml:4:",
            "rialto.toml:5:",
            "rialto.toml:7:",
            "unknown key rest.conflict; did you mean rest.conflicts?",
            "\"a b\" is not a selector",
            "must have only strings in it",
            "grpc.services.a.B.endpoints: ",
            "cannot read missing.pem",
            "retries is not in this build yet",
            "auth is not in this build yet",
        ],
    );
}

#[test]
fn limits_that_do_not_fit_each_other_are_refused() {
    check(
        "[grpc]\ntimeout = \"10m\"\n",
        &["grpc.timeout is longer than grpc.timeout_max"],
    );
    check(
        "[admin]\nlisten_addr = \"0.0.0.0:8080\"\n",
        &["are both 0.0.0.0:8080"],
    );
    check(
        "[server.http2]\nstream_window = \"2MiB\"\n",
        &["larger than server.http2.connection_window"],
    );
}

#[test]
fn what_is_not_toml_says_where() {
    check("[server\n", &["rialto.toml:1:"]);
    check("server = 3\n", &["server must be a table, not an integer"]);
}

#[test]
fn overrides_take_toml_values_and_plain_words() {
    let mut configuration = Configuration::default();
    let mut findings = Findings::new();
    for text in [
        "server.workers=3",
        "rest.conflicts=first",
        "grpc.timeout=5s",
        "server.listen_addr=[\":1\", \":2\"]",
    ] {
        configuration.apply_override(text, &mut findings);
    }
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(configuration.workers, 3);
    assert_eq!(
        configuration.snapshot.policy.timeout,
        Duration::from_secs(5)
    );
    assert_eq!(configuration.listen.len(), 2);
    configuration.apply_override("nonsense", &mut findings);
    configuration.apply_override("server.worker=1", &mut findings);
    let told: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert!(told[0].contains("expected KEY=VALUE"), "{told:?}");
    assert!(told[1].contains("did you mean server.workers?"), "{told:?}");
}

#[test]
fn flags_replace_a_files_endpoints_and_repeat_to_add() {
    let (mut configuration, told) =
        apply("[grpc.services.\"a.B\"]\nendpoints = [\"one:1\"]\ntimeout = \"2s\"\n");
    assert!(told.is_empty(), "{told:?}");
    let selector: Selector = "a.B".parse().unwrap();
    configuration.add_upstreams(
        ["two:2", "three:3"].map(|address| (selector.clone(), address.parse().unwrap())),
    );
    let settings = configuration.snapshot_settings(Vec::new());
    let ports: Vec<u16> = settings.services[0]
        .endpoints
        .iter()
        .map(Address::port)
        .collect();
    assert_eq!(ports, [2, 3]);
    assert_eq!(settings.services[0].timeout, Some(Duration::from_secs(2)));
}

#[test]
fn what_is_shown_leads_to_the_same_configuration_and_has_every_key() {
    let mut text = include_str!("../../config/default.toml").to_owned();
    for (default, other) in [
        ("head_max = \"64KiB\"", "head_max = \"65KiB\""),
        ("conflicts = \"refuse\"", "conflicts = \"last\""),
        ("unescape = \"auto\"", "unescape = \"all\""),
        ("emit_defaults = \"off\"", "emit_defaults = \"unpopulated\""),
        ("forward = []", "forward = [\"x-tenant\"]"),
        ("access = \"all\"", "access = \"errors\""),
        ("request_id = true", "request_id = false"),
        ("min_version = \"1.2\"", "min_version = \"1.3\""),
        ("proto = []", "proto = [\"a \\\"b\\\"\"]"),
    ] {
        assert!(text.contains(default), "{default}");
        text = text.replace(default, other);
    }
    text.push_str(
        "\n[grpc.services.\"a.*\"]\nendpoints = [\"h:1\"]\nhosts = [\"x\"]\ntimeout = \"1s\"\n\
         [grpc.services.\"a.*\".json]\nignore_unknown_fields = true\ncase_insensitive_enums = true\n\
         lenient_field_mask = true\ndepth_max = 7\nemit_defaults = \"no_presence\"\nindent = 2\n\
         preserve_proto_field_names = true\nenums_as_numbers = true\nint64_as_numbers = true\nresponse_max = \"1MiB\"\n",
    );
    let mut configuration = Configuration::default();
    let mut findings = Findings::new();
    let known = configuration.apply("rialto.toml", &text, Path::new(""), &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    let shown = configuration.show();
    let mut again = Configuration::default();
    let known_again = again.apply("shown.toml", &shown, Path::new(""), &mut findings);
    assert!(findings.is_empty(), "{findings:#?}\n{shown}");
    for place in again.services.iter_mut().map(|service| &mut service.place) {
        *place = configuration.services[0].place.clone();
    }
    assert_eq!(format!("{again:#?}"), format!("{configuration:#?}"));
    assert_eq!(known_again, known);
    for key in known {
        let last = key.rsplit('.').next().unwrap();
        let is_shown = shown.lines().any(|line| {
            line.trim_start_matches("# ")
                .starts_with(&format!("{last} "))
        });
        assert!(
            is_shown || key.starts_with("grpc.services"),
            "{key} is not shown"
        );
    }
}

#[test]
fn tls_listeners_and_certificates_need_each_other() {
    let listener = "[server]\nlisten_addr_tls = \":1\"\n";
    check(listener, &["server.listen_addr_tls needs a certificate"]);
    check(
        &format!("{listener}[tls]\ncert_file = \"c.pem\"\n"),
        &["tls.cert_file needs tls.key_file"],
    );
    check(
        &format!("{listener}[tls]\nkey_file = \"k.pem\"\nmin_version = \"1.1\"\n"),
        &[
            "it must be one of \"1.2\", \"1.3\"",
            "tls.key_file needs tls.cert_file",
        ],
    );
    check(
        "[server]\nlisten_addr = [\":1\", \":9090\"]\nlisten_addr_tls = \":1\"\n[tls]\ncert_file = \"c\"\nkey_file = \"k\"\n\
         [admin]\nlisten_addr = \":1\"\n",
        &[
            "admin.listen_addr and server.listen_addr are both 0.0.0.0:1",
            "admin.listen_addr and server.listen_addr_tls are both 0.0.0.0:1",
            "server.listen_addr_tls and server.listen_addr are both 0.0.0.0:1",
        ],
    );
    check(
        "[server]\nlisten_addr = []\n",
        &["name at least one address"],
    );
    check(
        "[server]\nlisten_addr = []\nlisten_addr_tls = \":1\"\n[tls]\ncert_file = \"c\"\nkey_file = \"k\"\n",
        &[],
    );
}

#[test]
fn buckets_of_durations_grow() {
    for (buckets, told) in [
        ("[]", "0 bounds"),
        ("[\"1s\", \"1ms\"]", "larger than the one before"),
        ("[\"0s\"]", "larger than the one before"),
        ("[\"1\"]", "expected a number and a unit"),
    ] {
        check(
            &format!("[metrics]\nduration_buckets = {buckets}\n"),
            &[told],
        );
    }
}

#[test]
fn a_later_document_keeps_what_it_does_not_name() {
    let (mut configuration, told) = apply("[headers]\nforward = [\"x-tenant\"]\n");
    assert!(told.is_empty(), "{told:?}");
    let mut findings = Findings::new();
    configuration.apply_override("headers.trusted_hops=2", &mut findings);
    assert!(findings.is_empty(), "{findings:#?}");
    let forwarding = &configuration.snapshot.forwarding;
    assert_eq!(forwarding.trusted_hops(), 2);
    assert_eq!(forwarding.more().len(), 1);
}
