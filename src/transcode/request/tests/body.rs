//! Requests with a body: what it may hold beside the path and the query.

use super::*;

pub(super) const BOOK: &str = "import \"google/protobuf/field_mask.proto\"; import \"google/protobuf/duration.proto\"; \
    message Req { Book book=1; google.protobuf.FieldMask update_mask=2; google.protobuf.Duration ttl=3; \
      oneof k { string a=4; Book b=5; } repeated Book all=6; } \
    message Book { string name=1; string title=2; Author author=3; repeated string tags=4; optional int32 pages=5; \
      oneof way { string left=6; Author right=7; } Author hidden=8 [json_name=\"secret\"]; } \
    message Author { string first=1; string last=2; }";

#[test]
fn bodies_of_every_shape() {
    for (sketch, rule, target, body, json) in [
        (
            MESSAGES,
            r#"patch: "/v1/messages/{message_id}" body: "message""#,
            "/v1/messages/123456",
            r#"{"text":"Hi!"}"#,
            r#"{"messageId":"123456","message":{"text":"Hi!"}}"#,
        ),
        (
            MESSAGES,
            r#"patch: "/v1/messages/{message_id}" body: "*""#,
            "/v1/messages/123456",
            r#"{"text":"Hi!"}"#,
            r#"{"messageId":"123456","text":"Hi!"}"#,
        ),
        (
            MESSAGES,
            r#"patch: "/v1/{message_id}" body: "message""#,
            "/v1/1?revision=2&sub.subfield=s",
            r#"{"text":"Hi!"}"#,
            r#"{"messageId":"1","revision":2,"sub":{"subfield":"s"},"message":{"text":"Hi!"}}"#,
        ),
        (
            "message Req { string x=1; repeated string books=2; }",
            r#"post: "/v1/{x=shelves/*}/books:move" body: "books""#,
            "/v1/shelves/1/books:move",
            r#"["b1","b2"]"#,
            r#"{"x":"shelves/1","books":["b1","b2"]}"#,
        ),
        (
            "message Req { map<string,string> labels=1; }",
            r#"post: "/v1/q" body: "labels""#,
            "/v1/q",
            r#"{"env":"prod"}"#,
            r#"{"labels":{"env":"prod"}}"#,
        ),
        (
            "message Req { string name=1; }",
            r#"post: "/v1/q" body: "name""#,
            "/v1/q",
            r#""world""#,
            r#"{"name":"world"}"#,
        ),
        (
            "message Req { int64 n=1; uint64 u=2; }",
            r#"post: "/v1/q" body: "*""#,
            "/v1/q",
            r#"{"n":5,"u":"6"}"#,
            r#"{"n":"5","u":"6"}"#,
        ),
        (
            MESSAGES,
            r#"post: "/v1/{message_id}" body: "*""#,
            "/v1/1",
            "",
            r#"{"messageId":"1"}"#,
        ),
        (
            MESSAGES,
            r#"post: "/v1/{message_id}" body: "message""#,
            "/v1/1",
            "",
            r#"{"messageId":"1"}"#,
        ),
        (
            MESSAGES,
            r#"post: "/v1/{message_id}" body: "message""#,
            "/v1/1",
            "{}",
            r#"{"messageId":"1","message":{}}"#,
        ),
        (
            BOOK,
            r#"patch: "/v1/{book.name=books/*}" body: "book""#,
            "/v1/books/1?update_mask=title,author",
            r#"{"title":"X"}"#,
            r#"{"book":{"name":"books/1","title":"X"},"updateMask":"title,author"}"#,
        ),
    ] {
        Api::new(sketch, rule).gives(target, body, json);
    }
}

#[test]
fn wrong_bodies() {
    let invalid = "BODY_INVALID";
    let named = r#"post: "/v1/q" body: "name""#;
    let whole = r#"post: "/v1/q" body: "*""#;
    for (rule, body) in [
        (named, r#"{"name":"world"}"#),
        (whole, r#"["a"]"#),
        (whole, r#"{"name":"#),
        (whole, r#"{"nope":1}"#),
        (whole, r#"{"name":"a","name":"b"}"#),
        (whole, r#"{"name":1}"#),
        (whole, " "),
    ] {
        let api = Api::new("message Req { string name=1; }", rule);
        api.fails("/v1/q", body, invalid, "the request body is invalid: ");
    }
    let api = Api::new(BOOK, r#"post: "/v1/q" body: "book""#);
    let wrong = api.json("/v1/q", r#"{"author":{"first":1}}"#).unwrap_err();
    assert_eq!(wrong.violations()[0].0, "book.author.first");
    let wrong = api.json("/v1/q", "[]").unwrap_err();
    assert_eq!(wrong.violations()[0].0, "book");
}

#[test]
fn a_body_without_a_rule_for_it_is_refused() {
    let api = Api::new(MESSAGES, r#"get: "/v1/{message_id}""#);
    api.fails(
        "/v1/1",
        r#"{"text":"x"}"#,
        "BODY_UNEXPECTED",
        "takes no request body",
    );
    let api = api.with(|options| options.ignore_unexpected_body = true);
    api.gives("/v1/1", "no json", r#"{"messageId":"1"}"#);
}

#[test]
fn what_the_path_binds_may_be_repeated_but_not_changed() {
    let twice = "FIELD_BOUND_TWICE";
    let api = Api::new(MESSAGES, r#"patch: "/v1/messages/{message_id}" body: "*""#);
    for body in [r#"{"message_id":"2","text":"x"}"#, r#"{"messageId":"2"}"#] {
        api.fails(
            "/v1/messages/1",
            body,
            twice,
            "in path parameter \"message_id\" and another one in the request body",
        );
    }
    for body in [
        r#"{"message_id":"1"}"#,
        r#"{"messageId":"\u0031"}"#,
        r#"{"messageId":null}"#,
        r#"{"messageId":""}"#,
    ] {
        api.gives("/v1/messages/1", body, r#"{"messageId":"1"}"#);
    }
    let api = Api::new(BOOK, r#"patch: "/{book.name}/{book.pages}" body: "book""#);
    let whole = Api::new(BOOK, r#"patch: "/{book.name}/{book.pages}" body: "*""#);
    for (body, gives) in [
        ("{}", true),
        (r#"{"name":"x","pages":0}"#, true),
        (r#"{"title":"t","pages":null}"#, true),
        (r#"{"name":"y"}"#, false),
        (r#"{"pages":1}"#, false),
    ] {
        for (api, body) in [
            (&api, body.to_owned()),
            (&whole, format!("{{\"book\":{body}}}")),
        ] {
            match api.json("/x/0", &body) {
                Ok(json) => {
                    assert!(gives, "{body}");
                    assert_eq!(json["book"]["name"], "x", "{body}");
                    assert_eq!(json["book"]["pages"], 0, "{body}");
                }
                Err(error) => {
                    assert_eq!(error.reason(), twice, "{body}");
                    assert!(!gives, "{body}");
                }
            }
        }
    }
}

#[test]
fn a_default_value_of_the_path_is_a_value() {
    let api = Api::new(
        "message Req { int64 n=1; string s=2; }",
        r#"post: "/{n}/{s=**}" body: "*""#,
    );
    api.gives("/0", "{}", "{}");
    api.gives("/0", r#"{"n":0,"s":""}"#, "{}");
    api.fails("/0", r#"{"n":1}"#, "FIELD_BOUND_TWICE", "\"n\"");
    api.fails("/0", r#"{"s":"x"}"#, "FIELD_BOUND_TWICE", "\"s\"");
}

#[test]
fn messages_written_as_text_are_compared_as_values() {
    let api = Api::new(BOOK, r#"post: "/{ttl}/{update_mask}" body: "*""#);
    api.gives(
        "/1.50s/a_b,c",
        r#"{"ttl":"1.5s","updateMask":"aB,c"}"#,
        r#"{"ttl":"1.5s","updateMask":"aB,c"}"#,
    );
    api.fails("/1s/a", r#"{"ttl":"2s"}"#, "FIELD_BOUND_TWICE", "\"ttl\"");
    api.fails(
        "/1s/a",
        r#"{"updateMask":"a,b"}"#,
        "FIELD_BOUND_TWICE",
        "\"update_mask\"",
    );
}

#[test]
fn oneofs_have_one_member_in_all_parts_together() {
    let conflict = "ONEOF_CONFLICT";
    let api = Api::new(BOOK, r#"post: "/{a}" body: "*""#);
    api.gives("/x", r#"{"a":"x"}"#, r#"{"a":"x"}"#);
    api.fails(
        "/x",
        r#"{"b":{}}"#,
        conflict,
        "path parameter \"a\" and the request body set two fields of the oneof \"k\"",
    );
    let api = Api::new(BOOK, r#"post: "/{book.right.first}" body: "book""#);
    api.gives(
        "/x",
        r#"{"right":{"last":"y"}}"#,
        r#"{"book":{"right":{"first":"x","last":"y"}}}"#,
    );
    api.fails("/x", r#"{"left":"y"}"#, conflict, "\"way\"");
    let api = Api::new(BOOK, r#"post: "/q" body: "b""#);
    api.fails(
        "/q?a=x",
        "{}",
        conflict,
        "the request body and query parameter \"a\"",
    );
    api.gives("/q?a=x", "", r#"{"a":"x"}"#);
}

#[test]
fn what_the_body_holds_is_no_parameter() {
    let unexpected = "QUERY_PARAMETER_UNEXPECTED";
    let api = Api::new(MESSAGES, r#"post: "/v1/{message_id}" body: "*""#);
    for query in ["revision=2", "message_id=1", "zzz=1", "sub=1"] {
        api.fails(
            &format!("/v1/1?{query}"),
            "{}",
            unexpected,
            "in the request body",
        );
    }
    api.gives("/v1/1?alt=json", "{}", r#"{"messageId":"1"}"#);
    let api = api.with(|options| options.unknown_query_parameters = UnknownParameters::Ignore);
    api.gives("/v1/1?zzz=1", "{}", r#"{"messageId":"1"}"#);
    api.fails("/v1/1?revision=2", "{}", unexpected, "\"revision\"");
    let api = Api::new(MESSAGES, r#"patch: "/v1/{message_id}" body: "message""#);
    api.fails(
        "/v1/1?message.text=x",
        "{}",
        unexpected,
        "the field \"message\" is the request body",
    );
    api.fails("/v1/1?message.text=x", "", unexpected, "\"message.text\"");
}

#[test]
fn required_fields_of_a_body_may_come_from_the_path() {
    let api = Api::new(REQUIRED, r#"post: "/{id}/{a.s}" body: "*""#);
    api.gives(
        "/x/y",
        r#"{"a":{"n":1}}"#,
        r#"{"id":"x","a":{"s":"y","n":1}}"#,
    );
    api.fails(
        "/x/y",
        r#"{"note":"z"}"#,
        "REQUIRED_FIELD_MISSING",
        "\"a.n\"",
    );
    let whole = r#"{"a":{"n":1},"list":[{"s":"","n":0},{"s":""}]}"#;
    api.fails("/x/y", whole, "REQUIRED_FIELD_MISSING", "\"list.n\"");
    let whole = r#"{"a":{"n":1},"by":{"k":{"n":1}}}"#;
    api.fails("/x/y", whole, "REQUIRED_FIELD_MISSING", "\"by.value.s\"");
    let api = Api::new(REQUIRED, r#"post: "/{id}" body: "a""#);
    api.gives(
        "/x",
        r#"{"s":"y","n":1}"#,
        r#"{"id":"x","a":{"s":"y","n":1}}"#,
    );
    api.fails("/x", r#"{"s":"y"}"#, "REQUIRED_FIELD_MISSING", "\"a.n\"");
}
