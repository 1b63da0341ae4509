"""`/accounting/v2/tenant/{tenant}/payments`: list, export feed, status (facts §4.2)."""

from typing import Final

from simulators.control.vendor import Reply, Request
from simulators.servicetitan import filters
from simulators.servicetitan.bodies import read_object
from simulators.servicetitan.export_feeds import Feed
from simulators.servicetitan.lists import Listing
from simulators.servicetitan.records import (
    EXPORTED,
    POSTED,
    STATUSES,
    Application,
    Payment,
)
from simulators.servicetitan.replies import BadRequestError, bad
from simulators.servicetitan.shown import PERSON_NAME, Json, account, batch, named, stamps
from simulators.servicetitan.tenant import Tenant
from simulators.servicetitan.values import instant, midnight, money

MOVES: Final = {(POSTED, EXPORTED), (EXPORTED, POSTED)}
"""What `POST /payments/status` may do to a payment, besides setting the status it has."""


PAYMENT_REST: Final[Json] = {
    "customFields": [],
    "authCode": None,
}
"""What a payment has besides; none of it is simulated."""


def payment(tenant: Tenant, one: Payment) -> Json:
    """Money as text, and the id of the type too."""
    return {
        **PAYMENT_REST,
        "id": one.id,
        "syncStatus": one.sync_status,
        "referenceNumber": one.number,
        "date": midnight(one.date),
        "type": tenant.payment_types[one.type_id].name,
        "typeId": str(one.type_id),
        "total": money(one.amount),
        "unappliedAmount": money(one.unapplied),
        "memo": one.memo,
        "customer": named(tenant.customers, one.customer_id),
        "businessUnit": named(tenant.business_units, one.business_unit_id),
        "batch": batch(tenant, one.batch_id),
        "deposit": _deposit(tenant, one),
        "createdBy": PERSON_NAME,
        "generalLedgerAccount": account(tenant, one.account_id),
        "appliedTo": [_application(tenant, part) for part in one.applications],
        "checkNumber": one.check_number,
        "refundedPaymentId": one.refunded_payment_id,
        **stamps(one.stamp),
        "active": one.active,
    }


def _deposit(tenant: Tenant, one: Payment) -> Json | None:
    if one.deposit_id is None:
        return None
    return {"id": one.deposit_id, "name": tenant.bank_deposits[one.deposit_id].number}


def _application(tenant: Tenant, part: Application) -> Json:
    return {
        "appliedId": part.id,
        "appliedTo": part.invoice_id,
        "appliedAmount": money(part.amount),
        "appliedOn": instant(part.applied_on),
        "appliedBy": PERSON_NAME,
        "appliedToReferenceNumber": tenant.invoices[part.invoice_id].number,
    }


def set_status(tenant: Tenant, request: Request) -> Reply:
    """All the payments named, or none: the reply has no body to tell them apart (facts §4.8)."""
    body = read_object(request)
    numbers, status = body.wholes("paymentIds"), body.one_of("status", STATUSES)
    payments = [_known(tenant, number) for number in numbers]
    for one in payments:
        if one.sync_status != status and (one.sync_status, status) not in MOVES:
            raise _stuck(one, status)
    for one in payments:
        if one.sync_status != status:
            one.sync_status = status
            tenant.touch(one)
    return Reply(200)


def _known(tenant: Tenant, number: int) -> Payment:
    one = tenant.payments.get(number)
    if one is None:
        raise bad("paymentIds", f"Payment {number} was not found.")
    return one


def _stuck(one: Payment, status: str) -> BadRequestError:
    return bad("status", f"Payment {one.number} is {one.sync_status}; it cannot become {status}.")


def _applied_to_number(asked: filters.Asked) -> filters.Predicate[Payment]:
    invoices = {one.id for one in asked.tenant.invoices.values() if one.number == asked.last}
    return lambda row: any(part.invoice_id in invoices for part in row.applications)


FILTERS: Final[dict[str, filters.Filter[Payment]]] = {
    "ids": filters.ids(lambda row: row.id),
    "activeState": filters.active_state,
    "statuses": filters.comma_words(lambda row: row.sync_status, STATUSES),
    "appliedToInvoiceIds": filters.any_id(
        lambda row: {part.invoice_id for part in row.applications}
    ),
    "appliedToReferenceNumber": _applied_to_number,
    "batchId": filters.number(lambda row: row.batch_id),
    "batchNumber": filters.batch_number,
    "businessUnitIds": filters.ids(lambda row: row.business_unit_id),
    "customerId": filters.number(lambda row: row.customer_id),
    "depositIds": filters.ids(lambda row: row.deposit_id),
    "paidOnAfter": filters.from_on(lambda row: row.date),
    "paidOnBefore": filters.before(lambda row: row.date),
    "totalGreater": filters.at_least(lambda row: row.amount),
    "totalLess": filters.at_most(lambda row: row.amount),
    **filters.created_and_modified(),
}
PAYMENTS: Final = Listing[Payment](
    rows=lambda tenant: tenant.payments.values(),
    shown=payment,
    filters=FILTERS,
    usual={"activeState": "ActiveOnly"},
    remembered_as="payments",
)
EXPORTED_PAYMENTS: Final = Feed(lambda tenant: tenant.payments.values(), payment)
