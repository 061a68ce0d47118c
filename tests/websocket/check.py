"""Reads the report of Autobahn's cases: `check.py REPORT`. Every case must have gone as it should."""

import json
import pathlib
import sys

# All but groups 12 and 13, which are of compression: it is not negotiated.
CASES = 301

# A letter that is cut by fragments is refused when it is whole, and not with the byte that makes it wrong.
NON_STRICT = {"6.4.3", "6.4.4"}


def is_right(case, result):
    allowed = {"OK", "INFORMATIONAL"} | ({"NON-STRICT"} if case in NON_STRICT else set())
    return {result["behavior"], result["behaviorClose"]} <= allowed


def main():
    (report,) = sys.argv[1:]
    (results,) = json.loads((pathlib.Path(report) / "index.json").read_text()).values()
    wrong = {case: result for case, result in results.items() if not is_right(case, result)}
    for case, result in wrong.items():
        print(f"case {case}: {result['behavior']}, close: {result['behaviorClose']}")
    if len(results) != CASES:
        sys.exit(f"{len(results)} cases ran, and not {CASES}")
    if wrong:
        sys.exit(f"{len(wrong)} of {CASES} cases failed")
    print(f"{CASES} passed, 0 failed")


main()
