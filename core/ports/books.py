"""The accounting system: what is in it, and writes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from returns.result import Result

from core.chart import Chart
from core.documents import CustomerId
from core.money import Money
from core.plan import Step
from core.records import (
    BookCustomer,
    Booked,
    BookVendor,
    CustomerLink,
    Key,
    NumberedBill,
    OpenRefund,
    RemoteId,
)
from core.refunds.booked import BookedRefund


@dataclass(frozen=True, slots=True)
class Rejection:
    """The books refused a record: their own words, and whether it is because the key is taken."""

    text: str
    key_taken: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A write as it would go out: HTTP verb, path and the body as JSON text."""

    verb: str
    path: str
    body: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What one customer's entries in one account come to, debit positive."""

    customer: RemoteId
    account: str
    amount: Money


class Books(Protocol):
    """The accounting system we post to. Reads may be repeated and raise as FieldService's do."""

    async def chart(self) -> Chart:
        """Accounts, subsidiaries, segments, periods and items as they are now."""
        ...

    async def payment_methods(self) -> Mapping[str, str]:
        """Active payment methods: id to name."""
        ...

    async def items_not_accruing(self) -> frozenset[str]:
        """The accounts, by id, whose posting item posts nothing, or elsewhere, when it is received."""
        ...

    async def customer_links(
        self, tenant: str, ids: Collection[CustomerId]
    ) -> Mapping[CustomerId, CustomerLink]: ...

    async def all_customer_links(self, tenant: str) -> Mapping[CustomerId, CustomerLink]:
        """Every Customer Sync Record of the tenant."""
        ...

    async def customers(self, ids: Collection[RemoteId]) -> Mapping[RemoteId, BookCustomer]:
        """Customers by their own ids, active or not; there is none for an id that is no customer's."""
        ...

    async def entities(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Customers and projects there are with these keys."""
        ...

    async def vendors(self, names: Collection[str]) -> Mapping[str, BookVendor]:
        """Active vendors with exactly these names."""
        ...

    async def numbered_bills(self, numbers: Collection[str]) -> Sequence[NumberedBill]:
        """Every vendor's bills with these numbers."""
        ...

    async def booked(self, keys: Collection[Key]) -> Mapping[Key, Booked]:
        """The transactions there are with these keys, read back in bulk with ledger lines."""
        ...

    async def open_refunds(
        self, tenant: str, journals: Collection[Key] = ()
    ) -> Sequence[OpenRefund]:
        """The tenant's refunds of which receivables still have something open, and those of these
        journals; oldest first."""
        ...

    async def has_refund_records(self) -> bool:
        """Whether ST Refund Records can be made: Custom Transactions are on (MAP-06)."""
        ...

    async def post(self, step: Step, known: Mapping[Key, RemoteId]) -> Result[RemoteId, Rejection]:
        """Write one step's record, once. `known` has the id of every key the record names.

        OutcomeUnknownError: it may or may not be there; look it up, do not post it again.
        SystemUnavailableError: it was surely not written.
        """
        ...

    async def located(
        self, step: Step, known: Mapping[Key, RemoteId]
    ) -> RemoteId | Rejection | None:
        """The id of what this step writes if the books have it now, whatever its content.

        A Rejection when they took it in, worked on it and failed; None when they do not have it.
        """
        ...

    async def merged(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Of the merges with these keys those the books have completed, with the surviving customer."""
        ...

    async def owners(self, keys: Collection[Key]) -> Mapping[Key, RemoteId]:
        """Whose the transactions with these keys are."""
        ...

    async def customer_balances(self, customers: Collection[RemoteId]) -> Sequence[Balance]:
        """Receivables and customer deposits of these customers, by account."""
        ...

    async def refunds(self, tenant: str, with_ended: bool = False) -> Sequence[BookedRefund]:
        """The tenant's refunds with their checks; Complete and Bypass ones only `with_ended`."""
        ...

    def preview(self, step: Step) -> Preview:
        """What `post` would send for this step, with keys where ids are not known yet (TRG-08)."""
        ...

    async def ping(self) -> str: ...
