//! What samples of requests have in them.

use serde_json::json;

use super::*;

/// The sample of a request whose body is `Req`.
fn check(messages: &str, expected: Value) {
    let api = Api::of_rule(messages, "post: '/v1/things' body: '*'");
    assert_eq!(api.sample("M"), expected, "{messages}");
}

/// The value of each field by itself, in a message of its own.
fn check_fields(cases: &[(&str, Value)]) {
    let mut messages = String::from("enum Color { NONE = 0; RED = 1; BLUE = 2; }");
    let mut methods = String::new();
    for (index, (declared, _)) in cases.iter().enumerate() {
        messages.push_str(&format!("message Req{index} {{ {declared}; }}\n"));
        methods.push_str(&format!("rpc M{index}(Req{index}) returns (Req{index});"));
    }
    let api = Api::new(&messages, &methods);
    for (index, (declared, expected)) in cases.iter().enumerate() {
        let sample = api.sample(&format!("M{index}"));
        let value = sample.as_object().unwrap().values().next();
        assert_eq!(value.unwrap_or(&Value::Null), expected, "{declared}");
    }
}

#[test]
fn every_type_has_a_value() {
    check_fields(&[
        ("double x = 1", json!(1.5)),
        ("int32 x = 1", json!(1)),
        ("int64 x = 1", json!("1")),
        ("fixed64 x = 1", json!("1")),
        ("bool x = 1", json!(true)),
        ("string x = 1", json!("text")),
        ("bytes x = 1", json!("aGVsbG8=")),
        ("Color x = 1", json!("RED")),
        ("repeated Color x = 1", json!(["RED"])),
        ("map<string, int64> x = 1", json!({"key": "1"})),
        ("map<int32, Color> x = 1", json!({"1": "RED"})),
        ("map<bool, bytes> x = 1", json!({"true": "aGVsbG8="})),
        (
            "google.protobuf.Timestamp x = 1",
            json!("2026-01-01T00:00:00Z"),
        ),
        ("google.protobuf.Duration x = 1", json!("1.5s")),
        ("google.protobuf.FieldMask x = 1", json!("name")),
        ("google.protobuf.Struct x = 1", json!({"key": "text"})),
        ("google.protobuf.Value x = 1", json!("text")),
        ("google.protobuf.ListValue x = 1", json!(["text"])),
        ("google.protobuf.Empty x = 1", json!({})),
        ("google.protobuf.Int64Value x = 1", json!("1")),
        ("google.protobuf.BoolValue x = 1", json!(true)),
        ("google.protobuf.NullValue x = 1", Value::Null),
        // Which type there is, nobody knows.
        ("google.protobuf.Any x = 1", Value::Null),
        (
            "google.protobuf.Any x = 1 [(google.api.field_behavior) = REQUIRED]",
            json!({"@type": "type.googleapis.com/google.protobuf.Duration", "value": "1.5s"}),
        ),
    ]);
}

#[test]
fn what_options_say_of_a_value_holds() {
    check_fields(&[
        (
            "string x = 1 [(google.api.field_info).format = UUID4]",
            json!("f47ac10b-58cc-4372-a567-0e02b2c3d479"),
        ),
        (
            "string x = 1 [(google.api.field_info).format = IPV4]",
            json!("192.0.2.1"),
        ),
        (
            "string x = 1 [(google.api.field_info).format = IPV6]",
            json!("2001:db8::1"),
        ),
        (
            "string x = 1 [(google.api.field_info).format = IPV4_OR_IPV6]",
            json!("192.0.2.1"),
        ),
        (
            "string x = 1 [(options.rules).string.email = true]",
            json!("reader@example.com"),
        ),
        (
            "string x = 1 [(options.rules).string.hostname = true]",
            json!("example.com"),
        ),
        (
            "string x = 1 [(options.rules).string.uri = true]",
            json!("https://example.com/"),
        ),
        (
            "string x = 1 [(options.rules).string.const = 'this']",
            json!("this"),
        ),
        (
            "string x = 1 [(options.rules).string.in = 'a', (options.rules).string.in = 'b']",
            json!("a"),
        ),
        (
            "string x = 1 [(options.rules).string.in = 'a', (options.rules).string.in = 'text']",
            json!("text"),
        ),
        (
            "string x = 1 [(options.rules).string.pattern = '^[A-Z]{3}-[0-9]+$']",
            json!("AAA-1"),
        ),
        (
            "string x = 1 [(options.rules).string.prefix = 'go:']",
            json!("go:"),
        ),
        (
            "string x = 1 [(options.rules).string.min_len = 6]",
            json!("textte"),
        ),
        (
            "string x = 1 [(options.rules).string.max_len = 2]",
            json!("te"),
        ),
        (
            "string x = 1 [(options.rules).string.len = 3]",
            json!("tex"),
        ),
        // More than a sample has.
        (
            "string x = 1 [(options.rules).string.min_len = 100000]",
            json!("text".repeat(16)),
        ),
        (
            "bool x = 1 [(options.rules).bool.const = false]",
            json!(false),
        ),
        ("int32 x = 1 [(options.rules).int32.gte = 10]", json!(10)),
        ("int32 x = 1 [(options.rules).int32.gt = 10]", json!(11)),
        ("int32 x = 1 [(options.rules).int32.lt = 0]", json!(-1)),
        (
            "int32 x = 1 [(options.rules).int32 = {in: [5, 6]}]",
            json!(5),
        ),
        ("int32 x = 1 [(options.rules).int32.const = 7]", json!(7)),
        ("int64 x = 1 [(options.rules).int64.gte = 10]", json!("10")),
        (
            "int64 x = 1 [(options.rules).int64 = {in: [9007199254740993]}]",
            json!("9007199254740993"),
        ),
        (
            "uint64 x = 1 [(options.rules).uint64.const = 18446744073709551615]",
            json!("18446744073709551615"),
        ),
        ("double x = 1 [(options.rules).double.gt = 2]", json!(2.5)),
        (
            "double x = 1 [(options.rules).double.lte = 0.25]",
            json!(0.25),
        ),
        (
            "Color x = 1 [(options.rules).enum = {in: [2]}]",
            json!("BLUE"),
        ),
        (
            "Color x = 1 [(options.rules).enum.const = 0]",
            json!("NONE"),
        ),
        (
            "Color x = 1 [(options.rules).enum = {not_in: [0]}]",
            json!("RED"),
        ),
        (
            "google.protobuf.Int32Value x = 1 [(options.rules).int32.gte = 10]",
            json!(10),
        ),
        (
            "google.protobuf.StringValue x = 1 [(options.rules).string.email = true]",
            json!("reader@example.com"),
        ),
        (
            "repeated string x = 1 [(options.rules).repeated = {min_items: 2, items: {string: {max_len: 1}}}]",
            json!(["t", "t"]),
        ),
        (
            "repeated int32 x = 1 [(options.rules).repeated.min_items = 1000]",
            json!([1, 1, 1, 1, 1, 1, 1, 1]),
        ),
        (
            "map<string, int32> x = 1 [(options.rules).map = {keys: {string: {pattern: '^k[0-9]$'}}, values: {int32: {gte: 3}}}]",
            json!({"k1": 3}),
        ),
        (
            "string x = 1 [(options.field).example = '\"Dune\"']",
            json!("Dune"),
        ),
        ("string x = 1 [(options.field).example = '42']", json!("42")),
        ("int64 x = 1 [(options.field).example = '42']", json!("42")),
        (
            "string x = 1 [(options.field).format = 'date']",
            json!("2026-01-01"),
        ),
        (
            "int32 x = 1 [(options.field) = {minimum: 3, multiple_of: 5}]",
            json!(5),
        ),
        // What is no value of the type, or can hold for none, changes nothing.
        (
            "int32 x = 1 [(options.field).example = '\"many\"']",
            json!(1),
        ),
        (
            "int32 x = 1 [(options.field).example = '99999999999']",
            json!(1),
        ),
        (
            "bytes x = 1 [(options.field).example = '\"%\"']",
            json!("aGVsbG8="),
        ),
        (
            "Color x = 1 [(options.field).example = '\"PURPLE\"']",
            json!("RED"),
        ),
        (
            "string x = 1 [(options.rules).string.pattern = '(']",
            json!("text"),
        ),
    ]);
}

#[test]
fn fields_that_may_be_left_out_are() {
    for (messages, expected) in [
        (
            "message Req { string a = 1 [(google.api.field_behavior) = OPTIONAL]; string b = 2; }",
            json!({"b": "text"}),
        ),
        (
            "message Req { string a = 1 [(google.api.field_behavior) = OUTPUT_ONLY]; string b = 2 [deprecated = true]; }",
            json!({}),
        ),
        (
            "message Req { int32 page_size = 1; string page_token = 2; string filter = 3; }",
            json!({}),
        ),
        (
            "message Req { int32 page_size = 1 [(google.api.field_behavior) = REQUIRED]; }",
            json!({"pageSize": 1}),
        ),
        // One of them, by the order of their declaration.
        (
            "message Req { oneof o { string a = 1; int32 b = 2; } }",
            json!({"a": "text"}),
        ),
        // What holds itself ends.
        (
            "message Req { string a = 1; Req child = 2; }",
            json!({"a": "text"}),
        ),
        (
            "message Req { Two two = 1; } message Two { repeated Req reqs = 1; string b = 2; }",
            json!({"two": {"b": "text"}}),
        ),
        // An own name in JSON.
        (
            "message Req { string a = 1 [json_name = 'A b']; }",
            json!({"A b": "text"}),
        ),
    ] {
        check(messages, expected);
    }
}

#[test]
fn a_oneof_that_must_be_set_is_set_where_there_is_no_body() {
    let messages = "message Req { oneof o { option (options.oneof_rules).required = true; int32 a = 1; string b = 2; } string c = 3; }";
    let api = Api::of_rule(messages, "get: '/v1/things'");
    assert_eq!(api.sample("M"), json!({"a": 1}));
    let api = Api::of_rule(messages, "get: '/v1/{b=things/*}'");
    assert_eq!(api.sample("M"), json!({"b": "things/1"}));
}

#[test]
fn names_are_those_of_resources() {
    const BOOK: &str = "message Book { option (google.api.resource) = {
            type: 'x.example/Book' pattern: 'shelves/{shelf}/books/{book}' pattern: 'books/{book}' }; string name = 1; string title = 2; }";
    for (field, rule, expected) in [
        (
            "string book = 1 [(google.api.resource_reference).type = 'x.example/Book']",
            "post: '/v1/x' body: '*'",
            json!({"book": "shelves/1/books/1"}),
        ),
        (
            "string parent = 1 [(google.api.resource_reference).child_type = 'x.example/Book']",
            "post: '/v1/x' body: '*'",
            json!({"parent": "shelves/1"}),
        ),
        (
            "string any = 1 [(google.api.resource_reference).type = '*']",
            "post: '/v1/x' body: '*'",
            json!({"any": "text"}),
        ),
        (
            "string none = 1 [(google.api.resource_reference).type = 'x.example/None']",
            "post: '/v1/x' body: '*'",
            json!({"none": "text"}),
        ),
        (
            "Book book = 1",
            "post: '/v1/x' body: '*'",
            json!({"book": {"name": "shelves/1/books/1", "title": "text"}}),
        ),
        // The path knows better: which pattern it is, or that it is none.
        (
            "string book = 1 [(google.api.resource_reference).type = 'x.example/Book']",
            "get: '/v1/{book=books/*}'",
            json!({"book": "books/1"}),
        ),
        (
            "string book = 1 [(google.api.resource_reference).type = 'x.example/Book']",
            "get: '/v1/{book=**}'",
            json!({"book": "shelves/1/books/1"}),
        ),
        (
            "string book = 1 [(google.api.resource_reference).type = 'x.example/Book']",
            "get: '/v1/books/{book}'",
            json!({"book": "1"}),
        ),
        (
            "string book = 1 [(google.api.resource_reference).type = 'x.example/Book']",
            "get: '/v1/{book=films/*}'",
            json!({"book": "films/1"}),
        ),
        // By what routes show, and what fields are called.
        (
            "string name = 1; string destination_shelf = 2",
            "post: '/v1/{name=shelves/*}:x' body: '*'",
            json!({"name": "shelves/1", "destinationShelf": "shelves/2"}),
        ),
        (
            "string name = 1; string shelf_id = 2",
            "post: '/v1/{name=shelves/*}:x' body: '*'",
            json!({"name": "shelves/1", "shelfId": "1"}),
        ),
        (
            "string name = 1; repeated string shelves = 2",
            "post: '/v1/{name=shelves/*}:x' body: '*'",
            json!({"name": "shelves/1", "shelves": ["shelves/1"]}),
        ),
        (
            "string name = 1; string self = 2",
            "post: '/v1/{name=shelves/*}:x' body: '*'",
            json!({"name": "shelves/1", "self": "text"}),
        ),
    ] {
        let api = Api::of_rule(&format!("{BOOK} message Req {{ {field}; }}"), rule);
        assert_eq!(api.sample("M"), expected, "{field} {rule}");
    }
}

#[test]
fn a_sample_has_a_limit_whatever_is_required() {
    let mut messages = String::from(
        "message Req { M0 a = 1 [(google.api.field_behavior) = REQUIRED]; M0 b = 2 [(google.api.field_behavior) = REQUIRED]; }",
    );
    for depth in 0..20 {
        let next = depth + 1;
        messages.push_str(&format!("message M{depth} {{ M{next} a = 1 [(google.api.field_behavior) = REQUIRED]; M{next} b = 2 [(google.api.field_behavior) = REQUIRED]; }}"));
    }
    messages.push_str("message M20 { string x = 1 [(google.api.field_behavior) = REQUIRED]; }");
    let api = Api::of_rule(&messages, "post: '/v1/x' body: '*'");
    assert!(api.sample("M").to_string().len() < 16 * 1024);
}
