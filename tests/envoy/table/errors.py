"""Errors of the back end: each code, messages, and each detail of google.rpc."""

from .request import Request, get, post

DETAILS = {
    "error-info": {"errorInfo": {"reason": "R", "domain": "d", "metadata": {"k": "v"}}},
    "retry-info": {"retryInfo": {"retryDelay": "1.5s"}},
    "debug-info": {"debugInfo": {"stackEntries": ["a", "b"], "detail": "c"}},
    "quota-failure": {"quotaFailure": {"violations": [{"subject": "s", "description": "d"}]}},
    "precondition-failure": {"preconditionFailure": {"violations": [{"type": "t", "subject": "s", "description": "d"}]}},
    "bad-request": {"badRequest": {"fieldViolations": [{"field": "f", "description": "d"}]}},
    "request-info": {"requestInfo": {"requestId": "i", "servingData": "s"}},
    "resource-info": {"resourceInfo": {"resourceType": "t", "resourceName": "n", "owner": "o", "description": "d"}},
    "help": {"help": {"links": [{"description": "d", "url": "https://example.com/"}]}},
    "localized-message": {"localizedMessage": {"locale": "de", "message": "Fehler"}},
    "two": {"errorInfo": {"reason": "R", "domain": "d"}, "retryInfo": {"retryDelay": "2s"}},
    "empty": {"help": {}},
    "own-type": {"others": [{"@type": "type.googleapis.com/bookstore.v1.Print", "pages": 5}]},
    "well-known": {"others": [{"@type": "type.googleapis.com/google.protobuf.Duration", "value": "1s"}]},
}

MESSAGES = {
    "plain": "it failed",
    "empty": "",
    "utf-8": "Über caf\u00e9 \U0001f600",
    "percent": "100% and %41",
    "lines": "one\ntwo\t\"three\"",
    "html": "<b>&</b>",
}


def requests() -> list[Request]:
    cases = [get(f"error/code-{code}", f"/lab/v1/fail/{code}?message=failed") for code in range(1, 17)]
    cases += [
        get("error/code-0", "/lab/v1/fail/0"),
        get("error/code-17", "/lab/v1/fail/17?message=failed"),
        get("error/code-negative", "/lab/v1/fail/-1"),
        get("error/code-word", "/lab/v1/fail/NOT_FOUND"),
        get("error/code-no-message", "/lab/v1/fail/5"),
        get("error/detail-in-query", "/lab/v1/fail/9?errorInfo.reason=R&errorInfo.domain=d"),
        post("error/none", "/lab/v1/fail", {}),
    ]
    fail = "/lab/v1/fail"
    cases += [post(f"error/detail-{id}", fail, {"code": 9, "message": "failed", **detail}) for id, detail in DETAILS.items()]
    cases += [post(f"error/message-{id}", fail, {"code": 3, "message": message}) for id, message in MESSAGES.items()]
    return cases
