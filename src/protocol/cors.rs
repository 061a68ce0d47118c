//! CORS: which pages of other origins may call the API from a browser.
//!
//! Source: the Fetch standard, "HTTP CORS protocol". Which request is allowed is the browser's to
//! enforce; all that is done here is to tell it. A request whose origin is not allowed is served
//! like any other, and its page does not get to see the answer.

use std::time::Duration;

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderName,
    HeaderValue, ORIGIN, VARY,
};
use http::{Method, request};

/// What pages of other origins may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub origins: Vec<Origin>,
    /// Request headers that they may send, beside those that they always may.
    pub allowed_headers: Names,
    /// Headers of answers that they may read, beside those that they always may.
    pub exposed_headers: Names,
    /// How long a browser may remember what it was told. Firefox takes up to a day, Chrome up to
    /// two hours.
    pub max_age: Duration,
    /// Whether cookies, client certificates and HTTP authentication go along.
    pub credentials: bool,
}

/// Names of headers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    Any,
    Listed(Vec<HeaderName>),
}

/// An origin that is allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// `*`
    Any,
    /// `https://app.example.com`, as browsers write it, or `null`.
    Exactly(Box<str>),
    /// `https://*.example.com`: any name below that one.
    Below { scheme: Box<str>, domain: Box<str> },
}

/// Why a text is not an origin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is not an origin; expected SCHEME://HOST or SCHEME://HOST:PORT without a slash at the end, \
     such as \"https://app.example.com\" or \"https://*.example.com\", or \"*\" for every one"
)]
pub struct OriginError {
    text: String,
}

impl std::str::FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let refused = || OriginError {
            text: text.to_owned(),
        };
        match text {
            "*" => return Ok(Self::Any),
            "null" => return Ok(Self::Exactly(text.into())),
            _ => {}
        }
        // Browsers write origins in lower case.
        let lower = text.to_ascii_lowercase();
        let (scheme, host) = lower.split_once("://").ok_or_else(refused)?;
        let is_scheme = !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let name = host.strip_prefix("*.").unwrap_or(host);
        let is_host = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte));
        if !is_scheme || !is_host {
            return Err(refused());
        }
        Ok(if name.len() < host.len() {
            Self::Below {
                scheme: scheme.into(),
                domain: name.into(),
            }
        } else {
            Self::Exactly(lower.as_str().into())
        })
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Exactly(origin) => f.write_str(origin),
            Self::Below { scheme, domain } => write!(f, "{scheme}://*.{domain}"),
        }
    }
}

impl Origin {
    fn is(&self, origin: &[u8]) -> bool {
        match self {
            Self::Any => true,
            Self::Exactly(own) => own.as_bytes() == origin,
            Self::Below { scheme, domain } => {
                let host = origin
                    .strip_prefix(scheme.as_bytes())
                    .and_then(|rest| rest.strip_prefix(b"://"));
                let name = host.and_then(|host| host.strip_suffix(domain.as_bytes()));
                name.is_some_and(|name| name.len() > 1 && name.ends_with(b"."))
            }
        }
    }
}

/// The settings, as headers say them.
#[derive(Debug, Clone)]
pub struct Cors {
    origins: Box<[Origin]>,
    /// Every origin is allowed, and is told so by `*`.
    is_open: bool,
    /// `None`: those that are asked for.
    allowed_headers: Option<HeaderValue>,
    exposed_headers: Option<HeaderValue>,
    max_age: HeaderValue,
    credentials: bool,
}

const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const VARIES: HeaderValue = HeaderValue::from_static("Origin");
const PREFLIGHT_VARIES: HeaderValue =
    HeaderValue::from_static("Access-Control-Request-Method, Access-Control-Request-Headers");

impl Cors {
    pub fn new(settings: &Settings) -> Self {
        let list = |names: &Vec<HeaderName>| {
            let names: Vec<&str> = names.iter().map(HeaderName::as_str).collect();
            HeaderValue::try_from(names.join(", ")).ok()
        };
        Self {
            origins: settings.origins.clone().into(),
            is_open: settings.origins.contains(&Origin::Any) && !settings.credentials,
            allowed_headers: match &settings.allowed_headers {
                Names::Any => None,
                Names::Listed(names) => Some(list(names).unwrap_or(HeaderValue::from_static(""))),
            },
            exposed_headers: match &settings.exposed_headers {
                Names::Any => Some(ANY),
                Names::Listed(names) => list(names).filter(|value| !value.is_empty()),
            },
            max_age: HeaderValue::from(settings.max_age.as_secs()),
            credentials: settings.credentials,
        }
    }

    /// Adds to an answer's headers what the page that asked may do with it.
    pub fn expose(&self, request: &HeaderMap, answer: &mut HeaderMap) {
        if self.origins.is_empty() {
            return;
        }
        if !self.is_open {
            // RFC 9110 §12.5.5: a cache must not give one page what another one was told.
            answer.append(VARY, VARIES);
        }
        let Some(origin) = self.allowed(request) else {
            return;
        };
        let origin = if self.is_open { ANY } else { origin.clone() };
        // Instead of what a back end may say of it.
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        if self.credentials {
            answer.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
        if let Some(names) = &self.exposed_headers {
            answer.insert(ACCESS_CONTROL_EXPOSE_HEADERS, names.clone());
        }
    }

    /// What the answer to a preflight has beside what [`Self::expose`] adds to every one, if the
    /// request is a preflight and its origin is allowed. Whether what it asks for exists is for the
    /// request itself to find out.
    pub fn preflight(&self, head: &request::Parts) -> Option<HeaderMap> {
        if self.origins.is_empty() || head.method != Method::OPTIONS {
            return None;
        }
        let method = head.headers.get(ACCESS_CONTROL_REQUEST_METHOD)?;
        // The value goes back as it came, so it is one method, and no list of them.
        Method::from_bytes(method.as_bytes()).ok()?;
        self.allowed(&head.headers)?;
        let mut answer = HeaderMap::with_capacity(8);
        answer.insert(ACCESS_CONTROL_ALLOW_METHODS, method.clone());
        let asked = head.headers.get(ACCESS_CONTROL_REQUEST_HEADERS);
        if let Some(names) = self.allowed_headers.as_ref().or(asked) {
            answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
        }
        answer.insert(ACCESS_CONTROL_MAX_AGE, self.max_age.clone());
        answer.insert(VARY, PREFLIGHT_VARIES);
        Some(answer)
    }

    /// Whether the page that a request is from may make it.
    pub fn allows(&self, request: &HeaderMap) -> bool {
        self.allowed(request).is_some()
    }

    /// The origin of a request, if it is allowed.
    fn allowed<'h>(&self, request: &'h HeaderMap) -> Option<&'h HeaderValue> {
        let origin = request.get(ORIGIN)?;
        let is_origin = |own: &Origin| own.is(origin.as_bytes());
        self.origins.iter().any(is_origin).then_some(origin)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn settings(origins: &[&str]) -> Settings {
        let names = |text: &'static str| Names::Listed(vec![HeaderName::from_static(text)]);
        Settings {
            origins: origins.iter().map(|text| text.parse().unwrap()).collect(),
            allowed_headers: names("x-grpc-web"),
            exposed_headers: names("grpc-status"),
            max_age: Duration::from_secs(60),
            credentials: false,
        }
    }

    fn request(method: Method, headers: &[(HeaderName, &str)]) -> request::Parts {
        let mut head = http::Request::new(()).into_parts().0;
        head.method = method;
        for (name, value) in headers {
            head.headers.insert(name, value.parse().unwrap());
        }
        head
    }

    fn lines(headers: &HeaderMap) -> Vec<String> {
        let line = |(name, value): (&HeaderName, &HeaderValue)| {
            format!("{name}: {}", value.to_str().unwrap())
        };
        headers.iter().map(line).collect()
    }

    #[test]
    fn origins_are_written_as_browsers_write_them() {
        for (text, expected) in [
            ("*", Some("*")),
            ("null", Some("null")),
            ("https://app.example.com", Some("https://app.example.com")),
            (
                "HTTPS://App.Example.com:8443",
                Some("https://app.example.com:8443"),
            ),
            ("http://[::1]:3000", Some("http://[::1]:3000")),
            ("https://*.example.com", Some("https://*.example.com")),
            ("capacitor://localhost", Some("capacitor://localhost")),
            ("https://app.example.com/", None),
            ("https://app.example.com/path", None),
            ("app.example.com", None),
            ("https://", None),
            ("https://*.", None),
            ("https://*", None),
            ("https://a.*.com", None),
            ("://a", None),
            ("", None),
        ] {
            let origin = text.parse::<Origin>().ok();
            let shown = origin.as_ref().map(ToString::to_string);
            assert_eq!(shown.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_origins_that_are_allowed_are_told_so() {
        for (allowed, origin, expected) in [
            (&["https://a.com"][..], "https://a.com", true),
            (&["https://a.com"], "http://a.com", false),
            (&["https://a.com"], "https://a.com:8443", false),
            (&["https://a.com"], "https://b.a.com", false),
            (&["https://a.com"], "null", false),
            (&["https://a.com", "https://b.com"], "https://b.com", true),
            (&["https://*.a.com"], "https://b.a.com", true),
            (&["https://*.a.com"], "https://c.b.a.com", true),
            (&["https://*.a.com"], "https://a.com", false),
            (&["https://*.a.com"], "https://.a.com", false),
            (&["https://*.a.com"], "https://ba.com", false),
            (&["https://*.a.com"], "https://b.a.com.evil.com", false),
            (&["https://*.a.com:1"], "https://b.a.com:1", true),
            (&["null"], "null", true),
            (&["*"], "https://anything.example", true),
            (&[], "https://a.com", false),
        ] {
            let cors = Cors::new(&settings(allowed));
            let head = request(Method::GET, &[(ORIGIN, origin)]);
            let mut answer = HeaderMap::new();
            cors.expose(&head.headers, &mut answer);
            let found = answer.get(ACCESS_CONTROL_ALLOW_ORIGIN);
            assert_eq!(found.is_some(), expected, "{allowed:?} {origin}");
            let has_names = answer.contains_key(ACCESS_CONTROL_EXPOSE_HEADERS);
            assert_eq!(has_names, expected, "{allowed:?} {origin}");
            let preflight = request(
                Method::OPTIONS,
                &[(ORIGIN, origin), (ACCESS_CONTROL_REQUEST_METHOD, "PUT")],
            );
            assert_eq!(cors.preflight(&preflight).is_some(), expected);
        }
    }

    #[test]
    fn an_answer_says_what_it_depends_on() {
        let answer_to = |settings: &Settings, origin: Option<&str>| {
            let mut answer = HeaderMap::new();
            let head = request(Method::GET, &[]);
            let mut headers = head.headers;
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            Cors::new(settings).expose(&headers, &mut answer);
            lines(&answer)
        };
        let listed = settings(&["https://a.com"]);
        let expected = [
            "vary: Origin",
            "access-control-allow-origin: https://a.com",
            "access-control-expose-headers: grpc-status",
        ];
        assert_eq!(answer_to(&listed, Some("https://a.com")), expected);
        assert_eq!(answer_to(&listed, Some("https://b.com")), ["vary: Origin"]);
        assert_eq!(answer_to(&listed, None), ["vary: Origin"]);
        let open = settings(&["*"]);
        let expected = [
            "access-control-allow-origin: *",
            "access-control-expose-headers: grpc-status",
        ];
        assert_eq!(answer_to(&open, Some("https://b.com")), expected);
        assert_eq!(answer_to(&open, None), [""; 0]);
        assert_eq!(answer_to(&settings(&[]), Some("https://b.com")), [""; 0]);
        let mut trusting = listed;
        trusting.credentials = true;
        trusting.exposed_headers = Names::Listed(Vec::new());
        let expected = [
            "vary: Origin",
            "access-control-allow-origin: https://a.com",
            "access-control-allow-credentials: true",
        ];
        assert_eq!(answer_to(&trusting, Some("https://a.com")), expected);
    }

    #[test]
    fn a_preflight_is_told_what_may_follow() {
        let asked = |settings: &Settings| {
            let head = request(
                Method::OPTIONS,
                &[
                    (ORIGIN, "https://a.com"),
                    (ACCESS_CONTROL_REQUEST_METHOD, "LIST"),
                    (ACCESS_CONTROL_REQUEST_HEADERS, "x-a,x-b"),
                ],
            );
            lines(&Cors::new(settings).preflight(&head).unwrap())
        };
        let mut settings = settings(&["https://a.com"]);
        let expected = |headers: &str| {
            [
                "access-control-allow-methods: LIST".to_owned(),
                format!("access-control-allow-headers: {headers}"),
                "access-control-max-age: 60".to_owned(),
                "vary: Access-Control-Request-Method, Access-Control-Request-Headers".to_owned(),
            ]
        };
        assert_eq!(asked(&settings), expected("x-grpc-web"));
        settings.allowed_headers = Names::Any;
        assert_eq!(asked(&settings), expected("x-a,x-b"));
    }

    #[test]
    fn what_is_no_preflight_is_not_answered() {
        let cors = Cors::new(&settings(&["*"]));
        let origin = (ORIGIN, "https://a.com");
        let method = (ACCESS_CONTROL_REQUEST_METHOD, "GET");
        for (verb, headers) in [
            (Method::GET, &[origin.clone(), method.clone()][..]),
            (Method::OPTIONS, std::slice::from_ref(&origin)),
            (Method::OPTIONS, &[method]),
            (
                Method::OPTIONS,
                &[origin.clone(), (ACCESS_CONTROL_REQUEST_METHOD, "A, B")],
            ),
        ] {
            let head = request(verb, headers);
            assert!(cors.preflight(&head).is_none(), "{head:?}");
        }
    }
}
