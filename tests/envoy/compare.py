"""Sends each request to Rialto and to Envoy, and holds what differs against differences.json.

differences.json has two parts. `reasons` says why something differs, once: its class and the reason. `differences`
names, for each request whose answers differ, one of the reasons and what differs, as "Rialto's | Envoy's". The run
fails when a request differs in another way than listed, and when a listed one no longer differs.
"""

import argparse
import json
import pathlib
import socket
import sys
from collections import Counter

import httpx

import table
from answers import Answer, differences

LIST = pathlib.Path(__file__).with_name("differences.json")
SECONDS_MAX = 20
CLASSES = {
    "envoy-bug": "Envoy is wrong by its own rules",
    "stricter": "Rialto refuses what Envoy lets through, on purpose",
    "norm": "http.proto, ProtoJSON or HTTP decides for Rialto",
    "choice": "no norm decides, and Rialto chose",
    "not-yet": "Rialto does not serve it yet",
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rialto")
    parser.add_argument("envoy")
    parser.add_argument("--write", action="store_true", help="write the list anew; new entries get no reason")
    arguments = parser.parse_args()

    requests = table.all_requests()
    found = run(requests, arguments.rialto, arguments.envoy)
    known = json.loads(LIST.read_text())
    if arguments.write:
        write(known, found)
        known = json.loads(LIST.read_text())
    problems = check(known, found, {request.id for request in requests})
    summarize(known, found, len(requests))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problems with {LIST.name}", file=sys.stderr)
    return 1 if problems else 0


def run(requests: list, rialto: str, envoy: str) -> dict[str, dict[str, str]]:
    """What differs, by the id of the request. Both see the requests in the same order, one at a time."""
    found = {}
    with httpx.Client(base_url=rialto) as one, httpx.Client(base_url=envoy) as other:
        for request in requests:
            answers = [Answer.of(send(client, request)) for client in (one, other)]
            if differing := differences(*answers, request.ignored):
                found[request.id] = differing
    return found


def send(client: httpx.Client, request) -> httpx.Response:
    headers = {"host": "bookstore.test", "user-agent": "compare", "accept": "*/*"}
    if request.body is not None:
        headers["content-type"] = "application/json"
    # A header that is None is left out.
    headers = {name: value for name, value in (headers | request.headers).items() if value is not None}
    try:
        if request.method == "HEAD":
            return send_head(client.base_url, request, headers)
        built = httpx.Request(
            request.method,
            client.base_url,
            headers=headers,
            content=request.body,
            # As it is: a URL would be normalized.
            extensions={"target": request.target.encode(), "timeout": httpx.Timeout(SECONDS_MAX).as_dict()},
        )
        return client.send(built)
    except (OSError, httpx.TransportError) as error:
        raise SystemExit(f"{request.id}: no answer from {client.base_url}: {error!r}") from error


def send_head(server: httpx.URL, request, headers: dict[str, str]) -> httpx.Response:
    """By hand and on a connection of its own: a client does not read the body that an answer to HEAD must not have."""
    lines = [f"HEAD {request.target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    with socket.create_connection((server.host, server.port), SECONDS_MAX) as connection:
        connection.sendall("\r\n".join([*lines, "connection: close", "", ""]).encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(b"\r\n\r\n")
    status, *fields = head.decode().split("\r\n")
    pairs = [tuple(part.strip() for part in line.split(":", 1)) for line in fields]
    # Not decoded by the length or the coding that a GET would have had.
    kept = [(name, value) for name, value in pairs if name.lower() == "content-type"]
    return httpx.Response(int(status.split()[1]), headers=kept, content=body)


def check(known: dict, found: dict[str, dict[str, str]], ids: set[str]) -> list[str]:
    problems = []
    reasons, listed = known["reasons"], known["differences"]
    for id in sorted(found.keys() | listed.keys()):
        if id not in ids:
            problems.append(f"{id}: listed, but there is no such request")
        elif id not in listed:
            problems.append(f"{id}: differs and is not listed: {found[id]}")
        elif id not in found:
            problems.append(f"{id}: listed, but does not differ any more")
        elif listed[id]["differs"] != found[id]:
            problems.append(f"{id}: differs in another way: listed {listed[id]['differs']}, found {found[id]}")
        elif listed[id]["reason"] not in reasons:
            problems.append(f"{id}: \"{listed[id]['reason']}\" is none of the reasons")
    used = {entry["reason"] for entry in listed.values()}
    problems += [f"the reason \"{name}\" is not used" for name in reasons.keys() - used]
    problems += [
        f"the reason \"{name}\" has an unknown class: {reason['class']}"
        for name, reason in reasons.items()
        if reason["class"] not in CLASSES
    ]
    return problems


def summarize(known: dict, found: dict[str, dict[str, str]], count: int) -> None:
    reasons = Counter(known["differences"].get(id, {}).get("reason", "") for id in found)
    print(f"{count} requests: {count - len(found)} answered the same, {len(found)} differently")
    for name, meaning in [*CLASSES.items(), (None, "not explained")]:
        of_class = {
            reason: number
            for reason, number in reasons.most_common()
            if known["reasons"].get(reason, {}).get("class") == name
        }
        if of_class:
            print(f"{sum(of_class.values()):5} {name or '?'}: {meaning}")
            print("      " + ", ".join(f"{reason or 'no reason'} {number}" for reason, number in of_class.items()))


def write(known: dict, found: dict[str, dict[str, str]]) -> None:
    reason = {id: entry["reason"] for id, entry in known["differences"].items()}
    lines = ",\n".join(
        f"  {json.dumps(id)}: " + json.dumps({"reason": reason.get(id, ""), "differs": differing}, ensure_ascii=False)
        for id, differing in found.items()
    )
    reasons = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in known["reasons"].items()
    )
    LIST.write_text(f'{{\n "reasons": {{\n{reasons}\n }},\n "differences": {{\n{lines}\n }}\n}}\n')


if __name__ == "__main__":
    sys.exit(main())
