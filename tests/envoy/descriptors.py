"""Writes the descriptors of the sample as Envoy takes them.

Envoy refuses a service of which a method's first rule has a `response_body` that is no google.api.HttpBody, with
'Setting "response_body" is not supported yet for non-HttpBody fields'. The sample has one, ListAuthors. Without it,
the other methods can be compared.
"""

import pathlib
import sys

# HttpRule.response_body = 12 with the value "authors"; then the same as a field that HttpRule does not have, 15.
# The lengths around it stay as they are.
REFUSED = b"\x62\x07authors"
TAKEN = b"\x7a\x07authors"

source, destination = map(pathlib.Path, sys.argv[1:])
descriptors = source.read_bytes()
if descriptors.count(REFUSED) != 1:
    sys.exit(f"{source} does not have the response_body of ListAuthors once: look at {__file__}")
destination.write_bytes(descriptors.replace(REFUSED, TAKEN))
