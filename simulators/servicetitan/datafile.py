"""The ServiceTitan part of a data file: `POST /_sim/load` replays it as actions, in this order.

    {"tenant": {"id": 1001, "name": "Sierra Comfort"},
     "credentials": {"appKey", "clientId", "clientSecret"},
     "businessUnits": [...], "glAccounts": [...], "paymentTypes": [...], "refundReasons": [...],
     "taxZones": [...], "jobTypes": [...], "vendors": [...], "customerFields": [...],
     "customers": [...], "projects": [...], "jobs": [...],
     "invoices": [...], "payments": [...], "purchaseOrders": [...], "receipts": [...],
     "bills": [...], "returns": [...], "apCredits": [...], "inventoryAdjustments": [...],
     "bankDeposits": [...], "journalEntries": [...],
     "batches": [{"name", "invoiceIds", "paymentIds", "purchaseOrderIds", "receiptIds", "billIds",
                  "returnIds", "apCreditIds", "bankDepositIds", "adjustmentIds",
                  "posted": true}, ...],
     "actions": [{"action": "create-adjustment", ...}, ...]}

A row of a table is the body of the action that makes it, with an `id` of its own where others
refer to it; a receipt's has the `bill` that comes with it. `actions` come last, for what needs
posted documents first. Every member may be left out. What was there before is gone; a mistake in
the file leaves it as it was.
"""

from collections.abc import Mapping
from typing import Any, Final

from simulators.servicetitan.actions import ACTIONS
from simulators.servicetitan.actions.batches import KINDS
from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.tenant import MistakeError, Tenant

TABLES: Final = {
    "businessUnits": "create-business-unit",
    "glAccounts": "create-gl-account",
    "paymentTypes": "create-payment-type",
    "refundReasons": "create-refund-reason",
    "taxZones": "create-tax-zone",
    "jobTypes": "create-job-type",
    "vendors": "create-vendor",
    "customerFields": "create-customer-field",
    "customers": "create-customer",
    "projects": "create-project",
    "jobs": "create-job",
    "invoices": "create-invoice",
    "payments": "take-payment",
    "purchaseOrders": "create-purchase-order",
    "receipts": "receive-purchase-order",
    "bills": "create-bill",
    "returns": "return-to-vendor",
    "apCredits": "receive-credit",
    "inventoryAdjustments": "adjust-inventory",
    "bankDeposits": "make-deposit",
    "journalEntries": "create-journal-entry",
}
OTHERS: Final = ("tenant", "credentials", "batches", "actions")


def fill(tenant: Tenant, data: Mapping[str, Any]) -> None:
    """Replay the file in an empty tenant. MistakeError names what does not fit."""
    given = Given("load", data)
    given.only(*OTHERS, *TABLES)
    for table, action in TABLES.items():
        for row in given.parts(table):
            _replay(tenant, action, row.body)
    for row in given.parts("batches"):
        _batch(tenant, row)
    for row in given.parts("actions"):
        body = {member: value for member, value in row.body.items() if member != "action"}
        _replay(tenant, row.one_of("action", tuple(ACTIONS)), body)


def _replay(tenant: Tenant, action: str, row: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return ACTIONS[action](tenant, Given(action, row))
    except MistakeError as mistake:
        raise MistakeError(f"{mistake} In {row}") from None


def _batch(tenant: Tenant, row: Given) -> None:
    row.only("id", "name", "posted", *KINDS)
    kept = {member: row.body[member] for member in ("id", "name") if member in row.body}
    members = {member: row.body[member] for member in KINDS if member in row.body}
    batch_id = _replay(tenant, "create-batch", kept)["id"]
    _replay(tenant, "add-to-batch", {"batchId": batch_id, **members})
    if row.flag("posted"):
        _replay(tenant, "post-batch", {"batchId": batch_id})
