"""What people do in ServiceTitan with money in and back, and what they may still do."""

from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from adapters.compose.trouble.batches import Batches
from adapters.compose.trouble.refund_books import PAYABLE
from adapters.compose.trouble.work import Apply, Bill, CreditMemo, MoneyMoves, Pay, Refund
from adapters.demo.company import HVAC, RENO, SALES, UNDEPOSITED
from core.money import Money

DATE: Final = "2026-11-20"
ADDRESS: Final = {"street": "1 Main St", "city": "Reno", "state": "NV", "zip": "89501"}
BY_CHECK: Final = {"type": "Check Refund", "glAccountNumber": PAYABLE}
BY_CARD: Final = {"type": "Card Refund", "glAccountNumber": UNDEPOSITED}
T = TypeVar("T")


@dataclass
class Billed:
    """Cents. `owed` was never paid and `standing` never credited; `reopened` went back and may be paid
    again, unless it is credited. `ahead` are credits that nothing has used yet.
    """

    id: int
    customer: int
    owed: int
    standing: int
    number: str = ""
    taxed: bool = False
    reopened: int = 0
    ahead: int = 0
    went_back: bool = False
    touched: bool = False
    edited: bool = False

    @property
    def open(self) -> int:
        """What the office may still apply money to."""
        return self.owed + self.reopened

    def pay(self, cents: int) -> None:
        self.touched = True
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
        self.touched = True
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
    number: str = ""
    banked: bool = False


@dataclass
class People(Batches):
    """`customers` are ServiceTitan's ids by the place that an event names."""

    customers: list[int] = field(default_factory=list)
    bills: list[Billed] = field(default_factory=list)
    payments: list[Received] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)

    def tell(self, event: MoneyMoves) -> None:
        match event:
            case Bill():
                self._bill(event)
            case Pay():
                self._receive(event)
            case Apply(pick, share):
                self._apply(pick, share)
            case Refund():
                self._refund(event)
            case CreditMemo(pick, share):
                self._credit(pick, share)

    def meet(self, place: int) -> None:
        """A new customer, whom events know by the next place."""
        given = {"name": f"Person {place}", "type": "Residential", "address": ADDRESS}
        self.customers.append(self.vendors.act("create-customer", **given)["id"])

    def who(self, place: int) -> str:
        return f"Person {self.place(place)}"

    def place(self, customer: int) -> int:
        """Where whoever was merged away is now."""
        while customer in self.merged:
            customer = self.merged[customer]
        return customer

    def _bill(self, bill: Bill) -> None:
        item = labor(bill.cents) | {"taxable": bill.taxed}
        zone = {"taxZoneId": RENO} if bill.taxed else {}
        made = self.vendors.act("create-invoice", **self.whose(bill.customer), **zone, items=[item])
        tax = (bill.cents * 7 + 50) // 100 if bill.taxed else 0
        owed, place = bill.cents + tax, self.place(bill.customer)
        self.bills.append(Billed(made["id"], place, owed, owed, made["number"], bill.taxed))
        words = f"{self.who(place)} owes {Money(owed)} on invoice {made['number']}"
        self.said(words + (f", {Money(tax)} of it tax" if tax else ""))
        self.post("invoiceIds", made["id"])

    def _receive(self, pay: Pay) -> None:
        """Rather for an invoice whose money went back."""
        parts = self._parts(pay)
        given: dict[str, Any] = {"type": "Check", "glAccountNumber": UNDEPOSITED}
        given["amount"] = text(pay.cents)
        if parts:
            given["applications"] = [
                {"invoiceId": self.bills[at].id, "amount": text(part)} for at, part in parts
            ]
        made = self.vendors.act("take-payment", **self.whose(pay.customer), **given)
        number, place = made["referenceNumber"], self.place(pay.customer)
        self.said(f"{self.who(place)} paid {Money(pay.cents)} as {number}{self._used_on(parts)}")
        self.post("paymentIds", made["id"])
        received = Received(made["id"], place, pay.cents, number=number)
        self.payments.append(received)
        for at, part in parts:
            self._moved(received, at, part)

    def _used_on(self, parts: list[tuple[int, int]]) -> str:
        each = [f"{Money(part)} on invoice {self.bills[at].number}" for at, part in parts]
        return f", {' and '.join(each)}" if each else ""

    def _parts(self, pay: Pay) -> list[tuple[int, int]]:
        """What it pays at once: places of bills, and cents."""
        place = self.place(pay.customer)
        owing = [i for i, one in enumerate(self.bills) if self._takes_money(one, place)]
        owing = [i for i in owing if self.bills[i].reopened] or owing
        left, parts = pay.cents * pay.share // 100, list[tuple[int, int]]()
        for turn in range(min(pay.most, len(owing))):
            at = owing[(pay.pick + turn) % len(owing)]
            part = min(self.bills[at].open, left)
            left -= part
            parts += [(at, part)] if part else []
        return parts

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
        words = f"{Money(amount)} of {payment.number} is applied to invoice "
        self.said(words + self.bills[at].number)
        self._moved(payment, at, amount)

    def _moved(self, payment: Received, at: int, amount: int) -> None:
        payment.ahead -= amount
        payment.on[at] = payment.on.get(at, 0) + amount
        self.bills[at].pay(amount)

    def _takes_money(self, bill: Billed, customer: int) -> bool:
        """Nobody pays what was billed anew: it may be in the books as it was before."""
        return bill.customer == customer and bill.open > 0 and not bill.edited

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
        self.post_held()
        payment, at = chosen
        amount = share_of(payment.ahead if at is None else payment.on[at], refund.share)
        given = {"paymentId": payment.id, "reason": refund.reason, "amount": text(amount)}
        given |= BY_CHECK if refund.by_check else BY_CARD
        if at is not None:
            given["invoiceId"] = self.bills[at].id
        made = self.vendors.act("refund", **given, date=DATE)
        self.said(self._went_back(refund, payment, at, amount))
        self.post("paymentIds", made["id"])
        if made["adjustment"]:
            self.post("invoiceIds", made["adjustment"]["id"])
        self._given_back(payment, at, amount, refund.reason)

    def _went_back(self, refund: Refund, payment: Received, at: int | None, amount: int) -> str:
        way = "check" if refund.by_check else "card"
        words = f"{Money(amount)} of {payment.number} goes back by {way} ({refund.reason}"
        return words + (")" if at is None else f", from invoice {self.bills[at].number})")

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
        standing = [
            one for one in self.bills if one.standing > 0 and not one.taxed and not one.edited
        ]
        bill = picked([one for one in standing if one.went_back] or standing, pick)
        if bill is None:
            return
        self.post_held()
        amount = share_of(bill.standing, share)
        made = self.vendors.act(
            "create-adjustment", adjustmentToId=bill.id, date=DATE, items=[labor(-amount)]
        )
        self.said(
            f"adjustment {made['number']} of invoice {bill.number} takes back {Money(amount)}"
        )
        self.post("invoiceIds", made["id"])
        bill.credit(amount)

    def whose(self, customer: int) -> dict[str, Any]:
        found = self.customers[self.place(customer)]
        return {"customerId": found, "businessUnitId": HVAC, "date": DATE}


def labor(cents: int) -> dict[str, Any]:
    return {"description": "Labor", "price": text(cents), "glAccountNumber": SALES}


def text(cents: int) -> str:
    return Money(cents).text


def share_of(cents: int, share: int) -> int:
    """So much per cent of it, at least a cent."""
    return max(1, cents * share // 100)


def picked(found: list[T], pick: int) -> T | None:
    return found[pick % len(found)] if found else None
