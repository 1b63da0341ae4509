"""Steps as a plan would have them, each with the entry it predicts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from core.documents import Batch, CustomerId, Kind, Label
from core.ledger import NOTHING_POSTED, Account, Entry, Line, Segments, credit, debit
from core.money import ZERO, Money, total
from core.plan import Step
from core.records import (
    AppliedAmount,
    CreditMemoRecord,
    CustomerLinkRecord,
    CustomerRecord,
    DepositApplicationRecord,
    DepositRecord,
    DepositUnapplicationRecord,
    InvoiceRecord,
    ItemLine,
    ItemRecord,
    Key,
    MoneyReceived,
    PaymentApplicationsRecord,
    PaymentRecord,
    PurchaseOrderRecord,
    Record,
    TaxCode,
    key_of,
)
from core.situation import item_key
from tests.adapters.netsuite.company import (
    CHECKING,
    DEPOSITS,
    HEADER,
    LINE,
    MARIA,
    PARTS,
    RECEIVABLE,
    SALES,
    SUPPLIER,
    TAX,
    UNDEPOSITED,
)

TENANT: Final = "acme"
DAY: Final = date(2026, 3, 14)
BATCH: Final = Batch(9, "March, week 2")


def step(kind: Kind, source: int, record: Record, entry: Entry = NOTHING_POSTED) -> Step:
    return Step(key_of(TENANT, kind, source), record, Label(kind, source, str(source)), entry)


def line(
    amount: str, account: Account = SALES, tax: str | None = None, segments: Segments = LINE
) -> ItemLine:
    taxed = None if tax is None else Money.of(tax)
    price = Decimal(amount)
    return ItemLine(
        item_key(account.id),
        account,
        "Work done",
        Decimal(1),
        price,
        Money.of(amount),
        segments,
        taxed,
    )


def invoice(
    source: int,
    *lines: ItemLine,
    day: date = DAY,
    customer: Key = MARIA,
    header: Segments = HEADER,
) -> Step:
    tax = total(one.tax or ZERO for one in lines)
    whole = total(one.amount for one in lines) + tax
    record = InvoiceRecord(
        number=f"INV-{source}",
        date=day,
        customer=customer,
        segments=header,
        lines=lines,
        total=whole,
        tax=tax,
        tax_rate=Decimal("0.0825"),
        tax_code=TaxCode("1", "1"),
        due_date=day,
        project=None,
        batch=BATCH,
        memo="Furnace “Omega” repaired",
    )
    return step(Kind.INVOICE, source, record, _invoiced(record))


def credit_memo(source: int, *lines: ItemLine) -> Step:
    given = invoice(source, *lines)
    assert isinstance(given.record, InvoiceRecord)
    members = {one: getattr(given.record, one) for one in given.record.__dataclass_fields__}
    record = CreditMemoRecord(**{**members, "due_date": None})
    return replace(given, record=record, entry=given.entry.reversed())


def _invoiced(record: InvoiceRecord) -> Entry:
    revenue = [credit(one.account, one.amount, one.segments) for one in record.lines]
    taxes = [credit(TAX, record.tax, record.segments)] if record.tax else []
    return Entry((debit(RECEIVABLE, record.total, record.segments), *revenue, *taxes))


def received(source: int, amount: str, account: Account | None = None) -> MoneyReceived:
    return MoneyReceived(
        number=f"P-{source}",
        date=DAY,
        customer=MARIA,
        segments=HEADER,
        amount=Money.of(amount),
        account=account,
        method="2",
        method_name="Check",
        batch=BATCH,
        memo="",
        check_number="1044",
    )


def payment(
    source: int, amount: str, *applied: tuple[Step, str], account: Account | None = None
) -> Step:
    record = PaymentRecord(received(source, amount, account), amounts(*applied))
    entry = _money_in(record.received, RECEIVABLE)
    return step(Kind.PAYMENT, source, record, entry)


def deposit(source: int, amount: str, account: Account | None = None) -> Step:
    record = DepositRecord(received(source, amount, account))
    return step(Kind.PAYMENT, source, record, _money_in(record.received, DEPOSITS))


def application(source: int, of: Step, to: Step, amount: str) -> Step:
    money = Money.of(amount)
    record = DepositApplicationRecord(of.key, to.key, MARIA, money, DAY, HEADER)
    lines: tuple[Line, ...] = (debit(DEPOSITS, money, HEADER), credit(RECEIVABLE, money, HEADER))
    return step(Kind.APPLICATION, source, record, Entry(lines))


def applications(source: int, of: Step, *applied: tuple[Step, str]) -> Step:
    record = PaymentApplicationsRecord(of.key, amounts(*applied))
    return step(Kind.APPLICATION, source, record)


def unapplication(source: int, of: Step) -> Step:
    return step(Kind.APPLICATION, source, DepositUnapplicationRecord(of.key))


def purchase_order(source: int, quantity: str, cost: str, amount: str) -> Step:
    money = Money.of(amount)
    ordered = ItemLine(
        item_key(PARTS.id), PARTS, "Valve", Decimal(quantity), Decimal(cost), money, LINE
    )
    record = PurchaseOrderRecord(f"PO-{source}", DAY, SUPPLIER, HEADER, (ordered,), money, BATCH)
    return step(Kind.PURCHASE_ORDER, source, record)


def amounts(*applied: tuple[Step, str]) -> tuple[AppliedAmount, ...]:
    return tuple(AppliedAmount(to.key, Money.of(amount)) for to, amount in applied)


def _money_in(given: MoneyReceived, other: Account) -> Entry:
    into = given.account or UNDEPOSITED
    return Entry((debit(into, given.amount, HEADER), credit(other, given.amount, HEADER)))


def rekeyed(given: Step, change: Callable[[str], str]) -> Step:
    return replace(given, key=Key(change(given.key)))


def new_parties() -> tuple[Step, ...]:
    """A customer, its sync record, an item and a purchase order; each may name those before it."""
    person = CustomerRecord("Ada Chen-acme", "1", first_name="Ada", last_name="Chen")
    customer = step(Kind.CUSTOMER, 11, person)
    link = CustomerLinkRecord(TENANT, CustomerId(11), "Ada Chen", customer.key)
    item = ItemRecord("Crossfoot 1000", CHECKING, ("1",))
    return (
        customer,
        step(Kind.CUSTOMER_LINK, 11, link),
        step(Kind.ITEM, 1, item),
        purchase_order(8, "1", "5.00", "5.00"),
    )
