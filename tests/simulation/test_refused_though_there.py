"""A record that was sent before and is refused when it is sent again: the books may have it after all.

NetSuite commits the first sending later than it says it can, and refuses the second in words that say
nothing of the first.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import httpx
import pytest

from adapters.compose.tenants import Transports
from adapters.compose.trouble.truth import assert_true
from adapters.compose.trouble.vendors import PAST_THE_WINDOW
from core.reports import Fate, Status
from core.usecases.running import RunResult
from tests.simulation.company import Company, company
from tests.simulation.story import CHAPTERS, DOCUMENTS, SEED, assert_as_if_calm
from tests.simulation.strikes import WRITES, Fault, Strike, laid

TEXT: Final = "Quantity 16 is more than the 8 that is ordered."
REFUSED: Final[Fault] = {
    "kind": "status",
    "status": 400,
    "body": json.dumps({"o:errorDetails": [{"detail": TEXT, "o:errorCode": "USER_ERROR"}]}),
}
TOO_LATE: Final[Fault] = {"kind": "late_commit", "delay_seconds": PAST_THE_WINDOW + 100}
NEVER: Final[Fault] = {"kind": "timeout"}
SILENT: Final[Fault] = {"kind": "status", "status": 403, "path": "suiteql$", "count": None}
LOOK: Final = b"WHERE externalid = "


def nothing() -> None:
    """Happens."""


@dataclass
class Watched(httpx.AsyncBaseTransport):
    """The way to NetSuite, on which something happens before a write, or after a look for a record."""

    inner: httpx.AsyncBaseTransport
    strike: Strike
    write_comes: Callable[[], None] = nothing
    looked: Callable[[], None] = nothing
    looks: int = 0
    sent: "Counter[str]" = field(default_factory=Counter)
    """How often each external id went out in a new record."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if request.method == self.strike.method and re.search(self.strike.path, path):
            self.write_comes()
        if request.method == "POST" and "/record/v1/" in path:
            self.sent[json.loads(request.content)["externalId"]] += 1
        reply = await self.inner.handle_async_request(request)
        if path.endswith("suiteql") and LOOK in request.content:
            self.looks += 1
            self.looked()
        return reply


def watched(one: Company, strike: Strike) -> Watched:
    assert one.transports.netsuite is not None
    way = Watched(one.transports.netsuite, strike)
    one.transports = Transports(one.transports.servicetitan, way)
    return way


async def sent_without_answer(one: Company, strike: Strike, fault: Fault) -> None:
    """Up to the chapter, of which one record is not answered; then its window passes."""
    for chapter in CHAPTERS[: strike.chapter - 1]:
        chapter(one)
        await one.run()
    CHAPTERS[strike.chapter - 1](one)
    one.spoil("netsuite", laid(strike, fault))
    first = await one.run()
    assert first.report.count(Fate.UNCERTAIN) == 1
    one.clock.advance(PAST_THE_WINDOW - 60)


async def refused_again(one: Company, strike: Strike, *more: Fault) -> RunResult:
    """The next run. It reads both systems, 200 seconds pass, it sends the record, and is refused."""
    way, came = watched(one, strike), list[Fault]()

    def comes() -> None:
        if not came:
            came.extend((laid(strike, REFUSED), *more))
            one.clock.advance(200)
            one.spoil("netsuite", *came)

    way.write_comes = comes
    result = await one.run()
    assert came
    await assert_true(one, result)
    return result


@pytest.mark.parametrize("strike", WRITES.values(), ids=WRITES.keys())
async def test_what_the_books_have_from_an_earlier_sending_is_posted(strike: Strike) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await sent_without_answer(one, strike, TOO_LATE)
        result = await refused_again(one, strike)
        assert result.report.count(Fate.REFUSED) == 0
        assert result.report.status is Status.COMPLETE
        await assert_as_if_calm(one, strike.chapter)


@pytest.mark.parametrize("name", ["invoice", "applied remainder"])
async def test_what_the_books_do_not_have_is_refused(name: str) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await sent_without_answer(one, WRITES[name], NEVER)
        result = await refused_again(one, WRITES[name])
        (row,) = (row for row in result.report.rows if row.fate is Fate.REFUSED)
        assert TEXT in row.explanation
        await one.run_until_complete()
        await assert_as_if_calm(one, WRITES[name].chapter)


@pytest.mark.parametrize("fault", [TOO_LATE, NEVER], ids=["there", "not there"])
async def test_without_an_answer_to_the_look_nobody_says_refused(fault: Fault) -> None:
    async with company(SEED, DOCUMENTS) as one:
        await sent_without_answer(one, WRITES["invoice"], fault)
        result = await refused_again(one, WRITES["invoice"], SILENT)
        assert result.report.count(Fate.REFUSED) == 0
        assert result.report.count(Fate.UNCERTAIN) == 1
        one.mend()
        await one.run_until_complete()
        await assert_as_if_calm(one, 1)


async def test_a_first_refusal_is_believed_without_a_look() -> None:
    async with company(SEED, DOCUMENTS) as one:
        way = watched(one, WRITES["invoice"])
        one.spoil("netsuite", laid(WRITES["invoice"], REFUSED))
        result = await one.run()
        assert result.report.count(Fate.REFUSED) == 1
        assert way.looks == 0


async def test_absent_counts_as_of_the_beginning_of_the_look() -> None:
    """The record is booked after NetSuite has looked, and before the look is answered."""
    async with company(SEED, DOCUMENTS) as one:
        one.tenant.update(commit_window_seconds=30, settle_wait_seconds=300)
        way = watched(one, WRITES["invoice"])
        way.looked = lambda: one.clock.advance(6)
        one.spoil("netsuite", laid(WRITES["invoice"], {**TOO_LATE, "delay_seconds": 29}))
        result = await one.run()
        assert result.report.status is Status.COMPLETE
        assert way.looks > 1
        assert set(way.sent.values()) == {1}
        await assert_as_if_calm(one, 1)
