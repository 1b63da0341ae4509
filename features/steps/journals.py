"""Journal entries: made and started in ServiceTitan, found in NetSuite.

People name an entry by its number; in NetSuite it is JE- and that number. Lines stand in a table of
Account (number and name), Debit, Credit, and maybe Unit, Customer, Memo and Transaction.
"""

import json
from typing import Any, Final

from pytest_bdd import given, parsers, when

from adapters.compose.simulation import make_available
from core.settings import JournalDetail, SyncMethod
from core.usecases.progress import unwatched
from features.office import Office
from features.premises import TODAY, UNIT_ID, Json
from features.screens import plain
from features.steps.customers import change
from features.steps.outcomes import Table
from simulators.servicetitan.snapshot import snapshot

ACCOUNTS: Final = (
    *(("1100", "Accounts receivable"), ("2000", "Accounts payable")),
    *(("5000", "Materials"), ("6000", "Rent")),
)
UNITS: Final = {"": UNIT_ID, "none": None}
DAY: Final = r"(?P<day>\d{4}-\d\d-\d\d)"
CONFIRMING: Final = "Reading back and comparing"


@given(parsers.re(r"journal entries go (?P<detail>in detail|as summaries)"))
def by_journal_entry(office: Office, detail: str) -> None:
    _method(office, SyncMethod.JOURNAL_ENTRIES, detail)


@given(parsers.re(r"journal entries go (?P<detail>in detail|as summaries), payables as documents"))
def by_the_mix(office: Office, detail: str) -> None:
    _method(office, SyncMethod.JOURNAL_AR_DOCUMENT_AP, detail)


@given("documents are moved instead")
def by_documents(office: Office) -> None:
    office.configure(method=SyncMethod.DOCUMENTS)


@given("journal entries go in detail from now on")
def in_detail_from_now_on(office: Office) -> None:
    office.configure(journal_entry_detail=JournalDetail.DETAIL)


def _method(office: Office, method: SyncMethod, detail: str) -> None:
    """The accounts that entries name are there, and available in NetSuite."""
    chosen = JournalDetail.DETAIL if detail == "in detail" else JournalDetail.SUMMARY
    office.configure(method=method, journal_entry_detail=chosen)
    there = {one["number"] for one in office.servicetitan_state()["gl_accounts"].values()}
    for number, name in ACCOUNTS:
        if number not in there:
            office.act("create-gl-account", number=number, name=name)
    make_available(office.netsuite, [number for number, _ in ACCOUNTS])


@given(parsers.parse("journal entry {number:d} says"))
def entry_says(office: Office, number: int, datatable: Table) -> None:
    _create(office, number, datatable)


@given(parsers.re(rf"journal entry (?P<number>\d+) of {DAY} says"))
def entry_says_on(office: Office, number: str, day: str, datatable: Table) -> None:
    _create(office, int(number), datatable, postDate=day)


@given(parsers.parse("journal entry {number:d} is started and says"))
def started_saying(office: Office, number: int, datatable: Table) -> None:
    _create(office, number, datatable)
    start_entry(office, number)


@given(parsers.re(rf"journal entry (?P<number>\d+) of {DAY} is started and says"))
def started_on_saying(office: Office, number: str, day: str, datatable: Table) -> None:
    _create(office, int(number), datatable, postDate=day)
    start_entry(office, int(number))


@given(parsers.parse("journal entry {number:d} is started"))
@when(parsers.parse("journal entry {number:d} is started"))
@given(parsers.parse("journal entry {number:d} is started again"))
@when(parsers.parse("journal entry {number:d} is started again"))
def start_entry(office: Office, number: int) -> None:
    office.act("start-syncing", journalEntryIds=[journal_entry(office, number)["guid"]])


@given(parsers.parse("journal entry {number:d} is excluded"))
def exclude_entry(office: Office, number: int) -> None:
    office.act("exclude-journal-entry", journalEntryId=journal_entry(office, number)["guid"])


@given(parsers.parse("journal entry {number:d} is edited to say"))
@when(parsers.parse("journal entry {number:d} is edited to say"))
def edit_entry(office: Office, number: int, datatable: Table) -> None:
    given_lines = journal_lines(office, datatable)
    guid = journal_entry(office, number)["guid"]
    office.act("edit-journal-entry", journalEntryId=guid, lines=given_lines)


@given(parsers.parse("journal entry {number:d} is edited to be of {day}"))
def redate_entry(office: Office, number: int, day: str) -> None:
    guid = journal_entry(office, number)["guid"]
    office.act("edit-journal-entry", journalEntryId=guid, postDate=day)


@when(parsers.parse("the sync runs, and journal entry {number:d} is edited meanwhile to say"))
def edited_meanwhile(office: Office, number: int, datatable: Table) -> None:
    """After NetSuite has it and before ServiceTitan is told so."""
    guid, new_lines = journal_entry(office, number)["guid"], journal_lines(office, datatable)
    sim = office.branch.sim

    def edit_once(stage: str, done: int, whole: int) -> None:
        del done, whole
        if stage == CONFIRMING:
            sim.act("edit-journal-entry", journalEntryId=guid, lines=new_lines)
            office.before_run = json.loads(json.dumps(snapshot(sim.tenant)))

    office.progress = edit_once
    office.run()
    office.progress = unwatched


@given(parsers.parse("in NetSuite somebody changes {number} by hand to"))
@when(parsers.parse("in NetSuite somebody changes {number} by hand to"))
def entry_changed_by_hand(office: Office, number: str, datatable: Table) -> None:
    """Debit, Credit: the amounts of its lines, in order."""
    found = office.transaction(number)
    names, *rows = datatable
    sides = [_amounts(dict(zip(names, row, strict=True))) for row in rows]
    there = [line["line"] for line in found["lines"]]
    changed = [{"line": key, **side} for key, side in zip(there, sides, strict=True)]
    change(office, "journalEntry", found["id"], line={"items": changed})


@given("ServiceTitan does not take the next mark of a journal entry")
def mark_not_taken(office: Office) -> None:
    office.fault("servicetitan", kind="status", status=400, path="/sync$")


@given(parsers.parse('NetSuite refuses the next journal entry with "{words}"'))
def entry_refused_by_netsuite(office: Office, words: str) -> None:
    body = json.dumps({"o:errorDetails": [{"detail": words, "o:errorCode": "USER_ERROR"}]})
    where = {"method": "POST", "path": "/journalEntry$"}
    office.fault("netsuite", kind="status", status=400, body=body, **where)


@given(parsers.parse('business unit {unit:d} "{name}" is in ServiceTitan'))
def unit_there(office: Office, unit: int, name: str) -> None:
    office.business_unit(unit, name)


@when(parsers.parse('business unit "{name}" ({unit:d}) is now mapped to {subsidiary}'))
def unit_now_mapped(office: Office, name: str, unit: int, subsidiary: str) -> None:
    office.business_unit(unit, name)
    office.map_unit(unit, subsidiary=subsidiary)


@given("no tax code is set")
def no_tax_code(office: Office) -> None:
    office.configure(tax=None)


@given(parsers.re(r"ServiceTitan has the account (?P<number>\d+) (?P<name>.+)"))
def another_account(office: Office, number: str, name: str) -> None:
    office.act("create-gl-account", number=number, name=name)


@given(parsers.parse('business unit {unit:d} also maps to department "{name}"'))
def also_department(office: Office, unit: int, name: str) -> None:
    office.in_netsuite("POST", "actions/create-department", {"name": name})
    office.map_unit(unit, subsidiary="Parent Company", department=name)


@given(parsers.parse("NetSuite's answer to the next {write} of a journal entry is lost"))
def entry_answer_lost(office: Office, write: str) -> None:
    method = {"writing": "POST", "change": "PATCH"}[write]
    office.fault("netsuite", kind="lost_reply", method=method, path="/journalEntry")


@given("NetSuite does not answer the next change of a journal entry")
def change_never_arrives(office: Office) -> None:
    office.fault("netsuite", kind="timeout", method="PATCH", path="/journalEntry")


@when(parsers.parse("somebody deletes {number} in NetSuite"))
def entry_deleted(office: Office, number: str) -> None:
    which = {"type": "journalEntry", "id": office.transaction(number)["id"]}
    office.in_netsuite("POST", "actions/delete", which)


# the words of the office


def journal_entry(office: Office, number: int) -> Json:
    """The entry as ServiceTitan holds it."""
    found = office.servicetitan_state()["journal_entries"].values()
    known: list[Json] = [one for one in found if one["number"] == number]
    assert len(known) == 1, f"{number}: {len(known)} journal entries in ServiceTitan"
    return known[0]


def _create(office: Office, number: int, table: Table, **changed: Any) -> None:
    given_lines = journal_lines(office, table)
    given = {"number": number, "name": "Work of the day", "postDate": TODAY, **changed}
    office.act("create-journal-entry", lines=given_lines, **given)


def journal_lines(office: Office, table: Table) -> list[Json]:
    names, *rows = table
    return [_line(office, dict(zip(names, row, strict=True))) for row in rows]


def _line(office: Office, said: dict[str, str]) -> Json:
    line: Json = {"glAccountNumber": said["Account"].split()[0], **_amounts(said)}
    unit = said.get("Unit", "")
    line["businessUnitId"] = UNITS[unit] if unit in UNITS else int(unit)
    if said.get("Customer"):
        line["customerId"] = office.customer(said["Customer"])
    if said.get("Memo"):
        line["memo"] = said["Memo"]
    if said.get("Transaction"):
        kind, number = said["Transaction"].split()
        line["transaction"] = {"type": kind, "refNumber": number}
    return line


def _amounts(said: dict[str, str]) -> Json:
    sides = {side.lower(): said[side] for side in ("Debit", "Credit") if said[side]}
    return {side: plain(amount) for side, amount in sides.items()}
