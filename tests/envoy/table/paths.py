"""Path variables of each type, with ordinary values, values at the edge, and values that are none."""

from .request import Request, get

INTEGERS = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "sint32": (-(2**31), 2**31 - 1),
    "sint64": (-(2**63), 2**63 - 1),
    "fixed32": (0, 2**32 - 1),
    "fixed64": (0, 2**64 - 1),
    "sfixed32": (-(2**31), 2**31 - 1),
    "sfixed64": (-(2**63), 2**63 - 1),
}

VALUES = {
    "string": {"word": "abc", "number": "12", "null": "null"},
    "double": {
        "fraction": "1.5",
        "exponent": "1e3",
        "negative": "-0.25",
        "nan": "NaN",
        "infinity": "-Infinity",
        "lower-nan": "nan",
        "inf": "inf",
        "too-large": "1e400",
        "word": "abc",
        "hex": "0x10",
    },
    "float": {"fraction": "0.1", "max": "3.4028235e38", "too-large": "1e39", "integer": "16777217", "nan": "NaN"},
    "bool": {"true": "true", "false": "false", "upper": "TRUE", "one": "1", "zero": "0", "short": "t"},
    "bytes": {"padded": "aGk%3D", "unpadded": "aGk", "url-safe": "-_-_", "standard": "%2B%2F%2B%2F", "broken": "a", "not-base64": "%21"},
    "genre": {"name": "GENRE_POETRY", "number": "4", "unknown-number": "77", "unknown-name": "GENRE_NONE", "lower": "genre_poetry"},
    "timestamp": {
        "seconds": "2026-01-02T03:04:05Z",
        "fraction": "2026-01-02T03:04:05.678Z",
        "offset": "2026-01-02T03:04:05%2B02:00",
        "lower": "2026-01-02t03:04:05z",
        "no-zone": "2026-01-02T03:04:05",
        "no-such-day": "2026-02-30T00:00:00Z",
        "too-late": "10000-01-01T00:00:00Z",
        "date": "2026-01-02",
    },
    "duration": {
        "seconds": "3s",
        "fraction": "1.5s",
        "negative": "-0.5s",
        "nanos": "0.000000001s",
        "go": "1m30s",
        "no-unit": "3",
        "too-long": "315576000001s",
    },
    "mask": {"one": "stringValue", "two": "stringValue,child.int32Value", "snake": "string_value", "invalid": "a..b"},
    "int64_wrapper": {"number": "9007199254740993", "word": "abc", "null": "null"},
    "bool_wrapper": {"true": "true", "false": "false"},
    "string_wrapper": {"word": "abc", "quoted": "%22abc%22"},
    "optional": {"zero": "0", "number": "5"},
    "choice": {"zero": "0", "number": "5"},
}


def requests() -> list[Request]:
    cases = []
    for kind, (least, most) in INTEGERS.items():
        values = {"number": "42", "least": str(least), "most": str(most), "below": str(least - 1), "above": str(most + 1)}
        cases += of_type(kind, values)
    cases += of_type(
        "int32",
        {
            "word": "abc",
            "fraction": "1.5",
            "whole-fraction": "1.0",
            "exponent": "1e2",
            "plus": "%2B5",
            "leading-zero": "007",
            "hex": "0x10",
            "space": "%205",
            "minus-zero": "-0",
        },
    )
    for kind, values in VALUES.items():
        cases += of_type(kind, values)
    many = "/lab/v1/path/many/7/GENRE_HISTORY/true"
    return cases + [
        get("path/many", f"{many}:check"),
        get("path/many-no-verb", many),
        get("path/many-query", f"{many}:check?child.stringValue=x&doubleValue=2.5"),
    ]


def of_type(kind: str, values: dict[str, str]) -> list[Request]:
    return [get(f"path/{kind}-{id}", f"/lab/v1/path/{kind}/{value}") for id, value in values.items()]
