"""The items that lines post through: one for each account (MAP-04)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows
from core.records import RemoteId
from core.situation import item_key

ITEMS: Final = Query(
    "id, externalid, incomeaccount",
    "item WHERE itemtype = 'NonInvtPart' AND isinactive = 'F' AND incomeaccount IS NOT NULL",
    "id",
    unique=True,
)
RECEIVED: Final = replace(ITEMS, columns=f"{ITEMS.columns}, expenseaccount, generateaccruals")
"""Asked for by itself: an account that receives nothing may not have these fields."""


async def read_not_accruing(sender: Sender) -> frozenset[str]:
    """The accounts whose item does not debit them, against accrued purchases, when it is received."""
    found = await rows(sender, RECEIVED)
    used = {item: account for account, item in items_by_account(found).items()}
    return frozenset(used[row.id()] for row in found if row.id() in used and not _accrues(row))


def items_by_account(found: Iterable[Row]) -> Mapping[str, RemoteId]:
    """Our own item of an account; where there is none, the oldest that posts to it."""
    items: dict[str, RemoteId] = {}
    for row in found:
        account = row.text("incomeaccount")
        if _is_ours(row, account):
            items[account] = row.id()
        items.setdefault(account, row.id())
    return items


def _is_ours(row: Row, account: str) -> bool:
    return (row.get("externalid") or "").lower() == item_key(account).lower()


def _accrues(row: Row) -> bool:
    return row.on("generateaccruals") and row.get("expenseaccount") == row.text("incomeaccount")
