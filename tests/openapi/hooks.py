"""What schemathesis does not know of the media types of streams."""

import json

import schemathesis


@schemathesis.deserializer("application/x-ndjson")
def last_line(context, response):
    """The schema is that of a line, and the last one is a message or the error that ended the stream."""
    lines = response.content.splitlines()
    return json.loads(lines[-1]) if lines else {}
