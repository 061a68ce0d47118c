"""Rows of routing: the same call among few and among many routes."""

from __future__ import annotations

import re
import shutil

from . import slices
from .bench import Bench
from .calls import GET_BOOK
from .fresh import require
from .load import Shape
from .peers import Api, Peer
from .programs import ProgramError
from .results import Result
from .slices import Load

# Counted instructions differ by about one in a hundred from run to run.
ROUNDS_MAX = 3
# For counted instructions: two numbers of requests, whose difference is what counts, so that the start does not. One
# connection and one request at a time, since what is done together changes from run to run.
REQUESTS = (500, 2_500)
SEQUENTIAL = Shape("h1", connections=1)


def among(bench: Bench, name: str, count: int) -> Result:
    """CPU time with so many routes."""
    api = bench.api_with_routes(count)
    result, gateways = Result(name), {}
    for peer in bench.peers:
        try:
            gateways[peer.name] = bench.start(peer, name, api)
        except ProgramError as error:
            result.fail(peer.name, str(error))
    try:
        return slices.interleaved(bench, result, Load(GET_BOOK, Shape("h1")), gateways)
    finally:
        for gateway in gateways.values():
            bench.stop(gateway)


def instructions(bench: Bench, name: str, few: int, many: int) -> Result:
    """Instructions of a request, counted by callgrind, with few and with many routes."""
    result = Result(name)
    if not shutil.which("valgrind"):
        raise ProgramError("valgrind is not installed")
    for peer in (peer for peer in bench.peers if peer.is_rialto()):
        try:
            for _ in range(min(bench.settings.rounds, ROUNDS_MAX)):
                of_few, of_many = (per_request(bench, name, peer, bench.api_with_routes(count)) for count in (few, many))
                growth = of_many / of_few
                result.add(
                    peer.name, few_instructions=of_few, many_instructions=of_many, instructions_growth=growth
                )
        except ProgramError as error:
            result.fail(peer.name, str(error))
    return result


def per_request(bench: Bench, name: str, peer: Peer, api: Api) -> float:
    fewer, more = (counted(bench, name, peer, api, requests) for requests in REQUESTS)
    return (more - fewer) / (REQUESTS[1] - REQUESTS[0])


def counted(bench: Bench, name: str, peer: Peer, api: Api, requests: int) -> int:
    """Of a whole run with so many requests."""
    told = bench.folder / "callgrind.out"
    told.unlink(missing_ok=True)
    wrapper = ("valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={told}")
    with bench.started_for(peer, name, api, wrapper=wrapper) as gateway:
        require(gateway, GET_BOOK)
        bench.generator.count(gateway.port, GET_BOOK, SEQUENTIAL, requests)
    found = re.search(r"^(?:totals|summary): (\d+)", told.read_text(), re.MULTILINE) if told.exists() else None
    if not found:
        raise ProgramError(f"callgrind has counted nothing: {gateway.program.last_words()}")
    return int(found.group(1))
