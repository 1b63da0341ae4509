"""Non-inventory resale items: each posts to the accounts it names (facts §4, §5.2)."""

from typing import Any, Final

from simulators.netsuite import refusals
from simulators.netsuite.company import Company
from simulators.netsuite.fields import NOT_SIMULATED, Field, RecordType, Sublist, ref, shown, text
from simulators.netsuite.records import Record

INCOME: Final = ("Income", "OthIncome", "DeferRevenue")


def _complete(company: Company, record: Record, _before: Record | None) -> Record:
    if not record.lines("subsidiary"):
        raise refusals.values_missing(["Subsidiary"])
    for name in ("incomeAccount", "expenseAccount"):
        key = record.text(name)
        if key is not None:
            _usable(company, record, company.get("account", key))
    return record.default(displayName=record.text("itemId"))


def _usable(company: Company, record: Record, account: Record) -> None:
    for line in record.lines("subsidiary"):
        if not company.usable_in(account, line["id"]):
            raise refusals.account_in_other_subsidiary(
                company.name("account", account.id), company.name("subsidiary", line["id"])
            )


def accrues(item: Record) -> bool:
    """Whether receiving it posts, and billing it clears Accrued Purchases (facts §5.2)."""
    return item.is_on("generateAccruals")


def _live(_company: Company, record: Record) -> dict[str, Any]:
    return {"createdDate": record.created, "lastModifiedDate": record.modified}


NON_INVENTORY_RESALE_ITEM: Final = RecordType(
    "nonInventoryResaleItem",
    space="item",
    fields={
        "itemId": text(60, required=True, label="Item Name/Number"),
        "displayName": text(60),
        "externalId": text(),
        "incomeAccount": ref("account", required=True, label="Income Account"),
        "expenseAccount": ref("account"),
        "includeChildren": Field("bool"),
        "isInactive": Field("bool"),
        "salesDescription": text(4000),
        "purchaseDescription": text(4000),
        "department": ref("department"),
        "class": ref("classification"),
        "location": ref("location"),
        "taxSchedule": NOT_SIMULATED,
        "generateAccruals": Field("bool"),
        "createdDate": shown("datetime"),
        "lastModifiedDate": shown("datetime"),
    },
    sublists={"subsidiary": Sublist({"id": ref("subsidiary")}, key=("id",))},
    custom_prefix="custitem",
    complete=_complete,
    unique=lambda record: ("item", (record.text("itemId") or "").lower()),
    display=lambda record: record.text("itemId") or record.id,
    live=_live,
)
