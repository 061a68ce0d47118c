"""Compares the options that Rialto knows with those that authors write."""

import pathlib
import subprocess
import sys
from collections import Counter

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorSet

HERE = pathlib.Path(__file__).parent
GOCODE = "usr/share/gocode/src/github.com"
OURS = "rialto.openapi"
RULES = "buf.validate"
SWAGGER = "grpc.gateway.protoc_gen_openapiv2.options"
GNOSTIC = "openapi.v3"

# What has another name here, since the formats would share it.
RENAMED = {
    SWAGGER: {
        "Swagger": "Swagger",
        "SwaggerOperation": "Operation",
        "SwaggerResponse": "Response",
        "SwaggerSchema": "Schema",
        "SwaggerSecurityScheme": "SecurityScheme",
        "Headers": "Parameters",
        "ExternalDocs": "ExternalDocumentation",
    },
    GNOSTIC: {
        "NamedSecurityScheme": "NamedSecuritySchemeOrReference",
        "SecuritySchemes": "SecuritySchemesOrReferences",
        "NamedResponse": "NamedResponseOrReference",
    },
}
# Of both formats, with the encoding of the other.
SHARED = ["Info", "Contact", "License", "ExternalDocs", "Tag"]
FORMATS = {
    SWAGGER: [*RENAMED[SWAGGER], *SHARED, "HeaderParameter", "Header", "JSONSchema", "EnumSchema", "SecurityDefinitions",
              "SecurityRequirement", "Scopes"],
    GNOSTIC: [*RENAMED[GNOSTIC], *SHARED, "Document", "Components", "SecuritySchemeOrReference", "SecurityScheme",
              "OauthFlows", "OauthFlow", "Operation", "Responses", "ResponseOrReference", "Response", "ParameterOrReference",
              "Parameter", "SchemaOrReference", "Any", "Schema", "DefaultType"],
}
# The options themselves: the field here, and the extension there.
OPTIONS = {
    RULES: {
        "MessageOptions.validate": "message",
        "OneofOptions.validate": "oneof",
        "FieldOptions.validate": "field",
        "FieldOptions.predefined": "predefined",
    },
    SWAGGER: {
        "FileOptions.openapiv2_swagger": "openapiv2_swagger",
        "MessageOptions.openapiv2_schema": "openapiv2_schema",
        "FieldOptions.openapiv2_field": "openapiv2_field",
        "EnumOptions.openapiv2_enum": "openapiv2_enum",
        "ServiceOptions.openapiv2_tag": "openapiv2_tag",
        "MethodOptions.openapiv2_operation": "openapiv2_operation",
    },
    GNOSTIC: {
        "FileOptions.openapiv3_document": "document",
        "MessageOptions.openapiv3_schema": "schema",
        "FieldOptions.openapiv3_property": "property",
        "MethodOptions.openapiv3_operation": "operation",
    },
}
# Newer than what Debian has.
NEWER = {"EnumSchema", "EnumOptions.openapiv2_enum"}
# Known by another name, or as bytes where it is read later.
NAMES = {"extensions": ("specification_extension", "extensions")}
AS_BYTES = {"FieldOptions.validate", "Extension.value"}


def compare(rules: pathlib.Path, packages: pathlib.Path, scratch: pathlib.Path, counts: Counter) -> list[str]:
    """What is different; `rules` is a set of descriptors with buf/validate/validate.proto."""
    ours = messages(compiled(["proto"], "rialto/openapi/annotated.proto", scratch))
    real_rules = messages(FileDescriptorSet.FromString(rules.read_bytes()))
    gateway = packages / GOCODE / "grpc-ecosystem/grpc-gateway"
    swagger = messages(compiled([gateway], "protoc-gen-openapiv2/options/annotations.proto", scratch))
    gnostic = [packages / GOCODE / "google/gnostic-models", HERE]
    gnostic = messages(compiled(gnostic, "openapiv3/annotations.proto", scratch))
    problems = of_rules(ours, real_rules, counts)
    problems += of_format(ours, swagger, SWAGGER, counts)
    problems += of_format(ours, gnostic, GNOSTIC, counts)
    return problems


def compiled(folders: list, file: str, scratch: pathlib.Path) -> FileDescriptorSet:
    out = scratch / "options.binpb"
    includes = [f"-I{folder}" for folder in folders]
    command = [sys.executable, "-m", "grpc_tools.protoc", *includes, "--include_imports", f"--descriptor_set_out={out}", file]
    subprocess.run(command, check=True)
    return FileDescriptorSet.FromString(out.read_bytes())


class Messages(dict):
    """The fields of messages by full name, and extensions by the package and name, all by number."""

    enums: dict[str, dict[str, int]]


def messages(files: FileDescriptorSet) -> Messages:
    found = Messages()
    found.enums = {}

    def add(scope: str, message: DescriptorProto) -> None:
        name = f"{scope}.{message.name}"
        found[name] = {field.number: field for field in message.field}
        for nested in message.nested_type:
            add(name, nested)

    for file in files.file:
        for message in file.message_type:
            add(file.package, message)
        for enum in file.enum_type:
            found.enums[f"{file.package}.{enum.name}"] = {value.name: value.number for value in enum.value}
        for extension in file.extension:
            found[f"{file.package}.[{extension.extendee.rsplit('.')[-1]}.{extension.name}]"] = {extension.number: extension}
    return found


def of_rules(ours: Messages, real: Messages, counts: Counter) -> list[str]:
    """Every message and every field of the rules is there, and nothing else."""
    # What protovalidate answers with is no option.
    answers = {"Violations", "Violation", "FieldPath", "FieldPathElement"}
    problems = []
    for name, fields in real.items():
        short = name.removeprefix(f"{RULES}.")
        if name == short or short.startswith("[") or short in answers:
            continue
        known = ours.get(f"{OURS}.{short}")
        if known is None:
            problems.append(f"{name} is not known")
            continue
        for number in sorted({*fields, *known}):
            problems += of_field(short, known.get(number), fields.get(number), counts)
    for name, values in real.enums.items():
        short = name.removeprefix(f"{RULES}.")
        if name != short and ours.enums.get(f"{OURS}.{short}") != values:
            problems.append(f"{name}: {ours.enums.get(f'{OURS}.{short}')} instead of {values}")
    return problems + of_options(ours, real, RULES, counts)


def of_format(ours: Messages, real: Messages, package: str, counts: Counter) -> list[str]:
    """What is known of a format is as it is there; most of it is not."""
    problems = of_options(ours, real, package, counts)
    for short in FORMATS[package]:
        theirs = real.get(f"{package}.{RENAMED[package].get(short, short)}")
        if theirs is None and short in NEWER:
            continue
        if theirs is None:
            problems.append(f"{package} has no message for {short}")
            continue
        for number, field in ours[f"{OURS}.{short}"].items():
            if number not in theirs:
                problems.append(f"{package}: {short}.{field.name} = {number} is not there")
            else:
                problems += of_field(f"{package}: {short}", field, theirs[number], counts)
    return problems


def of_options(ours: Messages, real: Messages, package: str, counts: Counter) -> list[str]:
    problems = []
    for place, name in OPTIONS[package].items():
        owner, known = place.split(".")
        known = next(field for field in ours[f"{OURS}.{owner}"].values() if field.name == known)
        extension = real.get(f"{package}.[{owner}.{name}]", {}).get(known.number)
        if extension is None and place in NEWER:
            continue
        if extension is None:
            problems.append(f"{package} has no {name} = {known.number} of {owner}")
        elif place not in AS_BYTES:
            problems += of_field(owner, known, extension, counts, is_option=True)
        else:
            counts["fields of options"] += 1
    return problems


def of_field(
    owner: str,
    known: FieldDescriptorProto | None,
    real: FieldDescriptorProto | None,
    counts: Counter,
    is_option: bool = False,
) -> list[str]:
    if known is None:
        return [f"{owner}.{real.name} = {real.number} is not known"]
    if real is None:
        return [f"{owner}.{known.name} = {known.number} is not there"]
    counts["fields of options"] += 1
    names = NAMES.get(known.name, (known.name,))
    if not is_option and real.name not in names:
        return [f"{owner}.{known.name} = {known.number} is {real.name}"]
    is_many = known.label == FieldDescriptorProto.LABEL_REPEATED
    if is_many != (real.label == FieldDescriptorProto.LABEL_REPEATED):
        return [f"{owner}.{known.name} is repeated only in one"]
    if form(known) != form(real) and f"{owner}.{known.name}" not in AS_BYTES:
        return [f"{owner}.{known.name} is {form(known)} instead of {form(real)}"]
    return []


def form(field: FieldDescriptorProto) -> str:
    """How the value stands on the wire: types of messages have names of their own here, and enums are numbers."""
    kind = FieldDescriptorProto.Type.Name(field.type)
    if kind == "TYPE_ENUM":
        return "TYPE_INT32"
    return kind

