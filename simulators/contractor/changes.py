"""What happens to invoices and payments after they were posted: adjustments, and money that goes back.

Everything here is an action of its own, since it needs what it changes posted first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from simulators.contractor.company import PAYABLE, REFUND_BY_CARD, REFUND_BY_CHECK, UNDEPOSITED
from simulators.contractor.lines import line, total
from simulators.contractor.season import Season, home_of

Row = dict[str, Any]

ADJUSTMENT, REFUND = 31_000_001, 41_000_001
BY_CHECK: Final = {"typeId": REFUND_BY_CHECK, "glAccountNumber": PAYABLE}
BY_CARD: Final = {"typeId": REFUND_BY_CARD, "glAccountNumber": UNDEPOSITED}


@dataclass
class Changes:
    """Of a season's documents; `adjustments` and `refunds` are the ids that have to be posted."""

    season: Season
    actions: list[Row] = field(default_factory=list)
    adjustments: list[int] = field(default_factory=list)
    refunds: list[int] = field(default_factory=list)

    def make(self) -> None:
        """One invoice in eleven is adjusted, one payment in twelve goes back."""
        given_back = self._given_back()
        kept = {one["invoiceId"] for payment in given_back for one in payment["applications"]}
        priced = [row for row in self.season.invoices if row["items"] and row["id"] not in kept]
        for place, invoice in enumerate(priced[::11]):
            self._adjust(invoice, place)
        for place, payment in enumerate(given_back):
            self._give_back(payment, place)

    def _given_back(self) -> list[Row]:
        """Payments of one whole invoice, and money that nobody used."""
        unused = [row for row in self.season.payments if not row["applications"]]
        whole = [row for row in self.season.payments if self._is_whole(row)]
        return sorted([*unused[::6], *whole[::10]], key=lambda row: int(row["id"]))

    # --- adjustments ---

    def _adjust(self, invoice: Row, place: int) -> None:
        """In turn more work, a lower price, and more goods with tax."""
        revenue = next(one["glAccountNumber"] for one in invoice["items"])
        price = Decimal(2_500 + 1_375 * (place % 7)) / 100
        work = line("Return visit", "1", price, revenue)
        less = line("Goodwill", "1", -price, revenue)
        goods = {**line("Fittings", "2", price, revenue), "type": "Material", "taxable": True}
        item = (work, less, goods)[place % 3]
        self._adjustment(invoice, [item], self.season.later(invoice["date"], 5))

    def _adjustment(self, invoice: Row, items: list[Row], day: str) -> int:
        made = ADJUSTMENT + len(self.adjustments)
        self.adjustments.append(made)
        self.actions.append(
            {
                "action": "create-adjustment",
                "id": made,
                "adjustmentToId": invoice["id"],
                "date": day,
                "items": items,
                "taxZoneId": invoice["taxZoneId"],
            }
        )
        return made

    # --- money that goes back ---

    def _give_back(self, payment: Row, place: int) -> None:
        amount = Decimal(payment["amount"])
        if not payment["applications"]:
            part = amount if place % 2 else (amount / 2).quantize(Decimal("0.01"))
            self._refund(payment, part, BY_CHECK, [])
            return
        invoice = self._invoice(payment["applications"][0]["invoiceId"])
        if place % 3 == 2:
            self._refund(payment, amount, BY_CARD, [(invoice["id"], amount)])
            return
        taken_back = [_negative(one) for one in invoice["items"]]
        day = self.season.later(payment["date"], 2)
        memo = self._adjustment(invoice, taken_back, day)
        self._refund(payment, amount, (BY_CHECK, BY_CARD)[place % 2], [(memo, amount)])

    def _refund(
        self, payment: Row, amount: Decimal, way: Row, applied: list[tuple[int, Decimal]]
    ) -> None:
        made = REFUND + len(self.refunds)
        self.refunds.append(made)
        applications = [{"invoiceId": to, "amount": str(-part)} for to, part in applied]
        self.actions.append(
            {
                "action": "take-payment",
                "id": made,
                "customerId": payment["customerId"],
                "businessUnitId": payment["businessUnitId"],
                "amount": str(-amount),
                "date": self.season.later(payment["date"], 2),
                "refundedPaymentId": payment["id"],
                "applications": applications,
                **way,
            }
        )

    def _is_whole(self, payment: Row) -> bool:
        """It pays one invoice, all of that, and no more."""
        if len(payment["applications"]) != 1:
            return False
        invoice = self._invoice(payment["applications"][0]["invoiceId"])
        owed = total(invoice["items"], home_of(payment["customerId"]).tax_rate)
        return Decimal(payment["amount"]) == owed

    def _invoice(self, number: int) -> Row:
        return next(row for row in self.season.invoices if row["id"] == number)

    def posting(self) -> Iterator[Row]:
        """The actions that put all of it in one batch, and post that."""
        batch = 90_000_001
        yield {"action": "create-batch", "id": batch, "name": "Adjustments and refunds"}
        members = {"invoiceIds": self.adjustments, "paymentIds": self.refunds}
        yield {"action": "add-to-batch", "batchId": batch, **members}
        yield {"action": "post-batch", "batchId": batch}


def _negative(item: Row) -> Row:
    return {**item, "price": str(-Decimal(item["price"]))}
