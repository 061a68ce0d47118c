"""Programs that run beside the harness: started on CPUs of their own, awaited, and ended with it."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path

# How long a program has to open its port. Valgrind and descriptors of thousands of services are slow.
START_SECONDS_MAX = 180
# How long a program has to end by itself once it is told to.
STOP_SECONDS_MAX = 10


class ProgramError(Exception):
    """A program did not do what it is there for. The message has the last lines that it wrote."""


class Program:
    """A running program. Its output is appended to a file, which the harness empties now and then."""

    def __init__(self, name: str, command: list[str], log: Path, cpus: tuple[int, ...], environment: dict | None = None):
        self.name = name
        self.log = log
        self.started = time.monotonic()
        # Appending, so that the file stays as short as it was cut.
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **(environment or {})},
                preexec_fn=lambda: os.sched_setaffinity(0, cpus),
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def is_running(self) -> bool:
        return self.process.poll() is None

    def require_running(self) -> None:
        if not self.is_running():
            raise ProgramError(f"{self.name} has ended with {self.process.returncode}: {self.last_words()}")

    def last_words(self, count: int = 8) -> str:
        """The last lines that it wrote; of those that come after the first error, the first, since traces follow."""
        lines = self.log.read_text(errors="replace").strip().splitlines()
        errors = [at for at, line in enumerate(lines) if line.lower().startswith("error")]
        words = lines[errors[0] :][:count] if errors else lines[-count:]
        return " / ".join(line.strip() for line in words if line.strip()) or "it wrote nothing"

    def await_port(self, port: int, seconds_max: float = START_SECONDS_MAX) -> None:
        """Until something listens there. The pause is short, since it is part of what starting takes."""
        end = time.monotonic() + seconds_max
        while True:
            self.require_running()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise ProgramError(f"{self.name} did not listen within {seconds_max} s: {self.last_words()}") from None
                time.sleep(0.002)

    def empty_log(self) -> None:
        os.truncate(self.log, 0)

    def stop(self) -> None:
        """The drain of a gateway may wait for clients: what is measured is over, so it is not waited for."""
        if self.is_running():
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def free_port() -> int:
    """A port that nothing listens on. It stays free as long as nobody else asks the system for one at that moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
