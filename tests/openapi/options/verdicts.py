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
from google.protobuf.message import Message

from cases import CASES, DISAGREEMENTS, MESSAGES, VALUES

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
    fields = [(f"v = 1 of {declaration} with {rule}", [{"v": value} for value in VALUES[declaration]], rule)
              for declaration, rule in CASES]
    problems = []
    for index, (what, values, rule) in enumerate(fields + [(*message, "") for message in MESSAGES]):
        name = f"cases.v1.Case{index}"
        message = message_factory.GetMessageClass(pool.FindMessageTypeByName(name))
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        described = document["components"]["schemas"][name]
        # What is said in words may only be wider.
        is_said = "description" in json.dumps(described)
        for value in values:
            parsed = read(value, message)
            if parsed is None:
                continue
            is_taken = not protovalidate.collect_violations(parsed)
            is_valid = validator.is_valid(value)
            counts["verdicts"] += 1
            counts["refusals"] += not is_taken
            is_known = any(part in rule and value["v"] in texts for part, texts in DISAGREEMENTS.items())
            if is_taken == is_valid or (is_valid and (is_said or is_known)):
                continue
            verdict = "takes" if is_taken else "refuses"
            problems.append(f"{what}: protovalidate {verdict} {json.dumps(value)}, unlike {json.dumps(described)}")
    counts["fields with rules"] = len(CASES)
    counts["messages with rules"] = len(MESSAGES)
    return problems


def read(value: dict, message: type) -> Message | None:
    """The message, if JSON takes it at all."""
    try:
        return json_format.ParseDict(value, message())
    except json_format.ParseError:
        return None


def write(rules: pathlib.Path, scratch: pathlib.Path) -> pathlib.Path:
    """The cases as descriptors, with all that they import."""
    source = scratch / NAME
    source.parent.mkdir(parents=True, exist_ok=True)
    messages, methods = "", ""
    fields = [f"{declaration} v = 1 [{rule}];" for declaration, rule in CASES]
    for index, inner in enumerate(fields + [inner for inner, _ in MESSAGES]):
        messages += f"message Case{index} {{ {inner} }}\n"
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
