"""Payments taken to the bank, and the journals they make."""

from typing import Any

from pytest_bdd import given, parsers, then, when

from core.reports import Fate
from core.settings import MappingChoice, Topic
from features.bank_and_stock import (
    FEES,
    change_deposit,
    deposit_journal,
    deposit_status,
    expense_account,
    in_netsuite,
    take_to_bank,
)
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table

DAY = r"\d{4}-\d\d-\d\d"
PAYMENTS = r"\S+(?: and \S+)*"

# --- ServiceTitan ---------------------------------------------------------------------------------


@given("the bank's fees go to 6200 Merchant fees")
def fees_account(office: Office) -> None:
    expense_account(office, *FEES)


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+) "
        r'to business unit "(?P<unit>[^"]+)" \((?P<unit_id>\d+)\)'
    )
)
def paid_to_unit(
    office: Office, customer: str, amount: str, number: str, unit: str, unit_id: str
) -> None:
    office.business_unit(int(unit_id), unit)
    office.payment(number, customer, amount, businessUnitId=int(unit_id))
    office.post()


@given(
    parsers.re(
        rf"(?P<customer>.+) paid (?P<amount>{MONEY}) as (?P<number>\S+) "
        r"into (?P<account>\d{4}) (?P<name>.+)"
    )
)
def paid_into(
    office: Office, customer: str, amount: str, number: str, account: str, name: str
) -> None:
    """An account that only ServiceTitan has."""
    if name not in office.ids:
        office.ids[name] = office.act("create-gl-account", number=account, name=name)["id"]
    office.payment(number, customer, amount, glAccountNumber=account)
    office.post()


@given(parsers.re(rf"(?P<payments>{PAYMENTS}) go(es)? to the bank as deposit (?P<name>\w+)"))
@when(parsers.re(rf"(?P<payments>{PAYMENTS}) go(es)? to the bank as deposit (?P<name>\w+)"))
def to_the_bank(office: Office, payments: str, name: str) -> None:
    take_to_bank(office, name, *payments.split(" and "))
    office.post()


@given(
    parsers.re(
        rf"(?P<payments>{PAYMENTS}) go to the bank as deposit (?P<name>\w+), "
        rf"which keeps (?P<fees>{MONEY})"
    )
)
def less_fees(office: Office, payments: str, name: str, fees: str) -> None:
    kept = {"fees": plain(fees), "feeAccountNumber": FEES[0]}
    take_to_bank(office, name, *payments.split(" and "), **kept)
    office.post()


@given(
    parsers.re(
        rf"(?P<payments>{PAYMENTS}) go to the bank as deposit (?P<name>\w+), "
        rf"which keeps (?P<fees>{MONEY}) on no account"
    )
)
def fees_on_no_account(office: Office, payments: str, name: str, fees: str) -> None:
    take_to_bank(office, name, *payments.split(" and "), fees=plain(fees))
    office.post()


@given(
    parsers.re(
        rf"(?P<payments>{PAYMENTS}) go(es)? to the bank as deposit (?P<name>\w+) on (?P<day>{DAY})"
    )
)
def on_a_day(office: Office, payments: str, name: str, day: str) -> None:
    take_to_bank(office, name, *payments.split(" and "), date=day)
    office.post()


@given(
    parsers.re(
        rf"(?P<payments>{PAYMENTS}) go to the bank as deposit (?P<name>\w+), "
        rf"said to be (?P<gross>{MONEY})"
    )
)
def said_to_be(office: Office, payments: str, name: str, gross: str) -> None:
    take_to_bank(office, name, *payments.split(" and "), grossAmount=plain(gross))
    office.post()


@given(parsers.re(rf"(?P<payments>{PAYMENTS}) go to the bank as deposit (?P<name>\w+) in no batch"))
def to_the_bank_in_no_batch(office: Office, payments: str, name: str) -> None:
    take_to_bank(office, name, *payments.split(" and "))


@given(parsers.re(rf"support takes (?P<fees>{MONEY}) of fees off deposit (?P<name>\w+)"))
def fees_changed(office: Office, fees: str, name: str) -> None:
    change_deposit(office, name, fees=plain(fees), feeAccountNumber=FEES[0])


@given(parsers.parse("{payment} is a card refund of {amount} to {customer}, posted"))
def card_refund(office: Office, payment: str, amount: str, customer: str) -> None:
    kept = {"type": "Card Refund", "glAccountNumber": "1499"}
    office.payment(payment, customer, f"-{amount}", **kept)
    office.post()


@given(parsers.parse("{payment} is a check refund of {amount} to {customer}, posted"))
def check_refund(office: Office, payment: str, amount: str, customer: str) -> None:
    kept = {"type": "Check Refund", "glAccountNumber": "2350"}
    office.payment(payment, customer, f"-{amount}", **kept)
    office.post()


# --- NetSuite -------------------------------------------------------------------------------------


@given(parsers.parse("account {account} maps to {number} {name}, {kind} in NetSuite"))
def account_maps(office: Office, account: str, number: str, name: str, kind: str) -> None:
    if number != "1000":
        kinds = {"an account at a bank": "Bank", "a current asset": "OthCurrAsset"}
        in_netsuite(office, number, name, kinds[kind])
    office.choose(MappingChoice(Topic.ACCOUNT, account, (("account", number),)))


@given(parsers.parse('business unit "{unit}" ({unit_id:d}) is department "{name}" of {subsidiary}'))
def unit_of_department(office: Office, unit: str, unit_id: int, name: str, subsidiary: str) -> None:
    office.business_unit(unit_id, unit)
    office.in_netsuite("POST", "actions/create-department", {"name": name})
    office.map_unit(unit_id, subsidiary=subsidiary, department=name)


@given("NetSuite takes the next journal, but its reply is lost")
def journal_reply_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="POST", path="/journalEntry$")


# --- what is so afterwards ------------------------------------------------------------------------


@then(parsers.re(r"the journal of deposit (?P<name>\w+) has"))
def deposit_posts(office: Office, name: str, datatable: Table) -> None:
    """Account, Department, Debit, Credit: the lines of its journal."""
    assert datatable[0] == ["Account", "Department", "Debit", "Credit"]
    shown = [_line(line) for line in deposit_journal(office, name)["lines"]]
    expected = [[one, part, _plain(d), _plain(c)] for one, part, d, c in datatable[1:]]
    assert sorted(shown) == sorted(expected)


@then(parsers.re(r"deposit (?P<name>\w+) is (?P<status>Posted|Exported) in ServiceTitan"))
def deposit_is(office: Office, name: str, status: str) -> None:
    assert deposit_status(office, name) == status


@then(parsers.re(r"deposit (?P<name>\w+) is not in NetSuite"))
def deposit_not_there(office: Office, name: str) -> None:
    number = f"DEP-{office.ids[name]}"
    assert [one for one in office.transactions() if one["tranId"] == number] == []


@then(parsers.re(r"deposit (?P<name>\w+) is in NetSuite once"))
def deposit_once(office: Office, name: str) -> None:
    assert deposit_journal(office, name)["type"] == "journalEntry"


@then(parsers.re(rf"deposit (?P<name>\w+) is dated (?P<day>{DAY}) in NetSuite"))
def deposit_dated(office: Office, name: str, day: str) -> None:
    assert deposit_journal(office, name)["date"] == day


@then(parsers.re(r'the journal of deposit (?P<name>\w+) is of batch "(?P<batch>[^"]+)"'))
def of_batch(office: Office, name: str, batch: str) -> None:
    found: Any = deposit_journal(office, name)["id"]
    records = office.netsuite_state()["records"]["transaction"]
    fields = next(one for one in records if one["id"] == found)["fields"]
    assert fields["custbody_crossfoot_batch_name"] == batch
    assert fields["memo"] == f"Bank deposit {name}"


def _line(line: Json) -> list[str]:
    sides = [_plain(line[side]) for side in ("debit", "credit")]
    return [line["accountName"], line["department"] or "", *sides]


def _plain(amount: str | None) -> str:
    return plain(amount or "0.00")


@given("ServiceTitan stops answering before it is told what was exported of deposits")
def stops_before_mark(office: Office) -> None:
    office.fault("servicetitan", kind="timeout", path="bank-deposits/markasexported", count=None)


@given("ServiceTitan answers once more")
def answers_once_more(office: Office) -> None:
    office.no_faults("servicetitan")


@then(
    parsers.re(
        r"the run says that (?P<name>\w+) was booked with a debit of (?P<booked>\S+) "
        r"to (?P<account>.+), not of (?P<expected>\S+)"
    )
)
def booked_differently(office: Office, name: str, booked: str, account: str, expected: str) -> None:
    row = office.row(name)
    there = f"is in NetSuite as DEP-{office.ids[name]}, posting a debit of {booked} to {account}"
    assert (row.fate, row.explanation) == (
        Fate.REFUSED,
        f"{name}: {there} where a debit of {expected} was expected. "
        "Void it there or correct it in ServiceTitan.",
    )
