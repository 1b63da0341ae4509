"""Batches: documents are put in, posted (which locks them), unposted.

Pending --post--> Posted --mark exported (API)--> Exported
Posted, Exported --unpost--> Pending
"""

from collections.abc import Iterator, Mapping
from typing import Any

from simulators.servicetitan.actions.given import Given
from simulators.servicetitan.records import PENDING, POSTED, Batch, Document, Invoice
from simulators.servicetitan.tenant import MistakeError, Tenant, known

KINDS = {
    "invoiceIds": ("invoice", "invoices"),
    "paymentIds": ("payment", "payments"),
    "purchaseOrderIds": ("purchase order", "purchase_orders"),
    "receiptIds": ("receipt", "receipts"),
    "billIds": ("bill", "bills"),
    "returnIds": ("return", "returns"),
    "apCreditIds": ("AP credit", "ap_credits"),
    "bankDepositIds": ("bank deposit", "bank_deposits"),
    "adjustmentIds": ("inventory adjustment", "inventory_adjustments"),
}


def create_batch(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("id", "name")
    return _answer(_new_batch(tenant, given.text("name"), given.maybe_whole("id")))


def add_to_batch(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("batchId", *KINDS)
    batch = known(tenant.batches, "batch", given.whole("batchId"))
    if batch.posted:
        raise MistakeError(f"Batch {batch.number} ({batch.name}) is posted; open a new one.")
    documents = list(_named(tenant, given))
    for kind, document in documents:
        _may_enter(kind, document, batch)
    for _, document in documents:
        _enter(tenant, document, batch)
        tenant.touch(document)
    return _answer(batch)


def post_batch(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("batchId")
    batch = known(tenant.batches, "batch", given.whole("batchId"))
    if batch.posted:
        raise MistakeError(f"Batch {batch.number} ({batch.name}) is posted already.")
    if not tenant.in_batch[batch.id]:
        raise MistakeError(f"Batch {batch.number} ({batch.name}) is empty.")
    _post(tenant, batch)
    return _answer(batch)


def unpost_batch(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Its documents are pending again, exported ones too (facts §8; §12, 20)."""
    given.only("batchId")
    batch = known(tenant.batches, "batch", given.whole("batchId"))
    if not batch.posted:
        raise MistakeError(f"Batch {batch.number} ({batch.name}) is not posted.")
    batch.posted = False
    _set_status(tenant, batch, PENDING)
    return _answer(batch)


def auto_batching(tenant: Tenant, given: Given) -> dict[str, Any]:
    given.only("enabled", "name")
    enabled = given.flag("enabled")
    tenant.auto_batching.name = given.maybe_text("name") or tenant.auto_batching.name
    tenant.auto_batching.enabled = enabled
    return {"enabled": enabled, "name": tenant.auto_batching.name}


def run_auto_batching(tenant: Tenant, given: Given) -> dict[str, Any]:
    """Every document in no batch goes into a new one, which is posted."""
    given.only()
    if not tenant.auto_batching.enabled:
        raise MistakeError("Auto-batching is switched off.")
    unbatched = [one for one in _documents(tenant) if _shows_unbatched(one)]
    if not unbatched:
        return {"id": None, "number": None}
    batch = _new_batch(tenant, tenant.auto_batching.name)
    for document in unbatched:
        _enter(tenant, document, batch)
    _post(tenant, batch)
    return _answer(batch)


def _new_batch(tenant: Tenant, name: str, new_id: int | None = None) -> Batch:
    batch = Batch(
        id=tenant.new_id("batch", new_id),
        stamp=tenant.stamp(),
        number=tenant.new_id("batch number"),
        name=name,
    )
    tenant.batches[batch.id] = batch
    return batch


def _enter(tenant: Tenant, document: Document, batch: Batch) -> None:
    if document.batch_id is None:
        tenant.in_batch[batch.id].append(document)
    document.batch_id = batch.id


def _post(tenant: Tenant, batch: Batch) -> None:
    batch.posted = True
    _set_status(tenant, batch, POSTED)


def _set_status(tenant: Tenant, batch: Batch, status: str) -> None:
    for document in tenant.in_batch[batch.id]:
        document.sync_status = status
        tenant.touch(document)
    tenant.touch(batch)


def _shows_unbatched(document: Document) -> bool:
    """Project invoices of nothing do not show among the unbatched (facts §8)."""
    if isinstance(document, Invoice) and document.configuration == "ProjectInvoice":
        return document.active and document.batch_id is None and document.total != 0
    return document.active and not document.canceled and document.batch_id is None


def _named(tenant: Tenant, given: Given) -> Iterator[tuple[str, Document]]:
    for member, (kind, table) in KINDS.items():
        documents: Mapping[int, Document] = getattr(tenant, table)
        for document_id in given.wholes(member):
            yield kind, known(documents, kind, document_id)


def _may_enter(kind: str, document: Document, batch: Batch) -> None:
    if not document.active:
        raise MistakeError(f"The {kind} {document.number} was deleted.")
    if document.canceled:
        raise MistakeError(f"The {kind} {document.number} was canceled.")
    if document.locked:
        raise MistakeError(f"The {kind} {document.number} is {document.sync_status} already.")
    if document.batch_id not in (None, batch.id):
        raise MistakeError(f"The {kind} {document.number} is in batch {document.batch_id}.")


def _documents(tenant: Tenant) -> Iterator[Document]:
    for _, table in KINDS.values():
        yield from getattr(tenant, table).values()


def _answer(batch: Batch) -> dict[str, Any]:
    return {"id": batch.id, "number": batch.number}
