//! Bodies that are forms: the rules of the query, for what the body holds.

use super::*;

const BOOK: &str = "import \"google/protobuf/field_mask.proto\"; import \"google/protobuf/timestamp.proto\"; \
    message Req { string name=1; Book book=2; google.protobuf.FieldMask update_mask=3; repeated Book all=4; } \
    message Book { string name=1; string the_title=2; repeated int32 pages=3; Book next=4; \
      map<string,int32> copies=5; google.protobuf.Timestamp at=6; oneof way { string left=7; string right=8; } }";

fn api(rule: &str) -> Api {
    let mut api = Api::new(BOOK, rule);
    api.format = BodyFormat::Form;
    assert_eq!(api.plan.body_kind(), BodyKind::JsonOrForm);
    api
}

fn whole() -> Api {
    api(r#"post: "/v1/q" body: "*""#)
}

fn field() -> Api {
    api(r#"post: "/v1/{book.name}" body: "book""#)
}

#[test]
fn a_form_names_fields_of_the_body() {
    let json = r#"{"name":"a b+c","book":{"theTitle":"ü","pages":[1,2],"copies":{"k":3},"at":"2026-01-01T00:00:00Z"}}"#;
    let form = "name=a+b%2Bc&book.the_title=%C3%BC&book.pages=1&&book.pages=2&book.copies[k]=3&\
        book.at=2026-01-01T00:00:00Z";
    whole().gives("/v1/q", form, json);
    // Whatever the query does with it.
    whole()
        .with(|options| options.plus_is_space = false)
        .gives("/v1/q", form, json);
    let json = r#"{"name":"n","book":{"name":"1","theTitle":"T","next":{"theTitle":"N"}}}"#;
    field().gives("/v1/1?name=n", "theTitle=T&next.theTitle=N", json);
    field().gives("/v1/1", "name=1", r#"{"book":{"name":"1"}}"#);
    field().gives("/v1/1", "", r#"{"book":{"name":"1"}}"#);
}

#[test]
fn what_a_query_may_not_say_a_form_may_not_either() {
    for (form, text) in [
        ("titel=x", "form parameter \"titel\" is unknown"),
        (
            "the_title=a&theTitle=b",
            "form parameters \"the_title\" and \"theTitle\" set the same field \"book.the_title\"",
        ),
        ("pages=x", "form parameter \"pages\": expected an int32"),
        ("the_title=%zz", "form parameter \"the_title\""),
        ("next=x", "form parameter \"next\" cannot be set"),
        ("the_title=\u{7f}%ff", "UTF-8"),
    ] {
        field().fails("/v1/1", form, "BODY_INVALID", text);
    }
    field().fails(
        "/v1/1",
        "left=a&right=b",
        "ONEOF_CONFLICT",
        "form parameter \"right\"",
    );
    field().fails("/v1/1", "name=2", "FIELD_BOUND_TWICE", "the request body");
    field().fails(
        "/v1/1?book.theTitle=x",
        "theTitle=x",
        "QUERY_PARAMETER_UNEXPECTED",
        "\"book\"",
    );
    let few = field().with(|options| options.query_parameters_max = 2);
    few.gives(
        "/v1/1",
        "pages=1&pages=2",
        r#"{"book":{"name":"1","pages":[1,2]}}"#,
    );
    few.fails(
        "/v1/1",
        "pages=1&pages=2&pages=3",
        "BODY_INVALID",
        "more than 2 form parameters",
    );
    // What a query may ignore is no matter of the body.
    whole().fails("/v1/q", "alt=json", "BODY_INVALID", "\"alt\"");
    let lenient = whole().with(|options| options.json.ignore_unknown_fields = true);
    lenient.gives("/v1/q", "submit=Send&name=x", r#"{"name":"x"}"#);
}

#[test]
fn a_form_that_is_no_text_is_refused() {
    let api = whole();
    let parts = RequestParts {
        body: Some(b"name=\xff"),
        format: BodyFormat::Form,
        ..RequestParts::default()
    };
    let result = api
        .plan
        .assemble(&api.fixture.plans, &parts, &api.options, &mut Vec::new());
    assert_eq!(result.unwrap_err().reason(), "BODY_INVALID");
}

#[test]
fn a_form_fills_the_mask_of_a_patch() {
    api(r#"patch: "/v1/{book.name}" body: "book""#).gives(
        "/v1/1",
        "theTitle=&next.theTitle=N&copies[a]=1&copies[b]=2&pages=1&pages=2",
        r#"{"book":{"name":"1","next":{"theTitle":"N"},"copies":{"a":1,"b":2},"pages":[1,2]},
            "updateMask":"theTitle,next.theTitle,copies,pages"}"#,
    );
}

#[test]
fn only_messages_take_forms() {
    for rule in [
        r#"post: "/v1" body: "all""#,
        r#"post: "/v1" body: "name""#,
        r#"post: "/v1" body: "update_mask""#,
    ] {
        assert_eq!(
            Api::new(BOOK, rule).plan.body_kind(),
            BodyKind::Json,
            "{rule}"
        );
    }
}
