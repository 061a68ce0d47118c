//! The main job: the sample's services as REST/JSON, from every source of descriptors.

use serde_json::{Value, json};

use crate::support::{Gateway, call};

fn check_shelf(gateway: &Gateway) {
    let reply = gateway.get("/v1/shelves/1/books/1");
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.json()["name"], "shelves/1/books/1");
}

#[test]
fn sources_sets_and_reflection_lead_to_the_same_service() {
    let backend = bookstore::Server::start().unwrap();
    let address = backend.address().to_string();
    for arguments in [
        vec!["--proto", "proto", "--upstream", &*address],
        vec![
            "--descriptor-set",
            "descriptors/bookstore.binpb",
            "--upstream",
            &*address,
        ],
        vec!["--reflect", &*address],
        vec![
            "--proto",
            "proto/bookstore/v1/legacy.proto",
            "--descriptor-set",
            "descriptors/bookstore.binpb",
            "--reflect",
            &*address,
        ],
    ] {
        let gateway = Gateway::start(&arguments);
        check_shelf(&gateway);
    }
}

#[test]
fn a_book_is_created_read_changed_moved_and_deleted() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let created = gateway.post(
        "/v1/shelves/1/books",
        r#"{"title":"Kindred","author":"Octavia E. Butler"}"#,
    );
    assert_eq!(created.status, 200, "{}", created.text());
    let name = created.json()["name"].as_str().unwrap().to_owned();
    let target = format!("/v1/{name}");
    assert_eq!(gateway.get(&target).json()["title"], "Kindred");
    let listed = gateway.get("/v1/shelves/1/books?pageSize=100").json();
    assert!(
        listed["books"]
            .as_array()
            .unwrap()
            .iter()
            .any(|book| book["name"] == *name)
    );
    assert_eq!(gateway.call("DELETE", &target, &[], b"").status, 200);
    let gone = gateway.get(&target);
    assert_eq!((gone.status, gone.json()["code"].clone()), (404, json!(5)));
}

#[test]
fn a_back_ends_error_keeps_its_details_and_its_domain() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let reply = gateway.get("/v1/shelves/99");
    assert_eq!(reply.status, 404);
    let details = reply.json()["details"].clone();
    assert_eq!(details[0]["domain"], "bookstore.example.com");
    assert_eq!(
        details[1]["@type"],
        "type.googleapis.com/google.rpc.ResourceInfo"
    );
}

#[test]
fn every_code_has_its_http_status() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let statuses = [
        499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401,
    ];
    for (code, status) in (1..).zip(statuses) {
        let reply = gateway.get(&format!("/lab/v1/fail/{code}"));
        assert_eq!(
            (reply.status, reply.json()["code"].as_u64()),
            (status, Some(code)),
            "{}",
            reply.text()
        );
    }
}

#[test]
fn head_options_and_wrong_methods_are_answered() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let get = gateway.get("/v1/shelves");
    let head = gateway.call("HEAD", "/v1/shelves", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), get.header("content-length"));
    let options = gateway.call("OPTIONS", "/v1/shelves", &[], b"");
    assert_eq!(
        (options.status, options.header("allow")),
        (204, Some("GET, HEAD, OPTIONS, POST"))
    );
    let purge = gateway.call("PURGE", "/v1/shelves", &[], b"");
    purge.assert_rejected(405, 12, "METHOD_NOT_ALLOWED");
    assert_eq!(purge.header("allow"), Some("GET, HEAD, OPTIONS, POST"));
    gateway
        .get("/v1/nothing")
        .assert_rejected(404, 5, "ROUTE_NOT_FOUND");
    gateway
        .get("/v1/shelves/")
        .assert_rejected(404, 5, "ROUTE_NOT_FOUND");
}

#[test]
fn requests_share_a_connection() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let mut stream = crate::support::connect(gateway.address);
    for id in [1, 2, 1] {
        let request = format!("GET /v1/shelves/{id} HTTP/1.1\r\nhost: x\r\n\r\n");
        std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
        let reply = crate::support::read_reply(&mut stream, false);
        assert_eq!(reply.json()["name"], format!("shelves/{id}"));
    }
}

#[test]
fn all_that_the_lab_echoes_comes_back() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let sent = gateway.get("/lab/v1/types");
    if sent.status == 200 {
        let echoed = gateway.post("/lab/v1/types", sent.text());
        assert_eq!(echoed.json(), sent.json());
    } else {
        panic!("{}", sent.text());
    }
}

#[test]
fn upstreams_are_chosen_by_the_longest_selector() {
    let (one, other) = (
        bookstore::Server::start().unwrap(),
        bookstore::Server::start().unwrap(),
    );
    let all = one.address().to_string();
    let lab = format!("bookstore.v1.Lab={}", other.address());
    let gateway = Gateway::start(&["--proto", "proto", "--upstream", &all, "--upstream", &lab]);
    assert_eq!(gateway.get("/lab/v1/metadata").status, 200);
    check_shelf(&gateway);
    drop(other);
    gateway
        .get("/lab/v1/metadata")
        .assert_rejected(503, 14, "UPSTREAM_CONNECT");
    check_shelf(&gateway);
}

#[test]
fn repeated_upstreams_take_turns() {
    let backends = [
        bookstore::Server::start().unwrap(),
        bookstore::Server::start().unwrap(),
    ];
    let addresses = backends
        .each_ref()
        .map(|backend| backend.address().to_string());
    let gateway = Gateway::start(&[
        "--proto",
        "proto",
        "--upstream",
        &addresses[0],
        "--upstream",
        &addresses[1],
    ]);
    for _ in 0..10 {
        check_shelf(&gateway);
    }
    let [one, other] = backends;
    drop(one);
    // A call on a connection that breaks just then may have been carried out, so it is not tried
    // again: at most one per worker. Every other is taken by the back end that is left.
    let broken: Vec<_> = (0..20)
        .map(|_| gateway.get("/v1/shelves/1/books/1"))
        .filter(|reply| reply.status != 200)
        .collect();
    assert!(broken.len() <= 2, "{broken:?}");
    for reply in broken {
        reply.assert_rejected(503, 14, "UPSTREAM_RESET");
    }
    drop(other);
    gateway
        .get("/v1/shelves")
        .assert_rejected(503, 14, "UPSTREAM_CONNECT");
}

#[test]
fn operators_have_a_listener_of_their_own() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    for path in ["/livez", "/readyz"] {
        assert_eq!(call(gateway.admin, "GET", path, &[], b"").text(), "ok\n");
    }
    let routes: Value = call(gateway.admin, "GET", "/routes", &[], b"").json();
    assert!(
        routes
            .as_array()
            .unwrap()
            .iter()
            .any(|route| route["template"] == "/v1/shelves")
    );
    assert_eq!(call(gateway.admin, "GET", "/nope", &[], b"").status, 404);
    assert!(gateway.terminate().success());
}

#[test]
fn back_ends_health_and_reflection_are_not_routed() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::start(&["--reflect", &backend.address().to_string()]);
    let routes = call(gateway.admin, "GET", "/routes", &[], b"").json();
    let is_internal = |route: &Value| route["rpc"].as_str().unwrap().starts_with("grpc.");
    assert!(!routes.as_array().unwrap().iter().any(is_internal));
}
