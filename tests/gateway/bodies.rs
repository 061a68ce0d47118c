//! What bodies may be, both ways, beside JSON of a whole message.

use serde_json::json;

use crate::backend::{Script, Scripted};
use crate::support::{Folder, Gateway, run};

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn a_patch_changes_what_its_body_names() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let target = "/v1/shelves/1/books/1";
    let mut expected = gateway.get(target).json();
    let patch = |target: &str, body: &str| gateway.call("PATCH", target, &[JSON], body.as_bytes());

    let changed = patch(target, r#"{"title":"Dawn","inStock":false}"#);
    assert_eq!(changed.status, 200, "{}", changed.text());
    expected["title"] = json!("Dawn");
    expected.as_object_mut().unwrap().remove("inStock");
    assert_eq!(gateway.get(target).json(), expected);

    // A mask of the client's own decides alone.
    patch(
        &format!("{target}?update_mask=in_stock"),
        r#"{"title":"Imago","inStock":true}"#,
    );
    expected["inStock"] = json!(true);
    assert_eq!(gateway.get(target).json(), expected);

    let off = Gateway::for_sample(backend.address(), &["--set", "rest.fill_update_mask=false"]);
    off.call("PATCH", target, &[JSON], br#"{"title":"Imago"}"#);
    assert_eq!(
        gateway.get(target).json(),
        json!({"name": "shelves/1/books/1", "title": "Imago"})
    );
}

#[test]
fn raw_bodies_go_through_as_they_are() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let target = "/v1/shelves/1/books/1/cover";
    let image = b"\x89PNG\r\n\x1a\n\0{\"not\": json\xff";
    let uploaded = gateway.call("PUT", target, &[("content-type", "image/png")], image);
    assert_eq!(uploaded.status, 200, "{}", uploaded.text());
    let cover = json!({"book": "shelves/1/books/1", "mediaType": "image/png", "sizeBytes": "22"});
    assert_eq!(uploaded.json(), cover);
    let cover = gateway.get(target);
    assert_eq!(
        (cover.status, cover.header("content-type")),
        (200, Some("image/png"))
    );
    assert_eq!(cover.body, image);
    let head = gateway.call("HEAD", target, &[], b"");
    assert_eq!(head.header("content-length"), Some("22"));
    assert!(head.body.is_empty());
    let zipped = [
        ("content-type", "image/png"),
        ("content-encoding", "compress"),
    ];
    gateway.call("PUT", target, &zipped, image).assert_rejected(
        415,
        3,
        "CONTENT_ENCODING_UNSUPPORTED",
    );
    gateway.get("/v1/shelves/1/books/none/cover").json();
}

#[test]
fn an_http_body_without_a_type_and_with_a_broken_one() {
    let backend = Scripted::start(Script::ok(b"\x12\x02hi"));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let page = || gateway.get("/v1/pages/a/b");
    assert_eq!(
        page().header("content-type"),
        Some("application/octet-stream")
    );
    assert_eq!(page().body, b"hi");
    backend.follow(Script::ok(b"\x0a\x0ba/b\r\nx: y\r\n\x12\x02hi"));
    page().assert_rejected(500, 13, "RESPONSE_INVALID");
    backend.follow(Script::ok(b"\x12\x09hi"));
    page().assert_rejected(500, 13, "RESPONSE_INVALID");
    // Nothing is sent for a body that is empty, but the image is there.
    backend.received();
    backend.follow(Script::ok(b""));
    let empty = gateway.call(
        "PUT",
        "/v1/shelves/1/books/1/cover",
        &[("content-length", "0")],
        b"",
    );
    assert_eq!(empty.status, 200, "{}", empty.text());
    assert_eq!(
        backend.received()[0].message,
        b"\x12\x00\x0a\x11shelves/1/books/1"
    );
}

const SHELVES: &str = r#"
syntax = "proto3";
package t;
import "google/api/annotations.proto";
import "google/api/httpbody.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
service S {
  rpc M(Req) returns (Resp) {
    option (google.api.http) = {
      get: "/v1/whole"
      additional_bindings {get: "/v1/names" response_body: "names"}
      additional_bindings {get: "/v1/counts" response_body: "counts"}
      additional_bindings {get: "/v1/total" response_body: "total"}
      additional_bindings {get: "/v1/genre" response_body: "genre"}
      additional_bindings {get: "/v1/next" response_body: "next"}
      additional_bindings {get: "/v1/wrapped" response_body: "wrapped"}
      additional_bindings {get: "/v1/at" response_body: "at"}
      additional_bindings {get: "/v1/file" response_body: "file"}
    };
  }
}
message Req {}
message Resp {
  repeated string names = 1;
  map<string, int32> counts = 2;
  int64 total = 3;
  Genre genre = 4;
  Resp next = 5;
  google.protobuf.BoolValue wrapped = 6;
  google.protobuf.Timestamp at = 7;
  google.api.HttpBody file = 8;
}
enum Genre {
  NONE = 0;
  POETRY = 1;
}
"#;

#[test]
fn every_binding_answers_with_its_own_field() {
    let folder = Folder::new("bodies", &[("t.proto", SHELVES)]);
    let message = b"\x0a\x01a\x0a\x01b\x12\x05\x0a\x01k\x10\x02\x18\x07\x20\x01\x32\x02\x08\x01\
        \x3a\x02\x08\x01\x42\x07\x0a\x01c\x12\x02hi";
    let backend = Scripted::start(Script::ok(message));
    let upstream = backend.address.to_string();
    let gateway = Gateway::start(&["--proto", folder.path(), "--upstream", &upstream]);
    let check = |target: &str, expected: &str| {
        let reply = gateway.get(target);
        assert_eq!((reply.status, reply.text()), (200, expected), "{target}");
    };
    check("/v1/names", r#"["a","b"]"#);
    check("/v1/counts", r#"{"k":2}"#);
    check("/v1/total", r#""7""#);
    check("/v1/genre", r#""POETRY""#);
    check("/v1/next", "null");
    check("/v1/wrapped", "true");
    check("/v1/at", r#""1970-01-01T00:00:01Z""#);
    check("/v1/file", "hi");
    assert_eq!(gateway.get("/v1/file").header("content-type"), Some("c"));
    assert_eq!(gateway.get("/v1/whole").json()["total"], "7");
}

#[test]
fn forms_are_taken_where_the_body_is_a_message() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let form = |target: &str, body: &str| {
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        gateway.call("POST", target, &headers, body.as_bytes())
    };
    let shelf = form(
        "/v1/shelves?shelf_id=9",
        "theme=Science+%26+Fiction&labels[floor]=2",
    );
    assert_eq!(shelf.status, 200, "{}", shelf.text());
    assert_eq!(shelf.json()["theme"], "Science & Fiction");
    assert_eq!(shelf.json()["labels"], json!({"floor": "2"}));
    let found = form(
        "/v1/books:search",
        "genres=GENRE_POETRY&genres=GENRE_HISTORY&inStock=true",
    );
    assert_eq!(found.status, 200, "{}", found.text());
    let refused = form("/v1/shelves", "thema=x");
    refused.assert_rejected(400, 3, "BODY_INVALID");
    assert_eq!(
        refused.json()["details"][1]["fieldViolations"][0]["field"],
        "thema"
    );
    // Also in parts, which may be files.
    let multipart = [("content-type", "multipart/form-data; boundary=x")];
    let part = |name: &str, data: &str| {
        let head = "content-disposition: form-data; name";
        format!("--x\r\n{head}=\"{name}\"\r\ncontent-type: text/csv\r\n\r\n{data}\r\n")
    };
    let body = part("stringValue", "a=b") + &part("bytesValue", "\r\n") + "--x--";
    let echoed = gateway.call("POST", "/lab/v1/echo", &multipart, body.as_bytes());
    assert_eq!(echoed.status, 200, "{}", echoed.text());
    assert_eq!(echoed.json()["stringValue"], "a=b");
    assert_eq!(echoed.json()["bytesValue"], "DQo=");
    let refused = gateway.call("POST", "/lab/v1/echo", &multipart, b"--x");
    refused.assert_rejected(400, 3, "BODY_INVALID");
    let mixed = [("content-type", "multipart/mixed; boundary=x")];
    let refused = gateway.call("POST", "/v1/shelves", &mixed, b"--x--");
    refused.assert_rejected(415, 3, "CONTENT_TYPE_UNSUPPORTED");
    assert!(
        refused.text().contains("application/x-www-form-urlencoded"),
        "{}",
        refused.text()
    );
}

#[test]
fn errors_are_problems_for_who_prefers_them() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let problems = ("accept", "application/problem+json, application/json;q=0.9");
    let unknown = gateway.call("GET", "/v1/shelf", &[problems], b"");
    assert_eq!(
        unknown.header("content-type"),
        Some("application/problem+json")
    );
    assert_eq!(unknown.header("vary"), Some("accept"));
    let problem = unknown.json();
    assert_eq!(
        (
            unknown.status,
            &problem["status"],
            &problem["title"],
            &problem["reason"]
        ),
        (
            404,
            &json!(404),
            &json!("Not found"),
            &json!("ROUTE_NOT_FOUND")
        )
    );

    let violation = gateway.call("POST", "/v1/shelves", &[problems, JSON], br#"{"theme":1}"#);
    let problem = violation.json();
    assert_eq!(problem["code"], "INVALID_ARGUMENT");
    assert_eq!(problem["errors"][0]["field"], "shelf.theme");
    assert_eq!(
        problem["details"][1]["@type"],
        "type.googleapis.com/google.rpc.BadRequest"
    );

    // The back end's own reason, and its details as the loaded descriptors write them.
    let missing = gateway
        .call("GET", "/v1/shelves/99", &[problems], b"")
        .json();
    let status = gateway.get("/v1/shelves/99").json();
    assert_eq!(missing["detail"], status["message"]);
    assert_eq!(missing["details"], status["details"]);
    assert_eq!(missing["reason"], status["details"][0]["reason"]);
    assert_eq!(missing["status"], 404);

    let fail = r#"{"code":3,"message":"no","badRequest":{"fieldViolations":[{"field":"a","description":"b"}]}}"#;
    let failed = gateway.call("POST", "/lab/v1/fail", &[problems, JSON], fail.as_bytes());
    assert_eq!(
        failed.json()["errors"],
        json!([{"field": "a", "description": "b"}])
    );

    let plain = gateway.call(
        "GET",
        "/v1/shelf",
        &[("accept", "application/json, */*")],
        b"",
    );
    assert_eq!(plain.header("content-type"), Some("application/json"));
    let head = gateway.call("HEAD", "/v1/shelf", &[problems], b"");
    assert_eq!((head.status, head.body.len()), (404, 0));
    assert_eq!(
        head.header("content-type"),
        Some("application/problem+json")
    );
}

/// An answer with an empty message, or with an error, and with metadata.
fn saying(code: u8, headers: &[(&'static str, &str)], trailers: &[(&'static str, &str)]) -> Script {
    let owned = |pairs: &[(&'static str, &str)]| {
        let pairs = pairs
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        pairs.collect::<Vec<_>>()
    };
    let mut trailers = owned(trailers);
    trailers.push(("grpc-status", code.to_string()));
    Script::Answer {
        message: Vec::new(),
        headers: owned(headers),
        trailers,
    }
}

#[test]
fn a_back_end_chooses_the_status() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let check = |script: Script, status: u16, body: &str| {
        backend.follow(script);
        let reply = gateway.post("/v1/shelves", "{}");
        assert_eq!((reply.status, reply.text()), (status, body));
        assert_eq!(reply.header("grpc-metadata-x-http-code"), None);
        assert_eq!(reply.header("grpc-trailer-x-http-code"), None);
        reply
    };
    check(saying(0, &[("x-http-code", "201")], &[]), 201, "{}");
    check(saying(0, &[], &[("x-http-code", "202")]), 202, "{}");
    let reset = check(saying(0, &[("x-http-code", "205")], &[]), 205, "");
    assert_eq!(reset.header("content-length"), Some("0"));
    for status in [204, 304] {
        let script = saying(
            0,
            &[("x-http-code", &status.to_string()), ("etag", "\"1\"")],
            &[],
        );
        let reply = check(script, status, "");
        assert_eq!(reply.header("content-length"), None);
        assert_eq!(reply.header("content-type"), None);
        assert_eq!(reply.header("etag"), Some("\"1\""));
    }
    check(saying(0, &[("x-http-code", "700")], &[]), 200, "{}");
    check(saying(0, &[("x-http-code", "101")], &[]), 200, "{}");
    check(
        saying(0, &[("x-http-code", "201")], &[("x-http-code", "202")]),
        200,
        "{}",
    );

    backend.follow(saying(9, &[("x-http-code", "412")], &[]));
    let failed = gateway.post("/v1/shelves", "{}");
    assert_eq!(
        (failed.status, failed.json()["code"].clone()),
        (412, json!(9))
    );
    backend.follow(saying(9, &[], &[("x-http-code", "429")]));
    let problems = [("accept", "application/problem+json"), JSON];
    let failed = gateway.call("POST", "/v1/shelves", &problems, b"{}");
    assert_eq!(
        (failed.status, failed.json()["status"].clone()),
        (429, json!(429))
    );
}

#[test]
fn listed_metadata_goes_out_under_its_own_name() {
    let location = ("location", "/v1/shelves/9");
    let cookie = ("set-cookie", "a=b");
    let backend = Scripted::start(saying(0, &[location, cookie], &[("etag", "\"1\"")]));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let reply = gateway.get("/v1/shelves");
    assert_eq!(reply.header("location"), Some("/v1/shelves/9"));
    assert_eq!(reply.header("grpc-metadata-location"), None);
    assert_eq!(reply.header("etag"), Some("\"1\""));
    assert_eq!(reply.header("set-cookie"), None);
    assert_eq!(reply.header("grpc-metadata-set-cookie"), Some("a=b"));

    let list = "headers.response=[\"set-cookie\"]";
    let gateway = Gateway::for_sample(backend.address, &["--set", list]);
    let reply = gateway.get("/v1/shelves");
    assert_eq!(reply.header("set-cookie"), Some("a=b"));
    assert_eq!(
        reply.header("grpc-metadata-location"),
        Some("/v1/shelves/9")
    );

    for (list, expected) in [
        ("[\"content-length\"]", "the gateway sets it"),
        ("[\"a b\"]", "is not a header name"),
    ] {
        let list = format!("headers.response={list}");
        let refused = run(&["check", "--proto", "proto", "--set", &list]);
        let told = String::from_utf8([refused.stdout, refused.stderr].concat()).unwrap();
        assert!(
            !refused.status.success() && told.contains(expected),
            "{told}"
        );
    }
}

#[test]
fn unknown_query_parameters_are_refused_ignored_or_captured() {
    let backend = Scripted::start(Script::ok(b""));
    let start = |choice: &str| {
        let set = format!("rest.unknown_query_parameters={choice}");
        Gateway::for_sample(backend.address, &["--set", &set])
    };
    let call = |choice: &str, query: &str| {
        let forged = ("grpc-metadata-x-unknown-query-parameters", "forged=1");
        let reply = start(choice).call("GET", &format!("/v1/shelves?{query}"), &[forged], b"");
        assert_eq!(reply.status, 200, "{}", reply.text());
        let received = backend.received().remove(0);
        let captured = received.headers.get("x-unknown-query-parameters");
        (
            received.message,
            captured.map(|value| value.to_str().unwrap().to_owned()),
        )
    };
    start("refuse")
        .get("/v1/shelves?a=1")
        .assert_rejected(400, 3, "QUERY_PARAMETER_UNKNOWN");
    assert_eq!(call("ignore", "a=1&page_size=2").0, b"\x08\x02");
    let captured = call("capture", "a=1&page_size=2&b=%C3%BC+x&alt=json");
    assert_eq!(
        captured,
        (b"\x08\x02".to_vec(), Some("a=1&b=%C3%BC+x".to_owned()))
    );
    assert_eq!(call("capture", "page_size=2").1, None);
}
