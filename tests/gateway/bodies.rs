//! What bodies may be, both ways, beside JSON of a whole message.

use serde_json::json;

use crate::support::Gateway;

const JSON: (&str, &str) = ("content-type", "application/json");

#[test]
fn a_patch_changes_what_its_body_names() {
    let backend = bookstore::Server::start().unwrap();
    let gateway = Gateway::for_sample(backend.address(), &[]);
    let target = "/v1/shelves/1/books/1";
    let before = gateway.get(target).json();
    let patch = |target: &str, body: &str| gateway.call("PATCH", target, &[JSON], body.as_bytes());

    let changed = patch(target, r#"{"title":"Dawn","inStock":false}"#);
    assert_eq!(changed.status, 200, "{}", changed.text());
    let mut expected = before.clone();
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
