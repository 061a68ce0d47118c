"""Load: many times the same request, by wrk or h2load, on the CPUs that the gateways do not have."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .calls import Call

# What one run of a load generator may take beyond what it was asked for.
GRACE_SECONDS = 60
# The same for wrk, which is told how long it is to run.
WRK_GRACE_SECONDS = 20


class LoadError(Exception):
    """The load was not answered as it should be."""


class Overdue(LoadError):
    """The load did not end in time."""


@dataclass(frozen=True)
class Shape:
    """How the load comes: over which protocol, on how many connections, with how many streams on each."""

    transport: str = "h1"
    connections: int = 32
    streams: int = 1


@dataclass(frozen=True)
class Sent:
    """What was completed, in how long, and how long single requests took in microseconds, if that is known."""

    requests: int
    seconds: float
    p50: float | None = None
    p99: float | None = None


class Generator:
    """Sends calls from the CPUs of the load."""

    def __init__(self, cpus: tuple[int, ...], folder: Path):
        self.cpus = cpus
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def for_seconds(self, port: int, call: Call, shape: Shape, seconds: int) -> Sent:
        """As many as are answered in that time, over HTTP/1.1. Those in flight at its end are not counted."""
        environment = os.environ | {
            "BENCH_METHOD": call.method,
            "BENCH_BODY": str(self.body(call)) if call.body is not None else "",
            "BENCH_HEADERS": "\n".join(f"{name}: {value}" for name, value in call.headers.items()),
        }
        command = ["wrk", "-t1", f"-c{shape.connections}", f"-d{seconds}s", "--timeout", "30s"]
        command += ["-s", str(Path(__file__).with_name("wrk.lua")), f"http://127.0.0.1:{port}{call.target}"]
        try:
            output = self.run(command, seconds, environment, WRK_GRACE_SECONDS)
        except Overdue as overdue:
            # wrk ends by its own clock, whatever the gateway does: that it did not says nothing about the gateway.
            print(f"{overdue}: once more", file=sys.stderr, flush=True)
            output = self.run(command, seconds, environment, WRK_GRACE_SECONDS)
        told = json.loads(output.strip().splitlines()[-1])
        if told["refused"] or told["failed"] or not told["requests"]:
            raise LoadError(f"of {told['requests']} requests {told['refused']} were refused and {told['failed']} failed")
        return Sent(told["requests"], told["seconds"], told["p50"], told["p99"])

    def count(self, port: int, call: Call, shape: Shape, requests: int, rate: float | None = None) -> Sent:
        """So many requests and no more: for calls of which few are answered in a second, so that one in flight counts.
        With a rate, that many start in a second, whatever becomes of the ones before."""
        requests = max(requests, shape.connections * shape.streams)
        command = ["h2load", "-t1", f"-n{requests}", f"-c{shape.connections}", f"-m{shape.streams}"]
        command += ["--h1"] if shape.transport == "h1" else []
        for name, value in call.headers.items():
            command += ["-H", f"{name}: {value}"]
        if call.body is not None:
            command += ["-d", str(self.body(call))]
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".log") as log:
            seconds = 0.0
            if rate is not None:
                command += [f"--rps={rate / shape.connections:g}", f"--log-file={log.name}"]
                seconds = requests / rate
            output = self.run([*command, f"http://127.0.0.1:{port}{call.target}"], seconds, dict(os.environ))
            times = sorted(int(line.split(b"\t")[2]) for line in log.read().splitlines())
        counts = re.search(r"^status codes: (\d+) 2xx, (\d+) 3xx, (\d+) 4xx, (\d+) 5xx$", output, re.MULTILINE)
        took = re.search(r"^finished in ([\d.]+)(us|ms|s), ", output, re.MULTILINE)
        if not counts or not took or int(counts.group(1)) != requests:
            raise LoadError(f"not all of {requests} requests were answered: {' '.join(output.split())[-400:]}")
        seconds = float(took.group(1)) * {"us": 1e-6, "ms": 1e-3, "s": 1}[took.group(2)]
        return Sent(requests, seconds, *(percentile(times, share) for share in (0.5, 0.99)))

    def run(
        self, command: list[str], seconds: float, environment: dict[str, str], grace_seconds: int = GRACE_SECONDS
    ) -> str:
        try:
            done = subprocess.run(
                command,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                timeout=seconds + grace_seconds,
                preexec_fn=lambda: os.sched_setaffinity(0, self.cpus),
            )
        except subprocess.TimeoutExpired as error:
            raise Overdue(f"{command[0]} was not done after {error.timeout:.0f} s") from error
        if done.returncode:
            raise LoadError(f"{command[0]} ended with {done.returncode}: {' '.join(done.stdout.split())[-400:]}")
        return done.stdout

    def body(self, call: Call) -> Path:
        path = self.folder / f"{call.name}.body"
        if not path.exists():
            path.write_bytes(call.body)
        return path


def percentile(ordered: list[int], share: float) -> float | None:
    return float(ordered[min(len(ordered) - 1, int(len(ordered) * share))]) if ordered else None
