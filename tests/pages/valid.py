"""Makes every call with curl that the pages of a gateway show, as it stands: `valid.py GATEWAY CALLS UNREACHED`.

The gateway has no back end: a valid request is answered with 503, and any other answer is a request that is wrong. So many
CALLS there must be, of which UNREACHED go to another method, whose route is in front of theirs.
"""

import collections
import html
import http.client
import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

gateway, wanted, unreached = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
connection = http.client.HTTPConnection(urlsplit(gateway).netloc)

# Tells its arguments instead of making a call.
CURL = 'curl() { printf "%s\\0" "$@"; printf "\\1\\0"; }\n'
WITH_VALUE = ("-X", "-H", "-d", "--data-binary", "--output")


def ask(method, target, headers=None, body=None):
    connection.request(method, target, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read()


def texts(page):
    """The calls of a page with curl."""
    for section in page.split('<section data-call="')[1:]:
        if section.startswith("curl"):
            for text in re.findall(r"<pre[^>]*>(.*?)</pre>", section.split("</section>")[0], re.S):
                yield html.unescape(re.sub(r"<[^>]*>", "", text))


def arguments(calls):
    """What a shell makes of each call."""
    done = subprocess.run(["bash"], input=(CURL + "\n".join(calls)).encode(), capture_output=True, check=True)
    assert not done.stderr, done.stderr
    found = [one.decode().split("\0")[:-1] for one in done.stdout.split(b"\1\0")[:-1]]
    assert len(found) == len(calls), calls
    return found


def send(words):
    """The answer to a call by the arguments that it has for curl."""
    options, headers, url = {}, {}, None
    words = iter(words)
    for word in words:
        if word == "-H":
            name, value = next(words).split(": ", 1)
            headers[name] = value
        elif word in WITH_VALUE:
            options[word] = next(words)
        elif word.startswith("-"):
            options[word] = None
        else:
            url = urlsplit(word)
    body = options.get("-d", options.get("--data-binary"))
    method = options.get("-X") or ("HEAD" if "--head" in options else "GET" if body is None else "POST")
    target = url.path + (f"?{url.query}" if url.query else "")
    return ask(method, target, headers, body and body.encode())


counts = collections.Counter()
_, services = ask("GET", "/docs/services.json")
for service in json.loads(services)["services"]:
    status, page = ask("GET", f"/docs/services/{service['name']}")
    assert status == 200, (service["name"], status)
    calls = list(texts(page.decode()))
    for call, words in zip(calls, arguments(calls)):
        status, answer = send(words)
        counts[status] += 1
        if status != 503:
            print(f"{status}  {service['name']}\n{call}\n{answer[:400].decode()}\n")
total = sum(counts.values())
is_right = total == wanted and total - counts[503] == unreached
print(f"{'passed' if is_right else 'FAILED'}  {total} calls: {dict(counts)}")
sys.exit(not is_right)
