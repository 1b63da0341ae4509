"""Expense lines: an account and an amount, for a customer perhaps (facts §4)."""

from typing import Final

from simulators.netsuite.fields import NOT_SIMULATED, Field, Sublist, ref, text
from simulators.netsuite.transactions import SEGMENT_FIELDS

CUSTOMER_OF_LINE: Final[dict[str, Field]] = {
    "customer": ref("customer", "job"),
    "isBillable": NOT_SIMULATED,
}
EXPENSES: Final = Sublist(
    {
        "line": Field("integer"),
        "account": ref("account", required=True, label="Account"),
        "amount": Field("money", required=True, label="Amount"),
        "memo": text(4000),
        **CUSTOMER_OF_LINE,
        **SEGMENT_FIELDS,
        "category": NOT_SIMULATED,
    },
    key=("line",),
    numbered=True,
    custom_prefix="custcol",
)
