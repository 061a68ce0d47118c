"""The row of HTTP/3. So far it only finds out whether there is anything to load: nothing that is packaged sends HTTP/3
fast enough, and no peer has a listener for it before Rialto has one."""

from __future__ import annotations

import socket

from .bench import Bench
from .results import Result

ANSWER_SECONDS_MAX = 1
# RFC 9000 §15: versions of this form are there to be refused, and a server answers one with those that it has.
UNKNOWN_VERSION = bytes.fromhex("1a2a3a4a")
# RFC 9000 §14.1: what is shorter is dropped.
DATAGRAM_BYTES = 1_200


def get_book(bench: Bench, name: str) -> Result:
    gateways, failed = bench.gateways()
    result = Result(name, failed=failed)
    for peer in (peer for peer in bench.peers if peer.is_rialto() and peer.name in gateways):
        if speaks_quic(gateways[peer.name].port):
            result.fail(peer.name, "it speaks QUIC, and the comparison has no load for HTTP/3 yet")
        else:
            result.unserved[peer.name] = "its port does not speak QUIC"
    return result


def speaks_quic(port: int) -> bool:
    """Whether it answers a packet of an unknown version with the versions that it has (RFC 9000 §6)."""
    connection_ids = b"\x08" + b"to-there" + b"\x08" + b"to-here."
    packet = (b"\xc0" + UNKNOWN_VERSION + connection_ids).ljust(DATAGRAM_BYTES, b"\0")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.settimeout(ANSWER_SECONDS_MAX)
        probe.connect(("127.0.0.1", port))
        try:
            probe.send(packet)
            answer = probe.recv(65_536)
        except OSError:
            return False
    return answer[0] & 0x80 != 0 and answer[1:5] == bytes(4)
