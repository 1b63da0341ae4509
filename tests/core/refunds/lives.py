"""Books kept in whole cents for a random life of refunds, moved by the rules alone.

A check may be answered, made later than its reply, or never made; the status is often left behind.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Final

from returns.result import Success

from core.documents import Kind, Payment
from core.money import ZERO, Money
from core.records import Key, RefundRecord, RemoteId
from core.refunds.booked import (
    BookedJournal,
    BookedRefund,
    RefundsNow,
    refunds_now,
)
from core.refunds.checks import CheckRequest, Review, pinned, review
from core.refunds.credits import Credit, allocate
from core.refunds.history import changes_in
from core.refunds.recognition import beyond_payment
from core.refunds.status import Move, Status, changed
from core.refunds.upkeep import upkeep, with_move
from core.refunds.worklist import worklist
from core.refunds.written import RefundStatusRecord
from tests.core.builders import invoice, key, payment
from tests.core.refunds.builders import (
    CARD,
    CHECK,
    credit_memo,
    deposit,
    memo,
    of,
    record,
    refund,
    request,
)
from tests.core.refunds.check_book import CheckBook

EVENTS: Final = 15
NOW: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
PAYMENTS: Final = (16, 17)
BY_HAND: Final = (Move.BYPASS, Move.REOPEN, Move.PAY_BY_CHECK_INSTEAD)


@dataclass
class Books:
    """What NetSuite and ServiceTitan would hold; `reviewed` is what somebody looked at last."""

    chance: random.Random
    check_book: CheckBook
    refunds: dict[Key, BookedRefund] = field(default_factory=dict)
    credits: dict[Key, Credit] = field(default_factory=dict)
    received: dict[int, Payment] = field(default_factory=dict)
    given_back: list[Payment] = field(default_factory=list)
    reviewed: tuple[CheckRequest, Review] | None = None
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number in PAYMENTS:
            amount = Money(self.chance.randint(1, 99_999))
            self.received[number] = payment(amount.text, f"P-{number}")
            held = deposit(amount.text, key=key(Kind.PAYMENT, number), customer=_whose(number))
            self.credits[held.key] = held

    # --- what comes from ServiceTitan ---

    def arrive(self) -> None:
        """A refund of a payment; the rules refuse what the payment does not hold (REF-19)."""
        number, place = self.chance.choice(PAYMENTS), 300 + len(self.given_back)
        given = self._refund(number, place)
        others = [one for one in self.given_back if one.refund_of == given.refund_of]
        if given.id in beyond_payment(self.received[number], [*others, given]):
            assert sum(-one.amount.cents for one in (*others, given)) > self._received(number)
            return
        self.given_back.append(replace(given, exported=True))
        self._book(self._recorded(given, place), place, number)

    def _refund(self, number: int, place: int) -> Payment:
        most = self.received[number].amount.cents
        amount = Money(max(1, most * self.chance.choice((1, 33, 50, 100)) // 100)).text
        by = self.chance.choice((CHECK, CHECK, CARD))
        applied = self.chance.choice(((), (of("I-204", amount),), (of(f"I-{place}", amount),)))
        of_payment = self.received[number].id
        return refund(amount, *applied, by=by, number=f"P-{place}", refund_of=of_payment)

    def _recorded(self, given: Payment, place: int) -> RefundRecord:
        taken_back = credit_memo((-given.amount).text, f"I-{place}")
        return record(given, invoice("1000.00", "I-204"), taken_back)

    def _book(self, made: RefundRecord, place: int, number: int) -> None:
        for part in made.links.credit_memos:
            credit = memo(part.amount.text, key=part.invoice, customer=_whose(number))
            self.credits[credit.key] = credit
        journal = BookedJournal(
            _whose(number), f"Person {number}", made.segments, made.clearing, made.amount
        )
        name = key(Kind.REFUND, place)
        self.refunds[name] = BookedRefund(
            *(name, RemoteId(f"r{place}"), place, made.number, made.date),
            *(made.amount, made.status, made.links, journal),
        )
        self.check_book.owed[made.clearing.number] += made.amount.cents

    def credit(self) -> None:
        """A credit memo made later, of the invoice whose money went back (REF-10)."""
        number, place = self.chance.choice(PAYMENTS), 600 + len(self.credits)
        amount = Money(self.chance.randint(1, 99_999)).text
        made = memo(amount, place, customer=_whose(number))
        self.credits[made.key] = made

    def cover(self) -> None:
        standings = self.now().standings.values()
        for one in allocate(self.credits.values(), standings):
            held, booked = self.credits[one.credit.key], self.refunds[one.refund.key]
            assert booked.journal is not None
            assert booked.status is not Status.BYPASS
            self.credits[held.key] = replace(held, remaining=held.remaining - one.amount)
            journal = replace(booked.journal, open=booked.journal.open - one.amount)
            self.refunds[booked.key] = replace(booked, journal=journal)

    # --- checks ---

    def look(self) -> None:
        """A review that may be paid much later."""
        listed = worklist(self.now().standings.values())
        share = self.chance.choice((1, 50, 100))
        chosen = {one.key: Money(max(1, one.remaining.cents * share // 100)) for one in listed}
        asked = request(chosen, group_by_customer=self.chance.random() < 0.5)
        self.reviewed = asked, review(asked, listed)
        assert self.reviewed[1].refused == ()

    def pay(self) -> None:
        """What was reviewed last, whatever has happened since; half the time a crash follows."""
        if self.reviewed is None:
            return
        asked, before = self.reviewed
        outcome = pinned(review(asked, self.now().standings.values()), before.hash)
        if isinstance(outcome, Success):
            assert outcome.unwrap().checks == before.checks
            for name, made in outcome.unwrap().keyed:
                fate = self.check_book.send(name, made)
                self.told.append(f"  {name} over {made.amount}: {fate}")
            if self.chance.random() < 0.5:
                self.keep()

    def settle(self) -> None:
        self.check_book.settle()

    def decide(self) -> None:
        self.check_book.decide()

    # --- status ---

    def keep(self) -> None:
        now = self.now()
        for name, standing in now.standings.items():
            due = upkeep(now.booked[name], standing, "Crossfoot", NOW)
            if due is not None:
                self._write(name, due)
        again = self.now()
        for name, standing in again.standings.items():
            one = again.booked[name]
            assert upkeep(one, standing, "Crossfoot", NOW) is None, name
            if one.status in (Status.PENDING_REFUND, Status.CHECK_REFUNDED):
                in_full = self.check_book.paid(name) == one.amount.cents
                assert (one.status is Status.CHECK_REFUNDED) == in_full, name

    def move(self) -> None:
        """By hand, after what the checks called for."""
        self.keep()
        now, move = self.now(), self.chance.choice(BY_HAND)
        if not now.standings:
            return
        name = self.chance.choice(sorted(now.standings))
        booked, standing = now.booked[name], now.standings[name]
        history = changes_in(booked.history)
        outcome = changed(standing.status, move, history, "ann", NOW, "a reason")
        if isinstance(outcome, Success):
            self._write(name, with_move(booked, standing, outcome.unwrap()))

    def _write(self, name: Key, says: RefundStatusRecord) -> None:
        self.refunds[name] = replace(
            self.refunds[name],
            status=says.status,
            history=says.history,
            shown_paid=says.paid,
            shown_unapplied=says.unapplied,
        )

    # --- how it stands ---

    def now(self) -> RefundsNow:
        booked = (
            replace(one, checks=self.check_book.paying(name)) for name, one in self.refunds.items()
        )
        return refunds_now(booked, self.check_book.sent_lines())

    def _received(self, number: int) -> int:
        return self.received[number].amount.cents

    def assert_sound(self) -> None:
        now = self.now()
        assert now.unclear == (), now.unclear
        left = dict.fromkeys(self.check_book.owed, 0)
        for name, one in self.refunds.items():
            assert one.journal is not None
            assert 0 <= self.check_book.may_leave(name) <= one.amount.cents, name
            assert ZERO <= one.journal.open <= one.amount, name
            left[one.journal.clearing.number] += one.amount.cents - self.check_book.paid(name)
            _assert_one_story(one)
        assert left == self.check_book.owed
        for number in PAYMENTS:
            back = [one for one in self.given_back if one.refund_of == self.received[number].id]
            assert sum(-one.amount.cents for one in back) <= self._received(number)


def _assert_one_story(one: BookedRefund) -> None:
    """Each change begins where the one before it ended, the last at the status it has."""
    changes = changes_in(one.history)
    for earlier, later in pairwise(changes):
        assert earlier.status_after is later.status_before, one.history
    assert not changes or changes[-1].status_after is one.status, one.history


def _whose(number: int) -> RemoteId:
    return RemoteId(f"c{number}")


DRAWN: Final[dict[Callable[[Books], None], int]] = {
    Books.arrive: 5,
    Books.credit: 2,
    Books.cover: 3,
    Books.look: 6,
    Books.pay: 8,
    Books.settle: 2,
    Books.decide: 4,
    Books.keep: 2,
    Books.move: 3,
}


def live(seed: int) -> None:
    """One sequence of events, the books looked at after each."""
    chance = random.Random(f"refund {seed}")
    approves = chance.random() < 0.4
    books = Books(chance, CheckBook(chance, approves))
    kinds, weights = tuple(DRAWN), tuple(DRAWN.values())
    try:
        drawn = chance.choices(kinds, weights, k=EVENTS - 3)
        for event in (Books.arrive, Books.arrive, *drawn, Books.keep):
            books.told.append(event.__name__)
            event(books)
            books.assert_sound()
    except AssertionError as error:
        story = "\n".join(books.told)
        raise AssertionError(f"seed {seed}, approvals {approves}:\n{story}\n{error}") from error
