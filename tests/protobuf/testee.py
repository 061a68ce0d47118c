"""The transcoder as a process: the protocol of the conformance suite, with schemas of our own."""

import struct
import subprocess

import conformance_pb2 as protocol


class Refused(Exception):
    """The transcoder did not convert it; says why."""


class Testee:
    def __init__(self, program: str, descriptor_set: str):
        arguments = [program, "--descriptor-set", descriptor_set]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def to_json(self, name: str, wire: bytes) -> str:
        return self.ask(name, protocol.JSON, protobuf_payload=wire).json_payload

    def to_wire(self, name: str, json: str) -> bytes:
        return self.ask(name, protocol.PROTOBUF, json_payload=json).protobuf_payload

    def ask(self, name: str, wanted: int, **payload) -> protocol.ConformanceResponse:
        request = protocol.ConformanceRequest(message_type=name, requested_output_format=wanted, **payload)
        request = request.SerializeToString()
        self.process.stdin.write(struct.pack("<I", len(request)) + request)
        self.process.stdin.flush()
        (length,) = struct.unpack("<I", self.process.stdout.read(4))
        response = protocol.ConformanceResponse.FromString(self.process.stdout.read(length))
        match response.WhichOneof("result"):
            case "parse_error" | "serialize_error" as kind:
                raise Refused(getattr(response, kind))
            case "json_payload" | "protobuf_payload":
                return response
            case other:
                raise RuntimeError(f"{other}: {response}")
