"""Rows of starting: from the program's start to the first right answer, for the sample and for all of Google's APIs;
and of loading again while it serves."""

from __future__ import annotations

import http.client
import itertools
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace

from . import fresh
from .ask import ANSWER_SECONDS_MAX
from .bench import Bench
from .calls import GET_BOOK, LIST_KEY_RINGS, Call
from .descriptors import named_file
from .fresh import require
from .peers import Api, Gateway
from .programs import ProgramError
from .results import Result

# More would not tell more, and Google's APIs take seconds.
ROUNDS_MAX = 7
# Reloads of one gateway in each round: the first may take memory that the next ones use again.
RELOADS = 3


def sample(bench: Bench) -> tuple[Api, Call]:
    return bench.api, GET_BOOK


def google(bench: Bench) -> tuple[Api, Call]:
    """The back end serves none of Google's APIs, so the first answer is that it does not."""
    return bench.google_api(), LIST_KEY_RINGS


def start(bench: Bench, name: str, chosen: Callable[[Bench], tuple[Api, Call]]) -> Result:
    api, call = chosen(bench)

    def measure(gateway: Gateway) -> dict[str, float]:
        require(gateway, call)
        wall = time.monotonic() - gateway.program.started
        return {
            "start_cpu_ms": gateway.cpu_seconds() * 1e3,
            "start_wall_ms": wall * 1e3,
            "start_kib": gateway.memory_kib("VmRSS"),
        }

    return fresh.measure(bench, name, measure, ROUNDS_MAX, api)


def reload(bench: Bench, name: str, chosen: Callable[[Bench], tuple[Api, Call]]) -> Result:
    """There is a file more in the descriptor set each time, so that it is not what was loaded before."""
    api, call = chosen(bench)
    descriptors = bench.folder / f"{name.replace('/', '-')}.binpb"
    shutil.copyfile(api.descriptors, descriptors)
    numbers = itertools.count()

    def measure(gateway: Gateway) -> dict[str, float]:
        require(gateway, call)
        walls, cpus = [], []
        for _ in range(RELOADS):
            with descriptors.open("ab") as added:
                added.write(named_file(f"added-{next(numbers)}.proto"))
            cpu, wall = gateway.cpu_seconds(), time.monotonic()
            changed = reloaded(gateway.admin_port)
            walls.append((time.monotonic() - wall) * 1e3)
            cpus.append((gateway.cpu_seconds() - cpu) * 1e3)
            if not changed:
                raise ProgramError("it has loaded again, and says that nothing had changed")
        require(gateway, call)
        return {
            "reload_wall_ms": min(walls),
            "reload_cpu_ms": min(cpus),
            "reload_peak_kib": gateway.memory_kib("VmHWM"),
        }

    own = replace(api, descriptors=descriptors)
    return fresh.measure(bench, name, measure, ROUNDS_MAX, own, [peer for peer in bench.peers if peer.is_rialto()])


def reloaded(port: int) -> bool:
    """Whether it loaded something else than it had. Raises a ProgramError if it could not load."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS_MAX)
    try:
        connection.request("POST", "/reload")
        response = connection.getresponse()
        told = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise ProgramError(f"it does not answer POST /reload: {error!r}") from error
    finally:
        connection.close()
    if response.status != 200:
        raise ProgramError(f"it answers POST /reload with {response.status}: {told[:200].decode(errors='replace')}")
    return json.loads(told)["changed"]
