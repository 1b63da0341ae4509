"""The general ledger: what each transaction debits and credits, and that it always balances.

An amount is debit minus credit, in dollars. Non-posting transactions have rows too; they move no
balance. A change that would move a closed or locked period's balances is refused (facts §5.4).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from simulators.netsuite.applications import customer_of
from simulators.netsuite.company import Company
from simulators.netsuite.fields import RecordType
from simulators.netsuite.periods import must_be_open
from simulators.netsuite.records import ZERO, Record

Role = Literal["main", "line", "tax"]
Segments = tuple[str | None, str | None, str | None]
"""Department, class, location."""
SEGMENTS = ("department", "class", "location")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a transaction and what it does to one account."""

    line: int
    account: str
    amount: Decimal
    """Debit minus credit."""
    role: Role = "line"
    entity: str | None = None
    segments: Segments = (None, None, None)
    memo: str | None = None
    item: str | None = None
    quantity: Decimal | None = None
    rate: Decimal | None = None
    sublist: str | None = None
    """Where the line's custom columns are."""

    @property
    def debit(self) -> Decimal:
        return max(self.amount, ZERO)

    @property
    def credit(self) -> Decimal:
        return max(-self.amount, ZERO)


@dataclass(frozen=True, slots=True)
class Entry:
    posting: bool
    day: date
    period: str
    subsidiary: str
    rows: tuple[Row, ...]

    def effect(self) -> tuple[Any, ...]:
        """What the general ledger sees of it: without memos, quantities and rates."""
        if not self.posting:
            return ()
        rows = tuple((r.account, r.amount, r.entity, r.segments) for r in self.rows)
        return (self.day, self.period, self.subsidiary, rows)


def segments_of(line: Mapping[str, Any], header: Record) -> Segments:
    """The line's own department, class and location, else the header's."""
    department, klass, location = (line.get(name) or header.fields.get(name) for name in SEGMENTS)
    return (department, klass, location)


def post(company: Company, record_type: RecordType, record: Record) -> None:
    """Book the transaction, in place of what it booked before."""
    entry = _entry(company, record_type, record)
    _check_periods(company, record_type, company.state.entries.get(record.id), entry)
    _replace(company, record.id, entry)


def restate(company: Company, record_type: RecordType, record: Record) -> None:
    """The same amounts under another name, whatever the period says; balances stay."""
    company.state.entries.put(record.id, _entry(company, record_type, record))


def move_balances(company: Company, old: str, new: str) -> None:
    """What one customer owes and has deposited is the other's now."""
    balances = company.state.balances
    for (entity, account), amount in balances.items():
        if entity == old:
            balances.put((new, account), (balances.get((new, account)) or ZERO) + amount)
            balances.drop((old, account))


def unpost(company: Company, record_type: RecordType, record: Record) -> None:
    _check_periods(company, record_type, company.state.entries[record.id], None)
    _replace(company, record.id, None)


def _entry(company: Company, record_type: RecordType, record: Record) -> Entry:
    assert record_type.posts is not None, record_type.name
    rows = record_type.posts(company, record)
    assert sum((row.amount for row in rows), ZERO) == ZERO, (record, rows)
    return Entry(
        record_type.posting and not record_type.waits(record),
        record.day("tranDate"),
        record.ref("postingPeriod"),
        record.ref("subsidiary"),
        rows,
    )


def _replace(company: Company, key: str, entry: Entry | None) -> None:
    _move_balances(company, company.state.entries.get(key), -1)
    _move_balances(company, entry, 1)
    if entry is None:
        company.state.entries.drop(key)
    else:
        company.state.entries.put(key, entry)


def _check_periods(
    company: Company, record_type: RecordType, before: Entry | None, after: Entry | None
) -> None:
    """What the ledger does not see may change in any period."""
    old = before.effect() if before else ()
    new = after.effect() if after else ()
    if old != new:
        _check_period(company, record_type, before)
        _check_period(company, record_type, after)


def _check_period(company: Company, record_type: RecordType, entry: Entry | None) -> None:
    if entry is None or not entry.posting:
        return
    locks = {record_type.lock} if record_type.lock else _locks(company, entry.rows)
    must_be_open(company.get("accountingPeriod", entry.period), locks)


def _locks(company: Company, rows: Iterable[Row]) -> set[str | None]:
    """A journal answers to the locks of the control accounts it touches."""
    controls = {"AcctRec": "ar", "AcctPay": "ap"}
    kinds = {company.get("account", row.account).text("acctType") for row in rows}
    return {controls[kind] for kind in kinds if kind in controls}


def _move_balances(company: Company, entry: Entry | None, sign: int) -> None:
    if entry is None or not entry.posting:
        return
    balances = company.state.balances
    for row in entry.rows:
        if row.entity is not None:
            key = (customer_of(company, row.entity), row.account)
            balances.put(key, (balances.get(key) or ZERO) + sign * row.amount)


def account_balances(company: Company, as_of: date | None = None) -> dict[str, Decimal]:
    """Each account's balance, debit minus credit; `as_of` is a business date, included."""
    balances: dict[str, Decimal] = {}
    for entry in company.state.entries.values():
        if entry.posting and (as_of is None or entry.day <= as_of):
            for row in entry.rows:
                balances[row.account] = balances.get(row.account, ZERO) + row.amount
    return balances
