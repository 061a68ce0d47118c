//! Rules without annotations: service configurations, and methods that have no rule at all.

use serde_json::{Value, json};

use crate::support::{Folder, Gateway, call, run};

/// Runs a command over the sample's sources; gives its exit code, standard output and standard error.
fn rialto(command: &[&str], more: &[&str]) -> (i32, String, String) {
    let output = run(&[command, &["--proto", "proto"], more].concat());
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

/// The findings of `check` as severity, rule, place and message.
fn findings(more: &[&str], status: i32) -> Vec<[String; 4]> {
    let (code, out, err) = rialto(&["check", "--json"], more);
    assert_eq!(code, status, "{out}{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| {
            let file = text(&finding["file"]);
            let name = file.rsplit('/').next().unwrap();
            [
                text(&finding["severity"]),
                text(&finding["rule"]),
                format!("{name}:{}:{}", finding["line"], finding["column"]),
                text(&finding["message"]),
            ]
        })
        .collect()
}

fn check(found: &[[String; 4]], expected: &[[&str; 4]]) {
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found[..3], expected[..3], "{found:?}");
        assert!(
            found[3].contains(expected[3]),
            "{found:?} has no {:?}",
            expected[3]
        );
    }
}

const SHELVES: &str = r#"type: google.api.Service
config_version: 3
name: books.example.com
http:
  rules:
  - selector: bookstore.v1.Bookstore.GetShelf
    get: /v2/{name=shelves/*}
    response_body: theme
    additionalBindings:
    - custom: {kind: FETCH, path: "/v2/{name=shelves/*}"}
  - selector: bookstore.v1.Lab.Unbound
    post: /v2/numbers
    body: "*"
"#;

#[test]
fn a_service_configuration_replaces_annotations_and_gives_rules_to_methods_without() {
    let backend = bookstore::Server::start().unwrap();
    let folder = Folder::new("rules-serve", &[("shelves.yaml", SHELVES)]);
    let file = format!("{}/shelves.yaml", folder.path());
    let gateway = Gateway::for_sample(backend.address(), &["--service-config", &file]);
    // DELETE is still there.
    let old = gateway.get("/v1/shelves/1");
    assert_eq!(old.header("allow"), Some("DELETE, OPTIONS"));
    let theme = gateway.get("/v2/shelves/1");
    assert_eq!((theme.status, theme.json().is_string()), (200, true));
    let fetched = call(gateway.address, "FETCH", "/v2/shelves/1", &[], b"");
    assert_eq!(fetched.json()["theme"], theme.json());
    let number = gateway.post("/v2/numbers", r#"{"number":7}"#);
    assert_eq!((number.status, number.json()), (200, json!({"number": 7})));
    // What no rule selects keeps its annotation.
    assert_eq!(gateway.get("/v1/shelves").status, 200);
}

#[test]
fn files_are_named_by_flags_or_by_the_configuration_and_the_last_rule_wins() {
    let rule = |path: &str| {
        format!("http:\n  rules:\n  - selector: bookstore.v1.Lab.Stats\n    get: {path}\n")
    };
    let folder = Folder::new(
        "rules-files",
        &[
            ("rules/one.yaml", &rule("/one")),
            ("rules/two.yaml", &rule("/two")),
            (
                "rules/three.json",
                r#"{"http": {"rules": [{"selector": "bookstore.v1.Lab.Stats", "get": "/three"}]}}"#,
            ),
            (
                "rialto.toml",
                "[descriptors]\nservice_configs = [\"rules/one.yaml\", \"rules/two.yaml\"]\n",
            ),
        ],
    );
    let toml = format!("{}/rialto.toml", folder.path());
    let [one, three] =
        ["one.yaml", "three.json"].map(|name| format!("{}/rules/{name}", folder.path()));
    let config = ["-c", &toml];
    let flags = [
        "--service-config",
        &three,
        "--service-config",
        &one,
        "-c",
        &toml,
    ];
    for (arguments, path) in [(&config[..], "/two"), (&flags, "/one")] {
        let (code, out, err) = rialto(&["routes", "--json"], arguments);
        assert_eq!(code, 0, "{err}");
        let routes: Value = serde_json::from_str(&out).unwrap();
        let stats: Vec<&Value> = routes
            .as_array()
            .unwrap()
            .iter()
            .filter(|route| route["rpc"] == "bookstore.v1.Lab.Stats")
            .collect();
        assert_eq!(stats.len(), 1, "{stats:?}");
        assert_eq!(
            (&stats[0]["template"], &stats[0]["source"]),
            (&json!(path), &json!("service_config"))
        );
    }
    check(
        &findings(&config, 0),
        &[
            [
                "warning",
                "rule-overridden",
                "one.yaml:3:15",
                "two.yaml:3:15: the last one wins",
            ],
            [
                "warning",
                "rule-overridden",
                "lab.proto:190:5",
                "the annotation of bookstore.v1.Lab.Stats is overridden by ",
            ],
        ],
    );
}

#[test]
fn errors_name_the_line_of_the_service_configuration() {
    let text = r#"http:
  rules:
  - selector: bookstore.v1.Lab.Stat
    get: /stats
  - selector: bookstore.v1.Lab.*
    get: /all
  - selector: bookstore.v1.Lab.Unbound
    get: /v1/{nope}
    additional_bindings:
    - post: "/v1/{number=**}"
      body: nope
    - post: /v1/shelves
      body: "*"
    - gett: /v1
  - selector: bookstore.v1.Lab.Slow
    get: /v1/{milis}
    additional_bindings:
    - get: /v1/shelves
  fully_decode_reserved_expansion: 1
"#;
    let folder = Folder::new("rules-errors", &[("e.yaml", text), ("b.yaml", "http: [\n")]);
    let [file, broken, missing] =
        ["e.yaml", "b.yaml", "m.yaml"].map(|name| format!("{}/{name}", folder.path()));
    let flags = [
        "--service-config",
        &file,
        "--service-config",
        &broken,
        "--service-config",
        &missing,
    ];
    let found: Vec<_> = findings(&flags, 1)
        .into_iter()
        .filter(|[severity, ..]| severity == "error")
        .collect();
    check(
        &found,
        &[
            ["error", "service-config", "b.yaml:1:7", "not valid YAML"],
            [
                "error",
                "service-config",
                "e.yaml:3:15",
                "did you mean bookstore.v1.Lab.Stats?",
            ],
            ["error", "service-config", "e.yaml:5:15", "wildcard"],
            [
                "error",
                "http-rule",
                "e.yaml:8:10",
                "\"/v1/{nope}\", column 6",
            ],
            [
                "error",
                "http-rule",
                "e.yaml:10:13",
                "only string fields take several segments",
            ],
            [
                "error",
                "http-rule",
                "e.yaml:10:13",
                "additional binding 1: body: ",
            ],
            [
                "error",
                "route-conflict",
                "e.yaml:12:13",
                "POST /v1/shelves of bookstore.v1.Lab.Unbound is also",
            ],
            [
                "error",
                "service-config",
                "e.yaml:14:7",
                "additional_bindings[2] has no pattern",
            ],
            [
                "error",
                "service-config",
                "e.yaml:14:7",
                "unknown key http.rules[2].additional_bindings[2].gett; did you mean get?",
            ],
            [
                "error",
                "http-rule",
                "e.yaml:16:10",
                "\"/v1/{milis}\", column 6",
            ],
            [
                "error",
                "route-conflict",
                "e.yaml:18:12",
                "GET /v1/shelves of bookstore.v1.Lab.Slow is also /v1/shelves of bookstore.v1.Bookstore.ListShelves",
            ],
            [
                "error",
                "service-config",
                "e.yaml:19:36",
                "must be true or false, not a number",
            ],
            ["error", "service-config", "m.yaml:0:0", "cannot be read"],
        ],
    );
}

#[test]
fn reserved_characters_are_decoded_as_the_configurations_say() {
    let backend = bookstore::Server::start().unwrap();
    let folder = Folder::new(
        "rules-decode",
        &[(
            "decode.yaml",
            "http: {fully_decode_reserved_expansion: true}\n",
        )],
    );
    let file = format!("{}/decode.yaml", folder.path());
    let set = |mode| ["--set", mode];
    let configured = ["--service-config", &file];
    for (arguments, tail) in [
        (vec![], "a%2Fb/c?"),
        (configured.to_vec(), "a/b/c?"),
        (
            [&configured[..], &set("rest.unescape=except_slash")].concat(),
            "a%2Fb/c?",
        ),
        (
            [&configured[..], &set("rest.unescape=except_reserved")].concat(),
            "a%2Fb/c%3F",
        ),
        (
            [&configured[..], &set("rest.unescape=auto")].concat(),
            "a/b/c?",
        ),
    ] {
        let gateway = Gateway::for_sample(backend.address(), &arguments);
        let reply = gateway.get("/lab/v1/routes/tail/a%2Fb/c%3F");
        assert_eq!(reply.json()["request"]["tail"], tail, "{arguments:?}");
    }
}

#[test]
fn methods_without_a_rule_are_served_by_option() {
    let backend = bookstore::Server::start().unwrap();
    let target = "/bookstore.v1.Lab/Unbound";
    let gateway = Gateway::for_sample(backend.address(), &[]);
    // As JSON it would be a call of Connect's, which needs no rule.
    let put = |gateway: &Gateway, target| gateway.call("PUT", target, &[], b"").reason();
    assert_eq!(put(&gateway, target), "ROUTE_NOT_FOUND");
    let option = ["--set", "rest.unbound_methods=post"];
    let gateway = Gateway::for_sample(backend.address(), &option);
    let reply = gateway.post(target, r#"{"number":3}"#);
    assert_eq!((reply.status, reply.json()), (200, json!({"number": 3})));
    assert_eq!(gateway.get(target).header("allow"), Some("OPTIONS, POST"));
    // Only methods without a rule.
    assert_eq!(put(&gateway, target), "METHOD_NOT_ALLOWED");
    assert_eq!(put(&gateway, "/bookstore.v1.Lab/Stats"), "ROUTE_NOT_FOUND");

    let (code, counted, _) = rialto(&["check"], &option);
    let (_, without, _) = rialto(&["check"], &[]);
    assert_eq!((code, counted), (0, without));
    let (_, out, _) = rialto(&["routes", "--json"], &option);
    let routes: Value = serde_json::from_str(&out).unwrap();
    let sources = |name: &str| {
        let routes = routes.as_array().unwrap().iter();
        routes.filter(|route| route["source"] == name).count()
    };
    assert_eq!((sources("annotation"), sources("unbound")), (90, 1));
    let (_, out, _) = rialto(&["routes"], &option);
    let line = out.lines().find(|line| line.contains(target)).unwrap();
    assert!(
        line.starts_with("POST ") && line.ends_with(" unbound"),
        "{line}"
    );
}

#[test]
fn a_rule_goes_before_the_route_of_a_method_without_one() {
    for (pattern, verb, precedence) in [
        ("post: /bookstore.v1.Lab/Unbound", "POST", "refuse"),
        ("post: /bookstore.v1.Lab/Unbound", "POST", "last"),
        (
            "custom: {kind: '*', path: /bookstore.v1.Lab/Unbound}",
            "*",
            "first",
        ),
    ] {
        let text = format!(
            "http:\n  rules:\n  - selector: bookstore.v1.Lab.EchoTypes\n    {pattern}\n    body: \"*\"\n"
        );
        let folder = Folder::new("rules-taken", &[("t.yaml", &text)]);
        let file = format!("{}/t.yaml", folder.path());
        let precedence = format!("rest.conflicts={precedence}");
        let options = [
            "--set",
            "rest.unbound_methods=post",
            "--set",
            &precedence,
            "--service-config",
            &file,
        ];
        let found = findings(&options, 0);
        let taken: Vec<_> = found
            .into_iter()
            .filter(|[_, rule, ..]| rule == "route-conflict")
            .collect();
        let place = if verb == "*" {
            "t.yaml:4:13"
        } else {
            "t.yaml:4:11"
        };
        check(
            &taken,
            &[[
                "warning",
                "route-conflict",
                place,
                "bookstore.v1.Lab.Unbound would be, which has no rule (rest.unbound_methods); bookstore.v1.Lab.EchoTypes wins",
            ]],
        );
        let (_, out, _) = rialto(&["routes"], &options);
        let lines: Vec<&str> = out
            .lines()
            .filter(|line| line.contains("/bookstore.v1.Lab/Unbound"))
            .collect();
        assert!(
            lines.len() == 1 && lines[0].starts_with(verb) && lines[0].contains("EchoTypes"),
            "{lines:?}"
        );
    }
}

#[test]
fn a_reload_reads_service_configurations_again() {
    let backend = bookstore::Server::start().unwrap();
    let rule = |path: &str| {
        format!("http:\n  rules:\n  - selector: bookstore.v1.Lab.Stats\n    get: {path}\n")
    };
    let folder = Folder::new("rules-reload", &[("r.yaml", &rule("/one"))]);
    let file = format!("{}/r.yaml", folder.path());
    let gateway = Gateway::for_sample(
        backend.address(),
        &[
            "--service-config",
            &file,
            "--set",
            "descriptors.watch=false",
        ],
    );
    let reload = |text: &str| {
        std::fs::write(&file, text).unwrap();
        call(gateway.admin, "POST", "/reload", &[], b"").status
    };
    assert_eq!(gateway.get("/one").status, 200);
    assert_eq!(reload(&rule("/two")), 200);
    assert_eq!(gateway.get("/one").status, 404);
    assert_eq!(gateway.get("/two").status, 200);
    // What has errors is not served, and what was served stays.
    assert_ne!(reload("http: {rules: [{}]}\n"), 200);
    assert_eq!(gateway.get("/two").status, 200);
}

#[test]
fn a_service_may_have_json_of_its_own() {
    let backend = bookstore::Server::start().unwrap();
    let folder = Folder::new(
        "service-json",
        &[(
            "rialto.toml",
            "[json]\nemit_defaults = \"no_presence\"\n\
             [grpc.services.\"bookstore.*\".json]\nemit_defaults = \"off\"\nindent = 1\n\
             [grpc.services.\"bookstore.v1.Bookstore\".json]\nindent = 0\nignore_unknown_fields = true\n\
             preserve_proto_field_names = true\nint64_as_numbers = true\n",
        )],
    );
    let config = format!("{}/rialto.toml", folder.path());
    let gateway = Gateway::for_sample(backend.address(), &["--config", &config]);
    let made = gateway.post(
        "/v1/shelves/1/books",
        r#"{"title":"Emma","isbn":7,"priceCents":3,"nothing":{"of":"that"}}"#,
    );
    assert_eq!(made.status, 200, "{}", made.text());
    let text = made.text();
    assert!(text.contains(r#""isbn":7,"price_cents":3"#), "{text}");
    assert!(!text.contains("tags") && !text.contains('\n'), "{text}");
    // The other service of the package.
    let echoed = gateway.post("/lab/v1/echo", r#"{"nothing":1}"#);
    echoed.assert_rejected(400, 3, "BODY_INVALID");
}
