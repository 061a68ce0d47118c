"""The calls that are compared: what is sent, and what has to come back from every peer.

The expected answers are made here, from what the sample back end has on its shelves, and not taken from a peer. No map
in them has an entry with an empty value: encoders may leave such a value out, and Envoy 1.40 crashes on that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

JSON = {"content-type": "application/json"}
GRPC = {"content-type": "application/grpc", "te": "trailers"}
CONNECT = {"content-type": "application/proto", "connect-protocol-version": "1"}
CONNECT_JSON = {"content-type": "application/json", "connect-protocol-version": "1"}
GRPC_WEB = {"content-type": "application/grpc-web+proto", "x-grpc-web": "1"}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Call:
    name: str
    title: str
    method: str
    target: str
    # What is in an answer, as it can be compared with `expected`. Raises a ValueError for one that is none.
    read: Callable[[Answer], Any]
    expected: Any
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    def problem(self, answer: Answer, with_defaults: bool = False) -> str | None:
        """Why this is not the answer; None if it is. With defaults, fields that are not set may be in it."""
        if answer.status != self.status:
            return f"it answers {answer.status}, not {self.status}: {excerpt(answer.body)}"
        try:
            found = self.read(answer)
        except ValueError as error:
            return f"its answer cannot be read: {error}"
        if found == self.expected or with_defaults and without_defaults(found) == without_defaults(self.expected):
            return None
        return f"its answer is another one: {excerpt(answer.body)}"


def excerpt(body: bytes) -> str:
    text = " ".join(body.decode(errors="backslashreplace").split())
    return text if len(text) <= 200 else f"{text[:200]}..."


def without_defaults(value: Any) -> Any:
    """What is left of JSON when members go that say no more than that a field is not set."""
    if isinstance(value, list):
        return [without_defaults(item) for item in value]
    if not isinstance(value, dict):
        return value
    members = {name: without_defaults(member) for name, member in value.items()}
    return {name: member for name, member in members.items() if not is_default(member)}


def is_default(value: Any) -> bool:
    return value in (None, False, 0, "", "0", "0s", [], {}) or isinstance(value, str) and value.endswith("_UNSPECIFIED")


# How answers are read.


def json_body(answer: Answer) -> Any:
    return json.loads(answer.body)


def json_without_name(answer: Answer) -> Any:
    """The back end chooses the name of a book that is created."""
    book = json.loads(answer.body)
    if not str(book.pop("name", "")).startswith("shelves/2/books/new-"):
        raise ValueError("the book has no name of its own")
    return book


def status_code(answer: Answer) -> int:
    """That of gRPC, in an error."""
    error = json.loads(answer.body)
    return error["code"] if "code" in error else error["error"]["code"]


def messages(answer: Answer) -> list:
    """A stream: one array of JSON, or values one after the other, as lines or not."""
    decoder, text, found, at = json.JSONDecoder(), answer.body.decode(), [], 0
    while at < len(text):
        value, at = decoder.raw_decode(text, at)
        found.append(value)
        while at < len(text) and text[at].isspace():
            at += 1
    return found[0] if len(found) == 1 and isinstance(found[0], list) else found


def grpc_message(answer: Answer) -> bytes:
    """The one message of a gRPC answer, whose trailers are among the headers."""
    if answer.headers.get("grpc-status") != "0":
        raise ValueError(f"grpc-status is {answer.headers.get('grpc-status')}: {answer.headers.get('grpc-message')}")
    [(flag, message)] = frames(answer.body)
    if flag:
        raise ValueError("the message is compressed")
    return message


def grpc_web_message(answer: Answer) -> bytes:
    (flag, message), (last, trailers) = frames(answer.body)
    status = [line.split(b":", 1)[1].strip() for line in trailers.splitlines() if line.startswith(b"grpc-status")]
    if flag or last != 0x80 or status != [b"0"]:
        raise ValueError(f"the trailers are {trailers!r}")
    return message


def bare_message(answer: Answer) -> bytes:
    """That of a unary answer of Connect, in protobuf."""
    if answer.headers.get("content-type") != "application/proto":
        raise ValueError(f"it is {answer.headers.get('content-type')}")
    return answer.body


def frames(body: bytes) -> list[tuple[int, bytes]]:
    found = []
    while body:
        length = int.from_bytes(body[1:5])
        if len(body) < 5 + length:
            raise ValueError("a frame is cut off")
        found.append((body[0], body[5 : 5 + length]))
        body = body[5 + length :]
    return found


# What is sent, and what comes back.


def framed(message: bytes) -> bytes:
    return b"\0" + len(message).to_bytes(4) + message


def text_field(number: int, text: str) -> bytes:
    data = text.encode()
    assert number < 16 and len(data) < 128, "one byte each is enough here"
    return bytes([number << 3 | 2, len(data)]) + data


def varint_field(number: int, value: int) -> bytes:
    out = [number << 3]
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


BOOK_NAME = "shelves/1/books/1"
BOOK = {
    "name": BOOK_NAME,
    "title": "The Left Hand of Darkness",
    "author": "Ursula K. Le Guin",
    "isbn": "9780441478125",
    "genre": "GENRE_SCIENCE_FICTION",
    "priceCents": 1499,
    "publishTime": "1969-03-01T00:00:00Z",
    "inStock": True,
}
# The same as a message: the date is 26 438 400 seconds before 1970, an int64 of ten bytes.
BOOK_MESSAGE = b"".join(
    [
        text_field(1, BOOK["name"]),
        text_field(2, BOOK["title"]),
        text_field(3, BOOK["author"]),
        varint_field(4, int(BOOK["isbn"])),
        varint_field(5, 2),
        varint_field(6, BOOK["priceCents"]),
        b"\x3a\x0b" + varint_field(1, 2**64 - 26_438_400),
        varint_field(8, 1),
    ]
)
NEW_BOOK = {name: value for name, value in BOOK.items() if name != "name"}
WAREHOUSE = [
    {
        "name": f"shelves/warehouse/books/{number:03}",
        "title": f"Letters, Volume {number}",
        "author": "Anna Schmidt",
        "isbn": str(9_790_000_000_000 + number),
        "genre": "GENRE_HISTORY",
        "priceCents": 2500,
        "publishTime": f"{1900 + number}-04-23T00:00:00Z",
        "inStock": True,
    }
    for number in range(1, 101)
]
TYPES = {
    "doubleValue": 0.1,
    "floatValue": 0.5,
    "int32Value": -123456,
    "int64Value": "9007199254740993",
    "uint32Value": 4000000000,
    "uint64Value": "18446744073709551615",
    "sint32Value": -7,
    "sint64Value": "-9000000000",
    "fixed32Value": 305419896,
    "fixed64Value": "81985529216486895",
    "sfixed32Value": -1000,
    "sfixed64Value": "-1000000000000",
    "boolValue": True,
    "stringValue": 'Grüße "aus" der Buchhandlung\n',
    "bytesValue": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "genre": "GENRE_SCIENCE_FICTION",
    "child": {
        "int64Value": "42",
        "stringValue": "child",
        "genre": "GENRE_POETRY",
        "optionalString": "one level down",
    },
    "optionalInt32": 11,
    "optionalString": "present",
    "repeatedDouble": [0.1, 1.5, -2.25],
    "repeatedInt32": [1, 2, 3, 5, 8, 13],
    "repeatedInt64": ["-1", "4294967296"],
    "repeatedUint64": ["1000000007", "998244353"],
    "repeatedBool": [True, False, True],
    "repeatedString": ["red", "green", "blue"],
    "repeatedGenre": ["GENRE_HISTORY", "GENRE_SCIENCE"],
    "stringToString": {"binding": "cloth", "language": "en"},
    "stringToInt64": {"pages": "304"},
    "int32ToString": {"1": "one", "2": "two"},
    "choiceString": "chosen",
    "any": {"@type": "type.googleapis.com/bookstore.v1.Shelf", "name": "shelves/1", "theme": "Novels"},
    "timestamp": "2026-01-01T00:00:00.123Z",
    "duration": "3600.500s",
    "fieldMask": "title,priceCents",
    "struct": {"kept": True, "price": 12.5},
    "listValue": [1, "two"],
    "doubleWrapper": 0.25,
    "int64Wrapper": "77",
    "boolWrapper": True,
    "stringWrapper": "wrapped",
    "repeatedDuration": ["60s", "0.001s"],
}


def tree(label: str, weight: int, depth: int) -> dict:
    """A tree of eight branches on each node. With four levels below the root it is about 1 MiB of JSON."""
    branches = [tree(f"{label}.{branch}", weight * 10 + branch, depth - 1) for branch in range(1, 9)] if depth else []
    node = {
        "label": f"{label}: the quick brown fox jumps over the lazy dog, again and again, until it is too dark to see",
        "weight": str(weight),
        "branches": branches,
        "attributes": {"color": "a fine shade of dark green", "season": "late in the summer"},
    }
    return node if branches else {name: value for name, value in node.items() if name != "branches"}


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


TREE = tree("root", 1, 4)
BOOK_REQUEST = framed(text_field(1, BOOK_NAME))
GET_BOOK_PATH = "/bookstore.v1.Bookstore/GetBook"

GET_BOOK = Call("get-book", "GetBook, 200 B", "GET", f"/v1/{BOOK_NAME}", json_body, BOOK)
CREATE_BOOK = Call(
    "create-book",
    "CreateBook, 200 B each way",
    "POST",
    "/v1/shelves/2/books",
    json_without_name,
    NEW_BOOK,
    compact(NEW_BOOK),
    JSON,
)
MANY_TYPES = Call(
    "types", "Many types, 1.4 KB each way", "POST", "/lab/v1/types", json_body, TYPES, compact(TYPES), JSON
)
LIST_BOOKS = Call(
    "list-books", "ListBooks, 20 KB", "GET", "/v1/shelves/warehouse/books", json_body, {"books": WAREHOUSE}
)
LARGE = Call("large", "1 MiB each way", "POST", "/lab/v1/tree", json_body, TREE, compact(TREE), JSON)
STREAM = Call("stream", "A stream of 1 000 messages", "GET", "/v1/books:stream", messages, WAREHOUSE * 10)
GRPC_CALL = Call("grpc", "gRPC, passed through", "POST", GET_BOOK_PATH, grpc_message, BOOK_MESSAGE, BOOK_REQUEST, GRPC)
GRPC_WEB_CALL = Call(
    "grpc-web", "gRPC-Web", "POST", GET_BOOK_PATH, grpc_web_message, BOOK_MESSAGE, BOOK_REQUEST, GRPC_WEB
)
CONNECT_CALL = Call(
    "connect",
    "Connect, protobuf",
    "POST",
    GET_BOOK_PATH,
    bare_message,
    BOOK_MESSAGE,
    text_field(1, BOOK_NAME),
    CONNECT,
)
CONNECT_JSON_CALL = Call(
    "connect-json",
    "Connect, JSON",
    "POST",
    GET_BOOK_PATH,
    json_body,
    BOOK,
    compact({"name": BOOK_NAME}),
    CONNECT_JSON,
)
PLAIN = Call("plain", "Plain HTTP, 200 B", "GET", "/plain/book", json_body, BOOK)
# One of Google's APIs. The sample back end does not have it, and what it says then is the answer: UNIMPLEMENTED.
LIST_KEY_RINGS = Call(
    "list-key-rings",
    "A call of Google's KMS",
    "GET",
    "/v1/projects/p/locations/l/keyRings",
    status_code,
    12,
    status=501,
)
