"""Which call goes where: `/{module}/v2/tenant/{tenant}/{resource}` (facts §1).

What ServiceTitan has and the simulator has not answers 501; what ServiceTitan has not gets the
gateway's 404, such as a GET by id of invoices (facts §4.1).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import crm, jpm, settings
from simulators.servicetitan.accounting import (
    ap_credits,
    bank_deposits,
    bills,
    invoices,
    journals,
    payments,
    reference,
)
from simulators.servicetitan.export_feeds import Feed
from simulators.servicetitan.inventory import adjustments, orders, receipts, returns, vendors
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.tenant import Tenant

Command = Callable[[Tenant, Request], Reply]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LISTS: Final[Mapping[str, Listing[Any]]] = {
    "accounting/invoices": invoices.INVOICES,
    "accounting/payments": payments.PAYMENTS,
    "accounting/bank-deposits": bank_deposits.BANK_DEPOSITS,
    journals.BASE: journals.JOURNAL_ENTRIES,
    "accounting/payment-types": reference.PAYMENT_TYPES,
    "accounting/gl-accounts": reference.GL_ACCOUNTS,
    "accounting/tax-zones": reference.TAX_ZONES,
    "accounting/ap-bills": bills.AP_BILLS,
    "accounting/inventory-bills": bills.BARE_INVENTORY_BILLS,
    "accounting/inventory-bills/paginated": bills.INVENTORY_BILLS,
    "accounting/ap-credits": ap_credits.AP_CREDITS,
    "crm/customers": crm.CUSTOMERS,
    "crm/customers/contacts": crm.CONTACTS,
    "crm/customers/custom-fields": crm.CUSTOMER_FIELDS,
    "crm/locations": crm.LOCATIONS,
    "jpm/jobs": jpm.JOBS,
    "jpm/job-types": jpm.JOB_TYPES,
    "jpm/projects": jpm.PROJECTS,
    "settings/business-units": settings.BUSINESS_UNITS,
    "inventory/purchase-orders": orders.PURCHASE_ORDERS,
    "inventory/receipts": receipts.RECEIPTS,
    "inventory/returns": returns.RETURNS,
    "inventory/adjustments": adjustments.ADJUSTMENTS,
    "inventory/vendors": vendors.VENDORS,
}
ONE_BY_ID: Final = {
    "accounting/payment-types": "Payment type",
    "accounting/gl-accounts": "GL account",
    "accounting/ap-bills": "AP bill",
    "crm/customers": "Customer",
    "crm/locations": "Location",
    "jpm/jobs": "Job",
    "jpm/job-types": "Job type",
    "jpm/projects": "Project",
    "settings/business-units": "Business unit",
    "inventory/purchase-orders": "Purchase order",
    "inventory/vendors": "Vendor",
}
FEEDS: Final[Mapping[str, Feed]] = {
    "accounting/export/invoices": invoices.EXPORTED_INVOICES,
    "accounting/export/payments": payments.EXPORTED_PAYMENTS,
    "crm/export/customers": crm.EXPORTED_CUSTOMERS,
}
COMMANDS: Final[Mapping[str, Command]] = {
    "accounting/invoices/markasexported": invoices.mark_as_exported,
    "accounting/payments/status": payments.set_status,
    "accounting/bank-deposits/markasexported": bank_deposits.mark_as_exported,
    "accounting/ap-bills/markasexported": bills.mark_ap_bills,
    "accounting/inventory-bills/markasexported": bills.mark_inventory_bills,
    "accounting/ap-credits/markasexported": ap_credits.mark_as_exported,
}
KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "accounting": _words(
        "ap-bills ap-credits ap-payments bank-deposits credit-memos export gl-accounts "
        "inventory-bills invoices journal-entries payment-terms payment-types payments "
        "remittance-vendors tax-zones"
    ),
    "crm": _words(
        "booking-provider booking-provider-tags bookings contacts customers export leads "
        "locations tags"
    ),
    "jpm": _words(
        "appointments export job-cancel-reasons job-hold-reasons job-types jobs project-statuses "
        "project-substatuses project-types projects work-breakdown-structure"
    ),
    "settings": _words("business-units employees export tag-types technicians user-roles"),
    "inventory": _words(
        "adjustments export inventory-templates purchase-order-markups purchase-order-types "
        "purchase-orders receipts return-types returns transfers trucks vendors warehouses"
    ),
}
"""The resources ServiceTitan has in the modules that are simulated in part."""
OTHER_MODULES: Final = _words(
    "dispatch sales pricebook payroll timesheets memberships service-agreements marketing telecom "
    "reporting forms taskmanagement equipmentsystems"
)
MISSING: Final = (
    ("GET", re.compile(r"accounting/(invoices|payments|tax-zones)/\d+")),
    ("GET", re.compile(r"accounting/(inventory-bills|ap-credits|bank-deposits)/\d+")),
    ("GET", re.compile(r"inventory/(receipts|returns|adjustments)/\d+")),
    ("POST", re.compile(r"accounting/payments")),
)
"""Calls that clients try and ServiceTitan does not have (facts §12, 3; §4)."""
_PATH: Final = re.compile(r"/([a-z-]+)/v\d/tenant/[^/]+/(.+)")
_WITH_ID: Final = re.compile(r"(.+)/(\d+)")


@dataclass(frozen=True)
class Route:
    """A path within a tenant: "accounting/invoices"; with the id taken off, if it ends in one."""

    path: str
    base: str
    record_id: int | None


def route(request: Request) -> Route | None:
    """Where the call goes; None when ServiceTitan has no such path."""
    found = _PATH.fullmatch(request.path)
    if found is None or not _is_known(found[1], found[2].split("/")[0]):
        return None
    path = f"{found[1]}/{found[2]}"
    if any(request.method == method and form.fullmatch(path) for method, form in MISSING):
        return None
    with_id = _WITH_ID.fullmatch(path)
    return Route(path, with_id[1], int(with_id[2])) if with_id else Route(path, path, None)


def listing(path: str) -> Listing[Any] | None:
    """What lists the rows of this path."""
    return LISTS.get(path) or bank_deposits.transactions_of(path)


def _is_known(module: str, resource: str) -> bool:
    return module in OTHER_MODULES or resource in KNOWN.get(module, ())
