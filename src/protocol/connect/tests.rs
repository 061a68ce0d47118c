#![allow(clippy::unwrap_used)]

use super::*;
use Form::{Get, Post, Stream};
use Format::{Json, Proto};

fn head(method: &str, target: &str, headers: &[(&str, &str)]) -> request::Parts {
    let mut request = http::Request::builder().method(method).uri(target);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

#[test]
fn the_head_tells_the_form() {
    for (method, content_type, expected) in [
        ("POST", "application/proto", Some(Post(Proto))),
        ("POST", "application/json", Some(Post(Json))),
        ("POST", "Application/JSON; charset=utf-8", Some(Post(Json))),
        ("POST", "application/json; charset=latin1", None),
        ("POST", "application/xml", None),
        ("POST", "application/vnd.a+json", None),
        ("POST", "text/json", None),
        ("POST", "", None),
        ("GET", "", Some(Get)),
        ("GET", "application/json", Some(Get)),
        ("POST", "application/connect+proto", Some(Stream(Proto))),
        ("POST", "application/CONNECT+json ;a=b", Some(Stream(Json))),
        ("GET", "application/connect+json", Some(Stream(Json))),
        ("POST", "application/connect+xml", None),
        ("POST", "application/connect+", None),
        ("POST", "application/connect", None),
    ] {
        let head = head(method, "/a.B/C", &[("content-type", content_type)]);
        assert_eq!(Form::of(&head).ok(), expected, "{method} {content_type}");
    }
    assert!(Form::of(&head("POST", "/a.B/C", &[])).is_err());
}

#[test]
fn requests_are_marked_or_may_be_connect_all_the_same() {
    const JSON: (&str, &str) = ("content-type", "application/json");
    for (method, target, headers, marked, unmarked) in [
        ("POST", "/a.B/C", &[JSON][..], false, true),
        (
            "POST",
            "/a.B/C",
            &[JSON, ("connect-protocol-version", "1")],
            true,
            true,
        ),
        (
            "POST",
            "/a.B/C",
            &[JSON, ("connect-protocol-version", "2")],
            true,
            true,
        ),
        (
            "POST",
            "/a.B/C",
            &[("content-type", "application/connect+json")],
            true,
            false,
        ),
        (
            "POST",
            "/a.B/C",
            &[("content-type", "text/plain")],
            false,
            false,
        ),
        ("POST", "/a.B/C?connect=v1", &[JSON], false, true),
        ("GET", "/a.B/C?connect=v1", &[], true, false),
        ("GET", "/a.B/C?x=connect=v1", &[], false, false),
        ("GET", "/a.B/C?connect=v2", &[], false, false),
        (
            "GET",
            "/a.B/C?message=%7B%7D&encoding=json",
            &[],
            false,
            true,
        ),
        ("GET", "/a.B/C?message=%7B%7D", &[], false, false),
        ("GET", "/a.B/C", &[], false, false),
        ("PUT", "/a.B/C", &[JSON], false, false),
    ] {
        let head = head(method, target, headers);
        let found = (is_marked(&head), may_be_unmarked(&head));
        assert_eq!(found, (marked, unmarked), "{method} {target} {headers:?}");
    }
}

#[test]
fn the_version_is_1_where_it_is_named() {
    const NAME: &str = "connect-protocol-version";
    for (method, target, version, lenient, required) in [
        ("POST", "/", Some("1"), true, true),
        ("POST", "/", None, true, false),
        ("POST", "/", Some("2"), false, false),
        ("POST", "/", Some(""), false, false),
        ("GET", "/?connect=v1", None, true, true),
        ("GET", "/?a=b", None, true, false),
        ("GET", "/?connect=v2", None, false, false),
        // Of a GET the query decides.
        ("GET", "/?connect=v1", Some("7"), true, true),
    ] {
        let headers: Vec<_> = version.map(|version| (NAME, version)).into_iter().collect();
        let head = head(method, target, &headers);
        let found = [false, true].map(|required| check_version(&head, required).is_ok());
        assert_eq!(found, [lenient, required], "{method} {target} {version:?}");
    }
}

#[test]
fn timeouts_are_one_to_ten_digits() {
    for (value, expected) in [
        ("0", Some(0)),
        ("1", Some(1)),
        ("0250", Some(250)),
        ("9999999999", Some(9_999_999_999)),
        ("99999999999", None),
        ("", None),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1s", None),
    ] {
        let headers = head("POST", "/", &[("connect-timeout-ms", value)]).headers;
        let found = timeout(&headers).ok().flatten();
        assert_eq!(found, expected.map(Duration::from_millis), "{value:?}");
    }
    assert_eq!(timeout(&HeaderMap::new()), Ok(None));
}

#[test]
fn queries_hold_a_message() {
    let query = |format, coding, message: &'static [u8]| Query {
        format,
        coding,
        message: Bytes::from_static(message),
    };
    let missing = |name| Err(QueryError::Missing { name });
    let repeated = |name| Err(QueryError::Repeated { name });
    for (text, expected) in [
        ("message=%7B%7D&encoding=json", Ok(query(Json, None, b"{}"))),
        (
            "connect=v1&base64=1&encoding=proto&message=CgNhL2I",
            Ok(query(Proto, None, b"\n\x03a/b")),
        ),
        (
            "encoding=proto&message=CgNhL2I%3D&base64=1",
            Ok(query(Proto, None, b"\n\x03a/b")),
        ),
        (
            "encoding=proto&message=-_8&base64=1",
            Ok(query(Proto, None, b"\xfb\xff")),
        ),
        (
            "encoding=proto&message=%FB&base64=0",
            Ok(query(Proto, None, b"\xfb")),
        ),
        (
            "encoding=json&message=&compression=gzip",
            Ok(query(Json, Some(Coding::Gzip), b"")),
        ),
        (
            "encoding=json&message=a+b&compression=identity&other=1",
            Ok(query(Json, None, b"a b")),
        ),
        ("encoding=json&message=100%", Ok(query(Json, None, b"100%"))),
        ("message=x", missing("encoding")),
        ("encoding=json", missing("message")),
        ("", missing("encoding")),
        (
            "encoding=json&encoding=json&message=x",
            repeated("encoding"),
        ),
        ("encoding=json&message=x&message=y", repeated("message")),
        ("encoding=json&message=!&base64=1", Err(QueryError::Base64)),
        (
            "encoding=json&message=+/8&base64=1",
            Err(QueryError::Base64),
        ),
        (
            "encoding=xml&message=x",
            Err(unsupported(b"xml", UNARY_TYPES).into()),
        ),
        (
            "encoding=json&message=x&compression=lzw",
            Err(unknown_coding(b"lzw", true).into()),
        ),
        (
            "encoding=json&message=x&compression=",
            Err(unknown_coding(b"", true).into()),
        ),
    ] {
        assert_eq!(Query::read(text, true), expected, "{text}");
    }
    let refused = Query::read("encoding=json&message=x&compression=gzip", false);
    assert_eq!(refused, Err(unknown_coding(b"gzip", false).into()));
}

#[test]
fn trailers_are_headers_behind_a_prefix() {
    let trailers = head(
        "POST",
        "/",
        &[("cost", "3"), ("cost", "4"), ("trace-bin", "AAE")],
    )
    .headers;
    let mut headers = head("POST", "/", &[("cost", "1")]).headers;
    append_trailers(&trailers, &mut headers);
    let costs: Vec<_> = headers.get_all("trailer-cost").iter().collect();
    assert_eq!(costs, ["3", "4"]);
    assert_eq!(
        (&headers["cost"], &headers["trailer-trace-bin"]),
        (&"1".parse().unwrap(), &"AAE".parse().unwrap())
    );
}
