"""The requests, in the order in which they are sent: what changes the store is seen by what follows.

Left out is what makes Envoy 1.40.0 crash: an answer with a map entry that leaves out its key or its value, which is
how most encoders write a default one: an empty string, 0, false, an empty message. tests/gateway has that case.
"""

from . import bodies, bookstore, errors, lab, legacy, paths, protocol, query
from .request import Request


def all_requests() -> list[Request]:
    # The lab's counters come first, while there is nothing to count.
    modules = (lab, paths, query, bodies, errors, legacy, protocol, bookstore)
    requests = [request for module in modules for request in module.requests()]
    ids = [request.id for request in requests]
    twice = {id for id in ids if ids.count(id) > 1}
    assert not twice, f"ids that are used twice: {twice}"
    return requests
