"""Do both systems agree? What each customer owes, less the money held for them, on either side.

    ServiceTitan    totals of exported invoices - amounts of exported payments
    NetSuite        accounts receivable + customer deposits

Applying money never changes either side, so the two must be equal to the cent at any moment at which
all that is exported has been confirmed. Totals and not open balances: a payment that still waits for
its run has lowered the balance in ServiceTitan already.

Customers are compared by their links. A merge that is under way, or a customer linked to another one
by hand, leaves documents with a customer of the books that the link no longer names. Those customers
are compared together, in one row, with all whose documents they hold.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.documents import CustomerId, Queue
from core.money import ZERO, Money, total
from core.ports import Balance
from core.records import CustomerLink, RemoteId


@dataclass(frozen=True, slots=True)
class TieRow:
    """One customer, or several that share documents; cents owed by either system.

    Below zero we hold money. Where journal entries are compared, `customer` names an account, and the
    cents are its balance, debit positive. `members` are ServiceTitan's customers.
    """

    customer: str
    servicetitan: Money
    netsuite: Money
    members: frozenset[CustomerId] = field(default=frozenset(), compare=False)

    @property
    def difference(self) -> Money:
        return self.netsuite - self.servicetitan


@dataclass(frozen=True, slots=True)
class Tie:
    """`by` says what a row is about: a customer or an account."""

    rows: tuple[TieRow, ...]
    by: str = "customer"

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
    exported: Queue,
    links: Mapping[CustomerId, CustomerLink],
    balances: Iterable[Balance],
    owners: Mapping[CustomerId, Iterable[RemoteId]] | None = None,
) -> Tie:
    """One row a customer, by name. A customer without a link stands alone and does not agree.

    `owners` are customers of the books whose the documents of a customer are, whoever it is linked to
    now: all of them, and all who are linked to one of them, make one row together.
    """
    rows = _Rows()
    for customer, name, amount in _amounts(exported):
        rows.add_owed(customer, name, amount)
        link = links.get(customer)
        if link is not None and link.customer is not None:
            rows.join(customer, link.customer)
    for customer, theirs in (owners or {}).items():
        for owner in theirs:
            rows.join(customer, owner)
    for balance in balances:
        rows.booked[balance.customer] += balance.amount
    return Tie(tuple(sorted(rows.rows(), key=lambda row: row.customer)))


Who = CustomerId | RemoteId


@dataclass
class _Rows:
    """Customers of both systems that are compared together, and what each owes."""

    names: dict[CustomerId, str] = field(default_factory=dict)
    owed: dict[CustomerId, Money] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    booked: dict[RemoteId, Money] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    _with: dict[Who, Who] = field(default_factory=dict)

    def add_owed(self, customer: CustomerId, name: str, amount: Money) -> None:
        self.names.setdefault(customer, name)
        self.owed[customer] += amount

    def join(self, one: Who, other: Who) -> None:
        first, second = self._first(one), self._first(other)
        if first != second:
            self._with[second] = first

    def _first(self, one: Who) -> Who:
        while one in self._with:
            one = self._with[one]
        return one

    def rows(self) -> Iterable[TieRow]:
        together: dict[Who, tuple[list[CustomerId], list[RemoteId]]] = {}
        for customer in self.owed:
            together.setdefault(self._first(customer), ([], []))[0].append(customer)
        for remote in self.booked:
            together.setdefault(self._first(remote), ([], []))[1].append(remote)
        for customers, remotes in together.values():
            servicetitan = total(self.owed[one] for one in customers)
            netsuite = total(self.booked[one] for one in remotes)
            name = self._name(customers, remotes)
            yield TieRow(name, servicetitan, netsuite, frozenset(customers))

    def _name(self, customers: Sequence[CustomerId], remotes: Sequence[RemoteId]) -> str:
        if not customers:
            return ", ".join(map(str, remotes))
        first, *others = (self.names[one] for one in customers)
        if not others:
            return first
        return f"{first} and {len(others)} other{'' if len(others) == 1 else 's'}"


def _amounts(exported: Queue) -> Iterable[tuple[CustomerId, str, Money]]:
    for invoice in exported.invoices:
        yield invoice.customer, invoice.customer_name, invoice.total
    for payment in exported.payments:
        yield payment.customer, payment.customer_name, -payment.amount
