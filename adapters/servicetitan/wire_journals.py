"""Journal entries as ServiceTitan sends them (facts 4.5, 10 A): guid ids, amounts as JSON numbers.

A line has no id. `postDate` comes with a midnight that has no zone.
"""

from typing import Final

from adapters.servicetitan.wire import Cents, Day, Wire, WireAccount, WireNamed

IN_PROGRESS: Final = "InProgress"
SYNCED: Final = "Synced"


class WireJournalEntry(Wire):
    id: str
    number: int
    name: str | None = None
    sync_status: str
    version_id: int
    last_sync_version_id: int | None = None
    post_date: Day


class WireJournalTransaction(Wire):
    type: str
    ref_number: str | None = None


class WireJournalLine(Wire):
    """A row of the summary has neither customer nor transaction."""

    account: WireAccount
    debit: Cents
    credit: Cents
    memo: str | None = None
    business_unit: WireNamed | None = None
    customer: WireNamed | None = None
    transaction: WireJournalTransaction | None = None


"""Amounts are on one side each, or on both: then their difference counts."""
