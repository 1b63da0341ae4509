"""Read what payables name: jobs, vendors in both systems, bills that may have been entered already."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.documents import Job, JobId, Kind, Queue, Vendor, VendorId
from core.records import BookVendor, Key, NumberedBill
from core.situation import Situation
from core.together import together
from core.usecases.connected import ConnectedTenant


@dataclass(frozen=True, slots=True)
class NamedByPayables:
    """As the fields of a Situation are called."""

    jobs: Mapping[JobId, Job]
    vendors: Mapping[VendorId, Vendor]
    book_vendors: Mapping[str, BookVendor]
    numbered_bills: tuple[NumberedBill, ...]
    not_accruing: frozenset[str]

    def within(self, s: Situation) -> Situation:
        return replace(
            s,
            jobs=self.jobs,
            vendors=self.vendors,
            book_vendors=self.book_vendors,
            numbered_bills=self.numbered_bills,
            not_accruing=self.not_accruing,
        )


async def named_by_payables(s: Situation, tenant: ConnectedTenant) -> NamedByPayables:
    """Asks for nothing that nothing names. Raises SystemUnavailableError, CredentialsRefusedError."""
    jobs, (vendors, book_vendors), bills, not_accruing = await together(
        _jobs(s.queue, tenant),
        _vendors(s.queue, tenant),
        _numbered_bills(s, tenant),
        _not_accruing(s, tenant),
    )
    return NamedByPayables(jobs, vendors, book_vendors, bills, not_accruing)


def transactions_of_payables(s: Situation) -> set[Key]:
    """Orders, receipts, bills and credits of the queue, and the receipts that are billed."""
    queue = s.queue
    lines = (line for bill in queue.bills for line in bill.lines)
    billed = (line.received.receipt for line in lines if line.received is not None)
    return {
        *s.keys(Kind.PURCHASE_ORDER, (one.id for one in queue.purchase_orders)),
        *s.keys(Kind.PURCHASE_ORDER, (one.order for one in queue.bills if one.order)),
        *s.keys(Kind.ITEM_RECEIPT, (one.id for one in queue.item_receipts)),
        *s.keys(Kind.ITEM_RECEIPT, billed),
        *s.keys(Kind.BILL, (one.id for one in queue.bills)),
        *s.keys(Kind.VENDOR_CREDIT, (one.id for one in queue.vendor_credits)),
    }


async def _jobs(queue: Queue, tenant: ConnectedTenant) -> Mapping[JobId, Job]:
    named = {
        *(one.job for one in queue.purchase_orders),
        *(one.job for one in queue.item_receipts),
        *(one.job for one in queue.bills),
        *(one.job for one in queue.vendor_credits),
    }
    return await tenant.field_service.jobs({one for one in named if one is not None})


async def _vendors(
    queue: Queue, tenant: ConnectedTenant
) -> tuple[Mapping[VendorId, Vendor], Mapping[str, BookVendor]]:
    """ServiceTitan's, and those of the books that are called the same."""
    named = {
        *(one.vendor for one in queue.purchase_orders),
        *(one.vendor for one in queue.bills),
        *(one.vendor for one in queue.vendor_credits),
    }
    vendors = await tenant.field_service.vendors(named)
    return vendors, await tenant.books.vendors({one.name for one in vendors.values()})


async def _numbered_bills(s: Situation, tenant: ConnectedTenant) -> tuple[NumberedBill, ...]:
    numbers = {s.number(one.number) for one in s.queue.bills}
    return tuple(await tenant.books.numbered_bills(numbers)) if numbers else ()


async def _not_accruing(s: Situation, tenant: ConnectedTenant) -> frozenset[str]:
    return await tenant.books.items_not_accruing() if s.queue.item_receipts else frozenset()
