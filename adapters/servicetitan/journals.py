"""Journal entries of one sync status, with their lines, and marking a version synced (TRG-02, JE-03).

The list is asked for that status only, and what it answers is checked, since a filter that
ServiceTitan does not know it ignores (facts 12.2).
"""

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from adapters.servicetitan.lists import Api, Params, Row, json_of, said_in
from adapters.servicetitan.reading import member, problem_of
from adapters.servicetitan.wire_journals import (
    SYNCED,
    WireJournalEntry,
    WireJournalLine,
)
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
from core.ports import MarkFailure, SyncMark
from core.together import together

RESOURCE: Final = "accounting/journal-entries"
PAGE: Final = 500
"""The most rows that these lists give at once (facts 4.5)."""
ALL: Final[Params] = (("empty", "Include"), ("sort", "+Number"))


async def read_journal_entries(
    api: Api, status: str, in_detail: bool
) -> list[JournalEntry | Unreadable]:
    """Those with this sync status, each once."""
    rows = await api.rows(RESOURCE, (("syncStatuses", status), *ALL), PAGE)
    asked = {member(row, "id"): row for row in rows if member(row, "syncStatus") == status}
    return await together(*(_read(api, row, in_detail) for row in asked.values()))


async def _read(api: Api, row: Row, in_detail: bool) -> JournalEntry | Unreadable:
    try:
        wire = WireJournalEntry.model_validate(row)
    except ValidationError as error:
        return Unreadable(_label(row), problem_of(row, error))
    what = "details" if in_detail else "summary"
    found = await api.rows(f"{RESOURCE}/{wire.id}/{what}", (), PAGE)
    return _entry(wire, found)


def _label(row: Row) -> Label:
    number = member(row, "number")
    known = number if isinstance(number, int) else 0
    return Label(Kind.JOURNAL_ENTRY, known, str(known or "(no number)"))


def _entry(wire: WireJournalEntry, rows: Sequence[Row]) -> JournalEntry | Unreadable:
    lines: list[JournalEntryLine] = []
    for place, row in enumerate(rows, start=1):
        try:
            lines.append(_line(WireJournalLine.model_validate(row)))
        except ValidationError as error:
            label = Label(Kind.JOURNAL_ENTRY, wire.number, str(wire.number))
            return Unreadable(label, f"line {place}: {problem_of(row, error)}")
    return JournalEntry(
        id=JournalEntryId(wire.id),
        number=wire.number,
        name=wire.name or "",
        date=wire.post_date,
        version=wire.version_id,
        lines=tuple(lines),
    )


def _line(wire: WireJournalLine) -> JournalEntryLine:
    of = wire.transaction
    return JournalEntryLine(
        account=GlAccount(wire.account.number or "", wire.account.name or ""),
        amount=wire.debit - wire.credit,
        business_unit=BusinessUnitId(wire.business_unit.id) if wire.business_unit else None,
        memo=wire.memo or "",
        customer=CustomerId(wire.customer.id) if wire.customer else None,
        transaction=JournalTransaction(of.type, of.ref_number or "") if of else None,
    )


# marking


async def mark_synced(api: Api, marks: Sequence[SyncMark]) -> list[MarkFailure]:
    """The failures, in the order given."""
    outcomes = await together(*(_mark(api, mark) for mark in marks))
    return [one for one in outcomes if one is not None]


async def _mark(api: Api, mark: SyncMark) -> MarkFailure | None:
    path = f"{RESOURCE}/{mark.entry}"
    told = {"syncStatus": SYNCED, "versionId": mark.version, "message": f"Booked as {mark.remote}"}
    reply = await api.patch(f"{path}/sync", told)
    shown = await _shown(api, path)
    if shown is None:
        return MarkFailure(mark.document, f"{said_in(reply)}.")
    if shown.version_id != mark.version:
        why = f"it is at version {shown.version_id} by now, not {mark.version}."
        return MarkFailure(mark.document, why)
    if (shown.sync_status, shown.last_sync_version_id) == (SYNCED, mark.version):
        return None
    return MarkFailure(mark.document, f"it still says {shown.sync_status}.")


async def _shown(api: Api, path: str) -> WireJournalEntry | None:
    """The entry as it is now; None when the answer is none."""
    try:
        return WireJournalEntry.read(json_of(await api.get(path)))
    except ValueError:
        return None
