"""A month of buying: orders, receipts, bills, goods that go back, and counts of the stock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from simulators.contractor.company import HOMES, INVENTORY, SUPPLIES, Home
from simulators.contractor.season import GOODS, ORDER, ORDER_LINE, RECEIPT, Season

Row = dict[str, Any]

RECEIPT_LINE, BILL, RETURN, CREDIT, COUNT = (
    65_000_001,
    61_000_001,
    62_000_001,
    63_000_001,
    64_000_001,
)


@dataclass
class Buying:
    """`season` draws the figures and has the jobs that things are bought for."""

    season: Season
    orders: list[Row] = field(default_factory=list)
    receipts: list[Row] = field(default_factory=list)
    bills: list[Row] = field(default_factory=list)
    returns: list[Row] = field(default_factory=list)
    credits: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)

    def make(self, orders: int) -> None:
        """So many orders: received at once, in two parts, in part, and not yet, in turn."""
        for number in range(orders):
            order = self._order(number)
            self.orders.append(order)
            self._receive(number, order)
        for number in range(max(2, orders // 3)):
            self._supplies(number)
            self._count(number)
        for number, receipt in enumerate(self.receipts[::5]):
            self._return(number, receipt)

    def tables(self) -> Row:
        return {
            "purchaseOrders": self.orders,
            "receipts": self.receipts,
            "bills": self.bills,
            "returns": self.returns,
            "apCredits": self.credits,
            "inventoryAdjustments": self.counts,
        }

    def batch(self) -> Row:
        came_with = [row["bill"]["id"] for row in self.receipts]
        return {
            "name": "Purchasing",
            "posted": True,
            "purchaseOrderIds": _ids(self.orders),
            "receiptIds": _ids(self.receipts),
            "billIds": [*came_with, *_ids(self.bills)],
            "returnIds": _ids(self.returns),
            "apCreditIds": _ids(self.credits),
            "adjustmentIds": _ids(self.counts),
        }

    def _order(self, number: int) -> Row:
        season, home = self.season, HOMES[number % len(HOMES)]
        unit = season.random.choice(home.units).id
        row: Row = {
            "id": ORDER + number,
            "vendorId": home.vendor_id,
            "businessUnitId": unit,
            "date": season.day().isoformat(),
            "items": [
                self._ordered(ORDER_LINE + 2 * number + place, name)
                for place, name in enumerate(season.random.sample(GOODS, 2))
            ],
        }
        return row if number % 3 else {**row, **self._for_a_job(unit)}

    def _for_a_job(self, unit: int) -> Row:
        jobs = [row["id"] for row in self.season.jobs if row["businessUnitId"] == unit]
        return {"jobId": self.season.random.choice(jobs)} if jobs else {}

    def _ordered(self, number: int, name: str) -> Row:
        return {
            "id": number,
            "description": name,
            "quantity": str(self.season.random.randint(2, 40)),
            "cost": str(self.season.price(150, 9_000)),
            "glAccountNumber": INVENTORY,
        }

    def _receive(self, number: int, order: Row) -> None:
        if number % 4 == 3:
            return
        if number % 4 == 0:
            whole = [(item, Decimal(item["quantity"])) for item in order["items"]]
            self._receipt(order, whole, dearer=number % 8 == 0)
            return
        one_each = [(item, Decimal(1)) for item in order["items"]]
        self._receipt(order, one_each[: number % 4], dearer=False)
        if number % 4 == 1:
            self._receipt(order, [(order["items"][1], Decimal(2))], dearer=True)

    def _receipt(
        self, order: Row, received: Sequence[tuple[Row, Decimal]], *, dearer: bool
    ) -> None:
        """The vendor bills it, now and then at another price than was ordered."""
        number, item_id = len(self.receipts), RECEIPT_LINE + 2 * len(self.receipts)
        more = Decimal("0.75") if dearer else Decimal(0)
        day = self.season.later(order["date"], 2)
        self.receipts.append(
            {
                "id": RECEIPT + number,
                "purchaseOrderId": order["id"],
                "date": day,
                "items": [
                    {
                        "id": item_id + place,
                        "purchaseOrderItemId": item["id"],
                        "quantity": str(quantity),
                        "billedCost": str(Decimal(item["cost"]) + more),
                    }
                    for place, (item, quantity) in enumerate(received)
                ],
                "bill": {
                    "id": BILL + number,
                    "vendorNumber": f"V-{1000 + number}",
                    "date": self.season.later(day, 3),
                },
            }
        )

    def _supplies(self, number: int) -> None:
        """A bill of no order."""
        home, day = HOMES[number % len(HOMES)], self.season.day().isoformat()
        expense = {
            "amount": str(self.season.price(2_000, 30_000)),
            "description": "Shop supplies",
            "glAccountNumber": SUPPLIES,
        }
        self.bills.append(
            {
                "id": BILL + 500_000 + number,
                "vendorId": home.vendor_id,
                "businessUnitId": self._unit(home),
                "vendorNumber": f"S-{2000 + number}",
                "date": day,
                "dueDate": self.season.later(day, 30),
                "expenseItems": [expense],
            }
        )

    def _count(self, number: int) -> None:
        """Of the stock: in turn less than was thought, and more."""
        home = HOMES[number % len(HOMES)]
        item = {
            "description": self.season.random.choice(GOODS),
            "quantity": ("-3", "2", "-1.5")[number % 3],
            "cost": str(self.season.price(150, 9_000)),
        }
        self.counts.append(
            {
                "id": COUNT + number,
                "businessUnitId": self._unit(home),
                "date": self.season.day().isoformat(),
                "memo": "Stock count",
                "items": [item],
            }
        )

    def _return(self, number: int, receipt: Row) -> None:
        """One piece of what came, for a credit."""
        order = next(row for row in self.orders if row["id"] == receipt["purchaseOrderId"])
        item = receipt["items"][0]["id"]
        day = self.season.later(receipt["date"], 4)
        self.returns.append(
            {
                "id": RETURN + number,
                "purchaseOrderId": order["id"],
                "date": day,
                "items": [{"receiptItemId": item, "quantity": "1"}],
            }
        )
        credit = {"id": CREDIT + number, "returnId": RETURN + number}
        self.credits.append({**credit, "date": self.season.later(day, 1)})

    def _unit(self, home: Home) -> int:
        return int(self.season.random.choice(home.units).id)


def _ids(rows: Sequence[Row]) -> list[int]:
    return [int(row["id"]) for row in rows]
