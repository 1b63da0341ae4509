"""The books' set-up as NetSuite has it now (facts/netsuite 4, 5.1)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from adapters.netsuite import objects
from adapters.netsuite.items import ITEMS, items_by_account
from adapters.netsuite.rows import Row
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows
from core.chart import Chart, ChartAccount, Period, Role, Subsidiary
from core.ledger import Account
from core.together import together

INCOME: Final = ("Income", "OthIncome")
BANK: Final = "Bank"
ROLES: Final = {
    "AcctRec": Role.RECEIVABLE,
    "UndepFunds": Role.UNDEPOSITED,
    "CustDep": Role.DEPOSITS,
    "SalesTaxPay": Role.TAX,
    "InvtAsset": Role.INVENTORY,
    "RecvNotBill": Role.ACCRUED,
    "AcctPay": Role.PAYABLE,
}
"""By `sspecacct`, NetSuite's mark of a system account."""

ACCOUNTS: Final = Query(
    f"id, acctnumber, fullname AS name, accttype, sspecacct, {objects.AVAILABLE}",
    "account WHERE isinactive = 'F'",
    "id",
    unique=True,
)
SUBSIDIARIES: Final = Query(
    "s.id, s.name, c.symbol",
    "subsidiary s JOIN currency c ON c.id = s.currency WHERE s.isinactive = 'F'",
    "id",
    unique=True,
)
PERIODS: Final = Query(
    "id, periodname, TO_CHAR(startdate, 'YYYY-MM-DD') AS firstday,"
    " TO_CHAR(enddate, 'YYYY-MM-DD') AS lastday, closed, alllocked, arlocked",
    "accountingperiod WHERE isquarter = 'F' AND isyear = 'F' AND isadjust = 'F'",
    "id",
    unique=True,
)
SEGMENTS: Final = tuple(
    Query("id, name", f"{table} WHERE isinactive = 'F'", "id", unique=True)
    for table in ("department", "classification", "location")
)


PAYMENT_METHODS: Final = Query(
    "id, name", "paymentmethod WHERE isinactive = 'F'", "id", unique=True
)


async def read_payment_methods(sender: Sender) -> Mapping[str, str]:
    """Asked for by itself: no run needs their names."""
    return _names(await rows(sender, PAYMENT_METHODS))


async def read_chart(sender: Sender) -> Chart:
    queries = (ACCOUNTS, SUBSIDIARIES, PERIODS, ITEMS, *SEGMENTS)
    answers = await together(*(rows(sender, query) for query in queries))
    accounts, subsidiaries, periods, items, departments, classes, locations = answers
    return Chart(
        accounts=accounts_of(accounts),
        subsidiaries={row.id(): _subsidiary(row) for row in subsidiaries},
        periods=tuple(sorted(map(_period, periods), key=lambda period: period.start)),
        items=items_by_account(items),
        departments=_names(departments),
        classes=_names(classes),
        locations=_names(locations),
    )


def accounts_of(found: Sequence[Row]) -> tuple[ChartAccount, ...]:
    """The first account that NetSuite marks for a role has it."""
    holders: dict[Role, str] = {}
    for row in found:
        role = ROLES.get(row.get("sspecacct") or "")
        if role is not None:
            holders.setdefault(role, row.id())
    roles = {account: role for role, account in holders.items()}
    return tuple(_account(row, roles.get(row.id())) for row in found)


def _account(row: Row, role: Role | None) -> ChartAccount:
    account = Account(row.id(), row.get("acctnumber") or "", row.get("name") or "")
    income = row.text("accttype") in INCOME
    bank = row.text("accttype") == BANK
    return ChartAccount(account, row.on(objects.AVAILABLE), role, income, bank)


def _subsidiary(row: Row) -> Subsidiary:
    return Subsidiary(row.id(), row.text("name"), row.text("symbol"))


def _period(row: Row) -> Period:
    shut = any(row.on(lock) for lock in ("closed", "alllocked", "arlocked"))
    return Period(row.text("periodname"), row.day("firstday"), row.day("lastday"), not shut)


def _names(found: Iterable[Row]) -> Mapping[str, str]:
    return {row.id(): row.text("name") for row in found}
