"""An example of every code, said by the product itself: what the error pages show.

Most come from the plan of a small situation; those that arise only while a run writes come from
`error_examples_of_runs`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from adapters.servicetitan.queue import invoice_of
from core.chart import Chart, Role
from core.documents import (
    BusinessUnit,
    BusinessUnitId,
    CustomerId,
    Invoice,
    InvoiceId,
    OrderLineId,
    Payment,
    PurchaseOrder,
    PurchaseOrderId,
    PurchaseOrderLine,
    Queue,
    Unreadable,
    Vendor,
    VendorId,
)
from core.money import Money
from core.planner import make_plan
from core.records import BookVendor, CustomerLink, NumberedBill, RemoteId
from core.refusals import Reason, Waiting
from core.situation import Situation
from simulators.servicetitan import ServiceTitan
from tests.core.builders import (
    CHART,
    DAY,
    HOUSEHOLD,
    HOUSEHOLD_SOUTH,
    MARIA,
    NORTH,
    UNIT,
    application,
    booked_deposit,
    booked_invoice,
    customer,
    found,
    invoice,
    line,
    payment,
    situation,
    with_legacy_id,
)
from tests.core.payables.builders import bill, buying, goods, receipt, vendor_credit
from tests.core.test_journals import OF_BILL, THE_MIX
from tests.core.test_journals import entry as journal_entry
from tests.core.test_journals import given as with_entry
from tests.core.test_journals import line as journal_line
from tests.core.test_planner import EVERY_RUN, FAR, LINKED
from tests.simulators.servicetitan.office import Api, Office

Example = tuple[Reason | Waiting, Situation]

ORDER = PurchaseOrder(
    id=PurchaseOrderId(8001),
    number="8001",
    date=DAY,
    vendor=VendorId(7001),
    business_unit=UNIT,
    job=None,
    lines=(
        PurchaseOrderLine(
            OrderLineId(71), "Pipe", Decimal(10), Decimal("4.80"), Money.of("48.00"), None
        ),
    ),
    total=Money.of("48.00"),
)
BO = CustomerId(8)
LOST = {MARIA: CustomerLink(RemoteId("9"), MARIA, None, lost=RemoteId("1107"))}


def said_by_the_plan() -> Iterator[tuple[str, str]]:
    """Code and explanation, of everything that stays out in each example."""
    examples = (*_invoices(), *_customers(), *_money(), *_later(), *_others(), *_journals())
    for code, given in examples:
        plan = make_plan(given)
        refused = ((one.reason, one.explanation) for one in plan.refused)
        held = ((one.waiting, one.explanation) for one in plan.held)
        words = next(words for found_code, words in (*refused, *held) if found_code is code)
        yield code.value, words


def _invoices() -> tuple[Example, ...]:
    return (
        (Reason.ACCOUNT_UNMAPPED, situation(invoice(lines=(line(number="5000"),)))),
        (Reason.BUSINESS_UNIT_UNMAPPED, situation(invoice(), choices=())),
        (Reason.CLOSED_PERIOD, situation(invoice(date=date(2026, 10, 31)))),
        (Reason.NEGATIVE_QUANTITY, situation(invoice(lines=(line(quantity=Decimal(-1)),)))),
        (Reason.NEGATIVE_TOTAL, situation(invoice(lines=(line("-20.00"),)))),
        (Reason.ORIGINAL_NOT_FOUND, situation(_adjustment())),
        (Reason.OTHER_CURRENCY, situation(invoice(), business_units=_canadian())),
        (Reason.SET_UP_INCOMPLETE, situation(invoice(), chart=_without_receivables())),
        (Reason.SUBSIDIARIES_DIFFER, _two_subsidiaries()),
        (Reason.TOTALS_DISAGREE, situation(invoice(subtotal=Money.of("99.99")))),
        (Waiting.ORIGINAL, _goes_with_this_run()),
    )


def _adjustment() -> Invoice:
    return invoice("-20.00", "I-205", adjustment_to=InvoiceId(204))


def _goes_with_this_run() -> Situation:
    original = invoice()
    return situation(original, _adjustment(), originals={original.id: original}, links=LINKED)


def _canadian() -> dict[BusinessUnitId, BusinessUnit]:
    return {UNIT: BusinessUnit(UNIT, "HVAC North", "CAD")}


def _without_receivables() -> Chart:
    return replace(
        CHART, accounts=tuple(one for one in CHART.accounts if one.role != Role.RECEIVABLE)
    )


def _two_subsidiaries() -> Situation:
    there = line(business_unit=BusinessUnitId(43))
    return situation(invoice(lines=(there,)), choices=(NORTH, FAR))


def _customers() -> tuple[Example, ...]:
    nameless = {BO: customer(" ", id=BO)}
    return (
        (Reason.CUSTOMER_NAME_BLANK, situation(invoice(customer=BO), customers=nameless)),
        (Reason.CUSTOMER_NOT_FOUND, situation(invoice(customer=BO))),
        (Reason.CUSTOMER_LINK_BROKEN, situation(invoice(), links=LOST)),
        (Reason.CUSTOMER_SUBSIDIARY, with_legacy_id("1107", HOUSEHOLD_SOUTH)),
        (Reason.LEGACY_ID_INVALID, with_legacy_id("1107x", HOUSEHOLD)),
        (Reason.CUSTOMER_SHARED, _shared()),
    )


def _shared() -> Situation:
    """Bo Chen was merged into Maria Lopez; what he is in NetSuite, Ann Wood is as well."""
    ann, his = CustomerId(9), RemoteId("c8")
    links = {
        **LINKED,
        BO: CustomerLink(RemoteId("10"), BO, his, name="Bo Chen"),
        ann: CustomerLink(RemoteId("11"), ann, his, name="Ann Wood"),
    }
    return situation(
        merged_customers={BO: customer("Bo Chen", id=BO, merged_to=MARIA)}, links=links
    )


def _money() -> tuple[Example, ...]:
    theirs = invoice(customer=BO, customer_name="Bo Chen")
    names = {MARIA: customer(), BO: customer("Bo Chen", id=BO)}
    paid = payment("100.00", applications=(application("I-204", "100.00"),))
    small = invoice("60.00")
    return (
        (Reason.CUSTOMERS_DIFFER, situation(theirs, paid, customers=names)),
        (Reason.INVOICE_OVERPAID, situation(small, _paying("60.01"), links=LINKED)),
        (Waiting.INVOICE, situation(paid, links=LINKED)),
    )


def _paying(amount: str) -> Payment:
    return payment("100.00", applications=(application("I-204", amount),))


def _later() -> tuple[Example, ...]:
    used = (application("I-204", "100.01"),)
    later = payment("100.00", exported=True, applications=used)
    booked = found(booked_deposit("P-17", "100.00"), booked_invoice("I-204", "150.00"))
    some = payment("100.00", exported=True, applications=(application("I-204", "60.00"),))
    there = found(booked_invoice("I-204", "100.00"))
    return (
        (Reason.BOOKED_DIFFERENTLY, situation(invoice("110.00"), booked=there)),
        (Reason.PAYMENT_EXCEEDED, situation(settings=EVERY_RUN, later=(later,), booked=booked)),
        (Waiting.RELATED_RECORD, situation(later=(some,), booked=booked)),
    )


def _others() -> tuple[Example, ...]:
    vendors = {ORDER.vendor: Vendor(ORDER.vendor, "Great Basin Supply")}
    order = situation(queue=Queue(purchase_orders=(ORDER,)), vendors=vendors)
    taken = NumberedBill(RemoteId("5"), RemoteId("v1"), "INV-1")
    south = {"Pipe Supply": BookVendor(RemoteId("v1"), "Pipe Supply", ("2",))}
    return (
        (Reason.VENDOR_UNMAPPED, order),
        (Reason.VENDOR_SUBSIDIARY, buying(bill("80.00", goods()), book_vendors=south)),
        (Reason.BILL_NUMBER_TAKEN, buying(bill("80.00", goods()), numbered_bills=(taken,))),
        (Reason.ORDER_NOT_FOUND, buying(receipt())),
        (Reason.RETURN_NOT_FOUND, buying(vendor_credit("40.00"))),
        (Waiting.RECEIPT, buying(bill("80.00", goods(receipt=1)))),
        (Reason.UNREADABLE, situation(queue=Queue(unreadable=(_unreadable(),)))),
    )


def _journals() -> tuple[Example, ...]:
    off = journal_entry(journal_line("1499", "100.00"), journal_line("4000", "-99.99"))
    nothing = journal_entry(journal_line("1499", "1.00"), journal_line("1499", "-1.00"))
    return (
        (Reason.ENTRY_UNBALANCED, with_entry(off)),
        (Reason.NOTHING_TO_POST, with_entry(nothing)),
        (Reason.PAYABLES_IN_ENTRY, with_entry(journal_entry(*OF_BILL), THE_MIX)),
    )


def _unreadable() -> Unreadable:
    """An invoice as ServiceTitan sends it, but for a line in parts of a cent."""
    st = ServiceTitan()
    office = Office(st)
    office.invoice(office.customer(), "100.00")
    row = Api(st).rows("accounting/invoices")[0]
    row["items"][0]["total"] = "100.005"
    read = invoice_of(row)
    assert isinstance(read, Unreadable), read
    return read
