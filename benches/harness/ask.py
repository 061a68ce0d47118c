"""One request at a time, to see that a peer answers as it should before it is timed."""

from __future__ import annotations

import http.client
import subprocess
import tempfile
import time
from pathlib import Path

from .calls import Answer, Call
from .peers import Gateway

# What a peer may take for one answer; debug builds and descriptors of thousands of services are slow.
ANSWER_SECONDS_MAX = 60


class NoAnswer(Exception):
    """There was no answer at all."""


def ask(port: int, call: Call, transport: str) -> Answer:
    return over_http1(port, call) if transport == "h1" else over_curl(port, call, CURL[transport])


CURL = {"h2": ["--http2-prior-knowledge"]}


def over_http1(port: int, call: Call) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_SECONDS_MAX)
    try:
        connection.request(call.method, call.target, call.body, call.headers)
        response = connection.getresponse()
        body = response.read()
    except (OSError, http.client.HTTPException) as error:
        raise NoAnswer(f"it does not answer: {error!r}") from error
    finally:
        connection.close()
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)


def over_curl(port: int, call: Call, flags: list[str]) -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        head, body, sent = (Path(folder, name) for name in ("head", "body", "sent"))
        command = ["curl", "-sS", *flags, "-X", call.method, "-D", str(head), "-o", str(body)]
        command += ["--max-time", str(ANSWER_SECONDS_MAX)]
        for name, value in call.headers.items():
            command += ["-H", f"{name}: {value}"]
        if call.body is not None:
            sent.write_bytes(call.body)
            command += ["--data-binary", f"@{sent}"]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}{call.target}"], capture_output=True, text=True)
        if done.returncode:
            raise NoAnswer(f"it does not answer: {done.stderr.strip()}")
        status, *lines = head.read_text().splitlines()
        # The trailers come after the headers.
        pairs = [line.split(":", 1) for line in lines if ":" in line]
        headers = {name.strip().lower(): value.strip() for name, value in pairs}
        return Answer(int(status.split()[1]), headers, body.read_bytes() if body.exists() else b"")


def problem(gateway: Gateway, call: Call, transport: str) -> str | None:
    """Why the peer does not serve the call; None if it does. It is asked again if it does not, since load that ends
    abruptly may have cost it its connection to the back end."""
    found = None
    for pause in PAUSES_SECONDS:
        time.sleep(pause)
        try:
            found = call.problem(ask(gateway.port, call, transport), gateway.peer.writes_defaults)
        except NoAnswer as error:
            found = str(error)
        if not found:
            break
    return found


PAUSES_SECONDS = (0, 0.2, 1)
