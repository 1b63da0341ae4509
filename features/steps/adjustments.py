"""Adjustments of posted invoices, as ServiceTitan's screens make them, and what becomes of them.

An adjustment goes by ServiceTitan's number, A-1; in NetSuite by its original's, I-400-1.
"""

from typing import Final

from pytest_bdd import given, parsers, then

from features.looks import names_of
from features.office import Office
from features.screens import item
from features.steps.field_work import MONEY, billed
from features.steps.outcomes import Table

OF: Final = r"adjustment (?P<number>\S+) of invoice (?P<original>\S+)"
SIGNS: Final = {"adds": "", "takes back": "-"}


@given(parsers.re(rf"{OF} (?P<verb>adds|takes back) (?P<amount>{MONEY})"))
def adjusted(office: Office, number: str, original: str, verb: str, amount: str) -> None:
    office.adjustment(number, original, item(SIGNS[verb] + amount))
    office.post()


@given(parsers.re(rf"{OF} in no batch (?P<verb>adds|takes back) (?P<amount>{MONEY})"))
def adjusted_in_no_batch(
    office: Office, number: str, original: str, verb: str, amount: str
) -> None:
    office.adjustment(number, original, item(SIGNS[verb] + amount))


@given(parsers.re(rf"{OF} (?P<verb>adds|takes back) (?P<amount>{MONEY}) for (?P<customer>.+)"))
def adjusted_for_another(
    office: Office, number: str, original: str, verb: str, amount: str, customer: str
) -> None:
    theirs = office.customer(customer)
    office.adjustment(number, original, item(SIGNS[verb] + amount), customerId=theirs)
    office.post()


@given(parsers.re(rf"{OF} bills"))
def adjustment_bills(office: Office, number: str, original: str, datatable: Table) -> None:
    office.adjustment(number, original, *billed(datatable))
    office.post()


@given(parsers.re(rf"{OF} is taxed in (?P<zone>.+) and bills"))
def adjustment_taxed(
    office: Office, number: str, original: str, zone: str, datatable: Table
) -> None:
    office.adjustment(number, original, *billed(datatable), taxZoneId=office.ids[zone])
    office.post()


@then(parsers.re(r"(?P<number>\S+) is billed to (?P<customer>.+)"))
def billed_to(office: Office, number: str, customer: str) -> None:
    assert customer in names_of({"entityId": office.transaction(number)["entity"]["name"]})
