"""What one vendor's client does, and what it leaves alone."""

import httpx

from adapters.http.client import Client


class Baker(httpx.AsyncBaseTransport):
    """Gives everybody a cookie."""

    def __init__(self) -> None:
        self.got: list[str | None] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.got.append(request.headers.get("cookie"))
        return httpx.Response(200, headers={"set-cookie": "session=1; Path=/"})


async def test_a_cookie_is_not_kept() -> None:
    baker = Baker()
    async with Client(base_url="https://vendor.test", transport=baker) as client:
        for _ in range(2):
            reply = await client.get("/customers")
            assert reply.headers["set-cookie"] == "session=1; Path=/"
    assert baker.got == [None, None]
