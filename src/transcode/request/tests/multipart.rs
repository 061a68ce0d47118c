//! Bodies that are forms whose parts may be files.

use super::*;

const BOOK: &str = "import \"google/api/httpbody.proto\"; \
    message Req { string name=1; Book book=2; } \
    message Book { string name=1; string the_title=2; repeated int32 pages=3; bytes cover=4; \
      google.api.HttpBody image=5; repeated google.api.HttpBody more=6; map<string,bytes> by_name=7; \
      oneof way { bytes left=8; google.api.HttpBody right=9; } }";

fn api(rule: &str) -> Api {
    let mut api = Api::new(BOOK, rule);
    api.format = BodyFormat::Multipart;
    api.content_type = "multipart/form-data; boundary=XX";
    assert_eq!(api.plan.body_kind(), BodyKind::JsonOrForm);
    api
}

fn whole() -> Api {
    api(r#"post: "/v1/q" body: "*""#)
}

fn field() -> Api {
    api(r#"post: "/v1/{book.name}" body: "book""#)
}

/// A body of parts: what their Content-Disposition says behind `form-data;`, and more of their head.
fn form(parts: &[(&str, &str, &str)]) -> String {
    let mut body = String::new();
    for (disposition, more, data) in parts {
        body.push_str(&format!(
            "--XX\r\nContent-Disposition: form-data; {disposition}\r\n{more}\r\n{data}\r\n"
        ));
    }
    body + "--XX--\r\n"
}

#[test]
fn a_part_is_a_field() {
    // Also one within a file, whose bytes it is then.
    let data = form(&[("name=\"image.data\"", "", "x")]);
    let expected = r#"{"book":{"name":"1","image":{"data":"eA=="}}}"#;
    field().gives("/v1/1", &data, expected);
    let body = form(&[
        ("name=\"name\"", "", "a+b%20c"),
        (
            "name=\"book.theTitle\"",
            "Content-Type: text/plain; charset=utf-8\r\n",
            "ü",
        ),
        ("name=\"book.pages\"", "", "1"),
        ("name=\"book.pages\"", "", "2"),
        ("name=\"book.by_name[x]\"", "", "AQI="),
    ]);
    // Nothing is decoded that is text, and what is in a map is in base64.
    whole().gives(
        "/v1/q",
        &body,
        r#"{"name":"a+b%20c","book":{"theTitle":"ü","pages":[1,2],"byName":{"x":"AQI="}}}"#,
    );
    let body = form(&[("name=\"the_title\"", "", "T")]);
    field().gives(
        "/v1/1?name=n",
        &body,
        r#"{"name":"n","book":{"name":"1","theTitle":"T"}}"#,
    );
    field().gives("/v1/1", &form(&[]), r#"{"book":{"name":"1"}}"#);
}

#[test]
fn a_file_is_bytes_or_a_body_with_its_type() {
    let png = "Content-Type: image/png\r\n";
    let body = form(&[
        ("name=\"cover\"; filename=\"c.png\"", png, "\u{1}\u{2}"),
        ("name=\"image\"; filename=\"i.png\"", png, "\r\n--X"),
        ("name=\"more\"", "", ""),
        (
            "name=\"more\"; filename=\"é\"",
            "Content-Type: a/b\r\n",
            "1",
        ),
        ("name=\"left\"", "", "2"),
    ]);
    field().gives(
        "/v1/1",
        &body,
        r#"{"book":{"name":"1","cover":"AQI=","image":{"contentType":"image/png","data":"DQotLVg="},
            "more":[{},{"contentType":"a/b","data":"MQ=="}],"left":"Mg=="}}"#,
    );
    let api = field();
    let parts = RequestParts {
        captures: &["1"],
        body: Some(b"--XX\r\nContent-Disposition: form-data; name=\"cover\"\r\n\r\n\xff\r\n--XX--"),
        format: BodyFormat::Multipart,
        content_type: api.content_type,
        ..RequestParts::default()
    };
    let mut out = Vec::new();
    let plans = &api.fixture.plans;
    api.plan
        .assemble(plans, &parts, &api.options, &mut out)
        .unwrap();
    assert_eq!(out, b"\x12\x03\x22\x01\xff\x12\x03\x0a\x011");
}

#[test]
fn what_a_form_may_not_say_its_parts_may_not_either() {
    let one = |name: &str, data: &str| form(&[(&format!("name=\"{name}\""), "", data)]);
    for (body, text) in [
        (one("titel", "x"), "form parameter \"titel\" is unknown"),
        (
            one("pages", "x"),
            "form parameter \"pages\": expected an int32",
        ),
        ("--XX\r\n".to_owned(), "incomplete"),
        (form(&[("filename=\"x\"", "", "")]), "a part has no name"),
        (
            form(&[("name=\"cover\"", "", ""), ("name=\"cover\"", "", "")]),
            "\"cover\" is repeated",
        ),
    ] {
        field().fails("/v1/1", &body, "BODY_INVALID", text);
    }
    let both = form(&[("name=\"left\"", "", ""), ("name=\"right\"", "", "")]);
    field().fails("/v1/1", &both, "ONEOF_CONFLICT", "form parameter \"right\"");
    field().fails(
        "/v1/1",
        &one("name", "2"),
        "FIELD_BOUND_TWICE",
        "the request body",
    );
    let few = field().with(|options| options.query_parameters_max = 1);
    let two = form(&[("name=\"pages\"", "", "1"), ("name=\"pages\"", "", "2")]);
    few.fails("/v1/1", &two, "BODY_INVALID", "more than 1 parts");
    let mut unbounded = field();
    unbounded.content_type = "multipart/form-data";
    unbounded.fails("/v1/1", &form(&[]), "BODY_INVALID", "boundary");
    let lenient = whole().with(|options| options.json.ignore_unknown_fields = true);
    lenient.gives("/v1/q", &one("submit", "Send"), "{}");
}

#[test]
fn parts_fill_the_mask_of_a_patch() {
    let mut api = Api::new(
        &BOOK
            .replace(
                "Book book=2; }",
                "Book book=2; google.protobuf.FieldMask update_mask=3; }",
            )
            .replace(
                "import ",
                "import \"google/protobuf/field_mask.proto\"; import ",
            ),
        r#"patch: "/v1/{book.name}" body: "book""#,
    );
    api.format = BodyFormat::Multipart;
    api.content_type = "multipart/form-data; boundary=XX";
    let body = form(&[("name=\"image\"", "", "x"), ("name=\"theTitle\"", "", "")]);
    api.gives(
        "/v1/1",
        &body,
        r#"{"book":{"name":"1","image":{"data":"eA=="}},"updateMask":"image,theTitle"}"#,
    );
}
