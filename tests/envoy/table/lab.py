"""The methods of the Lab that are not about values: its counters, samples, templates of every form, slow calls."""

from dataclasses import replace

from .request import Request, call, get, post


def requests() -> list[Request]:
    return [
        get("lab/stats", "/lab/v1/stats"),
        get("lab/sample-types", "/lab/v1/types"),
        get("lab/sample-tree", "/lab/v1/tree?depth=2&width=3"),
        get("lab/sample-tree-refused", "/lab/v1/tree?depth=91"),
        post("lab/echo-large", "/lab/v1/tree", {"label": "root", "weight": "3", "branches": [{"label": "leaf"}]}),
        post("lab/echo-large-deep", "/lab/v1/tree", '{"branches":[' * 60 + "{}" + "]}" * 60),
        post("lab/echo-large-too-deep", "/lab/v1/tree", '{"branches":[' * 120 + "{}" + "]}" * 120),
        get("lab/slow", "/lab/v1/slow?delay=0.01s"),
        get("lab/slow-negative", "/lab/v1/slow?delay=-1s"),
        get("lab/slow-nested", "/lab/v1/slow?delay.seconds=0&delay.nanos=1000000"),
        changing(get("lab/metadata-get", "/lab/v1/metadata")),
        changing(post("lab/metadata-post", "/lab/v1/metadata", {"headers": {"x-from-back-end": "1"}})),
        get("lab/metadata-code", "/lab/v1/metadata?code=7"),
        get("lab/metadata-map-in-query", "/lab/v1/metadata?headers[a]=b"),
        *templates(),
    ]


def changing(request: Request) -> Request:
    """Without the time that was left, and the port that was free."""
    return replace(request, ignored=frozenset({"$.grpcTimeout", "$.metadata.grpc-timeout", "$.authority"}))


def templates() -> list[Request]:
    targets = {
        "one": "one/a",
        "one-empty": "one/",
        "one-missing": "one",
        "one-two-segments": "one/a/b",
        "one-verb-like": "one/a:b",
        "one-trailing-slash": "one/a/",
        "one-double-slash": "one//a",
        "anonymous": "anonymous/a/b",
        "anonymous-short": "anonymous/a",
        "tail-one": "tail/a",
        "tail-three": "tail/a/b/c",
        "tail-zero": "tail",
        "tail-slash": "tail/",
        "tail-trailing-slash": "tail/a/b/",
        "tail-double-slash": "tail/a//b",
        "tail-verb-like": "tail/a/b:c",
        "ignored": "ignored/a/b",
        "ignored-zero": "ignored",
        "parts": "files/a/parts/b/c",
        "parts-zero": "files/a/parts",
        "verb": "files/a/b:verb",
        "verb-zero": "files:verb",
        "verb-unknown": "files/a/b:other",
        "verb-missing": "files/a/b",
        "verb-twice": "files/a:b:verb",
        "verb-encoded": "files/a%3Averb",
        "literal-fixed": "literal/fixed",
        "literal-variable": "literal/other",
        "literal-encoded": "literal/fix%65d",
        "literal-case": "literal/Fixed",
        "point": "3/-4/point",
        "point-not-a-number": "x/4/point",
        "query-beside-path": "one/a?point.x=5&tail=z",
        "path-variable-in-query": "one/a?leaf=b",
        "path-variable-in-query-same": "one/a?leaf=a",
        "unknown": "nothing/here",
    }
    # Percent-encoding, in a variable of one segment and in one of several.
    escapes = {
        "slash": "a%2Fb",
        "slash-lower": "a%2fb",
        "space": "a%20b",
        "plus": "a+b",
        "utf-8": "caf%C3%A9",
        "colon": "a%3Ab",
        "reserved": "%21%40%24%26%3D",
        "percent": "100%25",
        "double": "a%252Fb",
        "not-utf-8": "a%FFb",
        "broken": "a%2",
        "not-hex": "a%zzb",
        "nul": "a%00b",
        "dot": "%2e",
        "dots": "%2E%2E",
        "semicolon": "a;b=c",
        "unreserved": "%61~%7E-._",
    }
    cases = [get(f"route/{id}", f"/lab/v1/routes/{target}") for id, target in targets.items()]
    for id, text in escapes.items():
        cases.append(get(f"escape/one-{id}", f"/lab/v1/routes/one/{text}"))
        cases.append(get(f"escape/tail-{id}", f"/lab/v1/routes/tail/x/{text}"))
    cases += [
        get("route/dot-segment", "/lab/v1/routes/tail/a/./b"),
        get("route/dot-dot-segment", "/lab/v1/routes/tail/a/../b"),
        call("route/every-get", "GET", "/lab/v1/routes/every/a"),
        call("route/every-post", "POST", "/lab/v1/routes/every/a", {"tail": "b"}),
        call("route/every-post-same", "POST", "/lab/v1/routes/every/a", {"leaf": "a"}),
        call("route/every-post-other", "POST", "/lab/v1/routes/every/a", {"leaf": "b"}),
        call("route/every-patch", "PATCH", "/lab/v1/routes/every/a", {"point": {"x": 1}}),
        call("route/every-own-method", "REPORT", "/lab/v1/routes/every/a", {}),
        call("route/purge", "PURGE", "/lab/v1/routes/purged/a"),
        call("route/purge-get", "GET", "/lab/v1/routes/purged/a"),
    ]
    return cases
