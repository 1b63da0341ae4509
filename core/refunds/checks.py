"""Checks that pay refunds: what is asked for, what would be written, and what is refused.

    Dr Customer refunds payable   500.00
        Cr Checking                   500.00

A check debits what the refund credited, so that this account clears (REF-12). A review writes nothing
(REF-13); paying is pinned to its hash, and is refused when anything has changed since. NetSuite gives
each check its number.

A refund without a journal is paid by a Customer Refund in place of a check; each has one of its own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from returns.result import Failure, Result, Success

from core.documents import Kind
from core.fingerprint import Fingerprint
from core.ledger import Account, Segments
from core.money import Money, total
from core.records import Key, key_of
from core.refunds.payable import not_in_books, why_not_payable
from core.refunds.standing import OpenCredit, RefundStanding
from core.refunds.written import (
    CheckLine,
    CheckRecord,
    CustomerRefundRecord,
    RefundedCredit,
    RefundPayment,
)
from core.refusals import Problem, Reason, Refusal


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """`chosen` are the refunds by key, each with the cents to pay; None pays what is left (REF-15).

    `date` is the checks' own; the memos stand on each check and on each of its lines.
    """

    tenant: str
    date: dt.date
    bank: Account
    chosen: Mapping[Key, Money | None]
    to_be_printed: bool = False
    header_memo: str = ""
    line_memo: str = ""
    group_by_customer: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """The checks to write and the refunds refused; the same refunds in any order give the same."""

    tenant: str
    checks: tuple[RefundPayment, ...]
    refused: tuple[Refusal, ...]

    @property
    def total(self) -> Money:
        return total(one.amount for one in self.checks)

    @property
    def hash(self) -> str:
        """The fingerprint of exactly what would be paid, and of how each refund stands before."""
        return str(Fingerprint((self.tenant, self.checks)))

    @property
    def keyed(self) -> tuple[tuple[Key, RefundPayment], ...]:
        """Each check with its key: the same reviewed payment is the same check."""
        return tuple(
            (key_of(self.tenant, Kind.CHECK, f"{self.hash}-{place}"), one)
            for place, one in enumerate(self.checks, 1)
        )


def review(request: CheckRequest, standings: Iterable[RefundStanding]) -> Review:
    """What the request would write, and what of it is refused (REF-13 to REF-16)."""
    known = {one.key: one for one in standings}
    chosen = [(known[key], amount) for key, amount in request.chosen.items() if key in known]
    asked = [(one, one.remaining if amount is None else amount) for one, amount in chosen]
    asked.sort(key=lambda row: _place(row[0]))
    problems = [(one, why_not_payable(one, amount)) for one, amount in asked]
    unknown = [not_in_books(key) for key in sorted(request.chosen) if key not in known]
    refused = [problem.of(one.label) for one, problem in problems if problem is not None]
    payable = [row for row, (_, problem) in zip(asked, problems, strict=True) if problem is None]
    return Review(request.tenant, _checks(request, payable), (*refused, *unknown))


def pinned(now: Review, reviewed: str) -> Result[Review, Problem]:
    """The review, when it still is the one of that hash (REF-17)."""
    if now.hash == reviewed:
        return Success(now)
    checks = "1 check" if len(now.checks) == 1 else f"{len(now.checks)} checks"
    fact = f"What would be paid has changed since it was reviewed: now {checks} over {now.total}."
    return Failure(Problem(Reason.REVIEW_CHANGED, fact, "Review it again.", "review of checks"))


Asked = tuple[RefundStanding, Money]


def _place(one: RefundStanding) -> tuple[str, str, str, dt.date, int]:
    name = one.label.customer or ""
    return (name, one.customer, one.segments.subsidiary, one.date, one.label.id)


def _checks(request: CheckRequest, payable: list[Asked]) -> tuple[RefundPayment, ...]:
    """One for each refund, or for each customer and subsidiary (REF-14)."""
    groups: dict[tuple[str, ...], list[Asked]] = defaultdict(list)
    for one, amount in payable:
        alone = one.credits is not None or not request.group_by_customer
        together = (one.key,) if alone else (one.customer, one.segments.subsidiary)
        groups[together].append((one, amount))
    return tuple(_payment(request, rows) for rows in groups.values())


def _payment(request: CheckRequest, rows: list[Asked]) -> RefundPayment:
    one, amount = rows[0]
    if one.credits is None:
        return _check(request, rows)
    return _customer_refund(request, one, one.credits, amount)


def _customer_refund(
    request: CheckRequest, one: RefundStanding, given_back: Iterable[OpenCredit], amount: Money
) -> CustomerRefundRecord:
    """It has a memo of its own and none on a line."""
    return CustomerRefundRecord(
        payee=one.customer,
        payee_name=one.label.customer or "",
        date=request.date,
        bank=request.bank,
        line=_line(request, one, amount),
        credits=tuple(_drawn(given_back, amount)),
        to_be_printed=request.to_be_printed,
        memo=request.header_memo or request.line_memo,
        pays=one.key,
    )


def _drawn(given_back: Iterable[OpenCredit], amount: Money) -> Iterator[RefundedCredit]:
    """The first credits as far as they go."""
    for given in given_back:
        part = min(given.left, amount)
        amount -= part
        if part:
            yield RefundedCredit(given.credit, part, given.deposits)


def _check(request: CheckRequest, rows: list[Asked]) -> CheckRecord:
    first, _ = rows[0]
    lines = tuple(_line(request, one, amount) for one, amount in rows)
    return CheckRecord(
        payee=first.customer,
        payee_name=first.label.customer or "",
        date=request.date,
        bank=request.bank,
        segments=_shared(line.segments for line in lines),
        lines=lines,
        to_be_printed=request.to_be_printed,
        memo=request.header_memo,
    )


def _line(request: CheckRequest, one: RefundStanding, amount: Money) -> CheckLine:
    return CheckLine(
        refund=one.key,
        label=one.label,
        account=one.clearing,
        amount=amount,
        segments=one.segments,
        memo=request.line_memo,
        left_before=one.remaining,
        checks_before=one.checks,
    )


def _shared(given: Iterable[Segments]) -> Segments:
    """The segments all lines have; only the subsidiary where they differ."""
    different = sorted(set(given), key=repr)
    return different[0] if len(different) == 1 else Segments(different[0].subsidiary)
