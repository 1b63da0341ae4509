"""Checks to try things on, and what a person does with them."""

from decimal import Decimal
from typing import Any

from simulators.control.plane import control
from simulators.control.vendor import Request
from simulators.netsuite.jsontext import dumps
from tests.simulators.netsuite.account import CHECKING, LOPEZ, Account, Json, ref

PAYABLE = "10"


def line(amount: str, **more: Any) -> Json:
    return {"account": ref(PAYABLE), "amount": Decimal(amount), **more}


def check(*lines: Json, **more: Any) -> Json:
    header = {"entity": ref(LOPEZ), "account": ref(CHECKING), "tranDate": "2026-03-12"}
    return {**header, "expense": {"items": list(lines) or [line("100.00")]}, **more}


def prefer(account: Account, **preferences: bool) -> None:
    account.sim("POST", "load", {"preferences": preferences})


def act(account: Account, action: str, **body: str) -> int:
    """The answer's status; a refused action leaves everything as it was."""
    before = account.state()
    content = dumps(body).encode()
    reply = control(account.netsuite, Request("POST", f"/_sim/actions/{action}", (), {}, content))
    assert reply.status == 200 or account.state() == before
    return reply.status


def void(account: Account, key: str, **more: str) -> None:
    account.sim("POST", "actions/void", {"type": "check", "id": key, **more})


def header(account: Account, key: str) -> Json:
    return next(row for row in account.rows("transaction") if row["id"] == int(key))
