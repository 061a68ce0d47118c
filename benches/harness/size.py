"""The row of sizes: the program without what debuggers need, as distributions ship it."""

from __future__ import annotations

import shutil
import subprocess

from .bench import Bench
from .programs import ProgramError
from .results import Result


def stripped(bench: Bench, name: str) -> Result:
    if not shutil.which("strip"):
        raise ProgramError("strip is not installed")
    result = Result(name)
    for peer in bench.peers:
        copy = bench.folder / "stripped"
        done = subprocess.run(["strip", "-o", str(copy), str(peer.program_path())], capture_output=True, text=True)
        if done.returncode:
            result.fail(peer.name, f"it cannot be stripped: {done.stderr.strip()}")
        else:
            result.add(peer.name, size_mib=copy.stat().st_size / 2**20)
            copy.unlink()
    return result
