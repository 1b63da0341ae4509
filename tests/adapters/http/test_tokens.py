"""Tokens are asked for once and renewed in time (CON-07)."""

import asyncio
from datetime import timedelta

import pytest

from adapters.http.tokens import EARLY, Token, TokenCache
from simulators.control.clock import SimClock
from tests.adapters.http.till import NINE

LIFE = timedelta(seconds=900)


class Issuer:
    """Hands out numbered tokens that live 900 seconds, or refuses."""

    def __init__(self) -> None:
        self.clock = SimClock(frozen_at=NINE)
        self.asked = 0
        self.refuses = False

    async def fetch(self) -> Token:
        self.asked += 1
        await asyncio.sleep(0)
        if self.refuses:
            raise PermissionError("no such client")
        return Token(f"token-{self.asked}", self.clock.now() + LIFE)

    def cache(self) -> TokenCache:
        return TokenCache(self.fetch, self.clock.now)


async def test_fifty_callers_at_once_cost_one_token() -> None:
    issuer = Issuer()
    cache = issuer.cache()
    assert set(await asyncio.gather(*(cache.get() for _ in range(50)))) == {"token-1"}
    assert issuer.asked == 1


@pytest.mark.parametrize(
    ("age", "token"),
    [(LIFE - EARLY - timedelta(seconds=1), "token-1"), (LIFE - EARLY, "token-2")],
)
async def test_a_token_is_renewed_a_minute_before_it_expires(age: timedelta, token: str) -> None:
    issuer = Issuer()
    cache = issuer.cache()
    await cache.get()
    issuer.clock.advance(int(age.total_seconds()))
    assert await cache.get() == token


async def test_a_refused_token_is_replaced_once_however_many_bring_it_back() -> None:
    issuer = Issuer()
    cache = issuer.cache()
    refused = await cache.get()

    async def bring_back() -> str:
        cache.drop(refused)
        return await cache.get()

    assert set(await asyncio.gather(*(bring_back() for _ in range(10)))) == {"token-2"}
    cache.drop(refused)
    assert await cache.get() == "token-2"


async def test_a_refusal_reaches_every_caller_that_waited_and_is_not_kept() -> None:
    issuer = Issuer()
    cache = issuer.cache()
    issuer.refuses = True
    waited = await asyncio.gather(*(cache.get() for _ in range(5)), return_exceptions=True)
    assert [type(one) for one in waited] == [PermissionError] * 5
    assert issuer.asked == 1
    issuer.refuses = False
    assert await cache.get() == "token-2"


async def test_a_caller_that_gives_up_does_not_take_the_token_from_the_others() -> None:
    issuer = Issuer()
    cache = issuer.cache()
    first, second = asyncio.create_task(cache.get()), asyncio.create_task(cache.get())
    await asyncio.sleep(0)
    first.cancel()
    assert await second == "token-1"
    assert issuer.asked == 1


async def test_the_last_caller_that_gives_up_ends_the_asking() -> None:
    issuer = Issuer()
    cache = issuer.cache()
    callers = [asyncio.create_task(cache.get()) for _ in range(2)]
    await asyncio.sleep(0)
    for caller in callers:
        caller.cancel()
    late = asyncio.create_task(cache.get())
    ended = await asyncio.gather(*callers, return_exceptions=True)
    assert [type(one) for one in ended] == [asyncio.CancelledError] * 2
    assert await late == "token-2"
    assert len(asyncio.all_tasks()) == 1
