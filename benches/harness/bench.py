"""A run: the back end, the gateways that stand before it all the time, and what sends load."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .ask import problem
from .calls import BOOK, GET_BOOK, compact
from .descriptors import service_names, with_routes
from .load import Generator
from .machine import Cores
from .peers import Api, Gateway, Peer, filled
from .programs import Program, ProgramError, free_port

# The services of the sample that are called.
SERVICES = ("bookstore.v1.Bookstore", "bookstore.v1.Lab")


@dataclass(frozen=True)
class Settings:
    rounds: int
    # How long one slice of load is.
    seconds: int


class Bench:
    """Context of all rows. Everything that it starts ends with it."""

    def __init__(self, peers: list[Peer], backend: Path, descriptors: Path, installed: Path, settings: Settings):
        self.settings = settings
        # Where what only some rows need is installed, when the first of them comes.
        self.installed = installed
        self.peers = peers
        self.cores = Cores.split()
        self.folder = Path(tempfile.mkdtemp(prefix="rialto-bench."))
        self.generator = Generator(self.cores.others, self.folder / "load")
        self.started: list[Program] = []
        self.standing: dict[str, Gateway] = {}
        self.plain: Program | None = None
        self.api = Api(descriptors, SERVICES, self.start_backend(backend), plain_port=free_port())

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_) -> None:
        for program in reversed(self.started):
            program.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start_backend(self, program: Path) -> int:
        port = free_port()
        command = [str(program), "--listen", f"127.0.0.1:{port}", "--forgetful"]
        backend = Program("bookstore", command, self.folder / "bookstore.log", self.cores.others)
        self.started.append(backend)
        backend.await_port(port)
        return port

    def require_plain_backend(self) -> None:
        """nginx, which answers without gRPC. It is started for the first row that needs it."""
        if self.plain:
            return
        run_install_script("plain", self.installed)
        folder = self.folder / "nginx"
        folder.mkdir()
        configuration = folder / "nginx.conf"
        variables = {"FOLDER": str(folder), "PORT": str(self.api.plain_port), "ANSWER": compact(BOOK).decode()}
        configuration.write_text(filled([(BENCHES / "plain" / "nginx.conf.in").read_text()], variables)[0])
        command = [str(self.installed / "nginx"), "-p", str(folder), "-e", "stderr", "-c", str(configuration)]
        self.plain = Program("nginx", command, folder / "log", self.cores.others)
        self.started.append(self.plain)
        self.plain.await_port(self.api.plain_port)

    def google_api(self) -> Api:
        """All of Google's published APIs, in one descriptor set."""
        run_install_script("google", self.installed)
        return self.api_of(self.installed / "google.binpb")

    def api_with_routes(self, count: int) -> Api:
        """GetBook among so many routes."""
        descriptors = self.folder / f"routes-{count}.binpb"
        descriptors.write_bytes(with_routes(self.api.descriptors.read_bytes(), count))
        return self.api_of(descriptors)

    def api_of(self, descriptors: Path) -> Api:
        return replace(self.api, descriptors=descriptors, services=tuple(service_names(descriptors.read_bytes())))

    def start(self, peer: Peer, folder: str, api: Api | None = None, **options) -> Gateway:
        """A gateway that listens. Whoever starts it for a row stops it there."""
        options.setdefault("cpus", (self.cores.gateway,))
        gateway = Gateway(peer, api or self.api, self.folder / folder / peer.name, **options)
        self.started.append(gateway.program)
        gateway.program.await_port(gateway.port)
        return gateway

    @contextmanager
    def started_for(self, peer: Peer, row: str, api: Api | None = None, **options) -> Iterator[Gateway]:
        """A gateway that a row has for itself."""
        gateway = self.start(peer, row, api, **options)
        try:
            yield gateway
        finally:
            self.stop(gateway)

    def stop(self, gateway: Gateway) -> None:
        gateway.program.stop()
        self.started.remove(gateway.program)

    def gateways(self) -> tuple[dict[str, Gateway], dict[str, str]]:
        """The gateways that stand before the sample, one of each peer, and why others do not. One that has ended is
        started again, so that a row which a peer does not survive costs it that row alone."""
        absent = {}
        for peer in self.peers:
            gateway = self.standing.get(peer.name)
            if gateway and gateway.program.is_running():
                continue
            try:
                gateway = self.standing[peer.name] = self.start(peer, "standing")
                if found := problem(gateway, GET_BOOK, "h1"):
                    raise ProgramError(found)
            except ProgramError as error:
                self.standing.pop(peer.name, None)
                absent[peer.name] = str(error)
        return dict(self.standing), absent


def run_install_script(name: str, installed: Path) -> None:
    """Brings what is in a folder beside this one. Raises a ProgramError if it cannot be had."""
    script = [str(BENCHES / name / "install"), str(installed.resolve())]
    done = subprocess.run(script, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        lines = done.stdout.strip().splitlines()[-3:]
        raise ProgramError(f"{name} cannot be installed: {' / '.join(lines)}")


BENCHES = Path(__file__).parents[1]


def say(text: str) -> None:
    print(text, flush=True)


def note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
