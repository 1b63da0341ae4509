"""What became of journal entries: in NetSuite, in ServiceTitan, and in what the run says."""

from pytest_bdd import given, parsers, then

from core.documents import Kind
from core.reports import Fate
from features.office import Office
from features.steps.journals import journal_entry
from features.steps.outcomes import Table


@then("the check finds nothing to mend")
def nothing_to_mend(office: Office) -> None:
    assert [one for one in office.check().findings if not one.good] == []


@given(parsers.parse("journal entry {number:d} is {status} in ServiceTitan"))
@then(parsers.parse("journal entry {number:d} is {status} in ServiceTitan"))
def entry_status_is(office: Office, number: int, status: str) -> None:
    found = journal_entry(office, number)["sync_status"]
    assert found == status, found


@then(parsers.parse("journal entry {number:d} is Synced in ServiceTitan at version {version:d}"))
def entry_synced_at(office: Office, number: int, version: int) -> None:
    found = journal_entry(office, number)
    shown = (found["sync_status"], found["version_id"], found["last_sync_version_id"])
    assert shown == ("Synced", version, version)


@then(parsers.parse("{number} has the lines"))
def entry_has_lines(office: Office, number: str, datatable: Table) -> None:
    """Account, Debit, Credit, Customer, Memo: every line of the entry, in order."""
    names, *rows = datatable
    customers = {one["id"]: one["entityId"] for one in office.customers_in_netsuite()}
    found = [
        {
            "Account": line["accountName"],
            "Debit": _money(line["debit"]),
            "Credit": _money(line["credit"]),
            "Customer": customers.get(line["entity"] or "", "").rstrip("0123456789 "),
            "Memo": line["memo"] or "",
            "Department": line["department"] or "",
        }
        for line in office.transaction(number)["lines"]
    ]
    assert [[line[name] for name in names] for line in found] == rows


@then("the accounts compare")
def accounts_compare(office: Office, datatable: Table) -> None:
    """Account, ServiceTitan, NetSuite."""
    rows = office.tie().rows
    found = [[one.customer, str(one.servicetitan), str(one.netsuite)] for one in rows]
    assert found == datatable[1:], found


@then(parsers.parse("NetSuite has {count:d} journal entry"))
@then(parsers.parse("NetSuite has {count:d} journal entries"))
def how_many_entries(office: Office, count: int) -> None:
    found = [one for one in office.transactions() if one["type"] == "journalEntry"]
    assert len(found) == count, found


@then(parsers.parse("{number} is the same journal entry as before"))
def the_same_entry(office: Office, number: str) -> None:
    """NetSuite's own id of it has not changed with the last run."""
    now = office.transaction(number)["id"]
    before = office.books_before_run["records"]["transaction"]
    assert now in {one["id"] for one in before if one["fields"].get("tranId") == number}


@then(parsers.parse('journal entry {number:d} is refused because "{words}"'))
def entry_stays_out(office: Office, number: int, words: str) -> None:
    row = office.row(str(number))
    assert (row.document.kind, row.fate) == (Kind.JOURNAL_ENTRY, Fate.REFUSED)
    assert row.explanation == words, row.explanation


@then(parsers.parse('NetSuite has journal entry {number:d}, and the run says "{words}"'))
def entry_posted_with_words(office: Office, number: int, words: str) -> None:
    row = office.row(str(number))
    assert (row.fate, row.explanation) == (Fate.POSTED, words)


@then(parsers.parse("the run does not know yet whether journal entry {number:d} was written"))
def entry_uncertain(office: Office, number: int) -> None:
    assert office.row(str(number)).fate is Fate.UNCERTAIN, office.row(str(number))


@then(parsers.parse('the run remarks of journal entry {number:d} "{words}"'))
def remarked_of_entry(office: Office, number: int, words: str) -> None:
    told = [one for one in office.report.notices if one.startswith(f"Journal entry {number}")]
    assert [one.split(": ", 1)[1] for one in told] == [words]


def _money(text: str) -> str:
    return "" if text in ("0", "0.00") else f"${text}"
