"""What is so afterwards: in NetSuite's books, in ServiceTitan, and in what the run says."""

from decimal import Decimal
from typing import Final

from pytest_bdd import parsers, then

from core.reports import Fate, Status
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY

KINDS: Final = {
    "an invoice": "invoice",
    "a credit memo": "creditMemo",
    "a customer payment": "customerPayment",
    "a customer deposit": "customerDeposit",
    "a purchase order": "purchaseOrder",
    "a journal": "journalEntry",
    "an item receipt": "itemReceipt",
    "a vendor bill": "vendorBill",
    "a vendor credit": "vendorCredit",
}
Table = list[list[str]]


@then("the trial balance is")
def trial_balance(office: Office, datatable: Table) -> None:
    """Account, Debit, Credit: every account with a balance, no other."""
    shown = [(_account(row), row["debit"], row["credit"]) for row in office.trial_balance()]
    assert sorted(shown) == sorted(_rows(datatable))


@then("the books show nothing")
def nothing_booked(office: Office) -> None:
    assert office.transactions() == []
    assert office.trial_balance() == []


@then(parsers.parse("{number} posts"))
def posts(office: Office, number: str, datatable: Table) -> None:
    """Account, Debit, Credit: the ledger lines of one document."""
    lines = (line for line in office.transaction(number)["lines"] if _moves(line))
    shown = [(line["accountName"], line["debit"], line["credit"]) for line in lines]
    assert sorted(shown) == sorted(_rows(datatable))


@then(
    parsers.re(
        rf"(?P<number>\S+) is in NetSuite as (?P<kind>{'|'.join(KINDS)}) of (?P<amount>{MONEY})"
    )
)
def in_netsuite_as(office: Office, number: str, kind: str, amount: str) -> None:
    found = office.transaction(number)
    assert (found["type"], found["total"]) == (KINDS[kind], plain(amount))


@then(parsers.parse("{number} is not in NetSuite"))
def not_in_netsuite(office: Office, number: str) -> None:
    assert [one for one in office.transactions() if one["tranId"] == number] == []


@then(parsers.re(rf"invoice (?P<number>\S+) owes (?P<amount>{MONEY}) in NetSuite"))
def owes_in_netsuite(office: Office, number: str, amount: str) -> None:
    assert office.transaction(number)["open"] == plain(amount)


@then(parsers.re(rf"(?P<number>\S+) still holds (?P<amount>{MONEY})"))
def still_holds(office: Office, number: str, amount: str) -> None:
    assert office.transaction(number)["open"] == plain(amount)


@then(parsers.parse('{number} stays out because "{words}"'))
def stays_out(office: Office, number: str, words: str) -> None:
    row = office.row(number)
    assert (row.fate, row.explanation) == (Fate.REFUSED, words)
    not_in_netsuite(office, number)


@then(parsers.parse('{number} waits because "{words}"'))
def waits(office: Office, number: str, words: str) -> None:
    row = office.row(number)
    assert (row.fate, row.explanation) == (Fate.HELD, words)


@then(parsers.parse("the run posts {number}"))
def run_posts(office: Office, number: str) -> None:
    assert office.row(number).fate is Fate.POSTED


@then("nothing is written")
@then("the run writes nothing")
def writes_nothing(office: Office) -> None:
    assert office.report.written == 0


@then("the run is complete")
def complete(office: Office) -> None:
    assert (office.report.status, office.report.differences) == (Status.COMPLETE, 0)


@then("the run finishes with refused documents")
def incomplete(office: Office) -> None:
    assert office.report.status is Status.INCOMPLETE


@then("both systems agree to the cent")
def agree(office: Office) -> None:
    tie = office.tie()
    assert tie.rows
    assert tie.agrees, tie


def _rows(datatable: Table) -> list[tuple[str, str, str]]:
    names, *rows = datatable
    assert names == ["Account", "Debit", "Credit"], names
    return [(account, _plain(debit), _plain(credit)) for account, debit, credit in rows]


def _plain(amount: str) -> str:
    return str(Decimal(plain(amount or "0")).quantize(Decimal("0.01")))


def _account(row: Json) -> str:
    name: str = row["name"]
    return name


def _moves(line: Json) -> bool:
    return Decimal(line["debit"]) != Decimal(line["credit"])
