//! `check`, `routes`, help and exit codes.

use std::path::Path;

use serde_json::Value;

use crate::support::{Folder, run};

fn check(arguments: &[&str], status: i32) -> (String, String) {
    let output = run(arguments);
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert_eq!(
        output.status.code(),
        Some(status),
        "{arguments:?}\n{out}\n{err}"
    );
    (out, err)
}

#[test]
fn check_counts_what_it_loads() {
    let (out, err) = check(&["check", "--proto", "proto"], 0);
    assert!(
        out.contains("3 services, 39 methods, 90 bindings: no problem found"),
        "{out}"
    );
    assert!(err.is_empty(), "{err}");
    let (out, _) = check(
        &[
            "check",
            "--json",
            "--descriptor-set",
            "descriptors/bookstore.binpb",
        ],
        0,
    );
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["counts"]["bindings"], 90);
    assert_eq!(report["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn check_reports_every_problem_with_its_place() {
    let folder = Folder::new(
        "check",
        &[
            (
                "a.proto",
                "syntax = \"proto3\";\npackage a;\nmessage A { Missing m = 1; }\n",
            ),
            ("b.proto", "edition = \"2023\";\n"),
            (
                "c.proto",
                r#"syntax = "proto3";
package c;
import "google/api/annotations.proto";
service C {
  rpc One(Req) returns (Req) { option (google.api.http) = { get: "/v1/{nope}" }; }
  rpc Two(Req) returns (Req) { option (google.api.http) = { get: "/v1/a/{name}" }; }
  rpc Three(Req) returns (Req) { option (google.api.http) = { get: "/v1/a/{id}" }; }
}
message Req { string name = 1; string id = 2; }
"#,
            ),
        ],
    );
    let (out, _) = check(&["check", "--json", "--proto", folder.path()], 1);
    let report: Value = serde_json::from_str(&out).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let place = |finding: &Value| {
        let file = Path::new(finding["file"].as_str().unwrap())
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned();
        (
            file,
            finding["line"].as_u64().unwrap(),
            finding["rule"].as_str().unwrap().to_owned(),
        )
    };
    let places: Vec<_> = findings.iter().map(place).collect();
    let expected = [
        ("a.proto", 3, "proto-source"),
        ("b.proto", 1, "edition-source"),
        ("c.proto", 5, "http-rule"),
        ("c.proto", 7, "route-conflict"),
    ];
    let expected: Vec<_> = expected
        .map(|(file, line, rule)| (file.to_owned(), line, rule.to_owned()))
        .into();
    assert_eq!(places, expected, "{out}");
    assert!(
        findings.iter().all(
            |finding| finding["severity"] == "error" && finding["column"].as_u64().unwrap() > 0
        )
    );
    let message = findings[3]["message"].as_str().unwrap();
    assert!(
        message.contains("c.C.Three") && message.contains("c.C.Two"),
        "{message}"
    );
    assert_eq!(report["counts"]["bindings"], 3);

    let (out, err) = check(&["check", "--proto", folder.path()], 1);
    assert!(out.contains("4 errors"), "{out}");
    assert!(
        err.contains("error[edition-source]: this file uses editions")
            && err.contains("b.proto:1:1"),
        "{err}"
    );
    assert!(
        err.contains("buf build -o")
            && err.contains("protoc --include_imports --descriptor_set_out"),
        "{err}"
    );
}

#[test]
fn conflicts_and_segments_after_a_double_star_have_options() {
    let text = |service: &str, host: &str, template: &str| {
        format!(
            "syntax = \"proto3\";\npackage {service};\nimport \"google/api/annotations.proto\";\nimport \"google/api/client.proto\";\n\
             service S {{ option (google.api.default_host) = \"{host}\"; rpc M(Req) returns (Req) {{ option (google.api.http) = {{ get: \"{template}\" }}; }} }}\n\
             message Req {{ string name = 1; }}\n"
        )
    };
    let folder = Folder::new(
        "options",
        &[
            ("a.proto", &text("a", "a.example", "/v1/{name}")),
            ("b.proto", &text("b", "b.example", "/v1/{name}")),
            ("c.proto", &text("c", "c.example", "/v2/{name=**}/tail")),
        ],
    );
    let base = ["check", "--proto", folder.path()];
    let with = |more: &[&str], status| check(&[&base[..], more].concat(), status);
    let (_, err) = with(&[], 1);
    assert!(
        err.contains("error[route-conflict]") && err.contains("error[http-rule]"),
        "{err}"
    );
    let tail = ["--set", "rest.allow_segments_after_double_star=true"];
    with(&tail, 1);
    with(
        &[&tail[..], &["--set", "rest.virtual_hosts=default_host"]].concat(),
        0,
    );
    for (winner, loser) in [("first", "b.S.M"), ("last", "a.S.M")] {
        let set = format!("rest.conflicts={winner}");
        let (_, err) = with(&[&tail[..], &["--set", &set]].concat(), 0);
        assert!(
            err.contains("warning[route-conflict]") && err.contains(&format!("of {loser} is also")),
            "{err}"
        );
    }
}

#[test]
fn routes_are_a_table_and_json() {
    let (out, _) = check(
        &[
            "routes",
            "--proto",
            "proto",
            "--upstream",
            "bookstore.v1.*=10.0.0.1:50051",
        ],
        0,
    );
    let mut lines = out.lines();
    assert!(
        lines.next().unwrap().starts_with("METHOD   TEMPLATE"),
        "{out}"
    );
    let line = lines
        .find(|line| line.contains("bookstore.v1.Bookstore.CreateBook"))
        .unwrap();
    let cells: Vec<&str> = line
        .split("   ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect();
    assert_eq!(cells[0], "POST");
    assert_eq!(
        cells[3..],
        ["unary", "book", "bookstore.v1.*", "annotation"]
    );
    let (out, _) = check(&["routes", "--json", "--proto", "proto"], 0);
    let routes: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(routes.as_array().unwrap().len(), 90);
}

#[test]
fn what_cannot_be_served_is_told_and_ends_with_1() {
    let (_, err) = check(&["serve"], 1);
    assert!(err.contains("no descriptors"), "{err}");
    let (_, err) = check(&["serve", "--proto", "proto"], 1);
    assert!(
        err.contains("bookstore.v1.Bookstore has no address"),
        "{err}"
    );
    assert!(err.contains("error: not serving: 3 errors"), "{err}");
    let (_, err) = check(
        &[
            "serve",
            "--proto",
            "missing-folder",
            "--descriptor-set",
            "README.md",
            "--upstream",
            "h:1",
        ],
        1,
    );
    assert!(
        err.contains("missing-folder") && err.contains("not a binary FileDescriptorSet"),
        "{err}"
    );
    let down = ["serve", "--reflect", "127.0.0.1:1", "--require-sources"];
    let (_, err) = check(&down, 1);
    assert!(err.contains("error[reflection]"), "{err}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (_, err) = check(
        &[
            "serve",
            "--proto",
            "proto",
            "--upstream",
            "h:1",
            "--listen",
            &address,
        ],
        1,
    );
    assert!(
        err.contains(&format!("cannot listen on {address}")),
        "{err}"
    );
}

#[test]
fn a_configuration_file_tells_every_error_with_line_and_key() {
    let folder = Folder::new(
        "configuration",
        &[(
            "rialto.toml",
            "[server]\nworkers = \"many\"\nlisten_adr = \":1\"\n[descriptors]\nproto = \"nowhere\"\n[auth]\n",
        )],
    );
    let file = format!("{}/rialto.toml", folder.path());
    let (_, err) = check(&["serve", "-c", &file], 1);
    for told in [
        "rialto.toml:2:",
        "rialto.toml:3:",
        "did you mean server.listen_addr?",
        "auth is not in this build yet",
        "nowhere",
    ] {
        assert!(err.contains(told), "{told}: {err}");
    }
    let (_, err) = check(&["serve", "-c", "missing.toml"], 1);
    assert!(err.contains("cannot read the configuration"), "{err}");
}

#[test]
fn the_command_line_follows_the_usual_rules() {
    let (out, _) = check(&["--help"], 0);
    assert!(
        out.contains("serve") && out.contains("check") && out.contains("routes"),
        "{out}"
    );
    check(&["--version"], 0);
    let (_, err) = check(&["serve", "--upstream", "a b=c"], 2);
    assert!(err.contains("is not a selector"), "{err}");
    check(&["server"], 2);
    check(&[], 2);
}
