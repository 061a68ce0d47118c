"""Python's httpx against the gateway: HTTP/1.1, and HTTP/2 with a hundred calls on one connection."""

import asyncio
import sys

import httpx


async def check(url: str, http2: bool) -> None:
    limits = httpx.Limits(max_connections=1)
    async with httpx.AsyncClient(base_url=url, http1=not http2, http2=http2, limits=limits, timeout=10) as client:
        answer = await client.get("/v1/shelves/1/books/1")
        assert answer.status_code == 200, answer.text
        assert answer.http_version == ("HTTP/2" if http2 else "HTTP/1.1"), answer.http_version
        assert answer.json()["name"] == "shelves/1/books/1"

        answer = await client.post("/v1/shelves/1/books", json={"title": "Emma", "author": "Jane Austen"})
        assert answer.status_code == 200, answer.text
        name = answer.json()["name"]
        assert (await client.delete(f"/v1/{name}")).status_code == 200
        gone = await client.get(f"/v1/{name}")
        assert gone.status_code == 404 and gone.json()["code"] == 5, gone.text

        types = await client.get("/lab/v1/types")
        echoed = await client.post("/lab/v1/types", json=types.json())
        assert echoed.json() == types.json(), echoed.text

        answers = await asyncio.gather(*(client.get(f"/lab/v1/path/int64/{n}") for n in range(100)))
        assert [answer.json().get("int64Value", "0") for answer in answers] == [str(n) for n in range(100)]


for http2 in (False, True):
    asyncio.run(check(sys.argv[1], http2))
