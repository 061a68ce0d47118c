//! Rules of strings, and of bytes, which are base64 in JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::pattern::{escape, shared};
use super::said::Said;
use crate::openapi::annotated::{BytesRules, KnownRegex, StringRules};

pub(super) fn string(said: &mut Said, rules: &StringRules) {
    said.set("const", rules.r#const.clone());
    // Both count characters.
    said.set("minLength", rules.len.or(rules.min_len));
    said.set("maxLength", rules.len.or(rules.max_len));
    let lengths = [rules.len_bytes, rules.min_bytes, rules.max_bytes];
    say_lengths(said, lengths, " in UTF-8");
    if let Some(pattern) = &rules.pattern {
        said.pattern(shared(pattern), of_re2(pattern));
    }
    if let Some(prefix) = &rules.prefix {
        let pattern = format!("^{}", escape(prefix));
        said.pattern(Some(pattern), format!("Begins with `{prefix}`."));
    }
    if let Some(suffix) = &rules.suffix {
        let pattern = format!("{}$", escape(suffix));
        said.pattern(Some(pattern), format!("Ends with `{suffix}`."));
    }
    if let Some(part) = &rules.contains {
        said.pattern(Some(escape(part)), format!("Contains `{part}`."));
    }
    said.list("enum", rules.r#in.iter().map(|text| json!(text)));
    if !rules.not_in.is_empty() {
        said.forbid(json!({"enum": rules.not_in}));
    }
    if let Some(part) = &rules.not_contains {
        said.forbid(json!({"type": "string", "pattern": escape(part)}));
    }
    well_known(said, rules);
    said.list("examples", rules.example.iter().map(|text| json!(text)));
}

fn well_known(said: &mut Said, rules: &StringRules) {
    for (is_set, format) in [
        (rules.email(), "email"),
        (rules.hostname(), "hostname"),
        (rules.ipv4(), "ipv4"),
        (rules.ipv6(), "ipv6"),
        (rules.uri(), "uri"),
        (rules.uri_ref(), "uri-reference"),
        (rules.uuid(), "uuid"),
    ] {
        said.set("format", is_set.then_some(format));
    }
    if rules.ip() {
        said.set("anyOf", Some(formats(&["ipv4", "ipv6"])));
    }
    if rules.address() {
        said.set("anyOf", Some(formats(&["hostname", "ipv4", "ipv6"])));
    }
    let is_strict = rules.strict.unwrap_or(true);
    for (is_set, pattern, sentence) in [
        (rules.tuuid(), "^[0-9a-fA-F]{32}$", "A UUID without dashes."),
        (
            rules.ulid(),
            "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$",
            "A ULID.",
        ),
        (
            rules.protobuf_fqn(),
            r"^[A-Za-z_][A-Za-z_0-9]*(\.[A-Za-z_][A-Za-z_0-9]*)*$",
            "A full name of protobuf, such as `pkg.Message`.",
        ),
        (
            rules.protobuf_dot_fqn(),
            r"^\.[A-Za-z_][A-Za-z_0-9]*(\.[A-Za-z_][A-Za-z_0-9]*)*$",
            "A full name of protobuf behind a dot, such as `.pkg.Message`.",
        ),
        (
            rules.well_known_regex() == KnownRegex::HttpHeaderName,
            match is_strict {
                true => r"^:?[0-9a-zA-Z!#$%&'*+-.^_|~\x60]+$",
                false => r"^[^\x00\x0A\x0D]+$",
            },
            "The name of an HTTP header.",
        ),
        (
            rules.well_known_regex() == KnownRegex::HttpHeaderValue,
            match is_strict {
                true => r"^[^\x00-\x08\x0A-\x1F\x7F]*$",
                false => r"^[^\x00\x0A\x0D]*$",
            },
            "The value of an HTTP header.",
        ),
    ] {
        if is_set {
            said.pattern(Some(pattern.to_owned()), sentence.to_owned());
        }
    }
    say_addresses(said, rules);
}

/// Forms that JSON Schema has no name for, and no pattern of a length that people read.
fn say_addresses(said: &mut Said, rules: &StringRules) {
    for (is_set, what, example) in [
        (
            rules.ip_with_prefixlen(),
            "An IP address and the length of its prefix",
            "192.168.5.21/16",
        ),
        (
            rules.ipv4_with_prefixlen(),
            "An IPv4 address and the length of its prefix",
            "192.168.5.21/16",
        ),
        (
            rules.ipv6_with_prefixlen(),
            "An IPv6 address and the length of its prefix",
            "2001:db8::1/64",
        ),
        (
            rules.ip_prefix(),
            "A prefix of IP addresses",
            "192.168.0.0/16",
        ),
        (
            rules.ipv4_prefix(),
            "A prefix of IPv4 addresses",
            "192.168.0.0/16",
        ),
        (
            rules.ipv6_prefix(),
            "A prefix of IPv6 addresses",
            "2001:db8::/64",
        ),
        (
            rules.host_and_port(),
            "A hostname or an IP address and a port",
            "example.com:8080",
        ),
    ] {
        if is_set {
            said.say(format!("{what}, such as `{example}`."));
        }
    }
}

/// The type is said again: generators take a choice without one for anything.
fn formats(names: &[&str]) -> Value {
    let choices = names
        .iter()
        .map(|name| json!({"type": "string", "format": name}));
    Value::Array(choices.collect())
}

fn of_re2(pattern: &str) -> String {
    format!("Matches `{pattern}`, in the syntax of RE2.")
}

/// Bytes, of which no keyword knows how many base64 has.
pub(super) fn bytes(said: &mut Said, rules: &BytesRules) {
    let json = |bytes: &Vec<u8>| json!(STANDARD.encode(bytes));
    said.set("const", rules.r#const.as_ref().map(json));
    said.list("enum", rules.r#in.iter().map(json));
    if !rules.not_in.is_empty() {
        let values: Vec<Value> = rules.not_in.iter().map(json).collect();
        said.forbid(json!({"enum": values}));
    }
    said.list("examples", rules.example.iter().map(json));
    say_lengths(said, [rules.len, rules.min_len, rules.max_len], "");
    if let Some(pattern) = &rules.pattern {
        said.say(of_re2(pattern));
    }
    for (words, part) in [
        ("Begins with", &rules.prefix),
        ("Ends with", &rules.suffix),
        ("Contains", &rules.contains),
    ] {
        if let Some(part) = part {
            let digits: Vec<String> = part.iter().map(|byte| format!("{byte:02x}")).collect();
            said.say(format!("{words} the bytes `{}`.", digits.join(" ")));
        }
    }
    for (is_set, what) in [
        (rules.ip(), "An IP address of 4 or 16 bytes."),
        (rules.ipv4(), "An IPv4 address of 4 bytes."),
        (rules.ipv6(), "An IPv6 address of 16 bytes."),
        (rules.uuid(), "A UUID of 16 bytes."),
    ] {
        if is_set {
            said.say(what.to_owned());
        }
    }
}

fn say_lengths(said: &mut Said, [exactly, min, max]: [Option<u64>; 3], of: &str) {
    for (words, length) in [("Exactly", exactly), ("At least", min), ("At most", max)] {
        match length {
            None => {}
            Some(1) => said.say(format!("{words} 1 byte{of}.")),
            Some(length) => said.say(format!("{words} {length} bytes{of}.")),
        }
    }
}
