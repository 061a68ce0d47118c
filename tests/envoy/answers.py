"""Answers, and what differs between two of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import httpx

# The most differences inside of two bodies that are named; the others are counted.
LEAVES_MAX = 6
# The longest value that is shown.
VALUE_MAX = 120


@dataclass
class Answer:
    status: int
    content_type: str
    # "empty", "text", "JSON", or "Status": a google.rpc.Status as JSON; with the reason, if Rialto itself gave it.
    kind: str
    # The JSON, or the text.
    body: Any

    @staticmethod
    def of(response: httpx.Response) -> Answer:
        kind, body = read(response)
        return Answer(response.status_code, response.headers.get("content-type", "none"), kind, body)

    def is_own_error(self) -> bool:
        """An error of the gateway itself. Its words are its own, and are not compared."""
        return self.kind.startswith("Status ") or self.status >= 400 and self.kind in ("text", "empty")


def read(response: httpx.Response) -> tuple[str, Any]:
    if not response.content:
        return "empty", ""
    try:
        body = json.loads(response.content, object_pairs_hook=members, parse_constant=refuse)
    except ValueError:
        return "text", response.content.decode(errors="backslashreplace")
    if response.status_code < 400 or not isinstance(body, dict) or "code" not in body:
        return "JSON", body
    own = [detail["reason"] for detail in body.get("details", []) if detail.get("domain") == "rialto"]
    return " ".join(["Status", *own]), body


def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a member is there twice")
    return dict(pairs)


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def differences(rialto: Answer, envoy: Answer, ignored: frozenset[str]) -> dict[str, str]:
    """What differs: the status, the content type, the body. Each as "Rialto's | Envoy's"."""
    found = {}
    if rialto.status != envoy.status:
        found["status"] = f"{rialto.status} | {envoy.status}"
    if rialto.content_type != envoy.content_type:
        found["content-type"] = f"{rialto.content_type} | {envoy.content_type}"
    if rialto.kind != envoy.kind or rialto.is_own_error() or envoy.is_own_error():
        if rialto.kind != envoy.kind:
            found["body"] = f"{rialto.kind} | {envoy.kind}"
    elif leaves := [leaf for path, leaf in unlike("$", rialto.body, envoy.body) if path not in ignored]:
        more = [f"and {len(leaves) - LEAVES_MAX} more"] if len(leaves) > LEAVES_MAX else []
        found["body"] = "; ".join(leaves[:LEAVES_MAX] + more)
    return found


def unlike(path: str, one: Any, other: Any):
    """The places at which two JSON values differ, and how. Numbers are equal when their values are."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            if name not in one or name not in other:
                yield pair(f"{path}.{name}", one.get(name, ABSENT), other.get(name, ABSENT))
            else:
                yield from unlike(f"{path}.{name}", one[name], other[name])
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other)):
            yield from unlike(f"{path}[{at}]", left, right)
    elif isinstance(one, bool) != isinstance(other, bool) or one != other:
        yield pair(path, one, other)


def pair(path: str, one: Any, other: Any) -> tuple[str, str]:
    return path, f"{path}: {shown(one)} | {shown(other)}"


ABSENT = object()


def shown(value: Any) -> str:
    if value is ABSENT:
        return "absent"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= VALUE_MAX else f"{text[:VALUE_MAX]}..."
