"""The command line. `tools/bench` builds, installs, and then runs this."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from . import machine, peers, pictures, report, rows
from .bench import Bench, Settings, note, say
from .peers import Peer
from .programs import ProgramError
from .results import Result

ROUNDS = 7
ROUNDS_SHORT = 2
# A few rows that together go through every part of the harness.
SHORT = [
    "get-book/h1",
    "get-book/h2",
    "latency/2000",
    "memory/work",
    "startup/sample",
    "reload/sample",
    "routes/1000",
    "workers/2",
    "size",
]
SHORT_PEERS = ["rialto", "envoy-lean"]


def main() -> int:
    arguments = parse()
    if arguments.list:
        for row in rows.ROWS:
            say(f"{row.name:24} {row.title}")
        return 0
    # Not over the results of a whole run.
    arguments.output = arguments.output.resolve()
    output = arguments.output / "short" if arguments.short else arguments.output
    output.mkdir(exist_ok=True)
    if not arguments.render:
        run(arguments, output)
    told = json.loads((output / "results.json").read_text())
    report.write(told, output)
    pictures.write(told, output)
    say((output / "summary.md").read_text())
    say(f"{output / 'report.md'} has everything, and {output / 'results.json'} every sample")
    return problems(told) if arguments.short else 0


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tools/bench",
        description="Measures Rialto and its peers side by side, and writes target/bench/report.md with its pictures.",
        epilog="Peers are pinned to one CPU, load and the sample back end to the others. Nothing else should run.",
    )
    parser.add_argument("--list", action="store_true", help="list the rows")
    parser.add_argument("--only", nargs="+", metavar="ROW", default=[], help="only these rows; * stands for anything")
    parser.add_argument("--peers", nargs="+", metavar="PEER", default=[], help="only these peers, and Rialto")
    parser.add_argument("--rounds", type=int, metavar="N", help=f"slices of each peer and row (default {ROUNDS})")
    parser.add_argument("--seconds", type=int, metavar="S", default=1, help="length of a slice, in whole seconds (default 1)")
    parser.add_argument(
        "--also",
        action="append",
        metavar="NAME=PROGRAM",
        default=[],
        help="another build of Rialto as a peer of its own, to see what a change does",
    )
    parser.add_argument("--short", action="store_true", help="a few rows and rounds, which fail if the harness does")
    parser.add_argument("--render", action="store_true", help="write the report anew from the last results")
    parser.add_argument("--programs", type=Path, metavar="FOLDER", help="take rialto and bookstore there, build nothing")
    # From tools/bench.
    parser.add_argument("--output", type=Path, required=True, help=argparse.SUPPRESS)
    return parser.parse_args()


def run(arguments: argparse.Namespace, output: Path) -> None:
    """Measures the rows, and leaves every sample in results.json."""
    wanted = rows.chosen(arguments.only or (SHORT if arguments.short else []))
    available, missing, versions = find_peers(arguments, arguments.output / "peers")
    descriptors = output / "bookstore.binpb"
    prepare = ["tests/envoy/descriptors.py", "descriptors/bookstore.binpb", str(descriptors)]
    subprocess.run([sys.executable, *prepare], check=True)
    settings = Settings(arguments.rounds or (ROUNDS_SHORT if arguments.short else ROUNDS), arguments.seconds)
    raise_open_files()
    told = {
        "when": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": machine.description(),
        "rounds": settings.rounds,
        "seconds": settings.seconds,
        "peers": [
            {"name": peer.name, "title": peer.title, "about": peer.about, "version": versions[peer.name]}
            for peer in available
        ],
        "missing": missing,
        "commit": commit(),
        # Whether the harness works can be seen without that.
        "priority": not arguments.short and machine.raise_priority(),
        "rows": [],
    }
    with Bench(available, arguments.programs / "bookstore", descriptors, arguments.output, settings) as bench:
        for at, row in enumerate(wanted, 1):
            began = time.monotonic()
            try:
                result = row.measure(bench, row.name)
            except ProgramError as error:
                # What the row needs beside the gateways is not there.
                result = Result(row.name, failed={peer.name: str(error) for peer in available})
            told["rows"].append(described(row) | vars(result))
            # After each row, so that a run that is broken off has what it had.
            (output / "results.json").write_text(json.dumps(told, indent=1))
            say(report.line(told, told["rows"][-1]) + f"  ({at}/{len(wanted)}, {time.monotonic() - began:.0f} s)")


def find_peers(arguments: argparse.Namespace, installed: Path) -> tuple[list[Peer], dict[str, str], dict[str, str]]:
    """The peers that can be had, why others cannot, and the versions."""
    known = peers.load(installed)
    rialto = str((arguments.programs / "rialto").resolve())
    known["rialto"] = replace(known["rialto"], variables={"PROGRAM": rialto})
    names = arguments.peers or (SHORT_PEERS if arguments.short else list(known))
    if unknown := set(names) - known.keys():
        raise SystemExit(f"there is no peer {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    # Rialto first, then the peer that it is held against first.
    first = [report.RIALTO, report.RIVAL]
    candidates = [known[name] for name in first + sorted(set(names) - set(first)) if name in {"rialto", *names}]
    for also in reversed(arguments.also):
        name, _, program = also.partition("=")
        variables = {"PROGRAM": str(Path(program).resolve())}
        about = "another build"
        candidates.insert(1, replace(known["rialto"], name=name, title=name, about=about, variables=variables))
    available, missing, versions = [], {}, {}
    for peer in candidates:
        try:
            peer.install()
            versions[peer.name] = peer.version()
            available.append(peer)
        except ProgramError as error:
            missing[peer.name] = str(error)
            note(f"{peer.name} is left out: {error}")
    return available, missing, versions


def described(row: rows.Row) -> dict:
    return {
        "name": row.name,
        "title": row.title,
        "question": row.question,
        "figures": list(row.figures),
        "drawn": list(row.drawn),
        "goals": row.goals,
        "rialto_only": row.rialto_only,
    }


def commit() -> str:
    command = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else "unknown"


def raise_open_files() -> None:
    """A thousand connections are a thousand open files, of the load and of each gateway."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def problems(told: dict) -> int:
    """Of the short mode: it has only what every peer of it serves, so whatever was not measured is a fault."""
    found = [f"{name}: {why}" for name, why in told["missing"].items()]
    for row in told["rows"]:
        found += [f"{row['name']}: {name}: {why}" for name, why in (row["unserved"] | row["failed"]).items()]
    for problem in found:
        note(problem)
    return 1 if found else 0


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    for program in ("wrk", "h2load", "curl"):
        if not shutil.which(program):
            raise SystemExit(f"{program} is not installed: run tools/bench")
    sys.exit(main())
