"""Random messages, and what is nearly one."""

import json
import math
import random
import struct

from google.protobuf import descriptor, message_factory

DEPTH_MAX = 4
PIECES = ["a", "Z", "0", " ", '"', "\\", "\n", "\0", "\x1f", "\x7f", "é", "漢", "😀", "\u2028", "<&>", "some words "]
# Values that are right for one field and wrong for the next.
LEAVES = """null true false 0 -0 1 -1 1.0 1e2 1E-2 1.5 -0.0 0.1 100e-2 2147483647 2147483648 -2147483648 -2147483649
4294967295 4294967296 9223372036854775807 9223372036854775808 -9223372036854775808 18446744073709551615
18446744073709551616 3.4028235e38 3.5e38 1e308 "" "0" "-1" "1.0" "1e2" "1.5" " 1" "+1" "01" "0x1" "1_0" "NaN" "nan"
"Infinity" "-Infinity" "inf" "AA==" "-_" "+/" "A" "a*b" "true" "2024-02-29T00:00:00.5Z" "2023-02-29T00:00:00Z"
"2024-01-01T00:00:00+23:59" "2024-1-1T00:00:00Z" "1.5s" "-0.000000001s" "1.s" "a.bC,d" "a_b" {} [] [null] {"a":null}
""".split()
LEAVES = [leaf.replace("_", " ") if leaf == '"a*b"' else leaf for leaf in LEAVES]

D = descriptor.FieldDescriptor


class Raw(str):
    """JSON text that stands for itself."""


def text(choices: random.Random) -> str:
    return "".join(choices.choice(PIECES) for _ in range(choices.randrange(7)))


def integer(choices: random.Random, low: int, high: int) -> int:
    edges = [low, high, 0, 1, low + 1, high - 1, 1 << choices.randrange(63), choices.randrange(1000)]
    value = choices.choice(edges) if choices.randrange(3) else choices.randint(low, high)
    return min(max(value, low), high)


def double(choices: random.Random) -> float:
    kind = choices.randrange(10)
    if kind == 0:
        return choices.choice([math.inf, -math.inf, math.nan, -0.0, 5e-324, 1.7976931348623157e308])
    if kind == 1:
        return struct.unpack("<d", choices.randbytes(8))[0]
    return choices.randint(-(10**6), 10**6) / choices.choice([1, 3, 64, 1000])


def single(choices: random.Random) -> float:
    value = struct.unpack("<f", choices.randbytes(4))[0] if choices.randrange(2) else double(choices)
    return value if not math.isfinite(value) or abs(value) < 3.4e38 else 1.5


class Messages:
    def __init__(self, pool, names: list[str]):
        self.pool = pool
        held = names + ["google.protobuf.Duration", "google.protobuf.Struct", "google.protobuf.Int64Value"]
        self.held = [pool.FindMessageTypeByName(name) for name in held]

    def make(self, of: descriptor.Descriptor, choices: random.Random, depth: int = 0):
        made = message_factory.GetMessageClass(of)()
        match of.full_name:
            case "google.protobuf.Timestamp":
                made.seconds = choices.randint(-62135596800, 253402300799)
                made.nanos = self.nanos(choices)
            case "google.protobuf.Duration":
                sign = choices.choice([1, -1])
                made.seconds = choices.choice([0, choices.randrange(315576000000)]) * sign
                made.nanos = self.nanos(choices) * sign
            case "google.protobuf.FieldMask":
                paths = ["a", "foo_bar", "a.b_c.d", "x1.y"]
                made.paths.extend(choices.choice(paths) for _ in range(choices.randrange(4)))
            case "google.protobuf.Value":
                self.value(made, choices, depth)
            case "google.protobuf.Any":
                if depth < DEPTH_MAX:
                    held = self.make(choices.choice(self.held), choices, depth + 1)
                    host = choices.choice(["type.googleapis.com", "x", "a.example/b"])
                    made.type_url = f"{host}/{held.DESCRIPTOR.full_name}"
                    made.value = held.SerializeToString(deterministic=True)
            case _:
                # upb has its extensions in another order in every run.
                extensions = sorted(self.pool.FindAllExtensions(of), key=lambda field: field.number)
                for field in list(of.fields) + extensions:
                    self.field(made, field, choices, depth)
        return made

    def nanos(self, choices: random.Random) -> int:
        unit = choices.choice([1, 1000, 10**6, 10**9])
        return choices.randrange(10**9) // unit * unit

    def value(self, made, choices: random.Random, depth: int) -> None:
        match choices.randrange(4 if depth >= DEPTH_MAX else 6):
            case 0:
                made.null_value = 0
            case 1:
                value = double(choices)
                made.number_value = value if math.isfinite(value) else 0.5
            case 2:
                made.string_value = text(choices)
            case 3:
                made.bool_value = choices.choice([True, False])
            case 4:
                made.struct_value.SetInParent()
                for _ in range(choices.randrange(3)):
                    self.value(made.struct_value.fields[text(choices)], choices, depth + 1)
            case _:
                made.list_value.SetInParent()
                for _ in range(choices.randrange(3)):
                    self.value(made.list_value.values.add(), choices, depth + 1)

    def field(self, made, field: D, choices: random.Random, depth: int) -> None:
        is_message = field.message_type is not None
        is_map = is_message and field.message_type.GetOptions().map_entry
        if not field.is_required and choices.randrange(2):
            return
        if is_message and depth >= DEPTH_MAX:
            return
        count = choices.randrange(4)
        if is_map:
            entries = getattr(made, field.name)
            key, value = field.message_type.fields_by_number[1], field.message_type.fields_by_number[2]
            for _ in range(count):
                at = self.scalar(key, choices)
                if value.message_type is not None:
                    entries[at].CopyFrom(self.make(value.message_type, choices, depth + 1))
                else:
                    entries[at] = self.scalar(value, choices)
            return
        if field.is_extension:
            target = made.Extensions[field] if field.is_repeated or is_message else None
        else:
            target = getattr(made, field.name) if field.is_repeated or is_message else None
        if field.is_repeated:
            for _ in range(count):
                if is_message:
                    target.add().CopyFrom(self.make(field.message_type, choices, depth + 1))
                else:
                    target.append(self.scalar(field, choices))
        elif is_message:
            target.CopyFrom(self.make(field.message_type, choices, depth + 1))
            target.SetInParent()
        elif field.is_extension:
            made.Extensions[field] = self.scalar(field, choices)
        else:
            setattr(made, field.name, self.scalar(field, choices))

    def scalar(self, field: D, choices: random.Random):
        match field.type:
            case D.TYPE_DOUBLE:
                return double(choices)
            case D.TYPE_FLOAT:
                return single(choices)
            case D.TYPE_BOOL:
                return choices.choice([True, False])
            case D.TYPE_STRING:
                return text(choices)
            case D.TYPE_BYTES:
                return choices.randbytes(choices.randrange(9))
            case D.TYPE_ENUM:
                one = field.enum_type
                if one.full_name == "google.protobuf.NullValue":
                    return 0
                if not one.is_closed and choices.randrange(8) == 0:
                    return integer(choices, -(2**31), 2**31 - 1)
                return choices.choice(one.values).number
            case D.TYPE_INT32 | D.TYPE_SINT32 | D.TYPE_SFIXED32:
                return integer(choices, -(2**31), 2**31 - 1)
            case D.TYPE_UINT32 | D.TYPE_FIXED32:
                return integer(choices, 0, 2**32 - 1)
            case D.TYPE_UINT64 | D.TYPE_FIXED64:
                return integer(choices, 0, 2**64 - 1)
            case _:
                return integer(choices, -(2**63), 2**63 - 1)


def damaged_json(tree, names: list[str], choices: random.Random) -> str:
    """JSON with some of its values and keys changed."""
    tree = json.loads(json.dumps(tree))
    for _ in range(choices.randint(1, 3)):
        places = list(nodes(tree))
        parent, key = choices.choice(places) if places else (None, None)
        leaf = Raw(choices.choice(LEAVES))
        if parent is None:
            return leaf
        match choices.randrange(4):
            case 0 if isinstance(parent, dict):
                parent[choices.choice(names)] = parent.pop(key)
            case 1 if isinstance(parent, dict):
                parent[choices.choice(names)] = leaf
            case 2:
                other, at = choices.choice(places)
                parent[key] = json.loads(json.dumps(other[at], default=str))
            case _:
                parent[key] = leaf
    return printed(tree)


def nodes(tree):
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in list(items):
        yield tree, key
        yield from nodes(value)


def printed(tree) -> str:
    if isinstance(tree, Raw):
        return tree
    if isinstance(tree, dict):
        members = (f"{json.dumps(key)}:{printed(value)}" for key, value in tree.items())
        return "{" + ",".join(members) + "}"
    if isinstance(tree, list):
        return "[" + ",".join(map(printed, tree)) + "]"
    return json.dumps(tree, ensure_ascii=False)


def damaged_wire(wire: bytes, choices: random.Random) -> bytes:
    made = bytearray(wire)
    for _ in range(choices.randint(1, 3)):
        at = choices.randrange(len(made) + 1)
        byte = choices.choice([choices.randrange(256), 0, 0x7F, 0x80, 0xFF])
        match choices.randrange(5):
            case 0 if at < len(made):
                made[at] = byte
            case 1 if at < len(made):
                made[at] ^= 1 << choices.randrange(8)
            case 2:
                made.insert(at, byte)
            case 3:
                del made[at : at + 1]
            case 4:
                del made[at:]
    return bytes(made)
