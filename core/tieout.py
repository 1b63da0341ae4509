"""Do both systems agree? What each customer owes, less the money held for them, on either side.

    ServiceTitan    totals of exported invoices - amounts of exported payments
    NetSuite        accounts receivable + customer deposits

Applying money never changes either side, so the two must be equal to the cent at any moment at which
all that is exported has been confirmed. Totals and not open balances: a payment that still waits for
its run has lowered the balance in ServiceTitan already.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.documents import CustomerId, Queue
from core.money import ZERO, Money, total
from core.ports import Balance
from core.records import CustomerLink, RemoteId


@dataclass(frozen=True, slots=True)
class TieRow:
    """One NetSuite customer: what it owes by either system, in cents; below zero we hold money."""

    customer: str
    servicetitan: Money
    netsuite: Money

    @property
    def difference(self) -> Money:
        return self.netsuite - self.servicetitan


@dataclass(frozen=True, slots=True)
class Tie:
    rows: tuple[TieRow, ...]

    @property
    def agrees(self) -> bool:
        return not any(row.difference for row in self.rows)

    @property
    def servicetitan(self) -> Money:
        return total(row.servicetitan for row in self.rows)

    @property
    def netsuite(self) -> Money:
        return total(row.netsuite for row in self.rows)


def tie(
    exported: Queue, links: Mapping[CustomerId, CustomerLink], balances: Iterable[Balance]
) -> Tie:
    """One row a customer, by name. A customer without a link stands alone and does not agree."""
    names: dict[RemoteId | CustomerId, str] = {}
    owed: dict[RemoteId | CustomerId, Money] = defaultdict(lambda: ZERO)
    for customer, name, amount in _amounts(exported):
        link = links.get(customer)
        where = link.customer if link is not None and link.customer is not None else customer
        names.setdefault(where, name)
        owed[where] += amount
    booked: dict[RemoteId | CustomerId, Money] = defaultdict(lambda: ZERO)
    for balance in balances:
        booked[balance.customer] += balance.amount
    rows = (TieRow(names.get(one, str(one)), owed[one], booked[one]) for one in {**owed, **booked})
    return Tie(tuple(sorted(rows, key=lambda row: row.customer)))


def _amounts(exported: Queue) -> Iterable[tuple[CustomerId, str, Money]]:
    for invoice in exported.invoices:
        yield invoice.customer, invoice.customer_name, invoice.total
    for payment in exported.payments:
        yield payment.customer, payment.customer_name, -payment.amount
