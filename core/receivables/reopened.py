"""Invoices whose money went back: reopened in ServiceTitan, still paid in NetSuite (REF-09).

There the journal of the refund is what the customer owes again. So what a payment has on such a
journal stands for the invoice. Only what ServiceTitan leaves unapplied of the refund does not: that is
money of the refunded payment which goes back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.documents import Kind, Payment, PaymentId
from core.money import ZERO, Money, total
from core.records import Booked, Key, OpenRefund, covered
from core.situation import Situation


@dataclass(frozen=True, slots=True)
class OnJournal:
    """Cents of a payment that stand on the journal of a refund for an invoice."""

    invoice: Key
    journal: Key
    amount: Money


def on_journals(
    payment: Payment, booked: Booked, lacking: Mapping[Key, Money], s: Situation
) -> tuple[OnJournal, ...]:
    """What the books have of a customer payment on journals, by the invoice it stands for.

    `lacking` is what each invoice itself lacks of what ServiceTitan applies to it. What no invoice
    lacks stands for the first that the refund was applied to.
    """
    left = dict(lacking)
    return tuple(part for one in s.refunds.open for part in _parts(payment, booked, one, left, s))


def _parts(
    payment: Payment, booked: Booked, refund: OpenRefund, left: dict[Key, Money], s: Situation
) -> Iterator[OnJournal]:
    has, invoices = covered(booked, refund.journal), refund.links.invoices
    for invoice in invoices:
        part = min(has, max(left.get(invoice, ZERO), ZERO))
        if part:
            left[invoice] -= part
            has -= part
            yield OnJournal(invoice, refund.journal, part)
    if refund.links.refunded_payment == s.key(Kind.PAYMENT, payment.id):
        has -= left_unapplied(refund.journal, s)
    if invoices and has > ZERO:
        yield OnJournal(invoices[0], refund.journal, has)


def released_to(booked: Booked, journal: Key, s: Situation) -> Money:
    """Cents of the refunded payment on the journal that are no application of ServiceTitan's."""
    applied = s.key(Kind.APPLICATION, "")
    parts = (one for one in booked.to_journals if one.invoice_key == journal)
    return total(one.amount for one in parts if not str(one.key).startswith(applied))


def left_unapplied(journal: Key, s: Situation) -> Money:
    """Cents of a refund that ServiceTitan applies to nothing now: they go out of its payment."""
    source = PaymentId(int(journal.rsplit("-", 1)[1]))
    queued = {one.id: one for one in s.queue.payments}
    refund = queued.get(source) or s.refunds.now.get(source)
    return -refund.unapplied if refund else ZERO
