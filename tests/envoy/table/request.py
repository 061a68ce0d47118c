"""One request, and how a list of them is written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    # Names it in differences.json.
    id: str
    method: str
    # As it is sent.
    target: str
    body: bytes | None = None
    # In addition to those that every request has; None takes one away.
    headers: dict[str, str | None] = field(default_factory=dict)
    # Places in the JSON of the answers that are not compared: they are another in each run.
    ignored: frozenset[str] = frozenset()


def get(id: str, target: str, **headers: str | None) -> Request:
    return call(id, "GET", target, **headers)


def post(id: str, target: str, body: Any, **headers: str | None) -> Request:
    return call(id, "POST", target, body, **headers)


def call(id: str, method: str, target: str, body: Any = None, **headers: str | None) -> Request:
    """The body is sent as it is when it is bytes or a string, and as JSON else. `_` in a header's name is `-`."""
    if isinstance(body, str):
        body = body.encode()
    elif body is not None and not isinstance(body, bytes):
        body = json.dumps(body, ensure_ascii=False).encode()
    return Request(id, method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
