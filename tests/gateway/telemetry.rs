//! What operators see of calls: lines, metrics, ids; and what they never see.

use std::collections::BTreeMap;
use std::io::Write as _;

use serde_json::Value;

use crate::backend::{Script, Scripted, closed_port};
use crate::support::{Gateway, call, connect, run, send};

/// The samples of `/metrics` by their name and labels.
fn metrics(gateway: &Gateway) -> BTreeMap<String, f64> {
    let reply = call(gateway.admin, "GET", "/metrics", &[], b"");
    assert_eq!(
        reply.header("content-type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
    let samples = reply.text().lines().filter(|line| !line.starts_with('#'));
    samples
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        })
        .collect()
}

/// Waits until these samples have these values: a call is counted when its answer was given.
fn await_metrics(gateway: &Gateway, expected: &[(&str, f64)]) {
    let has = |metrics: &BTreeMap<String, f64>| {
        let value = |name: &str| metrics.get(name).copied().unwrap_or(0.0);
        expected
            .iter()
            .all(|(name, expected)| value(name) == *expected)
    };
    let seen = (0..1000).any(|_| has(&metrics(gateway)));
    assert!(seen, "{expected:#?} is not in {:#?}", metrics(gateway));
}

/// The line of the next call, written as JSON.
fn json_line(gateway: &Gateway) -> Value {
    let line = gateway.line(|line| line.contains("\"target\":\"access\""));
    serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"))
}

const JSON: [&str; 2] = ["--set", "logging.format=json"];

#[test]
fn calls_are_counted_under_names_of_the_schema() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let before = metrics(&gateway);
    assert!(before["process_start_time_seconds"] > 1.7e9);
    assert!(
        before
            .keys()
            .any(|name| name.starts_with("rialto_build_info{version="))
    );
    assert_eq!(before["rialto_access_lines_dropped_total"], 0.0);
    assert!(
        !before
            .keys()
            .any(|name| name.starts_with("rialto_calls_total"))
    );

    for _ in 0..3 {
        assert_eq!(gateway.get("/v1/shelves").status, 200);
    }
    gateway.post("/v1/shelves/1/books", "{\"title\":7}");
    gateway.get("/not/served");
    gateway.call("GET", "/v1/shelves", &[("Grpc-Timeout", "soon")], b"");
    send(gateway.address, b"nonsense\r\n\r\n");

    let list = r#"service="bookstore.v1.Bookstore",method="ListShelves""#;
    let create = r#"service="bookstore.v1.Bookstore",method="CreateBook""#;
    let calls = |of: &str, code: &str| {
        format!(r#"rialto_calls_total{{{of},protocol="rest",code="{code}"}}"#)
    };
    let rejected =
        |reason: &str| format!(r#"rialto_rejections_total{{reason="{reason}",fault="client"}}"#);
    await_metrics(
        &gateway,
        &[
            (&calls(list, "OK"), 3.0),
            (&calls(list, "INVALID_ARGUMENT"), 1.0),
            (&calls(create, "INVALID_ARGUMENT"), 1.0),
            (&calls(r#"service="",method="""#, "NOT_FOUND"), 1.0),
            (
                &format!("rialto_call_duration_seconds_count{{{list}}}"),
                4.0,
            ),
            (
                &format!("rialto_call_duration_seconds_bucket{{{list},le=\"30\"}}"),
                4.0,
            ),
            (&format!("rialto_request_bytes_total{{{create}}}"), 11.0),
            (&rejected("ROUTE_NOT_FOUND"), 1.0),
            (&rejected("TIMEOUT_INVALID"), 1.0),
            (&rejected("HEAD_INVALID"), 1.0),
            (&rejected("BODY_INVALID"), 1.0),
            // That of the question is not one of the API's.
            ("rialto_connections_open", 0.0),
        ],
    );
    let after = metrics(&gateway);
    let sent = after[&format!("rialto_response_bytes_total{{{list}}}")];
    assert!(sent > 6.0, "{sent}");
    assert!(!after.keys().any(|name| name.contains("not/served")));
}

#[test]
fn open_connections_are_counted() {
    let gateway = Gateway::for_sample(closed_port(), &[]);
    let connections: Vec<_> = (0..3).map(|_| connect(gateway.address)).collect();
    await_metrics(&gateway, &[("rialto_connections_open", 3.0)]);
    drop(connections);
    await_metrics(&gateway, &[("rialto_connections_open", 0.0)]);
}

#[test]
fn loads_are_counted_by_their_result() {
    let gateway = Gateway::for_sample(closed_port(), &[]);
    let reloads = |result: &str| format!("rialto_reloads_total{{result=\"{result}\"}}");
    let before = metrics(&gateway);
    assert_eq!(before["rialto_config_last_reload_successful"], 1.0);
    let reply = call(gateway.admin, "POST", "/reload", &[], b"");
    assert_eq!(reply.status, 200, "{}", reply.text());
    let after = metrics(&gateway);
    let (success, failure) = (reloads("success"), reloads("failure"));
    assert_eq!(after[&success] - before[&success], 1.0);
    assert_eq!(after[&failure], 0.0);
}

#[test]
fn a_call_has_one_line_with_what_is_known_of_it() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &JSON);
    gateway.call(
        "POST",
        "/v1/shelves/7/books?token=s3cret-query",
        &[("authorization", "Bearer s3cret-token")],
        b"{\"title\":\"s3cret-body\"}",
    );
    let line = json_line(&gateway);
    assert!(!line.to_string().contains("s3cret"), "{line}");
    for (field, expected) in [
        ("level", "INFO"),
        ("protocol", "rest"),
        ("rpc.service", "bookstore.v1.Bookstore"),
        ("rpc.method", "CreateBook"),
        ("http.method", "POST"),
        ("http.route", "/v1/{parent=shelves/*}/books"),
        ("grpc.code", "INVALID_ARGUMENT"),
        ("fault", "client"),
        ("reason", "QUERY_PARAMETER_UNKNOWN"),
        ("cluster", "*"),
    ] {
        assert_eq!(line[field], expected, "{field} of {line}");
    }
    assert_eq!(line["http.status"], 400);
    assert_eq!(line["bytes_in"], 23);
    assert!(line["peer"].as_str().unwrap().starts_with("127.0.0.1:"));

    let reply = gateway.get("/v1/shelves");
    let line = json_line(&gateway);
    assert_eq!(line["request_id"], reply.header("x-request-id").unwrap());
    assert_eq!(line["endpoint"], format!("http://{}", backend.address));
    assert_eq!(
        (&line["http.status"], &line["attempts"]),
        (&200.into(), &1.into())
    );
    assert_eq!(line["bytes_out"], reply.body.len());
    assert!(line["duration_ms"].as_f64().unwrap() > 0.0);
    assert!(line["timestamp"].as_str().unwrap().ends_with('Z'));
    assert!(
        line.get("reason").is_none() && line.get("trace_id").is_none(),
        "{line}"
    );
}

#[test]
fn no_value_of_a_client_breaks_a_line() {
    let backend = Scripted::start(Script::ok(b""));
    for format in ["json", "text"] {
        let set = format!("logging.format={format}");
        let gateway = Gateway::for_sample(backend.address, &["--set", &set]);
        for hostile in [
            r#"","reason":"forged"#,
            r"\",
            "reason=forged",
            "a\ttab",
            "é\u{2028}",
            "{}[]'`$()",
        ] {
            let headers = [("x-request-id", hostile), ("user-agent", hostile)];
            assert_eq!(
                gateway.call("GET", "/v1/shelves", &headers, b"").status,
                200
            );
            if format == "json" {
                let line = json_line(&gateway);
                assert!(line.get("reason").is_none(), "{line}");
                let is_sane = hostile.bytes().all(|byte| byte.is_ascii_graphic());
                assert_eq!(line["request_id"] == hostile, is_sane, "{line}");
            } else {
                let line = gateway.line(|line| line.contains("access:"));
                assert!(line.is_ascii() && !line.contains('\u{1b}'), "{line}");
                assert!(!line.contains(" reason="), "{line}");
                assert!(
                    line.contains(" grpc.code=OK ") && line.contains(" bytes_out=2"),
                    "{line}"
                );
            }
        }
        // A method is a token of HTTP, and a path is nowhere in the line.
        gateway.call("A'B|C", "/v1/\"shelves\"%0a", &[], b"");
        let line = gateway.line(|line| line.contains("A'B|C"));
        assert!(!line.contains("shelves"), "{line}");
    }
}

#[test]
fn a_client_that_leaves_is_sealed_with_499() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &JSON);
    let mut stream = connect(gateway.address);
    stream
        .write_all(
            b"GET /lab/v1/slow?delay=60s HTTP/1.1\r\nhost: x\r\nx-request-id: leaver\r\n\r\n",
        )
        .unwrap();
    let started = || {
        let stats = gateway.get("/lab/v1/stats").json();
        stats["methods"]["/bookstore.v1.Lab/Slow"]["started"].clone()
    };
    while started() != "1" {}
    drop(stream);
    let line = loop {
        let line = json_line(&gateway);
        if line["request_id"] == "leaver" {
            break line;
        }
    };
    assert_eq!(line["http.status"], 499, "{line}");
    for (field, expected) in [
        ("rpc.method", "Slow"),
        ("grpc.code", "CANCELLED"),
        ("fault", "client"),
        ("reason", "CLIENT_GONE"),
    ] {
        assert_eq!(line[field], expected, "{line}");
    }
    let cancelled = r#"rialto_calls_total{service="bookstore.v1.Lab",method="Slow",protocol="rest",code="CANCELLED"}"#;
    await_metrics(&gateway, &[(cancelled, 1.0)]);
}

#[test]
fn a_request_keeps_its_id_from_end_to_end() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let call = |id: &str| {
        let reply = gateway.call("GET", "/v1/shelves", &[("x-request-id", id)], b"");
        let answered = reply.header("x-request-id").unwrap().to_owned();
        let received = backend.received().remove(0);
        assert_eq!(received.headers["x-request-id"], answered);
        answered
    };
    assert_eq!(call("from-the-edge"), "from-the-edge");
    let long = "x".repeat(129);
    for insane in ["", "two words", "é", &long] {
        let id = call(insane);
        assert_eq!(id.len(), 36, "{insane:?} became {id:?}");
    }
    // Every answer has one, whoever gives it.
    for (method, target) in [
        ("GET", "/nothing"),
        ("OPTIONS", "/v1/shelves"),
        ("HEAD", "/v1/shelves"),
    ] {
        let reply = gateway.call(method, target, &[], b"");
        assert!(reply.header("x-request-id").is_some(), "{method} {target}");
    }
    assert_eq!(
        gateway.get("/nothing").json()["details"][0].get("metadata"),
        None
    );
}

#[test]
fn an_error_that_is_to_be_reported_names_the_request() {
    let gateway = Gateway::for_sample(closed_port(), &["--set", "grpc.connect_timeout=200ms"]);
    let reply = gateway.get("/v1/shelves");
    reply.assert_rejected(503, 14, "UPSTREAM_CONNECT");
    let named = &reply.json()["details"][0]["metadata"]["request_id"];
    assert_eq!(*named, reply.header("x-request-id").unwrap());
}

#[test]
fn without_ids_the_clients_own_still_goes_on() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &["--set", "logging.request_id=false"]);
    let reply = gateway.call("GET", "/v1/shelves", &[("x-request-id", "a")], b"");
    assert_eq!(reply.header("x-request-id"), None);
    assert_eq!(backend.received()[0].headers["x-request-id"], "a");
    gateway.get("/v1/shelves");
    assert!(!backend.received()[0].headers.contains_key("x-request-id"));
    // One that cannot be metadata is no reason to refuse.
    let reply = gateway.call("GET", "/v1/shelves", &[("x-request-id", "é")], b"");
    assert_eq!(reply.status, 200);
}

#[test]
fn a_valid_trace_goes_on_and_a_malformed_one_is_dropped() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &JSON);
    let parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let state = ("tracestate", "rojo=00f067aa0ba902b7");
    gateway.call("GET", "/v1/shelves", &[("traceparent", parent), state], b"");
    let received = backend.received().remove(0).headers;
    assert_eq!(received["traceparent"], parent);
    assert_eq!(received["tracestate"], state.1);
    assert_eq!(
        json_line(&gateway)["trace_id"],
        "4bf92f3577b34da6a3ce929d0e0e4736"
    );
    for malformed in ["00-4bf92f3577b34da6a3ce929d0e0e4736", "é", ""] {
        let headers = [("traceparent", malformed), state];
        assert_eq!(
            gateway.call("GET", "/v1/shelves", &headers, b"").status,
            200
        );
        let received = backend.received().remove(0).headers;
        assert!(!received.contains_key("traceparent") && !received.contains_key("tracestate"));
        assert_eq!(json_line(&gateway).get("trace_id"), None);
    }
}

#[test]
fn lines_are_written_for_the_calls_that_are_asked_for() {
    let backend = Scripted::start(Script::ok(b""));
    let with = |set: &[&str]| {
        let gateway = Gateway::for_sample(backend.address, set);
        gateway.get("/v1/shelves");
        gateway.get("/nothing");
        gateway.terminate_and_read()
    };
    let count = |log: &str| log.matches("access:").count();
    assert_eq!(count(&with(&[])), 2);
    let errors = with(&["--set", "logging.access=errors"]);
    assert!(
        count(&errors) == 1 && errors.contains("ROUTE_NOT_FOUND"),
        "{errors}"
    );
    assert_eq!(count(&with(&["--set", "logging.access=off"])), 0);
}

#[test]
fn operators_see_the_configuration_that_is_in_effect() {
    let gateway = Gateway::for_sample(closed_port(), &["--set", "grpc.timeout=7s"]);
    let reply = call(gateway.admin, "GET", "/config", &[], b"");
    assert_eq!(reply.header("content-type"), Some("application/toml"));
    assert!(
        reply.text().contains("\ntimeout = \"7s\"\n"),
        "{}",
        reply.text()
    );
    assert!(
        reply.text().contains("[grpc.services.\"*\"]"),
        "{}",
        reply.text()
    );
    // It is a file like any other: this one is loaded, and what is in effect follows.
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("shown-{}.toml", std::process::id()));
    // Relative paths are relative to the file's folder.
    let text = reply.text().replace(
        "\"proto\"",
        &format!("\"{}/proto\"", env!("CARGO_MANIFEST_DIR")),
    );
    std::fs::write(&file, text).unwrap();
    let output = run(&["check", "-c", file.to_str().unwrap()]);
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{output:?}");
}
