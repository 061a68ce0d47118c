"""openapi-spec-validator over documents of any size: `spec_validator.py FILE...`.

It keeps what it has seen in lists and looks through them for every schema, so that of the 200 000 schemas of a document of
60 MB it does not come to an end. Sets of the same are put in their place; the rules are its own.
"""

import json
import sys

from openapi_spec_validator.shortcuts import get_validator_cls


class Seen(set):
    """A set by the one method of a list that is used to fill it."""

    append = set.add


def errors(document):
    validator = get_validator_cls(document)(document)
    keywords = validator.keyword_validators_registry
    for name, known in (
        ("schema", "visited_schema_ids"),
        ("schema", "meta_checked_schema_ids"),
        ("operation", "operation_ids_registry"),
    ):
        # Under another name they would be filled as before, and the run would never end.
        assert getattr(keywords[name], known) == [], f"{name} has no empty list {known}"
        setattr(keywords[name], known, Seen())
    found = list(validator.iter_errors())
    assert keywords["schema"].visited_schema_ids, "no schema was looked at"
    return found, len(keywords["schema"].visited_schema_ids)


def main(names):
    failed = False
    for name in names:
        with open(name) as file:
            found, schemas = errors(json.load(file))
        for error in found[:20]:
            print(f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message}", file=sys.stderr)
        failed |= bool(found)
        print(f"{name}: {len(found)} errors in {schemas} schemas" if found else f"{name}: OK, {schemas} schemas")
    return failed


sys.exit(main(sys.argv[1:]))
