"""Invoices and adjustment invoices.

total = sum of quantity x price, each line to the cent, + sales tax
sales tax = taxable lines x the zone's rate, halves up, unless it is given
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from simulators.servicetitan.actions.customers import open_customer, owes
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.actions.setup import account_numbered
from simulators.servicetitan.records import ZERO, Customer, Invoice, InvoiceItem, Job
from simulators.servicetitan.tenant import MistakeError, Tenant, known
from simulators.servicetitan.values import to_the_cent

CONFIGURATIONS: Final = (
    "JobInvoice",
    "ProjectInvoice",
    "CounterSales",
    "MembershipInvoice",
    "InterestChargeInvoice",
    "ARImportInvoice",
)
ITEM_TYPES: Final = ("Service", "Material", "Equipment", "PriceModifier", "Unspecified")
HEADER: Final = (
    *("id", "number", "customerId", "businessUnitId", "jobId", "projectId"),
    "invoiceConfiguration",
)
CONTENT: Final = ("items", "date", "dueDate", "taxZoneId", "salesTax", "summary")


def create_invoice(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only(*HEADER, *CONTENT)
    customer = open_customer(tenant, given.whole("customerId"))
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    job, project_id = _job(tenant, given, customer), given.maybe_whole("projectId")
    if project_id is not None:
        known(tenant.projects, "project", project_id)
    usual = _usual_configuration(job, project_id)
    origin = _Origin(
        customer_id=customer.id,
        business_unit_id=unit.id,
        location_id=job.location_id if job else customer.location_id,
        configuration=given.one_of("invoiceConfiguration", CONFIGURATIONS, usual),
        job_id=job.id if job else None,
        project_id=project_id or (job.project_id if job else None),
    )
    return keep(tenant, _invoice(tenant, given, origin))


def create_adjustment(tenant: Tenant, given: Given) -> dict[str, Any]:
    return keep(tenant, adjustment_of(tenant, given))


def adjustment_of(tenant: Tenant, given: Given) -> Invoice:
    """An adjustment of a posted or exported invoice, in its business unit (facts §4.1).

    It is not yet kept.
    """
    given.only("id", "number", "adjustmentToId", "customerId", *CONTENT)
    parent = known(tenant.invoices, "invoice", given.whole("adjustmentToId"))
    if not parent.locked:
        raise MistakeError(
            f"Invoice {parent.number} is {parent.sync_status}; only a posted or exported "
            "invoice is adjusted. Edit the invoice itself."
        )
    customer = open_customer(tenant, given.maybe_whole("customerId") or parent.customer_id)
    same = customer.id == parent.customer_id
    origin = _Origin(
        customer_id=customer.id,
        business_unit_id=parent.business_unit_id,
        location_id=parent.location_id if same else customer.location_id,
        configuration=parent.configuration,
        job_id=parent.job_id if same else None,
        project_id=parent.project_id if same else None,
        adjusted=parent,
    )
    return _invoice(tenant, given, origin)


def edit_invoice(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Only a pending invoice; `force` is what ServiceTitan's support can do (facts §12, 20)."""
    given.only("invoiceId", "force", *CONTENT)
    invoice = known(tenant.invoices, "invoice", given.whole("invoiceId"))
    if invoice.locked and not given.flag("force"):
        raise MistakeError(f"Invoice {invoice.number} is {invoice.sync_status} and locked.")
    items = _items(tenant, given) if "items" in given.body else invoice.items
    tax_zone_id = _tax_zone_id(tenant, given) or invoice.tax_zone_id
    tax = _tax_after_edit(tenant, given, invoice, items, tax_zone_id)
    before, after = invoice.total, sum((item.total for item in items), ZERO) + tax
    _still_covers(invoice, after)
    date, due_date = given.maybe_day("date"), given.maybe_day("dueDate")
    invoice.summary = given.maybe_text("summary") or invoice.summary
    invoice.date, invoice.due_date = date or invoice.date, due_date or invoice.due_date
    invoice.items, invoice.tax_zone_id, invoice.sales_tax = items, tax_zone_id, tax
    owes(tenant, tenant.customers[invoice.customer_id], after - before)
    tenant.touch(invoice)
    return {"id": invoice.id, "number": invoice.number}


def delete_invoice(tenant: Tenant, given: Given) -> dict[str, Any]:
    """A pending invoice without payments goes inactive; export feeds still show it."""
    given.only("invoiceId")
    invoice = known(tenant.invoices, "invoice", given.whole("invoiceId"))
    if not invoice.active:
        raise MistakeError(f"Invoice {invoice.number} was deleted already.")
    if invoice.locked or invoice.batch_id is not None or _has_applications(tenant, invoice):
        raise MistakeError(f"Invoice {invoice.number} is batched or paid and stays.")
    invoice.active = False
    owes(tenant, tenant.customers[invoice.customer_id], -invoice.total)
    tenant.touch(invoice)
    return {"id": invoice.id}


@dataclass(frozen=True, kw_only=True)
class _Origin:
    """Whose invoice, where, for what; the invoice that it adjusts, if it does."""

    customer_id: int
    business_unit_id: int
    location_id: int | None
    configuration: str
    job_id: int | None = None
    project_id: int | None = None
    adjusted: Invoice | None = None


def _job(tenant: Tenant, given: Given, customer: Customer) -> Job | None:
    if not given.has("jobId"):
        return None
    job = known(tenant.jobs, "job", given.whole("jobId"))
    if job.customer_id != customer.id:
        raise MistakeError(f"Job {job.number} is not a job of customer {customer.id}.")
    return job


def _usual_configuration(job: Job | None, project_id: int | None) -> str:
    if job is not None:
        return "JobInvoice"
    return "ProjectInvoice" if project_id is not None else "CounterSales"


def _invoice(tenant: Tenant, given: Given, origin: _Origin) -> Invoice:
    date, tax_zone_id = given.day("date"), _tax_zone_id(tenant, given)
    number, items = given.maybe_text("number"), _items(tenant, given)
    return Invoice(
        id=tenant.new_id("invoice", given.maybe_whole("id")),
        stamp=tenant.stamp(),
        number=number or _next_number(tenant, origin.adjusted),
        date=date,
        due_date=given.maybe_day("dueDate") or date,
        customer_id=origin.customer_id,
        business_unit_id=origin.business_unit_id,
        configuration=origin.configuration,
        items=items,
        job_id=origin.job_id,
        project_id=origin.project_id,
        location_id=origin.location_id,
        tax_zone_id=tax_zone_id,
        sales_tax=_sales_tax(tenant, given, items, tax_zone_id),
        adjustment_to_id=origin.adjusted.id if origin.adjusted else None,
        summary=given.maybe_text("summary"),
    )


def keep(tenant: Tenant, invoice: Invoice) -> dict[str, Any]:
    """The invoice is made; its customer owes it."""
    tenant.invoices[invoice.id] = invoice
    owes(tenant, tenant.customers[invoice.customer_id], invoice.total)
    if invoice.job_id is not None:
        job = tenant.jobs[invoice.job_id]
        job.invoice_id = job.invoice_id or invoice.id
    return {
        "id": invoice.id,
        "number": invoice.number,
        "total": str(invoice.total),
        "itemIds": [item.id for item in invoice.items],
    }


def _next_number(tenant: Tenant, parent: Invoice | None) -> str:
    """Adjustments count on from their original: 4500-1, 4500-2."""
    if parent is None:
        return str(tenant.new_id("invoice number"))
    earlier = [one for one in tenant.invoices.values() if one.adjustment_to_id == parent.id]
    return f"{parent.number}-{len(earlier) + 1}"


def _items(tenant: Tenant, given: Given) -> list[InvoiceItem]:
    return [_item(tenant, one, order) for order, one in enumerate(given.parts("items"), start=1)]


def _item(tenant: Tenant, given: Given, order: int) -> InvoiceItem:
    given.only("description", "quantity", "price", "type", "glAccountNumber", "taxable", "skuName")
    description = given.text("description")
    quantity = given.number("quantity") if given.has("quantity") else Decimal(1)
    price, kind = given.number("price"), given.one_of("type", ITEM_TYPES, "Service")
    account = account_numbered(tenant, given.text("glAccountNumber"))
    taxable, sku_name = given.flag("taxable"), given.maybe_text("skuName") or description
    return InvoiceItem(
        id=tenant.new_id("item"),
        stamp=tenant.stamp(),
        sku_id=tenant.sku_id(sku_name),
        sku_name=sku_name,
        description=description,
        quantity=quantity,
        price=price,
        total=to_the_cent(quantity * price),
        type=kind,
        taxable=taxable,
        account_id=account.id,
        order=order,
    )


def _tax_zone_id(tenant: Tenant, given: Given) -> int | None:
    if not given.has("taxZoneId"):
        return None
    return known(tenant.tax_zones, "tax zone", given.whole("taxZoneId")).id


def _sales_tax(
    tenant: Tenant, given: Given, items: list[InvoiceItem], tax_zone_id: int | None
) -> Decimal:
    if given.has("salesTax"):
        return given.money("salesTax")
    if tax_zone_id is None:
        return ZERO
    taxable = sum((item.total for item in items if item.taxable), ZERO)
    return to_the_cent(taxable * tenant.tax_zones[tax_zone_id].rate)


def _tax_after_edit(
    tenant: Tenant,
    given: Given,
    invoice: Invoice,
    items: list[InvoiceItem],
    tax_zone_id: int | None,
) -> Decimal:
    """A tax that a person typed stays until lines of a zone, or the tax itself, are edited."""
    computed = tax_zone_id is not None and {"items", "taxZoneId"} & set(given.body)
    if computed or given.has("salesTax"):
        return _sales_tax(tenant, given, items, tax_zone_id)
    return invoice.sales_tax


def _has_applications(tenant: Tenant, invoice: Invoice) -> bool:
    """Also when payments and refunds of them make nothing together."""
    parts = (part for one in tenant.payments.values() for part in one.applications)
    return any(part.invoice_id == invoice.id for part in parts)


def _still_covers(invoice: Invoice, total: Decimal) -> None:
    """Payments applied to it, or refunds to a negative one, are never more than its total."""
    past = total < invoice.applied if invoice.applied > 0 else total > invoice.applied
    if invoice.applied and past:
        raise MistakeError(
            f"Invoice {invoice.number} has {invoice.applied} of payments applied; "
            f"its total cannot be {total}."
        )
