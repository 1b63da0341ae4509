"""The Books port kept by NetSuite: what is read through SuiteQL, what is written as records."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import httpx
from returns.result import Failure, Result, Success

from adapters.http.calls import Call
from adapters.netsuite.batches import Batches
from adapters.netsuite.booked import read_booked
from adapters.netsuite.chart import read_chart, read_payment_methods
from adapters.netsuite.items import read_not_accruing
from adapters.netsuite.json_text import written
from adapters.netsuite.known_parties import (
    read_all_links,
    read_balances,
    read_customers,
    read_entities,
    read_links,
    read_owners,
    read_vendors,
)
from adapters.netsuite.location import locate
from adapters.netsuite.merges import MergeScript
from adapters.netsuite.open_refunds import (
    has_refund_records,
    read_open_refunds,
    read_receivable_line,
)
from adapters.netsuite.outcomes import outcome
from adapters.netsuite.payables import order_lines, read_numbered_bills
from adapters.netsuite.records import write_of
from adapters.netsuite.refunding import journals_of, receivable_line
from adapters.netsuite.refunds import read_refunds
from adapters.netsuite.requests import Write, ids_of, preview_ids
from adapters.netsuite.sender import Sender
from adapters.netsuite.suiteql import Query, rows
from core.chart import Chart
from core.documents import CustomerId
from core.plan import Step
from core.ports import Balance, Preview, Rejection
from core.records import (
    BookCustomer,
    Booked,
    BookVendor,
    CustomerLink,
    CustomerMergeRecord,
    Key,
    MergedAddressRecord,
    NumberedBill,
    OpenRefund,
    RemoteId,
)
from core.refunds.booked import BookedRefund

HEADERS: Final = {
    "Content-Type": "application/json",
    "X-NetSuite-PropertyNameValidation": "Error",
}
"""A field that NetSuite does not know shall be refused, not dropped (facts/netsuite 1.2)."""
NO_LINE: Final = Rejection("The journal of the refund has no line in receivables any more.")
ROOT_SUBSIDIARY: Final = Query("id, name", "subsidiary WHERE parent IS NULL", "id")


class NetSuiteBooks:
    """One account. Nothing is kept between calls but the access token.

    New records go out together through `batches` where there are any, one by one otherwise.
    """

    def __init__(
        self, account_id: str, sender: Sender, restlets_url: str, batches: Batches | None = None
    ) -> None:
        self._account_id = account_id
        self._sender = sender
        self._merges = MergeScript(sender, restlets_url)
        self._batches = batches

    async def chart(self) -> Chart:
        return await read_chart(self._sender)

    async def payment_methods(self) -> Mapping[str, str]:
        return await read_payment_methods(self._sender)

    async def items_not_accruing(self) -> frozenset[str]:
        return await read_not_accruing(self._sender)

    async def customer_links(
        self, tenant: str, ids: Collection[CustomerId]
    ) -> Mapping[CustomerId, CustomerLink]:
        return await read_links(self._sender, tenant, ids)

    async def all_customer_links(self, tenant: str) -> Mapping[CustomerId, CustomerLink]:
        return await read_all_links(self._sender, tenant)

    async def customers(self, ids: Collection[RemoteId]) -> Mapping[RemoteId, BookCustomer]:
        return await read_customers(self._sender, ids)

    async def entities(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        return await read_entities(self._sender, keys)

    async def vendors(self, names: Collection[str]) -> Mapping[str, BookVendor]:
        return await read_vendors(self._sender, names)

    async def numbered_bills(self, numbers: Collection[str]) -> Sequence[NumberedBill]:
        return await read_numbered_bills(self._sender, numbers)

    async def booked(self, keys: Collection[Key]) -> Mapping[Key, Booked]:
        return await read_booked(self._sender, keys)

    async def open_refunds(
        self, tenant: str, journals: Collection[Key] = ()
    ) -> Sequence[OpenRefund]:
        return await read_open_refunds(self._sender, tenant, journals)

    async def has_refund_records(self) -> bool:
        return await has_refund_records(self._sender)

    async def post(self, step: Step, known: Mapping[Key, RemoteId]) -> Result[RemoteId, Rejection]:
        if isinstance(step.record, CustomerMergeRecord):
            return await self._merges.post(step, known)
        if isinstance(step.record, MergedAddressRecord):
            kept = await locate(self._sender, step, known)
            if kept is not None:
                return Success(kept)
        for journal in journals_of(step.record):
            line = await read_receivable_line(self._sender, known[journal])
            if line is None:
                return Failure(NO_LINE)
            known = {**known, receivable_line(journal): line}
        tied = await order_lines(self._sender, step, known)
        if isinstance(tied, Rejection):
            return Failure(tied)
        write = write_of(step, ids_of({**known, **tied}))
        if self._batches is not None:
            return await self._batches.post(step.key, write)
        return await write_alone(self._sender, write)

    async def located(
        self, step: Step, known: Mapping[Key, RemoteId]
    ) -> RemoteId | Rejection | None:
        if isinstance(step.record, CustomerMergeRecord):
            return await self._merges.located(step)
        return await locate(self._sender, step, known)

    async def merged(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        return await self._merges.merged(keys)

    async def owners(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        return await read_owners(self._sender, keys)

    async def customer_balances(self, customers: Collection[RemoteId]) -> Sequence[Balance]:
        return await read_balances(self._sender, customers)

    async def refunds(self, tenant: str, with_ended: bool = False) -> Sequence[BookedRefund]:
        return await read_refunds(self._sender, tenant, with_ended)

    def preview(self, step: Step) -> Preview:
        write = write_of(step, preview_ids)
        query = f"?{httpx.QueryParams(write.params)}" if write.params else ""
        return Preview(write.verb, write.path + query, _body(write))

    async def ping(self) -> str:
        found = await rows(self._sender, ROOT_SUBSIDIARY)
        name = found[0].text("name") if found else "no company that our role may see"
        return f"account {self._account_id}: {name}"


async def write_alone(sender: Sender, write: Write) -> Result[RemoteId, Rejection]:
    """One call, one record. Raises as `Books.post` does."""
    return outcome(write, await sender.send(_call(write)))


def _call(write: Write) -> Call:
    return Call(write.verb, write.path, write.params, _body(write).encode() or None, HEADERS)


def _body(write: Write) -> str:
    return "" if write.body is None else written(write.body)
