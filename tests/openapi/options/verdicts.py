"""Asks protovalidate and a validator of JSON Schema about the same values."""

import json
import pathlib
import subprocess
import sys
from collections import Counter

import jsonschema
import protovalidate
from google.protobuf import descriptor_pool, json_format, message_factory
from google.protobuf.descriptor_pb2 import FileDescriptorSet

from cases import CASES, DISAGREEMENTS, VALUES

NAME = "cases/v1/cases.proto"
HEAD = """syntax = "proto3";
package cases.v1;
import "buf/validate/validate.proto";
import "google/api/annotations.proto";
import "google/protobuf/any.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
enum Kind { NONE = 0; SOME = 1; MORE = 2; }
"""


def compare(rialto: pathlib.Path, rules: pathlib.Path, scratch: pathlib.Path, counts: Counter) -> list[str]:
    """What the two do not agree about."""
    binary = write(rules, scratch)
    command = [rialto, "openapi", "--descriptor-set", binary, "--set", "openapi.finite_numbers=false"]
    document = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    pool = descriptor_pool.DescriptorPool()
    for file in FileDescriptorSet.FromString(binary.read_bytes()).file:
        pool.Add(file)
    problems = []
    for index, (declaration, rule) in enumerate(CASES):
        name = f"cases.v1.Case{index}"
        message = message_factory.GetMessageClass(pool.FindMessageTypeByName(name))
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        property_ = document["components"]["schemas"][name]["properties"]["v"]
        for value in VALUES[declaration]:
            text = {"v": value}
            try:
                parsed = json_format.ParseDict(text, message())
            except json_format.ParseError:
                continue
            taken = not protovalidate.collect_violations(parsed)
            described = validator.is_valid(text)
            counts["verdicts"] += 1
            counts["refusals"] += not taken
            # What is said in words may only be wider.
            is_said = "description" in json.dumps(property_)
            is_known = any(part in rule and value in values for part, values in DISAGREEMENTS.items())
            if taken == described or (described and (is_said or is_known)):
                continue
            verdict = "takes" if taken else "refuses"
            problems.append(f"{declaration} with {rule}: protovalidate {verdict} {value!r}, unlike {json.dumps(property_)}")
    counts["fields with rules"] = len(CASES)
    return problems


def write(rules: pathlib.Path, scratch: pathlib.Path) -> pathlib.Path:
    """The cases as descriptors, with all that they import."""
    source = scratch / NAME
    source.parent.mkdir(parents=True, exist_ok=True)
    messages, methods = "", ""
    for index, (declaration, rule) in enumerate(CASES):
        messages += f"message Case{index} {{ {declaration} v = 1 [{rule}]; }}\n"
        methods += f"rpc M{index}(Case{index}) returns (Case{index}) "
        methods += f'{{ option (google.api.http) = {{ post: "/v1/{index}" body: "*" }}; }}\n'
    source.write_text(f"{HEAD}{messages}service Cases {{\n{methods}}}\n")
    # protoc takes files or descriptors, not both at once.
    google, binary = scratch / "google.binpb", scratch / "cases.binpb"
    protoc("-Iproto", "--include_imports", f"--descriptor_set_out={google}", "google/api/annotations.proto",
           "google/protobuf/wrappers.proto")
    protoc(f"--descriptor_set_in={google}:{rules}", f"-I{scratch}", "--include_imports", f"--descriptor_set_out={binary}",
           NAME)
    return binary


def protoc(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "grpc_tools.protoc", *arguments], check=True)
