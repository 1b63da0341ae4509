"""Amounts go out digit for digit, a preview is what would be sent, and rows are read exactly."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.netsuite.connection import client, connect
from adapters.netsuite.json_text import written
from adapters.netsuite.rows import Row
from core.money import Money
from core.ports import Preview, SystemUnavailableError
from simulators.control.clock import system_now
from tests.adapters.netsuite import steps
from tests.adapters.netsuite.company import connection
from tests.adapters.netsuite.steps import line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Money.of("8.10"), "8.10"),
        (Money.of("-0.05"), "-0.05"),
        (Money(10**17 + 1), "1000000000000000.01"),
        (Decimal("1E+2"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("2.50"), "2.50"),
        (date(2026, 3, 14), '"2026-03-14"'),
        ('“a"\n\u2028', '"“a\\"\\n\u2028"'),
        ({"a": [1, True, None, ()]}, '{"a": [1, true, null, []]}'),
    ],
)
def test_values_are_written_exactly(value: Any, text: str) -> None:
    assert written(value) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=8))
def test_a_number_is_read_back_as_it_was(value: Decimal) -> None:
    assert json.loads(written(value), parse_float=Decimal, parse_int=Decimal) == value


@given(st.recursive(st.text() | st.none() | st.booleans(), st.lists))
def test_text_is_read_back_as_it_was(value: Any) -> None:
    assert json.loads(written(value)) == value


async def test_a_preview_names_what_is_not_there_yet_by_its_key() -> None:
    async with client(connection()) as http:
        preview = connect(connection(), http, system_now).preview
        invoice, deposit = steps.invoice(1, line("60.00", tax="4.95")), steps.deposit(3, "100.00")
        shown = preview(invoice)
        applied = preview(steps.application(4, deposit, invoice, "60.00"))
        removed = preview(steps.unapplication(5, steps.application(4, deposit, invoice, "60.00")))
    assert (shown.verb, shown.path) == ("POST", "/services/rest/record/v1/invoice")
    assert json.loads(shown.body, parse_float=str) == {
        "externalId": "acme-invoice-1",
        "entity": {"id": "eid:acme-customer-7"},
        "tranId": "INV-1",
        "tranDate": "2026-03-14",
        "dueDate": "2026-03-14",
        "subsidiary": {"id": "1"},
        "department": {"id": "1"},
        "class": {"id": "1"},
        "location": {"id": "1"},
        "memo": "Furnace “Omega” repaired",
        "custbody_crossfoot_batch_id": "9",
        "custbody_crossfoot_batch_name": "March, week 2",
        "item": {
            "items": [
                {
                    "item": {"id": "eid:crossfoot-item-14"},
                    "description": "Work done",
                    "quantity": 1,
                    "rate": "60.00",
                    "amount": "60.00",
                    "department": {"id": "2"},
                    "class": {"id": "1"},
                    "location": {"id": "1"},
                    "taxDetailsReference": "line-1",
                }
            ]
        },
        "taxDetailsOverride": True,
        "taxDetails": {
            "items": [
                {
                    "taxDetailsReference": "line-1",
                    "taxType": {"id": "1"},
                    "taxCode": {"id": "1"},
                    "taxBasis": "60.00",
                    "taxRate": "8.2500",
                    "taxAmount": "4.95",
                }
            ]
        },
    }
    assert applied.path == (
        "/services/rest/record/v1/customerDeposit/eid:acme-payment-3"
        "/!transform/depositApplication?replace=apply"
    )
    assert removed == Preview(
        "DELETE", "/services/rest/record/v1/depositApplication/eid:acme-application-4", ""
    )


@pytest.mark.parametrize("text", ["1.005", "NaN", "Infinity", "", "ten"])
def test_an_amount_that_is_not_whole_cents_is_never_guessed(text: str) -> None:
    with pytest.raises(SystemUnavailableError, match="amount"):
        Row({"amount": text}).money("amount")


def test_a_value_that_must_be_there_is_never_guessed() -> None:
    with pytest.raises(SystemUnavailableError, match="entity"):
        Row({"id": "1"}).text("entity")


def test_a_date_in_the_accounts_own_format_is_never_guessed() -> None:
    with pytest.raises(SystemUnavailableError, match="not a date"):
        Row({"day": "3/4/2026"}).day("day")
