"""Python's grpcio against the gateway: a client that knows nothing but an address.

It learns the services and their messages from the gateway's reflection, and calls every kind of method with them.
"""

import queue
import sys
import time

import grpc
from google.protobuf import descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

PATIENCE = 20
Code = grpc.StatusCode


class Service:
    """A service as it was described, with its methods as functions."""

    def __init__(self, channel: grpc.Channel, pool: descriptor_pool.DescriptorPool, name: str) -> None:
        self.methods = {}
        self.requests = {}
        for method in pool.FindServiceByName(name).methods:
            request = message_factory.GetMessageClass(method.input_type)
            answer = message_factory.GetMessageClass(method.output_type)
            kind = ("stream" if method.client_streaming else "unary") + "_" + ("stream" if method.server_streaming else "unary")
            call = getattr(channel, kind)(f"/{name}/{method.name}", request.SerializeToString, answer.FromString)
            self.methods[method.name] = call
            self.requests[method.name] = request

    def request(self, method: str, **fields):
        return self.requests[method](**fields)

    def call(self, method: str, timeout=PATIENCE, **fields):
        return self.methods[method](self.request(method, **fields), timeout=timeout)


def code_of(call) -> grpc.StatusCode:
    """The code with which a call fails."""
    try:
        call()
    except grpc.RpcError as error:
        return error.code()
    raise AssertionError("the call has not failed")


def until(is_so) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it does not come to that"
        time.sleep(0.02)


def check_calls(books: Service, lab: Service) -> None:
    assert books.call("GetShelf", name="shelves/1").name == "shelves/1"
    assert code_of(lambda: books.call("GetShelf", name="shelves/999")) == Code.NOT_FOUND
    assert len(list(books.call("StreamBooks", count=1000))) == 1000
    book = {"parent": "shelves/1", "book": {"title": "Kindred"}}
    imported = books.methods["ImportBooks"](iter([books.request("ImportBooks", **book)] * 3), timeout=PATIENCE)
    assert imported.imported_count == 3, imported
    large = "x" * (1 << 20)
    assert lab.call("Echo", string_value=large).string_value == large


def check_conversation(lab: Service) -> None:
    """Each message is sent when the answer to the one before has come."""
    asked: queue.Queue = queue.Queue()
    answers = lab.methods["EchoStream"](iter(asked.get, None), timeout=PATIENCE)
    for number in range(1, 6):
        asked.put(lab.request("EchoStream", int32_value=number))
        assert next(answers).int32_value == number
    asked.put(None)
    assert list(answers) == []
    assert answers.code() == Code.OK


def check_metadata(lab: Service) -> None:
    request = lab.request(
        "Metadata",
        headers={"shelf": "7"},
        trailers={"cost": "3"},
        binary_headers={"a-bin": b"\x01\xff"},
        binary_trailers={"b-bin": b"\x02\xfe"},
    )
    sent = [("tenant", "a"), ("tenant", "b"), ("c-bin", b"\x03\xfd")]
    answer, call = lab.methods["Metadata"].with_call(request, metadata=sent, timeout=PATIENCE)
    assert list(answer.metadata["tenant"].values) == ["a", "b"], answer
    assert list(answer.binary_metadata["c-bin"].values) == [b"\x03\xfd"], answer
    # What is left of the client's time, which grpcio rounds up.
    left = answer.grpc_timeout
    assert left.endswith("u") and 0 < int(left[:-1]) < 1.1 * PATIENCE * 1_000_000, left
    headers, trailers = dict(call.initial_metadata()), dict(call.trailing_metadata())
    assert (headers["shelf"], headers["a-bin"]) == ("7", b"\x01\xff"), headers
    assert (trailers["cost"], trailers["b-bin"]) == ("3", b"\x02\xfe"), trailers


def check_errors(lab: Service) -> None:
    for messages in (0, 2):
        seen = []
        stream = lab.call("FailStream", code=9, message="café", messages=messages, error_info={"reason": "GONE"})
        assert code_of(lambda stream=stream, seen=seen: seen.extend(iter(lambda: next(stream), None))) == Code.FAILED_PRECONDITION
        assert len(seen) == messages, seen
        assert stream.details() == "café"
        assert b"GONE" in dict(stream.trailing_metadata())["grpc-status-details-bin"]


def check_ends(lab: Service) -> None:
    """Deadlines and cancellation, which the back end sees too."""

    def cancelled() -> int:
        return lab.call("Stats").methods["/bookstore.v1.Lab/SlowStream"].cancelled

    # The back end's own answer to it is CANCELLED, which is not what clients are told.
    late = code_of(lambda: lab.call("Slow", timeout=0.1, delay={"seconds": 3600}))
    assert late == Code.DEADLINE_EXCEEDED, late
    before = cancelled()
    stream = lab.call("SlowStream", delay={"nanos": 50_000_000}, messages=1000)
    assert next(stream).number == 1
    stream.cancel()
    assert code_of(lambda: list(stream)) == Code.CANCELLED
    until(lambda: cancelled() > before)


def check_own(channel: grpc.Channel) -> None:
    """Health is answered by the gateway itself; so is that there is no such method."""
    health = health_pb2_grpc.HealthStub(channel)
    assert health.Check(health_pb2.HealthCheckRequest(), timeout=PATIENCE).status == health_pb2.HealthCheckResponse.SERVING
    watch = health.Watch(health_pb2.HealthCheckRequest(service="bookstore.v1.Lab"), timeout=PATIENCE)
    assert next(watch).status == health_pb2.HealthCheckResponse.SERVING
    watch.cancel()
    assert code_of(lambda: health.Check(health_pb2.HealthCheckRequest(service="nothing.V1"), timeout=PATIENCE)) == Code.NOT_FOUND
    missing = channel.unary_unary("/bookstore.v1.Lab/Nothing")
    assert code_of(lambda: missing(b"", timeout=PATIENCE)) == Code.UNIMPLEMENTED


with grpc.insecure_channel(sys.argv[1]) as the_channel:
    database = ProtoReflectionDescriptorDatabase(the_channel)
    names = set(database.get_services())
    assert {"bookstore.v1.Bookstore", "bookstore.v1.Lab", "grpc.health.v1.Health"} <= names, names
    the_pool = descriptor_pool.DescriptorPool(database)
    the_books, the_lab = (Service(the_channel, the_pool, f"bookstore.v1.{name}") for name in ("Bookstore", "Lab"))
    check_calls(the_books, the_lab)
    check_conversation(the_lab)
    check_metadata(the_lab)
    check_errors(the_lab)
    check_ends(the_lab)
    check_own(the_channel)
