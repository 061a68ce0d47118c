"""What the system tells of itself and of a process, from /proc. Linux only."""

from __future__ import annotations

import atexit
import os
import platform
import re
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cores:
    """Which CPUs are whose: the gateways have one of them, the load and the back end have the others."""

    gateway: int
    others: tuple[int, ...]
    all: tuple[int, ...]

    @staticmethod
    def split() -> Cores:
        there = sorted(os.sched_getaffinity(0))
        # On a machine with one CPU they share it, and only CPU time means something.
        return Cores(there[0], tuple(there[1:] or there), tuple(there))


def cpu_seconds(pid: int) -> float:
    """How long the process has run, with threads of it that have ended. The scheduler counts in nanoseconds."""
    # The clock of another process has a number that is made of its own, as clock_getcpuclockid(3) makes it; 2 is
    # what the scheduler counts.
    return time.clock_gettime(~pid << 3 | 2)


def memory_kib(pid: int, field: str) -> int:
    """A field of /proc/PID/status: VmRSS is what is resident now, VmHWM the most that ever was."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE).group(1))


def connections_by_poller(pid: int, port: int) -> list[int]:
    """How many of the connections to a port each epoll of the process waits for: a worker has one of its own."""
    inodes = set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        _, local, _, state, *_, inode = line.split()[:10]
        if int(local.split(":")[1], 16) == port and int(state, 16) == ESTABLISHED:
            inodes.add(f"socket:[{inode}]")
    connections, pollers = set(), []
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        target = os.readlink(entry)
        if target in inodes:
            connections.add(int(entry.name))
        elif target == "anon_inode:[eventpoll]":
            pollers.append(Path(f"/proc/{pid}/fdinfo/{entry.name}"))
    # A set, since one epoll may have several descriptors.
    waited = {frozenset(map(int, re.findall(r"^tfd:\s+(\d+)", info.read_text(), re.MULTILINE))) for info in pollers}
    return [len(connections & of_one) for of_one in waited]


ESTABLISHED = 1


def raise_priority() -> bool:
    """Before others on the machine, where that is allowed: who shares its CPU waits for the load in between, and takes
    more CPU time per request then. What is started later inherits it."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, min(PRIORITY, os.getpriority(os.PRIO_PROCESS, 0)))
        # Linux shares the CPUs by sessions first, where that is compiled in. It is put back at the end, since the
        # session of this process is that of the terminal.
        if AUTOGROUP.exists():
            before = AUTOGROUP.read_text().rsplit(" ", 1)[1]
            AUTOGROUP.write_text(str(min(PRIORITY, int(before))))
            atexit.register(AUTOGROUP.write_text, before)
    except PermissionError:
        return False
    return True


# Not the highest that there is: with that, processes of the comparison itself were left waiting for a minute.
PRIORITY = -15
AUTOGROUP = Path("/proc/self/autogroup")


def description() -> dict[str, str]:
    """The machine, for the report."""
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB$", Path("/proc/meminfo").read_text(), re.MULTILINE)
    return {
        "processor": model.group(1) if model else platform.machine(),
        "CPUs": str(len(os.sched_getaffinity(0))),
        "memory": f"{int(memory.group(1)) / 2**20:.0f} GiB",
        "system": f"{system_name()}, Linux {platform.release()}",
    }


def system_name() -> str:
    release = Path("/etc/os-release")
    found = re.search(r'^PRETTY_NAME="?([^"\n]+)', release.read_text(), re.MULTILINE) if release.exists() else None
    return found.group(1) if found else platform.system()
