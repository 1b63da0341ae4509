"""Do both systems agree on journal entries? Account by account, what the synced ones come to (JE-01).

    ServiceTitan    debits less credits of the entries that are synced
    NetSuite        debits less credits of the entries with their keys

An entry that was edited since is out of sync, and left out on both sides. So are the lines that go as
documents. Customers are not compared: a summary names none.
"""

from collections import defaultdict
from collections.abc import Iterable

from returns.result import Success

from core.chart import Chart
from core.documents import GlAccount, JournalEntry
from core.mapping import AccountMapping
from core.money import ZERO, Money
from core.payables.journal_lines import OwnLines, own_lines
from core.records import Booked
from core.settings import SyncMethod
from core.tieout import Tie, TieRow


def tie_entries(
    synced: Iterable[JournalEntry],
    booked: Iterable[Booked],
    mapping: AccountMapping,
    method: SyncMethod,
) -> Tie:
    """One row an account, by number; an account that maps to nothing stands alone."""
    said: dict[str, Money] = defaultdict(lambda: ZERO)
    for entry in synced:
        own = own_lines(entry, method).value_or(OwnLines(entry.lines))
        for line in own.lines:
            said[_called(line.account, mapping)] += line.amount
    posted: dict[str, Money] = defaultdict(lambda: ZERO)
    for one in booked:
        for (account, _), amount in one.posting.items():
            posted[_named(account, mapping.chart)] += amount
    rows = (TieRow(name, said[name], posted[name]) for name in sorted({*said, *posted}))
    return Tie(tuple(rows), by="account")


def _called(account: GlAccount, mapping: AccountMapping) -> str:
    found = mapping.account(account)
    return str(found.unwrap()) if isinstance(found, Success) else str(account)


def _named(account: str, chart: Chart) -> str:
    return next((str(one.account) for one in chart.accounts if one.account.id == account), account)
