"""Refunds put into a simulated NetSuite as they land there: a record, and the journal that posts it.

No gate is passed: this is what the account holds before anybody of ours looks.
"""

from typing import Any, Final

from adapters.netsuite import objects
from simulators.control.vendor import Request
from simulators.netsuite.jsontext import dumps
from simulators.netsuite.netsuite import NetSuite

Json = dict[str, Any]
BASE: Final = "/services/rest/record/v1"
PAYABLE: Final = "10"
"""2350 Customer Refunds Payable of the simulator's own account."""
RECEIVABLE: Final = "2"


def put_refund(
    sim: NetSuite, source: int, number: str, customer: str, amount: str, **changed: Any
) -> str:
    """The record's id. `customer` is an id; `status` a letter, `A` (Pending Refund) unless given.

    `payable`, `receivable` are accounts' ids; `journal` False leaves the journal out.
    """
    tenant, subsidiary = changed.get("tenant", "acme"), changed.get("subsidiary", "1")
    journal_key = f"{tenant}-refundjournal-{source}"
    header = {
        "subsidiary": {"id": subsidiary},
        "tranDate": changed.get("date", "2026-11-10"),
        "tranId": number,
    }
    account = changed.get("payable", PAYABLE)
    if changed.get("journal", True):
        segments = changed.get("segments", {})
        lines = [
            _line(customer, changed.get("receivable", RECEIVABLE), "debit", amount, segments),
            _line(customer, account, "credit", amount, segments),
        ]
        create(
            sim,
            "journalEntry",
            {**header, "externalId": journal_key, "line": {"items": lines}},
        )
    record = {
        **header,
        "externalId": f"{tenant}-refund-{source}",
        "total": amount,
        "memo": changed.get("memo"),
        "tranStatus": {"id": changed.get("status", "A")},
        objects.REFUND_CUSTOMER: {"id": customer},
        objects.REFUND_ACCOUNT: {"id": account},
        objects.REFUND_JOURNAL: journal_key,
        objects.REFUND_UNAPPLIED: amount,
        objects.REFUND_PAID: "0.00",
        **changed.get("fields", {}),
    }
    return create(sim, objects.REFUND, record)


def _line(customer: str, account: str, side: str, amount: str, segments: Json) -> Json:
    return {"account": {"id": account}, side: amount, "entity": {"id": customer}, **segments}


def create(sim: NetSuite, kind: str, body: Json) -> str:
    """The new record's id."""
    given = {name: value for name, value in body.items() if value is not None}
    request = Request("POST", f"{BASE}/{kind}", (), {}, dumps(given).encode(), "http://localhost")
    with sim.company.state.all_or_nothing():
        reply = sim.records.handle(request)
    assert reply.status == 204, reply.body
    return reply.headers["location"].rsplit("/", 1)[-1]


def told(sim: NetSuite, path: str, body: Json, method: str = "POST") -> None:
    """What a person does at the screens."""
    reply = sim.control(Request(method, f"/_sim/{path}", body=dumps(body).encode()))
    assert reply.status == 200, reply.body


def refunds(sim: NetSuite) -> dict[str, Json]:
    """Every refund record's fields by number."""
    found = sim.company.state.of("transaction").values()
    return {
        one.text("tranId") or "": dict(one.fields) for one in found if one.kind == objects.REFUND
    }
