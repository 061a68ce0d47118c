"""Random schemas: for each a file of proto2, of proto3 and of edition 2023, in packages of their own."""

import random

from google.protobuf import (
    any_pb2,
    descriptor_pb2,
    descriptor_pool,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
)

F = descriptor_pb2.FieldDescriptorProto
FEATURES = descriptor_pb2.FeatureSet

WELL_KNOWN_FILES = [
    any_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    struct_pb2,
    timestamp_pb2,
    wrappers_pb2,
]
WELL_KNOWN = [
    "Any",
    "Timestamp",
    "Duration",
    "FieldMask",
    "Struct",
    "Value",
    "ListValue",
    "Empty",
    "DoubleValue",
    "FloatValue",
    "Int64Value",
    "UInt64Value",
    "Int32Value",
    "UInt32Value",
    "BoolValue",
    "StringValue",
    "BytesValue",
]
SCALARS = [
    F.TYPE_DOUBLE,
    F.TYPE_FLOAT,
    F.TYPE_INT64,
    F.TYPE_UINT64,
    F.TYPE_INT32,
    F.TYPE_FIXED64,
    F.TYPE_FIXED32,
    F.TYPE_BOOL,
    F.TYPE_STRING,
    F.TYPE_BYTES,
    F.TYPE_UINT32,
    F.TYPE_SFIXED32,
    F.TYPE_SFIXED64,
    F.TYPE_SINT32,
    F.TYPE_SINT64,
]
NOT_KEYS = {F.TYPE_DOUBLE, F.TYPE_FLOAT, F.TYPE_BYTES}
KEYS = [kind for kind in SCALARS if kind not in NOT_KEYS]
NOT_PACKED = {F.TYPE_STRING, F.TYPE_BYTES, F.TYPE_MESSAGE, F.TYPE_GROUP}


def make(seed: int, count: int) -> tuple[descriptor_pb2.FileDescriptorSet, list[str]]:
    """A set with `count` schemas, and the names of their messages."""
    made = descriptor_pb2.FileDescriptorSet()
    for module in WELL_KNOWN_FILES:
        module.DESCRIPTOR.CopyToProto(made.file.add())
    messages = []
    for at in range(count):
        for syntax in ("proto2", "proto3", "editions"):
            maker = Maker(random.Random(f"{seed} {at} {syntax}"), f"s{at}.{syntax}", syntax, 3 + at % 8)
            made.file.append(maker.file())
            messages += maker.messages
    return made, messages


def pool(schemas: descriptor_pb2.FileDescriptorSet) -> descriptor_pool.DescriptorPool:
    """The set as upb takes it, which refuses what protoc would."""
    known = descriptor_pool.DescriptorPool()
    for file in schemas.file:
        known.AddSerializedFile(file.SerializeToString())
    return known


class Maker:
    def __init__(self, choices: random.Random, package: str, syntax: str, size: int):
        self.choices = choices
        self.package = package
        self.syntax = syntax
        self.size = size
        self.messages: list[str] = []
        # Name to whether it is closed.
        self.enums: dict[str, bool] = {}
        self.extendable: list[str] = []
        self.names = 0

    def one_in(self, of: int) -> bool:
        return self.choices.randrange(of) == 0

    def file(self) -> descriptor_pb2.FileDescriptorProto:
        made = descriptor_pb2.FileDescriptorProto(
            name=f"{self.package}.proto", package=self.package, syntax=self.syntax
        )
        made.dependency.extend(module.DESCRIPTOR.name for module in WELL_KNOWN_FILES)
        self.implicit = self.syntax == "proto3"
        self.closed = self.syntax == "proto2"
        if self.syntax == "editions":
            made.edition = descriptor_pb2.EDITION_2023
            self.file_features(made.options.features)
        for _ in range(self.choices.randint(1, 3)):
            self.enumeration(made.enum_type.add())
        names = [f"M{at}" for at in range(self.choices.randint(1, 3))]
        self.messages = [f"{self.package}.{name}" for name in names]
        for name in names:
            self.message(made.message_type.add(), f"{self.package}.{name}", self.size)
        for at in range(self.choices.randrange(4)):
            if self.extendable:
                self.extension(made.extension.add(), at)
        return made

    def file_features(self, features: FEATURES) -> None:
        if self.one_in(3):
            features.field_presence = FEATURES.IMPLICIT
            self.implicit = True
        if self.one_in(3):
            features.enum_type = FEATURES.CLOSED
            self.closed = True
        if self.one_in(3):
            features.repeated_field_encoding = FEATURES.EXPANDED
        if self.one_in(3):
            features.utf8_validation = FEATURES.NONE
        if self.one_in(3):
            features.message_encoding = FEATURES.DELIMITED

    def enumeration(self, made: descriptor_pb2.EnumDescriptorProto) -> None:
        self.names += 1
        made.name = f"E{self.names}"
        closed = self.closed
        if self.syntax == "editions" and self.one_in(2):
            closed = self.one_in(2)
            made.options.features.enum_type = FEATURES.CLOSED if closed else FEATURES.OPEN
        numbers = [self.choices.randint(-2, 2) if closed else 0]
        for _ in range(self.choices.randrange(5)):
            numbers.append(self.choices.choice([-(2**31), 2**31 - 1, 0, 1, 2, -1, 7]))
        if len(set(numbers)) < len(numbers):
            made.options.allow_alias = True
        for at, number in enumerate(numbers):
            made.value.add(name=f"{made.name}_{at}", number=number)
        self.enums[f"{self.package}.{made.name}"] = closed

    def message(self, made: descriptor_pb2.DescriptorProto, full: str, size: int) -> None:
        made.name = full.rsplit(".", 1)[1]
        number = 0
        for _ in range(self.choices.randrange(size + 1)):
            number += self.choices.choice([1, 1, 1, 1, 1, 1, 2, 40, 3000])
            if 1000 <= number < 2000:
                number = 2000
            if 19000 <= number < 20000:
                number = 20000
            self.field(made, full, number)
        if self.syntax != "proto3" and self.one_in(2):
            made.extension_range.add(start=1000, end=2000)
            self.extendable.append(full)
        for field in made.field:
            if field.proto3_optional:
                field.oneof_index = len(made.oneof_decl)
                made.oneof_decl.add(name=f"_{field.name}")

    def name(self, field: F) -> None:
        self.names += 1
        at = self.names
        forms = ["camelCase#", "_leading#", "trailing#_", "two__lines#", "x_#_y", "Upper_case#", "some_field#", "a#"]
        field.name = self.choices.choice(forms).replace("#", str(at))
        if self.one_in(6):
            forms = ["plain#", "é#", 'quo"te#', "back\\#", "two words#", "@#", "<#>"]
            field.json_name = self.choices.choice(forms).replace("#", str(at))

    def field(self, made: descriptor_pb2.DescriptorProto, full: str, number: int) -> None:
        field = made.field.add(number=number, label=F.LABEL_OPTIONAL)
        self.name(field)
        kind = self.choices.randrange(12)
        if kind < 2:
            self.map(made, full, field)
        elif kind == 2 and self.syntax == "proto2":
            self.group(made, full, field)
        elif kind < 6:
            field.label = F.LABEL_REPEATED
            self.set_type(field)
            self.set_packed(field)
        elif kind < 8:
            self.set_type(field, in_oneof=True)
            at = self.choices.randrange(len(made.oneof_decl) + 1)
            if at == len(made.oneof_decl):
                made.oneof_decl.add(name=f"choice{number}")
            field.oneof_index = at
        elif kind == 8 and self.syntax != "proto3":
            field.type = self.choices.choice(SCALARS)
            if self.syntax == "proto2":
                field.label = F.LABEL_REQUIRED
            else:
                field.options.features.field_presence = FEATURES.LEGACY_REQUIRED
        elif kind == 9 and self.syntax == "proto3":
            self.set_type(field)
            field.proto3_optional = True
        else:
            self.set_type(field)

    def set_type(self, field: F, in_oneof: bool = False, in_map: bool = False) -> None:
        """Chooses a type, and in editions the features that it can have there."""
        singular = field.label == F.LABEL_OPTIONAL and not in_oneof and not in_map and not field.extendee
        implicit = self.implicit and singular and not field.proto3_optional
        if singular and self.syntax == "editions" and self.one_in(3):
            implicit = not implicit
        kind = self.choices.randrange(8)
        if kind == 0:
            # A field without presence has no closed enum, whose default may be no zero.
            enums = [name for name, closed in self.enums.items() if not (closed and implicit)]
            enums.append("google.protobuf.NullValue")
            field.type = F.TYPE_ENUM
            field.type_name = "." + self.choices.choice(enums)
        elif kind <= 3:
            known = self.choices.choice(WELL_KNOWN)
            name = f"google.protobuf.{known}" if kind > 1 else self.choices.choice(self.messages)
            field.type = F.TYPE_MESSAGE
            field.type_name = f".{name}"
            if self.syntax == "editions" and not in_map and self.one_in(3):
                encoding = self.choices.choice([FEATURES.DELIMITED, FEATURES.LENGTH_PREFIXED])
                field.options.features.message_encoding = encoding
            return
        else:
            field.type = self.choices.choice(SCALARS)
        if singular and self.syntax == "editions" and implicit != self.implicit:
            presence = FEATURES.IMPLICIT if implicit else FEATURES.EXPLICIT
            field.options.features.field_presence = presence
        if field.type == F.TYPE_STRING and self.syntax == "editions" and not in_map and self.one_in(3):
            validation = self.choices.choice([FEATURES.VERIFY, FEATURES.NONE])
            field.options.features.utf8_validation = validation

    def set_packed(self, field: F) -> None:
        if field.type in NOT_PACKED or self.one_in(2):
            return
        if self.syntax == "editions":
            encoding = self.choices.choice([FEATURES.PACKED, FEATURES.EXPANDED])
            field.options.features.repeated_field_encoding = encoding
        else:
            field.options.packed = self.one_in(2)

    def map(self, made: descriptor_pb2.DescriptorProto, full: str, field: F) -> None:
        name = "".join(part[:1].upper() + part[1:] for part in field.name.split("_")) + "Entry"
        entry = made.nested_type.add(name=name)
        entry.options.map_entry = True
        entry.field.add(name="key", number=1, label=F.LABEL_OPTIONAL, type=self.choices.choice(KEYS))
        value = entry.field.add(name="value", number=2, label=F.LABEL_OPTIONAL)
        self.set_type(value, in_map=True)
        if value.type == F.TYPE_ENUM and self.enums.get(value.type_name[1:]):
            # The first value of a map's enum is zero.
            value.ClearField("type_name")
            value.type = F.TYPE_INT32
        field.label = F.LABEL_REPEATED
        field.type = F.TYPE_MESSAGE
        field.type_name = f".{full}.{name}"

    def group(self, made: descriptor_pb2.DescriptorProto, full: str, field: F) -> None:
        name = f"Group{field.number}"
        self.message(made.nested_type.add(), f"{full}.{name}", 3)
        field.name = name.lower()
        field.ClearField("json_name")
        field.type = F.TYPE_GROUP
        field.type_name = f".{full}.{name}"
        if self.one_in(3):
            field.label = F.LABEL_REPEATED

    def extension(self, field: F, at: int) -> None:
        field.name = f"extension{at}"
        field.number = 1000 + at
        field.extendee = "." + self.choices.choice(self.extendable)
        field.label = self.choices.choice([F.LABEL_OPTIONAL, F.LABEL_REPEATED])
        self.set_type(field)
        if field.label == F.LABEL_REPEATED:
            self.set_packed(field)
