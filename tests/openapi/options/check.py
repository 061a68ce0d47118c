"""Holds what Rialto knows of the options of authors against those options, and of rules against who checks them.

The options that Rialto knows, which are ordinary fields of rialto/openapi/annotated.proto, have the numbers, the types and
the names of buf/validate/validate.proto, protoc-gen-openapiv2/options and openapiv3, and no rule is missing.

A field has one rule, or a few. Values of its type are given to protovalidate as a message and to a validator of JSON
Schema as JSON: what one takes the other takes, and what one refuses the other refuses, but for rules that the document says
in words, which only protovalidate refuses by.
"""

import argparse
import pathlib
import sys
from collections import Counter

from google.protobuf import descriptor_pb2
from protovalidate._gen.buf.validate import validate_pb

import numbers_of_options
import verdicts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rialto", type=pathlib.Path, help="the program")
    parser.add_argument("packages", type=pathlib.Path, help="where Debian's packages of grpc-gateway and gnostic are unpacked")
    parser.add_argument("scratch", type=pathlib.Path, help="a folder for what is generated")
    arguments = parser.parse_args()

    arguments.scratch.mkdir(parents=True, exist_ok=True)
    rules = arguments.scratch / "validate.binpb"
    rules.write_bytes(real_rules())
    counts: Counter = Counter()
    problems = numbers_of_options.compare(rules, arguments.packages, arguments.scratch, counts)
    problems += verdicts.compare(arguments.rialto, rules, arguments.scratch, counts)
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def real_rules() -> bytes:
    """The package has buf/validate/validate.proto as a descriptor; protoc brings what it imports."""
    files = descriptor_pb2.FileDescriptorSet()
    for name in ("any", "descriptor", "duration", "field_mask", "timestamp"):
        module = __import__(f"google.protobuf.{name}_pb2", fromlist=["DESCRIPTOR"])
        files.file.add().ParseFromString(module.DESCRIPTOR.serialized_pb)
    files.file.add().ParseFromString(validate_pb.FieldRules.desc().file.proto.to_binary())
    return files.SerializeToString()


if __name__ == "__main__":
    sys.exit(main())
