"""Adjustments: what is added to an exported invoice, or taken back from it (AR-03 to AR-06).

What adds is an invoice of its own. What takes back is a credit memo, applied to nothing:

    Dr Service revenue            100.00
    Dr Sales tax payable            7.00
        Cr Accounts receivable        107.00

Either bears the original's number and its own place among all adjustments of that original. It goes
once the original is exported. Billed to another customer than the original, it belongs to no project.
"""

from dataclasses import replace

from returns.result import Failure, Result

from core.documents import Invoice, InvoiceLine, Kind
from core.draft import Draft
from core.money import ZERO
from core.plan import Step
from core.receivables.billing import adds_up, sales_step
from core.receivables.invoices import billed
from core.records import CreditMemoRecord, Key
from core.refusals import Hold, Problem, Reason, Refusal, Waiting
from core.situation import Situation, refused


def adjustment_step(adjustment: Invoice, s: Situation) -> Result[Step, Refusal]:
    """The step that books one adjustment, with its prediction; or why it stays out."""
    original = _original(adjustment, s)
    if original is None:
        return Failure(_not_found(adjustment).of(adjustment.label))
    number, project = _number(adjustment, original, s), _project(adjustment, original, s)
    booked = _credited if adjustment.total < ZERO else billed
    return refused(booked(adjustment, number, project, s), adjustment.label)


def waiting_for_original(draft: Draft, adjustment: Invoice) -> Hold | None:
    """What an adjustment of an invoice that is not exported waits for (AR-03)."""
    original = _original(adjustment, draft.situation)
    if original is None or original.exported:
        return None
    key = draft.situation.key(Kind.INVOICE, original.id)
    out = draft.why_out(key)
    if out is not None:
        fate = f"stays out; the adjustment goes once that one is exported. {out.explanation}"
    elif key in draft.steps:
        fate = "goes with this run; the adjustment goes with the next."
    else:
        fate = "is not exported and not queued. Post its batch; this goes with the run after it."
    words = f"It adjusts invoice {original.number}, which {fate}"
    return Hold(Waiting.ORIGINAL, adjustment.label, words, out.cause if out else None)


def _original(adjustment: Invoice, s: Situation) -> Invoice | None:
    """What it adjusts; None when that is deleted, or cannot be read."""
    assert adjustment.adjustment_to is not None, adjustment
    found = s.originals.get(adjustment.adjustment_to)
    return found if found is not None and found.active else None


def _not_found(adjustment: Invoice) -> Problem:
    subject = f"invoice {adjustment.adjustment_to}"
    fact = (
        f"It adjusts an invoice (id {adjustment.adjustment_to}) that ServiceTitan does not show: "
        "it is deleted, or cannot be read."
    )
    remedy = "Mend that invoice there, or enter this adjustment in NetSuite."
    return Problem(Reason.ORIGINAL_NOT_FOUND, fact, remedy, subject)


def _number(adjustment: Invoice, original: Invoice, s: Situation) -> str:
    """The original's number and the place in the one sequence over both signs (AR-05)."""
    earlier = [one for one in s.adjustments.get(original.id, ()) if one < adjustment.id]
    return s.number(f"{original.number}-{len(earlier) + 1}")


def _project(adjustment: Invoice, original: Invoice, s: Situation) -> Key | None:
    same = s.survivor(adjustment.customer) == s.survivor(original.customer)
    return s.project(adjustment.job) if same else None


def _credited(
    adjustment: Invoice, number: str, project: Key | None, s: Situation
) -> Result[Step, Problem]:
    """A credit memo: what an invoice of the same amounts would post, turned around."""
    step = Result.do(
        step
        for _ in adds_up(adjustment)
        for step in sales_step(_turned(adjustment), CreditMemoRecord, number, project, s)
    )
    return step.map(lambda one: replace(one, document=adjustment.label, entry=one.entry.reversed()))


def _turned(adjustment: Invoice) -> Invoice:
    """With the signs of a credit memo: what is taken back is positive."""
    return replace(
        adjustment,
        lines=tuple(map(_turned_line, adjustment.lines)),
        subtotal=-adjustment.subtotal,
        tax=-adjustment.tax,
        total=-adjustment.total,
        due_date=None,
    )


def _turned_line(line: InvoiceLine) -> InvoiceLine:
    """NetSuite takes no quantity below zero, so the price bears the sign."""
    price = line.price if line.quantity < 0 else -line.price
    return replace(line, quantity=abs(line.quantity), price=price, total=-line.total)
