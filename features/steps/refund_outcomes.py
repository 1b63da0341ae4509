"""What is so of refunds afterwards: in NetSuite, in ServiceTitan, and in what the check says."""

from pytest_bdd import parsers, then

from adapters.netsuite import objects
from core.reports import Fate
from features.office import Office
from features.premises import Json
from features.screens import plain
from features.steps.field_work import MONEY
from features.steps.outcomes import Table


def refund_of(office: Office, number: str) -> Json:
    found = [
        one
        for one in office.transactions()
        if one["type"] == objects.REFUND and one["tranId"] == number
    ]
    assert len(found) == 1, f"{number}: {len(found)} refund records in NetSuite"
    return found[0]


@then(
    parsers.re(
        rf"(?P<number>\S+) is a refund of (?P<amount>{MONEY}), (?P<status>[A-Z]\w+( Refund)?)"
    )
)
def is_a_refund(office: Office, number: str, amount: str, status: str) -> None:
    found = refund_of(office, number)
    records = office.netsuite_state()["records"]["transaction"]
    fields = next(one["fields"] for one in records if one["id"] == found["id"])
    assert found["total"] == plain(amount)
    assert objects.REFUND_STATUSES[fields["tranStatus"]] == status


@then(parsers.parse("{number} is no refund in NetSuite"))
def no_refund(office: Office, number: str) -> None:
    held = [one["tranId"] for one in office.transactions() if one["posting"] is False]
    journals = [one["tranId"] for one in office.transactions() if one["type"] == "journalEntry"]
    assert number not in held
    assert f"{number}-J" not in journals


@then(parsers.re(rf"(?P<number>\S+) has (?P<amount>{MONEY}) open in receivables"))
def open_in_receivables(office: Office, number: str, amount: str) -> None:
    """On its journal."""
    found = [one for one in office.transactions() if one["type"] == "journalEntry"]
    (journal,) = [one for one in found if one["tranId"] in (number, f"{number}-J")]
    assert journal["open"] == plain(amount)


@then(parsers.re(rf"the refund record of (?P<number>\S+) says (?P<amount>{MONEY}) is unapplied"))
def says_unapplied(office: Office, number: str, amount: str) -> None:
    fields = refund_of(office, number)["customFields"]
    assert str(fields[objects.REFUND_UNAPPLIED]) == plain(amount)


@then(parsers.re(r"the refund record of (?P<number>\S+) names (?P<memo>\S+) as its credit memo"))
def names_memo(office: Office, number: str, memo: str) -> None:
    key = office.transaction(memo)["externalId"]
    lines = refund_of(office, number)["customFields"][objects.REFUND_CREDITS].split()
    assert [line.split("=")[0] for line in lines] == [key]


@then(parsers.parse("{number} is covered in NetSuite by"))
def covered_by(office: Office, number: str, datatable: Table) -> None:
    """Credit, Amount: all that is applied to the refund's journal; a deposit by its release."""
    names, *rows = datatable
    assert names == ["Credit", "Amount"], names
    found = office.transactions()
    numbers = {one["id"]: one["tranId"] for one in found}
    covers = [
        (numbers.get(one["deposit"], one["tranId"]), line["amount"])
        for one in found
        for line in one["applications"]
        if line["type"] == "journalEntry" and line["tranId"] in (number, f"{number}-J")
    ]
    assert sorted(covers) == sorted((credit, plain(amount)) for credit, amount in rows)


@then(parsers.parse("{number} posts as a journal"))
def posts_as_journal(office: Office, number: str, datatable: Table) -> None:
    """Account, Debit, Credit."""
    (journal,) = [
        one
        for one in office.transactions()
        if one["type"] == "journalEntry" and one["tranId"] in (number, f"{number}-J")
    ]
    shown = [(line["accountName"], line["debit"], line["credit"]) for line in journal["lines"]]
    wanted = [
        (name, plain(debit) or "0.00", plain(credit) or "0.00")
        for name, debit, credit in datatable[1:]
    ]
    assert [(name, d or "0.00", c or "0.00") for name, d, c in shown] == wanted


@then(parsers.parse("the refund {number} went with this run"))
def went(office: Office, number: str) -> None:
    assert office.row(number).fate in (Fate.POSTED, Fate.ALREADY_BOOKED)
    assert office.sync_status(number) == "Exported"


@then(parsers.parse("the refund {number} is still to go"))
def still_to_go_back(office: Office, number: str) -> None:
    assert office.sync_status(number) == "Posted"


@then("the books show no balance")
def books_show_no_balance(office: Office) -> None:
    assert office.trial_balance() == []


@then(
    parsers.re(
        rf"(?P<payment>\S+) pays (?P<amount>{MONEY}) of invoice (?P<invoice>\S+) in NetSuite"
    )
)
def pays_of_invoice(office: Office, payment: str, amount: str, invoice: str) -> None:
    paid = [one["amount"] for one in office.paid_by(payment) if one["tranId"] == invoice]
    assert paid == [plain(amount)]


@then("every refund is in NetSuite once, and covered")
def all_once_and_covered(office: Office) -> None:
    found = office.transactions()
    journals = [one for one in found if one["type"] == "journalEntry"]
    records = [one["tranId"] for one in found if one["type"] == objects.REFUND]
    posted = sorted(one["tranId"] for one in journals)
    assert sorted(f"{number}-J" for number in records) == posted
    assert [one["open"] for one in journals] == ["0.00"] * len(journals)
    assert {office.sync_status(number) for number in records} == {"Exported"}


@then(parsers.parse('the refund {number} is refused because "{words}"'))
def refund_refused(office: Office, number: str, words: str) -> None:
    row = office.row(number)
    assert (row.fate, row.explanation) == (Fate.REFUSED, words)


@then("the check says of refunds")
def check_says(office: Office, datatable: Table) -> None:
    said = [one.words for one in office.check().findings if one.subject == "Refunds"]
    assert said == [words for (words,) in datatable[1:]]
