"""Confirm journal entries: the version that was read is the one that is marked synced (JE-03, TRG-11)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from core.documents import Kind
from core.plan import Step
from core.ports import SyncMark
from core.records import JournalRecord, Key, RemoteId
from core.situation import Situation
from core.usecases.confirming import Confirmation
from core.usecases.connected import ConnectedTenant


async def confirm_journals(
    tenant: ConnectedTenant,
    s: Situation,
    done: Collection[Step],
    ids: Mapping[Key, RemoteId],
    before: Confirmation,
) -> Confirmation:
    """`before`, with the entries that ServiceTitan did not mark among the unmarked.

    One that has moved on to another version meanwhile stays in progress; the next run replaces it.
    """
    entries = {s.key(Kind.JOURNAL_ENTRY, one.id): one for one in s.queue.journal_entries}
    agreeing = [one for one in done if one.key in entries and one.key in before.confirmed]
    marks = {
        step.key: SyncMark(
            step.document, entries[step.key].id, entries[step.key].version, ids[step.key]
        )
        for step in agreeing
        if isinstance(step.record, JournalRecord)
    }
    if not marks:
        return before
    failures = await tenant.field_service.mark_synced(tuple(marks.values()))
    why = {failure.document: failure.why for failure in failures}
    unmarked = {key: why[one.document] for key, one in marks.items() if one.document in why}
    return replace(before, unmarked={**before.unmarked, **unmarked})
