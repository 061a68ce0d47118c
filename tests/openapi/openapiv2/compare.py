"""Holds what `rialto openapi` says of grpc-gateway's samples against what grpc-gateway's own generator says of them.

For every operation, parameter, property, answer and keyword that protoc-gen-openapiv2 writes, the document of Rialto is
searched. What is not found, or is different there, is a line such as `file: place: what is there instead of what`.
differences.json has the reasons: each explains the lines that one of its patterns is found in, and says how many there
are. The run fails when a line has no reason, and when a reason explains more or fewer lines than it says.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
from collections import Counter

from google.protobuf.descriptor_pb2 import FileDescriptorSet

from walk import Comparison

HERE = pathlib.Path(__file__).parent
LIST = HERE / "differences.json"
EXAMPLES = "examples/internal/proto/examplepb"
# Each way in which the samples are generated: its name, the file, the generator's options, and those of Rialto that mean the
# same. Everything else is generated without options.
WAYS = [
    ("enums_as_ints", "visibility_rule_echo_service", ["enums_as_ints=true"], ["json.enums_as_numbers=true"]),
    (
        "preview",
        "visibility_rule_echo_service",
        ["visibility_restriction_selectors=PREVIEW"],
        ['openapi.visibility=["PREVIEW"]'],
    ),
    (
        "preview and internal",
        "visibility_rule_echo_service",
        ["visibility_restriction_selectors=PREVIEW", "visibility_restriction_selectors=INTERNAL"],
        ['openapi.visibility=["PREVIEW", "INTERNAL"]'],
    ),
    ("unbound", "generate_unbound_methods", ["generate_unbound_methods=true"], ['rest.unbound_methods="post"']),
    ("proto names", "echo_service", ["json_names_for_fields=false"], ["json.preserve_proto_field_names=true"]),
    ("internal comments", "remove_internal_comment", ["remove_internal_comments=true"], []),
]
# A service configuration instead of annotations.
CONFIGURED = {f"{EXAMPLES}/unannotated_echo_service.proto": f"{EXAMPLES}/unannotated_echo_service.yaml"}
# Has annotations that Rialto refuses, which rules.yaml replaces.
REFUSED = f"{EXAMPLES}/a_bit_of_everything.proto"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rialto", type=pathlib.Path, help="the program")
    parser.add_argument("generator", type=pathlib.Path, help="protoc-gen-openapiv2")
    parser.add_argument("samples", type=pathlib.Path, help="the root of the samples and of what they import")
    parser.add_argument("scratch", type=pathlib.Path, help="a folder for what is generated")
    arguments = parser.parse_args()

    found, counts = run(arguments)
    known = json.loads(LIST.read_text())
    explained = [Counter(), []]
    for line in found:
        reason = next((one["reason"] for one in known if any(re.search(text, line) for text in one["matches"])), None)
        if reason is None:
            explained[1].append(line)
        else:
            explained[0][reason] += 1
    print("compared: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    problems = explained[1]
    for one in known:
        count = explained[0][one["reason"]]
        print(f"{count:5} {one['reason']}")
        if count != one["count"]:
            problems.append(f"{LIST.name} has {one['count']} of these, and there are {count}: {one['reason']}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def run(arguments: argparse.Namespace) -> tuple[list[str], Counter]:
    """What differs, and how many of each kind of thing were compared."""
    paths = sorted(path.relative_to(arguments.samples) for path in (arguments.samples / "examples").rglob("*.proto"))
    ways = [("", path.with_suffix("").as_posix(), [], []) for path in paths]
    ways += [(name, f"{EXAMPLES}/{file}", theirs, ours) for name, file, theirs, ours in WAYS]
    found, counts = [], Counter()
    for name, file, theirs, ours in ways:
        swagger = generate(arguments, f"{file}.proto", theirs)
        if not swagger["paths"]:
            continue
        document = describe(arguments, f"{file}.proto", ours)
        comparison = Comparison(swagger, document)
        comparison.run()
        label = file.rsplit("/", 1)[-1] + (f", {name}" if name else "")
        found += [f"{label}: {place}: {text}" for place, text in comparison.differences.items()]
        counts += comparison.counts
        counts["documents"] += 1
    return found, counts


def generate(arguments: argparse.Namespace, file: str, options: list[str]) -> dict:
    """What the generator says of a file; its set of descriptors is beside it."""
    options = ["allow_repeated_fields_in_body=true", *options]
    if file in CONFIGURED:
        options.append(f"grpc_api_configuration={arguments.samples / CONFIGURED[file]}")
    protoc(arguments, file, f"--plugin=protoc-gen-openapiv2={arguments.generator}",
           f"--openapiv2_out={arguments.scratch}", *(f"--openapiv2_opt={option}" for option in options))
    return json.loads((arguments.scratch / file).with_suffix(".swagger.json").read_text())


def protoc(arguments: argparse.Namespace, file: str, *flags: str) -> None:
    command = [sys.executable, "-m", "grpc_tools.protoc", "-I.", *flags, file]
    subprocess.run(command, cwd=arguments.samples, check=True)


def describe(arguments: argparse.Namespace, file: str, settings: list[str]) -> dict:
    """What Rialto says of the services in a file."""
    binary = (arguments.scratch / file).with_suffix(".binpb")
    protoc(arguments, file, "--include_imports", "--include_source_info", f"--descriptor_set_out={binary}")
    command = [arguments.rialto, "openapi", "--descriptor-set", binary]
    # Streams and numbers as the generator has them.
    for setting in ["rest.stream_envelope=true", "openapi.finite_numbers=true", *settings]:
        command += ["--set", setting]
    if file in CONFIGURED:
        command += ["--service-config", arguments.samples / CONFIGURED[file]]
    described = {one.name: one for one in FileDescriptorSet.FromString(binary.read_bytes()).file}
    if REFUSED in described:
        command += ["--service-config", HERE / "rules.yaml"]
    for service in described[file].service:
        # The one without a binding has no routes, and so no document.
        if not service.name.endswith("NoBindings"):
            command += ["--service", f"{described[file].package}.{service.name}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{file}: {done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
