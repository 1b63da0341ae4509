"""One call to a vendor, from first try to a reply or a known failure.

What is always safe to repeat: a call that never left (no connection), a 429 (blocked before anything
was done), a 401 (once, with a new token). What is safe only for calls that change nothing, or change
it to the same thing each time (`repeatable`): a lost reply, a time-out, a 5xx. For a call that is not
repeatable those end in `ReplyLostError`: whether it was carried out is for the caller to find out.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from typing import Final, Protocol

import httpx
import stamina

from adapters.http.tokens import TokenCache

TRIES: Final = 6
FIRST_WAIT: Final = timedelta(milliseconds=250)
LONGEST_WAIT: Final = timedelta(seconds=16)
LONGEST_ASKED: Final = timedelta(minutes=5)
"""A 429 that asks for a longer wait is a failure: nobody should sit in front of a run that sleeps."""
TIMEOUT: Final = httpx.Timeout(connect=10, read=100, write=30, pool=None)
"""Seconds. ServiceTitan gives up a request after 100 s (facts/servicetitan 1)."""

_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol)


class CallFailedError(Exception):
    """The vendor could not be asked, or kept on refusing to be asked; nothing was carried out."""


class ReplyLostError(Exception):
    """The call went out and no usable reply came; carried out or not is unknown."""


class UnauthorizedError(Exception):
    """The vendor does not accept our credentials: 401 even with a fresh token."""


class _TryAgainError(CallFailedError):
    """This try came to nothing, and another one is safe after at least `wait`."""

    def __init__(self, why: str, wait: timedelta | None = None) -> None:
        super().__init__(why)
        self.wait = wait


class Place(Protocol):
    """A place among the calls in flight, or in this second, taken by one call."""

    def turned_away(self, wait: timedelta | None) -> None:
        """The call came back undone because there are too many; the vendor asks to wait so long."""
        ...


class Limit(Protocol):
    """A budget: who asks for a slot waits for a place."""

    def slot(self) -> AbstractAsyncContextManager[Place]: ...


def is_too_many(reply: httpx.Response) -> bool:
    return reply.status_code == httpx.codes.TOO_MANY_REQUESTS


Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make. `repeatable`: making it twice is as good as making it once.

    `too_many` knows the reply that turns a call away, undone, because there are too many.
    """

    method: str
    path: str
    params: Params = ()
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    repeatable: bool = False
    too_many: Callable[[httpx.Response], bool] = is_too_many


Authorize = Callable[[httpx.Request, str], None]
"""Puts a token (or a signature made with it) on a request."""


class Caller:
    """Makes calls to one vendor within its budget. No redirects, time limits on everything."""

    def __init__(
        self, client: httpx.AsyncClient, tokens: TokenCache, authorize: Authorize, limit: Limit
    ) -> None:
        assert not client.follow_redirects, "a redirect could carry our token elsewhere"
        self._client = client
        self._tokens = tokens
        self._authorize = authorize
        self._limit = limit
        self._base = str(client.base_url)
        self.sent = 0
        """Requests that went out, repeats included."""

    async def send(self, call: Call) -> httpx.Response:
        """The vendor's reply, whatever its status but 401, 429 and 5xx (501 is a reply).

        Raises CallFailedError, ReplyLostError, UnauthorizedError.
        """
        return await _repeated(lambda: self._try(call))

    async def _try(self, call: Call) -> httpx.Response:
        token = await self._tokens.get()
        reply = await self._once(call, token)
        if reply.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.drop(token)
            reply = await self._once(call, await self._tokens.get())
        if reply.status_code == httpx.codes.UNAUTHORIZED:
            raise UnauthorizedError(reply.text[:500])
        return _judged(call, reply)

    async def _once(self, call: Call, token: str) -> httpx.Response:
        request = _request(self._client, self._base, call)
        self._authorize(request, token)
        async with self._limit.slot() as place:
            self.sent += 1
            reply = await _delivered(self._client, call, request)
            if call.too_many(reply):
                place.turned_away(wait_asked(reply))
            return reply


async def send_bare(client: httpx.AsyncClient, call: Call) -> httpx.Response:
    """A call without a token, such as the one that asks for a token; a 401 is its reply.

    Raises CallFailedError, ReplyLostError.
    """

    base = str(client.base_url)

    async def attempt() -> httpx.Response:
        request = _request(client, base, call)
        return _judged(call, await _delivered(client, call, request))

    return await _repeated(attempt)


Attempt = Callable[[], Awaitable[httpx.Response]]


async def _repeated(attempt_call: Attempt) -> httpx.Response:
    """Most calls are answered at once, and need no count of tries."""
    try:
        return await attempt_call()
    except _TryAgainError as error:
        return await _tried_again(attempt_call, error)


async def _tried_again(attempt_call: Attempt, first: _TryAgainError) -> httpx.Response:
    """After a `first` try that came to nothing."""
    async for attempt in stamina.retry_context(
        on=_wait_before_next,
        attempts=TRIES,
        timeout=None,
        wait_initial=FIRST_WAIT,
        wait_max=LONGEST_WAIT,
        wait_jitter=FIRST_WAIT,
    ):
        with attempt:
            if attempt.num == 1:
                raise first
            return await attempt_call()
    raise AssertionError("the last try answers or raises")


def _request(client: httpx.AsyncClient, base: str, call: Call) -> httpx.Request:
    url = _url(base, call.path, call.params)
    return client.build_request(call.method, url, content=call.body, headers=call.headers)


@lru_cache(maxsize=1024)
def _url(base: str, path: str, params: Params) -> httpx.URL:
    """An absolute URL stays as it is. Kept: to put one together takes longer than to send it."""
    found = httpx.URL(path)
    whole = found if found.is_absolute_url else _below(httpx.URL(base), found)
    return whole.copy_merge_params(params) if params else whole


def _below(base: httpx.URL, relative: httpx.URL) -> httpx.URL:
    return base.copy_with(raw_path=base.raw_path + relative.raw_path.lstrip(b"/"))


async def _delivered(
    client: httpx.AsyncClient, call: Call, request: httpx.Request
) -> httpx.Response:
    try:
        return _untied(await client.send(request))
    except _NEVER_LEFT as error:
        raise _TryAgainError(_words(error)) from error
    except (httpx.TransportError, httpx.DecodingError) as error:
        raise _lost(call, _words(error)) from error


def _untied(reply: httpx.Response) -> httpx.Response:
    """The reply, gone with its last reader: as httpx makes it, it and its stream hold each other,
    and megabytes of lists that were read wait for the garbage collector."""
    reply.stream = httpx.ByteStream(reply.content)
    return reply


def _judged(call: Call, reply: httpx.Response) -> httpx.Response:
    if call.too_many(reply):
        raise _asked_too_often(wait_asked(reply))
    if reply.is_server_error and reply.status_code != httpx.codes.NOT_IMPLEMENTED:
        raise _lost(call, f"it answered {reply.status_code}")
    return reply


def _asked_too_often(wait: timedelta | None) -> CallFailedError:
    if wait is not None and wait > LONGEST_ASKED:
        return CallFailedError(f"it is asked too often (429) and wants us to wait {wait}")
    return _TryAgainError("it is asked too often (429)", wait)


def wait_asked(reply: httpx.Response) -> timedelta | None:
    """How long a 429 asks us to wait: `Retry-After`, or the seconds that its title names."""
    after = reply.headers.get("retry-after", "")
    words = (after if after.isdecimal() else reply.text.split(" seconds", 1)[0]).split()
    return timedelta(seconds=int(words[-1])) if words and words[-1].isdecimal() else None


def _wait_before_next(error: Exception) -> bool | timedelta:
    if not isinstance(error, _TryAgainError):
        return False
    return error.wait or True


def _lost(call: Call, why: str) -> CallFailedError | ReplyLostError:
    return _TryAgainError(why) if call.repeatable else ReplyLostError(why)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
