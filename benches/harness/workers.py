"""The row of two workers: whether they take more CPU time for a request than one, and how they share connections."""

from __future__ import annotations

from . import machine, slices
from .bench import Bench
from .calls import GET_BOOK
from .load import LoadError, Shape
from .memory import connections
from .peers import Gateway
from .programs import ProgramError
from .results import Result
from .slices import Load

CONNECTIONS = 64
# How many times in each round connections are opened and counted: which worker has one is often left to chance.
TIMES = 5


def two(bench: Bench, name: str) -> Result:
    """Gateways with one worker and with two take turns, and may run on every CPU, as the load does: only the number of
    workers differs."""
    result, pairs = Result(name), {}
    for peer in bench.peers:
        try:
            pairs[peer.name] = [
                bench.start(peer, f"{name}-{workers}", workers=workers, cpus=bench.cores.all) for workers in (1, 2)
            ]
        except ProgramError as error:
            result.fail(peer.name, str(error))
    try:
        turns = {f"{peer} {at}": gateway for peer, pair in pairs.items() for at, gateway in enumerate(pair, 1)}
        load = Load(GET_BOOK, Shape("h1", connections=CONNECTIONS))
        measured = slices.interleaved(bench, Result(name), load, turns)
        for peer, pair in pairs.items():
            compare(result, measured, peer)
            if peer not in result.failed:
                share(bench, result, peer, pair[1])
    finally:
        for gateway in (gateway for pair in pairs.values() for gateway in pair):
            bench.stop(gateway)
    return result


def compare(result: Result, measured: Result, peer: str) -> None:
    for at in (1, 2):
        if why := (measured.failed | measured.unserved).get(f"{peer} {at}"):
            result.fail(peer, why)
            return
    for one, both in zip(*(measured.samples[f"{peer} {at}"]["cpu_us"] for at in (1, 2))):
        result.add(peer, one_worker_us=one, two_workers_us=both, workers_growth=both / one)


def share(bench: Bench, result: Result, peer: str, gateway: Gateway) -> None:
    try:
        for _ in range(TIMES * bench.settings.rounds):
            with connections(gateway, CONNECTIONS):
                counts = machine.connections_by_poller(gateway.pid, gateway.port)
                if len(counts) < 2:
                    # Its workers wait together, and no connection belongs to one of them.
                    return
                if sum(counts) != CONNECTIONS:
                    raise ProgramError(f"of {CONNECTIONS} connections {sum(counts)} are found: {counts}")
                result.add(peer, largest_share=max(counts) / CONNECTIONS * 100)
    except (LoadError, ProgramError, OSError) as error:
        result.fail(peer, str(error))
