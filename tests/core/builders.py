"""Documents and situations for tests; a builder fills in what a test does not care about."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.chart import Chart, ChartAccount, Period, Role, Subsidiary
from core.documents import (
    Application,
    ApplicationId,
    BusinessUnit,
    BusinessUnitId,
    Customer,
    CustomerId,
    CustomerKind,
    GlAccount,
    Invoice,
    InvoiceId,
    InvoiceLine,
    Kind,
    Payment,
    PaymentId,
    Queue,
)
from core.ledger import Account, Entry, Posting, Segments, credit, debit
from core.mapping import AccountMapping
from core.money import ZERO, Money, total
from core.records import (
    BookCustomer,
    Booked,
    BookedApplication,
    BookedAs,
    Key,
    RemoteId,
    TaxCode,
    key_of,
)
from core.settings import MappingChoice, TenantSettings, Topic
from core.situation import Situation

TENANT = "acme"
UNIT = BusinessUnitId(42)
MARIA = CustomerId(7)
DAY = date(2026, 11, 10)
SEGMENTS = Segments("1")

RECEIVABLE = Account("11", "1100", "Accounts receivable")
UNDEPOSITED = Account("12", "1499", "Undeposited funds")
CHECKING = Account("10", "1000", "Checking")
DEPOSITS = Account("22", "2200", "Customer deposits")
TAX = Account("23", "2300", "Sales tax payable")
SERVICE = Account("40", "4000", "Service revenue")
DISCOUNTS = Account("49", "4900", "Discounts")
HIDDEN = Account("99", "4999", "Not for ServiceTitan")
INVENTORY = Account("13", "1300", "Inventory")

CHART = Chart(
    accounts=(
        ChartAccount(CHECKING, available=True),
        ChartAccount(RECEIVABLE, available=True, role=Role.RECEIVABLE),
        ChartAccount(UNDEPOSITED, available=True, role=Role.UNDEPOSITED),
        ChartAccount(INVENTORY, available=True, role=Role.INVENTORY),
        ChartAccount(DEPOSITS, available=True, role=Role.DEPOSITS),
        ChartAccount(TAX, available=True, role=Role.TAX),
        ChartAccount(SERVICE, available=True, income=True),
        ChartAccount(DISCOUNTS, available=True, income=True),
        ChartAccount(HIDDEN, available=False, income=True),
    ),
    subsidiaries={
        "1": Subsidiary("1", "Parent Company", "USD"),
        "2": Subsidiary("2", "South", "USD"),
    },
    periods=(
        Period("Oct 2026", date(2026, 10, 1), date(2026, 10, 31), open=False),
        Period("Nov 2026", date(2026, 11, 1), date(2026, 11, 30), open=True),
    ),
    items={SERVICE.id: RemoteId("501"), DISCOUNTS.id: RemoteId("502")},
)
NORTH = MappingChoice(Topic.BUSINESS_UNIT, str(UNIT), (("subsidiary", "1"),))


def line(amount: str = "100.00", number: str = "4000", **changes: Any) -> InvoiceLine:
    money = Money.of(amount)
    given = InvoiceLine("Tune-up", Decimal(1), Decimal(amount), money, GlAccount(number, "Service"))
    return replace(given, **changes)


def invoice(amount: str = "100.00", number: str = "I-204", **changes: Any) -> Invoice:
    """One line of `amount` without tax, unless lines are given; totals follow the lines."""
    lines = changes.pop("lines", (line(amount),))
    tax = changes.pop("tax", ZERO)
    subtotal = total(one.total for one in lines)
    given = Invoice(
        id=InvoiceId(int(number.split("-")[1])),
        number=number,
        date=DAY,
        customer=MARIA,
        customer_name="Maria Lopez",
        business_unit=UNIT,
        lines=lines,
        subtotal=subtotal,
        tax=tax,
        total=subtotal + tax,
        balance=subtotal + tax,
    )
    return replace(given, **changes)


def application(to: str, amount: str, number: int = 900) -> Application:
    invoice_id = InvoiceId(int(to.split("-")[1]))
    return Application(ApplicationId(number), invoice_id, to, Money.of(amount), DAY)


def payment(amount: str = "100.00", number: str = "P-17", **changes: Any) -> Payment:
    applications = changes.get("applications", ())
    applied = total(one.amount for one in applications)
    given = Payment(
        id=PaymentId(int(number.split("-")[1])),
        number=number,
        date=DAY,
        customer=MARIA,
        customer_name="Maria Lopez",
        business_unit=UNIT,
        amount=Money.of(amount),
        unapplied=Money.of(amount) - applied,
        type="Check",
        account=None,
        applications=(),
        modified=datetime(2026, 11, 10, tzinfo=UTC),
    )
    return replace(given, **changes)


def customer(name: str = "Maria Lopez", **changes: Any) -> Customer:
    return replace(Customer(MARIA, name, CustomerKind.RESIDENTIAL), **changes)


def situation(*documents: Invoice | Payment, **changes: Any) -> Situation:
    """A tenant with one business unit and customer, and these documents queued."""
    settings = changes.pop("settings", TenantSettings(TENANT, tax_code=TaxCode("5", "1")))
    chart = changes.pop("chart", CHART)
    choices = changes.pop("choices", (NORTH,))
    given = Situation(
        settings=settings,
        chart=chart,
        mapping=AccountMapping.of(choices, chart, settings.department),
        queue=Queue(
            tuple(one for one in documents if isinstance(one, Invoice)),
            tuple(one for one in documents if isinstance(one, Payment)),
        ),
        customers={MARIA: customer()},
        business_units={UNIT: BusinessUnit(UNIT, "HVAC North", "USD")},
    )
    return replace(given, **changes)


HOUSEHOLD = BookCustomer(RemoteId("1107"), "Lopez household", ("1",))
HOUSEHOLD_SOUTH = replace(HOUSEHOLD, subsidiaries=("2",))
LEGACY_FIELD = "NetSuite ID"
LEGACY = TenantSettings(TENANT, legacy_id_field=LEGACY_FIELD)


def with_legacy_id(value: str, *there: BookCustomer, **changes: Any) -> Situation:
    """Maria's invoice, her legacy ID, and the customers that NetSuite has."""
    maria = customer(custom_fields=((LEGACY_FIELD, value),))
    given = situation(
        invoice(),
        settings=LEGACY,
        customers={MARIA: maria},
        customer_fields=frozenset({LEGACY_FIELD}),
        book_customers={one.id: one for one in there},
    )
    return replace(given, **changes)


def key(kind: Kind, source: int) -> Key:
    return key_of(TENANT, kind, source)


def booked_invoice(number: str, amount: str, unpaid: str | None = None) -> Booked:
    entry = Entry(
        (
            debit(RECEIVABLE, Money.of(amount), SEGMENTS),
            credit(SERVICE, Money.of(amount), SEGMENTS),
        )
    )
    return _booked(Kind.INVOICE, number, "invoice", amount, entry, Money.of(unpaid or amount))


def booked_deposit(number: str, amount: str, *applied: tuple[int, str, str]) -> Booked:
    """`applied`: application id, invoice number, amount."""
    entry = Entry(
        (
            debit(UNDEPOSITED, Money.of(amount), SEGMENTS),
            credit(DEPOSITS, Money.of(amount), SEGMENTS),
        )
    )
    applications = tuple(
        BookedApplication(
            RemoteId(f"r{to}"),
            Money.of(cents),
            key(Kind.APPLICATION, one),
            DAY,
            key(Kind.INVOICE, int(to.split("-")[1])),
        )
        for one, to, cents in applied
    )
    booked = _booked(Kind.PAYMENT, number, "customerdeposit", amount, entry)
    return replace(booked, applications=applications, what=BookedAs.DEPOSIT)


def booked_payment(number: str, amount: str, *applied: tuple[str, str]) -> Booked:
    """`applied`: invoice number, amount."""
    entry = Entry(
        (
            debit(UNDEPOSITED, Money.of(amount), SEGMENTS),
            credit(RECEIVABLE, Money.of(amount), SEGMENTS),
        )
    )
    applications = tuple(
        BookedApplication(
            RemoteId(f"r{to}"),
            Money.of(cents),
            invoice_key=key(Kind.INVOICE, int(to.split("-")[1])),
        )
        for to, cents in applied
    )
    booked = _booked(Kind.PAYMENT, number, "customerpayment", amount, entry)
    return replace(booked, applications=applications, what=BookedAs.PAYMENT)


def _booked(
    kind: Kind,
    number: str,
    record_type: str,
    amount: str,
    entry: Entry,
    unpaid: Money | None = None,
) -> Booked:
    posting: Posting = entry.posting()
    return Booked(
        key=key(kind, int(number.split("-")[1])),
        id=RemoteId(f"r{number}"),
        type=record_type,
        number=number,
        date=DAY,
        entity=RemoteId("c7"),
        total=Money.of(amount),
        posting=posting,
        unpaid=unpaid,
    )


def found(*booked: Booked) -> dict[Key, Booked]:
    return {one.key: one for one in booked}
