//! What is wrong with the head of an HTTP/2 stream, beyond what the `h2` crate refuses by itself.

use http::header::{CONTENT_LENGTH, HOST};
use http::{HeaderMap, Method, request};

use super::Settings;
use super::refusal::Refusal;

/// Checks a head; whoever sends what is refused here may mean to be understood differently by two
/// servers on its way.
pub(super) fn refusal(head: &request::Parts, settings: &Settings) -> Option<Refusal> {
    let max = settings.header_count_max;
    if head.headers.len() > max {
        return Some(Refusal::TooManyHeaders { max });
    }
    let problem = check_authority(head)
        .and_then(|()| check_path(head))
        .and_then(|()| check_content_length(&head.headers));
    problem
        .err()
        .map(|problem| Refusal::Malformed(problem.to_owned()))
}

/// RFC 9113 §8.3.1, RFC 9112 §3.2 and RFC 9110 §4.2.4.
fn check_authority(head: &request::Parts) -> Result<(), &'static str> {
    let mut hosts = head.headers.get_all(HOST).iter();
    let host = hosts.next().map(|host| host.as_bytes());
    if hosts.next().is_some() {
        return Err("it has more than one Host");
    }
    let authority = head
        .uri
        .authority()
        .map(|authority| authority.as_str().as_bytes());
    if host
        .zip(authority)
        .is_some_and(|(host, authority)| host != authority)
    {
        return Err("Host is not what :authority says");
    }
    let Some(named) = authority.or(host) else {
        return Err("it has neither :authority nor Host");
    };
    if named.contains(&b'@') {
        return Err("its :authority holds a user name");
    }
    Ok(())
}

/// RFC 9113 §8.3.1: `:path` begins with a slash, or is the asterisk of OPTIONS.
fn check_path(head: &request::Parts) -> Result<(), &'static str> {
    let Some(path) = head.uri.path_and_query() else {
        // The target of CONNECT is its authority alone.
        return Ok(());
    };
    let path = path.as_str();
    let is_asterisk = path == "*" && head.method == Method::OPTIONS;
    if !path.starts_with('/') && !is_asterisk {
        return Err(":path does not begin with a slash");
    }
    // Without a way out of the loop it looks at many bytes at once.
    let is_control = |byte: u8| byte <= b' ' || byte == 0x7f;
    if path.bytes().fold(false, |any, byte| any | is_control(byte)) {
        return Err(":path holds a blank or a control character");
    }
    Ok(())
}

/// RFC 9110 §8.6: several lengths are one if they are the same.
fn check_content_length(headers: &HeaderMap) -> Result<(), &'static str> {
    let mut lengths = headers.get_all(CONTENT_LENGTH).iter();
    let Some(first) = lengths.next() else {
        return Ok(());
    };
    let all_digits = first.as_bytes().iter().all(u8::is_ascii_digit);
    if first.is_empty() || !all_digits || lengths.any(|other| other != first) {
        return Err("its Content-Length is not one number");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use http::Request;

    use super::*;

    fn check(method: &str, uri: &str, headers: &[(&str, &str)], expected: Option<&str>) {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let head = request.body(()).unwrap().into_parts().0;
        let found = refusal(&head, &Settings::default()).map(|refusal| refusal.to_string());
        let expected = expected.map(|problem| format!("the request is not HTTP: {problem}"));
        assert_eq!(found, expected, "{method} {uri} {headers:?}");
    }

    #[test]
    fn a_head_names_one_authority() {
        check("GET", "http://a/", &[], None);
        check("GET", "http://a/", &[("host", "a")], None);
        check("GET", "/", &[("host", "a:1")], None);
        let other = Some("Host is not what :authority says");
        check("GET", "http://a/", &[("host", "b")], other);
        let twice = Some("it has more than one Host");
        check("GET", "http://a/", &[("host", "a"), ("host", "a")], twice);
        check("GET", "/", &[], Some("it has neither :authority nor Host"));
        let user = Some("its :authority holds a user name");
        check("GET", "http://u@a/", &[], user);
        check("GET", "/", &[("host", "u:p@a")], user);
    }

    #[test]
    fn a_head_has_one_length() {
        let wrong = Some("its Content-Length is not one number");
        for (values, expected) in [
            (&["7"][..], None),
            (&["7", "7"], None),
            (&["7", "8"], wrong),
            (&["+7"], wrong),
            (&["7, 7"], wrong),
            (&[""], wrong),
        ] {
            let headers: Vec<_> = values
                .iter()
                .map(|value| ("content-length", *value))
                .collect();
            check("POST", "http://a/", &headers, expected);
        }
    }

    #[test]
    fn a_path_begins_with_a_slash() {
        check("OPTIONS", "*", &[("host", "a")], None);
        check("CONNECT", "a:1", &[], None);
        let relative = Some(":path does not begin with a slash");
        check("GET", "*", &[("host", "a")], relative);
    }
}
