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
from simulators.servicetitan.records import ZERO, Invoice, InvoiceItem
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
CONTENT: Final = ("items", "date", "dueDate", "taxZoneId", "salesTax", "summary")


def create_invoice(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only(
        "id",
        "number",
        "customerId",
        "businessUnitId",
        "jobId",
        "projectId",
        "invoiceConfiguration",
        *CONTENT,
    )
    place = _place(tenant, given)
    configuration = given.one_of("invoiceConfiguration", CONFIGURATIONS, place.configuration)
    unit = known(tenant.business_units, "business unit", given.whole("businessUnitId"))
    return _keep(tenant, given, place, unit.id, configuration)


def create_adjustment(tenant: Tenant, given: Given) -> dict[str, Any]:
    """An adjustment of a posted or exported invoice, in its business unit (facts §4.1)."""
    given.only("id", "number", "adjustmentToId", "customerId", *CONTENT)
    parent = known(tenant.invoices, "invoice", given.whole("adjustmentToId"))
    if not parent.locked:
        raise MistakeError(
            f"Invoice {parent.number} is {parent.sync_status}; only a posted or exported "
            "invoice is adjusted. Edit the invoice itself."
        )
    customer_id = given.maybe_whole("customerId") or parent.customer_id
    customer = open_customer(tenant, customer_id)
    same = customer.id == parent.customer_id
    place = _Place(
        customer.id,
        parent.location_id if same else customer.location_id,
        parent.job_id if same else None,
        parent.project_id if same else None,
    )
    return _keep(tenant, given, place, parent.business_unit_id, parent.configuration, parent)


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
    if invoice.locked or invoice.batch_id is not None or invoice.applied:
        raise MistakeError(f"Invoice {invoice.number} is batched or paid and stays.")
    invoice.active = False
    owes(tenant, tenant.customers[invoice.customer_id], -invoice.total)
    tenant.touch(invoice)
    return {"id": invoice.id}


@dataclass(frozen=True)
class _Place:
    """Whose invoice, where, for which job."""

    customer_id: int
    location_id: int | None
    job_id: int | None = None
    project_id: int | None = None

    @property
    def configuration(self) -> str:
        if self.job_id is not None:
            return "JobInvoice"
        return "ProjectInvoice" if self.project_id is not None else "CounterSales"


def _place(tenant: Tenant, given: Given) -> _Place:
    customer = open_customer(tenant, given.whole("customerId"))
    job_id, project_id = given.maybe_whole("jobId"), given.maybe_whole("projectId")
    if project_id is not None:
        known(tenant.projects, "project", project_id)
    if job_id is None:
        return _Place(customer.id, customer.location_id, None, project_id)
    job = known(tenant.jobs, "job", job_id)
    if job.customer_id != customer.id:
        raise MistakeError(f"Job {job.number} is not a job of customer {customer.id}.")
    return _Place(customer.id, job.location_id, job.id, project_id or job.project_id)


def _keep(
    tenant: Tenant,
    given: Given,
    place: _Place,
    unit_id: int,
    configuration: str,
    parent: Invoice | None = None,
) -> dict[str, Any]:
    """Everything is read, and refused if need be, before anything is kept."""
    date, tax_zone_id = given.day("date"), _tax_zone_id(tenant, given)
    due_date, summary = given.maybe_day("dueDate") or date, given.maybe_text("summary")
    number, new_id = given.maybe_text("number"), given.maybe_whole("id")
    items = _items(tenant, given)
    tax = _sales_tax(tenant, given, items, tax_zone_id)
    invoice = Invoice(
        id=tenant.new_id("invoice", new_id),
        stamp=tenant.stamp(),
        number=number or _next_number(tenant, parent),
        date=date,
        due_date=due_date,
        customer_id=place.customer_id,
        business_unit_id=unit_id,
        configuration=configuration,
        items=items,
        job_id=place.job_id,
        project_id=place.project_id,
        location_id=place.location_id,
        tax_zone_id=tax_zone_id,
        sales_tax=tax,
        adjustment_to_id=parent.id if parent else None,
        summary=summary,
    )
    _book(tenant, invoice)
    return {
        "id": invoice.id,
        "number": invoice.number,
        "total": str(invoice.total),
        "itemIds": [item.id for item in items],
    }


def _book(tenant: Tenant, invoice: Invoice) -> None:
    tenant.invoices[invoice.id] = invoice
    owes(tenant, tenant.customers[invoice.customer_id], invoice.total)
    if invoice.job_id is not None:
        job = tenant.jobs[invoice.job_id]
        job.invoice_id = job.invoice_id or invoice.id


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


def _still_covers(invoice: Invoice, total: Decimal) -> None:
    if invoice.applied and total < invoice.applied:
        raise MistakeError(
            f"Invoice {invoice.number} has {invoice.applied} of payments applied; "
            f"its total cannot be {total}."
        )
