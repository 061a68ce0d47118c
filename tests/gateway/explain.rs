//! `explain`: what would become of a request, which is what becomes of it.

use std::io::Write as _;
use std::process::Stdio;

use prost_reflect::{DescriptorPool, DynamicMessage};
use serde_json::{Value, json};

use crate::backend::{Script, Scripted};
use crate::support::{Folder, Gateway, command, run};

/// A request, and the flags that describe it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request {
    pub(crate) method: &'static str,
    pub(crate) target: &'static str,
    pub(crate) headers: &'static [(&'static str, &'static str)],
    pub(crate) body: &'static str,
}

pub(crate) const fn get(target: &'static str) -> Request {
    send("GET", target, "")
}

pub(crate) const fn post(target: &'static str, body: &'static str) -> Request {
    send("POST", target, body)
}

const fn send(method: &'static str, target: &'static str, body: &'static str) -> Request {
    Request {
        method,
        target,
        headers: &[],
        body,
    }
}

pub(crate) const fn with(
    request: Request,
    headers: &'static [(&'static str, &'static str)],
) -> Request {
    Request { headers, ..request }
}

/// Runs `explain` for the sample; the exit code and standard output.
pub(crate) fn explain(request: &Request, more: &[&str]) -> (i32, String) {
    let mut arguments = vec!["explain".to_owned()];
    arguments.extend(more.iter().map(|text| (*text).to_owned()));
    if !more
        .iter()
        .any(|text| *text == "--proto" || *text == "--descriptor-set")
    {
        arguments.extend(["--descriptor-set", "descriptors/bookstore.binpb"].map(str::to_owned));
    }
    for (name, value) in request.headers {
        arguments.extend(["-H".to_owned(), format!("{name}: {value}")]);
    }
    if !request.body.is_empty() {
        arguments.extend(["--data".to_owned(), request.body.to_owned()]);
    }
    arguments.extend([request.method.to_owned(), request.target.to_owned()]);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let output = run(&arguments);
    let out = String::from_utf8(output.stdout).unwrap();
    let code = output.status.code().unwrap();
    assert!(
        !out.is_empty(),
        "{request:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    (code, out)
}

pub(crate) fn explain_json(request: &Request, more: &[&str]) -> (i32, Value) {
    let (code, out) = explain(request, &[&["--json"], more].concat());
    let json = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
    (code, json)
}

#[test]
fn what_is_sent_is_told_with_where_each_part_came_from() {
    let request = get("/v1/shelves/%61%2Fb/books?page_size=5&genre=GENRE_POETRY&$alt=json");
    let request = with(
        request,
        &[
            ("host", "books.example.com"),
            ("grpc-timeout", "250m"),
            ("x-request-id", "r1"),
        ],
    );
    let (code, told) = explain_json(&request, &["--upstream", "127.0.0.1:1"]);
    assert_eq!(code, 0, "{told}");
    for (key, expected) in [
        ("rpc", json!("bookstore.v1.Bookstore.ListBooks")),
        ("template", json!("/v1/{parent=shelves/*}/books")),
        ("method", json!("GET")),
        ("captures", json!({"parent": "shelves/a%2Fb"})),
        (
            "message",
            json!({"parent": "shelves/a%2Fb", "pageSize": 5, "genre": "GENRE_POETRY"}),
        ),
        ("path", json!("/bookstore.v1.Bookstore/ListBooks")),
        ("timeout_ms", json!(250)),
        (
            "cluster",
            json!({"name": "*", "endpoints": ["http://127.0.0.1:1"]}),
        ),
        (
            "variables",
            json!([{"field": "parent", "raw": "shelves/%61%2Fb", "value": "shelves/a%2Fb"}]),
        ),
        (
            "query",
            json!([
                {"name": "page_size", "value": "5", "field": "page_size", "ignored": false},
                {"name": "genre", "value": "GENRE_POETRY", "field": "genre", "ignored": false},
                {"name": "$alt", "value": "json", "field": null, "ignored": true},
            ]),
        ),
        ("wins_over", json!([])),
    ] {
        assert_eq!(told[key], expected, "{key}");
    }
    let metadata = told["metadata"].as_array().unwrap();
    for pair in [
        json!({"name": "x-request-id", "value": "r1"}),
        json!({"name": "x-forwarded-host", "value": "books.example.com"}),
        json!({"name": "x-forwarded-proto", "value": "http"}),
    ] {
        assert!(metadata.contains(&pair), "{pair} in {metadata:?}");
    }
}

#[test]
fn a_route_that_wins_says_over_which() {
    let (code, told) = explain_json(&send("HEAD", "/v1/shelves/1/books/2", ""), &[]);
    assert_eq!((code, &told["cluster"]), (0, &Value::Null));
    assert_eq!(told["rpc"], "bookstore.v1.Bookstore.CheckBook");
    assert_eq!(
        told["wins_over"],
        json!([{
            "method": "GET",
            "template": "/v1/{name=shelves/*/books/*}",
            "rpc": "bookstore.v1.Bookstore.GetBook",
            "why": "a route for HEAD comes before one for GET",
        }])
    );
}

#[test]
fn a_refusal_has_its_error_and_what_was_meant() {
    let near = |request: &Request| {
        let (code, told) = explain_json(request, &[]);
        assert_eq!(code, 1, "{told}");
        let nearest = told["nearest"].as_array().unwrap();
        assert!((1..=5).contains(&nearest.len()), "{told}");
        let text = |key: &str| nearest[0][key].as_str().unwrap().to_owned();
        let reason = told["error"]["reason"].as_str().unwrap().to_owned();
        format!(
            "{reason}: {} {}: {}",
            text("method"),
            text("template"),
            text("why")
        )
    };
    for (request, expected) in [
        (
            get("/v1/shelf"),
            "ROUTE_NOT_FOUND: GET /v1/shelves: segment 2 is \"shelf\", not \"shelves\"",
        ),
        (
            get("/v1/Shelves"),
            "ROUTE_NOT_FOUND: GET /v1/shelves: segment 2 is \"Shelves\", not \"shelves\": the case matters",
        ),
        (
            get("/v1/shelves/"),
            "ROUTE_NOT_FOUND: GET /v1/shelves: the path ends in \"/\"",
        ),
        (
            post("/v1/shelves/1/books/2:mov", "{}"),
            "METHOD_NOT_ALLOWED: POST /v1/{name=shelves/*/books/*}:move: the verb is \":mov\", not \":move\"",
        ),
        (
            send("PUT", "/v1/shelves", ""),
            "METHOD_NOT_ALLOWED: GET /v1/shelves: the method is PUT, not GET",
        ),
    ] {
        assert_eq!(near(&request), expected, "{request:?}");
    }
    let (_, far) = explain_json(&get("/nothing/of/the/kind"), &[]);
    assert_eq!(far["nearest"], json!([]));
    assert_eq!(far["error"]["http_status"], 404);
    assert_eq!(far["error"]["code"], "NOT_FOUND");
}

#[test]
fn an_error_in_the_body_has_its_place() {
    let body = "{\n  \"title\": \"Kindred\",\n  \"priceCents\": \"much\"\n}";
    let (code, told) = explain_json(&post("/v1/shelves/1/books", body), &[]);
    assert_eq!(code, 1);
    let error = &told["error"];
    assert_eq!(
        (&error["http_status"], &error["code"], &error["reason"]),
        (
            &json!(400),
            &json!("INVALID_ARGUMENT"),
            &json!("BODY_INVALID")
        )
    );
    assert_eq!(
        error["place"],
        json!({"path": "book.price_cents", "offset": 40, "line": 3, "column": 17})
    );
    assert_eq!(
        error["details"][1]["fieldViolations"][0]["field"],
        "book.price_cents"
    );
    assert_eq!(told["matched"]["rpc"], "bookstore.v1.Bookstore.CreateBook");
    let (_, text) = explain(&post("/v1/shelves/1/books", body), &[]);
    assert!(
        text.contains("  \"priceCents\": \"much\"\n                            ^"),
        "{text}"
    );
}

#[test]
fn the_text_says_the_same() {
    let (code, text) = explain(
        &get("/v1/isbn/9?pretty=1"),
        &["--ignore-query-parameter", "pretty"],
    );
    assert_eq!(code, 0);
    for part in [
        "sent to /bookstore.v1.Bookstore/GetBook\n",
        "  route     GET /v1/isbn/{isbn} (additional binding 1)\n",
        "  why       no other route matches\n",
        "  path      isbn = \"9\"\n",
        "  query     \"pretty\" is ignored\n",
        "  timeout   30s\n",
        "  message   {\n              \"isbn\": \"9\"\n            }\n",
    ] {
        assert!(text.contains(part), "{part:?} in\n{text}");
    }
    let (code, text) = explain(&get("/v1/isbn/nine?colour=red"), &[]);
    assert_eq!(code, 1);
    for part in [
        "400 PATH_PARAMETER_INVALID (INVALID_ARGUMENT)\n",
        "  query     \"colour\" is refused\n",
    ] {
        assert!(text.contains(part), "{part:?} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "a file gets no colours: {text:?}");
}

#[test]
fn options_is_answered_without_a_back_end() {
    let (code, told) = explain_json(&send("OPTIONS", "/v1/shelves", ""), &[]);
    assert_eq!(code, 0);
    assert_eq!(
        told,
        json!({"http_status": 204, "allow": "GET, HEAD, OPTIONS, POST"})
    );
}

#[test]
fn the_host_of_a_url_selects_the_routes() {
    let virtual_hosts = ["--set", "rest.virtual_hosts=default_host"];
    let path = "/v1/shelves";
    for (target, headers, code) in [
        ("https://bookstore.example.com/v1/shelves", &[][..], 0),
        ("https://other.example.com/v1/shelves", &[], 1),
        (path, &[("host", "bookstore.example.com:8080")], 0),
        (
            "http://other.example.com/v1/shelves",
            &[("host", "bookstore.example.com")],
            0,
        ),
    ] {
        let request = with(get(target), headers);
        let (found, told) = explain_json(&request, &virtual_hosts);
        assert_eq!(found, code, "{target} {headers:?} {told}");
        if code == 1 {
            assert_eq!(
                told["nearest"][0]["why"],
                "it answers only on bookstore.example.com"
            );
        }
    }
}

#[test]
fn a_body_comes_from_a_file_or_from_standard_input() {
    let folder = Folder::new("explain", &[("body.json", r#"{"title": "Kindred"}"#)]);
    let from_file = format!("@{}/body.json", folder.path());
    for data in [&*from_file, "@-"] {
        let mut child = command(&[
            "explain",
            "--json",
            "--descriptor-set",
            "descriptors/bookstore.binpb",
            "--data",
            data,
            "POST",
            "/v1/shelves/1/books",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // The one that reads the file may have ended.
        let _ = stdin.write_all(br#"{"title": "Kindred"}"#);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(told["message"]["book"]["title"], "Kindred", "{data}");
    }
}

#[test]
fn a_wrong_command_line_is_told_from_wrong_sources() {
    let set = ["--descriptor-set", "descriptors/bookstore.binpb"];
    for (arguments, code) in [
        (vec!["explain", "GET"], 2),
        (vec!["explain", "GET", "v1/shelves"], 2),
        (vec!["explain", "G T", "/v1/shelves"], 2),
        (vec!["explain", "-H", "nonsense", "GET", "/v1/shelves"], 2),
        (
            vec!["explain", "--data", "@/nowhere", "POST", "/v1/shelves"],
            2,
        ),
        (
            vec!["explain", "--proto", "/nowhere", "GET", "/v1/shelves"],
            1,
        ),
        (vec!["explain", "GET", "/v1/shelves"], 1),
    ] {
        let needs_set = code == 2;
        let arguments = if needs_set {
            [&arguments[..], &set].concat()
        } else {
            arguments
        };
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let root = env!("CARGO_MANIFEST_DIR");
    let readme = std::fs::read_to_string(format!("{root}/README.md")).unwrap();
    let body = r#"{"title": "Kindred", "priceCents": "much"}"#;
    for (request, shown) in [
        (
            get("/v1/shelf/1/books?page_size=5"),
            "GET '/v1/shelf/1/books?page_size=5'",
        ),
        (
            send("POST", "/v1/shelves/1/books", body),
            "--data '{\"title\": \"Kindred\", \"priceCents\": \"much\"}' POST /v1/shelves/1/books",
        ),
    ] {
        let (_, text) = explain(&request, &["--proto", "proto"]);
        let expected = format!("```console\n$ rialto explain --proto proto {shown}\n{text}```\n");
        assert!(readme.contains(&expected), "the README lacks\n{expected}");
    }
}

/// Requests of every kind, accepted and refused.
const REQUESTS: &[Request] = &[
    get("/v1/shelves"),
    get("/v1/shelves?page_size=3&pageToken=a%20b+c"),
    get("/v1/shelves?page_size=3&pageSize=3"),
    get("/v1/shelves?colour=red"),
    get("/v1/shelves?$alt=json&alt=media"),
    get("/v1/shelves?page_size=many"),
    get("/v1/shelves/a%2Fb"),
    get("/v1/shelves/1/books?parent=shelves/1"),
    get("/v1/shelves/1/books?parent=shelves/2"),
    get("/v1/isbn/9780807083697"),
    get("/v1/isbn/x"),
    get("/v1/pages/a/b/c%20d"),
    get("/v1/shelf"),
    get("/v1/shelves/"),
    get("/v1/shelves/.."),
    get("/v1/shelves/%zz"),
    get(
        "/v1/books:search?genres=GENRE_POETRY&genres=2&published.from_year=1900&max_age=1.5s&read_mask=books.title",
    ),
    send("DELETE", "/v1/shelves", ""),
    send("get", "/v1/shelves", ""),
    send(
        "PUT",
        "/v1/shelves/1/books/2",
        r#"{"title":"t","publishTime":"2020-01-02T03:04:05.6Z"}"#,
    ),
    send(
        "PUT",
        "/v1/shelves/1/books/2",
        r#"{"name":"shelves/9/books/9"}"#,
    ),
    post(
        "/v1/shelves/1/books?book_id=7",
        r#"{"title":"ü\n","copies":{"3":4},"notes":{"a":[1.5,null]},"rating":4.5}"#,
    ),
    post("/v1/shelves/1/books?book.title=x", r#"{"title":"y"}"#),
    post("/v1/shelves/1/books", r#"{"title":1}"#),
    post("/v1/shelves/1/books", r#"{"print":{"pages":1},"ebook":{}}"#),
    post("/v1/shelves/1/books", "{"),
    post(
        "/v1/shelves/1/books/2:move",
        r#"{"destinationShelf":"shelves/3"}"#,
    ),
    post("/v1/shelves/1/books/2:move?destination_shelf=x", "{}"),
    post(
        "/lab/v1/echo",
        r#"{"int64Value":"-9007199254740993","doubleValue":"NaN","bytesValue":"AP8="}"#,
    ),
    post("/lab/v1/echo:strings", r#"["a","b"]"#),
    with(get("/v1/shelves"), &[("grpc-timeout", "soon")]),
    with(
        get("/v1/shelves"),
        &[("rialto-unknown", "x"), ("x-request-id", "1")],
    ),
    with(post("/v1/shelves", "{}"), &[("content-type", "text/plain")]),
    with(post("/v1/shelves", "{}"), &[("content-encoding", "br")]),
];

#[test]
fn what_is_told_is_what_happens() {
    let backend = Scripted::start(Script::ok(b""));
    let gateway = Gateway::for_sample(backend.address, &[]);
    let bytes = std::fs::read(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/descriptors/bookstore.binpb"
    ));
    let pool = DescriptorPool::decode(&*bytes.unwrap()).unwrap();
    let upstream = backend.address.to_string();
    let mut sent = 0;
    for request in REQUESTS {
        let (code, told) = explain_json(request, &["--upstream", &upstream]);
        let body = request.body.as_bytes();
        let reply = gateway.call(request.method, request.target, request.headers, body);
        let received = backend.received();
        let Some(call) = received.first() else {
            let error = &told["error"];
            assert_eq!(code, 1, "{request:?} {told}");
            let answer = reply.json();
            assert_eq!(error["http_status"], json!(reply.status), "{request:?}");
            assert_eq!(error["reason"], json!(reply.reason()), "{request:?}");
            assert_eq!(error["message"], answer["message"], "{request:?}");
            assert_eq!(error["details"], answer["details"], "{request:?}");
            continue;
        };
        sent += 1;
        assert_eq!(code, 0, "{request:?} {told}");
        assert_eq!(told["path"], json!(call.path), "{request:?}");
        assert_eq!(told["message"], decode(&pool, call), "{request:?}");
        for pair in told["metadata"].as_array().unwrap() {
            let name = pair["name"].as_str().unwrap();
            assert_eq!(
                call.headers[name],
                pair["value"].as_str().unwrap(),
                "{name}"
            );
        }
    }
    assert!((10..REQUESTS.len() - 10).contains(&sent), "{sent} are sent");
}

/// What a back end received, read by another implementation.
fn decode(pool: &DescriptorPool, call: &crate::backend::Received) -> Value {
    let (service, method) = call.path[1..].split_once('/').unwrap();
    let service = pool.get_service_by_name(service).unwrap();
    let method = service.methods().find(|known| known.name() == method);
    let message = DynamicMessage::decode(method.unwrap().input(), &*call.message).unwrap();
    serde_json::to_value(&message).unwrap()
}

#[test]
fn of_an_answer_that_is_a_stream_its_format_is_told() {
    let target = "/v1/books:stream?count=3";
    let (code, text) = explain(&get(target), &[]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("stream    application/json\n"), "{text}");
    assert!(text.contains("timeout   1h\n"), "{text}");
    let events = with(get(target), &[("accept", "text/event-stream")]);
    let (_, json) = explain_json(&events, &[]);
    assert_eq!(json["stream"], "text/event-stream");
    assert_eq!(json["message"], json!({"count": 3}));
    let (_, json) = explain_json(&get("/v1/catalog"), &[]);
    assert_eq!(json["stream"], "as its first message says");
    let (_, json) = explain_json(&get("/v1/shelves"), &[]);
    assert_eq!(json.get("stream"), None);
    let (code, json) = explain_json(&send("HEAD", target, ""), &[]);
    assert_eq!((code, &json["error"]["http_status"]), (1, &json!(405)));
}

#[test]
fn of_a_request_that_is_a_stream_every_message_is_told() {
    let (code, json) = explain_json(
        &post(
            "/v1/books:import",
            r#"[{"parent":"shelves/1"},{"bookId":"x"}]"#,
        ),
        &[],
    );
    assert_eq!(code, 0, "{json}");
    let messages = json!([{"parent": "shelves/1"}, {"bookId": "x"}]);
    assert_eq!(
        (&json["messages"], &json["message"]),
        (&messages, &Value::Null)
    );
    assert_eq!(json.get("stream"), None);
    let two = post("/v1/books:import", r#"{"bookId":"a"}{"bookId":"b"}"#);
    let (_, text) = explain(&two, &[]);
    assert_eq!(text.matches("  message   {").count(), 2, "{text}");

    let wrong = post(
        "/v1/books:import",
        "[{\"parent\":\"shelves/1\"},\n {\"parent\":7}]",
    );
    let (code, json) = explain_json(&wrong, &[]);
    assert_eq!(
        (code, &json["error"]["reason"]),
        (1, &json!("BODY_INVALID"))
    );
    let place = json!({"path": "parent", "offset": 36, "line": 2, "column": 12});
    assert_eq!(json["error"]["place"], place);
    let before = json!([{"parent": "shelves/1"}]);
    assert_eq!(json["matched"]["messages"], before);
    let (_, text) = explain(&post("/v1/books:import", "[{}"), &[]);
    assert!(text.contains("line 1, column 4"), "{text}");
    let talk = post("/v1/conversation", r#"{"text":"hi"}"#);
    assert_eq!(explain_json(&talk, &[]).1["stream"], "application/json");
}
