"""What HTTP adds: methods, headers, media types, targets of other forms."""

from .request import Request, call, get, post


def requests() -> list[Request]:
    echo, shelf = "/lab/v1/echo", "/v1/shelves/1"
    body = {"int32Value": 5}
    cases = [
        get("http/not-found", "/"),
        get("http/not-found-version", "/v2/shelves"),
        get("http/not-found-prefix", "/v1/shelve"),
        get("http/not-found-longer", "/v1/shelves/1/books/1/pages"),
        get("http/trailing-slash", "/v1/shelves/"),
        get("http/trailing-slash-variable", "/v1/shelves/1/"),
        get("http/double-slash", "//v1/shelves"),
        get("http/double-slash-inside", "/v1//shelves"),
        get("http/upper-case", "/V1/shelves"),
        get("http/encoded-literal", "/v1/shelve%73"),
        get("http/empty-query", "/v1/shelves?"),
        get("http/fragment", "/v1/shelves%23x"),
        get("http/verb-alone", "/v1/books:"),
        get("http/verb-unknown", "/v1/books:nothing"),
        get("http/verb-upper", "/v1/books:SEARCH"),
        get("http/grpc-path", "/bookstore.v1.Bookstore/ListShelves"),
        post("http/grpc-path-post", "/bookstore.v1.Bookstore/ListShelves", {}),
    ]
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "PURGE", "get"):
        cases.append(call(f"http/{method}-shelves", method, "/v1/shelves"))
    cases += [
        call("http/post-on-get", "POST", shelf, {}),
        call("http/get-on-post", "GET", "/v1/shelves/1/books/1:move"),
        call("http/head-get", "HEAD", shelf),
        call("http/head-not-found", "HEAD", "/v1/shelves/99"),
        call("http/head-own-rule", "HEAD", "/v1/shelves/1/books/1"),
        call("http/head-own-rule-not-found", "HEAD", "/v1/shelves/1/books/99"),
        call("http/options-unknown-path", "OPTIONS", "/nothing"),
        call("http/options-preflight", "OPTIONS", shelf, origin="https://a.example", access_control_request_method="GET"),
        call("http/options-star", "OPTIONS", "*"),
    ]
    for id, media_type in {
        "none": None,
        "charset": "application/json; charset=utf-8",
        "charset-other": "application/json; charset=iso-8859-1",
        "upper": "Application/JSON",
        "text": "text/plain",
        "text-json": "text/json",
        "problem": "application/problem+json",
        "form": "application/x-www-form-urlencoded",
        "xml": "application/xml",
        "broken": "json",
    }.items():
        cases.append(post(f"http/type-{id}", echo, body, content_type=media_type))
    return cases + [
        post("http/form", echo, "int32Value=5&repeatedString=a", content_type="application/x-www-form-urlencoded"),
        get("http/accept-xml", shelf, accept="application/xml"),
        get("http/accept-json", shelf, accept="application/json"),
        get("http/accept-none", shelf, accept=None),
        post("http/encoding-gzip", echo, body, content_encoding="gzip"),
        post("http/encoding-identity", echo, body, content_encoding="identity"),
        get("http/timeout", shelf, grpc_timeout="5S"),
        get("http/timeout-wrong", shelf, grpc_timeout="soon"),
        get("http/method-override", shelf, x_http_method_override="DELETE"),
        get("http/te", shelf, te="trailers"),
        get("http/host-missing-port", shelf, host="other.example"),
        get("http/long-target", "/lab/v1/echo?stringValue=" + "x" * 8000),
    ]
