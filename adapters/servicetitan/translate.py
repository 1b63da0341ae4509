"""ServiceTitan's records as the core's documents: pure, one function for each kind.

Nothing is decided here. Texts are as sent; a document without a number goes by its id.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from adapters.servicetitan.reading import NotADocumentError
from adapters.servicetitan.wire import (
    EXPORTED,
    WireAccount,
    WireAddress,
    WireApplication,
    WireBatch,
    WireBusinessUnit,
    WireContact,
    WireCustomer,
    WireInvoice,
    WireInvoiceItem,
    WireJob,
    WireNamed,
    WirePayment,
    WireVendor,
)
from core.documents import (
    Address,
    Application,
    ApplicationId,
    Batch,
    BusinessUnit,
    BusinessUnitId,
    Customer,
    CustomerId,
    CustomerKind,
    GlAccount,
    Invoice,
    InvoiceId,
    InvoiceLine,
    Job,
    JobId,
    Payment,
    PaymentId,
    Vendor,
    VendorId,
)
from core.money import ZERO

PHONES: Final = ("Phone", "MobilePhone")
"""A customer's phone is the first of the first kind that has one."""


def invoice(wire: WireInvoice) -> Invoice:
    code = wire.sales_tax_code
    return Invoice(
        id=InvoiceId(wire.id),
        number=wire.reference_number or str(wire.id),
        date=wire.invoice_date,
        customer=CustomerId(wire.customer.id),
        customer_name=_name(wire.customer),
        business_unit=unit_of(wire.business_unit),
        lines=tuple(_invoice_line(item) for item in wire.items or ()),
        subtotal=wire.sub_total,
        tax=wire.sales_tax,
        total=wire.total,
        balance=wire.balance,
        tax_name=code.name if code else None,
        tax_rate=(code.tax_rate if code else None) or Decimal(0),
        due_date=wire.due_date,
        job=JobId(wire.job.id) if wire.job else None,
        batch=batch(wire.batch),
        adjustment_to=InvoiceId(wire.adjustment_to_id) if wire.adjustment_to_id else None,
        summary=wire.summary or "",
        exported=wire.sync_status == EXPORTED,
        active=wire.active is not False,
    )


def _invoice_line(item: WireInvoiceItem) -> InvoiceLine:
    return InvoiceLine(
        description=item.description or item.display_name or item.sku_name or "",
        quantity=item.quantity,
        price=item.price,
        total=item.total,
        account=account(item.general_ledger_account),
        taxable=bool(item.taxable),
        business_unit=unit_of(item.business_unit),
    )


def payment(wire: WirePayment) -> Payment:
    """NotADocumentError when an application is for nothing, or against the payment's sign."""
    return Payment(
        id=PaymentId(wire.id),
        number=wire.reference_number or str(wire.id),
        date=wire.date,
        customer=CustomerId(wire.customer.id),
        customer_name=_name(wire.customer),
        business_unit=unit_of(wire.business_unit),
        amount=wire.total,
        unapplied=wire.unapplied_amount,
        type=wire.type or "",
        account=account(wire.general_ledger_account),
        applications=tuple(_application(one, wire) for one in wire.applied_to or ()),
        modified=wire.modified_on,
        batch=batch(wire.batch),
        memo=wire.memo or "",
        check_number=wire.check_number or "",
        refund_of=PaymentId(wire.refunded_payment_id) if wire.refunded_payment_id else None,
        exported=wire.sync_status == EXPORTED,
    )


def _application(wire: WireApplication, of: WirePayment) -> Application:
    number, amount = wire.applied_to_reference_number or str(wire.applied_to), wire.applied_amount
    if not amount or (amount < ZERO) != (of.total < ZERO):
        raise NotADocumentError(
            f"its application to invoice {number} is of {amount}, the payment of {of.total}"
        )
    return Application(
        id=ApplicationId(wire.applied_id),
        invoice=InvoiceId(wire.applied_to),
        invoice_number=number,
        amount=amount,
        date=wire.applied_on or of.date,
    )


def customer(wire: WireCustomer, contacts: Iterable[WireContact]) -> Customer:
    """NotADocumentError when it is neither residential nor commercial."""
    values = _first_values(contacts)
    return Customer(
        id=CustomerId(wire.id),
        name=wire.name or "",
        kind=_kind(wire),
        address=_address(wire.address) if wire.address else None,
        phone=next((values[kind] for kind in PHONES if kind in values), None),
        email=values.get("Email"),
        fax=values.get("Fax"),
        merged_to=CustomerId(wire.merged_to_id) if wire.merged_to_id else None,
        custom_fields=tuple(
            (one.name, one.value) for one in wire.custom_fields or () if one.name and one.value
        ),
        active=wire.active is not False,
    )


def _kind(wire: WireCustomer) -> CustomerKind:
    try:
        return CustomerKind(wire.type)
    except ValueError:
        raise NotADocumentError(f"type {wire.type!r} is not known") from None


def _first_values(contacts: Iterable[WireContact]) -> Mapping[str, str]:
    """The oldest active contact of each type that says something (CUS-17)."""
    values: dict[str, str] = {}
    for one in sorted(contacts, key=lambda contact: contact.id):
        value = (one.value or "").strip()
        if one.active is not False and one.type and value:
            values.setdefault(one.type, value)
    return values


def _address(wire: WireAddress) -> Address:
    return Address(
        street=wire.street or "",
        unit=wire.unit or "",
        city=wire.city or "",
        state=wire.state or "",
        zip=wire.zip or "",
        country=wire.country or "",
    )


def business_unit(wire: WireBusinessUnit) -> BusinessUnit:
    return BusinessUnit(BusinessUnitId(wire.id), wire.name or "", wire.currency or None)


def job(wire: WireJob) -> Job:
    unit = BusinessUnitId(wire.business_unit_id) if wire.business_unit_id else None
    number = (wire.job_number or "").strip() or str(wire.id)
    return Job(JobId(wire.id), number, CustomerId(wire.customer_id), unit)


def vendor(wire: WireVendor) -> Vendor:
    return Vendor(VendorId(wire.id), wire.name or "")


def account(wire: WireAccount | None) -> GlAccount | None:
    """None when it has neither number nor name."""
    if wire is None or not (wire.number or wire.name):
        return None
    return GlAccount(wire.number or "", wire.name or "")


def _name(wire: WireNamed) -> str:
    return wire.name or f"customer {wire.id}"


def unit_of(wire: WireNamed | None) -> BusinessUnitId | None:
    return BusinessUnitId(wire.id) if wire else None


def batch(wire: WireBatch | None) -> Batch | None:
    return Batch(wire.id, wire.name or wire.number or "") if wire else None
