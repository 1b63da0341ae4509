"""A whole month of a contractor: everything it bills, is paid, gives back, buys and counts.

Dated in November 2026. What has to be changed after it was posted comes as actions, in the order in
which people do it.
"""

from datetime import date
from typing import Any, Final

from simulators.contractor.banking import bank_deposits
from simulators.contractor.buying import Buying
from simulators.contractor.changes import Changes
from simulators.contractor.company import DEFAULT_ACCOUNTS, HOMES, whole_set_up
from simulators.contractor.season import Season

Row = dict[str, Any]

FIRST_DAY: Final = date(2026, 11, 1)
LAST_DAY: Final = date(2026, 11, 30)


def whole_month(seed: int, invoices: int) -> Row:
    """ServiceTitan's part of the file, with so many invoices before any adjustment."""
    season = Season(seed, FIRST_DAY, LAST_DAY)
    season.work(max(8, invoices // 3), invoices, invoices * 4 // 5)
    buying = Buying(season)
    buying.make(max(8, invoices // 12))
    changes = Changes(season)
    changes.make()
    deposits = bank_deposits(season)
    taken = {
        "name": "Banking",
        "posted": True,
        "bankDepositIds": [row["id"] for row in deposits],
    }
    return {
        **whole_set_up(),
        "customers": season.customers,
        "jobs": season.jobs,
        "invoices": season.invoices,
        "payments": season.payments,
        "bankDeposits": deposits,
        **buying.tables(),
        "batches": [*season.batches(), buying.batch(), *([taken] if deposits else [])],
        "actions": [*changes.actions, *changes.posting(), *_closing()],
    }


def _closing() -> list[Row]:
    """ServiceTitan's own journal entries, each of one subsidiary, selected for the sync."""
    groups = [{"businessUnitIds": [unit.id for unit in home.units]} for home in HOMES]
    return [
        {"action": "set-default-accounts", **DEFAULT_ACCOUNTS},
        {
            "action": "make-journal-entries",
            "through": LAST_DAY.isoformat(),
            "businessUnitGroups": groups,
            "startSyncing": True,
        },
    ]
