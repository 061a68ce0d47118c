//! The field mask of a PATCH: filled where there is none, untouched where there is one.

use super::*;

const BOOK: &str = "import \"google/protobuf/field_mask.proto\"; import \"google/protobuf/struct.proto\"; \
    message Req { Book book=1; google.protobuf.FieldMask update_mask=2; } \
    message Book { string name=1; string title=2; Author author=3; repeated string tags=4; Book next=5; Book last=6; } \
    message Author { string first=1; string last=2; }";

fn patch(sketch: &str) -> Api {
    Api::new(sketch, r#"patch: "/v1/{book.name=books/*}" body: "book""#)
}

/// Expects the message; the body fields are `{"name":"books/1"}` and those given.
fn check(target: &str, body: &str, book: &str, mask: Option<&str>) {
    let mask = mask.map_or(String::new(), |mask| format!(r#","updateMask":"{mask}""#));
    let expected = format!(r#"{{"book":{{"name":"books/1"{book}}}{mask}}}"#);
    patch(BOOK).gives(target, body, &expected);
}

#[test]
fn the_mask_is_what_the_body_names() {
    check(
        "/v1/books/1",
        r#"{"title":"X"}"#,
        r#","title":"X""#,
        Some("title"),
    );
    check("/v1/books/1", r#"{"title":""}"#, "", Some("title"));
    check("/v1/books/1", r#"{"title":null}"#, "", Some("title"));
    check(
        "/v1/books/1",
        r#"{"author":{"first":"A"},"tags":["t"]}"#,
        r#","author":{"first":"A"},"tags":["t"]"#,
        Some("author.first,tags"),
    );
    check(
        "/v1/books/1",
        r#"{"author":{}}"#,
        r#","author":{}"#,
        Some("author"),
    );
    check(
        "/v1/books/1",
        r#"{"name":"books/1","title":"X"}"#,
        r#","title":"X""#,
        Some("name,title"),
    );
    check("/v1/books/1", "{}", "", Some(""));
    check("/v1/books/1", "", "", None);
}

#[test]
fn a_mask_that_was_sent_is_never_touched() {
    let title = r#","title":"X""#;
    let body = r#"{"title":"X"}"#;
    check(
        "/v1/books/1?update_mask=title,author",
        body,
        title,
        Some("title,author"),
    );
    check("/v1/books/1?updateMask=tags", body, title, Some("tags"));
    check("/v1/books/1?update_mask=", body, title, Some(""));
}

#[test]
fn other_bindings_get_no_mask() {
    let two_masks = BOOK.replace(
        "update_mask=2;",
        "update_mask=2; google.protobuf.FieldMask read_mask=3;",
    );
    let many_masks = BOOK.replace(
        "google.protobuf.FieldMask update_mask",
        "repeated google.protobuf.FieldMask update_mask",
    );
    let strukt = BOOK.replace(
        "message Req { Book book=1;",
        "message Req { google.protobuf.Struct book=1;",
    );
    for (sketch, rule) in [
        (BOOK, r#"put: "/v1/books/{book.name}" body: "book""#),
        (BOOK, r#"patch: "/v1/books/{book.name}" body: "*""#),
        (
            BOOK,
            r#"custom: {kind: "*" path: "/v1/books/{book.name}"} body: "book""#,
        ),
        (&two_masks, r#"patch: "/v1/books/{book.name}" body: "book""#),
        (
            &many_masks,
            r#"patch: "/v1/books/{book.name}" body: "book""#,
        ),
        (&strukt, r#"patch: "/v1/books/1" body: "book""#),
    ] {
        let body = if rule.contains('*') && rule.contains("patch") {
            r#"{"book":{"title":"X"}}"#
        } else {
            r#"{"title":"X"}"#
        };
        let json = Api::new(sketch, rule).json("/v1/books/1", body).unwrap();
        assert_eq!(json["book"]["title"], "X", "{rule}");
        assert_eq!(json.get("updateMask"), None, "{sketch} {rule}");
    }
    let off = patch(BOOK).with(|options| options.fill_update_mask = false);
    off.gives(
        "/v1/books/1",
        r#"{"title":"X"}"#,
        r#"{"book":{"name":"books/1","title":"X"}}"#,
    );
}

#[test]
fn a_mask_that_outgrows_its_body_is_refused() {
    fn tree(depth: usize) -> String {
        if depth == 0 {
            return r#"{"title":"","tags":[]}"#.to_owned();
        }
        let inner = tree(depth - 1);
        format!(r#"{{"next":{inner},"last":{inner}}}"#)
    }
    assert!(patch(BOOK).json("/v1/books/1", &tree(9)).is_ok());
    patch(BOOK).fails(
        "/v1/books/1",
        &tree(10),
        "FIELD_MASK_TOO_LARGE",
        "\"update_mask\"",
    );
}
