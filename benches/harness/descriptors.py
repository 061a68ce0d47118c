"""Descriptor sets: which services there are in one, and sets with as many routes as are wanted.

They are read and written field by field, since only names, rules and whole files matter here.
"""

from __future__ import annotations

from collections.abc import Iterator

# Fields of FileDescriptorSet, FileDescriptorProto, ServiceDescriptorProto, MethodDescriptorProto and HttpRule.
FILE = 1
NAME, PACKAGE, DEPENDENCY, SERVICE, SYNTAX = 1, 2, 3, 6, 12
METHOD = 2
INPUT, OUTPUT, OPTIONS = 2, 3, 4
HTTP_RULE, GET = 72_295_728, 2

METHODS_OF_SERVICE = 100


def service_names(descriptors: bytes) -> list[str]:
    found = []
    for _, file in fields(descriptors):
        parts = list(fields(file))
        package = next((value.decode() for number, value in parts if number == PACKAGE), "")
        for _, service in (part for part in parts if part[0] == SERVICE):
            name = next(value.decode() for number, value in fields(service) if number == NAME)
            found.append(f"{package}.{name}" if package else name)
    return found


def with_routes(sample: bytes, count: int) -> bytes:
    """The sample's messages, and so many routes: that of GetBook, in the service that the back end has, and others
    beside it. They begin alike, have a literal that differs and variables of several segments, as those of large
    APIs do."""
    files = [
        b"".join(field(number, value) for number, value in fields(file) if number != SERVICE)
        for _, file in fields(sample)
    ]
    services = [service("Bookstore", [("GetBook", "/v1/{name=shelves/*/books/*}")])]
    for first in range(1, count, METHODS_OF_SERVICE):
        numbers = range(first, min(first + METHODS_OF_SERVICE, count))
        methods = [(f"Get{number}", f"/v1/{{name=projects/*/kinds{number:05}/*}}") for number in numbers]
        services.append(service(f"Kinds{first}", methods))
    routes = [
        text(NAME, "routes.proto"),
        text(PACKAGE, "bookstore.v1"),
        text(DEPENDENCY, "bookstore/v1/bookstore.proto"),
        text(DEPENDENCY, "google/api/annotations.proto"),
        *services,
        text(SYNTAX, "proto3"),
    ]
    return b"".join(file_of_set(file) for file in [*files, b"".join(routes)])


def service(name: str, methods: list[tuple[str, str]]) -> bytes:
    parts = [text(NAME, name)]
    for method, template in methods:
        rule = field(OPTIONS, field(HTTP_RULE, text(GET, template)))
        types = text(INPUT, ".bookstore.v1.GetBookRequest") + text(OUTPUT, ".bookstore.v1.Book")
        parts.append(field(METHOD, text(NAME, method) + types + rule))
    return field(SERVICE, b"".join(parts))


def named_file(name: str) -> bytes:
    """A file with nothing in it, to be added to a set."""
    return file_of_set(text(NAME, name))


def file_of_set(file: bytes) -> bytes:
    return field(FILE, file)


# The wire format.


def fields(message: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        number, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = varint(message, at)
        elif kind == 2:
            length, at = varint(message, at)
            value, at = message[at : at + length], at + length
        else:
            raise ValueError(f"descriptors have no field of wire type {kind}")
        yield number, value


def field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return encoded(number << 3) + encoded(value)
    return encoded(number << 3 | 2) + encoded(len(value)) + value


def text(number: int, value: str) -> bytes:
    return field(number, value.encode())


def varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def encoded(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
