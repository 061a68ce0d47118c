//! Bodies that are taken as they are.

use super::*;

const FILE: &str = "import \"google/api/httpbody.proto\"; \
    message Req { string name=1; google.api.HttpBody image=2; int32 size=3; }";

#[test]
fn a_field_takes_the_body_as_it_is() {
    let api = Api::new(FILE, r#"put: "/v1/{name}" body: "image""#);
    assert_eq!(api.plan.body_kind(), BodyKind::Raw);
    for (body, data) in [("{not json", "e25vdCBqc29u"), ("", "")] {
        let data = if data.is_empty() {
            String::new()
        } else {
            format!(r#","data":"{data}""#)
        };
        let image = format!(r#"{{"contentType":"text/plain"{data}}}"#);
        api.gives(
            "/v1/a?size=3",
            body,
            &format!(r#"{{"name":"a","size":3,"image":{image}}}"#),
        );
    }
    let long = "x".repeat(300);
    let json = api.json("/v1/a", &long).unwrap();
    assert_eq!(json["image"]["data"].as_str().unwrap().len(), 400);
    api.fails(
        "/v1/a?image.content_type=a",
        "x",
        "QUERY_PARAMETER_UNEXPECTED",
        "\"image\"",
    );
}

#[test]
fn a_request_may_be_a_body_itself() {
    let sketch = "import \"google/api/httpbody.proto\"; message Req { google.api.HttpBody b=1; }";
    let rule = r#"post: "/v1/{content_type=**}" body: "*""#;
    let text = format!(
        "syntax = \"proto3\"; package t; import \"google/api/annotations.proto\"; {sketch}
         service S {{ rpc M(google.api.HttpBody) returns (Req) {{ option (google.api.http) = {{ {rule} }}; }} }}"
    );
    let fixture = Fixture::new(&[("t.proto", &text)]);
    let schema = fixture.plans.schema();
    let (id, method) = schema.methods().next().unwrap();
    let (bindings, _) = compile(
        schema,
        id,
        method.http.as_deref().unwrap(),
        &RuleOptions::default(),
    );
    let plan = RequestPlan::new(&fixture.plans, &bindings[0]);
    let assemble = |capture: &str| {
        let parts = RequestParts {
            captures: &[capture],
            query: None,
            body: Some(b"x"),
            content_type: "a/b",
            ..RequestParts::default()
        };
        let mut out = Vec::new();
        plan.assemble(&fixture.plans, &parts, &RequestOptions::default(), &mut out)?;
        Ok::<_, RequestError>(out)
    };
    // The path may say it too, but nothing else.
    assert_eq!(assemble("a/b").unwrap(), b"\x0a\x03a/b\x12\x01x");
    assert_eq!(assemble("c").unwrap_err().reason(), "FIELD_BOUND_TWICE");
}
