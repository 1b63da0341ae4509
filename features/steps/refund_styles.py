"""Refunds in each of the three styles: how their money leaves, and the Customer Refunds there are."""

from pytest_bdd import given, parsers, then, when

from adapters.netsuite import objects
from core.money import Money
from features.check_desk import CheckDesk
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table
from features.steps.refund_checks import _name
from features.steps.refund_outcomes import refund_of

DAY = "2026-11-20"


@given(parsers.re(rf"(?P<amount>{MONEY}) of (?P<number>\S+) leaves Checking"))
@when(parsers.re(rf"(?P<amount>{MONEY}) of (?P<number>\S+) leaves Checking"))
def leaves_checking(office: Office, desk: CheckDesk, amount: str, number: str) -> None:
    """By the check tool; where a journal stands alone, by a check that a person writes in NetSuite."""
    alone = [one for one in _of(office, "journalEntry") if one["tranId"] == number]
    if alone:
        _check_by_hand(office, alone[0], plain(amount))
        return
    desk.review("Ann", {number: Money.of(plain(amount))})
    desk.pay("Ann")
    assert desk.paid["Ann"].report.differences == 0, desk.paid["Ann"].report.rows


def _check_by_hand(office: Office, journal: Json, amount: str) -> None:
    (credited,) = [line for line in journal["lines"] if line["credit"] not in ("0", "0.00")]
    line = {"account": _account(office, credited["account"]), "amount": amount}
    check = {
        "entity": {"id": credited["entity"]},
        "account": _account(office, "1000"),
        "tranDate": DAY,
        "expense": {"items": [line]},
    }
    office.in_netsuite("POST", "actions/create-check", check)


def _account(office: Office, number: str) -> Json:
    records = office.netsuite_state()["records"]["account"]
    (found,) = [one["id"] for one in records if one["fields"].get("acctNumber") == number]
    return {"id": found}


@given(parsers.re(rf"somebody gives (?P<amount>{MONEY}) of (?P<deposit>\S+) back in NetSuite"))
def given_back_by_hand(office: Office, amount: str, deposit: str) -> None:
    """By a Customer Refund that Crossfoot knows nothing of."""
    held = office.transaction(deposit)
    line = {"doc": {"id": held["id"]}, "apply": True, "amount": plain(amount)}
    refund = {
        "customer": {"id": held["entity"]["id"]},
        "account": _account(office, "1000"),
        "tranDate": DAY,
        "deposit": {"items": [line]},
    }
    office.in_netsuite("POST", "actions/create-customer-refund", refund)


@when(parsers.parse("the Customer Refund of {number} is deleted in NetSuite"))
def customer_refund_deleted(office: Office, number: str) -> None:
    key = refund_of(office, number)["externalId"]
    own = [
        one["id"]
        for one in _of(office, "customerRefund")
        if one["customFields"].get(objects.REFUND_PAYS) == key
    ]
    for id_ in own:
        office.in_netsuite("POST", "actions/delete", {"type": "customerRefund", "id": id_})


@then("NetSuite has the Customer Refunds")
def customer_refunds(office: Office, datatable: Table) -> None:
    """Payee, Amount, From: every one there is, by payee and amount, with the account its money left."""
    names, *rows = datatable
    assert names == ["Payee", "Amount", "From"], names
    shown = [
        (_name("Customer", one["entity"]["name"]), one["total"], one["lines"][0]["accountName"])
        for one in _of(office, "customerRefund")
    ]
    assert sorted(shown) == sorted((payee, plain(amount), at) for payee, amount, at in rows)


@then("NetSuite has no Customer Refund")
def no_customer_refund(office: Office) -> None:
    assert _of(office, "customerRefund") == []


@then(parsers.parse("{number} has no journal"))
def has_no_journal(office: Office, number: str) -> None:
    own = (number, f"{number}-J")
    assert [one for one in _of(office, "journalEntry") if one["tranId"] in own] == []


def _of(office: Office, kind: str) -> list[Json]:
    return [one for one in office.transactions() if one["type"] == kind]
