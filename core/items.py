"""One non-inventory resale item for each account, so that a document line posts to it (MAP-04)."""

from typing import Final

from core.chart import Chart
from core.documents import Kind, Label
from core.ledger import Account
from core.plan import Step
from core.records import ItemRecord
from core.refusals import Problem, Reason
from core.situation import item_key

NAME_LIMIT: Final = 60
"""Characters (facts/netsuite 4: inferred)."""


def item_step(account: Account, chart: Chart) -> Step:
    """The step that makes the item of an account that has none yet."""
    name = str(account)[:NAME_LIMIT].rstrip()
    label = Label(Kind.ITEM, int(account.id) if account.id.isdigit() else 0, name)
    record = ItemRecord(name, account, tuple(sorted(chart.subsidiaries)))
    return Step(item_key(account.id), record, label)


def not_accruing(account: Account) -> Problem:
    """A receipt of what is bought for this account would not post to it (AP-02)."""
    fact = f"The item of account {account} does not accrue when it is received."
    remedy = "In NetSuite tick Generate Accruals on it and make this its expense account too."
    return Problem(Reason.SET_UP_INCOMPLETE, fact, remedy, f"item of account {account}")
