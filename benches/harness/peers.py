"""The peers: what the folders of benches/peers/ say, and the gateways that are started from them.

benches/peers/README.md describes the folders.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path

from . import machine
from .programs import Program, ProgramError, free_port

PEERS = Path(__file__).parents[1] / "peers"
KEYS = {
    "title", "about", "like", "install", "version", "version_pattern", "template", "start", "refused_services",
    "writes_defaults", "variables",
}  # fmt: skip


@dataclass(frozen=True)
class Peer:
    """A gateway that can be started. Nothing of it runs yet."""

    name: str
    title: str
    about: str
    # What may be asked to install it, in which folder; its version.
    folder: Path
    installed: Path
    install_script: str | None
    version_command: list[str]
    version_pattern: str
    template: Path
    command: list[str]
    refused_services: tuple[str, ...]
    writes_defaults: bool
    variables: dict[str, str] = field(default_factory=dict)

    def install(self) -> None:
        """Brings the program. Raises a ProgramError with the reason if it cannot be had."""
        self.installed.mkdir(parents=True, exist_ok=True)
        if self.install_script:
            script = [str(self.folder / self.install_script), str(self.installed)]
            done = subprocess.run(script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if done.returncode:
                raise ProgramError("it cannot be installed: " + " / ".join(done.stdout.strip().splitlines()[-3:]))

    def version(self) -> str:
        try:
            command = filled(self.version_command, self.variables | {"INSTALLED": str(self.installed)})
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        except OSError as error:
            raise ProgramError(f"it cannot be run: {error}") from error
        found = re.search(self.version_pattern, done.stdout)
        if done.returncode or not found:
            raise ProgramError(f"it does not tell its version: {done.stdout.strip()}")
        return found.group(1)

    def is_rialto(self) -> bool:
        """Rialto itself, or another build of it."""
        return self.folder.name == "rialto"

    def program_path(self) -> Path:
        """The file that is run."""
        command = filled(self.command, self.variables | {"INSTALLED": str(self.installed)}, partly=True)
        return Path(command[0]).resolve()


@dataclass(frozen=True)
class Api:
    """What a gateway is to serve."""

    descriptors: Path
    services: tuple[str, ...]
    backend_port: int
    # Where plain HTTP/1.1 is served, below /plain/.
    plain_port: int


class Gateway:
    """A peer that runs."""

    def __init__(self, peer: Peer, api: Api, folder: Path, cpus: tuple[int, ...], workers: int = 1, wrapper: tuple = ()):
        folder.mkdir(parents=True, exist_ok=True)
        self.peer = peer
        self.name = peer.name
        self.port = free_port()
        self.admin_port = free_port()
        log = folder / f"{peer.name}.log"
        configuration = folder / peer.template.name.removesuffix(".in")
        services = [name for name in api.services if name not in peer.refused_services]
        variables = peer.variables | {
            "INSTALLED": str(peer.installed),
            "CONFIGURATION": str(configuration),
            "LOG": str(log),
            "PORT": str(self.port),
            "ADMIN_PORT": str(self.admin_port),
            "BACKEND_PORT": str(api.backend_port),
            "PLAIN_PORT": str(api.plain_port),
            "DESCRIPTORS": str(api.descriptors),
            "SERVICES": ", ".join(services),
            "WORKERS": str(workers),
        }
        configuration.write_text(filled([peer.template.read_text()], variables)[0])
        command = [*wrapper, *filled(peer.command, variables)]
        self.program = Program(peer.name, command, log, cpus)

    @property
    def pid(self) -> int:
        return self.program.pid

    def cpu_seconds(self) -> float:
        self.program.require_running()
        return machine.cpu_seconds(self.pid)

    def memory_kib(self, field: str) -> int:
        self.program.require_running()
        return machine.memory_kib(self.pid, field)


def load(installed: Path) -> dict[str, Peer]:
    """Every peer there is, by name."""
    names = sorted(path.parent.name for path in PEERS.glob("*/peer.toml"))
    return {name: read(name, installed) for name in names}


def read(name: str, installed: Path) -> Peer:
    told = tomllib.loads((PEERS / name / "peer.toml").read_text())
    if unknown := told.keys() - KEYS:
        raise SystemExit(f"benches/peers/{name}/peer.toml: unknown keys: {', '.join(sorted(unknown))}")
    if base := told.get("like"):
        like = read(base, installed)
        return replace(
            like,
            name=name,
            title=told["title"],
            about=told["about"],
            variables=like.variables | told.get("variables", {}),
        )
    folder = PEERS / name
    return Peer(
        name=name,
        title=told["title"],
        about=told["about"],
        folder=folder,
        installed=installed / name,
        install_script=told.get("install"),
        version_command=told["version"],
        version_pattern=told.get("version_pattern", r"(\d[^\s]*)"),
        template=folder / told["template"],
        command=told["start"],
        refused_services=tuple(told.get("refused_services", ())),
        writes_defaults=told.get("writes_defaults", False),
        variables=told.get("variables", {}),
    )


def filled(texts: list[str], variables: dict[str, str], partly: bool = False) -> list[str]:
    """The texts with what stands for each @NAME@. A value may name other variables."""

    def value(match: re.Match) -> str:
        name = match.group(1)
        if name not in variables:
            if partly:
                return match.group(0)
            raise SystemExit(f"there is nothing for @{name}@ in the folder of a peer")
        return re.sub(PLACE, value, variables[name])

    return [re.sub(PLACE, value, text) for text in texts]


PLACE = r"@([A-Z_]+)@"
