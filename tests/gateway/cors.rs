//! CORS: what a browser is told before it lets a page call the API.

use bookstore::v1::GetShelfRequest;
use prost::Message as _;

use crate::h2_client::framed;
use crate::sample::Sample;
use crate::support::{Gateway, Reply, run};

const ORIGIN: (&str, &str) = ("origin", "https://app.example");

fn preflight(gateway: &Gateway, target: &str, method: &str) -> Reply {
    let headers = [
        ORIGIN,
        ("access-control-request-method", method),
        ("access-control-request-headers", "content-type,x-grpc-web"),
    ];
    gateway.call("OPTIONS", target, &headers, b"")
}

const ALLOWED: [&str; 2] = ["--set", "cors.allowed_origins=[\"https://app.example\"]"];

#[tokio::test]
async fn pages_of_allowed_origins_may_call_every_protocol() {
    let sample = Sample::start(&ALLOWED).await;
    let gateway = &sample.gateway;
    for (target, method) in [
        ("/v1/shelves/1", "DELETE"),
        ("/bookstore.v1.Bookstore/GetShelf", "POST"),
        ("/not/there", "POST"),
    ] {
        let reply = preflight(gateway, target, method);
        assert_eq!(reply.status, 204, "{reply:?}");
        let header = |name| reply.header(name).unwrap_or_default().to_owned();
        assert_eq!(header("access-control-allow-origin"), ORIGIN.1);
        assert_eq!(header("access-control-allow-methods"), method);
        assert_eq!(header("access-control-max-age"), "7200");
        for name in [
            "content-type",
            "x-grpc-web",
            "connect-protocol-version",
            "authorization",
        ] {
            assert!(
                header("access-control-allow-headers").contains(name),
                "{name}"
            );
        }
        assert!(reply.header("access-control-allow-credentials").is_none());
    }
    let message = framed(
        &GetShelfRequest {
            name: "shelves/1".to_owned(),
        }
        .encode_to_vec(),
    );
    let web = ("content-type", "application/grpc-web+proto");
    let shelf = "/bookstore.v1.Bookstore/GetShelf";
    for (reply, status) in [
        (gateway.call("GET", "/v1/shelves/1", &[ORIGIN], b""), 200),
        (gateway.call("GET", "/v1/shelves/99", &[ORIGIN], b""), 404),
        (gateway.call("GET", "/not/there", &[ORIGIN], b""), 404),
        (gateway.call("POST", shelf, &[ORIGIN, web], &message), 200),
        (gateway.call("PUT", shelf, &[ORIGIN, web], &message), 405),
    ] {
        assert_eq!(reply.status, status, "{reply:?}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN.1));
        assert!(
            reply
                .headers
                .iter()
                .any(|(name, value)| name == "vary" && value == "Origin")
        );
        let exposed = reply.header("access-control-expose-headers").unwrap();
        assert!(exposed.contains("grpc-status"), "{exposed}");
    }
}

#[tokio::test]
async fn other_pages_are_told_nothing() {
    let sample = Sample::start(&ALLOWED).await;
    let other = [
        ("origin", "https://other.example"),
        ("access-control-request-method", "GET"),
    ];
    for reply in [
        sample.gateway.call("OPTIONS", "/v1/shelves/1", &other, b""),
        sample.gateway.call("GET", "/v1/shelves/1", &other, b""),
    ] {
        assert!(matches!(reply.status, 200 | 204), "{reply:?}");
        assert_eq!(reply.header("vary"), Some("Origin"));
        assert!(
            !reply
                .headers
                .iter()
                .any(|(name, _)| name.starts_with("access-control"))
        );
    }
    // By default, nobody is.
    let sample = Sample::start(&[]).await;
    let reply = preflight(&sample.gateway, "/v1/shelves/1", "GET");
    assert_eq!(
        (reply.status, reply.header("allow")),
        (204, Some("DELETE, GET, HEAD, OPTIONS"))
    );
    assert!(reply.header("vary").is_none());
    assert!(
        !reply
            .headers
            .iter()
            .any(|(name, _)| name.starts_with("access-control"))
    );
}

#[test]
fn a_preflight_is_explained() {
    let arguments = [
        "explain",
        "--proto",
        "proto",
        "-H",
        "origin: https://app.example",
    ];
    let rest = [
        "-H",
        "access-control-request-method: GET",
        "OPTIONS",
        "/v1/shelves/1",
    ];
    let output = run(&[&arguments[..], &ALLOWED, &rest].concat());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("access-control-allow-origin: https://app.example"),
        "{text}"
    );
}

#[test]
fn what_does_not_go_together_is_refused() {
    for (set, told) in [
        (
            &["cors.allowed_origins=https://a.example/"][..],
            "without a slash at the end",
        ),
        (
            &["cors.allowed_headers=a b"],
            "\"a b\" is not a header name",
        ),
        (
            &["cors.credentials=true", "cors.allowed_origins=*"],
            "list the origins",
        ),
        (
            &["cors.credentials=true", "cors.exposed_headers=*"],
            "list the headers",
        ),
    ] {
        let mut arguments = vec!["check", "--proto", "proto"];
        set.iter().for_each(|set| arguments.extend(["--set", *set]));
        let output = run(&arguments);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(told), "{set:?}: {text}");
        assert_eq!(output.status.code(), Some(1));
    }
}
