"""Merges of customers, in ServiceTitan and at NetSuite's screens, and what they leave behind."""

from decimal import Decimal
from typing import Any, Final

from pytest_bdd import given, parsers, then, when

from adapters.netsuite.objects import CUSTOMER_SYNC
from core.reports import Fate
from features.office import Office
from features.screens import plain
from features.steps.field_work import MONEY

Table = list[list[str]]
SCRIPT: Final = "/app/site/hosting/restlet.nl"
HOUR: Final = 3600

# who merges


@given(parsers.parse("{merged} is merged into {survivor} in ServiceTitan"))
@when(parsers.parse("{merged} is merged into {survivor} in ServiceTitan"))
def merged_in_servicetitan(office: Office, merged: str, survivor: str) -> None:
    ids = {"mergedId": office.customer(merged), "survivorId": office.customer(survivor)}
    office.act("merge-customers", **ids)


@given(parsers.parse("{merged} is merged into {survivor} in NetSuite"))
@when(parsers.parse("{merged} is merged into {survivor} in NetSuite"))
def merged_in_netsuite(office: Office, merged: str, survivor: str) -> None:
    master, duplicate = (office.customer_in_netsuite(one)["id"] for one in (survivor, merged))
    body = {"master": master, "duplicates": [duplicate]}
    office.in_netsuite("POST", "actions/merge-customers", body)


# how NetSuite goes about it


@given(parsers.parse('NetSuite fails to merge, since "{why}"'))
def merges_fail(office: Office, why: str) -> None:
    deduplication(office, fail=why)


@given("NetSuite has left sync records behind when it merges")
def links_left_behind(office: Office) -> None:
    deduplication(office, customRecordsFollow=False)


@given("NetSuite takes an hour to merge")
def merges_slowly(office: Office) -> None:
    deduplication(office, seconds=HOUR)


@given("NetSuite merges as usual")
@when("NetSuite merges as usual")
def merges_as_usual(office: Office) -> None:
    deduplication(office)


@given("NetSuite has no script that merges customers")
def no_script(office: Office) -> None:
    body = '{"error": {"code": "SSS_INVALID_SCRIPTLET_ID", "message": "That Suitelet is invalid."}}'
    office.fault("netsuite", kind="status", status=404, path=SCRIPT, body=body, count=None)


@given("NetSuite takes the merge, but its reply is lost")
def merge_reply_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="POST", path=SCRIPT)


@given("NetSuite neither takes the merge nor answers")
def merge_not_taken(office: Office) -> None:
    office.fault("netsuite", kind="timeout", method="POST", path=SCRIPT)


@given("NetSuite is asked too often when it is to merge")
def merge_turned_away(office: Office) -> None:
    code = "SSS_REQUEST_LIMIT_EXCEEDED"
    body = f'{{"error": {{"code": "{code}", "message": "Request Limit Exceeded."}}}}'
    office.fault("netsuite", kind="status", status=400, path=SCRIPT, body=body, count=2)


@given("the run is cut off before it points the sync record to the survivor")
def cut_off_before_link(office: Office) -> None:
    path = f"/record/v1/{CUSTOMER_SYNC}/"
    office.fault("netsuite", kind="timeout", method="PATCH", path=path)


@given("the run is cut off before it keeps the address")
def cut_off_before_address(office: Office) -> None:
    office.fault("netsuite", kind="timeout", method="PATCH", path="/record/v1/customer/")


@given("NetSuite keeps the address, but its reply is lost")
def address_reply_lost(office: Office) -> None:
    office.fault("netsuite", kind="lost_reply", method="PATCH", path="/record/v1/customer/")


def deduplication(office: Office, **how: Any) -> None:
    office.in_netsuite("PUT", "deduplication", how)


# what is so afterwards


@then(parsers.re(rf"(?P<name>.+) owes (?P<amount>{MONEY}) in NetSuite in all"))
def owes_in_all(office: Office, name: str, amount: str) -> None:
    assert owed(office, name, "Accounts Receivable") == Decimal(plain(amount))


@then(parsers.re(rf"NetSuite holds deposits of (?P<amount>{MONEY}) for (?P<name>.+)"))
def deposits_held(office: Office, amount: str, name: str) -> None:
    assert owed(office, name, "Customer Deposits") == -Decimal(plain(amount))


def owed(office: Office, name: str, account: str) -> Decimal:
    """What a customer's ledger lines come to, debit positive."""
    customer = office.customer_in_netsuite(name)["id"]
    lines = (line for one in office.transactions() for line in one["lines"])
    own = [one for one in lines if (one["entity"], one["accountName"]) == (customer, account)]
    return sum((Decimal(one["debit"]) - Decimal(one["credit"]) for one in own), Decimal(0))


@then(parsers.parse("NetSuite keeps with {name} the addresses"))
def addresses_kept(office: Office, name: str, datatable: Table) -> None:
    """Label, Addressee, Street: every line of the address book; a blank is nothing."""
    customer = office.customer_in_netsuite(name)["id"]
    found = next(
        one for one in office.netsuite_state()["records"]["entity"] if one["id"] == customer
    )
    lines = found["sublists"]["addressBook"]
    held = [(one.get("label"), one["addressBookAddress"]) for one in lines]
    _, *rows = datatable
    shown = [[label or "", at.get("addressee", ""), at.get("addr1", "")] for label, at in held]
    assert shown == rows


@then(parsers.parse('NetSuite does not merge {names} because "{words}"'))
def merge_stays_out(office: Office, names: str, words: str) -> None:
    row = office.row(names)
    assert (row.fate, row.explanation) == (Fate.REFUSED, words)


@then(parsers.parse("it is uncertain whether {names} is done"))
def merge_uncertain(office: Office, names: str) -> None:
    row = office.row(names.removeprefix("the merge of "))
    assert row.fate is Fate.UNCERTAIN
    assert "The next run looks again" in row.explanation


@then(
    parsers.re(
        rf"the dry run shows the merge of (?P<names>.+), who owe (?P<amount>{MONEY}) together"
    )
)
def merge_planned(office: Office, names: str, amount: str) -> None:
    row = office.row(names)
    assert row.fate is Fate.PLANNED
    assert row.document.amount is not None
    assert row.document.amount.text == plain(amount)


@then(parsers.parse("{number} waits for the merge of {names}"))
def waits_for_merge(office: Office, number: str, names: str) -> None:
    row = office.row(number)
    assert row.fate is Fate.HELD
    assert names in row.explanation


@when("the set-up is checked")
def set_up_checked(office: Office) -> None:
    office.warnings = [one.words for one in office.check().findings if one.warning]


@then(parsers.re(r"the check warns of (?P<count>\d+) things?"))
def check_warns(office: Office, count: str) -> None:
    assert len(office.warnings) == int(count), office.warnings
    assert office.check().good


@then(parsers.parse('it warns that "{words}"'))
def warns_that(office: Office, words: str) -> None:
    assert any(words in one for one in office.warnings), office.warnings
