"""Journal entries as the adapter reads and marks them (TRG-02, JE-03)."""

import json
from typing import Any

import pytest

from adapters.servicetitan.field_service import ServiceTitanFieldService
from core.documents import (
    BusinessUnitId,
    CustomerId,
    GlAccount,
    JournalEntry,
    JournalEntryId,
    JournalEntryLine,
    JournalTransaction,
    Kind,
    Label,
    Unreadable,
)
from core.money import Money
from core.ports import MarkFailure, SyncMark
from core.records import RemoteId
from simulators.control.faults import Fault
from simulators.servicetitan import ServiceTitan
from tests.adapters.servicetitan.conftest import connected
from tests.simulators.servicetitan.office import Office
from tests.simulators.servicetitan.test_journals import entry

LABEL = Label(Kind.JOURNAL_ENTRY, 9801, "9801")


def started(office: Office, **changed: Any) -> str:
    guid = entry(office, **changed)
    office.st.act("start-syncing", journalEntryIds=[guid])
    return guid


def mark(guid: str, version: int = 1) -> SyncMark:
    return SyncMark(LABEL, JournalEntryId(guid), version, RemoteId("77"))


def spoil(st: ServiceTitan, path: str, row: dict[str, Any]) -> None:
    """The next list at this path has just this row."""
    body = json.dumps({"page": 1, "pageSize": 50, "hasMore": False, "data": [row]})
    st.faults.lay(Fault("status", path=path, method="GET", status=200, body=body))


async def test_entries_in_progress_are_read_and_no_others(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    entry(office)
    guid = started(office)
    (found,) = await field_service.journal_entries(in_detail=False)
    assert isinstance(found, JournalEntry)
    assert (found.id, found.number, found.version, str(found.date)) == (
        guid,
        9802,
        1,
        "2026-10-01",
    )
    unit = BusinessUnitId(office.unit_id)
    revenue = JournalEntryLine(GlAccount("4000", "Service revenue"), Money.of("-60.00"), unit)
    assert found.lines[1] == revenue


async def test_a_filter_that_is_passed_over_lets_nothing_through(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    row = {"id": entry(office), "number": 9801, "syncStatus": "NotSynced"}
    spoil(st, "/journal-entries$", row)
    assert await field_service.journal_entries(in_detail=True) == []


async def test_in_detail_lines_name_customer_and_transaction(
    office: Office, field_service: ServiceTitanFieldService
) -> None:
    maria = office.customer()
    bill = {"type": "Bill", "id": 5, "refNumber": "B-5"}
    side = {"glAccountNumber": "1200", "debit": "1.10", "memo": "Pipe", "customerId": maria}
    started(office, lines=[{**side, "transaction": bill}])
    (found,) = await field_service.journal_entries(in_detail=True)
    assert isinstance(found, JournalEntry)
    assert found.lines == (
        JournalEntryLine(
            GlAccount("1200", "Undeposited funds"),
            Money.of("1.10"),
            None,
            "Pipe",
            CustomerId(maria),
            JournalTransaction("Bill", "B-5"),
        ),
    )


async def test_an_entry_of_many_lines_is_read_page_by_page(
    st: ServiceTitan, office: Office
) -> None:
    side = {"glAccountNumber": "1200", "debit": "0.01"}
    started(office, lines=[side] * 1100)
    async with connected(st) as field_service:
        (found,) = await field_service.journal_entries(in_detail=True)
    assert isinstance(found, JournalEntry)
    assert (len(found.lines), found.debits) == (1100, Money.of("11.00"))


async def test_a_line_that_cannot_be_read_keeps_its_entry_with_the_line_named(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    started(office)
    row = {"account": {"number": "1200"}, "debit": "1.005", "credit": 0}
    spoil(st, "/details$", row)
    problem = "line 1: debit '1.005' is not a whole number of cents"
    assert await field_service.journal_entries(in_detail=True) == [Unreadable(LABEL, problem)]


async def test_an_entry_without_a_date_is_kept_by_its_number(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    row = {"id": started(office), "number": 9801, "syncStatus": "InProgress", "versionId": 1}
    spoil(st, "/journal-entries$", {**row, "postDate": None})
    found = await field_service.journal_entries(in_detail=False)
    assert found == [Unreadable(LABEL, "post date is missing")]


async def test_a_mark_names_version_and_record(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    guid = started(office)
    assert await field_service.mark_synced([mark(guid)]) == []
    (found,) = st.tenant.journal_entries.values()
    assert (found.sync_status, found.last_sync_version_id) == ("Synced", 1)
    assert found.message == "Booked as 77"


async def test_a_version_that_has_moved_on_is_not_marked(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    guid = started(office)
    st.act("edit-journal-entry", journalEntryId=guid, name="Corrected")
    why = "it is at version 2 by now, not 1."
    assert await field_service.mark_synced([mark(guid)]) == [MarkFailure(LABEL, why)]
    (found,) = st.tenant.journal_entries.values()
    assert found.sync_status == "InProgress"


@pytest.mark.parametrize("status", [400, 404])
async def test_a_mark_that_is_refused_is_told(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService, status: int
) -> None:
    guid = started(office)
    st.faults.lay(Fault("status", path="/sync$", status=status))
    failed = await field_service.mark_synced([mark(guid)])
    assert failed == [MarkFailure(LABEL, "it still says InProgress.")]


async def test_a_mark_whose_answer_is_lost_is_made_once(
    st: ServiceTitan, office: Office, field_service: ServiceTitanFieldService
) -> None:
    guid = started(office)
    st.faults.lay(Fault("lost_reply", path="/sync$"))
    assert await field_service.mark_synced([mark(guid)]) == []
