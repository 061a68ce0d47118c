"""Rows of gateways that have done nothing before: each round starts one of each peer, and ends it."""

from __future__ import annotations

from collections.abc import Callable

from .ask import problem
from .bench import Bench
from .calls import Call
from .load import LoadError
from .peers import Api, Gateway, Peer
from .programs import ProgramError
from .results import Result


def measure(
    bench: Bench,
    name: str,
    figures: Callable[[Gateway], dict[str, float]],
    rounds_max: int,
    api: Api | None = None,
    peers: list[Peer] | None = None,
) -> Result:
    """What `figures` reads of each gateway. One that fails is not started again."""
    result = Result(name)
    for _ in range(min(bench.settings.rounds, rounds_max)):
        for peer in bench.peers if peers is None else peers:
            if peer.name in result.failed:
                continue
            try:
                with bench.started_for(peer, name, api) as gateway:
                    result.add(peer.name, **figures(gateway))
            except (LoadError, ProgramError, OSError) as error:
                result.fail(peer.name, str(error))
    return result


def require(gateway: Gateway, call: Call) -> None:
    """That the gateway answers the call as it should. Raises a ProgramError if it does not."""
    if found := problem(gateway, call, "h1"):
        raise ProgramError(found)
