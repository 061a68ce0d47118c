//! Requests with a query.

use super::*;

const STATE: &str =
    "message Req { State state=1; repeated State all=2; } enum State { UNKNOWN=0; ACTIVE=1; }";
const TYPES: &str = r#"
    import "google/protobuf/duration.proto";
    import "google/protobuf/empty.proto";
    import "google/protobuf/field_mask.proto";
    import "google/protobuf/struct.proto";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/wrappers.proto";
    message Req {
      google.protobuf.Timestamp since = 1;
      google.protobuf.Duration ttl = 2;
      google.protobuf.FieldMask update_mask = 3;
      google.protobuf.Int32Value limit = 4;
      google.protobuf.StringValue title = 5;
      google.protobuf.Struct extra = 6;
      google.protobuf.Value value = 7;
      google.protobuf.Empty empty = 8;
      bool flag = 9;
      double ratio = 10;
      bytes data = 11;
      optional string q = 12;
      repeated google.protobuf.Duration waits = 13;
      repeated Req more = 14;
      Req one = 15;
      int32 dotted = 16 [json_name = "with.dot"];
    }"#;
const MAPS: &str = "message Req { map<string,string> labels=1; map<int32,bool> by_number=2; \
    map<string,Sub> subs=3; repeated string list=4; Sub sub=5; string name=6; } \
    message Sub { map<string,int64> counts=1; string s=2; }";

fn get(sketch: &str) -> Api {
    Api::new(sketch, "get: \"/v1/q\"")
}

#[test]
fn values_of_every_type() {
    for (sketch, query, json) in [
        (
            "message Req { repeated int64 ids=1; }",
            "ids=3&ids=1&ids=2",
            r#"{"ids":["3","1","2"]}"#,
        ),
        (
            "message Req { repeated int64 ids=1 [packed=false]; }",
            "ids=0&ids=1",
            r#"{"ids":["0","1"]}"#,
        ),
        (
            "message Req { int32 page_size=1; }",
            "page_size=10",
            r#"{"pageSize":10}"#,
        ),
        (
            "message Req { int32 page_size=1; }",
            "pageSize=10",
            r#"{"pageSize":10}"#,
        ),
        (
            "message Req { int32 a_b=1 [json_name=\"custom\"]; }",
            "custom=7",
            r#"{"custom":7}"#,
        ),
        (
            "message Req { int32 a_b=1 [json_name=\"custom\"]; }",
            "a_b=7",
            r#"{"custom":7}"#,
        ),
        (STATE, "state=ACTIVE", r#"{"state":"ACTIVE"}"#),
        (STATE, "state=1", r#"{"state":"ACTIVE"}"#),
        (
            STATE,
            "state=99&all=99&all=ACTIVE",
            r#"{"state":99,"all":[99,"ACTIVE"]}"#,
        ),
        (TYPES, "data=-_-_", r#"{"data":"+/+/"}"#),
        (TYPES, "data=YQ", r#"{"data":"YQ=="}"#),
        (TYPES, "data=YQ==", r#"{"data":"YQ=="}"#),
        (
            TYPES,
            "since=2024-01-01T01:00:00%2B01:00",
            r#"{"since":"2024-01-01T00:00:00Z"}"#,
        ),
        (
            TYPES,
            "ttl=1.5s&waits=1s&waits=-2s",
            r#"{"ttl":"1.500s","waits":["1s","-2s"]}"#,
        ),
        (
            TYPES,
            "updateMask=display_name,a.bC",
            r#"{"updateMask":"displayName,a.bC"}"#,
        ),
        (TYPES, "limit=5&title=", r#"{"limit":5,"title":""}"#),
        (TYPES, "limit.value=5", r#"{"limit":5}"#),
        (TYPES, "limit=0", r#"{"limit":0}"#),
        (TYPES, "q=", r#"{"q":""}"#),
        (TYPES, "q", r#"{"q":""}"#),
        (TYPES, "ratio=NaN", r#"{"ratio":"NaN"}"#),
        (
            TYPES,
            "with.dot=3&one.with.dot=4&one.one.dotted=5",
            r#"{"with.dot":3,"one":{"with.dot":4,"one":{"with.dot":5}}}"#,
        ),
        ("message Req { string q=1; }", "q=a+b", r#"{"q":"a b"}"#),
        ("message Req { string q=1; }", "q=a%2Bb%26c%3Dd%", ""),
        (
            "message Req { string q=1; }",
            "q=a%2Bb%26c%3Dd=e",
            r#"{"q":"a+b&c=d=e"}"#,
        ),
        (
            "message Req { string a=1; string b=2; }",
            "a=1;b=2",
            r#"{"a":"1;b=2"}"#,
        ),
        (
            "message Req { string a=1; string b=2; }",
            "&a=1&&b=2&",
            r#"{"a":"1","b":"2"}"#,
        ),
        ("message Req { string a=1; }", "%61=%C3%A9", r#"{"a":"é"}"#),
        (
            "message Req { Node node=1; } message Node { string v=1; Node next=2; }",
            "node.next.v=a&node.v=b&node.next.next.v=c",
            r#"{"node":{"v":"b","next":{"v":"a","next":{"v":"c"}}}}"#,
        ),
        (
            MESSAGES,
            "revision=2&sub.subfield=foo",
            r#"{"revision":"2","sub":{"subfield":"foo"}}"#,
        ),
        (
            "message Req { oneof k { A a=1; string b=2; } } message A { string x=1; string y=2; }",
            "a.x=1&a.y=2",
            r#"{"a":{"x":"1","y":"2"}}"#,
        ),
        (
            "proto2; message Req { optional group G = 1 { repeated int32 n = 2; } }",
            "g.n=1&g.n=2",
            r#"{"g":{"n":[1,2]}}"#,
        ),
    ] {
        let api = get(sketch);
        let target = format!("/v1/q?{query}");
        if json.is_empty() {
            api.fails(
                &target,
                "",
                "QUERY_PARAMETER_INVALID",
                "not followed by two hexadecimal digits",
            );
        } else {
            api.gives(&target, "", json);
        }
    }
}

#[test]
fn maps_of_scalars_are_set_by_brackets() {
    let api = get(MAPS);
    for (query, json) in [
        ("labels%5Benv%5D=prod", r#"{"labels":{"env":"prod"}}"#),
        (
            "labels[a]=1&labels[b]=2&labels[]=3",
            r#"{"labels":{"a":"1","b":"2","":"3"}}"#,
        ),
        (
            "labels[a.b]=1&labels[a]b]=2&labels[+]=3",
            r#"{"labels":{"a.b":"1","a]b":"2"," ":"3"}}"#,
        ),
        (
            "byNumber[1]=true&by_number[-1]=false",
            r#"{"byNumber":{"1":true,"-1":false}}"#,
        ),
        (
            "sub.counts[x]=1&sub.counts[y]=2&sub.s=z",
            r#"{"sub":{"counts":{"x":"1","y":"2"},"s":"z"}}"#,
        ),
    ] {
        api.gives(&format!("/v1/q?{query}"), "", json);
    }
    let (repeated, invalid) = ("QUERY_PARAMETER_REPEATED", "QUERY_PARAMETER_INVALID");
    for (query, reason, text) in [
        ("labels[a]=1&labels[a]=1", repeated, "is repeated"),
        (
            "labels[a]=1&labels[%61]=2",
            repeated,
            "the field \"labels[a]\" has one value",
        ),
        (
            "by_number[1]=true&byNumber[1]=true",
            repeated,
            "set the same field \"by_number[1]\"",
        ),
        (
            "labels=1",
            invalid,
            "set its entries, as in \"labels[KEY]=value\"",
        ),
        ("labels.a=1", invalid, "is a map"),
        ("by_number[x]=true", invalid, "expected an int32"),
        ("by_number[1]=1", invalid, "expected true or false"),
        ("subs[a]=1", invalid, "map of messages"),
        ("list[]=1", invalid, "is not a map"),
        ("name[a]=1", invalid, "is not a map"),
        (
            "labels[a=1",
            "QUERY_PARAMETER_UNKNOWN",
            "has no field \"labels[a\"",
        ),
        ("labels[a].b=1", "QUERY_PARAMETER_UNKNOWN", "has no field"),
    ] {
        api.fails(&format!("/v1/q?{query}"), "", reason, text);
    }
}

#[test]
fn wrong_parameters() {
    let (repeated, invalid) = ("QUERY_PARAMETER_REPEATED", "QUERY_PARAMETER_INVALID");
    let unknown = "QUERY_PARAMETER_UNKNOWN";
    for (sketch, query, reason, text) in [
        (
            "message Req { int64 n=1; }",
            "n=1&n=2",
            repeated,
            "the field \"n\" has one value; send it once",
        ),
        ("message Req { int64 n=1; }", "n=1&n=1", repeated, "\"n\""),
        (
            "message Req { int64 page_size=1; }",
            "page_size=1&pageSize=2",
            repeated,
            "\"page_size\" and \"pageSize\"",
        ),
        (
            TYPES,
            "limit=1&limit.value=1",
            repeated,
            "set the same field",
        ),
        (
            TYPES,
            "limit.value=1&limit=1",
            repeated,
            "set the same field",
        ),
        (
            TYPES,
            "since=2024-01-01T00:00:00Z&since.nanos=1",
            repeated,
            "set the same field",
        ),
        (TYPES, "one.q=&one.q=", repeated, "\"one.q\""),
        (STATE, "state=active", invalid, "did you mean \"ACTIVE\"?"),
        (TYPES, "flag=1", invalid, "expected true or false"),
        (TYPES, "flag", invalid, "expected true or false"),
        (TYPES, "ttl=1h30m", invalid, "expected a duration"),
        (TYPES, "q=%FF", invalid, "UTF-8"),
        (TYPES, "%FF=1", invalid, "UTF-8"),
        (TYPES, "q=%4", invalid, "hexadecimal"),
        (TYPES, "%zz", invalid, "hexadecimal"),
        (TYPES, "extra=1", invalid, "is a message"),
        (TYPES, "value=1", invalid, "is a message"),
        (TYPES, "empty=", invalid, "is a message"),
        (TYPES, "one=1", invalid, "\"one.FIELD=value\""),
        (TYPES, "more=1", invalid, "repeated message"),
        (TYPES, "more.q=1", invalid, "repeated message"),
        (TYPES, "q.x=1", unknown, "is no message"),
        (TYPES, "foo=1", unknown, "t.Req has no field \"foo\""),
        (TYPES, "one.limt=1", unknown, "did you mean \"limit\"?"),
        (TYPES, "Q=1", unknown, "did you mean \"q\"?"),
        (TYPES, "=1", unknown, "has no field \"\""),
        (TYPES, "one.=1", unknown, "has no field"),
        (TYPES, ".q=1", unknown, "has no field"),
        (
            "message Req { oneof k { string a=1; string b=2; } }",
            "a=1&b=2",
            "ONEOF_CONFLICT",
            "two fields of the oneof \"k\"",
        ),
        (
            "message Req { A x=1; } message A { oneof k { A a=1; string b=2; } string s=3; }",
            "x.a.s=1&x.b=2",
            "ONEOF_CONFLICT",
            "\"x.a.s\"",
        ),
    ] {
        get(sketch).fails(&format!("/v1/q?{query}"), "", reason, text);
    }
}

#[test]
fn parameters_are_limited_in_depth_and_number() {
    let sketch = "message Req { Req r=1; string v=2; repeated string many=3; }";
    let api = get(sketch);
    let path = |depth: usize| format!("/v1/q?{}v=x", "r.".repeat(depth - 1));
    assert!(api.json(&path(32), "").is_ok());
    api.fails(
        &path(33),
        "",
        "QUERY_PARAMETER_INVALID",
        "more than 32 names",
    );
    let many = |count: usize| format!("/v1/q?{}", vec!["many=x"; count].join("&"));
    assert!(api.json(&many(QUERY_PARAMETERS_MAX), "").is_ok());
    let reason = "QUERY_PARAMETERS_TOO_MANY";
    api.fails(&many(QUERY_PARAMETERS_MAX + 1), "", reason, "more than 512");
    let api = api.with(|options| options.query_parameters_max = 1);
    api.fails("/v1/q?v=1&alt=json", "", reason, "more than 1 ");
}

#[test]
fn only_listed_parameters_are_ignored() {
    let sketch = "message Req { string q=1; Sub sub=2; } message Sub { int32 alt=1; }";
    let api = get(sketch);
    let target = "/v1/q?q=a&%24alt=json&alt=%zz&$prettyPrint=1&prettyPrint&$.xgafv=2";
    api.gives(target, "", r#"{"q":"a"}"#);
    api.fails("/v1/q?q=a&foo=b", "", "QUERY_PARAMETER_UNKNOWN", "\"foo\"");
    let api = api.with(|options| options.ignored_query_parameters = vec!["api_key".into()]);
    api.gives("/v1/q?api_key=x&q=a", "", r#"{"q":"a"}"#);
    api.fails("/v1/q?alt=json", "", "QUERY_PARAMETER_UNKNOWN", "\"alt\"");
    let api = api.with(|options| options.unknown_query_parameters = UnknownParameters::Ignore);
    api.gives("/v1/q?foo=1&q=a&q.x=2&sub.alto=3", "", r#"{"q":"a"}"#);
    // What is known stays checked.
    api.fails("/v1/q?sub=1", "", "QUERY_PARAMETER_INVALID", "is a message");
    api.fails("/v1/q?sub.alt=x", "", "QUERY_PARAMETER_INVALID", "int32");
}

#[test]
fn a_field_goes_before_an_ignored_name() {
    get("message Req { double alt=1; }").gives("/v1/q?alt=12.5", "", r#"{"alt":12.5}"#);
}

#[test]
fn plus_is_a_space_by_option() {
    let api = get("message Req { string q=1; }").with(|options| options.plus_is_space = false);
    api.gives("/v1/q?q=a+b%20c", "", r#"{"q":"a+b c"}"#);
}

#[test]
fn what_the_path_binds_stays_what_the_path_says() {
    let api = Api::new(MESSAGES, "get: \"/v1/messages/{message_id}\"");
    for query in [
        "message_id=9",
        "messageId=9",
        "message%5Fid=",
        "message_id=1&message_id=9",
    ] {
        api.fails(
            &format!("/v1/messages/1?{query}"),
            "",
            "FIELD_BOUND_TWICE",
            "\"message_id\"",
        );
    }
    api.gives("/v1/messages/1?message_id=1", "", r#"{"messageId":"1"}"#);
    let twice = "/v1/messages/1?message_id=1&messageId=1";
    api.fails(twice, "", "QUERY_PARAMETER_REPEATED", "send it once");
    let api = api.with(|options| {
        options.ignored_query_parameters = vec!["message_id".into()];
        options.unknown_query_parameters = UnknownParameters::Ignore;
    });
    api.fails(
        "/v1/messages/1?message_id=9",
        "",
        "FIELD_BOUND_TWICE",
        "query parameter",
    );
}

#[test]
fn the_path_is_compared_by_value() {
    let api = Api::new(
        "message Req { int64 n=1; A a=2; } message A { bytes b=1; string s=2; }",
        "get: \"/{n}/{a.b}\"",
    );
    api.gives(
        "/0/YQ?n=-0&a.b=YQ%3D%3D&a.s=x",
        "",
        r#"{"a":{"b":"YQ==","s":"x"}}"#,
    );
    api.fails("/0/YQ?n=1", "", "FIELD_BOUND_TWICE", "\"n\"");
    api.fails("/1/YQ?n=0", "", "FIELD_BOUND_TWICE", "\"n\"");
    api.fails("/1/YQ?a.b=", "", "FIELD_BOUND_TWICE", "\"a.b\"");
    let sketch = "import \"google/protobuf/wrappers.proto\"; message Req { google.protobuf.Int32Value w=1; oneof k { string a=2; string b=3; } }";
    let api = Api::new(sketch, "get: \"/{w}/{a}\"");
    api.gives("/1/x?w=1&a=x", "", r#"{"w":1,"a":"x"}"#);
    api.fails("/1/x?w.value=1", "", "FIELD_BOUND_TWICE", "\"w\"");
    api.fails(
        "/1/x?b=1",
        "",
        "ONEOF_CONFLICT",
        "path parameter \"a\" and query parameter \"b\"",
    );
}

/// The fields that a query sets, by a plain reading of it: for string fields `a`, `b` and the list `c`.
fn oracle(query: &str) -> Option<Value> {
    let mut message = serde_json::Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decode = |text: &str| -> Option<String> {
            let mut bytes = Vec::new();
            let mut rest = text.bytes();
            while let Some(byte) = rest.next() {
                bytes.push(match byte {
                    b'+' => b' ',
                    b'%' => {
                        let digits = [rest.next()?, rest.next()?].map(char::from);
                        let [high, low] = digits.map(|digit| digit.to_digit(16));
                        u8::try_from(high? * 16 + low?).ok()?
                    }
                    other => other,
                });
            }
            String::from_utf8(bytes).ok()
        };
        let (name, value) = (decode(name)?, Value::from(decode(value)?));
        match name.as_str() {
            "a" | "b" => {
                if message.insert(name, value).is_some() {
                    return None;
                }
            }
            "c" => {
                let list = message.entry("c").or_insert(Value::Array(Vec::new()));
                list.as_array_mut().unwrap().push(value);
            }
            _ => return None,
        }
    }
    Some(message.into())
}

proptest! {
    #[test]
    fn any_query_is_read_or_refused(query in "[a-c.=&%+\\[\\]2460Ff;é$]{0,24}|.{0,40}") {
        thread_local! {
            static API: Api = get("message Req { optional string a=1; optional string b=2; repeated string c=3; map<string,string> m=4; Req r=5; }");
        }
        let target = format!("/v1/q?{query}");
        let seen = API.with(|api| api.json(&target, "")).ok();
        if let Some(expected) = oracle(&query) {
            prop_assert_eq!(seen, Some(expected));
        } else if let Some(seen) = seen {
            prop_assert!(query.contains(['m', 'r']) || query.contains('%'), "{} gives {}", query, seen);
        }
    }

    #[test]
    fn encoded_pairs_come_out_as_they_went_in(pairs in prop::collection::vec(".{0,12}", 0..6)) {
        thread_local! {
            static API: Api = get("message Req { repeated string c=1; map<string,string> m=2; }");
        }
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let query: Vec<_> = pairs.iter().enumerate().map(|(index, text)| {
            format!("c={}&m%5B{index}{}%5D=x", encode(text), encode(text))
        }).collect();
        let seen = API.with(|api| api.json(&format!("/v1/q?{}", query.join("&")), "")).unwrap();
        let keys: serde_json::Map<_, _> = pairs.iter().enumerate().map(|(index, text)| (format!("{index}{text}"), Value::from("x"))).collect();
        let mut expected = serde_json::Map::new();
        if !pairs.is_empty() {
            expected.insert("c".to_owned(), pairs.into());
            expected.insert("m".to_owned(), keys.into());
        }
        prop_assert_eq!(seen, Value::from(expected));
    }
}

#[test]
fn parameters_are_traced_to_their_fields() {
    let api = Api::new(
        "message Req { string id = 1; int32 page_size = 2; Sub sub = 3; map<string, string> labels = 4; Sub body = 5; } \
         message Sub { string a = 1; }",
        "post: \"/v1/{id=x/*}\" body: \"body\"",
    );
    let traced = |query: &str| {
        let parameters = api
            .plan
            .trace_query(&api.fixture.plans, query, &api.options);
        let shown = parameters.into_iter().map(|parameter| {
            let place = match parameter.place {
                ParameterPlace::Field(field) => field,
                ParameterPlace::Ignored => "ignored".to_owned(),
                ParameterPlace::Refused => "refused".to_owned(),
            };
            format!("{}={} {place}", parameter.name, parameter.value)
        });
        shown.collect::<Vec<_>>().join(", ")
    };
    for (query, expected) in [
        (
            "pageSize=1&page%5Fsize=x",
            "pageSize=1 page_size, page_size=x page_size",
        ),
        (
            "sub.a=b+c&labels[k]=v",
            "sub.a=b c sub.a, labels[k]=v labels[k]",
        ),
        (
            "alt=json&nope=1&body.a=1",
            "alt=json ignored, nope=1 refused, body.a=1 refused",
        ),
        ("%ff=%fe&sub=1", "%ff=%fe refused, sub=1 refused"),
        ("", ""),
    ] {
        assert_eq!(traced(query), expected, "{query}");
    }
    let captures = api.plan.trace_captures(&["x/%61%2Fb"], &api.options);
    let seen = captures
        .first()
        .map(|capture| (&*capture.field, capture.value.as_deref()));
    assert_eq!(seen, Some(("id", Some("x/a%2Fb"))));
    let broken = api.plan.trace_captures(&["x/%ff"], &api.options);
    assert_eq!(broken.first().map(|capture| &capture.value), Some(&None));
}

#[test]
fn unknown_parameters_are_captured_as_they_are_sent() {
    let check = |rule: &str, query: &str, expected: Option<&str>| {
        let capture = |options: &mut RequestOptions| {
            options.unknown_query_parameters = UnknownParameters::Capture;
        };
        let api = Api::new(MESSAGES, rule).with(capture);
        api.wire(&format!("/v1/q?{query}"), "").unwrap();
        let found = api
            .plan
            .unknown_parameters(&api.fixture.plans, query, &api.options);
        assert_eq!(found.as_deref(), expected, "{rule} {query}");
    };
    let get = r#"get: "/v1/q""#;
    check(get, "text=a&sub.subfield=b", None);
    check(get, "b=%2F+x&text=a&a&&c==&b=2", Some("b=%2F+x&a&c==&b=2"));
    check(get, "text.more=1&sub.no=2", Some("text.more=1&sub.no=2"));
    // The list goes first.
    check(get, "alt=json&%24alt=x", None);
    check(r#"post: "/v1/q" body: "*""#, "trace=1", Some("trace=1"));
}
