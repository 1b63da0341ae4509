"""A small account and its queries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.netsuite.suiteql import Kind, Query, Table

PATH: Final = "/services/rest/query/v1/suiteql"
ORIGIN: Final = "https://tstdrv1234567.suitetalk.api.netsuite.com"
TRANSACTION: Final[dict[str, Kind]] = {
    "id": "id",
    "externalid": "text",
    "recordtype": "text",
    "tranid": "text",
    "trandate": "date",
    "lastmodifieddate": "datetime",
    "entity": "id",
    "foreigntotal": "money",
    "exchangerate": "number",
    "memo": "text",
    "posting": "bool",
}
LINE: Final[dict[str, Kind]] = {
    "id": "id",
    "transaction": "id",
    "linesequencenumber": "number",
    "quantity": "number",
    "rate": "number",
    "entity": "id",
    "subsidiary": "id",
    "department": "id",
    "class": "id",
    "location": "id",
}
POSTED: Final[dict[str, Kind]] = {
    "transaction": "id",
    "transactionline": "id",
    "account": "id",
    "posting": "bool",
    "debit": "money",
    "credit": "money",
    "amount": "money",
    "amountunpaid": "money",
}
LINK: Final[dict[str, Kind]] = {
    "previousdoc": "id",
    "nextdoc": "id",
    "linktype": "text",
    "foreignamount": "money",
}
RECEIVABLE, DEPOSITS, INCOME = 119, 120, 54


def transaction(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "externalid": f"acme-INV-{number}",
        "recordtype": "invoice",
        "tranid": f"INV{number}",
        "trandate": date(2026, 3, number),
        "lastmodifieddate": datetime(2026, 3, number, 14, 30, 5, tzinfo=UTC),
        "entity": 700 + number % 2,
        "foreigntotal": Decimal(f"{number}00.50"),
        "exchangerate": Decimal(1),
        "memo": None,
        "posting": True,
    } | more


def lines(number: int, total: Decimal) -> list[dict[str, Any]]:
    segments = {"subsidiary": 2, "department": 5, "class": None, "location": 9}
    return [
        {"id": line, "transaction": number, "linesequencenumber": line, "entity": 700 + number % 2}
        | {"quantity": Decimal("-1.5"), "rate": total, **segments}
        for line in (0, 1)
    ]


def postings(number: int, total: Decimal, posting: bool = True) -> list[dict[str, Any]]:
    common = {"transaction": number, "posting": posting, "amountunpaid": None}
    debit = {"transactionline": 0, "account": RECEIVABLE, "debit": total, "amount": total}
    credit = {"transactionline": 1, "account": INCOME, "credit": total, "amount": -total}
    return [common | debit | {"amountunpaid": total}, common | credit]


def link(invoice: int, amount: str) -> dict[str, Any]:
    paid = {"linktype": "Payment", "foreignamount": Decimal(amount)}
    return {"previousdoc": invoice, "nextdoc": 9, **paid}


def select(what: str, record: str = "transaction", then: str = "") -> str:
    return " ".join(("SELECT", what, "FROM", record, then))


@dataclass
class Account:
    """Tables that tests change; `version` says that they did."""

    tables: dict[str, Table]
    version: int = 1
    asked: int = 0
    query: Query = field(init=False)

    def __post_init__(self) -> None:
        self.query = Query(self._tables, lambda: self.version)

    def _tables(self) -> Mapping[str, Table]:
        self.asked += 1
        return self.tables

    def put(self, name: str, table: Table) -> None:
        self.tables = self.tables | {name: table}
        self.version += 1

    def ask(
        self,
        text: str,
        params: Sequence[Any] | None = None,
        paging: Mapping[str, object] | None = None,
    ) -> Reply:
        body = {"q": text} if params is None else {"q": text, "params": params}
        return self.send(json.dumps(body).encode(), paging or {})

    def send(
        self,
        body: bytes,
        paging: Mapping[str, object],
        method: str = "POST",
        prefer: str | None = "transient",
    ) -> Reply:
        query = tuple((name, str(value)) for name, value in paging.items())
        headers = {} if prefer is None else {"prefer": prefer}
        return self.query.run(Request(method, PATH, query, headers, body, ORIGIN))

    def rows(self, text: str, *params: Any) -> list[dict[str, str]]:
        """The rows of the first page, without their links; fails when the query is refused."""
        reply = self.ask(text, params)
        body = json.loads(reply.body)
        assert reply.status == 200, body
        assert all(row.pop("links") == [] for row in body["items"])
        rows: list[dict[str, str]] = body["items"]
        return rows

    def refusal(self, text: str, *params: Any) -> tuple[int, str]:
        """Status and detail of a refused query."""
        reply = self.ask(text, params)
        body = json.loads(reply.body)
        assert reply.status != 200, body
        return reply.status, body["o:errorDetails"][0]["detail"]


def account(count: int = 5) -> Account:
    """Invoices 1 to `count`; invoice 3 does not post."""
    listed = [transaction(number) for number in range(1, count + 1)]
    totals = {one["id"]: one["foreigntotal"] for one in listed}
    names = {"entity": {700: "Maria Lopez", 701: "Ann Berg"}}
    return Account(
        {
            "transaction": Table(TRANSACTION, listed, names),
            "transactionline": Table(LINE, [row for n, t in totals.items() for row in lines(n, t)]),
            "transactionaccountingline": Table(
                POSTED, [row for n, t in totals.items() for row in postings(n, t, n != 3)]
            ),
            "nexttransactionlinelink": Table(LINK, [link(1, "60.05"), link(4, "0.5")]),
            "customrecord_sync": Table(
                {"id": "id", "custrecord_key": "text", "custrecord_customer": "id"},
                [{"id": 1, "custrecord_key": "acme-77", "custrecord_customer": 700}],
            ),
        }
    )
