"""What an office buys: orders of one vendor, what comes of them, its bills and its credits.

Receipts, bills and credits go by their number. Quantities and costs are text as written.
"""

from collections.abc import Mapping
from typing import Final

from adapters.compose.simulation import make_available
from features.office import Office
from features.premises import TODAY, UNIT_ID, VENDOR, Json
from features.screens import plain

EXPENSES: Final = "6000"
NOT_BILLED: Final[Mapping[str, str]] = {}


class Buying:
    """Of one office, which knows the ids of all that was made."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def order(self, number: str, quantity: str, cost: str, date: str = TODAY) -> None:
        """So many pipes; an order of which nothing came yet."""
        line = {"description": "Pipe", "quantity": quantity, "cost": plain(cost)}
        self.office.order(number, None, line, date=date)

    def receive(
        self,
        number: str,
        order: str,
        quantity: str,
        cost: str | None = None,
        date: str = TODAY,
        billed: Mapping[str, str] = NOT_BILLED,
    ) -> None:
        """So many pipes came; in no batch. `billed`: `number`, `cost` of one, `tax`, `shipping`."""
        ids = self.office.ids
        pipe: Json = {"purchaseOrderItemId": ids[f"Pipe of {order}"], "quantity": quantity}
        pipe |= {"cost": plain(cost)} if cost else {}
        pipe |= {"billedCost": plain(billed["cost"])} if "cost" in billed else {}
        given = {"purchaseOrderId": ids[order], "number": number, "date": date, "items": [pipe]}
        made = self.office.act("receive-purchase-order", **given, bill=_bill(billed))
        self.office.remember("receiptIds", number, made["id"])
        ids[f"Pipe of {number}"] = made["itemIds"][0]
        if "number" in billed:
            self.office.remember("billIds", billed["number"], made["bill"]["id"])

    def bill(
        self, number: str, *, vendor: str = VENDOR, customer: str | None = None, **given: object
    ) -> None:
        """A bill of no order, in no batch; `items` or `expenseItems`, maybe `tax`, `date`."""
        header = {"vendorId": self.office.ids[vendor], "businessUnitId": UNIT_ID, "date": TODAY}
        if customer is not None:
            header["jobId"] = self.office.job(customer)
        made = self.office.act("create-bill", **{**header, "vendorNumber": number, **given})
        self.office.remember("billIds", number, made["id"])

    def give_back(self, credit: str, receipt: str, quantity: str) -> None:
        """So many pipes of a receipt go back, and the vendor's credit comes; in no batch."""
        given = {"vendorId": self.office.ids[VENDOR], "businessUnitId": UNIT_ID, "date": TODAY}
        item = {"receiptItemId": self.office.ids[f"Pipe of {receipt}"], "quantity": quantity}
        gone = self.office.act("return-to-vendor", **given, items=[item])
        credit_given = {"returnId": gone["id"], "date": TODAY, "referenceNumber": credit}
        made = self.office.act("receive-credit", **credit_given)
        self.office.remember("apCreditIds", credit, made["id"])

    def expense_account(self) -> None:
        """6000 Expenses, in both systems."""
        self.office.act("create-gl-account", number=EXPENSES, name="Expenses")
        make_available(self.office.netsuite, [EXPENSES])

    def status(self, number: str) -> str:
        """What ServiceTitan says of a bill or a credit."""
        state = self.office.servicetitan_state()
        found = [*state["bills"].values(), *state["ap_credits"].values()]
        numbered = (one for one in found if one["id"] == self.office.ids[number])
        return str(next(numbered)["sync_status"])


def _bill(billed: Mapping[str, str]) -> Json:
    charges = {name: plain(billed[name]) for name in ("tax", "shipping") if name in billed}
    return {**charges, **({"vendorNumber": billed["number"]} if "number" in billed else {})}


def pipes(quantity: str, cost: str) -> list[Json]:
    return [
        {
            "description": "Pipe",
            "quantity": quantity,
            "cost": plain(cost),
            "glAccountNumber": "1300",
        }
    ]


def expense(amount: str) -> list[Json]:
    return [{"description": "Fuel", "amount": plain(amount), "glAccountNumber": EXPENSES}]
