"""What a company sets up before it books anything: subsidiaries, accounts, segments, taxes.

These record types are read by reference and through SuiteQL; the record service for them is not
simulated, so they come with `/_sim/load` or by hand (`/_sim/actions`).
"""

from typing import Any, Final

from simulators.netsuite.company import Company
from simulators.netsuite.fields import Field, RecordType, Sublist, choice, ref, text
from simulators.netsuite.records import Record

ACCOUNT_TYPES: Final = (
    *("Bank", "AcctRec", "UnbilledRec", "OthCurrAsset", "FixedAsset", "OthAsset"),
    *("DeferExpense", "AcctPay", "CredCard", "OthCurrLiab", "LongTermLiab", "DeferRevenue"),
    *("Equity", "Income", "COGS", "Expense", "OthIncome", "OthExpense", "NonPosting", "Stat"),
)
SPECIAL_ACCOUNTS: Final = (
    *("AcctRec", "AcctPay", "UndepFunds", "CustDep", "RecvNotBill", "RtnNotCredit", "InvtAsset"),
    *("COGS", "RefundPay", "SalesTaxPay", "Tax", "RetEarnings", "OpeningBalEquity"),
    *("RealizedERV", "UnrERV", "RndERV", "CumulTransAdj"),
    *("SalesOrd", "PurchOrd", "RtnAuth", "Estimate"),
)
SUBSIDIARIES: Final = {"subsidiary": Sublist({"id": ref("subsidiary")}, key=("id",))}
COMMON: Final[dict[str, Field]] = {
    "name": text(83, required=True, label="Name"),
    "externalId": text(),
    "isInactive": Field("bool"),
    "includeChildren": Field("bool"),
}


def _account_display(record: Record) -> str:
    return " ".join(filter(None, (record.text("acctNumber"), record.text("acctName"))))


def _note_system_account(company: Company, record: Record | None, _before: Record | None) -> None:
    special = record.text("sSpecAcct") if record else None
    if record is not None and special is not None:
        company.state.names.put(("system account", special), record.id)


def _account_number(record: Record) -> tuple[str, ...] | None:
    number = record.text("acctNumber")
    return ("account number", number) if number else None


SUBSIDIARY: Final = RecordType(
    "subsidiary",
    space="subsidiary",
    fields={
        **COMMON,
        "legalName": text(),
        "parent": ref("subsidiary"),
        "currency": ref("currency", required=True, label="Currency"),
        "country": text(2),
        "isElimination": Field("bool"),
    },
    custom_prefix="custrecord",
    served=False,
)
CURRENCY: Final = RecordType(
    "currency", space="currency", fields={**COMMON, "symbol": text(3)}, served=False
)
ACCOUNT: Final = RecordType(
    "account",
    space="account",
    fields={
        "acctNumber": text(60),
        "acctName": text(60, required=True, label="Name"),
        "acctType": choice(
            {name: name for name in ACCOUNT_TYPES}, required=True, label="Account Type"
        ),
        "sSpecAcct": choice({name: name for name in SPECIAL_ACCOUNTS}),
        "description": text(),
        "parent": ref("account"),
        "currency": ref("currency"),
        "externalId": text(),
        "isInactive": Field("bool"),
        "includeChildren": Field("bool"),
    },
    sublists=SUBSIDIARIES,
    custom_prefix="custrecord",
    served=False,
    settle=_note_system_account,
    unique=_account_number,
    display=_account_display,
)


def _segment(name: str) -> RecordType:
    return RecordType(
        name,
        space=name.lower(),
        fields={**COMMON, "parent": ref(name)},
        sublists=SUBSIDIARIES,
        custom_prefix="custrecord",
        served=False,
    )


DEPARTMENT: Final = _segment("department")
CLASSIFICATION: Final = _segment("classification")
LOCATION: Final = _segment("location")
TAX_TYPE: Final = RecordType("taxType", space="taxtype", fields=COMMON, served=False)
TAX_CODE: Final = RecordType(
    "taxCode",
    space="taxcode",
    fields={
        **COMMON,
        "taxType": ref("taxType", required=True, label="Tax Type"),
        "account": ref("account", required=True, label="Tax Account"),
    },
    served=False,
)
PAYMENT_METHOD: Final = RecordType(
    "paymentMethod",
    space="paymentmethod",
    fields={**COMMON, "account": ref("account")},
    served=False,
)

SYSTEM_ACCOUNTS: Final = (
    ("1000", "Checking", "Bank", None),
    ("1100", "Accounts Receivable", "AcctRec", "AcctRec"),
    ("1300", "Inventory Asset", "OthCurrAsset", "InvtAsset"),
    ("1499", "Undeposited Funds", "OthCurrAsset", "UndepFunds"),
    ("2000", "Accounts Payable", "AcctPay", "AcctPay"),
    ("2010", "Accrued Purchases", "OthCurrLiab", "RecvNotBill"),
    ("2020", "Purchases Returned Not Credited", "OthCurrLiab", "RtnNotCredit"),
    ("2200", "Customer Deposits", "OthCurrLiab", "CustDep"),
    ("2300", "Sales Taxes Payable", "OthCurrLiab", "SalesTaxPay"),
    ("2350", "Customer Refunds Payable", "OthCurrLiab", "RefundPay"),
    ("3000", "Opening Balance", "Equity", "OpeningBalEquity"),
    ("3200", "Retained Earnings", "Equity", "RetEarnings"),
    ("3300", "Cumulative Translation Adjustment", "Equity", "CumulTransAdj"),
    ("4000", "Sales", "Income", None),
    ("5000", "Cost of Goods Sold", "COGS", "COGS"),
    ("6000", "Expenses", "Expense", None),
    ("6900", "Realized Gain/Loss", "OthExpense", "RealizedERV"),
    ("6910", "Unrealized Gain/Loss", "OthExpense", "UnrERV"),
    ("6920", "Rounding Gain/Loss", "OthExpense", "RndERV"),
    ("9000", "Sales Orders", "NonPosting", "SalesOrd"),
    ("9010", "Purchase Orders", "NonPosting", "PurchOrd"),
    ("9020", "Return Authorizations", "NonPosting", "RtnAuth"),
    ("9030", "Estimates", "NonPosting", "Estimate"),
)


def _system_account(at: int, row: tuple[str, str, str, str | None]) -> dict[str, Any]:
    number, name, kind, special = row
    account = {"id": str(at), "acctNumber": number, "acctName": name, "acctType": {"id": kind}}
    return {**account, "sSpecAcct": {"id": special}} if special else account


def default_account() -> dict[str, Any]:
    """The account as a load: one company in US dollars with its system accounts."""
    return {
        "currencies": [{"id": "1", "name": "US Dollar", "symbol": "USD"}],
        "subsidiaries": [
            {"id": "1", "name": "Parent Company", "currency": {"id": "1"}, "country": "US"}
        ],
        "accounts": [_system_account(at, row) for at, row in enumerate(SYSTEM_ACCOUNTS, start=1)],
        "taxTypes": [{"id": "1", "name": "Sales Tax"}],
        "taxCodes": [
            {
                "id": "1",
                "name": "Sales Tax",
                "taxType": {"id": "1"},
                "account": {"id": "9"},
            }
        ],
        "paymentMethods": [{"id": "1", "name": "Cash"}, {"id": "2", "name": "Check"}],
    }
