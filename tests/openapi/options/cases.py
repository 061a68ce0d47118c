"""The fields with rules, and the values that are given to them."""

UUID = "2f5f5bd6-6ee2-4d6a-8f3b-3f3a2b7a1c11"
TEXTS = [
    "", "a", "b", "ab", "abc", "abcd", "xay", "a.b", "aXb", "AB", "é", "ééé", "日本語", "😀", "😀😀😀", "a b", "a\nb", "a\x00", "a\tb",
    "user@example.com", "user", "example.com", "-example", "192.168.0.1", "192.168.0", "300.1.1.1", "::1", "2001:db8::1", ":::",
    "http://example.com/a?b#c", "://", "./a", UUID, UUID.upper(), UUID[1:], UUID.replace("-", ""), "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "pkg.v1.Name", ".pkg.v1.Name", "pkg..Name", "1pkg",
    "X-Header", ":path", "x header", "192.168.5.21/16", "192.168.0.0/16", "2001:db8::/64", "2001:db8::1/64", "example.com:80",
    "example.com:99999", "(", "[x]", "a{2}", "a-b_c", "A-1", "é1",
]
WHOLE = [-10, -1, 0, 1, 2, 4, 5, 6, 9, 10, 11]
REAL = [*WHOLE, 0.1, 4.9, 5.1, "NaN", "Infinity", "-Infinity"]
BYTES = ["", "YQ==", "YWI=", "YWJj", "AQI=", "AQIDBA==", "MTIzNDU2Nzg5MDEyMzQ1Ng=="]
TIMES = ["-1s", "0s", "4.5s", "5s", "5.000000001s", "7s", "10s", "11s"]
MOMENTS = ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "1970-01-01T00:00:05Z", "2999-01-01T00:00:00Z"]
UNSIGNED = [value for value in WHOLE if value >= 0]

VALUES = {
    "string": TEXTS,
    "optional string": TEXTS,
    "google.protobuf.StringValue": [None, *TEXTS],
    "bytes": BYTES,
    "optional bytes": BYTES,
    "bool": [True, False],
    "google.protobuf.BoolValue": [None, True, False],
    "Kind": ["NONE", "SOME", "MORE"],
    "google.protobuf.Duration": TIMES,
    "google.protobuf.Timestamp": MOMENTS,
    "google.protobuf.FieldMask": ["", "a", "aB", "aB.c", "a,aB", "d"],
    "google.protobuf.Any": [
        {"@type": "type.googleapis.com/google.protobuf.Duration", "value": "1s"},
        {"@type": "type.googleapis.com/google.protobuf.StringValue", "value": "a"},
    ],
    "repeated string": [[], ["a"], ["a", "a"], ["a", "b"], ["", "a", "b"], ["abc", "abcd", "x"]],
    "repeated int32": [[], [1], [1, 1], [0, 7], [5, 6, 7]],
    "repeated Kind": [[], ["NONE"], ["SOME", "MORE"], ["SOME", "SOME"]],
    "repeated google.protobuf.Int32Value": [[], [1], [7, 8]],
    "map<string, int32>": [{}, {"a": 1}, {"ab": 7}, {"a": 1, "b": 2}, {"a": 9, "b": 8, "c": 7}],
    "map<int32, string>": [{}, {"1": "a"}, {"7": "ab"}, {"1": "a", "2": "b"}],
    "map<bool, string>": [{}, {"true": "a"}, {"false": "a"}],
    "google.protobuf.DoubleValue": [None, *REAL],
    "google.protobuf.Int64Value": [None, *[str(value) for value in WHOLE]],
    "google.protobuf.UInt32Value": [None, *UNSIGNED],
}
for kind in ["float", "double"]:
    VALUES[kind] = REAL
for kind in ["int32", "sint32", "sfixed32", "google.protobuf.Int32Value"]:
    VALUES[kind] = [None, *WHOLE] if "." in kind else WHOLE
for kind in ["uint32", "fixed32"]:
    VALUES[kind] = UNSIGNED
for kind in ["int64", "sint64", "sfixed64"]:
    VALUES[kind] = [str(value) for value in WHOLE]
for kind in ["uint64", "fixed64"]:
    VALUES[kind] = [str(value) for value in UNSIGNED]

FIELD = "(buf.validate.field)"
IF_SET = f"{FIELD}.ignore = IGNORE_IF_ZERO_VALUE"
ALWAYS = f"{FIELD}.ignore = IGNORE_ALWAYS"

CASES: list[tuple[str, str]] = []


def add(declaration: str, *rules: str) -> None:
    """Each of these rules by itself, and where it does not hold for a field that is not set."""
    for rule in rules:
        CASES.append((declaration, f"{FIELD}.{rule}"))
        if not declaration.startswith(("google", "optional")):
            CASES.append((declaration, f"{FIELD}.{rule}, {IF_SET}"))


for kind in "float double int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64".split():
    add(kind, *[f"{kind}.{rule}" for rule in ["const = 5", "lt = 5", "lte = 5", "gt = 5", "gte = 5"]])
    for rule in ["gt: 5 lt: 10", "gte: 5 lte: 10", "gt: 10 lt: 5", "gte: 10 lte: 5", "gt: 5 lt: 5", "in: [1, 5]", "not_in: [1, 5]",
                 "gt: 10 lte: 5 not_in: [1, 11]", "gte: 5 example: 5"]:
        add(kind, f"{kind} = {{ {rule} }}")
for kind in ["float", "double"]:
    add(kind, f"{kind}.finite = true", f"{kind} = {{ finite: true gt: 5 }}", f"{kind}.const = 0.1", f"{kind}.gte = 0.1",
        f"{kind}.lt = inf", f"{kind} = {{ in: [inf, 5] }}")
add("google.protobuf.DoubleValue", "double.finite = true", "double.gt = 5", "double.const = 5", "double = { gt: 10 lt: 5 }")
add("google.protobuf.Int32Value", "int32.const = 5", "int32 = { in: [1, 5] }", "int32 = { not_in: [1, 5] }", "int32.gt = 5",
    "int32 = { gt: 10 lt: 5 }")
add("google.protobuf.Int64Value", "int64.const = 5", "int64 = { in: [1, 5] }", "int64 = { not_in: [1, 5] }", "int64.gt = 5")
add("google.protobuf.UInt32Value", "uint32.const = 5")
add("bool", "bool.const = true", "bool.const = false", "bool.example = true")
add("google.protobuf.BoolValue", "bool.const = true")
STRINGS = [
    'const = "a"', "len = 3", "min_len = 3", "max_len = 3", "len_bytes = 3", "min_bytes = 3", "max_bytes = 3",
    'pattern = "^[a-z]+$"', 'pattern = "(?i)^a"', 'pattern = "^[\\\\w\\\\-\\\\.]+$"', 'pattern = "a{,2}|\\\\A[[]"', 'prefix = "a"',
    'prefix = "a."', 'suffix = "b"', 'contains = "a"', 'not_contains = "a"', "email = true", "email = false", "hostname = true",
    "ip = true", "ipv4 = true", "ipv6 = true", "uri = true", "uri_ref = true", "address = true", "uuid = true", "tuuid = true",
    "ip_with_prefixlen = true", "ipv4_with_prefixlen = true", "ipv6_with_prefixlen = true", "ip_prefix = true",
    "ipv4_prefix = true", "ipv6_prefix = true", "host_and_port = true", "ulid = true", "protobuf_fqn = true",
    "protobuf_dot_fqn = true", "well_known_regex = KNOWN_REGEX_HTTP_HEADER_NAME",
    "well_known_regex = KNOWN_REGEX_HTTP_HEADER_VALUE", 'example = "a"',
]
add("string", *[f"string.{rule}" for rule in STRINGS])
for rule in ['in: ["a", "ab"]', 'not_in: ["a", "ab"]', 'not_in: ["ab"] not_contains: "x"', 'prefix: "a" suffix: "b"',
             'pattern: "^a" contains: "b"', "min_len: 2 max_len: 3",
             "well_known_regex: KNOWN_REGEX_HTTP_HEADER_NAME strict: false",
             "well_known_regex: KNOWN_REGEX_HTTP_HEADER_VALUE strict: false"]:
    add("string", f"string = {{ {rule} }}")
    add("optional string", f"string = {{ {rule} }}")
    add("google.protobuf.StringValue", f"string = {{ {rule} }}")
for rule in ['const = "a"', "len = 3", "ip = true", "address = true", "uuid = true", 'not_contains = "a"', 'pattern = "^a"']:
    add("google.protobuf.StringValue", f"string.{rule}")
add("bytes", 'bytes.const = "ab"', "bytes.len = 2", "bytes.min_len = 2", "bytes.max_len = 2", 'bytes.pattern = "^a"',
    'bytes.prefix = "a"', 'bytes.suffix = "b"', 'bytes.contains = "b"', 'bytes = { in: ["ab", "a"] }',
    'bytes = { not_in: ["ab", "a"] }', "bytes.ip = true", "bytes.ipv4 = true", "bytes.ipv6 = true", "bytes.uuid = true",
    'bytes.example = "a"')
add("Kind", "enum.const = 1", "enum.defined_only = true", "enum = { in: [1, 2] }", "enum = { not_in: [0, 1] }",
    "enum = { in: [1, 2] not_in: [1] }", "enum.example = 1")
add("google.protobuf.Duration", "duration.const = { seconds: 5 }", "duration.lt = { seconds: 5 }", "duration.lte = { seconds: 5 }",
    "duration.gt = { seconds: 5 }", "duration.gte = { seconds: 5 }", "duration = { in: [{ seconds: 5 }, { seconds: 7 }] }",
    "duration = { not_in: [{ seconds: 5 }, { seconds: 7 }] }", "duration = { gt: { seconds: 10 } lt: { seconds: 5 } }",
    "duration.example = { seconds: 5 }")
add("google.protobuf.Timestamp", "timestamp.const = { seconds: 5 }", "timestamp.lt = { seconds: 5 }",
    "timestamp.lte = { seconds: 5 }", "timestamp.gt = { seconds: 5 }", "timestamp.gte = { seconds: 5 }", "timestamp.lt_now = true",
    "timestamp.gt_now = true", "timestamp.within = { seconds: 5 }", "timestamp.example = { seconds: 5 }")
add("google.protobuf.FieldMask", 'field_mask.const = { paths: ["a", "a_b"] }', 'field_mask = { in: ["a", "a_b"] }',
    'field_mask = { not_in: ["a", "a_b"] }', 'field_mask.example = { paths: "a" }')
add("google.protobuf.Any", 'any = { in: ["type.googleapis.com/google.protobuf.Duration"] }',
    'any = { not_in: ["type.googleapis.com/google.protobuf.Duration"] }')
add("repeated string", "repeated.min_items = 2", "repeated.max_items = 2", "repeated.unique = true",
    "repeated.items = { string: { min_len: 1 } }", 'repeated.items = { string: { const: "abc" } ignore: IGNORE_IF_ZERO_VALUE }',
    "repeated.items = { string: { min_len: 9 } ignore: IGNORE_ALWAYS }")
add("repeated int32", "repeated.items = { int32: { gt: 5 } }", "repeated.items = { int32: { gt: 5 } ignore: IGNORE_IF_ZERO_VALUE }")
add("repeated Kind", "repeated.items = { enum: { not_in: [0] } }", "repeated.unique = true")
add("repeated google.protobuf.Int32Value", "repeated.items = { int32: { gt: 5 } }")
add("map<string, int32>", "map.min_pairs = 2", "map.max_pairs = 2", "map.keys = { string: { len: 1 } }",
    "map.values = { int32: { gt: 5 } }", 'map.keys = { cel: { id: "x" expression: "this != \'a\'" message: "Is not a." } }')
add("map<int32, string>", "map.keys = { int32: { gt: 5 } }", "map.keys = { int32: { in: [1, 2] } }",
    "map.values = { string: { min_len: 2 } }")
add("map<bool, string>", "map.keys = { bool: { const: true } }")
for declaration, rule in [("string", "string.min_len = 3"), ("int32", "int32.gt = 5"), ("repeated string", "repeated.min_items = 9")]:
    CASES.append((declaration, f"{FIELD}.{rule}, {ALWAYS}"))
add("int32", 'cel = { id: "x" message: "Is odd." expression: "this % 2 == 1" }', 'cel_expression = "this % 2 == 1"')

# Messages with rules for several fields, and their values.
ONE = "option (buf.validate.message).oneof"
MUST = "option (buf.validate.oneof).required = true;"
PRESENT = "optional string a = 1; optional int32 b = 2; google.protobuf.StringValue c = 3;"
IMPLICIT = "string a = 1; int32 b = 2; repeated string c = 3;"
OBJECTS = [
    {}, {"a": "x"}, {"b": 1}, {"c": "x"}, {"a": "", "b": 1}, {"a": "x", "c": "x"}, {"b": 1, "c": "x"}, {"a": "x", "b": 1, "c": "x"},
    {"id": "x"}, {"id": "x", "a": "x"}, {"d": 1}, {"a": "x", "d": 1}, {"c": ["x"]},
    {"a": "x", "c": ["x"]}, {"a": "x", "c": []}, {"b": 0, "c": []},
]
WITH_NULL = [*OBJECTS, {"c": None}, {"a": "x", "c": None}]
MESSAGES = [
    (f"{ONE} = {{ fields: ['a', 'b', 'c'] }}; {PRESENT}", WITH_NULL),
    (f"{ONE} = {{ fields: ['a', 'b', 'c'], required: true }}; {PRESENT}", WITH_NULL),
    (f"{ONE} = {{ fields: ['a', 'b'] }}; {ONE} = {{ fields: ['a', 'c'] }}; {PRESENT}", WITH_NULL),
    (f"{ONE} = {{ fields: ['a', 'b', 'c'], required: true }}; {IMPLICIT}", OBJECTS),
    (f"oneof x {{ {MUST} string a = 1; int32 b = 2; google.protobuf.StringValue c = 3; }} string id = 4;", WITH_NULL),
    (f"oneof x {{ {MUST} string a = 1; int32 b = 2; }}", OBJECTS),
    (f"oneof x {{ {MUST} string a = 1; int32 b = 2; }} oneof y {{ {MUST} string id = 3; int32 d = 4; }}", OBJECTS),
    ("oneof x { string a = 1; int32 b = 2; google.protobuf.StringValue c = 3; } string id = 4;", WITH_NULL),
    ("string a = 1 [(buf.validate.field) = { required: true }];", OBJECTS),
    ("optional string a = 1 [(buf.validate.field) = { required: true, ignore: IGNORE_ALWAYS }];", OBJECTS),
    ("option (buf.validate.message).cel_expression = 'this.b > 0'; int32 b = 1;", OBJECTS),
]

# The last label of a hostname is not digits alone for protovalidate; the package that knows them here takes it.
# Words of ECMAScript are ASCII as those of RE2 are, and not as those of Python.
DISAGREEMENTS = {
    "hostname = true": ["192.168.0.1", "192.168.0", "300.1.1.1"],
    "address = true": ["192.168.0", "300.1.1.1"],
    "\\\\w": ["é", "ééé", "日本語", "é1"],
}
