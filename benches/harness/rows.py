"""Every row that can be measured, by name, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch

from . import calls, slices
from .bench import Bench
from .calls import Call
from .load import Shape
from .results import Result
from .slices import Load


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    # Which picture and which part of the report it is in.
    question: str
    measure: Callable[[Bench, str], Result]


@dataclass(frozen=True)
class Question:
    """One picture: a figure of some rows, as bars for each peer."""

    name: str
    title: str
    about: str
    # What is measured, the most telling first, and what of it is drawn.
    figures: tuple[str, ...]
    drawn: tuple[str, ...]


QUESTIONS = [
    Question(
        "calls",
        "CPU time of the gateway per request",
        "One worker on one CPU, as many requests as it takes. Lower is better.",
        ("cpu_us", "rps", "p50_us", "p99_us", "busy"),
        ("cpu_us",),
    ),
    Question(
        "connections",
        "CPU time per request by connections",
        "GetBook over HTTP/1.1 on so many connections. Lower is better.",
        ("cpu_us", "rps", "p50_us", "p99_us", "busy"),
        ("cpu_us",),
    ),
    Question(
        "latency",
        "Latency at a fixed rate",
        "GetBook over HTTP/1.1, the same number of requests in a second for each.",
        ("p50_us", "p99_us", "cpu_us", "busy"),
        ("p50_us", "p99_us"),
    ),
]

H1, H2 = Shape("h1"), Shape("h2", connections=4, streams=16)
TRANSPORTS = {"h1": "HTTP/1.1", "h2": "HTTP/2"}
# For a moderate rate: a fraction of what the slowest peer can do on one CPU.
RATE = 2_000


def load_row(call: Call, shape: Shape, counted: bool = False) -> Row:
    load = Load(call, shape, counted)
    name = f"{call.name}/{shape.transport}"
    title = f"{call.title}, {TRANSPORTS[shape.transport]}"
    return Row(name, title, "calls", lambda bench, row: slices.measure(bench, row, load))


def connections_row(count: int) -> Row:
    load = Load(calls.GET_BOOK, Shape("h1", connections=count), stretch=4 if count >= 1000 else 1)
    title = f"{count:,} connections".replace(",", " ") if count > 1 else "1 connection"
    return Row(f"connections/{count}", title, "connections", lambda bench, row: slices.measure(bench, row, load))


def rate_row(rate: int) -> Row:
    load = Load(calls.GET_BOOK, Shape("h1", connections=8), rate=rate)
    title = f"{rate:,} requests per second".replace(",", " ")
    return Row(f"latency/{rate}", title, "latency", lambda bench, row: slices.measure(bench, row, load))


ROWS = [
    load_row(calls.GET_BOOK, H1),
    load_row(calls.GET_BOOK, H2),
    load_row(calls.CREATE_BOOK, H1),
    load_row(calls.CREATE_BOOK, H2),
    load_row(calls.MANY_TYPES, H1),
    load_row(calls.LIST_BOOKS, H1),
    load_row(calls.LIST_BOOKS, H2),
    load_row(calls.LARGE, Shape("h1", connections=4), counted=True),
    load_row(calls.STREAM, Shape("h1", connections=8), counted=True),
    load_row(calls.GRPC_CALL, H2),
    load_row(calls.GRPC_WEB_CALL, H1),
    *(connections_row(count) for count in (1, 64, 1000)),
    rate_row(RATE),
]


def chosen(patterns: list[str]) -> list[Row]:
    """The rows that one of the patterns matches; all rows without a pattern."""
    for pattern in patterns:
        if not any(fnmatch(row.name, pattern) for row in ROWS):
            raise SystemExit(f"there is no row {pattern}: --list lists them")
    return [row for row in ROWS if not patterns or any(fnmatch(row.name, pattern) for pattern in patterns)]
