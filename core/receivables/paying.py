"""A payment that comes with applications goes with its invoices or after them (AR-12).

It pays only its own customer's invoices, and never more than one owes (AR-13). Whose it is counts in
both systems: what was booked before a customer was linked to another one stays with the former
(CUS-14), and NetSuite pays no customer's invoice with the money of another.
"""

from returns.result import Failure, Result, Success

from core.documents import Invoice, Kind, Label, Payment
from core.draft import Draft
from core.plan import Step
from core.receivables.sharing import Shared, landed, shared
from core.records import AppliedAmount, Key, PaymentRecord, RemoteId
from core.refusals import Hold, Reason, Refusal, Waiting
from core.situation import Situation


def place_applied_payment(draft: Draft, payment: Payment, step: Step) -> None:
    assert isinstance(step.record, PaymentRecord), step
    differ = _customers_differ(draft, payment)
    outcome = (
        Failure(differ) if differ else landing(draft, step.document, payment, step.record.applied)
    )
    match outcome:
        case Success(parts):
            draft.pay(parts.parts, step.key)
            placed = landed(step, parts, None).after(*draft.needed_by(parts.parts))
            draft.place(placed, payment.customer)
        case Failure(trouble):
            draft.keep_out(trouble, step.key)


def landing(
    draft: Draft, document: Label, payment: Payment, applied: tuple[AppliedAmount, ...]
) -> Result[Shared, Refusal | Hold]:
    """Where these amounts for these invoices land; or why they cannot be applied now."""
    for one in applied:
        trouble = _trouble(draft, document, payment, one.invoice)
        if trouble is not None:
            return Failure(trouble)
    return shared(draft, document, payment, applied)


def _trouble(
    draft: Draft, document: Label, payment: Payment, invoice: Key
) -> Refusal | Hold | None:
    number = _number(draft.situation, payment, invoice)
    if draft.owed(invoice) is None:
        return _waits_for(draft, document, invoice, number)
    payer, owner = draft.payer(payment), draft.owner(invoice)
    if payer and owner and payer != owner:
        return _booked_apart(draft.situation, document, payment, payer, number, owner)
    return None


def _customers_differ(draft: Draft, payment: Payment) -> Refusal | None:
    who = draft.situation.survivor
    named = (draft.queued.get(one.invoice) for one in payment.applications)
    others = (one for one in named if one and who(one.customer) != who(payment.customer))
    other = next(others, None)
    if other is None:
        return None
    return _differ(payment, other)


def _differ(payment: Payment, invoice: Invoice) -> Refusal:
    fact = (
        f"{payment.number} is money of {payment.customer_name}, but it pays {invoice.number} of "
        f"{invoice.customer_name}."
    )
    remedy = "Correct the application in ServiceTitan."
    return Refusal(Reason.CUSTOMERS_DIFFER, payment.label, fact, remedy)


def _booked_apart(
    s: Situation, document: Label, payment: Payment, payer: RemoteId, invoice: str, owner: RemoteId
) -> Refusal:
    theirs, others = (s.book_customers.get(one, f"customer {one}") for one in (payer, owner))
    fact = f"In NetSuite {payment.number} is money of {theirs}, but {invoice} is an invoice of {others}."
    remedy = "Merge the two there, or take the application off in ServiceTitan."
    return Refusal(Reason.CUSTOMERS_DIFFER, document, fact, remedy)


def _number(s: Situation, payment: Payment, invoice: Key) -> str:
    applications = payment.applications
    keys = {s.key(Kind.INVOICE, one.invoice): one.invoice_number for one in applications}
    return keys[invoice]


def _waits_for(draft: Draft, document: Label, invoice: Key, number: str) -> Hold:
    out = draft.why_out(invoice)
    words = (
        f"Waiting for invoice {number}: {out.explanation if out else 'it is not in NetSuite yet.'}"
    )
    return Hold(Waiting.INVOICE, document, words, out.cause if out else None)
