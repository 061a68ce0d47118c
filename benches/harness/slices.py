"""Rows of load: short slices of each peer in turn, round after round, so that what disturbs the machine disturbs all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from .ask import problem
from .bench import Bench
from .calls import Call
from .load import LoadError, Sent, Shape
from .peers import Gateway
from .programs import ProgramError
from .results import Result

# How long the load is that warms a peer up, and tells how many requests make a slice.
WARM_UP_SECONDS = 0.4


@dataclass(frozen=True)
class Load:
    """A call as load. One slice is `seconds` long; where it is `counted`, it is as many requests as take about that
    long, so that none is cut off at the end. With a rate, that many requests are sent in a second."""

    call: Call
    shape: Shape
    counted: bool = False
    rate: float | None = None
    # How many times as long as usual a slice is, where opening the connections would weigh in a short one.
    stretch: int = 1


def measure(bench: Bench, name: str, load: Load) -> Result:
    gateways, failed = bench.gateways()
    result = Result(name, failed=failed)
    return interleaved(bench, result, load, gateways)


def interleaved(bench: Bench, result: Result, load: Load, gateways: dict[str, Gateway]) -> Result:
    """Measures those of the gateways that answer the call as they should."""
    sizes: dict[str, int] = {}
    for name, gateway in gateways.items():
        if found := problem(gateway, load.call, load.shape.transport):
            result.unserved[name] = found
        else:
            attempt(result, name, lambda: sizes.__setitem__(name, prepare(bench, load, gateway)))
    order = [name for name in gateways if name in sizes]
    for _ in range(bench.settings.rounds):
        # Who comes after whom changes from round to round.
        order = order[1:] + order[:1]
        for name in order:
            if name not in result.failed:
                attempt(result, name, lambda: result.add(name, **one(bench, load, gateways[name], sizes[name])))
    return result


def attempt(result: Result, name: str, step: Callable[[], None]) -> None:
    try:
        step()
    except (LoadError, ProgramError) as error:
        result.fail(name, str(error))


def prepare(bench: Bench, load: Load, gateway: Gateway) -> int:
    """Warms the gateway up, and returns how many requests make a slice."""
    if load.rate is not None:
        return round(load.rate * bench.settings.seconds)
    if not is_counted(load):
        return 0
    in_flight = load.shape.connections * load.shape.streams
    sent = bench.generator.count(gateway.port, load.call, load.shape, in_flight)
    sent = bench.generator.count(gateway.port, load.call, load.shape, slice_size(sent, WARM_UP_SECONDS))
    return slice_size(sent, bench.settings.seconds)


def slice_size(sent: Sent, seconds: float) -> int:
    return max(1, round(sent.requests / sent.seconds * seconds))


def is_counted(load: Load) -> bool:
    # wrk speaks HTTP/1.1 alone.
    return load.counted or load.shape.transport != "h1"


def one(bench: Bench, load: Load, gateway: Gateway, size: int) -> dict[str, float | None]:
    """One slice, and what it took."""
    cpu, wall = gateway.cpu_seconds(), time.monotonic()
    if load.rate is not None or is_counted(load):
        sent = bench.generator.count(gateway.port, load.call, load.shape, size, load.rate)
    else:
        seconds = bench.settings.seconds * load.stretch
        sent = bench.generator.for_seconds(gateway.port, load.call, load.shape, seconds)
    cpu, wall = gateway.cpu_seconds() - cpu, time.monotonic() - wall
    gateway.program.empty_log()
    figures = {"cpu_us": cpu / sent.requests * 1e6, "p50_us": sent.p50, "p99_us": sent.p99, "busy": cpu / wall}
    # At a fixed rate it says nothing how many there were.
    return figures if load.rate is not None else figures | {"rps": sent.requests / sent.seconds}
