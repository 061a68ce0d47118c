"""Where the transcoder and Python's protobuf differ on purpose: every exception from "both read it alike, or both refuse
it" is here, with the reason, and nowhere else."""

import re
import struct

from google.protobuf import message_factory, unknown_fields

# A number as JSON has it, or a name that ProtoJSON has for what is none.
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?|NaN|-?Infinity")
NUMBERS = r"expected an? (u?int|sint|s?fixed|double|float)"

# What we refuse and Python reads, by the transcoder's words.
JSON_REFUSED = [
    # int() and float() of Python read more than JSON has: `+1`, `01`, `1_0`, `inf`, other digits than ours.
    (rf'{NUMBERS}.*found the string "', "number in a string"),
    (r'a value of enum .*found the string "', "number in a string"),
    # Python takes true for 1.
    (rf"({NUMBERS}|expected a value of enum).*found (true|false)", "boolean as a number"),
    # Python cuts the fraction off the number of an enum.
    (r"expected a value of enum .*found the number", "fraction of an enum"),
    # Python goes over the members of whatever it is given: an empty list or text is an empty message.
    (r'expected a JSON object, found (an array|the string "")', "empty instead of an object"),
    (r"expected each field once", "both spellings of a field"),
    # To Python a null in a oneof is no member, also where it is the value of a NullValue or of a Value.
    (r"expected one field of oneof", "null in a oneof"),
    # Python does not ask for required fields.
    (r"expected the required field", "required"),
    # Python skips what is not in the alphabet.
    (r"expected bytes in base64, found the string", "base64"),
    # Python reads numbers of fewer digits, and white space.
    (r"expected an RFC 3339 timestamp .*found the string", "timestamp"),
    (r"expected a duration in seconds .*found the string", "duration"),
    (r"expected a field mask.*found the string", "field mask"),
]

# What we read and Python refuses, by Python's words.
JSON_READ = [
    # Python writes lists and maps of NullValue, and reads them not.
    (r"null is not allowed to be used as an element in a repeated field", "null in a list"),
    (r"not 'NoneType'", "null in a map"),
    (r"Assignment not allowed to map, or repeated field", "null for a list"),
    (r"has no attribute 'null_value'", "null for a list"),
    # An integer in a string may have a fraction or an exponent to us, as it may outside of one.
    (r"invalid literal for int\(\) with base 10: '(?P<number>[^']*)'", "number in a string"),
    (r"Invalid enum value (?P<number>\S+) for enum type", "number in a string"),
    # A float is rounded before it is out of range: 3.4028235e38 is the largest one.
    (r"Float value too large", "largest float"),
    # An Any of an Empty needs no value.
    (r"KeyError: 'value'", "Any of an Empty"),
]

# What we refuse to write and Python writes.
WIRE_REFUSED = [
    # struct.proto demands a kind; to Python it is null.
    (r"a google.protobuf.Value has no kind", "value without a kind"),
    (r"the path .* of a field mask has no form in JSON", "field mask"),
    # Python's strings of proto2 are bytes where they are no UTF-8.
    (r"a string is not UTF-8", "not UTF-8"),
    # upb reads over field number 0 where a message begins with it; protobuf's conformance suite demands an error.
    (r"not a message: field number 0 at byte", "field number 0"),
]

# What we write and Python does not.
WIRE_READ = [
    # A string that need not be UTF-8 has its broken parts replaced, as C++ does.
    (r"codec can't decode", "not UTF-8"),
]


def by_text(table: list[tuple[str, str]], error: str) -> str | None:
    for pattern, difference in table:
        found = re.search(pattern, error, re.DOTALL)
        number = found.groupdict().get("number") if found else None
        if found and (number is None or NUMBER.fullmatch(number)):
            return difference
    return None


def is_same_number(ours: float, theirs: float) -> bool:
    """Of two different numbers, whether they are meant to be.

    Python loses the sign of a zero that it has as an integer, and writes more digits than a subnormal float needs.
    """
    if ours == theirs == 0:
        return str(theirs) != "-0.0"
    return abs(ours) < 1.2e-38 and struct.pack("<f", ours) == struct.pack("<f", theirs)


def comparable(ours: dict, theirs: dict) -> tuple[dict, dict]:
    """Both without what only one has, and is meant to.

    Python writes a repeated extension that was looked at and is empty, and has no -0 where JSON has it as an integer.
    """
    theirs = {key: value for key, value in theirs.items() if value != [] or key in ours or not key.startswith("[")}
    return {key: value for key, value in ours.items() if str(value) != "-0.0" or key in theirs}, theirs


def is_same_text(ours: str, theirs: str) -> bool:
    """Python writes a text of proto2 that is no UTF-8 as Python writes bytes."""
    return "\N{REPLACEMENT CHARACTER}" in ours and re.fullmatch(r"b(['\"]).*\1", theirs, re.DOTALL) is not None


def has_unknown_entry(made, pool) -> bool:
    """upb takes an entry of a map for an unknown field where it has one itself; to us, as to C++, it is an entry."""
    if made.DESCRIPTOR.full_name == "google.protobuf.Any":
        of = pool.FindMessageTypeByName(made.type_url.rsplit("/", 1)[-1]) if made.type_url else None
        return of is not None and has_unknown_entry(message_factory.GetMessageClass(of).FromString(made.value), pool)
    maps = [field.number for field in made.DESCRIPTOR.fields if is_map(field)]
    if any(field.field_number in maps for field in unknown_fields.UnknownFieldSet(made)):
        return True
    for field, value in made.ListFields():
        if is_map(field):
            of = field.message_type.fields_by_number[2]
            values = value.values() if of.message_type is not None else ()
        elif field.message_type is None:
            values = ()
        else:
            values = value if field.is_repeated else [value]
        if any(has_unknown_entry(inner, pool) for inner in values):
            return True
    return False


def has_overwritten(of, wire: bytes, pool) -> bool:
    """Whether anything comes twice that counts once: what is overwritten may be broken inside, to us; to upb it may not."""
    seen = set()
    for number, value in fields(wire):
        extension = next((one for one in pool.FindAllExtensions(of) if one.number == number), None)
        field = of.fields_by_number.get(number, extension)
        if field is None:
            continue
        if not field.is_repeated or is_map(field):
            slot = field.containing_oneof.full_name if field.containing_oneof else field.full_name
            if slot in seen:
                return True
            seen.add(slot)
        if field.message_type is not None and value is not None and has_overwritten(field.message_type, value, pool):
            return True
    return False


def fields(wire: bytes):
    """The numbers of the fields of a message and what is in them, as far as it can be read."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = wire[at]
            at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    try:
        while at < len(wire):
            tag = varint()
            content = None
            match tag & 7:
                case 0:
                    varint()
                case 1:
                    at += 8
                case 2:
                    length = varint()
                    content = wire[at : at + length]
                    at += length
                case 5:
                    at += 4
                case _:
                    # The fields of a group are taken for those of the message around it: twice is twice.
                    pass
            yield tag >> 3, content
    except IndexError:
        return


def is_map(field) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry
