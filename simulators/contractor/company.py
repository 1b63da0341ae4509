"""The contractor itself: its two subsidiaries with their business units, accounts, vendors."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

Row = dict[str, Any]


@dataclass(frozen=True)
class Unit:
    """A business unit, and the number of the account its work is sold on."""

    id: int
    name: str
    revenue: str


@dataclass(frozen=True)
class Home:
    """A state, served by one subsidiary: `id` is the subsidiary's in NetSuite."""

    id: str
    name: str
    units: tuple[Unit, ...]
    town: dict[str, str]
    tax_zone_id: int
    tax_zone: str
    tax_rate: Decimal
    vendor_id: int
    vendor: str


HOMES: Final = (
    Home(
        "2",
        "Sierra Comfort Nevada",
        (Unit(101, "HVAC Reno", "4010"), Unit(102, "Plumbing Reno", "4020")),
        {"city": "Reno", "state": "NV", "zip": "89501"},
        3001,
        "Washoe County",
        Decimal("0.08265"),
        7001,
        "Great Basin Supply",
    ),
    Home(
        "3",
        "Sierra Comfort California",
        (Unit(103, "Electrical Truckee", "4030"),),
        {"city": "Truckee", "state": "CA", "zip": "96161"},
        3002,
        "Nevada County",
        Decimal("0.0825"),
        7002,
        "Tahoe Pipe & Valve",
    ),
)
REVENUE: Final = (
    ("4010", "HVAC revenue"),
    ("4020", "Plumbing revenue"),
    ("4030", "Electrical revenue"),
    ("4100", "Parts revenue"),
    ("4900", "Discounts given"),
)
UNDEPOSITED, INVENTORY, PARTS = "1499", "1300", "4100"
OTHER_ACCOUNTS: Final = (
    (UNDEPOSITED, "Undeposited Funds", "OthCurrAsset", "UndepFunds"),
    (INVENTORY, "Inventory Asset", "OthCurrAsset", "InvtAsset"),
    ("1100", "Accounts Receivable", "AcctRec", "AcctRec"),
    ("2200", "Customer Deposits", "OthCurrLiab", "CustDep"),
    ("2300", "Sales Taxes Payable", "OthCurrLiab", "SalesTaxPay"),
)
PAYMENT_TYPES: Final = ((2001, "Check"), (2002, "Credit Card"), (2003, "Cash"))
BANK, PAYABLE, FEES, SHRINKAGE, SUPPLIES = "1000", "2350", "6200", "5200", "6100"
REFUND_BY_CHECK, REFUND_BY_CARD = 2004, 2005
EXPENSES: Final = (
    (FEES, "Merchant fees"),
    (SHRINKAGE, "Inventory shrinkage"),
    (SUPPLIES, "Shop supplies"),
)
CONTROL_ACCOUNTS: Final = (
    (BANK, "Checking", "Bank"),
    ("1100", "Accounts Receivable", "AcctRec"),
    ("2000", "Accounts Payable", "AcctPay"),
    ("2010", "Accrued Purchases", "OthCurrLiab"),
    ("2200", "Customer Deposits", "OthCurrLiab"),
    ("2300", "Sales Taxes Payable", "OthCurrLiab"),
    (PAYABLE, "Customer Refunds Payable", "OthCurrLiab"),
)
"""What a whole month posts to besides; NetSuite has them from the start."""
DEFAULT_ACCOUNTS: Final = {
    "AccountsReceivable": "1100",
    "CustomerDeposits": "2200",
    "SalesTaxPayable": "2300",
    "AccountsPayable": "2000",
    "GoodsReceivedNotInvoiced": "2010",
    "Inventory": INVENTORY,
    "InventoryAdjustments": SHRINKAGE,
    "UndepositedFunds": UNDEPOSITED,
}
"""What ServiceTitan's own journal entries post to, by its names of them."""


def set_up() -> Row:
    """ServiceTitan's side of it, before any customer."""
    units = [unit for home in HOMES for unit in home.units]
    return {
        "businessUnits": [{"id": unit.id, "name": unit.name, "currency": "USD"} for unit in units],
        "glAccounts": list(_gl_accounts()),
        "paymentTypes": [{"id": number, "name": name} for number, name in PAYMENT_TYPES],
        "taxZones": [
            {"id": home.tax_zone_id, "name": home.tax_zone, "rate": str(home.tax_rate)}
            for home in HOMES
        ],
        "jobTypes": [{"id": 4001, "name": "Service Call"}],
        "vendors": [{"id": home.vendor_id, "name": home.vendor} for home in HOMES],
    }


def netsuite() -> Row:
    """What the NetSuite account must hold before the documents come."""
    revenue = [_account(number, name, "Income") for number, name in REVENUE]
    others = [{**_account(*row[:3]), "sSpecAcct": {"id": row[3]}} for row in OTHER_ACCOUNTS]
    return {
        "subsidiaries": [
            {"id": home.id, "name": home.name, "currency": {"id": "1"}, "country": "US"}
            for home in HOMES
        ],
        "accounts": [*revenue, *others],
        "vendors": [{"companyName": home.vendor, "subsidiary": {"id": home.id}} for home in HOMES],
    }


def whole_set_up() -> Row:
    """`set_up` with what money that goes back, banking and stock need besides."""
    plain = set_up()
    expenses = [{"number": number, "name": name, "type": "Expense"} for number, name in EXPENSES]
    control = [{"number": one[0], "name": one[1], "type": one[2]} for one in CONTROL_ACCOUNTS]
    refunds = ((REFUND_BY_CHECK, "Check Refund"), (REFUND_BY_CARD, "Card Refund"))
    return {
        **plain,
        "glAccounts": [*plain["glAccounts"], *expenses, *control],
        "paymentTypes": [*plain["paymentTypes"], *({"id": n, "name": name} for n, name in refunds)],
    }


def whole_netsuite() -> Row:
    """`netsuite` with the expense accounts of a whole month."""
    plain = netsuite()
    expenses = [_account(number, name, "Expense") for number, name in EXPENSES]
    return {**plain, "accounts": [*plain["accounts"], *expenses]}


def business_unit_mapping() -> list[Row]:
    return [
        {"id": unit.id, "name": unit.name, "subsidiary": home.name, "subsidiaryId": home.id}
        for home in HOMES
        for unit in home.units
    ]


def _gl_accounts() -> Iterator[Row]:
    yield from ({"number": number, "name": name, "type": "Income"} for number, name in REVENUE)
    for number, name, kind, _ in OTHER_ACCOUNTS[:2]:
        yield {"number": number, "name": name, "type": kind}


def _account(number: str, name: str, kind: str) -> Row:
    return {"acctNumber": number, "acctName": name, "acctType": {"id": kind}}
