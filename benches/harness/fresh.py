"""Rows of gateways that have done nothing before: each round starts one of each peer, and ends it."""

from __future__ import annotations

import random
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
    order = list(bench.peers if peers is None else peers)
    # A start right after a gateway that gave much memory back takes longer on virtual machines, which fetch it from
    # their host again: who comes after whom changes from round to round, and in every run in the same way.
    shuffled = random.Random(name)
    for _ in range(min(bench.settings.rounds, rounds_max)):
        shuffled.shuffle(order)
        for peer in order:
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
