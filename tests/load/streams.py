#!/usr/bin/env python3
"""A thousand streams whose clients stop reading: what the gateway holds for each stays within its windows, calls beside
them and streams that are read on go on, and the next thousand take no more.

usage: streams.py FOLDER [--streams N] [--window SIZE] [--kind KIND]...

KIND is lines, events (Server-Sent Events) or sockets (WebSocket); without one, all of them. FOLDER has the programs
rialto and bookstore. Run from the root of the repository, one at a time: what a thousand streams have on their way is
most of what Linux gives to TCP. Linux only: the memory is read from /proc.
"""

import argparse
import http.client
import re
import resource
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

KIB = 1024
# What a stream may take for each byte of its back end's window, since pieces share the buffers that they were read
# into, and beside that: what is being written, the connection, the call.
OF_WINDOW_MAX = 1.5
OTHER_MAX_KIB = 192
# What the same streams may take the second time: what was freed is used again.
GROWTH_MAX = 1.1
# How long the memory has to stay the same to be what it is.
STEADY_SECONDS = 3
PATIENCE_SECONDS = 120
# How a stream is asked for, and how the answer begins.
TARGET = "GET /v1/books:stream?count=1000000 HTTP/1.1\r\nhost: x\r\n"
HANDSHAKE = (
    "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n"
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
KINDS = {
    "lines": ("accept: application/x-ndjson\r\n\r\n", b"HTTP/1.1 200"),
    "events": ("accept: text/event-stream\r\n\r\n", b"HTTP/1.1 200"),
    "sockets": (HANDSHAKE, b"HTTP/1.1 101"),
}


def start(command, pattern, count):
    """Starts a program and waits for `count` lines with an address."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found, lines = [], []
    for line in process.stdout:
        lines.append(line)
        found += re.findall(pattern, line)
        if len(found) >= count:
            # The pipe is emptied, so that the program never waits for it.
            threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
            return process, found
    sys.exit("did not start: " + " ".join(command) + "\n" + "".join(lines))


def resident_kib(process):
    status = Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def steady_kib(process):
    """The memory when it no longer changes."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    last, since = resident_kib(process), time.monotonic()
    while time.monotonic() - since < STEADY_SECONDS:
        time.sleep(0.2)
        now = resident_kib(process)
        if abs(now - last) > last // 100:
            last, since = now, time.monotonic()
        if time.monotonic() > deadline:
            sys.exit(f"the memory does not settle: {now} KiB")
    return max(last, resident_kib(process))


def open_stream(address, kind):
    """A stream that has begun and is not read on."""
    host, port = address.split(":")
    stream = socket.socket()
    # As little as possible is held by the system.
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 * KIB)
    stream.settimeout(PATIENCE_SECONDS)
    stream.connect((host, int(port)))
    head, begins = KINDS[kind]
    stream.sendall((TARGET + head).encode())
    if stream.recv(len(begins)) != begins:
        sys.exit("a stream was refused")
    return stream


def call(address):
    connection = http.client.HTTPConnection(address, timeout=PATIENCE_SECONDS)
    connection.request("GET", "/v1/shelves/1")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"a call beside the streams was answered with {answer.status}")


def read_on(stream, size):
    # With the smallest buffer TCP would send two kilobytes every fifth of a second.
    stream.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024 * KIB)
    while size > 0:
        read = stream.recv(64 * KIB)
        if not read:
            sys.exit("a stream that is read on has ended")
        size -= len(read)


def slow_streams(api, kind, count, gateway):
    """The memory with so many of them, which have left then."""
    streams = [open_stream(api, kind) for _ in range(count)]
    held = steady_kib(gateway)
    call(api)
    for stream in streams[:: max(1, count // 10)]:
        read_on(stream, 1024 * KIB)
    for stream in streams:
        stream.close()
    return held


def run(arguments, kind):
    backend, (address,) = start(
        [f"{arguments.folder}/bookstore", "--listen", "127.0.0.1:0"], r"listening on ([0-9.:]+)", 1
    )
    command = [f"{arguments.folder}/rialto", "serve", "--descriptor-set", "descriptors/bookstore.binpb"]
    command += ["--upstream", address, "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]
    # The clients are slow, not gone.
    command += ["--set", "server.write_timeout=1h", "--set", "websocket.ping_interval=0s", "--set", f"grpc.stream_window={arguments.window}KiB"]
    gateway, (api, _) = start(command, r"serving.*address=([0-9.:]+)", 2)
    try:
        # What the first streams need is needed by all.
        slow_streams(api, kind, 20, gateway)
        before = steady_kib(gateway)
        held = [slow_streams(api, kind, arguments.streams, gateway) for _ in range(2)]
    finally:
        gateway.terminate()
        backend.terminate()
        gateway.wait()
        backend.wait()
    return before, held


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--window", type=int, default=64, help="of the back end's streams, in KiB")
    parser.add_argument("--kind", action="append", choices=KINDS)
    arguments = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    for kind in arguments.kind or KINDS:
        check(arguments, kind)


def check(arguments, kind):
    before, (first, second) = run(arguments, kind)
    each = (first - before) / arguments.streams
    allowed = arguments.window * OF_WINDOW_MAX + OTHER_MAX_KIB
    print(
        f"{arguments.streams} slow streams of {kind}: {before} KiB before, {first} KiB with them "
        f"({each:.0f} KiB each, {allowed:.0f} allowed), {second} KiB with as many again"
    )
    if each > allowed:
        sys.exit(f"a slow stream of {kind} takes {each:.0f} KiB")
    if second > first * GROWTH_MAX:
        sys.exit(f"the memory of streams of {kind} that have left is not used again")


main()
