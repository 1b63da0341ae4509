"""Access tokens, kept until shortly before they expire (CON-07).

However many callers wait, one of them asks for the token. A token that the vendor refused is dropped,
once: callers who come with the same refused token get the new one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

EARLY: Final = timedelta(seconds=60)
"""How long before expiry a token is renewed."""


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    expires: datetime
    """UTC."""


class TokenCache:
    """`fetch` asks the vendor; its exceptions pass through to every caller that waited."""

    def __init__(self, fetch: Callable[[], Awaitable[Token]], now: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._now = now
        self._token: Token | None = None
        self._asking: asyncio.Task[Token] | None = None
        self._waiting = 0

    async def get(self) -> str:
        """A token that is good for a while yet."""
        if self._token is not None and self._now() < self._token.expires - EARLY:
            return self._token.value
        if self._asking is None:
            self._asking = asyncio.create_task(self._ask())
        return (await self._asked(self._asking)).value

    def drop(self, refused: str) -> None:
        """The vendor refused this token; the next `get` asks for a new one."""
        if self._token is not None and self._token.value == refused:
            self._token = None

    async def _asked(self, asking: asyncio.Task[Token]) -> Token:
        """One caller that gives up does not take the token from the others; the last one ends it."""
        self._waiting += 1
        try:
            return await asyncio.shield(asking)
        finally:
            self._waiting -= 1
            if not self._waiting and not asking.done():
                self._asking = None
                asking.cancel()
                await asyncio.wait([asking])

    async def _ask(self) -> Token:
        try:
            self._token = await self._fetch()
            return self._token
        finally:
            if self._asking is asyncio.current_task():
                self._asking = None
