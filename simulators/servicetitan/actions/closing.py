"""Journal entries as ServiceTitan makes them itself: of all that is posted, one a day and group."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.journals import keep
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.bookkeeping import DEFAULT_ACCOUNTS, Booking, Bookkeeping
from simulators.servicetitan.journals import IN_PROGRESS, JournalEntry, JournalTransaction
from simulators.servicetitan.tenant import MistakeError, Tenant, known


def set_default_accounts(tenant: Tenant, given: Given) -> dict[str, Any]:
    """By ServiceTitan's names of them, each the number of a GL account."""
    given.only(*DEFAULT_ACCOUNTS)
    named = {name: given.text(name) for name in DEFAULT_ACCOUNTS if given.has(name)}
    for number in named.values():
        account_numbered(tenant, number)
    tenant.default_accounts.update(named)
    return dict(tenant.default_accounts)


def make_journal_entries(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Of what no entry has yet: an entry for each day and each of the `businessUnitGroups`.

    A transaction goes with the group of its business unit. `startSyncing` selects them all.
    """
    given.only("through", "businessUnitGroups", "startSyncing")
    through, start = given.day("through"), given.flag("startSyncing")
    groups = [_group(tenant, one) for one in given.parts("businessUnitGroups")]
    journaled = set(_journaled(tenant))
    made: list[JournalEntry] = []
    found = [one for one in Bookkeeping(tenant).bookings() if one.transaction not in journaled]
    for day in sorted({one.day for one in found if one.day <= through}):
        for group in groups:
            of_day = [one for one in found if one.day == day and one.business_unit_id in group]
            if of_day:
                made.append(_entry(tenant, day, of_day, start=start))
    return {"journalEntryIds": [one.guid for one in made]}


def _group(tenant: Tenant, given: Given) -> frozenset[int]:
    given.only("businessUnitIds")
    units = given.wholes("businessUnitIds")
    if not units:
        raise MistakeError("A group has at least one business unit.")
    return frozenset(known(tenant.business_units, "business unit", one).id for one in units)


def _journaled(tenant: Tenant) -> Iterator[JournalTransaction]:
    for entry in tenant.journal_entries.values():
        for line in entry.lines:
            if line.transaction is not None:
                yield line.transaction


def _entry(tenant: Tenant, day: date, found: list[Booking], *, start: bool) -> JournalEntry:
    lines = [line for one in found for line in one.lines]
    entry = keep(tenant, day, f"Transactions of {day:%B} {day.day}", lines)
    if start:
        entry.sync_status = IN_PROGRESS
    return entry
