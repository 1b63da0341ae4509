"""One autumn's work: customers, jobs, invoices, payments and purchases, drawn from a seed."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from faker import Faker

from simulators.contractor.company import (
    HOMES,
    INVENTORY,
    PARTS,
    PAYMENT_TYPES,
    UNDEPOSITED,
    Home,
    set_up,
)
from simulators.contractor.lines import CENT, charged, discount, line, total

Row = dict[str, Any]

FIRST_DAY: Final = date(2026, 9, 1)
LAST_DAY: Final = date(2026, 11, 30)
BATCH_OF: Final = 50
CUSTOMER, JOB, INVOICE, PAYMENT = 10_000_001, 20_000_001, 30_000_001, 40_000_001
ORDER, ORDER_LINE, RECEIPT = 50_000_001, 51_000_001, 60_000_001

WORK: Final = ("Diagnostic visit", "Repair", "Installation", "Maintenance visit", "Inspection")
GOODS: Final = ("Copper pipe", "Run capacitor", "Breaker", "Filter", "Fittings")
STATUSES: Final = ("Scheduled", "Dispatched", "InProgress", "Hold", "Completed", "Canceled")
USES: Final = (
    *("in full", "ahead", "in part", "in full", "not applied", "several", "too much"),
    *("in full", "in full", "in part", "several", "ahead", "in full", "not applied"),
    *("in full", "several", "in part", "too much", "in full", "in full"),
)
"""What payments are for, in turn."""


@dataclass(frozen=True)
class _Owed:
    """What an invoice still owes, and since when."""

    invoice_id: int
    amount: Decimal
    day: date


@dataclass
class Season:
    """Draws everything in one fixed order, so that a seed names one file."""

    seed: int
    first: date = FIRST_DAY
    last: date = LAST_DAY
    customers: list[Row] = field(default_factory=list)
    jobs: list[Row] = field(default_factory=list)
    invoices: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    owed: dict[int, list[_Owed]] = field(default_factory=dict)
    _billed: list[int] = field(default_factory=list)
    """Customers in the order in which they were first billed."""
    _places: dict[int, int] = field(default_factory=dict)
    _owing: list[int] = field(default_factory=list)
    """The places there of those who owe, in order."""

    def __post_init__(self) -> None:
        self.fake = Faker("en_US", use_weighting=False)
        self.fake.seed_instance(self.seed)
        self.random = self.fake.random

    def servicetitan(self, documents: int) -> Row:
        """The ServiceTitan part of the file, with that many invoices and payments."""
        invoices = documents * 55 // 100
        self.work(max(8, documents // 5), invoices, documents - invoices)
        return {**set_up(), **self._documents()}

    def work(self, customers: int, invoices: int, payments: int) -> None:
        """So many of each."""
        for number in range(customers):
            self.customers.append(self._customer(number))
        for number in range(invoices):
            self._invoice(number)
        self._billed = list(self.owed)
        self._places = {customer: place for place, customer in enumerate(self._billed)}
        self._owing = [self._places[one] for one, owed in self.owed.items() if owed]
        for number in range(payments):
            self.payments.append(self._payment(number))

    def _documents(self) -> Row:
        orders, receipts = self._orders()
        return {
            "customers": self.customers,
            "jobs": self.jobs,
            "invoices": self.invoices,
            "payments": self.payments,
            "purchaseOrders": orders,
            "receipts": receipts,
            "batches": [*self.batches(), _purchasing(orders, receipts)],
        }

    def _customer(self, number: int) -> Row:
        """Names take every form in turn: one word, comma, two words, three, a company."""
        fake = self.fake
        first, last = fake.first_name(), fake.last_name()
        forms = (last, f"{last}, {first}", f"{first} {last}", f"{first} {fake.first_name()} {last}")
        commercial = number % 5 == 4
        return {
            "id": CUSTOMER + number,
            "name": fake.company() if commercial else forms[number % 5],
            "type": "Commercial" if commercial else "Residential",
            "address": {"street": fake.street_address(), **home_of(CUSTOMER + number).town},
            "contacts": self._contacts(number),
        }

    def _contacts(self, number: int) -> list[Row]:
        phone = {"type": "Phone", "value": f"775-555-{number % 10_000:04}"}
        mail = {"type": "Email", "value": f"customer{number}@example.com"}
        fax = {"type": "Fax", "value": f"775-556-{number % 10_000:04}"}
        return ([phone, mail], [phone], [mail], [phone, mail, fax])[number % 4]

    def _invoice(self, number: int) -> None:
        customer = self.random.choice(self.customers)["id"]
        home, day = home_of(customer), self.day()
        unit = self.random.choice(home.units)
        items = self._items(number, unit.revenue)
        row: Row = {
            "id": INVOICE + number,
            "customerId": customer,
            "businessUnitId": unit.id,
            "date": day.isoformat(),
            "dueDate": (day + timedelta(days=30)).isoformat(),
            "items": items,
            "taxZoneId": home.tax_zone_id,
        }
        if number % 5:
            row["jobId"] = self._job(customer, unit.id)
        self.invoices.append(row)
        amount = total(items, home.tax_rate)
        if amount > 0:
            self.owed.setdefault(customer, []).append(_Owed(row["id"], amount, day))

    def _job(self, customer: int, unit: int) -> int:
        status = STATUSES[4] if self.random.randint(1, 10) <= 7 else self.random.choice(STATUSES)
        number = JOB + len(self.jobs)
        row = {"id": number, "customerId": customer, "businessUnitId": unit, "status": status}
        self.jobs.append(row)
        return number

    def _items(self, number: int, revenue: str) -> list[Row]:
        """Now and then none, work for nothing, or a discount of all that was charged."""
        if number % 40 == 7:
            return []
        if number % 25 == 3:
            return [line(self.random.choice(WORK), "1", Decimal("0.00"), revenue)]
        work = [self._work(revenue) for _ in range(self.random.randint(1, 2))]
        goods = [self._goods() for _ in range(self.random.randint(0, 3))]
        if number % 50 == 11:
            return [*work, discount(charged(work))]
        if number % 6 == 2:
            tenth = charged([*work, *goods]) / 10
            return [*work, *goods, discount(tenth.quantize(CENT))]
        return [*work, *goods]

    def _work(self, revenue: str) -> Row:
        hours = self.random.choice(("1", "1", "1.5", "2"))
        return line(self.random.choice(WORK), hours, self.price(4_900, 240_000), revenue)

    def _goods(self) -> Row:
        quantity, price = str(self.random.randint(1, 6)), self.price(199, 18_000)
        goods = line(self.random.choice(GOODS), quantity, price, PARTS)
        return {**goods, "type": "Material", "taxable": True}

    def _payment(self, number: int) -> Row:
        customer = self._payer()
        amount, applications, day = self._use(customer, USES[number % len(USES)])
        self._note(customer)
        kind = self.random.choice(PAYMENT_TYPES)
        row: Row = {
            "id": PAYMENT + number,
            "customerId": customer,
            "businessUnitId": self.random.choice(home_of(customer).units).id,
            "amount": str(amount),
            "date": day.isoformat(),
            "typeId": kind[0],
            "glAccountNumber": UNDEPOSITED,
            "applications": applications,
        }
        return {**row, "checkNumber": str(1000 + number)} if kind[1] == "Check" else row

    def _payer(self) -> int:
        """Someone who owes, if anyone does."""
        if not self._owing:
            return int(self.random.choice(self.customers)["id"])
        place: int = self.random.choice(self._owing)
        return self._billed[place]

    def _note(self, customer: int) -> None:
        """Whether the customer owes anything after a payment."""
        if customer not in self.owed:
            return
        place = self._places[customer]
        at = bisect_left(self._owing, place)
        noted = self._owing[at : at + 1] == [place]
        if noted and not self.owed[customer]:
            del self._owing[at]
        elif self.owed[customer] and not noted:
            self._owing.insert(at, place)

    def _use(self, customer: int, use: str) -> tuple[Decimal, list[Row], date]:
        """What is paid, on which invoices, and when."""
        owed = self.owed.get(customer, [])
        if not owed or use == "not applied":
            return self.price(5_000, 60_000), [], self.day()
        first = owed.pop(0)
        full, after = [_applied(first, first.amount)], self._day(first.day, self.last)
        if use == "in part":
            part = (first.amount / 3).quantize(CENT) or first.amount
            self._leave(customer, first, part)
            return part, [_applied(first, part)], after
        if use == "too much":
            return first.amount + 50, full, after
        if use == "ahead":
            return first.amount, full, self._day(self.first, first.day)
        return self._pay([first, *(owed.pop(0) for _ in owed[:2] if use == "several")])

    def _pay(self, owed: list[_Owed]) -> tuple[Decimal, list[Row], date]:
        """All of it, when the last of the work was done."""
        amount = sum((one.amount for one in owed), Decimal(0))
        day = self._day(max(one.day for one in owed), self.last)
        return amount, [_applied(one, one.amount) for one in owed], day

    def _leave(self, customer: int, owed: _Owed, paid: Decimal) -> None:
        if owed.amount > paid:
            rest = _Owed(owed.invoice_id, owed.amount - paid, owed.day)
            self.owed[customer].append(rest)

    def _orders(self) -> tuple[list[Row], list[Row]]:
        """Six orders in turn received, received in part, not received."""
        orders = [self._order(number) for number in range(6)]
        receipts: list[Row] = []
        for number, order in enumerate(orders):
            if number % 3 == 2:
                continue
            received = {"purchaseOrderId": order["id"], "date": order["date"]}
            if number % 3 == 1:
                part = {"purchaseOrderItemId": order["items"][0]["id"], "quantity": "1"}
                received["items"] = [part]
            receipts.append({"id": RECEIPT + number, **received})
        return orders, receipts

    def _order(self, number: int) -> Row:
        home = HOMES[number % len(HOMES)]
        return {
            "id": ORDER + number,
            "vendorId": home.vendor_id,
            "businessUnitId": self.random.choice(home.units).id,
            "date": self.day().isoformat(),
            "items": [
                self._ordered(ORDER_LINE + 2 * number + place, name)
                for place, name in enumerate(self.random.sample(GOODS, 2))
            ],
        }

    def _ordered(self, number: int, name: str) -> Row:
        return {
            "id": number,
            "description": name,
            "quantity": str(self.random.randint(2, 40)),
            "cost": str(self.price(150, 9_000)),
            "glAccountNumber": INVENTORY,
        }

    def batches(self) -> Iterator[Row]:
        """Invoices and payments in the order of their dates, fifty to a batch."""
        documents = [(row["date"], "invoiceIds", row["id"]) for row in self.invoices]
        documents += [(row["date"], "paymentIds", row["id"]) for row in self.payments]
        documents.sort()
        for start in range(0, len(documents), BATCH_OF):
            batch: Row = {"name": f"Batch {start // BATCH_OF + 1}", "posted": True}
            for _, member, number in documents[start : start + BATCH_OF]:
                batch.setdefault(member, []).append(number)
            yield batch

    def day(self) -> date:
        """Any day of it."""
        return self._day(self.first, self.last)

    def later(self, day: str, by: int) -> str:
        """So many days later, but not after the last."""
        return min(date.fromisoformat(day) + timedelta(days=by), self.last).isoformat()

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def price(self, least_cents: int, most_cents: int) -> Decimal:
        return Decimal(self.random.randint(least_cents, most_cents)) * CENT


def _purchasing(orders: list[Row], receipts: list[Row]) -> Row:
    return {
        "name": "Purchasing",
        "posted": True,
        "purchaseOrderIds": [row["id"] for row in orders],
        "receiptIds": [row["id"] for row in receipts],
    }


def home_of(customer: int) -> Home:
    """Every third customer lives in California; one customer's documents stay in one subsidiary."""
    return HOMES[1 if customer % 3 == 0 else 0]


def _applied(owed: _Owed, amount: Decimal) -> Row:
    return {"invoiceId": owed.invoice_id, "amount": str(amount)}
