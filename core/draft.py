"""A plan in the making: what is placed so far, what stays out, and what each invoice still owes.

The only thing in the core that changes in place, and it never leaves the planner.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from returns.result import Failure, Result, Success

from core.agreement import difference
from core.customers.legacy import matching_is_off
from core.documents import CustomerId, Kind, Payment
from core.lining_up import lined_up
from core.money import ZERO, Money, total
from core.plan import Plan, Step, in_order
from core.portion import left_for_later
from core.prerequisites import Prerequisites
from core.records import (
    AppliedAmount,
    Booked,
    CustomerMergeRecord,
    DepositRecord,
    DepositUnapplicationRecord,
    InvoiceRecord,
    Key,
    PaymentRecord,
    RefundJournalRecord,
    RefundRecord,
    RemoteId,
    SalesRecord,
)
from core.refunds.written import CustomerRefundRecord
from core.refusals import Cause, Hold, Notice, Problem, Reason, Refusal, Waiting
from core.situation import Situation, refused

VOID_OR_CORRECT: Final = "Void it there or correct it in ServiceTitan."
UNANSWERED: Final = Cause(
    Waiting.SETTLEMENT.value, "writes NetSuite has not answered", "Run again later."
)


class Draft:
    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.known = situation.known
        """The ids of what the books have before this run."""
        self.queued = {one.id: one for one in situation.queue.invoices}
        self.steps: dict[Key, Step] = {}
        self.held: list[Hold] = []
        self.refused: list[Refusal] = []
        self.troubled: dict[CustomerId, Problem] = {}
        """The first problem of each customer whose documents it keeps out."""
        self.freed_by: dict[Key, list[Key]] = defaultdict(list)
        """For each invoice, or journal of a refund, the steps that take an application off it."""
        self.paid_by: dict[Key, list[Key]] = defaultdict(list)
        """For each of those, the steps that apply money to it."""
        self.uses: dict[Key, list[Key]] = defaultdict(list)
        """For each credit in the books, the steps that change what is applied of it."""
        self._reserved: dict[Key, Money] = defaultdict(lambda: ZERO)
        self._used_now: dict[Key, Money] = defaultdict(lambda: ZERO)
        self._before = Prerequisites(situation)
        self._merges: dict[RemoteId, tuple[Key, Key]] = {}
        self._owed: dict[Key, Money] = {}
        self._out: dict[Key, Refusal | Hold] = {}

    @property
    def plan(self) -> Plan:
        steps = lined_up(in_order(self.steps.values()), self.situation.rejected)
        remarks = (Notice(step.document, step.notice) for step in steps if step.notice)
        notices = (
            *left_for_later(self.situation.queue),
            *matching_is_off(self.situation),
            *remarks,
        )
        tenant = self.situation.settings.tenant
        return Plan(tenant, steps, tuple(self.held), tuple(self.refused), notices)

    def has(self, key: Key) -> bool:
        """Whether something was decided of this step: it is placed, or stays out."""
        return key in self.steps or key in self._out

    # placing

    def place(self, step: Step, customer: CustomerId | None = None) -> None:
        """Take a document's step in, after all that it needs; or note why it stays out."""
        booked = self.situation.booked.get(step.key)
        if booked is not None:
            self._place_booked(step, booked)
            return
        match self._prerequisites(step, customer):
            case Success(before):
                self.place_after(step, before)
            case Failure(refusal):
                self.refuse(refusal, step.key)

    def take(self, step: Step, *before: Key) -> None:
        """Take a step in, after these as well, unless its own last write is unsettled or what it
        needs stays out."""
        wanted = (*step.needs, *before, *self._merges_before(step))
        waiting = self.situation.unsettled.get(step.key)
        if waiting is not None and not isinstance(step.record, CustomerMergeRecord):
            self.hold(Hold(Waiting.SETTLEMENT, step.document, waiting, UNANSWERED), step.key)
            return
        out = next((self._out[key] for key in wanted if key in self._out), None)
        if out is not None:
            hold = Hold(Waiting.DEPENDENCY, step.document, out.explanation, out.cause)
            self.hold(hold, step.key)
            return
        needs = tuple(key for key in dict.fromkeys(wanted) if key in self.steps)
        self.steps[step.key] = step if needs == step.needs else replace(step, needs=needs)

    def refuse(self, refusal: Refusal, key: Key) -> None:
        self.refused.append(replace(refusal, key=key))
        self._out[key] = refusal

    def hold(self, hold: Hold, key: Key) -> None:
        self.held.append(replace(hold, key=key))
        self._out[key] = hold

    def keep_out(self, trouble: Refusal | Hold, key: Key) -> None:
        if isinstance(trouble, Refusal):
            self.refuse(trouble, key)
        else:
            self.hold(trouble, key)

    def needed_by(self, applied: Iterable[AppliedAmount]) -> tuple[Key, ...]:
        """The steps that must come before these amounts are applied."""
        invoices = [one.invoice for one in applied]
        freed = (key for invoice in invoices for key in self.freed_by[invoice])
        return (*invoices, *freed)

    def _place_booked(self, step: Step, booked: Booked) -> None:
        differing = difference(step, booked, self.situation.chart)
        if differing is None:
            self.steps[step.key] = replace(step, booked=booked, needs=(), notice="")
            return
        fact, remedy = f"{step.document.number}: {differing}.", VOID_OR_CORRECT
        self.refuse(Refusal(Reason.BOOKED_DIFFERENTLY, step.document, fact, remedy), step.key)

    def place_after(self, step: Step, before: tuple[Step, ...]) -> None:
        """Take a step in after these, of which those not decided yet are taken in first."""
        for one in before:
            if not self.has(one.key):
                self.take(one)
        self.take(step, *(one.key for one in before))

    def _prerequisites(
        self, step: Step, customer: CustomerId | None
    ) -> Result[tuple[Step, ...], Refusal]:
        items = self._before.items(step)
        if customer is None:
            return Success(items)
        customer = self.situation.survivor(customer)
        steps = self._before.customer(customer, step)
        if isinstance(steps, Failure):
            self.troubled.setdefault(customer, steps.failure())
        return refused(steps.map(lambda customers: (*customers, *items)), step.document)

    # what invoices owe

    def owed(self, invoice: Key) -> Money | None:
        """What an invoice, or a refund's journal, owes after all that is placed; None when it is not in
        the books. A credit memo owes nothing.
        """
        if invoice in self._owed:
            return self._owed[invoice]
        booked, step = self.situation.booked.get(invoice), self.steps.get(invoice)
        if booked is not None:
            return booked.unpaid or ZERO
        if step is not None and isinstance(step.record, RefundJournalRecord):
            return step.record.refund.amount
        if step is not None and isinstance(step.record, SalesRecord):
            return step.record.total if isinstance(step.record, InvoiceRecord) else ZERO
        return None

    def pay(self, applied: Iterable[AppliedAmount], step: Key) -> None:
        """A step pays so much of these invoices and journals."""
        for one in applied:
            self.change_owed(one.invoice, -one.amount)
            self.paid_by[one.invoice].append(step)

    def change_owed(self, invoice: Key, by: Money) -> None:
        self._owed[invoice] = (self.owed(invoice) or ZERO) + by

    # what credits have left

    def use(self, credit: Key, by: Iterable[AppliedAmount], step: Key) -> None:
        """A step applies so much more of this credit of the books; less is negative."""
        self._used_now[credit] += total(one.amount for one in by)
        self.uses[credit].append(step)

    def used(self, credit: Key) -> Money:
        """Cents of a credit of the books that this run applies."""
        return self._used_now[credit]

    def reserve(self, credit: Key, amount: Money) -> None:
        """Keep so many cents of a credit, in the books or of this run, for a Customer Refund."""
        self._reserved[credit] += amount

    def reserved(self, credit: Key) -> Money:
        return self._reserved[credit]

    # whose things are

    def holder(self, key: Key) -> Key | RemoteId | None:
        """Whose a transaction is after this run: a customer's id, or its key while it has none.

        None where there is no such transaction, or nobody can tell yet.
        """
        booked, step = self.situation.booked.get(key), self.steps.get(key)
        if booked is not None:
            return self.survivor(booked.entity)
        customer = customer_of(step) if step else None
        return self.known.get(customer, customer) if customer else None

    def payer(self, payment: Payment) -> RemoteId | None:
        """Whose a payment is in the books after this run; None when that customer is yet to come."""
        booked = self.situation.booked.get(self.situation.key(Kind.PAYMENT, payment.id))
        if booked is not None:
            return self.survivor(booked.entity)
        return self.known.get(self.situation.customer_key(payment.customer))

    def owner(self, invoice: Key) -> RemoteId | None:
        """Whose an invoice is in the books after this run; None as above."""
        booked, step = self.situation.booked.get(invoice), self.steps.get(invoice)
        if booked is not None:
            return self.survivor(booked.entity)
        assert step is not None, invoice
        assert isinstance(step.record, SalesRecord), step
        return self.known.get(step.record.customer)

    def survivor(self, customer: RemoteId) -> RemoteId | None:
        """Who has a customer's documents once the merges of this run are done (CUS-15)."""
        if customer not in self._merges:
            return customer
        survivor, _ = self._merges[customer]
        return self.known.get(survivor)

    # what is merged (CUS-15)

    def expect_merge(self, duplicate: RemoteId, survivor: Key, merge: Key) -> None:
        """From here on what needs records of both goes after this merge, or stays out with it."""
        self._merges[duplicate] = (survivor, merge)

    def merge_of(self, duplicate: RemoteId) -> Key | None:
        """The step that merges this customer of the books."""
        found = self._merges.get(duplicate)
        return found[1] if found else None

    def _merges_before(self, step: Step) -> tuple[Key, ...]:
        """The merges without which a step's records are not all one customer's."""
        if not self._merges:
            return ()
        if isinstance(step.record, SalesRecord) and step.record.project in self.known:
            into = step.record.customer
            return tuple(merge for survivor, merge in self._merges.values() if survivor == into)
        owners = {one.entity for one in self._used(step)}
        return tuple(self._merges[one][1] for one in sorted(owners & self._merges.keys()))

    def _used(self, step: Step) -> list[Booked]:
        """The transactions in the books that a step is tied to."""
        booked = self.situation.booked
        if isinstance(step.record, DepositUnapplicationRecord):
            key = step.record.application
            deposits = booked.values()
            return [one for one in deposits if any(use.key == key for use in one.applications)]
        return [booked[key] for key in step.tied_to if key in booked]

    def why_out(self, invoice: Key) -> Refusal | Hold | None:
        """Why an invoice of this run stays out."""
        return self._out.get(invoice)


def customer_of(step: Step) -> Key | None:
    """Whose a document's record is; None for records of nobody."""
    record = step.record
    match record:
        case PaymentRecord(received=received) | DepositRecord(received=received):
            return received.customer
        case RefundJournalRecord(refund=refund):
            return refund.customer
        case SalesRecord(customer=customer) | RefundRecord(customer=customer):
            return customer
        case CustomerRefundRecord(payee=payee):
            return Key(payee)
        case _:
            return None
