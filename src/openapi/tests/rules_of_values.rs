//! Rules of protovalidate for one value, one at a time: those that are keywords, and those that are sentences.

use super::options::check_fields;
use super::*;

pub(super) fn check_rules(cases: &[(&str, &str, Value)]) {
    check_fields(cases, |text| format!("(options.rules) = {{ {text} }}"));
}

pub(super) fn says(sentences: &[&str]) -> Value {
    json!({"description": sentences.join("\n\n")})
}

#[test]
fn rules_of_numbers_are_keywords() {
    check_rules(&[
        ("int32", "int32: { const: 1 }", json!({"const": 1})),
        ("int32", "int32: { lt: 9 }", json!({"exclusiveMaximum": 9})),
        ("sint32", "sint32: { lte: 9 }", json!({"maximum": 9})),
        (
            "sfixed32",
            "sfixed32: { gt: 0 }",
            json!({"exclusiveMinimum": 0}),
        ),
        (
            "uint32",
            "uint32: { gte: 1 lte: 9 }",
            json!({"minimum": 1, "maximum": 9}),
        ),
        (
            "fixed32",
            "fixed32: { in: 1 in: 2 }",
            json!({"enum": [1, 2]}),
        ),
        (
            "int32",
            "int32: { not_in: 1 not_in: 2 }",
            json!({"not": {"enum": [1, 2]}}),
        ),
        ("int32", "int32: { example: 7 }", json!({"examples": [7]})),
        // NaN and the infinities are strings: a bound refuses those that are beyond it, and NaN.
        (
            "float",
            "float: { gte: 0.1 }",
            json!({"minimum": 0.1, "not": {"enum": ["NaN", "-Infinity"]}}),
        ),
        (
            "double",
            "double: { lt: 0.1 not_in: 0 }",
            json!({"exclusiveMaximum": 0.1,
                   "not": {"anyOf": [{"enum": ["NaN", "Infinity"]}, {"enum": [0]}]}}),
        ),
        (
            "double",
            "double: { lt: 1 gt: 2 }",
            json!({"not": {"anyOf": [{"enum": ["NaN"]}, {"type": "number", "minimum": 1, "maximum": 2}]}}),
        ),
        (
            "google.protobuf.DoubleValue",
            "double: { gte: 0 lte: 1 }",
            json!({"anyOf": null, "type": ["number", "null"], "format": "double", "minimum": 0, "maximum": 1}),
        ),
        (
            "float",
            "float: { const: 16777216 }",
            json!({"const": 16_777_216}),
        ),
        (
            "double",
            "double: { gt: 0 lt: 1 }",
            json!({"$ref": null, "type": "number", "format": "double", "exclusiveMinimum": 0, "exclusiveMaximum": 1}),
        ),
        (
            "double",
            "double: { in: inf in: 1 }",
            json!({"enum": ["Infinity", 1]}),
        ),
        ("double", "double: { lt: inf }", says(&["Less than inf."])),
        (
            "google.protobuf.Int32Value",
            "int32: { const: 1 }",
            json!({"enum": [1, null]}),
        ),
        (
            "google.protobuf.UInt32Value",
            "uint32: { in: 1 in: 2 }",
            json!({"enum": [1, 2, null]}),
        ),
        // The lower bound is above the upper one: what is between them is refused.
        (
            "int32",
            "int32: { lt: 5 gt: 9 }",
            json!({"not": {"type": "number", "minimum": 5, "maximum": 9}}),
        ),
        (
            "int32",
            "int32: { lte: 5 gte: 9 not_in: 1 }",
            json!({"not": {"anyOf": [
                {"enum": [1]},
                {"type": "number", "exclusiveMinimum": 5, "exclusiveMaximum": 9},
            ]}}),
        ),
        // The same bound twice is no such range: nothing is between.
        (
            "int32",
            "int32: { lt: 5 gt: 5 }",
            json!({"exclusiveMaximum": 5, "exclusiveMinimum": 5}),
        ),
        ("bool", "bool: { const: true }", json!({"const": true})),
        (
            "bool",
            "bool: { example: true }",
            json!({"examples": [true]}),
        ),
    ]);
}

#[test]
fn integers_of_64_bits_are_text_that_no_keyword_compares() {
    check_rules(&[
        (
            "int64",
            "int64: { gte: 5 lt: 9 }",
            says(&["Less than 9.", "At least 5."]),
        ),
        (
            "sint64",
            "sint64: { gt: 9 lte: 5 }",
            says(&["At most 5, or greater than 9."]),
        ),
        ("uint64", "uint64: { const: 1 }", json!({"const": "1"})),
        (
            "sint64",
            "sint64: { in: 1 in: 2 }",
            json!({"enum": ["1", "2"]}),
        ),
        (
            "fixed64",
            "fixed64: { not_in: 1 }",
            json!({"not": {"enum": ["1"]}}),
        ),
        ("int64", "int64: { example: 7 }", json!({"examples": ["7"]})),
        ("fixed64", "fixed64: { gt: 5 }", says(&["Greater than 5."])),
        ("sfixed64", "sfixed64: { lte: 5 }", says(&["At most 5."])),
        (
            "google.protobuf.Int64Value",
            "int64: { const: 1 gt: 0 }",
            json!({"description": "Greater than 0.", "enum": ["1", null]}),
        ),
    ]);
}

#[test]
fn rules_of_strings_are_keywords() {
    check_rules(&[
        ("string", "string: { const: 'a' }", json!({"const": "a"})),
        (
            "string",
            "string: { len: 3 }",
            json!({"minLength": 3, "maxLength": 3}),
        ),
        (
            "string",
            "string: { min_len: 3 max_len: 4 }",
            json!({"minLength": 3, "maxLength": 4}),
        ),
        (
            "string",
            "string: { pattern: '^a$' }",
            json!({"pattern": "^a$"}),
        ),
        (
            "string",
            "string: { prefix: 'a.' }",
            json!({"pattern": "^a\\."}),
        ),
        (
            "string",
            "string: { suffix: 'a' }",
            json!({"pattern": "a$"}),
        ),
        (
            "string",
            "string: { contains: 'a' }",
            json!({"pattern": "a"}),
        ),
        (
            "string",
            "string: { in: 'a' in: 'b' }",
            json!({"enum": ["a", "b"]}),
        ),
        (
            "string",
            "string: { not_in: 'a' }",
            json!({"not": {"enum": ["a"]}}),
        ),
        (
            "string",
            "string: { not_contains: 'a' }",
            json!({"not": {"type": "string", "pattern": "a"}}),
        ),
        (
            "string",
            "string: { example: 'a' example: 'b' }",
            json!({"examples": ["a", "b"]}),
        ),
        (
            "string",
            "string: { email: true }",
            json!({"format": "email"}),
        ),
        ("string", "string: { email: false }", json!({})),
        (
            "string",
            "string: { hostname: true }",
            json!({"format": "hostname"}),
        ),
        (
            "string",
            "string: { ipv4: true }",
            json!({"format": "ipv4"}),
        ),
        (
            "string",
            "string: { ipv6: true }",
            json!({"format": "ipv6"}),
        ),
        (
            "string",
            "string: { ip: true }",
            json!({"anyOf": [{"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"}]}),
        ),
        (
            "google.protobuf.StringValue",
            "string: { ip: true }",
            json!({"anyOf": [{"type": "string", "format": "ipv4"}, {"type": "string", "format": "ipv6"}, {"type": "null"}]}),
        ),
        (
            "string",
            "string: { address: true }",
            json!({"anyOf": [{"type": "string", "format": "hostname"}, {"type": "string", "format": "ipv4"},
                             {"type": "string", "format": "ipv6"}]}),
        ),
        ("string", "string: { uri: true }", json!({"format": "uri"})),
        (
            "string",
            "string: { uri_ref: true }",
            json!({"format": "uri-reference"}),
        ),
        (
            "string",
            "string: { uuid: true }",
            json!({"format": "uuid"}),
        ),
        (
            "string",
            "string: { tuuid: true }",
            json!({"pattern": "^[0-9a-fA-F]{32}$"}),
        ),
        (
            "string",
            "string: { ulid: true }",
            json!({"pattern": "^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$"}),
        ),
        (
            "string",
            "string: { protobuf_fqn: true }",
            json!({"pattern": "^[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*$"}),
        ),
        (
            "string",
            "string: { protobuf_dot_fqn: true }",
            json!({"pattern": "^\\.[A-Za-z_][A-Za-z_0-9]*(\\.[A-Za-z_][A-Za-z_0-9]*)*$"}),
        ),
        (
            "string",
            "string: { well_known_regex: KNOWN_REGEX_HTTP_HEADER_NAME }",
            json!({"pattern": "^:?[0-9a-zA-Z!#$%&'*+-.^_|~\\x60]+$"}),
        ),
        (
            "string",
            "string: { well_known_regex: KNOWN_REGEX_HTTP_HEADER_NAME strict: false }",
            json!({"pattern": "^[^\\x00\\x0A\\x0D]+$"}),
        ),
        (
            "string",
            "string: { well_known_regex: KNOWN_REGEX_HTTP_HEADER_VALUE }",
            json!({"pattern": "^[^\\x00-\\x08\\x0A-\\x1F\\x7F]*$"}),
        ),
        (
            "string",
            "string: { well_known_regex: KNOWN_REGEX_HTTP_HEADER_VALUE strict: false }",
            json!({"pattern": "^[^\\x00\\x0A\\x0D]*$"}),
        ),
    ]);
}

#[test]
fn rules_of_strings_without_a_keyword_are_sentences() {
    check_rules(&[
        (
            "string",
            "string: { len_bytes: 3 }",
            says(&["Exactly 3 bytes in UTF-8."]),
        ),
        (
            "string",
            "string: { min_bytes: 1 max_bytes: 4 }",
            says(&["At least 1 byte in UTF-8.", "At most 4 bytes in UTF-8."]),
        ),
        (
            "string",
            "string: { pattern: '(?i)a' }",
            says(&["Matches `(?i)a`, in the syntax of RE2."]),
        ),
        // There is one pattern.
        (
            "string",
            "string: { prefix: 'a' suffix: 'b' contains: 'c' tuuid: true }",
            json!({"pattern": "^a",
                   "description": "Ends with `b`.\n\nContains `c`.\n\nA UUID without dashes."}),
        ),
        (
            "string",
            "string: { ip_with_prefixlen: true }",
            says(&["An IP address and the length of its prefix, such as `192.168.5.21/16`."]),
        ),
        (
            "string",
            "string: { ipv4_with_prefixlen: true }",
            says(&["An IPv4 address and the length of its prefix, such as `192.168.5.21/16`."]),
        ),
        (
            "string",
            "string: { ipv6_with_prefixlen: true }",
            says(&["An IPv6 address and the length of its prefix, such as `2001:db8::1/64`."]),
        ),
        (
            "string",
            "string: { ip_prefix: true }",
            says(&["A prefix of IP addresses, such as `192.168.0.0/16`."]),
        ),
        (
            "string",
            "string: { ipv4_prefix: true }",
            says(&["A prefix of IPv4 addresses, such as `192.168.0.0/16`."]),
        ),
        (
            "string",
            "string: { ipv6_prefix: true }",
            says(&["A prefix of IPv6 addresses, such as `2001:db8::/64`."]),
        ),
        (
            "string",
            "string: { host_and_port: true }",
            says(&["A hostname or an IP address and a port, such as `example.com:8080`."]),
        ),
    ]);
}

#[test]
fn rules_of_bytes_compare_base64_and_say_the_rest() {
    check_rules(&[
        (
            "bytes",
            r"bytes: { const: '\x01\x02' }",
            json!({"const": "AQI="}),
        ),
        (
            "bytes",
            r"bytes: { in: '\x01' in: '' }",
            json!({"enum": ["AQ==", ""]}),
        ),
        (
            "bytes",
            r"bytes: { not_in: '\x01' }",
            json!({"not": {"enum": ["AQ=="]}}),
        ),
        (
            "bytes",
            r"bytes: { example: '\x01' }",
            json!({"examples": ["AQ=="]}),
        ),
        ("bytes", "bytes: { len: 3 }", says(&["Exactly 3 bytes."])),
        (
            "bytes",
            "bytes: { min_len: 1 max_len: 3 }",
            says(&["At least 1 byte.", "At most 3 bytes."]),
        ),
        (
            "bytes",
            "bytes: { pattern: '^a$' }",
            says(&["Matches `^a$`, in the syntax of RE2."]),
        ),
        (
            "bytes",
            r"bytes: { prefix: '\x01\xff' suffix: 'a' contains: 'b' }",
            says(&[
                "Begins with the bytes `01 ff`.",
                "Ends with the bytes `61`.",
                "Contains the bytes `62`.",
            ]),
        ),
        (
            "bytes",
            "bytes: { ip: true }",
            says(&["An IP address of 4 or 16 bytes."]),
        ),
        (
            "bytes",
            "bytes: { ipv4: true }",
            says(&["An IPv4 address of 4 bytes."]),
        ),
        (
            "bytes",
            "bytes: { ipv6: true }",
            says(&["An IPv6 address of 16 bytes."]),
        ),
        (
            "bytes",
            "bytes: { uuid: true }",
            says(&["A UUID of 16 bytes."]),
        ),
    ]);
}

#[test]
fn rules_of_enums_are_names() {
    check_rules(&[
        ("Kind", "enum: { const: 1 }", json!({"enum": ["SOME"]})),
        (
            "Kind",
            "enum: { in: 1 in: 2 }",
            json!({"enum": ["SOME", "MORE"]}),
        ),
        (
            "Kind",
            "enum: { not_in: 0 }",
            json!({"enum": ["SOME", "MORE"]}),
        ),
        (
            "Kind",
            "enum: { in: 1 in: 2 not_in: 1 }",
            json!({"enum": ["MORE"]}),
        ),
        (
            "Kind",
            "enum: { example: 2 }",
            json!({"examples": ["MORE"]}),
        ),
        // The names of all are in the type.
        ("Kind", "enum: { defined_only: true }", json!({})),
    ]);
}

#[test]
fn rules_of_well_known_types_are_text_and_sentences() {
    check_rules(&[
        (
            "google.protobuf.Duration",
            "duration: { const: { seconds: 5 } }",
            json!({"const": "5s"}),
        ),
        (
            "google.protobuf.Duration",
            "duration: { lt: { seconds: 5 } gte: { nanos: 500000000 } }",
            says(&["Less than 5s.", "At least 0.500s."]),
        ),
        (
            "google.protobuf.Duration",
            "duration: { lte: { seconds: 5 } gt: { seconds: 9 } }",
            says(&["At most 5s, or greater than 9s."]),
        ),
        (
            "google.protobuf.Duration",
            "duration: { in: { seconds: 5 } not_in: { seconds: -9 } example: { seconds: 5 } }",
            json!({"enum": ["5s"], "not": {"enum": ["-9s"]}, "examples": ["5s"]}),
        ),
        // Of no use, and nothing to fall over.
        (
            "google.protobuf.Duration",
            "duration: { lt: { seconds: -9223372036854775808 } gt: { nanos: -2147483648 } }",
            json!({}),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { const: { seconds: 1672444800 } }",
            json!({"const": "2022-12-31T00:00:00Z"}),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { lt: { seconds: 1 } gt: { seconds: 0 } }",
            says(&[
                "Before 1970-01-01T00:00:01Z.",
                "After 1970-01-01T00:00:00Z.",
            ]),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { lte: { seconds: 0 } gte: { seconds: 1 } }",
            says(&["Not after 1970-01-01T00:00:00Z, or not before 1970-01-01T00:00:01Z."]),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { lt: { seconds: 9223372036854775807 } example: { seconds: 0 } }",
            json!({"examples": ["1970-01-01T00:00:00Z"]}),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { lt_now: true within: { seconds: 3600 } }",
            says(&["Not in the future.", "Within 3600s of now."]),
        ),
        (
            "google.protobuf.Timestamp",
            "timestamp: { gt_now: true }",
            says(&["Not in the past."]),
        ),
        (
            "google.protobuf.Any",
            "any: { in: 'x/a.B' in: 'x/a.C' }",
            says(&["Of one of the types `x/a.B`, `x/a.C`."]),
        ),
        (
            "google.protobuf.Any",
            "any: { not_in: 'x/a.B' }",
            says(&["Of none of the types `x/a.B`."]),
        ),
        (
            "google.protobuf.FieldMask",
            "field_mask: { const: { paths: 'a_b' paths: 'c.d_e' } example: { paths: 'x' } }",
            json!({"const": "aB,c.dE", "examples": ["x"]}),
        ),
        (
            "google.protobuf.FieldMask",
            "field_mask: { in: 'a_b' in: 'c' not_in: 'd' }",
            says(&[
                "Names only `aB`, `c`, and what is within them.",
                "Names none of `d`, nor what is within them.",
            ]),
        ),
    ]);
}
