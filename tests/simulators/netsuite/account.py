"""An account to try things on: calls as a client makes them, and the books after them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from simulators.control.clock import SimClock
from simulators.control.plane import control
from simulators.control.vendor import Reply, Request
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.netsuite import NetSuite
from simulators.netsuite.suiteql import Query

ROOT = "/services/rest/record/v1/"
ORIGIN = "http://1234567-sb1.suitetalk.api.netsuite.com"
NOON = datetime(2026, 3, 15, 12, tzinfo=UTC)
Json = dict[str, Any]

SETUP: Json = {
    "subsidiaries": [
        {"id": "2", "name": "North", "parent": {"id": "1"}, "currency": {"id": "1"}},
        {"id": "3", "name": "South", "parent": {"id": "1"}, "currency": {"id": "1"}},
    ],
    "departments": [
        {"id": "10", "name": "Service"},
        {"id": "11", "name": "North only", "subsidiary": {"items": [{"id": "2"}]}},
    ],
    "classes": [{"id": "20", "name": "Residential"}],
    "locations": [{"id": "30", "name": "Depot"}],
    "accounts": [
        {"id": "40", "acctNumber": "4010", "acctName": "Repairs", "acctType": {"id": "Income"}},
        {
            "id": "41",
            "acctNumber": "1050",
            "acctName": "North Bank",
            "acctType": {"id": "Bank"},
            "subsidiary": {"items": [{"id": "2"}]},
        },
    ],
    "items": [
        {
            "id": "50",
            "itemId": "Repair",
            "subsidiary": {"items": [{"id": "1"}]},
            "includeChildren": True,
            "incomeAccount": {"id": "40"},
            "expenseAccount": {"id": "16"},
        }
    ],
    "customers": [
        {"id": "60", "companyName": "Lopez", "subsidiary": {"id": "1"}, "externalId": "C-60"},
        {"id": "61", "companyName": "Chen", "subsidiary": {"id": "1"}},
    ],
    "jobs": [{"id": "62", "companyName": "Lopez roof", "parent": {"id": "60"}}],
    "vendors": [{"id": "63", "companyName": "Acme Supply", "subsidiary": {"id": "1"}}],
    "customFields": [
        {"scriptId": "custbody_batch", "type": "text"},
        {"scriptId": "custcol_note", "type": "text"},
        {"scriptId": "custrecord_shared", "type": "checkbox"},
    ],
    "customRecords": [
        {
            "scriptId": "customrecord_link",
            "fields": [
                {
                    "scriptId": "custrecord_link_customer",
                    "type": "select",
                    "recordType": "customer",
                },
                {"scriptId": "custrecord_link_due", "type": "currency"},
            ],
        }
    ],
}
REPAIR, LOPEZ, CHEN, ROOF, SUPPLY = "50", "60", "61", "62", "63"
NORTH, SOUTH, PARENT = "2", "3", "1"
CHECKING, RECEIVABLE, SALES, EXPENSES, REPAIRS = "1", "2", "14", "16", "40"


@dataclass
class Account:
    """A NetSuite with `SETUP` loaded, the clock standing at noon on 15 March 2026."""

    netsuite: NetSuite = field(default_factory=lambda: NetSuite(clock=SimClock(frozen_at=NOON)))

    def __post_init__(self) -> None:
        self.sim("POST", "load", SETUP)

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
        /,
        **query: str,
    ) -> Reply:
        content = b"" if body is None else dumps(body).encode()
        pairs = tuple(query.items())
        request = Request(method, ROOT + path, pairs, headers or {}, content, ORIGIN)
        return self.netsuite.handle(request)

    def get(self, path: str, **query: str) -> Json:
        reply = self.send("GET", path, **query)
        assert reply.status == 200, reply.body
        body: Json = json.loads(reply.body, parse_float=Decimal)
        return body

    def whole(self, path: str) -> Json:
        return self.get(path, expandSubResources="true")

    def create(self, path: str, body: Json) -> str:
        """The new record's internal id."""
        reply = self.send("POST", path, body)
        assert reply.status == 204, reply.body
        return reply.headers["location"].rsplit("/", 1)[-1]

    def patch(self, path: str, body: Json, **query: str) -> None:
        reply = self.send("PATCH", path, body, **query)
        assert reply.status == 204, reply.body

    def refusal(self, method: str, path: str, body: Any = None, **query: str) -> Json:
        """The error's detail, with its status; the state is as it was before."""
        before = self.state()
        reply = self.send(method, path, body, **query)
        assert reply.status >= 400, (reply.status, reply.headers)
        assert self.state() == before
        found = json.loads(reply.body)
        assert found["status"] == reply.status
        return {"status": reply.status, **found["o:errorDetails"][0]}

    def text(self, method: str, path: str, body: Any = None, **query: str) -> str:
        detail = self.refusal(method, path, body, **query)["detail"]
        assert isinstance(detail, str)
        return detail

    def sim(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        content = b"" if body is None else dumps(body).encode()
        request = Request(method, f"/_sim/{path}", tuple(query.items()), {}, content, ORIGIN)
        reply = control(self.netsuite, request)
        assert reply.status == 200, reply.body
        return json.loads(reply.body)

    def state(self) -> bytes:
        return control(self.netsuite, Request("GET", "/_sim/state")).body

    def balances(self) -> dict[str, str]:
        """Net debit by account number; a credit is negative; zero is left out."""
        rows = self.sim("GET", "ledger/trial-balance")
        net = {row["number"]: Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows}
        return {number: str(amount) for number, amount in net.items() if amount}

    def lines(self, key: str) -> list[tuple[str, str, str]]:
        """A transaction's ledger lines: account number, debit, credit."""
        return [(row["account"], row["debit"], row["credit"]) for row in self.booked(key)["lines"]]

    def booked(self, key: str) -> Json:
        found: Iterator[Json] = iter(self.sim("GET", "ledger/transactions"))
        return next(one for one in found if one["id"] == key)

    def rows(self, table: str) -> list[Json]:
        return [dict(row) for row in self.netsuite.tables()[table].rows]

    def query(self, text: str, *params: str) -> list[Json]:
        """What SuiteQL answers: every value as text, without what is null."""
        engine = Query(self.netsuite.tables, lambda: self.netsuite.version)
        body = dumps({"q": text, "params": params}).encode()
        path = "/services/rest/query/v1/suiteql"
        reply = engine.run(Request("POST", path, (), {"prefer": "transient"}, body, ORIGIN))
        assert reply.status == 200, reply.body
        items: list[Json] = json.loads(reply.body)["items"]
        return [{name: one for name, one in row.items() if name != "links"} for row in items]


def ref(key: str) -> Json:
    return {"id": key}


def item_line(rate: str, **more: Any) -> Json:
    return {"item": ref(REPAIR), "quantity": 1, "rate": Decimal(rate), **more}


def invoice(*rates: str, **more: Any) -> Json:
    lines = [item_line(rate) for rate in rates or ("100.00",)]
    return {"entity": ref(LOPEZ), "tranDate": "2026-03-10", "item": {"items": lines}, **more}


def taxed_invoice(rate: str, tax: str, **more: Any) -> Json:
    detail = {
        "taxDetailsReference": "T1",
        "taxType": ref("1"),
        "taxCode": ref("1"),
        "taxBasis": Decimal(rate),
        "taxRate": 7,
        "taxAmount": Decimal(tax),
    }
    body = invoice(**more)
    body["item"] = {"items": [item_line(rate, taxDetailsReference="T1")]}
    return {**body, "taxDetailsOverride": True, "taxDetails": {"items": [detail]}}


def applied(*pairs: tuple[str, str]) -> Json:
    return {"items": [{"doc": ref(doc), "amount": Decimal(amount)} for doc, amount in pairs]}


def payment(amount: str, *pairs: tuple[str, str], **more: Any) -> Json:
    body = {"customer": ref(LOPEZ), "payment": Decimal(amount), "undepFunds": True, **more}
    return {**body, "tranDate": "2026-03-11", "apply": applied(*pairs)} if pairs else body


def deposit(amount: str, **more: Any) -> Json:
    return {
        "customer": ref(LOPEZ),
        "payment": Decimal(amount),
        "tranDate": "2026-03-09",
        "undepFunds": {"id": "T"},
        **more,
    }


def journal(*lines: tuple[str, str, str], **more: Any) -> Json:
    """Lines of account id, debit, credit."""
    items = [
        {"account": ref(account), "debit": Decimal(debit), "credit": Decimal(credit)}
        for account, debit, credit in lines
    ]
    body = {"subsidiary": ref(PARENT), "tranDate": "2026-03-12", "line": {"items": items}}
    return {**body, **more}
