"""Bad input, each with its clear word, and the good documents beside it go."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

import pytest

from adapters.cli.exits import ExitCode, code_of
from adapters.compose.trouble.ledgers import by_key, in_balance
from adapters.compose.trouble.truth import assert_true
from core.refusals import Reason
from core.reports import Fate, Row, Status
from core.usecases.running import RunResult
from simulators.netsuite.loading import put_record
from tests.simulation.company import Company, company
from tests.simulation.story import SEED, bill

DOCUMENTS: Final = 12
RENO: Final = 101
"""A business unit of the subsidiary in Nevada."""


def customer(one: Company, name: str = "Maria Lopez") -> int:
    address = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
    return int(one.act("create-customer", name=name, type="Residential", address=address)["id"])


def sold(account: str = "4010", **more: Any) -> dict[str, Any]:
    return {"description": "Repair", "price": "80.00", "glAccountNumber": account, **more}


def unmapped_account(one: Company) -> int:
    one.act("create-gl-account", number="4999", name="Nobody knows", type="Income")
    return bill(one, customer(one), RENO, "80.00", items=[sold("4999")])


def closed_period(one: Company) -> int:
    one.netsuite("POST", "periods/Jan 2026/close")
    return bill(one, customer(one), RENO, "80.00", date="2026-01-15")


def blank_name(one: Company) -> int:
    who = customer(one)
    one.sim.servicetitan.tenant.customers[who].name = "   "
    return bill(one, who, RENO, "80.00")


def negative_quantity(one: Company) -> int:
    lines = [sold(), sold(quantity="-1", price="30.00")]
    return bill(one, customer(one), RENO, "50.00", items=lines)


def other_currency(one: Company) -> int:
    one.act("create-business-unit", id=909, name="Vancouver", currency="CAD")
    one.tenant["business_units"]["909"] = {"subsidiary": "2"}
    return bill(one, customer(one), 909, "80.00")


def unmapped_unit(one: Company) -> int:
    one.act("create-business-unit", id=910, name="Nowhere", currency="USD")
    return bill(one, customer(one), 910, "80.00")


BAD: Final[dict[Reason, tuple[Callable[[Company], int], str]]] = {
    Reason.ACCOUNT_UNMAPPED: (unmapped_account, "4999 Nobody knows"),
    Reason.CLOSED_PERIOD: (closed_period, "Jan 2026"),
    Reason.CUSTOMER_NAME_BLANK: (blank_name, "blank name"),
    Reason.NEGATIVE_QUANTITY: (negative_quantity, "-1"),
    Reason.OTHER_CURRENCY: (other_currency, "CAD"),
    Reason.BUSINESS_UNIT_UNMAPPED: (unmapped_unit, "Nowhere"),
}


@pytest.mark.parametrize("reason", BAD, ids=lambda reason: reason.value)
async def test_a_bad_document_is_refused_in_words_and_the_others_go(reason: Reason) -> None:
    makes, word = BAD[reason]
    async with company(SEED, DOCUMENTS) as one:
        bad = makes(one)
        result = await one.run()
        await assert_true(one, result)
        row = only_refused(result)
        assert (row.document.id, row.code) == (bad, reason.value)
        assert word in row.explanation
        assert result.report.status is Status.INCOMPLETE
        assert [left["id"] for left in one.to_export()] == [bad]
        assert in_balance(by_key(one.transactions).values())


def only_refused(result: RunResult) -> Row:
    (row,) = (each for each in result.report.rows if each.fate is Fate.REFUSED)
    return row


async def test_a_payment_of_an_invoice_that_somebody_paid_in_netsuite_is_refused() -> None:
    async with company(SEED, DOCUMENTS) as one:
        who = customer(one)
        invoice = bill(one, who, RENO, "80.00")
        await one.run()
        booked = by_key(one.transactions)[f"demo-invoice-{invoice}"]
        paid_by_hand(one, booked, "50.00")
        payment = taken(one, who, invoice, "40.00")
        result = await one.run()
        row = only_refused(result)
        assert (row.document.id, row.code) == (payment, Reason.INVOICE_OVERPAID.value)
        assert "$30.00" in row.explanation
        assert "$40.00" in row.explanation
        assert result.report.written == 0


def taken(one: Company, who: int, invoice: int, amount: str) -> int:
    """A payment of this invoice, in a posted batch; its id."""
    payment = one.act(
        "take-payment",
        customerId=who,
        businessUnitId=RENO,
        amount=amount,
        date="2026-11-30",
        type="Check",
        glAccountNumber="1499",
        applications=[{"invoiceId": invoice, "amount": amount}],
    )["id"]
    batch = one.act("create-batch", name="Paid")["id"]
    one.act("add-to-batch", batchId=batch, paymentIds=[payment])
    one.act("post-batch", batchId=batch)
    return int(payment)


def paid_by_hand(one: Company, invoice: Any, amount: str) -> None:
    """At NetSuite's screens, by someone else."""
    line = {"doc": {"id": invoice["id"]}, "apply": True, "amount": Decimal(amount)}
    fields = {
        "customer": {"id": invoice["entity"]["id"]},
        "payment": Decimal(amount),
        "tranDate": "2026-11-30",
        "apply": {"items": [line]},
    }
    put_record(one.sim.netsuite.company, "customerPayment", fields)


async def test_an_invoice_deleted_in_netsuite_before_its_mark_is_booked_anew() -> None:
    async with company(SEED, DOCUMENTS) as one:
        who = customer(one)
        invoice = bill(one, who, RENO, "80.00")
        one.spoil("servicetitan", {"kind": "status", "path": "markasexported", "count": None})
        await one.run()
        one.mend()
        key = f"demo-invoice-{invoice}"
        booked = by_key(one.transactions)[key]
        one.act_in_netsuite("delete", type="invoice", id=booked["id"])
        await one.run_until_complete()
        assert by_key(one.transactions)[key]["id"] != booked["id"]
        assert one.to_export() == []


async def test_a_payment_of_an_invoice_deleted_in_netsuite_waits_and_says_for_what() -> None:
    async with company(SEED, DOCUMENTS) as one:
        who = customer(one)
        invoice = bill(one, who, RENO, "80.00")
        await one.run()
        booked = by_key(one.transactions)[f"demo-invoice-{invoice}"]
        one.act_in_netsuite("delete", type="invoice", id=booked["id"])
        payment = taken(one, who, invoice, "40.00")
        result = await one.run()
        await assert_true(one, result)
        (row,) = (each for each in result.report.rows if each.fate is Fate.HELD)
        assert row.document.id == payment
        assert "is not in NetSuite" in row.explanation
        tie = await one.tie()
        assert not tie.agrees


def cut_off(one: Company, system: str) -> None:
    """The network itself in place of the simulator, and nobody listening there."""
    one.transports = replace(one.transports, **{system: None})
    nowhere = "http://127.0.0.1:1"
    one.tenant["servicetitan"].update(api_url=nowhere, auth_url=nowhere)
    one.tenant["netsuite"].update(base_url=nowhere)


WRONG: Final[dict[str, tuple[str, Callable[[Company], object]]]] = {
    "ServiceTitan sends HTML": (
        "ServiceTitan",
        lambda one: one.spoil(
            "servicetitan", {"kind": "malformed", "path": "/payments$", "count": None}
        ),
    ),
    "NetSuite sends HTML": (
        "NetSuite",
        lambda one: one.spoil("netsuite", {"kind": "malformed", "path": "suiteql$", "count": None}),
    ),
    "ServiceTitan cannot be reached": ("ServiceTitan", lambda one: cut_off(one, "servicetitan")),
    "NetSuite cannot be reached": ("NetSuite", lambda one: cut_off(one, "netsuite")),
    "a wrong client secret": (
        "ServiceTitan",
        lambda one: one.tenant["servicetitan"].update(client_secret="not this one"),
    ),
    "a wrong app key": (
        "ServiceTitan",
        lambda one: one.tenant["servicetitan"].update(app_key="not this one"),
    ),
    "a wrong certificate": (
        "NetSuite",
        lambda one: one.tenant["netsuite"]["oauth2"].update(certificate_id="not this one"),
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_a_system_that_does_not_work_is_named_and_nothing_is_written(wrong: str) -> None:
    system, spoil = WRONG[wrong]
    async with company(SEED, DOCUMENTS) as one:
        good, transports = deepcopy(one.tenant), one.transports
        spoil(one)
        result = await one.run()
        await assert_true(one, result)
        assert code_of(result.report) is ExitCode.UNREACHABLE
        assert result.report.failure.startswith(f"{system}: ")
        assert one.transactions == []
        one.mend()
        one.tenant.update(good)
        one.transports = transports
        await one.run_until_complete()
        assert one.to_export() == []
