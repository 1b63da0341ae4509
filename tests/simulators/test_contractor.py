"""The made-up contractor: complete, consistent, the same every time, and quick to load."""

import json
import time
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from simulators.contractor import contractor
from simulators.control.plane import control
from simulators.control.vendor import Request
from simulators.servicetitan import ServiceTitan
from simulators.servicetitan.records import POSTED, Invoice, Payment
from tests.simulators.servicetitan.office import Api

Row = dict[str, Any]


@pytest.fixture(scope="module")
def data() -> Row:
    return contractor(seed=7, documents=400)


@pytest.fixture(scope="module")
def st(data: Row) -> ServiceTitan:
    st = ServiceTitan(calls_per_second=None)
    st.load(data["servicetitan"])
    return st


@pytest.fixture(scope="module")
def invoices(st: ServiceTitan) -> list[Invoice]:
    return list(st.tenant.invoices.values())


@pytest.fixture(scope="module")
def payments(st: ServiceTitan) -> list[Payment]:
    return list(st.tenant.payments.values())


def test_the_same_seed_gives_the_same_file_and_another_seed_another() -> None:
    first, again, other = (json.dumps(contractor(seed, 60)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


@pytest.mark.parametrize(("documents", "shares"), [(400, (220, 180)), (10, (5, 5)), (1, (0, 1))])
def test_invoices_and_payments_are_as_many_as_asked_for(
    documents: int, shares: tuple[int, int]
) -> None:
    part = contractor(3, documents)["servicetitan"]
    assert (len(part["invoices"]), len(part["payments"])) == shares


@pytest.mark.parametrize("seed", range(12))
def test_every_file_can_be_loaded(seed: int) -> None:
    st = ServiceTitan()
    st.load(contractor(seed, 120)["servicetitan"])
    assert len(st.tenant.invoices) + len(st.tenant.payments) == 120


def test_every_document_is_posted(
    st: ServiceTitan, invoices: list[Invoice], payments: list[Payment]
) -> None:
    receipts = st.tenant.receipts.values()
    assert {one.sync_status for one in (*invoices, *payments, *receipts)} == {POSTED}


def test_invoices_have_every_form(invoices: list[Invoice]) -> None:
    assert any(not one.items for one in invoices)
    assert any(one.items and one.total == 0 for one in invoices)
    assert any(one.job_id is None for one in invoices)
    assert any(one.job_id is not None for one in invoices)
    assert any(len(one.items) >= 4 for one in invoices)
    assert any(one.sales_tax > 0 for one in invoices)
    assert any(item.price < 0 for one in invoices for item in one.items)
    assert {one.business_unit_id for one in invoices} == {101, 102, 103}


def test_payments_have_every_form(st: ServiceTitan, payments: list[Payment]) -> None:
    dates = {number: one.date for number, one in st.tenant.invoices.items()}
    uses = [one.applications for one in payments]
    assert any(not one for one in uses)
    assert any(len(one) > 1 for one in uses)
    assert any(one.applications and one.unapplied > 0 for one in payments)
    assert any(one.date < dates[part.invoice_id] for one in payments for part in one.applications)
    assert any(0 < one.applied < one.total for one in st.tenant.invoices.values())
    assert any(one.applied == one.total > 0 for one in st.tenant.invoices.values())


def test_customers_have_every_form_of_name(st: ServiceTitan) -> None:
    names = [one.name for one in st.tenant.customers.values() if one.type == "Residential"]
    words = Counter("comma" if "," in name else len(name.split()) for name in names)
    assert {"comma", 1, 2, 3} <= set(words)
    assert any(one.type == "Commercial" for one in st.tenant.customers.values())


def test_all_dates_are_in_the_autumn(invoices: list[Invoice], payments: list[Payment]) -> None:
    dates = [one.date for one in (*invoices, *payments)]
    assert date(2026, 9, 1) <= min(dates) <= max(dates) <= date(2026, 11, 30)


def test_account_numbers_of_lines_and_payments_are_in_netsuite(data: Row, st: ServiceTitan) -> None:
    held = {row["acctNumber"] for row in data["netsuite"]["accounts"]}
    assert {one.number for one in st.tenant.gl_accounts.values()} <= held


def test_every_business_unit_has_a_subsidiary(data: Row, st: ServiceTitan) -> None:
    rows = data["mapping"]["businessUnits"]
    known = {(row["id"], row["name"]) for row in data["netsuite"]["subsidiaries"]}
    assert {row["id"] for row in rows} == set(st.tenant.business_units)
    assert {(row["subsidiaryId"], row["subsidiary"]) for row in rows} == known


def test_orders_are_received_and_not(st: ServiceTitan) -> None:
    statuses = {one.status for one in st.tenant.purchase_orders.values()}
    assert statuses == {"Pending", "PartiallyReceived", "Received"}


def test_documents_of_one_customer_and_one_vendor_stay_in_one_subsidiary(
    data: Row, invoices: list[Invoice], payments: list[Payment], st: ServiceTitan
) -> None:
    subsidiary = {row["id"]: row["subsidiary"] for row in data["mapping"]["businessUnits"]}
    seen: dict[int, set[str]] = {}
    sold: list[Invoice | Payment] = [*invoices, *payments]
    for one in sold:
        seen.setdefault(one.customer_id, set()).add(subsidiary[one.business_unit_id])
    for order in st.tenant.purchase_orders.values():
        seen.setdefault(order.vendor_id, set()).add(subsidiary[order.business_unit_id])
    assert {len(names) for names in seen.values()} == {1}


def test_customers_owe_what_their_invoices_less_payments_come_to(
    st: ServiceTitan, invoices: list[Invoice], payments: list[Payment]
) -> None:
    owed = sum((one.balance for one in invoices), Decimal(0))
    unused = sum((one.unapplied for one in payments), Decimal(0))
    assert sum(one.balance for one in st.tenant.customers.values()) == owed - unused


def test_money_in_a_file_is_text(data: Row) -> None:
    def floats(value: Any) -> list[float]:
        if isinstance(value, dict):
            return [one for part in value.values() for one in floats(part)]
        if isinstance(value, list):
            return [one for part in value for one in floats(part)]
        return [value] if isinstance(value, float) else []

    assert floats(data) == []


def test_four_times_the_documents_load_and_list_in_a_few_times_the_work() -> None:
    few, many = _work_of(750), _work_of(3_000)
    assert many < 10 * few


def _work_of(documents: int) -> int:
    """Nanoseconds of work to load so many and to list the invoices."""
    body = json.dumps(contractor(1, documents)["servicetitan"]).encode()
    st, started = ServiceTitan(calls_per_second=None), time.process_time_ns()
    control(st, Request("POST", "/_sim/load", body=body))
    listed = json.loads(Api(st).call("GET", "accounting/invoices?pageSize=5000").body)["data"]
    assert len(listed) == documents * 55 // 100
    return time.process_time_ns() - started
