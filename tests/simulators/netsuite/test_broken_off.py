"""A request whose sender is gone before its end: nothing of it is carried out."""

import asyncio

import httpx
import pytest

from simulators.control.served import served
from simulators.control.wire import app
from tests.simulators.netsuite.account import REPAIR, ROOT, SUPPLY, Account, Json, ref

BODY = b'{"externalId": "R-1"}'


async def send(url: str, path: str, content: bytes) -> None:
    """The head of a request that announces `BODY`, and so much; then the connection ends."""
    address = httpx.URL(url)
    reader, writer = await asyncio.open_connection(address.host, address.port)
    head = f"POST {path} HTTP/1.1\r\nhost: {address.host}\r\ncontent-length: {len(BODY)}\r\n\r\n"
    writer.write(head.encode())
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.write(content)
    writer.write_eof()
    await reader.read()
    writer.close()


def order(account: Account) -> str:
    line: Json = {"item": ref(REPAIR), "quantity": 10, "rate": 5}
    body = {"entity": ref(SUPPLY), "tranDate": "2026-03-10", "item": {"items": [line]}}
    return account.create("purchaseOrder", body)


@pytest.mark.parametrize("content", [b"", BODY[:9], BODY], ids=["head alone", "a part", "all"])
async def test_only_a_whole_request_makes_a_receipt(account: Account, content: bytes) -> None:
    """Without a body this transform would receive the whole order, under no external id."""
    path = f"{ROOT}purchaseOrder/{order(account)}/!transform/itemReceipt"
    async with served(app(account.netsuite)) as url:
        await send(url, path, content)
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            found = (await client.get(f"{ROOT}itemReceipt")).json()
    assert found["totalResults"] == (content == BODY)
