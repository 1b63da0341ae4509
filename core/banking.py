"""Bank deposits: payments that reached the bank together, less what the bank kept (AR-15).

    Dr Checking                 971.00
    Dr Merchant fees             29.00
        Cr Undeposited funds        1,000.00

What a payment debited, the deposit credits: the same account, the same segments. So undeposited funds
clear, business unit by business unit. The bank's line is one, as on its statement; it and the fees have
the segments that all payments share. A refund in a deposit is a payment of less than nothing.

A deposit goes with its payments or after them. A payment that NetSuite has in a bank account already
is not deposited a second time; nor is a refund that a check pays.
"""

from collections.abc import Iterable, Mapping, Sequence

from returns.result import Failure, Result, Success

from core.documents import BankDeposit, DepositedPayment, Kind
from core.draft import Draft
from core.ledger import Account, Line, Posting, Segments, credit, debit, netted
from core.money import ZERO, Money, total
from core.periods import PostingDay, posting_day
from core.plan import Step
from core.records import JournalLine, JournalRecord, Key
from core.refusals import Hold, Problem, Reason, Refusal, Waiting
from core.results import all_of
from core.situation import Situation, refused, require

Postings = Mapping[Key, Posting]
"""What the payments of a deposit post in the books, by key."""
Debited = tuple[str, Segments, Money]
"""Cents in an account, by its id."""


def place_bank_deposits(draft: Draft) -> None:
    """Every queued deposit, oldest first; the payments must have been placed before."""
    for deposit in sorted(draft.situation.queue.bank_deposits, key=lambda one: one.id):
        _place(draft, deposit)


def money_key(payment: DepositedPayment, s: Situation) -> Key:
    """What moved the payment's money: of a refund its journal, or the Customer Refund in its place."""
    kind = Kind.REFUND_JOURNAL if payment.is_refund else Kind.PAYMENT
    return s.key(kind, payment.id)


def bank_deposit_step(
    deposit: BankDeposit, postings: Postings, s: Situation
) -> Result[Step, Refusal]:
    """The step that books one deposit, or why it stays out."""
    step = Result.do(
        _step(deposit, s, day, shared, (*banked, *_credits(undeposited, s)))
        for undeposited in _undeposited(deposit, postings, s)
        for shared in _shared_segments([segments for _, segments, _ in undeposited], s)
        for day in posting_day(deposit.date, s.chart, s.settings.closed_period)
        for banked in _banked(deposit, shared, s)
        for _ in require(bool(banked or _credits(undeposited, s)), _NOTHING)
    )
    return refused(step, deposit.label)


def _place(draft: Draft, deposit: BankDeposit) -> None:
    s = draft.situation
    key = s.key(Kind.BANK_DEPOSIT, deposit.id)
    keys = [money_key(one, s) for one in deposit.payments]
    sound = refused(_ties(deposit).bind(lambda _: _no_checks(deposit, s)), deposit.label)
    trouble = sound.failure() if isinstance(sound, Failure) else _waits(draft, deposit)
    if trouble is not None:
        draft.keep_out(trouble, key)
        return
    match bank_deposit_step(deposit, {one: _posting(draft, one) for one in keys}, s):
        case Success(step):
            draft.place(step.after(*keys))
        case Failure(refusal):
            draft.refuse(refusal, key)


def _ties(deposit: BankDeposit) -> Result[None, Problem]:
    """Gross is what its payments are, net is gross less fees, to the cent."""
    paid = total(one.amount for one in deposit.payments)
    if paid != deposit.gross:
        return Failure(_disagree(f"Its payments add up to {paid}, its gross says {deposit.gross}."))
    left = deposit.gross - deposit.fees
    made = f"Gross {deposit.gross} less fees {deposit.fees} makes {left}"
    return require(left == deposit.net, _disagree(f"{made}, its net says {deposit.net}."))


def _disagree(fact: str) -> Problem:
    return Problem(Reason.TOTALS_DISAGREE, fact, "Correct it in ServiceTitan.")


def _no_checks(deposit: BankDeposit, s: Situation) -> Result[None, Problem]:
    """A refund that a check pays leaves the bank by the check."""
    check_type = (s.settings.check_refund_payment_type or "").strip()
    for one in deposit.payments:
        if one.is_refund and one.type.strip() == check_type:
            fact = f"It holds {one}, which a check pays."
            return Failure(Problem(Reason.PAYMENT_NOT_UNDEPOSITED, fact, _TAKE_IT_OUT, str(one)))
    return Success(None)


def _waits(draft: Draft, deposit: BankDeposit) -> Hold | None:
    s = draft.situation
    for payment in deposit.payments:
        out = _why_out(draft, payment)
        if out is not None or not _is_there(draft, money_key(payment, s)):
            why = out.explanation if out else "it is not in NetSuite yet."
            words = f"Waiting for {payment}: {why}"
            return Hold(Waiting.PAYMENT, deposit.label, words, out.cause if out else None)
    return None


def _why_out(draft: Draft, payment: DepositedPayment) -> Refusal | Hold | None:
    s = draft.situation
    keys = (money_key(payment, s), *(s.key(kind, payment.id) for kind in _KINDS))
    reasons = (draft.why_out(key) for key in keys)
    return next((one for one in reasons if one is not None), None)


_KINDS = (Kind.PAYMENT, Kind.REFUND)
"""As what a payment of a deposit can have been kept out."""


def _is_there(draft: Draft, key: Key) -> bool:
    return key in draft.steps or key in draft.situation.booked


def _posting(draft: Draft, key: Key) -> Posting:
    step = draft.steps.get(key)
    return step.entry.posting() if step else draft.situation.booked[key].posting


def _undeposited(
    deposit: BankDeposit, postings: Postings, s: Situation
) -> Result[tuple[Debited, ...], Problem]:
    """What each payment debited, of a refund what it credited as less than nothing."""
    found: list[Debited] = []
    for payment in deposit.payments:
        money = _money(payment, postings[money_key(payment, s)])
        problem = _not_undeposited(payment, money, s)
        if problem is not None:
            return Failure(problem)
        found += [(*where, amount) for where, amount in money.items()]
    return Success(tuple(found))


def _credits(undeposited: Iterable[Debited], s: Situation) -> tuple[Line, ...]:
    """That, taken out again: a line for each account and its segments."""
    return tuple(
        credit(_account(account, s), amount, segments)
        for (account, segments), amount in netted(undeposited).items()
    )


def _money(payment: DepositedPayment, posting: Posting) -> Posting:
    """The side of a payment that is money: its debits, of a refund its credits."""
    return {
        where: amount for where, amount in posting.items() if (amount < ZERO) == payment.is_refund
    }


def _not_undeposited(payment: DepositedPayment, money: Posting, s: Situation) -> Problem | None:
    there = total(money.values())
    if there != payment.amount:
        fact = f"The deposit has {payment} for {payment.amount}, NetSuite has it for {there}."
        return Problem(Reason.BOOKED_DIFFERENTLY, fact, "Correct it in ServiceTitan.")
    bank = next((where for where, _ in money if s.chart.is_bank(where)), None)
    if bank is None:
        return None
    fact = f"NetSuite has {payment} in {_account(bank, s)} already, not in undeposited funds."
    return Problem(Reason.PAYMENT_NOT_UNDEPOSITED, fact, _TAKE_IT_OUT, str(payment))


_TAKE_IT_OUT = "Take it out of the deposit in ServiceTitan."
_NOTHING = Problem(
    Reason.NOTHING_TO_BOOK,
    "It moves no money.",
    "Take it out of its batch in ServiceTitan.",
)


def _account(account_id: str, s: Situation) -> Account:
    found = (one.account for one in s.chart.accounts if one.account.id == account_id)
    return next(found, Account(account_id, "", f"account {account_id}"))


def _shared_segments(all_of: Sequence[Segments], s: Situation) -> Result[Segments, Problem]:
    """What all payments have in common; a journal is of one subsidiary."""
    subsidiaries = sorted({one.subsidiary for one in all_of})
    if len(subsidiaries) > 1:
        return Failure(_two_subsidiaries(subsidiaries, s))
    if not subsidiaries:
        return Failure(_NOTHING)
    return Success(
        Segments(
            subsidiaries[0],
            _common(one.department for one in all_of),
            _common(one.class_ for one in all_of),
            _common(one.location for one in all_of),
        )
    )


def _common(values: Iterable[str | None]) -> str | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _two_subsidiaries(subsidiaries: Sequence[str], s: Situation) -> Problem:
    names = " and ".join(s.chart.subsidiary_name(one) for one in subsidiaries)
    fact = f"It holds payments of {names}, and a journal belongs to one subsidiary."
    return Problem(Reason.SUBSIDIARIES_DIFFER, fact, "Split it in ServiceTitan.")


def _banked(
    deposit: BankDeposit, segments: Segments, s: Situation
) -> Result[tuple[Line, ...], Problem]:
    """What the bank has of it, and what it kept."""
    if deposit.bank_account is None:
        return Failure(_no_account("bank account"))
    if deposit.fees and deposit.fee_account is None:
        return Failure(_no_account(f"account for its fees of {deposit.fees}"))
    parts = [(deposit.bank_account, deposit.net)]
    if deposit.fee_account is not None and deposit.fees:
        parts.append((deposit.fee_account, deposit.fees))
    return all_of(s.mapping.account(given) for given, _ in parts).map(
        lambda accounts: tuple(
            debit(account, amount, segments)
            for account, (_, amount) in zip(accounts, parts, strict=True)
            if amount
        )
    )


def _no_account(what: str) -> Problem:
    return Problem(
        Reason.ACCOUNT_UNMAPPED,
        f"It names no {what}.",
        "Give it one in ServiceTitan.",
        f"no {what}",
    )


def _step(
    deposit: BankDeposit, s: Situation, day: PostingDay, shared: Segments, lines: Sequence[Line]
) -> Step:
    record = JournalRecord(
        number=s.number(f"DEP-{deposit.id}"),
        date=day.day,
        segments=shared,
        lines=tuple(JournalLine(one.account, one.amount, one.segments) for one in lines),
        memo=" ".join(filter(None, (day.moved, f"Bank deposit {deposit.number}"))),
        batch=deposit.batch,
    )
    return Step(
        key=s.key(Kind.BANK_DEPOSIT, deposit.id),
        record=record,
        document=deposit.label,
        entry=record.entry,
        notice=day.moved,
    )
