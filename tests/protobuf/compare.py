"""Compares the transcoder with Python's protobuf over random schemas, both ways; exits with 1 where they differ.

    random message --upb--> wire --testee--> JSON: is it the message?       and damaged wire
    random message --json_format--> JSON --testee--> wire: is it the message?  and JSON with other values
"""

import argparse
import json
import math
import os
import random
import sys
from collections import Counter

from google.protobuf import json_format, message, message_factory

import differences
import schemas
from messages import Messages, damaged_json, damaged_wire
from testee import Refused, Testee

# Differences that are shown in full; there is one cause behind many.
SHOWN_MAX = 10
MESSAGES = 4
DAMAGED = 3


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--testee", required=True)
    parser.add_argument("--set", required=True, help="where the schemas are written")
    parser.add_argument("--schemas", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="what the names of the messages begin with")
    arguments = parser.parse_args()

    made, names = schemas.make(arguments.seed, arguments.schemas)
    pool = schemas.pool(made)
    with open(arguments.set, "wb") as file:
        file.write(made.SerializeToString())
    print(f"{arguments.schemas} schemas of each syntax, {len(names)} messages; seed {arguments.seed}")
    comparison = Comparison(pool, names, Testee(arguments.testee, arguments.set))
    for name in names:
        if name.startswith(arguments.only):
            comparison.message(name, random.Random(f"{arguments.seed} {name}"))
    return comparison.report(arguments.seed)


class Differs(Exception):
    """The two sides differ in a way that is not meant."""


class Comparison:
    def __init__(self, pool, names: list[str], testee: Testee):
        self.pool = pool
        self.testee = testee
        self.messages = Messages(pool, names)
        self.tally: Counter[tuple[str, str]] = Counter()
        self.failed: list[str] = []

    def message(self, name: str, choices: random.Random) -> None:
        of = self.pool.FindMessageTypeByName(name)
        keys = ["@type", "value", "unknown"]
        for field in of.fields:
            keys += [field.name, field.json_name]
        for _ in range(MESSAGES):
            made = self.messages.make(of, choices)
            wire = made.SerializeToString(deterministic=True)
            self.count("wire", self.wire, name, wire)
            # upb's maps have another order in every run.
            tree = json.loads(json.dumps(self.dict(made), sort_keys=True))
            self.count("JSON", self.json, name, json.dumps(tree, ensure_ascii=False))
            for _ in range(DAMAGED):
                self.count("wire, damaged", self.wire, name, damaged_wire(wire, choices))
                self.count("JSON, other values", self.json, name, damaged_json(tree, keys, choices))

    def count(self, what: str, compare, name: str, given) -> None:
        try:
            outcome = compare(name, given)
        except Differs as difference:
            outcome = "DIFFERS"
            self.failed.append(f"{name}: {difference}\n  {given!r}")
        self.tally[what, outcome] += 1

    def dict(self, made):
        return json_format.MessageToDict(made, descriptor_pool=self.pool)

    def read(self, name: str, wire: bytes):
        made = message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))()
        made.MergeFromString(wire)
        return made

    def wire(self, name: str, wire: bytes) -> str:
        """Wire to JSON."""
        made = None
        try:
            made = self.read(name, wire)
            theirs, refused = self.dict(made), None
        except (message.DecodeError, json_format.Error, ValueError, TypeError) as error:
            theirs, refused = None, f"{type(error).__name__}: {error}"
        known = None
        if refused is None and differences.has_unknown_entry(made, self.pool):
            known = "entry as an unknown field"
        try:
            ours = self.testee.to_json(name, wire)
        except Refused as error:
            known = known or differences.by_text(differences.WIRE_REFUSED, str(error))
            return self.outcome(refused is not None, known, f"{error}, and not {theirs}")
        if refused is not None:
            known = differences.by_text(differences.WIRE_READ, refused)
            if known is None and differences.has_overwritten(self.pool.FindMessageTypeByName(name), wire, self.pool):
                known = "broken where it is overwritten"
            return self.outcome(False, known, f"{ours}, and not {refused}")
        difference = differ(json.loads(ours, parse_int=number, parse_float=number), theirs)
        if difference is None:
            return "both read"
        return self.outcome(False, known, difference)

    def json(self, name: str, text: str) -> str:
        """JSON to wire."""
        try:
            made = message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))()
            json_format.Parse(text, made, descriptor_pool=self.pool)
            theirs, refused = self.dict(made), None
        except (json_format.Error, ValueError, TypeError, AttributeError, KeyError) as error:
            theirs, refused = None, f"{type(error).__name__}: {error}"
        try:
            ours = self.dict(self.read(name, self.testee.to_wire(name, text)))
        except Refused as error:
            return self.outcome(refused is not None, differences.by_text(differences.JSON_REFUSED, str(error)), f"{error}, and not {theirs}")
        if refused is not None:
            return self.outcome(False, differences.by_text(differences.JSON_READ, refused), f"{ours}, and not {refused}")
        if (difference := differ(ours, theirs)) is not None:
            raise Differs(difference)
        return "both read"

    def outcome(self, both_refuse: bool, difference: str | None, what: str) -> str:
        if both_refuse:
            return "both refuse"
        if difference is None:
            raise Differs(what)
        return difference

    def report(self, seed: int) -> int:
        for (what, outcome), count in sorted(self.tally.items()):
            print(f"{count:8} {what}: {outcome}")
        for failure in self.failed[:SHOWN_MAX]:
            print(f"FAILED {failure}\n  again: --seed {seed} --only {failure.split(':')[0]}")
        for what in ("wire", "JSON"):
            assert self.tally[what, "both read"] > 0, f"no {what} was read"
        if self.failed:
            print(f"{len(self.failed)} inputs differ", file=sys.stderr)
        return 1 if self.failed else 0


def number(text: str) -> float | int:
    """A number of JSON to the letter: -0 is a double."""
    value = float(text)
    return int(text) if text.lstrip("-").isdigit() and text != "-0" else value


def differ(ours, theirs, path: str = "") -> str | None:
    """Where two trees differ; the order of members does not matter, and 1 is 1.0."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        ours, theirs = differences.comparable(ours, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        found = (differ(ours[key], theirs[key], f"{path}.{key}") for key in ours)
        return next((one for one in found if one is not None), None)
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        found = (differ(a, b, f"{path}[{at}]") for at, (a, b) in enumerate(zip(ours, theirs)))
        return next((one for one in found if one is not None), None)
    numbers = (int, float)
    if isinstance(ours, numbers) and isinstance(theirs, numbers) and not isinstance(ours, bool):
        same = ours == theirs and math.copysign(1, ours) == math.copysign(1, theirs)
        same = same or differences.is_same_number(ours, theirs)
    elif isinstance(ours, str) and isinstance(theirs, str):
        same = ours == theirs or differences.is_same_text(ours, theirs)
    else:
        same = type(ours) is type(theirs) and ours == theirs
    return None if same else f"{path}: {ours!r} and not {theirs!r}"


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    # The pool of many schemas takes its time to go away.
    os._exit(status)
