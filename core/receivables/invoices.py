"""Invoices: what a customer owes for work, each line to its own account (AR-01).

    Dr Accounts receivable      1,070.00
        Cr Service revenue          1,000.00
        Cr Sales tax payable           70.00

Negative lines are discounts and debit their account. What adds to an earlier invoice is one too
(AR-04).
"""

from returns.result import Failure, Result, Success

from core.documents import Invoice, InvoiceLine
from core.money import ZERO
from core.plan import Step
from core.receivables.billing import adds_up, sales_step
from core.records import InvoiceRecord, Key
from core.refusals import Problem, Reason, Refusal
from core.situation import Situation, refused


def invoice_step(invoice: Invoice, s: Situation) -> Result[Step, Refusal]:
    """The step that books one invoice, with its prediction; or why it stays out."""
    step = billed(invoice, s.number(invoice.number), s.project(invoice.job), s)
    return refused(step, invoice.label)


def billed(
    invoice: Invoice, number: str, project: Key | None, s: Situation
) -> Result[Step, Problem]:
    """The step that books an invoice under this number, for this project."""
    return Result.do(
        step
        for _ in _nothing_negative(invoice)
        for _ in adds_up(invoice)
        for step in sales_step(invoice, InvoiceRecord, number, project, s)
    )


def _nothing_negative(invoice: Invoice) -> Result[None, Problem]:
    for position, line in enumerate(invoice.lines, 1):
        if line.quantity < 0:
            return Failure(_negative(position, line))
    if invoice.total >= ZERO:
        return Success(None)
    fact = f"Its total is {invoice.total}; NetSuite takes no invoice below zero."
    return Failure(Problem(Reason.NEGATIVE_TOTAL, fact, "Correct its lines."))


def _negative(position: int, line: InvoiceLine) -> Problem:
    return Problem(
        Reason.NEGATIVE_QUANTITY,
        f"Line {position} ({line.description}) has quantity {line.quantity}; NetSuite takes none "
        "below zero.",
        "In ServiceTitan make the price negative instead.",
    )
