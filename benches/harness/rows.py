"""Every row that can be measured, by name, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatch

from . import calls, http3, memory, routes, size, slices, startup, workers
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
    # What is measured, and what of it is drawn.
    figures: tuple[str, ...] = ("cpu_us", "rps", "p50_us", "p99_us", "busy")
    drawn: tuple[str, ...] = ("cpu_us",)
    # By figure, what Rialto is to take at most of what its rival takes; for a figure that is a ratio, what it is to be.
    goals: dict[str, float] = field(default_factory=dict)
    # Other gateways have nothing like it.
    rialto_only: bool = False


@dataclass(frozen=True)
class Question:
    """One picture: figures of some rows, as bars for each peer."""

    name: str
    title: str
    about: str


QUESTIONS = [
    Question(
        "calls",
        "CPU time of the gateway per request",
        "One worker on one CPU, as many requests as it takes. Lower is better.",
    ),
    Question(
        "connections",
        "CPU time per request by connections",
        "GetBook over HTTP/1.1 on so many connections. Lower is better.",
    ),
    Question(
        "latency",
        "Latency",
        "GetBook over HTTP/1.1: one request at a time, and at the same fixed rate for each. Lower is better.",
    ),
    Question(
        "memory",
        "Memory",
        "Resident memory of a gateway that was just started, one worker. Lower is better.",
    ),
    Question(
        "startup",
        "Starting and loading again",
        "From the program's start to the first answer, and from POST /reload to its answer. Lower is better.",
    ),
    Question(
        "routes",
        "CPU time per request by routes",
        "GetBook over HTTP/1.1 among so many routes. Lower is better.",
    ),
    Question(
        "workers",
        "Two workers",
        "GetBook over HTTP/1.1 on 64 connections, on as many CPUs as there are. Lower is better.",
    ),
    Question(
        "size",
        "Size of the program",
        "Without what debuggers need. Lower is better.",
    ),
]

H1, H2 = Shape("h1"), Shape("h2", connections=4, streams=16)
TRANSPORTS = {"h1": "HTTP/1.1", "h2": "HTTP/2"}
# For a moderate rate: a fraction of what the slowest peer can do on one CPU.
RATE = 2_000


def load_row(call: Call, shape: Shape, goal: float | None = None, counted: bool = False) -> Row:
    load = Load(call, shape, counted)
    return Row(
        f"{call.name}/{shape.transport}",
        f"{call.title}, {TRANSPORTS[shape.transport]}",
        "calls",
        lambda bench, row: slices.measure(bench, row, load),
        goals={"cpu_us": goal} if goal else {},
    )


def plain_row() -> Row:
    def measure(bench: Bench, name: str) -> Result:
        bench.require_plain_backend()
        return slices.measure(bench, name, load)

    load = Load(calls.PLAIN, H1)
    return Row("plain/h1", f"{calls.PLAIN.title}, proxied, HTTP/1.1", "calls", measure, goals={"cpu_us": 0.75})


def connections_row(count: int) -> Row:
    load = Load(calls.GET_BOOK, Shape("h1", connections=count), stretch=4 if count >= 1000 else 1)
    title = f"{grouped(count)} connections" if count > 1 else "1 connection"
    return Row(f"connections/{count}", title, "connections", lambda bench, row: slices.measure(bench, row, load))


def unloaded_row() -> Row:
    load = Load(calls.GET_BOOK, Shape("h1", connections=1))
    return Row(
        "latency/unloaded",
        "One request at a time, median",
        "latency",
        lambda bench, row: slices.measure(bench, row, load),
        figures=("p50_us", "p99_us", "cpu_us", "rps", "busy"),
        drawn=("p50_us",),
        goals={"p50_us": 0.6},
    )


def rate_row(rate: int) -> Row:
    load = Load(calls.GET_BOOK, Shape("h1", connections=8), rate=rate)
    return Row(
        f"latency/{rate}",
        f"{grouped(rate)} requests per second",
        "latency",
        lambda bench, row: slices.measure(bench, row, load),
        figures=("p50_us", "p99_us", "cpu_us", "busy"),
        drawn=("p50_us", "p99_us"),
    )


def memory_rows() -> list[Row]:
    at_work = ("rest_kib", "large_kib", "peak_kib")
    goals = {"rest_kib": 0.4, "large_kib": 0.4}
    idle = ("connection_kib",)
    return [
        Row("memory/work", "Memory", "memory", memory.at_work, at_work, at_work, goals),
        Row(
            "memory/connection",
            "Memory of an idle HTTP/1.1 connection",
            "memory",
            memory.per_connection,
            idle,
            idle,
            {"connection_kib": 0.7},
        ),
    ]


def startup_rows() -> list[Row]:
    start = ("start_cpu_ms", "start_wall_ms", "start_kib")
    reload = ("reload_wall_ms", "reload_cpu_ms", "reload_peak_kib")
    goals = {"start_cpu_ms": 0.25, "start_kib": 0.5}

    def row(api: str, of: str, chosen: Callable, goals: dict[str, float]) -> list[Row]:
        return [
            Row(
                f"startup/{api}",
                f"Start with {of}",
                "startup",
                lambda bench, name: startup.start(bench, name, chosen),
                start,
                start,
                goals,
            ),
            Row(
                f"reload/{api}",
                f"Reload of {of}",
                "startup",
                lambda bench, name: startup.reload(bench, name, chosen),
                reload,
                ("reload_wall_ms",),
                rialto_only=True,
            ),
        ]

    return [
        *row("sample", "the sample", startup.sample, {}),
        *row("google", "all of Google's APIs", startup.google, goals),
    ]


def routes_row(count: int) -> Row:
    title = f"{grouped(count)} routes"
    return Row(f"routes/{count}", title, "routes", lambda bench, row: routes.among(bench, row, count))


def instructions_row(few: int, many: int) -> Row:
    return Row(
        "routes/instructions",
        f"Instructions per request, {grouped(many)} routes over {few}",
        "routes",
        lambda bench, row: routes.instructions(bench, row, few, many),
        figures=("instructions_growth", "few_instructions", "many_instructions"),
        drawn=("instructions_growth",),
        goals={"instructions_growth": 1.03},
        rialto_only=True,
    )


def workers_row() -> Row:
    return Row(
        "workers/2",
        "Two workers",
        "workers",
        workers.two,
        figures=("workers_growth", "largest_share", "one_worker_us", "two_workers_us"),
        drawn=("workers_growth", "largest_share"),
        goals={"workers_growth": 1.1, "largest_share": 60},
    )


def grouped(count: int) -> str:
    return f"{count:,}".replace(",", " ")


ROWS = [
    load_row(calls.GET_BOOK, H1, 0.42),
    load_row(calls.GET_BOOK, H2, 0.22),
    Row("get-book/h3", f"{calls.GET_BOOK.title}, HTTP/3", "calls", http3.get_book, rialto_only=True),
    load_row(calls.CREATE_BOOK, H1, 0.36),
    load_row(calls.CREATE_BOOK, H2),
    load_row(calls.MANY_TYPES, H1, 0.28),
    load_row(calls.LIST_BOOKS, H1, 0.15),
    load_row(calls.LIST_BOOKS, H2),
    load_row(calls.LARGE, Shape("h1", connections=4), 0.12, counted=True),
    load_row(calls.STREAM, Shape("h1", connections=8), 0.08, counted=True),
    load_row(calls.GRPC_CALL, H2, 0.5),
    load_row(calls.GRPC_WEB_CALL, H1, 0.5),
    load_row(calls.CONNECT_CALL, H1),
    load_row(calls.CONNECT_JSON_CALL, H1),
    plain_row(),
    *(connections_row(count) for count in (1, 64, 1000)),
    unloaded_row(),
    rate_row(RATE),
    *memory_rows(),
    *startup_rows(),
    *(routes_row(count) for count in (10, 1_000, 20_000)),
    instructions_row(1, 13_000),
    workers_row(),
    Row("size", "Program", "size", size.stripped, ("size_mib",), ("size_mib",)),
]


def chosen(patterns: list[str]) -> list[Row]:
    """The rows that one of the patterns matches; all rows without a pattern."""
    for pattern in patterns:
        if not any(fnmatch(row.name, pattern) for row in ROWS):
            raise SystemExit(f"there is no row {pattern}: --list lists them")
    return [row for row in ROWS if not patterns or any(fnmatch(row.name, pattern) for pattern in patterns)]
