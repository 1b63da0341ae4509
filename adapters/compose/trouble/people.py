"""What people do in ServiceTitan with money in and back, and what they may still do."""

from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from adapters.demo.company import HVAC, SALES, UNDEPOSITED
from core.money import Money
from tests.simulation.company import Vendors
from tests.simulation.refund_books import PAYABLE
from tests.simulation.refund_orders import Apply, Bill, CreditMemo, Pay, Refund

DATE: Final = "2026-11-20"
BY_CHECK: Final = {"type": "Check Refund", "glAccountNumber": PAYABLE}
BY_CARD: Final = {"type": "Card Refund", "glAccountNumber": UNDEPOSITED}
T = TypeVar("T")
Work = Bill | Pay | Apply | Refund | CreditMemo


@dataclass
class Billed:
    """Cents. `owed` was never paid and `standing` never credited; `reopened` went back and may be paid
    again, unless it is credited. `ahead` are credits that nothing has used yet.
    """

    id: int
    customer: int
    owed: int
    standing: int
    reopened: int = 0
    ahead: int = 0
    went_back: bool = False

    @property
    def open(self) -> int:
        """What the office may still apply money to."""
        return self.owed + self.reopened

    def pay(self, cents: int) -> None:
        own = min(self.owed, cents)
        self.owed -= own
        self.reopened -= cents - own

    def reopen(self, cents: int) -> None:
        """A credit that is left over covers it at once."""
        self.went_back = True
        credited = min(self.ahead, cents)
        self.ahead -= credited
        self.reopened += cents - credited

    def credit(self, cents: int) -> None:
        self.standing -= cents
        covers = min(self.reopened, cents)
        self.reopened -= covers
        self.ahead += cents - covers


@dataclass
class Received:
    """Cents; `on` is what it still pays of each invoice by its place."""

    id: int
    customer: int
    ahead: int
    on: dict[int, int] = field(default_factory=dict)


@dataclass
class People:
    """`customers` are ServiceTitan's ids by the place that an event names."""

    vendors: Vendors
    customers: list[int] = field(default_factory=list)
    bills: list[Billed] = field(default_factory=list)
    payments: list[Received] = field(default_factory=list)

    def tell(self, event: Bill | Pay | Apply | Refund | CreditMemo) -> None:
        match event:
            case Bill(customer, cents):
                item = _labor(cents)
                made = self.vendors.act("create-invoice", **self._whose(customer), items=[item])
                self._post("invoiceIds", made["id"])
                self.bills.append(Billed(made["id"], customer, cents, cents))
            case Pay():
                self._receive(event)
            case Apply(pick, share):
                self._apply(pick, share)
            case Refund():
                self._refund(event)
            case CreditMemo(pick, share):
                self._credit(pick, share)

    def _receive(self, pay: Pay) -> None:
        """Rather for an invoice whose money went back."""
        owing = [i for i, one in enumerate(self.bills) if self._takes_money(one, pay.customer)]
        at = picked([i for i in owing if self.bills[i].reopened] or owing, pay.pick)
        part = 0 if at is None else min(self.bills[at].open, pay.cents) * pay.share // 100
        given: dict[str, Any] = {"type": "Check", "glAccountNumber": UNDEPOSITED}
        given["amount"] = text(pay.cents)
        if at is not None and part:
            applied = {"invoiceId": self.bills[at].id, "amount": text(part)}
            given["applications"] = [applied]
        made = self.vendors.act("take-payment", **self._whose(pay.customer), **given)
        self._post("paymentIds", made["id"])
        received = Received(made["id"], pay.customer, pay.cents)
        self.payments.append(received)
        if at is not None and part:
            self._moved(received, at, part)

    def _apply(self, pick: int, share: int) -> None:
        pairs = [
            (payment, at)
            for payment in self.payments
            for at, bill in enumerate(self.bills)
            if payment.ahead and self._takes_money(bill, payment.customer)
        ]
        pair = picked([one for one in pairs if self.bills[one[1]].reopened] or pairs, pick)
        if pair is None:
            return
        payment, at = pair
        amount = share_of(min(payment.ahead, self.bills[at].open), share)
        ids = {"paymentId": payment.id, "invoiceId": self.bills[at].id}
        self.vendors.act("apply-payment", **ids, amount=text(amount), date=DATE)
        self._moved(payment, at, amount)

    def _moved(self, payment: Received, at: int, amount: int) -> None:
        payment.ahead -= amount
        payment.on[at] = payment.on.get(at, 0) + amount
        self.bills[at].pay(amount)

    def _takes_money(self, bill: Billed, customer: int) -> bool:
        return bill.customer == customer and bill.open > 0

    def _refund(self, refund: Refund) -> None:
        """Of what a payment holds ahead, or of what it pays of one invoice."""
        back = [
            (payment, at)
            for payment in self.payments
            for at in ((None,) if refund.reason == "unapplied" else tuple(payment.on))
            if (payment.ahead if at is None else payment.on[at]) > 0
        ]
        chosen = picked(back, refund.pick)
        if chosen is None:
            return
        payment, at = chosen
        amount = share_of(payment.ahead if at is None else payment.on[at], refund.share)
        given = {"paymentId": payment.id, "reason": refund.reason, "amount": text(amount)}
        given |= BY_CHECK if refund.by_check else BY_CARD
        if at is not None:
            given["invoiceId"] = self.bills[at].id
        made = self.vendors.act("refund", **given, date=DATE)
        self._post("paymentIds", made["id"])
        if made["adjustment"]:
            self._post("invoiceIds", made["adjustment"]["id"])
        self._given_back(payment, at, amount, refund.reason)

    def _given_back(self, payment: Received, at: int | None, amount: int, reason: str) -> None:
        if at is None:
            payment.ahead -= amount
            return
        payment.on[at] -= amount
        if reason == "revenue":
            self.bills[at].standing -= amount
        else:
            self.bills[at].reopen(amount)

    def _credit(self, pick: int, share: int) -> None:
        """Rather of an invoice whose money went back."""
        back = [one for one in self.bills if one.went_back and one.standing > 0]
        bill = picked(back or [one for one in self.bills if one.standing > 0], pick)
        if bill is None:
            return
        amount = share_of(bill.standing, share)
        made = self.vendors.act(
            "create-adjustment", adjustmentToId=bill.id, date=DATE, items=[_labor(-amount)]
        )
        self._post("invoiceIds", made["id"])
        bill.credit(amount)

    def _whose(self, customer: int) -> dict[str, Any]:
        return {"customerId": self.customers[customer], "businessUnitId": HVAC, "date": DATE}

    def _post(self, kind: str, document: int) -> None:
        batch = self.vendors.act("create-batch", name=f"Batch of {document}")["id"]
        self.vendors.act("add-to-batch", batchId=batch, **{kind: [document]})
        self.vendors.act("post-batch", batchId=batch)


def _labor(cents: int) -> dict[str, Any]:
    return {"description": "Labor", "price": text(cents), "glAccountNumber": SALES}


def text(cents: int) -> str:
    return Money(cents).text


def share_of(cents: int, share: int) -> int:
    """So much per cent of it, at least a cent."""
    return max(1, cents * share // 100)


def picked(found: list[T], pick: int) -> T | None:
    return found[pick % len(found)] if found else None
