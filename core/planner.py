"""From a situation to the plan of a run: every queued document placed, held or refused.

Payables and merges of customers come first, then projects, invoices, adjustments after their
originals, then payments, then what changed on payments that are in the books already, and at last the
sync records of merged customers; bank deposits follow their payments, and inventory adjustments
anything. One document that stays out holds back only what needs it (TRG-10).
"""

from returns.result import Failure, Result, Success

from core.banking import place_bank_deposits
from core.customers.merge_steps import place_links, place_merges
from core.customers.sync_record import error_step
from core.documents import CustomerId, Invoice, Kind, Payment
from core.draft import Draft
from core.inventory import place_inventory_adjustments
from core.jobs import customers_of_projects, place_projects
from core.journals import place_journal_entries
from core.payables.placing import customers_of_payables, place_payables
from core.plan import Plan, Step
from core.receivables.adjustments import adjustment_step, waiting_for_original
from core.receivables.applications import landing_in
from core.receivables.invoices import invoice_step
from core.receivables.paying import place_applied_payment
from core.receivables.payments import landing_of, payment_step
from core.receivables.standing import put_on, standing_payments, take_off
from core.records import Key, PaymentRecord
from core.refunds.covering import cover_refunds
from core.refunds.customer_refund import keep_for_customer_refunds
from core.refunds.placing import place_customer_refunds, place_refunds, split_refunds
from core.refunds.recognition import is_refund
from core.refusals import Reason, Refusal
from core.situation import Situation


def make_plan(s: Situation) -> Plan:
    """The plan for this situation; the same situation gives the same plan."""
    draft = Draft(s)
    for row in s.queue.unreadable:
        fact = f"{row.problem[:1].upper()}{row.problem[1:]}."
        refusal = Refusal(Reason.UNREADABLE, row.label, fact, "Correct it in ServiceTitan.")
        draft.refuse(refusal, s.key(row.label.kind, row.label.id))
    if s.settings.method.moves(Kind.BILL):
        place_payables(draft)
    if s.settings.method.moves(Kind.INVOICE):
        _place_receivables(draft)
    if s.settings.method.moves(Kind.BANK_DEPOSIT):
        place_bank_deposits(draft)
    if s.settings.method.moves(Kind.INVENTORY_ADJUSTMENT):
        place_inventory_adjustments(draft)
    if s.settings.method.moves(Kind.JOURNAL_ENTRY):
        _place_journal_entries(draft)
    _keep_customer_errors(draft)
    return draft.plan


def _keep_customer_errors(draft: Draft) -> None:
    """The sync record says what keeps a customer's documents out, unless another one links it."""
    for customer, problem in draft.troubled.items():
        step = error_step(customer, problem, draft.situation)
        if step is not None and not draft.has(step.key):
            draft.take(step)


def _place_journal_entries(draft: Draft) -> None:
    """In detail they name customers, and those merged in ServiceTitan are merged first (CUS-15)."""
    names_customers = draft.situation.settings.names_customers
    if names_customers:
        place_merges(draft)
    place_journal_entries(draft)
    if names_customers:
        place_links(draft)


def _place_receivables(draft: Draft) -> None:
    s = draft.situation
    place_merges(draft)
    place_projects(draft)
    for invoice in sorted(s.queue.invoices, key=_originals_first):
        _place_invoice(draft, invoice)
    refunds, payments = split_refunds(s)
    paid_out = place_refunds(draft, refunds)
    standing = standing_payments(s)
    related = _related(draft) if standing else frozenset()
    freed = {one.payment.id: take_off(draft, one, related) for one in standing}
    for payment in payments:
        _place_payment(draft, payment)
    for one in standing:
        put_on(draft, one, freed[one.payment.id], related)
    keep_for_customer_refunds(draft)
    place_customer_refunds(draft, paid_out)
    cover_refunds(draft)
    place_links(draft)


def _originals_first(invoice: Invoice) -> tuple[bool, int]:
    return invoice.adjustment_to is not None, invoice.id


def _place_invoice(draft: Draft, invoice: Invoice) -> None:
    s = draft.situation
    key = s.key(Kind.INVOICE, invoice.id)
    if invoice.adjustment_to is None:
        _place(draft, key, invoice_step(invoice, s), invoice.customer)
        return
    hold = waiting_for_original(draft, invoice)
    if hold is not None:
        draft.hold(hold, key)
    else:
        _place(draft, key, adjustment_step(invoice, s), invoice.customer)


def _place_payment(draft: Draft, payment: Payment) -> None:
    s = draft.situation
    key = s.key(Kind.PAYMENT, payment.id)
    booked = s.booked.get(key)
    outcome = payment_step(payment, landing_in(booked) if booked else landing_of(payment), s)
    match outcome:
        case Success(Step(record=PaymentRecord()) as step) if booked is None:
            place_applied_payment(draft, payment, step)
        case _:
            _place(draft, key, outcome, payment.customer)


def _place(
    draft: Draft, key: Key, outcome: Result[Step, Refusal], customer: CustomerId | None = None
) -> None:
    match outcome:
        case Success(step):
            draft.place(step, customer)
        case Failure(refusal):
            draft.refuse(refusal, key)


def _related(draft: Draft) -> frozenset[CustomerId]:
    """The customers of whom any record moves in this run (AR-10)."""
    s = draft.situation
    invoices = {
        one.customer for one in s.queue.invoices if s.key(Kind.INVOICE, one.id) in draft.steps
    }
    payments = {one.customer for one in s.queue.payments if _goes(one, draft)}
    projects = customers_of_projects(draft)
    payables = customers_of_payables(draft)
    return frozenset(map(s.survivor, {*invoices, *payments, *projects, *payables}))


def _goes(payment: Payment, draft: Draft) -> bool:
    s = draft.situation
    if is_refund(payment):
        keys = (s.key(kind, payment.id) for kind in (Kind.REFUND, Kind.REFUND_JOURNAL))
        return all(draft.why_out(key) is None for key in keys)
    return isinstance(payment_step(payment, landing_of(payment), s), Success)
