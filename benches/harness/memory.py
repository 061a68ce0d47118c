"""Rows of memory: what a gateway holds at rest, after large bodies, and for a connection that is idle. Each is measured
with a gateway that has done nothing before."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from . import fresh
from .bench import Bench
from .calls import GET_BOOK, LARGE
from .fresh import require
from .load import LoadError, Shape
from .peers import Gateway
from .results import Result

# Neighbours hardly disturb memory: few rounds are enough.
ROUNDS_MAX = 3
# How long a gateway is left alone before its memory is read: what it gives back, it gives back by then.
SETTLE_SECONDS = 0.5
# The large bodies that pass before memory is read, and on how many connections.
LARGE_REQUESTS = 20
LARGE_SHAPE = Shape("h1", connections=4)
# The connections that are opened one after the other, and stay open.
IDLE_CONNECTIONS = 1_000
WARM_UP_REQUESTS = 2_000


def at_work(bench: Bench, name: str) -> Result:
    """At rest, when one call was answered; after large bodies; and the most that there ever was."""

    def measure(gateway: Gateway) -> dict[str, float]:
        require(gateway, GET_BOOK)
        time.sleep(SETTLE_SECONDS)
        rest = gateway.memory_kib("VmRSS")
        require(gateway, LARGE)
        bench.generator.count(gateway.port, LARGE, LARGE_SHAPE, LARGE_REQUESTS)
        time.sleep(SETTLE_SECONDS)
        return {
            "rest_kib": rest,
            "large_kib": gateway.memory_kib("VmRSS"),
            "peak_kib": gateway.memory_kib("VmHWM"),
        }

    return fresh.measure(bench, name, measure, ROUNDS_MAX)


def per_connection(bench: Bench, name: str) -> Result:
    """What one more connection takes that had a request answered and waits for the next."""

    def measure(gateway: Gateway) -> dict[str, float]:
        require(gateway, GET_BOOK)
        # What the first calls allocate belongs to no connection.
        bench.generator.count(gateway.port, GET_BOOK, Shape("h1"), WARM_UP_REQUESTS)
        time.sleep(SETTLE_SECONDS)
        before = gateway.memory_kib("VmRSS")
        with connections(gateway, IDLE_CONNECTIONS):
            time.sleep(SETTLE_SECONDS)
            return {"connection_kib": (gateway.memory_kib("VmRSS") - before) / IDLE_CONNECTIONS}

    return fresh.measure(bench, name, measure, ROUNDS_MAX)


@contextmanager
def connections(gateway: Gateway, count: int) -> Iterator[list[socket.socket]]:
    """So many connections, each of which had a request answered."""
    request = f"GET {GET_BOOK.target} HTTP/1.1\r\nhost: 127.0.0.1:{gateway.port}\r\n\r\n".encode()
    with ExitStack() as open_ones:
        there = []
        for _ in range(count):
            connection = open_ones.enter_context(socket.create_connection(("127.0.0.1", gateway.port), 30))
            connection.sendall(request)
            head = connection.recv(65536)
            if not head.startswith(b"HTTP/1.1 200 "):
                raise LoadError(f"connection {len(there) + 1} is answered with {head[:100]!r}")
            there.append(connection)
        yield there
