"""Calls are repeated when that is safe, and only then."""

import json
import socket
import time
from datetime import timedelta
from typing import Any

import httpx
import pytest
import stamina

from adapters.http.budget import Budget, Limits
from adapters.http.calls import (
    LONGEST_ASKED,
    TRIES,
    Call,
    CallFailedError,
    ReplyLostError,
    UnauthorizedError,
    send_bare,
    wait_asked,
)
from simulators.control.faults import Fault
from tests.adapters.http.till import Till, caller, client

SAFE = ("GET", True)
UNSAFE = ("POST", False)
SET = ("POST", True)
"""A write that sets the same thing each time."""

UNAVAILABLE = {"kind": "status", "status": 503}
BUSY = {"kind": "status", "status": 429}
UNAUTHORIZED = {"kind": "status", "status": 401}
LOST: dict[str, Any] = {"kind": "lost_reply"}
NOTHING: dict[str, Any] = {"kind": "timeout"}


@pytest.mark.parametrize(
    ("trouble", "call", "sent", "dollars"),
    [
        (UNAVAILABLE, SAFE, 2, 0),
        (UNAVAILABLE, SET, 2, 1),
        (NOTHING, SAFE, 2, 0),
        (NOTHING, SET, 2, 1),
        (LOST, SAFE, 2, 0),
        (LOST, SET, 2, 2),
        (BUSY, SAFE, 2, 0),
        (BUSY, UNSAFE, 2, 1),
        (UNAUTHORIZED, SAFE, 2, 0),
        (UNAUTHORIZED, UNSAFE, 2, 1),
    ],
)
async def test_one_trouble_is_got_over_by_sending_again(
    trouble: dict[str, Any], call: tuple[str, bool], sent: int, dollars: int
) -> None:
    till = Till()
    till.faults.lay(Fault.of(trouble))
    async with client(till) as http:
        vendor = caller(till, http)
        reply = await vendor.send(Call(call[0], "/till", repeatable=call[1]))
    assert (reply.status_code, vendor.sent, till.dollars) == (200, sent, dollars)


@pytest.mark.parametrize(
    ("trouble", "dollars"),
    [(UNAVAILABLE, 0), (NOTHING, 0), (LOST, 1), ({"kind": "late_commit"}, 0)],
)
async def test_an_unsafe_call_whose_reply_is_lost_is_sent_once(
    trouble: dict[str, Any], dollars: int
) -> None:
    till = Till()
    till.faults.lay(Fault.of(trouble))
    async with client(till) as http:
        vendor = caller(till, http)
        with pytest.raises(ReplyLostError):
            await vendor.send(Call("POST", "/till"))
    assert (vendor.sent, till.dollars) == (1, dollars)


@pytest.mark.parametrize(
    ("trouble", "call", "failure"),
    [
        (UNAVAILABLE, SAFE, CallFailedError),
        (NOTHING, SAFE, CallFailedError),
        (BUSY, UNSAFE, CallFailedError),
    ],
)
async def test_trouble_that_stays_is_told_after_the_last_try(
    trouble: dict[str, Any], call: tuple[str, bool], failure: type[Exception]
) -> None:
    till = Till()
    till.faults.lay(Fault.of({**trouble, "count": None}))
    async with client(till) as http:
        vendor = caller(till, http)
        with pytest.raises(failure):
            await vendor.send(Call(call[0], "/till", repeatable=call[1]))
    assert (vendor.sent, till.dollars) == (TRIES, 0)


async def test_credentials_that_stay_refused_are_tried_twice_only() -> None:
    till = Till()
    till.faults.lay(Fault("status", status=401, count=None, body="who are you"))
    async with client(till) as http:
        vendor = caller(till, http)
        with pytest.raises(UnauthorizedError, match="who are you"):
            await vendor.send(Call("GET", "/till", repeatable=True))
    assert (vendor.sent, till.tokens) == (2, 2)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 501])
async def test_other_answers_are_the_callers_to_read(status: int) -> None:
    till = Till()
    till.faults.lay(Fault("status", status=status))
    async with client(till) as http:
        vendor = caller(till, http)
        reply = await vendor.send(Call("GET", "/till", repeatable=True))
    assert (reply.status_code, vendor.sent) == (status, 1)


async def test_a_redirect_is_an_answer_and_is_not_followed() -> None:
    till = Till()
    till.faults.lay(Fault("status", status=302, headers={"location": "http://till/elsewhere"}))
    async with client(till) as http:
        reply = await caller(till, http).send(Call("GET", "/till"))
    assert (reply.status_code, till.dollars) == (302, 0)


async def test_a_client_that_follows_redirects_is_not_accepted() -> None:
    async with httpx.AsyncClient(follow_redirects=True) as http:
        with pytest.raises(AssertionError, match="redirect"):
            caller(Till(), http)


@pytest.mark.parametrize("repeatable", [True, False])
async def test_a_call_that_never_left_is_tried_again_and_was_surely_not_carried_out(
    repeatable: bool,
) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{_closed_port()}") as http:
        vendor = caller(Till(), http)
        with pytest.raises(CallFailedError):
            await vendor.send(Call("POST", "/till", repeatable=repeatable))
    assert vendor.sent == TRIES


async def test_a_bare_call_is_repeated_alike_and_a_401_is_its_reply() -> None:
    till = Till()
    till.faults.lay(Fault.of(UNAVAILABLE))
    async with client(till) as http:
        reply = await send_bare(http, Call("POST", "/connect/token", repeatable=True))
    assert reply.status_code == 401
    assert till.faults.spoiled == 1


async def test_a_429_is_waited_out_as_long_as_it_asks() -> None:
    till = Till()
    till.faults.lay(Fault("status", status=429, headers={"retry-after": "1"}))
    started = time.monotonic_ns()
    with stamina.set_testing(False):
        async with client(till) as http:
            await caller(till, http).send(Call("POST", "/till"))
    assert time.monotonic_ns() - started >= 1_000_000_000
    assert till.dollars == 1


async def test_calls_turned_away_in_a_vendors_own_words_lower_its_budget() -> None:
    till, budget = Till(), Budget(Limits(8))
    till.faults.lay(Fault("status", status=400, body="SSS_REQUEST_LIMIT_EXCEEDED"))
    call = Call("POST", "/till", too_many=lambda reply: "LIMIT_EXCEEDED" in reply.text)
    async with client(till) as http:
        await caller(till, http, budget.line("the shop")).send(call)
    assert (till.dollars, budget.turned_away, budget.allowance.is_lowered) == (1, 1, True)


async def test_a_429_that_asks_for_too_long_a_wait_is_told_at_once() -> None:
    till = Till()
    too_long = str(int(LONGEST_ASKED.total_seconds()) + 1)
    till.faults.lay(Fault("status", status=429, headers={"retry-after": too_long}))
    async with client(till) as http:
        vendor = caller(till, http)
        with pytest.raises(CallFailedError, match="0:05:01"):
            await vendor.send(Call("GET", "/till", repeatable=True))
    assert vendor.sent == 1


@pytest.mark.parametrize(
    ("header", "body", "seconds"),
    [
        ("7", "", 7),
        (None, json.dumps({"title": "Rate limit is exceeded. Try again in 12 seconds."}), 12),
        ("Wed, 21 Oct 2026 07:28:00 GMT", "", None),
        (None, "", None),
        (None, "slow down", None),
        ("²", "", None),
    ],
)
def test_a_429_says_how_long_to_wait(header: str | None, body: str, seconds: int | None) -> None:
    headers = [(b"retry-after", header.encode())] if header else []
    wait = wait_asked(httpx.Response(429, headers=headers, text=body))
    assert wait == (timedelta(seconds=seconds) if seconds is not None else None)


def _closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
