#!/usr/bin/env python3
"""Reloads under load: no call fails, and the memory stays flat. Every tenth time the files are broken
first, which must be refused while the old state serves on.

usage: reload.py FOLDER [--reloads N] [--threads N]

FOLDER has the programs rialto and bookstore. Run from the root of the repository. Linux only: the
memory is read from /proc.
"""

import argparse
import http.client
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

# What the memory may grow by between the first tenth of the reloads and the last, for allocators
# that keep what was freed.
GROWTH_MAX = 1.25
# A route that no other file has, so that each reload changes something.
EXTRA = """syntax = "proto3";
package extra;
import "google/api/annotations.proto";
service Extra { rpc Get(Req) returns (Req) { option (google.api.http) = { get: "/extra/%d/{name}" }; } }
message Req { string name = 1; }
"""


def start(command, pattern, count):
    """Starts a program and waits for `count` lines with an address."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found = []
    lines = []
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


class Load:
    """Calls on connections that are kept, until it is told to stop."""

    def __init__(self, address, threads):
        self.address = address
        self.over = threading.Event()
        self.calls = 0
        self.failures = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def work(self):
        connection = http.client.HTTPConnection(self.address, timeout=30)
        calls = 0
        while not self.over.is_set():
            try:
                connection.request("GET", "/v1/shelves/1/books/1")
                answer = connection.getresponse()
                body = answer.read()
                if answer.status != 200:
                    self.failures.append(f"{answer.status}: {body!r}")
            except OSError as error:
                self.failures.append(repr(error))
                connection.close()
            calls += 1
        with self.lock:
            self.calls += calls

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()


def reload(admin, status=200):
    connection = http.client.HTTPConnection(admin, timeout=60)
    connection.request("POST", "/reload")
    answer = connection.getresponse()
    told = json.loads(answer.read())
    connection.close()
    if answer.status != status or (status == 200 and not told["changed"]):
        sys.exit(f"a reload ended with {answer.status}: {told}")


def run(arguments, folder):
    backend, (address,) = start(
        [f"{arguments.folder}/bookstore", "--listen", "127.0.0.1:0"], r"listening on ([0-9.:]+)", 1
    )
    shutil.copytree("proto/bookstore", f"{folder}/bookstore")
    extra = Path(folder, "extra.proto")
    extra.write_text(EXTRA % 0)
    command = [f"{arguments.folder}/rialto", "serve", "--proto", folder, "--upstream", address, "--no-watch"]
    command += ["--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"]
    gateway, (api, admin) = start(command, r"serving.*address=([0-9.:]+)", 2)
    load = Load(api, arguments.threads)
    memory = []
    try:
        for number in range(1, arguments.reloads + 1):
            if number % 10 == 0:
                extra.write_text("this is not a .proto file")
                reload(admin, status=422)
            extra.write_text(EXTRA % number)
            reload(admin)
            memory.append(resident_kib(gateway))
    finally:
        load.stop()
        gateway.terminate()
        backend.terminate()
        gateway.wait()
        backend.wait()
    return load, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--reloads", type=int, default=100)
    parser.add_argument("--threads", type=int, default=8)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        load, memory = run(arguments, folder)
    tenth = max(1, len(memory) // 10)
    # What the first reloads need is needed by all: compiling while serving.
    first, last = max(memory[:tenth]), max(memory[-tenth:])
    print(f"{len(memory)} reloads under {load.calls} calls: {len(load.failures)} failed; {first} KiB then {last} KiB")
    if load.failures:
        sys.exit("calls failed, the first one: " + load.failures[0])
    if load.calls < len(memory):
        sys.exit("there was no load to speak of")
    if last > first * GROWTH_MAX:
        sys.exit(f"the memory grew from {first} KiB to {last} KiB")


main()
