"""The mappings that a queued document uses: its business units, accounts and payment type (TRG-08)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from returns.result import Failure, Success

from core.chart import Chart
from core.documents import BusinessUnit, BusinessUnitId, GlAccount, Kind, Label
from core.ledger import Segments
from core.mapping import AccountMapping
from core.settings import Topic
from core.situation import Situation

Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class MappingUsed:
    """From ServiceTitan's to NetSuite's, in words; `how` is where that choice stands."""

    topic: Topic
    source: str
    target: str
    how: str

    def __str__(self) -> str:
        return f"{self.source} → {self.target} ({self.how})"


@dataclass(frozen=True, slots=True)
class Sources:
    """What of a document has to be mapped."""

    units: tuple[BusinessUnitId, ...] = ()
    accounts: tuple[GlAccount, ...] = ()
    payment_type: str = ""


class UsedMappings:
    """Of one situation; a document that needs none has none."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._sources = dict(_sources(situation))

    def of(self, label: Label) -> tuple[MappingUsed, ...]:
        sources = self._sources.get((label.kind, label.id), Sources())
        return tuple(self._used(sources))

    def _used(self, sources: Sources) -> Iterator[MappingUsed]:
        s = self._situation
        for unit in dict.fromkeys(sources.units):
            yield unit_mapping(s.business_units.get(unit, BusinessUnit(unit, "?")), s)
        for account in dict.fromkeys(sources.accounts):
            yield account_mapping(account, s.mapping)
        if sources.payment_type:
            yield payment_type_mapping(sources.payment_type, s.mapping)


def _sources(s: Situation) -> Iterator[tuple[tuple[Kind, int], Sources]]:
    for invoice in s.queue.invoices:
        units = _known(invoice.business_unit, *(line.business_unit for line in invoice.lines))
        accounts = _known(*(line.account for line in invoice.lines))
        yield (Kind.INVOICE, invoice.id), Sources(units, accounts)
    for payment in s.queue.payments:
        units, accounts = _known(payment.business_unit), _known(payment.account)
        yield (Kind.PAYMENT, payment.id), Sources(units, accounts, payment.type)
    for job in s.new_projects.values():
        yield (Kind.PROJECT, job.id), Sources(_known(job.business_unit))
    yield from _of_purchases(s)
    for entry in s.queue.journal_entries:
        accounts = tuple(line.account for line in entry.lines)
        yield (
            (Kind.JOURNAL_ENTRY, entry.number),
            Sources(_known(*(line.business_unit for line in entry.lines)), accounts),
        )
    for deposit in s.queue.bank_deposits:
        accounts = _known(deposit.bank_account, deposit.fee_account)
        yield (Kind.BANK_DEPOSIT, deposit.id), Sources((), accounts)
    for adjustment in s.queue.inventory_adjustments:
        units = _known(adjustment.business_unit)
        yield (Kind.INVENTORY_ADJUSTMENT, adjustment.id), Sources(units)


def _of_purchases(s: Situation) -> Iterator[tuple[tuple[Kind, int], Sources]]:
    for order in s.queue.purchase_orders:
        accounts = _known(*(line.account for line in order.lines))
        yield (Kind.PURCHASE_ORDER, order.id), Sources(_known(order.business_unit), accounts)
    for bill in s.queue.bills:
        units = _known(bill.business_unit, *(one.business_unit for one in bill.expenses))
        goods, expenses = (
            (one.account for one in bill.lines),
            (one.account for one in bill.expenses),
        )
        accounts = _known(*goods, *expenses)
        yield (Kind.BILL, bill.id), Sources(units, accounts)
    for credit in s.queue.vendor_credits:
        accounts = _known(*(one.account for one in credit.lines))
        yield (Kind.VENDOR_CREDIT, credit.id), Sources(_known(credit.business_unit), accounts)


def accounts_queued(s: Situation) -> list[GlAccount]:
    """Every account that a queued document names, by number."""
    named = (account for _, sources in _sources(s) for account in sources.accounts)
    return sorted(set(named), key=lambda one: (one.number, one.name))


def payment_types_queued(s: Situation) -> list[str]:
    return sorted({payment.type for payment in s.queue.payments if payment.type})


def _known(*sources: Source | None) -> tuple[Source, ...]:
    return tuple(one for one in sources if one is not None)


def unit_mapping(unit: BusinessUnit, s: Situation) -> MappingUsed:
    how = origin(s.mapping, Topic.BUSINESS_UNIT, str(unit.id)) or "missing"
    match s.segments(unit.id):
        case Success(segments):
            target = segments_in_words(segments, s.chart)
        case Failure(problem):
            target = problem.words
    return MappingUsed(Topic.BUSINESS_UNIT, f"business unit {unit}", target, how)


def account_mapping(given: GlAccount, mapping: AccountMapping) -> MappingUsed:
    how = origin(mapping, Topic.ACCOUNT, given.number) or "by number"
    match mapping.account(given):
        case Success(account):
            target = str(account)
        case Failure(problem):
            target, how = problem.words, "missing"
    return MappingUsed(Topic.ACCOUNT, f"account {given}", target, how)


def payment_type_mapping(name: str, mapping: AccountMapping) -> MappingUsed:
    method = mapping.method(name)
    how = origin(mapping, Topic.PAYMENT_TYPE, name)
    target = f"payment method {method}" if method else "no payment method"
    return MappingUsed(Topic.PAYMENT_TYPE, f"payment type {name}", target, how or "no choice")


def origin(mapping: AccountMapping, topic: Topic, source: str) -> str:
    """Where the choice in force stands; empty where there is none."""
    choice = mapping.choices.get((topic, source))
    return choice.origin if choice is not None and choice.target else ""


def segments_in_words(segments: Segments, chart: Chart) -> str:
    subsidiary = chart.subsidiaries.get(segments.subsidiary)
    parts = [named("subsidiary", segments.subsidiary, subsidiary.name if subsidiary else None)]
    others = (
        ("department", segments.department, chart.departments),
        ("class", segments.class_, chart.classes),
        ("location", segments.location, chart.locations),
    )
    parts += [named(what, key, names.get(key)) for what, key, names in others if key is not None]
    return ", ".join(parts)


def named(what: str, key: str, name: str | None) -> str:
    """An id never stands alone: subsidiary 2 (Nevada)."""
    return f"{what} {key} ({name or 'not in NetSuite'})"
